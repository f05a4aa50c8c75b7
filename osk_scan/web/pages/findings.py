"""Findings: the list with its filters, one finding with its paths, and the decision to accept it for a time."""

from typing import Literal

from markupsafe import Markup
from msgspec import Struct
from starlette.responses import RedirectResponse, Response

from osk_scan.day import is_day
from osk_scan.errors import InvalidRequest
from osk_scan.finding import SEVERITIES, Finding, FindingComponent, Severity
from osk_scan.pipeline.cataloguing import match_name
from osk_scan.pipeline.explaining import explain
from osk_scan.pipeline.leafing import leaf
from osk_scan.reports.parts import Column, Table, day, reach
from osk_scan.store.assessments import Assessment
from osk_scan.store.findings import Wanted
from osk_scan.store.history import agency_names, system_names
from osk_scan.store.systems import systems
from osk_scan.web.call import Call
from osk_scan.web.endpoint import AUDITORS, READERS, Endpoint
from osk_scan.web.errors import NotFound
from osk_scan.web.pages._assessed import newest
from osk_scan.web.pages._chain import chain
from osk_scan.web.pages._choices import choices
from osk_scan.web.pages._numbers import later
from osk_scan.web.pages._page import page, words_for
from osk_scan.web.pages._plain import address, cell_with_links, cut, link, with_links
from osk_scan.web.pages._wording import PageWords
from osk_scan.web.paging import Number
from osk_scan.web.waiving import finding_asked, revoked, waived

_LISTED = 50
_PATHS = 3
_SEVERITY = Markup('<span class="severity {}">{}</span>')
_ABOUT = 200
_STATES = ("open", "waived")


class _Asked(Struct, frozen=True):
    """Which findings are asked for; empty means any."""

    agency: str = ""
    system: str = ""
    rule: str = ""
    severity: Severity | Literal[""] = ""
    state: Literal["", "open", "waived"] = ""
    after: Number = -1


def _list(call: Call) -> Response:
    words = words_for(call)
    assessment = newest(call)
    if assessment is None:
        return page(call, "empty.html.j2", words("nav.findings"))
    asked = call.asked(_Asked)
    found = leaf(call.db, assessment, _wanted(call, asked), asked.state or None, _LISTED, call.at[:10])
    following = ""
    if found.following is not None:
        following = address("/findings", **_said(asked), after=found.following)
    return page(
        call,
        "findings.html.j2",
        words("nav.findings"),
        asked=asked,
        systems=choices(system_names(call.db, call.caller.agency), asked.system),
        agencies=choices(agency_names(call.db), asked.agency) if call.caller.agency is None else "",
        rules=_rules(call, words),
        severities=tuple((name, words(f"severity.{name}")) for name in reversed(SEVERITIES)),
        states=tuple((name, words(f"finding.state.{name}")) for name in _STATES),
        findings=_table(found.findings, words, of_all=call.caller.agency is None),
        following=following,
        first=address("/findings", **_said(asked)) if asked.after >= 0 else "",
        as_of=words("report.as-of", date=day(assessment.as_of, words.language)),
    )


def _one(call: Call) -> Response:
    return _shown(call, *_found(call))


def _waive(call: Call) -> Response:
    assessment, finding = _found(call)
    said = {name: call.form[name].text.strip() for name in ("reason", "until", "reviewer") if name in call.form}
    if wrong := _wrong(said, call.at[:10]):
        answer = _shown(call, assessment, finding, said, wrong)
        answer.status_code = 400
        return answer
    waived(call, finding, **said)
    return RedirectResponse(address("/findings", finding.id), 303)


def _revoke(call: Call) -> Response:
    assessment, finding = _found(call)
    said = {name: call.form[name].text.strip() for name in ("reason", "reviewer") if name in call.form}
    if wrong := _unsigned(said):
        answer = _shown(call, assessment, finding, said, wrong)
        answer.status_code = 400
        return answer
    revoked(call, finding, **said)
    return RedirectResponse(address("/findings", finding.id), 303)


def _wrong(said: dict[str, str], today: str) -> tuple[str, ...]:
    """Return the fields of a waiver that do not say what they must."""
    until = said.get("until", "")
    return _unsigned(said) if is_day(until) and until >= today else (*_unsigned(said), "until")


def _unsigned(said: dict[str, str]) -> tuple[str, ...]:
    """Return the fields of a decision that do not say why and by whom."""
    return tuple(name for name in ("reason", "reviewer") if not said.get(name))


