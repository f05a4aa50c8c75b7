"""Take in what agencies add to their inventories, say what of it names nothing that is there, and look back."""

import codecs
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from osk_scan.errors import InvalidPolicy, InvalidRequest
from osk_scan.model import Wording
from osk_scan.pipeline.counting import counted
from osk_scan.pipeline.policy import Policy
from osk_scan.sovereignty.adapting import estate_of
from osk_scan.sovereignty.supplement import Supplement
from osk_scan.sovereignty.supplement_table import read_table
from osk_scan.store.database import Database
from osk_scan.store.portfolios import current_basis
from osk_scan.store.supplements import keep_supplement, supplement_history
from osk_scan.yaml_reading import MAX_POLICY_BYTES, read_policy


class SupplementReceipt(Struct, frozen=True, kw_only=True):
    """What an agency gets back for its supplement."""

    agency: str
    sha256: str
    """Of what is kept."""
    state: Literal["stored", "unchanged"]
    """Unchanged: the newest version says the very same."""
    systems: int
    """How many systems it speaks of."""
    products: int
    notes: tuple[Wording, ...]
    """Names that match nothing in the agency's inventories or the catalogue; told again with the scores."""


class Version(Struct, frozen=True, kw_only=True):
    """One version of a supplement, as the history lists it."""

    number: int
    agency: str
    received_at: str | None
    """None: before every version was kept."""
    author: str | None
    sha256: str
    counting: bool
    """It is the agency's newest."""


def keep(
    db: Database, file: Path, policy: Policy, received_at: str, agency: str | None = None, author: str | None = None
) -> SupplementReceipt:
    """Keep a supplement (YAML, or a table as CSV); it counts from now on, the versions before stay for what they made.

    Raises:
        InvalidPolicy: where it says something that no supplement can say.
        InvalidRequest: where the file names another agency.
    """
    supplement, body = _read(file)
    if agency and agency != supplement.agency:
        raise InvalidRequest(file.name, f"it is of {supplement.agency}", "name that agency, or mend the file")
    new = keep_supplement(db, supplement.agency, body, received_at, author or supplement.source or None)
    return SupplementReceipt(
        agency=supplement.agency,
        sha256=sha256(body.encode()).hexdigest(),
        state="stored" if new else "unchanged",
        systems=len(supplement.systems),
        products=len(supplement.products),
        notes=_notes(db, policy, supplement),
    )


def versions(db: Database, agency: str | None = None) -> tuple[Version, ...]:
    """Return every version of one agency's supplement, or of all, newest first."""
    counting: dict[str, int] = {}
    return tuple(
        Version(
            number=kept.number,
            agency=kept.agency,
            received_at=kept.received_at,
            author=kept.author,
            sha256=kept.sha256,
            counting=kept.number == counting.setdefault(kept.agency, kept.number),
        )
        for kept in supplement_history(db, agency)
    )


def _read(file: Path) -> tuple[Supplement, str]:
    """Return a supplement and the text to keep; a table is kept as the JSON, hence YAML, that it stands for."""
    if file.stat().st_size > MAX_POLICY_BYTES:
        raise InvalidPolicy(
            file.name, f"larger than {MAX_POLICY_BYTES} bytes", "hand in a supplement, not an inventory"
        )
    text = _text(file.read_bytes(), file.name)
    if not text.strip():
        raise InvalidPolicy(file.name, "says nothing", "write at least `agency`")
    if file.suffix.lower() in (".csv", ".tsv", ".txt"):
        supplement = read_table(text, file.name)
        return supplement, msgspec.json.encode(supplement).decode()
    return read_policy(text.encode(), file.name, Supplement), text


def _text(content: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 as spreadsheets write it with a byte order mark."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise InvalidPolicy(name, "not UTF-8", "save it as UTF-8 (in a spreadsheet: CSV UTF-8)") from None


def _notes(db: Database, policy: Policy, supplement: Supplement) -> tuple[Wording, ...]:
    portfolio = counted(db, current_basis(db, supplement.agency))
    matches = tuple(policy.catalogue.match(package) for package in portfolio.packages)
    return estate_of(portfolio, matches, policy.catalogue, policy.method, (supplement,)).notes
