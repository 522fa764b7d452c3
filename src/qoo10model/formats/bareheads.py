"""
What Pillow makes of a bare head (画像ヘッダーの検証): whether it opens the picture, and in which colours.

A bare head is a file of some ten bytes that says of one pixel what the head of a picture says of all of
its pixels. Of a whole file Pillow unpacks and keeps all texts and tags before anybody can look at the
size, so that 60 kilobytes can take 60 megabytes, and it warns on the caller's console.
"""

from __future__ import annotations

import functools

from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image

from qoo10model.imagefacts import ColourMode


if TYPE_CHECKING:
    from qoo10model.rules.images import ImageFormat

__all__ = ("colour_of",)

_COLOURS: Final = {
    "1": ColourMode.GREY,
    "L": ColourMode.GREY,
    "LA": ColourMode.GREY,
    "I": ColourMode.GREY,
    "I;16": ColourMode.GREY,
    "P": ColourMode.PALETTE,
    "RGB": ColourMode.RGB,
    "RGBA": ColourMode.RGB,
    "CMYK": ColourMode.CMYK,
}


@functools.lru_cache(maxsize=256)  # there are a few dozen kinds of pixels
def colour_of(bare: bytes, image_format: ImageFormat) -> ColourMode | None:
    """
    Return how the colours of the picture with this *bare* head are stored, None if it does not open.

    >>> from qoo10model.rules.images import ImageFormat
    >>> bare = bytes.fromhex("ffd8 ffc0 000b 08 0001 0001 01 001100 ffda 0002")
    >>> colour_of(bare, ImageFormat.JPEG), colour_of(bare, ImageFormat.PNG)
    (ColourMode.GREY, None)
    """
    try:
        mode = Image.open(BytesIO(bare), formats=(image_format.name,)).mode
    except OSError:
        return None
    return _COLOURS.get(mode, ColourMode.OTHER)
