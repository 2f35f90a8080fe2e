"""The route slip: what a person carries from post to post. A6, so that four fit on a sheet.

It holds the case code, and the posts everybody passes in their order; no name, no language, no outcome, no
post that only some people visit (facts.md section 4, row d).
"""

from __future__ import annotations

from io import BytesIO
from typing import Final

import segno
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from fieldcheck.domain.scanning import slip_text
from fieldcheck.i18n import long_date
from fieldcheck.paper import palette
from fieldcheck.paper.sheet import (
    BOLD,
    DETAIL,
    MM,
    MONO,
    REGULAR,
    SMALL,
    STRONG,
    paragraph,
    register_fonts,
    style,
)
from fieldcheck.paper.wording import municipality, printable
from fieldcheck.usecases.ports import RouteSlip

TITLE: Final = "Routebrief"
WIDTH: Final = 105 * MM
HEIGHT: Final = 148 * MM
MARGIN: Final = 8 * MM
COLUMN: Final = WIDTH - 2 * MARGIN
BAND: Final = 7 * MM

CODE_BOX: Final = 17 * MM
CODE_SIZE: Final = 36.0
QR_SIDE: Final = 36 * MM
QUIET: Final = 4
"""Empty modules that a scanner needs around the code."""
QR_TOP: Final = 92 * MM
"""Height of the upper edge of the code above the lower edge of the paper (points)."""
POSTS: Final = COLUMN - QR_SIDE - 4 * MM
"""Width of the column with the posts, left of the code (points)."""
ROW: Final = 9 * MM
BOX: Final = 4.6 * MM
NAME: Final = style(REGULAR, 10, leading=1.1)
CARRY: Final = "Laat deze brief zien bij elke post. Bij de laatste post krijgt u het controlebewijs."


def draw(slip: RouteSlip) -> bytes:
    """The slip as PDF, one A6 page; two people with one case code would get the same bytes."""
    register_fonts()
    out = BytesIO()
    canvas = Canvas(
        out, pagesize=(WIDTH, HEIGHT), invariant=1, lang="nl-NL", initialFontName=REGULAR, pageCompression=1
    )
    canvas.setTitle(TITLE)
    canvas.setAuthor(printable(municipality(slip.action.municipality)))
    canvas.setCreator("fieldcheck")
    canvas.setSubject("")
    top = HEIGHT
    if slip.action.practice:
        top = _practice(canvas)
    _head(canvas, slip, top)
    _case_code(canvas, slip.case_code)
    _posts(canvas, slip.posts)
    _code(canvas, slip)
    _foot(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _practice(canvas: Canvas) -> float:
    canvas.setFillColor(HexColor(palette.CAUTION_SOFT))
    canvas.rect(0, HEIGHT - BAND, WIDTH, BAND, stroke=0, fill=1)
    _words(canvas, MARGIN, HEIGHT - BAND + 2.2 * MM, palette.PRACTICE_MARK, BOLD, 10, palette.CAUTION)
    return HEIGHT - BAND


def _head(canvas: Canvas, slip: RouteSlip, top: float) -> None:
    _words(canvas, MARGIN, top - 10 * MM, TITLE, BOLD, 19)
    day = long_date(slip.action.day, "nl")
    below = paragraph(f"{slip.action.park} · {day}", DETAIL)
    _, height = below.wrap(COLUMN, 10 * MM)
    below.drawOn(canvas, MARGIN, top - 12 * MM - height)


def _case_code(canvas: Canvas, code: str) -> None:
    bottom = QR_TOP + 4 * MM
    canvas.setFillColor(HexColor(palette.SUNKEN))
    canvas.roundRect(MARGIN, bottom, COLUMN, CODE_BOX, 3 * MM, stroke=0, fill=1)
    wide = pdfmetrics.stringWidth(code, MONO, CODE_SIZE)
    size = CODE_SIZE * min(1.0, (COLUMN - 8 * MM) / wide)
    start = MARGIN + (COLUMN - wide * size / CODE_SIZE) / 2
    _words(canvas, start, bottom + (CODE_BOX - 0.72 * size) / 2, code, MONO, size)


def _posts(canvas: Canvas, posts: tuple[str, ...]) -> None:
    """A box to tick for each post, in order; a long row of posts stands closer together."""
    _words(canvas, MARGIN, QR_TOP - 3.6 * MM, "Posten, op volgorde", STRONG, 9, palette.MUTED)
    first = QR_TOP - 7 * MM
    step = min(ROW, (first - 16 * MM) / max(len(posts), 1))
    for number, name in enumerate(posts, 1):
        bottom = first - number * step
        canvas.setStrokeColor(HexColor(palette.MUTED))
        canvas.setLineWidth(1)
        canvas.roundRect(MARGIN, bottom + (step - BOX) / 2, BOX, BOX, 0.8 * MM, stroke=1, fill=0)
        label = paragraph(f"{number}. {name}", NAME)
        _, height = label.wrap(POSTS - BOX - 3 * MM, step * 2)
        label.drawOn(canvas, MARGIN + BOX + 3 * MM, bottom + (step - height) / 2)


def _code(canvas: Canvas, slip: RouteSlip) -> None:
    """The QR code as one vector path, with empty space around it."""
    matrix = tuple(segno.make(slip_text(slip.action.id, slip.case_code), error="m", micro=False).matrix)
    side = QR_SIDE / len(matrix)
    left = MARGIN + COLUMN - QR_SIDE
    path = canvas.beginPath()
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                path.rect(left + column * side, QR_TOP - (row + 1) * side, side, side)
    canvas.setFillColor(HexColor("#000000"))
    canvas.drawPath(path, stroke=0, fill=1)


def _foot(canvas: Canvas) -> None:
    canvas.setStrokeColor(HexColor(palette.LINE))
    canvas.setLineWidth(0.7)
    canvas.line(MARGIN, 14.5 * MM, MARGIN + COLUMN, 14.5 * MM)
    note = paragraph(CARRY, SMALL)
    _, height = note.wrap(COLUMN, 12 * MM)
    note.drawOn(canvas, MARGIN, 13 * MM - height)


def _words(
    canvas: Canvas, x: float, y: float, words: str, font: str, size: float, colour: str = palette.INK
) -> None:
    canvas.setFillColor(HexColor(colour))
    canvas.setFont(font, size)
    canvas.drawString(x, y, printable(words))
