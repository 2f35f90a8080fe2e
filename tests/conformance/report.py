"""What a replay found, by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """Counts; ``left_out`` has file, contains and reason of the cases that are not expected to pass."""

    left_out: Sequence[Mapping[str, str]] = ()
    passed: int = 0
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    excused: Counter[str] = field(default_factory=Counter)

    def add(self, file: str, name: str, difference: str | None) -> None:
        """Note one case; ``difference`` is None when it passed."""
        if difference is None:
            self.passed += 1
            return
        for entry in self.left_out:
            if entry["file"] in ("*", file) and entry["contains"] in f"{name} {difference}":
                self.excused[entry["reason"]] += 1
                return
        self.failures.append((file, name, difference))

    def text(self) -> str:
        """The whole report; what was left out counts among the cases and not among the passed."""
        total = self.passed + len(self.failures) + self.excused.total()
        lines = [f"passed {self.passed} of {total} ({100 * self.passed / max(total, 1):.1f} %)"]
        lines += [f"left out {count}: {reason}" for reason, count in self.excused.most_common()]
        by_file = Counter(file for file, _, _ in self.failures)
        for file, count in by_file.most_common():
            lines.append(f"{file}: {count} failed")
            lines += [f"  {name}: {why}" for where, name, why in self.failures if where == file]
        return "\n".join(lines)
