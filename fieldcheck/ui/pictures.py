"""Pictures that come with a form or an answer, from bytes to the size they are shown at."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPixmap

_LARGEST = 12_000
"""Pixels along one side; a picture that claims more is not decoded."""


@lru_cache(maxsize=64)
def picture(data: bytes, width: int, height: int) -> QPixmap:
    """The picture, no larger than this, in its own proportions; a null pixmap for what is no picture.

    It is decoded at the wanted size, so that a photo of a telephone costs neither time nor memory.
    """
    if not data:
        return QPixmap()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > _LARGEST:
        return QPixmap()
    wanted = size.scaled(QSize(width, height), Qt.AspectRatioMode.KeepAspectRatio)
    if wanted.width() < size.width() or wanted.height() < size.height():
        reader.setScaledSize(wanted)
    return QPixmap.fromImage(reader.read())


def draw_centred(painter: QPainter, place: QRect, pixmap: QPixmap) -> None:
    """Draw a picture in the middle of ``place``."""
    x = place.x() + (place.width() - pixmap.width()) // 2
    y = place.y() + (place.height() - pixmap.height()) // 2
    painter.drawPixmap(x, y, pixmap)
