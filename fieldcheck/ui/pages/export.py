"""The export of a laptop's day: who gets what on which ground, progress with cancel, and the check."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from fieldcheck.domain.day import Contents
from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
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
    ProgressLine,
    Space,
    Tone,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.export import Check, ExportState, ExportViewModel, RecipientView, VouchedView
from fieldcheck.viewmodels.shell import Place, Screen, Shell

TITLE = N_("Dagbundel van {device}")
WHO = N_("Voor wie, en op welke grond")
WHAT = N_("Wat erin gaat")
WHERE = N_("Waarheen")
FOLDER = N_("Andere map…")
EXPORT = N_("Bundel maken")
CANCEL = N_("Afbreken")
STEPS = N_("Stap {done} van {total}")
STARTING = N_("De bundel wordt klaargezet …")
CANCELLING = N_("Wordt afgebroken …")
CANCELLED = N_("De export is afgebroken.")
CANCELLED_KEPT = N_("Er is geen half bestand achtergebleven en er is niets gewijzigd.")
CHECK_OTHER = N_("Een bundel controleren…")
CHECKING = N_("De bundel wordt gecontroleerd …")
WHOLE = N_("in orde")
NOT_WHOLE = N_("niet in orde")
SIGNED_BY = N_("Getekend door {signer}")
FINGERPRINT = N_("Vingerafdruk van het certificaat: {fingerprint}")
HOLDS = N_("✓  {what}")
FAILS = N_("✗  {what}")
READY = N_("klaar")
CHECKED_LATER = N_("De coördinator alleen kan deze bundel openen; hij wordt bij het inlezen gecontroleerd.")
HAND_OUT = N_("Certificaat uitgeven …")
WHERE_TO = N_("Waar komt het certificaat?")
VOUCHED = N_(
    "Hiermee controleert iemand bundels van deze actie zonder fieldcheck. Er gaat geen sleutel mee, en niets"
    " over een persoon."
)
READ_ALOUD = N_(
    "Lees deze vingerafdruk voor, of geef haar op papier: langs een andere weg dan de bundel en dan deze map."
)
BACK = N_("Postoverzicht")
PROGRESS = N_("Voortgang van de export")
UNITS = {
    "cases": (N_("zaak"), N_("zaken")),
    "interviews": (N_("gesprek"), N_("gesprekken")),
    "referrals": (N_("doorverwijzing"), N_("doorverwijzingen")),
    "papers": (N_("papier"), N_("papieren")),
    "entries": (N_("regel in het logboek"), N_("regels in het logboek")),
    "forms": (N_("formulier"), N_("formulieren")),
}
"""What a bundle holds, as one and as several."""
_TICK_MS = 100


def export_page(frame: Frame, place: Place) -> QWidget:
    """The export of this laptop's day; ``place.subject`` may name a folder."""
    folder = Path(place.subject) if place.subject else Path.home()
    return ExportPage(frame.loaded(place, ExportViewModel, folder), frame.texts, frame.shell)


