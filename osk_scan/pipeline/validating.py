"""Hold documents against the official schemas of their formats: told by default, refused where that is wanted."""

from msgspec.structs import replace

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document, Inventory, Problem
from osk_scan.parsers import validate
from osk_scan.problems import fix, message

_SAME = {"wrong-type": "schema-type", "unreadable": "not-validated"}
"""What reading and schemas call the same."""


class AgainstSchema(RefusedDocument):
    """A document does not follow its schema, and strictness was asked for; `problems` are the places."""

    def __init__(self, document: Document, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        more = f" (+ {len(problems) - 1})" if len(problems) > 1 else ""
        where = f"{document.name} {first.where}"
        told = Problem("against-schema", where, first.component, f"{first.detail}{more}")
        super().__init__(where, message(told).en, fix(told).en, kind=told.kind, detail=told.detail)
        self.problems = problems


def validated(document: Document, inventory: Inventory, *, strict: bool = False) -> Inventory:
    """Return `inventory` with the places where `document` does not follow its schema among its problems.

    What reading told already is not told again, and that it cannot be held against a schema is a problem too.

    Raises:
        AgainstSchema: where there is such a place and `strict` is asked for.
        RefusedDocument: where it cannot be held against its schema and `strict` is asked for.
    """
    try:
        found = validate(document, inventory.format)
    except RefusedDocument as error:
        if strict:
            raise
        found = (Problem("not-validated", error.where, None, error.detail),)
    if found and strict:
        raise AgainstSchema(document, found)
    told = {_said(problem) for problem in (*inventory.problems, *(each.problem for each in inventory.quarantined))}
    return replace(inventory, problems=(*inventory.problems, *(each for each in found if _said(each) not in told)))


def _said(problem: Problem) -> tuple[str, str, str]:
    """Return what is the same of a problem, whoever tells it: an entry can lack several fields, but has one type."""
    if problem.kind == "missing-name":
        return "schema-required", problem.where, "name"
    kind = _SAME.get(problem.kind, problem.kind)
    return kind, problem.where, problem.detail if kind == "schema-required" else ""
