"""Gather an inventory component by component, so that the ledger balances in every format."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Unpack

from msgspec.structs import replace

from osk_scan.errors import one_line
from osk_scan.identity import canonical_purl, looks_like_range
from osk_scan.model import (
    Component,
    Dependency,
    Inventory,
    Origin,
    Problem,
    Quarantined,
    Relation,
    Scope,
    Stated,
)
from osk_scan.parsers._fields import ComponentFields
from osk_scan.problems import TOLD_PER_KIND, untold

_RAW_KEPT = 2000
_LONGEST = 1000
"""Characters of a name, version or vendor; the longest real one that we know of has 255."""
_MOST_IN_A_ROW, _MOST_INSTALLATIONS = 10_000_000, 1_000_000_000
"""Installations that one row stands for, and all rows of one component: a portfolio keeps them in 32 bits."""

_Edges = tuple[str, Sequence[str], str, Scope, Relation, int]
"""Source, targets, where they are stated, scope, relation, alternatives."""


_is_range = lru_cache(maxsize=65536)(looks_like_range)


class Gathering:
    """An inventory in the making; every entry of the document goes through exactly one of its methods for entries.

    `add` takes a component, `install` a row of a list of installed software (rows of one wording are one component
    with that many installations), `fold` counts parts of another product, `quarantine` keeps what is unreadable.
    """

    def __init__(self, format_name: str, spec_version: str | None = None) -> None:
        self.format = format_name
        self.spec_version = spec_version
        self.origin = Origin()
        self.edges_known = False
        self.subject_ref: str | None = None
        self.dropped_columns: tuple[str, ...] = ()
        self._components: list[Component] = []
        self._position: dict[str, int] = {}
        self._numbered: dict[str, int] = {}
        self._edges: list[_Edges] = []
        self._parts: list[tuple[str, str, str]] = []
        self._complete: set[str] = set()
        self._completeness: set[str] = set()
        self._quarantined: list[Quarantined] = []
        self._problems: list[Problem] = []
        self._told: Counter[str] = Counter()
        self._merged = 0
        self._folded = 0
        self._rows: dict[Component, int] = {}
        self._installations: Counter[int] = Counter()

    def add(self, **fields: Unpack[ComponentFields]) -> str:
        """Take one component in and return the reference it got; a word-for-word repetition is merged.

        A purl is made canonical, a range in the place of the version is marked; both are told where they are wrong.
        """
        if not fields["name"].strip():
            return self._nameless(fields)
        return self._placed(self._checked(fields))

    def install(self, **fields: Unpack[ComponentFields]) -> str:
        """Take one row of a list of installed software in and return the reference it got.

        One rule for the lists of one machine or of a fleet: rows that say the same of the same product, wherever
        they stand, are one component whose installations are the sum; each row after the first counts as merged.
        """
        if not fields["name"].strip():
            return self._nameless(fields)
        component = self._checked(fields)
        statement = replace(component, ref="", where="", installations=1)
        at = self._rows.get(statement)
        if at is not None:
            self._merged += 1
            self._installations[at] += component.installations
            return self._components[at].ref
        if component.ref in self._position:
            component = replace(component, ref=self._free_ref(component.ref))
        self._rows[statement] = len(self._components)
        return self._placed(component)

    def install_again(self, ref: str, installations: int = 1) -> None:
        """Count one more row that says the same as the one that `install` gave `ref` for."""
        self._merged += 1
        self._installations[self._position[ref]] += installations

    def counted(self, where: str, number: int | None, said: str) -> int:
        """Return how many installations a row stands for; what is no count is told and taken as one."""
        if number is not None and 0 <= number <= _MOST_IN_A_ROW:
            return number
        self.problem("no-count", where, None, said)
        return 1

    def quarantine(self, kind: str, where: str, raw: str, detail: str = "", name: str | None = None) -> None:
        """Keep an entry that could not be read, with its reason and its raw text."""
        problem = Problem(kind, where, name, one_line(detail))
        self._quarantined.append(Quarantined(raw[:_RAW_KEPT], problem))

    def fold(self, parts: int = 1) -> None:
        """Count entries that are parts of another product: language packs, hotfixes, redistributables."""
        self._folded += parts

    def depend(
        self,
        source: str,
        target: str,
        where: str,
        scope: Scope = Scope.UNKNOWN,
        relation: Relation = Relation.UNKNOWN,
        alternatives: int = 0,
    ) -> None:
        """Note that `source` needs `target`, both by reference; they may be added later."""
        self.edges_known = True
        self._edges.append((source, (target,), where, scope, relation, alternatives))

    def depend_on_all(self, source: str, targets: Sequence[str], where: str) -> None:
        """Note that `source` needs each of `targets`; that there are none is a statement as well."""
        self.edges_known = True
        self._edges.append((source, targets, where, Scope.UNKNOWN, Relation.UNKNOWN, 0))

    def contain(self, parent: str, child: str, where: str = "") -> None:
        """Note that `child` is a part of `parent`; an edge only where no dependency leads to it.

        That a document says what contains what does not mean that it says what needs what.
        """
        self._parts.append((parent, child, where))

    def complete(self, refs: Iterable[str]) -> None:
        """Note that of these references all dependencies are listed."""
        self._complete.update(refs)

    def completeness(self, refs: Iterable[str]) -> None:
        """Note that the document says of these references whether all of their dependencies or parts are listed."""
        self._completeness.update(refs)

    def problem(self, kind: str, where: str, component: str | None = None, detail: str = "") -> None:
        """Tell that part of the document was not understood."""
        self._told[kind] += 1
        if self._told[kind] <= TOLD_PER_KIND:
            self._problems.append(Problem(kind, where, component and one_line(component), one_line(detail)))

    def knows(self, ref: str) -> bool:
        """Tell whether a component with this reference was added."""
        return ref in self._position

    def inventory(self) -> Inventory:
        """Return what was gathered, with edges by position and what dangles told."""
        dependencies, dangling = self._linked()
        subject = self._position.get(self.subject_ref) if self.subject_ref is not None else None
        if not self._components and not self._quarantined:
            self.problem("no-components", self.format)
        return Inventory(
            format=self.format,
            spec_version=self.spec_version,
            subject=subject,
            components=self._finished(),
            dependencies=dependencies,
            edges_known=self.edges_known,
            found=len(self._components) + self._merged + self._folded + len(self._quarantined),
            merged=self._merged,
            folded=self._folded,
            quarantined=tuple(self._quarantined),
            dangling=dangling,
            dropped_columns=self.dropped_columns,
            origin=self.origin,
            problems=(*self._problems, *untold(self._told)),
        )

    def _nameless(self, fields: ComponentFields) -> str:
        """Quarantine an entry whose name is blank; what depends on it dangles."""
        self.quarantine("missing-name", fields["where"], one_line(fields["ref"], _RAW_KEPT))
        return fields["ref"]

    def _checked(self, fields: ComponentFields) -> Component:
        purl, version = fields.get("purl"), fields.get("version")
        canonical = canonical_purl(purl) if purl else None
        if purl and canonical is None:
            self.problem("bad-purl", fields["where"], fields["name"], purl)
        fields["purl"] = canonical
        if version and (fields.get("version_is_range") or _is_range(version)):
            fields["version_is_range"] = True
            self.problem("version-is-range", fields["where"], fields["name"], version)
        shown = f"{fields['name']}{version}{fields.get('namespace')}{fields.get('vendor')}"
        if len(shown) > _LONGEST or not shown.isprintable():
            self._make_readable(fields)
        return Component(**fields)

    def _make_readable(self, fields: ComponentFields) -> None:
        """Replace what no list can show, and cut what no line can hold; both are told."""
        fields["name"] = self._readable(fields["name"], fields)
        if fields.get("version"):
            fields["version"] = self._readable(fields["version"] or "", fields)
        if fields.get("namespace"):
            fields["namespace"] = self._readable(fields["namespace"] or "", fields)
        if fields.get("vendor"):
            fields["vendor"] = self._readable(fields["vendor"] or "", fields)

    def _readable(self, text: str, fields: ComponentFields) -> str:
        if len(text) > _LONGEST:
            detail = f"{len(text)} characters, of which {_LONGEST} were kept"
            self.problem("cap-exceeded", fields["where"], fields["name"][:50], detail)
        shown = "".join(" " if letter.isspace() else letter for letter in text[:_LONGEST])
        if not shown.isprintable():
            shown = one_line(shown, _LONGEST)
            self.problem("replaced-characters", fields["where"], fields["name"], shown)
        return shown

    def _finished(self) -> tuple[Component, ...]:
        """Return the components with what was noted after they were added."""
        for at, more in self._installations.items():
            component = self._components[at]
            together = component.installations + more
            if together > _MOST_INSTALLATIONS:
                self.problem("cap-exceeded", component.where, component.name, f"{together} > {_MOST_INSTALLATIONS}")
            self._components[at] = replace(component, installations=min(together, _MOST_INSTALLATIONS))
        self._installations.clear()
        for refs, flag in ((self._complete, Stated.DEPENDENCIES_COMPLETE), (self._completeness, Stated.COMPLETENESS)):
            for at in sorted(self._position[ref] for ref in refs if ref in self._position):
                component = self._components[at]
                self._components[at] = replace(component, stated=component.stated | flag)
        return tuple(self._components)

    def _placed(self, component: Component) -> str:
        at = self._position.get(component.ref)
        if at is not None:
            if replace(component, where=self._components[at].where) == self._components[at]:
                self._merged += 1
                return component.ref
            self.problem("duplicate-ref", component.where, component.name, component.ref)
            component = replace(component, ref=self._free_ref(component.ref))
        self._position[component.ref] = len(self._components)
        self._components.append(component)
        return component.ref

    def _free_ref(self, taken: str) -> str:
        number = max(self._numbered.get(taken, 0), len(self._components))
        while f"{taken}#{number}" in self._position:
            number += 1
        self._numbered[taken] = number + 1  # Where the next search begins: numbers taken before stay taken.
        return f"{taken}#{number}"

    def _linked(self) -> tuple[tuple[Dependency, ...], int]:
        linked: dict[tuple[int, int, tuple[int, int, int]], Dependency] = {}
        dangling: dict[tuple[str, str], tuple[str, str]] = {}
        position = self._position
        for source, targets, where, scope, relation, alternatives in self._edges:
            at = position.get(source)
            manner = (int(scope), int(relation), alternatives)  # Plain numbers: an Enum is hashed in Python.
            for target in targets:
                to = position.get(target)
                if at is None or to is None:
                    dangling.setdefault((source, target), (where, source if at is None else target))
                elif at == to:
                    self.problem("self-dependency", where, self._components[at].name, source)
                else:
                    linked[at, to, manner] = Dependency(at, to, scope, relation, alternatives)
        for parent, child, where in self._parts:
            if parent not in position or child not in position:
                dangling.setdefault((parent, child), (where, child if parent in position else parent))
        for where, missing in dangling.values():
            self.problem("dangling-ref", where, None, missing)
        return (*linked.values(), *self._containing({target for _, target, _ in linked})), len(dangling)

    def _containing(self, needed: set[int]) -> tuple[Dependency, ...]:
        """Return edges from whole to part for those parts that no dependency leads to."""
        pairs = ((self._position.get(parent), self._position.get(child)) for parent, child, _ in self._parts)
        edges = {
            (parent, child): Dependency(parent, child)
            for parent, child in pairs
            if parent is not None and child is not None and parent != child and child not in needed
        }
        return tuple(edges.values())
