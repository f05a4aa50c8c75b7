"""The audit report as OpenDocument text: real headings, tables with header rows, title and language set."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from osk_scan.errors import InvalidRequest
from osk_scan.reports._blocks import Block, Heading, Items, Paragraph, blocks
from osk_scan.reports._numbers import day
from osk_scan.reports._plain import plain
from osk_scan.reports._table import Table
from osk_scan.reports.wording import Words
from osk_scan.results import Results

if TYPE_CHECKING:
    import odfdo

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_LOCALES = {"de": "de-DE", "en": "en-GB"}
_SOFT_HYPHEN = "\u00ad"


def render(results: Results) -> bytes:
    """Return the report on `results` as ODT.

    Raises:
        InvalidRequest: where the library for ODT is not installed.
    """
    try:
        import odfdo
    except ImportError:
        raise InvalidRequest(
            "report", "the library for ODT is not installed", 'install "osk-scan[odf]", or write .html'
        ) from None
    words = Words(results.language)
    document = odfdo.Document("text")
    _describe(document, results, words)
    document.body.clear()
    for element in _elements(results, words):
        document.body.append(element)
    made = BytesIO()
    document.save(made)
    return _without_clock(made)


def _without_clock(made: BytesIO) -> bytes:
    """Return the archive with its entries' times set to the first that ZIP knows, so that equal reports are equal."""
    again = BytesIO()
    with ZipFile(made) as old, ZipFile(again, "w") as new:
        for entry in old.infolist():
            new.writestr(ZipInfo(entry.filename), old.read(entry), entry.compress_type)
    return again.getvalue()


def _describe(document: "odfdo.Document", results: Results, words: Words) -> None:
    import odfdo

    document.set_language(_LOCALES[results.language])
    for level in document.styles.get_elements("//text:outline-level-style"):
        for name in ("style:num-format", "style:num-suffix", "loext:num-list-format"):
            level.set_attribute(name, "")  # the template numbers headings; the report's have none
    meta = document.meta
    meta.set_title(_text(f"{results.title} – {words('report.kind')}"))
    meta.set_language(_LOCALES[results.language])
    meta.set_generator(f"osk-scan {results.software}")
    as_of = datetime.fromisoformat(results.as_of)
    meta.set_creation_date(as_of)
    meta.set_modification_date(as_of)
    for style in (
        odfdo.Style("table-cell", name="Cell", area="table-cell", border="0.5pt solid #6b7780", padding="0.1cm"),
        odfdo.Style("paragraph", name="CellText", area="text", size="8pt"),
        odfdo.Style("paragraph", name="CellHead", area="text", size="8pt", bold=True),
    ):
        document.insert_style(style, automatic=True)


def _elements(results: Results, words: Words) -> "Iterator[odfdo.Element]":
    import odfdo

    yield odfdo.Paragraph(words("report.kind"), style="Subtitle")
    yield odfdo.Header(1, _text(results.title), formatted=False)
    yield odfdo.Paragraph(words("report.as-of", date=day(results.as_of, results.language)))
    for number, block in enumerate(blocks(results, words)):
        yield from _written(block, number)
    footer = words("report.footer", version=results.software, assessment=results.assessment)
    yield odfdo.Paragraph(_text(footer))


def _written(block: Block, number: int) -> "Iterator[odfdo.Element]":
    import odfdo

    match block:
        case Heading(level, text):
            yield odfdo.Header(level, _text(text), formatted=False)
        case Paragraph(text):
            yield odfdo.Paragraph(_text(text), formatted=False)
        case Items(texts):
            yield odfdo.List([_text(text) for text in texts])
        case Table(caption, _, _, more):
            yield odfdo.Paragraph(_text(caption), style="Caption", formatted=False)
            yield _table(block, number)
            if more:
                yield odfdo.Paragraph(_text(more), formatted=False)


def _table(table: Table, number: int) -> "odfdo.Element":
    """Return a table whose header row is repeated on every page; drawings are left out, their numbers stand beside."""
    import odfdo

    shown = [at for at, column in enumerate(table.columns) if column.sort != "bar"]
    made = odfdo.Element.from_tag("table:table")
    made.set_attribute("table:name", f"T{number}")
    columns = odfdo.Element.from_tag("table:table-column")
    columns.set_attribute("table:number-columns-repeated", str(len(shown)))
    made.append(columns)
    head = odfdo.Element.from_tag("table:table-header-rows")
    head.append(_row((table.columns[at].title for at in shown), "CellHead"))
    made.append(head)
    for row in table.rows:
        made.append(_row((row[at] for at in shown), "CellText"))
    return made


def _row(texts: Iterator[str], style: str) -> "odfdo.Element":
    import odfdo

    row = odfdo.Element.from_tag("table:table-row")
    for text in texts:
        cell = odfdo.Element.from_tag("table:table-cell")
        cell.set_attribute("office:value-type", "string")
        cell.set_attribute("table:style-name", "Cell")
        cell.append(odfdo.Paragraph(_text(text), style=style, formatted=False))
        row.append(cell)
    return row


def _text(text: str) -> str:
    return plain(str(text)).replace(_SOFT_HYPHEN, "")
