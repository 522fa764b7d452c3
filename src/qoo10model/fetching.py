"""
Fetching (取得範囲): which orders a reply of the order list must hold, by what was asked for.

A call of the order list asks for statuses and for a stretch of one of four dates. That an order is
missing means something only where the calls would have shown it in any status that it can be in.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_tuple
from qoo10model.basics.periods import Days, Span
from qoo10model.rules.orders import TRANSITIONS, OrderStatus, SearchDate


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.orders import OrderLine

__all__ = ("SearchDate", "Window", "is_covered", "is_in", "reachable")

_EVERY: Final = tuple(OrderStatus)
_FACTS: Final = {
    SearchDate.ORDERED: "ordered_at",
    SearchDate.PAID: "paid_at",
    SearchDate.SHIPPED: "shipped_on",
    SearchDate.DELIVERED: "delivered_on",
}


@attrs.frozen
class Window:
    """
    What a successful call of the order list asked for (取得範囲): a *period* of the date *by*, *statuses*.

    *period* is Japanese days or a span of moments. *shop* is the seller whose key was used; blank
    where all lines are of one shop. A call without a status asks for the first three.

    Raises `InvalidTypeError` for a field of the wrong kind, `InvalidValueError` without a status.

    >>> Window(Days(date(2026, 5, 1), date(2026, 5, 31)), SearchDate.PAID).statuses[-1]
    OrderStatus.DELIVERED
    """

    period: Days | Span
    by: SearchDate
    statuses: tuple[OrderStatus, ...] = _EVERY
    shop: str = ""

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.period, Days | Span):
            msg = f"period must be Days or a Span, such as month(2026, 5) (got {self.period!r})"
            raise InvalidTypeError(msg)
        if type(self.by) is not SearchDate:
            msg = f"by must be a SearchDate such as SearchDate.PAID (got {self.by!r})"
            raise InvalidTypeError(msg)
        check_tuple(self.statuses, OrderStatus, "statuses", "(OrderStatus.ON_REQUEST,)")
        if not self.statuses:
            msg = "statuses must name at least one status (got none); leave it out for all of them"
            raise InvalidValueError(msg)
        if not isinstance(self.shop, str):
            raise InvalidTypeError(f"shop must be a text (got {self.shop!r})")

    def holds(self, line: OrderLine, status: OrderStatus) -> bool:
        """
        Whether the reply must have *line* if it is in *status*; False also where that is not sure.

        >>> from qoo10model.basics.periods import JST, month
        >>> from qoo10model.orders import OrderLine
        >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1, quantity=1,
        ...                  paid_at=datetime(2026, 5, 31, 23, 59, 59, tzinfo=JST))
        >>> Window(month(2026, 5), SearchDate.PAID).holds(line, OrderStatus.ON_REQUEST)
        True
        """
        if status not in self.statuses or (self.shop and self.shop != line.shop):
            return False
        when: date | None = getattr(line, _FACTS[self.by])
        return when is not None and is_in(self.period, when)


def is_covered(line: OrderLine, windows: Iterable[Window]) -> bool:
    """
    Whether the replies to *windows* together must have *line*, in whatever status it is by now.

    A line moves on between two calls. One that was last seen in 配送要請 may be in any later status, so
    that only calls for all of those tell that it is gone.

    >>> from qoo10model.basics.periods import JST, month
    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1, quantity=1,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST), status=OrderStatus.ON_REQUEST)
    >>> is_covered(line, [Window(month(2026, 5), SearchDate.PAID)])
    True
    >>> is_covered(line, [Window(month(2026, 5), SearchDate.PAID, (OrderStatus.ON_REQUEST,))])
    False
    """
    asked = tuple(windows)
    return all(
        any(window.holds(line, status) for window in asked) for status in reachable(line.status)
    )


def reachable(status: OrderStatus | None) -> tuple[OrderStatus, ...]:
    """
    Return the statuses that a line in *status* can be in later, itself among them; for None all.

    >>> reachable(OrderStatus.ON_DELIVERY)
    (OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED)
    """
    return _REACHABLE[status]


def is_in(period: Days | Span, when: date) -> bool:
    """
    Whether a moment, or the whole of a Japanese day, lies in *period*.

    >>> is_in(Days(date(2026, 5, 1), date(2026, 5, 31)), date(2026, 5, 31))
    True
    """
    if isinstance(when, datetime):
        span = period if isinstance(period, Span) else period.span
        return span.contains(when)
    if isinstance(period, Days):
        return when in period
    day = Days(when, when).span
    return period.start <= day.start and day.end <= period.end


def _closure(status: OrderStatus) -> tuple[OrderStatus, ...]:
    found = {status}
    for before, after in TRANSITIONS:  # in the order in which a line goes through them
        if before in found:
            found.add(after)
    return tuple(one for one in OrderStatus if one in found)


_REACHABLE: Final[dict[OrderStatus | None, tuple[OrderStatus, ...]]] = {
    None: _EVERY,
    **{status: _closure(status) for status in OrderStatus},
}
