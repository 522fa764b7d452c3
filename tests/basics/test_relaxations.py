from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.relaxations import LARGEST, hull_of, relaxed, slope_key


options = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 60)), max_size=8).map(
    lambda pairs: [(cost, value, at) for at, (cost, value) in enumerate(pairs)]
)


def slopes(hull: tuple[tuple[int, int, int], ...]) -> list[Fraction]:
    """
    The slopes between the options of a hull.
    """
    return [Fraction(b[1] - a[1], b[0] - a[0]) for a, b in pairwise(hull)]


@given(options)
def test_a_hull_rises_ever_more_slowly(some: list[tuple[int, int, int]]) -> None:
    """
    Costs and values rise along a hull, and each slope is below the one before.
    """
    found = slopes(hull_of(some))
    assert all(later < earlier for earlier, later in pairwise(found))
    assert all(slope > 0 for slope in found)


@given(options)
def test_no_option_lies_above_its_hull(some: list[tuple[int, int, int]]) -> None:
    """
    At the cost of any option the hull, or a mixture on it, is worth at least as much.
    """
    hull = hull_of(some)
    for cost, value, _ in some:
        before = max((one for one in hull if one[0] <= cost), key=lambda one: one[0])
        after = min((one for one in hull if one[0] > cost), default=None, key=lambda one: one[0])
        mixed = Fraction(before[1])
        if after is not None:
            mixed += Fraction(after[1] - before[1], after[0] - before[0]) * (cost - before[0])
        assert value <= mixed


HULLS = [
    ([], ((0, 0, -1),)),
    ([(0, 5, 0)], ((0, 5, 0),)),
    ([(0, 5, 0), (0, 7, 1)], ((0, 7, 1),)),
    ([(10, 5, 0), (10, 7, 1)], ((0, 0, -1), (10, 7, 1))),
    ([(10, 7, 0), (20, 7, 1)], ((0, 0, -1), (10, 7, 0))),
    ([(10, 5, 0), (20, 10, 1)], ((0, 0, -1), (20, 10, 1))),
    ([(10, 6, 0), (20, 10, 1)], ((0, 0, -1), (10, 6, 0), (20, 10, 1))),
    ([(10, 4, 0), (20, 10, 1)], ((0, 0, -1), (20, 10, 1))),
]


@pytest.mark.parametrize("some, expected", HULLS)
def test_hulls_by_hand(
    some: list[tuple[int, int, int]], expected: tuple[tuple[int, int, int], ...]
) -> None:
    """
    What is dominated, or on a straight line between two others, is no corner.
    """
    assert hull_of(some) == expected


@given(st.lists(options, max_size=6), st.integers(0, 120))
def test_a_bound_is_above_every_choice(
    groups: list[list[tuple[int, int, int]]], budget: int
) -> None:
    """
    The rounded-down solution fits, is below the bound, and no single option beats the bound.
    """
    found = relaxed([hull_of(group) for group in groups], budget)
    assert found.cost <= budget
    assert found.value <= found.bound
    for group in groups:
        assert all(value <= found.bound for cost, value, _ in group if cost <= budget)


def test_ties_of_floats_are_sorted_exactly() -> None:
    """
    Two slopes that are one float stand in their true order where the break is.
    """
    most = LARGEST
    worse, better = (most - 1, most - 2, 0), (most, most - 1, 0)
    assert (most - 2) / (most - 1) == (most - 1) / most
    for first, second in ((worse, better), (better, worse)):
        found = relaxed([hull_of([first]), hull_of([second])], most)
        assert found.value == most - 1
        assert [hull[at][1] for hull, at in zip(found.hulls, found.taken, strict=True)] == [
            0 if one is worse else most - 1 for one in (first, second)
        ]


@given(*(st.integers(1, LARGEST) for _ in range(4)))
def test_slopes_are_ordered_exactly(a: int, b: int, c: int, d: int) -> None:
    """
    The key of a slope orders slopes as exact fractions do, and is equal for equal ones.
    """
    one, other = Fraction(a, b), Fraction(c, d)
    assert (slope_key(a, b) < slope_key(c, d)) is (one < other)
    assert (slope_key(a, b) == slope_key(c, d)) is (one == other)


def test_close_slopes_are_told_apart() -> None:
    """
    The closest two fractions of 15 digits have two keys.
    """
    assert slope_key(LARGEST - 2, LARGEST - 1) < slope_key(LARGEST - 1, LARGEST)
