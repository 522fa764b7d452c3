from __future__ import annotations

import pickle

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from qoo10model.basics.periods import JST
from qoo10model.basics.sources import Confidence, SourceKind
from qoo10model.rules.book import JAPAN
from qoo10model.rules.calendars import MEGA_PO, MEGA_WARI, Calendar, EventKind, Occasion


LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH
EVE_START = date(2024, 8, 31)

# First day, hour, last day, confidence; where days and hour differ in confidence, the lower one.
MEGA_WARI_AS_LISTED = [
    (date(2024, 3, 1), 0, date(2024, 3, 12), LOW),
    (date(2024, 6, 1), 0, date(2024, 6, 12), MEDIUM),
    (date(2024, 8, 31), 17, date(2024, 9, 12), MEDIUM),
    (date(2024, 11, 15), 17, date(2024, 11, 27), LOW),
    (date(2025, 2, 28), 17, date(2025, 3, 12), HIGH),
    (date(2025, 5, 31), 17, date(2025, 6, 12), MEDIUM),
    (date(2025, 8, 31), 17, date(2025, 9, 12), MEDIUM),
    (date(2025, 11, 21), 17, date(2025, 12, 3), MEDIUM),
    (date(2026, 2, 27), 17, date(2026, 3, 11), MEDIUM),
    (date(2026, 5, 29), 17, date(2026, 6, 10), HIGH),
    (date(2026, 8, 28), 17, date(2026, 9, 9), MEDIUM),
    (date(2026, 11, 20), 17, date(2026, 12, 2), LOW),
]
MEGA_PO_AS_LISTED = [
    (date(2024, 10, 1), 0, date(2024, 10, 8), MEDIUM),
    (date(2025, 2, 1), 0, date(2025, 2, 8), HIGH),
    (date(2025, 4, 1), 0, date(2025, 4, 8), HIGH),
    (date(2025, 5, 1), 0, date(2025, 5, 8), HIGH),
    (date(2025, 7, 1), 0, date(2025, 7, 9), HIGH),
    (date(2025, 8, 1), 0, date(2025, 8, 9), HIGH),
    (date(2025, 10, 1), 0, date(2025, 10, 9), HIGH),
    (date(2025, 11, 1), 0, date(2025, 11, 6), HIGH),
    (date(2026, 2, 1), 0, date(2026, 2, 9), HIGH),
    (date(2026, 4, 1), 0, date(2026, 4, 9), HIGH),
    (date(2026, 5, 1), 0, date(2026, 5, 9), HIGH),
    (date(2026, 7, 1), 0, date(2026, 7, 9), HIGH),
    (date(2026, 8, 1), 0, date(2026, 8, 9), HIGH),
]
OCCASIONS = [
    pytest.param(occasion, id=f"{occasion.kind.name} {occasion.span.first_day}")
    for calendar in JAPAN.calendars
    for occasion in calendar.occasions
]
second = timedelta(seconds=1)


@pytest.mark.parametrize(
    "calendar, listed",
    [(MEGA_WARI, MEGA_WARI_AS_LISTED), (MEGA_PO, MEGA_PO_AS_LISTED)],
    ids=["mega-wari", "mega-po"],
)
def test_the_calendars_are_as_listed(
    calendar: Calendar, listed: list[tuple[date, int, date, Confidence]]
) -> None:
    """
    First day, hour, last day and confidence of each event, read off the lists by hand.
    """
    assert [
        (one.span.first_day, one.span.start.hour, one.span.last_day, one.confidence)
        for one in calendar.occasions
    ] == listed


@pytest.mark.parametrize("calendar", JAPAN.calendars, ids=lambda calendar: calendar.name)
def test_occasions_follow_each_other(calendar: Calendar) -> None:
    """
    The occasions of a calendar are in order, do not overlap, and are all of one kind.
    """
    for before, after in pairwise(calendar.occasions):
        assert before.span.end <= after.span.start
        assert not before.span.overlaps(after.span)
    assert len({occasion.kind for occasion in calendar.occasions}) == 1


def test_the_two_events_never_meet() -> None:
    """
    No mega-wari and mega-po run at the same time, so that a discount has one event at most.
    """
    for wari in MEGA_WARI.occasions:
        assert not any(wari.span.overlaps(po.span) for po in MEGA_PO.occasions)


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_occasions_hold_from_their_start_to_the_last_second(occasion: Occasion) -> None:
    """
    The first second is in, the one before it is not; the last second is in, midnight is not.
    """
    span = occasion.span
    assert not span.contains(span.start - second)
    assert span.contains(span.start)
    assert span.contains(span.end - second)
    assert not span.contains(span.end)


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_occasions_end_at_midnight(occasion: Occasion) -> None:
    """
    An event closes after 23:59:59 of its last day, in Japan.
    """
    end = occasion.span.end
    assert (end.hour, end.minute, end.second, end.microsecond) == (0, 0, 0, 0)
    assert end.tzinfo is JST
    assert occasion.span.start.tzinfo is JST


