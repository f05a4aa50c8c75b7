"""Ways to break a document: bytes, words, lines, values; each is a function of the content and of chance."""

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.json_mutations import change_node
from tests.fuzz.seeds import entries_of, packed

Mutation = Callable[[bytes, Random], bytes]

_WORDS = (
    *(b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"\xe2\x80\xae", b"\xc2\xa0", b"\x85"),
    *(b"null", b"true", b"NaN", b"Infinity", b"-1", b"1e999", b"9" * 40, b"0.1", b"1.0e-7", b"\\u0000"),
    *(b"[]", b"{}", b"[[]]", b'{"a":[]}', b'""', b"[null]", b'"\xc3\xa9"', b"\xf0\x9f\x90\x83"),
    *(b"<", b">", b"&", b"&a;", b"<!DOCTYPE a>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?a?>", b"</", b"/>"),
    *(b"'", b'"', b"`", b"\\", b"/", b"//", b"#", b";", b",", b"\t", b"|", b":", b": ", b"=", b"==", b"@", b"%"),
    *(b"\n", b"\r\n", b"\r", b"\n\n", b"\n ", b"  ", b"- ", b"...", b"---", b"&x", b"*x", b"<<: *x", b"!!set"),
    *(b"pkg:", b"pkg:npm/%40a/b@1", b"pkg:/", b"=1+1", b'="1.10"', b"*", b">=1", b"latest", b"((", b"))", b" AND "),
    *(b"\xd9\xa3", b"\xc2\xb2", b"\xe2\x85\xa7", b"1,5", b"1_0", b"0x1F", b"2026-02-30", b"+inf", b"a" * 5000),
    *(b"%ff", b"../", b"!!python/object:a"),
)  # fmt: skip
"""Arabic digits and superscripts are decimals or digits to Python, but no numbers to everyone."""

_VALUE = re.compile(rb'"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|\btrue\b|\bfalse\b|\bnull\b|[\w.+-]+')
_BRACKETS = re.compile(rb"[\[\]{}()<>]")


def _place(content: bytes, chance: Random) -> int:
    return chance.randint(0, len(content))


def _span(content: bytes, chance: Random, most: int = 64) -> tuple[int, int]:
    begin = _place(content, chance)
    return begin, min(len(content), begin + chance.randint(1, most))


def flip(content: bytes, chance: Random) -> bytes:
    """Return the content with one byte changed."""
    if not content:
        return b"\0"
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def cut(content: bytes, chance: Random) -> bytes:
    """Return the content without a piece."""
    begin, end = _span(content, chance)
    return content[:begin] + content[end:]


def break_off(content: bytes, chance: Random) -> bytes:
    """Return the beginning of the content."""
    return content[: _place(content, chance)]


def insert(content: bytes, chance: Random) -> bytes:
    """Return the content with a word that readers stumble over."""
    at = _place(content, chance)
    return content[:at] + chance.choice(_WORDS) + content[at:]


def repeat(content: bytes, chance: Random) -> bytes:
    """Return the content with a piece several times."""
    begin, end = _span(content, chance, 400)
    return content[:begin] + content[begin:end] * chance.choice((2, 3, 50)) + content[end:]


def move(content: bytes, chance: Random) -> bytes:
    """Return the content with a piece of it somewhere else."""
    begin, end = _span(content, chance, 200)
    rest = content[:begin] + content[end:]
    at = _place(rest, chance)
    return rest[:at] + content[begin:end] + rest[at:]


def swap_lines(content: bytes, chance: Random) -> bytes:
    """Return the content with two lines in each other's place."""
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def drop_line(content: bytes, chance: Random) -> bytes:
    """Return the content without a line."""
    lines = content.split(b"\n")
    del lines[chance.randrange(len(lines))]
    return b"\n".join(lines)


def replace_value(content: bytes, chance: Random) -> bytes:
    """Return the content with another value, or one from elsewhere in it, in the place of a value."""
    values = list(_VALUE.finditer(content[: 64 << 10]))
    if not values:
        return content
    at = chance.choice(values)
    other = chance.choice(_WORDS) if chance.random() < 0.6 else chance.choice(values)[0]
    return content[: at.start()] + other + content[at.end() :]


def change_bracket(content: bytes, chance: Random) -> bytes:
    """Return the content with a bracket changed, dropped or deepened."""
    brackets = list(_BRACKETS.finditer(content[: 64 << 10]))
    if not brackets:
        return content
    at = chance.choice(brackets)
    other = chance.choice((b"", b"[", b"]", b"{", b"}", b"<", b">", at[0] * 2, at[0] * 3000))
    return content[: at.start()] + other + content[at.end() :]


def change_encoding(content: bytes, chance: Random) -> bytes:
    """Return the content as another program would have saved it."""
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig")), "replace")


def change_line_ends(content: bytes, chance: Random) -> bytes:
    """Return the content with the line ends of another system, or none."""
    return content.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b" ", b"\x0b", b"\xe2\x80\xa8")))


MUTATIONS: tuple[Mutation, ...] = (
    *(flip, cut, break_off, insert, insert, insert, repeat, move, swap_lines, drop_line),
    *(replace_value, replace_value, replace_value, change_bracket, change_encoding, change_line_ends),
)


def mutated(content: bytes, chance: Random, times: int) -> bytes:
    """Return `content` broken `times` times; of archives mostly what lies inside, so that it is looked at at all."""
    entries = entries_of(content)
    if entries and chance.random() < 0.9:
        name = chance.choice(sorted(entries))
        return packed({**entries, name: mutated(entries[name], chance, times)})
    for _ in range(times):
        sound = change_node(content, chance) if chance.random() < 0.7 else None
        content = chance.choice(MUTATIONS)(content, chance) if sound is None else sound
    return content[: 1 << 20]
