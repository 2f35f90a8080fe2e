"""How a list of plain words looks: item views draw themselves, so the tokens go into their stylesheet."""

from __future__ import annotations

from fieldcheck.ui import theme
from fieldcheck.ui.tokens import Size


def list_style() -> str:
    """The stylesheet of a list of plain words: rows as high as anything that can be pressed."""
    look = theme.current()
    tokens, px = look.tokens, look.px
    return (
        f"QListView::item {{ min-height: {px(44)}px; padding: 0 {px(12)}px; border-radius: {px(8)}px;"
        f" border: 1px solid transparent; color: {tokens.ink}; }}"
        f"QListView::item:selected {{ background: {tokens.accent_soft}; border: 2px solid {tokens.accent};"
        f" color: {tokens.ink}; }}"
        f"{row_focus('QListView')}"
    )


def row_focus(view: str) -> str:
    """The ring of the row or cell that has the focus, for a view of this kind."""
    ring = f"border: {Size.FOCUS}px solid {theme.current().tokens.accent};"
    return f"{view}::item:focus, {view}::item:selected:focus {{ {ring} }}"
