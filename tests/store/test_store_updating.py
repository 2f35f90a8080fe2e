"""What arrives late counts as if all had been replayed: laptops that work and meet at random."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from store_drafts import SteppingClock, answer, draft, opened, paper, sent, started

from fieldcheck.domain import events
from fieldcheck.domain.errors import Bug
from fieldcheck.domain.identifiers import CaseId, FormDigest
from fieldcheck.domain.journal import Draft, Entry, sha256_hex
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.domain.things.thing_json import thing_to_json
from fieldcheck.store import projections
from fieldcheck.store.database import DatabaseStore
from tests.store.conftest import MakeStore

CASES = [f"case-{number}" for number in range(5)]
THINGS = ["thing-1", "thing-2", "thing-3"]
FORMS = {FormDigest(sha256_hex(content)): content for content in (b"{}", b"[]")}
FORM = next(iter(FORMS))


def something(chance: random.Random) -> Draft:
    """Work at a post about one of a few cases, things and homes that all laptops share."""
    case, other = chance.sample(CASES, 2)
    thing, into = chance.sample(THINGS, 2)
    talk, referral = f"talk-{case}-{chance.randrange(2)}", f"ref-{case}"
    begin = started(talk, case)
    post, when = chance.choice(["intake", "gemeente", "iszw"]), str(chance.randrange(99))
    makers: list[Callable[[], Draft]] = [
        lambda: opened(case, f"BV-{case[-1] * 4}-0"),
        lambda: draft(events.CASE_RECEIVED, case, code=f"BV-{case[-1] * 4}-0", post=post),
        lambda: replace(begin, payload={**begin.payload, "form_digest": FORM}),
        *[lambda: answer(f"/data/q{chance.randrange(3)}", when, interview=talk)] * 4,
        lambda: draft(events.INTERVIEW_FINISHED, talk, refused=chance.choice(["yes", "no", "later"])),
        lambda: draft(events.INTERVIEW_PAUSED, talk, reason=chance.choice(["refused", "officer"])),
        lambda: draft(events.INTERVIEW_RESUMED, talk),
        lambda: sent(referral, case),
        lambda: draft(events.REFERRAL_ACKNOWLEDGED, referral, by=f"I. {when}", how=""),
        lambda: draft(events.REFERRAL_DONE, referral, by="I. Spekteur", result=when),
        lambda: draft(events.CASE_SENT, case, **{"from": "intake", "to": post, "reason": when}),
        lambda: draft(events.CASE_CALLED, case, post=post),
        lambda: draft(events.POST_SKIPPED, case, post=post, reason=when),
        lambda: draft(events.POST_REFUSED, case, post=post, reason=""),
        lambda: draft(events.ROUTE_DECIDED, case, to=post, proposed="", reason=when),
        lambda: paper(f"CB-{when}", case=case),
        lambda: draft(events.PERSONS_COUNTED, "action-1", post=post, what="passed", count=1),
        lambda: draft(
            events.HOME_RECORDED, "home-1", name="12", sector="", result="visited", persons=2, reason=when
        ),
        lambda: draft(events.QUALIFICATION_SET, case, step="nothing", reason=when),
        lambda: draft("cases.joined", case, other=other, reason=when),
        lambda: draft("cases.parted", case, other=other, reason=when),
        lambda: draft(
            events.IDENTITY_CONFIRMED,
            case,
            **{"with": f"BV-{other[-1] * 4}-0", "right": "yes", "reason": when},
        ),
        lambda: draft(
            events.THING_RECORDED, thing, thing=thing_to_json(Thing(ThingKind.EMPLOYER, f"Bedrijf {when}"))
        ),
        lambda: draft(
            events.THING_BROUGHT,
            thing,
            thing=thing_to_json(Thing(ThingKind.EMPLOYER, f"Bedrijf van elders {when}")),
            earlier=[{"park": "Elders", "day": "2026-11-15", "persons": chance.randrange(1, 4)}],
        ),
        lambda: draft(events.THING_LINKED, thing, case=case, relation="works-for", source="officer"),
        lambda: draft(events.THING_UNLINKED, thing, case=case, relation="works-for", reason=when),
        lambda: draft("things.merged", thing, into=into, reason=when),
        lambda: draft("things.parted", thing, reason=when),
    ]
    return chance.choice(makers)()


def work(store: DatabaseStore, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 8)):
        try:
            store.record([something(chance)])
        except Bug:  # about something that this laptop does not know
            continue


def meet(here: DatabaseStore, there: DatabaseStore, chance: random.Random) -> None:
    """Take in the other's whole journal, or what it knows of one case."""
    if chance.random() < 0.5:
        here.merge(there.entries())
        return
    about = there.entries_about(CaseId(chance.choice(CASES)))
    here.take_excerpt([entry for entry in about if entry.device != here.device])


def assert_as_replayed(store: DatabaseStore) -> None:
    kept = store.projections_digest()
    store.rebuild()
    assert store.projections_digest() == kept


