"""A language of capitals: what is translated shouts, so that what was left in Dutch shows."""

from __future__ import annotations

from fieldcheck.i18n import Texts, language
from fieldcheck.i18n.catalogue import Catalogue


class _Capitals(dict[str, tuple[str, ...]]):
    def get(self, msgid: str, default: object = ()) -> tuple[str, ...]:
        parts = msgid.replace("}", "{").split("{")
        return ("".join(part.upper() if at % 2 == 0 else f"{{{part}}}" for at, part in enumerate(parts)),)


def capitals() -> Texts:
    """English, with every text in Dutch capitals; fields stay as they are."""
    return Texts(language("en"), "screens", Catalogue(_Capitals()))
