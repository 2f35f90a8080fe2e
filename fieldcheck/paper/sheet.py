"""A drawn sheet: pages with one header, one footer and text that flows; all that ReportLab draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from fieldcheck import assets
from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, clock_time, long_date, texts
from fieldcheck.paper import palette
from fieldcheck.paper.wording import printable

MM: Final = 72 / 25.4
"""Points in a millimetre."""

WIDTH: Final = 210 * MM
HEIGHT: Final = 297 * MM
MARGIN: Final = 18 * MM
COLUMN: Final = WIDTH - 2 * MARGIN
BAND: Final = 9 * MM
FOOT: Final = 20 * MM
"""Nothing but the footer is drawn lower than this."""

REGULAR: Final = "NotoSans-Regular"
STRONG: Final = "NotoSans-SemiBold"
BOLD: Final = "NotoSans-Bold"
MONO: Final = "NotoSansMono-Regular"
CHINESE: Final = "NotoSansSC-Regular"


@cache
def register_fonts() -> None:
    """Make the bundled fonts known to ReportLab; they are embedded as subsets.

    Raises:
        Bug: a font is missing from the installation.
    """
    for name in (REGULAR, STRONG, BOLD, MONO, CHINESE):
        pdfmetrics.registerFont(TTFont(name, str(assets.font(f"{name}.ttf"))))


def style(font: str, size: float, colour: str = palette.INK, *, leading: float = 1.36) -> ParagraphStyle:
    """A paragraph style; ``size`` in points, ``leading`` as a multiple of it."""
    return ParagraphStyle(
        f"{font}-{size}-{colour}",
        fontName=font,
        bulletFontName=font,
        fontSize=size,
        leading=size * leading,
        textColor=HexColor(colour),
    )


TITLE: Final = style(BOLD, 23, leading=1.2)
LEAD: Final = style(REGULAR, 12.5)
HEADING: Final = style(STRONG, 13, palette.ACCENT)
BODY: Final = style(REGULAR, 10.5)
STRONG_BODY: Final = style(STRONG, 10.5)
SMALL: Final = style(REGULAR, 8.5, palette.MUTED)
DETAIL: Final = style(REGULAR, 9.5, palette.MUTED)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page of one paper.

    Attributes:
        title: the document title, also in the metadata; never anything personal.
        sender: who hands it out, above the title.
        chip: a short mark at the upper right, "" for none.
        footer: the small text at the foot.
        practice: whether the practice mark stands on every page.
        bare: nothing around the page but the practice mark; the paper draws all by itself.
        tag: the language it is in (nl or en).
    """

    title: str
    sender: str
    chip: str
    footer: str
    practice: bool
    bare: bool = False
    tag: str = "nl"


