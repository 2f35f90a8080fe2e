"""One card for each who was alerted: where it stands, how it is reached, and what can be written about it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import OUTCOMES, REACHED_BY, WAYS, ReferralStage
from fieldcheck.domain.referral_course import STAGE_WORDS, ReferralStep
from fieldcheck.i18n import Texts, clock_and_day
from fieldcheck.ui.controls import (
    Button,
    Card,
    Chip,
    Face,
    Field,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    Space,
    StateChip,
    Tone,
    row,
    stack,
)
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.referral_words import WENT_ON, goes_on_words, reach_lines
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.alerted import SentView
from fieldcheck.viewmodels.inbox import waited
from fieldcheck.viewmodels.referral import ReferralState, ReferralViewModel

SENT = N_("Verstuurd om {time} door {name}.")
INSTEAD_OF = N_("In plaats van: {names}")
WAITS = N_("Wacht {time} op bevestiging.")
ANSWERED = N_("Geantwoord door {name} om {time}.")
SETTLED = {
    ReferralStage.ACCEPTED: N_("Opgepakt om {time}, vastgelegd door {name}."),
    ReferralStage.DECLINED: N_("Niet opgepakt om {time}, vastgelegd door {name}."),
    ReferralStage.DONE: N_("Afgerond om {time}, vastgelegd door {name}."),
    ReferralStage.WITHDRAWN: N_("Ingetrokken om {time}, vastgelegd door {name}."),
}
"""Where it stands, since when, and who wrote that down."""
TAKEN = N_("Overgenomen door {name} om {time}.")
REACHED = N_("Bereikt: {way}.")
BECAUSE = N_("Reden: {words}")
RESULT = N_("Uitkomst: {words}")
TOLD = N_("Terugkoppeling: {outcome}. {words}")
STEPS = {
    ReferralStep.ACKNOWLEDGE: N_("Bevestigd door …"),
    ReferralStep.ACCEPT: N_("Opgepakt …"),
    ReferralStep.DECLINE: N_("Niet opgepakt …"),
    ReferralStep.FINISH: N_("Afgerond …"),
    ReferralStep.WITHDRAW: N_("Intrekken …"),
}
"""What can be done, in the order it is offered."""
NAMES = {
    ReferralStep.ACKNOWLEDGE: N_("Overgenomen door"),
    ReferralStep.ACCEPT: N_("Opgepakt door"),
    ReferralStep.DECLINE: N_("Geantwoord door"),
    ReferralStep.FINISH: N_("Afgerond door"),
}
ANSWERS = (ReferralStep.ACCEPT, ReferralStep.DECLINE)
"""By which somebody can be heard for the first time: then it is asked how they were reached."""
WORDS = {
    ReferralStep.DECLINE: N_("Waarom niet"),
    ReferralStep.FINISH: N_("Wat kwam ervan"),
    ReferralStep.WITHDRAW: N_("Waarom ingetrokken"),
}
CONFIRM = N_("Bevestigen")
CANCEL = N_("Annuleren")
TONES = {
    ReferralStage.SENT: Tone.CAUTION,
    ReferralStage.ACKNOWLEDGED: Tone.ACCENT,
    ReferralStage.ACCEPTED: Tone.GOOD,
    ReferralStage.DONE: Tone.GOOD,
    ReferralStage.DECLINED: Tone.CAUTION,
    ReferralStage.WITHDRAWN: Tone.QUIET,
}
"""How the stage of a referral is coloured; of an alarm that nobody answered, red."""


class SentCard(Card):
    """One referral; drawn anew when it changes, so that it only presents."""

    def __init__(self, sent: SentView, state: ReferralState, model: ReferralViewModel, texts: Texts) -> None:
        handled = state.handling == sent.id
        super().__init__(Tone.ACUTE if sent.alarms else Tone.PLAIN, gap=Space.XS)
        self.setObjectName(f"sent-{sent.id}")
        self._sent, self._state, self._model, self._texts = sent, state, model, texts
        tone = Tone.ACUTE if sent.alarms else TONES[sent.stage]
        stage = Chip(texts.text(STAGE_WORDS[sent.stage]), tone, solid=sent.alarms)
        head = row(Label(sent.name, Face.LEAD), stage, gap=Space.M)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        for line, face in self._lines():
            self.body.addWidget(Label(line, face))
        if handled:
            self.writing: StepLines | None = StepLines(sent, state, model, texts)
            self.body.addWidget(self.writing)
        else:
            self.writing = None
            if sent.steps:
                self.body.addLayout(self._buttons())

    def _lines(self) -> list[tuple[str, Face]]:
        sent, text = self._sent, self._texts.text
        lines = [(line, Face.BODY) for line in self._reaching()]
        if sent.asked:
            lines.append((text(INSTEAD_OF, names=", ".join(sent.asked)), Face.SMALL))
        if sent.waits:
            lines.append((" ".join(self._waiting()), Face.STRONG))
        if sent.went_on:
            lines.append((text(WENT_ON, name=sent.went_on), Face.STRONG))
        if sent.acknowledged is not None:
            lines.append((self._answered(sent.acknowledged), Face.BODY))
        if sent.settled is not None:
            said = text(SETTLED[sent.stage], time=self._clock(sent.settled.at), name=sent.settled.by)
            lines.append((said, Face.BODY))
        for words, template in ((sent.reason, BECAUSE), (sent.result, RESULT)):
            if words:
                lines.append((text(template, words=words), Face.BODY))
        if sent.outcome is not None:
            told = text(TOLD, outcome=text(OUTCOMES[sent.outcome]), words=sent.outcome_words)
            lines.append((told.strip(), Face.BODY))
        lines.append((text(SENT, time=self._clock(sent.sent), name=sent.sent_by), Face.SMALL))
        return lines

    def _answered(self, at: datetime) -> str:
        """Who answered first; who only said no took nothing over."""
        sent, text = self._sent, self._texts.text
        refused = sent.stage is ReferralStage.DECLINED and sent.settled is not None and sent.settled.at == at
        answer = text(ANSWERED if refused else TAKEN, name=sent.acknowledged_by, time=self._clock(at))
        way = text(REACHED, way=text(REACHED_BY[sent.how])) if sent.how in REACHED_BY else ""
        return " ".join(part for part in ("" if refused else "✓", answer, way) if part)

    def _clock(self, moment: datetime) -> str:
        return clock_and_day(moment, self._sent.today, self._texts)

    def _reaching(self) -> tuple[str, ...]:
        if not self._sent.waits or self._sent.reached is None:
            return ()
        return reach_lines(self._sent.reached, self._texts, self._state.danger)

    def _waiting(self) -> list[str]:
        words = [self._texts.text(WAITS, time=waited(self._sent.minutes, self._texts))]
        if self._sent.escalates_in is not None:
            name = self._sent.escalates_to
            words.append(goes_on_words(self._sent.escalates_in, name, self._texts))
        return words

    def _is_next(self) -> bool:
        """Whether this is what the page waits for first: one main action, however many were alerted."""
        waiting = next((one.id for one in self._state.sent if one.alarms), None)
        return self._state.handling is None and self._sent.id == waiting

    def _buttons(self) -> WrappingRow:
        made: list[QWidget] = []
        for at, step in enumerate(self._sent.steps):
            first = at == 0 and self._is_next()
            kind: type[Button] = PrimaryButton if first else OutlinedButton if at < 2 else QuietButton
            button = press(
                kind(self._texts.text(STEPS[step])),
                partial(self._model.handle, self._sent.id, step),
                name=f"{step.value}-{self._sent.id}",
            )
            button.setAccessibleName(f"{self._sent.name}: {self._texts.text(STEPS[step])}")
            button.setEnabled(not self._state.busy)
            made.append(button)
        return WrappingRow(*made)


class StepLines(QWidget):
    """Who, how reached, and why: what a step needs, and nothing else."""

    def __init__(self, sent: SentView, state: ReferralState, model: ReferralViewModel, texts: Texts) -> None:
        super().__init__()
        text, step = texts.text, state.step
        lines = stack(gap=Space.S, parent=self)
        self.name = self.words = None
        if step in NAMES:
            self.name = Field(text(NAMES[step]))
            self.name.edit.setObjectName("step-name")
            self.name.edit.setText(state.name)
            self.name.edit.textEdited.connect(model.write_name)
            self.name.edit.returnPressed.connect(model.confirm)
            lines.addWidget(self.name)
        if step in WORDS:
            self.words = Field(text(WORDS[step]))
            self.words.edit.setObjectName("step-words")
            self.words.edit.setText(state.words)
            self.words.edit.textEdited.connect(model.write_words)
            self.words.edit.returnPressed.connect(model.confirm)
            lines.addWidget(self.words)
        self.ways: dict[str, StateChip] = {}
        if step is ReferralStep.ACKNOWLEDGE or (sent.waits and step in ANSWERS):
            lines.addLayout(self._way_chips(state, model, texts))
        self._refused = Notice()
        lines.addWidget(self._refused)
        confirm = press(PrimaryButton(text(CONFIRM)), model.confirm, name="step-confirm")
        cancel = press(OutlinedButton(text(CANCEL)), model.put_away, name="step-cancel")
        confirm.setEnabled(not state.busy)
        lines.addLayout(row(confirm, cancel, None, gap=Space.M))
        self.present(state)

    def _way_chips(self, state: ReferralState, model: ReferralViewModel, texts: Texts) -> WrappingRow:
        for code, words in WAYS:
            chip = StateChip(texts.text(words))
            chip.setObjectName(f"way-{code}")
            chip.setChecked(code == state.way)
            chip.clicked.connect(lambda _checked=False, way=code: model.pick_way(way))
            self.ways[code] = chip
        return WrappingRow(*self.ways.values())

    def present(self, state: ReferralState) -> None:
        """What changed while somebody writes, and why it was refused: here, where they look."""
        for code, chip in self.ways.items():
            chip.setChecked(code == state.way)
        told = state.trouble
        self._refused.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))

    def take_focus(self) -> None:
        """Where somebody begins to write, or what still has to be written."""
        asked = [field for field in (self.name, self.words) if field is not None]
        first = next((field for field in asked if not field.edit.text().strip()), next(iter(asked), None))
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
