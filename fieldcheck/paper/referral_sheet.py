"""The referral sheet: what the inspector needs when a case is handed over; confidential."""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import HexColor

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.referral import REACHED_BY
from fieldcheck.domain.referral_course import STAGE_WORDS
from fieldcheck.domain.roles import CAPACITIES
from fieldcheck.domain.wording import as_clause
from fieldcheck.i18n import language, long_date
from fieldcheck.paper import palette
from fieldcheck.paper.qr_code import QUIET, draw_code, modules
from fieldcheck.paper.sheet import (
    BODY,
    COLUMN,
    DETAIL,
    MARGIN,
    MM,
    SMALL,
    STRONG,
    STRONG_BODY,
    Frame,
    Sheet,
    document,
    moment,
    style,
)
from fieldcheck.paper.wording import municipality
from fieldcheck.usecases.ports import Alerted, Reason, ReferralSheet

TITLE: Final = "Overdrachtsformulier"

CAPACITY_WORDS: Final = {capacity.value: words for capacity, words in CAPACITIES.items()}
"""The legal capacity as printed; a code from a newer version is printed as it is."""

WAY_WORDS: Final = {code: as_clause(words) for code, words in REACHED_BY.items()}
"""How the receiver was reached, as printed; anything else was written by the officer."""

STAGES: Final = {stage.value: words for stage, words in STAGE_WORDS.items()}
"""Where a referral stands, as printed."""

CODE_SIDE: Final = 104 * MM
"""Width of the code by which the receiver's laptop takes the case over (points): 0.6 mm a module."""

CASE: Final = style(STRONG, 15)

BOX: Final = 31 * MM
"""Height of the box for the acknowledgement by hand (points)."""


def draw(sheet: ReferralSheet) -> bytes:
    """The sheet as PDF, one page and more only when it must."""
    frame = Frame(
        title=TITLE,
        sender=f"{municipality(sheet.action.municipality)} · {sheet.action.name}",
        chip="VERTROUWELIJK",
        footer=f"Zaak {sheet.case_code}. Alleen voor de ontvanger; niet op een post laten liggen.",
        practice=sheet.action.practice,
    )
    return document(frame, lambda page: _write(page, sheet))


def _write(page: Sheet, sheet: ReferralSheet) -> None:
    page.text(f"Zaak {sheet.case_code}", CASE)
    page.space(3 * MM)
    page.pairs(
        [
            ("Aan", sheet.to),
            ("Overgedragen", moment(sheet.sent)),
            ("Door", sheet.sent_by),
            ("Ontvanger bereikt", WAY_WORDS.get(sheet.how, sheet.how)),
            ("Park", sheet.action.park),
            ("Gesprekstaal", _language(sheet.spoken_language)),
            ("Hoedanigheid", CAPACITY_WORDS.get(sheet.capacity, sheet.capacity)),
        ]
    )
    _list(page, "Waarom", sheet.reasons, "Geen reden opgegeven.")
    if sheet.effect:
        page.heading("Wat dit met de persoon kan doen", keep=20)
        page.text(sheet.effect, BODY)
    _alerted(page, sheet)
    _list(page, "Berekeningen", sheet.figures, "Geen: loon, uren of verblijf zijn niet genoeg bekend.")
    _blank(page, sheet.blank_domains)
    _list(page, "Omstandigheden van het gesprek", sheet.conditions, "Niet vastgelegd.")
    _acknowledgement(page)
    if sheet.handover:
        _handover(page, sheet.handover)


def _alerted(page: Sheet, sheet: ReferralSheet) -> None:
    """Everybody who was alerted, so that whoever reads this knows who else comes."""
    if not sheet.alerted:
        return
    page.heading("Gewaarschuwd")
    for one in sheet.alerted:
        page.need(STRONG_BODY.leading + DETAIL.leading)
        page.text(one.name, STRONG_BODY)
        page.text(" · ".join(_reaching(one)), DETAIL)
        page.space(1.2 * MM)


def _reaching(one: Alerted) -> list[str]:
    stage = STAGES.get(one.stage, one.stage)
    words = [f"{stage} door {one.acknowledged_by}" if one.acknowledged_by else stage]
    if one.stand or not one.number:
        words.append(f"stand {one.stand}" if one.stand else WAY_WORDS.get(one.way, one.way))
    if one.number:
        day = f"nagekeken op {long_date(one.checked, 'nl')}" if one.checked else ""
        more = ", ".join(part for part in (one.hours, day) if part)
        words.append(f"telefoon {one.number}" + (f" ({more})" if more else ""))
    return words


def _handover(page: Sheet, text: str) -> None:
    """The code for the receiver's laptop, whole on one page, with room for a scanner's edge around it."""
    edge = CODE_SIDE * QUIET / modules(text, "l")
    page.need(CODE_SIDE + 2 * edge + 24 * MM)
    page.heading("Overnemen op de laptop van de ontvanger", keep=CODE_SIDE + 2 * edge)
    page.text(
        "Kies op die laptop “Overnemen met een code” en scan. De code is verzegeld:"
        " alleen de ontvanger opent haar.",
        DETAIL,
    )
    draw_code(page, text, left=MARGIN + edge, top=page.y - edge, side=CODE_SIDE, error="l")
    page.y -= CODE_SIDE + 2 * edge


def _language(tag: str) -> str:
    if not tag:
        return "niet vastgelegd"
    try:
        return language(tag).name_dutch
    except InvalidValue:  # spoken without being one of the program's: print what was recorded
        return tag


def _list(page: Sheet, heading: str, items: tuple[Reason, ...], nothing: str) -> None:
    page.heading(heading)
    if not items:
        page.text(nothing, DETAIL)
    for item in items:
        page.need(STRONG_BODY.leading + (DETAIL.leading if item.detail else 0))
        page.fill(MARGIN, page.y - 9.2, 3.2, 3.2, palette.ACCENT, radius=1.6)
        page.text(item.text, STRONG_BODY if item.detail else BODY, indent=4.5 * MM)
        if item.detail:
            page.text(item.detail, DETAIL, indent=4.5 * MM)
        page.space(1.2 * MM)


def _blank(page: Sheet, domains: tuple[str, ...]) -> None:
    page.heading("Nog niets over bekend", keep=20)
    page.text(", ".join(domains) if domains else "Over elk onderwerp is iets gevraagd.", BODY)


def _acknowledgement(page: Sheet) -> None:
    """Room for the receiver's name, time and signature by hand, never torn from its heading."""
    page.need(BOX + 16 * MM)
    page.heading("Overgenomen door", keep=BOX)
    page.canvas.setStrokeColor(HexColor(palette.MUTED))
    page.canvas.setLineWidth(0.8)
    page.canvas.roundRect(MARGIN, page.y - BOX, COLUMN, BOX, 3 * MM, stroke=1, fill=0)
    third = COLUMN / 3
    for place, label in enumerate(("Naam en dienst", "Datum en tijd", "Handtekening")):
        page.words(MARGIN + place * third + 4 * MM, page.y - 6 * MM, label, SMALL.fontName, 9, palette.MUTED)
        page.rule(MARGIN + place * third + 4 * MM, page.y - BOX + 6 * MM, third - 8 * MM, colour=palette.LINE)
    page.y -= BOX
