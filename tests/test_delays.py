from __future__ import annotations

import datetime as dt
import tomllib

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import delays
from qoo10model.basics.businessdays import is_business_day
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST, Days, jst_day
from qoo10model.cancellations import may_cancel
from qoo10model.delays import Delays, GoodsKind, Stage, StageKind
from qoo10model.orders import Delivery, OrderLine, OrderStatus, SendType
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN
from qoo10model.rules.cancellations import Leave, Party, PreparedGoods
from qoo10model.rules.shipping import BetweenDays, OwnHolidays
from qoo10model.shipping import ReadyToShip


WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "shipping.toml").read_text(encoding="utf-8")
)
# Monday; business days +1 to +4 are Tuesday to Friday, +5 and +6 the Monday and Tuesday after.
PAID = datetime(2026, 5, 11, 10, 0, tzinfo=JST)
IN_TIME = JAPAN.with_reading("shipping.between_days", BetweenDays.IN_TIME)
AS_GENERAL = JAPAN.with_reading("shipping.preparation_goods", GoodsKind.GENERAL)

spring = st.datetimes(datetime(2026, 4, 1), datetime(2026, 6, 1), timezones=st.just(JST))
holiday_sets = st.frozensets(st.dates(date(2026, 4, 1), date(2026, 6, 30)), max_size=15)


def line(**more: Any) -> OrderLine:
    """
    A line paid on Monday 11 May 2026.
    """
    facts: dict[str, Any] = {
        "order_no": 7,
        "cart_no": 1,
        "item_code": "A",
        "unit_price": 500,
        "quantity": 1,
        "paid_at": PAID,
        "send_type": SendType.GENERAL,
    }
    return OrderLine(**{**facts, **more})


def of(line: OrderLine, setting: ReadyToShip | None = None, **more: Any) -> Delays:
    """
    What late shipping brings to *line*, without holidays unless some are given.
    """
    return delays.delays_of(line, setting, **{"holidays": (), **more})


def days(found: Delays) -> list[tuple[str, date]]:
    """
    The stages by name and day.
    """
    return [(stage.kind.name, stage.strikes_on) for stage in found.stages]


def kinds(stages: tuple[Stage, ...]) -> list[str]:
    """
    The names of *stages*.
    """
    return [stage.kind.name for stage in stages]


def may(day: int, hour: int = 0) -> datetime:
    """
    A moment of May 2026.
    """
    return datetime(2026, 5, day, hour, tzinfo=JST)


# General goods


@pytest.mark.parametrize("case", WORKED["stages"], ids=lambda case: case["working"])
def test_the_stages_of_general_goods(case: dict[str, Any]) -> None:
    """
    Notice on business day 3, points on 5 for what is not shipped within 4, the stop on 6, for 30 days.
    """
    assert hasattr(sources, case["source"])
    found = of(line(paid_at=case["paid_at"]), holidays=case["holidays"])
    assert found.goods is GoodsKind.GENERAL
    assert found.counted_from == jst_day(case["paid_at"])
    assert days(found) == [
        ("NOTICE", case["notice"]),
        ("POINTS", case["points"]),
        ("STOP", case["stop"]),
    ]
    notice, points, stop = found.stages
    assert jst_day(notice.ship_before) == case["notice"]
    last = [jst_day(stage.ship_before) - timedelta(1) for stage in (points, stop)]
    assert last == case["ship_by"]
    assert (notice.points, points.points, stop.points) == (0, -2, 0)
    assert stop.lasts == Days(case["stop"], case["until"])
    assert Days(case["stop"], case["until"]).count == 30
    assert (stop.limits_promotions, stop.at_rate) == (True, Rate.percent("95"))
    assert (notice.lasts, points.lasts, notice.at_rate) == (None, None, None)


