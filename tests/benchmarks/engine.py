"""The form engine alone: load, answer, change the language, and how all that grows with the form.

Beside it, in turns, ODK's own engine for browsers with the same form, where node is on the machine.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from statistics import median
from time import perf_counter

from fieldcheck.engine import FormRun, PublishedForm, load, program_of
from tests.benchmarks import engine_form, engine_rival
from tests.benchmarks.engine_form import Shape
from tests.benchmarks.engine_rival import Change, NoRival, Plan
from tests.benchmarks.measuring import Line

TURNS = 3
LOADS = 15
ROUNDS = 60
FRESH_RUNS = 6
LOAD_MS, TEN_MS, HUNDRED_MS, LANGUAGE_MS = 40.0, 1.0, 8.0, 5.0
LINEAR = 2.0
"""What a thing may cost more for each question when the form is larger; a square would be 8 and 83."""

LARGER = (1_000, 10_000)
LARGE_LOADS, LARGE_ROUNDS = 3, 10
PEOPLE = (100, 1_000)
FEWER_LANGUAGES = ("nl", "en")
"""For the growth: a form of 10,000 questions in ten languages would be larger than is read at all."""

_NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_TOLD = {
    "load": ("load from bytes and start a run", LOAD_MS),
    "ten": ("answer, 10 depend on it, read those", TEN_MS),
    "hundred": ("answer, 115 depend on it, read those", HUNDRED_MS),
    "language": ("change language, read every text", LANGUAGE_MS),
    "again": ("change to a language that was read before", None),
}

Kept = tuple[bytes, bytes]
Samples = dict[str, list[float]]


def measure() -> list[Line]:
    """Ours against the limits, the rival beside it, then the growth."""
    shape = Shape()
    form = engine_form.published(shape)
    plan = engine_rival.plan(shape, form.xform, loads=LOADS, rounds=ROUNDS)
    data = _kept(form)
    ours, theirs, reason = _in_turns(data, plan)
    lines = [
        Line(f"{what}, median of {len(ours[name])}", median(ours[name]) * 1000, "ms", limit)
        for name, (what, limit) in _TOLD.items()
    ]
    if theirs:
        lines.extend(_beside(ours, theirs))
    else:
        print(f"engine: not compared with {engine_rival.PACKAGES[0]}: {reason}", file=sys.stderr)
    return [*lines, *_growth(), *_crowded()]


def _in_turns(data: Kept, plan: Plan) -> tuple[Samples, Samples, str]:
    """Both engines' samples, one after the other in each turn; ours alone, and why, without the rival."""
    ours: Samples = {name: [] for name in _TOLD}
    theirs: Samples = {}
    try:
        with engine_rival.installed() as folder:
            for _ in range(TURNS):
                _join(theirs, engine_rival.run(folder, plan))
                _join(ours, _once(data, plan))
    except NoRival as error:
        for _ in range(TURNS - len(ours["load"]) // LOADS):
            _join(ours, _once(data, plan))
        return ours, {}, str(error)
    return ours, theirs, ""


def _join(samples: Samples, more: dict[str, Sequence[float]]) -> None:
    for name, taken in more.items():
        samples.setdefault(name, []).extend(taken)


def _once(data: Kept, plan: Plan) -> dict[str, Sequence[float]]:
    """Seconds by name for each time that something of the plan was done."""
    gc.collect()
    taken: dict[str, Sequence[float]] = {"load": [_timed(partial(_started, data)) for _ in range(plan.loads)]}
    run = _started(data)
    for reference, value in plan.answers:
        run.answer(reference, value)
    for change in plan.changes:
        taken[change.name] = _changed(run, change, plan.rounds)
    spoken = [_spoken_first(run, plan) for _ in range(FRESH_RUNS)]
    taken["language"] = [sample for samples in spoken for sample in samples]
    tags = run.form.layout.itext.languages
    taken["again"] = [
        _timed(partial(_spoken, run, tags[turn % len(tags)], plan.labels)) for turn in range(plan.rounds)
    ]
    return taken


def _spoken_first(run: FormRun, plan: Plan) -> list[float]:
    """A run with these answers that was never read in any language; each language read once."""
    other = FormRun(run.form, now=lambda: _NOW)
    other.restore(run.answers())
    return [_timed(partial(_spoken, other, tag, plan.labels)) for tag in run.form.layout.itext.languages]


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _kept(form: PublishedForm) -> Kept:
    """A form and what is kept beside it, as the store has them."""
    return form.to_bytes(), program_of(form, load(form))


def _started(kept: Kept) -> FormRun:
    data, program = kept
    return FormRun(load(PublishedForm.from_bytes(data), program), now=lambda: _NOW)


def _changed(run: FormRun, change: Change, rounds: int) -> list[float]:
    """Give the values in turns; what is read after each is all that the engine says may look different."""
    taken = []
    for turn in range(rounds):
        which = turn % len(change.values)
        taken.append(_timed(partial(_answered, run, change.reference, change.values[which])))
        relevant = sum(run.node(reference).relevant for reference in change.dependents)
        if relevant != change.relevant[which]:
            raise RuntimeError(f"{relevant} of those that depend on {change.reference} are relevant")
    return taken


def _answered(run: FormRun, reference: str, value: str) -> None:
    for changed in run.answer(reference, value):
        run.node(changed)


def _spoken(run: FormRun, tag: str, references: Sequence[str]) -> None:
    run.language = tag
    for reference in references:
        run.node(reference)


def _beside(ours: Samples, theirs: Samples) -> list[Line]:
    rival = engine_rival.PACKAGES[0].partition("/")[2]
    lines = [Line(f"{rival}: reading the XML, part of load", median(theirs["dom"]) * 1000, "ms")]
    for name in ("load", "ten", "hundred", "language"):
        lines.append(Line(f"{rival}: {name}", median(theirs[name]) * 1000, "ms"))
        lines.append(Line(f"{name}, theirs to ours", median(theirs[name]) / median(ours[name]), "x"))
    return lines


@contextmanager
def _collected_between() -> Iterator[None]:
    """Cyclic garbage is left lying while something is timed, as in the application, which collects it between
    two events. Python's own way looks at all there is whenever much was made, which is the more the larger
    everything else is, and would be told as growth of the engine.
    """
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _growth() -> list[Line]:
    """What one question costs in a larger form, against what it costs in the form of 120."""
    least = _sized(Shape(languages=FEWER_LANGUAGES))
    lines = []
    for questions in LARGER:
        larger = _sized(Shape(questions, FEWER_LANGUAGES))
        times = questions / engine_form.QUESTIONS
        for name in ("load", "language"):
            growth = larger[name] / least[name] / times
            lines.append(Line(f"{questions:,} questions: {name}, each to each of 120", growth, "x", LINEAR))
        for name in ("ten", "hundred"):
            growth = larger[name] / least[name]
            lines.append(Line(f"{questions:,} questions: {name}, to that of 120", growth, "x", LINEAR))
    return lines


def _sized(shape: Shape) -> dict[str, float]:
    form = engine_form.published(shape)
    plan = engine_rival.plan(shape, form.xform, loads=LARGE_LOADS, rounds=LARGE_ROUNDS)
    with _collected_between():
        return {name: median(taken) for name, taken in _once(_kept(form), plan).items()}


def _crowded() -> list[Line]:
    """What one instance of a repeat costs among many, against what it costs among few."""
    data = _kept(engine_form.published(Shape(languages=FEWER_LANGUAGES, people=True)))
    with _collected_between():
        few, many = (_peopled(data, people) for people in PEOPLE)
    times = PEOPLE[1] / PEOPLE[0]
    lines = []
    for name, what in (("restore", "restore"), ("language", "change language"), ("pages", "page through")):
        growth = many[name] / few[name] / times
        lines.append(
            Line(f"{PEOPLE[1]:,} instances: {what}, each to each of {PEOPLE[0]}", growth, "x", LINEAR)
        )
    lines.append(
        Line(f"{PEOPLE[1]:,} instances: answer in the last, read", many["answer"] * 1000, "ms", TEN_MS)
    )
    lines.append(Line(f"{PEOPLE[1]:,} instances: add one more", many["add"] * 1000, "ms"))
    return lines


def _peopled(data: Kept, people: int) -> dict[str, float]:
    """Seconds by name, in a run with so many instances of a repeat, each answered."""
    run = _started(data)
    for _ in range(people):
        person = run.add_instance("/data/person")
        for name, value in engine_form.PERSON.items():
            run.answer(f"{person}/{name}", value)
    answers = run.answers()
    taken: dict[str, list[float]] = {"restore": [], "language": [], "pages": [], "answer": [], "add": []}
    for turn in range(LARGE_ROUNDS):
        gc.collect()  # of the run before
        other = _started(data)
        taken["restore"].append(_timed(partial(other.restore, answers)))
        last = run.node("/data/person").instances[-1]
        references = [
            f"{one}/{name}" for one in run.node("/data/person").instances for name in engine_form.PERSON
        ]
        other.language = "en"
        taken["language"].append(_timed(partial(_spoken, other, "nl", references)))
        taken["pages"].append(_timed(other.pages))
        taken["answer"].append(_timed(partial(_answered, other, f"{last}/p1", f"person {turn}")))
        taken["add"].append(_timed(partial(other.add_instance, "/data/person")))
    return {name: median(samples) for name, samples in taken.items()}
