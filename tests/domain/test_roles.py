"""Who may do what."""

import pytest

from fieldcheck.domain.errors import NotAllowed
from fieldcheck.domain.roles import PERMISSIONS, Actor, Deed, LegalCapacity, Role

# Which roles may do a deed, by their first letters: handhaver, inspector, municipal clerk, coordinator,
# audit reader, administrator, partner. Written out once more, so that a change of the table is a decision.
LETTERS = dict(zip("himcrap", Role, strict=True))
TABLE = {
    Deed.INTERVIEW: "him",
    Deed.MOVE_PEOPLE: "himcp",
    Deed.COUNT: "himcp",
    Deed.VISIT_HOMES: "hmc",
    Deed.IDENTIFY: "him",
    Deed.RECORD_THINGS: "him",
    Deed.SEE_CLUSTER: "ic",
    Deed.MERGE_THINGS: "ic",
    Deed.ALARM: "himcp",
    Deed.REFER: "h",
    Deed.ACKNOWLEDGE: "himc",
    Deed.ASSESS: "i",
    Deed.KEEP_DOSSIER: "i",
    Deed.SEE_OUTCOME: "hic",
    Deed.ISSUE_PAPER: "himc",
    Deed.ISSUE_PROOF: "hmc",
    Deed.CHECK_PROOF: "himcp",
    Deed.HAND_OVER: "himc",
    Deed.EXPORT: "himcp",
    Deed.CHECK_BUNDLE: "c",
    Deed.PREPARE: "c",
    Deed.TAKE_UPDATE: "himcap",
    Deed.WATCH: "c",
    Deed.CLOSE_DAY: "c",
    Deed.READ_TRAIL: "cr",
    Deed.KEEP_USERS: "ca",
    Deed.CHANGE_PASSPHRASE: "himcrap",
    Deed.RENEW_RECOVERY: "himcap",
    Deed.APPROVE_TEXTS: "ca",
}
ALLOWED = {role: {deed for deed, who in TABLE.items() if letter in who} for letter, role in LETTERS.items()}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("deed", Deed)
def test_a_role_does_its_own_deeds_and_no_others(role: Role, deed: Deed) -> None:
    actor = Actor("J. Voorbeeld", role, LegalCapacity.SUPERVISION, "intake")
    assert actor.may(deed) is (deed in ALLOWED[role])
    if deed in ALLOWED[role]:
        actor.require(deed)
    else:
        with pytest.raises(NotAllowed) as refusal:
            actor.require(deed)
        assert refusal.value.remedy


def test_the_table_has_every_deed_once_and_in_words() -> None:
    assert [row.deed for row in PERMISSIONS] == list(Deed)
    assert all(row.words and row.roles for row in PERMISSIONS)


def test_nobody_sees_more_than_the_work_asks() -> None:
    """A clerk learns no outcome; whoever audits or keeps the laptop sees no case and asks nobody anything."""
    told = {Deed.INTERVIEW, Deed.SEE_OUTCOME, Deed.ASSESS, Deed.SEE_CLUSTER, Deed.KEEP_DOSSIER}
    assert ALLOWED[Role.AUDIT_READER] & told == set()
    assert ALLOWED[Role.ADMINISTRATOR] & told == set()
    assert ALLOWED[Role.MUNICIPAL_CLERK] & told == {Deed.INTERVIEW}
