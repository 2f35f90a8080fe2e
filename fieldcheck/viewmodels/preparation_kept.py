"""A draft is kept while it is edited, and is there again after a lock, an alarm or a dead battery."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fieldcheck.usecases.action_drafts import ActionDraft, keep_draft
from fieldcheck.usecases.desk import Desk
from fieldcheck.viewmodels.jobs import Jobs


class DraftKeeper:
    """Hands every change to the worker; only the newest that waits there is written.

    ``failed`` is told when the disk does not take it.
    """

    def __init__(self, jobs: Jobs, failed: Callable[[Exception], None]) -> None:
        self._jobs, self._failed = jobs, failed
        self._newest = 0

    def keep(self, desk: Desk, fields: dict[str, Any], typed: dict[str, str]) -> None:
        """Keep the draft as it is now."""
        self._write(desk, ActionDraft(fields, dict(typed), desk.action.version))

    def drop(self, desk: Desk) -> None:
        """There is nothing to keep any more."""
        self._write(desk, None)

    def _write(self, desk: Desk, draft: ActionDraft | None) -> None:
        self._newest += 1
        own = self._newest

        def work() -> None:
            if own == self._newest:
                keep_draft(desk, draft)

        self._jobs.run(work, _nothing, self._failed)


def _nothing(_: None) -> None:
    """The draft is on the screen already."""
