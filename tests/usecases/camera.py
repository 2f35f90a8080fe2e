"""Files as phones and recorders make them, with all that they add: fictitious, and made here."""

from __future__ import annotations

import struct
import wave
import zlib
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

PLACE = b"N 52.0 Verzonnen Duinen"
DEVICE = b"VerzonnenTelefoon 12"
SECRET = (PLACE, DEVICE)


def picture() -> Image.Image:
    """A small picture whose every pixel differs from its neighbours."""
    image = Image.new("RGB", (64, 48))
    image.putdata([(x * 4, y * 5, (x * y) % 256) for y in range(48) for x in range(64)])
    return image


def exif(orientation: int) -> Image.Exif:
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F] = DEVICE.decode()
    told.get_ifd(0x8825)[0x1D] = PLACE.decode()
    return told


def jpeg(orientation: int = 1, *, progressive: bool = False) -> bytes:
    """With EXIF, XMP, a comment, a small picture, a second picture and a film after the end."""
    out = BytesIO()
    picture().save(
        out, "JPEG", exif=exif(orientation).tobytes(), comment=PLACE, progressive=progressive, quality=90
    )
    data = out.getvalue()
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x>" + PLACE + b"</x>"
    several = b"FPXR\0" + DEVICE
    extra = b"".join(
        struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
        for marker, body in ((0xE1, xmp), (0xE2, several), (0xED, b"Photoshop 3.0\0" + PLACE))
    )
    return data[:2] + extra + data[2:] + b"\xff\xd8 a second picture " + PLACE + b"ftypmp42" + DEVICE


def png() -> bytes:
    out = BytesIO()
    told = PngInfo()
    told.add_text("Location", PLACE.decode())
    told.add_itxt("Device", DEVICE.decode())
    picture().save(out, "PNG", pnginfo=told, exif=exif(1).tobytes())
    return out.getvalue() + PLACE


def webp(orientation: int = 1, *, lossless: bool = True) -> bytes:
    out = BytesIO()
    picture().save(out, "WEBP", lossless=lossless, exif=exif(orientation).tobytes(), xmp=PLACE)
    return out.getvalue()


def wav() -> bytes:
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(range(256)) * 4)
    listed = b"INFOIART" + struct.pack("<I", len(DEVICE + PLACE)) + DEVICE + PLACE + b"\0"
    data = out.getvalue() + b"LIST" + struct.pack("<I", len(listed)) + listed
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


FRAMES = (b"\xff\xfb\x90\x64" + bytes(413)) * 3


def mp3(*, tagged: bool = True) -> bytes:
    if not tagged:
        return FRAMES
    told = b"TXXX" + PLACE
    sizes = bytes((0, 0, len(told) >> 7, len(told) & 0x7F))
    return b"ID3\x04\0\0" + sizes + told + FRAMES + (b"TAG" + DEVICE).ljust(128, b"\0")


def ogg(codec: bytes = b"OpusHead") -> bytes:
    return b"OggS\0\x02" + bytes(20) + b"\x01\x13" + codec + bytes(200)


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def mp4(*handlers: bytes, brand: bytes = b"isom") -> bytes:
    """A container with a track for each handler, dates, and the place where Android and Apple put it."""
    dated = bytes(4) + b"\xd5\x00\x00\x01" * 2 + bytes(80)
    tracks = b"".join(
        box(
            b"trak",
            box(b"tkhd", dated)
            + box(b"mdia", box(b"mdhd", dated) + box(b"hdlr", bytes(8) + handler + bytes(13)))
            + box(b"udta", DEVICE),
        )
        for handler in handlers
    )
    moov = box(b"mvhd", dated) + tracks + box(b"udta", box(b"\xa9xyz", PLACE)) + box(b"meta", DEVICE)
    return (
        box(b"ftyp", brand + bytes(4) + b"isommp42")
        + box(b"mdat", b"sound and picture" * 10)
        + box(b"moov", moov)
        + box(b"uuid", bytes(16) + PLACE)
    )


def webm() -> bytes:
    return b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm" + bytes(100)


def pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def png_chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))
