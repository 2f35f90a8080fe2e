"""The evaluator by itself: XPath and ODK's functions over a small document."""

from __future__ import annotations

import contextlib
import math
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import BadExpression, EvaluationFailed, compile_expression
from fieldcheck.engine.scope import Environment
from fieldcheck.engine.tree import parse_xml
from fieldcheck.engine.values import Value, number_text, to_number

DOCUMENT = parse_xml(
    "<data><pay><amount>800.50</amount><hours>50</hours><empty/></pay>"
    "<days>mo tu we</days><day>2026-11-22</day><day>2026-11-23</day>"
    "<div><mod>7</mod></div></data>"
)
ZONE = ZoneInfo("Europe/Amsterdam")
LATE = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def value(expression: str, context: str = "") -> Value:
    environment = Environment(root=DOCUMENT, now=lambda: LATE, zone=ZONE)
    node = DOCUMENT.children[0]
    for name in context.split("/") if context else ():
        node = next(node.elements(name))
    result = compile_expression(expression).evaluate(node, environment)
    return result[0].text if isinstance(result, list) and result else result


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1 + 2 * 3 - 4 div 2", 5.0),
        ("-2 * -(3)", 6.0),
        ("----3", 3.0),
        ("7 mod -3", 1.0),
        ("/data/pay/hours * 2", 100.0),
        ("sum(/data/pay/*[. != ''])", 850.5),
        ("/data/div/mod div 7", 1.0),
        ("count(/data/day[2]/preceding-sibling::day)", 1.0),
        ("count(//day | /data/day[1])", 2.0),
        ("/data/day[last()]", "2026-11-23"),
        ("pay/amount", "800.50"),
        ("string(/data/pay/amount)", "800.50"),
        ("/data/pay/empty = ''", True),
        ("/data/pay/empty > 3", False),
        ("/data/pay/empty < 3", False),
        ("not(/data/nothing)", True),
        ("selected(/data/days, 'tu')", True),
        ("selected(/data/days, 't')", False),
        ("count-selected(/data/days)", 3.0),
        ("selected-at(/data/days, 2)", "we"),
        ("coalesce(/data/pay/empty, /data/pay/hours)", "50"),
        ("if(/data/pay/hours > 48, 'long', 'fine')", "long"),
        ("join(', ', /data/day)", "2026-11-22, 2026-11-23"),
        ("concat('a', 1, true())", "a1true"),
        ("regex('2132-AB', '^[0-9]{4}-[A-Z]{2}$')", True),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(1.005, 2)", 1.01),
        ("int(-2.7)", -2.0),
        ("substr('hello', 1, 3)", "el"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("min(/data/pay/amount, 3)", 3.0),
        ("max(3, /data/pay/hours)", 50.0),
        ("count-non-empty(/data/pay/*)", 2.0),
        ("today()", "2026-11-23"),
        ("today() > '2026-11-22'", True),
        ("date(today() - 1)", "2026-11-22"),
        ("/data/day[1] < /data/day[2]", True),
        ("format-date('2026-03-05', '%e %b %Y, %d-%m-%y')", "5 Mar 2026, 05-03-26"),
        ("decimal-time('06:00:00.000+01:00')", 0.25),
        ("checklist(1, 2, true(), false(), true())", True),
        ("translate('bar', 'abc', 'AB')", "BAr"),
        ("normalize-space('  a   b ')", "a b"),
        ("substring-after('1999/04/01', '/')", "04/01"),
        ("digest('abc', 'SHA-256', 'hex')[1]", None),
    ],
)
def test_values(expression: str, expected: Value | None) -> None:
    if expected is None:
        with pytest.raises(EvaluationFailed):
            value(expression)
    else:
        assert value(expression) == expected


def test_context_moves_with_predicates_and_current_stays() -> None:
    assert value("/data/day[. = current()/../day[1]]", "div") == "2026-11-22"
    assert value("../pay/hours", "div") == "50"


def test_what_has_no_answer_is_not_a_number() -> None:
    for expression in ("number('x')", "/data/pay/empty + 1", "0 div 0", "sqrt(-1)", "number('2026-02-30')"):
        result = value(expression)
        assert isinstance(result, float)
        assert math.isnan(result), expression


@pytest.mark.parametrize(
    ("expression", "reason", "column"),
    [
        ("/data/a >", "stops too early", 10),
        ("'open", "unexpected", 1),
        ("a b", "unexpected “b”", 3),
        ("foo(1)", "no function foo()", 1),
        ("1 + selected('a')", "selected() does not take 1", 5),
        ("", "stops too early", 1),
        ("side::a", "no axis “side”", 1),
    ],
)
def test_bad_expressions_say_where(expression: str, reason: str, column: int) -> None:
    with pytest.raises(BadExpression) as refused:
        compile_expression(expression)
    assert reason in refused.value.reason
    assert refused.value.column == column


def test_functions_of_others_are_found_when_evaluated() -> None:
    expression = compile_expression("fc:state(/data/days) = 'refused'")
    environment = Environment(root=DOCUMENT, functions={"fc:state": lambda nodes: "refused"})
    assert expression.evaluate(DOCUMENT, environment) is True
    assert expression.references == ("/data/days",)
    with pytest.raises(EvaluationFailed):
        expression.evaluate(DOCUMENT, Environment(root=DOCUMENT))
    with pytest.raises(BadExpression):
        compile_expression("fc:nothing()", extra=frozenset(["fc:state"]))


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 30_000 + "1" + ")" * 30_000,
        "a[" * 20_000 + "1" + "]" * 20_000,
        "not(" * 101 + "1" + ")" * 101,
        "1" * 70_000,
    ],
)
def test_too_deep_or_long_is_a_clear_error(expression: str) -> None:
    with pytest.raises(BadExpression, match=r"deeper|longer"):
        compile_expression(expression)


def test_as_deep_as_allowed_runs() -> None:
    assert value("not(" * 100 + "1" + ")" * 100) is True
    assert value("if(1, " * 100 + "'x'" + ", 0)" * 100) == "x"


@pytest.mark.parametrize(
    "text", ["1+" * 30_000 + "1", "-" * 60_000 + "1", "a/" * 20_000 + "a", "1|" * 9 + "1"]
)
def test_long_but_flat_does_not_crash(text: str) -> None:
    try:
        value(text)
    except EvaluationFailed:
        assert "|" in text


@settings(deadline=None)
@given(st.text(alphabet="ab/.[]()|+-*='\" 1,:@$", max_size=60))
def test_any_text_compiles_or_is_refused(text: str) -> None:
    with contextlib.suppress(FormRefused):  # anything else that is raised fails the test
        value(text)


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_as_they_read(number: float) -> None:
    text = number_text(number)
    assert "e" not in text
    assert to_number(text, UTC) == number


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY x "boom">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        "<a>&undefined;</a>",
        "<a>",
        "<a>" * 300 + "</a>" * 300,
    ],
)
def test_dangerous_or_broken_xml_is_refused(text: str) -> None:
    with pytest.raises(FormRefused):
        parse_xml(text)
