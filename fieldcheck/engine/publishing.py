"""From an XLSForm to a published form: merge the languages, check, compile with pyxform, check again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.findings import Findings, Problem
from fieldcheck.engine.form import Form
from fieldcheck.engine.graph import Cycle, build
from fieldcheck.engine.lint import Linter
from fieldcheck.engine.published import PublishedForm, ReferralRule, SignalRule
from fieldcheck.engine.sheets import TRANSLATABLE, Row, Sheet, Workbook, read_workbook
from fieldcheck.engine.xform import read_xform

NAMESPACE = "https://fieldcheck.invalid/xform"
"""Identifies the ``fc:`` attributes in an XForm; a name, not an address."""

SURVEY_SHEETS = ("survey", "choices", "settings")
"""What pyxform is given; our own sheets, and those for servers and maps, stay out."""

Texts = Mapping[str, Mapping[str, str]]
_PLACE = re.compile(r"^\[row : (\d+)\]\s*")
_SHEET = re.compile(r"'(\w+)' sheet")
_COLUMN = re.compile(r"(?:the '([\w:]+)' value|'([\w:]+)' column)")


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a form that was checked.

    Attributes:
        form: the published form, None when there are problems.
        problems: what refuses it, by sheet and row.
        notices: what does not refuse it but is worth knowing, by sheet and row.
    """

    form: PublishedForm | None
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def check(
    source: bytes,
    *,
    filename: str,
    texts: Texts,
    files: Mapping[str, bytes] | None = None,
    extra_functions: frozenset[str] | None = None,
) -> Checked:
    """Compile an XLSForm with all its languages, and tell everything that is to be said about it.

    Args:
        source: the file, Markdown tables or .xlsx by the suffix of ``filename``.
        texts: for each language tag the translations by cell id (see :func:`fieldcheck.engine.cells`).
        files: the images, sounds and lists that come with the form, by file name.
        extra_functions: the ``fc:`` functions that signals and referrals may call; None does not check them.

    Raises:
        FormRefused: it is not a workbook at all; nothing can be said about its rows.
    """
    book = read_workbook(source, filename)
    findings = Findings(filename)
    linter = Linter(book, findings, extra_functions)
    linter.check_survey()
    default = _default_language(book)
    xform = _compiled(_merged(book, texts, default), findings)
    published = None
    if not findings.problems:
        form = _loaded(xform, linter, findings)
        published = _assembled(book, texts, default, xform, form, linter)
    return Checked(None if findings.problems else published, findings.problems, findings.notices)


def publish(
    source: bytes,
    *,
    filename: str,
    texts: Texts,
    files: Mapping[str, bytes] | None = None,
    extra_functions: frozenset[str] | None = None,
) -> PublishedForm:
    """Compile an XLSForm with all its languages; the arguments are those of :func:`check`.

    Raises:
        FormRefused: with every problem found, each with file, sheet, row, column and reason.
    """
    checked = check(source, filename=filename, texts=texts, files=files, extra_functions=extra_functions)
    if checked.form is None:
        raise FormRefused(
            N_("Het formulier {place} heeft fouten en is niet gepubliceerd."),
            problems=tuple(problem.line for problem in checked.problems),
            place=filename,
        )
    return checked.form


def _settings(book: Workbook) -> Row:
    sheet = book.get("settings")
    return sheet.rows[0] if sheet and sheet.rows else Row(2, {})


def _default_language(book: Workbook) -> str:
    """The language, as written, that a text without one is in."""
    written = _settings(book).get("default_language")
    if written and written != "default":
        return written
    for column in book["survey"].columns:
        base, mark, language = column.partition("::")
        if base == "label" and mark and language_tag(language) == "nl":
            return language
    return "nl"


def _merged(book: Workbook, texts: Texts, default: str) -> dict[str, Any]:
    """The workbook as pyxform takes it, with a column for each added language."""
    merged: dict[str, Any] = {"sheet_names": [name for name in book if name in SURVEY_SHEETS]}
    several = bool(texts) or any("::" in column for column in book["survey"].columns if _is_text(column))
    for name in merged["sheet_names"]:
        sheet = book[name]
        rows = {row.number: dict(row.cells) for row in sheet.rows}
        if name in ("survey", "choices"):
            for row in sheet.rows:
                _translate(rows[row.number], name, row, sheet, texts, default)
        last = max(rows, default=1)
        # pyxform counts rows by their place in the list, so empty ones must stay.
        merged[name] = [rows.get(number, {}) for number in range(2, last + 1)]
        columns = dict.fromkeys([*sheet.columns, *(column for row in merged[name] for column in row)])
        merged[f"{name}_header"] = [dict.fromkeys(columns)]
    _set_defaults(merged, book, default if several else "")
    return merged


