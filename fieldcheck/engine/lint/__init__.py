"""The checks that pyxform does not make: every name, expression, list and rule, each with its place."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.engine.findings import Findings
from fieldcheck.engine.lint.answers import check_answers
from fieldcheck.engine.lint.appearances import check_appearances
from fieldcheck.engine.lint.choices import check_choices
from fieldcheck.engine.lint.comparisons import check_comparisons
from fieldcheck.engine.lint.expressions import Expressions, Place
from fieldcheck.engine.lint.known import known_of
from fieldcheck.engine.lint.rules import check_rules
from fieldcheck.engine.lint.structure import check_structure
from fieldcheck.engine.lint.texts import Needed, check_texts, everywhere
from fieldcheck.engine.lint.traps import check_traps
from fieldcheck.engine.sheets import Workbook
from fieldcheck.engine.survey import Survey

__all__ = ["Linted", "Needed", "everywhere", "lint"]


class Linted:
    """What the checks left for whoever compiles the form.

    Attributes:
        rules: the condition of each signal and referral, its names turned into paths, by sheet and row.
        instances: the lists that expressions name, with the places where they do.
    """

    def __init__(self, rules: Mapping[tuple[str, int], str], instances: list[tuple[Place, str]]) -> None:
        self.rules = rules
        self.instances = instances


def lint(
    book: Workbook,
    survey: Survey,
    texts: Mapping[str, Mapping[str, str]],
    default: str,
    extra_functions: frozenset[str] | None,
    findings: Findings,
    needed: Needed = everywhere,
) -> Linted:
    """Check one workbook; what is found goes into ``findings``.

    ``default`` is the language of the texts without one; ``extra_functions`` the ``fc:`` functions that
    rules may call, None to leave them unchecked; ``needed`` which texts are wanted in which language.
    """
    check_structure(book, survey, findings)
    check_choices(survey, findings)
    check_appearances(survey, findings)
    check_texts(book, survey, texts, default, findings, needed)
    expressions = Expressions(survey, findings)
    parsed = expressions.of_survey()
    for one in parsed:
        check_comparisons(one, survey, findings)
    check_answers(survey, parsed, findings)
    check_traps(survey, parsed, known_of(survey, parsed), findings)
    rules = check_rules(book, expressions, parsed, extra_functions)
    return Linted(rules, expressions.instances)
