"""What reaches a laptop only with the word of the authority of an action: set-up bundles and updates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from fieldcheck.bundle.container import open_container
from fieldcheck.crypto import view
from fieldcheck.domain.errors import BundleRefused
from fieldcheck.domain.wording import Said


def content_signed_by(
    authority: bytes,
    container: bytes,
    at: datetime,
    *,
    wrong: str,
    other: str,
    refused: Callable[..., BundleRefused],
) -> Mapping[str, bytes]:
    """The contents of a container that this authority itself signed.

    Args:
        authority: its certificate (PEM).
        container: the ASiC-E container.
        at: the moment for which its certificate must hold.
        wrong: what to say of a check that failed; has the fields ``check`` and ``reason``.
        other: what to say when somebody else signed, such as a laptop of the action.
        refused: makes the error of what to say.

    Raises BundleRefused.
    """
    opened = open_container(container, authority=authority, at=at)
    for name, held, detail in opened.findings:
        if not held:
            raise refused(wrong, check=Said(name), reason=detail)
    if opened.signature is None or opened.signature.fingerprint != view(authority).fingerprint:
        raise refused(other)
    return opened.content
