"""Finds the Dutch texts that need translating: in the program, in the letters, and in a form's cells.

Program texts are recognised where they are written: ``N_("...")``, ``texts.text("...")``,
``texts.plural("...", "...", n)``, and the words of an error (message, ``kept=`` and ``remedy=``), so
that a forgotten ``N_`` loses nothing.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from fieldcheck.domain import errors
from fieldcheck.domain.errors import N_, FieldcheckError, UserFixable
from fieldcheck.i18n.upkeep import Entry

_MARKS = frozenset({"N_", "text"})
_METHODS = frozenset({"text", "plural"})
_TRANSLATOR = re.compile("text|word|translat", re.IGNORECASE)
"""What a translator is called, apart from line edits, pages and facts that have a method ``text`` too."""
_ERRORS = frozenset(
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, FieldcheckError)
)
_ERROR_PARTS = frozenset({"kept", "remedy"})


def screen_entries(package: Path) -> tuple[Entry, ...]:
    """The texts in every module of the package, merged and in the order of the texts' first place.

    Raises:
        UserFixable: a module cannot be parsed, or a text is built with an f-string.
    """
    found: list[Entry] = []
    for module in sorted(package.rglob("*.py")):
        place = module.relative_to(package.parent).as_posix()
        found += module_entries(module.read_text(encoding="utf-8"), place)
    return _merged(found)


def module_entries(source: str, place: str) -> tuple[Entry, ...]:
    """The texts in one module; ``place`` is its file name for the catalogue and for errors.

    Raises:
        UserFixable: see :func:`screen_entries`.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as failure:
        raise UserFixable(
            N_("{place}, regel {line}: dit is geen geldige Python."), place=place, line=failure.lineno
        ) from failure
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    # A mark inside a plural belongs to the plural: N_ there would make two entries without plural.
    inside = {id(part) for call in calls if _called(call) == "plural" for part in call.args[:2]}
    outside = (call for call in calls if id(call) not in inside)
    ordered = sorted(outside, key=lambda call: (call.lineno, call.col_offset))
    return tuple(entry for call in ordered for entry in _call_entries(call, place))


def _call_entries(call: ast.Call, place: str) -> Iterator[Entry]:
    name = _called(call)
    if name == "plural" and len(call.args) >= 2:
        one, many = (_literal(_unmarked(part), place) for part in call.args[:2])
        if one and many:
            yield Entry(one, plural=many, places=(place,))
    elif (name in _MARKS or name in _ERRORS) and call.args:
        # Other things than translators have a method called text, and those may take an f-string.
        text = _literal(call.args[0], place, strict=name != "text")
        if text:
            yield Entry(text, places=(place,))
    if name in _ERRORS:
        for keyword in call.keywords:
            text = _literal(keyword.value, place) if keyword.arg in _ERROR_PARTS else ""
            if text:
                yield Entry(text, places=(place,))


def _unmarked(node: ast.expr) -> ast.expr:
    """What stands inside ``N_(...)``, or the node itself."""
    if isinstance(node, ast.Call) and node.args and _called(node) == "N_":
        return node.args[0]
    return node


def _called(call: ast.Call) -> str:
    """The name a call goes by; "" for the method ``text`` or ``plural`` of what does not translate."""
    if isinstance(call.func, ast.Attribute):
        name = call.func.attr
        translates = name not in _METHODS or _TRANSLATOR.search(_last_name(call.func.value))
        return name if translates else ""
    return _last_name(call.func)


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _literal(node: ast.expr, place: str, *, strict: bool = True) -> str:
    """The text of a literal, "" for anything that is only known when the program runs.

    Where ``strict``, an f-string is refused: its words could never be found in a catalogue.
    """
    if isinstance(node, ast.JoinedStr) and strict:
        raise UserFixable(
            N_("{place}, regel {line}: vul velden in na het vertalen, niet met een f-string."),
            place=place,
            line=node.lineno,
        )
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def letter_entries(letters: Path) -> tuple[Entry, ...]:
    """The texts of the letters' sources: every object with a ``key`` and a ``text`` in ``*.json``."""
    found: list[Entry] = []
    for path in sorted(letters.glob("*.json")):
        place = f"resources/letters/{path.name}"
        words = _texts_in(json.loads(path.read_text(encoding="utf-8")))
        found += (Entry(text, places=(place,)) for text in words)
    return _merged(found)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("key"), str) and isinstance(value.get("text"), str):
            yield value["text"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _texts_in(part)


def _merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry a text, with all its places; a text that has a plural anywhere keeps it."""
    merged: dict[str, Entry] = {}
    for entry in entries:
        known = merged.get(entry.text, entry)
        places = tuple(sorted({*known.places, *entry.places}))
        merged[entry.text] = Entry(entry.text, plural=known.plural or entry.plural, places=places)
    return tuple(merged.values())


def facing_texts(translations: Path) -> dict[str, tuple[int, str]]:
    """The screen texts that the person opposite reads, from ``facing.txt``: one Dutch text a line.

    Behind a tab may stand how many characters fit, and behind another what a translator should know; 0
    and "" where they do not.

    Raises:
        UserFixable: this is an installed program, which has no sources of translations, or a length is none.
    """
    source = translations / "facing.txt"
    if not source.is_file():
        raise UserFixable(
            N_("Vertalingen bijwerken kan alleen in de broncode, niet in een geïnstalleerd programma.")
        )
    found = {}
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            text, longest, note = (*line.split("\t"), "", "")[:3]
            if longest and not longest.isdecimal():
                raise UserFixable(
                    N_("{place}, regel {line}: hier hoort een aantal tekens."), place=source.name, line=number
                )
            found[text] = (int(longest or 0), note)
    return found