@pytest.mark.parametrize(
    "rate, strikes",
    [
        (None, None),
        (Rate.percent("94.99"), True),
        (Rate.percent("95"), True),
        (Rate.percent("95.01"), False),
        (Rate(19, 20), True),
        (Rate(20, 21), False),
        (Rate.percent("0"), True),
        (Rate.percent("100"), False),
    ],
)
def test_a_stop_needs_a_low_shipping_rate(rate: Rate | None, strikes: bool | None) -> None:
    """
    A stop strikes at 95 % or less, not above, and stays open while the rate is not told.
    """
    found = of(line(), shipping_rate=rate)
    stop = found.stage(StageKind.STOP)
    assert stop is not None
    assert stop.strikes is strikes
    assert [stage.strikes for stage in found.stages[:2]] == [True, True]
    struck = kinds(found.struck_by(date(2026, 5, 19)))
    assert ("STOP" in struck) is (strikes is not False)


@pytest.mark.parametrize(
    "shipped_on, struck",
    [
        (date(2026, 5, 13), []),
        (date(2026, 5, 14), ["NOTICE"]),
        (date(2026, 5, 15), ["NOTICE"]),
        # Saturday: after the fourth business day, before the fifth.
        (date(2026, 5, 16), ["NOTICE", "POINTS"]),
        (date(2026, 5, 18), ["NOTICE", "POINTS"]),
        (date(2026, 5, 19), ["NOTICE", "POINTS", "STOP"]),
    ],
)
def test_what_has_struck_a_shipped_order(shipped_on: date, struck: list[str]) -> None:
    """
    Only what struck before it shipped has, and nothing is ahead of it any more.
    """
    found = of(line(shipped_on=shipped_on, status=OrderStatus.ON_DELIVERY))
    assert kinds(found.struck_by(date(2026, 6, 30))) == struck
    assert found.next_stage(PAID) is None
    assert found.is_closed


def test_a_cancelled_order_is_struck_no_more() -> None:
    """
    A cancellation ends the counting as shipping does; the earlier of the two counts.
    """
    found = of(line(cancelled_on=date(2026, 5, 15)))
    assert kinds(found.struck_by(date(2026, 6, 30))) == ["NOTICE"]
    assert found.next_stage(PAID) is None
    both = of(line(shipped_on=date(2026, 5, 13), cancelled_on=date(2026, 5, 25)))
    assert both.closed_on == date(2026, 5, 13)


def test_an_order_that_shipped_on_an_unknown_day() -> None:
    """
    Without the day of shipping nothing is said to have struck, and a finding says why.
    """
    found = of(line(status=OrderStatus.ON_DELIVERY))
    assert found.struck_by(date(2026, 6, 30)) == ()
    assert [finding.code for finding in found.findings] == ["delays.shipping_day_missing"]
    assert found.findings[0].order_no == 7


@pytest.mark.parametrize(
    "at, stage, hours",
    [
        (may(11, 10), "NOTICE", 62),
        (may(13, 23), "NOTICE", 1),
        (datetime(2026, 5, 13, 23, 59, 59, tzinfo=JST), "NOTICE", 0),
        (may(14), "POINTS", 48),
        (datetime(2026, 5, 15, 14, 0, tzinfo=UTC), "POINTS", 1),
        (may(16), "STOP", 72),
        (may(18, 23), "STOP", 1),
        (may(19), "", None),
    ],
)
def test_the_next_stage_and_its_hours(at: datetime, stage: str, hours: int | None) -> None:
    """
    The next stage is the first that can still be escaped, with the whole hours until then.
    """
    found = of(line()).next_stage(at)
    assert (found.kind.name if found else "") == stage
    assert (found.hours_left(at) if found else None) == hours


def test_a_stop_that_does_not_strike_is_passed_over() -> None:
    """
    At a good shipping rate nothing follows the points.
    """
    assert of(line(), shipping_rate=Rate.percent("99")).next_stage(may(16)) is None


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_stage_shows_itself_as_code(at: int) -> None:
    """
    The repr of a stage evaluates to it.
    """
    stage = of(line(), shipping_rate=Rate.percent("90")).stages[at]
    names = {
        "Stage": Stage,
        "StageKind": StageKind,
        "Days": Days,
        "Rate": Rate,
        "JST": JST,
        "datetime": dt,
    }
    assert eval(repr(stage), names) == stage


