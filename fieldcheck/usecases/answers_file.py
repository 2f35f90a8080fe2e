"""Answers written down as JSON: fictitious workers for practice, and cases to try rules on.

``{"title": ..., "language": "pl", "answers": {"<question name>": "value" | {"state": "afraid"}}}``;
values stand in their XForms lexical form, and a question may be named by its path or by its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.interview import AnswerState
from fieldcheck.usecases.interviewing import Given


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """What one file says, in its own order."""

    title: str
    language: str
    answers: tuple[tuple[str, Given], ...]

    def by_reference(self, references: Iterable[str]) -> dict[str, Given]:
        """The answers by reference of a form. Raises InvalidValue naming a question the form has not."""
        names = {reference.rsplit("/", 1)[-1]: reference for reference in references}
        known = set(names.values())
        found: dict[str, Given] = {}
        for name, given in self.answers:
            reference = name if name in known else names.get(name)
            if reference is None:
                raise InvalidValue(N_("Het formulier heeft geen vraag “{name}”."), name=name)
            found[reference] = given
        return found


def read_answers(data: bytes, *, place: str) -> AnswersFile:
    """Read such a file. Raises InvalidValue with ``place`` and what is wrong there."""
    try:
        value = json.loads(data)
        answers = value["answers"]
        pairs = tuple((str(name), _given(given)) for name, given in answers.items())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidValue(
            N_("{place} is geen bestand met antwoorden: {reason}"), place=place, reason=str(error)
        ) from None
    return AnswersFile(str(value.get("title", "")), str(value.get("language", "nl")), pairs)


def _given(value: object) -> Given:
    if isinstance(value, dict):
        return AnswerState(value["state"])
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text; write numbers between quotes")
    return value
