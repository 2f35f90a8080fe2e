"""The pre-visit sheet: the place, the day, the posts, whom to call, and what is known or was asked before.

Everybody of the action reads it beforehand. It says nothing about a person who lives there.
"""

from __future__ import annotations

from typing import Final

from fieldcheck.domain.action import Contact, Post
from fieldcheck.domain.shelter import SHELTER_STAGES, ExpectedShelter, ShelterStage
from fieldcheck.i18n import long_date, number, short_date
from fieldcheck.paper import palette
from fieldcheck.paper.sheet import (
    BODY,
    DETAIL,
    MARGIN,
    MM,
    STRONG,
    STRONG_BODY,
    Frame,
    Sheet,
    document,
    moment,
)
from fieldcheck.paper.wording import municipality
from fieldcheck.usecases.ports import PreVisitSheet

TITLE: Final = "Voorbereiding van de controle"
NUMBER: Final = 7 * MM


def draw(sheet: PreVisitSheet) -> bytes:
    """The sheet as PDF, one page and more only when it must."""
    action = sheet.action
    frame = Frame(
        title=TITLE,
        sender=f"{municipality(action.municipality)} · {action.name}",
        chip="ALLEEN VOOR DE PLOEG",
        footer="Niet op een post laten liggen. Bel een nummer dat lang geleden is nagekeken eerst een keer.",
        practice=action.practice,
    )
    return document(frame, lambda page: _write(page, sheet))


def _write(page: Sheet, sheet: PreVisitSheet) -> None:
    action = sheet.action
    page.pairs(
        [
            ("Park", action.park),
            ("Dag", long_date(action.day, "nl")),
            ("Grenzen", _limits(sheet)),
            ("Gemaakt", f"{moment(sheet.made)}, door {sheet.made_by}"),
        ]
    )
    page.heading("Bekend van het park")
    if not action.pre_visit:
        page.text("Niets vastgelegd. Dat is iets anders dan: er is niets.", DETAIL)
    for line in action.pre_visit:
        page.need(BODY.leading)
        page.fill(MARGIN, page.y - 9.2, 3.2, 3.2, palette.ACCENT, radius=1.6)
        page.text(line, BODY, indent=4.5 * MM)
        page.space(1.2 * MM)
    if action.shelter:
        page.heading("Opvang vooraf gevraagd")
    for asked in action.shelter:
        _asked(page, asked)
    page.heading("Posten")
    names = {post.code: post.name for post in action.posts}
    for place, post in enumerate(action.posts, 1):
        _post(page, place, post, names.get(post.next, ""))
    page.heading("Wie u kunt bellen")
    for contact in action.contacts:
        _contact(page, contact)
    if not action.contacts:
        page.text("Niemand opgegeven.", DETAIL)


def _limits(sheet: PreVisitSheet) -> str:
    limits = sheet.action.limits
    said = f"{limits.stay_days} dagen verblijf op rij; {number(limits.square_metres, 'nl')} m² per persoon."
    return f"{said} {limits.source}".strip()


def _post(page: Sheet, place: int, post: Post, following: str) -> None:
    tasks = ", ".join(post.tasks)
    then = f"daarna: {following}" if following else "hier eindigt de straat"
    page.need(STRONG_BODY.leading + DETAIL.leading)
    page.words(MARGIN, page.y - BODY.fontSize, f"{place}.", STRONG, BODY.fontSize, palette.ACCENT)
    page.text(post.name, STRONG_BODY, indent=NUMBER)
    page.text(" · ".join(part for part in (tasks, then) if part), DETAIL, indent=NUMBER)
    page.space(1.4 * MM)


def _asked(page: Sheet, asked: ExpectedShelter) -> None:
    group = asked.group
    stage = SHELTER_STAGES[asked.stage]
    counts = ((group.men, "mannen"), (group.women, "vrouwen"), (group.minors, "minderjarigen"))
    unknown = group.persons - group.men - group.women - group.minors
    whom = [f"{n} {words}" for n, words in (*counts, (unknown, "niet bekend")) if n]
    where = [f"niet: {group.region}"] if group.region else []
    why = [asked.reason] if asked.stage is ShelterStage.DECLINED else []
    page.need(STRONG_BODY.leading + DETAIL.leading)
    page.text(f"{asked.name}: {group.persons} personen, {stage}", STRONG_BODY)
    page.text(" · ".join((f"vanaf {short_date(group.on)}", *whom, *where, *why)), DETAIL)
    page.space(1.4 * MM)


def _contact(page: Sheet, contact: Contact) -> None:
    checked = f"nagekeken op {short_date(contact.checked)}"
    page.need(STRONG_BODY.leading + DETAIL.leading)
    called = f"{contact.name}: {contact.number}" if contact.number else f"{contact.name}: geen nummer bekend"
    page.text(called, STRONG_BODY)
    page.text(" · ".join(part for part in (contact.hours, checked) if part), DETAIL)
    page.space(1.4 * MM)
