"""Names, groups, types, columns and settings: whether the survey hangs together."""

from __future__ import annotations

import re
import unicodedata

from fieldcheck.engine.client import DEPTHS
from fieldcheck.engine.columns import MEDIA, SETTINGS, SURVEY, TEXTS, base
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.kinds import DEPRECATED, EXTERNAL, REFUSED, UNSEEN
from fieldcheck.engine.sheets import Workbook
from fieldcheck.engine.survey import Entry, Survey, did_you_mean

OUR_COLUMNS = ("bind::fc:depth", "bind::fc:fact", "bind::fc:domain")
SHEETS = frozenset(["survey", "choices", "settings", "signals", "referrals"])
"""The sheets that are read."""

_ASIDE = {
    "entities": "entities are not kept here: the sheet and the column save_to are passed over",
    "osm": "there is no map here: the sheet is passed over",
    "external_choices": "this sheet is not read",
}
_PREFIXES = frozenset(["jr", "orx", "odk", "ev", "xsd", "h", "fc", "entities"])
_RULE_COLUMNS = {
    "signals": frozenset(
        ["code", "exploitation", "domain", "dimension", "weight", "when", "label", "why", "source"]
    ),
    "referrals": frozenset(["code", "when", "to", "urgency", "label"]),
}
_NAME = re.compile(r"[^\W\d][\w.\-]*")
_PREFIXED = ("bind::", "instance::", "body::")
_KNOWN_TYPES = tuple(
    [
        "text",
        "integer",
        "decimal",
        "range",
        "date",
        "time",
        "datetime",
        "note",
        "acknowledge",
        "calculate",
        "hidden",
        "image",
        "audio",
        "video",
        "file",
        "barcode",
        "select_one",
        "select_multiple",
        "rank",
        "begin_group",
        "end_group",
        "begin_repeat",
        "end_repeat",
        "select_one_from_file",
        "select_multiple_from_file",
        "start",
        "end",
        "today",
        "deviceid",
        "username",
        "phonenumber",
        "email",
        "csv-external",
        "xml-external",
    ]
)
"""What an unknown type may have been meant as."""


def check_structure(book: Workbook, survey: Survey, findings: Findings) -> None:
    """Everything about one workbook that needs no look inside an expression."""
    _check_sheets(book, findings)
    _check_rule_columns(book, findings)
    _check_columns(survey, findings)
    _check_prefixes(survey, findings)
    _check_disabled(survey, findings)
    _check_settings(survey, findings)
    _check_rows(survey, findings)
    _check_groups(survey, findings)
    _check_names(survey, findings)
    _check_our_columns(survey, findings)


def _check_sheets(book: Workbook, findings: Findings) -> None:
    for name in book:
        if name in _ASIDE:
            findings.notice(name, 0, "", _ASIDE[name])
        elif name not in SHEETS and not name.startswith("_"):
            like = did_you_mean(name, SHEETS)
            findings.notice(name, 0, "", "the sheet “{sheet}” is not read{like}", sheet=name, like=like)


def _check_rule_columns(book: Workbook, findings: Findings) -> None:
    for name, known in _RULE_COLUMNS.items():
        table = book.get(name)
        for column in dict.fromkeys(table.columns) if table else ():
            if base(column) not in known and not column.startswith("_"):
                findings.notice(
                    name,
                    1,
                    column,
                    "the column “{column}” is not known and is passed over{like}",
                    column=column,
                    like=did_you_mean(base(column), known),
                )


def _check_columns(survey: Survey, findings: Findings) -> None:
    for column in dict.fromkeys(survey.sheet.columns):
        head = base(column)
        if survey.sheet.columns.count(column) > 1:
            findings.problem(
                "survey", 1, column, "two columns of the sheet are both “{column}”", column=column
            )
        elif column == "save_to":
            findings.notice("survey", 1, column, "entities are not kept here: the column is passed over")
        elif head not in SURVEY and not column.startswith(_PREFIXED) and not column.startswith("_"):
            like = did_you_mean(head, SURVEY)
            findings.notice(
                "survey",
                1,
                column,
                "the column “{column}” is not known and is passed over{like}",
                column=column,
                like=like,
            )


