"""Case codes are said aloud, typed with cold hands, and still name the right case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.case import case_code, parse_case_code
from fieldcheck.domain.errors import InvalidValue


@given(st.integers(1, 999_999))
def test_a_code_is_read_back_however_it_is_typed(number: int) -> None:
    code = case_code("BV", number)
    assert parse_case_code(code) == code
    assert parse_case_code(code.lower().replace("-", " ")) == code


@given(st.integers(1, 9999), st.integers(0, 3), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number: int, place: int, shift: int) -> None:
    prefix, digits, check = case_code("I1", number).split("-")
    wrong = str((int(digits[place]) + shift) % 10)
    typed = f"{prefix}-{digits[:place]}{wrong}{digits[place + 1 :]}-{check}"
    with pytest.raises(InvalidValue):
        parse_case_code(typed)


@pytest.mark.parametrize("text", ["", "BV", "0412-7", "BV-04-1", "BV-0412", "B-0412-7", "ÀV-0412-7"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="geen zaakcode"):
        parse_case_code(text)
