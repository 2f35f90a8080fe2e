"""A change of the key slots, on record before it is made: whoever opens a laptop is never unknown."""

from __future__ import annotations

from collections.abc import Callable


def put_on_record(
    put_in_force: Callable[[], None],
    *,
    tell: Callable[[], object],
    holds: Callable[[], bool],
    take_back: Callable[[], object],
) -> None:
    """Write what is about to change, then change it; taken back on record when it could not be.

    A power cut in between leaves a line too many, never a change that nobody was told of. A disk that refuses
    at the very last has made the change all the same: then nothing is taken back.

    Args:
        put_in_force: makes the change.
        tell: writes in the journal what is about to change.
        holds: whether it is in force; asked after a refusal.
        take_back: writes that it is not in force after all, and undoes what was prepared.

    Raises what ``put_in_force`` raises.
    """
    tell()
    try:
        put_in_force()
    except BaseException:
        if not holds():
            take_back()
        raise
