"""Appearances: which mean something here, which are passed over, and which change what is asked."""

from __future__ import annotations

import re

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.survey import Entry, Survey

KNOWN = frozenset(
    [
        "field-list",
        "table-list",
        "minimal",
        "autocomplete",
        "search",
        "quick",
        "quickcompact",
        "compact",
        "likert",
        "label",
        "list",
        "list-nolabel",
        "columns",
        "columns-pack",
        "columns-flex",
        "no-buttons",
        "horizontal",
        "horizontal-compact",
        "multiline",
        "numbers",
        "thousands-sep",
        "counter",
        "vertical",
        "no-ticks",
        "picker",
        "rating",
        "year",
        "month-year",
        "no-calendar",
        "email",
        "tel",
        "url",
        "newline",
        "quick",
        "compact-1",
        "compact-2",
        "compact-3",
        "compact-4",
        "compact-5",
        "comments",
        "masked",
    ]
)
"""Appearances that show a question in their own way, or come to the same in ours."""

REFUSED = {
    "image-map": (
        N_("keuzes op een plaatje kunnen niet worden voorgelezen en niet met het toetsenbord gekozen"),
        N_("zet de keuzes in een lijst"),
    ),
    "draw": (N_("tekenen kan hier niet"), N_("vraag een foto, of een beschrijving in een tekst")),
    "signature": (
        N_("een antwoord wordt hier niet ondertekend; wie is gehoord, ondertekent het verslag op papier"),
        N_("haal de vraag weg"),
    ),
    "annotate": (N_("op een foto tekenen kan hier niet"), N_("vraag de foto, en een opmerking in een tekst")),
}
"""Appearances that make another question of it: why that one cannot be asked, and what would help."""

_CALENDARS = frozenset(["ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "buddhist"])
_COLUMNS = re.compile(r"(columns|compact|quickcompact)-\d+|w\d+")
_CALL = re.compile(r"\bsearch\s*\(")


def check_appearances(survey: Survey, findings: Findings) -> None:
    """Every word of every appearance."""
    for entry in survey.entries:
        text = entry.row.get("appearance")
        call = _CALL.search(text)
        if call is not None:
            text = text[: call.start()]
        if entry.row.get("intent", "body::intent"):
            _notice(
                entry,
                N_("er wordt geen ander programma gestart: “{what}” wordt met de hand ingevuld"),
                findings,
            )
        if text.startswith(("ex:", "printer:", "intent:")):
            _notice(
                entry,
                N_("er wordt geen ander programma gestart: “{what}” wordt met de hand ingevuld"),
                findings,
            )
            continue
        for word in text.split():
            _check_word(entry, word.lower(), findings)


def _check_word(entry: Entry, word: str, findings: Findings) -> None:
    if word in REFUSED:
        reason, way_out = REFUSED[word]
        findings.problem(
            "survey",
            entry.row.number,
            "appearance",
            N_("“{word}”: {reason}"),
            name=entry.name,
            help=way_out,
            word=word,
            reason=Said(reason),
        )
    elif word in _CALENDARS:
        _notice(
            entry, N_("datums zijn hier van onze eigen kalender; “{word}” doet niets"), findings, word=word
        )
    elif word not in KNOWN and not _COLUMNS.fullmatch(word):
        _notice(entry, N_("de weergave “{word}” doet hier niets"), findings, word=word)


def _notice(entry: Entry, message: str, findings: Findings, **fields: str) -> None:
    findings.notice(
        "survey", entry.row.number, "appearance", message, name=entry.name, **({"what": entry.name} | fields)
    )
