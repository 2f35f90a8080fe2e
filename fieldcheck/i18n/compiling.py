"""``python -m fieldcheck.i18n.compiling``: compile the catalogues of a checkout that need it.

Run at every start from a checkout, so it imports Babel only when there is something to compile.
"""

from __future__ import annotations

from pathlib import Path

from fieldcheck.assets import folder
from fieldcheck.i18n.languages import GLOSSARY


def stale(translations: Path) -> tuple[Path, ...]:
    """The ``.po`` files that have no ``.mo``, or an older one."""
    return tuple(
        source
        for source in sorted(translations.rglob("*.po"))
        if source.name != GLOSSARY and not _newer(source.with_suffix(".mo"), than=source)
    )


def _newer(compiled: Path, *, than: Path) -> bool:
    return compiled.is_file() and compiled.stat().st_mtime_ns >= than.stat().st_mtime_ns


def compile_stale(translations: Path) -> int:
    """Compile what is stale, take away what has no source any more; how many were compiled.

    Raises:
        UserFixable: a ``.po`` file is not a catalogue; its ``.mo`` stays as it was.
    """
    for compiled in translations.rglob("*.mo"):
        if not compiled.with_suffix(".po").is_file():
            compiled.unlink()
    waiting = stale(translations)
    if waiting:
        from fieldcheck.i18n.upkeep import compile_one

        for source in waiting:
            compile_one(translations, source)
    return len(waiting)


if __name__ == "__main__":
    compile_stale(folder("translations"))
