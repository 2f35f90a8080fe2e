"""An own note is kept while it is typed, and is there again after a lock, an alarm or a dead battery."""

from __future__ import annotations

from collections.abc import Callable

from fieldcheck.domain.identifiers import ReferralId
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.note_drafts import keep_note_draft
from fieldcheck.viewmodels.jobs import Jobs


class NoteKeeper:
    """Hands every change to the worker; of each referral only the newest that waits there is written.

    ``failed`` is told when it cannot be kept.
    """

    def __init__(self, desk: Desk, jobs: Jobs, failed: Callable[[Exception], None]) -> None:
        self._desk, self._jobs, self._failed = desk, jobs, failed
        self._newest: dict[tuple[ReferralId, str], int] = {}

    def keep(self, referral: ReferralId, words: str, *, sheet: str = "") -> None:
        """Keep these words instead of those before; "" forgets them."""
        place = (referral, sheet)
        own = self._newest[place] = self._newest.get(place, 0) + 1

        def work() -> None:
            if own == self._newest[place]:
                keep_note_draft(self._desk, referral, words, sheet=sheet)

        self._jobs.run(work, _nothing, self._failed)


def _nothing(_: None) -> None:
    """The words are on the screen already."""
