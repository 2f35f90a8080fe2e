"""Machine-readable zones, as papers carry them and as keyboards and scanners mangle them.

The specimens are the public ones of ICAO Doc 9303: the state of Utopia, Anna Maria Eriksson.
"""

import string
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identity.birth import Precision
from fieldcheck.domain.identity.mrz import Mrz, Sex, read_mrz
from fieldcheck.domain.identity.mrz_faults import MrzPart
from fieldcheck.domain.identity.mrz_layout import LAYOUTS, check_digit
from fieldcheck.domain.identity.mrz_text import SHAPES, MrzFormat, unfinished

DAY = date(2010, 1, 1)
TD1 = (
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
)
TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
TD3 = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
MRV_A = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<")
MRV_B = ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<")
LONG = (
    "I<UTOD23145890<7349<<<<<<<<<<<",
    "3407127M9507122UTO<<<<<<<<<<<2",
    "STEVENSON<<PETER<JOHN<<<<<<<<<",
)
SPECIMENS = {
    MrzFormat.TD1: TD1,
    MrzFormat.TD2: TD2,
    MrzFormat.TD3: TD3,
    MrzFormat.MRV_A: MRV_A,
    MrzFormat.MRV_B: MRV_B,
}


def read(*lines: str, on: date = DAY) -> Mrz:
    return read_mrz("\n".join(lines), on)


@pytest.mark.parametrize("layout", SPECIMENS)
def test_the_public_specimens_are_read_whole(layout: MrzFormat) -> None:
    mrz = read(*SPECIMENS[layout])
    assert mrz.whole
    assert mrz.mended == ()
    assert (mrz.format, mrz.surname, mrz.given, mrz.sex) == (layout, "ERIKSSON", "ANNA MARIA", Sex.FEMALE)
    assert mrz.lines == SPECIMENS[layout]
    mrz.require_whole()


def test_what_a_passport_says() -> None:
    mrz = read(*TD3)
    assert (mrz.code, mrz.issuer, mrz.number, mrz.nationality) == ("P", "UTO", "L898902C3", "UTO")
    assert (mrz.birth.iso(), mrz.expiry, mrz.optional) == ("1974-08-12", date(2012, 4, 15), "ZE184226B")
    assert mrz.checks_held() == {"number", "birth", "expiry", "optional", "composite"}
    assert not mrz.names_truncated


def test_a_number_of_more_than_nine_signs_goes_on_in_the_optional_part() -> None:
    mrz = read(*LONG)
    assert mrz.whole
    assert (mrz.number, mrz.optional) == ("D23145890734", "")
    assert mrz.checks[0].column == 19
    wrong = read(LONG[0].replace("7349", "7319"), *LONG[1:])
    assert not wrong.holds(MrzPart.NUMBER)
    assert wrong.problems[0].fields["column"] == 19


def test_the_last_digit_of_a_card_covers_both_optional_parts() -> None:
    """From Doc 9303 part 5: signs 6 to 30 above, and 1 to 7, 9 to 15 and 19 to 29 in the middle."""
    above, middle = TD1[0][:15] + "AB12".ljust(15, "<"), TD1[1][:18] + "CD34".ljust(11, "<")
    digit = check_digit(above[5:30] + middle[0:7] + middle[8:15] + middle[18:29])
    mrz = read(above, middle + digit, TD1[2])
    assert (mrz.whole, mrz.optional) == (True, "AB12 CD34")
    assert read(above.replace("AB12", "AB13"), middle + digit, TD1[2]).suspect == {MrzPart.COMPOSITE}
    assert read(above, middle.replace("CD34", "CD35") + digit, TD1[2]).suspect == {MrzPart.COMPOSITE}


@pytest.mark.parametrize("layout", SPECIMENS)
@pytest.mark.parametrize("between", ["\n", "\r\n", "\r", "\t", "", "\n\n", "\x1d", "\u2028"])
@pytest.mark.parametrize("sign", ["<", "«", "‹", "＜", ";", ">", " "])
def test_a_scanner_sends_it_in_its_own_way(layout: MrzFormat, between: str, sign: str) -> None:
    sent = between.join(SPECIMENS[layout]).lower().replace("<", sign) + "\r"
    mrz = read_mrz(sent, DAY)
    assert mrz.whole, (sent, mrz.problems)
    assert (mrz.format, mrz.surname, mrz.given) == (layout, "ERIKSSON", "ANNA MARIA")


