"""Lists of indicators and advice in the words of the screen: side by side, each with its own source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fieldcheck.domain.referral import Urgency
from fieldcheck.i18n import SOURCE, Texts, said
from fieldcheck.triage import Advice, Assessment, Lens, LensItem, Situation, Standing, advise


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of a list that was heard, with the signals that belong to it."""

    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LensView:
    """One list: what was heard of it; ``absent`` and ``unknown`` count its other points.

    ``conclusion`` is that of the list's own rule, "" where its source has none.
    """

    code: str
    label: str
    source: str
    points: tuple[PointView, ...]
    absent: int
    unknown: int
    conclusion: str
    note: str


@dataclass(frozen=True, slots=True)
class AdviceView:
    """Something to do or to tell: why, and where the rule comes from."""

    text: str
    why: str
    source: str
    acute: bool = False


def lens_views(assessment: Assessment, words: Texts) -> tuple[LensView, ...]:
    """Every list over the case, in their own order; nothing is added up over them."""
    return tuple(_lens(lens, words) for lens in assessment.lenses)


def advice_views(assessment: Assessment, words: Texts) -> tuple[AdviceView, ...]:
    """What to do or to tell next, what is acute first."""
    return tuple(advice_view(one, words) for one in assessment.advice)


def reflection_advice(situation: Situation, words: Texts) -> AdviceView:
    """What holds of the reflection period for whoever is opposite: EU or not, Dublin, or not known.

    Why it is told is that a person set a step; the situation only says which branch.
    """
    line = next(one for one in advise(replace(situation, serious=True)) if one.code == "reflection-period")
    return replace(advice_view(line, words), why="")


def _lens(lens: Lens, words: Texts) -> LensView:
    standings = [item.standing for item in lens.items]
    return LensView(
        code=lens.code,
        label=in_words(lens.label, words),
        source=lens.source,
        points=tuple(_point(item, words) for item in lens.present),
        absent=standings.count(Standing.ABSENT),
        unknown=standings.count(Standing.UNKNOWN),
        conclusion=said(lens.conclusion, words),
        note=in_words(lens.note, words),
    )


def _point(item: LensItem, words: Texts) -> PointView:
    reasons = dict.fromkeys(in_words(reason.label, words) for reason in item.reasons)
    return PointView(in_words(item.label, words), tuple(reasons))


def advice_view(one: Advice, words: Texts) -> AdviceView:
    """One line of advice in words."""
    acute = one.urgency == Urgency.ACUTE.value
    return AdviceView(said(one.text, words), said(one.why, words), words.text(one.source), acute)


def in_words(label: Mapping[str, str], words: Texts) -> str:
    """A text that is there in several languages, in that of the screen or else in Dutch."""
    return label.get(words.tag) or said(label.get(SOURCE, ""), words)
