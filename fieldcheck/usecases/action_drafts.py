"""What somebody wrote of an action and has not put in force: kept encrypted, for whoever comes back to it.

It is no part of the journal, since nothing of it counts, and stays on this laptop.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_to_json
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.preparing import LAPTOP_KEYED

_NAME = "draft.action"
_KEYS = ("age", "more")


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """A draft of the action in force.

    Attributes:
        fields: the action's JSON as it was edited, valid or not.
        typed: what could not be taken over, by place, as it was typed.
        version: of the action that it was made from.
    """

    fields: dict[str, Any]
    typed: dict[str, str] = field(default_factory=dict)
    version: int = 0


def keep_draft(desk: Desk, draft: ActionDraft | None) -> None:
    """Keep this draft instead of the one before; None when there is nothing to keep. Raises StorageFailed."""
    desk.actor.require(Deed.PREPARE)
    kept = b""
    if draft is not None:
        told = {
            "action": desk.action.id,
            "version": draft.version,
            "fields": draft.fields,
            "typed": draft.typed,
        }
        kept = json.dumps(told).encode()
    desk.store.keep_secret(_NAME, kept)


def kept_draft(desk: Desk) -> ActionDraft | None:
    """The draft of the action of this desk that was left here; None when there is none."""
    desk.actor.require(Deed.PREPARE)
    kept = desk.store.secret(_NAME)
    if not kept:
        return None
    told = json.loads(kept)
    if told["action"] != desk.action.id:
        return None
    return ActionDraft(told["fields"], told["typed"], told["version"])


def on_top_of(fields: dict[str, Any], action: Action) -> dict[str, Any]:
    """A draft with what nobody types as the action in force has it: keys, the street's key, the version.

    A laptop that gets a key of its own changes these below a draft that was begun before.
    """
    now = action_to_json(action)
    keys = {one["code"]: {name: one[name] for name in _KEYS if name in one} for one in now["recipients"]}
    recipients = [
        {name: value for name, value in one.items() if name not in _KEYS} | keys[one["code"]]
        if one["code"] in keys and (one["code"] in LAPTOP_KEYED or keys[one["code"]]["age"])
        else one
        for one in fields["recipients"]
    ]
    counted: dict[str, Any] = {name: now[name] for name in ("version", "street") if name in now}
    return {**fields, "recipients": recipients, **counted}
