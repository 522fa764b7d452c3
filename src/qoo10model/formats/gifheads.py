"""
A GIF file: its size, and its frames, which nothing but walking from one to the next can count.
"""

from __future__ import annotations

import struct

from typing import TYPE_CHECKING, Final

from qoo10model.formats.pictureheads import Head, broken, truncated, what_follows
from qoo10model.imagefacts import ColourMode
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from qoo10model.basics.findings import Finding

__all__ = ("read_gif",)

_GIF: Final = ImageFormat.GIF
_SCREEN: Final = struct.Struct("<HHB")
_FRAME: Final = struct.Struct("<HHHHB")
_AFTER_SCREEN: Final = 13
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_HAS_COLOURS, _COLOUR_BITS, _COLOUR_LENGTH = 0x80, 0x07, 3
_MOST_BLOCKS: Final = 2_000_000


def read_gif(data: bytes) -> Head:
    """
    Return the head of a GIF file, with the number of its frames.

    A first frame that is larger than the screen it is shown on counts as the size, as decoders
    take it.

    >>> read_gif(b"GIF89a").findings[0].code
    'pictures.truncated'
    """
    size: tuple[int, int] | None = None
    frames, budget = 0, _MOST_BLOCKS
    try:
        width, height, flags = _SCREEN.unpack_from(data, 6)
        size = width, height
        at = _AFTER_SCREEN + _colours(flags)
        while budget > 0:
            kind = data[at]
            if kind == _EXTENSION:
                at += 2
            elif kind == _IMAGE:
                left, top, wide, high, flags = _FRAME.unpack_from(data, at + 1)
                if not frames:
                    size = max(width, left + wide), max(height, top + high)
                at += 11 + _colours(flags)
            elif kind == _TRAILER:
                return _head(size, frames, _after(data, at + 1, frames))
            elif not kind:  # some programs write a zero more
                at += 1
                budget -= 1
                continue
            else:
                what = broken(_GIF, "a block in it is of no known kind", "不明なブロックがあります")
                return _head(size, frames, (what,))
            while budget > 0 and (length := data[at]):
                at += length + 1
                budget -= 1
            at += 1
            budget -= 1
            frames += kind == _IMAGE
    except (IndexError, struct.error):
        return _head(size, frames, (truncated(),))
    return _head(size, frames, (broken(_GIF, "it never ends", "データが終わりません"),))


def _colours(flags: int) -> int:
    return _COLOUR_LENGTH * (2 << (flags & _COLOUR_BITS)) if flags & _HAS_COLOURS else 0


def _after(data: bytes, end: int, frames: int) -> tuple[Finding, ...]:
    if not frames:
        return (broken(_GIF, "it has no pixels", "画像データがありません"),)
    return what_follows(data, end, _GIF) if end < len(data) else ()


def _head(size: tuple[int, int] | None, frames: int, findings: tuple[Finding, ...]) -> Head:
    return Head(_GIF, size, ColourMode.PALETTE, frames or None, findings=findings)
