import pytest
from hypothesis import given
from hypothesis import strategies as st

from osk_scan.licenses.algebra import (
    LATTICE,
    MAX_DEPTH,
    And,
    Answer,
    Expression,
    License,
    Or,
    UnreadableExpression,
    With,
    all_of,
    any_of,
    best,
    evaluate,
    leaves,
    parse_expression,
    render,
    worst,
)

LEAVES = ["MIT", "GPL-2.0-only", "Apache-2.0+", "LicenseRef-own", "DocumentRef-x:LicenseRef-y", "NONE", "NOASSERTION"]
answers = st.sampled_from(LATTICE)
expressions = st.recursive(
    st.sampled_from(LEAVES).map(License)
    | st.builds(With, st.sampled_from(LEAVES).map(License), st.just("Classpath-exception-2.0")),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(all_of) | st.lists(inner, min_size=1, max_size=3).map(any_of)
    ),
)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("MIT", "MIT"),
        ("mit or Apache-2.0", "mit OR Apache-2.0"),
        ("A OR B AND C", "A OR B AND C"),
        ("(A OR B) AND C", "(A OR B) AND C"),
        ("A AND (B AND C)", "A AND B AND C"),
        ("A OR (B OR A)", "A OR B"),
        ("((((MIT))))", "MIT"),
        ("GPL-2.0-only with Classpath-exception-2.0 OR MIT", "GPL-2.0-only WITH Classpath-exception-2.0 OR MIT"),
        ("Apache-2.0+ AND LicenseRef-own", "Apache-2.0+ AND LicenseRef-own"),
        ("DocumentRef-x:LicenseRef-y", "DocumentRef-x:LicenseRef-y"),
        ("NOASSERTION AND NONE", "NOASSERTION AND NONE"),
        ("MIT\n  AND\tISC", "MIT AND ISC"),
    ],
)
def test_an_expression_is_rendered_canonically(text: str, canonical: str) -> None:
    assert canonical == render(parse_expression(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "MIT OR",
        "OR MIT",
        "MIT ISC",
        "(MIT",
        "MIT)",
        "()",
        "MIT WITH",
        "MIT WITH AND",
        "MIT, ISC",
        "MIT +",
        "(MIT) WITH x",
        "M\x00T",
        "und/oder",
    ],
)
def test_what_is_no_expression_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(UnreadableExpression) as refusal:
        parse_expression(text)
    assert 1 == len(str(refusal.value).splitlines())


@given(st.lists(st.sampled_from(LEAVES), min_size=1), st.sampled_from(["AND", "or", "Or", "and"]))
def test_a_list_with_one_operator_is_the_same_in_parentheses(ids: list[str], operator: str) -> None:
    text = f" {operator} ".join(ids)
    assert parse_expression(f"({text})") == parse_expression(text)


def test_a_hundred_thousand_parentheses_are_one_license() -> None:
    assert License("MIT") == parse_expression("(" * 100_000 + "MIT" + ")" * 100_000)


def test_a_hundred_thousand_open_parentheses_are_refused() -> None:
    with pytest.raises(UnreadableExpression):
        parse_expression("(" * 100_000 + "MIT")


def test_nesting_without_end_is_refused_and_not_followed() -> None:
    deep = "(A AND (B OR " * 50_000 + "C" + "))" * 50_000
    with pytest.raises(UnreadableExpression, match=f"deeper than {MAX_DEPTH}"):
        parse_expression(deep)


def test_with_belongs_to_the_license_before_it() -> None:
    both = parse_expression("MIT AND GPL-2.0-only WITH Classpath-exception-2.0")
    assert And((License("MIT"), With(License("GPL-2.0-only"), "Classpath-exception-2.0"))) == both
    assert Or((License("A"), And((License("B"), License("C"))))) == parse_expression("A OR B AND C")


def test_leaves_are_listed_once_in_order() -> None:
    assert (License("B"), License("A")) == leaves(parse_expression("B OR (A AND B)"))


@pytest.mark.parametrize("left", LATTICE)
@pytest.mark.parametrize("right", LATTICE)
def test_or_takes_the_better_and_the_worse_answer(left: Answer, right: Answer) -> None:
    said = {"A": left, "B": right}
    leaf = lambda node: said[node.id if isinstance(node, License) else ""]  # noqa: E731  (one line, used twice)
    low, high = sorted((left, right), key=LATTICE.index)
    assert (low, high) == (evaluate(parse_expression("A OR B"), leaf), evaluate(parse_expression("A AND B"), leaf))


def test_unknown_never_collapses() -> None:
    assert "unknown" == worst(("compatible", "unknown"))
    assert "unknown" == best(("unknown", "incompatible"))
    assert "incompatible" == worst(("unknown", "incompatible"))
    assert "compatible" == best(("compatible", "unknown"))


@given(answers, answers, answers)
def test_the_answers_are_a_distributive_lattice(a: Answer, b: Answer, c: Answer) -> None:
    assert best((a, b)) == best((b, a))
    assert worst((a, worst((b, c)))) == worst((worst((a, b)), c))
    assert a == best((a, worst((a, b)))) == worst((a, best((a, b))))
    assert worst((a, best((b, c)))) == best((worst((a, b)), worst((a, c))))


@given(expressions)
def test_a_rendered_expression_reads_back_as_itself(expression: Expression) -> None:
    assert expression == parse_expression(render(expression))


@given(expressions, st.dictionaries(st.sampled_from(LEAVES), answers), answers)
def test_a_better_leaf_never_worsens_the_whole(expression: Expression, said: dict[str, Answer], other: Answer) -> None:
    def leaf(node: License | With) -> Answer:
        return said.get(node.id if isinstance(node, License) else node.license.id, "unknown")

    improved = evaluate(expression, lambda node: best((leaf(node), other)))
    assert improved == best((improved, evaluate(expression, leaf)))
