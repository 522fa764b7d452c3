from __future__ import annotations

import pickle
import re
import tomllib

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from qoo10model import pricing
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    RuleUndecidedError,
)
from qoo10model.basics.findings import Severity
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.periods import JST
from qoo10model.basics.texts import yen_text
from qoo10model.costbooks import CostBook
from qoo10model.costs import NO_TAX, AgencyFee, Basis, Cost, CostKind, Exchange, Per, SalesBase, Tax
from qoo10model.linecosts import Method
from qoo10model.margins import Margin, MarginBase
from qoo10model.pricesearch import Trial
from qoo10model.pricetasks import PriceEnds
from qoo10model.pricing import MEGA_PO, MEGA_WARI, NORMAL, Regime, Sale, time_sale
from qoo10model.rules.book import JAPAN
from qoo10model.rules.discounts import CouponGrain, OddYen
from qoo10model.rules.events import EventKind
from qoo10model.rules.fees import (
    CommissionBase,
    OptionCommission,
    ShippingCommission,
    SurchargeBase,
    TaxGrain,
)
from qoo10model.rules.settlements import CompensationSize
from qoo10model.sellers import Establishment, Grade, PayoutAccount, Seller


if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from qoo10model.rules.book import RuleBook

NEW_YEAR = date(2026, 1, 1)
MAY = date(2026, 5, 12)
MOST = 420
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
ABROAD = Seller(
    grade=Grade.POWER,
    commission=Rate.percent("10"),
    establishment=Establishment.OUTSIDE_JAPAN,
    payout_account=PayoutAccount.OUTSIDE_JAPAN,
    fee_tax=Rate.percent("0"),
)
TWENTY = Rate.percent("20")
TEN = Tax(Rate.percent("10"))
WON = Exchange("KRW", Fraction("0.1085"), NEW_YEAR)
LIST_PRICE = JAPAN.with_reading("fees.commission_base", CommissionBase.LIST_PRICE)

# What a rule may read, for books in which everything may be otherwise.
READINGS: dict[str, list[Any]] = {
    "fees.settle_price_rounding": list(Rounding),
    "fees.surcharge_rounding": list(Rounding),
    "fees.tax_rounding": list(Rounding),
    "fees.tax_grain": list(TaxGrain),
    "fees.surcharge_base": list(SurchargeBase),
    "fees.commission_on_options": list(OptionCommission),
    "fees.mega_support_fee": [Rate.percent("0.5")],
    "fees.mega_po_fee": [Rate.percent("1")],
    "fees.fees_exclude_tax": [True, False],
    "events.mega_wari_rounding": list(Rounding),
    "events.mega_po_rounding": list(Rounding),
    "events.mega_wari_cap": [None, 13, 40],
    "events.mega_po_coupon_cap": [None, 9, 20],
    "events.mega_po_points_cap": [7, 20],
    "events.mega_po_minimum_order": [0, 1, 57, 200],
    "events.mega_po_coupon": [Rate.percent("0"), Rate.percent("10"), Rate.percent("12.5")],
    "discounts.odd_yen": list(OddYen),
    "discounts.coupon_grain": list(CouponGrain),
    "discounts.shop_coupon_rounding": list(Rounding),
    "settlements.compensation": list(CompensationSize),
    "timesales.price_rounding": list(Rounding),
}


@st.composite
def books(draw: DrawFn) -> RuleBook:
    """
    The rules of Japan with small prices, and with some rules read otherwise.
    """
    book = JAPAN.with_reading("pricing.highest_price", MOST)
    book = book.with_reading("fees.commission_base", draw(st.sampled_from(CommissionBase)))
    shipping = draw(st.sampled_from(ShippingCommission))
    book = book.with_reading("fees.commission_on_shipping", shipping)
    for name in draw(st.lists(st.sampled_from(sorted(READINGS)), unique=True, max_size=7)):
        book = book.with_reading(name, draw(st.sampled_from(READINGS[name])))
    return book


