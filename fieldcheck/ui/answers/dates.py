"""Days and moments: typed as people write them, or picked from a calendar; or only a month or a year."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QWidget

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.i18n import Texts, parse_date
from fieldcheck.ui import theme
from fieldcheck.ui.answers.base import Answer, Setting
from fieldcheck.ui.answers.lines import fill, large_line, name_of
from fieldcheck.ui.controls import OutlinedButton, Picker, Size, Space, row, stack
from fieldcheck.viewmodels.interview_state import Kind, Look, QuestionView

CALENDAR = N_("Kalender")
CALENDAR_OF = N_("Kalender bij: {question}")
DAY = N_("Dag, bijvoorbeeld 22-11-2026")
TIME = N_("Tijd, bijvoorbeeld 5.30")
DAY_OF, TIME_OF = N_("Dag bij: {question}"), N_("Tijd bij: {question}")
MONTH, YEAR = N_("Maand"), N_("Jaar, bijvoorbeeld 2026")
MONTH_OF, YEAR_OF = N_("Maand bij: {question}"), N_("Jaar bij: {question}")
NO_MONTH = N_("Kies een maand")
BETWEEN = "\t"
"""Stands between the day and the time of a moment, as the view-model reads it."""


class Calendar(QCalendarWidget):
    """A month with days large enough for a finger, weeks from Monday, in the words of the interface."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        look = theme.current()
        tokens, px = look.tokens, look.px
        self.setLocale(QLocale(tag))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the officer's, whatever the person reads
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setGridVisible(False)
        self.setFixedSize(px(44) * 7 + px(24), px(44) * 7 + px(60))
        plain = QTextCharFormat()
        plain.setForeground(look.colour(tokens.ink))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, plain)
        head = QTextCharFormat()
        head.setForeground(look.colour(tokens.muted))
        head.setBackground(look.colour(tokens.surface))
        self.setHeaderTextFormat(head)
        self.setStyleSheet(
            f"QCalendarWidget QWidget {{ background: {tokens.surface}; alternate-background-color:"
            f" {tokens.surface}; }}"
            f"QCalendarWidget QToolButton {{ color: {tokens.ink}; background: {tokens.surface};"
            f" font-weight: 600; font-size: {px(Size.LEAD)}px; min-height: {px(44)}px; min-width: {px(44)}px;"
            f" border-radius: {px(Size.CORNER)}px; qproperty-iconSize: {px(20)}px; }}"
            f"QCalendarWidget QToolButton:hover {{ background: {tokens.accent_soft}; }}"
            f"QCalendarWidget QToolButton:focus {{ border: {Size.FOCUS}px solid {tokens.accent}; }}"
            f"QCalendarWidget QToolButton::menu-indicator {{ image: none; }}"
            f"QCalendarWidget QSpinBox {{ min-height: {px(40)}px; }}"
            f"QCalendarWidget QAbstractItemView {{ font-size: {px(Size.BODY)}px;"
            f" selection-background-color: {tokens.accent}; selection-color: {tokens.on_accent};"
            f" color: {tokens.ink}; outline: none; border: 1px solid {tokens.line}; }}"
            f"QCalendarWidget QAbstractItemView:disabled {{ color: {tokens.control}; }}"
        )
        back, on = (self.findChild(QWidget, f"qt_calendar_{name}month") for name in ("prev", "next"))
        for button, sign in ((back, "‹"), (on, "›")):
            if button is not None:
                button.setProperty("icon", None)
                button.setProperty("text", sign)


