"""
Orders (注文): the line that is bought and paid, its status, and what is odd about it.

An order number (注文番号) is one line: one item in one option. What is bought together is a cart, see
`qoo10model.carts`.
"""

from __future__ import annotations

from datetime import date, datetime
from types import NoneType
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import JST, to_jst
from qoo10model.basics.texts import Text, yen_text
from qoo10model.deliveries import Delivery, Person, repr_of
from qoo10model.discounts import Discount
from qoo10model.orderfacts import (
    A_STATUS,
    check_days,
    check_discounts,
    refuse_amounts,
    refuse_facts,
)
from qoo10model.rules.orders import TRANSITIONS, OrderStatus, SendType


if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = (
    "TRANSITIONS",
    "Delivery",
    "OrderLine",
    "OrderStatus",
    "Person",
    "SendType",
    "advance",
    "check",
)


_set: Final = object.__setattr__  # past the guard of a frozen value
_BOOL_OR_NONE: Final = frozenset({bool, NoneType})
_PREORDERS: Final = (SendType.PREPARATION, SendType.RELEASE_DATE)
_HOME: Final = (None, "JP")
# Reading a member off its enum class is slow; these are read for each line.
_AWAITING: Final = OrderStatus.AWAITING_PAYMENT
_DELIVERED: Final = OrderStatus.DELIVERED