offs = st.none() | st.sampled_from([5, 10, 33, 50]).map(Rate.percent) | st.integers(1, 60)
regimes = st.builds(
    Regime, event=st.none() | st.sampled_from(EventKind), cut=offs, shop_coupon=offs
)
sales = st.builds(
    Sale,
    quantity=st.sampled_from([1, 1, 2, 3]),
    option_price=st.sampled_from([0, 0, 7]),
    shipping=st.sampled_from([0, 0, 15]),
    external_ad=st.booleans(),
    destination=st.sampled_from(["JP", "KR"]),
)
sellers = st.builds(
    Seller,
    grade=st.just(Grade.POWER),
    commission=st.sampled_from(["6", "9.5", "10"]).map(Rate.percent),
    payout_account=st.sampled_from(PayoutAccount),
    fee_tax=st.none() | st.just(Rate.percent("0")),
    payment_service_fee=st.none() | st.just(Rate.percent("3.5")),
)
agencies = st.builds(
    AgencyFee,
    st.sampled_from([3, 10]).map(Rate.percent),
    st.sampled_from(SalesBase),
    since=st.just(NEW_YEAR),
    tax=st.just(Tax(Rate.percent("10"), is_included=False)),
)
goods = st.builds(
    Cost,
    st.just(CostKind.GOODS),
    st.integers(0, 150),
    st.sampled_from([Per.UNIT, Per.LINE]),
    since=st.just(NEW_YEAR),
    tax=st.sampled_from([NO_TAX, Tax(Rate.percent("8"))]),
    sales_tax=st.just(Rate.percent("8")),
)
costs = st.builds(
    lambda cost, fees, rounding: CostBook((cost, *fees), rounding=rounding),
    goods,
    st.lists(agencies, max_size=1),
    st.sampled_from([Rounding.HALF_UP, Rounding.UP]),
)
margins = st.builds(
    Margin, st.integers(-60, 80) | st.sampled_from([0, 5, 20, 30, 60, 78, 89, 95]).map(Rate.percent)
) | st.builds(
    Margin,
    st.sampled_from([-5, 10, 20, 40]).map(Rate.percent),
    st.sampled_from([MarginBase.BUYER_PAID, MarginBase.COST]),
)
methods = st.sampled_from([Method(), Method(basis=Basis.TAX_OUT)])
ends = st.sampled_from(
    [pricing.EVERY_YEN, pricing.EVERY_YEN, PriceEnds(10), PriceEnds(100, (80, 98))]
)


def holding(trials: tuple[Trial, ...], prices: range) -> list[int]:
    """
    Those of *prices* that leave the margin in all of *trials*, each settled and costed by profit.
    """
    return [price for price in prices if all(_holds(trial, price) for trial in trials)]


def _holds(trial: Trial, price: int) -> bool:
    if not trial.is_possible(price):
        return False
    left = trial.contribution(price)
    return pricing.Quote(trial.regime, price, left, trial.task.margin).holds


def trials_of(asked: dict[str, Any], listed: int | None = None) -> tuple[Trial, ...]:
    """
    The trials that `lowest_price` makes of what is *asked*.
    """
    seen: list[Trial] = []

    class Watched(Trial):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            seen.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing, "Trial", Watched)
        if listed is None:
            pricing.lowest_price(**asked)
        else:
            pricing.discount_room(listed, **asked)
    return tuple(seen)


asked_prices = st.fixed_dictionaries(
    {
        "cost": costs,
        "margin": margins,
        "seller": sellers,
        "on": st.just(MAY),
        "regimes": st.lists(regimes, min_size=1, max_size=2).map(tuple),
        "sale": sales,
        "method": methods,
        "ends": ends,
        "rules": books(),
    }
)


@given(asked=asked_prices)
@settings(max_examples=60)
def test_the_lowest_price_is_the_one_that_trying_every_price_finds(asked: dict[str, Any]) -> None:
    """
    The lowest price and the next that misses are those of a walk through every single price.
    """
    found = pricing.lowest_price(**asked)
    trials = trials_of(asked)
    allowed = [p for p in range(1, MOST + 1) if asked["ends"].at_least(p) == p]
    first = max((trial.first for trial in trials), default=1)
    held = set(holding(trials, range(first, MOST + 1)))
    right = [p for p in allowed if p in held]
    assert found.price == (right[0] if right else None)
    missing = [p for p in allowed if right and p > right[0] and p not in held]
    assert found.next_miss == (missing[0] if missing else None)
    for floor, trial in zip(found.floors, trials, strict=True):
        alone = set(holding((trial,), range(trial.first, MOST + 1)))
        assert floor.price == next((p for p in allowed if p in alone), None)


# Worked by hand

WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "pricing.toml").read_text(encoding="utf-8")
)["case"]


def asked_of(case: dict[str, Any]) -> dict[str, Any]:
    """
    What a worked case asks `lowest_price` for.
    """
    asked: dict[str, Any] = {"seller": SELLER, "on": MAY, "cost": case.get("cost")}
    asked["margin"] = case["yen"] if "yen" in case else Rate.percent(case["rate"])
    if "of" in case:
        asked["margin"] = Margin(asked["margin"], MarginBase[case["of"]])
    event = EventKind[case["event"]] if "event" in case else None
    cut = Rate.percent(case["cut"]) if "cut" in case else case.get("cut_yen")
    asked["regimes"] = (Regime(event=event, cut=cut),)
    asked["sale"] = Sale(quantity=case.get("quantity", 1))
    if "base" in case:
        asked["rules"] = JAPAN.with_reading("fees.commission_base", CommissionBase[case["base"]])
    if "abroad" in case:
        asked["seller"] = ABROAD
    if "won" in case:
        asked["cost"] = case["won"]
        asked["exchange"] = WON
    if "tax_out" in case:
        asked["method"] = Method(basis=Basis.TAX_OUT)
        asked["cost"] = Cost(CostKind.GOODS, case["cost"], Per.UNIT, since=NEW_YEAR, tax=TEN)
    if "every" in case:
        asked["ends"] = PriceEnds(case["every"], tuple(case["ends"]))
    return asked