def test_hours_after_a_stage_are_negative() -> None:
    """
    Ten minutes too late is hour −1.
    """
    stage = Stage(StageKind.POINTS, may(16), date(2026, 5, 18), -2)
    assert stage.hours_left(may(16) + timedelta(minutes=10)) == -1
    assert stage.time_left(may(15, 12)) == timedelta(hours=12)
    with pytest.raises(InvalidValueError, match="aware"):
        stage.hours_left(datetime(2026, 5, 15))


def test_shipping_on_closed_days_is_an_open_rule() -> None:
    """
    Late is the safer reading; the other gives the weekend, and is a doubt.
    """
    found = of(line())
    points = of(line(), rules=IN_TIME).stage(StageKind.POINTS)
    assert points is not None
    assert (points.ship_before, points.strikes_on) == (may(18), date(2026, 5, 18))
    doubts = {doubt.rule: doubt for doubt in found.doubts}
    assert set(doubts) == {"shipping.between_days", "shipping.notice_points"}
    (move,) = doubts["shipping.between_days"].alternatives[0].moves
    assert (move.what.en, move.day, move.instead) == (
        "delay points: ship by",
        date(2026, 5, 15),
        date(2026, 5, 17),
    )
    assert doubts["shipping.notice_points"].alternatives[0].moves == ()
    # On a Wednesday nothing closed follows the fourth or fifth business day ... but the weekend.
    rules = {doubt.rule for doubt in of(line(paid_at=may(15, 9))).doubts}
    assert "shipping.between_days" in rules


def test_points_of_the_notice_are_open() -> None:
    """
    One digest gives the notice 2 points as well; another reading of the rule shows them.
    """
    notice = of(line(), rules=JAPAN.with_reading("shipping.notice_points", -2)).stages[0]
    assert (notice.kind, notice.points) == (StageKind.NOTICE, -2)


def test_own_holidays_move_the_stages_only_if_left_out() -> None:
    """
    Whether the seller's holidays count is a named option, and a doubt where it matters.
    """
    own = (date(2026, 5, 12), date(2026, 5, 13))
    assert days(of(line(), own_holidays=own)) == days(of(line()))
    left_out = JAPAN.with_reading("shipping.own_holidays", OwnHolidays.LEFT_OUT)
    moved = of(line(), own_holidays=own, rules=left_out)
    assert days(moved)[0] == ("NOTICE", date(2026, 5, 18))
    assert "shipping.own_holidays" in {doubt.rule for doubt in of(line(), own_holidays=own).doubts}


@given(spring, holiday_sets, st.sampled_from((JAPAN, IN_TIME)))
def test_laws_of_the_stages(paid: datetime, holidays: frozenset[date], rules: Any) -> None:
    """
    Stages strike on business days, one after the other; shipping before is in time; holidays delay.
    """
    found = of(line(paid_at=paid), holidays=holidays, rules=rules)
    strikes = [stage.strikes_on for stage in found.stages]
    assert strikes == sorted(set(strikes))
    assert all(is_business_day(day, holidays) for day in strikes)
    assert all(jst_day(stage.ship_before) <= stage.strikes_on for stage in found.stages)
    assert strikes[0] > jst_day(paid)
    fewer = of(line(paid_at=paid), holidays=frozenset(list(holidays)[:-1]), rules=rules)
    twice = of(line(paid_at=paid), holidays=(*holidays, *holidays), rules=rules)
    assert twice.stages == found.stages
    assert [stage.strikes_on for stage in fewer.stages] <= strikes
    late = OrderLine(
        order_no=7,
        cart_no=1,
        item_code="A",
        unit_price=500,
        quantity=1,
        paid_at=paid,
        shipped_on=jst_day(found.stages[0].ship_before) - timedelta(1),
    )
    if late.shipped_on is not None and late.shipped_on >= jst_day(paid):
        assert of(late, holidays=holidays, rules=rules).struck_by(date(2027, 1, 1)) == ()


