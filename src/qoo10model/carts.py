"""
Carts (カート): the lines that were bought together, with what they share.

A cart number (カート番号) is unique only within a shop, so a cart is known by both. Shipping and cart
discounts belong to the cart; the platform repeats them on each of its rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text, yen_text
from qoo10model.orders import OrderLine


if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ("Cart", "carts_of")


@attrs.frozen
class Cart:
    """
    The lines bought together (カート), keyed by *shop* and *cart_no*.

    *shipping*, *discount_seller* and *discount_qoo10* are yen of the whole cart, counted once.
    *findings* says where the rows of the cart disagreed, repeated a discount or named lines that
    are not here.

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

    @property
    def key(self) -> tuple[str, int]:
        """
        What no two carts have in common: shop and cart number.

        >>> line = OrderLine(order_no=1, cart_no=9, item_code="A", unit_price=500, quantity=1, shop="S")
        >>> carts_of((line,))[0].key
        ('S', 9)
        """
        return self.shop, self.cart_no


_REPEATED: Final = Message(
    "carts.amount_repeated",
    Severity.WARNING,
    Text(
        "cart {cart}: {what} of {yen} yen stands on all {rows} rows and is counted once; "
        "were it one a row, the cart would have {sum} yen",
        "カート{cart}: {what}{yen}円が{rows}行すべてにあり、1回だけ数えた。行ごとの額なら計{sum}円",
    ),
)
_DIFFERS: Final = Message(
    "carts.amount_differs",
    Severity.WARNING,
    Text(
        "cart {cart}: {what} differs between its rows ({amounts}); the sum of {sum} yen is used",
        "カート{cart}: {what}が行ごとに異なる（{amounts}）。合計{sum}円を使った",
    ),
)
_SHIPPING_DIFFERS: Final = Message(
    "carts.shipping_differs",
    Severity.WARNING,
    Text(
        "cart {cart}: shipping differs between its rows ({amounts}); the highest, {top} yen, is used",
        "カート{cart}: 送料が行ごとに異なる（{amounts}）。最大の{top}円を使った",
    ),
)
_INCOMPLETE: Final = Message(
    "carts.incomplete",
    Severity.ADVICE,
    Text(
        "cart {cart}: its rows name orders that are not here ({numbers}); "
        "what the cart shares is counted on the lines that are",
        "カート{cart}: 関連注文（{numbers}）が含まれていない。カート共通の金額は手元の行で数えた",
    ),
)
_SELLER: Final = Text("the seller's cart discount", "カート割引（販売者負担）")
_QOO10: Final = Text("Qoo10's cart discount", "カート割引（Qoo10負担）")


def carts_of(lines: Iterable[OrderLine]) -> tuple[Cart, ...]:
    """
    Return the carts of *lines*, in the order in which each cart appears first.

    Every line is in exactly one cart, and the lines of a cart keep their order. Shipping stands on
    every row of a cart and is counted once. A cart discount that every row repeats is counted once,
    with a finding, for nobody published whether it is the row's or the cart's. What no row tells counts
    as none. Raises `InvalidTypeError` for what is no `OrderLine`.

    >>> make = lambda n: OrderLine(order_no=n, cart_no=9, item_code="A", unit_price=500, quantity=1)
    >>> [len(cart.lines) for cart in carts_of((make(1), make(2)))]
    [2]
    """
    groups: dict[tuple[str, int], list[OrderLine]] = {}
    for line in all_of(lines, OrderLine, "lines"):
        groups.setdefault((line.shop, line.cart_no), []).append(line)
    return tuple(_cart(shop, number, tuple(group)) for (shop, number), group in groups.items())


def _cart(shop: str, number: int, lines: tuple[OrderLine, ...]) -> Cart:
    name = f"{shop} {number}" if shop else str(number)
    findings: list[Finding] = []
    fees = tuple(line.shipping for line in lines if line.shipping is not None) or (0,)
    shipping = max(fees)
    if min(fees) < shipping:
        findings.append(
            _SHIPPING_DIFFERS.finding(cart=name, amounts=_list(fees), top=yen_text(shipping))
        )
    by_seller = tuple(line.cart_discount_seller or 0 for line in lines)
    by_qoo10 = tuple(line.cart_discount_qoo10 or 0 for line in lines)
    seller = _counted_once(name, _SELLER, by_seller, findings)
    qoo10 = _counted_once(name, _QOO10, by_qoo10, findings)
    if shipping or seller or qoo10:
        findings += _missing(name, lines)
    return Cart(shop, number, lines, shipping, seller, qoo10, tuple(findings))


def _counted_once(name: str, what: Text, amounts: tuple[int, ...], findings: list[Finding]) -> int:
    total, most, rows = sum(amounts), max(amounts), len(amounts)
    if total == most:
        return total
    if min(amounts) == most:
        findings.append(
            _REPEATED.finding(
                cart=name, what=what, yen=yen_text(most), rows=rows, sum=yen_text(total)
            )
        )
        return most
    findings.append(
        _DIFFERS.finding(cart=name, what=what, amounts=_list(amounts), sum=yen_text(total))
    )
    return total


def _missing(name: str, lines: tuple[OrderLine, ...]) -> tuple[Finding, ...]:
    here = {line.order_no for line in lines}
    named = {number for line in lines for number in line.related}
    missing = sorted(named - here)
    if not missing:
        return ()
    return (_INCOMPLETE.finding(cart=name, numbers=", ".join(map(str, missing))),)


def _list(amounts: tuple[int, ...]) -> str:
    return " / ".join(map(yen_text, amounts))
