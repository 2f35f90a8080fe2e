"""The coordinator's day and its end: what was read, in the words and figures of the screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from fieldcheck.domain.alarm import names_of
from fieldcheck.domain.day import Closing, DayCounts, HourFlow, LaptopSeen, Loose, PostWait
from fieldcheck.domain.flow import HomeNote, PostFlow
from fieldcheck.domain.park import Coverage, coverage, coverages
from fieldcheck.domain.people import Clash
from fieldcheck.domain.referral import Referral
from fieldcheck.i18n import said, texts
from fieldcheck.usecases.closed import closing_of
from fieldcheck.usecases.closing import close_day, closing_check, closing_coverage, reopen_day
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import export_questions
from fieldcheck.usecases.watching import DayView, watch
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import Shell
from fieldcheck.viewmodels.told import Trouble, trouble

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post: its name, its flow, its wait, and its hours from the first to the last of the day."""

    name: str
    flow: PostFlow
    wait: PostWait | None
    hours: tuple[HourFlow, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A home where nobody looked, or nobody was let in, with what was written of it."""

    name: str
    result: str
    reason: str


@dataclass(frozen=True, slots=True)
class DayState:
    """What the day screen shows, as it was read at ``now``.

    ``hours`` are all hours of the day in which something happened, the same for every post; ``park`` is the
    coverage of all homes together, None when none was planned. ``disagreeing`` are homes of which two
    laptops wrote different things; ``clashes`` are cases with one document number
    and two people; ``asked`` is the file of the question about them that was made last.
    """

    loaded: bool = False
    now: datetime | None = None
    counts: DayCounts = field(default_factory=DayCounts)
    posts: tuple[PostLine, ...] = ()
    hours: tuple[datetime, ...] = ()
    referrals: tuple[Referral, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    laptops: tuple[LaptopSeen, ...] = ()
    park: Coverage | None = None
    sectors: tuple[Coverage, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    disagreeing: tuple[tuple[str, tuple[HomeNote, ...]], ...] = ()
    closing: Closing = field(default_factory=Closing)
    clashes: tuple[Clash, ...] = ()
    asking: bool = False
    asked: str = ""
    trouble: Trouble | None = None

    def name_of(self, code: str) -> str:
        """What a recipient or target is called; its code when the action does not say."""
        return dict(self.names).get(code, code)


class DayViewModel(Observable[DayState]):
    """Reads the day, and asks the posts about papers with one number and two people."""

    def __init__(self, desk: Desk, jobs: Jobs, *, tag: str = "nl") -> None:
        super().__init__(DayState(names=tuple(names_of(desk.action).items())))
        self._desk, self._jobs, self._texts = desk, jobs, texts(tag)

    def load(self) -> None:
        """Read everything anew."""
        self._jobs.run(lambda: watch(self._desk), self._show, self._failed)

    def _show(self, view: DayView) -> None:
        names = {post.code: post.name for post in self._desk.action.posts}
        waits = {wait.post: wait for wait in view.waits}
        hours = tuple(sorted({one.hour for one in view.hours}))
        by_post: dict[str, list[HourFlow]] = {}
        for one in view.hours:
            by_post.setdefault(one.post, []).append(one)
        self._become(
            replace(
                self.state,
                loaded=True,
                now=view.now,
                counts=view.counts,
                posts=tuple(
                    PostLine(names[flow.post], flow, waits.get(flow.post), tuple(by_post.get(flow.post, ())))
                    for flow in view.flows
                ),
                hours=hours,
                referrals=view.referrals,
                laptops=view.laptops,
                park=coverage(view.homes) if view.homes else None,
                sectors=coverages(view.homes) if len({home.sector for home in view.homes}) > 1 else (),
                left_out=tuple(
                    LeftOut(" ".join((home.sector, home.name)).strip(), home.result.value, home.reason)
                    for home in view.homes
                    if home.reason
                ),
                disagreeing=tuple(
                    (" ".join((home.sector, home.name)).strip(), notes) for home, notes in view.disagreeing
                ),
                closing=view.closing,
                clashes=view.clashes,
                trouble=None,
            )
        )

    def ask(self, folder: str) -> None:
        """Make the question about those papers for the posts that report."""
        if not folder or self.state.asking:
            return
        self._become(replace(self.state, asking=True, asked="", trouble=None))
        self._jobs.run(
            lambda: export_questions(self._desk, Path(folder), progress=_unseen), self._asked, self._failed
        )

    def _asked(self, path: Path) -> None:
        self._become(replace(self.state, asking=False, asked=path.name))

    def _failed(self, error: Exception) -> None:
        told = trouble(error, self._texts)
        self._become(replace(self.state, loaded=True, asking=False, trouble=told))


def _unseen(done: int, total: int) -> None:
    """A few lines are written at once."""


@dataclass(frozen=True, slots=True)
class LooseView:
    """What is unfinished of one kind, in words."""

    kind: Loose
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosingState:
    """What the closing screen shows; ``loose`` what is unfinished, the most urgent kind first.

    ``park`` is the coverage of all homes together, None when none was planned.
    """

    loaded: bool = False
    working: bool = False
    loose: tuple[LooseView, ...] = ()
    closing: Closing = field(default_factory=Closing)
    park: Coverage | None = None
    trouble: Trouble | None = None

    @property
    def count(self) -> int:
        """How many things are unfinished."""
        return sum(len(one.lines) for one in self.loose)


class ClosingViewModel(Observable[ClosingState]):
    """Closes the day, or opens it again; always with what is unfinished on record."""

    def __init__(self, desk: Desk, jobs: Jobs, shell: Shell, *, tag: str = "nl") -> None:
        super().__init__(ClosingState())
        self._desk, self._jobs, self._shell, self._texts = desk, jobs, shell, texts(tag)

    def load(self) -> None:
        """Look again what is unfinished."""
        self._work(self._look, self._show)

    def close(self, reason: str) -> None:
        """Close the day; what is unfinished stays as it is."""
        self._work(lambda: self._after(lambda: close_day(self._desk, reason)), self._written)

    def reopen(self, reason: str) -> None:
        """Go on with the day."""
        self._work(lambda: self._after(lambda: reopen_day(self._desk, reason)), self._written)

    def _after(self, act: Callable[[], Closing]) -> ClosingState:
        act()
        return self._look()

    def _look(self) -> ClosingState:
        by_kind: dict[Loose, list[str]] = {}
        for one in closing_check(self._desk):
            by_kind.setdefault(one.kind, []).append(said(one.words, self._texts))
        loose = tuple(LooseView(kind, tuple(lines)) for kind, lines in by_kind.items())
        return ClosingState(
            loaded=True, loose=loose, closing=closing_of(self._desk.store), park=closing_coverage(self._desk)
        )

    def _show(self, state: ClosingState) -> None:
        self._become(state)

    def _written(self, state: ClosingState) -> None:
        moments = [at for at in (state.closing.closed, state.closing.reopened) if at is not None]
        self._shell.written(max(moments, default=None))
        self._become(state)

    def _work(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        if self.state.working:
            return
        self._become(replace(self.state, working=True, trouble=None))
        self._jobs.run(work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        told = trouble(error, self._texts)
        self._become(replace(self.state, loaded=True, working=False, trouble=told))
