"""Several people at one employer: counts of persons, blank domains, and a suspicion as itself."""

from __future__ import annotations

from itertools import permutations

from fieldcheck.triage import cumulate, together
from tests.triage.test_lenses import assessed
from tests.triage.test_triage_assessment import assessed as of_worker
from tests.triage.test_triage_assessment import worker

WORKERS = [of_worker(worker(number)) for number in (1, 2, 3, 4)]


def test_counts_are_of_persons() -> None:
    found = cumulate(WORKERS)
    assert (found.persons, found.with_signals, found.with_unease) == (4, 4, 1)
    pay = {domain.code: domain for domain in found.domains}["pay"]
    assert pay.signals["below-minimum"] == 1
    assert pay.signals["hours-above-average"] == 1
    assert (pay.with_signals, pay.asked, pay.blank) == (4, 4, 0)
    papers = {domain.code: domain for domain in found.domains}["papers"]
    assert (papers.with_signals, papers.asked, papers.blank) == (1, 4, 0)


def test_who_did_not_talk_is_blank_and_counted() -> None:
    silent = assessed("intake-park", ("consent", "no"))
    found = cumulate([WORKERS[0], silent])
    assert found.persons == 2
    assert all(domain.blank == 1 for domain in found.domains if domain.code in ("pay", "papers", "freedom"))
    assert set(cumulate([silent]).blank) == {domain.code for domain in found.domains}


def test_a_suspicion_is_never_added_to_the_signals() -> None:
    felt = assessed("niet-pluis", ("unease_what", "Busje wachtte buiten."))
    found = cumulate([felt])
    assert (found.with_signals, found.with_unease) == (0, 1)


def test_the_order_does_not_matter_and_nobody_is_nobody() -> None:
    whole = cumulate(WORKERS[:3])
    assert all(cumulate(order) == whole for order in permutations(WORKERS[:3]))
    assert cumulate([]).persons == 0


def test_two_talks_of_one_person_count_once() -> None:
    assert cumulate([together([WORKERS[1], WORKERS[2]])]).persons == 1
