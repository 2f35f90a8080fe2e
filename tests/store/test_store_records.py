"""What the projections say after the work of a post."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from store_drafts import answer, draft, opened, paper, practice_action, sent, started

from fieldcheck.domain import events
from fieldcheck.domain.action_json import action_to_json
from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.errors import Bug
from fieldcheck.domain.identifiers import CaseId, FormDigest, InterviewId, ReferralId
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.referral import FirstAssessment, ReferralStage
from fieldcheck.store.database import DatabaseStore

CASE, TALK, REFERRAL = CaseId("case-1"), InterviewId("talk-1"), ReferralId("ref-1")


def test_a_case_walks_through_its_stages(store: DatabaseStore) -> None:
    seen = []
    for step in (
        opened(),
        started(),
        draft(events.INTERVIEW_PAUSED, TALK, reason="officer"),
        draft(events.INTERVIEW_RESUMED, TALK),
        draft(events.INTERVIEW_FINISHED, TALK),
        draft(events.ROUTE_DECIDED, CASE, to="iszw", proposed="iszw", reason=""),
        paper("BV-0001", kind="rights-letter"),
        paper("BV-0002"),
    ):
        store.record([step])
        seen.append(store.case(CASE).stage)
    assert seen == [
        CaseStage.WAITING,
        CaseStage.INTERVIEW,
        CaseStage.PAUSED,
        CaseStage.INTERVIEW,
        CaseStage.TO_DECIDE,
        CaseStage.UNDERWAY,
        CaseStage.UNDERWAY,
        CaseStage.CLOSED,
    ]
    row = store.case(CASE)
    assert (row.route, row.proof_serial, row.interview_stage) == ("iszw", "BV-0002", InterviewStage.FINISHED)


def test_a_case_has_its_talks_in_order_each_with_its_answers(store: DatabaseStore) -> None:
    store.record([opened(), started(), answer("/data/works", "yes"), opened("case-2", "BV-0002-6")])
    store.record([started("talk-2"), started("talk-3", "case-2")])
    carried = answer("/data/job/works", "yes", interview="talk-2")
    store.record([replace(carried, payload={**carried.payload, "from": "talk-1"})])
    first, second = store.interviews(CASE)
    assert (first.id, second.id) == (TALK, "talk-2")
    assert first.answers["/data/works"].carried == ""
    assert second.answers["/data/job/works"].carried == TALK
    assert store.case(CASE).interview == "talk-2"
    store.record([answer("/data/job/works", "yes", interview="talk-2")])  # said again, now in this talk
    assert store.interview(InterviewId("talk-2")).answers["/data/job/works"].carried == ""
    assert store.interviews(CaseId("case-9")) == ()


def test_an_interview_resumes_at_its_place_with_its_answers(store: DatabaseStore) -> None:
    store.record([opened(), started()])
    changes = store.record([answer("/data/pay/amount", "800", position="/data/hours")])
    assert changes.subjects == {"talk-1", "case-1"}
    store.record([answer("/data/pay/amount", "850", position="/data/hours")])
    store.record([answer("/data/papers", "", state="afraid", position="/data/freedom")])
    talk = store.interview(TALK)
    assert talk.position == "/data/freedom"
    assert {ref: (one.value, one.state) for ref, one in talk.answers.items()} == {
        "/data/pay/amount": ("850", AnswerState.ANSWERED),
        "/data/papers": ("", AnswerState.AFRAID),
    }
    assert talk.answers["/data/papers"].capacity == "supervision"
    assert store.case(CASE).answered == 2

    store.record([draft(events.INTERVIEW_MOVED, TALK, position="/data/stay")])
    assert store.interview(TALK).position == "/data/stay"
    store.record([answer("/data/pay/amount", "", state="not-asked", position="/data/pay")])
    assert store.interview(TALK).position == "/data/pay"
    assert store.case(CASE).answered == 1
    assert store.case(CASE).changed > store.case(CASE).opened


def test_changed_answers_keep_their_history(store: DatabaseStore) -> None:
    store.record([opened(), started(), answer(value="800"), answer(value="850")])
    said = [e.payload["value"] for e in store.entries() if e.payload and e.kind == events.ANSWER_RECORDED]
    assert said == ["800", "850"]


def test_language_follows_the_switch_and_old_answers_keep_theirs(store: DatabaseStore) -> None:
    store.record([opened(), started(), answer(), draft(events.LANGUAGE_SWITCHED, TALK, language="ro")])
    assert store.interview(TALK).language == store.case(CASE).language == "ro"
    assert store.interview(TALK).answers["/data/pay/amount"].language == "pl"


def test_unknown_things_are_key_errors(store: DatabaseStore) -> None:
    for ask in (
        lambda: store.case(CASE),
        lambda: store.interview(TALK),
        lambda: store.referral(REFERRAL),
        lambda: store.form(FormDigest("0" * 64)),
    ):
        with pytest.raises(KeyError):
            ask()
    assert store.secret("device.key") is None
    assert store.action() is None


def test_lists_newest_first_by_post_and_by_part_of_a_code(store: DatabaseStore) -> None:
    for number, post in ((1, "intake"), (2, "housing"), (3, "intake")):
        store.record([opened(f"case-{number}", f"BV-000{number}-8", post)])
    assert [row.id for row in store.cases()] == ["case-3", "case-2", "case-1"]
    assert [row.id for row in store.cases(post="intake")] == ["case-3", "case-1"]
    assert [row.id for row in store.cases(search="bv 0002")] == ["case-2"]
    assert [row.id for row in store.cases(search="3-8")] == ["case-3"]
    assert store.cases(search="%") == ()
    assert [row.id for row in store.cases(limit=1)] == ["case-3"]
    assert store.next_case_number() == 4


def test_counts_are_persons(store: DatabaseStore) -> None:
    for number in range(1, 5):
        store.record([opened(f"case-{number}"), started(f"talk-{number}", f"case-{number}")])
    store.record([opened("elsewhere", post="housing")])
    store.record([draft(events.INTERVIEW_FINISHED, "talk-1"), draft(events.INTERVIEW_FINISHED, "talk-2")])
    store.record([draft(events.INTERVIEW_PAUSED, "talk-3", reason="refused")])
    store.record([draft(events.INTERVIEW_PAUSED, "talk-4", reason="officer")])
    store.record([sent("ref-1", "case-1"), sent("ref-2", "case-1", to="municipality")])
    store.record([sent("ref-3", "case-2"), draft(events.REFERRAL_WITHDRAWN, "ref-3", reason="vergissing")])
    now = datetime(2026, 11, 22, 18, tzinfo=UTC)
    flows = store.flows(["intake", "housing", "nowhere"], now)
    told = [(flow.passed, flow.interviewed, flow.refused, flow.referred) for flow in flows]
    assert told == [(4, 2, 1, 1), (1, 0, 0, 0), (0, 0, 0, 0)]


def test_who_took_a_referral_over_first_stays_and_a_later_name_is_added(store: DatabaseStore) -> None:
    store.record([opened(), sent()])
    store.record([draft(events.REFERRAL_ACKNOWLEDGED, REFERRAL, by="M. Bakker", how="walked")])
    first = store.referral(REFERRAL)
    for name in ("A. Bakker", "M. Bakker", "Bakker"):
        store.record([draft(events.REFERRAL_ACKNOWLEDGED, REFERRAL, by=name, how="called")])
    later = store.referral(REFERRAL)
    assert later.acknowledged_by == "M. Bakker, A. Bakker, Bakker"
    assert later.acknowledged == first.acknowledged


def test_a_referral_from_sent_to_assessed(store: DatabaseStore) -> None:
    store.record([opened(), sent()])
    waiting = store.referral(REFERRAL)
    assert (waiting.stage, waiting.case_code, waiting.sent_by) == (
        ReferralStage.SENT,
        "BV-0001-8",
        "A. Jansen",
    )
    assert waiting.why == ("papieren bij de werkgever", "loon ver onder het minimum")
    store.record([draft(events.REFERRAL_ACKNOWLEDGED, REFERRAL, by="M. Bakker", how="in person")])
    taken = store.referral(REFERRAL)
    assert (taken.stage, taken.acknowledged_by) == (ReferralStage.ACKNOWLEDGED, "M. Bakker")
    assert taken.acknowledged is not None
    assert taken.acknowledged > taken.sent
    store.record([draft(events.REFERRAL_ASSESSED, REFERRAL, assessment="taken-up", sealed_note="YWdl")])
    done = store.referral(REFERRAL)
    assert (done.stage, done.assessment) == (ReferralStage.ACCEPTED, FirstAssessment.TAKEN_UP)
    assert done.sealed_note == "YWdl"
    store.record([draft(events.REFERRAL_ASSESSED, REFERRAL, assessment="other-route", sealed_note="")])
    assert store.referral(REFERRAL).sealed_note == "YWdl", "what was written before is not lost"


def test_the_unacknowledged_come_first_then_the_acute_then_who_waits_longest(store: DatabaseStore) -> None:
    store.record([opened()])
    store.record([sent("regular", urgency="regular"), sent("acute-1"), sent("acute-2"), sent("seen")])
    store.record([draft(events.REFERRAL_ACKNOWLEDGED, "seen", by="M. Bakker", how="called")])
    assert [one.id for one in store.referrals(recipients=["iszw"])] == [
        "acute-1",
        "acute-2",
        "regular",
        "seen",
    ]
    assert [one.id for one in store.referrals(case=CASE)] == ["acute-1", "acute-2", "regular", "seen"]
    assert store.referrals(recipients=["municipality"]) == store.referrals(case=CaseId("other")) == ()


def test_forms_and_keys_are_kept(store: DatabaseStore) -> None:
    content = b'{"form_id":"intake-park"}'
    digest = FormDigest(hashlib.sha256(content).hexdigest())
    store.keep_form(digest, content)
    store.keep_form(digest, content)
    assert store.form(digest) == content
    with pytest.raises(Bug):
        store.keep_form(FormDigest("0" * 64), content)
    store.keep_secret("device.key", b"one")
    store.keep_secret("device.key", b"two\0three")
    assert store.secret("device.key") == b"two\0three"


def test_the_action_comes_back_as_it_was_recorded(store: DatabaseStore) -> None:
    action = practice_action()
    store.record([draft(events.ACTION_OPENED, action.id, action=action_to_json(action), practice=True)])
    assert store.action() == action
    with pytest.raises(Bug):
        store.record([draft(events.ACTION_OPENED, "other", action={"id": "other"}, practice=True)])
    assert store.action() == action


@pytest.mark.parametrize(
    "bad",
    [
        draft(events.ANSWER_RECORDED, "talk-1", reference="/data/x", value="1", state="perhaps"),
        draft(events.ANSWER_RECORDED, "talk-1", reference="/data/x", value=3, state="answered"),
        answer(interview="nobody's"),
        draft(
            events.REFERRAL_SENT, "ref-1", case="case-1", to="iszw", urgency="acute", why="text", how="walked"
        ),
        sent(case="nobody's"),
        paper("BV-0001", case="nobody's"),
        draft(events.INTERVIEW_FINISHED, "nobody's"),
    ],
)
def test_what_cannot_count_is_not_recorded_either(store: DatabaseStore, bad: object) -> None:
    store.record([opened(), started()])
    heads, digest = store.heads(), store.projections_digest()
    with pytest.raises(Bug):
        store.record([answer(), bad])  # type: ignore[list-item]
    assert (store.heads(), store.projections_digest()) == (heads, digest)
    store.record([answer()])
    assert store.broken() == []


def test_floats_never_get_in(store: DatabaseStore) -> None:
    with pytest.raises(TypeError):
        store.record([draft("future.kind", "x", amount=14.99)])
    assert store.heads() == ()


def test_kinds_of_a_later_version_are_kept_and_passed_over(store: DatabaseStore) -> None:
    store.record([opened(), draft("future.kind", "case-1", anything=["goes"])])
    assert [entry.kind for entry in store.entries()] == ["case.opened", "future.kind"]
    assert store.case(CASE).stage is CaseStage.WAITING


def test_the_store_says_the_same_as_the_use_cases() -> None:
    from fieldcheck.store.projecting import interviews, papers
    from fieldcheck.usecases import interviewing, issuing

    assert interviews.REFUSED == interviewing.REFUSED
    assert papers.CONTROL_PROOF == issuing.CONTROL_PROOF
