"""The inbox as an item view: a thin model and a delegate that draws one referral a row."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import OUTCOMES, ReferralStage, Urgency
from fieldcheck.i18n import Texts
from fieldcheck.ui import painting, theme
from fieldcheck.ui.controls import Size, Space, Tone
from fieldcheck.viewmodels.inbox import InboxRow, due_in, period_left, waited
from fieldcheck.viewmodels.review_state import ASSESSMENTS

URGENCIES = {Urgency.ACUTE: N_("ACUUT"), Urgency.REGULAR: N_("gewoon"), Urgency.NONE: N_("geen haast")}
STAGES = {
    ReferralStage.SENT: N_("wacht op bevestiging"),
    ReferralStage.ACKNOWLEDGED: N_("overgenomen"),
    ReferralStage.ACCEPTED: N_("opgepakt"),
    ReferralStage.DECLINED: N_("niet opgepakt"),
    ReferralStage.DONE: N_("afgerond"),
    ReferralStage.WITHDRAWN: N_("ingetrokken"),
}
_PERIOD = 22
"""Height of a line about something with a day, such as a reflection period, at the first size of text."""
ROW_ROLE = Qt.ItemDataRole.UserRole


def standing(row: InboxRow, texts: Texts) -> str:
    """How a referral stands: what the reporter was told, else the first assessment, else its stage."""
    if row.outcome is not None:
        return _within(texts.text(OUTCOMES[row.outcome]))
    if row.assessment is not None:
        return _within(texts.text(dict(ASSESSMENTS)[row.assessment]))
    return texts.text(STAGES[row.stage])


def with_a_day(row: InboxRow, texts: Texts) -> tuple[tuple[str, bool], ...]:
    """What of a case has a day, in words, and whether that day has come: reflection period, follow-up."""
    period = () if row.left is None else ((period_left(row.left, texts), row.left <= 0),)
    return period if row.due is None else (*period, (due_in(row.due, texts), row.due <= 0))


def _within(words: str) -> str:
    """Words that stand alone elsewhere, as they stand within a row: the other states begin small too."""
    return words[:1].lower() + words[1:]


class InboxModel(QAbstractListModel):
    """Rows of the inbox, in the order the view-model gives."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rows: tuple[InboxRow, ...] = ()

    def set_rows(self, rows: tuple[InboxRow, ...]) -> None:
        """Show these rows."""
        if rows == self._rows:
            return
        if [row.id for row in rows] == [row.id for row in self._rows]:
            # A minute went by: the list keeps its place, its selection and its focus.
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def place_of(self, row: InboxRow | None) -> QModelIndex:
        """Where a row stands; an invalid index when it does not."""
        return self.index(self._rows.index(row), 0) if row in self._rows else QModelIndex()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many referrals there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The row itself, or its words for search and screen readers."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.case_code
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._texts.text
            parts = (row.case_code, text(URGENCIES[row.urgency]), standing(row, self._texts))
            dated = (words for words, _ in with_a_day(row, self._texts))
            return ", ".join(part for part in (*parts, waited(row.minutes, self._texts), *dated) if part)
        return None


class InboxDelegate(QStyledItemDelegate):
    """Draws a referral: code and standing at the left, urgency and waiting time at the right."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One row and the gap below it; a line more for each thing with a day."""
        row = index.data(ROW_ROLE)
        more = _PERIOD * len(with_a_day(row, self._texts)) if isinstance(row, InboxRow) else 0
        return QSize(theme.current().px(260), theme.current().px(74 + more))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Card, words, chip; the selected one in the accent, the acute ones with a red word."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, InboxRow):
            return
        look = theme.current()
        tokens, state = look.tokens, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        card = rect.adjusted(0, 0, 0, -look.px(Space.S))
        painter.save()
        painting.box(
            painter,
            card,
            fill=tokens.accent_soft if chosen else tokens.surface,
            border=tokens.accent if chosen else tokens.line,
            width=2 if chosen else 1,
            corner=look.px(Size.CORNER),
        )
        inner = card.adjusted(look.px(Space.M), look.px(6), -look.px(Space.M), -look.px(6))
        for words, pressing in reversed(with_a_day(row, self._texts)):
            line = QRect(inner.left(), inner.bottom() + 1 - look.px(_PERIOD), inner.width(), look.px(_PERIOD))
            inner.setBottom(line.top() - 1)
            self._dated(painter, line, words, pressing=pressing)
        self._words(painter, inner, row)
        if state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, card, look, corner=look.px(Size.CORNER))
        painter.restore()

    def _dated(self, painter: QPainter, line: QRect, words: str, *, pressing: bool) -> None:
        """Quiet while days are left; in ink and heavier on the day and after it."""
        look = theme.current()
        painter.setFont(look.font(Size.SMALL, 600) if pressing else look.font(Size.SMALL))
        painter.setPen(QColor(look.tokens.ink if pressing else look.tokens.muted))
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)

    def _words(self, painter: QPainter, inner: QRect, row: InboxRow) -> None:
        look, text = theme.current(), self._texts.text
        tokens = look.tokens
        urgency = text(URGENCIES[row.urgency])
        small = look.font(Size.SMALL, 600)
        wide = QFontMetrics(small).horizontalAdvance(urgency) + look.px(Space.XL)
        chip = QRect(inner.right() - wide, inner.top() + look.px(2), wide, look.px(22))
        tone = Tone.ACUTE if row.urgency is Urgency.ACUTE else Tone.QUIET
        ink, ground = tokens.tone(tone)
        painting.box(painter, chip, fill=ground, corner=chip.height() / 2)
        painter.setFont(small)
        painter.setPen(QColor(ink))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, urgency)
        half = inner.height() // 2
        upper = QRect(inner.left(), inner.top(), inner.width() - wide - look.px(Space.S), half)
        lower = QRect(inner.left(), inner.top() + half, inner.width(), half)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(Size.LEAD, 600))
        painter.setPen(QColor(tokens.ink))
        painter.drawText(upper, left | middle, row.case_code)
        painter.setFont(look.font(Size.SMALL))
        painter.setPen(QColor(tokens.muted))
        long = waited(row.minutes, self._texts)
        room = lower.width() - QFontMetrics(painter.font()).horizontalAdvance(long) - look.px(Space.S)
        words = painter.fontMetrics().elidedText(
            standing(row, self._texts), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(lower, left | middle, words)
        painter.drawText(lower, right | middle, long)
