"""Hold documents against the official schemas of their formats: told by default, refused where that is wanted."""

from osk_scan.errors import RefusedDocument
from osk_scan.model import Document, Problem
from osk_scan.parsers import validate
from osk_scan.problems import fix, message


class AgainstSchema(RefusedDocument):
    """A document does not follow its schema, and strictness was asked for; `problems` are the places."""

    def __init__(self, document: Document, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        more = f" (+ {len(problems) - 1})" if len(problems) > 1 else ""
        where = f"{document.name} {first.where}"
        told = Problem(first.kind, where, first.component, f"{first.detail}{more}")
        super().__init__(where, message(told).en, fix(told).en, kind=first.kind, detail=told.detail)
        self.problems = problems


def refuse_against_schema(document: Document, format_name: str) -> None:
    """Do nothing where `document` follows its schema, or where its format has none.

    Raises:
        AgainstSchema: naming every place.
    """
    problems = validate(document, format_name)
    if problems:
        raise AgainstSchema(document, problems)


def schema_problems(document: Document, format_name: str) -> tuple[Problem, ...]:
    """Return the same as problems beside those of reading; that it cannot be held against one is a problem too."""
    try:
        return validate(document, format_name)
    except RefusedDocument as error:
        return (Problem("not-validated", error.where, None, error.detail),)
