"""One document number with two people, whom two laptops met: told, asked and answered without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from four_laptops import Street, silent, street

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.day import Loose
from fieldcheck.domain.errors import BundleRefused, InvalidValue, NotAllowed, UserFixable
from fieldcheck.domain.identity.birth import PartialDate
from fieldcheck.domain.identity.paper import IdentityPaper, PaperKind, Person, ReadBy, ShownName
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.clashing import clashes, questions
from fieldcheck.usecases.closing import closing_check
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import export_day, export_questions
from fieldcheck.usecases.importing import Imported, take_in
from fieldcheck.usecases.people import (
    confirm_number,
    doubt_number,
    join_cases,
    part_cases,
    perhaps_same,
    record_identity,
)
from fieldcheck.usecases.ports import QuestionBundle
from fieldcheck.usecases.watching import watch

NUMBER = "NB7310046"


def bearer(surname: str, given: str, born: date, number: str = NUMBER) -> Person:
    paper = IdentityPaper(PaperKind.PASSPORT, number, "BGR", read=ReadBy.BY_EYE)
    return Person(names=(ShownName(surname, given),), birth=PartialDate.of_day(born), papers=(paper,))


GEORGI = bearer("Ivanov", "Georgi", date(1990, 4, 12))
ANNA = bearer("Nowak", "Anna", date(1971, 1, 30))


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[Street]:
    with street(tmp_path) as four:
        yield four


def met(desk: Desk, person: Person) -> CaseRow:
    case = open_case(desk)
    record_identity(desk, case.id, person)
    return case


def bring(desk: Desk, *others: Desk, folder: Path) -> None:
    for other in others:
        take_in(desk, export_day(other, folder, progress=silent), progress=silent)


def ask(laptops: Street, stick: Path) -> tuple[Path, Imported, Imported]:
    path = export_questions(laptops.coordinator, stick, progress=silent)
    one, two = (take_in(desk, path, progress=silent) for desk in (laptops.intake1, laptops.intake2))
    return path, one, two


def test_the_coordinator_is_told_at_closing_time_and_both_posts_at_the_next_import(
    laptops: Street, tmp_path: Path
) -> None:
    here, there = met(laptops.intake1, GEORGI), met(laptops.intake2, ANNA)
    coordinator = laptops.coordinator
    assert clashes(coordinator) == ()
    bring(coordinator, laptops.intake1, laptops.intake2, folder=tmp_path)
    (line,) = (one for one in closing_check(coordinator) if one.kind is Loose.DOCUMENT)
    assert {here.code, there.code} == {line.words.fields["one"], line.words.fields["two"]}  # type: ignore[attr-defined]
    assert len(watch(coordinator).clashes) == 1

    path, one, two = ask(laptops, tmp_path)
    assert one.questions == ((here.code, there.code),)
    assert two.questions == ((there.code, here.code),)
    assert questions(laptops.intake1, here.id) == (there.code,)
    again = take_in(laptops.intake1, path, progress=silent)
    assert again.known
    assert again.questions == one.questions, "what is still to be done is said each time"


def test_nothing_of_the_person_or_the_paper_travels(laptops: Street, tmp_path: Path) -> None:
    met(laptops.intake1, GEORGI)
    met(laptops.intake2, ANNA)
    bring(laptops.coordinator, laptops.intake1, laptops.intake2, folder=tmp_path)
    ask(laptops, tmp_path)
    kept = [one for one in laptops.intake1.store.excerpts() if one.kind == "identity.questioned"]
    assert len(kept) == 2
    for entry in kept:
        assert set(entry.payload or {}) == {"with", "salt"}
    told = " ".join(str(one.words) for one in closing_check(laptops.coordinator))
    assert NUMBER not in told
    assert "Ivanov" not in told


def test_a_paper_that_was_misread_is_mended_and_the_question_is_over(laptops: Street, tmp_path: Path) -> None:
    here, _ = met(laptops.intake1, GEORGI), met(laptops.intake2, ANNA)
    coordinator = laptops.coordinator
    bring(coordinator, laptops.intake1, laptops.intake2, folder=tmp_path)
    ask(laptops, tmp_path)
    record_identity(laptops.intake1, here.id, bearer("Ivanov", "Georgi", date(1990, 4, 12), "NB7310047"))
    assert questions(laptops.intake1, here.id) == ()
    bring(coordinator, laptops.intake1, folder=tmp_path)
    assert clashes(coordinator) == ()
    with pytest.raises(UserFixable):
        export_questions(coordinator, tmp_path, progress=silent)


def test_asking_twice_writes_the_question_once(laptops: Street, tmp_path: Path) -> None:
    met(laptops.intake1, GEORGI)
    met(laptops.intake2, ANNA)
    bring(laptops.coordinator, laptops.intake1, laptops.intake2, folder=tmp_path)
    for _ in range(2):
        export_questions(laptops.coordinator, tmp_path, progress=silent)
    assert len(laptops.coordinator.store.entries_of("identity.questioned")) == 2


def test_cases_held_to_be_one_person_are_no_clash(laptops: Street, tmp_path: Path) -> None:
    one, two = met(laptops.intake1, GEORGI), met(laptops.intake1, ANNA)
    join_cases(laptops.intake1, one.id, two.id, reason="trouwde en vertaalde haar naam")
    bring(laptops.coordinator, laptops.intake1, folder=tmp_path)
    assert clashes(laptops.coordinator) == ()


def test_one_person_met_twice_is_no_clash(laptops: Street, tmp_path: Path) -> None:
    met(laptops.intake1, GEORGI)
    met(laptops.intake2, GEORGI)
    bring(laptops.coordinator, laptops.intake1, laptops.intake2, folder=tmp_path)
    assert clashes(laptops.coordinator) == ()


def test_who_does_not_watch_the_day_is_told_nothing(laptops: Street, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        clashes(laptops.intake1)
    with pytest.raises(NotAllowed):
        export_questions(laptops.intake1, tmp_path, progress=silent)


def test_a_question_is_for_the_posts_that_report_alone(laptops: Street, tmp_path: Path) -> None:
    met(laptops.intake1, GEORGI)
    met(laptops.intake2, ANNA)
    bring(laptops.coordinator, laptops.intake1, laptops.intake2, folder=tmp_path)
    path = export_questions(laptops.coordinator, tmp_path, progress=silent)
    with pytest.raises((BundleRefused, NotAllowed)):
        take_in(laptops.iszw, path, progress=silent)
    assert laptops.iszw.store.excerpts() == ()


def test_a_question_that_says_more_is_refused(laptops: Street, tmp_path: Path) -> None:
    """A bundle with anything else in it, although it is signed, brings nothing."""
    here = met(laptops.intake1, GEORGI)
    met(laptops.intake2, ANNA)
    coordinator = laptops.coordinator
    bring(coordinator, laptops.intake1, laptops.intake2, folder=tmp_path)
    reporters = next(one for one in coordinator.action.recipients if one.code == "intake")
    said = next(one for one in coordinator.store.entries_about(here.id) if one.kind == "identity.recorded")
    bundle = QuestionBundle(
        action=coordinator.action,
        recipients=(reporters,),
        device=coordinator.store.device,
        device_name=coordinator.laptop.name,
        entries=(said,),
        forms=(),
        made=coordinator.clock(),
        made_by=coordinator.actor.name,
    )
    path = coordinator.bundles.write(bundle, tmp_path, progress=silent)
    with pytest.raises(BundleRefused, match=r"Zaak|vragen"):
        take_in(laptops.intake2, path, progress=silent)
    assert laptops.intake2.store.excerpts() == ()


def told_at_closing(desk: Desk) -> list[Loose]:
    return [one.kind for one in closing_check(desk) if one.kind is Loose.DOCUMENT]


def clashing_across(laptops: Street, stick: Path) -> tuple[CaseRow, CaseRow]:
    """One number with two people, one at each intake post, and both asked about it."""
    here, there = met(laptops.intake1, GEORGI), met(laptops.intake2, ANNA)
    bring(laptops.coordinator, laptops.intake1, laptops.intake2, folder=stick)
    ask(laptops, stick)
    return here, there


def test_two_people_with_one_number_are_looked_at_once(laptops: Street, tmp_path: Path) -> None:
    post, coordinator = laptops.intake1, laptops.coordinator
    here, there = met(post, GEORGI), met(post, ANNA)
    bring(coordinator, post, folder=tmp_path)
    assert told_at_closing(coordinator)
    confirm_number(post, here.id, there.code, reason="twee landen gaven één nummer")
    for case in (here, there):
        (card,) = perhaps_same(post, case.id)
        assert card.confirmed, "both papers lay on one desk: it is said of both"
        assert card.likeness.clash is not None, "what is so is not hidden"
    bring(coordinator, post, folder=tmp_path)
    assert (clashes(coordinator), watch(coordinator).clashes, told_at_closing(coordinator)) == ((), (), [])
    with pytest.raises(UserFixable):
        export_questions(coordinator, tmp_path, progress=silent)


def test_each_post_answers_for_its_own_paper(laptops: Street, tmp_path: Path) -> None:
    here, there = clashing_across(laptops, tmp_path)
    coordinator = laptops.coordinator
    confirm_number(laptops.intake1, here.id, there.code, reason="de scanner leest hetzelfde")
    assert questions(laptops.intake1, here.id) == ()
    bring(coordinator, laptops.intake1, folder=tmp_path)
    assert len(clashes(coordinator)) == 1, "the slip can be at the other post"
    _, one, two = ask(laptops, tmp_path)
    assert (one.questions, two.questions) == ((), ((there.code, here.code),))
    confirm_number(laptops.intake2, there.id, here.code, reason="ook hier")
    bring(coordinator, laptops.intake2, folder=tmp_path)
    assert clashes(coordinator) == ()
    assert told_at_closing(coordinator) == []


def test_reading_the_same_paper_again_opens_nothing(laptops: Street, tmp_path: Path) -> None:
    here, there = clashing_across(laptops, tmp_path)
    scanned = replace(GEORGI, papers=(replace(GEORGI.papers[0], read=ReadBy.MRZ_SCANNED),))
    record_identity(laptops.intake1, here.id, scanned)
    assert questions(laptops.intake1, here.id) == (there.code,), "nobody said yet that it is right"
    confirm_number(laptops.intake1, here.id, there.code, reason="klopt")
    confirm_number(laptops.intake2, there.id, here.code, reason="klopt")
    record_identity(laptops.intake1, here.id, GEORGI)
    bring(laptops.coordinator, laptops.intake1, laptops.intake2, folder=tmp_path)
    assert clashes(laptops.coordinator) == ()


def test_somebody_else_under_that_number_is_asked_anew(laptops: Street, tmp_path: Path) -> None:
    here, there = clashing_across(laptops, tmp_path)
    confirm_number(laptops.intake1, here.id, there.code, reason="klopt")
    confirm_number(laptops.intake2, there.id, here.code, reason="klopt")
    record_identity(laptops.intake1, here.id, bearer("Popescu", "Ion", date(1985, 6, 2)))
    bring(laptops.coordinator, laptops.intake1, laptops.intake2, folder=tmp_path)
    assert len(clashes(laptops.coordinator)) == 1
    _, one, two = ask(laptops, tmp_path)
    assert (one.questions, two.questions) == (((here.code, there.code),), ())
    assert questions(laptops.intake1, here.id) == (there.code,)


def test_an_answer_is_taken_back_and_the_question_is_open_again(laptops: Street, tmp_path: Path) -> None:
    here, there = clashing_across(laptops, tmp_path)
    confirm_number(laptops.intake1, here.id, there.code, reason="klopt")
    doubt_number(laptops.intake1, here.id, there.code, reason="verkeerde zaak voor me")
    assert questions(laptops.intake1, here.id) == (there.code,)
    post = laptops.intake1
    one, two = (
        met(post, bearer("Kos", "Ana", date(1970, 1, 1), "NB5550001")),
        met(post, bearer("Li", "Wei", date(1999, 2, 2), "NB5550001")),
    )
    confirm_number(post, one.id, two.code, reason="klopt")
    doubt_number(post, two.id, one.code, reason="toch niet")
    assert [card.confirmed for case in (one, two) for card in perhaps_same(post, case.id)] == [False, False]
    with pytest.raises(InvalidValue, match="staat niet vast"):
        doubt_number(post, two.id, one.code, reason="nog eens")


def test_they_can_be_joined_after_all_and_parted_again(laptops: Street, tmp_path: Path) -> None:
    post, coordinator = laptops.intake1, laptops.coordinator
    here, there = met(post, GEORGI), met(post, ANNA)
    confirm_number(post, here.id, there.code, reason="klopt")
    join_cases(post, here.id, there.id, reason="één persoon, twee namen")
    assert [card.joined for card in perhaps_same(post, here.id)] == [True]
    part_cases(post, here.id, there.id, reason="toch twee")
    bring(coordinator, post, folder=tmp_path)
    assert clashes(coordinator) == ()


def test_nothing_is_found_right_without_a_reason_or_a_clash(laptops: Street) -> None:
    post = laptops.intake1
    here, there = met(post, GEORGI), met(post, ANNA)
    stranger = met(post, bearer("Popescu", "Ion", date(1985, 6, 2), "AB1234567"))
    before = post.store.heads()
    with pytest.raises(InvalidValue, match="waarom"):
        confirm_number(post, here.id, there.code, reason=" ")
    with pytest.raises(InvalidValue, match="niet bij iemand anders"):
        confirm_number(post, here.id, stranger.code, reason="klopt")
    with pytest.raises(NotAllowed):
        confirm_number(laptops.coordinator, here.id, there.code, reason="klopt")
    assert post.store.heads() == before
