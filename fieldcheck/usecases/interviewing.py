"""An interview under way: the form's run in memory, and the entries that make it durable.

Answering has two halves, so that the next question can be on screen while the disk works:
a method here changes the run at once and returns what is :class:`Pending`; :meth:`Interviewing.save`
commits it. Only what was saved may be shown as saved.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from fieldcheck.domain import events
from fieldcheck.domain.attachment import Attachment
from fieldcheck.domain.errors import N_, InvalidValue, UserFixable
from fieldcheck.domain.identifiers import CaseId, InterviewId, new_uuid7
from fieldcheck.domain.interview import AnswerState, Interview, InterviewStage, is_within
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.roles import Deed, LegalCapacity, Role
from fieldcheck.engine import PRESENT, REMOVED, FormRun, Page, PublishedForm
from fieldcheck.usecases.attaching import FILE_TYPES, accepted, prepared
from fieldcheck.usecases.carrying import Earlier, carry_over, earlier_by_question
from fieldcheck.usecases.desk import Desk, change_capacity
from fieldcheck.usecases.forms import new_run, open_form, restored_run
from fieldcheck.usecases.offering import ready_form, usual_form
from fieldcheck.usecases.ports import Changes

REFUSED = "refused"
"""Reason of a pause: the person does not want the talk; counted as refused."""
HAD_TO_LEAVE = "had-to-leave"
"""Reason of a pause: the bus, the shift, the queue."""
OFFICER_PAUSED = "officer"
"""Reason of a pause: the officer's own."""


LATER = "later"
"""In place of yes or no to whether a talk was refused: the person would rather talk another time."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What happened and is not on disk yet.

    ``opened`` are open questions (references) that the page asks because of it and did not ask before.
    """

    drafts: tuple[Draft, ...]
    opened: tuple[str, ...] = ()


INTERPRETER_FACT = "interpreter"
"""The fact of a form that says who helps with the language, such as ``phone`` or ``companion``."""

Given = str | AnswerState
"""What was given to one question: a value in XForms lexical form, or a state in its place."""


