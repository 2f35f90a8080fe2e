"""A translation keeps the fields of the Dutch, in every plural form."""

from __future__ import annotations

import pytest

from fieldcheck.i18n.fields import keeps_fields, other_fields
from fieldcheck.i18n.languages import LANGUAGES, SOURCE, plural_form, plural_rule

DAYS = ("{n} dag", "{n} dagen")


@pytest.mark.parametrize(
    ("tag", "forms", "wrong"),
    [
        ("pl", ("{n} dzień", "{n} dni", "{n} dni"), []),
        ("pl", ("jeden dzień", "{n} dni", "{n} dni"), []),
        ("pl", ("jeden dzień", "dni", "{n} dni"), [1]),
        ("pl", ("jeden dzień", "{n} dni", "dni"), [2]),
        ("pl", ("jeden dzień", "{n} dni", "{n} {n} {m}"), [2]),
        ("ru", ("один день", "{n} дня", "{n} дней"), [0]),  # also 21, 31, 101
        ("en", ("one day", "{n} days"), []),
        ("en", ("{n} day", "days"), [1]),
        ("vi", ("một ngày",), [0]),
        ("ar", ("لا أيام", "يوم", "يومان", "{n} أيام", "{n} يومًا", "{n} يوم"), []),
        ("ar", ("لا أيام", "يوم", "يومان", "أيام", "{n} يومًا", "يوم"), [3, 5]),
        ("pl", ("{n} dzień", "{n} dni", "{n dni"), [2]),
    ],
)
def test_only_a_form_for_one_number_tells_it_in_words(
    tag: str, forms: tuple[str, ...], wrong: list[int]
) -> None:
    assert list(other_fields(DAYS, forms, plural_form(tag))) == wrong


def test_any_other_field_is_in_every_form() -> None:
    sources, rule = ("{name} heeft {n} dag", "{name} heeft {n} dagen"), plural_form("en")
    assert keeps_fields(sources, ("{name} has a day", "{name} has {n} days"), rule)
    assert not keeps_fields(sources, ("a day", "{name} has {n} days"), rule)
    assert not keeps_fields(sources, ("{name} has a day", "{n} days"), rule)


def test_without_a_plural_every_field_stays() -> None:
    assert keeps_fields(("{n} van {all}, ${x}",), ("{all}: {n} ${x}",))
    for said in ("{all} ${x}", "{all} {n}", "{n} {all} ${x} {y}", "{n} {all} ${x", "{n!r} {all} ${x}"):
        assert not keeps_fields(("{n} van {all}, ${x}",), (said,)), said


@pytest.mark.parametrize("tag", [one.tag for one in LANGUAGES if one.tag != SOURCE])
def test_every_form_of_every_language_is_met_among_the_numbers_that_are_tried(tag: str) -> None:
    assert {plural_form(tag)(n) for n in range(201)} == set(range(plural_rule(tag)[0]))
