from __future__ import annotations

import tomllib

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import eventphases, events
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleUndecidedError
from qoo10model.basics.periods import JST, Days, Span, month
from qoo10model.eventphases import Campaign, Event, Stage
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.calendars import MEGA_PO, MEGA_WARI, EventKind, Occasion
from qoo10model.rules.events import RoundStarts


WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "events.toml").read_text(encoding="utf-8")
)
JUNE_2026 = MEGA_WARI.occasions[9]
MARCH_2024 = MEGA_WARI.occasions[0]
SPRING_2027 = Span(datetime(2027, 2, 26, 17, tzinfo=JST), datetime(2027, 3, 11, tzinfo=JST))
OWN = Campaign.own("our anniversary", month(2027, 3).span)


def with_spring() -> RuleBook:
    """
    The rules with a mega-wari that the seller learned of.
    """
    own = Occasion.own(EventKind.MEGA_WARI, SPRING_2027, note="notice in QSM")
    return JAPAN.replacing(JAPAN.events.mega_wari_calendar.with_occasion(own))


# Phases


@pytest.mark.parametrize("case", WORKED["phase"], ids=lambda c: str(c["at"]))
def test_a_phase_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Days are Japanese days; the opening day is 0, also in the hours before 17:00.
    """
    found = eventphases.phase(case["at"], JUNE_2026)
    assert (found.stage.name, found.offset, found.days_to_go) == (
        case["stage"],
        case["offset"],
        case["to_go"],
    )
    assert found.is_running == (JUNE_2026 in events.at(case["at"]))
    assert found.round_no is None  # nobody knows


moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
happenings = st.sampled_from((*MEGA_WARI.occasions, *MEGA_PO.occasions, OWN))


@given(moments, happenings)
def test_a_phase_agrees_with_its_event(moment: datetime, event: Event) -> None:
    """
    It runs exactly while the event's span holds the moment, and the times add up.
    """
    found = eventphases.phase(moment, event)
    assert found.is_running is event.span.contains(moment)
    assert found.at + found.opens_in >= event.span.start
    if found.stage is Stage.BEFORE:
        assert found.closes_in - found.opens_in == event.span.duration
    if found.stage is Stage.OVER:
        assert found.opens_in == found.closes_in == timedelta()
    assert found.days_to_go == max(0, (event.span.first_day - found.at.date()).days)


def test_an_event_of_one_day_is_its_opening_day() -> None:
    """
    A day that is first and last is the opening day.
    """
    day = Campaign.own("one day", Days(date(2027, 3, 1), date(2027, 3, 1)).span)
    assert eventphases.phase(datetime(2027, 3, 1, 12, tzinfo=JST), day).stage is Stage.OPENING_DAY


# What comes next


def test_the_nearest_event_runs_or_comes() -> None:
    """
    While a mega-wari runs it is the nearest; the moment it is over, the next one is.
    """
    for moment, first in (
        (datetime(2026, 5, 1, tzinfo=JST), date(2026, 5, 29)),
        (datetime(2026, 5, 29, 17, tzinfo=JST), date(2026, 5, 29)),
        (datetime(2026, 6, 10, 23, 59, tzinfo=JST), date(2026, 5, 29)),
        (datetime(2026, 6, 11, tzinfo=JST), date(2026, 8, 28)),
    ):
        found = eventphases.nearest(moment, EventKind.MEGA_WARI)
        assert found is not None
        assert found.event.span.first_day == first
    mega_po = eventphases.nearest(datetime(2026, 5, 29, 18, tzinfo=JST), EventKind.MEGA_PO)
    assert mega_po is not None
    assert mega_po.event.span.first_day == date(2026, 7, 1)


def test_an_event_that_nobody_announced_is_not_known() -> None:
    """
    After the last known event there is no answer, until the seller adds one.
    """
    new_year = datetime(2027, 1, 1, tzinfo=JST)
    assert eventphases.nearest(new_year, EventKind.MEGA_WARI) is None
    assert not events.is_known(new_year, EventKind.MEGA_WARI)
    found = eventphases.nearest(new_year, EventKind.MEGA_WARI, rules=with_spring())
    assert found is not None
    assert (found.days_to_go, found.event.note) == (56, "notice in QSM")
    assert events.at(SPRING_2027.start, rules=with_spring()) == (found.event,)
    assert events.at(SPRING_2027.start) == ()


# Other events


def test_other_events_have_names() -> None:
    """
    Events of other names are found by moment and by span, beside mega-po.
    """
    found = eventphases.all_between(Days(date(2026, 1, 1), date(2026, 4, 30)).span)
    assert [event.title.ja for event in found] == ["新年特価", "メガポ", "メガ割", "メガポ", "GW"]
    assert [e.title.en for e in eventphases.all_at(datetime(2026, 1, 16, 23, 59, tzinfo=JST))] == [
        "new year special"
    ]
    assert eventphases.all_at(datetime(2026, 1, 17, tzinfo=JST)) == ()


def test_a_seller_adds_events_of_his_own() -> None:
    """
    A campaign of the shop stands beside those of Qoo10, and the book of Japan is as it was.
    """
    rules = JAPAN.replacing(JAPAN.events.campaigns.with_campaign(OWN))
    moment = datetime(2027, 3, 31, 23, 59, tzinfo=JST)
    assert eventphases.all_at(moment, rules=rules) == (OWN,)
    assert eventphases.all_at(moment) == ()
    assert eventphases.phase(moment, OWN).stage is Stage.LAST_DAY


# Rounds


@pytest.mark.parametrize("case", WORKED["round"], ids=lambda c: str(c["at"]))
def test_a_round_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Where it began on the 1st at midnight, each of three rounds lasted four days.
    """
    assert eventphases.phase(case["at"], MARCH_2024).round_no == case["number"]


