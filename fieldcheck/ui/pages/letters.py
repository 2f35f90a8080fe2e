"""The letters desk: choose a case, a paper and a language; see the real PDF; issue it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QScrollArea, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, clock_time
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    EmptyState,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    Space,
    StateChip,
    Tone,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.leaving import looks_up
from fieldcheck.ui.pages.list_look import list_style
from fieldcheck.ui.pages.paper_sheet import PageView, PaperOffer
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.languages import called
from fieldcheck.viewmodels.letters import TITLES, CaseLine, LetterKind, LettersState, LettersViewModel, Record
from fieldcheck.viewmodels.shell import Place, Screen, Shell

TITLE = N_("Brieven en bewijzen")
SEARCH = N_("Zoek op zaakcode")
CASES = N_("Zaken")
NO_CASES = N_("Geen zaak gevonden")
NO_CASES_NEXT = N_("Zoek op een deel van de code, of begin eerst een gesprek.")
WHICH = N_("Welk papier?")
LANGUAGE = N_("In welke taal?")
SAME_FOR_ALL = N_(
    "Het controlebewijs is voor iedereen gelijk. De gegevens staan er in het Nederlands op, de uitleg in alle"
    " talen: zo verraadt het niet welke taal iemand spreekt."
)
DRAFT = N_("Deze vertaling is een concept: een tolk heeft haar nog niet goedgekeurd.")
PREVIEW = N_("Voorbeeld van het papier, bladzijde 1")
PICK = N_("Kies links een zaak; het papier verschijnt hier.")
MAKING = N_("Het papier wordt opgemaakt …")
ISSUE = N_("Uitgeven")
ON_RECORD = N_("Vastgelegd")
RECORD = N_("{time}  {paper} · zaak {code} · {file}")
NOTHING_YET = N_("Nog niets uitgegeven aan deze tafel.")
HAS_PROOF = N_("bewijs {serial}")
BACK = N_("Postoverzicht")


def letters_page(frame: Frame, place: Place) -> QWidget:
    """The letters desk; ``place.subject`` may name a case to begin with."""
    return LettersPage(frame.loaded(place, LettersViewModel), frame.texts, frame.shell)


class LettersPage(QWidget):
    """Presents one :class:`LettersState`."""

    def __init__(self, model: LettersViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._cases: tuple[CaseLine, ...] = ()
        self._issued: tuple[Record, ...] | None = None
        self._preview = b""
        self._offer = PaperOffer(self, texts, model.put_paper_away)
        left, middle, right = self._build_cases(), self._build_choice(), self._build_preview()
        columns = row(left, middle, right, gap=Space.XL)
        for place, share in enumerate((26, 34, 40)):
            columns.setStretch(place, share)
        px = theme.current().px
        columns.setContentsMargins(px(20), px(Space.XL), px(20), px(Space.L))
        whole = stack(columns, self._build_foot(), gap=0, parent=self)
        whole.setStretch(0, 1)
        self.setFocusProxy(self._search.edit)
        bind(self, model, self.present)

    def _build_cases(self) -> QWidget:
        text = self._texts.text
        side = QWidget()
        self._search = Field(text(SEARCH))
        self._search.edit.setObjectName("search")
        looks_up(self._search.edit)
        self._search.edit.textEdited.connect(self._model.search)
        self._names = QStringListModel(self)
        self._list = QListView()
        self._list.setObjectName("cases")
        self._list.setAccessibleName(text(CASES))
        self._list.setModel(self._names)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setUniformItemSizes(True)
        self._list.setStyleSheet(list_style())
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.selectionModel().currentChanged.connect(lambda now, _before: self._on_case(now.row()))
        self._empty = EmptyState(text(NO_CASES), text(NO_CASES_NEXT))
        stack(Label(text(TITLE), Face.TITLE), self._search, self._list, self._empty, gap=Space.M, parent=side)
        return side

    def _build_choice(self) -> QWidget:
        text = self._texts.text
        middle = QWidget()
        self._kinds = {
            kind: press(StateChip(text(words)), partial(self._on_kind, kind))
            for kind, words in TITLES.items()
        }
        for kind, chip in self._kinds.items():
            chip.setObjectName(f"kind-{kind.value}")
        self._languages: dict[str, StateChip] = {}
        self._language_holder = QWidget()
        self._language_box = WrappingRow(parent=self._language_holder)
        self._language_title = Label(text(LANGUAGE), Face.LEAD)
        self._same = Label(text(SAME_FOR_ALL), Face.MUTED)
        self._notice = Notice()
        self._record_box = stack(gap=Space.XS)
        stack(
            self._notice,
            Label(text(WHICH), Face.LEAD),
            WrappingRow(*self._kinds.values()),
            self._language_title,
            self._language_holder,
            self._same,
            None,
            Label(text(ON_RECORD), Face.LEAD),
            self._record_box,
            gap=Space.M,
            parent=middle,
        )
        middle.setObjectName("scrolled")
        scroll = QScrollArea()
        scroll.setWidget(middle)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _build_preview(self) -> QWidget:
        side = QWidget()
        self._page = PageView(self._texts.text(PREVIEW))
        self._page.setObjectName("preview")
        self._page_words = Label("", Face.MUTED)
        self._draft = Notice(Tone.CAUTION)
        stack(self._draft, self._page_words, self._page, gap=Space.S, parent=side).setStretch(2, 1)
        return side

    def _build_foot(self) -> Foot:
        text = self._texts.text
        back = press(OutlinedButton(f"←  {text(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(text(BACK))
        self._issue = press(PrimaryButton(text(ISSUE)), self._model.issue, name="main")
        return Foot(back, self._issue)

    def present(self, state: LettersState) -> None:
        """Show this state."""
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        if self._search.edit.text().strip() != state.search:
            self._search.edit.setText(state.search)
        self._present_cases(state)
        self._present_choice(state)
        self._present_page(state)
        self._present_record(state)
        self._issue.setEnabled(state.case is not None and bool(state.preview) and not state.busy)
        self._offer.present(state.paper)

    def _present_cases(self, state: LettersState) -> None:
        empty = state.loaded and not state.cases
        self._list.setVisible(not empty)
        self._empty.setVisible(empty)
        if state.cases != self._cases:
            self._cases = state.cases
            self._names.setStringList([self._case_words(one) for one in state.cases])
        ids = [one.id for one in state.cases]
        place = ids.index(state.selected) if state.selected in ids else -1
        if place >= 0 and self._list.currentIndex().row() != place:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._list.selectionModel().setCurrentIndex(self._names.index(place), flag)

    def _case_words(self, case: CaseLine) -> str:
        parts = [case.code, clock_time(case.opened)]
        if case.proof_serial:
            parts.append(self._texts.text(HAS_PROOF, serial=case.proof_serial))
        return "  ·  ".join(parts)

    def _present_choice(self, state: LettersState) -> None:
        rights = state.kind is LetterKind.RIGHTS
        for kind, chip in self._kinds.items():
            chip.setChecked(kind is state.kind)
        if set(self._languages) != {one.tag for one in state.languages}:
            self._build_languages(state)
        for tag, chip in self._languages.items():
            chip.setChecked(tag == state.language)
            chip.setVisible(rights)
        self._language_title.setVisible(rights)
        self._same.setVisible(not rights)
        draft = rights and any(one.draft for one in state.languages if one.tag == state.language)
        self._draft.show_words(self._texts.text(DRAFT) if draft else "")

    def _build_languages(self, state: LettersState) -> None:
        clear(self._language_box)
        self._languages = {}
        for one in state.languages:
            name = called(one.tag, self._texts.tag)
            words = one.native if one.native == name else f"{one.native}  ({name})"
            chip = press(StateChip(words), partial(self._on_language, one.tag))
            chip.setObjectName(f"language-{one.tag}")
            self._languages[one.tag] = chip
            self._language_box.addWidget(chip)

    def _present_page(self, state: LettersState) -> None:
        if state.preview != self._preview:
            self._preview = state.preview
            self._page.show_pdf(state.preview)
        words = PICK if state.selected is None else MAKING if state.busy and not state.preview else ""
        self._page_words.setText(self._texts.text(words) if words else "")
        self._page_words.setVisible(bool(words))

    def _present_record(self, state: LettersState) -> None:
        if state.issued == self._issued:
            return
        self._issued = state.issued
        clear(self._record_box)
        if not state.issued:
            self._record_box.addWidget(Label(self._texts.text(NOTHING_YET), Face.MUTED))
        for one in state.issued[:6]:
            words = self._texts.text(
                RECORD, time=clock_time(one.at), paper=one.title, code=one.case_code, file=one.file
            )
            self._record_box.addWidget(Label(words, Face.SMALL))

    def _on_case(self, place: int) -> None:
        # Also heard when a state is presented; selecting what is selected does nothing.
        if 0 <= place < len(self._cases) and self._cases[place].id != self._model.state.selected:
            self._model.select(self._cases[place].id)

    def _on_kind(self, kind: LetterKind) -> None:
        self._kinds[kind].setChecked(self._model.state.kind is kind)
        self._model.pick_kind(kind)

    def _on_language(self, tag: str) -> None:
        self._languages[tag].setChecked(self._model.state.language == tag)
        self._model.pick_language(tag)
