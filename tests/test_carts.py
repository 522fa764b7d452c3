from __future__ import annotations

import copy
import pickle

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Severity
from qoo10model.carts import Cart, carts_of
from qoo10model.orders import OrderLine
from tests.strategies import carts, lines


def line(order_no: int = 1, **facts: Any) -> OrderLine:
    """
    A line of cart 9, 500 yen, with *facts* beside or instead.
    """
    return OrderLine(
        **{
            "order_no": order_no,
            "cart_no": 9,
            "item_code": "A",
            "unit_price": 500,
            "quantity": 1,
            **facts,
        }
    )


def rows(name: str, *amounts: int | None) -> tuple[OrderLine, ...]:
    """
    Rows of cart 9 whose fact *name* has these amounts.
    """
    return tuple(line(number, **{name: amount}) for number, amount in enumerate(amounts, 1))


def codes(cart: Cart) -> list[str]:
    """
    What the findings of *cart* are about.
    """
    return [finding.code for finding in cart.findings]


# Which lines are a cart


def test_nothing_is_no_cart() -> None:
    """
    Without lines there are no carts.
    """
    assert carts_of(()) == ()
    assert carts_of(iter(())) == ()


def test_lines_of_one_cart_number_are_one_cart() -> None:
    """
    Lines of one shop and cart number stay together in their order, wherever they stand.
    """
    first, second, other = line(2), line(1), line(3, cart_no=10)
    nine, ten = carts_of([first, other, second])
    assert (nine.cart_no, nine.lines) == (9, (first, second))
    assert (ten.cart_no, ten.lines) == (10, (other,))


def test_two_shops_may_have_one_cart_number() -> None:
    """
    A cart is known by shop and number, so that nothing of two shops is mixed.
    """
    a, b = line(1, shop="shop-a", shipping=300), line(2, shop="shop-b", shipping=500)
    in_a, in_b = carts_of((a, b))
    assert (in_a.key, in_a.lines, in_a.shipping) == (("shop-a", 9), (a,), 300)
    assert (in_b.key, in_b.lines, in_b.shipping) == (("shop-b", 9), (b,), 500)
    assert in_a.findings == in_b.findings == ()


def test_the_sample_cart_has_one_shipping_fee() -> None:
    """
    Two rows of one cart that both say 500 yen of shipping, as in the API's replies, cost 500 once.
    """
    facts = {"shipping": 500, "related": (1_000_000_002, 1_000_000_003), "cart_no": 900_000_002}
    cart = carts_of((line(1_000_000_002, **facts), line(1_000_000_003, **facts)))[0]
    assert (len(cart.lines), cart.shipping, cart.findings) == (2, 500, ())


# What a cart shares


@pytest.mark.parametrize(
    "amounts, counted, found",
    [
        ((0,), 0, []),
        ((500,), 500, []),
        ((0, 0), 0, []),
        ((500, 500, 500), 500, []),
        ((500, 0), 500, ["carts.shipping_differs"]),
        ((0, 500), 500, ["carts.shipping_differs"]),
        ((300, 500, 400), 500, ["carts.shipping_differs"]),
        ((None,), 0, []),
        ((None, None), 0, []),
        ((None, 500), 500, []),
        ((500, None, 500), 500, []),
        ((None, 0), 0, []),
    ],
)
def test_shipping_is_counted_once(
    amounts: tuple[int | None, ...], counted: int, found: list[str]
) -> None:
    """
    Every row repeats the fee of the cart; rows that differ are a finding, and the highest counts.
    """
    cart = carts_of(rows("shipping", *amounts))[0]
    assert (cart.shipping, codes(cart)) == (counted, found)


