"""What one talk tells of the situation that advice depends on."""

from __future__ import annotations

from collections.abc import Sequence

from fieldcheck.domain.referral import Urgency
from fieldcheck.triage.advice import Situation
from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import Route, Signal, Unease
from fieldcheck.triage.figures import Reckoned
from fieldcheck.triage.ilo import COERCION, EXPLOITATION
from fieldcheck.triage.lenses import Lens, Standing

DANGER = frozenset({"violence", "violence-seen", "coerced-violence", "threat-recent"})
"""Signals of which somebody may be in danger now."""
OFFENCES = frozenset({"forced-offences", "coerced-offences", "made-to-offend"})
"""Signals that somebody had to do what the law forbids."""

_YES_NO = {"yes": True, "no": False}
_DUBLIN = {"dublin": True}
_EU = {"eu": True}
_REGISTERED = {"brp": True, "rni": False, "no": False}
"""Registered as a resident; the register of non-residents is for shorter stays."""


def situation_of(
    answered: Answered,
    reckoned: Reckoned,
    signals: Sequence[Signal],
    routes: Sequence[Route],
    lenses: Sequence[Lens],
    unease: Sequence[Unease],
) -> Situation:
    """The situation after one talk; what nobody said is None."""
    codes = {signal.code for signal in signals}
    residence, wishes = answered.text("residence"), answered.text("wishes").split()
    asked = bool(wishes)
    return Situation(
        eu=_EU.get(residence, False if residence else _YES_NO.get(answered.text("eu-citizen"))),
        dublin=_DUBLIN.get(residence, False) if residence else None,
        minor=None if reckoned.ages is None else reckoned.minor,
        adult_cares=_YES_NO.get(answered.text("adult-cares")),
        bed_tonight=_YES_NO.get(answered.text("bed-tonight")),
        wants_report="report" in wishes if asked else None,
        wants_away=bool({"leave", "home"} & set(wishes)) if asked else None,
        second_talk=_YES_NO.get(answered.text("second-talk")),
        registered=_REGISTERED.get(answered.text("registration")),
        must_register=reckoned.must_register,
        serious=any(route.urgency == Urgency.ACUTE for route in routes) or _positive(lenses),
        danger=bool(codes & DANGER),
        offences=bool(codes & OFFENCES),
        pay=any(signal.domain == "pay" for signal in signals),
        unease=bool(unease),
    )


def _positive(lenses: Sequence[Lens]) -> bool:
    return any(
        lens.item(code).standing is Standing.PRESENT
        for lens in lenses
        if lens.code == "ilo"
        for code in (EXPLOITATION, COERCION)
    )
