"""The outcome: the proposal with its reasons, the domains, the figures; the officer decides."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts
from fieldcheck.ui.controls import (
    AcuteButton,
    Card,
    Chip,
    Column,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    Picker,
    PrimaryButton,
    QuietButton,
    Space,
    StateChip,
    Tone,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.pages.assessment_cards import DomainGrid, FigureCard
from fieldcheck.ui.pages.lens_cards import AdviceCard, LensGrid
from fieldcheck.ui.pages.outcome_cards import TWO_ANSWERS, UNEASE, ConflictCard, RulesCard, UneaseCard
from fieldcheck.ui.pages.paper_sheet import PaperOffer
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.talk_sheets import TalksSheet
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.outcome import OutcomeState, OutcomeViewModel, Part, Step
from fieldcheck.viewmodels.shell import Place, Screen, Shell

TITLE = N_("Uitkomst · zaak {code}")
TOGETHER = N_("Samen vormen ze het beeld; los zegt een signaal weinig.")
NO_PROPOSAL = N_("Geen doorverwijzing voorgesteld")
NO_RULE = N_("Geen regel sloeg aan op de antwoorden tot nu toe. U beslist.")
YOU_DECIDE = N_("U beslist.")
OTHERWISE = N_("Anders besluiten…")
REFER_NOW = N_("Nu doorverwijzen")
REFERRED = N_("De doorverwijzing is verstuurd.")
DECIDED = N_("Besloten: {name}.")
BACK = N_("Gesprek")
NO_TALK_BACK = N_("Terug")
MORE = N_("Verder praten …")
BELONGS = N_("Bij wie hoort dit?")
LETTER = N_("Rechtenbrief")
PROOF = N_("Controlebewijs")
LETTER_LANGUAGE = N_("Taal van de rechtenbrief")
NEXT_POST = N_("Volgende post: {post}")
READY = N_("Klaar bij deze post")
FIGURES = N_("Onderbouwing")
FIGURES_HEAD = N_("Uitgerekend uit de antwoorden")
WHERE_TO = N_("Waarheen dan?")
NO_REFERRAL = N_("Niet doorverwijzen")
WHY = N_("Waarom besluit u anders?")
WHY_HINT = N_("Eén zin is genoeg; hij staat later bij de zaak.")
CONFIRM = N_("Zo besluiten")
KEEP = N_("Toch het voorstel volgen")
DONE = N_("Het gesprek is afgerond en opgeslagen")
WORKING = N_("De uitkomst wordt opgemaakt …")
COUNTED = N_("{words} ({n})")
PARTS = {
    Part.SIGNALS: N_("Signalen"),
    Part.LENSES: N_("Lijsten"),
    Part.ADVICE: N_("Nu te doen of te vertellen"),
}
_WIDTH = 1302
_READS_ON = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_Up})


def outcome_page(frame: Frame, place: Place) -> QWidget:
    """The outcome of the case that ``place`` is about."""
    return OutcomePage(frame.loaded(place, OutcomeViewModel, CaseId(place.subject)), frame.texts, frame.shell)


class OutcomePage(QWidget):
    """Presents one :class:`OutcomeState`."""

    def __init__(self, model: OutcomeViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._shown: OutcomeState | None = None
        self._offer = PaperOffer(self, texts, model.put_paper_away)
        self._column = Column(limit=_WIDTH, gap=Space.L)
        self._title = Label("", Face.TITLE, wrap=False)
        self._notice = Notice()
        self._build_banner()
        self._build_decision()
        self._build_figures()
        self._build_parts()
        self._build_foot()
        body = self._column.body
        body.addLayout(self._heading())
        for widget in (self._notice, self._banner, self._decision, self._choice, *self._of_part):
            body.addWidget(widget)
        body.addStretch(1)
        whole = stack(self._column, self._foot, gap=0, parent=self)
        whole.setStretch(0, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bind(self, model, self.present)

    def _heading(self) -> QHBoxLayout:
        self._together = Label(self._texts.text(TOGETHER), Face.SMALL)
        self._together.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._more = press(OutlinedButton(self._texts.text(MORE)), self._ask_talk, name="more-talk")
        self._belongs = press(OutlinedButton(self._texts.text(BELONGS)), self._to_things, name="belongs")
        heading = row(self._title, self._together, self._belongs, self._more, gap=Space.L)
        heading.setStretch(1, 1)
        return heading

    def _build_banner(self) -> None:
        text = self._texts.text
        self._banner = Card(gap=Space.XS)
        self._banner.setObjectName("proposal")
        self._headline = Label("", Face.TITLE)
        self._reasons = Label("")
        self._otherwise = press(OutlinedButton(text(OTHERWISE)), self._model.decide_otherwise)
        self._otherwise.setObjectName("otherwise")
        self._refer = AcuteButton(text(REFER_NOW), shortcuts.REFER)
        self._refer_calmly = PrimaryButton(text(REFER_NOW))
        for button, name in ((self._refer, "refer"), (self._refer_calmly, "refer-calmly")):
            button.setObjectName(name)
            press(button, self._model.refer_now)
        words = stack(self._headline, self._reasons, gap=Space.XS)
        line = row(words, self._otherwise, self._refer, self._refer_calmly, gap=Space.L)
        line.setStretch(0, 1)
        self._banner.body.addLayout(line)

    def _build_decision(self) -> None:
        text = self._texts.text
        self._decision = Card(Tone.ACCENT, gap=Space.M)
        self._decision.setObjectName("decision")
        self._to = Picker(text(WHERE_TO))
        self._to.activated.connect(lambda at: self._model.pick_decision(self._to.itemData(at)))
        self._why = Field(text(WHY), hint=text(WHY_HINT))
        self._why.edit.setObjectName("reason")
        self._why.edit.textEdited.connect(self._model.write_reason)
        self._confirm = press(PrimaryButton(text(CONFIRM)), self._model.confirm_decision)
        self._confirm.setObjectName("confirm")
        keep = press(OutlinedButton(text(KEEP)), self._model.keep_proposal)
        body = self._decision.body
        body.addWidget(Label(text(WHERE_TO), Face.STRONG))
        body.addLayout(row(self._to, None))
        body.addWidget(self._why)
        body.addLayout(row(keep, None, self._confirm))

    def _build_figures(self) -> None:
        text = self._texts.text
        self._figures_card = Card(gap=Space.M)
        self._show_figures = QuietButton(text(FIGURES))
        self._show_figures.setObjectName("show-figures")
        self._show_figures.setCheckable(True)
        self._show_figures.clicked.connect(lambda shown: self._model.show_figures(bool(shown)))
        self._summary = Label("")
        line = row(
            Label(text(FIGURES_HEAD), Face.LEAD, wrap=False), self._summary, self._show_figures, gap=Space.L
        )
        line.setStretch(1, 1)
        self._figures_box = stack(gap=0)
        self._figures_card.body.addLayout(line)
        self._figures_card.body.addLayout(self._figures_box)

    def _build_parts(self) -> None:
        words = self._texts
        self._chips = {
            part: press(
                StateChip(words.text(name), key), partial(self._on_part, part), name=f"part-{part.value}"
            )
            for (part, name), key in zip(PARTS.items(), shortcuts.OUTCOME_PART, strict=True)
        }
        self._choice = QWidget()
        # What stands below the domains is told beside the parts too, so that nobody misses it.
        self._disputed = Chip(words.text(TWO_ANSWERS), Tone.CAUTION)
        self._uneasy = Chip(words.text(UNEASE), Tone.ACCENT)
        told = row(self._uneasy, self._disputed, gap=Space.S)
        parts = row(stack(WrappingRow(*self._chips.values()), gap=0), told, gap=Space.L)
        parts.setStretch(0, 1)
        self._choice.setLayout(parts)
        self._unease, self._conflicts = UneaseCard(words), ConflictCard(words)
        self._conflicts.wanted.connect(lambda talk, at: self._model.to_question(InterviewId(talk), at))
        self._noted = QWidget()
        beside = row(self._unease, self._conflicts, gap=Space.L)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setStretch(0, 1)
        beside.setStretch(1, 1)
        self._noted.setLayout(beside)
        self._grid, self._rules = DomainGrid(words), RulesCard(words)
        self._lenses, self._advice = LensGrid(words), AdviceCard(words)
        self._of_part: dict[QWidget, Part] = {
            self._grid: Part.SIGNALS,
            self._noted: Part.SIGNALS,
            self._figures_card: Part.SIGNALS,
            self._rules: Part.SIGNALS,
            self._lenses: Part.LENSES,
            self._advice: Part.ADVICE,
        }

    def _on_part(self, part: Part) -> None:
        self._chips[part].setChecked(self._model.state.part is part)
        self._model.look_at(part)

    def _build_foot(self) -> None:
        text = self._texts.text
        # Who holds no talks came from a list, or from who else is with the same agency.
        words = text(BACK) if self._model.state.may_talk else text(NO_TALK_BACK)
        back = press(OutlinedButton(f"←  {words}"), self._go_back)
        back.setAccessibleName(words)
        back.setObjectName("back")
        self._letter = press(OutlinedButton(text(LETTER)), self._model.make_letter)
        self._letter.setObjectName("letter")
        self._language = Picker(text(LETTER_LANGUAGE))
        self._language.activated.connect(
            lambda at: self._model.pick_letter_language(self._language.itemData(at))
        )
        self._proof = press(OutlinedButton(text(PROOF)), self._model.make_proof)
        self._proof.setObjectName("proof")
        self._main = press(PrimaryButton(text(READY)), self._model.go_to_next_post)
        self._main.setObjectName("main")
        self._foot = Foot(back, self._main, others=(self._letter, self._language, self._proof))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Down and the like read on, wherever the focus is."""
        if event.key() in _READS_ON:
            self._column.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def present(self, state: OutcomeState) -> None:
        """Show this state."""
        if state.step is not Step.STAY:
            self._follow(state)
            return
        self._title.setText(self._head(state))
        told = state.trouble
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        for widget in (self._banner, self._choice):
            widget.setVisible(state.loaded)
        self._present_banner(state)
        self._present_decision(state)
        self._present_parts(state)
        self._present_figures(state)
        self._present_foot(state)
        self._offer.present(state.paper)
        self._shown = state

    def _head(self, state: OutcomeState) -> str:
        if not state.may_see:
            return self._texts.text(DONE)
        if not state.loaded:
            return self._texts.text(WORKING)
        return self._texts.text(TITLE, code=state.case_code)

    def _follow(self, state: OutcomeState) -> None:
        self._model.arrived()
        if state.step is Step.TALK:
            self._shell.go(Screen.INTERVIEW, self._model.case, carried=self._model.opened)
        elif state.step is Step.REFER:
            self._shell.go(Screen.REFERRAL, self._model.case, carried=state.decided)
        else:
            self._shell.home()

    def _present_banner(self, state: OutcomeState) -> None:
        proposal, text = state.proposal, self._texts.text
        if self._shown is None or self._shown.acute != state.acute or not self._shown.loaded:
            self._banner.set_tone(Tone.ACUTE if state.acute else Tone.PLAIN)
        if state.referred:
            decided = text(DECIDED, name=state.decided_for) if state.decided_for else ""
            reasons = f"{decided} {text(REFERRED)}".strip()
        elif proposal is None:
            reasons = text(NO_RULE)
        else:
            reasons = " ".join((*(_sentence(one) for one in proposal.reasons), text(YOU_DECIDE)))
        self._headline.setText(text(NO_PROPOSAL) if proposal is None else proposal.headline)
        self._reasons.setText(reasons)
        offered = proposal is not None and not state.referred
        self._refer.setVisible(offered and state.acute and state.may_decide)
        self._refer_calmly.setVisible(offered and not state.acute and state.may_decide)
        self._otherwise.setVisible(not state.deciding and state.may_decide)
        for button in (self._refer, self._refer_calmly, self._otherwise):
            button.setEnabled(not state.busy)

    def _present_decision(self, state: OutcomeState) -> None:
        opened = state.deciding and (self._shown is None or not self._shown.deciding)
        self._decision.setVisible(state.deciding)
        text = self._texts.text
        choices = tuple((one.code, self._destination(one.code, one.name)) for one in state.destinations)
        self._to.offer((("", text(WHERE_TO)), *choices), state.decision)
        if self._why.edit.text() != state.reason:
            self._why.edit.setText(state.reason)
        self._confirm.setEnabled(bool(state.decision) and not state.busy)
        if opened:
            (self._why if state.decision else self._to).setFocus(Qt.FocusReason.OtherFocusReason)

    def _destination(self, code: str, name: str) -> str:
        if code != "next-post":
            return name
        return self._texts.text(NEXT_POST, post=name) if name else self._texts.text(NO_REFERRAL)

    def _present_parts(self, state: OutcomeState) -> None:
        for part, chip in self._chips.items():
            chip.setChecked(part is state.part)
        named = self._texts.text(PARTS[Part.ADVICE])
        told = self._texts.text(COUNTED, words=named, n=len(state.advice)) if state.advice else named
        if self._chips[Part.ADVICE].label() != told:
            self._chips[Part.ADVICE].set_text(told)
        self._conflicts.present(state.conflicts, may_ask=state.talks is not None and not state.busy)
        self._unease.present(state.unease)
        self._grid.present(state.domains)
        self._rules.present(state.rules)
        if state.part is Part.LENSES:  # what is not in view waits until it is: a list has a card each
            self._lenses.present(state.lenses)
        if self._shown is None or self._shown.advice != state.advice:
            self._advice.present(state.advice)
        for shown, *widgets in (
            (bool(state.conflicts), self._conflicts, self._disputed),
            (bool(state.unease), self._unease, self._uneasy),
        ):
            for one in widgets:
                one.setVisible(shown)
        empty: dict[QWidget, bool] = {
            self._noted: not (state.conflicts or state.unease),
            self._rules: not state.rules,
        }
        for widget, part in self._of_part.items():
            widget.setVisible(state.loaded and part is state.part and not empty.get(widget, False))

    def _present_figures(self, state: OutcomeState) -> None:
        self._summary.setText("   ·   ".join(f"{one.label}: {one.value}" for one in state.figures[:3]))
        self._show_figures.setChecked(state.figures_open)
        before = self._shown
        same = before is not None and (before.figures, before.figures_open) == (
            state.figures,
            state.figures_open,
        )
        if same:
            return
        clear(self._figures_box)
        if state.figures_open:
            self._figures_box.addWidget(FigureCard(state.figures, self._texts))

    def _present_foot(self, state: OutcomeState) -> None:
        text = self._texts.text
        onward = bool(state.next_post) and state.may_decide
        words = text(NEXT_POST, post=state.next_post) if onward else text(READY)
        if self._main.label() != words:
            self._main.set_text(words)
        choices = tuple((one.code, one.name) for one in state.letter_languages)
        self._language.offer(choices, state.letter_language)
        self._more.setVisible(state.talks is not None)
        self._belongs.setVisible(state.may_link)
        for button in (self._main, self._more, self._letter, self._proof):
            button.setEnabled(state.loaded and not state.busy)
        self._main.setEnabled((state.loaded or not state.may_see) and not state.busy)
        self._main.setVisible(not state.deciding)  # deciding otherwise has a main action of its own
        self._letter.setVisible(state.may_see)
        self._language.setVisible(state.may_see)
        self._proof.setVisible(state.may_see and state.may_prove)
        self._together.setVisible(state.may_see)

    def _ask_talk(self) -> None:
        known = self._model.state.talks
        if known is None:
            return
        sheet = TalksSheet(self._texts, known, self, offer_outcome=False)
        sheet.resumed.connect(lambda talk: self._model.resume_talk(InterviewId(talk)))
        sheet.begun.connect(self._model.begin_talk)
        sheet.open()

    def _to_things(self) -> None:
        self._shell.go(Screen.THINGS, self._model.case)

    def _go_back(self) -> None:
        if self._model.state.may_talk:
            self._shell.go(Screen.INTERVIEW, self._model.case)
        else:
            self._shell.back()


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."
