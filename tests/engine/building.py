"""Small forms for tests: a few lines of Markdown in, a run out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import FormRun, PublishedForm, load, program_of, publish

NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


def table(name: str, *lines: str) -> str:
    """A Markdown sheet: the header and the rows, cells separated by ``|``."""
    return f"| {name} |\n" + "".join(f"| | {line} |\n" for line in lines)


def published(
    *sheets: str, texts: Mapping[str, Mapping[str, str]] | None = None, extra: frozenset[str] | None = None
) -> PublishedForm:
    source = "\n".join([table("settings", "form_id | version", "test | 1"), *sheets])
    return publish(source.encode(), filename="form.md", texts=texts or {}, extra_functions=extra)


def running(
    *sheets: str, texts: Mapping[str, Mapping[str, str]] | None = None, language: str = "nl"
) -> FormRun:
    kept = PublishedForm.from_bytes(published(*sheets, texts=texts).to_bytes())
    form = load(kept, program_of(kept, load(kept)))
    return FormRun(form, now=lambda: NOW, language=language)


def problems(*sheets: str, extra: frozenset[str] | None = None) -> tuple[str, ...]:
    """What publishing complains about; fails the test when it does not."""
    with pytest.raises(FormRefused) as refused:
        published(*sheets, extra=extra)
    return refused.value.problems
