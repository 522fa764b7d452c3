from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import tomllib

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import discounts as module
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    RuleUndecidedError,
)
from qoo10model.basics.money import Rate, Rounding
from qoo10model.discounts import (
    SELLER_KINDS,
    SHARED_KINDS,
    Discount,
    DiscountKind,
    mega_po,
    mega_po_points,
    mega_wari,
    part_taker,
    seller_part,
    shop_coupon,
)
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN
from qoo10model.rules.discounts import CouponGrain, OddYen
from tests.strategies import amounts, days, discounts, grains, odd_yens, prices, quantities, rates


if TYPE_CHECKING:
    from collections.abc import Callable

WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "discounts.toml").read_text(encoding="utf-8")
)
MEGA_WARI_DAY = date(2026, 5, 30)
MEGA_PO_DAY = date(2026, 8, 3)
TEN = Rate.percent("10")
HALF = Rate.percent("50")
PER_LINE = JAPAN.with_reading("discounts.coupon_grain", CouponGrain.LINE)
ODD_YEN_QOO10 = JAPAN.with_reading("discounts.odd_yen", OddYen.QOO10)

COUPONS: dict[str, Callable[..., Discount]] = {"mega_wari": mega_wari, "mega_po": mega_po}


def worked(table: str) -> list[Any]:
    """
    The cases of *table*, called by their working.
    """
    return [pytest.param(case, id=case["working"]) for case in WORKED[table]]


# Cases worked by hand


@pytest.mark.parametrize("case", worked("coupon"))
def test_a_coupon_and_its_halves_are_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    The coupon of an event, the seller's part of it and Qoo10's are the yen that were worked out.
    """
    quantity = case.get("quantity", 1)
    coupon = COUPONS[case["of"]](case["unit_price"], on=case["day"], quantity=quantity)
    seller = seller_part(coupon.kind, coupon.amount, on=case["day"], quantity=quantity)
    assert coupon.kind is DiscountKind[case["of"].upper()]
    assert (coupon.amount, seller) == (case["amount"], case["seller"])
    assert coupon.amount - seller == case["qoo10"]


@pytest.mark.parametrize("case", worked("points"))
def test_points_and_their_halves_are_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    The points of mega-po, the seller's part of them and Qoo10's are the yen that were worked out.
    """
    day, quantity = case["day"], case.get("quantity", 1)
    points = mega_po_points(case["price_after_coupons"], on=day, quantity=quantity)
    seller = seller_part(DiscountKind.MEGA_PO, points, on=day, quantity=quantity)
    assert (points, seller, points - seller) == (case["amount"], case["seller"], case["qoo10"])


