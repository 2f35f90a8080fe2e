"""Keeping catalogues: bringing them up to date with the sources, checking and compiling them.

Only the maintenance commands and the wheel's build come here (and a checkout in which nothing was
compiled yet), so Babel's message tools may be imported at the top.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.i18n.compiling import GLOSSARY
from fieldcheck.i18n.fields import keeps_fields

DRAFT = "draft"
LONGEST = "max-length"
"""The flag under which Weblate knows how long a translation may be."""
_COMMENT = "# Translations of fieldcheck, under the licence of the program."


@dataclass(frozen=True, slots=True)
class Entry:
    """One text to translate.

    Attributes:
        text: the Dutch text, the msgid.
        plural: its Dutch plural, or "".
        context: the cell of a form, or "".
        places: files it comes from; no line numbers, or every edit would change the catalogues.
        notes: what a translator should know, a line each.
        longest: how many characters fit where it is shown; 0 where that does not matter.
    """

    text: str
    plural: str = ""
    context: str = ""
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    longest: int = 0


class _Catalogue(Catalog):
    """Babel's catalogue with our status header, without dates and tool names that change by themselves."""

    status = DRAFT

    def _read_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "fieldcheck"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("X-Fieldcheck-Status", self.status),
        ]

    def _take_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        kept = list(headers)
        Catalog._set_mime_headers(self, kept)
        found = {name.lower(): value for name, value in kept}
        self.status = found.get("x-fieldcheck-status", "approved").strip()

    mime_headers = property(_read_headers, _take_headers)


def _blank(tag: str) -> _Catalogue:
    return _Catalogue(locale=tag.replace("-", "_"), header_comment=_COMMENT, fuzzy=False)


def read(source: bytes, tag: str, *, name: str = "") -> Catalog:
    """The catalogue in the bytes of a ``.po`` file.

    Raises:
        UserFixable: the file is not a catalogue; the reason names the line.
    """
    found = _blank(tag)
    try:
        PoFileParser(found, abort_invalid=True).parse(BytesIO(source))
    except Exception as failure:
        raise UserFixable(
            N_("De catalogus {name} kan niet worden gelezen: {reason}"), name=name or tag, reason=str(failure)
        ) from failure
    return found


def compiled(source: bytes, tag: str) -> bytes:
    """The ``.mo`` bytes of a ``.po`` file; fuzzy entries are left out, so they count as missing.

    Raises:
        UserFixable: the file is not a catalogue.
    """
    buffer = BytesIO()
    write_mo(buffer, read(source, tag), use_fuzzy=False)
    return buffer.getvalue()


def sources(translations: Path) -> tuple[Path, ...]:
    """Every catalogue under the translations folder; glossaries are for translators only."""
    return tuple(sorted(path for path in translations.rglob("*.po") if path.name != GLOSSARY))


