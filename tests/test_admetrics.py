from __future__ import annotations

import pickle
import tomllib

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import JST, Grade, OrderLine, Rate, Seller, profit, settlements
from qoo10model.admetrics import (
    AdFigures,
    AdRow,
    BreakEven,
    break_even,
    break_even_of,
    by_day,
    by_item,
    by_product,
    by_week,
    total,
)
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import Days
from qoo10model.rules.ads import AdProduct


WORKED: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "worked" / "ads.toml").read_text(encoding="utf-8")
)["figures"]
RATIOS = ("ctr", "cpc", "cpm", "cvr", "cart_rate", "cpa", "roas", "acos")

counts = st.one_of(st.none(), st.integers(0, 100_000))
figures = st.builds(
    AdFigures,
    cost=counts,
    impressions=counts,
    clicks=counts,
    carts=counts,
    purchases=counts,
    sales=counts,
)
rows = st.lists(
    st.builds(
        AdRow,
        figures=figures,
        item_code=st.sampled_from("ABC"),
        product=st.one_of(st.none(), st.sampled_from(AdProduct)),
        on=st.one_of(st.none(), st.dates(date(2026, 6, 20), date(2026, 7, 20))),
    ),
    max_size=12,
)

LINE = OrderLine(
    order_no=1,
    cart_no=1,
    item_code="A",
    unit_price=1_326,
    quantity=2,
    paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST),
)
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
COSTS = profit.CostBook(
    (profit.Cost(profit.CostKind.GOODS, 700, profit.Per.UNIT, since=date(2026, 1, 1)),)
)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["source"])
def test_worked_figures(case: dict[str, Any]) -> None:
    """
    Each ratio is as worked out by hand; those not listed are undefined or not known.
    """
    given_figures = AdFigures(**case["given"])
    expected = {name: Fraction(text) for name, text in case["ratios"].items()}
    assert {name: getattr(given_figures, name) for name in RATIOS} == {
        name: expected.get(name) for name in RATIOS
    }


@given(figures)
def test_a_ratio_is_never_infinite(one: AdFigures) -> None:
    """
    Whatever the figures are, a ratio is a fraction of at least 0, or None.
    """
    for name in RATIOS:
        ratio = getattr(one, name)
        assert ratio is None or (type(ratio) is Fraction and ratio >= 0)


@given(figures)
def test_ratios_belong_together(one: AdFigures) -> None:
    """
    ACoS is the inverse of ROAS, and the cost of a purchase that of a click over the conversion.
    """
    if one.roas:
        assert one.acos == 1 / one.roas
    if one.cpc is not None and one.cvr:
        assert one.cpa == one.cpc / one.cvr


def test_undefined_and_not_known_read_differently() -> None:
    """
    A zero denominator is undefined, a figure that nobody gave is not known, a ratio of 0 is 0.
    """
    text = AdFigures(cost=0, impressions=500, clicks=0, purchases=0).explain()
    rows_of = dict(line.rsplit("  ", 1) for line in text.splitlines())
    shown = {name.strip(): value.strip() for name, value in rows_of.items()}
    assert shown["click rate (CTR)"] == "0.00%"
    assert shown["conversion (CVR)"] == "undefined"
    assert shown["cart rate"] == shown["ROAS"] == "not known"
    assert shown["cost of 1,000 impressions"] == "0.0 yen"
    japanese = AdFigures(cost=4_500, clicks=60, purchases=0).explain("ja")
    assert "75.0円" in japanese
    assert "算出不可" in japanese
    assert "不明" in japanese


# Sums


@given(rows)
def test_groups_sum_to_the_total(some: list[AdRow]) -> None:
    """
    By day, week, item or ad product: the groups together are the whole.
    """
    for group in (by_day, by_week, by_item, by_product):
        parts: dict[Any, AdFigures] = group(some)
        if parts:
            assert total(parts.values()) == total(some)
        else:
            assert some == []


