"""Words that only some recipients may read: sealed the moment they are written, opened by their key alone."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from fieldcheck.crypto import seal, unseal
from fieldcheck.domain.errors import N_, BundleRefused, UserFixable
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.private_keys import key_name


def seal_to(desk: Desk, data: bytes, codes: Sequence[str]) -> str:
    """``data`` sealed to these recipients of the action, as base64. UserFixable when one has no key."""
    keys: list[str] = []
    for code in codes:
        found = next((one for one in desk.action.recipients if one.code == code), None)
        if found is None or not found.age:
            raise UserFixable(
                N_("De actie heeft geen sleutel voor {name}: dit kan niet worden verzegeld."),
                remedy=N_("Vraag de coördinator om een instelbundel voor deze taak."),
                name=code if found is None else found.name,
            )
        keys += found.keys
    return base64.b64encode(seal(data, keys)).decode()


def opens(desk: Desk, codes: Sequence[str]) -> bool:
    """Whether who unlocked this laptop has the key of one of these recipients."""
    return any(desk.store.secret(key_name(code)) is not None for code in codes)


def unseal_here(desk: Desk, sealed: str, codes: Sequence[str]) -> bytes:
    """What was sealed to these recipients.

    Raises UserFixable when who unlocked this laptop has the key of none of them, BundleRefused when the seal
    is broken.
    """
    for code in codes:
        identity = desk.store.secret(key_name(code))
        if identity is None:
            continue
        try:
            return unseal(base64.b64decode(sealed, validate=True), identity.decode())
        except binascii.Error:
            raise BundleRefused(
                N_("Deze verzegelde tekst is beschadigd."), remedy=N_("Vraag wie hem schreef om hem opnieuw.")
            ) from None
    require_own_key(desk, codes)
    raise UserFixable(
        N_("Dit is verzegeld voor {names}; deze laptop heeft die sleutel niet."),
        remedy=N_(
            "Lees het op een laptop die de sleutel heeft, of vraag de coördinator om een instelbundel."
        ),
        names=", ".join(names_of(desk, codes)),
    )


def require_own_key(desk: Desk, codes: Sequence[str]) -> None:
    """Raise UserFixable when this laptop has the key of one of these, and who unlocked it has not."""
    if any(desk.store.private_to(key_name(code)) for code in codes) and not opens(desk, codes):
        raise UserFixable(
            N_("Dit is verzegeld voor {names}; u hebt die sleutel niet."),
            remedy=N_("Vraag een collega die het kan lezen om u op deze laptop de sleutel te geven."),
            names=", ".join(names_of(desk, codes)),
        )


def names_of(desk: Desk, codes: Sequence[str]) -> tuple[str, ...]:
    """What these recipients are called in print; the code of one the action does not know."""
    known = {one.code: one.name for one in desk.action.recipients}
    return tuple(known.get(code, code) for code in codes)
