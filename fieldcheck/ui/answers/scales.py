"""A place on a scale: a track to slide on with the value written large, or stars."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QLineEdit, QSizePolicy, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, number
from fieldcheck.ui import painting, theme
from fieldcheck.ui.answers.base import Answer, Setting
from fieldcheck.ui.answers.lines import fill, name_of
from fieldcheck.ui.buttons import SignButton
from fieldcheck.ui.choice import ChoiceRow
from fieldcheck.ui.controls import Face, Label, Size, Space, row, stack
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.interview_state import ChoiceView, Look, QuestionView, Scale

NOTHING_YET = N_("nog niets gekozen")
LESS = N_("Eén stap lager")
MORE = N_("Eén stap hoger")
BETWEEN = N_("van {start} tot {end}")
STAR = N_("{n} van {most}")
_KNOB, _EDGE = 16, 22
_MOST_MARKS = 60
_HIGH = 220


class Track(QAbstractSlider):
    """A line with a knob that appears where somebody puts it; ``moved`` tells steps from the start."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._chosen = False
        self._scale: Scale | None = None
        self._mirrored = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the field above hears the same keys, and is read aloud
        self.setTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def present(self, scale: Scale, *, mirrored: bool, upright: bool) -> None:
        """Show a scale and what is chosen on it."""
        self._scale, self._chosen = scale, scale.chosen is not None
        self._mirrored = mirrored and not upright
        self.setOrientation(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        grows, stays = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(stays if upright else grows, stays)
        self.setRange(0, scale.steps)
        self.setValue(scale.place(scale.chosen) if scale.chosen is not None else 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Long enough to be exact with a finger."""
        look = theme.current()
        wide = look.px(Size.CHOICE_HEIGHT)
        if self.orientation() is Qt.Orientation.Vertical:
            return QSize(wide, look.px(_HIGH))
        return QSize(look.px(480), wide)

    def minimumSizeHint(self) -> QSize:
        """Shorter where there is no room."""
        hint = self.sizeHint()
        if self.orientation() is Qt.Orientation.Vertical:
            return hint
        return QSize(theme.current().px(200), hint.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the knob where the finger is."""
        self._put(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Slide."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._put(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls; a wheel never answers a question."""
        event.ignore()

    def _put(self, at: QPointF) -> None:
        if self._scale is None:
            return
        start, length = self._line()
        along = (start.y() - at.y()) if self._upright() else abs(at.x() - start.x()) * self._inside(at, start)
        self.moved.emit(round(min(max(along / length, 0.0), 1.0) * self._scale.steps))

    def _inside(self, at: QPointF, start: QPointF) -> int:
        """0 before the start of the line, 1 on it."""
        before = at.x() > start.x() if self._mirrored else at.x() < start.x()
        return 0 if before else 1

    def _upright(self) -> bool:
        return self.orientation() is Qt.Orientation.Vertical

    def _line(self) -> tuple[QPointF, float]:
        """Where the scale starts, and how long it is."""
        edge = theme.current().px(_EDGE)
        if self._upright():
            return QPointF(self.width() / 2, self.height() - edge), max(self.height() - 2 * edge, 1)
        x = self.width() - edge if self._mirrored else edge
        return QPointF(x, self.height() / 2), max(self.width() - 2 * edge, 1)

    def _at(self, share: float) -> QPointF:
        start, length = self._line()
        if self._upright():
            return QPointF(start.x(), start.y() - share * length)
        return QPointF(start.x() + share * length * (-1 if self._mirrored else 1), start.y())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Line, marks, the part that is filled, knob."""
        scale = self._scale
        if scale is None:
            return
        look, painter = theme.current(), QPainter(self)
        tokens = look.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_marks(painter, scale)
        pen = QPen(QColor(tokens.control), look.px(6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(self._at(0), self._at(1))
        if not self._chosen:
            return
        at = self._at(self.value() / max(scale.steps, 1))
        pen.setColor(QColor(tokens.accent))
        painter.setPen(pen)
        painter.drawLine(self._at(0), at)
        painter.setPen(QPen(QColor(tokens.surface), look.px(3)))
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(at, look.px(_KNOB), look.px(_KNOB))

    def _paint_marks(self, painter: QPainter, scale: Scale) -> None:
        distance = scale.tick or scale.step
        count = int(abs(scale.end - scale.start) / distance)
        if not 0 < count <= _MOST_MARKS:
            return
        look = theme.current()
        painter.setPen(QPen(QColor(look.tokens.control), look.px(2)))
        span = abs(scale.end - scale.start)
        near, far = look.px(8), look.px(18)
        for place in range(count + 1):
            at = self._at(float(distance * place / span))
            one, other = (QPointF(far, 0), QPointF(near, 0)) if self._upright() else (
                QPointF(0, far), QPointF(0, near))  # fmt: skip
            painter.drawLine(at + other, at + one)


class ScaleAnswer(Answer):
    """The value large and to be typed, a button lower and higher at its sides, the track below."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._scale: Scale | None = None
        look = theme.current()
        self.value = _ValueLine()
        self.value.setObjectName("scale-value")
        self.value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.value.setFixedWidth(look.px(200))
        self.value.setStyleSheet(
            f"QLineEdit {{ font-size: {look.px(Size.PERSON)}px; font-weight: 600;"
            f" min-height: {look.px(Size.CHOICE_HEIGHT)}px; }}"
        )
        self.less, self.more = SignButton("−"), SignButton("+")
        for button, name, by in ((self.less, LESS, -1), (self.more, MORE, 1)):
            button.setFixedSize(look.px(Size.CHOICE_HEIGHT), look.px(Size.CHOICE_HEIGHT))
            button.setAccessibleName(texts.text(name))
            button.clicked.connect(lambda _checked=False, step=by: self._step(step))
        self._nothing = Label(texts.text(NOTHING_YET), Face.MUTED, wrap=False)
        self.track = Track()
        self._first, self._last = Label("", Face.MUTED, wrap=False), Label("", Face.MUTED, wrap=False)
        self._top = QWidget()
        row(self.less, self.value, self.more, self._nothing, None, gap=Space.M, parent=self._top)
        self._ends = QWidget()
        row(self._first, None, self._last, parent=self._ends)
        self._upper, self._lower = Label("", Face.MUTED, wrap=False), Label("", Face.MUTED, wrap=False)
        self._along = stack(self._upper, self.track, self._lower, gap=Space.XS)
        stack(self._top, self._along, self._ends, gap=Space.XS, parent=self)
        self.value.textEdited.connect(self.typed)
        self.value.stepped.connect(self._step)
        self.value.ended.connect(self._to_end)
        self.track.moved.connect(self._on_moved)

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show the scale and what is chosen on it."""
        scale = question.scale
        if scale is None:
            return
        self._scale = scale
        upright = question.look is Look.UPRIGHT
        mirrored = setting.mirrored
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        )
        fill(self.value, question.entry)
        self.value.below_zero = min(scale.start, scale.end) < 0
        start, end = self._words(scale.start), self._words(scale.end)
        self.value.setAccessibleName(name_of(self.texts, question))
        spoken = self.texts.text(BETWEEN, start=start, end=end)
        self.value.setAccessibleDescription(
            spoken if question.entry else f"{spoken}, {self.texts.text(NOTHING_YET)}"
        )
        self._nothing.setVisible(not question.entry and not setting.turned)
        self.track.setAccessibleName(name_of(self.texts, question))
        self.track.present(scale, mirrored=mirrored, upright=upright)
        self._first.setText(start)
        self._last.setText(end)
        self._upper.setText(end)
        self._lower.setText(start)
        self._ends.setVisible(not upright)
        self._upper.set_right_to_left(mirrored)
        self._lower.set_right_to_left(mirrored)
        self._upper.setVisible(upright)
        self._lower.setVisible(upright)

    def field(self) -> QWidget | None:
        """The value: it is typed, or stepped with arrows, + and -."""
        return self.value

    def _words(self, value: Decimal) -> str:
        return number(value, self.texts.tag)

    def _on_moved(self, place: int) -> None:
        if self._scale is not None:
            self._say(self._scale.value(place))
            self.value.setFocus(Qt.FocusReason.MouseFocusReason)

    def _step(self, by: int) -> None:
        scale = self._scale
        if scale is None:
            return
        if scale.chosen is None:
            self._say(scale.value(0) if by > 0 else scale.value(scale.steps))
        else:
            self._say(scale.value(scale.place(scale.chosen) + by))

    def _to_end(self, last: bool) -> None:
        if self._scale is not None:
            self._say(self._scale.value(self._scale.steps if last else 0))

    def _say(self, value: Decimal) -> None:
        self.typed.emit(self._words(value))


class _ValueLine(QLineEdit):
    """Hears the keys of a slider besides figures."""

    stepped = Signal(int)
    ended = Signal(bool)
    below_zero = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, + and - are a step, Page Up and Page Down ten; Ctrl+Home and Ctrl+End the ends."""
        key, sign = Qt.Key(event.key()), event.text()
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}
        if key in steps and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(steps[key])
        elif sign == "+" or (sign in ("-", "−") and not self._begins_a_number()):
            self.stepped.emit(1 if sign == "+" else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.ended.emit(key == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def _begins_a_number(self) -> bool:
        return self.below_zero and (not self.text() or self.selectedText() == self.text())


class StarButton(ChoiceRow):
    """One star of a rating; filled up to the one that is chosen."""

    filled = False

    def sizeHint(self) -> QSize:
        """A finger wide."""
        side = theme.current().px(72 if self._turned else 56)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """A star is a star."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A star, and its key below it."""
        look, painter = theme.current(), QPainter(self)
        tokens = look.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height())
        middle, radius = QPointF(self.width() / 2, self.height() / 2), side * 0.42
        edge = tokens.accent if self.filled else tokens.ink if self.underMouse() else tokens.control
        painter.setPen(QPen(QColor(edge), look.px(2)))
        painter.setBrush(QColor(tokens.accent if self.filled else tokens.surface))
        painter.drawPolygon(_star(middle, radius))
        if self._digit:
            painter.setPen(QColor(tokens.on_accent if self.filled else tokens.muted))
            painter.setFont(look.font(Size.SMALL, 600))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._digit)
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), look, corner=look.px(Size.CORNER))


