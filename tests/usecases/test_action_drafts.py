"""A draft of an action is there again, of this action alone, and follows the keys that came in between."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldcheck.domain.action_json import action_to_json
from fieldcheck.domain.errors import NotAllowed
from fieldcheck.domain.identifiers import ActionId
from fieldcheck.usecases.action_drafts import ActionDraft, keep_draft, kept_draft, on_top_of
from fieldcheck.usecases.desk import Desk

DRAFT = ActionDraft({"name": ""}, {"route.targets[0].hours": "kantoor"}, 3)


def test_what_was_left_is_there_again_wrong_or_not(coordinator: Desk) -> None:
    assert kept_draft(coordinator) is None
    keep_draft(coordinator, DRAFT)
    assert kept_draft(coordinator) == DRAFT
    keep_draft(coordinator, None)
    assert kept_draft(coordinator) is None


def test_a_draft_of_another_action_is_none_of_ours(coordinator: Desk) -> None:
    keep_draft(coordinator, DRAFT)
    other = replace(coordinator, action=replace(coordinator.action, id=ActionId("another")))
    assert kept_draft(other) is None


def test_only_who_prepares_reads_or_writes_it(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        keep_draft(desk, DRAFT)
    with pytest.raises(NotAllowed):
        kept_draft(desk)


def test_a_draft_follows_the_keys_of_laptops_made_meanwhile(coordinator: Desk) -> None:
    action = coordinator.action
    fields = {**action_to_json(action), "name": "Anders"}
    first, *rest = action.recipients
    keyed = replace(action, recipients=(replace(first, more=("age1next",)), *rest), version=4)
    assert on_top_of(fields, keyed) == {**action_to_json(keyed), "name": "Anders"}
