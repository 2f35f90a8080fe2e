"""The kit in one place: pages import their controls from here."""

from fieldcheck.ui.binding import bind
from fieldcheck.ui.buttons import (
    AcuteButton,
    Button,
    LeadingButton,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    RailRow,
    StateChip,
)
from fieldcheck.ui.choice import ChoiceRow
from fieldcheck.ui.fields import Field, Picker
from fieldcheck.ui.frames import (
    Bar,
    Card,
    Column,
    EmptyState,
    Figure,
    Foot,
    Notice,
    ProgressLine,
    Rail,
    clear,
    row,
    scrolling,
    stack,
)
from fieldcheck.ui.labels import Chip, Face, Label
from fieldcheck.ui.tokens import Size, Space, Tone

__all__ = [
    "AcuteButton",
    "Bar",
    "Button",
    "Card",
    "Chip",
    "ChoiceRow",
    "Column",
    "EmptyState",
    "Face",
    "Field",
    "Figure",
    "Foot",
    "Label",
    "LeadingButton",
    "Notice",
    "OutlinedButton",
    "Picker",
    "PrimaryButton",
    "ProgressLine",
    "QuietButton",
    "Rail",
    "RailRow",
    "Size",
    "Space",
    "StateChip",
    "Tone",
    "bind",
    "clear",
    "row",
    "scrolling",
    "stack",
]
