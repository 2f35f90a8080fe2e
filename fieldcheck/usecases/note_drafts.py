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


def keep_note_draft(desk: Desk, referral: ReferralId, words: str, *, sheet: str = "") -> None:
    """Keep what this inspector wrote at a referral; "" when there is nothing to keep any more.

    ``sheet`` names the sheet that it was typed in; "" is the note on the page.

    Raises UserFixable when the action has no key of the inspectorate, StorageFailed when the disk fails.
    """
    desk.actor.require(Deed.ASSESS)
    kept = _kept(desk)
    own = kept.setdefault(desk.actor.name, {})
    if words:
        own[_place(referral, sheet)] = seal_to(desk, words.encode(), [ISZW])
    elif own.pop(_place(referral, sheet), None) is None:
        return
    desk.store.keep_secret(_NAME, json.dumps(kept).encode())


def kept_note_draft(desk: Desk, referral: ReferralId) -> str:
    """What this inspector left unsaved at a referral; "" without it, or without the key."""
    desk.actor.require(Deed.ASSESS)
    return kept_drafts(desk, referral).get("", "")


def kept_drafts(desk: Desk, referral: ReferralId) -> dict[str, str]:
    """All that this inspector left unsaved at a referral, by the sheet that it was typed in."""
    desk.actor.require(Deed.ASSESS)
    if not opens(desk, [ISZW]):
        return {}
    kept = _kept(desk).get(desk.actor.name, {})
    places = {place: place.partition("/") for place in kept}
    return {
        sheet: unseal_here(desk, kept[place], [ISZW]).decode()
        for place, (about, _, sheet) in places.items()
        if about == referral
    }


def _place(referral: ReferralId, sheet: str) -> str:
    return f"{referral}/{sheet}" if sheet else referral


def _kept(desk: Desk) -> dict[str, dict[str, str]]:
    """Sealed words by who wrote them and referral."""
    found = desk.store.secret(_NAME)
    kept: dict[str, dict[str, str]] = json.loads(found) if found else {}
    return kept
