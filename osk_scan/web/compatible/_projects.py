"""Find the project that a call means, as far as its key reaches."""

from uuid import UUID

from osk_scan.pipeline.access import Caller
from osk_scan.store.database import Database
from osk_scan.store.projects import Project, project_of
from osk_scan.web.call import Call
from osk_scan.web.errors import Forbidden, NotFound, RefusedCall


def uuid_in_path(call: Call) -> str:
    """Return the identifier in the path.

    Raises:
        RefusedCall: for anything that is no UUID.
    """
    return strict_uuid(call.path("uuid"))


def strict_uuid(text: str) -> str:
    """Return an identifier in its one spelling.

    Raises:
        RefusedCall: for anything that is no UUID.
    """
    try:
        uuid = UUID(text)
    except ValueError:
        raise RefusedCall("uuid", f"{text!r} is none", "send a UUID in its form with hyphens") from None
    if str(uuid) != text.lower():
        raise RefusedCall("uuid", f"{text!r} is none", "send a UUID in its form with hyphens")
    return str(uuid)


def found_project(db: Database, caller: Caller, uuid: str) -> Project:
    """Return one project.

    Raises:
        NotFound: where there is none.
        Forbidden: where it is another agency's.
    """
    project = project_of(db, uuid)
    if project is None:
        raise NotFound("project", "The project could not be found", "check its UUID, or name and version")
    if caller.agency not in (None, project.agency):
        raise Forbidden("project", "Access to the specified project is forbidden", "use a key of its agency")
    return project


def project_in_path(call: Call) -> Project:
    """Return the project that the path names."""
    return found_project(call.db, call.caller, uuid_in_path(call))
