"""The rights letter: what holds for everybody who works here, in the reader's language, safe to carry.

The words come from ``resources/letters/rights-letter.json`` and the catalogue domain ``letters``; the look
from ``rights-letter.typ``. The template gets its words as JSON and never as markup, so nothing a user typed
can change the letter.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

import typst

from fieldcheck import assets
from fieldcheck.domain.action import Contact
from fieldcheck.domain.errors import N_, Bug
from fieldcheck.i18n import SOURCE, Texts, language, long_date, money, texts
from fieldcheck.paper import palette
from fieldcheck.paper.letter_texts import EVERYBODY, LetterTexts, Section, read_texts
from fieldcheck.paper.wording import bare_municipality, printable
from fieldcheck.usecases.ports import RightsLetter

NAME: Final = "rights-letter"
STANDARD: Final[Literal["ua-1"]] = "ua-1"
"""PDF/UA-1: tagged, titled and in a stated language, for readers who cannot see it."""

SIZE: Final = 12.0
SMALLER: Final = 11.3
"""Points. Cyrillic letters are a tenth wider than Latin ones, and two pages must hold the letter."""

Block = dict[str, Any]
"""Words for the template: ``text``, and ``dutch`` where no translation stood by."""


def draw(letter: RightsLetter) -> bytes:
    """The letter as tagged PDF.

    Raises:
        Bug: the template or its texts are not whole.
        InvalidValue: no language has the letter's tag.
    """
    words = json.dumps(_content(letter), ensure_ascii=False)
    try:
        return _compiled(words, [STANDARD])
    except typst.TypstError:
        # The standard forbids a sign that no bundled font has, such as one in a contact's name. A letter
        # with a box in that place is better than none.
        try:
            return _compiled(words, [])
        except typst.TypstError as cause:
            raise Bug(N_("De brief kan niet worden gemaakt: {reason}."), reason=str(cause)) from cause


def _compiled(words: str, standards: list[Literal["ua-1"]]) -> bytes:
    resources = assets.folder("resources")
    made: bytes = typst.compile(
        resources / "letters" / f"{NAME}.typ",
        font_paths=[resources / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=[*standards],
        sys_inputs={"letter": words},
        timestamp=0,
    )
    return made


def _content(letter: RightsLetter) -> Block:
    """Everything the template prints, translated first and filled in after."""
    source = read_texts(NAME)
    words = _Words(source, texts(letter.language, "letters"))
    place = bare_municipality(letter.action.municipality)
    contacts = [_contact(one, source, words) for one in letter.action.contacts if _printed(one, source)]
    return {
        "language": letter.language,
        "right_to_left": language(letter.language).right_to_left,
        "size": SMALLER if language(letter.language).script == "Cyrl" else SIZE,
        "palette": dict(palette.COLOURS),
        "practice": words("practice") if letter.action.practice else None,
        "draft": words("draft") if letter.draft else None,
        "sender": words("sender", municipality=place),
        "title": words("title"),
        "intro": words("intro"),
        "wage": _wage(letter, source, words),
        "wage_known": bool(letter.minimum_wage),
        "sections": [_section(one, letter, words, place) for one in source.sections],
        "contacts_heading": words("contacts.heading"),
        "contacts": contacts,
        "footer": words("footer", day=source.as_of),
    }


class _Words:
    """Looks a key up, translates it and fills it in."""

    def __init__(self, source: LetterTexts, translator: Texts) -> None:
        self._source = source
        self._translator = translator

    def __call__(self, key: str, **fields: str | date | Decimal) -> Block:
        """The block of one key; a day is written out and an amount is in euros, in the block's language."""
        msgid = self._source.msgids[key]
        dutch = self._translator.status(msgid) == "missing"
        tag = SOURCE if dutch else self._translator.tag
        filled = {name: _written(value, tag) for name, value in fields.items()}
        return {"text": self._translator.text(msgid, **filled), "dutch": dutch}


def _written(value: str | date | Decimal, tag: str) -> str:
    if isinstance(value, date):
        return long_date(value, tag)
    return money(value, tag) if isinstance(value, Decimal) else value


def _wage(letter: RightsLetter, source: LetterTexts, words: _Words) -> list[Block]:
    """The amount, what it is and where it comes from; without an amount only that there is one."""
    if not letter.minimum_wage:
        return [words("wage.unknown")]
    notice = source.notice(letter.day)
    return [
        words("wage.amount", amount=Decimal(letter.minimum_wage)),
        words("wage.caption", day=letter.day),
        words("wage.gross"),
        words("wage.source.notice", notice=notice) if notice else words("wage.source"),
    ]


def _section(section: Section, letter: RightsLetter, words: _Words, municipality: str) -> Block:
    readers = {EVERYBODY, {True: "eu", False: "other", None: EVERYBODY}[letter.eu_citizen]}
    return {
        "heading": words(section.heading),
        "lines": [
            words(line.key, municipality=municipality) for line in section.lines if line.reader in readers
        ],
    }


def _printed(contact: Contact, source: LetterTexts) -> bool:
    """Whether a contact may stand on a paper that an employer may see, and has a number to call."""
    shown = f"{contact.code} {contact.name} {contact.hours}".casefold()
    return bool(contact.number.strip()) and not any(word in shown for word in source.left_out_words)


def _contact(contact: Contact, source: LetterTexts, words: _Words) -> Block:
    return {
        "name": printable(contact.name),
        "number": printable(contact.number),
        "hours": printable(contact.hours),
        "checked": words("contacts.checked", day=contact.checked),
        "anonymous": _part_of_a_line(words("contacts.anonymous"))
        if contact.code in source.anonymous
        else None,
    }


def _part_of_a_line(block: Block) -> Block:
    """The same words without the full stop, since more follows on the line."""
    return {**block, "text": str(block["text"]).removesuffix(".")}
