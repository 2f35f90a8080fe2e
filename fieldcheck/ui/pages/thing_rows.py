"""Rows of things: two lines of words, why it is proposed, and what can be done with it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from fieldcheck.ui.controls import Button, Face, Label, Space, row, stack


def thing_row(title: str, *below: str, actions: tuple[Button, ...] = (), before: str = "") -> QHBoxLayout:
    """A thing in words at the left, what can be done at the right; ``before`` stands above it."""
    words = stack(gap=0)
    if before:
        words.addWidget(Label(before, Face.SMALL))
    words.addWidget(Label(title, Face.STRONG))
    for line in filter(None, below):
        words.addWidget(Label(line, Face.SMALL))
    whole = row(words, *actions, gap=Space.S)
    whole.setStretch(0, 1)
    return whole
