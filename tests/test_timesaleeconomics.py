from __future__ import annotations

import itertools
import pickle
import tomllib

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleUndecidedError
from qoo10model.basics.money import Rate
from qoo10model.costbooks import CostBook
from qoo10model.costs import NO_TAX, AgencyFee, Basis, Cost, CostKind, Per, SalesBase, Tax
from qoo10model.linecosts import Method
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN
from qoo10model.rules.commissions import CommissionBase
from qoo10model.sellers import Commissions, Grade, Seller
from qoo10model.shopcoupons import ShopCoupon
from qoo10model.timesales import Offer, SaleEconomics, SalePrice, economics, slots_on


WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "timesales.toml").read_text(encoding="utf-8")
)["sale"]
EVENING = slots_on(date(2026, 7, 20))[2]
IN_MEGA_PO = slots_on(date(2026, 8, 3))[2]
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
NEW_YEAR = date(2026, 1, 1)
AFTER = JAPAN.with_reading("fees.commission_base", CommissionBase.AFTER_DISCOUNT)
BEFORE = JAPAN.with_reading("fees.commission_base", CommissionBase.LIST_PRICE)
OFFER = Offer("A", EVENING, displayed_price=2_980, sale_price=2_680, sku="TEA")


def goods(yen: int, *more: Cost | AgencyFee) -> CostBook:
    """
    A cost book with goods of *yen* a unit.
    """
    return CostBook((Cost(CostKind.GOODS, yen, Per.UNIT, since=NEW_YEAR, sku="TEA"), *more))


def found(offer: Offer = OFFER, costs: CostBook | None = None, **how: Any) -> SaleEconomics:
    """
    The economics of *offer* with goods of 1,300 yen, commission after the discount.
    """
    return economics(offer, SELLER, costs or goods(1_300), **{"rules": AFTER, **how})


def left_at(price: int, how: SaleEconomics) -> int:
    """
    What an order leaves at the sale price *price*, asked anew.
    """
    case = how.case
    again = economics(
        attrs.evolve(case.offer, sale_price=price),
        case.seller,
        case.costs,
        quantity=case.quantity,
        mega_wari=case.mega_wari,
        mega_po=case.mega_po,
        shop_coupon=case.shop_coupon,
        method=case.method,
        rules=case.rules,
    )
    left = again.inside.contribution
    assert left is not None
    return left


def gain(how: SaleEconomics, usual: Any, orders: Any, fee: int = 0) -> Fraction:
    """
    What a sale brings beside the usual orders, where the costs are known.
    """
    found = how.gain(usual, orders, fee=fee)
    assert found is not None
    return found


# Cases worked by hand


