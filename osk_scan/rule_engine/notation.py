"""Read the compact notation of rule cases: `app@1 MIT -> lines@8 [optional] GPL-3.0-only`."""

import re
from collections.abc import Mapping

from osk_scan.errors import InvalidPolicy, one_line
from osk_scan.identity import canonical_purl, looks_like_range
from osk_scan.licenses.contexts import RELATION_NAMES
from osk_scan.model import CommercialTerms, Component, Dependency, Inventory, Relation, Scope
from osk_scan.rule_engine.registry import did_you_mean

_ARROW = re.compile(r"\s+-(?:\[([^\]]*)\]-)?>(?:\s+|$)")
_COMPONENT = re.compile(r'(?:"([^"]+)"|([^\s@\[]+))(?:@(\S+))?(?:\s+\[([^\]]*)\])?(?:\s+(.+))?')

SCOPES = {scope.name.lower(): scope for scope in Scope}


def read_notation(
    text: str,
    where: str,
    *,
    about_first: bool,
    vendors: Mapping[str, str],
    commercial: Mapping[str, str | None],
    dangling: int = 0,
) -> Inventory:
    """Return the inventory that `text` writes down, one chain of components for each line.

    A component is `name@version [scope] license claims`: a name with spaces stands in quotes, a package URL stands
    for the name, several claims are joined by ` + `, `()` says that there is no license. Named again, it is the same
    component. An arrow may say more: `-[test]->`, `-[static]->`.

    Raises:
        InvalidPolicy: naming the line.
    """
    reading = _Reading(where, vendors, commercial)
    for line in text.strip().splitlines():
        reading.take(line.strip())
    return Inventory(
        format="case",
        subject=0 if about_first else None,
        components=tuple(reading.components.values()),
        dependencies=tuple(reading.dependencies),
        edges_known=bool(reading.dependencies) or dangling > 0,
        found=len(reading.components),
        dangling=dangling,
    )


class _Reading:
    def __init__(self, where: str, vendors: Mapping[str, str], commercial: Mapping[str, str | None]) -> None:
        self.components: dict[str, Component] = {}
        self.dependencies: dict[Dependency, None] = {}
        self._where = where
        self._vendors = vendors
        self._commercial = commercial

    def take(self, line: str) -> None:
        """Read one chain."""
        first, *rest = _ARROW.split(line)
        source = self._position(first)
        for marks, text in zip(rest[::2], rest[1::2], strict=True):
            target = self._position(text)
            scope, relation = self._marks(marks or "")
            self.dependencies[Dependency(source, target, scope, relation)] = None
            source = target

    def _position(self, text: str) -> int:
        """Return the position of the component that `text` writes, new or named before."""
        found = _COMPONENT.fullmatch(text.strip())
        if not found:
            raise InvalidPolicy(self._where, f"`{one_line(text)}` is no component", "write `name@version LICENSE`")
        name = found[1] or found[2]
        ref = f"{name}@{found[3]}" if found[3] else name
        if ref not in self.components:
            self.components[ref] = self._component(ref, name, found[3], found[4] or "", found[5])
        return list(self.components).index(ref)

    def _component(self, ref: str, name: str, version: str | None, marks: str, claims: str | None) -> Component:
        is_purl = name.startswith("pkg:")
        plain = name.rsplit("/", 1)[-1] if is_purl else name
        terms = (CommercialTerms(expires=self._commercial[plain]),) if plain in self._commercial else ()
        return Component(
            ref=ref,
            name=plain,
            version=version,
            version_is_range=bool(version) and looks_like_range(version or ""),
            purl=canonical_purl(ref) if is_purl else None,
            vendor=self._vendors.get(plain),
            scope=self._marks(marks)[0],
            declared=None if claims is None else () if claims == "()" else tuple(claims.split(" + ")),
            commercial=terms,
            where=ref,
        )

    def _marks(self, marks: str) -> tuple[Scope, Relation]:
        scope, relation = Scope.UNKNOWN, Relation.UNKNOWN
        for mark in marks.split():
            if mark not in SCOPES and mark not in RELATION_NAMES:
                raise InvalidPolicy(
                    self._where, f"unknown mark `{mark}`", did_you_mean(mark, {*SCOPES, *RELATION_NAMES})
                )
            scope = SCOPES.get(mark, scope)
            relation = RELATION_NAMES.get(mark, relation)
        return scope, relation
