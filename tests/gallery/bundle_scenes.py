"""Taking in bundles of other laptops: before, while, and after, with what was refused."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fieldcheck import bootstrap
from fieldcheck.domain.action import Post
from fieldcheck.domain.action_changes import action_changes
from fieldcheck.i18n import said
from fieldcheck.ui.pages.importing import ImportPage
from fieldcheck.viewmodels.export import Finding
from fieldcheck.viewmodels.importing import (
    LEFT,
    MADE,
    PUT_IN_FORCE,
    UPDATE,
    Brought,
    ImportState,
    UpdateView,
)
from fieldcheck.viewmodels.told import Trouble
from tests.gallery.scenes import Stage, scene
from tests.gallery.still import Still, still_shell

_HELD = (
    Finding("Envelop", True, "opent met deze sleutel"),
    Finding("Container", True, "ASiC-E, elk byte verantwoord"),
    Finding("Handtekening", True, "van intake1, 2026-11-22 07:41:12 UTC"),
    Finding("Certificaat", True, "uitgegeven door Oefenactie De Voorbeeldhoeve"),
    Finding("Inhoud", True, "6 bestanden, alle ondertekend"),
    Finding("Journaal", True, "1.873 regels, de keten is heel"),
)
_NAME = "2026-11-22-park-de-voorbeeldhoeve"
DAY = Brought(f"{_NAME}-intake1.asice.age", "Dag van intake1", 1873, 57, _HELD)
KNOWN = Brought(f"{_NAME}-intake2.asice.age", "Dag van intake2", 0, 0, _HELD[:2])
CHANGED = Brought(
    f"{_NAME}-iszw.asice.age",
    findings=(*_HELD[:2], Finding("Journaal", False, "de keten is 1 keer gebroken, het eerst bij regel 412")),
    trouble=Trouble(
        f"De bundel {_NAME}-iszw.asice.age is geweigerd. Journaal: de keten is 1 keer gebroken.",
        "Er is niets overgenomen en het bestand is niet veranderd.",
        "Vraag de afzender om de bundel opnieuw te maken en te sturen.",
    ),
)


def importing(stage: Stage, state: ImportState) -> QWidget:
    return ImportPage(Still(state), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("import")
def import_empty(stage: Stage) -> QWidget:
    return importing(stage, ImportState())


@scene("import-reading")
def import_reading(stage: Stage) -> QWidget:
    busy = ImportState(working=True, file=DAY.file, waiting=2, done=700, total=1873, brought=(KNOWN,))
    return importing(stage, busy)


@scene("import-done")
def import_done(stage: Stage) -> QWidget:
    return importing(stage, ImportState(brought=(CHANGED, KNOWN, DAY)))


def change(stage: Stage) -> UpdateView:
    before = bootstrap.practice_action()
    *rest, last = before.contacts
    doctor = Post("dokter", "Dokter", "coordinator")
    after = replace(
        before,
        contacts=(*rest, replace(last, hours="ma-vr 09:00-17:00")),
        limits=replace(before.limits, stay_days=before.limits.stay_days + 7),
        posts=(*before.posts[:-1], doctor, before.posts[-1]),
        pre_visit=("De slagboom is tot 06:00 dicht.",),
    )
    return UpdateView(
        f"{_NAME}-actie-3.action.asice.age",
        stage.texts.text(UPDATE, version=3),
        stage.texts.text(MADE, name="C. van der Voorbeeld-Langenaam", day="22-11-2026", time="05:04"),
        "De uren kloppen niet meer, en er komt een dokter bij.",
        tuple(said(line, stage.texts) for line in action_changes(before, after)),
    )


@scene("import-update")
def import_update(stage: Stage) -> QWidget:
    return importing(stage, ImportState(offered=change(stage), brought=(KNOWN,)))


@scene("import-update-done")
def import_update_done(stage: Stage) -> QWidget:
    text = stage.texts.text
    file, title = change(stage).file, text(UPDATE, version=3)
    taken = Brought(file, title, new=1, told=text(PUT_IN_FORCE))
    left = Brought(file, title, told=text(LEFT), left=True)
    return importing(stage, ImportState(brought=(taken, left)))
