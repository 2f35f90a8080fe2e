"""What holds for every expression."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import BadExpression, EvaluationFailed, compile_expression, operators, scope
from fieldcheck.engine.compiler import compile_syntax
from fieldcheck.engine.functions import FUNCTIONS
from fieldcheck.engine.grammar import parse
from fieldcheck.engine.patterns import found_in
from fieldcheck.engine.scope import Environment
from fieldcheck.engine.syntax import LONGEST, from_data, to_data
from fieldcheck.engine.tree import parse_xml
from fieldcheck.engine.values import Value, number_text, to_number, to_string

DOCUMENT = parse_xml("<data><a>1</a><b><a>x</a><div>2026-11-22</div></b><a/><and>mo tu</and></data>")
DEEP = 150
"""Calls that stand below an evaluation already, as in a window that reacts to a key."""

NAMES = st.sampled_from(["a", "b", "data", "div", "and", "x:y"])
TESTS = st.one_of(NAMES, st.sampled_from(["*", "x:*", "node()", "text()", "comment()"]))
AXES = st.sampled_from(["", "@", "child::", "descendant::", "following-sibling::", "ancestor-or-self::"])
LITERALS = st.one_of(
    st.sampled_from(["'x'", '"it\'s"', "''", "'2026-11-22'", ".", "..", "/", "current()", "9" * 400]),
    st.decimals(0, 9999, places=2).map(str),
)
OPERATORS = st.sampled_from(["+", "-", "*", "div", "mod", "and", "or", "=", "!=", "<", ">=", "|"])


def _between(left: str, sign: str, right: str) -> str:
    # A star after a bare "/" is a name, as XPath says, so what stands before an operator is bracketed.
    # And a union is of paths: a minus binds less than its bar.
    return f"({left}) {sign} ({right})" if sign == "|" else f"({left}) {sign} {right}"


def _larger(smaller: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    predicates = st.one_of(st.just(""), smaller.map(lambda inner: f"[{inner}]"))
    step = st.builds(lambda axis, test, inner: f"{axis}{test}{inner}", AXES, TESTS, predicates)
    path = st.lists(step, min_size=1, max_size=4).map("/".join)
    return st.one_of(
        path,
        path.map(lambda inner: f"/{inner}"),
        path.map(lambda inner: f"//{inner}"),
        smaller.map(lambda inner: f"({inner})"),
        smaller.map(lambda inner: f"-{inner}"),
        st.builds(lambda inner, rest: f"({inner})/{rest}", smaller, path),
        st.builds(_between, smaller, OPERATORS, smaller),
        st.builds(lambda test, one, two: f"if({test}, {one}, {two})", smaller, smaller, smaller),
        smaller.map(lambda inner: f"not({inner})"),
    )


EXPRESSIONS = st.recursive(LITERALS, _larger, max_leaves=12)


@settings(deadline=None)
@given(EXPRESSIONS)
def test_kept_syntax_reads_back_as_it_was(text: str) -> None:
    syntax = parse(text)
    assert from_data(json.loads(json.dumps(to_data(syntax)))) == syntax


@pytest.mark.parametrize(
    "data",
    [
        *([], ["?"], ["#"], ["#", "x"], ["()", "f"], ["()", 1, "1"], ["~", "a", "+"], [".", []], ["[", "x"]),
        *(None, 3, [["/"]], ["-"], ["()", "f", "1", 7]),
    ],
)
def test_what_was_never_kept_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="no expression"):
        from_data(data)  # type: ignore[arg-type]


def test_what_was_kept_compiles_without_a_parser() -> None:
    kept = json.dumps(to_data(parse("concat(../a[. > 3], -(1 + 2), 'x') or //b | c")))
    program = (
        "import json, sys\n"
        "from fieldcheck.engine.compiler import compile_syntax\n"
        "from fieldcheck.engine.syntax import from_data\n"
        "compile_syntax('', from_data(json.loads(sys.stdin.read())))\n"
        "assert 'lark' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], input=kept, text=True, check=True, timeout=60)
    assert compile_syntax("", from_data(json.loads(kept))).functions


def value(text: str, *, paths: bool = False) -> Value:
    compiled = compile_expression(text, strict=False)
    environment = Environment(root=DOCUMENT, paths={} if paths else None)
    return compiled.evaluate(DOCUMENT.children[0], environment)


def below(depth: int, call: Callable[[], object]) -> object:
    return below(depth - 1, call) if depth else call()


@settings(deadline=None)
@given(EXPRESSIONS)
def test_every_expression_has_a_value_or_a_reason(text: str) -> None:
    with contextlib.suppress(FormRefused):  # anything else that is raised fails the test
        plain = value(text)
        assert repr(value(text, paths=True)) == repr(plain)
        again = compile_syntax(text, from_data(to_data(parse(text))), strict=False)
        environment = Environment(root=DOCUMENT)
        assert repr(again.evaluate(DOCUMENT.children[0], environment)) == repr(plain)


@settings(deadline=None)
@given(st.text(alphabet="ab/.[]()|+-*='\" 1,:@$", max_size=60))
def test_any_text_compiles_or_is_refused(text: str) -> None:
    with contextlib.suppress(FormRefused):  # anything else that is raised fails the test
        value(text)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.sampled_from(
            [
                *("not(|)", "if(1, |, 0)", "(|)", "-(|)", "a[|]", "//*[|]", "(| | a)[1]", "coalesce('', |)"),
                *("1 or 1 and 1 = 1 < 1 + 1 * -(|)", "count(a[|])", "concat(1, 2, |)", "(|)/.."),
            ]
        ),
        min_size=1,
        max_size=120,
    )
)
def test_any_nesting_has_a_value_or_a_reason_wherever_it_is_called(wraps: list[str]) -> None:
    text = "a"
    for wrap in wraps:
        before, _, after = wrap.partition("|")
        text = f"{before}{text}{after}"

    def run() -> None:
        with contextlib.suppress(FormRefused):
            value(text)
            from_data(to_data(parse(text)))

    below(DEEP, run)


@pytest.mark.parametrize("before", ["not(", "if(1, ", "if(0, 0, ", "1 + (", "a[", "count(//a[", "-("])
def test_brackets_are_counted_before_anything_is_built(before: str) -> None:
    after = {"i": ", 0)", "a": "]", "c": "])"}.get(before[0], ")")
    if before.startswith("if(0"):
        after = ")"
    many = LONGEST // (len(before) + len(after)) - 1
    with pytest.raises(BadExpression, match="in elkaar"):
        compile_expression(before * many + "1" + after * many)


def test_as_deep_as_allowed_runs() -> None:
    assert below(DEEP, lambda: value("not(" * 100 + "1" + ")" * 100)) is True
    assert below(DEEP, lambda: value("if(1, " * 100 + "'x'" + ", 0)" * 100)) == "x"
    assert below(DEEP, lambda: value("self::*[" * 70 + "1" + "]" * 70))


def test_longer_than_allowed_is_refused() -> None:
    with pytest.raises(BadExpression, match="langer"):
        compile_expression("1" * (LONGEST + 1))


FLAT = [
    "1+",
    "-",
    "a/",
    "//a",
    "a|",
    "1 or ",
    "1=",
    "div ",
    "../",
    "/a[1]",
    "[1]",
    "'x',",
    "1 ",
    "a:",
    "(",
    "'",
]


@pytest.mark.parametrize("part", FLAT)
def test_long_but_flat_has_a_value_or_a_reason(part: str) -> None:
    for text in (part * (LONGEST // len(part) - 1) + "1", "a" + part * 2_000, f"concat({part * 2_000}1)"):
        with contextlib.suppress(FormRefused):
            value(text)


def test_predicates_that_multiply_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scope, "MOST_VISITS", 100_000)
    with pytest.raises(EvaluationFailed, match="te veel velden"):
        value("//*[" * 40 + "1" + "]" * 40)


ARGUMENTS = st.one_of(
    st.sampled_from(
        [
            *("1", "0", "-1", "0.5", "-0", "1 div 0", "-1 div 0", "0 div 0", "9" * 400, "2147483648", "300"),
            *("''", "' '", "'x'", "'-3.5'", "'1e400'", "'2026-02-30'", "'2026-11-22T25:00'", "'9999-12-31'"),
            *(
                "'0001-01-01T00:00+14:00'",
                "'52 4;53 5;54'",
                "'nan nan;1 1'",
                "'%Y %% %'",
                "'\u0000é😀'",
                "true()",
            ),
            *("'1 2'", "'1 2;1 3;2 3;1 2'", "'hex'", "'SHA-256'", "'YQ=='", "'=='", "'[a-'", "'(?<!x)\\\\1'"),
            *("//*", "/nothing", "/data/a", ".", "/", "//text()", "today()", "date('x')", "-99999999"),
        ]
    ),
    st.floats().map(lambda number: f"number('{number}')"),
    st.text(max_size=12).filter(lambda text: "'" not in text).map(lambda text: f"'{text}'"),
)


@st.composite
def calls(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(sorted(FUNCTIONS)))
    function = FUNCTIONS[name]
    most = function.least + 3 if function.most is None else function.most
    arguments = draw(st.lists(ARGUMENTS, min_size=function.least, max_size=most))
    return f"{name}({', '.join(arguments)})"


@settings(deadline=None, max_examples=400)
@given(calls())
def test_every_function_takes_everything_or_says_why_not(call: str) -> None:
    with contextlib.suppress(FormRefused):  # anything else that is raised fails the test
        to_string(value(call))


CELLS = st.lists(st.sampled_from(["", "x", "y", "1", "1.0"]), max_size=2)


@settings(deadline=None)
@given(
    st.lists(CELLS, max_size=6),
    st.lists(st.sampled_from(["x", "y", "1", ""]), max_size=3),
    st.sampled_from(["'x'", "''", "/d/w", "current()/w", "/d/none", "/d/w[1]", "1", "../row/c"]),
    st.sampled_from(["", "[1]", "[last()]", "[n > 1]", "/n", "[2]/n"]),
)
def test_a_lookup_finds_what_looking_at_every_row_finds(
    cells: list[list[str]], wanted: list[str], equal_to: str, onwards: str
) -> None:
    rows = "".join(
        "<row>" + "".join(f"<c>{text}</c>" for text in texts) + f"<n>{number}</n></row>"
        for number, texts in enumerate(cells)
    )
    table = parse_xml(f"<list>{rows}</list>")
    tree = parse_xml("<d>" + "".join(f"<w>{text}</w>" for text in wanted) + "</d>")
    environment = Environment(root=tree, instances={"t": table})
    results = []
    for predicate in (f"[c = {equal_to}]", f"[{equal_to} = c]", f"[(c = {equal_to}) = true()]"):
        text = f"instance('t')/list/row{predicate}{onwards}"
        results.append(compile_expression(text).evaluate(tree.children[0], environment))
    assert results[0] == results[1] == results[2]


TEXTS = st.lists(st.sampled_from(["", "1", "2", "x", "2026-11-22", "-3", "0.5"]), max_size=4)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
def test_sets_compare_as_their_pairs_do(left: list[str], right: list[str], sign: str) -> None:
    tree = parse_xml(
        "<d>" + "".join(f"<l>{one}</l>" for one in left) + "".join(f"<r>{one}</r>" for one in right) + "</d>"
    )
    found = compile_expression(f"/d/l {sign} /d/r").evaluate(tree, Environment(root=tree, zone=UTC))
    assert found is any(operators.compare(sign, one, two, UTC) for one in left for two in right)


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_written_as_they_read(number: float) -> None:
    text = number_text(number)
    assert "e" not in text
    assert to_number(text, UTC) == number


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet="ab(|)*+?{}1,0[]^$.\\dwk<>=!:P", max_size=25), st.text(alphabet="ab1 \n", max_size=40)
)
def test_any_pattern_answers_or_is_refused(pattern: str, text: str) -> None:
    with contextlib.suppress(EvaluationFailed):
        assert found_in(pattern, text) in (True, False)
