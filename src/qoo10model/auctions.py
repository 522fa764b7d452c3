"""
Auctions (入札): the visible bids for a place of Plus display, and what they mean for the next bid.

All bids are visible. The highest ones win, each pays what it bid, and of equal bids the earlier one
ranks first (an open rule: ``plusdisplay.equal_bids``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.effects import doubts_of
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_tuple
from qoo10model.basics.money import check_yen
from qoo10model.displaydays import DisplayDay
from qoo10model.rules.plusdisplay import EqualBids


if TYPE_CHECKING:
    from qoo10model.basics.timelines import Evidence
    from qoo10model.basics.uncertainty import Doubt

__all__ = ("Auction", "Winner")

_OF_BIDS: Final = frozenset(
    {"plusdisplay.equal_bids", "plusdisplay.bid_unit", "plusdisplay.category_alike"}
)


@attrs.frozen
class Winner:
    """
    A bid that wins: its *rank*, 1 for the first place, and the *amount* in yen that it pays.

    >>> Winner(1, 5_000).amount
    5000
    """

    rank: int
    amount: int


@attrs.frozen
class Auction:
    """
    The auction of one keyword (or category) for one *day*: its *start_price* now and the visible *bids*.

    Bids are in yen, in any order. Some may lie below the start price: it counts when a bid is made, and
    moves. Leave your own bid out, or take it out with `without`.

    Raises `InvalidTypeError` for money that is not an int and bids that are no tuple,
    `InvalidValueError` below 1 yen.

    >>> from datetime import date
    >>> from qoo10model.displaydays import display_day
    >>> auction = Auction(display_day(date(2026, 7, 10)), 1_500, (5_000, 3_000, 3_000, 1_500))
    >>> auction.bid_for_rank(2), auction.rank_of(3_000)
    (3100, 4)
    """

    day: DisplayDay
    start_price: int
    bids: tuple[int, ...] = ()

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.day, DisplayDay):
            msg = f"day must be a DisplayDay, as display_day(date) returns (got {self.day!r})"
            raise InvalidTypeError(msg)
        check_yen(self.start_price, "start_price", minimum=1)
        check_tuple(self.bids, object, "bids", "(5_000, 3_000)")
        for bid in self.bids:
            check_yen(bid, "bid", minimum=1)

    @property
    def ranking(self) -> tuple[int, ...]:
        """
        All bids, the highest first.
        """
        return tuple(sorted(self.bids, reverse=True))

    @property
    def winners(self) -> tuple[Winner, ...]:
        """
        The bids that win as things stand, each with what it pays: its own bid.
        """
        winning = self.ranking[: self.day.terms.places]
        return tuple(Winner(rank, bid) for rank, bid in enumerate(winning, 1))

    @property
    def losers(self) -> tuple[int, ...]:
        """
        The bids that win no place as things stand.
        """
        return self.ranking[self.day.terms.places :]

    @property
    def lowest_bid(self) -> int:
        """
        The lowest bid that is accepted now: the start price, in whole units.
        """
        return self._at_least(self.start_price)

    @property
    def lowest_winning_bid(self) -> int:
        """
        The lowest new bid that would win a place as things stand.
        """
        return self.bid_for_rank(self.day.terms.places)

    def rank_of(self, bid: int) -> int | None:
        """
        Return the rank that a new *bid* would have; None for one that is not accepted.

        A rank beyond the number of places wins nothing. Not accepted is what lies below the start price
        or is no multiple of the unit.

        >>> from datetime import date
        >>> from qoo10model.displaydays import display_day
        >>> auction = Auction(display_day(date(2026, 7, 10)), 1_700, (1_600,) * 17)
        >>> auction.rank_of(1_700), auction.rank_of(1_600), auction.rank_of(1_750)
        (1, None, None)
        """
        if not self.accepts(bid):
            return None
        return self._rank(bid, self.day.terms.equal_bids)

    def rank_range(self, bid: int) -> tuple[int, int] | None:
        """
        Return the best and the worst rank of a new *bid*, whichever of equal bids ranks first.

        >>> from datetime import date
        >>> from qoo10model.displaydays import display_day
        >>> auction = Auction(display_day(date(2026, 7, 10)), 1_500, (5_000, 3_000, 3_000, 1_500))
        >>> auction.rank_range(3_000)
        (2, 4)
        """
        if not self.accepts(bid):
            return None
        ranks = [self._rank(bid, order) for order in EqualBids]
        return min(ranks), max(ranks)

    def bid_for_rank(self, rank: int) -> int:
        """
        Return the lowest new bid that would have *rank* or a better one, in yen.

        Raises `InvalidValueError` for a rank that there is no place for.

        >>> from datetime import date
        >>> from qoo10model.displaydays import display_day
        >>> Auction(display_day(date(2026, 7, 10)), 1_450).bid_for_rank(1)
        1500
        """
        places = self.day.terms.places
        if type(rank) is not int or not 0 < rank <= places:
            raise InvalidValueError(
                f"rank must be a whole number from 1 to {places} (got {rank!r})"
            )
        if rank > len(self.bids):
            return self.lowest_bid
        beaten = self.ranking[rank - 1]
        is_first = self.day.terms.equal_bids is EqualBids.LATER_FIRST
        return max(self.lowest_bid, self._at_least(beaten if is_first else beaten + 1))

    def doubts_for(self, rank: int) -> tuple[Doubt, ...]:
        """
        Return the open rules that could make the bid for *rank* another one, with the yen saved.

        >>> from datetime import date
        >>> from qoo10model.displaydays import display_day
        >>> auction = Auction(display_day(date(2026, 7, 10)), 1_500, (5_000, 3_000))
        >>> print(auction.doubts_for(2)[0])
        order of equal bids: the earlier bid first [medium] the later bid first +100 yen
        """
        taken = self.bid_for_rank(rank)

        def saved(one: Evidence, value: Any) -> int:
            other = attrs.evolve(self, day=self.day.with_reading(one.rule, value))
            return taken - other.bid_for_rank(rank)

        return doubts_of((one for one in self.day.evidence if one.rule in _OF_BIDS), saved)

    def accepts(self, bid: int) -> bool:
        """
        Return whether *bid* is at least the start price and a multiple of the unit.

        >>> from datetime import date
        >>> from qoo10model.displaydays import display_day
        >>> Auction(display_day(date(2026, 7, 10)), 1_500).accepts(11_450)
        False
        """
        return check_yen(bid, "bid") >= self.start_price and not bid % self.day.terms.unit

    def without(self, bid: int) -> Auction:
        """
        Return the auction without one *bid* of this amount, such as your own before you change it.

        Raises `InvalidValueError` where there is none.

        >>> from datetime import date
        >>> from qoo10model.displaydays import display_day
        >>> Auction(display_day(date(2026, 7, 10)), 1_500, (3_000, 3_000)).without(3_000).bids
        (3000,)
        """
        if check_yen(bid, "bid") not in self.bids:
            raise InvalidValueError(f"there is no bid of {bid!r} (got the bids {self.bids!r})")
        at = self.bids.index(bid)
        return attrs.evolve(self, bids=(*self.bids[:at], *self.bids[at + 1 :]))

    def _rank(self, bid: int, order: EqualBids) -> int:
        if order is EqualBids.LATER_FIRST:
            return 1 + sum(1 for other in self.bids if other > bid)
        return 1 + sum(1 for other in self.bids if other >= bid)

    def _at_least(self, amount: int) -> int:
        unit = self.day.terms.unit
        return -(-amount // unit) * unit
