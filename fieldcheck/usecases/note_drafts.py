"""What an inspector is writing and has not saved: sealed to the inspectorate, and there again after a lock.

It is no part of the journal, since nothing of it was saved, and stays on this laptop. An administrator who
opens the database finds sealed words only.
"""

from __future__ import annotations

import json

from fieldcheck.domain.alarm import ISZW
from fieldcheck.domain.identifiers import ReferralId
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.sealing import opens, seal_to, unseal_here

_NAME = "draft.notes"


def keep_note_draft(desk: Desk, referral: ReferralId, words: str) -> None:
    """Keep what this inspector wrote at a referral; "" when there is nothing to keep any more.

    Raises UserFixable when the action has no key of the inspectorate, StorageFailed when the disk fails.
    """
    desk.actor.require(Deed.ASSESS)
    kept = _kept(desk)
    own = kept.setdefault(desk.actor.name, {})
    if words:
        own[referral] = seal_to(desk, words.encode(), [ISZW])
    elif own.pop(referral, None) is None:
        return
    desk.store.keep_secret(_NAME, json.dumps(kept).encode())


def kept_note_draft(desk: Desk, referral: ReferralId) -> str:
    """What this inspector left unsaved at a referral; "" without it, or without the key."""
    desk.actor.require(Deed.ASSESS)
    sealed = _kept(desk).get(desk.actor.name, {}).get(referral)
    if sealed is None or not opens(desk, [ISZW]):
        return ""
    return unseal_here(desk, sealed, [ISZW]).decode()


def _kept(desk: Desk) -> dict[str, dict[str, str]]:
    """Sealed words by who wrote them and referral."""
    found = desk.store.secret(_NAME)
    kept: dict[str, dict[str, str]] = json.loads(found) if found else {}
    return kept
