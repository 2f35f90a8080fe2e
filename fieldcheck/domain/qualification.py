"""The qualification ladder: what people make of a case. Nobody's signals climb it; only a person sets a step.

It stands apart from indicators: a case below a step gets help too. A change is a new setting beside the
old one, never in its place.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from fieldcheck.domain.errors import N_, InvalidValue


class Step(StrEnum):
    """The steps, the lowest first."""

    NONE = "none"
    RISK_FACTORS = "risk-factors"
    SLIGHTEST_INDICATION = "slightest-indication"
    SERIOUS_DISADVANTAGE = "serious-disadvantage"
    ARTICLE_273F = "article-273f"


LABELS = {
    Step.NONE: N_("Niets gebleken"),
    Step.RISK_FACTORS: N_("Risicofactoren"),
    Step.SLIGHTEST_INDICATION: N_("Geringste aanwijzing"),
    Step.SERIOUS_DISADVANTAGE: N_("Ernstige benadeling"),
    Step.ARTICLE_273F: N_("Mogelijk artikel 273f Sr: ter beoordeling van politie en OM"),
}
"""What a step is called. It says where a case stands, never what a person is."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something that a step asks of the officer next; a reminder, done by people.

    Attributes:
        code: such as ``tell-reflection``.
        text: a Dutch msgid.
        source: codes of where it comes from.
    """

    code: str
    text: str
    source: str


_PRACTICE = N_("Praktijk van de controles")

INFORM = Prompt(
    "inform",
    N_("Geef de brief met rechten en contacten, ook als er niets is gebleken."),
    _PRACTICE,
)
HELP = Prompt(
    "help",
    N_("Bied hulp aan en spreek af wie opnieuw kijkt, en wanneer."),
    _PRACTICE,
)
TELL_REFLECTION = Prompt(
    "tell-reflection",
    N_("Vertel over de bedenktijd, leg vast dat dit is verteld, en noteer de einddatum."),
    "Vw art. 8k; WBV 2023/11 [V1]",
)
REPORT_COMENSHA = Prompt(
    "report-comensha",
    N_(
        "Politie, KMar en arbeidsinspectie melden bij CoMensha. Anderen mogen dat, met schriftelijke "
        "toestemming van de persoon."
    ),
    "V2, V3",
)
EFFECT = Prompt(
    "effect",
    N_("Bespreek wat een melding voor de persoon zelf betekent, voor werk, slaapplaats en veiligheid."),
    _PRACTICE,
)
SEPARATE = Prompt(
    "separate",
    N_("Gebruik bevoegdheden van toezicht niet alleen voor opsporing; leg een overgang vast."),
    "Awb 3:3 [O3]",
)
HAND_OVER = Prompt(
    "hand-over",
    N_("Draag over aan politie en OM: het vervolg is hun beslissing."),
    "Meldroute van Ede (Regioplan 2021)",
)
NON_PUNISHMENT = Prompt(
    "non-punishment",
    N_("Let op feiten waartoe de persoon is gedwongen: daarvoor kan straf achterwege blijven."),
    "O3",
)

_ASKS = {
    Step.NONE: (INFORM,),
    Step.RISK_FACTORS: (INFORM, HELP),
    Step.SLIGHTEST_INDICATION: (TELL_REFLECTION, EFFECT, REPORT_COMENSHA, HELP),
    Step.SERIOUS_DISADVANTAGE: (TELL_REFLECTION, EFFECT, REPORT_COMENSHA, HELP, SEPARATE),
    Step.ARTICLE_273F: (TELL_REFLECTION, EFFECT, REPORT_COMENSHA, HELP, SEPARATE, HAND_OVER, NON_PUNISHMENT),
}


def asks(step: Step) -> tuple[Prompt, ...]:
    """What a step asks of the officer next, the first thing first."""
    return _ASKS[step]


def prompts_reflection(step: Step) -> bool:
    """Whether the reflection period is to be told: from the slightest indication on."""
    return TELL_REFLECTION in _ASKS[step]


@dataclass(frozen=True, slots=True)
class Qualification:
    """One setting of a step by a person; the history of a case is all of them in order.

    Attributes:
        by: name of the person who set it.
        reason: why, in words; a step is never set without.
    """

    step: Step
    by: str
    at: datetime
    reason: str

    def __post_init__(self) -> None:
        """Raise InvalidValue without a person or a reason: nothing sets a step by itself."""
        if not self.by.strip():
            raise InvalidValue(N_("Een stap op de ladder zet een mens: vul in wie."))
        if not self.reason.strip():
            raise InvalidValue(
                N_("Schrijf kort waarom u deze stap zet."),
                remedy=N_("Eén zin is genoeg; hij staat later bij de zaak."),
            )


REFLECTION_MONTHS = 3
"""Longest reflection period in months (Vw art. 8k [V1])."""
DUBLIN_DAYS = 30
"""The same for somebody under the Dublin regulation, in days (WBV 2023/11 [V1])."""
DUBLIN_SINCE = date(2023, 5, 18)
"""The shorter period holds for what was granted after this day [V1]."""


def reflection_end(start: date, dublin: bool) -> date:
    """The last day of a reflection period that begins on ``start``, at its longest.

    Three months on, on the same day of the month, or on the last day of a month that has no such day; 30
    days for somebody under the Dublin regulation who was granted it after 18 May 2023.
    """
    if dublin and start > DUBLIN_SINCE:
        return start + timedelta(days=DUBLIN_DAYS)
    year, month = divmod(start.year * 12 + start.month - 1 + REFLECTION_MONTHS, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
