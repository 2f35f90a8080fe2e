"""Names in other scripts, alphabets and orders. The people are fictitious."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.identity.names import NameFit, NameLikeness, compare_names, name_words
from fieldcheck.domain.identity.paper import ShownName
from fieldcheck.domain.spelling.cyrillic import romanised
from fieldcheck.domain.spelling.distance import within
from fieldcheck.domain.spelling.words import Grade, grade, words_of


def graded(one: str, two: str) -> Grade:
    return grade(words_of(one)[0], words_of(two)[0])


def compared(one: tuple[str, str], two: tuple[str, str]) -> NameLikeness:
    return compare_names(name_words(ShownName(*one)), name_words(ShownName(*two)))


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("юлія", "yuliia"),
        ("згурський", "zghurskyi"),
        ("їжакевич", "yizhakevych"),
        ("георгиев", "georgiev"),
        ("щерев", "shterev"),
        ("мария", "maria"),
        ("ъгълов", "agalov"),
        ("щукин", "shchukin"),
        ("юлия", "iuliia"),
        ("подъячев", "podieiachev"),
    ],
)
def test_official_romanisations(cyrillic: str, latin: str) -> None:
    assert latin in romanised(cyrillic)


@pytest.mark.parametrize(
    ("one", "two", "at_most"),
    [
        ("Юлія", "Yuliia", Grade.SPELLED),
        ("Юлія", "Julia", Grade.SOUND),
        ("Юлія", "Iuliia", Grade.SOUND),
        ("Юлия", "Юлія", Grade.SOUND),
        ("Георги", "Georgi", Grade.SPELLED),
        ("Шевченко", "Szewczenko", Grade.SOUND),
        ("Шевченко", "Ševčenko", Grade.SOUND),
        ("Попов", "Popoff", Grade.SOUND),
        ("Євген", "Ievgen", Grade.LOOSE),
        ("Григорій", "Grigorii", Grade.LOOSE),
        ("Христо", "Christo", Grade.NEAR),
        ("Łukasz", "LUKASZ", Grade.SPELLED),
        ("Müller", "MUELLER", Grade.SPELLED),
        ("Muller", "Mueller", Grade.SOUND),
        ("Ștefănescu", "STEFANESCU", Grade.SPELLED),
        ("Ştefan", "Ștefan", Grade.SPELLED),
        ("Đặng", "DANG", Grade.SPELLED),
        ("Nguyễn", "Nguyen", Grade.SPELLED),
        ("Ǽgir", "Aegir", Grade.SPELLED),
        ("Yıldız", "YILDIZ", Grade.SPELLED),
        ("Yıldız", "Yildiz", Grade.SPELLED),
        ("İpek", "IPEK", Grade.SPELLED),
        ("Ľuboš", "LUBOS", Grade.SPELLED),
        ("Őrsi", "ORSI", Grade.SPELLED),
        ("O’Brien", "OBRIEN", Grade.EQUAL),
        ("Kowalski", "Kowlaski", Grade.NEAR),
        ("Krasuang", "Krasua", Grade.CUT),
        ("J", "Jan", Grade.INITIAL),
        ("И", "Ivan", Grade.INITIAL),
    ],
)
def test_one_name_in_two_spellings(one: str, two: str, at_most: Grade) -> None:
    assert graded(one, two) <= at_most
    assert graded(two, one) is graded(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Георги", "Gheorghe"),
        ("Jan", "Jon"),
        ("Ion", "Ivan"),
        ("Maria", "Marek"),
        ("Петър", "Pavel"),
        ("阮", "Ruan"),
    ],
)
def test_two_names(one: str, two: str) -> None:
    assert graded(one, two) is Grade.APART


@pytest.mark.parametrize(
    ("one", "two", "fit"),
    [
        (("Шевченко", "Юлія Петрівна"), ("SHEVCHENKO", "YULIIA"), NameFit.SAME),
        (("Шевченко", "Юлія"), ("Julia", "Szewczenko"), NameFit.PERHAPS),
        (("Nguyễn Văn", "An"), ("Nguyen", "Van An"), NameFit.SAME),
        (("Kowalska-Nowak", "Anna Maria"), ("Nowak", "Anna"), NameFit.PERHAPS),
        (("van der Berg", "Jan"), ("Berg", "Jan"), NameFit.SAME),
        (("de Vries", "J."), ("Vries", "Jan"), NameFit.PERHAPS),
        (("Kowalski", "Piotr"), ("Kowlaski", "Piotr"), NameFit.PERHAPS),
        (("", "Piotr Kowalski"), ("Kowalski", "Piotr"), NameFit.PERHAPS),
        (("Kowalska", "Anna"), ("Nowak", "Anna"), NameFit.PARTLY),
        (("Ivanov", "Georgi"), ("Ivanov", "Gheorghe"), NameFit.PARTLY),
        (("van der Berg", "Jan"), ("van der Molen", "Piet"), NameFit.APART),
        (("Popescu", "Ion"), ("Nagy", "Zsófia"), NameFit.APART),
        (("", "Юлія"), ("", "Yuliia"), NameFit.PARTLY),
        (("K", "P"), ("K", "P"), NameFit.SAME),
    ],
)
def test_whole_names(one: tuple[str, str], two: tuple[str, str], fit: NameFit) -> None:
    found = compared(one, two)
    assert found.fit is fit
    assert bool(found.reasons) == (fit is not NameFit.APART)
    assert compared(two, one).fit is fit


def test_the_reasons_say_which_words_fit_and_which_do_not() -> None:
    found = compared(("Шевченко", "Юлія Петрівна"), ("Julia", "Szewczenko"))
    said = " ".join(found.reasons)
    assert "“Юлія” en “Julia” zijn twee schrijfwijzen van één naam" in said
    assert "verwisseld" in said
    assert found.against[0].fields == {"word": "Петрівна"}
    assert "vadersnaam" in found.against[0]


NAMES = st.text("abcdefghijklmnoprstuvwzśłčňаеиовгкнр ", max_size=14)


@given(NAMES, NAMES)
def test_comparing_is_the_same_either_way(one: str, two: str) -> None:
    first, second = (words_of(text)[:1] for text in (one, two))
    if first and second:
        assert grade(first[0], second[0]) is grade(second[0], first[0])


@given(st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_any_text_can_be_a_name_and_is_like_itself(one: str, two: str) -> None:
    if not one.strip():
        return
    words = name_words(ShownName(one, two))
    fit = compare_names(words, words).fit
    assert fit in ((NameFit.SAME, NameFit.PARTLY) if words.words else (NameFit.APART,))


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 3))
def test_slips_are_counted_as_by_the_plain_definition(one: str, two: str, limit: int) -> None:
    assert within(one, two, limit) == (plain_distance(one, two) <= limit)


def plain_distance(one: str, two: str) -> int:
    """Optimal string alignment by its definition, without any shortcut."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(two) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(two) + 1):
            changed = one[i - 1] != two[j - 1]
            best = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + changed]
            if i > 1 and j > 1 and one[i - 2 : i] == two[j - 2 : j][::-1]:
                best.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(best)
    return table[len(one), len(two)]


FEW = st.lists(
    st.sampled_from(["anna", "ana", "anno", "hanna", "Анна", "a", "kowal", "kowalski", "kowalska", "van"]),
    max_size=3,
)


@given(FEW, FEW, FEW, FEW)
def test_names_that_resemble_themselves_are_compared_the_same_either_way(
    a: list[str], b: list[str], c: list[str], d: list[str]
) -> None:
    if (a or b) and (c or d):
        one, two = (" ".join(a), " ".join(b)), (" ".join(c), " ".join(d))
        assert compared(one, two).fit is compared(two, one).fit