@given(spring, holiday_sets, st.dates(date(2026, 4, 1), date(2026, 7, 31)))
def test_a_stage_is_ahead_or_has_passed(
    paid: datetime, holidays: frozenset[date], day: date
) -> None:
    """
    What has struck by a day is never the next stage after its midnight.
    """
    found = of(line(paid_at=paid), holidays=holidays)
    ahead = found.next_stage(datetime.combine(day, datetime.min.time(), JST) + timedelta(1))
    assert ahead not in found.struck_by(day)


# Reserved goods


@pytest.mark.parametrize(
    "facts, setting, start",
    [
        ({}, ReadyToShip.release(date(2026, 7, 1)), date(2026, 7, 1)),
        (
            {
                "send_type": SendType.RELEASE_DATE,
                "delivery": Delivery(available_on=date(2026, 7, 1)),
            },
            None,
            date(2026, 7, 1),
        ),
        ({}, ReadyToShip.preparation(7), date(2026, 5, 18)),
        (
            {
                "send_type": SendType.PREPARATION,
                "delivery": Delivery(available_on=date(2026, 5, 20)),
            },
            None,
            date(2026, 5, 20),
        ),
        # A release date in the past counts from the payment.
        ({}, ReadyToShip.release(date(2026, 4, 1)), date(2026, 5, 11)),
    ],
)
def test_reserved_goods_are_stopped_after_three_days(
    facts: dict[str, Any], setting: ReadyToShip | None, start: date
) -> None:
    """
    Reserved goods have one stage, three days after their day, at the same rate and for 30 days.
    """
    found = of(line(**facts), setting)
    assert (found.goods, found.counted_from) == (GoodsKind.RESERVED, start)
    stop_day = start + timedelta(3)
    assert days(found) == [("STOP", stop_day)]
    (stop,) = found.stages
    assert jst_day(stop.ship_before) == stop_day
    assert stop.lasts == Days(stop_day, stop_day + timedelta(29))
    assert (stop.at_rate, stop.strikes) == (Rate.percent("95"), None)


def test_preparation_as_general_goods_is_a_doubt() -> None:
    """
    That 4 to 14 days of preparation make reserved goods is a reading; the other has three stages.
    """
    setting = ReadyToShip.preparation(7)
    found = of(line(), setting)
    general = of(line(), setting, rules=AS_GENERAL)
    assert general.goods is GoodsKind.GENERAL
    assert len(general.stages) == 3
    doubts = {doubt.rule: doubt for doubt in found.doubts}
    assert {"shipping.preparation_goods", "shipping.preparation_count"} <= set(doubts)
    moves = doubts["shipping.preparation_goods"].alternatives[0].moves
    assert ("notice by mail", None, date(2026, 5, 14)) in [
        (move.what.en, move.day, move.instead) for move in moves
    ]
    assert "shipping.reserved_stop_length" in doubts  # below HIGH, without another reading
    assert doubts["shipping.reserved_stop_length"].effect_is_unknown


def test_reserved_goods_without_their_day() -> None:
    """
    A row that tells neither the release date nor the days has no stages, and says so.
    """
    found = of(line(send_type=SendType.RELEASE_DATE))
    assert found.stages == ()
    assert [finding.code for finding in found.findings] == [
        "shipping.setting_not_told",
        "delays.start_unknown",
    ]
    assert found.next_stage(PAID) is None
    assert repr(found) == "Delays(none)"


