"""The post desk: acute referrals on top, the cases of this post, one big button for the next person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from fieldcheck.domain.case import CaseRow, CaseStage
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import InterviewId, ReferralId
from fieldcheck.domain.referral import Referral
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import Texts, error_text, long_date
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import (
    Card,
    Column,
    EmptyState,
    Face,
    Figure,
    Label,
    Notice,
    OutlinedButton,
    Picker,
    PrimaryButton,
    QuietButton,
    Size,
    Space,
    bind,
    row,
    stack,
)
from fieldcheck.ui.pages.desk_alarm import AlarmStrip
from fieldcheck.ui.pages.desk_handover import FeedbackSheet, TakeOverSheet
from fieldcheck.ui.pages.desk_rows import CardList, ListRow, case_row, referral_row
from fieldcheck.ui.pages.desk_sheets import AcknowledgeSheet, LanguageSheet
from fieldcheck.ui.pages.talk_sheets import FormSheet, TalksSheet
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.words import ROLES
from fieldcheck.viewmodels.alarms import AlarmView
from fieldcheck.viewmodels.desk import DeskState, DeskViewModel
from fieldcheck.viewmodels.shell import Place
from fieldcheck.viewmodels.talks import CaseTalks

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
    return DeskPage(frame.model(place, lambda: DeskViewModel(frame.workplace, frame.shell)), frame.texts)


class DeskPage(QWidget):
    """Home of every role; what a role may not do is not offered."""

    def __init__(self, model: DeskViewModel, texts: Texts) -> None:
        super().__init__()
        self._model, self._texts = model, texts
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(model.refresh)
        self._build()
        self._connect()
        bind(self, model, self.present)

    def present(self, state: DeskState) -> None:
        """Everything from one snapshot."""
        self._title.setText(state.post.name)
        day = long_date(state.day, self._texts.tag)
        self._below.setText(" · ".join(part for part in (state.action, state.municipality, day) if part))
        self._present_place(state)
        self._alarms.present(state)
        self._present_list(state)
        self._present_side(state)
        if state.talks is not None:
            self._ask_talk(state.talks)
        if state.problem is None:
            self._notice.show_words("")
        else:
            self._notice.show_words(*error_text(state.problem, self._texts))

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
        left = stack(self._heading(), self._notice, self._alarms, self._lists(), gap=Space.M)
        left.setStretch(3, 1)
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
            scrolling = _scrolling(side)
            right = max(edge - (scrolling.maximumWidth() - side.maximumWidth()), 0)
            layout = QHBoxLayout(self)
            layout.setContentsMargins(edge, look.px(Space.XL), right, look.px(Space.L))
            layout.setSpacing(look.px(28))
            layout.addLayout(left, 1)
            layout.addWidget(scrolling)
        self.setFocusProxy(self.cases)

    def _heading(self) -> QHBoxLayout:
        words = self._texts.text
        self._title = Label("", Face.TITLE, wrap=False)
        self._title.setObjectName("post")
        self._below = Label("", Face.SMALL)
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setAccessibleName(words(N_("Zoek op zaakcode")))
        self.search.setPlaceholderText(words(N_("Zoek op zaakcode   {key}"), key=shortcuts.SEARCH.shown))
        self.search.setMinimumWidth(theme.current().px(150))
        self.search.setMaximumWidth(theme.current().px(280))
        heading = row(stack(self._title, self._below, gap=0), self.search, gap=Space.XL)
        heading.setStretch(0, 3)
        heading.setStretch(1, 2)
        return heading

    def _lists(self) -> QStackedWidget:
        words = self._texts.text
        self.cases = CardList(words(N_("Zaken van deze post")))
        self.cases.setObjectName("cases")
        self._none = EmptyState(
            words(N_("Nog niemand gesproken op deze post")),
            words(N_("Begin met “Nieuw gesprek” zodra de eerste persoon er is.")),
        )
        self._not_found = EmptyState(
            words(N_("Geen zaak met deze code")),
            words(N_("Controleer de code, of wis het zoekveld met Esc.")),
        )
        self._no_inbox = EmptyState(
            words(N_("Er wacht niets op u")),
            words(N_("Nieuwe doorverwijzingen verschijnen hier, de dringendste bovenaan.")),
        )
        self._stack = QStackedWidget()
        for page in (self.cases, self._none, self._not_found, self._no_inbox):
            self._stack.addWidget(page)
        return self._stack

    def _side(self) -> QWidget:
        words, look = self._texts.text, theme.current()
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
        self.settings = QuietButton(words(N_("Instellingen")), shortcuts.SETTINGS)
        self.settings.setObjectName("settings")
        self._passed = Figure(words(N_("langsgekomen")))
        self._interviewed = Figure(words(N_("gesproken")))
        self._refused = Figure(words(N_("geweigerd")))
        self._referred = Figure(words(N_("doorverwezen")))
        figures = QGridLayout()
        figures.setSpacing(look.px(10))
        for at, figure in enumerate((self._passed, self._interviewed, self._refused, self._referred)):
            figures.addWidget(figure, at // 2, at % 2)
        self._unit = Label("", Face.SMALL)
        self.role = Picker(words(N_("Rol")))
        self.role.setObjectName("role")
        self.post = Picker(words(N_("Post")))
        self.post.setObjectName("post-picker")
        self._place = Card(gap=Space.S)
        self._place.body.addWidget(Label(words(N_("Oefenen als")), Face.SMALL))
        self._place.body.addWidget(self.role)
        self._place.body.addWidget(Label(words(N_("aan post")), Face.SMALL))
        self._place.body.addWidget(self.post)
        stack(
            self.new,
            self.letters,
            self.export,
            self.take_over,
            self.feedback,
            figures,
            self._unit,
            None,
            self._place,
            self.settings,
            gap=Space.M,
            parent=side,
        )
        return side

    def _connect(self) -> None:
        self.new.clicked.connect(self._new)
        self.letters.clicked.connect(self._model.open_letters)
        self.export.clicked.connect(self._model.open_export)
        self.take_over.clicked.connect(self._take_over)
        self.feedback.clicked.connect(self._see_feedback)
        self.settings.clicked.connect(self._model.open_settings)
        self.search.textEdited.connect(self._model.find)
        self.search.returnPressed.connect(self._open_first)
        self.cases.chosen.connect(self._open)
        self.role.activated.connect(lambda _: self._move())
        self.post.activated.connect(lambda _: self._move())
        keys = (
            (shortcuts.SEARCH, self._to_search),
            (shortcuts.REFRESH, self._model.refresh),
        )
        for shortcut, act in keys:
            for key in shortcut.keys:
                QShortcut(QKeySequence(key), self).activated.connect(act)
        clear_key = QShortcut(QKeySequence("Esc"), self.search)
        clear_key.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear_key.activated.connect(self._clear_search)
        down = QShortcut(QKeySequence("Down"), self.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.cases.first)

    # Presenting

    def _present_place(self, state: DeskState) -> None:
        self._place.setVisible(state.practice and (len(state.roles) > 1 or len(state.posts) > 1))
        self.role.offer(
            tuple((role.value, self._texts.text(ROLES[role])) for role in state.roles), state.role.value
        )
        self.post.offer(tuple((post.code, post.name) for post in state.posts), state.post.code)

    def _present_list(self, state: DeskState) -> None:
        posts = {post.code: post.name for post in state.posts}
        inbox = tuple(referral_row(one, self._texts, state.now) for one in state.inbox)
        cases = tuple(
            case_row(one, self._texts, state.now, post=posts.get(one.post, "") if state.everywhere else "")
            for one in state.rows
        )
        rows = self._matching(inbox, state.search) if state.may_assess else cases
        self.cases.rows.set_rows(rows)
        self.cases.setAccessibleName(
            self._texts.text(N_("Doorverwijzingen naar ISZW"))
            if state.may_assess
            else self._texts.text(N_("Zaken van deze post"))
        )
        empty = self._no_inbox if state.may_assess else self._none
        if state.search:
            empty = self._not_found
        self._stack.setCurrentWidget(self.cases if rows or not state.loaded else empty)

    @staticmethod
    def _matching(rows: tuple[ListRow, ...], search: str) -> tuple[ListRow, ...]:
        return tuple(one for one in rows if search.casefold() in one.title.casefold())

    def _present_side(self, state: DeskState) -> None:
        self.new.setVisible(state.may_interview)
        self.new.setEnabled(not state.busy)
        self.letters.setVisible(state.may_issue)
        self.export.setVisible(state.may_export)
        self.take_over.setVisible(state.may_take_over)
        self.feedback.setVisible(bool(state.feedback))
        name, unread = self._texts.text(N_("Terugkoppeling")), state.unread
        self.feedback.set_text(
            self._texts.text(N_("{name} ({n} nieuw)"), name=name, n=unread) if unread else name
        )
        counts = state.counts
        figures = (
            (self._passed, counts and counts.passed),
            (self._interviewed, counts and counts.interviewed),
            (self._refused, counts and counts.refused),
            (self._referred, counts and counts.referred),
        )
        for figure, number in figures:
            figure.show_number("…" if number is None else str(number))
        self._unit.setText(
            self._texts.text(N_("Aantallen zijn personen aan post {post}."), post=state.post.name)
        )

    # What people do

    def _new(self) -> None:
        self._ask_form(self._model.new_interview)

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

    def _open_first(self) -> None:
        if self.cases.rows.rowCount():
            self._open(self.cases.rows.row(0).subject)

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

    def _move(self) -> None:
        self._model.move(role=Role(self.role.currentData()), post=self.post.currentData())

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _clear_search(self) -> None:
        self.search.clear()
        self._model.find("")


def _scrolling(side: QWidget) -> QScrollArea:
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
