"""Leaving what somebody is writing in: asked first, so that no word is lost by one key or one press."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.buttons import Button, OutlinedButton, PrimaryButton
from fieldcheck.ui.labels import Face, Label
from fieldcheck.ui.sheets import Sheet

_LOOKS_UP = "looks-up"


def looks_up(edit: QLineEdit) -> None:
    """What is typed here only finds something: nobody misses it."""
    edit.setProperty(_LOOKS_UP, True)


def holds_unkept(part: QWidget) -> bool:
    """Whether somebody typed something here that is not kept and would be lost.

    A page or sheet that knows better says so itself with a method of this name. A secret is not missed: it is
    typed again anyway.
    """
    says = getattr(part, "holds_unkept", None)
    if callable(says):
        return bool(says())
    lines = (
        one
        for one in part.findChildren(QLineEdit)
        if one.echoMode() == QLineEdit.EchoMode.Normal and not one.property(_LOOKS_UP)
    )
    return any(one.isVisible() and one.isModified() and one.text().strip() for one in lines) or any(
        one.isVisible() and one.document().isModified() and one.toPlainText().strip()
        for one in part.findChildren(QPlainTextEdit)
    )


class LeaveSheet(Sheet):
    """Asks whether to go although what was typed is not kept; Escape stays."""

    def __init__(self, texts: Texts, parent: QWidget | None, leave: Callable[[], object]) -> None:
        super().__init__(texts.text(N_("Teruggaan zonder vast te leggen?")), parent, width=520)
        said = texts.text(N_("Wat u hier typte, is nog niet vastgelegd. Gaat u terug, dan is het weg."))
        self.body.addWidget(Label(said, Face.BODY))
        stay = OutlinedButton(f"{texts.text(N_('Hier blijven'))}  Esc")
        stay.setAccessibleName(texts.text(N_("Hier blijven")))
        stay.setObjectName("stay")
        stay.clicked.connect(self.reject)
        go = PrimaryButton(texts.text(N_("Toch terug")))
        go.setObjectName("leave")
        go.clicked.connect(self.accept)
        self.accepted.connect(lambda: leave())
        self.close_with(stay, go)
        stay.setFocus()


def leave_asking(part: QWidget, texts: Texts, leave: Callable[[], object]) -> None:
    """Leave a page or sheet, after a question where something typed would be lost."""
    if holds_unkept(part):
        LeaveSheet(texts, part, leave).open()
    else:
        leave()


def about_to_press(button: Button, event: QEvent) -> bool:
    """Whether a button is pressed once it gets this event: by mouse or touch, Enter or Space."""
    kind = event.type()
    if kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
        return button.isDown() and button.rect().contains(event.position().toPoint())
    if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
        return event.key() == Qt.Key.Key_Space and button.isDown() and not event.isAutoRepeat()
    return False
