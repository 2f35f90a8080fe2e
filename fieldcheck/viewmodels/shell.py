"""The frame around every screen: which screen shows, what the bar says, and when it is locked or hidden."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from fieldcheck.viewmodels.observable import Observable

if TYPE_CHECKING:
    from fieldcheck.usecases.desk import Desk
    from fieldcheck.viewmodels.workplace import Workplace


class Screen(StrEnum):
    """Every screen by name."""

    WIZARD = "wizard"
    UNLOCK = "unlock"
    DESK = "desk"
    INTERVIEW = "interview"
    OUTCOME = "outcome"
    REFERRAL = "referral"
    REVIEW = "review"
    LETTERS = "letters"
    EXPORT = "export"
    HOMES = "homes"
    IDENTITY = "identity"
    IMPORT = "import"
    PREPARE = "prepare"
    DAY = "day"
    CLOSING = "closing"
    SETTINGS = "settings"
    THINGS = "things"
    CLUSTER = "cluster"
    TRAIL = "trail"
    USERS = "users"


ALARM_CARRIED = "alarm"
"""What the place of the referral screen carries when somebody sounds the alarm."""
OPEN_SCREENS = (Screen.WIZARD, Screen.UNLOCK)
"""The screens that may show while nobody is signed in."""


@dataclass(frozen=True, slots=True)
class Place:
    """A screen and its subject, usually a case id; ``carried`` is what the last screen already loaded."""

    screen: Screen
    subject: str = ""
    carried: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ShellState:
    """What bar and window show. ``saved`` is the last moment the disk had everything.

    ``post`` is its name as this role may read it; a neutral one is a msgid. ``case`` is the case in view
    where one screen goes from case to case, "" elsewhere.
    """

    place: Place
    park: str = ""
    post: str = ""
    practice: bool = False
    saved: datetime | None = None
    waiting: bool = False
    hidden: bool = False
    case: str = ""

    @property
    def about(self) -> str:
        """What is in view: of a screen that goes from case to case, the case of now."""
        return self.case or self.place.subject

    @property
    def signed_in(self) -> bool:
        """Whether there is something to lock."""
        return self.place.screen not in OPEN_SCREENS


class Shell(Observable[ShellState]):
    """Goes from screen to screen, and knows the way back."""

    def __init__(self, workplace: Workplace, *, first: Screen) -> None:
        super().__init__(ShellState(Place(first)))
        self._workplace = workplace
        self._way: list[Place] = []
        workplace.saved = self._saved

    def go(self, screen: Screen, subject: str = "", *, carried: object = None) -> None:
        """Show a screen; going to the desk forgets the way back."""
        if screen in (Screen.DESK, *OPEN_SCREENS):
            self._way.clear()
        else:
            self._way.append(replace(self.state.place, subject=self.state.about))
        self._show(Place(screen, subject, carried))

    def on_case(self, case: str) -> None:
        """The screen that shows turned to this case; the way back and the alarm are about it."""
        self._become(replace(self.state, case=case))

    def back(self) -> None:
        """Show the screen before this one; the desk when there is none."""
        if not self.state.signed_in:
            return
        self._show(self._way.pop() if self._way else Place(Screen.DESK))

    def home(self) -> None:
        """The desk where this work began: the review desk for who came from there, else the post desk."""
        while self._way:
            before = self._way.pop()
            if before.screen is Screen.REVIEW:
                self._show(before)
                return
        self.go(Screen.DESK)

    def _show(self, place: Place) -> None:
        self._become(replace(self.state, place=place, case=""))

    def seated(self, desk: Desk) -> None:
        """Somebody took or changed place: the bar follows."""
        self._workplace.sit(desk)
        action = desk.action
        post = action.post_names(desk.actor.role)[desk.actor.post]
        self._become(replace(self.state, park=action.park, post=post, practice=action.practice))

    def written(self, at: datetime | None, *, waiting: bool = False) -> None:
        """What the disk has: ``waiting`` while something is not on it yet."""
        self._become(replace(self.state, saved=at or self.state.saved, waiting=waiting))

    def _saved(self, at: datetime) -> None:
        """Something came on disk, on whatever screen; what still waits to be written goes on waiting."""
        if self.state.signed_in:
            self._become(replace(self.state, saved=at))

    def hide(self) -> None:
        """Blank the screen, or show it again."""
        self._become(replace(self.state, hidden=not self.state.hidden))

    def lock(self) -> None:
        """Leave the desk; nothing of it stays on the screen."""
        if not self.state.signed_in:
            return
        self._way.clear()
        self._become(ShellState(Place(Screen.UNLOCK), hidden=self.state.hidden))
        self._workplace.leave()
