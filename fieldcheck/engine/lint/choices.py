"""The sheet choices: what belongs to which list, what is there twice, what nobody uses."""

from __future__ import annotations

import re

from fieldcheck.engine.columns import MEDIA, base
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.sheets import Row
from fieldcheck.engine.survey import Survey

_COLUMN = re.compile(r"[^\W\d][\w.\-]*(::.*)?")
_YES = frozenset(["yes", "true", "true()"])


def check_choices(survey: Survey, findings: Findings) -> None:
    """Every row and column of the sheet choices, and whether each list is used."""
    for column in dict.fromkeys(survey.choices.columns):
        if survey.choices.columns.count(column) > 1:
            findings.problem(
                "choices", 1, column, "two columns of the sheet are both “{column}”", column=column
            )
        elif not _COLUMN.fullmatch(column):
            findings.notice(
                "choices",
                1,
                column,
                "“{column}” cannot be used in a filter and is passed over",
                help="use letters, digits and “_” in the name of the column",
                column=column,
            )
    for row in survey.choices.rows:
        _check_row(row, survey, findings)
    for name, rows in survey.lists.items():
        _check_list(name, rows, survey, findings)
    _check_use(survey, findings)


def _check_row(row: Row, survey: Survey, findings: Findings) -> None:
    listed, name = row.get("list_name"), row.get("name")
    if not listed and not name:
        return  # a remark of the author, which pyxform leaves out too
    if not listed or not name:
        findings.problem("choices", row.number, "name", "a choice needs a list_name and a name", name=name)
    elif not any(base(column) in ("label", *MEDIA) for column in row.cells):
        findings.notice(
            "choices",
            row.number,
            "label",
            "“{what}” of the list “{list}” has no label",
            name=name,
            what=name,
            list=listed,
        )


def _check_list(name: str, rows: tuple[Row, ...], survey: Survey, findings: Findings) -> None:
    allowed = survey.settings.get("allow_choice_duplicates").lower() in _YES
    spaced = _spaced(name, survey)
    seen: dict[str, int] = {}
    for row in rows:
        value = row.get("name")
        if value in seen and not allowed:
            findings.problem(
                "choices",
                row.number,
                "name",
                "“{what}” is already in the list “{list}”, in row {row}",
                name=value,
                help="the setting allow_choice_duplicates allows it",
                what=value,
                list=name,
                row=seen[value],
            )
        elif " " in value and spaced:
            findings.problem(
                "choices",
                row.number,
                "name",
                "“{what}” has a space in it, and “{question}” in row {row} parts its values by spaces",
                name=value,
                help="write _ instead",
                what=value,
                question=spaced[0],
                row=spaced[1],
            )
        seen.setdefault(value, row.number)


def _spaced(name: str, survey: Survey) -> tuple[str, int] | None:
    """A question that keeps several values of this list, with its row."""
    return next(
        (
            (entry.name, entry.row.number)
            for entry in survey.entries
            if entry.kind.choices == name and entry.kind.name in ("select_multiple", "rank")
        ),
        None,
    )


def _check_use(survey: Survey, findings: Findings) -> None:
    used = {entry.kind.choices for entry in survey.entries}
    everywhere = " ".join(
        text for row in survey.rows for text in row.cells.values() if "instance(" in text or "tick_" in text
    )
    for name, rows in survey.lists.items():
        if name not in used and not re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", everywhere):
            findings.notice(
                "choices", rows[0].number, "list_name", "no question uses the list “{list}”", list=name
            )
