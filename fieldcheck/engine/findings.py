"""What a check of a form finds: problems, which refuse it, and notices, which do not; each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

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
        message: what is wrong, in English, with ``{named}`` fields; the fields are apart so that the
            message can be translated.
        fields: the values for the named fields, by name.
        help: what would put it right, or "".
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
    def reason(self) -> str:
        """The message with its fields filled in."""
        return self.message.format_map(dict(self.fields)) if self.fields else self.message

    @property
    def place(self) -> str:
        """File, sheet, row and column, as far as there are such."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.place}: {self.reason}" + (f"; {self.help}" if self.help else "")


@dataclass(slots=True)
class Findings:
    """What was found so far in one file. The same finding counts once."""

    file: str
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
        """Note what refuses the form; ``row`` 0 and ``column`` "" when there is no such place."""
        self._add("problem", Problem(self.file, sheet, row, column, name, message, _texts(fields), help))

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
        self._add("notice", Problem(self.file, sheet, row, column, name, message, _texts(fields), help))

    def _add(self, severity: Severity, problem: Problem) -> None:
        if self._found.get(problem) != "problem":
            self._found[problem] = severity

    def spoilt(self, sheet: str, row: int) -> bool:
        """Whether a problem is known in that row."""
        return any(found.sheet == sheet and found.row == row for found in self._of("problem"))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What refuses the form, by sheet and row."""
        return tuple(sorted(self._of("problem"), key=_order))

    @property
    def notices(self) -> tuple[Problem, ...]:
        """What does not, by sheet and row."""
        return tuple(sorted(self._of("notice"), key=_order))

    def _of(self, severity: Severity) -> list[Problem]:
        return [problem for problem, found in self._found.items() if found == severity]


def _texts(fields: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in sorted(fields.items()))


def _order(problem: Problem) -> tuple[int, str, int, str]:
    place = SHEETS.index(problem.sheet) if problem.sheet in SHEETS else len(SHEETS)
    return place, problem.sheet, problem.row, problem.column
