"""Taking in what other laptops hand over. Closed unless all of it holds; the file is left as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fieldcheck.domain import events
from fieldcheck.domain.action import COORDINATOR, REPORTERS
from fieldcheck.domain.authorship import may_have_written, role_words
from fieldcheck.domain.errors import N_, BundleRefused, FormRefused, NotAllowed, UserFixable
from fieldcheck.domain.identifiers import CaseId, FormDigest, ReferralId
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.wording import Said
from fieldcheck.usecases.clashing import questions_in
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.offering import require_running
from fieldcheck.usecases.ports import BundleKind, BundleRead, BundleReport, Changes, Progress
from fieldcheck.usecases.preparing import IDENTITIES
from fieldcheck.usecases.sealing import require_own_key

SUFFIX = ".asice.age"
SET_UP_SUFFIX = ".set-up.asice.age"
UPDATE_SUFFIX = ".action.asice.age"

KEPT = N_("Er is niets overgenomen en het bestand is niet veranderd.")
AGAIN = N_("Vraag de afzender om de bundel opnieuw te maken en te sturen.")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a bundle brought.

    Attributes:
        file: name of the file.
        device_name: the laptop that made it.
        new: entries that were not here yet, 0 when all was known already.
        cases: the cases that the new entries are about.
        report: what the check found; everything held.
        questions: what is asked about papers of cases known here: the case's code, and that of the other.
    """

    file: str
    kind: BundleKind
    device_name: str
    new: int
    cases: tuple[CaseId, ...]
    report: BundleReport
    questions: tuple[tuple[str, str], ...] = ()

    @property
    def known(self) -> bool:
        """Whether everything in it was here already."""
        return self.new == 0


def may_take_in(desk: Desk) -> bool:
    """Whether bundles come in at this desk: whether its role is sent any; for what a screen offers."""
    return desk.actor.may(Deed.HAND_OVER) and _my_code(desk) in {one.code for one in desk.action.recipients}


def bundles_in(folder: Path) -> tuple[Path, ...]:
    """Every bundle in a folder, such as a USB stick, by name; set-up bundles are not among them.

    Raises BundleRefused when the folder cannot be read.
    """
    try:
        found = sorted(one for one in folder.iterdir() if one.name.endswith(SUFFIX) and one.is_file())
    except OSError as error:
        raise BundleRefused(
            N_("De map {folder} kan niet worden gelezen: {reason}."),
            remedy=N_("Steek de stick opnieuw in, of kies een andere map."),
            folder=folder.name,
            reason=error.strerror or "onbekende oorzaak",
        ) from error
    return tuple(one for one in found if not one.name.endswith((SET_UP_SUFFIX,)) and one.name[0] != ".")


def _unseen(report: BundleReport) -> None:
    """Nobody looks at what the check found."""


def take_in(
    desk: Desk, path: Path, *, progress: Progress, seen: Callable[[BundleReport], None] = _unseen
) -> Imported:
    """Take in a bundle of another laptop of this action: a day, a referral or an outcome; on record.

    Idempotent: the same bundle twice brings nothing the second time. ``progress`` may raise Cancelled until
    the entries are written; ``seen`` is told what the check found, also when the bundle is refused.

    Raises:
        BundleRefused: the envelope, signature, certificate, a digest, the chain or the contents do not hold,
            it is of another action, or for somebody else; nothing of it is kept.
        NotAllowed: it is for another role than that of who sits here.
        UserFixable: this laptop has no key that opens bundles.
        StorageFailed: the disk does not take it.
    """
    desk.actor.require(Deed.HAND_OVER)
    read = desk.bundles.read(
        path, _identities(desk), desk.secret("authority.pem").encode(), progress=_halves(progress)
    )
    seen(read.report)
    kind = _require_ours(desk, path, read)
    _keep_forms(desk, path, read)
    progress(1, 2)
    new, changes = _merge(desk, kind, read)
    cases = _cases(desk, read, changes.subjects)
    if new or read.digest not in {line.digest for line in desk.store.bundles()}:
        payload = {
            "bundle": kind.value,
            "device": read.device,
            "device_name": read.device_name,
            "digest": read.digest,
            "entries": new,
            "clock": max(entry.clock for entry in read.entries) if read.entries else "",
        }
        desk.write(events.BUNDLE_IMPORTED, "action", desk.action.id, payload)
    told = questions_in(desk, read.entries) if kind is BundleKind.QUESTION else ()
    return Imported(path.name, kind, read.device_name, new, cases, read.report, told)


