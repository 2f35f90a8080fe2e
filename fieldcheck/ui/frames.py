"""The fixed places of a screen: bar, foot, rail, column, and the cards that stand in them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from fieldcheck.ui import painting, theme
from fieldcheck.ui.buttons import Button, OutlinedButton, QuietButton
from fieldcheck.ui.labels import Chip, CutLabel, Face, Label
from fieldcheck.ui.reading import frame, read_by_keys, took_key
from fieldcheck.ui.shortcuts import ALARM, LOCK
from fieldcheck.ui.tokens import Size, Space, Tone

_CALL_UNTIL = 1.75
"""The scale from which it has no room for the button that calls a colleague."""
_NAME_UNTIL = 1.5
"""The scale from which the bar has no room for the program's own name."""


def row(*items: QWidget | QLayout | None, gap: int = Space.M, parent: QWidget | None = None) -> QHBoxLayout:
    """Items beside each other; None is the stretch between them."""
    layout = QHBoxLayout(parent) if parent else QHBoxLayout()
    _fill(layout, items, gap)
    return layout


def stack(*items: QWidget | QLayout | None, gap: int = Space.M, parent: QWidget | None = None) -> QVBoxLayout:
    """Items below each other; None is the stretch between them."""
    layout = QVBoxLayout(parent) if parent else QVBoxLayout()
    _fill(layout, items, gap)
    return layout


def _fill(layout: QHBoxLayout | QVBoxLayout, items: tuple[QWidget | QLayout | None, ...], gap: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.current().px(gap))
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go, before it is filled anew."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def scrolling(side: QWidget) -> QScrollArea:
    """The side scrolls when large letters make it higher than the window; its bar has a place beside it."""
    side.setObjectName("scrolled")
    area = QScrollArea()
    area.setWidget(side)
    area.setWidgetResizable(True)
    area.setFixedWidth(side.maximumWidth() + area.verticalScrollBar().sizeHint().width())
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def held(page: QWidget) -> QScrollArea:
    """A page that scrolls as a whole where large letters make it larger than a small screen; else it fits."""
    area = QScrollArea()
    area.setWidget(_Fits(page))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class _Fits(QWidget):
    """A page no smaller than it can be; what it would like to be at a width makes no page scroll.

    A scrolling area gives a layout with wrapping words all the height that they would take without scrolling
    of their own; it asks nothing of that kind here, where there is no layout.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        page.setParent(self)

    def minimumSizeHint(self) -> QSize:
        """As small as the page can be."""
        return self._page.minimumSizeHint().expandedTo(self._page.minimumSize())

    def sizeHint(self) -> QSize:
        """As the page likes it."""
        return self._page.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page fills it."""
        super().resizeEvent(event)
        self._page.setGeometry(self.rect())


