"""The forms there are, each with its size, its languages and its digest."""

from __future__ import annotations

from collections.abc import Iterator

from fieldcheck import assets
from fieldcheck.authoring.outline import Outline
from fieldcheck.authoring.reading import outline_of, questions
from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.i18n import Texts, error_text
from fieldcheck.usecases.forms import FormSource, checked_form, form_source
from fieldcheck.usecases.language_standing import FormStanding, LanguageStanding, standing_of

_HEADS = (
    N_("taal"),
    N_("vragen"),
    N_("teksten"),
    N_("vertaald"),
    N_("concept"),
    N_("goedgekeurd"),
    N_("verouderd"),
)


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
    yield f"    {published.digest[:12]}"
    for line in _table(standing_of(form), words):
        yield f"    {line}".rstrip()


def _counts(outline: Outline, words: Texts) -> Iterator[str]:
    yield words.plural("{n} vraag", "{n} vragen", len(list(questions(outline))))
    yield words.plural("{n} signaal", "{n} signalen", len(outline.rows("signals")))
    yield words.plural("{n} doorverwijzing", "{n} doorverwijzingen", len(outline.rows("referrals")))


def _table(form: FormStanding, words: Texts) -> Iterator[str]:
    """A line for each language: how many questions can be asked in it, and what became of its texts."""
    heads = [words.text(head) for head in _HEADS]
    wide = max(len(heads[0]), *(len(one.tag) for one in form.languages))
    yield "  ".join([heads[0].ljust(wide), *heads[1:]])
    for one in form.languages:
        numbers = (one.questions, one.texts, one.translated, one.draft, one.approved, one.stale)
        columns = (str(n).rjust(len(head)) for n, head in zip(numbers, heads[1:], strict=True))
        yield "  ".join([one.tag.ljust(wide), *columns, *_by(one)])


def _by(one: LanguageStanding) -> Iterator[str]:
    names = dict.fromkeys(f"{approved.by} ({approved.on})" for approved in one.approvals)
    if names:
        yield ", ".join(names)
