"""The feature matrix: what of ODK's language runs here, as data that is rendered into the README beside it.

``python -m fieldcheck.engine.features`` renders it; with ``--check`` it only says whether it is up to date.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

README = Path(__file__).with_name("README.md")
SOURCE = Path(__file__).with_name("features.toml")
BEGIN, END = "<!-- features -->", "<!-- /features -->"
MARKS = {"yes": "yes", "partly": "partly", "no": "–"}


@dataclass(frozen=True, slots=True)
class Feature:
    """One row: ``supported`` is yes, partly or no; ``note`` says what is different or what to do instead."""

    name: str
    supported: str
    note: str


@dataclass(frozen=True, slots=True)
class Area:
    """Rows of one subject; ``functions`` when each of them is a function of expressions."""

    name: str
    functions: bool
    rows: tuple[Feature, ...]


def areas() -> tuple[Area, ...]:
    """The whole matrix. Raises ValueError when a row says something else than yes, partly or no."""
    found = []
    for area in tomllib.loads(SOURCE.read_text("utf-8"))["area"]:
        rows = tuple(
            Feature(row["name"], row.get("supported", "yes"), row.get("note", "")) for row in area["rows"]
        )
        for row in rows:
            if row.supported not in MARKS:
                raise ValueError(f"{area['name']}, {row.name}: {row.supported!r}")
        found.append(Area(area["name"], area.get("functions", False), rows))
    return tuple(found)


def functions(supported: Sequence[str] = ("yes", "partly")) -> frozenset[str]:
    """The names of the functions that the matrix says are supported so."""
    rows = [row for area in areas() if area.functions for row in area.rows]
    return frozenset(row.name.partition("(")[0] for row in rows if row.supported in supported)


def rendered() -> str:
    """The matrix as Markdown, one folded table for each area."""
    parts = []
    for area in areas():
        there = sum(row.supported != "no" for row in area.rows)
        lines = [f"<details><summary>{area.name}: {there} of {len(area.rows)}</summary>", ""]
        lines += ["| Feature | Here | |", "| --- | --- | --- |"]
        lines += [f"| {_cell(row.name)} | {MARKS[row.supported]} | {_cell(row.note)} |" for row in area.rows]
        parts.append("\n".join([*lines, "", "</details>"]))
    return "\n\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("*", r"\*").replace("<", "&lt;").replace("_", r"\_")


def replaced(readme: str) -> str:
    """``readme`` with the matrix between its marks. Raises ValueError when a mark is missing."""
    head, begin, rest = readme.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no {BEGIN} and {END} in the README")
    return f"{head}{BEGIN}\n\n{rendered()}\n\n{END}{tail}"


def main(arguments: Sequence[str]) -> int:
    """Write the README, or with ``--check`` answer 1 when it is not up to date."""
    before = README.read_text("utf-8")
    after = replaced(before)
    if "--check" in arguments:
        return int(after != before)
    README.write_text(after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
