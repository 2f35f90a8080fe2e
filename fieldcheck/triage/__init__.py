"""From answers to signals, dimensions and routes; every conclusion explains itself."""

from fieldcheck.triage.assessing import DOMAINS, STATES, assess
from fieldcheck.triage.assessment import (
    AnswerRef,
    Assessment,
    DomainView,
    Figure,
    Route,
    RouteReason,
    Signal,
)
from fieldcheck.triage.rule_functions import FUNCTIONS
from fieldcheck.triage.tables import ReferenceTables, load_tables

__all__ = [
    "DOMAINS",
    "FUNCTIONS",
    "STATES",
    "AnswerRef",
    "Assessment",
    "DomainView",
    "Figure",
    "ReferenceTables",
    "Route",
    "RouteReason",
    "Signal",
    "assess",
    "load_tables",
]
