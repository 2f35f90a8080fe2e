"""A form that is loaded: parsed and compiled, shared by every run of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fieldcheck.domain.errors import N_
from fieldcheck.engine import program
from fieldcheck.engine.compiler import Expression, compile_expression
from fieldcheck.engine.definition import Layout
from fieldcheck.engine.grammar import BadExpression
from fieldcheck.engine.graph import Graph, Reading, build
from fieldcheck.engine.published import PublishedForm
from fieldcheck.engine.scope import Environment, Scope
from fieldcheck.engine.values import to_string
from fieldcheck.engine.wording import Wording
from fieldcheck.engine.xform import read_xform

_NAMED = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]+)\s*\}")
_NUMBER = re.compile(r"\[\d+\]")


class Form:
    """A parsed and compiled form. Shared between runs; nothing in it changes."""

    def __init__(
        self,
        layout: Layout,
        graph: Graph,
        expressions: Mapping[str, Expression] | None = None,
        *,
        from_program: bool = False,
    ) -> None:
        self.from_program = from_program
        """Whether it was read from what was kept beside it, and nothing was parsed."""
        self.layout = layout
        self.graph = graph
        self.wording = Wording(layout)
        self._indexes = {definition.reference: definition.index for definition in layout.definitions}
        self._names: dict[str, str] = {}
        for definition in layout.definitions:
            self._names.setdefault(definition.name, definition.reference)
        self._offered: dict[int, frozenset[str]] = {}
        self._filters: dict[int, bool] = {}
        self._expressions = dict(expressions or {})
        self._reading = Reading(layout)
        self._depths = _depths(layout)
        self.has_conditional_repeats = any(
            one.type == "repeat" and one.relevant is not None for one in layout.definitions
        )

    def __contains__(self, reference: str) -> bool:
        return without_numbers(reference) in self._indexes

    def index(self, reference: str) -> int:
        """The index of a definition; KeyError when the form has no such node."""
        return self._indexes[without_numbers(reference)]

    def find(self, reference: str) -> int | None:
        """The index of a definition, or None."""
        return self._indexes.get(without_numbers(reference))

    def depth(self, index: int) -> str:
        """The depth of a question or of the nearest group around it that has one."""
        return self._depths[index]

    def shared_repeats(self, one: int, other: int) -> int:
        """How many of the outermost repeats two definitions are both in."""
        definitions = self.layout.definitions
        return sum(
            1 for a, b in zip(definitions[one].repeats, definitions[other].repeats, strict=False) if a == b
        )

    def reference(self, name: str) -> str:
        """The reference of the node called ``name``; KeyError when there is none."""
        return self._names[name]

    def resolve(self, text: str) -> str:
        """``text`` with each ``${name}`` turned into its path. Raises BadExpression for an unknown name."""

        def path(match: re.Match[str]) -> str:
            found = self._names.get(match.group(1))
            if found is None:
                raise BadExpression(
                    N_("er is geen vraag “{name}”{like}"), match.start() + 1, name=match.group(1), like=""
                )
            return found

        return _NAMED.sub(path, text)

    def compiled(self, text: str) -> Expression:
        """An expression from outside the form, compiled once."""
        found = self._expressions.get(text)
        if found is None:
            found = compile_expression(self.resolve(text), namespaces=self.layout.namespaces)
            self._expressions[text] = found
        return found

    def filters(self, index: int) -> bool:
        """Whether the choices of a question depend on answers."""
        found = self._filters.get(index)
        if found is None:
            definition = self.layout.definitions[index]
            read = self._reading.of_itemset(definition.itemset, index)
            found = bool(read.values or read.places)
            self._filters[index] = found
        return found

    def offered(self, index: int) -> frozenset[str] | None:
        """Every value a select question can ever offer, whatever its filter lets through now.

        None when its choices are answers themselves, and so can be anything.
        """
        itemset = self.layout.definitions[index].itemset
        if itemset is not None and not itemset.outside:
            return None
        found = self._offered.get(index)
        if found is None:
            found = frozenset(self._all_values(index))
            self._offered[index] = found
        return found

    def _all_values(self, index: int) -> list[str]:
        definition = self.layout.definitions[index]
        if definition.itemset is None:
            return [value for value, _ in definition.options]
        environment = Environment(root=self.layout.shape, instances=self.layout.instances)
        items = self._reading.reach(definition.itemset.nodes, index)
        return [to_string(definition.itemset.value.run(Scope(item, environment))) for item in items]


def without_numbers(reference: str) -> str:
    """The path of a definition: a reference without the numbers of instances in it."""
    return _NUMBER.sub("", reference) if "[" in reference else reference


def _depths(layout: Layout) -> list[str]:
    found: list[str] = []
    for definition in layout.definitions:
        around = found[definition.parent] if definition.parent >= 0 else ""
        found.append(definition.depth or around)
    return found


def load(published: PublishedForm, kept: bytes = b"") -> Form:
    """Parse and compile a published form. Raises FormRefused when it cannot run here.

    Args:
        published: the form.
        kept: what :func:`program_of` gave for this form, which saves parsing it. What another version of the
            engine wrote, or what is damaged, counts for nothing.
    """
    known = program.read(kept, published.xform)
    if known is not None:
        return Form(known.layout, known.graph, known.rules, from_program=True)
    layout = read_xform(published.xform, {name: published.file(name) for name in published.files})
    form = Form(layout, build(layout))
    for when in _whens(published):
        form.compiled(when)
    return form


def _whens(published: PublishedForm) -> list[str]:
    """The conditions of signals and referrals."""
    whens = [*(rule.when for rule in published.signals), *(rule.when for rule in published.referrals)]
    return [when for when in whens if when]


def program_of(published: PublishedForm, form: Form) -> bytes:
    """What loading ``published`` as ``form`` worked out, to be kept beside it for :func:`load`."""
    rules = {when: form.compiled(when) for when in _whens(published)}
    return program.write(program.Program(form.layout, form.graph, rules), published.xform)
