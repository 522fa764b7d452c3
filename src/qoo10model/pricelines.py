"""
Price lines (価格直線): an amount as a straight line of a price, and how far rounding takes it off.

Every amount of a settlement is a rate of another one, rounded. Without rounding it would be a
straight line of the price; each rounding takes it off by a known part of a yen at most. Where the
line lies further from a limit than that, the price need not be settled to know its side.
"""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.money import Rounding


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.basics.money import Rate

__all__ = ("PRICE", "Line", "Zone", "at_most", "constant", "zones_of")

_MIRRORED: Final = {
    Rounding.HALF_UP: Rounding.HALF_DOWN,
    Rounding.HALF_DOWN: Rounding.HALF_UP,
    Rounding.HALF_EVEN: Rounding.HALF_EVEN,
    Rounding.DOWN: Rounding.UP,
    Rounding.UP: Rounding.DOWN,
}


@attrs.frozen
class Line:
    """
    An amount in yen over a price: at price p it is (slope × p + start) ÷ scale, off by a wobble.

    *wobble*, in the same scale, bounds what all roundings on the way change together. Raising the
    price by *period* yen changes the amount by whole yen, and the roundings come again.

    >>> from qoo10model.basics.money import Rate
    >>> coupon = PRICE.rounded(Rate.percent("20"), Rounding.HALF_UP)     # off by 2/5 of a yen at most
    >>> coupon.slope, coupon.wobble, coupon.scale, coupon.period
    (2, 4, 10, 5)
    """

    slope: int
    start: int
    wobble: int = 0
    scale: int = 1
    period: int = 1

    def __add__(self, other: Line) -> Line:
        scale = lcm(self.scale, other.scale)
        left, right = scale // self.scale, scale // other.scale
        return Line(
            self.slope * left + other.slope * right,
            self.start * left + other.start * right,
            self.wobble * left + other.wobble * right,
            scale,
            lcm(self.period, other.period),
        )

    def __sub__(self, other: Line) -> Line:
        return self + other.times(-1)

    def times(self, factor: int) -> Line:
        """
        Return *factor* times the amount.

        >>> PRICE.times(2).slope
        2
        """
        wobble = self.wobble * abs(factor)
        return Line(self.slope * factor, self.start * factor, wobble, self.scale, self.period)

    def less(self, other: Line, rate: Rate) -> Line:
        """
        Return the amount less exactly *rate* of the *other*.

        >>> from qoo10model.basics.money import Rate
        >>> PRICE.less(constant(300), Rate.percent("100"))
        Line(slope=1, start=-300, wobble=0, scale=1, period=1)
        """
        own, its = other.scale * rate.denominator, self.scale * rate.numerator
        return Line(
            self.slope * own - other.slope * its,
            self.start * own - other.start * its,
            self.wobble * own + other.wobble * abs(its),
            self.scale * own,
            lcm(self.period, other.period * rate.denominator),
        )

    def rated(self, rate: Rate) -> Line:
        """
        Return exactly *rate* of the amount, without any rounding.

        >>> from qoo10model.basics.money import Rate
        >>> PRICE.rated(Rate.percent("20")).scale
        5
        """
        by, parts = rate.numerator, rate.denominator
        return Line(
            self.slope * by,
            self.start * by,
            self.wobble * abs(by),
            self.scale * parts,
            self.period * parts,
        )

    def rounded(self, rate: Rate, rounding: Rounding, pieces: int = 1) -> Line:
        """
        Return *rate* of the amount, rounded in each of the *pieces* that it is made of.

        The amount must not be negative where it counts.

        >>> from qoo10model.basics.money import Rate
        >>> line = PRICE.rounded(Rate.percent("20"), Rounding.DOWN)     # from 0 to 4/5 of a yen less
        >>> line.start, line.wobble, line.scale
        (-4, 4, 10)
        """
        line = self.rated(rate)
        less, more = _ends_of(rounding, rate.denominator)
        # Half to the even one comes again only after two runs of remainders.
        period = line.period * pieces * (2 if rounding is Rounding.HALF_EVEN else 1)
        # In halves of a part, so that the line runs in the middle of what may come out.
        return Line(
            2 * line.slope,
            2 * line.start + (more - less) * self.scale * pieces,
            2 * line.wobble + (more + less) * self.scale * pieces,
            2 * line.scale,
            period,
        )

    def rest_of(self, rate: Rate, rounding: Rounding, pieces: int = 1) -> Line:
        """
        Return what is left of the amount once *rate* of it, rounded so, has been taken.

        >>> from qoo10model.basics.money import Rate
        >>> line = PRICE.rest_of(Rate.percent("20"), Rounding.DOWN)
        >>> line.slope, line.start, line.wobble, line.scale
        (8, 4, 4, 10)
        """
        return self.rounded(rate.complement, _MIRRORED[rounding], pieces)

    def off_by(self, halves: int) -> Line:
        """
        Return the amount with a wobble that is larger by so many *halves* of a yen.

        >>> PRICE.off_by(1).wobble, PRICE.off_by(1).scale
        (1, 2)
        """
        return self + Line(0, 0, halves, 2)


