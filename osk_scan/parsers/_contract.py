"""What a parser is: the frozen descriptor that each file of this folder ends with."""

from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct

from osk_scan.model import Document, Inventory
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._portions import Portion

Shape = Literal["json", "xml", "table", "workbook", "html", "text"]


class Parser(Struct, frozen=True):
    """How to recognise and read one format; the module's name is the format's name everywhere."""

    title: str
    specification: str
    """Title and section or URL of the text that defines the format."""
    versions: tuple[str, ...]
    """Versions that are read; empty where the format has none."""
    example: str
    """A command that writes such a document, or where one lies."""
    recognises: Callable[[Glance], bool]
    """Cheap, never raises, true for its own format only."""
    parse: Callable[[Document], Inventory]
    """Pure: no file, network, clock, store. Raises RefusedDocument where the document is unusable as a whole."""
    shape: Shape = "text"
    """What such a document is made of."""
    marks: tuple[str, ...] = ()
    """Names that tell the format: members of the outermost JSON object or of a row in it, or the XML root."""
    parse_with: Callable[[Document, Mapping[str, str]], tuple[Portion, ...]] | None = None
    """The same for tables, with fields by column header; raises InvalidRequest where there is no such field.

    Several portions where a column names the agency or system of each row.
    """
    deployed: bool = False
    """The format lists what is installed on machines (CISA SBOM type "Deployed"), not what a build put together."""
    tabular: bool = False
    """Any table with a name column will do: tried only after all others said no."""
