"""The one window: bar on top, the page of the present place below, and keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.look import Look
from fieldcheck.domain.roles import Deed
from fieldcheck.i18n import clock_time, texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.binding import bind
from fieldcheck.ui.buttons import Button
from fieldcheck.ui.field_keys import leaves_to_us
from fieldcheck.ui.frames import Bar, held
from fieldcheck.ui.labels import Face, Label
from fieldcheck.ui.leaving import about_to_press, holds_unkept, leave_asking
from fieldcheck.ui.registry import Frame, make_page
from fieldcheck.ui.sheets import WINDOW_TITLE, Sheet
from fieldcheck.ui.shortcut_overview import ShortcutOverview
from fieldcheck.ui.tab_order import foot_last
from fieldcheck.ui.tokens import THEMES
from fieldcheck.viewmodels.shell import ALARM_CARRIED, Place, Screen, ShellState

IDLE_MINUTES = 5
"""After how long without a hand on the laptop it locks itself."""
WATCH_SECONDS = 20
"""How often is looked for alarms that nobody acknowledged; a route counts in minutes (seconds)."""
SCALE_STEP = 0.25
_OPPOSITE = (Screen.INTERVIEW, Screen.IDENTITY)
"""Screens of a case at which its person sits opposite."""
_OF_A_CASE = (Screen.OUTCOME, Screen.REVIEW, Screen.THINGS)
"""Other screens whose subject is a case, or nothing."""
_LOCKING = QKeySequence(shortcuts.LOCK.keys[0])
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_HANDS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


class MainWindow(QWidget):
    """Shows the shell's place. Its title never says anything about a person or an action."""

    def __init__(self, frame: Frame, *, idle_minutes: float = IDLE_MINUTES) -> None:
        super().__init__()
        self._frame = frame
        self._bar: Bar
        self._shown: Place | None = None
        self._page: QWidget | None = None
        self._holder: QWidget = QWidget()
        self._by_tab = self._signed_in = False
        self._overview: ShortcutOverview | None = None
        self.setWindowTitle(WINDOW_TITLE)
        self.setObjectName("window")
        frame.relook, frame.speak = self._relook, self._speak
        self._build()
        self._listen()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(round(idle_minutes * 60_000))
        self._idle.timeout.connect(self._lock)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._on_second)
        self._seconds = 0
        application().installEventFilter(self)
        application().focusChanged.connect(self._bring_into_sight)
        self._idle.start()
        self._second.start()
        bind(self, frame.shell, self.present)

    def present(self, state: ShellState) -> None:
        """Bar, page and cover as the shell has them."""
        self._present_bar(state)
        if state.signed_in and not self._signed_in:
            self._frame.watch.look()  # before the page reads what waits
        self._signed_in = state.signed_in
        if state.place != self._shown or self._page is None:
            self._frame.forget(keep=state.place)
            self._shown = state.place
            self._show_page()
        self._stack.setCurrentWidget(self._cover if state.hidden else self._holder)
        self._bar.setVisible(not state.hidden and state.signed_in)

    def page(self) -> QWidget:
        """The page that shows now."""
        if self._page is None:
            raise RuntimeError("no page yet")
        return self._page

    def closeEvent(self, event: QCloseEvent) -> None:
        """Locks, and stops every timer; a store opened in the wizard is closed too."""
        self._idle.stop()
        self._second.stop()
        application().removeEventFilter(self)
        application().focusChanged.disconnect(self._bring_into_sight)
        self._frame.shell.lock()
        self._frame.workplace.leave()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch of the laptop starts the idle time anew; some keys work under an open sheet too."""
        if event.type() in _HANDS:
            self._idle.start()
            self._by_tab = isinstance(event, QKeyEvent) and event.key() in _TABS
            if self._by_tab:
                foot_last(self.page())
        return leaves_to_us(event) or self._reaches_under_a_sheet(event) or self._asks_first(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back as the page's own button does, unless something on the page has a use for it."""
        under = self._frame.shell.state.hidden or QApplication.activeModalWidget() is not None
        if event.key() != Qt.Key.Key_Escape or under:
            super().keyPressEvent(event)
            return
        back = next(iter(self.page().findChildren(Button, "back")), None)
        if back is not None and back.isVisible() and back.isEnabled():
            leave_asking(self.page(), self._frame.texts, back.click)

    def _reaches_under_a_sheet(self, event: QEvent) -> bool:
        """A sheet or an open list keeps keys from the window below it; never hiding, locking or the alarm.

        Escape closes a sheet, and asks first where that would lose what somebody typed.
        """
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        sheet = QApplication.activeModalWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(sheet, Sheet) and holds_unkept(sheet):
            if QApplication.activePopupWidget() is None:
                leave_asking(sheet, self._frame.texts, sheet.reject)
                return True
            return False
        if sheet is None and QApplication.activePopupWidget() is None:
            return False
        if (act := self._at_once(event)) is not None:
            _close_lists()
            act()
        return act is not None

    def _at_once(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does that never waits for whoever sits here to finish something."""
        if event.key() == Qt.Key.Key_F11:
            return self.sound_alarm
        if event.key() == Qt.Key.Key_F12:
            return self._hide
        if QKeySequence(event.keyCombination()) == _LOCKING and self._frame.shell.state.signed_in:
            return self._lock
        return None

    def _hide(self) -> None:
        self._close_sheets()
        self._frame.shell.hide()

    def _lock(self) -> None:
        """Nothing of the desk stays on the screen, also not what was opened over its page."""
        if self._frame.shell.state.signed_in:
            _close_lists()
            self._close_sheets()
            self._frame.watch.look()  # what waits now is what the locked screen says
            self._frame.shell.lock()

    def _bring_into_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the focus: Qt does so within a column, and not for Tab that comes from outside.

        What a hand presses is in sight, and stays where it is.
        """
        if now is None or not now.isVisible() or not (self._by_tab or now.visibleRegion().isEmpty()):
            return
        above = now.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(now)
            above = above.parentWidget()

    def _asks_first(self, watched: QObject, event: QEvent) -> bool:
        """Whether the back button of a page is pressed where that would lose what somebody typed."""
        if not isinstance(watched, Button) or watched.objectName() != "back":
            return False
        if not about_to_press(watched, event) or not holds_unkept(self.page()):
            return False
        watched.setDown(False)
        leave_asking(self.page(), self._frame.texts, watched.click)
        return True

    def _close_sheets(self) -> None:
        while (sheet := QApplication.activeModalWidget()) is not None:
            sheet.close()

    def redraw(self) -> None:
        """Build bar and page anew: the theme or the language changed."""
        if (layout := self.layout()) is not None:
            fresh = self._make_bar()
            layout.replaceWidget(self._bar, fresh)
            self._bar.deleteLater()
            self._bar = fresh
        self._page_anew()

    def _build(self) -> None:
        self._bar = self._make_bar()
        self._stack = QStackedWidget()
        self._cover = QWidget()
        self._cover.setObjectName("cover")
        self._cover.setAccessibleName(self._frame.texts.text(N_("Scherm verborgen")))
        cover = QVBoxLayout(self._cover)
        hint = Label(self._frame.texts.text(N_("F12")), Face.SMALL)
        cover.addWidget(hint, 0, Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._cover)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)

    def _make_bar(self) -> Bar:
        words = self._frame.texts.text
        bar = Bar(
            practice_word=words(N_("OEFENACTIE")),
            lock_word=words(N_("Vergrendelen")),
            call_word=words(N_("Collega roepen")),
        )
        bar.lock.clicked.connect(lambda _checked=False: self._lock())
        bar.call.clicked.connect(lambda _checked=False: self.sound_alarm())
        return bar

    def _listen(self) -> None:
        shell = self._frame.shell
        keys: tuple[tuple[shortcuts.Shortcut, Callable[[], None]], ...] = (
            (shortcuts.HIDE, shell.hide),
            (shortcuts.BACK, self._back),
            (shortcuts.ALARM, self.sound_alarm),
            (shortcuts.OVERVIEW, self.show_overview),
            (shortcuts.HANDBOOK, self.show_handbook),
            (shortcuts.LARGER, lambda: self._rescale(SCALE_STEP)),
            (shortcuts.SMALLER, lambda: self._rescale(-SCALE_STEP)),
            (shortcuts.NEXT_THEME, self._next_theme),
        )
        for shortcut, act in keys:
            for key in shortcut.keys:
                QShortcut(QKeySequence(key), self).activated.connect(act)

    def show_overview(self) -> None:
        """All keys, in a sheet over the window; not over a hidden screen."""
        shown = any(one.isVisible() for one in self.findChildren(ShortcutOverview))
        if self._frame.shell.state.hidden or shown:
            return
        read = self.show_handbook if self._may_read_aside() else None
        may = self._frame.workplace.desk.actor.may if self._frame.workplace.unlocked else None
        self._overview = ShortcutOverview(self._frame.texts, self, read=read, page=self.page(), may=may)
        self._overview.open()

    def show_handbook(self) -> None:
        """The handbook, at the chapter about this screen; never where somebody sits opposite."""
        if self._frame.shell.state.hidden or not self._may_read_aside():
            return
        from fieldcheck.ui.handbook_sheet import HandbookSheet
        from fieldcheck.viewmodels.handbook import Handbook

        book = Handbook(self._frame.texts.tag)
        HandbookSheet(book, book.begin(self._frame.shell.state.place.screen), self._frame.texts, self).open()

    def _may_read_aside(self) -> bool:
        return self._frame.shell.state.place.screen not in _OPPOSITE

    def sound_alarm(self) -> None:
        """The alarm, from every screen and sheet, about the case that is on it.

        Where somebody sits opposite it comes in words that tell that person nothing, over what is open.
        Elsewhere an open sheet makes way.
        """
        state, workplace = self._frame.shell.state, self._frame.workplace
        if state.hidden or not state.signed_in or not workplace.unlocked:
            return
        if not workplace.desk.actor.may(Deed.ALARM):
            return
        if state.place.screen in _OPPOSITE:
            self._call_quietly(state.place.subject)
        elif state.place.screen is not Screen.REFERRAL:
            self._close_sheets()
            about = state.about if state.place.screen in _OF_A_CASE else ""
            self._frame.shell.go(Screen.REFERRAL, about, carried=ALARM_CARRIED)

    def _call_quietly(self, case: str) -> None:
        # Both take the use cases along; the window is up before that.
        from fieldcheck.ui.pages.alarm_sheet import AlarmSheet
        from fieldcheck.viewmodels.referral import ReferralViewModel

        workplace, words = self._frame.workplace, self._frame.texts
        over = QApplication.activeModalWidget()
        if isinstance(over, AlarmSheet):
            return
        model = ReferralViewModel(
            workplace.desk, workplace.jobs, CaseId(case), to=ALARM_CARRIED, tag=words.tag
        )
        model.load()
        AlarmSheet(model, words, over or self).open()

    def _back(self) -> None:
        if not self._frame.shell.state.hidden:
            leave_asking(self.page(), self._frame.texts, self._frame.shell.back)

    def _present_bar(self, state: ShellState) -> None:
        self._bar.practice.setVisible(state.practice)
        workplace, words = self._frame.workplace, self._frame.texts
        post = words.text(state.post) if state.post else ""  # as the desk calls it
        self._bar.place.setText(" · ".join(part for part in (state.park, post) if part))
        self._bar.show_call(may=not workplace.unlocked or workplace.desk.actor.may(Deed.ALARM))
        if state.waiting:
            self._bar.show_saved(words.text(N_("Wordt opgeslagen …")), saved=False)
        elif state.saved is not None:
            self._bar.show_saved(
                words.text(N_("Opgeslagen om {time}"), time=_with_seconds(state.saved)), saved=True
            )
        else:
            self._bar.show_saved("", saved=True)
        self._show_time()

    def _on_second(self) -> None:
        self._show_time()
        self._seconds += 1
        if self._seconds % WATCH_SECONDS == 0:
            self._frame.watch.look()

    def _show_time(self) -> None:
        self._bar.clock.setText(clock_time(self._frame.workplace.installed.clock()))

    def _show_page(self) -> None:
        if self._shown is None:
            return
        old, self._page = self._holder, make_page(self._frame, self._shown)
        self._holder = held(self._page)
        self._stack.addWidget(self._holder)
        self._stack.setCurrentWidget(self._holder)
        self._stack.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._page.setFocus(Qt.FocusReason.OtherFocusReason)
        # Its proxy told where the page begins. Left there, Tab would come to the page, jump to the proxy, and
        # never come by what stands before it. Qt takes None for "no proxy any more"; its stubs do not say so.
        self._page.setFocusProxy(None)  # type: ignore[arg-type]
        if self._page.focusPolicy() & Qt.FocusPolicy.TabFocus:
            self._page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # as a stop of Tab nothing would show it

    def _page_anew(self) -> None:
        self._show_page()
        self.present(self._frame.shell.state)

    def _rescale(self, step: float) -> None:
        look = theme.current()
        scale = min(max(look.scale + step, theme.SCALE_MIN), theme.SCALE_MAX)
        if scale != look.scale:
            self._relook(theme.Theme(look.tokens, scale))

    def _next_theme(self) -> None:
        look = theme.current()
        names = list(THEMES)
        following = names[(names.index(look.tokens.name) + 1) % len(names)]
        self._relook(theme.Theme(THEMES[following], look.scale))

    def _speak(self, tag: str) -> None:
        """Say everything to the officer in another language; what a screen had put in words is made anew."""
        self._frame.texts = texts(tag)
        theme.speak_own_words(application(), tag)
        self._frame.forget()
        self.redraw()
        self._keep()

    def _relook(self, look: theme.Theme) -> None:
        theme.apply_theme(application(), look)
        self.redraw()
        self._keep()

    def _keep(self) -> None:
        look = theme.current()
        self._frame.keep(Look(self._frame.texts.tag, look.tokens.name, round(look.scale * 100)))


def application() -> QApplication:
    """The running application."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("no QApplication is running")
    return app


def _close_lists() -> None:
    """Fold up what hangs open from a field; it stands over everything, and holds the keys."""
    while (hanging := QApplication.activePopupWidget()) is not None:
        hanging.close()


def _with_seconds(moment: datetime) -> str:
    return f"{clock_time(moment)}:{moment.second:02d}"
