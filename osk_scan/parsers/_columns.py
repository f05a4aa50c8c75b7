"""Which column of a table says what: header words in German and English, what is read and what is dropped.

Columns are read by allow-list. Those that name a machine are not read, only taken as a sign that each row is an
installation; those that concern persons are dropped. Both are told by name; any other column is told as not read.
"""

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from msgspec import Struct

from osk_scan.errors import InvalidRequest, one_line


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


READ: dict[str, tuple[str, ...]] = {
    "name": _words(
        "displayname softwarename softwareprodukt softwarebezeichnung produktbezeichnung produktname productname "
        "applicationname anwendungsname appname programmname programname paketname packagename componentname "
        "komponentenname displayname0 productname0 name bezeichnung anzeigename software produkt product anwendung "
        "application fachanwendung programm program paket package komponente component bibliothek library titel title "
        "caption eingesetztesoftware installiertesoftware softwaretitel app fachverfahren itverfahren verfahren"
    ),
    "version": _words(
        "displayversion installierteversion installedversion softwareversion produktversion productversion "
        "packageversion applicationversion anwendungsversion appversion versionenname versionsname displayversion0 "
        "version0 version versionsnummer versionnumber versionsstand softwarestand release releasestand"
    ),
    "vendor": _words(
        "publisher publisher0 hersteller herstellername softwarevendor softwarehersteller vendor vendorname "
        "manufacturer applicationpublisher anwendungsherausgeber softwarepublisher softwareherausgeber anbieter "
        "supplier lieferant herausgeber softwareanbieter entwickler developer company companyname firma unternehmen "
        "verleger lizenzgeber"
    ),
    "license": _words(
        "licenseexpression licenseexpressions spdx spdxid spdxlicense lizenz lizenzen license licence licenses "
        "licensemetadata licenseclassifier licensenames licensename licenseid lizenzbezeichnung lizenzname lizenztyp "
        "lizenzart licensetype lizenzmodell"
    ),
    "count": _words(
        "anzahlinstallationen installationen installationcount installcount installations installs installcount0 "
        "numberofinstallations anzahlderinstallationen installationsanzahl instanzenanzahl instancecount devicecount "
        "numberofdevices anzahlgeräte anzahlclients anzahlendpunkte anzahlendgeräte anzahlrechner anzahlpcs anzahl "
        "menge stückzahl stück stueck count quantity devices"
    ),
    "namespace": ("group", "namespace"),
    "purl": ("purl", "packageurl"),
    "cpe": ("cpe", "cpe23", "productcodecpe"),
    "msi": ("identifyingnumber", "productcode", "pschildname", "softwarecode0", "produktcode", "prodid0"),
    "winget": ("packageidentifier", "wingetid"),
    "swid": ("swidtagid", "swidtag", "swid"),
    "part_of": ("parentdisplayname", "parentkeyname"),
    "agency": (),
    "system": (),
}
"""Words of a header cell, folded, for each field; where several columns say the same, the earlier word wins.

Whose software a row lists is no field by any word: that a table is parted is for the uploader to say.
"""

OWNERS = {"agency": "no-agency", "system": "no-system"}
"""Fields that say whose software a row lists, and the problem of a row that does not."""

MACHINE = frozenset(
    _words(
        "host hostname computer computername computername0 netbiosname netbiosname0 pscomputername device devicename "
        "deviceid machine machinename rechner rechnername gerät gerätename geräteid client clientname server "
        "servername arbeitsplatz arbeitsplatzrechner asset assetname assettag resourceid dnsname devicednsname fqdn "
        "systemname endpoint endpunkt endgerät inventarnummer node"
    )
)

NUMBERING = frozenset(_words("nr lfdnr lfdnummer laufendenummer nummer pos position no number"))
"""Headers of columns that count the rows."""