@attrs.frozen(repr=False, weakref_slot=False)  # readers fill a twin: formats.making
class OrderLine:
    """
    One order line (注文): an item in one option, with its price, its discounts and its days.

    *unit_price* is in yen with tax, before any discount; *option_price* is the surcharge of options
    for the whole line. *paid_at* and *ordered_at* are aware moments, kept in JST. *cancelled_on* is
    the Japanese day on which a cancellation or return was completed. What a row does not tell is
    None: *external_ad*, *send_type*, *destination* (two letters), and, of the whole cart, *shipping*,
    *cart_discount_seller* and *cart_discount_qoo10*: those count as none, and a doubt says so.
    *platform_total* and *platform_settle_price* are the platform's own figures (total, SettlePrice).
    *paid_on* is the Japanese day of the payment, None while it is not known; *is_plain* says that
    price and quantity alone decide what the line pays: never so while it awaits its payment, or
    where its *currency* is not JPY.

    The repr evaluates and leaves out what was not given; data about people never shows.

    Raises `InvalidTypeError` for money that is not an int and for facts of another kind than said,
    `InvalidValueError` for a quantity below 1, a negative amount, discounts above the price, a naive
    datetime, or days in the wrong order.

    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2)
    >>> line, line.gross
    (OrderLine(order_no=1, cart_no=1, item_code='A', unit_price=1326, quantity=2), 2652)
    """

    order_no: int
    cart_no: int
    item_code: str
    unit_price: int
    quantity: int
    paid_at: datetime | None = None
    delivered_on: date | None = None
    discounts: tuple[Discount, ...] = ()
    option_price: int = 0
    status: OrderStatus | None = None
    cancelled_on: date | None = None
    shop: str = ""
    ordered_at: datetime | None = None
    shipped_on: date | None = None
    external_ad: bool | None = None
    send_type: SendType | None = None
    destination: str | None = None
    shipping: int | None = 0
    cart_discount_seller: int | None = 0
    cart_discount_qoo10: int | None = 0
    platform_total: int | None = None
    platform_settle_price: int | None = None
    seller_code: str = ""
    option_code: str = ""
    option: str = ""
    title: str = ""
    related: tuple[int, ...] = ()
    currency: str = "JPY"
    payment_method: str = ""
    payment_nation: str = ""
    cash_on_delivery: int = 0
    gift: str = ""
    material: str = ""
    delivery: Delivery | None = None
    buyer: Person | None = attrs.field(default=None, repr=False)
    receiver: Person | None = attrs.field(default=None, repr=False)
    sender: Person | None = attrs.field(default=None, repr=False)
    consignee: Person | None = attrs.field(default=None, repr=False)
    unread: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    # Kept, not worked out anew: settling asks for both on every line.
    paid_on: date | None = attrs.field(init=False, repr=False, eq=False)
    is_plain: bool = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        # Made for every row of a month: good lines pass quickly, the others are looked into.
        status, send_type, discounts = self.status, self.send_type, self.discounts
        total, settle_price = self.platform_total, self.platform_settle_price
        shipping, seller, qoo10 = self.shipping, self.cart_discount_seller, self.cart_discount_qoo10
        if not (
            type(self.order_no)
            is type(self.cart_no)
            is type(self.unit_price)
            is type(self.quantity)
            is type(self.option_price)
            is int
            and self.unit_price >= 0
            and self.quantity > 0
            and (shipping is None or (type(shipping) is int and shipping >= 0))
            and (seller is None or (type(seller) is int and seller >= 0))
            and (qoo10 is None or (type(qoo10) is int and qoo10 >= 0))
        ):
            refuse_amounts(self)
        if not (
            type(self.item_code)
            is type(self.shop)
            is type(self.seller_code)
            is type(self.option_code)
            is str
            and type(discounts) is tuple
            and type(self.related) is tuple
            and (status is None or type(status) is OrderStatus)
            and (send_type is None or type(send_type) is SendType)
            and type(self.external_ad) in _BOOL_OR_NONE
            and (total is None or type(total) is int)
            and (settle_price is None or type(settle_price) is int)
            and (self.destination is None or self.destination == "JP")
        ):
            refuse_facts(self, self.destination)
        paid_at, ordered_at = self.paid_at, self.ordered_at
        if paid_at is not None and (type(paid_at) is not datetime or paid_at.tzinfo is not JST):
            paid_at = to_jst(paid_at, "paid_at")
            _set(self, "paid_at", paid_at)
        if ordered_at is not None and (
            type(ordered_at) is not datetime or ordered_at.tzinfo is not JST
        ):
            ordered_at = to_jst(ordered_at, "ordered_at")
            _set(self, "ordered_at", ordered_at)
        if discounts or self.option_price < 0:
            check_discounts(discounts, self.gross, self.option_price)
        check_days(ordered_at, paid_at, self.shipped_on, self.delivered_on, self.cancelled_on)
        _set(self, "paid_on", None if paid_at is None else paid_at.date())
        is_plain = not (
            status is _AWAITING
            or self.currency != "JPY"
            or discounts
            or self.option_price
            or shipping
            or seller
            or qoo10
            or self.external_ad
            or self.cancelled_on is not None
            or send_type in _PREORDERS
            or self.destination not in _HOME
        )
        _set(self, "is_plain", is_plain)

    @property
    def gross(self) -> int:
        """
        The price of the line in yen, with options, before any discount.
        """
        return self.unit_price * self.quantity + self.option_price

    @property
    def discount(self) -> int:
        """
        The sum of the line's own discounts in yen.
        """
        return sum([discount.amount for discount in self.discounts]) if self.discounts else 0

    @property
    def is_paid(self) -> bool:
        """
        Whether the buyer has paid: by the status, else by whether there is a payment date.

        A line that awaits payment is unpaid. In any later status it is paid, also where the row has
        no payment date; `check` reports that.

        >>> OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1, quantity=1,
        ...           status=OrderStatus.ON_REQUEST).is_paid
        True
        """
        if self.status is None:
            return self.paid_at is not None
        return self.status is not OrderStatus.AWAITING_PAYMENT

    @property
    def sku(self) -> str:
        """
        The code that the seller keeps stock by (SKU): the option's, else the item's own.
        """
        return self.option_code or self.seller_code

    @property
    def sku_key(self) -> str:
        """
        The SKU for comparing: letter case differs between item master and orders.

        >>> OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1, quantity=1,
        ...           seller_code="Sku-A").sku_key
        'sku-a'
        """
        return self.sku.casefold()

    @property
    def is_alone(self) -> bool:
        """
        Whether the row names no other line of its cart.
        """
        return all(number == self.order_no for number in self.related)

    def __repr__(self) -> str:
        return repr_of(self)


