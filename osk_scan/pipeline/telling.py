"""Write what an assessment says: exports for machines, reports for people."""

from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from osk_scan.errors import InvalidRequest
from osk_scan.exporters import exporters
from osk_scan.exporters._contract import FolderExporter
from osk_scan.finding import Finding
from osk_scan.model import Language, Wording
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.writing import writing
from osk_scan.results import MethodPage, Results
from osk_scan.sovereignty.method_page import method_page


def export_names() -> tuple[str, ...]:
    """Return the names of all export formats."""
    return tuple(exporters())


def export(
    results: Results, name: str, to: Path | None, stream: BinaryIO, tell: Callable[[Wording], None] = lambda _: None
) -> tuple[Path, ...]:
    """Write `results` to a file or, without one, to `stream`, and return the files written.

    Where there are more findings than the format or its readers take, `tell` gets that in words.

    Raises:
        InvalidRequest: for a format of several files without a folder, or where the file cannot be written.
    """
    exporter = exporters()[name]
    if isinstance(exporter, FolderExporter):
        if to is None:
            raise InvalidRequest(f"export {name}", "it is several files", "name a folder with -o")
        with writing(to):
            to.mkdir(parents=True, exist_ok=True)
            return exporter.write(results, to)
    findings = _Counted(results.findings)
    rendered = exporter.render(replace(results, findings=findings))
    if to is None:
        stream.writelines(rendered)
    else:
        with writing(to), to.open("wb") as file:
            file.writelines(rendered)
    if exporter.limit and findings.count > exporter.limit.findings:
        tell(exporter.limit.told(findings.count))
    return (to,) if to else ()


class _Counted:
    """Findings, counted each time somebody walks over all of them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = findings
        self.count = 0

    def __iter__(self) -> Iterator[Finding]:
        self.count = 0
        for finding in self._findings:
            self.count += 1
            yield finding


def report(results: Results, to: Path) -> Path:
    """Write the audit report in the format that the file's ending names.

    Raises:
        InvalidRequest: for an ending that no report has, or where the file cannot be written.
    """
    made = rendered(results, to.suffix)
    with writing(to):
        to.write_bytes(made)
    return to


def rendered(results: Results, suffix: str) -> bytes:
    """Return the audit report as `.html`, `.pdf` or `.odt`.

    Raises:
        InvalidRequest: for an ending that no report has.
    """
    if suffix == ".html":
        from osk_scan.reports.html import render
    elif suffix == ".pdf":
        from osk_scan.reports.pdf import render
    elif suffix == ".odt":
        from osk_scan.reports.odt import render
    else:
        raise InvalidRequest(
            f"report {suffix}", "no report has this ending", "name a file ending in .html, .pdf or .odt"
        )
    return render(results)


def summary(results: Results, to: Path) -> Path:
    """Write the one-page summary in the format that the file's ending names.

    Raises:
        InvalidRequest: for an ending that no summary has.
    """
    from osk_scan.reports.summary import render

    if to.suffix == ".html":
        made = render(results)
    elif to.suffix == ".pdf":
        from osk_scan.reports import pdf

        made = pdf.render(results, render)
    elif to.suffix == ".odt":
        from osk_scan.reports import odt

        made = odt.render_summary(results)
    else:
        raise InvalidRequest(
            f"summary {to.suffix}", "no summary has this ending", "name a file ending in .html, .pdf or .odt"
        )
    with writing(to):
        to.write_bytes(made)
    return to


def method_told(policy: Policy) -> MethodPage:
    """Return the method as the policy says it and the code uses it."""
    return method_page(policy.method)


def write_method(policy: Policy, language: Language, to: Path) -> Path:
    """Write the method page as one web page."""
    from osk_scan.reports.method import render

    made = render(method_told(policy), language, version("osk-scan"))
    with writing(to):
        to.write_bytes(made)
    return to
