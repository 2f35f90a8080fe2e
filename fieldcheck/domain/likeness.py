"""How much two records look like the same: a proposal with its reasons, never a decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldcheck.domain.wording import Said


class Degree(StrEnum):
    """What the machine proposes about two records; people decide, and can undo it."""

    SAME = "same"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two records look like the same, and why.

    Attributes:
        degree: the proposal.
        reasons: what speaks for it, the strongest first.
        against: what speaks against it; it can be there beside a proposal of "same".
        clash: what cannot both be right (one document number, two people), with what to do; None when
            nothing contradicts. A clash never removes anything: both records stay.
    """

    degree: Degree
    reasons: tuple[Said, ...] = ()
    against: tuple[Said, ...] = ()
    clash: Said | None = None
