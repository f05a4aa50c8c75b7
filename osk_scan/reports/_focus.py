"""Which profile a report is about: the one agency, else the whole portfolio."""

from osk_scan.results import Results
from osk_scan.score import Hotspot, Score


def focus(results: Results) -> Score | None:
    """Return the profile that the report leads with, or None where nothing was scored."""
    scores = results.scores
    if len(results.agencies) == 1:
        own = scores.of("agency", results.agencies[0])
        if own:
            return own
    return scores.of("portfolio") or (scores.scopes[0] if scores.scopes else None)


def lock_ins(score: Score) -> tuple[Hotspot, ...]:
    """Return the lock-in hotspots, those below the threshold too, as ordered by the method."""
    return tuple(spot for spot in score.hotspots if spot.kind == "lock-in")


def standing_out(score: Score) -> tuple[Hotspot, ...]:
    """Return the lock-in hotspots that reach the threshold, certainly or possibly."""
    return tuple(spot for spot in lock_ins(score) if spot.state != "below")
