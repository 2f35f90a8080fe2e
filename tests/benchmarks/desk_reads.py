"""Every read that a list, a search or a desk makes, with the least it could take: its rows, bare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random

from fieldcheck.domain.roles import Role
from fieldcheck.usecases.assessing import inbox
from fieldcheck.usecases.closing import closing_check
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.dossiers import read_dossier
from fieldcheck.usecases.homes import homes
from fieldcheck.usecases.interviewing import resume_interview
from fieldcheck.usecases.people import perhaps_same
from fieldcheck.usecases.referring import open_referrals, referral_history
from fieldcheck.usecases.reporting import comensha_queue
from fieldcheck.usecases.street import flows, queue
from fieldcheck.usecases.watching import watch
from fieldcheck.viewmodels.desk import DeskViewModel
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.letters import LettersViewModel
from fieldcheck.viewmodels.review import ReviewViewModel
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace
from tests.benchmarks.desk_store import OFFICERS, Built

_SEED = 7
_DIFFERENT = 60
"""Different cases, words and things that the rounds of one read go through."""


_TYPED = (
    "s",
    "sn",
    "sne",
    "snel",
    "fl",
    "uit",
    "uitzend",
    "b",
    "bl",
    "1",
    "12",
    "chalet",
    "x",
    "bloem",
    "park",
)
"""What somebody typed so far."""


@dataclass(frozen=True, slots=True)
class Read:
    """One read as a screen makes it.

    Attributes:
        act: does it once, with the next case, word or thing; returns what came out.
        bare: statement that fetches as many rows of the table that it shows, by the table's key.
    """

    what: str
    act: Callable[[], object]
    bare: str


def reads(built: Built) -> list[Read]:
    """Every read, of a desk as ``built`` has it now; it holds no row of an earlier read."""
    return [
        *_cases(built),
        *_street(built),
        *_referrals(built),
        *_about_a_case(built),
        *_people_and_things(built),
        *_desks(built),
    ]


def seated(desk: Desk, role: Role, post: str) -> Desk:
    """The same desk with one of its officers at it; nothing is written."""
    return replace(desk, actor=replace(desk.actor, name=OFFICERS[0], role=role, post=post))


def _some(built: Built, many: Sequence[str], count: int = _DIFFERENT) -> Callable[[], str]:
    """The next of ``count`` of these, drawn once, over and over."""
    drawn = Random(_SEED).choices(many, k=count)  # noqa: S311 - which case is looked at
    return cycle(drawn).__next__


def _cases(built: Built) -> list[Read]:
    store = built.store
    codes = [row.code for row in store.cases(limit=len(built.cases))]
    code, middle = _some(built, codes), _some(built, [code[4:6] for code in codes])
    rare, nothing = _some(built, [code[2:] for code in codes]), cycle(["ZZ-99"]).__next__
    posts = cycle([post.code for post in built.desk.action.posts]).__next__
    listed = "SELECT * FROM cases ORDER BY id LIMIT 500"
    one = "SELECT * FROM cases ORDER BY id LIMIT 1"
    return [
        Read("cases, the newest", store.cases, listed),
        Read("cases of a post", lambda: store.cases(post=posts()), listed),
        Read("cases by two digits of a code", lambda: store.cases(search=middle()), listed),
        Read("cases by most of a code", lambda: store.cases(search=rare()), one),
        Read("cases by what no code has", lambda: store.cases(search=nothing()), one),
        Read("cases of a post by two digits", lambda: store.cases(post=posts(), search=middle()), listed),
        Read("case by its code", lambda: store.case_by_code(code()), one),
    ]


def _street(built: Built) -> list[Read]:
    posts = cycle([post.code for post in built.desk.action.posts]).__next__
    officer = seated(built.desk, Role.HANDHAVER, "gemeente")
    few, all_homes = "SELECT * FROM visits ORDER BY id LIMIT 60", "SELECT * FROM homes ORDER BY id"
    return [
        Read("queue of a post", lambda: queue(seated(built.desk, Role.HANDHAVER, posts())), few),
        Read("flow of all posts", lambda: flows(officer), "SELECT * FROM visits ORDER BY id LIMIT 48"),
        Read("counts of a post", lambda: built.store.counts(posts()), few),
        Read("counts of all posts", lambda: built.store.counts(""), few),
        Read("homes", lambda: homes(officer), all_homes),
    ]


def _referrals(built: Built) -> list[Read]:
    inspector = seated(built.desk, Role.ISZW_INSPECTOR, "iszw")
    listed = "SELECT * FROM referrals ORDER BY id LIMIT 500"
    return [
        Read("inbox of the inspectorate", lambda: inbox(inspector), listed),
        Read("referrals nobody acknowledged", lambda: open_referrals(inspector), listed),
        Read("queue for CoMensha", lambda: comensha_queue(inspector), "SELECT * FROM dossier LIMIT 500"),
    ]


def _about_a_case(built: Built) -> list[Read]:
    store, inspector = built.store, seated(built.desk, Role.ISZW_INSPECTOR, "iszw")
    case, referred = _some(built, built.cases), _some(built, built.referred)
    kinds = cycle(["day.closed", "day.reopened", "record.viewed", "referral.sent"]).__next__
    actors = cycle(["A. Jansen", "E. Smit", "Niemand"]).__next__
    page = "SELECT * FROM trail ORDER BY id DESC LIMIT 200"
    before = store.trail(limit=5000)[-1].id

    def history() -> object:
        return referral_history(inspector, store.referrals(case=referred())[0])  # type: ignore[arg-type]

    return [
        Read("visits of a case", lambda: store.visits(case()), "SELECT * FROM visits LIMIT 6"),  # type: ignore[arg-type]
        Read(
            "dossier of a case", lambda: read_dossier(inspector, referred()), "SELECT * FROM dossier LIMIT 5"
        ),  # type: ignore[arg-type]
        Read("history of a referral", history, "SELECT * FROM trail LIMIT 30"),
        Read("trail of a case", lambda: store.trail(case=case()), "SELECT * FROM trail LIMIT 30"),  # type: ignore[arg-type]
        Read("trail, first page", store.trail, page),
        Read("trail, a later page", lambda: store.trail(before=before), page),
        Read("trail of a kind", lambda: store.trail(kind=kinds()), page),
        Read("trail of somebody", lambda: store.trail(actor=actors()), page),
        Read("bundles that came and went", store.bundles, "SELECT * FROM bundles"),
    ]


def _people_and_things(built: Built) -> list[Read]:
    store, desk = built.store, seated(built.desk, Role.HANDHAVER, "intake")
    case = _some(built, built.cases)
    typed = cycle(_TYPED).__next__
    largest = cycle(built.things.agencies[:3] + built.things.employers[:3]).__next__
    thing = _some(built, built.things.employers)
    links = "SELECT * FROM thing_links LIMIT 500"

    def alike() -> object:
        return store.like_thing(store.thing(thing()).thing)  # type: ignore[arg-type]

    return [
        Read(
            "things while somebody types", lambda: store.find_things(typed()), "SELECT * FROM things LIMIT 12"
        ),
        Read("things like a thing", alike, "SELECT * FROM things LIMIT 60"),
        Read("who is with the largest firms", lambda: store.links_to(largest()), links),  # type: ignore[arg-type]
        Read("things of a case", lambda: store.things_of(case()), "SELECT * FROM thing_links LIMIT 3"),  # type: ignore[arg-type]
        Read(
            "perhaps the same person",
            lambda: perhaps_same(desk, case()),
            "SELECT * FROM identities LIMIT 200",
        ),  # type: ignore[arg-type]
    ]


def _desks(built: Built) -> list[Read]:
    coordinator = seated(built.desk, Role.COORDINATOR, "coordinator")
    inspector = seated(built.desk, Role.ISZW_INSPECTOR, "iszw")
    listed, answers = "SELECT * FROM cases ORDER BY id LIMIT 500", "SELECT * FROM answers LIMIT 15"
    case = _some(built, built.cases)
    posts = [post.code for post in built.desk.action.posts]
    model = _desk_model(seated(built.desk, Role.HANDHAVER, posts[0]))

    def interview() -> object:
        row = built.store.case(case())  # type: ignore[arg-type]
        assert row.interview is not None
        return resume_interview(seated(built.desk, Role.HANDHAVER, posts[0]), row.interview)

    def review() -> object:
        shown = ReviewViewModel(inspector, InlineJobs())
        shown.load()
        assert shown.state.case is not None, shown.state.trouble
        return shown.state

    def letters() -> object:
        shown = LettersViewModel(coordinator, InlineJobs())
        shown.load()
        return shown.state

    return [
        Read("post desk refreshed", model.refresh, listed),
        Read("post desk of the inspectorate", _desk_model(inspector).refresh, listed),
        Read("review desk with its first case", review, "SELECT * FROM referrals ORDER BY id LIMIT 500"),
        Read("letters desk", letters, listed),
        Read("the coordinator's day", lambda: watch(coordinator), listed),
        Read("what is unfinished at closing", lambda: closing_check(coordinator), listed),
        Read("interview opened", interview, answers),
    ]


def _desk_model(desk: Desk) -> DeskViewModel:
    workplace = Workplace(None, InlineJobs())  # type: ignore[arg-type]
    workplace.unlocked_by(desk.actor.name, desk.store)
    shell = Shell(workplace, first=Screen.DESK)
    shell.seated(desk)
    return DeskViewModel(workplace, shell)
