"""All keys on one sheet, by where they work (F1)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.roles import Deed
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.buttons import Button, OutlinedButton, PrimaryButton
from fieldcheck.ui.frames import row, stack
from fieldcheck.ui.labels import Chip, Face, Label
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.tokens import Space, Tone

HERE = N_("Op dit scherm")
_LEFT = (shortcuts.EVERYWHERE, shortcuts.DESK, shortcuts.OUTCOME)


class ShortcutOverview(Sheet):
    """Made from the one list of shortcuts, so it cannot miss any.

    ``read`` opens the handbook; without it there is no button for that. ``page`` is what lies below it: its
    own keys stand first. ``may`` leaves out the keys of work that whoever sits here does not do.
    """

    def __init__(
        self,
        texts: Texts,
        parent: QWidget | None,
        *,
        read: Callable[[], None] | None = None,
        page: QWidget | None = None,
        may: Callable[[Deed], bool] | None = None,
    ) -> None:
        super().__init__(texts.text(N_("Sneltoetsen")), parent, width=860)
        self._texts = texts
        self._all = tuple(one for one in shortcuts.ALL if not (may and one.deed and not may(one.deed)))
        groups = list(dict.fromkeys(one.where for one in self._all))
        left = [self._group(where, self._keys(where)) for where in groups if where in _LEFT]
        right = [self._group(where, self._keys(where)) for where in groups if where not in _LEFT]
        here = keys_of(page) if page is not None else ()
        if here:
            left.insert(0, self._group(HERE, here))
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

    def _keys(self, where: str) -> tuple[tuple[str, str], ...]:
        return tuple((one.shown, self._texts.text(one.what)) for one in self._all if one.where == where)

    def _group(self, where: str, keys: tuple[tuple[str, str], ...]) -> QGridLayout:
        look = theme.current()
        grid = QGridLayout()
        grid.setVerticalSpacing(look.px(6))
        grid.setHorizontalSpacing(look.px(Space.M))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, max(Chip(one.shown).sizeHint().width() for one in shortcuts.ALL))
        grid.addWidget(Label(self._texts.text(where), Face.LEAD), 0, 0, 1, 2)
        for at, (key, what) in enumerate(keys, start=1):
            grid.addWidget(Chip(key, Tone.QUIET), at, 0)
            grid.addWidget(Label(what), at, 1)
        return grid


def keys_of(page: QWidget) -> tuple[tuple[str, str], ...]:
    """What the buttons say that are on a page now, each by its key; the way back last."""
    buttons = [one for one in page.findChildren(Button) if one.isVisible()]
    keyed = {one.shown_key(): one.label() for one in buttons if one.shown_key()}
    back = next((one.accessibleName() for one in buttons if one.objectName() == "back"), "")
    return (*keyed.items(), *(((shortcuts.LEAVE.shown, back),) if back else ()))
