"""One or more of many: a field to search in above the list, always open or opened when it is needed."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import painting, theme
from fieldcheck.ui.answers.base import Answer, Setting, beside
from fieldcheck.ui.answers.lines import large_line, name_of
from fieldcheck.ui.answers.lists import ChoiceList, ListRow
from fieldcheck.ui.controls import Button, Face, Label, Size, Space, stack
from fieldcheck.viewmodels.interview_state import ChoiceView, Kind, Look, QuestionView

SEARCH = N_("Typ een deel van het antwoord")
SEARCH_IN = N_("Zoek in de antwoorden op: {question}")
ANSWERS = N_("Antwoorden")
PICK = N_("Kies een antwoord")
PICK_SEVERAL = N_("Kies een of meer antwoorden")
NOTHING_FOUND = N_("Niets gevonden. Maak het woord korter.")
CHOSEN = N_("gekozen")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PickButton(Button):
    """Shows what is chosen and opens the list; Enter leaves it alone once something is chosen."""

    tall = Size.CHOICE_HEIGHT
    text_size = Size.CHOICE
    weight = 600

    def __init__(self) -> None:
        super().__init__("")
        self.setCheckable(True)
        self.mirrored = False
        self.answered = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Down open; Enter opens while nothing is chosen, and then goes on with the page."""
        if event.key() == Qt.Key.Key_Down:
            self.click()
        elif event.key() in _ENTER and self.answered:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A row with an arrow at its end."""
        look, painter = theme.current(), QPainter(self)
        tokens, corner, edge = look.tokens, look.px(Size.CORNER), look.px(Space.L)
        on = self.answered or self.isDown()
        painting.box(
            painter,
            self.rect(),
            fill=tokens.accent_soft if on else tokens.surface,
            border=tokens.accent if on else tokens.control,
            width=2 if on else 1,
            corner=corner,
        )
        painter.setFont(self._font() if self.answered else look.font(Size.LEAD))
        painter.setPen(QColor(tokens.ink if self.answered else tokens.muted))
        side = Qt.AlignmentFlag.AlignRight if self.mirrored else Qt.AlignmentFlag.AlignLeft
        inner = self.rect().adjusted(edge, 0, -edge, 0)
        room = look.px(36)
        inner.adjust(room if self.mirrored else 0, 0, 0 if self.mirrored else -room, 0)
        cut = painter.fontMetrics().elidedText(self.label(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, cut)
        x = edge + look.px(6) if self.mirrored else self.width() - edge - look.px(6)
        y, half = self.height() / 2, look.px(6) * (-1 if self.isChecked() else 1)
        painter.setPen(QPen(QColor(tokens.ink), look.px(2)))
        painter.drawPolyline(
            [QPointF(x - half, y - half / 2), QPointF(x, y + half / 2), QPointF(x + half, y - half / 2)]
        )
        if self.hasFocus():
            painting.focus_ring(painter, self.rect(), look, corner=corner)


class SearchAnswer(Answer):
    """A list with a field above it; with Look.COMPACT only what is chosen, until it is opened."""

    writes_letters = True

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._question: QuestionView | None = None
        self._setting = Setting()
        self._open = False
        self.pick = PickButton()
        self.pick.setObjectName("pick")
        self.search = large_line(10_000)
        self.search.setObjectName("search")
        self.search.setPlaceholderText(texts.text(SEARCH))
        self.list = ChoiceList(texts.text(ANSWERS))
        self._nothing = Label(texts.text(NOTHING_FOUND), Face.MUTED)
        stack(self.pick, self.search, self.list, self._nothing, gap=Space.S, parent=self)
        self.pick.clicked.connect(lambda _checked=False: self.set_open(not self._open))
        self.search.textEdited.connect(lambda _text: self._filter())
        self.list.clicked.connect(self._on_index)
        self.search.installEventFilter(self)
        self.list.installEventFilter(self)

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show the choices that fit what is searched for."""
        before, self._question, self._setting = self._question, question, setting
        if before is None or before.reference != question.reference:
            self._open = False
            self.search.clear()
        compact = question.look is Look.COMPACT
        self.pick.setVisible(compact)
        self.search.setAccessibleName(self.texts.text(SEARCH_IN, question=question.dutch or question.label))
        where = Qt.AlignmentFlag.AlignRight if setting.mirrored else Qt.AlignmentFlag.AlignLeft
        self.search.setAlignment(where | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self._present_pick(question)
        self._filter()
        self._show_parts()

    def field(self) -> QWidget | None:
        """The button while it is closed, else the field to search in."""
        closed = self._question is not None and self._question.look is Look.COMPACT and not self._open
        return self.pick if closed else self.search

    def opened(self) -> QWidget | None:
        """The list, once somebody opened it."""
        return self.list if self._open else None

    def fields(self) -> tuple[QWidget, ...]:
        """All that can have the focus."""
        return self.pick, self.search, self.list

    def _present_pick(self, question: QuestionView) -> None:
        chosen = [choice.label for choice in question.choices if choice.chosen]
        several = question.kind is Kind.MANY
        self.pick.answered = bool(chosen)
        self.pick.mirrored = self._setting.mirrored
        nothing = self.texts.text(PICK_SEVERAL if several else PICK)
        if self._setting.turned:
            nothing = "…"
        self.pick.set_text(", ".join(chosen) or nothing)
        self.pick.setAccessibleName(f"{name_of(self.texts, question)}: {', '.join(chosen) or nothing}")

    def _show_parts(self) -> None:
        shown = self._open or (self._question is not None and self._question.look is Look.SEARCH)
        self.pick.setChecked(self._open)
        self.search.setVisible(shown)
        self.list.setVisible(shown and bool(self.list.lines.rows()))
        self._nothing.setVisible(shown and not self.list.lines.rows())
        self.updateGeometry()

    def set_open(self, opened: bool) -> None:
        """Open or close the list of a compact question; the focus follows."""
        self._open = opened
        if not opened:
            self.search.clear()
        self._filter()
        self._show_parts()
        chosen = [place for place, row in enumerate(self.list.lines.rows()) if row.chosen]
        if opened and chosen:
            self.list.scrollTo(self.list.lines.index(chosen[0]))
        (self.search if opened else self.pick).setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self) -> None:
        question = self._question
        if question is None:
            return
        wanted = folded(self.search.text())
        rows = tuple(self._row(one) for one in question.choices if _fits(one, wanted))
        self.list.present(rows, mirrored=self._setting.mirrored, turned=self._setting.turned)
        self._show_parts()

    def _row(self, choice: ChoiceView) -> ListRow:
        dutch = beside(choice, self._setting, self.texts)
        spoken = [choice.label, dutch, self.texts.text(CHOSEN) if choice.chosen else ""]
        return ListRow(
            choice.value,
            "",
            choice.label,
            dutch,
            choice.chosen,
            ", ".join(word for word in spoken if word),
            choice.image,
            caution=not choice.translated,
        )

    def _on_index(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._take()

    def _take(self) -> None:
        row = self.list.current()
        if row is None:
            return
        if self._question is not None and self._question.kind is not Kind.MANY:
            self._open = False
        self.chosen.emit(row.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows between field and list, Enter picks, Escape closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            heard = self._in_search(event) if watched is self.search else self._in_list(event)
            if heard:
                return True
        return super().eventFilter(watched, event)

    def _in_search(self, event: QKeyEvent) -> bool:
        rows = self.list.lines.rows()
        if event.key() == Qt.Key.Key_Down and rows:
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.go(0)
            return True
        if event.key() in _ENTER and rows and self.search.text():
            self.list.go(0)
            self._take()
            return True
        return self._closes(event)

    def _in_list(self, event: QKeyEvent) -> bool:
        if event.key() in (*_ENTER, Qt.Key.Key_Space):
            self._take()
            return True
        if event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() <= 0:
            self.search.setFocus(Qt.FocusReason.BacktabFocusReason)
            return True
        if event.text().isprintable() and event.text() and not event.modifiers():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            self.search.insert(event.text())
            self._filter()
            return True
        return self._closes(event)

    def _closes(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._open:
            self.set_open(False)
            return True
        return False


def folded(words: str) -> str:
    """Words without capitals and accents, as somebody types them in a hurry."""
    apart = unicodedata.normalize("NFKD", words.strip().casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("ł", "l")


def _fits(choice: ChoiceView, wanted: str) -> bool:
    return not wanted or wanted in folded(f"{choice.label} {choice.dutch}")
