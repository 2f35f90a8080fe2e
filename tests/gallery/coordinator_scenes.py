"""The coordinator's screens: preparing, the day, and its end, in prepared states."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QWidget

from fieldcheck.bootstrap import practice_action
from fieldcheck.domain.action_json import action_to_json
from fieldcheck.domain.case import case_code
from fieldcheck.domain.day import Closing, DayCounts, HourFlow, LaptopSeen, Loose, PostWait
from fieldcheck.domain.flow import PostFlow
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.park import Coverage, coverage
from fieldcheck.domain.people import Clash
from fieldcheck.domain.referral import Urgency
from fieldcheck.ui.pages.action_sheets import NextActionSheet
from fieldcheck.ui.pages.closing import ClosingPage
from fieldcheck.ui.pages.day import DayPage
from fieldcheck.ui.pages.preparation import PreparationPage
from fieldcheck.ui.pages.preparation_sheets import CodesSheet, LaptopSheet, SaveSheet
from fieldcheck.usecases.form_rules import FormRule, FormRules
from fieldcheck.viewmodels.day import ClosingState, DayState, LeftOut, LooseView, PostLine
from fieldcheck.viewmodels.preparation_parts import Drafting
from fieldcheck.viewmodels.preparation_places import FIXED
from fieldcheck.viewmodels.preparation_state import (
    CodeView,
    FormView,
    LaptopView,
    Part,
    PreparationState,
    TriedView,
    TryView,
)
from tests.gallery.desk import referral
from tests.gallery.scenes import NOW, Stage, scene
from tests.gallery.still import Still, still_shell
from tests.gallery.street import HOMES

RULES = FormRules(
    forms=frozenset({"intake-park", "nvm-labour", "ilo-labour", "niet-pluis", "housing", "workplace"}),
    titles={
        "intake-park": "Intake op het park",
        "nvm-labour": "Signalen van arbeidsuitbuiting (NVM)",
        "niet-pluis": "Niet pluis",
        "housing": "Woning",
        "workplace": "Werkplek",
        "ilo-labour": "ILO-indicatoren",
    },
    rules=(
        FormRule(
            "violence-or-threat",
            "iszw",
            Urgency.ACUTE,
            "fc:signal('violence') and fc:signal-count() >= 2",
            {"nl": "Geweld, dreiging of niet weg kunnen, samen met een ander signaal"},
            ("Intake op het park",),
        ),
        FormRule(
            "stay-too-long",
            "municipality",
            Urgency.REGULAR,
            "fc:stay-days() > fc:limit('stay_days')",
            {"nl": "Langer op het park dan de gemeente toestaat"},
            ("Intake op het park",),
        ),
        FormRule(
            "underpayment",
            "iszw",
            Urgency.REGULAR,
            "fc:signal('below-minimum')",
            {"nl": "Loon onder het wettelijk minimum"},
            ("Intake op het park",),
        ),
    ),
    signals={"violence": {"nl": "Geweld"}, "below-minimum": {"nl": "Onder het minimumloon"}},
)


def frame(stage: Stage) -> Any:
    return SimpleNamespace(texts=stage.texts, shell=still_shell())


def preparation(stage: Stage, part: Part, chosen: int = 0, **more: Any) -> QWidget:
    problems = more.pop("problems", {})
    draft = action_to_json(practice_action()) | more.pop("draft", {})
    drafting = Drafting(draft, RULES, stage.texts, {}, problems, more.pop("notes", {}))
    state = PreparationState(
        part=part,
        action=draft["name"],
        rows=drafting.rows(part),
        chosen=chosen,
        fixed=part in FIXED,
        fields=drafting.fields(part, chosen),
        loaded=True,
        posts=tuple((post["code"], post["name"]) for post in draft["posts"]),
        **more,
    )
    return PreparationPage(Still(state), frame(stage))  # type: ignore[arg-type]


@scene("prepare-place")
def place(stage: Stage) -> QWidget:
    return preparation(stage, Part.PLACE)


@scene("prepare-posts")
def posts(stage: Stage) -> QWidget:
    return preparation(stage, Part.POSTS, 1, changed=True)


@scene("prepare-route-problem")
def route_problem(stage: Stage) -> QWidget:
    reason = stage.texts.text("buiten de uren van {name} wordt niemand gewaarschuwd", name="Zorgcoördinator")
    return preparation(
        stage,
        Part.TARGETS,
        2,
        problems={"route.targets[2].fallback": reason},
        wrong=((Part.TARGETS, 1),),
        first_problem=f"Zorgcoördinator: {reason}",
        changed=True,
    )


@scene("prepare-route")
def route(stage: Stage) -> QWidget:
    return preparation(stage, Part.ROUTE)


@scene("prepare-form-rules")
def form_rules(stage: Stage) -> QWidget:
    known = action_to_json(practice_action())["route"]
    changes = [{"code": "underpayment", "urgency": "acute", "reason": "Afspraak met de inspectie"}]
    return preparation(stage, Part.FORM_RULES, 2, draft={"route": {**known, "changes": changes}})


@scene("prepare-own-rules")
def own_rules(stage: Stage) -> QWidget:
    return preparation(stage, Part.OWN_RULES)


@scene("prepare-contacts")
def contacts(stage: Stage) -> QWidget:
    text = stage.texts.text
    old = text("{name} is {days} dagen geleden nagekeken: bel een keer", name="CoMensha, helpdesk", days=120)
    return preparation(stage, Part.CONTACTS, 4, notes={"contacts[4].checked": old}, notices=(old,))


@scene("prepare-pre-visit")
def pre_visit(stage: Stage) -> QWidget:
    known = ["Eigenaar wisselde vorig jaar (fictief).", "62 van de 80 woningen bewoond (fictief)."]
    return preparation(stage, Part.PRE_VISIT, draft={"pre_visit": known})


@scene("prepare-shelter")
def shelter_before(stage: Stage) -> QWidget:
    asked = [
        {
            "name": "Zorgcoördinator van de regio",
            "persons": 12,
            "men": 7,
            "women": 3,
            "minors": 0,
            "region": "de regio van de werkgever",
            "on": "2026-11-22",
            "stage": "confirmed",
            "reason": "",
        },
        {
            "name": "Gemeente, gezinnen",
            "persons": 5,
            "men": 0,
            "women": 2,
            "minors": 3,
            "region": "",
            "on": "2026-11-22",
            "stage": "declined",
            "reason": "Vol tot maandag.",
        },
    ]
    return preparation(stage, Part.SHELTER, 1, draft={"shelter": asked})


@scene("prepare-nothing-yet")
def nothing_yet(stage: Stage) -> QWidget:
    return preparation(stage, Part.SHELTER, -1, draft={"shelter": []})


def tried(stage: Stage) -> tuple[TryView, ...]:
    """Three cases that go otherwise, and none of the fictitious people."""
    usual, now = stage.texts.text("gewoon"), stage.texts.text("acuut")
    municipality = f"Gemeente Voorbeeldstad ({usual})"
    both = f"Nederlandse Arbeidsinspectie (voorheen ISZW) ({now}); {municipality}"
    return (
        TryView(
            fictitious=False,
            looked=41,
            left=1,
            lines=tuple(
                TriedView(
                    case_code("BV", number),
                    municipality,
                    both,
                    "Loon onder het wettelijk minimum",
                )
                for number in (398, 391, 377)
            ),
        ),
        TryView(fictitious=True, looked=4, left=0, lines=()),
    )


@scene("prepare-try-route")
def trying_a_route(stage: Stage) -> QWidget:
    stand, told = (
        "Stand van de Nederlandse Arbeidsinspectie (voorheen ISZW)",
        "Na {n} minuten zonder bevestiging: {to}.",
    )
    before = f"{stand} (acuut)\nGewaarschuwd: {stand}; Politie (AVIM) (anders Coördinator van de actie).\n"
    after = f"{stand} (acuut)\nGewaarschuwd: {stand}.\n"
    line = TriedView(
        case_code("BV", 398),
        before + told.format(n=20, to="Coördinator van de actie"),
        after + told.format(n=45, to="Coördinator van de actie"),
        "meldroute: anderen worden gewaarschuwd; meldroute: gaat anders verder als niemand bevestigt",
    )
    tried = TryView(fictitious=False, looked=41, left=0, lines=(line,))
    return preparation(stage, Part.TRY, tried=(tried,), changed=True)


@scene("prepare-try")
def trying(stage: Stage) -> QWidget:
    return preparation(stage, Part.TRY, changed=True, tried=tried(stage))


@scene("prepare-laptops")
def laptops(stage: Stage) -> QWidget:
    action = practice_action()
    views = tuple(
        LaptopView(post.code, post.name, "Handhaver", own=post.code == "coordinator") for post in action.posts
    )
    forms = (
        FormView("Intake op het park", "Nederlands, Engels, Pools, Roemeens, Bulgaars", 5),
        FormView("Woning", "Nederlands", 1),
    )
    return preparation(stage, Part.LAPTOPS, laptops=views, forms=forms, version=3, unwritten=2)


@scene("prepare-save-sheet", sheet=True)
def save_sheet(stage: Stage) -> QWidget:
    return SaveSheet(stage.texts, tried(stage), None)


@scene("prepare-laptop-sheet", sheet=True)
def laptop_sheet(stage: Stage) -> QWidget:
    return LaptopSheet(stage.texts, (("intake", "Intake 1"), ("gemeente", "Gemeente")), None)


@scene("prepare-action-sheet", sheet=True)
def action_sheet(stage: Stage) -> QWidget:
    return NextActionSheet(
        stage.texts,
        "Oefenactie De Voorbeeldhoeve",
        "Park De Voorbeeldhoeve",
        None,
        day_problem=lambda _day: "",
    )


@scene("prepare-recipients")
def recipients(stage: Stage) -> QWidget:
    ours = [{**one, "age": "age1x"} for one in action_to_json(practice_action())["recipients"]]
    ours[0]["more"] = ["age1y"]
    return preparation(stage, Part.RECIPIENTS, 0, draft={"recipients": ours})


@scene("prepare-recipient-own-key")
def recipient_with_own_key(stage: Stage) -> QWidget:
    ours = [{**one, "age": "age1x"} for one in action_to_json(practice_action())["recipients"]]
    key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
    own = {"code": "avim", "name": "Politie (AVIM)", "age": key, "legal_basis": "Convenant (fictief)"}
    return preparation(stage, Part.RECIPIENTS, len(ours), draft={"recipients": [*ours, own]})


@scene("prepare-codes-sheet", sheet=True)
def codes_sheet(stage: Stage) -> QWidget:
    codes = (
        CodeView(
            "intake9",
            "2026-11-22-voorbeeldhoeve-intake9.set-up.asice.age",
            "7K3M8-9QTR2-2HXB5-5VWDT-8NPCE-4JZYG-1A2B3",
        ),
    )
    return CodesSheet(stage.texts, codes, None)


@scene("prepare-codes-key-sheet", sheet=True)
def codes_key_sheet(stage: Stage) -> QWidget:
    codes = (
        CodeView(
            "iszw9",
            "2026-11-22-voorbeeldhoeve-iszw9.set-up.asice.age",
            "7K3M8-9QTR2-2HXB5-5VWDT-8NPCE-4JZYG-1A2B3",
        ),
    )
    return CodesSheet(stage.texts, codes, None, keyed=True)


def day_state(**more: Any) -> DayState:
    action = practice_action()
    hours = tuple(NOW.replace(hour=hour, minute=0, second=0) for hour in (3, 4, 5, 6, 7, 8))
    busy = {
        "intake": (14, 22, 31, 18, 6, 2),
        "intake2": (9, 17, 20, 12, 3, 0),
        "gemeente": (0, 8, 14, 9, 4, 2),
    }
    lines = []
    for post in action.posts:
        came = busy.get(post.code, (0, 1, 3, 2, 1, 0))
        total = sum(came)
        flow = PostFlow(
            post.code,
            total,
            4 if total > 20 else 0,
            2,
            max(total - 9, 0),
            2,
            1,
            0,
            total // 2,
            total // 9,
            timedelta(minutes=11),
        )
        wait = PostWait(post.code, total, timedelta(minutes=6), timedelta(minutes=19))
        flows = tuple(HourFlow(post.code, hour, one, one) for hour, one in zip(hours, came, strict=True))
        lines.append(PostLine(post.name, flow, wait if total else None, flows))
    return replace(
        DayState(
            loaded=True,
            now=NOW,
            counts=DayCounts(128, 74, 31, 9, 96, 22, 14, 3, 2),
            posts=tuple(lines),
            hours=hours,
            referrals=(referral(398, 24), referral(377, 8)),
            names=(("iszw", "Nederlandse Arbeidsinspectie (voorheen ISZW)"),),
            laptops=(
                LaptopSeen("coordinator", "coordinator", True, 0, None, 0, version=2),
                LaptopSeen("intake", "intake", False, 2, NOW, 1840, version=2),
                LaptopSeen("intake2", "intake2", False, 1, NOW, 960, version=1, behind=True),
                LaptopSeen("iszw", "iszw", False, 0, None, 0),
            ),
            park=Coverage("", 80, 21, 44, 9, 4, 2, 97),
            sectors=(Coverage("Noord", 40, 0, 30, 6, 3, 1, 61), Coverage("Zuid", 40, 21, 14, 3, 1, 1, 36)),
            left_out=(LeftOut("Zuid 61", "left-out", "Hond los op het erf."),),
        ),
        **more,
    )


@scene("day")
def busy_day(stage: Stage) -> QWidget:
    return DayPage(Still(day_state()), frame(stage))  # type: ignore[arg-type]


@scene("day-clash")
def day_with_one_number_and_two_people(stage: Stage) -> QWidget:
    pair = Clash(CaseId("c1"), case_code("BV", 377), CaseId("c2"), case_code("BW", 12))
    shown = day_state(clashes=(pair,), asked="2026-11-22-voorbeeldhoeve-coordinator-vraag.asice.age")
    return DayPage(Still(shown), frame(stage))  # type: ignore[arg-type]


@scene("day-empty")
def empty_day(stage: Stage) -> QWidget:
    quiet = day_state(
        counts=DayCounts(),
        hours=(),
        referrals=(),
        laptops=(),
        park=None,
        sectors=(),
        left_out=(),
        posts=tuple(
            PostLine(line.name, PostFlow(line.flow.post, 0, 0, 0, 0, 0, 0, 0, 0, 0, timedelta(0)), None, ())
            for line in day_state().posts
        ),
    )
    return DayPage(Still(quiet), frame(stage))  # type: ignore[arg-type]


def loose(stage: Stage) -> tuple[LooseView, ...]:
    text = stage.texts.text
    return (
        LooseView(
            Loose.ALARM,
            (
                text(
                    "zaak {code}: niemand bevestigde de acute doorverwijzing aan {who}, verstuurd om {time}",
                    code=case_code("BV", 398),
                    who="Nederlandse Arbeidsinspectie (voorheen ISZW)",
                    time="05:12",
                ),
            ),
        ),
        LooseView(
            Loose.DOCUMENT,
            (
                text(
                    "zaak {one} en zaak {two}: één documentnummer bij twee personen",
                    one=case_code("BV", 377),
                    two=case_code("BW", 12),
                ),
            ),
        ),
        LooseView(
            Loose.TALK,
            tuple(text("het gesprek van zaak {code} loopt nog", code=case_code("BV", n)) for n in (401, 402)),
        ),
        LooseView(Loose.LAPTOP, (text("laptop {name}: zijn bundel is hier niet ingelezen", name="iszw"),)),
        LooseView(
            Loose.HOME,
            tuple(text("woning {name}: gepland, en niet bezocht", name=f"{n} (Zuid)") for n in range(41, 62)),
        ),
    )


@scene("closing")
def closing(stage: Stage) -> QWidget:
    state = ClosingState(loaded=True, loose=loose(stage), park=coverage(HOMES))
    return ClosingPage(Still(state), frame(stage))  # type: ignore[arg-type]


@scene("closing-closed")
def closed(stage: Stage) -> QWidget:
    state = ClosingState(loaded=True, loose=loose(stage)[:1], closing=Closing(NOW, "C. Coördinator"))
    return ClosingPage(Still(state), frame(stage))  # type: ignore[arg-type]
