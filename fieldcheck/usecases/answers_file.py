"""Answers written down as JSON: fictitious workers for practice, and cases to try rules on.

``{"title": ..., "language": "pl", "answers": {"<question name>": "value" | {"state": "afraid"}}}``;
values stand in their XForms lexical form, and a question may be named by its path or by its name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.interview import GIVEN_INSTEAD, AnswerState
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
        value = json.loads(data, object_pairs_hook=_distinct)
    except (ValueError, RecursionError) as error:
        raise InvalidValue(
            N_("{place} is geen bestand met antwoorden: {reason}"), place=place, reason=str(error)
        ) from None
    if not isinstance(value, dict) or not isinstance(value.get("answers"), dict):
        raise InvalidValue(
            N_("{place} is geen bestand met antwoorden: er is geen object “answers”."), place=place
        )
    pairs = tuple((name, _given(given, place, name)) for name, given in value["answers"].items())
    return AnswersFile(str(value.get("title", "")), str(value.get("language", "nl")), pairs)


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object in which no name stands twice: of two answers to one question, neither is to be believed."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"“{name}” 2×")
        found[name] = value
    return found


def _given(value: object, place: str, name: str) -> Given:
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and value.get("state") in GIVEN_INSTEAD:
        return AnswerState(value["state"])
    raise InvalidValue(
        N_("{place}, vraag “{name}”: hier hoort tekst of een toestand."),
        remedy=N_("Schrijf ook getallen tussen aanhalingstekens. Toestanden: {states}."),
        place=place,
        name=name,
        states=", ".join(GIVEN_INSTEAD),
    )
