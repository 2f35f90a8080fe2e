"""What somebody gets who is to check bundles of an action without this program: its certificate, no key.

A bundle proves itself only against a certificate that came another way. The coordinator hands it out, and
reads its fingerprint aloud to whoever has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldcheck.crypto import CertificateView, view
from fieldcheck.domain.errors import N_
from fieldcheck.domain.roles import Deed
from fieldcheck.i18n import Texts, local_day, long_date, texts
from fieldcheck.usecases.desk import Desk

_WIDTH = 8
"""Pairs of a fingerprint in a line that is read aloud."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """The folder with the certificate, and the fingerprint that is to be compared, in lines to read aloud."""

    folder: Path
    fingerprint: tuple[str, ...]


def hand_out_certificate(desk: Desk, folder: Path, *, language: str = "nl") -> Vouched:
    """Write a new folder into ``folder``: the certificate, a sheet with its fingerprint, ``verify.sh``.

    Nothing of it is secret or about a person, so nothing is put on record. The sheet is in ``language`` (nl
    or en). Raises NotAllowed, BundleRefused when this laptop has no certificate of an action, StorageFailed.
    """
    desk.actor.require(Deed.CHECK_BUNDLE)
    authority = view(desk.secret("authority.pem").encode())
    own = view(desk.secret("device.pem").encode())
    sheet = _sheet(desk, authority, own, texts(language))
    path = desk.bundles.write_certificate(sheet, folder, day=desk.action.day, park=desk.action.park)
    return Vouched(path, _aloud(authority.fingerprint))


def _aloud(fingerprint: str) -> tuple[str, ...]:
    pairs = fingerprint.split(":")
    return tuple(" ".join(pairs[at : at + _WIDTH]) for at in range(0, len(pairs), _WIDTH))


def _sheet(desk: Desk, authority: CertificateView, own: CertificateView, words: Texts) -> str:
    text, action = words.text, desk.action

    def day(of: CertificateView) -> str:
        return long_date(local_day(of.not_after), words.tag)

    lines = (
        text(N_("Certificaat van de actie {name}"), name=action.name),
        f"{action.park}, {action.municipality}, {long_date(action.day, words.tag)}",
        "",
        text(N_("Vingerafdruk (SHA-256) van certificate.pem:")),
        f"    {authority.fingerprint}",
        text(N_("Dezelfde, om voor te lezen:")),
        *(f"    {line}" for line in _aloud(authority.fingerprint)),
        text(N_("Geldig tot en met {day}."), day=day(authority)),
        "",
        text(N_("Laat de coördinator deze vingerafdruk voorlezen, of geef haar op papier: langs een andere")),
        text(N_("weg dan de bundel en dan deze bestanden. Alleen dan bewijst het certificaat iets.")),
        "    openssl x509 -in certificate.pem -noout -fingerprint -sha256",
        "",
        text(N_("Een bundel controleren, met age, unzip en openssl; KEY is het bestand met uw age-sleutel:")),
        "    sh verify.sh BUNDLE.asice.age KEY certificate.pem",
        text(N_("Een bundel opent alleen voor wie hij verzegeld is. In deze map staat geen sleutel.")),
        "",
        text(
            N_("Het certificaat van laptop {laptop} geldt tot en met {day}; andere ongeveer zo lang."),
            laptop=desk.laptop.name,
            day=day(own),
        ),
        text(N_("Zet er daarna de dag achter waarop u de bundel kreeg:")),
        f"    sh verify.sh BUNDLE.asice.age KEY certificate.pem {action.day.isoformat()}",
    )
    return "\n".join(lines) + "\n"
