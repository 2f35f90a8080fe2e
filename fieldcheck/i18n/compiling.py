"""``python -m fieldcheck.i18n.compiling``: compile the catalogues of a checkout that need it.

Run at every start from a checkout, so it imports Babel only when there is something to compile.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fieldcheck.assets import folder
from fieldcheck.domain.errors import UserFixable
from fieldcheck.domain.wording import Said
from fieldcheck.i18n.languages import COMPILED_HEADER, GLOSSARY, interface_language


def stale(translations: Path) -> tuple[Path, ...]:
    """The ``.po`` files that have no ``.mo``, an older one, or one of another program, such as Poedit."""
    return tuple(
        source
        for source in sorted(translations.rglob("*.po"))
        if source.name != GLOSSARY and not _newer(source.with_suffix(".mo"), than=source)
    )


def _newer(compiled: Path, *, than: Path) -> bool:
    return (
        compiled.is_file()
        and compiled.stat().st_mtime_ns >= than.stat().st_mtime_ns
        and COMPILED_HEADER.encode() in compiled.read_bytes()
    )


def compile_stale(translations: Path) -> tuple[int, tuple[str, ...]]:
    """Compile what is stale, take away what has no source any more.

    How many were compiled, and why the others were refused, a line each: their ``.mo`` stays as it was.
    """
    for compiled in translations.rglob("*.mo"):
        if not compiled.with_suffix(".po").is_file():
            compiled.unlink()
    waiting, refused = stale(translations), list[str]()
    if waiting:
        from fieldcheck.i18n.upkeep import compile_one

        for source in waiting:
            try:
                compile_one(translations, source)
            except UserFixable as broken:
                refused.append(Said(broken.message, **broken.fields))
    return len(waiting) - len(refused), tuple(refused)


def main() -> None:
    """Compile what is stale; what is refused is told beside the output, in the language of the machine."""
    for line in compile_stale(folder("translations"))[1]:
        from fieldcheck.i18n.texts import said, texts

        print(
            said(line, texts(interface_language())), file=sys.stderr
        )  # and the program starts, with the words it had


if __name__ == "__main__":
    main()
