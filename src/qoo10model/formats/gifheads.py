"""
The head of a GIF file: its size, and whether it moves.

Nothing but walking through the first frame tells whether a second one follows. There the walk ends
if the file ends as it should; the further frames are not counted.
"""

from __future__ import annotations

import struct

from typing import TYPE_CHECKING, Final

from qoo10model.formats.pictureheads import Head, broken, truncated, what_follows
from qoo10model.imagefacts import ColourMode
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.basics.findings import Finding

__all__ = ("read_gif",)

_GIF: Final = ImageFormat.GIF
_SCREEN: Final = struct.Struct("<HHB")
_FRAME: Final = struct.Struct("<HHHHB")
_AFTER_SCREEN: Final = 13
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_HAS_COLOURS, _COLOUR_BITS, _COLOUR_LENGTH = 0x80, 0x07, 3
_WHOLE_END: Final = b"\0;"
_BLOCKS_AT_ONCE: Final = 256
_MOST_STEPS: Final = 1_000_000


def read_gif(data: bytes) -> Head:
    """
    Return the head of a GIF file.

    A first frame that is larger than the screen it is shown on counts as the size, as decoders
    take it. Of a file that moves the frames are not known, but for one with something behind its
    end, since that has to be walked through.

    >>> read_gif(b"GIF89a").findings[0].code
    'pictures.truncated'
    """
    size: tuple[int, int] | None = None
    frames, steps = 0, iter(range(_MOST_STEPS))
    try:
        width, height, flags = _SCREEN.unpack_from(data, 6)
        size = width, height
        at = _AFTER_SCREEN + _colours(flags)
        for _ in steps:
            kind = data[at]
            if kind == _IMAGE:
                left, top, wide, high, flags = _FRAME.unpack_from(data, at + 1)
                if not frames:
                    size = max(width, left + wide), max(height, top + high)
                elif data.endswith(_WHOLE_END):
                    return _uncounted(size, frames + 1)
                at = _after_blocks(data, at + 11 + _colours(flags), steps)
                frames += 1
            elif kind == _EXTENSION:
                at = _after_blocks(data, at + 2, steps)
            elif kind == _TRAILER:
                return _counted(data, at + 1, size, frames)
            elif not kind:  # some programs write a zero more
                at += 1
            else:
                what = broken(_GIF, "a block in it is of no known kind", "不明なブロックがあります")
                return _uncounted(size, frames, what)
    except (IndexError, struct.error):
        return _uncounted(size, frames, truncated())
    return _uncounted(size, frames, broken(_GIF, "it never ends", "データが終わりません"))


def _after_blocks(data: bytes, at: int, steps: Iterator[int]) -> int:
    """
    Return where a row of data blocks that begins at *at* ends: it has a block of no bytes there.

    Blocks of one length, as nearly all are, are passed together.
    """
    for _ in steps:
        length = data[at]
        if not length:
            return at + 1
        step = length + 1
        lengths = data[at : at + _BLOCKS_AT_ONCE * step : step]
        at += step * (len(lengths) - len(lengths.lstrip(lengths[:1])))
    return at


def _colours(flags: int) -> int:
    return _COLOUR_LENGTH * (2 << (flags & _COLOUR_BITS)) if flags & _HAS_COLOURS else 0


def _counted(data: bytes, end: int, size: tuple[int, int], frames: int) -> Head:
    if not frames:
        return _uncounted(size, 0, broken(_GIF, "it has no pixels", "画像データがありません"))
    findings = what_follows(data, end, _GIF) if end < len(data) else ()
    return Head(_GIF, size, ColourMode.PALETTE, frames, findings=findings)


def _uncounted(size: tuple[int, int] | None, least: int, *findings: Finding) -> Head:
    """
    Return the head of a file that has at *least* so many frames.
    """
    return Head(_GIF, size, ColourMode.PALETTE, None, moves=least > 1, findings=findings)
