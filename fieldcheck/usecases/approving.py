"""Approving a translation in the application: by somebody with a name, of the very texts that were read.

What is approved is one catalogue, a form in a language, where its source can be written: in a checkout. An
installed program carries compiled catalogues alone, and approving happens where they are made.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fieldcheck import assets
from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.domain.roles import Deed
from fieldcheck.engine import cells
from fieldcheck.usecases.desk import Desk

if TYPE_CHECKING:
    # The tools for catalogues are heavy, and only who reads a translation needs them.
    from fieldcheck.i18n.commands import Work


@dataclass(frozen=True, slots=True)
class Pair:
    """One text to read: its Dutch, and the translation that is shown; "" where there is none to show."""

    dutch: str
    translated: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Every text of one catalogue, in the order of the form.

    Attributes:
        form_id: the form, or ``lists`` for the choices that several forms share.
        tag: the language.
    """

    form_id: str
    tag: str
    pairs: tuple[Pair, ...]

    @property
    def whole(self) -> bool:
        """Whether every text has a translation; only such a catalogue can be approved."""
        return bool(self.pairs) and all(one.translated for one in self.pairs)


def can_approve(form_id: str, tag: str) -> bool:
    """Whether the source of this translation is here and can be written."""
    path = _source(form_id, tag)
    return path.is_file() and os.access(path, os.W_OK) and _own_form(form_id)


def texts_to_read(form_id: str, tag: str) -> Reading:
    """What somebody reads before approving it.

    Raises:
        UserFixable: the translation is not here to be approved, or is no catalogue.
    """
    from fieldcheck.i18n.checking import gap
    from fieldcheck.i18n.upkeep import forms_of, read, singular

    _require(form_id, tag)
    one = _work(form_id, tag)
    kept = {
        (message.context, singular(message)): message
        for message in read(one.path.read_bytes(), tag, name=one.name)
        if message.id
    }
    messages = ((entry.text, kept.get((entry.context or None, entry.text))) for entry in one.entries)
    return Reading(
        form_id,
        tag,
        tuple(
            Pair(text, "" if message is None or gap(message) else " / ".join(forms_of(message)))
            for text, message in messages
        ),
    )


def approve_translation(desk: Desk, was_read: Reading, *, by: str) -> None:
    """Put on record, in the catalogue and in the journal, that ``by`` approves today what was read.

    Raises:
        NotAllowed: another role approves translations.
        UserFixable: nobody is named, the texts changed since they were read, or they are not whole; the
            translation stays a draft.
        StorageFailed: the catalogue or the journal could not be written; the translation stays a draft.
    """
    desk.actor.require(Deed.APPROVE_TEXTS)
    from fieldcheck.i18n.progress import approve
    from fieldcheck.i18n.upkeep import replace_whole

    if texts_to_read(was_read.form_id, was_read.tag) != was_read:
        raise UserFixable(
            N_("De teksten zijn gewijzigd sinds u ze las."),
            kept=N_("De vertaling blijft een concept."),
            remedy=N_("Open ze opnieuw en lees wat er nu staat."),
        )
    one = _work(was_read.form_id, was_read.tag)
    before = one.path.read_bytes()
    approval = approve(one, by, desk.clock().astimezone().date())
    payload = {"catalogue": one.name, "by": approval.by, "digest": approval.digest}
    try:
        desk.write(events.CATALOGUE_APPROVED, "session", desk.store.device, payload)
    except BaseException:
        replace_whole(one.path, before)  # no approval that nobody can look up
        raise


def _require(form_id: str, tag: str) -> None:
    if not can_approve(form_id, tag):
        raise UserFixable(
            N_("Deze vertaling is hier niet goed te keuren: haar bronbestand staat niet op deze laptop."),
            kept=N_("De vertaling blijft een concept."),
            remedy=N_("Keur haar goed waar de vertalingen worden bijgehouden."),
        )


def _source(form_id: str, tag: str) -> Path:
    return assets.folder("translations") / tag / "forms" / f"{form_id}.po"


def _own_form(form_id: str) -> bool:
    """Whether the form is the program's: of one that was imported under its name the texts are others."""
    if form_id == assets.LISTS:
        return True
    return form_id in assets.form_ids() and assets.form_source(form_id).is_relative_to(assets.folder("forms"))


def _work(form_id: str, tag: str) -> Work:
    from fieldcheck.i18n.commands import form_work

    path = assets.shared_lists() if form_id == assets.LISTS else assets.form_source(form_id)
    found = cells(path.read_bytes(), path.name, needs_survey=form_id != assets.LISTS)
    return form_work(form_id, {cell.id: cell.text for cell in found}, tag)
