"""The forms there are, each with its size, its languages and its digest."""

from __future__ import annotations

from collections.abc import Iterator

from fieldcheck import assets
from fieldcheck.authoring.outline import Outline
from fieldcheck.authoring.reading import outline_of, questions, whole_workbook
from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.sheets import Workbook
from fieldcheck.engine.sheetwriting import TEXTS
from fieldcheck.i18n import LANGUAGES, SOURCE, Texts, error_text, form_is_draft
from fieldcheck.i18n.languages import needed
from fieldcheck.usecases.forms import FormSource, checked_form, form_source


def form_lines(words: Texts) -> Iterator[str]:
    """A few lines for each form, in the order of their names; a broken one is told and not left out."""
    names = assets.form_ids()
    if not names:
        yield words.text(N_("Er zijn nog geen formulieren."))
    for name in names:
        try:
            yield from _lines(form_source(name), words)
        except FormRefused as error:
            yield f"{name}  {error_text(error, words)[0]}"


def _lines(form: FormSource, words: Texts) -> Iterator[str]:
    published = checked_form(form).form
    if published is None:
        broken = N_("{form} heeft fouten; zie: fieldcheck forms check {form}")
        yield words.text(broken, form=form.form_id)
        return
    outline = outline_of(form, published, "")
    yield f"{form.form_id}  {published.version or '–'}  {published.title}"
    yield "    " + ", ".join(_counts(outline, words))
    shares = language_shares(whole_workbook(form), published.languages)
    yield "    " + ", ".join(_share(form.form_id, tag, share, words) for tag, share in shares.items())
    yield f"    {published.digest[:12]}"


def _counts(outline: Outline, words: Texts) -> Iterator[str]:
    yield words.plural("{n} vraag", "{n} vragen", len(list(questions(outline))))
    yield words.plural("{n} signaal", "{n} signalen", len(outline.rows("signals")))
    yield words.plural("{n} doorverwijzing", "{n} doorverwijzingen", len(outline.rows("referrals")))


def language_shares(book: Workbook, languages: tuple[str, ...]) -> dict[str, int]:
    """For each language how many of the texts it needs are there (per cent, rounded down).

    What only the officer reads is needed in Dutch and English.
    """
    default = languages[0] if languages else "nl"
    have = dict.fromkeys(languages or (default,), 0)
    total = dict.fromkeys(have, 0)
    for name, columns in TEXTS.items():
        for row in book[name].rows if name in book else ():
            for base in columns:
                found = {
                    language_tag(language or default)
                    for head, _, language in (column.partition("::") for column in row.cells)
                    if head == base
                }
                for tag in have if found else ():
                    if needed(name, base, tag):
                        total[tag] += 1
                        have[tag] += tag in found
    return {tag: 100 * count // total[tag] if total[tag] else 100 for tag, count in have.items()}


def _share(form_id: str, tag: str, share: int, words: Texts) -> str:
    if share == 100 and tag == SOURCE:
        return tag
    draft = _draft(form_id, tag)
    template = N_("{language} {share} % (concept)") if draft else N_("{language} {share} %")
    return words.text(template, language=tag, share=share)


def _draft(form_id: str, tag: str) -> bool:
    """Whether the translations come from a catalogue that nobody approved yet."""
    ours = any(known.tag == tag for known in LANGUAGES)
    return ours and tag != SOURCE and form_is_draft(form_id, tag)
