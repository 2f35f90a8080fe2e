"""A view-model that only shows: for pictures, and for tests that presenting alone does nothing."""

from __future__ import annotations

from typing import Any

from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace


class Intent:
    """An intent, or a group of them: ``model.finish()`` and ``model.repeats.add()`` are both heard."""

    def __init__(self, name: str, heard: list[tuple[str, tuple[object, ...]]]) -> None:
        self._name, self._heard = name, heard

    def __call__(self, *given: object, **named: object) -> None:
        self._heard.append((self._name, (*given, *named.values())))

    def __getattr__(self, name: str) -> Intent:
        if name.startswith("_"):
            raise AttributeError(name)
        return Intent(f"{self._name}.{name}", self._heard)


class Still(Observable[Any]):
    """Holds one state; every intent is written down in ``heard`` and nothing happens."""

    case = "case-1"

    def __init__(self, state: object) -> None:
        super().__init__(state)
        self.heard: list[tuple[str, tuple[object, ...]]] = []

    def __getattr__(self, name: str) -> Intent:
        if name.startswith("_"):
            raise AttributeError(name)
        return Intent(name, self.heard)

    def become(self, state: object) -> None:
        """Show another state."""
        self._become(state)


def still_shell() -> Shell:
    """A shell that goes nowhere real; its workplace is never asked for anything."""
    nowhere: Any = None
    return Shell(Workplace(nowhere, nowhere), first=Screen.DESK)
