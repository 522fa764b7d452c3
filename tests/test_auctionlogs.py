from __future__ import annotations

import pickle

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.auctionlogs import (
    Bid,
    Cancellation,
    Change,
    Repayment,
    StandingBid,
    StartPriceSet,
    auction_after,
)
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST
from qoo10model.displaydays import ChangedBid, EqualBids, LosingBid, PlaceKind, display_day
from qoo10model.rules.book import JAPAN


DAY = display_day(date(2026, 7, 10))
OPENS = DAY.bidding.start
MINUTE = timedelta(minutes=1)


def at(minutes: int) -> datetime:
    """
    So many minutes after bidding opens.
    """
    return OPENS + minutes * MINUTE


def after(*actions: Any, start_price: int = 1_500, day: Any = DAY, until: Any = None) -> Any:
    """
    The state after some actions.
    """
    return auction_after(day, actions, start_price=start_price, at=until)


def reading(**terms: Any) -> Any:
    """
    The day under other readings of the open rules.
    """
    rules = JAPAN
    for name, value in terms.items():
        rules = rules.with_reading(f"plusdisplay.{name}", value)
    return display_day(date(2026, 7, 10), rules=rules)


def ranking(state: Any) -> list[tuple[str, int]]:
    """
    Who stands where, with what.
    """
    return [(bid.bidder, bid.amount) for bid in state.ranking]


def test_bids_rank_by_amount_and_then_by_time() -> None:
    """
    The higher bid ranks first; of equal ones the earlier.
    """
    state = after(Bid(at(0), "A", 2_000), Bid(at(1), "B", 3_000), Bid(at(2), "C", 2_000))
    assert ranking(state) == [("B", 3_000), ("A", 2_000), ("C", 2_000)]
    assert [state.rank_of(name) for name in "ABCD"] == [2, 1, 3, None]
    assert state.auction.ranking == (3_000, 2_000, 2_000)
    assert state.findings == state.repayments == ()


def test_actions_count_by_their_moments() -> None:
    """
    In which order they are given matters only between equal moments.
    """
    first, second = Bid(at(0), "A", 2_000), Bid(at(1), "B", 2_000)
    assert after(second, first) == after(first, second)
    same = Bid(at(0), "B", 2_000)
    assert ranking(after(same, first)) == [("B", 2_000), ("A", 2_000)]
    assert ranking(after(first, same)) == [("A", 2_000), ("B", 2_000)]


def test_a_changed_bid_loses_its_place() -> None:
    """
    A change gives the old Qcash back and counts from then on, even at the same amount.
    """
    state = after(Bid(at(0), "A", 2_000), Bid(at(1), "B", 2_000), Change(at(2), "A", 2_000))
    assert ranking(state) == [("B", 2_000), ("A", 2_000)]
    assert state.repayments == (Repayment("A", 2_000, at(2)),)
    assert state.ranking[1] == StandingBid("A", 2_000, at(2))


def test_if_a_changed_bid_kept_its_time() -> None:
    """
    Under the other reading it stays before the later bid.
    """
    day = reading(changed_bid=ChangedBid.KEEPS_ITS_TIME)
    actions = (Bid(at(0), "A", 2_000), Bid(at(1), "B", 2_000), Change(at(2), "A", 2_000))
    state = after(*actions, day=day)
    assert ranking(state) == [("A", 2_000), ("B", 2_000)]
    assert state.ranking[0].since == at(0)


def test_if_the_later_bid_ranked_first() -> None:
    """
    Under the other reading of equal bids their order is turned round.
    """
    day = reading(equal_bids=EqualBids.LATER_FIRST)
    state = after(Bid(at(0), "A", 2_000), Bid(at(1), "B", 2_000), day=day)
    assert ranking(state) == [("B", 2_000), ("A", 2_000)]


def test_a_cancelled_bid_is_gone() -> None:
    """
    Its Qcash comes back, and its bidder may bid again.
    """
    state = after(Bid(at(0), "A", 2_000), Cancellation(at(1), "A"), Bid(at(2), "A", 1_800))
    assert ranking(state) == [("A", 1_800)]
    assert [one.amount for one in state.repayments] == [2_000]


def test_a_raised_start_price_leaves_standing_bids() -> None:
    """
    A bid counts by the start price of its own moment; a change by that of the change.
    """
    state = after(
        Bid(at(0), "A", 1_500),
        StartPriceSet(at(1), 1_700),
        Bid(at(2), "B", 1_600),
        Change(at(3), "A", 1_600),
        Bid(at(4), "C", 1_700),
    )
    assert ranking(state) == [("C", 1_700), ("A", 1_500)]
    assert [one.code for one in state.findings] == ["plusdisplay.action_refused"] * 2
    assert state.start_price == 1_700
    assert state.repayments == ()


