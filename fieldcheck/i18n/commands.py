"""What ``fieldcheck translations extract | check | compile`` do, for all catalogues at once.

The texts of the forms come in as an argument, because only the engine can read a form and this room
does not know the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from fieldcheck.assets import folder
from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.i18n.checking import at, check
from fieldcheck.i18n.extract import facing_texts, letter_entries, screen_entries
from fieldcheck.i18n.languages import LANGUAGES, OFFICER, SOURCE, for_officer
from fieldcheck.i18n.upkeep import Entry, compile_all, form_entries, read, update

Forms = Mapping[str, Mapping[str, str]]
"""Dutch text by cell id, by form id."""

TRANSLATED = tuple(known.tag for known in LANGUAGES if known.tag != SOURCE)
"""Every language but Dutch."""

_PACKAGE = Path(__file__).resolve().parents[1]


def extract(forms: Forms) -> tuple[Path, ...]:
    """Bring all catalogues up to date with the program, the letters and the forms; the files that changed."""
    changed: list[Path] = []
    for tag in TRANSLATED:
        own = tuple(work(forms, [tag]))
        known = memory(own)
        changed += (one.path for one in own if update(one.path, tag, one.entries, known))
    return tuple(changed)


def memory(own: Iterable[Work]) -> dict[str, str]:
    """How the forms of one language say each Dutch text, where they all say it the same way."""
    found: dict[str, set[str]] = {}
    for one in own:
        if one.domain.startswith("forms/") and one.path.is_file():
            for message in read(one.path.read_bytes(), one.tag, name=one.name):
                if message.id and message.string and not message.fuzzy:
                    found.setdefault(str(message.id), set()).add(str(message.string))
    return {dutch: said.pop() for dutch, said in found.items() if len(said) == 1}


def check_all(forms: Forms, *, gaps: bool = False) -> tuple[str, ...]:
    """Everything wrong with the catalogues, one line each: place and reason; empty when all is well.

    What is missing counts where the catalogue must be whole (``whole.txt``), or everywhere with ``gaps``.
    """
    whole = _whole(folder("translations"))
    problems: list[str] = []
    for one in work(forms):
        if one.path.is_file():
            complete = gaps or any(fnmatchcase(one.name, pattern) for pattern in whole)
            problems += check(one.path, one.tag, one.entries, complete=complete)
        else:
            problems.append(at(f"{one.name}.po", Said(N_("de catalogus ontbreekt"))))
    return tuple(problems)


def _whole(translations: Path) -> tuple[str, ...]:
    lines = (translations / "whole.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def compile_catalogues() -> tuple[Path, ...]:
    """Compile every catalogue of a checkout to a ``.mo`` beside it; the files written."""
    return compile_all(folder("translations"))


def _told(entries: Iterable[Entry], facing: Mapping[str, tuple[int, str]]) -> tuple[Entry, ...]:
    """The entries, those that face the person with how long they may be and what to know about them."""
    return tuple(
        replace(entry, longest=facing[entry.text][0], notes=tuple(filter(None, facing[entry.text][1:])))
        if entry.text in facing
        else entry
        for entry in entries
    )


@dataclass(frozen=True, slots=True)
class Work:
    """One catalogue that there should be.

    Attributes:
        path: its ``.po`` file, which may not be there yet.
        tag: its language.
        domain: ``screens``, ``letters`` or ``forms/<form>``.
        entries: what it should hold now.
    """

    path: Path
    tag: str
    domain: str
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """How it is called everywhere: ``pl/forms/intake-park``."""
        return f"{self.tag}/{self.domain}"


def work(forms: Forms, tags: Iterable[str] = TRANSLATED) -> Iterator[Work]:
    """Each catalogue of these languages.

    Raises:
        UserFixable: this is an installed program, which has no sources of translations.
    """
    translations = folder("translations")
    facing = facing_texts(translations)
    screens = _told(screen_entries(_PACKAGE), facing)
    seen = tuple(entry for entry in screens if entry.text in facing)
    letters = letter_entries(folder("resources") / "letters")
    for tag in tags:
        for domain, entries in (("screens", screens if tag in OFFICER else seen), ("letters", letters)):
            yield Work(translations / tag / f"{domain}.po", tag, domain, entries)
        for form_id, cells in forms.items():
            yield form_work(form_id, cells, tag)


def form_work(form_id: str, cells: Mapping[str, str], tag: str) -> Work:
    """The catalogue of one form in one language, from its Dutch texts by cell."""
    entries = form_entries(form_id, cells)
    if tag not in OFFICER:
        entries = tuple(entry for entry in entries if _read_opposite(entry))
    domain = f"forms/{form_id}"
    return Work(folder("translations") / tag / f"{domain}.po", tag, domain, entries)


def _read_opposite(entry: Entry) -> bool:
    parts = entry.context.split("/")
    return not for_officer(parts[0], parts[-1])
