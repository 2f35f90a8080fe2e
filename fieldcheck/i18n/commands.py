"""What ``fieldcheck translations extract | check | compile`` do, for all catalogues at once.

The texts of the forms come in as an argument, because only the engine can read a form and this room
does not know the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    return tuple(path for path, tag, entries, _ in _work(forms) if update(path, tag, entries))


def check_all(forms: Forms) -> tuple[str, ...]:
    """Everything wrong with the catalogues, one line each: place and reason; empty when all is well."""
    problems: list[str] = []
    for path, tag, entries, complete in _work(forms):
        if path.is_file():
            problems += check(path, tag, entries, complete=complete)
        else:
            problems.append(f"{path.relative_to(folder('translations'))}: the catalogue is missing")
    return tuple(problems)


def compile_catalogues() -> tuple[Path, ...]:
    """Compile every catalogue of a checkout to a ``.mo`` beside it; the files written."""
    return compile_all(folder("translations"))


def _work(forms: Forms) -> Iterator[tuple[Path, str, tuple[Entry, ...], frozenset[str] | bool]]:
    """Each catalogue's file, language, texts, and which of them must be translated (True: all)."""
    screens = screen_entries(_PACKAGE)
    facing = facing_texts(folder("translations"))
    letters = letter_entries(folder("resources") / "letters")
    for tag in TRANSLATED:
        home = folder("translations") / tag
        yield home / "screens.po", tag, screens, tag in FULLY_ON_SCREEN or facing
        yield home / "letters.po", tag, letters, True
        for form_id, cells in forms.items():
            yield home / "forms" / f"{form_id}.po", tag, form_entries(form_id, cells), True
