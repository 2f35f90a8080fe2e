"""The way back: to the screen before, and to the desk where the work began."""

from __future__ import annotations

from fieldcheck.viewmodels.shell import Place, Screen
from tests.gallery.still import still_shell


def test_who_came_from_the_review_desk_ends_there_with_the_same_case() -> None:
    shell = still_shell()
    shell.go(Screen.REVIEW, "case-2")
    shell.on_case("case-1")
    assert shell.state.about == "case-1"
    shell.go(Screen.INTERVIEW, "case-1")
    shell.go(Screen.OUTCOME, "case-1")
    shell.home()
    assert shell.state.place == Place(Screen.REVIEW, "case-1")
    shell.back()
    assert shell.state.place == Place(Screen.DESK)


def test_who_came_from_the_post_desk_ends_there() -> None:
    shell = still_shell()
    shell.go(Screen.INTERVIEW, "case-1")
    shell.go(Screen.OUTCOME, "case-1")
    shell.home()
    assert shell.state.place == Place(Screen.DESK)
    shell.go(Screen.LETTERS)
    shell.back()
    assert shell.state.place == Place(Screen.DESK)