@given(rows)
def test_weeks_are_the_sums_of_their_days(some: list[AdRow]) -> None:
    """
    A week runs from Monday to Sunday and holds the days in it.
    """
    days = by_day(some)
    for week, sums in by_week(some).items():
        if week is None:
            assert sums == days[None]
        else:
            assert (week.first.weekday(), week.count) == (0, 7)
            assert sums == total(days[day] for day in days if day is not None and day in week)


def test_what_one_row_does_not_know_is_not_known_in_all() -> None:
    """
    A sum over an unknown figure would be too small.
    """
    some = (AdFigures(cost=100, clicks=3), AdFigures(cost=200))
    assert total(some) == AdFigures(cost=300)
    assert total(()) == AdFigures()


def test_ratios_of_sums_are_no_means_of_ratios() -> None:
    """
    One order in 10 clicks and one in 90 are 2 in 100.
    """
    some = (AdFigures(clicks=10, purchases=1), AdFigures(clicks=90, purchases=1))
    assert total(some).cvr == Fraction(1, 50)


def test_days_and_weeks_stand_in_order() -> None:
    """
    Sunday and the Monday after it are two weeks; rows without a day come last.
    """
    sunday, monday = date(2026, 7, 5), date(2026, 7, 6)
    some = [
        AdRow(on=day, figures=AdFigures(cost=cost))
        for day, cost in ((None, 1), (monday, 10), (sunday, 100))
    ]
    assert list(by_day(some)) == [sunday, monday, None]
    assert [one.cost for one in by_week(some).values()] == [100, 10, 1]
    assert next(iter(by_week(some))) == Days(date(2026, 6, 29), sunday)


def test_ad_products_stand_in_their_order() -> None:
    """
    Ads of unknown kind come last.
    """
    some = [
        AdRow(product=product, figures=AdFigures(cost=1))
        for product in (None, AdProduct.SMART_SALES, AdProduct.PLUS_KEYWORD)
    ]
    assert list(by_product(some)) == [AdProduct.PLUS_KEYWORD, AdProduct.SMART_SALES, None]


# Breaking even


BREAK_EVEN = [
    (950, 2_652, Fraction(475, 1_326), Fraction(1_326, 475)),
    (500, 2_000, Fraction(1, 4), Fraction(4)),
    (2_000, 2_000, Fraction(1), Fraction(1)),
    (1, 2_000, Fraction(1, 2_000), Fraction(2_000)),
    (0, 2_000, Fraction(0), None),
    (-1, 2_000, Fraction(-1, 2_000), None),
    (0, 0, None, None),
    (100, 0, None, None),
]


@pytest.mark.parametrize("contribution, sales, acos, roas", BREAK_EVEN)
def test_break_even(
    contribution: int, sales: int, acos: Fraction | None, roas: Fraction | None
) -> None:
    """
    The break-even ACoS is the margin, the ROAS its inverse; without a margin no ad breaks even.
    """
    found = break_even(contribution, sales)
    assert (found.acos, found.roas) == (acos, roas)


def test_ads_at_the_break_even_leave_nothing() -> None:
    """
    At the break-even ACoS an ad costs exactly what the goods left.
    """
    found = break_even(950, 2_652)
    assert found.acos is not None
    assert found.acos * 2_652 == 950
    assert AdFigures(cost=950, sales=2_652).acos == found.acos
    assert AdFigures(cost=950, sales=2_652).roas == found.roas


def test_break_even_of_a_profit() -> None:
    """
    Two units of 1,326 yen leave 959 (profit), of 2,652: ads of the group are added back.
    """
    month = settlements.settle_all((LINE,), SELLER)
    plain = break_even_of(profit.of(month.settlements[0], COSTS))
    assert plain == BreakEven(Fraction(959, 2_652))
    ads = (profit.AdCost(date(2026, 5, 11), 300, "A"),)
    group = profit.by_item(month, COSTS, ads=ads)["A"]
    assert group.contribution == 659
    assert break_even_of(group) == plain


