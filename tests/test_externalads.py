from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.admetrics import AdFigures
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.externalads import ExternalAd, planned_cost


LINE_AD = ExternalAd(
    "LINE",
    AdFigures(cost=12_000, impressions=40_000, clicks=300, carts=330, purchases=6, sales=30_000),
    net_cost=10_000,
)


def test_the_funnel() -> None:
    """
    300 of 40,000 clicked, carts pass 100 % of the clicks, and 6 of 40,000 bought.
    """
    steps = LINE_AD.funnel
    assert [step.count for step in steps] == [40_000, 300, 330, 6]
    assert [step.of_previous for step in steps] == [
        None,
        Fraction(3, 400),
        Fraction(11, 10),
        Fraction(1, 55),
    ]
    assert [step.of_first for step in steps] == [
        Fraction(1),
        Fraction(3, 400),
        Fraction(33, 4_000),
        Fraction(3, 20_000),
    ]
    assert [step.name.ja for step in steps] == ["表示", "クリック", "カート追加", "購入"]


def test_a_funnel_with_gaps() -> None:
    """
    A count that is not known, or 0, makes the shares of it undefined, not 0.
    """
    steps = ExternalAd("Meta", AdFigures(impressions=0, clicks=0, purchases=0)).funnel
    assert [step.count for step in steps] == [0, 0, None, 0]
    assert [step.of_previous for step in steps] == [None] * 4
    assert [step.of_first for step in steps] == [None] * 4


def test_gross_and_net_are_kept_apart() -> None:
    """
    Ratios of the gross cost and of the net one differ; the fee lies between.
    """
    assert LINE_AD.agency_fee == 2_000
    assert LINE_AD.figures.roas == Fraction(5, 2)
    assert LINE_AD.net_figures.roas == 3
    assert ExternalAd("LINE", LINE_AD.figures).agency_fee is None
    assert ExternalAd("LINE", LINE_AD.figures).net_figures.roas is None
    assert ExternalAd("LINE", AdFigures(), net_cost=5).agency_fee is None


PLANS: list[tuple[dict[str, int], int]] = [
    ({"clicks": 300, "cpc": 40}, 12_000),
    ({"impressions": 40_000, "cpm": 350}, 14_000),
    ({"clicks": 300, "cpc": 40, "impressions": 40_000, "cpm": 350}, 14_000),
    ({"clicks": 400, "cpc": 40, "impressions": 40_000, "cpm": 350}, 16_000),
    ({"impressions": 1, "cpm": 1}, 1),
    ({"impressions": 1_000, "cpm": 1}, 1),
    ({"impressions": 1_001, "cpm": 1}, 2),
    ({"clicks": 0, "cpc": 40}, 0),
]


@pytest.mark.parametrize("fields, cost", PLANS)
def test_planned_costs(fields: dict[str, int], cost: int) -> None:
    """
    By clicks or by thousand impressions, whichever is more; a part of a yen counts as one.
    """
    assert planned_cost(**fields) == cost


@given(*(st.integers(0, 1_000_000) for _ in range(4)))
def test_a_plan_is_no_less_than_either_way(clicks: int, cpc: int, seen: int, cpm: int) -> None:
    """
    Both ways of charging are covered, and it is no more than one yen above the larger.
    """
    cost = planned_cost(clicks=clicks, cpc=cpc, impressions=seen, cpm=cpm)
    exact = max(Fraction(clicks * cpc), Fraction(seen * cpm, 1_000))
    assert exact <= cost < exact + 1


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"clicks": 300},
        {"cpm": 350},
        {"clicks": 300, "cpm": 350},
        {"clicks": 300, "cpc": 40, "impressions": 40_000},
    ],
)
def test_half_a_plan_is_refused(fields: dict[str, int]) -> None:
    """
    Clicks need their price, impressions theirs.
    """
    with pytest.raises(InvalidValueError, match="a plan needs clicks with cpc"):
        planned_cost(**fields)


def test_a_plan_goes_on_from_the_figures_of_before() -> None:
    """
    Prices of a click and of a thousand impressions are exact, and a part of a yen counts as one.
    """
    figures = AdFigures(cost=4_501, impressions=3_345, clicks=60)
    assert planned_cost(clicks=60, cpc=figures.cpc) == 4_501
    assert planned_cost(clicks=1, cpc=figures.cpc) == 76  # 75.02
    assert planned_cost(impressions=6_690, cpm=figures.cpm) == 9_002
    assert planned_cost(clicks=3, cpc=Fraction(25, 2), impressions=0, cpm=1) == 38


@pytest.mark.parametrize("wrong", [1.5, "40", True])
def test_plans_are_int(wrong: Any) -> None:
    """
    A float or a text is no count and no price.
    """
    with pytest.raises(InvalidTypeError, match="a price must be whole yen"):
        planned_cost(clicks=300, cpc=wrong)
    with pytest.raises(InvalidTypeError, match="a count must be a whole number"):
        planned_cost(clicks=wrong, cpc=40)


def test_plans_are_not_negative() -> None:
    """
    Counts and prices are at least 0.
    """
    with pytest.raises(InvalidValueError, match="a count must be at least 0"):
        planned_cost(clicks=-1, cpc=40)
    with pytest.raises(InvalidValueError, match="a price must be at least 0 yen"):
        planned_cost(clicks=1, cpc=-40)
    with pytest.raises(InvalidValueError, match="a price must be at least 0 yen"):
        planned_cost(clicks=1, cpc=Fraction(-1, 2))


def test_bad_ads() -> None:
    """
    The net cost is at most the gross one, and money; figures are figures.
    """
    with pytest.raises(InvalidValueError, match="net_cost must be at most the cost"):
        ExternalAd("LINE", AdFigures(cost=100), net_cost=101)
    wrong: Any = 100.0
    with pytest.raises(InvalidTypeError, match="net_cost must be whole yen"):
        ExternalAd("LINE", AdFigures(cost=100), net_cost=wrong)
    name: Any = 5
    with pytest.raises(InvalidTypeError, match="network must be text, such as 'LINE'"):
        ExternalAd(name, AdFigures(cost=100))
    figures: Any = {"cost": 100}
    with pytest.raises(InvalidTypeError, match="figures must be AdFigures"):
        ExternalAd("LINE", figures)
