"""The method page as data: formulas, parameters, mappings and what must not be claimed, from what the code uses."""

from osk_scan.model import Wording
from osk_scan.results import GoalEntry, IndicatorEntry, MethodPage, Parameter
from osk_scan.sovereignty.concentration import MAX_COMBINATIONS
from osk_scan.sovereignty.estate import DOMAINS
from osk_scan.sovereignty.explain import RESTS_ON
from osk_scan.sovereignty.policy import Policy


def method_page(policy: Policy) -> MethodPage:
    """Return the page for a policy."""
    return MethodPage(
        Wording(
            "Wie osk-scan digitale Souveränität in Zahlen fasst", "How osk-scan puts digital sovereignty into numbers"
        ),
        f"{policy.method} v{policy.version}",
        policy.digest,
        _PRINCIPLES,
        tuple(
            IndicatorEntry(id_, i.name, i.formula, i.unit, i.better, RESTS_ON[id_], i.maps_to)
            for id_, i in policy.indicators.items()
        ),
        tuple(GoalEntry(id_, goal.name, goal.terms, goal.maps_to) for id_, goal in policy.goals.items()),
        _BOUNDS,
        _HOTSPOTS,
        _parameters(policy),
        DOMAINS,
        policy.not_measurable,
        policy.not_claimed,
    )


def _parameters(policy: Policy) -> tuple[Parameter, ...]:
    weights = f"[{policy.weights.least}, {policy.weights.most}]"
    schutzbedarf = ", ".join(f"{level} = {weight}" for level, weight in policy.criticality.items())
    return (
        Parameter(Wording("Schwelle θ für Hotspots", "threshold θ of hotspots"), policy.threshold),
        Parameter(Wording("Schwelle κ für Kopplung", "threshold κ of coupling"), policy.coupling_threshold),
        Parameter(Wording("Grenzen der Gewichte", "limits of the weights"), weights),
        Parameter(Wording("Gewicht c nach Schutzbedarf", "weight c by protection need"), schutzbedarf),
        Parameter(
            Wording("kleinste gezeigte Zelle (Systeme)", "smallest cell shown (systems)"), str(policy.least_cell)
        ),
        Parameter(Wording("aufgezählte Streitfälle", "disputes enumerated"), str(MAX_COMBINATIONS)),
        Parameter(Wording("EU und EWR", "EU and EEA"), " ".join(sorted(policy.home))),
    )


_PRINCIPLES = (
    Wording(
        "Fakten sind Mengen möglicher Werte mit Beleg. Ein Wert: bekannt; mehrere: strittig; unbekannt: alles möglich.",
        "Facts are sets of possible values with evidence. One value: known; several: disputed; unknown: anything.",
    ),
    Wording(
        "Jede Zahl ist ein Intervall: genaues Minimum und Maximum über alle Vervollständigungen unbekannter Fakten.",
        "Every number is an interval: the exact minimum and maximum over all completions of the unknown facts.",
    ),
    Wording(
        "Es wird nichts geschätzt und nichts ergänzt; wer Fakten klärt, macht die Intervalle schmaler.",
        "Nothing is estimated or filled in; clarifying facts narrows the intervals.",
    ),
    Wording(
        "Profil und Engpass statt Gesamtnote: Das kleinste der drei Ziele wird beim Namen genannt.",
        "Profile and bottleneck instead of an overall grade: the smallest of the three goals is named.",
    ),
)

_BOUNDS = (
    Wording(
        "exact: Beide Enden werden von einer Vervollständigung erreicht. outer: Sie schließen alle ein.",
        "exact: some completion reaches each end. outer: the ends enclose all completions.",
    ),
    Wording(
        "at-least: gezählt nach bekannter Kontrolle, der wahre Wert kann höher liegen; "
        "daneben steht das Intervall mit allem, was kontrolliert werden könnte.",
        "at-least: counted from known control, the truth may lie higher; "
        "beside it stands the interval with everything that might be controlled.",
    ),
    Wording(
        "HHI: unten gehört jedes ungeklärte Produkt einem eigenen, oben alle dem größten bekannten Unternehmen; "
        "wo auch die Lizenz offen ist, werden die Anfangsstücke der nach Größe geordneten Produkte geprüft.",
        "HHI: at the lower end each unclear product has an entity of its own, at the upper end all belong to the "
        "largest known one; where the license is open too, prefixes of the products by size are tried.",
    ),
)

_HOTSPOTS = (
    Wording(
        "Lock-in-Hotspot: H(p) = B(p) · (1 - σ(p)) · [keine OSI-Lizenz]; sicher ab H_lo ≥ θ, möglich ab H_hi ≥ θ.",
        "Lock-in hotspot: H(p) = B(p) · (1 - σ(p)) · [not OSI]; certain from H_lo ≥ θ, possible from H_hi ≥ θ.",
    ),
    Wording(
        "Kritikalitäts-Hotspot: K(p) = B(p) · (1 - Vitalität / 3) für OSS; Antwort: mitwirken, fördern, zweite Quelle.",
        "Criticality hotspot: K(p) = B(p) · (1 - vitality / 3), open source; answer: contribute, fund, add a source.",
    ),
    Wording(
        "B(p): Anteil der gewichteten Systeme, die ausfallen; unten UND/ODER-Fixpunkt, oben schlichte Erreichbarkeit.",
        "B(p): share of weighted systems that stop; lower end AND/OR fixpoint, upper end plain reachability.",
    ),
)
