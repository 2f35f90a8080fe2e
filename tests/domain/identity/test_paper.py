"""Papers as they are recorded, whole or in part."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identity.birth import PartialDate
from fieldcheck.domain.identity.mrz import read_mrz
from fieldcheck.domain.identity.paper import (
    IdentityPaper,
    NameCertainty,
    PaperKind,
    Person,
    ReadBy,
    ShownName,
    paper_of,
    person_of,
)

DAY = date(2010, 1, 1)
NAMES = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"


def test_a_paper_and_a_person_from_a_zone() -> None:
    mrz = read_mrz(NAMES + "L898902C36UTO7408122F1204159ZE184226B<<<<<10", DAY)
    person = person_of(mrz, ReadBy.MRZ_SCANNED)
    assert person.names == (ShownName("ERIKSSON", "ANNA MARIA"),)
    assert (person.certainty, person.birth.iso()) == (NameCertainty.PAPER, "1974-08-12")
    (paper,) = person.papers
    assert (paper.kind, paper.key, paper.country) == (PaperKind.PASSPORT, "L898902C3", "UTO")
    assert paper.number_verified


def test_what_does_not_hold_is_left_unknown_or_unverified() -> None:
    mrz = read_mrz(NAMES + "L898902C46UTO7408132F1204159ZE184226B<<<<<10", DAY)
    person = person_of(mrz, ReadBy.MRZ_TYPED)
    assert person.birth == PartialDate()
    assert person.papers[0].number == "L898902C4"
    assert not person.papers[0].number_verified
    assert person.papers[0].expiry == date(2012, 4, 15)


@pytest.mark.parametrize(
    ("code", "kind"),
    [("I<", PaperKind.IDENTITY_CARD), ("AR", PaperKind.RESIDENCE_PERMIT), ("XQ", PaperKind.OTHER)],
)
def test_the_kind_follows_the_document_code(code: str, kind: PaperKind) -> None:
    card = code + "UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
    assert paper_of(read_mrz(card, DAY), ReadBy.MRZ_TYPED).kind is kind


def test_a_german_paper_counts_as_german() -> None:
    mrz = read_mrz(NAMES.replace("UTO", "D<<") + "L898902C36D<<7408122F1204159ZE184226B<<<<<10", DAY)
    assert mrz.whole
    assert (paper_of(mrz, ReadBy.MRZ_TYPED).country, person_of(mrz, ReadBy.MRZ_TYPED).nationality) == (
        "DEU",
        "DEU",
    )


def test_a_paper_is_valid_through_its_last_day() -> None:
    paper = IdentityPaper(PaperKind.PASSPORT, expiry=date(2026, 11, 22))
    assert paper.expired_on(date(2026, 11, 22)) is False
    assert paper.expired_on(date(2026, 11, 23)) is True
    assert IdentityPaper(PaperKind.PASSPORT).expired_on(date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    "given_parts",
    [
        {"kind": PaperKind.PASSPORT, "number": "---"},
        {"kind": PaperKind.PASSPORT, "number": "1" * 31},
        {"kind": PaperKind.PASSPORT, "country": "QQQ"},
        {"kind": PaperKind.NONE_SHOWN, "number": "AB123456"},
    ],
)
def test_what_cannot_be_a_paper_is_refused(given_parts: dict[str, object]) -> None:
    with pytest.raises(InvalidValue) as refused:
        IdentityPaper(**given_parts)  # type: ignore[arg-type]
    assert refused.value.remedy


def test_a_person_can_be_recorded_with_nothing_known() -> None:
    assert Person().names == ()
    with pytest.raises(InvalidValue, match="geen naam"):
        ShownName(" ", "")


@given(st.text(), st.text())
def test_any_number_and_country_are_taken_or_refused(number: str, country: str) -> None:
    try:
        paper = IdentityPaper(PaperKind.OTHER, number, country)
    except InvalidValue as refused:
        str(refused)  # every named field is there
    else:
        assert paper.key == "" or paper.key.isalnum()


@given(st.text("P<UTOERIKSSONANNA0123456789", min_size=88, max_size=90))
def test_whatever_zone_is_read_can_be_recorded(text: str) -> None:
    try:
        mrz = read_mrz(text, DAY)
    except InvalidValue:
        return
    assert person_of(mrz, ReadBy.MRZ_TYPED).papers[0].read is ReadBy.MRZ_TYPED
