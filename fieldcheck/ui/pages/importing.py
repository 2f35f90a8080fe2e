"""Taking in bundles: which file, how far, and what came of each, with everything that was checked."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import (
    Card,
    Chip,
    Column,
    EmptyState,
    Face,
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
from fieldcheck.ui.pages.export import BACK, CANCEL, CANCELLING, FAILS, HOLDS
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.update_card import UpdateCard
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.importing import Brought, ImportState, ImportViewModel
from fieldcheck.viewmodels.shell import Place, Screen, Shell

TITLE = N_("Bundel inlezen")
PROMISE = N_("Elk bestand wordt eerst helemaal gecontroleerd. Wat niet klopt, komt er niet in.")
ONE_FILE = N_("Bundel kiezen …")
ALL_FILES = N_("Alles op een stick …")
READING = N_("{file} wordt gecontroleerd en ingelezen …")
READING_OF_MORE = N_("{file} wordt gecontroleerd en ingelezen; hierna nog {count} …")
LOOKING = N_("De map wordt bekeken …")
PROGRESS = N_("Voortgang van het inlezen")
CANCELLED = N_("Het inlezen is afgebroken.")
CANCELLED_KEPT = N_("Wat hieronder staat, is ingelezen; van de rest is niets overgenomen.")
EMPTY = N_("Nog niets ingelezen")
EMPTY_REMEDY = N_("Kies een bundel van een andere laptop, of een stick waar ze op staan.")
TAKEN = N_("ingelezen")
KNOWN = N_("al bekend")
REFUSED = N_("geweigerd")
LEFT = N_("niet overgenomen")
NEW = N_("Nieuw in het logboek: {entries}, over {cases}.")
NO_CASE = N_("Nieuw in het logboek: {entries}, niet over een zaak.")
NOTHING_NEW = N_("Alles hierin was er al; er is niets veranderd.")
_TICK_MS = 100


def import_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    return ImportPage(frame.loaded(place, ImportViewModel, frame.shell.seated), frame.texts, frame.shell)


class ImportPage(QWidget):
    """Presents one :class:`ImportState`."""

    def __init__(self, model: ImportViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._brought: tuple[Brought, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(model.tick)
        self._build()
        self.setFocusProxy(self._main)
        bind(self, model, self.present)

    def _build(self) -> None:
        text = self._texts.text
        column = Column(gap=Space.L)
        self._notice = Notice()
        self._working = self._build_working()
        self._empty = EmptyState(text(EMPTY), text(EMPTY_REMEDY))
        self._list = stack(gap=Space.M)
        heading = stack(Label(text(TITLE), Face.TITLE), Label(text(PROMISE), Face.SMALL), gap=Space.XS)
        column.body.addLayout(heading)
        self.update_card = UpdateCard(self._texts)
        self.update_card.put_in_force.clicked.connect(self._model.put_in_force)
        self.update_card.leave.clicked.connect(self._model.leave)
        for widget in (self._notice, self._working, self.update_card, self._empty):
            column.body.addWidget(widget)
        column.body.addLayout(self._list)
        column.body.addStretch(1)
        whole = stack(column, self._build_foot(), gap=0, parent=self)
        whole.setStretch(0, 1)

    def _build_working(self) -> Card:
        text = self._texts.text
        card = Card(Tone.ACCENT, gap=Space.M)
        card.setObjectName("working")
        self._steps = Label("", Face.STRONG)
        self._line = ProgressLine(text(PROGRESS))
        self._cancel = press(OutlinedButton(text(CANCEL)), self._model.cancel, name="cancel")
        line = row(self._steps, self._cancel)
        line.setStretch(0, 1)
        card.body.addLayout(line)
        card.body.addWidget(self._line)
        return card

    def _build_foot(self) -> Foot:
        text = self._texts.text
        back = press(OutlinedButton(f"←  {text(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(text(BACK))
        self._all = press(OutlinedButton(text(ALL_FILES)), self._ask_folder, name="all")
        self._main = press(PrimaryButton(text(ONE_FILE)), self._ask_file, name="main")
        return Foot(back, self._main, others=(self._all,))

    def present(self, state: ImportState) -> None:
        """Show this state."""
        self._present_notice(state)
        self._present_working(state)
        self.update_card.present(state.offered)
        self._empty.setVisible(state.free and not state.brought)
        self._present_brought(state.brought)
        for button in (self._main, self._all):
            button.setEnabled(state.free)

    def _present_notice(self, state: ImportState) -> None:
        text, told = self._texts.text, state.trouble
        if told is not None:
            self._notice.show_words(told.what, told.kept, told.remedy)
        elif state.cancelled:
            self._notice.show_words(text(CANCELLED), text(CANCELLED_KEPT))
        else:
            self._notice.show_words("")

    def _present_working(self, state: ImportState) -> None:
        self._working.setVisible(state.working)
        if state.working != self._timer.isActive():
            self._timer.start() if state.working else self._timer.stop()
        words = LOOKING
        if state.cancelling:
            words = CANCELLING
        elif state.file:
            words = READING_OF_MORE if state.waiting else READING
        self._steps.setText(self._texts.text(words, file=state.file, count=state.waiting))
        self._line.set_share(state.done / state.total if state.total else 0.0)
        self._cancel.setEnabled(not state.cancelling)

    def _present_brought(self, brought: tuple[Brought, ...]) -> None:
        if brought == self._brought:
            return
        self._brought = brought
        clear(self._list)
        for number, one in enumerate(brought):
            self._list.addWidget(self._card(one, f"brought-{number}"))

    def _card(self, one: Brought, name: str) -> Card:
        text = self._texts.text
        refused = one.trouble is not None
        tone = Tone.CAUTION if refused else Tone.PLAIN if one.known or one.left else Tone.GOOD
        card = Card(tone, gap=Space.XS)
        card.setObjectName(name)
        verdict = REFUSED if refused else LEFT if one.left else KNOWN if one.known else TAKEN
        chip = Chip(text(verdict), tone, ringed=True)
        title = row(Label(one.title or one.file, Face.LEAD), chip)
        title.setStretch(0, 1)
        card.body.addLayout(title)
        if one.trouble is not None:
            card.body.addWidget(Label(one.trouble.what, Face.STRONG))
            for words in (one.trouble.kept, one.trouble.remedy):
                if words:
                    card.body.addWidget(Label(words))
        else:
            card.body.addWidget(Label(one.file, Face.SMALL))
            words = text(NOTHING_NEW) if one.known else self._counted(one)
            card.body.addWidget(Label(one.told or words, Face.STRONG))
        for words in one.asked:
            card.body.addWidget(Label(words, Face.STRONG))
        for finding in one.findings:
            words = text(HOLDS if finding.holds else FAILS, what=finding.what)
            line = f"{words}: {finding.detail}" if finding.detail else words
            card.body.addWidget(Label(line, Face.SMALL if finding.holds else Face.PROBLEM))
        return card

    def _counted(self, one: Brought) -> str:
        words = self._texts
        entries = words.plural(N_("{n} regel"), N_("{n} regels"), one.new)
        if not one.cases:
            return words.text(NO_CASE, entries=entries)
        cases = words.plural(N_("{n} zaak"), N_("{n} zaken"), one.cases)
        return words.text(NEW, entries=entries, cases=cases)

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, self._texts.text(ONE_FILE), "", "ASiC-E (*.asice.age)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._model.take_file)
        dialog.open()

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self._texts.text(ALL_FILES))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._model.take_folder)
        dialog.open()
