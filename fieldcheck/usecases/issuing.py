"""Papers for a case: made, put on record by their digest, and only then handed out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from fieldcheck.domain import events
from fieldcheck.domain.alarm import ISZW, Reach, name_of, route_of
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, new_serial
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.domain.referral import Referral
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.scanning import PROOF_PREFIX
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import Texts, said, texts
from fieldcheck.i18n.markdown import plain
from fieldcheck.triage import Assessment
from fieldcheck.usecases.alarming import reach_now
from fieldcheck.usecases.casework import assess_interview, assess_talks, read_talks
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.handing_over import WITHOUT_CODE, HandoverCode, handover_code
from fieldcheck.usecases.interviewing import Interviewing
from fieldcheck.usecases.ports import (
    Alerted,
    ControlProof,
    Reason,
    ReferralSheet,
    RightsLetter,
    RouteSlip,
)
from fieldcheck.usecases.staffing import absent_posts
from fieldcheck.usecases.standing import standing
from fieldcheck.usecases.street import usual_way

CONTROL_PROOF = "control-proof"
RIGHTS_LETTER = "rights-letter"
REFERRAL_SHEET = "referral-sheet"
ROUTE_SLIP = "route-slip"
_SLIP_PREFIX = "RB"
PREVIEW_SERIAL = "VOORBEELD"
"""What stands in place of a serial on a proof that was not issued."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that is on record. ``name`` is a file name without anything personal.

    ``without_code`` says why a sheet lacks the code for the recipient's laptop, and what to do instead.
    """

    paper: str
    serial: str
    pdf: bytes
    without_code: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Such as ``controlebewijs-CB-7K3M8Q.pdf``; neutral, since file names get seen."""
        return f"{_FILE_NAMES[self.paper]}-{self.serial}.pdf"


_FILE_NAMES = {
    CONTROL_PROOF: "controlebewijs",
    RIGHTS_LETTER: "rechtenbrief",
    REFERRAL_SHEET: "overdracht",
    ROUTE_SLIP: "routebrief",
}


def issue_proof(desk: Desk, case: CaseId) -> Issued:
    """The proof of control: the same for everyone; it closes the visit."""
    desk.actor.require(Deed.ISSUE_PROOF)
    serial = new_serial(PROOF_PREFIX)
    proof = ControlProof(
        action=desk.action,
        serial=serial,
        case_code=desk.store.case(case).code,
        issued=desk.clock(),
        official=desk.actor.name,
    )
    return _on_record(desk, case, CONTROL_PROOF, "nl", serial, desk.papers.control_proof(proof))


def preview_proof(desk: Desk, case: CaseId) -> bytes:
    """The proof of control as it would look, without a serial; nothing is put on record."""
    code = desk.store.case(case).code
    proof = ControlProof(desk.action, PREVIEW_SERIAL, code, desk.clock(), desk.actor.name)
    return desk.papers.control_proof(proof)


def issue_route_slip(desk: Desk, case: CaseId) -> Issued:
    """The slip that a person carries from post to post; it names no quiet post, wherever it is printed.

    Nor a post where nobody stands, as far as this laptop knows: nobody is to look for an empty table.
    """
    desk.actor.require(Deed.MOVE_PEOPLE)
    row = desk.store.case(case)
    posts = {post.code: post for post in desk.action.open_posts}
    begun = row.post if row.post in posts else next(iter(posts), "")
    absent = absent_posts(desk)
    way = usual_way(desk.action, begun)
    names = tuple(post.name for post in way if not post.quiet and post.code not in absent)
    pdf = desk.papers.route_slip(RouteSlip(desk.action, row.code, names))
    return _on_record(desk, case, ROUTE_SLIP, "nl", new_serial(_SLIP_PREFIX), pdf)


def preview_rights_letter(desk: Desk, case: CaseId, language: str) -> bytes:
    """The rights letter as it would be issued, for looking at; nothing is put on record."""
    return desk.papers.rights_letter(_rights_letter(desk, case, language))


def issue_rights_letter(desk: Desk, case: CaseId, language: str) -> Issued:
    """The rights letter in the person's language, made from the answers; safe to carry."""
    desk.actor.require(Deed.ISSUE_PAPER)
    pdf = preview_rights_letter(desk, case, language)
    return _on_record(desk, case, RIGHTS_LETTER, language, new_serial(desk.laptop.prefix), pdf)


