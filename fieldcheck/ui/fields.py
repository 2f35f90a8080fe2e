"""Fields to write in and to pick from, each with its name above it and its problem below it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from fieldcheck.ui import painting, theme
from fieldcheck.ui.frames import stack
from fieldcheck.ui.labels import Face, Label
from fieldcheck.ui.tokens import Size, Space

_LONG_CHOICE = 260
"""Width that a picker keeps where there is less room than its longest choice needs (px)."""


class Field(QWidget):
    """A line to write in (``edit``) with its name, a hint, and a problem when there is one."""

    def __init__(
        self, name: str, *, hint: str = "", secret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setAccessibleDescription(hint)
        if secret:
            self.edit.setEchoMode(QLineEdit.EchoMode.Password)
            self.edit.setInputMethodHints(
                Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
            )
        self._title = Label(name, Face.STRONG)
        self._title.setBuddy(self.edit)
        self._hint = Label(hint, Face.SMALL)
        self._hint.setVisible(bool(hint))
        self._problem = Label("", Face.PROBLEM)
        self._problem.hide()
        stack(self._title, self.edit, self._hint, self._problem, gap=Space.XS, parent=self)
        self.setFocusProxy(self.edit)

    def text(self) -> str:
        """What is written."""
        return self.edit.text()

    def rename(self, name: str) -> None:
        """The field asks for something else now."""
        self._title.setText(name)
        self.edit.setAccessibleName(name)

    def show_letters(self, *, shown: bool) -> None:
        """Whether a secret can be read while it is typed."""
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def show_hint(self, words: str) -> None:
        """Change the line below."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self.edit.setAccessibleDescription(words)

    def show_problem(self, words: str) -> None:
        """Say what is wrong, "" when nothing is."""
        if self._problem.text() == words:
            return
        self._problem.setText(words)
        self._problem.setVisible(bool(words))


class Picker(QComboBox):
    """One of a few; opens with Space or Alt+Down. Its accessible name is the question, not the choice."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.view().setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def offer(self, choices: tuple[tuple[str, str], ...], chosen: str) -> None:
        """Fill with (value, words) and show ``chosen``; tells nobody, because nobody chose."""
        if [(self.itemData(at), self.itemText(at)) for at in range(self.count())] != list(choices):
            self.clear()
            for value, words in choices:
                self.addItem(words, value)
            self.updateGeometry()  # Qt itself asks for the width on the first showing only
        self.setCurrentIndex(self.findData(chosen))

    def sizeHint(self) -> QSize:
        """Room for the longest choice and the arrow."""
        look = theme.current()
        words = [self.fontMetrics().horizontalAdvance(self.itemText(at)) for at in range(self.count())]
        return QSize(max(words, default=0) + look.px(64), look.px(Size.PRESSABLE))

    def minimumSizeHint(self) -> QSize:
        """The same, but a long choice is cut rather than that the page grows wider than the screen."""
        return self.sizeHint().boundedTo(QSize(theme.current().px(_LONG_CHOICE), self.sizeHint().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box as the fields have it, with an arrow drawn by hand."""
        look, painter = theme.current(), QPainter(self)
        tokens, corner = look.tokens, look.px(Size.CORNER)
        painting.box(painter, self.rect(), fill=tokens.surface, border=tokens.control, corner=corner)
        pad = look.px(Space.M)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(look.font(Size.BODY))
        inner = self.rect().adjusted(pad, 0, -look.px(36), 0)
        cut = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.setPen(QPen(QColor(tokens.muted), look.px(2)))
        x, y, half = self.width() - look.px(20), self.height() / 2, look.px(5)
        painter.drawPolyline(
            [QPointF(x - half, y - half / 2), QPointF(x, y + half / 2), QPointF(x + half, y - half / 2)]
        )
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), look, corner=corner)