def test_a_word_processor_makes_one_sign_of_two_fillers() -> None:
    assert read(*(line.replace("<<", "«") for line in TD3)).whole


def test_spaces_that_help_reading_are_dropped() -> None:
    typed = [" ".join(line[start : start + 5] for start in range(0, len(line), 5)) for line in TD3]
    assert read(*typed).whole


@pytest.mark.parametrize("layout", [MrzFormat.TD2, MrzFormat.TD3, MrzFormat.TD1])
@pytest.mark.parametrize("more", [-9, -3, 1, 7])
@pytest.mark.parametrize("between", ["\n", ""])
def test_miscounted_fillers_after_the_names_do_no_harm(layout: MrzFormat, more: int, between: str) -> None:
    lines = [*SPECIMENS[layout]]
    named = 2 if layout is MrzFormat.TD1 else 0
    lines[named] = lines[named][:more] if more < 0 else lines[named] + "<" * more
    assert read_mrz(between.join(lines), DAY).lines == SPECIMENS[layout]


def test_letters_that_look_like_digits_are_mended_where_only_digits_can_stand() -> None:
    mrz = read(TD3[0], "L898902C36UTO74O8I22F12O4159ZE184226B<<<<<1O")
    assert mrz.whole
    assert mrz.mended == ((2, 16), (2, 18), (2, 24), (2, 44))


def test_every_single_wrong_sign_under_a_check_digit_is_found() -> None:
    """A weight of 7, 3 or 1 finds every changed digit; letters ten apart share a value."""
    line = TD3[1]
    for place, old in enumerate(line):
        covered = place not in range(10, 13) and place != 20
        for new in string.digits if old.isdigit() and covered else "":
            if new != old:
                mrz = read(TD3[0], line[:place] + new + line[place + 1 :])
                assert not mrz.whole, (place, new)
                assert mrz.suspect


def test_a_partly_wrong_zone_gives_the_parts_that_hold() -> None:
    mrz = read(TD3[0], "L898902C36UTO7408132F1204159ZE184226B<<<<<10")
    assert mrz.suspect == {MrzPart.BIRTH, MrzPart.COMPOSITE}
    assert mrz.holds(MrzPart.NUMBER)
    assert mrz.number == "L898902C3"
    wrong = mrz.problems[0]
    assert isinstance(wrong, InvalidValue)
    assert (wrong.fields["line"], wrong.fields["column"]) == (2, 20)
    assert (wrong.fields["expected"], wrong.fields["found"]) == ("3", "2")
    assert "regel 2, teken 20 is 2 en moet 3 zijn" in str(wrong)
    assert wrong.remedy
    with pytest.raises(InvalidValue, match="geboortedatum"):
        mrz.require_whole()


def passport(
    birth: str = "740812", expiry: str = "120415", nation: str = "UTO", sex: str = "F"
) -> tuple[str, str]:
    number, optional = "L898902C3", "<" * 14
    birth, expiry = birth + check_digit(birth), expiry + check_digit(expiry)
    number += check_digit(number)
    composite = check_digit(number + birth + expiry + optional + "0")
    return TD3[0], f"{number}{nation}{birth}{sex}{expiry}{optional}0{composite}"


@pytest.mark.parametrize(
    ("signs", "precision", "iso"),
    [
        ("740812", Precision.DAY, "1974-08-12"),
        ("7408<<", Precision.MONTH, "1974-08"),
        ("74<<<<", Precision.YEAR, "1974"),
        ("740000", Precision.YEAR, "1974"),
        ("7400<<", Precision.YEAR, "1974"),
        ("<<<<<<", Precision.UNKNOWN, ""),
        ("<<0812", Precision.UNKNOWN, ""),
        ("100101", Precision.DAY, "2010-01-01"),
        ("100102", Precision.DAY, "1910-01-02"),
        ("000229", Precision.DAY, "2000-02-29"),
    ],
)
def test_birth_dates_of_every_precision(signs: str, precision: Precision, iso: str) -> None:
    mrz = read(*passport(signs))
    assert mrz.whole, mrz.problems
    assert (mrz.birth.precision, mrz.birth.iso()) == (precision, iso)


