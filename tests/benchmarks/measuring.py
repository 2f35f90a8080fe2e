"""What a benchmark tells: samples, what is read from them, and whether that is within its limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_WIDE = 76
"""Signs for what a line is about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; ``limit`` None is for what is only told, such as the thing compared with."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def held(self) -> bool:
        """Whether the value is within its limit."""
        return self.limit is None or self.value <= self.limit


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least ``share`` (0 to 1) of all samples do not exceed."""
    ordered = sorted(samples)
    rank = -int(-share * len(ordered) // 1)  # rounded up
    return ordered[max(rank, 1) - 1]


def spread(what: str, samples: Sequence[float], *, p99_limit: float | None = None) -> list[Line]:
    """Median and 99th percentile of samples in seconds, told in milliseconds."""
    return [
        Line(f"{what}, median of {len(samples)}", median(samples) * 1000, "ms"),
        Line(f"{what}, p99", percentile(samples, 0.99) * 1000, "ms", p99_limit),
    ]


def table(name: str, lines: Sequence[Line]) -> str:
    """The lines under each other, each with its limit beside it."""
    rows = [name, f"  {'':<{_WIDE}}{'measured':>12}  {'limit':>9}"]
    for line in lines:
        limit = "" if line.limit is None else f"{line.limit:.1f} {line.unit}"
        verdict = "" if line.limit is None else "  held" if line.held else "  MISSED"
        value = f"{line.value:>9.2f} {line.unit:<2}" if line.unit else f"{line.value:>9.0f}   "
        rows.append(f"  {line.what:<{_WIDE}}{value}  {limit:>9}{verdict}".rstrip())
    return "\n".join(rows)