PRICE: Final = Line(1, 0)
"""
The price itself.
"""


def constant(amount: int) -> Line:
    """
    Return *amount* yen at every price.

    >>> constant(300).start
    300
    """
    return Line(0, amount)


def at_most(line: Line, cap: int) -> Line:
    """
    Return the amount of *line* capped at *cap* yen, for prices where rounding decides if it is.

    There the amount is at most twice its wobble below the cap.

    >>> capped = at_most(PRICE.off_by(1), 10)
    >>> capped.start, capped.wobble, capped.scale
    (19, 1, 2)
    """
    return Line(0, cap * line.scale - line.wobble, line.wobble, line.scale, line.period)


@attrs.frozen
class Zone:
    """
    A run of prices from *first* to *last* on one side of a limit: *is_at_least* it, or below.

    Where rounding decides, *is_at_least* is None; *period* is then 0, unless the line is flat: what
    is true of a price there is true *period* yen further, too.
    """

    first: int
    last: int
    is_at_least: bool | None
    period: int = 0


def zones_of(first: int, last: int, line: Line, limit: int = 0) -> Iterator[Zone]:
    """
    Yield the prices from *first* to *last* by the side of *limit* yen that *line* is on.

    >>> [(zone.first, zone.last, zone.is_at_least) for zone in zones_of(1, 9, PRICE.off_by(2), 5)]
    [(1, 3, False), (4, 5, None), (6, 9, True)]
    """
    slope, above = line.slope, line.start - limit * line.scale
    if not slope:
        side = None if -line.wobble <= above < line.wobble else above >= 0
        yield Zone(first, last, side, line.period if side is None else 0)
        return
    if slope > 0 and slope * first + above >= line.wobble:
        yield Zone(first, last, is_at_least=True)
        return
    # From `low` on the line may be at the limit, from `high` on it is: or the other way round.
    if slope > 0:
        low = -((above + line.wobble) // slope)
        high = -((above - line.wobble) // slope)
    else:
        low = (above - line.wobble) // -slope + 1
        high = (above + line.wobble) // -slope + 1
    is_rising = slope > 0
    for start, end, side in (
        (first, low, not is_rising),
        (low, high, None),
        (high, last + 1, is_rising),
    ):
        begin, stop = max(start, first), min(end - 1, last)
        if begin <= stop:
            yield Zone(begin, stop, side)


def _ends_of(rounding: Rounding, parts: int) -> tuple[int, int]:
    # How many parts of a yen rounding takes off at most, and how many it adds.
    if rounding is Rounding.DOWN:
        return parts - 1, 0
    if rounding is Rounding.UP:
        return 0, parts - 1
    less, more = parts // 2, parts // 2
    if rounding is Rounding.HALF_UP:
        less = (parts - 1) // 2
    elif rounding is Rounding.HALF_DOWN:
        more = (parts - 1) // 2
    return less, more
