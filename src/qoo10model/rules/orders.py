"""
Orders (注文): the five statuses, which follows which, how an order is sent, and the dates lists go by.
"""

from __future__ import annotations

from typing import Final

from qoo10model.basics.texts import Coded, Labelled, Text


__all__ = ("TRANSITIONS", "OrderStatus", "SearchDate", "SendType")


class OrderStatus(Coded):
    """
    The status of an order line (配送状態), by the code that the platform uses.

    >>> OrderStatus.ON_REQUEST, OrderStatus.ON_REQUEST.label.ja
    (OrderStatus.ON_REQUEST, '配送要請')
    """

    AWAITING_PAYMENT = 1, Text("awaiting payment", "入金待ち")
    ON_REQUEST = 2, Text("delivery requested", "配送要請")
    SELLER_CONFIRMED = 3, Text("being prepared", "配送準備")
    ON_DELIVERY = 4, Text("on delivery", "配送中")
    DELIVERED = 5, Text("delivered", "配送完了")


class SearchDate(Coded):
    """
    The date by which a call of the order list searches (検索条件), by the platform's code.

    >>> SearchDate(2), SearchDate(2).label.ja
    (SearchDate.PAID, '決済日')
    """

    ORDERED = 1, Text("day of the order", "注文日")
    PAID = 2, Text("day of the payment", "決済日")
    SHIPPED = 3, Text("day of shipping", "発送日")
    DELIVERED = 4, Text("day of delivery", "配送完了日")


TRANSITIONS: Final[tuple[tuple[OrderStatus, OrderStatus], ...]] = (
    (OrderStatus.AWAITING_PAYMENT, OrderStatus.ON_REQUEST),
    (OrderStatus.ON_REQUEST, OrderStatus.SELLER_CONFIRMED),
    (OrderStatus.ON_REQUEST, OrderStatus.ON_DELIVERY),
    (OrderStatus.SELLER_CONFIRMED, OrderStatus.ON_DELIVERY),
    (OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED),
)
"""
The steps from status to status that exist; none leads back.
"""


class SendType(Labelled):
    """
    How an item is sent (発送区分): the ready-to-ship setting that an order was placed under.

    >>> SendType.RELEASE_DATE.label.ja
    '予約発送（発売日）'
    """

    GENERAL = Text("general, up to 3 business days", "一般発送")
    PREPARATION = Text("preparation of 4 to 14 days", "予約発送（4日以上）")
    RELEASE_DATE = Text("pre-order with a release date", "予約発送（発売日）")
    SAME_DAY = Text("same day", "当日発送")
