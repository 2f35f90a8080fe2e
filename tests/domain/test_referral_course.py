"""The course of a referral: whatever is tried in whatever order, it ends where it may, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.referral import CLOSED_STAGES, ReferralStage
from fieldcheck.domain.referral_course import STAGE_WORDS, ReferralStep, may_follow, stage_after

steps = st.lists(st.sampled_from(ReferralStep), max_size=12)


@given(steps)
def test_nothing_follows_an_end_and_nothing_is_done_that_nobody_took_over(tried: list[ReferralStep]) -> None:
    stage, passed = ReferralStage.SENT, [ReferralStage.SENT]
    for step in tried:
        before = stage
        if not may_follow(before, step):
            with pytest.raises(InvalidValue, match=STAGE_WORDS[before]) as refusal:
                stage_after(before, step)
            assert refusal.value.remedy
            continue
        stage = stage_after(before, step)
        assert before not in CLOSED_STAGES, "what is over stays as it is"
        passed.append(stage)
    assert ReferralStage.SENT not in passed[1:], "what was seen by a person is never unseen again"
    if ReferralStage.DONE in passed:
        before_done = passed[passed.index(ReferralStage.DONE) - 1]
        assert before_done in (ReferralStage.ACKNOWLEDGED, ReferralStage.ACCEPTED)


@pytest.mark.parametrize("stage", [one for one in ReferralStage if one not in CLOSED_STAGES])
def test_every_open_stage_has_a_way_to_an_end(stage: ReferralStage) -> None:
    ways = [stage_after(stage, step) for step in ReferralStep if may_follow(stage, step)]
    assert set(ways) & CLOSED_STAGES


def test_one_more_name_leaves_a_case_that_was_taken_up_as_it_is() -> None:
    assert stage_after(ReferralStage.ACCEPTED, ReferralStep.ACKNOWLEDGE) is ReferralStage.ACCEPTED