def _halves(progress: Progress) -> Progress:
    """Reading is the first half of the work; writing the entries is the other."""
    return lambda done, total: progress(done, total * 2)


def _my_code(desk: Desk) -> str:
    return IDENTITIES.get(desk.actor.role, "")


def _identities(desk: Desk) -> dict[str, str]:
    """The keys of this laptop by recipient code, that of who sits here first."""
    codes = sorted((one.code for one in desk.action.recipients), key=lambda code: code != _my_code(desk))
    secrets = {code: desk.store.secret(f"age.{code}") for code in codes}
    found = {code: secret.decode() for code, secret in secrets.items() if secret is not None}
    require_own_key(desk, [code for code in codes[:1] if code == _my_code(desk)])
    if not found:
        raise UserFixable(
            N_("Deze laptop heeft geen sleutel om bundels van anderen te openen."),
            kept=KEPT,
            remedy=N_("Vraag de coördinator om een nieuwe instelbundel voor deze post."),
        )
    return found


def _require_ours(desk: Desk, path: Path, read: BundleRead) -> BundleKind:
    """What the bundle is, once everything about it holds; raises what is wrong with it otherwise."""
    failed = [(name, detail) for name, held, detail in read.report.findings if not held]
    if not read.action and failed:
        require_no_other_day(desk, path)
    elif read.action:
        _require_this_action(desk, path, read)
    if failed or not read.report.ok:
        name, detail = failed[0] if failed else (N_("Manifest"), Said(N_("de soort is onbekend")))
        raise BundleRefused(
            N_("De bundel {file} is geweigerd. {check}: {reason}."),
            kept=KEPT,
            remedy=AGAIN,
            file=path.name,
            check=Said(name),
            reason=detail,
        )
    kind = BundleKind(read.report.kind)
    _require_authors(path, read)
    _require_recipient(desk, path, kind, read)
    return kind


def require_no_other_day(desk: Desk, path: Path) -> None:
    """Raise BundleRefused when a bundle is of another day by its name: it did not open with our keys."""
    match = re.match(r"\d{4}-\d\d-\d\d(?=-)", path.name)
    if match is None or match[0] == desk.action.day.isoformat():
        return
    raise BundleRefused(
        N_("De bundel {file} heet van {day}; deze laptop is ingesteld voor {ours} op {our_day}."),
        kept=KEPT,
        remedy=N_("Lees hem in op een laptop van die actie."),
        file=path.name,
        day=_day(match[0]),
        ours=desk.action.name,
        our_day=desk.action.day,
    )


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _require_this_action(desk: Desk, path: Path, read: BundleRead) -> None:
    if read.practice is not None and read.practice != desk.action.practice:
        raise BundleRefused(
            N_("De bundel {file} is van een oefenactie; hier wordt echt gewerkt.")
            if read.practice
            else N_("De bundel {file} is van een echte actie; hier wordt geoefend."),
            kept=KEPT,
            remedy=N_("Oefenen en echt werk blijven gescheiden: lees hem in waar hij hoort."),
            file=path.name,
        )
    if read.action != desk.action.id:
        raise BundleRefused(
            N_("De bundel {file} is van een andere actie: {action}, {day}. Hier loopt {ours}."),
            kept=KEPT,
            remedy=N_("Lees hem in op een laptop van die actie."),
            file=path.name,
            action=read.action_name[:80],
            day=_day(read.day[:10]),
            ours=desk.action.name,
        )


