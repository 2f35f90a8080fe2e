"""Identity papers as they are recorded at a post, and the person who showed them. No BSN is kept anywhere."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identity.birth import PartialDate
from fieldcheck.domain.identity.mrz import Mrz, Sex
from fieldcheck.domain.identity.mrz_faults import MrzPart
from fieldcheck.domain.identity.mrz_text import MrzFormat
from fieldcheck.domain.identity.nations import country_code, is_known

LONGEST_NUMBER = 30
"""Signs that the number of a paper can have."""

LONGEST_NAME = 200
"""Signs that a surname, or all given names together, can have."""


class PaperKind(StrEnum):
    """What kind of paper somebody showed."""

    PASSPORT = "passport"
    IDENTITY_CARD = "identity-card"
    DRIVING_LICENCE = "driving-licence"
    RESIDENCE_PERMIT = "residence-permit"
    ASYLUM_W = "asylum-w"
    OTHER = "other"
    NONE_SHOWN = "none-shown"


PAPER_KINDS = {
    PaperKind.PASSPORT: N_("paspoort"),
    PaperKind.IDENTITY_CARD: N_("identiteitskaart"),
    PaperKind.DRIVING_LICENCE: N_("rijbewijs"),
    PaperKind.RESIDENCE_PERMIT: N_("verblijfsdocument"),
    PaperKind.ASYLUM_W: N_("W-document (asiel)"),
    PaperKind.OTHER: N_("ander papier"),
    PaperKind.NONE_SHOWN: N_("geen papier getoond"),
}
"""The kinds of paper in words."""


class ReadBy(StrEnum):
    """How what stands on a paper came into the record."""

    MRZ_SCANNED = "mrz-scanned"
    MRZ_TYPED = "mrz-typed"
    BY_EYE = "by-eye"
    TOLD = "told"


WAYS_OF_READING = {
    ReadBy.MRZ_SCANNED: N_("code gescand"),
    ReadBy.MRZ_TYPED: N_("code overgetypt"),
    ReadBy.BY_EYE: N_("gelezen van het papier"),
    ReadBy.TOLD: N_("verteld, papier niet gezien"),
}
"""The ways of reading in words."""


class NameCertainty(StrEnum):
    """How certain a name is."""

    PAPER = "paper"
    TOLD = "told"
    UNCERTAIN = "uncertain"


NAME_CERTAINTIES = {
    NameCertainty.PAPER: N_("van een papier"),
    NameCertainty.TOLD: N_("zelf verteld"),
    NameCertainty.UNCERTAIN: N_("onzeker"),
}
"""The certainties of a name in words."""


def plain_number(number: str) -> str:
    """A document number as it is compared: capitals and digits only, whatever the spacing."""
    if number.isascii() and number.isalnum():
        return number.upper()
    folded = unicodedata.normalize("NFKC", number).upper()
    return "".join(sign for sign in folded if sign.isalnum())


@dataclass(frozen=True, slots=True)
class IdentityPaper:
    """One paper as it was recorded.

    Attributes:
        kind: what kind of paper.
        number: as it was read, "" when not recorded.
        country: who issued it, a three-letter code of nations.py, "" when not known.
        expiry: last day it is valid, None when not known or valid without end.
        read: how it was read; None when none was shown.
        checks_held: the parts of the zone (MrzPart values) whose check digit held.

    Raises InvalidValue when a number is too long or holds no letter or digit, a country is unknown, or no
    paper was shown and something is recorded of it all the same.
    """

    kind: PaperKind
    number: str = ""
    country: str = ""
    expiry: date | None = None
    read: ReadBy | None = None
    checks_held: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.number and not 0 < len(plain_number(self.number)) <= len(self.number) <= LONGEST_NUMBER:
            raise InvalidValue(
                N_("Dit is geen documentnummer."),
                remedy=N_("Een nummer heeft letters en cijfers, samen hooguit {longest} tekens."),
                longest=LONGEST_NUMBER,
            )
        if self.country and not is_known(self.country):
            raise InvalidValue(
                N_("“{country}” is geen bekende landcode."),
                remedy=N_("Kies het land uit de lijst, of laat het leeg."),
                country=self.country[:3],
            )
        recorded = self.number or self.country or self.expiry or self.read or self.checks_held
        if self.kind is PaperKind.NONE_SHOWN and recorded:
            raise InvalidValue(
                N_("Er is geen papier getoond, maar er staat wel een nummer, land of datum bij."),
                remedy=N_("Kies welk papier het was, of maak de andere velden leeg."),
            )

    @property
    def key(self) -> str:
        """The number as it is compared with others, "" when too short to tell papers apart (< 5)."""
        plain = plain_number(self.number)
        return plain if len(plain) >= 5 else ""

    @property
    def number_verified(self) -> bool:
        """Whether the check digit of the number held."""
        return MrzPart.NUMBER.value in self.checks_held

    def expired_on(self, day: date) -> bool | None:
        """Whether the paper is past its last day on ``day``; None when that day is not known."""
        return None if self.expiry is None else day > self.expiry


@dataclass(frozen=True, slots=True)
class ShownName:
    """A name as it was shown or said, in any script; one of the two can be "" (a person with one name).

    Raises InvalidValue when both are empty or one is longer than LONGEST_NAME.
    """

    surname: str = ""
    given: str = ""

    def __post_init__(self) -> None:
        if not (self.surname.strip() or self.given.strip()):
            raise InvalidValue(
                N_("Er is geen naam ingevuld."),
                remedy=N_("Vul een deel van de naam in, of leg de persoon zonder naam vast."),
            )
        if max(len(self.surname), len(self.given)) > LONGEST_NAME:
            raise InvalidValue(
                N_("Deze naam is te lang."),
                remedy=N_("Een naam heeft hooguit {longest} tekens."),
                longest=LONGEST_NAME,
            )


@dataclass(frozen=True, slots=True)
class Person:
    """Who passed, as far as it is known; every part can be missing.

    Attributes:
        names: as shown or said, the one to use first; more when papers or scripts differ; empty when unknown.
        certainty: how certain the names are.
        birth: the birth date as far as it is known.
        sex: as a paper gives it.
        nationality: a three-letter code of nations.py, "" when not known.
        papers: the papers that were shown, the best first.
    """

    names: tuple[ShownName, ...] = ()
    certainty: NameCertainty = NameCertainty.UNCERTAIN
    birth: PartialDate = field(default_factory=PartialDate)
    sex: Sex = Sex.UNSPECIFIED
    nationality: str = ""
    papers: tuple[IdentityPaper, ...] = ()


def paper_of(mrz: Mrz, read: ReadBy) -> IdentityPaper:
    """The paper that a zone describes; parts that do not hold are kept as read, without their check.

    The kind is a proposal from the document code; a visa is an OTHER paper.
    """
    return IdentityPaper(
        kind=_kind(mrz),
        number=mrz.number.replace("<", "-").strip("-"),
        country=country_code(mrz.issuer),
        expiry=mrz.expiry if mrz.holds(MrzPart.EXPIRY) else None,
        read=read,
        checks_held=mrz.checks_held(),
    )


def person_of(mrz: Mrz, read: ReadBy) -> Person:
    """The person that a zone describes; a birth date or nationality that does not hold is left unknown."""
    named = mrz.surname or mrz.given
    return Person(
        names=(ShownName(mrz.surname, mrz.given),) if named else (),
        certainty=NameCertainty.PAPER if mrz.holds(MrzPart.NAMES) else NameCertainty.UNCERTAIN,
        birth=mrz.birth if mrz.holds(MrzPart.BIRTH) else PartialDate(),
        sex=mrz.sex,
        nationality=country_code(mrz.nationality),
        papers=(paper_of(mrz, read),),
    )


def _kind(mrz: Mrz) -> PaperKind:
    if mrz.format in (MrzFormat.MRV_A, MrzFormat.MRV_B):
        return PaperKind.OTHER
    if mrz.code.startswith("P"):
        return PaperKind.PASSPORT
    if mrz.code in ("AR", "CR", "IR"):  # the second letter R marks the residence permits of EU countries
        return PaperKind.RESIDENCE_PERMIT
    return PaperKind.IDENTITY_CARD if mrz.code[:1] in ("A", "C", "I") else PaperKind.OTHER