PERSONAL = re.compile(
    r"user|benutzer|nutzer|anwender|owner|besitzer|eigent[uü]mer|mail|serial|seriennummer|ipadd?ress|ipadresse|^ip$"
    r"|ipv[46]|macadd?ress|macadresse|^mac$|login|logon|anmeld|lastus|lastseen|zuletzt|productkey|produktschl[uü]ssel"
    r"|lizenzschl[uü]ssel|licen[sc]ekey|productid|registered|regowner|regcompany|telefon|phone|^raum$|^room$|kostenstelle"
    r"|personal|ansprechpartner|verantwortlich(?!e?stelle)|contact|kontakt|vorname|nachname|^sid$|^upn$|installsource|installlocation"
    r"|installpath|installationspfad|uninstallstring|modifypath|author|autor|bearbeiter|betreuer"
)

_OF_ANYONE = frozenset(_words("name displayname anzeigename titel title"))
"""Headers of names that are those of software or of persons."""
_OF_SOFTWARE = frozenset(READ["name"]) - _OF_ANYONE - {"bezeichnung", "caption"}
_PERSON = re.compile(
    r"vorname|nachname|familienname|givenname|surname|firstname|lastname|userprincipalname|^upn$|personalnummer",
    re.MULTILINE,
)
"""Headers that tables of persons have beside the name."""
_REACHED = re.compile(r"telefon|phone|mail|^raum$|^room$", re.MULTILINE)
"""Headers that tell how to reach whom a row names, or one who is named in another column."""
_SOMEONE = re.compile(r"ansprechpartner|verantwortlich|kontakt|contact|betreuer|user|nutzer|anwender|owner|besitzer")

FIELDS = tuple(sorted(READ))
_ALSO_OF_PERSONS = frozenset({"name", "vendor", "license", "agency", "system"})
"""Fields that tables of persons have as well: where they work, and what they are licensed for."""
_OR_COLUMN = frozenset({"version", "vendor", "license", "count", "purl", "cpe", "msi", "winget", "swid"})


class Layout(Struct, frozen=True):
    """What the columns of one table say."""

    places: dict[str, int]
    """Column of each field that is read, counted from 0."""
    dropped: tuple[str, ...]
    """Headers of the columns left out for data protection."""
    unread: tuple[str, ...]
    """Headers of the other columns that are not read."""
    licenses: tuple[int, ...]
    """Columns that state a license, the most telling first."""
    machines: bool
    """A column names machines: each row is an installation on one of them."""
    lacking: tuple[str, ...] = ()
    """Columns that should say whose software a row lists, and are not there."""
    absent: tuple[str, ...] = ()
    """Other columns that the uploader names, and are not there."""

    @property
    def weight(self) -> int:
        """How much of the header was understood."""
        return len(self.places) + len(self.dropped)

    @property
    def only_names(self) -> bool:
        """Whether the table has nothing but names, and perhaps numbers of its rows."""
        beside = (*self.dropped, *self.unread)
        return self.places.keys() == {"name"} and all(folded_header(cell) in NUMBERING for cell in beside)

    @property
    def is_software(self) -> bool:
        """Whether the table has a name column and at least one other that tells it is about software."""
        return "name" in self.places and (self.machines or not _OR_COLUMN.isdisjoint(self.places))


_FIELD_OF = {normalize("NFC", word): (field, rank) for field, words in READ.items() for rank, word in enumerate(words)}


HEADER_WORDS = frozenset(spelt for word in _FIELD_OF for spelt in (word, word.capitalize(), word.upper()))
"""Words of header cells as they are usually spelt."""
_REPORT_COLUMN = re.compile(r"^Details_Table\d+_")
"""How Configuration Manager's reports saved as CSV begin the names of columns."""
_ALTERNATIVES = re.compile(r"[/|(\[,;]")
"""What stands between two words of one header: `Hersteller / Anbieter`, `Anzahl (Stück)`."""
_WORST_RANK = 1_000
_LONGEST_HEADER = 200
_MOST_LICENSES = 20
"""Columns of licenses that are read; each row is looked through for them."""