@pytest.mark.parametrize("case", WORKED, ids=[case["working"] for case in WORKED])
def test_prices_worked_by_hand(case: dict[str, Any]) -> None:
    """
    The lowest price and the next that misses are those of the sums.
    """
    found = pricing.lowest_price(**asked_of(case))
    assert found.price == case["price"]
    assert found.next_miss == case.get("next_miss")
    assert found.quotes[0].holds
    assert found.findings == ()


# Several regimes


def four(**more: Any) -> pricing.LowestPrice:
    """
    The lowest price at a cost of 1,300 yen and 20 % over four regimes, but for what is given.
    """
    asked = {
        "cost": 1_300,
        "margin": TWENTY,
        "seller": SELLER,
        "on": MAY,
        "regimes": (NORMAL, time_sale(Rate.percent("10")), MEGA_PO, MEGA_WARI),
        "rules": LIST_PRICE,
    }
    return pricing.lowest_price(**{**asked, **more})


def test_the_price_in_all_regimes_is_that_of_the_dearest() -> None:
    """
    Mega-wari asks for 2,245 yen, the most of the four, and the others hold there.
    """
    found = four()
    assert [floor.price for floor in found.floors] == [1_884, 2_204, 2_188, 2_245]
    assert (found.price, found.next_miss) == (2_245, 2_246)
    assert [quote.left for quote in found.quotes] == [699, 474, 485, 449]
    assert [quote.holds for quote in found.quotes] == [True] * 4


@pytest.mark.parametrize("regimes", [(MEGA_WARI, NORMAL), (NORMAL, MEGA_WARI, MEGA_PO)])
def test_the_next_miss_is_that_of_any_regime(regimes: tuple[Regime, ...]) -> None:
    """
    In mega-wari 1,764 and 1,765 yen leave 20 % beside 1,021, and 1,766 leave 353 of 353.2.
    """
    found = four(cost=1_021, regimes=regimes)
    assert (found.price, found.next_miss) == (1_764, 1_766)


def test_the_answer_as_a_table() -> None:
    """
    The table names each regime with its lowest price, and what is left at the price for all.
    """
    text = four().explain("ja")
    lines = text.splitlines()
    assert lines[0] == "割引前の価格の20 %"
    assert lines[2].split() == ["通常時", "1,884", "–"]
    assert lines[6].split() == ["すべてに共通", "2,245", "2,246"]
    assert lines[8].split()[-2:] == ["699", "31.1%"]
    assert str(four()) == "2,245 yen leaves 20 % of the price before discounts"
    assert repr(four()) == f"<LowestPrice: {four()}>"


def test_a_price_may_hold_in_each_regime_and_in_none_together() -> None:
    """
    Up to 5 yen no commission is due and 95 % are left; with a coupon of 10 yen that is 10 to 15 yen.
    """
    found = four(
        cost=0,
        margin=Margin(Rate.percent("95"), MarginBase.BUYER_PAID),
        regimes=(NORMAL, Regime(shop_coupon=10)),
        rules=JAPAN.with_reading("fees.commission_base", CommissionBase.AFTER_DISCOUNT),
    )
    assert [(one.price, one.next_miss) for one in found.floors] == [(1, 6), (10, 16)]
    assert (found.price, found.quotes) == (None, ())
    assert [finding.code for finding in found.findings] == ["pricing.no_common_price"]
    assert str(found) == "no price leaves 95 % of what the buyer pays"


# What cannot be


def test_a_margin_out_of_reach_is_a_finding_with_the_best_that_can() -> None:
    """
    89 % is what commission and its tax leave, so no price leaves it beside a cost.
    """
    found = four(margin=Rate.percent("89"), regimes=(NORMAL, MEGA_WARI))
    assert (found.price, found.next_miss, found.quotes) == (None, None, ())
    assert [finding.code for finding in found.findings] == ["pricing.out_of_reach"] * 2
    assert found.findings[0].severity is Severity.ERROR
    assert str(found.findings[0].text) == (
        "normal day: no price up to 999,999,999 yen leaves 89 % of the price before discounts; "
        "the best found is 999,999,999 yen, which leaves 89.0%, 1,301 yen short"
    )
    assert found.explain("en").count("–") == 6
    with pytest.raises(InvalidValueError, match="no price leaves 89 %"):
        found.room_of(1_000)


def test_yen_out_of_reach_are_told_in_yen() -> None:
    """
    With prices up to 1,000 yen no price leaves 900 yen; 1,000 leave 890.
    """
    rules = JAPAN.with_reading("pricing.highest_price", 1_000)
    found = pricing.lowest_price(cost=0, margin=900, seller=SELLER, on=MAY, rules=rules)
    assert found.price is None
    assert "the best found is 1,000 yen, which leaves 890 yen, 10 yen short" in str(
        found.findings[0].text
    )


