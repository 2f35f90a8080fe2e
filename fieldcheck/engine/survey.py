"""The rows of an XLSForm as a form: questions with their paths, names to refer to, lists of choices."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.engine.grammar import BadExpression
from fieldcheck.engine.kinds import Kind, kind_of
from fieldcheck.engine.sheets import Row, Sheet, Workbook

NAMED = re.compile(r"\$\{([^}]*)\}")
"""A reference to a question by its name."""

_LAST_SAVED = "last-saved#"
_YES = frozenset(["yes", "true", "true()"])
_EMPTY = Sheet("", (), ())


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the survey that is a question, a group or a repeat.

    Attributes:
        path: absolute, such as ``/data/person/name``.
        parent: the path of the group or repeat around it, or of the form itself.
        repeats: the paths of the repeats around it, the outermost first; a repeat is not in itself.
    """

    row: Row
    kind: Kind
    name: str
    path: str
    parent: str
    repeats: tuple[str, ...]


class Survey:
    """The sheets survey, choices and settings of one workbook, walked once.

    Attributes:
        rows: the rows of the survey that count; those ``disabled`` do not.
        unmatched: rows that end what was not begun.
        unended: groups that nothing ends.
        lists: the rows of each list of choices, by its name.
    """

    def __init__(self, book: Workbook) -> None:
        self.sheet = book["survey"]
        self.choices = book.get("choices", _EMPTY)
        settings = book.get("settings", _EMPTY)
        self.settings = settings.rows[0] if settings.rows else Row(2, {})
        self.root = f"/{self.settings.get('name') or 'data'}"
        self.unmatched: list[tuple[Row, Kind]] = []
        self.unended: list[Entry] = []
        self.disabled = tuple(row for row in self.sheet.rows if row.get("disabled").lower() in _YES)
        self.rows = tuple(row for row in self.sheet.rows if row not in self.disabled)
        self.entries = tuple(self._walked())
        self.by_path: dict[str, Entry] = {}
        self._named: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self.by_path.setdefault(entry.path, entry)
            self._named.setdefault(entry.name, []).append(entry)
        self.lists = _lists(self.choices)
        self._with_other = {entry.kind.choices for entry in self.entries if entry.kind.or_other}
        self._suggestions: dict[str, str] = {}

    def _walked(self) -> Iterator[Entry]:
        opened: list[Entry] = []
        for row in self.rows:
            kind = kind_of(row.get("type"))
            if kind.ends:
                if opened and opened[-1].kind.name[5:] == kind.name[3:]:
                    opened.pop()
                else:
                    self.unmatched.append((row, kind))
                    del opened[-1:]
                continue
            # pyxform names notes without a name the same way.
            name = row.get("name") or (f"generated_note_name_{row.number}" if kind.name == "note" else "")
            parent = opened[-1].path if opened else self.root
            repeats = tuple(group.path for group in opened if group.kind.name == "begin_repeat")
            entry = Entry(row, kind, name, f"{parent}/{name}", parent, repeats)
            if name or kind.begins:
                yield entry
            if kind.begins:
                opened.append(entry)
        self.unended = opened

    def entry(self, name: str) -> Entry | None:
        """The row of that name, the first where there are several."""
        found = self._named.get(name)
        return found[0] if found else None

    def named(self, name: str) -> tuple[Entry, ...]:
        """Every row of that name."""
        return tuple(self._named.get(name, ()))

    def path(self, name: str) -> str:
        """The path that ``${name}`` stands for. Raises BadExpression when there is not exactly one."""
        name = name.strip()
        if name.startswith(_LAST_SAVED):
            raise BadExpression(N_("antwoorden uit een eerder gesprek zijn hier niet bekend"))
        found = self._named.get(name, [])
        if not found and name == "instanceID":
            return f"{self.root}/meta/instanceID"
        if not found:
            raise BadExpression(N_("er is geen vraag “{name}”{like}"), name=name, like=self.suggestion(name))
        if len(found) > 1:
            rows = ", ".join(str(entry.row.number) for entry in found)
            raise BadExpression(N_("meer vragen heten “{name}”: rij {rows}"), name=name, rows=rows)
        return found[0].path

    def suggestion(self, name: str) -> str:
        """`` (bedoelt u “x”?)`` when a name is like it, else ""."""
        if name not in self._suggestions:
            self._suggestions[name] = did_you_mean(name, self._named)
        return self._suggestions[name]

    def resolved(self, text: str) -> str:
        """``text`` with each ``${name}`` turned into its path. Raises BadExpression."""
        return NAMED.sub(lambda match: self.path(match.group(1)), text)

    def generated(self) -> frozenset[str]:
        """Paths of nodes that have no row of their own but are in the form all the same."""
        found = {
            self.root,
            f"{self.root}/meta",
            f"{self.root}/meta/instanceID",
            f"{self.root}/meta/instanceName",
        }
        for entry in self.entries:
            if entry.kind.or_other:
                found.add(f"{entry.path}_other")
            if entry.kind.name == "begin_repeat" and entry.row.get("repeat_count"):
                found.add(f"{entry.path}_count")
        return frozenset(found)

    def codes(self, entry: Entry) -> tuple[str, ...] | None:
        """Every value a question with choices can have, from its list; None when that is not known here."""
        kind = entry.kind
        if not kind.selects or kind.from_file or kind.choices not in self.lists:
            return None
        if "search(" in entry.row.get("appearance"):
            return None
        found = tuple(row.get("name") for row in self.lists[kind.choices])
        # pyxform adds "other" to the list itself, and so to every question that has it.
        return (*found, "other") if kind.choices in self._with_other else found


def _lists(choices: Sheet) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in choices.rows:
        if row.get("list_name"):
            found.setdefault(row.get("list_name"), []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`` (bedoelt u “x”?)`` when one of the known words is much like it, else ""."""
    candidates = [one for one in known if one]
    lower = {one.lower(): one for one in candidates}
    close = difflib.get_close_matches(word.lower(), lower, n=1, cutoff=0.75)
    if not close:
        return ""
    # The space stays outside of what is translated, where it would get lost.
    return Said(" {meant}", meant=Said(N_("(bedoelt u “{word}”?)"), word=lower[close[0]]))
