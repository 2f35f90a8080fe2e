"""The course of a referral: which step may follow which, and what is refused with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.referral import ReferralStage
from fieldcheck.domain.wording import Said


class ReferralStep(StrEnum):
    """What somebody does with a referral that was sent."""

    ACKNOWLEDGE = "acknowledge"
    ACCEPT = "accept"
    DECLINE = "decline"
    FINISH = "finish"
    WITHDRAW = "withdraw"


STAGE_WORDS: Mapping[ReferralStage, str] = {
    ReferralStage.SENT: N_("verstuurd, nog niet bevestigd"),
    ReferralStage.ACKNOWLEDGED: N_("bevestigd"),
    ReferralStage.ACCEPTED: N_("opgepakt"),
    ReferralStage.DECLINED: N_("niet opgepakt"),
    ReferralStage.DONE: N_("afgerond"),
    ReferralStage.WITHDRAWN: N_("ingetrokken"),
}
"""Where a referral stands, in words."""

_WORKED_ON = frozenset({ReferralStage.SENT, ReferralStage.ACKNOWLEDGED, ReferralStage.ACCEPTED})

_FROM: Mapping[ReferralStep, frozenset[ReferralStage]] = {
    # A second person may take part; the first name and its moment stay.
    ReferralStep.ACKNOWLEDGE: _WORKED_ON,
    ReferralStep.ACCEPT: frozenset({ReferralStage.SENT, ReferralStage.ACKNOWLEDGED}),
    ReferralStep.DECLINE: _WORKED_ON,
    # Nobody can be done with what nobody has seen.
    ReferralStep.FINISH: frozenset({ReferralStage.ACKNOWLEDGED, ReferralStage.ACCEPTED}),
    ReferralStep.WITHDRAW: _WORKED_ON,
}

_TO: Mapping[ReferralStep, ReferralStage] = {
    ReferralStep.ACKNOWLEDGE: ReferralStage.ACKNOWLEDGED,
    ReferralStep.ACCEPT: ReferralStage.ACCEPTED,
    ReferralStep.DECLINE: ReferralStage.DECLINED,
    ReferralStep.FINISH: ReferralStage.DONE,
    ReferralStep.WITHDRAW: ReferralStage.WITHDRAWN,
}

_REFUSALS: Mapping[ReferralStep, str] = {
    ReferralStep.ACKNOWLEDGE: N_("Deze doorverwijzing is {stage}: er valt niets meer te bevestigen."),
    ReferralStep.ACCEPT: N_("Deze doorverwijzing is {stage}: zij kan niet meer worden opgepakt."),
    ReferralStep.DECLINE: N_("Deze doorverwijzing is {stage}: zij kan niet meer worden afgewezen."),
    ReferralStep.FINISH: N_("Deze doorverwijzing is {stage}: zij kan niet worden afgerond."),
    ReferralStep.WITHDRAW: N_("Deze doorverwijzing is {stage}: zij kan niet meer worden ingetrokken."),
}


def may_follow(stage: ReferralStage, step: ReferralStep) -> bool:
    """Whether this step can be taken from this stage; for what a screen offers."""
    return stage in _FROM[step]


def stage_after(stage: ReferralStage, step: ReferralStep) -> ReferralStage:
    """The stage after a step. Raises InvalidValue, with the stage in words, when the step cannot follow."""
    if not may_follow(stage, step):
        remedy = (
            N_("Leg eerst vast wie het heeft overgenomen.")
            if (stage, step) == (ReferralStage.SENT, ReferralStep.FINISH)
            else N_("Wilt u er toch mee verder, maak dan een nieuwe doorverwijzing.")
        )
        raise InvalidValue(_REFUSALS[step], remedy=remedy, stage=Said(STAGE_WORDS[stage]))
    if step is ReferralStep.ACKNOWLEDGE and stage is ReferralStage.ACCEPTED:
        return stage  # one more name, and still taken up
    return _TO[step]


@dataclass(frozen=True, slots=True)
class Passed:
    """One thing that happened to a referral: ``kind`` is one of ``events``, ``by`` who wrote it down."""

    kind: str
    at: datetime
    by: str


HAPPENINGS: Mapping[str, str] = {
    events.REFERRAL_SENT: N_("verstuurd"),
    events.REFERRAL_ACKNOWLEDGED: N_("overgenomen"),
    events.REFERRAL_ANSWERED: N_("beantwoord"),
    events.REFERRAL_ASSESSED: N_("beoordeeld"),
    events.REFERRAL_DONE: N_("afgerond"),
    events.REFERRAL_WITHDRAWN: N_("ingetrokken"),
    events.REFERRAL_ESCALATED: N_("doorgezet omdat niemand bevestigde"),
    events.OUTCOME_GIVEN: N_("teruggekoppeld"),
}
"""What happened, in words."""

_ANSWERS = frozenset({events.REFERRAL_ANSWERED, events.REFERRAL_ASSESSED})
SETTLING: Mapping[ReferralStage, frozenset[str]] = {
    ReferralStage.ACCEPTED: _ANSWERS,
    ReferralStage.DECLINED: _ANSWERS,
    ReferralStage.DONE: frozenset({events.REFERRAL_DONE}),
    ReferralStage.WITHDRAWN: frozenset({events.REFERRAL_WITHDRAWN}),
}
"""The kinds of entry that bring a referral to a stage which somebody chose."""
