"""Which forms this laptop works with: those its set-up bundle brought, else those in ``forms/``."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from fieldcheck import assets
from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.errors import (
    N_,
    FieldcheckError,
    FormRefused,
    InvalidValue,
    StorageFailed,
    UserFixable,
)
from fieldcheck.domain.identifiers import FormDigest
from fieldcheck.domain.journal import Draft
from fieldcheck.engine import FormRun, PublishedForm, load, program_of
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.shared_lists import written_languages
from fieldcheck.engine.sheets import read_workbook
from fieldcheck.engine.xlsform import default_language
from fieldcheck.i18n import form_languages
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.forms import INTAKE_FORM, form_source, kept_form, publish_form, published_form
from fieldcheck.usecases.ports import Store

SET_UP_FORMS = "set-up.forms"
"""Name under which a store keeps which forms its set-up bundle brought: digests by id, as JSON."""


@dataclass(frozen=True, slots=True)
class FormOffer:
    """A form that a talk can be held with.

    ``here`` is False for one that no post of the action uses, such as one just imported to try out.
    ``languages`` are the tags it can be held in; empty where that is not known.
    """

    id: str
    title: str
    here: bool = True
    languages: tuple[str, ...] = ()


def forms_of(action: Action) -> tuple[str, ...]:
    """The ids of every form of the action; the short intake where nobody chose any."""
    return action.forms or (INTAKE_FORM,)


def forms_at(action: Action, post: str) -> tuple[str, ...]:
    """The ids of the forms of one post, the usual one first; empty where no talks are held."""
    return action.post(post).forms if action.forms else (INTAKE_FORM,)


def publish_for(action: Action) -> dict[str, bytes]:
    """The forms that a set-up bundle of this action brings, published now, by id.

    Raises:
        InvalidValue: the action names a form that is not there.
        FormRefused: a form cannot be published, or does not run.
    """
    there, published = assets.form_ids(), {}
    for form in forms_of(action):
        if form not in there:
            raise InvalidValue(
                N_("De actie noemt het formulier “{form}”, en dat is er niet."),
                remedy=N_("Neem het eerst over met “fieldcheck forms import”, of verbeter de naam."),
                form=form,
            )
        published[form] = published_form(form).to_bytes()
        require_running(published[form])
    return published


@lru_cache(maxsize=32)
def require_running(published: bytes) -> bytes:
    """Load a form as a talk would, to its first page; what loading it worked out, to keep beside it.

    Raises FormRefused when it is damaged or does not run with this version of the program.
    """
    try:
        form = PublishedForm.from_bytes(published)
        ready = load(form)
        program = program_of(form, ready)
        language = form.languages[0] if form.languages else "nl"
        pages = FormRun(ready, now=lambda: datetime.now(UTC), language=language).pages()
    except FormRefused:
        raise
    except (FieldcheckError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise FormRefused(N_("Dit formulier draait niet op deze versie van het programma.")) from error
    if not pages:
        raise FormRefused(N_("Dit formulier vraagt niets."))
    return program


def keep_brought(store: Store, forms: Mapping[str, bytes]) -> tuple[PublishedForm, ...]:
    """Keep the forms of a set-up bundle, by id. They count at once."""
    kept = {form: PublishedForm.from_bytes(data) for form, data in forms.items()}
    for form, published in kept.items():
        store.keep_form(published.digest, forms[form])
    digests = {form: published.digest for form, published in kept.items()}
    store.keep_secret(SET_UP_FORMS, json.dumps(digests, sort_keys=True).encode())
    return tuple(kept.values())


@contextlib.contextmanager
def bringing(store: Store, forms: Mapping[str, bytes]) -> Iterator[None]:
    """Keep forms, as :func:`keep_brought`, while the action that brings them is put on record.

    When that fails, those that counted before count again.
    """
    before = store.secret(SET_UP_FORMS)
    try:
        keep_brought(store, forms)
        yield
    except BaseException:
        with contextlib.suppress(StorageFailed):  # what went wrong first is what is told
            store.keep_secret(SET_UP_FORMS, before or b"{}")
        raise


def carried_forms(store: Store, action: Action) -> dict[str, bytes]:
    """Every form for the laptops of an action, published, by id: as this laptop has it, else published now.

    Raises InvalidValue or FormRefused for a form that is not there or does not run.
    """
    brought = {form: store.form(digest) for form, digest in brought_forms(store).items()}
    lacking = set(forms_of(action)) - brought.keys()
    if not lacking:
        return brought
    posts = (replace(post, forms=tuple(lacking.intersection(post.forms))) for post in action.posts)
    return brought | publish_for(replace(action, posts=tuple(posts)))


def brought_forms(store: Store) -> dict[str, FormDigest]:
    """The digests of the forms that the set-up bundle brought, by id; empty without such a bundle."""
    kept = json.loads(store.secret(SET_UP_FORMS) or b"{}")
    return {form: FormDigest(digest) for form, digest in kept.items()}


def unrecorded(desk: Desk) -> list[Draft]:
    """What the journal of this laptop does not say yet: the forms that were brought and that count.

    They are kept before the action that brings them is on record: a power cut between leaves them counting.
    """
    store = desk.store
    told = {one.subject for one in store.entries_of(events.FORM_PUBLISHED) if one.device == store.device}
    new = [kept_form(store.form(digest)) for digest in brought_forms(store).values() if digest not in told]
    return [
        desk.draft(
            events.FORM_PUBLISHED, "form", form.digest, {"form_id": form.form_id, "version": form.version}
        )
        for form in new
    ]


def record_brought(desk: Desk) -> None:
    """Put on record which brought forms count, where a power cut kept that out. Raises StorageFailed."""
    drafts = unrecorded(desk)
    if drafts:
        desk.store.record(drafts)


def offered_forms(desk: Desk) -> tuple[FormOffer, ...]:
    """What a talk can be held with at this post, the usual form first.

    A laptop that only practises also offers what no post uses: whoever imported a form tries it out at once.
    """
    brought = brought_forms(desk.store)
    there = () if brought else assets.form_ids()
    offers = [_offer(desk, form, brought, there) for form in forms_at(desk.action, desk.actor.post)]
    if desk.action.practice:
        used = forms_of(desk.action)
        offers += [_offer(desk, form, brought, there, here=False) for form in there if form not in used]
    return tuple(offers)


def usual_form(desk: Desk) -> str:
    """The id of the form that this post begins with. UserFixable where no talks are held."""
    for form in forms_at(desk.action, desk.actor.post):
        return form
    raise UserFixable(
        N_("Aan deze post hoort geen formulier."),
        remedy=N_("Vraag de coördinator om een instelbundel met een formulier voor deze post."),
    )


def ready_form(desk: Desk, form_id: str) -> PublishedForm:
    """The form to begin a talk with: as the set-up bundle brought it, else as it stands in ``forms/``.

    Raises:
        UserFixable: the set-up bundle did not bring it.
        FormRefused: it cannot be published.
    """
    brought = brought_forms(desk.store)
    if not brought:
        return publish_form(desk, form_id)
    if form_id not in brought:
        raise UserFixable(
            N_("Het formulier “{form}” hoort niet bij deze actie."),
            remedy=N_("Kies een formulier dat de coördinator meegaf."),
            form=form_id,
        )
    return kept_form(desk.store.form(brought[form_id]))


def form_title(desk: Desk, digest: FormDigest, *, otherwise: str) -> str:
    """What a kept form is called; ``otherwise`` when it is not here or has no title."""
    try:
        return kept_form(desk.store.form(digest)).title or otherwise
    except KeyError:
        return otherwise


def _offer(
    desk: Desk, form: str, brought: Mapping[str, FormDigest], there: Collection[str], *, here: bool = True
) -> FormOffer:
    title, languages = form, tuple[str, ...]()
    if form in brought:
        title, languages = _kept(desk, brought[form])
    elif form in there:
        path = assets.form_source(form)
        title, languages = _written(form, path, path.stat().st_mtime_ns)
    return FormOffer(form, title or form, here, languages)


def _kept(desk: Desk, digest: FormDigest) -> tuple[str, tuple[str, ...]]:
    try:
        form = kept_form(desk.store.form(digest))
    except KeyError:
        return "", ()
    return form.title, form.languages


@lru_cache(maxsize=64)
def _written(form: str, path: Path, changed: int) -> tuple[str, tuple[str, ...]]:
    """Title and languages of a form's source, not published; ``changed`` is when it was last written."""
    try:
        book = read_workbook(path.read_bytes(), path.name)
        # A form of the program is translated as it stands; of another, old translations may be about.
        own = path.is_relative_to(assets.own_forms())
        translated = frozenset(form_source(form).texts) if own else form_languages(form)
    except (FormRefused, UserFixable):
        return "", ()  # that it is broken is told when somebody begins a talk with it
    settings = book.get("settings")
    title = settings.rows[0].get("form_title", "title") if settings and settings.rows else ""
    languages = {language_tag(default_language(book))} | written_languages(book) | translated
    return title, tuple(sorted(languages))
