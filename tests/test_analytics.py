from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from qoo10model import JAPAN, JST, Rate, adspend, analytics, coupons, discounts
from qoo10model.analytics import Metric, Step, Window
from qoo10model.formats import qsm


TODAY = date(2026, 7, 8)


def export(days: dict[date, tuple[int, int]]) -> str:
    """
    The export of two items: A with the views and orders of each day, B with half the orders.
    """
    lines = ["日付,商品コード,商品名,PV,注文数"]
    for day, (views, orders) in days.items():
        lines += [
            f"{day:%Y/%m/%d},A,架空リップ,{views},{orders}",
            f"{day:%Y/%m/%d},B,架空ティント,{views},{orders // 4}",
        ]
    return "\n".join(lines) + "\n"


def test_from_the_export_to_the_next_step() -> None:
    """
    A fortnight is read, summed by window, compared, and the item that sells too little is found.
    """
    first = TODAY - timedelta(14)
    days = {first + timedelta(at): (400, 8 if at < 7 else 12) for at in range(14)}
    reading = qsm.read_item_traffic(export(days))
    assert reading.findings == ()
    week = analytics.window(Window.LAST_WEEK, on=TODAY)
    now = analytics.totals(reading.values, week.days)
    before = analytics.totals(reading.values, week.before)
    assert (now.figures.orders, before.figures.orders) == (7 * 15, 7 * 10)
    assert analytics.growth(before, now).of(Metric.ORDERS).rate == Rate.percent("50").fraction
    rows = [row for row in reading.values if row.on is not None and row.on in week.days]
    found = analytics.diagnose(rows, on=TODAY)
    assert [item.item_code for item in found.below] == ["B"]
    assert found.steps[0].step is Step.PAGE


def test_the_steps_can_be_worked_out() -> None:
    """
    A shop coupon has its price, and a follower coupon the first free push.
    """
    stacked = discounts.stack(2_980, on=TODAY, shop_coupon=Rate.percent("10"))
    assert (stacked.pays, stacked.borne_by_seller) == (2_682, 298)
    sent = datetime(2026, 7, 6, 19, 0, tzinfo=JST)
    free = coupons.next_free_push(datetime(2026, 7, 8, tzinfo=JST), (sent,))
    assert free == sent + timedelta(7)


def test_what_a_word_could_bear() -> None:
    """
    The lower end of a word's conversion goes straight into the highest bid worth making.
    """
    report = analytics.words((analytics.KeywordRow("リップ", visits=420, orders=21),))
    estimate = report.words[0].conversion
    assert estimate is not None
    visits = report.words[0].visits
    assert visits is not None
    bid = adspend.max_daily_bid(
        clicks=visits // 7,
        conversion=Rate.of_fraction(estimate.mean),
        contribution=950,
        on=TODAY,
    )
    assert bid == 2_800


@pytest.mark.parametrize("name", analytics.__all__)
def test_every_name_is_there(name: str) -> None:
    """
    The subject offers each name that it lists.
    """
    assert getattr(analytics, name) is not None


def test_what_is_said_to_be_usual_decides_nothing() -> None:
    """
    The claimed conversion of 2 to 4 % stands beside a diagnosis, and is as doubtful as it is.
    """
    entry = JAPAN.analytics.claimed_conversion.entry_on(TODAY)
    assert str(entry.value) == "2 % – 4 %"
    assert entry.is_doubtful


TWICE: dict[str, Any] = {
    "diagnosis": lambda rows: analytics.diagnose(
        [analytics.ItemDay("A", analytics.Traffic(views=n, orders=1), on, row=n) for n, on in rows],
        on=TODAY,
    ),
    "inflow": lambda rows: analytics.inflow(
        [
            analytics.ChannelRow(channel, analytics.Traffic(visitors=n), on, "魔法", row=n)
            for channel in (analytics.Channel.LINE, None)
            for n, on in rows
        ],
        on=TODAY,
    ),
    "words": lambda rows: analytics.words(
        [analytics.KeywordRow("リップ", visits=n, orders=1, on=on, row=n) for n, on in rows]
    ),
}


def counted(result: analytics.Diagnosis | analytics.Inflow | analytics.WordReport) -> int | None:
    """
    What was counted in all, each channel of an inflow once.
    """
    if isinstance(result, analytics.Diagnosis):
        return result.items[0].views
    if isinstance(result, analytics.Inflow):
        return result.external
    return result.visits


@pytest.mark.parametrize("kind", TWICE)
@pytest.mark.parametrize(
    "second, expected, code",
    [
        ((10, TODAY), 10, "analytics.day_repeated"),
        ((90, TODAY), 90, "analytics.day_differs"),
        ((90, TODAY - timedelta(1)), 100, None),
    ],
)
def test_one_day_twice_counts_once_everywhere(
    kind: str, second: tuple[int, date], expected: int, code: str | None
) -> None:
    """
    In diagnosis, inflow and keywords alike the last row of a day counts, and another day is added.
    """
    result = TWICE[kind]([(10, TODAY), second])
    assert counted(result) == expected
    codes = [one.code for one in result.findings if one.code.startswith("analytics.day_")]
    assert set(codes) == ({code} if code else set())


@pytest.mark.parametrize("kind", TWICE)
def test_rows_without_a_day_are_all_added(kind: str) -> None:
    """
    Rows of windows cannot be told apart: two of them are two windows.
    """
    assert counted(TWICE[kind]([(10, None), (10, None)])) == 20
