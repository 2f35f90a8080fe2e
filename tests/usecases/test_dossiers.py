"""What is kept beside a case: reflection, follow-up, CoMensha, shelter, safe contact and sealed notes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dossier_case import is_kept, referred

from fieldcheck.domain import events
from fieldcheck.domain.comensha import MUST_REPORT, Reporter, ReportStage
from fieldcheck.domain.contact import Channel, ChannelKind, SafeContact
from fieldcheck.domain.errors import InvalidValue, NotAllowed, UserFixable
from fieldcheck.domain.follow_up import FollowUpStage
from fieldcheck.domain.identifiers import EntryId
from fieldcheck.domain.referral import FirstAssessment, Outcome, Referral
from fieldcheck.domain.reflection import ReflectionAnswer
from fieldcheck.domain.shelter import Group, Moment, ShelterStage
from fieldcheck.usecases import assessing
from fieldcheck.usecases.assessing import give_first_assessment
from fieldcheck.usecases.contacting import agree_contact, read_contact
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.dossiers import read_dossier
from fieldcheck.usecases.following_up import due_days, plan_follow_up, settle_follow_up
from fieldcheck.usecases.issuing import issue_referral_sheet
from fieldcheck.usecases.reflecting import SHOWN_AFTER, Told, offer_reflection, periods, today
from fieldcheck.usecases.reporting import comensha_queue, queue_comensha, submit_comensha, withdraw_comensha
from fieldcheck.usecases.reviewing import give_outcome
from fieldcheck.usecases.sealed_notes import read_notes, seal_note
from fieldcheck.usecases.sheltering import answer_shelter, request_shelter

SECRET = "Zijn zus Marta werkt in de kas bij de dijk"
NUMBER = "06-00000017"


@pytest.fixture
def referral(desk: Desk) -> Referral:
    return referred(desk)


@pytest.mark.parametrize(
    ("dublin", "answer", "days"),
    [
        (True, ReflectionAnswer.ACCEPTED, range(30, 31)),
        (False, ReflectionAnswer.ACCEPTED, range(89, 93)),  # three months
        (False, ReflectionAnswer.DECLINED, None),
        (True, ReflectionAnswer.LATER, None),
    ],
)
def test_the_clock_of_the_reflection_period(
    referral: Referral, inspector: Desk, dublin: bool, answer: ReflectionAnswer, days: range | None
) -> None:
    now = today(inspector)
    offer_reflection(inspector, referral.case, Told(now, answer, dublin=dublin, language="pl"))
    kept = read_dossier(inspector, referral.case).reflection
    assert kept is not None
    assert (kept.told, kept.language, kept.by) == (now, "pl", inspector.actor.name)
    left = kept.days_left(now)
    assert left in days if days is not None else left is None
    if kept.ends is not None:
        assert [kept.days_left(kept.ends), kept.days_left(kept.ends + timedelta(days=1))] == [0, -1]


def test_only_a_period_that_still_runs_is_listed_by_what_was_told_last(desk: Desk, inspector: Desk) -> None:
    runs, declined, over, unreadable = (referred(desk).case for _ in range(4))
    now, accepted = today(inspector), ReflectionAnswer.ACCEPTED
    for case in (runs, declined):
        offer_reflection(inspector, case, Told(now, accepted, dublin=True))
    offer_reflection(inspector, declined, Told(now, ReflectionAnswer.DECLINED, dublin=True))
    long_ago = now - timedelta(days=31 + SHOWN_AFTER)
    offer_reflection(inspector, over, Told(long_ago, accepted, dublin=True))
    inspector.write(events.REFLECTION_OFFERED, "case", unreadable, {"told": "ooit"})
    assert periods(inspector) == {runs: now + timedelta(days=30)}
    with pytest.raises(NotAllowed):
        periods(desk)


def test_a_period_keeps_a_case_in_the_inbox_however_many_were_closed_after_it(
    desk: Desk, inspector: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assessing, "SHOWN_CLOSED", 1)
    first, *others = (referred(desk) for _ in range(3))
    offer_reflection(inspector, first.case, Told(today(inspector), ReflectionAnswer.ACCEPTED, dublin=False))
    for one in (first, *others):
        give_outcome(inspector, one.id, Outcome.NO_CAPACITY, "Geen ruimte.", effect="Verliest niets.")
    assert {one.id for one in assessing.inbox(inspector)} == {others[-1].id}
    kept = assessing.inbox(inspector, always=periods(inspector))
    assert {one.id for one in kept} == {first.id, others[-1].id}


def test_the_first_day_on_which_something_is_planned_is_listed_until_it_is_settled(
    desk: Desk, inspector: Desk
) -> None:
    one, other, undated = (referred(desk).case for _ in range(3))
    now = today(inspector)
    plan_follow_up(inspector, one, what="Bellen", on=now + timedelta(days=2), who="A")
    plan_follow_up(inspector, one, what="Bezoeken", on=now, who="A")
    plan_follow_up(inspector, other, what="Bellen", on=now, who="B")
    plan_follow_up(inspector, undated, what="Ooit eens", on=None, who="B")
    foreign = {"what": "Bellen", "on": "ooit", "who": "B", "stage": "planned", "of": "", "reason": ""}
    inspector.write(events.FOLLOW_UP_PLANNED, "case", undated, foreign)
    assert due_days(inspector) == {one: now, other: now}
    first = next(each for each in read_dossier(inspector, one).follow_ups if each.what == "Bezoeken")
    settle_follow_up(inspector, one, first.id, FollowUpStage.DONE)
    assert due_days(inspector) == {one: now + timedelta(days=2), other: now}
    with pytest.raises(NotAllowed):
        due_days(desk)


def test_nobody_was_told_tomorrow(referral: Referral, inspector: Desk) -> None:
    tomorrow = today(inspector) + timedelta(days=1)
    with pytest.raises(InvalidValue):
        offer_reflection(inspector, referral.case, Told(tomorrow, ReflectionAnswer.ACCEPTED, dublin=False))
    assert read_dossier(inspector, referral.case).reflections == ()


def test_a_follow_up_is_planned_settled_once_and_overdue_by_its_day(
    referral: Referral, inspector: Desk
) -> None:
    now = today(inspector)
    for what, who, on in (("", "M.", None), ("Bellen", " ", None), ("Bellen", "M.", now - timedelta(1))):
        with pytest.raises(InvalidValue):
            plan_follow_up(inspector, referral.case, what=what, on=on, who=who)
    plan_follow_up(inspector, referral.case, what="Zonder dag", on=None, who="M. Jansen")
    plan_follow_up(inspector, referral.case, what="Bellen met tolk", on=now, who="M. Jansen")
    dossier = read_dossier(inspector, referral.case)
    assert [one.what for one in dossier.follow_ups] == ["Bellen met tolk", "Zonder dag"]
    assert [one.what for one in dossier.overdue(now + timedelta(days=1))] == ["Bellen met tolk"]
    assert dossier.overdue(now) == ()
    call = dossier.follow_ups[0]
    with pytest.raises(InvalidValue):
        settle_follow_up(inspector, referral.case, call.id, FollowUpStage.DROPPED)
    settle_follow_up(inspector, referral.case, call.id, FollowUpStage.DONE)
    with pytest.raises(InvalidValue):
        settle_follow_up(inspector, referral.case, call.id, FollowUpStage.DONE)
    after = read_dossier(inspector, referral.case).follow_ups
    assert [(one.what, one.stage) for one in after] == [
        ("Zonder dag", FollowUpStage.PLANNED),
        ("Bellen met tolk", FollowUpStage.DONE),
    ]


@pytest.mark.parametrize("reporter", Reporter)
def test_who_has_no_duty_to_report_needs_written_consent(
    referral: Referral, inspector: Desk, reporter: Reporter
) -> None:
    if reporter not in MUST_REPORT:
        with pytest.raises(InvalidValue, match="toestemming"):
            queue_comensha(inspector, referral.case, reporter, consent=False)
        queue_comensha(inspector, referral.case, reporter, consent=True)
    else:
        queue_comensha(inspector, referral.case, reporter, consent=False)
    report = read_dossier(inspector, referral.case).report
    assert report is not None
    assert (report.reporter, report.consent) == (reporter, reporter not in MUST_REPORT)


def test_the_comensha_queue_keeps_its_order_and_its_steps(desk: Desk, inspector: Desk) -> None:
    first, second = referred(desk), referred(desk)
    with pytest.raises(InvalidValue):
        submit_comensha(inspector, first.case, "kenmerk 1")
    for one in (first, second):
        queue_comensha(inspector, one.case, Reporter.ISZW, consent=False)
    with pytest.raises(InvalidValue):
        queue_comensha(inspector, first.case, Reporter.ISZW, consent=False)
    with pytest.raises(InvalidValue):
        submit_comensha(inspector, first.case, " ")
    assert [line.case for line in comensha_queue(inspector)] == [first.case, second.case]
    submit_comensha(inspector, first.case, "kenmerk 1, 22-11-2026")
    lines = comensha_queue(inspector)
    assert [(line.case, line.report.stage) for line in lines] == [
        (second.case, ReportStage.QUEUED),
        (first.case, ReportStage.SUBMITTED),
    ]
    with pytest.raises(InvalidValue):
        withdraw_comensha(inspector, first.case, "")
    withdraw_comensha(inspector, first.case, "Ongegrond gebleken")
    report = read_dossier(inspector, first.case).report
    assert report is not None
    assert (report.stage, report.proof, report.reason) == (
        ReportStage.WITHDRAWN,
        "kenmerk 1, 22-11-2026",
        "Ongegrond gebleken",
    )
    queue_comensha(inspector, first.case, Reporter.ISZW, consent=False)
    assert comensha_queue(inspector)[-1].report.stage is ReportStage.QUEUED


def test_a_group_adds_up_and_is_answered(referral: Referral, inspector: Desk) -> None:
    for persons, men, women, minors in ((0, 0, 0, 0), (2, 2, 1, 0), (2, -1, 2, 1)):
        with pytest.raises(InvalidValue):
            Group(persons, men, women, minors, "", date(2027, 1, 4), Moment.BEFORE)
    group = Group(7, 4, 1, 1, "niet in Gelderland", date(2027, 1, 4), Moment.BEFORE)
    request_shelter(inspector, referral.case, group)
    asked = read_dossier(inspector, referral.case).shelters[0]
    assert (asked.group, asked.stage) == (group, ShelterStage.REQUESTED)
    with pytest.raises(InvalidValue):
        answer_shelter(inspector, referral.case, asked.id, ShelterStage.DECLINED)
    with pytest.raises(InvalidValue):
        answer_shelter(inspector, referral.case, EntryId("andere"), ShelterStage.CONFIRMED)
    answer_shelter(inspector, referral.case, asked.id, ShelterStage.DECLINED, reason="vol tot maandag")
    (answered,) = read_dossier(inspector, referral.case).shelters
    assert (answered.stage, answered.reason, answered.group) == (
        ShelterStage.DECLINED,
        "vol tot maandag",
        group,
    )


def contact(address: str = NUMBER, second: str = "Marta, 06-00000018") -> SafeContact:
    other = Channel(ChannelKind.TRUSTED, second) if second else None
    return SafeContact(
        Channel(ChannelKind.PHONE, address), other, "zondag na 20 uur", "zeg dat u van de kerk bent"
    )


def test_safe_contact_is_read_by_who_may_call_and_stands_nowhere_else(
    referral: Referral, inspector: Desk
) -> None:
    agree_contact(inspector, referral.case, contact(), ["iszw"])
    assert read_contact(inspector, referral.case) == contact()
    for words in (NUMBER, "Marta", "na 20 uur", "van de kerk"):
        assert not is_kept(inspector, words), words
    looked = [one.payload for one in inspector.store.entries() if one.kind == "record.viewed"]
    assert looked[-1] is not None
    assert looked[-1]["screen"] == "safe-contact"
    pdf = issue_referral_sheet(inspector, inspector.store.referral(referral.id)).pdf
    assert NUMBER.encode() not in pdf


@pytest.mark.parametrize(
    "unsafe",
    [
        contact(""),
        SafeContact(Channel(ChannelKind.PHONE, NUMBER), None, "  "),
        contact(second=NUMBER + " via park de voorbeeldhoeve"),
        contact("receptie Park De Voorbeeldhoeve"),
    ],
)
def test_unsafe_contact_is_refused(referral: Referral, inspector: Desk, unsafe: SafeContact) -> None:
    with pytest.raises(InvalidValue):
        agree_contact(inspector, referral.case, unsafe, ["iszw"])
    assert read_dossier(inspector, referral.case).contacts == ()


def test_safe_contact_is_for_somebody(referral: Referral, inspector: Desk) -> None:
    with pytest.raises(InvalidValue):
        agree_contact(inspector, referral.case, contact(), [])
    with pytest.raises(UserFixable, match="nobody"):
        agree_contact(inspector, referral.case, contact(), ["nobody"])
    with pytest.raises(InvalidValue):
        read_contact(inspector, referral.case)


def test_notes_have_author_and_time_and_are_in_the_clear_nowhere(referral: Referral, inspector: Desk) -> None:
    with pytest.raises(InvalidValue):
        seal_note(inspector, referral.case, "  ")
    seal_note(inspector, referral.case, SECRET)
    give_first_assessment(inspector, referral.id, FirstAssessment.TAKEN_UP, note="Morgen bellen met de tolk")
    notes = read_notes(inspector, referral.case)
    assert [one.words for one in notes] == [SECRET, "Morgen bellen met de tolk"]
    assert {one.by for one in notes} == {inspector.actor.name}
    assert notes[0].at <= notes[1].at
    assert is_kept(inspector, "Papieren weg"), "what is not sealed is found"
    for words in (SECRET, "Marta", "met de tolk"):
        assert not is_kept(inspector, words), words


def test_without_the_key_a_note_stays_shut_and_says_for_whom_it_is(
    referral: Referral, inspector: Desk
) -> None:
    """A laptop that got the entries and not the inspectorate's identity: everything else is shown."""
    seal_note(inspector, referral.case, SECRET)
    agree_contact(inspector, referral.case, contact(), ["iszw"])
    inspector.store.withhold_private("age.iszw", inspector.store.private_to("age.iszw"))
    dossier = read_dossier(inspector, referral.case)
    assert [(one.words, one.to) for one in dossier.notes] == [(None, "iszw")]
    assert dossier.contact is not None
    assert not dossier.contact.opens_here
    with pytest.raises(UserFixable, match="Nederlandse Arbeidsinspectie"):
        read_contact(inspector, referral.case)
