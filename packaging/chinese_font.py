"""Makes the bundled Chinese fonts: the characters people write every day, cut from Noto Sans SC.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    pip install fonttools==4.68.0
    python packaging/chinese_font.py package

The whole font is 10 MB a weight. What is kept: the 3755 characters of GB 2312 level 1 (those in daily use),
all signs of GB 2312, and every character in the Chinese catalogues. Run it again when a test says that a
catalogue has a character the font lacks. fonttools is needed for this only; the program does not use it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "resources" / "fonts"
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
SIGNS, LEVEL_ONE = range(0xA1, 0xAA), range(0xB0, 0xD8)
"""Rows of GB 2312 by their first byte in EUC-CN."""


def characters() -> set[str]:
    """Every character the fonts must have."""
    rows = (bytes([row, cell]) for row in (*SIGNS, *LEVEL_ONE) for cell in range(0xA1, 0xFF))
    found = {character for pair in rows for character in pair.decode("gb2312", errors="ignore")}
    for catalogue in sorted((ROOT / "translations" / "zh-Hans").rglob("*.po")):
        found |= {character for character in catalogue.read_text(encoding="utf-8") if ord(character) > 0x2000}
    # Other alphabets stay with Noto Sans; figures and Latin letters are for papers that know one font only.
    latin = {chr(code) for code in range(0x20, 0x7F)}
    return latin | {character for character in found if ord(character) >= 0x2E80 or character in "“”‘’…—·"}


def cut(source: Path, target: Path) -> int:
    """Write the part of one font that is needed; its size in bytes."""
    font = TTFont(source)
    options = subset.Options(
        hinting=False, layout_features=["locl", "vert", "kern", "palt", "halt"], notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17], name_languages=[0x409], drop_tables=["DSIG"],
    )  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(characters())))
    cutter.subset(font)
    font["head"].modified = font["head"].created  # the same bytes from the same font
    font.recalcTimestamp = False
    font.save(target)
    return target.stat().st_size


def main(package: Path) -> None:
    """Cut every weight from the unpacked package of fonts."""
    for weight, name in WEIGHTS.items():
        target = TARGET / f"NotoSansSC-{weight}.ttf"
        print(target.name, cut(package / name / f"NotoSansSC_{name}.ttf", target))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
