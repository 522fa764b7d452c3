"""
Auction logs (入札の経過): the state of an auction after a list of timed bids, changes and cancellations.

What the platform would have refused is a finding and changes nothing. A change gives the Qcash of the
old bid back and makes a new bid; whether that keeps its time is open (``plusdisplay.changed_bid``).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.auctions import Auction
from qoo10model.basics.effects import doubts_of
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import repr_moment, to_jst
from qoo10model.basics.texts import Text
from qoo10model.bidding import bid_findings
from qoo10model.displaydays import ChangedBid, DisplayDay, EqualBids, LosingBid, Phase


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.timelines import Evidence
    from qoo10model.basics.uncertainty import Doubt

__all__ = (
    "AuctionState",
    "Bid",
    "Cancellation",
    "Change",
    "Repayment",
    "StandingBid",
    "StartPriceSet",
    "auction_after",
)

_DAY: Final = timedelta(1)
_OF_SHOWING: Final = frozenset({"plusdisplay.display_starts", "plusdisplay.display_hours"})

_CLOSED: Final = Message(
    "plusdisplay.action_outside",
    Severity.ERROR,
    Text(
        "{bidder} at {at}: refused, for at that moment {phase}",
        "{bidder} {at}: {phase}のため不可",
    ),
)
_TWICE: Final = Message(
    "plusdisplay.bid_repeated",
    Severity.ERROR,
    Text(
        "{bidder} at {at}: refused, for there is a bid already; change that one",
        "{bidder} {at}: 入札済みのため不可。変更で行う",
    ),
)
_NO_BID: Final = Message(
    "plusdisplay.no_bid",
    Severity.ERROR,
    Text(
        "{bidder} at {at}: there is no bid to change or cancel", "{bidder} {at}: 対象の入札がない"
    ),
)
_REFUSED: Final = Message(
    "plusdisplay.action_refused",
    Severity.ERROR,
    Text("{bidder} at {at}: {why}", "{bidder} {at}: {why}"),
)


def _to_jst(moment: datetime) -> datetime:
    return to_jst(moment, "at")


def _check_bidder(_: object, __: object, bidder: str) -> None:
    if type(bidder) is not str or not bidder:
        raise InvalidTypeError(f"bidder must be a name as text (got {bidder!r})")


@attrs.frozen
class Bid:
    """
    A bid of *amount* yen by *bidder* at a moment; *in_advance* marks one of a bid for several days.

    >>> from qoo10model.basics.periods import JST
    >>> Bid(datetime(2026, 7, 9, 20, 0, tzinfo=JST), "A", 3_000).amount
    3000
    """

    at: datetime = attrs.field(converter=_to_jst, repr=repr_moment)
    bidder: str = attrs.field(validator=_check_bidder)
    amount: int
    in_advance: bool = False

    def __attrs_post_init__(self) -> None:
        check_yen(self.amount, "amount")


@attrs.frozen
class Change:
    """
    A change of the bid of *bidder* to *amount* yen.

    >>> from qoo10model.basics.periods import JST
    >>> Change(datetime(2026, 7, 9, 21, 0, tzinfo=JST), "A", 3_200).amount
    3200
    """

    at: datetime = attrs.field(converter=_to_jst, repr=repr_moment)
    bidder: str = attrs.field(validator=_check_bidder)
    amount: int

    def __attrs_post_init__(self) -> None:
        check_yen(self.amount, "amount")


@attrs.frozen
class Cancellation:
    """
    A cancellation of the bid of *bidder*.

    >>> from qoo10model.basics.periods import JST
    >>> Cancellation(datetime(2026, 7, 9, 22, 0, tzinfo=JST), "A").bidder
    'A'
    """

    at: datetime = attrs.field(converter=_to_jst, repr=repr_moment)
    bidder: str = attrs.field(validator=_check_bidder)


@attrs.frozen
class StartPriceSet:
    """
    A new start price of *amount* yen; bids that stand already stay.

    >>> from qoo10model.basics.periods import JST
    >>> StartPriceSet(datetime(2026, 7, 10, 0, 0, tzinfo=JST), 1_700).amount
    1700
    """

    at: datetime = attrs.field(converter=_to_jst, repr=repr_moment)
    amount: int

    def __attrs_post_init__(self) -> None:
        check_yen(self.amount, "amount", minimum=1)


Action = Bid | Change | Cancellation | StartPriceSet


@attrs.frozen
class StandingBid:
    """
    A bid that stands: who made it, its *amount*, and *since* when it counts.

    >>> from qoo10model.basics.periods import JST
    >>> StandingBid("A", 3_000, datetime(2026, 7, 9, 20, 0, tzinfo=JST)).bidder
    'A'
    """

    bidder: str
    amount: int
    since: datetime = attrs.field(repr=repr_moment)


@attrs.frozen
class Repayment:
    """
    Qcash that came back to *bidder* at a moment: the bid that was changed or cancelled.

    >>> from qoo10model.basics.periods import JST
    >>> Repayment("A", 3_000, datetime(2026, 7, 9, 21, 0, tzinfo=JST)).amount
    3000
    """

    bidder: str
    amount: int
    at: datetime = attrs.field(repr=repr_moment)


@attrs.frozen(repr=False)
class AuctionState:
    """
    An auction after some actions, as `auction_after` gives it: *ranking* has the bids, the best first.

    *repayments* is the Qcash that came back, *findings* are the actions that were refused.
    """

    day: DisplayDay
    start_price: int
    ranking: tuple[StandingBid, ...]
    repayments: tuple[Repayment, ...]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    opening_price: int

    @property
    def auction(self) -> Auction:
        """
        The same as everybody sees it: the start price and the amounts that stand.
        """
        return Auction(self.day, self.start_price, tuple(bid.amount for bid in self.ranking))

    @property
    def winners(self) -> tuple[StandingBid, ...]:
        """
        The bids that win a place as things stand.
        """
        return self.ranking[: self.day.terms.places]

    @property
    def losers(self) -> tuple[StandingBid, ...]:
        """
        The bids that win none.
        """
        return self.ranking[self.day.terms.places :]

    def rank_of(self, bidder: str) -> int | None:
        """
        Return the rank of *bidder*, None where no bid of theirs stands.
        """
        names = [bid.bidder for bid in self.ranking]
        return names.index(bidder) + 1 if bidder in names else None

    def pays(self, bidder: str) -> int:
        """
        Return what *bidder* pays in yen if it stays as it is: the own bid, if it wins.

        A bid that loses is taken to be paid back; that is open, see `doubts_of`.
        """
        kept = self.day.terms.losing_bid is LosingBid.KEPT
        paying = self.ranking if kept else self.winners
        return sum(bid.amount for bid in paying if bid.bidder == bidder)

    def doubts_of(self, bidder: str) -> tuple[Doubt, ...]:
        """
        Return the rules, open or below HIGH, that could change what *bidder* pays, with their effect.
        """
        paid = self.pays(bidder)

        def change(one: Evidence, value: Any) -> int:
            day = self.day.with_reading(one.rule, value)
            other = auction_after(day, self.actions, start_price=self.opening_price)
            return paid - other.pays(bidder)

        return doubts_of((one for one in self.day.evidence if one.rule not in _OF_SHOWING), change)

    def __repr__(self) -> str:
        return (
            f"<AuctionState: {self.day.on}, {len(self.ranking)} bids, "
            f"{len(self.findings)} refused actions>"
        )


def auction_after(
    day: DisplayDay, actions: Iterable[Action], *, start_price: int, at: datetime | None = None
) -> AuctionState:
    """
    Return the state of the auction of *day* after *actions*, by their moments; equal ones in order.

    *start_price* is the one before the first action. Actions after the moment *at* are left out. Refused
    is what comes outside the bidding hours, below the start price of that moment, in no whole units, or
    as a second bid of one bidder; a refused change leaves the old bid. A bid *in_advance*, as of a bid
    for several days, is made in the bidding hours of an earlier day.

    Raises `InvalidTypeError` for what is no action or no int of yen.

    >>> from datetime import date
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.displaydays import display_day
    >>> evening = [datetime(2026, 7, 9, hour, 0, tzinfo=JST) for hour in (19, 20, 21)]
    >>> after = auction_after(display_day(date(2026, 7, 10)), start_price=1_500, actions=(
    ...     Bid(evening[0], "A", 3_000), Bid(evening[1], "B", 3_000), Change(evening[2], "A", 3_000)))
    >>> after.rank_of("A"), after.repayments[0].amount
    (2, 3000)
    """
    if not isinstance(day, DisplayDay):
        msg = f"day must be a DisplayDay, as display_day(date) returns (got {day!r})"
        raise InvalidTypeError(msg)
    until = None if at is None else to_jst(at, "at")
    taken = [_checked(action) for action in actions]
    seen = sorted((one for one in taken if until is None or one.at <= until), key=_moment)
    walk = _Walk(day, check_yen(start_price, "start_price", minimum=1))
    for action in seen:
        walk.take(action)
    return AuctionState(
        day,
        walk.start_price,
        tuple(walk.ranking()),
        tuple(walk.repayments),
        tuple(walk.findings),
        tuple(seen),
        start_price,
    )


class _Walk:
    """
    A walk through the actions, with what stands after each.
    """

    def __init__(self, day: DisplayDay, start_price: int) -> None:
        self.day = day
        self.start_price = start_price
        self.standing: dict[str, tuple[StandingBid, int]] = {}
        self.repayments: list[Repayment] = []
        self.findings: list[Finding] = []
        self.count = 0

    def ranking(self) -> list[StandingBid]:
        later = self.day.terms.equal_bids is EqualBids.LATER_FIRST

        def place(one: tuple[StandingBid, int]) -> tuple[int, int]:
            bid, turn = one
            return -bid.amount, -turn if later else turn

        return [bid for bid, _ in sorted(self.standing.values(), key=place)]

    def take(self, action: Action) -> None:
        self.count += 1
        if isinstance(action, StartPriceSet):
            self.start_price = action.amount
        elif not self._is_open(action):
            self._refuse(_CLOSED, action, phase=self.day.at(action.at).phase.label)
        elif isinstance(action, Bid):
            self._bid(action)
        elif action.bidder not in self.standing:
            self._refuse(_NO_BID, action)
        elif isinstance(action, Change):
            self._change(action)
        else:
            self._repay(action)
            del self.standing[action.bidder]

    def _is_open(self, action: Bid | Change | Cancellation) -> bool:
        phase, moment = self.day.at(action.at).phase, action.at
        if phase is Phase.NOT_OPEN and isinstance(action, Bid) and action.in_advance:
            # The dead time is the same each evening: look at that hour of the day's own bidding.
            moment += (self.day.bidding.end - moment) // _DAY * _DAY
        return self.day.bidding.contains(moment)

    def _bid(self, bid: Bid) -> None:
        if bid.bidder in self.standing:
            self._refuse(_TWICE, bid)
        elif self._is_valid(bid):
            self.standing[bid.bidder] = StandingBid(bid.bidder, bid.amount, bid.at), self.count

    def _change(self, change: Change) -> None:
        if self._is_valid(change):
            self._repay(change)
            since, turn = change.at, self.count
            if self.day.terms.changed_bid is ChangedBid.KEEPS_ITS_TIME:
                old, turn = self.standing[change.bidder]
                since = old.since
            self.standing[change.bidder] = StandingBid(change.bidder, change.amount, since), turn

    def _is_valid(self, action: Bid | Change) -> bool:
        auction = Auction(self.day, self.start_price)
        wrong = tuple(bid_findings(action.amount, auction))
        for finding in wrong:
            self._refuse(_REFUSED, action, why=finding.text)
        return not wrong

    def _repay(self, action: Change | Cancellation) -> None:
        old, _ = self.standing[action.bidder]
        self.repayments.append(Repayment(old.bidder, old.amount, action.at))

    def _refuse(self, message: Message, action: Bid | Change | Cancellation, **facts: Any) -> None:
        at = f"{action.at:%Y-%m-%d %H:%M:%S}"
        self.findings.append(message.finding(bidder=action.bidder, at=at, **facts))


def _moment(action: Action) -> datetime:
    return action.at


def _checked(action: Any) -> Action:
    if not isinstance(action, Bid | Change | Cancellation | StartPriceSet):
        msg = f"actions must be Bid, Change, Cancellation or StartPriceSet values (got {action!r})"
        raise InvalidTypeError(msg)
    return action