class Interviewing:
    """One running interview. Not thread-safe, except :meth:`save` and :meth:`attachment_named`."""

    def __init__(self, desk: Desk, interview: Interview, published: PublishedForm, run: FormRun) -> None:
        self.desk = desk
        self.interview = interview
        self.published = published
        self.run = run
        self.position = interview.position
        self._attached: dict[str, Attachment] = {}
        self._told = run.answers()
        """What is in the journal, or pending: the answers as they were when last told."""
        self._opened_with = self._told
        self._interpreted_in = self._asked_in(published.facts.get(INTERPRETER_FACT, ""))
        self.earlier: Mapping[str, Earlier] = {}
        """What earlier talks of the case said about the same facts, by question."""
        self.carried = {reference for reference, answer in interview.answers.items() if answer.carried}
        """Questions whose answer is that of an earlier talk: nobody confirmed or changed it in this one."""

    @property
    def page(self) -> Page:
        """The page to show; the nearest one before when the form's logic took it away."""
        pages = self.run.pages()
        here = self.run.page_of(self.position) or self.run.page_before(self.position)
        return next((page for page in pages if page.reference == here), pages[0])

    def answer(self, given: Mapping[str, Given], *, move_on: bool = True) -> Pending:
        """Give a page's answers, together or not at all, and move on to the next page.

        A page that asks more because of these answers is not left: how much somebody earns is no answer
        without the time it is for.

        Raises InvalidValue for a value that cannot be (then nothing changed, neither here nor on disk).
        """
        beside = {one: value for one, value in given.items() if not isinstance(value, AnswerState)}
        for reference, value in given.items():
            self._refuse_impossible(reference, value, beside)
        shown = frozenset(self.page.questions)
        for reference, value in given.items():
            if isinstance(value, AnswerState):
                self.run.set_state(reference, value)
            else:
                self.run.answer(reference, value)
        self.carried.difference_update(given)
        if self.published.facts.get(INTERPRETER_FACT) in given:
            self._interpreted_in = self.run.language
        opened = self._opened(shown)
        if move_on and not opened:
            self.position = self._onward() or self.position
        drafts = [self._answer_draft(reference, value) for reference, value in given.items()]
        return Pending((*drafts, *self._made_by_form(given)) or (self._moved(),), opened)

    def _opened(self, shown: Collection[str]) -> tuple[str, ...]:
        new = [reference for reference in self.page.questions if reference not in shown]
        still_open = frozenset(self.run.open_questions()) if new else ()
        return tuple(reference for reference in new if reference in still_open)

    def _made_by_form(self, given: Collection[str] = ()) -> tuple[Draft, ...]:
        """What the form itself filled in since it was last told: defaults, triggers, times.

        Without these the talk would not stand where it stood when it is opened again.
        """
        before, self._told = self._told, self.run.answers()
        blank = ("", AnswerState.NOT_ASKED)
        return tuple(
            self._form_draft(reference, *self._told.get(reference, blank))
            for reference in {**before, **self._told}
            if reference not in given and before.get(reference, blank) != self._told.get(reference, blank)
        )

    def _form_draft(self, reference: str, value: str, state: AnswerState) -> Draft:
        payload = {
            "reference": reference,
            "value": value,
            "state": state.value,
            "language": self.run.language,
            "position": self.position,
            "by": "form",
        }
        return self._draft(events.ANSWER_RECORDED, payload)

    def _refuse_impossible(self, reference: str, value: Given, beside: Mapping[str, str]) -> None:
        if isinstance(value, AnswerState):
            return
        self._refuse_unattached(reference, value)
        violation = self.run.check(reference, value, beside)
        if violation is not None:
            message = violation.message or N_("Dit antwoord kan niet kloppen.")
            raise InvalidValue(message, remedy=N_("Verbeter het antwoord, of kies een reden."))

    def _refuse_unattached(self, reference: str, value: str) -> None:
        """The value of a file question is the name of an attachment, and is only made by attaching."""
        node = self.run.node(reference)
        if node.type in FILE_TYPES and value not in ("", node.value):
            raise InvalidValue(N_("Bij deze vraag hoort een bestand, geen tekst."))

    def attach(self, reference: str, content: bytes, *, filename: str, media_type: str) -> Pending:
        """Give a file as the answer, as :func:`prepared` and :meth:`give_file` do one after the other."""
        node = self.run.node(reference)
        return self.give_file(reference, prepared(content, node, filename=filename, media_type=media_type))

    def give_file(self, reference: str, attachment: Attachment) -> Pending:
        """Give a prepared file as the answer; what was given before stays in the history. The page stays.

        Preparing is what takes time, and touches nothing here: it may be done on the worker.
        Raises InvalidValue for a file that the question does not take; then nothing changed.
        """
        if attachment.media_type not in accepted(self.run.node(reference)):
            raise InvalidValue(N_("Bij deze vraag hoort geen bestand."))
        violation = self.run.check(reference, attachment.name)
        if violation is not None:
            raise InvalidValue(violation.message or N_("Dit antwoord kan niet kloppen."))
        self.run.answer(reference, attachment.name)
        self.carried.discard(reference)
        self._attached[reference] = attachment
        draft = self._answer_draft(reference, attachment.name)
        payload = {**draft.payload, "attachment": attachment.as_payload()}
        attached = replace(draft, payload=payload, attached=attachment.content)
        return Pending((attached, *self._made_by_form([reference])))

    def attachment(self, reference: str) -> Attachment:
        """The file that is the answer now, also while it is being saved.

        KeyError when the answer is no file. Raises StorageFailed when its bytes were damaged.
        """
        return self.attachment_named(self.run.node(reference).value)

    def attachment_named(self, name: str) -> Attachment:
        """As :meth:`attachment`, by the answer's value; only touches the store, as :meth:`save` does."""
        for given in tuple(self._attached.values()):
            if given.name == name:
                return given
        return self.desk.store.attachment(self.interview.id, name)

    def add_instance(self, repeat: str) -> Pending:
        """Add one to a repeat, such as a person, and go to its first page.

        Raises InvalidValue when the form itself counts them.
        """
        reference = self.run.add_instance(repeat)
        self.position = self.run.page_of(reference) or self.position
        return self._instance(reference, PRESENT)

    def remove_instance(self, reference: str) -> Pending:
        """Take one out of a repeat; its answers are kept, and count no more. Who stood in it is at the list.

        Raises InvalidValue when the form itself counts them.
        """
        self.run.remove_instance(reference)
        if is_within(self.position, reference):
            self.position = self.page.reference
        return self._instance(reference, REMOVED)

    def return_instance(self, reference: str) -> Pending:
        """Undo a removal: the instance is back with its answers."""
        self.run.return_instance(reference)
        return self._instance(reference, PRESENT)

    def _instance(self, reference: str, value: str) -> Pending:
        return Pending((self._answer_draft(reference, value), *self._made_by_form([reference])))

    def _answer_draft(self, reference: str, value: Given) -> Draft:
        state = value if isinstance(value, AnswerState) else AnswerState.ANSWERED
        if value == "":
            state = AnswerState.NOT_ASKED
        payload = {
            "reference": reference,
            "value": value if state is AnswerState.ANSWERED else "",
            "state": state.value,
            "language": self.run.language,
            "position": self.position,
            **self._by_interpreter(),
        }
        return self._draft(events.ANSWER_RECORDED, payload)

    @property
    def interpreter(self) -> str:
        """Who helps with the language now, in the form's own word; "" while nobody knows.

        It is known in the language it was told in: whoever interprets Polish is not taken to interpret
        Romanian after a switch, until the question was answered again.
        """
        if self.run.language != self._interpreted_in:
            return ""
        reference = self.published.facts.get(INTERPRETER_FACT, "")
        value, state = self.run.answers().get(reference, ("", AnswerState.NOT_ASKED))
        return value if state is AnswerState.ANSWERED else ""

    def _by_interpreter(self) -> dict[str, str]:
        return {"interpreter": self.interpreter} if self.interpreter else {}

    def _asked_in(self, reference: str) -> str:
        """The language that an answer on record was given in."""
        answer = self.interview.answers.get(reference)
        return answer.language if answer is not None and not answer.carried else ""

    def next(self) -> Pending:
        """Go on without answering; required questions never trap, the end lists what is open."""
        return self.jump(self._onward() or self.position)

    def back(self) -> Pending:
        """Go back one page."""
        return self.jump(self.run.page_before(self.position) or self.position)

    def jump(self, reference: str) -> Pending:
        """Go to the page of a question, a page or a section."""
        self.position = self.run.page_of(reference) or self.position
        return Pending((self._moved(),))

    @property
    def at_end(self) -> bool:
        """Whether no page follows this one."""
        return self._after(self.position) is None

    @property
    def at_start(self) -> bool:
        """Whether no page comes before this one."""
        return self.run.page_before(self.position) is None

    def _after(self, reference: str) -> str | None:
        return self.run.page_after(reference)

    def _onward(self) -> str | None:
        """The page to go on to: past what an earlier talk answered, unless that is being looked at."""
        following = self._after(self.position)
        if not self.carried or self._is_known(self.position):
            return following
        last = following
        while following is not None and self._is_known(following):
            last, following = following, self._after(following)
        return following or last

    def _is_known(self, reference: str) -> bool:
        """Whether an earlier talk answered what a page asks, and nothing on it is open."""
        page = next((page for page in self.run.pages() if page.reference == reference), None)
        if page is None or self.carried.isdisjoint(page.questions):
            return False
        return set(self.run.open_questions()).isdisjoint(page.questions)

    def _moved(self) -> Draft:
        return self._draft(events.INTERVIEW_MOVED, {"position": self.position})

    def switch_language(self, language: str) -> Pending:
        """Ask on in another language of the form; place and answers stay."""
        self.run.language = language
        self.interview = replace(self.interview, language=language)
        payload = {"language": language, **self._by_interpreter()}
        return Pending((self._draft(events.LANGUAGE_SWITCHED, payload),))

    def note(self, text: str) -> Pending:
        """Keep a free note beside the page shown."""
        payload = {"reference": self.position, "text": text}
        return Pending((self._draft(events.NOTE_RECORDED, payload),))

    def pause(self, reason: str) -> Pending:
        """Stop for now (OFFICER_PAUSED, HAD_TO_LEAVE or REFUSED); it resumes at this place.

        A finished talk that somebody only looked back into stays finished.
        """
        finished = self.interview.stage is InterviewStage.FINISHED
        if finished and reason != REFUSED and self.run.answers() == self._opened_with:
            return Pending((self._moved(),))
        self.interview = replace(self.interview, stage=InterviewStage.PAUSED)
        payload = {"reason": reason, "refused": self._refused()}
        return Pending((self._draft(events.INTERVIEW_PAUSED, payload),))

    def finish(self) -> Pending:
        """End the talk; open questions stay open and count as not asked."""
        self.interview = replace(self.interview, stage=InterviewStage.FINISHED)
        refused = self._refused()
        self.run.close()
        self._opened_with = self.run.answers()
        finished = self._draft(events.INTERVIEW_FINISHED, {"refused": refused})
        return Pending((*self._made_by_form(), finished))

    def _refused(self) -> str:
        """Whether the person did not want the talk: said no or would not say, or rather another time."""
        reference = self.published.facts.get("consent", "")
        value, state = self.run.answers().get(reference, ("", AnswerState.NOT_ASKED))
        if value == "later":
            return LATER
        return "yes" if value == "no" or state is AnswerState.REFUSED else "no"

    def keep_first_values(self) -> None:
        """Put on disk what is filled in when it is opened for the first time: by earlier talks, by the form.

        The first page shown is the first on which something is open.
        """
        told = carry_over(self.run, self.published, self.earlier)
        self.carried.update(told)
        if self._is_known(self.position):
            self.position = self._onward_from_start() or self.position
        self._told = {}
        drafts = (*(self._carried_draft(reference) for reference in told), *self._made_by_form(told))
        if drafts:
            self.save(Pending(drafts))

    def _onward_from_start(self) -> str | None:
        return next((page.reference for page in self.run.pages() if not self._is_known(page.reference)), None)

    def _carried_draft(self, reference: str) -> Draft:
        """An answer of an earlier talk as one of this talk, in the capacity and language it was given in."""
        earlier = self.earlier[reference]
        payload = {
            "reference": reference,
            "value": earlier.value,
            "state": AnswerState.ANSWERED.value,
            "language": earlier.language,
            "position": self.position,
            "from": earlier.interview,
        }
        return replace(self._draft(events.ANSWER_RECORDED, payload), capacity=earlier.capacity)

    def save(self, pending: Pending) -> Changes:
        """Commit; on disk when this returns. Raises StorageFailed, and may then be tried again."""
        return self.desk.store.record(pending.drafts)

    def _draft(self, kind: str, payload: dict[str, str]) -> Draft:
        return self.desk.draft(kind, "interview", self.interview.id, dict(payload))


