"""Of which day the action on the desk is, when that is not today."""

from __future__ import annotations

from datetime import timedelta

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, local_day, long_date
from fieldcheck.viewmodels.desk import DeskState

NOT_TODAY = N_("{day}, niet vandaag")
WRONG_DAY = N_("Deze laptop staat klaar voor {day}, niet voor vandaag.")
BELONGS = N_("Wat u hier vastlegt, hoort bij die dag.")
ASK = N_("Klopt dat niet, of staat de klok verkeerd? Haal de coördinator erbij voordat u begint.")
_NIGHT = timedelta(hours=4)
"""How long after midnight a night's work still is that of the day before."""


def day_line(state: DeskState, texts: Texts) -> str:
    """The day of the action in words, and that it is not today's; practising is of any day."""
    day = long_date(state.day, texts.tag)
    other = not state.practice and local_day(state.now) != state.day
    return texts.text(NOT_TODAY, day=day) if other else day


def wrong_day(state: DeskState, texts: Texts) -> tuple[str, str, str]:
    """What to tell whoever would talk to people with an action of another day; empty words for others.

    Who assesses or prepares rightly works before and after the day.
    """
    talks = state.may_interview and not (state.may_assess or state.may_coordinate or state.practice)
    late, today = local_day(state.now - _NIGHT), local_day(state.now)
    if not talks or late <= state.day <= today:
        return "", "", ""
    day = long_date(state.day, texts.tag)
    return texts.text(WRONG_DAY, day=day), texts.text(BELONGS), texts.text(ASK)
