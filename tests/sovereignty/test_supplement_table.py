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
    read = read_table(TABLE, "s.csv")
    assert (("windows-11",), ("firefox", "chrome")) == groups(read.systems["c1"].requires)
    assert (True, "sehr hoch") == (read.systems["c1"].workstation, read.systems["s4"].criticality)
    assert "750.00" == read.products["office"].cost_per_year


def test_days_and_amounts_may_be_written_as_german_spreadsheets_do() -> None:
    read = read_table(
        "about\tid\tfield\tvalue\nagency\tA\nproduct\toffice\tcontract_end\t1.3.2027\n"
        "product\toffice\tcost_per_year\t1.234,50\nproduct\tlinux\tcost_per_year\t12.000\n",
        "s.tsv",
    )
    assert ("2027-03-01", "1234.50") == (read.products["office"].contract_end, read.products["office"].euros)
    assert "12000" == read.products["linux"].euros


WRONG = {
    "about,id\n": "line 1: not the columns",
    "about,id,field,value\nserver,a,b,c\n": "line 2: about `server`",
    "about,id,field,value\nagency,A,,\nsystem,c1,criticality,egal\n": "line 3: Invalid enum value",
    "about,id,field,value\nagency,A,,\nsystem,c1,workstation,egal\n": "line 3: Expected `bool",
    "about,id,field,value\nagency,A,,\nproduct,office,cost,5\n": "line 3: .*known keys: contract_end, cost_per_year",
    "about,id,field,value\nagency,A,,\nproduct,office,cost_per_year,-5\n": "line 3: cost_per_year `-5` is no amount",
    "about,id,field,value\nagency,A,,\nproduct,office,contract_end,31.02.2027\n": "line 3: .*`2027-02-31` is no day",
    "about,id,field,value\nagency,A,,\nagency,B,,\n": "line 3: a second agency",
    "about,id,field,value\nagency,A,,\nproduct,o,layer,office\nproduct,o,layer,platform\n": "line 4: .*another layer",
    "about,id,field,value\nagency, ,,\n": "agency says nothing",
    "about,id,field,value\nsystem,c1,criticality,hoch\n": "missing required field `agency`",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_table_that_says_something_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidPolicy, match=WRONG[text]):
        read_table(text, "s.csv")
