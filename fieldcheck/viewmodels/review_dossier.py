"""What the inspector keeps about a case, intent by intent; each is on disk before its sheet closes.

Days and numbers come as they were typed; what cannot be read is refused in words, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from fieldcheck.domain.comensha import Reporter
from fieldcheck.domain.contact import Channel, ChannelKind, SafeContact
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.follow_up import FollowUpStage
from fieldcheck.domain.identifiers import CaseId, EntryId, ReferralId
from fieldcheck.domain.qualification import Step
from fieldcheck.domain.referral import Outcome
from fieldcheck.domain.reflection import ReflectionAnswer
from fieldcheck.domain.shelter import Group, Moment, ShelterStage
from fieldcheck.i18n import parse_date
from fieldcheck.usecases.contacting import agree_contact, read_contact
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.following_up import plan_follow_up, settle_follow_up
from fieldcheck.usecases.ports import Changes
from fieldcheck.usecases.reflecting import Told, offer_reflection
from fieldcheck.usecases.reporting import (
    Queued,
    comensha_queue,
    queue_comensha,
    submit_comensha,
    withdraw_comensha,
)
from fieldcheck.usecases.reviewing import give_outcome, qualify
from fieldcheck.usecases.sealed_notes import seal_note
from fieldcheck.usecases.sheltering import answer_shelter, request_shelter

DAY = "nl"
"""Days are typed as people write them here: 22-11-2026."""


@dataclass(frozen=True, slots=True)
class GroupTyped:
    """The request for a group as it was typed; "" is nought for men, women and minors."""

    persons: str
    men: str
    women: str
    minors: str
    region: str
    on: str
    moment: Moment


class Keeper(Protocol):
    """The view-model that these intents belong to."""

    @property
    def desk(self) -> Desk:
        """Who works where."""
        ...

    def about(self) -> tuple[CaseId, ReferralId] | None:
        """The case and referral that are open, None while none is."""
        ...

    def keep(self, write: Callable[[], datetime]) -> None:
        """Write on the worker, then show the case anew; ``write`` returns when it was on disk."""
        ...

    def ask(self, read: Callable[[], object], done: Callable[[object], None]) -> None:
        """Read on the worker."""
        ...

    def show_contact(self, contact: SafeContact | None) -> None:
        """Show how to reach the person, or put it away."""
        ...

    def show_queue(self, queue: tuple[Queued, ...] | None) -> None:
        """Show the queue for CoMensha, or put it away."""
        ...


class DossierIntents:
    """Everything that can be written down about the case that is open."""

    def __init__(self, model: Keeper) -> None:
        self._model = model

    def qualify(self, step: Step, reason: str) -> None:
        """Set a step of the ladder."""
        self._case(lambda desk, case: qualify(desk, case, step, reason))

    def offer_reflection(self, told: str, answer: ReflectionAnswer, dublin: bool, language: str) -> None:
        """The reflection period was told of on this day."""
        self._case(
            lambda desk, case: offer_reflection(
                desk, case, Told(_day(told), answer, dublin=dublin, language=language)
            )
        )

    def plan(self, what: str, on: str, who: str) -> None:
        """Plan what is done next; ``on`` may be empty."""
        self._case(
            lambda desk, case: plan_follow_up(
                desk, case, what=what, on=_day(on) if on.strip() else None, who=who
            )
        )

    def settle(self, follow_up: EntryId, stage: FollowUpStage, reason: str = "") -> None:
        """It was done, or it is dropped."""
        self._case(lambda desk, case: settle_follow_up(desk, case, follow_up, stage, reason=reason))

    def queue(self, reporter: Reporter, consent: bool) -> None:
        """Get a report to CoMensha ready."""
        self._case(lambda desk, case: queue_comensha(desk, case, reporter, consent=consent))

    def submitted(self, proof: str) -> None:
        """The report was made."""
        self._case(lambda desk, case: submit_comensha(desk, case, proof))

    def withdraw(self, reason: str) -> None:
        """The report is withdrawn."""
        self._case(lambda desk, case: withdraw_comensha(desk, case, reason))

    def request_shelter(self, typed: GroupTyped) -> None:
        """Ask for places."""
        self._case(lambda desk, case: request_shelter(desk, case, _group(typed)))

    def answer_shelter(self, request: EntryId, stage: ShelterStage, reason: str = "") -> None:
        """What the shelter answered."""
        self._case(lambda desk, case: answer_shelter(desk, case, request, stage, reason=reason))

    def agree_contact(
        self, first: tuple[str, str], second: tuple[str, str], hours: str, words: str, to: Sequence[str]
    ) -> None:
        """Keep how to reach the person: two channels as (kind, address), the second may be empty."""
        contact = SafeContact(
            _channel(*first), _channel(*second) if second[1].strip() else None, hours, words
        )
        self._case(lambda desk, case: agree_contact(desk, case, contact, to))

    def note(self, words: str) -> None:
        """Seal a note."""
        self._case(lambda desk, case: seal_note(desk, case, words))

    def give_outcome(self, outcome: Outcome, words: str, effect: str) -> None:
        """Tell the reporter what became of it."""
        about, desk = self._model.about(), self._model.desk
        if about is not None:
            self._model.keep(lambda: give_outcome(desk, about[1], outcome, words, effect=effect).at)

    def open_contact(self) -> None:
        """Show how to reach the person; who looked goes on record."""
        about, desk = self._model.about(), self._model.desk
        if about is None:
            return

        def shown(contact: object) -> None:
            self._model.show_contact(contact if isinstance(contact, SafeContact) else None)

        self._model.ask(lambda: read_contact(desk, about[0]), shown)

    def put_contact_away(self) -> None:
        """Nothing of it stays on the screen."""
        self._model.show_contact(None)

    def open_queue(self) -> None:
        """Every case with a report to CoMensha."""
        desk = self._model.desk

        def shown(queue: object) -> None:
            self._model.show_queue(queue if isinstance(queue, tuple) else ())

        self._model.ask(lambda: comensha_queue(desk), shown)

    def put_queue_away(self) -> None:
        """Back to the inbox."""
        self._model.show_queue(None)

    def _case(self, write: Callable[[Desk, CaseId], Changes]) -> None:
        about, desk = self._model.about(), self._model.desk
        if about is not None:
            self._model.keep(lambda: write(desk, about[0]).at)


def _day(typed: str) -> date:
    return parse_date(typed, DAY)


def _channel(kind: str, address: str) -> Channel:
    return Channel(ChannelKind(kind), address.strip())


def _group(typed: GroupTyped) -> Group:
    return Group(
        persons=_count(typed.persons),
        men=_count(typed.men),
        women=_count(typed.women),
        minors=_count(typed.minors),
        region=typed.region,
        on=_day(typed.on),
        moment=typed.moment,
    )


def _count(typed: str) -> int:
    if not typed.strip():
        return 0
    if not typed.strip().isdecimal():
        raise InvalidValue(N_("“{text}” is geen aantal personen."), text=typed.strip()[:20])
    return int(typed)
