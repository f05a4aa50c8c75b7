"""Bytes to text: byte order marks, UTF-8, UTF-16 as Windows writes it, else Windows-1252 or its consoles' page 850."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from osk_scan.model import Document
from osk_scan.problems import refused

HEAD = 65536
"""What is looked at to recognise a document: bytes, or characters of a text."""
MAX_TEXT = 64 << 20
"""Bytes of a list that is read as text: one sign beyond Unicode's first plane makes four bytes of each character."""
_CONSOLE_UMLAUT = re.compile(rb"(?<![\x80-\xff])\x81|(?<=[A-Za-z])[\x84\x94](?=[a-z])")
"""ü, and within a word ä and ö, in code page 850; in Windows-1252 nothing, and quotation marks."""
_UMLAUTS = b"\xc4\xd6\xdc\xdf\xe4\xf6\xfc"
"""ÄÖÜßäöü in Windows-1252."""


def encoding_of(content: bytes) -> str:
    """Return the name of the encoding that `content` is in, judged by its mark, else by its bytes."""
    for mark, encoding in ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return encoding
    sample = content[:4096]
    if len(sample) >= 4 and sample[1::2].count(0) > len(sample) // 5 > sample[::2].count(0):
        return "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        console = len(_CONSOLE_UMLAUT.findall(content)) > sum(map(content.count, _UMLAUTS))
        return "cp850" if console else "cp1252"
    return "utf-8"


def decoded(document: Document) -> str:
    """Return the whole document as text.

    Raises:
        RefusedDocument: where it is empty, over `MAX_TEXT`, or no text in any encoding that package lists come in.
    """
    if len(document.content) > MAX_TEXT:
        raise refused("cap-exceeded", document.name, f"{len(document.content)} bytes of text, at most {MAX_TEXT}")
    if not document.content.strip():
        raise refused("empty", document.name)
    encoding = encoding_of(document.content)
    try:
        text = document.content.decode(encoding, "strict" if encoding != "cp1252" else "replace")
    except UnicodeDecodeError as error:
        raise refused("unreadable", document.name, f"byte {error.start} is not {encoding}") from None
    if "\0" in text[:HEAD]:
        raise refused("unreadable", document.name, "binary data where text belongs")
    return text


def decoded_head(content: bytes) -> str:
    """Return the first 64 KiB as text; what cannot be decoded is replaced, since this only helps to recognise."""
    head = content[:HEAD]
    return head.decode(encoding_of(head[:-3] or head), "replace").removeprefix("\ufeff")
