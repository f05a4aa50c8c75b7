"""The method's parameters and wording, read from `rules/sovereignty.yaml`."""

from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from osk_scan.model import Wording
from osk_scan.shipped import rules_folder
from osk_scan.yaml_reading import load_policy

Ratio = Annotated[str, Meta(pattern=r"^\d+(/[1-9]\d*)?$")]
"""A fraction as text, so that it stays exact."""


class IndicatorDefinition(Struct, frozen=True, forbid_unknown_fields=True):
    """How an indicator is named, told and mapped; its code has the same id."""

    name: Wording
    formula: Wording
    unit: Literal["inst", "prod", "sys", "field"]
    better: Literal["higher", "lower", "neither"]
    maps_to: tuple[str, ...] = ()
    profile: str | None = None
    """The quality profile that the fields are those of."""


class GoalDefinition(Struct, frozen=True, forbid_unknown_fields=True):
    """A goal: the mean of terms `ID` or `1 - ID`."""

    name: Wording
    terms: tuple[str, ...]
    maps_to: tuple[str, ...] = ()


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """The limits within which the weights of a goal's terms vary."""

    least: Ratio
    most: Ratio


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """A published target and the last day of its year."""

    target: Ratio
    due: str


class Targets(Struct, frozen=True, forbid_unknown_fields=True):
    """Berlin's published targets, and where they are known from."""

    source: str
    assessed: Target
    examined: Target
    spend: Target
    workplace: Target


class Method(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename={"name": "method"}):
    """Everything of the method that is data."""

    name: str
    version: str
    basis: str
    threshold: Ratio
    coupling_threshold: Ratio
    least_cell: int
    listed: int
    weights: Weights
    criticality: dict[str, int]
    workstation_layers: tuple[str, ...]
    """A system with a product of these layers is a workstation."""
    operating_system_layers: tuple[str, ...]
    """A system cannot run without its only product of these layers."""
    home: frozenset[str]
    indicators: dict[str, IndicatorDefinition]
    goals: dict[str, GoalDefinition]
    targets: Targets
    not_measurable: tuple[Wording, ...]
    not_claimed: tuple[Wording, ...]

    @property
    def theta(self) -> Fraction:
        """The threshold of hotspots."""
        return Fraction(self.threshold)

    @property
    def digest(self) -> str:
        """SHA-256 over all parameters: the rules' share of the score id."""
        return sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()


def load_method(folder: Path | None = None) -> Method:
    """Return the method as it stands in `folder`, by default the one that is shipped."""
    return load_policy((folder or rules_folder()) / "sovereignty.yaml", Method)