_TOTAL: Final = Message(
    "orders.total_differs",
    Severity.WARNING,
    Text(
        "the platform's total is {given} yen; unit × quantity + options − discounts gives {ours}",
        "注文金額の合計は{given}円だが、単価×数量＋オプション−割引は{ours}円",
    ),
)
_NO_PAYMENT: Final = Message(
    "orders.payment_date_missing",
    Severity.WARNING,
    Text("status {status} but no payment date", "配送状態は「{status}」だが入金日がない"),
)
_PAID_WHILE_AWAITING: Final = Message(
    "orders.paid_while_awaiting",
    Severity.WARNING,
    Text(
        "status {status} although a payment date is given",
        "入金日があるのに配送状態は「{status}」",
    ),
)
_NO_DELIVERY: Final = Message(
    "orders.delivery_date_missing",
    Severity.WARNING,
    Text(
        "status {status} but no delivery date, from which the days until settlement count",
        "配送状態は「{status}」だが、精算日の起算となる配送完了日がない",
    ),
)
_CURRENCY: Final = Message(
    "orders.currency",
    Severity.ERROR,
    Text("amounts are in {currency}, not in yen", "金額が円ではなく{currency}"),
)


def check(line: OrderLine) -> tuple[Finding, ...]:
    """
    Return what is odd about *line* itself: its total, its dates beside its status, its currency.

    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.ON_REQUEST)
    >>> [finding.code for finding in check(line)]
    ['orders.payment_date_missing']
    """
    status, given, paid_at = line.status, line.platform_total, line.paid_at
    discounts, delivered_on = line.discounts, line.delivered_on
    ours = line.unit_price * line.quantity + line.option_price
    if discounts:
        ours -= line.discount
    # Asked of every row of a month, of which nearly all are in order.
    if (
        (given is None or given == ours)
        and (status is None or (status is _AWAITING) is (paid_at is None))
        and (status is not _DELIVERED or delivered_on is not None)
        and line.currency == "JPY"
    ):
        return ()
    return tuple(_oddities(line, ours))


def _oddities(line: OrderLine, total: int) -> Iterator[Finding]:
    number, status, given = line.order_no, line.status, line.platform_total
    if given is not None and given != total:
        yield _TOTAL.finding(order_no=number, given=yen_text(given), ours=yen_text(total))
    if status is not None:
        awaits = status is _AWAITING
        if awaits is not (line.paid_at is None):
            odd = _PAID_WHILE_AWAITING if awaits else _NO_PAYMENT
            yield odd.finding(order_no=number, status=status.label)
        if status is _DELIVERED and line.delivered_on is None:
            yield _NO_DELIVERY.finding(order_no=number, status=status.label)
    if line.currency != "JPY":
        yield _CURRENCY.finding(order_no=number, currency=line.currency)


def advance(line: OrderLine, status: OrderStatus) -> OrderLine:
    """
    Return *line* in *status*, the next step of its life; staying in the same status is allowed.

    Raises `InvalidValueError` for a step that does not exist, such as one that leads back, and
    `InvalidTypeError` for what is no status.

    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.ON_REQUEST)
    >>> advance(line, OrderStatus.SELLER_CONFIRMED).status
    OrderStatus.SELLER_CONFIRMED
    """
    if type(status) is not OrderStatus:
        raise InvalidTypeError(f"status must be {A_STATUS} (got {status!r})")
    if line.status is None or status is line.status or (line.status, status) in TRANSITIONS:
        return attrs.evolve(line, status=status)
    following = [after.name for before, after in TRANSITIONS if before is line.status]
    msg = (
        f"order {line.order_no} cannot go from {line.status.name} to {status.name}; "
        f"from there it can go to: {', '.join(following) or 'no other status'}"
    )
    raise InvalidValueError(msg)
