"""Installed Python packages as `pip list --format json` and `pip-licenses --format json` write them."""

import msgspec
from msgspec import Struct

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._python import folded_name, pypi_purl
from osk_scan.parsers._records import each, json_document, nameless, numbered

_PIP = {"name", "version"}
_MEMBERS = _PIP | {"editable_project_location", "latest_version", "latest_filetype", "location", "installer"}
_LICENSES = ("License-Expression", "License-Metadata", "License-Classifier", "License")


class _Item(Struct, frozen=True, omit_defaults=True):
    name: str | None = None
    version: str | None = None
    capital_name: str | None = msgspec.field(name="Name", default=None)
    capital_version: str | None = msgspec.field(name="Version", default=None)
    license: str | None = msgspec.field(name="License", default=None)
    expression: str | None = msgspec.field(name="License-Expression", default=None)
    metadata: str | None = msgspec.field(name="License-Metadata", default=None)
    classifier: str | None = msgspec.field(name="License-Classifier", default=None)


def recognises(glance: Glance) -> bool:
    """Tell by the members of the first entry: pip's own, or a name, a version and one of pip-licenses' columns."""
    members = set(glance.first_item)
    ours = members >= _PIP and members <= _MEMBERS
    return ours or (members >= {"Name", "Version"} and not members.isdisjoint(_LICENSES))


def parse(document: Document) -> Inventory:
    """Return one component for each entry; dependencies are not told by this format."""
    gathering = Gathering("pip_list_json")
    for _, where, item in each(gathering, numbered(json_document(document, list[msgspec.Raw])), _Item):
        name = item.name or item.capital_name
        if not name:
            nameless(gathering, where, item)
            continue
        version = item.version or item.capital_version
        gathering.add(
            ref=folded_name(name),
            name=name,
            version=version,
            purl=pypi_purl(name, version),
            kind=Kind.LIBRARY,
            declared=_declared(item),
            where=where,
        )
    return gathering.inventory()


def _declared(item: _Item) -> tuple[str, ...] | None:
    """Return the license as the packages state it: the expression, else the text, else the classifiers."""
    for text in (item.expression, item.metadata, item.license, item.classifier):
        if text and text != "UNKNOWN":
            return (text,)
    return None


PARSER = Parser(
    title="pip list (JSON)",
    specification="pip documentation, `pip list --format json`; pip-licenses, `--format json`",
    versions=(),
    example="pip list --format json",
    recognises=recognises,
    shape="json",
    marks=(
        "name",
        "version",
    ),
    parse=parse,
    deployed=True,
)