def test_unpaid_lines_have_no_stages() -> None:
    """
    Nothing runs before the payment; a paid line without its date has only its label.
    """
    unpaid = of(line(paid_at=None, status=OrderStatus.AWAITING_PAYMENT))
    assert (unpaid.goods, unpaid.stages) == (None, ())
    planned = Delivery(planned_on=date(2026, 5, 19))
    unknown = of(line(paid_at=None, status=OrderStatus.ON_REQUEST, delivery=planned))
    assert (unknown.goods, days(unknown)) == (None, [("LABEL", date(2026, 5, 20))])
    assert of(line(paid_at=None, delivery=planned)).stages == ()


# The label


@pytest.mark.parametrize(
    "facts, on, labelled",
    [
        ({"status": OrderStatus.SELLER_CONFIRMED}, date(2026, 5, 18), False),
        ({"status": OrderStatus.SELLER_CONFIRMED}, date(2026, 5, 19), False),
        ({"status": OrderStatus.SELLER_CONFIRMED}, date(2026, 5, 20), True),
        ({"status": OrderStatus.ON_REQUEST}, date(2026, 5, 20), True),
        ({}, date(2026, 5, 20), True),
        ({"status": OrderStatus.ON_DELIVERY}, date(2026, 5, 20), False),
        ({"status": OrderStatus.DELIVERED}, date(2026, 5, 20), False),
        ({"status": OrderStatus.AWAITING_PAYMENT, "paid_at": None}, date(2026, 5, 20), False),
        # Shipped late: it carried the label until then.
        (
            {"status": OrderStatus.ON_DELIVERY, "shipped_on": date(2026, 5, 22)},
            date(2026, 5, 21),
            True,
        ),
        (
            {"status": OrderStatus.ON_DELIVERY, "shipped_on": date(2026, 5, 22)},
            date(2026, 5, 22),
            False,
        ),
        ({"cancelled_on": date(2026, 5, 22)}, date(2026, 5, 21), True),
        ({"cancelled_on": date(2026, 5, 22)}, date(2026, 5, 22), False),
    ],
)
def test_who_carries_the_label(facts: dict[str, Any], on: date, labelled: bool) -> None:
    """
    The label stands from the day after the planned day until the order ships or is cancelled.
    """
    row = line(delivery=Delivery(planned_on=date(2026, 5, 19)), **facts)
    assert delays.has_delayed_label(row, on=on) is labelled
    label = delays.delayed_label(row, on=on)
    assert (label is not None) is labelled
    if label is not None:
        assert (label.since, label.buyer_may_cancel) == (date(2026, 5, 20), True)
        assert [one.rule for one in label.rules] == ["cancellations.buyer[PLAN_PASSED]"]


@pytest.mark.parametrize(
    "delivery", [None, Delivery(), Delivery(planned_on=date(9999, 12, 31))], ids=["", "no", "max"]
)
def test_without_a_planned_day_there_is_no_label(delivery: Delivery | None) -> None:
    """
    No planned day, or a placeholder, never passes.
    """
    row = line(delivery=delivery, status=OrderStatus.SELLER_CONFIRMED)
    assert not delays.has_delayed_label(row, on=date(2026, 12, 31))
    assert delays.delayed_label(row, on=date(2026, 12, 31)) is None
    assert of(row).stage(StageKind.LABEL) is None


def test_what_the_label_does_is_a_rule() -> None:
    """
    Under a book in which the buyer of a late order must ask, the label frees nobody.
    """
    row = line(delivery=Delivery(planned_on=date(2026, 5, 19)))
    other = JAPAN.with_reading("cancellations.buyer[PLAN_PASSED]", Leave.ON_REQUEST)
    label = delays.delayed_label(row, on=date(2026, 5, 20), rules=other)
    assert label is not None
    assert not label.buyer_may_cancel
    moment: Any = may(20)
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        delays.has_delayed_label(row, on=moment)