@pytest.mark.parametrize("rate", ["78.99", "79", "79.01"])
def test_a_flat_line_comes_to_an_end(rate: str) -> None:
    """
    Where price and margin rise alike, rounding alone decides; a run of prices that repeats is enough.
    """
    rules = JAPAN.with_reading("fees.tax_rounding", Rounding.UP)
    found = pricing.lowest_price(
        cost=2,
        margin=Rate.percent("89"),
        seller=SELLER,
        on=MAY,
        rules=rules,
    )
    assert found.price is None
    lower = pricing.lowest_price(
        cost=1, margin=Rate.percent(rate), seller=SELLER, on=MAY, rules=rules
    )
    assert lower.price is not None


@pytest.mark.parametrize(
    "regime, label",
    [
        (Regime(shop_coupon=1_000_000_000), "shop coupon −1,000,000,000 yen"),
        (time_sale(1_000_000_000), "time sale −1,000,000,000 yen"),
    ],
)
def test_discounts_above_every_price_are_a_finding(regime: Regime, label: str) -> None:
    """
    What exceeds each price that may be listed leaves no price, and the finding names the regime.
    """
    found = four(regimes=(NORMAL, regime))
    assert found.price is None
    assert found.floors[0].price is not None
    (finding,) = found.findings
    assert finding.code == "pricing.discounts_exceed"
    assert finding.text.en == (
        f"{label}: the discounts come to more than the price, at every price up to 999,999,999 yen"
    )
    assert "割引の合計が価格を上回る" in finding.text.ja


def test_a_whole_coupon_beside_that_of_an_event_leaves_no_price() -> None:
    """
    Above 2 yen a shop coupon of 100 % and the coupon of mega-wari exceed each price.
    """
    whole = Regime(event=EventKind.MEGA_WARI, shop_coupon=Rate.percent("100"))
    found = four(regimes=(NORMAL, whole))
    assert found.price is None
    assert [finding.code for finding in found.findings] == ["pricing.out_of_reach"]
    assert found.findings[0].text.en.startswith("mega-wari + shop coupon −100 %")


@pytest.mark.parametrize(
    "ends, best",
    [(PriceEnds(100, (80,)), 980), (PriceEnds(100, (80, 98)), 998), (PriceEnds(1), 1_000)],
)
def test_the_best_that_can_is_a_price_that_may_be_listed(ends: PriceEnds, best: int) -> None:
    """
    Of the prices up to 1,000 yen with the ends that are asked for, the highest leaves most.
    """
    rules = JAPAN.with_reading("pricing.highest_price", 1_000)
    found = pricing.lowest_price(cost=0, margin=900, seller=SELLER, on=MAY, rules=rules, ends=ends)
    assert f"the best found is {yen_text(best)} yen" in found.findings[0].text.en


def test_a_price_may_be_as_high_as_may_be_listed() -> None:
    """
    1,000 yen are the highest here; 1,001 yen cannot be listed, so they have no quote and no room.
    """
    how: dict[str, Any] = {
        "cost": 0,
        "seller": SELLER,
        "on": MAY,
        "rules": LIST_PRICE.with_reading("pricing.highest_price", 1_000),
    }
    assert pricing.side_by_side(1_000, regimes=(NORMAL,), **how).quotes[0].left == 890
    assert pricing.discount_room(1_000, margin=880, **how).cut == 10
    for ask in (
        lambda: pricing.side_by_side(1_001, regimes=(NORMAL,), **how),
        lambda: pricing.discount_room(1_001, margin=880, **how),
    ):
        with pytest.raises(InvalidValueError, match="price must be at most 1000 yen"):
            ask()


def test_the_best_that_can_is_not_below_the_cut() -> None:
    """
    A cut of 500 yen needs a price of 500 or more, so that with prices on 80 yen 480 is not tried.
    """
    rules = LIST_PRICE.with_reading("pricing.highest_price", 1_000)
    found = pricing.lowest_price(
        cost=0,
        margin=900,
        seller=SELLER,
        on=MAY,
        regimes=(time_sale(500),),
        ends=PriceEnds(100, (80,)),
        rules=rules,
    )
    assert "the best found is 980 yen" in found.findings[0].text.en


def test_a_coupon_of_the_whole_price_leaves_no_margin() -> None:
    """
    Nothing is left of a price that a coupon takes whole, so no price holds.
    """
    found = four(regimes=(Regime(shop_coupon=Rate.percent("100")),))
    assert found.price is None
    assert found.findings[0].code == "pricing.out_of_reach"


def test_a_time_sale_is_refused_until_its_commission_is_decided() -> None:
    """
    What commission is taken of after a cut is not known, so the price is not made up.
    """
    with pytest.raises(RuleUndecidedError, match=r"fees\.commission_base"):
        four(rules=JAPAN)


