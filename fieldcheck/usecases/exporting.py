"""What leaves this laptop: the day for the coordinator, a referral for a partner, an outcome back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from fieldcheck.domain import events
from fieldcheck.domain.action import COORDINATOR, REPORTERS, Action, Recipient
from fieldcheck.domain.alarm import name_of
from fieldcheck.domain.attachment import digest_of
from fieldcheck.domain.day import Contents
from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.domain.identifiers import CaseId, FormDigest, ReferralId
from fieldcheck.domain.journal import Entry
from fieldcheck.domain.referral import Referral
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.clashing import asked
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.handing_over import recipient_code
from fieldcheck.usecases.ports import (
    BundleKind,
    BundleReport,
    DayBundle,
    EntriesBundle,
    ExcerptBundle,
    Progress,
    QuestionBundle,
)
from fieldcheck.usecases.preparing import IDENTITIES
from fieldcheck.usecases.sharing import outcome_of, shared_with
from fieldcheck.usecases.whole_journal import WholeJournal


def day_recipients(action: Action) -> tuple[Recipient, ...]:
    """Who can open a day bundle: the coordinator alone, since it holds every talk in full.

    Other partners get a bundle of their own, with what they may have.
    """
    return tuple(one for one in action.recipients if one.code == COORDINATOR)


def day_bundle(desk: Desk) -> DayBundle:
    """What the bundle of the day would hold now. Raises StorageFailed when an attachment was damaged."""
    heads = desk.store.heads()
    entries = WholeJournal(desk.store, heads)
    forms, attachments = _named(entries)
    return DayBundle(
        action=desk.action,
        recipients=day_recipients(desk.action),
        device=desk.store.device,
        device_name=desk.laptop.name,
        entries=entries,
        heads=heads,
        forms=_forms(desk, forms),
        made=desk.clock(),
        made_by=desk.actor.name,
        attachments=_attachments(desk, attachments),
    )


def day_contents(desk: Desk) -> Contents:
    """What the bundle of the day would hold now, counted without reading it."""
    desk.actor.require(Deed.EXPORT)
    kinds = (events.INTERVIEW_STARTED, events.REFERRAL_SENT, events.PAPER_ISSUED)
    found = desk.store.tally(kinds)
    interviews, referrals, papers = (found[kind] for kind in kinds)
    return Contents(
        # Who came by code from another table was opened there: a case of this day all the same.
        cases=desk.store.cases_told_of(),
        interviews=interviews,
        referrals=referrals,
        papers=papers,
        entries=sum(head.sequence for head in desk.store.heads()),
        forms=len(desk.store.forms_used()),
    )


def export_day(desk: Desk, folder: Path, *, progress: Progress) -> Path:
    """Write the signed bundle of all of this laptop, whole or not at all; on record.

    Whoever stands at a laptop makes it, and the coordinator alone can open it.

    Raises StorageFailed, or Cancelled when ``progress`` does.
    """
    desk.actor.require(Deed.EXPORT)
    return _export(desk, day_bundle(desk), folder, progress)


def referral_bundle(desk: Desk, referral: ReferralId) -> ExcerptBundle:
    """What the bundle of a referral would hold now: the one case, as far as its recipient may have it.

    Raises UserFixable when the recipient has no key in this action, StorageFailed when an attachment was
    damaged, KeyError for a referral that is not known here.
    """
    sent = desk.store.referral(referral)
    code = recipient_code(desk, sent)
    if not code:
        raise UserFixable(
            N_("In deze actie heeft de ontvanger ({to}) geen sleutel: er kan geen bundel heen."),
            remedy=N_("Geef het verwijsblad mee, of bel. Wat er staat, blijft op deze laptop staan."),
            to=name_of(desk.action, sent.to),
        )
    others = (one.id for one in _referrals_to(desk, code, sent.case) if one.id != referral)
    referrals = (referral, *others)
    entries = shared_with(code, sent.case, referrals, desk.store.entries_about(sent.case))
    return _excerpt(desk, BundleKind.REFERRAL, desk.action.recipient(code), sent.case, referrals, entries)


def export_referral(desk: Desk, referral: ReferralId, folder: Path, *, progress: Progress) -> Path:
    """Write the bundle of a referral for its recipient alone, whole or not at all; on record.

    Raises UserFixable and StorageFailed as :func:`referral_bundle`, or Cancelled when ``progress`` does.
    """
    desk.actor.require(Deed.HAND_OVER)
    return _export(desk, referral_bundle(desk, referral), folder, progress)


def outcome_bundle(desk: Desk, case: CaseId) -> ExcerptBundle:
    """What goes back to who reported a case: who took it up, and what became of it.

    Raises UserFixable when there is nothing to tell yet, or when the action has no key for its reporters.
    """
    reporters = _reporters(desk)
    ours = _referrals_to(desk, IDENTITIES.get(desk.actor.role, ""), case)
    came = {entry.id for entry in desk.store.excerpts()}  # what the reporter sent need not go back
    about = (entry for entry in desk.store.entries_about(case) if entry.id not in came)
    entries = outcome_of([one.id for one in ours], about)
    told = {entry.subject for entry in entries}
    if not entries:
        raise UserFixable(
            N_("Over deze zaak is nog niets terug te melden."),
            remedy=N_("Neem de doorverwijzing eerst over, of schrijf wat er mee gebeurt."),
        )
    answered = tuple(one.id for one in ours if one.id in told)
    return _excerpt(desk, BundleKind.OUTCOME, reporters, case, answered, entries)


def brought_referrals(desk: Desk, case: CaseId) -> frozenset[ReferralId]:
    """The referrals of a case that another laptop sent to whoever sits here, and waits for word of."""
    sent = desk.store.trail(case=case, kind=events.REFERRAL_SENT)
    elsewhere = {line.subject for line in sent if line.device != desk.store.device}
    ours = _referrals_to(desk, IDENTITIES.get(desk.actor.role, ""), case)
    return frozenset(one.id for one in ours if one.id in elsewhere)


def export_outcome(desk: Desk, case: CaseId, folder: Path, *, progress: Progress) -> Path:
    """Write what became of a case for the posts that report, whole or not at all; on record.

    Raises UserFixable as :func:`outcome_bundle`, StorageFailed, or Cancelled when ``progress`` does.
    """
    desk.actor.require(Deed.ACKNOWLEDGE)
    return _export(desk, outcome_bundle(desk, case), folder, progress)


def export_questions(desk: Desk, folder: Path, *, progress: Progress) -> Path:
    """Ask the posts that report to look again at papers with one number and two people; on record.

    One bundle for all of them, with nothing in it but codes of cases.

    Raises UserFixable when there is nothing to ask, or when the action has no key for its reporters,
    StorageFailed, or Cancelled when ``progress`` does.
    """
    desk.actor.require(Deed.WATCH)
    reporters = _reporters(desk)
    entries = asked(desk)
    if not entries:
        raise UserFixable(N_("Nergens staat één documentnummer bij twee personen: er is niets te vragen."))
    bundle = QuestionBundle(
        action=desk.action,
        recipients=(reporters,),
        device=desk.store.device,
        device_name=desk.laptop.name,
        entries=entries,
        forms=(),
        made=desk.clock(),
        made_by=desk.actor.name,
    )
    return _export(desk, bundle, folder, progress)


def _reporters(desk: Desk) -> Recipient:
    """The posts that report. UserFixable when the action has no key for them."""
    for one in desk.action.recipients:
        if one.code == REPORTERS and one.age:
            return one
    raise UserFixable(
        N_("Deze actie heeft geen sleutel voor wie meldt: er kan geen bundel naar de intakeposten."),
        remedy=N_("Loop of bel naar de melder. Een actie die nu wordt voorbereid heeft die wel."),
    )


def _referrals_to(desk: Desk, code: str, case: CaseId) -> list[Referral]:
    """The referrals of a case that go to a recipient, the newest first."""
    found = (one for one in desk.store.referrals(case=case) if recipient_code(desk, one) == code)
    return sorted(found, key=lambda one: one.sent, reverse=True)


def _excerpt(
    desk: Desk,
    what: BundleKind,
    recipient: Recipient,
    case: CaseId,
    referrals: Sequence[ReferralId],
    entries: tuple[Entry, ...],
) -> ExcerptBundle:
    forms, attachments = _named(entries)
    return ExcerptBundle(
        action=desk.action,
        recipients=(recipient,),
        device=desk.store.device,
        device_name=desk.laptop.name,
        entries=entries,
        forms=_forms(desk, forms),
        made=desk.clock(),
        made_by=desk.actor.name,
        attachments=_attachments(desk, attachments),
        what=what,
        case=case,
        case_code=desk.store.case(case).code,
        referrals=referrals,
    )


def _named(entries: Iterable[Entry]) -> tuple[list[str], list[str]]:
    """The digests of the forms that the talks among them were held with, and of the attachments they name."""
    forms, attachments = set(), set()
    for entry in entries:
        if entry.kind == events.INTERVIEW_STARTED and entry.payload is not None:
            forms.add(str(entry.payload["form_digest"]))
        attachments.add(digest_of(entry))
    return sorted(forms), sorted(attachments - {""})


def _forms(desk: Desk, digests: Iterable[str]) -> tuple[tuple[FormDigest, bytes], ...]:
    return tuple((FormDigest(digest), desk.store.form(FormDigest(digest))) for digest in digests)


def _attachments(desk: Desk, digests: Iterable[str]) -> dict[str, bytes]:
    return {digest: desk.store.attachment_content(digest) for digest in digests}


def _export(desk: Desk, bundle: EntriesBundle, folder: Path, progress: Progress) -> Path:
    path = desk.bundles.write(bundle, folder, progress=progress)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    payload = {
        "bundle": bundle.kind.value,
        "file": path.name,
        "digest": digest,
        "recipients": [recipient.code for recipient in bundle.recipients],
        "entries": len(bundle.entries),
    }
    desk.write(events.BUNDLE_EXPORTED, "action", desk.action.id, payload)
    return path


def check_bundle(desk: Desk, path: Path) -> BundleReport:
    """Check a bundle with this laptop's coordinator identity and the action's authority."""
    desk.actor.require(Deed.CHECK_BUNDLE)
    identity = desk.secret("age.coordinator")
    return desk.bundles.check(path, identity=identity, authority_pem=desk.secret("authority.pem").encode())
