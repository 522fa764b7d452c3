"""
The label of a delayed order (配送遅延の表示): from when an order carries it, and what it does.

The label appears once the planned day of shipping (発送予定日) has passed. It is no penalty: it lets the
buyer cancel at once, unless the goods are a pre-order.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.periods import check_day
from qoo10model.basics.timelines import Evidence
from qoo10model.dayreadings import ask
from qoo10model.rules.book import JAPAN
from qoo10model.rules.cancellations import Leave, PreparedGoods, Situation
from qoo10model.rules.orders import OrderStatus, SendType


if TYPE_CHECKING:
    from qoo10model.orders import OrderLine
    from qoo10model.rules.book import RuleBook

__all__ = (
    "DelayedLabel",
    "closing_of",
    "delayed_label",
    "has_delayed_label",
    "labelled_from",
    "shipped_by",
)

_DAY: Final = timedelta(days=1)


@attrs.frozen
class DelayedLabel:
    """
    The label of a delayed order (配送遅延), since which day, and whether the buyer may cancel at once.

    *rules* are what that rests on; a pre-order (予約商品) is labelled as well, but not freed.

    >>> DelayedLabel(date(2026, 5, 20), True, ()).since
    datetime.date(2026, 5, 20)
    """

    since: date
    buyer_may_cancel: bool
    rules: tuple[Evidence, ...]


_SHIPPED: Final = (OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED)


def has_delayed_label(line: OrderLine, *, on: date) -> bool:
    """
    Whether *line* carries the label of a delayed order on the Japanese day *on* (配送遅延の表示).

    It does from the day after its planned day of shipping until it ships or is cancelled. A line
    without a planned day, and one that is not paid, has none.

    >>> from qoo10model.orders import Delivery, OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.SELLER_CONFIRMED,
    ...                  delivery=Delivery(planned_on=date(2026, 5, 19)))
    >>> has_delayed_label(line, on=date(2026, 5, 19)), has_delayed_label(line, on=date(2026, 5, 20))
    (False, True)
    """
    day, since = check_day(on, "on"), labelled_from(line)
    if since is None or day < since or line.status is OrderStatus.AWAITING_PAYMENT:
        return False
    closed_on, is_closed = closing_of(line)
    return not is_closed or (closed_on is not None and closed_on > day)


def delayed_label(line: OrderLine, *, on: date, rules: RuleBook = JAPAN) -> DelayedLabel | None:
    """
    Return the label of *line* on the day *on* and what it does, None where it carries none.

    What it does is the answer of `cancellations.may_cancel` for the buyer; that one takes what no row
    tells, such as whether the item is on clearance, and says how sure it is.

    >>> from qoo10model.orders import Delivery, OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.SELLER_CONFIRMED,
    ...                  delivery=Delivery(planned_on=date(2026, 5, 19)))
    >>> delayed_label(line, on=date(2026, 5, 20)).buyer_may_cancel
    True
    """
    since = labelled_from(line)
    if since is None or not has_delayed_label(line, on=on):
        return None
    used: list[Evidence] = []
    preorder = _is_preorder(line, on, rules, used)
    situation = Situation.PREORDER_PLAN_PASSED if preorder else Situation.PLAN_PASSED
    leave = ask(rules.cancellations.buyer[situation], on, used)
    return DelayedLabel(since, leave is Leave.AT_ONCE, tuple(used))


def _is_preorder(line: OrderLine, on: date, rules: RuleBook, used: list[Evidence]) -> bool:
    if line.send_type is SendType.PREPARATION:
        return ask(rules.cancellations.prepared_goods, on, used) is PreparedGoods.PREORDER
    return line.send_type is SendType.RELEASE_DATE


def labelled_from(line: OrderLine) -> date | None:
    """
    Return the first day on which *line* would be labelled as delayed, None without a planned day.

    A planned day in the last year that there is counts as a placeholder.

    >>> from qoo10model.orders import Delivery, OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  delivery=Delivery(planned_on=date(2026, 5, 19)))
    >>> labelled_from(line)
    datetime.date(2026, 5, 20)
    """
    planned = None if line.delivery is None else line.delivery.planned_on
    if planned is None or planned.year == date.max.year:
        return None
    return planned + _DAY


def shipped_by(line: OrderLine, day: date) -> bool:
    """
    Whether *line* had shipped by the end of *day*, by its shipping day, else by its status.

    >>> from qoo10model.orders import OrderLine
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  shipped_on=date(2026, 5, 19))
    >>> shipped_by(line, date(2026, 5, 18)), shipped_by(line, date(2026, 5, 19))
    (False, True)
    """
    if line.shipped_on is not None:
        return line.shipped_on <= day
    return line.status in _SHIPPED


def closing_of(line: OrderLine) -> tuple[date | None, bool]:
    """
    Return the day on which *line* shipped or was cancelled, and whether it did at all.

    >>> from qoo10model.orders import OrderLine
    >>> closing_of(OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                      status=OrderStatus.ON_DELIVERY))
    (None, True)
    """
    days = [day for day in (line.shipped_on, line.cancelled_on) if day is not None]
    return min(days, default=None), bool(days) or line.status in _SHIPPED
