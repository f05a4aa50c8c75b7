"""Take in what agencies add to their inventories."""

from pathlib import Path

from osk_scan.errors import InvalidRequest
from osk_scan.sovereignty.supplement import Supplement
from osk_scan.store.database import Database
from osk_scan.store.supplements import keep_supplement
from osk_scan.yaml_reading import read_policy


def keep(db: Database, file: Path, agency: str | None = None) -> str:
    """Keep a supplement in place of the one before and return whose it is.

    Raises:
        InvalidPolicy: where it says something that no supplement can say.
        InvalidRequest: where the file names another agency.
    """
    content = file.read_bytes()
    supplement = read_policy(content, file.name, Supplement)
    if agency and agency != supplement.agency:
        raise InvalidRequest(file.name, f"it is of {supplement.agency}", "name that agency, or mend the file")
    keep_supplement(db, supplement.agency, content.decode("utf-8"))
    return supplement.agency
