from __future__ import annotations

import re
import tomllib

from datetime import date
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from qoo10model import pricing
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, UnknownNameError
from qoo10model.basics.findings import Finding, Severity
from qoo10model.basics.money import Rate
from qoo10model.costbooks import CostBook
from qoo10model.costs import Cost, CostKind, Exchange, Per
from qoo10model.discounts import DiscountKind
from qoo10model.losschecks import check_profit, goods_cost
from qoo10model.pricechecks import PriceDraft
from qoo10model.pricing import MEGA_PO, MEGA_WARI, NORMAL, Regime
from qoo10model.rules.book import JAPAN
from qoo10model.rules.fees import CommissionBase
from qoo10model.sellers import Commissions, Establishment, Grade, Seller


DAY = date(2026, 5, 12)
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "listings.toml").read_text(encoding="utf-8")
)
PROFITS = [pytest.param(case, id=case["name"]) for case in WORKED["profit"]]
AFTER = JAPAN.with_reading("fees.commission_base", CommissionBase.AFTER_DISCOUNT)


def check(price: int, sale_price: int | None = None, **more: Any) -> tuple[Finding, ...]:
    """
    Where a unit that cost 1,300 yen loses money.
    """
    draft = more.pop("draft", PriceDraft(price, sale_price))
    return check_profit(draft, **{"cost": 1_300, "seller": SELLER, "on": DAY, **more})


def codes(*args: Any, **more: Any) -> list[str]:
    """
    The codes of what is found.
    """
    return [finding.code for finding in check(*args, **more)]


@pytest.mark.parametrize("case", PROFITS)
def test_worked_profits(case: dict[str, Any]) -> None:
    """
    Whether a unit loses, as it was worked out by hand.
    """
    assert codes(case["price"], case.get("sale_price")) == case["found"]


def test_the_finding_says_how_much_and_what_would_do() -> None:
    """
    One yen is lost at 1,460; by another rounding of the tax nothing is, and 1,461 loses nothing.
    """
    (finding,) = check(1_460)
    assert finding.severity is Severity.ERROR
    assert finding.text.en.startswith("normal day: 1,460 yen loses money: it leaves −1 to ")
    assert finding.text.en.endswith(
        "the lowest that loses nothing by the rules as they are taken is 1,461 yen"
    )
    assert finding.text.ja.startswith("通常時: 1,460円では赤字になる")


def test_a_sale_names_the_lowest_sale_price() -> None:
    """
    The regime is the sale, the price is the sale price, and so is the lowest one.
    """
    (finding,) = check(2_980, 1_450, rules=AFTER)
    assert finding.code == "listings.loses"
    assert finding.text.en.startswith("time sale −1,530 yen: 1,450 yen loses money")
    assert finding.text.en.endswith("is 1,461 yen")


def test_of_several_readings_the_dearest_floor_is_named() -> None:
    """
    Where the commission may be taken of the list price, the sale must cost at least 1,628: 1,628 less
    298 and 30 is 1,300.
    """
    (finding,) = check(2_980, 1_480)
    assert (finding.code, finding.severity) == ("listings.may_lose", Severity.WARNING)
    assert finding.text.en.endswith("is 1,628 yen")
    assert "it leaves −148 to " in finding.text.en


def test_where_no_price_would_do_that_is_said() -> None:
    """
    A sale of an item whose own price loses can be saved by no sale price.
    """
    sale = [f for f in check(1_000, 900, rules=AFTER) if "time sale" in f.text.en]
    assert [f.text.en.rpartition("; ")[2] for f in sale] == ["no price would do"]
    assert sale[0].text.ja.endswith("赤字にならない価格はない")


def test_each_regime_is_asked() -> None:
    """
    At 1,600 a normal day leaves 124. In mega-po the shop's halves of coupon and points are 80 and 72, the
    fees 160 and 16: 1,272. In mega-wari its half is 160, the fees 160, 16 and 18: 1,246.
    """
    found = check(1_600, regimes=(NORMAL, MEGA_PO, MEGA_WARI))
    assert [(f.code, f.text.en.partition(":")[0]) for f in found] == [
        ("listings.loses", "mega-po"),
        ("listings.loses", "mega-wari"),
    ]


def test_a_regime_with_a_cut_of_its_own_is_asked_once() -> None:
    """
    The sale price is a cut; a regime that has one is left as it is.
    """
    own = Regime(cut=Rate.percent("60"))
    labels = [f.text.en.partition(":")[0] for f in check(2_980, 1_400, regimes=(NORMAL, own))]
    assert labels == ["time sale −1,580 yen", "time sale −60 %"]
    labels = [f.text.en.partition(":")[0] for f in check(2_980, 1_400, regimes=(own,))]
    assert labels == ["time sale −60 %"]


def test_the_kind_of_sale_is_passed_on() -> None:
    """
    A discount of the item is no time sale.
    """
    draft = PriceDraft(2_980, 1_400, sale_kind=DiscountKind.ITEM)
    (finding,) = check(0, draft=draft, rules=AFTER)
    assert finding.text.en.startswith("item discount −1,580 yen: 1,400 yen")


@pytest.mark.parametrize("sale", [2_980, 3_500])
def test_a_sale_that_is_none_is_not_settled(sale: int) -> None:
    """
    A sale price that is not below the price is another finding; here the price alone is asked.
    """
    assert codes(2_980, sale) == []
    labels = [f.text.en.partition(":")[0] for f in check(1_000, sale - 1_980)]
    assert labels == ["normal day"]


