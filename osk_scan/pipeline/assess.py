"""Judge what is kept: a pure function of inventories, catalogue, rules and day, kept under the hash of them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from typing import NamedTuple

import msgspec
import numpy as np

from osk_scan.errors import InvalidRequest
from osk_scan.finding import SEVERITIES
from osk_scan.pipeline.counting import counted, stated_before, what_counts
from osk_scan.pipeline.judging import measures_of, products_of
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.stating import sboms
from osk_scan.portfolio import Basis, Portfolio
from osk_scan.rule_engine.evaluate import evaluate
from osk_scan.rule_engine.findings import Findings
from osk_scan.rule_engine.ground import Ground
from osk_scan.rule_engine.relicensing import EarlierStatement
from osk_scan.score import Scores
from osk_scan.sovereignty.adapting import estate_of
from osk_scan.sovereignty.estate import Sbom
from osk_scan.sovereignty.scoring import score
from osk_scan.sovereignty.supplement import Supplement
from osk_scan.store.assessments import Assessment, find_assessment, keep_assessment, note_run
from osk_scan.store.database import Database
from osk_scan.store.documents import document_hash
from osk_scan.store.enrichments import enrichments_of
from osk_scan.store.finding_rows import FindingRow, FindingText
from osk_scan.store.routes import keep_routes
from osk_scan.store.supplements import BEFORE_HISTORY, counting_supplements, supplements_numbered
from osk_scan.yaml_reading import read_policy


class Inputs(NamedTuple):
    """What an assessment judges, by policy and day."""

    portfolio: Portfolio
    added: tuple[Supplement, ...]
    earlier: tuple[EarlierStatement, ...]
    documents: tuple[Sbom, ...]


class Outcome(NamedTuple):
    """What one assessment comes to, before it is kept."""

    scores: Scores
    findings: Findings
    portfolio: Portfolio


def assess(
    db: Database, policy: Policy, as_of: str, made_at: str, agency: str | None = None, handed_in_by: str | None = None
) -> Assessment:
    """Assess what counts for one agency, or for all; what was assessed before is only read back.

    With `handed_in_by` (ISO 8601 date) inventories, supplements and what happens with systems are those that counted
    at the end of that day; decisions and knowledge are today's.

    Raises:
        InvalidRequest: where nothing was handed in: what is not known is not zero findings.
    """
    basis, software = what_counts(db, as_of, agency, handed_in_by), version("osk-scan")
    if not basis.inventories:
        raise InvalidRequest(
            f"agency {agency}" if agency else "assessment",
            f"nothing was handed in{f' by {handed_in_by}' if handed_in_by else ''}",
            "take documents in by `osk-scan ingest`, or name another file with --db",
        )
    id_ = assessment_id(db, policy, basis, as_of, software)
    known = find_assessment(db, id_)
    if known is not None:
        note_run(db, agency or "", known.id, made_at)
        return known
    outcome = judge(inputs_of(db, basis), policy, as_of)
    made = written(outcome)
    assessment = Assessment(
        id=id_,
        scope=agency or "",
        as_of=as_of,
        software=software,
        rules_version=policy.rules_version,
        catalogue_version=policy.catalogue.version,
        basis=basis,
        scores=made.scores,
        findings=len(made.rows),
        result=made.digest,
    )
    keep_routes(db, outcome.portfolio, outcome.findings.parent)
    keep_assessment(db, assessment, made.texts, made.rows, made_at)
    return assessment


def inputs_of(db: Database, basis: Basis) -> Inputs:
    """Return what is judged where `basis` counts."""
    return Inputs(counted(db, basis), read_supplements(db, basis), stated_before(db, basis), sboms(db, basis))


def judge(inputs: Inputs, policy: Policy, as_of: str) -> Outcome:
    """Return scores and findings; no file, no clock, no network."""
    scores, ground = ground_of(inputs, policy, as_of)
    return Outcome(scores, evaluate(ground, policy.pack), inputs.portfolio)


def ground_of(inputs: Inputs, policy: Policy, as_of: str) -> tuple[Scores, Ground]:
    """Return the scores, and with them all that rules are judged on."""
    portfolio = inputs.portfolio
    matches = tuple(policy.catalogue.match(package) for package in portfolio.packages)
    estate = estate_of(portfolio, matches, policy.catalogue, policy.method, inputs.added, inputs.documents)
    scores = score(estate, as_of, policy.method)
    products = products_of(portfolio, matches, policy.catalogue, as_of, inputs.added)
    return scores, Ground(portfolio, products, measures_of(scores), date.fromisoformat(as_of), inputs.earlier)


def assessment_id(db: Database, policy: Policy, basis: Basis, as_of: str, software: str | None) -> str:
    """Return SHA-256 of all that goes in: documents, systems, what was found, decisions, supplements, policy, day.

    The version of osk-scan goes in as well, unless the assessment was made before that was kept (None).
    """
    documents = (document_hash(db, number) for _, number in basis.inventories)
    said = (
        [(system.agency, system.name, system.context, system.outbound) for system in basis.systems],
        [(at, digest) for (at, _), digest in zip(basis.inventories, documents, strict=True)],
        [(at, found.package, found.claims) for at, found in enrichments_of(db, basis)],
        basis.curations,
        [document_hash(db, number) for number in basis.before],
        read_supplements(db, basis),
        policy.catalogue.version,
        policy.rules_version,
        as_of,
        *([software] if software else ()),
    )
    return sha256(msgspec.json.encode(said, order="deterministic")).hexdigest()


@dataclass(frozen=True)
class Rows:
    """The findings of an outcome as the store keeps them, the gravest first; made anew on each walk, none is held."""

    outcome: Outcome

    def __iter__(self) -> Iterator[FindingRow]:
        findings, portfolio = self.outcome.findings, self.outcome.portfolio
        ranks = np.array([SEVERITIES.index(rule.severity) for rule in findings.rules], dtype=np.int32)
        pair = _pairs(findings)[1]
        first = np.array([row.first for row in portfolio.inventories], dtype=np.int32)
        names = (*findings.names, None)
        agencies = (*findings.agencies, None)
        severity = ranks[findings.rule]
        for at in np.argsort(-severity, kind="stable").tolist():
            component = int(findings.component[at])
            inventory = int(portfolio.inventory[component]) if component >= 0 else -1
            system = int(findings.system[at])
            yield FindingRow(
                fingerprint=findings.fingerprint[at].decode("ascii"),
                severity=int(severity[at]),
                rule=findings.rules[findings.rule[at]].id,
                text=pair[at],
                agency=agencies[findings.agency[at]],
                system=portfolio.systems[system].id if system >= 0 else None,
                inventory=portfolio.inventories[inventory].id if component >= 0 else None,
                position=component - int(first[inventory]) if component >= 0 else None,
                product=names[findings.product[at]],
                vendor=names[findings.vendor[at]],
                chosen=names[findings.chosen[at]],
                count=int(findings.count[at]),
            )

    def __len__(self) -> int:
        return len(self.outcome.findings)


class Written(NamedTuple):
    """What one assessment comes to, as it is kept."""

    scores: bytes
    texts: list[FindingText]
    rows: Rows

    @property
    def digest(self) -> str:
        """SHA-256 of it all."""
        digest = sha256(self.scores)
        digest.update(msgspec.json.encode(self.texts))
        for row in self.rows:
            digest.update(msgspec.json.encode(row))
        return digest.hexdigest()


def written(outcome: Outcome) -> Written:
    """Return an outcome as it is kept."""
    scores = msgspec.json.encode(outcome.scores, order="deterministic")
    return Written(scores, _texts(outcome.findings), Rows(outcome))


def read_supplements(db: Database, basis: Basis) -> tuple[Supplement, ...]:
    """Return what the agencies of `basis` added to their inventories, by agency, in the versions that it names."""
    numbers = basis.supplements
    if numbers is None:
        numbers = counting_supplements(db, (system.agency for system in basis.systems), BEFORE_HISTORY)
    return tuple(
        read_policy(kept.body.encode(), f"supplement of {kept.agency}", Supplement)
        for kept in supplements_numbered(db, numbers)
    )


def _texts(findings: Findings) -> list[FindingText]:
    """Return what the findings say, once for each pair of rule and text."""
    return [
        FindingText(rule.id, rule.title, rule.severity, text.message, text.fix, text.why)
        for rule, text in ((findings.rules[r], findings.texts[t]) for r, t in _pairs(findings)[0])
    ]


def _pairs(findings: Findings) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the distinct (rule, text) pairs, and per finding which of them it is."""
    packed = findings.rule.astype(np.int64) << 32 | findings.text
    distinct, index = np.unique(packed, return_inverse=True)
    return [(int(pair) >> 32, int(pair) & 0xFFFFFFFF) for pair in distinct], index.tolist()
