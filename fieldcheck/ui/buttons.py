"""What can be pressed: one drawn button in several ranks, with its shortcut written on it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fieldcheck.ui import painting, theme
from fieldcheck.ui.shortcuts import Shortcut
from fieldcheck.ui.tokens import Size, Space, Tokens

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class _Ink:
    fill: str
    border: str
    text: str
    hint: str
    gap: str = ""


class Button(QPushButton):
    """The base of all ranks. Enter and Space press the button that has the focus, also beside a default.

    ``shortcut`` presses it from anywhere in the window while it is visible and enabled.
    """

    tall = Size.PRESSABLE
    text_size = Size.BODY
    weight = 400
    padding = Space.L
    corner = Size.CORNER

    def __init__(self, text: str, shortcut: Shortcut | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = shortcut.shown if shortcut else ""
        self._had_focus = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_text(text)
        for key in shortcut.keys if shortcut else ():
            QShortcut(QKeySequence(key), self).activated.connect(self.click)

    def set_text(self, text: str) -> None:
        """Change the words; the accessible name follows."""
        self._label = text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        if self._hint:
            self.setAccessibleDescription(self._hint)
        self.updateGeometry()

    def label(self) -> str:
        """The words on the button."""
        return self._label

    def show_key(self, shown: str) -> None:
        """Write another key on it, where the usual one means something else; listening is done elsewhere."""
        if shown != self._hint:
            self._hint = shown
            self.set_text(self._label)
            self.update()

    def shown_key(self) -> str:
        """The key that is written on it; "" without one."""
        return self._hint

    def setEnabled(self, enabled: bool) -> None:
        """A button that rests while its work is done gets the focus back, unless it went elsewhere."""
        # The window's own focus: a sheet may lie over it, to which it comes back when the sheet closes.
        self._had_focus = self._had_focus or (self.window().focusWidget() is self and not enabled)
        super().setEnabled(enabled)
        if enabled and self._had_focus:
            self._had_focus = False
            if self.window().focusWidget() is None and self.isVisible():
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """A focused button that is disabled hands the focus to nobody.

        Otherwise it would go to whatever comes next, such as locking, and the next Enter would do that.
        """
        if self.isVisible() and not self.isEnabled():
            return False
        return super().focusNextPrevChild(forward)

    def event(self, event: QEvent) -> bool:
        """Keeps Enter and Space for the focused button when the page has a key for its main action."""
        asks = event.type() == QEvent.Type.ShortcutOverride
        if asks and isinstance(event, QKeyEvent) and event.key() in (*_ENTER, Qt.Key.Key_Space):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in _ENTER:
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Words, shortcut and padding; never less than what can be pressed with cold hands."""
        look = theme.current()
        return QSize(self._content_width() + 2 * look.px(self.padding), look.px(self.tall))

    def minimumSizeHint(self) -> QSize:
        """The same: the words on a button are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fills, border, words, shortcut, focus."""
        look = theme.current()
        ink = self._ink(look.tokens)
        painter = QPainter(self)
        corner = min(look.px(self.corner), self.height() // 2)
        painting.box(
            painter, self.rect(), fill=ink.fill, border=ink.border, width=self._border_width(), corner=corner
        )
        self._paint_content(painter, self.rect(), ink)
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), look, corner=corner, gap=ink.gap)

    def _border_width(self) -> float:
        return 2 if self.isChecked() else 1

    def _ink(self, tokens: Tokens) -> _Ink:
        if not self.isEnabled():
            return _Ink(tokens.sunken, tokens.line, tokens.muted, tokens.muted)
        if self.isDown() or self.isChecked():
            return _Ink(tokens.accent_soft, tokens.accent, tokens.ink, tokens.muted)
        border = tokens.ink if self.underMouse() else tokens.control
        return _Ink(tokens.surface, border, tokens.ink, tokens.muted)

    def _font(self) -> QFont:
        return theme.current().font(self.text_size, self.weight)

    def _hint_font(self) -> QFont:
        return theme.current().font(Size.SMALL, 500)

    def _content_width(self) -> int:
        width = QFontMetrics(self._font()).horizontalAdvance(self._label)
        if self._hint:
            hint = QFontMetrics(self._hint_font()).horizontalAdvance(self._hint)
            width += theme.current().px(Space.M) + hint
        return width + 2

    def _paint_content(self, painter: QPainter, rect: QRect, ink: _Ink) -> None:
        left = rect.left() + (rect.width() - self._content_width()) // 2
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words = QFontMetrics(self._font()).horizontalAdvance(self._label)
        painter.setFont(self._font())
        painter.setPen(QColor(ink.text))
        painter.drawText(QRect(left, rect.top(), words + 2, rect.height()), middle, self._label)
        if self._hint:
            painter.setFont(self._hint_font())
            painter.setPen(QColor(ink.hint))
            start = left + words + theme.current().px(Space.M)
            painter.drawText(
                QRect(start, rect.top(), rect.right() - start, rect.height()), middle, self._hint
            )


