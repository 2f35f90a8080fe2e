"""Names, groups, types, columns and settings: whether the survey hangs together."""

from __future__ import annotations

import re
import unicodedata

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.engine.client import DEPTHS
from fieldcheck.engine.columns import MEDIA, SETTINGS, SURVEY, TEXTS, base
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.kinds import DEPRECATED, EXTERNAL, REFUSED, UNSEEN
from fieldcheck.engine.sheets import Workbook
from fieldcheck.engine.survey import Entry, Survey, did_you_mean

OUR_COLUMNS = ("bind::fc:depth", "bind::fc:fact", "bind::fc:domain", "bind::fc:source")
SHEETS = frozenset(["survey", "choices", "settings", "signals", "referrals"])
"""The sheets that are read."""

_ASIDE = {
    "entities": N_("entities worden hier niet bewaard: dit blad en de kolom save_to tellen niet mee"),
    "osm": N_("er is hier geen kaart: dit blad telt niet mee"),
    "external_choices": N_("dit blad wordt niet gelezen"),
}
_PREFIXES = frozenset(["jr", "orx", "odk", "ev", "xsd", "h", "fc", "entities"])
_RULE_COLUMNS = {
    "signals": frozenset(
        ["code", "exploitation", "domain", "dimension", "weight", "when", "label", "why", "source"]
    ),
    "referrals": frozenset(["code", "when", "to", "urgency", "label", "source"]),
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
            findings.notice(
                name, 0, "", N_("het blad “{sheet}” wordt niet gelezen{like}"), sheet=name, like=like
            )


def _check_rule_columns(book: Workbook, findings: Findings) -> None:
    for name, known in _RULE_COLUMNS.items():
        table = book.get(name)
        for column in dict.fromkeys(table.columns) if table else ():
            if base(column) not in known and not column.startswith("_"):
                findings.notice(
                    name,
                    1,
                    column,
                    N_("de kolom “{column}” is niet bekend en telt niet mee{like}"),
                    column=column,
                    like=did_you_mean(base(column), known),
                )


def _check_columns(survey: Survey, findings: Findings) -> None:
    for column in dict.fromkeys(survey.sheet.columns):
        head = base(column)
        if survey.sheet.columns.count(column) > 1:
            findings.problem(
                "survey", 1, column, N_("het blad heeft twee kolommen “{column}”"), column=column
            )
        elif column == "save_to":
            findings.notice(
                "survey", 1, column, N_("entities worden hier niet bewaard: deze kolom telt niet mee")
            )
        elif head not in SURVEY and not column.startswith(_PREFIXED) and not column.startswith("_"):
            like = did_you_mean(head, SURVEY)
            findings.notice(
                "survey",
                1,
                column,
                N_("de kolom “{column}” is niet bekend en telt niet mee{like}"),
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
                N_("nergens staat wat “{prefix}:” is"),
                help=N_("zet het in de instelling namespaces, of haal de kolom weg"),
                prefix=prefix,
            )


def _check_disabled(survey: Survey, findings: Findings) -> None:
    for row in survey.disabled:
        name = row.get("name")
        findings.notice(
            "survey", row.number, "disabled", N_("deze rij staat uit (disabled) en telt niet mee"), name=name
        )


def _check_settings(survey: Survey, findings: Findings) -> None:
    settings = survey.settings
    if not settings.get("form_id", "id_string"):
        findings.notice(
            "settings", settings.number, "form_id", N_("er is geen form_id: het formulier heet nu “data”")
        )
    if not settings.get("version"):
        findings.notice(
            "settings",
            settings.number,
            "version",
            N_("er is geen version: twee versies zijn niet uit elkaar te houden"),
        )
    for column in settings.cells:
        known = column.lower() in SETTINGS or column.partition("::")[0] == "attribute"
        if not known:
            findings.notice(
                "settings",
                settings.number,
                column,
                N_("de instelling “{column}” doet hier niets"),
                column=column,
            )
    if settings.get("name") and not _NAME.fullmatch(settings.get("name")):
        findings.problem(
            "settings",
            settings.number,
            "name",
            N_("“{what}” kan geen naam zijn: gebruik letters, cijfers, “_”, “-” en “.”"),
            what=settings.get("name"),
        )


def _check_rows(survey: Survey, findings: Findings) -> None:
    for row in survey.rows:
        if row.get("type") or not any(base(column) in ("name", *TEXTS) for column in row.cells):
            continue
        findings.problem("survey", row.number, "type", N_("er is geen type ingevuld"), name=row.get("name"))
    for entry in survey.entries:
        _check_type(entry, survey, findings)
    if not survey.entries:
        findings.problem("survey", 0, "", N_("het formulier heeft geen vragen"))
    elif all(entry.kind.begins or entry.kind.name in UNSEEN for entry in survey.entries):
        findings.notice("survey", 0, "", N_("het formulier vraagt niets"))


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
            N_("“{what}” heeft het type {type}: {reason}"),
            name=name,
            help=way_out,
            what=name or kind.name,
            type=kind.text.split()[0],
            reason=Said(reason),
        )
    elif not kind.known:
        like = did_you_mean(kind.name.split()[0], _KNOWN_TYPES)
        findings.problem(
            "survey",
            row.number,
            "type",
            N_("het type “{type}” bestaat niet{like}"),
            name=name,
            type=kind.name,
            like=like,
        )
    elif kind.name in DEPRECATED:
        findings.notice(
            "survey",
            row.number,
            "type",
            N_("geen toestel geeft nog een {type}: “{what}” blijft leeg"),
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
            N_("“{rest}” achter de lijst is niet te begrijpen"),
            name=name,
            rest=kind.rest,
        )
    _check_label(entry, findings)


