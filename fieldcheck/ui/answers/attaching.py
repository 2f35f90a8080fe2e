"""A file as an answer: choose it, see which one it is, take it away again."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, number
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.answers.base import Answer, Setting
from fieldcheck.ui.controls import Card, Face, Label, OutlinedButton, Space, Tone, row, stack
from fieldcheck.ui.labels import CutLabel
from fieldcheck.ui.pictures import picture
from fieldcheck.viewmodels.interview_state import AttachmentView, QuestionView

CHOOSE = {
    "image": N_("Kies een foto of afbeelding"),
    "audio": N_("Kies een geluidsbestand"),
    "video": N_("Kies een film"),
    "file": N_("Kies een bestand"),
}
OTHER = N_("Kies een ander bestand")
REMOVE = N_("Verwijderen")
REMOVE_NAMED = N_("Bestand {name} verwijderen")
READING = N_("Het bestand wordt gelezen en versleuteld …")
KEPT_SEALED = N_("Bewaard in de versleutelde opslag van dit gesprek. Het bestand op de stick blijft staan.")
NO_PLAYING = N_("Geluid en film worden bewaard, maar hier niet afgespeeld.")
SIZE = N_("{size} kB")
ALL_FILES = N_("Alle bestanden")
_ENDINGS = {
    "image/jpeg": "*.jpg *.jpeg",
    "image/png": "*.png",
    "image/webp": "*.webp",
    "audio/ogg": "*.ogg *.opus",
    "audio/mpeg": "*.mp3",
    "audio/mp4": "*.m4a",
    "audio/wav": "*.wav",
    "video/mp4": "*.mp4",
    "video/webm": "*.webm",
    "application/pdf": "*.pdf",
}
"""How files of each media type are usually called; only for the file dialogue."""
_PREVIEW = 160


class AttachingAnswer(Answer):
    """One file, by name and size, with a small picture of a picture."""

    picked = Signal(str)
    removed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts)
        self._held = AttachmentView()
        self._image = b""
        self.choose = OutlinedButton("", replace(shortcuts.CHOOSE_FILE, keys=()))
        self.choose.setObjectName("choose-file")
        self.remove = OutlinedButton(texts.text(REMOVE))
        self.remove.setObjectName("remove-file")
        self._preview = QLabel()
        self._name = CutLabel("", Face.STRONG)
        self._size = Label("", Face.SMALL, wrap=False)
        self._kept = Label(texts.text(KEPT_SEALED), Face.SMALL)
        self._card = Card(Tone.PLAIN)
        beside = stack(self._name, self._size, self._kept, None, gap=Space.XS)
        inside = row(self._preview, beside, gap=Space.L)
        inside.setStretch(1, 1)
        self._card.body.addLayout(inside)
        self._note = Label("", Face.SMALL)
        self._buttons = QWidget()
        row(self.choose, self.remove, None, gap=Space.S, parent=self._buttons)
        stack(self._card, self._buttons, self._note, gap=Space.S, parent=self)
        self.choose.clicked.connect(lambda _checked=False: self.ask())
        self.remove.clicked.connect(lambda _checked=False: self.removed.emit())

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show the file there is, or that there is none."""
        held = question.attachment or AttachmentView()
        self._held = held
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if setting.mirrored else Qt.LayoutDirection.LeftToRight
        )
        there = bool(held.name) or held.reading
        self._card.setVisible(there)
        self._name.setText(held.name)
        self._name.setVisible(bool(held.name))
        self._size.setText(self._told_size(held))
        self._kept.setVisible(there and not held.reading and not setting.turned)
        self._present_image(held.image)
        words = OTHER if there else CHOOSE.get(held.kind, CHOOSE["file"])
        self.choose.set_text("+" if setting.turned else self.texts.text(words))
        self.choose.setAccessibleName(self.texts.text(words))
        self.choose.setEnabled(not held.reading)
        self.remove.setVisible(there and not held.reading)
        self.remove.set_text("×" if setting.turned else self.texts.text(REMOVE))
        self.remove.setAccessibleName(self.texts.text(REMOVE_NAMED, name=held.name))
        plays = held.kind in ("audio", "video") and not setting.turned
        self._note.setText(self.texts.text(NO_PLAYING) if plays else "")
        self._note.setVisible(plays)

    def ask(self) -> None:
        """Let the person choose a file; only its path is told, and it is read elsewhere."""
        dialog = QFileDialog(self, self.choose.accessibleName())
        dialog.setObjectName("file-dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        pattern = " ".join(_ENDINGS[one] for one in self._held.accepts if one in _ENDINGS)
        every = f"{self.texts.text(ALL_FILES)} (*)"
        dialog.setNameFilters([f"{self.choose.accessibleName()} ({pattern})", every] if pattern else [every])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.picked)
        dialog.open()

    def _told_size(self, held: AttachmentView) -> str:
        if held.reading:
            return self.texts.text(READING)
        if not held.size:
            return ""
        return self.texts.text(SIZE, size=number(max(round(held.size / 1000), 1), self.texts.tag))

    def _present_image(self, image: bytes) -> None:
        if image is self._image and image:
            return
        self._image = image
        side = theme.current().px(_PREVIEW)
        shown = picture(image, side * 3 // 2, side) if image else QPixmap()
        self._preview.setPixmap(shown)
        self._preview.setVisible(not shown.isNull())
        self._preview.setAccessibleName(self._name.text())
