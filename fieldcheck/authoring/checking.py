"""What a check of a form found, as lines to read."""

from __future__ import annotations

from collections.abc import Iterator

from fieldcheck.authoring.exchange import Imported
from fieldcheck.domain.errors import N_
from fieldcheck.engine import Checked
from fieldcheck.i18n import Texts, said


def report_lines(checked: Checked, words: Texts) -> Iterator[str]:
    """A line for each problem; then, apart, one for each notice; last the counts."""
    for problem in checked.problems:
        yield said(problem.line, words)
    if checked.notices:
        if checked.problems:
            yield ""
        yield words.text(N_("Ter kennisgeving, dit houdt publiceren niet tegen:"))
        for notice in checked.notices:
            yield f"  {said(notice.line, words)}"
    if checked.problems or checked.notices:
        yield ""
    yield _counts(checked, words)


def import_lines(imported: Imported, words: Texts) -> Iterator[str]:
    """What came in, where it stands, and what did not come along."""
    yield words.text(
        N_("Overgenomen als {form} in {place}."), form=imported.form_id, place=str(imported.place)
    )
    yield words.text(N_("Talen: {languages}."), languages=", ".join(imported.languages))
    if imported.files:
        yield words.text(N_("Bestanden: {files}."), files=", ".join(imported.files))
    if imported.dropped:
        sheets = ", ".join(imported.dropped)
        yield words.text(N_("Niet overgenomen, want geen deel van een formulier: {sheets}."), sheets=sheets)
    if imported.notices:
        yield words.text(N_("Ter kennisgeving, dit houdt publiceren niet tegen:"))
    for notice in imported.notices:
        yield f"  {said(notice.line, words)}"


def _counts(checked: Checked, words: Texts) -> str:
    problems = words.plural("{n} fout", "{n} fouten", len(checked.problems))
    notices = words.plural("{n} kennisgeving", "{n} kennisgevingen", len(checked.notices))
    if checked.form is None:
        return words.text(
            N_("{problems}, {notices}: dit formulier kan nog niet worden gepubliceerd."),
            problems=problems,
            notices=notices,
        )
    return words.text(
        N_("{problems}, {notices}: dit formulier kan worden gepubliceerd als {digest}."),
        problems=problems,
        notices=notices,
        digest=checked.form.digest[:12],
    )
