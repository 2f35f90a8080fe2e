"""Whom a person belongs to and who else does, on a real desk: what the screens show and put on record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId, ThingId
from fieldcheck.domain.roles import Role
from fieldcheck.domain.things.address_line import dwelling_at
from fieldcheck.domain.things.linked import LinkSource, Relation
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.i18n import local_day, short_date
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.things import add_thing, link_thing, things_of
from fieldcheck.viewmodels.cluster import ClusterViewModel
from fieldcheck.viewmodels.jobs import HeldJobs, InlineJobs
from fieldcheck.viewmodels.things import ThingsViewModel, Written

NAMES = iter(
    (
        "Rode Kers",
        "Blauwe Distel",
        "Gele Lis",
        "Witte Roos",
        "Oranje Anjer",
        "Paarse Heide",
        "Groene Varen",
        "Bruine Beuk",
        "Grijze Els",
        "Zwarte Bes",
        "Zilveren Linde",
    )
)


@pytest.fixture
def firm() -> Thing:
    """An agency of its own for each test: they share one store."""
    return Thing(ThingKind.AGENCY, f"{next(NAMES)} Uitzendbureau B.V.")


def model_of(desk: Desk, case: CaseId) -> ThingsViewModel:
    model = ThingsViewModel(desk, InlineJobs(), case)
    model.load()
    assert model.state.trouble is None
    return model


def inspector(desk: Desk) -> Desk:
    return replace(desk, actor=replace(desk.actor, role=Role.ISZW_INSPECTOR, post="iszw"))


def test_what_is_on_record_is_suggested_while_somebody_types(desk: Desk, firm: Thing) -> None:
    thing = add_thing(desk, open_case(desk).id, firm, Relation.SENT_BY)
    model = model_of(desk, open_case(desk).id)
    model.pick_relation(Relation.SENT_BY)
    model.write(Written(firm.name[:6]))
    assert thing in [line.id for line in model.state.suggestions]
    model.write(Written(firm.name))
    assert model.state.suggestions[0].id == thing
    assert model.state.suggestions[0].reason
    model.choose(thing)
    assert [line.title for line in model.state.links] == [firm.name]
    assert model.state.written == Written()
    model.choose(thing)
    assert model.state.trouble is not None


def test_a_later_letter_replaces_a_search_that_is_not_done(desk: Desk, firm: Thing) -> None:
    jobs = HeldJobs()
    model = ThingsViewModel(desk, jobs, open_case(desk).id)
    model.write(Written("zzz"))
    model.write(Written(""))
    add_thing(desk, open_case(desk).id, replace(firm, name="Zzz Werk"), Relation.WORKS_FOR)
    jobs.release()
    assert model.state.suggestions == ()


@pytest.mark.parametrize(
    ("relation", "written", "shown"),
    [
        (Relation.TRAVELS_IN, Written("xk482t"), "XK-482-T"),
        (Relation.LIVES_AT, Written("bosweg 12 a 6710ab ede"), "bosweg 12A, 6710 AB ede"),
        (Relation.WORKS_FOR, Written("Tuinderij", kvk="kvk 12 34 56 78"), "KvK 12345678"),
    ],
)
def test_what_would_be_recorded_is_shown_normalised(
    desk: Desk, relation: Relation, written: Written, shown: str
) -> None:
    model = model_of(desk, open_case(desk).id)
    model.pick_relation(relation)
    model.write(written)
    assert shown in model.state.preview
    model.add()
    assert model.state.trouble is None
    assert len(model.state.links) == 1


@pytest.mark.parametrize(
    ("relation", "written"),
    [
        (Relation.TRAVELS_IN, Written("geheel onleesbaar kenteken")),
        (Relation.WORKS_FOR, Written("Tuinderij", kvk="123")),
        (Relation.LIVES_AT, Written("x" * 200)),
    ],
)
def test_what_cannot_be_says_why_and_is_not_recorded(
    desk: Desk, relation: Relation, written: Written
) -> None:
    model = model_of(desk, open_case(desk).id)
    model.pick_relation(relation)
    model.write(written)
    assert (model.state.preview, bool(model.state.problem)) == ("", True)
    model.add()
    assert model.state.trouble is not None
    assert model.state.links == ()


def test_a_plate_that_fits_no_pattern_is_kept_and_marked(desk: Desk) -> None:
    model = model_of(desk, open_case(desk).id)
    model.pick_relation(Relation.TRAVELS_IN)
    model.write(Written("1-ABCDE-9", country="NL"))
    assert model.state.preview
    assert "patroon" in model.state.problem


def test_a_plate_that_is_on_record_is_linked_and_not_recorded_again(desk: Desk) -> None:
    first, second = open_case(desk), open_case(desk)
    for case, typed in ((first, "ZK-892-T"), (second, "zk 892 t")):
        model = model_of(desk, case.id)
        model.pick_relation(Relation.TRAVELS_IN)
        model.write(Written(typed))
        model.add()
    (one,), (other,) = things_of(desk, first.id), things_of(desk, second.id)
    assert one.thing.id == other.thing.id


def test_a_proposal_is_followed_only_when_somebody_says_so(desk: Desk, firm: Thing) -> None:
    thing = add_thing(desk, open_case(desk).id, firm, Relation.SENT_BY)
    talk = start_interview(desk, open_case(desk).id, "nl")
    given = {"consent": "yes", "works_now": "yes", "works_for": "agency", "agency_name": firm.name}
    for name, value in given.items():
        reference = next(one for one in talk.run.references() if one.endswith(f"/{name}"))
        talk.save(talk.answer({reference: value}, move_on=False))
    case = talk.interview.case
    model = model_of(desk, case)
    (proposal,) = model.state.proposals
    assert model.state.links == ()
    assert [line.id for line in proposal.known] == [thing]
    model.confirm(proposal, thing)
    assert model.state.proposals == ()
    (link,) = things_of(desk, case)
    assert (link.recorded, link.source) == (thing, LinkSource.FORM)


def test_a_link_goes_away_with_a_reason_only(desk: Desk, firm: Thing) -> None:
    case = open_case(desk).id
    add_thing(desk, case, firm, Relation.SENT_BY)
    model = model_of(desk, case)
    model.begin_unlinking(model.state.links[0].link)
    model.unlink()
    assert model.state.trouble is not None
    assert model.state.links
    model.write_reason("verkeerde persoon")
    model.unlink()
    assert (model.state.links, model.state.unlinking) == ((), None)


def test_only_who_may_see_clusters_is_told_how_many(desk: Desk, firm: Thing) -> None:
    case = open_case(desk).id
    add_thing(desk, case, firm, Relation.SENT_BY)
    for at, may in ((desk, False), (inspector(desk), True)):
        model = model_of(at, open_case(desk).id)
        model.pick_relation(Relation.SENT_BY)
        model.write(Written(firm.name))
        assert model.state.may_cluster is may
        assert ("1 persoon" in model.state.suggestions[0].below) is may


def test_a_cluster_names_the_unit_of_every_count(desk: Desk, firm: Thing) -> None:
    case = open_case(desk).id
    thing = add_thing(desk, case, firm, Relation.SENT_BY)
    model = ClusterViewModel(inspector(desk), InlineJobs(), thing)
    model.load()
    state = model.state
    assert state.persons_words == "1 persoon"
    assert state.persons[0].code == desk.store.case(case).code
    assert desk.action.park in state.visits[0]
    assert state.visits[0].endswith("1 persoon")
    assert all((bar.signalled, bar.without, bar.blank) == (0, 0, 1) for bar in state.domains)
    assert "1 persoon" in state.notes[0]


def test_who_was_asked_nothing_is_not_called_without_signals(desk: Desk, firm: Thing) -> None:
    case, told = open_case(desk).id, open_case(desk).id
    thing = add_thing(desk, case, firm, Relation.SENT_BY)
    link_thing(desk, told, thing, Relation.SENT_BY)
    start_interview(desk, case, "nl")
    talk = start_interview(desk, told, "nl")
    for name, value in {"consent": "yes", "works_now": "yes", "papers_kept_by": "self"}.items():
        reference = next(one for one in talk.run.references() if one.endswith(f"/{name}"))
        talk.save(talk.answer({reference: value}, move_on=False))
    model = ClusterViewModel(inspector(desk), InlineJobs(), thing)
    model.load()
    chips = {line.case: line.chip for line in model.state.persons}
    assert chips == {case: "niet gevraagd", told: "geen signaal"}
    english = ClusterViewModel(inspector(desk), InlineJobs(), thing, tag="en")
    english.load()
    assert {line.case: line.chip for line in english.state.persons}[case] == "not asked"


def test_a_merger_asks_why_and_can_be_undone(desk: Desk, firm: Thing) -> None:
    one = add_thing(desk, open_case(desk).id, firm, Relation.SENT_BY)
    other = add_thing(desk, open_case(desk).id, replace(firm, name=firm.name.upper()), Relation.SENT_BY)
    model = ClusterViewModel(inspector(desk), InlineJobs(), one)
    model.load()
    (line,) = model.state.alike
    assert (line.id, line.sure) == (other, False) or line.reason
    model.ask("merge", line)
    model.decide()
    assert model.state.trouble is not None
    model.write_reason("zelfde kantoor")
    model.decide()
    assert (model.state.alike, [record.id for record in model.state.records]) == ((), [other])
    assert (
        model.state.records[0].reason
        == f"zelfde kantoor · {desk.actor.name} · {short_date(local_day(desk.clock()))}"
    )
    assert model.state.persons_words == "2 personen"
    model.ask("part", model.state.records[0])
    model.write_reason("toch een ander")
    model.decide()
    assert model.state.records == ()
    model.ask("apart", model.state.alike[0])
    model.write_reason("twee vestigingen")
    model.decide()
    assert (model.state.alike, model.state.asking) == ((), None)


def test_who_belongs_to_it_is_in_sight_before_it_is_read_and_that_can_be_stopped(
    desk: Desk, firm: Thing
) -> None:
    case = open_case(desk)
    thing = add_thing(desk, case.id, firm, Relation.SENT_BY)
    jobs = HeldJobs()
    model = ClusterViewModel(inspector(desk), jobs, thing)
    model.load()
    jobs.release()
    assert (model.state.loaded, model.state.busy) == (True, True)
    assert [(line.code, line.chip) for line in model.state.persons] == [(case.code, "")]
    assert (model.state.persons_words, model.state.domains) == ("1 persoon", ())
    (looked, *_) = desk.store.trail(case=case.id, kind=events.RECORD_VIEWED)
    assert looked.role == "iszw-inspector"
    model.stop()
    jobs.release()
    model.tick()
    assert (model.state.stopped, model.state.busy, model.state.domains) == (True, False, ())
    model.load()
    while model.state.busy:
        jobs.release()
    assert (model.state.loaded, model.state.stopped) == (True, False)
    assert model.state.persons[0].chip == "geen gesprek"
    assert len(desk.store.trail(case=case.id, kind=events.RECORD_VIEWED)) == 2  # once for each look


def test_nobody_is_read_for_a_screen_that_was_left(desk: Desk, firm: Thing) -> None:
    first, *others = [open_case(desk).id for _ in range(9)]
    thing = add_thing(desk, first, firm, Relation.SENT_BY)
    for case in others:
        link_thing(desk, case, thing, Relation.SENT_BY)
    jobs = HeldJobs()
    model = ClusterViewModel(inspector(desk), jobs, thing)
    leave = model.observe(lambda _state: None)
    model.load()
    jobs.release()
    jobs.release()
    leave()
    for _ in range(3):  # of which the first was handed in before
        jobs.release()
    model.tick()
    assert (model.state.done, model.state.total, model.state.domains) == (8, 9, ())


def test_a_cluster_that_is_gone_says_so(desk: Desk) -> None:
    model = ClusterViewModel(inspector(desk), InlineJobs(), ThingId("gone"))
    model.load()
    assert model.state.trouble is not None
    assert model.state.trouble.what == "Dit is niet bekend op deze laptop."


def test_a_park_is_a_thing_of_its_own(desk: Desk) -> None:
    model = model_of(desk, open_case(desk).id)
    model.pick_relation(Relation.LIVES_AT)
    assert model.state.kind is ThingKind.DWELLING
    model.write(Written("De Voorbeeldhoeve"))
    model.pick_kind(ThingKind.PARK)
    assert model.state.written.main == "De Voorbeeldhoeve", "what was typed stays"
    model.add()
    (link,) = model.state.links
    assert (link.title, link.link.thing.thing.kind) == ("De Voorbeeldhoeve", ThingKind.PARK)
    assert model.state.kind is ThingKind.DWELLING, "the next one is a dwelling again, unless somebody says so"
    later = model_of(desk, open_case(desk).id)
    later.pick_relation(Relation.LIVES_AT)
    later.write(Written("voorbeeld"))
    assert [line.id for line in later.state.suggestions] == [link.link.thing.id], "found while typing"
    later.pick_kind(ThingKind.PARK)
    later.write(Written("Vakantiepark de Voorbeeldhoeve"))
    (suggested,) = later.state.suggestions
    assert "voorbeeldhoeve" in suggested.reason.casefold(), "with the reason of the match"


def test_a_dwelling_without_its_place_is_suggested_with_the_reason(desk: Desk) -> None:
    home = dwelling_at("Bosweg 12-A, chalet 14, 6710 AB Ede")
    thing = add_thing(desk, open_case(desk).id, home, Relation.LIVES_AT)
    model = model_of(desk, open_case(desk).id)
    model.pick_relation(Relation.LIVES_AT)
    model.write(Written("Bosweg 12A, chalet 14"))
    (line,) = model.state.suggestions
    assert (line.id, line.sure, bool(line.reason)) == (thing, False, True)


def test_a_coordinator_sees_what_a_case_belongs_to_and_who_else(desk: Desk) -> None:
    case = open_case(desk).id
    add_thing(desk, case, dwelling_at("Zandweg 3, 6710 AB Ede"), Relation.LIVES_AT)
    coordinator = change_place(desk, role=Role.COORDINATOR, post="coordinator")
    state = model_of(coordinator, case).state
    assert ([line.title for line in state.links], state.proposals) == (["Zandweg 3, 6710 AB Ede"], ())
    assert (state.may_cluster, state.may_record, state.trouble) == (True, False, None)