@pytest.mark.parametrize("case", worked("mega_po_total"))
def test_a_mega_po_costs_the_seller_what_was_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Half of the coupon and half of the points: 9.5 % of a round price since April 2024, 10 % before.
    """
    day, price = case["day"], case["price"]
    coupon = mega_po(price, on=day).amount
    points = mega_po_points(price - coupon, on=day)
    parts = [seller_part(DiscountKind.MEGA_PO, part, on=day) for part in (coupon, points)]
    assert sum(parts) == case["seller"]


@pytest.mark.parametrize("table", ["coupon", "points", "mega_po_total"])
def test_worked_cases_name_their_source(table: str) -> None:
    """
    Every worked case rests on a source that the rules know.
    """
    assert {case["source"] for case in WORKED[table]} <= set(sources.__all__)


def test_two_coupons_are_taken_of_the_same_price_and_added() -> None:
    """
    Mega-po and a shop coupon of 10 % on 2,980 yen: 298 each, 2,384 paid, 238 points, 2,146 in effect.
    """
    event, shop = mega_po(2_980, on=MEGA_PO_DAY), shop_coupon(2_980, TEN, on=MEGA_PO_DAY)
    paid = 2_980 - event.amount - shop.amount
    points = mega_po_points(paid, on=MEGA_PO_DAY)
    assert (event.amount, shop.amount, paid, points) == (298, 298, 2_384, 238)
    assert paid - points == 2_146


@pytest.mark.parametrize(
    "unit_price, rate, quantity, amount",
    [
        (2_984, "10", 1, 298),  # 298.4
        (2_985, "10", 1, 299),  # 298.5
        (2_985, "10", 2, 598),  # 299 a unit
        (1, "49", 1, 0),
        (1, "50", 1, 1),
        (1_000, "0", 3, 0),
        (1_000, "100", 3, 3_000),
        (0, "10", 1, 0),
        (999, "33.3", 1, 333),  # 332.667
    ],
)
def test_a_shop_coupon(unit_price: int, rate: str, quantity: int, amount: int) -> None:
    """
    A shop coupon is its rate of a unit's price, to the nearest yen, half up, times the quantity.
    """
    coupon = shop_coupon(unit_price, Rate.percent(rate), on=MEGA_PO_DAY, quantity=quantity)
    assert coupon == Discount(DiscountKind.SHOP_COUPON, amount)


# Open rules and what-ifs


@pytest.mark.parametrize(
    "unit_price, quantity, per_unit, per_line",
    [
        (2_948, 1, 590, 590),
        (2_948, 2, 1_180, 1_179),  # 589.6 each; 1,179.2
        (2_948, 3, 1_770, 1_769),  # 1,768.8
        (2_952, 2, 1_180, 1_181),  # 590.4 each; 1,180.8
        (2_950, 4, 2_360, 2_360),
    ],
)
def test_the_grain_of_a_coupon(
    unit_price: int, quantity: int, per_unit: int, per_line: int
) -> None:
    """
    A coupon is rounded on each unit, or once on the line where the rule book says so.
    """
    of_units = mega_wari(unit_price, on=MEGA_WARI_DAY, quantity=quantity)
    of_line = mega_wari(unit_price, on=MEGA_WARI_DAY, quantity=quantity, rules=PER_LINE)
    assert (of_units.amount, of_line.amount) == (per_unit, per_line)


@pytest.mark.parametrize(
    "amount, quantity, per_unit, per_line",
    [
        (591, 1, 296, 296),
        (1_182, 2, 592, 591),  # 591 a unit: 296 each
        (1_180, 2, 590, 590),
        (7, 3, 4, 4),  # 3 + 2 + 2: 2 + 1 + 1
        (5, 4, 4, 3),  # 2 + 1 + 1 + 1: 1 each
        (0, 5, 0, 0),
    ],
)
def test_the_grain_of_a_half(amount: int, quantity: int, per_unit: int, per_line: int) -> None:
    """
    The odd yen falls on each unit, or once on the line where the rule book says so.
    """
    kind = DiscountKind.MEGA_WARI
    assert seller_part(kind, amount, on=MEGA_WARI_DAY, quantity=quantity) == per_unit
    line = seller_part(kind, amount, on=MEGA_WARI_DAY, quantity=quantity, rules=PER_LINE)
    assert line == per_line


@pytest.mark.parametrize(
    "amount, quantity, seller, qoo10",
    [(591, 1, 296, 295), (590, 1, 295, 295), (1_182, 2, 592, 590)],
)
def test_the_odd_yen(amount: int, quantity: int, seller: int, qoo10: int) -> None:
    """
    The odd yen of a half is the seller's, or Qoo10's where the rule book says so.
    """
    kind = DiscountKind.MEGA_WARI
    assert seller_part(kind, amount, on=MEGA_WARI_DAY, quantity=quantity) == seller
    other = seller_part(kind, amount, on=MEGA_WARI_DAY, quantity=quantity, rules=ODD_YEN_QOO10)
    assert other == qoo10


@pytest.mark.parametrize(
    "unit_price, quantity, capped, free",
    [
        (49_997, 1, 9_999, 9_999),  # 9,999.4
        (49_998, 1, 10_000, 10_000),  # 9,999.6
        (50_000, 1, 10_000, 10_000),
        (50_002, 1, 10_000, 10_000),  # 10,000.4
        (50_003, 1, 10_000, 10_001),  # 10,000.6
        (60_000, 1, 10_000, 12_000),
        (30_000, 2, 10_000, 12_000),
        (25_000, 2, 10_000, 10_000),
    ],
)
def test_the_cap_of_the_mega_wari_coupon(
    unit_price: int, quantity: int, capped: int, free: int
) -> None:
    """
    Under a cap of 10,000 yen no line has a larger mega-wari coupon; without one it is 20 % of all.
    """
    for cap, amount in ((10_000, capped), (None, free)):
        rules = JAPAN.with_reading("events.mega_wari_cap", cap)
        coupon = mega_wari(unit_price, on=MEGA_WARI_DAY, quantity=quantity, rules=rules)
        assert coupon.amount == amount


@pytest.mark.parametrize(
    "rule, price, up, down",
    [
        ("events.mega_wari_rounding", 2_948, 590, 589),
        ("events.mega_po_rounding", 2_985, 299, 298),
        ("discounts.shop_coupon_rounding", 2_985, 299, 298),
    ],
)
def test_the_rounding_of_a_coupon(rule: str, price: int, up: int, down: int) -> None:
    """
    A coupon goes to the nearest yen, or down where the rule book says so.
    """
    makers: dict[str, Callable[..., Discount]] = {
        "events.mega_wari_rounding": mega_wari,
        "events.mega_po_rounding": mega_po,
        "discounts.shop_coupon_rounding": lambda price, **how: shop_coupon(price, TEN, **how),
    }
    floored = JAPAN.with_reading(rule, Rounding.DOWN)
    assert makers[rule](price, on=MEGA_PO_DAY).amount == up
    assert makers[rule](price, on=MEGA_PO_DAY, rules=floored).amount == down


def test_points_are_rounded_as_the_coupon() -> None:
    """
    Points of 238.5 are 239, and 238 where the rule book rounds down.
    """
    floored = JAPAN.with_reading("events.mega_po_rounding", Rounding.DOWN)
    assert mega_po_points(2_385, on=MEGA_PO_DAY) == 239
    assert mega_po_points(2_385, on=MEGA_PO_DAY, rules=floored) == 238


def test_a_share_can_be_assumed() -> None:
    """
    Were 30 % of a mega-wari coupon the seller's, he would bear 177 yen of 590.
    """
    share = JAPAN.discounts.seller_share[DiscountKind.MEGA_WARI]
    thirty = JAPAN.replacing(share.with_value(Rate.percent("30"), since=date(2026, 1, 1)))
    assert seller_part(DiscountKind.MEGA_WARI, 590, on=MEGA_WARI_DAY, rules=thirty) == 177


# Who bears what


@pytest.mark.parametrize("kind", SELLER_KINDS)
def test_the_seller_bears_his_own_discounts(kind: DiscountKind) -> None:
    """
    An item discount, a time sale, a group buy, a shop coupon: all of it is the seller's.
    """
    assert seller_part(kind, 591, on=MEGA_WARI_DAY) == 591


def test_qoo10_bears_its_cart_coupon() -> None:
    """
    Of a cart coupon of Qoo10's the seller bears nothing.
    """
    assert seller_part(DiscountKind.CART_COUPON, 591, on=MEGA_WARI_DAY) == 0


def test_every_kind_has_one_owner() -> None:
    """
    A kind is the seller's, shared, Qoo10's or unknown, and none is two of these.
    """
    others = (DiscountKind.CART_COUPON, DiscountKind.UNATTRIBUTED)
    assert sorted(k.name for k in (*SELLER_KINDS, *SHARED_KINDS, *others)) == sorted(
        k.name for k in DiscountKind
    )


def test_a_discount_of_unknown_kind_has_no_owner() -> None:
    """
    Asked who bears it, the library names the kinds it may be.
    """
    with pytest.raises(
        RuleUndecidedError, match=r"whose is the discount\? Possible: item discount"
    ):
        seller_part(DiscountKind.UNATTRIBUTED, 600, on=MEGA_WARI_DAY)


# Days before the rules


@pytest.mark.parametrize(
    "maker, first",
    [
        (mega_wari, date(2018, 9, 1)),
        (mega_po, date(2023, 4, 1)),
        (mega_po_points, date(2023, 4, 1)),
    ],
)
def test_before_the_first_event_nothing_is_known(maker: Callable[..., object], first: date) -> None:
    """
    From the first day on there is an answer; the day before, the rule is not known.
    """
    maker(1_000, on=first)
    with pytest.raises(RuleNotKnownError, match="is not known before"):
        maker(1_000, on=date.fromordinal(first.toordinal() - 1))


# Properties


@given(rates, odd_yens, grains, st.integers(-2_000_000, 2_000_000), quantities)
def test_the_parts_sum_to_the_amount(
    share: Rate, odd_yen: OddYen, grain: CouponGrain, amount: int, quantity: int
) -> None:
    """
    The seller's part and Qoo10's are both within the amount, and a refund mirrors a sale.
    """
    take = part_taker(share, odd_yen, grain)
    seller = take(amount, quantity)
    qoo10 = amount - seller
    assert seller + qoo10 == amount
    assert 0 <= abs(seller) <= abs(amount)
    assert 0 <= abs(qoo10) <= abs(amount)
    assert take(-amount, quantity) == -seller


@given(rates, odd_yens, grains, amounts, quantities)
def test_a_part_is_its_share_to_the_yen(
    share: Rate, odd_yen: OddYen, grain: CouponGrain, amount: int, quantity: int
) -> None:
    """
    A part is less than one yen a rounding away from its exact share, above it for the seller.
    """
    part = part_taker(share, odd_yen, grain)(amount, quantity)
    off = part - share.fraction * amount
    roundings = quantity if grain is CouponGrain.UNIT else 1
    assert abs(off) < roundings
    assert off >= 0 if odd_yen is OddYen.SELLER else off <= 0


@given(grains, amounts, quantities)
def test_the_odd_yen_is_at_most_one_a_unit(grain: CouponGrain, amount: int, quantity: int) -> None:
    """
    Halved either way, the seller's part differs by the odd yen: at most one a unit, one a line.
    """
    seller, qoo10 = (part_taker(HALF, odd_yen, grain)(amount, quantity) for odd_yen in OddYen)
    odd = seller - qoo10
    assert 0 <= odd <= (quantity if grain is CouponGrain.UNIT else 1)
    assert odd % 2 == amount % 2


@given(
    st.sampled_from([k for k in DiscountKind if k is not DiscountKind.UNATTRIBUTED]),
    amounts,
    quantities,
    days,
)
def test_nobody_bears_less_than_nothing(
    kind: DiscountKind, amount: int, quantity: int, day: date
) -> None:
    """
    The seller's part lies from 0 to the whole, all or nothing where the kind is not shared.
    """
    part = seller_part(kind, amount, on=day, quantity=quantity)
    assert 0 <= part <= amount
    assert kind in SHARED_KINDS or part in {0, amount}


@given(prices, st.integers(0, 5_000), quantities, days, st.sampled_from([JAPAN, PER_LINE]))
def test_a_coupon_rises_with_the_price(
    price: int, more: int, quantity: int, day: date, rules: Any
) -> None:
    """
    A dearer item has no smaller coupon and no fewer points, and no coupon exceeds its price.
    """
    how = {"on": day, "quantity": quantity, "rules": rules}
    makers: tuple[Callable[[int], int], ...] = (
        lambda unit: mega_wari(unit, **how).amount,
        lambda unit: mega_po(unit, **how).amount,
        lambda unit: shop_coupon(unit, TEN, **how).amount,
        lambda unit: mega_po_points(unit * quantity, **how),
    )
    for amount_of in makers:
        assert 0 <= amount_of(price) <= amount_of(price + more)
        assert amount_of(price) <= price * quantity


@given(prices, quantities, days)
def test_a_mega_po_leaves_something_to_pay(price: int, quantity: int, day: date) -> None:
    """
    Coupon and points of mega-po together stay within the caps and below the price.
    """
    coupon = mega_po(price, on=day, quantity=quantity).amount
    points = mega_po_points(price * quantity - coupon, on=day, quantity=quantity)
    assert coupon <= 10_000
    assert points <= 20_000
    assert coupon + points <= price * quantity


@given(prices, quantities, st.dates(date(2023, 4, 1), date(2024, 3, 31)))
def test_old_mega_po_gives_points_only(price: int, quantity: int, day: date) -> None:
    """
    Until March 2024 there is no coupon, on no price.
    """
    assert mega_po(price, on=day, quantity=quantity).amount == 0


@given(discounts)
def test_a_discount_is_a_value(discount: Discount) -> None:
    """
    A discount survives pickling, copying and its own repr, and equal ones have one hash.
    """
    again = eval(repr(discount), {"Discount": Discount, "DiscountKind": DiscountKind})
    assert pickle.loads(pickle.dumps(discount)) == copy.deepcopy(discount) == again == discount
    assert hash(again) == hash(discount)


def test_a_discount_is_frozen() -> None:
    """
    No field of a discount can be set.
    """
    discount = Discount(DiscountKind.ITEM, 100)
    for field in attrs.fields(Discount):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(discount, field.name, None)


# Bad input

NO_YEN = [
    1.0,
    0.1,
    True,
    False,
    Decimal(100),
    Fraction(100),
    "100",
    "１００",
    None,
    b"1",
    1j,
    (),
    [100],
]


@pytest.mark.parametrize("amount", NO_YEN)
def test_money_is_an_int(amount: Any) -> None:
    """
    Nothing but an int is money: every function that takes yen refuses the rest.
    """
    for use in (
        lambda: Discount(DiscountKind.ITEM, amount),
        lambda: mega_wari(amount, on=MEGA_WARI_DAY),
        lambda: mega_po(amount, on=MEGA_PO_DAY),
        lambda: mega_po(amount, on=date(2024, 3, 31)),
        lambda: mega_po_points(amount, on=MEGA_PO_DAY),
        lambda: shop_coupon(amount, TEN, on=MEGA_PO_DAY),
        lambda: seller_part(DiscountKind.ITEM, amount, on=MEGA_PO_DAY),
    ):
        with pytest.raises(InvalidTypeError, match="must be whole yen as int"):
            use()


@pytest.mark.parametrize("amount", [-1, -100, -(10**20)])
def test_money_is_not_negative(amount: int) -> None:
    """
    A discount takes off, so that a negative one is a mistake; so is a negative price.
    """
    for use in (
        lambda: Discount(DiscountKind.ITEM, amount),
        lambda: mega_wari(amount, on=MEGA_WARI_DAY),
        lambda: mega_po(amount, on=MEGA_PO_DAY),
        lambda: mega_po(amount, on=date(2024, 3, 31)),
        lambda: mega_po_points(amount, on=MEGA_PO_DAY),
        lambda: shop_coupon(amount, TEN, on=MEGA_PO_DAY),
        lambda: seller_part(DiscountKind.ITEM, amount, on=MEGA_PO_DAY),
    ):
        with pytest.raises(InvalidValueError, match="must be at least 0 yen"):
            use()


@pytest.mark.parametrize(
    "quantity, error",
    [
        (0, InvalidValueError),
        (-1, InvalidValueError),
        (1.0, InvalidTypeError),
        (True, InvalidTypeError),
        ("1", InvalidTypeError),
        (None, InvalidTypeError),
        (Decimal(1), InvalidTypeError),
    ],
)
def test_a_quantity_is_a_whole_number_from_one_on(quantity: Any, error: type[Exception]) -> None:
    """
    Half a unit, no unit and a unit as text are refused by every function that takes a quantity.
    """
    for use in (
        lambda: mega_wari(100, on=MEGA_WARI_DAY, quantity=quantity),
        lambda: mega_po(100, on=MEGA_PO_DAY, quantity=quantity),
        lambda: mega_po(100, on=date(2024, 3, 31), quantity=quantity),
        lambda: mega_po_points(100, on=MEGA_PO_DAY, quantity=quantity),
        lambda: shop_coupon(100, TEN, on=MEGA_PO_DAY, quantity=quantity),
        lambda: seller_part(DiscountKind.ITEM, 100, on=MEGA_PO_DAY, quantity=quantity),
    ):
        with pytest.raises(error, match="quantity must be"):
            use()


@pytest.mark.parametrize("kind", ["MEGA_WARI", "mega-wari", None, 1, DiscountKind, OddYen.SELLER])
def test_a_kind_is_a_discount_kind(kind: Any) -> None:
    """
    A kind is a member of `DiscountKind`, and the error says so.
    """
    for use in (
        lambda: Discount(kind, 100),
        lambda: seller_part(kind, 100, on=MEGA_WARI_DAY),
    ):
        with pytest.raises(InvalidTypeError, match=r"such as DiscountKind\.ITEM"):
            use()


@pytest.mark.parametrize(
    "rate, error",
    [
        (Rate.percent("100.01"), InvalidValueError),
        (Rate.percent("-1"), InvalidValueError),
        (Rate.percent("1000"), InvalidValueError),
        (0.1, InvalidTypeError),
        (10, InvalidTypeError),
        ("10 %", InvalidTypeError),
        (Fraction(1, 10), InvalidTypeError),
        (None, InvalidTypeError),
    ],
)
def test_the_rate_of_a_shop_coupon_lies_within_the_price(rate: Any, error: type[Exception]) -> None:
    """
    A shop coupon has a `Rate` from 0 to 100 %.
    """
    with pytest.raises(error, match="rate"):
        shop_coupon(1_000, rate, on=MEGA_PO_DAY)


@pytest.mark.parametrize("day", [datetime(2026, 8, 3, tzinfo=UTC), "2026-08-03", None, 20260803])
def test_a_day_is_a_date(day: Any) -> None:
    """
    The paid day is a date; a moment is asked for its Japanese day first.
    """
    for use in (
        lambda: mega_wari(100, on=day),
        lambda: mega_po(100, on=day),
        lambda: mega_po_points(100, on=day),
        lambda: shop_coupon(100, TEN, on=day),
        lambda: seller_part(DiscountKind.ITEM, 100, on=day),
    ):
        with pytest.raises(InvalidTypeError, match="on must be a date"):
            use()


# Names


def test_the_names_of_stacking_are_loaded_when_they_are_used() -> None:
    """
    Settling loads no rules of coupons; asked for `stack`, the module has it, and knows its names.
    """
    code = (
        "import sys\nfrom qoo10model import discounts, settlements\n"
        "print('qoo10model.stacking' in sys.modules, 'stack' in dir(discounts))\n"
        "discounts.stack\nprint('qoo10model.stacking' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True", "True"]


@pytest.mark.parametrize("name", module.__all__)
def test_every_name_is_there(name: str) -> None:
    """
    What the module lists, it has.
    """
    assert name in dir(module)
    assert getattr(module, name) is not None


def test_a_misspelt_name_is_an_error() -> None:
    """
    A name that the module does not have is no attribute of it.
    """
    name = "stacks"
    with pytest.raises(AttributeError, match="has no attribute 'stacks'"):
        getattr(module, name)
