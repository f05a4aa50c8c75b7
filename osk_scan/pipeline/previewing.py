"""Try other rules on what is kept, before they count: which findings would come, go, or say something else."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from osk_scan.finding import Severity
from osk_scan.model import Wording
from osk_scan.pipeline.assess import ground_of, inputs_of
from osk_scan.pipeline.counting import what_counts
from osk_scan.pipeline.policy import Policy
from osk_scan.portfolio import Portfolio
from osk_scan.rule_engine.evaluate import evaluate
from osk_scan.rule_engine.findings import Findings
from osk_scan.rule_engine.naming import component_of
from osk_scan.rule_engine.rule import SwitchedOff, load_rules
from osk_scan.shipped import whole_policy
from osk_scan.store.database import Database


class Previewed(Struct, frozen=True):
    """One finding, as one of the two policies has it."""

    rule: str
    severity: Severity
    agency: str
    system: str | None
    about: str
    """The component, product or vendor; empty: the system as a whole."""
    message: Wording
    fix: Wording


class Preview(Struct, frozen=True):
    """What would be different; each list in the order of the rules."""

    came: tuple[Previewed, ...]
    went: tuple[Previewed, ...]
    changed: tuple[Previewed, ...]
    """As they would be: of another severity, or in other words."""
    same: int
    off: tuple[SwitchedOff, ...]
    """The rules that would be switched off."""


def preview(db: Database, policy: Policy, folder: Path, as_of: str, agency: str | None = None) -> Preview:
    """Return what the rules under `folder` would say otherwise; catalogue, method and contexts stay those of `policy`.

    Raises:
        InvalidPolicy: where a rule under `folder` does not say what it must.
    """
    pack = load_rules(whole_policy(folder))
    inputs = inputs_of(db, what_counts(db, as_of, agency))
    _, ground = ground_of(inputs, policy, as_of)
    now, then = (dict(_told(evaluate(ground, rules), inputs.portfolio)) for rules in (policy.pack, pack))
    return Preview(
        came=tuple(one for id_, one in then.items() if id_ not in now),
        went=tuple(one for id_, one in now.items() if id_ not in then),
        changed=tuple(one for id_, one in then.items() if id_ in now and now[id_] != one),
        same=sum(now.get(id_) == one for id_, one in then.items()),
        off=tuple(one for one in pack.off if one not in policy.pack.off),
    )


def _told(findings: Findings, portfolio: Portfolio) -> Iterator[tuple[bytes, Previewed]]:
    """Yield each finding with its fingerprint."""
    for at in range(len(findings)):
        rule, text = findings.rules[findings.rule[at]], findings.texts[findings.text[at]]
        agency, system = int(findings.agency[at]), int(findings.system[at])
        yield (
            bytes(findings.fingerprint[at]),
            Previewed(
                rule.id,
                rule.severity,
                findings.agencies[agency] if agency >= 0 else "",
                portfolio.systems[system].name if system >= 0 else None,
                _about(findings, portfolio, at),
                text.message,
                text.fix,
            ),
        )


def _about(findings: Findings, portfolio: Portfolio, at: int) -> str:
    component = int(findings.component[at])
    if component >= 0:
        named = component_of(portfolio, component)
        return f"{named.name} {named.version or ''}".strip()
    known = (findings.names[code] for code in (int(findings.product[at]), int(findings.vendor[at])) if code >= 0)
    return next(known, "")
