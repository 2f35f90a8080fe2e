"""Alerting: everybody on the route with how each is reached now, why, and what it may do to the person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import Card, Face, Field, Label, Notice, Space, StateChip, row, stack
from fieldcheck.ui.pages.referral_words import danger_line, reach_lines
from fieldcheck.viewmodels.alerted import TargetView
from fieldcheck.viewmodels.referral import ReferralState, ReferralViewModel

TO_WHOM = N_("Wie wordt gewaarschuwd")
TO_WHOM_HINT = N_("Wie vaststaat, hoort bij de acute route van deze actie. Anderen kunt u erbij kiezen.")
WHY = N_("Waarom")
WHY_HINT = N_("Verplicht, één reden per regel. Wat al bekend is, staat er; pas het aan waar nodig.")
EFFECT = N_("Wat kan dit met de persoon doen?")
EFFECT_HINT = N_("Verplicht. Bijvoorbeeld: kan vannacht nergens slapen, of is bang voor de werkgever.")
FIXED = N_("{name}, vast op de route")
TOLD = N_("{name}, al gewaarschuwd")


_MOST_WIDE = 460
"""How wide the names are made at most, so that the lines beside them begin below each other (px)."""


class ReferralForm(QWidget):
    """Everything one alarm needs."""

    def __init__(self, model: ReferralViewModel, texts: Texts) -> None:
        super().__init__()
        self._model, self._texts = model, texts
        self._shown: tuple[TargetView, ...] | None = None
        whole = stack(gap=Space.L, parent=self)
        whole.addWidget(self._effect_card())
        whole.addWidget(self._to_card())
        whole.addWidget(self._why_card())

    def _effect_card(self) -> Card:
        card = Card(gap=Space.S)
        self.effect = Field(self._texts.text(EFFECT), hint=self._texts.text(EFFECT_HINT))
        self.effect.edit.setObjectName("effect")
        self.effect.edit.textEdited.connect(self._model.write_effect)
        card.body.addWidget(self.effect)
        return card

    def _to_card(self) -> Card:
        card = Card(gap=Space.M)
        card.body.addWidget(Label(self._texts.text(TO_WHOM), Face.STRONG))
        self._targets: QVBoxLayout = stack(gap=Space.M)
        self._rows: dict[str, tuple[StateChip, Label]] = {}
        card.body.addLayout(self._targets)
        self._fixed = Label(self._texts.text(TO_WHOM_HINT), Face.SMALL)
        card.body.addWidget(self._fixed)
        self._danger = Label("", Face.STRONG)
        card.body.addWidget(self._danger)
        return card

    def _why_card(self) -> Card:
        card, text = Card(gap=Space.S), self._texts.text
        self._why = QPlainTextEdit()
        self._why.setObjectName("why")
        self._why.setAccessibleName(text(WHY))
        self._why.setAccessibleDescription(text(WHY_HINT))
        self._why.setTabChangesFocus(True)
        self._why.setFixedHeight(theme.current().px(96))
        self._why.textChanged.connect(self._on_why)
        self._refused = Notice()
        card.body.addWidget(Label(text(WHY), Face.STRONG))
        card.body.addWidget(self._refused)
        card.body.addWidget(self._why)
        card.body.addWidget(Label(text(WHY_HINT), Face.SMALL))
        return card

    def present(self, state: ReferralState) -> None:
        """Show this state."""
        self._present_targets(state)
        self._fixed.setVisible(any(one.fixed for one in state.targets))
        self._danger.setVisible(state.danger is not None)
        if state.danger is not None:
            self._danger.setText(danger_line(state.danger, self._texts))
        if self._why.toPlainText() != state.why:
            self._why.setPlainText(state.why)
        if self.effect.text() != state.effect:
            self.effect.edit.setText(state.effect)
        told = state.trouble if state.misses_why else None
        self._refused.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))

    def take_focus(self, state: ReferralState) -> None:
        """To what has to be written next: a reason that was missed, else what it may do to the person."""
        field = self._why if state.misses_why else self.effect
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _present_targets(self, state: ReferralState) -> None:
        if state.targets == self._shown:
            return
        self._shown = state.targets
        if [one.code for one in state.targets] != list(self._rows):
            self._build_rows(state)
        for one in state.targets:
            chip, words = self._rows[one.code]
            spoken = TOLD if one.told else FIXED if one.fixed else ""
            chip.setAccessibleName(self._texts.text(spoken, name=one.name) if spoken else one.name)
            chip.setChecked(one.chosen)
            chip.setEnabled(not (one.fixed or one.told))
            words.setText("\n".join(reach_lines(one.reached, self._texts, state.danger)))

    def _build_rows(self, state: ReferralState) -> None:
        self._rows = {}
        while (item := self._targets.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in state.targets:
            line = QWidget()
            chip, words = StateChip(one.name), Label("", Face.BODY)
            chip.setObjectName(f"target-{one.code}")
            chip.clicked.connect(lambda _checked=False, code=one.code: self._on_target(code))
            across = row(chip, words, gap=Space.L, parent=line)
            across.setStretch(1, 1)
            across.setAlignment(chip, Qt.AlignmentFlag.AlignTop)
            self._rows[one.code] = (chip, words)
            self._targets.addWidget(line)
        widest = max((chip.sizeHint().width() for chip, _ in self._rows.values()), default=0)
        for chip, _ in self._rows.values():
            chip.setMinimumWidth(min(widest, theme.current().px(_MOST_WIDE)))

    def _on_target(self, code: str) -> None:
        chosen = {one.code: one.chosen for one in self._model.state.targets}
        self._rows[code][0].setChecked(chosen.get(code, False))
        self._model.choose_target(code)

    def _on_why(self) -> None:
        # Also heard when a state is presented; then the field says what the state says.
        if self._why.toPlainText() != self._model.state.why:
            self._model.write_why(self._why.toPlainText())
