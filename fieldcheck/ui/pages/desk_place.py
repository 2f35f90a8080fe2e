"""In practice: working on in another role, or at another post."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import Card, Face, Label, Picker, Space
from fieldcheck.ui.words import ROLES
from fieldcheck.viewmodels.desk import DeskState


class PlaceCard(Card):
    """Two lists: the role and the post; ``moved`` gives both when somebody chose."""

    moved = Signal(str, str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(gap=Space.S)
        self._texts = texts
        words = texts.text
        self.role = Picker(words(N_("Rol")))
        self.role.setObjectName("role")
        self.post = Picker(words(N_("Post")))
        self.post.setObjectName("post-picker")
        self.body.addWidget(Label(words(N_("Oefenen als")), Face.SMALL))
        self.body.addWidget(self.role)
        self.body.addWidget(Label(words(N_("aan post")), Face.SMALL))
        self.body.addWidget(self.post)
        for picker in (self.role, self.post):
            picker.activated.connect(
                lambda _: self.moved.emit(self.role.currentData(), self.post.currentData())
            )

    def present(self, state: DeskState) -> None:
        """Shown in practice alone, where there is something to choose."""
        self.setVisible(state.practice and (len(state.roles) > 1 or len(state.posts) > 1))
        roles = tuple((role.value, self._texts.text(ROLES[role])) for role in state.roles)
        self.role.offer(roles, state.role.value)
        self.post.offer(
            tuple((post.code, self._texts.text(post.name)) for post in state.posts), state.post.code
        )
