"""Complete the tag tree that the PDF writer makes: what runs over pages is one, what repeats is no content."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

_STRUCTURES = {
    "main": "/Part",
    "section": "/Sect",
    "article": "/Art",
    "div": "/Div",
    "p": "/P",
    "table": "/Table",
    "tbody": "/TBody",
    "ul": "/L",
    "ol": "/L",
    "dl": "/L",
}
"""What may run over pages, and the structure type that the writer gives it."""
_ANONYMOUS = ("/Div", "/NonStruct")
_MAY_BE_EMPTY = ("/TD", "/TH")
_PRINTED = 4
"""The flag by which an annotation is printed as well (ISO 32000-1, table 165)."""

Element = Any
"""A structure element, a numbered dictionary of the writer: its kids under `K` are references or numbers of content."""


def complete(document: Any, pdf: Any) -> None:
    """Change the tag tree of `pdf`, which was made from the pages of `document`, before it is written.

    Source: ISO 14289-1 (PDF/UA-1), 7.1 (artifacts), 7.5 (tables), 7.18 (annotations); Matterhorn Protocol 1.1.
    """
    tree = _Tree(pdf)
    for number, (before, after) in enumerate(pairwise(document.pages), start=1):
        tree.join(number, _running_on(before, after))
    tree.finish()
    for annotation in (thing for thing in pdf.objects if _sort(thing) == "/Annot"):
        annotation["F"] = _PRINTED


def _sort(thing: Any) -> object:
    return thing.get("Type") if isinstance(thing, dict) else None


def _running_on(before: Any, after: Any) -> tuple[str, ...]:
    """Return the structures that a page leaves open and the next one goes on with, the outermost first."""
    open_, going_on = _edge(before, last=True), _edge(after, last=False)
    common = [one for one, other in zip(open_, going_on, strict=False) if one is other]
    tags = [element.tag for element in common if element.tag not in ("html", "body")]
    known = [_STRUCTURES.get(tag, "") for tag in tags]
    return tuple(known[: known.index("")] if "" in known else known)


def _edge(page: Any, *, last: bool) -> list[Any]:
    """Return the elements at the end of a page, or at its beginning without repeated table heads, each once."""
    found: list[Any] = []
    boxes = [page._page_box]  # where elements were broken is told nowhere else
    while boxes:
        box = boxes[-1 if last else 0]
        element = getattr(box, "element", None)
        if element is not None and (not found or found[-1] is not element):
            found.append(element)
        boxes = [child for child in getattr(box, "children", ()) if not _repeats(child)]
    return found


def _repeats(box: Any) -> bool:
    return hasattr(box, "at_keyword") or getattr(box, "is_header", False)


class _Tree:
    """The structure elements of one document."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        root = self._at(pdf.catalog["StructTreeRoot"])
        (document,) = self._kids(root)
        self._document, self._parents = document, self._at(root["ParentTree"])
        self._renamed: dict[int, Any] = {}
        """Identifiers of repeated heads, by their address, and those of the heads that they repeat."""

    def join(self, page: int, running_on: Sequence[str]) -> None:
        """Make what runs on from the page before to `page` one element."""
        kids, here = self._kids(self._document), self._pdf.page_references[page]
        first = next((at for at, kid in enumerate(kids) if kid["Pg"] == here), 0)
        if first and self._joined(kids[first - 1], kids[first], running_on):
            del self._document["K"][first]

    def finish(self) -> None:
        """Drop what is empty, say of each head what it heads, and mark what is no content as such."""
        self._drop_empty()
        reached = list(self._below(self._document))
        for element in reached:
            if element["S"] == "/TH":
                heads = self._at(self._at(element["P"])["P"])["S"]
                element["A"]["Scope"] = "/Column" if heads == "/THead" else "/Row"
            if headers := element.get("A", {}).get("Headers"):
                headers[:] = [self._renamed.get(id(header), header) for header in headers]
        kept = {element.number for element in reached}
        for element in self._pdf.objects:
            if _sort(element) == "/StructElem" and element.number not in kept:
                self._take_out(element)

    def _at(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _kids(self, element: Element) -> list[Element]:
        return [self._at(kid) for kid in element["K"] if isinstance(kid, bytes)]

    def _joined(self, before: Element, after: Element, running_on: Sequence[str]) -> bool:
        """Move what `after` holds to `before` and return True, or False where they are two."""
        if not running_on or before["S"] != after["S"] or before["S"] not in (running_on[0], *_ANONYMOUS):
            return False
        inner = running_on[before["S"] == running_on[0] :]
        left, right = self._kids(before), self._kids(after)
        if len(right) != len(after["K"]) or not left or not right:
            return False
        if right[0]["S"] == "/THead":
            self._rename(left, right.pop(0))
        if right and self._joined(left[-1], right[0], inner):
            right.pop(0)
        for kid in right:
            kid["P"] = before.reference
            before["K"].append(kid.reference)
        after["K"].clear()
        return True

    def _rename(self, heads: list[Element], repeated: Element) -> None:
        first = next(head for head in heads if head["S"] == "/THead")
        cells = [[cell for cell in self._below(head) if cell["S"] == "/TH"] for head in (first, repeated)]
        self._renamed |= {id(again["ID"]): once["ID"] for once, again in zip(*cells, strict=True)}

    def _below(self, element: Element) -> Iterator[Element]:
        """Yield an element and all below it, in reading order."""
        waiting = [element]
        while waiting:
            now = waiting.pop()
            if "S" in now:
                yield now
                waiting.extend(reversed(self._kids(now)))

    def _drop_empty(self) -> None:
        for element in reversed(list(self._below(self._document))):
            if not element["K"] and element["S"] not in _MAY_BE_EMPTY:
                self._at(element["P"])["K"].remove(element.reference)

    def _take_out(self, element: Any) -> None:
        """Take an element that is not in the tree out of the document, and mark its content as an artifact."""
        element.free = "f"
        numbers = {kid for kid in element["K"] if isinstance(kid, int)}
        if not numbers:
            return
        page = self._pdf.page_references.index(element["Pg"])
        content_of = self._parents["Nums"][2 * page + 1]
        for number in numbers:
            content_of[number] = "null"
        stream = self._at(self._at(element["Pg"])["Contents"]).stream
        for at, piece in enumerate(stream):
            if isinstance(piece, dict) and piece.get("MCID") in numbers:
                stream[at - 1] = "/Artifact"
                stream[at] = type(piece)({"Type": "/Pagination"})
