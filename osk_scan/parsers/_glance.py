"""What can be seen of a document at a glance: its text's head, its outermost JSON keys, its XML root."""

import re
from functools import cached_property

import msgspec

from osk_scan.model import Document
from osk_scan.parsers._reading import in_utf_8
from osk_scan.parsers._text import decoded_head

_XML_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_XML_TAG = re.compile(r"<(?=[\w.-])")
_XML_ROOT = re.compile(r"<(?:([\w.-]+):)?([\w.-]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>")
_XML_NAMESPACE = re.compile(r"xmlns(?::([\w.-]+))?\s*=\s*[\"']([^\"']*)[\"']")

_outermost = msgspec.json.Decoder(dict[str, msgspec.Raw])
_any_list = msgspec.json.Decoder(list[msgspec.Raw])


class Glance:
    """A document, and what recognising it needs, each part worked out at most once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.name = document.name.rsplit("/", 1)[-1].lower()
        """File name without folders, lower case: a tie-breaker only."""

    @cached_property
    def head(self) -> str:
        """The first 64 KiB as text, without byte order mark; white space in front is gone."""
        return decoded_head(self.document.content).lstrip()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The first lines of the head that are not blank, at most 50, cut at 2,000 characters."""
        return tuple(line[:2000].rstrip() for line in self.head.splitlines() if line.strip())[:50]

    @cached_property
    def json(self) -> dict[str, msgspec.Raw]:
        """The outermost members of a JSON object, undecoded; empty where the document is none."""
        if not self.head.startswith("{"):
            return {}
        try:
            return _outermost.decode(in_utf_8(self.document.content))
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            return {}

    @cached_property
    def json_list(self) -> list[msgspec.Raw]:
        """The elements of an outermost JSON array, undecoded; empty where the document is none."""
        if not self.head.startswith("["):
            return []
        try:
            return _any_list.decode(in_utf_8(self.document.content))
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            return []

    @cached_property
    def first_item(self) -> dict[str, msgspec.Raw]:
        """The members of the first object of an outermost JSON array, undecoded."""
        try:
            return _outermost.decode(self.json_list[0]) if self.json_list else {}
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            return {}

    def json_text(self, key: str) -> str:
        """Return the outermost member `key` where it is a JSON string, else an empty text."""
        raw = self.json.get(key)
        if raw is None:
            return ""
        try:
            return msgspec.json.decode(raw, type=str)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return ""

    @cached_property
    def xml_root(self) -> tuple[str, str]:
        """(namespace, local name) of the XML root element; two empty texts where the document is no XML."""
        if not self.head.startswith("<"):
            return "", ""
        # Only one place is tried: looking for the end of every tag of a hostile head takes minutes.
        text = _XML_COMMENT.sub("", self.head)
        first = _XML_TAG.search(text)
        found = _XML_ROOT.match(text, first.start()) if first else None
        if not found:
            return "", ""
        namespaces = dict(_XML_NAMESPACE.findall(found[3]))
        return namespaces.get(found[1] or "", ""), found[2]
