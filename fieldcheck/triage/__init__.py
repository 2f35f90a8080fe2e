"""From answers to signals, figures, blank domains and proposed routes; every conclusion explains itself."""

from __future__ import annotations

from fieldcheck.triage.advice import Advice, Situation, advise
from fieldcheck.triage.alerting import Alert, alerted
from fieldcheck.triage.assessing import assess
from fieldcheck.triage.assessment import (
    AnswerRef,
    Assessment,
    DomainView,
    Figure,
    Route,
    RouteReason,
    RuleNotice,
    Signal,
    Unease,
)
from fieldcheck.triage.calls import FUNCTIONS
from fieldcheck.triage.cumulation import CumulatedDomain, Cumulation, cumulate
from fieldcheck.triage.domains import DOMAINS
from fieldcheck.triage.dry_run import Decided, Difference, Proposal, TriedCase, TriedTalk, dry_run
from fieldcheck.triage.lenses import Lens, LensItem, LensReason, Standing
from fieldcheck.triage.rule_check import check_rule
from fieldcheck.triage.rule_meaning import meaning, never_holds
from fieldcheck.triage.tables import HoursLimits, MinimumWage, ReferenceTables, load_tables
from fieldcheck.triage.together import together

__all__ = [
    "DOMAINS",
    "FUNCTIONS",
    "Advice",
    "Alert",
    "AnswerRef",
    "Assessment",
    "CumulatedDomain",
    "Cumulation",
    "Decided",
    "Difference",
    "DomainView",
    "Figure",
    "HoursLimits",
    "Lens",
    "LensItem",
    "LensReason",
    "MinimumWage",
    "Proposal",
    "ReferenceTables",
    "Route",
    "RouteReason",
    "RuleNotice",
    "Signal",
    "Situation",
    "Standing",
    "TriedCase",
    "TriedTalk",
    "Unease",
    "advise",
    "alerted",
    "assess",
    "check_rule",
    "cumulate",
    "dry_run",
    "load_tables",
    "meaning",
    "never_holds",
    "together",
]
