"""Take in what agencies add to their inventories, and say what of it names nothing that is there."""

from pathlib import Path

import msgspec
from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.model import Wording
from osk_scan.pipeline.counting import counted
from osk_scan.pipeline.policy import Policy
from osk_scan.sovereignty.adapting import estate_of
from osk_scan.sovereignty.supplement import Supplement
from osk_scan.sovereignty.supplement_table import read_table
from osk_scan.store.database import Database
from osk_scan.store.portfolios import current_basis
from osk_scan.store.supplements import keep_supplement
from osk_scan.yaml_reading import read_policy


class KeptSupplement(Struct, frozen=True):
    """What an agency gets back for its supplement."""

    agency: str
    systems: int
    """How many systems it speaks of."""
    products: int
    notes: tuple[Wording, ...]
    """Names that match nothing in the agency's inventories or the catalogue; told again with the scores."""


def keep(db: Database, file: Path, policy: Policy, agency: str | None = None) -> KeptSupplement:
    """Keep a supplement (YAML, or a table as CSV) in place of the one before.

    Raises:
        InvalidPolicy: where it says something that no supplement can say.
        InvalidRequest: where the file names another agency.
    """
    supplement, body = _read(file)
    if agency and agency != supplement.agency:
        raise InvalidRequest(file.name, f"it is of {supplement.agency}", "name that agency, or mend the file")
    keep_supplement(db, supplement.agency, body)
    notes = _notes(db, policy, supplement)
    return KeptSupplement(supplement.agency, len(supplement.systems), len(supplement.products), notes)


def _read(file: Path) -> tuple[Supplement, str]:
    """Return a supplement and the text to keep; a table is kept as the JSON, hence YAML, that it stands for."""
    content = file.read_bytes()
    if file.suffix.lower() == ".csv":
        supplement = read_table(content, file.name)
        return supplement, msgspec.json.encode(supplement).decode()
    return read_policy(content, file.name, Supplement), content.decode("utf-8")


def _notes(db: Database, policy: Policy, supplement: Supplement) -> tuple[Wording, ...]:
    portfolio = counted(db, current_basis(db, supplement.agency))
    matches = tuple(policy.catalogue.match(package) for package in portfolio.packages)
    return estate_of(portfolio, matches, policy.catalogue, policy.method, (supplement,)).notes
