from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.auctions import Auction
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rounding
from qoo10model.basics.periods import JST, Days
from qoo10model.basics.sources import Confidence
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.bidding import (
    DayBid,
    Refund,
    RefundReason,
    bid_findings,
    check_bid,
    daily_bids,
    refund,
    required_qcash,
)
from qoo10model.displaydays import LosingBid, PlaceKind, display_day
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN


DAY = date(2026, 7, 10)
WEEK = Days(DAY, date(2026, 7, 16))
AUCTION = Auction(display_day(DAY), 1_500, (5_000, 3_000))
NOON = datetime(2026, 7, 10, 12, 0, tzinfo=JST)
HOUR = timedelta(hours=1)


def codes(bid: int, at: datetime = NOON, **more: Any) -> list[str]:
    """
    The codes of what is wrong with a bid.
    """
    return [finding.code.partition(".")[2] for finding in check_bid(bid, AUCTION, at=at, **more)]


AMOUNTS = [
    (1_500, []),
    (1_600, []),
    (5_000, []),
    (1_400, ["bid_below_start"]),
    (1_499, ["bid_not_multiple", "bid_below_start"]),
    (1_501, ["bid_not_multiple"]),
    (11_450, ["bid_not_multiple"]),
    (0, ["bid_below_start"]),
    (-100, ["bid_below_start"]),
    (-50, ["bid_not_multiple", "bid_below_start"]),
]


@pytest.mark.parametrize("bid, expected", AMOUNTS)
def test_amounts(bid: int, expected: list[str]) -> None:
    """
    A bid is a multiple of 100 and at least the start price.
    """
    assert codes(bid) == expected


@pytest.mark.parametrize(
    "bid, near",
    [(11_450, "11,400 and 11,500"), (1_550, "1,500 and 1,600"), (1_450, "1,500"), (50, "1,500")],
)
def test_a_refusal_says_what_would_do(bid: int, near: str) -> None:
    """
    Of the multiples around a bid those are named that reach the start price.
    """
    finding = next(bid_findings(bid, AUCTION))
    assert f"near are {near}" in finding.text.en
    assert "近い額" in finding.text.ja


MOMENTS = [
    (datetime(2026, 7, 9, 18, 59, 59, tzinfo=JST), ["bidding_closed"]),
    (datetime(2026, 7, 9, 19, 0, tzinfo=JST), []),
    (datetime(2026, 7, 10, 17, 49, 59, tzinfo=JST), []),
    (datetime(2026, 7, 10, 17, 50, tzinfo=JST), ["bidding_closed"]),
    (datetime(2026, 7, 11, 12, 0, tzinfo=JST), ["bidding_closed"]),
]


@pytest.mark.parametrize("at, expected", MOMENTS)
def test_moments(at: datetime, expected: list[str]) -> None:
    """
    A bid at 17:49:59 counts, one at 17:50:00 does not.
    """
    assert codes(3_100, at) == expected


QCASH = [
    (None, None, []),
    (3_100, None, []),
    (3_099, None, ["qcash_short"]),
    (0, None, ["qcash_short"]),
    (21_700, WEEK, []),
    (21_699, WEEK, ["qcash_short"]),
    (None, WEEK, []),
]


@pytest.mark.parametrize("qcash, days, expected", QCASH)
def test_qcash(qcash: int | None, days: Days | None, expected: list[str]) -> None:
    """
    The Qcash must do for all days; what is not told is not checked.
    """
    assert codes(3_100, qcash=qcash, days=days) == expected


def test_a_second_bid_for_a_day() -> None:
    """
    Each display day that has a bid already is named once; days outside the range do not matter.
    """
    had = (date(2026, 7, 16), date(2026, 7, 9), date(2026, 7, 17), DAY, DAY)
    assert codes(3_100, days=WEEK, bid_for=had) == ["bid_twice", "bid_twice"]
    assert codes(3_100, bid_for=had) == ["bid_twice"]
    assert codes(3_100, bid_for=(date(2026, 7, 11),)) == []


def test_everything_wrong_at_once() -> None:
    """
    All refusals are told, not the first alone, in both languages.
    """
    late = datetime(2026, 7, 10, 18, 30, tzinfo=JST)
    found = check_bid(1_450, AUCTION, at=late, qcash=1_000, bid_for=(DAY,))
    assert [one.code for one in found] == [
        "plusdisplay.bid_not_multiple",
        "plusdisplay.bid_below_start",
        "plusdisplay.bidding_closed",
        "plusdisplay.qcash_short",
        "plusdisplay.bid_twice",
    ]
    assert all(one.text.en != one.text.ja for one in found)
    assert "2026-07-10 18:30:00" in found[2].text.en


