"""Amounts and figures of formulas, which officer and worker read together, each in their own language."""

from __future__ import annotations

from decimal import Decimal

from fieldcheck.domain.wording import Figured
from fieldcheck.i18n import money, number


def euros(value: Decimal) -> str:
    """Euros with cents: ``€ 3,42``."""
    return Figured(value, money)


def amount(value: Decimal) -> str:
    """A plain figure with at most two decimals and no useless noughts: ``54``, ``7,5``."""
    shown = value.quantize(Decimal("0.01")).normalize()
    return Figured(shown, number) if shown else "0"
