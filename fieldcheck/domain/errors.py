"""The one error tree: who can do something about it decides the branch.

``message``, ``kept`` and ``remedy`` are Dutch source texts (gettext msgids, marked with
:func:`N_`) with ``{named}`` fields; whoever shows the error translates them first and fills
in ``fields`` after. No field may carry an answer, a name or a secret.
"""

from __future__ import annotations


def N_(text: str) -> str:  # the name gettext's extractors look for
    """Mark a text for translation where it is written; it is translated where it is shown."""
    return text


NOTHING_CHANGED = N_("Er is niets gewijzigd.")


class FieldcheckError(Exception):
    """Something went wrong: what, what is safe, and what to do next.

    Attributes:
        message: what happened, a Dutch msgid with ``{named}`` fields.
        kept: what is safe, a Dutch msgid.
        remedy: what the person can do next, a Dutch msgid, or "" where nothing helps.
        fields: values for the named fields (a place, a row, a file name).
    """

    def __init__(
        self,
        message: str,
        *,
        kept: str = NOTHING_CHANGED,
        remedy: str = "",
        **fields: object,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.kept = kept
        self.remedy = remedy
        self.fields = fields

    def __str__(self) -> str:
        """The untranslated message with its fields filled in, for logs and tests."""
        return self.message.format_map(self.fields) if self.fields else self.message


class UserFixable(FieldcheckError):
    """The person in front of the screen can put it right: other input, another file, another role."""


class EnvironmentFailed(FieldcheckError):
    """The machine or what surrounds it failed: disk full, file locked, no printer."""


class Bug(FieldcheckError):
    """We made a mistake; nothing the person does will help."""


class NotAllowed(UserFixable):
    """This role may not do this."""


class InvalidValue(UserFixable):
    """A value that cannot be right: an impossible date, a negative amount, a wrong check digit."""


class FormRefused(UserFixable):
    """A form cannot be published or opened; ``problems`` names each place and reason."""

    def __init__(self, message: str, *, problems: tuple[str, ...] = (), **fields: object) -> None:
        super().__init__(message, **fields)  # type: ignore[arg-type]
        self.problems = problems


class WrongPassphrase(UserFixable):
    """No key slot opens with this name and passphrase."""


class StoreRefused(UserFixable):
    """The database is truncated, foreign or newer than this program."""


class StorageFailed(EnvironmentFailed):
    """Writing failed: the disk is full, the file is locked or gone."""


class BundleRefused(UserFixable):
    """A bundle is for somebody else, altered, or signed by somebody unknown."""
