"""All keys on one sheet, by where they work (F1)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.buttons import Button, OutlinedButton, PrimaryButton
from fieldcheck.ui.frames import row, stack
from fieldcheck.ui.labels import Chip, Face, Label
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.tokens import Space, Tone

_LEFT = (shortcuts.EVERYWHERE, shortcuts.DESK, shortcuts.OUTCOME)


class ShortcutOverview(Sheet):
    """Made from the one list of shortcuts, so it cannot miss any.

    ``read`` opens the handbook; without it there is no button for that.
    """

    def __init__(
        self, texts: Texts, parent: QWidget | None, *, read: Callable[[], None] | None = None
    ) -> None:
        super().__init__(texts.text(N_("Sneltoetsen")), parent, width=860)
        self._texts = texts
        groups = list(dict.fromkeys(one.where for one in shortcuts.ALL))
        left = [self._group(where) for where in groups if where in _LEFT]
        right = [self._group(where) for where in groups if where not in _LEFT]
        columns = row(stack(*left, None, gap=Space.L), stack(*right, None, gap=Space.L), gap=Space.XXL)
        self.put_scrolling(columns)
        close = PrimaryButton(texts.text(N_("Sluiten")), shortcuts.ENTER)
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.close_with(None if read is None else self._handbook(read), close)

    def _handbook(self, read: Callable[[], None]) -> Button:
        def go() -> None:
            self.accept()
            read()

        button = OutlinedButton(self._texts.text(N_("Handboek …")))
        button.setObjectName("handbook")
        button.clicked.connect(go)
        return button

    def _group(self, where: str) -> QGridLayout:
        look = theme.current()
        grid = QGridLayout()
        grid.setVerticalSpacing(look.px(6))
        grid.setHorizontalSpacing(look.px(Space.M))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, max(Chip(one.shown).sizeHint().width() for one in shortcuts.ALL))
        grid.addWidget(Label(self._texts.text(where), Face.LEAD), 0, 0, 1, 2)
        for at, one in enumerate((key for key in shortcuts.ALL if key.where == where), start=1):
            grid.addWidget(Chip(one.shown, Tone.QUIET), at, 0)
            grid.addWidget(Label(self._texts.text(one.what)), at, 1)
        return grid
