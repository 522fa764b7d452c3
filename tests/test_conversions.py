from __future__ import annotations

import hashlib
import importlib
import tomllib

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from qoo10model import analytics, conversions
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.money import Rate
from qoo10model.conversions import Step, Verdict, diagnose
from qoo10model.rules.analytics import Steps
from qoo10model.rules.book import JAPAN
from qoo10model.traffic import ItemDay, ShopDay, Traffic


WORKED: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "worked" / "analytics.toml").read_text(encoding="utf-8")
)
DAY = date(2026, 7, 8)
SHOPS = st.lists(
    st.tuples(st.integers(1, 3_000), st.integers(0, 90)).map(lambda pair: (pair[0], min(pair))),
    min_size=2,
    max_size=6,
)


def item(code: str, views: int | None, orders: int | None, title: str = "") -> ItemDay:
    """
    The figures of an item.
    """
    return ItemDay(code, Traffic(views=views, orders=orders), title=title)


def draw(name: str) -> float:
    """
    A number between 0 and 1 that is the same for a name every time.
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") / 2**48


def shop_of(figures: list[tuple[int, int]]) -> list[ItemDay]:
    """
    Items called 0, 1, 2 and so on.
    """
    return [item(str(at), views, orders) for at, (views, orders) in enumerate(figures)]


@pytest.mark.parametrize("case", WORKED["shop"], ids=lambda case: case["working"][:25])
def test_shops_worked_by_hand(case: Any) -> None:
    """
    Each item is judged as was worked out.
    """
    rows = [item(code, views, orders) for code, views, orders, _ in case["items"]]
    found = {one.item_code: one.verdict.name for one in diagnose(rows, on=DAY).items}
    assert found == {code: verdict for code, _, _, verdict in case["items"]}


def test_the_figures_behind_a_verdict() -> None:
    """
    Of 2,000 views 3 % would be 60 orders; the item has 20, so it lacks 40.
    """
    found = diagnose([item("A", 2_000, 60), item("B", 2_000, 20, "架空リップ")], on=DAY)
    (worst,) = found.below
    assert (worst.item_code, worst.title, worst.shortfall) == ("B", "架空リップ", Fraction(40))
    assert worst.conversion is not None
    assert worst.theirs is not None
    # Two items share out the tenth that 90 % leave.
    assert worst.conversion.level == worst.theirs.level == Rate.percent("95")
    assert worst.conversion.high < worst.theirs.low
    assert found.shop_rate == Fraction(80, 4_000)
    assert repr(found) == "Diagnosis(2 items, 1 below the others)"


@pytest.mark.parametrize("views, verdict", [(94, "LIKE_THE_OTHERS"), (93, "TOO_FEW_VIEWS")])
def test_the_guard_on_both_sides(views: int, verdict: str) -> None:
    """
    Below the views that are needed nothing could be said even without any order; from there on it could.
    """
    rows = [item("A", 100_000, 4_000), item("B", views, 1)]
    found = {one.item_code: one for one in diagnose(rows, on=DAY).items}["B"]
    assert found.verdict.name == verdict
    assert found.views_needed is not None
    assert (views >= found.views_needed) is (verdict != "TOO_FEW_VIEWS")


@given(figures=SHOPS)
@settings(max_examples=40)
def test_an_item_with_too_few_views_is_never_accused(figures: list[tuple[int, int]]) -> None:
    """
    What is accused has the views that are needed, an interval below the others', and lacks orders.
    """
    for one in diagnose(shop_of(figures), on=DAY).items:
        if one.verdict is Verdict.BELOW:
            assert one.conversion is not None
            assert one.theirs is not None
            assert one.conversion.high < one.theirs.low
            assert one.views_needed is not None
            assert (one.views or 0) >= one.views_needed
            assert (one.shortfall or 0) > 0


@given(figures=SHOPS, more=st.integers(1, 20))
@settings(max_examples=40)
def test_an_order_more_never_turns_an_item_below(figures: list[tuple[int, int]], more: int) -> None:
    """
    An item that is not accused is not accused with more orders either.
    """
    views, orders = figures[0]
    better = [(views, min(views, orders + more)), *figures[1:]]
    before = {one.item_code: one.verdict for one in diagnose(shop_of(figures), on=DAY).items}
    after = {one.item_code: one.verdict for one in diagnose(shop_of(better), on=DAY).items}
    if before["0"] is not Verdict.BELOW:
        assert after["0"] is not Verdict.BELOW


def test_small_numbers_do_not_accuse() -> None:
    """
    Of 30 shops whose items all sell alike, at most a tenth has an item that is accused.
    """
    accused = 0
    for shop in range(30):
        rows = shop_of(
            [
                (views, sum(draw(f"{shop} {views} {at}") < 0.03 for at in range(views)))
                for views in (5, 8, 13, 20, 30, 45, 70, 100, 140, 200, 300, 450)
            ]
        )
        accused += bool(diagnose(rows, on=DAY).below)
    assert accused <= 3


def test_the_rows_of_several_days_are_added() -> None:
    """
    Two days of an item are one item; the first title that is given names it.
    """
    halves = [item("B", 1_000, 10), item("B", 1_000, 10, "架空リップ"), item("A", 2_000, 60)]
    found = diagnose(halves, on=DAY)
    assert (found.below[0].views, found.below[0].orders) == (2_000, 20)
    assert found.below[0].title == "架空リップ"


@pytest.mark.parametrize(
    "odd, code",
    [
        (item("X", None, 1), "analytics.figures_not_given"),
        (item("X", 10, None), "analytics.figures_not_given"),
        (item("X", 10, 11), "analytics.orders_above_views"),
        (item("X", 0, 1), "analytics.orders_above_views"),
        (item("X", 0, 0), "analytics.no_views"),
    ],
)
def test_what_cannot_be_judged_is_left_out(odd: ItemDay, code: str) -> None:
    """
    Such an item has a finding and no verdict, and the others are judged as if it were not there.
    """
    others = [item("A", 2_000, 60), item("B", 2_000, 20)]
    found, plain = diagnose([*others, odd], on=DAY), diagnose(others, on=DAY)
    assert [finding.code for finding in found.findings] == [code]
    assert [one for one in found.items if one.item_code != "X"] == list(plain.items)
    (left,) = [one for one in found.items if one.item_code == "X"]
    assert (left.verdict, left.conversion, left.shortfall) == (Verdict.NOT_KNOWN, None, None)
    assert found.shop_rate == plain.shop_rate
    assert found.items[-1] is left


def test_an_empty_shop() -> None:
    """
    Without items there is nothing to say, and no rate.
    """
    found = diagnose([], on=DAY)
    assert (found.items, found.below, found.shop_rate) == ((), (), None)


def test_the_steps_stand_in_the_order_of_the_sources() -> None:
    """
    First the page, then price and shipping, a shop coupon, and a follower coupon with a push.
    """
    found = diagnose([], on=DAY)
    assert [one.step for one in found.steps] == [
        Step.PAGE,
        Step.PRICE_AND_SHIPPING,
        Step.SHOP_COUPON,
        Step.FOLLOWER_COUPON_AND_PUSH,
    ]
    assert {evidence.rule for evidence in found.rules} == {
        "analytics.next_steps",
        "analytics.claimed_conversion",
    }
    assert str(found.claimed) == "2 % – 4 %"


@pytest.mark.parametrize("step", diagnose([], on=DAY).steps, ids=lambda one: one.step.name)
def test_each_step_leads_to_functions_that_exist(step: analytics.NextStep) -> None:
    """
    Every name is a public function of the package that can be called.
    """
    assert step.works_out
    for name in step.works_out:
        module, _, function = name.partition(".")
        found = importlib.import_module(f"qoo10model.{module}")
        assert function in found.__all__
        assert callable(getattr(found, function))


def test_the_rule_decides_the_steps() -> None:
    """
    Another order of the steps is a rule like any other.
    """
    rules = JAPAN.replacing(
        JAPAN.analytics.next_steps.with_value(Steps((Step.SHOP_COUPON,)), since=DAY)
    )
    assert [one.step for one in diagnose([], on=DAY, rules=rules).steps] == [Step.SHOP_COUPON]


@pytest.mark.parametrize(
    "language, word", [("en", "sells less than the others"), ("ja", "他商品より低い")]
)
def test_the_table(language: Any, word: str) -> None:
    """
    The table has the interval of each item and its verdict, the worst item first.
    """
    rows = [item("A", 2_000, 60), item("B", 2_000, 20), item("C", None, None)]
    lines = diagnose(rows, on=DAY).explain(language).splitlines()
    assert lines[1].startswith("B")
    assert word in lines[1]
    assert "+40.0" in lines[1]
    assert lines[3].startswith("C")
    assert "–" in lines[3]


raw: Any = conversions  # a caller without types

BAD: dict[str, tuple[Any, type[Exception]]] = {
    "row": (lambda: raw.diagnose([ShopDay(DAY, Traffic())], on=DAY), InvalidTypeError),
    "rows": (lambda: raw.diagnose(5, on=DAY), InvalidTypeError),
    "day": (lambda: raw.diagnose([], on="2026-07-08"), InvalidTypeError),
    "level": (lambda: raw.diagnose([], on=DAY, level=0.9), InvalidTypeError),
    "sure": (lambda: raw.diagnose([], on=DAY, level=Rate.percent("100")), InvalidValueError),
    "early": (lambda: raw.diagnose([], on=date(2018, 8, 31)), RuleNotKnownError),
}


@pytest.mark.parametrize("make, error", BAD.values(), ids=BAD)
def test_what_is_refused(make: Any, error: type[Exception]) -> None:
    """
    Rows of another kind, levels that cannot be, and days before the rules are refused.
    """
    with pytest.raises(error):
        make()