def _rights_letter(desk: Desk, case: CaseId, language: str) -> RightsLetter:
    talks = read_talks(desk, case)
    minimum, eu_citizen = desk.tables.adult_minimum_wage(desk.action.day), None
    if talks:
        minimum = _minimum_wage([assess_interview(desk, talk) for talk in talks])
        eu_citizen = _eu_citizen(talks)
    return RightsLetter(
        action=desk.action,
        language=language,
        day=desk.action.day,
        minimum_wage="" if minimum is None else str(minimum),
        eu_citizen=eu_citizen,
        draft=language != "nl" and texts(language, "letters").draft,
    )


def _minimum_wage(assessments: Sequence[Assessment]) -> Decimal | None:
    """The hourly minimum to promise somebody; None where the age leaves two amounts open, or has none.

    The newest talk whose answers leave one amount says it.
    """
    for assessment in reversed(assessments):
        figure = next(one for one in assessment.figures if one.code == "minimum-wage")
        if figure.value is not None and figure.low == figure.high:
            return figure.value
    return None


def _eu_citizen(talks: Sequence[Interviewing]) -> bool | None:
    """What the newest talk that asked it was told; None when nobody said yes or no there."""
    for talk in reversed(talks):
        reference = talk.published.facts.get("eu-citizen")
        value, state = talk.run.answers().get(reference or "", ("", AnswerState.NOT_ASKED))
        if state is not AnswerState.NOT_ASKED:
            return value == "yes" if value in ("yes", "no") else None
    return None


def issue_referral_sheet(desk: Desk, referral: Referral, language: str = "nl") -> Issued:
    """The sheet that goes with a referral: all that was heard for ISZW, what concerns them for others.

    In ``language`` (nl or en) stands what the program says; what somebody wrote stands as it was written.
    """
    desk.actor.require(Deed.ISSUE_PAPER)
    row = desk.store.case(referral.case)
    code = handover_code(desk, referral) if desk.actor.may(Deed.ALARM) else HandoverCode()
    without = said(Said(WITHOUT_CODE, code=row.code), texts(language)) if code.left_out else ""
    sheet = ReferralSheet(
        action=desk.action,
        case_code=row.code,
        sent=referral.sent,
        sent_by=referral.sent_by,
        to=name_of(desk.action, referral.to),
        how=referral.how,
        capacity=desk.actor.capacity.value,
        spoken_language=row.language,
        reasons=tuple(Reason(line) for line in referral.why),
        figures=(),
        blank_domains=(),
        conditions=(),
        reached=not referral.waits,
        talked=False,
        effect=referral.effect,
        alerted=_alerted(desk, referral),
        handover=code.text,
        without_code=(said(Said(code.left_out), texts(language)), without) if without else (),
        language=language,
    )
    # A clerk who sounds the alarm learns nothing of what was said elsewhere, nor by its sheet.
    talks = read_talks(desk, referral.case) if desk.actor.may(Deed.SEE_OUTCOME) else ()
    if talks:
        sheet = _with_assessment(sheet, desk, talks, to=_recipient_of(desk, referral.to))
    pdf = desk.papers.referral_sheet(sheet)
    serial = new_serial(desk.laptop.prefix)
    issued = _on_record(desk, referral.case, REFERRAL_SHEET, language, serial, pdf)
    return replace(issued, without_code=sheet.without_code)


def _alerted(desk: Desk, referral: Referral) -> tuple[Alerted, ...]:
    """Everybody of the same alarm; the referral alone when it was sent alone."""
    known = desk.store.referrals(case=referral.case)
    same = [one for one in known if one.id == referral.id or (one.alarm and one.alarm == referral.alarm)]
    found = {one.asked.code: one for one in reach_now(desk, [one.to for one in same])}
    return tuple(_alerted_one(desk, one, found.get(one.to)) for one in same)


def _alerted_one(desk: Desk, one: Referral, reached: Reach | None) -> Alerted:
    contact = reached.contact if reached else None
    return Alerted(
        name=name_of(desk.action, one.to),
        way=reached.way.value if reached else one.how,
        stand=reached.post.name if reached and reached.post else "",
        number=contact.number if contact else "",
        hours=contact.hours if contact else "",
        checked=contact.checked if contact else None,
        stage=one.stage.value,
        acknowledged_by=one.acknowledged_by,
    )


