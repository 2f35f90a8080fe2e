"""Checking a bundle from the command line: with which keys, and how the answer reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from fieldcheck.bootstrap import now
from fieldcheck.bundle import AsicBundles
from fieldcheck.domain.errors import N_, BundleRefused, InvalidValue, UserFixable
from fieldcheck.i18n import Texts, said
from fieldcheck.rehearsal import KEYS_FOLDER
from fieldcheck.usecases.ports import BundleReport


def check(
    bundle: Path, *, identity: Path | None, authority: Path | None, say: Callable[[str], None]
) -> BundleReport:
    """Check ``bundle`` with the named keys, or with the fictitious keys a rehearsal left beside it.

    Raises UserFixable when no keys are named and none lie there, or when a key is no key.
    """
    beside = bundle.parent / KEYS_FOLDER
    practice = beside / "coordinator.agekey", beside / "authority.pem"
    if identity is None and authority is None and all(key.is_file() for key in practice):
        say(
            N_(
                "Gecontroleerd met de oefensleutels naast de bundel: "
                "dat bewijst dat de bundel heel is, niet wie hem in het echt maakte."
            )
        )
        identity, authority = practice
    if authority is None or (identity is None and bundle.suffix == ".age"):
        raise UserFixable(
            N_("Voor de controle zijn twee sleutels nodig."),
            remedy=N_("Geef --identity (uw age-sleutel) en --authority (het certificaat van de actie)."),
        )
    secret = "" if identity is None else _secret(identity)
    bundles = AsicBundles(device_key=b"", device_certificate=b"", authority=b"", clock=now)
    try:
        return bundles.check(bundle, identity=secret, authority_pem=authority.read_bytes())
    except InvalidValue as error:
        error.add_note(str(identity))
        raise
    except BundleRefused as error:
        error.add_note(str(authority))
        raise


def _secret(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = [line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")]
    if not found:
        raise UserFixable(N_("{place} bevat geen age-sleutel."), place=path.name)
    return found[0]


def report_lines(report: BundleReport, words: Texts) -> Iterator[str]:
    """The report as lines: each thing that was checked, what the manifest says, and the verdict."""
    for name, held, detail in report.findings:
        mark = words.text(N_("in orde")) if held else words.text(N_("NIET in orde"))
        yield f"{mark:>12}  {words.text(name)}{': ' + said(detail, words) if detail else ''}"
    for name, value in report.manifest:
        yield f"{'':>12}  {words.text(name)}: {said(value, words)}"
    if report.ok:
        yield words.text(
            N_("De bundel is heel. Ondertekend door {signer}, uitgegeven door {issuer}."),
            signer=report.signer,
            issuer=report.issuer,
        )
        yield words.text(
            N_("Vingerafdruk van het certificaat (SHA-256): {fingerprint}"), fingerprint=report.fingerprint
        )
    else:
        yield words.text(
            N_("De bundel is NIET heel of niet te vertrouwen: gebruik hem niet en meld het de coördinator.")
        )
