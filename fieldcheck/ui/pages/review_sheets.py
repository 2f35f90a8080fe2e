"""What the inspector fills in about a case: a step, the outcome, what is next, a note, a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.qualification import LABELS, Step, asks
from fieldcheck.domain.referral import OUTCOMES, Outcome
from fieldcheck.i18n import Texts, short_date
from fieldcheck.ui.controls import ChoiceRow, Face, Field, Label, Space, row, stack
from fieldcheck.ui.pages.keeping_sheet import Chips, KeepingSheet, Passage, warning
from fieldcheck.viewmodels.review import ReviewViewModel

KEEP = N_("Vastleggen")
SET_STEP = N_("Waar staat deze zaak?")
STEP_HINT = N_("U zet de stap; het programma stelt er geen voor. Wat er eerder stond, blijft bewaard.")
STEP_REASON = N_("Waarom deze stap")
STEP_REASON_HINT = N_("Eén zin is genoeg; hij staat later bij de zaak.")
THEN = N_("Daarna: {what} ({source})")
GIVE_OUTCOME = N_("Terugkoppelen aan {name}")
WHAT_HAPPENS = N_("Wat gebeurt ermee")
TRAVELS = N_(
    "Deze woorden gaan mee naar wie verwees, op een andere laptop. Noem geen namen en niets uit uw notities."
)
OUTCOME_WORDS = N_("Voor wie verwees")
OUTCOME_HINT = N_("Bij sluiten verplicht: waarom, en wat er nu gebeurt.")
EFFECT = N_("Wat sluiten voor de persoon betekent")
EFFECT_HINT = N_("Werk, slaapplaats, veiligheid. Verplicht bij sluiten; verzegeld, gaat niet mee.")
SEEN_BY_REPORTER = N_("Wie verwees schreef: {effect}")
PLAN = N_("Vervolg plannen")
WHAT = N_("Wat")
ON = N_("Op welke dag")
ON_HINT = N_("Zoals {day}; leeg als er nog geen dag is.")
WHO = N_("Wie doet het")
NOTE = N_("Verzegelde notitie")
NOTE_HINT = N_("Verzegeld zodra u opslaat: alleen wie de sleutel van de inspectie heeft, kan haar lezen.")
SEAL = N_("Verzegelen")
_WIDE = 860
_DIGITS = tuple("123456789")


class QualifySheet(KeepingSheet):
    """A step of the ladder, with the reason; a digit picks a step. Nothing is picked beforehand."""

    def __init__(self, model: ReviewViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(model, texts, texts.text(SET_STEP), texts.text(KEEP), parent, _WIDE)
        self._step: Step | None = None
        self._rows: dict[Step, ChoiceRow] = {}
        self.content.addWidget(Label(texts.text(STEP_HINT), Face.MUTED))
        rows = stack(gap=Space.XS)
        for place, step in enumerate(Step, start=1):
            choice = ChoiceRow(texts.text(LABELS[step]), digit=str(place))
            choice.setObjectName(f"step-{step.value}")
            choice.clicked.connect(lambda _checked=False, one=step: self._choose(one))
            self._rows[step] = choice
            rows.addWidget(choice)
        self.content.addLayout(rows)
        self._then = Label("", Face.SMALL)
        self.content.addWidget(self._then)
        self._reason = Passage(texts.text(STEP_REASON), texts.text(STEP_REASON_HINT), "reason", lines=2)
        self.content.addWidget(self._reason)
        self.finish()
        self._choose(None)
        self._rows[Step.NONE].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit picks its step, and the reason comes next."""
        place = int(event.text()) if event.text() in _DIGITS else 0
        if 1 <= place <= len(Step):
            self._choose(list(Step)[place - 1])
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _choose(self, step: Step | None) -> None:
        self._step = step
        for which, choice in self._rows.items():
            choice.show_chosen(which is step, several=False)
        first = asks(step)[0] if step is not None else None
        self._then.setText(
            ""
            if first is None
            else self._texts.text(THEN, what=self._texts.text(first.text), source=first.source)
        )
        self.main.setEnabled(step is not None)

    def _follow(self, state: object) -> None:
        super()._follow(self._model.state)
        self.main.setEnabled(self._step is not None and not self._model.state.busy)

    def _keep(self) -> None:
        if self._step is not None:
            self._model.dossier.qualify(self._step, self._reason.text())


