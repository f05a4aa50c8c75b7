"""The scores of the reference example "Bezirksamt A" (method osk-souv v1, section 6), written by hand."""

from fractions import Fraction

from osk_scan.fact import Evidence, Fact
from osk_scan.indicator import Bound, Explanation, Goal, Group, Indicator, Kpi, Pace, Range
from osk_scan.model import Wording
from osk_scan.score import (
    Clarification,
    EntityRecord,
    ExitHint,
    Flags,
    Hotspot,
    ProductRecord,
    Score,
    Scores,
    VendorRadius,
)

SEEN = Evidence("Lizenzseite des Herstellers", "2026-09-01", confidence="high")
SCORE_ID = "4b1f" * 16
PRODUCTS = (
    *("windows-11", "firefox", "office-2021", "acrobat-reader", "libreoffice", "windows-server"),
    *("exchange", "active-directory", "debian", "postgresql", "fachapp-x"),
)


def span(lo: str, hi: str | None = None, bound: Bound = "exact") -> Range:
    """Return a range from its exact ends."""
    hi = lo if hi is None else hi
    return Range(lo=float(Fraction(lo)), hi=float(Fraction(hi)), lo_exact=lo, hi_exact=hi, bound=bound)


def indicator(  # one row of the table of indicators
    id_: str, de: str, en: str, better: str, ends: Range, formula: str = "Σ w·[…] / N", unit: str = "inst", n: int = 30
) -> Indicator:
    """Return one indicator."""
    groups = (
        Group("1", "1", 11, ("debian", "firefox", "libreoffice", "postgresql")),
        Group("0", "1", 1, ("fachapp-x",)),
    )
    return Indicator(
        id=id_,
        name=Wording(de, en),
        lo=ends.lo,
        hi=ends.hi,
        lo_exact=ends.lo_exact,
        hi_exact=ends.hi_exact,
        bound=ends.bound,
        unit=unit,
        better=better,  # type: ignore[arg-type]  # the rows below are literals
        n=n,
        maps_to=("SOV-4", "SOV-6"),
        explain=Explanation(Wording(formula, formula), n, groups),
    )


def indicators() -> dict[str, Indicator]:
    """Return the indicators with the exact values of the reference table."""
    rows = (
        indicator("Q1", "Erfassungsgrad", "Coverage of facts", "higher", span("29/30")),
        indicator("D1", "OSS-Quote", "Share of open source", "higher", span("11/30", "12/30")),
        indicator("D2", "quelloffen, nicht frei", "Source-available, not free", "lower", span("0", "1/30")),
        indicator("D3", "Ersetzbarkeit", "Replaceability", "higher", span("22/30", "23/30"), "Σ w·min(a, f) / N"),
        indicator("D4", "Anbieterkonzentration", "Vendor concentration", "lower", span("258/900", "286/900"), "Σ sᵥ²"),
        indicator("D4p", "… nur proprietär", "… proprietary only", "lower", span("213/361", "241/361"), "Σ sᵥ²", n=19),
        indicator("D5", "Drittstaaten-Kontrolle", "Third-country control", "lower", span("18/30", "19/30")),
        indicator(
            "D6", "Ausfallradius", "Failure radius", "lower", span("8/10", bound="at-least"), "max B(v)", "sys", 10
        ),
        indicator("D7", "Transparenz", "Transparency", "higher", span("3/30")),
        indicator("D8", "Supportstatus: nicht mehr unterstützt", "Support: expired", "neither", span("0", "1/30")),
        indicator("D10", "Relizenzierungsrisiko", "Relicensing risk", "lower", span("0", "1/12", "outer"), n=12),
    )
    return {row.id: row for row in rows}


def goal(id_: str, de: str, en: str, ends: Range, weighted: Range, terms: tuple[str, ...]) -> Goal:
    """Return one goal."""
    return Goal(
        id=id_,
        name=Wording(de, en),
        lo=ends.lo,
        hi=ends.hi,
        lo_exact=ends.lo_exact,
        hi_exact=ends.hi_exact,
        bound="outer",
        terms=terms,
        weighted=weighted,
    )


def goals() -> dict[str, Goal]:
    """Return the three goals with their reference values."""
    rows = (
        goal(
            "W", "Wechselmöglichkeit", "Ability to switch", span("1454/2700", "1512/2700"), span("0.4", "0.68"),
            ("D3", "1 - D4", "1 - D6"),
        ),
        goal(
            "G", "Gestaltungsfähigkeit", "Ability to shape", span("7/30", "1/4"), span("0.18", "0.32"), ("D1", "D7")
        ),
        goal(
            "E", "Einfluss auf Anbieter", "Influence on vendors", span("329/1140", "378/1140"), span("0.25", "0.36"),
            ("1 - D5", "1 - CR1p"),
        ),
    )  # fmt: skip
    return {row.id: row for row in rows}


def hotspot(
    name: str, inst: int, radius: str, ends: Range, systems: tuple[str, ...], exits: tuple[str, ...]
) -> Hotspot:
    """Return one lock-in hotspot."""
    return Hotspot(
        kind="lock-in",
        product=name.lower().replace(" ", "-"),
        name=name,
        state="certain" if ends.lo >= 0.1 else "possible" if ends.hi >= 0.1 else "below",
        threshold="1/10",
        installations=inst,
        installed_on=inst,
        share=str(Fraction(inst, 30)),
        radius=span(radius, bound="at-least"),
        value=ends,
        flags=Flags(
            support_ends_within_12_months=name == "Office 2021",
            third_country_control=None if name == "FachApp X" else True,
            cloud_tethered=False,
            relicensable=False,
            closed_formats=None if name == "FachApp X" else name in ("Exchange", "Active Directory"),
            coupled=True,
        ),
        systems=systems,
        systems_stopped=len(systems),
        leaves_with=("Exchange",) if name == "Active Directory" else (),
        exits=tuple(ExitHint(exit_, ("Bezirksamt B",) if exit_ != "Samba AD" else ()) for exit_ in exits),
    )


