"""The files that come with a form: which it names, and whether those given are what they say they are."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.wording import Said
from fieldcheck.engine.columns import MEDIA, base
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.grammar import BadExpression
from fieldcheck.engine.lists import delimiter, read_list
from fieldcheck.engine.searching import search_of
from fieldcheck.engine.survey import Entry, Survey, did_you_mean

LARGEST_FILE = 8 * 1024 * 1024
"""Bytes of one image, sound or list."""

LARGEST_TOGETHER = 32 * 1024 * 1024
"""Bytes of all files of one form: a form travels inside every bundle."""

_PREFIX = re.compile(r"^jr://(?:images|audio|video|file|file-csv)/")
_SAFE = re.compile(r"[^/\\:*?\"<>|\x00-\x1f]+")
_LISTS = frozenset(["csv", "xml", "geojson"])
_SOUNDS = frozenset(["mp3", "m4a", "ogg", "oga", "wav", "flac"])
_IMAGES = frozenset(["png", "jpg", "jpeg", "gif", "webp"])
_XML_NAME = re.compile(r"[^\W\d][\w.\-]*")
_PULLED = re.compile(r"\bpulldata\s*\(\s*(['\"])([^'\"]+)\1")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the form names a file. ``columns`` are those that a list must have."""

    sheet: str
    row: int
    column: str
    name: str
    file: str
    columns: tuple[str, ...] = ()
    spaced: bool = False
    """Whether the question keeps several values, so that none may have a space in it."""


def mentions(survey: Survey) -> tuple[Mention, ...]:
    """Every file that a form names, with the place where it does."""
    found: list[Mention] = []
    for sheet, rows in (("survey", survey.rows), ("choices", survey.choices.rows)):
        for row in rows:
            for column, text in row.cells.items():
                if base(column) in MEDIA:
                    name = _PREFIX.sub("", text.strip())
                    found.append(Mention(sheet, row.number, column, row.get("name"), name))
    for entry in survey.entries:
        found += _of_question(entry)
        with contextlib.suppress(
            BadExpression
        ):  # what is wrong with it is told where expressions are checked
            found += _of_search(entry, survey)
    return tuple(found)


def _of_search(entry: Entry, survey: Survey) -> Iterator[Mention]:
    search = search_of(entry, survey)
    if search is not None:
        columns = (search.value, search.label)
        several = entry.kind.name != "select_one"
        yield Mention("survey", entry.row.number, "appearance", entry.name, search.file, columns, several)


def _of_question(entry: Entry) -> Iterator[Mention]:
    kind, row = entry.kind, entry.row
    if kind.from_file:
        parameters = parsed_parameters(row.get("parameters"))
        xml = kind.choices.lower().endswith(".geojson")
        value = parameters.get("value", "id" if xml else "name")
        label = parameters.get("label", "title" if xml else "label")
        several = kind.name in ("select_multiple", "rank")
        yield Mention("survey", row.number, "type", entry.name, kind.choices, (value, label), several)
    elif kind.name in ("csv-external", "xml-external"):
        suffix = kind.name.partition("-")[0]
        name = entry.name if entry.name.endswith(f".{suffix}") else f"{entry.name}.{suffix}"
        yield Mention("survey", row.number, "name", entry.name, name)
    elif kind.name == "image" and row.get("default") and "${" not in row.get("default"):
        yield Mention("survey", row.number, "default", entry.name, _PREFIX.sub("", row.get("default")))
    for column, text in row.cells.items():
        for match in _PULLED.finditer(text):
            yield Mention("survey", row.number, column, entry.name, _listed(match.group(2)))


def _listed(name: str) -> str:
    return name if name.lower().endswith(".csv") else f"{name}.csv"


def parsed_parameters(text: str) -> dict[str, str]:
    """``start=1 end=10`` as a mapping; parted by spaces, commas or semicolons."""
    pairs = (
        part.partition("=") for part in re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", text.strip())) if part
    )
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def check_files(survey: Survey, files: Mapping[str, bytes], findings: Findings) -> None:
    """Hold what the form names against what is given, and look into what is given."""
    named = mentions(survey)
    for mention in named:
        if not _SAFE.fullmatch(mention.file) or mention.file.startswith("."):
            _problem(
                mention,
                N_("“{file}” is geen naam van een bestand: geef alleen de naam, zonder map"),
                findings,
            )
        elif mention.file not in files:
            like = did_you_mean(mention.file, files)
            _problem(
                mention,
                N_("het bestand “{file}” zit niet bij het formulier{like}"),
                findings,
                like=like,
                help=N_("zet het in de map media naast het formulier"),
            )
    _check_stems(named, survey, findings)
    wanted = {mention.file: mention for mention in named}
    for name in sorted(files):
        if name not in wanted:
            findings.notice(
                "",
                0,
                "",
                N_("het bestand “{file}” zit bij het formulier, maar het formulier noemt het niet"),
                name=name,
                file=name,
            )
    for mention in named:
        if mention.file in files:
            _check_file(mention, files[mention.file], findings)
    if sum(len(data) for data in files.values()) > LARGEST_TOGETHER:
        findings.problem(
            "",
            0,
            "",
            N_("de bestanden van het formulier zijn samen groter dan {size} MB"),
            size=LARGEST_TOGETHER // 1024 // 1024,
        )


def _check_stems(named: Iterable[Mention], survey: Survey, findings: Findings) -> None:
    """Lists are told apart by their names without what follows the dot."""
    stems: dict[str, str] = {
        entry.kind.choices: Said(N_("het blad choices"))
        for entry in survey.entries
        if entry.kind.choices in survey.lists
    }
    for mention in named:
        stem, _, suffix = mention.file.rpartition(".")
        if suffix.lower() in _LISTS and stems.setdefault(stem, mention.file) != mention.file:
            _problem(
                mention,
                N_("“{file}” en een lijst van {other} heten allebei “{stem}”"),
                findings,
                help=N_("geef het bestand een andere naam"),
                stem=stem,
                other=stems[stem],
            )


