"""
Headroom (余裕): how many cancellations are left before a penalty, and how many orders lead out of one.
"""

from __future__ import annotations

from fractions import Fraction

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import ZERO, Rate
from qoo10model.basics.timelines import Evidence
from qoo10model.rules.penalties import Consequence


__all__ = ("Headroom", "Limit", "check_expected")


@attrs.frozen
class Limit:
    """
    A threshold (基準): a *rate* of cancellations above which the *consequence* follows.

    Below *few* orders only what is also above *few_rate* counts. Where an earlier quarter counts
    along, *earlier_paid* and *earlier_cancelled* are its orders. *rules* are what this rests on.

    Raises `InvalidValueError` for a rate of 0 %, which no number of orders could keep.

    >>> limit = Limit(Consequence.WARNING_MAIL, Rate.percent("7"), 10, Rate.percent("50"))
    >>> limit.is_exceeded(100, 7), limit.is_exceeded(100, 8), limit.is_exceeded(9, 4)
    (False, True, False)
    """

    consequence: Consequence
    rate: Rate
    few: int
    few_rate: Rate
    earlier_paid: int = 0
    earlier_cancelled: int = 0
    rules: tuple[Evidence, ...] = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.rate > ZERO:
            msg = f"the rate of {self.consequence.name} must be above 0 % (got {self.rate})"
            raise InvalidValueError(msg)

    def rate_at(self, paid: int) -> Rate:
        """
        Return the rate that must not be exceeded with *paid* orders.

        >>> limit = Limit(Consequence.WARNING_MAIL, Rate.percent("7"), 10, Rate.percent("50"))
        >>> limit.rate_at(9), limit.rate_at(10)
        (Rate.percent("50"), Rate.percent("7"))
        """
        few = self.earlier_paid + paid < self.few
        return max(self.rate, self.few_rate) if few else self.rate

    def is_exceeded(self, paid: int, cancelled: int) -> bool:
        """
        Return whether *cancelled* of *paid* orders are too many; an equal rate is not.

        Without an order nothing is exceeded.
        """
        return cancelled > self.most(paid)

    def most(self, paid: int) -> int:
        """
        Return the most cancellations that *paid* orders bear, which may be less than 0.

        >>> Limit(Consequence.WARNING_MAIL, Rate.percent("7"), 0, Rate.percent("50")).most(420)
        29
        """
        rate = self.rate_at(paid)
        total = self.earlier_paid + paid
        return total * rate.numerator // rate.denominator - self.earlier_cancelled

    def fewest(self, paid: int, cancelled: int) -> int:
        """
        Return the fewest orders, *paid* or more, with which *cancelled* of them are not too many.

        With every greater number they are not either.

        >>> Limit(Consequence.WARNING_MAIL, Rate.percent("7"), 0, Rate.percent("50")).fewest(99, 7)
        100
        """
        in_all = self._reach(self.rate, cancelled)
        if in_all > self.few - self.earlier_paid:
            return max(paid, in_all)
        # The lower rate is kept by then, so that only what holds for few orders is in the way.
        return max(paid, self._reach(max(self.rate, self.few_rate), cancelled))

    def _reach(self, rate: Rate, cancelled: int) -> int:
        total = self.earlier_cancelled + cancelled
        return -(-total * rate.denominator // rate.numerator) - self.earlier_paid


@attrs.frozen
class Headroom:
    """
    How far a period is from one threshold (ペナルティまでの余裕), as its counts stand.

    *cancellations_left* is how many more of its orders may be cancelled without exceeding it, 0 where
    it is exceeded; *if_expected* is the same at the number of orders that the caller expects, None
    where he gave none. *orders_needed* is how many more orders, none of them cancelled, lead back to
    where it is not exceeded, now and with every later order; 0 where it is not exceeded.
    *with_one_more* is the rate after one more cancellation, and *one_more_exceeds* whether that is too
    many.

    >>> limit = Limit(Consequence.BARRED_FROM_MEGA_WARI, Rate.percent("10"), 30, Rate.percent("50"))
    >>> room = Headroom.of(limit, 420, 44, expected=500)
    >>> room.cancellations_left, room.if_expected, room.orders_needed
    (0, 6, 20)
    """

    limit: Limit
    is_exceeded: bool
    cancellations_left: int
    if_expected: int | None
    orders_needed: int
    with_one_more: Fraction
    one_more_exceeds: bool

    @property
    def consequence(self) -> Consequence:
        """
        What follows once the threshold is exceeded.
        """
        return self.limit.consequence

    @classmethod
    def of(
        cls, limit: Limit, paid: int, cancelled: int, *, expected: int | None = None
    ) -> Headroom:
        """
        Return how far *cancelled* of *paid* orders are from *limit*.

        One more cancellation is one of these orders, or of one more where all are cancelled.
        """
        then = max(paid, cancelled + 1)
        exceeded = limit.is_exceeded(paid, cancelled)
        return cls(
            limit,
            exceeded,
            max(0, min(limit.most(paid), paid) - cancelled),
            None if expected is None else max(0, min(limit.most(expected), expected) - cancelled),
            limit.fewest(paid, cancelled) - paid if exceeded else 0,
            Fraction(limit.earlier_cancelled + cancelled + 1, limit.earlier_paid + then),
            limit.is_exceeded(then, cancelled + 1),
        )


def check_expected(expected: object, paid: int) -> None:
    """
    Raise unless *expected* is None or a number of orders that is not below *paid*.

    >>> check_expected(500, 420)
    """
    if expected is None:
        return
    if not isinstance(expected, int) or isinstance(expected, bool):
        msg = f"expected must be the orders expected in the whole period, as int (got {expected!r})"
        raise InvalidTypeError(msg)
    if expected < paid:
        msg = f"expected must not be below the {paid} orders paid already (got {expected})"
        raise InvalidValueError(msg)
