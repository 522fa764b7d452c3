"""
The head of a WebP file: its chunks.
"""

from __future__ import annotations

import struct

from typing import TYPE_CHECKING, Final

from qoo10model.basics.texts import Text
from qoo10model.formats.pictureheads import (
    MOST_STEPS,
    NOT_A_PICTURE,
    Head,
    broken,
    truncated,
)
from qoo10model.formats.tiffheads import orientation_in
from qoo10model.imagefacts import ColourMode, Orientation
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from qoo10model.basics.findings import Finding

__all__ = ("read_webp",)

_WEBP: Final = ImageFormat.WEBP
_LENGTH: Final = struct.Struct("<I")
_CHUNK: Final = struct.Struct("<4sI")
_LOSSY: Final = struct.Struct("<HH")
_FOURTEEN_BITS: Final = 0x3FFF
_EXIF: Final = b"Exif\0\0"
_SOUND: Final = Text("a sound or a video", "音声または動画")


def read_webp(data: bytes) -> Head:
    """
    Return the head of a WebP file; one of its family that is no picture is said to be none.

    >>> read_webp(b"RIFF" + bytes(4) + b"WAVEfmt ").findings[0].code
    'pictures.not_a_picture'
    """
    if data[8:12] != b"WEBP":
        return Head(None, frames=None, findings=(NOT_A_PICTURE.finding(what=_SOUND),))
    size: tuple[int, int] | None = None
    frames, orientation, at = 0, Orientation.UPRIGHT, 12
    try:
        end = 8 + _LENGTH.unpack_from(data, 4)[0]
        for _ in range(MOST_STEPS):
            if at >= end:
                break
            name, length = _CHUNK.unpack_from(data, at)
            size = size or _size_in(data, at + 8, name)
            frames += name == b"ANMF"
            if name == b"EXIF":
                orientation = _orientation_in(data, at + 8, at + 8 + length)
            at += 8 + length + length % 2
    except struct.error:
        return _head(size, frames, orientation, truncated())
    if size is None:
        flaw = broken(_WEBP, "its size is not in it", "サイズの情報がありません")
        return _head(size, frames, orientation, flaw)
    if end > len(data):
        return _head(size, frames, orientation, truncated())
    if frames and at < end:  # not all of its parts were looked at
        return Head(_WEBP, size, ColourMode.RGB, None, orientation, moves=frames > 1)
    return _head(size, frames, orientation)


def _head(
    size: tuple[int, int] | None, frames: int, orientation: Orientation, *findings: Finding
) -> Head:
    return Head(_WEBP, size, ColourMode.RGB, frames or 1, orientation, findings=findings)


def _size_in(data: bytes, at: int, name: bytes) -> tuple[int, int] | None:
    if name == b"VP8X":
        width, height = data[at + 4 : at + 7], data[at + 7 : at + 10]
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if name == b"VP8L":
        bits = _LENGTH.unpack_from(data, at + 1)[0]
        return (bits & _FOURTEEN_BITS) + 1, (bits >> 14 & _FOURTEEN_BITS) + 1
    if name == b"VP8 ":
        width, height = _LOSSY.unpack_from(data, at + 6)
        return width & _FOURTEEN_BITS, height & _FOURTEEN_BITS
    return None


def _orientation_in(data: bytes, start: int, end: int) -> Orientation:
    if data.startswith(_EXIF, start):
        start += len(_EXIF)
    return orientation_in(data, start, end)
