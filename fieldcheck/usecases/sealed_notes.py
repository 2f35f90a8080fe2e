"""The inspector's own notes: sealed to the inspectorate as they are written, with author and moment."""

from __future__ import annotations

from fieldcheck.domain import events
from fieldcheck.domain.alarm import ISZW
from fieldcheck.domain.case_dossier import About, Note
from fieldcheck.domain.dossier import DossierEntry, DossierKind
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes
from fieldcheck.usecases.sealing import opens, seal_to, unseal_here


def seal_note(desk: Desk, case: CaseId, words: str, *, about: About = About.CASE) -> Changes:
    """Keep a note that only the inspectorate can read. Raises InvalidValue without words."""
    desk.actor.require(Deed.ASSESS)
    if not words.strip():
        raise InvalidValue(N_("Schrijf eerst de notitie."))
    return desk.store.record([note_draft(desk, case, words, about=about)])


def note_draft(desk: Desk, case: CaseId, words: str, *, about: About) -> Draft:
    """The entry of a note, sealed already; for whoever records it together with something else."""
    return sealed_draft(desk, case, seal_to(desk, words.strip().encode(), [ISZW]), about=about)


def sealed_draft(desk: Desk, case: CaseId, sealed: str, *, about: About) -> Draft:
    """The entry of a note that was sealed to the inspectorate before (base64)."""
    payload = {"sealed": sealed, "to": ISZW, "about": about.value}
    return desk.draft(events.NOTE_SEALED, "case", case, payload)


def read_notes(desk: Desk, case: CaseId) -> tuple[Note, ...]:
    """Every note of a case, the oldest first; without words where this laptop has not the key.

    Raises BundleRefused when the seal of one is broken.
    """
    desk.actor.require(Deed.ASSESS)
    return tuple(note_of(desk, entry) for entry in desk.store.dossier(case, kind=DossierKind.NOTE))


def note_of(desk: Desk, entry: DossierEntry) -> Note:
    """What an entry of the dossier says. KeyError, TypeError or ValueError when it is not as we write it."""
    to, sealed = str(entry.content["to"]), str(entry.content["sealed"])
    words = unseal_here(desk, sealed, [to]).decode() if opens(desk, [to]) else None
    about = About(entry.content.get("about", About.CASE))
    return Note(entry.id, entry.at, entry.actor, about, to, words)
