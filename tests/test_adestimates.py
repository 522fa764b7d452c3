from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.adestimates import (
    ClicksPrior,
    ConversionPrior,
    RankClicks,
    clicks_by_rank,
    conversion,
    daily_clicks,
)
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate


SHOP = ConversionPrior.of_shop(clicks=10_000, purchases=300)
CLICKS = ClicksPrior.of_shop(clicks=1_200, days=30)

shops = st.tuples(st.integers(1, 500), st.integers(1, 50_000)).map(
    lambda pair: ConversionPrior.of_shop(clicks=pair[0] + pair[1], purchases=pair[0])
)


def test_two_orders_in_twenty_clicks_are_not_ten_per_cent() -> None:
    """
    Beside a shop that converts 3 %, they are 5.6 %, and 10 % is near the upper end.
    """
    found = conversion(20, 2, prior=SHOP)
    assert found.mean == Fraction(9, 160)  # (1 + 2) / (100 / 3 + 20)
    assert 0.015 < found.low < 0.017
    assert 0.11 < found.high < 0.12


def test_without_clicks_the_shop_is_all_there_is() -> None:
    """
    Nothing seen leaves the average of the shop, with a wide interval.
    """
    found = conversion(0, 0, prior=SHOP)
    assert found.mean == Fraction(3, 100)
    assert found.high - found.low > 0.08


def test_many_clicks_outweigh_the_shop() -> None:
    """
    A thousand orders in ten thousand clicks are nearly 10 %.
    """
    found = conversion(10_000, 1_000, prior=SHOP)
    assert 0.099 < float(found.mean) < 0.1
    assert found.high - found.low < 0.011


@given(shops, st.integers(0, 400), st.integers(0, 400))
def test_a_conversion_lies_between_what_was_seen_and_the_shop(
    shop: ConversionPrior, purchases: int, missed: int
) -> None:
    """
    The estimate is a mixture of the two, and its interval lies between 0 and 1.
    """
    clicks = purchases + missed
    found = conversion(clicks, purchases, prior=shop)
    ends = [shop.purchases / shop.clicks] + ([Fraction(purchases, clicks)] if clicks else [])
    assert min(ends) <= found.mean <= max(ends)
    assert 0 <= found.low <= found.high <= 1


@given(shops, st.integers(1, 200), st.integers(0, 199))
def test_one_more_order_never_lowers_a_conversion(
    shop: ConversionPrior, clicks: int, purchases: int
) -> None:
    """
    Mean and both ends rise with the orders.
    """
    if purchases >= clicks:
        return
    fewer, more = (conversion(clicks, purchases + at, prior=shop) for at in (0, 1))
    assert fewer.mean < more.mean
    assert fewer.low <= more.low
    assert fewer.high <= more.high


def test_a_heavier_prior_holds_on_longer() -> None:
    """
    With the weight of ten orders two in twenty move little.
    """
    heavy = ConversionPrior.of_shop(clicks=10_000, purchases=300, weight=10)
    assert heavy.purchases / heavy.clicks == Fraction(3, 100)
    assert (
        Fraction(3, 100) < conversion(20, 2, prior=heavy).mean < conversion(20, 2, prior=SHOP).mean
    )
    half = ConversionPrior.of_shop(clicks=10_000, purchases=300, weight=Fraction(1, 2))
    assert conversion(20, 2, prior=half).mean > conversion(20, 2, prior=SHOP).mean


def test_clicks_of_a_few_days() -> None:
    """
    180 clicks in three days, beside 40 a day, are 55 a day.
    """
    found = daily_clicks(180, 3, prior=CLICKS)
    assert found.mean == 55
    assert 49 < found.low < 49.1
    assert daily_clicks(0, 0, prior=CLICKS).mean == 40
    narrow = daily_clicks(180, 3, prior=CLICKS, level=Rate.percent("50"))
    assert found.low < narrow.low < narrow.high < found.high


def test_clicks_by_rank_are_your_own() -> None:
    """
    What was seen of a rank is added up; a rank that was never seen has no figure.
    """
    seen = (RankClicks(3, 100, 2), RankClicks(1, 100, 1), RankClicks(3, 80, 1))
    found = clicks_by_rank(seen, prior=CLICKS)
    assert [rank for rank, _ in found] == [1, 3]
    assert found[1][1] == daily_clicks(180, 3, prior=CLICKS)
    assert clicks_by_rank((), prior=CLICKS) == ()


# Bad input


