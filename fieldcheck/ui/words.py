"""The Dutch words for the domain's own values, as msgids; a page translates them when it shows them."""

from __future__ import annotations

from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.errors import N_
from fieldcheck.domain.roles import ROLES
from fieldcheck.viewmodels.self_test import Check

__all__ = ["CHECKS", "ROLES", "STAGES", "STRENGTHS"]

STAGES: dict[CaseStage, str] = {
    CaseStage.WAITING: N_("wacht op gesprek"),
    CaseStage.INTERVIEW: N_("gesprek loopt"),
    CaseStage.PAUSED: N_("gepauzeerd"),
    CaseStage.TO_DECIDE: N_("route kiezen"),
    CaseStage.UNDERWAY: N_("onderweg"),
    CaseStage.CLOSED: N_("klaar"),
}
CHECKS: dict[Check, str] = {
    Check.FONTS: N_("Lettertypen"),
    Check.DISK: N_("Ruimte op de schijf"),
    Check.CLOCK: N_("Klok"),
    Check.KEYS: N_("Sleutels van deze laptop"),
    Check.WRITE: N_("Versleuteld opslaan"),
}
STRENGTHS = (N_("zeer zwak"), N_("zwak"), N_("matig"), N_("sterk"), N_("zeer sterk"))
"""By score, 0 to 4."""
