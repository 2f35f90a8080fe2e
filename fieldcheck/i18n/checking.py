"""What is wrong with a catalogue: broken fields, plurals, marks, texts that are missing or changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message

from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.domain.wording import Said
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
        reason: a few words, translated where they are shown.
        form: which plural form it is about, counted from 0.
    """

    reason: Said
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
        return (Said(failure.message, **failure.fields),)
    wanted = {(entry.context or None, entry.text): entry for entry in entries}
    kept = {(message.context, singular(message)): message for message in catalogue if message.id}
    must = {text for _, text in wanted} if complete is True else set(complete or ())
    new = (text for _, text in wanted.keys() - kept.keys() if text in must)
    problems = [_about(place, N_("staat niet in de catalogus"), text) for text in new]
    if complete:
        gone = (text for _, text in kept.keys() - wanted.keys())
        problems += [_about(place, N_("staat niet meer in de bron"), text) for text in gone]
    for key in wanted.keys() & kept.keys():
        line = kept[key].lineno
        for why in faults(forms_of(kept[key]), wanted[key], tag, fuzzy=kept[key].fuzzy, must=key[1] in must):
            problems.append(_about(f"{place}:{line}", why.reason, key[1]))
    if catalogue.approval and catalogue.approval.digest != digest(catalogue):
        by, known = catalogue.approval.by, catalogue.approval.digest
        changed = (
            N_("gewijzigd nadat {by} het goedkeurde") if known else N_("{by} keurde geen bepaalde tekst goed")
        )
        problems.append(at(place, Said(changed, by=by)))
    return tuple(sorted(problems))


def at(place: str, why: str) -> Said:
    """One line of what is wrong: the place, and why in a clause."""
    return Said("{place}: {why}", place=place, why=why)


def _about(place: str, why: str, text: str) -> Said:
    said = why if isinstance(why, Said) else Said(why)
    return Said("{place}: {why}: {text}", place=place, why=said, text=repr(text))


def faults(
    forms: tuple[str, ...], entry: Entry, tag: str, *, fuzzy: bool = False, must: bool = False
) -> Iterator[Fault]:
    """Why this translation of a text cannot be used."""
    if not any(forms):
        if must:
            yield _fault(N_("niet vertaald"))
        return
    if fuzzy and must:
        yield _fault(N_("nog na te kijken (fuzzy)"))
    wanted = plural_rule(tag)[0] if entry.plural else 1
    if len(forms) > wanted:
        yield _fault(N_("te veel meervoudsvormen"), wanted)
    for form in range(wanted):
        if form >= len(forms) or not forms[form]:
            yield _fault(N_("er ontbreekt een meervoudsvorm"), form)
    sources = (entry.text, *filter(None, [entry.plural]))
    for form in other_fields(sources, forms, plural_form(tag) if entry.plural else None):
        if forms[form]:
            yield _fault(N_("de velden zijn anders dan in het Nederlands"), form)
    for form, text in enumerate(forms):
        if text:
            yield from (Fault(why, form) for why in _looks(text, entry))


def _fault(reason: str, form: int = 0) -> Fault:
    return Fault(Said(reason), form)


def _looks(text: str, entry: Entry) -> Iterator[Said]:
    """What would look broken where a translation is shown."""
    if sorted(_MARKS.findall(text)) != sorted(_MARKS.findall(entry.text)):
        yield Said(N_("de opmaak of de regeleinden zijn anders dan in het Nederlands"))
    if any(unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS for sign in text):
        yield Said(N_("er staat een onzichtbaar teken in"))
    if _ends(text) != _ends(entry.text):
        yield Said(N_("de spaties eromheen zijn anders dan in het Nederlands"))
    if entry.longest and len(text) > entry.longest:
        yield Said(N_("langer dan {longest} tekens"), longest=entry.longest)
    elif len(text) > _ROOM + _TIMES * len(entry.text):
        yield Said(N_("veel langer dan het Nederlands"))


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
