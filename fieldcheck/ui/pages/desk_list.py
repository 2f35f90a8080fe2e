"""What the list of the desk holds: the cases, or the inbox, or what a search found."""

from __future__ import annotations

from fieldcheck.i18n import Texts
from fieldcheck.ui.pages.desk_rows import ListRow, case_row, referral_row
from fieldcheck.viewmodels.desk import DeskState


def listed(state: DeskState, texts: Texts) -> tuple[ListRow, ...]:
    """The cases of a post; for who assesses the inbox, and below it the cases that a search found."""
    posts = {post.code: texts.text(post.name) for post in state.posts} if state.everywhere else {}
    cases = tuple(
        case_row(one, texts, state.now, post=posts.get(one.post, ""), found_by=state.found_by.get(one.id, ""))
        for one in state.rows
    )
    if not state.may_assess:
        return cases
    inbox = (referral_row(one, texts, state.now) for one in state.inbox)
    waiting = tuple(one for one in inbox if state.search.casefold() in one.title.casefold())
    return (*waiting, *cases) if state.search else waiting
