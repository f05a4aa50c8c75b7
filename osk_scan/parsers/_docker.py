"""Images and containers as Docker and Podman list them: how a list is told, and an image by repository and tag."""

import re

from osk_scan.model import Kind
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._purls import purl

NONE = "<none>"
"""Stands where an image has no name or no tag."""
_HUB = ("docker.io", "index.docker.io")
"""Names of the registry that is meant where none is written."""


def is_listed(glance: Glance, heading: re.Pattern[str], line: re.Pattern[str], key: str) -> bool:
    """Tell by the heading, which no language translates, or by a first line of JSON that has `key` as well."""
    if any(heading.fullmatch(seen) for seen in glance.lines[:5]):
        return True
    return bool(glance.lines and line.fullmatch(glance.lines[0]) and f'"{key}":' in glance.lines[0])


def install_image(gathering: Gathering, where: str, repository: str, tag: str) -> None:
    """Add one image; without a tag its version is unknown."""
    version = None if tag == NONE else tag
    first, _, rest = repository.partition("/")
    namespace, _, name = (rest if first in _HUB else repository).rpartition("/")
    gathering.install(
        ref=f"{repository}:{tag}",
        name=name,
        namespace=namespace or None,
        version=version,
        # Another registry's name is part of the namespace: what it calls postgres may be anything.
        purl=purl("docker", name, version, namespace or "library"),
        kind=Kind.CONTAINER,
        where=where,
    )
