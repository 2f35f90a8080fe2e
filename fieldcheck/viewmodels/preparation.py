"""Preparing an action: a draft that is edited, checked at every change, tried on cases, and saved whole."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_from_json
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.roles import Role
from fieldcheck.domain.route import NO_ROUTE
from fieldcheck.i18n import said, texts
from fieldcheck.usecases.action_drafts import ActionDraft, kept_draft, on_top_of
from fieldcheck.usecases.action_updates import export_update
from fieldcheck.usecases.anchoring import Anchors, anchors, lost, must_stay
from fieldcheck.usecases.beginning import read_day
from fieldcheck.usecases.coordinating import change_action, check_action, pre_visit_sheet
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.equipping import (
    Handed,
    another_action,
    free_prefix,
    given_laptops,
    hand_out,
    laptops_to_make,
    more_laptops,
)
from fieldcheck.usecases.form_rules import FormRules, form_rules
from fieldcheck.usecases.one_time_codes import KeptCode, forget_codes, keep_codes, kept_codes
from fieldcheck.usecases.ports import Cancelled
from fieldcheck.usecases.preparing import LaptopPlan
from fieldcheck.usecases.trying_rules import dry_run
from fieldcheck.viewmodels import draft_places, preparation_editing
from fieldcheck.viewmodels.day_typed import day_problem
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.preparation_editing import draft_of, on_screen, str_of
from fieldcheck.viewmodels.preparation_kept import DraftKeeper
from fieldcheck.viewmodels.preparation_naming import Naming, doubles
from fieldcheck.viewmodels.preparation_parts import Drafting
from fieldcheck.viewmodels.preparation_places import (
    FIXED,
    LISTS,
    NEW,
    below,
    new_item,
    part_of,
)
from fieldcheck.viewmodels.preparation_state import CodeView, Part, PreparationState, TryView
from fieldcheck.viewmodels.preparation_words import TryWords, form_views, laptop_views
from fieldcheck.viewmodels.shell import Shell
from fieldcheck.viewmodels.told import Paper, trouble

_T = TypeVar("_T")
SHEET = N_("Voorbereiding van de controle")


class PreparationViewModel(Observable[PreparationState]):
    """The draft is kept from the first key on; nothing of it counts before it is saved."""

    def __init__(self, desk: Desk, jobs: Jobs, shell: Shell, *, tag: str = "nl") -> None:
        super().__init__(PreparationState(action=desk.action.name))
        self._desk, self._jobs, self._shell = desk, jobs, shell
        self._texts = texts(tag)
        self._rules = FormRules()
        self._draft = self._saved = draft_of(desk.action)
        self._typed: dict[str, str] = {}
        self._read: Action | None = desk.action
        self._stop = threading.Event()
        self._steps = (0, 0)
        self._naming, self._keeper = Naming(), DraftKeeper(jobs, self._failed)
        self._given: dict[str, LaptopPlan | None] = {}
        self._codes: tuple[CodeView, ...] = ()
        self._held = Anchors()

    def load(self) -> None:
        """Fetch the draft that was left here, and the rules of the forms; these check everything."""
        desk = self._desk
        self._jobs.run(
            lambda: (kept_draft(desk), given_laptops(desk), anchors(desk)), self._found, self._failed
        )
        self._jobs.run(lambda: kept_codes(desk), self._kept, self._failed)
        self._jobs.run(lambda: form_rules(desk, desk.action), self._loaded, self._failed)

    def _found(self, found: tuple[ActionDraft | None, dict[str, LaptopPlan | None], Anchors]) -> None:
        kept, self._given, self._held = found
        if kept is not None and self._draft == self._saved:
            self._draft, self._typed = on_top_of(kept.fields, self._desk.action), dict(kept.typed)
            left = "older" if kept.version != self._desk.action.version else "draft"
            self._become(replace(self.state, left=left))
        self._refresh()

    def _kept(self, codes: tuple[KeptCode, ...]) -> None:
        self._codes = tuple(CodeView(one.laptop, one.file, one.code) for one in codes)
        self._become(replace(self.state, unwritten=len(self._codes)))

    def _loaded(self, rules: FormRules) -> None:
        self._rules = rules
        self._become(replace(self.state, loaded=True, forms=form_views(rules, self._texts)))
        self._refresh()

    # Going around

    def show(self, part: Part) -> None:
        """Go to another part."""
        self._go(part, 0)

    def choose(self, number: int) -> None:
        """Show the fields of this row."""
        self._become(replace(self.state, chosen=number))
        self._refresh()

    def _go(self, part: Part, chosen: int) -> None:
        self._become(
            replace(self.state, part=part, chosen=chosen, saved=False, left="", update_file="", trouble=None)
        )
        self._refresh()

    # Editing

    def edit(self, place: str, value: str | Sequence[str]) -> None:
        """Somebody filled in a field."""
        if place.endswith(".hours") and place.startswith("route.") and isinstance(value, str):
            self._edit_hours(place, value)
        else:
            self._change(preparation_editing.edited(self._draft, place, value, self._texts.tag, self._naming))

    def _edit_hours(self, place: str, value: str) -> None:
        try:
            draft = preparation_editing.hours(self._draft, place, value)
        except InvalidValue:
            self._typed[place] = value
            self._change(self._draft)
        else:
            self._typed.pop(place, None)
            self._change(draft)

    def add(self) -> None:
        """A new item below the chosen one."""
        part = self.state.part
        if part not in NEW:
            return
        at = min(self.state.chosen + 1, len(draft_places.read(self._draft, LISTS[part], [])))
        self._forget_typed(LISTS[part])
        self._become(replace(self.state, chosen=at))
        self._change(draft_places.added(self._draft, LISTS[part], new_item(part, self._draft), at))

    def remove(self) -> None:
        """The chosen item goes out of its list."""
        part, at = self.state.part, self.state.chosen
        if part not in NEW or at < 0 or self.state.held:
            return
        draft = draft_places.removed(self._draft, LISTS[part], at)
        left = len(draft_places.read(draft, LISTS[part], []))
        self._forget_typed(LISTS[part])
        self._become(replace(self.state, chosen=min(at, left - 1)))
        self._change(draft)

    def move(self, by: int) -> None:
        """The chosen item goes up (-1) or down (1)."""
        part, at = self.state.part, self.state.chosen
        if part not in NEW:
            return
        draft = draft_places.moved(self._draft, LISTS[part], at, by)
        if draft is not self._draft:
            self._forget_typed(LISTS[part])
            self._become(replace(self.state, chosen=at + by))
            self._change(draft)

    def undo(self) -> None:
        """Back to the action as it is in force."""
        self._typed.clear()
        self._naming.forget()
        self._become(replace(self.state, chosen=min(self.state.chosen, 0)))
        self._change(self._saved)

    def _forget_typed(self, place: str) -> None:
        self._typed = {at: text for at, text in self._typed.items() if not below(place, at)}
        self._naming.forget(place)

    def _change(self, draft: dict[str, Any]) -> None:
        self._draft = draft
        self._become(replace(self.state, saved=False, left="", tried=(), trouble=None))
        self._refresh()
        if self.state.changed:
            self._keeper.keep(self._desk, self._draft, self._typed)
        else:
            self._keeper.drop(self._desk)

    def _refresh(self) -> None:
        """Check the draft and say everything anew."""
        problems, notices = self._check()
        drafting = Drafting(self._draft, self._rules, self._texts, self._typed, problems, notices)
        wrong = [part_of(place) for place in problems]
        part = self.state.part
        first = next(iter(problems), "")
        self._become(
            replace(
                self.state,
                drafted=(str(self._draft["name"]), str(self._draft["park"])),
                rows=drafting.rows(part),
                fixed=part in FIXED,
                held=self._holds(part, self.state.chosen),
                fields=drafting.fields(part, self.state.chosen),
                wrong=tuple((one, wrong.count(one)) for one in Part if one in wrong),
                first_problem=drafting.told(first, problems[first]) if first else "",
                notices=tuple(words for at, words in notices.items() if part_of(at) is part),
                changed=self._draft != self._saved or bool(self._typed),
                routing=any(self._draft.get(name) != self._saved.get(name) for name in ("route", "limits")),
                laptops=laptop_views(self._desk, self._given, self._texts),
                version=self._desk.action.version,
                posts=tuple((post["code"], post["name"]) for post in self._draft["posts"]),
            )
        )

    def _check(self) -> tuple[dict[str, str], dict[str, str]]:
        """The problems and notices by place, in words."""
        problems = {place: self._texts.text(N_("deze uren zijn niet te lezen")) for place in self._typed}
        problems |= dict.fromkeys(doubles(self._draft), self._texts.text(N_("deze code komt twee keer voor")))
        notices: dict[str, str] = {}
        try:
            self._read = action_from_json(self._to_save())
        except InvalidValue as error:
            self._read = None
            place, reason = str(error.fields["place"]), str_of(error.fields["reason"])
            problems[place] = said(on_screen(reason), self._texts)
        else:
            checked = check_action(self._desk, self._read, self._rules) if self.state.loaded else None
            fast = lost(self._desk.action, self._read, self._held)
            for one in (*fast, *(checked.problems if checked else ())):
                problems.setdefault(one.place, said(one.reason, self._texts))
            notices = {one.place: said(one.reason, self._texts) for one in checked.notices} if checked else {}
        return problems, notices

    def _holds(self, part: Part, chosen: int) -> bool:
        """Whether the chosen item cannot be taken out of its list."""
        items = draft_places.read(self._draft, LISTS[part], []) if part in LISTS else []
        code = items[chosen].get("code", "") if 0 <= chosen < len(items) else ""
        if part is Part.RECIPIENTS:
            return any(one.code == code and must_stay(one) for one in self._desk.action.recipients)
        return part is Part.POSTS and code in self._held.posts

    def _to_save(self) -> dict[str, Any]:
        """The draft, without a route that was only suggested."""
        if self._desk.action.route == NO_ROUTE and self._draft.get("route") == self._saved.get("route"):
            return {name: value for name, value in self._draft.items() if name != "route"}
        return self._draft

    # Trying

    def try_rules(self, *, fictitious: bool) -> None:
        """See whom the draft would send elsewhere."""
        self._try((fictitious,), asking=False)

    def _try(self, kinds: tuple[bool, ...], *, asking: bool) -> None:
        action = self._read
        if action is None or self.state.working:
            return
        desk, words = self._desk, TryWords(action, self._rules, self._texts)
        self._steps = (0, 0)

        def work() -> tuple[TryView, ...]:
            return tuple(
                words.view(dry_run(desk, action, fictitious=one, progress=self._progress), fictitious=one)
                for one in kinds
            )

        def done(views: tuple[TryView, ...]) -> None:
            kept = tuple(one for one in self.state.tried if one.fictitious not in kinds)
            self._become(replace(self.state, tried=(*kept, *views), asking=asking))

        self._work(work, done)

    def _progress(self, done: int, total: int) -> None:
        """Called on the worker; the screen fetches it with :meth:`tick`."""
        self._steps = (done, total)
        if self._stop.is_set():
            raise Cancelled

    def tick(self) -> None:
        """Show how far the work is."""
        if self.state.working:
            self._become(replace(self.state, done=self._steps[0], total=self._steps[1]))

    def cancel(self) -> None:
        """Stop what is being done; nothing half-done stays."""
        self._stop.set()

    # Saving

    def ask_save(self) -> None:
        """Towards saving: to the first problem when there is one; else what it changes is tried first."""
        problems, _ = self._check()
        if problems:
            place = next(iter(problems))
            drafting = Drafting(self._draft, self._rules, self._texts)
            self._go(part_of(place), max(drafting.row_of(place), 0))
        elif self.state.routing:
            self._try((False, True), asking=True)
        else:
            self._become(replace(self.state, asking=True))

    def show_codes(self) -> None:
        """Show the codes that nobody said are written down."""
        self._become(replace(self.state, codes=self._codes))

    def codes_written(self) -> None:
        """The codes that show are written down: they are kept no longer."""
        desk = self._desk
        self._jobs.run(lambda: forget_codes(desk), lambda _: self._kept(()), self._failed)

    def put_away(self) -> None:
        """Nothing is asked or shown any more; codes that nobody wrote down stay kept."""
        self._become(replace(self.state, asking=False, codes=(), paper=None))

    def save(self, reason: str) -> None:
        """Put the draft on record, for this reason; what is in force stays when it is refused."""
        action, desk = self._read, self._desk
        self._become(replace(self.state, asking=False))
        if action is None:
            return

        def done(changed: Desk) -> None:
            self._desk = changed
            self._draft = self._saved = draft_of(changed.action)
            self._shell.seated(changed)
            self._shell.written(changed.clock())
            self._keeper.drop(changed)
            self._become(replace(self.state, action=changed.action.name, saved=True, left="", tried=()))
            self._refresh()
            self.load()

        self._work(lambda: change_action(desk, action, reason), done)

    # Laptops and papers

    def make_laptop(self, name: str, post: str, role: Role, folder: str) -> None:
        """A set-up bundle for one more laptop of the action in force."""
        self._make(lambda desk: (LaptopPlan(name.strip(), free_prefix(desk), post, (role,)),), folder)

    def make_post_laptops(self, folder: str) -> None:
        """A set-up bundle for each post of the action in force that has no laptop yet."""
        self._make(laptops_to_make, folder)

    def _make(self, plans: Callable[[Desk], Sequence[LaptopPlan]], folder: str) -> None:
        desk = self._desk

        def work() -> tuple[Desk, tuple[Handed, ...], tuple[KeptCode, ...]]:
            made = more_laptops(desk, plans(desk), Path(folder), progress=self._progress)
            return (*made, keep_codes(desk, made[1]))

        def done(made: tuple[Desk, tuple[Handed, ...], tuple[KeptCode, ...]]) -> None:
            others = len(self._given) > 1
            keyed = others and made[0].action != desk.action
            self._given |= {one.plan.name: one.plan for one in made[1]}
            self._follow(made[0])
            self._refresh()
            self._handed(made[2], keyed=keyed)

        self._work(work, done)

    def make_update(self, folder: str) -> None:
        """The action in force as one file for all laptops that are set up."""
        desk = self._desk

        def done(made: tuple[Desk, Path]) -> None:
            self._follow(made[0])
            self._become(replace(self.state, update_file=made[1].name))

        self._work(lambda: export_update(desk, Path(folder)), done)

    def _follow(self, desk: Desk) -> None:
        """The action in force changed by itself; the draft keeps what is typed in it."""
        if desk is not self._desk:
            typed = self._draft if self._draft != self._saved else None
            self._desk = desk
            self._saved = draft_of(desk.action)
            self._draft = self._saved if typed is None else on_top_of(typed, desk.action)
            self._shell.seated(desk)
            self._refresh()

    def day_problem(self, typed: str) -> str:
        """Why this cannot be the day of a new action; "" when it can."""
        return day_problem(typed, self._texts.tag, self._desk.clock().date())

    def new_action(self, name: str, park: str, day: str, folder: str, *, things: bool) -> None:
        """An action of its own from the draft, for another day or park: a bundle for each laptop.

        ``things``: with what is known here of firms, dwellings and vehicles.
        """
        action, desk, tag = self._read, self._desk, self._texts.tag
        if action is None:
            self.ask_save()
            return

        def work() -> tuple[KeptCode, ...]:
            on = read_day(day, tag, desk.clock().date())
            other = another_action(replace(desk, action=action), day=on, name=name, park=park)
            handed = hand_out(desk, other, Path(folder), things=things, progress=self._progress)
            return keep_codes(desk, handed)

        self._work(work, self._handed)

    def _handed(self, codes: tuple[KeptCode, ...], *, keyed: bool = False) -> None:
        self._kept(codes)
        self._become(replace(self.state, codes=self._codes, keyed=keyed))

    def print_sheet(self) -> None:
        """The pre-visit sheet of the action in force, to look at, save or print."""
        desk = self._desk
        title = self._texts.text(SHEET)

        def work() -> Paper:
            name = f"voorbereiding-{desk.action.day.isoformat()}.pdf"
            return Paper(name, title, pre_visit_sheet(desk), recorded=False)

        self._work(work, lambda paper: self._become(replace(self.state, paper=paper)))

    # Work

    def _work(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        if self.state.working:
            return

        def finish(result: _T) -> None:
            self._become(replace(self.state, working=False))
            done(result)

        self._stop.clear()
        self._become(replace(self.state, working=True, done=0, total=0, trouble=None))
        self._jobs.run(work, finish, self._failed)

    def _failed(self, error: Exception) -> None:
        told = None if isinstance(error, Cancelled) else trouble(error, self._texts)
        self._become(replace(self.state, working=False, loaded=True, asking=False, trouble=told))
