"""Several talks of one case: nothing that was heard is lost, and nothing is counted twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from fieldcheck.triage import Assessment, DomainView, Figure, Route, RouteReason, Signal, together


def signal(code: str, domain: str = "pay", why: str = "") -> Signal:
    return Signal(code, "labour", domain, "", "", {"nl": code}, {"nl": why}, (), "", ())


def domain(code: str, *signals: str, answered: int = 0, asked: int = 0, reason: str = "") -> DomainView:
    return DomainView(code, code, signals, answered, asked, blank=not answered, blank_reason=reason)


def figure(code: str, value: str | None) -> Figure:
    amount = None if value is None else Decimal(value)
    return Figure(code, code, amount, amount, amount, "EUR per uur", "", "", "")


def route(to: str, urgency: str, *reasons: str) -> Route:
    told = tuple(RouteReason(reason, {"nl": reason}) for reason in reasons)
    return Route(f"{to}-{urgency}", to, urgency, {"nl": to}, told, reasons)


def assessment(form: str, **changes: object) -> Assessment:
    bare = Assessment(form, form * 2, date(2026, 11, 22), (), (), (), ())
    return replace(bare, **changes)  # type: ignore[arg-type]


def test_one_talk_is_its_own_assessment() -> None:
    only = assessment("a", signals=(signal("low-pay"),))
    assert together([only]) is only


def test_a_signal_of_any_talk_counts_once_and_the_newest_says_it() -> None:
    older = assessment("a", signals=(signal("low-pay", why="toen"), signal("papers", "papers")))
    newer = assessment("b", signals=(signal("debt"), signal("low-pay", why="nu")))
    both = together([older, newer])
    assert [(one.code, one.why["nl"]) for one in both.signals] == [
        ("debt", ""),
        ("low-pay", "nu"),
        ("papers", ""),
    ]
    assert (both.form_id, both.form_digest) == ("b", "bb")


def test_a_domain_is_blank_only_when_no_talk_says_anything_of_it() -> None:
    older = assessment(
        "a",
        domains=(
            domain("pay", "low-pay", answered=3, asked=4),
            domain("papers", reason="Niet gevraagd."),
        ),
    )
    newer = assessment(
        "b", domains=(domain("pay", reason="Niet gevraagd."), domain("papers", reason="Wilde niet."))
    )
    pay, papers = together([older, newer]).domains
    assert (pay.blank, pay.blank_reason, pay.answered, pay.asked) == (False, "", 3, 4)
    assert pay.signals == ("low-pay",)
    assert (papers.blank, papers.blank_reason) == (True, "Wilde niet.")


def test_what_was_asked_twice_is_counted_once() -> None:
    older = assessment("a", domains=(domain("pay", "low-pay", answered=3, asked=4),))
    newer = assessment("b", domains=(domain("pay", "debt", answered=8, asked=9),))
    (pay,) = together([older, newer]).domains
    assert (pay.answered, pay.asked, pay.signals) == (8, 9, ("debt", "low-pay"))


def test_a_figure_is_that_of_the_newest_talk_that_gives_one() -> None:
    first = assessment("a", figures=(figure("hourly-wage", "4.00"), figure("stay-days", "30")))
    second = assessment("b", figures=(figure("hourly-wage", "5.00"), figure("stay-days", None)))
    third = assessment("c", figures=(figure("hourly-wage", None), figure("stay-days", None)))
    found = together([first, second, third]).figures
    assert [(one.code, one.value) for one in found] == [
        ("hourly-wage", Decimal("5.00")),
        ("stay-days", Decimal(30)),
    ]


def test_a_later_talk_that_asks_no_age_does_not_make_an_adult_of_a_minor() -> None:
    young = assessment("a", figures=(figure("minimum-wage", "5.92"),))
    grown = replace(figure("minimum-wage", "14.99"), assumed=True)
    asked_nothing = assessment("b", figures=(grown,))
    assert together([young, asked_nothing]).figures == young.figures
    assert together([asked_nothing, asked_nothing]).figures == (grown,)


def test_one_route_for_each_recipient_at_its_highest_urgency_with_all_reasons() -> None:
    older = assessment("a", routes=(route("iszw", "acute", "papers", "locked"),))
    newer = assessment(
        "b", routes=(route("municipality", "regular", "bed"), route("iszw", "regular", "papers"))
    )
    first, second = together([older, newer]).routes
    assert (first.to, first.urgency, first.code) == ("iszw", "acute", "iszw-acute")
    assert [reason.code for reason in first.reasons] == ["papers", "locked"]
    assert (second.to, second.urgency) == ("municipality", "regular")
