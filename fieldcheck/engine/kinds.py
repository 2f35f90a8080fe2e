"""The question types of the XLSForm standard: their spellings, and which of them cannot run at a desk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fieldcheck.domain.errors import N_

_SPELLINGS = {
    "text": "text, string, add text prompt, q string",
    "integer": "integer, int, add integer prompt, q int, percentage, number of days in last month, "
    "number of days in last six months, number of days in last year",
    "decimal": "decimal, add decimal prompt, q decimal",
    "range": "range",
    "date": "date, add date prompt, q date",
    "time": "time",
    "datetime": "datetime, date time, add datetime prompt, add date time prompt, q datetime, q date time",
    "note": "note, add note prompt, q note",
    "acknowledge": "acknowledge, trigger, add acknowledge prompt, q acknowledge",
    "calculate": "calculate, add calculate prompt, q calculate",
    "hidden": "hidden",
    "image": "image, photo, add image prompt, add photo prompt, q image, q picture",
    "audio": "audio, add audio prompt, q audio",
    "video": "video, add video prompt, q video",
    "file": "file, add file prompt",
    "barcode": "barcode, add barcode prompt, q barcode",
    "start": "start, start time, get start time",
    "end": "end, end time, get end time",
    "today": "today, get today",
    "deviceid": "deviceid, device id, get device id, imei, uri:deviceid",
    "username": "username, uri:username",
    "phonenumber": "phonenumber, phone number, get phone number, uri:phonenumber",
    "email": "email, uri:email",
    "simserial": "simserial, sim id, get sim id, uri:simserial",
    "subscriberid": "subscriberid, subscriber id, get subscriber id, uri:subscriberid",
    "csv-external": "csv-external",
    "xml-external": "xml-external",
    "geopoint": "geopoint, gps, location, add location prompt, q geopoint, q location",
    "geotrace": "geotrace, q geotrace",
    "geoshape": "geoshape, q geoshape",
    "start-geopoint": "start-geopoint",
    "background-geopoint": "background-geopoint",
    "osm": "osm",
    "audit": "audit",
    "background-audio": "background-audio",
}
_BY_SPELLING = {
    spelling.strip(): kind for kind, spellings in _SPELLINGS.items() for spelling in spellings.split(",")
}
_WITH_LIST = {
    "select_one": "select_one, select one, select one from, select1, add select one prompt using, q select1",
    "select_multiple": "select_multiple, select multiple, select all that apply, select all that apply from, "
    "select multiple from, add select multiple prompt using, q select",
    "select_one_from_file": "select_one_from_file, select one from file",
    "select_multiple_from_file": "select_multiple_from_file, select multiple from file",
    "select_one_external": "select_one_external, select one external",
    "rank": "rank",
}
_LIST_SPELLINGS = sorted(
    ((spelling.strip(), kind) for kind, spellings in _WITH_LIST.items() for spelling in spellings.split(",")),
    key=lambda pair: -len(pair[0]),
)
_CONTROLS = {
    "group": "group",
    "lgroup": "repeat",
    "repeat": "repeat",
    "looped group": "repeat",
    "loop": "loop",
}
_CONTROL = re.compile(r"(begin|end)[ _](looped group|lgroup|group|repeat|loop)(?: .*)?")
_OR_OTHER = ("or_other", "or other", "or specify other")

METADATA = frozenset(
    ["start", "end", "today", "deviceid", "username", "phonenumber", "email", "simserial", "subscriberid"]
)
DEPRECATED = frozenset(["simserial", "subscriberid"])
"""Metadata that no device tells any more; they stay empty."""

UPLOADS = frozenset(["image", "audio", "video", "file"])
EXTERNAL = frozenset(["csv-external", "xml-external"])
UNSEEN = METADATA | EXTERNAL | {"calculate", "hidden"}
"""Types that show nothing, so that they need no label."""

_NO_POSITION = N_("aan een bureau is er geen plaatsbepaling")
_ASK_ADDRESS = N_("vraag het adres, met een vraag van het type text")
REFUSED: Mapping[str, tuple[str, str]] = {
    "geopoint": (_NO_POSITION, _ASK_ADDRESS),
    "geotrace": (_NO_POSITION, _ASK_ADDRESS),
    "geoshape": (_NO_POSITION, _ASK_ADDRESS),
    "start-geopoint": (
        _NO_POSITION,
        N_("haal de rij weg; waar het gesprek is, staat bij de actie"),
    ),
    "background-geopoint": (
        _NO_POSITION,
        N_("haal de rij weg; waar het gesprek is, staat bij de actie"),
    ),
    "osm": (N_("aan een bureau is er geen kaart"), _ASK_ADDRESS),
    "audit": (N_("het journaal legt elk antwoord al vast"), N_("haal de rij weg")),
    "background-audio": (
        N_("een gesprek wordt niet ongemerkt opgenomen; het journaal legt elk antwoord al vast"),
        N_("haal de rij weg"),
    ),
    "select_one_external": (
        N_("het blad external_choices wordt niet gelezen"),
        N_("zet de lijst in een .csv-bestand en gebruik select_one_from_file"),
    ),
    "begin_loop": (
        N_("een lus over een keuzelijst staat niet meer in de standaard"),
        N_("schrijf de vragen uit"),
    ),
}
"""Types that cannot run here: why, and what would help."""

CATEGORIES: Mapping[str, str] = {
    "integer": "number", "decimal": "number", "range": "number", "date": "date", "time": "time",
    "datetime": "datetime", "start": "datetime", "end": "datetime", "today": "date", "text": "text",
    "barcode": "text", "select_one": "choice", "select_multiple": "choices", "rank": "choices",
}  # fmt: skip
"""What the value of a question can be compared with; what is not here can be anything."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of a survey row.

    Attributes:
        name: in one spelling, such as ``select_one``, ``begin_group``, ``datetime``; "" when there is none,
            and as written when it is unknown.
        choices: the name of the list, ``${repeat}`` or the name of the file, for a question with choices.
        or_other: whether a choice "other" is added to them.
        rest: words that were not understood.
        known: whether the standard has it.
        text: what pyxform is given.
    """

    name: str
    choices: str = ""
    or_other: bool = False
    rest: str = ""
    known: bool = True
    text: str = ""

    @property
    def selects(self) -> bool:
        """Whether it has choices."""
        return bool(self.choices) and self.name in ("select_one", "select_multiple", "rank")

    @property
    def from_file(self) -> bool:
        """Whether its choices stand in a file."""
        return self.selects and self.text.partition(" ")[0].endswith("_from_file")

    @property
    def begins(self) -> bool:
        """Whether it begins a group or a repeat."""
        return self.name in ("begin_group", "begin_repeat", "begin_loop")

    @property
    def ends(self) -> bool:
        """Whether it ends one."""
        return self.name in ("end_group", "end_repeat", "end_loop")

    @property
    def category(self) -> str:
        """What its value is: number, text, date, time, datetime, choice, choices, or any."""
        return CATEGORIES.get(self.name, "any")


def kind_of(written: str) -> Kind:
    """The type that a cell means."""
    text = " ".join(written.split())
    lower = text.lower()
    if not text:
        return Kind("")
    control = _CONTROL.fullmatch(lower)
    if control:
        name = f"{control.group(1)}_{_CONTROLS[control.group(2)]}"
        return Kind(name, text=name)
    if lower in _BY_SPELLING:
        name = _BY_SPELLING[lower]
        # The old counting types carry a constraint of their own in pyxform.
        counting = lower.startswith("number of days") or lower == "percentage"
        return Kind(name, text=lower if counting else "dateTime" if name == "datetime" else name)
    if lower.split()[0] == "osm":
        return Kind("osm", text=text)
    for spelling, name in _LIST_SPELLINGS:
        if lower == spelling:
            return Kind(name.removesuffix("_from_file"), text=text)
        if lower.startswith(f"{spelling} "):
            return _with_list(name, text[len(spelling) + 1 :])
    return Kind(text, known=False, text=text)


def _with_list(name: str, words: str) -> Kind:
    choices, _, rest = words.partition(" ")
    if choices.lower() == "from" and rest:  # "select one from colours"
        choices, _, rest = rest.partition(" ")
    other = rest.lower() in _OR_OTHER
    base = name.removesuffix("_from_file")
    text = f"{name} {choices}" + (" or_other" if other else "")
    return Kind(base, choices, other, "" if other else rest, text=text)
