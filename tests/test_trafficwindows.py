from __future__ import annotations

import tomllib

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import trafficwindows
from qoo10model.basics.errors import InvalidTypeError, RuleNotKnownError
from qoo10model.basics.findings import Severity
from qoo10model.basics.periods import Days
from qoo10model.rules.book import JAPAN
from qoo10model.traffic import ItemDay, Metric, ShopDay, Traffic
from qoo10model.trafficwindows import (
    Change,
    LastWeek,
    Totals,
    Window,
    by_item,
    growth,
    totals,
    window,
)


WORKED: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "worked" / "analytics.toml").read_text(encoding="utf-8")
)
TODAY = date(2026, 7, 8)
WEEK = Days(date(2026, 7, 1), date(2026, 7, 7))


def shop(day: int, **figures: int | None) -> ShopDay:
    """
    A day of July 2026.
    """
    return ShopDay(date(2026, 7, day), Traffic(**figures), row=day)


@pytest.mark.parametrize("case", WORKED["window"], ids=str)
def test_windows_worked_by_hand(case: Any) -> None:
    """
    Each window has its days under each reading, and before it lie as many days.
    """
    rules = JAPAN
    if "reading" in case:
        rules = JAPAN.with_reading("analytics.last_week", LastWeek[case["reading"]])
    found = window(Window[case["window"]], on=TODAY, rules=rules)
    assert (found.days.first, found.days.last) == (case["first"], case["last"])
    assert found.before.first == case["before"]
    assert found.before.last == found.days.first - timedelta(1)
    assert found.before.count == found.days.count


def test_the_last_week_is_open_and_says_so() -> None:
    """
    The other reading is a doubt that names its days; today and yesterday are plain.
    """
    found = window(Window.LAST_WEEK, on=TODAY)
    assert {evidence.rule for evidence in found.rules} == {
        "analytics.last_week",
        "analytics.week_days",
    }
    doubt = next(one for one in found.doubts if one.rule == "analytics.last_week")
    (other,) = doubt.alternatives
    moved = [(move.day, move.instead) for move in other.moves]
    assert moved == [
        (date(2026, 7, 1), date(2026, 7, 2)),
        (date(2026, 7, 7), date(2026, 7, 8)),
    ]
    for which in (Window.TODAY, Window.YESTERDAY):
        assert (window(which, on=TODAY).rules, window(which, on=TODAY).doubts) == ((), ())


def test_a_window_before_the_rules() -> None:
    """
    Which days the last week had before the manual nobody tells.
    """
    with pytest.raises(RuleNotKnownError, match="analytics"):
        window(Window.LAST_WEEK, on=date(2018, 8, 31))


@given(
    days=st.lists(st.integers(1, 7), unique=True),
    orders=st.lists(st.integers(0, 1000), min_size=7, max_size=7),
)
def test_days_are_there_or_missing(days: list[int], orders: list[int]) -> None:
    """
    Every day of the window is summed or named as missing, in any order of the rows.
    """
    found = totals([shop(day, orders=orders[day - 1]) for day in days], WEEK)
    assert {day.day for day in found.missing} | set(days) == set(range(1, 8))
    assert found.is_complete is (len(days) == 7)
    expected = sum(orders[day - 1] for day in days) if days else None
    assert found.figures.orders == expected
    assert [finding.code for finding in found.findings] == (
        [] if found.is_complete else ["analytics.days_missing"]
    )


def test_a_missing_day_is_named() -> None:
    """
    The finding says which days have no rows, and that the sums are those of the others.
    """
    found = totals([shop(day, orders=1) for day in (1, 2, 4, 5, 6, 7)], WEEK)
    assert found.findings[0].text.en == (
        "1 of 7 days have no rows (2026-07-03); the sums are those of the others"
    )
    assert found.figures.orders == 6


def test_days_outside_do_not_count() -> None:
    """
    Rows of the day before and the day after are left out.
    """
    rows = [shop(8, orders=100), ShopDay(date(2026, 6, 30), Traffic(orders=100))]
    rows += [shop(day, orders=1) for day in range(1, 8)]
    found = totals(rows, WEEK)
    assert (found.figures.orders, found.is_complete, found.findings) == (7, True, ())


@pytest.mark.parametrize(
    "second, code",
    [(5, "analytics.day_repeated"), (6, "analytics.day_differs")],
)
def test_a_day_that_comes_twice_counts_once(second: int, code: str) -> None:
    """
    The last row counts, whether the first says the same or not, and the finding has its row.
    """
    one = Days(date(2026, 7, 1), date(2026, 7, 1))
    rows = [shop(1, orders=5), attrs.evolve(shop(1, orders=second), row=9)]
    found = totals(rows, one)
    assert found.figures.orders == second
    assert [(finding.code, finding.row) for finding in found.findings] == [(code, 9)]
    assert "the shop of 2026-07-01" in found.findings[0].text.en


def test_an_unknown_figure_stays_unknown() -> None:
    """
    One day without visitors given leaves the visitors of the window unknown, not the orders.
    """
    one = Days(date(2026, 7, 1), date(2026, 7, 2))
    found = totals([shop(1, visitors=10, orders=1), shop(2, orders=2)], one)
    assert (found.figures.visitors, found.figures.orders) == (None, 3)
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("analytics.figure_partly_given", Severity.WARNING)
    assert finding.text.en == (
        "visitors (UV): 1 of 2 rows do not tell it (2026-07-02), so that its sum is not known"
    )
    assert finding.text.ja == "訪問者数（UV）: 2行中1行に値がない（2026-07-02）ため合計は不明"


