"""The dossier of a case: each thing that is kept in a card of its own, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldcheck.domain.case_dossier import About, Dossier
from fieldcheck.domain.comensha import REPORT_STAGES, REPORTERS, ReportStage
from fieldcheck.domain.contact import CHANNELS, Channel, SafeContact
from fieldcheck.domain.errors import N_
from fieldcheck.domain.follow_up import FOLLOW_UP_STAGES, FollowUp, FollowUpStage
from fieldcheck.domain.qualification import LABELS
from fieldcheck.domain.referral import OUTCOMES
from fieldcheck.domain.reflection import ANSWERS, Reflection
from fieldcheck.domain.shelter import ShelterRequest, ShelterStage
from fieldcheck.i18n import Texts, clock_time, local_day, long_date, short_date
from fieldcheck.ui.controls import Card, Column, Face, Label, OutlinedButton, Space, clear, stack
from fieldcheck.ui.pages.dossier_sheets import ComenshaSheet, ContactSheet, ReflectionSheet, ShelterSheet
from fieldcheck.ui.pages.dossier_shelter import lines_of, lines_of_action
from fieldcheck.ui.pages.lens_cards import fitting
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.review_sheets import NoteSheet, OutcomeSheet, PlanSheet, QualifySheet, ReasonSheet
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.wrapping import Columns, WrappingRow
from fieldcheck.viewmodels.review import ReviewViewModel
from fieldcheck.viewmodels.review_state import ReviewState

LADDER = N_("Waar de zaak staat")
NO_STEP = N_("Nog niemand zette een stap.")
BY = N_("{by}, {day} om {time}")
ASKS = N_("Wat deze stap van u vraagt")
NEW_STEP = N_("Stap zetten …")
SEEN_TO = N_("Dit is gedaan.")
SOURCE = N_("Bron: {source}")
REFLECTION = N_("Bedenktijd")
NOT_TOLD = N_("Nog niet over verteld.")
LAST_DAY = N_("Laatste dag: {day}")
ENDS_TODAY = N_("vandaag is de laatste dag")
OVER = N_("Voorbij sinds {day}")
TOLD = N_("Verteld op {day} door {by}: {answer}")
TELL = N_("Bedenktijd vastleggen …")
NEXT = N_("Vervolg")
NOTHING_PLANNED = N_("Er is niets afgesproken.")
PLAN = N_("Vervolg plannen …")
DONE, DROP = N_("Gedaan"), N_("Vervalt …")
DROP_TITLE, WHY = N_("Vervolg laten vervallen"), N_("Waarom")
OVERDUE = N_("Over tijd: leg vast wat ervan kwam, of plan opnieuw.")
COMENSHA = N_("CoMensha")
NOT_REPORTED = N_("Er staat geen melding klaar.")
QUEUE, SUBMITTED, WITHDRAW = N_("Melding klaarzetten …"), N_("Is gemeld …"), N_("Intrekken …")
PROOF_TITLE, PROOF, PROOF_HINT = (
    N_("Melding is gedaan"),
    N_("Bewijs van de melding"),
    N_("Bijvoorbeeld het kenmerk van CoMensha, met de dag."),
)
WITHDRAW_TITLE = N_("Melding intrekken")
PROVED, WITHDRAWN = N_("Bewijs: {proof}"), N_("Reden: {reason}")
SHELTER = N_("Opvang voor een groep")
NO_SHELTER = N_("Er is geen opvang gevraagd.")
ASK_SHELTER, CONFIRMED, DECLINED = N_("Opvang vragen …"), N_("Toegezegd"), N_("Afgewezen …")
DECLINED_TITLE = N_("Opvang afgewezen")
CONTACT = N_("Veilig contact")
NO_CONTACT = N_("Er is niets afgesproken. Spreek twee wegen af voordat de persoon weggaat.")
AGREED = N_("Afgesproken door {by} op {day}; verzegeld voor {names}.")
NO_KEY = N_("U hebt hier de sleutel niet.")
AGREE, SHOW, HIDE = N_("Afspreken …"), N_("Tonen"), N_("Verbergen")
ONE_WAY = N_("Er is maar één weg afgesproken: vraag om een tweede.")
NOTES = N_("Verzegelde notities")
NO_NOTES = N_("Er zijn geen notities.")
SHUT = N_("Verzegeld voor {name}: u hebt die sleutel hier niet.")
ABOUT = {
    About.CASE: "",
    About.ASSESSMENT: N_("bij de eerste beoordeling"),
    About.EFFECT: N_("wat sluiten voor de persoon betekent"),
}
NEW_NOTE = N_("Notitie maken …")
TOLD_BACK = N_("Terugkoppeling")
NOT_TOLD_BACK = N_("Wie verwees, heeft nog niets gehoord.")
TELL_BACK, AS_BUNDLE = N_("Terugkoppelen …"), N_("Uitkomst als bundel …")
FOLDER = N_("Waar komt de bundel?")
WRITTEN = N_("Bundel gemaakt: {names}")
GIVE_BACK = N_("Breng de stick naar de laptop van wie verwees.")
_MOST = 6
_SIDE_BY_SIDE = (
    ("ladder", "asks", "notes"),
    ("reflection", "comensha", "contact"),
    ("next", "shelter", "told"),
)


class DossierPanel(Column):
    """The cards of a dossier; a sheet opens over ``parent`` for everything that is written down."""

    def __init__(self, model: ReviewViewModel, texts: Texts, open_sheet: Callable[[Sheet], None]) -> None:
        super().__init__(limit=1400, centred=False, gap=Space.M)
        self._model, self._texts, self._open = model, texts, open_sheet
        self._shown: tuple[object, ...] = ()
        self._unreadable = Label("", Face.PROBLEM)
        self._cards = {
            name: Kept(texts.text(title))
            for name, title in (
                ("ladder", LADDER),
                ("asks", ASKS),
                ("reflection", REFLECTION),
                ("next", NEXT),
                ("comensha", COMENSHA),
                ("shelter", SHELTER),
                ("contact", CONTACT),
                ("notes", NOTES),
                ("told", TOLD_BACK),
            )
        }
        holder = QWidget()
        # Columns of their own: a long card does not stretch those beside it.
        Columns(*(self._column(*names) for names in _SIDE_BY_SIDE), fitting=fitting, parent=holder)
        self.body.addWidget(self._unreadable)
        self.body.addWidget(holder)
        self.body.addStretch(1)

    def present(self, state: ReviewState) -> None:
        """Show the dossier of the case that is open."""
        at = state.row
        told = at and (at.id, at.outcome, at.outcome_words)  # its waiting minutes are no reason to draw anew
        shown = (state.dossier, state.contact, state.day, told, state.handing)
        if shown == self._shown:
            return
        self._shown = shown
        unreadable = state.dossier.unreadable
        lost = self._texts.plural(
            "{n} regel van een andere versie is hier niet te lezen; hij blijft bewaard.",
            "{n} regels van een andere versie zijn hier niet te lezen; ze blijven bewaard.",
            unreadable,
        )
        self._unreadable.setText(lost)
        self._unreadable.setVisible(bool(unreadable))
        self._ladder(state.dossier)
        self._reflection(state)
        self._next(state)
        self._comensha(state.dossier)
        self._shelter(state)
        self._contact(state)
        self._notes(state)
        self._told(state)

    def _column(self, *names: str) -> QWidget:
        column = QWidget()
        stack(*(self._cards[name] for name in names), None, gap=Space.M, parent=column)
        return column

    def _ladder(self, dossier: Dossier) -> None:
        words, lines = self._texts.text, []
        for place, one in enumerate(reversed(dossier.qualifications[-_MOST:])):
            face = Face.STRONG if place == 0 else Face.MUTED
            lines.append(Label(words(LABELS[one.step]), face))
            by = words(BY, by=one.by, day=short_date(local_day(one.at)), time=clock_time(one.at))
            lines.append(Label(f"{one.reason} ({by})", Face.SMALL))
        self._fill("ladder", lines, NO_STEP)
        self._act("ladder", self._sheet("qualify", NEW_STEP, QualifySheet))
        self._cards["asks"].setVisible(bool(dossier.asked))
        asked = [(one.prompt, words(SEEN_TO) if one.done else "") for one in dossier.asked]
        asks = [Label(f"{words(one.text)} {done}".strip()) for one, done in asked]
        sources = [Label(words(SOURCE, source=words(one.source)), Face.SMALL) for one, _ in asked]
        self._cards["asks"].fill(line for both in zip(asks, sources, strict=True) for line in both)

    def _reflection(self, state: ReviewState) -> None:
        lines = []
        now = state.dossier.reflection
        if now is not None and now.ends is not None:
            clock = self.clock(now, state)
            lines.append(Label(clock[:1].upper() + clock[1:], Face.TITLE))
            day = long_date(now.ends, self._texts.tag)
            over = (now.days_left(state.day) or 0) < 0
            lines.append(Label(self._texts.text(OVER if over else LAST_DAY, day=day)))
        for one in reversed(state.dossier.reflections[-_MOST:]):
            answer = self._texts.text(ANSWERS[one.answer])
            told = self._texts.text(TOLD, day=short_date(one.told), by=one.by, answer=answer)
            lines.append(Label(told, Face.SMALL))
        self._fill("reflection", lines, NOT_TOLD)
        self._act("reflection", self._sheet("tell", TELL, ReflectionSheet))

    def clock(self, reflection: Reflection, state: ReviewState) -> str:
        """How many days are left, in words."""
        left = reflection.days_left(state.day)
        if left is None or left < 0:
            return self._texts.text(N_("voorbij"))
        if left == 0:
            return self._texts.text(ENDS_TODAY)
        return self._texts.plural("nog {n} dag", "nog {n} dagen", left)

    def _next(self, state: ReviewState) -> None:
        widgets: list[QWidget] = []
        for one in state.dossier.follow_ups[:_MOST]:
            widgets.append(Label(one.what, Face.STRONG if one.stage is FollowUpStage.PLANNED else Face.MUTED))
            widgets.append(Label(self._agreed(one), Face.SMALL))
            if one.overdue(state.day):
                widgets.append(Label(self._texts.text(OVERDUE), Face.PROBLEM))
            if one.stage is FollowUpStage.PLANNED:
                widgets.append(self._settling(one))
        self._fill("next", widgets, NOTHING_PLANNED)
        self._act("next", self._sheet("plan", PLAN, PlanSheet))

    def _agreed(self, one: FollowUp) -> str:
        parts = (
            self._texts.text(FOLLOW_UP_STAGES[one.stage]),
            short_date(one.on) if one.on else "",
            one.who,
            one.reason,
        )
        return " · ".join(part for part in parts if part)

    def _settling(self, one: FollowUp) -> QWidget:
        words = self._texts.text

        def drop() -> None:
            keep = self._model.dossier.settle
            self._open(
                ReasonSheet(
                    self._model,
                    self._texts,
                    words(DROP_TITLE),
                    words(WHY),
                    lambda reason: keep(one.id, FollowUpStage.DROPPED, reason),
                    self,
                )
            )

        done = press(
            OutlinedButton(words(DONE)), lambda: self._model.dossier.settle(one.id, FollowUpStage.DONE)
        )
        dropped = press(OutlinedButton(words(DROP)), drop)
        for button, name in ((done, "done"), (dropped, "drop")):
            button.setObjectName(f"{name}-{one.id}")
            button.setAccessibleDescription(one.what)
        return _line(done, dropped)

    def _comensha(self, dossier: Dossier) -> None:
        words, report = self._texts.text, dossier.report
        lines = []
        for place, one in enumerate(reversed(dossier.comensha[-_MOST:])):
            head = f"{words(REPORT_STAGES[one.stage])} · {words(REPORTERS[one.reporter])}"
            lines.append(Label(head, Face.STRONG if place == 0 else Face.MUTED))
            told = words(BY, by=one.by, day=short_date(local_day(one.at)), time=clock_time(one.at))
            more = words(PROVED, proof=one.proof) if one.stage is ReportStage.SUBMITTED else ""
            more = words(WITHDRAWN, reason=one.reason) if one.stage is ReportStage.WITHDRAWN else more
            lines.append(Label(f"{told}. {more}".strip(), Face.SMALL))
        self._fill("comensha", lines, NOT_REPORTED)
        buttons = []
        if report is None or report.stage is ReportStage.WITHDRAWN:
            buttons.append(self._sheet("queue", QUEUE, ComenshaSheet))
        if report is not None and report.stage is ReportStage.QUEUED:
            keep, ask = self._model.dossier.submitted, self._asking
            buttons.append(ask("submitted", SUBMITTED, PROOF_TITLE, PROOF, keep, hint=PROOF_HINT))
        if report is not None and report.stage is not ReportStage.WITHDRAWN:
            withdraw = self._model.dossier.withdraw
            buttons.append(self._asking("withdraw", WITHDRAW, WITHDRAW_TITLE, WHY, withdraw))
        self._act("comensha", *buttons)

    def _shelter(self, state: ReviewState) -> None:
        dossier, widgets = state.dossier, list[QWidget]()
        for one in dossier.shelters[:_MOST]:
            widgets.extend(self._request(one))
        for asked in state.expected:
            widgets.extend(lines_of_action(self._texts, asked))
        self._fill("shelter", widgets, NO_SHELTER)
        self._act("shelter", self._sheet("ask-shelter", ASK_SHELTER, ShelterSheet))

    def _request(self, one: ShelterRequest) -> Iterable[QWidget]:
        words = self._texts.text
        yield from lines_of(self._texts, one.group, one.stage, one.reason)
        if one.stage is ShelterStage.REQUESTED:
            answer = self._model.dossier.answer_shelter
            yes = press(OutlinedButton(words(CONFIRMED)), lambda: answer(one.id, ShelterStage.CONFIRMED))
            yes.setObjectName("shelter-yes")
            no = self._asking(
                "shelter-no",
                DECLINED,
                DECLINED_TITLE,
                WHY,
                lambda reason: answer(one.id, ShelterStage.DECLINED, reason),
            )
            yield _line(yes, no)

    def _contact(self, state: ReviewState) -> None:
        words, agreed = self._texts.text, state.dossier.contact
        lines, buttons = [], [self._sheet("agree", AGREE, ContactSheet)]
        if agreed is not None:
            known = dict(state.recipients)
            names = ", ".join(known.get(code, code) for code in agreed.to)
            day = short_date(local_day(agreed.at))
            lines.append(Label(words(AGREED, by=agreed.by, day=day, names=names)))
            if not agreed.opens_here:
                lines.append(Label(words(NO_KEY), Face.PROBLEM))
            elif state.contact is None:
                buttons.insert(0, self._button("show-contact", SHOW, self._model.dossier.open_contact))
            else:
                lines.extend(Label(line, Face.STRONG) for line in self._ways(state.contact))
                buttons.insert(0, self._button("hide-contact", HIDE, self._model.dossier.put_contact_away))
        self._fill("contact", lines, NO_CONTACT)
        self._act("contact", *buttons)

    def _ways(self, contact: SafeContact) -> Iterable[str]:
        def way(channel: Channel) -> str:
            return f"{self._texts.text(CHANNELS[channel.kind])}: {channel.address}"

        yield way(contact.first)
        yield way(contact.second) if contact.second is not None else self._texts.text(ONE_WAY)
        yield from (part for part in (contact.hours, contact.words) if part)

    def _notes(self, state: ReviewState) -> None:
        words, lines, known = self._texts.text, [], dict(state.recipients)
        for note in reversed(state.dossier.notes):
            by = words(BY, by=note.by, day=short_date(local_day(note.at)), time=clock_time(note.at))
            about = words(ABOUT[note.about]) if ABOUT[note.about] else ""
            lines.append(Label(" · ".join(part for part in (by, about) if part), Face.SMALL))
            shut = words(SHUT, name=known.get(note.to, note.to))
            lines.append(Label(shut, Face.PROBLEM) if note.words is None else Label(note.words))
        self._fill("notes", lines, NO_NOTES)
        self._act("notes", self._sheet("new-note", NEW_NOTE, NoteSheet))

    def _told(self, state: ReviewState) -> None:
        words, at, handing, lines = self._texts.text, state.row, state.handing, []
        buttons = [self._sheet("tell-back", TELL_BACK, OutcomeSheet)]
        if at is not None and at.outcome is not None:
            lines.append(Label(words(OUTCOMES[at.outcome]), Face.STRONG))
            if at.outcome_words:
                lines.append(Label(at.outcome_words))
            buttons.append(self._button("outcome-bundle", AS_BUNDLE, self.choose_folder))
        if handing.file:
            lines.append(Label(words(WRITTEN, names=handing.file), Face.STRONG))
            lines.append(Label(words(GIVE_BACK), Face.SMALL))
        if handing.trouble is not None:
            told = handing.trouble
            parts = (told.what, told.kept, told.remedy)
            lines.append(Label(" ".join(part for part in parts if part), Face.PROBLEM))
        self._fill("told", lines, NOT_TOLD_BACK)
        self._act("told", *buttons)

    def choose_folder(self) -> None:
        """Ask where the bundle goes that brings the outcome back, and write it there."""
        dialog = QFileDialog(self, self._texts.text(FOLDER), self._model.state.handing.folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self._model.write_outcome(Path(folder)))
        dialog.open()

    def _fill(self, name: str, widgets: Iterable[QWidget], empty: str) -> None:
        self._cards[name].fill(tuple(widgets) or (Label(self._texts.text(empty), Face.MUTED),))

    def _act(self, name: str, *buttons: OutlinedButton) -> None:
        self._cards[name].offer(*buttons)

    def _button(self, name: str, words: str, act: Callable[[], None]) -> OutlinedButton:
        return press(OutlinedButton(self._texts.text(words)), act, name=name)

    def _sheet(
        self, name: str, words: str, sheet: Callable[[ReviewViewModel, Texts, QWidget], Sheet]
    ) -> OutlinedButton:
        return self._button(name, words, lambda: self._open(sheet(self._model, self._texts, self)))

    def _asking(
        self, name: str, words: str, title: str, asked: str, keep: Callable[[str], None], *, hint: str = ""
    ) -> OutlinedButton:
        text = self._texts.text
        below = text(hint) if hint else ""

        def ask() -> None:
            self._open(
                ReasonSheet(self._model, self._texts, text(title), text(asked), keep, self, hint=below)
            )

        return self._button(name, words, ask)


class Kept(Card):
    """One thing that is kept: what stands, and below it what can be done."""

    def __init__(self, title: str) -> None:
        super().__init__(gap=Space.S)
        self.setAccessibleName(title)
        self._lines, self._buttons = stack(gap=Space.XS), stack(gap=0)
        self._offered: tuple[str, ...] = ()
        self._had_focus = False
        self.body.addWidget(Label(title, Face.LEAD))
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.body.addLayout(self._buttons)

    def fill(self, widgets: Iterable[QWidget]) -> None:
        """Show these instead of what stood here."""
        focused = self.window().focusWidget()
        self._had_focus = focused is not None and self.isAncestorOf(focused)
        clear(self._lines)
        for widget in widgets:
            self._lines.addWidget(widget)

    def offer(self, *buttons: OutlinedButton) -> None:
        """What can be done, in this order; buttons that stay keep the focus."""
        names = tuple(button.objectName() for button in buttons)
        if names == self._offered:
            for button in buttons:
                button.deleteLater()
        else:
            self._offered = names
            clear(self._buttons)
            self._buttons.addWidget(_line(*buttons))
        if self._had_focus:
            self._focus_first()

    def _focus_first(self) -> None:
        """What had the focus is gone: the keyboard goes on in this card."""
        first = self.findChild(OutlinedButton, self._offered[0])
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(*buttons: QWidget) -> QWidget:
    holder = QWidget()
    WrappingRow(*buttons, parent=holder)
    return holder
