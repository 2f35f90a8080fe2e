"""The way of people through the posts: who arrives, who is called in, and where each goes from here."""

from __future__ import annotations

from collections.abc import Iterator

from fieldcheck.domain import events
from fieldcheck.domain.action import Action, Post
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import N_, InvalidValue, UserFixable
from fieldcheck.domain.flow import OPEN_VISITS, Passing, PostFlow, Visit, VisitStage
from fieldcheck.domain.identifiers import CaseId, case_id
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.scanning import Paper, action_mark, read_scan
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes
from fieldcheck.usecases.staffing import absent_posts

_SHORT = N_("Eén zin is genoeg; hij staat later bij de zaak.")


def receive_case(desk: Desk, text: str) -> CaseRow:
    """The person with this case code, typed or scanned from the route slip, is at the table of this post.

    A case that only another laptop knows gets the same identifier here as there, so that its entries meet
    when the bundles come together. Receiving somebody who sits here already writes nothing.

    Raises InvalidValue for what is no case code, has a wrong check digit, or is of another action.
    """
    desk.actor.require(Deed.MOVE_PEOPLE)
    scanned = read_scan(text)
    if scanned.paper is Paper.PROOF:
        raise InvalidValue(
            N_("Dit is het nummer van een controlebewijs, geen zaakcode."),
            remedy=N_("De zaakcode staat groot op de routebrief, zoals BV-0412-4."),
        )
    if scanned.action not in ("", action_mark(desk.action.id)):
        raise InvalidValue(
            N_("De routebrief met zaak {code} is van een andere controle of een andere dag."),
            remedy=N_(
                "Vraag of de persoon een brief van vandaag heeft; zo niet, dan begint hij bij de intake."
            ),
            code=scanned.code,
        )
    case = case_id(desk.action.id, scanned.code)
    if not _is_at(desk, case):
        payload = {"code": scanned.code, "post": desk.actor.post}
        desk.write(events.CASE_RECEIVED, "case", case, payload)
    return desk.store.case(case)


def _is_at(desk: Desk, case: CaseId) -> bool:
    return any(
        visit.stage is VisitStage.AT and visit.post == desk.actor.post for visit in desk.store.visits(case)
    )


def call_in(desk: Desk, case: CaseId) -> Changes:
    """Call a person who waits at this post to its table. Raises UserFixable when nobody with it waits."""
    desk.actor.require(Deed.MOVE_PEOPLE)
    waiting = any(
        visit.stage is VisitStage.WAITING and visit.post == desk.actor.post
        for visit in desk.store.visits(case)
    )
    if not waiting:
        raise UserFixable(
            N_("Zaak {code} wacht niet meer bij deze post."),
            remedy=N_("Haal de lijst opnieuw op; misschien riep een collega de persoon al binnen."),
            code=desk.store.case(case).code,
        )
    return desk.write(events.CASE_CALLED, "case", case, {"post": desk.actor.post})


def call_next(desk: Desk) -> Visit | None:
    """Call in who waits longest at this post; None when nobody waits."""
    desk.actor.require(Deed.MOVE_PEOPLE)
    first = next((one for one in queue(desk) if one.stage is VisitStage.WAITING), None)
    if first is None:
        return None
    desk.write(events.CASE_CALLED, "case", first.case, {"post": desk.actor.post})
    return next(one for one in queue(desk) if one.id == first.id)


def queue(desk: Desk) -> tuple[Visit, ...]:
    """Who waits at this post or sits at its table, the longest waiting first."""
    desk.actor.require(Deed.MOVE_PEOPLE)
    return desk.store.queue(desk.actor.post)


def flows(desk: Desk) -> tuple[PostFlow, ...]:
    """The flow of every post of the action, in their order; persons."""
    desk.actor.require(Deed.MOVE_PEOPLE)
    return desk.store.flows([post.code for post in desk.action.posts], desk.clock())


def usual_way(action: Action, begun: str) -> tuple[Post, ...]:
    """The posts that people usually pass from the one where they begin, in order, each once."""
    posts = {post.code: post for post in action.posts}
    way: list[Post] = []
    at = posts.get(begun)
    while at is not None and at not in way:
        way.append(at)
        at = posts.get(at.next)
    return tuple(way)


def proposed_post(desk: Desk, case: CaseId) -> Post | None:
    """Where this person usually goes from here: the first post of the usual way without a visit.

    A post where nobody stands is passed over.

    None when all were visited, refused or skipped: then the proof of control is next.
    """
    row = desk.store.case(case)
    seen = {visit.post for visit in desk.store.visits(case)} | {desk.actor.post} | absent_posts(desk)
    return next((post for post in _ways(desk, row) if post.code not in seen), None)


def _ways(desk: Desk, row: CaseRow) -> Iterator[Post]:
    yield from usual_way(desk.action, row.post)
    yield from usual_way(desk.action, desk.actor.post)


