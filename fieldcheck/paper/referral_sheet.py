"""The referral sheet: what the inspector needs when a case is handed over; confidential."""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import HexColor

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.referral import REACHED_BY
from fieldcheck.domain.referral_course import STAGE_WORDS
from fieldcheck.domain.roles import CAPACITIES
from fieldcheck.domain.wording import as_clause
from fieldcheck.i18n import SOURCE, Texts, language, long_date, texts
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

TITLE: Final = N_("Overdrachtsformulier")

CAPACITY_WORDS: Final = {capacity.value: words for capacity, words in CAPACITIES.items()}
"""The legal capacity as printed; a code from a newer version is printed as it is."""

STAGES: Final = {stage.value: words for stage, words in STAGE_WORDS.items()}
"""Where a referral stands, as printed."""

CODE_SIDE: Final = 104 * MM
"""Width of the code by which the receiver's laptop takes the case over (points): 0.6 mm a module."""

TAKE_OVER: Final = N_("Overnemen op de laptop van de ontvanger")

CASE: Final = style(STRONG, 15)

BOX: Final = 31 * MM
"""Height of the box for the acknowledgement by hand (points)."""


def draw(sheet: ReferralSheet) -> bytes:
    """The sheet as PDF, one page and more only when it must."""
    words = texts(sheet.language)
    frame = Frame(
        title=words.text(TITLE),
        sender=f"{municipality(sheet.action.municipality)} · {sheet.action.name}",
        chip=words.text(N_("VERTROUWELIJK")),
        footer=words.text(
            N_("Zaak {code}. Alleen voor de ontvanger; niet op een post laten liggen."), code=sheet.case_code
        ),
        practice=sheet.action.practice,
        tag=sheet.language,
    )
    return document(frame, lambda page: _write(page, sheet, words))


def _write(page: Sheet, sheet: ReferralSheet, words: Texts) -> None:
    text = words.text
    page.text(text(N_("Zaak {code}"), code=sheet.case_code), CASE)
    page.space(3 * MM)
    page.pairs(
        [
            (text(N_("Aan")), sheet.to),
            (text(N_("Overgedragen")), moment(sheet.sent, words)),
            (text(N_("Door")), sheet.sent_by),
            (
                text(N_("Ontvanger bereikt") if sheet.reached else N_("Te bereiken via")),
                _way(sheet.how, words),
            ),
            (text(N_("Park")), sheet.action.park),
            (text(N_("Gesprekstaal")), _language(sheet.spoken_language, words)),
            (text(N_("Hoedanigheid")), text(CAPACITY_WORDS.get(sheet.capacity, sheet.capacity))),
        ]
    )
    _list(page, text(N_("Waarom")), sheet.reasons, text(N_("Geen reden opgegeven.")))
    if sheet.effect:
        page.heading(text(N_("Wat dit met de persoon kan doen")), keep=20)
        page.text(sheet.effect, BODY)
    _alerted(page, sheet, words)
    _talk(page, sheet, words)
    _acknowledgement(page, words)
    if sheet.handover:
        _handover(page, sheet.handover, words)
    elif sheet.without_code:
        _without_code(page, sheet.without_code, words)


def _way(how: str, words: Texts) -> str:
    """How somebody was reached, as printed; anything else was written by the officer."""
    return as_clause(words.text(REACHED_BY[how])) if how in REACHED_BY else how


def _alerted(page: Sheet, sheet: ReferralSheet, words: Texts) -> None:
    """Everybody who was alerted, so that whoever reads this knows who else comes."""
    if not sheet.alerted:
        return
    page.heading(words.text(N_("Gewaarschuwd")))
    for one in sheet.alerted:
        page.need(STRONG_BODY.leading + DETAIL.leading)
        page.text(one.name, STRONG_BODY)
        page.text(" · ".join(_reaching(one, words)), DETAIL)
        page.space(1.2 * MM)


