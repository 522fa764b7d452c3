from __future__ import annotations

import itertools
import pickle
import tomllib

from collections import Counter
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import cancellationrates
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST, Days, month, month_of, quarter_of, week_of
from qoo10model.cancellationrates import CancellationCount, Tally, beside, tally
from qoo10model.claims import Claim, ClaimStatus
from qoo10model.orders import OrderLine


WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "penalties.toml").read_text(encoding="utf-8")
)
FEBRUARY = month(2026, 2)
YEAR = Days(date(2026, 1, 1), date(2026, 12, 31))


def order(number: int, paid: datetime | None, **facts: Any) -> OrderLine:
    """
    An order line of 500 yen that was paid at *paid*.
    """
    return OrderLine(number, number, "A", 500, 1, paid, **facts)


def numbers(count: CancellationCount) -> list[int]:
    """
    The four counts.
    """
    return [count.paid, count.cancelled, count.unclear, count.unclear_later]


# Worked by hand


@pytest.mark.parametrize("case", [pytest.param(c, id=c["what"]) for c in WORKED["order"]])
def test_an_order_counts_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    An order counts in the month of its payment, and as cancelled only in the same month.
    """
    line = order(
        1, case["paid"], ordered_at=case.get("ordered"), cancelled_on=case.get("cancelled")
    )
    claims: tuple[Claim, ...] = ()
    if "moment" in case:
        claims = (
            Claim(
                order_no=1,
                status=ClaimStatus.CANCELLED,
                completed_at=case["moment"],
                requested_at=case.get("requested"),
            ),
        )
    assert numbers(tally((line,), claims, known=YEAR).count(FEBRUARY)) == case["count"]


@pytest.mark.parametrize("case", [pytest.param(c, id=c["what"]) for c in WORKED["order"]])
def test_a_claim_alone_counts_as_its_order_would(case: dict[str, Any]) -> None:
    """
    A cancelled order has left the order list: its claim with its own dates counts the same.
    """
    if "moment" not in case and "cancelled" not in case:
        return
    claim = Claim(
        order_no=1,
        status=ClaimStatus.CANCELLED,
        completed_at=case.get("moment"),
        completed_on=case.get("cancelled"),
        requested_at=case.get("requested"),
        ordered_at=case.get("ordered"),
        paid_at=case["paid"],
    )
    assert numbers(tally((), (claim,), known=YEAR).count(FEBRUARY)) == case["count"]


# Rates


def test_a_rate_is_an_exact_fraction() -> None:
    """
    44 of 420 is 11/105, neither 10.5 % nor a float.
    """
    rate = CancellationCount(quarter_of(date(2026, 1, 1)), paid=420, cancelled=44).rate
    assert rate == Fraction(11, 105)
    assert type(rate) is Fraction


def test_without_orders_there_is_no_rate() -> None:
    """
    Nothing over nothing is no rate of zero, at either end.
    """
    none = CancellationCount(FEBRUARY, paid=0, cancelled=0)
    assert none.rate is None
    assert none.lowest.rate is None
    only = CancellationCount(FEBRUARY, paid=1, cancelled=1, unclear=1)
    assert (only.rate, only.lowest.rate, only.highest.rate) == (1, None, 1)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_unclear_orders_move_the_rate_between_its_ends(a: int, b: int, c: int, d: int) -> None:
    """
    The rate lies between those of the counts at the two ends.
    """
    count = CancellationCount(FEBRUARY, a + b + c + d, a + b, a, c)
    low, high = count.lowest.rate, count.highest.rate
    if low is not None and count.rate is not None:
        assert low <= count.rate
    if high is not None and count.rate is not None:
        assert count.rate <= high


@pytest.mark.parametrize(
    "facts, error, words",
    [
        ({"paid": -1, "cancelled": 0}, InvalidValueError, "paid must not be negative"),
        ({"paid": 1, "cancelled": -1}, InvalidValueError, "cancelled must not be negative"),
        ({"paid": 1, "cancelled": 2}, InvalidValueError, r"must not be more than paid.*2 of 1"),
        ({"paid": 1.0, "cancelled": 0}, InvalidTypeError, "paid must be a number of orders as int"),
        ({"paid": "1", "cancelled": 0}, InvalidTypeError, "paid must be"),
        ({"paid": True, "cancelled": 0}, InvalidTypeError, r"got True"),
        ({"paid": None, "cancelled": 0}, InvalidTypeError, r"got None"),
        ({"paid": 5, "cancelled": 1, "unclear": 2}, InvalidValueError, "among those counted"),
        ({"paid": 5, "cancelled": 1, "unclear_later": 5}, InvalidValueError, "among those counted"),
        ({"days": date(2026, 2, 1), "paid": 5, "cancelled": 1}, InvalidTypeError, "days must be"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    facts: dict[str, Any], error: type[Exception], words: str
) -> None:
    """
    Counts are whole numbers, none of them negative, and the cancelled are among the paid.
    """
    with pytest.raises(error, match=words):
        CancellationCount(**{"days": FEBRUARY, **facts})


# Periods


def test_months_quarters_and_weeks_tile_the_known_days() -> None:
    """
    Every period that the known days touch is there once, and only whole ones are complete.
    """
    known = Days(date(2024, 2, 28), date(2025, 1, 2))
    found = tally((), known=known)
    assert [str(c.days.first)[:7] for c in found.months] == [
        *(f"2024-{n:02}" for n in range(2, 13)),
        "2025-01",
    ]
    assert [c.is_complete for c in found.months] == [False, *[True] * 10, False]
    assert found.months[0].days.last == date(2024, 2, 29)
    assert [c.days.first for c in found.quarters] == [
        date(2024, 1, 1),
        date(2024, 4, 1),
        date(2024, 7, 1),
        date(2024, 10, 1),
        date(2025, 1, 1),
    ]
    weeks = [c.days for c in found.weeks]
    assert weeks[0] == week_of(known.first)
    assert weeks[-1].contains(known.last)
    assert all(later == one.shifted(7) for one, later in itertools.pairwise(weeks))
    assert all(one.first.weekday() == 0 for one in weeks)


def test_a_period_half_in_the_future_is_counted_so_far_and_marked() -> None:
    """
    In the middle of February its orders count, but the count is not complete.
    """
    half = tally(
        (order(1, datetime(2026, 2, 3, tzinfo=JST)),),
        known=Days(date(2026, 1, 1), date(2026, 2, 15)),
    )
    assert (half.count(FEBRUARY).paid, half.count(FEBRUARY).is_complete) == (1, False)
    assert half.count(month(2026, 1)).is_complete


def test_leap_day_and_year_end_count_in_their_own_months() -> None:
    """
    29 February 2024 is February, and 31 December 23:59:59 is the old year.
    """
    lines = (
        order(1, datetime(2024, 2, 29, 12, tzinfo=JST), cancelled_on=date(2024, 3, 1)),
        order(2, datetime(2024, 12, 31, 23, 59, 59, tzinfo=JST), cancelled_on=date(2025, 1, 5)),
    )
    found = tally(lines, known=Days(date(2024, 1, 1), date(2025, 12, 31)))
    assert numbers(found.count(month(2024, 2)))[:2] == [1, 0]
    assert numbers(found.count(month(2024, 12))) == [1, 0, 0, 0]
    assert numbers(found.count(quarter_of(date(2024, 2, 29)))) == [1, 1, 0, 0]
    assert numbers(found.count(Days(date(2024, 12, 31), date(2025, 1, 5)))) == [1, 1, 0, 0]


moments = st.datetimes(datetime(2024, 1, 1), datetime(2025, 12, 31), timezones=st.just(JST))


@given(st.lists(st.tuples(moments, st.none() | st.integers(0, 100)), max_size=60))
def test_counts_are_those_of_a_plain_loop(drawn: list[tuple[datetime, int | None]]) -> None:
    """
    The counts of months, quarters and weeks are what going through all orders gives.
    """
    lines = [
        order(
            number,
            paid,
            ordered_at=paid - timedelta(hours=7),
            cancelled_on=None if after is None else paid.date() + timedelta(after),
        )
        for number, (paid, after) in enumerate(drawn)
    ]
    found = tally(lines, known=Days(date(2024, 1, 1), date(2026, 12, 31)))
    for counts, period_of in (
        (found.months, month_of),
        (found.quarters, quarter_of),
        (found.weeks, week_of),
    ):
        paid = Counter(period_of(paid.date()) for paid, _ in drawn)
        cancelled = Counter(
            period_of(paid.date())
            for paid, after in drawn
            if after is not None and period_of(paid.date()).contains(paid.date() + timedelta(after))
        )
        assert {c.days: c.paid for c in counts if c.paid} == dict(paid)
        assert {c.days: c.cancelled for c in counts if c.cancelled} == dict(cancelled)
        assert sum(c.paid for c in counts) == len(lines)
        assert not any(c.unclear or c.unclear_later for c in counts)


@given(st.lists(st.tuples(moments, st.integers(0, 100)), max_size=40))
def test_a_quarter_has_at_least_the_cancellations_of_its_months(
    drawn: list[tuple[datetime, int]],
) -> None:
    """
    Orders of three months are those of their quarter, and no cancellation is lost by the longer view.
    """
    lines = [
        order(number, paid, ordered_at=paid, cancelled_on=paid.date() + timedelta(after))
        for number, (paid, after) in enumerate(drawn)
    ]
    found = tally(lines, known=Days(date(2024, 1, 1), date(2025, 12, 31)))
    for quarter in found.quarters:
        inside = [c for c in found.months if quarter.days.contains(c.days.first)]
        assert sum(c.paid for c in inside) == quarter.paid
        assert sum(c.cancelled for c in inside) <= quarter.cancelled


def test_a_tally_is_a_value() -> None:
    """
    A tally compares, hashes, pickles, and its repr is one line.
    """
    lines = (order(1, datetime(2026, 2, 3, tzinfo=JST), cancelled_on=date(2026, 2, 9)),)
    found = tally(iter(lines), known=FEBRUARY)
    assert found == tally(lines, known=FEBRUARY)
    assert hash(found) == hash(tally(lines, known=FEBRUARY))
    assert pickle.loads(pickle.dumps(found)) == found
    assert repr(found) == (
        "Tally(1 orders paid, 1 cancelled, known 2026-02-01 – 2026-02-28, 0 findings)"
    )
    assert isinstance(found, Tally)


@pytest.mark.parametrize("known", [None, date(2026, 2, 1), "2026-02", (1, 2)])
def test_the_known_days_must_be_given(known: Any) -> None:
    """
    Which days were read decides what a period's rate is worth, so it has to be said.
    """
    with pytest.raises(InvalidTypeError, match="known must be the Days"):
        tally((), known=known)


@pytest.mark.parametrize("days", [None, date(2026, 2, 1), "2026-02"])
def test_a_count_is_of_days(days: Any) -> None:
    """
    A day alone is no period.
    """
    with pytest.raises(InvalidTypeError, match="days must be Days"):
        tally((), known=FEBRUARY).count(days)


# What QSM shows


@pytest.mark.parametrize(
    "shown, orders, agrees",
    [
        ("10.48", 0, True),
        ("10.5", 0, True),
        ("10.6", 1, False),
        ("10.95", 2, False),
        ("10", -2, False),
    ],
)
def test_the_shown_rate_is_set_beside_ours(shown: str, orders: int, agrees: bool) -> None:
    """
    10.48 % is 44 of 420, rounded; 10.95 % are two cancellations more.
    """
    count = CancellationCount(quarter_of(date(2026, 1, 1)), 420, 44)
    found = beside(count, Rate.percent(shown))
    assert found.difference == Rate.percent(shown).fraction - Fraction(11, 105)
    assert (found.orders, found.agrees) == (orders, agrees)


def test_without_orders_nothing_can_be_compared() -> None:
    """
    A shown rate beside no orders has no difference, and does not agree.
    """
    found = beside(CancellationCount(FEBRUARY, 0, 0), Rate.percent("5"))
    assert (found.difference, found.orders, found.agrees) == (None, None, False)


@pytest.mark.parametrize("shown", [10.48, "10.48 %", 10, Fraction(1, 10), None])
def test_a_shown_rate_is_a_rate(shown: Any) -> None:
    """
    A float is refused, and so is a bare number of which nobody knows whether it is per cent.
    """
    with pytest.raises(InvalidTypeError, match="shown must be a Rate"):
        cancellationrates.beside(CancellationCount(FEBRUARY, 1, 0), shown)


@pytest.mark.parametrize("count", [None, 44, Fraction(11, 105)])
def test_a_shown_rate_stands_beside_a_count(count: Any) -> None:
    """
    A rate alone does not tell of how many orders it is.
    """
    with pytest.raises(InvalidTypeError, match="count must be a CancellationCount"):
        cancellationrates.beside(count, Rate.percent("10"))
