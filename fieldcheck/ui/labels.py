"""Words on a screen: labels by face, and chips that say one thing in one word."""

from __future__ import annotations

from enum import StrEnum
from unicodedata import bidirectional

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from fieldcheck.i18n.markdown import recoloured
from fieldcheck.ui import painting, theme
from fieldcheck.ui.tokens import Size, Tone, contrast

_READABLE = 4.5
"""The least contrast of words (WCAG 2.2, 1.4.3)."""


class Face(StrEnum):
    """The type of a label, see look.md."""

    PERSON = "person"
    PERSON_TURNED = "person-turned"
    DUTCH = "dutch"
    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    STRONG = "strong"
    MUTED = "muted"
    SMALL = "small"
    SAVED = "saved"
    UNSAVED = "unsaved"
    PROBLEM = "problem"
    CODE = "code"


_LARGE = (Face.PERSON, Face.PERSON_TURNED)
_OVERHANG = 4
"""Pixels that a letter such as J reaches out of its own width in a large face; a label cuts off what does."""


class Label(QLabel):
    """Plain text unless :meth:`say` is given rich text; wraps unless told otherwise; starts at its script."""

    def __init__(
        self,
        text: str = "",
        face: Face = Face.BODY,
        *,
        wrap: bool = True,
        right_to_left: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("face", face.value)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.set_right_to_left(right_to_left)
        self._make_room()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        """Show words, with room at the left only where one of them begins with a letter that reaches out."""
        super().setText(text)
        self._make_room()

    def _make_room(self) -> None:
        if self.property("face") not in _LARGE:
            return
        self.ensurePolished()
        metrics, mirrored = self.fontMetrics(), bool(self.alignment() & Qt.AlignmentFlag.AlignRight)
        marked_up = self.textFormat() == Qt.TextFormat.RichText
        reaches = (
            mirrored or marked_up or any(metrics.leftBearing(word[0]) < 0 for word in self.text().split())
        )
        self.setContentsMargins(_OVERHANG if reaches else 0, 0, _OVERHANG, 0)

    def say(self, words: str, rich: str = "") -> None:
        """Show words; ``rich`` is the same as Qt rich text, "" where nothing is marked up.

        A screen reader gets the plain words. Colours that cannot be read on this theme's ground are moved
        towards its ink.
        """
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setText(recoloured(rich, legible) if rich else words)
        self.setAccessibleName(words if rich else "")

    def set_right_to_left(self, mirrored: bool) -> None:
        """Align to the side where the script begins."""
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def minimumSizeHint(self) -> QSize:
        """One line: how many lines the words need is up to the width they get."""
        least = super().minimumSizeHint()
        if not self.wordWrap():
            return least
        return QSize(min(least.width(), theme.current().px(80)), self.fontMetrics().height())

    def set_face(self, face: Face) -> None:
        """Change the type; polishes again so that the stylesheet is applied."""
        if self.property("face") == face.value:
            return
        self.setProperty("face", face.value)
        self.style().unpolish(self)
        self.style().polish(self)


def begins_right(words: str) -> bool:
    """Whether words begin at the right: their first letter is of a script that runs from there."""
    kinds = (bidirectional(sign) for sign in words)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def legible(colour: str) -> str:
    """This colour, or the nearest one on the way to the ink that can be read on the page (4.5 : 1)."""
    tokens, wanted = theme.current().tokens, QColor(colour)
    if not wanted.isValid():
        return tokens.ink
    ink = QColor(tokens.ink)
    for share in (0.0, 0.2, 0.4, 0.6, 0.8):
        mixed = QColor(
            *(
                round(one + (other - one) * share)
                for one, other in zip(wanted.getRgb()[:3], ink.getRgb()[:3], strict=True)  # type: ignore[index]
            )
        )
        if contrast(mixed.name(), tokens.ground) >= _READABLE:
            return mixed.name()
    return tokens.ink


class CutLabel(Label):
    """One line that ends in "…" where it does not fit; the whole text is in its tool tip."""

    def __init__(self, text: str = "", face: Face = Face.BODY) -> None:
        super().__init__(text, face, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws what fits."""
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if cut != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), cut)


class Chip(QWidget):
    """A pill with a word: a state, a mark, a count. Not pressable."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.QUIET, *, solid: bool = False, ringed: bool = False
    ) -> None:
        super().__init__()
        self._text, self._tone, self._solid, self._ringed = text, tone, solid, ringed
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The word on it."""
        return self._text

    def show_word(self, text: str, tone: Tone) -> None:
        """Change word and tone together."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The word with room at both ends."""
        look = theme.current()
        metrics = QFontMetrics(look.font(Size.SMALL, 600))
        return QSize(metrics.horizontalAdvance(self._text) + look.px(28), look.px(24))

    def minimumSizeHint(self) -> QSize:
        """Chips are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A filled pill; ``solid`` swaps ink and ground, ``ringed`` is for a card that has its colour."""
        paint_chip(QPainter(self), self, self._text, self._tone, solid=self._solid, ringed=self._ringed)


def paint_chip(
    painter: QPainter, chip: QWidget, text: str, tone: Tone, *, solid: bool, ringed: bool = False
) -> None:
    """Draw a chip over the whole of ``chip``."""
    tokens = theme.current().tokens
    ink, ground = tokens.tone(tone)
    if solid:
        ink, ground = (
            (tokens.on_acute, tokens.acute) if tone is Tone.ACUTE else (tokens.on_accent, tokens.accent)
        )
    painting.box(
        painter, chip.rect(), fill=ground, border=ink if ringed else "", width=1, corner=chip.height() / 2
    )
    painter.setPen(QColor(ink))
    painter.setFont(theme.current().font(Size.SMALL, 600))
    metrics = painter.fontMetrics()  # a sign of another font, such as a tick, would lift the words
    left = (chip.width() - metrics.horizontalAdvance(text)) // 2
    painter.drawText(left, (chip.height() + metrics.ascent() - metrics.descent()) // 2, text)
