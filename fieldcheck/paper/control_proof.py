"""The proof of control (controlebewijs): the same for everyone, since an employer or park manager may see it.

What it must and must not hold: date, time, park, posts of the control, official and serial; no outcome, no
language, no post that only some people visit (facts.md section 4, row d).
"""

from __future__ import annotations

from typing import Final

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from fieldcheck.domain.scanning import PROOF_SIGN, proof_check
from fieldcheck.i18n import LANGUAGES, Language, texts
from fieldcheck.paper import palette
from fieldcheck.paper.letter_texts import read_texts
from fieldcheck.paper.shaped import Shaped
from fieldcheck.paper.sheet import (
    BAND,
    BOLD,
    CHINESE,
    COLUMN,
    DETAIL,
    HEIGHT,
    MARGIN,
    MM,
    MONO,
    REGULAR,
    SMALL,
    STRONG,
    WIDTH,
    Frame,
    Sheet,
    moment,
    paragraph,
    style,
)
from fieldcheck.paper.wording import municipality
from fieldcheck.usecases.ports import ControlProof

TITLE: Final = "Controlebewijs"
HALF: Final = HEIGHT / 2
QR_SIDE: Final = 36 * MM
QUIET: Final = 4
STAMP: Final = 16 * MM
"""Height of the room for a stamp, under the code, at most (points)."""

FACT_LOOKS: Final = tuple(style(STRONG, size, leading=1.25) for size in (13.5, 12, 10.5, 9, 7.5, 6))
EXPLANATION: Final = style(REGULAR, 7.3, palette.MUTED, leading=1.2)
EXPLANATION_MARK: Final = style(STRONG, 7.3, palette.MUTED, leading=1.2)
DRAFTS: Final = "Concept-vertalingen:"
CHINESE_EXPLANATION: Final = ParagraphStyle(
    "chinese", EXPLANATION, fontName=CHINESE, bulletFontName=CHINESE, wordWrap="CJK"
)
"""Chinese does not set words apart: a line may end after any character."""
COLUMNS: Final = 3
GUTTER: Final = 6 * MM
LINE_GAP: Final = 0.6 * MM
EXPLAINED: Final = (COLUMN - (COLUMNS - 1) * GUTTER) / COLUMNS
"""Width of one column of the explanation (points)."""
FACT_GAP: Final = 3 * MM

CODE_TOP: Final = HEIGHT - BAND - 14.5 * MM

FACTS: Final = COLUMN - QR_SIDE - 14 * MM
"""Width of the column with the facts, left of the code (points)."""


def qr_text(proof: ControlProof) -> str:
    """What the code on the paper says: the serial and eight check signs, nothing else.

    The check signs come from the action, the serial and the moment of issue. They find a mistyped or
    mixed-up serial; whether a proof was really issued, the journal of the day tells.
    """
    return f"{PROOF_SIGN} {proof.serial.upper()} {check_signs(proof)}"


def check_signs(proof: ControlProof) -> str:
    """Eight hex digits that belong to this serial, this action and this moment."""
    return proof_check(proof.action.id, proof.serial, proof.issued)


def draw(proof: ControlProof) -> bytes:
    """The proof as PDF: the upper half of an A4, with a line to cut along."""
    sender = municipality(proof.action.municipality)
    sheet = Sheet(Frame(TITLE, sender, "", "", proof.action.practice, bare=True), 1)
    _head(sheet, sender)
    top = _explanation(sheet)
    _facts(sheet, proof, top)
    _code(sheet, proof)
    _stamp(sheet, top)
    _cut_line(sheet)
    return sheet.finish()


def _head(sheet: Sheet, sender: str) -> None:
    sheet.y = HEIGHT - BAND - 5 * MM
    sheet.text(sender, DETAIL)
    sheet.space(1.5 * MM)
    sheet.rule(MARGIN, sheet.y, COLUMN, colour=palette.ACCENT, weight=2)
    sheet.space(3 * MM)
    sheet.text(TITLE, style(BOLD, 26, leading=1.2))
    sheet.space(2 * MM)


def _facts(sheet: Sheet, proof: ControlProof, bottom: float) -> None:
    """The facts above ``bottom``, in the largest type in which even long names fit."""
    rows = (
        ("Datum en tijd", moment(proof.issued)),
        ("Park", proof.action.park),
        ("Posten van deze controle", " · ".join(post.name for post in proof.action.open_posts)),
        ("Namens de controle", proof.official),
    )
    look = next((one for one in FACT_LOOKS if _facts_height(rows, one) <= sheet.y - bottom), FACT_LOOKS[-1])
    for label, value in rows:
        sheet.text(label, SMALL, width=FACTS)
        sheet.text(value, look, width=FACTS)
        sheet.space(FACT_GAP)


