"""Which page shows which screen; a page's module is imported when the screen is first gone to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, TypeVar, cast

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.look import Look
from fieldcheck.i18n import Texts
from fieldcheck.ui.theme import Theme
from fieldcheck.viewmodels.alarm_watch import AlarmWatch
from fieldcheck.viewmodels.shell import Place, Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace

T = TypeVar("T")


class Loads(Protocol):
    """A view-model that fetches what it shows."""

    def load(self) -> None:
        """Begin to fetch; the screen is told when it is there."""
        ...


M = TypeVar("M", bound=Loads)


@dataclass
class Frame:
    """What every page is given: words, the shell, the workplace, and a place to keep its view-model.

    ``missing_fonts`` are bundled fonts that could not be loaded; ``practice`` is how the program was started.
    ``relook`` and ``speak`` give the window another look, and its words another language; it sets them.
    ``keep`` is told what was chosen, for the next start.
    """

    texts: Texts
    shell: Shell
    workplace: Workplace
    practice: bool = False
    missing_fonts: tuple[str, ...] = ()
    relook: Callable[[Theme], None] = lambda _look: None
    speak: Callable[[str], None] = lambda _tag: None
    keep: Callable[[Look], None] = lambda _look: None
    watch: AlarmWatch = field(init=False)
    _models: dict[Place, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """One watch over the alarms, also while the laptop is locked."""
        self.watch = AlarmWatch(self.workplace)

    def model(self, place: Place, make: Callable[[], T]) -> T:
        """The view-model of this place, made once: a page that is drawn anew keeps its own."""
        if place not in self._models:
            self._models[place] = make()
        return cast(T, self._models[place])

    def loaded(self, place: Place, kind: Callable[..., M], *about: object, **more: object) -> M:
        """The view-model of a screen of the desk, made once and told to load.

        ``kind`` is called with the desk, the worker and what it is ``about``.
        """

        def make() -> M:
            workplace = self.workplace
            model = kind(workplace.desk, workplace.jobs, *about, tag=self.texts.tag, **more)
            model.load()
            return model

        return self.model(place, make)

    def forget(self, keep: Place | None = None) -> None:
        """Let go of every view-model except that of ``keep``: its screen was left."""
        self._models = {place: model for place, model in self._models.items() if place == keep}


PageFactory = Callable[[Frame, Place], QWidget]

PAGES: dict[Screen, str] = {
    Screen.WIZARD: "fieldcheck.ui.pages.wizard:wizard_page",
    Screen.UNLOCK: "fieldcheck.ui.pages.unlock:unlock_page",
    Screen.DESK: "fieldcheck.ui.pages.desk:desk_page",
    Screen.INTERVIEW: "fieldcheck.ui.pages.interview:interview_page",
    Screen.OUTCOME: "fieldcheck.ui.pages.outcome:outcome_page",
    Screen.REFERRAL: "fieldcheck.ui.pages.referral:referral_page",
    Screen.REVIEW: "fieldcheck.ui.pages.review:review_page",
    Screen.LETTERS: "fieldcheck.ui.pages.letters:letters_page",
    Screen.EXPORT: "fieldcheck.ui.pages.export:export_page",
    Screen.HOMES: "fieldcheck.ui.pages.homes:homes_page",
    Screen.IDENTITY: "fieldcheck.ui.pages.identity:identity_page",
    Screen.IMPORT: "fieldcheck.ui.pages.importing:import_page",
    Screen.PREPARE: "fieldcheck.ui.pages.preparation:preparation_page",
    Screen.DAY: "fieldcheck.ui.pages.day:day_page",
    Screen.CLOSING: "fieldcheck.ui.pages.closing:closing_page",
    Screen.SETTINGS: "fieldcheck.ui.pages.settings:settings_page",
    Screen.THINGS: "fieldcheck.ui.pages.things:things_page",
    Screen.CLUSTER: "fieldcheck.ui.pages.cluster:cluster_page",
    Screen.TRAIL: "fieldcheck.ui.pages.trail:trail_page",
    Screen.USERS: "fieldcheck.ui.pages.users:users_page",
}
"""Screen to ``module:factory``; a factory is called as ``factory(frame, place)`` and returns the page."""


def make_page(frame: Frame, place: Place) -> QWidget:
    """The page of a place, with its view-model attached."""
    module, _, name = PAGES[place.screen].partition(":")
    factory = cast(PageFactory, getattr(import_module(module), name))
    return factory(frame, place)
