"""Choosing a language: tiles with its own name large and the Dutch one beneath; by a key or by typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.answers.tiles import ChoiceTile
from fieldcheck.ui.controls import Face, Label, Space, stack
from fieldcheck.ui.labels import begins_right
from fieldcheck.ui.leaving import looks_up
from fieldcheck.ui.wrapping import Columns
from fieldcheck.viewmodels.interview_state import LanguageView
from fieldcheck.viewmodels.languages import found

SEARCH = N_("Typ het begin van een taal, of het cijfer dat erbij staat")
NAME = N_("Taal zoeken")
NOTHING = N_("Deze taal is er niet bij.")
KEYS = "1234567890"
_NARROWEST = 204
_MOST_COLUMNS = 4
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LanguageChoice(QWidget):
    """Offers languages in the order given; ``picked`` tells the tag.

    A digit picks at once. Letters search, since most languages begin with the letter of another, and a
    talk that begins in the wrong language costs more than an Enter; Enter picks the first that was found.
    """

    picked = Signal(str)

    def __init__(self, texts: Texts, languages: tuple[LanguageView, ...]) -> None:
        super().__init__()
        self._languages = self._shown = languages
        self.search = QLineEdit()
        looks_up(self.search)
        self.search.setObjectName("language-search")
        self.search.setPlaceholderText(texts.text(SEARCH))
        self.search.setAccessibleName(texts.text(NAME))
        self.search.setAccessibleDescription(texts.text(SEARCH))
        self.search.textEdited.connect(lambda _typed: self._filter())
        self.search.installEventFilter(self)
        self._nothing = Label(texts.text(NOTHING), Face.MUTED)
        self._tiles = {one.tag: self._tile(one) for one in languages}
        tiles = QWidget()
        self._columns = Columns(*self._tiles.values(), fitting=_fitting, gap=Space.S, parent=tiles)
        stack(self.search, self._nothing, tiles, gap=Space.M, parent=self)
        self.setFocusProxy(self.search)
        self._filter()

    def tiles(self) -> tuple[ChoiceTile, ...]:
        """The tiles that can be seen, in order."""
        return tuple(self._tiles[one.tag] for one in self._shown)

    def _tile(self, one: LanguageView) -> ChoiceTile:
        tile = ChoiceTile("")
        tile.setCheckable(one.current)
        tile.setObjectName(f"language-{one.tag}")
        tile.clicked.connect(lambda _checked=False: self.picked.emit(one.tag))
        return tile

    def _filter(self) -> None:
        self._shown = found(self._languages, self.search.text())
        self._nothing.setVisible(not self._shown)
        for tile in self._tiles.values():
            tile.setVisible(False)
        for place, one in enumerate(self._shown):
            tile = self._tiles[one.tag]
            dutch = "" if one.dutch == one.native else one.dutch
            mirrored = begins_right(one.native)
            key = KEYS[place] if place < len(KEYS) else ""
            tile.show_choice(one.native, dutch, digit=key, right_to_left=mirrored)
            tile.setChecked(one.current)
            tile.setVisible(True)

    def _press(self, event: QKeyEvent) -> bool:
        """A digit picks, Enter takes the first that was found, Down goes to it, letters search."""
        letter = event.text()
        if letter and letter in KEYS:
            place = KEYS.index(letter)
            if place < len(self._shown):
                self.picked.emit(self._shown[place].tag)
            return True
        if event.key() in _ENTER:
            focused = self.focusWidget()
            if isinstance(focused, ChoiceTile):
                focused.click()
            elif self._shown and self.search.text():
                self.picked.emit(self._shown[0].tag)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed on a tile counts as typed in the field."""
        if self._press(event):
            return
        if event.text().isalpha() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.setText(self.search.text() + event.text())
            self._filter()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits, Enter and Down do the same from the field; Esc clears it first."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                self._filter()
                return True
            if event.key() == Qt.Key.Key_Down and self._shown:
                self.tiles()[0].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            return self._press(event)
        return super().eventFilter(watched, event)


def _fitting(width: int) -> int:
    look = theme.current()
    gap = look.px(Space.S)
    return min(max((width + gap) // (look.px(_NARROWEST) + gap), 1), _MOST_COLUMNS)