def _problem(mention: Mention, message: str, findings: Findings, *, help: str = "", **fields: object) -> None:
    findings.problem(
        mention.sheet,
        mention.row,
        mention.column,
        message,
        name=mention.name,
        help=help,
        **({"file": mention.file} | fields),
    )


def _check_file(mention: Mention, data: bytes, findings: Findings) -> None:
    suffix = mention.file.lower().rpartition(".")[2]
    if len(data) > LARGEST_FILE:
        _problem(
            mention,
            N_("het bestand “{file}” is groter dan {size} MB"),
            findings,
            size=LARGEST_FILE // 1024 // 1024,
        )
    elif suffix in _LISTS:
        _check_list(mention, data, suffix, findings)
    elif suffix not in _IMAGES | _SOUNDS:
        _problem(
            mention,
            N_("“{file}” is van een soort die hier niet wordt getoond"),
            findings,
            help=N_(
                "beeld is .png, .jpg, .gif of .webp; geluid .mp3, .m4a, .ogg, .wav of .flac; "
                "lijsten .csv, .xml of .geojson"
            ),
        )
    elif _content(data) != ("jpg" if suffix == "jpeg" else "ogg" if suffix == "oga" else suffix):
        _problem(mention, N_("in “{file}” zit iets anders dan de naam zegt"), findings)
    elif base(mention.column) in MEDIA and (suffix in _SOUNDS) != (base(mention.column) == "audio"):
        _problem(mention, N_("“{file}” hoort niet in de kolom {column}"), findings, column=mention.column)


def _content(data: bytes) -> str:
    """The kind of an image or a sound, by its first bytes; "" for anything else."""
    if data.startswith(b"RIFF"):
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(data[8:12], "")
    if data[4:8] == b"ftyp":
        return "m4a"
    marks = {
        b"\x89PNG\r\n\x1a\n": "png",
        b"\xff\xd8\xff": "jpg",
        b"GIF87a": "gif",
        b"GIF89a": "gif",
        b"OggS": "ogg",
        b"fLaC": "flac",
        b"ID3": "mp3",
    }
    found = next((kind for mark, kind in marks.items() if data.startswith(mark)), "")
    # A sound without a tag begins with the eleven set bits of its first frame.
    return found or ("mp3" if len(data) > 1 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0 else "")


# Lists


def _check_list(mention: Mention, data: bytes, suffix: str, findings: Findings) -> None:
    try:
        if suffix == "csv":
            _refuse_ragged(data)
        items = _items(mention.file, data)
    except _Unreadable as error:
        _problem(mention, N_("“{file}” is geen lijst: {reason}"), findings, reason=error.args[0])
        return
    if not items:
        _problem(mention, N_("de lijst “{file}” is leeg"), findings)
        return
    for column in mention.columns:
        if not any(column in item for item in items):
            like = did_you_mean(column, items[0])
            _problem(
                mention,
                N_("“{file}” heeft geen kolom “{column}”{like}"),
                findings,
                column=column,
                like=like,
                help=N_("noem de kolommen in parameters, zoals value=code label=title"),
            )
    if mention.columns:
        _check_values(mention, [item.get(mention.columns[0], "") for item in items], findings)


def _check_values(mention: Mention, values: list[str], findings: Findings) -> None:
    bad = next((value for value in values if " " in value), None) if mention.spaced else None
    if bad is not None:
        _problem(
            mention,
            N_(
                "in de waarde “{value}” van “{file}” staat een spatie, en de vraag "
                "scheidt waarden met spaties"
            ),
            findings,
            value=bad,
        )
    if len(set(values)) < len(values):
        findings.notice(
            mention.sheet,
            mention.row,
            mention.column,
            N_("in de lijst “{file}” staat een waarde meer dan één keer"),
            name=mention.name,
            file=mention.file,
        )


class _Unreadable(Exception):
    """Why a file is no list: one argument, made already."""


def _refuse_ragged(data: bytes) -> None:
    """What a reader of tables lets pass though it moves answers to another column."""
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter(text)))
    except (UnicodeDecodeError, csv.Error):
        return  # told by whoever reads it
    header = [cell.strip() for cell in rows[0]] if rows else []
    wrong = next((cell for cell in header if cell and not _XML_NAME.fullmatch("_".join(cell.split()))), None)
    if wrong is not None:
        raise _Unreadable(
            Said(
                N_("“{column}” kan geen naam van een kolom zijn; gebruik letters, cijfers, “_” en “-”"),
                column=wrong,
            )
        )
    if len(set(header)) < len(header):
        raise _Unreadable(Said(N_("twee kolommen hebben dezelfde naam")))
    long = next((number for number, row in enumerate(rows, 1) if len(row) > len(header)), None)
    if long is not None:
        raise _Unreadable(Said(N_("rij {row} heeft meer cellen dan er kolommen zijn"), row=long))


def _items(filename: str, data: bytes) -> list[dict[str, str]]:
    try:
        root = read_list(filename, data)
    except FormRefused as error:
        unusual = Said(N_("er staat een documenttype in, of het is te groot of te diep genest"))
        reason = error.fields.get("reason") or next(iter(error.problems), unusual)
        raise _Unreadable(reason) from error
    except StopIteration as error:
        raise _Unreadable(Said(N_("het is leeg"))) from error
    return [{child.name: child.text.strip() for child in item.elements()} for item in root.elements()]
