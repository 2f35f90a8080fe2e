"""Comparisons that cannot mean what they say: a date with a code, a code that is on no list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.lint.expressions import Parsed, Place, outside_predicates
from fieldcheck.engine.lint.folding import number, subject
from fieldcheck.engine.survey import Entry, Survey, did_you_mean
from fieldcheck.engine.syntax import Call, Chain, Literal, Negation, Syntax, walk

_SIGNS = frozenset(["=", "!=", "<", "<=", ">", ">="])
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T.*)?")
TIME = re.compile(r"([01]\d|2[0-4]):[0-5]\d(:[0-5]\d)?.*")
_NUMBERS = frozenset(
    [
        "count",
        "sum",
        "number",
        "int",
        "round",
        "floor",
        "ceiling",
        "abs",
        "pow",
        "sqrt",
        "string-length",
        "count-selected",
        "count-non-empty",
        "position",
        "last",
        "decimal-date-time",
        "decimal-time",
        "pi",
        "random",
        "checklist",
        "weighted-checklist",
        "area",
        "distance",
    ]
)
"""Functions that make a number."""
_RESULTS = {**dict.fromkeys(_NUMBERS, "number"), "today": "date", "now": "datetime"}
_CLASHES = (
    *(frozenset([moment, code]) for moment in ("date", "datetime", "time") for code in ("choice", "choices")),
    frozenset(["time", "date"]),
    frozenset(["time", "datetime"]),
)
"""Pairs that are never equal, and have no order."""
_CALLED = {
    "number": N_("een getal"),
    "date": N_("een datum"),
    "time": N_("een tijd"),
    "datetime": N_("een datum met een tijd"),
    "text": N_("een tekst"),
    "choice": N_("de code van een keuze"),
    "choices": N_("een rij codes"),
}


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a comparison: what it is, and the question or the constant it stands for."""

    category: str
    entry: Entry | None = None
    value: str | float | None = None

    @property
    def called(self) -> str:
        """What it is called in a reason."""
        kind = Said(_CALLED[self.category]) if self.category in _CALLED else self.category
        if self.entry is not None:
            return Said(N_("“{name}” ({kind})"), name=self.entry.name, kind=kind)
        return f"“{self.value}”" if self.value is not None else kind


def check_comparisons(parsed: Parsed, survey: Survey, findings: Findings) -> None:
    """Every comparison and every selected() in one expression."""
    _Checker(parsed.place, survey, findings).check(parsed.syntax)


