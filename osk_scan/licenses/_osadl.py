"""Ask the matrix of the Open Source Automation Development Lab, for code that becomes part of the work."""

from functools import cache
from pathlib import Path

from osk_scan.licenses._question import AGPL, GPL, LINKED, Opinion, Question, named
from osk_scan.licenses.algebra import Answer
from osk_scan.model import Relation

MATRIX = Path(__file__).parent / "knowledge" / "osadl_matrix.txt"
_LETTERS: dict[str, Answer] = {"Y": "compatible", "N": "incompatible", "D": "depends"}


@cache
def _columns_and_rows() -> tuple[dict[str, int], dict[str, str]]:
    lines = [line for line in MATRIX.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    columns = {license_id: number for number, license_id in enumerate(lines[0].split("|"))}
    rows: dict[str, str] = {}
    for line in lines[1:]:
        letters, outbounds = line.split("\t")
        rows |= dict.fromkeys(outbounds.split("|"), letters)
    return columns, rows


def licenses() -> tuple[str, ...]:
    """Return the licenses of the matrix, in its order."""
    return tuple(_columns_and_rows()[0])


def row(outbound: str) -> str | None:
    """Return the letters of one outbound license, one per inbound license."""
    return _columns_and_rows()[1].get(outbound)


def cell(outbound: str, inbound: str) -> Answer | None:
    """Return the answer of one cell; None where there is none, or it says unknown."""
    columns, rows = _columns_and_rows()
    if outbound not in rows or inbound not in columns:
        return None
    return _LETTERS.get(rows[outbound][columns[inbound]])


def opinion(question: Question) -> Opinion | None:
    """Return what the matrix says of merged code; under the GPL and AGPL linked code makes one work too."""
    strong = question.outbound in GPL or question.outbound in AGPL
    if question.relation is not Relation.MERGED and not (strong and question.relation in LINKED):
        return None
    answer = cell(question.outbound, question.inbound)
    return None if answer is None else named(f"osadl-{answer}")