def test_break_even_without_costs_is_not_known() -> None:
    """
    Goods whose cost nobody knows have no margin.
    """
    month = settlements.settle_all((LINE,), SELLER)
    unknown = profit.CostBook(())
    one = profit.of(
        month.settlements[0],
        profit.CostBook(
            (profit.Cost(profit.CostKind.GOODS, 700, profit.Per.UNIT, since=date(2027, 1, 1)),)
        ),
    )
    assert one.contribution is None
    assert (break_even_of(one).acos, break_even_of(one).roas) == (None, None)
    empty = profit.by_item(settlements.settle_all((), SELLER), unknown).total
    assert break_even_of(empty).roas is None


# Values and bad input


def test_values() -> None:
    """
    Figures and rows are equal by content; the index of a row does not count.
    """
    row = AdRow(figures=AdFigures(cost=1), item_code="A", on=date(2026, 7, 1))
    assert row == attrs.evolve(row, row=7) == pickle.loads(pickle.dumps(row))
    assert hash(row) == hash(attrs.evolve(row, row=7))
    assert eval(repr(row.figures), {"AdFigures": AdFigures}) == row.figures


@pytest.mark.parametrize("field", ["cost", "sales", "impressions", "clicks", "carts", "purchases"])
@pytest.mark.parametrize("wrong", [1.5, "12", True, Decimal(1)])
def test_figures_are_int(field: str, wrong: Any) -> None:
    """
    A float, a text or a bool is no figure.
    """
    with pytest.raises(InvalidTypeError, match=f"{field} must be"):
        AdFigures(**{field: wrong})


@pytest.mark.parametrize("field", ["cost", "sales", "impressions", "clicks", "carts", "purchases"])
def test_figures_are_not_negative(field: str) -> None:
    """
    Nobody clicks less than never.
    """
    with pytest.raises(InvalidValueError, match=f"{field} must be at least 0"):
        AdFigures(**{field: -1})


BAD_ROWS: list[tuple[dict[str, Any], str]] = [
    ({"figures": {"cost": 1}}, "figures must be AdFigures"),
    ({"figures": AdFigures(), "product": "Plus"}, "product must be such as"),
    ({"figures": AdFigures(), "on": "2026-07-01"}, "on must be a date"),
    ({"figures": AdFigures(), "on": datetime(2026, 7, 1)}, "on must be a date"),
]


@pytest.mark.parametrize("fields, match", BAD_ROWS)
def test_rows_hold_what_they_should(fields: dict[str, Any], match: str) -> None:
    """
    A dict is no figures, a text no product and no day.
    """
    with pytest.raises(InvalidTypeError, match=match):
        AdRow(**fields)


@pytest.mark.parametrize("wrong", [1, "row", {"cost": 1}])
def test_only_rows_are_summed(wrong: Any) -> None:
    """
    A dict or a number is no row.
    """
    with pytest.raises(InvalidTypeError, match="rows must be AdRow or AdFigures"):
        total((wrong,))
    for group in (by_day, by_week, by_item, by_product):
        with pytest.raises(InvalidTypeError, match="rows must be AdRow"):
            group((wrong,))


def test_break_even_takes_money_and_profits() -> None:
    """
    Floats and months are refused, negative sales too.
    """
    wrong: Any = 950.0
    with pytest.raises(InvalidTypeError, match="contribution must be whole yen"):
        break_even(wrong, 2_000)
    with pytest.raises(InvalidTypeError, match="sales must be whole yen"):
        break_even(500, wrong)
    with pytest.raises(InvalidValueError, match="sales must be at least 0"):
        break_even(500, -1)
    month: Any = settlements.settle_all((), SELLER)
    with pytest.raises(InvalidTypeError, match="profit must be a Contribution or a Group"):
        break_even_of(month)
