"""From an XLSForm to a published form: check it, merge the languages, compile it, load it once."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.wording import Said
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.findings import Findings, Places, Problem
from fieldcheck.engine.form import Form, load
from fieldcheck.engine.form_files import check_files, mentions
from fieldcheck.engine.graph import Cycle
from fieldcheck.engine.lint import Linted, Needed, everywhere, lint
from fieldcheck.engine.lint.rules import code_of
from fieldcheck.engine.published import PublishedForm, ReferralRule, SignalRule
from fieldcheck.engine.sheets import Row, Workbook, read_workbook
from fieldcheck.engine.survey import Survey, did_you_mean
from fieldcheck.engine.xlsform import Texts, compile_xform, default_language, for_pyxform


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a form that was checked.

    Attributes:
        form: the published form, None when there are problems.
        ready: the same form loaded, as :func:`load` does.
        problems: what refuses it, by sheet and row.
        notices: what does not refuse it but is worth knowing, by sheet and row.
    """

    form: PublishedForm | None
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    ready: Form | None = None


def check(
    source: bytes,
    *,
    filename: str,
    texts: Texts,
    files: Mapping[str, bytes] | None = None,
    extra_functions: frozenset[str] | None = None,
    elsewhere: Places | None = None,
    needed: Needed = everywhere,
) -> Checked:
    """Compile an XLSForm with all its languages, and tell everything that is to be said about it.

    Args:
        source: the file, Markdown tables or .xlsx by the suffix of ``filename``.
        texts: for each language tag the translations by cell id (see :func:`fieldcheck.engine.cells`).
        files: the images, sounds and lists that come with the form, by file name.
        extra_functions: the ``fc:`` functions that signals and referrals may call; None does not check them.
        elsewhere: the rows that come from another file, so that what is found there says so.
        needed: which texts are wanted in which language; that others are missing is not told.

    Raises:
        FormRefused: it is not a workbook at all; nothing can be said about its rows.
    """
    book = read_workbook(source, filename)
    findings = Findings(filename, elsewhere or {})
    survey = Survey(book)
    files = files or {}
    default = default_language(book)
    linted = lint(book, survey, texts, default, extra_functions, findings, needed)
    check_files(survey, files, findings)
    published, ready = None, None
    # pyxform stops at its first complaint and knows few places, so it comes after our own checks.
    if not findings.problems:
        xform = compile_xform(for_pyxform(book, survey, texts, default), findings)
        published = _assembled(book, survey, texts, default, xform, linted, files)
    if published is not None and not findings.problems:
        ready = _loaded(published, survey, linted, findings)
    if published is None or ready is None or findings.problems:
        return Checked(None, findings.problems, findings.notices)
    published = replace(published, languages=ready.layout.itext.languages)
    return Checked(published, (), findings.notices, ready)


def publish(
    source: bytes,
    *,
    filename: str,
    texts: Texts,
    files: Mapping[str, bytes] | None = None,
    extra_functions: frozenset[str] | None = None,
    elsewhere: Places | None = None,
) -> PublishedForm:
    """Compile an XLSForm with all its languages; the arguments are those of :func:`check`.

    Raises:
        FormRefused: with every problem found, each with file, sheet, row, column and reason.
    """
    checked = check(
        source,
        filename=filename,
        texts=texts,
        files=files,
        extra_functions=extra_functions,
        elsewhere=elsewhere,
    )
    if checked.form is None:
        raise refusal(checked, filename)
    return checked.form


def refusal(checked: Checked, filename: str) -> FormRefused:
    """What to raise for a form with problems: with a line for each of them."""
    return FormRefused(
        N_("Het formulier {place} heeft fouten en is niet gepubliceerd."),
        problems=tuple(problem.line for problem in checked.problems),
        place=filename,
    )


