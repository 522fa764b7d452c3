"""
Which part of a picture is taken, and how it becomes square (切り抜きと余白).
"""

from __future__ import annotations

from typing import Final, TypeAlias

from qoo10model.basics.texts import Labelled, Text
from qoo10model.imagefacts import Orientation


__all__ = ("Box", "Fit", "part_of", "stored_box")

Box: TypeAlias = tuple[float, float, float, float]
"""
Left, top, right and bottom of a part of a picture, in pixels.
"""

# In which of them the stored picture runs from right to left, and in which from bottom to top.
_FROM_RIGHT: Final = frozenset(
    {
        Orientation.MIRRORED,
        Orientation.HALF,
        Orientation.QUARTER_LEFT_MIRRORED,
        Orientation.QUARTER_LEFT,
    }
)
_FROM_BOTTOM: Final = frozenset(
    {
        Orientation.HALF,
        Orientation.HALF_MIRRORED,
        Orientation.QUARTER_RIGHT,
        Orientation.QUARTER_LEFT_MIRRORED,
    }
)


class Fit(Labelled):
    """
    How a picture that is not square becomes so (正方形への合わせ方).

    >>> Fit.PAD.label.ja
    '余白を足す'
    """

    PAD = Text("pad it with white", "余白を足す")
    CROP = Text("crop it around its centre", "中央で切り抜く")


def part_of(box: Box, fit: Fit) -> Box:
    """
    Return the part of *box* that will be seen: all of it, or the largest square in its middle.

    >>> part_of((0, 0, 400, 300), Fit.CROP)
    (50.0, 0.0, 350.0, 300.0)
    """
    left, top, right, bottom = box
    if fit is Fit.PAD:
        return box
    side = min(right - left, bottom - top)
    x, y = (left + right - side) / 2, (top + bottom - side) / 2
    return x, y, x + side, y + side


def stored_box(box: Box, size: tuple[int, int], orientation: Orientation) -> Box:
    """
    Return where *box*, in the picture as it is seen, lies in the picture as it is stored.

    *size* is the stored one.

    >>> stored_box((0, 0, 10, 20), (600, 800), Orientation.QUARTER_RIGHT)
    (0, 790, 20, 800)
    """
    width, height = size
    left, top, right, bottom = box
    if orientation.swaps_sides:
        left, top, right, bottom = top, left, bottom, right
    if orientation in _FROM_RIGHT:
        left, right = width - right, width - left
    if orientation in _FROM_BOTTOM:
        top, bottom = height - bottom, height - top
    return left, top, right, bottom
