"""Results as an assessment of the reference example would hand them over, and hostile ones."""

from collections.abc import Iterator
from hashlib import sha256

from osk_scan.finding import EvidencePlace, Finding, FindingComponent, FindingLicense, Severity
from osk_scan.model import Context, Kind, Problem, System, Wording
from osk_scan.receipt import Counts, Receipt
from osk_scan.results import LicenseAnswer, Results, RuleText, UsedComponent
from tests.reports.sample_scores import sample_scores

AGENCY = "Bezirksamt A"
ASSESSMENT = "9a1c" * 16
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://evil.example";"Klick")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    " =1+1",
    "＝1+1",
    "\u202egnp.exe\u202c",
    "\u200b=1+1",
    "null\x00byte\x1b[31m",
    "{{ 7*7 }}{% raw %}",
    "]]></script>",
    "x" * 10_000,
)


def finding(number: int, **changes: object) -> Finding:
    """Return one license conflict, changed as asked."""
    fields: dict[str, object] = {
        "id": f"f{number:04d}",
        "rule": "license-conflict-with-outbound",
        "title": Wording("Lizenzkonflikt", "License conflict"),
        "severity": "high",
        "agency": AGENCY,
        "system": "Bürgerportal",
        "component": FindingComponent("readline", "8.2", "pkg:deb/debian/readline@8.2"),
        "license": FindingLicense("GPL-3.0-only", None, "GPL-3.0-only"),
        "path": ("Bürgerportal", "cli-tools 2.1", "readline 8.2"),
        "message": Wording(
            "Das Verfahren wird unter EUPL-1.2 weitergegeben, bindet aber readline unter GPL-3.0-only dynamisch ein.",
            "The system is passed on under EUPL-1.2 but links dynamically with readline under GPL-3.0-only.",
        ),
        "fix": Wording("Durch libedit ersetzen (BSD-3-Clause).", "Replace it by libedit (BSD-3-Clause)."),
        "why": "GPL-3.0 § 5 (c)",
        "evidence": (EvidencePlace("portal.cdx.json", "/components/17", "license GPL-3.0-only", "CycloneDX 1.6"),),
        "first_seen": "2026-08-01",
        "last_seen": "2026-09-01",
        "assessment": ASSESSMENT,
    }
    return Finding(**(fields | changes))  # type: ignore[arg-type]  # the changes are fields by construction


def sample_findings() -> tuple[Finding, ...]:
    """Return findings of several rules, systems, severities and states."""
    return (
        finding(1),
        finding(
            2,
            rule="network-copyleft-hosted",
            title=Wording("Netzwerk-Copyleft im gehosteten Dienst", "Network copyleft in a hosted service"),
            severity="medium",
            system="Terminvergabe",
            component=FindingComponent("mongodb-agpl-driver", "3.4.1", "pkg:npm/mongodb-agpl-driver@3.4.1"),
            license=FindingLicense("AGPL-3.0-only OR Commercial", "AGPL-3.0-only", "AGPL-3.0-only"),
            path=("Terminvergabe", "mongodb-agpl-driver 3.4.1"),
            message=Wording(
                "Der Dienst ist für Bürgerinnen und Bürger erreichbar; AGPL-3.0 verlangt ein Angebot des Quelltexts.",
                "The service is open to citizens; AGPL-3.0 asks for an offer of the source code.",
            ),
            fix=Wording("Quelltext des Dienstes anbieten.", "Offer the source code of the service."),
            why="AGPL-3.0 § 13",
        ),
        finding(
            3,
            rule="license-missing",
            title=Wording("Lizenz fehlt", "License missing"),
            severity="low",
            component=FindingComponent("left-pad", None, None),
            license=FindingLicense(None, None, None),
            path=(),
            message=Wording("Das Inventar nennt keine Lizenz.", "The inventory states no license."),
            fix=Wording("Lizenz beim Hersteller erfragen.", "Ask the maker for the license."),
            why="",
            state="waived",
            decision="accepted",
            comment="Wird mit Version 3 entfernt.",
            reviewer="M. Beispiel",
            decided_at="2026-08-15",
            until="2026-12-31",
        ),
        finding(
            4,
            rule="proprietary-hotspot",
            title=Wording("Proprietärer Schwerpunkt", "Proprietary hotspot"),
            severity="critical",
            system=None,
            component=None,
            license=None,
            product="Active Directory",
            vendor="Microsoft",
            path=(),
            message=Wording(
                "Fällt Active Directory aus, sind mindestens 8 von 10 Systemen betroffen.",
                "If Active Directory fails, at least 8 of 10 systems stop.",
            ),
            fix=Wording("Einen Ausstieg über Samba AD prüfen.", "Examine leaving by way of Samba AD."),
            why="https://www.it-planungsrat.de/",
            evidence=(),
        ),
    )


