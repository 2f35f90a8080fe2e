"""What a code on paper says, and what somebody typed or a keyboard scanner sent.

Two papers carry a code: the route slip, which a person takes from post to post, and the proof of control.
Neither holds a name, a language or an outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256

from fieldcheck.domain.case import as_digits, parse_case_code
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import ActionId

PROOF_SIGN = "FC1"
"""Begins the code on every proof of control."""
SLIP_SIGN = "FC2"
"""Begins the code on every route slip."""
PROOF_PREFIX = "CB"
"""Begins the serial of every proof of control: a laptop's own prefix would tell at which post it was made."""

_SERIAL = re.compile(rf"{PROOF_PREFIX}-?([2-9A-HJKMNP-TV-Z]{{6}})")
_PROOF = re.compile(rf"{PROOF_SIGN}([A-Z0-9]{{2}})-?([2-9A-HJKMNP-TV-Z]{{6}})([0-9A-F]{{8}})")
_SIGNED = re.compile(rf"{PROOF_PREFIX}-?([2-9A-HJKMNP-TV-Z]{{6}})(?:CONTROLE:?)?([0-9A-FOIL]{{8}})")
"""The serial and, behind it, the signs that stand beneath it on the paper: typed where nobody can scan."""
_AS_HEX = str.maketrans("OIL", "011")
_LIKE_PROOF = re.compile(rf"{PROOF_PREFIX}-?[A-Z0-9]{{4,8}}|{PROOF_PREFIX}-[A-Z0-9]+")
_SLIP = re.compile(rf"{SLIP_SIGN}([0-9A-F]{{6}})([A-Z][A-Z0-9]-?\d{{4,6}}-?\d)([0-9A-F]{{4}})")
_WRITTEN = re.compile(rf"[A-Z][A-Z0-9][- ]\d{{4,6}}[- ]\d|{PROOF_PREFIX}-[A-Z0-9]{{6}}")
"""A code with its dashes; without them it could be a plate."""
_JOINED = re.compile(r"[A-Z][A-Z0-9]-?\d{4,6}-?\d")


