from __future__ import annotations

import copy
import pickle

from datetime import date, datetime
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import WHOLE, ZERO, Rate
from qoo10model.basics.periods import JST, Span
from qoo10model.discounts import (
    CartCoupon,
    CartItem,
    CartStack,
    DiscountKind,
    ShopCoupon,
    stack,
    stack_cart,
)
from qoo10model.rules.book import JAPAN
from qoo10model.rules.coupons import Combining
from qoo10model.rules.discounts import OddYen
from qoo10model.shopcoupons import refusals
from tests.strategies import prices, quantities


MEGA_PO_DAY, NO_EVENT = date(2026, 8, 3), date(2026, 7, 20)
TEN = Rate.percent("10")
TWO = (CartItem(2_980), CartItem(1_000))


def codes(found: CartStack) -> list[str]:
    """
    The codes of what was refused.
    """
    return [finding.code for finding in found.refused]


# Sums


def test_a_cart_sums_its_lines_and_takes_the_cart_coupon_last() -> None:
    """
    Mega-po takes 298 and 100 off, points are 268 and 90; 500 yen of Qoo10's come off after that.
    """
    found = stack_cart(TWO, on=MEGA_PO_DAY, mega_po=True, cart_coupon=500)
    assert (found.gross, found.pays, found.coupon) == (3_980, 3_082, 500)
    # Half of 298 and of 100; the rest of them and the cart coupon are Qoo10's.
    assert (found.borne_by_seller, found.borne_by_qoo10) == (199, 699)
    assert (found.points, found.points_by_seller, found.points_by_qoo10) == (358, 179, 179)
    assert (found.effective_price, found.seller_cost) == (2_724, 378)
    # 500 × 2,682 / 3,582 = 374.4 and 125.6.
    assert found.parts == (374, 126)
    assert found.findings == ()
    assert str(found) == "pays 3,082 of 3,980 yen, 358 points"
    assert repr(found) == "<CartStack: pays 3,082 of 3,980 yen, 358 points>"


def test_an_item_may_stay_outside_the_event() -> None:
    """
    Only the item that takes part has the coupon and the points, the seller's own with them.
    """
    items = (CartItem(2_980), CartItem(1_000, in_event=False))
    found = stack_cart(items, on=MEGA_PO_DAY, mega_po=True, own_points=TEN)
    assert [line.pays for line in found.lines] == [2_682, 1_000]
    assert [line.points for line in found.lines] == [536, 0]


def test_items_have_sales_and_quantities() -> None:
    """
    Two units cut from 1,000 to 900 and one of 500 in a group buy at 450.
    """
    items = (
        CartItem(1_000, quantity=2, sale_price=900),
        CartItem(500, sale_price=450, sale=DiscountKind.GROUP_BUY),
    )
    found = stack_cart(items, on=NO_EVENT)
    assert (found.gross, found.pays, found.borne_by_seller) == (2_500, 2_250, 250)
    assert found.lines[1].ledger[0].kind is DiscountKind.GROUP_BUY


# Shop coupons count once a cart


def test_a_coupon_in_yen_counts_once_and_is_split() -> None:
    """
    400 yen on lines of 2,980 and 1,000: 299.497 and 100.503, the odd yen to the larger remainder.
    """
    found = stack_cart(TWO, on=NO_EVENT, shop_coupon=400)
    assert [line.ledger[0].amount for line in found.lines] == [299, 101]
    assert (found.pays, found.borne_by_seller) == (3_580, 400)


@pytest.mark.parametrize("cap, taken", [(397, 397), (398, 398), (399, 398), (0, 0)])
def test_a_cap_counts_once_a_cart(cap: int, taken: int) -> None:
    """
    10 % of both lines is 398 yen; a cap below that holds for both together.
    """
    found = stack_cart(TWO, on=NO_EVENT, shop_coupon=ShopCoupon(TEN, cap=cap))
    assert found.gross - found.pays == taken


