"""Looking back: who did and saw what, in a table that the keyboard reads, and whether the record is whole."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Card,
    EmptyState,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    Picker,
    Size,
    Space,
    Tone,
    bind,
    row,
    stack,
)
from fieldcheck.ui.leaving import looks_up
from fieldcheck.ui.pages.list_look import row_focus
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.shell import Place, Screen
from fieldcheck.viewmodels.trail import TrailRow, TrailState, TrailViewModel

BACK = N_("Postoverzicht")
COLUMNS = (N_("Wanneer"), N_("Wie"), N_("Rol"), N_("Hoedanigheid"), N_("Wat"), N_("Zaak"))
_WIDTHS = (138, 228, 190, 170, 0, 104)
"""Pixels at 100 %; what happened takes the rest."""
_NARROW_NAME, _NARROW_FROM = 170, 1.25
"""Pixels for a name, and the scale from which it gets no more: what happened keeps its place."""
_ROW = 30
_WHO, _WHAT = 1, 4
_MOST_FINDINGS = 4
_AnyIndex = QModelIndex | QPersistentModelIndex


def trail_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    return TrailPage(frame.loaded(place, TrailViewModel), frame)


class TrailModel(QAbstractTableModel):
    """One line for each thing that happened, the newest first."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rows: tuple[TrailRow, ...] = ()

    def set_rows(self, rows: tuple[TrailRow, ...]) -> None:
        """Show these instead; older lines are added below without moving what is read."""
        had = len(self._rows)
        if rows == self._rows:
            return
        if had and rows[:had] == self._rows:
            self.beginInsertRows(QModelIndex(), had, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        """Lines; none below a line."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _AnyIndex | None = None) -> int:
        """Always the same columns."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The words of a cell; spoken, the whole line."""
        if not index.isValid():
            return None
        cells = _cells(self._rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell for cell in cells if cell)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """What a column is called."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._texts.text(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


def _cells(row: TrailRow) -> tuple[str, ...]:
    return row.when, row.who, row.role, row.capacity, row.what, row.case


class TrailTable(QTableView):
    """Whole lines; the arrows go from one to the next, Tab goes on to what is below."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        look = theme.current()
        self.lines = TrailModel(texts, self)
        self.setModel(self.lines)
        self.setObjectName("trail")
        self.setAccessibleName(texts.text(N_("Wie wat deed en wat wie zag")))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setStyleSheet(_style())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.px(_ROW))
        across = self.horizontalHeader()
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        narrow = look.scale >= _NARROW_FROM
        for column, width in enumerate(_WIDTHS):
            if column == _WHO and narrow:
                self.setColumnWidth(column, look.px(_NARROW_NAME))
            elif column == _WHAT:
                across.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(column, look.px(width))


def _style() -> str:
    look = theme.current()
    tokens, px = look.tokens, look.px
    return (
        f"QTableView {{ font-size: {px(Size.SMALL)}px; }}"
        f"QTableView::item {{ border-bottom: 1px solid {tokens.line}; padding: 0 {px(4)}px; }}"
        f"QTableView::item:selected {{ background: {tokens.accent_soft}; color: {tokens.ink}; }}"
        f"{row_focus('QTableView')}"
        f"QHeaderView {{ background: transparent; }}"
        f"QHeaderView::section {{ background: transparent; border: none; color: {tokens.muted};"
        f" border-bottom: 1px solid {tokens.line}; font-size: {px(Size.SMALL)}px;"
        f" padding: {px(4)}px {px(7)}px; }}"
    )


