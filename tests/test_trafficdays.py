from __future__ import annotations

from datetime import date, timedelta

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.findings import Severity
from qoo10model.basics.periods import Days
from qoo10model.conversions import diagnose
from qoo10model.inflows import ChannelRow, inflow
from qoo10model.inflowwords import KeywordRow, words
from qoo10model.rules.analytics import Channel
from qoo10model.traffic import ItemDay, ShopDay, Traffic
from qoo10model.trafficdays import each_once
from qoo10model.trafficwindows import totals


DAY = date(2026, 7, 1)
NEXT = DAY + timedelta(1)
CASES = [
    pytest.param(20, "analytics.day_repeated", Severity.ADVICE, id="same"),
    pytest.param(21, "analytics.day_differs", Severity.WARNING, id="other"),
]


@given(
    rows=st.lists(
        st.tuples(st.sampled_from([DAY, NEXT, None]), st.sampled_from("AB"), st.integers(0, 2))
    )
)
def test_no_row_is_lost(rows: list[tuple[date | None, str, int]]) -> None:
    """
    Each row is kept or another one of its day stands in its place, the last, with a finding.
    """
    given_rows = [
        ItemDay(code, Traffic(orders=orders), on, row=at)
        for at, (on, code, orders) in enumerate(rows)
    ]
    kept, doubled = each_once(
        given_rows,
        about=lambda row: row.item_code,
        figures=lambda row: row.figures,
        name=lambda row: row.item_code,
    )
    lasts = {(code, on): at for at, (on, code, _) in enumerate(rows)}
    dated = [at for at, (on, code, _) in enumerate(rows) if on and lasts[code, on] == at]
    assert sorted(row.row or 0 for row in kept if row.on) == dated
    assert [row.row for row in kept if row.on is None] == [
        at for at, (on, _, _) in enumerate(rows) if on is None
    ]
    places = [(row.item_code, row.on) for row in kept if row.on]
    assert places == list(dict.fromkeys((code, on) for on, code, _ in rows if on))
    assert [finding.row for _, finding in doubled] == [row.row for row, _ in doubled]
    left_out = [row for row, _ in doubled if row.on is not None]
    assert len(kept) + len(left_out) == len(rows)
    undated = [row[1:] for row in rows if row[0] is None]
    assert len(undated) - len(set(undated)) == len(doubled) - len(left_out)


@pytest.mark.parametrize("orders, code, severity", CASES)
def test_a_day_of_an_item_that_comes_twice(orders: int, code: str, severity: Severity) -> None:
    """
    It counts once in a diagnosis, the last row of it, and that is said with the item and the day.
    """
    rows = (
        ItemDay("A", Traffic(views=1_000, orders=20), DAY),
        ItemDay("A", Traffic(views=1_000, orders=orders), DAY, row=1),
        ItemDay("A", Traffic(views=500, orders=5), NEXT),
    )
    found = diagnose(rows, on=DAY)
    assert [(item.views, item.orders) for item in found.items] == [(1_500, orders + 5)]
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.row) == (code, severity, 1)
    assert finding.text.en.startswith("A of 2026-07-01 ")
    assert finding.text.ja.startswith("2026-07-01のA")


@pytest.mark.parametrize("orders, code, severity", CASES)
def test_a_day_of_a_channel_that_comes_twice(orders: int, code: str, severity: Severity) -> None:
    """
    It counts once, under the name of the channel; the same channel of another item counts as well.
    """
    rows = (
        ChannelRow(Channel.LINE, Traffic(visitors=20), DAY, item_code="B"),
        ChannelRow(Channel.LINE, Traffic(visitors=orders), DAY, item_code="B", row=1),
        ChannelRow(Channel.LINE, Traffic(visitors=3), DAY, item_code="A"),
        ChannelRow(Channel.LINE, Traffic(visitors=4), NEXT, item_code="B"),
    )
    found = inflow(rows, on=DAY)
    assert found.external == orders + 7
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.row) == (code, severity, 1)
    assert "LINE" in finding.text.ja