def start_interview(desk: Desk, case: CaseId, language: str, *, form_id: str = "") -> Interviewing:
    """Begin an interview of a case with a form of the action; it is voluntary, and stamped so.

    Without ``form_id`` with the form that this post usually begins with. What earlier talks of the case told
    is carried over.

    Raises:
        UserFixable: the form is not one of this action, or the post has none.
        FormRefused: the form cannot be published.
    """
    desk = _voluntary(desk)
    form_id = form_id or usual_form(desk)
    published = ready_form(desk, form_id)
    published, form = open_form(desk, published.digest)
    began = desk.clock()
    id_ = InterviewId(new_uuid7(began))
    payload = {
        "case": case,
        "form_id": form_id,
        "form_digest": published.digest,
        "language": language,
        "position": new_run(desk, form, language, interview=id_, started=began).pages()[0].reference,
    }
    desk.write(events.INTERVIEW_STARTED, "interview", id_, payload)
    interview = desk.store.interview(id_)  # it began when that was on record, also for the form's own start
    run = new_run(desk, form, language, interview=id_, started=interview.started)
    interviewing = Interviewing(desk, interview, published, run)
    interviewing.earlier = earlier_by_question(desk, interview, published)
    interviewing.keep_first_values()
    return interviewing


def resume_interview(desk: Desk, interview_id: InterviewId) -> Interviewing:
    """Go on with an interview at its place, in the version of the form it began with.

    It is voluntary, and stamped so. Who opened it is on record, also when it was never paused. Raises
    NotAllowed for a role that may not see what was said to another.
    """
    desk.actor.require(Deed.INTERVIEW)
    desk = _voluntary(desk)
    if not desk.actor.may(Deed.SEE_OUTCOME) and _begun_by(desk, interview_id) is not desk.actor.role:
        desk.actor.require(Deed.SEE_OUTCOME)
    interviewing = _restored(desk, interview_id, going_on=True)
    interviewing.earlier = earlier_by_question(desk, interviewing.interview, interviewing.published)
    if interviewing.interview.stage is InterviewStage.PAUSED:
        desk.write(events.INTERVIEW_RESUMED, "interview", interview_id, {})
        interviewing.interview = replace(interviewing.interview, stage=InterviewStage.RUNNING)
    else:
        desk.write(events.RECORD_VIEWED, "case", interviewing.interview.case, {"screen": "interview"})
    return interviewing


