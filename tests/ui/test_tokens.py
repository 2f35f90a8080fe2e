"""The tokens keep their promise: every pair that is drawn can be read."""

from __future__ import annotations

import pytest

from fieldcheck.ui.tokens import THEMES, Tokens, contrast

TOKENS = pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)


def test_contrast_is_the_ratio_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@TOKENS
def test_text_has_contrast(tokens: Tokens) -> None:
    low = [(text, ground) for text, ground in tokens.text_pairs() if contrast(text, ground) < 4.5]
    assert low == []


@TOKENS
def test_controls_have_contrast(tokens: Tokens) -> None:
    low = [(control, ground) for control, ground in tokens.control_pairs() if contrast(control, ground) < 3]
    assert low == []


def test_high_contrast_is_higher() -> None:
    high = THEMES["high-contrast"]
    assert min(contrast(text, ground) for text, ground in high.text_pairs()) >= 7
