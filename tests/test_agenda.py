from __future__ import annotations

import pickle
import re

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from qoo10model import agenda
from qoo10model.agenda import Agenda, Happening, HappeningKind
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST, Days, Span, month
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Text
from qoo10model.deliveries import Delivery
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import Campaign, EventKind, Occasion
from qoo10model.rules.settlements import OnHoliday, OnWednesday
from qoo10model.shipping import ReadyToShip


SLOT, BIDS = HappeningKind.SLOT, HappeningKind.BID_CLOSING
OPENS, ENDS = HappeningKind.EVENT_OPENING, HappeningKind.EVENT_END
CHECK, SETTLED = HappeningKind.PENALTY_CHECK, HappeningKind.SETTLEMENT
SHIP = HappeningKind.SHIP_BY

WEDNESDAY = date(2026, 6, 3)
LINE = OrderLine(
    order_no=77,
    cart_no=70,
    item_code="A",
    unit_price=500,
    quantity=1,
    paid_at=datetime(2026, 5, 27, 12, 0, tzinfo=JST),
)


def at(day: date, hour: int = 0, minute: int = 0, second: int = 0, micro: int = 0) -> datetime:
    """
    A moment of *day* in JST.
    """
    return datetime(day.year, day.month, day.day, hour, minute, second, micro, tzinfo=JST)


def days(first: date, last: date, *kinds: HappeningKind, **more: Any) -> list[str]:
    """
    What happens on these days, in English.
    """
    return [str(one) for one in agenda.between(Days(first, last), kinds=kinds, **more)]


def test_a_day_in_mega_po() -> None:
    """
    9 July 2026 has three slots, the end of the bids for its own display, and the end of mega-po.
    """
    found = agenda.between(Days(date(2026, 7, 9), date(2026, 7, 9)))
    assert [(one.kind, one.at) for one in found] == [
        (SLOT, at(date(2026, 7, 9))),
        (SLOT, at(date(2026, 7, 9), 10)),
        (SLOT, at(date(2026, 7, 9), 17)),
        (BIDS, at(date(2026, 7, 9), 17, 50)),
        (ENDS, at(date(2026, 7, 10))),
    ]
    assert [one.title.ja for one in found][2:] == [
        "タイムセール第3枠（24:00まで）",
        "プラス展示: 2026-07-09展示分の入札締切",
        "メガポ終了",
    ]
    assert found.findings == ()
    assert [one.day.day for one in found] == [9] * 5
    assert found.happenings[0].until == at(date(2026, 7, 9), 10)


def test_the_year_turns_with_two_checks() -> None:
    """
    On 1 January the month and the quarter before are checked, on 1 February the month alone.
    """
    assert days(date(2026, 1, 1), date(2026, 2, 1), CHECK) == [
        "2026-01-01 check of the cancellation rate of 2025-12",
        "2026-01-01 check of the cancellation rate of 2025-10-01 to 2025-12-31",
        "2026-02-01 check of the cancellation rate of 2026-01",
    ]
    (one, *_) = agenda.between(month(2026, 1), kinds=(CHECK,))
    assert one.is_all_day
    assert one.until == at(date(2026, 1, 2))
    assert one.confidence is Confidence.MEDIUM


def test_events_open_in_the_evening_and_end_at_midnight() -> None:
    """
    Mega-wari opens on 29 May at 17:00 and ends with 10 June; planned ones are less sure.
    """
    assert days(date(2026, 5, 29), date(2026, 6, 10), OPENS, ENDS) == [
        "2026-05-29 17:00 mega-wari opens",
        "2026-06-10 24:00 mega-wari ends",
    ]
    opening = agenda.between(month(2026, 11), kinds=(OPENS,)).happenings[0]
    assert opening.confidence is Confidence.LOW
    assert opening.until == at(date(2026, 12, 3))


def test_what_no_calendar_covers_is_said() -> None:
    """
    Of mega-po nobody knows the days after 13 August 2026, so the agenda says so, from the 14th on.
    """
    covered = agenda.between(Days(date(2026, 8, 1), date(2026, 8, 13)), kinds=(OPENS,))
    assert covered.findings == ()
    found = agenda.between(month(2026, 8), kinds=(OPENS,))
    assert [str(finding.text) for finding in found.findings] == [
        "from 2026-08-14 to 2026-08-31 nobody has listed all: mega-po calendar; there may be others"
    ]
    early = agenda.between(Days(date(2024, 12, 30), date(2025, 1, 2)), kinds=(ENDS,))
    assert [str(finding.text)[:28] for finding in early.findings] == [
        "from 2024-12-30 to 2024-12-3"
    ]
    assert agenda.between(month(2027, 1), kinds=(SETTLED,)).findings == ()


