from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.breakdowns import ORDINARY
from qoo10model.carts import Cart, carts_of
from qoo10model.discounts import DiscountKind
from qoo10model.shares import CartSplit, shares_of
from tests.settlement_cases import off, paid
from tests.strategies import carts


def cart_of(*prices: int, cancelled: tuple[int, ...] = (), **shared: Any) -> Cart:
    """
    A cart of lines with *prices*; those at the places in *cancelled* are cancelled.
    """
    lines = (
        paid(
            price,
            order_no=at,
            cancelled_on=date(2026, 5, 12) if at in cancelled else None,
            shipping=shared.get("shipping", 0),
            discounts=off(DiscountKind.ITEM, price - shared["left"][at])
            if "left" in shared
            else (),
        )
        for at, price in enumerate(prices)
    )
    (cart,) = carts_of(lines)
    return Cart(
        cart.shop,
        cart.cart_no,
        cart.lines,
        shared.get("shipping", 0),
        shared.get("seller", 0),
        shared.get("qoo10", 0),
    )


# prices, cancelled, shipping by amount, equally, on the first line
@pytest.mark.parametrize(
    ("cart", "by_amount", "equally", "first"),
    [
        (cart_of(500, 1_000, shipping=301), (100, 201), (151, 150), (301, 0)),
        (cart_of(1, 1, 1, shipping=100), (34, 33, 33), (34, 33, 33), (100, 0, 0)),
        (cart_of(0, 1_000, shipping=300), (0, 300), (150, 150), (300, 0)),
        (cart_of(0, 0, shipping=301), (151, 150), (151, 150), (301, 0)),
        (cart_of(1_000, shipping=300), (300,), (300,), (300,)),
        # A cancelled line is not sent, so the others have the shipping.
        (
            cart_of(500, 1_000, 500, cancelled=(0,), shipping=300),
            (0, 200, 100),
            (0, 150, 150),
            (0, 300, 0),
        ),
        (cart_of(500, 0, cancelled=(0,), shipping=300), (0, 300), (0, 300), (0, 300)),
        # Where all are cancelled, all had been sent or none.
        (cart_of(500, 1_000, cancelled=(0, 1), shipping=301), (100, 201), (151, 150), (301, 0)),
    ],
)
def test_shipping_goes_to_what_is_sent(
    cart: Cart, by_amount: tuple[int, ...], equally: tuple[int, ...], first: tuple[int, ...]
) -> None:
    """
    Shipping is split by price, evenly, or all to the first line, among the lines that are sent.
    """
    ways = {
        CartSplit.BY_AMOUNT: by_amount,
        CartSplit.EQUALLY: equally,
        CartSplit.FIRST_LINE: first,
    }
    for way, expected in ways.items():
        assert tuple(share.shipping for share in shares_of(cart, way)) == expected


def test_discounts_are_borne_by_cancelled_lines_too() -> None:
    """
    The part of a discount that was a cancelled line's goes with it.
    """
    shares = shares_of(cart_of(500, 1_000, cancelled=(0,), qoo10=300), CartSplit.BY_AMOUNT)

    assert [share.discount_qoo10 for share in shares] == [100, 200]


def test_no_line_bears_more_than_is_left_of_it() -> None:
    """
    A line whose price is discounted already has a part of what is left of it.
    """
    # 1,000 each; 100 are left of the first. 550 of 1,100: half of what is left of each.
    shares = shares_of(cart_of(1_000, 1_000, left=(100, 1_000), seller=550), CartSplit.BY_AMOUNT)

    assert [share.discount_seller for share in shares] == [50, 500]


def test_both_discounts_together_fit_the_lines() -> None:
    """
    Two lines of one yen with a yen off by each side: each line bears one of them.
    """
    shares = shares_of(cart_of(1, 1, seller=1, qoo10=1), CartSplit.BY_AMOUNT)

    assert [(one.discount_seller, one.discount_qoo10) for one in shares] == [(1, 0), (0, 1)]


def test_discounts_above_the_prices_are_still_split() -> None:
    """
    What is more than the lines cost is split as well; settling refuses it.
    """
    shares = shares_of(cart_of(10, 10, seller=30, qoo10=5), CartSplit.BY_AMOUNT)

    assert [one.discount_seller for one in shares] == [15, 15]
    assert sum(one.discount_qoo10 for one in shares) == 5


def test_a_cart_that_shares_nothing_leaves_its_lines_alone() -> None:
    """
    Without shipping and cart discounts each line is settled as it is.
    """
    assert shares_of(cart_of(1, 2), CartSplit.BY_AMOUNT) == (ORDINARY, ORDINARY)


@pytest.mark.parametrize("wrong", [None, "BY_AMOUNT", 1, CartSplit])
def test_a_way_that_is_none_is_a_mistake(wrong: Any) -> None:
    """
    A text in place of a `CartSplit` would silently mean something else.
    """
    with pytest.raises(InvalidTypeError, match="CartSplit such as"):
        shares_of(cart_of(1, 2), wrong)


@given(carts(), st.sampled_from(CartSplit), st.integers(0, 10_000), st.integers(0, 10_000))
def test_splitting_loses_no_yen(lines: Any, way: CartSplit, seller: int, qoo10: int) -> None:
    """
    The parts of a cart's amounts sum to them, whatever the way, and none is negative.
    """
    (cart,) = carts_of(lines)
    cart = Cart(cart.shop, cart.cart_no, cart.lines, cart.shipping, seller, qoo10)

    shares = shares_of(cart, way)

    assert len(shares) == len(lines)
    assert sum(share.shipping for share in shares) == cart.shipping
    assert sum(share.discount_seller for share in shares) == seller
    assert sum(share.discount_qoo10 for share in shares) == qoo10
    for share in shares:
        assert min(share.shipping, share.discount_seller, share.discount_qoo10) >= 0


@given(carts(), st.data())
def test_no_line_is_split_more_than_it_costs(lines: Any, data: st.DataObject) -> None:
    """
    As long as both discounts fit the cart, each line's part of them fits the line.
    """
    left = sum(line.gross - line.discount for line in lines)
    seller = data.draw(st.integers(0, left))
    qoo10 = data.draw(st.integers(0, left - seller))
    (cart,) = carts_of(lines)
    cart = Cart(cart.shop, cart.cart_no, cart.lines, 0, seller, qoo10)

    for line, share in zip(lines, shares_of(cart, CartSplit.BY_AMOUNT), strict=True):
        assert share.discount_seller + share.discount_qoo10 <= line.gross - line.discount
