"""
Display days (展示日): when a place of Plus display is bid for and shown, and what may still be done.

The place of a display day is bid for until the evening of that day, and is shown from then on for a
whole day. In the dead time between the bidding for one day and for the next nothing can be done.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from qoo10model import events
from qoo10model.basics.errors import InvalidTypeError, UnknownNameError, did_you_mean
from qoo10model.basics.periods import JST, Span, check_day, repr_moment, to_jst
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Evidence, Timeline
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import EventKind
from qoo10model.rules.plusdisplay import ChangedBid, EqualBids, LosingBid, PlaceKind


if TYPE_CHECKING:
    from qoo10model.rules.book import RuleBook

__all__ = (
    "AuctionTerms",
    "ChangedBid",
    "DisplayDay",
    "EqualBids",
    "LosingBid",
    "Permission",
    "Phase",
    "PlaceKind",
    "display_day",
    "open_day",
)

T = TypeVar("T")

_DAY: Final = timedelta(1)
_TERMS: Final = {
    "plusdisplay.bid_unit": "unit",
    "plusdisplay.winners": "places",
    "plusdisplay.equal_bids": "equal_bids",
    "plusdisplay.changed_bid": "changed_bid",
    "plusdisplay.losing_bid": "losing_bid",
}


class Phase(Labelled):
    """
    Where a display day stands at a moment (展示日の状態).

    >>> Phase.CLOSED.label.ja
    '入札締切'
    """

    NOT_OPEN = Text("bidding has not opened", "入札開始前")
    BIDDING = Text("bidding is open", "入札受付中")
    CLOSED = Text("bidding is closed", "入札締切")
    SHOWN = Text("shown", "展示中")
    OVER = Text("over", "展示終了")


@attrs.frozen
class Permission:
    """
    What may be done about a display day: whether to bid, change and cancel, and *until* when.

    *until* is the first moment at which the phase is another one, None once the day is over.

    >>> Permission(Phase.OVER, None).may_bid
    False
    """

    phase: Phase
    until: datetime | None = attrs.field(repr=lambda at: repr_moment(at) if at else "None")

    @property
    def may_bid(self) -> bool:
        """
        Whether a bid can be made, changed and cancelled: all three, or none of them.
        """
        return self.phase is Phase.BIDDING


@attrs.frozen
class AuctionTerms:
    """
    The terms of one auction: the *unit* of bids in yen, the number of *places*, and the open points.

    >>> AuctionTerms(unit=100, places=16).equal_bids
    EqualBids.EARLIER_FIRST
    """

    unit: int
    places: int
    equal_bids: EqualBids = EqualBids.EARLIER_FIRST
    changed_bid: ChangedBid = ChangedBid.COUNTS_ANEW
    losing_bid: LosingBid = LosingBid.RETURNED


@attrs.frozen
class DisplayDay:
    """
    One display day (展示開始日), as `display_day` makes it: *bidding* and *shown* are its times in JST.

    *in_mega_wari* is None where no calendar tells. *evidence* are the dated rules it rests on.

    >>> display_day(date(2026, 7, 10)).terms.unit
    100
    """

    on: date
    kind: PlaceKind
    bidding: Span
    shown: Span
    terms: AuctionTerms
    in_mega_wari: bool | None = None
    evidence: tuple[Evidence, ...] = attrs.field(default=(), repr=False)

    def at(self, moment: datetime) -> Permission:
        """
        Return what may be done about this day at *moment* (aware), and until when.

        >>> day = display_day(date(2026, 7, 10))
        >>> day.at(datetime(2026, 7, 10, 17, 49, 59, tzinfo=JST)).phase
        Phase.BIDDING
        >>> day.at(datetime(2026, 7, 10, 17, 50, tzinfo=JST)).phase
        Phase.CLOSED
        """
        when = to_jst(moment)
        bounds = (
            (self.bidding.start, Phase.NOT_OPEN),
            (self.bidding.end, Phase.BIDDING),
            (self.shown.start, Phase.CLOSED),
            (self.shown.end, Phase.SHOWN),
        )
        for end, phase in bounds:
            if when < end:
                return Permission(phase, end)
        return Permission(Phase.OVER, None)

    def with_reading(self, rule: str, value: Any) -> DisplayDay:
        """
        Return the day as it would be if *rule*, the name of one of its evidence, read *value*.

        Raises `UnknownNameError` for the name of another rule.

        >>> day = display_day(date(2026, 7, 10))
        >>> day.with_reading("plusdisplay.equal_bids", EqualBids.LATER_FIRST).terms.equal_bids
        EqualBids.LATER_FIRST
        """
        if rule in _TERMS:
            return attrs.evolve(self, terms=attrs.evolve(self.terms, **{_TERMS[rule]: value}))
        bids, shown = self.bidding, self.shown
        if rule == "plusdisplay.bidding_opens":
            opens = datetime.combine(bids.start, value, JST)
            return attrs.evolve(self, bidding=Span(opens, bids.end))
        if rule == "plusdisplay.bidding_closes":
            closes = datetime.combine(bids.end, value, JST)
            return attrs.evolve(self, bidding=Span(bids.start, closes))
        if rule == "plusdisplay.display_starts":
            starts = datetime.combine(shown.start, value, JST)
            return attrs.evolve(self, shown=Span(starts, starts + shown.duration))
        if rule == "plusdisplay.display_hours":
            ends = shown.start + timedelta(hours=value)
            return attrs.evolve(self, shown=Span(shown.start, ends))
        names = [one.rule for one in self.evidence]
        if rule not in names:
            raise UnknownNameError(
                f"the day rests on no rule {rule!r}; {did_you_mean(rule, names)}"
            )
        return self


def display_day(
    on: date, kind: PlaceKind = PlaceKind.KEYWORD, *, rules: RuleBook = JAPAN
) -> DisplayDay:
    """
    Return the day on which a place of *kind* begins to be shown, with its times and terms.

    Of category places it is known that they are bid for on the same screen; the terms of keywords are
    taken for them, and the rule that says so is among the evidence.

    Raises `InvalidTypeError` for what is no day or kind, `RuleNotKnownError` before 2018-09-01.

    >>> day = display_day(date(2026, 7, 10))
    >>> day.bidding.start.isoformat(), day.bidding.end.isoformat()
    ('2026-07-09T19:00:00+09:00', '2026-07-10T17:50:00+09:00')
    >>> day.shown.start.isoformat(), day.shown.end.isoformat()
    ('2026-07-10T18:00:00+09:00', '2026-07-11T18:00:00+09:00')
    """
    check_day(on, "on")
    if type(kind) is not PlaceKind:
        raise InvalidTypeError(f"kind must be such as PlaceKind.KEYWORD (got {kind!r})")
    asked = _Asked(on)
    of = rules.plusdisplay
    start = datetime.combine(on, asked.of(of.display_starts), JST)
    terms = AuctionTerms(
        asked.of(of.bid_unit),
        asked.of(of.winners),
        asked.of(of.equal_bids),
        asked.of(of.changed_bid),
        asked.of(of.losing_bid),
    )
    bidding = Span(
        datetime.combine(on - _DAY, asked.of(of.bidding_opens), JST),
        datetime.combine(on, asked.of(of.bidding_closes), JST),
    )
    shown = Span(start, start + timedelta(hours=asked.of(of.display_hours)))
    if kind is PlaceKind.CATEGORY:
        asked.of(of.category_alike)
    return DisplayDay(
        on, kind, bidding, shown, terms, _in_mega_wari(start, rules), tuple(asked.evidence)
    )


def open_day(
    moment: datetime, kind: PlaceKind = PlaceKind.KEYWORD, *, rules: RuleBook = JAPAN
) -> DisplayDay | None:
    """
    Return the display day that is bid for at *moment* (aware), None in the dead time of the evening.

    >>> open_day(datetime(2026, 7, 9, 19, 0, tzinfo=JST)).on
    datetime.date(2026, 7, 10)
    >>> open_day(datetime(2026, 7, 9, 18, 59, tzinfo=JST)) is None
    True
    """
    today = to_jst(moment).date()
    days = (display_day(on, kind, rules=rules) for on in (today, today + _DAY))
    return next((day for day in days if day.bidding.contains(moment)), None)


class _Asked:
    """
    The rules asked so far for the day *on*.
    """

    def __init__(self, on: date) -> None:
        self.on = on
        self.evidence: list[Evidence] = []

    def of(self, rule: Timeline[T]) -> T:
        entry = rule.entry_on(self.on)
        self.evidence.append(Evidence(rule, entry))
        return rule.decided(entry)


def _in_mega_wari(start: datetime, rules: RuleBook) -> bool | None:
    if any(one.kind is EventKind.MEGA_WARI for one in events.at(start, rules=rules)):
        return True
    return False if events.is_known(start, EventKind.MEGA_WARI, rules=rules) else None
