"""How somebody is reached and when it goes on to another, for the referral page and the desk."""

from __future__ import annotations

from fieldcheck.domain.alarm import Way
from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, long_date, said
from fieldcheck.viewmodels.alerted import ContactView, ReachView

STAND = N_("Loop naar de stand: {stand}")
STAND_OR_CALL = N_("Loop naar de stand: {stand}, of bel {number}")
CALL = N_("Bel {name}: {number}")
INSTEAD = N_("In plaats daarvan: {name}, want {reason}")
BY_LAPTOP = N_("Met het overdrachtsformulier of een bundel, naar de laptop van de ontvanger")
NOBODY = N_("Nu is hier niemand te bereiken, want {reason}.")
DANGER = N_("Is iemand in gevaar? Bel meteen {number} ({name}).")
NOBODY_AND_DANGER = N_("Haal de coördinator erbij, of bel {number} als iemand in gevaar is.")
ASK_COORDINATOR = N_("Haal de coördinator erbij.")
GOES_ON = N_("Over {n} min gaat dit door naar {name}.")
GOES_NOW = N_("Dit gaat nu door naar {name}.")
WENT_ON = N_("Niemand bevestigde: doorgezet naar {name}.")
CHECKED = N_("nagekeken op {day}")


def reach_lines(reached: ReachView, texts: Texts, danger: ContactView | None) -> tuple[str, ...]:
    """How somebody is reached now, the first way first; what to do when nobody is."""
    text = texts.text
    if reached.way is Way.NOBODY:
        nobody = text(NOBODY, reason=said(reached.reason, texts))
        if danger is None:
            return nobody, text(ASK_COORDINATOR)
        return nobody, text(NOBODY_AND_DANGER, number=danger.number)
    lines = []
    if reached.stands_in:
        lines.append(text(INSTEAD, name=reached.stands_in, reason=said(reached.reason, texts)))
    if reached.stand:
        lines.append(text(STAND, stand=reached.stand))
    if reached.contact is not None:
        lines.append(call_line(reached.contact, texts))
    return tuple(lines or [text(BY_LAPTOP)])


def reach_words(reached: ReachView, texts: Texts) -> str:
    """The same in one line, for what stands on top of the desk."""
    contact, text = reached.contact, texts.text
    if reached.way is Way.NOBODY:
        return text(NOBODY, reason=said(reached.reason, texts))
    if reached.stand and contact is not None:
        return text(STAND_OR_CALL, stand=reached.stand, number=contact.number)
    if reached.stand:
        return text(STAND, stand=reached.stand)
    return text(BY_LAPTOP) if contact is None else text(CALL, name=contact.name, number=contact.number)


def call_line(contact: ContactView, texts: Texts) -> str:
    """Whom to call, at which hours, and when the number was checked."""
    call = texts.text(CALL, name=contact.name, number=contact.number)
    checked = texts.text(CHECKED, day=long_date(contact.checked, texts.tag))
    return f"{call} ({' · '.join(part for part in (contact.hours, checked) if part)})"


def danger_line(danger: ContactView, texts: Texts) -> str:
    """Whom to call when somebody is in danger."""
    return texts.text(DANGER, number=danger.number, name=danger.name)


def goes_on_words(minutes: int, name: str, texts: Texts) -> str:
    """When an alarm goes on to somebody else, if nobody answers before (minutes)."""
    return texts.text(GOES_ON, n=minutes, name=name) if minutes else texts.text(GOES_NOW, name=name)
