"""Entries of another laptop without the rest of their chain: beside the journal, and counting like it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_drafts import answer, attached, confirmed, draft, opened, questioned, sent, started

from fieldcheck.domain import events
from fieldcheck.domain.errors import BundleRefused
from fieldcheck.domain.identifiers import CaseId, DeviceId, InterviewId
from fieldcheck.domain.journal import Break, Entry, canonical_json, sha256_hex
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.domain.things.thing_json import thing_to_json
from fieldcheck.store.database import DatabaseStore
from tests.store.conftest import MakeStore

CASE = CaseId("case-1")
TALK = InterviewId("talk-1")
PHOTO = b"\xff\xd8 een bed, verzonnen \xff\xd9"


@pytest.fixture
def intake(make_store: MakeStore) -> DatabaseStore:
    """A laptop with two cases, of which the first is referred."""
    store = make_store("intake")
    store.record([opened("case-0", "BV-0000-0"), started("talk-0", "case-0"), answer(interview="talk-0")])
    store.record([opened(), started(), answer(), attached(PHOTO), sent()])
    return store


@pytest.fixture
def iszw(make_store: MakeStore) -> DatabaseStore:
    store = make_store("iszw")
    store.record([opened("case-9", "IZ-0001-8")])
    return store


def excerpt(store: DatabaseStore) -> tuple[Entry, ...]:
    return store.entries_about(CASE)


PHOTOS = {sha256_hex(PHOTO): PHOTO}


def assert_whole(store: DatabaseStore) -> None:
    kept = store.projections_digest()
    store.rebuild()
    assert store.projections_digest() == kept
    assert list(store.broken()) == []


def test_what_is_about_a_case_is_its_own_talks_and_referrals_and_nothing_else(intake: DatabaseStore) -> None:
    assert [entry.kind for entry in excerpt(intake)] == [
        events.CASE_OPENED,
        events.INTERVIEW_STARTED,
        events.ANSWER_RECORDED,
        events.ANSWER_RECORDED,
        events.REFERRAL_SENT,
    ]
    assert b"case-0" not in b"".join(canonical_json(entry.as_json()) for entry in excerpt(intake))


def test_what_is_about_a_case_brings_the_things_linked_with_it(intake: DatabaseStore) -> None:
    for thing, case in (("agency", CASE), ("garage", "case-0")):
        intake.record(
            [
                draft(events.THING_RECORDED, thing, thing=thing_to_json(Thing(ThingKind.EMPLOYER, thing))),
                draft(events.THING_LINKED, thing, case=case, relation="works-for", source="officer"),
            ]
        )
    intake.record(
        [draft(events.THING_LINKED, "agency", case="case-0", relation="works-for", source="officer")]
    )
    things = [entry for entry in excerpt(intake) if entry.subject_kind == "thing"]
    assert [(entry.kind, entry.subject) for entry in things] == [
        (events.THING_RECORDED, "agency"),
        (events.THING_LINKED, "agency"),
    ]


def test_an_excerpt_counts_like_the_journal(intake: DatabaseStore, iszw: DatabaseStore) -> None:
    changes = iszw.take_excerpt(excerpt(intake), PHOTOS)
    assert {CASE, TALK, "ref-1"} <= changes.subjects
    assert iszw.case(CASE).code == "BV-0001-8"
    assert iszw.interview(TALK).answers["/data/pay/amount"].value == "800"
    assert iszw.attachment(TALK, "photo-3f9a1c2b.jpg").content == PHOTO
    assert iszw.excerpts() == excerpt(intake)
    assert {entry.device for entry in iszw.entries()} == {"iszw"}, "the journal itself is untouched"
    assert_whole(iszw)


def test_the_same_excerpt_twice_is_nothing_new(intake: DatabaseStore, iszw: DatabaseStore) -> None:
    iszw.take_excerpt(excerpt(intake), PHOTOS)
    digest = iszw.projections_digest()
    assert iszw.take_excerpt(excerpt(intake), PHOTOS).subjects == frozenset()
    assert iszw.projections_digest() == digest
    assert len(iszw.excerpts()) == 5


def test_work_on_it_counts_and_survives_a_rebuild(intake: DatabaseStore, iszw: DatabaseStore) -> None:
    iszw.take_excerpt(excerpt(intake), PHOTOS)
    iszw.record([draft(events.REFERRAL_ACKNOWLEDGED, "ref-1", actor="I. Spekteur", by="I. Spekteur", how="")])
    assert iszw.referrals(case=CASE)[0].acknowledged_by == "I. Spekteur"
    assert_whole(iszw)


def test_another_entry_at_the_same_place_is_refused(
    intake: DatabaseStore, iszw: DatabaseStore, make_store: MakeStore
) -> None:
    iszw.take_excerpt(excerpt(intake), PHOTOS)
    forged = [_reworded(entry, "900") for entry in excerpt(intake)]
    with pytest.raises(BundleRefused):
        iszw.take_excerpt(forged, PHOTOS)
    coordinator = make_store("coordinator")
    coordinator.merge(intake.entries(), PHOTOS)
    with pytest.raises(BundleRefused):
        coordinator.take_excerpt(forged, PHOTOS)
    assert coordinator.interview(TALK).answers["/data/pay/amount"].value == "800"
    assert iszw.interview(TALK).answers["/data/pay/amount"].value == "800"


def _reworded(entry: Entry, value: str) -> Entry:
    if entry.payload is None or entry.payload.get("reference") != "/data/pay/amount":
        return entry
    payload = {**entry.payload, "value": value}
    changed = replace(entry, payload=payload, payload_digest=sha256_hex(canonical_json(payload)))
    return replace(changed, digest=changed.computed_digest())


def test_a_changed_entry_is_refused_and_nothing_of_its_bundle_stays(
    intake: DatabaseStore, iszw: DatabaseStore
) -> None:
    *good, last = excerpt(intake)
    with pytest.raises(BundleRefused):
        iszw.take_excerpt([*good, replace(last, actor="Iemand anders")], PHOTOS)
    assert iszw.excerpts() == ()
    with pytest.raises(KeyError):
        iszw.case(CASE)


def test_an_entry_of_this_laptop_that_it_does_not_know_is_refused(
    make_store: MakeStore, intake: DatabaseStore
) -> None:
    restored = make_store("oud", None)
    restored.become(DeviceId("intake"))
    with pytest.raises(BundleRefused):
        restored.take_excerpt(excerpt(intake), PHOTOS)
    assert intake.take_excerpt(excerpt(intake), PHOTOS).subjects == frozenset()


def test_a_missing_or_changed_attachment_is_refused(intake: DatabaseStore, iszw: DatabaseStore) -> None:
    for contents in ({}, {sha256_hex(PHOTO): b"another"}):
        with pytest.raises(BundleRefused):
            iszw.take_excerpt(excerpt(intake), contents)
        assert iszw.excerpts() == ()


def test_the_whole_chain_takes_over_later(
    intake: DatabaseStore, iszw: DatabaseStore, make_store: MakeStore
) -> None:
    iszw.take_excerpt(excerpt(intake), PHOTOS)
    iszw.merge(intake.entries(), PHOTOS)
    assert iszw.excerpts() == ()
    assert [head.device for head in iszw.heads()] == ["intake", "iszw"]
    assert_whole(iszw)
    straight = make_store("straight")
    straight.merge(intake.entries(), PHOTOS)
    straight.merge(iszw.entries(), PHOTOS)
    around = make_store("around")
    around.take_excerpt(excerpt(intake), PHOTOS)
    around.merge(iszw.entries(), PHOTOS)
    assert around.projections_digest() == straight.projections_digest()


def test_a_chain_that_says_otherwise_than_the_excerpt_is_refused(
    intake: DatabaseStore, make_store: MakeStore
) -> None:
    other = make_store("other")
    other.become(DeviceId("intake"))
    other.record([opened("case-7", "BV-0007-7") for _ in range(8)])
    coordinator = make_store("coordinator")
    coordinator.take_excerpt(excerpt(intake), PHOTOS)
    with pytest.raises(BundleRefused):
        coordinator.merge(other.entries())
    assert coordinator.heads() == ()


def test_an_erased_case_stays_erased_when_the_chain_arrives(
    intake: DatabaseStore, iszw: DatabaseStore
) -> None:
    iszw.take_excerpt(excerpt(intake), PHOTOS)
    iszw.erase_case(CASE)
    assert [entry.payload for entry in iszw.excerpts()] == [None] * 5
    with pytest.raises(KeyError):
        iszw.case(CASE)
    with pytest.raises(KeyError):
        iszw.attachment_content(sha256_hex(PHOTO))
    assert iszw.take_excerpt(excerpt(intake), PHOTOS).subjects == frozenset()
    with pytest.raises(KeyError):
        iszw.case(CASE)
    iszw.merge(intake.entries(), PHOTOS)
    with pytest.raises(KeyError):
        iszw.case(CASE)
    with pytest.raises(KeyError):
        iszw.attachment_content(sha256_hex(PHOTO))
    assert iszw.case(CaseId("case-0")).code == "BV-0000-0"
    assert_whole(iszw)


def test_a_question_that_names_an_erased_case_is_forgotten_too(
    intake: DatabaseStore, iszw: DatabaseStore
) -> None:
    code = intake.case(CASE).code
    kinds = (events.IDENTITY_QUESTIONED, events.IDENTITY_CONFIRMED)
    intake.record(
        [make("case-0", named) for make in (questioned, confirmed) for named in (code, "BV-0009-9")]
    )
    asked = [entry for entry in intake.entries() if entry.kind in kinds]
    iszw.take_excerpt([*excerpt(intake), *asked], PHOTOS)
    iszw.erase_case(CASE)
    for kind in kinds:
        left = [one.payload for one in iszw.excerpts() if one.kind == kind]
        assert [None if one is None else one["with"] for one in left] == [None, "BV-0009-9"]
    assert_whole(iszw)


def test_a_row_that_was_changed_on_disk_is_found(intake: DatabaseStore, iszw: DatabaseStore) -> None:
    iszw.take_excerpt(excerpt(intake), PHOTOS)
    iszw._connection.execute("UPDATE excerpts SET payload = replace(payload, '800', '900')")
    [answered] = [entry for entry in excerpt(intake) if "800" in str(entry.payload)]
    assert iszw.broken() == [Break(DeviceId("intake"), answered.sequence, "digest")]


def test_an_attachment_that_is_gone_from_disk_is_found(intake: DatabaseStore, iszw: DatabaseStore) -> None:
    iszw.take_excerpt(excerpt(intake), PHOTOS)
    iszw._connection.execute("DROP TRIGGER attachments_stay")  # which is in the way of a hand, not of a disk
    iszw._connection.execute("DELETE FROM attachment_contents")
    [given] = [entry for entry in excerpt(intake) if entry.payload and "attachment" in entry.payload]
    assert iszw.broken() == [Break(DeviceId("intake"), given.sequence, "attachment")]


def test_entries_of_one_kind_are_read_with_the_excerpts(intake: DatabaseStore, iszw: DatabaseStore) -> None:
    iszw.take_excerpt(excerpt(intake), PHOTOS)
    assert [entry.subject for entry in iszw.entries_of(events.CASE_OPENED)] == ["case-9", "case-1"]
