"""What interviewed workers really said (Ede, Utrecht), as fictitious answers: figures and routes.

None of them is called anything; a route is a proposal, and one signal alone proposes none.
"""

from __future__ import annotations

from decimal import Decimal

from fieldcheck.triage import Assessment, Standing, together
from tests.triage.test_lenses import assessed
from tests.triage.test_triage_assessment import assessed as of_worker
from tests.triage.test_triage_assessment import codes, routes, worker

TALK = (("consent", "yes"), ("eu_citizen", "yes"), ("birth_year", "1990"), ("works_now", "yes"))


def value(found: Assessment, code: str) -> Decimal | None:
    (figure,) = (one for one in found.figures if one.code == code)
    return figure.value


def advice(found: Assessment) -> list[str]:
    return [line.code for line in found.advice]


def test_eight_hundred_a_month_for_six_long_days() -> None:
    found = of_worker(worker(1))
    assert value(found, "hourly-wage") == Decimal("3.42"), "3.30 to 3.50 in the source"
    assert value(found, "bed-hours") == 24
    assert value(found, "registration-days") == 111, "slept in the street before; not yet four months here"
    assert routes(found) == [("iszw", "acute")]
    assert found.lens("inspectorate").item("underpaid").standing is Standing.PRESENT
    assert "reflection-period" in advice(found)
    assert "register" not in advice(found)


def test_twelve_hours_six_days_for_1450_net() -> None:
    """1,400 to 1,500 after housing and insurance; the source reckons 4.36 with other weeks."""
    pay = (("pay_amount", "1450"), ("pay_period", "month"), ("pay_net_gross", "net"))
    week = (("hours_per_day", "12"), ("days_per_week", "6"))
    found = assessed("intake-park", *TALK, *pay, *week)
    assert value(found, "hourly-wage") == Decimal("4.65")
    assert value(found, "weekly-hours") == 72
    assert value(found, "weekly-rest") == 36, "exactly what the law asks for, as long as it is one stretch"
    assert {"hours-above-week", "net-below-minimum"} <= codes(found)
    assert "hours-above-day" not in codes(found), "twelve hours is the most, not above it"
    assert "below-minimum" not in codes(found), "net is never compared as gross"
    assert ("iszw", "regular") in routes(found)
    assert found.lens("nvm").item("working").standing is Standing.PRESENT
    told = assessed("intake-park", *TALK, *pay, *week, ("deductions", "yes"), ("deduction_amount", "900"))
    assert value(told, "hourly-wage") == Decimal("4.65")
    share, told_share = value(found, "below-minimum"), value(told, "below-minimum")
    assert share is not None
    assert told_share is not None
    assert told_share < share, "what was deducted is put back before anything is compared"


def test_fifty_hours_above_the_minimum_and_content() -> None:
    found = of_worker(worker(2))
    assert codes(found) == {"hours-above-average"}
    assert value(found, "below-minimum") == 0
    assert found.routes == ()
    assert found.lens("nvm").present == (), "a contract explained by a colleague is understood"


def test_far_below_the_minimum_without_knowing_it() -> None:
    found = of_worker(worker(3))
    assert value(found, "hourly-wage") == Decimal("8.50")
    assert value(found, "below-minimum") == 43
    assert value(found, "deduction-share") == 31
    assert routes(found) == [("iszw", "regular"), ("municipality", "regular")]
    assert value(found, "registration-days") == 216
    assert "register" in advice(found), "a non-resident who stays more than four months"


def test_dismissed_and_out_within_a_day() -> None:
    said = (
        ("works_now", "stopped"),
        ("housing_arranged_by", "employer"),
        ("eviction_term", "hours_24"),
        ("lease_separate", "no"),
        ("fines", "yes"),
    )
    found = assessed("intake-park", *TALK[:3], *said)
    assert {"evicted", "housing-tied", "fined"} <= codes(found)
    assert value(found, "bed-hours") == 24
    assert all(route.urgency != "acute" for route in found.routes), "no papers kept, no underpayment told"
    papers = assessed("intake-park", *TALK[:3], *said, ("papers_kept_by", "employer"))
    assert routes(papers)[0] == ("iszw", "acute")
    assert found.lens("hvo").item("multiple-dependency").standing is Standing.PRESENT


def test_a_bungalow_in_which_one_had_to_stay_in_bed() -> None:
    found = assessed("intake-park", *TALK, ("persons", "2"), ("floor_area", "9"))
    assert value(found, "square-metres-per-person") == Decimal("4.50")
    assert codes(found) == {"overcrowded"}
    assert found.routes == (), "one signal alone sends nobody anywhere"
    assert found.lens("nvm").item("housing").standing is Standing.PRESENT


def test_signed_in_dutch_and_no_copy() -> None:
    contract = (("contract_written", "yes"), ("contract_language", "no"))
    found = assessed("nvm-labour", *TALK, *contract, ("signed_unread", "yes"), ("contract_copy", "no"))
    assert {"contract-not-understood", "signed-unread", "no-copy"} <= codes(found)
    assert found.lens("nvm").item("contract-pay").standing is Standing.PRESENT
    assert found.routes == (), "one domain: papers that are not understood alone do not suffice"


def test_paid_a_middleman_and_found_no_work_and_no_bed() -> None:
    talk = assessed(
        "intake-park",
        *TALK[:3],
        ("works_now", "not_yet"),
        ("recruitment_fee", "yes"),
        ("promises_false", "yes"),
        ("promises_about", "job"),
    )
    desk = assessed("registration", ("eu_citizen", "yes"), ("birth_year", "1990"), ("bed_tonight", "no"))
    found = together([talk, desk])
    assert ("municipality", "acute") in routes(found)
    assert advice(found)[0] == "bed-tonight", "a bed first"
    assert found.lens("nvm").item("recruitment").standing is Standing.PRESENT
    assert found.lens("profiles").item("migrant").standing is Standing.PRESENT


def test_tied_housing_that_is_well_arranged_is_no_signal() -> None:
    found = assessed(
        "intake-park",
        *TALK,
        ("housing_arranged_by", "employer"),
        ("lease_separate", "yes"),
        ("bed_after_job", "longer"),
    )
    assert codes(found) == set()
    assert value(found, "bed-hours") is None, "no term is no hours"
