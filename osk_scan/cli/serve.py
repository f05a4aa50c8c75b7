"""`osk-scan serve`: the upload desk, its APIs and pages."""

from importlib.util import find_spec
from pathlib import Path

import click

from osk_scan.cli import _options as options
from osk_scan.errors import InvalidRequest


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8080, show_default=True, help="Port to listen at.")
@click.option("--max-upload", default=128, show_default=True, help="Cap for one upload, in MiB.")
@click.option("--calls", default=1200, show_default=True, help="Calls a minute that one key may make.")
@click.option("--openid", type=click.Path(dir_okay=False, path_type=Path), envvar="OSK_OPENID",
              help="Let people log in by OpenID Connect: FILE names provider, groups and roles.")  # fmt: skip
@click.option("--operator", type=click.Path(dir_okay=False, path_type=Path), envvar="OSK_OPERATOR",
              help="FILE with name and contact of whoever runs the desk, for the accessibility statement.")  # fmt: skip
@options.overlays
@options.database
def command(
    host: str, port: int, max_upload: int, calls: int, openid: Path | None, operator: Path | None,
    overlays: tuple[Path, ...], db_file: Path,
) -> None:  # fmt: skip
    """Serve the upload desk until it is stopped: pages, the compatible upload API and our own under /api/osk/v1.

    \b
    osk-scan keys create --agency "Bezirksamt A" --role uploader
    osk-scan serve --port 8080 --openid openid.yaml --operator operator.yaml
    """
    if find_spec("uvicorn") is None or find_spec("starlette") is None:
        raise InvalidRequest("serve", "the web server is not installed", "install osk-scan[web]")
    if openid is not None and find_spec("authlib") is None:
        raise InvalidRequest("serve --openid", "OpenID Connect is not installed", "install osk-scan[web,openid]")
    from osk_scan.web.openid.settings import load_openid
    from osk_scan.web.operating import load_operator
    from osk_scan.web.serving import serve
    from osk_scan.web.settings import Settings

    settings = Settings(
        db=db_file,
        overlays=overlays,
        max_upload=max_upload << 20,
        requests_per_minute=calls,
        openid=load_openid(openid) if openid is not None else None,
        operator=load_operator(operator) if operator is not None else None,
    )
    serve(settings, host, port)
