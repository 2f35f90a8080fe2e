"""Publishing forms and opening the version that an interview began with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from fieldcheck import assets
from fieldcheck.domain import events
from fieldcheck.domain.identifiers import FormDigest
from fieldcheck.domain.journal import canonical_json, sha256_hex
from fieldcheck.engine import Form, FormRun, PublishedForm, cells, load, publish
from fieldcheck.i18n import form_texts
from fieldcheck.triage import FUNCTIONS
from fieldcheck.usecases.desk import Desk

INTAKE_FORM = "intake-park"
"""The short questionnaire of the intake post."""


@dataclass(frozen=True, slots=True)
class FormSource:
    """A form as it stands in ``forms/``, with the texts of every language that fit its Dutch of today."""

    form_id: str
    filename: str
    source: bytes
    texts: Mapping[str, Mapping[str, str]]

    @property
    def digest(self) -> str:
        """SHA-256 over source and texts: the same digest publishes to the same form."""
        return sha256_hex(self.source + canonical_json(self.texts))


def form_source(form_id: str) -> FormSource:
    """Read a form and its translations; translations of older Dutch are left out."""
    path = assets.form_source(form_id)
    source = path.read_bytes()
    dutch = {cell.id: cell.text for cell in cells(source, path.name)}
    return FormSource(form_id, path.name, source, form_texts(form_id, dutch))


def published_form(form_id: str) -> PublishedForm:
    """The form as it stands in ``forms/``, published anew. Raises FormRefused."""
    return _publish(form_source(form_id))


def _publish(form: FormSource) -> PublishedForm:
    return publish(form.source, filename=form.filename, texts=form.texts, extra_functions=FUNCTIONS)


def publish_form(desk: Desk, form_id: str) -> PublishedForm:
    """Publish a form into the store: kept by its digest, on record once. Raises FormRefused.

    A form whose source and texts did not change is taken from the store: compiling takes a second.
    """
    form = form_source(form_id)
    name = f"published.{form_id}"
    kept = (desk.store.secret(name) or b"").decode().split()
    if len(kept) == 2 and kept[0] == form.digest:
        return PublishedForm.from_bytes(desk.store.form(FormDigest(kept[1])))
    published = _publish(form)
    desk.store.keep_form(published.digest, published.to_bytes())
    payload = {"form_id": published.form_id, "version": published.version}
    desk.write(events.FORM_PUBLISHED, "form", published.digest, payload)
    desk.store.keep_secret(name, f"{form.digest} {published.digest}".encode())
    return published


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