def _check_prefixes(survey: Survey, findings: Findings) -> None:
    """An attribute of a namespace that nobody declares would make the XForm unreadable."""
    declared = {*_PREFIXES, *re.findall(r"([\w-]+)\s*=", survey.settings.get("namespaces"))}
    for column in survey.sheet.columns:
        head, _, attribute = column.partition("::")
        prefix = attribute.partition("::")[0].rpartition(":")[0]
        if head in ("bind", "instance", "body") and prefix and prefix not in declared:
            findings.problem(
                "survey",
                1,
                column,
                "nothing says what “{prefix}:” is",
                help="name it in the setting namespaces, or remove the column",
                prefix=prefix,
            )


def _check_disabled(survey: Survey, findings: Findings) -> None:
    for row in survey.disabled:
        name = row.get("name")
        findings.notice("survey", row.number, "disabled", "the row is disabled and left out", name=name)


def _check_settings(survey: Survey, findings: Findings) -> None:
    settings = survey.settings
    if not settings.get("form_id", "id_string"):
        findings.notice(
            "settings", settings.number, "form_id", "there is no form_id: the form is called “data”"
        )
    if not settings.get("version"):
        findings.notice(
            "settings", settings.number, "version", "there is no version: two versions look the same"
        )
    for column in settings.cells:
        known = column.lower() in SETTINGS or column.partition("::")[0] == "attribute"
        if not known:
            findings.notice(
                "settings",
                settings.number,
                column,
                "the setting “{column}” means nothing here",
                column=column,
            )
    if settings.get("name") and not _NAME.fullmatch(settings.get("name")):
        findings.problem(
            "settings",
            settings.number,
            "name",
            "“{what}” cannot be a name: use letters, digits, “_”, “-” and “.”",
            what=settings.get("name"),
        )


def _check_rows(survey: Survey, findings: Findings) -> None:
    for row in survey.rows:
        if row.get("type") or not any(base(column) in ("name", *TEXTS) for column in row.cells):
            continue
        findings.problem("survey", row.number, "type", "there is no type", name=row.get("name"))
    for entry in survey.entries:
        _check_type(entry, survey, findings)
    if not survey.entries:
        findings.problem("survey", 0, "", "the form has no questions")
    elif all(entry.kind.begins or entry.kind.name in UNSEEN for entry in survey.entries):
        findings.notice("survey", 0, "", "the form asks nothing")


def _check_type(entry: Entry, survey: Survey, findings: Findings) -> None:
    kind, row = entry.kind, entry.row
    name = entry.name
    if not kind.name:
        return
    if kind.name in REFUSED:
        reason, way_out = REFUSED[kind.name]
        findings.problem(
            "survey",
            row.number,
            "type",
            "“{what}” is of type {type}: {reason}",
            name=name,
            help=way_out,
            what=name or kind.name,
            type=kind.text.split()[0],
            reason=reason,
        )
    elif not kind.known:
        like = did_you_mean(kind.name.split()[0], _KNOWN_TYPES)
        findings.problem(
            "survey",
            row.number,
            "type",
            "there is no type “{type}”{like}",
            name=name,
            type=kind.name,
            like=like,
        )
    elif kind.name in DEPRECATED:
        findings.notice(
            "survey",
            row.number,
            "type",
            "no device tells its {type} any more: “{what}” stays empty",
            name=name,
            type=kind.name,
            what=name,
        )
    elif kind.name in ("select_one", "select_multiple", "rank"):
        _check_list(entry, survey, findings)
    if kind.rest:
        findings.problem(
            "survey",
            row.number,
            "type",
            "“{rest}” after the list is not understood",
            name=name,
            rest=kind.rest,
        )
    _check_label(entry, findings)


def _check_list(entry: Entry, survey: Survey, findings: Findings) -> None:
    kind, row = entry.kind, entry.row
    name = kind.choices
    if not name:
        findings.problem(
            "survey", row.number, "type", "{type} needs the name of a list", name=entry.name, type=kind.name
        )
    elif kind.from_file or name.startswith("${"):
        return
    elif name not in survey.lists:
        like = did_you_mean(name, survey.lists)
        findings.problem(
            "survey",
            row.number,
            "type",
            "the list “{list}” is not on the sheet choices{like}",
            name=entry.name,
            list=name,
            like=like,
        )
    if kind.or_other and row.get("choice_filter"):
        findings.problem(
            "survey",
            row.number,
            "choice_filter",
            "choices with or_other cannot be filtered",
            name=entry.name,
            help="put a choice “other” on the list and ask for it in a question of type text",
        )
    elif kind.or_other:
        findings.notice(
            "survey",
            row.number,
            "type",
            "or_other adds English texts: “Other” and “Specify other.”",
            name=entry.name,
            help="put a choice “other” on the list and ask for it in a question of type text",
        )


