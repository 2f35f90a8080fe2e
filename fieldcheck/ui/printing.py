"""Prints a PDF that exists only in memory, on a printer the person picks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts

_RESOLUTION = 300
"""Dots per inch: sharp enough for letters of 9 points and for QR codes."""


def print_pdf(parent: QWidget, texts: Texts, pdf: bytes, printed: Callable[[], None]) -> None:
    """Ask for a printer and print; ``printed`` is called once the pages are handed over."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_RESOLUTION)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(texts.text(N_("Afdrukken")))

    def finished(result: int) -> None:
        if result == QDialog.DialogCode.Accepted and paint_pages(pdf, printer):
            printed()

    dialog.finished.connect(finished)
    QDialog.open(dialog)


def paint_pages(pdf: bytes, printer: QPrinter) -> bool:
    """Put every page of ``pdf`` on ``printer``; False when the printer does not take it."""
    data = QBuffer()
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(data)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        points = document.pagePointSize(page)
        size = QSize(round(points.width() * _RESOLUTION / 72), round(points.height() * _RESOLUTION / 72))
        target = QRectF(0, 0, size.width(), size.height())
        painter.drawImage(target, document.render(page, size))
    painter.end()
    document.close()
    return True
