"""
Phases of events (イベントの段階): what comes next, how many days to go, which day and round it is.

Future events that nobody announced are not known: then the answer is None, never "there is none".
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model import events
from qoo10model.basics.errors import InvalidTypeError, RuleNotKnownError, RuleUndecidedError
from qoo10model.basics.periods import JST, Span, to_jst
from qoo10model.basics.texts import Labelled, Text
from qoo10model.rules.book import JAPAN
from qoo10model.rules.calendars import EventKind, Occasion
from qoo10model.rules.campaigns import Campaign, CampaignName


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.rules.book import RuleBook

__all__ = (
    "Campaign",
    "CampaignName",
    "Event",
    "Phase",
    "Stage",
    "all_at",
    "all_between",
    "check_event",
    "nearest",
    "phase",
    "rounds",
)

Event: TypeAlias = Occasion | Campaign
"""
A mega-wari or mega-po, or another event with a name of its own.
"""

_DAY: Final = timedelta(days=1)


class Stage(Labelled):
    """
    Where a moment stands in an event (段階).

    >>> Stage.LAST_DAY.label.ja
    '最終日'
    """

    BEFORE = Text("before it opens", "開始前")
    OPENING_DAY = Text("its opening day", "初日")
    RUNNING = Text("running", "開催中")
    LAST_DAY = Text("its last day", "最終日")
    OVER = Text("over", "終了")


@attrs.frozen
class Phase:
    """
    Where the moment *at* stands in *event* (イベントの段階).

    *offset* counts Japanese days from the one on which it opens: 0 on that day, negative before it.
    *opens_in* and *closes_in* are the times until it opens and until it is over, zero from then on.
    *round_no* is the round that runs, 1 for the first; None outside the event, and where nobody knows
    the days of the rounds.

    >>> from qoo10model.rules.calendars import MEGA_WARI
    >>> eve = datetime(2026, 5, 27, 12, 0, tzinfo=JST)
    >>> now = phase(eve, MEGA_WARI.occasions[9])
    >>> now.stage, now.days_to_go
    (Stage.BEFORE, 2)
    """

    event: Event
    at: datetime
    stage: Stage
    offset: int
    opens_in: timedelta
    closes_in: timedelta
    round_no: int | None = None

    @property
    def days_to_go(self) -> int:
        """
        Japanese days until the day on which it opens; 0 from that day on.
        """
        return max(0, -self.offset)

    @property
    def is_running(self) -> bool:
        """
        Whether the event is open.
        """
        return self.stage not in {Stage.BEFORE, Stage.OVER}


def phase(moment: datetime, event: Event, *, rules: RuleBook = JAPAN) -> Phase:
    """
    Return where *moment* (aware) stands in *event*.

    On the day that a mega-wari opens at 17:00, the hours before are still `Stage.BEFORE`, with 0 days
    to go. Raises what `to_jst` raises, and `InvalidTypeError` for what is no event.

    >>> from qoo10model.rules.calendars import MEGA_WARI
    >>> phase(datetime(2026, 6, 10, 23, 59, tzinfo=JST), MEGA_WARI.occasions[9]).stage
    Stage.LAST_DAY
    """
    when, span = to_jst(moment), check_event(event).span
    offset = (when.date() - span.first_day).days
    if when < span.start:
        stage = Stage.BEFORE
    elif when >= span.end:
        stage = Stage.OVER
    elif when.date() == span.first_day:
        stage = Stage.OPENING_DAY
    else:
        stage = Stage.LAST_DAY if when.date() == span.last_day else Stage.RUNNING
    zero = timedelta()
    opens_in, closes_in = max(zero, span.start - when), max(zero, span.end - when)
    number = _round_at(when, event, rules) if span.contains(when) else None
    return Phase(event, when, stage, offset, opens_in, closes_in, number)


def nearest(moment: datetime, kind: EventKind, *, rules: RuleBook = JAPAN) -> Phase | None:
    """
    Return the phase of the event of *kind* that runs at *moment*, or of the next one that is known.

    None means that none is known: nobody announced one, or the seller has not added it, with
    ``JAPAN.replacing(JAPAN.events.mega_wari_calendar.with_occasion(…))``.

    >>> nearest(datetime(2026, 8, 20, tzinfo=JST), EventKind.MEGA_WARI).days_to_go
    8
    >>> print(nearest(datetime(2027, 1, 1, tzinfo=JST), EventKind.MEGA_WARI))
    None
    """
    when = to_jst(moment)
    event = events.following(when, kind, rules=rules)
    for running in events.at(when, rules=rules):
        if running.kind is kind:
            event = running
    return None if event is None else phase(when, event, rules=rules)


def all_at(moment: datetime, *, rules: RuleBook = JAPAN) -> tuple[Event, ...]:
    """
    Return every known event that *moment* falls in, mega-wari and mega-po first.

    >>> [event.title.ja for event in all_at(datetime(2026, 4, 15, tzinfo=JST))]
    ['GW']
    """
    when = to_jst(moment)
    return tuple(event for event in _all(rules) if event.span.contains(when))


def all_between(span: Span, *, rules: RuleBook = JAPAN) -> tuple[Event, ...]:
    """
    Return every known event that shares a moment with *span*, by their beginning.

    >>> from qoo10model.basics.periods import month
    >>> [event.title.ja for event in all_between(month(2026, 4).span)]
    ['メガポ', 'GW']
    """
    if not isinstance(span, Span):
        msg = f"span must be a Span such as month(2026, 4).span (got {span!r})"
        raise InvalidTypeError(msg)
    return tuple(sorted((event for event in _all(rules) if event.span.overlaps(span)), key=_start))


def rounds(event: Event, *, rules: RuleBook = JAPAN) -> tuple[Span, ...]:
    """
    Return the rounds of *event*, each of which gives a buyer one more coupon (クーポン配布の各回).

    Only mega-wari has rounds. They begin at midnight but for the first, which begins with the event.
    Raises `RuleUndecidedError` where it opens at 17:00, for then nobody knows their days:
    *rules* decides them, with ``JAPAN.events.mega_wari_round_starts.with_value(…)``.

    >>> from qoo10model.rules.calendars import MEGA_WARI
    >>> [str(one.first_day) for one in rounds(MEGA_WARI.occasions[0])]
    ['2024-03-01', '2024-03-05', '2024-03-09']
    """
    span = check_event(event).span
    if not isinstance(event, Occasion) or event.kind is not EventKind.MEGA_WARI:
        return ()
    starts = rules.events.mega_wari_round_starts.on(span.first_day)
    midnight = datetime.combine(span.first_day, time.min, JST)
    moments = [max(span.start, midnight + (day - 1) * _DAY) for day in starts.days]
    bounds = [*(one for one in moments if one < span.end), span.end]
    return tuple(Span(first, then) for first, then in pairwise(bounds))


def _round_at(when: datetime, event: Event, rules: RuleBook) -> int | None:
    try:
        found = rounds(event, rules=rules)
    except (RuleUndecidedError, RuleNotKnownError):
        return None
    begun = [one for one in found if one.start <= when]
    return len(begun) or None


def _all(rules: RuleBook) -> Iterator[Event]:
    terms = rules.events
    yield from terms.mega_wari_calendar.occasions
    yield from terms.mega_po_calendar.occasions
    yield from terms.campaigns.campaigns


def _start(event: Event) -> datetime:
    return event.span.start


def check_event(event: object) -> Event:
    """
    Return *event* if it is one, else raise `InvalidTypeError`.

    >>> from qoo10model.rules.calendars import MEGA_PO
    >>> check_event(MEGA_PO.occasions[0]).title.en
    'mega-po'
    """
    if isinstance(event, Occasion | Campaign):
        return event
    msg = f"event must be an Occasion or a Campaign (got {event!r})"
    raise InvalidTypeError(msg)
