"""Projects: what uploaders know systems by, a name and a version of it."""

import sqlite3

import msgspec
from msgspec import Struct

from osk_scan.store.database import Database


class Project(Struct, frozen=True, kw_only=True):
    """One version of one system, as the compatible upload API has it."""

    uuid: str
    agency: str
    name: str
    """The system's."""
    version: str
    """Empty: none was named."""
    tags: tuple[str, ...] = ()
    is_latest: bool = False
    last_import: int | None = None
    """Milliseconds since 1970, different after each upload."""


class WantedProjects(Struct, frozen=True, kw_only=True):
    """Which projects are asked for; None means any."""

    agency: str | None = None
    name: str | None = None
    tag: str | None = None
    offset: int = 0
    limit: int = -1


_COLUMNS = "uuid, agency, name, version, tags, is_latest, last_import"
_CONDITION = """
    FROM project WHERE (?1 IS NULL OR agency = ?1) AND (?2 IS NULL OR name = ?2)
    AND (?3 IS NULL OR EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?3))
"""


def keep_project(db: Database, project: Project) -> None:
    """Keep a project, or what was newly said of one; at most one version of a name is the latest."""
    tags = msgspec.json.encode(project.tags).decode()
    with db.transaction() as connection:
        if project.is_latest:
            connection.execute(
                "UPDATE project SET is_latest = 0 WHERE agency = ? AND name = ?", (project.agency, project.name)
            )
        connection.execute(
            "INSERT INTO project (uuid, agency, name, version, tags, is_latest) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (agency, name, version) DO UPDATE SET tags = excluded.tags, is_latest = excluded.is_latest",
            (project.uuid, project.agency, project.name, project.version, tags, project.is_latest),
        )


def projects(db: Database, wanted: WantedProjects) -> tuple[int, tuple[Project, ...]]:
    """Return how many projects there are, and those asked for by agency, name and version."""
    values = (wanted.agency, wanted.name, wanted.tag)
    (total,) = db.execute(f"SELECT count(*) {_CONDITION}", values).fetchone()
    rows = db.execute(
        f"SELECT {_COLUMNS} {_CONDITION} ORDER BY agency, name, version LIMIT ?4 OFFSET ?5",
        (*values, wanted.limit, wanted.offset),
    )
    return int(total), tuple(_project(row) for row in rows)


def project_of(db: Database, uuid: str) -> Project | None:
    """Return one project, whoever's it is."""
    row = db.execute(f"SELECT {_COLUMNS} FROM project WHERE uuid = ?", (uuid,)).fetchone()
    return _project(row) if row else None


def project_named(db: Database, agency: str, name: str, version: str) -> Project | None:
    """Return an agency's project of this name and version."""
    row = db.execute(
        f"SELECT {_COLUMNS} FROM project WHERE agency = ? AND name = ? AND version = ?", (agency, name, version)
    ).fetchone()
    return _project(row) if row else None


def name_systems(db: Database) -> None:
    """Make a project of each system that has none yet, for those that came in another way than by upload."""
    lacking = (
        "FROM system JOIN agency ON agency.id = system.agency WHERE NOT EXISTS"
        " (SELECT 1 FROM project WHERE project.agency = agency.name AND project.name = system.name)"
    )
    if db.execute(f"SELECT 1 {lacking} LIMIT 1").fetchone() is None:
        return
    with db.transaction() as connection:
        _with_uuid(connection)
        connection.execute(
            "INSERT INTO project (uuid, agency, name, version, tags, is_latest, last_import)"
            f" SELECT new_uuid(), agency.name, system.name, '', '[]', 1,"
            f" (SELECT 1000 * unixepoch(max(received_at)) FROM inventory JOIN source ON source.id = inventory.source"
            f" WHERE source.system = system.id) {lacking}"
        )


def _with_uuid(connection: sqlite3.Connection) -> None:
    from uuid import uuid4

    connection.create_function("new_uuid", 0, lambda: str(uuid4()))


def _project(row: tuple[object, ...]) -> Project:
    fields = dict(zip(Project.__struct_fields__, row, strict=True))
    tags = msgspec.json.decode(str(row[4]), type=tuple[str, ...])
    return msgspec.convert(fields | {"tags": tags, "is_latest": bool(row[5])}, Project)
