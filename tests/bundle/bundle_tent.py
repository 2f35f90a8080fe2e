"""One action with its authority, a laptop, and a journal of two made-up cases."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from fieldcheck.bundle import AsicBundles
from fieldcheck.bundle.content import bundle_files
from fieldcheck.crypto import AgeIdentity, KeyPair, issue_device, new_age_identity, new_authority
from fieldcheck.domain import events
from fieldcheck.domain.action import Action, Contact, LocalLimits, Post, Recipient
from fieldcheck.domain.attachment import Attachment
from fieldcheck.domain.identifiers import ActionId, CaseId, DeviceId, EntryId, FormDigest, ReferralId
from fieldcheck.domain.journal import GENESIS, Draft, Entry, Head, HybridClock, chain, sha256_hex
from fieldcheck.usecases.ports import BundleKind, BundleRead, BundleReport, DayBundle, ExcerptBundle

NOW = datetime.now(UTC)
DEVICE = DeviceId("0193aaaa-0000-7000-8000-000000000001")


def practice(*recipients: Recipient) -> Action:
    return Action(
        id=ActionId("0193aaaa-0000-7000-8000-0000000000aa"),
        name="Oefenactie Voorbeeldhoeve",
        park="Voorbeeldhoeve",
        municipality="Voorbeeldstad",
        day=date(2026, 11, 22),
        posts=(Post("intake", "Intake", "gemeente"), Post("gemeente", "Gemeente", "")),
        limits=LocalLimits(14, Decimal("12.5"), "oefenbesluit"),
        contacts=(Contact("meldpunt", "Meldpunt", "", "", "oefening", date(2026, 11, 1)),),
        recipients=recipients,
        practice=True,
    )


PHOTO = b"\xff\xd8 een bed met schimmel, verzonnen \xff\xd9" * 20
NOT_A_PHOTO = b"OggS een opname, verzonnen"


def answered(number: int, content: bytes, media_type: str) -> tuple[str, dict[str, object]]:
    """Kind and payload of an entry whose answer is a file."""
    file = Attachment(content, media_type, f"bestand-{number:08x}")
    return events.ANSWER_RECORDED, {
        "reference": "/data/bed",
        "value": file.name,
        "attachment": file.as_payload(),
    }


def journal(count: int = 12, device: DeviceId = DEVICE, **named: tuple[bytes, str]) -> tuple[Entry, ...]:
    """``named`` are files by the number of the entry that they answer, such as ``e5``."""
    files = {int(name[1:]): file for name, file in named.items()}
    entries: list[Entry] = []
    head = Head(device, 0, GENESIS)
    clock = HybridClock(0, 0)
    for number in range(count):
        at = NOW + timedelta(seconds=number)
        clock = clock.tick(at)
        kind = ("case", "interview")[number % 2]
        what, payload = f"{kind}.opened", {"code": f"BV-{number:04d}-1", "text": "één ✓ Ж"}
        if number in files:
            what, payload = answered(number, *files[number])
        draft = Draft(
            kind=what,
            subject_kind=kind,
            subject=f"{kind}-{number // 4}",
            payload=payload,
            actor="N. Voorbeeld",
            role="handhaver",
            capacity="supervision",
        )
        entry = chain(draft, id=EntryId(f"e{number}"), device=device, at=at, clock=str(clock), after=head)
        head = Head(device, entry.sequence, entry.digest)
        entries.append(entry)
    return tuple(entries)


@cache
def one_case(device: DeviceId = DEVICE) -> tuple[Entry, ...]:
    """A case, its talk and its referral, out of the middle of a chain."""
    told: tuple[tuple[str, str, str, dict[str, object]], ...] = (
        (events.CASE_OPENED, "case", "case-7", {"code": "BV-0007-7", "post": "intake"}),
        (events.INTERVIEW_STARTED, "interview", "talk-7", {"case": "case-7"}),
        (events.ANSWER_RECORDED, "interview", "talk-7", {"reference": "/data/pay", "value": "één ✓ Ж"}),
        (events.REFERRAL_SENT, "referral", "0193aaaa-0000-7000-8000-0000000000b1", {"case": "case-7"}),
    )
    entries: list[Entry] = []
    for number, (kind, subject_kind, subject, payload) in enumerate(told):
        draft = Draft(kind, subject_kind, subject, payload, "N. Voorbeeld", "handhaver", "supervision")
        after = Head(device, 40 + 2 * number, "f" * 64)
        at = NOW + timedelta(seconds=number)
        clock = str(HybridClock(0, 0).tick(at))
        entries.append(chain(draft, id=EntryId(f"c{number}"), device=device, at=at, clock=clock, after=after))
    return tuple(entries)


def silent(done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Tent:
    """Everything a test needs at one table."""

    authority: KeyPair
    laptop: KeyPair
    iszw: AgeIdentity
    coordinator: AgeIdentity
    bundle: DayBundle

    @property
    def bundles(self) -> AsicBundles:
        return AsicBundles(
            device_key=self.laptop.key,
            device_certificate=self.laptop.certificate,
            authority=self.authority.certificate,
            clock=lambda: NOW,
        )

    def write(self, folder: Path, **changed: object) -> Path:
        bundle = replace(self.bundle, **changed)  # type: ignore[arg-type]
        return self.bundles.write(bundle, folder, progress=silent)

    def excerpt(self) -> ExcerptBundle:
        """One case of the day, for the inspectorate."""
        day, referral = self.bundle, ReferralId("0193aaaa-0000-7000-8000-0000000000b1")
        return ExcerptBundle(
            action=day.action,
            recipients=day.recipients[:1],
            device=day.device,
            device_name=day.device_name,
            entries=one_case(),
            forms=day.forms,
            made=day.made,
            made_by=day.made_by,
            what=BundleKind.REFERRAL,
            case=CaseId("case-7"),
            case_code="BV-0007-7",
            referrals=(referral,),
        )

    def write_referral(self, folder: Path, **changed: object) -> Path:
        bundle = replace(self.excerpt(), **changed)  # type: ignore[arg-type]
        return self.bundles.write(bundle, folder, progress=silent)

    def read(self, path: Path, identity: AgeIdentity | None = None) -> BundleRead:
        """What a bundle brings; fails when something in it does not hold."""
        read = self.look(path, identity)
        assert read.report.ok, read.report.findings
        return read

    def look(self, path: Path, identity: AgeIdentity | None = None) -> BundleRead:
        identities = {"somebody": (identity or self.coordinator).secret}
        return self.bundles.read(path, identities, self.authority.certificate, progress=silent)

    def check(self, path: Path) -> BundleReport:
        return self.bundles.check(
            path, identity=self.coordinator.secret, authority_pem=self.authority.certificate
        )


def content_of(bundle: DayBundle, certificate: bytes) -> dict[str, bytes]:
    """The files of a bundle by name, whole."""
    files = bundle_files(bundle, certificate, passed=lambda _: None)
    return {name: b"".join(one.pieces()) for name, one in files.items()}


def failed(report: BundleReport) -> list[str]:
    """What did not hold; fails when the report says otherwise than its findings."""
    names = [name for name, held, _ in report.findings if not held]
    assert report.ok == (not names)
    return names


def pitch() -> Tent:
    """A tent with fresh keys."""
    authority = new_authority("Oefenactie Voorbeeldhoeve", at=NOW - timedelta(days=1))
    laptop = issue_device(authority, DEVICE, "Intake1", not_before=NOW - timedelta(days=1), days=30)
    iszw, coordinator = new_age_identity(), new_age_identity()
    entries = journal(e5=(PHOTO, "image/jpeg"), e7=(NOT_A_PHOTO, "audio/ogg"), e9=(PHOTO, "image/jpeg"))
    form = '{"form_id":"oefening","title":"één"}'.encode()
    recipients = (
        Recipient("iszw", "Nederlandse Arbeidsinspectie", iszw.recipient, "oefengrondslag"),
        Recipient("coordinator", "Coördinator", coordinator.recipient, "oefengrondslag"),
    )
    bundle = DayBundle(
        action=practice(*recipients),
        recipients=recipients,
        device=DEVICE,
        device_name="Intake1",
        entries=entries,
        heads=(Head(DEVICE, entries[-1].sequence, entries[-1].digest),),
        forms=((FormDigest(sha256_hex(form)), form),),
        made=NOW,
        made_by="C. Voorbeeld",
        attachments={sha256_hex(data): data for data in (PHOTO, NOT_A_PHOTO)},
    )
    return Tent(authority, laptop, iszw, coordinator, bundle)
