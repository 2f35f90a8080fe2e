"""What a screen says about an error or a paper, in finished words."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain.errors import N_, FieldcheckError
from fieldcheck.i18n import Texts, error_text

UNEXPECTED = N_("Er ging iets mis in het programma.")
NOTHING_DONE = N_("Er is niets gewijzigd.")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong, what is safe, and what to do next ("" where nothing helps)."""

    what: str
    kept: str
    remedy: str


def trouble(error: Exception, texts: Texts) -> Trouble:
    """An error in plain words; one that is not of our own tree is called what it is: unexpected."""
    if isinstance(error, FieldcheckError):
        return Trouble(*error_text(error, texts))
    return Trouble(texts.text(UNEXPECTED), texts.text(NOTHING_DONE), "")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that can be saved or printed; ``name`` is a neutral file name.

    ``recorded`` says whether it is on record, as everything about a person is.
    """

    name: str
    title: str
    pdf: bytes
    recorded: bool = True
