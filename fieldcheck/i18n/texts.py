"""From a Dutch text to the same text in another language, with its fields filled in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Literal

from fieldcheck import assets
from fieldcheck.domain.errors import FieldcheckError
from fieldcheck.domain.wording import Clause, Figured, Said, as_clause
from fieldcheck.i18n.catalogue import CONTEXT_MARK, EMPTY, Catalogue, catalogue, catalogue_stamp
from fieldcheck.i18n.fields import keeps_fields
from fieldcheck.i18n.languages import LANGUAGES, PSEUDO, SOURCE, Language, language
from fieldcheck.i18n.pseudo import pseudo

Status = Literal["translated", "draft", "missing"]


class Texts:
    """Translates the texts of one domain (``screens``, ``letters``) into one language.

    What is missing, fuzzy, or has other ``{fields}`` than its source is shown in Dutch, and
    :meth:`status` says so.
    """

    def __init__(self, spoken: Language, domain: str, source: Catalogue) -> None:
        self.language = spoken
        self.domain = domain
        self._catalogue = source
        self._accepted: dict[str, tuple[str, ...]] = {}
        self._refused: set[str] = set()

    @property
    def tag(self) -> str:
        """BCP 47 tag of the language."""
        return self.language.tag

    @property
    def draft(self) -> bool:
        """Nobody who speaks the language has approved these translations yet."""
        return self._catalogue.draft

    @property
    def refused(self) -> frozenset[str]:
        """Dutch texts whose translation was met and refused, because its fields differ."""
        return frozenset(self._refused)

    def text(self, msgid: str, **fields: object) -> str:
        """The translation of a Dutch text; fields are filled in after translating.

        Raises:
            KeyError: the text has a field that was not given.
        """
        forms = self._forms(msgid, self._catalogue.plurals.get(msgid, ""))
        found = forms[0] if forms else msgid
        return found.format_map(fields) if fields else found

    def plural(self, singular: str, plural: str, n: int, **fields: object) -> str:
        """The form that belongs to ``n`` things; ``{n}`` is filled in by itself.

        Raises:
            KeyError: the text has a field that was not given.
        """
        together = singular in self._catalogue.plurals
        forms = self._forms(singular, plural if together else "")
        if forms and together:
            found = forms[min(self._catalogue.plural_form(abs(n)), len(forms) - 1)]
        elif forms:
            # The two stand apart in the catalogue, because no extractor saw them together.
            found = forms[0] if n == 1 else self.text(plural)
        else:
            found = singular if n == 1 else plural
        return found.format_map({"n": n, **fields})

    def status(self, msgid: str) -> Status:
        """Whether this text shows translated, as a draft translation, or (still) in Dutch."""
        if self.tag == SOURCE:
            return "translated"
        if not self._forms(msgid, self._catalogue.plurals.get(msgid, "")):
            return "missing"
        return "draft" if self.draft else "translated"

    def _forms(self, msgid: str, plural: str = "") -> tuple[str, ...]:
        """The accepted translations of a text and of its Dutch plural, "" for none; or nothing."""
        if msgid in self._accepted:
            return self._accepted[msgid]
        found = self._catalogue.entries.get(msgid, ())
        sources = (msgid, plural) if plural else (msgid,)
        if found and not keeps_fields(sources, found, self._catalogue.plural_form if plural else None):
            import logging  # rarely needed, and not free at the start of the program

            self._refused.add(msgid)
            logging.getLogger(__name__).warning(
                "%s/%s: translation refused, its fields differ: %s", self.tag, self.domain, msgid
            )
            found = ()
        self._accepted[msgid] = found
        return found


class _Pseudo(Texts):
    """Makes its translations up, so that what went through a translator can be told on the screen."""

    def _forms(self, msgid: str, plural: str = "") -> tuple[str, ...]:
        return (pseudo(msgid, self.tag),)

    def plural(self, singular: str, plural: str, n: int, **fields: object) -> str:
        return pseudo(singular if n == 1 else plural, self.tag).format_map({"n": n, **fields})


@cache
def texts(tag: str, domain: str = "screens") -> Texts:
    """The translator for one language and domain.

    Raises:
        InvalidValue: no language has this tag.
        Bug: the catalogue is damaged.
    """
    spoken = language(tag)
    if tag in PSEUDO:
        return _Pseudo(spoken, domain, EMPTY)
    return Texts(spoken, domain, EMPTY if tag == SOURCE else catalogue(tag, domain))


def error_text(error: FieldcheckError, translator: Texts) -> tuple[str, str, str]:
    """What happened, what is safe and what to do next, in the translator's language."""
    fields = _in_words(error.fields, translator)
    what, kept, remedy = (
        translator.text(part, **fields) if part else "" for part in (error.message, error.kept, error.remedy)
    )
    return what, kept, remedy


