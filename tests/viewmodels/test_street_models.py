"""The desk's queue, the homes and the identity sheet on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fieldcheck.domain.case import case_code
from fieldcheck.domain.flow import HomeResult, Passing, VisitStage
from fieldcheck.domain.identity.birth import AgeBand, PartialDate, Precision
from fieldcheck.domain.identity.mrz_layout import check_digit
from fieldcheck.domain.identity.paper import PaperKind, ReadBy
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import texts
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.street import send_on
from fieldcheck.viewmodels.homes import HomesViewModel
from fieldcheck.viewmodels.identity import IdentityViewModel, ZoneLine
from fieldcheck.viewmodels.identity_draft import Draft, person_from
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.review_case import case_history
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.street import StreetViewModel
from fieldcheck.viewmodels.workplace import Workplace
from tests.practice_desk import practice_desk

TODAY = date(2026, 11, 22)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = practice_desk(tmp_path / "laptop")
    yield made
    made.store.close()


def seated(desk: Desk) -> tuple[StreetViewModel, Shell]:
    nothing: Any = None
    workplace = Workplace(nothing, InlineJobs())
    workplace.sit(desk)
    shell = Shell(workplace, first=Screen.DESK)
    return StreetViewModel(workplace, shell), shell


def at(desk: Desk, post: str, role: Role = Role.PARTNER) -> Desk:
    return change_place(desk, role=role, post=post)


def test_what_any_screen_writes_moves_the_saved_mark(desk: Desk) -> None:
    case, other = (open_case(desk).id for _ in range(2))
    nothing: Any = None
    workplace = Workplace(nothing, InlineJobs())
    workplace.unlocked_by(desk.actor.name, desk.store)
    workplace.sit(desk)
    shell = Shell(workplace, first=Screen.DESK)
    identity = IdentityViewModel(desk, workplace.jobs, case)
    identity.load()
    before = shell.state.saved
    identity.join(other, "zelfde paspoort")
    assert shell.state.saved == desk.store.saved_at != before
    shell.written(None, waiting=True)  # an answer is on its way to the disk
    identity.part(other, "toch twee personen")
    assert shell.state.saved == desk.store.saved_at
    assert shell.state.waiting
    written = shell.state.saved
    workplace.jobs.run(lambda: desk.store.case(case), lambda _: None, lambda _: None)
    assert shell.state.saved == written  # reading saves nothing


def test_the_queue_is_called_in_turn_and_each_is_sent_on(desk: Desk) -> None:
    cases = [open_case(desk).id for _ in range(2)]
    for case in cases:
        send_on(desk, case)
    model, _ = seated(at(desk, "gemeente", Role.MUNICIPAL_CLERK))
    assert (model.state.waiting, model.state.chosen) == (2, cases[0])
    model.call_next()
    model.call_next()
    assert [visit.stage for visit in model.state.queue] == [VisitStage.AT, VisitStage.AT]
    assert model.state.chosen == cases[1]
    model.ask_where(cases[0])
    sending = model.state.sending
    assert sending is not None
    assert (sending.proposed, sending.posts[0].name) == ("politie", "Politie")
    assert "gemeente" not in {post.code for post in sending.posts}
    model.put_away()
    model.send_on(cases[0], "politie")
    assert [visit.case for visit in model.state.queue] == [cases[1]]
    assert next(flow for flow in model.state.others if flow.post == "politie").waiting == 1


def test_a_quiet_post_has_a_neutral_name_and_a_neutral_task(desk: Desk) -> None:
    model, _ = seated(desk)
    tent = next(post for post in model.state.posts if post.code == "iszw")
    assert (tent.name, tent.tasks) == ("Gesprekstent", ("een rustig gesprek",))
    _, shell = seated(desk)
    for role, read in (
        (Role.HANDHAVER, "Gesprekstent"),
        (Role.ISZW_INSPECTOR, desk.action.post("iszw").name),
    ):
        shell.seated(at(desk, "iszw", role))
        assert shell.state.post == read  # the bar stands on every screen, also on that of a talk
    own, _ = seated(at(desk, "iszw", Role.ISZW_INSPECTOR))
    assert "Arbeidsinspectie" in own.state.name_of("iszw")


def test_a_code_receives_and_a_serial_is_checked(desk: Desk) -> None:
    model, _ = seated(at(desk, "politie"))
    model.arrive(case_code("BV", 12))
    assert model.state.visit is not None
    assert model.state.visit.stage is VisitStage.AT
    model.arrive("CB-7K3M8Q")
    assert model.state.proof is not None
    assert not model.state.proof.good
    model.put_away()
    model.arrive("BV-0012-1")
    assert model.state.problem is not None
    assert len(model.state.queue) == 1


def test_refused_skipped_and_left_end_the_visit_here(desk: Desk) -> None:
    model, _ = seated(at(desk, "politie"))
    for number in (1, 2, 3):
        model.arrive(case_code("BV", number))
    first, second, third = (visit.case for visit in model.state.queue)
    model.refuse_post(first, "belastingdienst")
    model.skip_post(second, "niets open", "belastingdienst")
    model.leave(third, "bus")
    assert (model.state.queue, model.state.problem) == ((), None)
    flow = model.state.flow
    assert flow is not None
    assert (flow.refused, flow.skipped, flow.left) == (1, 1, 1)


def test_a_count_can_be_taken_back_but_not_below_nought(desk: Desk) -> None:
    model, _ = seated(desk)
    model.count(Passing.PASSED)
    model.count(Passing.PASSED, -1)
    assert (model.state.flow and model.state.flow.passed, model.state.problem) == (0, None)
    model.count(Passing.PASSED, -1)
    assert model.state.problem is not None


def test_papers_are_on_record_and_the_proof_ends_the_way(desk: Desk) -> None:
    case = open_case(desk).id
    model, _ = seated(desk)
    model.make_slip(case)
    assert model.state.paper is not None
    assert model.state.paper.name.startswith("routebrief-")
    model.make_proof(case)
    assert model.state.paper.pdf
    assert model.state.queue == ()


def test_another_post_shows_its_own_queue(desk: Desk) -> None:
    model, shell = seated(desk)
    case = open_case(desk).id
    send_on(desk, case)
    shell.seated(at(desk, "gemeente", Role.MUNICIPAL_CLERK))
    model.refresh()
    assert (model.state.post, model.state.waiting) == ("gemeente", 1)
    model.identify(case)
    assert (shell.state.place.screen, shell.state.place.subject) == (Screen.IDENTITY, case)


def test_homes_go_on_to_the_next_planned_one(desk: Desk) -> None:
    model = HomesViewModel(desk, InlineJobs())
    model.load()
    model.add("12-14", "Noord")
    assert (len(model.state.homes), model.state.told) == (3, "3 woningen toegevoegd.")
    assert model.state.home is not None
    assert model.state.home.name == "12"
    model.record(model.state.home.id, HomeResult.VISITED, persons=2)
    assert model.state.home.name == "13"
    assert (model.state.total.visited, model.state.total.open, model.state.total.persons) == (1, 2, 2)
    model.add("48-12", "")
    assert model.state.trouble is not None
    model.add("12", "noord")
    assert model.state.told == "Deze woningen stonden er al."
    model.add("1", "Zuid")
    assert [one.sector for one in model.state.sectors] == ["Noord", "Zuid"]
    model.look_at("Zuid")
    assert [home.name for home in model.state.shown] == ["1"]
    model.add("77", "noord")  # found on the spot: what came of it can be recorded at once
    assert model.state.home is not None
    assert (model.state.home.name, model.state.home.sector) == ("77", "Noord")
    assert model.state.added == 4  # the refused one is to be put right, and stays in its field


def zone(number: str = "642117903", birth: str = "900412") -> str:
    """A fictitious passport of a fictitious person, with right check digits."""
    first = "P<BGRIVANOV<<GEORGI".ljust(44, "<")
    digits = number + check_digit(number) + f"BGR{birth}" + check_digit(birth) + "M300131"
    second = (digits + check_digit("300131")).ljust(42, "<") + "<"
    whole = second[:10] + second[13:20] + second[21:43]
    return f"{first}\n{second}{check_digit(whole)}"


def test_a_scanned_zone_fills_the_fields_and_is_saved(desk: Desk) -> None:
    case = open_case(desk).id
    model = IdentityViewModel(desk, InlineJobs(), case)
    model.load()
    model.read_zone(zone(), added=89)
    assert model.state.zone.holds, model.state.zone.words
    assert (model.state.draft.surname, model.state.draft.birth) == ("IVANOV", "12-04-1990")
    model.save()
    assert (model.state.trouble, model.state.known, model.state.changed) == (None, True, False)
    person = desk.store.identity(case)
    assert person is not None
    assert (person.papers[0].read, person.papers[0].number_verified) == (ReadBy.MRZ_SCANNED, True)


@pytest.mark.parametrize(
    ("expiry", "expired"),
    [("-1", True), ("0", False), ("1", False), ("", False), ("31-1-20", False), ("31-13-2020", False)],
)
def test_a_paper_past_its_last_day_is_remarked_and_kept(desk: Desk, expiry: str, expired: bool) -> None:
    last = desk.clock().date()
    if expiry in ("-1", "0", "1"):
        expiry = f"{last + timedelta(days=int(expiry)):%d-%m-%Y}"
    model = IdentityViewModel(desk, InlineJobs(), open_case(desk).id)
    model.load()
    model.write(Draft(number="111111111", surname="Ivanov", expiry=expiry))
    assert model.state.expired is expired
    model.write(replace(model.state.draft, kind=PaperKind.NONE_SHOWN))
    assert not model.state.expired


def test_an_expired_paper_is_remarked_again_when_it_is_looked_up(desk: Desk) -> None:
    case = open_case(desk).id
    first = IdentityViewModel(desk, InlineJobs(), case)
    first.load()
    first.write(Draft(number="111111111", surname="Ivanov", expiry="31-1-2020"))
    first.save()
    again = IdentityViewModel(desk, InlineJobs(), case)
    again.load()
    assert (first.state.trouble, again.state.expired) == (None, True)


def test_a_number_changed_by_hand_is_no_longer_a_scanned_one(desk: Desk) -> None:
    model = IdentityViewModel(desk, InlineJobs(), open_case(desk).id)
    model.load()
    model.read_zone(zone(), added=89)
    model.write(Draft(number="111111111", surname="Ivanov"))
    model.save()
    person = desk.store.identity(model.case)
    assert person is not None
    assert (person.papers[0].read, person.papers[0].checks_held) == (ReadBy.BY_EYE, frozenset())


def test_a_wrong_digit_in_the_zone_is_told_while_it_is_typed(desk: Desk) -> None:
    model = IdentityViewModel(desk, InlineJobs(), open_case(desk).id)
    model.load()
    model.read_zone(zone()[:65])
    assert model.state.zone == ZoneLine(("Regel 2: 20 van 44 tekens.",), typing=True), "nothing is wrong yet"
    assert model.state.draft == Draft(), "half a line fills nothing"
    model.read_zone(zone()[:65], added=65)
    assert not model.state.zone.typing, "a scanner that stops has lost something"
    model.read_zone(zone()[:64] + "é")
    assert not model.state.zone.typing, "a sign that cannot be there is told at once"
    model.read_zone(zone().replace("6421179", "6421178"), added=89)
    assert not model.state.zone.holds
    assert "documentnummer" in " ".join(model.state.zone.words)
    model.read_zone("")
    assert model.state.zone.words == ()


def test_who_may_be_the_same_is_joined_and_parted_from_the_sheet(desk: Desk) -> None:
    drafts = [
        Draft(kind=PaperKind.NONE_SHOWN, surname=name, given=given, birth="12-4-1990")
        for name, given in (("Иванов", "Георги"), ("Ivanov", "Georgi"))
    ]
    models = []
    for draft in drafts:
        model = IdentityViewModel(desk, InlineJobs(), open_case(desk).id)
        model.load()
        model.write(draft)
        model.save()
        models.append(model)
    one, two = models
    assert [found.case.id for found in two.state.candidates] == [one.case]
    two.join(one.case, "zelfde foto")
    assert [found.joined for found in two.state.candidates] == [True]
    assert "zelfde foto · " in two.state.decided[one.state.case_code], "why they are held to be one"
    one.load()
    assert "zelfde foto · " in one.state.decided[two.state.case_code], "at the other case too"
    two.part(one.case, "toch niet")
    assert "Niet dezelfde: toch niet · " in two.state.decided[one.state.case_code]
    told = [line.what for line in case_history(desk, one.case, texts("nl"))]
    assert [line for line in told if two.state.case_code in line] == [
        f"niet dezelfde persoon als zaak {two.state.case_code}: toch niet",
        f"samengevoegd met zaak {two.state.case_code}: zelfde foto",
    ]
    assert [found.joined for found in two.state.candidates] == [False]
    two.join(one.case, " ")
    assert two.state.trouble is not None


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (Draft(birth="31-2-1990"), "birth"),
        (Draft(country="Nergensland"), "country"),
        (Draft(expiry="31-31-2030"), "expiry"),
        (Draft(number="---"), "number"),
        (Draft(nationality="??"), "nationality"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(desk: Desk, draft: Draft, field: str) -> None:
    model = IdentityViewModel(desk, InlineJobs(), open_case(desk).id)
    model.load()
    model.write(draft)
    model.save()
    assert model.state.trouble is not None
    assert desk.store.identity(model.case) is None
    assert model.state.misplaced == field
    model.write(Draft(surname="Ivanov"))
    assert (model.state.trouble, model.state.misplaced) == (None, "")


def test_an_age_band_counts_only_without_a_birth_date() -> None:
    seen = person_from(Draft(band=AgeBand.UNDER_18), TODAY)
    assert seen.birth == PartialDate.of_band(AgeBand.UNDER_18, TODAY)
    assert person_from(Draft(band=AgeBand.UNDER_18, birth="1990"), TODAY).birth.precision is Precision.YEAR
    assert person_from(Draft(kind=PaperKind.NONE_SHOWN), TODAY).names == ()


def test_a_birth_date_typed_later_takes_the_place_of_the_estimate(desk: Desk) -> None:
    model = IdentityViewModel(desk, InlineJobs(), open_case(desk).id)
    model.load()
    model.write(Draft(surname="Ivanov", band=AgeBand.UNDER_18))
    model.save()
    model.write(replace(model.state.draft, birth="1990"))
    fills = model.state.fills
    model.save()
    assert (model.state.draft.birth, model.state.draft.band) == ("1990", AgeBand.UNKNOWN)
    assert model.state.fills > fills, "the field shows what is kept"


def test_a_zone_without_a_birth_date_leaves_the_estimate(desk: Desk) -> None:
    model = IdentityViewModel(desk, InlineJobs(), open_case(desk).id)
    model.load()
    model.write(Draft(band=AgeBand.FROM_18))
    model.read_zone(zone(birth="<<<<<<"))
    assert (model.state.draft.birth, model.state.draft.band) == ("", AgeBand.FROM_18)


def test_two_people_with_one_number_are_answered_on_the_sheet(desk: Desk) -> None:
    models = [IdentityViewModel(desk, InlineJobs(), open_case(desk).id) for _ in range(2)]
    for model, surname, birth in zip(models, ("Ivanov", "Nowak"), ("12-4-1990", "30-1-1971"), strict=True):
        model.load()
        model.write(Draft(number="642117903", country="BG", surname=surname, birth=birth))
        model.save()
    here, there = models
    here.load()
    here.confirm(there.state.case_code, "twee landen gaven één nummer")
    assert [one.confirmed for one in here.state.candidates] == [True]
    assert here.state.settled == (), "it is on the card already"
    assert "Klopt: twee landen gaven één nummer · " in here.state.decided[there.state.case_code]
    there.load()
    there.doubt(here.state.case_code, "toch nog eens kijken")
    assert [one.confirmed for one in there.state.candidates] == [False]
    there.confirm(here.state.case_code, " ")
    assert there.state.trouble is not None
