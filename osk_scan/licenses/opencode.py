"""Whether a system may be published on openCode, and if not, because of what."""

from functools import cache

from msgspec import Struct

from osk_scan.licenses import _gaps
from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses._settling import settled
from osk_scan.licenses.algebra import Answer, Leaf, License, leaves, worst
from osk_scan.licenses.categories import category
from osk_scan.licenses.choice import Choice
from osk_scan.model import Wording
from osk_scan.shipped import rules_folder


class _Policy(Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    allowed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()


class Point(Struct, frozen=True):
    """One thing that stands against publication, or that has to be settled before it."""

    answer: Answer
    refs: tuple[str, ...]
    """The components it is about; empty where it is about the system's own license."""
    clause: str
    says: Wording
    remedy: Wording


class Publication(Struct, frozen=True):
    """Whether a system may be published: compatible yes, depends under conditions, unknown, incompatible no."""

    answer: Answer
    points: tuple[Point, ...]
    basis: Wording
    """By what it is decided which licenses openCode accepts."""


@cache
def _policy() -> _Policy:
    return load_policy(rules_folder() / "opencode_licenses.yaml", _Policy)


def check_publication(choice: Choice) -> Publication:
    """Return whether the system of `choice` may be published on openCode under its outbound license."""
    own = [point for leaf in leaves(settled(choice.outbound)) for point in _own_license(leaf)]
    conflicts = [
        Point("incompatible", conflict.refs, conflict.clause, conflict.explanation, conflict.remedy)
        for conflict in choice.conflicts
    ]
    points = (*own, *conflicts, *_open_questions(choice), *_not_compared(choice))
    return Publication(worst(("compatible", *(point.answer for point in points))), points, _basis(_policy()))


def _basis(policy: _Policy) -> Wording:
    if policy.allowed or policy.refused:
        return Wording(
            "Welche Lizenzen openCode annimmt, entscheidet die Anerkennung durch die OSI und die Liste in "
            "opencode_licenses.yaml.",
            "Which licenses openCode accepts is decided by the OSI's approval and the list in opencode_licenses.yaml.",
        )
    return Wording(
        "Welche Lizenzen openCode annimmt, entscheidet hier allein die Anerkennung durch die OSI; die Liste, die "
        "openCode selbst führt, ist nicht hinterlegt (opencode_licenses.yaml, zu pflegen von der OSK).",
        "Which licenses openCode accepts is decided here by the OSI's approval alone; the list that openCode itself "
        "keeps is not on record (opencode_licenses.yaml, to be kept by the OSK).",
    )


def _own_license(leaf: Leaf) -> list[Point]:
    """Return what stands against the license under which the system itself is to go out."""
    license_id = leaf.id if isinstance(leaf, License) else leaf.license.id
    policy, tier = _policy(), category(license_id).openness
    if license_id in policy.allowed or (tier == "A" and license_id not in policy.refused):
        return []
    says = Wording(
        f"{license_id} ist nicht als Open-Source-Lizenz im Sinne der Open Source Definition anerkannt.",
        f"{license_id} is not approved as an open source license under the Open Source Definition.",
    )
    remedy = Wording(
        "Eine anerkannte Lizenz wählen, zum Beispiel EUPL-1.2.", "Choose an approved license, for example EUPL-1.2."
    )
    return [Point("unknown" if tier == "U" else "incompatible", (), policy.source, says, remedy)]


def _open_questions(choice: Choice) -> list[Point]:
    """Return what has to be settled: components that nothing is known of, or that set conditions."""
    grouped: dict[tuple[Answer, str, Wording, Wording], list[str]] = {}
    for component in choice.components:
        verdict = component.verdict
        if verdict.verdict in ("unknown", "depends"):
            key = (verdict.verdict, verdict.clause, verdict.explanation, verdict.remedy)
            grouped.setdefault(key, []).append(component.ref)
    return [
        Point(answer, tuple(refs), clause, says, remedy) for (answer, clause, says, remedy), refs in grouped.items()
    ]


def _not_compared(choice: Choice) -> list[Point]:
    """Return what is open because the work has too many licenses to compare: unknown is no yes."""
    if not choice.left_out:
        return []
    clause = "GPL-2.0 §2(b); GPL-3.0 §5(c)"
    return [Point("unknown", (), clause, _gaps.not_compared(choice.left_out), _gaps.DIVIDE)]
