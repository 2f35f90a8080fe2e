"""What is done next in a case: planned with who and when, and done or dropped with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fieldcheck.domain import events
from fieldcheck.domain.dossier import DossierKind
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.follow_up import FollowUpStage, follow_up_of, newest_of_each
from fieldcheck.domain.identifiers import CaseId, EntryId
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.dossiers import readable
from fieldcheck.usecases.ports import Changes
from fieldcheck.usecases.reflecting import today


def plan_follow_up(desk: Desk, case: CaseId, *, what: str, on: date | None, who: str) -> Changes:
    """Plan what is done next, by whom, on which day (None: no day yet).

    Raises InvalidValue without what or who, and for a day that is over.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    if not what.strip():
        raise InvalidValue(N_("Schrijf wat er gedaan moet worden."))
    if not who.strip():
        raise InvalidValue(N_("Schrijf wie het doet."), remedy=N_("Anders doet niemand het."))
    if on is not None and on < today(desk):
        raise InvalidValue(N_("Deze dag is voorbij: kies vandaag of een latere dag."))
    return _write(desk, case, _payload(what.strip(), on, who.strip(), FollowUpStage.PLANNED))


def settle_follow_up(
    desk: Desk, case: CaseId, follow_up: EntryId, stage: FollowUpStage, *, reason: str = ""
) -> Changes:
    """Say that it was done, or that it is dropped, with the reason.

    Raises InvalidValue when nothing of that id is planned, or when it is dropped without a reason.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    entries = desk.store.dossier(case, kind=DossierKind.FOLLOW_UP)
    known = {one.id: one for one in newest_of_each(readable(entries, follow_up_of)[0])}
    now = known.get(follow_up)
    if now is None or now.stage is not FollowUpStage.PLANNED:
        raise InvalidValue(N_("Dit staat niet meer open."))
    if stage is FollowUpStage.DROPPED and not reason.strip():
        raise InvalidValue(N_("Schrijf waarom dit vervalt."))
    payload = _payload(now.what, now.on, now.who, stage)
    return _write(desk, case, {**payload, "of": follow_up, "reason": reason.strip()})


def due_days(desk: Desk) -> Mapping[CaseId, date]:
    """The first day on which something is planned that nobody did yet, by case; past days too."""
    desk.actor.require(Deed.KEEP_DOSSIER)
    return desk.store.due_days()


def _payload(what: str, on: date | None, who: str, stage: FollowUpStage) -> dict[str, str]:
    day = "" if on is None else on.isoformat()
    return {"what": what, "on": day, "who": who, "stage": stage.value, "of": "", "reason": ""}


def _write(desk: Desk, case: CaseId, payload: dict[str, str]) -> Changes:
    return desk.write(events.FOLLOW_UP_PLANNED, "case", case, dict(payload))