def send_on(desk: Desk, case: CaseId, *, to: str = "", reason: str = "") -> Changes:
    """Send a person on to the queue of a post; "" is the one that :func:`proposed_post` names.

    Raises InvalidValue when the action has no such post, when the person is there already, and out of the
    usual turn without a reason.
    """
    desk.actor.require(Deed.MOVE_PEOPLE)
    return desk.store.record([sending(desk, case, to=to, reason=reason)])


def sending(desk: Desk, case: CaseId, *, to: str = "", reason: str = "") -> Draft:
    """What :func:`send_on` writes, to be written with something else in one go; the same is refused."""
    proposed = proposed_post(desk, case)
    target = to or ("" if proposed is None else proposed.code)
    if not target:
        raise UserFixable(
            N_("Deze persoon was bij alle posten."),
            remedy=N_("Geef het controlebewijs, of kies zelf een post en schrijf waarom."),
        )
    _require_post(desk, target)
    here = place(desk, case)
    if target == here:
        raise InvalidValue(
            N_("De persoon is al bij deze post."), remedy=N_("Kies een andere post, of roep hem binnen.")
        )
    if not reason.strip() and (proposed is None or target != proposed.code):
        raise InvalidValue(N_("Dit is niet de gewone volgende post: schrijf kort waarom."), remedy=_SHORT)
    return _sent(desk, case, here, target, reason)


def straight_to(desk: Desk, case: CaseId, to: str) -> Draft:
    """What sends a person to a post because of a decision that is on record by itself."""
    return _sent(desk, case, place(desk, case), to, "")


def _sent(desk: Desk, case: CaseId, here: str, to: str, reason: str) -> Draft:
    payload = {"from": here, "to": to, "reason": reason.strip()}
    return desk.draft(events.CASE_SENT, "case", case, payload)


def place(desk: Desk, case: CaseId) -> str:
    """The post where the person waits or sits now, "" on the road."""
    visits = [visit for visit in desk.store.visits(case) if visit.stage in OPEN_VISITS]
    return visits[-1].post if visits else ""


def _require_post(desk: Desk, code: str) -> None:
    if code not in {post.code for post in desk.action.posts}:
        raise InvalidValue(
            N_("Deze controle heeft geen post “{post}”."),
            remedy=N_("Kies een post uit de lijst."),
            post=code[:40],
        )


def refuse_post(desk: Desk, case: CaseId, *, reason: str = "", post: str = "", to: str = "") -> Changes:
    """The person does not want a post ("" is this one); nobody has to say why.

    With ``to`` the person is sent on in the same go; ``to`` is checked as in :func:`send_on`.
    """
    return _pass_by(desk, case, events.POST_REFUSED, post, reason, to)


def skip_post(desk: Desk, case: CaseId, *, reason: str, post: str = "", to: str = "") -> Changes:
    """An officer lets the person pass a post by ("" is this one). Raises InvalidValue without a reason."""
    desk.actor.require(Deed.MOVE_PEOPLE)
    if not reason.strip():
        raise InvalidValue(N_("Schrijf kort waarom de persoon deze post overslaat."), remedy=_SHORT)
    return _pass_by(desk, case, events.POST_SKIPPED, post, reason, to)


def _pass_by(desk: Desk, case: CaseId, kind: str, post: str, reason: str, to: str) -> Changes:
    desk.actor.require(Deed.MOVE_PEOPLE)
    passed = post or desk.actor.post
    _require_post(desk, passed)
    _require_known(desk, case)
    draft = desk.draft(kind, "case", case, {"post": passed, "reason": reason.strip()})
    onward = [sending(desk, case, to=to, reason=reason)] if to else []
    return desk.store.record([draft, *onward])


def leave(desk: Desk, case: CaseId, *, reason: str) -> Changes:
    """The person goes away without a proof of control. Raises InvalidValue without a reason."""
    desk.actor.require(Deed.MOVE_PEOPLE)
    if not reason.strip():
        raise InvalidValue(N_("Schrijf kort waarom de persoon weggaat zonder controlebewijs."), remedy=_SHORT)
    _require_known(desk, case)
    payload = {"post": desk.actor.post, "reason": reason.strip()}
    return desk.write(events.CASE_LEFT, "case", case, payload)


def _require_known(desk: Desk, case: CaseId) -> None:
    try:
        desk.store.case(case)
    except KeyError:
        raise UserFixable(
            N_("Deze zaak is niet bekend op deze laptop."),
            remedy=N_("Typ of scan eerst de code van de routebrief."),
        ) from None


def count_persons(desk: Desk, what: Passing, count: int = 1) -> Changes:
    """Count persons at this post who have no case: they passed, or refused. Below nought takes back.

    Raises InvalidValue for nought, and when more would be taken back than were counted.
    """
    desk.actor.require(Deed.COUNT)
    if count == 0 or desk.store.counted(desk.actor.post)[what] + count < 0:
        raise InvalidValue(
            N_("Er valt niets terug te nemen: zo veel personen zijn hier niet geteld."),
            remedy=N_("Personen met een zaak tellen vanzelf mee; die haalt u hier niet af."),
        )
    payload = {"post": desk.actor.post, "what": what.value, "count": count}
    return desk.write(events.PERSONS_COUNTED, "action", desk.action.id, payload)