def test_events_of_ones_own_are_on_the_agenda() -> None:
    """
    A mega-wari that a notice in QSM announces is added to the rule book, and stands here then.
    """
    span = Span(at(date(2027, 2, 26), 17), at(date(2027, 3, 11)))
    calendar = JAPAN.events.mega_wari_calendar.with_occasion(
        Occasion.own(EventKind.MEGA_WARI, span), known_to=date(2027, 3, 31)
    )
    fair = Campaign.own(Text("our fair", "自社フェア"), month(2027, 3).span)
    campaigns = JAPAN.events.campaigns.with_campaign(fair)
    rules = JAPAN.replacing(calendar, campaigns)
    assert days(date(2027, 2, 26), date(2027, 3, 31), OPENS, ENDS, rules=rules) == [
        "2027-02-26 17:00 mega-wari opens",
        "2027-03-01 00:00 our fair opens",
        "2027-03-10 24:00 mega-wari ends",
        "2027-03-31 24:00 our fair ends",
    ]


def test_events_by_name() -> None:
    """
    Golden Week of 2026 ran from 13 to 22 April, by a brand's list.
    """
    assert days(date(2026, 4, 10), date(2026, 4, 22), OPENS, ENDS) == [
        "2026-04-13 00:00 Golden Week opens",
        "2026-04-22 24:00 Golden Week ends",
    ]


def test_settlement_wednesdays() -> None:
    """
    The Wednesdays of June 2026 are settlement days.
    """
    assert days(date(2026, 6, 1), date(2026, 6, 30), SETTLED) == [
        f"2026-06-{day:02} settlement day" for day in (3, 10, 17, 24)
    ]


@pytest.mark.parametrize(
    "reading, expected",
    [
        (OnHoliday.SAME_DAY, WEDNESDAY),
        (OnHoliday.NEXT_BUSINESS_DAY, date(2026, 6, 5)),
        (OnHoliday.PREVIOUS_BUSINESS_DAY, date(2026, 6, 2)),
    ],
)
def test_a_holiday_moves_a_settlement_as_the_rule_reads(reading: OnHoliday, expected: date) -> None:
    """
    Where a Wednesday and the Thursday after it are holidays, the rule says where the money goes.
    """
    rules = JAPAN.with_reading("settlements.on_holiday", reading)
    holidays = (WEDNESDAY, date(2026, 6, 4))
    found = agenda.between(
        Days(date(2026, 6, 1), date(2026, 6, 7)), kinds=(SETTLED,), holidays=holidays, rules=rules
    )
    (one,) = found
    assert one.day == expected
    assert one.confidence is Confidence.LOW
    assert one.note is not None
    assert one.note.en.startswith("Wednesday 2026-06-03 is a holiday")
    assert found.explain("ja").startswith(f"{expected}    精算日: 水曜日2026-06-03が祝日のため")


def test_a_settlement_that_moves_out_of_the_days_is_not_theirs() -> None:
    """
    The Wednesday of 6 May 2026 moves to Thursday, so a span up to Wednesday has none.
    """
    rules = JAPAN.with_reading("settlements.on_holiday", OnHoliday.NEXT_BUSINESS_DAY)
    more: dict[str, Any] = {"holidays": (date(2026, 5, 6),), "rules": rules}
    assert days(date(2026, 5, 4), date(2026, 5, 6), SETTLED, **more) == []
    assert days(date(2026, 5, 7), date(2026, 5, 8), SETTLED, **more) == [
        "2026-05-07 settlement day"
    ]


def test_which_wednesday_a_payment_belongs_to_moves_no_settlement_day() -> None:
    """
    Also where what is paid on a Wednesday is taken on it, a holiday moves its own Wednesday.
    """
    rules = JAPAN.with_reading("settlements.on_holiday", OnHoliday.NEXT_BUSINESS_DAY)
    rules = rules.with_reading("settlements.pre_deduction_on_wednesday", OnWednesday.SAME_DAY)
    more: dict[str, Any] = {"holidays": (WEDNESDAY,), "rules": rules}
    assert days(date(2026, 6, 1), date(2026, 6, 7), SETTLED, **more) == [
        "2026-06-04 settlement day"
    ]


def test_what_ends_at_a_moment_comes_before_what_begins_at_it() -> None:
    """
    Mega-po ends with 9 July before the first slot of the 10th begins.
    """
    assert days(date(2026, 7, 9), date(2026, 7, 10), SLOT, ENDS)[3:5] == [
        "2026-07-09 24:00 mega-po ends",
        "2026-07-10 00:00 time-sale slot 1 until 10:00",
    ]


