"""Hand out exports: small ones at once, large ones while they are written, by a process that leaves the desk alone."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from tempfile import TemporaryFile

from starlette.responses import Response, StreamingResponse

from osk_scan.exporters import exporters
from osk_scan.exporters._contract import Exporter
from osk_scan.model import Language
from osk_scan.pipeline.results import results_of
from osk_scan.store.assessments import Assessment
from osk_scan.store.history import components_in
from osk_scan.web.call import Call
from osk_scan.web.desk import Desk

LARGE = 20_000
"""Findings and components of which an export takes more than about a second."""
_CHUNK = 256 << 10
_PAUSE = 0.05


def one_file_exporters() -> dict[str, Exporter]:
    """Return what can be handed out, by name."""
    return {name: found for name, found in exporters().items() if isinstance(found, Exporter)}


def exported(call: Call, name: str, assessment: Assessment, agency: str | None, language: Language) -> Response:
    """Return an export of an assessment as a file to keep."""
    exporter = one_file_exporters()[name]
    headers = {"Content-Disposition": f'attachment; filename="osk-scan{exporter.suffix}"'}
    if is_large(call, assessment):
        said = ["--assessment", assessment.id, f"--lang={language}", *([f"--agency={agency}"] if agency else [])]
        said += (f"--catalogue={file}" for file in call.desk.settings.overlays)
        command = [sys.executable, "-m", "osk_scan", "export", name, "--db", str(call.db.path), *said]
        return StreamingResponse(_written(call.desk, command), headers=headers, media_type=exporter.media_type)
    results = results_of(call.db, call.desk.policy, assessment, agency, language)
    return Response(b"".join(exporter.render(results)), headers=headers, media_type=exporter.media_type)


def is_large(call: Call, assessment: Assessment) -> bool:
    """Tell whether an export of an assessment is too much for a call."""
    return assessment.findings + components_in(call.db, assessment.basis) > LARGE


async def _written(desk: Desk, command: list[str]) -> AsyncIterator[bytes]:
    """Yield what a process writes as it writes it: into a file, so that a slow reader keeps nobody waiting.

    Where the process fails, so does the answer, in the middle: nobody must take half of it for the whole.
    """
    with TemporaryFile() as file:
        read = 0
        async with desk.exporting:
            process = await asyncio.create_subprocess_exec(*command, stdout=file)
            try:
                while process.returncode is None:
                    while chunk := os.pread(file.fileno(), _CHUNK, read):
                        read += len(chunk)
                        yield chunk
                    await asyncio.sleep(_PAUSE)
            finally:
                if process.returncode is None:
                    process.kill()
        while chunk := os.pread(file.fileno(), _CHUNK, read):
            read += len(chunk)
            yield chunk
        if process.returncode:
            raise RuntimeError(f"export ended with {process.returncode}")
