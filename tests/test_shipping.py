from __future__ import annotations

import itertools
import tomllib

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import shipping
from qoo10model.basics.businessdays import is_business_day
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.periods import JST, jst_day
from qoo10model.orders import Delivery, OrderLine, OrderStatus, SendType
from qoo10model.rules.book import JAPAN
from qoo10model.shipping import DayCount, OwnHolidays, ReadyToShip, ShipBy


WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "shipping.toml").read_text(encoding="utf-8")
)
# Thursday noon; the next Saturday is the 16th.
PAID = datetime(2026, 5, 14, 12, 0, tzinfo=JST)
GOLDEN_WEEK = (date(2026, 4, 29), *(date(2026, 5, day) for day in (3, 4, 5, 6)))
BUSINESS = JAPAN.with_reading("shipping.preparation_count", DayCount.BUSINESS)
BUSINESS_SAME_DAY = JAPAN.with_reading("shipping.same_day_count", DayCount.BUSINESS)
OWN_LEFT_OUT = JAPAN.with_reading("shipping.own_holidays", OwnHolidays.LEFT_OUT)

paid_moments = st.datetimes(
    datetime(2018, 9, 2), datetime(2100, 1, 1), timezones=st.sampled_from((JST, UTC))
)
holiday_sets = st.frozensets(st.dates(date(2026, 4, 1), date(2026, 6, 30)), max_size=20)
spring = st.datetimes(datetime(2026, 4, 1), datetime(2026, 6, 1), timezones=st.just(JST))


def due(paid_at: datetime, setting: ReadyToShip, **more: Any) -> date | None:
    """
    The day by which an order must ship, without holidays unless some are given.
    """
    return shipping.ship_by(paid_at, setting, **{"holidays": (), **more}).day


def line(**more: Any) -> OrderLine:
    """
    A line paid on Thursday 14 May 2026.
    """
    facts: dict[str, Any] = {
        "order_no": 7,
        "cart_no": 1,
        "item_code": "A",
        "unit_price": 500,
        "quantity": 1,
        "paid_at": PAID,
    }
    return OrderLine(**{**facts, **more})


def of(line: OrderLine, setting: ReadyToShip | None = None) -> ShipBy:
    """
    By when *line* must ship, without holidays.
    """
    return shipping.ship_by_of(line, setting, holidays=())


def codes(found: ShipBy) -> list[str]:
    """
    The codes of the findings, which all name the order.
    """
    assert all(finding.order_no == 7 for finding in found.findings)
    return [finding.code.removeprefix("shipping.") for finding in found.findings]


# By setting


@pytest.mark.parametrize("case", WORKED["due"], ids=lambda case: case["working"])
def test_general_dispatch_counts_business_days(case: dict[str, Any]) -> None:
    """
    The day of payment in Japan is day 0, and only business days count.
    """
    found = due(case["paid_at"], ReadyToShip.general(case["general"]), holidays=case["holidays"])
    assert found == case["day"]


@pytest.mark.parametrize(
    "paid_at, cutoff, day, business",
    [
        # Thursday, before, at and after the cut-off.
        (datetime(2026, 5, 14, 14, 29, 59, tzinfo=JST), time(14, 30), 14, 14),
        (datetime(2026, 5, 14, 14, 30, tzinfo=JST), time(14, 30), 15, 15),
        (datetime(2026, 5, 14, 23, 59, 59, tzinfo=JST), time(14, 30), 15, 15),
        # Friday afternoon, Saturday morning, Sunday night.
        (datetime(2026, 5, 15, 15, 0, tzinfo=JST), time(14, 30), 16, 18),
        (datetime(2026, 5, 16, 9, 0, tzinfo=JST), time(14, 30), 16, 18),
        (datetime(2026, 5, 17, 22, 0, tzinfo=JST), time(14, 30), 18, 18),
        # 05:29:59 UTC is 14:29:59 in Japan.
        (datetime(2026, 5, 14, 5, 29, 59, tzinfo=UTC), time(14, 30), 14, 14),
        (datetime(2026, 5, 14, 0, 0, tzinfo=JST), time(0, 0), 15, 15),
    ],
)
def test_same_day_dispatch_has_a_cut_off(
    paid_at: datetime, cutoff: time, day: int, business: int
) -> None:
    """
    What is paid before the cut-off ships that day, at the cut-off or later the next day.
    """
    setting = ReadyToShip.same_day(cutoff)
    assert due(paid_at, setting) == date(2026, 5, day)
    assert due(paid_at, setting, rules=BUSINESS_SAME_DAY) == date(2026, 5, business)


