"""What is known of one product; every fact a set of possible values with evidence."""

from typing import Literal, get_args

from msgspec import Struct

from osk_scan.catalogue.vendor import UNKNOWN
from osk_scan.catalogue.versions import admits
from osk_scan.fact import Evidence, Fact
from osk_scan.model import Layer

LicenceClass = Literal["osi_multi", "osi_single", "source_available", "proprietary"]
DeploymentMode = Literal["saas", "cloud_tethered", "activated_onprem", "offline"]
Degree = Literal["0", "1/2", "1"]
SbomDepth = Literal["none", "toplevel", "complete"]
Vitality = Literal["0", "1", "2", "3"]
Role = Literal["product", "part"]

DOMAINS: dict[str, tuple[str, ...]] = {
    "licence_class": get_args(LicenceClass),
    "deployment_mode": get_args(DeploymentMode),
    "alternative": get_args(Degree),
    "format_openness": get_args(Degree),
    "sbom": get_args(SbomDepth),
    "vitality": get_args(Vitality),
}
"""All values a fact can have; what an unknown fact may still turn out to be."""


class RangedFact(Struct, frozen=True):
    """A fact that holds for some versions: `<7.4`, `>=7.4,<8.0`; the empty range holds for all."""

    versions: str
    fact: Fact


class Alternative(Struct, frozen=True):
    """An open product that does the same job, and the public body that uses it in production."""

    product: str
    used_by: str | None
    evidence: tuple[Evidence, ...]


class Requirement(Struct, frozen=True):
    """One AND group: the product needs at least one of `any_of` (product ids)."""

    any_of: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class SupportCycle(Struct, frozen=True, kw_only=True):
    """How long one release is supported. Dates are ISO 8601, the last supported day."""

    cycle: str
    versions: tuple[str, ...]
    """Version prefixes of this release; several cycles may share one (editions that look alike)."""
    until: str | None
    """End of security support for everybody; None: no date announced, which is not for ever."""
    extended_until: str | None = None
    """End of support that has to be bought or is given by others (ESU, LTS)."""
    evidence: tuple[Evidence, ...]


class Aliases(Struct, frozen=True):
    """The spellings that stand for a product in inventories."""

    purl: tuple[str, ...] = ()
    """Stems; namespace `*` is any; `#` in the name stands for a version, a final `*` for any rest."""
    cpe: tuple[str, ...] = ()
    """`vendor:product`."""
    winget: tuple[str, ...] = ()
    """Package ids; a final `*` for any rest."""
    msi: tuple[str, ...] = ()
    swid: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Display names that stand for this product even where a list has no publishers."""
    common_names: tuple[str, ...] = ()
    """Display names that count only with the right publisher, because others use the word too."""
    publishers: tuple[str, ...] = ()
    """Publishers beyond those of the vendor: former owners, packagers."""
    part_purl: tuple[str, ...] = ()
    """Packages that come with the product and are folded into it."""
    part_names: tuple[str, ...] = ()
    """Display names of parts, folded spelling, `*` for any text."""
    endoflife: tuple[str, ...] = ()
    """Names at endoflife.date; after a colon the start of the releases meant (`windows:11-`)."""


class Product(Struct, frozen=True, kw_only=True):
    """A catalogued piece of software that packages belong to."""

    id: str
    name: str
    vendor: str
    layer: Layer
    role: Role = "product"
    """A part (runtime, redistributable) belongs to others and has weight 0."""
    licences: tuple[RangedFact, ...] = ()
    deployment_mode: Fact = UNKNOWN
    alternative: Fact = UNKNOWN
    alternatives: tuple[Alternative, ...] = ()
    format_openness: Fact = UNKNOWN
    sbom: Fact = UNKNOWN
    vitality: Fact = UNKNOWN
    requires: tuple[Requirement, ...] | None = None
    """AND of OR groups; None: not known, empty: known to need nothing in the catalogue."""
    support: tuple[SupportCycle, ...] = ()
    aliases: Aliases = Aliases()

    def licence_class(self, version: str | None = None) -> Fact:
        """Return the licence class of `version`; without one, or with one that has no number, all that may apply."""
        held = [(found, admits(found.versions, version) if version else None) for found in self.licences]
        sure = [found.fact for found, verdict in held if verdict]
        return _union(sure or [found.fact for found, verdict in held if verdict is None])


def _union(facts: list[Fact]) -> Fact:
    if len(facts) == 1:
        return facts[0]
    if any(not fact.values for fact in facts):
        return UNKNOWN
    values = dict.fromkeys(value for fact in facts for value in fact.values)
    evidence = dict.fromkeys(item for fact in facts for item in fact.evidence)
    return Fact(tuple(values), tuple(evidence))
