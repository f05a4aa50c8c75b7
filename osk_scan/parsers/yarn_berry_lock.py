"""The lockfile of Yarn 2 and later."""

from msgspec import Struct

from osk_scan.model import Document, Inventory, Scope
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._toml import has_lines
from osk_scan.parsers._yaml import fitting, mapping, repeated_keys, yaml_document
from osk_scan.parsers._yarn import Described, name_in


class _Meta(Struct, frozen=True):
    optional: bool = False


class _Entry(Struct, frozen=True, rename="camel"):
    version: str | None = None
    resolution: str | None = None
    link_type: str | None = None
    dependencies: dict[str, str | int | float] = {}
    dependencies_meta: dict[str, _Meta] = {}


def recognises(glance: Glance) -> bool:
    """Tell by the entry that Yarn keeps for itself."""
    return has_lines(glance.head, r"__metadata:")


def parse(document: Document) -> Inventory:
    """Return one component for each entry; the workspaces are the project's own, the outermost is the subject."""
    data = yaml_document(document)
    gathering = Gathering("yarn_berry_lock", str(mapping(data.pop("__metadata", None)).get("version", "")) or None)
    for line, key in repeated_keys(document):
        gathering.quarantine("unreadable-entry", f"line {line}", key, "an entry of this name stands twice")
    described = Described(gathering)
    for key, value in data.items():
        where = f"/{key.split(',')[0]}"
        entry = fitting(gathering, where, value, _Entry)
        if entry is None:
            continue
        ours = entry.link_type == "soft"
        ref = described.add(
            (part.strip() for part in key.split(",")),
            name_in(entry.resolution or key.split(",")[0]),
            entry.version,
            where,
            ours=ours,
        )
        if ours and "@workspace:." in key:
            gathering.subject_ref = ref
        for name, wanted in entry.dependencies.items():
            optional = name in entry.dependencies_meta and entry.dependencies_meta[name].optional
            scope = Scope.OPTIONAL if optional else Scope.RUNTIME
            described.needs(ref, where, name, str(wanted), scope, must=not optional)
    described.link()
    return gathering.inventory()


PARSER = Parser(
    title="yarn.lock (Yarn 2+)",
    specification="Yarn documentation, lockfile (berry), __metadata version 4 to 8",
    versions=("4", "5", "6", "7", "8"),
    example="yarn install",
    recognises=recognises,
    parse=parse,
)
