"""Who stands in the street today, asked in a sheet: each post by digit, a tick where somebody is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import ChoiceRow, Face, Label, OutlinedButton, PrimaryButton, Space, stack
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.street import StreetState

KNOWN_ELSEWHERE = N_("Dit geldt op deze laptop, en op de andere zodra daar uw bundel is ingelezen.")
_BESIDE = 120
"""The sentences above the posts (px)."""


class StaffSheet(Sheet):
    """``told`` gives, by code of a post, whether somebody stands there; all posts but one's own."""

    told = Signal(dict)

    def __init__(self, texts: Texts, state: StreetState, parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("Wie staat er?")), parent, width=640)
        words = texts.text
        told = words(
            N_("Een post zonder vinkje krijgt niemand als gewone volgende, en een alarm gaat daar niet heen.")
        )
        self.body.addWidget(Label(told, Face.MUTED))
        self.body.addWidget(Label(words(KNOWN_ELSEWHERE), Face.MUTED))
        posts = stack(gap=Space.S)
        posts.setContentsMargins(0, 0, theme.current().px(Space.S), 0)
        self._there = {
            one.code: one.code not in state.absent for one in state.posts if one.code != state.post
        }
        self.rows: dict[str, ChoiceRow] = {}
        for number, post in enumerate((one for one in state.posts if one.code in self._there), 1):
            line = ChoiceRow(post.name, "", digit=str(number) if number <= 9 else "")
            line.setObjectName(f"post-{post.code}")
            line.clicked.connect(lambda _=False, code=post.code: self._turn(code))
            self.rows[post.code] = line
            posts.addWidget(line)
        posts.addStretch(1)
        self.put_scrolling(posts, beside=_BESIDE)
        cancel = OutlinedButton(words(N_("Annuleren")))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        keep = PrimaryButton(words(N_("Vastleggen")), ENTER)
        keep.setObjectName("keep")
        keep.clicked.connect(self._keep)
        self.close_with(cancel, keep)
        self._show()
        keep.setFocus()  # digits turn the posts; on a row Enter would turn that one

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit turns its post."""
        codes = dict(zip("123456789", self.rows, strict=False))
        code = codes.get(event.text()) if event.text() else None
        if code is None:
            super().keyPressEvent(event)
        else:
            self._turn(code)

    def _turn(self, code: str) -> None:
        self._there[code] = not self._there[code]
        self._show()

    def _show(self) -> None:
        for code, line in self.rows.items():
            line.show_chosen(self._there[code], several=True)

    def _keep(self) -> None:
        if self.isVisible():
            self.accept()
            self.told.emit(dict(self._there))