def said(words: str, translator: Texts) -> str:
    """What was found, in the translator's language; words that nobody marked stay as they are."""
    if isinstance(words, Figured):
        return words.written(words.value, translator.tag)
    if not isinstance(words, Said):
        return words
    shown = translator.text(words.message, **_in_words(words.fields, translator))
    return as_clause(shown) if isinstance(words, Clause) else shown


def _in_words(fields: Mapping[str, object], translator: Texts) -> dict[str, object]:
    return {
        name: said(value, translator) if isinstance(value, str) else value for name, value in fields.items()
    }


def form_is_draft(form_id: str, tag: str) -> bool:
    """Whether nobody approved the words of a form, or of the choices it shares, in a language yet."""
    return any(catalogue(tag, f"forms/{name}").draft for name in (form_id, assets.LISTS))


def form_languages(form_id: str) -> frozenset[str]:
    """The languages that somebody began to translate a form of the program into; no catalogue is read."""
    there = assets.folder("translations")
    files = [(one.tag, there / one.tag / "forms" / form_id) for one in LANGUAGES if one.tag != SOURCE]
    return frozenset(
        tag for tag, file in files if any(file.with_name(form_id + end).is_file() for end in (".mo", ".po"))
    )


def form_texts_stamp(form_id: str) -> tuple[object, ...]:
    """As long as this is the same, :func:`form_texts` of a form, and of the shared lists, finds the same."""
    tags = [known.tag for known in LANGUAGES if known.tag != SOURCE]
    times = [catalogue_stamp(tag, f"forms/{name}") for tag in tags for name in (form_id, assets.LISTS)]
    return (*times, os.environ.get("FIELDCHECK_LANGUAGE", ""))


def form_texts(form_id: str, sources: Mapping[str, str] | None = None) -> dict[str, dict[str, str]]:
    """The translations of a form's cells: language tag to cell id to text, Dutch left out.

    Args:
        form_id: the folder of the form, e.g. ``intake-park``.
        sources: Dutch text by cell id; with them a trial language that ``FIELDCHECK_LANGUAGE`` names is
            made up as well. Where given, a translation made from an earlier Dutch text is
            left out, so that a changed question is never asked with its old words.
    """
    tags = [known.tag for known in LANGUAGES if known.tag != SOURCE]
    found = {tag: _cells(catalogue(tag, f"forms/{form_id}"), sources) for tag in tags}
    tried = os.environ.get("FIELDCHECK_LANGUAGE", "")
    if tried in PSEUDO and sources:
        found[tried] = {cell: pseudo(text, tried) for cell, text in sources.items()}
    return {tag: cells for tag, cells in found.items() if cells}


def _cells(source: Catalogue, current: Mapping[str, str] | None) -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, forms in source.entries.items():
        cell, _, dutch = key.partition(CONTEXT_MARK)
        if keeps_fields((dutch,), forms) and (current is None or current.get(cell) == dutch):
            cells[cell] = forms[0]
    return cells
