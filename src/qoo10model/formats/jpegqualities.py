"""
The best quality of a JPEG that fits into so many bytes (JPEG画質), found in three encodes at most.

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

# Measured on pictures like photos, drawn and noisy ones, by the log of their size along the log of
# the step: nearly all of them fall faster than this, and most of them bend like that.
_SLOWEST: Final = 0.28
_BEND: Final = 0.2
# Of what the third encode would gain, how much is left out beyond so many points of quality, since
# the farther the two known sizes are apart the less they tell of what lies between.
_SURE_POINTS: Final = 6
_LEFT_OUT: Final = 0.3
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

    There are three encodes at most, so it is the best quality or one near it; the farther the limit
    is below what the highest quality takes, the less near. The second encode is so cautious that it
    fits but for odd pictures, the third goes nearer to the limit from there. Where the second does
    not fit the third is the lowest quality, since nothing else is sure to fit where anything does.
    None where not even the lowest fits.

    >>> best_that_fits(lambda quality: bytes(50_000 // (100 - quality)), 8_000)
    Encoded(quality=93, encodes=3)
    """
    largest = encode(HIGHEST)
    if len(largest) <= limit:
        return Encoded(largest, HIGHEST, 1)
    excess = math.log(len(largest) / limit)
    cautious = max(LOWEST, _quality(excess / _SLOWEST))
    data = encode(cautious)
    if len(data) > limit:
        return _lowest(encode, limit) if cautious > LOWEST else None
    if cautious == HIGHEST - 1:
        return Encoded(data, cautious, 2)
    share = excess / math.log(len(largest) / len(data))
    nearer = _between(cautious, _quality(share * _coarseness(cautious)))
    better = encode(nearer)
    return Encoded(better, nearer, 3) if len(better) <= limit else Encoded(data, cautious, 3)


def _lowest(encode: Callable[[int], bytes], limit: int) -> Encoded | None:
    data = encode(LOWEST)
    return Encoded(data, LOWEST, 3) if len(data) <= limit else None


def _between(cautious: int, likely: int) -> int:
    """
    Return the quality above a *cautious* one that is worth a try where a better one is *likely*.
    """
    unsure = max(0, likely - cautious - _SURE_POINTS)
    return max(cautious + 1, likely - math.ceil(_LEFT_OUT * unsure))


def _coarseness(quality: int) -> float:
    """
    Return a measure of *quality* along which the log of the size falls nearly straight.
    """
    steps = math.log(_step(quality) / _step(HIGHEST))
    return steps + _BEND * steps * steps


def _quality(coarseness: float) -> int:
    """
    Return the quality of this *coarseness*, below the highest.
    """
    steps = (math.sqrt(1 + 4 * _BEND * coarseness) - 1) / (2 * _BEND)
    step = _step(HIGHEST) * math.exp(steps)
    quality = math.floor(100 * _HALF / step if step > 100 else 100 - step / 2)
    return min(quality, HIGHEST - 1)


def _step(quality: int) -> float:
    """
    Return the step of quantization at *quality*, in per cent of the usual one, as libjpeg sets it.
    """
    return 100 * _HALF / quality if quality < _HALF else 200 - 2 * quality
