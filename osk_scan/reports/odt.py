"""The audit report as OpenDocument text: what the page holds, with its drawings, in real headings and tables."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from markupsafe import Markup

from osk_scan.reports._bars import as_file
from osk_scan.reports._blocks import Block
from osk_scan.reports._numbers import day
from osk_scan.reports._report_blocks import report_blocks
from osk_scan.reports._summary_blocks import summary_blocks
from osk_scan.reports._table import text_of
from osk_scan.reports.templating import templates
from osk_scan.reports.wording import Words
from osk_scan.results import Results

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_COUNTRIES = {"de": "DE", "en": "GB"}
_WIDTH = 17.0
"""Centimetres between the margins."""
_PIXELS = 96 / 2.54
"""Of a centimetre."""
_FRAME = Markup(
    '<draw:frame draw:style-name="Picture" draw:name="{name}" text:anchor-type="as-char"'
    ' svg:width="{width:.2f}cm" svg:height="{height:.2f}cm">'
    '<draw:image xlink:href="{file}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    ' draw:mime-type="image/svg+xml"/><svg:title>{words}</svg:title></draw:frame>'
)


def render(
    results: Results, told: Callable[[Results, Words], Iterator[Block]] = report_blocks, *, compact: bool = False
) -> bytes:
    """Return the report on `results`, or another document of blocks, as ODT: equal results give equal bytes.

    What is `compact` is set smaller and closer, to stand on one page.

    Source: ISO/IEC 26300 (OpenDocument 1.3), part 2 (package: `mimetype` first and not compressed) and part 3.
    """
    words, pictures = Words(results.language), _Pictures()
    values: dict[str, object] = {
        "results": results,
        "words": words,
        "language": results.language,
        "country": _COUNTRIES[results.language],
        "title": results.title,
        "as_of": words("report.as-of", date=day(results.as_of, results.language)),
        "footer": words("report.footer", version=results.software, assessment=results.assessment),
        "width": _WIDTH,
        "compact": compact,
        "size": 0.82 if compact else 1,
        "space": 0.25 if compact else 1,
        "blocks": told(results, words),
        "picture": pictures.frame,
        "text_of": text_of,
    }
    parts = {f"{name}.xml": _part(name, values) for name in ("content", "styles", "meta")} | pictures.files
    manifest = _part("manifest", {"parts": parts, "media_type": MEDIA_TYPE})
    return _packed({"mimetype": MEDIA_TYPE.encode()} | parts | {"META-INF/manifest.xml": manifest})


def render_summary(results: Results) -> bytes:
    """Return the one-page summary of `results` as ODT."""
    return render(results, summary_blocks, compact=True)


def _part(name: str, values: dict[str, object]) -> bytes:
    return templates().filled(f"odt/{name}.xml.j2", **values).strip().encode()


def _packed(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():  # an entry's time is the first that ZIP knows: no clock
            compression = None if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(ZipInfo(name), content, compression)
    return made.getvalue()


class _Pictures:
    """The drawings of a document, each kept once."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._shown = 0

    def frame(self, drawing: Markup, width: float) -> Markup:
        """Return the place of a drawing that is `width` centimetres wide, with its words, and keep its file."""
        content, pixels, words = as_file(drawing, width * _PIXELS)
        file = f"Pictures/{sha256(content).hexdigest()[:32]}.svg"
        self.files[file] = content
        self._shown += 1
        return _FRAME.format(name=f"P{self._shown}", width=width, height=pixels / _PIXELS, file=file, words=words)