def test_refused_actions_are_findings_and_change_nothing() -> None:
    """
    A second bid, a change or cancellation of nothing, odd amounts: each is said, in both languages.
    """
    state = after(
        Bid(at(0), "A", 2_000),
        Bid(at(1), "A", 2_500),
        Change(at(2), "B", 2_000),
        Cancellation(at(3), "B"),
        Bid(at(4), "B", 0),
        Bid(at(5), "B", -100),
        Bid(at(6), "B", 11_450),
        Bid(at(7), "B", 1_450),
    )
    assert ranking(state) == [("A", 2_000)]
    assert [one.code.partition(".")[2] for one in state.findings] == [
        "bid_repeated",
        "no_bid",
        "no_bid",
        "action_refused",
        "action_refused",
        "action_refused",
        "action_refused",
        "action_refused",
    ]
    assert all("A at" in f.text.en or "B at" in f.text.en for f in state.findings)
    assert all("不可" in f.text.ja or "ない" in f.text.ja for f in state.findings)


HOURS = [
    (OPENS - timedelta(seconds=1), False),
    (OPENS, True),
    (DAY.bidding.end - timedelta(seconds=1), True),
    (DAY.bidding.end, False),
    (DAY.shown.start, False),
]


@pytest.mark.parametrize("moment, counts", HOURS)
def test_the_hours_of_bidding(moment: datetime, counts: bool) -> None:
    """
    A bid at 17:49:59 counts, one at 17:50:00 does not, and neither does one before 19:00.
    """
    state = after(Bid(moment, "A", 2_000))
    assert bool(state.ranking) is counts
    assert [f.code for f in state.findings] == ([] if counts else ["plusdisplay.action_outside"])


def test_a_bid_of_several_days_stands_from_before() -> None:
    """
    One that was made in advance counts by the start price of then, and ranks before later ones.
    """
    early = datetime(2026, 7, 8, 20, 0, tzinfo=JST)
    state = after(
        Bid(early, "A", 1_400, in_advance=True),
        StartPriceSet(at(-10), 1_700),
        Bid(at(0), "B", 1_700),
        start_price=1_400,
    )
    assert ranking(state) == [("B", 1_700), ("A", 1_400)]
    for dead in (at(-1), at(-70), at(-24 * 60 - 1), at(-24 * 60 - 70)):
        refused = after(Bid(dead, "A", 1_600, in_advance=True))
        assert [f.code for f in refused.findings] == ["plusdisplay.action_outside"]
    for live in (at(-71), at(-24 * 60), at(-24 * 60 - 71), at(0)):
        assert after(Bid(live, "A", 1_600, in_advance=True)).findings == ()
    late = after(Bid(DAY.bidding.end, "A", 1_600, in_advance=True))
    assert [f.code for f in late.findings] == ["plusdisplay.action_outside"]


def test_the_state_at_a_moment() -> None:
    """
    Later actions are left out; one at that moment counts.
    """
    actions = (Bid(at(0), "A", 2_000), Bid(at(1), "B", 3_000), Cancellation(at(2), "B"))
    assert ranking(after(*actions, until=at(1))) == [("B", 3_000), ("A", 2_000)]
    assert ranking(after(*actions, until=at(1).astimezone(UTC))) == [("B", 3_000), ("A", 2_000)]
    assert ranking(after(*actions, until=at(2))) == [("A", 2_000)]
    assert ranking(after(*actions, until=at(0) - MINUTE)) == []


def test_who_wins_and_what_they_pay() -> None:
    """
    Of seventeen equal bids the last loses and pays nothing; that it is paid back is in doubt.
    """
    state = after(*(Bid(at(n), f"S{n:02}", 2_000) for n in range(17)))
    assert len(state.winners) == 16
    assert [bid.bidder for bid in state.losers] == ["S16"]
    assert (state.pays("S15"), state.pays("S16"), state.pays("X")) == (2_000, 0, 0)
    doubts = {d.rule: [a.net_change for a in d.alternatives] for d in state.doubts_of("S16")}
    assert doubts == {"plusdisplay.equal_bids": [-2_000], "plusdisplay.losing_bid": [-2_000]}
    assert [d.rule for d in state.doubts_of("S00")] == ["plusdisplay.equal_bids"]
    assert state.doubts_of("S08") == ()
    kept = after(*state.actions, day=reading(losing_bid=LosingBid.KEPT))
    assert kept.pays("S16") == 2_000


BEFORE = {
    "plusdisplay.bidding_opens",
    "plusdisplay.bidding_closes",
    "plusdisplay.winners",
    "plusdisplay.bid_unit",
}


@pytest.mark.parametrize(
    "on, kind, expected",
    [
        (date(2026, 3, 11), PlaceKind.KEYWORD, set()),
        (date(2026, 3, 10), PlaceKind.KEYWORD, BEFORE),
        (date(2026, 3, 11), PlaceKind.CATEGORY, {"plusdisplay.category_alike"}),
    ],
)
def test_doubts_of_a_state_name_what_nobody_confirms(
    on: date, kind: PlaceKind, expected: set[str]
) -> None:
    """
    Before the screens of March 2026 hours, unit and places are LOW; so are the terms of categories.
    """
    day = display_day(on, kind)
    state = after(Bid(day.bidding.start, "A", 2_000), day=day)
    assert {doubt.rule for doubt in state.doubts_of("A")} == expected


