"""What ``fieldcheck translations extract | check | compile`` do, for all catalogues at once.

The texts of the forms come in as an argument, because only the engine can read a form and this room
does not know the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from fieldcheck.assets import folder
from fieldcheck.i18n.extract import facing_texts, letter_entries, screen_entries
from fieldcheck.i18n.languages import LANGUAGES, SOURCE
from fieldcheck.i18n.upkeep import Entry, check, compile_all, form_entries, update

Forms = Mapping[str, Mapping[str, str]]
"""Dutch text by cell id, by form id."""

TRANSLATED = tuple(known.tag for known in LANGUAGES if known.tag != SOURCE)
"""Every language but Dutch."""

FULLY_ON_SCREEN = frozenset({"en"})
"""Languages in which the whole program speaks; in the others only what faces the person opposite."""

_PACKAGE = Path(__file__).resolve().parents[1]


def extract(forms: Forms) -> tuple[Path, ...]:
    """Bring all catalogues up to date with the program, the letters and the forms; the files that changed."""
    return tuple(one.path for one in work(forms) if update(one.path, one.tag, one.entries))


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
            problems.append(f"{one.name}.po: the catalogue is missing")
    return tuple(problems)


def _whole(translations: Path) -> tuple[str, ...]:
    lines = (translations / "whole.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def compile_catalogues() -> tuple[Path, ...]:
    """Compile every catalogue of a checkout to a ``.mo`` beside it; the files written."""
    return compile_all(folder("translations"))


def _among(entries: tuple[Entry, ...], texts: frozenset[str]) -> tuple[Entry, ...]:
    """Only what the person opposite reads: a translator is not asked for what nobody will see."""
    return tuple(entry for entry in entries if entry.text in texts)


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
    screens = screen_entries(_PACKAGE)
    sources = {
        "letters": letter_entries(folder("resources") / "letters"),
        **{f"forms/{form_id}": form_entries(form_id, cells) for form_id, cells in forms.items()},
    }
    for tag in tags:
        spoken = screens if tag in FULLY_ON_SCREEN else _among(screens, facing)
        for domain, entries in {"screens": spoken, **sources}.items():
            yield Work(translations / tag / f"{domain}.po", tag, domain, entries)
