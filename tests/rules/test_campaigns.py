from __future__ import annotations

import pickle

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from qoo10model import events
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, UnknownNameError
from qoo10model.basics.periods import JST, Days, Span, month
from qoo10model.basics.sources import OWN_FIGURES, Confidence
from qoo10model.basics.texts import Text
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.calendars import MEGA_PO, MEGA_WARI, EventKind, Occasion
from qoo10model.rules.campaigns import CAMPAIGNS, Campaign, CampaignName
from qoo10model.rules.events import RoundStarts


SPRING = Span(datetime(2027, 2, 26, 17, tzinfo=JST), datetime(2027, 3, 11, tzinfo=JST))
OWN = Occasion.own(EventKind.MEGA_WARI, SPRING, note="notice in QSM")
ANNIVERSARY = Campaign.own("our anniversary", month(2027, 3).span)


# The list


def test_the_list_has_the_events_whose_year_is_known() -> None:
    """
    Golden Week of 2025 and 2026 and the new year special of 2026, from midnight to midnight.
    """
    assert [(c.name.ja, c.span.first_day, c.span.last_day) for c in CAMPAIGNS.campaigns] == [
        ("GW", date(2025, 4, 23), date(2025, 4, 29)),
        ("新年特価", date(2026, 1, 9), date(2026, 1, 16)),
        ("GW", date(2026, 4, 13), date(2026, 4, 22)),
    ]
    assert {c.confidence for c in CAMPAIGNS.campaigns} == {Confidence.MEDIUM}
    assert {c.span.start.hour for c in CAMPAIGNS.campaigns} == {0}


def test_every_name_is_dated_or_seen() -> None:
    """
    Each name has events with a year, or the days on which it was seen in a year nobody told.
    """
    dated = {one.name for one in CAMPAIGNS.campaigns}
    for name in CampaignName:
        assert (name.label in dated) is not (name in JAPAN.events.seen)


# Own events


def test_an_own_mega_wari_is_part_of_a_book() -> None:
    """
    The calendar with it is a change of the book, like any rule, and leaves the book of Japan alone.
    """
    rules = JAPAN.replacing(MEGA_WARI.with_occasion(OWN))
    assert rules.events.mega_wari_calendar.occasions[-1] is OWN
    assert (OWN.confidence, OWN.sources) == (Confidence.HIGH, (OWN_FIGURES,))
    assert events.at(SPRING.start, rules=rules) == (OWN,)
    assert len(JAPAN.events.mega_wari_calendar.occasions) == 12
    assert rules.events.mega_po_calendar is MEGA_PO
    assert rules.fees is JAPAN.fees
    assert pickle.loads(pickle.dumps(rules)) == rules
    assert rules.replacing(MEGA_WARI).events.mega_wari_calendar is MEGA_WARI
    assert hash(rules) == hash(JAPAN.replacing(MEGA_WARI.with_occasion(OWN)))


def test_an_own_event_stands_in_place_of_what_it_overlaps() -> None:
    """
    Where the planned one of November takes place a day later, there are still twelve.
    """
    moved = Occasion.own(
        EventKind.MEGA_WARI,
        Span(datetime(2026, 11, 21, 17, tzinfo=JST), datetime(2026, 12, 4, tzinfo=JST)),
    )
    calendar = MEGA_WARI.with_occasion(moved)
    assert len(calendar.occasions) == 12
    assert calendar.occasions[-1] is moved
    early = Occasion.own(EventKind.MEGA_WARI, Days(date(2023, 3, 1), date(2023, 3, 12)).span)
    assert MEGA_WARI.with_occasion(early).occasions[0] is early


def test_how_far_a_seller_knows_is_his_to_say() -> None:
    """
    An own event does not tell that there are no others before it; the seller may.
    """
    january = datetime(2027, 1, 15, tzinfo=JST)
    rules = JAPAN.replacing(MEGA_WARI.with_occasion(OWN))
    assert not events.is_known(january, EventKind.MEGA_WARI, rules=rules)
    known = JAPAN.replacing(MEGA_WARI.with_occasion(OWN, known_to=date(2027, 3, 31)))
    assert events.is_known(january, EventKind.MEGA_WARI, rules=known)


def test_a_planned_event_can_be_taken_out() -> None:
    """
    The mega-wari of November 2026 is planned only; a seller may know better.
    """
    rules = JAPAN.replacing(MEGA_WARI.without(MEGA_WARI.occasions[-1]))
    moment = datetime(2026, 11, 25, tzinfo=JST)
    assert events.at(moment, rules=rules) == ()
    assert len(events.at(moment)) == 1
    with pytest.raises(InvalidValueError, match="has no such event"):
        MEGA_WARI.without(OWN)


