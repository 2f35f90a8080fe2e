"""What a check of a form finds: problems, which refuse it, and notices, which do not; each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said

SHEETS = ("settings", "survey", "choices", "signals", "referrals")
"""The sheets in the order in which their findings are told; any other comes after them."""

Severity = Literal["problem", "notice"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or worth knowing, and where.

    Attributes:
        file: name of the file, without its folders.
        sheet: name of the sheet in small letters, "" for the file as a whole.
        row: counts from 1, the header; 0 when it is about the whole sheet.
        column: as the sheet's columns are called here, "" for the whole row.
        name: the name in that row (of the question, choice or rule), "" when there is none.
        message: what is wrong, a Dutch msgid with ``{named}`` fields.
        fields: the values for the named fields, by name.
        help: what would put it right, or "".

    What the properties give is Dutch that whoever shows it can translate; see :class:`Said`.
    """

    file: str
    sheet: str
    row: int
    column: str
    name: str
    message: str
    fields: tuple[tuple[str, str], ...] = ()
    help: str = ""

    @property
    def reason(self) -> Said:
        """The message with its fields filled in."""
        return Said(self.message, **dict(self.fields))

    @property
    def place(self) -> str:
        """File, sheet, row and column, as far as there are such."""
        place: str = self.file
        for message, named, value in (
            (N_("blad {sheet}"), "sheet", self.sheet),
            (N_("rij {row}"), "row", self.row),
            (N_("kolom {column}"), "column", self.column),
        ):
            if value:
                place = Said(N_("{one}, {other}"), one=place, other=Said(message, **{named: value}))
        return place

    @property
    def line(self) -> Said:
        """All of it in one line."""
        reason = (
            Said(N_("{reason}; {help}"), reason=self.reason, help=self.help) if self.help else self.reason
        )
        return Said(N_("{place}: {reason}"), place=self.place, reason=reason)


Places = Mapping[tuple[str, int], tuple[str, int]]
"""For rows that come from another file: sheet and row here, to that file and the row there."""


@dataclass(slots=True)
class Findings:
    """What was found so far in one file. The same finding counts once.

    ``elsewhere`` are the rows that stand in another file; a finding about them says that one.
    """

    file: str
    elsewhere: Places = field(default_factory=dict)
    _found: dict[Problem, Severity] = field(default_factory=dict)

    def problem(
        self,
        sheet: str,
        row: int,
        column: str,
        message: str,
        /,
        *,
        name: str = "",
        help: str = "",
        **fields: object,
    ) -> None:
        """Note what refuses the form; ``row`` 0 and ``column`` "" when there is no such place.

        ``message`` and ``help`` are Dutch msgids, or made already.
        """
        self._add("problem", Problem(self.file, sheet, row, column, name, *_worded(message, fields), help))

    def notice(
        self,
        sheet: str,
        row: int,
        column: str,
        message: str,
        /,
        *,
        name: str = "",
        help: str = "",
        **fields: object,
    ) -> None:
        """Note what does not refuse it."""
        self._add("notice", Problem(self.file, sheet, row, column, name, *_worded(message, fields), help))

    def place(self, sheet: str, row: int) -> tuple[str, int]:
        """The file and the row that the author knows a row by."""
        return self.elsewhere.get((sheet, row), (self.file, row))

    def _add(self, severity: Severity, problem: Problem) -> None:
        file, row = self.place(problem.sheet, problem.row)
        problem = replace(problem, file=file, row=row)
        if problem.help and not isinstance(problem.help, Said):
            problem = replace(problem, help=Said(problem.help))
        if self._found.get(problem) != "problem":
            self._found[problem] = severity

    def spoilt(self, sheet: str, row: int) -> bool:
        """Whether a problem is known in that row."""
        place = (sheet, *self.place(sheet, row))
        return any((found.sheet, found.file, found.row) == place for found in self._of("problem"))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What refuses the form, by sheet and row."""
        return tuple(sorted(self._of("problem"), key=self._order))

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What does not, by sheet and row."""
        return tuple(sorted(self._of("notice"), key=self._order))

    def _order(self, problem: Problem) -> tuple[int, str, bool, int, str]:
        sheet = SHEETS.index(problem.sheet) if problem.sheet in SHEETS else len(SHEETS)
        return sheet, problem.sheet, problem.file != self.file, problem.row, problem.column

    def _of(self, severity: Severity) -> list[Problem]:
        return [problem for problem, found in self._found.items() if found == severity]


def _worded(message: str, fields: dict[str, object]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A msgid and its fields; what is text stays as it is made, so that it can be translated."""
    msgid, filled = (message.message, message.fields) if isinstance(message, Said) else (message, fields)
    texts = {name: value if isinstance(value, str) else str(value) for name, value in filled.items()}
    return msgid, tuple(sorted(texts.items()))
