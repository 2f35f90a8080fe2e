"""Keeping the catalogues: extracting, checking, counting, approving; for the command line.

The parts: :mod:`~fieldcheck.catalogues.handing_out` gives a language to a translator, as a workbook or as
``.po`` files, :mod:`~fieldcheck.catalogues.taking_in` takes the answer back, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from fieldcheck import assets
from fieldcheck.domain.errors import N_, FormRefused, UserFixable
from fieldcheck.engine import cells
from fieldcheck.i18n import Texts, commands
from fieldcheck.i18n.glossary import (
    OtherWord,
    glossary,
    glossary_entries,
    other_words,
    terms,
    update_glossary,
)
from fieldcheck.i18n.languages import GLOSSARY
from fieldcheck.i18n.progress import Progress, approve, progress
from fieldcheck.i18n.upkeep import forms_of, read, singular


def form_cells() -> dict[str, dict[str, str]]:
    """The Dutch texts of every form by cell, by form; shared lists count as one. Raises FormRefused."""
    found = {}
    for folder in sorted(path for path in assets.folder("forms").iterdir() if path.is_dir()):
        source = folder / "form.md"  # not one that somebody imported under the same name
        if not source.is_file():
            continue
        try:
            read_in = cells(source.read_bytes(), source.name, needs_survey=folder.name != assets.LISTS)
        except FormRefused as refused:
            refused.add_note(f"forms/{folder.name}/{source.name}")
            raise
        found[folder.name] = {cell.id: cell.text for cell in read_in}
    return found


def extract() -> tuple[str, ...]:
    """Bring every catalogue and glossary up to date with the texts of today; those that changed, by name."""
    translations = assets.folder("translations")
    glossaries = (tag for tag in commands.TRANSLATED if update_glossary(translations, tag))
    changed = (path.relative_to(translations).as_posix() for path in commands.extract(form_cells()))
    return (*changed, *(f"{tag}/glossary.po" for tag in glossaries))


def check(*, gaps: bool = False) -> tuple[str, ...]:
    """What is wrong with the catalogues, a line each; ``gaps`` also lists what is not translated yet."""
    return commands.check_all(form_cells(), gaps=gaps)


def notices() -> Iterator[tuple[str, OtherWord]]:
    """Where a translation does not use the glossary's word, with the catalogue's name."""
    translations = assets.folder("translations")
    known = {tag: glossary(translations, tag) for tag in commands.TRANSLATED}
    all_terms = terms(translations)
    for one in commands.work(form_cells()):
        if one.path.is_file():
            messages = read(one.path.read_bytes(), one.tag, name=one.name)
            pairs = (
                (singular(message), forms_of(message)[0])
                for message in messages
                if message.id and any(forms_of(message)) and not message.fuzzy
            )
            for found in other_words(pairs, known[one.tag], all_terms, one.tag):
                yield one.name, found


def status_lines(words: Texts, tags: tuple[str, ...] = ()) -> Iterator[str]:
    """The state of every catalogue as a table, with a line for the whole of each language.

    Raises:
        UserFixable: a catalogue cannot be read.
    """
    names = (
        N_("vertaling"),
        N_("teksten"),
        N_("goedgekeurd"),
        N_("concept"),
        N_("verouderd"),
        N_("ontbreekt"),
    )
    heads = [words.text(name) for name in names]
    found = list(progress(commands.work(form_cells(), tags or commands.TRANSLATED)))
    wide = max((len(one.name) for one in found), default=0)
    yield "  ".join([heads[0].ljust(wide), *(head.rjust(max(9, len(head))) for head in heads[1:])])
    for tag in tags or commands.TRANSLATED:
        own = [one for one in found if one.name.startswith(f"{tag}/")]
        for one in (*own, _sum(tag, own)):
            figures = (one.texts, one.approved, one.draft, one.stale, one.missing)
            cells_ = (str(n).rjust(max(9, len(head))) for n, head in zip(figures, heads[1:], strict=True))
            yield "  ".join([one.name.ljust(wide), *cells_, one.approved_by]).rstrip()


def _sum(name: str, parts: list[Progress]) -> Progress:
    return Progress(
        name,
        sum(one.approved for one in parts),
        sum(one.draft for one in parts),
        sum(one.stale for one in parts),
        sum(one.missing for one in parts),
    )


def approve_catalogue(tag: str, domain: str, by: str) -> None:
    """Write into a catalogue that ``by``, who speaks the language, approves of it today.

    Raises:
        UserFixable: there is no such catalogue, nobody is named, or it is not whole.
    """
    approve(work_named(f"{tag}/{domain}"), by, datetime.now().astimezone().date())


def work_named(name: str) -> commands.Work:
    """One catalogue by its name, e.g. ``pl/forms/intake-park``.

    Raises:
        UserFixable: there is no such catalogue.
    """
    return works_named((name,))[0]


def works_named(names: Iterable[str]) -> tuple[commands.Work, ...]:
    """Catalogues by their names, those of the glossaries among them (``pl/glossary``).

    Raises:
        UserFixable: there is no catalogue of one of these names.
    """
    wanted = tuple(dict.fromkeys(names))
    tags = {name.partition("/")[0] for name in wanted}
    spoken = [tag for tag in commands.TRANSLATED if tag in tags]
    known = {one.name: one for one in commands.work(form_cells(), spoken)}
    known |= {one.name: one for one in map(_glossary, spoken)}
    for name in wanted:
        if name not in known:
            raise UserFixable(
                N_("Er is geen vertaling met de naam {name}."),
                remedy=N_("Bekijk de namen met: fieldcheck translations status"),
                name=name,
            )
    return tuple(known[name] for name in wanted)


def _glossary(tag: str) -> commands.Work:
    translations = assets.folder("translations")
    entries = glossary_entries(translations)
    return commands.Work(translations / tag / GLOSSARY, tag, Path(GLOSSARY).stem, entries)
