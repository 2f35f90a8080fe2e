"""Drafts of fictitious work at a post, for the tests of the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from fieldcheck.domain import events
from fieldcheck.domain.action import Action, Contact, LocalLimits, Post, Recipient
from fieldcheck.domain.attachment import Attachment
from fieldcheck.domain.identifiers import ActionId
from fieldcheck.domain.journal import Draft

KEY = bytes(range(32))
OTHER_KEY = bytes(reversed(range(32)))


class SteppingClock:
    """A clock that goes on by itself, so that no test depends on the machine's."""

    def __init__(self, start: str = "2026-11-22T09:00:00+00:00", step_ms: int = 250) -> None:
        self._now = datetime.fromisoformat(start).astimezone(UTC)
        self._step = timedelta(milliseconds=step_ms)

    def __call__(self) -> datetime:
        self._now += self._step
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


def draft(kind: str, subject: str, actor: str = "A. Jansen", **payload: Any) -> Draft:
    subject_kind = kind.split(".")[0]
    owner = {
        "answer": "interview",
        "note": "interview",
        "language": "interview",
        "route": "case",
        "paper": "case",
        "assessment": "case",
        "record": "case",
        "capacity": "session",
        "bundle": "action",
        "persons": "action",
        "post": "case",
        "identity": "case",
    }.get(subject_kind, subject_kind)
    return Draft(kind, owner, subject, payload, actor, "handhaver", "supervision")


def opened(case: str = "case-1", code: str = "BV-0001-8", post: str = "intake") -> Draft:
    return draft(events.CASE_OPENED, case, code=code, post=post)


def started(interview: str = "talk-1", case: str = "case-1", language: str = "pl") -> Draft:
    return draft(
        events.INTERVIEW_STARTED,
        interview,
        case=case,
        form_id="intake-park",
        form_digest="f" * 64,
        language=language,
        position="/data/stay",
    )


def answer(
    reference: str = "/data/pay/amount",
    value: str = "800",
    *,
    interview: str = "talk-1",
    state: str = "answered",
    position: str = "/data/pay",
) -> Draft:
    return draft(
        events.ANSWER_RECORDED,
        interview,
        reference=reference,
        value=value,
        state=state,
        language="pl",
        position=position,
    )


def attached(
    content: bytes,
    name: str = "photo-3f9a1c2b.jpg",
    *,
    interview: str = "talk-1",
    reference: str = "/data/bed",
    media_type: str = "image/jpeg",
) -> Draft:
    """An answer that is a file, with its bytes."""
    file = Attachment(content, media_type, name)
    said = answer(reference, name, interview=interview)
    return replace(said, payload={**said.payload, "attachment": file.as_payload()}, attached=content)


def sent(referral: str = "ref-1", case: str = "case-1", urgency: str = "acute", to: str = "iszw") -> Draft:
    return draft(
        events.REFERRAL_SENT,
        referral,
        case=case,
        to=to,
        urgency=urgency,
        why=["papieren bij de werkgever", "loon ver onder het minimum"],
        how="walked",
    )


def paper(serial: str, kind: str = "control-proof", case: str = "case-1") -> Draft:
    return draft(events.PAPER_ISSUED, case, paper=kind, serial=serial, language="nl", digest="d" * 64)


def questioned(case: str, code: str) -> Draft:
    """Somebody asks to look again at the paper of a case, which has a number with another case's."""
    return draft("identity.questioned", case, **{"with": code})


def confirmed(case: str, code: str) -> Draft:
    """Somebody looked: the number of a case is right, although the case with this code has it too."""
    return draft("identity.confirmed", case, **{"with": code, "right": "yes", "reason": "klopt"})


def practice_action() -> Action:
    return Action(
        id=ActionId("oefening-1"),
        name="Oefening",
        park="Vakantiepark De Verzonnen Duinen",
        municipality="Gemeente Nergensland",
        day=date(2026, 11, 22),
        posts=(Post("intake", "Intake", "housing"), Post("housing", "Huisvesting", "")),
        limits=LocalLimits(28, Decimal("12.5"), "verzonnen besluit"),
        contacts=(Contact("iszw", "Nederlandse Arbeidsinspectie", "", "", "verzonnen", date(2026, 11, 1)),),
        recipients=(Recipient("iszw", "Nederlandse Arbeidsinspectie", "age1oefening", "oefening"),),
        practice=True,
    )
