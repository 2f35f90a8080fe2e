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
from tests.gallery.scenes import Stage, scene
from tests.gallery.still import Still, still_shell

_NAME = "2026-11-22-park-de-voorbeeldhoeve"


def held(stage: Stage) -> tuple[Finding, ...]:
    """Every check of a bundle that is whole."""
    text = stage.texts.text
    return (
        Finding(text("Envelop"), True, text("opent met deze sleutel")),
        Finding(text("Container"), True, text("ASiC-E, elk byte verantwoord")),
        Finding(
            text("Handtekening"),
            True,
            text("van {signer}, {when}", signer="intake1", when="22-11-2026 08:41"),
        ),
        Finding(
            text("Certificaat"), True, text("uitgegeven door {issuer}", issuer="Oefenactie De Voorbeeldhoeve")
        ),
        Finding(text("Inhoud"), True, text("{count} bestanden, alle ondertekend", count=6)),
        Finding(text("Journaal"), True, text("{count} regels, de keten is heel", count=1873)),
    )


def day(stage: Stage) -> Brought:
    """A day that was taken in."""
    title = stage.texts.text("Dag van {device}", device="intake1")
    return Brought(f"{_NAME}-intake1.asice.age", title, 1873, 57, held(stage))


def known(stage: Stage) -> Brought:
    """A day of which nothing was new."""
    title = stage.texts.text("Dag van {device}", device="intake2")
    return Brought(f"{_NAME}-intake2.asice.age", title, 0, 0, held(stage)[:2])


def changed(stage: Stage) -> Brought:
    """A bundle that somebody changed."""
    text, file = stage.texts.text, f"{_NAME}-iszw.asice.age"
    broken = text(
        "de keten is {count} keer gebroken, het eerst bij toestel {device}, regel {line} ({reason})",
        count=1,
        device="iszw",
        line=412,
        reason=text("de regel is veranderd"),
    )
    refused = text(
        "De bundel {file} is geweigerd. {check}: {reason}.", file=file, check=text("Journaal"), reason=broken
    )
    told = stage.told(
        "",
        "Er is niets overgenomen en het bestand is niet veranderd.",
        "Vraag de afzender om de bundel opnieuw te maken en te sturen.",
    )
    return Brought(
        file,
        findings=(*held(stage)[:2], Finding(text("Journaal"), False, broken)),
        trouble=replace(told, what=refused),
    )


def importing(stage: Stage, state: ImportState) -> QWidget:
    return ImportPage(Still(state), stage.texts, still_shell())  # type: ignore[arg-type]


@scene("import")
def import_empty(stage: Stage) -> QWidget:
    return importing(stage, ImportState())


@scene("import-reading")
def import_reading(stage: Stage) -> QWidget:
    busy = ImportState(
        working=True, file=day(stage).file, waiting=2, done=700, total=1873, brought=(known(stage),)
    )
    return importing(stage, busy)


@scene("import-done")
def import_done(stage: Stage) -> QWidget:
    return importing(stage, ImportState(brought=(changed(stage), known(stage), day(stage))))


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
    return importing(stage, ImportState(offered=change(stage), brought=(known(stage),)))


@scene("import-update-done")
def import_update_done(stage: Stage) -> QWidget:
    text = stage.texts.text
    file, title = change(stage).file, text(UPDATE, version=3)
    taken = Brought(file, title, new=1, told=text(PUT_IN_FORCE))
    left = Brought(file, title, told=text(LEFT), left=True)
    return importing(stage, ImportState(brought=(taken, left)))
