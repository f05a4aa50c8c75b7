"""License expressions compared by what they mean: the order of their parts carries no meaning."""

from osk_scan.licenses.algebra import fold, parse_expression, render


def unordered(expression: str) -> str:
    """Return the expression with its parts in one order."""
    return fold(
        parse_expression(expression),
        render,
        lambda parts: f"({' AND '.join(sorted(parts))})",
        lambda parts: f"({' OR '.join(sorted(parts))})",
    )
