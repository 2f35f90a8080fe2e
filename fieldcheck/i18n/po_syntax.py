"""Reading a ``.po`` file strictly, before Babel reads it: what is broken is refused with its line.

Babel's reader takes what it can make something of, and so would lose half a text in silence. The format is
that of the GNU gettext manual, section "The Format of PO Files"; of its escapes those that Poedit and Weblate
write are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from gettext import c2py

from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.domain.wording import Said
from fieldcheck.i18n.fields import COUNTED
from fieldcheck.i18n.languages import plural_form, plural_rule

_STRING = r'"([^"\\]*(?:\\[\\trn"][^"\\]*)*)"'
_KEYWORD = re.compile(rf"(msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?) +{_STRING}")
_MORE = re.compile(_STRING)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")
"""Nothing that is printed; NUL and EOT separate the texts of a compiled catalogue."""
_UNICODE_MARK = b"\xef\xbb\xbf"
_CHARSET = re.compile(r"charset=([\w.:-]+)", re.IGNORECASE)
_PLURALS = re.compile(r"nplurals\s*=\s*(\d{1,3})\s*;\s*plural\s*=([^;]*)")

_AFTER = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[0]",),
    "msgstr": ("msgctxt", "msgid"),
}
"""What may follow what within a file; after ``msgstr[0]`` also its next number may."""


@dataclass(slots=True)
class _Entry:
    """One text as far as it was read: the strings by keyword, and the line of each."""

    old: bool = False
    strings: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


class _Broken(Exception):
    """Why a file is refused, and the line; the line is that of the file's end when it is too short."""

    def __init__(self, line: int, reason: Said) -> None:
        super().__init__(line, reason)
        self.line, self.reason = line, reason


def refuse_broken(source: bytes, tag: str, name: str) -> None:
    """Read the bytes of a ``.po`` file without keeping anything.

    Args:
        source: the file.
        tag: the language it must be in.
        name: what to call it.

    Raises:
        UserFixable: it is no whole catalogue of that language in UTF-8; the reason names the line.
    """
    try:
        _read(_text(source), tag)
    except _Broken as broken:
        raise UserFixable(
            N_("De catalogus {name} wordt geweigerd. Regel {line}: {reason}"),
            remedy=N_("Bewaar het bestand opnieuw met Poedit of Weblate, of begin met een nieuwe uitgifte."),
            name=name,
            line=broken.line,
            reason=broken.reason,
        ) from None


def _text(source: bytes) -> str:
    if source.startswith(_UNICODE_MARK):
        raise _Broken(1, Said(N_("het bestand begint met een onzichtbaar teken (BOM).")))
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as failure:
        line = source.count(b"\n", 0, failure.start) + 1
        raise _Broken(line, Said(N_("dit is geen UTF-8."))) from None
    found = _CONTROLS.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise _Broken(line, Said(N_("hier staat een stuurteken, geen tekst.")))
    return text


def _read(text: str, tag: str) -> None:
    seen: dict[tuple[str | None, str], int] = {}
    forms = 0
    for number, entry in enumerate(_entries(text)):
        dutch, line = entry.strings["msgid"], entry.lines["msgid"]
        if number == 0:
            if dutch or entry.old or set(entry.strings) != {"msgid", "msgstr"}:
                raise _Broken(line, Said(N_("de kop van de catalogus ontbreekt.")))
            _refuse_head(entry.strings["msgstr"].replace("\\n", "\n"), line, tag)
            forms = plural_rule(tag)[0]
        elif not dutch:
            raise _Broken(line, Said(N_("hier ontbreekt de Nederlandse tekst.")))
        key = (entry.strings.get("msgctxt"), dutch)
        if not entry.old and key in seen:
            raise _Broken(line, Said(N_("deze tekst staat er al, op regel {other}."), other=seen[key]))
        if not entry.old:
            seen[key] = line
        if "msgid_plural" in entry.strings and not entry.old:
            _refuse_other_count(entry, forms)
    if not seen:
        raise _Broken(1, Said(N_("het bestand is leeg.")))


