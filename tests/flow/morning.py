"""A morning in the control street, played through the use cases: four laptops, thirty people, one stick."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fieldcheck.domain.action import Action
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.day import Closing, LooseEnd
from fieldcheck.domain.errors import BundleRefused, FieldcheckError, InvalidValue
from fieldcheck.domain.flow import Passing, Visit
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.domain.identity.birth import PartialDate
from fieldcheck.domain.identity.paper import IdentityPaper, PaperKind, Person, ReadBy, ShownName
from fieldcheck.domain.people import Candidate
from fieldcheck.domain.referral import FirstAssessment, Outcome, Referral
from fieldcheck.domain.roles import Role
from fieldcheck.domain.scanning import slip_text
from fieldcheck.rehearsal import give_answers
from fieldcheck.usecases import alarming, closing, people, reviewing, street
from fieldcheck.usecases.answers_file import AnswersFile
from fieldcheck.usecases.assessing import give_first_assessment, inbox
from fieldcheck.usecases.casework import NOTHING_PROPOSED, assess_case, decide_route, open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.exporting import export_day, export_outcome, export_referral
from fieldcheck.usecases.feedback import Feedback, feedback, feedback_seen
from fieldcheck.usecases.handing_over import handover_code, take_handover
from fieldcheck.usecases.importing import Imported, take_in
from fieldcheck.usecases.interviewing import Given, start_interview
from fieldcheck.usecases.issuing import issue_proof, issue_route_slip
from fieldcheck.usecases.referring import acknowledge_referral, open_referrals
from fieldcheck.usecases.watching import DayView, watch
from tests.flow.morning_laptops import LAPTOPS, Clocks, Prepared, office, prepare, silent, unpack
from tests.flow.morning_people import (
    ACUTE,
    ACUTE_UNHEARD,
    AT_INTAKE,
    AT_INTAKE2,
    SAME_NUMBER,
    UNDERPAID,
    Said,
    said_by,
)

WHY = ("Bed weg binnen een dag na ontslag", "Paspoort bij de werkgever")
EFFECT = "Kan vannacht nergens slapen."
WORDS = "Wij spreken hem vandaag nog."
NOTE = "Eigen notitie: tolk Roemeens bellen."
TO_THE_TOWN = (1, 2, 3, 16, 17)
"""Who comes to the municipality's table before the morning is over: 2 refuses, 3 leaves, the others go on."""
PROOF_GIVEN = 1
PASSED, REFUSED = 3, 2
"""Persons without a case who are only counted at the second intake."""


@dataclass(frozen=True)
class Met:
    """One of the people, as the intake knows them."""

    said: Said
    case: CaseRow
    talk: InterviewId
    given: dict[str, Given]


@dataclass
class Morning:
    """The laptops, and what was seen along the way."""

    clocks: Clocks
    prepared: Prepared
    stick: Path
    coordinator: Desk
    intake: Desk
    intake2: Desk
    iszw: Desk
    met: dict[int, Met] = field(default_factory=dict)
    refused: dict[str, FieldcheckError] = field(default_factory=dict)
    at_the_stand: list[CaseRow] = field(default_factory=list)
    inboxes: list[tuple[Referral, ...]] = field(default_factory=list)
    imported: dict[str, Imported] = field(default_factory=dict)
    heard: list[tuple[Feedback, ...]] = field(default_factory=list)
    alike: dict[int, tuple[Candidate, ...]] = field(default_factory=dict)
    escalated: tuple[Referral, ...] = ()
    loose: tuple[LooseEnd, ...] = ()
    day: DayView | None = None
    closed: Closing = field(default_factory=Closing)
    open_after_answer: tuple[Referral, ...] = ()
    days: dict[str, Path] = field(default_factory=dict)

    @property
    def action(self) -> Action:
        return self.coordinator.action

    @property
    def desks(self) -> dict[str, Desk]:
        return {name: getattr(self, name) for name in LAPTOPS}

    def case(self, number: int) -> CaseId:
        return self.met[number].case.id

    def referral(self, number: int, to: str) -> Referral:
        desk = self.intake if number in AT_INTAKE else self.intake2
        return next(one for one in desk.store.referrals(case=self.case(number)) if one.to == to)


def unpacked(folder: Path) -> Morning:
    """The evening before in the office, and five o'clock in the street; close the stores after use."""
    clocks, stick = Clocks(), folder / "stick"
    stick.mkdir()
    prepared = prepare(office(folder / "office", clocks), stick)
    clocks.until(datetime(2026, 11, 24, 4, 0, tzinfo=UTC))
    desks = {
        name: unpack(
            folder / name,
            prepared.for_laptop(name),
            clocks.behind if name == "intake2" else clocks,
            user=user,
            role=role,
        )
        for name, (user, role) in LAPTOPS.items()
    }
    return Morning(clocks, prepared, stick, **desks)


