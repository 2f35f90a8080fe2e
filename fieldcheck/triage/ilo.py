"""The published rule of the ILO and the European Commission (2009): dimensions and what they come to.

WCMS_105023 p. 3 as transcribed in [I2]. It screens; it is no legal finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.triage.dimensions import is_positive

DIMENSIONS = {
    "deceptive-recruitment": N_("misleiding bij de werving"),
    "coercive-recruitment": N_("dwang bij de werving"),
    "recruitment-by-abuse": N_("misbruik van kwetsbaarheid bij de werving"),
    "exploitation": N_("uitbuiting"),
    "coercion": N_("dwang in het werkland"),
    "abuse-of-vulnerability": N_("misbruik van kwetsbaarheid in het werkland"),
}
"""The six dimensions, as they are named in a sentence."""
RECRUITMENT = ("deceptive-recruitment", "coercive-recruitment")
RECRUITMENT_ABUSE = "recruitment-by-abuse"
EXPLOITATION = "exploitation"
COERCION = "coercion"
ABUSE = "abuse-of-vulnerability"


class Combination(StrEnum):
    """What the dimensions come to, in the words of the source; the last two are ours."""

    SUCCESSFUL = "successful-migrant"
    EXPLOITED = "exploited"
    DECEIVED = "deceived-exploited"
    FORCED_LABOUR = "forced-labour"
    FORCED_LABOUR_BY_ABUSE = "forced-labour-by-abuse"
    """As before, with abuse of vulnerability in the place of deception or coercion."""
    FORCED_LABOUR_MINOR = "forced-labour-minor"
    """Under 18 the means are not required."""
    UNNAMED = "unnamed"
    """Dimensions are positive for which the source names no combination."""
    UNKNOWN = "unknown"
    """Too little is known of exploitation."""


def standing_of_dimension(present: Iterable[str], unknown: Iterable[str]) -> bool | None:
    """Whether a dimension is positive; None while what is not known could still make it so.

    Args:
        present: weights of the indicators that were heard, each indicator once.
        unknown: weights of those that were not asked or not answered.
    """
    heard = tuple(present)
    if is_positive(heard):
        return True
    return None if is_positive((*heard, *unknown)) else False


def combination(positive: Mapping[str, bool | None], *, minor: bool) -> Combination:
    """What the dimensions come to. A dimension that is not known counts as not positive.

    Args:
        positive: by code of the dimension; None when it is not known.
        minor: whether the person is under 18.
    """
    if not positive.get(EXPLOITATION):
        return Combination.UNKNOWN if positive.get(EXPLOITATION) is None else Combination.SUCCESSFUL
    if minor:
        return Combination.FORCED_LABOUR_MINOR
    by_means = any(positive.get(code) for code in RECRUITMENT)
    recruited = by_means or bool(positive.get(RECRUITMENT_ABUSE))
    held = bool(positive.get(COERCION)) or bool(positive.get(ABUSE))
    if by_means and positive.get(COERCION):
        return Combination.FORCED_LABOUR
    if recruited and held:
        return Combination.FORCED_LABOUR_BY_ABUSE
    if positive.get("deceptive-recruitment"):
        return Combination.DECEIVED
    return Combination.UNNAMED if recruited or held else Combination.EXPLOITED


_SAID = {
    Combination.SUCCESSFUL: N_("Geen uitbuiting volgens deze lijst."),
    Combination.EXPLOITED: N_("Alleen de dimensie uitbuiting is positief."),
    Combination.DECEIVED: N_("Misleiding bij de werving en uitbuiting zijn positief."),
    Combination.FORCED_LABOUR: N_(
        "Werving door misleiding of dwang, uitbuiting en dwang zijn samen positief: de combinatie die deze "
        "lijst mensenhandel voor dwangarbeid noemt."
    ),
    Combination.FORCED_LABOUR_BY_ABUSE: N_(
        "Werving, uitbuiting en dwang zijn samen positief, waarbij misbruik van kwetsbaarheid een middel "
        "vervangt: de combinatie die deze lijst mensenhandel voor dwangarbeid noemt."
    ),
    Combination.FORCED_LABOUR_MINOR: N_(
        "De dimensie uitbuiting is positief en de persoon is of kan minderjarig zijn: middelen zijn dan niet "
        "vereist voor wat deze lijst mensenhandel voor dwangarbeid noemt."
    ),
    Combination.UNNAMED: N_(
        "Positief zijn: {dimensions}. De lijst noemt voor deze combinatie geen uitkomst."
    ),
    Combination.UNKNOWN: N_("Er is te weinig bekend over uitbuiting om deze lijst toe te passen."),
}


def saying(found: Combination, positive: Mapping[str, bool | None]) -> str:
    """The conclusion in words; with what is still unknown, as long as that could change it."""
    said = Said(_SAID[found], dimensions=_named(code for code in DIMENSIONS if positive.get(code)))
    unknown = [code for code in DIMENSIONS if positive.get(code) is None]
    if found is Combination.UNKNOWN:
        heard = [code for code in DIMENSIONS if positive.get(code)]
        return (
            Said(N_("{conclusion} Wel positief: {dimensions}."), conclusion=said, dimensions=_named(heard))
            if heard
            else said
        )
    final = (Combination.FORCED_LABOUR, Combination.FORCED_LABOUR_MINOR, Combination.SUCCESSFUL)
    if found in final or not unknown:
        return said
    return Said(
        N_("{conclusion} Nog niet bekend: {dimensions}."), conclusion=said, dimensions=_named(unknown)
    )


def _named(codes: Iterable[str]) -> str:
    """The dimensions one after another, each of which can be said in another language."""
    named: str = ""
    for code in codes:
        name = Said(DIMENSIONS[code])
        named = Said("{before}, {name}", before=named, name=name) if named else name
    return named
