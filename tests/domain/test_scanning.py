"""Codes on paper: read back whole, and refused when a sign is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from fieldcheck.domain import scanning
from fieldcheck.domain.case import case_code
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identifiers import ActionId, new_serial
from fieldcheck.domain.scanning import (
    PROOF_PREFIX,
    Paper,
    Scanned,
    action_mark,
    could_be_code,
    is_code,
    is_meant_as_code,
    issued_at,
    proof_check,
    read_scan,
    slip_text,
)

ACTION = ActionId("01937000-0000-7000-8000-000000000001")
DAY = date(2026, 11, 22)


def test_a_slip_is_read_back_whatever_the_scanner_makes_of_it() -> None:
    code = case_code("BV", 412)
    text = slip_text(ACTION, code)
    expected = Scanned(Paper.CASE, code, action=action_mark(ACTION))
    for sent in (text, text.lower(), text.replace(" ", ""), f" {text}\r\n"):
        assert read_scan(sent) == expected


def test_a_slip_tells_nothing_but_action_and_case() -> None:
    code = case_code("BV", 412)
    sign, mark, said, check = slip_text(ACTION, code).split(" ")
    assert (sign, mark, said, len(check)) == ("FC2", action_mark(ACTION), code, 4)


def test_one_wrong_sign_of_a_slip_is_found() -> None:
    text = slip_text(ACTION, case_code("BV", 412))
    for place, sign in enumerate(text):
        if sign not in " -":
            wrong = text[:place] + ("7" if sign != "7" else "3") + text[place + 1 :]
            with pytest.raises(InvalidValue):
                read_scan(wrong)


@pytest.mark.parametrize("typed", ["bv04127", "BV-0412-7", " bv 0412 7 "])
def test_a_typed_case_code_is_one(typed: str) -> None:
    assert read_scan(typed) == Scanned(Paper.CASE, "BV-0412-7")


@pytest.mark.parametrize("typed", ["CB-7K3M8Q", "cb7k3m8q", "CB 7K3 M8Q"])
def test_a_typed_serial_is_a_proof(typed: str) -> None:
    assert read_scan(typed) == Scanned(Paper.PROOF, "CB-7K3M8Q")


def test_a_serial_of_digits_alone_is_no_case() -> None:
    assert read_scan("CB-234562").paper is Paper.PROOF


def test_every_serial_that_is_drawn_can_be_read() -> None:
    for serial in {new_serial(PROOF_PREFIX) for _ in range(500)}:
        assert read_scan(serial).code == serial


def test_a_scanned_proof_brings_its_check_signs() -> None:
    assert read_scan("FC1 CB-7K3M8Q 0A1B2C3D") == Scanned(Paper.PROOF, "CB-7K3M8Q", check="0A1B2C3D")


@pytest.mark.parametrize("typed", ["", "BV-0412-4", "BV", "FC1", "FC2 12", "paspoort", "0412"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert not is_code(typed)
    with pytest.raises(InvalidValue):
        read_scan(typed)


@pytest.mark.parametrize("typed", ["BV-0412-5", "bv 0412 5", "FC2 12", "FC1 CB", "CB-7K3M8O"])
def test_what_is_written_like_a_code_is_no_search_even_when_a_sign_is_wrong(typed: str) -> None:
    assert is_meant_as_code(typed)


@pytest.mark.parametrize("typed", ["", "BV", "BV-04", "paspoort", "0412", "AB12346", "Kerkstraat 12"])
def test_anything_else_is_a_search(typed: str) -> None:
    assert not is_meant_as_code(typed)


@pytest.mark.parametrize(
    "typed", ["BV-O412-7", "bv-o4l2-7", "BV-04I2-7", "BVO4127", "bvo4i27", "BV\u20130412\u20137", "BV.0412.7"]
)
def test_signs_that_look_like_those_of_a_code_are_read_as_them(typed: str) -> None:
    assert read_scan(typed) == Scanned(Paper.CASE, "BV-0412-7")
    assert is_code(typed)


def test_the_first_sign_of_a_code_is_a_letter_also_when_a_nought_was_typed() -> None:
    assert read_scan("0E-0001-8") == Scanned(Paper.CASE, "OE-0001-8")


@pytest.mark.parametrize("plate", ["WB 1234S", "AA1234BI", "CA1234BO", "AB-123-CL", "WA 123SL"])
def test_letters_of_a_plate_are_no_digits_of_a_code(plate: str) -> None:
    assert not is_code(plate)
    assert not could_be_code(plate)


@pytest.mark.parametrize("typed", ["BV04125", "bv04125", "BVO4125", "BV0412 5"])
def test_a_code_without_dashes_and_with_a_wrong_digit_could_still_be_one(typed: str) -> None:
    assert could_be_code(typed)
    assert not is_code(typed)


def test_the_moment_of_a_proof_follows_from_its_signs() -> None:
    at = datetime(2026, 11, 22, 4, 47, 31, 250_000, tzinfo=UTC)
    check = proof_check(ACTION, "CB-7K3M8Q", at)
    assert issued_at(ACTION, "CB-7K3M8Q", check, DAY) == at.replace(microsecond=0)
    assert issued_at(ACTION, "CB-7K3M8R", check, DAY) is None
    assert issued_at(ActionId("another"), "CB-7K3M8Q", check, DAY) is None


def test_where_nobody_can_scan_the_check_signs_are_typed_behind_the_number() -> None:
    expected = Scanned(Paper.PROOF, "CB-7K3M8Q", check="4FC08194")
    for typed in ("CB-7K3M8Q 4FC08194", "cb7k3m8q4fc08194", "CB\u20137K3M8Q controle 4FCO8l94"):
        assert read_scan(typed) == expected
        assert is_meant_as_code(typed)


@pytest.mark.parametrize("typed", ["CB-7K3M8O", "cb-7k3mI8", "CB-7K3M8", "CB-7K3M8QX", "CB7K3M8O"])
def test_a_number_that_no_proof_has_is_named_as_such(typed: str) -> None:
    with pytest.raises(InvalidValue, match="nummer van een controlebewijs") as refusal:
        read_scan(typed)
    assert refusal.value.remedy


def test_half_a_scan_of_a_proof_says_what_can_be_typed_instead() -> None:
    with pytest.raises(InvalidValue, match="niet goed gelezen") as refusal:
        read_scan("FC1 CB-7K3M8Q 12")
    assert refusal.value.remedy


def test_a_laptop_whose_cases_begin_with_cb_is_heard_too() -> None:
    code = case_code("CB", 412)
    assert read_scan(code.replace("-", "")) == Scanned(Paper.CASE, code)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    with pytest.raises(InvalidValue, match="laatste cijfer"):
        read_scan(wrong)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_last_second_of_every_day_that_is_tried_is_found(days: int) -> None:
    at = datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC) + timedelta(days=days)
    action = ActionId("0199")
    check = proof_check(action, "CB-7K3M8Q", at)
    assert issued_at(action, "CB-7K3M8Q", check, date(2026, 11, 23)) == at


def test_who_shows_a_paper_of_elsewhere_does_not_wait_for_a_whole_digest_of_every_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[bytes] = []

    def counted(data: bytes) -> object:
        begun.append(data)
        return sha256(data)

    monkeypatch.setattr(scanning, "sha256", counted)
    assert issued_at(ActionId("0199"), "CB-7K3M8Q", "00000000", date(2026, 11, 23)) is None
    assert len(begun) == 3
