"""Safe contact later on: agreed with the person, and sealed to those who may call."""

from __future__ import annotations

from collections.abc import Sequence

from fieldcheck.domain import events
from fieldcheck.domain.contact import SafeContact, contact_from_bytes, contact_to_bytes, require_safe
from fieldcheck.domain.dossier import DossierKind
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes
from fieldcheck.usecases.sealing import seal_to, unseal_here


def agree_contact(desk: Desk, case: CaseId, contact: SafeContact, to: Sequence[str]) -> Changes:
    """Keep how the person can be reached safely, sealed to the recipients ``to`` (codes) who may call.

    Nothing of it is in the journal in the clear, and no paper has it. Raises InvalidValue for a contact that
    is not safe or that nobody may read.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    require_safe(contact, park=desk.action.park)
    codes = tuple(dict.fromkeys(to))
    if not codes:
        raise InvalidValue(N_("Kies wie de persoon mag bellen."))
    payload = {"sealed": seal_to(desk, contact_to_bytes(contact), codes), "to": list(codes)}
    return desk.write(events.CONTACT_AGREED, "case", case, payload)


def read_contact(desk: Desk, case: CaseId) -> SafeContact:
    """What was agreed last; that somebody looked goes on record.

    Raises InvalidValue when nothing was agreed, UserFixable without the key, BundleRefused when it is broken.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    entries = desk.store.dossier(case, kind=DossierKind.CONTACT)
    if not entries:
        raise InvalidValue(N_("Er is nog geen veilig contact afgesproken."))
    content = entries[-1].content
    opened = contact_from_bytes(
        unseal_here(desk, str(content["sealed"]), [str(one) for one in content["to"]])
    )
    desk.write(events.RECORD_VIEWED, "case", case, {"screen": "safe-contact"})
    return opened