def test_two_unknown_channels_of_a_day_are_two() -> None:
    """
    Channels that nobody knows are told apart by the names that they have in the export.
    """
    rows = [ChannelRow(None, Traffic(visitors=5), DAY, name=name) for name in ("甲", "乙", "甲")]
    found = inflow(rows, on=DAY)
    assert found.unplaced == 10
    (doubled,) = (one for one in found.findings if one.code == "analytics.day_repeated")
    assert "甲" in doubled.text.ja


@pytest.mark.parametrize("orders, code, severity", CASES)
def test_a_day_of_a_keyword_that_comes_twice(orders: int, code: str, severity: Severity) -> None:
    """
    It counts once; another spelling of the word on the same day is a row of its own.
    """
    rows = (
        KeywordRow("リップ", 100, 20, on=DAY),
        KeywordRow("リップ ", 100, orders, on=DAY, row=1),
        KeywordRow("ﾘｯﾌﾟ", 50, 1, on=DAY),
    )
    report = words(rows)
    assert (report.visits, report.orders) == (150, orders + 1)
    (finding,) = report.findings
    assert (finding.code, finding.severity, finding.row) == (code, severity, 1)


def test_a_row_without_a_day_that_comes_twice_counts_and_is_told() -> None:
    """
    Two windows may have the same figures, and one export may be read twice: nobody can tell.
    """
    rows = [ItemDay("A", Traffic(views=1_000, orders=20), row=at) for at in (0, 1)]
    found = diagnose([*rows, ItemDay("A", Traffic(views=900, orders=20), row=2)], on=DAY)
    assert [(item.views, item.orders) for item in found.items] == [(2_900, 60)]
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.row) == (
        "analytics.row_repeated",
        Severity.WARNING,
        1,
    )
    assert finding.text.ja == "Aの行が重複している（日付なし・同じ内容）。どちらも集計した"
    (doubled,) = words([KeywordRow("リップ", 120, 3), KeywordRow("リップ", 120, 3)]).findings
    assert doubled.code == finding.code


def test_rows_of_the_shop_among_rows_of_items_are_told() -> None:
    """
    Of channels and of words: whoever is in both is counted twice, and a warning says so.
    """
    shop, item = (
        ChannelRow(Channel.LINE, Traffic(visitors=20), item_code=code) for code in ("", "A")
    )
    word, of_item = (KeywordRow("リップ", 100, 20, item_code=code) for code in ("", "A"))
    expected = "analytics.shop_and_items_mixed"
    assert [one.code for one in inflow((shop, item), on=DAY).findings] == [expected]
    assert [one.code for one in words((word, of_item)).findings] == [expected]
    assert inflow((shop,), on=DAY).findings == inflow((item,), on=DAY).findings == ()
    assert words((word,), before=(of_item,)).findings == ()


def test_a_day_of_the_shop_that_comes_twice() -> None:
    """
    It counts once in the sums of a window, as it was read last.
    """
    rows = (ShopDay(DAY, Traffic(orders=20)), ShopDay(DAY, Traffic(orders=21), row=1))
    found = totals(rows, Days(DAY, DAY))
    assert found.figures.orders == 21
    assert [finding.code for finding in found.findings] == ["analytics.day_differs"]


def test_the_very_same_value_twice_is_a_day_that_comes_twice() -> None:
    """
    Where the lists of two readings overlap, the same value may stand in them twice.
    """
    day = ShopDay(DAY, Traffic(orders=20))
    found = totals((day, day), Days(DAY, DAY))
    assert found.figures.orders == 20
    assert [finding.code for finding in found.findings] == ["analytics.day_repeated"]
    row = ItemDay("A", Traffic(views=900, orders=20))
    (finding,) = diagnose((row, row), on=DAY).findings
    assert finding.code == "analytics.row_repeated"