BAD_PRIORS: list[tuple[Any, dict[str, Any], Any, str]] = [
    (ConversionPrior, {"clicks": 100, "purchases": 0}, InvalidValueError, "0 purchases in 100"),
    (ConversionPrior, {"clicks": 0, "purchases": 0}, InvalidValueError, "0 purchases in 0"),
    (ConversionPrior, {"clicks": 10, "purchases": 10}, InvalidValueError, "10 purchases in 10"),
    (ConversionPrior, {"clicks": 10, "purchases": 11}, InvalidValueError, "11 purchases in 10"),
    (ConversionPrior, {"clicks": -1, "purchases": 1}, InvalidValueError, "at least 0"),
    (ConversionPrior, {"clicks": 10.0, "purchases": 1}, InvalidTypeError, "as int"),
    (ConversionPrior, {"clicks": 10, "purchases": True}, InvalidTypeError, "as int"),
    (ConversionPrior, {"clicks": 10, "purchases": 1, "weight": 0}, InvalidValueError, "weight"),
    (ConversionPrior, {"clicks": 10, "purchases": 1, "weight": 0.5}, InvalidTypeError, "weight"),
    (ClicksPrior, {"clicks": 0, "days": 30}, InvalidValueError, "no average of 0 clicks"),
    (ClicksPrior, {"clicks": 10, "days": 0}, InvalidValueError, "no average of 10 clicks"),
    (ClicksPrior, {"clicks": 10, "days": "30"}, InvalidTypeError, "as int"),
    (ClicksPrior, {"clicks": 10, "days": 30, "weight": -1}, InvalidValueError, "weight"),
]


@pytest.mark.parametrize("kind, fields, error, match", BAD_PRIORS)
def test_averages_of_nothing_are_no_priors(
    kind: Any, fields: dict[str, Any], error: Any, match: str
) -> None:
    """
    A shop without orders or clicks, and one with more orders than clicks, has no average.
    """
    with pytest.raises(error, match=match):
        kind.of_shop(**fields)


def test_priors_hold_fractions() -> None:
    """
    Made by hand they are exact, and above 0.
    """
    wrong: Any = 1.5
    for make in (
        lambda: ConversionPrior(wrong, Fraction(10)),
        lambda: ClicksPrior(Fraction(10), wrong),
    ):
        with pytest.raises(InvalidTypeError, match="must be a Fraction"):
            make()
    with pytest.raises(InvalidValueError, match="clicks and days above 0"):
        ClicksPrior(Fraction(10), Fraction(0))
    with pytest.raises(InvalidValueError, match="clicks and days above 0"):
        ClicksPrior(Fraction(0), Fraction(1))
    with pytest.raises(InvalidValueError, match="more clicks than purchases"):
        ConversionPrior(Fraction(2), Fraction(2))


def test_more_orders_than_clicks_are_refused() -> None:
    """
    A conversion above 100 % is a mistake in the figures.
    """
    with pytest.raises(InvalidValueError, match=r"more purchases than clicks \(got 3 of 2\)"):
        conversion(2, 3, prior=SHOP)


@pytest.mark.parametrize("name, clicks, other", [("clicks", -1, 0), ("other", 5, -1)])
def test_counts_are_called_as_the_seller_calls_them(name: str, clicks: int, other: int) -> None:
    """
    An error speaks of clicks, purchases and days, not of trials and hits.
    """
    with pytest.raises(InvalidValueError, match=name.replace("other", "purchases")):
        conversion(clicks, other, prior=SHOP)
    with pytest.raises(InvalidValueError, match=name.replace("other", "days")):
        daily_clicks(clicks, other, prior=CLICKS)


@pytest.mark.parametrize("rank, clicks, days", [(0, 1, 1), (1, 1, 0), (-1, 1, 1), (1, -1, 1)])
def test_what_was_seen_was_possible(rank: int, clicks: int, days: int) -> None:
    """
    Ranks and days count from 1, clicks from 0.
    """
    with pytest.raises(InvalidValueError, match="must be at least"):
        RankClicks(rank, clicks, days)


def test_kinds_are_checked() -> None:
    """
    Priors do not stand for each other, and a pair is not what was seen.
    """
    clicks: Any = CLICKS
    shop: Any = SHOP
    pair: Any = (3, 180, 3)
    floating: Any = 1.0
    with pytest.raises(InvalidTypeError, match="prior must be a ConversionPrior"):
        conversion(20, 2, prior=clicks)
    with pytest.raises(InvalidTypeError, match="prior must be a ClicksPrior"):
        daily_clicks(20, 2, prior=shop)
    with pytest.raises(InvalidTypeError, match="must be RankClicks values"):
        clicks_by_rank((pair,), prior=CLICKS)
    with pytest.raises(InvalidTypeError, match="rank must be a whole number"):
        RankClicks(floating, 1, 1)