@pytest.mark.parametrize("minimum, taken", [(3_980, True), (3_981, False)])
def test_a_smallest_order_is_asked_of_the_cart(minimum: int, taken: bool) -> None:
    """
    A coupon from 3,980 yen on counts in a cart of 3,980, although no line alone has it.
    """
    coupon = ShopCoupon(TEN, minimum_order=minimum)
    found = stack_cart(TWO, on=NO_EVENT, shop_coupon=coupon)
    assert (found.pays == 3_582) is taken
    assert codes(found) == ([] if taken else ["discounts.below_minimum"])


def test_a_capped_coupon_is_split_as_it_was_earned() -> None:
    """
    Of 298 and 100 yen a cap of 100 leaves 74.9 and 25.1, whatever an event left of each line.
    """
    items = (CartItem(2_980), CartItem(1_000, in_event=False))
    coupon = ShopCoupon(TEN, cap=100)
    found = stack_cart(items, on=MEGA_PO_DAY, mega_po=True, shop_coupon=coupon)
    assert [line.ledger[-1].amount for line in found.lines] == [75, 25]


@pytest.mark.parametrize("minimum, taken", [(1_900, True), (1_901, False)])
def test_the_smallest_order_is_asked_of_sale_prices(minimum: int, taken: bool) -> None:
    """
    Two lines of 1,000 yen, one of them in a sale at 900, are an order of 1,900.
    """
    items = (CartItem(1_000, sale_price=900), CartItem(1_000))
    found = stack_cart(items, on=NO_EVENT, shop_coupon=ShopCoupon(100, minimum_order=minimum))
    assert (found.pays == 1_800) is taken


def test_the_smallest_order_is_asked_before_coupons() -> None:
    """
    In mega-po the prices shown are asked, not what is left of them after the coupon.
    """
    coupon = ShopCoupon(100, minimum_order=3_980)
    found = stack_cart(TWO, on=MEGA_PO_DAY, mega_po=True, shop_coupon=coupon)
    assert (found.pays, codes(found)) == (3_482, [])


@pytest.mark.parametrize("amount, pays", [(3_980, 0), (3_981, 3_980)])
def test_a_coupon_above_the_cart_is_refused(amount: int, pays: int) -> None:
    """
    A coupon of all that is left is taken; one of a yen more is refused, once for the cart.
    """
    found = stack_cart(TWO, on=NO_EVENT, shop_coupon=amount)
    assert found.pays == pays
    assert codes(found) == ([] if pays == 0 else ["discounts.exceeds_price"])


def test_two_shop_coupons_where_the_book_allows_them() -> None:
    """
    10 % and 100 yen together take 398 and 100 off the cart.
    """
    added = JAPAN.with_reading("coupons.shop_with_shop", Combining.ADDED)
    alone = JAPAN.with_reading("coupons.shop_with_shop", Combining.NOT_TOGETHER)
    both = (TEN, ShopCoupon(100))
    assert stack_cart(TWO, on=NO_EVENT, shop_coupon=both, rules=added).pays == 3_482
    found = stack_cart(TWO, on=NO_EVENT, shop_coupon=both, rules=alone)
    assert (found.pays, codes(found)) == (3_582, ["discounts.not_together"])


def test_a_coupon_for_followers_is_said_once() -> None:
    """
    The advice of a coupon for followers stands once, not once a line.
    """
    found = stack_cart(TWO, on=NO_EVENT, shop_coupon=ShopCoupon(TEN, followers_only=True))
    assert [finding.code for finding in found.findings] == ["discounts.if_follower"]
    other = stack_cart(
        TWO, on=NO_EVENT, shop_coupon=ShopCoupon(TEN, followers_only=True), follower=False
    )
    assert (other.pays, codes(other)) == (3_980, ["discounts.followers_only"])


# Cart coupons


