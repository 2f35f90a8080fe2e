"""Words that say what was found: Dutch where they are written, any language where they are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Said(str):
    """A clause in Dutch that remembers how it was made, so that whoever shows it can translate it.

    It is the Dutch text wherever a text is wanted: in logs, tests and errors.

    Attributes:
        message: the Dutch msgid, marked with N_, with ``{named}`` fields.
        fields: what was filled in; a field may be a Said itself.
    """

    __slots__ = ("fields", "message")
    message: str
    fields: dict[str, object]

    def __new__(cls, message: str, **fields: object) -> Said:
        """The Dutch text of ``message`` with its fields filled in."""
        made = super().__new__(cls, message.format_map(fields))
        made.message, made.fields = message, fields
        return made

    def __deepcopy__(self, _memo: object) -> Said:
        return self  # what is copied word by word would forget how it was made


class Clause(Said):
    """A sentence that is used as a clause: without its capital and its full stop, in every language."""

    __slots__ = ()

    def __new__(cls, message: str, **fields: object) -> Clause:
        """The Dutch text of ``message`` as a clause, with its fields filled in."""
        made = str.__new__(cls, as_clause(message.format_map(fields)))
        made.message, made.fields = message, fields
        return made


class Figured(str):
    """An amount, a count or the words of a form in Dutch that remember how to write them in another language.

    Attributes:
        value: what it is.
        written: writes such a value in the language of a BCP 47 tag.
    """

    __slots__ = ("value", "written")
    value: Any
    written: Callable[[Any, str], str]

    def __new__(cls, value: Any, written: Callable[[Any, str], str]) -> Figured:
        """The value as it is written in Dutch."""
        made = super().__new__(cls, written(value, "nl"))
        made.value, made.written = value, written
        return made

    def __deepcopy__(self, _memo: object) -> Figured:
        return self


def as_clause(sentence: str) -> str:
    """The sentence without its capital and its full stop."""
    bare = sentence.rstrip(".")
    return bare[:1].lower() + bare[1:]
