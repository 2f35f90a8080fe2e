"""The rules that the forms of an action bring: what the coordinator can change, and what rules can name."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from fieldcheck import assets
from fieldcheck.domain.action import Action
from fieldcheck.domain.errors import FormRefused, UserFixable
from fieldcheck.domain.referral import Urgency
from fieldcheck.engine import PublishedForm
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.published import ReferralRule
from fieldcheck.engine.shared_lists import written_languages
from fieldcheck.engine.sheets import Row, read_workbook
from fieldcheck.engine.xlsform import default_language
from fieldcheck.i18n import Texts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.forms import form_source, kept_form
from fieldcheck.usecases.offering import brought_forms, forms_of
from fieldcheck.usecases.rule_wording import Wording


@dataclass(frozen=True, slots=True)
class FormRule:
    """A rule of the sheet ``referrals`` of one or more forms, told once.

    Attributes:
        label: the reason by language.
        forms: titles of the forms that have it.
    """

    code: str
    to: str
    urgency: Urgency
    when: str
    label: Mapping[str, str]
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormRules:
    """What the forms of an action have.

    Attributes:
        forms: ids of every form that is here.
        titles: what each is called, by id.
        languages: the tags that each form of the action can be held in, by id.
        rules: every rule once, in the order of the forms.
        signals: the label of each signal by code, by language.
    """

    forms: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: tuple[FormRule, ...] = ()
    signals: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def rule(self, code: str) -> FormRule | None:
        """The rule with this code, or None."""
        return next((one for one in self.rules if one.code == code), None)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one form has of this."""

    title: str
    languages: tuple[str, ...]
    rules: tuple[ReferralRule, ...]
    signals: Mapping[str, Mapping[str, str]]


def form_rules(desk: Desk, action: Action) -> FormRules:
    """What the forms of ``action`` have, as far as they are here; writes nothing.

    A form that cannot be read is left out: that it is broken is told where forms are kept.
    """
    read = dict(_read(desk, action))
    rules: dict[str, FormRule] = {}
    for form in read.values():
        for rule in form.rules:
            known = rules.get(rule.code)
            titles = (*(known.forms if known else ()), form.title)
            urgency = Urgency(rule.urgency)
            rules[rule.code] = FormRule(rule.code, rule.to, urgency, rule.when, rule.label, titles)
    return FormRules(
        forms=frozenset(brought_forms(desk.store)) | frozenset(assets.form_ids()),
        titles=_others(read) | {form_id: form.title for form_id, form in read.items()},
        languages={form_id: form.languages for form_id, form in read.items()},
        rules=tuple(rules.values()),
        signals={code: label for form in read.values() for code, label in form.signals.items()},
    )


def _read(desk: Desk, action: Action) -> Iterator[tuple[str, _Read]]:
    brought, there = brought_forms(desk.store), assets.form_ids()
    for form_id in dict.fromkeys((*forms_of(action), *brought)):
        if form_id in brought:
            yield form_id, _kept(form_id, kept_form(desk.store.form(brought[form_id])))
        elif form_id in there:
            try:
                yield form_id, _written(form_id, assets.form_source(form_id).stat().st_mtime_ns)
            except (FormRefused, UserFixable):
                continue


def _others(read: Mapping[str, _Read]) -> dict[str, str]:
    """The titles of the forms that no post uses yet, by id: they can be chosen."""
    titles = {}
    for form_id in assets.form_ids():
        if form_id not in read:
            with contextlib.suppress(FormRefused, UserFixable):
                titles[form_id] = _written(form_id, assets.form_source(form_id).stat().st_mtime_ns).title
    return titles


def _kept(form_id: str, form: PublishedForm) -> _Read:
    signals = {signal.code: signal.label for signal in form.signals}
    return _Read(form.title or form_id, form.languages, form.referrals, signals)


@lru_cache(maxsize=64)
def _written(form_id: str, changed: int) -> _Read:
    """A form's source, not published: compiling all of an action's forms takes many seconds.

    ``changed`` is when it was last written.
    """
    source = form_source(form_id)
    book = read_workbook(source.source, source.filename)
    settings = book.get("settings")
    title = settings.rows[0].get("form_title", "title") if settings and settings.rows else ""
    own = language_tag(default_language(book))

    def labels(sheet: str, row: Row) -> dict[str, str]:
        place = f"{sheet}/{row.get('code')}/label"
        found = {tag: texts[place] for tag, texts in source.texts.items() if place in texts}
        written = {
            language_tag(column.partition("::")[2]) if "::" in column else own: text
            for column, text in row.cells.items()
            if column.partition("::")[0] == "label"
        }
        return {**found, **written}

    def rows(sheet: str) -> tuple[Row, ...]:
        return book[sheet].rows if sheet in book else ()

    return _Read(
        title or form_id,
        tuple(sorted({own, *written_languages(book), *source.texts})),
        tuple(
            ReferralRule(
                row.get("code"),
                row.get("when"),
                row.get("to"),
                row.get("urgency"),
                labels("referrals", row),
                row.get("source"),
            )
            for row in rows("referrals")
            if row.get("urgency") in tuple(Urgency)
        ),
        {row.get("code"): labels("signals", row) for row in rows("signals")},
    )


def rule_in_words(when: str, rules: FormRules, words: Texts) -> str:
    """A condition as a sentence in the language of ``words``; as it is written where it has no words."""
    signals = {code: label.get(words.tag) or label.get("nl", code) for code, label in rules.signals.items()}
    return Wording(words, {}, signals=signals, facts={}).condition(when)
