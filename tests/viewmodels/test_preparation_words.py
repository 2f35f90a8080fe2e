"""A dry run in words: what would be otherwise stands in the cells before and after, and why beside it."""

from __future__ import annotations

from dataclasses import replace

from fieldcheck.bootstrap import practice_action
from fieldcheck.domain.action import Action
from fieldcheck.domain.opening_hours import hours_from_text
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import texts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.form_rules import FormRules
from fieldcheck.usecases.preparing import LaptopPlan
from fieldcheck.usecases.trying_rules import Asked, DryRun, RouteThere, Tried
from fieldcheck.viewmodels.preparation_state import TriedView
from fieldcheck.viewmodels.preparation_words import TryWords, laptop_views

ACUTE = (RouteThere("iszw", "acute", ()),)


def words(action: Action, asked: Asked, asks: Asked) -> TriedView:
    tried = Tried("", "Fictief", ACUTE, ACUTE, (), asked, asks)
    view = TryWords(action, FormRules(), texts("nl")).view(DryRun((tried,), 1, 0), fictitious=True)
    return view.lines[0]


def test_who_is_alerted_and_after_how_long_stands_before_and_after() -> None:
    action = practice_action()
    chains = tuple(action.route.chain(code) for code in action.route.acute)
    line = words(action, Asked(chains, (20, "lead")), Asked(chains[:1], (45, "lead")))
    assert "Politie (AVIM)" in line.before
    assert "Politie (AVIM)" not in line.after
    assert "Na 20 minuten" in line.before
    assert "Na 45 minuten" in line.after
    assert "anderen worden gewaarschuwd" in line.rules
    assert "gaat anders verder" in line.rules


def test_other_hours_of_somebody_stand_in_both_cells() -> None:
    action = practice_action()
    chain = action.route.chain("avim")
    closed = (replace(chain[0], hours=hours_from_text("ma-vr 09:00-17:00")), *chain[1:])
    line = words(action, Asked((chain,)), Asked((closed,)))
    assert "09:00" in line.after
    assert "09:00" not in line.before
    assert "Politie (AVIM): anders bereikbaar" in line.rules


def test_a_stand_and_its_number_of_one_name_are_named_once() -> None:
    action = practice_action()
    stand = action.route.chain("iszw")
    closed = (replace(stand[0], hours=hours_from_text("ma-vr 09:00-17:00")), *stand[1:])
    line = words(action, Asked((stand,)), Asked((closed,)))
    place = next(post.name for post in action.posts if post.code == stand[0].post)
    for cell in (line.before, line.after):
        assert f"({place}" in cell
        assert f"{place}, {place}" not in cell


def test_a_further_laptop_stands_with_its_post_and_who_works_on_it(desk: Desk) -> None:
    plan = LaptopPlan("intake9", "ZZ", "intake", (Role.AUDIT_READER,))
    views = {one.name: one for one in laptop_views(desk, {"intake9": plan, "oud": None}, texts("nl"))}
    post = next(post.name for post in desk.action.posts if post.code == "intake")
    further = views["intake9"]
    assert (further.post, further.roles) == (f"extra laptop · {post}", "Lezer voor controle achteraf")
    assert (views["oud"].post, views["oud"].roles) == ("extra laptop", "")
