"""Opening hours in words: every way people write them, and the way back."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.opening_hours import hours_from_text, hours_to_text
from fieldcheck.domain.route import Window

WEEK = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("", ()),
        ("09:00-17:00", (Window(tuple(range(7)), time(9), time(17)),)),
        ("ma-vr 09:00-17:00", (Window(WEEK, time(9), time(17)),)),
        ("Mo-Fr 9.00 - 17.00", (Window(WEEK, time(9), time(17)),)),
        (
            "ma, wo 22:00-06:00; za 10:00 tot 24:00",
            (Window((0, 2), time(22), time(6)), Window((5,), time(10), time(0))),
        ),
        ("za-ma 08:00-09:00", (Window((0, 5, 6), time(8), time(9)),)),
    ],
)
def test_what_people_write_is_read(text: str, windows: tuple[Window, ...]) -> None:
    assert hours_from_text(text) == windows


@pytest.mark.parametrize("text", ["kantooruren", "xx 09:00-17:00", "ma 25:00-26:00", "ma 09:61-10:00", "ma-"])
def test_what_cannot_be_read_says_how_to_write_it(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        hours_from_text(text)
    assert "ma-vr 09:00-17:00" in caught.value.remedy


_MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))
_DAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))


@given(st.lists(st.builds(Window, _DAYS, _MINUTES, _MINUTES), max_size=3), st.sampled_from(["nl", "en"]))
def test_what_is_written_is_read_back(windows: list[Window], tag: str) -> None:
    assert hours_from_text(hours_to_text(windows, tag)) == tuple(windows)
