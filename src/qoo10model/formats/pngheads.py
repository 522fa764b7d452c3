"""
The head of a PNG file: its chunks up to the first with pixels.
"""

from __future__ import annotations

import struct
import zlib

from typing import TYPE_CHECKING, Final

from qoo10model.formats.pictureheads import MOST_STEPS, Head, broken, truncated, what_follows
from qoo10model.formats.tiffheads import orientation_in
from qoo10model.imagefacts import ColourMode, Orientation
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from qoo10model.basics.findings import Finding

__all__ = ("read_png",)

_PNG: Final = ImageFormat.PNG
_CHUNK: Final = struct.Struct(">I4s")
_SIZE: Final = struct.Struct(">IIBB")
_COUNT: Final = struct.Struct(">I")
_HEADER_CHUNK: Final = b"\0\0\0\rIHDR"
_FIRST_CHUNK, _HEADER_END, _AFTER_HEADER = 8, 29, 33
_AROUND_CHUNK: Final = 12
_END_CHUNK: Final = b"\0\0\0\0IEND\xaeB`\x82"
_COLOURS: Final = {
    0: ColourMode.GREY,
    2: ColourMode.RGB,
    3: ColourMode.PALETTE,
    4: ColourMode.GREY,
    6: ColourMode.RGB,
}
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
    width, height, bits, kind = _SIZE.unpack_from(data, 16)
    checked = zlib.crc32(data[12:_HEADER_END]) == _COUNT.unpack_from(data, _HEADER_END)[0]
    colour = _COLOURS.get(kind, ColourMode.OTHER)
    if not checked or kind not in _COLOURS:
        flaw = broken(_PNG, "its header is damaged", "ヘッダーが壊れています")
        return Head(_PNG, (width, height), colour, findings=(flaw,))
    frames, orientation, findings = _before_pixels(data)
    return Head(_PNG, (width, height), colour, frames, orientation, bits > _EIGHT_BITS, findings)


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
