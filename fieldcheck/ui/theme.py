"""The look of the application: tokens and scale turned into fonts, a palette and a stylesheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from fieldcheck.ui.tokens import LIGHT, THEMES, Size, Space, Tokens

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans SC", "Noto Sans Symbols", "Noto Sans Symbols2")
"""Bundled fonts, all of them: what the first lacks comes from the next, never from the machine."""
MONO = ("Noto Sans Mono", "Noto Sans")
SCALE_MIN, SCALE_MAX = 1.0, 2.0
_OWN_WORDS = "own-words"


@dataclass(frozen=True)
class Theme:
    """Tokens and a scale (1.0 to 2.0): everything a widget needs to know to draw itself."""

    tokens: Tokens = LIGHT
    scale: float = 1.0

    def px(self, size: int) -> int:
        """A size of look.md in real pixels."""
        return round(size * self.scale)

    def font(self, size: int, weight: int = 400, families: tuple[str, ...] = FAMILIES) -> QFont:
        """The bundled font at ``size`` pixels (at 100 %) and a CSS weight such as 600."""
        font = QFont()
        font.setFamilies(list(families))
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font

    def colour(self, value: str) -> QColor:
        """One of the tokens as a QColor."""
        return QColor(value)


_current = Theme()


def current() -> Theme:
    """The theme in use. Widgets read it when they are built and when they paint."""
    return _current


def chosen(name: str, percent: int) -> Theme:
    """The theme of this name and size, as far as there is such a one; else the usual."""
    scale = percent / 100 if SCALE_MIN * 100 <= percent <= SCALE_MAX * 100 else SCALE_MIN
    return Theme(THEMES.get(name, LIGHT), scale)


def speak_own_words(app: QApplication, tag: str) -> bool:
    """Let what Qt says itself, such as its file dialogue, be in a language; whether Qt has it.

    The one before goes: Qt would look in it for everything that the new one leaves as it is.
    """
    for before in app.findChildren(QTranslator, _OWN_WORDS):
        app.removeTranslator(before)
        before.deleteLater()
    translator = QTranslator(app)
    translator.setObjectName(_OWN_WORDS)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load(f"qtbase_{tag}", folder) and app.installTranslator(translator)


def load_fonts(files: Iterable[Path]) -> tuple[str, ...]:
    """Make the bundled fonts known to Qt; returns the names of files that could not be loaded."""
    return tuple(path.name for path in files if QFontDatabase.addApplicationFont(str(path)) == -1)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole application this look; pages that are open must be built anew when the scale changes."""
    global _current
    _current = theme
    if app.style().objectName().casefold() != "fusion":
        app.setStyle("Fusion")
    app.setFont(theme.font(Size.BODY))
    app.setPalette(_palette(theme.tokens))
    app.setStyleSheet(stylesheet(theme))


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.ground,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Text: tokens.ink,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.ink,
        role.Link: tokens.accent,
        role.Light: tokens.surface,
        role.Mid: tokens.line,
        role.Dark: tokens.control,
    }
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.muted))
    return palette