@pytest.mark.parametrize("occasion", MEGA_WARI.occasions, ids=lambda one: str(one.span.first_day))
def test_mega_wari_opens_on_the_eve_since_august_2024(occasion: Occasion) -> None:
    """
    Since 2024-08-31 mega-wari opens at 17:00 and has 12 days and 7 hours, before at 0:00 and 12 days.
    """
    start, duration = occasion.span.start, occasion.span.duration
    if start.date() >= EVE_START:
        assert (start.hour, start.minute) == (17, 0)
        assert duration == timedelta(days=12, hours=7)
    else:
        assert (start.hour, start.day) == (0, 1)
        assert duration == timedelta(days=12)


@pytest.mark.parametrize("occasion", MEGA_WARI.occasions, ids=lambda one: str(one.span.first_day))
def test_mega_wari_runs_from_friday_to_wednesday_since_november_2025(occasion: Occasion) -> None:
    """
    Since November 2025 mega-wari opens on a Friday and closes on a Wednesday.
    """
    if occasion.span.first_day >= date(2025, 11, 1):
        assert occasion.span.first_day.weekday() == 4
        assert occasion.span.last_day.weekday() == 2


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_mega_wari_takes_place_four_times_a_year(year: int) -> None:
    """
    Each year has one in every quarter of the trade.
    """
    assert sum(one.span.first_day.year == year for one in MEGA_WARI.occasions) == 4


@pytest.mark.parametrize("occasion", MEGA_PO.occasions, ids=lambda one: str(one.span.first_day))
def test_mega_po_opens_on_the_first_of_a_month(occasion: Occasion) -> None:
    """
    Mega-po opens at midnight before the first of a month and lasts six to nine days.
    """
    assert (occasion.span.start.day, occasion.span.start.hour) == (1, 0)
    assert timedelta(days=6) <= occasion.span.duration <= timedelta(days=9)


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_occasions_have_sources(occasion: Occasion) -> None:
    """
    Each date has a source that was read; HIGH rests on what was measured.
    """
    assert occasion.sources
    assert len(set(occasion.sources)) == len(occasion.sources)
    assert all(source.read_on is not None for source in occasion.sources)
    kinds = {source.kind for source in occasion.sources}
    assert SourceKind.ASSUMPTION not in kinds
    if occasion.confidence is HIGH:
        assert SourceKind.MEASURED in kinds


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_what_is_to_come_is_not_sure(occasion: Occasion) -> None:
    """
    An event that begins after its sources were read is planned, and never HIGH.
    """
    read_on = max(source.read_on for source in occasion.sources if source.read_on)
    if occasion.span.first_day > read_on:
        assert occasion.note == "planned"
        assert occasion.confidence < HIGH
    else:
        assert occasion.note != "planned"


@pytest.mark.parametrize(
    "calendar, known_from, known_to",
    [
        # Twelve events of three whole years, the last ones planned.
        (MEGA_WARI, date(2024, 1, 1), date(2026, 12, 31)),
        # The lists are whole since 2025, and end on the day they were read.
        (MEGA_PO, date(2025, 1, 1), date(2026, 8, 13)),
    ],
)
def test_calendars_say_for_which_days_they_are_complete(
    calendar: Calendar, known_from: date, known_to: date
) -> None:
    """
    Only between these days "no event" is an answer.
    """
    assert (calendar.known_from, calendar.known_to) == (known_from, known_to)
    assert calendar.occasions[-1].span.last_day <= known_to


def test_occasions_are_values() -> None:
    """
    A calendar can be compared, hashed and pickled.
    """
    again = pickle.loads(pickle.dumps(MEGA_WARI))
    assert again == MEGA_WARI
    assert hash(again) == hash(MEGA_WARI)
    assert again != MEGA_PO
    assert again.occasions[0].kind is EventKind.MEGA_WARI


def test_the_second_mega_wari_of_2026_by_the_second() -> None:
    """
    It opens on Friday 29 May at 17:00:00 and closes after Wednesday 10 June 23:59:59.
    """
    span = next(o.span for o in MEGA_WARI.occasions if o.span.first_day == date(2026, 5, 29))
    assert not span.contains(datetime(2026, 5, 29, 16, 59, 59, tzinfo=JST))
    assert span.contains(datetime(2026, 5, 29, 17, 0, 0, tzinfo=JST))
    assert span.contains(datetime(2026, 6, 10, 23, 59, 59, tzinfo=JST))
    assert not span.contains(datetime(2026, 6, 11, 0, 0, 0, tzinfo=JST))
