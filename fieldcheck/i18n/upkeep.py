"""Keeping catalogues: bringing them up to date with the sources, checking and compiling them.

Only the maintenance commands and the wheel's build come here (and a checkout in which nothing was
compiled yet), so Babel's message tools may be imported at the top.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

from fieldcheck.domain.errors import N_, StorageFailed, UserFixable
from fieldcheck.i18n.languages import COMPILED_HEADER, GLOSSARY, STALE_HEADER
from fieldcheck.i18n.po_syntax import refuse_broken

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


@dataclass(frozen=True, slots=True)
class Approval:
    """Who says that a whole catalogue is right.

    Attributes:
        by: the name of somebody who speaks the language.
        on: the day, as ``2026-11-22``.
        digest: of the texts and translations as they were then, so that a later change is noticed.
    """

    by: str
    on: str
    digest: str

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Approval | None:
        """What the headers (names in lower case) say of it."""
        by, on, digest = (headers.get(f"x-fieldcheck-approved-{part}", "").strip() for part in _APPROVED)
        return cls(by, on, digest) if by else None

    def headers(self) -> list[tuple[str, str]]:
        """The same as headers of a catalogue."""
        values = (self.by, self.on, self.digest)
        return [
            (f"X-Fieldcheck-Approved-{part.title()}", value)
            for part, value in zip(_APPROVED, values, strict=True)
        ]


_APPROVED = ("by", "on", "digest")
_DATES = frozenset({"pot-creation-date", "po-revision-date"})
"""Of a head: nothing here depends on them."""


class _Catalogue(Catalog):
    """Babel's catalogue with who approved it, without dates and tool names that change by themselves."""

    status = DRAFT
    approval: Approval | None = None
    left_out: tuple[str, ...] = ()
    """Only while it is compiled: the cells whose translation is older than their Dutch."""
    checked = False
    """Only while it is compiled: that it was done here, see :func:`compiled`."""

    @property
    def approved(self) -> Approval | None:
        """The approval that holds: by name, and of these very words; None for a draft."""
        stands = self.status == "approved" and self.approval and self.approval.digest == digest(self)
        return self.approval if stands else None

    def _read_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "fieldcheck"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("X-Fieldcheck-Status", self.status),
            *(self.approval.headers() if self.approval else ()),
            *([(STALE_HEADER, json.dumps(self.left_out, ensure_ascii=False))] if self.left_out else ()),
            *([(COMPILED_HEADER, "yes")] if self.checked else ()),
        ]

    def _take_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        kept = list(headers)
        # Poedit leaves dates that it does not know empty, and Babel stumbles over an empty one.
        Catalog._set_mime_headers(self, [one for one in kept if one[0].lower() not in _DATES])
        found = {name.lower(): value for name, value in kept}
        self.status = found.get("x-fieldcheck-status", DRAFT).strip()
        self.approval = Approval.of(found)

    mime_headers = property(_read_headers, _take_headers)


def _blank(tag: str) -> _Catalogue:
    return _Catalogue(locale=tag.replace("-", "_"), header_comment=_COMMENT, fuzzy=False)


def read(source: bytes, tag: str, *, name: str = "") -> _Catalogue:
    """The catalogue in the bytes of a ``.po`` file.

    Raises:
        UserFixable: the file is no whole catalogue of that language; the reason names the line.
    """
    refuse_broken(source, tag, name or tag)
    found = _blank(tag)
    try:
        PoFileParser(found, abort_invalid=True).parse(BytesIO(source))
    except Exception as failure:
        raise UserFixable(
            N_("De catalogus {name} kan niet worden gelezen: {reason}"), name=name or tag, reason=str(failure)
        ) from failure
    return found


def compiled(source: bytes, tag: str, *, name: str = "") -> bytes:
    """The ``.mo`` bytes of a ``.po`` file; what is fuzzy or half a plural is left out, and so is missing.

    An approval of other words than these is left out too: what changed since is a draft.

    Raises:
        UserFixable: the file is not a catalogue.
    """
    catalogue = read(source, tag, name=name)
    if not catalogue.approved:
        catalogue.status, catalogue.approval = DRAFT, None
    catalogue.checked = True
    catalogue.left_out = tuple(
        message.context
        for message in catalogue
        if message.context and message.fuzzy and any(forms_of(message))
    )
    for message in catalogue:
        if not all(forms_of(message)):
            message.string = ""  # Babel would fill the gaps with Dutch, as if that were the translation
    buffer = BytesIO()
    write_mo(buffer, catalogue, use_fuzzy=False)
    return buffer.getvalue()