@pytest.mark.parametrize("case", [pytest.param(case, id=case["working"]) for case in WORKED])
def test_a_sale_pays_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    What an order leaves in and out of the sale, and the orders that make up for it.
    """
    offer = attrs.evolve(
        OFFER, displayed_price=case["displayed_price"], sale_price=case["sale_price"]
    )
    sale = found(offer, goods(case["cost"]), rules=BEFORE if case["before"] else AFTER)
    assert (sale.outside.contribution, sale.inside.contribution) == (
        case["outside"],
        case["inside"],
    )
    assert sale.cost_of_sale == case["outside"] - case["inside"]
    assert sale.orders_to_break_even(case["usual"]) == case.get("break_even")
    lift = Fraction(case["outside"], case["inside"]) if case["inside"] else None
    assert sale.break_even_lift == lift


def test_worked_cases_name_their_source() -> None:
    """
    Every worked case rests on a source that the rules know.
    """
    assert {case["source"] for case in WORKED} <= set(sources.__all__)


def test_without_a_choice_the_sale_is_refused() -> None:
    """
    Whether commission comes before or after the seller's discount is open, so nothing is invented.
    """
    with pytest.raises(RuleUndecidedError, match=r"fees\.commission_base"):
        economics(OFFER, SELLER, goods(1_300))


# Break-even


@pytest.mark.parametrize(
    "usual, fee, orders",
    [
        (10, 0, 13),
        (10, 585, 13),  # 13,520 + 585 is 13 orders of 1,085 to the yen
        (10, 586, 14),
        (0, 0, 0),
        (0, 3_000, 3),
        (Fraction(7, 2), 0, 5),
    ],
)
def test_orders_to_break_even(usual: Any, fee: int, orders: int) -> None:
    """
    The smallest number of orders whose contribution covers the usual one and the fee.
    """
    sale = found()
    assert sale.orders_to_break_even(usual, fee=fee) == orders
    assert gain(sale, usual, orders, fee) >= 0
    if orders:
        assert gain(sale, usual, orders - 1, fee) < 0


@pytest.mark.parametrize(
    "stock, quantity, enough",
    [(13, 1, True), (12, 1, False), (26, 2, True), (25, 2, False), (None, 1, None), (0, 1, False)],
)
def test_the_stock_lasts_until_the_sale_has_broken_even(
    stock: int | None, quantity: int, enough: bool | None
) -> None:
    """
    13 orders of one unit take 13 units, of two units 26; a stock that is not said is not known.
    """
    sale = found(attrs.evolve(OFFER, stock=stock), quantity=quantity)
    assert sale.orders_to_break_even(10) == 13
    assert sale.stock_suffices(10) is enough


def test_a_sale_that_never_breaks_even_needs_no_stock() -> None:
    """
    Where no number of orders breaks even, no stock suffices, and none is too small.
    """
    offer = attrs.evolve(OFFER, sale_price=1_400, stock=1_000)
    assert found(offer).stock_suffices(10) is None
    assert found(attrs.evolve(OFFER, stock=15)).stock_suffices(10, fee=3_000) is False
    assert found(attrs.evolve(OFFER, stock=16)).stock_suffices(10, fee=3_000) is True


def test_a_gain_is_exact() -> None:
    """
    20 orders in the sale beside 10 without, for a place of 3,000 yen: 21,700 − 3,000 − 13,520.
    """
    assert found().gain(10, 20, fee=3_000) == 5_180
    assert found().gain(Fraction(1, 2), 1) == Fraction(409)


def test_a_sale_that_loses_never_breaks_even() -> None:
    """
    At 1,400 yen an order loses; no lift makes up for it, and more orders lose more.
    """
    sale = found(attrs.evolve(OFFER, sale_price=1_400))
    assert sale.inside.contribution == 1_400 - 140 - 14 - 1_300
    assert (sale.break_even_lift, sale.orders_to_break_even(10)) == (None, None)
    assert gain(sale, 10, 20) < gain(sale, 10, 10) < 0


def test_where_the_usual_price_loses_too() -> None:
    """
    With goods of 3,000 yen there is nothing to make up for: no order at all is the best.
    """
    sale = found(costs=goods(3_000))
    assert sale.break_even_lift is None
    assert sale.orders_to_break_even(10) == 0


def test_a_sale_on_a_loss_that_turns_has_no_lift_to_reach() -> None:
    """
    Where only the usual price loses, as by a smaller commission in the sale, the lift is 0.
    """
    sale = found()
    turned = attrs.evolve(sale, outside=found(costs=goods(3_000)).outside)
    assert turned.break_even_lift == 0


# Prices backwards


@pytest.mark.parametrize("lift, price", [(1, 2_980), (3, 1_968), (Fraction(5, 4), 2_677)])
def test_the_deepest_price_for_a_lift(lift: Any, price: int) -> None:
    """
    With three times the orders 1,968 yen leave as much as 2,980, and 1,967 do not.
    """
    sale = found()
    answer = sale.deepest_price(lift)
    assert answer.price == price
    assert answer.contribution == left_at(price, sale)
    below = left_at(price - 1, sale)
    assert lift * answer.contribution >= sale.outside.contribution > lift * below
    assert answer.findings == ()


def test_the_fee_of_the_place_counts_on_all_orders() -> None:
    """
    3,000 yen for the place on 10 usual orders: three times the orders need 550.7 yen each.
    """
    sale = found()
    answer = sale.deepest_price(3, usual=10, fee=3_000)
    assert (answer.price, answer.contribution) == (2_080, 551)
    assert left_at(2_079, sale) == 550


@pytest.mark.parametrize(
    "margin, price", [(300, 1_798), (0, 1_461), (-100, 1_349), (Rate.percent("20"), 1_884)]
)
def test_the_lowest_price_that_keeps_a_margin(margin: int | Rate, price: int) -> None:
    """
    300 yen an order, none, a loss of 100, or 20 % of the sale price.
    """
    sale = found()
    answer = sale.lowest_price(margin)
    assert (answer.price, answer.contribution) == (price, left_at(price, sale))


def test_a_higher_price_can_miss_again() -> None:
    """
    Where commission and its tax both step, a yen more of price leaves a yen less.
    """
    sale = found()
    prices = [(price, left_at(price, sale)) for price in range(1_348, 1_800)]
    missing = [
        (low, high) for (low, left), (high, more) in itertools.pairwise(prices) if more < left
    ]
    assert missing, "the net falls somewhere"
    low, high = missing[0]
    margin = left_at(low, sale)
    answer = sale.lowest_price(margin)
    assert answer.price is not None
    assert answer.price <= low
    assert answer.misses_above is not None
    assert answer.misses_above <= high
    assert left_at(answer.misses_above, sale) < margin


@pytest.mark.parametrize("margin", [1_353, 1_600, 5_000])
def test_a_margin_that_cannot_be_reached_says_the_best(margin: int) -> None:
    """
    5,000 yen of an item of 2,980 cannot be; the finding says the most that can, and at which price.
    """
    answer = found().lowest_price(margin)
    assert (answer.price, answer.contribution, answer.misses_above) == (None, None, None)
    (finding,) = answer.findings
    assert finding.code == "timesales.not_reachable"
    assert "the best is 1,352 yen an order, at 2,980 yen" in finding.text.en
    assert "最良は2,980円で1注文あたり1,352円" in finding.text.ja


def test_an_unreachable_part_of_the_price() -> None:
    """
    A margin of 100 % is out of reach as long as anything costs anything.
    """
    answer = found().lowest_price(Rate.percent("100"))
    assert answer.price is None
    assert yen_in(answer) == 1_352


def test_goods_that_cost_nothing() -> None:
    """
    With goods of 0 yen every price holds a margin of 0, down to 0 yen.
    """
    sale = found(costs=goods(0))
    assert sale.lowest_price(0).price == 0
    assert sale.break_even_lift == Fraction(2_652, 2_385)


# What else an order has


def test_a_sale_in_mega_po_has_its_coupon_on_the_sale_price() -> None:
    """
    On 2,680 yen the coupon is 268 and the points are 241; the seller has 134 and 121 of them.
    """
    offer = attrs.evolve(OFFER, slot=IN_MEGA_PO)
    plain, event = found(offer), found(offer, mega_po=True)
    assert plain.inside.contribution == 1_085
    assert event.inside.contribution == 1_085 - 134 - 121
    assert event.inside.settlement.points == 241


def test_a_shop_coupon_comes_off_as_well() -> None:
    """
    10 % of the shop is 298 of the usual price and 268 of that of the sale.
    """
    sale = found(shop_coupon=Rate.percent("10"))
    assert [d.amount for d in sale.outside.line.discounts] == [298]
    assert [d.amount for d in sale.inside.line.discounts] == [300, 268]


def test_an_order_of_several_units() -> None:
    """
    Two units bear one parcel: 2 × 1,085 less 520 for the parcel, and prices are those of a unit.
    """
    costs = goods(1_300, Cost(CostKind.POSTAGE, 520, Per.CART, since=NEW_YEAR))
    sale = found(costs=costs, quantity=2)
    # The tax on 536 yen of commission is 54: rounded once on the line.
    assert sale.inside.contribution == 2 * 2_680 - 536 - 54 - 2 * 1_300 - 520
    answer = sale.lowest_price(Rate.percent("10"))
    assert answer.price is not None
    assert 10 * (answer.contribution or 0) >= 2 * answer.price
    below = left_at(answer.price - 1, sale)
    assert 10 * below < 2 * (answer.price - 1)


def test_rates_by_category_need_the_category() -> None:
    """
    A seller with 10 % for one category says which the item is of.
    """
    category = next(iter(JAPAN.fees.commission))
    seller = Seller(
        grade=Grade.POWER, commission=Commissions(by_category={category: Rate.percent("10")})
    )
    sale = economics(OFFER, seller, goods(1_300), category=category, rules=AFTER)
    assert sale.inside.contribution == 1_085


def test_without_tax_all_amounts_are_without_it() -> None:
    """
    Sale, fees and goods without their tax: 2,437 − 268 − 1,182.
    """
    costs = CostBook(
        (Cost(CostKind.GOODS, 1_300, Per.UNIT, since=NEW_YEAR, tax=Tax(Rate.percent("10"))),)
    )
    sale = found(costs=costs, method=Method(basis=Basis.TAX_OUT))
    assert sale.inside.contribution == 2_437 - 268 - 1_182
    answer = sale.lowest_price(300)
    assert answer.contribution == left_at(answer.price or 0, sale)


@pytest.mark.parametrize("quantity, left", [(1, 343), (2, 686)])
def test_without_tax_a_rate_is_of_the_price_without_it(quantity: int, left: int) -> None:
    """
    At 1,884 yen 1,713 − 188 − 1,182 = 343 are left of 1,713; at 1,883 yen 342 of 1,712, which misses.

    Two units: 3,426 − 376 − 2,364 = 686 of 3,426; at 1,883 yen 684 of 3,424, which misses by a yen.
    """
    costs = CostBook(
        (Cost(CostKind.GOODS, 1_300, Per.UNIT, since=NEW_YEAR, tax=Tax(Rate.percent("10"))),)
    )
    sale = found(costs=costs, quantity=quantity, method=Method(basis=Basis.TAX_OUT))
    answer = sale.lowest_price(Rate.percent("20"))
    assert (answer.price, answer.contribution) == (1_884, left)


# What is not known


def test_a_coupon_that_does_not_apply_is_said() -> None:
    """
    A shop coupon for orders from 2,700 yen applies at 2,980 yen, and not at 2,680 in the sale.
    """
    coupon = ShopCoupon(300, minimum_order=2_700)
    sale = found(shop_coupon=coupon)
    assert [d.amount for d in sale.outside.line.discounts] == [300]
    assert [d.amount for d in sale.inside.line.discounts] == [300]
    (finding,) = sale.findings
    assert finding.code == "discounts.below_minimum"
    assert finding.text.en.endswith("asks for an order of 2,700 yen; this one has 2,680")
    assert found(shop_coupon=ShopCoupon(300, minimum_order=2_680)).findings == ()


def test_a_price_says_which_coupon_does_not_apply_at_it() -> None:
    """
    The lowest price that leaves 300 yen is 1,798 without the coupon, which asks for 2,700.
    """
    answer = found(shop_coupon=ShopCoupon(300, minimum_order=2_700)).lowest_price(300)
    assert (answer.price, answer.contribution) == (1_798, 300)
    assert [one.code for one in answer.findings] == ["discounts.below_minimum"]
    # At 2,700 yen the coupon applies: 2,400 are paid, and 836 of them left.
    assert answer.misses_above is None
    assert found(shop_coupon=ShopCoupon(300, minimum_order=1_700)).lowest_price(300).price == 2_098


def test_an_event_that_does_not_run_is_said() -> None:
    """
    There is no mega-po on 20 July 2026; that is said once, and not of 3 August.
    """
    assert [one.code for one in found(mega_po=True).findings] == ["discounts.event_not_running"]
    assert found(attrs.evolve(OFFER, slot=IN_MEGA_PO), mega_po=True).findings == ()


def test_goods_that_are_not_known_leave_everything_open() -> None:
    """
    Without a cost of the goods nothing is said, but for the finding.
    """
    sale = found(costs=CostBook(()))
    assert sale.break_even_lift is sale.cost_of_sale is None
    assert sale.orders_to_break_even(10) is sale.gain(10, 20) is None
    assert [(one.code, one.order_no) for one in sale.findings] == [("profit.cost_missing", None)]
    for answer in (sale.deepest_price(3), sale.lowest_price(300)):
        assert answer == SalePrice(None, None, None, sale.findings)
    assert str(sale) == "item A: contribution not known"


def test_a_sale_reads_as_a_sentence() -> None:
    """
    What is left in the sale and without it.
    """
    assert repr(found()) == (
        "<SaleEconomics: item A: 1,085 yen an order in the sale, 1,352 without>"
    )


def test_economics_are_values() -> None:
    """
    They survive pickling, and equal ones have one hash.
    """
    sale = found()
    assert pickle.loads(pickle.dumps(sale)) == sale
    assert hash(found()) == hash(sale)


# Properties


@settings(max_examples=40)
@given(
    st.integers(0, 900),
    st.integers(1, 400),
    st.integers(1, 3),
    st.sampled_from((AFTER, BEFORE)),
    st.booleans(),
)
def test_no_lower_price_holds(
    cost: int, margin: int, quantity: int, rules: Any, agency: bool
) -> None:
    """
    The price found leaves the margin, every lower one leaves less, and so does the one that misses.
    """
    fee = AgencyFee(Rate.percent("5"), SalesBase.BUYER_PAID, since=NEW_YEAR, tax=NO_TAX)
    costs = goods(cost, fee) if agency else goods(cost)
    offer = attrs.evolve(OFFER, displayed_price=600, sale_price=500)
    sale = found(offer, costs, quantity=quantity, rules=rules)
    answer = sale.lowest_price(margin)
    left = [left_at(price, sale) for price in range(601)]
    holding = [price for price, one in enumerate(left) if one >= margin]
    assert answer.price == min(holding, default=None)
    if holding:
        missing = [price for price in range(holding[0], 601) if left[price] < margin]
        assert answer.misses_above == min(missing, default=None)
    else:
        assert yen_in(answer) == max(left)


def yen_in(answer: SalePrice) -> int:
    """
    The best that the finding of *answer* names.
    """
    (finding,) = answer.findings
    said = finding.text.en.partition("the best is ")[2].partition(" yen")[0]
    return int(said.replace(",", "").replace("−", "-"))


@given(st.integers(1, 2_980), st.integers(0, 50), st.integers(0, 5_000))
def test_break_even_is_the_smallest_that_does_not_lose(price: int, usual: int, fee: int) -> None:
    """
    So many orders do not lose, and one order less does.
    """
    sale = found(attrs.evolve(OFFER, sale_price=price))
    orders = sale.orders_to_break_even(usual, fee=fee)
    if orders is None:
        assert (sale.inside.contribution or 0) <= 0
    else:
        assert gain(sale, usual, orders, fee) >= 0
        assert not orders or gain(sale, usual, orders - 1, fee) < 0


# Bad input


@pytest.mark.parametrize(
    "ask, error",
    [
        ({"usual": 1.5}, InvalidTypeError),
        ({"usual": True}, InvalidTypeError),
        ({"usual": "10"}, InvalidTypeError),
        ({"usual": Decimal(10)}, InvalidTypeError),
        ({"usual": -1}, InvalidValueError),
        ({"usual": 10, "fee": -1}, InvalidValueError),
        ({"usual": 10, "fee": 0.5}, InvalidTypeError),
    ],
)
def test_orders_and_fees_are_exact(ask: dict[str, Any], error: type[Exception]) -> None:
    """
    Orders are an int or a fraction, a fee is whole yen, neither is negative.
    """
    sale = found()
    with pytest.raises(error, match="got"):
        sale.orders_to_break_even(**ask)
    with pytest.raises(error, match="got"):
        sale.gain(**{"orders": 10, **ask})
    with pytest.raises(error, match="got"):
        sale.deepest_price(2, **ask)


@pytest.mark.parametrize(
    "lift, usual, error",
    [
        (0, 1, InvalidValueError),
        (-1, 1, InvalidValueError),
        (2.5, 1, InvalidTypeError),
        (None, 1, InvalidTypeError),
        (2, 0, InvalidValueError),
    ],
)
def test_a_lift_is_above_zero(lift: Any, usual: int, error: type[Exception]) -> None:
    """
    No orders, a negative lift and a float are refused.
    """
    with pytest.raises(error, match="got"):
        found().deepest_price(lift, usual=usual)


@pytest.mark.parametrize(
    "margin, error",
    [
        (0.2, InvalidTypeError),
        ("20 %", InvalidTypeError),
        (None, InvalidTypeError),
        (True, InvalidTypeError),
        (Rate.percent("101"), InvalidValueError),
        (Rate.percent("-1"), InvalidValueError),
    ],
)
def test_a_margin_is_yen_or_a_rate(margin: Any, error: type[Exception]) -> None:
    """
    A float and a text are no margin, nor is a rate beyond the price.
    """
    with pytest.raises(error, match="got"):
        found().lowest_price(margin)


def test_an_offer_is_asked_for() -> None:
    """
    The economics are those of an offer.
    """
    slot: Any = EVENING
    with pytest.raises(InvalidTypeError, match="offer must be an Offer"):
        economics(slot, SELLER, goods(1_300))


def test_a_negative_cost_cannot_be() -> None:
    """
    A cost below 0 yen is refused where it is made.
    """
    with pytest.raises(InvalidValueError, match="at least 0 yen"):
        goods(-1)
