"""The self-test of a laptop in lines: what was checked, how it went, and what to do about it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import Card, Chip, Face, Label, Space, Tone, clear
from fieldcheck.ui.words import CHECKS
from fieldcheck.viewmodels.self_test import Check, Checked


class CheckLines(Card):
    """One line for each check; those without a result are still going on."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(theme.current().px(Space.M))
        self._grid.setHorizontalSpacing(theme.current().px(Space.L))
        self._grid.setColumnStretch(2, 1)
        self.body.addLayout(self._grid)

    def show_checks(self, checks: tuple[Checked, ...]) -> None:
        """Show these results."""
        clear(self._grid)
        words = self._texts.text
        found = {checked.check: checked for checked in checks}
        for at, check in enumerate(Check):
            result = found.get(check)
            self._grid.addWidget(self._mark(result), at, 0)
            self._grid.addWidget(Label(words(CHECKS[check]), Face.STRONG, wrap=False), at, 1)
            self._grid.addWidget(Label(self._detail(result), Face.MUTED), at, 2)

    def _mark(self, result: Checked | None) -> Chip:
        words = self._texts.text
        if result is None:
            return Chip(words(N_("bezig")), Tone.QUIET)
        return Chip(words(N_("goed")), Tone.GOOD) if result.ok else Chip(words(N_("let op")), Tone.CAUTION)

    def _detail(self, result: Checked | None) -> str:
        if result is None:
            return ""
        words = self._texts.text
        if result.check is Check.DISK:
            return self._free(int(result.detail))
        if result.ok:
            return ""
        remedies = {
            Check.FONTS: N_("Ontbreekt: {detail}. Installeer het programma opnieuw."),
            Check.CLOCK: N_("De klok loopt achter op wat al is vastgelegd. Zet hem gelijk."),
            Check.KEYS: N_("Ontbreekt: {detail}. Vraag de coördinator om een nieuwe instelbundel."),
            Check.WRITE: N_(
                "Wat is opgeslagen kwam niet goed of niet versleuteld terug. Gebruik deze laptop niet."
            ),
        }
        return words(remedies[result.check], detail=result.detail)

    def _free(self, megabytes: int) -> str:
        if megabytes < 10_000:
            return self._texts.text(N_("{n} MB vrij"), n=megabytes)
        return self._texts.text(N_("{n} GB vrij"), n=megabytes // 1000)