def hotspots() -> tuple[Hotspot, ...]:
    """Return the hotspots in the method's order, with what stays below the threshold."""
    clients = tuple(f"c{number}" for number in range(1, 7))
    return (
        hotspot("Active Directory", 1, "8/10", span("2/5"), (*clients, "s1", "s2"), ("Samba AD", "Univention UCS")),
        hotspot("Windows Server", 2, "8/10", span("2/5"), (*clients, "s1", "s2"), ("Debian",)),
        hotspot("Windows 11", 6, "6/10", span("3/10"), clients, ("Debian",)),
        hotspot("Office 2021", 4, "4/10", span("1/5"), clients[:4], ("LibreOffice",)),
        hotspot("FachApp X", 1, "1/10", span("0", "1/10"), ("s4",), ()),
        hotspot("Acrobat Reader", 4, "0", span("0"), (), ("Firefox",)),
    )


def vendors() -> tuple[VendorRadius, ...]:
    """Return whose failure stops what."""
    rows = (
        ("microsoft", "Microsoft", "8/10", "9/10"),
        ("debian", "Debian", "2/10", "2/10"),
        ("adobe", "Adobe", "0", "1/10"),
    )
    return tuple(
        VendorRadius(
            entity=id_,
            name=name,
            radius=span(known, bound="at-least"),
            possible=span(possible),
            coupling="3/2" if id_ == "microsoft" else None,
            products=("windows-11",),
        )
        for id_, name, known, possible in rows
    )


def kpis() -> tuple[Kpi, ...]:
    """Return one target that can be computed and one that cannot."""
    return (
        Kpi(
            id="oss-workplace",
            name=Wording("OSS-Quote Arbeitsplatz", "Open source at the workplace"),
            reading=Wording("nach Installationen", "by installations"),
            target="0.7",
            due="2032-12-31",
            value=span("8/22"),
            n=22,
            pace_per_year=Pace("0.053", "0.053"),
            source="Presse, 2025",
        ),
        Kpi(
            id="spend-share",
            name=Wording("Anteil der Ausgaben", "Share of spending"),
            reading=Wording("nach Kosten", "by cost"),
            target="0.5",
            due="2031-12-31",
            value=None,
            n=0,
            reason=Wording("Die Inventare nennen keine Kosten.", "The inventories state no costs."),
            source="Presse, 2025",
        ),
    )


def clarify() -> tuple[Clarification, ...]:
    """Return what is unknown of FachApp X."""
    return tuple(
        Clarification(
            subject="fachapp-x",
            name="FachApp X",
            fact=fact,
            possible=possible,
            installations=1,
            installed_on=1,
            narrows=narrows,
            narrows_at_best=best,
            indicators=dict.fromkeys(moves, "1/30"),
        )
        for fact, possible, narrows, best, moves in (
            (
                "licence_class",
                ("osi_multi", "osi_single", "source_available", "proprietary"),
                "1/60",
                "1/30",
                ("D1", "D5"),
            ),
            ("alternative", ("0", "1/2", "1"), "1/90", "1/90", ("D3",)),
            ("controlling_entity", (), "0", "7/225", ()),
        )
    )


def scope(kind: str = "agency", name: str = "Bezirksamt A") -> Score:
    """Return the profile of the reference agency under any name."""
    return Score(
        score_id=SCORE_ID,
        scope=kind,  # type: ignore[arg-type]  # called with literals only
        name=name,
        as_of="2026-09-01",
        basis="inst",
        n=30,
        n_products=11,
        n_systems=10,
        installations=dict.fromkeys(PRODUCTS, 1),
        indicators=indicators(),
        goals=goals(),
        bottleneck="G",
        bottleneck_possible=("G",),
        kpis=kpis(),
        hotspots=hotspots(),
        vendors=vendors(),
        clarify=clarify(),
        not_measurable=(
            Wording("SOV-3 Daten und KI", "SOV-3 Data and AI"),
            Wording("SOV-8 Ökologische Nachhaltigkeit", "SOV-8 Environmental sustainability"),
            Wording("Hardwareanteil von SOV-5", "The hardware half of SOV-5"),
        ),
    )


def sample_scores(*scopes: Score) -> Scores:
    """Return one run of the method over the given scopes, by default the one agency."""
    return Scores(
        method="osk-souv 1",
        score_id=SCORE_ID,
        as_of="2026-09-01",
        basis="inst",
        catalogue_version="c0ffee" * 10 + "c0ff",
        rules_version="beef" * 16,
        inventories=("ab" * 32, "cd" * 32),
        scopes=scopes or (scope(),),
        products={
            name: ProductRecord(
                name, name.replace("-", " ").title(), None, {"licence_class": Fact(("proprietary",), (SEEN,))}
            )
            for name in PRODUCTS
        },
        entities={"microsoft": EntityRecord("microsoft", "Microsoft", Fact(("US",), (SEEN,)))},
    )
