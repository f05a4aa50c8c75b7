"""Write results for machines: one format per file, for dashboards, pipelines and spreadsheets."""

import sys
from functools import cache

from osk_scan.discovery import modules_of
from osk_scan.exporters._contract import Exporter, FolderExporter


@cache
def exporters() -> dict[str, Exporter | FolderExporter]:
    """Return every exporter by the name of its format, sorted."""
    modules = modules_of(sys.modules[__name__])
    return {module.__name__.rsplit(".", 1)[-1].replace("_", "-"): _descriptor(module) for module in modules}


def _descriptor(module: object) -> Exporter | FolderExporter:
    descriptor = getattr(module, "EXPORTER", None)
    if not isinstance(descriptor, Exporter | FolderExporter):
        raise TypeError(f"{module} does not end with an EXPORTER")
    return descriptor
