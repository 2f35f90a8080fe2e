"""``python -m tests.gallery OUT [--only NAME] [--quick]``: every scene as PNG, every paper as PDF and PNG."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import shiboken6
from PySide6.QtWidgets import QApplication

import tests.gallery
from fieldcheck import assets
from fieldcheck.ui.theme import Theme, apply_theme, load_fonts
from fieldcheck.ui.tokens import DARK, HIGH_CONTRAST, LIGHT
from tests.gallery.scenes import SCENES, Scene, staged

SIZES = ((1366, 768), (1920, 1080))
SCALES = (1.0, 1.5)
QUICK = ((LIGHT, (1366, 768), 1.0), (DARK, (1366, 768), 1.0))


def load_scenes() -> None:
    """Import every module of this package; each registers its scenes."""
    for module in pkgutil.iter_modules(tests.gallery.__path__):
        if module.name != "__main__":
            importlib.import_module(f"tests.gallery.{module.name}")


def looks(quick: bool) -> Iterator[tuple[Theme, tuple[int, int]]]:
    """Every theme, size and scale that is drawn."""
    if quick:
        yield from ((Theme(tokens, scale), size) for tokens, size, scale in QUICK)
        return
    for tokens in (LIGHT, DARK):
        for size in SIZES:
            for scale in SCALES:
                yield Theme(tokens, scale), size
    yield Theme(HIGH_CONTRAST, 1.0), SIZES[0]


def draw(app: QApplication, one: Scene, language: str, size: tuple[int, int], path: Path) -> None:
    """One picture."""
    widget = staged(one, language)
    widget.setObjectName("window")
    widget.adjustSize() if one.sheet else widget.resize(*size)
    widget.show()
    widget.setFocus()
    app.processEvents()
    widget.grab().save(str(path))
    widget.close()
    shiboken6.delete(widget)


def main() -> int:
    """Draw what was asked for; says how many pictures there are."""
    parser = argparse.ArgumentParser(prog="tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="part of a scene's name")
    parser.add_argument("--quick", action="store_true", help="1366 x 768 at 100 %%, light and dark only")
    parser.add_argument("--no-papers", action="store_true")
    parser.add_argument(
        "--language", default="", help="this one only; also qps-ploc and qps-plocm, to see what is clipped"
    )
    asked = parser.parse_args()
    app = QApplication([])
    missing = load_fonts(assets.fonts())
    if missing:
        print(f"fonts not loaded: {', '.join(missing)}", file=sys.stderr)
        return 1
    load_scenes()
    asked.out.mkdir(parents=True, exist_ok=True)
    count = 0
    for look, size in looks(asked.quick):
        apply_theme(app, look)
        for one in SCENES.values():
            if asked.only not in one.name:
                continue
            for language in (asked.language,) if asked.language else one.languages:
                suffix = f"{language}-{look.tokens.name}-{size[0]}-{round(look.scale * 100)}"
                draw(app, one, language, size, asked.out / f"{one.name}-{suffix}.png")
                count += 1
    if not asked.no_papers and not asked.only:
        from tests.gallery.papers import draw_papers

        count += draw_papers(asked.out)
    print(f"{count} pictures in {asked.out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
