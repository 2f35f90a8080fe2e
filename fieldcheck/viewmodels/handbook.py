"""The handbook as it is read in the program: chapters of the bundled files, their contents, and a search."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fieldcheck import assets
from fieldcheck.viewmodels.shell import Screen

FOLDER = "handbook"
"""Where the chapters lie among the resources."""
CHAPTERS: tuple[tuple[str, str], ...] = (
    ("werken-aan-een-post", "working-at-a-post"),
    ("alarm-slaan", "sounding-the-alarm"),
    ("bij-wie-hoort-dit", "who-is-this-with"),
    ("tussen-laptops", "between-laptops"),
    ("zaken-beoordelen", "reviewing-cases"),
    ("een-actie-leiden", "leading-an-action"),
    ("rollen", "roles"),
    ("formulier-maken", "writing-a-form"),
)
"""The files of the chapters, in Dutch and in English, in the order of the contents."""
_ABOUT: dict[Screen, tuple[str, str]] = {
    Screen.OUTCOME: ("werken-aan-een-post", "Doorsturen"),
    Screen.LETTERS: ("werken-aan-een-post", "Het controlebewijs"),
    Screen.IDENTITY: ("werken-aan-een-post", "Wie is het?"),
    Screen.HOMES: ("werken-aan-een-post", "Woningen"),
    Screen.REFERRAL: ("alarm-slaan", ""),
    Screen.THINGS: ("bij-wie-hoort-dit", ""),
    Screen.CLUSTER: ("bij-wie-hoort-dit", ""),
    Screen.IMPORT: ("tussen-laptops", "Inlezen"),
    Screen.EXPORT: ("tussen-laptops", ""),
    Screen.REVIEW: ("zaken-beoordelen", ""),
    Screen.PREPARE: ("een-actie-leiden", "Voorbereiden"),
    Screen.DAY: ("een-actie-leiden", "De dag"),
    Screen.CLOSING: ("een-actie-leiden", "Afsluiten"),
    Screen.TRAIL: ("rollen", "De lezer voor controle achteraf"),
    Screen.USERS: ("rollen", "De beheerder"),
}
"""The chapter about a screen and its Dutch heading, "" for the beginning; that of the first one for others.

In English it is the heading at the same place of the chapter.
"""
_ENGLISH = "en"
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_HEADING = re.compile(r"(#{1,3}) (.+)")
_EMPTY_CELL = re.compile(r"\| +(?=\|)")
_NOTHING = "–"
_FENCE = "```"


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading.

    Attributes:
        chapter: the name of its file, without its ending.
        at: which heading of the chapter it is; 0 is the title of the chapter.
        level: 1 for the title of a chapter, up to 3.
        heading: the heading as it is read.
        text: the heading and everything below it, up to the next one.
    """

    chapter: str
    at: int
    level: int
    heading: str
    text: str


class Handbook:
    """All chapters in one language: English for ``en``, Dutch for any other tag."""

    def __init__(self, tag: str) -> None:
        self._which = int(tag == _ENGLISH)
        self.folder = assets.folder("resources") / FOLDER
        self._texts = {both[self._which]: self._read(both[self._which]) for both in CHAPTERS}
        self.parts = tuple(part for name, text in self._texts.items() for part in _parts(name, text))

    def text(self, chapter: str) -> str:
        """A chapter as Markdown, without the marks that only its tests read."""
        return self._texts[chapter]

    def begin(self, screen: Screen) -> Part:
        """The part that is about a screen; the beginning of the one on working at a post for most."""
        about, heading = _ABOUT.get(screen, (CHAPTERS[0][0], ""))
        at = next((part.at for part in _parts(about, self._read(about)) if heading in ("", part.heading)), 0)
        name = next(both[self._which] for both in CHAPTERS if both[0] == about)
        return next(part for part in self.parts if (part.chapter, part.at) == (name, at))

    def linked(self, target: str) -> Part | None:
        """Where a link in a chapter leads; None for what is no chapter of this language."""
        name = Path(target.partition("#")[0]).stem
        return next((part for part in self.parts if part.chapter == name), None)

    def search(self, words: str) -> tuple[Part, ...]:
        """The parts in which all these words stand, in the order of the book; all of it for none."""
        wanted = words.casefold().split()
        return tuple(part for part in self.parts if all(word in part.text.casefold() for word in wanted))

    def _read(self, name: str) -> str:
        text = _COMMENT.sub("", (self.folder / f"{name}.md").read_text(encoding="utf-8"))
        # Qt joins an empty cell of a table with the one before it: a mark would stand in another column.
        return _EMPTY_CELL.sub(f"| {_NOTHING} ", text)


def _parts(chapter: str, text: str) -> Iterator[Part]:
    found: list[tuple[int, str, list[str]]] = []
    fenced = False
    for line in text.splitlines():
        fenced ^= line.startswith(_FENCE)
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading is not None:
            found.append((len(heading[1]), heading[2].replace("`", "").replace("*", ""), []))
        if found:
            found[-1][2].append(line)
    for at, (level, words, lines) in enumerate(found):
        yield Part(chapter, at, level, words, "\n".join(lines))
