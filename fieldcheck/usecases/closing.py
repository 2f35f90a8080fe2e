"""Closing the day: what is unfinished is said first, and stays open; the day can be reopened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from zoneinfo import ZoneInfo

from fieldcheck.domain import events
from fieldcheck.domain.alarm import name_of
from fieldcheck.domain.day import Closing, Loose, LooseEnd
from fieldcheck.domain.errors import N_, InvalidValue, UserFixable
from fieldcheck.domain.flow import HomeResult
from fieldcheck.domain.park import Coverage, coverage, disagreeing
from fieldcheck.domain.referral import Referral, Urgency
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.wording import Said
from fieldcheck.usecases.clashing import clashes
from fieldcheck.usecases.closed import closing_of
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.home_notes import notes_of
from fieldcheck.usecases.referring import open_referrals
from fieldcheck.usecases.watching import laptops_seen

LOCAL = ZoneInfo("Europe/Amsterdam")


def closing_check(desk: Desk) -> tuple[LooseEnd, ...]:
    """What is unfinished now, what is most urgent first; empty when all is done. Writes nothing."""
    desk.actor.require(Deed.CLOSE_DAY)
    unheard = open_referrals(desk)
    return (
        *_referrals(desk, unheard, Urgency.ACUTE),
        *_documents(desk),
        *_unfinished(desk),
        *_referrals(desk, unheard, Urgency.REGULAR),
        *_laptops(desk),
        *_told_twice(desk),
        *_homes(desk),
    )


def closing_coverage(desk: Desk) -> Coverage | None:
    """How much of the park was looked at, as it goes on record with the day; None without a plan."""
    desk.actor.require(Deed.CLOSE_DAY)
    homes = desk.store.homes()
    return coverage(homes) if homes else None


def close_day(desk: Desk, reason: str = "") -> Closing:
    """Put on record that the day is over, with all that is unfinished; nothing of that is ended by it.

    A referral that nobody acknowledged stays open, an acute one on top of every desk, until a named person
    acknowledges it.
    Raises InvalidValue when something is unfinished and no reason is given, UserFixable when it is closed.
    """
    desk.actor.require(Deed.CLOSE_DAY)
    if closing_of(desk.store).is_closed:
        raise UserFixable(N_("De dag is al afgesloten."))
    loose = closing_check(desk)
    if loose and not reason.strip():
        raise InvalidValue(
            N_("Er is nog niet alles af ({n}): schrijf kort waarom u toch afsluit."),
            remedy=N_("Wat open staat, blijft open. Uw reden staat erbij in het logboek."),
            n=len(loose),
        )
    park = closing_coverage(desk)
    payload = {
        "unfinished": [str(one.words) for one in loose],
        "reason": reason.strip(),
        "coverage": None if park is None else asdict(park),
    }
    desk.write(events.DAY_CLOSED, "action", desk.action.id, payload)
    return closing_of(desk.store)


def reopen_day(desk: Desk, reason: str) -> Closing:
    """Go on with a day that was closed. Raises InvalidValue without a reason, UserFixable when it is open."""
    desk.actor.require(Deed.CLOSE_DAY)
    if not closing_of(desk.store).is_closed:
        raise UserFixable(N_("De dag is niet afgesloten."))
    if not reason.strip():
        raise InvalidValue(N_("Schrijf kort waarom u de dag weer opent."))
    desk.write(events.DAY_REOPENED, "action", desk.action.id, {"reason": reason.strip()})
    return closing_of(desk.store)


_UNHEARD = {
    Urgency.ACUTE: (
        Loose.ALARM,
        N_("zaak {code}: niemand bevestigde de acute doorverwijzing aan {who}, verstuurd om {time}"),
    ),
    Urgency.REGULAR: (
        Loose.REFERRAL,
        N_("zaak {code}: niemand bevestigde de doorverwijzing aan {who}, verstuurd om {time}"),
    ),
}


def _referrals(desk: Desk, unheard: Iterable[Referral], urgency: Urgency) -> Iterator[LooseEnd]:
    kind, words = _UNHEARD[urgency]
    for one in (one for one in unheard if one.urgency is urgency):
        said = Said(
            words,
            code=one.case_code,
            who=name_of(desk.action, one.to),
            time=f"{one.sent.astimezone(LOCAL):%H:%M}",
        )
        yield LooseEnd(kind, one.id, said)


def _unfinished(desk: Desk) -> Iterator[LooseEnd]:
    """Talks and persons who wait, with the name of the post instead of its code."""
    names = {post.code: post.name for post in desk.action.posts}
    for one in desk.store.unfinished():
        words = one.words
        if isinstance(words, Said) and words.fields.get("post") in names:
            words = Said(words.message, **{**words.fields, "post": names[str(words.fields["post"])]})
        yield replace(one, words=words)


def _documents(desk: Desk) -> Iterator[LooseEnd]:
    for one in clashes(desk):
        said = Said(
            N_("zaak {one} en zaak {two}: één documentnummer bij twee personen"),
            one=one.one_code,
            two=one.two_code,
        )
        yield LooseEnd(Loose.DOCUMENT, one.one, said)


def _laptops(desk: Desk) -> Iterator[LooseEnd]:
    for laptop in laptops_seen(desk):
        if laptop.missing:
            words = Said(N_("laptop {name}: zijn bundel is hier niet ingelezen"), name=laptop.name)
            yield LooseEnd(Loose.LAPTOP, laptop.name, words)


def _homes(desk: Desk) -> Iterator[LooseEnd]:
    for home in desk.store.homes():
        if home.result is HomeResult.PLANNED:
            words = Said(N_("woning {name}: gepland, en niet bezocht"), name=_where(home.sector, home.name))
            yield LooseEnd(Loose.HOME, home.id, words)


def _told_twice(desk: Desk) -> Iterator[LooseEnd]:
    notes = notes_of(desk.store)
    for home in desk.store.homes():
        if disagreeing(notes.get(home.id, ())):
            words = Said(
                N_("woning {name}: twee laptops schreven iets anders, en niemand legde vast wat klopt"),
                name=_where(home.sector, home.name),
            )
            yield LooseEnd(Loose.TOLD_TWICE, home.id, words)


def _where(sector: str, name: str) -> str:
    return f"{name} ({sector})" if sector else name
