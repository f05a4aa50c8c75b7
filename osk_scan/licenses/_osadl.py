"""Ask the matrix of the Open Source Automation Development Lab, for code that becomes part of the work."""

from functools import cache

from osk_scan.licenses._question import AGPL, GPL, LINKED, Opinion, Question, named
from osk_scan.licenses.algebra import Answer
from osk_scan.licenses.osadl_matrix import matrix
from osk_scan.model import Relation

_LETTERS: dict[str, Answer] = {"Y": "compatible", "N": "incompatible", "D": "depends"}


@cache
def _columns_and_rows() -> tuple[dict[str, int], dict[str, str]]:
    columns = {license_id: number for number, license_id in enumerate(matrix().inbound)}
    return columns, matrix().by_outbound()


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
