"""Every key of the application in one list: controls take theirs from here and F1 shows them all.

``what`` and ``where`` are Dutch msgids, translated where they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.domain.roles import Deed

EVERYWHERE = N_("Overal")
DESK = N_("Postoverzicht")
INTERVIEW = N_("Gesprek")
OUTCOME = N_("Uitkomst en verwijzing")
REVIEW = N_("Beoordelen")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A key: what Qt listens to (all of ``keys``) and what is written on the control (``shown``).

    ``deed`` is what somebody must be allowed for it to do anything; None is for everybody.
    """

    keys: tuple[str, ...]
    shown: str
    what: str
    where: str
    deed: Deed | None = None


_WORK = {INTERVIEW: Deed.INTERVIEW, OUTCOME: Deed.SEE_OUTCOME, REVIEW: Deed.ASSESS}
"""What all keys of a place are for; the desk and what works everywhere serve more than one."""


def _key(shown: str, what: str, where: str, *keys: str, deed: Deed | None = None) -> Shortcut:
    return Shortcut(keys or (shown,), shown, what, where, deed or _WORK.get(where))


OVERVIEW = _key("F1", N_("Alle sneltoetsen"), EVERYWHERE)
HANDBOOK = _key("Shift+F1", N_("Handboek"), EVERYWHERE)
LOCK = _key("Ctrl+L", N_("Vergrendelen"), EVERYWHERE)
HIDE = _key("F12", N_("Scherm direct verbergen of weer tonen"), EVERYWHERE)
ALARM = _key("F11", N_("Collega roepen"), EVERYWHERE, deed=Deed.ALARM)
BACK = _key("Alt+←", N_("Terug"), EVERYWHERE, "Alt+Left")
LEAVE = _key("Esc", N_("Terug, of dit blad sluiten"), EVERYWHERE)
ENTER = _key("Enter", N_("De hoofdactie van dit scherm"), EVERYWHERE, "Return", "Enter")
LARGER = _key("Ctrl++", N_("Alles groter"), EVERYWHERE, "Ctrl++", "Ctrl+=")
SMALLER = _key("Ctrl+-", N_("Alles kleiner"), EVERYWHERE)
NEXT_THEME = _key("Ctrl+D", N_("Licht, donker of hoog contrast"), EVERYWHERE)

NEW_INTERVIEW = _key("Ctrl+N", N_("Nieuw gesprek"), DESK, deed=Deed.INTERVIEW)
SEARCH = _key("Ctrl+F", N_("Zoeken"), DESK, deed=Deed.MOVE_PEOPLE)
LETTERS = _key("Ctrl+R", N_("Brieven en bewijzen"), DESK, deed=Deed.ISSUE_PAPER)
ACKNOWLEDGE = _key("Ctrl+B", N_("Acute verwijzing bevestigen"), DESK, deed=Deed.ACKNOWLEDGE)
DAY = _key("Ctrl+G", N_("De dag van de coördinator"), DESK, deed=Deed.WATCH)
PREPARE = _key("Ctrl+E", N_("Actie voorbereiden"), DESK, deed=Deed.PREPARE)
CLOSING = _key("Ctrl+K", N_("Dag afsluiten"), DESK, deed=Deed.CLOSE_DAY)
SETTINGS = _key("Ctrl+I", N_("Instellingen"), DESK)
REFRESH = _key("F5", N_("Lijst opnieuw ophalen"), DESK, deed=Deed.MOVE_PEOPLE)
CALL_NEXT = _key("F2", N_("De volgende binnenroepen"), DESK, deed=Deed.MOVE_PEOPLE)
SEND_ON = _key("F3", N_("Doorsturen"), DESK, deed=Deed.MOVE_PEOPLE)
IDENTITY = _key("F4", N_("Wie is het?"), DESK, deed=Deed.IDENTIFY)
SLIP = _key("F6", N_("Routebrief"), DESK, deed=Deed.ISSUE_PAPER)
HOMES = _key("Ctrl+H", N_("Woningen"), DESK, deed=Deed.VISIT_HOMES)
PASSED_BY = _key("Ctrl+1", N_("Eén persoon liep langs zonder zaak"), DESK, deed=Deed.COUNT)
REFUSED_ALL = _key("Ctrl+2", N_("Eén persoon weigerde zonder zaak"), DESK, deed=Deed.COUNT)
PASSED_LESS = _key(
    "Ctrl+Shift+1", N_("Eén telling langs terugnemen"), DESK, "Ctrl+Shift+1", "Ctrl+!", deed=Deed.COUNT
)
REFUSED_LESS = _key(
    "Ctrl+Shift+2", N_("Eén telling weigering terugnemen"), DESK, "Ctrl+Shift+2", "Ctrl+@", deed=Deed.COUNT
)

