from __future__ import annotations

import tomllib

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.auctions import Auction, Winner
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.displaydays import EqualBids, PlaceKind, display_day
from qoo10model.rules.book import JAPAN


DAY = display_day(date(2026, 7, 10))
LATER = display_day(
    date(2026, 7, 10),
    rules=JAPAN.with_reading("plusdisplay.equal_bids", EqualBids.LATER_FIRST),
)
WORKED: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "worked" / "ads.toml").read_text(encoding="utf-8")
)["auction"]

auctions = st.builds(
    Auction,
    st.sampled_from((DAY, LATER)),
    st.integers(1, 60).map(lambda n: 50 * n),
    st.lists(st.integers(1, 40).map(lambda n: 100 * n), max_size=20).map(tuple),
)
bids = st.integers(1, 45).map(lambda n: 100 * n)


def auction(*amounts: int, start: int = 1_500, day: Any = DAY) -> Auction:
    """
    An auction with these bids.
    """
    return Auction(day, start, amounts)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["source"])
def test_worked_auctions(case: dict[str, Any]) -> None:
    """
    Ranks, bids for ranks and refusals are as worked out by hand.
    """
    one = Auction(DAY, case["start_price"], tuple(case["bids"]))
    assert {rank: one.bid_for_rank(int(rank)) for rank in case["bid_for"]} == case["bid_for"]
    ranks = {bid: one.rank_of(int(bid.replace("_", ""))) for bid in case["rank_of"]}
    assert ranks == case["rank_of"]
    assert [one.rank_of(bid) for bid in case["refused"]] == [None] * len(case["refused"])


def test_the_order_of_bids_does_not_matter() -> None:
    """
    The list may be in any order; the ranking is by amount.
    """
    assert auction(1_500, 5_000, 3_000).ranking == (5_000, 3_000, 1_500)


def test_winners_pay_their_own_bid() -> None:
    """
    Sixteen win, each for its own bid; the seventeenth is a loser.
    """
    one = auction(*(1_500 + 100 * at for at in range(17)))
    assert len(one.winners) == 16
    assert one.winners[0] == Winner(1, 3_100)
    assert one.winners[-1] == Winner(16, 1_600)
    assert one.losers == (1_500,)
    assert one.lowest_winning_bid == 1_700


def test_seventeen_equal_bids() -> None:
    """
    The first sixteen win; which those are the amounts alone do not say.
    """
    one = auction(*[2_000] * 17)
    assert [winner.amount for winner in one.winners] == [2_000] * 16
    assert one.losers == (2_000,)
    assert one.rank_range(2_000) == (1, 18)


def test_an_empty_auction() -> None:
    """
    Nobody wins, and the start price is enough for the first place.
    """
    one = auction()
    assert (one.winners, one.losers, one.ranking) == ((), (), ())
    assert one.lowest_winning_bid == one.lowest_bid == one.bid_for_rank(1) == 1_500
    assert one.doubts_for(1) == ()


def test_a_start_price_above_standing_bids() -> None:
    """
    Older bids below today's start price stand and rank, and a new bid must reach the start price.
    """
    one = auction(1_600, 1_400, start=1_700)
    assert [winner.amount for winner in one.winners] == [1_600, 1_400]
    assert one.rank_of(1_600) is None
    assert one.bid_for_rank(2) == one.bid_for_rank(1) == 1_700


def test_if_the_later_bid_ranked_first() -> None:
    """
    Under the other reading an equal bid is enough, and the doubt says what it would save.
    """
    other = auction(5_000, 3_000, 3_000, day=LATER)
    assert (other.bid_for_rank(2), other.rank_of(3_000)) == (3_000, 2)
    one = auction(5_000, 3_000, 3_000)
    (doubt,) = one.doubts_for(2)
    assert doubt.rule == "plusdisplay.equal_bids"
    assert [a.net_change for a in doubt.alternatives] == [100]
    assert one.rank_range(3_000) == (2, 4)
    assert one.rank_range(3_100) == (2, 2)
    assert one.rank_range(3_050) is None


def test_a_category_place_is_in_doubt() -> None:
    """
    That category places go by the rules of keywords has an effect that nobody knows.
    """
    one = auction(3_000, day=display_day(date(2026, 7, 10), PlaceKind.CATEGORY))
    assert [(d.rule, d.effect_is_unknown) for d in one.doubts_for(2)] == [
        ("plusdisplay.category_alike", True)
    ]