def _check_list(entry: Entry, survey: Survey, findings: Findings) -> None:
    kind, row = entry.kind, entry.row
    name = kind.choices
    if not name:
        findings.problem(
            "survey",
            row.number,
            "type",
            N_("bij {type} hoort de naam van een lijst"),
            name=entry.name,
            type=kind.name,
        )
    elif kind.from_file or name.startswith("${"):
        return
    elif name not in survey.lists:
        like = did_you_mean(name, survey.lists)
        findings.problem(
            "survey",
            row.number,
            "type",
            N_("de lijst “{list}” staat niet op het blad choices{like}"),
            name=entry.name,
            list=name,
            like=like,
        )
    if kind.or_other and row.get("choice_filter"):
        findings.problem(
            "survey",
            row.number,
            "choice_filter",
            N_("keuzes met or_other kunnen geen filter hebben"),
            name=entry.name,
            help=N_("zet een keuze “anders” op de lijst en vraag ernaar met een vraag van het type text"),
        )
    elif kind.or_other:
        findings.notice(
            "survey",
            row.number,
            "type",
            N_("or_other voegt Engelse teksten toe: “Other” en “Specify other.”"),
            name=entry.name,
            help=N_("zet een keuze “anders” op de lijst en vraag ernaar met een vraag van het type text"),
        )


def _check_label(entry: Entry, findings: Findings) -> None:
    kind, row = entry.kind, entry.row
    if kind.begins or kind.name in UNSEEN or not kind.known or kind.name in REFUSED:
        return
    shown = [base(column) for column in row.cells if base(column) in ("label", "hint", *MEDIA)]
    if not shown and not row.get("calculation"):
        findings.problem(
            "survey",
            row.number,
            "label",
            N_("“{what}” heeft geen label of hint"),
            name=entry.name,
            what=entry.name,
        )


def _check_groups(survey: Survey, findings: Findings) -> None:
    for row, kind in survey.unmatched:
        findings.problem(
            "survey", row.number, "type", N_("{type} sluit een groep die nergens begint"), type=kind.name
        )
    for entry in survey.unended:
        findings.problem(
            "survey",
            entry.row.number,
            "type",
            N_("de groep “{what}” wordt nergens gesloten"),
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
                N_("de groep “{what}” is leeg"),
                name=entry.name,
                help=N_("haal de groep weg, of zet er vragen in"),
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
                "survey",
                row.number,
                "name",
                N_("bij {type} hoort een naam"),
                type=entry.kind.name or Said(N_("deze rij")),
            )
        elif not _NAME.fullmatch(name) and not external:
            hidden = any(unicodedata.category(sign) in ("Cf", "Cc", "Zs") and sign != " " for sign in name)
            findings.problem(
                "survey",
                row.number,
                "name",
                N_("“{what}” kan geen naam zijn: gebruik letters, cijfers, “_”, “-” en “.”"),
                name=name,
                help=N_("er staat een onzichtbaar teken in; typ de naam opnieuw") if hidden else "",
                what=name,
            )
        elif place in seen:
            findings.problem(
                "survey",
                row.number,
                "name",
                N_("de naam “{what}” staat al in rij {row}"),
                name=name,
                what=name,
                row=seen[place],
            )
        elif alike in folded:
            findings.notice(
                "survey",
                row.number,
                "name",
                N_("“{what}” verschilt alleen in hoofdletters van “{other}” in rij {row}"),
                name=name,
                what=name,
                other=folded[alike][0],
                row=folded[alike][1],
            )
        elif name == "meta" and entry.parent == survey.root:
            findings.problem(
                "survey", row.number, "name", N_("de naam “meta” gebruikt het formulier zelf al"), name=name
            )
        if entry.kind.name == "begin_repeat" and (name in repeats or f"/{name}" == survey.root):
            taken = (
                Said(N_("rij {row}"), row=repeats[name])
                if name in repeats
                else Said(N_("het formulier zelf"))
            )
            findings.problem(
                "survey",
                row.number,
                "name",
                N_("een herhaling heeft een eigen naam nodig; “{what}” is al de naam van {taken}"),
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
                N_("“{depth}” kan hier niet; kies uit {depths}"),
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
                N_("het feit “{fact}” komt al uit {other}"),
                name=entry.name,
                fact=fact,
                other=facts[fact],
            )
        elif fact:
            facts[fact] = entry.path
