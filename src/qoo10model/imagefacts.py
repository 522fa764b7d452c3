"""
What is known of a picture without looking at it (画像の情報): size, weight, format, name.

`ImageFacts` can be written by hand, come from a database, or be read off a file by
``formats.pictures.inspect``. Nothing here needs Pillow.
"""

from __future__ import annotations

import enum

from typing import Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_count, check_tuple
from qoo10model.basics.findings import Finding
from qoo10model.basics.texts import Labelled, Text
from qoo10model.rules.images import ImageFormat


__all__ = ("ColourMode", "ImageFacts", "Orientation")


class ColourMode(Labelled):
    """
    How the colours of a picture are stored (カラーモード).

    >>> ColourMode.CMYK
    ColourMode.CMYK
    """

    GREY = Text("grey", "グレースケール")
    RGB = Text("RGB", "RGB")
    PALETTE = Text("palette", "インデックスカラー")
    CMYK = Text("CMYK", "CMYK")
    OTHER = Text("other colours", "その他の色空間")


class Orientation(enum.Enum):
    """
    How a picture is to be turned to be seen upright (画像の向き), by the code in its EXIF tag.

    >>> Orientation(6), Orientation(6).swaps_sides
    (Orientation.QUARTER_RIGHT, True)
    """

    UPRIGHT = 1
    MIRRORED = 2
    HALF = 3
    HALF_MIRRORED = 4
    QUARTER_RIGHT_MIRRORED = 5
    QUARTER_RIGHT = 6
    QUARTER_LEFT_MIRRORED = 7
    QUARTER_LEFT = 8

    @property
    def swaps_sides(self) -> bool:
        """
        Whether the picture is seen with width and height swapped.
        """
        return self in _SWAPPING

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


_SWAPPING: Final = frozenset(
    {
        Orientation.QUARTER_RIGHT_MIRRORED,
        Orientation.QUARTER_RIGHT,
        Orientation.QUARTER_LEFT_MIRRORED,
        Orientation.QUARTER_LEFT,
    }
)


def _by_frames(facts: ImageFacts) -> bool | None:
    return facts.frames > 1 if isinstance(facts.frames, int) else None


@attrs.frozen
class ImageFacts:
    """
    The facts of one picture, as far as they are known.

    *size* is width and height in pixels as stored, *weight* the bytes of the file, *format* the
    real one. None means not known: for *frames* and *colour* as well. *is_deep* says that a channel
    has more than 8 bits. *findings* are what a reader had to say about the file. *is_animated* says
    that there are several frames and follows from *frames*; it is to be given only where it is known
    although *frames* is not, as of a GIF whose frames nobody counted.

    Raises `InvalidTypeError` for a field of the wrong kind, `InvalidValueError` for what is below 0,
    for less than one frame, and where *is_animated* and *frames* contradict each other.

    >>> ImageFacts(size=(1200, 900), weight=480_000, format=ImageFormat.JPEG).pixels
    1080000
    >>> ImageFacts((400, 400), 90_000, ImageFormat.GIF, frames=12).is_animated
    True
    """

    size: tuple[int, int] | None
    weight: int
    format: ImageFormat | None
    filename: str = ""
    colour: ColourMode | None = ColourMode.RGB
    frames: int | None = 1
    orientation: Orientation = Orientation.UPRIGHT
    is_deep: bool = False
    findings: tuple[Finding, ...] = ()
    is_animated: bool | None = attrs.field(
        default=attrs.Factory(_by_frames, takes_self=True), kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        if self.size is not None:
            _check_size(self.size)
        check_count(self.weight, "weight")
        _check_frames(self.frames, self.is_animated)
        if type(self.filename) is not str:
            _refuse("filename", "text such as 'front.jpg'", self.filename)
        if self.format is not None and type(self.format) is not ImageFormat:
            _refuse("format", "such as ImageFormat.JPEG, or None", self.format)
        if self.colour is not None and type(self.colour) is not ColourMode:
            _refuse("colour", "such as ColourMode.RGB, or None", self.colour)
        if type(self.orientation) is not Orientation:
            _refuse("orientation", "such as Orientation.UPRIGHT", self.orientation)
        if type(self.is_deep) is not bool:
            _refuse("is_deep", "True or False", self.is_deep)
        if self.findings:
            check_tuple(self.findings, Finding, "findings")

    @property
    def shown_size(self) -> tuple[int, int] | None:
        """
        Width and height in pixels as the picture is seen, with its orientation applied.

        >>> ImageFacts((600, 800), 1, None, orientation=Orientation.QUARTER_RIGHT).shown_size
        (800, 600)
        """
        if self.size is None or not self.orientation.swaps_sides:
            return self.size
        width, height = self.size
        return height, width

    @property
    def pixels(self) -> int | None:
        """
        Width times height, None where the size is not known.
        """
        if self.size is None:
            return None
        width, height = self.size
        return width * height


def _check_size(size: tuple[int, int]) -> None:
    if type(size) is not tuple or len(size) != 2:
        _refuse("size", "(width, height) in pixels, such as (800, 800), or None", size)
    for side in size:
        check_count(side, "a side of size")


def _check_frames(frames: int | None, is_animated: bool | None) -> None:
    if is_animated is not None and type(is_animated) is not bool:
        _refuse("is_animated", "True, False or None", is_animated)
    if frames is None:
        return
    check_count(frames, "frames", minimum=1)
    if is_animated is not (frames > 1):
        msg = (
            f"is_animated must be {frames > 1} with frames={frames}, or left out "
            f"(got {is_animated!r})"
        )
        raise InvalidValueError(msg)


def _refuse(field: str, expected: str, got: object) -> None:
    msg = f"{field} must be {expected} (got {got!r})"
    raise InvalidTypeError(msg)