@pytest.mark.parametrize("seed", range(12))
def test_what_arrives_counts_as_if_all_was_replayed(make_store: MakeStore, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which work, not a secret
    stores = [
        make_store(f"laptop-{number}", SteppingClock("2026-11-22T05:00:00+00:00", chance.randrange(50, 900)))
        for number in range(3)
    ]
    for _ in range(14):
        for store in stores:
            work(store, chance)
        here, there = chance.sample(stores, 2)
        meet(here, there, chance)
        assert_as_replayed(here)
        if chance.random() < 0.1:
            here.erase_case(CaseId(chance.choice(CASES)))
            assert_as_replayed(here)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_read_by_index_is_what_reading_all_would_find(make_store: MakeStore, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which work, not a secret
    stores = [
        make_store(f"laptop-{number}", SteppingClock("2026-11-22T05:00:00+00:00", chance.randrange(50, 900)))
        for number in range(3)
    ]
    for _ in range(25):
        here, there = chance.sample(stores, 2)
        work(here, chance)
        meet(here, there, chance)
    for store in stores:
        for form, content in FORMS.items():
            store.keep_form(form, content)
        every = [entry for entry in (*store.entries(), *store.excerpts()) if entry.payload is not None]
        every.sort(key=lambda entry: (entry.clock, entry.device, entry.sequence))
        for case in CASES:
            assert store.entries_about(CaseId(case)) == tuple(about(every, case))
            talks = {one.id for one in store.interviews(CaseId(case))}
            said = [one for one in every if one.kind == events.ANSWER_RECORDED and one.subject in talks]
            assert store.answers_about(CaseId(case)) == tuple(said)
        kinds = {entry.kind for entry in every}
        for kind in kinds:
            assert store.entries_of(kind) == tuple(entry for entry in every if entry.kind == kind)
        chains = Counter(entry.kind for entry in store.entries())
        counted = kinds - {events.ANSWER_RECORDED}
        assert store.tally(counted) == {kind: chains[kind] for kind in counted}
        here = {one.id for case in CASES for one in store.interviews(CaseId(case))}
        begun = any(one.kind == events.INTERVIEW_STARTED and one.subject in here for one in store.entries())
        assert store.forms_used() == ((FORM,) if begun else ())


def about(every: Iterable[Entry], case: str) -> Iterator[Entry]:
    """What is said of a case, found by looking at everything."""
    known = list(every)
    naming = {
        entry.subject
        for entry in known
        if entry.kind in (events.INTERVIEW_STARTED, events.REFERRAL_SENT, events.THING_LINKED)
        and (entry.payload or {}).get("case") == case
    }
    for entry in known:
        by_kind = {
            "case": entry.subject == case,
            "interview": entry.subject in naming,
            "referral": entry.subject in naming,
            "thing": entry.subject in naming
            if entry.kind in (events.THING_RECORDED, events.THING_BROUGHT)
            else (entry.payload or {}).get("case") == case,
        }
        if by_kind.get(entry.subject_kind):
            yield entry


def test_what_arrives_replays_nothing_else(make_store: MakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    intake = make_store("intake")
    coordinator = make_store("coordinator", SteppingClock("2026-11-22T12:00:00+00:00"))
    intake.record([opened(), started(), answer(), sent()])
    coordinator.record([opened("case-9", "CO-0001-8"), started("talk-9", "case-9")])
    applied: list[str] = []
    apply = projections.apply

    def watched(connection: sqlcipher.Connection, entries: Iterable[Entry]) -> None:
        known = list(entries)
        applied.extend(entry.subject for entry in known)
        apply(connection, known)

    monkeypatch.setattr(projections, "apply", watched)
    coordinator.merge(intake.entries())
    coordinator.record([answer("/data/pay/period", "week")])
    intake.record([answer("/data/pay/period", "month")])
    coordinator.merge(intake.entries())
    assert set(applied) == {"case-1", "talk-1", "ref-1"}
    applied.clear()
    coordinator.erase_case(CaseId("case-1"))
    assert set(applied) == {"case-1", "talk-1", "ref-1"}
    monkeypatch.undo()
    assert_as_replayed(coordinator)


def test_a_link_counts_once_its_case_is_known_and_only_if_it_was_known_by_then(make_store: MakeStore) -> None:
    early, late = make_store("early"), make_store("late", SteppingClock("2026-11-22T12:00:00+00:00"))
    here = make_store("here")
    thing = thing_to_json(Thing(ThingKind.EMPLOYER, "Bedrijf Verzonnen"))
    early.record([opened()])
    early.record([draft(events.THING_RECORDED, "thing-1", thing=thing)])
    early.record([draft(events.THING_LINKED, "thing-1", case="case-1", relation="works-for", source="form")])
    late.record([opened()])
    opening, *linking = early.entries()
    here.take_excerpt(linking)
    here.merge(late.entries())
    assert here.things_of(CaseId("case-1")) == ()
    assert_as_replayed(here)
    here.take_excerpt([opening])
    assert len(here.things_of(CaseId("case-1"))) == 1
    assert_as_replayed(here)


FINISHED = draft(events.INTERVIEW_FINISHED, "talk-1")
ROUTED = draft(events.ROUTE_DECIDED, "case-1", to="iszw", proposed="", reason="")
TAKEN_OVER = draft(events.REFERRAL_ACKNOWLEDGED, "ref-1", by="I. Spekteur", how="")
JOINED = draft(events.CASES_JOINED, "case-2", other="case-1", reason="één persoon")


@pytest.mark.parametrize("late", [FINISHED, ROUTED, TAKEN_OVER, JOINED])
@pytest.mark.parametrize("early", [FINISHED, ROUTED, TAKEN_OVER, JOINED])
def test_an_early_entry_does_not_overrule_a_later_one_of_the_same_case(
    make_store: MakeStore, early: Draft, late: Draft
) -> None:
    intake = make_store("intake")
    coordinator = make_store("coordinator", SteppingClock("2026-11-22T12:00:00+00:00"))
    intake.record([opened(), opened("case-2", "BV-0002-6"), started(), sent()])
    coordinator.merge(intake.entries())
    intake.record([early])
    coordinator.record([late])
    coordinator.merge(intake.entries())
    assert_as_replayed(coordinator)
