"""Two parts of the preparation that are no form: trying rules on cases, and the laptops of the action."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Card,
    Chip,
    Face,
    Label,
    OutlinedButton,
    ProgressLine,
    Space,
    Tone,
    clear,
    row,
    stack,
)
from fieldcheck.ui.pages.preparation_sheets import try_summary
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.wrapping import WrappingRow
from fieldcheck.viewmodels.preparation import PreparationViewModel
from fieldcheck.viewmodels.preparation_state import FormView, LaptopView, PreparationState, TriedView, TryView

_STACKED_FROM = 1.5
"""The scale from which a table of words stands in blocks."""
_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
_MOST = 40
"""Cases of one dry run that are shown; more are counted in words."""


class TryPart(QWidget):
    """Which cases the draft would send elsewhere, by which rule: before and after beside each other."""

    def __init__(self, model: PreparationViewModel, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        text = texts.text
        about = text(
            N_("Wie zou er met deze wijzigingen anders worden doorverwezen? Aan de zaken verandert niets.")
        )
        self.own = press(
            OutlinedButton(text(N_("Op zaken van deze laptop"))),
            lambda: model.try_rules(fictitious=False),
            name="try-cases",
        )
        self.fictitious = press(
            OutlinedButton(text(N_("Op fictieve personen"))),
            lambda: model.try_rules(fictitious=True),
            name="try-fictitious",
        )
        self.cancel = press(OutlinedButton(text(N_("Afbreken"))), model.cancel, name="cancel-try")
        self._line = ProgressLine(text(N_("Voortgang van het proberen")))
        self._found = stack(gap=Space.L)
        self._shown: tuple[TryView, ...] | None = None
        stack(
            Label(about, Face.MUTED),
            _wrapping(self.own, self.fictitious, self.cancel),
            self._line,
            self._found,
            gap=Space.M,
            parent=self,
        )

    def present(self, state: PreparationState) -> None:
        """Show the dry runs of the draft as it is now."""
        ready = state.loaded and not state.working and not state.first_problem
        self.own.setEnabled(ready)
        self.fictitious.setEnabled(ready)
        self.cancel.setVisible(state.working)
        self._line.setVisible(state.working)
        self._line.set_share(state.done / state.total if state.total else 0.0)
        if state.tried == self._shown:
            return
        self._shown = state.tried
        clear(self._found)
        for view in state.tried:
            self._found.addWidget(self._card(view))

    def _card(self, view: TryView) -> Card:
        card = Card(gap=Space.S)
        card.body.addWidget(Label(try_summary(view, self._texts), Face.LEAD))
        if view.left:
            left = self._texts.plural(
                N_("{n} zaak kon niet worden gelezen en telt niet mee."),
                N_("{n} zaken konden niet worden gelezen en tellen niet mee."),
                view.left,
            )
            card.body.addWidget(Label(left, Face.SMALL))
        if view.lines:
            shown = view.lines[:_MOST]
            wide = theme.current().scale < _STACKED_FROM
            card.body.addLayout(self._table(shown) if wide else self._blocks(shown))
        if len(view.lines) > _MOST:
            more = self._texts.text(N_("En nog {n} andere."), n=len(view.lines) - _MOST)
            card.body.addWidget(Label(more, Face.SMALL))
        return card

    def _blocks(self, lines: tuple[TriedView, ...]) -> QVBoxLayout:
        """The same below each other, for large letters."""
        text, blocks = self._texts.text, stack(gap=Space.M)
        for one in lines:
            told = ((N_("Nu"), one.before), (N_("Straks"), one.after), (N_("Door regel"), one.rules))
            cells = [Label(f"{text(heading)}: {words}") for heading, words in told]
            blocks.addLayout(stack(Label(one.name, Face.STRONG), *cells, gap=0))
        return blocks

    def _table(self, lines: tuple[TriedView, ...]) -> QGridLayout:
        text = self._texts.text
        grid = _grid((N_("Zaak"), N_("Nu"), N_("Straks"), N_("Door regel")), self._texts)
        for column, share in ((0, 2), (1, 3), (2, 3), (3, 3)):
            grid.setColumnStretch(column, share)
        for at, one in enumerate(lines, 1):
            named = Label(one.name, Face.STRONG)
            named.setAlignment(_TOP)
            grid.addWidget(named, at, 0)
            for column, words in enumerate((one.before, one.after, one.rules), 1):
                cell = Label(words)
                cell.setAlignment(_TOP)
                heading = (N_("Nu"), N_("Straks"), N_("Door regel"))[column - 1]
                cell.setAccessibleName(f"{text(heading)}: {words}")
                grid.addWidget(cell, at, column)
        return grid


class LaptopsPart(QWidget):
    """The laptops of the action in force and who works on them, and its forms with their languages."""

    def __init__(self, model: PreparationViewModel, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        text = texts.text
        self.cancel = press(OutlinedButton(text(N_("Afbreken"))), model.cancel, name="cancel-laptops")
        self._making = Label("", Face.SMALL)
        self._line = ProgressLine(text(N_("Voortgang van de bundels")))
        self.posts = OutlinedButton(text(N_("Instelbundels voor de posten …")))
        self.posts.setObjectName("post-laptops")
        self.more = OutlinedButton(text(N_("Nog een laptop …")))
        self.more.setObjectName("more-laptops")
        self.other = OutlinedButton(text(N_("Nieuwe actie van deze voorbereiding …")))
        self.other.setObjectName("other-action")
        self.carry = OutlinedButton(text(N_("Bijwerking voor de laptops …")))
        self.carry.setObjectName("update-laptops")
        self.codes = OutlinedButton(text(N_("Codes tonen …")))
        self.codes.setObjectName("show-codes")
        self._unwritten = Card(Tone.CAUTION, gap=Space.XS)
        self._unwritten_words = Label("", Face.STRONG)
        line = row(self._unwritten_words, self.codes)
        line.setStretch(0, 1)
        self._unwritten.body.addLayout(line)
        self._version = Label("", Face.SMALL)
        self._laptops, self._forms = Card(gap=Space.S), Card(gap=Space.S)
        self._shown: tuple[tuple[LaptopView, ...], tuple[FormView, ...]] | None = None
        stack(
            Label(
                text(
                    N_("Elke post heeft een laptop. Codes van instelbundels staan hier tot u ze opschreef.")
                ),
                Face.MUTED,
            ),
            self._unwritten,
            _wrapping(self.posts, self.carry, self.more, self.other, self.cancel),
            self._making,
            self._line,
            self._version,
            self._laptops,
            self._forms,
            gap=Space.M,
            parent=self,
        )

    def present(self, state: PreparationState) -> None:
        """Show the laptops and forms."""
        self.posts.setVisible(any(not one.made for one in state.laptops))
        for button in (self.posts, self.more, self.other, self.carry):
            button.setEnabled(state.loaded and not state.working and not state.first_problem)
        self._unwritten.setVisible(bool(state.unwritten))
        self._unwritten_words.setText(
            self._texts.plural(
                N_("{n} code is nog niet opgeschreven."),
                N_("{n} codes zijn nog niet opgeschreven."),
                state.unwritten,
            )
        )
        self._present_version(state)
        self._present_work(state)
        shown = (state.laptops, state.forms)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._laptops.body)
        self._laptops.body.addWidget(Label(self._texts.text(N_("Laptops en wie er werkt")), Face.LEAD))
        grid = _grid((N_("Laptop"), N_("Post"), N_("Wie er werkt"), ""), self._texts)
        for at, one in enumerate(state.laptops, 1):
            grid.addWidget(Label(one.name, Face.STRONG), at, 0)
            grid.addWidget(Label(one.post), at, 1)
            grid.addWidget(Label(one.roles), at, 2)
            if one.own:
                grid.addWidget(Chip(self._texts.text(N_("deze laptop")), Tone.ACCENT), at, 3)
            elif not one.made:
                grid.addWidget(Chip(self._texts.text(N_("nog geen instelbundel")), Tone.CAUTION), at, 3)
        self._laptops.body.addLayout(grid)
        clear(self._forms.body)
        self._forms.body.addWidget(Label(self._texts.text(N_("Formulieren en hun talen")), Face.LEAD))
        for form in state.forms:
            languages = self._texts.plural(
                N_("{n} taal: {names}"), N_("{n} talen: {names}"), form.count, names=form.languages
            )
            self._forms.body.addLayout(
                stack(Label(form.title, Face.STRONG), Label(languages, Face.SMALL), gap=0)
            )

    def _present_work(self, state: PreparationState) -> None:
        for widget in (self.cancel, self._making, self._line):
            widget.setVisible(state.working)
        self._line.set_share(state.done / state.total if state.total else 0.0)
        words = N_("De formulieren gaan mee en worden nu klaargemaakt. Dat kan een minuut duren.")
        if state.total:
            words = N_("Bundel {n} van {of} wordt gemaakt.")
        made = self._texts.text(words, n=min(state.done + 1, state.total), of=state.total)
        self._making.setText(made if state.working else "")

    def _present_version(self, state: PreparationState) -> None:
        text = self._texts.text
        if state.update_file:
            told = text(
                N_("Bijwerking gemaakt: {file}. Lees haar op elke laptop in."), file=state.update_file
            )
        elif state.version:
            told = text(
                N_("Versie {n} geldt hier. Een laptop heeft haar pas na de bijwerking."), n=state.version
            )
        else:
            told = ""
        self._version.setText(told)
        self._version.setVisible(bool(told))


def _wrapping(*buttons: QWidget) -> QWidget:
    box = QWidget()
    WrappingRow(*buttons, parent=box)
    return box


def _grid(headings: tuple[str, ...], texts: Texts) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.current().px(Space.L))
    grid.setVerticalSpacing(theme.current().px(Space.S))
    for column, words in enumerate(headings):
        if words:
            grid.addWidget(Label(texts.text(words), Face.SMALL), 0, column)
            grid.setColumnStretch(column, 1)
    return grid
