"""Appearances: which mean something here, which are passed over, and which change what is asked."""

from __future__ import annotations

import re

from fieldcheck.engine.findings import Findings
from fieldcheck.engine.survey import Entry, Survey

KNOWN = frozenset(
    [
        "field-list",
        "table-list",
        "minimal",
        "autocomplete",
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
        "choices on a map of an image cannot be read out or reached by keyboard",
        "list the choices",
    ),
    "draw": ("there is no drawing here", "ask for an image, or describe it in a text"),
    "signature": (
        "nobody signs an answer here; who was heard signs the report on paper",
        "remove the question",
    ),
    "annotate": ("an image cannot be drawn upon here", "ask for the image, and for a remark in a text"),
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
            _notice(entry, "no other program is called: “{what}” is filled in by hand", findings)
        if text.startswith(("ex:", "printer:", "intent:")):
            _notice(entry, "no other program is called: “{what}” is filled in by hand", findings)
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
            "“{word}”: {reason}",
            name=entry.name,
            help=way_out,
            word=word,
            reason=reason,
        )
    elif word in _CALENDARS:
        _notice(entry, "dates are those of our own calendar; “{word}” is passed over", findings, word=word)
    elif word not in KNOWN and not _COLUMNS.fullmatch(word):
        _notice(entry, "the appearance “{word}” means nothing here and is passed over", findings, word=word)


def _notice(entry: Entry, message: str, findings: Findings, **fields: str) -> None:
    findings.notice(
        "survey", entry.row.number, "appearance", message, name=entry.name, **({"what": entry.name} | fields)
    )
