"""A paper that was made: look at the real PDF, save it, print it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QSizePolicy, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import Face, Label, Notice, OutlinedButton, PrimaryButton
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.sheets import Sheet
from fieldcheck.viewmodels.told import Paper

ON_RECORD = N_("Vastgelegd als {name}. Bewaar of druk af; beide mag.")
UNRECORDED = N_("Bewaar of druk af; beide mag. Dit blad gaat over niemand en staat in geen dossier.")
SAVE = N_("Bewaren…")
PRINT = N_("Afdrukken…")
CLOSE = N_("Sluiten")
PAGE_NAME = N_("Voorbeeld van het papier, bladzijde 1")
SAVED = N_("Bewaard als {name}.")
SAVE_FAILED = N_("Bewaren is niet gelukt: {why}.")
SAVE_KEPT = N_("Het papier zelf staat in het dossier.")
SAVE_REMEDY = N_("Kies een andere map of een andere stick.")
PRINTED = N_("Naar de printer gestuurd.")
_HIGH = 360
"""Least height of the picture of the page (px)."""
_BESIDE = 100
"""What stands above and below that picture (px)."""
_A4 = QSize(210, 297)
_PRINT_DPI = 300


class PdfPages:
    """A PDF held in memory, rendered page by page; never a file on disk."""

    def __init__(self, pdf: bytes) -> None:
        self._bytes = QByteArray(pdf)
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument()
        self._document.load(self._buffer)

    def __len__(self) -> int:
        return int(self._document.pageCount())

    def page(self, number: int, width: int) -> QImage:
        """One page (0 upward) as an image of ``width`` pixels, on white."""
        points = self._document.pagePointSize(number)
        height = round(width * points.height() / max(points.width(), 1))
        image = self._document.render(number, QSize(width, height))
        whole = QImage(image.size(), QImage.Format.Format_RGB32)
        whole.fill(Qt.GlobalColor.white)
        painter = QPainter(whole)
        painter.drawImage(0, 0, image)
        painter.end()
        return whole


class PageView(QWidget):
    """The first page of a PDF, as large as fits; sharp at any scale."""

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._pages: PdfPages | None = None
        self._pixmap = QPixmap()

    def show_pdf(self, pdf: bytes) -> None:
        """Show another PDF; b"" shows an empty sheet."""
        self._pages = PdfPages(pdf) if pdf else None
        self._pixmap = QPixmap()
        self.update()

    @property
    def blank(self) -> bool:
        """Whether there is no page to see."""
        return self._pages is None or len(self._pages) == 0

    def sizeHint(self) -> QSize:
        """An A4 sheet."""
        return _A4 * (2 * theme.current().scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet with a hairline around it."""
        room = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        wide = min(room.width(), room.height() * _A4.width() / _A4.height())
        high = wide * _A4.height() / _A4.width()
        sheet = QRectF(room.center().x() - wide / 2, room.top(), wide, high)
        painter = QPainter(self)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if self._pages is not None and len(self._pages):
            ratio = self.devicePixelRatioF()
            pixels = round(wide * ratio)
            if self._pixmap.width() != pixels:
                self._pixmap = QPixmap.fromImage(self._pages.page(0, pixels))
            painter.drawPixmap(sheet, self._pixmap, QRectF(self._pixmap.rect()))
        painter.setPen(theme.current().colour(theme.current().tokens.control))
        painter.drawRect(sheet)


class PaperSheet(Sheet):
    """Offers one issued paper for saving and printing."""

    def __init__(self, paper: Paper, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(paper.title, parent, width=620)
        self._paper, self._texts = paper, texts
        text = texts.text
        self.page = PageView(text(PAGE_NAME))
        self.page.show_pdf(paper.pdf)
        self.page.setMinimumHeight(self.as_high_as(_HIGH, beside=_BESIDE))
        self.notice = Notice()
        about = text(ON_RECORD, name=paper.name) if paper.recorded else text(UNRECORDED)
        self.body.addWidget(Label(about, Face.MUTED))
        self.body.addWidget(self.page, 1)
        self.body.addWidget(self.notice)
        close, keep, out = (
            press(OutlinedButton(text(CLOSE)), self.reject, name="close"),
            press(OutlinedButton(text(SAVE)), self._ask_where, name="save"),
            press(PrimaryButton(text(PRINT)), self._ask_printer, name="print"),
        )
        self.close_with(close, out, beside=keep)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self._texts.text(SAVE), self._paper.name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._paper.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def save_to(self, file: str) -> None:
        """Write the PDF; says plainly when that fails."""
        text = self._texts.text
        try:
            Path(file).write_bytes(self._paper.pdf)
        except OSError as failure:
            why = failure.strerror or ""
            kept = text(SAVE_KEPT) if self._paper.recorded else ""
            self.notice.show_words(text(SAVE_FAILED, why=why), kept, text(SAVE_REMEDY))
        else:
            self.notice.show_words(text(SAVED, name=Path(file).name), done=True)

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_PRINT_DPI)
        printer.setDocName(self._paper.name)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Send every page to a printer."""
        pages, painter = PdfPages(self._paper.pdf), QPainter(printer)
        for number in range(len(pages)):
            if number:
                printer.newPage()
            room = painter.viewport()
            image = pages.page(number, room.width())
            painter.drawImage(0, 0, image)
        painter.end()
        self.notice.show_words(self._texts.text(PRINTED), done=True)


class PaperOffer:
    """Opens one sheet for the paper a page presents, and says when it was closed."""

    def __init__(self, page: QWidget, texts: Texts, put_away: Callable[[], None]) -> None:
        self._page, self._texts, self._put_away = page, texts, put_away
        self.sheet: PaperSheet | None = None

    def present(self, paper: Paper | None) -> None:
        """Offer ``paper``; None, or one that is on offer, changes nothing."""
        if paper is None or self.sheet is not None:
            return
        self.sheet = PaperSheet(paper, self._texts, self._page)
        self.sheet.finished.connect(self._closed)
        self.sheet.open()

    def _closed(self) -> None:
        self.sheet = None
        self._put_away()
