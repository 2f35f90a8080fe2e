"""What was tried, which laptops there are, and in which languages, in words."""

from __future__ import annotations

from collections.abc import Collection

from fieldcheck.domain.action import Action
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.roles import ROLES
from fieldcheck.i18n import SOURCE, Texts, language_or_tag
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.form_rules import FormRules
from fieldcheck.usecases.preparing import plan_laptops
from fieldcheck.usecases.trying_rules import DryRun, RouteThere, Tried
from fieldcheck.viewmodels.preparation_parts import URGENCIES
from fieldcheck.viewmodels.preparation_state import FormView, LaptopView, TriedView, TryView

NOTHING = N_("niets")
_URGENCIES = {urgency.value: words for urgency, words in URGENCIES.items()}


class TryWords:
    """Puts a dry run of an action into words."""

    def __init__(self, action: Action, rules: FormRules, words: Texts) -> None:
        self._words = words
        self._names = {one.code: one.name for one in action.recipients}
        self._names |= {one.code: one.name for one in action.route.targets}
        self._labels = {
            rule.code: rule.label.get(words.tag) or rule.label.get(SOURCE, rule.code) for rule in rules.rules
        }
        self._labels |= {rule.code: rule.label for rule in action.route.rules}

    def view(self, run: DryRun, *, fictitious: bool) -> TryView:
        """The whole run."""
        return TryView(fictitious, run.looked, run.left, tuple(map(self._line, run.cases)))

    def _line(self, one: Tried) -> TriedView:
        rules = "; ".join(self._labels.get(code, code) for code in one.rules)
        return TriedView(one.name, self._routes(one.before), self._routes(one.after), rules)

    def _routes(self, routes: tuple[RouteThere, ...]) -> str:
        text = self._words.text
        words = (f"{self._names.get(one.to, one.to)} ({text(_URGENCIES[one.urgency])})" for one in routes)
        return "; ".join(words) or text(NOTHING)


def laptop_views(desk: Desk, given: Collection[str], words: Texts) -> tuple[LaptopView, ...]:
    """One laptop for each post of the action in force; none while a post has no role.

    ``given`` are the names of those that are set up, or have their bundle.
    """
    action = desk.action
    try:
        plans = plan_laptops(action)
    except InvalidValue:
        return ()
    names = {post.code: post.name for post in action.posts}
    return tuple(
        LaptopView(
            plan.name,
            names.get(plan.post, plan.post),
            ", ".join(words.text(ROLES[role]) for role in plan.roles),
            own=plan.name == desk.laptop.name,
            made=plan.name in given,
        )
        for plan in plans
    )


def form_views(rules: FormRules, words: Texts) -> tuple[FormView, ...]:
    """Every form of the action, and the languages it can be held in."""

    def named(tag: str) -> str:
        known = language_or_tag(tag)
        return known.name_dutch if words.tag == SOURCE else known.name_native

    return tuple(
        FormView(rules.titles[form], ", ".join(map(named, tags)), len(tags))
        for form, tags in rules.languages.items()
    )
