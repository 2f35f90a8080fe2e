"""The homes of the park: the plan, what came of each visit, and how much was looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fieldcheck.domain.errors import N_
from fieldcheck.domain.flow import Home, HomeNote, HomeResult
from fieldcheck.domain.identifiers import HomeId
from fieldcheck.domain.park import Coverage, coverage, coverages, disagreeing, visits_of
from fieldcheck.i18n import texts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.homes import home_notes, homes, plan_homes, record_home, take_off_plan, the_only_home
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.told import Trouble, trouble

ADDED = N_("{n} woning toegevoegd.")
ADDED_MANY = N_("{n} woningen toegevoegd.")
TAKEN_OFF = N_("Woning {name} is van de lijst gehaald.")
NOTHING_NEW = N_("Deze woningen stonden er al.")


@dataclass(frozen=True, slots=True)
class HomesState:
    """What the page of homes shows. ``shown`` are of ``sector`` ("" for all); ``told`` is what was done.

    ``added`` goes up by one when what was typed is on the list: only then the fields are emptied.
    """

    homes: tuple[Home, ...] = ()
    notes: Mapping[HomeId, tuple[HomeNote, ...]] = field(default_factory=dict)
    sector: str = ""
    chosen: HomeId | None = None
    told: str = ""
    added: int = 0
    loaded: bool = False
    busy: bool = False
    trouble: Trouble | None = None

    @property
    def shown(self) -> tuple[Home, ...]:
        """The homes of the sector that is looked at."""
        return tuple(home for home in self.homes if self.sector in ("", home.sector))

    @property
    def sectors(self) -> tuple[Coverage, ...]:
        """The coverage of each sector, when there is more than one."""
        each = coverages(self.homes)
        return each if len(each) > 1 else ()

    @property
    def total(self) -> Coverage:
        """The coverage of what is shown."""
        return coverage(self.shown, self.sector)

    @property
    def home(self) -> Home | None:
        """The home that is chosen."""
        return next((home for home in self.shown if home.id == self.chosen), None)

    @property
    def told_of(self) -> tuple[HomeNote, ...]:
        """What was written of visits to the home that is chosen, the newest first."""
        return () if self.home is None else visits_of(self.notes.get(self.home.id, ()))[::-1]

    def is_disputed(self, home: HomeId) -> bool:
        """Whether two laptops wrote different things of it without knowing of each other."""
        return bool(disagreeing(self.notes.get(home, ())))


class HomesViewModel(Observable[HomesState]):
    """The homes of the park. ``tag`` is the language of the screen."""

    def __init__(self, desk: Desk, jobs: Jobs, *, tag: str = "nl") -> None:
        super().__init__(HomesState())
        self._desk, self._jobs, self._texts = desk, jobs, texts(tag)

    def load(self) -> None:
        """Fetch the list."""
        desk = self._desk
        self._jobs.run(lambda: (homes(desk), home_notes(desk)), self._listed, self._failed)

    def _listed(self, read: tuple[tuple[Home, ...], Mapping[HomeId, tuple[HomeNote, ...]]]) -> None:
        state = replace(self.state, homes=read[0], notes=read[1], loaded=True, busy=False)
        if state.home is None:
            first = next((home for home in state.shown if home.result is HomeResult.PLANNED), None)
            state = replace(state, chosen=None if first is None else first.id)
        self._become(state)

    def look_at(self, sector: str) -> None:
        """Show one part of the park, "" for all of it."""
        self._become(replace(self.state, sector=sector))

    def choose(self, home: HomeId) -> None:
        """What is recorded next is about this home."""
        self._become(replace(self.state, chosen=home, told=""))

    def add(self, typed: str, sector: str) -> None:
        """Plan the homes that were typed: one, a few, or a range; of one its visit can follow."""

        def added(found: tuple[tuple[Home, ...], HomeId | None]) -> None:
            new, only = found
            told = self._texts.plural(ADDED, ADDED_MANY, len(new)) if new else self._texts.text(NOTHING_NEW)
            looked = self.state.sector
            shown = looked if looked.casefold() == " ".join(sector.split()).casefold() else ""
            state = replace(self.state, told=told, added=self.state.added + 1, sector=shown)
            self._become(state if only is None else replace(state, chosen=only))
            self.load()

        def plan() -> tuple[tuple[Home, ...], HomeId | None]:
            return plan_homes(self._desk, typed, sector=sector), the_only_home(self._desk, typed, sector)

        self._work()
        self._jobs.run(plan, added, self._failed)

    def record(
        self, home: HomeId, result: HomeResult, *, persons: int | None = None, reason: str = ""
    ) -> None:
        """What came of the visit; then the next planned home is chosen."""

        def recorded(_: object) -> None:
            self._become(replace(self.state, chosen=self._next(home)))
            self.load()

        self._work()
        self._jobs.run(
            lambda: record_home(self._desk, home, result, persons=persons, reason=reason),
            recorded,
            self._failed,
        )

    def take_off(self, home: Home) -> None:
        """It was planned by mistake; then the next planned home is chosen."""

        def taken(_: object) -> None:
            told = self._texts.text(TAKEN_OFF, name=home.name)
            self._become(replace(self.state, chosen=self._next(home.id), told=told))
            self.load()

        self._work()
        self._jobs.run(lambda: take_off_plan(self._desk, home.id), taken, self._failed)

    def _next(self, home: HomeId) -> HomeId | None:
        shown = self.state.shown
        at = next((number for number, one in enumerate(shown) if one.id == home), -1)
        later = (one.id for one in shown[at + 1 :] if one.result is HomeResult.PLANNED)
        return next(later, home)

    def _work(self) -> None:
        self._become(replace(self.state, busy=True, trouble=None, told=""))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))