@pytest.mark.parametrize(
    "days, calendar, business",
    [(4, date(2026, 5, 4), date(2026, 5, 11)), (14, date(2026, 5, 14), date(2026, 5, 25))],
)
def test_days_of_preparation_are_counted_both_ways(
    days: int, calendar: date, business: date
) -> None:
    """
    Whether preparation counts calendar or business days is open: every day first, the other a doubt.
    """
    paid_at = datetime(2026, 4, 30, 12, 0, tzinfo=JST)
    setting = ReadyToShip.preparation(days)
    found = shipping.ship_by(paid_at, setting, holidays=GOLDEN_WEEK)
    assert found.day == calendar
    assert due(paid_at, setting, holidays=GOLDEN_WEEK, rules=BUSINESS) == business
    (doubt,) = found.doubts
    assert doubt.rule == "shipping.preparation_count"
    (move,) = doubt.alternatives[0].moves
    assert (move.day, move.instead, move.yen) == (calendar, business, 0)


@pytest.mark.parametrize(
    "release, day, odd",
    [
        (date(2026, 7, 1), date(2026, 7, 1), []),
        (date(2026, 5, 14), date(2026, 5, 14), []),
        (date(2026, 5, 13), date(2026, 5, 14), ["release_passed"]),
        (date(2024, 1, 1), date(2026, 5, 14), ["release_passed"]),
        # A Saturday stays one.
        (date(2026, 7, 4), date(2026, 7, 4), []),
    ],
)
def test_a_pre_order_ships_by_its_release(release: date, day: date, odd: list[str]) -> None:
    """
    A release date in the past gives the day of the payment, and is a finding.
    """
    found = of(line(), ReadyToShip.release(release))
    assert found.day == day
    assert codes(found) == odd
    assert found.doubts == ()


def test_a_setting_out_of_range_is_a_finding() -> None:
    """
    Five days of general dispatch are counted, and said to be refused.
    """
    found = of(line(), ReadyToShip.general(5))
    assert found.day == date(2026, 5, 21)
    assert codes(found) == ["setting_out_of_range"]


def test_own_holidays_are_a_named_option() -> None:
    """
    The seller's own holidays are business days unless the rule book says otherwise; a doubt says so.
    """
    own = (date(2026, 5, 15), date(2026, 5, 18))
    setting = ReadyToShip.general(1)
    found = shipping.ship_by(PAID, setting, holidays=(), own_holidays=own)
    assert found.day == date(2026, 5, 15)
    (doubt,) = found.doubts
    assert doubt.rule == "shipping.own_holidays"
    assert doubt.alternatives[0].moves[0].instead == date(2026, 5, 19)
    assert "ship by +0: 2026-05-15 → 2026-05-19" in str(doubt.alternatives[0].moves[0])
    other = shipping.ship_by(PAID, setting, holidays=(), own_holidays=own, rules=OWN_LEFT_OUT)
    assert other.day == date(2026, 5, 19)
    assert other.doubts == ()
    # Own holidays that change nothing are no doubt.
    later = shipping.ship_by(PAID, setting, holidays=(), own_holidays=(date(2026, 6, 1),))
    assert later.doubts == ()


def test_it_says_which_rules_it_used() -> None:
    """
    A ship-by day names its rules, its setting and its payment, and ends at midnight.
    """
    found = shipping.ship_by(PAID, ReadyToShip.general(3), holidays=())
    assert [one.rule for one in found.rules] == ["shipping.general_count"]
    assert (found.paid_at, found.setting) == (PAID, ReadyToShip.general(3))
    assert found.ends_at == datetime(2026, 5, 20, tzinfo=JST)
    assert ShipBy(None).ends_at is None
    assert repr(found) == "ShipBy(2026-05-19)"


@pytest.mark.parametrize(
    "arguments, error",
    [
        ({"paid_at": datetime(2026, 5, 14, 12, 0)}, InvalidValueError),
        ({"paid_at": date(2026, 5, 14)}, InvalidTypeError),
        ({"paid_at": datetime(9999, 12, 31, tzinfo=JST)}, InvalidValueError),
        ({"paid_at": datetime(2018, 8, 31, 23, 59, 59, tzinfo=JST)}, RuleNotKnownError),
        ({"setting": 3}, InvalidTypeError),
        ({"setting": SendType.GENERAL}, InvalidTypeError),
        ({"holidays": None}, InvalidTypeError),
        ({"holidays": ("2026-05-15",)}, InvalidTypeError),
        ({"holidays": (datetime(2026, 5, 15, tzinfo=JST),)}, InvalidTypeError),
    ],
)
def test_bad_arguments(arguments: dict[str, Any], error: type[Exception]) -> None:
    """
    Naive moments, days for moments, placeholders and other kinds are refused.
    """
    good: dict[str, Any] = {
        "paid_at": PAID,
        "setting": ReadyToShip.general(3),
        "holidays": (),
    }
    with pytest.raises(error):
        shipping.ship_by(**{**good, **arguments})


