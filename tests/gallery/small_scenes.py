"""Small sheets and in-between screens that no other scene comes by."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.case import case_code
from fieldcheck.ui.pages.action_sheets import FirstActionSheet
from fieldcheck.ui.pages.dossier_panel import DROP_TITLE, WHY
from fieldcheck.ui.pages.identity_alike import BOTH_RIGHT, JOIN, ONE_NUMBER, PART, WhySheet
from fieldcheck.ui.pages.interview import OpeningPage
from fieldcheck.ui.pages.paper_sheet import PaperSheet
from fieldcheck.ui.pages.review_sheets import ReasonSheet
from fieldcheck.viewmodels.opening import OpeningState
from fieldcheck.viewmodels.told import Paper, Trouble
from tests.gallery.case_scenes import sample_pdf
from tests.gallery.review_scenes import still
from tests.gallery.scenes import Stage, scene
from tests.gallery.still import Still, still_shell


@scene("paper-sheet", sheet=True)
def paper(stage: Stage) -> QWidget:
    made = Paper("rechtenbrief-BV-0412-4.pdf", stage.texts.text("Rechtenbrief"), sample_pdf())
    return PaperSheet(made, stage.texts, None)


@scene("reason-sheet", sheet=True)
def reason(stage: Stage) -> QWidget:
    text, model = stage.texts.text, still(stage)
    return ReasonSheet(model, stage.texts, text(DROP_TITLE), text(WHY), lambda _why: None, None)  # type: ignore[arg-type]


@scene("identity-join-sheet", sheet=True)
def join(stage: Stage) -> QWidget:
    texts = stage.texts
    against = (texts.text(ONE_NUMBER), texts.text("De geboortedata zijn verschillend."))
    return WhySheet(texts, JOIN, case_code("BV", 391), None, against)


@scene("identity-part-sheet", sheet=True)
def part(stage: Stage) -> QWidget:
    return WhySheet(stage.texts, PART, case_code("BV", 391), None)


@scene("identity-both-right-sheet", sheet=True)
def both_right(stage: Stage) -> QWidget:
    return WhySheet(stage.texts, BOTH_RIGHT, case_code("BV", 377), None)


@scene("interview-opening")
def opening(stage: Stage) -> QWidget:
    return OpeningPage(Still(OpeningState()), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("interview-not-opened")
def not_opened(stage: Stage) -> QWidget:
    text = stage.texts.text
    told = Trouble(
        text("De schijf is vol."),
        text("Er is niets gewijzigd."),
        text("Maak ruimte vrij op de schijf en probeer het opnieuw."),
    )
    return OpeningPage(Still(OpeningState(trouble=told)), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("first-action-sheet", sheet=True)
def first_action(stage: Stage) -> QWidget:
    return FirstActionSheet(stage.texts, None, day_problem=lambda _day: "")
