"""Preparing an action from the command line: one set-up bundle for each laptop, and its one-time code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from fieldcheck.bootstrap import now
from fieldcheck.bundle.set_up import Made, write_set_up
from fieldcheck.crypto import new_recovery_code
from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_from_json
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.output import OutputFolder
from fieldcheck.usecases.offering import publish_for
from fieldcheck.usecases.preparing import equip, found, plan_laptops


def prepare(action_file: Path, out: Path, *, made_by: str, tell: Callable[[Path, str], None]) -> None:
    """Write a set-up bundle for each post of the action into ``out``; ``tell`` gets each path and its code.

    The codes are kept nowhere. Raises InvalidValue for a file that is no action or names a form that is not
    there, FormRefused for a form that does not run, StorageFailed when the disk does not take a bundle; no
    bundle stays behind then.
    """
    action = _read_action(action_file)
    plans = plan_laptops(action)
    forms = publish_for(action)
    founded = found(action, clock=now)
    written: list[tuple[Path, str]] = []
    # Laptops of one action share one authority: a set of which one is missing is of no use to anybody.
    with OutputFolder(out) as output:
        for plan in plans:
            set_up = equip(founded, plan, device=DeviceId(new_uuid7(now())), forms=forms)
            code = new_recovery_code()
            path = write_set_up(
                set_up, out, authority=founded.authority, code=code, made=Made(now(), made_by)
            )
            output.adopt(path)
            written.append((path, code))
    for path, code in written:
        tell(path, code)


def _read_action(path: Path) -> Action:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InvalidValue(
            N_("{place} is geen actie: {reason}"), place=path.name, reason=str(error)
        ) from None
    return action_from_json(value)
