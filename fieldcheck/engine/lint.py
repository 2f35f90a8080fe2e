"""The checks that pyxform does not make: every expression, every name, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from fieldcheck.engine.client import DEPTHS
from fieldcheck.engine.compiler import compile_expression
from fieldcheck.engine.definition import Layout
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.form import Form
from fieldcheck.engine.grammar import BadExpression
from fieldcheck.engine.graph import Reading
from fieldcheck.engine.sheets import Row, Workbook

EXPRESSIONS = ("relevant", "required", "readonly", "constraint", "calculation", "choice_filter")
"""Survey columns that hold an expression; ``default`` may."""

_PLAIN = """
    text string integer int decimal date time datetime range note acknowledge trigger calculate hidden
    start end today deviceid username phonenumber email simserial subscriberid
"""
PLAIN_TYPES = frozenset(_PLAIN.split())
"""Question types that run, besides selects and groups."""
_GROUPS = frozenset(["begin_group", "end_group"])
_LITERALS = frozenset(["yes", "no", "true", "false", "true()", "false()", "1", "0"])
_NAMED = re.compile(r"\$\{([^}]*)\}")
_DYNAMIC = re.compile(r"\$\{|\w\(|^\s*['\"]")
_NAME = re.compile(r"[^\W\d][\w.\-]*")


class Linter:
    """Checks one workbook; what it finds goes into ``findings``."""

    def __init__(self, book: Workbook, findings: Findings, extra_functions: frozenset[str] | None) -> None:
        self._book = book
        self._findings = findings
        self._extra = extra_functions
        self._paths: dict[str, str] = {}
        self._rows: dict[str, int] = {}

    # The survey

    def check_survey(self) -> None:
        """Names, types, lists and expressions of the sheets survey and choices."""
        self._walk_names()
        self._check_choices()
        for row in self._book["survey"].rows:
            self._check_type(row)
            for column in EXPRESSIONS:
                self._check_cell(row, column)
            if _DYNAMIC.search(row.get("default")):
                self._check_cell(row, "default")
            self._check_texts(row)
        self._check_depths()

    def _walk_names(self) -> None:
        open_groups: list[tuple[str, Row]] = []
        for row in self._book["survey"].rows:
            kind = _kind(row)
            name = row.get("name")
            if kind.startswith("end_"):
                if not open_groups:
                    self._add(row, "type", f"{kind} closes a group that was never begun")
                else:
                    open_groups.pop()
                continue
            if name:
                self._note_name(row, name, "/".join(["/data", *(group for group, _ in open_groups), name]))
            if kind.startswith("begin_"):
                open_groups.append((name, row))
        for name, row in open_groups:
            self._add(row, "type", f"the group “{name}” is never ended")

    def _note_name(self, row: Row, name: str, path: str) -> None:
        if not _NAME.fullmatch(name):
            self._add(row, "name", f"“{name}” cannot be a name: use letters, digits, “_”, “-” and “.”")
        elif name in self._paths:
            self._add(
                row, "name", f"the name “{name}” is already used in row {self._rows[self._paths[name]]}"
            )
            return
        self._paths[name] = path
        self._rows[path] = row.number

    def _check_type(self, row: Row) -> None:
        kind = _kind(row)
        if not kind:
            self._add(row, "type", "there is no type")
            return
        if kind in ("begin_repeat", "end_repeat"):
            if kind == "begin_repeat":
                self._add(row, "type", f"the repeat “{row.get('name')}” is not supported yet")
            return
        if kind in _GROUPS:
            return
        words = kind.split()
        if words[0] in ("select_one", "select_multiple") and len(words) > 1:
            self._check_list(row, words)
        elif words[0] not in PLAIN_TYPES:
            self._add(row, "type", f"the type “{kind}” of “{row.get('name')}” is not supported yet")
        if row.get("trigger") and not row.get("calculation"):
            self._add(row, "trigger", "a trigger needs a calculation")

    def _check_list(self, row: Row, words: list[str]) -> None:
        name = words[1]
        if name.startswith("${"):
            self._add(row, "type", "choices taken from a repeat are not supported yet")
        elif name not in self._lists():
            self._add(row, "type", f"the list “{name}” is not on the sheet choices")
        if len(words) > 2:
            self._add(row, "type", f"“{' '.join(words[2:])}” after the list is not supported yet")

    def _lists(self) -> set[str]:
        choices = self._book.get("choices")
        return {row.get("list_name") for row in choices.rows} if choices else set()

    def _check_choices(self) -> None:
        choices = self._book.get("choices")
        seen: dict[tuple[str, str], int] = {}
        for row in choices.rows if choices else ():
            key = (row.get("list_name"), row.get("name"))
            if not all(key):
                self._findings.problem("choices", row.number, "name", "a choice needs a list_name and a name")
            elif " " in key[1]:
                self._findings.problem("choices", row.number, "name", f"“{key[1]}” has a space in it")
            elif key in seen:
                reason = f"“{key[1]}” is already in the list “{key[0]}”, in row {seen[key]}"
                self._findings.problem("choices", row.number, "name", reason)
            seen.setdefault(key, row.number)

    def _check_cell(self, row: Row, column: str) -> None:
        text = row.get(column)
        if not text or text.lower() in _LITERALS:
            return
        try:
            compile_expression(self._resolved(text), extra=frozenset())
        except BadExpression as error:
            self._add(row, column, error.reason)

    def _check_texts(self, row: Row) -> None:
        for column, text in row.cells.items():
            if column.partition("::")[0] in ("label", "hint", "guidance_hint", "constraint_message"):
                try:
                    self._resolved(text)
                except BadExpression as error:
                    self._add(row, column, error.reason)

    def _resolved(self, text: str) -> str:
        def path(match: re.Match[str]) -> str:
            name = match.group(1).strip()
            if name not in self._paths:
                raise BadExpression(f"there is no question named “{name}”", match.start() + 1)
            return self._paths[name]

        return _NAMED.sub(path, text)

    def _check_depths(self) -> None:
        for row in self._book["survey"].rows:
            depth = row.get("bind::fc:depth")
            if depth and depth not in DEPTHS:
                self._add(row, "bind::fc:depth", f"“{depth}” is not one of {', '.join(DEPTHS)}")

    def _add(self, row: Row, column: str, reason: str) -> None:
        self._findings.problem("survey", row.number, column, reason)

    # After compiling

    def check_paths(self, layout: Layout) -> None:
        """Absolute paths and lists in expressions that lead nowhere."""
        reading = Reading(layout)
        for definition in layout.definitions:
            for column, expression in (
                ("relevant", definition.relevant),
                ("required", definition.required),
                ("readonly", definition.readonly),
                ("constraint", definition.constraint),
                ("calculation", definition.calculate),
                ("choice_filter", definition.itemset.nodes if definition.itemset else None),
            ):
                if expression is None:
                    continue
                for missing in reading.raw(expression, [reading.nodes[definition.index]]).missing:
                    row = self.row_of(definition.reference)
                    self._findings.problem("survey", row, column, f"nothing is at {missing}")

    def row_of(self, reference: str) -> int:
        """The survey row of a node, 0 when it has none."""
        return self._rows.get(reference, 0)

    def row_naming(self, reason: str) -> int:
        """The survey row of the first reference that a reason mentions, 0 when there is none."""
        return next((self._rows[word] for word in reason.split() if word in self._rows), 0)

    # Signals and referrals

    def rules(self, sheet: str, form: Form | None) -> Iterator[tuple[Row, str]]:
        """The rows of a rule sheet that hold, each with its resolved condition."""
        table = self._book.get(sheet)
        seen: dict[str, int] = {}
        for row in table.rows if table else ():
            code = row.get("code", "to") if sheet == "referrals" else row.get("code")
            if not code:
                self._findings.problem(sheet, row.number, "code", "a rule needs a code")
            elif code in seen:
                self._findings.problem(sheet, row.number, "code", f"“{code}” is already in row {seen[code]}")
            seen.setdefault(code, row.number)
            when = self._condition(sheet, row, form)
            if when:
                yield row, when

    def _condition(self, sheet: str, row: Row, form: Form | None) -> str:
        text = row.get("when")
        if not text:
            self._findings.problem(sheet, row.number, "when", "a rule needs a condition")
            return ""
        try:
            resolved = self._resolved(text)
            extra = self._extra
            compiled = compile_expression(resolved, extra=extra)
            self._refuse_foreign(compiled.functions)
        except BadExpression as error:
            self._findings.problem(sheet, row.number, "when", error.reason)
            return ""
        if form is not None:
            reading = Reading(form.layout)
            for missing in reading.raw(compiled, [reading.nodes[0]]).missing:
                self._findings.problem(sheet, row.number, "when", f"nothing is at {missing}")
        return resolved

    def _refuse_foreign(self, calls: tuple[object, ...]) -> None:
        from fieldcheck.engine.functions import FUNCTIONS

        for call in calls:
            name = getattr(call, "name", "")
            if name not in FUNCTIONS and not name.startswith("fc:"):
                raise BadExpression(f"there is no function {name}()", getattr(call, "column", 1))

    def own_columns(self) -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]:
        """Depth by reference, reference by fact, domain by reference, as the fc columns say."""
        depths: dict[str, str] = {}
        facts: dict[str, str] = {}
        domains: dict[str, str] = {}
        for row in self._book["survey"].rows:
            path = self._paths.get(row.get("name"), "")
            if not path:
                continue
            if row.get("bind::fc:depth"):
                depths[path] = row.get("bind::fc:depth")
            if row.get("bind::fc:domain"):
                domains[path] = row.get("bind::fc:domain")
            fact = row.get("bind::fc:fact")
            if fact in facts:
                self._add(row, "bind::fc:fact", f"the fact “{fact}” is already told by {facts[fact]}")
            elif fact:
                facts[fact] = path
        return depths, facts, domains


def _kind(row: Row) -> str:
    """The type in one spelling: ``begin group`` is ``begin_group``, ``select_one from x`` keeps its words."""
    words = row.get("type").split()
    if not words:
        return ""
    if words[0].lower() in ("begin", "end", "select") and len(words) > 1:
        words = [f"{words[0]}_{words[1]}", *words[2:]]
    return " ".join([words[0].lower(), *words[1:]])
