"""Run the server until it is asked to stop; running answers and the upload being read are finished first."""

import uvicorn

from osk_scan.web.app import create_app
from osk_scan.web.settings import Settings

_PATIENCE = 30


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM."""
    uvicorn.run(
        create_app(settings),
        host=host,
        port=port,
        log_level="info",
        access_log=False,  # addresses of people are nobody's business; the audit log says who changed what
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=64 << 10,
    )
