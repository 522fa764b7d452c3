"""
Forecasts (入金予測): order lines that are not delivered yet, placed on the day they may be.

The library has no clock and knows no carrier: how long delivery takes is what a seller measured,
and the day of the forecast is an argument. Lines so placed are settled and paid out as any other.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.basics.periods import check_day
from qoo10model.orders import OrderLine, OrderStatus


if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ("Lead", "placed")


@attrs.frozen
class Lead:
    """
    How many days delivery takes (リードタイム): *after_payment*, and *after_shipping* once it is sent.

    Calendar days, as the seller measures them. Raises `InvalidTypeError` for what is not an int,
    `InvalidValueError` below 0 and where shipping alone takes longer than all.

    >>> Lead(after_payment=5, after_shipping=2).after_payment
    5
    """

    after_payment: int
    after_shipping: int

    def __attrs_post_init__(self) -> None:
        for name in ("after_payment", "after_shipping"):
            value = getattr(self, name)
            if type(value) is not int:
                msg = f"{name} must be a number of days as int (got {value!r})"
                raise InvalidTypeError(msg)
            if value < 0:
                msg = f"{name} must not be negative (got {value})"
                raise InvalidValueError(msg)
        if self.after_shipping > self.after_payment:
            msg = (
                "after_payment counts from the payment and must not be below after_shipping "
                f"(got {self.after_payment}, {self.after_shipping})"
            )
            raise InvalidValueError(msg)


def placed(lines: Iterable[OrderLine], *, lead: Lead, on: date) -> tuple[OrderLine, ...]:
    """
    Return *lines*, those under way with the day on which they are likely to be delivered.

    A line that was sent is placed *lead* days after its shipping, one with a planned shipping day
    (発送予定日), as pre-orders have, after that, any other after its payment. *on* is the Japanese
    day of the forecast: what is still under way is not delivered before it, and a line whose status
    is delivered but which gives no day was not delivered after it. Lines that are delivered,
    cancelled or unpaid stay as they are.

    >>> from datetime import datetime
    >>> from qoo10model.basics.periods import JST
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=1,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> placed((line,), lead=Lead(5, 2), on=date(2026, 5, 12))[0].delivered_on
    datetime.date(2026, 5, 16)
    """
    check_day(on, "on")
    if not isinstance(lead, Lead):
        msg = f"lead must be a Lead such as Lead(after_payment=5, after_shipping=2) (got {lead!r})"
        raise InvalidTypeError(msg)
    return tuple(_placed(line, lead, on) for line in all_of(lines, OrderLine, "lines"))


def _placed(line: OrderLine, lead: Lead, on: date) -> OrderLine:
    paid_on = line.paid_on
    if paid_on is None or line.delivered_on is not None or line.cancelled_on is not None:
        return line
    likely = _likely(line, paid_on, lead)
    arrived = line.status is OrderStatus.DELIVERED
    day = min(likely, on) if arrived else max(likely, on)
    return attrs.evolve(line, delivered_on=max(day, paid_on))


def _likely(line: OrderLine, paid_on: date, lead: Lead) -> date:
    planned = None if line.delivery is None else line.delivery.planned_on
    sent = line.shipped_on or planned
    if sent is None:
        return paid_on + timedelta(lead.after_payment)
    return sent + timedelta(lead.after_shipping)
