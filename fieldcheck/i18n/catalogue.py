"""One catalogue in memory, read from a compiled ``.mo`` file or, when that is missing, from its ``.po``.

A compiled catalogue is read by hand (the format is two tables of offsets, GNU gettext manual, section
"The Format of GNU MO Files") because the standard library's reader cannot tell a missing text from one
that reads the same in both languages, and fuzzy entries must count as missing.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from gettext import c2py
from pathlib import Path

from fieldcheck.assets import folder
from fieldcheck.domain.errors import N_, Bug, UserFixable
from fieldcheck.i18n.languages import COMPILED_HEADER, STALE_HEADER

CONTEXT_MARK = "\x04"
"""Separates the context (a form's cell) from the text in a key, as gettext does."""

STATUS_HEADER = "x-fieldcheck-status"
APPROVED_BY_HEADER = "x-fieldcheck-approved-by"
APPROVED_ON_HEADER = "x-fieldcheck-approved-on"


def _two_forms(n: int) -> int:
    return int(n != 1)


@dataclass(frozen=True)
class Catalogue:
    """Translations by key: the Dutch text, preceded by ``context + CONTEXT_MARK`` where it has one.

    A plural text is found under its singular; its forms are in the order of ``plural_form``. ``plurals`` has
    the Dutch plural of each such key: a language with one form for every number has one form there.
    """

    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    plural_form: Callable[[int], int] = _two_forms
    plurals: Mapping[str, str] = field(default_factory=dict)

    @property
    def compiled_here(self) -> bool:
        """Whether this program compiled it; Poedit leaves a ``.mo`` too, with approvals of other words."""
        return COMPILED_HEADER.lower() in self.headers

    @property
    def draft(self) -> bool:
        """Nobody who speaks the language has approved this catalogue yet, by name."""
        return bool(self.entries) and not self.approved

    @property
    def approved(self) -> tuple[str, str] | None:
        """Who approved this catalogue and on which day (``2026-11-22``); None for a draft."""
        approved = self.headers.get(STATUS_HEADER, "").strip().lower() == "approved"
        by, on = (self.headers.get(name, "").strip() for name in (APPROVED_BY_HEADER, APPROVED_ON_HEADER))
        return (by, on) if approved and by else None

    def is_stale(self, cell: str, dutch: str) -> bool:
        """Whether a cell of a form was translated, but from other Dutch than this."""
        if cell + CONTEXT_MARK + dutch in self.entries:
            return False
        return cell in self._stale or cell in self._cells

    @cached_property
    def _stale(self) -> frozenset[str]:
        return frozenset(json.loads(self.headers.get(STALE_HEADER.lower(), "[]")))

    @cached_property
    def _cells(self) -> frozenset[str]:
        return frozenset(key.partition(CONTEXT_MARK)[0] for key in self.entries if CONTEXT_MARK in key)


EMPTY = Catalogue()


def catalogue(tag: str, domain: str) -> Catalogue:
    """The catalogue of one language and domain as it is now; an empty one when nobody has begun it.

    A source that is refused is passed over: what was compiled before stays in force, else Dutch is shown.
    What another program compiled beside a source is passed over as well.

    Raises:
        Bug: the compiled file is there but cannot be read.
    """
    source = folder("translations") / tag / f"{domain}.po"
    compiled = source.with_suffix(".mo")
    written, made = _changed(source), _changed(compiled)
    found = None
    if made is not None and (written is None or made >= written):
        found = _read(compiled, tag, domain, made)
        if written is None or found.compiled_here:
            return found
    fresh = None if written is None else _read_source(source, tag, domain, written)
    if fresh is not None or made is None:
        return fresh or EMPTY
    found = found or _read(compiled, tag, domain, made)
    return found if found.compiled_here else EMPTY


def catalogue_stamp(tag: str, domain: str) -> tuple[int, ...]:
    """When the files of a catalogue were last written (ns); while that is the same, so is the catalogue."""
    source = folder("translations") / tag / f"{domain}.po"
    return tuple(_changed(one) or 0 for one in (source, source.with_suffix(".mo")))


def _changed(path: Path) -> int | None:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return None


@lru_cache(maxsize=1024)
def _read(path: Path, tag: str, domain: str, changed: int) -> Catalogue:
    """A compiled catalogue, read once for each time that it ``changed`` (ns)."""
    return read_compiled(path.read_bytes(), name=f"{tag}/{domain}.mo")


@lru_cache(maxsize=1024)
def _read_source(path: Path, tag: str, domain: str, changed: int) -> Catalogue | None:
    """A catalogue of a checkout that was not compiled yet, read likewise; None when it is refused.

    An installed program has no ``.po`` files.
    """
    import logging

    from fieldcheck.i18n.upkeep import compiled as compile_source

    name = f"{tag}/{domain}.po"
    try:
        return read_compiled(compile_source(path.read_bytes(), tag, name=name), name=name)
    except UserFixable as refused:
        logging.getLogger(__name__).warning(
            "%s is refused; what was compiled before stays in force: line %s",
            name,
            refused.fields.get("line", "?"),
        )
        return None


def read_compiled(data: bytes, *, name: str) -> Catalogue:
    """The catalogue in the bytes of a ``.mo`` file; ``name`` is for the error only.

    Raises:
        Bug: these are not the bytes of a whole ``.mo`` file.
    """
    try:
        texts = dict(_pairs(data))
        headers = _headers(texts.pop("", ""))
        return Catalogue(
            {key.partition("\0")[0]: tuple(text.split("\0")) for key, text in texts.items()},
            headers,
            _plural_rule(headers),
            dict(key.split("\0", 1) for key in texts if "\0" in key),
        )
    except (struct.error, ValueError) as failure:
        raise Bug(
            N_("De vertaling {name} is beschadigd."),
            remedy=N_("Installeer het programma opnieuw."),
            name=name,
        ) from failure


def _pairs(data: bytes) -> list[tuple[str, str]]:
    order = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}.get(data[:4])
    if order is None:
        raise ValueError("not a .mo file")
    count, keys_at, texts_at = struct.unpack_from(f"{order}3I", data, 8)
    keys = struct.unpack_from(f"{order}{2 * count}I", data, keys_at)
    texts = struct.unpack_from(f"{order}{2 * count}I", data, texts_at)
    return [
        (_slice(data, keys[i + 1], keys[i]), _slice(data, texts[i + 1], texts[i]))
        for i in range(0, 2 * count, 2)
    ]


def _slice(data: bytes, start: int, length: int) -> str:
    if start + length > len(data):
        raise ValueError("the .mo file is cut off")
    return data[start : start + length].decode("utf-8")


def _headers(text: str) -> dict[str, str]:
    lines = (line.partition(":") for line in text.splitlines() if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _plural_rule(headers: Mapping[str, str]) -> Callable[[int], int]:
    _, found, rule = headers.get("plural-forms", "").partition("plural=")
    return c2py(rule.strip().rstrip(";")) if found else _two_forms
