"""Check that what is kept is whole, that assessments come out the same again, and why where they do not."""

from importlib.metadata import version
from itertools import zip_longest

from msgspec import MsgspecError, Struct

from osk_scan.errors import StoreError
from osk_scan.model import Wording
from osk_scan.pipeline.assess import Written, assessment_id, inputs_of, judge, written
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named
from osk_scan.store.assessments import Assessment, list_assessments
from osk_scan.store.database import Database
from osk_scan.store.finding_rows import FindingRow, FindingText
from osk_scan.store.findings import KeptFinding, Wanted, findings_of
from osk_scan.store.integrity import broken, missing_inventories

_WHOLE = Wording("heil", "whole")
_SAME = Wording("dieselben Bytes", "the same bytes")
_CHANGED = Wording(
    "Was davon aufbewahrt ist, wurde verändert: Neu berechnet kommt heraus, was damals herauskam",
    "what is kept of it was changed: recomputing gives what came out then",
)
_OTHER_BYTES = Wording("andere Bytes bei gleichen Eingaben", "other bytes from the same inputs")
_OTHER_INPUTS = Wording("die Eingaben sind nicht mehr die damaligen", "the inputs are no longer those of then")
_OTHER_RULES = Wording("mit anderen Regeln gemacht: nicht neu berechnet", "made by other rules: not recomputed")
_OTHER_CATALOGUE = Wording(
    "mit einem anderen Katalog gemacht: nicht neu berechnet", "made by another catalogue: not recomputed"
)
_OTHER_BOTH = Wording(
    "mit anderen Regeln und einem anderen Katalog gemacht: nicht neu berechnet",
    "made by other rules and another catalogue: not recomputed",
)
_BEFORE_SUPPLEMENTS = Wording(
    "gemacht, bevor jede Fassung der Ergänzungen aufbewahrt wurde: nicht neu berechnet",
    "made before supplements were kept as history: not recomputed",
)


class Check(Struct, frozen=True):
    """One thing that was looked at."""

    what: str
    """`database`, or the id of an assessment."""
    outcome: Wording
    fine: bool


def verify(db: Database, policy: Policy, assessment_id: str | None = None) -> tuple[Check, ...]:
    """Return what was found of the database file, and of one assessment or of all."""
    file = [Check("database", told, fine=False) for told in broken(db)] or [Check("database", _WHOLE, fine=True)]
    wanted = [assessment_id] if assessment_id else [row[0] for row in list_assessments(db)]
    return (*file, *(_one(db, policy, id_) for id_ in wanted))


def verified(db: Database, policy: Policy, assessment: Assessment) -> bool:
    """Tell whether a kept assessment, recomputed from its documents, comes out as it was and as it is kept."""
    again = _again(db, policy, assessment)
    return again.digest == assessment.result and _is_kept(db, assessment, again)


def _one(db: Database, policy: Policy, id_: str) -> Check:
    try:
        assessment = assessment_named(db, id_, None)
    except StoreError as error:
        german = "was davon aufbewahrt ist, ist beschädigt; eine Sicherung zurückspielen"
        return Check(id_, Wording(german, f"{error.wrong}; {error.fix}"), fine=False)
    return _without_recomputing(db, policy, assessment) or _recomputed(db, policy, assessment)


def _without_recomputing(db: Database, policy: Policy, assessment: Assessment) -> Check | None:
    """Tell why an assessment cannot be recomputed; made by another policy or before versions, that is no fault."""
    if gone := missing_inventories(db, (number for _, number in assessment.basis.inventories)):
        listed = ", ".join(map(str, gone))
        return Check(assessment.id, Wording(f"Inventar {listed} fehlt", f"inventory {listed} is missing"), fine=False)
    other_rules = assessment.rules_version != policy.rules_version
    other_catalogue = assessment.catalogue_version != policy.catalogue.version
    if other_rules or other_catalogue:
        told = (_OTHER_BOTH if other_rules else _OTHER_CATALOGUE) if other_catalogue else _OTHER_RULES
        return Check(assessment.id, told, fine=True)
    basis = assessment.basis
    if assessment.id == assessment_id(db, policy, basis, assessment.as_of, assessment.software):
        return None
    before = basis.supplements is None
    return Check(assessment.id, _BEFORE_SUPPLEMENTS if before else _OTHER_INPUTS, fine=before)


def _recomputed(db: Database, policy: Policy, assessment: Assessment) -> Check:
    """Compare what comes out now with what came out, and with what is kept."""
    again = _again(db, policy, assessment)
    if again.digest == assessment.result:
        kept = _is_kept(db, assessment, again)
        return Check(assessment.id, _SAME if kept else _CHANGED, fine=kept)
    here = version("osk-scan")
    if assessment.software == here:
        return Check(assessment.id, _OTHER_BYTES, fine=False)
    return Check(assessment.id, _by_another(assessment.software, here), fine=True)


def _by_another(made: str | None, here: str) -> Wording:
    return Wording(
        f"andere Bytes: gemacht mit osk-scan {made or 'vor 0.1.0'}, hier rechnet {here}",
        f"other bytes: made by osk-scan {made or 'of unknown version'}, this one is {here}",
    )


def _again(db: Database, policy: Policy, assessment: Assessment) -> Written:
    return written(judge(inputs_of(db, assessment.basis), policy, assessment.as_of))


def _is_kept(db: Database, assessment: Assessment, again: Written) -> bool:
    """Tell whether scores and findings are kept as they come out, the findings one by one."""
    if assessment.scores != again.scores:
        return False
    system = {one.id: one.name for one in assessment.basis.systems}
    rows = ((row, again.texts[row.text], system.get(row.system or 0)) for row in again.rows)
    kept = findings_of(db, assessment.id, Wanted())
    try:
        return all(one and row and _says(one, *row) for one, row in zip_longest(kept, rows))
    except MsgspecError:  # what is kept of a finding cannot even be read
        return False


def _says(kept: KeptFinding, row: FindingRow, text: FindingText, system: str | None) -> bool:
    """Tell whether a finding read back says what its row does."""
    place = (kept.agency, kept.system, kept.inventory, kept.position)
    about = (kept.fingerprint, kept.product, kept.vendor, kept.chosen, kept.count)
    return (
        kept.text == text
        and place == (row.agency or "", system, row.inventory, row.position)
        and about == (row.fingerprint, row.product, row.vendor, row.chosen, row.count)
    )
