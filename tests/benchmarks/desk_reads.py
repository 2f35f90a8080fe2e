"""Every read that a list, a search or a desk makes, with the least it could take: its rows, bare."""

from __future__ import annotations

from itertools import cycle

from fieldcheck.domain.roles import Role
from fieldcheck.usecases.assessing import inbox
from fieldcheck.usecases.dossiers import read_dossier
from fieldcheck.usecases.feedback import feedback
from fieldcheck.usecases.homes import homes
from fieldcheck.usecases.people import perhaps_same
from fieldcheck.usecases.referring import open_referrals, referral_history
from fieldcheck.usecases.reporting import comensha_queue
from fieldcheck.usecases.searching import find_cases
from fieldcheck.usecases.street import flows, queue
from fieldcheck.usecases.watching import watch
from tests.benchmarks.desk_screens import screens
from tests.benchmarks.desk_store import Built
from tests.benchmarks.desk_typing import Read, names_typed, seated, some, typed_on

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


def reads(built: Built) -> list[Read]:
    """Every read, of a desk as ``built`` has it now; it holds no row of an earlier read."""
    return [
        *_cases(built),
        *_street(built),
        *_referrals(built),
        *_about_a_case(built),
        *_people_and_things(built),
        *screens(built),
    ]


def _cases(built: Built) -> list[Read]:
    store = built.store
    code, middle = some(built.codes), some([code[4:6] for code in built.codes])
    rare, nothing = some([code[2:] for code in built.codes]), cycle(["ZZ-99"]).__next__
    every, own = (
        seated(built.desk, Role.COORDINATOR, "coordinator"),
        seated(built.desk, Role.HANDHAVER, "intake"),
    )
    typed, name, own_name = typed_on(some(built.codes)), names_typed(built), names_typed(built)
    posts = cycle([post.code for post in built.desk.action.posts]).__next__
    listed = "SELECT * FROM cases ORDER BY id LIMIT 200"
    one = "SELECT * FROM cases ORDER BY id LIMIT 1"
    return [
        Read("cases, the newest", store.cases, listed),
        Read("cases of a post", lambda: store.cases(post=posts()), listed),
        Read("cases by two digits of a code", lambda: store.cases(search=middle()), listed),
        Read("cases by most of a code", lambda: store.cases(search=rare()), one),
        Read("cases by what no code has", lambda: store.cases(search=nothing()), one),
        Read("cases of a post by two digits", lambda: store.cases(post=posts(), search=middle()), listed),
        Read("case by its code", lambda: store.case_by_code(code()), one),
        Read("search of all cases by a code", lambda: find_cases(every, typed()), listed),
        Read("search of all cases by a name", lambda: find_cases(every, name()), listed),
        Read("search of own cases by a name", lambda: find_cases(own, own_name(), post="intake"), listed),
        Read("proof of control by its serial", lambda: store.proof(built.serial), one),
    ]


def _street(built: Built) -> list[Read]:
    posts = cycle([post.code for post in built.desk.action.posts]).__next__
    officer = seated(built.desk, Role.HANDHAVER, "gemeente")
    coordinator = seated(built.desk, Role.COORDINATOR, "coordinator")
    few, all_homes = "SELECT * FROM visits ORDER BY id LIMIT 60", "SELECT * FROM homes ORDER BY id"
    return [
        Read("queue of a post", lambda: queue(seated(built.desk, Role.HANDHAVER, posts())), few),
        Read("flow of all posts", lambda: flows(officer), "SELECT * FROM visits ORDER BY id LIMIT 48"),
        Read("homes", lambda: homes(officer), all_homes),
        Read("the day of the whole street", lambda: watch(coordinator), few),
    ]


def _referrals(built: Built) -> list[Read]:
    inspector = seated(built.desk, Role.ISZW_INSPECTOR, "iszw")
    officer = seated(built.desk, Role.HANDHAVER, "intake")
    listed = "SELECT * FROM referrals ORDER BY id LIMIT 500"
    return [
        Read("inbox of the inspectorate", lambda: inbox(inspector), listed),
        Read("outcomes that came back", lambda: feedback(officer), "SELECT * FROM referrals LIMIT 50"),
        Read("referrals nobody acknowledged", lambda: open_referrals(inspector), listed),
        Read("queue for CoMensha", lambda: comensha_queue(inspector), "SELECT * FROM dossier LIMIT 500"),
    ]


def _about_a_case(built: Built) -> list[Read]:
    store, inspector = built.store, seated(built.desk, Role.ISZW_INSPECTOR, "iszw")
    case, referred = some(built.cases), some(built.referred)
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
    case = some(built.cases)
    typed = cycle(_TYPED).__next__
    largest = cycle(built.things.agencies[:3] + built.things.employers[:3]).__next__
    thing = some(built.things.employers)
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