class StarsAnswer(Answer):
    """A rating as a row of stars."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._stars: list[StarButton] = []
        self._choices: tuple[ChoiceView, ...] = ()
        self._flow = WrappingRow(parent=self)

    def present(self, question: QuestionView, setting: Setting) -> None:
        """As many stars as the scale has places."""
        self._choices = question.choices
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        )
        while len(self._stars) < len(question.choices):
            self._add()
        for one in self._stars[len(question.choices) :]:
            one.hide()
        chosen = next((at for at, choice in enumerate(question.choices) if choice.chosen), -1)
        last = question.choices[-1].label if question.choices else ""
        for place, choice in enumerate(question.choices):
            one = self._stars[place]
            one.show_choice(choice.label, digit=choice.key if setting.active else "", turned=setting.turned)
            one.setAccessibleName(self.texts.text(STAR, n=choice.label, most=last))
            one.filled = place <= chosen
            one.show_chosen(choice.chosen, several=False)
            one.setProperty("value", choice.value)
            one.show()
            one.update()
        self.updateGeometry()

    def _add(self) -> None:
        one = StarButton("")
        one.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        one.setObjectName(f"choice-{len(self._stars) + 1}")
        one.clicked.connect(lambda _checked=False: self._on_star(one))
        self._stars.append(one)
        self._flow.addWidget(one)

    def _on_star(self, one: StarButton) -> None:
        value: Any = one.property("value")
        one.show_chosen(any(choice.value == value and choice.chosen for choice in self._choices))
        self.chosen.emit(value)


def _star(middle: QPointF, radius: float) -> QPolygonF:
    from math import cos, pi, sin

    points = [
        QPointF(
            middle.x() + radius * (0.45 if place % 2 else 1) * sin(place * pi / 5),
            middle.y() - radius * (0.45 if place % 2 else 1) * cos(place * pi / 5),
        )
        for place in range(10)
    ]
    return QPolygonF(points)
