"""Two records of perhaps one person: what is proposed, why, and what clashes. The people are fictitious."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.identity.birth import PartialDate
from fieldcheck.domain.identity.paper import IdentityPaper, PaperKind, Person, ShownName
from fieldcheck.domain.identity.persons import CLASH, blocking_keys, compare_persons
from fieldcheck.domain.likeness import Degree

BORN = PartialDate.of_day(date(1990, 4, 3))
SWAPPED = PartialDate.of_day(date(1990, 3, 4))
OTHER = PartialDate.of_day(date(1985, 12, 24))
YEAR = PartialDate.of_year(1990)
UNKNOWN = PartialDate()


def person(
    surname: str, given_name: str, born: PartialDate = UNKNOWN, number: str = "", country: str = ""
) -> Person:
    papers = (IdentityPaper(PaperKind.PASSPORT, number, country),) if number else ()
    return Person((ShownName(surname, given_name),), birth=born, papers=papers)


SAME, PERHAPS, NO = Degree.SAME, Degree.PERHAPS, Degree.NO


@pytest.mark.parametrize(
    ("one", "two", "degree"),
    [
        (person("Шевченко", "Юлія", BORN), person("Szewczenko", "Julia", BORN), SAME),
        (person("Шевченко", "Юлія", BORN), person("Szewczenko", "Julia", YEAR), PERHAPS),
        (person("Шевченко", "Юлія", BORN), person("Szewczenko", "Julia", SWAPPED), PERHAPS),
        (person("Шевченко", "Юлія", BORN), person("Szewczenko", "Julia", OTHER), NO),
        (person("Шевченко", "Юлія"), person("Szewczenko", "Julia"), PERHAPS),
        (person("Kowalski", "Piotr", BORN), person("Kowlaski", "Piotr", BORN), PERHAPS),
        (person("Kowalska", "Anna", BORN), person("Nowak", "Anna", BORN), PERHAPS),
        (person("Kowalski", "Piotr", BORN), person("Kowatski", "Piort", SWAPPED), PERHAPS),
        (person("Kowalska", "Anna", YEAR), person("Nowak", "Anna", BORN), NO),
        (person("Popescu", "Ion", BORN), person("Nagy", "Éva", BORN), NO),
        (person("Ivanov", "Georgi"), person("Ivanov", "Gheorghe"), NO),
        (person("Ivanov", "Georgi", BORN, "123456789"), person("IVANOV", "G", YEAR, "123 456 789"), SAME),
        (
            person("Ivanov", "Georgi", BORN, "12345678O"),
            person("Ivanov", "Georgi", YEAR, "123456780"),
            PERHAPS,
        ),
        (person("Ivanov", "Georgi", BORN, "1234"), person("Ivanov", "Georgi", OTHER, "1234"), NO),
        (Person(), Person(), NO),
        (
            Person(papers=(IdentityPaper(PaperKind.PASSPORT, "AB123456"),)),
            person("", "Ion", number="AB123456"),
            PERHAPS,
        ),
    ],
)
def test_what_is_proposed(one: Person, two: Person, degree: Degree) -> None:
    for found in (compare_persons(one, two), compare_persons(two, one)):
        assert found.degree is degree
        assert found.clash is None
        assert bool(found.reasons) == (degree is not NO)
    if degree is not NO:
        assert blocking_keys(one) & blocking_keys(two)


@pytest.mark.parametrize(
    ("two", "degree"),
    [
        (person("Nagy", "Éva", BORN, "AB 123456"), PERHAPS),
        (person("Nagy", "Éva", UNKNOWN, "AB123456"), PERHAPS),
        (person("Nagy", "Éva", OTHER, "AB123456"), NO),
        (person("Popescu", "Ion", OTHER, "AB123456"), PERHAPS),
    ],
)
def test_one_document_number_with_two_people_is_a_clash_that_says_what_to_do(
    two: Person, degree: Degree
) -> None:
    one = person("Popescu", "Ion", BORN, "AB123456")
    found = compare_persons(one, two)
    assert found.degree is degree
    assert found.clash == CLASH
    assert "blijven bewaard" in str(found.clash)
    assert found.reasons[0] == "Het documentnummer is hetzelfde."
    assert blocking_keys(one) & blocking_keys(two)


def test_one_number_of_two_countries_is_no_shared_number() -> None:
    one, two = (
        person("Popescu", "Ion", BORN, "AB123456", "ROU"),
        person("Nagy", "Éva", BORN, "AB123456", "HUN"),
    )
    assert compare_persons(one, two).clash is None
    assert compare_persons(one, two).degree is NO


def test_a_person_with_names_on_two_papers_is_found_by_either() -> None:
    both = Person((ShownName("Kowalska", "Anna"), ShownName("Nowak", "Anna")), birth=BORN)
    assert compare_persons(both, person("Nowak", "Anna", BORN)).degree is SAME


def test_the_keys_of_many_people_seldom_meet() -> None:
    """A key that many share would have the store compare everybody with everybody."""
    surnames = [
        "Kowalski",
        "Popescu",
        "Шевченко",
        "Georgiev",
        "Nagy",
        "Nguyễn",
        "Yılmaz",
        "Novák",
        "Stoica",
        "Lungu",
    ]
    names = ["Anna", "Piotr", "Ion", "Юлія", "Zsófia", "Mehmet", "Lan", "Elena", "Tomasz", "Radu"]
    people = [person(surname, name) for surname in surnames for name in names]
    met = sum(bool(blocking_keys(one) & blocking_keys(two)) for one in people for two in people)
    assert met < len(people) * 6


LETTERS = st.text("abdeghiklmnoprstuvwyz", min_size=5, max_size=9)


@given(LETTERS, LETTERS, st.integers(0, 8), st.sampled_from("aeklmnrst"), st.booleans())
def test_one_slip_in_one_word_is_still_found(
    surname: str, given_name: str, place: int, sign: str, swap: bool
) -> None:
    place %= len(surname)
    slipped = surname[:place] + sign + surname[place + 1 :]
    one = person(surname, given_name)
    two = person(given_name.upper(), slipped) if swap else person(slipped, given_name.upper())
    found = compare_persons(one, two)
    if place > 0:
        assert found.degree is PERHAPS
        # After these letters a slip can make another sound of the beginning, such as "kh" of "kl".
        assert blocking_keys(one) & blocking_keys(two) or surname[0] in "gkpst"


ANY = st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip()))


@given(ANY, ANY, ANY, ANY)
def test_any_two_people_are_compared_the_same_either_way(a: str, b: str, c: str, d: str) -> None:
    one, two = person(a, b, BORN), person(c, d, BORN)
    assert compare_persons(one, two).degree is compare_persons(two, one).degree
    assert compare_persons(one, one).degree in (SAME, PERHAPS, NO)
    assert all(isinstance(key, str) for key in blocking_keys(one))
