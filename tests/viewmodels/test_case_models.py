"""From the outcome to the export, on a real desk: what each screen shows and what it puts on record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldcheck import assets
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.referral import FirstAssessment, ReferralStage, Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.domain.route import RouteRule
from fieldcheck.i18n import texts
from fieldcheck.usecases import referring
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.casework import assess_case, open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.viewmodels.assessed import Standing, domain_cards, proposal_of
from fieldcheck.viewmodels.desk import desk_state
from fieldcheck.viewmodels.export import ExportViewModel
from fieldcheck.viewmodels.jobs import HeldJobs, InlineJobs
from fieldcheck.viewmodels.letters import LetterKind, LettersViewModel
from fieldcheck.viewmodels.outcome import OutcomeViewModel, Step
from fieldcheck.viewmodels.referral import ReferralViewModel
from fieldcheck.viewmodels.review import ReviewViewModel

ACUTE = "4-evicted-papers-kept.json"
UNDERPAID = "3-agency-far-below.json"
CALM = "2-fifty-hours-content.json"


def told(desk: Desk, file: str) -> CaseId:
    """A case whose interview says what a practice worker says."""
    source = assets.folder("resources") / "practice" / "workers" / file
    answers = read_answers(source.read_bytes(), place=file)
    interviewing = start_interview(desk, open_case(desk).id, answers.language)
    given = answers.by_reference(interviewing.run.references())
    interviewing.save(interviewing.answer(given, move_on=False))
    interviewing.save(interviewing.finish())
    return interviewing.interview.case


def as_role(desk: Desk, role: Role) -> Desk:
    return replace(desk, actor=replace(desk.actor, role=role))


def outcome_of(desk: Desk, case: CaseId) -> OutcomeViewModel:
    model = OutcomeViewModel(desk, InlineJobs(), case)
    model.load()
    assert model.state.trouble is None
    return model


def test_an_acute_outcome_proposes_iszw_with_the_answers_behind_it(desk: Desk) -> None:
    state = outcome_of(desk, told(desk, ACUTE)).state
    assert state.acute
    assert state.proposal is not None
    assert (state.proposal.to, state.proposal.urgency) == ("iszw", Urgency.ACUTE)
    assert state.proposal.reasons
    heard = [card for card in state.domains if card.standing is Standing.SIGNALS]
    assert heard
    assert all(signal.answers for card in heard for signal in card.signals)
    assert all(figure.formula for figure in state.figures)


def test_what_a_form_asks_stands_in_the_language_of_the_officer_and_in_dutch_on_record(desk: Desk) -> None:
    assessment = assess_case(desk, told(desk, ACUTE))
    dutch, english = (
        {
            answer
            for card in domain_cards(assessment, texts(tag))
            for one in card.signals
            for answer in one.answers
        }
        for tag in ("nl", "en")
    )
    assert "Wie bewaart uw paspoort of identiteitskaart?" in " ".join(dutch)
    assert len(english) == len(dutch)
    assert not english & dutch, "questions and choices alike"
    assert str(assessment.signals[0].answers[0].question) in " ".join(dutch)
    proposal = proposal_of(assessment, {}, texts("en"))
    assert proposal is not None
    assert not any(line in " ".join(dutch) for line in proposal.reasons)


def test_a_calm_outcome_goes_to_the_next_post_without_asking(desk: Desk) -> None:
    case = told(desk, CALM)
    model = outcome_of(desk, case)
    assert not model.state.acute
    model.go_to_next_post()
    assert model.state.step is Step.LEAVE
    assert desk.store.case(case).route == "next-post"


def test_pay_above_the_minimum_is_not_called_a_share_below_it(desk: Desk) -> None:
    for file, value in ((CALM, "nee, daar ligt het loon niet onder"), (UNDERPAID, "43 %")):
        figures = {one.label: one.value for one in outcome_of(desk, told(desk, file)).state.figures}
        assert figures["Onder het minimumloon"] == value


def test_an_own_rule_that_sends_to_a_target_of_the_route_is_named(desk: Desk) -> None:
    rule = RouteRule("own-all", "true()", "avim", Urgency.ACUTE, "Zo afgesproken")
    here = replace(desk, action=replace(desk.action, route=replace(desk.action.route, rules=(rule,))))
    case = told(here, CALM)
    model = outcome_of(here, case)
    assert model.state.proposal is not None
    assert model.state.proposal.headline == "Voorstel: nu doorverwijzen naar Politie (AVIM)"
    assert {one.code: one.name for one in model.state.destinations}["avim"] == "Politie (AVIM)"
    model.refer_now()
    assert (model.state.step, here.store.case(case).route) == (Step.REFER, "avim")
    referral = ReferralViewModel(here, InlineJobs(), case, to="avim")
    referral.load()
    assert "avim" in {one.code for one in referral.state.targets if one.chosen}


@pytest.mark.parametrize(
    ("role", "read"), [(Role.HANDHAVER, "Gesprekstent"), (Role.COORDINATOR, "Arbeidsinspectie")]
)
def test_a_quiet_post_has_its_neutral_name_on_outcome_and_desk(desk: Desk, role: Role, read: str) -> None:
    """The post before the inspectorate's stand: who works there need not know what comes next."""
    posts = tuple(
        replace(one, next="iszw" if one.code == "gemeente" else one.next) for one in desk.action.posts
    )
    action = replace(desk.action, posts=posts)
    here = replace(desk, action=action, actor=replace(desk.actor, role=role, post="gemeente"))
    assert read in next(post.name for post in desk_state(here).posts if post.code == "iszw")
    assert read in outcome_of(here, told(desk, CALM)).state.next_post


