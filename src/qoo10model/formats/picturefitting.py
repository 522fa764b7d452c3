"""
Pixels made ready for a listing (画像の加工): one square picture in sRGB on white, the right way up.

What costs time is done to few pixels: a part is cut and made small first, then its colours are
converted, then it is turned.
"""

from __future__ import annotations

import struct
import zlib

from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from PIL import Image, ImageChops, ImageCms
from PIL.JpegImagePlugin import JpegImageFile

from qoo10model.imagefacts import Orientation
from qoo10model.rules.images import ImageFormat


if TYPE_CHECKING:
    from PIL._typing import SupportsRead
    from PIL.ImageFile import ImageFile

    from qoo10model.formats.pictureparts import Box

__all__ = (
    "FAILURES",
    "colours_converted",
    "decoded",
    "fitted",
    "squared",
    "turned",
    "without_exif",
)

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
_OPAQUE: Final = 255

_TURNS: Final = {
    Orientation.MIRRORED: Image.Transpose.FLIP_LEFT_RIGHT,
    Orientation.HALF: Image.Transpose.ROTATE_180,
    Orientation.HALF_MIRRORED: Image.Transpose.FLIP_TOP_BOTTOM,
    Orientation.QUARTER_RIGHT_MIRRORED: Image.Transpose.TRANSPOSE,
    Orientation.QUARTER_RIGHT: Image.Transpose.ROTATE_270,
    Orientation.QUARTER_LEFT_MIRRORED: Image.Transpose.TRANSVERSE,
    Orientation.QUARTER_LEFT: Image.Transpose.ROTATE_90,
}
# Pixels of other than 8 bits Pillow makes 8, but not the one colour among them that is transparent.
_STRETCHED: Final[dict[object, int]] = {"L;2": 85, "L;4": 17}
_DEEP_COLOURS: Final = "RGB;16B"
_EXIF, _NO_EXIF = b"Exif\0\0", b"Exif\xff\0"
_STANDARD: Final = "sRGB"
_STANDARDS: Final = frozenset({_STANDARD, "sRGB IEC61966-2.1", "sRGB built-in"})
_RGB: Final = "RGB "  # as a profile writes it
_CMS: Final[Any] = ImageCms  # half of it has no types


def without_exif(data: bytes, image_format: ImageFormat) -> bytes:
    r"""
    Return *data* such that Pillow does not look into the EXIF data of a JPEG.

    Nothing of them is needed here, and where they are damaged Pillow would warn, or fail if warnings
    are errors.

    >>> without_exif(b"\xff\xd8\xff\xe1\0\x10Exif\0\0II*", ImageFormat.JPEG)[6:]
    b'Exif\xff\x00II*'
    """
    return data.replace(_EXIF, _NO_EXIF) if image_format is ImageFormat.JPEG else data


def decoded(
    stream: BinaryIO, image_format: ImageFormat, size: tuple[int, int], wanted: tuple[int, int]
) -> tuple[Image.Image, float]:
    """
    Return the picture in *stream*, and by how much it is smaller than the *size* its head says.

    A JPEG is decoded at a half, a quarter or an eighth where that leaves at least *wanted*. Raises
    any of `FAILURES` where the file is not what its head says.
    """
    image = _opened(stream, image_format)
    if sorted(image.size) != sorted(size):  # of a turned TIFF Pillow swaps the sides itself
        width, height = image.size
        msg = f"it is {width} × {height} pixels inside"
        raise ValueError(msg)
    if image.tile and "transparency" in image.info:
        image.info["transparency"] = _as_decoded(image.info["transparency"], image.tile[0][3])
    drafted = image.draft(image.mode, wanted)
    image.load()
    return image, 1.0 if drafted is None else drafted[1][2] / size[0]


def _opened(stream: BinaryIO, image_format: ImageFormat) -> ImageFile:
    # `Image.open` would read the list of further pictures that phones put into a JPEG, and warn of it.
    if image_format is ImageFormat.JPEG:
        return JpegImageFile(stream)
    return Image.open(stream, formats=(image_format.name,))


def _as_decoded(clear: Any, raw: object) -> Any:
    """
    Return the transparent colour of a picture whose pixels are stored in the mode *raw*.
    """
    if raw == _DEEP_COLOURS:
        return tuple(value >> 8 for value in clear)
    return clear * _STRETCHED[raw] if raw in _STRETCHED else clear


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
    alpha = image.getchannel("A") if image.mode in {"LA", "RGBA"} else None
    opaque = image.convert(image.mode.removesuffix("A")) if alpha else image
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
    Return *image* in a mode that can be made smaller: grey or RGB, with alpha or not, or CMYK.

    What is grey stays grey, for its profile may be one for grey.
    """
    if image.mode == "CMYK":
        return image
    if image.mode.startswith("I"):  # Pillow's own conversion would cut 16 bits off at 255
        return _halved(image if image.mode == "I" else image.convert("I"))
    mode = "L" if image.mode in {"1", "L", "LA", "F"} else "RGB"
    return image.convert(f"{mode}A" if image.has_transparency_data else mode)


def _halved(whole: Any) -> Image.Image:
    """
    Return a grey image of 16 bits with 8, and transparent where its one transparent grey is.
    """
    halved: Image.Image = whole.point(_sixteen_to_eight).convert("L")
    clear = whole.info.get("transparency")
    if isinstance(clear, int):
        above = whole.point(partial(_beyond, clear, 1)).convert("L")
        below = whole.point(partial(_beyond, clear, -1)).convert("L")
        other: Any = ImageChops.lighter(above, below)
        halved.putalpha(other.point(_opaque_if_any))
    return halved


def _in_srgb(image: Image.Image, stream: SupportsRead[bytes]) -> tuple[Image.Image, bool]:
    try:
        profile = _CMS.ImageCmsProfile(stream)
        if image.mode == "L" and profile.profile.xcolor_space == _RGB:
            image = image.convert("RGB")
        if image.mode == "RGB" and _CMS.getProfileDescription(profile).strip() in _STANDARDS:
            return image, True
        target = _CMS.createProfile(_STANDARD)
        return _CMS.profileToProfile(image, profile, target, outputMode="RGB"), True
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image.convert("RGB"), False


def _opaque_if_any(value: int) -> int:
    return _OPAQUE if value else 0


def _beyond(clear: int, sign: int, value: Any) -> Any:
    # For the value Pillow puts in what stands for all pixels, and takes a line out; so below.
    return value * sign - clear * sign


def _sixteen_to_eight(value: Any) -> Any:
    return value * _SIXTEEN_TO_EIGHT + _ROUNDING
