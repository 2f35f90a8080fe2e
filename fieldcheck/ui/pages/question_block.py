"""One question on the interview page: the person's words, Dutch beneath, what answers it, the states."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.answers.attaching import AttachingAnswer
from fieldcheck.ui.answers.base import Answer, Setting, problem_words
from fieldcheck.ui.answers.dates import DateAnswer, MonthAnswer
from fieldcheck.ui.answers.lines import LineAnswer, LinesAnswer
from fieldcheck.ui.answers.ranking import RankingAnswer
from fieldcheck.ui.answers.rows import RowsAnswer
from fieldcheck.ui.answers.scales import ScaleAnswer, StarsAnswer
from fieldcheck.ui.answers.searching import SearchAnswer
from fieldcheck.ui.answers.states import STATE_WORDS, StateChips, WordlessStates
from fieldcheck.ui.answers.tiles import TilesAnswer
from fieldcheck.ui.answers.told import ToldAnswer
from fieldcheck.ui.controls import Chip, ChoiceRow, Face, Label, Space, Tone, row, stack
from fieldcheck.ui.icons import Icon, IconButton, icons_of
from fieldcheck.ui.labels import begins_right
from fieldcheck.ui.pictures import picture
from fieldcheck.viewmodels.interview_state import ONLY_DUTCH, Kind, Look, QuestionView

FILM = N_("Bij deze vraag hoort een film. Die speelt hier niet af: lees de vraag voor.")
RECORDED = N_("Bij deze vraag hoort een opname. {key} speelt hem af.")
STOP = N_("Stoppen met voorlezen")
FAULT = N_("Een voorwaarde van het formulier kon bij deze vraag niet worden berekend.")
_PICTURE, _PICTURE_TURNED = 220, 320
_BY_KIND: dict[Kind, type[Answer]] = {
    Kind.RANK: RankingAnswer,
    Kind.DATE: DateAnswer,
    Kind.MOMENT: DateAnswer,
    Kind.RANGE: ScaleAnswer,
    Kind.ATTACHMENT: AttachingAnswer,
    Kind.ACKNOWLEDGE: RowsAnswer,
}
_BY_LOOK: dict[Look, type[Answer]] = {
    Look.COMPACT: SearchAnswer,
    Look.SEARCH: SearchAnswer,
    Look.GRID: TilesAnswer,
    Look.PACKED: TilesAnswer,
    Look.STEPS: TilesAnswer,
    Look.STARS: StarsAnswer,
    Look.MONTH: MonthAnswer,
    Look.YEAR: MonthAnswer,
    Look.LINES: LinesAnswer,
}


def answered_by(question: QuestionView) -> type[Answer] | None:
    """The widget that answers a question, None for what only tells."""
    if question.kind is Kind.NOTE:
        return None
    if question.readonly:
        return ToldAnswer
    if question.look in _BY_LOOK:
        return _BY_LOOK[question.look]
    if question.kind in (Kind.ONE, Kind.MANY):
        return RowsAnswer
    return _BY_KIND.get(question.kind, LineAnswer)


class QuestionBlock(QWidget):
    """Presents one :class:`QuestionView` and says what the person did; widgets are kept between questions."""

    chosen = Signal(str, str)
    state_given = Signal(str, AnswerState)
    typed = Signal(str, str)
    reached = Signal(str)
    letter = Signal(str)
    file_picked = Signal(str, str)
    file_removed = Signal(str)
    listened = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._shown: tuple[QuestionView, Setting] | None = None
        self._question: QuestionView | None = None
        self._answers: dict[type[Answer], Answer] = {}
        self._answer: Answer | None = None
        self._label = Label("", Face.PERSON)
        self._untranslated = Chip(texts.text(ONLY_DUTCH), Tone.CAUTION)
        self._dutch = Label("", Face.DUTCH)
        self._hint = Label("", Face.BODY)
        self._hint_untranslated = Chip(texts.text(ONLY_DUTCH), Tone.CAUTION)
        self._dutch_hint = Label("", Face.SMALL)
        self._picture = QLabel()
        self._sound = Label("", Face.SMALL)
        self._listen = IconButton(Icon.SPEAKER, texts.text(shortcuts.ALOUD.what))
        self._listen.setObjectName("listen")
        self._listen.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._head = row(self._label, self._listen)
        self._head.setStretch(0, 1)
        self._head.setAlignment(self._listen, Qt.AlignmentFlag.AlignTop)
        self._listen.clicked.connect(lambda _checked=False: self.listened.emit())
        self._fault = Label(texts.text(FAULT), Face.SMALL)
        self._slot = stack(gap=0)
        self._earlier = Label("", Face.SMALL)
        self._earlier.setObjectName("earlier")
        self._problem = Label("", Face.PROBLEM)
        self._states = StateChips(texts)
        self._quiet_state = Chip("", Tone.QUIET)
        self._wordless = WordlessStates()
        self._wordless.given.connect(lambda state: self.state_given.emit(self.reference, state))
        layout = stack(
            self._head,
            self._untranslated,
            self._dutch,
            self._hint,
            self._hint_untranslated,
            self._dutch_hint,
            self._picture,
            self._sound,
            self._fault,
            self._earlier,
            self._slot,
            self._problem,
            self._states,
            self._quiet_state,
            self._wordless,
            gap=Space.S,
            parent=self,
        )
        layout.setSpacing(theme.current().px(10))
        self._states.given.connect(lambda state: self.state_given.emit(self.reference, state))
        # Made before they are needed, so that a key press never waits for them.
        for usual in (RowsAnswer, LineAnswer):
            self._made(usual)

    @property
    def reference(self) -> str:
        """Which question this is."""
        return self._question.reference if self._question is not None else ""

    def field(self) -> QWidget | None:
        """What gets the focus, None where the page itself hears the keys."""
        return self._answer.field() if self._answer is not None else None

    def answer(self) -> Answer | None:
        """What answers the question now."""
        return self._answer

    def show_speaking(self, *, speaking: bool) -> None:
        """Whether it is being read aloud; the same button then stops it."""
        name = STOP if speaking else shortcuts.ALOUD.what
        self._listen.show_sign(Icon.SPEAKING if speaking else Icon.SPEAKER, self._texts.text(name))

    def rows(self) -> tuple[ChoiceRow, ...]:
        """The choice rows in use."""
        return self._answer.rows() if isinstance(self._answer, RowsAnswer) else ()

    def present(self, question: QuestionView, setting: Setting) -> None:
        """Show this question; with ``setting.active`` it is the one that digits and letters answer."""
        mirrored = setting.mirrored and question.translated
        setting = replace(setting, mirrored=mirrored)
        if (question, setting) == self._shown:
            return
        self._shown, self._question = (question, setting), question
        self._present_words(question, setting)
        self._present_media(question, setting)
        self._present_answer(question, setting)
        self._problem.say(problem_words(question, turned=setting.turned))
        self._problem.setVisible(bool(question.problem))
        self._present_state(question, setting)

    def _present_words(self, question: QuestionView, setting: Setting) -> None:
        is_note = question.kind is Kind.NOTE
        face = Face.PERSON_TURNED if setting.turned else Face.LEAD if is_note else Face.PERSON
        self._label.set_face(face)
        self._label.set_right_to_left(setting.mirrored)
        self._label.say(question.label, question.rich_label)
        dutch, dutch_hint = question.dutch, question.dutch_hint
        if setting.turned:
            dutch = dutch_hint = ""
        _say(self._dutch, dutch, question.rich_dutch)
        _say(self._hint, question.hint, question.rich_hint)
        self._hint.set_right_to_left(setting.mirrored and begins_right(question.hint))
        _say(self._dutch_hint, dutch_hint, question.rich_dutch_hint)
        _say(self._earlier, "" if setting.turned else question.earlier, "")
        self._untranslated.setVisible(not question.translated and not setting.turned)
        # Under a question in the same Dutch one chip says it of both.
        half = question.translated and not question.hint_translated and bool(question.hint)
        self._hint_untranslated.setVisible(half and not setting.turned)

    def _present_media(self, question: QuestionView, setting: Setting) -> None:
        told = self._texts.text(RECORDED, key=shortcuts.ALOUD.shown) if question.recording else ""
        told = self._texts.text(FILM) if question.film else told
        _say(self._sound, "" if setting.turned else told, "")
        # A question of sound alone begins with what makes it heard, where its words would begin.
        self._listen.set_large(large=bool(question.recording) and (setting.turned or not question.label))
        swapped = setting.mirrored == bool(question.label)
        self._head.setDirection(
            QBoxLayout.Direction.RightToLeft if swapped else QBoxLayout.Direction.LeftToRight
        )
        self._fault.setVisible(question.fault and not setting.turned)
        self._picture.setVisible(bool(question.image))
        if question.image:
            side = theme.current().px(_PICTURE_TURNED if setting.turned else _PICTURE)
            self._picture.setPixmap(picture(question.image, side * 3, side))
            self._picture.setAccessibleName(question.label)
            end = Qt.AlignmentFlag.AlignRight if setting.mirrored else Qt.AlignmentFlag.AlignLeft
            self._picture.setAlignment(end | Qt.AlignmentFlag.AlignAbsolute)

    def _present_answer(self, question: QuestionView, setting: Setting) -> None:
        wanted = answered_by(question)
        answer = self._made(wanted) if wanted is not None else None
        if answer is not self._answer:
            if self._answer is not None:
                self._answer.hide()
            self._answer = answer
        if answer is None:
            return
        answer.present(question, setting)
        if answer.isHidden():
            answer.show()

    def _made(self, wanted: type[Answer]) -> Answer:
        if wanted in self._answers:
            return self._answers[wanted]
        answer = self._answers[wanted] = wanted(self._texts)
        answer.hide()
        self._slot.addWidget(answer)
        answer.chosen.connect(lambda value: self.chosen.emit(self.reference, value))
        answer.typed.connect(lambda typed: self.typed.emit(self.reference, typed))
        if isinstance(answer, AttachingAnswer):
            answer.picked.connect(lambda path: self.file_picked.emit(self.reference, path))
            answer.removed.connect(lambda: self.file_removed.emit(self.reference))
        for field in answer.fields():
            field.installEventFilter(self)
        answer.ensurePolished()
        return answer

    def _present_state(self, question: QuestionView, setting: Setting) -> None:
        offered = setting.active and not setting.turned and question.asked
        self._states.setVisible(offered)
        letters = self._answer is not None and self._answer.writes_letters
        self._states.present(question.state, with_alt=letters)
        wordless = setting.active and setting.turned and question.asked
        self._wordless.setVisible(wordless)
        if wordless:
            signs = icons_of(choice.value for choice in question.choices)
            self._wordless.present(question.state, setting, signs.values())
        word = STATE_WORDS.get(question.state, "")
        self._quiet_state.setVisible(bool(word) and not offered and not setting.turned)
        if word:
            self._quiet_state.show_word(self._texts.text(word), Tone.QUIET)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters of the states work from a field too, wherever they cannot be the beginning of an answer."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.reached.emit(self.reference)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._means_state(event, watched)
        ):
            self.letter.emit(event.text() or chr(event.key()))
            return True
        return super().eventFilter(watched, event)

    def _means_state(self, event: QKeyEvent, watched: QObject) -> bool:
        letter = (event.text() or "").lower()
        if self._answer is None or letter not in "w?dtn" or not letter:
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return True
        return not self._answer.writes_letters and isinstance(watched, QLineEdit) and not watched.text()


def _say(label: Label, words: str, rich: str) -> None:
    label.say(words, rich if words else "")
    label.setVisible(bool(words))