def compile_one(translations: Path, source: Path, target: Path | None = None) -> Path:
    """Compile one ``.po`` to a ``.mo`` beside it, or at the same place under ``target``; the file written.

    Raises:
        UserFixable: the file is not a catalogue; nothing was written.
    """
    place = source.relative_to(translations).with_suffix(".mo")
    path = (target or translations) / place
    data = compiled(source.read_bytes(), place.parts[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    # Renamed into place, because another program may be starting and reading it at this moment.
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_bytes(data)
    half.replace(path)
    return path


def compile_all(translations: Path, target: Path | None = None) -> tuple[Path, ...]:
    """Compile every catalogue; see :func:`compile_one`."""
    return tuple(compile_one(translations, source, target) for source in sources(translations))


def update(path: Path, tag: str, entries: Iterable[Entry]) -> bool:
    """Bring one catalogue up to date with its sources; True when the file changed.

    Texts that are gone leave; new ones come untranslated; a text whose words changed keeps no
    translation, because a guess from a similar text is worse than none. In a form's catalogue a cell
    whose Dutch changed keeps its old translation as fuzzy, for the translator to look at; fuzzy counts
    as missing when shown.
    """
    before = path.read_bytes() if path.is_file() else b""
    old = read(before, tag, name=str(path)) if before else _blank(tag)
    after = _written(_renewed(old, tag, entries))
    if after == before:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(after)
    return True


def _renewed(old: Catalog, tag: str, entries: Iterable[Entry]) -> Catalog:
    fresh = _blank(tag)
    fresh.status = getattr(old, "status", DRAFT)
    by_cell = {message.context: message for message in old if message.context}
    for entry in entries:
        known = old.get(entry.text, entry.context or None)
        message = fresh.add(
            (entry.text, entry.plural) if entry.plural else entry.text,
            context=entry.context or None,
            locations=[(place, 0) for place in entry.places],
            auto_comments=list(_notes(entry)),
            flags=[f"{LONGEST}:{entry.longest}"] if entry.longest else [],
        )
        _carry_over(message, known or by_cell.get(entry.context), changed=known is None)
    return fresh


def _notes(entry: Entry) -> Iterator[str]:
    yield from entry.notes
    if entry.longest:
        # Weblate reads the flag; people with another editor read this line.
        yield f"At most {entry.longest} characters."


def _carry_over(message: Message, known: Message | None, *, changed: bool) -> None:
    if known is None or not any(_forms(known)) or message.pluralizable != known.pluralizable:
        return
    message.string = known.string
    message.user_comments = list(known.user_comments)
    if changed or known.fuzzy:
        message.flags.add("fuzzy")


def _written(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, include_lineno=False, omit_header=False)
    return buffer.getvalue()


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def check(
    path: Path, tag: str, entries: Iterable[Entry], *, complete: Iterable[str] | bool = True
) -> tuple[str, ...]:
    """What is wrong with one catalogue, one line each: place and reason; empty when all is well.

    Args:
        path: the ``.po`` file.
        tag: its language.
        entries: what the sources hold now.
        complete: True when every text must be translated, or the texts that must be.
    """
    catalogue = read(path.read_bytes(), tag, name=str(path))
    wanted = {(entry.context or None, entry.text): entry for entry in entries}
    kept = {(message.context, _singular(message)): message for message in catalogue if message.id}
    must = {text for _, text in wanted} if complete is True else set(complete or ())
    place = "/".join(path.parts[path.parts.index(tag) :]) if tag in path.parts else path.name
    problems = [f"{place}: not in the catalogue: {key[1]!r}" for key in wanted.keys() - kept.keys()]
    problems += [f"{place}: no longer in the sources: {key[1]!r}" for key in kept.keys() - wanted.keys()]
    for key in wanted.keys() & kept.keys():
        problems += [f"{place}: {why}: {key[1]!r}" for why in _faults(kept[key], wanted[key], key[1] in must)]
    return tuple(sorted(problems))


def _faults(message: Message, entry: Entry, must: bool) -> list[str]:
    forms = _forms(message)
    if not any(forms):
        return ["not translated"] if must else []
    found = ["fuzzy"] if message.fuzzy and must else []
    if message.pluralizable != bool(entry.plural) or not all(forms):
        found.append("a plural form is missing")
    if not keeps_fields((entry.text, *filter(None, [entry.plural])), forms):
        found.append("its fields differ from the Dutch")
    return found


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def form_entries(form_id: str, cells: Mapping[str, str]) -> tuple[Entry, ...]:
    """The texts of a form: Dutch by cell id, as the engine's ``cells`` lists them."""
    place = (f"forms/{form_id}/form.md",)
    return tuple(Entry(text, context=cell, places=place) for cell, text in cells.items())


def update_form_catalogue(translations: Path, tag: str, form_id: str, cells: Mapping[str, str]) -> bool:
    """Bring one form's catalogue of one language up to date; True when the file changed."""
    path = translations / tag / "forms" / f"{form_id}.po"
    return update(path, tag, form_entries(form_id, cells))