@pytest.mark.parametrize("minimum, coupon", [(3_980, 500), (3_981, 0)])
def test_a_cart_coupon_asks_for_a_smallest_order(minimum: int, coupon: int) -> None:
    """
    A cart coupon from 3,980 yen on applies at 3,980, and is refused at a yen less.
    """
    given = CartCoupon(500, minimum_order=minimum)
    found = stack_cart(TWO, on=NO_EVENT, cart_coupon=given)
    assert found.coupon == coupon
    assert codes(found) == ([] if coupon else ["discounts.below_minimum"])


@pytest.mark.parametrize("amount, coupon", [(3_980, 3_980), (3_981, 0)])
def test_a_cart_coupon_to_the_last_yen(amount: int, coupon: int) -> None:
    """
    A cart coupon of exactly the cart leaves 0 yen; one of a yen more is refused.
    """
    found = stack_cart(TWO, on=NO_EVENT, cart_coupon=amount)
    assert (found.coupon, sum(found.parts)) == (coupon, coupon)
    assert codes(found) == ([] if coupon else ["discounts.exceeds_price"])


def test_a_cart_coupon_holds_in_its_window() -> None:
    """
    A cart coupon of the evening does not apply at noon.
    """
    window = Span(datetime(2026, 7, 20, 17, 0, tzinfo=JST), datetime(2026, 7, 22, 0, 0, tzinfo=JST))
    noon = datetime(2026, 7, 20, 12, 0, tzinfo=JST)
    coupon = CartCoupon(500, window=window)
    found = stack_cart(TWO, on=NO_EVENT, cart_coupon=coupon, at=noon)
    assert (found.coupon, codes(found)) == (0, ["discounts.outside_window"])
    assert stack_cart(TWO, on=NO_EVENT, cart_coupon=coupon, at=window.start).coupon == 500


def test_a_cart_of_nothing_left() -> None:
    """
    Where a shop coupon of 100 % leaves nothing, no cart coupon fits, and its parts are 0 yen.
    """
    found = stack_cart(TWO, on=NO_EVENT, shop_coupon=WHOLE, cart_coupon=1)
    assert (found.pays, found.coupon, found.parts) == (0, 0, (0, 0))


def test_the_seller_may_bear_a_part_of_the_cart_coupon() -> None:
    """
    Were half of cart coupons the seller's, 250 of 500 yen would be his.
    """
    share = JAPAN.discounts.seller_share[DiscountKind.CART_COUPON]
    rules = JAPAN.replacing(share.with_value(Rate.percent("50"), since=date(2026, 1, 1)))
    found = stack_cart(TWO, on=NO_EVENT, cart_coupon=500, rules=rules)
    assert (found.borne_by_seller, found.borne_by_qoo10) == (250, 250)


def test_the_ledger_of_a_cart_sums_its_lines() -> None:
    """
    A time sale, the coupon of mega-po, one of the shop and the cart coupon, each once.
    """
    cart = (CartItem(2_980, sale_price=2_480), CartItem(1_000))
    found = stack_cart(cart, on=MEGA_PO_DAY, mega_po=True, shop_coupon=TEN, cart_coupon=500)
    assert [(s.kind.name, s.amount, s.by_seller, s.by_qoo10) for s in found.ledger] == [
        ("TIME_SALE", 500, 500, 0),
        ("MEGA_PO", 348, 174, 174),
        ("SHOP_COUPON", 348, 348, 0),
        ("CART_COUPON", 500, 0, 500),
    ]


def test_without_a_cart_coupon_the_ledger_has_none() -> None:
    """
    Two lines of 2,980 and 1,000 yen have only the coupon of mega-po, 298 and 100.
    """
    found = stack_cart((CartItem(2_980), CartItem(1_000)), on=MEGA_PO_DAY, mega_po=True)
    assert [(s.kind.name, s.amount, s.by_seller) for s in found.ledger] == [("MEGA_PO", 398, 199)]


