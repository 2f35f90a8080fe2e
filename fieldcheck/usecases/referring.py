"""A referral from its sending to its end: acknowledged by a named person, answered, done or taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from fieldcheck.domain import events
from fieldcheck.domain.alarm import still_open
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId, ReferralId, new_uuid7
from fieldcheck.domain.referral import Referral, ReferralStage, Urgency
from fieldcheck.domain.referral_course import HAPPENINGS, SETTLING, Passed, ReferralStep, stage_after
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes


@dataclass(frozen=True, slots=True)
class NewReferral:
    """What the officer fills in; ``why`` is one reason a line, ``how`` the way it was reached."""

    case: CaseId
    to: str
    urgency: Urgency
    why: tuple[str, ...]
    how: str
    effect: str = ""


def send_referral(desk: Desk, new: NewReferral) -> Referral:
    """Refer now. Raises InvalidValue without a reason or a way of reaching."""
    desk.actor.require(Deed.REFER)
    why = reasons(new.why)
    if not new.how.strip():
        raise InvalidValue(N_("Kies hoe de ontvanger bereikt is."))
    referral = ReferralId(new_uuid7(desk.clock()))
    payload = {
        "case": new.case,
        "to": new.to,
        "urgency": new.urgency.value,
        "why": list(why),
        "how": new.how.strip(),
        **({"effect": new.effect.strip()} if new.effect.strip() else {}),
    }
    desk.write(events.REFERRAL_SENT, "referral", referral, payload)
    return desk.store.referral(referral)


def reasons(why: tuple[str, ...]) -> tuple[str, ...]:
    """The reasons without empty lines. Raises InvalidValue when there is none."""
    written = tuple(line.strip() for line in why if line.strip())
    if not written:
        raise InvalidValue(N_("Schrijf waarom u doorverwijst."))
    return written


def acknowledge_referral(desk: Desk, referral: ReferralId, *, by: str, how: str = "") -> Changes:
    """A named person took it over; ``how`` they were reached, "" when as planned.

    Who may sound the alarm writes down who answered it: else it would stay on top of that desk for ever.
    Raises InvalidValue without a name, and for a referral that is over.
    """
    desk.actor.require(Deed.ALARM)
    if desk.store.referral(referral).urgency is not Urgency.ACUTE:
        desk.actor.require(Deed.ACKNOWLEDGE)
    _require_step(desk, referral, ReferralStep.ACKNOWLEDGE)
    name = _written(by, N_("Schrijf de naam van wie de doorverwijzing heeft overgenomen."))
    return desk.write(events.REFERRAL_ACKNOWLEDGED, "referral", referral, {"by": name, "how": how.strip()})


def accept_referral(desk: Desk, referral: ReferralId, *, by: str, how: str = "") -> Changes:
    """A named person, who is not at a laptop, takes it up; ``how`` as in :func:`acknowledge_referral`.

    Raises InvalidValue without a name.
    """
    return _answer(desk, referral, ReferralStep.ACCEPT, ReferralStage.ACCEPTED, {"by": by, "how": how})


def decline_referral(desk: Desk, referral: ReferralId, *, by: str, reason: str, how: str = "") -> Changes:
    """A named person does not take it up; ``how`` as above.

    Raises InvalidValue without a name or a reason.
    """
    desk.actor.require(Deed.ACKNOWLEDGE)
    reason = _written(reason, N_("Schrijf waarom de doorverwijzing niet wordt opgepakt."))
    said = {"by": by, "reason": reason, "how": how}
    return _answer(desk, referral, ReferralStep.DECLINE, ReferralStage.DECLINED, said)


def finish_referral(desk: Desk, referral: ReferralId, *, by: str, result: str) -> Changes:
    """What came of it. Raises InvalidValue without a name or a result, and before somebody took it over."""
    desk.actor.require(Deed.ACKNOWLEDGE)
    _require_step(desk, referral, ReferralStep.FINISH)
    name = _written(by, N_("Schrijf wie de doorverwijzing heeft afgerond."))
    result = _written(result, N_("Schrijf wat ervan kwam."))
    return desk.write(events.REFERRAL_DONE, "referral", referral, {"by": name, "result": result})


def withdraw_referral(desk: Desk, referral: ReferralId, *, reason: str) -> Changes:
    """Take a referral back, with the reason. Raises InvalidValue without one, and when it is over."""
    desk.actor.require(Deed.REFER)
    _require_step(desk, referral, ReferralStep.WITHDRAW)
    reason = _written(reason, N_("Schrijf waarom u de doorverwijzing intrekt."))
    return desk.write(events.REFERRAL_WITHDRAWN, "referral", referral, {"reason": reason})


def open_referrals(desk: Desk) -> tuple[Referral, ...]:
    """Referrals no named person acknowledged: on top of the desk, and on the list of the day's close.

    One that went on to somebody else counts as answered once that person acknowledged.
    """
    waiting = desk.store.referrals(stages=[ReferralStage.SENT])
    here = {one.id for one in waiting}
    taken_on = {ReferralId(one.escalated) for one in waiting if one.escalated} - here
    return still_open([*waiting, *_known(desk, taken_on)])


def _known(desk: Desk, referrals: Iterable[ReferralId]) -> Iterator[Referral]:
    for one in referrals:
        with suppress(KeyError):  # it went on to a referral that another laptop wrote, and is not here yet
            yield desk.store.referral(one)


def referral_history(desk: Desk, referral: Referral) -> tuple[Passed, ...]:
    """All that happened to a referral, the first thing first; what was written is in the journal."""
    return tuple(_happenings(desk, referral.case).get(referral.id, ()))


def settled(desk: Desk, case: CaseId, referrals: Iterable[Referral]) -> dict[ReferralId, Passed]:
    """What brought each of these of one case to where it stands; those sent or acknowledged are left out."""
    told = _happenings(desk, case)
    return {
        one.id: passed
        for one in referrals
        for passed in told.get(one.id, ())
        if passed.kind in SETTLING.get(one.stage, ())
    }  # of several, the last


def _happenings(desk: Desk, case: CaseId) -> dict[str, list[Passed]]:
    """All that happened to the referrals of a case, by referral, the first thing first."""
    found: dict[str, list[Passed]] = {}
    for line in reversed(desk.store.trail(case=case, limit=_HISTORY)):
        if line.kind in HAPPENINGS:
            found.setdefault(line.subject, []).append(Passed(line.kind, line.at, line.actor))
    return found


_HISTORY = 2000
"""Lines of a case's trail that are looked through; a case has some dozens."""


def _answer(
    desk: Desk, referral: ReferralId, step: ReferralStep, answer: ReferralStage, said: dict[str, str]
) -> Changes:
    desk.actor.require(Deed.ACKNOWLEDGE)
    _require_step(desk, referral, step)
    name, how = _written(said["by"], N_("Schrijf de naam van wie antwoordde.")), said["how"].strip()
    payload = {"answer": answer.value, "by": name, "reason": said.get("reason", "")}
    payload |= {"how": how} if how else {}
    return desk.write(events.REFERRAL_ANSWERED, "referral", referral, payload)


def _require_step(desk: Desk, referral: ReferralId, step: ReferralStep) -> None:
    stage_after(desk.store.referral(referral).stage, step)


def _written(text: str, refusal: str) -> str:
    if not text.strip():
        raise InvalidValue(refusal)
    return text.strip()
