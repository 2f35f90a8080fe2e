"""The coordinator's day: flow by post and hour, waits, open referrals, laptops seen, homes looked at."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QScrollArea, QWidget

from fieldcheck.domain.day import DayCounts, LaptopSeen
from fieldcheck.domain.errors import N_
from fieldcheck.domain.flow import HOME_RESULTS, HomeResult
from fieldcheck.domain.park import Coverage
from fieldcheck.domain.referral import Urgency
from fieldcheck.i18n import Texts, clock_time
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import (
    Card,
    Chip,
    Column,
    Face,
    Figure,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    Space,
    Tone,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.hour_bars import HourBars
from fieldcheck.ui.pages.desk_rows import minutes_words
from fieldcheck.ui.pages.homes import note_words
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.wrapping import Columns
from fieldcheck.viewmodels.day import DayState, DayViewModel, PostLine
from fieldcheck.viewmodels.shell import Place, Screen

BACK = N_("Postoverzicht")
CLASH_REMEDY = N_(
    "Wie het is, ziet u hier niet. Breng de vraag op een stick naar de intakeposten: zij bekijken de "
    "papieren nog eens, en hun volgende dagbundel zegt wat ervan kwam."
)
_WIDE = 1240
_REFRESH_MS = 30_000
_STACKED_FROM = 1.25
"""The scale from which figures stand in rows, and the table scrolls sideways."""
_FIGURE = 170
_MOST = 12
"""Lines of one card that are shown; more are counted in words."""
_COLUMNS = (
    N_("langs"),
    N_("wacht nu"),
    N_("aan tafel"),
    N_("klaar"),
    N_("gesproken"),
    N_("weigerde"),
    N_("overgeslagen"),
    N_("vertrokken"),
)


def day_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    return DayPage(frame.loaded(place, DayViewModel), frame)


class DayPage(QWidget):
    """Presents one :class:`DayState`, and reads the day again every half minute."""

    def __init__(self, model: DayViewModel, frame: Frame) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, frame.texts, frame.shell
        self._shown: DayState | None = None
        self._build()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(model.load)
        self._timer.start()
        bind(self, model, self.present)

    def present(self, state: DayState) -> None:
        """Show this state."""
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        at = "" if state.now is None else clock_time(state.now)
        words = N_("Gelezen om {time}; ververst vanzelf.") if at else N_("De dag wordt gelezen …")
        self._read.setText(self._texts.text(words, time=at))
        if state == self._shown or not state.loaded:
            return
        self._shown = state
        clear(self._body)
        for widget in (*self._urgent(state), self._people(state.counts), *self._calm(state)):
            self._body.addWidget(widget)

    def _urgent(self, state: DayState) -> list[QWidget]:
        """What somebody has to do something about; on a small screen nobody scrolls to it."""
        urgent = [self._referrals(state)] if state.referrals else []
        return [*urgent, self._clashes(state)] if state.clashes else urgent

    def _calm(self, state: DayState) -> list[QWidget]:
        none = [] if state.referrals else [self._referrals(state)]
        return [self._flow(state), *none, self._laptops(state.laptops), self._homes(state)]

    def _build(self) -> None:
        words = self._texts.text
        column = Column(limit=_WIDE, gap=Space.L)
        self._notice = Notice()
        self._read = Label("", Face.MUTED)
        column.body.addLayout(stack(Label(words(N_("De dag")), Face.TITLE), self._read, gap=0))
        column.body.addWidget(self._notice)
        self._body = stack(gap=Space.L)
        column.body.addLayout(self._body)
        column.body.addStretch(1)
        back = press(OutlinedButton(f"←  {words(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(words(BACK))
        again = press(
            OutlinedButton(words(N_("Opnieuw lezen")), shortcuts.REFRESH), self._model.load, name="again"
        )
        close = press(
            PrimaryButton(words(N_("Dag afsluiten …"))), lambda: self._shell.go(Screen.CLOSING), name="main"
        )
        page = stack(column, Foot(back, close, others=(again,)), gap=0, parent=self)
        page.setStretch(0, 1)
        # No proxy: Tab would go on from there, and never come to what stands before it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # Cards

    def _people(self, counts: DayCounts) -> QWidget:
        text = self._texts.text
        cases, without = counts.cases, counts.passed + counts.refused

        def share(n: int, words: str, of: int = cases) -> Figure:
            return Figure(text(words, of=of), str(n))

        persons = self._texts.plural(N_("persoon met een zaak"), N_("personen met een zaak"), cases)
        figures = (
            Figure(persons, str(cases)),
            share(counts.talked, N_("van {of} gesproken")),
            share(counts.talk_refused, N_("van {of} weigerden een gesprek")),
            share(counts.not_yet, N_("van {of} nog niet gesproken")),
            share(counts.referred, N_("van {of} doorverwezen")),
            share(counts.proofs, N_("van {of} met controlebewijs")),
            share(counts.passed, N_("van {of} geteld zonder zaak liepen door"), without),
            share(counts.refused, N_("van {of} geteld zonder zaak weigerden"), without),
        )
        box = QWidget()
        if theme.current().scale >= _STACKED_FROM:
            least = theme.current().px(_FIGURE)
            Columns(*figures, fitting=lambda width: width // least, gap=Space.S, parent=box)
            return box
        line = row(*figures, gap=Space.S, parent=box)
        for at in range(len(figures)):
            line.setStretch(at, 1)
        return box

    def _flow(self, state: DayState) -> QWidget:
        text, look = self._texts.text, theme.current()
        card = Card(gap=Space.S)
        card.body.addWidget(Label(text(N_("Doorloop per post")), Face.LEAD))
        unit = text(N_("Aantallen zijn personen, elk één keer per kolom. Balken: aangekomen per uur."))
        card.body.addWidget(Label(unit, Face.SMALL))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(Space.L))
        grid.setVerticalSpacing(look.px(Space.S))
        grid.setColumnStretch(0, 1)
        headings = (*_COLUMNS, N_("wachttijd, gemiddeld en langst"))
        for at, heading in enumerate(headings, 1):
            label = Label(text(heading), Face.SMALL, wrap=at == len(headings))
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label, 0, at)
        most = max((hour.arrived for post in state.posts for hour in post.hours), default=0)
        for at, post in enumerate(state.posts, 1):
            self._post(grid, at, post, state, most)
        card.body.addWidget(_across(grid))
        return card

    def _post(self, grid: QGridLayout, at: int, post: PostLine, state: DayState, most: int) -> None:
        text, flow = self._texts.text, post.flow
        name = Label(post.name, Face.STRONG)
        name.ensurePolished()
        words = name.fontMetrics()
        name.setMinimumWidth(max(words.horizontalAdvance(word) for word in post.name.split() or ("",)) + 2)
        grid.addWidget(name, at, 0)
        numbers = (
            flow.passed,
            flow.waiting,
            flow.at,
            flow.done,
            flow.interviewed,
            flow.refused,
            flow.skipped,
            flow.left,
        )
        for column, (number, heading) in enumerate(zip(numbers, _COLUMNS, strict=True), 1):
            cell = Label(str(number), Face.BODY, wrap=False)
            cell.setAccessibleName(f"{post.name}, {text(heading)}: {number}")
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(cell, at, column)
        wait = Label(self._wait(post), Face.BODY, wrap=False)
        wait.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(wait, at, len(numbers) + 1)
        arrived = {hour.hour: hour.arrived for hour in post.hours}
        bars = tuple((clock_time(hour)[:2], arrived.get(hour, 0)) for hour in state.hours)
        spoken = ", ".join(f"{clock_time(hour)}: {arrived.get(hour, 0)}" for hour in state.hours)
        told = text(N_("{post}, personen aangekomen per uur: {hours}"), post=post.name, hours=spoken or "–")
        grid.addWidget(HourBars(told, bars, most), at, len(numbers) + 2)

    def _wait(self, post: PostLine) -> str:
        if post.wait is None:
            return "–"
        return self._texts.text(
            N_("{mean} en {longest} min"), mean=_minutes(post.wait.mean), longest=_minutes(post.wait.longest)
        )

    def _referrals(self, state: DayState) -> QWidget:
        text, found = self._texts.text, state.referrals
        alarms = any(one.urgency is Urgency.ACUTE for one in found)
        card = Card(Tone.ACUTE if alarms else Tone.PLAIN, gap=Space.S)
        title = self._texts.plural(
            N_("{n} doorverwijzing wacht op bevestiging"),
            N_("{n} doorverwijzingen wachten op bevestiging"),
            len(found),
        )
        card.body.addWidget(
            Label(title if found else text(N_("Geen doorverwijzing wacht op bevestiging")), Face.LEAD)
        )
        for one in found[:_MOST]:
            waits = "" if state.now is None else minutes_words(self._texts, one.sent, state.now)
            words = text(
                N_("{code} naar {who}: {time}"), code=one.case_code, who=state.name_of(one.to), time=waits
            )
            acute = one.urgency is Urgency.ACUTE
            card.body.addWidget(Label(text(N_("{words}, acuut"), words=words) if acute else words))
        self._more(card, len(found))
        return card

    def _clashes(self, state: DayState) -> QWidget:
        text, found = self._texts.text, state.clashes
        card = Card(Tone.CAUTION, gap=Space.S)
        card.setObjectName("clashes")
        title = N_("Eén documentnummer bij twee personen ({n})")
        card.body.addWidget(Label(text(title, n=len(found)), Face.LEAD))
        for one in found[:_MOST]:
            card.body.addWidget(
                Label(text(N_("Zaak {one} en zaak {two}"), one=one.one_code, two=one.two_code))
            )
        self._more(card, len(found))
        card.body.addWidget(Label(text(CLASH_REMEDY), Face.SMALL))
        ask = press(OutlinedButton(text(N_("Vraag voor de intakeposten …"))), self._ask_folder, name="ask")
        ask.setEnabled(not state.asking)
        made = text(N_("Klaar: {file}"), file=state.asked) if state.asked else ""
        line = row(Label(made, Face.SMALL), ask)
        line.setStretch(0, 1)
        card.body.addLayout(line)
        return card

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._texts.text(N_("Waarheen")))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._model.ask)
        dialog.open()

    def _laptops(self, laptops: tuple[LaptopSeen, ...]) -> QWidget:
        text = self._texts.text
        card = Card(gap=Space.S)
        came = sum(not one.missing for one in laptops)
        card.body.addWidget(
            Label(text(N_("Laptops: {n} van {of} gezien"), n=came, of=len(laptops)), Face.LEAD)
        )
        for one in laptops:
            told = row(Label(one.name, Face.STRONG), self._seen(one), *self._version(one), gap=Space.L)
            card.body.addLayout(told)
        return card

    def _version(self, one: LaptopSeen) -> tuple[QWidget, ...]:
        """With which version of the action it works; nothing while there is one only, or it is not known."""
        text = self._texts.text
        if one.version is None or not (one.version or one.behind):
            return ()
        if one.behind:
            words = text(N_("bijwerking nog niet gezien; heeft versie {n} van de actie"), n=one.version)
            return (Chip(words, Tone.CAUTION),)
        return (Chip(text(N_("versie {n} van de actie"), n=one.version), Tone.QUIET),)

    def _seen(self, one: LaptopSeen) -> QWidget:
        text = self._texts.text
        if one.own:
            return Chip(text(N_("deze laptop")), Tone.ACCENT)
        if one.last is None:
            return Chip(text(N_("nog niet ingelezen")), Tone.CAUTION)
        return Label(
            self._texts.plural(
                N_("laatste bundel om {time}; {entries} regels, {n} bundel"),
                N_("laatste bundel om {time}; {entries} regels, {n} bundels"),
                one.bundles,
                time=clock_time(one.last),
                entries=one.entries,
            )
        )

    def _homes(self, state: DayState) -> QWidget:
        text = self._texts.text
        card = Card(gap=Space.S)
        card.body.addWidget(Label(text(N_("Woningen op het park")), Face.LEAD))
        card.body.addWidget(Label(park_words(state.park, self._texts)))
        if state.park is None:
            return card
        for sector in state.sectors:
            name = sector.sector or text(N_("zonder deel"))
            card.body.addWidget(Label(f"{name}: {coverage_words(sector, self._texts)}", Face.SMALL))
        for name, notes in state.disagreeing[:_MOST]:
            told = "; ".join(note_words(note, self._texts) for note in notes)
            words = text(
                N_("Woning {name}, twee laptops oneens: {told}. De laatste telt."), name=name, told=told
            )
            card.body.addWidget(Label(words, Face.STRONG))
        for home in state.left_out[:_MOST]:
            result = text(HOME_RESULTS[HomeResult(home.result)])
            card.body.addWidget(Label(f"{home.name}: {result}. {home.reason}", Face.SMALL))
        self._more(card, len(state.left_out))
        return card

    def _more(self, card: Card, count: int) -> None:
        if count > _MOST:
            card.body.addWidget(
                Label(self._texts.text(N_("En nog {n} andere."), n=count - _MOST), Face.SMALL)
            )


def _across(grid: QGridLayout) -> QWidget:
    """The table, which scrolls sideways where large letters make it wider than the window."""
    inner = QWidget()
    inner.setObjectName("scrolled")
    grid.setContentsMargins(0, 0, 0, 0)
    inner.setLayout(grid)
    if theme.current().scale < _STACKED_FROM:
        return inner
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(inner.sizeHint().height() + area.horizontalScrollBar().sizeHint().height())
    return area


def park_words(found: Coverage | None, texts: Texts) -> str:
    """How much of the park was looked at; that nothing was planned is said too."""
    if found is None:
        return texts.text(N_("Geen woning gepland: er is niet gekeken, en dat is iets anders dan niets."))
    return coverage_words(found, texts)


def coverage_words(found: Coverage, texts: Texts) -> str:
    """How many of how many homes; where nobody looked is said by itself."""
    return texts.text(
        N_(
            "{visited} van {homes} woningen bezocht ({persons} personen gesproken), bij {nobody} was niemand,"
            " {refused} geweigerd, {left_out} overgeslagen, bij {open} is nog niet gekeken."
        ),
        visited=found.visited,
        homes=found.homes,
        persons=found.persons,
        nobody=found.nobody,
        refused=found.refused,
        left_out=found.left_out,
        open=found.open,
    )


def _minutes(length: timedelta) -> int:
    return round(length.total_seconds() / 60)
