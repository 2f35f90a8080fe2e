"""Reading a whole translation and approving it by name: only who came to its end can."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, language_or_tag
from fieldcheck.ui import theme
from fieldcheck.ui.controls import Face, Field, Label, OutlinedButton, PrimaryButton
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.tokens import Size, Space
from fieldcheck.viewmodels.settings_state import ReadingView

_WIDE = 980
_HIGH = 360
_BESIDE = 150
"""The advice above the texts and the name below them (px)."""


class ApproveSheet(Sheet):
    """All texts of one catalogue, Dutch beside the translation, and the name of who approves them."""

    approved = Signal(str)

    def __init__(
        self, texts: Texts, reading: ReadingView, title: str, user: str, parent: QWidget | None
    ) -> None:
        super().__init__(title, parent, width=_WIDE)
        words = texts.text
        self._texts, self._reading = texts, reading
        self._advice = Label(
            words(N_("Lees elke tekst. Goedkeuren kan wie de taal spreekt en bij de laatste tekst is."))
            if reading.whole
            else words(N_("Hier ontbreken nog vertalingen; goedkeuren kan pas als alles is vertaald.")),
            Face.MUTED,
        )
        self.pages = QTextBrowser()
        self.pages.setObjectName("texts")
        self.pages.setAccessibleName(words(N_("De teksten")))
        self.pages.setMinimumHeight(self.as_high_as(_HIGH, beside=_BESIDE))
        self.pages.setTabChangesFocus(True)
        self.pages.setHtml(_table(reading, words(N_("niet vertaald"))))
        self.who = Field(
            words(N_("Uw naam")), hint=words(N_("Naam en datum komen bij de vertaling te staan."))
        )
        self.who.edit.setObjectName("who")
        self.who.edit.setText(user)
        for widget in (self._advice, self.pages, self.who):
            self.body.addWidget(widget)
        cancel = OutlinedButton(words(N_("Annuleren")))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        self.confirm = PrimaryButton(words(N_("Goedkeuren")))
        self.confirm.setObjectName("approve")
        self.confirm.clicked.connect(self._approve)
        self.close_with(cancel, self.confirm)
        self._read_to_end = False
        self.confirm.setEnabled(False)
        self.pages.verticalScrollBar().valueChanged.connect(lambda _at: self._look())
        self.pages.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._look())
        self.pages.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """What fits as a whole needs no scrolling to its end."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        below = self.pages.verticalScrollBar().value() + self.pages.viewport().height()
        if self.isVisible() and below >= self.pages.document().size().height():
            self._read_to_end = True
        self.confirm.setEnabled(self._read_to_end and self._reading.whole)

    def _approve(self) -> None:
        who = self.who.text().strip()
        if not who:
            self.who.show_problem(self._texts.text(N_("Goedkeuren kan alleen op naam.")))
            self.who.setFocus()
            return
        self.accept()
        self.approved.emit(who)


def _table(reading: ReadingView, missing: str) -> str:
    look = theme.current()
    tokens, spoken = look.tokens, language_or_tag(reading.tag)
    direction = "rtl" if spoken.right_to_left else "ltr"
    pad = look.px(Space.XS)
    rows = "".join(
        f'<tr><td width="50%" style="padding:{pad}px; color:{tokens.muted}">{_lines(dutch)}</td>'
        f'<td width="50%" dir="{direction}" style="padding:{pad}px">'
        + (_lines(words) or f'<i style="color:{tokens.caution}">{escape(missing)}</i>')
        + "</td></tr>"
        for dutch, words in reading.pairs
    )
    return f'<table width="100%" style="font-size:{look.px(Size.BODY)}px">{rows}</table>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
