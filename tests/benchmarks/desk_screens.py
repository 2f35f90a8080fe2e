"""Every screen of the application as it is opened, by the role that opens it, with all that it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from fieldcheck.domain.identifiers import CaseId, ThingId
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.alarming import escalate
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import resume_interview
from fieldcheck.viewmodels.cluster import ClusterViewModel
from fieldcheck.viewmodels.day import ClosingViewModel, DayViewModel
from fieldcheck.viewmodels.desk import DeskViewModel
from fieldcheck.viewmodels.export import ExportViewModel
from fieldcheck.viewmodels.homes import HomesViewModel
from fieldcheck.viewmodels.identity import IdentityViewModel
from fieldcheck.viewmodels.jobs import HeldJobs, InlineJobs
from fieldcheck.viewmodels.letters import LettersViewModel
from fieldcheck.viewmodels.outcome import OutcomeViewModel
from fieldcheck.viewmodels.preparation import PreparationViewModel
from fieldcheck.viewmodels.referral import ReferralViewModel
from fieldcheck.viewmodels.review import ReviewViewModel
from fieldcheck.viewmodels.shell import ALARM_CARRIED, Screen, Shell
from fieldcheck.viewmodels.things import ThingsViewModel
from fieldcheck.viewmodels.things import Written as WrittenThing
from fieldcheck.viewmodels.trail import TrailViewModel
from fieldcheck.viewmodels.workplace import Workplace
from tests.benchmarks.desk_store import Built
from tests.benchmarks.desk_typing import Read, names_typed, seated, some, typed_on

_LISTED = "SELECT * FROM cases ORDER BY id LIMIT 200"
_REFERRED = "SELECT * FROM referrals ORDER BY id LIMIT 500"
_ANSWERED = "SELECT * FROM answers LIMIT 15"
_PAGE = "SELECT * FROM trail ORDER BY id DESC LIMIT 200"
_FEW = "SELECT * FROM things LIMIT 6"


def screens(built: Built) -> Iterator[Read]:
    """Every screen, each time anew, as when somebody goes there."""
    yield from _post_desk(built)
    yield from _inspectorate(built)
    yield from _of_a_case(built)
    yield from _of_a_thing(built)
    yield from _coordinator(built)


def _post_desk(built: Built) -> Iterator[Read]:
    posts = [post.code for post in built.desk.action.posts]
    intake = seated(built.desk, Role.HANDHAVER, posts[0])
    clerk = seated(built.desk, Role.MUNICIPAL_CLERK, "gemeente")
    coordinator = seated(built.desk, Role.COORDINATOR, "coordinator")
    standing, finding, everywhere = _desk_model(intake), _desk_model(intake), _desk_model(coordinator)
    everywhere.look(everywhere=True)
    codes = typed_on(some(built.codes))
    names, others = names_typed(built), names_typed(built)
    yield Read("post desk opened", lambda: _desk_model(intake), _LISTED)
    yield Read("post desk refreshed", standing.refresh, _LISTED)
    yield Read("post desk of the municipality", lambda: _desk_model(clerk), _LISTED)
    yield Read("post desk while a code is typed", lambda: finding.find(codes()), _LISTED)
    yield Read("post desk while a name is typed", lambda: finding.find(names()), _LISTED)
    yield Read("coordinator's desk, all posts", everywhere.refresh, _LISTED)
    yield Read("coordinator's desk while a name is typed", lambda: everywhere.find(others()), _LISTED)
    yield Read("look for alarms to send on", lambda: escalate(intake), _REFERRED)


def _inspectorate(built: Built) -> Iterator[Read]:
    inspector = seated(built.desk, Role.ISZW_INSPECTOR, "iszw")
    open_one = ReviewViewModel(inspector, InlineJobs())
    open_one.load()
    rows = cycle([row.id for row in open_one.state.rows]).__next__

    def review() -> object:
        shown = ReviewViewModel(inspector, InlineJobs())
        shown.load()
        assert shown.state.case is not None, shown.state.trouble
        return shown.state

    def another() -> object:
        open_one.select(rows())
        assert open_one.state.case is not None, open_one.state.trouble
        return open_one.state

    def reports() -> object:
        open_one.dossier.open_queue()
        assert open_one.state.queue
        return open_one.state

    yield Read("post desk of the inspectorate", lambda: _desk_model(inspector), _REFERRED)
    yield Read("review desk with its first case", review, _REFERRED)
    yield Read("review desk, another case and its dossier", another, "SELECT * FROM dossier LIMIT 5")
    yield Read("review desk, the queue for CoMensha", reports, "SELECT * FROM dossier LIMIT 500")


def _of_a_case(built: Built) -> Iterator[Read]:
    intake = seated(built.desk, Role.HANDHAVER, "intake")
    case, told, alarmed, known, linked = (some(built.cases) for _ in range(5))

    def interview() -> object:
        row = built.store.case(CaseId(case()))
        assert row.interview is not None
        return resume_interview(intake, row.interview)

    def outcome() -> object:
        shown = OutcomeViewModel(intake, InlineJobs(), CaseId(told()))
        return _loaded(shown, shown.load)

    def alarm() -> object:
        shown = ReferralViewModel(intake, InlineJobs(), CaseId(alarmed()), to=ALARM_CARRIED)
        shown.load()
        assert shown.state.targets, shown.state.trouble
        return shown.state

    def identity() -> object:
        shown = IdentityViewModel(intake, InlineJobs(), CaseId(known()))
        return _loaded(shown, shown.load)

    def things() -> object:
        shown = ThingsViewModel(intake, InlineJobs(), CaseId(linked()))
        return _loaded(shown, shown.load)

    yield Read("interview opened", interview, _ANSWERED)
    yield Read("outcome of a case", outcome, _ANSWERED)
    yield Read("alarm sheet of a case", alarm, _ANSWERED)
    yield Read("identity, and who may be the same", identity, "SELECT * FROM identities LIMIT 200")
    yield Read("things of a case, and what its answers name", things, _FEW)


def _of_a_thing(built: Built) -> Iterator[Read]:
    intake = seated(built.desk, Role.HANDHAVER, "intake")
    inspector = seated(built.desk, Role.ISZW_INSPECTOR, "iszw")
    names = names_typed(built)
    field = ThingsViewModel(intake, InlineJobs(), built.cases[0])
    largest = cycle(built.things.agencies[:3] + built.things.employers[:3]).__next__
    dwelling = some(built.things.dwellings)

    def around(thing: Callable[[], str]) -> HeldJobs:
        jobs = HeldJobs()
        shown = ClusterViewModel(inspector, jobs, ThingId(thing()))
        shown.load()
        jobs.release()
        assert shown.state.persons_words, shown.state.trouble
        return jobs

    reading = around(largest)

    yield Read("cluster, a few persons read", reading.release, _ANSWERED)
    yield Read("things like what is typed", lambda: field.write(WrittenThing(names())), _FEW)
    yield Read("cluster of a dwelling, opened", lambda: around(dwelling), "SELECT * FROM thing_links LIMIT 4")
    yield Read(
        "cluster of the largest firms, opened", lambda: around(largest), "SELECT * FROM thing_links LIMIT 500"
    )


def _coordinator(built: Built) -> Iterator[Read]:
    coordinator = seated(built.desk, Role.COORDINATOR, "coordinator")
    auditor = seated(built.desk, Role.AUDIT_READER, "coordinator")
    visitor = seated(built.desk, Role.HANDHAVER, "intake")
    shell = Shell(_workplace(coordinator), first=Screen.DESK)
    code = some(built.codes)
    letters_code = typed_on(code)
    finding = LettersViewModel(coordinator, InlineJobs())

    def letters() -> object:
        shown = LettersViewModel(coordinator, InlineJobs())
        return _loaded(shown, shown.load)

    def homes() -> object:
        shown = HomesViewModel(visitor, InlineJobs())
        return _loaded(shown, shown.load)

    def day() -> object:
        shown = DayViewModel(coordinator, InlineJobs())
        return _loaded(shown, shown.load)

    def closing() -> object:
        shown = ClosingViewModel(coordinator, InlineJobs(), shell)
        return _loaded(shown, shown.load)

    def preparation() -> object:
        shown = PreparationViewModel(coordinator, InlineJobs(), shell)
        return _loaded(shown, shown.load)

    def export() -> object:
        shown = ExportViewModel(coordinator, InlineJobs(), Path())
        shown.load()
        assert shown.state.contents is not None, shown.state.trouble
        return shown.state

    def trail() -> object:
        shown = TrailViewModel(auditor, InlineJobs())
        return _loaded(shown, shown.load)

    def trail_of_a_case() -> object:
        shown = TrailViewModel(auditor, InlineJobs())
        shown.narrow(case_code=code(), actor="", kind="")
        assert shown.state.rows, shown.state.trouble
        return shown.state

    yield Read("letters desk", letters, _LISTED)
    yield Read("letters desk while a code is typed", lambda: finding.search(letters_code()), _LISTED)
    yield Read("homes of the park", homes, "SELECT * FROM homes ORDER BY id")
    yield Read("the coordinator's day", day, "SELECT * FROM visits ORDER BY id LIMIT 48")
    yield Read("what is unfinished at closing", closing, "SELECT * FROM visits ORDER BY id LIMIT 500")
    yield Read("preparation of the action", preparation, "SELECT * FROM actions")
    yield Read("what an export would hold", export, "SELECT * FROM counters")
    yield Read("trail, opened", trail, _PAGE)
    yield Read("trail of one case, opened", trail_of_a_case, "SELECT * FROM trail LIMIT 30")


def _loaded(shown: object, load: Callable[[], None]) -> object:
    load()
    state = shown.state  # type: ignore[attr-defined]
    assert state.loaded, state.trouble
    return state


def _workplace(desk: Desk) -> Workplace:
    workplace = Workplace(None, InlineJobs())  # type: ignore[arg-type]
    workplace.unlocked_by(desk.actor.name, desk.store)
    return workplace


def _desk_model(desk: Desk) -> DeskViewModel:
    workplace = _workplace(desk)
    shell = Shell(workplace, first=Screen.DESK)
    shell.seated(desk)
    shown = DeskViewModel(workplace, shell)
    assert shown.state.loaded, shown.state.problem
    return shown
