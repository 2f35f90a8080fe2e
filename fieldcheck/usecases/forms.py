"""Publishing forms and opening the version that an interview began with."""

from __future__ import annotations

from functools import lru_cache

from fieldcheck import assets
from fieldcheck.domain import events
from fieldcheck.domain.identifiers import FormDigest
from fieldcheck.engine import Form, FormRun, PublishedForm, load, publish
from fieldcheck.i18n import form_texts
from fieldcheck.usecases.desk import Desk

INTAKE_FORM = "intake-park"
"""The short questionnaire of the intake post."""


@lru_cache(maxsize=8)
def published_form(form_id: str) -> PublishedForm:
    """The form as it stands in ``forms/``, with every language merged in. Raises FormRefused."""
    source = assets.form_source(form_id)
    return publish(source.read_bytes(), filename=source.name, texts=form_texts(form_id))


def publish_form(desk: Desk, form_id: str) -> PublishedForm:
    """Publish a form into the store: kept by its digest, on record once. Raises FormRefused."""
    published = published_form(form_id)
    if not _is_kept(desk, published.digest):
        desk.store.keep_form(published.digest, published.to_bytes())
        payload = {"form_id": published.form_id, "version": published.version}
        desk.write(events.FORM_PUBLISHED, "form", published.digest, payload)
    return published


def _is_kept(desk: Desk, digest: FormDigest) -> bool:
    try:
        desk.store.form(digest)
    except KeyError:
        return False
    return True


@lru_cache(maxsize=8)
def _opened(digest: FormDigest, data: bytes) -> tuple[PublishedForm, Form]:
    published = PublishedForm.from_bytes(data)
    return published, load(published)


def open_form(desk: Desk, digest: FormDigest) -> tuple[PublishedForm, Form]:
    """A kept form, ready to run; KeyError when the store does not have it."""
    return _opened(digest, desk.store.form(digest))


def new_run(desk: Desk, form: Form, language: str) -> FormRun:
    """A fresh run of a form at this desk's clock."""
    return FormRun(form, now=desk.clock, language=language)
