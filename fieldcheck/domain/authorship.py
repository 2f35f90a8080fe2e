"""Which roles an entry of each kind can have been written by: the table of roles, seen from the journal.

A bundle is signed by a laptop, and each entry in it says in which role somebody wrote it. What no use case
lets that role write was written by no use case, and is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.domain import events
from fieldcheck.domain.journal import Entry
from fieldcheck.domain.roles import PERMISSIONS, ROLES, Deed, Role
from fieldcheck.domain.wording import Said

DEEDS: Mapping[str, tuple[Deed, ...]] = {
    events.CASE_OPENED: (Deed.INTERVIEW,),
    events.CASE_RECEIVED: (Deed.MOVE_PEOPLE,),
    events.CASE_SENT: (Deed.MOVE_PEOPLE, Deed.REFER),
    events.CASE_CALLED: (Deed.MOVE_PEOPLE,),
    events.POST_REFUSED: (Deed.MOVE_PEOPLE,),
    events.POST_SKIPPED: (Deed.MOVE_PEOPLE,),
    events.CASE_LEFT: (Deed.MOVE_PEOPLE,),
    events.POST_STAFFED: (Deed.MOVE_PEOPLE,),
    events.PERSONS_COUNTED: (Deed.COUNT,),
    events.HOME_RECORDED: (Deed.VISIT_HOMES,),
    events.IDENTITY_RECORDED: (Deed.IDENTIFY,),
    events.CASES_JOINED: (Deed.IDENTIFY,),
    events.CASES_PARTED: (Deed.IDENTIFY,),
    events.IDENTITY_QUESTIONED: (Deed.WATCH,),
    events.IDENTITY_CONFIRMED: (Deed.IDENTIFY,),
    events.THING_RECORDED: (Deed.RECORD_THINGS,),
    events.THING_LINKED: (Deed.RECORD_THINGS,),
    events.THING_UNLINKED: (Deed.RECORD_THINGS,),
    events.THINGS_MERGED: (Deed.MERGE_THINGS,),
    events.THINGS_PARTED: (Deed.MERGE_THINGS,),
    events.THINGS_KEPT_APART: (Deed.MERGE_THINGS,),
    events.INTERVIEW_STARTED: (Deed.INTERVIEW,),
    events.ANSWER_RECORDED: (Deed.INTERVIEW,),
    events.INTERVIEW_MOVED: (Deed.INTERVIEW,),
    events.LANGUAGE_SWITCHED: (Deed.INTERVIEW,),
    events.NOTE_RECORDED: (Deed.INTERVIEW,),
    events.INTERVIEW_PAUSED: (Deed.INTERVIEW,),
    events.INTERVIEW_RESUMED: (Deed.INTERVIEW,),
    events.INTERVIEW_FINISHED: (Deed.INTERVIEW,),
    events.ASSESSMENT_MADE: (Deed.SEE_OUTCOME,),
    events.ROUTE_DECIDED: (Deed.REFER,),
    events.REFERRAL_SENT: (Deed.REFER, Deed.ALARM),
    events.REFERRAL_ESCALATED: (Deed.ALARM,),
    events.REFERRAL_ACKNOWLEDGED: (Deed.ACKNOWLEDGE, Deed.ALARM),
    events.REFERRAL_ANSWERED: (Deed.ACKNOWLEDGE, Deed.ASSESS),
    events.REFERRAL_DONE: (Deed.ACKNOWLEDGE, Deed.ASSESS),
    events.REFERRAL_WITHDRAWN: (Deed.REFER,),
    events.REFERRAL_ASSESSED: (Deed.ASSESS,),
    events.OUTCOME_GIVEN: (Deed.ASSESS,),
    events.NOTE_SEALED: (Deed.ASSESS,),
    events.QUALIFICATION_SET: (Deed.KEEP_DOSSIER,),
    events.REFLECTION_OFFERED: (Deed.KEEP_DOSSIER,),
    events.FOLLOW_UP_PLANNED: (Deed.KEEP_DOSSIER,),
    events.COMENSHA_REPORTED: (Deed.KEEP_DOSSIER,),
    events.SHELTER_REQUESTED: (Deed.KEEP_DOSSIER,),
    events.CONTACT_AGREED: (Deed.KEEP_DOSSIER,),
    events.ACTION_CHANGED: (Deed.PREPARE,),
    events.ACTION_UPDATED: (Deed.TAKE_UPDATE,),
    events.DAY_CLOSED: (Deed.CLOSE_DAY,),
    events.DAY_REOPENED: (Deed.CLOSE_DAY,),
    events.KEY_GIVEN: (Deed.KEEP_USERS,),
    events.KEY_TAKEN: (Deed.KEEP_USERS,),
    events.CATALOGUE_APPROVED: (Deed.APPROVE_TEXTS,),
}
"""The deeds by which an entry of a kind comes to be. A kind that is not here anybody's laptop may write.

What a laptop tells of itself is among those: which users it has is also told by whoever unlocks it first
after a power cut.

A deed that a role loses must stay its author here: what it wrote before still has to come in.
"""

_ROLES = {row.deed: row.roles for row in PERMISSIONS}


def authors(kind: str) -> frozenset[Role]:
    """The roles that can have written an entry of this kind."""
    deeds = DEEDS.get(kind)
    return frozenset(Role) if deeds is None else frozenset[Role]().union(*(_ROLES[deed] for deed in deeds))


def may_have_written(entry: Entry) -> bool:
    """Whether the role that an entry names can have written it."""
    return entry.kind not in DEEDS or entry.role in {role.value for role in authors(entry.kind)}


def role_words(role: str) -> str:
    """A role as an entry names it, in words; one that is none of ours as it stands there."""
    known = ROLES.get(Role(role)) if role in set(Role) else None
    return Said(known) if known else role[:40]