def _recipient_of(desk: Desk, code: str) -> str:
    """The recipient that a target of the route is; what it may read goes by that."""
    target = route_of(desk.action).target(code)
    return target.recipient if target is not None else code


ADMINISTRATIVE_FIGURES = frozenset({"stay-days", "square-metres-per-person"})
"""Figures on the sheet of whoever is not the labour inspectorate: findings about the park, not the talk."""


def _with_assessment(
    sheet: ReferralSheet, desk: Desk, talks: Sequence[Interviewing], *, to: str
) -> ReferralSheet:
    assessment, words = assess_talks(desk, talks), texts(sheet.language)
    signals = _signals(assessment, words) if to == ISZW else ()
    labels = {label for signal in assessment.signals for label in signal.label.values()} if signals else set()
    return replace(
        sheet,
        talked=True,
        capacity=_capacity(talks) or sheet.capacity,
        reasons=tuple(reason for reason in sheet.reasons if reason.text not in labels) + signals,
        figures=tuple(
            Reason(said(figure.label, words), said(figure.formula, words))
            for figure in assessment.figures
            if figure.value is not None and (to == ISZW or figure.code in ADMINISTRATIVE_FIGURES)
        ),
        blank_domains=tuple(said(domain.label, words) for domain in assessment.domains if domain.blank),
        conditions=talk_conditions(talks, words),
    )


def _capacity(talks: Sequence[Interviewing]) -> str:
    """The legal capacity of the last answer, "" without any: that is what the answers were given in."""
    answers = (answer for talk in talks for answer in talk.interview.answers.values() if not answer.carried)
    last = max(answers, key=lambda answer: answer.at, default=None)
    return "" if last is None else last.capacity


def _signals(assessment: Assessment, words: Texts) -> tuple[Reason, ...]:
    """Each signal with its answers."""
    return tuple(
        Reason(
            signal.label.get(words.tag) or signal.label["nl"],
            "; ".join(f"{said(one.question, words)} {said(one.value_text, words)}" for one in signal.answers),
        )
        for signal in assessment.signals
    )


TALK = N_("Gesprek")


def talk_conditions(
    talks: Sequence[Interviewing], words: Texts | None = None, *, whole: bool = False
) -> tuple[Reason, ...]:
    """How each talk of a case was held; with several talks, each begins with the title of its form.

    With ``whole``, all that the form about the conditions says: for who assesses, and on no paper.
    """
    words = words or texts("nl")
    found: list[Reason] = []
    for talk in talks:
        if len(talks) > 1:
            found.append(Reason(words.text(TALK), talk.published.title or talk.interview.form_id))
        all_of_it = whole and talk.interview.form_id == CONDITIONS_FORM
        found.extend(
            interview_conditions(talk, words.tag, section="/data" if all_of_it else CONDITIONS_SECTION)
        )
    return tuple(found)


CONDITIONS_SECTION = "/data/conversation"
"""The group of the intake form that holds the interview conditions."""

CONDITIONS_FORM = "conditions"
"""The form that asks of nothing else."""


def interview_conditions(
    interviewing: Interviewing, language: str = "nl", *, section: str = CONDITIONS_SECTION
) -> tuple[Reason, ...]:
    """How the talk was held, question and answer in a language: who was there, who interpreted."""
    found = []
    answers = interviewing.run.answers()
    for reference in standing({one: value for one, (value, _) in answers.items()}):
        value, state = answers[reference]
        if not reference.startswith(section + "/") or state is not AnswerState.ANSWERED:
            continue
        node = interviewing.run.node(reference, language)
        if not node.relevant or reference == interviewing.published.facts.get("safe-contact"):
            continue  # how to reach somebody safely stands on no paper
        words = {choice.value: plain(choice.label) for choice in node.choices}
        said = ", ".join(words.get(part, part) for part in value.split()) if words else value
        found.append(Reason(plain(node.label), said))
    return tuple(found)


def _on_record(desk: Desk, case: CaseId, paper: str, language: str, serial: str, pdf: bytes) -> Issued:
    payload = {"paper": paper, "serial": serial, "language": language, "digest": sha256_hex(pdf)}
    desk.write(events.PAPER_ISSUED, "case", case, payload)
    return Issued(paper, serial, pdf)
