"""What is sure about the answers of a form before anybody gave one: codes, and what is never asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fieldcheck.engine.lint.expressions import Parsed
from fieldcheck.engine.lint.folding import UNKNOWN, Known, Outcome, Unknown, fold, truth
from fieldcheck.engine.survey import Survey
from fieldcheck.engine.syntax import Call

MOST_ROUNDS = 10
"""How often the questions are gone through; whoever looks ahead further than that stays unknown."""

_NEVER = frozenset(["no", "false", "false()", "0"])


def known_of(
    survey: Survey, parsed: Iterable[Parsed], calls: Callable[[Call], Outcome] = lambda _: UNKNOWN
) -> Known:
    """What can be said of every answer; a question that is never relevant has the value ""."""
    codes = {entry.path: found for entry in survey.entries if (found := survey.codes(entry)) is not None}
    single = frozenset(entry.path for entry in survey.entries if not entry.repeats)
    relevant = {
        one.place.entry.path: one for one in parsed if one.place.column == "relevant" and one.place.entry
    }
    never: dict[str, str] = {}
    known = Known(values=never, codes=codes, single=single, calls=calls)
    for _ in range(MOST_ROUNDS):
        before = len(never)
        for entry in survey.entries:
            # What is found counts at once, so that one round does for questions that look back.
            if entry.path not in never and (
                entry.parent in never
                or entry.row.get("relevant").lower() in _NEVER
                or (entry.path in relevant and is_false(fold(relevant[entry.path].syntax, known)))
            ):
                never[entry.path] = ""
        if len(never) == before:
            break
    return known


def is_false(outcome: Outcome) -> bool:
    """Whether an outcome is sure, and no."""
    return not isinstance(outcome, Unknown) and not truth(outcome)


def is_true(outcome: Outcome) -> bool:
    """Whether an outcome is sure, and yes."""
    return not isinstance(outcome, Unknown) and truth(outcome)
