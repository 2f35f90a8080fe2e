"""The form that has every type and appearance of a desk interview, published by the real engine."""

from __future__ import annotations

import io
import math
import struct
import wave
import zlib
from functools import cache
from pathlib import Path

from fieldcheck.engine import PublishedForm, publish

SOURCE = Path(__file__).with_name("every-widget.md")
_SIDE = 96
_SKY, _WALL, _ROOF, _DOOR = (207, 226, 240), (236, 214, 178), (168, 84, 60), (92, 72, 60)
PICTURES = ("caravan.png", "bungalow.png", "tent.png", "flat.png")
_ROOFS = {"caravan": 0, "bungalow": 18, "tent": 64, "flat": -30}
"""How high the roof of each house is (pixels); a block of flats has a flat one, and more storeys."""


@cache
def every_widget() -> PublishedForm:
    """The form, with its pictures."""
    files = {name: house(name.removesuffix(".png")) for name in PICTURES}
    return publish(SOURCE.read_bytes(), filename=SOURCE.name, texts={}, files=files)


def house(name: str) -> bytes:
    """A small PNG of a house with a roof of its own."""
    roof = _ROOFS[name]
    top = 40 + roof // 4 if roof >= 0 else 14
    rows = [b"\0" + b"".join(bytes(_colour(x, y, top, roof)) for x in range(_SIDE)) for y in range(_SIDE)]
    return _png(_SIDE, _SIDE, b"".join(rows))


def _colour(x: int, y: int, top: int, roof: int) -> tuple[int, int, int]:
    middle = abs(x - _SIDE // 2)
    if y > 84:
        return (130, 160, 110)
    if roof > 0 and top - roof // 2 <= y < top and middle < 40 * (y - top + roof // 2) / max(roof // 2, 1):
        return _ROOF
    if y < top or middle > 36:
        return _SKY
    if y > 60 and middle < 7:
        return _DOOR
    if 22 < middle < 32 and (y - top) % 22 in range(8, 18):
        return _SKY
    return _ROOF if roof == 64 else _WALL


def photo() -> bytes:
    """A picture as somebody would choose it: a grey sheet with lines, as a pay slip has."""
    wide, high = 240, 320
    rows = [
        b"\0" + b"".join(bytes((246,) * 3 if y % 24 > 5 or x < 24 or x > 60 + (y * 7) % 150 else (90,) * 3)
                         for x in range(wide))
        for y in range(high)
    ]  # fmt: skip
    return _png(wide, high, b"".join(rows))


def beep(seconds: float = 0.05) -> bytes:
    """A recording: a WAV of one soft tone, 8 kHz, 16 bits, mono."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        samples = (round(3000 * math.sin(place / 3)) for place in range(round(8000 * seconds)))
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return kept.getvalue()


def _png(wide: int, high: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )
