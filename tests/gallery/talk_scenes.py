"""Choosing a form and a talk, and a question that was answered in an earlier talk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.case import case_code
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.domain.interview import InterviewStage
from fieldcheck.ui.pages.interview import InterviewPage
from fieldcheck.ui.pages.outcome import OutcomePage
from fieldcheck.ui.pages.review import ReviewPage
from fieldcheck.ui.pages.talk_sheets import FormSheet, TalksSheet
from fieldcheck.viewmodels.talks import CaseTalks, FormView, TalkView
from tests.gallery import case_scenes
from tests.gallery.interview_scenes import interview_state, passport
from tests.gallery.scenes import NOW, Stage, scene
from tests.gallery.still import Still, still_shell

FORMS = (
    FormView("intake-park", "Kort gesprek op het park"),
    FormView("nvm-labour", "Uitgebreid gesprek over werk en wonen (NVM-lijst)"),
    FormView("ilo-labour", "Gesprek over werk en wonen (ILO-lijst)"),
    FormView("housing", "Waarneming van een woning"),
    FormView("workplace", "Inspectie van een werkplek"),
)
TRIED = FormView("proefvragen", "Proefvragen van de gemeente", here=False)
TALKS = CaseTalks(
    case=CaseId("c1"),
    code=case_code("BV", 412),
    language="pl",
    talks=(
        TalkView(
            InterviewId("i2"),
            "nvm-labour",
            "Uitgebreid gesprek over werk en wonen (NVM-lijst)",
            InterviewStage.PAUSED,
            NOW - timedelta(minutes=9),
            14,
        ),
        TalkView(
            InterviewId("i1"),
            "intake-park",
            "Kort gesprek op het park",
            InterviewStage.FINISHED,
            NOW - timedelta(minutes=40),
            31,
        ),
    ),
    forms=FORMS,
    outcome=True,
)


@scene("form-sheet", sheet=True)
def forms(stage: Stage) -> QWidget:
    return FormSheet(stage.texts, (*FORMS, TRIED), None)


@scene("talks-sheet", sheet=True)
def talks(stage: Stage) -> QWidget:
    return TalksSheet(stage.texts, TALKS, None)


@scene("interview-earlier")
def earlier(stage: Stage) -> QWidget:
    told = "Eerder gezegd, nog niet bevestigd (Kort gesprek op het park, 22-11-2026 om 09:12)"
    shown = interview_state("pl", replace(passport("pl"), earlier=told))
    return InterviewPage(Still(shown), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("outcome-talking-on")
def talking_on(stage: Stage) -> QWidget:
    heard = Still(replace(case_scenes.OUTCOME, talks=TALKS))
    return OutcomePage(heard, stage.texts, still_shell())  # type: ignore[arg-type]


@scene("review-talking")
def talking(stage: Stage) -> QWidget:
    assert case_scenes.REVIEW.case is not None
    heard = Still(replace(case_scenes.REVIEW, case=replace(case_scenes.REVIEW.case, talks=TALKS)))
    return ReviewPage(heard, stage.texts, still_shell())  # type: ignore[arg-type]