def test_a_category_that_is_a_range_is_refused() -> None:
    """
    Without a rate of the seller's own the price is not made up either.
    """
    with pytest.raises(RuleUndecidedError, match="commission"):
        four(seller=Seller(grade=Grade.POWER), regimes=(NORMAL,))
    found = four(
        seller=Seller(grade=Grade.POWER),
        regimes=(NORMAL,),
        sale=Sale(item_code="A"),
        categories={"A": "beauty"},
    )
    assert found.price == 1_884


def test_a_seller_abroad_states_the_tax_on_his_fees() -> None:
    """
    Without his choice there is no price; at 2,282 yen 228, 228, 23 and 46 go and 457 of 456.4 are left.
    """
    with pytest.raises(RuleUndecidedError, match=r"sellers\.fee_tax"):
        four(seller=attrs.evolve(ABROAD, fee_tax=None))
    assert four(seller=ABROAD).price == 2_282


def test_costs_that_are_not_known_are_a_finding() -> None:
    """
    A book without the goods gives no price: not known is not free.
    """
    found = four(cost=CostBook(()))
    assert found.price is None
    assert found.floors == ()
    assert [finding.code for finding in found.findings] == ["profit.cost_missing"]
    assert found.findings[0].order_no is None
    beside = pricing.side_by_side(
        2_000, cost=CostBook(()), seller=SELLER, on=MAY, regimes=(NORMAL,)
    )
    assert (beside.quotes, len(beside.findings)) == ((), 1)
    room = pricing.discount_room(
        2_000, cost=CostBook(()), margin=1, seller=SELLER, on=MAY, rules=LIST_PRICE
    )
    assert (room.cut, room.rate, len(room.findings)) == (None, None, 1)


def test_an_exchange_rate_that_begins_later_is_a_gap() -> None:
    """
    A rate of the next day does not price today.
    """
    later = Exchange("KRW", Fraction("0.1085"), date(2026, 5, 13))
    found = pricing.lowest_price(cost=8_500, exchange=later, margin=1, seller=SELLER, on=MAY)
    assert found.price is None
    assert "first exchange rate" in str(found.findings[0].text)


BAD: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"cost": -1}, InvalidValueError, "cost, if it is no Cost or CostBook, must be at least 0"),
    ({"cost": 13.5}, InvalidTypeError, "must be whole yen as int"),
    ({"cost": Fraction(27, 2)}, InvalidTypeError, "must be whole yen as int"),
    ({"cost": None}, InvalidTypeError, "must be whole yen as int"),
    ({"cost": True}, InvalidTypeError, "must be whole yen as int"),
    ({"cost": -5, "exchange": "WON"}, InvalidTypeError, "exchange must be an Exchange"),
    ({"margin": 0.2}, InvalidTypeError, "margin, if it is no Rate or Margin"),
    ({"margin": "20"}, InvalidTypeError, "margin, if it is no Rate or Margin"),
    ({"margin": None}, InvalidTypeError, "margin, if it is no Rate or Margin"),
    ({"regimes": ()}, InvalidValueError, "regimes must hold at least one"),
    ({"regimes": NORMAL}, InvalidTypeError, "regimes must be a tuple of Regime"),
    ({"regimes": ("MEGA_SALE",)}, InvalidTypeError, "regimes must be a tuple of Regime"),
    ({"sale": 2}, InvalidTypeError, "sale must be such as"),
    ({"sale": Sale(quantity=0)}, InvalidValueError, "quantity must be at least 1"),
    ({"method": "TAX_OUT"}, InvalidTypeError, "method must be such as"),
    ({"ends": 80}, InvalidTypeError, "ends must be such as"),
    ({"ends": PriceEnds(10**10, (10**9,))}, InvalidValueError, "ends must leave a price"),
    ({"on": datetime(2026, 5, 12, tzinfo=JST)}, InvalidTypeError, "on must be a date"),
    ({"on": date(2018, 8, 31)}, RuleNotKnownError, "not known before"),
    ({"seller": None}, InvalidTypeError, "seller must be a Seller"),
    ({"method": Method(basis=Basis.TAX_OUT)}, InvalidValueError, "needs the tax of every cost"),
]


@pytest.mark.parametrize("changed, error, text", BAD)
def test_what_cannot_be_asked_is_refused(
    changed: dict[str, Any], error: type[Exception], text: str
) -> None:
    """
    Each argument that cannot be is refused with what was expected and what came.
    """
    with pytest.raises(error, match=re.escape(text)):
        four(**changed)


def test_a_book_has_its_own_exchange_rates() -> None:
    """
    A rate beside a cost book would have no place.
    """
    with pytest.raises(InvalidValueError, match="has its own exchange rates"):
        four(cost=CostBook(()), exchange=WON)


def test_a_cost_value_takes_the_rate_beside_it() -> None:
    """
    8,500 won as a `Cost` come to the same as the plain number with the rate.
    """
    goods = Cost(CostKind.GOODS, 8_500, Per.UNIT, since=NEW_YEAR, currency="KRW", tax=NO_TAX)
    assert four(cost=goods, exchange=WON).price == four(cost=8_500, exchange=WON).price


