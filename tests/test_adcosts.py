from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qoo10model import Entry, EntryKind, wallet
from qoo10model.adcosts import AdCost, ad_costs, ad_entries, deducted_ads
from qoo10model.adproducts import AdProduct
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.periods import Days
from qoo10model.exportrows import DeductionRow


WEEK = Days(date(2026, 7, 1), date(2026, 7, 7))
DAY = Days(date(2026, 7, 1), date(2026, 7, 1))


def test_a_week_of_power_rankup() -> None:
    """
    Seven days at the lowest price of 200 yen, each on its day.
    """
    costs = ad_costs(AdProduct.POWER_RANKUP, WEEK, item="100000001")
    assert [cost.on for cost in costs] == list(WEEK)
    assert [cost.amount for cost in costs] == [200] * 7
    assert {(cost.item, cost.note) for cost in costs} == {("100000001", "Power Rankup")}


def test_the_price_of_each_day_counts() -> None:
    """
    Over a new year the price changes with the rule.
    """
    turn = Days(date(2024, 12, 31), date(2025, 1, 1))
    assert [cost.amount for cost in ad_costs(AdProduct.POWER_RANKUP, turn)] == [100, 200]


def test_own_prices() -> None:
    """
    A bid, or what a screen shows, stands in place of a price that nobody publishes.
    """
    assert [c.amount for c in ad_costs(AdProduct.PLUS_KEYWORD, DAY, price=3_100)] == [3_100]
    assert [c.amount for c in ad_costs(AdProduct.MEGA_AD, DAY, price=50_000)] == [50_000]
    assert [c.amount for c in ad_costs(AdProduct.POWER_RANKUP, DAY, price=250)] == [250]
    assert [c.amount for c in ad_costs(AdProduct.SHOP_PUSH, DAY, price=10)] == [10]


def test_what_is_free_costs_nothing() -> None:
    """
    A push message has no cost to book.
    """
    assert ad_costs(AdProduct.SHOP_PUSH, WEEK) == ()


def test_unknown_prices_are_refused() -> None:
    """
    Nobody's bid and nobody's fee is invented.
    """
    for product in (AdProduct.PLUS_KEYWORD, AdProduct.MEGA_AD, AdProduct.GROUP_BUY):
        with pytest.raises(RuleNotKnownError, match="pass price="):
            ad_costs(product, DAY)


def test_smart_sales_has_no_price_of_a_day() -> None:
    """
    It is charged by the sale.
    """
    with pytest.raises(InvalidValueError, match="smartsales"):
        ad_costs(AdProduct.SMART_SALES, DAY, price=100)


def test_entries_move_the_wallet() -> None:
    """
    A sale of 2,652 yen and ads of 600 before it: the payout is 2,652 − 600 less its fee of 150.
    """
    days = Days(date(2026, 5, 11), date(2026, 5, 13))
    entries = ad_entries(ad_costs(AdProduct.POWER_RANKUP, days), shop="shop-a")
    assert [(e.kind, e.amount, e.order_no, e.cart_no, e.shop) for e in entries] == [
        (EntryKind.AD_COST, -200, None, None, "shop-a")
    ] * 3
    sale = Entry(EntryKind.SALE, 2_652, date(2026, 5, 20), 1, 1)
    paid = wallet.payouts((sale, *entries), cycle=wallet.Cycle.WEEKLY, anchor=date(2026, 5, 6))
    assert paid.credited == 2_652 - 600 - 150
    assert paid.balance_on(date(2026, 5, 13)) == -600
    assert EntryKind.AD_COST.label.ja == "広告費"


def test_ads_among_deductions() -> None:
    """
    Rows that name an ad, or ads at all, are dated costs; the mega-wari share and a fee are none.
    """
    rows = (
        DeductionRow(on=date(2026, 7, 1), item="プラス展示広告費", amount=3_100, row=0),
        DeductionRow(on=date(2026, 7, 1), item="メガワリ割引金額", amount=295, row=1),
        DeductionRow(on=None, item="パワーランクアップ広告費", amount=200, row=2),
        DeductionRow(on=date(2026, 7, 2), item="プラス展示広告費", amount=-3_100, row=3),
        DeductionRow(on=date(2026, 7, 3), item="共同購入広告費", amount=0, row=4),
        DeductionRow(on=date(2026, 7, 4), item="広告費", amount=1_000, row=5),
        DeductionRow(on=date(2026, 7, 5), item="今日の特価広告費", amount=3_000, row=6),
        DeductionRow(on=date(2026, 7, 6), item="광고비", amount=700, row=7),
        DeductionRow(on=date(2026, 7, 6), item="外部広告手数料", amount=27, row=8),
    )
    found = deducted_ads(rows)
    assert [(c.on.day, c.amount, c.note) for c in found.costs] == [
        (1, 3_100, "プラス展示広告費"),
        (3, 0, "共同購入広告費"),
        (4, 1_000, "広告費"),
        (5, 3_000, "今日の特価広告費"),
        (6, 700, "광고비"),
    ]
    assert [(f.code, f.row) for f in found.findings] == [
        ("adspend.deduction_without_day", 2),
        ("adspend.deduction_given_back", 3),
    ]
    assert "−3,100" in found.findings[1].text.en


@pytest.mark.parametrize("wrong", [3_100.0, "3100", True])
def test_prices_are_int(wrong: Any) -> None:
    """
    A float or a text is no price.
    """
    with pytest.raises(InvalidTypeError, match="price must be whole yen"):
        ad_costs(AdProduct.PLUS_KEYWORD, DAY, price=wrong)


def test_prices_are_not_negative() -> None:
    """
    No ad pays the seller.
    """
    with pytest.raises(InvalidValueError, match="price must be at least 0 yen"):
        ad_costs(AdProduct.PLUS_KEYWORD, DAY, price=-1)


def test_kinds_are_checked() -> None:
    """
    A number of days, an amount and a tuple are refused.
    """
    days: Any = 7
    amount: Any = 3_100
    pair: Any = (date(2026, 7, 1), 3_100)
    with pytest.raises(InvalidTypeError, match="days must be Days"):
        ad_costs(AdProduct.POWER_RANKUP, days)
    with pytest.raises(InvalidTypeError, match="costs must be AdCost"):
        ad_entries((amount,))
    with pytest.raises(InvalidTypeError, match="rows must be DeductionRow"):
        deducted_ads((pair,))
    assert ad_entries((AdCost(date(2026, 7, 1), 0),))[0].amount == 0
