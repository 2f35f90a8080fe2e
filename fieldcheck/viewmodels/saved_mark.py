"""What the interview screen says of the disk: saved, being written, or not and why."""

from __future__ import annotations

from dataclasses import replace

from fieldcheck.domain.errors import N_, FieldcheckError
from fieldcheck.i18n import Texts, error_text
from fieldcheck.viewmodels.interview_state import Failure, InterviewState, Saving
from fieldcheck.viewmodels.outbox import Written

PAUSED, FINISHED = "paused", "finished"
"""How a talk is being left; it is left only once everything is on disk."""
_UNEXPECTED = N_("Het opslaan is niet gelukt.")
_STILL_HERE = N_("Wat u op dit scherm ziet, is er nog, maar staat niet op de schijf.")


def with_saving(state: InterviewState, written: Written, leaving: str, texts: Texts) -> InterviewState:
    """The state with its saved mark.

    Args:
        state: everything else.
        written: how the outbox stands.
        leaving: PAUSED, FINISHED or "" while the talk goes on.
        texts: words for what went wrong.
    """
    saving = Saving.IDLE if written.at is None else Saving.SAVED
    if written.error is not None:
        saving = Saving.FAILED
    elif written.waiting:
        saving = Saving.WRITING
    all_on_disk = not written.waiting
    return replace(
        state,
        saving=saving,
        saved_at=written.at,
        failure=_failure(written, texts),
        closing=bool(leaving) and not all_on_disk,
        paused=leaving == PAUSED and all_on_disk,
        finished=leaving == FINISHED and all_on_disk,
    )


def _failure(written: Written, texts: Texts) -> Failure | None:
    if written.error is None:
        return None
    unsaved = tuple(dict.fromkeys(written.waiting))
    if isinstance(written.error, FieldcheckError):
        what, _kept, remedy = error_text(written.error, texts)
    else:
        what, remedy = texts.text(_UNEXPECTED), ""
    return Failure(what, texts.text(_STILL_HERE), remedy, unsaved)
