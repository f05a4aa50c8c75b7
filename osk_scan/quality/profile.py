"""Quality profiles: which fields an SBOM must have, as the files under `rules/quality/` say it."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from osk_scan.errors import InvalidRequest
from osk_scan.model import Kind, Wording
from osk_scan.quality.facts import Fact
from osk_scan.shipped import rules_folder
from osk_scan.yaml_reading import load_policy

Demand = Literal["required", "if-exists", "optional"]
_KIND_NAMES = {kind.name.lower().replace("_", "-"): kind for kind in Kind}


class Field(Struct, frozen=True, forbid_unknown_fields=True, rename={"exempt": "except"}):
    """One field of a profile."""

    id: str
    title: Wording
    about: Literal["sbom", "component"]
    demand: Demand
    section: str
    fact: Fact
    exempt: tuple[str, ...] = ()
    """Kinds of components that cannot have the field."""

    def __post_init__(self) -> None:
        """Refuse kinds that there are not; what reads the policy says where."""
        for name in self.exempt:
            if name not in _KIND_NAMES:
                raise ValueError(f"`except` knows no kind `{name}`; there are {', '.join(_KIND_NAMES)}")

    @property
    def exempt_kinds(self) -> frozenset[Kind]:
        """The same as kinds."""
        return frozenset(_KIND_NAMES[name] for name in self.exempt)


class Profile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One profile; the file's name is its id."""

    id: str = ""
    title: Wording
    version: str
    source: str
    link: str
    formats: dict[str, str] = {}
    """Formats that it allows, each with the earliest version; empty: any."""
    fields: tuple[Field, ...]


@cache
def profiles(folder: Path | None = None) -> dict[str, Profile]:
    """Return the profiles under `rules/quality/` by id.

    Raises:
        InvalidPolicy: naming file, key and the nearest known one.
    """
    files = sorted(((folder or rules_folder()) / "quality").glob("*.yaml"))
    return {file.stem: msgspec.structs.replace(load_policy(file, Profile), id=file.stem) for file in files}


def profile_named(name: str) -> Profile:
    """Return one profile.

    Raises:
        InvalidRequest: naming those that there are.
    """
    found = profiles().get(name)
    if found is None:
        raise InvalidRequest(f"profile {name}", "there is no such profile", f"there are: {', '.join(profiles())}")
    return found
