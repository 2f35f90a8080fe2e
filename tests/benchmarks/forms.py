"""Publishing every form in all its languages, and opening each in each from the published store.

Opening is what the desk does when somebody chose a form and a language: the kept bytes come out of SQLCipher,
the talk is put on record, and its first page can be read. Nothing of an earlier opening is remembered. Beside
it, in turns, the least that this could take: the same bytes read from the same store and parsed as JSON.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from fieldcheck import assets
from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.domain.identifiers import CaseId, DeviceId, FormDigest, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.usecases import forms
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.setup import set_up_practice
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.jobs import InlineJobs
from tests.benchmarks.measuring import Line

PUBLISHING_S = 20.0
OPENING_MS = 100.0
TURNS = 5
"""Times that everything is opened, one after the other; the quickest counts: what it takes, undisturbed."""
_USER = "H. de Wit"


@dataclass(frozen=True, slots=True)
class Opened:
    """One form in one language: seconds until its first page can be read, and those of the bare bytes."""

    form: str
    tag: str
    ours: float
    bare: float


def measure() -> list[Line]:
    """Publish into an empty store, then open everything."""
    with TemporaryDirectory(prefix="fieldcheck-") as folder:
        desk = _desk(Path(folder))
        gc.collect()
        gc.disable()  # as in the application
        try:
            began = perf_counter()
            published = {form: forms.publish_form(desk, form) for form in assets.form_ids()}
            publishing = perf_counter() - began
            spoken = [(form, tag) for form in published for tag in published[form].languages]
            opened = _quickest([_opened(desk, form, tag) for _ in range(TURNS) for form, tag in spoken])
        finally:
            gc.enable()
            desk.store.close()
    return [
        Line(f"{len(published)} forms published in all languages", publishing, "s", PUBLISHING_S),
        *_by_form(opened),
        Line(f"opened, median of {len(opened)} forms and languages", median(_ms(opened)), "ms"),
        _told("slowest to open", max(opened, key=lambda one: one.ours)),
        Line("opened to bare bytes, median", median(one.ours / one.bare for one in opened), "x"),
        Line("opened to bare bytes, worst", max(one.ours / one.bare for one in opened), "x"),
    ]


def _by_form(opened: list[Opened]) -> list[Line]:
    """The worst language of each form."""
    names = dict.fromkeys(one.form for one in opened)
    worst = (max((one for one in opened if one.form == name), key=lambda one: one.ours) for name in names)
    return [_told("opened", one) for one in worst]


def _told(what: str, one: Opened) -> Line:
    beside = f"bare {one.bare * 1000:.1f}"
    return Line(f"{what}: {one.form} in {one.tag} ({beside})", one.ours * 1000, "ms", OPENING_MS)


def _ms(opened: list[Opened]) -> list[float]:
    return [one.ours * 1000 for one in opened]


def _quickest(opened: list[Opened]) -> list[Opened]:
    """Of each form in each language the quickest opening, and the quickest reading of its bare bytes."""
    turns: dict[tuple[str, str], list[Opened]] = {}
    for one in opened:
        turns.setdefault((one.form, one.tag), []).append(one)
    return [
        Opened(form, tag, min(one.ours for one in same), min(one.bare for one in same))
        for (form, tag), same in turns.items()
    ]


def _opened(desk: Desk, form: str, tag: str) -> Opened:
    case = open_case(desk).id
    digest = _forget(desk, form)
    gc.collect()
    bare = _timed(partial(_bare, desk, digest))
    return Opened(form, tag, _timed(partial(_readable, desk, case, form, tag)), bare)


def _forget(desk: Desk, form: str) -> FormDigest:
    """Nothing of a form is in memory, as when the program just started; its digest."""
    published = forms.publish_form(desk, form)
    for kept in (forms.kept_form, forms._opened):
        kept.cache_clear()
    return published.digest


def _readable(desk: Desk, case: CaseId, form: str, tag: str) -> None:
    """Until every text of the first page is there, in the language asked for."""
    interviewing = start_interview(desk, case, tag, form_id=form)
    state = InterviewViewModel(interviewing, InlineJobs(), case_code="BV-0001-1", tag="nl").state
    if not state.questions or state.language != tag or not all(one.label for one in state.questions):
        raise RuntimeError(f"{form} cannot be read in {tag}")


def _bare(desk: Desk, digest: FormDigest) -> None:
    json.loads(desk.store.form(digest))
    json.loads(desk.store.secret(f"program.{digest}") or b"")


def _timed(act: Callable[[], None]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _desk(folder: Path) -> Desk:
    installed = Installation(folder)
    clock = installed.clock
    created = installed.vault.create(_USER, "stro koffie lantaarn plank", DeviceId(new_uuid7(clock())))
    set_up_practice(created.store, user=_USER, action=practice_action(), clock=clock)
    return installed.sit_down(created.store, user=_USER, role=Role.HANDHAVER)
