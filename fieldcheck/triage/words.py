"""Amounts and figures in the Dutch of formulas, which officer and worker read together."""

from __future__ import annotations

from decimal import Decimal

from fieldcheck.i18n import money, number


def euros(value: Decimal) -> str:
    """Euros with cents: ``€ 3,42``."""
    return money(value, "nl")


def amount(value: Decimal) -> str:
    """A plain figure with at most two decimals and no useless noughts: ``54``, ``7,5``."""
    shown = value.quantize(Decimal("0.01")).normalize()
    return number(shown, "nl") if shown else "0"
