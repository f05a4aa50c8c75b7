"""The one reader of YAML: plain data only, no aliases, bounded depth, every mistake with its place."""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from osk_scan.errors import InvalidPolicy, one_line

MAX_DEPTH = 100
MAX_POLICY_BYTES = 10_000_000
"""Twenty times the whole shipped catalogue; more would be read for minutes."""

T = TypeVar("T")


class UnreadableYaml(ValueError):
    """The text is no plain YAML; `str()` says why, `line` where (counted from 1)."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


class _PlainLoader(yaml.CSafeLoader):
    """Scalars as YAML 1.2 reads them: a date stays text, and `no` is Norway, not False."""


_TEXT_HERE = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
_PlainLoader.yaml_implicit_resolvers = {
    first: [pair for pair in resolvers if pair[0] not in _TEXT_HERE]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


class _PolicyLoader(_PlainLoader):
    """The same for what people write by hand: a key that stands twice is a mistake, not a correction."""


class _TextLoader(yaml.CSafeLoader):
    """Every scalar as it is written: `1.10` is a version, not a number."""


_TextLoader.yaml_implicit_resolvers = {
    first: [pair for pair in resolvers if pair[0] == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml_as_text(content: bytes) -> object:
    """Return the plain data of one YAML document with every scalar but `null` as text.

    Raises:
        UnreadableYaml: as `read_yaml`.
    """
    return _loaded(content, _TextLoader)


def read_yaml(content: bytes) -> object:
    """Return the plain data of one YAML document.

    Raises:
        UnreadableYaml: with line and reason; also for aliases, foreign tags and nesting deeper than `MAX_DEPTH`.
    """
    return _loaded(content, _PlainLoader)


def _loaded(content: bytes, loader: type[yaml.CSafeLoader]) -> object:
    try:
        return _data(content, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableYaml(mark.line + 1 if mark else 1, one_line(str(error.problem))) from None
    except yaml.reader.ReaderError as error:
        line = content.count(b"\n", 0, error.position) + 1
        raise UnreadableYaml(line, one_line(f"is no UTF-8 text: {error.reason}")) from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        if isinstance(error, UnreadableYaml):
            raise
        raise UnreadableYaml(1, one_line(str(error))) from None


def _data(content: bytes, loader: type[yaml.CSafeLoader]) -> object:
    try:
        return _built(loader(content))
    except _NotPlain:
        _refuse_depth_and_aliases(content)
        return yaml.load(content, loader)  # noqa: S506  (a subclass of the safe loader)


class _NotPlain(Exception):
    """The document has what only PyYAML's own nodes tell: tags, merge keys, collections as keys, several parts."""


def _built(loader: yaml.CSafeLoader) -> object:
    """Return the data, built from the events themselves: composing nodes of them first takes three times as long."""
    above: list[list[object]] = []
    into: list[object] = []
    while loader.check_event():
        event = loader.get_event()
        if isinstance(event, yaml.ScalarEvent):
            into.append(_scalar(loader, event))
        elif isinstance(event, yaml.CollectionStartEvent):
            above.append(into)
            into = []
            _refuse_depth(event, len(above))
            if event.tag:
                raise _NotPlain
        elif isinstance(event, yaml.CollectionEndEvent):
            done = _mapping(into) if isinstance(event, yaml.MappingEndEvent) else into
            if isinstance(loader, _PolicyLoader) and isinstance(done, dict) and 2 * len(done) < len(into):
                raise UnreadableYaml(_line(event), f"{_doubled(into[::2])} stands twice in the mapping that ends here")
            into = above.pop()
            into.append(done)
        elif isinstance(event, yaml.AliasEvent):
            raise UnreadableYaml(_line(event), "aliases are not read")
    if len(into) > 1:
        raise _NotPlain
    return into[0] if into else None


def _scalar(loader: yaml.CSafeLoader, event: yaml.ScalarEvent) -> object:
    if event.tag:
        raise _NotPlain
    if not event.implicit[0]:
        return event.value  # quoted
    for tag, pattern in loader.yaml_implicit_resolvers.get(event.value[:1], ()):
        if pattern.match(event.value):
            if tag in _OF_MAPPINGS:
                raise _NotPlain
            return loader.construct_object(yaml.ScalarNode(tag, event.value))
    return event.value