_OPENED_BY = {
    BundleKind.DAY: COORDINATOR,
    BundleKind.OUTCOME: REPORTERS,
    BundleKind.QUESTION: REPORTERS,
}


def _require_recipient(desk: Desk, path: Path, kind: BundleKind, read: BundleRead) -> None:
    wanted = _OPENED_BY.get(kind, read.opened_by)
    if not read.opened_by or read.opened_by != wanted:
        raise BundleRefused(
            N_("De bundel {file} is geweigerd: hij is niet verzegeld voor wie hem hoort te krijgen."),
            kept=KEPT,
            remedy=AGAIN,
            file=path.name,
        )
    if read.opened_by != _my_code(desk):
        raise NotAllowed(
            N_("De bundel {file} is voor {recipient}; u werkt nu in een andere rol."),
            kept=KEPT,
            remedy=N_("Meld u aan met de rol waarvoor de bundel bedoeld is, en lees hem dan in."),
            file=path.name,
            recipient=desk.action.recipient(read.opened_by).name,
        )


def _require_authors(path: Path, read: BundleRead) -> None:
    """A laptop signs all that was written on it; that makes nothing true that its writer may not write."""
    forged = next((entry for entry in read.entries if not may_have_written(entry)), None)
    if forged is None:
        return
    raise BundleRefused(
        N_("De bundel {file} is geweigerd: er staat een regel “{kind}” in die {role} niet mag schrijven."),
        kept=KEPT,
        remedy=N_("Neem hem niet over. Laat de coördinator nagaan wat er op laptop {device} gebeurde."),
        file=path.name,
        kind=forged.kind,
        role=role_words(forged.role),
        device=read.device_name,
    )


def _keep_forms(desk: Desk, path: Path, read: BundleRead) -> None:
    """Keep the forms that are new here, if they run: a talk that cannot be read is no talk."""
    for digest, published in read.forms.items():
        try:
            desk.store.form(FormDigest(digest))
            continue
        except KeyError:
            pass
        try:
            require_running(published)
        except FormRefused as error:
            raise BundleRefused(
                N_("De bundel {file} is geweigerd: een formulier erin draait hier niet. {reason}"),
                kept=KEPT,
                remedy=N_("Werk fieldcheck op deze laptop bij tot dezelfde versie als die van de afzender."),
                file=path.name,
                reason=Said(error.message, **error.fields),
            ) from error
        desk.store.keep_form(FormDigest(digest), published)


def _merge(desk: Desk, kind: BundleKind, read: BundleRead) -> tuple[int, Changes]:
    """Take in the entries; how many were new."""
    store = desk.store
    if kind is BundleKind.DAY:
        before = {head.device: head.sequence for head in store.heads()}
        changes = store.merge(read.entries, read.attachments)
        return sum(head.sequence - before.get(head.device, 0) for head in store.heads()), changes
    known = len(store.excerpts())
    changes = store.take_excerpt(read.entries, read.attachments)
    return len(store.excerpts()) - known, changes


def _cases(desk: Desk, read: BundleRead, subjects: Iterable[str]) -> tuple[CaseId, ...]:
    """The cases that the subjects that changed belong to."""
    owners: dict[str, str] = {}
    for entry in read.entries:
        if entry.subject_kind == "case":
            owners[entry.subject] = entry.subject
        elif entry.kind in (events.INTERVIEW_STARTED, events.REFERRAL_SENT) and entry.payload is not None:
            owners[entry.subject] = str(entry.payload.get("case", ""))
    referrals = {entry.subject for entry in read.entries if entry.subject_kind == "referral"}
    found = set()
    for subject in subjects:
        if subject in referrals and subject not in owners:
            try:
                owners[subject] = desk.store.referral(ReferralId(subject)).case
            except KeyError:
                continue
        found.add(owners.get(subject, ""))
    return tuple(CaseId(case) for case in sorted(found - {""}))
