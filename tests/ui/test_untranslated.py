"""What nobody translated says so to the officer, wherever it stands, and not on the turned screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.i18n import texts
from fieldcheck.ui.answers.base import Setting
from fieldcheck.ui.answers.ranking import RankingAnswer
from fieldcheck.ui.answers.searching import SearchAnswer
from fieldcheck.ui.answers.table import TableBlock
from fieldcheck.ui.answers.tiles import TilesAnswer
from fieldcheck.ui.labels import Chip
from fieldcheck.ui.pages.question_block import QuestionBlock
from fieldcheck.viewmodels.interview_state import ONLY_DUTCH, Kind, Look, QuestionView
from tests.gallery.interview_scenes import passport

WORDS = texts("nl")


def half(**changes: object) -> QuestionView:
    """A question whose second choice nobody translated."""
    asked = passport("pl")
    first, second, *rest = asked.choices
    stale = replace(second, label="De werkgever", dutch="", translated=False)
    return replace(asked, choices=(first, stale, *rest), **changes)  # type: ignore[arg-type]


def chips(widget: QWidget) -> int:
    """How many of them say that something is Dutch only."""
    found = widget.findChildren(Chip)
    return sum(one.isVisibleTo(widget) and one.accessibleName() == ONLY_DUTCH for one in found)


@pytest.mark.parametrize("turned", [False, True])
def test_a_choice_says_it_at_its_end(qtbot: QtBot, turned: bool) -> None:
    block = QuestionBlock(WORDS)
    qtbot.addWidget(block)
    block.present(half(), Setting(active=True, turned=turned, tag="pl"))
    told = [row.accessibleDescription() for row in block.rows()]
    assert told[1] == ("" if turned else ONLY_DUTCH)
    assert ONLY_DUTCH not in (told[0], *told[2:])
    assert chips(block) == 0


@pytest.mark.parametrize("look", [Look.GRID, Look.PACKED, Look.STEPS])
def test_a_tile_says_it(qtbot: QtBot, look: Look) -> None:
    answer = TilesAnswer(WORDS)
    qtbot.addWidget(answer)
    answer.present(half(look=look), Setting(tag="pl"))
    assert [tile.accessibleDescription() == ONLY_DUTCH for tile in answer.tiles()][:3] == [False, True, False]


@pytest.mark.parametrize(("kind", "answer"), [(Kind.RANK, RankingAnswer), (Kind.ONE, SearchAnswer)])
def test_a_line_of_a_list_says_it(
    qtbot: QtBot, kind: Kind, answer: type[RankingAnswer] | type[SearchAnswer]
) -> None:
    made = answer(WORDS)
    qtbot.addWidget(made)
    made.present(half(kind=kind, look=Look.SEARCH, ranked=()), Setting(tag="pl"))
    rows = {row.words: (row.dutch, row.caution) for row in made.list.model().rows()}
    assert rows["De werkgever"] == (ONLY_DUTCH, True)
    assert [caution for _, caution in rows.values()].count(True) == 1


def test_a_table_says_it_of_rows_and_columns(qtbot: QtBot) -> None:
    block = TableBlock(WORDS)
    qtbot.addWidget(block)
    rows = tuple(
        half(look=Look.TABLE_ROW, reference=f"/data/{name}", translated=name == "b") for name in "ab"
    )
    block.present(rows, "/data/a", Setting(tag="pl"))
    said = [label.text() for label in block.findChildren(QWidget) if hasattr(label, "say")]
    assert said.count(ONLY_DUTCH) == 2  # the second column, and the first row


def test_a_hint_says_it_once(qtbot: QtBot) -> None:
    block = QuestionBlock(WORDS)
    qtbot.addWidget(block)
    hint = half(hint="Kijk even mee.", hint_translated=False)
    block.present(hint, Setting(tag="pl"))
    assert chips(block) == 1
    block.present(replace(hint, translated=False), Setting(tag="pl"))
    assert chips(block) == 1
    block.present(hint, Setting(tag="pl", turned=True))
    assert chips(block) == 0
