"""What happens in a run by itself: metadata that is filled in, and the events a form acts on."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldcheck.engine.definition import Action, Layout
from fieldcheck.engine.form import Form
from fieldcheck.engine.instance import Held, Instance, Row
from fieldcheck.engine.recomputing import Recomputing, as_stored
from fieldcheck.engine.scope import Environment
from fieldcheck.engine.showing import Showing
from fieldcheck.engine.values import moment_text

FIRST_LOAD = frozenset(["odk-instance-first-load", "odk-instance-load"])
LOAD = frozenset(["odk-instance-load"])
NEW_REPEAT = frozenset(["odk-new-repeat"])
VALUE_CHANGED = frozenset(["xforms-value-changed"])


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run is told of the world: metadata by ODK's names, and where the laptop is ("" for unknown)."""

    properties: Mapping[str, str]
    location: Callable[[], str]


class Happening:
    """Fills in metadata and lets actions act, in one run."""

    def __init__(
        self,
        form: Form,
        instance: Instance,
        recomputing: Recomputing,
        showing: Showing,
        environment: Environment,
        surroundings: Surroundings,
    ) -> None:
        self._form = form
        self._layout: Layout = form.layout
        self._instance = instance
        self._recomputing = recomputing
        self._showing = showing
        self._environment = environment
        self._surroundings = surroundings
        self._acting: set[tuple[int, str]] = set()

    def load(self, events: frozenset[str]) -> None:
        """The events of a form that is opened."""
        for action in self._layout.actions:
            if not action.source:
                self.happen([action], events, [self._instance[self._instance.top.prefix]])
            elif (index := self._form.find(action.source)) is not None:
                self.happen([action], events, self._instance.expand(index))

    def happen(self, actions: Iterable[Action], events: frozenset[str], sources: Iterable[Held]) -> None:
        """What these actions do on one of these events, seen from each of the sources they have."""
        standing = list(sources)
        for action in actions:
            if action.events & events:
                for source in standing:
                    if not action.source or action.source == source.definition.reference:
                        self._act_once(action, source, loading=bool(events & LOAD))

    def _act_once(self, action: Action, source: Held, *, loading: bool) -> None:
        """Two questions that set each other would never come to an end: what an action leads to is not it."""
        mark = (id(action), source.reference)
        if mark in self._acting:
            return
        self._acting.add(mark)
        try:
            self._act(action, source, loading=loading)
        finally:
            self._acting.remove(mark)

    def _act(self, action: Action, source: Held, *, loading: bool) -> None:
        nodes = self._showing.evaluate(action.at, source.node)
        held = self._instance.at(nodes[0]) if isinstance(nodes, list) and nodes else None
        if held is None or (loading and not held.relevant):
            return
        before = held.value
        if action.position:
            held.given = self._surroundings.location()
        elif action.value is not None:
            held.given = as_stored(self._showing.text_of(action.value, held.node), held.definition.datatype)
        else:
            held.given = action.text
        self._recomputing.from_values([held])
        if held.value != before:
            self.happen(held.definition.actions, VALUE_CHANGED, [held])

    def in_new_row(self, row: Row) -> None:
        """The events of an instance that is new, and of those inside it."""
        nodes = [*self._instance.of_row(row)]
        self.fill_in(nodes)
        self._recomputing.from_values(held for held in nodes if held.definition.preload)
        self.happen([action for action in self._layout.actions if action.source], NEW_REPEAT, nodes)

    def fill_in(self, nodes: Iterable[Held]) -> None:
        """Metadata of nodes that are new."""
        for held in nodes:
            preload = held.definition.preload
            if preload:
                held.given = held.initial = self._preloaded(preload.split(), held)

    def _preloaded(self, preload: list[str], held: Held) -> str:
        properties = self._surroundings.properties
        match preload:
            case ["uid"]:
                return held.given or properties.get("instanceid") or f"uuid:{uuid.uuid4()}"
            case ["timestamp", "start"]:
                return moment_text(self._began())
            case ["date", "today"]:
                return self._began().date().isoformat()
            case ["property", name]:
                return properties.get(name, "")
        return held.given

    def _began(self) -> datetime:
        """When the run began: what the caller says, the same each time it is opened, else now."""
        started = self._surroundings.properties.get("started")
        began = datetime.fromisoformat(started) if started else self._environment.now()
        return began.astimezone(self._environment.zone)

    def moment(self) -> str:
        """Now, as ODK writes it."""
        return moment_text(self._environment.now().astimezone(self._environment.zone))
