"""An action as JSON: back and forth, and refused with the place of what is wrong."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fieldcheck.domain.action import Action, Contact, LocalLimits, Post, Recipient
from fieldcheck.domain.action_json import action_from_json, action_to_json
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identifiers import ActionId
from fieldcheck.domain.journal import canonical_json

ACTION = Action(
    id=ActionId("a1"),
    name="Oefenactie",
    park="Voorbeeldhoeve",
    municipality="Voorbeeldstad",
    day=date(2026, 11, 22),
    posts=(Post("intake", "Intake", "gemeente"), Post("gemeente", "Gemeente", "")),
    limits=LocalLimits(14, Decimal("12.50"), "oefenbesluit"),
    contacts=(Contact("meldpunt", "Meldpunt", "", "", "oefening", date(2026, 11, 1)),),
    recipients=(
        Recipient("iszw", "ISZW", "age1x", "oefening"),
        Recipient("coordinator", "Coördinator", "", ""),
    ),
    practice=True,
)


def test_back_and_forth_through_canonical_json() -> None:
    again = action_from_json(json.loads(canonical_json(action_to_json(ACTION))))
    assert again == ACTION
    assert str(again.limits.square_metres) == "12.50"


def test_the_forms_of_a_post_come_along_and_may_be_left_out() -> None:
    first, second = ACTION.posts
    chosen = replace(ACTION, posts=(replace(first, forms=("intake-park", "housing")), second))
    content = action_to_json(chosen)
    assert action_from_json(content) == chosen
    assert chosen.forms == ("intake-park", "housing")
    assert "forms" not in content["posts"][1]


def put(*path: Any, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(content: dict[str, Any]) -> None:
        place: Any = content
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda content: content.pop("park"), "park"),
        (put("colour", value="blue"), "colour"),
        (put("name", value=" "), "name"),
        (put("day", value="2026-02-30"), "day"),
        (put("practice", value="yes"), "practice"),
        (put("posts", value={}), "posts"),
        (put("posts", 1, value="gemeente"), "posts[1]"),
        (put("posts", 1, "code", value="intake"), "posts[1].code"),
        (put("posts", 1, "forms", value="housing"), "posts[1].forms"),
        (put("posts", 1, "forms", value=["housing", 3]), "posts[1].forms[1]"),
        (put("posts", 1, "forms", value=["housing", "intake", "housing"]), "posts[1].forms[2]"),
        (put("limits", "square_metres", value=12.5), "limits.square_metres"),
        (put("limits", "square_metres", value="twaalf"), "limits.square_metres"),
        (put("limits", "square_metres", value="NaN"), "limits.square_metres"),
        (put("limits", "stay_days", value=True), "limits.stay_days"),
        (put("limits", "stay_days", value=-1), "limits.stay_days"),
        (put("contacts", 0, "checked", value=20261101), "contacts[0].checked"),
        (put("recipients", 1, "extra", value=1), "recipients[1].extra"),
        (lambda content: content["recipients"][1].pop("age"), "recipients[1].age"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(
    change: Callable[[dict[str, Any]], None], place: str
) -> None:
    content = action_to_json(ACTION)
    change(content)
    with pytest.raises(InvalidValue) as raised:
        action_from_json(content)
    assert raised.value.fields["place"] == place


@pytest.mark.parametrize("value", [None, [], "action", 3])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(InvalidValue, match="“action”"):
        action_from_json(value)
