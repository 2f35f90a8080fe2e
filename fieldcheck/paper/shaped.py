"""Words from right to left on a sheet that ReportLab draws, which cannot join Arabic letters.

Typst sets them in the bundled fonts, and their outlines are drawn. Outlines are not read by a screen reader
nor found by searching: only for a few words that stand among the same words in other languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from xml.etree import ElementTree

import typst
from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from fieldcheck import assets

_SVG: Final = "{http://www.w3.org/2000/svg}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_STEP: Final = re.compile(r"([A-Za-z])([^A-Za-z]*)")
Matrix = tuple[float, float, float, float, float, float]


class Shaped(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph from right to left.

    Args:
        words: plain text; nothing in it is markup.
        language: its BCP 47 tag.
        size: of the letters, in points.
        colour: as ``#rrggbb``.
    """

    def __init__(self, words: str, language: str, size: float, colour: str) -> None:
        super().__init__()
        self._words, self._language, self._size, self._colour = words, language, size, colour
        self._wide = 0.0

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """Its width and height (points) in a column of this width."""
        self._wide = available
        return available, _set(self._words, self._language, self._size, available)[1]

    def draw(self) -> None:
        """Draw the outlines; the origin is at the lower left."""
        paths, height = _set(self._words, self._language, self._size, self._wide)
        self.canv.setFillColor(HexColor(self._colour))
        for matrix, outline in paths:
            self.canv.saveState()
            self.canv.transform(1, 0, 0, -1, 0, height)
            self.canv.transform(*matrix)
            path = self.canv.beginPath()
            _trace(path, outline)
            self.canv.drawPath(path, stroke=0, fill=1)
            self.canv.restoreState()


@cache
def _set(
    words: str, language: str, size: float, width: float
) -> tuple[tuple[tuple[Matrix, str], ...], float]:
    """The outline of every glyph with its place, and the height of the whole (points)."""
    asked = json.dumps({"words": words, "lang": language, "size": size, "width": width}, ensure_ascii=False)
    resources = assets.folder("resources")
    made: bytes = typst.compile(
        resources / "letters" / "shaped.typ",
        font_paths=[resources / "fonts"],
        ignore_system_fonts=True,
        format="svg",
        sys_inputs={"it": asked},
    )
    root = ElementTree.fromstring(made)  # noqa: S314 made a moment ago, from our own template
    glyphs = {
        symbol.get("id", ""): outline.get("d", "")
        for symbol in root.iter(f"{_SVG}symbol")
        for outline in symbol.iter(f"{_SVG}path")
    }
    height = float((root.get("viewBox") or "0 0 0 0").split()[3])
    return tuple(_placed(root, glyphs, (1, 0, 0, 1, 0, 0))), height


def _placed(
    node: ElementTree.Element, glyphs: dict[str, str], matrix: Matrix
) -> Iterator[tuple[Matrix, str]]:
    for child in node:
        here = _times(matrix, _matrix(child.get("transform", "")))
        if child.tag == f"{_SVG}use":
            outline = glyphs.get(child.get(_LINK, "").removeprefix("#"), "")
            if outline:
                shift = (1.0, 0.0, 0.0, 1.0, float(child.get("x", 0)), float(child.get("y", 0)))
                yield _times(here, shift), outline
        elif child.tag == f"{_SVG}g":
            yield from _placed(child, glyphs, here)


def _matrix(text: str) -> Matrix:
    kind, _, inside = text.partition("(")
    numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", inside)]
    if kind == "matrix":
        a, b, c, d, e, f = numbers
        return a, b, c, d, e, f
    if kind == "translate":
        return 1, 0, 0, 1, numbers[0], numbers[1] if len(numbers) > 1 else 0
    return 1, 0, 0, 1, 0, 0


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def _trace(path: Any, outline: str) -> None:
    """Draw an outline as SVG writes it: absolute moves, then relative lines and quadratic curves."""
    x = y = 0.0
    for letter, numbers in _STEP.findall(outline):
        given = [float(number) for number in numbers.replace(",", " ").split()]
        if letter == "Z":
            path.close()
            continue
        start = (0.0, 0.0) if letter.isupper() else (x, y)
        kind = letter.lower()
        if kind == "h":
            x = start[0] + given[0]
        elif kind == "v":
            y = start[1] + given[0]
        else:
            x, y, *bend = start[0] + given[-2], start[1] + given[-1], x, y
            if kind == "q":
                _curve(path, (bend[0], bend[1]), (start[0] + given[0], start[1] + given[1]), (x, y))
                continue
        path.moveTo(x, y) if kind == "m" else path.lineTo(x, y)


def _curve(
    path: Any, first: tuple[float, float], bend: tuple[float, float], last: tuple[float, float]
) -> None:
    """A quadratic curve as the cubic one that PDF knows."""
    one, two = (
        tuple(end + 2 / 3 * (middle - end) for end, middle in zip(ends, bend, strict=True))
        for ends in (first, last)
    )
    path.curveTo(*one, *two, *last)
