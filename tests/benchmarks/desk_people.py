"""Fictitious people, firms, dwellings and vehicles of a year of inspections, the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from fieldcheck.domain.identity.birth import PartialDate
from fieldcheck.domain.identity.mrz import Sex
from fieldcheck.domain.identity.paper import (
    IdentityPaper,
    NameCertainty,
    PaperKind,
    Person,
    ReadBy,
    ShownName,
)
from fieldcheck.domain.things.address import parse_address
from fieldcheck.domain.things.plates import parse_plate
from fieldcheck.domain.things.thing import Thing, ThingKind

_T = TypeVar("_T")

_BEGINNINGS = (
    "Bar Bor Cza Dan Dob Gor Grab Iva Jan Kar Kow Kra Lis Mar Mich Now Ol Pet Pop Rad Sok Sta Vas Wis"
)
_MIDDLES = "a e i o u al an ar el en er il in ol on or ul"
_ENDINGS = "ski ska wicz czyk escu eanu ov ova ev enko uk as is"
_GIVEN = (
    "Adam Agnieszka Aleksandra Andrei Anna Bartosz Bogdan Cristina Daniel Dmytro Elena Ewa Florin Georgi"
    " Grzegorz Halina Ion Ivan Ivana Jakub Joanna Jonas Katarzyna Krzysztof Lena Luca Maria Marta Mateusz"
    " Mihai Mila Natalia Nikolai Oksana Olena Pavel Piotr Radu Rasa Simona Stefan Tomasz Vasile Viktor Zofia"
)
_FIRMS = (
    "Agro Berg Bloem Duin Fruit Groen Haven Helder Kas Laag Logis Noord Pak Polder Roos Snel Vlees West Zand"
)
_TRADES = ("Uitzendbureau", "Flex", "Werk", "Agro", "Logistiek", "Kwekerijen", "Schoonmaak", "Verhuur")
_FORMS = ("B.V.", "B.V.", "V.O.F.", "")
_STREETS = "Dennenlaan Duinweg Eikenpad Heideweg Kerkstraat Lindelaan Parkweg Stationsweg Veldweg Zandpad"
_LETTERS = "BDFGHJKLNPRSTVXZ"
_COUNTRIES = ("POL", "POL", "POL", "ROU", "ROU", "BGR", "UKR", "LTU")


def person(chance: Random, day: date) -> Person:
    """Somebody as an officer records them: mostly with a paper and a whole birth date."""
    sure = chance.random() < 0.8
    country = chance.choice(_COUNTRIES)
    born = date(1960, 1, 1) + timedelta(days=chance.randrange(45 * 365))
    papers: tuple[IdentityPaper, ...] = ()
    if sure:
        number = f"{chance.choice(_LETTERS)}{chance.choice(_LETTERS)}{chance.randrange(10**6, 10**7)}"
        expiry = day + timedelta(days=chance.randrange(-100, 3000))
        papers = (IdentityPaper(PaperKind.IDENTITY_CARD, number, country, expiry, ReadBy.BY_EYE),)
    return Person(
        names=(ShownName(_surname(chance), chance.choice(_GIVEN.split())),),
        certainty=NameCertainty.PAPER if sure else NameCertainty.TOLD,
        birth=PartialDate.of_day(born) if chance.random() < 0.85 else PartialDate.of_year(born.year),
        sex=chance.choice((Sex.FEMALE, Sex.MALE)),
        nationality=country,
        papers=papers,
    )


def _surname(chance: Random) -> str:
    middle = "".join(chance.choice(_MIDDLES.split()) for _ in range(chance.randrange(1, 3)))
    return chance.choice(_BEGINNINGS.split()) + middle + chance.choice(_ENDINGS.split())


def firm(chance: Random, kind: ThingKind) -> Thing:
    """An employer, agency or landlord; half of them with their number in the trade register."""
    name = " ".join(
        (
            f"{chance.choice(_FIRMS.split())}{chance.choice(_FIRMS.split()).lower()}",
            chance.choice(_TRADES),
            chance.choice(_FORMS),
        )
    ).strip()
    kvk = str(chance.randrange(10**7, 10**8)) if chance.random() < 0.5 else ""
    return Thing(kind, name, kvk)


def dwelling(chance: Random, park: int) -> Thing:
    """A chalet of one of the parks; all chalets of a park have its address."""
    street = _STREETS.split()[park % 10]
    address = parse_address(street, str(1 + park), f"{1000 + park * 7} AB", f"Nergens{park}")
    return Thing(ThingKind.DWELLING, f"Chalet {chance.randrange(1, 400)}", address=address)


def vehicle(chance: Random) -> Thing:
    """A van or a car with a plate from the Netherlands or Poland."""
    one, two, three = (chance.choice(_LETTERS) for _ in range(3))
    if chance.random() < 0.5:
        plate = parse_plate(f"{one}-{chance.randrange(100, 1000)}-{two}{three}", "NL")
    else:
        plate = parse_plate(f"{one}{two} {chance.randrange(10000, 100000)}", "PL")
    return Thing(ThingKind.VEHICLE, plate=plate)


def one_of_few(chance: Random, many: Sequence[_T]) -> _T:
    """One of ``many``, the first ones far more often: a few agencies have most of the people."""
    return many[int(len(many) * chance.random() ** 4)]