def _shown(
    call: Call,
    assessment: Assessment,
    finding: Finding,
    said: dict[str, str] | None = None,
    wrong: tuple[str, ...] = (),
) -> Response:
    words = words_for(call)
    paths = _paths(call, assessment, finding)
    return page(
        call,
        "finding.html.j2",
        finding.title.in_(words.language),
        finding=finding,
        basis=with_links(finding.why),
        reach=_reach(call, finding, words),
        product=_product(call, finding.product) if finding.product else "",
        component=_called(finding.component) if finding.component else "",
        paths=tuple((path, _drawn(path, words)) for path in paths if len(path) > 1),
        evidence=_evidence(finding, words),
        said=said or {"until": later(call.at[:10], 1), "reviewer": call.caller.name},
        errors={name: words(f"waive.no-{name}") for name in wrong},
        today=call.at[:10],
        until=day(finding.until or "", words.language),
        decided=day((finding.decided_at or "")[:10], words.language),
        first_seen=day(finding.first_seen, words.language),
    )


def _reach(call: Call, finding: Finding, words: PageWords) -> str:
    """Return how far a finding reaches; a system leads to its page."""
    told = reach(finding, words)
    there = systems(call.db, finding.agency) if finding.system else ()
    return next((link(address("/systems", one.id), told) for one in there if one.name == finding.system), told)


def _product(call: Call, name: str) -> str:
    """Return the name of a product, which leads to what the catalogue knows of it."""
    known = match_name(call.desk.policy.catalogue, name).product
    return link(address("/catalogue", known), name) if known else name


def _found(call: Call) -> tuple[Assessment, Finding]:
    assessment = newest(call)
    if assessment is None:
        raise NotFound("finding", "there is no assessment yet", "upload a document first")
    return assessment, finding_asked(call, assessment, call.path("finding"))


def _paths(call: Call, assessment: Assessment, finding: Finding) -> tuple[tuple[str, ...], ...]:
    """Return the shortest paths of the finding's component; only those of its own agency's system."""
    own = (finding.path,) if finding.path else ()
    try:
        answer = explain(call.db, finding.id, paths=_PATHS, assessment_id=assessment.id)
    except InvalidRequest:
        return own
    here = (use.paths for use in answer.uses if (use.agency, use.system) == (finding.agency, finding.system))
    return tuple(dict.fromkeys(path for paths in here for path in paths))[:_PATHS] or own


def _drawn(path: tuple[str, ...], words: PageWords) -> object:
    label = words("finding.picture", path=" → ".join(path[:12]))
    return chain(path, label, words("finding.skipped", count="{count}"))


def _wanted(call: Call, asked: _Asked) -> Wanted:
    return Wanted(
        agency=call.caller.agency or asked.agency or None,
        system=asked.system or None,
        rule=asked.rule or None,
        severities=(asked.severity,) if asked.severity else SEVERITIES,
        after=asked.after,
    )


def _rules(call: Call, words: PageWords) -> tuple[tuple[str, str], ...]:
    """Return (id, title) of the rules, by title."""
    rules = ((rule.id, rule.title.in_(words.language)) for rule in call.desk.policy.pack.rules)
    return tuple(sorted(rules, key=lambda rule: rule[1]))


def _said(asked: _Asked) -> dict[str, str]:
    return {name: getattr(asked, name) for name in ("agency", "system", "rule", "severity", "state")}


def _table(found: tuple[Finding, ...], words: PageWords, *, of_all: bool) -> Table:
    """Return findings as rows; the agency stands beside them only where there are several."""
    columns = (
        Column(words("waivers.finding")),
        Column(words("others.severity")),
        Column(words("finding.about")),
        Column(words("documents.system")),
        *((Column(words("receipts.agency")),) if of_all else ()),
        Column(words("documents.state")),
    )
    rows = tuple(
        (
            link(address("/findings", one.id), one.title.in_(words.language)),
            _SEVERITY.format(one.severity, words(f"severity.{one.severity}")),
            _about(one),
            reach(one, words),
            *((one.agency or "–",) if of_all else ()),
            words(f"finding.state.{one.state}"),
        )
        for one in found
    )
    return Table(words("findings.table"), columns, rows)


def _about(finding: Finding) -> str:
    component = finding.component
    if component is None:
        return finding.product or finding.vendor or "–"
    return cut(_called(component), _ABOUT)


def _called(component: FindingComponent) -> str:
    """Return name and version, the version once: installers like to write it into the name."""
    version = component.version or ""
    return component.name if version in component.name.split() else f"{component.name} {version}".strip()


def _evidence(finding: Finding, words: PageWords) -> Table:
    columns = (
        Column(words("documents.document")),
        Column(words("documents.where"), "code"),
        Column(words("finding.says")),
        Column(words("targets.source")),
    )
    rows = tuple(
        (one.document, words.of_place(one.where), words.of_evidence(one.fact), cell_with_links(one.source or "–"))
        for one in finding.evidence
    )
    return Table(words("finding.evidence"), columns, rows)


ENDPOINTS = (
    Endpoint(method="GET", path="/findings", roles=READERS, answer=_list),
    Endpoint(method="GET", path="/findings/{finding}", roles=READERS, answer=_one),
    Endpoint(method="POST", path="/findings/{finding}/waive", roles=AUDITORS, answer=_waive),
    Endpoint(method="POST", path="/findings/{finding}/revoke", roles=AUDITORS, answer=_revoke),
)
