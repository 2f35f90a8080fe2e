"""Files given as answers: read and stripped on the worker, never copied to disk, shown small on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from fieldcheck.domain.attachment import LARGEST_ATTACHMENT, Attachment
from fieldcheck.domain.errors import N_, FieldcheckError
from fieldcheck.i18n import Texts, error_text
from fieldcheck.usecases.attaching import prepared
from fieldcheck.usecases.interviewing import Interviewing, Pending
from fieldcheck.viewmodels.drafts import Drafts
from fieldcheck.viewmodels.interview_state import AttachmentView, QuestionView
from fieldcheck.viewmodels.jobs import Jobs

_UNREADABLE = N_("Dit bestand kan niet gelezen worden. Kies het opnieuw, of kies een ander.")
_DAMAGED = N_("Het bewaarde bestand kan niet getoond worden.")


class Files:
    """The attachments of one interview: giving and taking away, and what was shown of them.

    Args:
        interviewing: the running interview.
        jobs: the worker that reads, recognises and strips.
        texts: words for what went wrong.
        drafts: where it stands why a file was not taken.
        record: told what happened to a question, to be written.
        show: told when something is to be seen that was not there before.
    """

    def __init__(
        self,
        interviewing: Interviewing,
        jobs: Jobs,
        texts: Texts,
        drafts: Drafts,
        *,
        record: Callable[[str, Pending], None],
        show: Callable[[], None],
    ) -> None:
        self._interviewing, self._jobs, self._texts, self._drafts = interviewing, jobs, texts, drafts
        self._record, self._show = record, show
        self._views: dict[str, AttachmentView] = {}
        self._asked: set[str] = set()

    @property
    def views(self) -> Mapping[str, AttachmentView]:
        """What is known of each file, by question."""
        return self._views

    def attach(self, reference: str, path: str) -> None:
        """Make this file the answer; the page stays. What takes time with a large photo is the worker's."""
        self._drafts.forget(reference)
        self._views[reference] = AttachmentView(reading=True)
        self._show()
        node = self._interviewing.run.node(reference)
        self._jobs.run(
            lambda: prepared(_read(Path(path)), node, filename=Path(path).name, media_type=""),
            lambda attachment: self._give(reference, attachment),
            lambda error: self._refuse(reference, error),
        )

    def detach(self, reference: str) -> None:
        """The file is not the answer after all."""
        self._views.pop(reference, None)
        self._drafts.forget(reference)
        self._record(reference, self._interviewing.answer({reference: ""}, move_on=False))

    def fetch(self, questions: tuple[QuestionView, ...]) -> None:
        """Get what is shown of the files that answer these questions and were not seen yet."""
        for question in questions:
            held = question.attachment
            if held is None or not held.name or held.size or held.name in self._asked:
                continue
            self._asked.add(held.name)
            self._fetch(question.reference, held.name)

    def _fetch(self, reference: str, name: str) -> None:
        self._jobs.run(
            lambda: self._interviewing.attachment_named(name),
            lambda kept: self._fetched(reference, kept),
            lambda _error: self._tell(reference, self._texts.text(_DAMAGED)),
        )

    def _give(self, reference: str, attachment: Attachment) -> None:
        try:
            pending = self._interviewing.give_file(reference, attachment)
        except FieldcheckError as error:
            self._refuse(reference, error)
            return
        self._asked.add(attachment.name)
        self._views[reference] = _view(attachment)
        self._drafts.settle(reference)
        self._record(reference, pending)

    def _fetched(self, reference: str, kept: Attachment) -> None:
        self._views[reference] = _view(kept)
        self._show()

    def _refuse(self, reference: str, error: Exception) -> None:
        self._views.pop(reference, None)
        if isinstance(error, FieldcheckError):
            what, _kept, remedy = error_text(error, self._texts)
            self._tell(reference, f"{what} {remedy}".strip())
        else:
            self._tell(reference, self._texts.text(_UNREADABLE))

    def _tell(self, reference: str, why: str) -> None:
        self._drafts.refuse(reference, why)
        self._show()


def _read(path: Path) -> bytes:
    """On the worker. One byte too many is enough to know that a file is too large."""
    with path.open("rb") as file:
        return file.read(LARGEST_ATTACHMENT + 1)


def _view(kept: Attachment) -> AttachmentView:
    image = kept.content if kept.media_type.startswith("image/") else b""
    return AttachmentView(name=kept.name, size=len(kept.content), image=image)
