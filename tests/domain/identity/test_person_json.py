"""A person as JSON: whole again, and strict about what comes from elsewhere."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identity.birth import AgeBand, PartialDate
from fieldcheck.domain.identity.mrz import Sex
from fieldcheck.domain.identity.paper import (
    IdentityPaper,
    NameCertainty,
    PaperKind,
    Person,
    ReadBy,
    ShownName,
)
from fieldcheck.domain.identity.person_json import person_from_json, person_to_json
from fieldcheck.domain.journal import canonical_json

PERSON = Person(
    names=(ShownName("Kowalczyk", "Zofia"), ShownName("Ковальчик", "")),
    certainty=NameCertainty.PAPER,
    birth=PartialDate.of_day(date(1990, 4, 12)),
    sex=Sex.FEMALE,
    nationality="POL",
    papers=(
        IdentityPaper(
            PaperKind.PASSPORT,
            "EB1234567",
            "POL",
            date(2030, 1, 31),
            ReadBy.MRZ_SCANNED,
            frozenset({"number", "birth"}),
        ),
        IdentityPaper(PaperKind.NONE_SHOWN),
    ),
)


@pytest.mark.parametrize(
    "person",
    [
        PERSON,
        Person(),
        Person(birth=PartialDate.of_band(AgeBand.UNDER_18, date(2026, 11, 22))),
        Person(birth=PartialDate.about_year(1990)),
        Person(birth=PartialDate.of_month(1990, 4)),
    ],
)
def test_what_is_written_is_read_back(person: Person) -> None:
    content = person_to_json(person)
    assert person_from_json(content) == person
    canonical_json(content)


FAULTS: list[tuple[tuple[str | int, ...], Any]] = [
    (("names",), None),
    (("names", 0, "given"), 3),
    (("certainty",), "sure"),
    (("birth", "month"), 13),
    (("birth", "year"), "1990"),
    (("birth", "estimated"), "gisteren"),
    (("sex",), ""),
    (("papers", 0, "kind"), "bsn"),
    (("papers", 0, "expiry"), "31-1-2030"),
    (("papers", 0, "checks"), ["bsn"]),
    (("papers", 1, "number"), "EB1"),
    (("bsn",), "123456782"),
]


@pytest.mark.parametrize(("path", "value"), FAULTS)
def test_anything_else_is_refused_without_naming_anybody(path: tuple[str | int, ...], value: object) -> None:
    content: Any = deepcopy(person_to_json(PERSON))
    inner = content
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(InvalidValue) as refusal:
        person_from_json(content)
    assert "Kowalczyk" not in str(refusal.value)
    assert "EB1" not in str(refusal.value)