def _loaded(published: PublishedForm, survey: Survey, linted: Linted, findings: Findings) -> Form | None:
    """The form as it runs: only then its languages are known, and whether it goes in a circle."""
    try:
        form = load(published)
    except Cycle as cycle:
        entry = survey.by_path.get(cycle.reference)
        findings.problem(
            "survey",
            entry.row.number if entry else 0,
            cycle.column,
            N_("uitdrukkingen wachten op elkaar: {circle}"),
            name=entry.name if entry else "",
            circle=cycle.problems[0],
        )
        return None
    except FormRefused as error:
        for reason in error.problems or (Said(error.message, **error.fields),):
            words = (word.rstrip(":,") for word in reason.split())
            named = next((survey.by_path[word] for word in words if word in survey.by_path), None)
            findings.problem(
                "survey",
                named.row.number if named else 0,
                "",
                reason,
                name=named.name if named else "",
            )
        return None
    _tell_loops(form.graph.loops, survey, findings)
    for place, name in linted.instances:
        if name not in form.layout.instances:
            like = did_you_mean(name, form.layout.instances)
            findings.problem(
                place.sheet,
                place.row,
                place.column,
                N_("er is geen lijst “{list}” voor instance(){like}"),
                name=place.name,
                list=name,
                like=like,
            )
    return form


def _tell_loops(loops: Iterable[tuple[str, ...]], survey: Survey, findings: Findings) -> None:
    """Conditions that wait for each other run here, yet perhaps nobody ever gets to see their questions."""
    for loop in loops:
        steps = [step.partition(" ") for step in loop]
        entry = survey.by_path.get(steps[0][0]) if steps else None
        if entry is not None and all(column == "(relevant)" for _reference, _space, column in steps):
            findings.notice(
                "survey",
                entry.row.number,
                "relevant",
                N_("uitdrukkingen wachten op elkaar: {circle}"),
                name=entry.name,
                circle=" → ".join(loop),
            )


def _assembled(
    book: Workbook,
    survey: Survey,
    texts: Texts,
    default: str,
    xform: str,
    linted: Linted,
    files: Mapping[str, bytes],
) -> PublishedForm:
    settings = survey.settings
    named = {mention.file for mention in mentions(survey)}
    return PublishedForm(
        form_id=settings.get("form_id", "id_string") or "data",
        version=settings.get("version"),
        title=settings.get("form_title", "title"),
        languages=(),
        xform=xform,
        signals=tuple(
            SignalRule(
                code=row.get("code"),
                exploitation=row.get("exploitation"),
                domain=row.get("domain"),
                dimension=row.get("dimension"),
                weight=row.get("weight"),
                when=linted.rules["signals", row.number],
                label=_by_language(row, "signals", "label", texts, default),
                why=_by_language(row, "signals", "why", texts, default),
                source=row.get("source"),
            )
            for row in _rules(book, "signals")
        ),
        referrals=tuple(
            ReferralRule(
                code=code_of("referrals", row),
                when=linted.rules["referrals", row.number],
                to=row.get("to"),
                urgency=row.get("urgency"),
                label=_by_language(row, "referrals", "label", texts, default),
                source=row.get("source"),
            )
            for row in _rules(book, "referrals")
        ),
        depths=_own(survey, "bind::fc:depth"),
        facts={fact: path for path, fact in _own(survey, "bind::fc:fact").items()},
        domains=_own(survey, "bind::fc:domain"),
        files={name: base64.b64encode(data).decode() for name, data in files.items() if name in named},
    )


def _rules(book: Workbook, sheet: str) -> tuple[Row, ...]:
    table = book.get(sheet)
    return table.rows if table else ()


def _own(survey: Survey, column: str) -> dict[str, str]:
    """What one of our own columns says, by reference."""
    return {entry.path: entry.row.get(column) for entry in survey.entries if entry.row.get(column)}


def _by_language(row: Row, sheet: str, column: str, texts: Texts, default: str) -> dict[str, str]:
    found = {}
    for name, text in row.cells.items():
        base, _, language = name.partition("::")
        if base == column:
            found[language_tag(language or default)] = text
    key = f"{sheet}/{row.get('code', 'to')}/{column}"
    for tag, translated in texts.items():
        if translated.get(key):
            found.setdefault(tag, translated[key])
    return found
