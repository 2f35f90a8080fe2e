"""Repeats on the interview screen: the list of instances, where one is in it, and what each is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import FormRun, Page
from fieldcheck.i18n import Texts
from fieldcheck.i18n.markdown import plain
from fieldcheck.viewmodels.interview_state import InstanceView, RepeatView, SectionView
from fieldcheck.viewmodels.reading import Reading

_WHICH = N_("{label} {n} van {total}")
_LINE = N_("{n}. {summary}")
_TOLD = ("text", "integer", "decimal", "barcode", "select_one")
"""Types whose answers say what an instance is about."""
_WORDS = 2
"""How many answers make its summary."""
_INSTANCE = re.compile(r"\[\d+\]")


def instance_of(reference: str) -> str:
    """The innermost instance that a reference lies in, "" outside repeats."""
    found = list(_INSTANCE.finditer(reference))
    return reference[: found[-1].end()] if found else ""


def repeat_of(instance: str) -> str:
    """The repeat that an instance belongs to."""
    return instance[: instance.rindex("[")]


class Repeats:
    """Looks at the repeats of one run on behalf of the screen; reads only."""

    def __init__(self, run: FormRun, reading: Reading, texts: Texts) -> None:
        self._run, self._reading, self._texts = run, reading, texts

    def view(self, page: Page, *, removing: str, removed: str) -> RepeatView | None:
        """The list of a repeat's own page, None for other pages."""
        if page.kind != "repeat":
            return None
        theirs, ours = self._run.node(page.reference), self._run.node(page.reference, self._reading.tag)
        return RepeatView(
            reference=page.reference,
            label=plain(theirs.label or ours.label),
            dutch="" if theirs.label == ours.label else plain(ours.label),
            instances=tuple(self._instances(page.reference)),
            removing=removing if removing in ours.instances else "",
            removed=removed,
        )

    def _instances(self, repeat: str) -> Iterator[InstanceView]:
        for place, instance in enumerate(self._run.node(repeat, self._reading.tag).instances, 1):
            yield InstanceView(instance, place, self.summary(instance), self._open(instance))

    def summary(self, instance: str) -> str:
        """What was answered first in it, in the officer's language; "" for nothing yet."""
        words: list[str] = []
        for reference in self._questions(instance):
            node = self._run.node(reference, self._reading.tag)
            if node.type not in _TOLD or not node.value or node.state is not AnswerState.ANSWERED:
                continue
            labels = {choice.value: plain(choice.label) for choice in node.choices}
            words.append(labels.get(node.value, node.value))
            if len(words) == _WORDS:
                break
        return ", ".join(words)

    def _open(self, instance: str) -> int:
        still_open = self._run.open_questions()
        return sum(1 for reference in still_open if reference.startswith(f"{instance}/"))

    def _questions(self, instance: str) -> Iterator[str]:
        for page in self._run.pages():
            if page.reference.startswith(f"{instance}/") or page.reference == instance:
                yield from page.questions

    def first_page(self, instance: str) -> str:
        """Where an instance begins; itself when it asks nothing now."""
        pages = (page.reference for page in self._run.pages())
        return next((one for one in pages if one == instance or one.startswith(f"{instance}/")), instance)

    def position(self, page: Page) -> str:
        """Such as "Persoon 2 van 3", "" outside repeats; of nested repeats all, from outside in."""
        told: list[str] = []
        instance = instance_of(page.reference)
        while instance:
            repeat = self._run.node(repeat_of(instance), self._reading.tag)
            label = plain(repeat.label or self._run.node(instance, self._reading.tag).label) or repeat.name
            total = len(repeat.instances)
            place = repeat.instances.index(instance) + 1 if instance in repeat.instances else total
            told.insert(0, self._texts.text(_WHICH, label=label, n=place, total=total))
            instance = instance_of(repeat_of(instance))
        return " · ".join(told)

    def named(self, instance: str) -> str:
        """An instance in words: what it is about, else its label and place."""
        repeat = self._run.node(repeat_of(instance), self._reading.tag)
        place = repeat.instances.index(instance) + 1 if instance in repeat.instances else 0
        return self.summary(instance) or f"{plain(repeat.label) or repeat.name} {place}"

    def with_instances(self, sections: tuple[SectionView, ...], page: Page) -> tuple[SectionView, ...]:
        """The rail, where the section that is being asked shows the instances of its repeats."""
        lines: list[SectionView] = []
        here = instance_of(page.reference)
        for section in sections:
            inside = list(self._lines(section.reference, here)) if section.current else []
            within = any(line.current for line in inside)
            lines.append(replace(section, current=section.current and not within))
            lines.extend(inside)
        return tuple(lines)

    def _lines(self, section: str, here: str) -> Iterator[SectionView]:
        seen: dict[str, None] = {}
        for page in self._run.pages():
            if page.section == section and (instance := instance_of(page.reference)):
                seen.setdefault(instance)
        for instance in seen:
            place = self._run.node(instance, self._reading.tag).position
            total = sum(1 for _ in self._questions(instance))
            yield SectionView(
                reference=self.first_page(instance),
                label=self._texts.text(_LINE, n=place, summary=self.named(instance)),
                open=self._open(instance),
                total=total,
                current=instance == here,
                level=1,
            )
