"""
Picture files for tests, drawn or put together byte by byte.
"""

from __future__ import annotations

import hashlib
import struct
import zlib

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw


RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def colour_at(data: bytes, at: tuple[int, int]) -> tuple[int, ...]:
    """
    Return the colour at a place of the picture in *data*.
    """
    colour = opened(data).getpixel(at)
    assert isinstance(colour, tuple)
    return colour


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """
    Return *image* as a file of *kind*.
    """
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def opened(data: bytes) -> Image.Image:
    """
    Return the picture in *data*, decoded.
    """
    image = Image.open(BytesIO(data), formats=("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"))
    image.load()
    return image


def quarters(width: int = 80, height: int = 60, mode: str = "RGB") -> Image.Image:
    """
    Return a picture that is red, green, blue and white, from its upper left to its lower right.
    """
    image = Image.new("RGB", (width, height), WHITE)
    pen = ImageDraw.Draw(image)
    x, y = width // 2, height // 2
    pen.rectangle((0, 0, x - 1, y - 1), RED)
    pen.rectangle((x, 0, width, y - 1), GREEN)
    pen.rectangle((0, y, x - 1, height), BLUE)
    return image.convert(mode)


def noise(width: int, height: int) -> Image.Image:
    """
    Return a picture that no encoder makes small.
    """
    pixels = hashlib.shake_128(b"noise").digest(3 * width * height)
    return Image.frombytes("RGB", (width, height), pixels)


def exif(orientation: int, order: str = "<", kind: int = 3) -> bytes:
    """
    Return EXIF data that say how to turn the picture, in either byte order.
    """
    mark = b"II*\0" if order == "<" else b"MM\0*"
    value = struct.pack(f"{order}H2x" if kind == 3 else f"{order}I", orientation)
    maker = struct.pack(f"{order}HHI4s", 0x010F, 2, 4, b"abc\0")
    tag = struct.pack(f"{order}HHI", 0x0112, kind, 1) + value
    return mark + struct.pack(f"{order}IH", 8, 2) + maker + tag + bytes(4)


def turned(image: Image.Image, orientation: int, kind: str = "JPEG") -> bytes:
    """
    Return *image* as a file with a tag to turn it when it is shown.
    """
    data = exif(orientation)
    return saved(image, kind, exif=b"Exif\0\0" + data if kind == "JPEG" else data, **best(kind))


def best(kind: str) -> dict[str, Any]:
    """
    Return the options with which colours stay what they are.
    """
    if kind == "JPEG":
        return {"quality": 95, "subsampling": 0}
    return {"lossless": True} if kind == "WEBP" else {}


def chunk(name: bytes, data: bytes) -> bytes:
    """
    Return a chunk of a PNG.
    """
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *more: bytes, bits: int = 8, kind: int = 2) -> bytes:
    """
    Return a PNG of this size with *more* chunks, and 4,000 bytes where its pixels should be.
    """
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            *more,
            chunk(b"IDAT", bytes(4_000)),
            chunk(b"IEND", b""),
        )
    )


def segment(marker: int, data: bytes) -> bytes:
    """
    Return a segment of a JPEG.
    """
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def jpeg(
    width: int,
    height: int,
    *more: bytes,
    marker: int = 0xC0,
    bits: int = 8,
    channels: int = 3,
    end: bytes = b"\xff\xd9",
) -> bytes:
    """
    Return a JPEG of this size with *more* segments, and a scan that means nothing.
    """
    frame = struct.pack(">BHHB", bits, height, width, channels) + bytes(3 * channels)
    scan = segment(0xDA, bytes(6)) + b"\x12\x34\xff\x00\x56"
    return b"\xff\xd8" + b"".join(more) + segment(marker, frame) + scan + end


def gif(*blocks: bytes, width: int = 16, height: int = 9, end: bytes = b";") -> bytes:
    """
    Return a GIF of these *blocks*.
    """
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + b"".join(blocks) + end


def gif_frame(
    width: int = 16, height: int = 9, colours: int = 0, size: int = 300, left: int = 0
) -> bytes:
    """
    Return a frame of a GIF, with a table of 2 ** (colours) colours of its own if there are any.
    """
    flags = 0x80 | (colours - 1) if colours else 0
    table = bytes(3 * 2**colours) if colours else b""
    data = b""
    while size:
        length = min(size, 255)
        data += bytes((length,)) + b"\x01" * length
        size -= length
    place = struct.pack("<HHHHB", left, 0, width, height, flags)
    return b"," + place + table + b"\x08" + data + b"\0"


def webp(*chunks: bytes) -> bytes:
    """
    Return a WebP of these *chunks*.
    """
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_chunk(name: bytes, data: bytes) -> bytes:
    """
    Return a chunk of a WebP.
    """
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def heic(brand: bytes = b"heic", *sizes: tuple[int, int]) -> bytes:
    """
    Return the beginning of a HEIC or AVIF file.
    """
    boxes = b"".join(b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", *size) for size in sizes)
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1" + brand + boxes
