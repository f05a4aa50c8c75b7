"""Container images of a machine as `docker images` and `podman images` list them, in columns or as JSON lines."""

import re

import msgspec
from msgspec import Struct

from osk_scan.model import Document, Inventory
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._docker import NONE, install_image, is_listed
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of

_HEADING = re.compile(r"REPOSITORY +TAG +(?:DIGEST +)?IMAGE ID +.*")
_ENTRY = re.compile(r"(\S+) +(\S+) +(?:(?:sha256:\S+|<none>) +)?(?:sha256:)?[0-9a-f]{12,64} +.*")
_JSON_LINE = re.compile(r'\{.*"Repository":.*\}')


class _Image(Struct, frozen=True):
    repository: str = msgspec.field(name="Repository")
    tag: str = msgspec.field(name="Tag")


_image = msgspec.json.Decoder(_Image)


def recognises(glance: Glance) -> bool:
    """Tell a list of images by repository and tag."""
    return is_listed(glance, _HEADING, _JSON_LINE, "Tag")


def parse(document: Document) -> Inventory:
    """Return one component for each image and tag; images without a name are left over from building others."""
    gathering = Gathering("docker_images")
    for where, line in lines_of(document):
        image = _read(line)
        if image is not None and image.repository != NONE:
            install_image(gathering, where, image.repository, image.tag)
        elif not _HEADING.fullmatch(line):
            gathering.quarantine("missing-name" if image else "unreadable-entry", where, line, line)
    return gathering.inventory()


def _read(line: str) -> _Image | None:
    if found := _ENTRY.fullmatch(line):
        return _Image(found[1], found[2])
    try:
        return _image.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return None


PARSER = Parser(
    title="docker images",
    specification="Docker documentation, docker image ls; package URL type definition docker",
    versions=(),
    example="docker images",
    recognises=recognises,
    parse=parse,
    deployed=True,
)
