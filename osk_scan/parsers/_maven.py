"""What the lists of Java build tools share: coordinates, scopes and package URLs."""

from typing import NamedTuple

from osk_scan.model import Scope
from osk_scan.parsers._purls import purl

SCOPES = {
    "compile": Scope.RUNTIME,
    "runtime": Scope.RUNTIME,
    "provided": Scope.PROVIDED,
    "system": Scope.PROVIDED,
    "test": Scope.TEST,
    "import": Scope.BUILD,
}


class Coordinates(NamedTuple):
    """Maven coordinates."""

    group: str
    artifact: str
    type: str
    classifier: str
    version: str

    @property
    def ref(self) -> str:
        """The coordinates as Maven writes them, without empty parts."""
        return ":".join(part for part in self if part)

    @property
    def purl(self) -> str:
        """The package URL; the type `jar` is the rule and left out."""
        type_ = "" if self.type in ("jar", "bundle", "maven-plugin") else self.type
        return purl("maven", self.artifact, self.version, self.group, type=type_, classifier=self.classifier)
