"""The history of a case in words: who did what, when; a run of the same thing is one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldcheck.domain import events
from fieldcheck.domain.errors import N_
from fieldcheck.domain.trail import TrailLine
from fieldcheck.i18n import Texts

HAPPENED: Mapping[str, str] = {
    events.CASE_OPENED: N_("zaak geopend"),
    events.CASE_RECEIVED: N_("ontvangen op een post"),
    events.CASE_SENT: N_("naar een post gestuurd"),
    events.CASE_CALLED: N_("opgeroepen"),
    events.POST_REFUSED: N_("een post geweigerd"),
    events.POST_SKIPPED: N_("een post overgeslagen"),
    events.CASE_LEFT: N_("weggegaan"),
    events.IDENTITY_RECORDED: N_("vastgelegd wie het is"),
    events.CASES_JOINED: N_("met een andere zaak samengevoegd"),
    events.CASES_PARTED: N_("samenvoegen ongedaan gemaakt"),
    events.INTERVIEW_STARTED: N_("gesprek begonnen"),
    events.ANSWER_RECORDED: N_("antwoord vastgelegd"),
    events.LANGUAGE_SWITCHED: N_("van taal gewisseld"),
    events.NOTE_RECORDED: N_("notitie bij een vraag"),
    events.INTERVIEW_PAUSED: N_("gesprek onderbroken"),
    events.INTERVIEW_RESUMED: N_("gesprek hervat"),
    events.INTERVIEW_FINISHED: N_("gesprek afgerond"),
    events.ASSESSMENT_MADE: N_("uitkomst bekeken"),
    events.ROUTE_DECIDED: N_("vervolg gekozen"),
    events.QUALIFICATION_SET: N_("stap op de ladder gezet"),
    events.REFLECTION_OFFERED: N_("over de bedenktijd verteld"),
    events.FOLLOW_UP_PLANNED: N_("vervolg gepland of afgehandeld"),
    events.COMENSHA_REPORTED: N_("melding bij CoMensha bijgewerkt"),
    events.SHELTER_REQUESTED: N_("opvang gevraagd of beantwoord"),
    events.CONTACT_AGREED: N_("veilig contact afgesproken"),
    events.NOTE_SEALED: N_("verzegelde notitie gemaakt"),
    events.PAPER_ISSUED: N_("papier gemaakt"),
    events.RECORD_VIEWED: N_("zaak bekeken"),
}
"""What happened to a case itself, in words."""
REFERRED: Mapping[str, str] = {
    events.REFERRAL_SENT: N_("doorverwijzing verstuurd"),
    events.REFERRAL_ACKNOWLEDGED: N_("doorverwijzing overgenomen"),
    events.REFERRAL_ANSWERED: N_("doorverwijzing beantwoord"),
    events.REFERRAL_ASSESSED: N_("doorverwijzing beoordeeld"),
    events.REFERRAL_DONE: N_("doorverwijzing afgerond"),
    events.REFERRAL_WITHDRAWN: N_("doorverwijzing ingetrokken"),
    events.REFERRAL_ESCALATED: N_("doorgezet omdat niemand bevestigde"),
    events.OUTCOME_GIVEN: N_("uitkomst teruggekoppeld"),
}
"""What happened to its referrals."""
SEVERAL = N_("{what}, {n} keer")
_LEFT_OUT = frozenset({events.INTERVIEW_MOVED})


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened, or a run of the same thing by one person; ``at`` is the last of them (UTC)."""

    at: datetime
    by: str
    what: str


def history(lines: Iterable[TrailLine], words: Texts) -> tuple[HistoryLine, ...]:
    """The trail of a case (the newest first, as it is read) in words, the newest first."""
    runs: list[tuple[TrailLine, int]] = []
    for line in lines:
        if line.kind in _LEFT_OUT:
            continue
        if runs and (runs[-1][0].kind, runs[-1][0].actor) == (line.kind, line.actor):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((line, 1))
    return tuple(HistoryLine(line.at, line.actor, _what(line.kind, n, words)) for line, n in runs)


def _what(kind: str, n: int, words: Texts) -> str:
    known = HAPPENED.get(kind) or REFERRED.get(kind)
    what = words.text(known) if known else kind
    return what if n == 1 else words.text(SEVERAL, what=what, n=n)
