"""Labels of a form may carry ODK's Markdown: turned into Qt's rich text, or into plain words.

What ODK documents for labels, hints and choices (docs.getodk.org/form-styling) is understood: headings,
emphasis, strong, links, backslash escapes, line breaks, bullets, and ``<span style="color|font-family">``.
Everything else is text: no other tag ever reaches the screen as a tag. A laptop in a tent is offline, so
a link is shown as its words with the address behind them and cannot be pressed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

Mark = Literal["text", "strong", "emphasis", "link", "span"]

_LONGEST = 20_000
"""Longer than any label; what is longer is shown as it is written."""
_DEEPEST = 8
_MARKED = re.compile(r"[*_#\[<\\\n]|^\s*[-+]\s", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\*_#\[\]()<>`~+.-])")
_HELD = 0xE000
"""Escaped signs wait in the private use area while marks are looked for."""
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\s*$")
_BULLET = re.compile(r"\s*[-*+]\s+(.+)")
_INLINE = re.compile(
    r"""\*\*(?=\S)(?P<strong>.+?)(?<=\S)\*\*
    |(?<!\w)__(?=\S)(?P<strong_too>.+?)(?<=\S)__(?!\w)
    |\*(?=\S)(?P<emphasis>[^*]+?)(?<=\S)\*
    |(?<!\w)_(?=\S)(?P<emphasis_too>.+?)(?<=\S)_(?!\w)
    |\[(?P<words>[^\]\n]+)\]\((?P<target>[^)\s]+)\)
    |<span\s+style\s*=\s*(?P<quote>["'])(?P<style>[^"'<>]*)(?P=quote)\s*>(?P<inner>.*?)</span\s*>
    |(?P<dropped></?(?:p|div)(?:\s[^<>]*)?>)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_STYLE = re.compile(r"\s*(color|font-family)\s*:\s*([#\w ,-]+?)\s*(?:;|$)", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-zA-Z]{3,24}")
_FAMILIES = {"monospace": "Noto Sans Mono"}
"""Only families that the program brings along; the others look like the rest."""


@dataclass(frozen=True, slots=True)
class _Piece:
    mark: Mark
    text: str = ""
    inner: tuple[_Piece, ...] = ()


@lru_cache(maxsize=4096)
def plain(marked: str) -> str:
    """The words alone: for screen readers, lists, notices and papers."""
    if not _is_marked(marked):
        return marked
    return "\n".join(_plain_line(line) for line in _lines(marked)).strip()


@lru_cache(maxsize=4096)
def rich(marked: str) -> str:
    """Qt rich text, "" when nothing is marked up and the words can be shown as they are."""
    if not _is_marked(marked):
        return ""
    lines = [_rich_line(line) for line in _lines(marked)]
    html = "<br>".join(lines).strip()
    return "" if html == escape(marked) else html


def recoloured(html: str, legible: Callable[[str], str]) -> str:
    """Rich text with every colour replaced by what ``legible`` makes of it: a theme has its own ground."""
    return re.sub(r"color:([#\w]+)", lambda found: f"color:{legible(found[1])}", html)


def _is_marked(text: str) -> bool:
    return len(text) <= _LONGEST and _MARKED.search(text) is not None


def _lines(marked: str) -> Iterator[str]:
    safe = "".join(sign for sign in marked if not _HELD <= ord(sign) < _HELD + 128)
    held = _ESCAPED.sub(lambda found: chr(_HELD + ord(found[1])), safe)
    yield from held.replace("\r\n", "\n").split("\n")


def _release(text: str) -> str:
    return "".join(chr(ord(sign) - _HELD) if _HELD <= ord(sign) < _HELD + 128 else sign for sign in text)


def _rich_line(line: str) -> str:
    if heading := _HEADING.match(line):
        larger = max(4 - len(heading[1]), 0)
        return f'<font size="+{larger}"><b>{_html(_pieces(heading[2]))}</b></font>'
    if bullet := _BULLET.match(line):
        return f"•&nbsp;&nbsp;{_html(_pieces(bullet[1]))}"
    return _html(_pieces(line))


def _plain_line(line: str) -> str:
    if heading := _HEADING.match(line):
        return _words(_pieces(heading[2]))
    if bullet := _BULLET.match(line):
        return f"• {_words(_pieces(bullet[1]))}"
    return _words(_pieces(line))


def _pieces(text: str, depth: int = 0) -> tuple[_Piece, ...]:
    if depth == _DEEPEST:
        return (_Piece("text", text),)
    found: list[_Piece] = []
    at = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            found.append(_Piece("text", text[at : match.start()]))
        found.extend(_piece(match, depth + 1))
        at = match.end()
    if at < len(text):
        found.append(_Piece("text", text[at:]))
    return tuple(found)


def _piece(match: re.Match[str], depth: int) -> Iterator[_Piece]:
    strong = match["strong"] or match["strong_too"]
    emphasis = match["emphasis"] or match["emphasis_too"]
    if strong:
        yield _Piece("strong", inner=_pieces(strong, depth))
    elif emphasis:
        yield _Piece("emphasis", inner=_pieces(emphasis, depth))
    elif match["words"]:
        yield _Piece("link", match["target"], _pieces(match["words"], depth))
    elif match["inner"] is not None:
        yield _Piece("span", _style(match["style"]), _pieces(match["inner"], depth))


def _style(written: str) -> str:
    parts: list[str] = []
    for name, value in _STYLE.findall(written):
        if name.lower() == "color" and _COLOUR.fullmatch(value):
            parts.append(f"color:{value.lower()}")
        elif name.lower() == "font-family" and value.lower() in _FAMILIES:
            parts.append(f"font-family:'{_FAMILIES[value.lower()]}'")
    return "; ".join(parts)


def _html(pieces: tuple[_Piece, ...]) -> str:
    return "".join(_html_piece(piece) for piece in pieces)


def _html_piece(piece: _Piece) -> str:
    inner = _html(piece.inner)
    if piece.mark == "strong":
        return f"<b>{inner}</b>"
    if piece.mark == "emphasis":
        return f"<i>{inner}</i>"
    if piece.mark == "link":
        return f"<u>{inner}</u> ({escape(_release(piece.text))})"
    if piece.mark == "span":
        return f'<span style="{escape(piece.text)}">{inner}</span>' if piece.text else inner
    return escape(_release(piece.text))


def _words(pieces: tuple[_Piece, ...]) -> str:
    return "".join(
        _release(piece.text)
        if piece.mark == "text"
        else f"{_words(piece.inner)} ({_release(piece.text)})"
        if piece.mark == "link"
        else _words(piece.inner)
        for piece in pieces
    )
