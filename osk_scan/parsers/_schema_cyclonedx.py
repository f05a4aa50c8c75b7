"""Hold CycloneDX against its official schemas, which cyclonedx-python-lib ships."""

import re
from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from threading import Lock

from lxml import etree

from osk_scan.errors import one_line
from osk_scan.model import Document, Problem
from osk_scan.parsers._schema_json import Schema, disagreements, members_of, text_of
from osk_scan.parsers._schema_told import Disagreement, xml_kind
from osk_scan.parsers._xml import Element, local, text, tree
from osk_scan.problems import refused

_FOLDER = Path(str(files("cyclonedx.schema"))) / "_res"
_BESIDE = ("spdx", "jsf-0.82", "cryptography-defs")
_STRICT = {"1.2": "1.2-strict", "1.3": "1.3-strict"}
"""Only the strict variants of these two refuse members that the specification does not know."""

_NAMED = ("components", "component", "services")
_NAMESPACE = re.compile(r"\{http://cyclonedx\.org/schema/[^}]*\}")
_ENTRIES = frozenset({"component", "service"})

_one_at_a_time = Lock()
"""A schema keeps the errors of the document it was last held against."""


def cyclonedx_json(document: Document) -> Iterator[Disagreement]:
    """Yield where a CycloneDX JSON document does not follow the schema of its version."""
    members = members_of(document)
    version = text_of(members, "specVersion")
    if version is None:
        yield Disagreement.of(Problem("schema-required", "/specVersion", None, "specVersion"))
        return
    schema = _json_schema(version)
    if schema is None:
        yield Disagreement.of(Problem("newer-version", "/specVersion", None, one_line(version)))
        return
    yield from disagreements(schema, members, _NAMED)


def cyclonedx_xml(document: Document) -> Iterator[Disagreement]:
    """Yield where a CycloneDX XML document does not follow the schema of its version; nothing is expanded."""
    root = tree(document)
    version = str(root.tag).partition("}")[0].rpartition("/")[2]
    schema = _xml_schema(version)
    if schema is None:
        yield Disagreement.of(Problem("newer-version", "/bom", None, one_line(version)))
        return
    with _one_at_a_time:
        try:
            schema.validate(root)
        except etree.XMLSchemaValidateError as error:
            # libxml2 gives up on values that its regular expressions take too many steps for.
            raise refused("cap-exceeded", document.name, one_line(str(error))) from None
        log = list(schema.error_log)  # type: ignore[call-overload]  # the stubs forget that it can be walked
    for entry in log:
        yield Disagreement(0, partial(_xml_places, root, entry))


def _xml_places(root: Element, entry: etree._LogEntry) -> Iterator[Problem]:
    kind, detail = xml_kind(entry.type_name, _NAMESPACE.sub("", entry.message))
    yield Problem(kind, f"line {entry.line}", _name_around(_element_at(root, entry.path)), one_line(detail))


@cache
def _xml_schema(version: str) -> etree.XMLSchema | None:
    path = _FOLDER / f"bom-{version}.SNAPSHOT.xsd"
    if not re.fullmatch(r"1\.\d", version) or not path.is_file():
        return None
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)))


def _element_at(root: Element, path: str | None) -> Element | None:
    try:
        found = root.getroottree().xpath(path) if path else []
    except etree.XPathEvalError:
        return None  # libxml2 writes the path of an element with a prefix of its own in a way it cannot read.
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None


def _name_around(element: Element | None) -> str | None:
    while element is not None:
        if local(element) in _ENTRIES and (name := text(element, "name")):
            return one_line(name)
        element = element.getparent()
    return None


@cache
def _json_schema(version: str) -> Schema | None:
    path = _json_path(f"bom-{_STRICT.get(version, version)}")
    if not re.fullmatch(r"1\.\d", version) or not path.is_file():
        return None
    return Schema(path, beside=[*map(_json_path, _BESIDE)])


def _json_path(name: str) -> Path:
    return _FOLDER / f"{name}.SNAPSHOT.schema.json"