def _check_label(entry: Entry, findings: Findings) -> None:
    kind, row = entry.kind, entry.row
    if kind.begins or kind.name in UNSEEN or not kind.known or kind.name in REFUSED:
        return
    shown = [base(column) for column in row.cells if base(column) in ("label", "hint", *MEDIA)]
    if not shown and not row.get("calculation"):
        findings.problem(
            "survey", row.number, "label", "“{what}” has no label or hint", name=entry.name, what=entry.name
        )


def _check_groups(survey: Survey, findings: Findings) -> None:
    for row, kind in survey.unmatched:
        findings.problem(
            "survey", row.number, "type", "{type} closes a group that was never begun", type=kind.name
        )
    for entry in survey.unended:
        findings.problem(
            "survey",
            entry.row.number,
            "type",
            "the group “{what}” is never ended",
            name=entry.name,
            what=entry.name,
        )
    parents = {entry.parent for entry in survey.entries}
    for entry in survey.entries:
        if entry.kind.begins and entry.path not in parents:
            findings.notice(
                "survey",
                entry.row.number,
                "type",
                "the group “{what}” is empty",
                name=entry.name,
                help="remove it, or put questions into it",
                what=entry.name,
            )


def _check_names(survey: Survey, findings: Findings) -> None:
    seen: dict[tuple[str, str], int] = {}
    folded: dict[tuple[str, str], tuple[str, int]] = {}
    repeats: dict[str, int] = {}
    for entry in survey.entries:
        row, name = entry.row, entry.name
        place = (entry.parent, name)
        alike = (entry.parent, name.lower())
        external = entry.kind.name in EXTERNAL
        if not name:
            findings.problem(
                "survey", row.number, "name", "a {type} needs a name", type=entry.kind.name or "row"
            )
        elif not _NAME.fullmatch(name) and not external:
            hidden = any(unicodedata.category(sign) in ("Cf", "Cc", "Zs") and sign != " " for sign in name)
            findings.problem(
                "survey",
                row.number,
                "name",
                "“{what}” cannot be a name: use letters, digits, “_”, “-” and “.”",
                name=name,
                help="there is an invisible character in it; type the name anew" if hidden else "",
                what=name,
            )
        elif place in seen:
            findings.problem(
                "survey",
                row.number,
                "name",
                "the name “{what}” is already used in row {row}",
                name=name,
                what=name,
                row=seen[place],
            )
        elif alike in folded:
            findings.notice(
                "survey",
                row.number,
                "name",
                "“{what}” differs from “{other}” in row {row} only in capitals",
                name=name,
                what=name,
                other=folded[alike][0],
                row=folded[alike][1],
            )
        elif name == "meta" and entry.parent == survey.root:
            findings.problem("survey", row.number, "name", "“meta” is taken by the form itself", name=name)
        if entry.kind.name == "begin_repeat" and (name in repeats or f"/{name}" == survey.root):
            taken = f"row {repeats[name]}" if name in repeats else "the form itself"
            findings.problem(
                "survey",
                row.number,
                "name",
                "a repeat needs a name of its own; “{what}” is that of {taken}",
                name=name,
                what=name,
                taken=taken,
            )
        if entry.kind.name == "begin_repeat":
            repeats.setdefault(name, row.number)
        seen.setdefault(place, row.number)
        folded.setdefault(alike, (name, row.number))


def _check_our_columns(survey: Survey, findings: Findings) -> None:
    facts: dict[str, str] = {}
    for entry in survey.entries:
        row = entry.row
        depth = row.get("bind::fc:depth")
        if depth and depth not in DEPTHS:
            findings.problem(
                "survey",
                row.number,
                "bind::fc:depth",
                "“{depth}” is not one of {depths}",
                name=entry.name,
                depth=depth,
                depths=", ".join(DEPTHS),
            )
        fact = row.get("bind::fc:fact")
        if fact in facts:
            findings.problem(
                "survey",
                row.number,
                "bind::fc:fact",
                "the fact “{fact}” is already told by {other}",
                name=entry.name,
                fact=fact,
                other=facts[fact],
            )
        elif fact:
            facts[fact] = entry.path
