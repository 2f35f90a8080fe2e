"""Who acts: roles on a laptop, and the legal capacity in which an officer asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldcheck.domain.errors import N_, NotAllowed


class Role(StrEnum):
    """What a user of this laptop is there to do."""

    HANDHAVER = "handhaver"
    ISZW_INSPECTOR = "iszw-inspector"
    MUNICIPAL_CLERK = "municipal-clerk"
    COORDINATOR = "coordinator"


class LegalCapacity(StrEnum):
    """The legal role in which a question is asked; evidence hinges on it.

    Supervision is the Awb toezichthouder (art. 5:11), voluntary a talk nobody has to have,
    criminal investigation the opsporing of the Wpg. Source: facts.md section 5, [L0].
    """

    SUPERVISION = "supervision"
    VOLUNTARY = "voluntary"
    CRIMINAL_INVESTIGATION = "criminal-investigation"


CAPACITIES = {
    LegalCapacity.SUPERVISION: N_("toezicht (Awb)"),
    LegalCapacity.VOLUNTARY: N_("vrijwillig gesprek"),
    LegalCapacity.CRIMINAL_INVESTIGATION: N_("opsporing"),
}
"""The legal capacity in words, on screen and in print."""


class Deed(StrEnum):
    """What a role may or may not do; one deed for each guarded use case."""

    INTERVIEW = "interview"
    REFER = "refer"
    ACKNOWLEDGE = "acknowledge"
    ASSESS = "assess"
    SEE_OUTCOME = "see-outcome"
    ISSUE_PAPER = "issue-paper"
    ISSUE_PROOF = "issue-proof"
    EXPORT = "export"


_ALLOWED: dict[Role, frozenset[Deed]] = {
    Role.HANDHAVER: frozenset(
        {
            Deed.INTERVIEW,
            Deed.REFER,
            Deed.ACKNOWLEDGE,
            Deed.SEE_OUTCOME,
            Deed.ISSUE_PAPER,
            Deed.ISSUE_PROOF,
        }
    ),
    # No proof of control from an inspector: the name on it would tell that somebody was at that stand.
    Role.ISZW_INSPECTOR: frozenset(
        {Deed.INTERVIEW, Deed.ACKNOWLEDGE, Deed.ASSESS, Deed.SEE_OUTCOME, Deed.ISSUE_PAPER}
    ),
    # A clerk helps somebody register, and learns nothing of what was said elsewhere in the street.
    Role.MUNICIPAL_CLERK: frozenset({Deed.INTERVIEW, Deed.ISSUE_PAPER, Deed.ISSUE_PROOF}),
    Role.COORDINATOR: frozenset(
        {Deed.EXPORT, Deed.SEE_OUTCOME, Deed.ISSUE_PAPER, Deed.ISSUE_PROOF, Deed.ACKNOWLEDGE}
    ),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, in which role and legal capacity, at which post."""

    name: str
    role: Role
    capacity: LegalCapacity
    post: str

    def require(self, deed: Deed) -> None:
        """Raise NotAllowed unless this actor's role may do ``deed``."""
        if deed not in _ALLOWED[self.role]:
            raise NotAllowed(
                N_("Met de rol {role} kunt u dit niet doen."),
                remedy=N_("Vraag een collega met de juiste rol, of meld u aan met die rol."),
                role=self.role.value,
            )

    def may(self, deed: Deed) -> bool:
        """Whether this actor's role may do ``deed``; for what a screen offers."""
        return deed in _ALLOWED[self.role]
