"""Preparing an action: its parts in the rail, a list and the fields of what is chosen beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.roles import Role
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Column,
    Face,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    Rail,
    RailRow,
    Size,
    Space,
    bind,
    scrolling,
    stack,
)
from fieldcheck.ui.pages.action_sheets import NextActionSheet
from fieldcheck.ui.pages.list_editor import ListEditor
from fieldcheck.ui.pages.paper_sheet import PaperOffer
from fieldcheck.ui.pages.preparation_parts import LaptopsPart, TryPart
from fieldcheck.ui.pages.preparation_sheets import CodesSheet, LaptopSheet, SaveSheet
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.record_form import RecordForm
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.preparation import PreparationViewModel
from fieldcheck.viewmodels.preparation_state import NOTHING_YET, PART_WORDS, Part, PreparationState
from fieldcheck.viewmodels.shell import Place, Screen

BACK = N_("Postoverzicht")
NOT_YET = N_("Tot u bewaart, geldt de actie zoals zij was.")
KEEP_FIRST = N_("Bewaar eerst: het blad zegt wat geldt.")
_LEFT = {
    "draft": N_("Hier is het ontwerp dat nog niet was bewaard."),
    "older": N_("Hier is het ontwerp dat nog niet was bewaard. De actie is intussen gewijzigd: kijk het na."),
}
_LIST, _LIST_MOST = 320, 480
_STACKED_FROM = 1.25
"""The scale from which the list stands above the fields, and not beside them."""
_TICK_MS = 100


def preparation_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    return PreparationPage(frame.loaded(place, PreparationViewModel, frame.shell), frame)


class PreparationPage(QWidget):
    """Presents one :class:`PreparationState`."""

    def __init__(self, model: PreparationViewModel, frame: Frame) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, frame.texts, frame.shell
        self._sheet: QWidget | None = None
        self._paper = PaperOffer(self, frame.texts, model.put_away)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(model.tick)
        self._build()
        self._connect()
        bind(self, model, self.present)

    def holds_unkept(self) -> bool:
        """Never: the draft is kept as it is written."""
        return False

    def present(self, state: PreparationState) -> None:
        """Show this state."""
        for part, row in self.parts.items():
            row.setChecked(part is state.part)
            wrong = dict(state.wrong).get(part, 0)
            row.set_note(self._texts.text(N_("{n} fout"), n=wrong) if wrong else "")
        self._present_notice(state)
        self._around.setVisible(not self._notice.isHidden())
        self._title.setText(self._texts.text(PART_WORDS[state.part]))
        chosen = state.rows[state.chosen] if state.rows and state.fixed and state.chosen >= 0 else None
        self._whole.setText(chosen.title if chosen else "")  # a rule of a form is longer than its row
        self._whole.setVisible(chosen is not None)
        self._nothing.setText(self._texts.text(NOTHING_YET[state.part]) if state.rows == () else "")
        self._nothing.setVisible(state.rows == ())
        self.list.setVisible(state.rows is not None)
        self._beside.setVisible(state.rows is not None)  # or its place stays, empty
        self.list.present(
            state.rows or (),
            state.chosen,
            name=self._texts.text(PART_WORDS[state.part]),
            fixed=state.fixed,
            held=state.held,
        )
        self.form.setVisible(state.part not in (Part.TRY, Part.LAPTOPS))
        self.form.present(state.fields)
        self.trying.setVisible(state.part is Part.TRY)
        self.laptops.setVisible(state.part is Part.LAPTOPS)
        self.trying.present(state)
        self.laptops.present(state)
        self.sheet.setVisible(state.part is Part.PRE_VISIT)
        for button in (self.save, self.undo):
            button.setEnabled(state.changed and state.loaded and not state.working)
        self.sheet.setEnabled(not state.working and not state.changed)
        self._keep_first.setVisible(state.part is Part.PRE_VISIT and state.changed)
        if state.working != self._timer.isActive():
            self._timer.start() if state.working else self._timer.stop()
        self._paper.present(state.paper)
        self._ask(state)

    # Building

    def _build(self) -> None:
        words, look = self._texts.text, theme.current()
        rail = Rail()
        rail.body.addWidget(Label(words(N_("Voorbereiden")), Face.TITLE))
        rail.body.addSpacing(look.px(Space.S))
        rail.body.setSpacing(0)  # the parts fit the smallest screen
        self.parts = {
            part: press(RailRow(words(PART_WORDS[part])), partial(self._go, part), name=part.value)
            for part in Part
        }
        for part_row in self.parts.values():
            part_row.setAutoExclusive(True)
            rail.body.addWidget(part_row)
        self._notice = Notice()
        self._title, self._whole = Label("", Face.TITLE), Label("", Face.LEAD)
        self._nothing = Label("", Face.MUTED)
        self.list = ListEditor(self._texts, words(PART_WORDS[Part.POSTS]))
        self.form = RecordForm(words(N_("Gegevens")))
        self.trying = TryPart(self._model, self._texts)
        self.laptops = LaptopsPart(self._model, self._texts)
        self.sheet = press(
            OutlinedButton(words(N_("Voorbereidingsblad …"))), self._model.print_sheet, name="sheet"
        )
        self._keep_first = Label(words(KEEP_FIRST), Face.SMALL)
        self._beside: QWidget = self.list
        column = Column(limit=Size.COLUMN, centred=False)
        if look.scale >= _STACKED_FROM:
            self.list.setMinimumHeight(look.px(_LIST))
            column.body.addWidget(self.list)
        parts = (self.form, self.trying, self.laptops, self.sheet, self._keep_first)
        for widget in (self._title, self._whole, self._nothing, *parts):
            column.body.addWidget(widget)
        column.body.setAlignment(self.sheet, Qt.AlignmentFlag.AlignLeft)
        column.body.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        if look.scale < _STACKED_FROM:
            self.list.setMinimumWidth(look.px(_LIST))
            self.list.setMaximumWidth(look.px(_LIST_MOST))
            self._beside = QWidget()
            listed = stack(self.list, gap=0, parent=self._beside)
            listed.setContentsMargins(look.px(Space.M), look.px(Space.XL), 0, look.px(Space.L))
            middle.addWidget(self._beside, 1)
        middle.addWidget(column, 3)
        self._around = QWidget()
        around = stack(self._notice, gap=0, parent=self._around)
        around.setContentsMargins(look.px(Space.XL), look.px(Space.M), look.px(Space.XL), 0)
        right = stack(self._around, middle, gap=0)
        right.setStretch(1, 1)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(scrolling(rail))  # large letters make it higher than the window
        whole.addLayout(right, 1)
        page = stack(whole, self._build_foot(), gap=0, parent=self)
        page.setStretch(0, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.parts[self._model.state.part])

    def _build_foot(self) -> Foot:
        words = self._texts.text
        back = press(OutlinedButton(f"←  {words(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(words(BACK))
        self.undo = press(OutlinedButton(words(N_("Alles terugzetten"))), self._model.undo, name="undo")
        self.save = press(PrimaryButton(words(N_("Bewaren …"))), self._model.ask_save, name="main")
        return Foot(back, self.save, others=(self.undo,))

    def _connect(self) -> None:
        self.form.edited.connect(self._model.edit)
        self.list.chosen.connect(self._model.choose)
        self.list.added.connect(self._add)
        self.list.removed.connect(self._model.remove)
        self.list.moved.connect(self._model.move)
        self.laptops.posts.clicked.connect(lambda: self._ask_folder(self._model.make_post_laptops))
        self.laptops.more.clicked.connect(lambda: self._ask_laptop())
        self.laptops.codes.clicked.connect(lambda: self._model.show_codes())
        self.laptops.carry.clicked.connect(lambda: self._ask_folder(self._model.make_update))
        self.laptops.other.clicked.connect(lambda: self._ask_action())

    # Presenting

    def _present_notice(self, state: PreparationState) -> None:
        words, told = self._texts.text, state.trouble
        if told is not None:
            self._notice.show_words(told.what, told.kept, told.remedy)
        elif state.first_problem:
            self._notice.show_words(
                words(N_("Zo kan de actie niet worden bewaard.")),
                state.first_problem,
                words(NOT_YET),
            )
        elif state.left:
            self._notice.show_words(words(_LEFT[state.left]), words(NOT_YET))
        elif not state.loaded:
            self._notice.show_words(words(N_("De formulieren worden gelezen …")))
        elif state.saved:
            self._notice.show_words(
                words(N_("Bewaard, en nu geldig op deze laptop. Maak een bijwerking voor de andere."))
            )
        else:
            self._notice.show_words(" ".join(state.notices))

    def _ask(self, state: PreparationState) -> None:
        if self._sheet is not None:
            return
        if state.asking:
            sheet = SaveSheet(self._texts, state.tried, self)
            sheet.given.connect(self._model.save)
            self._open(sheet)
        elif state.codes:
            codes = CodesSheet(self._texts, state.codes, self, keyed=state.keyed)
            codes.accepted.connect(self._model.codes_written)
            self._open(codes)

    def _open(self, sheet: SaveSheet | CodesSheet) -> None:
        self._sheet = sheet
        sheet.finished.connect(self._closed)
        sheet.open()

    def _closed(self) -> None:
        self._sheet = None
        self._model.put_away()

    # What people do

    def _go(self, part: Part) -> None:
        self._model.show(part)

    def _add(self) -> None:
        self._model.add()
        self.form.focus("")

    def _ask_laptop(self) -> None:
        sheet = LaptopSheet(self._texts, self._model.state.posts, self)
        sheet.given.connect(
            lambda name, post, role: self._ask_folder(
                lambda folder: self._model.make_laptop(name, post, Role(role), folder)
            )
        )
        sheet.open()

    def _ask_action(self, day: str = "", *, things: bool = False, named: tuple[str, str] = ("", "")) -> None:
        name, park = named if any(named) else self._model.state.drafted
        sheet = NextActionSheet(
            self._texts, name, park, self, day=day, things=things, day_problem=self._model.day_problem
        )
        sheet.given.connect(self._ask_where)
        sheet.open()

    def _ask_where(self, name: str, park: str, day: str, things: bool) -> None:
        """The folder for a new action; whoever turns back there has what was typed before them again."""
        self._ask_folder(
            lambda folder: self._model.new_action(name, park, day, folder, things=things),
            lambda: self._ask_action(day, things=things, named=(name, park)),
        )

    def _ask_folder(self, act: Callable[[str], None], back: Callable[[], None] = lambda: None) -> None:
        dialog = QFileDialog(self, self._texts.text(N_("Waar komen de bundels?")), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(act)
        dialog.rejected.connect(back)
        dialog.open()
