"""Have reports rendered off the way of those who ask: ordered at the desk, rendered one after the other, kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from importlib.metadata import version

import msgspec
from msgspec.structs import replace

from osk_scan.errors import InvalidRequest, OskError
from osk_scan.exporters import openmetrics
from osk_scan.model import Language
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.results import assessment_named, results_of
from osk_scan.pipeline.telling import rendered
from osk_scan.store.assessments import Assessment
from osk_scan.store.database import Database
from osk_scan.store.prints import MAX_ATTEMPTS, Order, Print, Prints
from osk_scan.store.receipts import receipts
from osk_scan.store.waivers import newest_waiver

METRICS = ".openmetrics"
"""No report, but asked for every few seconds, and as much work."""
_MOST_WAITING = 100
_FAILED_FOR = timedelta(minutes=10)
"""For so long a failure is told; whoever asks later has it tried again."""


def order(
    db: Database, policy: Policy, assessment: Assessment, agency: str | None, language: Language, suffix: str, at: str
) -> Print:
    """Return the report as far as it has come; what nobody ordered yet is ordered.

    Raises:
        InvalidRequest: where too many wait already.
    """
    prints = Prints(db.path)
    wanted = Print(order=_order(db, policy, assessment, agency, language, suffix), at=at)
    known = prints.find(wanted.name)
    if known is not None and not _worth_another_try(known, at):
        return known
    if len(prints.waiting()) >= _MOST_WAITING:
        raise InvalidRequest("report", "too many wait to be rendered", "ask again in some minutes")
    prints.keep(wanted)
    return wanted


def print_next(db: Database, policy: Policy, clock: Callable[[], str]) -> bool:
    """Render the report that waits longest; False where none waits.

    Whenever this ends, the order stays; on a third end without an outcome it is told as failed.
    """
    prints = Prints(db.path)
    one = next(iter(prints.waiting()), None)
    if one is None:
        return False
    if one.attempts >= MAX_ATTEMPTS:
        failure = f"report: rendering ended {MAX_ATTEMPTS} times without a result; ask those who run the desk"
        prints.keep(replace(one, failure=failure, at=clock()))
        return True
    prints.keep(replace(one, attempts=one.attempts + 1))
    try:
        prints.keep(one, _rendered(db, policy, one.order))
    except OskError as error:
        prints.keep(replace(one, failure=str(error), at=clock()))
    prints.make_room()
    return True


def _rendered(db: Database, policy: Policy, wanted: Order) -> bytes:
    assessment = assessment_named(db, wanted.assessment, wanted.agency)
    results = results_of(db, policy, assessment, wanted.agency, wanted.language)
    if wanted.suffix == METRICS:
        return b"".join(openmetrics.EXPORTER.render(results))
    return rendered(results, wanted.suffix)


def _order(
    db: Database, policy: Policy, assessment: Assessment, agency: str | None, language: Language, suffix: str
) -> Order:
    """Return an order that is another one as soon as other bytes would come of it."""
    newest = [kept.number for kept in receipts(db, agency, 1)]
    policies = (version("osk-scan"), policy.rules_version, policy.catalogue.version)
    depends_on = sha256(msgspec.json.encode((*policies, newest_waiver(db), newest))).hexdigest()
    return Order(assessment=assessment.id, agency=agency, language=language, suffix=suffix, depends_on=depends_on)


def _worth_another_try(known: Print, at: str) -> bool:
    return known.failure is not None and datetime.fromisoformat(at) > datetime.fromisoformat(known.at) + _FAILED_FOR
