"""A checked workbook as pyxform takes it, with all its languages, and the XForm that pyxform makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fieldcheck.domain.errors import N_
from fieldcheck.engine.columns import MEDIA, SETTINGS, SURVEY, TEXTS, base, language
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.form_files import parsed_parameters
from fieldcheck.engine.kinds import kind_of
from fieldcheck.engine.lint.expressions import SMART_QUOTES
from fieldcheck.engine.searching import Search, search_of
from fieldcheck.engine.sheets import Row, Sheet, Workbook, survey_keys
from fieldcheck.engine.survey import Survey

NAMESPACE = "https://fieldcheck.invalid/xform"
"""Identifies the ``fc:`` attributes in an XForm; a name, not an address."""

Texts = Mapping[str, Mapping[str, str]]

_PLACE = re.compile(r"^\[row : (\d+)\]\s*")
_SHEET = re.compile(r"'(\w+)' sheet")
_COLUMN = re.compile(r"(?:the '([\w:]+)' value|'([\w:]+)' column)")
_XML_NAME = re.compile(r"[^\W\d][\w.\-]*")
_BENT = {code: 0xE000 + number for number, code in enumerate(SMART_QUOTES)}
"""pyxform makes quotation marks straight in labels too, where they are right; they are hidden from it."""
_BENT_AGAIN = {hidden: code for code, hidden in _BENT.items()}


def default_language(book: Workbook) -> str:
    """The language, as written, that a text without one is in."""
    settings = book.get("settings")
    written = settings.rows[0].get("default_language") if settings and settings.rows else ""
    labels = [column.partition("::") for column in book["survey"].columns if base(column) == "label"]
    spoken = [name for _, mark, name in labels if mark]
    if written and written != "default":
        tag = language_tag(language(written))
        # "English" in the settings and "English (en)" in a column are the same language.
        same = (
            name
            for name in spoken
            if tag.lower() in (language_tag(name).lower(), name.lower().split(" (")[0])
        )
        return next(same, language(written))
    dutch = next((name for name in spoken if language_tag(name) == "nl"), "")
    if dutch or not spoken or any(not mark for _, mark, _ in labels):
        return dutch or "nl"
    return spoken[0]


def for_pyxform(book: Workbook, survey: Survey, texts: Texts, default: str) -> dict[str, Any]:
    """The workbook as pyxform takes it, with a column for each added language."""
    sheets = [name for name in ("survey", "choices") if name in book]
    merged: dict[str, Any] = {"sheet_names": [*sheets, "settings"]}
    several = bool(texts) or any(
        "::" in column and _is_text(column) for name in sheets for column in book[name].columns
    )
    searching = {entry.row.number: found for entry in survey.entries if (found := search_of(entry, survey))}
    for name in sheets:
        sheet = book[name]
        keys = survey_keys(sheet) if name == "survey" else {}
        rows = {}
        for row in survey.rows if name == "survey" else sheet.rows:
            cells = _survey_cells(row) if name == "survey" else _choice_cells(row)
            if name == "choices" and not row.get("list_name"):
                continue
            key = keys.get(row.number, "") or f"choices/{row.get('list_name')}/{row.get('name')}"
            _translate(cells, key, sheet, texts, default, several=several)
            if name == "survey" and row.number in searching:
                _replace_search(cells, searching[row.number])
            rows[row.number] = cells
        # pyxform counts rows by their place in the list, so empty ones must stay.
        merged[name] = [rows.get(number, {}) for number in range(2, max(rows, default=1) + 1)]
        columns = dict.fromkeys(column for row in merged[name] for column in row)
        merged[f"{name}_header"] = [columns or dict.fromkeys(sheet.columns)]
    settings = _settings(survey, default if several else "")
    merged["settings"] = [settings]
    merged["settings_header"] = [dict.fromkeys(settings)]
    return merged


def _is_text(column: str) -> bool:
    return base(column) in (*TEXTS, *MEDIA)


def _survey_cells(row: Row) -> dict[str, str]:
    """The cells of a row that mean something to pyxform, spelled as it takes them."""
    cells = {}
    for column, text in row.cells.items():
        known = base(column) in SURVEY - {"disabled"} or column.startswith(("bind::", "instance::", "body::"))
        if known and not column.startswith("bind::entities:"):
            cells[column] = text.translate(_BENT) if _is_text(column) else text
    cells["type"] = kind_of(row.get("type")).text
    if not cells["type"]:
        return {}  # a remark of the author
    if "parameters" in cells:
        cells["parameters"] = " ".join(
            f"{name}={value}" for name, value in parsed_parameters(cells["parameters"]).items()
        )
    return cells


def _replace_search(cells: dict[str, str], search: Search) -> None:
    command = cells["type"].partition(" ")[0]
    cells["type"] = f"{command}_from_file {search.file}"
    cells["parameters"] = f"{cells.get('parameters', '')} value={search.value} label={search.label}".strip()
    cells["appearance"] = search.rest
    if search.filter:
        cells["choice_filter"] = search.filter


def _choice_cells(row: Row) -> dict[str, str]:
    return {
        column: text.translate(_BENT) if _is_text(column) else text
        for column, text in row.cells.items()
        if _XML_NAME.fullmatch(base(column))
    }


def _translate(
    cells: dict[str, str], key: str, sheet: Sheet, texts: Texts, default: str, *, several: bool
) -> None:
    written = {
        language_tag(name): name
        for column in sheet.columns
        for _, mark, name in [column.partition("::")]
        if mark and _is_text(column)
    }
    for tag, translated in texts.items():
        if tag == language_tag(default):
            continue
        for head in TEXTS:
            text = translated.get(f"{key}/{head}")
            if text and (head in cells or f"{head}::{default}" in cells):
                cells.setdefault(f"{head}::{written.get(tag, tag)}", text.translate(_BENT))
    if several:
        for head in [*TEXTS, *MEDIA]:
            if head in cells and f"{head}::{default}" in cells:
                del cells[head]  # said twice; what names its language counts


def _settings(survey: Survey, default: str) -> dict[str, str]:
    settings = {
        column: text
        for column, text in survey.settings.cells.items()
        if column.lower() in SETTINGS - {"default_language", "clean_text_values"}
        or column.startswith("attribute::")
    }
    if "form_id" in settings:
        settings.pop("id_string", None)
    if default:
        settings["default_language"] = default
    uses_ours = any(column.startswith("bind::fc:") for column in survey.sheet.columns)
    if uses_ours and "fc=" not in settings.get("namespaces", ""):
        settings["namespaces"] = f'{settings.get("namespaces", "")} fc="{NAMESPACE}"'.strip()
    return settings


def compile_xform(workbook: dict[str, Any], findings: Findings) -> str:
    """pyxform's XForm; its complaint becomes a problem with the place it names, and "" is returned."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        result = convert(workbook, validate=False, form_name="data", warnings=[])
    except PyXFormError as error:
        _add(error, findings)
    except Exception as error:  # what pyxform did not think of must not end the program
        findings.problem(
            "survey",
            0,
            "",
            N_("pyxform kan dit formulier niet omzetten: {reason}"),
            reason=f"{type(error).__name__}: {error}"[:300],
        )
    else:
        return str(result.xform).translate(_BENT_AGAIN)
    return ""


def _add(error: Exception, findings: Findings) -> None:
    text = str(error)
    context = getattr(error, "context", None) or {}
    place = _PLACE.match(text)
    row = int(place.group(1)) if place else int(context.get("row") or 0)
    sheet = _SHEET.search(text)
    column = _COLUMN.search(text)
    name = str(context.get("sheet") or (sheet.group(1) if sheet else "survey"))
    found = next((group for group in column.groups() if group), "") if column else ""
    reason = _PLACE.sub("", text)
    findings.problem(
        name, row, str(context.get("column") or found), N_("pyxform zegt: {reason}"), reason=reason
    )
