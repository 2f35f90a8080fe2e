"""The long list of the desk: rows of words, a thin model of them, and a delegate that draws cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fieldcheck.domain.case import CaseRow, CaseStage
from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import Referral, ReferralStage, Urgency
from fieldcheck.i18n import SOURCE, Texts, language_or_tag, said
from fieldcheck.ui import painting, theme
from fieldcheck.ui.tokens import Size, Space, Tone
from fieldcheck.ui.words import STAGES

_AnyIndex = QModelIndex | QPersistentModelIndex
SUBJECT = int(Qt.ItemDataRole.UserRole)
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_TONES = {
    CaseStage.WAITING: Tone.CAUTION,
    CaseStage.INTERVIEW: Tone.ACCENT,
    CaseStage.PAUSED: Tone.QUIET,
    CaseStage.TO_DECIDE: Tone.ACCENT,
    CaseStage.UNDERWAY: Tone.QUIET,
    CaseStage.CLOSED: Tone.GOOD,
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """One card in words. ``subject`` is what it is about and is given back when it is chosen."""

    subject: object
    title: str
    below: str
    chip: str
    tone: Tone
    side: str
    solid: bool = False

    def spoken(self) -> str:
        """The whole card as one sentence."""
        return ", ".join(part for part in (self.title, self.below, self.chip, self.side) if part)


def minutes_words(texts: Texts, since: datetime, now: datetime) -> str:
    """How long ago, with its unit: minutes up to two hours, then hours."""
    return for_minutes(max(int((now - since).total_seconds() // 60), 0), texts)


def for_minutes(minutes: int, texts: Texts) -> str:
    """So many minutes, in words: minutes up to two hours, then hours."""
    if minutes < 120:
        return texts.text(N_("{n} min"), n=minutes)
    return texts.text(N_("{n} uur"), n=minutes // 60)


def case_row(row: CaseRow, texts: Texts, now: datetime, *, post: str = "", found_by: str = "") -> ListRow:
    """A case of the post: its code, where it stands, since when; and by what a search found it."""
    spoken = _language_name(row.language, texts) if row.language else ""
    answered = texts.plural(N_("{n} antwoord"), N_("{n} antwoorden"), row.answered) if row.answered else ""
    proof = texts.text(N_("controlebewijs {serial}"), serial=row.proof_serial) if row.proof_serial else ""
    return ListRow(
        subject=row,
        title=row.code,
        below=" · ".join(part for part in (said(found_by, texts), spoken, answered, proof, post) if part),
        chip=texts.text(STAGES[row.stage]),
        tone=_TONES[row.stage],
        side=minutes_words(texts, row.changed, now),
    )


def _language_name(tag: str, texts: Texts) -> str:
    """In Dutch on a Dutch screen; elsewhere as its speakers call it."""
    known = language_or_tag(tag)
    return known.name_dutch if texts.tag == SOURCE else known.name_native


def referral_row(referral: Referral, texts: Texts, now: datetime, *, among_cases: bool = False) -> ListRow:
    """A referral to who sits here: where it stands, how urgent, how long it waits."""
    acute = referral.urgency is Urgency.ACUTE
    stages = {
        ReferralStage.SENT: N_("niet bevestigd"),
        ReferralStage.ACKNOWLEDGED: N_("bevestigd"),
        ReferralStage.ACCEPTED: N_("opgepakt"),
        ReferralStage.DECLINED: N_("niet opgepakt"),
        ReferralStage.DONE: N_("afgerond"),
        ReferralStage.WITHDRAWN: N_("ingetrokken"),
    }
    stage = texts.text(stages[referral.stage])  # no reason here: the person opposite can see the list
    below = f"{texts.text(N_('doorverwezen'))} · {stage}" if among_cases else stage
    return ListRow(
        subject=referral,
        title=referral.case_code,
        below=below,
        chip=texts.text(N_("ACUUT")) if acute else texts.text(N_("gewoon")),
        tone=Tone.ACUTE if acute else Tone.QUIET,
        side=minutes_words(texts, referral.sent, now),
        solid=acute and referral.acknowledged is None,
    )


class ListModel(QAbstractListModel):
    """Holds the rows it was given; an equal list changes nothing, so the selection stays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ListRow, ...] = ()

    def set_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows instead; rows in the same places are changed where they stand."""
        fresh = tuple(rows)
        if [row.title for row in fresh] == [row.title for row in self._rows]:
            self._rows = fresh
            if fresh:
                self.dataChanged.emit(self.index(0), self.index(len(fresh) - 1))
            return
        self.beginResetModel()
        self._rows = fresh
        self.endResetModel()

    def titles(self) -> tuple[str, ...]:
        """What the rows are called, in their order."""
        return tuple(row.title for row in self._rows)

    def row(self, at: int) -> ListRow:
        """The row at this place."""
        return self._rows[at]

    def sided(self) -> bool:
        """Whether any row says something at its far end: then all of them keep room for it."""
        return any(row.side for row in self._rows)

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        """How many; none below another."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The code to show, the whole card to read aloud, the subject to open."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken()
        return row.subject if role == SUBJECT else None


