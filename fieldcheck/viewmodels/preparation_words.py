"""What was tried, which laptops there are, and in which languages, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from fieldcheck.domain.action import Action
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.opening_hours import hours_to_text
from fieldcheck.domain.roles import ROLES
from fieldcheck.domain.route import Target
from fieldcheck.i18n import SOURCE, Texts, language_or_tag
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.form_rules import FormRules
from fieldcheck.usecases.preparing import LaptopPlan, plan_laptops
from fieldcheck.usecases.trying_rules import Asked, DryRun, RouteThere, Tried
from fieldcheck.viewmodels.preparation_parts import URGENCIES
from fieldcheck.viewmodels.preparation_state import FormView, LaptopView, TriedView, TryView

NOTHING = N_("niets")
FURTHER = N_("extra laptop")
_URGENCIES = {urgency.value: words for urgency, words in URGENCIES.items()}


class TryWords:
    """Puts a dry run of an action into words."""

    def __init__(self, action: Action, rules: FormRules, words: Texts) -> None:
        self._words = words
        self._names = {one.code: one.name for one in action.recipients}
        self._names |= {one.code: one.name for one in action.route.targets}
        self._places = {one.code: one.name for one in action.contacts}
        self._places |= {one.code: one.name for one in action.posts}
        self._labels = {
            rule.code: rule.label.get(words.tag) or rule.label.get(SOURCE, rule.code) for rule in rules.rules
        }
        self._labels |= {rule.code: rule.label for rule in action.route.rules}

    def view(self, run: DryRun, *, fictitious: bool) -> TryView:
        """The whole run."""
        return TryView(fictitious, run.looked, run.left, tuple(map(self._line, run.cases)))

    def _line(self, one: Tried) -> TriedView:
        rules = [self._labels.get(code, code) for code in one.rules] if one.sent_otherwise else []
        why = "; ".join((*rules, *self._of_the_route(one)))
        before, after = self._routes(one.before), self._routes(one.after)
        if one.asked_otherwise:
            other = {code for code in one.asked.codes & one.asks.codes if _reached_otherwise(one, code)}
            before = f"{before}\n{self._asked(one.asked, other)}"
            after = f"{after}\n{self._asked(one.asks, other)}"
        return TriedView(one.name, before, after, why)

    def _of_the_route(self, one: Tried) -> Iterator[str]:
        """What of the reporting route makes the difference; what follows from the rules alone is no news."""
        if one.sent_otherwise or not one.asked_otherwise:
            return
        text = self._words.text
        if one.asked.codes != one.asks.codes:
            yield text(N_("meldroute: anderen worden gewaarschuwd"))
        both = one.asked.codes & one.asks.codes
        for code in sorted(both):
            if _reached_otherwise(one, code):
                yield text(N_("{name}: anders bereikbaar"), name=self._names.get(code, code))
        if one.asked.goes_on != one.asks.goes_on:
            yield text(N_("meldroute: gaat anders verder als niemand bevestigt"))

    def _asked(self, asked: Asked, other: Collection[str]) -> str:
        """Whom the route alerts, by which hours, and when it goes on; one line for each."""
        text = self._words.text
        lines = [self._chain(one, told=one[0].code in other) for one in asked.targets] or [text(NOTHING)]
        told = text(N_("Gewaarschuwd: {names}."), names="; ".join(lines))
        if asked.goes_on is None:
            return told
        minutes, to = asked.goes_on
        after = text(
            N_("Na {n} minuten zonder bevestiging: {name}."), n=minutes, name=self._names.get(to, to)
        )
        return f"{told}\n{after}"

    def _chain(self, chain: tuple[Target, ...], *, told: bool) -> str:
        """One who is alerted, the hours if any, and who stands in; ``told``: also where and how."""
        first, *others = chain
        where = [self._places.get(code, code) for code in (first.post, first.contact) if code and told]
        bits = list(dict.fromkeys(where))  # a stand and its number often go by one name
        bits += [hours_to_text(first.hours, self._words.tag)] if first.hours else []
        bits += [self._words.text(N_("anders {name}"), name=others[0].name)] if others else []
        return f"{first.name} ({', '.join(bits)})" if bits else first.name

    def _routes(self, routes: tuple[RouteThere, ...]) -> str:
        text = self._words.text
        words = (f"{self._names.get(one.to, one.to)} ({text(_URGENCIES[one.urgency])})" for one in routes)
        return "; ".join(words) or text(NOTHING)


def _reached_otherwise(one: Tried, code: str) -> bool:
    return one.asked.ways[code] != one.asks.ways[code]


def laptop_views(desk: Desk, given: Mapping[str, LaptopPlan | None], words: Texts) -> tuple[LaptopView, ...]:
    """One laptop for each post of the action in force, and the further ones; none while a post has no role.

    ``given`` are those that are set up, or have their bundle, by name; what for, where the log says so.
    """
    action = desk.action
    try:
        plans = {plan.name: plan for plan in plan_laptops(action)}
    except InvalidValue:
        return ()
    names = {post.code: post.name for post in action.posts}

    def view(name: str, plan: LaptopPlan | None) -> LaptopView:
        further = name not in plans
        where = [words.text(FURTHER)] if further else []
        where += [names.get(plan.post, plan.post)] if plan else []
        roles = ", ".join(words.text(ROLES[role]) for role in plan.roles) if plan else ""
        own, made = name == desk.laptop.name, further or name in given
        return LaptopView(name, " · ".join(where), roles, own=own, made=made)

    others = {name: given[name] for name in sorted(set(given) - set(plans))}
    return tuple(view(name, plan) for name, plan in {**plans, **others}.items())


def form_views(rules: FormRules, words: Texts) -> tuple[FormView, ...]:
    """Every form of the action, and the languages it can be held in."""

    def named(tag: str) -> str:
        known = language_or_tag(tag)
        return known.name_dutch if words.tag == SOURCE else known.name_native

    return tuple(
        FormView(rules.titles[form], ", ".join(map(named, tags)), len(tags))
        for form, tags in rules.languages.items()
    )
