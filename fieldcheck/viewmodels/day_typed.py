"""What is wrong with the day of a new action while somebody types it."""

from __future__ import annotations

from datetime import date

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.i18n import error_text, texts


def day_problem(typed: str, tag: str, today: date) -> str:
    """Why this cannot be the day of a new action, in the language ``tag``; "" when it can."""
    from fieldcheck.usecases.beginning import read_day  # takes the crypto libraries along

    try:
        read_day(typed, tag, today)
    except InvalidValue as error:
        return error_text(error, texts(tag))[0]
    return ""
