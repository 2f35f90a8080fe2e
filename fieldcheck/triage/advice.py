"""What to do or to tell next, branching on who is opposite: EU or not, Dublin, minor, no bed tonight.

Each line has its source and says what it follows from. The officer decides; nothing here is done by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.wording import Said


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to do or to tell next; a proposal to the officer.

    Attributes:
        code: such as ``reflection-period``.
        text: what, a Dutch text that can be said in any language.
        source: codes of where the rule comes from.
        urgency: ``acute`` for what cannot wait until the person leaves, else ``regular``.
        why: what it follows from, a Dutch text that can be said in any language.
    """

    code: str
    text: str
    source: str
    urgency: str
    why: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What advice depends on. None is not known, which is never "no".

    Attributes:
        eu: a citizen of the EU.
        dublin: under the Dublin regulation.
        minor: under 18, or it may be so.
        adult_cares: an adult here cares for a minor.
        bed_tonight: a (safe) place to sleep tonight.
        wants_report: wants to report.
        wants_away: wants to leave the work or go home.
        second_talk: wants to talk later or elsewhere.
        registered: registered with a municipality or as a non-resident.
        must_register: stays, or has stayed, long enough for the BRP.
        serious: an acute route is proposed, or a dimension of exploitation or coercion is positive.
        danger: violence, or a threat of the last week.
        offences: had to do something that the law forbids.
        pay: there is a signal about pay.
        unease: somebody felt that something is wrong.
    """

    eu: bool | None = None
    dublin: bool | None = None
    minor: bool | None = None
    adult_cares: bool | None = None
    bed_tonight: bool | None = None
    wants_report: bool | None = None
    wants_away: bool | None = None
    second_talk: bool | None = None
    registered: bool | None = None
    must_register: bool | None = None
    serious: bool = False
    danger: bool = False
    offences: bool = False
    pay: bool = False
    unease: bool = False


NOTHING_KNOWN = Situation()
"""Before anybody said anything."""

_STAYS_TRUE = frozenset({"minor", "serious", "danger", "offences", "pay", "unease", "must_register"})
"""What was so in one talk of a case is so for the case; of the rest the newest answer counts."""
_PRACTICE = N_("Praktijk van de controles")


def merged_situation(newest_first: Iterable[Situation]) -> Situation:
    """The situation over several talks of one case."""
    talks = tuple(newest_first)

    def over(name: str) -> bool | None:
        said = [getattr(talk, name) for talk in talks if getattr(talk, name) is not None]
        if name in _STAYS_TRUE and True in said:
            return True
        return said[0] if said else None

    return Situation(**{field.name: over(field.name) for field in fields(Situation)})  # type: ignore[arg-type]


def advise(situation: Situation) -> tuple[Advice, ...]:
    """What follows from a situation, what is acute first."""
    found = (*_now(situation), *_of_a_minor(situation), *_of_residence(situation), *_further(situation))
    return tuple(sorted(found, key=lambda line: list(Urgency).index(Urgency(line.urgency))))


def _line(code: str, text: str, source: str, why: str, urgency: Urgency = Urgency.REGULAR) -> Advice:
    return Advice(code, Said(text), source, urgency.value, Said(why))


def _now(situation: Situation) -> Iterator[Advice]:
    if situation.danger:
        yield _line(
            "danger",
            N_("Is er nu levensgevaar? Bel 112."),
            "P1",
            N_("er is geweld of een verse dreiging genoemd"),
            Urgency.ACUTE,
        )
    if situation.bed_tonight is False:
        yield _line(
            "bed-tonight",
            N_("Regel een slaapplaats voordat de persoon weggaat: vraag de maatschappelijke opvang."),
            _PRACTICE,
            N_("er is geen (veilige) slaapplaats voor vannacht"),
            Urgency.ACUTE,
        )


def _of_a_minor(situation: Situation) -> Iterator[Advice]:
    if not situation.minor:
        return
    if situation.adult_cares is not True:
        yield _line(
            "guardian",
            N_("Zoek uit welke ouder of voogd verantwoordelijk is; laat de jongere niet alleen weggaan."),
            _PRACTICE,
            N_("de persoon is of kan minderjarig zijn, en er is geen volwassene bekend die zorgt"),
            Urgency.ACUTE,
        )
    yield _line(
        "minor-means",
        N_("Vraag niet naar dwang om verder te gaan: onder de 18 jaar zijn middelen niet vereist."),
        "ILO/EC 2009 [I2]",
        N_("de persoon is of kan minderjarig zijn"),
    )
    yield _line(
        "minor-guard",
        N_("Deel gegevens van deze jongere alleen met wie ze nodig heeft; vanaf 16 jaar tekent hij zelf."),
        f"{_PRACTICE}; V3",
        N_("de persoon is of kan minderjarig zijn"),
    )


def _of_residence(situation: Situation) -> Iterator[Advice]:
    if situation.serious:
        yield _reflection(situation)
        yield _line(
            "comensha",
            N_(
                "Meld bij CoMensha: politie, KMar en arbeidsinspectie moeten dat, anderen alleen met "
                "schriftelijke toestemming."
            ),
            "V2, V3",
            N_("er is een acuut voorstel, of een dimensie van uitbuiting of dwang is positief"),
        )
    if situation.must_register and situation.registered is False:
        yield _line(
            "register",
            N_("Wijs op inschrijving als ingezetene: in persoon bij de gemeente, binnen vijf dagen."),
            "L0 (Wet BRP art. 2.38)",
            N_(
                "het verblijf duurt ten minste twee derde van een half jaar, zonder inschrijving als "
                "ingezetene"
            ),
        )


def _reflection(situation: Situation) -> Advice:
    """The reflection period of whoever is opposite; one line, whatever is known."""
    why = N_("er is een acuut voorstel, of een dimensie van uitbuiting of dwang is positief")
    source = "Vw art. 8k; WBV 2023/11 [V1]"
    if situation.dublin:
        text = N_("Bij de geringste aanwijzing: bedenktijd van 30 dagen, want Dublin. Vertel erover.")
    elif situation.eu:
        text = N_(
            "Bij de geringste aanwijzing: bedenktijd en B8 gelden voor een EU-burger alleen zover het "
            "EU-recht geen verblijf geeft. Overleg voordat u iets belooft."
        )
    elif situation.eu is False:
        text = N_(
            "Bij de geringste aanwijzing: bedenktijd van hoogstens drie maanden, daarna B8. Vertel erover."
        )
    else:
        text = N_(
            "Bij de geringste aanwijzing: bedenktijd van hoogstens drie maanden (30 dagen onder Dublin). Het "
            "verblijf is niet bekend: vraag het na voordat u iets belooft."
        )
    return _line("reflection-period", text, source, why)


def _further(situation: Situation) -> Iterator[Advice]:
    if situation.wants_report:
        yield _line(
            "report",
            N_(
                "Breng de persoon bij politie of arbeidsinspectie. Bij de inspectie kan melden ook anoniem "
                "en in meer talen."
            ),
            "P1, P3, O4",
            N_("de persoon wil melden"),
        )
    if situation.wants_away:
        yield _line(
            "away",
            N_("Bespreek een veilige plek en vervoer voordat er iemand van werk of park bij komt."),
            _PRACTICE,
            N_("de persoon wil weg"),
        )
    if situation.second_talk:
        yield _line(
            "second-talk",
            N_("Spreek een tweede gesprek af, op een andere plek en langs een veilige weg."),
            _PRACTICE,
            N_("de persoon wil later of ergens anders praten"),
        )
    if situation.offences:
        yield _line(
            "non-punishment",
            N_("Wie tot strafbare feiten is gedwongen, hoeft daarvoor niet te worden gestraft: overleg."),
            "O3",
            N_("de persoon moest iets doen dat niet mag"),
        )
    if situation.pay:
        yield _line(
            "no-retaliation",
            N_("Vertel dat een werkgever niemand mag benadelen die om het minimumloon vraagt."),
            "WML art. 6a [L1]",
            N_("er is een signaal over loon of uren"),
        )
    if situation.unease:
        yield _line(
            "review-unease",
            N_("Spreek af wanneer dit vermoeden opnieuw wordt bekeken, of gewist."),
            _PRACTICE,
            N_("een medewerker vond iets niet pluis"),
        )
