"""The settings: forms and languages in every state, reading before approving, the look, the laptop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from fieldcheck.crypto import passphrase_strength
from fieldcheck.i18n import LANGUAGES
from fieldcheck.ui.pages.passphrase_sheet import PassphraseSheet
from fieldcheck.ui.pages.renewal_sheet import RenewalSheet
from fieldcheck.ui.pages.settings import SettingsPage
from fieldcheck.ui.pages.settings_sheet import ApproveSheet
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.languages import called
from fieldcheck.viewmodels.passphrase import PassphraseState
from fieldcheck.viewmodels.renewal import RenewalState
from fieldcheck.viewmodels.self_test import Check, Checked
from fieldcheck.viewmodels.settings_state import (
    LISTS,
    ApprovalView,
    CellView,
    FormLine,
    ReadingView,
    Section,
    SettingsState,
    SheetReads,
)
from fieldcheck.viewmodels.told import Trouble
from tests.gallery.scenes import Stage, scene
from tests.gallery.still import Still, still_shell

_TITLES = {
    "conditions": "Hoe het gesprek ging",
    "housing": "Waarneming van een woning",
    "ilo-labour": "Gesprek over werk en wonen (ILO-lijst)",
    "intake-park": "Kort gesprek op het park",
    "iszw-depth": "Vervolggesprek van de inspectie",
    "niet-pluis": "Niet-pluis",
    "nvm-criminal": "Signalen van criminele uitbuiting",
    "nvm-labour": "Uitgebreid gesprek over werk en wonen (NVM-lijst)",
    "nvm-sexual": "Signalen van seksuele uitbuiting",
    "rds-recruitment": "Werving via een coupon",
    "registration": "Inschrijving bij de gemeente",
    "workplace": "Inspectie van een werkplek",
    LISTS: "",
}
_APPROVED = (ApprovalView("J. Voorbeeld", date(2026, 11, 18), shared=False),)


def cell(tag: str, place: int, *, approvable: bool = True) -> CellView:
    """A form in a language: Polish approved, Turkish behind, Lithuanian partly stale."""
    texts = 180 + 20 * place
    done, stale = {"tr": (texts * 7 // 10, 0), "lt": (texts - 6, 6)}.get(tag, (texts, 0))
    approved = done if tag == "pl" and place < 5 else 0
    return CellView(
        tag,
        questions=26 if tag == "tr" else 37,
        texts=texts,
        translated=done,
        draft=done - approved,
        approved=approved,
        stale=stale,
        share=100 * done // texts,
        approvable=approvable,
        approvals=_APPROVED if approved else (),
    )


def state(*, approvable: bool = True) -> SettingsState:
    """Every form counted; one language of the intake selected."""
    tags = [one.tag for one in LANGUAGES if one.tag != "nl"]
    lines = tuple(
        FormLine(
            name,
            title,
            "2026-11-22",
            0 if name == LISTS else 37,
            tuple(
                cell(tag, place, approvable=approvable) for tag in tags if (name, tag) != ("workplace", "vi")
            ),
        )
        for place, (name, title) in enumerate(_TITLES.items())
    )
    return SettingsState(
        user="J. Voorbeeld",
        version="0.1.0",
        device="oefenlaptop",
        forms=lines,
        total=len(lines),
        selected=("intake-park", "lt"),
    )


def page(stage: Stage, shown: SettingsState) -> QWidget:
    """The page in one state."""
    nowhere: object = None
    frame = Frame(stage.texts, still_shell(), nowhere)  # type: ignore[arg-type]
    return SettingsPage(Still(shown), frame)  # type: ignore[arg-type]


@scene("settings-forms")
def forms(stage: Stage) -> QWidget:
    return page(stage, state())


@scene("settings-approved")
def approved(stage: Stage) -> QWidget:
    return page(stage, replace(state(), selected=("intake-park", "pl")))


@scene("settings-installed")
def installed(stage: Stage) -> QWidget:
    return page(stage, state(approvable=False))


@scene("settings-counting")
def counting(stage: Stage) -> QWidget:
    whole = state()
    broken = FormLine("proefvragen", broken=True)
    return page(stage, replace(whole, forms=(*whole.forms[:3], broken), selected=("", "")))


@scene("settings-look")
def look(stage: Stage) -> QWidget:
    return page(stage, replace(state(), section=Section.LOOK))


@scene("settings-laptop")
def laptop(stage: Stage) -> QWidget:
    checks = tuple(
        Checked(check, check is not Check.CLOCK, "182344" if check is Check.DISK else "") for check in Check
    )
    known = replace(state(), may_renew=True, notes=SheetReads.NOT_YET)
    return page(stage, replace(known, section=Section.LAPTOP, checks=checks))


@scene("passphrase", sheet=True)
def passphrase(stage: Stage) -> QWidget:
    strength = passphrase_strength("zeven kale kippen vliegen")
    wrong = Trouble(
        stage.texts.text("Deze naam en deze wachtwoordzin passen niet bij elkaar."),
        stage.texts.text("Alles wat is opgeslagen, is veilig."),
        stage.texts.text("Probeer het opnieuw, of gebruik de herstelcode."),
    )
    shown = PassphraseState(strength=strength, same=True, trouble=wrong)
    sheet = PassphraseSheet(Still(shown), stage.texts, None)  # type: ignore[arg-type]
    for field in (sheet.proof, sheet.new.first, sheet.new.again):
        field.edit.setText("zeven kale kippen vliegen")
    return sheet


@scene("passphrase-done", sheet=True)
def passphrase_done(stage: Stage) -> QWidget:
    return PassphraseSheet(Still(PassphraseState(done=True)), stage.texts, None)  # type: ignore[arg-type]


def renewal(stage: Stage, shown: RenewalState) -> QWidget:
    return RenewalSheet(Still(shown), stage.texts, None)  # type: ignore[arg-type]


@scene("renewal", sheet=True)
def renewal_begins(stage: Stage) -> QWidget:
    return renewal(stage, RenewalState())


@scene("renewal-code", sheet=True)
def renewal_code(stage: Stage) -> QWidget:
    code = "7K3M8-2QX4T-9HB0D-V6NRA-3PE7W-1CJ5Z-8YF2G"
    return renewal(stage, RenewalState(code=code, sheet=b"%PDF", kept=True))


@scene("renewal-done", sheet=True)
def renewal_done(stage: Stage) -> QWidget:
    return renewal(stage, RenewalState(done=True))


_PAIRS = (
    ("Wie bewaart uw paspoort of identiteitskaart?", "من يحتفظ بجواز سفركم أو بطاقة هويتكم؟"),
    ("Ikzelf", "أنا"),
    ("De werkgever of het uitzendbureau", "صاحب العمل أو وكالة التوظيف"),
    ("Iemand anders", ""),
)


@scene("settings-approve", sheet=True)
def approve(stage: Stage) -> QWidget:
    whole = tuple(pair for pair in _PAIRS if pair[1]) * 8
    reading = ReadingView("intake-park", "ar", whole, whole=True)
    return ApproveSheet(
        stage.texts,
        reading,
        f"Kort gesprek op het park · {called('ar', stage.language)}",
        "J. Voorbeeld",
        None,
    )


@scene("settings-approve-gaps", sheet=True)
def approve_gaps(stage: Stage) -> QWidget:
    reading = ReadingView("intake-park", "ar", _PAIRS, whole=False)
    return ApproveSheet(
        stage.texts,
        reading,
        f"Kort gesprek op het park · {called('ar', stage.language)}",
        "J. Voorbeeld",
        None,
    )
