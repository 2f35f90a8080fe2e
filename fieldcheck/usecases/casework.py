"""A case from its opening to the route the officer decides on."""

from __future__ import annotations

from collections.abc import Sequence

from fieldcheck.domain import events
from fieldcheck.domain.alarm import target_of
from fieldcheck.domain.case import CaseRow, case_code
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId, case_id
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.roles import Deed
from fieldcheck.triage import Assessment, assess, together
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import Interviewing, read_interview
from fieldcheck.usecases.ports import Changes
from fieldcheck.usecases.standing import standing
from fieldcheck.usecases.street import place, proposed_post, sending, straight_to

NOTHING_PROPOSED = "next-post"
"""Where a person goes when no rule proposes a route: on to the next post."""


def open_case(desk: Desk) -> CaseRow:
    """Open a case for the next person in the queue."""
    desk.actor.require(Deed.INTERVIEW)
    code = case_code(desk.laptop.prefix, desk.store.next_case_number())
    case = case_id(desk.action.id, code)
    desk.write(events.CASE_OPENED, "case", case, {"code": code, "post": desk.actor.post})
    return desk.store.case(case)


def view_case(desk: Desk, case: CaseId, *, screen: str) -> CaseRow:
    """One case for a screen that shows what was said; who looked is on record."""
    desk.actor.require(Deed.SEE_OUTCOME)
    row = desk.store.case(case)
    desk.write(events.RECORD_VIEWED, "case", case, {"screen": screen})
    return row


def assess_interview(desk: Desk, interviewing: Interviewing) -> Assessment:
    """What the answers given so far add up to; writes nothing."""
    return assess(
        interviewing.published,
        interviewing.run,
        day=desk.action.day,
        limits=desk.action.limits,
        tables=desk.tables,
        route=desk.action.route,
    )


def read_talks(desk: Desk, case: CaseId) -> tuple[Interviewing, ...]:
    """Every interview of a case with its run restored, the first one first; none is resumed.

    UserFixable when the form of one is not here: an outcome without it would leave out what was heard.
    """
    return tuple(read_interview(desk, interview.id) for interview in desk.store.interviews(case))


def assess_talks(desk: Desk, talks: Sequence[Interviewing]) -> Assessment:
    """What the talks of a case (at least one, the first one first) add up to; writes nothing."""
    return together([assess_interview(desk, talk) for talk in talks])


def assess_case(desk: Desk, case: CaseId) -> Assessment:
    """The assessment of a case's interviews together, put on record as what the officer was shown.

    Raises InvalidValue when the case has no interview yet, NotAllowed for a role without a part in it.
    """
    desk.actor.require(Deed.SEE_OUTCOME)
    row = desk.store.case(case)
    if row.interview is None:
        raise InvalidValue(N_("Zaak {code} heeft nog geen gesprek."), code=row.code)
    talks = read_talks(desk, case)
    assessment = assess_talks(desk, talks)
    payload = {
        "interview": row.interview,
        "interviews": [talk.interview.id for talk in talks],
        "signals": [signal.code for signal in assessment.signals],
        "blank": [domain.code for domain in assessment.domains if domain.blank],
        "routes": [route.to for route in assessment.routes],
    }
    desk.write(events.ASSESSMENT_MADE, "case", case, payload)
    return assessment


def decide_route(desk: Desk, case: CaseId, *, to: str, proposed: str, reason: str = "") -> Changes:
    """Put on record where the officer sends the person, who then waits there. The machine only proposed.

    One action: "next post" puts the person in the queue of the usual next post, a recipient with a post in
    the street in that post's queue. Raises InvalidValue when the officer goes against the proposal without
    a reason.
    """
    desk.actor.require(Deed.REFER)
    if to != proposed and not reason.strip():
        raise InvalidValue(
            N_("U wijkt af van het voorstel: schrijf kort waarom."),
            remedy=N_("Eén zin is genoeg; hij staat later bij de zaak."),
        )
    payload = {"to": to, "proposed": proposed, "reason": reason.strip()}
    decided = desk.draft(events.ROUTE_DECIDED, "case", case, payload)
    return desk.store.record([decided, *_onward(desk, case, to)])


def decided_because(desk: Desk, case: CaseId, to: str) -> str:
    """Why whoever decided last sent the person ``to`` there and not where was proposed; "" when nobody said.

    For who may refer: writes nothing.
    """
    desk.actor.require(Deed.REFER)
    decided = [entry.payload or {} for entry in desk.store.entries_on(case, events.ROUTE_DECIDED)]
    return str(decided[-1].get("reason", "")) if decided and decided[-1].get("to") == to else ""


def _onward(desk: Desk, case: CaseId, to: str) -> list[Draft]:
    here = place(desk, case)
    if to == NOTHING_PROPOSED:
        gone = here not in ("", desk.actor.post)  # a decision that is made again sends nobody further
        return [] if gone or proposed_post(desk, case) is None else [sending(desk, case)]
    post = _stand(desk, to)
    # Why stays with the decision: whoever reads the queue of a post need not know.
    return [] if post in ("", here) else [straight_to(desk, case, post)]


def _stand(desk: Desk, to: str) -> str:
    """The post where this recipient is in the street, "" when it has none."""
    target = target_of(desk.action, to)
    posts = {post.code for post in desk.action.posts}
    return (target.post if target is not None else "") or (to if to in posts else "")


def state_counts(interviewing: Interviewing) -> dict[AnswerState, int]:
    """How often each answer state stands in an interview; states are counted apart, never as "no"."""
    counts = dict.fromkeys(AnswerState, 0)
    answers = interviewing.run.answers()
    for reference in standing({reference: value for reference, (value, _) in answers.items()}):
        counts[answers[reference][1]] += 1
    return counts
