"""The policy that an assessment is made by: rules, catalogue and method, each with its version."""

from functools import cached_property
from hashlib import sha256
from pathlib import Path

from osk_scan.catalogue import Catalogue, load_catalogue
from osk_scan.rule_engine.rule import RulePack, load_rules
from osk_scan.shipped import rules_folder
from osk_scan.sovereignty.method import Method, load_method


class Policy:
    """What ships under `rules/`, or another folder laid out like it; each part is read on first use.

    `overlays` are catalogue files that an advisor keeps beside the shipped ones; later ones win.
    """

    def __init__(self, folder: Path | None = None, overlays: tuple[Path, ...] = ()) -> None:
        self.folder = folder or rules_folder()
        self.overlays = overlays

    @cached_property
    def pack(self) -> RulePack:
        """The rules."""
        return load_rules(self.folder)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The products and who controls them."""
        return load_catalogue(self.folder / "catalogue", self.overlays)

    @cached_property
    def method(self) -> Method:
        """The parameters of the sovereignty method."""
        return load_method(self.folder)

    @cached_property
    def rules_version(self) -> str:
        """SHA-256 over every file of the policy but the catalogue's."""
        digest = sha256()
        for file in sorted(self.folder.rglob("*.yaml")):
            name = file.relative_to(self.folder).as_posix()
            if not name.startswith("catalogue/"):
                content = file.read_bytes()
                digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()
