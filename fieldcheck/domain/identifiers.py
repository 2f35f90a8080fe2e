"""Identifiers: what kind of thing a string names, and how new ones are made."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import NewType

EntryId = NewType("EntryId", str)
DeviceId = NewType("DeviceId", str)
ActionId = NewType("ActionId", str)
CaseId = NewType("CaseId", str)
InterviewId = NewType("InterviewId", str)
ReferralId = NewType("ReferralId", str)
VisitId = NewType("VisitId", str)
"""The id of the journal entry that sent the person there."""
HomeId = NewType("HomeId", str)
ThingId = NewType("ThingId", str)
AlarmId = NewType("AlarmId", str)
"""What the referrals of one alarm have in common."""
FormDigest = NewType("FormDigest", str)
"""SHA-256 of a published form, 64 lower-case hex digits."""


_SERIAL_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals that cannot be mistaken for each other."""


def new_serial(prefix: str) -> str:
    """A new serial of a paper, such as ``OE-7K3M8Q``: drawn at random.

    A number that counts would tell whoever compares two proofs of control that somebody between them got
    a further paper, such as a referral sheet.
    """
    return f"{prefix}-{''.join(secrets.choice(_SERIAL_SIGNS) for _ in range(6))}"


def new_uuid7(at: datetime) -> str:
    """A UUIDv7 (RFC 9562) of the moment ``at``: sorts by time, 74 random bits."""
    milliseconds = int(at.timestamp() * 1000)
    drawn = secrets.randbits(74)
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | (drawn >> 62) << 64
    return str(uuid.UUID(int=value | 0b10 << 62 | drawn & (1 << 62) - 1))


def case_id(action: ActionId, code: str) -> CaseId:
    """The identifier of the case with this code in an action: the same on every laptop.

    So that a stand which only heard the code, or read it from a route slip, writes about the same case, and
    its entries meet those of the intake when the laptops' bundles come together.
    """
    return CaseId(str(uuid.uuid5(_CASES, f"{action} {code}")))


def home_id(action: ActionId, sector: str, name: str) -> HomeId:
    """The identifier of a home in the park of an action: two laptops that plan it write about the same."""
    return HomeId(str(uuid.uuid5(_HOMES, f"{action}\n{sector.casefold()}\n{name.casefold()}")))


_CASES = uuid.UUID("7c9d6a52-5e0b-4c1f-9a43-61f2a9d0c3b7")
"""Namespace of case identifiers (RFC 9562, version 5)."""
_HOMES = uuid.UUID("d0a4f6b1-8c43-4f8e-9b0e-5a51c2f7e6d4")
"""Namespace of the identifiers of homes (RFC 9562, version 5)."""
