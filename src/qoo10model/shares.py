"""
Shares of a cart (按分): what each line bears of the shipping and discounts of its cart.

The parts sum to the cart's amounts to the yen, by the largest remainder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qoo10model.amounts import ORDINARY, Context
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.money import split
from qoo10model.basics.texts import Labelled, Text


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
    Return the part that each line of *cart* has of its shipping and discounts; they sum to them.

    Shipping goes to the lines that are sent: a cancelled one has no part of it while others stand.
    Of a discount it has its part, which is undone with it. By amount means the price for shipping,
    and for discounts what is left of the price, so that no line bears more than it costs.

    Raises `InvalidTypeError` for what is no `CartSplit`.

    >>> from qoo10model.carts import carts_of
    >>> from qoo10model.orders import OrderLine
    >>> make = lambda n, price: OrderLine(order_no=n, cart_no=9, item_code="A", unit_price=price,
    ...                                   quantity=1, shipping=301)
    >>> (cart,) = carts_of((make(1, 500), make(2, 1_000)))
    >>> [share.shipping for share in shares_of(cart, CartSplit.BY_AMOUNT)]
    [100, 201]
    """
    if type(split_by) is not CartSplit:
        msg = f"split_by must be a CartSplit such as CartSplit.BY_AMOUNT (got {split_by!r})"
        raise InvalidTypeError(msg)
    if not (cart.shipping or cart.discount_seller or cart.discount_qoo10):
        return (ORDINARY,) * len(cart.lines)
    lines = cart.lines
    sent = tuple(line.cancelled_on is None for line in lines)
    parcels = _weights([line.gross for line in lines], split_by, sent if any(sent) else ())
    left = [line.gross - line.discount for line in lines]
    seller = split(cart.discount_seller, _weights(left, split_by))
    left = [max(0, price - part) for price, part in zip(left, seller, strict=True)]
    qoo10 = split(cart.discount_qoo10, _weights(left, split_by))
    shipping = split(cart.shipping, parcels)
    return tuple(Context(*parts) for parts in zip(shipping, seller, qoo10, strict=True))


def _weights(prices: list[int], split_by: CartSplit, counts: tuple[bool, ...] = ()) -> list[int]:
    counting = counts or (True,) * len(prices)
    if split_by is CartSplit.FIRST_LINE:
        return [int(at == counting.index(True)) for at in range(len(prices))]
    weights = [price if one else 0 for price, one in zip(prices, counting, strict=True)]
    if split_by is CartSplit.EQUALLY or not any(weights):
        return [int(one) for one in counting]
    return weights
