"""What is wrong with a catalogue: broken fields, plurals, marks, texts that are missing or changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message

from fieldcheck.domain.errors import UserFixable
from fieldcheck.i18n.fields import other_fields
from fieldcheck.i18n.languages import plural_form, plural_rule
from fieldcheck.i18n.upkeep import Entry, digest, forms_of, read, singular

_MARKS = re.compile(r"\*\*|__|`|\]\(|^#{1,6} |^[-*] |^\d+\. |\n", re.MULTILINE)
"""Markdown that the screens draw, and line ends: a translation that loses one looks broken."""

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
"""Unicode categories that nobody sees: marks of direction among them, which turn the words beside them."""
_JOINERS = frozenset({"\n", "\u200c"})
"""Line ends, and what keeps two Persian letters apart."""
_TIMES, _ROOM = 5, 200
"""A translation has at most so many times the characters of the Dutch, and so many more."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a translation cannot be used.

    Attributes:
        reason: a few words.
        form: which plural form it is about, counted from 0.
    """

    reason: str
    form: int = 0


def check(
    path: Path, tag: str, entries: Iterable[Entry], *, complete: Iterable[str] | bool = True
) -> tuple[str, ...]:
    """What is wrong with one catalogue, one line each: place and reason; empty when all is well.

    Args:
        path: the ``.po`` file.
        tag: its language.
        entries: what the sources hold now.
        complete: True when every text must be there and translated, or the texts that must be.
    """
    place = "/".join(path.parts[path.parts.index(tag) :]) if tag in path.parts else path.name
    try:
        catalogue = read(path.read_bytes(), tag, name=place)
    except UserFixable as failure:
        return (str(failure),)
    wanted = {(entry.context or None, entry.text): entry for entry in entries}
    kept = {(message.context, singular(message)): message for message in catalogue if message.id}
    must = {text for _, text in wanted} if complete is True else set(complete or ())
    new = (text for _, text in wanted.keys() - kept.keys() if text in must)
    problems = [f"{place}: not in the catalogue: {text!r}" for text in new]
    if complete:
        problems += [f"{place}: no longer in the sources: {key[1]!r}" for key in kept.keys() - wanted.keys()]
    for key in wanted.keys() & kept.keys():
        line = kept[key].lineno
        for why in faults(forms_of(kept[key]), wanted[key], tag, fuzzy=kept[key].fuzzy, must=key[1] in must):
            problems.append(f"{place}:{line}: {why.reason}: {key[1]!r}")
    if catalogue.approval and catalogue.approval.digest != digest(catalogue):
        by, known = catalogue.approval.by, catalogue.approval.digest
        problems.append(
            f"{place}: {f'changed since {by} approved it' if known else f'{by} approved no digest'}"
        )
    return tuple(sorted(problems))


def faults(
    forms: tuple[str, ...], entry: Entry, tag: str, *, fuzzy: bool = False, must: bool = False
) -> Iterator[Fault]:
    """Why this translation of a text cannot be used."""
    if not any(forms):
        if must:
            yield Fault("not translated")
        return
    if fuzzy and must:
        yield Fault("fuzzy")
    wanted = plural_rule(tag)[0] if entry.plural else 1
    if len(forms) > wanted:
        yield Fault("too many plural forms", wanted)
    for form in range(wanted):
        if form >= len(forms) or not forms[form]:
            yield Fault("a plural form is missing", form)
    sources = (entry.text, *filter(None, [entry.plural]))
    for form in other_fields(sources, forms, plural_form(tag) if entry.plural else None):
        if forms[form]:
            yield Fault("its fields differ from the Dutch", form)
    for form, text in enumerate(forms):
        if text:
            yield from (Fault(why, form) for why in _looks(text, entry))


def _looks(text: str, entry: Entry) -> Iterator[str]:
    """What would look broken where a translation is shown."""
    if sorted(_MARKS.findall(text)) != sorted(_MARKS.findall(entry.text)):
        yield "its marks or line ends differ from the Dutch"
    if any(unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS for sign in text):
        yield "it has an invisible character"
    if _ends(text) != _ends(entry.text):
        yield "the spaces around it differ from the Dutch"
    if entry.longest and len(text) > entry.longest:
        yield f"longer than {entry.longest} characters"
    elif len(text) > _ROOM + _TIMES * len(entry.text):
        yield "far longer than the Dutch"


def _ends(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text) - len(text.rstrip())


def refused_for(message: str, faults: Iterable[str], **words: object) -> UserFixable:
    """The refusal of an answer or an approval, with a note for each place that is to be mended.

    Args:
        message: what is refused, a Dutch msgid.
        faults: place and reason, a line each.
        words: ``kept`` and ``remedy``, and the fields of the message.
    """
    refused = UserFixable(message, **words)  # type: ignore[arg-type]
    for fault in faults:
        refused.add_note(fault)
    return refused


def gap(message: Message | None) -> str:
    """``missing``, ``stale`` (its Dutch changed) or "" for an entry that can be shown."""
    if message is None or not any(forms_of(message)):
        return "missing"
    return "stale" if message.fuzzy else ""