class Sheet:
    """One document being drawn. Text flows from ``y`` downward (points) and turns the page by itself."""

    def __init__(self, frame: Frame, pages: int) -> None:
        register_fonts()
        self._out = BytesIO()
        self.canvas = Canvas(
            self._out,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            lang="nl-NL" if frame.tag == "nl" else frame.tag,
            initialFontName=REGULAR,
            pageCompression=1,
        )
        self.canvas.setTitle(printable(frame.title))
        self.canvas.setAuthor(printable(frame.sender))
        self.canvas.setCreator("fieldcheck")
        self.canvas.setSubject("")
        self._frame = frame
        self._pages = pages
        self.page = 1
        self.y = 0.0
        self._open_page()

    def finish(self) -> bytes:
        """The whole document."""
        self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()

    def turn_page(self) -> None:
        """Begin a new page with the same frame."""
        self.canvas.showPage()
        self.page += 1
        self._open_page()

    def need(self, height: float) -> None:
        """Turn the page when less than ``height`` points are left on it."""
        if self.y - height < FOOT:
            self.turn_page()

    def space(self, height: float) -> None:
        """Leave ``height`` points empty."""
        self.y -= height

    def text(self, words: str, look: ParagraphStyle, *, indent: float = 0, width: float = COLUMN) -> None:
        """A paragraph at ``y``, wrapped; it may run on to the next page."""
        waiting = [paragraph(words, look)]
        while waiting:
            part = waiting.pop(0)
            left = self.y - FOOT
            _, height = part.wrap(width - indent, left)
            if height > left:
                pieces = part.split(width - indent, left)
                if len(pieces) > 1:
                    self._place(pieces[0], indent, width)
                waiting = pieces[1:] or [part]
                self.turn_page()
            else:
                self._place(part, indent, width)

    def _place(self, part: Paragraph, indent: float, width: float) -> None:
        _, height = part.wrap(width - indent, self.y)
        part.drawOn(self.canvas, MARGIN + indent, self.y - height)
        self.y -= height

    def heading(self, words: str, *, keep: float = 40) -> None:
        """A section heading that stays with the next ``keep`` points."""
        self.need(HEADING.leading + 6 * MM + keep)
        self.space(5 * MM)
        self.text(words, HEADING)
        self.space(1.2 * MM)

    def pairs(self, rows: list[tuple[str, str]], *, label_width: float = 44 * MM) -> None:
        """Rows of a label and a value, the value wrapped; every value is text of the user."""
        for label, value in rows:
            name, said = paragraph(label, DETAIL), paragraph(value, BODY)
            _, name_height = name.wrap(label_width - 3 * MM, HEIGHT)
            _, said_height = said.wrap(COLUMN - label_width, HEIGHT)
            height = max(name_height, said_height)
            self.need(height)
            name.drawOn(self.canvas, MARGIN, self.y - name_height - 0.6)
            said.drawOn(self.canvas, MARGIN + label_width, self.y - said_height)
            self.y -= height + 1.1 * MM

    def rule(
        self, x: float, y: float, width: float, *, colour: str = palette.LINE, weight: float = 0.7
    ) -> None:
        """A horizontal line from ``x``, ``y``; ``weight`` in points."""
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, x + width, y)

    def fill(
        self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0
    ) -> None:
        """A filled area with its lower left corner at ``x``, ``y``."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.roundRect(x, y, width, height, radius, stroke=0, fill=1)

    def words(
        self, x: float, y: float, words: str, font: str, size: float, colour: str = palette.INK
    ) -> None:
        """One short line that needs no wrapping, with its baseline at ``x``, ``y``."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, printable(words))

    def _open_page(self) -> None:
        top = HEIGHT
        if self._frame.practice:
            practice_band(self, top)
            top -= BAND
        self.y = top - 13 * MM
        if self._frame.bare:
            return
        chip_width = self._chip(self.y) if self._frame.chip else 0.0
        self.text(self._frame.sender, DETAIL, width=COLUMN - chip_width)
        self.space(1.5 * MM)
        self.rule(MARGIN, self.y, COLUMN, colour=palette.ACCENT, weight=2)
        self.space(5 * MM)
        if self.page == 1:
            self.text(self._frame.title, TITLE)
            self.space(3 * MM)
        self._footer()

    def _chip(self, y: float) -> float:
        width: float = pdfmetrics.stringWidth(self._frame.chip, STRONG, 9) + 6 * MM
        self.fill(MARGIN + COLUMN - width, y - 4.6 * MM, width, 6.2 * MM, palette.INK, radius=3.1 * MM)
        self.words(MARGIN + COLUMN - width + 3 * MM, y - 2.6 * MM, self._frame.chip, STRONG, 9, "#FFFFFF")
        return width + 4 * MM

    def _footer(self) -> None:
        note = paragraph(self._frame.footer, SMALL)
        _, height = note.wrap(COLUMN - 25 * MM, FOOT)
        base = 15 * MM
        self.rule(MARGIN, base + 1.5 * MM, COLUMN)
        note.drawOn(self.canvas, MARGIN, base - height)
        self.canvas.setFont(REGULAR, 8.5)
        self.canvas.setFillColor(HexColor(palette.MUTED))
        place = texts(self._frame.tag).text(N_("{page} van {pages}"), page=self.page, pages=self._pages)
        self.canvas.drawRightString(MARGIN + COLUMN, base - 9, place)


def paragraph(words: str, look: ParagraphStyle) -> Paragraph:
    """A paragraph of plain text: nothing in it is markup, and line ends stay."""
    return Paragraph(escape(printable(words)).replace("\n", "<br/>"), look)


def practice_band(sheet: Sheet, top: float) -> None:
    """The practice mark across the page, its upper edge at ``top``."""
    sheet.fill(0, top - BAND, WIDTH, BAND, palette.CAUTION_SOFT)
    sheet.words(MARGIN, top - BAND + 3 * MM, palette.PRACTICE_MARK, BOLD, 12, palette.CAUTION)
    sheet.canvas.drawRightString(MARGIN + COLUMN, top - BAND + 3 * MM, palette.PRACTICE_MARK)


def document(frame: Frame, write: Callable[[Sheet], Any]) -> bytes:
    """Draw a document twice: once to count its pages, once with the count in the footer."""
    counted = Sheet(frame, 0)
    write(counted)
    counted.finish()
    sheet = Sheet(frame, counted.page)
    write(sheet)
    return sheet.finish()


def moment(at: datetime, words: Texts | None = None) -> str:
    """A moment as printed: the day and the time on a Dutch clock; ``at`` is timezone-aware. Else in Dutch."""
    words = words or texts("nl")
    day = long_date(at.astimezone(ZoneInfo("Europe/Amsterdam")).date(), words.tag)
    return words.text(N_("{day}, {time} uur"), day=day, time=clock_time(at))
