"""All keys on one sheet, by where they work (F1)."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.buttons import PrimaryButton
from fieldcheck.ui.labels import Chip, Face, Label
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.tokens import Space, Tone


class ShortcutOverview(Sheet):
    """Made from the one list of shortcuts, so it cannot miss any."""

    def __init__(self, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(texts.text(N_("Sneltoetsen")), parent, width=860)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(Space.XXL))
        grid.setVerticalSpacing(theme.current().px(Space.L))
        groups = list(dict.fromkeys(one.where for one in shortcuts.ALL))
        for at, where in enumerate(groups):
            grid.addLayout(self._group(texts, where), at // 2, at % 2)
        self.body.addLayout(grid)
        close = PrimaryButton(texts.text(N_("Sluiten")))
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.body.addWidget(close)

    @staticmethod
    def _group(texts: Texts, where: str) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.current().px(6))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.current().px(88))
        grid.addWidget(Label(texts.text(where), Face.LEAD), 0, 0, 1, 2)
        rows = [one for one in shortcuts.ALL if one.where == where]
        for at, one in enumerate(rows, start=1):
            grid.addWidget(Chip(one.shown, Tone.QUIET), at, 0)
            grid.addWidget(Label(texts.text(one.what)), at, 1)
        grid.setRowStretch(len(rows) + 1, 1)
        return grid
