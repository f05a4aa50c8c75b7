"""The method page as data: formulas, parameters, mappings and what must not be claimed, from what the code uses."""

from collections.abc import Iterator

from osk_scan.model import Wording
from osk_scan.results import GoalEntry, IndicatorEntry, MethodPage, Parameter
from osk_scan.sovereignty.concentration import MAX_COMBINATIONS
from osk_scan.sovereignty.estate import DOMAINS
from osk_scan.sovereignty.explain import RESTS_ON
from osk_scan.sovereignty.inquiry import QUESTION_COMBINATIONS
from osk_scan.sovereignty.kpis import ASSESSED, EXAMINED, SPENDING, WORKPLACE
from osk_scan.sovereignty.method import Method, Targets


def method_page(method: Method) -> MethodPage:
    """Return the page of the method."""
    return MethodPage(
        Wording(
            "Wie osk-scan digitale Souveränität in Zahlen fasst", "How osk-scan puts digital sovereignty into numbers"
        ),
        f"{method.name} v{method.version}",
        method.digest,
        _PRINCIPLES,
        tuple(
            IndicatorEntry(id_, i.name, i.formula, i.unit, i.better, RESTS_ON[id_], i.maps_to)
            for id_, i in method.indicators.items()
        ),
        tuple(GoalEntry(id_, goal.name, goal.terms, goal.maps_to) for id_, goal in method.goals.items()),
        _BOUNDS,
        _HOTSPOTS,
        _parameters(method),
        DOMAINS,
        method.not_measurable,
        method.not_claimed,
    )


def _parameters(method: Method) -> tuple[Parameter, ...]:
    weights = f"[{method.weights.least}, {method.weights.most}]"
    schutzbedarf = ", ".join(f"{level} = {weight}" for level, weight in method.criticality.items())
    return (
        Parameter(Wording("Schwelle θ für Schwerpunkte", "threshold θ of hotspots"), method.threshold),
        Parameter(Wording("Schwelle κ für Kopplung", "threshold κ of coupling"), method.coupling_threshold),
        Parameter(Wording("Grenzen der Gewichte", "limits of the weights"), weights),
        Parameter(Wording("Gewicht c nach Schutzbedarf", "weight c by protection need"), schutzbedarf),
        Parameter(
            Wording("kleinste gezeigte Zelle (Verfahren)", "smallest cell shown (systems)"), str(method.least_cell)
        ),
        Parameter(Wording("aufgezählte Streitfälle", "disputes enumerated"), str(MAX_COMBINATIONS)),
        Parameter(
            Wording("aufgezählte Streitfälle je Frage der Klärungsliste", "disputes enumerated per question"),
            str(QUESTION_COMBINATIONS),
        ),
        Parameter(Wording("gelistete Schwerpunkte und Fragen", "hotspots and questions listed"), str(method.listed)),
        *_targets(method.targets),
        Parameter(Wording("EU und EWR", "EU and EEA"), " ".join(sorted(method.home))),
    )


def _targets(targets: Targets) -> Iterator[Parameter]:
    for name, target in (
        (ASSESSED, targets.assessed),
        (EXAMINED, targets.examined),
        (SPENDING, targets.spend),
        (WORKPLACE, targets.workplace),
    ):
        yield Parameter(Wording(f"Ziel: {name.de}", f"target: {name.en}"), f"{target.target}, {target.due}")


