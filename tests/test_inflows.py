from __future__ import annotations

import tomllib

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import inflows
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.inflows import ChannelRow, inflow
from qoo10model.rules.analytics import Channel, Channels
from qoo10model.rules.book import JAPAN
from qoo10model.traffic import Metric, Traffic


WORKED: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "worked" / "analytics.toml").read_text(encoding="utf-8")
)
DAY = date(2026, 7, 1)
PLAIN = tuple(channel for channel in Channel if channel not in {Channel.SEARCH, Channel.EXTERNAL})


def row(channel: Channel | None, visitors: int | None, name: str = "") -> ChannelRow:
    """
    So many visitors through a channel.
    """
    return ChannelRow(channel, Traffic(visitors=visitors), name=name, row=0)


@pytest.mark.parametrize("case", WORKED["inflow"], ids=lambda case: case["working"][:20])
def test_inflows_worked_by_hand(case: Any) -> None:
    """
    The total, what came from outside and from inside, and the narrower reading.
    """
    rows = [row(Channel[name], count) for name, count in case["channels"].items()]
    found = inflow(rows, on=DAY)
    assert (found.total, found.external, found.internal) == (
        case["total"],
        case["external"],
        case["internal"],
    )
    assert found.external_share == Fraction(case["external"], case["total"])
    ((narrower, count),) = found.external_under
    assert (narrower, count) == (
        Channels((Channel.EXTERNAL, Channel.URL_DIRECT)),
        case["narrower"],
    )
    assert found.findings == ()


@given(counts=st.dictionaries(st.sampled_from(PLAIN), st.integers(0, 10**6), min_size=1))
def test_nobody_is_lost_or_counted_twice(counts: dict[Channel, int]) -> None:
    """
    Inside and outside make up the total, and so do the channels that are no part of another.
    """
    found = inflow([row(channel, count) for channel, count in counts.items()], on=DAY)
    assert found.total == sum(counts.values())
    assert found.external is not None
    assert found.internal is not None
    assert found.external + found.internal == found.total
    assert sum(one.count for one in found.channels if one.channel.group is None) == found.total
    if found.total:
        assert sum(one.share or 0 for one in found.channels if one.channel.group is None) == 1


def test_the_parts_of_a_sum_stay_with_it() -> None:
    """
    Where the sum of a group and its parts disagree, the sum counts and the finding says so.
    """
    found = inflow(
        [row(Channel.SEARCH, 100), row(Channel.RANK_UP, 30), row(Channel.PLAIN_SEARCH, 60)], on=DAY
    )
    assert found.total == 100
    assert [finding.code for finding in found.findings] == ["analytics.parts_differ"]
    assert "90" in found.findings[0].text.en


def test_a_sum_on_one_day_and_its_parts_on_another() -> None:
    """
    Each day has its own sum, given or of its parts: 100 on the first and 40 + 20 on the second are 160.
    """
    later = date(2026, 7, 2)
    rows = [
        ChannelRow(Channel.SEARCH, Traffic(visitors=100), DAY),
        ChannelRow(Channel.RANK_UP, Traffic(visitors=40), later),
        ChannelRow(Channel.PLAIN_SEARCH, Traffic(visitors=20), later),
    ]
    found = inflow(rows, on=DAY)
    assert (found.total, found.findings) == (160, ())
    assert [(one.channel, one.count) for one in found.channels] == [
        (Channel.SEARCH, 160),
        (Channel.RANK_UP, 40),
        (Channel.PLAIN_SEARCH, 20),
    ]
    items = [attrs.evolve(one, on=DAY, item_code=str(one.on)) for one in rows]
    assert inflow(items, on=DAY).channels == found.channels
    unknown = ChannelRow(Channel.SEARCH, Traffic(), date(2026, 7, 3))
    assert inflow([*rows, unknown], on=DAY).total is None


def test_a_sum_that_differs_from_its_parts_names_the_day() -> None:
    """
    One too many on a day and one too few on the next are two findings, not none.
    """
    rows = [
        ChannelRow(channel, Traffic(visitors=count), date(2026, 7, day))
        for day, whole in ((1, 11), (2, 9))
        for channel, count in ((Channel.EXTERNAL, whole), (Channel.LINE, 10))
    ]
    found = inflow(rows, on=DAY)
    assert found.external == 20
    assert [finding.text.en.partition(",")[0] for finding in found.findings] == [
        "the parts of external on 2026-07-01 sum to 10",
        "the parts of external on 2026-07-02 sum to 10",
    ]
    assert found.findings[1].text.ja.startswith("2026-07-02の外部の内訳の合計は10で、9と")


def test_the_sales_of_channels_can_be_added() -> None:
    """
    Sales are yen, and split like visitors.
    """
    rows = [
        ChannelRow(Channel.SHOP, Traffic(sales=59_600)),
        ChannelRow(Channel.LINE, Traffic(sales=2_980)),
    ]
    found = inflow(rows, on=DAY, metric=Metric.SALES)
    assert (found.total, found.external, found.internal) == (62_580, 2_980, 59_600)


def test_rows_of_several_days_are_added() -> None:
    """
    A channel that comes twice has the sum of both, in the order of the channels.
    """
    found = inflow([row(Channel.LINE, 3), row(Channel.SHOP, 1), row(Channel.LINE, 4)], on=DAY)
    assert [(one.channel, one.count) for one in found.channels] == [
        (Channel.SHOP, 1),
        (Channel.EXTERNAL, 7),
        (Channel.LINE, 7),
    ]