class DateAnswer(Answer):
    """A day to type, with a calendar that opens below it; for a moment, a time beside it."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._moment = self._mirrored = False
        self._question: QuestionView | None = None
        self.day = large_line(340)
        self.day.setObjectName("day")
        self.time = large_line(280)
        self.time.setObjectName("time")
        self.opener = OutlinedButton(texts.text(CALENDAR))
        self.opener.setCheckable(True)
        self.opener.setObjectName("open-calendar")
        self.opener.setFixedHeight(theme.current().px(Size.CHOICE_HEIGHT))
        self.calendar: Calendar | None = None
        self._sides = QWidget()
        beside = row(self.day, self.time, self.opener, None, gap=Space.M, parent=self._sides)
        for place in (0, 1):
            beside.setStretch(place, 100)
        self._below = stack(gap=0)
        stack(self._sides, self._below, gap=Space.S, parent=self)
        self.day.textEdited.connect(lambda _text: self._tell())
        self.time.textEdited.connect(lambda _text: self._tell())
        self.opener.clicked.connect(lambda _checked=False: self._toggle())

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show what stands there."""
        other = self._question is None or self._question.reference != question.reference
        self._question, self._moment = question, question.kind is Kind.MOMENT
        self._mirrored = setting.mirrored
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        )
        day, _, clock = question.entry.partition(BETWEEN)
        fill(self.day, day)
        fill(self.time, clock)
        named = question.dutch or question.label
        self.day.setAccessibleName(
            self.texts.text(DAY_OF, question=named) if self._moment else name_of(self.texts, question)
        )
        self.time.setAccessibleName(self.texts.text(TIME_OF, question=named))
        self.day.setPlaceholderText("" if setting.turned else self.texts.text(DAY))
        self.time.setPlaceholderText("" if setting.turned else self.texts.text(TIME))
        self.time.setVisible(self._moment)
        self.opener.setVisible(question.look is not Look.TYPED_ONLY)
        self.opener.setAccessibleName(self.texts.text(CALENDAR_OF, question=named))
        opened = "▦" if setting.turned else self.texts.text(CALENDAR)
        if self.opener.label() != opened:
            self.opener.set_text(opened)
            self.opener.setAccessibleName(self.texts.text(CALENDAR_OF, question=named))
        if other:
            self._close()

    def field(self) -> QWidget | None:
        """The day."""
        return self.day

    def opened(self) -> QWidget | None:
        """The calendar while it is open."""
        return self.calendar if self.calendar is not None and not self.calendar.isHidden() else None

    def fields(self) -> tuple[QWidget, ...]:
        """Day and time."""
        return self.day, self.time

    def open_calendar(self) -> Calendar:
        """Show the calendar at the day that stands there."""
        if self.calendar is None:
            self.calendar = Calendar(self.texts.tag)
            self.calendar.setAccessibleName(self.texts.text(CALENDAR))
            self.calendar.clicked.connect(self._on_day)
            self.calendar.activated.connect(self._on_day)
            self._below.addLayout(row(self.calendar, None))
            for inner in self.calendar.findChildren(QWidget):
                inner.installEventFilter(self)
        try:
            typed: date | None = parse_date(self.day.text(), self.texts.tag)
        except InvalidValue:
            typed = None
        if typed is not None:
            self.calendar.setSelectedDate(QDate(typed.year, typed.month, typed.day))
        self.calendar.show()
        self.opener.setChecked(True)
        return self.calendar

    def _toggle(self) -> None:
        if self.calendar is not None and not self.calendar.isHidden():
            self._close()
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.open_calendar().setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self.opener.setChecked(False)
        if self.calendar is not None:
            self.calendar.hide()

    def _on_day(self, day: QDate) -> None:
        self.day.setText(f"{day.day():02d}-{day.month():02d}-{day.year()}")
        self._tell()
        self._close()
        (self.time if self._moment else self.day).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        day, clock = self.day.text(), self.time.text()
        if self._moment:
            self.typed.emit(f"{day}{BETWEEN}{clock}" if day or clock else "")
        else:
            self.typed.emit(day)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes the calendar; Enter in it picks the day and does not go on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._toggle()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.calendar is not None:
                self._on_day(self.calendar.selectedDate())
                return True
        return super().eventFilter(watched, event)


class MonthAnswer(Answer):
    """A month and a year, or a year alone."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self.month = Picker(texts.text(MONTH))
        self.month.setObjectName("month")
        self.month.setFixedHeight(theme.current().px(Size.CHOICE_HEIGHT))
        self.year = large_line(300)
        self.year.setObjectName("year")
        self.year.setPlaceholderText(texts.text(YEAR))
        self._sides = QWidget()
        row(self.month, self.year, None, gap=Space.M, parent=self._sides).setStretch(1, 100)
        stack(self._sides, parent=self)
        locale = QLocale(texts.tag)
        names = tuple((str(n), locale.standaloneMonthName(n)) for n in range(1, 13))
        self._offered = (("", texts.text(NO_MONTH)), *names)
        self.month.offer(self._offered, "")
        self.month.activated.connect(lambda _place: self._tell())
        self.year.textEdited.connect(lambda _text: self._tell())
        self._whole = True

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show the month and the year that stand there."""
        self._whole = question.look is Look.MONTH
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        )
        named = question.dutch or question.label
        self.month.setAccessibleName(self.texts.text(MONTH_OF, question=named))
        self.year.setAccessibleName(self.texts.text(YEAR_OF, question=named))
        self.month.setVisible(self._whole)
        if self._whole:
            month, _, year = question.entry.rpartition("-")
            self.month.offer(self._offered, month.lstrip("0"))
            fill(self.year, year)
        else:
            fill(self.year, question.entry)

    def field(self) -> QWidget | None:
        """The month, or the year where only that is asked."""
        return self.month if self._whole else self.year

    def fields(self) -> tuple[QWidget, ...]:
        """Both."""
        return self.month, self.year

    def _tell(self) -> None:
        if not self._whole:
            self.typed.emit(self.year.text())
            return
        month = self.month.currentData() or ""
        self.typed.emit(f"{month}-{self.year.text()}" if month or self.year.text() else "")