def _begun_by(desk: Desk, interview: InterviewId) -> Role | None:
    """In which role a talk was begun; None when the trail does not have its beginning."""
    begun = desk.store.trail(case=desk.store.interview(interview).case, kind=events.INTERVIEW_STARTED)
    role = next((line.role for line in begun if line.subject == interview), None)
    return None if role is None else Role(role)


def _voluntary(desk: Desk) -> Desk:
    """The desk for a talk that nobody has to have: a supervisor asks it outside supervision.

    Who investigates a crime stays in that capacity: what is said then never counts as voluntary.
    """
    desk.actor.require(Deed.INTERVIEW)
    if desk.actor.capacity is not LegalCapacity.SUPERVISION:
        return desk
    return change_capacity(desk, LegalCapacity.VOLUNTARY)


def read_interview(desk: Desk, interview_id: InterviewId) -> Interviewing:
    """An interview with its run restored, without resuming it. UserFixable when its form is not here."""
    return _restored(desk, interview_id)


def _restored(desk: Desk, interview_id: InterviewId, *, going_on: bool = False) -> Interviewing:
    interview = desk.store.interview(interview_id)
    try:
        published, form = open_form(desk, interview.form_digest)
    except KeyError:
        raise UserFixable(
            N_("De versie van het formulier van dit gesprek staat niet op deze laptop."),
            remedy=N_("Lees de bundel in van de laptop waar het gesprek begon."),
        ) from None
    return Interviewing(desk, interview, published, restored_run(desk, form, interview, going_on=going_on))
