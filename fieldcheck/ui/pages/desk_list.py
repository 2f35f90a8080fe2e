"""What the list of the desk holds: the cases, or the inbox, or what a search found."""

from __future__ import annotations

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import CLOSED_STAGES
from fieldcheck.i18n import Texts
from fieldcheck.ui.pages.desk_rows import ListRow, case_row, referral_row
from fieldcheck.viewmodels.desk import DeskState


def listed(state: DeskState, texts: Texts) -> tuple[ListRow, ...]:
    """What was referred to who sits here, then the cases of the post; who assesses sees those of a search."""
    posts = {post.code: texts.text(post.name) for post in state.posts} if state.everywhere else {}
    wanted = state.search.casefold()
    inbox = tuple(one for one in state.inbox if wanted in one.case_code.casefold())
    referred = () if state.may_assess else {one.case for one in inbox}  # one row is enough to open it
    cases = tuple(
        case_row(one, texts, state.now, post=posts.get(one.post, ""), found_by=state.found_by.get(one.id, ""))
        for one in state.rows
        if one.id not in referred
    )
    rows = tuple(referral_row(one, texts, state.now, among_cases=not state.may_assess) for one in inbox)
    if state.may_assess:
        return (*rows, *cases) if state.search else rows
    over = [one.stage in CLOSED_STAGES for one in inbox]  # what nobody works on stands out of the way
    open_rows = (one for one, closed in zip(rows, over, strict=True) if not closed)
    return (*open_rows, *cases, *(one for one, closed in zip(rows, over, strict=True) if closed))


def list_name(state: DeskState, texts: Texts) -> str:
    """What the list is called; how many were referred to who sits here stands beside the cases."""
    if state.may_assess:
        return texts.text(N_("Verwijzingen"))
    open_here = sum(one.stage not in CLOSED_STAGES for one in state.inbox)
    name = texts.text(N_("Zaken"))
    return f"{name} · {open_here} {texts.text(N_('doorverwezen'))}" if open_here else name
