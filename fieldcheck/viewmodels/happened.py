"""The history of a case in words: who did what, when; a run of the same thing is one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldcheck.domain import events
from fieldcheck.domain.errors import N_
from fieldcheck.domain.people import Decided, Decision
from fieldcheck.domain.trail import TrailLine
from fieldcheck.i18n import Texts, local_day, short_date
from fieldcheck.usecases.person_decisions import KINDS

HAPPENED: Mapping[str, str] = {
    events.CASE_OPENED: N_("zaak geopend"),
    events.CASE_RECEIVED: N_("ontvangen op een post"),
    events.CASE_SENT: N_("naar een post gestuurd"),
    events.CASE_CALLED: N_("opgeroepen"),
    events.POST_REFUSED: N_("een post geweigerd"),
    events.POST_SKIPPED: N_("een post overgeslagen"),
    events.CASE_LEFT: N_("weggegaan"),
    events.IDENTITY_RECORDED: N_("vastgelegd wie het is"),
    events.IDENTITY_QUESTIONED: N_("gevraagd het papier nog eens te bekijken"),
    events.IDENTITY_CONFIRMED: N_("documentnummer van twee personen nagekeken"),
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
AT_THE_LAPTOP: Mapping[str, str] = {
    events.ACTION_OPENED: N_("actie op deze laptop gezet"),
    events.ACTION_CHANGED: N_("actie gewijzigd"),
    events.ACTION_UPDATED: N_("gewijzigde actie overgenomen"),
    events.FORM_PUBLISHED: N_("formulier in gebruik genomen"),
    events.CATALOGUE_APPROVED: N_("vertaling goedgekeurd"),
    events.SESSION_OPENED: N_("aan een post gaan werken"),
    events.SESSION_LOCKED: N_("laptop vergrendeld"),
    events.USER_ADDED: N_("gebruiker toegevoegd"),
    events.USER_WITHDRAWN: N_("gebruiker ingetrokken"),
    events.KEY_GIVEN: N_("sleutel van de afgeschermde notities gegeven"),
    events.KEY_TAKEN: N_("sleutel van de afgeschermde notities ingenomen"),
    events.PASSPHRASE_CHANGED: N_("wachtwoordzin gewijzigd"),
    events.PASSPHRASE_KEPT: N_("wachtwoordzin niet gewijzigd: de oude geldt nog"),
    events.RECOVERY_RENEWED: N_("herstelblad vernieuwd"),
    events.RECOVERY_KEPT: N_("herstelblad niet vernieuwd: het oude geldt nog"),
    events.CAPACITY_CHANGED: N_("van hoedanigheid gewisseld"),
    events.DAY_CLOSED: N_("dag afgesloten"),
    events.DAY_REOPENED: N_("dag weer geopend"),
    events.POST_STAFFED: N_("gezegd of een post er staat"),
    events.PERSONS_COUNTED: N_("personen geteld"),
    events.HOME_RECORDED: N_("woning bijgewerkt"),
    events.THING_RECORDED: N_("werkgever, woning of voertuig vastgelegd"),
    events.THING_BROUGHT: N_("werkgever, woning of voertuig meegekomen van een eerdere actie"),
    events.THING_LINKED: N_("werkgever, woning of voertuig bij een zaak gezet"),
    events.THING_UNLINKED: N_("werkgever, woning of voertuig van een zaak gehaald"),
    events.THINGS_MERGED: N_("twee van dezelfde werkgever, woning of voertuig samengevoegd"),
    events.THINGS_PARTED: N_("samenvoegen van werkgever, woning of voertuig ongedaan gemaakt"),
    events.THINGS_KEPT_APART: N_("werkgevers, woningen of voertuigen uit elkaar gehouden"),
    events.BUNDLE_EXPORTED: N_("bundel gemaakt"),
    events.BUNDLE_IMPORTED: N_("bundel ingelezen"),
}
"""What happened at a laptop, in an action, or to what belongs to several cases."""
VIEWED: Mapping[str, str] = {
    "action": N_("dit logboek bekeken"),
    "thing": N_("bekeken wie bij dezelfde werkgever, woning of voertuig hoort"),
}
"""What was looked at when it was no case, by the kind of its subject."""
DECIDED: Mapping[Decided, str] = {
    Decided.SAME: N_("samengevoegd met zaak {code}: {reason}"),
    Decided.NOT_SAME: N_("niet dezelfde persoon als zaak {code}: {reason}"),
    Decided.RIGHT: N_("documentnummer klopt, al heeft zaak {code} het ook: {reason}"),
    Decided.DOUBTED: N_("documentnummer weer na te kijken, ook van zaak {code}: {reason}"),
}
"""What was said of a case and another one, in its history."""
REMEMBERED: Mapping[Decided, str] = {
    Decided.SAME: N_("Samengevoegd: {reason} · {by} · {day}"),
    Decided.NOT_SAME: N_("Niet dezelfde: {reason} · {by} · {day}"),
    Decided.RIGHT: N_("Klopt: {reason} · {by} · {day}"),
    Decided.DOUBTED: N_("Toch nakijken: {reason} · {by} · {day}"),
}
"""The last thing that was said of two cases, beside the other one."""
SEVERAL = N_("{what}, {n} keer")
_LEFT_OUT = frozenset({events.INTERVIEW_MOVED})


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened, or a run of the same thing by one person; ``at`` is the last of them (UTC)."""

    at: datetime
    by: str
    what: str


def history(
    lines: Iterable[TrailLine], words: Texts, decided: Collection[Decision] = ()
) -> tuple[HistoryLine, ...]:
    """The trail of a case (the newest first, as it is read) in words, the newest first.

    ``decided`` is what was said of this case and others, which then stands there with its reason.
    """
    runs: list[tuple[TrailLine, int]] = []
    for line in lines:
        if line.kind in _LEFT_OUT or (decided and line.kind in KINDS):
            continue
        if runs and (runs[-1][0].kind, runs[-1][0].actor) == (line.kind, line.actor):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((line, 1))
    told = [HistoryLine(line.at, line.actor, _what(line.kind, n, words)) for line, n in runs]
    told += [
        HistoryLine(one.at, one.by, words.text(DECIDED[one.what], code=one.code, reason=one.reason))
        for one in decided
    ]
    return tuple(sorted(told, key=lambda line: line.at, reverse=True))


def remembered(decided: Iterable[Decision], words: Texts) -> dict[str, str]:
    """By the code of the other case: what was said last of the two, why, by whom and on which day."""
    return {
        one.code: words.text(
            REMEMBERED[one.what], reason=one.reason, by=one.by, day=short_date(local_day(one.at))
        )
        for one in decided
        if one.code
    }


def kind_words(kind: str, words: Texts) -> str:
    """What an entry of this kind says in words; the kind itself when a newer program wrote it."""
    known = HAPPENED.get(kind) or REFERRED.get(kind) or AT_THE_LAPTOP.get(kind)
    return words.text(known) if known else kind


def line_words(line: TrailLine, words: Texts) -> str:
    """What one line of the trail says in words."""
    if line.kind == events.RECORD_VIEWED and line.subject_kind in VIEWED:
        return words.text(VIEWED[line.subject_kind])
    return kind_words(line.kind, words)


def _what(kind: str, n: int, words: Texts) -> str:
    what = kind_words(kind, words)
    return what if n == 1 else words.text(SEVERAL, what=what, n=n)
