"""The command line of fieldcheck; without a command it opens the windows."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from fieldcheck.domain.errors import N_, EnvironmentFailed, FieldcheckError, FormRefused, UserFixable
from fieldcheck.i18n import LANGUAGES, Texts, error_text, said, texts
from fieldcheck.i18n.languages import interface_language


def _texts() -> Texts:
    return texts(interface_language())


def plainly(command: Callable[..., None]) -> Callable[..., None]:
    """Show what went wrong, what is safe and what to do, instead of a traceback; exit code 2.

    The place (a file, a question) that an error was told of on its way here stands on lines of its own.
    """

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except FieldcheckError as error:
            _explain(error)
            sys.exit(2)
        except KeyboardInterrupt:
            _explain(UserFixable(N_("Afgebroken."), kept=N_("Er is niets half achtergebleven.")))
            sys.exit(2)
        except BrokenPipeError:
            raise  # whoever read along has enough; click ends quietly
        except OSError as error:
            _explain(_unreachable(error))
            sys.exit(2)

    return run


def _explain(error: FieldcheckError) -> None:
    what, kept, remedy = error_text(error, _texts())
    for line in (what, *_places(error), kept, remedy):
        if line:
            click.echo(line, err=True)


def _places(error: FieldcheckError) -> tuple[str, ...]:
    problems = error.problems if isinstance(error, FormRefused) else ()
    return tuple(f"  {said(place, _texts())}" for place in (*problems, *getattr(error, "__notes__", ())))


def _unreachable(error: OSError) -> EnvironmentFailed:
    return EnvironmentFailed(
        N_("{place} kan niet worden gelezen of geschreven: {reason}."),
        place=error.filename or "stdout",
        reason=error.strerror or type(error).__name__,
    )


@click.group(invoke_without_command=True)
@click.option("--practice", is_flag=True, help="A fictitious action at a fictitious park, clearly marked.")
@click.version_option(package_name=None, version=__import__("fieldcheck").__version__, prog_name="fieldcheck")
@click.pass_context
@plainly
def main(context: click.Context, *, practice: bool) -> None:
    """Guided interviews, triage and signed evidence for integrated inspections, offline."""
    if context.invoked_subcommand is None:
        gc.disable()  # what is made while starting stays; looking through it for rubbish costs a tenth
        from fieldcheck.windows import open_windows

        sys.exit(open_windows(practice=practice, language=_window_language(), opened=_started))


def _window_language() -> str:
    """The language that ``FIELDCHECK_LANGUAGE`` names, a trial language whole; "" when it names none."""
    wanted = os.environ.get("FIELDCHECK_LANGUAGE", "")
    return wanted if wanted.startswith("qps-") else wanted[:2]


def _started(_window: object) -> None:
    gc.freeze()  # and never enabled: from here on the windows collect, see fieldcheck/ui/garbage.py


@main.command()
@click.option(
    "--language",
    type=click.Choice([known.tag for known in LANGUAGES], case_sensitive=False),
    default="pl",
    show_default=True,
    help="Language of the talks.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the papers and the bundle.",
)
@plainly
def rehearse(language: str, out: Path) -> None:
    """Play fictitious workers through everything, without windows; the morning check on a laptop."""
    from fieldcheck.rehearsal import rehearse as play

    if not play(language=language, out=out, texts=_texts(), say=click.echo):
        sys.exit(1)


@main.command()
@click.argument("bundle", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--identity", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Your age identity."
)
@click.option(
    "--authority",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Certificate of the action's authority.",
)
@plainly
def verify(bundle: Path, identity: Path | None, authority: Path | None) -> None:
    """Say who signed what in BUNDLE, and whether it is whole."""
    from fieldcheck.verification import check, report_lines

    words = _texts()
    report = check(
        bundle, identity=identity, authority=authority, say=lambda text: click.echo(words.text(text))
    )
    for line in report_lines(report, words):
        click.echo(line)
    sys.exit(0 if report.ok else 1)


@main.command()
@click.argument("form")
@click.argument("answers", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--day", default=None, help="The day to assess by (YYYY-MM-DD); today by default.")
@plainly
def triage(form: str, answers: Path, day: str | None) -> None:
    """Print the assessment of ANSWERS (a JSON file) by FORM (an id in forms/, or a file) as JSON."""
    from fieldcheck.trial import assess_answers

    result = assess_answers(form, answers, day=_day(day), words=_texts())
    click.echo(json.dumps(result, ensure_ascii=False, indent=2))


@main.command()
@click.argument("action", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the bundles."
)
@click.option("--made-by", required=True, help="Name of the coordinator, for the manifest.")
@plainly
def prepare(action: Path, out: Path, made_by: str) -> None:
    """Write a set-up bundle for each laptop of ACTION (a JSON file), and print the one-time codes."""
    from fieldcheck.preparation import prepare as write_all

    write_all(action, out, made_by=made_by, tell=lambda path, code: click.echo(f"{path.name}  {code}"))


@main.group()
def forms() -> None:
    """Work on forms: check, list, import, export, preview. FORM is an id in forms/, or a file."""


@forms.command(name="check")
@click.argument("form")
@plainly
def check_form(form: str) -> None:
    """List what is wrong with FORM, each with file, sheet, row and column; exit code 1 when something is."""
    from fieldcheck.authoring.checking import report_lines
    from fieldcheck.authoring.exchange import checked_as_import

    checked = checked_as_import(form)
    for line in report_lines(checked, _texts()):
        click.echo(line)
    sys.exit(1 if checked.problems else 0)


@forms.command(name="list")
@plainly
def list_forms() -> None:
    """List the forms there are, with their languages and digests."""
    from fieldcheck.authoring.listing import form_lines

    for line in form_lines(_texts()):
        click.echo(line)


@forms.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--as", "name", default="", help="Id of the form here; that of its settings by default.")
@click.option("--replace", is_flag=True, help="Replace a form that has this id.")
@plainly
def import_form(file: Path, *, name: str, replace: bool) -> None:
    """Take an XLSForm (.xlsx or .md) into the forms, with the images and lists beside it."""
    from fieldcheck.authoring.checking import import_lines
    from fieldcheck.authoring.exchange import import_form as take_in

    for line in import_lines(take_in(file, wanted=name, replacing=replace), _texts()):
        click.echo(line)


@forms.command(name="export")
@click.argument("form")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write: .xlsx, .md, or .xml for an ODK XForm.",
)
@click.option("--replace", is_flag=True, help="Replace a file that is there.")
@plainly
def export_form(form: str, *, out: Path, replace: bool) -> None:
    """Write FORM with all its languages, as a workbook, as Markdown tables, or as an ODK XForm."""
    from fieldcheck.authoring.exchange import export_form as give_out

    for path in give_out(form, out, replacing=replace):
        click.echo(str(path))


@forms.command()
@click.argument("form")
@click.option("--language", default="", help="Language of the questions; that of the form by default.")
@click.option(
    "--depth", type=click.Choice(["core", "standard", "deep"]), default=None, help="Only what is asked then."
)
@plainly
def preview(form: str, *, language: str, depth: str | None) -> None:
    """Print FORM as plain text, with all its branches, signals and referrals."""
    from fieldcheck.authoring.preview import preview as read
    from fieldcheck.authoring.reading import accepted, outline_of
    from fieldcheck.usecases.forms import form_named

    source = form_named(form)
    published, _ = accepted(source)
    for line in read(published, outline_of(source, published, language), _texts(), depth=depth or ""):
        click.echo(line)


@main.group()
def translations() -> None:
    """Keep the catalogues. LANG is a tag such as pl, CATALOGUE screens, letters or forms/<form>."""


@translations.command(name="status")
@click.argument("language", default="")
@plainly
def translations_status(language: str) -> None:
    """Say per catalogue what is approved, draft, stale or missing; of one language, or of all."""
    from fieldcheck import catalogues

    for line in catalogues.status_lines(_texts(), (language,) if language else ()):
        click.echo(line)


@translations.command()
@plainly
def extract() -> None:
    """Bring the catalogues of a checkout up to date with the texts of today."""
    from fieldcheck import catalogues

    _list(catalogues.extract(), N_("Alle catalogi waren al bij."))


translations.add_command(extract, "update")


@translations.command(name="check")
@click.option("--all", "gaps", is_flag=True, help="Also what nobody has translated yet, in every language.")
@click.option("--words", is_flag=True, help="Also where another word stands than the glossary's.")
@plainly
def check_translations(*, gaps: bool, words: bool) -> None:
    """List what is wrong in the catalogues; exit code 1 when something is."""
    from fieldcheck import catalogues

    problems = catalogues.check(gaps=gaps)
    _list(problems, N_("Er is niets mis met de catalogi."))
    for name, found in catalogues.notices() if words else ():
        click.echo(f"{name}: {found.term} = {found.wanted}: {found.dutch}")
    sys.exit(1 if problems else 0)


@translations.command(name="export")
@click.argument("language")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="A workbook (.xlsx), or a folder."
)
@click.option("--replace", is_flag=True, help="Replace a file that is there.")
@plainly
def export_language(language: str, *, out: Path, replace: bool) -> None:
    """Write LANGUAGE for its translator: a workbook, or a folder with .po files and the glossary."""
    from fieldcheck.catalogues.handing_out import export

    click.echo(str(export(language, out, replacing=replace)))


@translations.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--into", default="", help="Catalogue of a .po file, such as pl/screens; by its path if left out."
)
@plainly
def import_language(file: Path, *, into: str) -> None:
    """Take back what a translator filled in (a workbook, a .po file or the folder), all of it or nothing."""
    from fieldcheck.catalogues.taking_in import take_in

    _list(take_in(file, into=into), N_("Er is niets veranderd: dit stond er al."))


@translations.command(name="approve")
@click.argument("language")
@click.argument("catalogue")
@click.option("--by", required=True, help="Name of who speaks the language and read every text.")
@plainly
def approve_translation(language: str, catalogue: str, *, by: str) -> None:
    """Put on record that a named person approves CATALOGUE; until then it is a draft."""
    from fieldcheck import catalogues

    catalogues.approve_catalogue(language, catalogue, by)
    click.echo(f"{language}/{catalogue}")


def _list(lines: Sequence[str], otherwise: str) -> None:
    """Print these, or say beside the output that there is nothing to print: silence leaves one guessing."""
    for line in lines:
        click.echo(said(line, _texts()))
    if not lines:
        click.echo(_texts().text(otherwise), err=True)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserFixable(N_("“{text}” is geen datum; schrijf jjjj-mm-dd."), text=text) from None


if __name__ == "__main__":
    main()
