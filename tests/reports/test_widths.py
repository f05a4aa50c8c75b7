"""The columns of printed tables share the page."""

from hypothesis import given
from hypothesis import strategies as st

from osk_scan.reports._widths import shares

CELLS = st.lists(st.text(max_size=60), max_size=5)
COLUMNS = st.lists(
    st.tuples(st.text(max_size=20), st.sampled_from(("", "number", "code", "bar")), CELLS), min_size=1, max_size=12
)


@given(COLUMNS)
def test_shares_fill_the_page_and_leave_no_column_out(columns: list[tuple[str, str, list[str]]]) -> None:
    titles, sorts, texts = zip(*columns, strict=True)
    made = shares(titles, sorts, texts)
    assert (100, len(columns)) == (sum(made), len(made))
    assert min(made) >= 1


def test_long_texts_get_what_numbers_leave() -> None:
    made = shares(("Regel", "offen", "Hinweis"), ("", "number", ""), (["MIT"], ["12"], ["ein langer Satz " * 10]))
    assert made[2] > 2 * made[0] > made[1]
