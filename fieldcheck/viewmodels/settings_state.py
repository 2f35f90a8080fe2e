"""What the settings page shows, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fieldcheck.viewmodels.self_test import Checked
from fieldcheck.viewmodels.told import Trouble

LISTS = "lists"
"""Stands for the choices that several forms share."""


class Section(StrEnum):
    """The parts of the page, in order."""

    FORMS = "forms"
    LOOK = "look"
    LAPTOP = "laptop"


class SheetReads(StrEnum):
    """Whether the recovery sheet opens the sealed notes of this laptop, and whether a new one would."""

    NOTHING = "nothing"
    """There is no key of sealed notes here."""
    NOTES = "notes"
    NOT_YET = "not-yet"
    """Not this sheet; a new one of who sits here would."""
    NOT_MINE = "not-mine"
    """Not this sheet, nor one of who sits here."""
    LOSES = "loses"
    """This sheet does; one of who sits here would not."""


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """Who approved what and when: the form itself, or the choices it ``shared``; ``on`` None if unknown."""

    by: str
    on: date | None
    shared: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """A form in a language: texts by their state, of ``texts`` in all; ``questions`` can be asked in it.

    ``share`` is what is translated in per cent; ``own`` is the language the form was written in;
    ``approvable`` whether it can be approved on this laptop.
    """

    tag: str
    questions: int
    texts: int
    translated: int
    draft: int
    approved: int
    stale: int
    share: int
    own: bool = False
    approvable: bool = False
    approvals: tuple[ApprovalView, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every text is translated."""
        return self.translated == self.texts

    @property
    def settled(self) -> bool:
        """Whether every text is approved by name, or is the author's own."""
        return self.whole and not self.draft


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form with its languages; ``broken`` when it cannot be read."""

    id: str
    title: str = ""
    version: str = ""
    questions: int = 0
    cells: tuple[CellView, ...] = ()
    broken: bool = False

    def cell(self, tag: str) -> CellView | None:
        """The form in this language; None where it is not in it."""
        return next((one for one in self.cells if one.tag == tag), None)


@dataclass(frozen=True, slots=True)
class ReadingView:
    """The texts to read before approving: Dutch and translation, "" where there is none."""

    form: str
    tag: str
    pairs: tuple[tuple[str, str], ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class SettingsState:
    """The page. ``forms`` grows while they are counted, up to ``total``; ``selected`` is form and tag."""

    user: str
    version: str
    device: str
    section: Section = Section.FORMS
    forms: tuple[FormLine, ...] = ()
    total: int = 0
    selected: tuple[str, str] = ("", "")
    reading: ReadingView | None = None
    working: bool = False
    checks: tuple[Checked, ...] = ()
    testing: bool = False
    trouble: Trouble | None = None
    may_renew: bool = False
    """Whether who sits here may renew the recovery sheet of this laptop."""
    notes: SheetReads = SheetReads.NOTHING
    may_approve: bool = True
    """Whether who sits here may approve translations."""

    @property
    def chosen(self) -> tuple[FormLine, CellView] | None:
        """The form and language that are selected, when the form is in it."""
        form, tag = self.selected
        line = next((one for one in self.forms if one.id == form), None)
        cell = line.cell(tag) if line else None
        return (line, cell) if line and cell else None
