"""The review desk: a person sets the step, the reporter hears the outcome, and nothing happens by halves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from dossier_case import is_kept, referred

from fieldcheck.domain import events
from fieldcheck.domain.case_dossier import About
from fieldcheck.domain.comensha import Reporter
from fieldcheck.domain.contact import Channel, ChannelKind, SafeContact
from fieldcheck.domain.errors import InvalidValue, NotAllowed
from fieldcheck.domain.follow_up import FollowUpStage
from fieldcheck.domain.identifiers import EntryId
from fieldcheck.domain.qualification import Step
from fieldcheck.domain.referral import FirstAssessment, Outcome, Referral, ReferralStage
from fieldcheck.domain.reflection import ReflectionAnswer
from fieldcheck.domain.roles import Deed, Role
from fieldcheck.domain.shelter import Group, Moment, ShelterStage
from fieldcheck.usecases.assessing import CLOSES_WITH, give_first_assessment
from fieldcheck.usecases.contacting import agree_contact, read_contact
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.dossiers import read_dossier
from fieldcheck.usecases.following_up import plan_follow_up, settle_follow_up
from fieldcheck.usecases.referring import acknowledge_referral, withdraw_referral
from fieldcheck.usecases.reflecting import Told, offer_reflection
from fieldcheck.usecases.reporting import comensha_queue, queue_comensha, submit_comensha, withdraw_comensha
from fieldcheck.usecases.reviewing import CLOSING, give_outcome, qualification_history, qualify
from fieldcheck.usecases.sealed_notes import read_notes, seal_note
from fieldcheck.usecases.sheltering import answer_shelter, request_shelter

WORDS = "Wij nemen dit niet over: buiten onze bevoegdheid."
EFFECT = "Verliest vrijdag zijn bed, gaat naar een neef."


@pytest.fixture
def referral(desk: Desk) -> Referral:
    return referred(desk)


def test_a_step_is_set_by_a_person_with_a_reason_and_keeps_its_history(
    referral: Referral, inspector: Desk
) -> None:
    with pytest.raises(InvalidValue):
        qualify(inspector, referral.case, Step.RISK_FACTORS, "  ")
    assert qualification_history(inspector, referral.case) == ()
    qualify(inspector, referral.case, Step.SLIGHTEST_INDICATION, "Papieren weg en schuld")
    qualify(inspector, referral.case, Step.RISK_FACTORS, "Papieren waren bij de ambassade")
    steps = qualification_history(inspector, referral.case)
    assert [(one.step, one.by) for one in steps] == [
        (Step.SLIGHTEST_INDICATION, inspector.actor.name),
        (Step.RISK_FACTORS, inspector.actor.name),
    ]
    dossier = read_dossier(inspector, referral.case)
    assert dossier.qualification == steps[-1]
    assert [one.prompt.code for one in dossier.asked] == ["inform", "help"]


def test_nothing_sets_a_step_by_itself(referral: Referral, inspector: Desk) -> None:
    acknowledge_referral(inspector, referral.id, by="M. Jansen")
    give_first_assessment(inspector, referral.id, FirstAssessment.TAKEN_UP)
    give_outcome(inspector, referral.id, Outcome.ACCEPTED, "")
    dossier = read_dossier(inspector, referral.case)
    assert (dossier.qualification, dossier.asked) == (None, ())


def test_what_a_step_asks_is_ticked_off_by_what_was_done(referral: Referral, inspector: Desk) -> None:
    qualify(inspector, referral.case, Step.SLIGHTEST_INDICATION, "Papieren weg en schuld")

    def left() -> list[str]:
        return [one.prompt.code for one in read_dossier(inspector, referral.case).asked if one.done is False]

    assert left() == ["tell-reflection", "effect", "report-comensha", "help"]
    today = inspector.clock().date()
    offer_reflection(inspector, referral.case, Told(today, ReflectionAnswer.LATER, dublin=False))
    queue_comensha(inspector, referral.case, Reporter.ISZW, consent=False)
    plan_follow_up(inspector, referral.case, what="Bellen", on=None, who="M. Jansen")
    assert left() == ["effect"]
    withdraw_comensha(inspector, referral.case, "Verkeerde zaak")
    assert left() == ["effect", "report-comensha"]


@pytest.mark.parametrize("outcome", sorted(CLOSING))
def test_closing_takes_words_for_the_reporter_and_the_effect_on_the_person(
    referral: Referral, inspector: Desk, outcome: Outcome
) -> None:
    acknowledge_referral(inspector, referral.id, by="M. Jansen")
    before = len(list(inspector.store.entries()))
    for words, effect in (("", EFFECT), (WORDS, " ")):
        with pytest.raises(InvalidValue):
            give_outcome(inspector, referral.id, outcome, words, effect=effect)
    assert len(list(inspector.store.entries())) == before
    give_outcome(inspector, referral.id, outcome, WORDS, effect=EFFECT)
    seen = inspector.store.referral(referral.id)
    assert (seen.outcome, seen.outcome_words, seen.outcome_at is None) == (outcome, WORDS, False)
    assert seen.stage in (ReferralStage.DECLINED, ReferralStage.DONE)
    assert WORDS in (seen.reason, seen.result)
    note = read_notes(inspector, referral.case)[-1]
    assert (note.about, note.words, note.by) == (About.EFFECT, EFFECT, inspector.actor.name)
    assert not is_kept(inspector, EFFECT)


def test_taken_up_is_told_and_the_referral_stays_open(referral: Referral, inspector: Desk) -> None:
    give_outcome(inspector, referral.id, Outcome.ACCEPTED, "Wij praten morgen verder.")
    seen = inspector.store.referral(referral.id)
    assert (seen.stage, seen.acknowledged_by) == (ReferralStage.ACCEPTED, inspector.actor.name)
    give_outcome(inspector, referral.id, Outcome.ACCEPTED, "Er is een tweede gesprek.")
    assert inspector.store.referral(referral.id).outcome_words == "Er is een tweede gesprek."
    give_outcome(inspector, referral.id, Outcome.DONE, "Loon is nabetaald.", effect="Heeft ander werk.")
    assert inspector.store.referral(referral.id).stage is ReferralStage.DONE


def test_done_is_not_said_of_what_nobody_took_over(referral: Referral, inspector: Desk) -> None:
    before = len(list(inspector.store.entries()))
    with pytest.raises(InvalidValue, match="kan niet worden afgerond"):
        give_outcome(inspector, referral.id, Outcome.DONE, WORDS, effect=EFFECT)
    assert len(list(inspector.store.entries())) == before


def test_a_withdrawn_referral_gets_no_other_outcome(referral: Referral, desk: Desk, inspector: Desk) -> None:
    withdraw_referral(desk, referral.id, reason="Dubbel")
    for outcome in Outcome:
        with pytest.raises(InvalidValue):
            give_outcome(inspector, referral.id, outcome, WORDS, effect=EFFECT)


@pytest.mark.parametrize("assessment", sorted(CLOSES_WITH))
def test_an_assessment_that_closes_is_given_as_an_outcome(
    referral: Referral, inspector: Desk, assessment: FirstAssessment
) -> None:
    with pytest.raises(InvalidValue, match="terugkoppeling"):
        give_first_assessment(inspector, referral.id, assessment)
    assert inspector.store.referral(referral.id).stage is ReferralStage.SENT


def _group() -> Group:
    return Group(1, 1, 0, 0, "", date(2027, 1, 4), Moment.ON_THE_DAY)


_CONTACT = SafeContact(Channel(ChannelKind.PHONE, "0600000000"), None, "zondag")
_GUARDED: dict[str, Callable[[Desk, Referral], Any]] = {
    "qualify": lambda desk, one: qualify(desk, one.case, Step.NONE, "reden"),
    "history": lambda desk, one: qualification_history(desk, one.case),
    "outcome": lambda desk, one: give_outcome(desk, one.id, Outcome.ACCEPTED, ""),
    "reflection": lambda desk, one: offer_reflection(
        desk, one.case, Told(date(2026, 1, 1), ReflectionAnswer.LATER, dublin=False)
    ),
    "plan": lambda desk, one: plan_follow_up(desk, one.case, what="iets", on=None, who="iemand"),
    "settle": lambda desk, one: settle_follow_up(desk, one.case, EntryId("x"), FollowUpStage.DONE),
    "queue": lambda desk, one: queue_comensha(desk, one.case, Reporter.ISZW, consent=False),
    "submit": lambda desk, one: submit_comensha(desk, one.case, "kenmerk"),
    "withdraw": lambda desk, one: withdraw_comensha(desk, one.case, "reden"),
    "see-queue": lambda desk, _: comensha_queue(desk),
    "shelter": lambda desk, one: request_shelter(desk, one.case, _group()),
    "shelter-answer": lambda desk, one: answer_shelter(desk, one.case, EntryId("x"), ShelterStage.CONFIRMED),
    "contact": lambda desk, one: agree_contact(desk, one.case, _CONTACT, ["iszw"]),
    "read-contact": lambda desk, one: read_contact(desk, one.case),
    "note": lambda desk, one: seal_note(desk, one.case, "woorden"),
    "read-notes": lambda desk, one: read_notes(desk, one.case),
    "dossier": lambda desk, one: read_dossier(desk, one.case),
}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ISZW_INSPECTOR])
def test_nobody_but_the_inspectorate_keeps_or_reads_the_dossier(
    desk: Desk, referral: Referral, role: Role
) -> None:
    other = change_place(desk, role=role, post="intake")
    assert not other.actor.may(Deed.KEEP_DOSSIER)
    before = len(list(desk.store.entries()))
    for attempt in _GUARDED.values():
        with pytest.raises(NotAllowed):
            attempt(other, referral)
    assert len(list(desk.store.entries())) == before


def test_an_entry_of_another_version_is_counted_and_stops_nothing(
    referral: Referral, inspector: Desk
) -> None:
    inspector.write(
        events.QUALIFICATION_SET, "case", referral.case, {"step": "seventh-heaven", "reason": "?"}
    )
    inspector.write(events.SHELTER_REQUESTED, "case", referral.case, {"persons": "veel"})
    inspector.write(events.NOTE_SEALED, "case", referral.case, {"sealed": "AAAA", "to": "iszw"})
    qualify(inspector, referral.case, Step.NONE, "Niets gezien")
    dossier = read_dossier(inspector, referral.case)
    assert (len(dossier.qualifications), dossier.unreadable) == (1, 3)
