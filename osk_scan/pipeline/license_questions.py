"""Answer single license questions: what a text says, and what fits what."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.licenses.ambiguous import judge_readings
from osk_scan.licenses.compatibility import Dissent, Verdict, judge, usecase_context
from osk_scan.licenses.contexts import Provisioning, relation_named
from osk_scan.licenses.expression import Reading, read
from osk_scan.model import Relation
from osk_scan.pipeline.tables import tsv_rows


class Read(Struct, frozen=True, rename={"license_class": "class"}):
    """What one license text says (columns: INTERFACE)."""

    string: str
    ecosystem: str
    expression: str | None
    candidates: tuple[str, ...]
    license_class: str
    openness: str
    how: str


class JudgedPair(Struct, frozen=True):
    """The answer to one compatibility question (columns: INTERFACE)."""

    outbound: str
    inbound: str
    usecase: str
    verdict: str
    authority: str
    dissent: tuple[Dissent, ...]
    explanation: str


def read_text(text: str, ecosystem: str = "") -> Read:
    """Return what a license text says."""
    found: Reading = read(text, ecosystem)
    return Read(text, ecosystem, found.expression, found.candidates, found.license_class, found.openness, found.how)


def read_table(table: Path) -> Iterator[Read]:
    """Yield what each row of a TSV file with the columns string and ecosystem says, in its order."""
    for row in tsv_rows(table, ("string",)):
        yield read_text(row["string"], row.get("ecosystem") or "")


def judge_table(table: Path) -> Iterator[JudgedPair]:
    """Yield the answer to each row of a TSV file with the columns outbound, inbound and usecase, in its order."""
    for number, row in enumerate(tsv_rows(table, ("outbound", "inbound", "usecase")), 1):
        try:
            found = _verdict(row["outbound"], row["inbound"], *usecase_context(row["usecase"]))
        except InvalidRequest as error:
            raise InvalidRequest(f"{table.name} row {number}: {error.where}", error.wrong, error.fix) from None
        yield JudgedPair(
            row["outbound"], row["inbound"], row["usecase"], found.verdict, found.authority, found.dissent,
            found.explanation.en,
        )  # fmt: skip


def judged(outbound: str, inbound: str, relation: str, provisioning: str, *, modified: bool = False) -> Verdict:
    """Return whether a work under `outbound` may use a component under `inbound` so.

    Both may be written as documents write them; an ambiguous `inbound` is judged by all that it may mean.

    Raises:
        InvalidRequest: where one of them is no license expression, `outbound` is ambiguous, or relation or
            provisioning is not known.
    """
    if provisioning not in [*Provisioning]:
        known = ", ".join(Provisioning)
        raise InvalidRequest(f"provisioning {provisioning}", "there is no such provisioning", f"use one of {known}")
    return _verdict(outbound, inbound, relation_named(relation), Provisioning(provisioning), modified)


def _verdict(outbound: str, inbound: str, relation: Relation, provisioning: Provisioning, modified: bool) -> Verdict:
    work, *others = meant_by(outbound)
    if others:
        named = ", ".join((work, *others))
        raise InvalidRequest(f"license {outbound}", f"it may mean {named}", "name the one that the work is under")
    readings = meant_by(inbound)
    if len(readings) > 1:
        return judge_readings(work, readings, relation, provisioning, modified)
    return judge(work, readings[0], relation, provisioning, modified)


def meant_by(text: str) -> tuple[str, ...]:
    """Return the expressions that a text may mean; itself where it cannot be read as a whole."""
    reading = read(text)
    if reading.expression and not reading.unread:
        return (reading.expression,)
    return reading.candidates or (text,)
