"""Whether an excerpt holds: every entry by its own digest, and all of them about the one case it names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldcheck.bundle.container import Finding
from fieldcheck.domain import events
from fieldcheck.domain.errors import N_
from fieldcheck.domain.journal import Entry, canonical_json, sha256_hex
from fieldcheck.domain.wording import Said
from fieldcheck.usecases.ports import BundleKind
from fieldcheck.usecases.sharing import OUTCOME_KINDS

_NAMING = frozenset({events.INTERVIEW_STARTED, events.REFERRAL_SENT, events.THING_LINKED})
"""Kinds whose entry says to which case its subject belongs."""
_OPENING = frozenset({events.CASE_OPENED, events.CASE_RECEIVED})


def own_digests_finding(entries: tuple[Entry, ...]) -> Finding:
    """Whether each entry holds by its own digest, and none stands at the place of another."""
    check = N_("Journaal")
    wrong = sum(not _holds(entry) for entry in entries)
    if wrong or len({(entry.device, entry.sequence) for entry in entries}) < len(entries):
        return check, False, Said(N_("{count} regels zijn veranderd of staan er dubbel"), count=wrong or 1)
    return check, True, Said(N_("{count} regels, elk heel"), count=len(entries))


def _holds(entry: Entry) -> bool:
    payload = entry.payload
    return (
        payload is not None
        and sha256_hex(canonical_json(payload)) == entry.payload_digest
        and entry.computed_digest() == entry.digest
    )


def case_finding(kind: BundleKind, manifest: Mapping[str, Any], entries: tuple[Entry, ...]) -> Finding:
    """Whether all entries are about the one case, or the referrals of it, that the manifest names."""
    check = N_("Zaak")
    if kind is BundleKind.QUESTION:
        return _only_questions(entries)
    case, referrals = manifest.get("case"), manifest.get("referrals")
    if not isinstance(case, dict) or not isinstance(referrals, list) or not referrals or not entries:
        return check, False, Said(N_("het manifest noemt geen zaak"))
    if kind is BundleKind.OUTCOME:
        held = all(entry.kind in OUTCOME_KINDS and entry.subject in referrals for entry in entries)
    else:
        held = _is_all_about(str(case.get("id")), str(case.get("code")), entries)
    if not held:
        return check, False, Said(N_("er staan regels in van iets anders dan deze ene zaak"))
    return check, True, Said(N_("alle regels gaan over deze ene zaak"))


def _only_questions(entries: tuple[Entry, ...]) -> Finding:
    check = N_("Zaak")
    held = all(
        entry.kind == events.IDENTITY_QUESTIONED
        and entry.subject_kind == "case"
        and set(entry.payload or {}) <= {"with", "salt"}
        for entry in entries
    )
    if not entries or not held:
        return check, False, Said(N_("er staat iets anders in dan vragen over papieren"))
    return check, True, Said(N_("alle regels vragen naar een papier, zonder naam of nummer"))


def _is_all_about(case: str, code: str, entries: tuple[Entry, ...]) -> bool:
    subjects = {case, *(entry.subject for entry in entries if entry.kind in _NAMING)}
    codes = {(entry.payload or {}).get("code") for entry in entries if entry.kind in _OPENING}
    return codes == {code} and all(
        entry.subject in subjects
        and all((entry.payload or {}).get(name, case) == case for name in ("case", "other"))
        for entry in entries
    )