def test_an_own_campaign_is_part_of_a_book() -> None:
    """
    Campaigns stand in order; the same one twice is one.
    """
    twice = CAMPAIGNS.with_campaign(ANNIVERSARY).with_campaign(ANNIVERSARY)
    assert [c.name.en for c in twice.campaigns] == [
        "Golden Week",
        "new year special",
        "Golden Week",
        "our anniversary",
    ]
    rules = JAPAN.replacing(twice, MEGA_WARI.with_occasion(OWN))
    assert rules.events.campaigns is twice
    assert rules == JAPAN.replacing(MEGA_WARI.with_occasion(OWN)).replacing(twice)
    assert Campaign.own(Text("anniversary", "周年祭"), SPRING).title.ja == "周年祭"


def test_a_timeline_and_a_calendar_change_one_section() -> None:
    """
    A decided round and an own event stand in the same section, whichever came first.
    """
    rule = JAPAN.events.mega_wari_round_starts
    decided = rule.with_value(RoundStarts((1, 5, 9)), since=date(2026, 1, 1))
    for changes in (
        (decided, MEGA_WARI.with_occasion(OWN)),
        (MEGA_WARI.with_occasion(OWN), decided),
    ):
        rules = JAPAN.replacing(*changes)
        assert rules.events.mega_wari_round_starts is decided
        assert rules.events.mega_wari_calendar.occasions[-1] is OWN


# Bad input


def test_a_calendar_of_another_name_is_refused() -> None:
    """
    A calendar stands in place of the one of its name, and of its kind.
    """
    for change in (
        attrs.evolve(MEGA_WARI, name="events.mega_wari"),
        attrs.evolve(CAMPAIGNS, name="events.mega_po_calendar"),
        attrs.evolve(MEGA_WARI, name="events.campaigns"),
    ):
        with pytest.raises(UnknownNameError, match="has no calendar 'events"):
            JAPAN.replacing(change)
        with pytest.raises(UnknownNameError):
            RuleBook((change,))


@pytest.mark.parametrize(
    "kind, span",
    [
        ("MEGA_WARI", SPRING),
        (None, SPRING),
        (EventKind.MEGA_WARI, month(2027, 3)),
        (EventKind.MEGA_WARI, date(2027, 3, 1)),
    ],
)
def test_an_own_event_needs_a_kind_and_a_span(kind: Any, span: Any) -> None:
    """
    Days have no hour, and a word is no kind.
    """
    with pytest.raises(InvalidTypeError, match="an event needs a kind"):
        Occasion.own(kind, span)


def test_an_event_of_another_kind_is_refused() -> None:
    """
    A mega-po is not put among the mega-wari, nor a span.
    """
    with pytest.raises(InvalidValueError, match="mega_po_calendar holds no mega-wari"):
        MEGA_PO.with_occasion(OWN)
    for wrong in (SPRING, ANNIVERSARY, None):
        occasion: Any = wrong
        with pytest.raises(InvalidTypeError, match="occasion must be an Occasion"):
            MEGA_WARI.with_occasion(occasion)
    day: Any = "2027-03-31"
    with pytest.raises(InvalidTypeError, match="known_to must be a date"):
        MEGA_WARI.with_occasion(OWN, known_to=day)


def test_the_last_known_day_is_not_before_the_first() -> None:
    """
    The calendar of mega-wari is known from 1 January 2024, so it cannot end the day before.
    """
    first = date(2024, 1, 1)
    assert MEGA_WARI.with_occasion(OWN, known_to=first).known_to == first
    with pytest.raises(InvalidValueError, match="known_to must not be before 2024-01-01"):
        MEGA_WARI.with_occasion(OWN, known_to=date(2023, 12, 31))


@pytest.mark.parametrize(
    "name, span, error",
    [
        ("", SPRING, InvalidValueError),
        (Text("x", ""), SPRING, InvalidValueError),
        (7, SPRING, InvalidTypeError),
        ("anniversary", month(2027, 3), InvalidTypeError),
    ],
)
def test_an_own_campaign_needs_a_name_and_a_span(
    name: Any, span: Any, error: type[Exception]
) -> None:
    """
    An event without a name cannot be told apart.
    """
    with pytest.raises(error):
        Campaign.own(name, span)


def test_a_campaign_is_asked_for() -> None:
    """
    A mega-wari is no campaign.
    """
    occasion: Any = OWN
    with pytest.raises(InvalidTypeError, match="campaign must be a Campaign"):
        CAMPAIGNS.with_campaign(occasion)


@pytest.mark.parametrize(
    "days, error",
    [
        ((), InvalidValueError),
        ((2, 5), InvalidValueError),
        ((1, 5, 5), InvalidValueError),
        ((1, 9, 5), InvalidValueError),
        ([1, 5], InvalidTypeError),
        (("1",), InvalidTypeError),
    ],
)
def test_rounds_begin_on_day_one_and_follow_each_other(days: Any, error: type[Exception]) -> None:
    """
    The first round begins with the event.
    """
    with pytest.raises(error, match="days must"):
        RoundStarts(days)