def test_the_stages_of_an_order() -> None:
    """
    Paid on 27 May, an order must be on its way before each stage; its ready-to-ship day ends first.
    """
    found = agenda.between(month(2026, 6), kinds=(SHIP,), lines=(LINE,), holidays=())
    assert [str(one) for one in found] == [
        "2026-06-01 24:00 order 77: ready-to-ship day ends",
        "2026-06-02 24:00 order 77: ship by now, else delay points",
        "2026-06-03 24:00 order 77: ship by now, else item stopped",
    ]
    assert {one.order_no for one in found} == {77}
    assert [finding.code for finding in found.findings] == ["shipping.taken_as_general"]
    told = {"A": ReadyToShip.general(1)}
    sooner = agenda.between(
        Days(date(2026, 5, 28), date(2026, 5, 28)),
        kinds=(SHIP,),
        lines=(LINE,),
        settings=told,
        holidays=(),
    )
    assert [one.day.day for one in sooner] == [28]
    assert sooner.findings == ()


def test_the_label_of_a_delayed_order_is_a_stage_too() -> None:
    """
    An order planned to ship on 10 June is labelled as delayed once that day has passed.
    """
    told = attrs.evolve(LINE, delivery=Delivery(planned_on=date(2026, 6, 10)))
    found = agenda.between(month(2026, 6), kinds=(SHIP,), lines=(told,), holidays=())
    assert (
        str(found.happenings[-1])
        == "2026-06-10 24:00 order 77: ship by now, else labelled as delayed"
    )


def test_an_order_that_has_shipped_or_is_unpaid_has_no_deadline() -> None:
    """
    Only what is still to be sent stands on the agenda.
    """
    shipped = attrs.evolve(LINE, shipped_on=date(2026, 5, 28))
    unpaid = attrs.evolve(LINE, paid_at=None)
    found = agenda.between(month(2026, 6), kinds=(SHIP,), lines=(shipped, unpaid), holidays=())
    assert len(found) == 0
    without = agenda.between(month(2026, 6), kinds=(SLOT,), lines=(LINE,), holidays=())
    assert without.of(SHIP) == ()


BOUNDARIES = [
    # start, end, kinds, what is in it
    (at(date(2026, 7, 1), 9, 59, 59, 999_999), at(date(2026, 7, 1), 10), SLOT, []),
    (at(date(2026, 7, 1), 10), at(date(2026, 7, 1), 10, 0, 1), SLOT, [10]),
    (at(date(2026, 7, 1), 9), at(date(2026, 7, 1), 10), SLOT, []),
    (at(date(2026, 7, 1), 17), at(date(2026, 7, 1), 17, 50), BIDS, [17]),
    (at(date(2026, 7, 1), 17, 50), at(date(2026, 7, 1), 18), BIDS, []),
    (at(date(2026, 7, 9), 23), at(date(2026, 7, 10)), ENDS, [0]),
    (at(date(2026, 7, 10)), at(date(2026, 7, 10), 1), ENDS, []),
    (at(date(2026, 5, 29), 17), at(date(2026, 5, 29), 18), OPENS, [17]),
    (at(date(2026, 5, 29), 16), at(date(2026, 5, 29), 17), OPENS, []),
    (at(WEDNESDAY, 23), at(date(2026, 6, 4)), SETTLED, [0]),
    (at(date(2026, 6, 4)), at(date(2026, 6, 4), 1), SETTLED, []),
    (at(date(2026, 6, 2), 23), at(WEDNESDAY), SETTLED, []),
]


@pytest.mark.parametrize("start, end, kind, hours", BOUNDARIES)
def test_boundaries(start: datetime, end: datetime, kind: HappeningKind, hours: list[int]) -> None:
    """
    What begins belongs to the span that it begins in, what ends to the one it ends; days to all they touch.
    """
    found = agenda.between(Span(start, end), kinds=(kind,))
    assert [one.at.hour for one in found] == hours


def test_utc_spans_are_japanese_time() -> None:
    """
    15:00 UTC is midnight in Japan: the slot of that midnight begins a UTC evening.
    """
    span = Span(datetime(2026, 7, 31, 14, 59, tzinfo=UTC), datetime(2026, 7, 31, 15, 1, tzinfo=UTC))
    (slot,) = agenda.between(span, kinds=(SLOT,))
    assert slot.at == at(date(2026, 8, 1))