_PRINCIPLES = (
    Wording(
        "Tatsachen sind Mengen möglicher Werte mit Beleg. "
        "Ein Wert: bekannt; mehrere: strittig; unbekannt: alles ist möglich.",
        "Facts are sets of possible values with evidence. One value: known; several: disputed; unknown: anything.",
    ),
    Wording(
        "Jede Zahl ist ein Intervall: genaues Minimum und Maximum über alle möglichen Werte unbekannter Tatsachen.",
        "Every number is an interval: the exact minimum and maximum over all completions of the unknown facts.",
    ),
    Wording(
        "Es wird nichts geschätzt und nichts ergänzt; wer Tatsachen klärt, macht die Intervalle schmaler.",
        "Nothing is estimated or filled in; clarifying facts narrows the intervals.",
    ),
    Wording(
        "Profil und Engpass statt Gesamtnote: Das kleinste der drei Ziele wird beim Namen genannt.",
        "Profile and bottleneck instead of an overall grade: the smallest of the three goals is named.",
    ),
    Wording(
        "Klärungsliste: Δ = Breite(S) − max über Antworten v von Breite(S | v), S die Summe der Ziele; so viel sicher.",
        "Clarification list: Δ = width(S) − max over answers v of width(S | v), S the sum of goals; surely so much.",
    ),
    Wording(
        "Vergleich: A liegt unter B nur, wenn hi(A) < lo(B); Anteile über gemeinsame Schichten, im Mix des Portfolios.",
        "Comparison: A is below B only if hi(A) < lo(B); shares over the layers both have, in the portfolio's mix.",
    ),
    Wording(
        "Trend: Veränderung = wirkliche Veränderung + geänderte Ergänzung + besseres Wissen; Altes wird neu bewertet.",
        "Trend: change = real change + changed supplement + better knowledge; what was before is scored again.",
    ),
    Wording(
        "Ziele des Landes: nötig sind je Jahr (Ziel − hi) / Jahre bis (Ziel − lo) / Jahre.",
        "Published targets: needed per year are (target − hi) / years to (target − lo) / years.",
    ),
)

_BOUNDS = (
    Wording(
        "Exakt: Jedes Ende wird bei möglichen Werten unbekannter Tatsachen erreicht. "
        "Außengrenze: Die Enden schließen alle Möglichkeiten ein.",
        "Exact: some completion reaches each end. Outer bound: the ends enclose all completions.",
    ),
    Wording(
        "Mindestwert: gezählt nach bekannter Kontrolle, der wahre Wert kann höher liegen; "
        "daneben steht das Intervall mit allem, was kontrolliert werden könnte.",
        "Lower bound: counted from known control, the truth may lie higher; "
        "beside it stands the interval with everything that might be controlled.",
    ),
    Wording(
        "Höchstwert: enthält 1 − D6, der wahre Wert kann niedriger liegen; "
        "so auch W und seine anders gewichtete Spanne.",
        "Upper bound: contains 1 − D6, hence the truth may lie lower; so W and its range under other weights.",
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
        "Lock-in-Schwerpunkt: H(p) = B(p) · (1 − σ(p)) · [keine OSI-Lizenz]; sicher ab H_lo ≥ θ, möglich ab H_hi ≥ θ.",
        "Lock-in hotspot: H(p) = B(p) · (1 − σ(p)) · [not OSI]; certain from H_lo ≥ θ, possible from H_hi ≥ θ.",
    ),
    Wording(
        "Kritikalitäts-Schwerpunkt: K(p) = B(p) · (1 − Vitalität / 3) für OSS; mitwirken, fördern, Zweitquelle.",
        "Criticality hotspot: K(p) = B(p) · (1 − vitality / 3), open source; answer: contribute, fund, add a source.",
    ),
    Wording(
        "B(p): gewichteter Anteil ausfallender Verfahren; unten UND/ODER-Fixpunkt, oben schlichte Erreichbarkeit.",
        "B(p): share of weighted systems that stop; lower end AND/OR fixpoint, upper end plain reachability.",
    ),
    Wording(
        "Kopplung: κ(v) = Anforderungen zwischen Produkten von v / alle Anforderungen der Produkte von v.",
        "Coupling: κ(v) = requirements among products of v / all requirements of products of v.",
    ),
    Wording(
        "Gemeinsame Ursache: Alternativen einer Anforderung mit demselben beherrschenden Unternehmen.",
        "Common cause: alternatives of one requirement with the same controlling entity.",
    ),
)
