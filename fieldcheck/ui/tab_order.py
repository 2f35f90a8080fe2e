"""The order of Tab is that of the eye: what a page builds later does not come after its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldcheck.ui.frames import Foot


def foot_last(page: QWidget) -> None:
    """Let Tab come by everything on a page before its foot; Qt goes by when each was made."""
    foot = next((one for one in page.findChildren(Foot) if one.isVisible()), None)
    if foot is None:
        return
    stops = _stops(page)
    below = [one for one in stops if foot.isAncestorOf(one)]
    others = [one for one in stops if not foot.isAncestorOf(one)]
    if not below or not others or stops[-len(below) :] == below:
        return
    last = others[-1]
    for one in below:
        QWidget.setTabOrder(last, one)
        last = one


def _stops(page: QWidget) -> list[QWidget]:
    """What Tab comes by on a page, in its order now."""
    found: list[QWidget] = []
    now: QWidget | None = page.nextInFocusChain()
    while now is not None and now is not page:
        if page.isAncestorOf(now) and now.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(now)
        now = now.nextInFocusChain()
    return found