def folded_header(cell: str) -> str:
    """Return a header cell as the word lists spell it: NFC, lower case, letters and digits only."""
    bare = _REPORT_COLUMN.sub("", cell.lstrip())
    return "".join(c for c in normalize("NFC", bare).casefold().replace("ß", "ss") if c.isalnum())


def _field(cell: str, word: str) -> tuple[str, int]:
    """Return the field that a header names and the rank of the word; no field where it names none.

    Of several words the first must be known; where they name different fields, the cells hold the name among others.
    """
    if word in _FIELD_OF:
        return _FIELD_OF[word]
    words = [folded_header(part) for part in _ALTERNATIVES.split(cell[:_LONGEST_HEADER])]
    if len(words) == 1 or words[0] not in _FIELD_OF:
        return "", 0
    fields = {_FIELD_OF[part][0] for part in words if part in _FIELD_OF}
    if len(fields) > 1 and "name" not in fields:
        return "", 0
    return "name" if "name" in fields else fields.pop(), _WORST_RANK


def _names_persons(words: Sequence[str]) -> bool:
    """Tell whether `Name` among these folded headers is of persons: staff with machines, accounts with licenses.

    Where a version or count is stated it is of software, unless another column is by its header.
    """
    if _OF_ANYONE.isdisjoint(words):
        return False
    read = {word: _FIELD_OF[word][0] for word in words if word in _FIELD_OF}
    if not _ALSO_OF_PERSONS.issuperset(read.values()) and _OF_SOFTWARE.isdisjoint(read):
        return False
    beside = "\n".join(words)
    return bool(_PERSON.search(beside) or (_REACHED.search(beside) and not _SOMEONE.search(beside)))


def layout(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Layout:
    """Return what the columns under `header` say; `mapping` from header to field goes before every word list."""
    wanted = {folded_header(column): field for column, field in (mapping or {}).items()}
    best: dict[str, tuple[int, int]] = {}
    licenses: list[tuple[int, int]] = []
    dropped, fields, machines = list[str](), dict[int, str](), False
    words = [folded_header(cell) for cell in header]
    persons = _OF_ANYONE if _names_persons(words) else frozenset[str]()
    for column, (cell, word) in enumerate(zip(header, words, strict=True)):
        concerned = word in MACHINE or word in persons or (word not in _FIELD_OF and bool(PERSONAL.search(word)))
        field, rank = (wanted[word], -1) if word in wanted else ("", 0) if concerned else _field(cell, word)
        if field:
            fields[column] = field
            best[field] = min(best.get(field, (rank, column)), (rank, column))
            licenses += [(rank, column)] * (field == "license")
        elif concerned:
            machines = machines or word in MACHINE
            dropped.append(one_line(cell.strip(), 80))
        elif word:
            fields[column] = ""
    places = {field: at for field, (_, at) in best.items()}
    stating = tuple(at for _, at in sorted(licenses)[:_MOST_LICENSES])
    read = {*places.values(), *stating}
    unread = tuple(one_line(header[column].strip(), 80) for column in fields if column not in read)
    lacking = tuple(column for column, field in (mapping or {}).items() if field in OWNERS and field not in places)
    named = (column for column, field in (mapping or {}).items() if field not in OWNERS)
    absent = tuple(column for column in named if folded_header(column) not in words)
    return Layout(places, tuple(dropped), unread, stating, machines, lacking, absent)


def checked_mapping(mapping: Mapping[str, str]) -> Mapping[str, str]:
    """Return `mapping` if every field in it exists, and no column of machines or persons is to name systems.

    Raises:
        InvalidRequest: naming the field and those that exist, or the column.
    """
    for column, field in mapping.items():
        word = folded_header(column)
        if field not in READ:
            raise InvalidRequest(f"{column}={field}", f"there is no field {field!r}", f"fields: {', '.join(FIELDS)}")
        if field in OWNERS and (word in MACHINE or PERSONAL.search(word)):
            wrong = "by its header the column names machines or persons, whose names are not kept"
            raise InvalidRequest(f"{column}={field}", wrong, "name another column, or give it a header that fits")
    return mapping