def test_rounds_tile_their_event() -> None:
    """
    The rounds follow each other from the opening to the end.
    """
    found = eventphases.rounds(MARCH_2024)
    assert found[0].start == MARCH_2024.span.start
    assert found[-1].end == MARCH_2024.span.end
    assert found[0].end == found[1].start


def test_rounds_since_17_are_for_the_seller_to_decide() -> None:
    """
    Since 31 August 2024 nobody knows the days of the rounds; decided, the first opens at 17:00.
    """
    with pytest.raises(RuleUndecidedError, match="mega_wari_round_starts") as refusal:
        eventphases.rounds(JUNE_2026)
    assert len(refusal.value.candidates) == 4
    rule = JAPAN.events.mega_wari_round_starts
    rules = JAPAN.replacing(rule.with_value(RoundStarts((1, 5, 9)), since=date(2026, 1, 1)))
    found = eventphases.rounds(JUNE_2026, rules=rules)
    assert [one.start for one in found] == [
        datetime(2026, 5, 29, 17, tzinfo=JST),
        datetime(2026, 6, 2, tzinfo=JST),
        datetime(2026, 6, 6, tzinfo=JST),
    ]
    moment = datetime(2026, 6, 2, tzinfo=JST)
    assert eventphases.phase(moment, JUNE_2026, rules=rules).round_no == 2


def test_a_short_event_has_fewer_rounds() -> None:
    """
    A round that would begin after the end does not take place.
    """
    rules = JAPAN.with_reading("events.mega_wari_round_starts", RoundStarts((1, 5, 9)))
    short = Occasion.own(EventKind.MEGA_WARI, Days(date(2027, 3, 1), date(2027, 3, 5)).span)
    assert [one.first_day.day for one in eventphases.rounds(short, rules=rules)] == [1, 5]


def test_other_events_have_no_rounds() -> None:
    """
    Mega-po and other events give one coupon, or none that is known.
    """
    moment = datetime(2026, 8, 1, 12, tzinfo=JST)
    assert eventphases.rounds(MEGA_PO.occasions[-1]) == eventphases.rounds(OWN) == ()
    assert eventphases.phase(moment, MEGA_PO.occasions[-1]).round_no is None


def test_before_the_first_known_rounds_there_is_no_number() -> None:
    """
    What a mega-wari of 2023 gave in which round is not known, which is no error of its phase.
    """
    old = Occasion.own(EventKind.MEGA_WARI, month(2023, 6).span)
    assert eventphases.phase(datetime(2023, 6, 2, tzinfo=JST), old).round_no is None


# Bad input


@pytest.mark.parametrize(
    "moment, error",
    [(datetime(2026, 5, 29, 17), InvalidValueError), (date(2026, 5, 29), InvalidTypeError)],
)
def test_a_moment_is_aware(moment: Any, error: type[Exception]) -> None:
    """
    A naive moment and a bare day are refused.
    """
    with pytest.raises(error):
        eventphases.phase(moment, JUNE_2026)
    with pytest.raises(error):
        eventphases.nearest(moment, EventKind.MEGA_WARI)
    with pytest.raises(error):
        eventphases.all_at(moment)


@pytest.mark.parametrize("event", [None, "June", EventKind.MEGA_WARI, JUNE_2026.span])
def test_what_is_no_event_is_refused(event: Any) -> None:
    """
    A kind or a span is no event: there are several of each kind.
    """
    with pytest.raises(InvalidTypeError, match="must be an Occasion or a Campaign"):
        eventphases.phase(datetime(2026, 5, 29, tzinfo=JST), event)
    with pytest.raises(InvalidTypeError, match="must be an Occasion or a Campaign"):
        eventphases.rounds(event)


def test_a_span_is_asked_for() -> None:
    """
    Days are no span.
    """
    days: Any = month(2026, 4)
    with pytest.raises(InvalidTypeError, match="span must be a Span"):
        eventphases.all_between(days)