@pytest.mark.parametrize(
    "send_type, at_once, rules",
    [
        (SendType.GENERAL, True, ["buyer[PLAN_PASSED]"]),
        (SendType.SAME_DAY, True, ["buyer[PLAN_PASSED]"]),
        (None, True, ["buyer[PLAN_PASSED]"]),
        (SendType.RELEASE_DATE, False, ["buyer[PREORDER_PLAN_PASSED]"]),
        (SendType.PREPARATION, False, ["prepared_goods", "buyer[PREORDER_PLAN_PASSED]"]),
    ],
)
def test_the_label_does_not_free_the_buyer_of_a_preorder(
    send_type: SendType | None, at_once: bool, rules: list[str]
) -> None:
    """
    The label and the table of who may cancel give one answer, whatever the goods are.
    """
    day = date(2026, 5, 20)
    row = line(
        send_type=send_type,
        status=OrderStatus.SELLER_CONFIRMED,
        delivery=Delivery(planned_on=date(2026, 5, 19)),
    )
    label = delays.delayed_label(row, on=day)
    assert label is not None
    assert label.buyer_may_cancel is at_once
    assert [one.rule for one in label.rules] == [f"cancellations.{name}" for name in rules]
    assert (may_cancel(row, Party.BUYER, on=day).answer is Leave.AT_ONCE) is at_once


def test_goods_in_preparation_are_freed_where_they_are_ordinary() -> None:
    """
    Under the other reading of 4 to 14 days of preparation the label frees their buyer.
    """
    row = line(send_type=SendType.PREPARATION, delivery=Delivery(planned_on=date(2026, 5, 19)))
    other = JAPAN.with_reading("cancellations.prepared_goods", PreparedGoods.ORDINARY)
    label = delays.delayed_label(row, on=date(2026, 5, 20), rules=other)
    assert label is not None
    assert label.buyer_may_cancel


def test_the_label_stands_among_the_stages_in_time() -> None:
    """
    A planned day before the deadlines puts the label first, a later one behind them.
    """
    early = of(line(delivery=Delivery(planned_on=date(2026, 5, 12))))
    assert [name for name, _ in days(early)] == ["LABEL", "NOTICE", "POINTS", "STOP"]
    late = of(line(delivery=Delivery(planned_on=date(2026, 5, 25))))
    assert days(late)[-1] == ("LABEL", date(2026, 5, 26))
    assert late.stages[-1].ship_before == may(26)


# Desired days, rates, bad input


@pytest.mark.parametrize(
    "wished, odd",
    [
        ("2026-05-14", []),
        ("2026-05-15", ["delays.desired_later"]),
        ("18:00~20:00", []),
        ("午前中", []),
        ("", []),
    ],
)
def test_a_desired_day_after_the_first_stage_is_pointed_out(wished: str, odd: list[str]) -> None:
    """
    The guides name desired days as a way out of the penalties; nothing strikes differently for it.
    """
    row = line(delivery=Delivery(wished=wished))
    found = of(row)
    assert [finding.code for finding in found.findings] == odd
    assert found.stages == of(line()).stages
    shipped = of(line(delivery=Delivery(wished=wished), shipped_on=date(2026, 5, 12)))
    assert shipped.findings == ()


def test_the_shipping_rate_of_lines() -> None:
    """
    The rate is what had shipped by a day over what was paid and not cancelled by then.
    """
    lines = (
        line(order_no=1, shipped_on=date(2026, 5, 13)),
        line(order_no=2, shipped_on=date(2026, 5, 14)),
        line(order_no=3),
        line(order_no=4, status=OrderStatus.DELIVERED),
        line(order_no=5, paid_at=None),
        line(order_no=6, cancelled_on=date(2026, 5, 13)),
        line(order_no=8, cancelled_on=date(2026, 5, 14)),
    )
    assert delays.shipping_rate(lines, on=date(2026, 5, 13)) == Rate(2, 5)
    assert delays.shipping_rate(lines, on=date(2026, 5, 14)) == Rate(3, 4)
    assert delays.shipping_rate((), on=date(2026, 5, 14)) is None
    assert delays.shipping_rate(lines[4:5], on=date(2026, 5, 14)) is None


