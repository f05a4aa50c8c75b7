"""Container images by repository and tag, as Docker and Podman name them."""

from osk_scan.model import Kind
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._purls import purl

NONE = "<none>"
"""Stands where an image has no name or no tag."""
_HUB = ("docker.io", "index.docker.io")
"""Names of the registry that is meant where none is written."""


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
