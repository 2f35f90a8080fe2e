"""How the screens look to whoever works at a laptop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody chose under settings; "" and 0 where nobody chose anything.

    Attributes:
        language: of the screens for the officer (BCP 47).
        theme: name of the colours.
        percent: how large everything is; 100 is the usual size.
    """

    language: str = ""
    theme: str = ""
    percent: int = 0