# One price in several regimes


def test_one_price_in_several_regimes() -> None:
    """
    2,948 yen leave 1,323, 1,042 and 997 yen; what the buyer gives is less by coupons and points.
    """
    found = pricing.side_by_side(
        2_948,
        cost=1_300,
        margin=TWENTY,
        seller=SELLER,
        on=MAY,
        regimes=(NORMAL, MEGA_PO, MEGA_WARI),
    )
    assert [one.settlement.net for one in found.quotes] == [2_623, 2_342, 2_297]
    assert [one.left for one in found.quotes] == [1_323, 1_042, 997]
    assert [one.buyer_pays for one in found.quotes] == [2_948, 2_653, 2_358]
    assert [one.points for one in found.quotes] == [0, 265, 0]
    assert [one.effective_price for one in found.quotes] == [2_948, 2_388, 2_358]
    wari = found.quotes[2]
    assert wari.part_of_price == Fraction(997, 2_948)
    assert wari.part_of_buyer_paid == Fraction(997, 2_358)
    assert wari.part_of_cost == Fraction(997, 1_300)
    assert wari.part == wari.part_of_price
    assert wari.spare == 997 - Fraction(2_948, 5)
    assert str(wari) == "mega-wari: 2,948 yen leaves 997 yen"
    assert repr(wari) == f"<Quote: {wari}>"
    assert repr(found) == "<SideBySide: 2,948 yen in 3 regimes>"
    assert found.explain("ja").splitlines()[3].split() == [
        "メガ割",
        *("2,948", "2,358", "0", "2,358", "2,297", "1,300", "997", "33.8%"),
    ]


def test_without_a_margin_a_quote_holds_if_nothing_is_lost() -> None:
    """
    At 1,461 yen and a cost of 1,300 exactly nothing is lost; at 1,460 a yen is.
    """
    asked: dict[str, Any] = {"seller": SELLER, "on": MAY, "cost": 1_300, "regimes": (NORMAL,)}
    even, lost = (pricing.side_by_side(price, **asked).quotes[0] for price in (1_461, 1_460))
    assert (even.left, even.holds, even.spare, even.part) == (0, True, 0, None)
    assert (lost.left, lost.holds, lost.margin) == (-1, False, None)


@pytest.mark.parametrize("price", [0, -1])
def test_a_price_below_the_lowest_is_refused(price: int) -> None:
    """
    An item costs at least 1 yen.
    """
    with pytest.raises(InvalidValueError, match="price must be at least 1 yen"):
        pricing.side_by_side(price, cost=0, seller=SELLER, on=MAY, regimes=(NORMAL,))


def test_the_doubts_of_how_a_coupon_is_counted_are_in_the_range() -> None:
    """
    Whether mega-wari caps its coupon at 10,000 yen is not known: at 70,000 yen that is 2,000 more.
    """
    (quote,) = pricing.side_by_side(
        70_000, cost=1_300, seller=SELLER, on=MAY, regimes=(MEGA_WARI,)
    ).quotes
    assert quote.left == 55_230
    without = JAPAN.with_reading("events.mega_wari_cap", None)
    (other,) = pricing.side_by_side(
        70_000, cost=1_300, seller=SELLER, on=MAY, regimes=(MEGA_WARI,), rules=without
    ).quotes
    assert other.left == 53_230
    assert quote.left_range[0] == other.left_range[0] < quote.settlement.net_range[0] - 1_300
    assert quote.left_range[1] == quote.settlement.net_range[1] - 1_300


def test_what_holds_for_sure_holds_at_the_worst() -> None:
    """
    A price that leaves 20 % by a hair does not, if mega-wari takes half a per cent more.
    """
    close = four().quotes
    assert [quote.holds_for_sure for quote in close] == [True, True, True, False]
    wide = pricing.side_by_side(
        4_000, cost=1_300, margin=TWENTY, seller=SELLER, on=MAY, regimes=(MEGA_WARI,)
    ).quotes[0]
    assert wide.holds_for_sure


def test_a_regime_with_all_it_may_have_has_all_its_doubts() -> None:
    """
    Cut, event coupon and shop coupon are each counted by every other reading; none is impossible.
    """
    regime = Regime(EventKind.MEGA_PO, cut=Rate.percent("5"), shop_coupon=Rate.percent("7"))
    quote = pricing.side_by_side(
        1_985, cost=700, seller=SELLER, on=MAY, regimes=(regime,), rules=LIST_PRICE
    ).quotes[0]
    low, high = quote.left_range
    assert low < quote.left < high
    whole = Regime(cut=Rate.percent("10"), shop_coupon=Rate.percent("100"))
    given = pricing.side_by_side(
        1_995, cost=700, seller=SELLER, on=MAY, regimes=(whole,), rules=LIST_PRICE
    ).quotes[0]
    assert given.buyer_pays == 0
    assert given.left_range[1] >= given.left


# How deep a price may be cut


