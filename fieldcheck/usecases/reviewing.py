"""What the inspectorate makes of a referred case: a step on the ladder, set by a person, and the outcome."""

from __future__ import annotations

from fieldcheck.domain import events
from fieldcheck.domain.case_dossier import About
from fieldcheck.domain.dossier import DossierKind
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.qualification import Qualification, Step
from fieldcheck.domain.referral import OUTCOMES, Outcome, Referral, ReferralStage
from fieldcheck.domain.referral_course import ReferralStep, may_follow, stage_after
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.dossiers import qualification_of, readable
from fieldcheck.usecases.ports import Changes
from fieldcheck.usecases.sealed_notes import note_draft

CLOSING = frozenset({Outcome.DECLINED, Outcome.NO_CAPACITY, Outcome.OTHER_ROUTE, Outcome.DONE})
"""Outcomes after which nobody works on the referral any more."""


def qualify(desk: Desk, case: CaseId, step: Step, reason: str) -> Changes:
    """Set where the case stands on the ladder, beside what stood there before.

    Nothing in the program proposes a step. Raises InvalidValue without a reason.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    Qualification(step, desk.actor.name, desk.clock(), reason)  # refuses what nobody signs or explains
    payload = {"step": step.value, "reason": reason.strip()}
    return desk.write(events.QUALIFICATION_SET, "case", case, payload)


def qualification_history(desk: Desk, case: CaseId) -> tuple[Qualification, ...]:
    """Every step that people set, the oldest first; the last one counts."""
    desk.actor.require(Deed.KEEP_DOSSIER)
    return readable(desk.store.dossier(case, kind=DossierKind.QUALIFICATION), qualification_of)[0]


def give_outcome(
    desk: Desk, referral: ReferralId, outcome: Outcome, words: str, *, effect: str = ""
) -> Changes:
    """Tell the reporter what became of a referral; ``words`` travel to the reporter, as they are written.

    With an outcome that closes the referral goes what that means for the person (``effect``): sealed to the
    inspectorate, since it is not for the reporter. All is on record together or not at all.

    Raises InvalidValue when a closing outcome has no words or no effect, and when the referral cannot come to
    this: "done" needs somebody who took it over, and what was withdrawn is over.
    """
    desk.actor.require(Deed.ASSESS)
    now = desk.store.referral(referral)
    _require_words(outcome, words, effect)
    drafts = [*_course(desk, now, outcome, words.strip())]
    told = {"outcome": outcome.value, "words": words.strip()}
    drafts.append(desk.draft(events.OUTCOME_GIVEN, "referral", referral, told))
    if effect.strip():
        drafts.append(note_draft(desk, now.case, effect, about=About.EFFECT))
    return desk.store.record(drafts)


def _require_words(outcome: Outcome, words: str, effect: str) -> None:
    if outcome not in CLOSING:
        return
    if not words.strip():
        raise InvalidValue(
            N_("Schrijf waarom, voor wie verwees."),
            remedy=N_("Wie niets hoort, verwijst een volgende keer niet meer."),
        )
    if not effect.strip():
        raise InvalidValue(
            N_("Schrijf wat afsluiten voor de persoon betekent."),
            remedy=N_("Eén zin over werk, slaapplaats en veiligheid is genoeg."),
        )


def _course(desk: Desk, now: Referral, outcome: Outcome, words: str) -> tuple[Draft, ...]:
    """The step that the referral itself takes with this outcome; none when it stands there already."""
    by = desk.actor.name
    if outcome is Outcome.ACCEPTED:
        if not may_follow(now.stage, ReferralStep.ACCEPT):
            _require(now, ReferralStage.ACCEPTED, ReferralStep.ACCEPT)
            return ()
        return (_answered(desk, now, ReferralStage.ACCEPTED, ""),)
    if outcome is Outcome.DONE:
        if now.stage is ReferralStage.DONE:
            return ()
        stage_after(now.stage, ReferralStep.FINISH)
        payload = {"by": by, "result": words or OUTCOMES[outcome]}
        return (desk.draft(events.REFERRAL_DONE, "referral", now.id, payload),)
    if not may_follow(now.stage, ReferralStep.DECLINE):
        _require(now, ReferralStage.DECLINED, ReferralStep.DECLINE)
        return ()
    return (_answered(desk, now, ReferralStage.DECLINED, words),)


def _require(now: Referral, there: ReferralStage, step: ReferralStep) -> None:
    if now.stage is not there:
        stage_after(now.stage, step)  # says why not


def _answered(desk: Desk, now: Referral, answer: ReferralStage, reason: str) -> Draft:
    payload = {"answer": answer.value, "by": desk.actor.name, "reason": reason}
    return desk.draft(events.REFERRAL_ANSWERED, "referral", now.id, payload)