def test_the_unit_is_in_doubt_before_it_was_seen() -> None:
    """
    The unit was seen on 11 March 2026; before that day it is LOW, and a what-if says its effect.
    """
    rule = "plusdisplay.bid_unit"
    before, since = (display_day(date(2026, 3, day)) for day in (10, 11))
    assert rule in {doubt.rule for doubt in auction(3_000, day=before).doubts_for(1)}
    assert rule not in {doubt.rule for doubt in auction(3_000, day=since).doubts_for(1)}
    assert auction(3_000, day=DAY.with_reading(rule, 50)).bid_for_rank(1) == 3_050


def test_a_unit_from_before() -> None:
    """
    A visible bid that is no multiple of the unit is beaten by the next multiple.
    """
    assert auction(3_050).bid_for_rank(1) == 3_100


@given(auctions, st.integers(1, 16))
def test_a_bid_for_a_rank_reaches_it_and_is_the_lowest(one: Auction, rank: int) -> None:
    """
    The bid gets the rank or a better one; one unit less does not, or is not accepted.
    """
    bid = one.bid_for_rank(rank)
    reached = one.rank_of(bid)
    assert reached is not None
    assert reached <= rank
    below = one.rank_of(bid - one.day.terms.unit)
    assert below is None or below > rank


@given(auctions, bids, bids)
def test_a_higher_bid_never_ranks_lower(one: Auction, first: int, second: int) -> None:
    """
    Ranks fall as bids rise, and lie within their range.
    """
    low, high = one.rank_of(min(first, second)), one.rank_of(max(first, second))
    if low is not None:
        assert high is not None
        assert high <= low
        found = one.rank_range(min(first, second))
        assert found is not None
        assert found[0] <= low <= found[1]


@given(auctions, bids)
def test_a_new_bid_stands_where_it_was_said_to(one: Auction, bid: int) -> None:
    """
    Added to the auction, a bid stands at its rank; taken out again, the auction is as before.
    """
    rank = one.rank_of(bid)
    if rank is None:
        return
    after = attrs.evolve(one, bids=(*one.bids, bid))
    assert after.ranking[rank - 1] == bid
    assert after.without(bid).ranking == one.ranking
    assert len(after.winners) + len(after.losers) == len(one.bids) + 1
    assert (bid in [w.amount for w in after.winners]) or rank > one.day.terms.places


def test_auctions_are_values() -> None:
    """
    Equal auctions are equal, and their repr names what was given.
    """
    assert auction(3_000) == auction(3_000)
    assert hash(auction(3_000)) == hash(auction(3_000))
    assert "start_price=1500, bids=(3000,)" in repr(auction(3_000))


@pytest.mark.parametrize("wrong", [1.5, 3_000.0, True, None, "3000", Decimal(3_000)])
def test_money_is_int(wrong: Any) -> None:
    """
    A float, a text or a bool is no start price, no visible bid and no new one.
    """
    with pytest.raises(InvalidTypeError, match="start_price must be whole yen"):
        auction(start=wrong)
    with pytest.raises(InvalidTypeError, match="bid must be whole yen"):
        auction(wrong)
    one = auction(3_000)
    for ask in (one.rank_of, one.rank_range, one.accepts, one.without):
        with pytest.raises(InvalidTypeError, match="bid must be whole yen"):
            ask(wrong)


@pytest.mark.parametrize("wrong", [0, -100])
def test_visible_money_is_positive(wrong: int) -> None:
    """
    No bid of 0 or less stands in an auction, and none starts there.
    """
    with pytest.raises(InvalidValueError, match="start_price must be at least 1 yen"):
        auction(start=wrong)
    with pytest.raises(InvalidValueError, match="bid must be at least 1 yen"):
        auction(wrong)
    assert auction().rank_of(wrong) is None


@pytest.mark.parametrize("rank", [0, -1, 17, 1.0, "1", None, True])
def test_a_rank_is_a_place(rank: Any) -> None:
    """
    There are sixteen places, counted from 1.
    """
    with pytest.raises(InvalidValueError, match="rank must be a whole number from 1 to 16"):
        auction().bid_for_rank(rank)


def test_an_auction_needs_a_day_and_a_tuple() -> None:
    """
    A date is no display day, a list is no tuple of bids.
    """
    wrong: Any = date(2026, 7, 10)
    with pytest.raises(InvalidTypeError, match="day must be a DisplayDay"):
        Auction(wrong, 1_500)
    many: Any = [3_000]
    with pytest.raises(InvalidTypeError, match="bids must be a tuple"):
        Auction(DAY, 1_500, many)


def test_a_bid_that_is_not_there_cannot_be_taken_out() -> None:
    """
    Taking out another amount is a mistake.
    """
    with pytest.raises(InvalidValueError, match="there is no bid of 3100"):
        auction(3_000).without(3_100)
