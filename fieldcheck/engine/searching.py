"""The appearance ``search()``: choices looked up in a .csv file, turned into a filtered list from that file.

``search('parks', 'matches', 'town', ${town})`` on a question with a list whose one row names the columns of
the file means the same as ``select_one_from_file parks.csv`` with a filter ``town = ${town}``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.engine.columns import base
from fieldcheck.engine.grammar import BadExpression
from fieldcheck.engine.sheets import Row
from fieldcheck.engine.survey import Entry, Survey

_CALL = re.compile(r"\bsearch\s*\(")
_COLUMN = re.compile(r"[^\W\d][\w.\-]*")
_TESTS = {
    "matches": "{column} = {value}",
    "contains": "contains({column}, {value})",
    "startswith": "starts-with({column}, {value})",
    "endswith": "ends-with({column}, {value})",
}


@dataclass(frozen=True, slots=True)
class Search:
    """Where the choices are: file, columns, filter ("" for all), and what else the appearance says."""

    file: str
    value: str
    label: str
    filter: str
    rest: str


def search_of(entry: Entry, survey: Survey) -> Search | None:
    """The search of a question, None when it has none. Raises BadExpression for one that cannot be read."""
    appearance = entry.row.get("appearance")
    found = _CALL.search(appearance)
    if found is None or not entry.kind.selects:
        return None
    arguments, end = _arguments(appearance, found.end())
    if len(arguments) not in (1, 4, 6):
        raise BadExpression(
            N_("search() krijgt een bestand, of een bestand, een test, een kolom en een waarde")
        )
    value, label = _columns(survey.lists.get(entry.kind.choices, ()))
    name = _plain(arguments[0])
    rest = f"{appearance[: found.start()]} {appearance[end:]}".split()
    return Search(
        name if name.endswith(".csv") else f"{name}.csv", value, label, _filter(arguments[1:]), " ".join(rest)
    )


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """The arguments from behind the opening bracket, and where the closing one ends."""
    found, depth, quote, begun = [], 0, "", start
    for place in range(start, len(text)):
        sign = text[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "," and not depth:
            found.append(text[begun:place].strip())
            begun = place + 1
        elif sign == ")" and not depth:
            return [*found, text[begun:place].strip()], place + 1
        elif sign in "()":
            depth += 1 if sign == "(" else -1
    raise BadExpression(N_("search() wordt nergens gesloten"))


def _plain(argument: str) -> str:
    if len(argument) < 3 or argument[0] not in "'\"" or argument[-1] != argument[0]:
        raise BadExpression(
            N_("bij search() hoort een woord tussen aanhalingstekens, niet {argument}"),
            argument=argument or Said(N_("niets")),
        )
    return argument[1:-1]


def _columns(rows: tuple[Row, ...]) -> tuple[str, str]:
    """The columns of the file that hold value and label, as the one row of the list says."""
    if len(rows) != 1:
        raise BadExpression(
            N_("de lijst bij een vraag met search() heeft één rij, met de namen van kolommen van het bestand")
        )
    row = rows[0]
    labels = [text for column, text in row.cells.items() if base(column) == "label"]
    value, label = row.get("name"), labels[0] if labels else ""
    if not _COLUMN.fullmatch(value) or not _COLUMN.fullmatch(label):
        raise BadExpression(N_("bij search() zijn name en label van de keuze elk de naam van één kolom"))
    return value, label


def _filter(arguments: list[str]) -> str:
    if not arguments:
        return ""
    test = _TESTS.get(_plain(arguments[0]))
    if test is None:
        raise BadExpression(
            N_("search() kent {known}, niet {argument}"), known=", ".join(_TESTS), argument=arguments[0]
        )
    columns = [column.strip() for column in _plain(arguments[1]).split(",")]
    tests = " or ".join(test.format(column=column, value=arguments[2]) for column in columns)
    if len(arguments) == 3:
        return tests
    return f"({tests}) and {_plain(arguments[3])} = {arguments[4]}"
