"""Findings and scores as Parquet files, one per table, for analysis over many assessments."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import astuple

from osk_scan.errors import InvalidRequest
from osk_scan.exporters._contract import FolderExporter
from osk_scan.exporters._rows import FINDING_COLUMNS, finding_row
from osk_scan.results import Results
from osk_scan.score import Score

if TYPE_CHECKING:
    import pyarrow

Row = tuple[str | int | float, ...]

_ROWS_OF_A_GROUP = 20_000
_INDICATOR_COLUMNS = (
    *("scope", "name", "indicator", "lo", "hi", "lo_exact", "hi_exact", "bound", "unit", "n", "score_id", "as_of"),
)
_NUMBERS = {"lo": "float64", "hi": "float64", "n": "int64"}


def _write(results: Results, folder: Path) -> tuple[Path, ...]:
    told = {"assessment": results.assessment, "withheld_below": str(results.least_cell)}
    findings = (astuple(finding_row(finding)) for finding in results.findings)
    return (
        _table(folder / "findings.parquet", FINDING_COLUMNS, findings, told),
        _table(folder / "indicators.parquet", _INDICATOR_COLUMNS, _indicators(results.scores.scopes), told),
    )


def _indicators(scopes: tuple[Score, ...]) -> Iterator[Row]:
    for score in scopes:
        for found in score.indicators.values():
            ends = (found.lo, found.hi, found.lo_exact, found.hi_exact, found.bound)
            yield (score.scope, score.name, found.id, *ends, found.unit, found.n, score.score_id, score.as_of)


def _table(file: Path, columns: tuple[str, ...], rows: Iterable[Row], told: dict[str, str]) -> Path:
    """Write one table; what holds for all of it stands in the file's metadata."""
    arrow, parquet = _libraries()
    types = [(name, arrow.type_for_alias(_NUMBERS.get(name, "string"))) for name in columns]
    schema = arrow.schema(types, {f"osk-scan.{name}": value for name, value in told.items()})
    stream = iter(rows)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(stream, _ROWS_OF_A_GROUP)):
            by_column = zip(*group, strict=True)
            arrays = [arrow.array(values, field.type) for values, field in zip(by_column, schema, strict=True)]
            writer.write_table(arrow.table(arrays, schema=schema))
    return file


def _libraries() -> "tuple[pyarrow, pyarrow.parquet]":
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InvalidRequest(
            "export parquet", "the library for Parquet is not installed", 'install "osk-scan[parquet]"'
        ) from None
    return pyarrow, pyarrow.parquet


EXPORTER = FolderExporter(
    title="Findings and scores as Parquet",
    specification="Apache Parquet 2",
    media_type="application/vnd.apache.parquet",
    write=_write,
)