def test_bids_for_several_days() -> None:
    """
    A bid for a week is seven bids, and needs seven times its Qcash.
    """
    bids = daily_bids(3_100, WEEK)
    assert bids == tuple(DayBid(date(2026, 7, day), 3_100) for day in range(10, 17))
    assert required_qcash(3_100, WEEK) == 21_700 == sum(bid.amount for bid in bids)


@given(st.integers(1, 500).map(lambda n: 100 * n), st.integers(1, 40))
def test_a_bid_with_just_enough_is_accepted(bid: int, count: int) -> None:
    """
    The Qcash required is enough, and one less is not.
    """
    days = Days(DAY, DAY + timedelta(count - 1))
    needed = required_qcash(bid, days)
    auction = Auction(display_day(DAY), 100)
    assert check_bid(bid, auction, at=NOON, days=days, qcash=needed) == ()
    found = check_bid(bid, auction, at=NOON, days=days, qcash=needed - 1)
    assert [one.code for one in found] == ["plusdisplay.qcash_short"]


# Refunds


REFUNDS = [
    (RefundReason.CANCELLED, 4_800),
    (RefundReason.CHANGED, 4_800),
    (RefundReason.LOST, 4_800),
    (RefundReason.ITEM_STOPPED, 0),
    (RefundReason.REMOVED, 0),
]


@pytest.mark.parametrize("reason, amount", REFUNDS)
def test_refunds(reason: RefundReason, amount: int) -> None:
    """
    While bidding is open all comes back; for an item that is gone or an improper ad nothing does.
    """
    assert refund(4_800, reason, on=DAY).amount == amount


@pytest.mark.parametrize(
    "lost, amount",
    [
        (HOUR, 200),
        (24 * HOUR, 4_800),
        (12 * HOUR, 2_400),
        (timedelta(seconds=1), 0),
        (timedelta(seconds=17), 0),
        (timedelta(seconds=18), 1),
    ],
)
def test_a_fault_gives_back_its_part(lost: timedelta, amount: int) -> None:
    """
    For a technical fault the lost part of the display time comes back, rounded down.
    """
    fault = refund(4_800, RefundReason.TECHNICAL_FAULT, on=DAY, lost=lost)
    assert fault.amount == amount


def test_the_rounding_of_a_fault_is_in_doubt() -> None:
    """
    A part of a yen could be rounded otherwise; where there is none, nothing is in doubt.
    """
    fault = refund(4_801, RefundReason.TECHNICAL_FAULT, on=DAY, lost=HOUR)  # 200.04
    assert fault.amount == 200
    assert [a.net_change for a in fault.doubts[0].alternatives] == [0, 1]
    assert refund(4_800, RefundReason.TECHNICAL_FAULT, on=DAY, lost=HOUR) == Refund(200)
    up = JAPAN.with_reading("plusdisplay.fault_rounding", Rounding.UP)
    assert refund(4_801, RefundReason.TECHNICAL_FAULT, on=DAY, lost=HOUR, rules=up).amount == 201


def test_the_display_time_is_in_doubt_before_it_was_seen() -> None:
    """
    That a place is shown for 24 hours was seen on 11 March 2026, and of keywords alone.
    """

    def rules(on: date, kind: PlaceKind) -> list[str]:
        fault = refund(4_800, RefundReason.TECHNICAL_FAULT, on=on, lost=HOUR, kind=kind)
        return [doubt.rule for doubt in fault.doubts]

    assert rules(date(2026, 3, 10), PlaceKind.KEYWORD) == ["plusdisplay.display_hours"]
    assert rules(date(2026, 3, 11), PlaceKind.KEYWORD) == []
    assert rules(date(2026, 3, 11), PlaceKind.CATEGORY) == ["plusdisplay.category_alike"]


def test_another_display_time_is_an_effect() -> None:
    """
    Were a place shown for 12 hours, an hour would be a twelfth of 4,800, which is 400.
    """
    hours = Timeline(
        "plusdisplay.display_hours",
        (Dated(date(2018, 9, 1), 24, Confidence.LOW, (sources.ASSUMPTION,), (12,)),),
    )
    rules = JAPAN.replacing(hours)
    fault = refund(4_800, RefundReason.TECHNICAL_FAULT, on=DAY, lost=HOUR, rules=rules)
    assert [a.net_change for doubt in fault.doubts for a in doubt.alternatives] == [400 - 200]
    whole = refund(4_800, RefundReason.TECHNICAL_FAULT, on=DAY, lost=20 * HOUR, rules=rules)
    assert (whole.amount, whole.doubts[0].alternatives[0].net_change) == (4_000, 4_800 - 4_000)


def test_the_qcash_of_a_loser_is_in_doubt() -> None:
    """
    Nobody says that it comes back: taken so, with all of it at stake.
    """
    lost = refund(3_000, RefundReason.LOST, on=DAY)
    assert [a.net_change for a in lost.doubts[0].alternatives] == [-3_000]
    kept = JAPAN.with_reading("plusdisplay.losing_bid", LosingBid.KEPT)
    assert refund(3_000, RefundReason.LOST, on=DAY, rules=kept).amount == 0