def _facts_height(rows: tuple[tuple[str, str], ...], look: ParagraphStyle) -> float:
    heights = [
        paragraph(words, used).wrap(FACTS, HEIGHT)[1]
        for row in rows
        for words, used in zip(row, (SMALL, look), strict=True)
    ]
    return float(sum(heights)) + len(rows) * FACT_GAP


def _code(sheet: Sheet, proof: ControlProof) -> None:
    """The QR code as one vector path, with the serial to read beneath it."""
    matrix = tuple(segno.make(qr_text(proof), error="m", micro=False).matrix)
    side = QR_SIDE / len(matrix)
    left, top = MARGIN + COLUMN - QR_SIDE, CODE_TOP
    path = sheet.canvas.beginPath()
    for row, modules in enumerate(matrix):
        for column, dark in enumerate(modules):
            if dark:
                path.rect(left + column * side, top - (row + 1) * side, side, side)
    sheet.canvas.setFillColor(HexColor("#000000"))
    sheet.canvas.drawPath(path, stroke=0, fill=1)
    below = top - QR_SIDE - QUIET * side  # a scanner needs four empty modules all around
    sheet.words(left, below - 3.6 * MM, proof.serial, MONO, 13)
    sheet.words(left, below - 8 * MM, f"controle {check_signs(proof)}", REGULAR, 8.5, palette.MUTED)


def _stamp(sheet: Sheet, bottom: float) -> None:
    """The room for a stamp, which ends above the rule at ``bottom``."""
    left, top = MARGIN + COLUMN - QR_SIDE, CODE_TOP - QR_SIDE - 15.5 * MM
    sheet.canvas.setStrokeColor(HexColor(palette.LINE))
    sheet.canvas.setLineWidth(0.8)
    height = min(STAMP, top - bottom - 1.5 * MM)
    sheet.canvas.roundRect(left, top - height, QR_SIDE, height, 2 * MM, stroke=1, fill=0)
    sheet.words(left + 2 * MM, top - 4 * MM, "Stempel", REGULAR, 8, palette.MUTED)


def _explanation(sheet: Sheet) -> float:
    """What to do with it, in every language there is, for everyone: in columns above the cut.

    Translations that nobody approved yet stand together, under a line that says so. Returns the height of
    the upper edge (points).
    """
    placed, height = _columns(*_in_every_language())
    upper = HALF + 2 * MM + height
    for part, x, down, width in placed:
        _, own = part.wrap(width, HALF)
        part.drawOn(sheet.canvas, x, upper - down - own)
    sheet.rule(MARGIN, upper + 2 * MM, COLUMN)
    return upper + 2 * MM


_Placed = tuple[Flowable, float, float, float]
"""A part, its left edge, how far below the top it begins, its width (points)."""


def _columns(approved: list[Flowable], drafts: list[Flowable]) -> tuple[list[_Placed], float]:
    """Where each part stands, and the height of all: the Dutch across, then each in the shortest column."""
    down = approved[0].wrap(COLUMN, HALF)[1] + LINE_GAP
    placed: list[_Placed] = [(approved[0], MARGIN, 0.0, COLUMN)]
    for group in (approved[1:], drafts):
        if group and group is drafts:
            mark = paragraph(DRAFTS, EXPLANATION_MARK)
            placed.append((mark, MARGIN, down, COLUMN))
            down += mark.wrap(COLUMN, HALF)[1] + LINE_GAP
        depths = [down] * COLUMNS
        for part in group:
            column = depths.index(min(depths))
            placed.append((part, MARGIN + column * (EXPLAINED + GUTTER), depths[column], EXPLAINED))
            depths[column] += part.wrap(EXPLAINED, HALF)[1] + LINE_GAP
        down = max(depths)
    return placed, down


def _in_every_language() -> tuple[list[Flowable], list[Flowable]]:
    """The explanation in Dutch and in each language that has it, and in those that have a draft of it."""
    msgid = read_texts("control-proof").msgids["explanation"]
    approved: list[Flowable] = [paragraph(msgid, EXPLANATION)]
    drafts: list[Flowable] = []
    for one in LANGUAGES:
        translator = texts(one.tag, "letters")
        if one.tag == "nl" or translator.status(msgid) == "missing":
            continue
        draft = translator.draft or translator.status(msgid) == "draft"
        (drafts if draft else approved).append(_said(translator.text(msgid), one))
    return approved, drafts


def _said(words: str, spoken: Language) -> Flowable:
    if spoken.right_to_left:
        return Shaped(words, spoken.tag, EXPLANATION.fontSize, palette.MUTED)
    return paragraph(words, CHINESE_EXPLANATION if spoken.script == "Hans" else EXPLANATION)


def _cut_line(sheet: Sheet) -> None:
    sheet.canvas.setDash(3, 3)
    sheet.rule(0, HALF, WIDTH, colour=palette.MUTED, weight=0.6)
    sheet.canvas.setDash()
    sheet.words(MARGIN, HALF - 4.5 * MM, "Hier afknippen of vouwen", REGULAR, 8, palette.MUTED)
