"""The command line: one command per file, each a few lines around the pipeline."""

import os
import sys
from importlib import import_module

import click

from osk_scan.discovery import module_names


class _Commands(click.Group):
    """The files of this folder are the commands; `what_if.py` holds `what-if`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """Return the names of the commands."""
        return [name.replace("_", "-") for name in module_names(sys.modules[__name__])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, imported only now: start-up stays under half a second."""
        name = cmd_name.replace("-", "_")
        if name not in module_names(sys.modules[__name__]):
            return super().get_command(ctx, cmd_name)
        command = import_module(f"{__name__}.{name}").command
        return command if isinstance(command, click.Command) else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="osk-scan", message="%(prog)s %(version)s")
@click.option("--no-color", is_flag=True, help="No colours; the environment variable NO_COLOR says the same.")
@click.option("--rules", type=click.Path(exists=True, file_okay=False), envvar="OSK_RULES", show_envvar=True,
              help="Folder of the policy to judge by, laid out like the shipped one; with a file `extends-shipped` "
                   "in it only what differs.")  # fmt: skip
def osk_scan(no_color: bool, rules: str | None) -> None:
    """Read software inventories, judge their licenses, quantify digital sovereignty.

    \b
    Try it:  osk-scan demo
    Use it:  osk-scan ingest bom.json --agency "Bezirksamt A" --system Serviceportal
             osk-scan assess && osk-scan findings && osk-scan report -o report.html
    """
    if no_color:
        os.environ["NO_COLOR"] = "1"
    if rules:
        os.environ["OSK_RULES"] = rules
