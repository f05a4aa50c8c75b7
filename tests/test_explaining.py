"""A finding is explained by what its own agency has, whatever others call their systems."""

from pathlib import Path

from osk_scan.model import Context
from osk_scan.pipeline.assess import assess
from osk_scan.pipeline.explaining import explain
from osk_scan.pipeline.policy import Policy
from osk_scan.pipeline.querying import Question, ask
from osk_scan.store.database import Database
from tests.test_curations import DAY, bom, hand_in


def test_a_finding_leads_to_no_system_of_the_same_name_elsewhere(tmp_path: Path) -> None:
    with Database(tmp_path / "osk.db") as db:
        for agency in ("A", "B"):
            hand_in(db, bom(("lines", "8", "GPL-3.0-only")), agency=agency, context=Context.PASSED_ON)
        assess(db, Policy(), DAY, f"{DAY}T08:00:00+00:00")
        _, _, found = ask(db, Question(agency="A"))
        about = next(one for one in found if one.component and one.component.purl)
        assert ["A"] == [use.agency for use in explain(db, about.id).uses]
        assert about.component
        assert ["A", "B"] == [use.agency for use in explain(db, about.component.purl or "").uses]