class _Checker:
    def __init__(self, place: Place, survey: Survey, findings: Findings) -> None:
        self._place = place
        self._survey = survey
        self._findings = findings
        self._inside = False
        """Whether what is looked at stands in a predicate, where ``.`` is another node."""

    def check(self, syntax: Syntax) -> None:
        own = {id(node) for node in outside_predicates(syntax)}
        for node in walk(syntax):
            self._inside = id(node) not in own
            if isinstance(node, Chain):
                for sign, left, right in _pairs(node):
                    self._compare(sign, self._side(left), self._side(right))
            elif isinstance(node, Call) and node.name == "selected" and len(node.arguments) == 2:
                self._selected(node)

    def _side(self, node: Syntax) -> _Side:
        match node:
            case Literal(value=value):
                return _Side("word" if isinstance(value, str) else "figure", value=value)
            case Negation(operand=Literal(value=float() as value)):
                return _Side("figure", value=-value)
            case Call():
                return _Side(_RESULTS.get(node.name, "any"))
        about = subject(node)
        entry = self._place.entry if about == "." else self._survey.by_path.get(about)
        if about == "." and (self._inside or self._place.column == "choice_filter"):
            return _Side("any")
        if entry is None:
            return _Side("any")
        return _Side(_category(entry), entry)

    def _compare(self, sign: str, left: _Side, right: _Side) -> None:
        for one, other in ((left, right), (right, left)):
            if isinstance(other.value, str):
                self._with_word(sign, one, other.value)
            elif other.value is not None:
                self._with_figure(sign, one, other.value)
            self._with_number(sign, one, other)
        if left.value is None and right.value is None:
            self._with_another(left, right)

    def _with_word(self, sign: str, side: _Side, word: str) -> None:
        category = side.category
        if word == "":
            return  # that is how a form asks whether there is an answer
        if category in ("choice", "choices") and side.entry is not None:
            if sign in ("=", "!="):
                self._code(side.entry, word, sign)
            return
        wrong = (
            (category == "number" and number(word) != number(word))
            or (category in ("date", "datetime") and not DATE.fullmatch(word))
            or (category == "time" and not TIME.fullmatch(word))
            or (
                category == "text"
                and sign not in ("=", "!=")
                and number(word) != number(word)
                and not DATE.fullmatch(word)
                and not TIME.fullmatch(word)
            )
        )
        if wrong:
            called = side.called
            self._problem(
                N_("{side} kan niet met {sign} worden vergeleken met “{word}”"),
                side=called,
                word=word,
                sign=sign,
            )

    def _with_figure(self, sign: str, side: _Side, figure: float) -> None:
        entry = side.entry
        codes = self._survey.codes(entry) if entry is not None else None
        if side.category == "choices" and sign in ("=", "!=") and entry is not None:
            self._several(entry, f"{figure:g}")
        elif side.category == "time":
            self._problem(
                N_("{side} kan niet worden vergeleken met het getal {figure}"),
                side=side.called,
                figure=f"{figure:g}",
            )
        if entry is None or codes is None or side.category != "choice" or sign not in ("=", "!="):
            return
        if not any(number(code) == figure for code in codes):
            self._not_listed(entry, f"{figure:g}", codes, sign)

    def _with_number(self, sign: str, side: _Side, other: _Side) -> None:
        """A code that is no number is not equal to any, and neither before nor after it."""
        entry = side.entry
        codes = self._survey.codes(entry) if entry is not None and side.category == "choice" else None
        if entry is None or codes is None or any(number(code) == number(code) for code in codes):
            return
        if other.value is not None:
            if sign in ("=", "!=") or number(other.value) != number(other.value):
                return  # whether it is on the list is seen by itself
            called = f"“{number(other.value):g}”"
        elif other.category == "number":
            called = other.called
        else:
            return
        # Two questions that nobody answered yet are equal, so that need not be without meaning.
        true_at_times = sign == "!=" or (sign == "=" and other.entry is not None)
        tell = self._notice if true_at_times else self._problem
        tell(
            N_(
                "“{what}” kan niet met {sign} worden vergeleken met {other}:"
                " op de lijst “{list}” staat geen getal"
            ),
            what=entry.name,
            sign=sign,
            other=called,
            list=entry.kind.choices,
        )

    def _code(self, entry: Entry, word: str, sign: str) -> None:
        codes = self._survey.codes(entry)
        if entry.kind.name == "select_multiple":
            self._several(entry, word)
        if codes is None:
            return
        words = word.split() if entry.kind.name != "select_one" else [word]
        for one in words:
            if one not in codes and not any(number(code) == number(one) for code in codes):
                self._not_listed(entry, one, codes, sign)

    def _several(self, entry: Entry, word: str) -> None:
        self._notice(
            N_("“{what}” kan meer waarden tegelijk hebben; dit klopt alleen als “{word}” de enige is"),
            help=Said(N_("gebruik {call}"), call=f"selected(${{{entry.name}}}, '{word}')"),
            what=entry.name,
            word=word,
        )

    def _not_listed(self, entry: Entry, word: str, codes: tuple[str, ...], sign: str) -> None:
        message = N_("“{word}” staat niet op de lijst “{list}” van “{what}”{like}; daarop staan {codes}")
        like = did_you_mean(word, codes)
        shown = ", ".join(codes[:8]) + (" …" if len(codes) > 8 else "")
        if sign == "!=":
            self._notice(message, word=word, list=entry.kind.choices, what=entry.name, like=like, codes=shown)
        else:
            self._problem(
                message, word=word, list=entry.kind.choices, what=entry.name, like=like, codes=shown
            )

    def _selected(self, call: Call) -> None:
        side, word = self._side(call.arguments[0]), call.arguments[1]
        if side.entry is None or not isinstance(word, Literal):
            return
        text = word.value if isinstance(word.value, str) else f"{word.value:g}"
        codes = self._survey.codes(side.entry)
        if side.category in ("number", "date", "time", "datetime"):
            self._problem(
                N_("“{what}” is {kind}; selected() gaat over keuzes"),
                what=side.entry.name,
                kind=Said(_CALLED[side.category]),
            )
        elif codes is not None and side.category in ("choice", "choices") and text not in codes:
            self._not_listed(side.entry, text, codes, "=")

    def _with_another(self, left: _Side, right: _Side) -> None:
        pair = frozenset([left.category, right.category])
        if pair in _CLASHES and (left.entry is not None or right.entry is not None):
            self._problem(
                N_("{left} kan niet worden vergeleken met {right}"),
                left=left.called,
                right=right.called,
            )
        elif pair == {"number", "text"} or pair == {"number", "date"} or pair == {"text", "date"}:
            if left.entry is not None and right.entry is not None:
                self._notice(
                    N_("{left} wordt vergeleken met {right}"),
                    left=left.called,
                    right=right.called,
                )
        elif left.entry is not None and right.entry is not None and pair == {"choice"}:
            mine, theirs = self._survey.codes(left.entry), self._survey.codes(right.entry)
            if mine and theirs and not set(mine) & set(theirs):
                self._notice(
                    N_("“{left}” en “{right}” hebben geen enkele keuze gelijk"),
                    left=left.entry.name,
                    right=right.entry.name,
                )

    def _problem(self, message: str, /, *, help: str = "", **fields: object) -> None:
        place = self._place
        self._findings.problem(
            place.sheet, place.row, place.column, message, name=place.name, help=help, **fields
        )

    def _notice(self, message: str, /, *, help: str = "", **fields: object) -> None:
        place = self._place
        self._findings.notice(
            place.sheet, place.row, place.column, message, name=place.name, help=help, **fields
        )


def _category(entry: Entry) -> str:
    # Numbers are often asked as text so that leading zeros stay.
    if entry.kind.name == "text" and "numbers" in entry.row.get("appearance"):
        return "any"
    return entry.kind.category


def _pairs(node: Chain) -> Iterator[tuple[str, Syntax, Syntax]]:
    left = node.first
    if len(node.rest) == 1 and node.rest[0][0] in _SIGNS:
        yield node.rest[0][0], left, node.rest[0][1]
