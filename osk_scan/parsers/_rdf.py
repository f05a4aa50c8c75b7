"""SPDX 2 in RDF/XML: find the nodes wherever they are nested, and spell licenses as expressions."""

from typing import Any

from osk_scan.parsers._xml import Element, child, children, local, text

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_JOINED = {"ConjunctiveLicenseSet": " AND ", "DisjunctiveLicenseSet": " OR "}
_MAX_DEPTH = 40
"""License sets in license sets; real ones have two or three levels."""


def node_name(element: Element) -> str:
    """Return the name of a node or of what it points to: the part after `#`, else after the last slash."""
    address = next(
        (element.get(_RDF + key) for key in ("about", "resource", "ID", "nodeID") if element.get(_RDF + key)), ""
    )
    return str(address).rpartition("#")[2].rpartition("/")[2]


def target(element: Element) -> str:
    """Return the name of the node that a property leads to, whether it points there or holds it."""
    return node_name(element) or (node_name(element[0]) if len(element) else (element.text or "").strip())


def constant(element: Element | None, prefix: str) -> str:
    """Return a constant such as `relationshipType_dependsOn` the way JSON spells it: `DEPENDS_ON`."""
    name = target(element).removeprefix(prefix) if element is not None else ""
    return "".join("_" + letter if letter.isupper() and at else letter for at, letter in enumerate(name)).upper()


def license_text(element: Element | None, depth: int = 0) -> str | None:
    """Return the license that a property leads to as an expression."""
    if element is None or depth > _MAX_DEPTH:
        return None
    if not len(element):
        name = target(element)
        return name.upper() if name in ("noassertion", "none") else name or None
    node = element[0]
    kind = local(node)
    if kind in _JOINED:
        parts = [license_text(member, depth + 1) or "NOASSERTION" for member in children(node, "member")]
        joined = _JOINED[kind].join(parts)
        return f"({joined})" if depth else joined
    if kind == "OrLaterOperator":
        return f"{license_text(child(node, 'member'), depth + 1)}+"
    if kind == "WithExceptionOperator":
        exception = child(node, "licenseException")
        named = target(exception) if exception is not None else "NOASSERTION"
        return f"{license_text(child(node, 'member'), depth + 1)} WITH {named}"
    return node_name(node) or text(node, "licenseId") or None


def texts(element: Element, names: dict[str, str]) -> dict[str, Any]:
    """Return the texts of an element's properties under the keys that JSON has for them."""
    found: dict[str, Any] = {}
    for part in element:
        key = names.get(local(part))
        if key:
            found.setdefault(key, (part.text or "").strip() or target(part))
    return found
