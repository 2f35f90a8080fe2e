"""How far the translations are, and who approved them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.domain.wording import Said
from fieldcheck.i18n.checking import at, check, gap, refused_for
from fieldcheck.i18n.commands import Work
from fieldcheck.i18n.upkeep import Approval, digest, read, replace_whole, singular, written


@dataclass(frozen=True, slots=True)
class Progress:
    """How many texts of one catalogue are in which state; together they are all its texts.

    Attributes:
        name: the catalogue, e.g. ``pl/forms/intake-park``.
        approved: translated, in a catalogue that somebody who speaks the language approved as it is now.
        draft: translated, and nobody approved it.
        stale: translated from an earlier Dutch text; Dutch is shown.
        missing: not translated; Dutch is shown.
        approved_by: who approved the catalogue, or "" where nobody did or it changed since.
    """

    name: str
    approved: int
    draft: int
    stale: int
    missing: int
    approved_by: str = ""

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return self.approved + self.draft + self.stale + self.missing


def progress(work: Iterable[Work]) -> Iterator[Progress]:
    """How far each catalogue is.

    Raises:
        UserFixable: a file is not a catalogue.
    """
    for one in work:
        yield _progress(one)


def _progress(one: Work) -> Progress:
    if not one.path.is_file():
        return Progress(one.name, 0, 0, 0, len(one.entries))
    catalogue = read(one.path.read_bytes(), one.tag, name=one.name)
    kept = {(message.context, singular(message)): message for message in catalogue if message.id}
    states = [gap(kept.get((entry.context or None, entry.text))) for entry in one.entries]
    done = states.count("")
    approval = catalogue.approved
    return Progress(
        one.name,
        approved=done if approval else 0,
        draft=0 if approval else done,
        stale=states.count("stale"),
        missing=states.count("missing"),
        approved_by=approval.by if approval else "",
    )


def approve(one: Work, by: str, on: date) -> Approval:
    """Write into a catalogue who approved it and when; what was written.

    Raises:
        UserFixable: nobody is named, or the catalogue is not whole; it stays a draft.
        StorageFailed: the disk does not take it; it stays a draft.
    """
    name = " ".join(by.split())
    if not name:
        raise UserFixable(N_("Goedkeuren kan alleen op naam."), remedy=N_("Geef uw naam met --by."))
    faults = (
        check(one.path, one.tag, one.entries)
        if one.path.is_file()
        else (at(one.name, Said(N_("de catalogus ontbreekt"))),)
    )
    if faults:
        raise refused_for(
            N_("De vertaling {name} is nog niet af en kan niet worden goedgekeurd."),
            faults,
            kept=N_("De vertaling blijft een concept."),
            name=one.name,
        )
    catalogue = read(one.path.read_bytes(), one.tag, name=one.name)
    catalogue.status = "approved"
    catalogue.approval = Approval(name, on.isoformat(), digest(catalogue))
    replace_whole(one.path, written(catalogue))
    return catalogue.approval
