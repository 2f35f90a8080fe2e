"""What can be read of a store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from fieldcheck.domain.action import Action
from fieldcheck.domain.attachment import Attachment
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.identifiers import CaseId, FormDigest, InterviewId, ReferralId
from fieldcheck.domain.interview import Interview
from fieldcheck.domain.referral import Referral, ReferralStage


class Records(Protocol):
    """What can be read; projections of the journal."""

    def action(self) -> Action | None:
        """The action this store was set up for."""
        ...

    def actions(self) -> tuple[Action, ...]:
        """Every action this store knows, as it was last changed; the newest change first."""
        ...

    def case(self, case: CaseId) -> CaseRow:
        """One case; KeyError when unknown."""
        ...

    def cases(self, *, post: str = "", search: str = "", limit: int = 200) -> tuple[CaseRow, ...]:
        """The newest cases first, of one post, or all; ``search`` is part of a code."""
        ...

    def cases_by_id(self, cases: Iterable[CaseId]) -> Mapping[CaseId, CaseRow]:
        """These cases, those that are known, each once."""
        ...

    def codes(self, cases: Iterable[CaseId]) -> Mapping[CaseId, str]:
        """The codes of these cases, of those that are known."""
        ...

    def case_prefixes(self) -> frozenset[str]:
        """What the codes of all cases begin with: one for each laptop that opened any."""
        ...

    def next_case_number(self) -> int:
        """1 upward, for the next case code of this device."""
        ...

    def interview(self, interview: InterviewId) -> Interview:
        """One interview with its current answers; KeyError when unknown."""
        ...

    def interviews(self, case: CaseId) -> tuple[Interview, ...]:
        """All interviews of a case with their answers, the first one first."""
        ...

    def attachment(self, interview: InterviewId, name: str) -> Attachment:
        """The file that is (or was) an answer of an interview under this name; KeyError when unknown.

        Raises StorageFailed when its bytes are no longer those that were recorded.
        """
        ...

    def attachment_content(self, digest: str) -> bytes:
        """The bytes of an attachment by their SHA-256; KeyError when unknown, StorageFailed as above."""
        ...

    def referral(self, referral: ReferralId) -> Referral:
        """One referral; KeyError when unknown."""
        ...

    def outcomes(self, sent_by: str, *, limit: int) -> tuple[Referral, ...]:
        """Referrals of one officer of which the outcome is known, the newest outcome first."""
        ...

    def referrals(
        self,
        *,
        recipients: Collection[str] = (),
        case: CaseId | None = None,
        stages: Collection[ReferralStage] = (),
        closed: int | None = None,
        always: Collection[CaseId] = (),
    ) -> tuple[Referral, ...]:
        """Referrals, the unacknowledged first, then by urgency and waiting time.

        Args:
            recipients: codes of those it went to; all for none.
            case: of one case.
            stages: only in these stages; in any for none.
            closed: at most this many that nobody works on any more, the newest of them; None for all.
            always: cases whose referrals are not left out by ``closed``.
        """
        ...

    def keep_form(self, digest: FormDigest, published: bytes) -> None:
        """Keep a published form by its digest; keeping it twice is nothing."""
        ...

    def form(self, digest: FormDigest) -> bytes:
        """A kept form; KeyError when unknown."""
        ...

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a key of this laptop inside the encrypted database, outside the journal."""
        ...

    def secret(self, name: str) -> bytes | None:
        """A kept key, or None."""
        ...
