"""
Curves of events (日別構成比): the seller's own past event foretells the next one and plans its stock.

The curve is the seller's own: another shop's would say nothing about his.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.eventsales import EventSales, Measure, check_days, check_number, days_of, sales


if TYPE_CHECKING:
    from qoo10model.eventphases import Event

__all__ = (
    "Curve",
    "EventSales",
    "Measure",
    "StockPlan",
    "curve",
    "forecast",
    "on_track",
    "sales",
    "stock_plan",
)


@attrs.frozen
class Curve:
    """
    The share of each day in the sales of an event (日別構成比), exact fractions that sum to 1.

    Raises `InvalidTypeError` for what are no fractions, `InvalidValueError` for a negative one and
    where they do not sum to 1.

    >>> Curve((Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))).until(1)
    Fraction(3, 4)
    """

    shares: tuple[Fraction, ...]

    def __attrs_post_init__(self) -> None:
        if type(self.shares) is not tuple or {type(one) for one in self.shares} - {Fraction}:
            msg = f"shares must be a tuple of Fraction values (got {self.shares!r})"
            raise InvalidTypeError(msg)
        if min(self.shares, default=-1) < 0 or sum(self.shares) != 1:
            msg = f"shares must sum to 1 and none be negative (got {self.shares!r})"
            raise InvalidValueError(msg)

    def until(self, offset: int) -> Fraction:
        """
        Return the share of the days up to the one *offset* days after the opening, that included.

        Before the opening it is 0.
        """
        return sum(self.shares[: max(0, offset + 1)], Fraction())


@attrs.frozen
class StockPlan:
    """
    What becomes of *stock* units in an event that is foretold as *sales* (在庫計画).

    *left* are the units at the end of each day. *runs_out_on* is the day that takes the last unit
    although more would be bought, None where the stock lasts.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> foretold = EventSales(MEGA_PO.occasions[-1], (50, 10, 10, 5, 5, 5, 5, 5, 5))
    >>> plan = stock_plan(foretold, 65)
    >>> plan.missing, plan.runs_out_on
    (35, datetime.date(2026, 8, 3))
    """

    sales: EventSales
    stock: int
    left: tuple[int, ...]
    runs_out_on: date | None

    @property
    def missing(self) -> int:
        """
        Units that would be bought and are not there.
        """
        return max(0, self.sales.total - self.stock)


def curve(*past: EventSales) -> Curve:
    """
    Return the shares of the days in the seller's own *past* events of one length (日別構成比).

    Of several events each counts the same. Raises `InvalidValueError` without one, for one that is
    not over or sold nothing, and for events of different lengths.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> curve(EventSales(MEGA_PO.occasions[-1], (4, 1, 1, 0, 0, 0, 1, 1, 2))).shares[0]
    Fraction(2, 5)
    """
    lengths = {len(one.by_day) for one in all_of(past, EventSales, "past")}
    if len(lengths) != 1:
        msg = (
            "a curve needs past events of one number of days "
            f"(got {', '.join(map(str, sorted(lengths))) or 'none'})"
        )
        raise InvalidValueError(msg)
    for one in past:
        if not one.is_complete or not one.total:
            msg = f"a past event must be over and have sold something (got {one!r})"
            raise InvalidValueError(msg)
    return Curve(
        tuple(
            sum((Fraction(one.by_day[at] or 0, one.total) for one in past), Fraction()) / len(past)
            for at in range(lengths.pop())
        )
    )


def forecast(shape: Curve, event: Event, *, total: int) -> EventSales:
    """
    Return the sales of *event* by day if they are *total* and fall as in *shape* (売上予測).

    The days sum to *total* exactly. Raises `InvalidValueError` where the event has more or fewer days
    than the curve: a 12-day event says nothing about the days of one that opens in the evening.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> halves = Curve((Fraction(1, 2),) + (Fraction(1, 16),) * 8)
    >>> forecast(halves, MEGA_PO.occasions[-1], total=99).by_day
    (49, 6, 6, 7, 6, 6, 6, 6, 7)
    """
    check_number(total, "total")
    check_days(shape.shares, event)
    until = [int(total * share) for share in accumulate(shape.shares, initial=Fraction())]
    return EventSales(event, tuple(then - before for before, then in pairwise(until)))


def on_track(shape: Curve, so_far: EventSales) -> EventSales | None:
    """
    Return the whole event if it goes on as in *shape* from the days known *so_far* (着地予測).

    Known days stay as they are. None where they say nothing: no day is over yet, or the curve sold
    nothing on them. The days that are known must be the first ones, else `InvalidValueError`.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> halves = Curve((Fraction(1, 2),) + (Fraction(1, 16),) * 8)
    >>> on_track(halves, EventSales(MEGA_PO.occasions[-1], (100,) + (None,) * 8)).total
    200
    """
    check_days(shape.shares, so_far.event)
    known = [value for value in so_far.by_day if value is not None]
    if None in so_far.by_day[: len(known)]:
        msg = f"the days that are known must be the first ones (got {so_far.by_day!r})"
        raise InvalidValueError(msg)
    share = shape.until(len(known) - 1)
    if not share:
        return None
    rest = int(so_far.total / share) - so_far.total
    ahead = [part - share for part in accumulate(shape.shares)][len(known) - 1 :]
    until = [int(rest * part / (1 - share)) if part else 0 for part in ahead]
    return EventSales(so_far.event, (*known, *(then - before for before, then in pairwise(until))))


def stock_plan(foretold: EventSales, stock: int) -> StockPlan:
    """
    Return how long *stock* units last in the event that is *foretold* in units (在庫計画).

    Raises `InvalidValueError` for a forecast with a day that is not known, and for a negative stock.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> foretold = EventSales(MEGA_PO.occasions[-1], (50, 10, 10, 5, 5, 5, 5, 5, 5))
    >>> print(stock_plan(foretold, 100).runs_out_on)
    None
    """
    check_number(stock, "stock")
    if not foretold.is_complete:
        msg = f"a plan needs every day, as forecast gives them (got {foretold.by_day!r})"
        raise InvalidValueError(msg)
    bought = list(accumulate(value or 0 for value in foretold.by_day))
    left = tuple(max(0, stock - units) for units in bought)
    runs_out = None
    if stock < foretold.total:
        days = days_of(foretold.event)
        runs_out = next(day for day, rest in zip(days, left, strict=True) if not rest)
    return StockPlan(foretold, stock, left, runs_out)
