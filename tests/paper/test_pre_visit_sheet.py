"""The pre-visit sheet: what everybody of the action reads beforehand, and nothing about a person."""

from __future__ import annotations

from dataclasses import replace

from fieldcheck.domain.action import Post


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
