"""A QR code as one vector path, sharp at every size."""

from __future__ import annotations

from typing import Final

import segno
from reportlab.lib.colors import HexColor

from fieldcheck.paper.sheet import Sheet

QUIET: Final = 4
"""Empty modules that a scanner needs on every side (ISO/IEC 18004)."""


def modules(text: str, error: str) -> int:
    """How many modules wide the code of ``text`` is, its quiet edge not among them."""
    return len(_matrix(text, error))


def draw_code(sheet: Sheet, text: str, *, left: float, top: float, side: float, error: str) -> None:
    """The code with its upper left corner at ``left``, ``top``; ``side`` in points, ``error`` is l to h."""
    matrix = _matrix(text, error)
    module = side / len(matrix)
    path = sheet.canvas.beginPath()
    for row, line in enumerate(matrix):
        for column, dark in enumerate(line):
            if dark:
                path.rect(left + column * module, top - (row + 1) * module, module, module)
    sheet.canvas.setFillColor(HexColor("#000000"))
    sheet.canvas.drawPath(path, stroke=0, fill=1)


def _matrix(text: str, error: str) -> tuple[bytearray, ...]:
    return tuple(segno.make(text, error=error, micro=False, boost_error=False).matrix)