@pytest.mark.parametrize("lost", [None, timedelta(0), -HOUR, 25 * HOUR, 1, "1h"])
def test_a_fault_has_a_time(lost: Any) -> None:
    """
    Without the time lost, or with more than the display time, there is no part.
    """
    with pytest.raises(InvalidValueError, match="lost must be the display time that was lost"):
        refund(4_800, RefundReason.TECHNICAL_FAULT, on=DAY, lost=lost, kind=PlaceKind.CATEGORY)


# Bad input


@pytest.mark.parametrize("wrong", [3_100.0, "3100", True, None, Decimal(3_100)])
def test_money_is_int(wrong: Any) -> None:
    """
    A float, a text or a bool is no bid.
    """
    for ask in (
        lambda: check_bid(wrong, AUCTION, at=NOON),
        lambda: daily_bids(wrong, WEEK),
        lambda: required_qcash(wrong, WEEK),
        lambda: refund(wrong, RefundReason.LOST, on=DAY),
    ):
        with pytest.raises(InvalidTypeError, match="must be whole yen as int"):
            ask()
    if wrong is not None:
        with pytest.raises(InvalidTypeError, match="qcash must be whole yen"):
            check_bid(3_100, AUCTION, at=NOON, qcash=wrong)


@pytest.mark.parametrize("wrong", [0, -100])
def test_bids_that_were_made_are_positive(wrong: int) -> None:
    """
    What was bid is at least 1 yen; asking whether 0 would do is a finding, not a mistake.
    """
    for ask in (
        lambda: daily_bids(wrong, WEEK),
        lambda: required_qcash(wrong, WEEK),
        lambda: refund(wrong, RefundReason.LOST, on=DAY),
    ):
        with pytest.raises(InvalidValueError, match="must be at least 1 yen"):
            ask()


def test_qcash_is_not_negative() -> None:
    """
    An account does not hold less than nothing.
    """
    with pytest.raises(InvalidValueError, match="qcash must be at least 0 yen"):
        check_bid(3_100, AUCTION, at=NOON, qcash=-1)


def test_days_begin_with_the_auction() -> None:
    """
    A bid for several days is made in the auction of the first of them.
    """
    with pytest.raises(InvalidValueError, match="days must begin with the display day"):
        check_bid(3_100, AUCTION, at=NOON, days=Days(date(2026, 7, 11), date(2026, 7, 12)))


@pytest.mark.parametrize("wrong", [3, DAY, (DAY, DAY), ()])
def test_a_check_is_of_days_and_an_auction(wrong: Any) -> None:
    """
    A number or a pair is no run of days, and no auction.
    """
    with pytest.raises(InvalidTypeError, match="days must be Days"):
        check_bid(3_100, AUCTION, at=NOON, days=wrong)
    with pytest.raises(InvalidTypeError, match="auction must be an Auction"):
        check_bid(3_100, wrong, at=NOON)


@pytest.mark.parametrize(
    "wrong, match",
    [
        (DAY, "bid_for must be several display days"),
        (3, "bid_for must be several display days"),
        (("2026-07-10",), "a day of bid_for must be a date"),
        ((NOON,), "a day of bid_for must be a date"),
    ],
)
def test_days_with_bids_are_several_dates(wrong: Any, match: str) -> None:
    """
    One day alone, a text and a moment are refused.
    """
    with pytest.raises(InvalidTypeError, match=match):
        check_bid(3_100, AUCTION, at=NOON, bid_for=wrong)


def test_moments_are_aware_and_named() -> None:
    """
    An error about the moment speaks of the argument that was passed.
    """
    with pytest.raises(InvalidValueError, match="at must be aware"):
        check_bid(3_100, AUCTION, at=datetime(2026, 7, 10, 12, 0))


@pytest.mark.parametrize("reason", RefundReason)
def test_a_refund_is_of_a_day(reason: RefundReason) -> None:
    """
    Whatever the reason, a text is no display day.
    """
    wrong: Any = "2026-07-10"
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        refund(3_100, reason, on=wrong, lost=HOUR)


@pytest.mark.parametrize("wrong", [3, DAY, None, (DAY, DAY)])
def test_days_are_days(wrong: Any) -> None:
    """
    A number of days does not say which.
    """
    for ask in (daily_bids, required_qcash):
        with pytest.raises(InvalidTypeError, match="days must be Days"):
            ask(3_100, wrong)


def test_a_reason_is_a_reason() -> None:
    """
    A text is no reason for a refund.
    """
    wrong: Any = "cancelled"
    with pytest.raises(InvalidTypeError, match="reason must be such as RefundReason"):
        refund(3_100, wrong, on=DAY)