def test_a_free_sale_loses_everything() -> None:
    """
    At 0 yen the whole cost is lost.
    """
    (finding,) = check(2_980, 0, rules=AFTER)
    assert "−1,300 to −1,300" in finding.text.en


# What is not known


def test_a_commission_known_as_a_range_is_tried_at_both_ends() -> None:
    """
    At 6 % 1,440 leaves money, at 10 % it does not: a warning; at 1,350 both lose.
    """
    unsure = Seller(grade=Grade.POWER)
    assert codes(1_440, seller=unsure) == ["listings.may_lose"]
    assert codes(1_350, seller=unsure) == ["listings.loses"]
    assert codes(1_500, seller=unsure) == []


def test_tax_of_a_seller_abroad_is_tried_both_ways() -> None:
    """
    Without tax on fees 1,450 leaves 5 yen, with it 1,450 loses 10: a warning.
    """
    abroad = Seller(
        grade=Grade.POWER,
        commission=Rate.percent("10"),
        establishment=Establishment.OUTSIDE_JAPAN,
    )
    assert codes(1_450, seller=abroad) == ["listings.may_lose"]
    assert codes(1_440, seller=abroad) == ["listings.loses"]


def test_a_cost_that_is_missing_is_said_once() -> None:
    """
    Without the cost nothing can be said of profit, and it is not taken as zero.
    """
    for seller in (SELLER, Seller(grade=Grade.POWER)):
        (finding,) = check(100, 50, cost=CostBook(()), seller=seller)
        assert (finding.code, finding.order_no) == ("profit.cost_missing", None)
    asked: dict[str, Any] = {"seller": SELLER, "on": DAY}
    assert goods_cost(PriceDraft(100), cost=CostBook(()), **asked) is None


def test_costs_and_rates_are_found_by_item_and_sku() -> None:
    """
    The item and the SKU of the draft choose the cost, the item the commission.
    """
    book = CostBook(
        (
            Cost(CostKind.GOODS, 1_000, Per.UNIT, since=date(2026, 1, 1), sku="S"),
            Cost(CostKind.GOODS, 2_000, Per.UNIT, since=date(2026, 1, 1), item="A"),
            Cost(CostKind.INBOUND, 100, Per.UNIT, since=date(2026, 1, 1)),
            Cost(CostKind.PACKING, 50, Per.UNIT, since=date(2026, 1, 1)),
        )
    )
    seller = Seller(
        grade=Grade.POWER,
        commission=Commissions(by_item={"A": Rate.percent("6")}, otherwise=Rate.percent("10")),
    )
    asked: dict[str, Any] = {"cost": book, "seller": seller, "on": DAY}
    assert goods_cost(PriceDraft(5_000, sku="S"), **asked) == 1_100
    assert goods_cost(PriceDraft(5_000, item_code="A"), **asked) == 2_100
    # 2,303 at 6 %: 138 commission, 14 tax, 2,151 left of 2,150; at 10 % it loses.
    assert check_profit(PriceDraft(2_303, item_code="A"), **asked) == ()
    assert check_profit(PriceDraft(2_290, item_code="A"), **asked) != ()


def test_a_cost_in_won_is_a_cost() -> None:
    """
    12,000 won at 0.1085 are 1,302 yen: 1,463 leaves just that, after 146 and 15.
    """
    asked: dict[str, Any] = {
        "cost": 12_000,
        "exchange": Exchange("KRW", Fraction("0.1085"), date(2026, 1, 1)),
    }
    assert codes(1_463, **asked) == []
    assert codes(1_462, **asked) == ["listings.loses"]
    assert goods_cost(PriceDraft(1_460), seller=SELLER, on=DAY, **asked) == 1_302


# Laws


@settings(max_examples=15)
@given(st.integers(0, 3_000), st.sampled_from((NORMAL, MEGA_PO, MEGA_WARI)))
def test_the_lowest_price_is_no_loss_and_a_yen_less_is_one(cost: int, regime: Regime) -> None:
    """
    What `pricing.lowest_price` gives without a margin is not found to lose; a yen below it is.
    """
    asked: dict[str, Any] = {"cost": cost, "seller": SELLER, "on": DAY}
    floor = pricing.lowest_price(margin=0, regimes=(regime,), **asked).price
    assert floor is not None
    assert "listings.loses" not in codes(floor, regimes=(regime,), **asked)
    if floor > 1:
        assert codes(floor - 1, regimes=(regime,), **asked) == ["listings.loses"]


@pytest.mark.parametrize(
    "asked, error, said",
    [
        ({"draft": 2_980}, InvalidTypeError, "draft must be such as PriceDraft"),
        ({"seller": "me"}, InvalidTypeError, "seller must be such as Seller"),
        ({"regimes": ()}, InvalidValueError, "regimes must hold at least one"),
        ({"regimes": [NORMAL]}, InvalidTypeError, "regimes must be a tuple of Regime"),
        ({"cost": 1.5}, InvalidTypeError, "cost, if it is no Cost or CostBook"),
        ({"cost": -1}, InvalidValueError, "cost, if it is no Cost or CostBook"),
        ({"draft": PriceDraft(0)}, InvalidValueError, "price must be at least 1"),
        ({"on": "2026-05-12"}, InvalidTypeError, "on must be a date"),
        (
            {
                "seller": Seller(grade=Grade.POWER),
                "draft": PriceDraft(980, item_code="A"),
                "categories": {"A": "beuty"},
            },
            UnknownNameError,
            "did you mean",
        ),
    ],
    ids=count(),
)
def test_bad_arguments_are_refused(
    asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    """
    Each error says what was expected.
    """
    with pytest.raises(error, match=re.escape(said)):
        check(2_980, **asked)
