"""Who stands in the street today: a post counts as staffed until somebody says that nobody is there.

What is said here is known on this laptop, and elsewhere once its bundle came in.
"""

from __future__ import annotations

from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes

_YES, _NO = "yes", "no"


def absent_posts(desk: Desk) -> frozenset[str]:
    """Codes of the posts of which the newest word is that nobody stands there."""
    newest: dict[str, bool] = {}
    for entry in desk.store.entries_of(events.POST_STAFFED):
        payload = entry.payload or {}
        if entry.subject == desk.action.id:
            newest[str(payload.get("post", ""))] = payload.get("present") != _NO
    return frozenset(post for post, present in newest.items() if not present)


def report_posts(desk: Desk, present: dict[str, bool]) -> Changes | None:
    """Put on record for each of these posts whether somebody stands there; what is known already is left.

    None when there was nothing new. Raises InvalidValue when the action has no such post, and for the post
    where whoever says it sits.
    """
    desk.actor.require(Deed.MOVE_PEOPLE)
    absent = absent_posts(desk)
    changed = {post: there for post, there in present.items() if there == (post in absent)}
    for post, there in changed.items():
        if post not in {one.code for one in desk.action.posts}:
            raise InvalidValue(
                N_("Deze controle heeft geen post “{post}”."),
                remedy=N_("Kies een post uit de lijst."),
                post=post[:40],
            )
        if post == desk.actor.post and not there:
            raise InvalidValue(
                N_("U zit zelf bij deze post: dan staat er iemand."),
                remedy=N_("Vergrendel de laptop wanneer u weggaat, en laat een andere post het zeggen."),
            )
    if not changed:
        return None
    return desk.store.record(
        [
            desk.draft(
                events.POST_STAFFED,
                "action",
                desk.action.id,
                {"post": post, "present": _YES if there else _NO},
            )
            for post, there in changed.items()
        ]
    )
