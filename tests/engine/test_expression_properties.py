"""What holds for every expression."""

from __future__ import annotations

import json
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck.engine.compiler import compile_syntax
from fieldcheck.engine.grammar import parse
from fieldcheck.engine.syntax import from_data, to_data

NAMES = st.sampled_from(["a", "b", "data", "div", "and", "x:y"])
TESTS = st.one_of(NAMES, st.sampled_from(["*", "x:*", "node()", "text()", "comment()"]))
AXES = st.sampled_from(["", "@", "child::", "descendant::", "following-sibling::", "ancestor-or-self::"])
LITERALS = st.one_of(
    st.sampled_from(["'x'", '"it\'s"', "''", "'2026-11-22'", ".", "..", "/", "current()", "9" * 400]),
    st.decimals(0, 9999, places=2).map(str),
)
OPERATORS = st.sampled_from(["+", "-", "*", "div", "mod", "and", "or", "=", "!=", "<", ">=", "|"])


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
        st.builds(lambda left, sign, right: f"{left} {sign} {right}", smaller, OPERATORS, smaller),
        st.builds(lambda test, one, two: f"if({test}, {one}, {two})", smaller, smaller, smaller),
        smaller.map(lambda inner: f"not({inner})"),
    )


EXPRESSIONS = st.recursive(LITERALS, _larger, max_leaves=12)


@settings(deadline=None)
@given(EXPRESSIONS)
def test_kept_syntax_reads_back_as_it_was(text: str) -> None:
    syntax = parse(text)
    assert from_data(json.loads(json.dumps(to_data(syntax)))) == syntax


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
