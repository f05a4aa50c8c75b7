"""Containers of a machine as `docker ps` and `podman ps` list them, in columns or as JSON lines."""

import re

import msgspec
from msgspec import Struct

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._docker import NONE, install_image, is_listed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of

_HEADING = re.compile(r"CONTAINER ID +IMAGE(?: +.*)?")
_ENTRY = re.compile(r"[0-9a-f]{12,64} +(\S+)(?: +.*)?")
_JSON_LINE = re.compile(r'\{.*"Image":.*\}')
_IMAGE = re.compile(r"(?P<repository>[^@]+?)(?::(?P<tag>[\w][\w.-]*))?(?:@sha256:[0-9a-f]+…?)?")
"""A colon may also stand in front of a registry's port, but then a stroke follows."""
_IDENTITY = re.compile(r"(?:sha256:)?[0-9a-f]{12,64}")
"""Stands where the image has lost its name."""


class _Container(Struct, frozen=True):
    image: str = msgspec.field(name="Image")


_container = msgspec.json.Decoder(_Container)


def recognises(glance: Glance) -> bool:
    """Tell a list of containers by their image and names."""
    return is_listed(glance, _HEADING, _JSON_LINE, "Names")


def parse(document: Document) -> Inventory:
    """Return one component for each image; containers that run the same are its installations.

    Names, commands and ports of containers are not read and, since they may hold secrets, not kept.
    """
    gathering = Gathering("docker_ps")
    for where, line in lines_of(document):
        image = _image_of(line)
        found = _IMAGE.fullmatch(image)
        if found and not _IDENTITY.fullmatch(image):
            install_image(gathering, where, found["repository"], found["tag"] or NONE)
        elif image:
            gathering.quarantine("missing-name", where, image)
        elif not _HEADING.fullmatch(line):
            gathering.quarantine("unreadable-entry", where, "", "names no container and its image")
    return gathering.inventory()


def _image_of(line: str) -> str:
    if found := _ENTRY.fullmatch(line):
        return found[1]
    try:
        return _container.decode(line).image
    except (msgspec.DecodeError, RecursionError):
        return ""


PARSER = Parser(
    title="docker ps",
    specification="Docker documentation, docker container ls; package URL type definition docker",
    versions=(),
    example="docker ps -a",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