LANGUAGE = _key("F2", N_("Taal wisselen"), INTERVIEW)
LANGUAGE_BACK = _key("Shift+F2", N_("Terug naar de vorige taal"), INTERVIEW)
GUIDANCE = _key("F3", N_("Toelichting voor u"), INTERVIEW)
NOTE = _key("F4", N_("Notitie"), INTERVIEW)
ALOUD = _key("F5", N_("Voorlezen"), INTERVIEW)
DEPTH = _key("F6", N_("Kort of volledig gesprek"), INTERVIEW)
SIGNALS = _key("F7", N_("Signalen even tonen"), INTERVIEW)
TURN = _key("F8", N_("Scherm draaien"), INTERVIEW)
PAUSE = _key("Ctrl+P", N_("Pauzeren"), INTERVIEW)
CHOOSE = _key("1–9", N_("Antwoord kiezen en verder"), INTERVIEW, *"123456789")
REFUSED = _key("W", N_("Weigert"), INTERVIEW)
DOES_NOT_KNOW = _key("?", N_("Weet het niet"), INTERVIEW, "?", "Shift+/")
AFRAID = _key("D", N_("Durft niet"), INTERVIEW)
LANGUAGE_FAILED = _key("T", N_("Taal lukt niet"), INTERVIEW)
NOT_APPLICABLE = _key("N", N_("Niet van toepassing"), INTERVIEW)

CHOOSE_FILE = _key("Ctrl+O", N_("Een bestand kiezen als antwoord"), INTERVIEW)
MOVE_UP_DOWN = _key("Alt+↑↓", N_("Een antwoord hoger of lager zetten"), INTERVIEW, "Alt+Up", "Alt+Down")
ADD = _key("Insert", N_("Nog een toevoegen aan de lijst"), INTERVIEW, "Insert", "+")
REMOVE = _key("Delete", N_("Uit de lijst verwijderen"), INTERVIEW)
UNDO = _key("Ctrl+Z", N_("Het verwijderen ongedaan maken"), INTERVIEW)

CASE_TAB = tuple(
    _key(f"Alt+{place}", what, REVIEW)
    for place, what in enumerate(
        (
            N_("Signalen, gesprek, herkomst en verloop naast elkaar"),
            N_("Lijsten naast elkaar"),
            N_("Gesprek en herkomst"),
            N_("Dossier van de zaak"),
            N_("Verloop van de zaak"),
        ),
        start=1,
    )
)

OUTCOME_PART = tuple(
    _key(f"Alt+{place}", what, OUTCOME)
    for place, what in enumerate(
        (
            N_("Signalen van de zaak"),
            N_("Lijsten naast elkaar"),
            N_("Nu te doen of te vertellen"),
        ),
        start=1,
    )
)

REFER = _key("F9", N_("Nu doorverwijzen"), OUTCOME, deed=Deed.REFER)

ALL: tuple[Shortcut, ...] = tuple(
    one
    for value in list(globals().values())
    for one in (value if isinstance(value, tuple) else (value,))
    if isinstance(one, Shortcut)
)
"""In the order they are written above."""
