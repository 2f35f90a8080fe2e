"""The rights letter: what holds for everybody who works here, in the reader's language, safe to carry.

The words come from ``resources/letters/rights-letter.json`` and the catalogue domain ``letters``; the look
from ``rights-letter.typ``. The template gets its words as JSON and never as markup, so nothing a user typed
can change the letter.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

import typst

from fieldcheck import assets
from fieldcheck.domain.action import Contact
from fieldcheck.domain.errors import N_, Bug
from fieldcheck.i18n import Texts, language, long_date, money, texts
from fieldcheck.paper import palette
from fieldcheck.paper.letter_texts import EVERYBODY, LetterTexts, Section, read_texts
from fieldcheck.usecases.ports import RightsLetter

NAME: Final = "rights-letter"
STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, titled and in a stated language, for readers who cannot see it."""

Block = dict[str, Any]
"""Words for the template: ``text``, and ``dutch`` where no translation stood by."""


def draw(letter: RightsLetter) -> bytes:
    """The letter as tagged PDF.

    Raises:
        Bug: the template or its texts are not whole.
        InvalidValue: no language has the letter's tag.
    """
    resources = assets.folder("resources")
    try:
        made: bytes = typst.compile(
            resources / "letters" / f"{NAME}.typ",
            font_paths=[resources / "fonts"],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARD,
            sys_inputs={"letter": json.dumps(_content(letter), ensure_ascii=False)},
            timestamp=0,
        )
    except typst.TypstError as cause:
        raise Bug(N_("De brief kan niet worden gemaakt: {reason}."), reason=str(cause)) from cause
    return made


def _content(letter: RightsLetter) -> Block:
    """Everything the template prints, translated first and filled in after."""
    source = read_texts(NAME)
    words = _Words(source, texts(letter.language, "letters"))
    place = _bare(letter.action.municipality)
    contacts = [_contact(one, source, words) for one in letter.action.contacts if _printed(one, source)]
    return {
        "language": letter.language,
        "right_to_left": language(letter.language).right_to_left,
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
        "footer": words("footer", day=words.date(source.as_of)),
    }


class _Words:
    """Looks a key up, translates it and fills it in."""

    def __init__(self, source: LetterTexts, translator: Texts) -> None:
        self._source = source
        self._translator = translator

    def __call__(self, key: str, **fields: str) -> Block:
        msgid = self._source.msgids[key]
        return {
            "text": self._translator.text(msgid, **fields),
            "dutch": self._translator.tag != "nl" and self._translator.status(msgid) == "missing",
        }

    def date(self, day: Any) -> str:
        """A day, written out in the reader's language."""
        return long_date(day, self._translator.tag)

    def money(self, amount: Decimal) -> str:
        """An amount in euros, as the reader's language writes it."""
        return money(amount, self._translator.tag)


def _wage(letter: RightsLetter, source: LetterTexts, words: _Words) -> list[Block]:
    """The amount, what it is and where it comes from; without an amount only that there is one."""
    if not letter.minimum_wage:
        return [words("wage.unknown")]
    notice = source.notice(letter.day)
    return [
        words("wage.amount", amount=words.money(Decimal(letter.minimum_wage))),
        words("wage.caption", day=words.date(letter.day)),
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
        "name": contact.name,
        "number": contact.number,
        "hours": contact.hours,
        "checked": words("contacts.checked.one", day=words.date(contact.checked)),
        "anonymous": words("contacts.anonymous") if contact.code in source.anonymous else None,
    }


def _bare(municipality: str) -> str:
    """The municipality's name without ``Gemeente`` before it; the texts bring that word."""
    name = municipality.strip()
    return name[9:].strip() if name.casefold().startswith("gemeente ") else name
