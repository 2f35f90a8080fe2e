"""The recovery sheet: the one printed way back into a laptop whose passphrases are lost."""

from __future__ import annotations

from typing import Final

from reportlab.pdfbase import pdfmetrics

from fieldcheck.paper import palette
from fieldcheck.paper.sheet import (
    BODY,
    COLUMN,
    DETAIL,
    LEAD,
    MARGIN,
    MM,
    MONO,
    REGULAR,
    STRONG,
    Frame,
    Sheet,
    document,
    moment,
)
from fieldcheck.usecases.ports import RecoverySheet

TITLE: Final = "Herstelblad"
CODE_SIZE: Final = 25.0
"""Points; shrunk only when a single group is wider than the box."""

GROUP_GAP: Final = 7 * MM


def draw(sheet: RecoverySheet) -> bytes:
    """The sheet as PDF; the code stands in groups, as it was given."""
    frame = Frame(
        title=TITLE,
        sender=f"fieldcheck · laptop {sheet.device}",
        chip="GEHEIM",
        footer="Alleen het nieuwste blad geldt. Het programma bewaart de code niet.",
        practice=sheet.practice,
    )
    return document(frame, lambda page: _write(page, sheet))


def _write(page: Sheet, sheet: RecoverySheet) -> None:
    told = "Met deze code opent u de gegevens op deze laptop als niemand de wachtwoordzin meer weet."
    page.text(told, LEAD)
    page.space(7 * MM)
    _code(page, sheet.code.split("-") if "-" in sheet.code else sheet.code.split())
    page.space(3 * MM)
    page.heading("Zo bewaart u dit blad")
    _steps(page, _KEEPING)
    page.heading("Zo gebruikt u de code")
    _steps(page, _USING)
    page.heading("Gegevens")
    page.pairs(
        [
            ("Laptop", sheet.device),
            ("Gemaakt", moment(sheet.made)),
        ]
    )
    page.space(10 * MM)
    _by_hand(page, ("Bewaard door", "Bewaarplaats", "Datum"))


_KEEPING: Final = (
    "Doe het blad in een gesloten envelop en bewaar die in een kluis.",
    "Bewaar het nooit bij de laptop, niet in de tas en niet in de auto.",
    "Maak er geen foto van en stuur het niet door.",
    "Bij de arbeidsinspectie opent het ook de afgeschermde notities: bewaar het bij die dienst.",
    "Is het blad weg of gezien door een ander? Maak bij Instellingen een nieuw; dit opent dan niets meer.",
)

_USING: Final = (
    "Kies op het ontgrendelscherm voor de herstelcode.",
    "Typ de code over. Hoofdletters en streepjes maken niet uit.",
    "Kies daarna bij Instellingen meteen een nieuwe wachtwoordzin.",
)


def _code(page: Sheet, groups: list[str]) -> None:
    """The code in a box: as many whole groups on a line as fit, all in columns."""
    inner = COLUMN - 16 * MM
    widest = max(pdfmetrics.stringWidth(group, MONO, CODE_SIZE) for group in groups)
    size = CODE_SIZE * min(1.0, inner / widest)
    step = widest * size / CODE_SIZE + GROUP_GAP
    columns = max(1, min(len(groups), int((inner + GROUP_GAP) // step)))
    columns = _even(len(groups), columns)
    rows = -(-len(groups) // columns)
    leading = size * 2.1
    height = rows * leading + 8 * MM
    page.fill(MARGIN, page.y - height, COLUMN, height, palette.SUNKEN, radius=4 * MM)
    left = MARGIN + (COLUMN - columns * step + GROUP_GAP) / 2
    for place, group in enumerate(groups):
        row, column = divmod(place, columns)
        baseline = page.y - 4 * MM - row * leading - leading * 0.55
        x = left + column * step
        page.words(x, baseline, group, MONO, size)
        page.words(x + 1, baseline - 4.2 * MM, f"groep {place + 1}", REGULAR, 8, palette.MUTED)
    page.y -= height


def _steps(page: Sheet, rules: tuple[str, ...]) -> None:
    for number, rule in enumerate(rules, 1):
        page.words(MARGIN, page.y - BODY.fontSize, f"{number}.", STRONG, BODY.fontSize, palette.ACCENT)
        page.text(rule, BODY, indent=6 * MM)
        page.space(1.6 * MM)


def _even(count: int, at_most: int) -> int:
    """The largest number of columns up to ``at_most`` that fills every row, or ``at_most``."""
    return next((columns for columns in range(at_most, at_most // 2, -1) if count % columns == 0), at_most)


def _by_hand(page: Sheet, labels: tuple[str, ...]) -> None:
    width = (COLUMN - (len(labels) - 1) * 6 * MM) / len(labels)
    for place, label in enumerate(labels):
        x = MARGIN + place * (width + 6 * MM)
        page.rule(x, page.y, width, colour=palette.MUTED)
        page.words(x, page.y - 4.4 * MM, label, DETAIL.fontName, 9, palette.MUTED)