class Paper(StrEnum):
    """Which paper a code belongs to."""

    CASE = "case"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a code says.

    Attributes:
        paper: a case (its code typed, or its route slip scanned) or a proof of control.
        code: the case code, or the serial of the proof, as it is written.
        action: the mark of the action on a scanned route slip, "" where the code does not tell.
        check: the check signs of a proof that was scanned, "" when only its serial was typed.
    """

    paper: Paper
    code: str
    action: str = ""
    check: str = ""


def slip_text(action: ActionId, code: str) -> str:
    """What the code on a route slip says, such as ``FC2 4F09B1 BV-0412-4 7C1E``.

    The action's mark, the case code, and four check signs over both: enough to find the case on another
    laptop, and of no use to anybody else.
    """
    mark = action_mark(action)
    return f"{SLIP_SIGN} {mark} {code} {_slip_check(mark, code)}"


def action_mark(action: ActionId) -> str:
    """Six hex digits that tell two actions apart."""
    return sha256(action.encode()).hexdigest()[:6].upper()


def _slip_check(mark: str, code: str) -> str:
    return sha256(f"{mark}\n{code}".encode()).hexdigest()[:4].upper()


def proof_check(action: ActionId, serial: str, issued: datetime) -> str:
    """Eight hex digits that belong to this serial, this action and this second."""
    at = issued.astimezone(UTC).isoformat(timespec="seconds")
    return sha256(_signed(action, serial, at)).hexdigest()[:8].upper()


def _signed(action: ActionId, serial: str, at: str) -> bytes:
    return f"{action}\n{serial}\n{at}".encode()


def issued_at(action: ActionId, serial: str, check: str, day: date) -> datetime | None:
    """When a proof of this action was issued, by its check signs alone; None when they do not fit.

    Tries every second of the day, the one before and the one after (UTC), about a quarter of a million:
    so a laptop that never met the one that issued it can tell a proof of today from another paper. Signs
    that fit by accident are about 1 in 17,000. They find what is mixed up or mistyped, no forgery.
    """
    return next((at for one in (0, -1, 1) for at in _fitting(action, serial, check, day, one)), None)


def _fitting(action: ActionId, serial: str, check: str, day: date, later: int) -> Iterator[datetime]:
    """The seconds of the day ``later`` days after this one whose signs are these.

    What all of them begin with is digested once: somebody stands at the exit and waits for the answer.
    """
    start = datetime.combine(day + timedelta(days=later), time(), UTC)
    begun = sha256(_signed(action, serial, start.date().isoformat() + "T"))
    sought, size = bytes.fromhex(check), len(check) // 2
    for second in range(24 * 60 * 60):
        digest = begun.copy()
        digest.update(b"%02d:%02d:%02d+00:00" % (second // 3600, second // 60 % 60, second % 60))
        if digest.digest()[:size] == sought:
            yield start + timedelta(seconds=second)


def read_scan(text: str) -> Scanned:
    """What was typed or scanned; case, spaces and dashes are free.

    Raises InvalidValue when it is no code of ours, or its check signs do not fit the rest.
    """
    bare = _bare(text)
    if bare.startswith(SLIP_SIGN):
        return _slip(bare)
    if bare.startswith(PROOF_SIGN):
        return _proof(bare)
    if signed := _SIGNED.fullmatch(bare):
        return Scanned(Paper.PROOF, f"{PROOF_PREFIX}-{signed[1]}", check=signed[2].translate(_AS_HEX))
    if serial := _SERIAL.fullmatch(bare):
        return Scanned(Paper.PROOF, f"{PROOF_PREFIX}-{serial[1]}")
    if _LIKE_PROOF.fullmatch(bare) and not could_be_code(text):
        raise InvalidValue(
            N_("“{text}” is geen nummer van een controlebewijs."),
            remedy=N_("Na CB- staan zes tekens, nooit een 0, 1, I, L, O of U. Lees het bewijs nog eens."),
            text=bare[:20],
        )
    return Scanned(Paper.CASE, parse_case_code(text))


def _bare(text: str) -> str:
    return re.sub(r"[\u2010-\u2015\u2212]", "-", "".join(text.upper().split()))


def _proof(bare: str) -> Scanned:
    proof = _PROOF.fullmatch(bare)
    if proof is None:
        raise InvalidValue(
            N_("De code van dit controlebewijs is niet goed gelezen."),
            remedy=N_("Scan hem nog eens, of typ het nummer en de controletekens die eronder staan."),
        )
    return Scanned(Paper.PROOF, f"{proof[1]}-{proof[2]}", check=proof[3])


def is_code(text: str) -> bool:
    """Whether this is a whole code, and not the beginning of one that somebody is still typing."""
    try:
        read_scan(text)
    except InvalidValue:
        return False
    return True


def is_meant_as_code(text: str) -> bool:
    """Whether this is written like a whole code, be it with a wrong sign: nobody searches that way."""
    written = as_digits(text)
    return is_code(text) or written.startswith((SLIP_SIGN, PROOF_SIGN)) or bool(_WRITTEN.fullmatch(written))


def could_be_code(text: str) -> bool:
    """Whether this is a code or a plate: a code without its dashes, whatever its last digit.

    A Polish plate can be written the same way (two letters, five digits): where one was found it is a plate.
    """
    return bool(_JOINED.fullmatch("".join(as_digits(text).split())))


def _slip(bare: str) -> Scanned:
    slip = _SLIP.fullmatch(bare)
    code = parse_case_code(slip[2]) if slip else ""
    if slip is None or _slip_check(slip[1], code) != slip[3]:
        raise InvalidValue(
            N_("De code van deze routebrief is niet goed gelezen."),
            remedy=N_("Scan hem nog eens, of typ de zaakcode die groot op de brief staat."),
        )
    return Scanned(Paper.CASE, code, action=slip[1])