def test_the_room_is_the_deepest_cut_that_holds() -> None:
    """
    Of 2,000 yen 20 % are 400: cut by 80 the line pays 1,700, by 81 only 1,699.
    """
    room = pricing.discount_room(
        2_000, cost=1_300, margin=TWENTY, seller=SELLER, on=MAY, rules=LIST_PRICE
    )
    assert (room.cut, room.rate, room.next_miss) == (80, Fraction(1, 25), None)
    assert room.quotes[0].price == 1_920
    assert room.quotes[0].settlement.net == 1_700
    assert repr(room) == "<Room: 80 yen off 2,000 leaves 20 % of the price before discounts>"
    assert room.quotes[0].left_range == (400, 420)


def test_a_smaller_cut_may_miss() -> None:
    """
    With commission after the cut 1,845 yen pay 1,643; 1,846 pay 1,642, for fee and tax both rise.
    """
    rules = JAPAN.with_reading("fees.commission_base", CommissionBase.AFTER_DISCOUNT)
    room = pricing.discount_room(2_000, cost=1_300, margin=343, seller=SELLER, on=MAY, rules=rules)
    assert (room.cut, room.next_miss) == (155, 154)
    assert room.quotes[0].settlement.net == 1_643


def test_no_room_is_a_finding() -> None:
    """
    1,883 yen do not leave 20 % even uncut.
    """
    room = pricing.discount_room(
        1_883, cost=1_300, margin=TWENTY, seller=SELLER, on=MAY, rules=LIST_PRICE
    )
    assert (room.cut, room.quotes) == (None, ())
    assert [finding.code for finding in room.findings] == ["pricing.no_room"]
    assert repr(room).startswith("<Room: no cut 1,883")


def test_the_room_of_a_regime_with_a_cut_is_refused() -> None:
    """
    A cut is what is looked for, so a regime may not bring its own.
    """
    with pytest.raises(InvalidValueError, match="must have no cut of their own"):
        pricing.discount_room(
            2_000,
            cost=1_300,
            margin=TWENTY,
            seller=SELLER,
            on=MAY,
            regimes=(time_sale(100),),
            rules=LIST_PRICE,
        )


asked_rooms = st.fixed_dictionaries(
    {
        "cost": costs,
        "margin": margins,
        "seller": sellers,
        "on": st.just(MAY),
        "regimes": st.lists(
            st.builds(Regime, event=st.none() | st.sampled_from(EventKind), shop_coupon=offs),
            min_size=1,
            max_size=2,
        ).map(tuple),
        "sale": sales,
        "method": methods,
        "rules": books(),
    }
)


@given(asked=asked_rooms, listed=st.integers(1, 260))
@settings(max_examples=40)
def test_the_room_is_the_one_that_trying_every_cut_finds(
    asked: dict[str, Any], listed: int
) -> None:
    """
    The deepest cut and the next smaller that misses are those of a walk through every cut.
    """
    room = pricing.discount_room(listed, **asked)
    held = holding(trials_of(asked, listed), range(1, listed + 1))
    assert room.cut == (listed - held[0] if held else None)
    missing = [p for p in range(1, listed + 1) if held and p > held[0] and p not in held]
    assert room.next_miss == (listed - missing[0] if missing else None)


@given(
    cost=st.integers(0, 30_000),
    rate=st.integers(-20, 60),
    regime=st.sampled_from([NORMAL, MEGA_PO, MEGA_WARI, time_sale(Rate.percent("15"))]),
)
def test_every_answer_holds_and_the_yen_below_misses(cost: int, rate: int, regime: Regime) -> None:
    """
    Settled on their own, the price leaves the margin and one yen less does not.
    """
    margin = Rate.percent(rate)
    asked: dict[str, Any] = {"cost": cost, "margin": margin, "seller": SELLER, "on": MAY}
    asked |= {"regimes": (regime,), "rules": LIST_PRICE}
    found = pricing.lowest_price(**asked)
    assert found.price is not None
    assert pricing.side_by_side(found.price, **asked).quotes[0].holds
    if found.price > 1:
        assert not pricing.side_by_side(found.price - 1, **asked).quotes[0].holds
    if found.next_miss is not None:
        assert not pricing.side_by_side(found.next_miss, **asked).quotes[0].holds


def test_an_agency_takes_its_part() -> None:
    """
    Of 2,032 yen 203, 20 and 5 %, 102, go: 407 are left of 406.4; 2,031 yen leave 406 of 406.2.
    """
    for of in (SalesBase.GROSS, SalesBase.BUYER_PAID):
        fee = AgencyFee(Rate.percent("5"), of, since=NEW_YEAR)
        goods = Cost(CostKind.GOODS, 1_300, Per.UNIT, since=NEW_YEAR)
        found = four(cost=CostBook((goods, fee)), regimes=(NORMAL,))
        assert (found.price, found.quotes[0].left) == (2_032, 407)