_OF_MAPPINGS = ("tag:yaml.org,2002:merge", "tag:yaml.org,2002:value")


def _mapping(keys_and_values: list[object]) -> dict[object, object]:
    try:
        return dict(zip(keys_and_values[::2], keys_and_values[1::2], strict=True))
    except TypeError:  # a collection is no key
        raise _NotPlain from None


def _doubled(keys: list[object]) -> str:
    return one_line(f"the key `{next(key for number, key in enumerate(keys) if key in keys[:number])}`", 80)


def _refuse_depth_and_aliases(content: bytes) -> None:
    """Walk the events before anything is built: the C composer recurses, and aliases can multiply."""
    depth = 0
    for event in yaml.parse(content, yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            _refuse_depth(event, depth)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            raise UnreadableYaml(_line(event), "aliases are not read")


def _refuse_depth(event: yaml.Event, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise UnreadableYaml(_line(event), f"nested deeper than {MAX_DEPTH} levels")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def load_policy(path: Path, kind: type[T]) -> T:
    """Return the policy file at `path` as a `kind` (a msgspec Struct with `forbid_unknown_fields`).

    Raises:
        InvalidPolicy: naming the file, the key and, for an unknown key, the nearest known one.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_POLICY_BYTES else b""
    except OSError as error:
        raise InvalidPolicy(str(path), error.strerror or str(error), "check the path") from None
    if size > MAX_POLICY_BYTES:
        raise InvalidPolicy(path.name, f"has {size} bytes, more than {MAX_POLICY_BYTES}", "split the file")
    return read_policy(content, path.name, kind)


def read_policy(content: bytes, where: str, kind: type[T]) -> T:
    """Return YAML text as a `kind`.

    Raises:
        InvalidPolicy: naming the line or the key and, for an unknown key, the nearest known one.
    """
    try:
        plain = _loaded(content, _PolicyLoader)
    except UnreadableYaml as error:
        raise InvalidPolicy(f"{where} line {error.line}", str(error), "mend the YAML") from None
    return convert_policy(plain, kind, where)


def convert_policy(plain: object, kind: type[T], where: str) -> T:
    """Return plain data as a `kind`; `where` names the file, and the entry if it is one of many.

    Raises:
        InvalidPolicy: naming the place, the key and, for an unknown key or value, the nearest known one.
    """
    try:
        return msgspec.convert(plain, kind)
    except msgspec.ValidationError as error:
        raise InvalidPolicy(where, one_line(str(error)), _advice(str(error), kind)) from None


def _advice(error: str, kind: object) -> str:
    value = re.search(r"Invalid enum value '(.+?)'", error)
    if value:
        nearest = get_close_matches(value[1], sorted(_enum_values(msgspec.json.schema(kind))), 1)
        return f"did you mean `{nearest[0]}`?" if nearest else "see the schema for the values it can have"
    unknown = re.search(r"unknown field `(.+?)`", error)
    if not unknown:
        return "see the other files of this folder for how it is written"
    known = sorted(_field_names(kind))
    nearest = get_close_matches(unknown[1], known, 1)
    return f"did you mean `{nearest[0]}`?" if nearest else f"known keys: {', '.join(known)}"


def _field_names(kind: object) -> set[str]:
    """Return the keys of `kind` and of all types it is made of, as they are written in YAML."""
    schema = msgspec.json.schema(kind)
    shapes = [schema, *schema.get("$defs", {}).values()]
    return {name for shape in shapes for name in shape.get("properties", {})}


def _enum_values(schema: object) -> set[str]:
    """Return the texts of all enumerations anywhere in a JSON Schema."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        shape = waiting.pop()
        if isinstance(shape, dict):
            found.update(value for value in shape.get("enum", ()) if isinstance(value, str))
            waiting.extend(shape.values())
        elif isinstance(shape, list):
            waiting.extend(shape)
    return found
