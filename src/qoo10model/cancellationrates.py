"""
Cancellation rates (キャンセル率): how many of the orders paid in a period were cancelled in it.

An order number is one order. It counts in the period of its payment, and as cancelled if the
cancellation was completed in the same period, whoever was at fault. One that was cancelled within six
hours of ordering is out of both counts. Rates are exact fractions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import Days, month_of, quarter_of, week_of
from qoo10model.cancelledorders import gather
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    from qoo10model.claims import Claim
    from qoo10model.orders import OrderLine
    from qoo10model.rules.book import RuleBook

__all__ = ("CancellationCount", "ShownRate", "Tally", "beside", "tally")

_COUNTS: Final = ("paid", "cancelled", "unclear", "unclear_later")


@attrs.frozen
class CancellationCount:
    """
    Orders *paid* in *days*, and how many of them were *cancelled* in the same days (キャンセル率).

    *unclear* of the cancelled ones may have been cancelled within the hours that are not counted, but
    no row tells the moment; so may *unclear_later*, which were cancelled after these days. Both are
    counted here; `lowest` and `highest` are the counts at the two ends. *is_complete* is False where
    orders of some of these days were not read, as in a period that is not over.

    Raises `InvalidTypeError` for a count that is no int, `InvalidValueError` for a negative one, for
    more cancelled than paid, and for more unclear ones than there are.

    >>> from qoo10model.basics.periods import month
    >>> CancellationCount(month(2026, 2), paid=420, cancelled=44).rate
    Fraction(11, 105)
    """

    days: Days
    paid: int
    cancelled: int
    unclear: int = 0
    unclear_later: int = 0
    is_complete: bool = True

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.days, Days):
            msg = f"days must be Days such as month(2026, 2) (got {self.days!r})"
            raise InvalidTypeError(msg)
        for name in _COUNTS:
            _check_count(getattr(self, name), name)
        if self.cancelled > self.paid:
            msg = (
                "cancelled must not be more than paid: an order cancelled in a later period than it "
                f"was paid in is not counted (got {self.cancelled} of {self.paid})"
            )
            raise InvalidValueError(msg)
        if self.unclear > self.cancelled or self.unclear_later > self.paid - self.cancelled:
            msg = f"the unclear orders must be among those counted (got {self!r})"
            raise InvalidValueError(msg)

    @property
    def rate(self) -> Fraction | None:
        """
        Cancelled over paid, exactly; None where nothing was paid, for that is no rate of zero.

        >>> from qoo10model.basics.periods import month
        >>> print(CancellationCount(month(2026, 2), paid=0, cancelled=0).rate)
        None
        """
        from fractions import Fraction

        return Fraction(self.cancelled, self.paid) if self.paid else None

    @property
    def lowest(self) -> CancellationCount:
        """
        The counts if every unclear order helped the shop.

        >>> from qoo10model.basics.periods import month
        >>> CancellationCount(month(2026, 2), paid=100, cancelled=8, unclear=2).lowest.rate
        Fraction(3, 49)
        """
        paid, cancelled = self.paid - self.unclear, self.cancelled - self.unclear
        return attrs.evolve(self, paid=paid, cancelled=cancelled, unclear=0, unclear_later=0)

    @property
    def highest(self) -> CancellationCount:
        """
        The counts if every unclear order hurt the shop.

        >>> from qoo10model.basics.periods import month
        >>> CancellationCount(month(2026, 2), paid=100, cancelled=8, unclear_later=20).highest.rate
        Fraction(1, 10)
        """
        return attrs.evolve(self, paid=self.paid - self.unclear_later, unclear=0, unclear_later=0)


@attrs.frozen(repr=False)
class Tally:
    """
    Orders and cancellations by day, which give the rate of any period; made by `tally`.

    *known* are the days whose orders were all read. *paid_on* are the days of payments in order,
    *running* the orders paid before each of them and, last, all. *cancelled_on* has for each of these
    days the days of the cancellations, *unclear_on* those whose hour would decide.

    >>> from qoo10model.basics.periods import month
    >>> tally((), known=month(2026, 2))
    Tally(0 orders paid, 0 cancelled, known 2026-02-01 – 2026-02-28, 0 findings)
    """

    known: Days
    paid_on: tuple[date, ...]
    running: tuple[int, ...]
    cancelled_on: tuple[tuple[date, ...], ...]
    unclear_on: tuple[tuple[date, ...], ...]
    findings: tuple[Finding, ...] = ()

    def count(self, days: Days) -> CancellationCount:
        """
        Return the counts of *days*, which may be any run of days.

        >>> from qoo10model.basics.periods import month
        >>> tally((), known=month(2026, 2)).count(month(2026, 3)).is_complete
        False
        """
        if not isinstance(days, Days):
            raise InvalidTypeError(f"days must be Days such as month(2026, 2) (got {days!r})")
        first, last = days.first, days.last
        start, end = bisect_left(self.paid_on, first), bisect_right(self.paid_on, last)
        by_then = last.__ge__
        cancelled = sum([sum(map(by_then, one)) for one in self.cancelled_on[start:end] if one])
        unclear = later = 0
        for found in filter(None, self.unclear_on[start:end]):
            inside = sum(map(by_then, found))
            unclear += inside
            later += len(found) - inside
        return CancellationCount(
            days,
            self.running[end] - self.running[start],
            cancelled + unclear,
            unclear,
            later,
            self.known.first <= first and last <= self.known.last,
        )

    @property
    def months(self) -> tuple[CancellationCount, ...]:
        """
        The counts of every month that the known days touch, in order.

        >>> [str(one.days.first) for one in tally((), known=Days(date(2025, 12, 31), date(2026, 1, 1))).months]
        ['2025-12-01', '2026-01-01']
        """
        return self._each(month_of)

    @property
    def quarters(self) -> tuple[CancellationCount, ...]:
        """
        The counts of every quarter that the known days touch, in order.
        """
        return self._each(quarter_of)

    @property
    def weeks(self) -> tuple[CancellationCount, ...]:
        """
        The counts of every week, Monday to Sunday, that the known days touch, in order.
        """
        return self._each(week_of)

    def _each(self, period_of: Callable[[date], Days]) -> tuple[CancellationCount, ...]:
        found: list[CancellationCount] = []
        days = period_of(self.known.first)
        while days.first <= self.known.last:
            found.append(self.count(days))
            days = period_of(days.shifted(days.count).first)
        return tuple(found)

    def __repr__(self) -> str:
        cancelled = sum(map(len, (*self.cancelled_on, *self.unclear_on)))
        return (
            f"Tally({self.running[-1]} orders paid, {cancelled} cancelled, known "
            f"{self.known.first} – {self.known.last}, {len(self.findings)} findings)"
        )


@attrs.frozen
class ShownRate:
    """
    The rate that QSM shows beside ours (取引完了率（キャンセル率）), made by `beside`.

    *difference* is theirs less ours; *orders* says how many cancellations that makes, to the nearest
    whole one. Both are None where nothing was paid.

    >>> from qoo10model.basics.periods import month
    >>> counted = CancellationCount(month(2026, 2), paid=420, cancelled=44)
    >>> beside(counted, Rate.percent("10.48")).agrees, beside(counted, Rate.percent("10.95")).orders
    (True, 2)
    """

    count: CancellationCount
    shown: Rate

    @property
    def difference(self) -> Fraction | None:
        """
        The shown rate less ours, exactly.
        """
        ours = self.count.rate
        return None if ours is None else self.shown.fraction - ours

    @property
    def orders(self) -> int | None:
        """
        How many more cancellations the shown rate stands for, at our number of orders.
        """
        difference = self.difference
        return None if difference is None else round(difference * self.count.paid)

    @property
    def agrees(self) -> bool:
        """
        Whether the shown rate, which is rounded in a way that nobody published, means our counts.
        """
        return self.orders == 0


def tally(
    lines: Iterable[OrderLine],
    claims: Iterable[Claim] = (),
    *,
    known: Days,
    rules: RuleBook = JAPAN,
) -> Tally:
    """
    Return the orders of *lines* and *claims* by day, for the rates of all periods.

    *known* are the days whose orders and claims were all read; a period that reaches beyond them is
    counted as far as it is known and marked. A cancelled order leaves the platform's order list, so
    pass its claims as well: one without a line counts by its own dates. Claims tell the moment of a
    cancellation; where only the day is known and the hour would decide, the order is unclear.

    Returns, exchanges and refunds are no cancellations, and unpaid orders are in no count. A line that
    was read before its payment is paid when its claim says so. A row that repeats an order of the same
    shop stands in for the earlier one. What cannot be counted is a finding.

    Raises `RuleNotKnownError` where the hour would decide before September 2018, `InvalidTypeError` for
    arguments of another kind.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST, month
    >>> from qoo10model.orders import OrderLine
    >>> ordered = datetime(2026, 2, 3, 12, 0, tzinfo=JST)
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  ordered_at=ordered, paid_at=ordered, cancelled_on=date(2026, 2, 5))
    >>> tally((line,), known=month(2026, 2)).months[0].rate
    Fraction(1, 1)
    """
    if not isinstance(known, Days):
        msg = f"known must be the Days whose orders were all read (got {known!r})"
        raise InvalidTypeError(msg)
    orders = gather(lines, claims, rules=rules)
    running = tuple(accumulate(orders.paid, initial=0))
    return Tally(
        known, orders.days, running, orders.cancelled_on, orders.unclear_on, orders.findings
    )


def beside(count: CancellationCount, shown: Rate) -> ShownRate:
    """
    Return *shown*, the rate that QSM shows at its foot, beside ours.

    Raises `InvalidTypeError` for what is no count and no `Rate`.

    >>> from qoo10model.basics.periods import month
    >>> beside(CancellationCount(month(2026, 2), 420, 44), Rate.percent("10.5")).difference
    Fraction(1, 4200)
    """
    if not isinstance(count, CancellationCount):
        msg = f"count must be a CancellationCount, such as the count of a check (got {count!r})"
        raise InvalidTypeError(msg)
    if type(shown) is not Rate:
        msg = f"shown must be a Rate such as Rate.percent('10.48') (got {shown!r})"
        raise InvalidTypeError(msg)
    return ShownRate(count, shown)


def _check_count(value: object, name: str) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        msg = f"{name} must be a number of orders as int (got {value!r})"
        raise InvalidTypeError(msg)
    if value < 0:
        msg = f"{name} must not be negative (got {value})"
        raise InvalidValueError(msg)
