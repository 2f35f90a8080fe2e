"""Taking bundles in, and handing cases over, as the screens tell it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldcheck.viewmodels.handing_over import HandingOverViewModel
from fieldcheck.viewmodels.importing import ImportViewModel
from fieldcheck.viewmodels.jobs import HeldJobs, InlineJobs
from tests.usecases.four_laptops import Street, refer, street, talk


@pytest.fixture
def tent(tmp_path: Path) -> Iterator[Street]:
    with street(tmp_path) as laptops:
        yield laptops


def handed_over(tent: Street, count: int = 1) -> list[str]:
    """Referrals that were put on the stick through the screen; their file names."""
    model = HandingOverViewModel(tent.intake1, InlineJobs(), tent.stick)
    files = []
    for _ in range(count):
        case, _ = talk(tent.intake1)
        model.export_referral(refer(tent.intake1, case).id)
        assert model.state.trouble is None
        files.append(model.state.file)
    return files


def test_one_bundle_is_taken_in_and_everything_checked_is_told(tent: Street) -> None:
    [file] = handed_over(tent)
    model = ImportViewModel(tent.iszw, InlineJobs())
    model.take_file(str(tent.stick / file))
    [brought] = model.state.brought
    assert (brought.file, brought.title, brought.cases) == (file, "Doorverwijzing van intake1", 1)
    assert brought.new > 3
    assert [finding.what for finding in brought.findings][:3] == ["Envelop", "Container", "Handtekening"]
    assert all(finding.holds and finding.detail for finding in brought.findings)
    model.take_file(str(tent.stick / file))
    assert model.state.brought[0].known
    assert not model.state.working


def test_a_stick_is_read_whole_and_one_bad_file_does_not_stop_the_rest(tent: Street) -> None:
    first, second, third = sorted(handed_over(tent, 3))
    (tent.stick / second).write_bytes(b"geen bundel")
    model = ImportViewModel(tent.iszw, InlineJobs())
    model.take_folder(str(tent.stick))
    told = {one.file: one for one in model.state.brought}
    assert list(told) == [third, second, first], "the newest first"
    assert told[second].trouble is not None
    assert "Envelop" in told[second].trouble.what
    assert [finding.holds for finding in told[second].findings] == [False]
    assert told[first].new
    assert told[third].new
    assert len(tent.iszw.store.referrals()) == 2


def test_an_empty_stick_and_one_that_is_gone_are_told(tent: Street) -> None:
    model = ImportViewModel(tent.iszw, InlineJobs())
    model.take_folder(str(tent.stick))
    assert model.state.trouble is not None
    assert model.state.trouble.what == "In deze map staan geen bundels."
    model.take_folder(str(tent.stick / "weg"))
    assert "kan niet worden gelezen" in model.state.trouble.what
    assert not model.state.working


def test_stopping_leaves_out_this_file_and_those_that_wait(tent: Street) -> None:
    handed_over(tent, 2)
    jobs = HeldJobs()
    model = ImportViewModel(tent.iszw, jobs)
    model.take_folder(str(tent.stick))
    jobs.release()
    assert (model.state.working, model.state.waiting) == (True, 1)
    model.tick()
    model.cancel()
    assert model.state.cancelling
    jobs.release()
    assert (model.state.working, model.state.cancelled, model.state.brought) == (False, True, ())
    assert tent.iszw.store.excerpts() == ()
    model.take_folder(str(tent.stick))
    jobs.release()
    jobs.release()
    jobs.release()
    assert len(model.state.brought) == 2
    assert not model.state.cancelled


def test_handing_over_can_be_stopped_and_leaves_nothing(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    referral = refer(tent.intake1, case).id
    jobs = HeldJobs()
    model = HandingOverViewModel(tent.intake1, jobs, tent.stick.parent)
    model.pick_folder(str(tent.stick))
    model.export_referral(referral)
    model.cancel()
    jobs.release()
    assert (model.state.cancelled, model.state.working, model.state.file) == (True, False, "")
    assert list(tent.stick.iterdir()) == []


def test_an_outcome_that_is_not_there_yet_is_told(tent: Street) -> None:
    [file] = handed_over(tent)
    ImportViewModel(tent.iszw, InlineJobs()).take_file(str(tent.stick / file))
    model = HandingOverViewModel(tent.iszw, InlineJobs(), tent.stick)
    [referral] = tent.iszw.store.referrals()
    model.export_outcome(referral.case)
    assert model.state.trouble is not None
    assert "nog niets terug te melden" in model.state.trouble.what
