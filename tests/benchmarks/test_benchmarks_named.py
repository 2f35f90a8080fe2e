"""The benchmarks are there; how quick anything is, no test says."""

from __future__ import annotations

import pytest

from tests.benchmarks.__main__ import BENCHMARKS, main
from tests.benchmarks.measuring import Line, percentile, table


def test_all_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["start", "answer", "commit", "forms", "desk", "engine"]


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["finish"]) == 2
    told = capsys.readouterr().err
    assert [name for name in BENCHMARKS if name not in told] == []


def test_the_99th_percentile_is_a_sample_that_was_measured() -> None:
    assert percentile([float(n) for n in range(1, 201)], 0.99) == 198.0
    assert percentile([7.0], 0.99) == 7.0


def test_a_missed_limit_is_told() -> None:
    missed, held = Line("too slow", 2.5, "x", 2.0), Line("quick", 1.5, "x", 2.0)
    assert (missed.held, held.held) == (False, True)
    assert "2.0 x  MISSED" in table("commit", [missed, held])