@pytest.mark.parametrize(
    "amounts, counted, found",
    [
        ((0,), 0, []),
        ((300,), 300, []),
        ((0, 0, 0), 0, []),
        # On one row alone it is the cart's, wherever it stands.
        ((300, 0), 300, []),
        ((0, 0, 300), 300, []),
        # On each row alike it is counted once, and said.
        ((300, 300), 300, ["carts.amount_repeated"]),
        ((1, 1, 1), 1, ["carts.amount_repeated"]),
        # On some rows, or unlike, it is the rows' own, and said.
        ((300, 300, 0), 600, ["carts.amount_differs"]),
        ((300, 200), 500, ["carts.amount_differs"]),
        ((100, 0, 200), 300, ["carts.amount_differs"]),
    ],
)
@pytest.mark.parametrize("side", ["seller", "qoo10"])
def test_a_cart_discount_is_counted_once(
    side: str, amounts: tuple[int, ...], counted: int, found: list[str]
) -> None:
    """
    A cart discount that every row repeats is a finding, not a sum; on one row it is the cart's.
    """
    cart = carts_of(rows(f"cart_discount_{side}", *amounts))[0]
    both = {"seller": cart.discount_seller, "qoo10": cart.discount_qoo10}
    assert both.pop(side) == counted
    assert set(both.values()) == {0}
    assert codes(cart) == found


def test_both_cart_discounts_are_apart() -> None:
    """
    The seller's part and Qoo10's part of a cart discount are two amounts.
    """
    cart = carts_of((line(1, cart_discount_seller=100, cart_discount_qoo10=300), line(2)))[0]
    assert (cart.discount_seller, cart.discount_qoo10, cart.findings) == (100, 300, ())


@pytest.mark.parametrize(
    "facts, related, found",
    [
        ({"shipping": 500}, (1, 2), ["carts.incomplete"]),
        ({"shipping": 500}, (2,), ["carts.incomplete"]),
        ({"cart_discount_seller": 1}, (2,), ["carts.incomplete"]),
        ({"cart_discount_qoo10": 1}, (2,), ["carts.incomplete"]),
        # Nothing is shared, or everybody named is here.
        ({}, (1, 2), []),
        ({"shipping": 500}, (1,), []),
        ({"shipping": 500}, (), []),
    ],
)
def test_a_cart_may_be_incomplete(
    facts: dict[str, int], related: tuple[int, ...], found: list[str]
) -> None:
    """
    Where orders that a row names are not here, what the cart shares falls on those that are.
    """
    cart = carts_of((line(1, related=related, **facts),))[0]
    assert codes(cart) == found
    assert (cart.shipping, cart.discount_seller, cart.discount_qoo10) == (
        facts.get("shipping", 0),
        facts.get("cart_discount_seller", 0),
        facts.get("cart_discount_qoo10", 0),
    )


@pytest.mark.parametrize(
    "lines_, severity, en, ja",
    [
        (
            rows("shipping", 1_500, 300),
            Severity.WARNING,
            "cart 9: shipping differs between its rows (1,500 / 300); the highest, 1,500 yen, is used",
            "カート9: 送料が行ごとに異なる（1,500 / 300）。最大の1,500円を使った",
        ),
        (
            rows("cart_discount_seller", 1_000, 1_000),
            Severity.WARNING,
            (
                "cart 9: the seller's cart discount of 1,000 yen stands on all 2 rows and is counted "
                "once; were it one a row, the cart would have 2,000 yen"
            ),
            "カート9: カート割引（販売者負担）1,000円が2行すべてにあり、1回だけ数えた。行ごとの額なら計2,000円",
        ),
        (
            rows("cart_discount_qoo10", 1_000, 500),
            Severity.WARNING,
            (
                "cart 9: Qoo10's cart discount differs between its rows (1,000 / 500); "
                "the sum of 1,500 yen is used"
            ),
            "カート9: カート割引（Qoo10負担）が行ごとに異なる（1,000 / 500）。合計1,500円を使った",
        ),
        (
            (line(1, shop="shop-a", shipping=500, related=(1, 3, 2)),),
            Severity.ADVICE,
            (
                "cart shop-a 9: its rows name orders that are not here (2, 3); "
                "what the cart shares is counted on the lines that are"
            ),
            "カートshop-a 9: 関連注文（2, 3）が含まれていない。カート共通の金額は手元の行で数えた",
        ),
    ],
)
def test_a_finding_names_cart_and_yen(
    lines_: tuple[OrderLine, ...], severity: Severity, en: str, ja: str
) -> None:
    """
    What is odd about a cart is said in English and Japanese, with its number and, if any, its shop.
    """
    (finding,) = carts_of(lines_)[0].findings
    assert (finding.severity, finding.text.en, finding.text.ja) == (severity, en, ja)