@pytest.mark.parametrize("signs", ["741312", "740832", "7408<2", "7<0812", "990229", "UVWXYK"])
def test_what_is_no_birth_date_is_marked(signs: str) -> None:
    mrz = read(*passport(signs))
    assert mrz.suspect == {MrzPart.BIRTH}
    assert mrz.birth.precision is Precision.UNKNOWN
    assert mrz.number == "L898902C3"


@pytest.mark.parametrize(
    ("signs", "on", "expiry"),
    [
        ("850101", date(2010, 1, 1), date(1985, 1, 1)),
        ("840101", date(2010, 1, 1), date(2084, 1, 1)),
        ("360101", date(2026, 11, 22), date(2036, 1, 1)),
        ("990101", date(2026, 11, 22), date(2099, 1, 1)),
        ("<<<<<<", date(2026, 11, 22), None),
    ],
)
def test_the_century_of_an_expiry(signs: str, on: date, expiry: date | None) -> None:
    mrz = read(*passport(expiry=signs), on=on)
    assert (mrz.expiry, mrz.whole) == (expiry, True)


@pytest.mark.parametrize("code", ["D<<", "XXA", "XXB", "RKS", "GBO", "<<<", "NLD"])
def test_special_codes_of_nations_are_known(code: str) -> None:
    mrz = read(*passport(nation=code))
    assert mrz.whole
    assert mrz.nationality == code.rstrip("<")


def test_an_unknown_nation_or_sex_is_marked() -> None:
    assert read(*passport(nation="QQQ")).suspect == {MrzPart.NATIONALITY}
    assert read(*passport(sex="K")).suspect == {MrzPart.SEX}
    assert read(*passport(sex="<")).sex is Sex.UNSPECIFIED


def test_a_full_field_of_names_may_be_cut_off() -> None:
    mrz = read("P<UTO" + "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<KRASUANG"[:39], TD3[1])
    assert mrz.names_truncated
    assert mrz.surname == "NILAVADHANANANDA"
    only = read("P<UTOARKFREITH" + "<" * 30, TD3[1])
    assert (only.surname, only.given, only.whole) == ("ARKFREITH", "", True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "niets gelezen"),
        ("<<<<\n<<<", "geen hele code"),
        ("P<UTO", "geen hele code"),
        ("А" * 44 + TD3[1], "1e teken"),
        ("é" + TD3[0][1:] + TD3[1], "1e teken"),
        ("A" * 401, "te lang"),
    ],
)
def test_what_is_no_zone_is_refused_with_what_to_do(text: str, says: str) -> None:
    with pytest.raises(InvalidValue, match=says) as refused:
        read_mrz(text, DAY)
    assert refused.value.remedy


def test_no_fault_repeats_what_stands_on_the_paper() -> None:
    mrz = read(TD3[0], "L898902C46UTO7408132F1204158ZE184226B<<<<<20")
    said = " ".join(f"{problem} {problem.remedy} {problem.fields}" for problem in mrz.problems)
    assert len(mrz.problems) >= 4
    assert not any(part in said for part in ("L898902", "740813", "120415", "ERIKSSON"))


SIGNS = st.sampled_from(string.ascii_letters + string.digits + "<<<<«» \t\r\n;éЮß٣ıſ\u200e\ufeff")
MANGLED = st.sampled_from(sorted(SPECIMENS)).flatmap(
    lambda layout: st.lists(st.tuples(st.integers(0, 92), SIGNS), max_size=4).map(
        lambda edits: mangle("\n".join(SPECIMENS[layout]), edits)
    )
)


def mangle(text: str, edits: list[tuple[int, str]]) -> str:
    for place, sign in edits:
        text = text[:place] + sign + text[place + 1 :]
    return text


