"""The expressions of one XForm, each compiled once for the place it stands at."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.wording import Said
from fieldcheck.engine.compiler import Expression, compile_syntax
from fieldcheck.engine.context import contextualised
from fieldcheck.engine.grammar import BadExpression, parse


def refusal(message: str, **fields: object) -> FormRefused:
    """Why an XForm cannot run here."""
    reason = Said(message, **fields)
    return FormRefused(N_("Het formulier kan hier niet draaien: {reason}"), problems=(reason,), reason=reason)


class Expressions:
    """Compiles; what stands in a repeat is about the instance it stands in.

    Args:
        namespaces: URI by prefix, for names with a prefix.
        repeats: the references of all repeats.
    """

    def __init__(self, namespaces: Mapping[str, str], repeats: Collection[str]) -> None:
        self._namespaces = namespaces
        self._repeats = repeats
        self._known: dict[tuple[str, tuple[str, ...]], Expression] = {}

    def compiled(self, text: str, reference: str = "") -> Expression:
        """An expression that stands at ``reference``. Raises FormRefused when it is none."""
        written = text.strip()
        context = self._context(reference)
        known = self._known.get((written, context))
        if known is not None:
            return known  # every language of a label repeats the same ones
        try:
            syntax = contextualised(parse(written), context, self._repeats)
            compiled = compile_syntax(written, syntax, namespaces=self._namespaces, extra=frozenset())
        except BadExpression as error:
            raise refusal(N_("“{expression}”: {reason}"), expression=written, reason=error.reason) from error
        self._known[written, context] = compiled
        return compiled

    def _context(self, reference: str) -> tuple[str, ...]:
        """The names down to ``reference`` where that matters: inside a repeat."""
        for repeat in self._repeats:
            if reference == repeat or reference.startswith(f"{repeat}/"):
                return tuple(reference.strip("/").split("/"))
        return ()
