"""A second, independent reader: license-expression, asked where a person types an expression that will count for many.

Our own reader is for what documents write, fast and forgiving. What somebody decides on is typed once and must be
right: there license-expression's stricter check is worth its fifth of a second.
"""

from functools import cache
from typing import Any

_OUR_OWN = ("LicenseRef-", "DocumentRef-", "AdditionRef-")
"""Legal by SPDX 2.3 Annex D, though no list can know them."""


def objections(expression: str) -> tuple[str, ...]:
    """Return what license-expression has against an SPDX expression: one sentence each, nothing where it is valid.

    Licenses must be used as licenses and exceptions as exceptions; a `+` and references of one's own are legal.
    """
    from license_expression import ExpressionError, ExpressionParseError  # type: ignore[import-untyped]  # ships none

    licensing = _licensing()
    try:
        parsed = licensing.parse(expression)
    except (ExpressionError, ExpressionParseError) as error:
        return (str(error).splitlines()[0],)
    symbols = licensing.license_symbols(parsed, decompose=False)
    return tuple(found for symbol in symbols for found in _against(symbol))


def _against(symbol: Any) -> list[str]:
    """Return what is wrong with one license, alone or with its exception."""
    exception = getattr(symbol, "exception_symbol", None)
    if exception is None:
        return [f"{symbol.key} is an exception and stands alone"] if symbol.is_exception else []
    license_ = symbol.license_symbol
    found = [f"{license_.key} is an exception in place of a license"] if license_.is_exception else []
    if not exception.is_exception and not exception.key.startswith(_OUR_OWN):
        found.append(f"{exception.key} is no exception")
    return found


@cache
def _licensing() -> Any:
    from license_expression import get_spdx_licensing

    return get_spdx_licensing()
