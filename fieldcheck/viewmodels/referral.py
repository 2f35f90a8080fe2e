"""The acute referral: one page to send it, and open until a named person has taken it over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from fieldcheck.domain.action import Contact
from fieldcheck.domain.alarm import ISZW
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.referral import Referral, ReferralStage, Urgency
from fieldcheck.i18n import texts
from fieldcheck.usecases.casework import assess_case, view_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.issuing import Issued, issue_referral_sheet
from fieldcheck.usecases.referring import NewReferral, acknowledge_referral, send_referral
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.told import Paper, Trouble, trouble

SHEET = N_("Overdrachtsformulier")


@dataclass(frozen=True, slots=True)
class ContactView:
    """A way to reach somebody; ``number`` is "" where nobody checked one."""

    name: str
    number: str
    hours: str
    checked: date


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a case can be referred to."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ReferralState:
    """Everything the referral page shows; ``why`` is one reason a line.

    ``sent`` and ``acknowledged`` are moments on disk (UTC), None before.
    """

    case_code: str = ""
    loaded: bool = False
    busy: bool = False
    urgency: Urgency = Urgency.ACUTE
    recipients: tuple[Recipient, ...] = ()
    to: str = ""
    contacts: tuple[ContactView, ...] = ()
    why: str = ""
    how: str = ""
    sent: datetime | None = None
    sent_by: str = ""
    taken_by: str = ""
    acknowledged: datetime | None = None
    acknowledged_by: str = ""
    paper: Paper | None = None
    trouble: Trouble | None = None

    @property
    def open(self) -> bool:
        """Sent, and nobody has taken it over yet."""
        return self.sent is not None and self.acknowledged is None


@dataclass(frozen=True, slots=True)
class _Loaded:
    code: str
    to: str
    urgency: Urgency
    why: tuple[str, ...]
    referral: Referral | None


class ReferralViewModel(Observable[ReferralState]):
    """The referral of one case: a new one, or one that waits.

    Args:
        to: recipient code that was decided on, "" for whichever referral of the case waits.
        referral: an earlier referral to go on with, None for a new one.
    """

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        case: CaseId,
        *,
        to: str,
        referral: ReferralId | None = None,
        tag: str = "nl",
    ) -> None:
        recipients = tuple(
            Recipient(one.code, one.name) for one in desk.action.recipients if one.code != "coordinator"
        )
        super().__init__(ReferralState(busy=True, recipients=recipients, to=to or ISZW))
        self._asked_to = to
        self._desk, self._jobs, self._case = desk, jobs, case
        self._referral = referral
        self._texts = texts(tag)

    def load(self) -> None:
        """Fill in what is known: the reasons of the proposal, or the referral that was sent."""
        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(self._read, self._loaded, self._failed)

    def _read(self) -> _Loaded:
        code = view_case(self._desk, self._case, screen="referral").code
        sent = self._earlier()
        if sent is not None:
            return _Loaded(code, sent.to, sent.urgency, sent.why, sent)
        assessment = assess_case(self._desk, self._case)
        route = next((one for one in assessment.routes if one.to == self.state.to), None)
        if route is None:
            return _Loaded(code, self.state.to, Urgency.REGULAR, (), None)
        why = tuple(reason.text for reason in route.reasons) or (route.label["nl"],)
        return _Loaded(code, route.to, Urgency(route.urgency), why, None)

    def _earlier(self) -> Referral | None:
        """The referral asked for, or one of this case that waits: nobody is referred twice by accident."""
        if self._referral is not None:
            return self._desk.store.referral(self._referral)
        waiting = (
            one
            for one in self._desk.store.referrals(case=self._case)
            if one.stage is ReferralStage.SENT and self._asked_to in ("", one.to)
        )
        return next(waiting, None)

    def _loaded(self, loaded: _Loaded) -> None:
        known = replace(
            self.state,
            case_code=loaded.code,
            loaded=True,
            busy=False,
            to=loaded.to,
            urgency=loaded.urgency,
            why="\n".join(loaded.why),
            contacts=self._contacts(loaded.to),
        )
        if loaded.referral is not None:
            self._referral = loaded.referral.id
            known = _with(known, loaded.referral)
        self._become(known)

    def _contacts(self, to: str) -> tuple[ContactView, ...]:
        ordered = sorted(self._desk.action.contacts, key=lambda one: not one.code.startswith(to))
        return tuple(_contact(one) for one in ordered)

    def pick_recipient(self, code: str) -> None:
        """To whom."""
        self._become(replace(self.state, to=code, contacts=self._contacts(code)))

    def write_why(self, text: str) -> None:
        """Why, one reason a line."""
        self._become(replace(self.state, why=text))

    def pick_way(self, code: str) -> None:
        """How the recipient was reached."""
        self._become(replace(self.state, how=code))

    def send(self) -> None:
        """Refer now; refused without a reason or a way of reaching."""
        if self.state.busy or self.state.sent is not None:
            return
        state = self.state
        new = NewReferral(self._case, state.to, state.urgency, tuple(state.why.splitlines()), state.how)
        self._become(replace(state, busy=True, trouble=None))
        self._jobs.run(lambda: send_referral(self._desk, new), self._taken_in, self._failed)

    def write_taken_by(self, text: str) -> None:
        """The name of who took it over."""
        self._become(replace(self.state, taken_by=text))

    def acknowledge(self) -> None:
        """A named person took it over; refused without a name."""
        referral = self._referral
        if self.state.busy or referral is None or self.state.acknowledged is not None:
            return
        by, how = self.state.taken_by, self.state.how

        def work() -> Referral:
            acknowledge_referral(self._desk, referral, by=by, how=how)
            return self._desk.store.referral(referral)

        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(work, self._taken_in, self._failed)

    def make_sheet(self) -> None:
        """The sheet that goes with the referral, on record."""
        referral = self._referral
        if referral is None:
            return
        title = self._texts.text(SHEET)

        def work() -> Issued:
            return issue_referral_sheet(self._desk, self._desk.store.referral(referral))

        def made(issued: Issued) -> None:
            self._become(replace(self.state, busy=False, paper=Paper(issued.name, title, issued.pdf)))

        self._become(replace(self.state, busy=True, trouble=None, paper=None))
        self._jobs.run(work, made, self._failed)

    def put_paper_away(self) -> None:
        """The sheet was saved or printed; it stays on record."""
        self._become(replace(self.state, paper=None))

    def _taken_in(self, referral: Referral) -> None:
        self._referral = referral.id
        self._become(_with(replace(self.state, busy=False), referral))

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))


def _contact(contact: Contact) -> ContactView:
    return ContactView(contact.name, contact.number, contact.hours, contact.checked)


def _with(state: ReferralState, referral: Referral) -> ReferralState:
    waits = referral.stage is ReferralStage.SENT
    return replace(
        state,
        to=referral.to,
        urgency=referral.urgency,
        why="\n".join(referral.why),
        how=referral.how,
        sent=referral.sent,
        sent_by=referral.sent_by,
        acknowledged=None if waits else referral.acknowledged or referral.sent,
        acknowledged_by=referral.acknowledged_by,
    )