class OutlinedButton(Button):
    """A second action; checkable ones show that they are on by colour, border and state."""


class SignButton(OutlinedButton):
    """A button with one sign on it, drawn large; give it an accessible name."""

    text_size = Size.TITLE
    weight = 600
    padding = Space.S


class PrimaryButton(Button):
    """The one main action of a screen, filled."""

    tall = 48
    text_size = Size.LEAD
    weight = 600
    padding = 28

    def _ink(self, tokens: Tokens) -> _Ink:
        if not self.isEnabled():
            return _Ink(tokens.sunken, tokens.control, tokens.muted, tokens.muted)
        gap = tokens.on_accent
        return _Ink(tokens.accent, gap if self.isDown() else "", tokens.on_accent, tokens.on_accent, gap)


class LeadingButton(PrimaryButton):
    """A second action that is the main one for whoever has no other; ``set_leading`` fills it."""

    tall = Button.tall
    text_size = Button.text_size
    weight = Button.weight
    padding = Button.padding
    _leads = False

    def set_leading(self, leads: bool) -> None:
        """Filled as the main action, or outlined beside another."""
        self._leads = leads
        self.update()

    @property
    def leads(self) -> bool:
        """Whether it is filled."""
        return self._leads

    def _ink(self, tokens: Tokens) -> _Ink:
        return super()._ink(tokens) if self._leads else Button._ink(self, tokens)


class AcuteButton(PrimaryButton):
    """The main action of an acute referral, and of nothing else."""

    padding = Space.XL

    def _ink(self, tokens: Tokens) -> _Ink:
        if not self.isEnabled():
            return _Ink(tokens.sunken, tokens.control, tokens.muted, tokens.muted)
        gap = tokens.on_acute
        return _Ink(tokens.acute, gap if self.isDown() else "", tokens.on_acute, tokens.on_acute, gap)


class QuietButton(Button):
    """Plain text that can be pressed."""

    weight = 600

    def _ink(self, tokens: Tokens) -> _Ink:
        if not self.isEnabled():
            return _Ink("", "", tokens.muted, tokens.muted)
        fill = tokens.accent_soft if self.isDown() or self.underMouse() else ""
        return _Ink(fill, "", tokens.accent, tokens.accent)


class StateChip(Button):
    """One of the quiet, always present states that stand in place of an answer; checkable."""

    padding = 14
    corner = 22

    def __init__(self, text: str, shortcut: Shortcut | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, shortcut, parent)
        self.setCheckable(True)

    def _ink(self, tokens: Tokens) -> _Ink:
        if self.isChecked() or self.isDown():
            return _Ink(tokens.accent_soft, tokens.accent, tokens.ink, tokens.muted)
        return _Ink("", tokens.control, tokens.muted, tokens.muted)


class RailRow(Button):
    """A section in the rail: its name, and at the far end what is open (or a tick when nothing is)."""

    padding = Space.M

    def __init__(
        self, text: str, note: str = "", *, done: bool = False, parent: QWidget | None = None
    ) -> None:
        self._note, self._done, self._level = note, done, 0
        super().__init__(text, None, parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_note(note, done=done)

    def set_note(self, note: str, *, done: bool = False) -> None:
        """Change what stands at the far end; ``note`` is also read aloud."""
        self._note, self._done = note, done
        self.setAccessibleDescription(note)
        self.update()

    def set_level(self, level: int) -> None:
        """How deep it stands under another row; 0 is not at all."""
        if level != self._level:
            self._level = level
            self.update()

    def minimumSizeHint(self) -> QSize:
        """Long names are cut in the rail rather than widening it."""
        return QSize(0, self.sizeHint().height())

    def _ink(self, tokens: Tokens) -> _Ink:
        if self.isChecked():
            return _Ink(tokens.accent_soft, tokens.accent, tokens.ink, tokens.muted)
        return _Ink(tokens.surface if self.underMouse() else "", "", tokens.ink, tokens.muted)

    def _paint_content(self, painter: QPainter, rect: QRect, ink: _Ink) -> None:
        look = theme.current()
        pad = look.px(self.padding)
        inner = rect.adjusted(pad + self._level * look.px(Space.L), 0, -pad, 0)
        note_font = look.font(Size.SMALL)
        note = QFontMetrics(note_font).horizontalAdvance(self._note)
        side = look.px(Space.M)
        end = side if self._done else note
        metrics = QFontMetrics(self._font())
        words = metrics.elidedText(
            self._label, Qt.TextElideMode.ElideRight, inner.width() - end - look.px(Space.S)
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._font())
        painter.setPen(QColor(ink.text))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, words)
        if self._done:
            where = QRect(inner.right() - side, inner.center().y() - side // 2, side, side)
            painting.tick(painter, where, look.tokens.good, look.px(2))
            return
        painter.setFont(note_font)
        painter.setPen(QColor(ink.hint))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, self._note)
