"""What stands in the fields of an interview and is not recorded yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.engine import FormRun
from fieldcheck.i18n import Texts, error_text
from fieldcheck.viewmodels.entering import lexical
from fieldcheck.viewmodels.reading import DUTCH, Problem, Reading, said_of

_IMPOSSIBLE = N_("Dit antwoord kan niet kloppen.")


class Drafts:
    """Entries by question, as typed, and why those that cannot be kept cannot.

    Args:
        run: the form under way; asked whether a value can be, never changed.
        reading: how each question is written.
        texts: the officer's language, for problems that the form has no words for.
    """

    def __init__(self, run: FormRun, reading: Reading, texts: Texts) -> None:
        self._run, self._reading, self._texts = run, reading, texts
        self._typed: dict[str, str] = {}
        self._problems: dict[str, Problem] = {}

    @property
    def typed(self) -> Mapping[str, str]:
        """What stands in each field that somebody wrote in."""
        return self._typed

    @property
    def problems(self) -> Mapping[str, Problem]:
        """Why what stands there cannot be kept, in the officer's or the form's words."""
        return self._problems

    def write(self, reference: str, typed: str) -> None:
        """Somebody changed what stands in a field."""
        self._typed[reference] = typed
        self._problems.pop(reference, None)

    def settle(self, reference: str) -> None:
        """Its problem is over: something else was given."""
        self._problems.pop(reference, None)

    def refuse(self, reference: str, why: str) -> None:
        """What was given could not be taken."""
        self._problems[reference] = Problem(why)

    def forget(self, reference: str) -> None:
        """What was typed gave way to a choice or a state."""
        self._typed.pop(reference, None)
        self._problems.pop(reference, None)

    def accepts(self, reference: str) -> bool:
        """Whether what stands in this field can be recorded; keeps the reason when it cannot."""
        if reference not in self._typed:
            return True
        try:
            value, beside = self._lexical(reference), self._beside(reference)
            violation = self._run.check(reference, value, beside) if value else None
        except InvalidValue as error:
            what, _kept, remedy = error_text(error, self._texts)
            self._problems[reference] = Problem(f"{what} {remedy}".strip())
            return False
        if violation is not None:
            ours = self._run.check(reference, value, beside, self._reading.tag)
            self._problems[reference] = said_of(violation, ours, _IMPOSSIBLE, self._texts)
            return False
        return True

    def take(self, references: Iterable[str]) -> dict[str, str]:
        """What can be recorded and differs from what is recorded, in lexical form; it leaves its field."""
        taken: dict[str, str] = {}
        # All are looked at before one leaves its field: they are held against each other.
        for reference in [one for one in references if one in self._typed and self.accepts(one)]:
            value = self._lexical(reference)
            del self._typed[reference]
            if value != self._run.node(reference, DUTCH).value:
                taken[reference] = value
        return taken

    def _beside(self, reference: str) -> dict[str, str]:
        """What stands in the other fields, as far as it can be something."""
        found: dict[str, str] = {}
        for other in self._typed.keys() - {reference}:
            with suppress(InvalidValue):
                found[other] = self._lexical(other)
        return found

    def _lexical(self, reference: str) -> str:
        return lexical(self._reading.written_as(reference), self._typed[reference], self._texts.tag)
