"""Ties a button to what it does; ``clicked`` is the one signal that means a person pressed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from fieldcheck.ui.controls import Button

B = TypeVar("B", bound=Button)


def press(button: B, act: Callable[[], object], *, name: str = "") -> B:
    """The button, which calls ``act`` when it is pressed; ``name`` is its object name."""
    button.clicked.connect(lambda _checked=False: act())
    if name:
        button.setObjectName(name)
    return button