def test_an_auction_without_actions() -> None:
    """
    Nobody stands in it.
    """
    state = after()
    assert (state.ranking, state.winners, state.losers, state.findings) == ((), (), (), ())
    assert repr(state) == "<AuctionState: 2026-07-10, 0 bids, 0 refused actions>"


actions = st.lists(
    st.one_of(
        st.builds(
            Bid,
            st.integers(-30, 1_500).map(at),
            st.sampled_from("ABCDE"),
            st.integers(10, 40).map(lambda n: 50 * n),
            st.booleans(),
        ),
        st.builds(
            Change,
            st.integers(-30, 1_500).map(at),
            st.sampled_from("ABCDE"),
            st.integers(10, 40).map(lambda n: 50 * n),
        ),
        st.builds(Cancellation, st.integers(-30, 1_500).map(at), st.sampled_from("ABCDE")),
        st.builds(
            StartPriceSet,
            st.integers(-30, 1_500).map(at),
            st.integers(5, 20).map(lambda n: n * 100),
        ),
    ),
    max_size=25,
)


@given(actions)
def test_each_bidder_stands_once_and_no_qcash_is_lost(some: list[Any]) -> None:
    """
    Every accepted bid or change either stands or was paid back, and the ranking is in order.
    """
    state = after(*some, start_price=1_000)
    names = [bid.bidder for bid in state.ranking]
    assert len(set(names)) == len(names)
    amounts = [bid.amount for bid in state.ranking]
    assert amounts == sorted(amounts, reverse=True)
    spending = [a for a in some if isinstance(a, Bid | Change)]
    assert len(state.ranking) + len(state.repayments) <= len(spending)
    assert all(
        one.amount in [a.amount for a in spending if a.bidder == one.bidder]
        for one in (*state.ranking, *state.repayments)
    )


@given(actions, st.integers(-40, 1_600))
def test_a_state_goes_on_from_an_earlier_one(some: list[Any], minutes: int) -> None:
    """
    What happens after a moment changes nothing of the state at that moment.
    """
    until = at(minutes)
    before = [one for one in some if one.at <= until]
    assert after(*some, until=until) == after(*before)


def test_states_are_values() -> None:
    """
    Equal actions give equal states with equal hashes, which survive pickling; actions evaluate.
    """
    one, same = (after(Bid(at(0), "A", 2_000), Change(at(1), "A", 2_100)) for _ in range(2))
    assert one == same == pickle.loads(pickle.dumps(one))
    assert hash(one) == hash(same)
    names: dict[str, Any] = {k.__name__: k for k in (Bid, Change, Cancellation, StartPriceSet)}
    names |= {"JST": JST, "datetime": __import__("datetime")}
    for action in (*one.actions, Cancellation(at(2), "A"), StartPriceSet(at(3), 1_700)):
        assert eval(repr(action), names) == action


# Bad input


@pytest.mark.parametrize("wrong", [2_000.0, "2000", True, None])
def test_money_is_int(wrong: Any) -> None:
    """
    A float or a text is no bid, no change and no start price.
    """
    for make in (
        lambda: Bid(at(0), "A", wrong),
        lambda: Change(at(0), "A", wrong),
        lambda: StartPriceSet(at(0), wrong),
        lambda: after(start_price=wrong),
    ):
        with pytest.raises(InvalidTypeError, match="must be whole yen as int"):
            make()


def test_a_start_price_is_positive() -> None:
    """
    No auction starts at 0.
    """
    with pytest.raises(InvalidValueError, match="amount must be at least 1 yen"):
        StartPriceSet(at(0), 0)
    with pytest.raises(InvalidValueError, match="start_price must be at least 1 yen"):
        after(start_price=0)


def test_moments_are_aware() -> None:
    """
    A naive moment is refused where the action is made.
    """
    naive = datetime(2026, 7, 9, 20, 0)
    for make in (
        lambda: Bid(naive, "A", 2_000),
        lambda: Cancellation(naive, "A"),
        lambda: after(until=naive),
    ):
        with pytest.raises(InvalidValueError, match="at must be aware"):
            make()


@pytest.mark.parametrize("wrong", [None, 2_000, ("A", 2_000), "A"])
def test_actions_are_actions(wrong: Any) -> None:
    """
    A pair or an amount is no action.
    """
    with pytest.raises(InvalidTypeError, match="actions must be Bid, Change, Cancellation"):
        after(wrong)


@pytest.mark.parametrize("wrong", [None, "", 5, ["A"]])
def test_a_bidder_has_a_name(wrong: Any) -> None:
    """
    What is no text, and no text at all, names nobody.
    """
    for make in (
        lambda: Bid(at(0), wrong, 2_000),
        lambda: Change(at(0), wrong, 2_000),
        lambda: Cancellation(at(0), wrong),
    ):
        with pytest.raises(InvalidTypeError, match="bidder must be a name as text"):
            make()


def test_a_day_is_a_display_day() -> None:
    """
    A date has no bidding hours.
    """
    with pytest.raises(InvalidTypeError, match="day must be a DisplayDay"):
        after(day=date(2026, 7, 10))
