"""The dossier of a case, put together from what is on record; an entry nobody here can read is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from fieldcheck.domain.case_dossier import AgreedContact, Dossier
from fieldcheck.domain.comensha import report_of
from fieldcheck.domain.dossier import DossierEntry, DossierKind
from fieldcheck.domain.errors import BundleRefused
from fieldcheck.domain.follow_up import follow_up_of, newest_of_each
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.qualification import Qualification, Step
from fieldcheck.domain.reflection import reflection_of
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.shelter import newest_requests, shelter_of
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.sealed_notes import note_of
from fieldcheck.usecases.sealing import opens

T = TypeVar("T")


def readable(
    entries: Iterable[DossierEntry], reader: Callable[[DossierEntry], T]
) -> tuple[tuple[T, ...], int]:
    """What the entries say, and how many of them another version wrote in a way this one cannot read."""
    found, unreadable = [], 0
    for entry in entries:
        try:
            found.append(reader(entry))
        except (KeyError, TypeError, ValueError, BundleRefused):
            unreadable += 1
    return tuple(found), unreadable


def read_dossier(desk: Desk, case: CaseId) -> Dossier:
    """Everything that was written down about a case after the talk; notes are opened where the key is here.

    A note whose seal is broken counts as unreadable. Writes nothing: ``view_case`` says who looked.
    """
    desk.actor.require(Deed.KEEP_DOSSIER)
    by_kind: dict[DossierKind, list[DossierEntry]] = {kind: [] for kind in DossierKind}
    for entry in desk.store.dossier(case):
        by_kind[entry.kind].append(entry)
    qualifications, a = readable(by_kind[DossierKind.QUALIFICATION], qualification_of)
    reflections, b = readable(by_kind[DossierKind.REFLECTION], reflection_of)
    follow_ups, c = readable(by_kind[DossierKind.FOLLOW_UP], follow_up_of)
    reports, d = readable(by_kind[DossierKind.COMENSHA], report_of)
    shelters, e = readable(by_kind[DossierKind.SHELTER], shelter_of)
    contacts, f = readable(by_kind[DossierKind.CONTACT], lambda entry: _contact(desk, entry))
    notes, g = readable(by_kind[DossierKind.NOTE], lambda entry: note_of(desk, entry))
    return Dossier(
        qualifications=qualifications,
        reflections=reflections,
        follow_ups=newest_of_each(follow_ups),
        comensha=reports,
        shelters=newest_requests(shelters),
        contacts=contacts,
        notes=notes,
        unreadable=a + b + c + d + e + f + g,
    )


def qualification_of(entry: DossierEntry) -> Qualification:
    """What an entry of the dossier says. KeyError, TypeError or ValueError when it is not as we write it."""
    return Qualification(Step(entry.content["step"]), entry.actor, entry.at, str(entry.content["reason"]))


def _contact(desk: Desk, entry: DossierEntry) -> AgreedContact:
    to = tuple(str(one) for one in entry.content["to"])
    return AgreedContact(entry.id, entry.at, entry.actor, to, opens(desk, to))