@given(spring, st.integers(1, 3), holiday_sets)
def test_laws_of_general_dispatch(paid: datetime, days: int, holidays: frozenset[date]) -> None:
    """
    The day is a business day after the payment; more days and more holidays never bring it forward.
    """
    found = due(paid, ReadyToShip.general(days), holidays=holidays)
    fewer = due(paid, ReadyToShip.general(days), holidays=frozenset(list(holidays)[:-1]))
    longer = due(paid, ReadyToShip.general(days + 1), holidays=holidays)
    twice = due(paid, ReadyToShip.general(days), holidays=(*holidays, *holidays))
    assert found is not None
    assert fewer is not None
    assert longer is not None
    assert found > jst_day(paid)
    assert is_business_day(found, holidays)
    assert fewer <= found < longer
    assert twice == found
    between = (jst_day(paid) + timedelta(n + 1) for n in range((found - jst_day(paid)).days))
    assert sum(is_business_day(day, holidays) for day in between) == days


@given(spring, st.integers(1, 3), holiday_sets, holiday_sets)
def test_own_holidays_left_out_are_holidays(
    paid: datetime, days: int, holidays: frozenset[date], own: frozenset[date]
) -> None:
    """
    Left out, the seller's own holidays do what public ones do, also where a day is both.
    """
    setting = ReadyToShip.general(days)
    left_out = due(paid, setting, holidays=holidays, own_holidays=own, rules=OWN_LEFT_OUT)
    assert left_out == due(paid, setting, holidays=holidays | own)
    counted = due(paid, setting, holidays=holidays, own_holidays=own)
    assert counted == due(paid, setting, holidays=holidays)


@given(paid_moments, st.times())
def test_same_day_is_today_or_tomorrow(paid: datetime, cutoff: time) -> None:
    """
    Counted on every day, same-day dispatch is due on the day of the payment or on the next.
    """
    found = due(paid, ReadyToShip.same_day(cutoff))
    late = paid.astimezone(JST).time() >= cutoff
    assert found == jst_day(paid) + timedelta(late)


# By order line


@pytest.mark.parametrize(
    "facts, day, odd",
    [
        ({"send_type": SendType.GENERAL}, date(2026, 5, 19), []),
        ({"send_type": None}, date(2026, 5, 19), ["taken_as_general"]),
        ({"send_type": SendType.SAME_DAY}, date(2026, 5, 14), ["taken_as_in_time"]),
        ({"send_type": SendType.PREPARATION}, None, ["setting_not_told"]),
        ({"send_type": SendType.RELEASE_DATE}, None, ["setting_not_told"]),
        ({"status": OrderStatus.AWAITING_PAYMENT, "paid_at": None}, None, ["unpaid"]),
        ({"paid_at": None}, None, ["unpaid"]),
        ({"status": OrderStatus.ON_REQUEST, "paid_at": None}, None, ["setting_not_told"]),
    ],
)
def test_what_a_row_alone_tells(facts: dict[str, Any], day: date | None, odd: list[str]) -> None:
    """
    A row without the platform's day is taken as general where it may be, else the day stays open.
    """
    found = of(line(**facts))
    assert found.day == day
    assert codes(found) == odd


@pytest.mark.parametrize("kind", [None, *SendType])
def test_the_day_of_the_platform_counts(kind: SendType | None) -> None:
    """
    A row of version 3 has the day, which needs no setting and no rule.
    """
    row = line(send_type=kind, delivery=Delivery(available_on=date(2026, 5, 22)))
    found = of(row)
    assert (found.day, found.platform_day, found.computed) == (
        date(2026, 5, 22),
        date(2026, 5, 22),
        None,
    )
    assert found.findings == ()
    assert found.rules == ()


@pytest.mark.parametrize("day", [14, 15])
def test_the_day_of_the_platform_may_be_that_of_the_payment(day: int) -> None:
    """
    From the day of the payment on the platform's day is taken as it is.
    """
    found = of(line(delivery=Delivery(available_on=date(2026, 5, day))))
    assert (found.day, found.findings) == (date(2026, 5, day), ())


@pytest.mark.parametrize("day, odd", [(19, []), (20, ["platform_day_differs"])])
def test_a_setting_is_compared_with_the_platform(day: int, odd: list[str]) -> None:
    """
    Where setting and row disagree, the row counts and the difference is a finding.
    """
    theirs = date(2026, 5, day)
    found = of(line(delivery=Delivery(available_on=theirs)), ReadyToShip.general(3))
    assert (found.day, found.computed) == (theirs, date(2026, 5, 19))
    assert codes(found) == odd


