"""How completely the SBOMs of a scope state what a quality profile requires of them."""

from fractions import Fraction

from osk_scan.indicator import Group
from osk_scan.sovereignty.indicators import Measured
from osk_scan.sovereignty.interval import point
from osk_scan.sovereignty.scope import Scope


def completeness(scope: Scope, profile: str) -> Measured | None:
    """Return required fields stated of those that apply, over the scope's SBOMs; None where there is none."""
    own = {system.id for system in scope.systems}
    counts = [(one, one.stated[profile]) for one in scope.estate.sboms if one.system in own and profile in one.stated]
    applicable = sum(asked for _, (_, asked) in counts)
    if not applicable:
        return None
    alike: dict[Fraction, list[tuple[str, int]]] = {}
    for one, (present, asked) in counts:
        if asked:
            alike.setdefault(Fraction(present, asked), []).append((f"{one.system}: {one.document}", asked))
    groups = tuple(
        Group(str(share), str(share), sum(asked for _, asked in alike[share]), tuple(name for name, _ in alike[share]))
        for share in sorted(alike, reverse=True)
    )
    present = sum(stated for _, (stated, _) in counts)
    return Measured(point(Fraction(present, applicable)), applicable, groups)
