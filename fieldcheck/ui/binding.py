"""Ties a widget to a view-model for as long as the widget lives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from fieldcheck.viewmodels.observable import Observable

State = TypeVar("State")


def bind(widget: QObject, model: Observable[State], present: Callable[[State], None]) -> None:
    """Present every state of ``model`` now and later; stops when ``widget`` is destroyed."""
    stop = model.observe(present)
    widget.destroyed.connect(lambda *_: stop())
