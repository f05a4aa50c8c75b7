"""Read the tables that people hand in for batches of questions."""

import csv
from collections.abc import Iterator
from pathlib import Path

from osk_scan.errors import InvalidRequest


def tsv_rows(table: Path, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Yield the rows of a UTF-8 file with tabs and a header line.

    Raises:
        InvalidRequest: where a needed column is missing or the file cannot be read.
    """
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
            lacking = [column for column in needed if column not in (reader.fieldnames or ())]
            if lacking:
                heading = f"head it with {', '.join(needed)}, separated by tabs"
                raise InvalidRequest(table.name, f"has no column {lacking[0]}", heading)
            yield from reader
    except UnicodeDecodeError:
        raise InvalidRequest(table.name, "is no UTF-8 text", "save it as UTF-8 with tabs") from None
    except (OSError, csv.Error) as error:
        raise InvalidRequest(str(table), str(error), "hand in a UTF-8 file with tabs") from None
