"""
The best quality of a JPEG that fits into so many bytes (JPEG画質), found in few encodes.

The size of a JPEG falls with the step of its quantization nearly as a power of it, so that two sizes
tell where a third lies. A binary search takes six encodes or seven for the same answer.
"""

from __future__ import annotations

import math

from typing import TYPE_CHECKING, Final

import attrs


if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ("HIGHEST", "LOWEST", "Encoded", "best_that_fits")

HIGHEST: Final = 95
"""
The quality tried first: above it files grow quickly and nothing more is seen.
"""
LOWEST: Final = 30
"""
The quality below which a picture of goods is not worth showing.
"""
_ENCODES: Final = 3
_PATIENCE: Final = 5
# Measured on photos-like, drawn and noisy pictures: how fast the size falls at the highest quality,
# how much faster towards the lowest, and how far below the limit the last try aims.
_SLOPE: Final = 0.38
_BEND: Final = 0.1
_LEAST_SLOPE: Final = 0.1
_AIM: Final = 0.995
_WASTE: Final = 0.85
_HALF: Final = 50


@attrs.frozen
class Encoded:
    """
    A picture as a file: its *data*, the *quality* it has, and how many *encodes* it took to find it.

    >>> Encoded(b"...", 95, 1).quality
    95
    """

    data: bytes = attrs.field(repr=False)
    quality: int
    encodes: int


def best_that_fits(encode: Callable[[int], bytes], limit: int) -> Encoded | None:
    """
    Return the picture at the best quality with which *encode* gives at most *limit* bytes.

    Three encodes do for nearly every picture; one whose size falls oddly takes some more rather than
    a worse quality. None where not even the lowest quality fits.

    >>> best_that_fits(lambda quality: bytes(10 * quality), 900)
    Encoded(quality=90, encodes=3)
    """
    data = encode(HIGHEST)
    if len(data) <= limit:
        return Encoded(data, HIGHEST, 1)
    sizes = {HIGHEST: len(data)}
    best: Encoded | None = None
    above = HIGHEST
    below = LOWEST - 1
    while above - below > 1 and not _is_enough(best, len(sizes), limit):
        likely = _likely(sizes, limit) if len(sizes) < _PATIENCE else (above + below) // 2
        quality = min(max(likely, below + 1), above - 1)
        data = encode(quality)
        sizes[quality] = len(data)
        if len(data) <= limit:
            best, below = Encoded(data, quality, len(sizes)), quality
        else:
            above = quality
    return None if best is None else attrs.evolve(best, encodes=len(sizes))


def _is_enough(best: Encoded | None, encodes: int, limit: int) -> bool:
    return best is not None and encodes >= _ENCODES and len(best.data) > _WASTE * limit


def _likely(sizes: dict[int, int], limit: int) -> int:
    """
    Return the quality at which the curve through the last two *sizes* meets *limit*.
    """
    (last, size), *before = reversed(sizes.items())
    slope, aim = _SLOPE, float(limit)
    if before:
        other, other_size = before[0]
        rise = math.log(other_size / size) / (_coarseness(last) - _coarseness(other))
        slope, aim = max(_LEAST_SLOPE, rise), _AIM * limit
    return _quality(_coarseness(last) + math.log(size / aim) / slope)


def _coarseness(quality: int) -> float:
    """
    Return a measure of *quality* along which the log of the size falls nearly straight.
    """
    steps = math.log(_step(quality) / _step(HIGHEST))
    return steps + _BEND * steps * steps


def _quality(coarseness: float) -> int:
    steps = (math.sqrt(1 + 4 * _BEND * max(0.0, coarseness)) - 1) / (2 * _BEND)
    step = _step(HIGHEST) * math.exp(steps)
    return math.floor(100 * _HALF / step if step > 100 else 100 - step / 2)


def _step(quality: int) -> float:
    """
    Return the step of quantization at *quality*, in per cent of the usual one, as libjpeg sets it.
    """
    return 100 * _HALF / quality if quality < _HALF else 200 - 2 * quality
