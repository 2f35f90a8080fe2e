"""What the preparation screen shows: parts, rows, fields with their problems, and the dry run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldcheck.domain.errors import N_
from fieldcheck.viewmodels.told import Paper, Trouble


class Part(StrEnum):
    """A part of the preparation, in the order of the work."""

    PLACE = "place"
    POSTS = "posts"
    CONTACTS = "contacts"
    RECIPIENTS = "recipients"
    TARGETS = "targets"
    ROUTE = "route"
    FORM_RULES = "form-rules"
    OWN_RULES = "own-rules"
    PRE_VISIT = "pre-visit"
    SHELTER = "shelter"
    TRY = "try"
    LAPTOPS = "laptops"


PART_WORDS = {
    Part.PLACE: N_("Plaats, dag en grenzen"),
    Part.POSTS: N_("Posten en taken"),
    Part.CONTACTS: N_("Contacten"),
    Part.RECIPIENTS: N_("Ontvangers van bundels"),
    Part.TARGETS: N_("Wie wordt gewaarschuwd"),
    Part.ROUTE: N_("Meldroute"),
    Part.FORM_RULES: N_("Regels van formulieren"),
    Part.OWN_RULES: N_("Eigen regels"),
    Part.PRE_VISIT: N_("Bekend van het park"),
    Part.SHELTER: N_("Opvang vooraf"),
    Part.TRY: N_("Proberen op zaken"),
    Part.LAPTOPS: N_("Laptops en talen"),
}


NOTHING_YET = {
    Part.POSTS: N_("Nog geen post. Een post is een plek in de straat, met taken en wie daarna komt."),
    Part.CONTACTS: N_("Nog geen contact. Zet hier wie men belt, met de uren en de dag waarop u het nakeek."),
    Part.RECIPIENTS: N_("Nog geen ontvanger. Een ontvanger leest bundels op een eigen laptop."),
    Part.TARGETS: N_("Nog niemand. Zet hier wie bij een acute zaak wordt gewaarschuwd, en wie invalt."),
    Part.FORM_RULES: N_("Geen formulier van deze actie heeft een regel die doorverwijst."),
    Part.OWN_RULES: N_(
        "Nog geen eigen regel. Die stelt voor wie een zaak krijgt, naast de regels van formulieren."
    ),
    Part.SHELTER: N_(
        "Nog geen opvang gevraagd. Zet hier bij wie, voor hoeveel personen en wat het antwoord was; "
        "het komt op het voorbereidingsblad."
    ),
}
"""What a list is for, while nothing is in it."""


class Kind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LINES = "lines"
    CHOICE = "choice"
    MANY = "many"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field. ``value`` is a text, or the chosen codes of ``MANY``, or ``yes`` and "" of ``YES_NO``."""

    place: str
    name: str
    kind: Kind
    value: str | tuple[str, ...]
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    problem: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class RowView:
    """One item of a list, in words; ``wrong`` when something in it stops saving."""

    title: str
    below: str = ""
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class TriedView:
    """One case that would go otherwise, in words."""

    name: str
    before: str
    after: str
    rules: str


@dataclass(frozen=True, slots=True)
class TryView:
    """A dry run in words. ``looked`` are cases, or fictitious persons; ``left`` could not be read."""

    fictitious: bool
    looked: int
    left: int
    lines: tuple[TriedView, ...]


@dataclass(frozen=True, slots=True)
class LaptopView:
    """A laptop of the action: its name, its post, who works on it; ``made``: it has its set-up bundle."""

    name: str
    post: str
    roles: str
    own: bool
    made: bool = True


@dataclass(frozen=True, slots=True)
class FormView:
    """A form of the action and the languages it can be held in, in words."""

    title: str
    languages: str
    count: int


@dataclass(frozen=True, slots=True)
class CodeView:
    """A set-up bundle that was made: its laptop, its file, and the code that opens it."""

    name: str
    file: str
    code: str


@dataclass(frozen=True, slots=True)
class PreparationState:
    """Everything the page shows.

    Attributes:
        drafted: name and park of the draft.
        rows: of the part's list; None where the part has none.
        chosen: number of the row whose ``fields`` show, -1 for none.
        fixed: whether rows can only be changed, not added, removed or moved; ``held`` whether the chosen one
            cannot be taken out, since people were there or something is sealed to it.
        wrong: how many problems each part has.
        first_problem: the first problem with its place in words, "" when there is none.
        changed: whether something is not saved; ``saved`` right after it was.
        left: ``draft`` when a draft was found that somebody left here, ``older`` when the action in force
            changed since; "" once somebody went on with it.
        tried: the last dry run of the draft as it is now.
        asking: whether the reason for saving is asked now.
        codes: that show now; ``unwritten`` counts those that nobody said are written down.
        keyed: whether one of them got a key of its own, so that the other laptops need an update.
        version: how often the action in force was changed since it was prepared.
        update_file: name of the update that was just made, "" when none was.
    """

    part: Part = Part.PLACE
    action: str = ""
    drafted: tuple[str, str] = ("", "")
    rows: tuple[RowView, ...] | None = None
    chosen: int = -1
    fixed: bool = False
    held: bool = False
    fields: tuple[FieldView, ...] = ()
    wrong: tuple[tuple[Part, int], ...] = ()
    first_problem: str = ""
    notices: tuple[str, ...] = ()
    loaded: bool = False
    working: bool = False
    changed: bool = False
    saved: bool = False
    left: str = ""
    routing: bool = False
    tried: tuple[TryView, ...] = ()
    done: int = 0
    total: int = 0
    asking: bool = False
    laptops: tuple[LaptopView, ...] = ()
    forms: tuple[FormView, ...] = ()
    posts: tuple[tuple[str, str], ...] = ()
    codes: tuple[CodeView, ...] = ()
    unwritten: int = 0
    keyed: bool = False
    version: int = 0
    update_file: str = ""
    paper: Paper | None = None
    trouble: Trouble | None = None
