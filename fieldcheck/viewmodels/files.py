"""Files given as answers: read on the worker, never copied to disk, and shown small beside the question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from fieldcheck.domain.attachment import LARGEST_ATTACHMENT, Attachment
from fieldcheck.domain.errors import N_, FieldcheckError
from fieldcheck.i18n import Texts, error_text
from fieldcheck.usecases.interviewing import Interviewing, Pending
from fieldcheck.viewmodels.interview_state import AttachmentView, QuestionView
from fieldcheck.viewmodels.jobs import Jobs

_UNREADABLE = N_("Dit bestand kan niet gelezen worden. Kies het opnieuw, of kies een ander.")
_DAMAGED = N_("Het bewaarde bestand kan niet getoond worden.")

Given = Callable[[str, Pending], None]
"""Told when a file became the answer of a question."""
Refused = Callable[[str, str], None]
"""Told why it did not, in words."""


class Files:
    """The attachments of one interview, as far as they were shown.

    Args:
        interviewing: the running interview.
        jobs: the worker that reads.
        texts: words for what went wrong.
        given, refused: see :data:`Given` and :data:`Refused`.
        changed: told when a preview is there.
    """

    def __init__(
        self,
        interviewing: Interviewing,
        jobs: Jobs,
        texts: Texts,
        *,
        given: Given,
        refused: Refused,
        changed: Callable[[], None],
    ) -> None:
        self._interviewing, self._jobs, self._texts = interviewing, jobs, texts
        self._given, self._refused, self._changed = given, refused, changed
        self._views: dict[str, AttachmentView] = {}
        self._asked: set[str] = set()

    @property
    def views(self) -> Mapping[str, AttachmentView]:
        """What is known of each file, by question."""
        return self._views

    def attach(self, reference: str, path: str) -> None:
        """Read this file and make it the answer."""
        self._views[reference] = AttachmentView(reading=True)
        self._changed()
        name = Path(path).name
        self._jobs.run(
            lambda: _read(Path(path)),
            lambda content: self._take(reference, name, content),
            lambda error: self._refuse(reference, error),
        )

    def fetch(self, questions: tuple[QuestionView, ...]) -> None:
        """Get what is shown of the files that answer these questions and were not seen yet."""
        for question in questions:
            held = question.attachment
            if held is None or not held.name or held.size or held.name in self._asked:
                continue
            self._asked.add(held.name)
            self._fetch(question.reference, held.name)

    def forget(self, reference: str) -> None:
        """The file is no answer any more."""
        self._views.pop(reference, None)

    def _fetch(self, reference: str, name: str) -> None:
        self._jobs.run(
            lambda: self._interviewing.attachment_named(name),
            lambda kept: self._show(reference, kept),
            lambda _error: self._refused(reference, self._texts.text(_DAMAGED)),
        )

    def _take(self, reference: str, name: str, content: bytes) -> None:
        self._views.pop(reference, None)
        try:
            pending = self._interviewing.attach(reference, content, filename=name, media_type="")
        except FieldcheckError as error:
            self._refuse(reference, error)
            return
        kept = self._interviewing.attachment(reference)
        self._asked.add(kept.name)
        self._views[reference] = _view(kept)
        self._given(reference, pending)

    def _show(self, reference: str, kept: Attachment) -> None:
        self._views[reference] = _view(kept)
        self._changed()

    def _refuse(self, reference: str, error: Exception) -> None:
        self._views.pop(reference, None)
        if isinstance(error, FieldcheckError):
            what, _kept, remedy = error_text(error, self._texts)
            self._refused(reference, f"{what} {remedy}".strip())
        else:
            self._refused(reference, self._texts.text(_UNREADABLE))


def _read(path: Path) -> bytes:
    """On the worker. One byte too many is enough to know that a file is too large."""
    with path.open("rb") as file:
        return file.read(LARGEST_ATTACHMENT + 1)


def _view(kept: Attachment) -> AttachmentView:
    image = kept.content if kept.media_type.startswith("image/") else b""
    return AttachmentView(name=kept.name, size=len(kept.content), image=image)
