"""Changing the action: checked as a whole first, and what was there stays in force when it is refused."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.action_checks import (
    chain_problems,
    codes_of,
    form_problems,
    old_contacts,
    past_day,
    slips,
    unsourced_wait,
)
from fieldcheck.domain.action_json import action_from_json, action_problems, action_to_json
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.route import RouteProblem, RouteRule
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import short_date
from fieldcheck.triage import check_rule, meaning, never_holds
from fieldcheck.usecases.anchoring import Anchors, anchors_here, key_problems, lost
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.form_rules import FormRules, form_rules
from fieldcheck.usecases.offering import bringing, brought_forms, carried_forms, unrecorded
from fieldcheck.usecases.ports import PreVisitSheet

STAYS = N_("De actie zoals zij was, blijft gelden.")
_REFUSED = N_("De gegevens van de actie kloppen niet bij “{place}”: {reason}.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of an action found; ``problems`` stop it, ``notices`` do not. Both name their place."""

    problems: tuple[RouteProblem, ...] = ()
    notices: tuple[RouteProblem, ...] = ()


def check_action(desk: Desk, action: Action, rules: FormRules) -> Checked:
    """Whether people can work with this action: its street, its route, its rules, its forms; writes nothing.

    ``rules`` are those of its forms, as :func:`~fieldcheck.usecases.form_rules.form_rules` found them.
    """
    today = desk.clock().date()
    route = tuple(RouteProblem(f"route.{one.place}", one.reason) for one in action_problems(action))
    problems = (
        *chain_problems(action.posts),
        *form_problems(action, rules.forms),
        *route,
        *_rule_problems(action, rules),
        *slips(action, today, codes_of(desk.action)),
        *key_problems(desk.action, action),
    )
    notices = (*past_day(action, today), *old_contacts(action.contacts, today), *unsourced_wait(action.route))
    return Checked(problems, notices)


def _rule_problems(action: Action, rules: FormRules) -> Iterator[RouteProblem]:
    known = {rule.code for rule in rules.rules}
    said: dict[tuple[str, str], RouteRule] = {}
    for number, rule in enumerate(action.route.rules):
        if rule.code in known:
            reason = Said(N_("een formulier heeft al een regel met deze code"))
            yield RouteProblem(f"route.rules[{number}].code", reason)
        try:
            check_rule(rule.when, code=rule.code, signals=rules.signals.keys())
        except InvalidValue as error:
            given = error.fields.get("reason", str(error))
            reason = given if isinstance(given, Said) else Said("{reason}", reason=given)
            yield RouteProblem(f"route.rules[{number}].when", reason)
            continue
        if never_holds(rule.when):
            reason = Said(N_("deze voorwaarde kan nooit waar zijn"))
            yield RouteProblem(f"route.rules[{number}].when", reason)
        same = said.setdefault((meaning(rule.when), rule.to), rule)
        # Written in the same words, the route itself says so.
        if same.urgency is not rule.urgency and same.when.split() != rule.when.split():
            reason = Said(
                N_("deze regel zegt iets anders dan “{other}”, bij dezelfde voorwaarde en ontvanger"),
                other=same.label,
            )
            yield RouteProblem(f"route.rules[{number}].urgency", reason)
    for number, change in enumerate(action.route.changes):
        if change.code not in known:
            reason = Said(N_("geen formulier van deze actie heeft een regel “{name}”"), name=change.code)
            yield RouteProblem(f"route.changes[{number}].code", reason)
        if not change.reason.strip():
            reason = Said(N_("schrijf waarom deze regel hier anders is"))
            yield RouteProblem(f"route.changes[{number}].reason", reason)


def change_action(desk: Desk, action: Action, reason: str) -> Desk:
    """Put a changed action on record; from then on it counts here. Returns the desk that works with it.

    Laptops that are set up already keep what they have until they take in an update
    (:mod:`fieldcheck.usecases.action_updates`).

    Raises InvalidValue without a reason, for another action or one of another day, for a change that would
    take away a post where people were or a key that something is sealed to, and for anything that
    :func:`check_action` calls a problem: it names the place of the first. Nothing is written then. Raises
    FormRefused when a form that was not here yet cannot be published.
    """
    desk.actor.require(Deed.PREPARE)
    if not reason.strip():
        raise InvalidValue(
            N_("Schrijf kort waarom u de actie wijzigt."),
            kept=STAYS,
            remedy=N_("Eén zin is genoeg; hij staat in het logboek."),
        )
    action = replace(action, version=desk.action.version + 1, street=desk.action.street)
    require_fits(desk, action)
    checked = check_action(desk, action, form_rules(desk, action))
    for problem in checked.problems:
        raise _refused(problem.place, problem.reason)
    try:
        same = action_from_json(action_to_json(action))
    except InvalidValue as error:
        raise _refused(str(error.fields["place"]), error.fields["reason"]) from error
    payload = {"action": action_to_json(same), "reason": reason.strip()}
    with contextlib.ExitStack() as forms:
        if brought_forms(desk.store):
            forms.enter_context(bringing(desk.store, carried_forms(desk.store, same)))
        changed = desk.draft(events.ACTION_CHANGED, "action", desk.action.id, payload)
        desk.store.record([changed, *unrecorded(desk)])
    return replace(desk, action=same)


def pre_visit_sheet(desk: Desk) -> bytes:
    """The sheet that everybody of the action reads beforehand, of the action in force; about no person."""
    desk.actor.require(Deed.PREPARE)
    return desk.papers.pre_visit_sheet(PreVisitSheet(desk.action, desk.clock(), desk.actor.name))


def require_fits(desk: Desk, action: Action) -> None:
    """Raise InvalidValue for what cannot become the action of this laptop.

    That is another action, one of another day once people came, and one without a post where people were or
    a key that something is sealed to.
    """
    held = anchors_here(desk)
    _require_same(desk, action, held)
    for problem in lost(desk.action, action, held):
        raise _refused(problem.place, problem.reason)


def _require_same(desk: Desk, action: Action, held: Anchors) -> None:
    ours = desk.action
    begun = action.day != ours.day and held.begun
    if action.id == ours.id and action.practice == ours.practice and not begun:
        return
    raise InvalidValue(
        N_("Dit is een andere actie of een andere dag: {action}, {day}. Hier loopt {ours}, {our_day}."),
        kept=STAYS,
        remedy=N_("Maak voor een andere dag of een ander park een nieuwe actie van deze."),
        place="day",
        action=action.name,
        day=short_date(action.day),
        ours=ours.name,
        our_day=short_date(ours.day),
    )


def _refused(place: str, reason: object) -> InvalidValue:
    return InvalidValue(
        _REFUSED, kept=STAYS, remedy=N_("Verbeter het daar en bewaar opnieuw."), place=place, reason=reason
    )
