"""Projects: systems as uploaders know them, by name and version."""

from collections.abc import Mapping
from uuid import uuid4

from msgspec import Struct
from msgspec.structs import replace
from starlette.responses import Response

from osk_scan.finding import SEVERITIES, Severity
from osk_scan.pipeline.visible import visible_assessment
from osk_scan.store.database import Database
from osk_scan.store.findings import severity_counts
from osk_scan.store.projects import Project, WantedProjects, keep_project, name_systems, project_named, projects
from osk_scan.web.call import Call, json_answer
from osk_scan.web.compatible._lists import asked_slice, listed
from osk_scan.web.compatible._projects import project_in_path
from osk_scan.web.compatible._wire import Tags, agency_of, plain_tags, tag_names
from osk_scan.web.endpoint import READERS, UPLOADERS, Endpoint
from osk_scan.web.errors import Conflict, NotFound, RefusedCall


class NewProject(Struct, frozen=True, rename="camel"):
    """What a client says of a project it makes; whatever else it says is no business of ours."""

    name: str
    version: str | None = None
    tags: Tags = ()
    is_latest: bool | None = None


class ChangedProject(Struct, frozen=True, rename="camel"):
    """What a client says anew of a project; what it does not say stays."""

    tags: Tags | None = None
    is_latest: bool | None = None


def told_project(db: Database, project: Project) -> dict[str, object]:
    """Return one project as clients read it."""
    told = told_briefly(project)
    if project.last_import is not None:
        told |= {"lastBomImport": project.last_import, "lastBomImportFormat": "CycloneDX"}
    return told | {"metrics": told_metrics(_counts(db, project))}


def told_metrics(counts: Mapping[Severity, int], projects: int = 1) -> dict[str, int]:
    """Return counts as clients read them: always numbers, 0 for what we do not count."""
    by_severity = {severity: counts.get(severity, 0) for severity in SEVERITIES}
    total = sum(by_severity.values())
    failing = by_severity["critical"] + by_severity["high"]
    return {
        "critical": by_severity["critical"],
        "high": by_severity["high"],
        "medium": by_severity["medium"],
        "low": by_severity["low"],
        "unassigned": by_severity["info"],
        "vulnerabilities": total,
        "vulnerableComponents": 0,
        "components": 0,
        "projects": projects,
        "vulnerableProjects": 0,
        "suppressed": 0,
        "findingsTotal": total,
        "findingsAudited": 0,
        "findingsUnaudited": total,
        "inheritedRiskScore": 0,
        "policyViolationsTotal": total,
        "policyViolationsFail": failing,
        "policyViolationsWarn": by_severity["medium"],
        "policyViolationsInfo": by_severity["low"] + by_severity["info"],
        "policyViolationsAudited": 0,
        "policyViolationsUnaudited": total,
        "policyViolationsLicenseTotal": 0,
        "policyViolationsOperationalTotal": 0,
        "policyViolationsSecurityTotal": 0,
        "firstOccurrence": 0,
        "lastOccurrence": 0,
    }


def _counts(db: Database, project: Project) -> dict[Severity, int]:
    assessment = visible_assessment(db, project.agency) or visible_assessment(db, None)
    if assessment is None:
        return {}
    return severity_counts(db, assessment.id, project.agency, project.name)


def told_briefly(project: Project) -> dict[str, object]:
    """Return one project as it stands inside of other answers."""
    told: dict[str, object] = {
        "uuid": project.uuid,
        "name": project.name,
        "classifier": "APPLICATION",
        "active": True,
        "isLatest": project.is_latest,
        "tags": [{"name": tag} for tag in (*project.tags, f"agency:{project.agency}")],
    }
    return told | {"version": project.version} if project.version else told


def _list(call: Call) -> Response:
    name_systems(call.db)
    asked = asked_slice(call)
    wanted = WantedProjects(
        agency=call.caller.agency,
        name=call.request.query_params.get("name"),
        tag=call.request.query_params.get("tag"),
        offset=asked.offset,
        limit=asked.limit,
    )
    total, found = projects(call.db, wanted)
    return listed([told_project(call.db, project) for project in found], total)


def _lookup(call: Call) -> Response:
    query = call.request.query_params
    if "name" not in query:
        raise RefusedCall("query", "name is missing", "look a project up by name and version")
    name_systems(call.db)
    _, found = projects(call.db, WantedProjects(agency=call.caller.agency, name=query["name"]))
    version = query.get("version", "")
    project = next((each for each in found if each.version == version), None)
    if project is None:
        raise NotFound("project", "The project could not be found", "check its name and version")
    return json_answer(_whole(call.db, project))


def _one(call: Call) -> Response:
    return json_answer(_whole(call.db, project_in_path(call)))


def _whole(db: Database, project: Project) -> dict[str, object]:
    _, found = projects(db, WantedProjects(agency=project.agency, name=project.name))
    versions = [{"uuid": each.uuid, "version": each.version, "active": True} for each in found]
    return told_project(db, project) | {"versions": versions}


def _make(call: Call) -> Response:
    said = call.said(NewProject)
    if not said.name.strip():
        raise RefusedCall("project", "it has no name", "name the system")
    tags = tag_names(said.tags)
    agency = agency_of(call.caller, tags, None)
    if project_named(call.db, agency, said.name, said.version or ""):
        raise Conflict("project", "A project with the specified name already exists", "use it, or name another")
    made = Project(
        uuid=str(uuid4()),
        agency=agency,
        name=said.name,
        version=said.version or "",
        tags=plain_tags(tags),
        is_latest=bool(said.is_latest),
    )
    keep_project(call.db, made)
    return json_answer(told_project(call.db, made), 201)


def _change(call: Call) -> Response:
    known = project_in_path(call)
    said = call.said(ChangedProject)
    tags = known.tags
    if said.tags is not None:
        names = tag_names(said.tags)
        agency_of(call.caller, names, known.agency)
        tags = plain_tags(names)
    is_latest = known.is_latest if said.is_latest is None else said.is_latest
    keep_project(call.db, replace(known, tags=tags, is_latest=is_latest))
    return json_answer(told_project(call.db, project_in_path(call)))


ENDPOINTS = (
    Endpoint(method="GET", path="/v1/project", roles=READERS, answer=_list),
    Endpoint(method="PUT", path="/v1/project", roles=UPLOADERS, answer=_make),
    Endpoint(method="GET", path="/v1/project/lookup", roles=READERS, answer=_lookup),
    Endpoint(method="GET", path="/v1/project/{uuid}", roles=READERS, answer=_one),
    Endpoint(method="PATCH", path="/v1/project/{uuid}", roles=UPLOADERS, answer=_change),
)
