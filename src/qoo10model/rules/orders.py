"""
Orders (注文): the five statuses, which follows which, and how an order is sent.
"""

from __future__ import annotations

import enum

from typing import Final

from qoo10model.basics.texts import Labelled, Text


__all__ = ("TRANSITIONS", "OrderStatus", "SendType")


class OrderStatus(enum.Enum):
    """
    The status of an order line (配送状態), by the code that the platform uses.

    >>> OrderStatus.ON_REQUEST, OrderStatus.ON_REQUEST.label.ja
    (OrderStatus.ON_REQUEST, '配送要請')
    """

    AWAITING_PAYMENT = 1
    ON_REQUEST = 2
    SELLER_CONFIRMED = 3
    ON_DELIVERY = 4
    DELIVERED = 5

    @property
    def label(self) -> Text:
        """
        The name for people.
        """
        return _LABELS[self]

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


_LABELS: Final = {
    OrderStatus.AWAITING_PAYMENT: Text("awaiting payment", "入金待ち"),
    OrderStatus.ON_REQUEST: Text("delivery requested", "配送要請"),
    OrderStatus.SELLER_CONFIRMED: Text("being prepared", "配送準備"),
    OrderStatus.ON_DELIVERY: Text("on delivery", "配送中"),
    OrderStatus.DELIVERED: Text("delivered", "配送完了"),
}

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