_SHEET = """
* {{ font-family: {families}; }}
QWidget {{ color: {ink}; font-size: {body}px; }}
QLabel {{ background: transparent; }}
QLabel[face="person"] {{ font-size: {person}px; font-weight: 600; }}
QLabel[face="person-turned"] {{ font-size: {person_turned}px; font-weight: 600; }}
QLabel[face="dutch"] {{ font-size: {dutch}px; color: {muted}; }}
QLabel[face="title"] {{ font-size: {title}px; font-weight: 600; }}
QLabel[face="lead"] {{ font-size: {lead}px; font-weight: 600; }}
QLabel[face="strong"] {{ font-weight: 600; }}
QLabel[face="muted"] {{ color: {muted}; }}
QLabel[face="small"] {{ font-size: {small}px; color: {muted}; }}
QLabel[face="saved"] {{ font-size: {small}px; color: {good}; }}
QLabel[face="unsaved"] {{ font-size: {small}px; color: {caution}; }}
QLabel[face="problem"] {{ color: {caution}; font-weight: 600; }}
QLabel[face="code"] {{ font-family: "Noto Sans Mono", "Noto Sans"; font-size: {title}px; font-weight: 600; }}
QPlainTextEdit[face="code"] {{ font-family: "Noto Sans Mono", "Noto Sans"; }}
QFrame[card="plain"] {{ background: {surface}; border: 1px solid {line}; border-radius: {card}px; }}
QFrame[card="quiet"] {{ background: {sunken}; border: 1px solid {line}; border-radius: {card}px; }}
QFrame[card="accent"] {{ background: {accent_soft}; border: 2px solid {accent}; border-radius: {card}px; }}
QFrame[card="acute"] {{ background: {acute_soft}; border: 2px solid {acute}; border-radius: {card}px; }}
QFrame[card="caution"] {{ background: {caution_soft}; border: 2px solid {caution}; border-radius: {card}px; }}
QFrame[card="good"] {{ background: {good_soft}; border: 2px solid {good}; border-radius: {card}px; }}
QFrame#bar {{ background: {surface}; border: none; border-bottom: 1px solid {line}; }}
QFrame#foot {{ background: {surface}; border: none; border-top: 1px solid {line}; }}
QLineEdit, QPlainTextEdit {{
    background: {surface}; color: {ink}; border: 1px solid {control}; border-radius: {corner}px;
    padding: 0 {pad}px; placeholder-text-color: {muted};
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit {{ min-height: {pressable_in}px; }}
QPlainTextEdit {{ padding: {pad_small}px {pad_text}px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: {focus}px solid {accent}; padding: 0 {pad_focus}px; }}
QPlainTextEdit:focus {{ padding: {pad_small_focus}px {pad_text_focus}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {muted}; background: {sunken}; }}
QListView, QTableView {{ background: transparent; border: none; outline: none; }}
QScrollArea, QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; border: none; }}
QScrollArea#reading {{ border: {focus}px solid transparent; border-radius: {corner}px; padding: {s4}px; }}
QScrollArea#reading:focus {{ border-color: {accent}; }}
QScrollBar:vertical {{ background: transparent; width: {s12}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {control}; border-radius: {s4}px; min-height: {s48}px;
    margin: {s2}px; }}
QScrollBar:horizontal {{ background: transparent; height: {s12}px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {control}; border-radius: {s4}px; min-width: {s48}px;
    margin: {s2}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {surface}; border: 1px solid {control}; padding: {s4}px; }}
QMenu::item {{ padding: {s12}px {s16}px; border-radius: {corner}px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {ink}; }}
QToolTip {{ background: {surface}; color: {ink}; border: 1px solid {control}; padding: {s4}px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {control}; outline: none;
    selection-background-color: {accent_soft}; selection-color: {ink}; }}
QComboBox QAbstractItemView::item {{ min-height: {pressable}px; padding: 0 {pad}px; }}
"""


def stylesheet(theme: Theme) -> str:
    """The stylesheet for what Qt draws itself: labels, fields, frames and scroll bars."""
    tokens, px = theme.tokens, theme.px
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__ if name not in ("name", "dark")}
    pressable = px(Size.PRESSABLE)
    return _SHEET.format(
        **colours,
        families=", ".join(f'"{name}"' for name in FAMILIES),
        person=px(Size.PERSON),
        person_turned=px(Size.PERSON_TURNED),
        dutch=px(Size.DUTCH),
        title=px(Size.TITLE),
        lead=px(Size.LEAD),
        body=px(Size.BODY),
        small=px(Size.SMALL),
        card=px(Size.CARD_CORNER),
        corner=px(Size.CORNER),
        focus=Size.FOCUS,
        pressable=pressable,
        pressable_in=pressable - 2,
        pad=px(Space.M),
        pad_focus=px(Space.M) - Size.FOCUS + 1,
        pad_small=px(Space.S),
        pad_small_focus=px(Space.S) - Size.FOCUS + 1,
        pad_text=px(Space.S),
        pad_text_focus=px(Space.S) - Size.FOCUS + 1,
        s2=px(2),
        s4=px(4),
        s12=px(12),
        s16=px(16),
        s48=px(48),
    )
