"""The pre-visit sheet: what everybody of the action reads beforehand, and nothing about a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fieldcheck.domain.action import Post
from fieldcheck.domain.shelter import ExpectedShelter, Group, Moment, ShelterStage


def test_it_says_place_posts_contacts_and_what_is_known(papers, pre_visit, read):
    text = read(papers.pre_visit_sheet(pre_visit)).text
    for part in (
        "ALLEEN VOOR DE PLOEG",
        "Bungalowpark De Zilverberk",
        "24 november 2026",
        "180 dagen verblijf op rij; 10 m² per persoon.",
        "Twee uitgangen, één met slagboom.",
        "daarna: Gemeente",
        "hier eindigt de straat",
        "CoMensha: 033-448 11 86",
        "ma-vr 9-17 uur · nagekeken op 22-11-2026",
        "FairWork: geen nummer bekend",
    ):
        assert part in text


def test_shelter_asked_beforehand_stands_there_with_its_answer(papers, pre_visit, read):
    group = Group(12, 7, 3, 0, "de regio van de werkgever", date(2026, 11, 24), Moment.BEFORE)
    full = ExpectedShelter("Gemeente", replace(group, region=""), ShelterStage.DECLINED, "Vol tot maandag.")
    asked = (ExpectedShelter("Zorgcoördinator", group, ShelterStage.CONFIRMED), full)
    text = read(
        papers.pre_visit_sheet(replace(pre_visit, action=replace(pre_visit.action, shelter=asked)))
    ).text
    assert "Zorgcoördinator: 12 personen, toegezegd" in text
    assert "vanaf 24-11-2026 · 7 mannen · 3 vrouwen · 2 niet bekend · niet: de regio van de werkgever" in text
    assert "Gemeente: 12 personen, afgewezen" in text
    assert "Vol tot maandag." in text
    assert "Opvang" not in read(papers.pre_visit_sheet(pre_visit)).text


def test_nothing_known_is_not_nothing_there(papers, pre_visit, read):
    bare = replace(pre_visit, action=replace(pre_visit.action, pre_visit=(), contacts=()))
    text = read(papers.pre_visit_sheet(bare)).text
    assert "Niets vastgelegd. Dat is iets anders dan: er is niets." in text
    assert "Niemand opgegeven." in text


def test_many_posts_flow_on_with_nothing_lost(papers, pre_visit, read):
    posts = tuple(Post(f"p{n}", f"Post nummer {n}", "", tasks=("kijken " * 12,)) for n in range(40))
    pdf = read(papers.pre_visit_sheet(replace(pre_visit, action=replace(pre_visit.action, posts=posts))))
    assert int(pdf.info["Pages"]) > 1
    assert all(f"Post nummer {n} " in pdf.text for n in range(40))