def test_doubts_of_a_cart_are_those_of_the_whole() -> None:
    """
    Two odd halves in mega-wari: 2 yen on the two lines together, if the odd yen is Qoo10's.
    """
    cart = (CartItem(2_955), CartItem(2_965))
    found = stack_cart(cart, on=date(2026, 5, 30), mega_wari=True, shop_coupon=ShopCoupon(100))
    doubts = {doubt.rule: [a.net_change for a in doubt.alternatives] for doubt in found.doubts}
    assert doubts == {"discounts.odd_yen": [2]}
    assert found.under(JAPAN) == found
    other = JAPAN.with_reading("discounts.odd_yen", OddYen.QOO10)
    assert found.seller_cost - found.under(other).seller_cost == 2


# Properties

items = st.builds(CartItem, prices, quantities, in_event=st.booleans())
coupons = st.one_of(
    st.none(),
    st.integers(0, 100).map(Rate.percent),
    st.integers(0, 30_000),
    st.builds(ShopCoupon, st.integers(0, 100).map(Rate.percent), cap=st.integers(0, 5_000)),
)


@given(
    st.lists(items, min_size=1, max_size=4).map(tuple),
    coupons,
    st.integers(0, 30_000),
    st.booleans(),
)
def test_no_yen_of_a_cart_is_lost(
    cart: tuple[CartItem, ...], coupon: Any, cart_coupon: int, mega_po: bool
) -> None:
    """
    Buyer, seller and Qoo10 bear the cart together, and the parts of the cart coupon sum to it.
    """
    found = stack_cart(
        cart, on=MEGA_PO_DAY, mega_po=mega_po, shop_coupon=coupon, cart_coupon=cart_coupon
    )
    assert found.pays + found.borne_by_seller + found.borne_by_qoo10 == found.gross
    assert min(found.pays, found.borne_by_seller, found.borne_by_qoo10) >= 0
    assert found.points == found.points_by_seller + found.points_by_qoo10
    assert sum(found.parts) == found.coupon in {0, cart_coupon}
    for line, part in zip(found.lines, found.parts, strict=True):
        assert 0 <= part <= line.pays
    assert pickle.loads(pickle.dumps(found)) == copy.deepcopy(found) == found


@given(prices, quantities, st.integers(0, 100).map(Rate.percent), st.booleans())
def test_a_cart_of_one_line_is_that_line(
    price: int, quantity: int, rate: Rate, mega_po: bool
) -> None:
    """
    One line in a cart without a cart coupon is the line stacked alone.
    """
    found = stack_cart(
        (CartItem(price, quantity),), on=MEGA_PO_DAY, mega_po=mega_po, shop_coupon=rate
    )
    alone = stack(price, on=MEGA_PO_DAY, quantity=quantity, mega_po=mega_po, shop_coupon=(rate,))
    assert found.lines == (alone,)
    assert (found.pays, found.points) == (alone.pays, alone.points)


# Bad input


@pytest.mark.parametrize(
    "change, error",
    [
        ({"items": ()}, InvalidValueError),
        ({"items": (2_980,)}, InvalidTypeError),
        ({"cart_coupon": -1}, InvalidValueError),
        ({"cart_coupon": 1.0}, InvalidTypeError),
        ({"cart_coupon": None}, InvalidTypeError),
        ({"cart_coupon": TEN}, InvalidTypeError),
        ({"shop_coupon": 0.1}, InvalidTypeError),
        ({"shop_coupon": -1}, InvalidValueError),
        ({"shop_coupon": Rate.percent("101")}, InvalidValueError),
        ({"own_points": TEN}, InvalidValueError),
        ({"items": CartItem(1_000)}, InvalidTypeError),
        ({"items": None}, InvalidTypeError),
    ],
)
def test_carts_that_cannot_be_are_refused(change: dict[str, Any], error: type[Exception]) -> None:
    """
    An empty cart, items and coupons of another kind, and impossible amounts are mistakes.
    """
    with pytest.raises(error, match="got"):
        stack_cart(**{"items": TWO, "on": NO_EVENT, **change})


