"""The record of who did and saw what, for whoever looks back: a table, filters, and whether it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from fieldcheck.domain.errors import N_
from fieldcheck.domain.roles import CAPACITIES, ROLES
from fieldcheck.domain.trail import TrailLine
from fieldcheck.i18n import clock_time, local_day, number, said, short_date, texts
from fieldcheck.viewmodels.happened import AT_THE_LAPTOP, HAPPENED, REFERRED, kind_words, line_words
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.told import Trouble, trouble

if TYPE_CHECKING:
    from fieldcheck.usecases.auditing import JournalCheck
    from fieldcheck.usecases.desk import Desk

_Code = TypeVar("_Code", bound=str)
SOUND = (
    N_("Het logboek is heel: {count} regel nagekeken, van {laptops}."),
    N_("Het logboek is heel: {count} regels nagekeken, van {laptops}."),
)
BROKEN = N_("Het logboek is niet heel. Wijzig niets meer, en laat de beheerder de laptop bewaren.")
LAPTOPS = (N_("{n} laptop"), N_("{n} laptops"))
MOMENT = N_("{day} {time}")


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One line in finished words; ``case`` is a case code or ""."""

    id: str
    when: str
    who: str
    role: str
    capacity: str
    what: str
    case: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is looked for; "" leaves that open."""

    case_code: str = ""
    actor: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class TrailState:
    """What the page shows.

    ``people`` are the names met so far, ``kinds`` every kind with its words; ``more`` says that there are
    older lines. ``checked`` are the findings of the last check, whole when ``sound``; None before one.
    """

    kinds: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    narrowed: Narrowed = Narrowed()
    rows: tuple[TrailRow, ...] = ()
    more: bool = False
    loaded: bool = False
    busy: bool = False
    checking: bool = False
    sound: bool | None = None
    checked: tuple[str, ...] = ()
    trouble: Trouble | None = None


class TrailViewModel(Observable[TrailState]):
    """Reads the record page by page. ``tag`` is the language of the screen."""

    def __init__(self, desk: Desk, jobs: Jobs, *, tag: str = "nl") -> None:
        self._texts = texts(tag)
        known = (*AT_THE_LAPTOP, *HAPPENED, *REFERRED)
        kinds = sorted(((kind, kind_words(kind, self._texts)) for kind in known), key=lambda one: one[1])
        super().__init__(TrailState(kinds=tuple(kinds)))
        self._desk, self._jobs = desk, jobs
        self._asked = 0

    def load(self) -> None:
        """Read the newest lines of what is looked for; that somebody looked goes on record."""
        self._fetch(before="")

    def older(self) -> None:
        """Add the next older lines."""
        if self.state.more and self.state.rows and not self.state.busy:
            self._fetch(before=self.state.rows[-1].id)

    def narrow(self, *, case_code: str, actor: str, kind: str) -> None:
        """Show one case, one person or one kind of entry only; "" leaves that open."""
        wanted = Narrowed(case_code.strip(), actor, kind)
        if wanted != self.state.narrowed:
            self._become(replace(self.state, narrowed=wanted))
            self.load()

    def check(self) -> None:
        """Go through the chain of every laptop."""
        from fieldcheck.usecases.auditing import check_journal

        self._become(replace(self.state, checking=True, sound=None, checked=(), trouble=None))
        self._jobs.run(lambda: check_journal(self._desk), self._checked, self._failed)

    def _fetch(self, *, before: str) -> None:
        from fieldcheck.usecases.auditing import read_trail

        wanted = self.state.narrowed
        self._asked += 1
        asked = self._asked
        self._become(replace(self.state, busy=True, trouble=None))

        def show(lines: tuple[TrailLine, ...]) -> None:
            if asked == self._asked:  # something else may be looked for by now
                self._show(lines, kept=self.state.rows if before else ())

        self._jobs.run(
            lambda: read_trail(
                self._desk,
                case_code=wanted.case_code,
                actor=wanted.actor,
                kind=wanted.kind,
                before=before,
            ),
            show,
            self._failed,
        )

    def _show(self, lines: tuple[TrailLine, ...], *, kept: tuple[TrailRow, ...]) -> None:
        from fieldcheck.usecases.auditing import PAGE

        people = sorted({*self.state.people, *(line.actor for line in lines)})
        self._become(
            replace(
                self.state,
                rows=(*kept, *map(self._row, lines)),
                people=tuple(people),
                more=len(lines) == PAGE,
                loaded=True,
                busy=False,
            )
        )

    def _row(self, line: TrailLine) -> TrailRow:
        text = self._texts.text
        return TrailRow(
            id=line.id,
            when=text(MOMENT, day=short_date(local_day(line.at)), time=clock_time(line.at)),
            who=line.actor,
            role=text(_known(ROLES, line.role)),
            capacity=text(_known(CAPACITIES, line.capacity)),
            what=line_words(line, self._texts),
            case=line.case_code,
        )

    def _checked(self, found: JournalCheck) -> None:
        laptops = self._texts.plural(*LAPTOPS, found.laptops)
        told = [said(one, self._texts) for one in found.breaks]
        count = number(found.entries, self._texts.tag)
        whole = self._texts.plural(*SOUND, found.entries, count=count, laptops=laptops)
        told.insert(0, whole if found.sound else self._texts.text(BROKEN))
        self._become(replace(self.state, checking=False, sound=found.sound, checked=tuple(told)))

    def _failed(self, error: Exception) -> None:
        told = trouble(error, self._texts)
        rows = self.state.rows if not self.state.busy else ()
        self._become(replace(self.state, rows=rows, busy=False, checking=False, trouble=told))


def _known(words: Mapping[_Code, str], code: str) -> str:
    """What a code is called; a newer program may have written one that is not known here."""
    return next((called for known, called in words.items() if known == code), code)
