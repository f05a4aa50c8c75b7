"""Word what validators complain about: each keyword of a schema language is a kind of problem of its own."""

from collections.abc import Callable, Iterable
from typing import Any, Self

import msgspec
from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Keyword
from msgspec import Struct

from osk_scan.errors import one_line
from osk_scan.model import Problem

_MANY = 20
_LONGEST = 80

_XSD = {
    "SCHEMAV_CVC_ENUMERATION_VALID": "schema-value",
    "SCHEMAV_CVC_PATTERN_VALID": "schema-form",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "schema-form",
    "SCHEMAV_ELEMENT_CONTENT": "schema-element",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "schema-unknown",
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "schema-required",
    "SCHEMAV_CVC_IDC": "schema-repeated",
}
"""Source: libxml2, `xmlParserErrors`; named after the clauses of XML Schema Part 1 and 2."""


class Disagreement(Struct, frozen=True):
    """A part of a document that does not follow its schema."""

    size: int
    """Texts (keys and values) that have to be looked into for telling the places."""
    places: Callable[[], Iterable[Problem]]

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """Return a part whose only place is known."""
        return cls(0, lambda: (problem,))


def json_kind(error: ValidationError) -> tuple[str, str]:
    """Return the kind of problem that `error` is, and what of it reads the same in every language."""
    match error.kind:
        case Keyword.Required(name):
            return "schema-required", name
        case Keyword.AdditionalProperties(names) | Keyword.UnevaluatedProperties(names):
            return "schema-unknown", ", ".join(sorted(names))
        case Keyword.Enum(options):
            return "schema-value", f"{_shown(error.instance)} ≠ {_listed(options)}"
        case Keyword.Constant(expected):
            return "schema-value", f"{_shown(error.instance)} ≠ {_shown(expected)}"
        case Keyword.Type(types):
            return "schema-type", f"{_shown(error.instance)} ≠ {' | '.join(types)}"
        case Keyword.Pattern(form) | Keyword.Format(form):
            return "schema-form", f"{_shown(error.instance)} ≠ {form}"
        case Keyword.UniqueItems():
            return "schema-repeated", _shown(error.instance)
    return "against-schema", error.message


def xml_kind(clause: str, said: str) -> tuple[str, str]:
    """Return the same for what libxml2 says, in its own words."""
    return _XSD.get(clause, "against-schema"), said


def _shown(value: Any) -> str:
    return one_line(msgspec.json.encode(value).decode(), _LONGEST)


def _listed(options: list[Any]) -> str:
    """Return the options; of some there are hundreds, such as licenses."""
    if len(options) <= _MANY:
        return " | ".join(map(_shown, options))
    return f"{' | '.join(map(_shown, options[:3]))} | … ({len(options)})"