# Properties


@given(st.lists(lines(), max_size=8))
def test_no_line_is_lost_and_the_order_stays(many: list[OrderLine]) -> None:
    """
    Every line is in exactly one cart; carts come by their first line, and lines keep their order.
    """
    found = carts_of(many)
    assert len(found) == len({cart.key for cart in found})
    assert [cart.key for cart in found] == list(dict.fromkeys((o.shop, o.cart_no) for o in many))
    for cart in found:
        mine = [one for one in many if (one.shop, one.cart_no) == cart.key]
        assert [id(one) for one in cart.lines] == [id(one) for one in mine]
    assert sum(len(cart.lines) for cart in found) == len(many)


@given(carts(), carts(shop="shop-b"), carts(cart_no=5), st.randoms())
def test_carts_do_not_depend_on_each_other(
    a: tuple[OrderLine, ...], b: tuple[OrderLine, ...], c: tuple[OrderLine, ...], chance: Any
) -> None:
    """
    A cart is the same whatever other carts its rows stand between.
    """
    mixed = [*a, *b, *c]
    chance.shuffle(mixed)
    for cart in carts_of(mixed):
        alone = carts_of([one for one in mixed if one in cart.lines])
        assert alone == (cart,)


@given(carts())
def test_what_a_platform_repeats_counts_once(rows_: tuple[OrderLine, ...]) -> None:
    """
    Shipping and discount of a cart as the platform gives it, on each row, are those of one row.
    """
    cart = carts_of(rows_)[0]
    assert cart.shipping == rows_[0].shipping
    assert cart.discount_qoo10 == rows_[0].cart_discount_qoo10
    repeated = len(rows_) > 1 and cart.discount_qoo10 > 0
    assert codes(cart) == ["carts.amount_repeated"] * repeated


@given(st.lists(lines(), min_size=1, max_size=8))
def test_a_cart_counts_between_one_row_and_all(many: list[OrderLine]) -> None:
    """
    What a cart shares is at least the highest of its rows and at most their sum.
    """
    for cart in carts_of(many):
        for name, amount in (
            ("shipping", cart.shipping),
            ("cart_discount_seller", cart.discount_seller),
            ("cart_discount_qoo10", cart.discount_qoo10),
        ):
            given_ = [getattr(one, name) for one in cart.lines]
            assert max(given_) <= amount <= sum(given_)


@given(carts())
def test_a_cart_is_a_value(rows_: tuple[OrderLine, ...]) -> None:
    """
    A cart survives pickling and copying, and equal ones have one hash.
    """
    cart = carts_of(rows_)[0]
    again = pickle.loads(pickle.dumps(cart))
    assert again == copy.deepcopy(cart) == cart
    assert hash(again) == hash(cart)


def test_a_cart_is_frozen() -> None:
    """
    No field of a cart can be set.
    """
    cart = carts_of((line(),))[0]
    for field in attrs.fields(Cart):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(cart, field.name, None)


def test_many_rows_are_put_together() -> None:
    """
    A hundred thousand rows in carts of four become 25,000 carts.
    """
    paid = datetime(2026, 6, 1, tzinfo=UTC)
    found = carts_of(OrderLine(n, n // 4, "A", 500, 1, paid, shipping=300) for n in range(100_000))
    assert len(found) == 25_000
    assert {len(cart.lines) for cart in found} == {4}
    assert sum(cart.shipping for cart in found) == 25_000 * 300


@pytest.mark.parametrize("wrong", [None, 7, ({"buyer": "架空 太郎"},), ("a row",)])
def test_what_is_no_line_is_a_mistake(wrong: Any) -> None:
    """
    Rows that were not read yet are refused, and the error shows nothing of them.
    """
    with pytest.raises(InvalidTypeError, match="lines must be OrderLine values") as refused:
        carts_of(wrong)
    assert "架空" not in str(refused.value)
