"""Hold an inventory against a profile: per field how often it is present, missing or not applicable."""

from fractions import Fraction

from msgspec import Struct

from osk_scan.model import Inventory
from osk_scan.quality.facts import BIT, Alike, Fact, of_components, of_document
from osk_scan.quality.profile import Field, Profile
from osk_scan.receipt import Quality

_EXAMPLES = 3


class Example(Struct, frozen=True):
    """A component that lacks a field, and where it stands."""

    name: str
    where: str


class MeasuredField(Struct, frozen=True):
    """One field of one inventory."""

    field: Field
    quality: Quality
    examples: tuple[Example, ...] = ()


class Fulfilment(Struct, frozen=True):
    """One profile held against one inventory."""

    profile: Profile
    fields: tuple[MeasuredField, ...]

    @property
    def asked(self) -> int:
        """How many statements the required fields ask for: one for the document or for each component."""
        return sum(each.quality.present + each.quality.missing for each in self._required)

    @property
    def stated(self) -> int:
        """How many of them the document makes."""
        return sum(each.quality.present for each in self._required)

    @property
    def share(self) -> Fraction | None:
        """Stated of asked; None where nothing is asked for."""
        return Fraction(self.stated, self.asked) if self.asked else None

    @property
    def by_field(self) -> dict[str, Quality]:
        """The counts by the field's id, as receipts have them."""
        return {each.field.id: each.quality for each in self.fields}

    @property
    def _required(self) -> tuple[MeasuredField, ...]:
        return tuple(each for each in self.fields if each.field.demand == "required")


def measure(inventory: Inventory, *profiles: Profile) -> tuple[Fulfilment, ...]:
    """Return how far `inventory` fulfils each profile; pure."""
    groups = of_components(inventory) if profiles else ()
    return tuple(_fulfilment(inventory, profile, groups) for profile in profiles)


def _fulfilment(inventory: Inventory, profile: Profile, groups: tuple[Alike, ...]) -> Fulfilment:
    stated = of_document(inventory, profile.formats)
    fields = (
        _of_document(field, stated) if field.about == "sbom" else _of_components(field, groups, inventory)
        for field in profile.fields
    )
    return Fulfilment(profile, tuple(fields))


def _of_document(field: Field, stated: frozenset[Fact]) -> MeasuredField:
    present = int(field.fact in stated)
    return MeasuredField(field, Quality(present, 1 - present, 0))


def _of_components(field: Field, groups: tuple[Alike, ...], inventory: Inventory) -> MeasuredField:
    exempt, bit = field.exempt_kinds, BIT[field.fact]
    counts, lacking = [0, 0, 0], list[int]()
    for alike in groups:
        if alike.facts & bit:
            counts[0] += alike.count
        elif alike.kind in exempt:
            counts[2] += alike.count
        else:
            counts[1] += alike.count
            lacking += alike.first
    components = (inventory.components[at] for at in sorted(lacking)[:_EXAMPLES])
    return MeasuredField(field, Quality(*counts), tuple(Example(each.name, each.where) for each in components))