@pytest.mark.parametrize(
    "facts, arguments, error",
    [
        ({}, {"shipping_rate": 95}, InvalidTypeError),
        ({}, {"shipping_rate": 0.95}, InvalidTypeError),
        ({}, {"shipping_rate": "95"}, InvalidTypeError),
        ({}, {"holidays": None}, InvalidTypeError),
        (
            {},
            {
                "own_holidays": ("2026-05-12",),
                "rules": JAPAN.with_reading("shipping.own_holidays", OwnHolidays.LEFT_OUT),
            },
            InvalidTypeError,
        ),
        ({}, {"own_holidays": 5}, InvalidTypeError),
        ({}, {"own_holidays": ("2026-05-12",)}, InvalidTypeError),
        ({}, {"setting": "general"}, InvalidTypeError),
        ({"paid_at": datetime(2018, 8, 31, tzinfo=JST)}, {}, RuleNotKnownError),
        ({"paid_at": datetime(9999, 12, 1, tzinfo=JST)}, {}, InvalidValueError),
    ],
)
def test_bad_arguments(
    facts: dict[str, Any], arguments: dict[str, Any], error: type[Exception]
) -> None:
    """
    Rates that are no `Rate`, holidays that are no days and placeholders are refused.
    """
    with pytest.raises(error):
        of(line(**facts), **arguments)


def test_what_can_no_longer_be_escaped_is_told_before_it_strikes() -> None:
    """
    Friday was the last day for the points of Monday; the weekend between them is lost already.
    """
    found = of(line())  # the points: ship by Friday the 15th, or they strike on Monday the 18th
    asked = [may(15, 23), may(16), may(17, 23), may(18)]
    assert [[s.kind for s in found.unavoidable(at)] for at in asked] == [
        [],
        [StageKind.POINTS],
        [StageKind.POINTS],
        [],
    ]
    assert of(line(), rules=IN_TIME).unavoidable(may(16)) == ()
    assert of(line(shipped_on=date(2026, 5, 15))).unavoidable(may(16)) == ()
    late = datetime(2026, 5, 13, 10, 0, tzinfo=JST)  # the stop: by the 20th, or from the 21st on
    closed: Any = {"holidays": (date(2026, 5, 21), date(2026, 5, 22))}
    lost = {rate: of(line(paid_at=late), shipping_rate=rate, **closed) for rate in _RATES}
    assert [[s.kind for s in found.unavoidable(may(21))] for found in lost.values()] == [
        [StageKind.STOP],
        [StageKind.STOP],
        [],
    ]


_RATES = (None, Rate.percent("95"), Rate.percent("96"))


@pytest.mark.parametrize("name", ["holidays", "own_holidays"])
def test_holidays_that_can_be_read_once_count_every_time(name: str) -> None:
    """
    A generator of days gives the stages, the day to ship and the doubts that a list gives.
    """
    days = [date(2026, 5, 12), date(2026, 5, 13)]
    rules = JAPAN.with_reading("shipping.own_holidays", OwnHolidays.LEFT_OUT)
    once: Any = {name: (day for day in days)}
    given: Any = {name: days}
    assert of(line(), **{"rules": rules, **once}) == of(line(), **{"rules": rules, **given})


def test_what_has_struck_is_asked_by_day() -> None:
    """
    A moment is no day.
    """
    moment: Any = may(20)
    with pytest.raises(InvalidTypeError, match="day must be a date"):
        of(line()).struck_by(moment)


def test_only_lines_are_late() -> None:
    """
    An order number alone tells nothing.
    """
    number: Any = 1062
    with pytest.raises(InvalidTypeError, match="line must be an OrderLine"):
        of(number)
    with pytest.raises(InvalidTypeError, match="lines must be OrderLine values"):
        delays.shipping_rate((number,), on=date(2026, 5, 14))
