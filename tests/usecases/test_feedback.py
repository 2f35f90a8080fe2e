"""What became of it comes back to who referred, and stays new until that person looked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.errors import NotAllowed
from fieldcheck.domain.referral import Outcome
from fieldcheck.domain.roles import Role
from fieldcheck.usecases import alarming
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.feedback import feedback, feedback_seen


def test_an_outcome_is_new_until_it_was_looked_at_and_new_again_when_it_changes(
    desk: Desk, inspector: Desk
) -> None:
    case = open_case(desk)
    (sent,) = alarming.send_alarm(desk, case.id, ["reden"], "gevolg", ["iszw"]).referrals[:1]
    assert feedback(desk) == ()
    told = {"outcome": Outcome.ACCEPTED.value, "words": "We bellen morgen."}
    inspector.write(events.OUTCOME_GIVEN, "referral", sent.id, told)
    (back,) = feedback(desk)
    assert (back.unread, back.referral.outcome_words) == (True, "We bellen morgen.")
    feedback_seen(desk, case.id)
    assert [one.unread for one in feedback(desk)] == [False]
    changed = {"outcome": Outcome.DONE.value, "words": "Afgerond."}
    inspector.write(events.OUTCOME_GIVEN, "referral", sent.id, changed)
    assert [(one.unread, one.referral.outcome) for one in feedback(desk)] == [(True, Outcome.DONE)]


def test_it_comes_to_who_referred_and_to_nobody_else(desk: Desk, inspector: Desk) -> None:
    case = open_case(desk)
    (sent,) = alarming.send_alarm(desk, case.id, ["reden"], "gevolg", ["iszw"]).referrals[:1]
    told = {"outcome": Outcome.ACCEPTED.value, "words": ""}
    inspector.write(events.OUTCOME_GIVEN, "referral", sent.id, told)
    other = replace(desk, actor=replace(desk.actor, name="Iemand anders"))
    assert feedback(other) == ()
    clerk = change_place(desk, role=Role.MUNICIPAL_CLERK, post="gemeente")
    assert feedback(clerk) == ()
    with pytest.raises(NotAllowed):
        feedback_seen(clerk, case.id)
