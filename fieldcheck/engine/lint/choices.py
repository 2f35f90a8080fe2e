"""The sheet choices: what belongs to which list, what is there twice, what nobody uses."""

from __future__ import annotations

import re

from fieldcheck.domain.errors import N_
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
                "choices", 1, column, N_("het blad heeft twee kolommen “{column}”"), column=column
            )
        elif not _COLUMN.fullmatch(column):
            findings.notice(
                "choices",
                1,
                column,
                N_("“{column}” kan niet in een filter worden gebruikt en telt niet mee"),
                help=N_("gebruik letters, cijfers en “_” in de naam van de kolom"),
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
        findings.problem(
            "choices", row.number, "name", N_("bij een keuze horen een list_name en een name"), name=name
        )
    elif not any(base(column) in ("label", *MEDIA) for column in row.cells):
        findings.notice(
            "choices",
            row.number,
            "label",
            N_("“{what}” op de lijst “{list}” heeft geen label"),
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
                N_("“{what}” staat al op de lijst “{list}”, in rij {row}"),
                name=value,
                help=N_("met de instelling allow_choice_duplicates mag het"),
                what=value,
                list=name,
                row=findings.place("choices", seen[value])[1],
            )
        elif " " in value and spaced:
            findings.problem(
                "choices",
                row.number,
                "name",
                N_("in “{what}” staat een spatie, en “{question}” in rij {row} scheidt waarden met spaties"),
                name=value,
                help=N_("schrijf _ in plaats van de spatie"),
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
                "choices", rows[0].number, "list_name", N_("geen vraag gebruikt de lijst “{list}”"), list=name
            )
