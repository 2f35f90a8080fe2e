"""A desk as a new laptop in practice has it: real store, papers, bundles, form and rules."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.setup import set_up_practice
from tests.morning import BEGUN

USER = "H. de Wit"
PASSPHRASE = "stro koffie lantaarn plank"


class Hours:
    """A clock that runs one second at every look, from 05:00 in the Netherlands."""

    def __init__(self) -> None:
        self._at = BEGUN

    def __call__(self) -> datetime:
        self._at += timedelta(seconds=1)
        return self._at


def practice_desk(folder: Path, role: Role = Role.HANDHAVER) -> Desk:
    """A desk on a new store in ``folder``; close ``desk.store`` after use."""
    clock = Hours()
    installed = Installation(folder, clock)
    created = installed.vault.create(USER, PASSPHRASE, DeviceId(new_uuid7(clock())))
    set_up_practice(created.store, user=USER, action=practice_action(), clock=clock)
    return installed.sit_down(created.store, user=USER, role=role)
