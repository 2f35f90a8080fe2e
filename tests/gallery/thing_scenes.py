"""Whom somebody belongs to, and who else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, ThingId
from fieldcheck.domain.things.address import parse_address
from fieldcheck.domain.things.earlier import Earlier
from fieldcheck.domain.things.linked import KnownThing, LinkSource, ProposedLink, Relation, ThingLink
from fieldcheck.domain.things.plates import parse_plate
from fieldcheck.domain.things.thing import Thing, ThingKind, match_things
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import Texts, said
from fieldcheck.triage import DOMAINS
from fieldcheck.ui.pages.cluster import ClusterPage
from fieldcheck.ui.pages.things import ThingsPage
from fieldcheck.viewmodels.cluster import SILENT, UNEASE, Asking, ClusterState, DomainBar, PersonLine
from fieldcheck.viewmodels.thing_lines import PERSONS, ThingLine, link_line, relation_words, thing_line
from fieldcheck.viewmodels.things import AS, ProposalLine, ThingsState, Written
from tests.gallery.scenes import NOW, Stage, scene
from tests.gallery.still import Still, still_shell

AGENCY = Thing(ThingKind.AGENCY, "Oranje Tulp Uitzendbureau B.V.", "12345678")
ABROAD = Thing(ThingKind.AGENCY, "Oranżowy Tulipan Sp. z o.o.", "", parse_address("Bosweg", "12", "", "Ede"))
SPOKEN = Thing(ThingKind.AGENCY, "oranje tulp uitzend")
VAN = Thing(ThingKind.VEHICLE, plate=parse_plate("XK482T", "NL"))
HOME = Thing(ThingKind.DWELLING, address=parse_address("Bosweg", "12", "6710 AB", "Ede", unit="chalet 14"))

BEFORE = Earlier("Park Heidebos", date(2026, 11, 15), 3)


def link(thing: Thing, relation: Relation) -> ThingLink:
    known = KnownThing(ThingId(thing.kind), thing, "", 3)
    return ThingLink(known, known.id, CaseId("case-1"), relation, LinkSource.OFFICER, NOW, "J. Voorbeeld")


def known(thing: Thing, texts: Texts, like: Thing, *met: Earlier) -> ThingLine:
    seen = KnownThing(ThingId("x"), thing, "", 3, earlier=met)
    return thing_line(seen, texts, match_things(like, thing), count=False)


def things_state(texts: Texts) -> ThingsState:
    reason = Said(
        N_("Op de vraag “{question}” is geantwoord: {answer}."),
        question="Hoe heet het uitzendbureau of het bedrijf?",
        answer=SPOKEN.name,
    )
    proposed = ProposedLink(SPOKEN, Relation.SENT_BY, reason)
    return ThingsState(
        case_code="BV-0412-4",
        loaded=True,
        links=tuple(
            link_line(link(thing, relation), texts)
            for thing, relation in ((HOME, Relation.LIVES_AT), (VAN, Relation.TRAVELS_IN))
        ),
        proposals=(
            ProposalLine(
                proposed,
                relation_words(Relation.SENT_BY, texts),
                SPOKEN.name,
                said(reason, texts),
                (known(AGENCY, texts, SPOKEN, BEFORE),),
            ),
        ),
        may_cluster=True,
    )


def things(stage: Stage, state: ThingsState) -> QWidget:
    return ThingsPage(Still(state), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("things")
def things_of_a_case(stage: Stage) -> QWidget:
    return things(stage, things_state(stage.texts))


@scene("things-typing")
def things_typing(stage: Stage) -> QWidget:
    state = replace(
        things_state(stage.texts),
        proposals=(),
        may_cluster=False,
        relation=Relation.SENT_BY,
        written=Written("oranje tulp", "12345678", "Bosweg 12, Ede"),
        suggestions=(known(AGENCY, stage.texts, SPOKEN, BEFORE), known(ABROAD, stage.texts, SPOKEN)),
        preview=stage.texts.text(AS, thing="oranje tulp · uitzendbureau · Bosweg 12, Ede · KvK 12345678"),
    )
    return things(stage, state)


@scene("things-read-only")
def things_read_only(stage: Stage) -> QWidget:
    """As a coordinator has it: what is linked, and who else."""
    return things(stage, replace(things_state(stage.texts), proposals=(), may_record=False))


@scene("things-park")
def things_park(stage: Stage) -> QWidget:
    state = replace(
        things_state(stage.texts),
        proposals=(),
        relation=Relation.LIVES_AT,
        picked=ThingKind.PARK,
        written=Written("De Voorbeeldhoeve"),
        preview=stage.texts.text(AS, thing="De Voorbeeldhoeve · park"),
    )
    return things(stage, state)


@scene("things-unlinking")
def things_unlinking(stage: Stage) -> QWidget:
    state = things_state(stage.texts)
    told = stage.told("Schrijf kort waarom.", "Er is niets gewijzigd.", "Eén zin is genoeg.")
    plate = replace(state, relation=Relation.TRAVELS_IN, written=Written("XK482T", country="NL"))
    preview = stage.texts.text(AS, thing="XK-482-T · voertuig")
    return things(
        stage, replace(plate, unlinking=state.links[0].link, trouble=told, proposals=(), preview=preview)
    )


COUNTS = ((2, 3, 1), (4, 1, 1), (5, 1, 0), (3, 2, 1), (0, 2, 4), (1, 1, 4), (0, 0, 6))


def cluster_state(texts: Texts) -> ClusterState:
    sent = relation_words(Relation.SENT_BY, texts)
    day = texts.text("{park} · {day}", park="Park De Voorbeeldhoeve", day="22 november 2026")
    other = texts.text("{park} · {day}", park="Vakantiepark De Verzonnen Duinen", day="14 juni 2026")
    here, there = ("Park De Voorbeeldhoeve", "22-11-2026"), ("De Verzonnen Duinen", "14-06-2026")
    return ClusterState(
        title=AGENCY.name,
        below="uitzendbureau · KvK 12345678",
        persons_words=texts.plural(*PERSONS, 6),
        visits=(f"{day}: {texts.plural(*PERSONS, 4)}", f"{other}: {texts.plural(*PERSONS, 2)}"),
        notes=(texts.plural(*UNEASE, 1), texts.plural(*SILENT, 1)),
        persons=tuple(
            PersonLine(
                CaseId(code),
                code,
                f"{when} · {where} · {sent}",
                texts.plural(N_("signaal in {n} domein"), N_("signaal in {n} domeinen"), found)
                if found
                else texts.text(N_("geen signaal")),
                bool(found),
            )
            for code, (where, when), found in (
                ("BV-0412-4", here, 4),
                ("BV-0409-0", here, 1),
                ("BV-0391-1 + BV-0402-5", here, 2),
                ("BV-0377-0", here, 0),
                ("VD-0118-8", there, 3),
                ("VD-0102-2", there, 0),
            )
        ),
        domains=tuple(
            DomainBar(code, texts.text(label), *counts)
            for (code, label), counts in zip(DOMAINS.items(), COUNTS, strict=True)
        ),
        alike=(known(SPOKEN, texts, AGENCY),),
        may_merge=True,
        may_open=True,
        loaded=True,
    )


def cluster(stage: Stage, state: ClusterState) -> QWidget:
    return ClusterPage(Still(state), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("cluster")
def cluster_of_an_agency(stage: Stage) -> QWidget:
    return cluster(stage, cluster_state(stage.texts))


@scene("cluster-merging")
def cluster_merging(stage: Stage) -> QWidget:
    state = cluster_state(stage.texts)
    asking = Asking("merge", state.alike[0])
    merged = replace(
        state.alike[0], reason="Zelfde KvK-nummer en dezelfde voorman · Sam Voorbeeld · 22-11-2026"
    )
    return cluster(stage, replace(state, asking=asking, records=(merged,), alike=()))


@scene("cluster-reading")
def cluster_reading(stage: Stage) -> QWidget:
    known = cluster_state(stage.texts)
    persons = tuple(replace(one, chip="", signalled=False) for one in known.persons)
    unread = replace(known, persons=persons, domains=(), visits=(), notes=())
    return cluster(stage, replace(unread, busy=True, done=2, total=6))
