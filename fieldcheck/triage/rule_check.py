"""Whether a rule of the action can be evaluated, for every form: checked when somebody edits the route."""

from __future__ import annotations

import re
from collections.abc import Collection

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.wording import Said
from fieldcheck.engine import BadExpression, compile_expression
from fieldcheck.engine.syntax import Call, Literal, Path, walk
from fieldcheck.triage.calls import ARGUMENTS, FUNCTIONS, LIMITS, THRESHOLDS
from fieldcheck.triage.domains import DOMAINS
from fieldcheck.triage.ilo import DIMENSIONS

_QUESTION = re.compile(r"\$\{([^}]*)\}")
_OF_A_FORM = frozenset({"instance", "pulldata", "current", "indexed-repeat", "jr:choice-name", "jr:itext"})
_NAMES = {
    "fc:limit": frozenset(LIMITS),
    "fc:threshold": frozenset(THRESHOLDS),
    "fc:domain-signals": frozenset(DOMAINS),
    "fc:dimension": frozenset(DIMENSIONS),
}


def check_rule(when: str, *, code: str = "", signals: Collection[str] | None = None) -> None:
    """Refuse a condition that could not be evaluated over every form.

    Args:
        when: the condition as written.
        code: the rule, for the message.
        signals: codes of all signals that forms of the action have; None does not look at them.

    Raises:
        InvalidValue: naming the rule and the reason: it cannot be read, names a question of a form, calls a
            function that does not exist or with the wrong arguments, or a signal, domain, limit or
            threshold that is nowhere.
    """
    question = _QUESTION.search(when)
    if question:
        raise _refusal(
            when,
            code,
            Said(N_("een eigen regel noemt geen vraag van een formulier: {name}"), name=question.group(0)),
        )
    try:
        expression = compile_expression(when, extra=FUNCTIONS)
    except BadExpression as error:
        raise _refusal(when, code, error.reason) from error
    for node in walk(expression.syntax):
        if isinstance(node, Path) or (isinstance(node, Call) and node.name in _OF_A_FORM):
            raise _refusal(
                when, code, Said(N_("een eigen regel leest alleen functies, geen velden van een formulier"))
            )
        if isinstance(node, Call) and node.name.startswith("fc:"):
            _check_call(when, code, node, signals)


def _check_call(when: str, code: str, call: Call, signals: Collection[str] | None) -> None:
    wanted = ARGUMENTS[call.name]
    if len(call.arguments) != wanted:
        raise _refusal(
            when,
            code,
            Said(N_("{name}() kan niet met {count} argumenten"), name=call.name, count=len(call.arguments)),
        )
    if not wanted:
        return
    named = call.arguments[0]
    if not isinstance(named, Literal):
        raise _refusal(
            when, code, Said(N_("{name}() vraagt een naam tussen aanhalingstekens"), name=call.name)
        )
    names = signals if call.name == "fc:signal" else _NAMES.get(call.name)
    if names is not None and named.value not in names:
        raise _refusal(when, code, Said(N_("{name}() kent “{word}” niet"), name=call.name, word=named.value))


def _refusal(when: str, code: str, reason: str) -> InvalidValue:
    return InvalidValue(
        N_("De regel {code} kan niet worden gebruikt: {reason}"),
        code=code or when,
        reason=reason,
        remedy=N_("Verbeter de voorwaarde. De route die er was, blijft gelden."),
    )
