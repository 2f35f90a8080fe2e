"""Who somebody is, as far as it is known; who may be the same; joining two cases, and parting them again.

And what is said of one document number with two people, once somebody looked at the papers.
"""

from __future__ import annotations

from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, InvalidValue, UserFixable
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.identity.paper import Person
from fieldcheck.domain.identity.person_json import person_to_json
from fieldcheck.domain.identity.persons import compare, profile
from fieldcheck.domain.likeness import Degree
from fieldcheck.domain.people import Candidate, JoinedCases
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.clashing import confirmed, questions
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes

_SURE = {Degree.SAME: 0, Degree.PERHAPS: 1, Degree.NO: 2}


def view_identity(desk: Desk, case: CaseId) -> Person | None:
    """Who the person of a case is, for a screen that shows it; who looked is on record."""
    desk.actor.require(Deed.IDENTIFY)
    _require_case(desk, case)
    desk.write(events.RECORD_VIEWED, "case", case, {"screen": "identity"})
    return desk.store.identity(case)


def record_identity(desk: Desk, case: CaseId, person: Person) -> tuple[Candidate, ...]:
    """Put on record who somebody is; the newest counts, and what was said before stays in the journal.

    Returns who may be the same, those with whom something clashes (one document number, two people) first.
    A clash stops nothing: both records stay.
    """
    desk.actor.require(Deed.IDENTIFY)
    _require_case(desk, case)
    desk.write(events.IDENTITY_RECORDED, "case", case, {"identity": person_to_json(person)})
    return perhaps_same(desk, case)


def perhaps_same(desk: Desk, case: CaseId) -> tuple[Candidate, ...]:
    """Cases whose person looks like the one of this case, with the reasons; a proposal, no decision.

    First where something clashes and nobody looked yet, then the likeliest. Cases held to be the same are
    there too, so that they can be parted.
    """
    desk.actor.require(Deed.IDENTIFY)
    person = desk.store.identity(case)
    if person is None:
        return ()
    mine = profile(person)
    pairs = desk.store.joined(case)
    group, direct = _group(case, pairs), _direct(case, pairs)
    people = dict(desk.store.like(person)) | {
        one: known for one in group if (known := desk.store.identity(one)) is not None
    }
    likeness = {one: compare(mine, profile(other)) for one, other in people.items() if one != case}
    told = [
        one for one, found in likeness.items() if one in group or found.clash or found.degree is not Degree.NO
    ]
    rows = desk.store.cases_by_id(told)
    mine_right = confirmed(desk, case)
    code = desk.store.case(case).code
    found = (
        Candidate(
            rows[one],
            people[one],
            likeness[one],
            one in group,
            one in direct,
            rows[one].code in mine_right and code in confirmed(desk, one),
        )
        for one in told
        if one in rows
    )
    return tuple(sorted(found, key=_order))


def _order(one: Candidate) -> tuple[bool, int, int, str]:
    return (
        one.likeness.clash is None or one.confirmed,
        _SURE[one.likeness.degree],
        -len(one.likeness.reasons),
        one.case.code,
    )


def _group(case: CaseId, pairs: tuple[JoinedCases, ...]) -> frozenset[CaseId]:
    return frozenset(one for pair in pairs for one in (pair.one, pair.two)) - {case}


def _direct(case: CaseId, pairs: tuple[JoinedCases, ...]) -> frozenset[CaseId]:
    return _group(case, tuple(pair for pair in pairs if case in (pair.one, pair.two)))


def join_cases(desk: Desk, case: CaseId, other: CaseId, *, reason: str) -> Changes:
    """Hold two cases to be one person. Both stay as they are, and :func:`part_cases` undoes it.

    Raises InvalidValue for one case twice, for two that are joined already, and without a reason.
    """
    desk.actor.require(Deed.IDENTIFY)
    for one in (case, other):
        _require_case(desk, one)
    if case == other:
        raise InvalidValue(N_("Dit is twee keer dezelfde zaak."), remedy=N_("Kies de andere zaak."))
    _require_reason(reason)
    if other in _direct(case, desk.store.joined(case)):
        raise InvalidValue(N_("Deze twee zaken zijn al samengevoegd."))
    return desk.write(events.CASES_JOINED, "case", case, {"other": other, "reason": reason.strip()})


def part_cases(desk: Desk, case: CaseId, other: CaseId, *, reason: str) -> Changes:
    """Two cases are not one person after all. Raises InvalidValue when they are not joined, or no reason."""
    desk.actor.require(Deed.IDENTIFY)
    _require_reason(reason)
    if other not in _direct(case, desk.store.joined(case)):
        raise InvalidValue(N_("Deze twee zaken zijn niet samengevoegd."))
    return desk.write(events.CASES_PARTED, "case", case, {"other": other, "reason": reason.strip()})


def confirm_number(desk: Desk, case: CaseId, code: str, *, reason: str) -> Changes:
    """The document number of a case is right, although case ``code`` has it too: they are two people.

    Where the other person is known here, both papers were looked at, and it is said of both. Of a case at
    another post only that post can say it. :func:`doubt_number` undoes it. Raises InvalidValue without a
    reason, and when nothing clashes with that case.
    """
    desk.actor.require(Deed.IDENTIFY)
    _require_case(desk, case)
    _require_reason(reason)
    here = _clashing(desk, case, code)
    if here is None and code not in questions(desk, case):
        raise InvalidValue(
            N_("Bij zaak {code} staat dit documentnummer niet bij iemand anders."),
            remedy=N_("Bekijk de zaak opnieuw; misschien is het al verbeterd."),
            code=code,
        )
    return _say(desk, case, code, here, right=True, reason=reason)


def doubt_number(desk: Desk, case: CaseId, code: str, *, reason: str) -> Changes:
    """What :func:`confirm_number` said is to be looked at again. Raises InvalidValue when it was not said."""
    desk.actor.require(Deed.IDENTIFY)
    _require_case(desk, case)
    _require_reason(reason)
    if code not in confirmed(desk, case):
        raise InvalidValue(N_("Van zaak {code} staat niet vast dat het nummer klopt."), code=code)
    return _say(desk, case, code, _clashing(desk, case, code), right=False, reason=reason)


def _clashing(desk: Desk, case: CaseId, code: str) -> Candidate | None:
    """The case with this code, when it is known here, not held to be the same, and its person clashes."""
    found = (one for one in perhaps_same(desk, case) if one.case.code == code and not one.joined)
    return next((one for one in found if one.likeness.clash is not None), None)


def _say(desk: Desk, case: CaseId, code: str, here: Candidate | None, *, right: bool, reason: str) -> Changes:
    sides = [(case, code)]
    if here is not None:
        sides.append((here.case.id, desk.store.case(case).code))
    said = {"right": "yes" if right else "no", "reason": reason.strip()}
    return desk.store.record(
        [desk.draft(events.IDENTITY_CONFIRMED, "case", one, {"with": other, **said}) for one, other in sides]
    )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidValue(
            N_("Schrijf kort waarom."), remedy=N_("Eén zin is genoeg; hij staat later bij de zaak.")
        )


def _require_case(desk: Desk, case: CaseId) -> None:
    try:
        desk.store.case(case)
    except KeyError:
        raise UserFixable(
            N_("Deze zaak is niet bekend op deze laptop."),
            remedy=N_("Typ of scan eerst de code van de routebrief."),
        ) from None
