"""A view-model that only shows: for pictures, and for tests that presenting alone does nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace


class Still(Observable[Any]):
    """Holds one state; every intent is written down in ``heard`` and nothing happens."""

    case = "case-1"

    def __init__(self, state: object) -> None:
        super().__init__(state)
        self.heard: list[tuple[str, tuple[object, ...]]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)

        def hear(*given: object, **named: object) -> None:
            self.heard.append((name, (*given, *named.values())))

        return hear

    def become(self, state: object) -> None:
        """Show another state."""
        self._become(state)


def still_shell() -> Shell:
    """A shell that goes nowhere real; its workplace is never asked for anything."""
    nowhere: Any = None
    return Shell(Workplace(nowhere, nowhere), first=Screen.DESK)
