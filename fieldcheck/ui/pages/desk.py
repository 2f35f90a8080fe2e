"""The post desk: acute referrals on top, the cases of this post, one big button for the next person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from fieldcheck.domain.case import CaseRow, CaseStage
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import InterviewId, ReferralId
from fieldcheck.domain.referral import Referral
from fieldcheck.domain.roles import Role
from fieldcheck.domain.scanning import could_be_code, is_code, is_meant_as_code
from fieldcheck.i18n import Texts, error_text
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import (
    Column,
    EmptyState,
    Face,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    Size,
    Space,
    StateChip,
    Tone,
    bind,
    row,
    scrolling,
    stack,
)
from fieldcheck.ui.pages.desk_alarm import AlarmStrip
from fieldcheck.ui.pages.desk_coordinating import CoordinatorButtons
from fieldcheck.ui.pages.desk_day import day_line, wrong_day
from fieldcheck.ui.pages.desk_flow import FlowPart
from fieldcheck.ui.pages.desk_handover import FeedbackSheet, TakeOverSheet
from fieldcheck.ui.pages.desk_keeping import KeepingButtons
from fieldcheck.ui.pages.desk_list import list_name, listed
from fieldcheck.ui.pages.desk_place import PlaceCard
from fieldcheck.ui.pages.desk_rows import CardList
from fieldcheck.ui.pages.desk_sheets import AcknowledgeSheet, LanguageSheet
from fieldcheck.ui.pages.desk_street import StreetPart
from fieldcheck.ui.pages.talk_sheets import FormSheet, TalksSheet
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.alarm_watch import WatchState
from fieldcheck.viewmodels.alarms import AlarmView
from fieldcheck.viewmodels.desk import DeskState, DeskViewModel
from fieldcheck.viewmodels.shell import Place
from fieldcheck.viewmodels.street import StreetState, StreetViewModel
from fieldcheck.viewmodels.talks import CaseTalks

NOT_SENT_ON = N_("Wat niemand bevestigt, gaat nu niet vanzelf door. Bel wie het moet weten.")
FIND = N_("Code, naam, kenteken …   {key}")
_SIDE = 340
_SIDE_LARGE = 280
_STACKED_FROM = 1.25
"""The scale from which an acute card puts its buttons below its words."""
_ONE_COLUMN_FROM = 1.75
"""The scale from which everything stands in one column that scrolls."""
_ONE_COLUMN = 4000
_EVERY_MS = 20_000
"""How often the desk is read anew while it shows."""


def desk_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    model = frame.model(place, lambda: DeskViewModel(frame.workplace, frame.shell, frame.texts))
    page = DeskPage(model, frame.texts, model.street)
    bind(page, frame.watch, page.present_watch)
    return page


class DeskPage(QWidget):
    """Home of every role; what a role may not do is not offered. ``street`` is the queue of the post."""

    def __init__(self, model: DeskViewModel, texts: Texts, street: StreetViewModel) -> None:
        super().__init__()
        self._model, self._texts, self._street = model, texts, street
        self._role: Role | None = None
        self._queue_shown = True
        self._sent_on: int | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(model.refresh)
        self._build()
        self._connect()
        bind(self, model, self.present)
        bind(self, street, self.present_street)

    def present(self, state: DeskState) -> None:
        """Everything from one snapshot."""
        if state.role is not self._role:
            # Whoever assesses begins with what was referred; everybody else with who waits.
            self._role, self._queue_shown = state.role, not state.may_assess
            # A keyboard scanner can be used at once; the field is always there, unlike a list.
            self.setFocusProxy(self.search if state.sees_cases else self.keeping.first(state))
        self._title.setText(self._texts.text(self._street.state.name_of(state.post.code)))
        day = day_line(state, self._texts)
        self._below.setText(" · ".join(part for part in (state.action, state.municipality, day) if part))
        self._wrong_day.show_words(*wrong_day(state, self._texts))
        self._place.present(state)
        self._alarms.present(state)
        self._present_list(state)
        self._present_side(state)
        if state.opening is not None:
            self._model.put_opening_away()
            self._open(state.opening)
        if state.talks is not None:
            self._ask_talk(state.talks)
        self._say()

    def present_street(self, state: StreetState) -> None:
        """The queue, the counts and what is to be shown once."""
        self.street.present(state)
        self.flow.present(state)
        self.homes.setVisible(state.may_visit)
        self._tabs.setVisible(state.may_move)
        self._to_queue.set_text(self._texts.text(N_("Wachtrij · {n}"), n=state.waiting))
        self._say()

    def present_watch(self, state: WatchState) -> None:
        """What went on to somebody else is read at once; that nothing could go on is told until it can."""
        if self._sent_on not in (None, state.sent_on):
            self._model.refresh()
        self._sent_on = state.sent_on
        if state.trouble is None:
            self._watch.show_words("")
        else:
            what, _, remedy = error_text(state.trouble, self._texts)
            self._watch.show_words(self._texts.text(NOT_SENT_ON), what, remedy)

    def _say(self) -> None:
        problem = self._model.state.problem or self._street.state.problem
        if problem is None:
            self._notice.show_words("")
        else:
            self._notice.show_words(*error_text(problem, self._texts))

    def showEvent(self, event: QShowEvent) -> None:
        """What waits is counted while somebody can see it."""
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """And no longer."""
        self._timer.stop()
        super().hideEvent(event)

    # Building

    def _build(self) -> None:
        look = theme.current()
        self._notice = Notice()
        self._alarms = AlarmStrip(self._texts)
        self._alarms.opened.connect(self._model.open_referral)
        self._alarms.acknowledging.connect(self._acknowledge)
        lists = self._lists()
        self._watch = Notice(Tone.ACUTE)
        self._wrong_day = Notice()
        told = (self._notice, self._wrong_day, self._watch, self._alarms)
        left = stack(self._heading(), *told, self._which(), lists, gap=Space.M)
        left.setStretch(len(told) + 2, 1)
        side = self._side()
        edge = look.px(Space.XXL)
        if look.scale >= _ONE_COLUMN_FROM:
            self.cases.setMinimumHeight(look.px(Size.BAR * 4))
            whole = Column(limit=_ONE_COLUMN, gap=Space.XL)
            whole.body.addLayout(left)
            whole.body.addWidget(side)
            stack(whole, gap=0, parent=self)
        else:
            side.setFixedWidth(look.px(_SIDE if look.scale < _STACKED_FROM else _SIDE_LARGE))
            area = scrolling(side)
            right = max(edge - (area.maximumWidth() - side.maximumWidth()), 0)
            layout = QHBoxLayout(self)
            layout.setContentsMargins(edge, look.px(Space.XL), right, look.px(Space.L))
            layout.setSpacing(look.px(28))
            layout.addLayout(left, 1)
            layout.addWidget(area)

    def _heading(self) -> QHBoxLayout:
        words = self._texts.text
        self._title = Label("", Face.TITLE, wrap=False)
        self._title.setObjectName("post")
        self._below = Label("", Face.SMALL)
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setAccessibleName(words(N_("Zoek op code, naam, kenteken of adres")))
        self.search.setPlaceholderText(words(FIND, key=shortcuts.SEARCH.shown))
        self.search.setMinimumWidth(theme.current().px(150))
        self.search.setMaximumWidth(theme.current().px(280))
        heading = row(stack(self._title, self._below, gap=0), self.search, gap=Space.XL)
        heading.setStretch(0, 3)
        heading.setStretch(1, 2)
        return heading

    def _which(self) -> QWidget:
        """The queue of this post, or its cases; both by one press."""
        words = self._texts.text
        self._to_queue = StateChip(words(N_("Wachtrij")))
        self._to_queue.setObjectName("show-queue")
        self._to_cases = StateChip(words(N_("Zaken")))
        self._to_cases.setObjectName("show-cases")
        self._tabs = QWidget()
        row(self._to_queue, self._to_cases, None, self.street.next, gap=Space.S, parent=self._tabs)
        return self._tabs

    def _lists(self) -> QStackedWidget:
        words = self._texts.text
        self.cases = CardList(words(N_("Zaken van deze post")))
        self.cases.setObjectName("cases")
        self._none = EmptyState(
            words(N_("Nog niemand gesproken op deze post")),
            words(N_("Begin met “Nieuw gesprek” zodra de eerste persoon er is.")),
        )
        self._none_yet = EmptyState(
            words(N_("Nog geen zaken op deze laptop")),
            words(N_("Zij komen hier zodra u iemand ontvangt of een bundel inleest.")),
        )
        self._not_found = EmptyState(
            words(N_("Niets gevonden")),
            words(N_("Zoek op code, naam, kenteken of adres, of wis het zoekveld met Esc.")),
        )
        self._no_inbox = EmptyState(
            words(N_("Er wacht niets op u")),
            words(N_("Nieuwe doorverwijzingen verschijnen hier, de dringendste bovenaan.")),
        )
        self.street = StreetPart(self._street, self._texts)
        self._stack = QStackedWidget()
        self._no_cases = EmptyState(
            words(N_("Met deze rol ziet u geen zaken")),
            words(N_("Kies hiernaast wat u wilt doen.")),
        )
        pages = (self.street, self.cases, self._none, self._none_yet, self._not_found, self._no_inbox)
        for page in (*pages, self._no_cases):
            self._stack.addWidget(page)
        return self._stack

    def _side(self) -> QWidget:
        words = self._texts.text
        side = QWidget()
        self.new = PrimaryButton(words(N_("Nieuw gesprek")), shortcuts.NEW_INTERVIEW)
        self.new.setObjectName("new-interview")
        self.letters = OutlinedButton(words(N_("Brieven en bewijzen")), shortcuts.LETTERS)
        self.letters.setObjectName("letters")
        self.export = OutlinedButton(words(N_("Dagbundel maken …")))
        self.export.setObjectName("export")
        self.take_over = OutlinedButton(words(N_("Overnemen met een code …")))
        self.take_over.setObjectName("take-over")
        self.feedback = OutlinedButton(words(N_("Terugkoppeling")))
        self.feedback.setObjectName("feedback")
        self.take_in = OutlinedButton(words(N_("Bundel inlezen …")))
        self.take_in.setObjectName("take-in")
        self.coordinating = CoordinatorButtons(self._model, self._texts)
        self.keeping = KeepingButtons(self._model, self._texts)
        self.settings = QuietButton(words(N_("Instellingen")), shortcuts.SETTINGS)
        self.settings.setObjectName("settings")
        self.homes = OutlinedButton(words(N_("Woningen op het park")), shortcuts.HOMES)
        self.homes.setObjectName("homes")
        self.flow = FlowPart(self._street, self._texts)
        self._place = PlaceCard(self._texts)
        stack(
            self.new,
            self.coordinating,
            self.letters,
            self.export,
            self.homes,
            self.take_over,
            self.feedback,
            self.take_in,
            self.flow,
            self.keeping,
            None,
            self._place,
            self.settings,
            gap=Space.M,
            parent=side,
        )
        return side

    def _connect(self) -> None:
        self.new.clicked.connect(lambda: self._ask_form(self._model.new_interview))
        self.letters.clicked.connect(self._model.open_letters)
        self.export.clicked.connect(self._model.open_export)
        self.take_over.clicked.connect(self._take_over)
        self.feedback.clicked.connect(self._see_feedback)
        self.take_in.clicked.connect(self._model.open_import)
        self.settings.clicked.connect(self._model.open_settings)
        self.search.textEdited.connect(self._model.find)
        self.search.returnPressed.connect(self._enter_search)
        self.homes.clicked.connect(self._street.open_homes)
        self._to_queue.clicked.connect(lambda: self._show_queue(shown=True))
        self._to_cases.clicked.connect(lambda: self._show_queue(shown=False))
        self.street.talk.connect(self._model.open_known)
        self.cases.chosen.connect(self._open)
        self._place.moved.connect(lambda role, post: self._model.move(role=Role(role), post=post))
        for shortcut, act in (
            (shortcuts.SEARCH, self._to_search),
            (shortcuts.REFRESH, self._model.refresh),
        ):
            for key in shortcut.keys:
                QShortcut(QKeySequence(key), self).activated.connect(act)
        clear_key = QShortcut(QKeySequence("Esc"), self.search)
        clear_key.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear_key.activated.connect(self._clear_search)
        down = QShortcut(QKeySequence("Down"), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.cases.first)

    # Presenting

    def _present_list(self, state: DeskState) -> None:
        rows = listed(state, self._texts)
        self.cases.rows.set_rows(rows)
        self._to_cases.set_text(list_name(state, self._texts))
        self.cases.setAccessibleName(
            self._texts.text(N_("Doorverwijzingen naar ISZW"))
            if state.may_assess
            else self._texts.text(N_("Zaken van deze post"))
        )
        talks = self._none if state.may_interview else self._none_yet
        empty = self._no_inbox if state.may_assess else talks
        if state.search:
            empty = self._not_found
        self._cases_page = self.cases if rows or not state.loaded else empty
        if not state.sees_cases:
            self._cases_page = self._no_cases
        self._show_list()

    def _show_queue(self, *, shown: bool) -> None:
        self._queue_shown = shown
        self._show_list()

    def _show_list(self) -> None:
        """A search looks through the cases, whichever of the two is shown otherwise."""
        queue = self._queue_shown and self._street.state.may_move and not self._model.state.search
        self._to_queue.setChecked(queue)
        self._to_cases.setChecked(not queue)
        self._stack.setCurrentWidget(self.street if queue else self._cases_page)

    def _present_side(self, state: DeskState) -> None:
        self.search.setVisible(state.sees_cases)
        self.keeping.present(state)
        self.new.setVisible(state.may_interview)
        self.new.setEnabled(not state.busy)
        self.coordinating.setVisible(state.may_coordinate)
        self.letters.setVisible(state.may_issue)
        self.export.setVisible(state.may_export)
        self.take_over.setVisible(state.may_take_over)
        self.feedback.setVisible(bool(state.feedback))
        name, unread = self._texts.text(N_("Terugkoppeling")), state.unread
        self.feedback.set_text(
            self._texts.text(N_("{name} ({n} nieuw)"), name=name, n=unread) if unread else name
        )
        self.take_in.setVisible(state.may_import)

    # What people do

    def _ask_form(self, begin: Callable[..., None]) -> None:
        """Which form, where there is something to choose; then in which language."""
        forms = self._model.state.forms
        if len(forms) < 2:
            self._ask_language(begin)
            return
        sheet = FormSheet(self._texts, forms, self)
        sheet.chosen.connect(lambda form: self._ask_language(begin, form))
        sheet.open()

    def _ask_language(self, begin: Callable[..., None], *form: str) -> None:
        sheet = LanguageSheet(self._texts, self._model.state.languages_of("".join(form)), self)
        sheet.chosen.connect(lambda tag: begin(tag, *form))
        sheet.open()

    def _ask_talk(self, known: CaseTalks) -> None:
        self._model.put_talks_away()
        sheet = TalksSheet(self._texts, known, self)
        sheet.resumed.connect(lambda talk: self._model.resume(known.case, InterviewId(talk)))
        sheet.begun.connect(lambda form: self._model.begin_interview(known.case, known.language, form))
        sheet.outcome.connect(lambda: self._model.see_outcome(known.case))
        sheet.open()

    def _open(self, subject: object) -> None:
        if isinstance(subject, Referral):
            self._model.open_referral(subject)
        elif (
            isinstance(subject, CaseRow)
            and subject.stage is CaseStage.WAITING
            and self._model.state.may_interview
        ):
            self._ask_form(partial(self._model.begin_interview, subject.id))
        elif isinstance(subject, CaseRow):
            self._model.open_case(subject)

    def _enter_search(self) -> None:
        """A whole code is somebody who stands here, or a proof; anything less opens the first found.

        So is a code that the list below shows: what comes of it must not hang on how fast it was typed.
        One with a wrong sign opens nobody: it stays to be read again, and a new scan writes over it.
        """
        typed = self.search.text()
        if self._meant_as_code(typed) and self._street.state.may_move:
            if is_code(typed):
                self._clear_search()
                self._show_queue(shown=True)
            else:
                self.search.selectAll()
            self._street.arrive(typed)
        elif self.cases.rows.titles():
            self._open(self.cases.rows.row(0).subject)

    def _meant_as_code(self, typed: str) -> bool:
        """Without its dashes a code can be a plate: it is one where the list below was found by it."""
        state = self._model.state
        found = state.found_for == typed.strip() and bool(state.found_by)
        return is_meant_as_code(typed) or (could_be_code(typed) and not found)

    def _acknowledge(self, alarm: AlarmView) -> None:
        state = self._model.state
        waiting = tuple((str(one.id), state.recipient_name(one.to)) for one in alarm.referrals)
        sheet = AcknowledgeSheet(self._texts, alarm.case_code, waiting, self)
        sheet.acknowledged.connect(lambda of, who: self._model.acknowledge(ReferralId(of), by=who))
        sheet.open()

    def _take_over(self) -> None:
        sheet = TakeOverSheet(self._texts, self)
        sheet.scanned.connect(self._model.take_over)
        sheet.open()

    def _see_feedback(self) -> None:
        FeedbackSheet(self._texts, self._model.state.feedback, self).open()
        self._model.see_feedback()

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _clear_search(self) -> None:
        self.search.clear()
        self._model.find("")
