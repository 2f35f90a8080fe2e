"""Lists of indicators side by side, and lines of advice, as every screen with an assessment shows them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import Card, Face, Label, Space, clear, stack
from fieldcheck.ui.wrapping import Columns
from fieldcheck.viewmodels.lens_views import AdviceView, LensView

ADVICE = N_("Nu te doen of te vertellen")
NO_ADVICE = N_("Uit de antwoorden volgt hier niets.")
SOURCE = N_("Bron: {source}")
WHY = N_("Want {why}. Bron: {source}")
NO_TALK = N_("Bij deze zaak is nog geen gesprek gevoerd.")
LENS_HINT = N_("Lijsten staan naast elkaar en worden nooit opgeteld. Geen lijst zegt wat iemand is.")
NO_RULE = N_("De bron van deze lijst geeft geen regel om te besluiten.")
NOTHING_HEARD = N_("Niets van deze lijst is gehoord.")
REST = N_("Gevraagd en niet gehoord: {absent} · niet bekend: {unknown}")
_TWO, _THREE = 560, 900


def fitting(width: int) -> int:
    """How many cards stand beside each other in this width (px at 100 %)."""
    return 3 if width >= _THREE else 2 if width >= _TWO else 1


class AdviceCard(Card):
    """Lines of advice, each with what it follows from and its source; the officer decides."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(gap=Space.S)
        self._texts = texts
        self._lines = stack(gap=Space.S)
        self.body.addWidget(Label(texts.text(ADVICE), Face.LEAD))
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def present(self, advice: tuple[AdviceView, ...]) -> None:
        """Show these lines."""
        clear(self._lines)
        if not advice:
            self._lines.addWidget(Label(self._texts.text(NO_ADVICE), Face.MUTED))
        for one in advice:
            self._lines.addWidget(Label(one.text, Face.STRONG if one.acute else Face.BODY))
            self._lines.addWidget(Label(self._texts.text(WHY, why=one.why, source=one.source), Face.SMALL))


class LensGrid(QWidget):
    """Every list of indicators beside the others, with its rule and its source; nothing is added up."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("lenses")
        self._texts = texts
        self._shown: tuple[LensView, ...] | None = None
        self._room = stack(gap=0)
        whole = stack(Label(texts.text(LENS_HINT), Face.MUTED), gap=Space.L, parent=self)
        whole.addLayout(self._room)

    def present(self, lenses: tuple[LensView, ...]) -> None:
        """Show these lists."""
        if lenses == self._shown:
            return
        self._shown = lenses
        clear(self._room)
        if not lenses:
            self._room.addWidget(Label(self._texts.text(NO_TALK), Face.MUTED))
            return
        holder = QWidget()
        Columns(*(LensCard(one, self._texts) for one in lenses), fitting=fitting, parent=holder)
        self._room.addWidget(holder)


class LensCard(Card):
    """One list: its conclusion where its source has a rule, what was heard, and how much is not known."""

    def __init__(self, lens: LensView, texts: Texts) -> None:
        super().__init__(gap=Space.XS)
        self.setObjectName(f"lens-{lens.code}")
        self.setAccessibleName(lens.label)
        words = texts.text
        self.body.addWidget(Label(lens.label, Face.LEAD))
        self.body.addWidget(
            Label(lens.conclusion or words(NO_RULE), Face.BODY if lens.conclusion else Face.SMALL)
        )
        for point in lens.points:
            self.body.addWidget(Label(point.label, Face.STRONG))
            self.body.addWidget(Label(" · ".join(point.reasons), Face.SMALL))
        if not lens.points:
            self.body.addWidget(Label(words(NOTHING_HEARD), Face.MUTED))
        self.body.addWidget(Label(words(REST, absent=lens.absent, unknown=lens.unknown), Face.SMALL))
        self.body.addStretch(1)
        if lens.note:
            self.body.addWidget(Label(lens.note, Face.SMALL))
        self.body.addWidget(Label(words(SOURCE, source=lens.source), Face.SMALL))