def replace_whole(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file in one step, so that nobody (or a power cut) finds half of it.

    Raises:
        StorageFailed: the disk does not take it; the file is as it was.
    """
    half = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise StorageFailed(
            N_("Het bestand {file} kan niet worden geschreven of gelezen: {reason}."),
            remedy=N_("Maak ruimte vrij of controleer de rechten op de map, en probeer het opnieuw."),
            file=path.name,
            reason=error.strerror or type(error).__name__,
        ) from error


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
    data = compiled(source.read_bytes(), place.parts[0], name=source.relative_to(translations).as_posix())
    replace_whole(path, data)
    return path


def compile_all(translations: Path, target: Path | None = None) -> tuple[Path, ...]:
    """Compile every catalogue; see :func:`compile_one`."""
    return tuple(compile_one(translations, source, target) for source in sources(translations))


def update(
    path: Path, tag: str, entries: Iterable[Entry], memory: Mapping[str, str] = MappingProxyType({})
) -> bool:
    """Bring one catalogue up to date with its sources; True when the file changed.

    What another form of the language says already for the same Dutch text (``memory``) is taken over: the
    same question is asked in the same words everywhere.

    Texts that are gone leave; new ones come untranslated; a text whose words changed keeps no
    translation, because a guess from a similar text is worse than none. In a form's catalogue a cell
    whose Dutch changed keeps its old translation as fuzzy, for the translator to look at; fuzzy counts
    as missing when shown.
    """
    before = path.read_bytes() if path.is_file() else b""
    after = written(renewed(path, tag, entries, memory))
    if after == before:
        return False
    replace_whole(path, after)
    return True


def renewed(
    path: Path, tag: str, entries: Iterable[Entry], memory: Mapping[str, str] = MappingProxyType({})
) -> _Catalogue:
    """What :func:`update` makes of a catalogue; nothing is written.

    Raises:
        UserFixable: the file is there and is no catalogue.
    """
    old = read(path.read_bytes(), tag, name=f"{tag}/{path.name}") if path.is_file() else _blank(tag)
    fresh = _blank(tag)
    fresh.status, fresh.approval = old.status, old.approval
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
        if entry.context and entry.text in memory and not (known and known.string and not known.fuzzy):
            message.string = memory[entry.text]
        else:
            _carry_over(message, known or by_cell.get(entry.context), changed=known is None)
    return fresh


def _notes(entry: Entry) -> Iterator[str]:
    yield from entry.notes
    if entry.longest:
        # Weblate reads the flag; people with another editor read this line.
        yield f"At most {entry.longest} characters."


def _carry_over(message: Message, known: Message | None, *, changed: bool) -> None:
    if known is None or not any(forms_of(known)) or message.pluralizable != known.pluralizable:
        return
    message.string = known.string
    message.user_comments = list(known.user_comments)
    if changed or known.fuzzy:
        message.flags.add("fuzzy")


def written(catalogue: Catalog) -> bytes:
    """The bytes of a catalogue, the same for the same content."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, include_lineno=False, omit_header=False)
    return buffer.getvalue()


def forms_of(message: Message) -> tuple[str, ...]:
    """The translations of an entry: one, or as many as the language has plural forms; empty where missing."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def singular(message: Message) -> str:
    """The Dutch text of an entry, the singular where it has a plural."""
    return message.id if isinstance(message.id, str) else message.id[0]


def plural(message: Message) -> str:
    """The Dutch plural of an entry, or ""."""
    return "" if isinstance(message.id, str) else message.id[1]


def digest(catalogue: Catalog) -> str:
    """A fingerprint of what a catalogue says, 16 hex digits; notes and order do not count."""
    lines = sorted(
        "\x00".join(
            (
                message.context or "",
                singular(message),
                plural(message),
                *forms_of(message),
                str(message.fuzzy),
            )
        )
        for message in catalogue
        if message.id
    )
    return sha256("\x01".join(lines).encode()).hexdigest()[:16]


def form_entries(form_id: str, cells: Mapping[str, str]) -> tuple[Entry, ...]:
    """The texts of a form: Dutch by cell id, as the engine's ``cells`` lists them.

    A question carries the officer's guidance as a note, a hint or message carries its question: a translator
    sees one text at a time.
    """
    place = (f"forms/{form_id}/form.md",)
    return tuple(
        Entry(text, context=cell, places=place, notes=_form_notes(cell, cells))
        for cell, text in cells.items()
    )


def _form_notes(cell: str, cells: Mapping[str, str]) -> tuple[str, ...]:
    owner, _, column = cell.rpartition("/")
    if column == "label":
        guidance = cells.get(f"{owner}/guidance_hint", "")
        return (f"Uitleg voor de ambtenaar: {guidance}",) if guidance else ()
    label = cells.get(f"{owner}/label", "")
    return (f"{_COLUMNS.get(column, column)} bij: {label}",) if label else ()


_COLUMNS = {
    "hint": "Hulptekst",
    "guidance_hint": "Uitleg voor de ambtenaar, die de ander niet leest,",
    "constraint_message": "Melding",
    "required_message": "Melding",
    "why": "Uitleg voor de ambtenaar, die de ander niet leest,",
}
"""What a text is, by its column."""


def update_form_catalogue(translations: Path, tag: str, form_id: str, cells: Mapping[str, str]) -> bool:
    """Bring one form's catalogue of one language up to date; True when the file changed."""
    path = translations / tag / "forms" / f"{form_id}.po"
    return update(path, tag, form_entries(form_id, cells))