def sample_receipts() -> tuple[Receipt, ...]:
    """Return what was handed in: one document in order, one with losses, one refused."""
    return (
        Receipt(
            document="clients.csv",
            sha256="ab" * 32,
            format="windows-programs-csv",
            spec_version=None,
            agency=AGENCY,
            system="Arbeitsplätze",
            source="clients",
            inventory_id=1,
            state="stored",
            counts=Counts(in_=24, stored=20, merged=1, quarantined=1, folded=2, dependencies=0, dangling=0),
            dropped_columns=("Benutzer",),
            problems=(
                Problem("missing-name", "line 12"),
                Problem("version-is-range", "line 7", "Firefox", ">=128"),
            ),
        ),
        Receipt(
            document="portal.cdx.json",
            sha256="cd" * 32,
            format="cyclonedx-json",
            spec_version="1.6",
            agency=AGENCY,
            system="Bürgerportal",
            source="app",
            inventory_id=2,
            state="stored",
            counts=Counts(in_=10, stored=10, merged=0, quarantined=0, folded=0, dependencies=14, dangling=2),
        ),
        Receipt(
            document="alt.xml",
            sha256="ef" * 32,
            format=None,
            spec_version=None,
            agency=AGENCY,
            system="Bürgerportal",
            source="alt",
            inventory_id=None,
            state="refused",
            counts=None,
            problems=(Problem("forbidden-construct", "line 1", detail="DOCTYPE"),),
        ),
    )


def sample_components() -> tuple[UsedComponent, ...]:
    """Return three components of one system, one of them needed by another."""
    return (
        UsedComponent(
            ref="s1/0",
            agency=AGENCY,
            system="Bürgerportal",
            name="cli-tools",
            version="2.1",
            kind=Kind.APPLICATION,
            declared="EUPL-1.2",
            depends_on=("s1/1",),
        ),
        UsedComponent(
            ref="s1/1",
            agency=AGENCY,
            system="Bürgerportal",
            name="readline",
            version="8.2",
            purl="pkg:deb/debian/readline@8.2",
            vendor="GNU",
            kind=Kind.LIBRARY,
            declared="GPL-3.0-only",
            chosen="GPL-3.0-only",
            facts=(("product", "readline"), ("openness", "A")),
        ),
        UsedComponent(ref="s1/2", agency=AGENCY, system="Bürgerportal", name="@scope/x", namespace="@scope"),
    )


def sample_rules() -> tuple[RuleText, ...]:
    """Return the rules behind the sample findings, and one that found nothing."""
    rows: tuple[tuple[str, str, str, str, Severity], ...] = (
        ("license-conflict-with-outbound", "licenses", "Lizenzkonflikt", "License conflict", "high"),
        ("network-copyleft-hosted", "licenses", "Netzwerk-Copyleft", "Network copyleft", "medium"),
        ("license-missing", "licenses", "Lizenz fehlt", "License missing", "low"),
        ("proprietary-hotspot", "lockin", "Proprietärer Schwerpunkt", "Proprietary hotspot", "critical"),
        ("no-version", "provenance", "Keine Version", "No version", "low"),
    )
    return tuple(RuleText(id_, topic, Wording(de, en), severity, "§ 5") for id_, topic, de, en, severity in rows)


def sample_results(**changes: object) -> Results:
    """Return the assessment of the reference agency, changed as asked."""
    systems = (
        System(1, AGENCY, "Arbeitsplätze", Context.INTERNAL, None),
        System(2, AGENCY, "Bürgerportal", Context.PASSED_ON, "EUPL-1.2"),
        System(3, AGENCY, "Terminvergabe", Context.HOSTED, None),
    )
    fields: dict[str, object] = {
        "assessment": ASSESSMENT,
        "as_of": "2026-09-01",
        "software": "0.1.0",
        "rules_version": "beef" * 16,
        "catalogue_version": "c0ffee" * 10 + "c0ff",
        "scores": sample_scores(),
        "not_claimed": (
            Wording("Keine Zertifizierung und keine Rechtsauskunft.", "Not a certification and no legal opinion."),
            Wording("Installation ist nicht Nutzung.", "Installation is not use."),
        ),
        "systems": systems,
        "rules": sample_rules(),
        "receipts": sample_receipts(),
        "findings": sample_findings(),
        "components": sample_components(),
        "licensing": sample_answers(),
    }
    return Results(**(fields | changes))  # type: ignore[arg-type]  # the changes are fields by construction


def sample_answers() -> tuple[LicenseAnswer, ...]:
    """Return one system with a conflict and a bound that was met, and two that state no license of their own."""
    gap = Wording("Nur 500 von 1.200 Lizenzpaaren wurden verglichen.", "Only 500 of 1,200 pairs were compared.")
    return (
        LicenseAnswer(agency=AGENCY, system="Arbeitsplätze", outbound=None),
        LicenseAnswer(
            agency=AGENCY,
            system="Bürgerportal",
            outbound="EUPL-1.2",
            conflicts=1,
            duties=4,
            unknown=2,
            publication="incompatible",
            gaps=(gap,),
        ),
        LicenseAnswer(agency=AGENCY, system="Terminvergabe", outbound=None),
    )


def hostile_findings() -> tuple[Finding, ...]:
    """Return findings whose every text is one of the hostile names."""
    return tuple(
        finding(
            number,
            rule=name,
            title=Wording(name, name),
            system=name,
            component=FindingComponent(name, name, name),
            product=name,
            vendor=name,
            license=FindingLicense(name, name, name),
            path=(name, name),
            message=Wording(name, name),
            fix=Wording(name, name),
            why=name,
            evidence=(EvidencePlace(name, name, name, name),),
            comment=name,
        )
        for number, name in enumerate(HOSTILE)
    )


class ManyFindings:
    """A stream of findings that can be read again and is never held."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __iter__(self) -> Iterator[Finding]:
        return (finding(number, id=digest, comment=digest * 4) for number, digest in enumerate(self._digests()))

    def _digests(self) -> Iterator[str]:
        return (sha256(str(number).encode()).hexdigest() for number in range(self.size))
