"""The sheets signals and referrals: every condition parsed, and those found that can never hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from fieldcheck.domain.errors import N_
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.lint.comparisons import check_comparisons
from fieldcheck.engine.lint.expressions import Expressions, Parsed, Place
from fieldcheck.engine.lint.folding import UNKNOWN, Outcome, fold
from fieldcheck.engine.lint.known import is_false, known_of
from fieldcheck.engine.lint.traps import circles
from fieldcheck.engine.sheets import Row, Sheet, Workbook
from fieldcheck.engine.survey import Entry, Survey, did_you_mean
from fieldcheck.engine.syntax import Call, Literal, walk

SHEETS = ("signals", "referrals")


def code_of(sheet: str, row: Row) -> str:
    """The code of a rule; a referral without one has that of whom it goes to."""
    return row.get("code", "to") if sheet == "referrals" else row.get("code")


def check_rules(
    book: Workbook, expressions: Expressions, survey_parsed: Iterable[Parsed], extra: frozenset[str] | None
) -> dict[tuple[str, int], str]:
    """The resolved condition of each rule that holds together, by sheet and row.

    ``extra`` names the ``fc:`` functions there are; with None nothing is said about them.
    """
    found: dict[tuple[str, int], Parsed] = {}
    for sheet in SHEETS:
        table = book.get(sheet)
        if table is not None:
            found |= _parsed_rules(sheet, table, expressions, extra)
    survey, findings = expressions.survey, expressions.findings
    signals = _codes(book, found)
    for parsed in found.values():
        check_comparisons(parsed, survey, findings)
        if extra is not None:
            _check_names(parsed, book, survey, findings)
    if extra is not None:
        _check_circles(signals, findings)
    # Without the functions' names nothing is known of signals either.
    calls = _signal_outcomes(signals, survey, survey_parsed) if extra is not None else lambda _: UNKNOWN
    known = known_of(survey, survey_parsed, calls)
    for (sheet, row), parsed in found.items():
        if is_false(fold(parsed.syntax, known)):
            findings.problem(
                sheet,
                row,
                "when",
                N_("“{what}” kan nooit afgaan: de voorwaarde klopt nooit"),
                name=parsed.place.name,
                what=parsed.place.name,
            )
    return {place: parsed.text for place, parsed in found.items()}


def _parsed_rules(
    sheet: str, table: Sheet, expressions: Expressions, extra: frozenset[str] | None
) -> dict[tuple[str, int], Parsed]:
    findings = expressions.findings
    seen: dict[str, int] = {}
    found = {}
    for row in table.rows:
        code = code_of(sheet, row)
        if not code:
            findings.problem(sheet, row.number, "code", N_("bij een regel hoort een code"))
        elif code in seen:
            findings.problem(
                sheet,
                row.number,
                "code",
                N_("“{what}” staat al in rij {row}"),
                name=code,
                what=code,
                row=seen[code],
            )
        seen.setdefault(code, row.number)
        when = row.get("when")
        if not when:
            findings.problem(sheet, row.number, "when", N_("bij een regel hoort een voorwaarde"), name=code)
            continue
        parsed = expressions.parsed(when, Place(sheet, row.number, "when", code), extra)
        if parsed is not None:
            found[sheet, row.number] = parsed
    return found


def _codes(book: Workbook, found: Mapping[tuple[str, int], Parsed]) -> dict[str, Parsed]:
    table = book.get("signals")
    return {
        row.get("code"): found["signals", row.number]
        for row in (table.rows if table else ())
        if ("signals", row.number) in found
    }


def _named(call: Call) -> str:
    if len(call.arguments) == 1 and isinstance(call.arguments[0], Literal):
        return str(call.arguments[0].value)
    return ""


def _words(entry: Entry) -> tuple[str, str, str]:
    """What a question is called in a rule."""
    return entry.name, entry.path, entry.row.get("bind::fc:fact")


def _check_names(parsed: Parsed, book: Workbook, survey: Survey, findings: Findings) -> None:
    """Signals, domains and questions that a rule names as words."""
    table = book.get("signals")
    rows = table.rows if table else ()
    domains = [row.get("domain") for row in rows]
    dimensions = [row.get("dimension") for row in rows]
    asked = [word for entry in survey.entries for word in _words(entry)]
    lists = {
        "fc:signal": (N_("er is geen signaal “{word}”{like}"), [row.get("code") for row in rows]),
        "fc:domain-signals": (N_("bij het gebied “{word}” hoort geen signaal{like}"), domains),
        "fc:dimension": (N_("bij het aspect “{word}” hoort geen signaal{like}"), dimensions),
        "fc:state": (N_("er is geen vraag en geen feit “{word}”{like}"), asked),
    }
    place = parsed.place
    for call in walk(parsed.syntax):
        if not isinstance(call, Call) or not _named(call):
            continue
        word = _named(call)
        message, known = lists.get(call.name, ("", [word]))
        if word not in known:
            like = did_you_mean(word, known)
            findings.problem(
                place.sheet,
                place.row,
                place.column,
                message,
                name=place.name,
                word=word,
                like=like,
            )


def _check_circles(signals: Mapping[str, Parsed], findings: Findings) -> None:
    asked = {
        code: [
            _named(call)
            for call in walk(parsed.syntax)
            if isinstance(call, Call) and call.name == "fc:signal" and _named(call) in signals
        ]
        for code, parsed in signals.items()
    }
    for circle in circles(asked):
        place = signals[circle[0]].place
        spelled = " → ".join([*circle, circle[0]])
        findings.problem(
            place.sheet,
            place.row,
            "when",
            N_("signalen vragen naar elkaar: {circle}"),
            name=place.name,
            circle=spelled,
        )


def _signal_outcomes(
    signals: Mapping[str, Parsed], survey: Survey, survey_parsed: Iterable[Parsed]
) -> Callable[[Call], Outcome]:
    """Whether ``fc:signal('x')`` can be: not when signal x never fires."""
    parsed = tuple(survey_parsed)
    outcomes: dict[str, Outcome] = {}

    def outcome(call: Call) -> Outcome:
        code = _named(call)
        if call.name != "fc:signal" or code not in signals:
            return UNKNOWN
        if code not in outcomes:
            outcomes[code] = UNKNOWN  # a signal that asks for itself decides nothing
            folded = fold(signals[code].syntax, known)
            outcomes[code] = False if is_false(folded) else UNKNOWN
        return outcomes[code]

    known = known_of(survey, parsed, outcome)
    return outcome
