"""A store as large as one laptop may get: 20,000 cases with 300,000 answers, built through the real journal.

The work of a hundred days in one action: the last day is under way, all others are over. Everything but keys
and random identifiers follows from the seed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.domain import events
from fieldcheck.domain.action_json import action_to_json
from fieldcheck.domain.case import case_code
from fieldcheck.domain.identifiers import CaseId, DeviceId, case_id, home_id
from fieldcheck.domain.identity.person_json import person_to_json
from fieldcheck.domain.interview import Answer
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.qualification import reflection_end
from fieldcheck.domain.roles import Role
from fieldcheck.domain.things.earlier import Earlier, earlier_to_json
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.domain.things.thing_json import thing_to_json
from fieldcheck.rehearsal import give_answers, workers
from fieldcheck.store.database import DatabaseStore
from fieldcheck.usecases import forms
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.sealing import seal_to
from fieldcheck.usecases.setup import set_up_practice
from tests.benchmarks import desk_people as people

USER = "H. de Wit"
PASSPHRASE = "stro koffie lantaarn plank"
SEED = 20261122
FORM = "intake-park"
ANSWERS_EACH = 15
A_DAY = 200
"""Persons who pass on one day."""
UNDER_WAY = 60
"""Persons of the last day who are still in the street."""
_BUILDING = "PRAGMA cache_size=-262144"
"""KiB while building; what is measured opens the file anew, as the application does."""
_CASES_AT_ONCE = 200
_FIRST_DAY = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
_WORKERS_DAY = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
"""The day of the talks that the answers are taken from."""
_WAY = ("gemeente", "politie", "belastingdienst", "coordinator")
FILE = "fieldcheck.db"
_LANGUAGES = ("pl", "pl", "pl", "ro", "ro", "bg", "uk", "lt")
OFFICERS = ("A. Jansen", "B. de Vries", "C. Bakker", "D. Visser", "E. Smit", "F. Meijer")


class DayClock:
    """The clock of the laptop: some seconds between two entries, and nights that are skipped."""

    def __init__(self, start: datetime = _FIRST_DAY) -> None:
        self._at = start

    def __call__(self) -> datetime:
        self._at += timedelta(seconds=2)
        return self._at

    def go_on_after(self, moment: datetime) -> None:
        """What was recorded until ``moment`` is over."""
        self._at = moment

    def next_day(self) -> None:
        """Go on at five o'clock (UTC) of the next day."""
        self._at = (self._at + timedelta(days=1)).replace(hour=5, minute=0, second=0)


@dataclass(frozen=True, slots=True)
class Things:
    """The things that cases are linked with, by id; those in front have most of the people."""

    employers: tuple[str, ...]
    agencies: tuple[str, ...]
    dwellings: tuple[str, ...]
    vehicles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """The store, a desk at it and what is in it."""

    desk: Desk
    cases: list[CaseId]
    codes: list[str]
    referred: list[CaseId]
    things: Things
    serial: str
    """Of a proof of control that was issued."""

    @property
    def store(self) -> DatabaseStore:
        """The store of the desk, as what it really is."""
        return _as_it_is(self.desk)


def open_built(folder: Path) -> Built:
    """Open what :func:`build` left in ``folder``, as the application would on the next morning."""
    clock = DayClock()
    installed = Installation(folder, clock)
    store = installed.vault.unlock(USER, PASSPHRASE)
    assert isinstance(store, DatabaseStore)
    clock.go_on_after(store.trail(limit=1)[0].at)
    clock.next_day()

    def found(query: str, *values: str) -> list[str]:
        with store._reading() as connection:
            return [row[0] for row in connection.exec_driver_sql(query, values)]

    def of_kind(kind: ThingKind) -> tuple[str, ...]:
        most = "(SELECT count(*) FROM thing_links WHERE thing = things.id) DESC, id"
        return tuple(found(f"SELECT id FROM things WHERE kind = ? ORDER BY {most}", kind.value))  # noqa: S608

    return Built(
        desk=installed.sit_down(store, user=USER, role=Role.COORDINATOR),
        cases=list(map(CaseId, found("SELECT id FROM cases ORDER BY opened"))),
        codes=found("SELECT code FROM cases ORDER BY opened"),
        referred=list(map(CaseId, found("SELECT DISTINCT case_id FROM referrals ORDER BY sent"))),
        things=Things(
            employers=of_kind(ThingKind.EMPLOYER),
            agencies=of_kind(ThingKind.AGENCY),
            dwellings=of_kind(ThingKind.DWELLING),
            vehicles=of_kind(ThingKind.VEHICLE),
        ),
        serial=found("SELECT serial FROM papers WHERE paper = 'control-proof' LIMIT 1")[0],
    )


