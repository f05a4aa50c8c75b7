"""What an OpenDocument file says against the grammar of the standard, as odfpy has it from the schema."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from lxml import etree
from odf import grammar

_SINCE_1_3 = {
    ("image", "mime-type"),
    ("page-layout-properties", "scale-to-X"),
    ("page-layout-properties", "scale-to-Y"),
}
"""Attributes that version 1.3 has and version 1.2, which the grammar is of, has not."""


def faults(document: bytes) -> list[str]:
    """Return what is not allowed where it stands, and what is missing; nothing where the file is well made."""
    with ZipFile(BytesIO(document)) as archive:
        first = archive.infolist()[0]
        found = [] if (first.filename, first.compress_type) == ("mimetype", ZIP_STORED) else ["mimetype is not first"]
        for name in archive.namelist():
            if name.endswith(".xml") and not name.startswith("META-INF"):
                for element in etree.fromstring(archive.read(name)).iter():
                    found += [f"{name}: {fault}" for fault in _faults_of(element)]
    return found


def _faults_of(element: etree._Element) -> list[str]:
    key, name = _named(element.tag), etree.QName(element).localname
    children, attributes = grammar.allowed_children.get(key), grammar.allowed_attributes.get(key)
    stated = {_named(attribute) for attribute in element.attrib}
    found = [
        f"{name} has {child.tag}" for child in element if children is not None and _named(child.tag) not in children
    ]
    found += [
        f"{name} states {local}"
        for space, local in sorted(stated)
        if attributes is not None and (space, local) not in attributes and (name, local) not in _SINCE_1_3
    ]
    found += [
        f"{name} lacks {needed[1]}" for needed in grammar.required_attributes.get(key) or () if needed not in stated
    ]
    if (element.text or "").strip() and key not in grammar.allows_text:
        found.append(f"{name} has text")
    return found


def _named(tag: object) -> tuple[str, str]:
    name = etree.QName(str(tag))
    return name.namespace or "", name.localname
