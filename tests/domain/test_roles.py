"""Who may do what."""

import pytest

from fieldcheck.domain.errors import NotAllowed
from fieldcheck.domain.roles import Actor, Deed, LegalCapacity, Role

ALLOWED = {
    Role.HANDHAVER: {
        Deed.INTERVIEW,
        Deed.REFER,
        Deed.ACKNOWLEDGE,
        Deed.SEE_OUTCOME,
        Deed.ISSUE_PAPER,
        Deed.ISSUE_PROOF,
    },
    Role.ISZW_INSPECTOR: {
        Deed.INTERVIEW,
        Deed.ACKNOWLEDGE,
        Deed.ASSESS,
        Deed.SEE_OUTCOME,
        Deed.ISSUE_PAPER,
    },
    Role.MUNICIPAL_CLERK: {Deed.INTERVIEW, Deed.ISSUE_PAPER, Deed.ISSUE_PROOF},
    Role.COORDINATOR: {Deed.EXPORT, Deed.SEE_OUTCOME, Deed.ISSUE_PAPER, Deed.ISSUE_PROOF, Deed.ACKNOWLEDGE},
}


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
