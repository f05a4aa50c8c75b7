"""A supplement from a spreadsheet."""

import pytest

from osk_scan.errors import InvalidPolicy
from osk_scan.sovereignty.supplement import groups
from osk_scan.sovereignty.supplement_table import read_table

TABLE = """about;id;field;value
agency;Bezirksamt A;;
system;c1;requires;windows-11
system;c1;requires;firefox | chrome
system;c1;workstation;ja
system;s4;criticality;sehr hoch
product;office;cost_per_year;750.00
"""


def test_a_table_says_the_same_as_the_file() -> None:
    read = read_table(TABLE.encode("utf-8-sig"), "s.csv")
    assert (("windows-11",), ("firefox", "chrome")) == groups(read.systems["c1"].requires)
    assert (True, "sehr hoch") == (read.systems["c1"].workstation, read.systems["s4"].criticality)
    assert "750.00" == read.products["office"].cost_per_year


WRONG = {
    "about,id\n": "line 1: not the columns",
    "about,id,field,value\nserver,a,b,c\n": "line 2: about `server`",
    "about,id,field,value\nagency,A,,\nsystem,c1,criticality,egal\n": "Invalid enum value",
    "about,id,field,value\nsystem,c1,criticality,hoch\n": "missing required field `agency`",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_table_that_says_something_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidPolicy, match=WRONG[text]):
        read_table(text.encode(), "s.csv")