class Card(QFrame):
    """A box with rounded corners; put things in ``body``. Acute cards are for acute referrals only."""

    def __init__(self, tone: Tone = Tone.PLAIN, *, gap: int = Space.S, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", tone.value)
        self.body = QVBoxLayout(self)
        look = theme.current()
        self.body.setContentsMargins(look.px(18), look.px(14), look.px(18), look.px(14))
        self.body.setSpacing(look.px(gap))

    def set_tone(self, tone: Tone) -> None:
        """Change what the card means."""
        self.setProperty("card", tone.value)
        self.style().unpolish(self)
        self.style().polish(self)


class Bar(QFrame):
    """The top of every screen: name, practice mark, park and post; saved mark, clock, lock."""

    def __init__(
        self, *, practice_word: str, lock_word: str, call_word: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        look = theme.current()
        self.setFixedHeight(look.px(Size.BAR))
        name = Label("fieldcheck", Face.LEAD, wrap=False)
        name.setVisible(look.scale < _NAME_UNTIL)
        self.practice = Chip(practice_word, Tone.CAUTION)
        self.place = CutLabel("", Face.MUTED)
        self.saved = Label("", Face.SAVED, wrap=False)
        self.clock = Label("", Face.LEAD, wrap=False)
        self.lock = OutlinedButton(lock_word, LOCK)
        self.lock.setObjectName("lock")
        # The window itself hears this key: it works at every scale, also where the button has no room.
        self.call = QuietButton(f"{call_word}   {ALARM.shown}")
        self.call.setAccessibleName(call_word)
        self.call.setAccessibleDescription(ALARM.shown)
        self.call.setObjectName("call-colleague")
        self.call.setVisible(bool(call_word) and look.scale < _CALL_UNTIL)
        layout = row(
            name, self.practice, self.place, None, self.saved, self.clock, self.call, self.lock, gap=Space.L
        )
        layout.setContentsMargins(look.px(20), 0, look.px(20), 0)
        self.setLayout(layout)
        self.practice.hide()
        layout.setStretch(2, 1)
        layout.setStretch(3, 0)

    def show_call(self, *, may: bool) -> None:
        """Whether a colleague can be called from here: by this role, and where there is room."""
        self.call.setVisible(may and bool(self.call.accessibleName()) and theme.current().scale < _CALL_UNTIL)

    def show_saved(self, words: str, *, saved: bool) -> None:
        """``words`` such as "Opgeslagen om 05:12:08"; the tick only when the disk has it."""
        self.saved.setText(f"✓ {words}" if saved and words else words)
        self.saved.set_face(Face.SAVED if saved else Face.UNSAVED)


class Foot(QFrame):
    """The bottom of a screen: back at the left, other actions after it, the one main action at the right."""

    def __init__(
        self,
        back: Button | None = None,
        main: Button | None = None,
        *,
        others: tuple[QWidget, ...] = (),
        before_main: tuple[QWidget, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        look = theme.current()
        self.setFixedHeight(look.px(Size.FOOT))
        left = [widget for widget in (back, *others) if widget is not None]
        right = [widget for widget in (*before_main, main) if widget is not None]
        layout = row(*left, None, *right, gap=Space.L)
        layout.setContentsMargins(look.px(20), 0, look.px(20), 0)
        self.setLayout(layout)


class Rail(QWidget):
    """The side of a screen, 270 px: put sections in ``body`` and lasting actions in ``bottom``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.current()
        self.setFixedWidth(look.px(Size.RAIL))
        self.body = stack(gap=Space.XS)
        self.bottom = stack(gap=Space.S)
        whole = stack(self.body, None, self.bottom, gap=Space.M, parent=self)
        whole.setContentsMargins(look.px(20), look.px(Space.XL), look.px(Space.M), look.px(Space.L))


class _Middle(QWidget):
    """Holds one widget, at most ``limit`` px wide; in the middle or at the left."""

    def __init__(self, content: QWidget, limit: int, *, centred: bool) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._content, self._limit, self._centred = content, limit, centred
        self._framed = 0
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(content)
        self._arrange(limit)

    def set_framed(self, frame: int) -> None:
        """Stand where it stood without the frame around it (px), so that it lines up with the page."""
        self._framed = frame
        self._arrange(self.width())

    def set_centred(self, centred: bool) -> None:
        """Where the column stands when there is room to spare."""
        if centred != self._centred:
            self._centred = centred
            self._arrange(self.width())

    def minimumSizeHint(self) -> QSize:
        """As high as its text is at this width; not as high as it would be at the narrowest."""
        return QSize(super().minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the column's width."""
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _arrange(self, width: int) -> None:
        look = theme.current()
        margin, top = look.px(Space.XXL) - self._framed, look.px(Space.XL) - self._framed
        spare = max(width - 2 * margin - self._limit, 0)
        left = spare // 2 if self._centred else 0
        self._layout.setContentsMargins(margin + left, top, margin + spare - left, top)


class Column(QScrollArea):
    """The place to read: at most 980 px wide (or ``limit``), scrolls when it must; put things in ``body``."""

    def __init__(
        self,
        *,
        limit: int = Size.COLUMN,
        centred: bool = True,
        gap: int = Space.M,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        content = QWidget()
        self.body = stack(gap=gap, parent=content)
        self._middle = _Middle(content, theme.current().px(limit), centred=centred)
        self.setWidget(self._middle)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolls by keys, except with Alt: Alt+Left goes back on the page around it."""
        if not took_key(self, event):
            super().keyPressEvent(event)

    def read_by_keys(self, name: str) -> None:
        """For a column that is read more than filled in: Tab stops at it too; ``name`` is spoken there."""
        read_by_keys(self, name)
        self._middle.set_framed(frame())

    def set_centred(self, centred: bool) -> None:
        """In the middle, or at the left beside a rail."""
        self._middle.set_centred(centred)


class Notice(Card):
    """What happened, what is safe, and what to do; also for what needs attention before an error."""

    def __init__(self, tone: Tone = Tone.CAUTION, parent: QWidget | None = None) -> None:
        super().__init__(tone, gap=Space.XS, parent=parent)
        self._usual = tone
        self.setObjectName("notice")
        self._what = Label("", Face.STRONG)
        self._kept = Label("", Face.BODY)
        self._remedy = Label("", Face.BODY)
        for label in (self._what, self._kept, self._remedy):
            self.body.addWidget(label)
        self.hide()

    def show_words(self, what: str, kept: str = "", remedy: str = "", *, done: bool = False) -> None:
        """Show the panel with these (translated) words; "" for ``what`` hides it.

        ``done`` shows them as what went well, whatever the panel is for otherwise.
        """
        self.set_tone(Tone.GOOD if done else self._usual)
        for label, words in ((self._what, what), (self._kept, kept), (self._remedy, remedy)):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(" ".join(words for words in (what, kept, remedy) if words))
        self.setVisible(bool(what))

    def words(self) -> str:
        """What the panel says, for tests and screen readers."""
        return self.accessibleName() if not self.isHidden() else ""


class EmptyState(QWidget):
    """Nothing here yet: says so, and what to do next."""

    def __init__(self, what: str, next_step: str, action: Button | None = None) -> None:
        super().__init__()
        heading = Label(what, Face.LEAD)
        advice = Label(next_step, Face.MUTED)
        for label in (heading, advice):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = stack(None, heading, advice, gap=Space.S, parent=self)
        if action is not None:
            layout.addSpacing(theme.current().px(Space.S))
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)


class Figure(Card):
    """A number that never stands without its unit."""

    def __init__(self, unit: str, number: str = "") -> None:
        super().__init__(gap=0)
        self._number = Label(number, Face.TITLE, wrap=False)
        self._unit = Label(unit, Face.SMALL)
        self._unit.ensurePolished()
        words = map(self._unit.fontMetrics().horizontalAdvance, unit.split())
        self._unit.setMinimumWidth(max(words, default=0) + 1)  # a word that does not fit would be cut off
        self.body.addWidget(self._number)
        self.body.addWidget(self._unit)
        self.body.addStretch(1)
        self.show_number(number)

    def rename(self, unit: str) -> None:
        """The number counts something else now."""
        self._unit.setText(unit)
        self.show_number(self._number.text())

    def show_number(self, number: str) -> None:
        """Change the number; the unit stays."""
        self._number.setText(number)
        self.setAccessibleName(f"{number} {self._unit.text()}")


class ProgressLine(QWidget):
    """A thin line that says how far along: 0 to 1. Words stand beside it, so it only helps the eye."""

    def __init__(self, accessible_name: str, share: float = 0.0) -> None:
        super().__init__()
        self._share = share
        self.setAccessibleName(accessible_name)
        self.setFixedHeight(theme.current().px(6))

    def set_share(self, share: float) -> None:
        """Between 0 and 1; anything outside is drawn as the nearer end."""
        self._share = min(max(share, 0.0), 1.0)
        self.update()

    def sizeHint(self) -> QSize:
        """Takes the width it gets."""
        return QSize(theme.current().px(200), theme.current().px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and filled part."""
        tokens, painter, corner = theme.current().tokens, QPainter(self), self.height() / 2
        painting.box(painter, self.rect(), fill=tokens.sunken, corner=corner)
        filled = QRect(0, 0, round(self.width() * self._share), self.height())
        if filled.width() > self.height():
            painting.box(painter, filled, fill=tokens.accent, corner=corner)
