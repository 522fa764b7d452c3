"""
Sales in events (イベント日別売上): what each day sold, and one event beside another day by day.

Days are counted from the one on which an event opens, so that events of other dates line up.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.basics.periods import Days, check_day
from qoo10model.basics.texts import Labelled, Text
from qoo10model.eventphases import Event, check_event
from qoo10model.orders import OrderLine


if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = (
    "EventSales",
    "Measure",
    "OffsetDay",
    "check_days",
    "check_number",
    "days_of",
    "sales",
    "side_by_side",
)


class Measure(Labelled):
    """
    What is counted of the sales of a day (集計単位).

    >>> Measure.UNITS.label.ja
    '個数'
    """

    YEN = Text("yen before discounts", "円（割引前）")
    UNITS = Text("units", "個数")
    ORDERS = Text("order lines", "注文数")


@attrs.frozen
class EventSales:
    """
    The sales of *event* by day (イベント日別売上): yen, units or orders, as the caller counts.

    *by_day* has one number for each of its Japanese days, the opening day first; None for a day that
    is not over. Raises `InvalidTypeError` for a number that is no int, `InvalidValueError` for a
    negative one and for more or fewer days than the event has.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> EventSales(MEGA_PO.occasions[-1], (9, 3, 2, 2, 1, 1, 1, 2, 5)).total
    26
    """

    event: Event
    by_day: tuple[int | None, ...]

    def __attrs_post_init__(self) -> None:
        check_days(self.by_day, self.event)
        for value in self.by_day:
            if value is not None:
                check_number(value, "by_day")

    @property
    def total(self) -> int:
        """
        The sum of the days that are known.
        """
        return sum(value for value in self.by_day if value is not None)

    @property
    def is_complete(self) -> bool:
        """
        Whether every day is known.
        """
        return None not in self.by_day


@attrs.frozen
class OffsetDay:
    """
    One day of two events side by side (経過日別比較): the day *offset* days after the opening.

    *value* and *earlier* are the sales of the day in the later and in the earlier event, None where
    the event has no such day or it is not over; *running* and *earlier_running* those up to this day.

    >>> OffsetDay(0, date(2026, 5, 29), 120, date(2026, 2, 27), 80, 120, 80).ratio
    Fraction(3, 2)
    """

    offset: int
    day: date | None
    value: int | None
    earlier_day: date | None
    earlier: int | None
    running: int | None
    earlier_running: int | None

    @property
    def difference(self) -> int | None:
        """
        The later day less the earlier; None where one of the two is not known.
        """
        if self.value is None or self.earlier is None:
            return None
        return self.value - self.earlier

    @property
    def ratio(self) -> Fraction | None:
        """
        The later day over the earlier; None where that sold nothing, or one is not known.
        """
        if self.value is None or not self.earlier:
            return None
        return Fraction(self.value, self.earlier)


def days_of(event: Event) -> Days:
    """
    Return the Japanese days that *event* touches, the opening day first.

    >>> from qoo10model.rules.calendars import MEGA_WARI
    >>> days_of(MEGA_WARI.occasions[9]).count
    13
    """
    span = check_event(event).span
    return Days(span.first_day, span.last_day)


def sales(
    lines: Iterable[OrderLine],
    event: Event,
    *,
    measure: Measure,
    known_to: date | None = None,
    item_code: str | None = None,
) -> EventSales:
    """
    Return what was sold in *event* by day: the lines paid in it and not cancelled (イベント日別売上).

    *known_to* is the last day of which all orders were read, None where the event is over; later days
    are not known. *item_code* asks for one item only.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> sales((), MEGA_PO.occasions[-1], measure=Measure.ORDERS, known_to=date(2026, 8, 2)).by_day
    (0, 0, None, None, None, None, None, None, None)
    """
    if not isinstance(measure, Measure):
        raise InvalidTypeError(f"measure must be such as Measure.UNITS (got {measure!r})")
    days = days_of(event)
    counts = [0] * days.count
    for line in all_of(lines, OrderLine, "lines"):
        if line.paid_at is None or line.cancelled_on is not None:
            continue
        if item_code in {None, line.item_code} and event.span.contains(line.paid_at):
            counts[(line.paid_at.date() - days.first).days] += _measured(line, measure)
    over = days.last if known_to is None else check_day(known_to, "known_to")
    return EventSales(
        event,
        tuple(count if day <= over else None for count, day in zip(counts, days, strict=True)),
    )


def side_by_side(later: EventSales, earlier: EventSales) -> tuple[OffsetDay, ...]:
    """
    Return *later* beside *earlier*, day by day from the opening (前回比).

    The longer event gives the number of days. What is not known stays so, and so does every running
    sum from there on.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> july = EventSales(MEGA_PO.occasions[-2], (8, 3, 2, 2, 1, 1, 1, 2, 4))
    >>> august = EventSales(MEGA_PO.occasions[-1], (10, 3, None, None, None, None, None, None, None))
    >>> day = side_by_side(august, july)[1]
    >>> day.difference, day.running, day.earlier_running
    (0, 13, 11)
    """
    later, earlier = all_of((later, earlier), EventSales, "later and earlier")
    rows = max(len(later.by_day), len(earlier.by_day))
    (days, values, sums), (earlier_days, earlier_values, earlier_sums) = (
        _padded(one, rows) for one in (later, earlier)
    )
    return tuple(
        OffsetDay(
            at,
            days[at],
            values[at],
            earlier_days[at],
            earlier_values[at],
            sums[at],
            earlier_sums[at],
        )
        for at in range(rows)
    )


def check_days(by_day: tuple[object, ...], event: Event) -> None:
    """
    Raise unless *by_day* is a tuple with one thing for each of the Japanese days of *event*.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> check_days((1, 2, 3, 4, 5, 6, 7, 8, 9), MEGA_PO.occasions[-1])
    """
    if type(by_day) is not tuple:
        raise InvalidTypeError(f"by_day must be a tuple of numbers (got {by_day!r})")
    count = days_of(event).count
    if len(by_day) != count:
        msg = (
            f"the event from {event.span.first_day} to {event.span.last_day} has {count} days "
            f"(got {len(by_day)}); take a past event of the same length"
        )
        raise InvalidValueError(msg)


def check_number(value: object, name: str) -> None:
    """
    Raise unless *value* is an int of at least 0; *name* names it.

    >>> check_number(65, "stock")
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidTypeError(f"{name} must be int (got {value!r})")
    if value < 0:
        raise InvalidValueError(f"{name} must not be negative (got {value})")


def _measured(line: OrderLine, measure: Measure) -> int:
    if measure is Measure.YEN:
        return line.gross
    return line.quantity if measure is Measure.UNITS else 1


def _padded(
    one: EventSales, rows: int
) -> tuple[list[date | None], list[int | None], list[int | None]]:
    days = [*days_of(one.event), *(None,) * (rows - len(one.by_day))]
    values = [*one.by_day, *(None,) * (rows - len(one.by_day))]
    sums: list[int | None] = []
    running: int | None = 0
    for value in values:
        running = None if running is None or value is None else running + value
        sums.append(running)
    return days, values, sums
