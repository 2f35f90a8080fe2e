"""A changed action before it counts: what changes, line by line, and the choice."""

from __future__ import annotations

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import (
    Card,
    Face,
    Label,
    OutlinedButton,
    PrimaryButton,
    Space,
    Tone,
    clear,
    row,
    stack,
)
from fieldcheck.viewmodels.importing import UpdateView

NOTHING_SEEN = N_("Voor wie hier werkt, verandert er niets wat u ziet.")
STAYS_HERE = N_("Gesprekken die bezig zijn, houden hun formulier. Alles op deze laptop blijft staan.")


class UpdateCard(Card):
    """Presents one :class:`UpdateView`; hidden while nothing is asked."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(Tone.ACCENT, gap=Space.S)
        self.setObjectName("update")
        self._texts = texts
        self._shown: UpdateView | None = None
        self._title, self._about = Label("", Face.LEAD), Label("", Face.SMALL)
        self._reason = Label("", Face.STRONG)
        self._changes = stack(gap=Space.XS)
        self.put_in_force = PrimaryButton(texts.text(N_("In gebruik nemen")))
        self.put_in_force.setObjectName("put-in-force")
        self.leave = OutlinedButton(texts.text(N_("Nu niet")))
        self.leave.setObjectName("leave")
        for widget in (self._title, self._about, self._reason):
            self.body.addWidget(widget)
        self.body.addLayout(self._changes)
        self.body.addWidget(Label(texts.text(STAYS_HERE), Face.SMALL))
        self.body.addLayout(row(self.leave, None, self.put_in_force))

    def present(self, shown: UpdateView | None) -> None:
        """Show this one, or nothing; what is asked takes the keyboard."""
        self.setVisible(shown is not None)
        if shown is None or shown == self._shown:
            self._shown = shown
            return
        self._shown = shown
        self._title.setText(shown.title)
        self._about.setText(shown.about)
        self._reason.setText(self._texts.text(N_("Waarom: {reason}"), reason=shown.reason))
        self._reason.setVisible(bool(shown.reason))
        clear(self._changes)
        for line in shown.changes or (self._texts.text(NOTHING_SEEN),):
            self._changes.addWidget(Label(f"•  {line}"))
        self.leave.setFocus()
