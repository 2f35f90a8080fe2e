"""The review desk's models: order and filter of the inbox, history in words, lists and advice with source."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.dossier import DossierKind
from fieldcheck.domain.errors import NotAllowed, UserFixable
from fieldcheck.domain.follow_up import FollowUpStage
from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.qualification import Step
from fieldcheck.domain.referral import FirstAssessment, Outcome, Referral, ReferralStage, Urgency
from fieldcheck.domain.referral_course import HAPPENINGS
from fieldcheck.domain.reflection import ReflectionAnswer
from fieldcheck.domain.roles import Role
from fieldcheck.domain.shelter import Moment
from fieldcheck.domain.trail import TrailLine
from fieldcheck.i18n import local_day, short_date, texts
from fieldcheck.triage import Situation
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import outcome_bundle
from fieldcheck.usecases.following_up import due_days
from fieldcheck.usecases.note_drafts import kept_note_draft
from fieldcheck.usecases.referring import NewReferral, send_referral
from fieldcheck.usecases.reflecting import SHOWN_AFTER, periods
from fieldcheck.viewmodels.happened import HAPPENED, REFERRED, history
from fieldcheck.viewmodels.inbox import InboxRow, Shown, among, due_in, inbox_rows, period_left, waited
from fieldcheck.viewmodels.jobs import HeldJobs, InlineJobs
from fieldcheck.viewmodels.lens_views import reflection_advice
from fieldcheck.viewmodels.review import ReviewViewModel
from fieldcheck.viewmodels.review_dossier import GroupTyped

NOW = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
NL = texts("nl")


def sent(name: str, stage: ReferralStage, minutes: int, by: str = "") -> Referral:
    return Referral(
        ReferralId(name),
        CaseId("c"),
        "BV-0001-8",
        "iszw",
        Urgency.REGULAR,
        ("reden",),
        "walked",
        "H. de Wit",
        NOW - timedelta(minutes=minutes),
        stage,
        acknowledged_by=by,
    )


def test_what_is_over_stands_last_and_ones_own_is_known_by_the_whole_name() -> None:
    rows = inbox_rows(
        (
            sent("declined", ReferralStage.DECLINED, 300, "M. Jansen"),
            sent("waits", ReferralStage.SENT, 61),
            sent("mine", ReferralStage.ACCEPTED, 10, "A. Ander, M. Jansen"),
            sent("other", ReferralStage.ACKNOWLEDGED, 10, "M. Jansen-Bos"),
        ),
        NOW,
        name="M. Jansen",
    )
    assert [row.id for row in rows] == ["waits", "mine", "other", "declined"]
    assert [row.id for row in rows if row.shows(Shown.MINE)] == ["mine"]
    assert [row.id for row in rows if row.shows(Shown.WAITING)] == ["waits"]
    assert [row.id for row in rows if row.shows(Shown.DECLINED)] == ["declined"]
    assert not [row.id for row in rows if row.shows(Shown.DONE)]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (59, "59 min"), (60, "1 u 0 min"), (2879, "47 u 59 min"), (2880, "2 dagen")],
)
def test_a_wait_has_its_unit(minutes: int, words: str) -> None:
    assert waited(minutes, NL) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (12, "bedenktijd: nog 12 dagen"),
        (1, "bedenktijd: nog 1 dag"),
        (0, "bedenktijd: laatste dag vandaag"),
        (-1, "bedenktijd: voorbij sinds 1 dag"),
        (-3, "bedenktijd: voorbij sinds 3 dagen"),
    ],
)
def test_what_is_left_of_a_reflection_period_in_words(left: int, words: str) -> None:
    assert period_left(left, NL) == words


def test_reflection_periods_stand_by_their_last_day_of_the_dutch_calendar() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # the 23rd in the street
    referrals = [
        replace(sent(name, ReferralStage.ACCEPTED, 10), case=CaseId(name)) for name in ("far", "none", "over")
    ]
    ends = {CaseId("far"): date(2026, 12, 5), CaseId("over"): date(2026, 11, 22)}
    rows = inbox_rows(referrals, late, name="M. Jansen", ends=ends)
    assert [(row.id, row.left) for row in rows] == [("far", 12), ("none", None), ("over", -1)]
    assert [row.id for row in among(rows, Shown.REFLECTION)] == ["over", "far"]
    assert [row.id for row in among(rows, Shown.ALL)] == ["far", "none", "over"]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (-2, "vervolg: 2 dagen over tijd"),
        (-1, "vervolg: 1 dag over tijd"),
        (0, "vervolg: vandaag"),
        (1, "vervolg: over 1 dag"),
    ],
)
def test_when_something_planned_is_due_in_words(due: int, words: str) -> None:
    assert due_in(due, NL) == words


def test_what_is_planned_shows_in_the_inbox_until_it_is_done(
    model: ReviewViewModel, referral: Referral, inspector: Desk
) -> None:
    day = local_day(inspector.clock())
    model.dossier.plan("Opnieuw bellen", short_date(day), "M. Jansen")
    model.show(Shown.FOLLOW_UP)
    assert [(row.id, row.due) for row in model.state.visible] == [(referral.id, 0)]
    late = inbox_rows(
        (referral,), inspector.clock() + timedelta(days=3), name="M. Jansen", due=due_days(inspector)
    )
    assert [row.due for row in late] == [-3]
    (planned,) = model.state.dossier.follow_ups
    model.dossier.settle(planned.id, FollowUpStage.DONE)
    assert model.state.visible == ()


def line(kind: str, by: str = "H. de Wit") -> TrailLine:
    return TrailLine("t", NOW, by, "", "", kind, "case", "c", "BV-0001-8", "d")


def test_a_run_of_one_thing_by_one_person_is_one_line() -> None:
    lines = (
        line(events.NOTE_SEALED, "M."),
        *(line(events.RECORD_VIEWED, "M.") for _ in range(3)),
        line(events.RECORD_VIEWED, "H."),
        line(events.INTERVIEW_MOVED),
        line("of.another.version"),
    )
    assert [(one.by, one.what) for one in history(lines, NL)] == [
        ("M.", "verzegelde notitie gemaakt"),
        ("M.", "zaak bekeken, 3 keer"),
        ("H.", "zaak bekeken"),
        ("H. de Wit", "of.another.version"),
    ]


def test_everything_that_happens_to_a_case_has_words() -> None:
    assert REFERRED.keys() == HAPPENINGS.keys()
    assert {kind.value for kind in DossierKind} <= HAPPENED.keys()


@pytest.mark.parametrize(
    ("situation", "words"),
    [
        (Situation(dublin=True, eu=False), "30 dagen"),
        (Situation(dublin=False, eu=True), "EU-burger"),
        (Situation(dublin=False, eu=False), "drie maanden"),
        (Situation(), "niet bekend"),
    ],
)
def test_the_reflection_period_branches_on_residence_with_its_source(
    situation: Situation, words: str
) -> None:
    advice = reflection_advice(situation, NL)
    assert words in advice.text
    assert "[V1]" in advice.source


@pytest.fixture
def referral(desk: Desk) -> Referral:
    new = NewReferral(open_case(desk).id, "iszw", Urgency.ACUTE, ("reden",), "walked")
    return send_referral(desk, new)


@pytest.fixture
def inspector(desk: Desk) -> Desk:
    return replace(desk, actor=replace(desk.actor, role=Role.ISZW_INSPECTOR, post="iszw"))


@pytest.fixture
def model(inspector: Desk, referral: Referral) -> ReviewViewModel:
    made = ReviewViewModel(inspector, InlineJobs())
    made.load()
    made.select(referral.id)
    return made


def test_every_intent_is_on_record_and_shown(model: ReviewViewModel, referral: Referral, desk: Desk) -> None:
    model.take_over()
    model.dossier.qualify(Step.RISK_FACTORS, "Bed en baan samen")
    model.dossier.offer_reflection("22-11-2026", ReflectionAnswer.LATER, False, "pl")
    model.dossier.plan("Bellen", "", "M. Jansen")
    model.dossier.settle(model.state.dossier.follow_ups[0].id, FollowUpStage.DROPPED, "Al gedaan")
    model.dossier.request_shelter(GroupTyped("3", "2", "", "1", "", "1-12-2026", Moment.BEFORE))
    model.dossier.agree_contact(("phone", "06-00000017"), ("trusted", ""), "zondag", "", ("iszw",))
    model.dossier.note("Woorden")
    model.dossier.give_outcome(Outcome.ACCEPTED, "Wij praten morgen.", "")
    kept = model.state.dossier
    assert (model.state.trouble, model.state.kept) == (None, 9)
    assert kept.qualification is not None
    assert kept.reflection is not None
    assert kept.follow_ups[0].stage is FollowUpStage.DROPPED
    assert (kept.shelters[0].group.persons, kept.shelters[0].group.women) == (3, 0)
    assert kept.contact is not None
    assert [note.words for note in kept.notes] == ["Woorden"]
    assert desk.store.referral(referral.id).outcome is Outcome.ACCEPTED
    assert model.state.row is not None
    assert model.state.row.outcome is Outcome.ACCEPTED


def test_what_is_written_stands_in_the_history_at_once(
    model: ReviewViewModel, inspector: Desk, referral: Referral
) -> None:
    def newest() -> str:
        assert model.state.case is not None
        return model.state.case.history[0].what

    model.take_over()
    assert newest() == REFERRED[events.REFERRAL_ACKNOWLEDGED]
    model.dossier.qualify(Step.RISK_FACTORS, "Bed en baan samen")
    assert newest() == HAPPENED[events.QUALIFICATION_SET]
    model.dossier.note("Woorden")
    assert newest() == HAPPENED[events.NOTE_SEALED]
    model.pick(FirstAssessment.TAKEN_UP)
    model.submit()
    assert newest() == REFERRED[events.REFERRAL_ASSESSED]
    model.dossier.give_outcome(Outcome.ACCEPTED, "Wij praten morgen.", "")
    assert model.state.case is not None
    assert REFERRED[events.OUTCOME_GIVEN] in {line.what for line in model.state.case.history}
    assert model.state.case.history == history(inspector.store.trail(case=referral.case, limit=99), NL)


def test_a_period_shows_in_the_inbox_at_once_and_when_it_ends(
    model: ReviewViewModel, inspector: Desk, referral: Referral
) -> None:
    assert model.state.row is not None
    assert model.state.row.left is None
    told = local_day(inspector.clock()) - timedelta(days=10)
    model.dossier.offer_reflection(short_date(told), ReflectionAnswer.ACCEPTED, True, "pl")
    model.show(Shown.REFLECTION)
    assert [(row.id, row.left) for row in model.state.visible] == [(referral.id, 20)]
    for later, left in ((20, 0), (23, -3), (20 + SHOWN_AFTER, -SHOWN_AFTER), (21 + SHOWN_AFTER, None)):
        then = inspector.clock() + timedelta(days=later)
        ends = periods(replace(inspector, clock=lambda at=then: at))
        rows = inbox_rows((referral,), then, name="M. Jansen", ends=ends)
        assert [row.left for row in rows] == [left]


def test_the_outcome_goes_back_as_a_bundle_without_what_was_sealed(
    model: ReviewViewModel, inspector: Desk, referral: Referral, tmp_path: Path
) -> None:
    model.write_outcome(tmp_path)
    assert model.state.handing.trouble is not None, "nothing was told yet"
    model.take_over()
    model.dossier.note("Alleen voor de inspectie")
    model.dossier.give_outcome(Outcome.DECLINED, "Geen taak van ons.", "Houdt zijn bed.")
    model.write_outcome(tmp_path)
    assert model.state.handing.trouble is None
    assert [path.name for path in tmp_path.iterdir()] == [model.state.handing.file]
    told = outcome_bundle(inspector, referral.case).entries
    assert events.OUTCOME_GIVEN in {entry.kind for entry in told}
    assert events.NOTE_SEALED not in {entry.kind for entry in told}


def test_the_clocks_run_on_without_touching_what_somebody_does(inspector: Desk, referral: Referral) -> None:
    jobs, by = HeldJobs(), [timedelta(0)]
    model = ReviewViewModel(replace(inspector, clock=lambda: inspector.clock() + by[0]), jobs)
    model.load()
    jobs.release()
    jobs.release()
    model.pick(FirstAssessment.TAKEN_UP)
    model.write_note("half geschreven")
    before = model.state
    assert before.row is not None
    written = len(tuple(inspector.store.entries()))
    by[0] = timedelta(days=1, minutes=7)
    model.refresh()
    assert not model.state.busy, "nobody waits for it"
    jobs.release()
    now = model.state
    assert now.row is not None
    assert now.row.minutes - before.row.minutes in (24 * 60 + 7, 24 * 60 + 8)
    assert now.day == before.day + timedelta(days=1)
    assert replace(now, rows=before.rows, day=before.day) == before
    assert len(tuple(inspector.store.entries())) == written, "a clock that runs is no look at a case"


def test_a_refresh_does_not_set_free_what_is_being_written(inspector: Desk, referral: Referral) -> None:
    jobs, by = HeldJobs(), [timedelta(0)]
    model = ReviewViewModel(replace(inspector, clock=lambda: inspector.clock() + by[0]), jobs)
    model.load()
    jobs.release()
    jobs.release()
    by[0] = timedelta(minutes=7)
    model.refresh()
    model.take_over()
    seen: list[bool] = []
    model.observe(lambda state: seen.append(state.busy))
    jobs.release()
    assert seen == [True, True, False], "free when the takeover is on disk, not when the clocks ran"
    assert model.state.row is not None
    assert model.state.row.stage is ReferralStage.ACKNOWLEDGED


def test_a_failed_refresh_is_told_until_one_succeeds_and_hides_nothing_else(
    inspector: Desk, referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ReviewViewModel(inspector, InlineJobs())
    model.load()
    whole = model._rows

    def fails() -> tuple[InboxRow, ...]:
        raise UserFixable("De schijf antwoordt niet.")

    monkeypatch.setattr(model, "_rows", fails)
    model.refresh()
    assert model.state.trouble is not None
    monkeypatch.setattr(model, "_rows", whole)
    model.refresh()
    assert model.state.trouble is None, "what is over is not told any longer"
    model.dossier.request_shelter(GroupTyped("nul", "", "", "", "", "1-12-2026", Moment.ON_THE_DAY))
    own = model.state.trouble
    assert own is not None
    model.refresh()
    assert model.state.trouble is own, "a refresh takes nothing away of what somebody has to mend"
    monkeypatch.setattr(model, "_rows", fails)
    model.refresh()
    assert model.state.trouble is own


def test_an_own_note_is_there_again_after_a_lock_until_it_is_saved(
    model: ReviewViewModel, inspector: Desk, referral: Referral
) -> None:
    written = len(tuple(inspector.store.entries()))
    model.write_note("zij is bang voor de ploegbaas")
    again = ReviewViewModel(inspector, InlineJobs())
    again.load()
    again.select(referral.id)
    assert again.state.note == "zij is bang voor de ploegbaas"
    assert b"ploegbaas" not in (inspector.store.secret("draft.notes") or b""), (
        "sealed, also before it is saved"
    )
    other = replace(inspector, actor=replace(inspector.actor, name="A. Ander"))
    elsewhere = ReviewViewModel(other, InlineJobs())
    elsewhere.load()
    elsewhere.select(referral.id)
    assert elsewhere.state.note == "", "what is not saved is of who wrote it"
    assert {entry.kind for entry in tuple(inspector.store.entries())[written:]} == {events.RECORD_VIEWED}
    again.pick(FirstAssessment.MORE_TO_ASK)
    again.submit()
    assert again.state.note == ""
    assert kept_note_draft(inspector, referral.id) == ""
    with pytest.raises(NotAllowed):
        kept_note_draft(replace(other, actor=replace(other.actor, role=Role.COORDINATOR)), referral.id)


@pytest.mark.parametrize("day", ["31-02-2026", "morgen", "", "1-1-2099"])
def test_a_day_that_is_none_is_refused_in_words_and_nothing_is_written(
    model: ReviewViewModel, desk: Desk, day: str
) -> None:
    before = len(tuple(desk.store.entries()))
    model.dossier.offer_reflection(day, ReflectionAnswer.ACCEPTED, False, "pl")
    assert model.state.trouble is not None
    assert (model.state.kept, len(tuple(desk.store.entries()))) == (0, before)


@pytest.mark.parametrize("number", ["drie", "-1", "1,5", "²"])
def test_a_number_that_is_none_is_refused_in_words(model: ReviewViewModel, number: str) -> None:
    model.dossier.request_shelter(GroupTyped(number, "", "", "", "", "1-12-2026", Moment.BEFORE))
    assert model.state.trouble is not None
    assert model.state.dossier.shelters == ()


def test_what_is_written_about_one_case_never_shows_at_another(inspector: Desk, desk: Desk) -> None:
    one, other = (
        send_referral(desk, NewReferral(open_case(desk).id, "iszw", Urgency.ACUTE, ("reden",), "walked"))
        for _ in range(2)
    )
    jobs = HeldJobs()
    model = ReviewViewModel(inspector, jobs)
    model.load()
    jobs.release()
    model.select(one.id)
    jobs.release()
    model.dossier.qualify(Step.NONE, "van de ene")
    model.select(other.id)
    jobs.release()
    jobs.release()
    assert (model.state.selected, model.state.dossier.qualifications) == (other.id, ())
    assert [entry.kind for entry in desk.store.dossier(one.case)] == [DossierKind.QUALIFICATION]


def test_a_laptop_without_the_key_opens_the_case_and_shows_no_note(
    model: ReviewViewModel, referral: Referral, inspector: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.pick(FirstAssessment.TAKEN_UP)
    model.write_note("Alleen voor de inspectie")
    model.submit()
    secret = inspector.store.secret
    monkeypatch.setattr(inspector.store, "secret", lambda name: None if name == "age.iszw" else secret(name))
    again = ReviewViewModel(inspector, InlineJobs())
    again.load()
    again.select(referral.id)
    assert again.state.trouble is None
    assert again.state.case is not None
    assert [note.words for note in again.state.dossier.notes] == [None]
