"""What a run holds as answers, and standing again where a run with those answers stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine.client import PRESENT, REMOVED
from fieldcheck.engine.definition import Definition
from fieldcheck.engine.form import Form
from fieldcheck.engine.happening import Happening
from fieldcheck.engine.instance import Held, Instance, Row
from fieldcheck.engine.recomputing import Recomputing

Answers = Mapping[str, tuple[str, AnswerState]]
"""Values with their states, by reference."""


class Restoring:
    """Takes the answers out of one run, and puts them back into it."""

    def __init__(
        self, form: Form, instance: Instance, recomputing: Recomputing, happening: Happening
    ) -> None:
        self._form = form
        self._definitions = form.layout.definitions
        self._instance = instance
        self._recomputing = recomputing
        self._happening = happening
        self._restored: Answers = {}
        self._told: list[str] = []

    def answers(self) -> dict[str, tuple[str, AnswerState]]:
        """Everything that was given, relevant now or not, in removed instances too."""
        found = {
            held.reference: (held.given, held.state)
            for held in self._instance.all_with_removed()
            if _is_kept(held.definition)
            and (held.state is not AnswerState.NOT_ASKED or held.given != _at_first(held))
        }
        for row in self._instance.all_rows():
            found.update(self._standing(row))
        return self._counted_out() | found

    def _counted_out(self) -> dict[str, tuple[str, AnswerState]]:
        """What was restored of instances that the form does not count up to now: it may again."""
        there = {held.reference for held in self._instance.all_with_removed()}
        return {
            reference: one
            for reference, one in self._restored.items()
            if reference not in there and reference in self._form
        }

    def restore(self, answers: Answers) -> None:
        """Stand where a run with these answers stood; no event happens."""
        self._restored = dict(answers)
        told = (one for one in answers if one.endswith("]") and one in self._form)
        self._told = sorted(told, key=_numbers)
        self._restore_rows()
        self._give_back(self._instance.all_with_removed())
        self._recomputing.stood = _standing_instances(answers)
        self._recomputing.everything()
        self._fill_counted_rows()

    def follow_new_rows(self) -> None:
        """The events of instances that the form counted out.

        What was answered in one when the form counted that far before is there again; then none happens.
        """
        while self._recomputing.new_rows:
            row = self._recomputing.new_rows.pop(0)
            if any(held.reference in self._restored for held in self._instance.of_row(row)):
                self._fill_row(row)
            else:
                self._happening.in_new_row(row)

    def _standing(self, row: Row) -> dict[str, tuple[str, AnswerState]]:
        """What stands for the instances of a row's repeats that are not as in a new form."""
        found: dict[str, tuple[str, AnswerState]] = {}
        for repeat, rows in row.rows.items():
            if self._definitions[repeat].count is not None:
                if self._recomputing.cannot_count(row, repeat):
                    found.update((one.prefix, (PRESENT, AnswerState.ANSWERED)) for one in rows)
                continue
            at_first = self._instance.at_first(row, repeat)
            for one in rows:
                if one.number > at_first:
                    found[one.prefix] = (PRESENT, AnswerState.ANSWERED)
            for one in row.gone.get(repeat, {}).values():
                found[one.prefix] = (REMOVED, AnswerState.ANSWERED)
        return found

    def _restore_rows(self) -> None:
        """Make and remove instances until they are those of the answers."""
        for row in [*self._instance.all_rows()]:
            for index in row.rows:
                if self._definitions[index].count is None:
                    self._instance.as_at_first(row, index)
        out = self._counted_in()
        self._stand_again()
        for one in reversed(out):
            self._instance.remove(one)
        self._instance.number_again()

    def _counted_in(self) -> list[Row]:
        """Instances that the form has counted out, put back so that what is inside them can stand again."""
        found = []
        for row in [*self._instance.all_rows()]:
            for index in row.rows if row.alive else ():
                if self._definitions[index].count is not None:
                    gone = sorted(row.gone.get(index, {}))
                    found += [self._instance.add(row, index, number) for number in gone]
        return found

    def _stand_again(self, within: str = "") -> bool:
        """Let the instances that the answers tell of be there or be gone; whether there were any.

        Outer ones first. ``within`` is what their references begin with.
        """
        named = [reference for reference in self._told if reference.startswith(within)]
        for reference in named:
            repeat, _, number = reference[:-1].rpartition("[")
            entry = self._instance.ranges.get(repeat)
            if entry is None or self._is_the_forms(self._definitions[entry[1]]):
                continue
            if self._instance.find(reference) is None:
                row, index = entry
                self._happening.fill_in(self._instance.of_row(self._instance.add(row, index, int(number))))
        for reference in reversed(named):  # what is in it before what is around it
            held = self._instance.find(reference)
            gone = self._restored[reference][0] == REMOVED
            if held is not None and gone and not self._is_the_forms(held.definition):
                self._instance.remove(held.row)
        return bool(named)

    @staticmethod
    def _is_the_forms(repeat: Definition) -> bool:
        """Whether the form itself says how many instances there are."""
        return repeat.count is not None or repeat.fixed

    def _give_back(self, nodes: Iterable[Held]) -> None:
        """What was answered before; what is not among it is as in a new form."""
        for held in nodes:
            if not _is_kept(held.definition):
                continue
            value, state = self._restored.get(held.reference, (held.initial, AnswerState.NOT_ASKED))
            held.given, held.state = (value if state in _KEEPS else ""), state
            if held.definition.calculate is not None:
                held.value = held.given
                held.node.set_text(held.given)
            held.shown.clear()

    def _fill_counted_rows(self) -> None:
        """Instances that the form counted out while it was restored get what was answered in them."""
        while self._recomputing.new_rows:
            self._fill_row(self._recomputing.new_rows.pop(0))

    def _fill_row(self, row: Row) -> None:
        self._happening.fill_in(self._instance.of_row(row))
        if self._stand_again(f"{row.prefix}/"):
            self._instance.number_again()
        self._give_back(self._instance.all_with_removed(row))
        if row.parent is not None:
            self._recomputing.from_rows(row.parent, row.repeat, [row])
        nodes = self._instance.of_row(row)
        self._recomputing.from_values(one for one in nodes if not one.definition.is_container)


def _at_first(held: Held) -> str:
    """What a new run would hold; what is drawn once differs in each."""
    return held.initial if held.definition.calculate is None else ""


def _is_kept(definition: Definition) -> bool:
    """Whether what it holds came from somewhere else than the answers, and so has to be kept."""
    if definition.calculate is not None:
        return any(call.name == "once" for call in definition.calculate.functions)
    return not definition.is_container


def _standing_instances(answers: Answers) -> dict[str, int]:
    """By repeat the highest number of an instance that is said to be there."""
    found: dict[str, int] = {}
    for reference, (value, _) in answers.items():
        repeat, bracket, number = reference.removesuffix("]").rpartition("[")
        if bracket and number.isdecimal() and value == PRESENT:
            found[repeat] = max(int(number), found.get(repeat, 0))
    return found


def _numbers(reference: str) -> tuple[int, list[int]]:
    """Outer instances before inner ones, and each in the order of its number."""
    numbers = [int(part.partition("]")[0]) for part in reference.split("[")[1:]]
    return len(numbers), numbers


_KEEPS = (AnswerState.ANSWERED, AnswerState.NOT_ASKED)
"""States beside which a value can stand: an answer, or one the form filled in itself."""
