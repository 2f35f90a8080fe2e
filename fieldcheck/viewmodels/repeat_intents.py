"""What is done with the lists of an interview: somebody is added, opened, taken off and put back."""

from __future__ import annotations

from collections.abc import Callable

from fieldcheck.engine import Page
from fieldcheck.usecases.interviewing import Interviewing, Pending
from fieldcheck.viewmodels.interview_state import RepeatView, SectionView
from fieldcheck.viewmodels.repeats import Repeats


class RepeatIntents:
    """Acts on the repeat whose page is shown; nothing is removed before a yes, and it can come back.

    Args:
        interviewing: the running interview.
        repeats: what the lists look like.
        record: writes what happened.
        show: the page stays and is shown anew.
        arrive: another page was reached.
        jump: go to the page of a reference.
    """

    def __init__(
        self,
        interviewing: Interviewing,
        repeats: Repeats,
        *,
        record: Callable[[Pending], None],
        show: Callable[[], None],
        arrive: Callable[[], None],
        jump: Callable[[str], None],
    ) -> None:
        self._interviewing, self._repeats = interviewing, repeats
        self._record, self._show, self._arrive, self._jump = record, show, arrive, jump
        self._removing = ""
        self._removed = ""
        self._gone = ("", "")

    def add(self) -> None:
        """Another one on the list of this page; its first question comes at once."""
        page = self._interviewing.page
        if page.kind != "repeat":
            return
        self._record(self._interviewing.add_instance(page.reference))
        self._arrive()

    def open(self, instance: str) -> None:
        """To the first question of one on the list."""
        self._jump(self._repeats.first_page(instance))

    def ask_removal(self, instance: str) -> None:
        """Whether this one may go."""
        self._removing, self._removed = instance, ""
        self._show()

    def keep(self) -> None:
        """It stays."""
        self._removing = ""
        self._show()

    def remove(self) -> None:
        """The one that was asked about goes, and can come back at once."""
        instance, self._removing = self._removing, ""
        if not instance:
            return
        self._gone = (instance, self._repeats.named(instance))
        self._record(self._interviewing.remove_instance(instance))
        self._removed = self._gone[1]
        self._show()

    def put_back(self) -> None:
        """What was removed last comes back with its answers."""
        if not self._removed:
            return
        self._removed = ""
        self._record(self._interviewing.return_instance(self._gone[0]))
        self._show()

    def leave(self) -> None:
        """The page was left: nothing waits for a yes, and nothing can be put back any more."""
        self._removing = self._removed = ""

    def view(self, page: Page) -> RepeatView | None:
        """The list of a repeat's own page, None for other pages."""
        return self._repeats.view(page, removing=self._removing, removed=self._removed)

    def position(self, page: Page) -> str:
        """Which instance of a repeat a page belongs to, in words."""
        return self._repeats.position(page)

    def with_instances(self, sections: tuple[SectionView, ...], page: Page) -> tuple[SectionView, ...]:
        """The rail with the instances of the section that is being asked."""
        return self._repeats.with_instances(sections, page)