@pytest.mark.parametrize(
    "facts, setting, day, odd",
    [
        ({"send_type": SendType.GENERAL}, None, date(2026, 5, 19), ["platform_day_passed"]),
        ({}, None, date(2026, 5, 19), ["platform_day_passed", "taken_as_general"]),
        (
            {"send_type": SendType.PREPARATION},
            None,
            None,
            ["platform_day_passed", "setting_not_told"],
        ),
        ({"send_type": SendType.RELEASE_DATE}, None, date(2026, 5, 14), ["release_passed"]),
        ({}, ReadyToShip.general(1), date(2026, 5, 15), ["platform_day_passed"]),
    ],
    ids=itertools.count(),
)
def test_a_day_of_the_platform_before_the_payment(
    facts: dict[str, Any], setting: ReadyToShip | None, day: date | None, odd: list[str]
) -> None:
    """
    A row that was to ship before it was paid contradicts itself: the day is kept beside, and not used.
    """
    found = of(line(delivery=Delivery(available_on=date(2026, 5, 13)), **facts), setting)
    assert (found.day, found.platform_day) == (day, date(2026, 5, 13))
    assert codes(found) == odd


def test_a_placeholder_is_no_day() -> None:
    """
    31 December 9999 in a row tells nothing.
    """
    found = of(line(delivery=Delivery(available_on=date(9999, 12, 31))))
    assert (found.day, found.platform_day) == (date(2026, 5, 19), None)


def test_a_paid_line_without_its_payment_has_the_day_of_the_platform() -> None:
    """
    The day of the platform needs no payment date; what is missing is said.
    """
    delivery = Delivery(available_on=date(2026, 5, 22))
    row = line(paid_at=None, status=OrderStatus.ON_REQUEST, delivery=delivery)
    assert of(row).day == date(2026, 5, 22)
    assert codes(of(row)) == ["setting_not_told"]
    unpaid = line(paid_at=None, status=OrderStatus.AWAITING_PAYMENT, delivery=delivery)
    assert of(unpaid).day is None


def test_the_longest_general_time_is_the_rule_s() -> None:
    """
    A line whose setting is not told gets the longest time of the rule of its day.
    """
    (general,) = (of(line()).setting,)
    assert general == ReadyToShip.general(JAPAN.shipping.general_days.on(date(2026, 5, 14)).highest)


def test_closed_days() -> None:
    """
    Own holidays are added only where the rules leave them out.
    """
    public, own = (date(2026, 5, 4),), (date(2026, 5, 7),)
    day = date(2026, 5, 1)
    assert shipping.closed_days(public, (), on=day) == public
    assert shipping.closed_days(public, own, on=day) == public
    assert set(shipping.closed_days(public, own, on=day, rules=OWN_LEFT_OUT)) == {*public, *own}


def test_a_line_is_asked_about() -> None:
    """
    An order number alone has no day.
    """
    number: Any = 1062
    with pytest.raises(InvalidTypeError, match="line must be an OrderLine"):
        shipping.ship_by_of(number, holidays=())


@pytest.mark.parametrize("own", [5, None, ["2026-05-15"], [datetime(2026, 5, 15, tzinfo=JST)]])
def test_own_holidays_are_days_whether_they_count_or_not(own: Any) -> None:
    """
    A mistake in them shows at once, not when the open rule is read the other way.
    """
    paid = datetime(2026, 5, 14, 12, 0, tzinfo=JST)
    with pytest.raises(InvalidTypeError, match="own_holidays must be a"):
        shipping.ship_by(paid, ReadyToShip.general(3), holidays=(), own_holidays=own)


def test_days_that_can_be_read_once_count_in_the_doubts_as_well() -> None:
    """
    A generator of holidays gives what a list gives.
    """
    paid = datetime(2026, 5, 14, 12, 0, tzinfo=JST)
    days = [date(2026, 5, 15), date(2026, 5, 18)]
    own: Any = {"own_holidays": [date(2026, 5, 19)]}
    once: Any = (day for day in days)
    found = shipping.ship_by(paid, ReadyToShip.general(3), holidays=once, **own)
    assert found == shipping.ship_by(paid, ReadyToShip.general(3), holidays=days, **own)
    assert found.day == date(2026, 5, 21)  # business days: 19, 20, 21
    (doubt,) = found.doubts
    (moved,) = doubt.alternatives[0].moves
    assert moved.instead == date(2026, 5, 22)  # without the shop's own 19th: 20, 21, 22
