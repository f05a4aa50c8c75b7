"""A folder is its own registry: find the modules of one package, so that a new format is a new file."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def module_names(package: ModuleType) -> tuple[str, ...]:
    """Return the names of the public modules of `package`, sorted; those with a leading underscore are its tools."""
    return tuple(sorted(found.name for found in iter_modules(package.__path__) if not found.name.startswith("_")))


def modules_of(package: ModuleType) -> tuple[ModuleType, ...]:
    """Import the public modules of `package`, in the order of their names."""
    return tuple(import_module(f"{package.__name__}.{name}") for name in module_names(package))