def test_against_the_proposal_a_reason_is_needed_and_kept(desk: Desk) -> None:
    case = told(desk, ACUTE)
    model = outcome_of(desk, case)
    model.go_to_next_post()
    assert model.state.deciding
    model.confirm_decision()
    assert model.state.trouble is not None
    assert desk.store.case(case).route == ""
    model.write_reason("Persoon wil eerst met zijn zus praten.")
    model.confirm_decision()
    assert (model.state.step, desk.store.case(case).route) == (Step.LEAVE, "next-post")


def test_a_referral_decided_on_and_never_sent_is_not_forgotten(desk: Desk) -> None:
    """Decided, and then back from the referral page without sending: a reason is asked before they go."""
    case = told(desk, ACUTE)
    outcome_of(desk, case).refer_now()
    assert desk.store.case(case).route == "iszw"
    again = outcome_of(desk, case)
    again.go_to_next_post()
    assert (again.state.step, again.state.deciding) == (Step.STAY, True)


def test_a_withdrawn_referral_does_not_count_as_sent(desk: Desk) -> None:
    case = told(desk, ACUTE)
    new = referring.NewReferral(case, "iszw", Urgency.ACUTE, ("reden",), "walked")
    sent = referring.send_referral(desk, new)
    assert outcome_of(desk, case).state.referred
    referring.withdraw_referral(desk, sent.id, reason="Verkeerde zaak")
    assert not outcome_of(desk, case).state.referred


def test_papers_are_on_record_before_they_are_offered(desk: Desk) -> None:
    case = told(desk, CALM)
    model = outcome_of(desk, case)
    model.make_proof()
    proof = model.state.paper
    assert proof is not None
    assert proof.pdf.startswith(b"%PDF")
    assert desk.store.case(case).proof_serial in proof.name
    model.put_paper_away()
    model.pick_letter_language("ro")
    model.make_letter()
    assert model.state.paper is not None
    issued = [one for one in desk.store.entries() if one.kind == "paper.issued" and one.subject == case]
    assert [one.payload["language"] for one in issued if one.payload] == ["nl", "ro"]