def played(morning: Morning) -> Morning:
    """The whole morning, in the order in which it happens."""
    for step in (intakes, alarm_that_is_heard, alarm_that_is_not, the_stand, the_town, the_days, the_end):
        step(morning)
    return morning


# --- the intakes ---


def intakes(morning: Morning) -> None:
    """Thirty talks, each put on its way; papers with one number; and who only passes by."""
    for number in (*AT_INTAKE, *AT_INTAKE2):
        desk = morning.intake if number in AT_INTAKE else morning.intake2
        morning.met[number] = interviewed(desk, said_by(number))
        if number in SAME_NUMBER:
            morning.alike[number] = people.record_identity(desk, morning.case(number), person(number))
        if number not in (ACUTE, ACUTE_UNHEARD):
            send_on_from_intake(desk, morning.met[number])
    street.count_persons(morning.intake2, Passing.PASSED, PASSED)
    street.count_persons(morning.intake2, Passing.REFUSED, REFUSED)


def interviewed(desk: Desk, said: Said) -> Met:
    """A case with a finished talk."""
    case = open_case(desk)
    issue_route_slip(desk, case.id)
    talking = start_interview(desk, case.id, said.language)
    talking.run.depth = "standard"
    told = AnswersFile("", said.language, tuple(said.answers.items()))
    given = told.by_reference(talking.run.references())
    assert give_answers(talking, given) == len(given), "everything there is to say was asked"
    return Met(said, case, talking.interview.id, given)


def send_on_from_intake(desk: Desk, met: Met) -> None:
    """To the next post: as proposed, or with the officer's reason."""
    proposed = assess_case(desk, met.case.id).routes
    assert [one.to for one in proposed[:1]] == (["iszw"] if met.said.number in UNDERPAID else [])
    to = proposed[0].to if proposed else NOTHING_PROPOSED
    reason = "wil zich eerst inschrijven; gaat daarna langs" if proposed else ""
    decide_route(desk, met.case.id, to=NOTHING_PROPOSED, proposed=to, reason=reason)


def person(number: int) -> Person:
    """Who shows a passport with the number of somebody else."""
    names = {5: ("Nowak", "Anna"), 6: ("Ionescu", "Radu"), 21: ("Petrov", "Ivan")}
    paper = IdentityPaper(PaperKind.PASSPORT, "642117903", "BGR", read=ReadBy.BY_EYE)
    born = PartialDate.of_day(date(1960 + number, 3, number))
    return Person(names=(ShownName(*names[number]),), birth=born, papers=(paper,))


# --- the acute lane ---


def sound(desk: Desk, met: Met) -> None:
    """The officer sounds the alarm, and walks the person to the stand."""
    proposed = assess_case(desk, met.case.id).routes[0]
    assert (proposed.to, proposed.urgency) == ("iszw", "acute")
    alarming.send_alarm(desk, met.case.id, WHY, EFFECT)
    decide_route(desk, met.case.id, to="iszw", proposed="iszw")


def alarm_that_is_heard(morning: Morning) -> None:
    """At the stand the case is first known by its code, then by the sheet, then by the bundle."""
    desk, stand, met = morning.intake, morning.iszw, morning.met[ACUTE]
    sound(desk, met)
    attention = morning.referral(ACUTE, "attention")
    acknowledge_referral(desk, attention.id, by="C. Oördinator", how="radio")
    refuse(morning, "wrong digit", stand, lambda: street.receive_case(stand, wrong_digit(met.case.code)))
    refuse(morning, "other action", stand, lambda: street.receive_case(stand, slip_of_the_office(morning)))
    referral = morning.referral(ACUTE, "iszw")
    street.receive_case(stand, slip_text(stand.action.id, met.case.code))
    see_at_the_stand(morning)
    take_handover(stand, handover_code(desk, referral).text.lower())
    see_at_the_stand(morning)
    path = export_referral(desk, referral.id, morning.stick, progress=silent)
    morning.imported["referral"] = take_in(stand, path, progress=silent)
    see_at_the_stand(morning)
    morning.imported["referral again"] = take_in(stand, path, progress=silent)


def see_at_the_stand(morning: Morning) -> None:
    (row,) = morning.iszw.store.cases()
    morning.at_the_stand.append(row)
    morning.inboxes.append(inbox(morning.iszw))


