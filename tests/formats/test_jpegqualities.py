from __future__ import annotations

import math

from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.formats.jpegqualities import HIGHEST, LOWEST, best_that_fits
from tests.formats import picturefiles as files


if TYPE_CHECKING:
    from collections.abc import Callable

QUALITIES = range(LOWEST, HIGHEST + 1)


def encoder(sizes: list[int], asked: list[int] | None = None) -> Callable[[int], bytes]:
    """
    An encoder whose file of each quality, from the lowest up, has one of *sizes*.
    """

    def encode(quality: int) -> bytes:
        if asked is not None:
            asked.append(quality)
        return bytes(sizes[quality - LOWEST])

    return encode


def smooth(scale: float, slope: float, bend: float) -> list[int]:
    """
    Sizes that fall with the step of quantization as those of real pictures do.
    """
    steps = [100 * 50 / q if q < 50 else 200 - 2 * q for q in QUALITIES]
    logs = [math.log(step / 10) for step in steps]
    return [round(scale * math.exp(-slope * (x + bend * x * x))) for x in logs]


@pytest.mark.parametrize("over, encodes", [(-1, 1), (0, 1), (1, 3)])
def test_the_highest_quality_is_tried_first(over: int, encodes: int) -> None:
    """
    What fits at quality 95 takes one encode, one byte too many takes a search.
    """
    sizes = smooth(900_000, 0.4, 0.1)
    found = best_that_fits(encoder(sizes), sizes[-1] - over)
    assert found is not None
    assert (found.quality == HIGHEST) == (over <= 0)
    assert found.encodes <= encodes


@pytest.mark.parametrize("slope", [0.35, 0.4, 0.5])
@pytest.mark.parametrize("bend", [0.05, 0.1, 0.15])
@pytest.mark.parametrize("share", [99, 95, 90, 80, 70, 60])
def test_ordinary_pictures_take_three_encodes(slope: float, bend: float, share: int) -> None:
    """
    Where the size falls as it does for photos, three encodes find the best quality or one near it.
    """
    sizes = smooth(1_500_000, slope, bend)
    limit = sizes[-1] * share // 100
    found = best_that_fits(encoder(sizes), limit)
    best = max(q for q in QUALITIES if sizes[q - LOWEST] <= limit)
    assert found is not None
    assert found.encodes <= 3
    assert 0 <= best - found.quality <= 2


def test_what_does_not_fit_has_no_quality() -> None:
    """
    Where the lowest quality is too large there is none, at exactly its size there is.
    """
    sizes = smooth(1_000_000, 0.4, 0.1)
    assert best_that_fits(encoder(sizes), sizes[0] - 1) is None
    found = best_that_fits(encoder(sizes), sizes[0])
    assert found is not None
    assert found.quality == LOWEST


def test_the_repr_shows_no_bytes() -> None:
    """
    A picture as a file is told by its quality.
    """
    found = best_that_fits(bytes, 100)
    assert repr(found) == "Encoded(quality=95, encodes=1)"


@given(st.lists(st.integers(1, 3_000), min_size=66, max_size=66).map(sorted), st.integers(1, 3_000))
def test_whatever_the_sizes(sizes: list[int], limit: int) -> None:
    """
    For any sizes that rise with quality three encodes are enough, and something that fits is found
    where anything does.
    """
    asked: list[int] = []
    found = best_that_fits(encoder(sizes, asked), limit)
    assert len(set(asked)) == len(asked) <= 3
    assert all(LOWEST <= quality <= HIGHEST for quality in asked)
    assert (found is None) == (sizes[0] > limit)
    if found is not None:
        assert len(found.data) == sizes[found.quality - LOWEST] <= limit
        assert found.encodes == len(asked)
        fitting = [quality for quality in asked if sizes[quality - LOWEST] <= limit]
        assert found.quality == max(fitting)


@given(st.lists(st.integers(1, 3_000), min_size=66, max_size=66), st.integers(1, 3_000))
def test_sizes_without_any_order(sizes: list[int], limit: int) -> None:
    """
    Sizes that do not even rise take three encodes as well, and what is found fits.
    """
    asked: list[int] = []
    found = best_that_fits(encoder(sizes, asked), limit)
    assert len(asked) <= 3
    assert found is None or len(found.data) <= limit


@pytest.mark.parametrize(
    "sizes, limit, asked, quality",
    [
        # All alike but the lowest: nothing in between fits.
        ([1_000] + [2_000] * 65, 1_500, 3, LOWEST),
        ([1_000] + [2_000] * 65, 999, 3, None),
        # One byte too many: the quality just below the highest fits, and no other is better.
        ([1_000] * 65 + [1_001], 1_000, 2, HIGHEST - 1),
        # A hundred times too large: the lowest is tried at once, and then one above it.
        ([11] * 65 + [1_000], 10, 2, None),
        ([10] * 65 + [1_000], 10, 3, LOWEST + 1),
    ],
)
def test_sizes_that_no_picture_has(
    sizes: list[int], limit: int, asked: int, quality: int | None
) -> None:
    """
    Where the second encode does not fit the third is the lowest quality, which fits if any does.
    """
    tried: list[int] = []
    found = best_that_fits(encoder(sizes, tried), limit)
    assert len(tried) == asked
    assert (found and found.quality) == quality


def test_a_real_picture() -> None:
    """
    Of noise the best quality is found within two points, at each of some limits.
    """
    image = files.noise(200, 200)
    sizes = [len(files.saved(image, quality=q, subsampling=0)) for q in QUALITIES]
    for share in (95, 85, 75, 65, 55):
        limit = sizes[-1] * share // 100
        found = best_that_fits(encoder(sizes), limit)
        best = max(q for q in QUALITIES if sizes[q - LOWEST] <= limit)
        assert found is not None
        assert best - found.quality <= 2