def _refuse_other_count(entry: _Entry, forms: int) -> None:
    found = sum(keyword.startswith("msgstr") for keyword in entry.strings)
    if found != forms:
        reason = N_("hier staan {found} meervoudsvormen; deze taal heeft er {count}.")
        raise _Broken(entry.lines["msgid"], Said(reason, found=found, count=forms))


def _entries(text: str) -> Iterator[_Entry]:
    """Every text of the file, those that are no longer used included."""
    entry, last, number = _Entry(), "", 0
    for number, whole in enumerate(text.split("\n"), start=1):
        line = whole.strip()
        old = line.startswith("#~")
        line = line[2:].strip() if old else line
        if not line:
            continue
        if line.startswith("#"):
            if last:
                yield _whole(entry, last, number)
            entry, last = _Entry(), ""
            continue
        more = _MORE.fullmatch(line)
        if more:
            if not last:
                raise _Broken(number, Said(N_("deze tekst hoort nergens bij.")))
            entry.strings[last] += more[1]
            continue
        keyword, said = _keyword(line, number)
        if keyword not in _next(last):
            raise _Broken(number, Said(N_("“{word}” hoort hier niet te staan."), word=keyword))
        if keyword in _AFTER[""] and last.startswith("msgstr"):
            yield entry
            entry = _Entry()
        entry.old = old
        entry.strings[keyword], entry.lines[keyword], last = said, number, keyword
    if last:
        yield _whole(entry, last, number)


def _whole(entry: _Entry, last: str, line: int) -> _Entry:
    if not last.startswith("msgstr"):
        raise _Broken(line, Said(N_("de vertaling (msgstr) ontbreekt.")))
    return entry


def _keyword(line: str, number: int) -> tuple[str, str]:
    found = _KEYWORD.fullmatch(line)
    if found:
        return found[1], found[2]
    raise _Broken(number, Said(N_("deze regel is geen deel van een catalogus; let op de aanhalingstekens.")))


def _next(last: str) -> tuple[str, ...]:
    if last.startswith("msgstr["):
        return (*_AFTER["msgstr"], f"msgstr[{int(last[7:-1]) + 1}]")
    return _AFTER[last]


def _refuse_head(head: str, line: int, tag: str) -> None:
    """Refuse a head that names other characters than UTF-8, another language or another plural."""
    named = {name.strip().lower(): value.strip() for name, _, value in _headers(head)}
    charset = _CHARSET.search(named.get("content-type", ""))
    if charset is None or charset[1].lower() not in {"utf-8", "utf8"}:
        found = charset[1] if charset else "?"
        raise _Broken(line, Said(N_("de kop noemt {charset} en geen UTF-8."), charset=found))
    spoken = re.split("[-_@.]", named.get("language", tag))[0].lower()
    if spoken and spoken != tag.split("-")[0]:
        reason = N_("de kop noemt de taal {found}; dit is de catalogus van {tag}.")
        raise _Broken(line, Said(reason, found=spoken, tag=tag))
    _refuse_other_rule(named.get("plural-forms", ""), line, tag)


def _headers(head: str) -> Iterator[tuple[str, str, str]]:
    return (one.partition(":") for one in head.split("\n"))


def _refuse_other_rule(told: str, line: int, tag: str) -> None:
    """Poedit may write the rule of a language in its own words: it is held against ours number by number."""
    count, rule = plural_rule(tag)
    found = _PLURALS.search(told)
    if found is None or int(found[1]) != count:
        reason = N_("de kop noemt {found} meervoudsvormen; deze taal heeft er {count}. Schrijf: {header}")
        header = f"Plural-Forms: nplurals={count}; plural={rule};"
        said = Said(reason, found=found[1] if found else "?", count=count, header=header)
        raise _Broken(line, said)
    try:
        theirs = c2py(found[2].strip())
        same = all(theirs(n) == plural_form(tag)(n) for n in COUNTED)
    except (ValueError, ArithmeticError, RecursionError):
        same = False
    if not same:
        reason = N_("de kop heeft een andere regel voor het meervoud dan deze taal. Schrijf: {header}")
        header = f"Plural-Forms: nplurals={count}; plural={rule};"
        raise _Broken(line, Said(reason, header=header))
