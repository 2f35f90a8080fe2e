"""Shelter for a group: asked with numbers and limits, and what was answered."""

from __future__ import annotations

from dataclasses import replace

from fieldcheck.domain import events
from fieldcheck.domain.dossier import DossierKind
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId, EntryId
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.shelter import Group, ShelterStage, group_to_json, newest_requests, shelter_of
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.dossiers import readable
from fieldcheck.usecases.ports import Changes


def request_shelter(desk: Desk, case: CaseId, group: Group) -> Changes:
    """Ask for places for a group that came to light in this case."""
    desk.actor.require(Deed.KEEP_DOSSIER)
    return _shelter(desk, case, group, ShelterStage.REQUESTED)


def answer_shelter(
    desk: Desk, case: CaseId, request: EntryId, stage: ShelterStage, *, reason: str = ""
) -> Changes:
    """What the shelter answered. Raises InvalidValue for an unknown request, or a "no" without a reason."""
    desk.actor.require(Deed.KEEP_DOSSIER)
    entries = desk.store.dossier(case, kind=DossierKind.SHELTER)
    known = {one.id: one for one in newest_requests(readable(entries, shelter_of)[0])}
    if request not in known or stage is ShelterStage.REQUESTED:
        raise InvalidValue(N_("Deze aanvraag staat niet open."))
    if stage is ShelterStage.DECLINED and not reason.strip():
        raise InvalidValue(
            N_("Schrijf waarom er geen plek is."), remedy=N_("Dan weet de volgende waar niet te bellen.")
        )
    return _shelter(desk, case, known[request].group, stage, of=request, reason=reason.strip())


def _shelter(
    desk: Desk, case: CaseId, group: Group, stage: ShelterStage, *, of: str = "", reason: str = ""
) -> Changes:
    payload = {
        **group_to_json(replace(group, region=group.region.strip())),
        "moment": group.moment.value,
        "stage": stage.value,
        "reason": reason,
        "of": of,
    }
    return desk.write(events.SHELTER_REQUESTED, "case", case, payload)
