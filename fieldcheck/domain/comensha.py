"""Reports to CoMensha: who must report, who may with written consent, and what became of a report.

Police, Koninklijke Marechaussee and labour inspectorate must report; others may, with the person's written
consent (facts 3 [V2][V3]).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldcheck.domain.dossier import DossierEntry
from fieldcheck.domain.errors import N_, InvalidValue


class Reporter(StrEnum):
    """The class of who reports: investigative ones first, then those without a statutory basis."""

    ISZW = "iszw"
    POLICE = "police"
    KMAR = "kmar"
    CARE_COORDINATOR = "care-coordinator"
    FAIRWORK = "fairwork"
    SHELTER = "shelter"
    NGO = "ngo"
    OTHER = "other"


REPORTERS = {
    Reporter.ISZW: N_("Arbeidsinspectie (voorheen ISZW)"),
    Reporter.POLICE: N_("Politie"),
    Reporter.KMAR: N_("Koninklijke Marechaussee"),
    Reporter.CARE_COORDINATOR: N_("Zorgcoördinator"),
    Reporter.FAIRWORK: N_("FairWork"),
    Reporter.SHELTER: N_("Opvang"),
    Reporter.NGO: N_("Maatschappelijke organisatie"),
    Reporter.OTHER: N_("Andere melder"),
}
"""The class of the reporter in words."""

MUST_REPORT = frozenset({Reporter.ISZW, Reporter.POLICE, Reporter.KMAR})
"""Who must report; all others need the person's written consent."""
MUST_REPORT_SOURCE = "V2, V3"
"""Where that comes from."""


class ReportStage(StrEnum):
    """How far a report is."""

    QUEUED = "queued"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


REPORT_STAGES = {
    ReportStage.QUEUED: N_("staat klaar om te melden"),
    ReportStage.SUBMITTED: N_("gemeld"),
    ReportStage.WITHDRAWN: N_("ingetrokken"),
}
"""The stage in words."""

_FROM: Mapping[ReportStage, frozenset[ReportStage | None]] = {
    ReportStage.QUEUED: frozenset({None, ReportStage.WITHDRAWN}),
    ReportStage.SUBMITTED: frozenset({ReportStage.QUEUED}),
    ReportStage.WITHDRAWN: frozenset({ReportStage.QUEUED, ReportStage.SUBMITTED}),
}

_REFUSALS = {
    ReportStage.QUEUED: N_("Deze zaak staat al klaar voor CoMensha, of is al gemeld."),
    ReportStage.SUBMITTED: N_("Zet de melding eerst klaar: er wacht voor deze zaak niets op CoMensha."),
    ReportStage.WITHDRAWN: N_("Voor deze zaak is er geen melding om in te trekken."),
}


@dataclass(frozen=True, slots=True)
class ComenshaReport:
    """One thing that happened to the report of a case.

    Attributes:
        reporter: the class of who reports.
        consent: whether the person consented in writing.
        proof: what proves that it was submitted, such as a reference number; "" before.
        reason: why it was withdrawn, "" otherwise.
        by: who wrote it down.
        at: when.
    """

    stage: ReportStage
    reporter: Reporter
    consent: bool
    proof: str
    reason: str
    by: str
    at: datetime


def require_stage(now: ReportStage | None, wanted: ReportStage) -> None:
    """Raise InvalidValue when a report that stands at ``now`` (None: there is none) cannot go there."""
    if now not in _FROM[wanted]:
        raise InvalidValue(_REFUSALS[wanted])


def require_consent(reporter: Reporter, *, consent: bool) -> None:
    """Raise InvalidValue when this reporter has no duty to report and the person did not consent."""
    if reporter not in MUST_REPORT and not consent:
        raise InvalidValue(
            N_("Deze melder heeft geen meldplicht: er is schriftelijke toestemming van de persoon nodig."),
            remedy=N_(
                "Vraag toestemming op papier, of laat de melding aan politie, KMar of arbeidsinspectie."
            ),
        )


def report_of(entry: DossierEntry) -> ComenshaReport:
    """What an entry of the dossier says. KeyError, TypeError or ValueError when it is not as we write it."""
    content = entry.content
    return ComenshaReport(
        stage=ReportStage(content["stage"]),
        reporter=Reporter(content["reporter"]),
        consent=content.get("consent") is True,
        proof=str(content["proof"]),
        reason=str(content["reason"]),
        by=entry.actor,
        at=entry.at,
    )
