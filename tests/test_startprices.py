from __future__ import annotations

import tomllib

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.money import Rate, Rounding
from qoo10model.rules.book import JAPAN
from qoo10model.rules.plusdisplay import PastAverage
from qoo10model.startprices import mega_wari_start_price


ON = date(2026, 8, 29)
WORKED: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "worked" / "ads.toml").read_text(encoding="utf-8")
)["start_price"]

prices = st.lists(st.integers(1, 400).map(lambda n: 100 * n), min_size=1, max_size=8).map(tuple)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["source"])
def test_worked_start_prices(case: dict[str, Any]) -> None:
    """
    Half the last mega-wari, half the three before, in units of bids.
    """
    found = mega_wari_start_price(tuple(case["last"]), tuple(map(tuple, case["earlier"])), on=ON)
    assert (found.exact, found.amount) == (Fraction(case["exact"]), case["amount"])


def test_how_events_are_averaged_is_in_doubt() -> None:
    """
    One event with many prices counts like the others, or by its many prices.
    """
    earlier = ((1_000, 1_000, 1_000, 1_000), (3_000,), (3_000,))
    found = mega_wari_start_price((2_000,), earlier, on=ON)
    # (2,000 + 7,000 / 3) / 2 = 2,166.67; of all prices (2,000 + 10,000 / 6) / 2 = 1,833.33
    assert found.amount == 2_200
    doubts = {d.rule: [a.net_change for a in d.alternatives] for d in found.doubts}
    assert doubts == {
        "plusdisplay.mega_average": [400],
        "plusdisplay.mega_rounding": [0, 100],
    }
    rules = JAPAN.with_reading("plusdisplay.mega_average", PastAverage.OF_ALL)
    assert mega_wari_start_price((2_000,), earlier, on=ON, rules=rules).amount == 1_800
    rules = JAPAN.with_reading("plusdisplay.mega_rounding", Rounding.DOWN)
    assert mega_wari_start_price((2_000,), earlier, on=ON, rules=rules).amount == 2_100


def test_where_nothing_is_in_doubt() -> None:
    """
    Whole units and one price an event leave no doubt.
    """
    assert mega_wari_start_price((2_000,), ((2_000,),) * 3, on=ON).doubts == ()


def test_before_it_was_seen_the_formula_is_in_doubt() -> None:
    """
    Until the screens of March 2026 the shares and the unit are LOW.
    """
    old = mega_wari_start_price((2_000,), ((2_000,),) * 3, on=date(2026, 3, 10))
    assert [(doubt.rule, doubt.effect_is_unknown) for doubt in old.doubts] == [
        ("plusdisplay.mega_last_share", True),
        ("plusdisplay.bid_unit", True),
    ]
    assert mega_wari_start_price((2_000,), ((2_000,),) * 3, on=date(2026, 3, 11)).doubts == ()


def test_other_shares_are_a_what_if() -> None:
    """
    With 60 % of the last, (1,200 + 1,200) make 2,400.
    """
    rule = JAPAN.plusdisplay.mega_last_share.with_value(Rate.percent("60"), since=ON)
    found = mega_wari_start_price((2_000,), ((3_000,),) * 3, on=ON, rules=JAPAN.replacing(rule))
    assert found.amount == 2_400


@given(prices, st.tuples(prices, prices, prices))
def test_a_start_price_lies_between_its_prices(last: Any, earlier: Any) -> None:
    """
    It is a multiple of the unit, and no further from the prices than one unit.
    """
    found = mega_wari_start_price(last, earlier, on=ON)
    every = [*last, *(price for event in earlier for price in event)]
    assert found.amount % 100 == 0
    assert min(every) <= found.amount <= max(every)
    assert min(every) <= found.exact <= max(every)


@given(prices)
def test_equal_events_give_their_own_average(last: Any) -> None:
    """
    If all four events were alike, the start price is their average.
    """
    assert mega_wari_start_price(last, (last, last, last), on=ON).exact == Fraction(
        sum(last), len(last)
    )


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_three_earlier_events_are_asked_for(count: int) -> None:
    """
    Fewer or more are another average.
    """
    with pytest.raises(InvalidValueError, match="earlier must be the prices of 3 events"):
        mega_wari_start_price((2_000,), ((2_000,),) * count, on=ON)


BAD = [
    ([2_000], ((2_000,),) * 3, InvalidTypeError, "last must be a tuple of prices"),
    ((), ((2_000,),) * 3, InvalidValueError, "last must not be empty"),
    ((2_000.0,), ((2_000,),) * 3, InvalidTypeError, "price must be whole yen"),
    ((0,), ((2_000,),) * 3, InvalidValueError, "price must be at least 1 yen"),
    ((2_000,), [(2_000,)] * 3, InvalidTypeError, "earlier must be a tuple"),
    ((2_000,), (2_000, 2_000, 2_000), InvalidTypeError, "earlier must be a tuple"),
    ((2_000,), ((2_000,), (), (2_000,)), InvalidValueError, "must not be empty"),
    ((2_000,), ((2_000,), ("2000",), (2_000,)), InvalidTypeError, "price must be whole yen"),
]


@pytest.mark.parametrize("last, earlier, error, match", BAD)
def test_prices_are_prices(last: Any, earlier: Any, error: Any, match: str) -> None:
    """
    Lists, floats, texts, zeros and events without prices are refused.
    """
    with pytest.raises(error, match=match):
        mega_wari_start_price(last, earlier, on=ON)


def test_a_day_is_needed() -> None:
    """
    The rules of the display day count; before 2018-09-01 nobody knows them.
    """
    wrong: Any = "2026-08-29"
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        mega_wari_start_price((2_000,), ((2_000,),) * 3, on=wrong)
    with pytest.raises(RuleNotKnownError):
        mega_wari_start_price((2_000,), ((2_000,),) * 3, on=date(2018, 8, 31))