@pytest.mark.parametrize(
    "kind, facts, error",
    [
        (CartItem, {"price": 1.0}, InvalidTypeError),
        (CartItem, {"price": None}, InvalidTypeError),
        (CartItem, {"price": -1}, InvalidValueError),
        (CartItem, {"price": 1_000, "quantity": 0}, InvalidValueError),
        (CartItem, {"price": 1_000, "quantity": 1.5}, InvalidTypeError),
        (CartItem, {"price": 1_000, "quantity": True}, InvalidTypeError),
        (CartItem, {"price": 1_000, "sale_price": 1_001}, InvalidValueError),
        (CartItem, {"price": 1_000, "sale_price": -1}, InvalidValueError),
        (CartItem, {"price": 1_000, "sale_price": "900"}, InvalidTypeError),
        (
            CartItem,
            {"price": 1_000, "sale_price": 1, "sale": DiscountKind.MEGA_PO},
            InvalidTypeError,
        ),
        (CartItem, {"price": 1_000, "sale": "TIME_SALE"}, InvalidTypeError),
        (CartItem, {"price": 1_000, "in_event": 1}, InvalidTypeError),
        (CartItem, {"price": 1_000, "in_event": None}, InvalidTypeError),
        (ShopCoupon, {"value": -1}, InvalidValueError),
        (ShopCoupon, {"value": Rate.percent("100.5")}, InvalidValueError),
        (ShopCoupon, {"value": Rate.percent("-1")}, InvalidValueError),
        (ShopCoupon, {"value": 0.1}, InvalidTypeError),
        (ShopCoupon, {"value": True}, InvalidTypeError),
        (ShopCoupon, {"value": 300, "cap": 100}, InvalidValueError),
        (ShopCoupon, {"value": TEN, "cap": -1}, InvalidValueError),
        (ShopCoupon, {"value": TEN, "minimum_order": -1}, InvalidValueError),
        (ShopCoupon, {"value": TEN, "followers_only": 1}, InvalidTypeError),
        (ShopCoupon, {"value": TEN, "window": NO_EVENT}, InvalidTypeError),
        (CartCoupon, {"amount": -1}, InvalidValueError),
        (CartCoupon, {"amount": "500"}, InvalidTypeError),
        (CartCoupon, {"amount": 500, "minimum_order": -1}, InvalidValueError),
        (CartCoupon, {"amount": 500, "window": MEGA_PO_DAY}, InvalidTypeError),
    ],
)
def test_coupons_that_cannot_be_are_refused(
    kind: Any, facts: dict[str, Any], error: type[Exception]
) -> None:
    """
    A coupon has a rate within the price or whole yen, an item a price and units, all of its kind.
    """
    with pytest.raises(error, match="got"):
        kind(**facts)


@pytest.mark.parametrize(
    "coupon, total, error",
    [
        (300, 1_000, InvalidTypeError),
        (TEN, 1_000, InvalidTypeError),
        (ShopCoupon(300), "1000", InvalidTypeError),
        (ShopCoupon(300), 1_000.0, InvalidTypeError),
        (CartCoupon(300), None, InvalidTypeError),
        (CartCoupon(300), -1, InvalidValueError),
    ],
)
def test_what_refuses_is_asked_of_a_coupon_and_an_order(
    coupon: Any, total: Any, error: type[Exception]
) -> None:
    """
    Only a coupon asks for something, and an order comes to whole yen.
    """
    with pytest.raises(error, match="got"):
        refusals(coupon, total, on=NO_EVENT)


def test_coupons_are_values() -> None:
    """
    The repr of a coupon evaluates, and equal coupons have one hash.
    """
    coupon = ShopCoupon(TEN, minimum_order=3_000, cap=500, followers_only=True)
    again = eval(repr(coupon), {"ShopCoupon": ShopCoupon, "Rate": Rate})
    assert again == coupon
    assert hash(again) == hash(coupon)
    assert ShopCoupon(ZERO).value == ZERO
