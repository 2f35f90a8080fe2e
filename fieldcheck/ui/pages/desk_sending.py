"""Sheets of the desk: where a person goes from here, and what a proof of control is worth."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, clock_time, long_date
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Chip,
    ChoiceRow,
    Face,
    Field,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    Space,
    StateChip,
    Tone,
    row,
    stack,
)
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.street import ProofView, Sending

DONE, REFUSED, SKIPPED, LEAVES = "done", "refused", "skipped", "leaves"
PROOF = "proof"
NOT_THERE = N_("staat er nu niet")
_ENDS = {
    DONE: N_("Klaar hier"),
    REFUSED: N_("Wil deze post niet"),
    SKIPPED: N_("Slaat deze post over"),
    LEAVES: N_("Gaat weg zonder bewijs"),
}
_WIDE = 820
_BESIDE = 240
"""The row of ways it can end, and the field for the reason (px)."""


class SendSheet(Sheet):
    """Where to: the posts by digit, the usual one first; how this post ended; why, where that is asked.

    A digit that needs no reason sends at once. ``sent`` gives (how it ended, post, reason); the post is
    "" where nobody is sent on, and PROOF for the proof of control.
    """

    sent = Signal(str, str, str)

    def __init__(self, texts: Texts, sending: Sending, parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("Zaak {code}: waarheen?"), code=sending.code), parent, width=_WIDE)
        self._texts, self._sending = texts, sending
        self._end, self._to = DONE, ""
        self._rows: dict[str, ChoiceRow] = {}
        self._keyed: dict[str, str] = {}
        words = texts.text
        self._notice = Notice()
        self.why = Field(words(N_("Waarom?")))
        self.why.edit.setObjectName("why")
        self.why.edit.textEdited.connect(lambda _: self.why.show_problem(""))
        if sending.arrived:
            self.body.addWidget(
                Label(words(N_("Hierheen gestuurd: {reason}"), reason=sending.arrived), Face.SMALL)
            )
        self._chips = self._ends()
        self.body.addLayout(row(*self._chips.values(), None, gap=Space.S))
        self._area = self.put_scrolling(self._posts(), beside=_BESIDE)
        self.body.addWidget(self.why)
        cancel = OutlinedButton(words(N_("Annuleren")))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self.confirm = PrimaryButton(words(N_("Doorsturen")), ENTER)
        self.confirm.setObjectName("confirm")
        self.confirm.clicked.connect(self._confirm)
        self.close_with(cancel, self.confirm)
        self._to = sending.proposed
        self._show()
        if self._to:
            self.confirm.setFocus()  # F3 and Enter: on to the usual next post

    def _ends(self) -> dict[str, StateChip]:
        chips = {}
        for end, words in _ENDS.items():
            if end in (REFUSED, SKIPPED) and not self._sending.here:
                continue
            chip = StateChip(self._texts.text(words))
            chip.setObjectName(f"end-{end}")
            chip.clicked.connect(lambda _=False, end=end: self._ended(end))
            chips[end] = chip
        return chips

    def _posts(self) -> QVBoxLayout:
        words = self._texts.text
        found = stack(gap=Space.S)
        found.setContentsMargins(0, 0, theme.current().px(Space.S), 0)
        named = [(post.code, post.name, " · ".join(post.tasks)) for post in self._sending.posts]
        proof = (PROOF, words(N_("Controlebewijs geven")), words(N_("was bij alle posten")))
        if self._sending.may_prove and not self._sending.proposed:
            named.insert(0, proof)
        for number, (code, name, below) in enumerate(named, 1):
            digit = str(number) if number <= 9 else ""
            usual = words(N_("gewone volgende post"))
            away = words(NOT_THERE) if code in self._sending.absent else below
            line = ChoiceRow(name, usual if code == self._sending.proposed else away, digit=digit)
            line.press_by_enter()
            line.setObjectName(f"to-{code}")
            line.clicked.connect(lambda _=False, code=code: self._choose(code))
            self._rows[code] = line
            self._keyed[digit] = code
            found.addWidget(line)
        found.addStretch(1)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses its post, unless somebody is writing."""
        code = self._keyed.get(event.text()) if event.text() else None
        if code is None or self.why.edit.hasFocus() or not self._rows[code].isEnabled():
            super().keyPressEvent(event)
        else:
            self._choose(code)

    def _ended(self, end: str) -> None:
        self._end = end
        self._show()
        if self._needs_reason():
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._to:
            self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)  # the next Enter sends, as the button says

    def _choose(self, code: str) -> None:
        self._to = code
        self._show()
        self._area.ensureWidgetVisible(self._rows[code])  # a digit can choose what is out of sight
        if self._needs_reason() and not self.why.text().strip():
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._confirm()

    def _needs_reason(self) -> bool:
        if self._end in (SKIPPED, LEAVES):
            return True
        return self._to not in (PROOF, self._sending.proposed)

    def _show(self) -> None:
        goes = self._end != LEAVES
        for end, chip in self._chips.items():
            chip.setChecked(end == self._end)
        for code, line in self._rows.items():
            line.setEnabled(goes)
            line.show_chosen(goes and code == self._to, several=False)
        words = self._texts.text
        needed = self._needs_reason()
        self.why.show_hint(
            words(N_("Eén zin is genoeg; hij staat later bij de zaak.")) if needed else words(N_("Mag leeg."))
        )
        self.confirm.set_text(words(N_("Doorsturen")) if goes else words(N_("Laten gaan")))
        self.confirm.setEnabled(not goes or bool(self._to))

    def _confirm(self) -> None:
        reason = self.why.text().strip()
        if self._needs_reason() and not reason:
            self.why.show_problem(self._texts.text(N_("Schrijf kort waarom.")))
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.accept()
        self.sent.emit(self._end, "" if self._end == LEAVES else self._to, reason)


class ProofSheet(Sheet):
    """What a proof of control is worth: of this control or not, of when, and whether the way is over."""

    def __init__(self, texts: Texts, proof: ProofView, parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("Controlebewijs {serial}"), serial=proof.serial), parent)
        words = texts.text
        chip = Chip(
            words(N_("in orde")) if proof.good else words(N_("niet zeker")),
            Tone.GOOD if proof.good else Tone.CAUTION,
        )
        self.body.addLayout(row(chip, None))
        self.body.addWidget(Label(words(proof.words), Face.BODY))
        if proof.issued is not None:
            told = words(
                N_("Afgegeven op {day} om {time}."),
                day=long_date(proof.issued.date(), texts.tag),
                time=clock_time(proof.issued),
            )
            self.body.addWidget(Label(told, Face.BODY))
        if proof.closes is not None:
            closes = (
                N_("De persoon is klaar en mag doorlopen.")
                if proof.closes
                else N_("De persoon is daarna weer bij een post geweest en is nog niet klaar.")
            )
            self.body.addWidget(Label(words(closes), Face.BODY))
        close = PrimaryButton(words(N_("Sluiten")), ENTER)
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.close_with(None, close)
