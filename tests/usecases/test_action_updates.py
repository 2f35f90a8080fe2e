"""A changed action on a stick: from the coordinator's laptop to one that is set up and in use."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.bundle import update as bundle_update
from fieldcheck.crypto import KeyPair, new_authority
from fieldcheck.domain import events
from fieldcheck.domain.action import Action, Contact, Post
from fieldcheck.domain.errors import BundleRefused, InvalidValue, NotAllowed, StorageFailed, UserFixable
from fieldcheck.domain.identifiers import ActionId, DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.action_updates import export_update, is_update, put_in_force, read_update
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.coordinating import change_action
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import export_day
from fieldcheck.usecases.importing import take_in
from fieldcheck.usecases.interviewing import resume_interview, start_interview
from fieldcheck.usecases.offering import (
    brought_forms,
    keep_brought,
    offered_forms,
    publish_for,
    record_brought,
)
from fieldcheck.usecases.preparing import Founded, LaptopPlan, equip, found
from fieldcheck.usecases.setup import take_over
from fieldcheck.usecases.watching import laptops_seen
from tests.morning import now
from tests.quick_keys import QUICK

COORDINATOR = LaptopPlan("coordinator", "CO", "coordinator", (Role.COORDINATOR,))
INTAKE = LaptopPlan("intake1", "A1", "intake", (Role.HANDHAVER,))
POLICE = LaptopPlan("politie", "P1", "politie", (Role.PARTNER,))
WHY = "De gemeente heeft andere uren"


@pytest.fixture(scope="module")
def short() -> Founded:
    """An action with one short form at one post: publishing twelve takes many seconds."""
    action = replace(practice_action(), day=now().date())
    first, *rest = (replace(post, forms=()) for post in action.posts)
    return found(replace(action, posts=(replace(first, forms=("niet-pluis",)), *rest)), clock=now)


@pytest.fixture(scope="module")
def forms(short: Founded) -> dict[str, bytes]:
    return publish_for(short.action)


class Street:
    """The laptops of one action, each set up as on the day before, and a stick."""

    def __init__(self, folder: Path, founded: Founded, forms: dict[str, bytes]) -> None:
        self._folder, self._founded, self._forms = folder, founded, forms
        self.desks: dict[str, Desk] = {}
        self.stick = folder / "stick"
        self.stick.mkdir()

    def laptop(self, plan: LaptopPlan) -> Desk:
        folder = self._folder / plan.name
        store = (
            FileVault(folder, now, stretching=QUICK)
            .create(plan.name, "zes ezels in de mist", DeviceId(new_uuid7(now())))
            .store
        )
        take_over(store, equip(self._founded, plan, device=store.device, forms=self._forms), user=plan.name)
        self.desks[plan.name] = self.seat(store, plan)
        return self.desks[plan.name]

    def seat(self, store: object, plan: LaptopPlan) -> Desk:
        return Installation(self._folder / plan.name, now).sit_down(
            store,  # type: ignore[arg-type]
            user=plan.name,
            role=plan.roles[0],
        )


@pytest.fixture
def street(tmp_path: Path, short: Founded, forms: dict[str, bytes]) -> Iterator[Street]:
    made = Street(tmp_path, short, forms)
    yield made
    for desk in made.desks.values():
        desk.store.close()


def changed(action: Action) -> Action:
    """Another number, another limit, a post more."""
    first, *rest = action.contacts
    posts = (*action.posts[:-1], Post("dokter", "Dokter", "coordinator", role=Role.PARTNER), action.posts[-1])
    return replace(
        action,
        contacts=(replace(first, hours="ma-vr 09:00-17:00", checked=action.day), *rest),
        limits=replace(action.limits, stay_days=action.limits.stay_days + 7),
        posts=posts,
        pre_visit=("De slagboom is tot 06:00 dicht.",),
    )


def nothing(done: int, total: int) -> None:
    """Nobody looks."""


def test_a_change_reaches_a_laptop_in_use_and_is_shown_before_it_counts(street: Street) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    case = open_case(tent)
    talk = start_interview(tent, case.id, "pl", form_id="niet-pluis")
    office = change_action(office, changed(office.action), WHY)
    office, path = export_update(office, street.stick)
    assert is_update(path)
    assert b"slagboom" not in path.read_bytes()
    offered = read_update(tent, path)
    assert (offered.known, offered.update.reason, offered.update.made_by) == (False, WHY, "coordinator")
    lines = [str(line) for line in offered.changes]
    before, after = tent.action.contacts[0], office.action.contacts[0]
    assert f"Contact {before.name}, uren: {before.hours or 'leeg'} wordt {after.hours}" in lines
    assert "Post erbij: Dokter" in lines
    assert "Bekend van het park erbij: De slagboom is tot 06:00 dicht." in lines
    assert any(line.startswith("Grenzen, dagen verblijf: ") for line in lines)
    assert tent.store.action() == tent.action  # nothing counts yet
    tent = put_in_force(tent, offered)
    assert tent.action == office.action == tent.store.action()
    assert tent.action.version == 1
    (entry,) = tent.store.entries_of(events.ACTION_UPDATED)
    assert entry.payload is not None
    assert (entry.payload["version"], entry.payload["reason"]) == (1, WHY)
    again = resume_interview(tent, talk.interview.id)
    assert again.interview.form_digest == talk.interview.form_digest
    assert tent.store.case(case.id).code == case.code
    assert read_update(tent, path).known
    assert put_in_force(tent, read_update(tent, path)) is tent
    assert len(tent.store.entries_of(events.ACTION_UPDATED)) == 1


def test_it_holds_after_a_restart_and_when_the_day_comes_back_to_the_coordinator(street: Street) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    office = change_action(office, changed(office.action), WHY)
    office, path = export_update(office, street.stick)
    office = change_action(office, replace(office.action, pre_visit=()), "Toch open")
    assert office.action.version == 2
    tent = put_in_force(tent, read_update(tent, path))
    day = export_day(tent, street.stick, progress=nothing)
    take_in(office, day, progress=nothing)
    assert office.store.action() == office.action  # the older version came later and does not count
    digest = office.store.projections_digest()
    office.store.rebuild()
    assert (office.store.action(), office.store.projections_digest()) == (office.action, digest)
    tent.store.close()
    vault = FileVault(street.stick.parent / "intake1", now, stretching=QUICK)
    again = street.seat(vault.unlock("intake1", "zes ezels in de mist"), INTAKE)
    assert again.action.version == 1
    again.store.close()


def test_the_day_of_a_laptop_tells_the_coordinator_which_version_it_has(street: Street) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)

    def seen() -> dict[str, tuple[int | None, bool]]:
        return {one.name: (one.version, one.behind) for one in laptops_seen(office)}

    def bring() -> None:
        take_in(office, export_day(tent, street.stick, progress=nothing), progress=nothing)

    office = change_action(office, changed(office.action), WHY)
    office, path = export_update(office, street.stick)
    assert (seen()["intake"], seen()["coordinator"]) == ((None, False), (1, False))
    bring()
    assert seen()["intake1"] == (0, True)  # it worked by what it was set up with
    tent = put_in_force(tent, read_update(tent, path))
    bring()
    assert seen()["intake1"] == (1, False)
    office = change_action(office, replace(office.action, pre_visit=()), "Toch open")
    assert (seen()["intake1"], seen()["coordinator"]) == ((1, True), (2, False))


def test_a_laptop_of_another_service_takes_it_in_as_well(street: Street) -> None:
    office, police = street.laptop(COORDINATOR), street.laptop(POLICE)
    office = change_action(office, changed(office.action), WHY)
    office, path = export_update(office, street.stick)
    assert put_in_force(police, read_update(police, path)).action.version == 1


def test_a_form_more_comes_along_and_talks_begin_with_it(street: Street) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    first, *rest = office.action.posts
    more = replace(first, forms=("niet-pluis", "conditions"))
    office = change_action(office, replace(office.action, posts=(more, *rest)), "Ook de omstandigheden")
    assert set(brought_forms(office.store)) == {"niet-pluis", "conditions"}
    office, path = export_update(office, street.stick)
    offered = read_update(tent, path)
    assert any(str(line).startswith("Formulier erbij: ") for line in offered.changes)
    tent = put_in_force(tent, offered)
    assert [one.id for one in offered_forms(tent)] == ["niet-pluis", "conditions"]
    talk = start_interview(tent, open_case(tent).id, "nl", form_id="conditions")
    assert talk.interview.form_id == "conditions"


def test_a_disk_that_refuses_leaves_the_forms_with_the_action_they_belong_to(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    first, *rest = office.action.posts
    more = replace(office.action, posts=(replace(first, forms=("conditions",)), *rest))
    before = brought_forms(tent.store)

    def full(*_: object) -> None:
        raise StorageFailed("full")

    with monkeypatch.context() as patch:
        patch.setattr(type(office.store), "record", full)
        with pytest.raises(StorageFailed):
            change_action(office, more, WHY)
    assert brought_forms(office.store) == before
    office, path = export_update(change_action(office, more, WHY), street.stick)
    offered = read_update(tent, path)
    with monkeypatch.context() as patch:
        patch.setattr(type(tent.store), "record", full)
        with pytest.raises(StorageFailed):
            put_in_force(tent, offered)
    assert (tent.store.action(), brought_forms(tent.store)) == (tent.action, before)
    put_in_force(tent, offered)
    assert "conditions" in brought_forms(tent.store)


def published_here(desk: Desk) -> list[str]:
    """The forms that the journal says are in use, in the order it says so."""
    told = [one for one in desk.store.entries() if one.kind == events.FORM_PUBLISHED]
    return [str((one.payload or {})["form_id"]) for one in told]


@pytest.mark.parametrize("restarted", [False, True])
def test_a_form_that_a_power_cut_left_unrecorded_is_recorded_after_all(
    street: Street, *, restarted: bool
) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    first, *rest = office.action.posts
    more = replace(office.action, posts=(replace(first, forms=("conditions",)), *rest))
    office, path = export_update(change_action(office, more, WHY), street.stick)
    assert published_here(office) == ["niet-pluis", "conditions"]
    offered = read_update(tent, path)
    keep_brought(tent.store, offered.update.forms)  # and the power is gone
    if restarted:
        record_brought(tent)
        assert published_here(tent) == ["niet-pluis", "conditions"]
    put_in_force(tent, offered)
    record_brought(tent)
    assert published_here(tent) == ["niet-pluis", "conditions"]


def refused(desk: Desk, path: Path, match: str) -> None:
    before = (desk.store.heads(), desk.store.action(), brought_forms(desk.store), path.read_bytes())
    with pytest.raises(BundleRefused, match=match) as caught:
        read_update(desk, path)
    assert caught.value.kept
    assert caught.value.remedy
    assert (desk.store.heads(), desk.store.action(), brought_forms(desk.store), path.read_bytes()) == before


def test_an_older_one_and_one_that_says_something_else_are_refused(street: Street) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    office = change_action(office, changed(office.action), WHY)
    office, first = export_update(office, street.stick)
    older = read_update(tent, first)
    office = change_action(office, replace(office.action, pre_visit=()), "Toch open")
    office, second = export_update(office, street.stick)
    tent = put_in_force(tent, read_update(tent, second))
    refused(tent, first, "ouder")
    with pytest.raises(BundleRefused, match="ouder"):  # read before, put in force too late
        put_in_force(tent, older)
    rogue = replace(office, action=replace(office.action, name="Anders"))
    _, third = export_update(rogue, street.stick)
    refused(tent, third, "hetzelfde nummer")


def test_another_action_and_another_authority_are_refused(
    street: Street, tmp_path: Path, short: Founded, forms: dict[str, bytes]
) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    office = change_action(office, changed(office.action), WHY)
    other = replace(
        office, action=replace(office.action, id=ActionId("0193ffff-0000-7000-8000-000000000001"))
    )
    with pytest.raises(InvalidValue):
        export_update(other, street.stick)  # nothing was changed of an action that is not here
    update = read_update(tent, export_update(office, street.stick)[1]).update

    def written(authority: KeyPair, action: Action) -> Path:
        return bundle_update.write_update(replace(update, action=action), street.stick, authority=authority)

    refused(tent, written(short.authority, other.action), "andere actie")
    real = replace(office.action, practice=False)
    refused(tent, written(short.authority, real), "andere actie")
    stranger = new_authority("Iemand anders", at=now() - timedelta(days=1))
    refused(tent, written(stranger, office.action), "geweigerd")
    laptop = KeyPair(tent.secret("device.key").encode(), tent.secret("device.pem").encode())
    refused(tent, written(laptop, office.action), "niet door de uitgever")


def test_one_that_was_changed_on_the_stick_is_refused(street: Street) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    office = change_action(office, changed(office.action), WHY)
    _, path = export_update(office, street.stick)
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:-20] + bytes([whole[-20] ^ 1]) + whole[-19:], b"geen bundel", b""):
        path.write_bytes(damaged)
        refused(tent, path, "gaat niet open")


def test_a_post_where_people_were_is_not_taken_away(street: Street) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    posts = tuple(
        replace(post, next="coordinator") if post.next == "intake" else post
        for post in office.action.posts
        if post.code != "intake"
    )
    office = change_action(office, replace(office.action, posts=posts), "Eén intake is genoeg")
    _, path = export_update(office, street.stick)
    refused(tent, path, "past niet op deze laptop")


def test_nothing_changed_is_nothing_to_send_and_others_send_nothing(street: Street) -> None:
    office, tent = street.laptop(COORDINATOR), street.laptop(INTAKE)
    with pytest.raises(InvalidValue, match="niets gewijzigd"):
        export_update(office, street.stick)
    with pytest.raises(NotAllowed):
        export_update(tent, street.stick)
    with pytest.raises(UserFixable):
        export_update(replace(tent, actor=replace(tent.actor, role=Role.COORDINATOR)), street.stick)
    reader = replace(tent, actor=replace(tent.actor, role=Role.AUDIT_READER))
    with pytest.raises(NotAllowed):
        read_update(reader, street.stick / "x.action.asice.age")
    assert list(street.stick.iterdir()) == []


def test_an_action_of_before_versions_is_counted_when_it_is_sent(
    tmp_path: Path, short: Founded, forms: dict[str, bytes]
) -> None:
    """Set up and changed by a program that knew no versions and no key of the street."""
    old = replace(short, action=replace(short.action, street=""))
    made = Street(tmp_path, old, forms)
    office, tent = made.laptop(COORDINATOR), made.laptop(INTAKE)
    contact = Contact("dokter", "Dokter", "", "", "gemeente", office.action.day)
    action = replace(office.action, contacts=(*office.action.contacts, contact))
    from fieldcheck.domain.action_json import action_to_json

    payload = {"action": action_to_json(action), "reason": WHY}
    office.write(events.ACTION_CHANGED, "action", action.id, payload)
    office = replace(office, action=action)
    office, path = export_update(office, made.stick)
    assert office.action == replace(action, version=1)
    offered = read_update(tent, path)
    assert [str(line) for line in offered.changes] == ["Contact erbij: Dokter"]
    assert offered.update.reason == WHY
    tent = put_in_force(tent, offered)
    with contextlib.ExitStack() as stack:
        for desk in made.desks.values():
            stack.callback(desk.store.close)
    assert tent.action.version == 1
