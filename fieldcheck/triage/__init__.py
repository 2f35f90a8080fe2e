"""From answers to signals, figures, blank domains and proposed routes; every conclusion explains itself."""

from __future__ import annotations

from datetime import date

from fieldcheck.domain.action import LocalLimits
from fieldcheck.engine import FormRun, PublishedForm
from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import (
    AnswerRef,
    Assessment,
    DomainView,
    Figure,
    Route,
    RouteReason,
    Signal,
)
from fieldcheck.triage.domains import DOMAINS, domain_views
from fieldcheck.triage.figures import reckon
from fieldcheck.triage.rules import FUNCTIONS, Rules
from fieldcheck.triage.tables import HoursLimits, MinimumWage, ReferenceTables, load_tables
from fieldcheck.triage.together import together

__all__ = [
    "DOMAINS",
    "FUNCTIONS",
    "AnswerRef",
    "Assessment",
    "DomainView",
    "Figure",
    "HoursLimits",
    "MinimumWage",
    "ReferenceTables",
    "Route",
    "RouteReason",
    "Signal",
    "assess",
    "load_tables",
    "together",
]


def assess(
    published: PublishedForm,
    run: FormRun,
    *,
    day: date,
    limits: LocalLimits,
    tables: ReferenceTables,
) -> Assessment:
    """What the answers given so far add up to. Pure: the same answers, day and tables give the same.

    Args:
        published: the form the run is of, with its rules.
        run: the answers; it is only read.
        day: the day the minimum wage and the stay are reckoned on.
        limits: what the municipality set for this action.
        tables: the dated reference tables.

    Raises:
        FormRefused: a rule of the form cannot be evaluated; names the rule and the reason.
    """
    answered = Answered(published, run)
    reckoned = reckon(answered, day=day, limits=limits, tables=tables)
    rules = Rules(answered, reckoned, limits=limits, tables=tables)
    signals = rules.signals()
    return Assessment(
        form_id=published.form_id,
        form_digest=published.digest,
        day=day,
        signals=signals,
        figures=reckoned.figures,
        domains=domain_views(answered, signals),
        routes=rules.routes(),
    )