def test_a_channel_that_nobody_knows_is_on_neither_side() -> None:
    """
    Its visitors are in the total, and the finding names it.
    """
    found = inflow([row(Channel.SHOP, 50), row(None, 30, "魔法")], on=DAY)
    assert (found.total, found.external, found.internal, found.unplaced) == (80, 0, 50, 30)
    assert [finding.code for finding in found.findings] == ["analytics.channel_unknown"]
    assert "魔法" in found.findings[0].text.ja
    alone = inflow([row(None, 30, "魔法")], on=DAY)
    assert (alone.total, alone.external, alone.internal) == (30, None, None)


@pytest.mark.parametrize("channel", [Channel.LINE, None])
def test_a_number_that_is_not_given_is_not_zero(channel: Channel | None) -> None:
    """
    One channel without a number leaves total and inside unknown.
    """
    found = inflow([row(Channel.SHOP, 50), row(channel, None, "魔法")], on=DAY)
    assert (found.total, found.internal) == (None, None)
    assert len(found.findings) == 1
    assert found.external_share is None


@pytest.mark.parametrize("visitors", [(None, 50), (50, None)])
def test_a_day_that_is_not_known_is_none_of_no_visitors(visitors: tuple[int | None, ...]) -> None:
    """
    A channel whose number is missing on one of two days has no sum, whichever day comes first.
    """
    rows = [
        ChannelRow(Channel.LINE, Traffic(visitors=count), on=date(2026, 7, at))
        for at, count in enumerate(visitors, start=1)
    ]
    found = inflow(rows, on=DAY)
    assert (found.channels, found.total, found.external) == ((), None, None)
    assert [finding.code for finding in found.findings] == ["analytics.channel_not_given"]


def test_the_total_of_the_export_counts() -> None:
    """
    Inside is the total given less what came from outside; a sum that differs is a finding.
    """
    rows = [row(Channel.SHOP, 50), row(Channel.LINE, 30)]
    found = inflow(rows, on=DAY, total=100)
    assert (found.total, found.internal) == (100, 70)
    assert [finding.code for finding in found.findings] == ["analytics.total_differs"]
    assert inflow(rows, on=DAY, total=80).findings == ()
    assert inflow([row(Channel.LINE, None)], on=DAY, total=80).total == 80


@pytest.mark.parametrize(
    "total, internal, share",
    [(31, 1, Fraction(30, 31)), (30, 0, Fraction(1)), (29, None, None), (0, None, None)],
)
def test_a_total_below_what_came_from_outside(
    total: int, internal: int | None, share: Fraction | None
) -> None:
    """
    Nobody came from inside fewer than 0 times, and no part is more than all.
    """
    found = inflow([row(Channel.LINE, 30)], on=DAY, total=total)
    assert (found.external, found.internal, found.external_share) == (30, internal, share)


def test_nothing_is_not_known() -> None:
    """
    Without any row there is no total and no share.
    """
    found = inflow([], on=DAY)
    assert (found.total, found.external, found.internal, found.external_share) == (None,) * 4
    zero = inflow([row(Channel.LINE, 0)], on=DAY)
    assert (zero.total, zero.external, zero.external_share) == (0, 0, None)
    assert zero.channels[0].share is None


def test_another_figure_can_be_counted() -> None:
    """
    Orders and page views are split in the same way.
    """
    rows = [
        ChannelRow(Channel.LINE, Traffic(visitors=10, orders=1)),
        ChannelRow(Channel.SHOP, Traffic(visitors=90, orders=3)),
    ]
    found = inflow(rows, on=DAY, metric=Metric.ORDERS)
    assert (found.metric, found.external, found.internal) == (Metric.ORDERS, 1, 3)


def test_the_rule_decides_what_is_outside() -> None:
    """
    Under another reading the same rows split differently.
    """
    rows = [row(Channel.OTHER, 10), row(Channel.LINE, 20)]
    narrow = JAPAN.analytics.external.entry_on(DAY).alternatives[0]
    rules = JAPAN.with_reading("analytics.external", narrow)
    assert inflow(rows, on=DAY).external == 30
    found = inflow(rows, on=DAY, rules=rules)
    assert (found.external, found.external_under) == (20, ())
    assert found.rules[0].rule == "analytics.external"


raw: Any = inflows  # a caller without types

BAD: dict[str, tuple[Any, type[Exception]]] = {
    "rate": (lambda: raw.inflow([], on=DAY, metric=Metric.AOV), InvalidValueError),
    "metric as text": (lambda: raw.inflow([], on=DAY, metric="orders"), InvalidValueError),
    "total below 0": (lambda: raw.inflow([], on=DAY, total=-1), InvalidValueError),
    "total as float": (lambda: raw.inflow([], on=DAY, total=1.0), InvalidValueError),
    "rows": (lambda: raw.inflow(5, on=DAY), InvalidTypeError),
    "name": (lambda: raw.ChannelRow(None, raw.Traffic(), name=5), InvalidTypeError),
    "item": (lambda: raw.ChannelRow(None, raw.Traffic(), item_code=5), InvalidTypeError),
    "row": (lambda: raw.inflow([raw.Traffic()], on=DAY), InvalidTypeError),
    "day": (lambda: raw.inflow([], on="2026-07-01"), InvalidTypeError),
    "channel": (lambda: raw.ChannelRow("LINE", raw.Traffic()), InvalidTypeError),
    "figures": (lambda: raw.ChannelRow(None, 12), InvalidTypeError),
    "on": (lambda: raw.ChannelRow(None, raw.Traffic(), on="2026-07-01"), InvalidTypeError),
}


@pytest.mark.parametrize("make, error", BAD.values(), ids=BAD)
def test_what_is_refused(make: Any, error: type[Exception]) -> None:
    """
    What cannot be added, and what is no row of a channel, is refused.
    """
    with pytest.raises(error):
        make()


def test_a_row_of_a_day() -> None:
    """
    A row may be of a day.
    """
    assert ChannelRow(Channel.LINE, Traffic(), DAY).on == DAY