class OutcomeSheet(KeepingSheet):
    """What the reporter hears; with a warning that the words travel, and the effect on the person."""

    def __init__(self, model: ReviewViewModel, texts: Texts, parent: QWidget | None) -> None:
        at, outcome = model.state.row, model.state.closes_with
        title = texts.text(GIVE_OUTCOME, name="" if at is None else at.sent_by)
        super().__init__(model, texts, title, texts.text(KEEP), parent, _WIDE)
        self.outcome: Chips[Outcome] = Chips(texts.text(WHAT_HAPPENS), OUTCOMES, texts, chosen=outcome)
        self.outcome.picked.connect(self._allow)
        self._words = Passage(texts.text(OUTCOME_WORDS), texts.text(OUTCOME_HINT), "words")
        self._effect = Passage(texts.text(EFFECT), texts.text(EFFECT_HINT), "effect", lines=2)
        self.content.addWidget(self.outcome)
        self.content.addWidget(warning(texts.text(TRAVELS)))
        self.content.addWidget(self._words)
        case = model.state.case
        if case is not None and case.effect:
            self.content.addWidget(Label(texts.text(SEEN_BY_REPORTER, effect=case.effect), Face.MUTED))
        self.content.addWidget(self._effect)
        self.finish()
        self._allow()
        (self.outcome.on(Outcome.ACCEPTED) if outcome is None else self._words).setFocus()

    def _allow(self) -> None:
        self.main.setEnabled(self.outcome.chosen is not None and not self._model.state.busy)

    def _follow(self, state: object) -> None:
        super()._follow(self._model.state)
        self._allow()

    def _keep(self) -> None:
        if self.outcome.chosen is not None:
            self._model.dossier.give_outcome(self.outcome.chosen, self._words.text(), self._effect.text())


class PlanSheet(KeepingSheet):
    """What is done next, on which day, by whom."""

    def __init__(self, model: ReviewViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(model, texts, texts.text(PLAN), texts.text(KEEP), parent, 620)
        self._what = Field(texts.text(WHAT))
        self._what.edit.setObjectName("what")
        self._on = Field(texts.text(ON), hint=texts.text(ON_HINT, day=short_date(model.state.day)))
        self._on.edit.setObjectName("on")
        self._who = Field(texts.text(WHO))
        self._who.edit.setObjectName("who")
        self._who.edit.setText(model.state.user)
        self.content.addWidget(self._what)
        beside = row(self._on, self._who, gap=Space.L)
        for field in (self._on, self._who):
            beside.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(beside)
        self.finish()
        self._what.setFocus()

    def _keep(self) -> None:
        self._model.dossier.plan(self._what.text(), self._on.text(), self._who.text())


class NoteSheet(KeepingSheet):
    """A note that only the inspectorate reads."""

    def __init__(self, model: ReviewViewModel, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(model, texts, texts.text(NOTE), texts.text(SEAL), parent, 620)
        self._words = Passage(texts.text(NOTE), texts.text(NOTE_HINT), "note-words", lines=5)
        self.content.addWidget(self._words)
        self.finish()
        self._words.setFocus()

    def _keep(self) -> None:
        self._model.dossier.note(self._words.text())


class ReasonSheet(KeepingSheet):
    """One line of words before something is put on record: a reason, a proof."""

    def __init__(
        self,
        model: ReviewViewModel,
        texts: Texts,
        title: str,
        asked: str,
        keep: Callable[[str], None],
        parent: QWidget | None,
        *,
        hint: str = "",
    ) -> None:
        super().__init__(model, texts, title, texts.text(KEEP), parent, 560)
        self._write = keep
        self._words = Field(asked, hint=hint)
        self._words.edit.setObjectName("words")
        self.content.addWidget(self._words)
        self.finish()
        self._words.setFocus()

    def _keep(self) -> None:
        self._write(self._words.text())
