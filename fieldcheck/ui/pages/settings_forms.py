"""Forms and languages: the table, and below it what is known of the cell one stands on."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.i18n.formatting import short_date
from fieldcheck.ui import theme
from fieldcheck.ui.controls import Card, Face, Label, OutlinedButton, Space, row, stack
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.settings_sheet import ApproveSheet
from fieldcheck.ui.pages.settings_table import StandingTable, form_title, language_name
from fieldcheck.viewmodels.settings import SettingsViewModel
from fieldcheck.viewmodels.settings_state import ApprovalView, CellView, FormLine, ReadingView, SettingsState

LEGEND = N_(
    "getal: concept, procent vertaald · ✓ goedgekeurd op naam · ! deels verouderd · – niet in deze taal"
)
COUNTING = N_("{n} van {total} formulieren geteld …")
NOBODY = N_("Nog niemand heeft deze vertaling op naam goedgekeurd; het scherm en de brief zeggen “concept”.")
ELSEWHERE = N_("Goedkeuren kan hier niet: de bronbestanden van de vertaling staan niet op deze laptop.")


OTHERS = N_("Goedkeuren doet de coördinator of de beheerder van de laptop.")


class FormsPart(QWidget):
    """Presents forms and languages, and asks for the name of who approves."""

    def __init__(self, model: SettingsViewModel, texts: Texts) -> None:
        super().__init__()
        self._model, self._texts = model, texts
        self._open: ReadingView | None = None
        self.table = StandingTable(texts)
        self.table.reached.connect(model.select)
        self._counted = Label("", Face.SMALL)
        self._title = Label("", Face.LEAD)
        self._numbers = Label("", Face.BODY)
        self._by = Label("", Face.MUTED)
        self.read = press(OutlinedButton(texts.text(N_("Lezen en goedkeuren …"))), model.read, name="read")
        self.table.opened.connect(self._read_here)
        self._card = Card(gap=Space.XS)
        self._card.setObjectName("detail")
        words = stack(self._title, self._numbers, self._by, gap=Space.XS)
        line = row(words, self.read, gap=Space.L)
        line.setStretch(0, 1)
        self._card.body.addLayout(line)
        self._card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        whole = stack(
            self.table,
            self._counted,
            Label(texts.text(LEGEND), Face.SMALL),
            self._card,
            gap=Space.S,
            parent=self,
        )
        edge = theme.current().px(Space.L)
        whole.setContentsMargins(edge, edge, edge, edge)
        whole.setStretch(0, 1)
        self.setFocusProxy(self.table)

    def present(self, state: SettingsState) -> None:
        """Show this state; what is to be read opens in a sheet."""
        self.table.show_lines(state.forms, state.selected)
        counted = len(state.forms) < state.total
        self._counted.setVisible(counted)
        self._counted.setText(self._texts.text(COUNTING, n=len(state.forms), total=state.total))
        self._present_detail(state)
        if state.reading is not None and state.reading != self._open:
            self._open = state.reading
            self._ask(state.reading, state)
        elif state.reading is None:
            self._open = None

    def _present_detail(self, state: SettingsState) -> None:
        words, chosen = self._texts.text, state.chosen
        if chosen is None:
            self._title.setText(words(N_("Ga met de pijltjes of de muis naar een taal van een formulier.")))
            self._numbers.setText("")
            self._by.setText("")
            self.read.hide()
            return
        line, cell = chosen
        self._title.setText(f"{form_title(line, self._texts)} · {language_name(cell.tag, self._texts)}")
        self._numbers.setText(" · ".join(self._figures(line, cell)))
        self._by.setText(self._about(cell, may_approve=state.may_approve))
        self.read.setVisible(cell.approvable and state.may_approve and not cell.settled)
        self.read.setEnabled(not state.working)

    def _figures(self, line: FormLine, cell: CellView) -> list[str]:
        words = self._texts.text
        missing = cell.texts - cell.translated - cell.stale
        found = [
            words(N_("vragen: {n} van {total}"), n=cell.questions, total=line.questions),
            words(N_("teksten: {n}"), n=cell.texts),
            words(N_("vertaald: {n}"), n=cell.translated),
            words(N_("concept: {n}"), n=cell.draft),
            words(N_("goedgekeurd: {n}"), n=cell.approved),
            words(N_("verouderd: {n}"), n=cell.stale),
            words(N_("ontbreekt: {n}"), n=missing),
        ]
        return found[0 if line.questions else 1 :]

    def _about(self, cell: CellView, *, may_approve: bool) -> str:
        said = [self._approval(one) for one in cell.approvals] or [self._texts.text(NOBODY)]
        if not cell.approvable and not cell.settled:
            said.append(self._texts.text(ELSEWHERE))
        elif not may_approve and not cell.settled:
            said.append(self._texts.text(OTHERS))
        return "\n".join(said)

    def _approval(self, one: ApprovalView) -> str:
        on = short_date(one.on) if one.on else "–"
        if one.shared:
            return self._texts.text(N_("Gedeelde keuzes goedgekeurd door {by} op {on}."), by=one.by, on=on)
        return self._texts.text(N_("Goedgekeurd door {by} op {on}."), by=one.by, on=on)

    def _read_here(self) -> None:
        if self.read.isVisible() and self.read.isEnabled():
            self._model.read()

    def _ask(self, reading: ReadingView, state: SettingsState) -> None:
        line = next((one for one in state.forms if one.id == reading.form), FormLine(reading.form))
        title = f"{form_title(line, self._texts)} · {language_name(reading.tag, self._texts)}"
        sheet = ApproveSheet(self._texts, reading, title, state.user, self)
        sheet.approved.connect(self._model.approve)
        sheet.rejected.connect(self._model.put_away)
        sheet.open()