def alarm_that_is_not(morning: Morning) -> None:
    """Nobody answers the second one; after twenty minutes it goes on to the police, who are silent too."""
    sound(morning.intake2, morning.met[ACUTE_UNHEARD])
    assert alarming.escalate(morning.intake2) == ()
    morning.clocks.wait(21)
    morning.escalated = alarming.escalate(morning.intake2)
    assert alarming.escalate(morning.intake2) == ()


def the_stand(morning: Morning) -> None:
    """The inspectorate takes it over and tells so; the intake hears of it, and looks."""
    stand, case = morning.iszw, morning.case(ACUTE)
    (referral,) = inbox(stand)
    acknowledge_referral(stand, referral.id, by=stand.actor.name, how="stand")
    give_first_assessment(stand, referral.id, FirstAssessment.TAKEN_UP, note=NOTE)
    reviewing.give_outcome(stand, referral.id, Outcome.ACCEPTED, WORDS)
    street.send_on(stand, case)
    path = export_outcome(stand, case, morning.stick, progress=silent)
    morning.heard.append(feedback(morning.intake))
    morning.imported["outcome"] = take_in(morning.intake, path, progress=silent)
    morning.heard.append(feedback(morning.intake))
    feedback_seen(morning.intake, case)
    morning.heard.append(feedback(morning.intake))


# --- the way through the street ---


def the_town(morning: Morning) -> None:
    """The municipality's laptop stays in its box: the coordinator's serves two posts, by codes alone."""
    town = change_place(morning.coordinator, role=Role.COORDINATOR, post="gemeente")
    for number in TO_THE_TOWN:
        code = morning.met[number].case.code
        case = street.receive_case(town, code.lower().replace("-", " ")).id
        assert case == morning.case(number)
        if number == 2:
            street.refuse_post(town, case, to="coordinator")
        elif number == 3:
            street.leave(town, case, reason="de bus naar het werk gaat")
        else:
            street.send_on(town, case)
    end = change_place(town, role=Role.COORDINATOR, post="coordinator")
    called = street.call_next(end)
    assert called is not None
    assert called.case == morning.case(PROOF_GIVEN)
    issue_proof(end, called.case)
    morning.coordinator = end


# --- the end of the morning ---


def the_days(morning: Morning) -> None:
    """Every laptop's day on the stick, taken in at the coordinator's; one of another action beside them."""
    coordinator = morning.coordinator
    for name in ("intake2", "iszw", "intake"):
        morning.days[name] = export_day(morning.desks[name], morning.stick, progress=silent)
    other = export_day(morning.prepared.office, morning.stick, progress=silent)
    refuse(
        morning, "other day", coordinator, lambda: take_in(coordinator, other, progress=silent), BundleRefused
    )
    for name, path in morning.days.items():
        morning.imported[name] = take_in(coordinator, path, progress=silent)


def the_end(morning: Morning) -> None:
    """What is unfinished is said, the day closes with a reason, and then the police answer after all."""
    coordinator = morning.coordinator
    morning.day = watch(coordinator)
    morning.loose = closing.closing_check(coordinator)
    refuse(morning, "close without reason", coordinator, lambda: closing.close_day(coordinator))
    morning.closed = closing.close_day(coordinator, "de stand is ingepakt; de politie belt terug")
    assert alarming.present_posts(coordinator) == frozenset()
    went_on = coordinator.store.referral(morning.escalated[0].id)
    acknowledge_referral(coordinator, went_on.id, by="A. Gent", how="called")
    morning.open_after_answer = open_referrals(coordinator)
    morning.days["coordinator"] = export_day(coordinator, morning.stick, progress=silent)


# --- refusing ---


def refuse(
    morning: Morning,
    name: str,
    desk: Desk,
    act: object,
    error: type[FieldcheckError] = InvalidValue,
) -> None:
    """Somebody tries what cannot be: it is refused, and nothing changed on that laptop."""
    assert callable(act)
    before = desk.store.projections_digest(), desk.store.heads(), desk.store.excerpts()
    with pytest.raises(error) as refused:
        act()
    assert (desk.store.projections_digest(), desk.store.heads(), desk.store.excerpts()) == before
    morning.refused[name] = refused.value


def wrong_digit(code: str) -> str:
    """The code with its last digit one further."""
    return f"{code[:-1]}{(int(code[-1]) + 1) % 10}"


def slip_of_the_office(morning: Morning) -> str:
    """A route slip of the action that the office had before."""
    return slip_text(morning.prepared.office.action.id, morning.met[ACUTE].case.code)


def visits(desk: Desk, case: CaseId) -> list[tuple[str, str]]:
    """Where somebody was, and how it ended there."""

    def told(visit: Visit) -> tuple[str, str]:
        return visit.post, visit.stage.value

    return [told(visit) for visit in desk.store.visits(case)]
