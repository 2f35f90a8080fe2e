"""The queue for CoMensha: what is ready to be reported, what was reported with proof, what was withdrawn."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain import events
from fieldcheck.domain.comensha import (
    ComenshaReport,
    Reporter,
    ReportStage,
    report_of,
    require_consent,
    require_stage,
)
from fieldcheck.domain.dossier import DossierKind
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.dossiers import readable
from fieldcheck.usecases.ports import Changes


@dataclass(frozen=True, slots=True)
class Queued:
    """A case in the queue for CoMensha, as it stands now."""

    case: CaseId
    case_code: str
    report: ComenshaReport


def queue_comensha(desk: Desk, case: CaseId, reporter: Reporter, *, consent: bool) -> Changes:
    """Get a report to CoMensha ready. It is made outside this program; this only keeps what is to be done.

    Raises InvalidValue when it is queued or submitted already, and when a reporter without a duty to report
    has no written consent.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    require_consent(reporter, consent=consent)
    return _report(desk, case, ReportStage.QUEUED, reporter, consent=consent)


def submit_comensha(desk: Desk, case: CaseId, proof: str) -> Changes:
    """Say that it was submitted, with what proves it.

    Raises InvalidValue without proof, or when none waits.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    if not proof.strip():
        raise InvalidValue(
            N_("Vul het bewijs van de melding in."),
            remedy=N_("Bijvoorbeeld het kenmerk van CoMensha, met de dag."),
        )
    now = _standing(desk, case)
    return _report(desk, case, ReportStage.SUBMITTED, now.reporter, consent=now.consent, proof=proof.strip())


def withdraw_comensha(desk: Desk, case: CaseId, reason: str) -> Changes:
    """Withdraw a report that proves unfounded. Raises InvalidValue without a reason or without a report."""
    desk.actor.require(Deed.KEEP_DOSSIER)
    if not reason.strip():
        raise InvalidValue(N_("Schrijf waarom de melding wordt ingetrokken."))
    now = _standing(desk, case)
    return _report(
        desk, case, ReportStage.WITHDRAWN, now.reporter, consent=now.consent, proof=now.proof, reason=reason
    )


def comensha_queue(desk: Desk) -> tuple[Queued, ...]:
    """Every case with a report: those that wait first, the longest waiting first."""
    desk.actor.require(Deed.KEEP_DOSSIER)
    entries = desk.store.dossier(kind=DossierKind.COMENSHA)
    found, _ = readable(entries, lambda entry: (entry.case, report_of(entry)))
    newest = dict(found)
    codes = desk.store.codes(newest)
    lines = [Queued(case, codes[case], report) for case, report in newest.items() if case in codes]
    order = list(ReportStage)
    return tuple(sorted(lines, key=lambda one: (order.index(one.report.stage), one.report.at)))


def _standing(desk: Desk, case: CaseId) -> ComenshaReport:
    found = _reports(desk, case)
    if not found:
        raise InvalidValue(N_("Voor deze zaak is er geen melding klaargezet."))
    return found[-1]


def _reports(desk: Desk, case: CaseId) -> tuple[ComenshaReport, ...]:
    return readable(desk.store.dossier(case, kind=DossierKind.COMENSHA), report_of)[0]


def _report(
    desk: Desk,
    case: CaseId,
    stage: ReportStage,
    reporter: Reporter,
    *,
    consent: bool,
    proof: str = "",
    reason: str = "",
) -> Changes:
    before = _reports(desk, case)
    require_stage(before[-1].stage if before else None, stage)
    payload = {
        "stage": stage.value,
        "reporter": reporter.value,
        "consent": consent,
        "proof": proof,
        "reason": reason.strip(),
    }
    return desk.write(events.COMENSHA_REPORTED, "case", case, payload)
