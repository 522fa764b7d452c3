"""
Bidding (入札の手続き): whether a bid would be accepted, bids for several days, and what is refunded.

A refusal is a finding. A bid for several days is one bid a day, each of which is changed and cancelled
alone; the Qcash of all of them is needed at once. 1 Qcash is 1 yen.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.auctions import Auction
from qoo10model.basics.effects import doubts_of
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate, Rounding, check_yen
from qoo10model.basics.periods import Days, check_day, to_jst
from qoo10model.basics.texts import Labelled, Text, yen_text
from qoo10model.basics.timelines import Evidence
from qoo10model.basics.uncertainty import Doubt
from qoo10model.displaydays import DisplayDay, LosingBid, Phase, PlaceKind, display_day
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from qoo10model.rules.book import RuleBook

__all__ = (
    "DayBid",
    "Refund",
    "RefundReason",
    "bid_findings",
    "check_bid",
    "daily_bids",
    "refund",
    "required_qcash",
)

_OF_SHOWING: Final = frozenset({"plusdisplay.display_hours", "plusdisplay.category_alike"})

_NO_MULTIPLE: Final = Message(
    "plusdisplay.bid_not_multiple",
    Severity.ERROR,
    Text(
        "a bid of {bid} yen is refused: it must be a multiple of {unit} yen; near are {near}",
        "入札額{bid}円は不可。{unit}円単位で入札する（近い額: {near}）",
    ),
)
_TOO_LOW: Final = Message(
    "plusdisplay.bid_below_start",
    Severity.ERROR,
    Text(
        "a bid of {bid} yen is refused: the start price is {start} yen now",
        "入札額{bid}円は現在の開始価格{start}円を下回るため不可",
    ),
)
_CLOSED: Final = Message(
    "plusdisplay.bidding_closed",
    Severity.ERROR,
    Text(
        "at {at} nothing can be done about the display day {day}: {phase}; its bidding is from {opens} "
        "until before {closes}",
        "{at}は展示開始日{day}の操作ができない（{phase}）。受付は{opens}から{closes}の前まで",
    ),
)
_NO_QCASH: Final = Message(
    "plusdisplay.qcash_short",
    Severity.ERROR,
    Text(
        "no bid is made: {days} × {bid} yen need {needed} Qcash, and {qcash} are there",
        "Qキャッシュ不足のため入札されない: {bid}円×{days}日で{needed}必要、残高{qcash}",
    ),
)
_TWICE: Final = Message(
    "plusdisplay.bid_twice",
    Severity.ERROR,
    Text(
        "there is a bid of yours for the display day {day} already: change or cancel that one",
        "展示開始日{day}には入札済み。既存の入札を変更または取消する",
    ),
)


class RefundReason(Labelled):
    """
    Why Qcash may come back (返金理由).

    >>> RefundReason.TECHNICAL_FAULT.label.ja
    'Qoo10の技術的障害'
    """

    CANCELLED = Text("cancelled while bidding is open", "入札期間中の取消")
    CHANGED = Text("changed while bidding is open", "入札期間中の変更")
    LOST = Text("no place was won", "落選")
    ITEM_STOPPED = Text("the item is no longer sold", "商品の販売終了")
    REMOVED = Text("taken down as improper", "不適切な広告として削除")
    TECHNICAL_FAULT = Text("a technical fault of Qoo10's", "Qoo10の技術的障害")


@attrs.frozen
class DayBid:
    """
    One bid of *amount* yen for the place of one display day.

    >>> DayBid(date(2026, 7, 10), 3_100).amount
    3100
    """

    on: date
    amount: int

    def __attrs_post_init__(self) -> None:
        check_day(self.on, "on")
        check_yen(self.amount, "amount", minimum=1)


@attrs.frozen
class Refund:
    """
    What comes back of a bid, in yen (Qcash), and the *doubts* about it.

    >>> Refund(3_000).amount
    3000
    """

    amount: int
    doubts: tuple[Doubt, ...] = ()


def check_bid(
    bid: int,
    auction: Auction,
    *,
    at: datetime,
    days: Days | None = None,
    qcash: int | None = None,
    bid_for: Iterable[date] = (),
) -> tuple[Finding, ...]:
    """
    Return why a new *bid* at the moment *at* (aware) would be refused; nothing where it is accepted.

    *days* are the display days of a bid for several, from that of the auction on; the start price of
    now counts for all of them. *qcash* is what the account holds; where it is not given it is not
    checked. *bid_for* are display days for which there is a bid of yours already.

    Raises `InvalidTypeError` for money that is not an int, `InvalidValueError` for a naive moment and
    for days that do not begin with that of the auction.

    >>> from datetime import datetime
    >>> from qoo10model.auctions import Auction
    >>> from qoo10model.basics.periods import JST
    >>> auction = Auction(display_day(date(2026, 7, 10)), 1_500, (5_000,))
    >>> for finding in check_bid(11_450, auction, at=datetime(2026, 7, 10, 17, 50, tzinfo=JST)):
    ...     print(finding.code)
    plusdisplay.bid_not_multiple
    plusdisplay.bidding_closed
    """
    check_yen(bid, "bid")
    if not isinstance(auction, Auction):
        raise InvalidTypeError(f"auction must be an Auction (got {auction!r})")
    day = auction.day
    wanted = Days(day.on, day.on) if days is None else _checked(days)
    if wanted.first != day.on:
        msg = f"days must begin with the display day of the auction, {day.on} (got {wanted.first})"
        raise InvalidValueError(msg)
    return (
        *bid_findings(bid, auction),
        *_window(day, at),
        *_funds(bid, wanted, qcash),
        *(_TWICE.finding(day=on) for on in sorted(_days_of(bid_for)) if on in wanted),
    )


def bid_findings(bid: int, auction: Auction) -> Iterator[Finding]:
    """
    Yield what is wrong with the amount of *bid* alone: the unit, the start price.

    >>> from qoo10model.auctions import Auction
    >>> auction = Auction(display_day(date(2026, 7, 10)), 1_500)
    >>> print(next(bid_findings(0, auction)))
    error plusdisplay.bid_below_start: a bid of 0 yen is refused: the start price is 1,500 yen now
    """
    unit = auction.day.terms.unit
    if bid % unit:
        below = bid // unit * unit
        near = [yen_text(one) for one in (below, below + unit) if one >= auction.start_price]
        near = near or [yen_text(auction.lowest_bid)]
        listed = Text(" and ".join(near), "円・".join(near) + "円")
        yield _NO_MULTIPLE.finding(bid=yen_text(bid), unit=yen_text(unit), near=listed)
    if bid < auction.start_price:
        yield _TOO_LOW.finding(bid=yen_text(bid), start=yen_text(auction.start_price))


def daily_bids(bid: int, days: Days) -> tuple[DayBid, ...]:
    """
    Return the bids that a *bid* for several *days* becomes: one a day.

    >>> [one.on.day for one in daily_bids(3_100, Days(date(2026, 7, 10), date(2026, 7, 12)))]
    [10, 11, 12]
    """
    return tuple(DayBid(on, bid) for on in _checked(days))


def required_qcash(bid: int, days: Days) -> int:
    """
    Return the Qcash that a *bid* for *days* needs at once: the bid for each day.

    >>> required_qcash(3_100, Days(date(2026, 7, 10), date(2026, 7, 12)))
    9300
    """
    return check_yen(bid, "bid", minimum=1) * _checked(days).count


def refund(
    bid: int,
    reason: RefundReason,
    *,
    on: date,
    lost: timedelta | None = None,
    kind: PlaceKind = PlaceKind.KEYWORD,
    rules: RuleBook = JAPAN,
) -> Refund:
    """
    Return what comes back of a *bid* for the display day *on*, for *reason*.

    All of it while bidding is open; nothing where the item is sold out or the ad was improper; for a
    technical fault of Qoo10's the part of the display time that was *lost*. Whether the Qcash of a bid
    that wins nothing comes back is stated nowhere: it is taken to, with a doubt.

    Raises `InvalidValueError` for a fault without the time lost, and for more than the display time.

    >>> refund(4_800, RefundReason.TECHNICAL_FAULT, on=date(2026, 7, 10), lost=timedelta(hours=1)).amount
    200
    >>> refund(4_800, RefundReason.ITEM_STOPPED, on=date(2026, 7, 10)).amount
    0
    """
    check_yen(bid, "bid", minimum=1)
    check_day(on, "on")
    if type(reason) is not RefundReason:
        raise InvalidTypeError(f"reason must be such as RefundReason.CANCELLED (got {reason!r})")
    if reason in {RefundReason.ITEM_STOPPED, RefundReason.REMOVED}:
        return Refund(0)
    if reason is RefundReason.LOST:
        return _of_loser(bid, on, rules)
    if reason is RefundReason.TECHNICAL_FAULT:
        return _of_fault(bid, lost, display_day(on, kind, rules=rules), rules)
    return Refund(bid)


def _of_loser(bid: int, on: date, rules: RuleBook) -> Refund:
    rule = rules.plusdisplay.losing_bid
    entry = rule.entry_on(on)

    def back(value: Any) -> int:
        return bid if value is LosingBid.RETURNED else 0

    amount = back(rule.decided(entry))
    used = (Evidence(rule, entry),)
    return Refund(amount, doubts_of(used, lambda _, value: back(value) - amount))


def _of_fault(bid: int, lost: timedelta | None, day: DisplayDay, rules: RuleBook) -> Refund:
    whole = day.shown.duration
    if not isinstance(lost, timedelta) or not timedelta(0) < lost <= whole:
        msg = f"lost must be the display time that was lost, more than 0 and at most {whole} (got {lost!r})"
        raise InvalidValueError(msg)
    rule = rules.plusdisplay.fault_rounding
    entry = rule.entry_on(day.on)
    rounding: Rounding = rule.decided(entry)
    amount = _part(lost, day).of(bid, rounding)

    def change(one: Evidence, value: Any) -> int:
        if one.timeline is rule:
            return _part(lost, day).of(bid, value) - amount
        return _part(lost, day.with_reading(one.rule, value)).of(bid, rounding) - amount

    used = (*(one for one in day.evidence if one.rule in _OF_SHOWING), Evidence(rule, entry))
    return Refund(amount, doubts_of(used, change))


def _part(lost: timedelta, day: DisplayDay) -> Rate:
    tick = timedelta.resolution
    whole = day.shown.duration // tick
    return Rate(min(lost // tick, whole), whole)


def _window(day: DisplayDay, at: datetime) -> Iterator[Finding]:
    moment = to_jst(at, "at")
    allowed = day.at(moment)
    if allowed.phase is not Phase.BIDDING:
        yield _CLOSED.finding(
            at=f"{moment:%Y-%m-%d %H:%M:%S}",
            day=day.on,
            phase=allowed.phase.label,
            opens=f"{day.bidding.start:%m-%d %H:%M}",
            closes=f"{day.bidding.end:%m-%d %H:%M}",
        )


def _funds(bid: int, days: Days, qcash: int | None) -> Iterator[Finding]:
    if qcash is None:
        return
    needed = bid * days.count
    if check_yen(qcash, "qcash", minimum=0) < needed:
        yield _NO_QCASH.finding(
            days=days.count, bid=yen_text(bid), needed=yen_text(needed), qcash=yen_text(qcash)
        )


def _days_of(bid_for: Iterable[date]) -> set[date]:
    if not isinstance(bid_for, Iterable):
        msg = (
            f"bid_for must be several display days, such as (date(2026, 7, 10),) (got {bid_for!r})"
        )
        raise InvalidTypeError(msg)
    return {check_day(on, "a day of bid_for") for on in bid_for}


def _checked(days: Days) -> Days:
    if not isinstance(days, Days):
        raise InvalidTypeError(f"days must be Days(first, last) of display days (got {days!r})")
    return days
