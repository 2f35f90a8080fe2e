"""Handing a referral over to another laptop by a code on its sheet, and taking it over there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fieldcheck.domain import events
from fieldcheck.domain.alarm import route_of
from fieldcheck.domain.authorship import may_have_written, role_words
from fieldcheck.domain.case import parse_case_code
from fieldcheck.domain.errors import N_, BundleRefused, InvalidValue, UserFixable
from fieldcheck.domain.identifiers import ReferralId, case_id
from fieldcheck.domain.journal import Entry
from fieldcheck.domain.referral import Referral
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.preparing import IDENTITIES
from fieldcheck.usecases.sealing import require_own_key

SHOWN_CLOSED = 200
"""Referrals that are over and still listed, the newest."""
_CASES = (events.CASE_OPENED, events.CASE_RECEIVED)


def recipient_code(desk: Desk, referral: Referral) -> str:
    """The recipient whose laptop a referral goes to; "" when whoever gets it has no laptop here."""
    target = route_of(desk.action).target(referral.to)
    code = target.recipient if target is not None else referral.to
    known = {one.code for one in desk.action.recipients if one.age}
    return code if code in known else ""


@dataclass(frozen=True, slots=True)
class HandoverCode:
    """The code for a sheet, or why it has none.

    Attributes:
        text: what the code says: case and referral, for the recipient's laptop, and nothing else.
        left_out: why there is no code although the recipient has a laptop (a Dutch text), else "".
    """

    text: str = ""
    left_out: str = ""


TOO_LARGE = N_(
    "De overdracht is te groot voor één code: de reden is te lang, of de ontvanger heeft te veel laptops."
)
SENT_ELSEWHERE = N_("De code staat alleen op het formulier van de laptop die de overdracht verstuurde.")
WITHOUT_CODE = N_(
    "Breng een bundel op een USB-stick naar de laptop van de ontvanger. Kan dat niet: de ontvanger typt daar "
    "zaakcode {code} over en werkt met dit formulier; een bundel brengt later de rest."
)
"""What to do when the sheet has no code."""


def handover_code(desk: Desk, referral: Referral) -> HandoverCode:
    """The code for the sheet of a referral.

    It has neither text nor reason when the recipient has no laptop here: then there is nothing to scan it.
    """
    desk.actor.require(Deed.ALARM)
    code = recipient_code(desk, referral)
    if not code:
        return HandoverCode()
    own = [one for one in desk.store.entries_about(referral.case) if one.device == desk.store.device]
    case = next((one for one in own if one.kind in _CASES), None)
    sent = next((one for one in own if one.kind == events.REFERRAL_SENT and one.subject == referral.id), None)
    if case is None or sent is None:
        return HandoverCode(left_out=SENT_ELSEWHERE)
    try:
        return HandoverCode(desk.bundles.write_handover((case, sent), desk.action.recipient(code).keys))
    except InvalidValue:
        return HandoverCode(left_out=TOO_LARGE)


def take_handover(desk: Desk, text: str) -> Referral:
    """Take over what the code on a sheet brings; twice is once, and a later bundle adds the rest.

    Raises BundleRefused when it is misread, for another recipient or another action, not signed by a laptop
    of this action, or holds anything but one case and its referral. Nothing was taken then.
    """
    desk.actor.require(Deed.HAND_OVER)
    codes = [one.code for one in desk.action.recipients]
    kept = {code: desk.store.secret(f"age.{code}") for code in codes}
    identities = {code: secret.decode() for code, secret in kept.items() if secret is not None}
    if not identities:
        require_own_key(desk, codes)
        raise UserFixable(
            N_("Deze laptop heeft geen sleutel om een overdracht te openen."),
            remedy=N_("Vraag de coördinator om een instelbundel voor deze taak."),
        )
    brought = desk.bundles.read_handover(text, identities)
    referral = _only_referral(desk, brought.entries)
    desk.store.take_excerpt(brought.entries)
    return desk.store.referral(referral)


def handed_here(desk: Desk) -> tuple[Referral, ...]:
    """What was referred to the service that sits here, the most pressing first; ISZW has its inbox for that.

    Of those that nobody works on any more the newest ``SHOWN_CLOSED``. None for who takes nothing over, or
    is of the street itself.
    """
    code = IDENTITIES.get(desk.actor.role, "")
    if not desk.actor.may(Deed.ACKNOWLEDGE) or code not in {one.code for one in desk.action.targets}:
        return ()
    codes = {code, *(one.code for one in route_of(desk.action).targets if one.recipient == code)}
    return desk.store.referrals(recipients=sorted(codes), closed=SHOWN_CLOSED)


def _only_referral(desk: Desk, entries: Iterable[Entry]) -> ReferralId:
    """The referral that the entries are about. BundleRefused unless they are one case and its referral."""
    by_kind = {entry.kind: entry for entry in entries}
    forged = next((entry for entry in by_kind.values() if not may_have_written(entry)), None)
    if forged is not None:
        raise _refused(
            N_("De code brengt een regel “{kind}” die {role} niet mag schrijven."),
            kind=forged.kind,
            role=role_words(forged.role),
        )
    case = next((by_kind[kind] for kind in _CASES if kind in by_kind), None)
    sent = by_kind.get(events.REFERRAL_SENT)
    if case is None or sent is None or len(by_kind) != 2 or case.payload is None or sent.payload is None:
        raise _refused(N_("De code brengt iets anders dan één zaak met haar doorverwijzing."))
    try:
        code = parse_case_code(str(case.payload.get("code", "")))
    except InvalidValue as error:
        raise _refused(N_("De zaakcode in de overdracht klopt niet.")) from error
    if case.subject != case_id(desk.action.id, code) or sent.payload.get("case") != case.subject:
        raise _refused(
            N_("Deze overdracht hoort bij een andere actie dan {action}."), action=desk.action.name
        )
    return ReferralId(sent.subject)


def _refused(message: str, **fields: object) -> BundleRefused:
    return BundleRefused(
        message,
        kept=N_("Er is niets overgenomen."),
        remedy=N_("Neem contact op met de afzender; de gegevens op het formulier blijven leesbaar."),
        **fields,
    )
