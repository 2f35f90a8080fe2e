"""The rehearsal: fictitious workers played through the real use cases, store, papers and bundle.

It is the morning check on a laptop: what runs here is what runs in the tent, without windows.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from fieldcheck import assets
from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import N_, Bug, UserFixable
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.referral import FirstAssessment, Referral, Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import Texts, language, said
from fieldcheck.output import OutputFolder
from fieldcheck.triage import Assessment, Route
from fieldcheck.usecases import answers_file, assessing, casework, exporting, issuing, referring, setup
from fieldcheck.usecases.answers_file import AnswersFile
from fieldcheck.usecases.desk import Desk, change_place, lock
from fieldcheck.usecases.interviewing import Given, Interviewing, resume_interview, start_interview

OFFICER = "J. Voorbeeld"
PASSPHRASE = "oefenen in de tent om half vijf"  # noqa: S105 - fictitious, the store is thrown away
KEYS_FOLDER = "practice-keys"
"""Where the rehearsal leaves the fictitious keys, so that its bundle can be checked without fieldcheck."""

Say = Callable[[str], None]


class Rehearsal:
    """One run: ``language`` of the talks, ``out`` for papers and bundle, ``say`` called once a step."""

    def __init__(
        self, installation: Installation, *, language: str, out: OutputFolder, texts: Texts, say: Say
    ) -> None:
        self._installation = installation
        self._language = language
        self._out = out
        self._texts = texts
        self._write_line = say

    def play(self) -> bool:
        """Play everything; whether the bundle was found whole. Raises what the use cases raise."""
        desk = self._set_up()
        for worker in workers():
            self._play_worker(desk, worker)
        whole = self._export(change_place(desk, role=Role.COORDINATOR, post="coordinator"))
        self._check_journal(desk)
        lock(desk)
        return whole

    def _say(self, text: str, **fields: object) -> None:
        self._write_line(self._texts.text(text, **fields))

    def _set_up(self) -> Desk:
        vault = self._installation.vault
        created = vault.create(OFFICER, PASSPHRASE, DeviceId(new_uuid7(self._installation.clock())))
        action = setup.set_up_practice(
            created.store, user=OFFICER, action=practice_action(), clock=self._installation.clock
        )
        created.store.close()
        store = vault.unlock(OFFICER, PASSPHRASE)
        self._say(N_("Versleutelde opslag gemaakt en ontgrendeld; actie {name} (oefening)"), name=action.name)
        return self._installation.sit_down(store, user=OFFICER, role=Role.HANDHAVER)

    def _play_worker(self, desk: Desk, worker: AnswersFile) -> None:
        case = casework.open_case(desk)
        self._say(N_("Zaak {code}: {title}"), code=case.code, title=worker.title)
        self._interview(desk, case, worker)
        assessment = casework.assess_case(desk, case.id)
        self._tell(assessment)
        self._follow(desk, case, assessment)
        self._hand_out(desk, case)

    def _interview(self, desk: Desk, case: CaseRow, worker: AnswersFile) -> None:
        interviewing = start_interview(desk, case.id, self._language)
        answers = worker.by_reference(interviewing.run.references())
        interviewing.run.depth = "standard"
        questions = give_answers(interviewing, answers)
        self._say(
            N_("  gesprek in het {language}: {count} antwoorden opgeslagen"),
            language=language(self._language).name_dutch
            if self._texts.tag == "nl"
            else language(self._language).name_native,
            count=questions,
        )
        resumed = resume_interview(desk, interviewing.interview.id)
        if resumed.run.answers() != interviewing.run.answers():
            raise Bug(N_("Het hervatte gesprek is anders dan het gesprek zelf."))

    def _tell(self, assessment: Assessment) -> None:
        for figure in assessment.figures:
            if figure.value is not None:
                label = self._texts.text(figure.label)
                self._say(N_("  {label}: {formula}"), label=label, formula=said(figure.formula, self._texts))
        for signal in assessment.signals:
            self._say(
                N_("  signaal ({domain}): {label}"), domain=signal.domain, label=self._word(signal.label)
            )
        blank = ", ".join(self._texts.text(one.label) for one in assessment.domains if one.blank)
        if blank:
            self._say(N_("  nog niets over: {domains}"), domains=blank)

    def _word(self, label: Mapping[str, str]) -> str:
        return label.get(self._texts.tag) or label["nl"]

    def _follow(self, desk: Desk, case: CaseRow, assessment: Assessment) -> None:
        if not assessment.routes:
            self._say(N_("  voorstel: geen doorverwijzing, verder naar de volgende post"))
            onward = casework.NOTHING_PROPOSED
            casework.decide_route(desk, case.id, to=onward, proposed=onward)
            return
        names = {one.code: one.name for one in desk.action.recipients}
        for route in assessment.routes:
            fields = {"to": names.get(route.to, route.to), "label": self._word(route.label)}
            if route.urgency == Urgency.ACUTE:
                self._say(N_("  voorstel, acuut: {to}. {label}"), **fields)
            else:
                self._say(N_("  voorstel: {to}. {label}"), **fields)
        first = assessment.routes[0]
        casework.decide_route(desk, case.id, to=first.to, proposed=first.to)
        if first.urgency == Urgency.ACUTE:
            self._refer(desk, case, first, names.get(first.to, first.to))

    def _refer(self, desk: Desk, case: CaseRow, route: Route, name: str) -> None:
        why = tuple(reason.text for reason in route.reasons) or (route.label["nl"],)
        new = referring.NewReferral(case.id, route.to, Urgency.ACUTE, why, how="walked")
        referral = referring.send_referral(desk, new)
        self._say(N_("  doorverwezen naar {to}; wacht op bevestiging"), to=name)
        self._keep(issuing.issue_referral_sheet(desk, referral))
        self._review(change_place(desk, role=Role.ISZW_INSPECTOR, post="iszw"), referral)

    def _review(self, inspector: Desk, referral: Referral) -> None:
        waiting = assessing.inbox(inspector)
        referring.acknowledge_referral(inspector, referral.id, by="A. Inspecteur", how="stand")
        note = self._texts.text(N_("Vervolggesprek afgesproken (fictief)."))
        assessing.give_first_assessment(inspector, referral.id, FirstAssessment.TAKEN_UP, note=note)
        seen = inspector.store.referral(referral.id)
        if assessing.read_note(inspector, seen) != note or seen.id not in {one.id for one in waiting}:
            raise Bug(N_("De doorverwijzing kwam niet heel bij de inspecteur aan."))
        self._say(N_("  overgenomen door {name}; eerste beoordeling vastgelegd"), name=seen.acknowledged_by)

    def _hand_out(self, desk: Desk, case: CaseRow) -> None:
        self._keep(issuing.issue_rights_letter(desk, case.id, self._language))
        self._keep(issuing.issue_proof(desk, case.id))

    def _keep(self, issued: issuing.Issued) -> None:
        self._out.write(issued.name, issued.pdf)
        self._say(N_("  papier: {name}"), name=issued.name)

    def _export(self, coordinator: Desk) -> bool:
        path = exporting.export_day(coordinator, self._out.folder, progress=lambda done, total: None)
        self._out.adopt(path)
        self._say(N_("Dagbundel geschreven: {name}"), name=path.name)
        self._leave_keys(coordinator)
        report = exporting.check_bundle(coordinator, path)
        for name, held, detail in report.findings:
            mark = N_("in orde") if held else N_("NIET in orde")
            self._say(
                N_("  {name}: {mark} {detail}"),
                name=self._texts.text(name),
                mark=self._texts.text(mark),
                detail=said(detail, self._texts),
            )
        verdict = (
            N_("De bundel is heel; ondertekend door {signer}") if report.ok else N_("De bundel is NIET heel")
        )
        self._say(verdict, signer=report.signer)
        return report.ok

    def _leave_keys(self, coordinator: Desk) -> None:
        identity = coordinator.secret("age.coordinator") + "\n"
        self._out.write(f"{KEYS_FOLDER}/coordinator.agekey", identity.encode("ascii"))
        self._out.write(f"{KEYS_FOLDER}/authority.pem", coordinator.secret("authority.pem").encode("ascii"))

    def _check_journal(self, desk: Desk) -> None:
        kept = desk.store.projections_digest()
        desk.store.rebuild()
        if desk.store.broken() or desk.store.projections_digest() != kept:
            raise Bug(N_("Het journaal en de tabellen vertellen niet hetzelfde."))
        count = sum(1 for _ in desk.store.entries())
        self._say(N_("Journaal: {count} regels, keten heel, tabellen gelijk na herbouw"), count=count)


def workers() -> list[AnswersFile]:
    """The fictitious workers, in the order of their file names."""
    folder = assets.folder("resources") / "practice" / "workers"
    return [
        answers_file.read_answers(path.read_bytes(), place=path.name)
        for path in sorted(folder.glob("*.json"))
    ]


def give_answers(interviewing: Interviewing, answers: Mapping[str, Given]) -> int:
    """Walk the interview from page to page as an officer does, and finish it; how many answers were saved."""
    given: set[str] = set()
    while True:
        question = _next_question(interviewing, answers, given)
        if question is not None:
            given.add(question)
            interviewing.save(interviewing.answer({question: answers[question]}, move_on=False))
        elif interviewing.at_end:
            break
        else:
            interviewing.save(interviewing.next())
    interviewing.save(interviewing.finish())
    return len(given)


def _next_question(interviewing: Interviewing, answers: Mapping[str, Given], given: set[str]) -> str | None:
    """What is asked next on this page; an answer may open further questions beside itself."""
    asked = (one for one in interviewing.page.questions if one in answers and one not in given)
    return next(asked, None)


def rehearse(*, language: str, out: Path, texts: Texts, say: Say) -> bool:
    """Play the whole rehearsal in a store of its own that is thrown away; whether all was well.

    Raises UserFixable when ``out`` holds an earlier rehearsal: its bundle opens with its own keys alone,
    and those would be lost. Raises StorageFailed when ``out`` cannot be written; nothing stays there then.
    """
    if (out / KEYS_FOLDER).exists():
        raise UserFixable(
            N_("In de map {folder} staat al een oefening."),
            remedy=N_("Kies een andere map, of verwijder deze eerst."),
            folder=str(out),
        )
    with tempfile.TemporaryDirectory(prefix="fieldcheck-") as folder, OutputFolder(out) as output:
        installation = Installation(Path(folder))
        return Rehearsal(installation, language=language, out=output, texts=texts, say=say).play()
