"""Whom somebody belongs to: what is linked, what the answers name, and adding more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import (
    Button,
    Card,
    Column,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    Space,
    Tone,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.thing_adding import THIS_ONE, AddingCard, on_button
from fieldcheck.ui.pages.thing_rows import thing_row
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.shell import Place, Screen, Shell
from fieldcheck.viewmodels.thing_lines import LinkLine
from fieldcheck.viewmodels.things import ProposalLine, ThingsState, ThingsViewModel

TITLE = N_("Bij wie hoort dit? · zaak {code}")
WORKING = N_("Even zoeken …")
LINKED = N_("Bij deze zaak")
NONE_LINKED = N_("Nog niets gekoppeld.")
NOTHING = N_("Nog niets. Kies een voorstel, of voeg zelf iets toe.")
PROPOSED = N_("Uit de antwoorden")
YOU_SAY = N_("Er wordt niets vanzelf gekoppeld: u zegt of het klopt.")
NEW_ONE = N_("Nieuw vastleggen")
CLUSTER = N_("Wie nog meer")
UNLINK = N_("Losmaken …")
WHY = N_("Waarom hoort dit er niet bij?")
WHY_HINT = N_("Eén zin is genoeg; hij staat later bij de zaak.")
CONFIRM = N_("Losmaken")
KEEP = N_("Laten staan")
BACK = N_("Terug")
_WIDTH = 1302


def things_page(frame: Frame, place: Place) -> QWidget:
    """The things of the case that ``place`` is about."""
    return ThingsPage(frame.loaded(place, ThingsViewModel, CaseId(place.subject)), frame.texts, frame.shell)


class ThingsPage(QWidget):
    """Presents one :class:`ThingsState`."""

    def __init__(self, model: ThingsViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._shown: ThingsState | None = None
        text = texts.text
        self._title = Label("", Face.TITLE)
        self._notice = Notice()
        self._links, self._proposals = Card(gap=Space.M), Card(gap=Space.M)
        self._adding = AddingCard(model, texts)
        self._build_unlinking()
        left = stack(self._links, self._unlinking, self._proposals, None, gap=Space.L)
        may_record = model.state.may_record
        self._adding.setVisible(may_record)
        right = stack(self._adding, None, gap=Space.L)
        halves = row(left, right, gap=Space.XL)
        halves.setStretch(0, 1)
        halves.setStretch(1, 1)
        column = Column(limit=_WIDTH, gap=Space.L)
        column.body.addWidget(self._title)
        column.body.addWidget(self._notice)
        column.body.addLayout(halves)
        column.body.addStretch(1)
        back = press(OutlinedButton(f"←  {text(BACK)}"), shell.back, name="back")
        back.setAccessibleName(text(BACK))
        whole = stack(column, Foot(back, self._adding.add), gap=0, parent=self)
        whole.setStretch(0, 1)
        self.setFocusProxy(self._adding.main if may_record else back)
        bind(self, model, self.present)

    def _build_unlinking(self) -> None:
        text = self._texts.text
        self._unlinking = Card(Tone.ACCENT, gap=Space.M)
        self._unlinking.setObjectName("unlinking")
        self._what = Label("", Face.STRONG)
        self._why = Field(text(WHY), hint=text(WHY_HINT))
        self._why.edit.setObjectName("reason")
        self._why.edit.textEdited.connect(self._model.write_reason)
        keep = press(OutlinedButton(text(KEEP)), self._model.keep_link, name="keep")
        self._confirm = press(PrimaryButton(text(CONFIRM)), self._model.unlink, name="confirm")
        body = self._unlinking.body
        body.addWidget(self._what)
        body.addWidget(self._why)
        body.addLayout(row(keep, None, self._confirm))

    def present(self, state: ThingsState) -> None:
        """Show this state."""
        text, before = self._texts.text, self._shown
        self._title.setText(text(TITLE, code=state.case_code) if state.loaded else text(WORKING))
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        if before is None or before.links != state.links or before.loaded != state.loaded:
            self._present_links(state)
        if before is None or before.proposals != state.proposals:
            self._present_proposals(state)
        self._present_unlinking(state)
        self._adding.present(state)
        # Taking away has a main action of its own.
        self._adding.add.setVisible(state.may_record and state.unlinking is None)
        self._shown = state

    def _present_links(self, state: ThingsState) -> None:
        clear(self._links.body)
        self._links.body.addWidget(Label(self._texts.text(LINKED), Face.LEAD))
        if not state.links:
            nothing = NOTHING if state.may_record else NONE_LINKED
            self._links.body.addWidget(Label(self._texts.text(nothing), Face.MUTED))
        for line in state.links:
            self._links.body.addLayout(self._link(line, state))

    def _link(self, line: LinkLine, state: ThingsState) -> QHBoxLayout:
        text = self._texts.text
        buttons: list[Button] = []
        if state.may_cluster:
            more = press(OutlinedButton(text(CLUSTER)), partial(self._to_cluster, line), name="cluster")
            more.setAccessibleName(f"{text(CLUSTER)}: {line.title}")
            buttons.append(more)
        if state.may_record:
            unlink = partial(self._model.begin_unlinking, line.link)
            loose = press(QuietButton(text(UNLINK)), unlink, name="unlink")
            loose.setAccessibleName(f"{text(UNLINK)} {line.title}")
            buttons.append(loose)
        return thing_row(line.title, line.below, actions=tuple(buttons), before=line.relation)

    def _to_cluster(self, line: LinkLine) -> None:
        self._shell.go(Screen.CLUSTER, line.link.thing.id)

    def _present_proposals(self, state: ThingsState) -> None:
        clear(self._proposals.body)
        self._proposals.setVisible(bool(state.proposals))
        text = self._texts.text
        heading = stack(Label(text(PROPOSED), Face.LEAD), Label(text(YOU_SAY), Face.SMALL), gap=0)
        self._proposals.body.addLayout(heading)
        for line in state.proposals:
            self._proposals.body.addLayout(self._proposal(line))

    def _proposal(self, line: ProposalLine) -> QVBoxLayout:
        text = self._texts.text
        whole = stack(thing_row(line.title, line.reason, before=line.relation), gap=Space.S)
        new = press(OutlinedButton(text(NEW_ONE)), partial(self._model.confirm, line, None), name="new-one")
        new.setAccessibleName(f"{text(NEW_ONE)}: {line.title}")
        for known in line.known:
            whole.addWidget(Label(known.why, Face.SMALL))
            words = text(THIS_ONE, thing=on_button(known.title))
            this = press(OutlinedButton(words), partial(self._model.confirm, line, known.id), name="this-one")
            whole.addLayout(row(this, *((new,) if known == line.known[-1] else ()), None))
        if not line.known:
            whole.addLayout(row(new, None))
        return whole

    def _present_unlinking(self, state: ThingsState) -> None:
        link = state.unlinking
        opened = link is not None and (self._shown is None or self._shown.unlinking is None)
        self._unlinking.setVisible(link is not None)
        titles = [line.title for line in state.links if line.link == link]
        self._what.setText("".join(titles))
        if self._why.edit.text() != state.reason:
            self._why.edit.setText(state.reason)
        self._confirm.setEnabled(not state.busy)
        if opened:
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)