def build(folder: Path, cases: int, *, prefix: str = "OE", seed: int = SEED) -> DatabaseStore:
    """Build a store with this many cases in ``folder``; it is still open."""
    clock = DayClock()
    desk = _new_desk(folder, clock, Role.COORDINATOR, device=f"device-{prefix}")
    store = _as_it_is(desk)
    store._connection.execute(_BUILDING)
    _Builder(desk, clock, Random(seed), prefix).build(cases)  # noqa: S311 - fictitious people
    return store


def _new_desk(folder: Path, clock: DayClock, role: Role, *, device: str) -> Desk:
    installed = Installation(folder, clock)
    store = installed.vault.create(USER, PASSPHRASE, DeviceId(device)).store
    set_up_practice(store, user=USER, action=practice_action(), clock=clock)
    return installed.sit_down(store, user=USER, role=role)


def _as_it_is(desk: Desk) -> DatabaseStore:
    assert isinstance(desk.store, DatabaseStore)
    return desk.store


class _Builder:
    def __init__(self, desk: Desk, clock: DayClock, chance: Random, prefix: str) -> None:
        self._desk, self._clock, self._chance, self._prefix = desk, clock, chance, prefix
        self._digest = forms.publish_form(desk, FORM).digest
        self._talks = _talks()
        self._note = seal_to(desk, b"Vervolggesprek afgesproken (fictief).", ["iszw"])
        self._people = [people.person(chance, _FIRST_DAY.date()) for _ in range(400)]
        self._names = 0

    def build(self, count: int) -> None:
        things = self._record_things(count)
        self._desk.store.record(list(self._homes()))
        for first in range(0, count, _CASES_AT_ONCE):
            numbers = range(first, min(first + _CASES_AT_ONCE, count))
            drafts: list[Draft] = []
            for number in numbers:
                drafts += self._case(number, things, over=number < count - UNDER_WAY)
            self._desk.store.record(drafts)
            if numbers.stop % A_DAY == 0 and numbers.stop < count:
                self._close_day()
        action = replace(self._desk.action, day=self._clock().date())
        payload = {"action": action_to_json(action), "reason": "een dag later"}
        self._desk.write(events.ACTION_CHANGED, "action", action.id, payload)

    def _draft(self, kind: str, subject_kind: str, subject: str, payload: dict[str, object]) -> Draft:
        by = self._chance.choice(OFFICERS)
        return replace(self._desk.draft(kind, subject_kind, subject, payload), actor=by)

    def _new(self, what: str) -> str:
        self._names += 1
        return f"{self._prefix.lower()}-{what}-{self._names:07d}"

    def _close_day(self) -> None:
        posts = ("intake", "intake2")
        counted = [
            self._draft(
                events.PERSONS_COUNTED,
                "action",
                self._desk.action.id,
                {"post": post, "what": "passed", "count": self._chance.randrange(1, 30)},
            )
            for post in posts
        ]
        closed = self._draft(
            events.DAY_CLOSED, "action", self._desk.action.id, {"unfinished": [], "reason": ""}
        )
        arrived = {
            "bundle": "day",
            "device": "device-x",
            "device_name": "intake9",
            "digest": "d" * 64,
            "entries": 9,
        }
        came = self._draft(events.BUNDLE_IMPORTED, "action", self._desk.action.id, dict(arrived))
        self._desk.store.record([*counted, came, closed])
        self._clock.next_day()

    def _homes(self) -> Iterator[Draft]:
        for number in range(600):
            name, sector = f"Chalet {number + 1}", "ABCDEF"[number // 100]
            result = self._chance.choice(("planned", "visited", "visited", "nobody", "refused"))
            persons = self._chance.randrange(1, 7) if result == "visited" else None
            payload = {"name": name, "sector": sector, "result": result, "persons": persons, "reason": ""}
            subject = home_id(self._desk.action.id, sector, name)
            yield self._draft(events.HOME_RECORDED, "home", subject, payload)

    def _record_things(self, cases: int) -> Things:
        chance = self._chance
        kinds = {
            "employers": [people.firm(chance, ThingKind.EMPLOYER) for _ in range(max(cases // 50, 5))],
            "agencies": [people.firm(chance, ThingKind.AGENCY) for _ in range(max(cases // 80, 5))],
            "dwellings": [people.dwelling(chance, chance.randrange(40)) for _ in range(max(cases // 4, 5))],
            "vehicles": [people.vehicle(chance) for _ in range(max(cases // 8, 5))],
        }
        ids: dict[str, tuple[str, ...]] = {}
        for name, things in kinds.items():
            ids[name] = tuple(self._new("thing") for _ in things)
            pairs = zip(ids[name], things, strict=True)
            self._desk.store.record(
                [
                    self._draft(events.THING_RECORDED, "thing", id_, {"thing": thing_to_json(thing)})
                    for id_, thing in pairs
                ]
            )
            self._desk.store.record(list(self._brought(ids[name], things)))
        return Things(**ids)

    def _brought(self, ids: Sequence[str], things: Sequence[Thing]) -> Iterator[Draft]:
        """Half of them were met before, in the two actions before this one."""
        for id_, thing in zip(ids[::2], things[::2], strict=True):
            persons = self._chance.randrange(1, 40)
            met = (
                Earlier("Park Heidebos", _FIRST_DAY.date() - timedelta(days=ago), persons) for ago in (7, 30)
            )
            payload: dict[str, object] = {"thing": thing_to_json(thing), "earlier": earlier_to_json(met)}
            yield self._draft(events.THING_BROUGHT, "thing", id_, payload)

    def _case(self, number: int, things: Things, *, over: bool) -> list[Draft]:
        code = case_code(self._prefix, number + 1)
        case = case_id(self._desk.action.id, code)
        post = self._chance.choice(("intake", "intake2"))
        referred = self._chance.random() < 0.1
        written = [
            self._draft(events.CASE_OPENED, "case", case, {"code": code, "post": post}),
            self._identity(case),
            *self._talk(case, over=over),
            *self._links(case, things),
        ]
        if over or self._chance.random() < 0.5:
            written += self._decided(case, referred=referred)
            written += self._way(case, post, over=over, referred=referred)
        if over:
            written += self._papers(case)
        if referred:
            written += self._referral(case, over=over)
        return written

    def _identity(self, case: str) -> Draft:
        if self._chance.random() < 0.02:  # somebody who was here before
            person = self._chance.choice(self._people)
        else:
            person = people.person(self._chance, _FIRST_DAY.date())
            self._people[self._chance.randrange(len(self._people))] = person
        return self._draft(events.IDENTITY_RECORDED, "case", case, {"identity": person_to_json(person)})

    def _talk(self, case: str, *, over: bool) -> Iterator[Draft]:
        talk, language = self._new("talk"), self._chance.choice(_LANGUAGES)
        answers = self._chance.choice(self._talks)
        begun: dict[str, object] = {
            "case": case,
            "form_id": FORM,
            "form_digest": self._digest,
            "language": language,
            "position": answers[0].reference,
        }
        yield self._draft(events.INTERVIEW_STARTED, "interview", talk, begun)
        for answer in answers:
            said = {
                "reference": answer.reference,
                "value": answer.value,
                "state": answer.state.value,
                "language": language,
                "position": answer.reference,
            }
            yield self._draft(events.ANSWER_RECORDED, "interview", talk, said)
        if over or self._chance.random() < 0.8:
            refused = "yes" if self._chance.random() < 0.04 else "no"
            yield self._draft(events.INTERVIEW_FINISHED, "interview", talk, {"refused": refused})
        else:
            yield self._draft(events.INTERVIEW_PAUSED, "interview", talk, {"reason": "pause"})

    def _links(self, case: str, things: Things) -> Iterator[Draft]:
        chosen = (
            ("works-for", things.employers, 0.9),
            ("sent-by", things.agencies, 0.6),
            ("lives-at", things.dwellings, 0.9),
            ("travels-in", things.vehicles, 0.3),
        )
        for relation, many, share in chosen:
            if self._chance.random() < share:
                payload = {"case": case, "relation": relation, "source": "officer"}
                yield self._draft(
                    events.THING_LINKED, "thing", people.one_of_few(self._chance, many), dict(payload)
                )

    def _decided(self, case: str, *, referred: bool) -> Iterator[Draft]:
        to = "iszw" if referred else "next-post"
        shown = {"interview": "", "interviews": [], "signals": [], "blank": [], "routes": [to]}
        yield self._draft(events.ASSESSMENT_MADE, "case", case, dict(shown))
        yield self._draft(events.RECORD_VIEWED, "case", case, {"screen": "outcome"})
        decided = {"to": to, "proposed": to, "reason": ""}
        yield self._draft(events.ROUTE_DECIDED, "case", case, dict(decided))

    def _way(self, case: str, begun: str, *, over: bool, referred: bool) -> Iterator[Draft]:
        here = begun
        way = [*(["iszw"] if referred else []), *_WAY]
        if self._chance.random() < 0.05:
            way.insert(-1, "opvang")
        for post in way if over else way[: self._chance.randrange(1, len(way))]:
            sent = {"from": here, "to": post, "reason": ""}
            yield self._draft(events.CASE_SENT, "case", case, dict(sent))
            luck = self._chance.random()
            if over and luck < 0.06:
                kind = events.POST_REFUSED if luck < 0.02 else events.POST_SKIPPED
                yield self._draft(kind, "case", case, {"post": post, "reason": "geen tijd"})
            elif over or luck < 0.5:
                yield self._draft(events.CASE_CALLED, "case", case, {"post": post})
            here = post

    def _papers(self, case: str) -> Iterator[Draft]:
        if self._chance.random() < 0.05:
            left = {"post": "coordinator", "reason": "moest werken"}
            yield self._draft(events.CASE_LEFT, "case", case, dict(left))
            return
        serial = f"{self._prefix}-{self._names:06d}"
        for paper in ("rights-letter", "control-proof"):
            issued = {"paper": paper, "serial": serial, "language": "pl", "digest": "d" * 64}
            yield self._draft(events.PAPER_ISSUED, "case", case, dict(issued))

    def _referral(self, case: str, *, over: bool) -> Iterator[Draft]:
        referral = self._new("referral")
        urgency = "acute" if self._chance.random() < 0.3 else "regular"
        sent: dict[str, object] = {
            "case": case,
            "to": self._chance.choice(("iszw", "iszw", "iszw", "zorgcoordinator")),
            "urgency": urgency,
            "why": ["papieren bij de werkgever", "loon ver onder het minimum"],
            "how": "walked",
        }
        yield self._draft(events.REFERRAL_SENT, "referral", referral, sent)
        if not over and self._chance.random() < 0.5:
            return
        yield self._draft(events.REFERRAL_ACKNOWLEDGED, "referral", referral, {"by": "A. Bakker", "how": ""})
        assessed = {"assessment": "taken-up", "sealed_note": self._note}
        yield self._draft(events.REFERRAL_ASSESSED, "referral", referral, dict(assessed))
        yield from self._dossier(case, over=over)
        if over and self._chance.random() < 0.9:
            yield self._draft(
                events.REFERRAL_DONE, "referral", referral, {"by": "A. Bakker", "result": "afgerond"}
            )
            told = {"outcome": "done", "words": "Opgepakt en afgerond."}
            yield self._draft(events.OUTCOME_GIVEN, "referral", referral, dict(told))

    def _dossier(self, case: str, *, over: bool) -> Iterator[Draft]:
        sealed = {"sealed": self._note, "to": "iszw", "about": "assessment"}
        yield self._draft(events.NOTE_SEALED, "case", case, dict(sealed))
        step = {"step": "risk-factors", "reason": "lange dagen (fictief)"}
        yield self._draft(events.QUALIFICATION_SET, "case", case, dict(step))
        day = self._clock().date().isoformat() if self._chance.random() < 0.5 else ""
        # Of what was planned in a case that is over, most was done.
        stage = "done" if over and self._chance.random() < 0.85 else "planned"
        plan = {"what": "bellen", "on": day, "who": "A. Bakker", "stage": stage, "of": "", "reason": ""}
        yield self._draft(events.FOLLOW_UP_PLANNED, "case", case, dict(plan))
        chance = self._chance.random()
        if chance > 0.6:
            now = self._clock().date()
            ends = reflection_end(now, dublin=False)
            told = {"told": now.isoformat(), "ends": ends.isoformat(), "dublin": False}
            told |= {"answer": "accepted", "language": "pl"}
            yield self._draft(events.REFLECTION_OFFERED, "case", case, dict(told))
        if chance < 0.3:
            report: dict[str, object] = {
                "stage": "queued",
                "reporter": "iszw",
                "proof": "",
                "reason": "",
                "consent": False,
            }
            yield self._draft(events.COMENSHA_REPORTED, "case", case, report)


def _talks() -> list[list[Answer]]:
    """The first answers of the fictitious workers, as the form really asks them."""
    with TemporaryDirectory(prefix="fieldcheck-") as folder:
        desk = _new_desk(Path(folder), DayClock(_WORKERS_DAY), Role.HANDHAVER, device="talks")
        try:
            return [list(_first(_played(desk, worker))) for worker in workers()[:4]]
        finally:
            desk.store.close()


def _played(desk: Desk, worker: object) -> Iterable[Answer]:
    from fieldcheck.usecases.answers_file import AnswersFile

    assert isinstance(worker, AnswersFile)
    interviewing = start_interview(desk, open_case(desk).id, "pl")
    give_answers(interviewing, worker.by_reference(interviewing.run.references()))
    return desk.store.interview(interviewing.interview.id).answers.values()


def _first(answers: Iterable[Answer]) -> list[Answer]:
    spoken = [one for one in answers if not one.reference.endswith("]") and "[" not in one.reference]
    return sorted(spoken, key=lambda answer: answer.at)[:ANSWERS_EACH]


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2])).close()
