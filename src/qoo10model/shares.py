"""
Shares of a cart (按分): what each line bears of the shipping and discounts of its cart.

The parts sum to the cart's amounts to the yen, by the largest remainder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qoo10model.basics.money import split
from qoo10model.basics.texts import Labelled, Text
from qoo10model.breakdowns import ORDINARY, Context


if TYPE_CHECKING:
    from qoo10model.carts import Cart

__all__ = ("CartSplit", "shares_of")


class CartSplit(Labelled):
    """
    How the amounts of a cart are split to its lines (按分方法).

    >>> CartSplit.BY_AMOUNT
    CartSplit.BY_AMOUNT
    """

    BY_AMOUNT = Text("in proportion to the price of each line", "金額按分")
    EQUALLY = Text("the same for each line", "均等")
    FIRST_LINE = Text("all on the first line", "先頭の注文にまとめる")


def shares_of(cart: Cart, split_by: CartSplit) -> tuple[Context, ...]:
    """
    Return the part of each line of *cart* in its shipping and discounts, in the order of the lines.

    A cancelled line has no part of the shipping while another line of the cart stands; of a
    discount it has its part, which is undone with it.

    >>> from qoo10model.carts import carts_of
    >>> from qoo10model.orders import OrderLine
    >>> make = lambda n, price: OrderLine(order_no=n, cart_no=9, item_code="A", unit_price=price,
    ...                                   quantity=1, shipping=301)
    >>> (cart,) = carts_of((make(1, 500), make(2, 1_000)))
    >>> [share.shipping for share in shares_of(cart, CartSplit.BY_AMOUNT)]
    [100, 201]
    """
    if not (cart.shipping or cart.discount_seller or cart.discount_qoo10):
        return (ORDINARY,) * len(cart.lines)
    # Shipping is paid for what is sent, so a cancelled line has no part of it while others stand.
    sent = tuple(line.cancelled_on is None for line in cart.lines)
    shipping = _split(cart, cart.shipping, split_by, sent if any(sent) else sent[:0])
    seller = _split(cart, cart.discount_seller, split_by)
    qoo10 = _split(cart, cart.discount_qoo10, split_by)
    return tuple(Context(*parts) for parts in zip(shipping, seller, qoo10, strict=True))


def _split(
    cart: Cart, amount: int, split_by: CartSplit, counts: tuple[bool, ...] = ()
) -> tuple[int, ...]:
    counts = counts or (True,) * len(cart.lines)
    if split_by is CartSplit.BY_AMOUNT:
        weights = [line.gross for line in cart.lines]
        if not sum(w for w, one in zip(weights, counts, strict=True) if one):
            weights = [1] * len(weights)
    elif split_by is CartSplit.EQUALLY:
        weights = [1] * len(counts)
    else:
        weights = [int(at == counts.index(True)) for at in range(len(counts))]
    return split(amount, [w if one else 0 for w, one in zip(weights, counts, strict=True)])
