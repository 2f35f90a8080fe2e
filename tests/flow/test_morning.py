"""What must be so after a morning with four laptops and thirty people, whichever way things came together."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from fieldcheck.crypto import unseal
from fieldcheck.domain import events
from fieldcheck.domain.day import Loose
from fieldcheck.domain.errors import FieldcheckError, NotAllowed
from fieldcheck.domain.flow import PostFlow
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.likeness import Degree
from fieldcheck.domain.referral import Outcome, ReferralStage
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.assessing import inbox, read_note
from fieldcheck.usecases.exporting import check_bundle
from fieldcheck.usecases.people import perhaps_same
from tests.flow import morning as play
from tests.flow.morning import Morning
from tests.flow.morning_laptops import PASSPHRASE, QUICK, closing
from tests.flow.morning_people import ACUTE, ACUTE_UNHEARD, AT_INTAKE, AT_INTAKE2, PEOPLE, SAME_NUMBER


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    """Played once; the tests look, and change nothing that another one looks at."""
    made = play.unpacked(tmp_path_factory.mktemp("street"))
    with closing([*made.desks.values(), made.prepared.office]):
        yield play.played(made)


def flow_of(morning: Morning, post: str) -> PostFlow:
    assert morning.day is not None
    return next(flow for flow in morning.day.flows if flow.post == post)


# --- nothing is lost ---


def test_every_answer_of_thirty_people_is_at_the_coordinators(morning: Morning) -> None:
    store = morning.coordinator.store
    assert len(store.cases(limit=1000)) == len(PEOPLE) == len(morning.met)
    for met in morning.met.values():
        talk = store.interview(met.talk)
        assert (talk.case, talk.stage) == (met.case.id, InterviewStage.FINISHED)
        told = {
            place: given if isinstance(given, AnswerState) else (given, AnswerState.ANSWERED)
            for place, given in met.given.items()
        }
        kept = {
            place: (one.value, one.state) if one.state is AnswerState.ANSWERED else one.state
            for place, one in talk.answers.items()
            if one.state is not AnswerState.NOT_ASKED
        }
        assert kept == told
    assert len({tuple(sorted(map(str, met.given.items()))) for met in morning.met.values()}) == len(PEOPLE)


def test_every_line_of_every_laptop_is_there_and_holds(morning: Morning) -> None:
    known = list(morning.coordinator.store.entries())
    for name, desk in morning.desks.items():
        own = [entry for entry in desk.store.entries() if entry.device == desk.store.device]
        there = [entry for entry in known if entry.device == desk.store.device]
        assert there == own[: len(there)], name
        # What a laptop wrote after its bundle was made is that it made one.
        late = [entry.kind for entry in own[len(there) :]]
        assert late == ([] if name == "coordinator" else [events.BUNDLE_EXPORTED])
    assert len({entry.device for entry in known}) == len(morning.desks)


@pytest.mark.parametrize("name", ["coordinator", "intake", "intake2", "iszw"])
def test_chains_hold_and_the_tables_are_those_of_the_journal(morning: Morning, name: str) -> None:
    store = morning.desks[name].store
    assert list(store.broken()) == []
    kept = store.projections_digest()
    store.rebuild()
    assert store.projections_digest() == kept


def test_any_order_of_coming_together_gives_the_same(morning: Morning, tmp_path: Path) -> None:
    coordinator = morning.coordinator.store
    chains: dict[str, list[object]] = {}
    for entry in coordinator.entries():
        chains.setdefault(entry.device, []).append(entry)
    orders = [order for at, order in enumerate(itertools.permutations(chains)) if at % 8 == 3]
    assert len(orders) == 3
    for at, order in enumerate(orders):
        vault = FileVault(tmp_path / str(at), morning.clocks, stretching=QUICK)
        store = vault.create("N. Iemand", PASSPHRASE, DeviceId("nieuw")).store
        try:
            store.become(coordinator.device)
            for device in order:
                store.merge(chains[device])  # type: ignore[arg-type]
            assert store.projections_digest() == coordinator.projections_digest()
        finally:
            store.close()


# --- the street ---


def test_flow_and_queues_in_persons(morning: Morning) -> None:
    """Written out by hand from what happened; no post counts a person twice."""
    expected = {
        # passed, waiting, at, done, refused, skipped, left, interviewed, referred
        "intake": (15, 0, 0, 15, 0, 0, 0, 15, 1),
        "intake2": (15 + play.PASSED + play.REFUSED, 0, 0, 15, play.REFUSED, 0, 0, 15, 1),
        "iszw": (2, 1, 0, 1, 0, 0, 0, 0, 0),
        "gemeente": (29, 24, 0, 3, 1, 0, 1, 0, 0),
        "coordinator": (4, 3, 0, 1, 0, 0, 0, 0, 0),
    }
    for post, numbers in expected.items():
        flow = flow_of(morning, post)
        seen = (flow.passed, flow.waiting, flow.at, flow.done, flow.refused, flow.skipped, flow.left)
        assert (*seen, flow.interviewed, flow.referred) == numbers, post
    assert flow_of(morning, "gemeente").longest_wait > timedelta(minutes=21)


def test_the_totals_of_the_day_are_the_sums_of_the_laptops(morning: Morning) -> None:
    assert morning.day is not None
    day, intakes = morning.day.counts, [morning.intake.store, morning.intake2.store]
    apart = [store.day_counts() for store in intakes]
    for name in ("cases", "talked", "referred", "passed", "refused", "talk_refused"):
        assert getattr(day, name) == sum(getattr(one, name) for one in apart), name
    assert (day.cases, day.talked, day.referred, day.proofs) == (30, 30, 2, 1)
    assert (day.passed, day.refused, day.running, day.paused) == (play.PASSED, play.REFUSED, 0, 0)
    assert Counter(row.code[:2] for row in morning.coordinator.store.cases(limit=1000)) == {
        "A1": 15,
        "B2": 15,
    }
    assert sum(hour.arrived for hour in morning.day.hours if hour.post == "gemeente") == 29


def test_a_person_walks_from_the_intake_past_the_municipality_to_the_end(morning: Morning) -> None:
    store = morning.coordinator
    ways = {
        1: [("intake", "done"), ("gemeente", "done"), ("coordinator", "done")],
        2: [("intake", "done"), ("gemeente", "refused"), ("coordinator", "waiting")],
        3: [("intake", "done"), ("gemeente", "left")],
        16: [("intake2", "done"), ("gemeente", "done"), ("coordinator", "waiting")],
        ACUTE: [("intake", "done"), ("iszw", "done"), ("gemeente", "waiting")],
        ACUTE_UNHEARD: [("intake2", "done"), ("iszw", "waiting")],
        30: [("intake2", "done"), ("gemeente", "waiting")],
    }
    assert {number: play.visits(store, morning.case(number)) for number in ways} == ways
    assert store.store.case(morning.case(1)).proof_serial


# --- one case on several laptops ---


def test_at_the_stand_code_sheet_and_bundle_are_one_case(morning: Morning) -> None:
    by_code, by_sheet, by_bundle = morning.at_the_stand
    assert {row.id for row in morning.at_the_stand} == {morning.case(ACUTE)}
    assert [row.interview for row in morning.at_the_stand] == [None, None, morning.met[ACUTE].talk]
    assert by_code.code == by_sheet.code == by_bundle.code == morning.met[ACUTE].case.code
    assert morning.inboxes[0] == ()
    sent = morning.referral(ACUTE, "iszw").id
    assert [[one.id for one in seen] for seen in morning.inboxes[1:]] == [[sent], [sent]]
    assert morning.imported["referral"].new > 50
    assert morning.imported["referral again"].new == 0


def test_after_the_days_there_is_one_case_and_one_referral_to_each(morning: Morning) -> None:
    store = morning.coordinator.store
    told = Counter((one.case, one.to) for one in store.referrals())
    assert told == {
        (morning.case(ACUTE), "iszw"): 1,
        (morning.case(ACUTE), "attention"): 1,
        (morning.case(ACUTE_UNHEARD), "iszw"): 1,
        (morning.case(ACUTE_UNHEARD), "attention"): 1,
        (morning.case(ACUTE_UNHEARD), "avim"): 1,
    }
    assert store.excerpts() == ()
    heard = next(one for one in store.referrals(case=morning.case(ACUTE)) if one.to == "iszw")
    assert (heard.stage, heard.acknowledged_by) == (ReferralStage.ACCEPTED, "I. Spekteur")
    assert (heard.outcome, heard.outcome_words) == (Outcome.ACCEPTED, play.WORDS)


def test_the_note_of_the_inspectorate_stays_its_own(morning: Morning) -> None:
    (note,) = inbox(morning.iszw)
    assert read_note(morning.iszw, note) == play.NOTE
    with pytest.raises(NotAllowed):
        read_note(morning.coordinator, note)
    assert morning.coordinator.store.secret("age.iszw") is None
    day = unseal(morning.days["iszw"].read_bytes(), morning.coordinator.secret("age.coordinator"))
    assert play.NOTE.encode() not in day


def test_the_outcome_comes_back_to_who_reported_and_is_new_until_seen(morning: Morning) -> None:
    before, came, seen = morning.heard
    assert before == ()
    assert [(one.unread, one.referral.outcome_words) for one in came] == [(True, play.WORDS)]
    assert [one.unread for one in seen] == [False]
    assert morning.imported["outcome"].cases == (morning.case(ACUTE),)
    assert morning.intake.store.referral(morning.referral(ACUTE, "iszw").id).outcome is Outcome.ACCEPTED


# --- what goes wrong ---


def test_what_nobody_acknowledged_went_on_once(morning: Morning) -> None:
    (on,) = morning.escalated
    assert (on.case, on.to, on.effect) == (morning.case(ACUTE_UNHEARD), "avim", play.EFFECT)
    silent = [morning.referral(ACUTE_UNHEARD, to) for to in ("iszw", "attention")]
    assert {one.escalated for one in silent} == {on.id}
    assert {one.waits for one in silent} == {True}
    assert on.sent - silent[0].sent >= timedelta(minutes=20)


def test_one_document_number_and_several_people_is_told_and_all_are_kept(morning: Morning) -> None:
    first, second, third = SAME_NUMBER
    assert morning.alike[first] == ()
    (found,) = morning.alike[second]
    assert (found.case.id, found.likeness.degree) == (morning.case(first), Degree.NO)
    assert found.likeness.clash is not None
    assert morning.alike[third] == (), "the other laptop cannot know yet"
    store = morning.coordinator.store
    for number in SAME_NUMBER:
        assert store.identity(morning.case(number)) == play.person(number)
    assert [one.case.id for one in perhaps_same(morning.intake, morning.case(first))] == [
        morning.case(second)
    ]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("wrong digit", "het laatste cijfer past niet"),
        ("other action", "andere controle of een andere dag"),
        ("other day", "heet van 2026-11-22"),
        ("close without reason", "schrijf kort waarom"),
    ],
)
def test_what_cannot_be_was_refused_in_words(morning: Morning, what: str, words: str) -> None:
    refused: FieldcheckError = morning.refused[what]
    assert words in str(refused)
    assert refused.remedy


def test_closing_names_what_is_unfinished_and_ends_nothing(morning: Morning) -> None:
    kinds = Counter(one.kind for one in morning.loose)
    assert kinds == {Loose.ALARM: 3, Loose.DOCUMENT: 3, Loose.WAITING: 28, Loose.LAPTOP: 1}
    assert [one.kind for one in morning.loose[:3]] == [Loose.ALARM] * 3, "what is most urgent comes first"
    unheard = morning.met[ACUTE_UNHEARD].case.code
    assert all(unheard in one.words for one in morning.loose[:3])
    assert [one.subject for one in morning.loose if one.kind is Loose.LAPTOP] == ["gemeente"]
    assert (morning.closed.is_closed, morning.closed.by) == (True, "C. Oördinator")
    (entry,) = morning.coordinator.store.entries_of(events.DAY_CLOSED)
    assert entry.payload is not None
    assert len(entry.payload["unfinished"]) == len(morning.loose)
    assert morning.open_after_answer == (), "the police answered after the close, for the others too"


def test_the_laptops_that_came_in_are_seen(morning: Morning) -> None:
    assert morning.day is not None
    seen = {one.name: (one.own, one.missing) for one in morning.day.laptops}
    here, away = (False, False), (False, True)
    assert seen == {
        "coordinator": (True, False),
        "intake": here,
        "intake2": here,
        "iszw": here,
        "gemeente": away,
    }
    entries = {name: morning.imported[name].new for name in ("intake", "intake2", "iszw")}
    assert {one.name: one.entries for one in morning.day.laptops if one.name in entries} == entries


def test_the_day_of_the_coordinator_is_whole(morning: Morning) -> None:
    report = check_bundle(morning.coordinator, morning.days["coordinator"])
    assert report.ok, report.findings
    assert report.entries == sum(1 for _ in morning.coordinator.store.entries()) - 1


def test_four_laptops_were_set_up_each_with_its_own_bundle(morning: Morning) -> None:
    assert len({one.code for one in morning.prepared.handed}) == len(morning.prepared.handed) == 5
    devices = {desk.store.device for desk in morning.desks.values()}
    assert len(devices) == 4
    assert {desk.action for desk in morning.desks.values()} == {morning.action}
    assert (len(AT_INTAKE), len(AT_INTAKE2)) == (15, 15)
    assert [desk.store.secret("authority.key") is not None for desk in morning.desks.values()].count(
        True
    ) == 1
