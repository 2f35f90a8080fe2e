"""What stands beside the signals of an assessment: niet pluis as itself, and changed rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import Urgency
from fieldcheck.i18n import Texts, said
from fieldcheck.triage import Assessment, RuleNotice, Unease
from fieldcheck.viewmodels.lens_views import in_words

SUSPICION = N_("Niet pluis")
PROVENANCES = {
    "seen": N_("zelf gezien"),
    "told": N_("verteld"),
    "document": N_("uit een document"),
    "hearsay": N_("van horen zeggen"),
}
CERTAINTIES = {"certain": N_("zeker"), "likely": N_("waarschijnlijk"), "vague": N_("vaag")}
URGENCIES = {Urgency.ACUTE: N_("acuut"), Urgency.REGULAR: N_("gewoon"), Urgency.NONE: N_("geen haast")}
SWITCHED_OFF = N_("Uitgezet: {label}. De regel stuurt anders naar {to} ({was}).")
CHANGED = N_("Nu {now} in plaats van {was}: {label}, naar {to}.")
HOLDS, HOLDS_NOT = N_("sloeg aan op deze antwoorden"), N_("sloeg niet aan")


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule of the form as this action changed it.

    Attributes:
        text: what became of it: switched off, or another urgency.
        reason: why, in the words of whoever prepared the action.
        standing: whether it holds for these answers, in words.
        off: whether it was switched off.
        holds: whether it holds for these answers.
    """

    code: str
    text: str
    reason: str
    standing: str
    off: bool
    holds: bool


def unease_lines(assessment: Assessment, words: Texts) -> tuple[str, ...]:
    """Each suspicion of an officer in a line: what, from where, how sure; never counted as a signal."""
    return tuple(_unease(one, words) for one in assessment.unease)


def rule_views(assessment: Assessment, names: Mapping[str, str], words: Texts) -> tuple[RuleView, ...]:
    """What the action made of rules of the form, those that hold first. ``names`` are targets by code."""
    views = (_rule(one, names, words) for one in assessment.rule_changes)
    return tuple(sorted(views, key=lambda one: not one.holds))


def _unease(one: Unease, words: Texts) -> str:
    told = (
        one.what,
        words.text(PROVENANCES[one.provenance]) if one.provenance in PROVENANCES else "",
        words.text(CERTAINTIES[one.certainty]) if one.certainty in CERTAINTIES else "",
    )
    line = "; ".join(part for part in told if part)
    return line or "; ".join(
        f"{said(ref.question, words)} {said(ref.value_text, words)}" for ref in one.answers
    )


def _rule(one: RuleNotice, names: Mapping[str, str], words: Texts) -> RuleView:
    now, was = Urgency(one.urgency), Urgency(one.was)
    off = now is Urgency.NONE
    text = words.text(
        SWITCHED_OFF if off else CHANGED,
        label=in_words(one.label, words).rstrip("."),
        to=names.get(one.to, one.to),
        was=words.text(URGENCIES[was]),
        **({} if off else {"now": words.text(URGENCIES[now])}),
    )
    return RuleView(one.code, text, one.reason, words.text(HOLDS if one.holds else HOLDS_NOT), off, one.holds)