def _is_text(column: str) -> bool:
    return column.partition("::")[0] in TRANSLATABLE


def _translate(cells: dict[str, str], name: str, row: Row, sheet: Sheet, texts: Texts, default: str) -> None:
    written = {
        language_tag(language): language
        for column in sheet.columns
        for base, mark, language in [column.partition("::")]
        if mark and _is_text(column)
    }
    key = (
        f"survey/{row.get('name')}"
        if name == "survey"
        else f"choices/{row.get('list_name')}/{row.get('name')}"
    )
    for tag, translated in texts.items():
        if tag == language_tag(default):
            continue
        for base in TRANSLATABLE if name == "survey" else ("label",):
            text = translated.get(f"{key}/{base}")
            if text and (base in cells or f"{base}::{default}" in cells):
                cells.setdefault(f"{base}::{written.get(tag, tag)}", text)


def _set_defaults(merged: dict[str, Any], book: Workbook, default: str) -> None:
    settings = dict(_settings(book).cells)
    if default:
        settings["default_language"] = default
    uses_ours = any(column.startswith("bind::fc:") for column in book["survey"].columns)
    if uses_ours and "fc=" not in settings.get("namespaces", ""):
        settings["namespaces"] = f'{settings.get("namespaces", "")} fc="{NAMESPACE}"'.strip()
    merged["settings"] = [settings]
    merged["settings_header"] = [dict.fromkeys(settings)]
    if "settings" not in merged["sheet_names"]:
        merged["sheet_names"].append("settings")


def _compiled(workbook: dict[str, Any], findings: Findings) -> str:
    """pyxform's XForm; its complaint becomes a problem with the place it names, and "" is returned."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        result = convert(workbook, validate=False, form_name="data", warnings=[])
        return str(result.xform)
    except PyXFormError as error:
        _add_pyxform(error, findings)
    return ""


def _add_pyxform(error: Exception, findings: Findings) -> None:
    text = str(error)
    context = getattr(error, "context", None) or {}
    place = _PLACE.match(text)
    row = int(place.group(1)) if place else int(context.get("row") or 0)
    sheet = _SHEET.search(text)
    column = _COLUMN.search(text)
    name = str(context.get("sheet") or (sheet.group(1) if sheet else "survey"))
    found = next((group for group in column.groups() if group), "") if column else ""
    if row and findings.spoilt(name, row):
        return  # our own words for the same row are there already
    if findings.problems and not row:
        return
    findings.problem(name, row, str(context.get("column") or found), _PLACE.sub("", text))


def _loaded(xform: str, linter: Linter, findings: Findings) -> Form | None:
    try:
        layout = read_xform(xform)
    except FormRefused as error:
        for reason in error.problems or (str(error),):
            findings.problem("survey", linter.row_naming(reason), "", reason)
        return None
    try:
        form = Form(layout, build(layout))
    except Cycle as cycle:
        row = linter.row_of(cycle.reference)
        findings.problem("survey", row, cycle.column, f"expressions wait for each other: {cycle.problems[0]}")
        return None
    linter.check_paths(layout)
    return form


def _assembled(
    book: Workbook, texts: Texts, default: str, xform: str, form: Form | None, linter: Linter
) -> PublishedForm:
    settings = _settings(book)
    signals, referrals = [], []
    for row, when in linter.rules("signals", form):
        signals.append(
            SignalRule(
                code=row.get("code"),
                exploitation=row.get("exploitation"),
                domain=row.get("domain"),
                dimension=row.get("dimension"),
                weight=row.get("weight"),
                when=when,
                label=_by_language(row, "signals", "label", texts, default),
                why=_by_language(row, "signals", "why", texts, default),
                source=row.get("source"),
            )
        )
    for row, when in linter.rules("referrals", form):
        referrals.append(
            ReferralRule(
                code=row.get("code", "to"),
                when=when,
                to=row.get("to"),
                urgency=row.get("urgency"),
                label=_by_language(row, "referrals", "label", texts, default),
            )
        )
    depths, facts, domains = linter.own_columns()
    return PublishedForm(
        form_id=settings.get("form_id", "id_string") or "data",
        version=settings.get("version"),
        title=settings.get("form_title", "title"),
        languages=form.layout.itext.languages if form else (),
        xform=xform,
        signals=tuple(signals),
        referrals=tuple(referrals),
        depths=depths,
        facts=facts,
        domains=domains,
    )


def _by_language(row: Row, sheet: str, column: str, texts: Texts, default: str) -> dict[str, str]:
    found = {}
    for name, text in row.cells.items():
        base, _, language = name.partition("::")
        if base == column:
            found[language_tag(language or default)] = text
    key = f"{sheet}/{row.get('code', 'to')}/{column}"
    for tag, translated in texts.items():
        if translated.get(key):
            found.setdefault(tag, translated[key])
    return found