def test_an_agency_takes_its_part_of_what_arrives() -> None:
    """
    Of 2,014 yen 1,793 arrive; 5 % of that, 90, leave 403 of 402.8. 2,013 yen leave 402 of 402.6.
    """
    fee = AgencyFee(Rate.percent("5"), SalesBase.NET, since=NEW_YEAR)
    goods = Cost(CostKind.GOODS, 1_300, Per.UNIT, since=NEW_YEAR)
    found = four(cost=CostBook((goods, fee)), regimes=(NORMAL,))
    assert (found.price, found.quotes[0].left) == (2_014, 403)


UNUSUAL: list[tuple[dict[str, Any], dict[str, Any]]] = [
    # Options without commission; per line; fees that include their tax.
    ({"fees.commission_on_options": OptionCommission.EXCLUDED}, {"sale": Sale(option_price=50)}),
    ({"discounts.coupon_grain": CouponGrain.LINE}, {"sale": Sale(quantity=3)}),
    ({"fees.fees_exclude_tax": False}, {"method": Method(basis=Basis.TAX_OUT)}),
    ({"fees.surcharge_base": SurchargeBase.BUYER_PAID}, {}),
    ({"fees.surcharge_base": SurchargeBase.AFTER_SELLER_SHARE}, {}),
    ({"settlements.compensation": CompensationSize.QOO10_SHARE}, {}),
    ({"fees.tax_grain": TaxGrain.UNIT}, {"sale": Sale(quantity=3)}),
    ({"events.mega_wari_cap": 40, "events.mega_po_coupon_cap": 20}, {}),
    ({"events.mega_po_minimum_order": 200, "events.mega_po_points_cap": 20}, {}),
    ({"fees.commission_on_shipping": ShippingCommission.SAME_RATE}, {"sale": Sale(shipping=15)}),
]


@pytest.mark.parametrize("readings, more", UNUSUAL)
@pytest.mark.parametrize("event", [None, *EventKind])
def test_under_unusual_readings_the_price_is_that_of_trying_every_one(
    readings: dict[str, Any], more: dict[str, Any], event: EventKind | None
) -> None:
    """
    Whatever a rule reads, the lowest price and the next that misses are those of a walk.
    """
    rules = LIST_PRICE.with_reading("pricing.highest_price", MOST)
    for name, value in readings.items():
        rules = rules.with_reading(name, value)
    goods = Cost(CostKind.GOODS, 90, Per.UNIT, since=NEW_YEAR, tax=TEN)
    regime = Regime(event, cut=Rate.percent("7"))
    asked: dict[str, Any] = {"cost": goods, "margin": TWENTY, "seller": SELLER, "on": MAY}
    asked |= {"regimes": (regime,), "rules": rules, **more}
    found = pricing.lowest_price(**asked)
    held = holding(trials_of(asked), range(1, MOST + 1))
    assert found.price == held[0]
    missing = [price for price in range(held[0], MOST + 1) if price not in held]
    assert found.next_miss == (missing[0] if missing else None)


def test_where_the_coupons_of_a_price_exceed_it_it_misses() -> None:
    """
    Rounded up, a coupon of 79.5 % of 3 yen is 3, and mega-wari's is 1: nobody sells at −1 yen.
    """
    found = four(
        cost=0,
        margin=-10,
        regimes=(Regime(EventKind.MEGA_WARI, shop_coupon=Rate.percent("79.5")),),
        rules=LIST_PRICE.with_reading("discounts.shop_coupon_rounding", Rounding.UP),
    )
    assert (found.price, found.next_miss) == (1, 3)


def test_a_reading_that_makes_a_price_impossible_is_no_reading_of_it() -> None:
    """
    At 4 yen a coupon of 79.5 % may be 3 or, rounded up, 4; with mega-wari's 1 that is more than 4.
    """
    rules = LIST_PRICE.replacing(
        attrs.evolve(
            LIST_PRICE.discounts.shop_coupon_rounding,
            entries=(
                attrs.evolve(
                    LIST_PRICE.discounts.shop_coupon_rounding.entries[0],
                    alternatives=(Rounding.UP,),
                ),
            ),
        )
    )
    quote = pricing.side_by_side(
        4,
        cost=0,
        seller=SELLER,
        on=MAY,
        regimes=(Regime(EventKind.MEGA_WARI, shop_coupon=Rate.percent("79.5")),),
        rules=rules,
    ).quotes[0]
    assert quote.buyer_pays == 0
    assert quote.left_range[0] <= quote.left <= quote.left_range[1]


def test_the_room_of_the_listed_price_itself() -> None:
    """
    1,980 yen may be listed at 96 yen less, 1,800 would have to rise by 84.
    """
    found = four(regimes=(NORMAL,))
    assert (found.room_of(1_980), found.room_of(1_800)) == (96, -84)
    text: Any = "1,980"
    with pytest.raises(InvalidTypeError, match="price must be whole yen"):
        found.room_of(text)


def test_values_travel() -> None:
    """
    Answers can be pickled and are equal afterwards.
    """
    found = four()
    assert pickle.loads(pickle.dumps(found)) == found
