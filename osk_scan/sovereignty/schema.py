"""The JSON Schema of the scores, made from their types."""

from typing import Any

import msgspec

from osk_scan.score import SCHEMA_VERSION, Scores


def scores_schema() -> dict[str, Any]:
    """Return the schema of `scores-json`; breaking changes raise the major of `SCHEMA_VERSION`."""
    schema = msgspec.json.schema(Scores)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"osk-scan scores {SCHEMA_VERSION}",
        "description": Scores.__doc__,
        **schema,
    }