def test_days_before_the_rules_are_said_and_not_empty() -> None:
    """
    Before September 2018 nobody knows the slots: a finding says from when to when; the rest is given.
    """
    found = agenda.between(Days(date(2018, 8, 31), date(2018, 9, 5)))
    assert [one.day.day for one in found.of(SLOT)] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5]
    assert "agenda.rule_not_known" in {finding.code for finding in found.findings}
    assert "time-sale slot, 2018-08-31 to 2018-08-31" in str(found.findings[0].text)
    assert len(found.of(SETTLED)) == 1


spans = st.builds(
    lambda first, length: Days(first, first + timedelta(length)),
    st.dates(date(2025, 1, 1), date(2026, 12, 1)),
    st.integers(0, 25),
)


@given(span=spans, cut=st.integers(1, 60 * 24 * 20))
@settings(max_examples=40)
def test_two_spans_that_meet_share_moments_out_without_loss(span: Days, cut: int) -> None:
    """
    What has a moment is in exactly one of two spans that meet, and the order is that of time.
    """
    whole = span.span
    middle = whole.start + timedelta(minutes=cut)
    if not whole.start < middle < whole.end:
        return
    found = agenda.between(whole)
    parts = (agenda.between(Span(whole.start, middle)), agenda.between(Span(middle, whole.end)))
    moments = [one for part in parts for one in part if not one.is_all_day]
    assert sorted(map(str, moments)) == sorted(str(one) for one in found if not one.is_all_day)
    all_day = {one for part in parts for one in part if one.is_all_day}
    assert all_day == {one for one in found if one.is_all_day}
    assert [one.at for one in found] == sorted(one.at for one in found)


def test_as_a_table() -> None:
    """
    The table has the day, the time and the title; what is not known stands below.
    """
    found = agenda.between(Days(date(2026, 8, 12), date(2026, 8, 14)), kinds=(SETTLED, BIDS, OPENS))
    assert found.explain("ja").splitlines() == [
        "2026-08-12         精算日",
        "2026-08-12  17:50  プラス展示: 2026-08-12展示分の入札締切",
        "2026-08-13  17:50  プラス展示: 2026-08-13展示分の入札締切",
        "2026-08-14  17:50  プラス展示: 2026-08-14展示分の入札締切",
        (
            "警告 agenda.events_not_known: 2026-08-14〜2026-08-14のメガポの開催日は未公表・未確認。"
            "ほかにも開催される可能性がある"
        ),
    ]
    assert [one.kind for one in found.on(date(2026, 8, 12))] == [SETTLED, BIDS]
    assert repr(found) == "<Agenda: 4 happenings from 2026-08-12 to 2026-08-14>"
    assert agenda.between(Days(date(2026, 7, 11), date(2026, 7, 11)), kinds=()).explain() == ""


@pytest.mark.parametrize(
    "span, more, error, text",
    [
        (date(2026, 7, 1), {}, InvalidTypeError, "span must be a Span, or Days"),
        ("2026-07", {}, InvalidTypeError, "span must be a Span, or Days"),
        (None, {}, InvalidTypeError, "span must be a Span, or Days"),
        (
            month(2026, 7),
            {"kinds": ("SLOT",)},
            InvalidTypeError,
            "kinds must be HappeningKind values",
        ),
        (month(2026, 7), {"lines": (1,)}, InvalidTypeError, "lines must be OrderLine values"),
        (month(2026, 7), {"kinds": HappeningKind.SLOT}, InvalidTypeError, "kinds must be Happ"),
        (month(2026, 7), {"lines": (LINE,)}, InvalidValueError, "lines need holidays="),
        (
            month(2026, 7),
            {"holidays": ("2026-07-20",)},
            InvalidTypeError,
            "holidays must be a date",
        ),
    ],
)
def test_what_cannot_be_asked(span: Any, more: Any, error: type, text: str) -> None:
    """
    Each argument that cannot be is refused with what was expected.
    """
    with pytest.raises(error, match=re.escape(text)):
        agenda.between(span, **more)


def test_values_travel_and_show_themselves() -> None:
    """
    Happenings and agendas can be pickled; a happening's repr evaluates.
    """
    found = agenda.between(Days(date(2026, 5, 29), WEDNESDAY))
    assert pickle.loads(pickle.dumps(found)) == found
    import datetime as dt

    names = {
        "Happening": Happening,
        "HappeningKind": HappeningKind,
        "Text": Text,
        "Confidence": Confidence,
        "JST": JST,
        "datetime": dt,
    }
    for one in found:
        assert eval(repr(one), names) == one
    assert isinstance(found, Agenda)
