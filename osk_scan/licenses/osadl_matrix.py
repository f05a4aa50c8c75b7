"""The OSADL license compatibility matrix as data: read from OSADL's published JSON, written as a file of the policy."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from osk_scan.errors import InvalidPolicy, InvalidRequest, one_line
from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses._question import AUTHORITIES

LETTERS = {"Same": "Y", "Yes": "Y", "No": "N", "Check dependency": "D", "Unknown": "U"}
"""How the file writes what OSADL answers; U also where it has no answer."""

_MOST = 1_000
"""Licenses: far above OSADL's 121; a key of YAML holds 1,024 letters."""

_WIDTH = 120

_Name = Annotated[str, Meta(pattern=r"^[A-Za-z0-9.+-]+( WITH [A-Za-z0-9.+-]+)?$", max_length=200)]
_Timestamp = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T")]


class Matrix(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """May a work under the outbound license contain code under the inbound one?"""

    title: str
    source: str
    url: str
    license: str
    copyright: str
    changed: str
    """What was done to it, as its license asks to say."""
    date: str
    """Day of the matrix, as its publisher states it (ISO 8601)."""
    retrieved: str
    """Day on which it was fetched (ISO 8601)."""
    inbound: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]
    """Outbound licenses by their answers: one letter per inbound license."""

    def __post_init__(self) -> None:
        """Refuse a matrix whose rows do not fit its columns.

        Raises:
            InvalidPolicy: naming the license.
        """
        seen: set[str] = set()
        for letters, outbounds in self.rows.items():
            for outbound in outbounds:
                if outbound in seen:
                    raise InvalidPolicy(f"OSADL matrix {outbound}", "has two rows", "keep one")
                seen.add(outbound)
            if len(letters) != len(self.inbound) or not frozenset(letters) <= frozenset(LETTERS.values()):
                where = f"OSADL matrix {', '.join(outbounds[:1])}"
                raise InvalidPolicy(where, "its answers do not fit its columns", "write Y, N, D or U for each of them")

    def by_outbound(self) -> dict[str, str]:
        """Return the letters of each outbound license."""
        return {outbound: letters for letters, outbounds in self.rows.items() for outbound in outbounds}


@cache
def matrix() -> Matrix:
    """Return the matrix of the policy."""
    return load_policy(AUTHORITIES / "osadl.yaml", Matrix)


class _Cell(Struct, frozen=True):
    name: _Name
    compatibility: str


class _Row(Struct, frozen=True):
    name: _Name
    compatibilities: tuple[_Cell, ...]


class _Published(Struct, frozen=True):
    timestamp: _Timestamp
    licenses: tuple[_Row, ...]


def read_published(content: bytes, retrieved: str) -> Matrix:
    """Return the matrix that OSADL publishes as `matrixseqexpl.json` or `matrixseq.json`; equal rows are joined.

    Raises:
        InvalidRequest: where `content` is no such document, or answers with a word that OSADL does not use.
    """
    published = _decoded(content)
    names = tuple(row.name for row in published.licenses)
    letters = {row.name: _letters(row, names) for row in published.licenses}
    rows: dict[str, list[str]] = {}
    for name in names:
        rows.setdefault(letters[name], []).append(name)
    return Matrix(
        title="OSADL Open Source License Compatibility Matrix",
        source="Open Source Automation Development Lab (OSADL) eG",
        url="https://www.osadl.org/fileadmin/checklists/matrixseqexpl.json",
        license="CC-BY-4.0",
        copyright="Copyright 2017-2024 Open Source Automation Development Lab (OSADL) eG and contributors",
        changed="answers written as letters without their explanations, licenses with equal rows joined",
        date=published.timestamp[:10],
        retrieved=retrieved,
        inbound=names,
        rows={row: tuple(outbounds) for row, outbounds in rows.items()},
    )


def _decoded(content: bytes) -> _Published:
    try:
        published = msgspec.json.decode(content, type=_Published)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise _refused(one_line(str(error))) from None
    names = {row.name for row in published.licenses}
    if not names or len(names) < len(published.licenses) or len(names) > _MOST:
        raise _refused("it names no licenses, or one twice, or too many")
    return published


def _letters(row: _Row, inbound: tuple[str, ...]) -> str:
    answers = {cell.name: cell.compatibility for cell in row.compatibilities}
    foreign = [answer for answer in answers.values() if answer not in LETTERS]
    if foreign:
        raise _refused(f"{one_line(row.name, 60)}: `{one_line(foreign[0], 60)}` is no answer of OSADL's")
    return "".join(LETTERS[answers.get(name, "Unknown")] for name in inbound)


def _refused(reason: str) -> InvalidRequest:
    return InvalidRequest(
        "OSADL matrix", reason, "download https://www.osadl.org/fileadmin/checklists/matrixseqexpl.json"
    )


def written(matrix: Matrix) -> str:
    """Return a matrix as the YAML file that the policy keeps."""
    head = (f"{name}: {_text(getattr(matrix, name))}" for name in matrix.__struct_fields__[:-2])
    rows = (line for letters, names in matrix.rows.items() for line in _named(f"  {letters}: ", names, "    "))
    return "\n".join((*head, *_named("inbound: ", matrix.inbound, "  "), "rows:", *rows)) + "\n"


def _named(head: str, names: tuple[str, ...], indent: str) -> Iterator[str]:
    """Yield a list of names in lines of about the width that files have here."""
    line = head + "["
    for at, name in enumerate(names):
        piece = _text(name) + ("]" if at == len(names) - 1 else ",")
        if len(line) + len(piece) + 1 > _WIDTH:
            yield line.rstrip()
            line = indent
        line += piece + " "
    yield line.rstrip()


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def differing(old: Matrix, new: Matrix) -> int:
    """Return the number of pairs that both matrices know and answer differently."""
    before, after = old.by_outbound(), new.by_outbound()
    at_before = {name: at for at, name in enumerate(old.inbound)}
    common = [(at_before[name], at) for at, name in enumerate(new.inbound) if name in at_before]
    return sum(
        before[outbound][was] != letters[now]
        for outbound, letters in after.items()
        if outbound in before
        for was, now in common
    )