class CardDelegate(QStyledItemDelegate):
    """Draws a row as a card with a gap below it. Where ``marks``, the current one has an edge also when the
    focus is elsewhere.
    """

    high = 64
    gap = 10
    marks = False

    def __init__(self, model: ListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """All cards are equally high."""
        return QSize(0, theme.current().px(self.high + self.gap))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Card, words at the left, chip and time at the right."""
        look, row = theme.current(), self._model.row(index.row())
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        card = whole.adjusted(0, 0, 0, -look.px(self.gap))
        self._paint_card(painter, card, state)
        right = self._paint_right(painter, card, row)
        self._paint_words(painter, card, right, row)

    def _paint_card(self, painter: QPainter, card: QRect, state: QStyle.StateFlag) -> None:
        look = theme.current()
        tokens, corner = look.tokens, look.px(Size.CARD_CORNER)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painting.box(
            painter, card, fill=tokens.surface, border=tokens.control if over else tokens.line, corner=corner
        )
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, card, look, corner=corner)
        elif selected and self.marks:
            painting.box(painter, card, fill="", border=tokens.accent, width=look.px(2), corner=corner)

    def _paint_right(self, painter: QPainter, card: QRect, row: ListRow) -> int:
        """Draws chip, time and arrow from the right; returns where they begin."""
        look = theme.current()
        edge = card.right() - look.px(20)
        painter.setPen(QPen(QColor(look.tokens.muted), look.px(2)))
        middle, arm = card.center().y(), look.px(5)
        painter.drawLine(edge - arm, middle - arm, edge, middle)
        painter.drawLine(edge, middle, edge - arm, middle + arm)
        time_right = edge - look.px(24)
        small = look.font(Size.BODY)
        if not self._model.sided():
            return self._paint_chip(painter, time_right, middle, row)
        wide = max(QFontMetrics(small).horizontalAdvance(row.side), look.px(64))
        self._text(
            painter,
            QRect(time_right - wide, card.top(), wide, card.height()),
            row.side,
            small,
            look.tokens.muted,
            right=True,
        )
        return self._paint_chip(painter, time_right - wide - look.px(Space.L), middle, row)

    @staticmethod
    def _paint_chip(painter: QPainter, right: int, middle: int, row: ListRow) -> int:
        if not row.chip:
            return right
        look = theme.current()
        font = look.font(Size.SMALL, 600)
        wide, high = QFontMetrics(font).horizontalAdvance(row.chip) + look.px(28), look.px(24)
        place = QRect(right - wide, middle - high // 2, wide, high)
        ink, ground = look.tokens.tone(row.tone)
        if row.solid:
            ink, ground = look.tokens.on_acute, look.tokens.acute
        painting.box(painter, place, fill=ground, corner=high / 2)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, row.chip)
        return place.left()

    def _paint_words(self, painter: QPainter, card: QRect, right: int, row: ListRow) -> None:
        look = theme.current()
        left = card.left() + look.px(18)
        wide = right - left - look.px(Space.L)
        half = card.height() // 2
        lead, small = look.font(Size.LEAD, 600), look.font(Size.SMALL)
        upper = QRect(left, card.top() + look.px(6), wide, half - look.px(4))
        lower = QRect(left, card.top() + half, wide, half - look.px(8))
        if not row.below:
            upper = QRect(left, card.top(), wide, card.height())
        self._text(painter, upper, row.title, lead, look.tokens.ink)
        self._text(painter, lower, row.below, small, look.tokens.muted)

    @staticmethod
    def _text(
        painter: QPainter, place: QRect, words: str, font: QFont, colour: str, *, right: bool = False
    ) -> None:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, cut)


class CardList(QListView):
    """The list itself: one click, Enter or Space chooses; ``moved`` tells where somebody's keys stand."""

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placing = False
        self.setAccessibleName(name)
        self.rows = ListModel(self)
        self.setModel(self.rows)
        self._delegate = CardDelegate(self.rows, self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)

    def mark(self, at: int | None) -> None:
        """Show which row other keys of the screen act on (None: on none); ``moved`` stays silent."""
        self._delegate.marks, self._placing = True, True
        index = QModelIndex() if at is None else self.rows.index(at)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        self._placing = False

    def currentChanged(self, current: _AnyIndex, previous: _AnyIndex) -> None:
        """Arrow keys went to another row."""
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus() and not self._placing:
            self.moved.emit(self.rows.data(current, SUBJECT))

    def first(self) -> None:
        """Put the focus on the list, at its first row when none is current."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open what is current."""
        if event.key() in _OPENS and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click already opened it."""
        event.accept()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.data(index, SUBJECT))
