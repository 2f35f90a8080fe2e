"""Every use case refuses whoever's role has no part in it, before it looks at anything else."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from practice_desk import practice_desk

import fieldcheck.usecases
from fieldcheck.domain.errors import NotAllowed
from fieldcheck.domain.roles import PERMISSIONS, Deed, Role
from fieldcheck.usecases.desk import Desk

ROLES_OF = {row.deed: row.roles for row in PERMISSIONS}

# What a desk may ask without a deed of its own: who is there and what the action says, and the parts that a
# guarded use case is made of. None of them writes, and whoever shows what somebody said goes through one that
# is guarded. A new one stands here by decision.
UNGUARDED = {
    "alarming": {"present_posts", "reach_now"},
    "anchoring": {"anchors_here"},
    "carrying": {"earlier_by_question"},
    "casework": {"assess_interview", "read_talks", "assess_talks"},
    "clashing": {"confirmed", "questions_in"},
    "coordinating": {"check_action", "require_fits"},
    "desk": {"change_place", "lock"},
    "equipping": {"free_prefix", "given_laptops"},
    "exporting": {"brought_referrals", "day_bundle", "referral_bundle", "outcome_bundle"},
    "feedback": {"feedback"},
    "form_rules": {"form_rules"},
    "forms": {"publish_form", "open_form", "new_run", "restored_run"},
    "handing_over": {"recipient_code"},
    "importing": {"may_take_in", "require_no_other_day"},
    "interviewing": {"read_interview"},
    "issuing": {"preview_proof", "preview_rights_letter"},
    "lost_values": {"find_lost_values"},
    "offering": {"offered_forms", "usual_form", "ready_form", "form_title", "unrecorded"},
    "referring": {"open_referrals", "referral_history", "settled"},
    "reflecting": {"today"},
    "sealed_notes": {"note_draft", "sealed_draft", "note_of"},
    "sealing": {"seal_to", "opens", "require_own_key", "unseal_here", "names_of"},
    "staffing": {"absent_posts"},
    "street": {"proposed_post", "sending", "straight_to", "place"},
    "things": {"known_thing"},
    "watching": {"laptops_seen"},
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all of them: a deed that is refused leaves nothing behind."""
    seated = practice_desk(tmp_path_factory.mktemp("laptop"))
    yield seated
    seated.store.close()


EITHER = {
    "auditing.check_journal": ROLES_OF[Deed.KEEP_USERS],
    "things.things_of": ROLES_OF[Deed.SEE_CLUSTER],
}
"""Who may do it by another deed than the one it asks for first."""
IDLE = {"alarming.escalate", "alarming.open_alarms", "handing_over.handed_here"}
"""What every laptop runs by itself, and what does nothing at the desk of somebody without a part in it."""
AT_UNLOCK = {"key_changes.settle", "offering.record_brought"}
"""What puts on record what already holds on this laptop, whoever unlocks it first after a power cut."""


def use_cases() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in pkgutil.iter_modules(fieldcheck.usecases.__path__):
        room = importlib.import_module(f"fieldcheck.usecases.{module.name}")
        for name, found in vars(room).items():
            ours = (
                inspect.isfunction(found) and found.__module__ == room.__name__ and not name.startswith("_")
            )
            if ours and next(iter(inspect.signature(found).parameters), "") == "desk":
                yield f"{module.name}.{name}", found


def is_guarded(name: str) -> bool:
    room, use_case = name.split(".")
    return use_case not in UNGUARDED.get(room, set()) and name not in IDLE | AT_UNLOCK


GUARDED = {name: found for name, found in use_cases() if is_guarded(name)}


def attack(use_case: Callable[..., Any], desk: Desk) -> None:
    """Ask with nothing but the desk: whoever may not must hear so before a missing argument matters."""
    arguments = list(inspect.signature(use_case).parameters.values())[1:]
    given: list[Any] = [None for one in arguments if one.kind is one.POSITIONAL_OR_KEYWORD]
    named: dict[str, Any] = {one.name: None for one in arguments if one.kind is one.KEYWORD_ONLY}
    use_case(desk, *given, **named)


@pytest.mark.parametrize("name", GUARDED)
def test_a_role_without_a_part_in_it_is_refused_first(desk: Desk, name: str) -> None:
    first = re.search(r"require\(Deed\.(\w+)\)", inspect.getsource(GUARDED[name]))
    may = ROLES_OF[Deed[first.group(1)]] if first else frozenset(Role)
    may |= EITHER.get(name, frozenset())
    strangers = [role for role in Role if role not in may]
    if not strangers:  # what everybody may do for themselves; without any deed it is nobody's to leave open
        strangers = [] if first else [Role.ADMINISTRATOR]
    before = desk.store.heads()
    for role in strangers:
        with pytest.raises(NotAllowed):
            attack(GUARDED[name], replace(desk, actor=replace(desk.actor, role=role)))
    assert desk.store.heads() == before, "a refused deed leaves nothing behind"


def test_what_is_not_guarded_is_still_there() -> None:
    there = {name for name, _ in use_cases()}
    named = {f"{room}.{name}" for room in UNGUARDED for name in UNGUARDED[room]}
    assert (named | IDLE | AT_UNLOCK) - there == set()


@pytest.mark.parametrize("room", UNGUARDED)
def test_what_is_not_guarded_writes_nothing_of_a_case(room: str) -> None:
    if room == "desk":
        return  # taking and leaving place is on record for everybody
    module = importlib.import_module(f"fieldcheck.usecases.{room}")
    for name in UNGUARDED[room]:
        assert not re.search(r"desk\.write|store\.record", inspect.getsource(getattr(module, name))), name
