"""How good a new passphrase is, wherever one is chosen: typed twice, and hard enough to guess."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldcheck.crypto import Strength

STRONG_ENOUGH = 3
"""The least score (0 to 4) a passphrase must have."""


def weighed(passphrase: str, again: str) -> tuple[Strength | None, bool]:
    """How strong what is typed is (None while nothing is), and whether it was repeated."""
    from fieldcheck.crypto import passphrase_strength

    strength = passphrase_strength(passphrase) if passphrase else None
    return strength, bool(again) and passphrase == again


def is_good(strength: Strength | None, *, same: bool) -> bool:
    """Whether it may be used: at least :data:`STRONG_ENOUGH`, and repeated."""
    return strength is not None and strength.score >= STRONG_ENOUGH and same
