"""Who somebody is as fields of text, and back: nothing of it is on record before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identity.birth import AgeBand, PartialDate, Precision, parse_birth
from fieldcheck.domain.identity.mrz import Sex
from fieldcheck.domain.identity.mrz_faults import MrzPart
from fieldcheck.domain.identity.nations import country_code
from fieldcheck.domain.identity.paper import (
    IdentityPaper,
    NameCertainty,
    PaperKind,
    Person,
    ReadBy,
    ShownName,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields, as text; nothing of it is on record before it is saved."""

    kind: PaperKind = PaperKind.PASSPORT
    number: str = ""
    country: str = ""
    expiry: str = ""
    surname: str = ""
    given: str = ""
    certainty: NameCertainty = NameCertainty.TOLD
    birth: str = ""
    band: AgeBand = AgeBand.UNKNOWN
    nationality: str = ""
    sex: Sex = Sex.UNSPECIFIED


def draft_of(person: Person) -> Draft:
    """The fields as they show a person that is on record, or was read from a zone."""
    name = person.names[0] if person.names else None
    paper = person.papers[0] if person.papers else None
    birth = person.birth
    return Draft(
        kind=PaperKind.NONE_SHOWN if paper is None else paper.kind,
        number="" if paper is None else paper.number,
        country="" if paper is None else paper.country,
        expiry="" if paper is None or paper.expiry is None else f"{paper.expiry:%d-%m-%Y}",
        surname="" if name is None else name.surname,
        given="" if name is None else name.given,
        certainty=person.certainty,
        birth=f"{birth.day:02d}-{birth.month:02d}-{birth.year}"
        if birth.precision is Precision.DAY
        else f"{birth.month:02d}-{birth.year}"
        if birth.precision is Precision.MONTH
        else birth.iso(),
        band=birth.band,
        nationality=person.nationality,
        sex=person.sex,
    )


def person_from(draft: Draft, today: date, before: tuple[IdentityPaper, ...] = ()) -> Person:
    """The person that the fields describe. Raises InvalidValue for the first that cannot be.

    ``before`` are the papers known so far: one with the same number keeps what its zone proved, and further
    ones stay behind the first.
    """
    named = draft.surname.strip() or draft.given.strip()
    birth = parse_birth(draft.birth, today)
    if birth.precision is Precision.UNKNOWN and draft.band is not AgeBand.UNKNOWN:
        birth = PartialDate.of_band(draft.band, today)
    return Person(
        names=(ShownName(draft.surname.strip(), draft.given.strip()),) if named else (),
        certainty=draft.certainty if named else NameCertainty.UNCERTAIN,
        birth=birth,
        sex=draft.sex,
        nationality=_country(draft.nationality),
        papers=(_paper(draft, before), *before[1:]),
    )


def misplaced_in(draft: Draft, today: date) -> str:
    """Which field :func:`person_from` refuses first; "" when it is none of these."""
    read: dict[str, Callable[[], object]] = {
        "birth": lambda: parse_birth(draft.birth, today),
        "nationality": lambda: _country(draft.nationality),
        "country": lambda: _country(draft.country),
        "expiry": lambda: last_day(draft.expiry),
        "number": lambda: _paper(draft, ()),
    }
    for name, work in read.items():
        try:
            work()
        except InvalidValue:
            return name
    return ""


def _paper(draft: Draft, before: tuple[IdentityPaper, ...]) -> IdentityPaper:
    if draft.kind is PaperKind.NONE_SHOWN:
        return IdentityPaper(PaperKind.NONE_SHOWN)
    made = IdentityPaper(
        draft.kind,
        draft.number.strip(),
        _country(draft.country),
        last_day(draft.expiry),
        ReadBy.BY_EYE,
    )
    known = before[0] if before else None
    if known is None or known.key != made.key or known.read is None:
        return made
    held = known.checks_held
    if known.expiry != made.expiry:
        held -= {MrzPart.EXPIRY.value, MrzPart.COMPOSITE.value}
    return replace(made, read=known.read, checks_held=held)


def _country(typed: str) -> str:
    if not typed.strip():
        return ""
    code = country_code(typed)
    if not code:
        raise InvalidValue(
            N_("“{country}” is geen bekende landcode."),
            remedy=N_("Typ twee of drie letters, zoals PL of POL, of laat het leeg."),
            country=typed.strip()[:3],
        )
    return code


def last_day(typed: str) -> date | None:
    """A last day, day before month; InvalidValue when it is no day of the calendar."""
    parts = [part for part in typed.replace(".", "-").replace("/", "-").replace(" ", "-").split("-") if part]
    if not parts:
        return None
    try:
        first, month, last = (int(part) for part in parts)
        return date(first, month, last) if first > 1000 else date(last, month, first)
    except ValueError:
        raise InvalidValue(
            N_("De geldigheidsdatum kan niet."), remedy=N_("Typ dag, maand en jaar, zoals 31-1-2030.")
        ) from None
