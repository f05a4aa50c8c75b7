"""Go's `go.mod`: what a module requires, without what those require."""

import re
from collections.abc import Iterator

from osk_scan.model import Document, Inventory, Kind
from osk_scan.parsers._contract import Parser
from osk_scan.parsers._glance import Glance
from osk_scan.parsers._go import go_purl
from osk_scan.parsers._inventory import Gathering
from osk_scan.parsers._lines import lines_of
from osk_scan.parsers._toml import has_lines

_REQUIRED = re.compile(r"(\S+)\s+(v\S+)")
_REPLACED = re.compile(r"(\S+)(?:\s+(v\S+))?\s*=>\s*(\S+)(?:\s+(v\S+))?")

_ONLY_A_NAME = re.compile(r"(?:\s*//.*\n)*\s*module\s+\S+\s*")


def recognises(glance: Glance) -> bool:
    """Tell by the module's name and another directive."""
    head = glance.head
    if has_lines(head, r"[ \t]*require\b", r"[ \t]*(?:require[ \t]+)?[\w-]+\.[\w.-]+/\S+[ \t]+v\d"):
        return True
    return has_lines(head, r"[ \t]*module[ \t]+\S", r"[ \t]*go[ \t]+\d") or bool(_ONLY_A_NAME.fullmatch(head))


def parse(document: Document) -> Inventory:
    """Return the module as subject and one component for each requirement, replaced ones as what replaces them."""
    gathering = Gathering("go_mod")
    directives = list(_directives(document))
    replaced = dict(_replacements(directives))
    for where, verb, text in directives:
        if verb == "module":
            module = text.strip('"')
            gathering.subject_ref = gathering.add(
                ref=module, name=module, purl=go_purl(module, None), kind=Kind.APPLICATION, where=where
            )
        elif verb == "require":
            _take(gathering, where, text, replaced)
    return gathering.inventory()


def _directives(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield (address, verb, rest) of each directive, those of a block one by one."""
    block = ""
    for where, line in lines_of(document):
        text = line.split("//")[0].strip()
        if block and text == ")":
            block = ""
        elif text.endswith("(") and not block:
            block = text[:-1].strip()
        elif text:
            verb, _, rest = (block, "", text) if block else text.replace("\t", " ").partition(" ")
            yield where, verb, rest.strip()


def _replacements(
    directives: list[tuple[str, str, str]],
) -> Iterator[tuple[tuple[str, str | None], tuple[str, str | None]]]:
    for _, verb, text in directives:
        found = _REPLACED.fullmatch(text) if verb == "replace" else None
        if found:
            yield (found[1], found[2]), (found[3], found[4])


def _take(
    gathering: Gathering, where: str, text: str, replaced: dict[tuple[str, str | None], tuple[str, str | None]]
) -> None:
    found = _REQUIRED.fullmatch(text)
    if not found:
        gathering.quarantine("unreadable-entry", where, text, text)
        return
    path, wanted = found[1].strip('"'), found[2]
    module, version = replaced.get((path, wanted)) or replaced.get((path, None)) or (path, wanted)
    local = module.startswith((".", "/"))
    gathering.add(
        ref=path,
        name=path if local else module,
        version=version,
        purl=None if local else go_purl(module, version),
        kind=Kind.LIBRARY,
        where=where,
    )


PARSER = Parser(
    title="go.mod",
    specification="Go Modules Reference, go.mod files",
    versions=(),
    example="go mod tidy",
    recognises=recognises,
    parse=parse,
)