class ExportPage(QWidget):
    """Presents one :class:`ExportState`."""

    def __init__(self, model: ExportViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._recipients: tuple[RecipientView, ...] | None = None
        self._contents: Contents | None = None
        self._shown: tuple[Check | None, str, VouchedView | None] = (None, "", None)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(model.tick)
        self._build()
        self.setFocusProxy(self._main)
        bind(self, model, self.present)

    def _build(self) -> None:
        text = self._texts.text
        self._column = Column(gap=Space.L)
        self._title = Label("", Face.TITLE)
        self._notice = Notice()
        self._who = Card(gap=Space.S)
        self._who.body.addWidget(Label(text(WHO), Face.LEAD))
        self._who_box = stack(gap=Space.M)
        self._who.body.addLayout(self._who_box)
        self._what_title = Label(text(WHAT), Face.LEAD)
        self._what: QHBoxLayout = row(gap=Space.M)
        self._where = self._build_where()
        self._working = self._build_working()
        self._result = Card(Tone.PLAIN, gap=Space.S)
        self._result.setObjectName("result")
        self._result_box = stack(gap=Space.XS)
        self._result.body.addLayout(self._result_box)
        body = self._column.body
        for widget in (self._title, self._notice, self._working, self._result, self._what_title):
            body.addWidget(widget)
        body.addLayout(self._what)
        body.addWidget(self._who)
        body.addWidget(self._where)
        body.addStretch(1)
        whole = stack(self._column, self._build_foot(), gap=0, parent=self)
        whole.setStretch(0, 1)

    def _build_where(self) -> Card:
        text = self._texts.text
        card = Card(gap=Space.S)
        self._folder = Label("")
        self._pick = press(OutlinedButton(text(FOLDER)), self._ask_folder, name="folder")
        words = stack(Label(text(WHERE), Face.LEAD), self._folder, gap=Space.XS)
        line = row(words, self._pick)
        line.setStretch(0, 1)
        card.body.addLayout(line)
        return card

    def _build_working(self) -> Card:
        text = self._texts.text
        card = Card(Tone.ACCENT, gap=Space.M)
        card.setObjectName("working")
        self._steps = Label("", Face.STRONG)
        self._line = ProgressLine(text(PROGRESS))
        self._cancel = press(OutlinedButton(text(CANCEL)), self._model.cancel, name="cancel")
        card.body.addLayout(row(self._steps, None, self._cancel))
        card.body.addWidget(self._line)
        return card

    def _build_foot(self) -> Foot:
        text = self._texts.text
        back = press(OutlinedButton(f"←  {text(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(text(BACK))
        self._other = press(OutlinedButton(text(CHECK_OTHER)), self._ask_bundle, name="check")
        self._vouch = press(OutlinedButton(text(HAND_OUT)), self._ask_certificate, name="certificate")
        self._main = press(PrimaryButton(text(EXPORT)), self._model.export, name="main")
        return Foot(back, self._main, others=(self._vouch, self._other))

    def present(self, state: ExportState) -> None:
        """Show this state."""
        text = self._texts.text
        self._title.setText(text(TITLE, device=state.device))
        self._present_notice(state)
        self._present_working(state)
        self._present_recipients(state.recipients)
        self._present_contents(state.contents)
        self._folder.setText(state.folder)
        self._present_result(state)
        for button in (self._main, self._pick, self._other, self._vouch):
            button.setEnabled(not state.working and not state.checking)
        for button in (self._other, self._vouch):
            button.setVisible(state.may_check)

    def _present_notice(self, state: ExportState) -> None:
        text, told = self._texts.text, state.trouble
        if told is not None:
            self._notice.show_words(told.what, told.kept, told.remedy)
        elif state.cancelled:
            self._notice.show_words(text(CANCELLED), text(CANCELLED_KEPT))
        else:
            self._notice.show_words("")

    def _present_working(self, state: ExportState) -> None:
        busy = (state.working and state.contents is not None) or state.checking
        self._working.setVisible(busy)
        if busy != self._timer.isActive():
            self._timer.start() if busy else self._timer.stop()
        words = STARTING
        if state.checking:
            words = CHECKING
        elif state.cancelling:
            words = CANCELLING
        elif state.total:
            words = STEPS
        self._steps.setText(self._texts.text(words, done=state.done, total=state.total))
        self._line.set_share(state.done / state.total if state.total else 0.0)
        self._cancel.setVisible(state.working)
        self._cancel.setEnabled(not state.cancelling)

    def _present_recipients(self, recipients: tuple[RecipientView, ...]) -> None:
        if recipients == self._recipients:
            return
        self._recipients = recipients
        clear(self._who_box)
        for one in recipients:
            lines = stack(Label(one.name, Face.STRONG), Label(one.legal_basis, Face.SMALL), gap=0)
            self._who_box.addLayout(lines)

    def _present_contents(self, contents: Contents | None) -> None:
        if contents == self._contents:
            return
        self._contents = contents
        clear(self._what)
        if contents is not None:
            for name, (one, several) in UNITS.items():
                count = getattr(contents, name)
                self._what.addWidget(Figure(self._texts.plural(one, several, count), str(count)), 1)

    def _present_result(self, state: ExportState) -> None:
        check, waiting = state.check, state.file if state.handed_over else ""
        shown = (check, waiting, state.vouched)
        self._result.setVisible(any(shown))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._result_box)
        if check is not None:
            self._present_check(state, check)
        elif waiting:
            self._present_ready(waiting)
        elif state.vouched is not None:
            self._present_vouched(state.vouched)

    def _present_vouched(self, vouched: VouchedView) -> None:
        text = self._texts.text
        self._result.set_tone(Tone.GOOD)
        chip = Chip(text(READY), Tone.GOOD, solid=False)
        self._result_box.addLayout(row(Label(vouched.folder, Face.LEAD, wrap=False), None, chip))
        self._result_box.addWidget(Label(text(VOUCHED)))
        self._result_box.addWidget(Label(text(READ_ALOUD), Face.STRONG))
        for line in vouched.fingerprint:
            self._result_box.addWidget(Label(line, Face.CODE))

    def _present_ready(self, file: str) -> None:
        text = self._texts.text
        self._result.set_tone(Tone.GOOD)
        chip = Chip(text(READY), Tone.GOOD, solid=False)
        self._result_box.addLayout(row(Label(Path(file).name, Face.LEAD, wrap=False), None, chip))
        self._result_box.addWidget(Label(text(CHECKED_LATER)))

    def _present_check(self, state: ExportState, check: Check) -> None:
        text = self._texts.text
        self._result.set_tone(Tone.GOOD if check.ok else Tone.CAUTION)
        chip = Chip(
            text(WHOLE if check.ok else NOT_WHOLE), Tone.GOOD if check.ok else Tone.CAUTION, solid=False
        )
        self._result_box.addLayout(row(Label(Path(state.file).name, Face.LEAD, wrap=False), None, chip))
        if check.signer:
            self._result_box.addWidget(Label(text(SIGNED_BY, signer=check.signer)))
            self._result_box.addWidget(Label(text(FINGERPRINT, fingerprint=check.fingerprint), Face.SMALL))
        for finding in check.findings:
            words = text(HOLDS if finding.holds else FAILS, what=finding.what)
            face = Face.BODY if finding.holds else Face.PROBLEM
            self._result_box.addWidget(Label(words, face))
            if finding.detail:
                self._result_box.addWidget(Label(finding.detail, Face.SMALL))

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._texts.text(FOLDER), self._model.state.folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._model.pick_folder)
        dialog.open()

    def _ask_certificate(self) -> None:
        dialog = QFileDialog(self, self._texts.text(WHERE_TO), self._model.state.folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._model.hand_out_certificate)
        dialog.open()

    def _ask_bundle(self) -> None:
        dialog = QFileDialog(
            self, self._texts.text(CHECK_OTHER), self._model.state.folder, "ASiC-E (*.asice *.asice.age)"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._model.check)
        dialog.open()
