"""What is asked of an authority, and what it answers."""

from functools import cache

from msgspec import Struct

from osk_scan.licenses._compiled_policy import load_policy
from osk_scan.licenses.algebra import Answer
from osk_scan.licenses.contexts import Provisioning
from osk_scan.model import Relation, Wording
from osk_scan.shipped import rules_folder

AUTHORITIES = rules_folder() / "license_authorities"
SILENT = Wording("", "")

GPL = frozenset(
    {"GPL-1.0-only", "GPL-1.0-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later"}
)
AGPL = frozenset({"AGPL-3.0-only", "AGPL-3.0-or-later"})
LGPL = frozenset(f"LGPL-{version}-{end}" for version in ("2.0", "2.1", "3.0") for end in ("only", "or-later"))
GNU = GPL | AGPL | LGPL

LINKED = frozenset({Relation.STATIC, Relation.DYNAMIC})
HANDED_ON = frozenset({Provisioning.BINARY, Provisioning.SOURCE})
ONE_WORK = LINKED | {Relation.MERGED}
"""Relations in which component and work are one work, or are held to be by some authority."""


class Question(Struct, frozen=True):
    """May a work under `outbound` use a component under `inbound` in this situation? One license on each side."""

    outbound: str
    inbound: str
    relation: Relation
    provisioning: Provisioning
    modified: bool = False
    exception: str | None = None
    """The additional permission of the inbound license."""
    outbound_exception: str | None = None


class Opinion(Struct, frozen=True, forbid_unknown_fields=True):
    """What one authority answers, with the clause; `{outbound}` and `{inbound}` stand for the licenses."""

    verdict: Answer
    authority: str
    clause: str
    says: Wording
    remedy: Wording = SILENT
    final: bool = False
    """Nobody else is asked: the others speak of other situations."""


@cache
def _opinions() -> dict[str, Opinion]:
    return load_policy(AUTHORITIES / "answers.yaml", dict[str, Opinion])


def named(case: str) -> Opinion:
    """Return the opinion that `answers.yaml` words for one case."""
    return _opinions()[case]
