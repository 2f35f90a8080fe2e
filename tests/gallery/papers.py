"""Every paper as PDF and as pictures of its pages, made from the practice action."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from fieldcheck.bootstrap import practice_action
from fieldcheck.domain.case import case_code
from fieldcheck.i18n import LANGUAGES, texts
from fieldcheck.paper import PdfPapers
from fieldcheck.usecases.handing_over import TOO_LARGE, WITHOUT_CODE
from fieldcheck.usecases.ports import (
    Alerted,
    ControlProof,
    PreVisitSheet,
    Reason,
    RecoverySheet,
    ReferralSheet,
    RightsLetter,
    RouteSlip,
)
from fieldcheck.usecases.street import usual_way
from tests.gallery.scenes import NOW

_RESOLUTION = "80"
"""Dots per inch of the pictures."""


_KNOWN = (
    "Eigenaar wisselde vorig jaar (fictief).",
    "62 van de 80 woningen bewoond, vooral deel Noord (fictief).",
    "De brandweer kijkt dezelfde dag naar vluchtwegen (fictief).",
)


def papers() -> dict[str, bytes]:
    """Each paper by name."""
    action = replace(practice_action(), day=NOW.date())
    made = PdfPapers()
    proof = ControlProof(action, "BV-0041", case_code("BV", 412), NOW, "A. Voorbeeld")
    sheet = ReferralSheet(
        action=action,
        case_code=case_code("BV", 398),
        sent=NOW,
        sent_by="A. Voorbeeld",
        to=action.recipient("iszw").name,
        how="walked",
        capacity="supervision",
        spoken_language="pl",
        reasons=(Reason("Paspoort ligt bij het uitzendbureau", "Wie bewaart uw paspoort? De werkgever"),),
        figures=(Reason("Loon per uur", "€ 410,00 per week gedeeld door 54 uur = € 7,59 per uur"),),
        blank_domains=("Dwang",),
        conditions=(Reason("Wie is erbij?", "niemand anders"),),
        effect="Kan vannacht nergens slapen, en is bang voor de werkgever.",
        alerted=(
            Alerted(action.recipient("iszw").name, "stand", "Stand", "", "", None, "sent", ""),
            Alerted(
                "Zorgcoördinator (fictief)",
                "phone",
                "",
                "000 000 00 00",
                "dag en nacht",
                NOW.date(),
                "acknowledged",
                "M. Jansen",
            ),
        ),
        handover="FC1" + "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[at * 37 % 32] for at in range(3500)),
    )
    found = {
        "paper-control-proof": made.control_proof(proof),
        "paper-referral-sheet": made.referral_sheet(sheet),
        "paper-referral-sheet-without-code": made.referral_sheet(
            replace(sheet, handover="", without_code=(TOO_LARGE, WITHOUT_CODE.format(code=sheet.case_code)))
        ),
        "paper-route-slip": made.route_slip(
            RouteSlip(action, case_code("BV", 412), tuple(post.name for post in usual_way(action, "intake")))
        ),
        "paper-pre-visit-sheet": made.pre_visit_sheet(
            PreVisitSheet(replace(action, pre_visit=_KNOWN), NOW, "C. Voorbeeld")
        ),
        "paper-recovery-sheet": made.recovery_sheet(
            RecoverySheet("7K3M-9QTR-2HXB-5VWD-8NPC-4JZY", "oefenlaptop", NOW, practice=True)
        ),
    }
    for language in LANGUAGES:
        letter = RightsLetter(
            action=action,
            language=language.tag,
            day=NOW.date(),
            minimum_wage="",
            eu_citizen=True,
            draft=language.tag != "nl" and texts(language.tag, "letters").draft,
        )
        found[f"paper-rights-letter-{language.tag}"] = made.rights_letter(letter)
    return found


def draw_papers(out: Path) -> int:
    """Write PDFs and PNGs into ``out``; returns how many pictures."""
    for name, pdf in papers().items():
        path = out / f"{name}.pdf"
        path.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-png", "-r", _RESOLUTION, str(path), str(out / name)], check=True)
    return len(list(out.glob("paper-*.png")))
