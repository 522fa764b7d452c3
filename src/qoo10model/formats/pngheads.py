"""
The head of a PNG file: its chunks up to the first with pixels.
"""

from __future__ import annotations

import struct
import zlib

from typing import TYPE_CHECKING, Final

from qoo10model.formats.pictureheads import MOST_STEPS, Head, broken, truncated, what_follows
from qoo10model.formats.tiffheads import orientation_in
from qoo10model.imagefacts import Orientation
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from qoo10model.basics.findings import Finding

__all__ = ("read_png",)

_PNG: Final = ImageFormat.PNG
_CHUNK: Final = struct.Struct(">I4s")
_SIZE: Final = struct.Struct(">IIB")
_COUNT: Final = struct.Struct(">I")
_HEADER_CHUNK: Final = b"\0\0\0\rIHDR"
_FIRST_CHUNK, _NAME_AT, _SIZE_AT, _KIND_AT, _CHECK_AT, _AFTER_HEADER = 8, 12, 16, 24, 29, 33
_AROUND_CHUNK: Final = 12
_ONE_PIXEL: Final = b"IHDR\0\0\0\1\0\0\0\1"
_NO_PIXELS: Final = b"\0\0\0\0IDAT"
_END_CHUNK: Final = b"\0\0\0\0IEND\xaeB`\x82"
_EIGHT_BITS: Final = 8


def read_png(data: bytes) -> Head:
    r"""
    Return the head of a PNG file; the frames of an animated one are those that it announces.

    >>> read_png(b"\x89PNG\r\n\x1a\n").findings[0].code
    'pictures.truncated'
    """
    if len(data) < _AFTER_HEADER:
        return Head(_PNG, findings=(truncated(),))
    if not data.startswith(_HEADER_CHUNK, _FIRST_CHUNK):
        return Head(
            _PNG,
            findings=(
                broken(_PNG, "its size does not come first", "先頭にサイズの情報がありません"),
            ),
        )
    width, height, bits = _SIZE.unpack_from(data, _SIZE_AT)
    if zlib.crc32(data[_NAME_AT:_CHECK_AT]) != _COUNT.unpack_from(data, _CHECK_AT)[0]:
        flaw = broken(_PNG, "its header is damaged", "ヘッダーが壊れています")
        return Head(_PNG, (width, height), findings=(flaw,))
    frames, orientation, findings = _before_pixels(data)
    is_deep, bare = bits > _EIGHT_BITS, _bare(data)
    return Head(_PNG, (width, height), None, frames, orientation, is_deep, findings, bare=bare)


def _bare(data: bytes) -> bytes:
    header = _ONE_PIXEL + data[_KIND_AT:_CHECK_AT]
    return data[:_NAME_AT] + header + _COUNT.pack(zlib.crc32(header)) + _NO_PIXELS


def _before_pixels(data: bytes) -> tuple[int, Orientation, tuple[Finding, ...]]:
    frames, orientation, at = 1, Orientation.UPRIGHT, _AFTER_HEADER
    try:
        for _ in range(MOST_STEPS):
            length, name = _CHUNK.unpack_from(data, at)
            if name == b"IDAT":
                return frames, orientation, _after(data, at)
            if name == b"IEND":
                flaw = broken(_PNG, "it has no pixels", "画像データがありません")
                return frames, orientation, (flaw,)
            if name == b"acTL":
                frames = max(1, _COUNT.unpack_from(data, at + 8)[0])
            elif name == b"eXIf":
                orientation = orientation_in(data, at + 8, at + 8 + length)
            elif not name.isalpha():
                what = "a chunk in it is of no known kind", "不明なチャンクがあります"
                return frames, orientation, (broken(_PNG, *what),)
            at += length + _AROUND_CHUNK
    except struct.error:
        return frames, orientation, (truncated(),)
    flaw = broken(_PNG, "its header never ends", "ヘッダーが終わりません")
    return frames, orientation, (flaw,)


def _after(data: bytes, at: int) -> tuple[Finding, ...]:
    """
    Return what is wrong with the end of the chunks, of which the first with pixels is *at*.
    """
    if data.endswith(_END_CHUNK):
        return ()
    for _ in range(MOST_STEPS):
        if at + _AROUND_CHUNK > len(data):
            return (truncated(),)
        length, name = _CHUNK.unpack_from(data, at)
        at += length + _AROUND_CHUNK
        if name == b"IEND":
            return what_follows(data, at, _PNG)
    end = data.find(_END_CHUNK, at)
    return (truncated(),) if end < 0 else what_follows(data, end + len(_END_CHUNK), _PNG)
