"""Words that say what was found: Dutch where they are written, any language where they are shown."""

from __future__ import annotations


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


class Clause(Said):
    """A sentence that is used as a clause: without its capital and its full stop, in every language."""

    __slots__ = ()

    def __new__(cls, message: str, **fields: object) -> Clause:
        """The Dutch text of ``message`` as a clause, with its fields filled in."""
        made = str.__new__(cls, as_clause(message.format_map(fields)))
        made.message, made.fields = message, fields
        return made


def as_clause(sentence: str) -> str:
    """The sentence without its capital and its full stop."""
    bare = sentence.rstrip(".")
    return bare[:1].lower() + bare[1:]
