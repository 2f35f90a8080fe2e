"""A person as JSON and back; strict, because it arrives from other machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identity.birth import AgeBand, PartialDate, Precision
from fieldcheck.domain.identity.mrz import Sex
from fieldcheck.domain.identity.mrz_faults import MrzPart
from fieldcheck.domain.identity.paper import (
    IdentityPaper,
    NameCertainty,
    PaperKind,
    Person,
    ReadBy,
    ShownName,
)

_T = TypeVar("_T")
_Word = TypeVar("_Word", bound=StrEnum)


def person_to_json(person: Person) -> dict[str, Any]:
    """The person as a JSON object; days as ISO 8601."""
    birth = person.birth
    return {
        "names": [{"surname": name.surname, "given": name.given} for name in person.names],
        "certainty": person.certainty.value,
        "birth": {
            "precision": birth.precision.value,
            "year": birth.year,
            "month": birth.month,
            "day": birth.day,
            "band": birth.band.value,
            "estimated": _iso(birth.estimated),
        },
        "sex": person.sex.value,
        "nationality": person.nationality,
        "papers": [
            {
                "kind": paper.kind.value,
                "number": paper.number,
                "country": paper.country,
                "expiry": _iso(paper.expiry),
                "read": "" if paper.read is None else paper.read.value,
                "checks": sorted(paper.checks_held),
            }
            for paper in person.papers
        ],
    }


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def person_from_json(value: object) -> Person:
    """The person that :func:`person_to_json` wrote.

    Raises InvalidValue with the place of the first field that is missing, unknown or of the wrong kind. The
    error holds no name and no number.
    """
    fields = _fields(value, "identity", _PERSON)
    return Person(
        names=_each(fields["names"], "names", _name),
        certainty=_word(NameCertainty, fields["certainty"], "certainty"),
        birth=_birth(fields["birth"]),
        sex=_word(Sex, fields["sex"], "sex"),
        nationality=_text(fields["nationality"], "nationality"),
        papers=_each(fields["papers"], "papers", _paper),
    )


_PERSON = ("names", "certainty", "birth", "sex", "nationality", "papers")
_NAME = ("surname", "given")
_BIRTH = ("precision", "year", "month", "day", "band", "estimated")
_PAPER = ("kind", "number", "country", "expiry", "read", "checks")


def _name(value: object, place: str) -> ShownName:
    fields = _fields(value, place, _NAME)
    return ShownName(_text(fields["surname"], place), _text(fields["given"], place))


def _birth(value: object) -> PartialDate:
    fields = _fields(value, "birth", _BIRTH)
    year, month, day = (_whole(fields[name], f"birth.{name}") for name in ("year", "month", "day"))
    return PartialDate(
        _word(Precision, fields["precision"], "birth.precision"),
        year,
        month,
        day,
        _word(AgeBand, fields["band"], "birth.band"),
        _day(fields["estimated"], "birth.estimated"),
    )


def _paper(value: object, place: str) -> IdentityPaper:
    fields = _fields(value, place, _PAPER)
    read = _text(fields["read"], f"{place}.read")
    return IdentityPaper(
        kind=_word(PaperKind, fields["kind"], f"{place}.kind"),
        number=_text(fields["number"], f"{place}.number"),
        country=_text(fields["country"], f"{place}.country"),
        expiry=_day(fields["expiry"], f"{place}.expiry"),
        read=_word(ReadBy, read, f"{place}.read") if read else None,
        checks_held=frozenset(
            _each(fields["checks"], f"{place}.checks", lambda one, at: _word(MrzPart, one, at).value)
        ),
    )


def _fields(value: object, place: str, names: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or set(value) != set(names):
        raise _invalid(place)
    return value


def _each(value: object, place: str, read: Callable[[object, str], _T]) -> tuple[_T, ...]:
    if not isinstance(value, list | tuple):
        raise _invalid(place)
    return tuple(read(item, f"{place}[{number}]") for number, item in enumerate(value))


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _invalid(place)
    return value


def _whole(value: object, place: str) -> int:
    if type(value) is not int:
        raise _invalid(place)
    return value


def _word(words: type[_Word], value: object, place: str) -> _Word:
    try:
        return words(_text(value, place))
    except ValueError:
        raise _invalid(place) from None


def _day(value: object, place: str) -> date | None:
    text = _text(value, place)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _invalid(place) from None


def _invalid(place: str) -> InvalidValue:
    return InvalidValue(N_("De persoonsgegevens kloppen niet bij “{place}”."), place=place)
