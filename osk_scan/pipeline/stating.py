"""Count how many of the fields that quality profiles require the SBOMs of a portfolio state."""

from collections.abc import Iterator

from osk_scan.portfolio import Basis
from osk_scan.quality.profile import profiles
from osk_scan.receipt import Quality
from osk_scan.sovereignty.estate import Sbom
from osk_scan.store.database import Database
from osk_scan.store.receipts import quality_of


def sboms(db: Database, basis: Basis) -> tuple[Sbom, ...]:
    """Return the SBOMs that count, as their receipts tell; lists of installed software are none."""
    required = {id_: {f.id for f in one.fields if f.demand == "required"} for id_, one in profiles().items()}
    return tuple(_sboms(db, basis, required))


def _sboms(db: Database, basis: Basis, required: dict[str, set[str]]) -> Iterator[Sbom]:
    for at, number in basis.inventories:
        document, quality = quality_of(db, number)
        if quality:
            system = basis.systems[at]
            stated = {id_: _counted(quality[id_], fields) for id_, fields in required.items() if id_ in quality}
            yield Sbom(system.full_name, document, stated)


def _counted(quality: dict[str, Quality], required: set[str]) -> tuple[int, int]:
    counts = [found for field, found in quality.items() if field in required]
    present = sum(found.present for found in counts)
    return present, present + sum(found.missing for found in counts)
