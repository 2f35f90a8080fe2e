"""Whom somebody belongs to, and who else: by keyboard alone."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fieldcheck.i18n import texts
from fieldcheck.ui.pages.cluster import ClusterPage
from fieldcheck.ui.pages.things import ThingsPage
from fieldcheck.viewmodels.cluster import Asking
from fieldcheck.viewmodels.shell import Screen
from fieldcheck.viewmodels.things import Written
from tests.gallery.still import Still, still_shell
from tests.gallery.thing_scenes import AGENCY, BEFORE, SPOKEN, cluster_state, known, things_state

NL = texts("nl")


def things(qtbot: QtBot) -> tuple[ThingsPage, Still]:
    model = Still(things_state(NL))
    page = ThingsPage(model, NL, still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    return page, model


def test_typing_asks_and_arrow_and_enter_choose(qtbot: QtBot) -> None:
    page, model = things(qtbot)
    field = page.findChild(QLineEdit, "main")
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "tulp")
    assert [name for name, _ in model.heard] == ["write"] * 4
    assert model.heard[-1][1][0].main == "tulp"  # type: ignore[attr-defined]
    line = known(AGENCY, NL, SPOKEN)
    model.become(replace(model.state, written=model.heard[-1][1][0], suggestions=(line,)))
    QTest.keyClick(field, Qt.Key.Key_Down)
    suggestions = page._adding.list
    assert suggestions.hasFocus() or suggestions.currentIndex().row() == 0
    QTest.keyClick(suggestions, Qt.Key.Key_Return)
    assert model.heard[-1] == ("choose", (line.id,))
    QTest.keyClick(suggestions, Qt.Key.Key_Up)
    assert len(model.heard) == 5


def test_where_a_candidate_was_met_before_stands_beside_the_reason(qtbot: QtBot) -> None:
    page, model = things(qtbot)
    told = f"eerder: {BEFORE.park}"
    proposed = [label.text() for label in page.findChildren(QLabel) if told in label.text()]
    line = known(AGENCY, NL, SPOKEN, BEFORE)
    model.become(replace(model.state, proposals=(), suggestions=(line, known(AGENCY, NL, SPOKEN))))
    beside = [row.dutch for row in page._adding.list.lines.rows()]
    for words in (*proposed, beside[0]):
        assert words.startswith(line.reason)
        assert told in words
    assert (len(proposed), beside[1]) == (1, line.reason)


def test_presenting_does_nothing_by_itself(qtbot: QtBot) -> None:
    page, model = things(qtbot)
    model.become(replace(model.state, busy=True))
    assert model.heard == []
    assert not page._adding.add.isEnabled()


def test_every_link_leads_to_who_else_and_can_be_taken_away(qtbot: QtBot) -> None:
    page, model = things(qtbot)
    went: list[tuple[Screen, str]] = []
    page._shell.go = lambda screen, subject="", **_: went.append((screen, subject))  # type: ignore[method-assign, assignment]
    (more, *_) = page.findChildren(QPushButton, "cluster")
    more.click()
    assert went == [(Screen.CLUSTER, "dwelling")]
    (loose, *_) = page.findChildren(QPushButton, "unlink")
    loose.click()
    assert model.heard == [("begin_unlinking", (model.state.links[0].link,))]


def test_who_only_looks_can_change_nothing(qtbot: QtBot) -> None:
    model = Still(replace(things_state(NL), proposals=(), may_record=False))
    page = ThingsPage(model, NL, still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    names = {one.objectName() for one in page.findChildren(QPushButton) if one.isVisible()}
    assert names == {"cluster", "back"}
    assert not any(one.isVisible() for one in page.findChildren(QLineEdit))


def test_a_person_of_a_cluster_opens_with_enter_and_a_merger_asks_why(qtbot: QtBot) -> None:
    model = Still(cluster_state(NL))
    page = ClusterPage(model, NL, still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    went: list[tuple[Screen, str]] = []
    page._shell.go = lambda screen, subject="", **_: went.append((screen, subject))  # type: ignore[method-assign, assignment]
    page.list.first()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert went == [(Screen.OUTCOME, "BV-0412-4")]
    (merge,) = page.findChildren(QPushButton, "merge")
    merge.click()
    assert model.heard == [("ask", ("merge", model.state.alike[0]))]
    model.become(replace(model.state, asking=Asking("merge", model.state.alike[0])))
    reason = page.findChild(QLineEdit, "reason")
    assert isinstance(reason, QLineEdit)
    QTest.keyClicks(reason, "ja")
    assert model.heard[-2:] == [("write_reason", ("j",)), ("write_reason", ("ja",))]


def test_a_merged_record_says_why_who_and_when(qtbot: QtBot) -> None:
    why = "zelfde voorman · Sam Voorbeeld · 22-11-2026"
    merged = replace(known(SPOKEN, NL, AGENCY), reason=why)
    model = Still(replace(cluster_state(NL), alike=(), records=(merged,)))
    page = ClusterPage(model, NL, still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    assert why in [label.text() for label in page.findChildren(QLabel)]


def test_what_is_certainly_on_record_is_what_the_main_action_takes(qtbot: QtBot) -> None:
    page, model = things(qtbot)
    written = Written("ZK-892-T")
    line = replace(known(AGENCY, NL, SPOKEN), sure=True)
    model.become(
        replace(model.state, written=written, found_for=written, suggestions=(line,), preview="Wordt ...")
    )
    main, preview = page.findChild(QPushButton, "add"), page.findChild(QLabel, "preview")
    assert main is not None
    assert preview is not None
    assert (main.accessibleName(), preview.text()) == (f"Dit is {line.title}", "")
    model.become(replace(model.state, written=Written("ZK-893-T")))
    assert (main.accessibleName(), preview.text()) == ("Nieuw vastleggen", "Wordt ...")