def _reaching(one: Alerted, words: Texts) -> list[str]:
    text = words.text
    stage = text(STAGES.get(one.stage, one.stage))
    by = one.acknowledged_by
    told = [text(N_("{stage} door {name}"), stage=stage, name=by) if by else stage]
    if one.stand or not one.number:
        told.append(text(N_("stand {name}"), name=one.stand) if one.stand else _way(one.way, words))
    if one.number:
        day = ""
        if one.checked:
            day = text(N_("nagekeken op {day}"), day=long_date(one.checked, words.tag))
        more = ", ".join(part for part in (one.hours, day) if part)
        number = text(N_("telefoon {number}"), number=one.number)
        told.append(f"{number} ({more})" if more else number)
    return told


def _handover(page: Sheet, text: str, words: Texts) -> None:
    """The code for the receiver's laptop, whole on one page, with room for a scanner's edge around it."""
    edge = CODE_SIDE * QUIET / modules(text, "l")
    page.need(CODE_SIDE + 2 * edge + 24 * MM)
    page.heading(words.text(TAKE_OVER), keep=CODE_SIDE + 2 * edge)
    how = N_(
        "Kies op die laptop “Overnemen met een code” en scan. De code is verzegeld: alleen de ontvanger "
        "opent haar."
    )
    page.text(words.text(how), DETAIL)
    draw_code(page, text, left=MARGIN + edge, top=page.y - edge, side=CODE_SIDE, error="l")
    page.y -= CODE_SIDE + 2 * edge


def _without_code(page: Sheet, told: tuple[str, ...], words: Texts) -> None:
    """In the place of the code: that there is none, why, and how the case reaches that laptop."""
    page.heading(words.text(TAKE_OVER), keep=40)
    page.text(words.text(N_("Dit formulier heeft geen code om te scannen.")), STRONG_BODY)
    for line in told:
        page.text(line, BODY)


def _language(tag: str, words: Texts) -> str:
    if not tag:
        return words.text(N_("niet vastgelegd"))
    try:
        spoken = language(tag)
        return spoken.name_dutch if words.tag == SOURCE else spoken.name_native
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


def _talk(page: Sheet, sheet: ReferralSheet, words: Texts) -> None:
    """What the answers come to; where none are told, that is said, and not that all was asked."""
    text = words.text
    if not sheet.talked:
        _list(page, text(N_("Gesprek")), (), text(N_("Op dit formulier staat niets uit een gesprek.")))
        return
    none = N_("Geen: er is niet genoeg over bekend, of ze zijn niet voor deze ontvanger.")
    _list(page, text(N_("Berekeningen")), sheet.figures, text(none))
    _blank(page, sheet.blank_domains, words)
    _list(page, text(N_("Omstandigheden van het gesprek")), sheet.conditions, text(N_("Niet vastgelegd.")))


def _blank(page: Sheet, domains: tuple[str, ...], words: Texts) -> None:
    page.heading(words.text(N_("Nog niets over bekend")), keep=20)
    asked = words.text(N_("Over elk onderwerp is iets gevraagd."))
    page.text(", ".join(domains) if domains else asked, BODY)


def _acknowledgement(page: Sheet, words: Texts) -> None:
    """Room for the receiver's name, time and signature by hand, never torn from its heading."""
    page.need(BOX + 16 * MM)
    page.heading(words.text(N_("Overgenomen door")), keep=BOX)
    page.canvas.setStrokeColor(HexColor(palette.MUTED))
    page.canvas.setLineWidth(0.8)
    page.canvas.roundRect(MARGIN, page.y - BOX, COLUMN, BOX, 3 * MM, stroke=1, fill=0)
    third = COLUMN / 3
    labels = (N_("Naam en dienst"), N_("Datum en tijd"), N_("Handtekening"))
    for place, label in enumerate(map(words.text, labels)):
        page.words(MARGIN + place * third + 4 * MM, page.y - 6 * MM, label, SMALL.fontName, 9, palette.MUTED)
        page.rule(MARGIN + place * third + 4 * MM, page.y - BOX + 6 * MM, third - 8 * MM, colour=palette.LINE)
    page.y -= BOX
