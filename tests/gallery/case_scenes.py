"""Outcome, referral, review desk, letters desk and export, each in its main states."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from PySide6.QtWidgets import QWidget

from fieldcheck.assets import folder
from fieldcheck.domain.action_json import action_from_json
from fieldcheck.domain.alarm import Way
from fieldcheck.domain.day import Contents
from fieldcheck.domain.identifiers import CaseId, ReferralId
from fieldcheck.domain.referral import FirstAssessment, Outcome, ReferralStage, Urgency
from fieldcheck.domain.referral_course import ReferralStep
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import LANGUAGES, local_day
from fieldcheck.paper import PdfPapers
from fieldcheck.triage import DOMAINS as TRIAGE_DOMAINS
from fieldcheck.triage import Situation, advise
from fieldcheck.ui.pages.export import ExportPage
from fieldcheck.ui.pages.letters import LettersPage
from fieldcheck.ui.pages.outcome import OutcomePage
from fieldcheck.ui.pages.referral import ReferralPage
from fieldcheck.ui.pages.review import ReviewPage
from fieldcheck.usecases.handing_over import TOO_LARGE, WITHOUT_CODE
from fieldcheck.usecases.ports import RightsLetter
from fieldcheck.viewmodels.alerted import ContactView, ReachView, SentView, TargetView
from fieldcheck.viewmodels.assessed import REFER_NOW, DomainCard, FigureView, Proposal, SignalView, Standing
from fieldcheck.viewmodels.disputed import ConflictView, SayingView
from fieldcheck.viewmodels.export import Check, ExportState, Finding, RecipientView, VouchedView
from fieldcheck.viewmodels.inbox import InboxRow
from fieldcheck.viewmodels.lens_views import LensView, PointView, advice_view
from fieldcheck.viewmodels.letters import CaseLine, LetterKind, LetterLanguage, LettersState, Record
from fieldcheck.viewmodels.noted import RuleView
from fieldcheck.viewmodels.outcome import Destination, OutcomeState, Part
from fieldcheck.viewmodels.referral import ReferralState
from fieldcheck.viewmodels.review_case import Line, ReviewCase
from fieldcheck.viewmodels.review_state import ReviewState
from tests.gallery.scenes import NOW, Stage, scene
from tests.gallery.still import Still, still_shell
from tests.gallery.talk_scenes import TALKS

ISZW = "Nederlandse Arbeidsinspectie (voorheen ISZW)"
_PAY = SignalView(
    "pay-below-minimum",
    "Uurloon onder het wettelijk minimumloon",
    "",
    (
        "Hoeveel geld kreeg u de laatste keer? € 800,00",
        "Hoeveel dagen per week werkt u? 6",
        "Hoeveel uur per dag? 8 tot 10",
    ),
    "L1",
)
_HOURS = SignalView(
    "long-week",
    "Werkt lange weken",
    "",
    ("Hoeveel uur per dag? 8 tot 10", "Hoeveel dagen per week werkt u? 6"),
    "L2",
)
_PASSPORT = SignalView(
    "papers-kept",
    "Paspoort ligt bij een ander",
    "",
    ("Wie bewaart uw paspoort of identiteitskaart? De werkgever of het uitzendbureau",),
    "P1",
)
_BED = SignalView(
    "bed-ends-with-work",
    "Bed eindigt met het werk",
    "",
    ("Hoe snel moet u weg als het werk stopt? binnen 24 uur",),
    "P1",
)
DOMAINS = (
    DomainCard("pay", "Werk en loon", Standing.SIGNALS, (_PAY, _HOURS), 9, 10, ""),
    DomainCard("papers", "Papieren", Standing.SIGNALS, (_PASSPORT,), 3, 3, ""),
    DomainCard("housing", "Huisvesting", Standing.SIGNALS, (_BED,), 4, 5, ""),
    DomainCard("recruitment", "Werving", Standing.CLEAR, (), 4, 4, ""),
    DomainCard("dependency", "Afhankelijkheid", Standing.CLEAR, (), 2, 3, "", not_asked=4),
    DomainCard("freedom", "Bewegingsvrijheid", Standing.BLANK, (), 0, 3, "niet gevraagd"),
    DomainCard("coercion", "Dwang", Standing.BLANK, (), 0, 1, "wilde niet antwoorden"),
)
FIGURES = (
    FigureView(
        "Uurloon",
        "€ 3,42, tussen € 3,08 en € 3,85",
        "€ 800,00 per maand : (6 dagen × 9 uur × 4,33 weken = 233,8 uur) = € 3,42",
        "verteld",
        "",
    ),
    FigureView(
        "Minimumuurloon", "€ 14,99", "tabel minimumloon, 21 jaar en ouder, 22 november 2026", "L1", ""
    ),
    FigureView("Uren per week", "54 uur", "6 dagen × 9 uur = 54 uur", "verteld", ""),
)
LENSES = (
    LensView(
        "nvm",
        "NVM-categorieën (CoMensha-formulier)",
        "Regioplan 2021 (Ede, Utrecht)",
        (
            PointView("Achterhouden van documenten", ("Paspoort ligt bij een ander",)),
            PointView("Inhouden van loon", ("Uurloon onder het wettelijk minimumloon", "Boetes op het loon")),
            PointView("Huisvesting", ("Bed eindigt met het werk",)),
        ),
        5,
        7,
        "",
        "De lijst kent geen gewichten: hier wordt niets opgeteld.",
    ),
    LensView(
        "ilo",
        "Dimensies van ILO/EC 2009",
        "ILO/EC 2009, WCMS_105023 p. 3 [I1][I2]",
        (PointView("Uitbuiting", ("Uurloon onder het wettelijk minimumloon", "Werkt lange weken")),),
        1,
        4,
        "Uitbuiting is positief; over dwang in het werkland is te weinig bekend om te besluiten.",
        "Screening, geen juridisch oordeel.",
    ),
    LensView("fairwork", "Drie groepen van FairWork", "FairWork [O7]", (), 0, 3, "", ""),
    LensView(
        "iszw",
        "Drempel van de inspectie",
        "O4",
        (PointView("Loon onder het minimum", ("Uurloon onder het wettelijk minimumloon",)),),
        2,
        1,
        "",
        "Signalen van de inspectie, zonder vaste telregel.",
    ),
    LensView(
        "profiles",
        "Tien risicoprofielen",
        "Regioplan 2021",
        (PointView("Arbeidsmigrant", ("Bed eindigt met het werk",)),),
        0,
        9,
        "",
        "",
    ),
)
OUTCOME = OutcomeState(
    case_code="BV-0412-4",
    loaded=True,
    proposal=Proposal(
        "iszw",
        f"Voorstel: nu doorverwijzen naar {ISZW}",
        Urgency.ACUTE,
        ("Papieren bij de werkgever en loon onder het minimum", "Drie antwoorden wegen mee"),
    ),
    domains=DOMAINS,
    figures=FIGURES,
    destinations=(
        Destination("iszw", ISZW),
        Destination("municipality", "Gemeente Voorbeeldstad"),
        Destination("next-post", "Gemeente"),
    ),
    next_post="Gemeente",
    letter_languages=tuple(Destination(one.tag, one.name_native) for one in LANGUAGES),
    letter_language="pl",
)


def outcome(stage: Stage, state: OutcomeState) -> QWidget:
    text, proposal = stage.texts.text, state.proposal
    if proposal is not None:
        proposal = replace(proposal, headline=text(REFER_NOW, to=ISZW))
    said = replace(state, proposal=proposal, domains=named(state.domains, stage))
    return OutcomePage(Still(said), stage.texts, still_shell())  # type: ignore[arg-type]


def named(domains: tuple[DomainCard, ...], stage: Stage) -> tuple[DomainCard, ...]:
    """The domains by their name in the language of the picture."""
    text = stage.texts.text
    return tuple(
        replace(one, label=text(TRIAGE_DOMAINS[one.code]), reason=text(one.reason) if one.reason else "")
        for one in domains
    )


@scene("outcome-acute")
def outcome_acute(stage: Stage) -> QWidget:
    return outcome(stage, OUTCOME)


CONFLICT = ConflictView(
    "Wie bewaart uw paspoort of identiteitskaart?",
    (
        SayingView("Iemand anders", "I. Spekteur, 22-11-2026 om 05:52", counts=True),
        SayingView("De werkgever of het uitzendbureau", "H. de Wit, 22-11-2026 om 05:31", counts=False),
    ),
    "talk-1",
    "/data/papers/papers_kept_by",
)
RULES = (
    RuleView(
        "bed-ends",
        "Uitgezet: Bed eindigt met het werk. De regel stuurt anders naar Gemeente Voorbeeldstad (gewoon).",
        "De gemeente spreekt iedereen vandaag zelf",
        "sloeg aan op deze antwoorden",
        off=True,
        holds=True,
    ),
    RuleView(
        "pay-fines",
        f"Nu acuut in plaats van gewoon: Boetes op het loon, naar {ISZW}.",
        "Afgesproken in de voorbespreking",
        "sloeg niet aan",
        off=False,
        holds=False,
    ),
)


@scene("outcome-noted")
def outcome_noted(stage: Stage) -> QWidget:
    """Two answers, niet pluis, and rules of the action: above and below the domains."""
    unease = ("Keek steeds naar de voorman bij de deur; zelf gezien; waarschijnlijk",)
    return outcome(
        stage,
        replace(OUTCOME, conflicts=(CONFLICT,), talks=TALKS, unease=unease, rules=RULES, domains=DOMAINS[:3]),
    )


@scene("outcome-lenses")
def outcome_lenses(stage: Stage) -> QWidget:
    return outcome(stage, replace(OUTCOME, lenses=LENSES, part=Part.LENSES))


@scene("outcome-advice")
def outcome_advice(stage: Stage) -> QWidget:
    situation = Situation(eu=True, bed_tonight=False, serious=True, pay=True, unease=True)
    advice = tuple(advice_view(one, stage.texts) for one in advise(situation))
    return outcome(stage, replace(OUTCOME, advice=advice, part=Part.ADVICE))


@scene("outcome-figures")
def outcome_figures(stage: Stage) -> QWidget:
    calm = tuple(replace(one, standing=Standing.CLEAR, signals=()) for one in DOMAINS[:3])
    return outcome(stage, replace(OUTCOME, proposal=None, domains=(*calm, *DOMAINS[3:]), figures_open=True))


@scene("outcome-otherwise")
def outcome_otherwise(stage: Stage) -> QWidget:
    told = stage.told(
        "U wijkt af van het voorstel: schrijf kort waarom.",
        "Er is niets gewijzigd.",
        "Eén zin is genoeg; hij staat later bij de zaak.",
    )
    return outcome(stage, replace(OUTCOME, deciding=True, decision="next-post", trouble=told))


CALLED = ContactView("Zorgcoördinator (fictief)", "000 000 00 00", "dag en nacht", date(2026, 11, 21))
POLICE = ContactView("Politie (fictief nummer)", "000 000 00 11", "", date(2026, 11, 21))
AT_STAND = ReachView(Way.STAND, "Stand arbeidsinspectie")
BY_PHONE = ReachView(Way.PHONE, contact=CALLED)
_CLOSED = Said("{name} is op dit uur niet bereikbaar", name="Aandachtsfunctionaris")
INSTEAD = ReachView(Way.PHONE, contact=POLICE, stands_in="Politie", reason=_CLOSED)
REFERRAL = ReferralState(
    case_code="BV-0412-4",
    loaded=True,
    may_bundle=True,
    targets=(
        TargetView("iszw", ISZW, True, AT_STAND, fixed=True),
        TargetView("care", "Zorgcoördinator", True, BY_PHONE, fixed=True),
        TargetView("attention", "Aandachtsfunctionaris", True, INSTEAD, fixed=True),
        TargetView("police", "Politie", False, ReachView(Way.PHONE, contact=POLICE)),
    ),
    danger=ContactView("Levensgevaar", "112", "dag en nacht", date(2026, 11, 21)),
    why="Paspoort ligt bij het uitzendbureau\nUurloon onder het wettelijk minimumloon",
)
_STEPS = (ReferralStep.ACKNOWLEDGE, ReferralStep.ACCEPT, ReferralStep.DECLINE, ReferralStep.WITHDRAW)
_WAITING = SentView(
    ReferralId("r1"),
    ISZW,
    (),
    ReferralStage.SENT,
    "stand",
    AT_STAND,
    NOW - timedelta(minutes=7),
    "H. de Wit",
    7,
    waits=True,
    acute=True,
    today=local_day(NOW),
    escalates_in=13,
    escalates_to="Politie",
    laptop="iszw",
    steps=_STEPS,
)
SENT = (
    _WAITING,
    replace(
        _WAITING,
        id=ReferralId("r2"),
        name="Zorgcoördinator",
        laptop="",
        how="called",
        reached=BY_PHONE,
        stage=ReferralStage.ACCEPTED,
        waits=False,
        escalates_in=None,
        acknowledged_by="M. Jansen",
        acknowledged=NOW - timedelta(minutes=3),
        outcome=Outcome.ACCEPTED,
        outcome_words="Opvang voor vannacht is geregeld.",
        steps=(ReferralStep.ACKNOWLEDGE, ReferralStep.FINISH, ReferralStep.WITHDRAW),
    ),
    replace(
        _WAITING,
        id=ReferralId("r3"),
        name="Politie",
        asked=("Aandachtsfunctionaris",),
        reached=ReachView(Way.PHONE, contact=POLICE),
        escalates_in=None,
        laptop="",
    ),
)


def referral(stage: Stage, state: ReferralState) -> QWidget:
    return ReferralPage(Still(state), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("referral-new")
def referral_new(stage: Stage) -> QWidget:
    return referral(stage, REFERRAL)


@scene("referral-whose")
def referral_whose(stage: Stage) -> QWidget:
    return referral(stage, ReferralState(asks_case=True, may_open_case=True))


@scene("referral-nobody")
def referral_nobody(stage: Stage) -> QWidget:
    silent = ReachView(Way.NOBODY, reason=_CLOSED)
    told = stage.told(
        "Schrijf wat dit voor de persoon kan betekenen.",
        "Er is niets gewijzigd.",
        "Eén zin is genoeg, zoals: kan vannacht nergens slapen.",
    )
    targets = tuple(replace(one, reached=silent) for one in REFERRAL.targets[2:])
    return referral(stage, replace(REFERRAL, targets=targets, trouble=told))


@scene("referral-waits")
def referral_waits(stage: Stage) -> QWidget:
    return referral(stage, replace(REFERRAL, composing=False, sent=SENT))


@scene("referral-calm")
def referral_calm(stage: Stage) -> QWidget:
    """Nothing of it is red, and nothing waits at the desk."""
    calm = replace(_WAITING, acute=False, escalates_in=None, escalates_to="")
    return referral(stage, replace(REFERRAL, urgency=Urgency.REGULAR, composing=False, sent=(calm,)))


@scene("referral-without-code")
def referral_without_code(stage: Stage) -> QWidget:
    """The sheet was printed, and its code did not fit."""
    code = REFERRAL.case_code
    told = (stage.texts.text(TOO_LARGE), stage.texts.text(WITHOUT_CODE, code=code))
    return referral(stage, replace(REFERRAL, composing=False, sent=SENT, without_code=told))


@scene("referral-acknowledging")
def referral_acknowledging(stage: Stage) -> QWidget:
    return referral(
        stage,
        replace(
            REFERRAL,
            composing=False,
            sent=SENT,
            handling=ReferralId("r1"),
            name="B. Inspecteur",
            way="walked",
        ),
    )


@scene("referral-taken")
def referral_taken(stage: Stage) -> QWidget:
    return referral(stage, replace(REFERRAL, composing=False, sent=SENT[1:2]))


@scene("referral-brought")
def referral_brought(stage: Stage) -> QWidget:
    (taken,) = SENT[1:2]
    brought = replace(taken, laptop="municipality")
    state = replace(REFERRAL, composing=False, sent=(brought,), brought=frozenset({taken.id}))
    return referral(stage, state)


def inbox_row(place: int, urgency: Urgency, stage: ReferralStage, minutes: int) -> InboxRow:
    """One referral that waited ``minutes``."""
    return InboxRow(
        ReferralId(f"r{place}"),
        f"BV-04{place:02d}-4",
        urgency,
        stage,
        NOW - timedelta(minutes=minutes),
        minutes,
        "H. de Wit",
        "" if stage is ReferralStage.SENT else "M. Jansen",
        FirstAssessment.TAKEN_UP if stage is ReferralStage.ACCEPTED else None,
    )


REVIEW = ReviewState(
    rows=(
        inbox_row(12, Urgency.ACUTE, ReferralStage.SENT, 4),
        inbox_row(9, Urgency.ACUTE, ReferralStage.ACKNOWLEDGED, 31),
        inbox_row(7, Urgency.REGULAR, ReferralStage.ACKNOWLEDGED, 58),
        inbox_row(3, Urgency.REGULAR, ReferralStage.ACCEPTED, 95),
    ),
    loaded=True,
    selected=ReferralId("r12"),
    case=ReviewCase(
        case_code="BV-0412-4",
        reasons=("Paspoort ligt bij het uitzendbureau", "Uurloon onder het wettelijk minimumloon"),
        domains=DOMAINS,
        figures=FIGURES,
        conditions=(
            Line("Wie was erbij?", "Niemand anders"),
            Line("Hoe verliep het gesprek?", "Rustig, met tolk aan de telefoon"),
        ),
        spoken_language="Pools",
        capacities=("toezicht", "vrijwillig gesprek"),
        began=NOW - timedelta(minutes=19),
        answers=24,
    ),
    assessment=FirstAssessment.TAKEN_UP,
    day=NOW.date(),
    user="M. Jansen",
    recipients=(("iszw", ISZW), ("coordinator", "Coördinator van de actie")),
)


def review(stage: Stage, state: ReviewState) -> QWidget:
    return ReviewPage(Still(state), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("review")
def review_case(stage: Stage) -> QWidget:
    return review(stage, REVIEW)


@scene("review-empty")
def review_empty(stage: Stage) -> QWidget:
    return review(stage, ReviewState(loaded=True))


LETTERS = LettersState(
    cases=(
        CaseLine(CaseId("c1"), "BV-0412-4", "pl", NOW, ""),
        CaseLine(CaseId("c2"), "BV-0411-6", "ro", NOW - timedelta(minutes=9), "BV-0007"),
        CaseLine(CaseId("c3"), "BV-0410-8", "en", NOW - timedelta(minutes=30), "BV-0006"),
    ),
    loaded=True,
    selected=CaseId("c1"),
    languages=tuple(
        LetterLanguage(one.tag, one.name_native, one.name_dutch, one.tag != "nl") for one in LANGUAGES
    ),
    language="pl",
    issued=(Record("Controlebewijs", "BV-0411-6", "controlebewijs-CB-7K3M8Q.pdf", NOW),),
)


def letters(stage: Stage, state: LettersState) -> QWidget:
    return LettersPage(Still(state), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("letters")
def letters_rights(stage: Stage) -> QWidget:
    return letters(stage, replace(LETTERS, preview=sample_pdf()))


@scene("letters-proof")
def letters_proof(stage: Stage) -> QWidget:
    return letters(stage, replace(LETTERS, kind=LetterKind.PROOF))


@cache
def sample_pdf() -> bytes:
    """The Polish rights letter of the practice action, made by the real room."""
    source = folder("resources") / "practice" / "action.json"
    action = action_from_json(json.loads(source.read_text(encoding="utf-8")))
    letter = RightsLetter(action, "pl", action.day, "14.99", eu_citizen=True, draft=True)
    return PdfPapers().rights_letter(letter)


EXPORT = ExportState(
    device="Intake 1",
    recipients=(
        RecipientView(ISZW, "Toezicht op de arbeidswetten"),
        RecipientView("Coördinator van de actie", "Convenant van de actie"),
    ),
    contents=Contents(cases=57, interviews=41, referrals=3, papers=54, entries=1873, forms=1),
    folder="/media/stick",
)


def export(stage: Stage, state: ExportState) -> QWidget:
    return ExportPage(Still(state), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("export")
def export_ready(stage: Stage) -> QWidget:
    return export(stage, EXPORT)


@scene("export-certificate")
def export_certificate(stage: Stage) -> QWidget:
    lines = (
        "7C 21 9E 4B 03 D8 6A F5",
        "12 90 BC 5E 77 A4 3F 08",
        "E1 6D 52 C9 8B 30 F7 14",
        "AA 05 D3 68 2E 9F 41 B6",
    )
    vouched = VouchedView("2026-11-22-voorbeeldhoeve-certificaat", lines)
    return export(stage, replace(EXPORT, vouched=vouched))


@scene("export-handed-over")
def export_handed_over(stage: Stage) -> QWidget:
    file = "/media/stick/2026-11-22-intake1.asice.age"
    return export(stage, replace(EXPORT, file=file, may_check=False))


@scene("export-checked")
def export_checked(stage: Stage) -> QWidget:
    findings = (
        Finding("De envelop gaat open met de sleutel van de coördinator", True, ""),
        Finding("De handtekening klopt", True, "CAdES-B, RSA-3072, SHA-256"),
        Finding("De keten van regels is heel", False, "regel 412 van intake-1: inhoud gewijzigd"),
    )
    check = Check(False, "Intake 1", "3A:90:1C:77", findings, 1873)
    return export(stage, replace(EXPORT, file="/media/stick/2026-11-22-intake1.asice.age", check=check))
