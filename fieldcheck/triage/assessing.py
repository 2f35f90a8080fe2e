"""One interview assessed: facts, figures, signals, routes, lists and advice, put together."""

from __future__ import annotations

from datetime import date

from fieldcheck.domain.action import LocalLimits
from fieldcheck.domain.route import NO_ROUTE, MeldRoute
from fieldcheck.engine import FormRun, PublishedForm
from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import Assessment
from fieldcheck.triage.domains import domain_views
from fieldcheck.triage.figures import reckon
from fieldcheck.triage.lenses import lenses_of
from fieldcheck.triage.routes import proposed
from fieldcheck.triage.rules import Rules
from fieldcheck.triage.situation import situation_of
from fieldcheck.triage.tables import ReferenceTables
from fieldcheck.triage.unease import unease_of


def assess(
    published: PublishedForm,
    run: FormRun,
    *,
    day: date,
    limits: LocalLimits,
    tables: ReferenceTables,
    route: MeldRoute = NO_ROUTE,
) -> Assessment:
    """What the answers given so far add up to. Pure: the same answers, day, tables and route give the same.

    Args:
        published: the form the run is of, with its rules.
        run: the answers; it is only read.
        day: the day the minimum wage and the stay are reckoned on.
        limits: what the municipality set for this action.
        tables: the dated reference tables.
        route: the reporting route of the action: rules of its own, and what it makes of the form's rules.

    Raises:
        FormRefused: a rule of form or route cannot be evaluated; names the rule and the reason.
    """
    answered = Answered(published, run)
    reckoned = reckon(answered, day=day, limits=limits, tables=tables)
    rules = Rules(answered, reckoned, day=day, limits=limits, tables=tables)
    signals = rules.signals()
    routes, notices = proposed(rules, route)
    minor = None if reckoned.ages is None else reckoned.minor
    lenses = lenses_of(signals, rules.denied(), rules.silent(), table=tables.lenses, minor=minor)
    unease = unease_of(answered, rules.suspicion())
    return Assessment(
        form_id=published.form_id,
        form_digest=published.digest,
        day=day,
        signals=signals,
        figures=reckoned.figures,
        domains=domain_views(answered, signals),
        routes=routes,
        lenses=lenses,
        unease=unease,
        rule_changes=notices,
        minor=minor,
        situation=situation_of(answered, reckoned, signals, routes, lenses, unease),
    )
