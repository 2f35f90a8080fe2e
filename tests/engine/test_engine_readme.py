"""The README of the engine says what is so: its example runs, its matrix is the data, its functions exist."""

from __future__ import annotations

import re

import pytest

from fieldcheck.engine import BadExpression, compile_expression, features
from fieldcheck.engine.functions import FUNCTIONS

EXAMPLES = re.findall(r"^```python\n(.*?)^```", features.README.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def test_the_examples_run_one_after_the_other() -> None:
    assert len(EXAMPLES) > 1
    names: dict[str, object] = {}
    for example in EXAMPLES:
        exec(compile(example, str(features.README), "exec"), names)  # noqa: S102 - our own README


def test_the_readme_shows_the_matrix_as_it_is() -> None:
    assert features.main(["--check"]) == 0, "python -m fieldcheck.engine.features"


def test_every_function_stands_in_the_matrix_and_every_one_there_exists() -> None:
    assert features.functions() == frozenset(FUNCTIONS)


def test_functions_that_are_not_supported_are_refused() -> None:
    for name in features.functions(["no"]):
        with pytest.raises(BadExpression, match="bestaat niet"):
            compile_expression(f"{name}('x')")


def test_no_feature_stands_there_twice() -> None:
    names = [row.name for area in features.areas() for row in area.rows]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("readme", ["", "<!-- features -->", "<!-- /features -->"])
def test_a_readme_without_marks_is_left_alone(readme: str) -> None:
    with pytest.raises(ValueError, match="features"):
        features.replaced(readme)
