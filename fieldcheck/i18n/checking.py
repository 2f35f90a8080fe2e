"""What is wrong with a catalogue: broken fields, plurals, marks, texts that are missing or changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Message

from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.i18n.fields import keeps_fields
from fieldcheck.i18n.languages import plural_rule
from fieldcheck.i18n.upkeep import Entry, digest, forms_of, read, singular

_PLURALS = re.compile(rb"nplurals\s*=\s*(\d{1,3})")
_CHARSET = re.compile(rb"charset=([\w.:-]+)", re.IGNORECASE)
_MARKS = re.compile(r"\*\*|__|`|\]\(|^#{1,6} |^[-*] |^\d+\. |\n", re.MULTILINE)
"""Markdown that the screens draw, and line ends: a translation that loses one looks broken."""


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
        source = path.read_bytes()
        refuse_other_rules(source, tag, place)
        catalogue = read(source, tag, name=place)
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
            problems.append(f"{place}:{line}: {why}: {key[1]!r}")
    if catalogue.approval and catalogue.approval.digest != digest(catalogue):
        by, known = catalogue.approval.by, catalogue.approval.digest
        problems.append(
            f"{place}: {f'changed since {by} approved it' if known else f'{by} approved no digest'}"
        )
    return tuple(sorted(problems))


def refuse_other_rules(source: bytes, tag: str, name: str) -> None:
    """Raises UserFixable: the head names other characters than UTF-8, or another number of plural forms."""
    head = source.partition(b"\n\n")[0]
    charset = _CHARSET.search(head)
    if charset and charset[1].lower() not in {b"utf-8", b"utf8"}:
        raise UserFixable(
            N_("De catalogus {name} is geen UTF-8 maar {charset}."),
            remedy=N_("Bewaar het bestand in UTF-8; Poedit en Weblate doen dat vanzelf."),
            name=name,
            charset=charset[1].decode("ascii", "replace"),
        )
    found, (count, rule) = _PLURALS.search(head), plural_rule(tag)
    if found and int(found[1]) != count:
        raise UserFixable(
            N_("De catalogus {name} heeft {found} meervoudsvormen; deze taal heeft er {count}."),
            remedy=N_("Zet in de kop: {header}"),
            name=name,
            found=int(found[1]),
            count=count,
            header=f"Plural-Forms: nplurals={count}; plural={rule};",
        )


def faults(
    forms: tuple[str, ...], entry: Entry, tag: str, *, fuzzy: bool = False, must: bool = False
) -> Iterator[str]:
    """Why this translation of a text cannot be used, a few words each."""
    if not any(forms):
        if must:
            yield "not translated"
        return
    if fuzzy and must:
        yield "fuzzy"
    wanted = plural_rule(tag)[0] if entry.plural else 1
    if len(forms) != wanted or not all(forms):
        yield "a plural form is missing" if len(forms) <= wanted else "too many plural forms"
    sources = (entry.text, *filter(None, [entry.plural]))
    if not keeps_fields(sources, forms):
        yield "its fields differ from the Dutch"
    if any(sorted(_MARKS.findall(form)) != sorted(_MARKS.findall(entry.text)) for form in forms if form):
        yield "its marks or line ends differ from the Dutch"
    if entry.longest and max(map(len, forms)) > entry.longest:
        yield f"longer than {entry.longest} characters"


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