@given(st.one_of(st.text(), st.text(SIGNS, max_size=120), MANGLED), st.dates())
@example("P" + "9" * 87, date(9999, 12, 31))
@example("P<UTO" + "<" * 83, date(1, 1, 1))
@example("\ud800" * 88, DAY)
def test_any_text_is_read_or_refused_as_an_invalid_value(text: str, today: date) -> None:
    try:
        mrz = read_mrz(text, today)
    except InvalidValue as refused:
        check_wording(refused)
        return
    assert tuple(len(line) for line in mrz.lines) == (SHAPES[mrz.format][1],) * SHAPES[mrz.format][0]
    assert mrz.whole == (not mrz.suspect)
    for problem in mrz.problems:
        assert str(problem)


def check_wording(refused: InvalidValue) -> None:
    assert str(refused)
    assert refused.remedy.format_map(refused.fields)


LETTERS = st.text(string.ascii_uppercase, min_size=1, max_size=8)


@given(
    st.sampled_from([MrzFormat.TD1, MrzFormat.TD2, MrzFormat.TD3]),
    LETTERS,
    LETTERS,
    st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=9),
    st.dates(date(1930, 1, 1), date(2009, 12, 31)),
    st.dates(date(1990, 1, 1), date(2080, 12, 31)),
)
def test_what_is_written_by_the_rules_is_read_back(
    layout: MrzFormat, surname: str, given_name: str, number: str, born: date, until: date
) -> None:
    shape, parts = SHAPES[layout], LAYOUTS[layout]
    lines = [["<"] * shape[1] for _ in range(shape[0])]

    def put(span: object, text: str) -> None:
        lines[span.line][span.start : span.start + len(text)] = text  # type: ignore[attr-defined]

    put(parts.code, "I" if shape[1] < 44 else "P")
    put(parts.issuer, "NLD")
    put(parts.nationality, "POL")
    put(parts.names, f"{surname}<<{given_name}")
    for span, digit, text in (
        (parts.number, parts.number_check, number.ljust(9, "<")),
        (parts.birth, parts.birth_check, f"{born:%y%m%d}"),
        (parts.expiry, parts.expiry_check, f"{until:%y%m%d}"),
    ):
        put(span, text)
        put(digit, check_digit(text))
    assert parts.composite is not None
    put(
        parts.composite,
        check_digit("".join("".join(lines[s.line][s.start : s.end]) for s in parts.composite_over)),
    )
    mrz = read("".join("".join(line) for line in lines))
    assert mrz.whole, mrz.problems
    assert (mrz.surname, mrz.given, mrz.number) == (surname, given_name, number)
    assert (mrz.birth.iso(), mrz.expiry) == (born.isoformat(), until)


@pytest.mark.parametrize(
    ("text", "so_far"),
    [
        ("", None),
        ("P<BGR", (1, 5, 44)),
        ("P" * 44, (2, 0, 44)),
        ("P" * 44 + "\n" + "1" * 43, (2, 43, 44)),
        ("P<BGRIVANOV<<G\n" + "1" * 20, (2, 20, 44)),
        ("P<BGRIVANOV<<G\n", (2, 0, 44)),
        ("P" * 44 + "\n" + "1" * 44, None),
        ("P" * 44 + "1" * 43, (2, 43, 44)),
        ("P" * 44 + "1" * 44 + "\n", None),
        ("I" * 30, (2, 0, 30)),
        ("I" * 30 + "\n" + "1" * 30 + "\n", (3, 0, 30)),
        ("I" * 30 + "\n" + "1" * 30 + "\nIVANOV", None),
        ("I" * 36 + "\n" + "1" * 35, (2, 35, 36)),
        ("V" * 36 + "\n" + "1" * 28, None),
    ],
)
def test_who_is_still_typing_hears_how_far(text: str, so_far: tuple[int, int, int] | None) -> None:
    assert unfinished(text) == so_far


@given(st.text(max_size=120))
def test_any_text_is_unfinished_whole_or_refused(text: str) -> None:
    try:
        so_far = unfinished(text)
    except InvalidValue:
        return
    if so_far is not None:
        assert 1 <= so_far.line <= 3
        assert 0 <= so_far.signs <= so_far.length
