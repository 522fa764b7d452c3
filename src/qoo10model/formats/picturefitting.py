"""
Pixels made ready for a listing (画像の加工): one square picture in sRGB on white, the right way up.

What costs time is done to few pixels: a part is cut and made small first, then its colours are
converted, then it is turned.
"""

from __future__ import annotations

import struct
import zlib

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from PIL import Image, ImageCms

from qoo10model.imagefacts import Orientation


if TYPE_CHECKING:
    from PIL._typing import SupportsRead

    from qoo10model.formats.pictureparts import Box
    from qoo10model.rules.images import ImageFormat

__all__ = ("FAILURES", "colours_converted", "decoded", "fitted", "squared", "turned")

FAILURES: Final = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    SyntaxError,
    EOFError,
    AttributeError,
    AssertionError,
    RuntimeError,
    MemoryError,
    Warning,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""
What Pillow raises for files that are damaged or made to do harm.
"""

_WHITE: Final = (255, 255, 255)
_REDUCING_GAP: Final = 2.0
_SIXTEEN_TO_EIGHT: Final = 1 / 257
_ROUNDING: Final = 0.5

_TURNS: Final = {
    Orientation.MIRRORED: Image.Transpose.FLIP_LEFT_RIGHT,
    Orientation.HALF: Image.Transpose.ROTATE_180,
    Orientation.HALF_MIRRORED: Image.Transpose.FLIP_TOP_BOTTOM,
    Orientation.QUARTER_RIGHT_MIRRORED: Image.Transpose.TRANSPOSE,
    Orientation.QUARTER_RIGHT: Image.Transpose.ROTATE_270,
    Orientation.QUARTER_LEFT_MIRRORED: Image.Transpose.TRANSVERSE,
    Orientation.QUARTER_LEFT: Image.Transpose.ROTATE_90,
}
_STANDARD: Final = "sRGB"
_CMS: Final[Any] = ImageCms  # half of it has no types


def decoded(
    stream: BinaryIO, image_format: ImageFormat, size: tuple[int, int], wanted: tuple[int, int]
) -> tuple[Image.Image, float]:
    """
    Return the picture in *stream*, and by how much it is smaller than the *size* its head says.

    A JPEG is decoded at a half, a quarter or an eighth where that leaves at least *wanted*. Raises
    any of `FAILURES` where the file is not what its head says.
    """
    image = Image.open(stream, formats=(image_format.name,))
    if sorted(image.size) != sorted(size):  # of a turned TIFF Pillow swaps the sides itself
        width, height = image.size
        msg = f"it is {width} × {height} pixels inside"
        raise ValueError(msg)
    drafted = image.draft(image.mode, wanted)
    image.load()
    return image, 1.0 if drafted is None else drafted[1][2] / size[0]


def fitted(image: Image.Image, part: Box, side: int) -> Image.Image:
    """
    Return *part* of *image* made as large as fits into a square of *side* pixels.

    >>> fitted(Image.new("RGB", (400, 300)), (0, 0, 400, 300), 800).size
    (800, 600)
    """
    left, top, right, bottom = part
    width, height = right - left, bottom - top
    scale = side / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    plain: Any = _plain(image)  # its own types speak of NumPy, which need not be there
    smaller: Image.Image = plain.resize(size, Image.Resampling.LANCZOS, part, _REDUCING_GAP)
    return smaller


def colours_converted(
    image: Image.Image, profile: SupportsRead[bytes] | None
) -> tuple[Image.Image, bool]:
    """
    Return *image* in sRGB, what is transparent on white, and whether its *profile* could be used.

    >>> colours_converted(Image.new("RGBA", (1, 1)), None)[0].getpixel((0, 0))
    (255, 255, 255)
    """
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    opaque = image.convert("RGB") if alpha else image
    seen, used = (opaque.convert("RGB"), True) if profile is None else _in_srgb(opaque, profile)
    if alpha is None:
        return seen, used
    return Image.composite(seen, Image.new("RGB", seen.size, _WHITE), alpha), used


def turned(image: Image.Image, orientation: Orientation) -> Image.Image:
    """
    Return *image* the way it is meant to be seen.

    >>> turned(Image.new("RGB", (4, 3)), Orientation.QUARTER_LEFT).size
    (3, 4)
    """
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def squared(image: Image.Image, side: int) -> Image.Image:
    """
    Return *image* in the middle of a white square of *side* pixels, without any of its metadata.

    >>> squared(Image.new("RGB", (4, 3)), 4).getpixel((0, 3))
    (255, 255, 255)
    """
    square = Image.new("RGB", (side, side), _WHITE)
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return square


def _plain(image: Image.Image) -> Image.Image:
    """
    Return *image* in a mode that can be made smaller: grey, RGB, RGBA or CMYK, 8 bits a channel.
    """
    if image.mode == "CMYK":
        return image
    if image.mode.startswith("I"):  # Pillow's own conversion would cut 16 bits off at 255
        whole: Any = image if image.mode == "I" else image.convert("I")
        halved: Image.Image = whole.point(_sixteen_to_eight)
        return halved.convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("L" if image.mode in {"1", "L", "F"} else "RGB")


def _in_srgb(image: Image.Image, stream: SupportsRead[bytes]) -> tuple[Image.Image, bool]:
    try:
        profile = _CMS.ImageCmsProfile(stream)
        if image.mode == "RGB" and _STANDARD in _CMS.getProfileDescription(profile):
            return image, True
        target = _CMS.createProfile(_STANDARD)
        return _CMS.profileToProfile(image, profile, target, outputMode="RGB"), True
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image.convert("RGB"), False


def _sixteen_to_eight(value: Any) -> Any:
    # Pillow puts in what stands for all pixels, and takes a line out.
    return value * _SIXTEEN_TO_EIGHT + _ROUNDING