def test_a_figure_that_no_row_tells_needs_no_warning() -> None:
    """
    An export without visitors does not have them; each item is looked at by its own rows.
    """
    one = Days(date(2026, 7, 1), date(2026, 7, 1))
    assert totals([shop(1, orders=1)], one).findings == ()
    rows = [
        ItemDay("A", Traffic(orders=1), one.first),
        ItemDay("B", Traffic(orders=2, views=5), one.first),
    ]
    assert [found.findings for found in by_item(rows, one).values()] == [(), ()]
    together = totals(rows, one).findings
    assert [finding.text.en.partition(":")[0] for finding in together] == ["page views (PV)"]


def test_items_are_summed_one_by_one() -> None:
    """
    A day is missing where no item has a row; a doubled row is a finding of its item alone.
    """
    days = Days(date(2026, 7, 1), date(2026, 7, 3))
    rows = [
        ItemDay("B", Traffic(views=10, orders=1), date(2026, 7, 1)),
        ItemDay("A", Traffic(views=100, orders=2), date(2026, 7, 1)),
        ItemDay("A", Traffic(views=50, orders=1), date(2026, 7, 3)),
        ItemDay("A", Traffic(views=50, orders=1), date(2026, 7, 3)),
        ItemDay("C", Traffic(views=999)),
    ]
    found = by_item(rows, days)
    assert list(found) == ["A", "B"]
    assert (found["A"].figures.views, found["B"].figures.views) == (150, 10)
    assert found["A"].missing == found["B"].missing == (date(2026, 7, 2),)
    general = ["analytics.row_without_day", "analytics.days_missing"]
    assert [one.code for one in found["B"].findings] == general
    assert [one.code for one in found["A"].findings] == [*general, "analytics.day_repeated"]
    assert totals(rows, days).figures.views == 160


def test_growth_worked_by_hand() -> None:
    """
    From 20 to 25 orders is a quarter more; from 2 % to 2.5 % likewise.
    """
    day = Days(date(2026, 7, 1), date(2026, 7, 1))
    found = growth(
        Totals(day, Traffic(views=1_000, orders=20, carts=0)),
        Totals(day.shifted(1), Traffic(views=1_000, orders=25, carts=5)),
    )
    assert found.of(Metric.ORDERS) == Change(Metric.ORDERS, Fraction(20), Fraction(25))
    assert found.of(Metric.ORDERS).rate == Fraction(1, 4)
    assert found.of(Metric.ITEM_CVR).difference == Fraction(1, 200)
    assert found.of(Metric.ITEM_CVR).rate == Fraction(1, 4)
    assert found.of(Metric.VIEWS).rate == 0
    assert (found.of(Metric.CARTS).difference, found.of(Metric.CARTS).rate) == (5, None)
    assert (found.of(Metric.SALES).difference, found.of(Metric.SALES).rate) == (None, None)
    assert found.findings == ()


def test_windows_of_different_length_are_compared_by_the_day() -> None:
    """
    70 orders in seven days after 5 in one are twice as many a day; a rate is no count.
    """
    one = Totals(Days(date(2026, 6, 30), date(2026, 6, 30)), Traffic(views=100, orders=5))
    week = Totals(WEEK, Traffic(views=1_400, orders=70))
    found = growth(one, week)
    assert found.of(Metric.ORDERS).rate == 1
    assert found.of(Metric.ITEM_CVR).difference == 0
    assert (found.before, found.after) == (one, week)


@pytest.mark.parametrize("gap", ["before", "after"])
def test_no_growth_is_known_over_a_gap(gap: str) -> None:
    """
    Where a day is missing in either window, nothing is known and the finding names it.
    """
    whole = totals([shop(day, orders=3) for day in range(1, 8)], WEEK)
    part = totals([shop(day, orders=3) for day in range(1, 7)], WEEK)
    found = growth(part, whole) if gap == "before" else growth(whole, part)
    assert {change.rate for change in found.changes} == {None}
    assert {change.difference for change in found.changes} == {None}
    assert [finding.code for finding in found.findings] == ["analytics.growth_not_known"]
    assert "2026-07-07" in found.findings[0].text.ja


def test_no_growth_from_below_nothing() -> None:
    """
    Fewer than no carts remained before: no part of that is a growth.
    """
    assert Change(Metric.REMAINING_CARTS, Fraction(-2), Fraction(3)).rate is None


raw: Any = trafficwindows  # a caller without types

REFUSED: dict[str, Any] = {
    "window": lambda: raw.window("TODAY", on=TODAY),
    "day": lambda: raw.window(Window.TODAY, on="2026-07-08"),
    "days": lambda: raw.totals([], (date(2026, 7, 1), date(2026, 7, 7))),
    "no rows": lambda: raw.totals(5, WEEK),
    "no items": lambda: raw.by_item(5, WEEK),
    "rows": lambda: raw.totals([raw.Traffic()], WEEK),
    "items": lambda: raw.by_item([shop(1, orders=1)], WEEK),
    "shop and items": lambda: raw.totals(
        [shop(1, orders=1), ItemDay("A", raw.Traffic(orders=1), WEEK.first)], WEEK
    ),
    "growth": lambda: raw.growth(raw.Traffic(), raw.Traffic()),
    "metric": lambda: raw.growth(
        raw.Totals(WEEK, raw.Traffic()), raw.Totals(WEEK, raw.Traffic())
    ).of("orders"),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_what_is_refused(make: Any) -> None:
    """
    What is no window, no day and no row is refused.
    """
    with pytest.raises(InvalidTypeError):
        make()
