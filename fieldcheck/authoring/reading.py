"""A form as its author sees it: its sheets with all languages, and what publishing says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fieldcheck.authoring.outline import Outline
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.engine import Checked, PublishedForm, refusal
from fieldcheck.engine.sheets import Workbook, read_workbook
from fieldcheck.engine.sheetwriting import with_languages
from fieldcheck.i18n import LANGUAGES
from fieldcheck.usecases.forms import FormSource, checked_form

NAMES: Mapping[str, str] = {known.tag: f"{known.name_native} ({known.tag})" for known in LANGUAGES}
"""What the column of a language is called: its own name, and its tag in brackets as ODK asks."""


def whole_workbook(form: FormSource) -> Workbook:
    """The sheets of a form with a column for every language it has. Raises FormRefused."""
    return with_languages(read_workbook(form.source, form.filename), form.texts, NAMES)


def accepted(form: FormSource) -> tuple[PublishedForm, Checked]:
    """The published form and what is worth knowing of it.

    Raises FormRefused with a line for every problem.
    """
    checked = checked_form(form)
    if checked.form is None:
        raise refusal(checked, form.filename)
    return checked.form, checked


def outline_of(form: FormSource, published: PublishedForm, language: str) -> Outline:
    """The rows of a form in one language, "" for its own. Raises InvalidValue for one that it has not."""
    default = published.languages[0] if published.languages else "nl"
    if language and language not in published.languages:
        raise InvalidValue(
            N_("Het formulier is er niet in de taal “{language}”."),
            remedy=N_("Kies een van: {languages}."),
            language=language,
            languages=", ".join(published.languages),
        )
    return Outline(whole_workbook(form), language or default, default)


def questions(outline: Outline) -> Iterator[str]:
    """The names of what is asked, in order."""
    waiting = list(outline.items)
    while waiting:
        item = waiting.pop(0)
        waiting[:0] = item.children
        if item.asks:
            yield item.name
