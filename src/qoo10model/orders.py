"""
Orders (注文): the line that is bought and paid, and the cart that it was bought in.

An order number (注文番号) is one line: one item in one option. Lines bought together share a cart
number (カート番号), which is unique only within a shop. Shipping and cart discounts belong to the
cart; the platform repeats them on each of its lines.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import JST, to_jst
from qoo10model.basics.texts import Text
from qoo10model.discounts import Discount
from qoo10model.rules.orders import TRANSITIONS, OrderStatus, SendType


if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = (
    "Cart",
    "Delivery",
    "OrderLine",
    "OrderStatus",
    "Person",
    "SendType",
    "advance",
    "carts_of",
    "check",
)


@attrs.frozen(repr=False)
class Person:
    """
    A buyer, receiver or sender. Nothing of it ever appears in a repr, an error or a finding.

    >>> Person(name="架空 太郎")
    Person(…)
    """

    name: str = ""
    kana: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    postal_code: str = ""
    address: str = ""
    address_1: str = ""
    address_2: str = ""
    country: str = ""

    def __repr__(self) -> str:
        return "Person(…)"


@attrs.frozen
class Delivery:
    """
    How a line is sent (配送): carrier, numbers, promises and wishes, as the platform words them.

    *voucher* and *message* can identify the buyer and stay out of the repr.

    >>> Delivery(carrier="佐川急便", tracking_no="500000000010").carrier
    '佐川急便'
    """

    carrier: str = ""
    tracking_no: str = ""
    packing_no: str = ""
    seller_delivery_no: str = ""
    way: str = ""
    rate_type: str = ""
    planned_on: date | None = None
    available_on: date | None = None
    wished: str = ""
    delay_type: str = ""
    delay_memo: str = attrs.field(default="", repr=False)
    message: str = attrs.field(default="", repr=False)
    voucher: str = attrs.field(default="", repr=False)
    branch: str = ""


@attrs.frozen
class OrderLine:
    """
    One order line (注文): an item in one option, with its price, its discounts and its days.

    *unit_price* is in yen with tax, before any discount; *option_price* is the surcharge of options
    for the whole line. *paid_at* and *ordered_at* are aware moments, kept in JST. *cancelled_on* is
    the Japanese day on which a cancellation or return was completed. What a row does not tell is
    None: *external_ad*, *send_type*, *destination* (two letters). *shipping*,
    *cart_discount_seller* and *cart_discount_qoo10* are those of the whole cart.
    *platform_total* and *platform_settle_price* are the platform's own figures (total, SettlePrice).

    Raises `InvalidTypeError` for money that is not an int, `InvalidValueError` for a quantity below
    1, a negative amount, discounts above the price, a naive datetime, or days in the wrong order.

    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2)
    >>> line.gross
    2652
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
    shipping: int = 0
    cart_discount_seller: int = 0
    cart_discount_qoo10: int = 0
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

    def __attrs_post_init__(self) -> None:
        if not (
            type(self.unit_price)
            is type(self.quantity)
            is type(self.option_price)
            is type(self.shipping)
            is type(self.cart_discount_seller)
            is type(self.cart_discount_qoo10)
            is int
            and self.unit_price >= 0
            and self.quantity > 0
            and self.shipping >= 0
            and self.cart_discount_seller >= 0
            and self.cart_discount_qoo10 >= 0
        ):
            _refuse_amounts(self)
        if self.paid_at is not None and getattr(self.paid_at, "tzinfo", None) is not JST:
            object.__setattr__(self, "paid_at", to_jst(self.paid_at))
        if self.ordered_at is not None and getattr(self.ordered_at, "tzinfo", None) is not JST:
            object.__setattr__(self, "ordered_at", to_jst(self.ordered_at))
        if self.discounts or self.option_price < 0:
            _check_discounts(self)
        _check_days(self)

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
        return sum(discount.amount for discount in self.discounts)

    @property
    def paid_on(self) -> date | None:
        """
        The Japanese day of the payment, or None while unpaid.
        """
        return None if self.paid_at is None else self.paid_at.date()

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
        """
        return self.sku.casefold()

    @property
    def is_alone(self) -> bool:
        """
        Whether the row names no other line of its cart.
        """
        return all(number == self.order_no for number in self.related)


@attrs.frozen
class Cart:
    """
    The lines bought together (カート), keyed by *shop* and *cart_no*.

    *shipping*, *discount_seller* and *discount_qoo10* are yen of the whole cart, counted once.
    *findings* says where the rows of the cart disagreed or repeated a discount.

    >>> line = OrderLine(order_no=1, cart_no=9, item_code="A", unit_price=500, quantity=1, shipping=300)
    >>> carts_of((line,))[0].shipping
    300
    """

    shop: str
    cart_no: int
    lines: tuple[OrderLine, ...]
    shipping: int
    discount_seller: int
    discount_qoo10: int
    findings: tuple[Finding, ...] = ()


_REPEATED: Final = Message(
    "orders.cart_amount_repeated",
    Severity.WARNING,
    Text(
        "cart {cart}: {what} of {yen} yen stands on {rows} rows and is counted once; "
        "were it one a row, the cart would have {sum} yen",
        "カート{cart}: {what} {yen}円が{rows}行にあり、1回だけ数えた。行ごとの額なら計{sum}円",
    ),
)
_DIFFERS: Final = Message(
    "orders.cart_amount_differs",
    Severity.WARNING,
    Text(
        "cart {cart}: {what} differs between its rows ({amounts}); the sum of {sum} yen is used",
        "カート{cart}: {what}が行ごとに異なる（{amounts}）。合計{sum}円を使った",
    ),
)
_SHIPPING_DIFFERS: Final = Message(
    "orders.cart_shipping_differs",
    Severity.WARNING,
    Text(
        "cart {cart}: shipping differs between its rows ({amounts}); the highest, {top} yen, is used",
        "カート{cart}: 送料が行ごとに異なる（{amounts}）。最大の{top}円を使った",
    ),
)
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
    Text(
        "status {status} but no payment date",
        "配送状態は「{status}」だが入金日がない",
    ),
)
_PAID_WHILE_AWAITING: Final = Message(
    "orders.paid_while_awaiting",
    Severity.WARNING,
    Text(
        "status {status} although a payment date is given",
        "入金日があるのに配送状態は「{status}」",
    ),
)
_CURRENCY: Final = Message(
    "orders.currency",
    Severity.ERROR,
    Text("amounts are in {currency}, not in yen", "金額が円ではなく{currency}"),
)


def carts_of(lines: Iterable[OrderLine]) -> tuple[Cart, ...]:
    """
    Return the carts of *lines*, in the order in which each cart appears first.

    Shipping stands on every row of a cart and is counted once. A cart discount that every row
    repeats is counted once, with a finding, for nobody published whether it is the row's or the
    cart's.

    >>> make = lambda n: OrderLine(order_no=n, cart_no=9, item_code="A", unit_price=500, quantity=1)
    >>> [len(cart.lines) for cart in carts_of((make(1), make(2)))]
    [2]
    """
    groups: dict[tuple[str, int], list[OrderLine]] = {}
    for line in lines:
        groups.setdefault((line.shop, line.cart_no), []).append(line)
    return tuple(_cart(shop, number, tuple(group)) for (shop, number), group in groups.items())


def check(line: OrderLine) -> tuple[Finding, ...]:
    """
    Return what is odd about *line* itself: its total, its payment date, its currency.

    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.ON_REQUEST)
    >>> [finding.code for finding in check(line)]
    ['orders.payment_date_missing']
    """
    findings: list[Finding] = []
    ours = line.gross - line.discount
    if line.platform_total is not None and line.platform_total != ours:
        given = line.platform_total
        findings.append(_TOTAL.finding(order_no=line.order_no, given=given, ours=ours))
    if line.status is OrderStatus.AWAITING_PAYMENT:
        if line.paid_at is not None:
            label = line.status.label
            findings.append(_PAID_WHILE_AWAITING.finding(order_no=line.order_no, status=label))
    elif line.status is not None and line.paid_at is None:
        findings.append(_NO_PAYMENT.finding(order_no=line.order_no, status=line.status.label))
    if line.currency != "JPY":
        findings.append(_CURRENCY.finding(order_no=line.order_no, currency=line.currency))
    return tuple(findings)


def advance(line: OrderLine, status: OrderStatus) -> OrderLine:
    """
    Return *line* in *status*, the next step of its life; staying in the same status is allowed.

    Raises `InvalidValueError` for a step that does not exist, such as one that leads back.

    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.ON_REQUEST)
    >>> advance(line, OrderStatus.SELLER_CONFIRMED).status
    OrderStatus.SELLER_CONFIRMED
    """
    if line.status is None or status is line.status or (line.status, status) in TRANSITIONS:
        return attrs.evolve(line, status=status)
    following = [after.name for before, after in TRANSITIONS if before is line.status]
    msg = (
        f"order {line.order_no} cannot go from {line.status.name} to {status.name}; "
        f"from there it can go to: {', '.join(following) or 'no other status'}"
    )
    raise InvalidValueError(msg)


def _cart(shop: str, number: int, lines: tuple[OrderLine, ...]) -> Cart:
    findings: list[Finding] = []
    rates = tuple(line.shipping for line in lines)
    shipping = max(rates)
    if len(set(rates)) > 1:
        text = ", ".join(str(rate) for rate in rates)
        findings.append(_SHIPPING_DIFFERS.finding(cart=number, amounts=text, top=shipping))
    seller = _counted_once(
        number,
        Text("the seller's cart discount", "カート割引（販売者負担）"),
        tuple(line.cart_discount_seller for line in lines),
        findings,
    )
    qoo10 = _counted_once(
        number,
        Text("Qoo10's cart discount", "カート割引（Qoo10負担）"),
        tuple(line.cart_discount_qoo10 for line in lines),
        findings,
    )
    return Cart(shop, number, lines, shipping, seller, qoo10, tuple(findings))


def _counted_once(
    number: int, what: Text, amounts: tuple[int, ...], findings: list[Finding]
) -> int:
    given = tuple(amount for amount in amounts if amount)
    if len(given) < 2:
        return sum(given)
    total = sum(given)
    if len(set(given)) == 1 and len(given) == len(amounts):
        findings.append(
            _REPEATED.finding(cart=number, what=what, yen=given[0], rows=len(given), sum=total)
        )
        return given[0]
    text = ", ".join(str(amount) for amount in amounts)
    findings.append(_DIFFERS.finding(cart=number, what=what, amounts=text, sum=total))
    return total


def _refuse_amounts(line: OrderLine) -> None:
    for name in ("unit_price", "shipping", "cart_discount_seller", "cart_discount_qoo10"):
        check_yen(getattr(line, name), name, minimum=0)
    check_yen(line.option_price, "option_price")
    if type(line.quantity) is not int:
        kind = type(line.quantity).__name__
        msg = f"quantity must be an int (got {line.quantity!r}, a {kind}); pass whole units"
        raise InvalidTypeError(msg)
    if line.quantity < 1:
        msg = f"quantity must be at least 1 (got {line.quantity})"
        raise InvalidValueError(msg)


def _check_discounts(line: OrderLine) -> None:
    if line.gross < 0:
        msg = f"option_price must leave a price of at least 0 yen (got {line.option_price})"
        raise InvalidValueError(msg)
    for discount in line.discounts:
        if type(discount) is not Discount:
            msg = f"discounts must be Discount values (got {discount!r})"
            raise InvalidTypeError(msg)
    if line.discount > line.gross:
        msg = (
            f"discounts must not exceed the price of the line, {line.gross} yen "
            f"(got {line.discount}); check unit_price and quantity"
        )
        raise InvalidValueError(msg)


def _check_days(line: OrderLine) -> None:
    delivered = line.delivered_on
    if delivered is None and line.ordered_at is None and line.cancelled_on is None:
        return
    for name in ("delivered_on", "cancelled_on"):
        day = getattr(line, name)
        if day is not None and type(day) is not date:
            msg = f"{name} must be a date (got {day!r}); for a moment use jst_day(moment)"
            raise InvalidTypeError(msg)
    if line.paid_at is None:
        return
    if line.ordered_at is not None and line.paid_at < line.ordered_at:
        msg = f"paid_at must not lie before ordered_at (got {line.paid_at}, {line.ordered_at})"
        raise InvalidValueError(msg)
    if delivered is not None and delivered < line.paid_at.date():
        msg = f"delivered_on must not lie before the payment (got {delivered}, {line.paid_at})"
        raise InvalidValueError(msg)
    if line.cancelled_on is not None and line.cancelled_on < line.paid_at.date():
        day = line.cancelled_on
        msg = f"cancelled_on must not lie before the payment (got {day}, {line.paid_at})"
        raise InvalidValueError(msg)