def test_iszw_reads_the_case_and_seals_its_own_note(desk: Desk) -> None:
    case = told(desk, ACUTE)
    referral = ReferralViewModel(desk, InlineJobs(), case, to="iszw")
    referral.load()
    referral.write_effect("Kan vannacht nergens slapen")
    referral.send()
    model = ReviewViewModel(as_role(desk, Role.ISZW_INSPECTOR), InlineJobs())
    model.load()
    row = next(row for row in model.state.rows if row.case_code == desk.store.case(case).code)
    model.select(row.id)
    shown = model.state.case
    assert shown is not None
    assert shown.reasons
    assert shown.conditions
    assert shown.capacities == ("vrijwillig gesprek",)
    assert model.state.rows[0].urgency is Urgency.ACUTE
    model.take_over()
    model.write_note("Morgen bellen met de tolk.")
    model.pick(FirstAssessment.TAKEN_UP)
    model.submit()
    assert model.state.trouble is None
    assert model.state.saved is not None
    assert [note.words for note in model.state.dossier.notes] == ["Morgen bellen met de tolk."]
    kept = desk.store.referral(row.id)
    assert kept.assessment is FirstAssessment.TAKEN_UP
    assert kept.stage is not ReferralStage.SENT
    assert "tolk" not in kept.sealed_note


def test_a_handhaver_cannot_open_the_inbox(desk: Desk) -> None:
    model = ReviewViewModel(desk, InlineJobs())
    model.load()
    assert model.state.trouble is not None
    assert model.state.rows == ()


def test_the_letters_desk_previews_without_recording_and_records_what_it_issues(desk: Desk) -> None:
    case = told(desk, CALM)
    model = LettersViewModel(desk, InlineJobs())
    model.search(desk.store.case(case).code)
    before = len(tuple(desk.store.entries()))
    model.select(case)
    assert model.state.preview.startswith(b"%PDF")
    model.pick_kind(LetterKind.PROOF)
    assert model.state.preview.startswith(b"%PDF")
    assert len(tuple(desk.store.entries())) == before
    model.issue()
    assert model.state.paper is not None
    assert model.state.issued[0].file == model.state.paper.name
    assert model.state.case is not None
    assert model.state.case.proof_serial


def test_an_older_preview_never_replaces_a_newer_one(desk: Desk) -> None:
    case = told(desk, CALM)
    jobs = HeldJobs()
    model = LettersViewModel(desk, jobs)
    model.search(desk.store.case(case).code)
    jobs.release()
    model.select(case)
    model.pick_language("en")
    assert (model.state.preview, model.state.busy) == (b"", True)
    jobs.release()
    assert (model.state.language, model.state.busy) == ("en", False)


def test_the_export_is_made_checked_and_counted(desk: Desk, tmp_path: Path) -> None:
    told(desk, CALM)
    model = ExportViewModel(as_role(desk, Role.COORDINATOR), InlineJobs(), tmp_path)
    model.load()
    contents = model.state.contents
    assert contents is not None
    assert contents.cases >= 1
    assert contents.entries == len(tuple(desk.store.entries()))
    model.export()
    assert model.state.trouble is None
    assert model.state.check is not None
    assert model.state.check.ok, model.state.check.findings
    assert Path(model.state.file).parent == tmp_path


def test_an_intake_laptop_hands_its_day_over_and_checks_nothing(desk: Desk, tmp_path: Path) -> None:
    model = ExportViewModel(as_role(desk, Role.HANDHAVER), InlineJobs(), tmp_path)
    model.load()
    assert (model.state.may_check, model.state.handed_over) == (False, False)
    model.export()
    state = model.state
    assert (state.handed_over, state.check, state.checking, state.trouble) == (True, None, False, None)
    assert [str(path) for path in tmp_path.glob("*.asice.age")] == [state.file]


def test_a_cancelled_export_leaves_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = HeldJobs()
    model = ExportViewModel(as_role(desk, Role.COORDINATOR), jobs, tmp_path)
    model.load()
    jobs.release()
    model.export()
    model.cancel()
    assert model.state.cancelling
    jobs.release()
    assert (model.state.cancelled, model.state.file, model.state.trouble) == (True, "", None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_told(desk: Desk, tmp_path: Path) -> None:
    model = ExportViewModel(as_role(desk, Role.COORDINATOR), InlineJobs(), tmp_path / "stick" / "gone")
    model.load()
    model.export()
    assert model.state.trouble is not None
    assert not model.state.working
