"""A snapshot that can be watched: the one way in which a view-model speaks to a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

State = TypeVar("State")


class Observable(Generic[State]):
    """Holds one frozen state; listeners get it at once and whenever it really changes."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._listeners: list[Callable[[State], None]] = []

    @property
    def state(self) -> State:
        """The newest snapshot."""
        return self._state

    def observe(self, listener: Callable[[State], None]) -> Callable[[], None]:
        """Call ``listener`` now and on every change; returns what stops that."""
        self._listeners.append(listener)
        listener(self._state)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _become(self, state: State) -> None:
        """Take a new state; an equal one is silent."""
        if state == self._state:
            return
        self._state = state
        for listener in tuple(self._listeners):
            listener(state)
