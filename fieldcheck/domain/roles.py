"""Who acts: roles on a laptop, and the legal capacity in which an officer asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fieldcheck.domain.errors import N_, NotAllowed
from fieldcheck.domain.wording import Said


class Role(StrEnum):
    """What a user of this laptop is there to do."""

    HANDHAVER = "handhaver"
    ISZW_INSPECTOR = "iszw-inspector"
    MUNICIPAL_CLERK = "municipal-clerk"
    COORDINATOR = "coordinator"
    AUDIT_READER = "audit-reader"
    ADMINISTRATOR = "administrator"
    PARTNER = "partner"
    """Whoever stands at the post of another service: police, tax authority, shelter."""


ROLES: Mapping[Role, str] = {
    Role.HANDHAVER: N_("Handhaver"),
    Role.ISZW_INSPECTOR: N_("Inspecteur ISZW"),
    Role.MUNICIPAL_CLERK: N_("Medewerker gemeente"),
    Role.COORDINATOR: N_("Coördinator"),
    Role.AUDIT_READER: N_("Lezer voor controle achteraf"),
    Role.ADMINISTRATOR: N_("Beheerder"),
    Role.PARTNER: N_("Partner aan een post"),
}
"""What each role is called."""


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
    MOVE_PEOPLE = "move-people"
    COUNT = "count"
    VISIT_HOMES = "visit-homes"
    IDENTIFY = "identify"
    RECORD_THINGS = "record-things"
    SEE_CLUSTER = "see-cluster"
    MERGE_THINGS = "merge-things"
    ALARM = "alarm"
    REFER = "refer"
    ACKNOWLEDGE = "acknowledge"
    ASSESS = "assess"
    KEEP_DOSSIER = "keep-dossier"
    SEE_OUTCOME = "see-outcome"
    ISSUE_PAPER = "issue-paper"
    ISSUE_PROOF = "issue-proof"
    CHECK_PROOF = "check-proof"
    HAND_OVER = "hand-over"
    EXPORT = "export"
    CHECK_BUNDLE = "check-bundle"
    PREPARE = "prepare"
    TAKE_UPDATE = "take-update"
    WATCH = "watch"
    CLOSE_DAY = "close-day"
    READ_TRAIL = "read-trail"
    KEEP_USERS = "keep-users"
    CHANGE_PASSPHRASE = "change-passphrase"  # noqa: S105 the name of a deed
    RENEW_RECOVERY = "renew-recovery"
    APPROVE_TEXTS = "approve-texts"


@dataclass(frozen=True, slots=True)
class Permission:
    """One row of the table of roles: a deed, its words, and who may do it."""

    deed: Deed
    words: str
    roles: frozenset[Role]


def _row(deed: Deed, words: str, *roles: Role) -> Permission:
    return Permission(deed, words, frozenset(roles))


_H, _I, _M = Role.HANDHAVER, Role.ISZW_INSPECTOR, Role.MUNICIPAL_CLERK
_C, _R, _A, _P = Role.COORDINATOR, Role.AUDIT_READER, Role.ADMINISTRATOR, Role.PARTNER

# An inspector gives no proof of control: the name on it would tell that somebody was at that stand.
# A clerk helps somebody register, and learns nothing of what was said elsewhere in the street. What is
# referred to the municipality is taken over there: its bundle holds the referral and who it is, and no talk.
# A partner reads the code on the slip and who is next, and keeps the files of its own service.
# Every laptop brings its whole day, so whoever stands there makes that bundle, and nobody there can open it.
# Most laptops are of one role, and a recovery sheet can get lost anywhere: whoever works there renews it.
# A reader sees who did what, never what somebody said; an administrator keeps the laptop, and sees no case.
PERMISSIONS: tuple[Permission, ...] = (
    _row(Deed.INTERVIEW, N_("Gesprekken voeren met de formulieren van de post"), _H, _I, _M),
    _row(Deed.MOVE_PEOPLE, N_("Iemand ontvangen, oproepen, doorsturen of laten gaan"), _H, _I, _M, _C, _P),
    _row(Deed.COUNT, N_("Tellen wie langskomt en wie weigert"), _H, _I, _M, _C, _P),
    _row(Deed.VISIT_HOMES, N_("Woningen op het park plannen en bezoeken"), _H, _M, _C),
    _row(Deed.IDENTIFY, N_("Vastleggen wie iemand is, en twee zaken samenvoegen"), _H, _I, _M),
    _row(
        Deed.RECORD_THINGS,
        N_("Werkgever, bureau, verhuurder of voertuig bij een zaak zetten"),
        _H,
        _I,
        _M,
    ),
    _row(Deed.SEE_CLUSTER, N_("Zien wie er nog meer bij dezelfde werkgever of woning hoort"), _I, _C),
    _row(Deed.MERGE_THINGS, N_("Zeggen dat twee werkgevers, woningen of voertuigen dezelfde zijn"), _I, _C),
    _row(Deed.ALARM, N_("Alarm slaan als iets niet kan wachten"), _H, _I, _M, _C, _P),
    _row(Deed.REFER, N_("Doorverwijzen, ook met spoed"), _H),
    _row(Deed.ACKNOWLEDGE, N_("Een doorverwijzing overnemen"), _H, _I, _M, _C),
    _row(Deed.ASSESS, N_("Doorverwezen zaken beoordelen, met eigen afgeschermde notities"), _I),
    _row(Deed.KEEP_DOSSIER, N_("Kwalificatie, bedenktijd, CoMensha, opvang en veilig contact bijhouden"), _I),
    _row(Deed.SEE_OUTCOME, N_("De uitkomst van een gesprek zien"), _H, _I, _C),
    _row(Deed.ISSUE_PAPER, N_("Brieven en bladen afdrukken"), _H, _I, _M, _C),
    _row(Deed.ISSUE_PROOF, N_("Het controlebewijs afgeven"), _H, _M, _C),
    _row(Deed.CHECK_PROOF, N_("Een controlebewijs controleren"), _H, _I, _M, _C, _P),
    _row(Deed.HAND_OVER, N_("Een zaak aan een andere laptop geven, of van daar overnemen"), _H, _I, _M, _C),
    _row(Deed.EXPORT, N_("Alles van deze laptop als bundel aan de coördinator geven"), _H, _I, _M, _C, _P),
    _row(Deed.CHECK_BUNDLE, N_("Een bundel voor de coördinator openen en controleren"), _C),
    _row(Deed.PREPARE, N_("De actie voorbereiden en haar regels en route wijzigen"), _C),
    _row(
        Deed.TAKE_UPDATE,
        N_("Op deze laptop overnemen wat de coördinator aan de actie wijzigde"),
        _H,
        _I,
        _M,
        _C,
        _A,
        _P,
    ),
    _row(Deed.WATCH, N_("De doorloop van de hele dag zien"), _C),
    _row(Deed.CLOSE_DAY, N_("De dag afsluiten"), _C),
    _row(Deed.READ_TRAIL, N_("Zien wie wat deed en wat wie zag"), _C, _R),
    _row(Deed.KEEP_USERS, N_("Gebruikers toevoegen en intrekken, en de opslag controleren"), _C, _A),
    _row(Deed.CHANGE_PASSPHRASE, N_("De eigen wachtwoordzin wijzigen"), *Role),
    _row(
        Deed.RENEW_RECOVERY,
        N_("Het herstelblad van deze laptop vernieuwen, met de eigen wachtwoordzin"),
        _H,
        _I,
        _M,
        _C,
        _A,
        _P,
    ),
    _row(Deed.APPROVE_TEXTS, N_("Vertalingen goedkeuren die u gelezen hebt"), _C, _A),
)
"""The one table of who may do what; use cases enforce it, screens and the handbook show it."""

_ALLOWED = {role: frozenset(row.deed for row in PERMISSIONS if role in row.roles) for role in Role}


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
                role=Said(ROLES[self.role]),
            )

    def may(self, deed: Deed) -> bool:
        """Whether this actor's role may do ``deed``; for what a screen offers."""
        return deed in _ALLOWED[self.role]
