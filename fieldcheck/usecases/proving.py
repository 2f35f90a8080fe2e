"""Proving at an unlocked laptop that one is who one was: before anything that lets others in."""

from __future__ import annotations

from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.usecases.ports import Vault


def require_no_wait(vault: Vault, by: str) -> None:
    """Raise UserFixable while ``by`` must wait after wrong tries."""
    seconds = max(vault.wait_seconds(by), vault.wait_seconds(""))
    if seconds:
        raise UserFixable(
            N_("Na verkeerde pogingen is het nog {seconds} seconden wachten."),
            remedy=N_("Wacht even, en probeer het dan opnieuw."),
            seconds=seconds,
        )
