"""
What Pillow makes of a bare head (画像ヘッダーの検証): whether it opens the picture, and in which colours.

A bare head is a file of some ten bytes: the size and the kind of pixels, cut out of a picture, with no
metadata and no pixels. Of a whole file Pillow unpacks and keeps all texts and tags before anybody can
look at the size, so that 60 kilobytes can take 60 megabytes, and it warns on the caller's console.
"""

from __future__ import annotations

import functools

from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from qoo10model.imagefacts import ColourMode
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

__all__ = ("colour_of",)

_OPENERS: Final[dict[ImageFormat, type[ImageFile]]] = {
    ImageFormat.GIF: GifImageFile,
    ImageFormat.JPEG: JpegImageFile,
    ImageFormat.PNG: PngImageFile,
}
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


@functools.lru_cache(maxsize=256)  # the pictures of a shop have few sizes
def colour_of(bare: bytes, image_format: ImageFormat) -> ColourMode | None:
    """
    Return how the colours of the picture with this *bare* head are stored, None if it does not open.

    >>> bare = bytes.fromhex("ffd8 ffc0 000b 08 0007 0009 01 001100 ffda 0002")
    >>> colour_of(bare, ImageFormat.JPEG), colour_of(bare, ImageFormat.PNG)
    (ColourMode.GREY, None)
    """
    try:
        mode = _OPENERS[image_format](BytesIO(bare)).mode
    except (SyntaxError, OSError):
        return None
    if image_format is ImageFormat.GIF:  # its mode is also up to a setting of the program around
        return ColourMode.PALETTE
    return _COLOURS.get(mode, ColourMode.OTHER)
