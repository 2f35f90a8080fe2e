"""The table of languages agrees with CLDR, and each language's own dates and amounts are read back."""

from datetime import date
from decimal import Decimal

import pytest
from babel import Locale

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.i18n import (
    LANGUAGES,
    Language,
    language,
    long_date,
    money,
    name_in,
    number,
    parse_amount,
    parse_date,
    plural_rule,
)
from fieldcheck.i18n.languages import cldr_name

TAGS = [known.tag for known in LANGUAGES]
OPPOSITE = {
    "pl",
    "ro",
    "bg",
    "uk",
    "en",
    "hu",
    "sk",
    "es",
    "pt",
    "ru",
    "lt",
    "tr",
    "ar",
    "fa",
    "vi",
    "zh-Hans",
}


def test_the_officer_has_dutch_and_english_and_the_person_sixteen() -> None:
    assert TAGS[:2] == ["nl", "en"]
    assert set(TAGS) == OPPOSITE | {"nl"}
    assert len(TAGS) == len(set(TAGS))


@pytest.mark.parametrize("known", LANGUAGES, ids=TAGS)
def test_the_table_agrees_with_cldr(known: Language) -> None:
    locale = Locale.parse(known.tag, sep="-")
    assert known.right_to_left == (locale.text_direction == "rtl")
    own = locale.get_language_name()
    if known.tag != "zh-Hans":  # CLDR says only "Chinese"; people look for the script
        assert known.name_native.casefold() == str(own).casefold()
        assert known.name_dutch == locale.get_language_name("nl")
    else:
        assert known.name_native == "简体中文"
    assert known.script in {"Latn", "Cyrl", "Arab", "Hans"}


@pytest.mark.parametrize(
    ("tag", "most", "picks"),
    [
        ("pl", 3, {1: 0, 3: 1, 5: 2, 12: 2, 22: 1}),
        ("ro", 3, {1: 0, 0: 1, 19: 1, 20: 2, 101: 1}),
        ("uk", 3, {1: 0, 11: 2, 21: 0, 24: 1}),
        ("sk", 3, {1: 0, 4: 1, 5: 2}),
        ("lt", 3, {1: 0, 11: 2, 21: 0, 22: 1, 10: 2}),
        ("ar", 6, {0: 0, 1: 1, 2: 2, 3: 3, 11: 5, 102: 4}),
        ("bg", 2, {1: 0, 2: 1}),
        ("vi", 1, {1: 0, 9: 0}),
        ("zh-Hans", 1, {1: 0, 9: 0}),
    ],
)
def test_plural_rules(tag: str, most: int, picks: dict[int, int]) -> None:
    from gettext import c2py

    forms, rule = plural_rule(tag)
    assert forms == most
    form = c2py(rule)
    assert {n: form(n) for n in picks} == picks


DAYS = [date(2026, month, 22) for month in range(1, 13)] + [date(2027, 1, 1)]


@pytest.mark.parametrize("tag", TAGS)
def test_a_date_in_words_is_read_back(tag: str) -> None:
    assert [parse_date(long_date(day, tag), tag) for day in DAYS] == DAYS


@pytest.mark.parametrize("tag", TAGS)
def test_an_amount_is_read_back(tag: str) -> None:
    for amount in (Decimal("14.99"), Decimal("1234.50"), Decimal("1234567.05")):
        assert parse_amount(money(amount, tag), tag) == amount


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("pt", "1234,50\u00a0€"),
        ("lt", "1\u00a0234,50\u00a0€"),
        ("zh-Hans", "€1,234.50"),
        ("hu", "1234,50\u00a0EUR"),
    ],
)
def test_amounts_in_each_languages_own_form(tag: str, written: str) -> None:
    assert money(Decimal("1234.50"), tag).replace("\u202f", "\u00a0") in {
        written,
        written.replace("1234", "1\u00a0234"),
    }


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("hu", "2026. november 22."),
        ("lt", "2026 m. lapkričio 22 d."),
        ("vi", "22 tháng 11, 2026"),
        ("zh-Hans", "2026年11月22日"),
        ("bg", "22 ноември 2026 г."),
        ("pt", "22 de novembro de 2026"),
        ("fa", "۲۲ نوامبر ۲۰۲۶"),
        ("ar", "٢٢-١١-٢٠٢٦"),
    ],
)
def test_dates_as_people_write_them(tag: str, written: str) -> None:
    assert parse_date(written, tag) == date(2026, 11, 22)


@pytest.mark.parametrize(("typed", "read"), [("١٤٫٩٩", "14.99"), ("۱٬۴۰۰٫۵۰", "1400.50"), ("٨٠٠", "800")])
def test_arabic_and_persian_figures_are_figures(typed: str, read: str) -> None:
    assert parse_amount(typed, "ar") == parse_amount(typed, "fa") == Decimal(read)


@pytest.mark.parametrize("tag", ["ar", "fa"])
def test_figures_are_those_of_the_payslip(tag: str) -> None:
    """Amounts are compared with Dutch papers, so they stand in the figures of those papers."""
    written = money(Decimal("14.99"), tag) + number(Decimal("1234.5"), tag) + long_date(DAYS[0], tag)
    assert all(sign in "0123456789" for sign in written if sign.isdecimal())


@pytest.mark.parametrize("typed", ["22 de", "de 2026", "2026 m. d.", "年11月", "22 tháng 13, 2026"])
def test_half_a_date_is_none(typed: str) -> None:
    for tag in ("es", "lt", "vi", "zh-Hans"):
        with pytest.raises(InvalidValue):
            parse_date(typed, tag)


def test_names_of_languages_in_each_language() -> None:
    assert name_in("pl", "nl") == "Pools"
    assert name_in("pl", "ru") == "польский"
    assert name_in("uk", "zh-Hans") == "乌克兰语"
    for reader in TAGS:
        assert all(name_in(tag, reader) for tag in TAGS)
    with pytest.raises(InvalidValue):
        name_in("pl", "xx-nergens")


def test_european_portuguese_and_english() -> None:
    assert cldr_name("pt") == "pt_PT"
    assert cldr_name("en") == "en_GB"
    assert language("zh-Hans").script == "Hans"
