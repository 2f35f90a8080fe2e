"""Recipients without a laptop of the action: they make their own key, and check what they get without us."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fieldcheck.crypto import AgeIdentity, new_age_identity, unseal
from fieldcheck.domain.action import STREET, Action, Recipient
from fieldcheck.domain.errors import FieldcheckError, InvalidValue
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.action_drafts import on_top_of
from fieldcheck.usecases.action_updates import export_update
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.coordinating import change_action, check_action
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.equipping import next_action
from fieldcheck.usecases.exporting import export_referral
from fieldcheck.usecases.form_rules import FormRules
from fieldcheck.usecases.preparing import found
from fieldcheck.usecases.referring import NewReferral, send_referral
from fieldcheck.usecases.vouching import hand_out_certificate
from tests.morning import now

BASIS = "AVG art. 6 lid 1 onder e; convenant (fictief)"


@pytest.fixture(scope="module")
def own() -> AgeIdentity:
    return new_age_identity()


def police(age: str, **other: str) -> Recipient:
    return replace(Recipient("avim", "Politie (AVIM)", age, BASIS), **other)


def with_police(action: Action, recipient: Recipient) -> Action:
    """The practice action in which the police get bundles of their own."""
    targets = tuple(
        replace(one, recipient="avim") if one.code == "avim" else one for one in action.route.targets
    )
    recipients = (*action.recipients, recipient)
    return replace(action, recipients=recipients, route=replace(action.route, targets=targets))


def found_wrong(desk: Desk, recipient: Recipient) -> dict[str, str]:
    action = with_police(desk.action, recipient)
    rules = FormRules(forms=frozenset(action.forms))
    problems = check_action(desk, action, rules).problems
    return {one.place: str(one.reason) for one in problems if one.place.startswith("recipients")}


def test_a_recipient_with_its_own_key_opens_and_checks_its_bundle_without_us(
    coordinator: Desk, own: AgeIdentity, tmp_path: Path
) -> None:
    changed = change_action(coordinator, with_police(coordinator.action, police(own.recipient)), "convenant")
    officer = change_place(changed, role=Role.HANDHAVER, post="intake")
    case = open_case(officer)
    sent = send_referral(officer, NewReferral(case.id, "avim", Urgency.ACUTE, ("papieren",), "bundle"))
    path = export_referral(officer, sent.id, tmp_path, progress=lambda done, total: None)
    given = hand_out_certificate(changed, tmp_path).folder
    (tmp_path / "own.key").write_text(own.secret + "\n")
    command = ["sh", "verify.sh", str(path), str(tmp_path / "own.key"), "certificate.pem"]
    ran = subprocess.run(
        [*command, now().date().isoformat()], cwd=given, capture_output=True, text=True, check=False
    )
    assert ran.stdout.splitlines()[-1:] == ["GOOD"], ran.stderr
    with pytest.raises(FieldcheckError):
        unseal(path.read_bytes(), coordinator.secret("age.iszw"))


def test_it_gets_no_update_of_how_the_action_is_led(
    coordinator: Desk, own: AgeIdentity, tmp_path: Path
) -> None:
    changed = change_action(coordinator, with_police(coordinator.action, police(own.recipient)), "convenant")
    _, path = export_update(changed, tmp_path)
    with pytest.raises(FieldcheckError):
        unseal(path.read_bytes(), own.secret)
    assert unseal(path.read_bytes(), coordinator.secret("age.iszw"))


def test_a_mistyped_key_a_secret_one_and_that_of_another_are_told_apart_at_their_field(
    coordinator: Desk, own: AgeIdentity
) -> None:
    typo = own.recipient[:-1] + ("q" if own.recipient[-1] != "q" else "p")
    taken = coordinator.action.recipients[0].age
    place = f"recipients[{len(coordinator.action.recipients)}].age"
    assert "geen age-sleutel" in found_wrong(coordinator, police(typo))[place]
    assert "geheime sleutel" in found_wrong(coordinator, police(own.secret))[place]
    assert "al van" in found_wrong(coordinator, police(taken))[place]
    assert "al van" in found_wrong(coordinator, police(coordinator.action.street))[place]
    assert found_wrong(coordinator, police(own.recipient)) == {}


def test_without_a_ground_or_with_a_reserved_code_nothing_goes_there(
    coordinator: Desk, own: AgeIdentity
) -> None:
    at = f"recipients[{len(coordinator.action.recipients)}]"
    assert f"{at}.legal_basis" in found_wrong(coordinator, police(own.recipient, legal_basis=" "))
    assert f"{at}.code" in found_wrong(coordinator, police(own.recipient, code=STREET))


def test_nobody_types_a_key_for_who_has_a_laptop(coordinator: Desk, own: AgeIdentity) -> None:
    first = coordinator.action.recipients[0]
    action = replace(
        coordinator.action,
        recipients=(replace(first, more=(own.recipient,)), *coordinator.action.recipients[1:]),
    )
    with pytest.raises(InvalidValue):
        change_action(coordinator, action, "sleutel")


def test_once_it_has_a_key_it_stays_and_before_that_it_goes(coordinator: Desk, own: AgeIdentity) -> None:
    before = coordinator.action
    keyless = change_action(coordinator, with_police(before, police("")), "straks")
    keyed = change_action(keyless, with_police(before, police(own.recipient)), "sleutel")
    other = police(new_age_identity().recipient)
    for refused in (before, with_police(before, other)):
        with pytest.raises(InvalidValue):
            change_action(keyed, refused, "weg")
    fresh = replace(coordinator, action=keyless.action)
    assert "avim" not in {one.code for one in change_action(fresh, before, "toch niet").action.recipients}


def test_the_next_action_keeps_its_own_key_and_makes_it_none(coordinator: Desk, own: AgeIdentity) -> None:
    action = with_police(coordinator.action, police(own.recipient))
    following = next_action(action, day=now().date(), name="Volgende", park=action.park, clock_id="next")
    assert following.recipient("avim").keys == (own.recipient,)
    assert following.recipient("iszw").keys == ()
    made = found(replace(following, recipients=(*following.recipients, police("", code="svb"))), clock=now)
    assert "svb" not in made.identities
    assert made.action.recipient("svb").keys == ()


def test_a_draft_keeps_a_key_that_is_not_in_force_yet(coordinator: Desk, own: AgeIdentity) -> None:
    from fieldcheck.domain.action_json import action_to_json

    keyless = with_police(coordinator.action, police(""))
    draft = action_to_json(with_police(coordinator.action, police(own.recipient)))
    assert on_top_of(draft, keyless)["recipients"][-1]["age"] == own.recipient
    draft["recipients"][0]["age"] = "age1older"
    assert on_top_of(draft, keyless)["recipients"][0]["age"] == coordinator.action.recipients[0].age
