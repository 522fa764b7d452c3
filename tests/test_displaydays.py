from __future__ import annotations

import pickle

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    UnknownNameError,
)
from qoo10model.basics.periods import JST, Days, Span
from qoo10model.displaydays import (
    AuctionTerms,
    ChangedBid,
    DisplayDay,
    EqualBids,
    LosingBid,
    Permission,
    Phase,
    PlaceKind,
    display_day,
    open_day,
)
from qoo10model.rules.book import JAPAN


DAY = date(2026, 7, 10)
SECOND = timedelta(seconds=1)

moments = st.datetimes(datetime(2019, 1, 2), datetime(2026, 12, 30), timezones=st.just(JST))
days = st.dates(date(2018, 9, 1), date(2030, 12, 31))


def jst(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """
    A moment of July 2026 in Japan.
    """
    return datetime(2026, 7, day, hour, minute, second, tzinfo=JST)


def test_a_day_has_its_hours() -> None:
    """
    Bids for 10 July are taken from 19:00 of the 9th until before 17:50; it is shown for 24 hours.
    """
    day = display_day(DAY)
    assert day.bidding == Span(jst(9, 19), jst(10, 17, 50))
    assert day.shown == Span(jst(10, 18), jst(11, 18))
    assert day.terms == AuctionTerms(unit=100, places=16)


def test_the_example_of_the_guide() -> None:
    """
    Display on 24 February: bid from the 23rd 19:00 to the 24th 17:49:59, shown until the 25th 18:00.
    """
    day = display_day(date(2026, 2, 24))
    assert day.bidding.start == datetime(2026, 2, 23, 19, 0, tzinfo=JST)
    assert day.bidding.contains(datetime(2026, 2, 24, 17, 49, 59, tzinfo=JST))
    assert not day.bidding.contains(datetime(2026, 2, 24, 17, 50, tzinfo=JST))
    assert day.shown.end == datetime(2026, 2, 25, 18, 0, tzinfo=JST)


PHASES = [
    (jst(9, 18, 59, 59), Phase.NOT_OPEN, jst(9, 19)),
    (jst(9, 19), Phase.BIDDING, jst(10, 17, 50)),
    (jst(10, 17, 49, 59), Phase.BIDDING, jst(10, 17, 50)),
    (jst(10, 17, 50), Phase.CLOSED, jst(10, 18)),
    (jst(10, 17, 59, 59), Phase.CLOSED, jst(10, 18)),
    (jst(10, 18), Phase.SHOWN, jst(11, 18)),
    (jst(11, 17, 59, 59), Phase.SHOWN, jst(11, 18)),
    (jst(11, 18), Phase.OVER, None),
]


@pytest.mark.parametrize("moment, phase, until", PHASES)
def test_what_may_be_done_at_a_moment(
    moment: datetime, phase: Phase, until: datetime | None
) -> None:
    """
    Each phase begins on the second, and says until when it lasts.
    """
    allowed = display_day(DAY).at(moment)
    assert allowed == Permission(phase, until)
    assert allowed.may_bid is (phase is Phase.BIDDING)
    assert display_day(DAY).at(moment.astimezone(UTC)) == allowed


@given(days, moments)
def test_a_phase_lasts_until_its_end(on: date, moment: datetime) -> None:
    """
    Just before the end that a phase names it still holds, and at that end it does not.
    """
    day = display_day(on)
    allowed = day.at(moment)
    if allowed.until is not None:
        assert day.at(allowed.until - SECOND).phase is allowed.phase or allowed.until == moment
        assert day.at(allowed.until).phase is not allowed.phase


OPEN = [
    (jst(9, 18, 59, 59), None),
    (jst(9, 19), 10),
    (jst(9, 23, 59), 10),
    (jst(10, 0), 10),
    (jst(10, 17, 49, 59), 10),
    (jst(10, 17, 50), None),
    (jst(10, 18, 30), None),
    (jst(10, 19), 11),
]


@pytest.mark.parametrize("moment, day", OPEN)
def test_which_day_is_bid_for(moment: datetime, day: int | None) -> None:
    """
    Until 17:50 it is today, from 19:00 on tomorrow, and in between none.
    """
    found = open_day(moment)
    assert (found.on.day if found else None) == day


@given(moments)
def test_at_most_one_day_is_open(moment: datetime) -> None:
    """
    The day that is bid for is open at that moment, and none around it is.
    """
    found = open_day(moment)
    today = moment.date()
    near = [display_day(today + timedelta(at)) for at in range(-2, 4)]
    assert [day.on for day in near if day.at(moment).may_bid] == ([found.on] if found else [])


@given(days)
def test_days_follow_each_other(on: date) -> None:
    """
    The next day is shown when this one is over, and bidding for it opens when this one is closed.
    """
    day, after = display_day(on), display_day(on + timedelta(1))
    assert day.shown.end == after.shown.start
    assert day.bidding.end < after.bidding.start
    assert day.bidding.end < day.shown.start


MEGA_WARI = [
    (date(2026, 5, 28), False),
    (date(2026, 5, 29), True),  # opens at 17:00, the place is shown from 18:00
    (date(2026, 6, 10), True),  # closes at midnight
    (date(2026, 6, 11), False),
    (date(2023, 6, 1), None),
    (date(2030, 1, 1), None),
]


@pytest.mark.parametrize("on, expected", MEGA_WARI)
def test_whether_a_day_lies_in_mega_wari(on: date, expected: bool | None) -> None:
    """
    It does if mega-wari runs when the place begins to be shown; outside the calendar nobody knows.
    """
    assert display_day(on).in_mega_wari is expected


def test_a_category_has_the_terms_of_a_keyword_and_a_rule_that_says_so() -> None:
    """
    Category places are bid for on the same screen; that the rest is alike is LOW.
    """
    keyword, category = display_day(DAY), display_day(DAY, PlaceKind.CATEGORY)
    assert (category.bidding, category.shown) == (keyword.bidding, keyword.shown)
    assert category.terms == keyword.terms
    extra = {one.rule for one in category.evidence} - {one.rule for one in keyword.evidence}
    assert extra == {"plusdisplay.category_alike"}


def test_other_rules_give_another_day() -> None:
    """
    A what-if about the unit and the tie stands in the terms.
    """
    rules = JAPAN.replacing(JAPAN.plusdisplay.bid_unit.with_value(50, since=DAY)).with_reading(
        "plusdisplay.equal_bids", EqualBids.LATER_FIRST
    )
    terms = display_day(DAY, rules=rules).terms
    assert (terms.unit, terms.equal_bids) == (50, EqualBids.LATER_FIRST)
    assert display_day(DAY - timedelta(1), rules=rules).terms.unit == 100


READINGS: list[tuple[str, Any, Any]] = [
    ("bid_unit", 50, lambda day: day.terms.unit),
    ("winners", 10, lambda day: day.terms.places),
    ("equal_bids", EqualBids.LATER_FIRST, lambda day: day.terms.equal_bids),
    ("changed_bid", ChangedBid.KEEPS_ITS_TIME, lambda day: day.terms.changed_bid),
    ("losing_bid", LosingBid.KEPT, lambda day: day.terms.losing_bid),
    ("bidding_opens", time(18, 30), lambda day: day.bidding.start.time()),
    ("bidding_closes", time(16, 40), lambda day: day.bidding.end.time()),
    ("display_starts", time(17), lambda day: day.shown.start.time()),
    ("display_hours", 12, lambda day: day.shown.duration // timedelta(hours=1)),
]


@pytest.mark.parametrize("rule, value, found", READINGS, ids=lambda one: str(one)[:20])
def test_a_day_under_another_reading(rule: str, value: Any, found: Any) -> None:
    """
    It is the day that the rule book gives where the rule reads so.
    """
    name = f"plusdisplay.{rule}"
    other = display_day(DAY).with_reading(name, value)
    assert found(other) == value != found(display_day(DAY))
    book = display_day(DAY, rules=JAPAN.with_reading(name, value))
    assert (other.terms, other.bidding, other.shown) == (book.terms, book.bidding, book.shown)


def test_readings_are_of_rules_that_a_day_rests_on() -> None:
    """
    What makes a category like a keyword changes nothing that is known; another name is a mistake.
    """
    category = display_day(DAY, PlaceKind.CATEGORY)
    assert category.with_reading("plusdisplay.category_alike", value=False) == category
    for name in ("plusdisplay.category_alike", "plusdisplay.bid_units", "fees.tax_rate"):
        with pytest.raises(UnknownNameError, match="the day rests on no rule"):
            display_day(DAY).with_reading(name, value=False)


def test_a_day_is_a_value() -> None:
    """
    Equal days are equal and hashable, survive pickling, and their repr evaluates.
    """
    day = display_day(DAY)
    assert day == display_day(DAY) == pickle.loads(pickle.dumps(day))
    assert hash(day) == hash(display_day(DAY))
    names = {
        "DisplayDay": DisplayDay,
        "Span": Span,
        "AuctionTerms": AuctionTerms,
        "PlaceKind": PlaceKind,
        "JST": JST,
        "datetime": __import__("datetime"),
        **{
            kind.__name__: kind for kind in map(type, (day.terms.equal_bids, day.terms.changed_bid))
        },
        "LosingBid": type(day.terms.losing_bid),
    }
    assert repr(eval(repr(day), names)) == repr(day)
    for allowed in (day.at(jst(10, 17)), day.at(jst(12, 0))):
        names |= {"Permission": Permission, "Phase": Phase}
        assert eval(repr(allowed), names) == allowed


@pytest.mark.parametrize("wrong", [None, "2026-07-10", 10, jst(10, 0), Days(DAY, DAY)])
def test_a_day_is_a_date(wrong: Any) -> None:
    """
    A moment, a text or a run of days is no display day.
    """
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        display_day(wrong)


@pytest.mark.parametrize("wrong", [None, "keyword", "KEYWORD", 1])
def test_a_kind_is_a_kind(wrong: Any) -> None:
    """
    A name is no kind of place.
    """
    with pytest.raises(InvalidTypeError, match=r"kind must be such as PlaceKind\.KEYWORD"):
        display_day(DAY, wrong)


def test_moments_are_aware() -> None:
    """
    A naive moment could be of any country, and a date has no time.
    """
    day = display_day(DAY)
    for ask in (day.at, open_day):
        with pytest.raises(InvalidValueError, match="must be aware"):
            ask(datetime(2026, 7, 10, 17, 49, 59))
        wrong: Any = DAY
        with pytest.raises(InvalidTypeError, match="must be an aware datetime"):
            ask(wrong)


def test_before_2018_nothing_is_known() -> None:
    """
    The first day that anybody speaks for is 1 September 2018, and then only with LOW confidence.
    """
    assert display_day(date(2018, 9, 1)).terms.unit == 100
    with pytest.raises(RuleNotKnownError, match="not known before 2018-09-01"):
        display_day(date(2018, 8, 31))