class TrailPage(QWidget):
    """Presents one :class:`TrailState`; nothing in it says what somebody answered."""

    def __init__(self, model: TrailViewModel, frame: Frame) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, frame.texts, frame.shell
        self._build()
        bind(self, model, self.present)

    def present(self, state: TrailState) -> None:
        """Everything from one snapshot."""
        text, told, wanted = self._texts.text, state.trouble, state.narrowed
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        self.table.lines.set_rows(state.rows)
        self._tables.setCurrentWidget(self.table if state.rows or not state.loaded else self._none)
        people = tuple(dict.fromkeys((*filter(None, (wanted.actor,)), *state.people)))
        self.who.offer((("", text(N_("Iedereen"))), *((one, one) for one in people)), wanted.actor)
        self.kind.offer((("", text(N_("Alles wat gebeurde"))), *state.kinds), wanted.kind)
        self.older.setVisible(state.more)
        self.older.setEnabled(not state.busy)
        self.check.setEnabled(not state.checking)
        self._present_check(state)

    def _present_check(self, state: TrailState) -> None:
        self._result.setVisible(state.checking or bool(state.checked))
        self._result.set_tone(
            Tone.PLAIN if state.sound is None else Tone.GOOD if state.sound else Tone.CAUTION
        )
        if state.checking:
            self._found.setText(self._texts.text(N_("Het logboek wordt nagekeken …")))
            return
        lines = list(state.checked[: _MOST_FINDINGS + 1])
        left = len(state.checked) - len(lines)
        if left:
            lines.append(self._texts.text(N_("En nog {n} andere."), n=left))
        self._found.setText("\n".join(lines))

    def _build(self) -> None:
        words, look = self._texts.text, theme.current()
        self._notice = Notice()
        self._result = Card(gap=Space.XS)
        self._result.setObjectName("result")
        self._found = Label("")
        self._result.body.addWidget(self._found)
        self.table = TrailTable(self._texts)
        self._none = EmptyState(
            words(N_("Hiervan staat niets in het logboek")),
            words(N_("Kies iemand anders of iets anders, of wis de zaakcode.")),
        )
        self._tables = QStackedWidget()
        self._tables.addWidget(self.table)
        self._tables.addWidget(self._none)
        heading = stack(
            Label(words(N_("Wie deed en zag wat")), Face.TITLE),
            Label(words(N_("Wat iemand vertelde, staat hier niet. Dat u hier kijkt, wel.")), Face.SMALL),
            gap=0,
        )
        middle = stack(heading, self._filters(), self._notice, self._result, self._tables, gap=Space.M)
        middle.setStretch(4, 1)
        edge = look.px(Space.XXL)
        middle.setContentsMargins(edge, look.px(Space.XL), edge, look.px(Space.L))
        page = stack(middle, self._foot(), gap=0, parent=self)
        page.setStretch(0, 1)
        self.setFocusProxy(self.code)

    def _filters(self) -> QWidget:
        words = self._texts.text
        self.code = Field(words(N_("Zaakcode")))
        looks_up(self.code.edit)
        self.code.edit.setObjectName("case-code")
        self.code.edit.returnPressed.connect(self._narrow)
        self.code.edit.editingFinished.connect(self._narrow)
        self.who = Picker(words(N_("Wie")))
        self.who.setObjectName("who")
        self.kind = Picker(words(N_("Wat")))
        self.kind.setObjectName("what")
        fields: list[QWidget] = [self.code]
        for picker in (self.who, self.kind):
            picker.activated.connect(lambda _: self._narrow())
            named = QWidget()
            stack(Label(picker.accessibleName(), Face.STRONG), picker, gap=Space.XS, parent=named)
            fields.append(named)
        whole = QWidget()
        line = row(*fields, gap=Space.L, parent=whole)
        for place, share in enumerate((2, 3, 4)):
            line.setStretch(place, share)
        return whole

    def _foot(self) -> Foot:
        words = self._texts.text
        back = press(OutlinedButton(f"←  {words(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(words(BACK))
        self.older = press(OutlinedButton(words(N_("Oudere regels tonen"))), self._model.older, name="older")
        self.check = press(OutlinedButton(words(N_("Logboek nakijken"))), self._model.check, name="check")
        return Foot(back, self.check, others=(self.older,))

    def _narrow(self) -> None:
        self._model.narrow(
            case_code=self.code.text(), actor=self.who.currentData() or "", kind=self.kind.currentData() or ""
        )
