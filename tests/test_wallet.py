from __future__ import annotations

import datetime as dt
import itertools
import pickle

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import discounts, wallet
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    Qoo10ModelError,
    RuleNotKnownError,
)
from qoo10model.basics.findings import Severity
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST, Days
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Timeline
from qoo10model.basics.uncertainty import Move
from qoo10model.entries import Entry, EntryKind, total
from qoo10model.orders import OrderLine
from qoo10model.proceeds import settle
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.wallet import OnRequest, OnSameDay
from qoo10model.sellers import Grade, Seller
from qoo10model.wallet import Cycle, Payouts, Request, WalletDay


# Wednesdays of May and June 2026: 6, 13, 20, 27, then 3, 10, 17, 24.
ANCHOR = date(2026, 5, 6)
WEDNESDAY = date(2026, 5, 20)
THURSDAY = date(2026, 5, 21)

WITHDRAWAL = Text("payout", "出金")


def entry(amount: int, on: date | None = WEDNESDAY, kind: EntryKind = EntryKind.SALE) -> Entry:
    """
    An entry of *amount* yen.
    """
    return Entry(kind, amount, on, order_no=1, cart_no=1)


def may(day: int) -> date:
    """
    The *day* of May 2026; 32 is 1 June.
    """
    return date(2026, 4, 30) + timedelta(day)


def weekly(*entries: Entry, **more: Any) -> Payouts:
    """
    The payouts of a wallet that pays out on the Wednesdays of 2026.
    """
    return wallet.payouts(entries, **{"cycle": Cycle.WEEKLY, "anchor": ANCHOR, **more})


def paid(result: Payouts) -> list[tuple[date, int]]:
    """
    What reaches the bank, by payout.
    """
    return [(payout.on, payout.credited) for payout in result.payouts]


def codes(result: Payouts) -> list[str]:
    """
    The codes of the findings.
    """
    return [finding.code for finding in result.findings]


# From entries to the bank


def test_an_ordinary_order_and_one_of_mega_wari() -> None:
    """
    2,359 yen on 20 May arrive as 2,209; −295 on 3 June and 2,592 on the 10th arrive as 2,147.
    """
    seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    ordinary = OrderLine(
        order_no=1062428737,
        cart_no=93001122,
        item_code="100000001",
        unit_price=1_326,
        quantity=2,
        paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST),
        delivered_on=date(2026, 5, 14),
    )
    mega = OrderLine(
        order_no=1062428738,
        cart_no=93001123,
        item_code="100000001",
        unit_price=2_948,
        quantity=1,
        discounts=(discounts.mega_wari(2_948, on=date(2026, 5, 30)),),
        paid_at=datetime(2026, 5, 30, 9, 0, tzinfo=JST),
        delivered_on=date(2026, 6, 4),
    )
    found = weekly(*settle(ordinary, seller).entries, *settle(mega, seller).entries)
    assert paid(found) == [(date(2026, 5, 20), 2_209), (date(2026, 6, 10), 2_147)]
    assert [p.withdrawn for p in found.payouts] == [2_359, 2_297]
    assert found.days == (
        WalletDay(date(2026, 5, 20), 2_359, 2_359, 0),
        WalletDay(date(2026, 6, 3), -295, 0, -295),
        WalletDay(date(2026, 6, 10), 2_592, 2_297, 0),
    )
    assert (found.credited, found.fees, found.closing_balance) == (4_356, 300, 0)


@pytest.mark.parametrize(
    "balance, credited, left",
    [
        (152, [2], 0),
        (151, [1], 0),
        (150, [], 150),
        (149, [], 149),
        (1, [], 1),
        (0, [], 0),
        (-1, [], -1),
        (-295, [], -295),
    ],
)
def test_nothing_is_paid_out_at_150_yen(balance: int, credited: list[int], left: int) -> None:
    """
    A balance of 151 yen brings 1 yen to the bank; one of 150 or less stays in the wallet.
    """
    found = weekly(entry(balance))
    assert [payout.credited for payout in found.payouts] == credited
    assert found.closing_balance == left


def test_what_stays_is_paid_out_with_the_next() -> None:
    """
    150 yen stay on 20 May; with 1 yen more on the 26th, 151 leave on the 27th.
    """
    found = weekly(entry(150), entry(1, may(26)))
    assert paid(found) == [(may(27), 1)]


def test_a_debt_is_carried_over() -> None:
    """
    −500 yen on 6 May take 500 of the 800 yen of the 20th; nothing is paid out in between.
    """
    found = weekly(entry(-500, may(6)), entry(100, may(13)), entry(700, may(20)))
    assert paid(found) == [(may(20), 150)]
    assert [(day.on, day.balance) for day in found.days] == [
        (may(6), -500),
        (may(13), -400),
        (may(20), 0),
    ]
    assert [found.balance_on(may(n)) for n in (5, 6, 12, 13, 19, 20, 31)] == [
        0, -500, -500, -400, -400, 0, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cycle, anchor, on",
    [
        (Cycle.WEEKLY, ANCHOR, may(27)),
        (Cycle.BIWEEKLY, ANCHOR, may(34)),  # 6, 20 May, 3 June
        (Cycle.BIWEEKLY, may(13), may(27)),
        (Cycle.FOUR_WEEKLY, ANCHOR, may(34)),
        (Cycle.FOUR_WEEKLY, may(13), may(41)),
        (Cycle.FOUR_WEEKLY, may(20), may(48)),
        (Cycle.FOUR_WEEKLY, may(27), may(27)),
        (Cycle.FOUR_WEEKLY, may(27 + 280), may(27)),
        (Cycle.FOUR_WEEKLY, THURSDAY, THURSDAY),
        (Cycle.WEEKLY, may(22), may(22)),
        (Cycle.WEEKLY, may(20 - 700), may(27)),
    ],
)
def test_money_of_a_thursday_waits_for_its_cycle(cycle: Cycle, anchor: date, on: date) -> None:
    """
    What is settled on Thursday 21 May leaves on the first payout day from that day on.
    """
    found = weekly(entry(10_000, THURSDAY), cycle=cycle, anchor=anchor)
    assert paid(found) == [(on, 9_850)]


def test_each_payout_costs_its_fee() -> None:
    """
    Four weekly payouts of 1,000 yen cost 600 yen, one payout every four weeks costs 150.
    """
    sales = [entry(1_000, may(day)) for day in (6, 13, 20, 27)]
    assert (weekly(*sales).fees, weekly(*sales).credited) == (600, 3_400)
    slow = weekly(*sales, cycle=Cycle.FOUR_WEEKLY, anchor=may(27))
    assert (slow.fees, slow.credited) == (150, 3_850)


def test_the_order_of_entries_does_not_matter() -> None:
    """
    Entries are taken by their days, in whatever order and as whatever iterable they come.
    """
    some = (entry(700, may(20)), entry(-500, may(6)), entry(100, may(13)), entry(9, None))
    expected = weekly(*some)
    for order in itertools.permutations(some):
        assert weekly(*order) == expected
    assert wallet.payouts(iter(some), cycle=Cycle.WEEKLY, anchor=ANCHOR) == expected


def test_entries_without_a_day_wait() -> None:
    """
    What is not delivered has no day: it is no part of a balance, and its yen are reported.
    """
    found = weekly(entry(1_000), entry(2_359, None), entry(-236, None, EntryKind.COMMISSION))
    assert found.waiting == 2_123
    assert found.settled == 1_000
    assert paid(found) == [(WEDNESDAY, 850)]
    only = weekly(entry(5, None))
    assert (only.waiting, only.payouts, only.closing_balance) == (5, (), 0)


def test_no_entries_make_no_payouts() -> None:
    """
    An empty month is an empty statement.
    """
    for found in (weekly(), weekly(until=WEDNESDAY), weekly(cycle=None, anchor=None)):
        assert (found.payouts, found.days, found.findings, found.rules) == ((), (), (), ())
        assert found.closing_balance == found.settled == found.credited == 0
        assert found.is_confirmed


# The same day: what comes first is an open rule


def test_settlements_come_before_the_payout_of_their_day() -> None:
    """
    By default a payout takes along what is settled on its day; the other reading pays a week later.
    """
    other = JAPAN.with_reading("wallet.same_day", OnSameDay.PAID_OUT_FIRST)
    some = (entry(10_000), entry(5_000, may(27)))
    assert paid(weekly(*some)) == [(may(20), 9_850), (may(27), 4_850)]
    found = weekly(*some, rules=other)
    assert paid(found) == [(may(27), 9_850), (may(34), 4_850)]
    assert found.days == (
        WalletDay(may(20), 10_000, 0, 10_000),
        WalletDay(may(27), 5_000, 10_000, 5_000),
        WalletDay(may(34), 0, 5_000, 0),
    )


def test_the_order_of_the_day_is_a_doubt_with_its_moves() -> None:
    """
    The other reading moves each payout by a week and changes no yen.
    """
    found = weekly(entry(10_000), entry(5_000, may(27)))
    doubt = next(one for one in found.doubts if one.rule == "wallet.same_day")
    assert doubt.taken == OnSameDay.CREDITED_FIRST.label
    (other,) = doubt.alternatives
    assert other.reading == OnSameDay.PAID_OUT_FIRST.label
    assert other.net_change == 0
    assert other.moves == (
        Move(WITHDRAWAL, 10_000, may(20), may(27)),
        Move(WITHDRAWAL, 5_000, may(27), may(34)),
    )


def test_a_doubt_says_what_stays_in_the_wallet() -> None:
    """
    Looking only until the 27th, the other reading saves a fee and leaves 200 yen in the wallet.
    """
    found = weekly(entry(200), entry(200, may(27)), until=may(27))
    doubt = next(one for one in found.doubts if one.rule == "wallet.same_day")
    assert doubt.alternatives[0].net_change == 150
    assert doubt.alternatives[0].moves == (
        Move(WITHDRAWAL, 200, may(20), may(27)),
        Move(WITHDRAWAL, 200, may(27), None),
    )
    other = JAPAN.with_reading("wallet.same_day", OnSameDay.PAID_OUT_FIRST)
    back = weekly(entry(200), entry(200, may(27)), until=may(27), rules=other)
    assert back.closing_balance == 200


def test_the_order_of_the_day_is_no_doubt_where_days_differ() -> None:
    """
    What is settled on a Thursday leaves on the Wednesday after, however one reads the rule.
    """
    found = weekly(entry(10_000, THURSDAY))
    assert "wallet.same_day" not in {one.rule for one in found.rules}
    small = weekly(entry(100))
    assert "wallet.same_day" in {one.rule for one in small.rules}
    assert "wallet.same_day" not in {one.rule for one in small.doubts}


def test_rules_without_another_reading_are_doubts_of_unknown_effect() -> None:
    """
    The cycle and the floor rest on one blog: nobody can say what else they could be.
    """
    found = weekly(entry(10_000, THURSDAY))
    doubts = {doubt.rule: doubt for doubt in found.doubts}
    assert set(doubts) == {"wallet.cycle_days[WEEKLY]", "wallet.payout_floor"}
    assert all(doubt.effect_is_unknown for doubt in found.doubts)
    assert doubts["wallet.cycle_days[WEEKLY]"].taken == Text("7", "7")
    assert not found.is_confirmed


def test_every_payout_carries_its_rules() -> None:
    """
    A payout says on which dated rules it rests, with the values of its day.
    """
    (payout,) = weekly(entry(10_000)).payouts
    assert {one.rule: one.entry.value for one in payout.evidence} == {
        "wallet.same_day": OnSameDay.CREDITED_FIRST,
        "wallet.cycle_days[WEEKLY]": 7,
        "wallet.payout_floor": 150,
        "wallet.payout_fee": 150,
    }
    assert not payout.requested


# Payouts on request


@pytest.mark.parametrize(
    "balance, amount, credited, left",
    [
        (100_151, 100_000, [100_000], 1),
        (100_150, 100_000, [100_000], 0),
        (100_149, 100_000, [], 100_149),
        (151, 1, [1], 0),
        (150, 1, [], 150),
        (0, 1, [], 0),
        (-295, 1, [], -295),
        (100_150, None, [100_000], 0),
        (151, None, [1], 0),
        (150, None, [], 150),
        (-295, None, [], -295),
    ],
)
def test_a_request_takes_its_fee_on_top(
    balance: int, amount: int | None, credited: list[int], left: int
) -> None:
    """
    For 100,000 yen at the bank 100,150 must be in the wallet; one yen less is a refusal.
    """
    found = wallet.payouts((entry(balance),), cycle=None, requests=(Request(THURSDAY, amount),))
    assert [payout.credited for payout in found.payouts] == credited
    assert all(payout.requested and payout.on == THURSDAY for payout in found.payouts)
    assert found.closing_balance == left
    assert codes(found) == ([] if credited else ["wallet.request_exceeds_balance"])


def test_a_refusal_says_what_was_asked_and_what_is_there() -> None:
    """
    The finding names the day, the amount, what it takes with its fee, and the balance.
    """
    asked = (Request(THURSDAY, 100_000), Request(THURSDAY))
    found = wallet.payouts((entry(-295),), cycle=None, requests=asked)
    assert [finding.severity for finding in found.findings] == [Severity.ERROR] * 2
    some, everything = (finding.text.en for finding in found.findings)
    assert some == (
        "the payout asked for on 2026-05-21 (100,000 yen) takes at least 100,150 yen with its fee; "
        "the wallet holds −295 yen"
    )
    assert everything == (
        "the payout asked for on 2026-05-21 (all) takes at least 151 yen with its fee; "
        "the wallet holds −295 yen"
    )
    assert found.findings[0].text.ja == (
        "2026-05-21の申請出金（100,000円）には手数料込みで100,150円以上が必要だが、残高は−295円"
    )


def test_two_requests_on_a_day_and_the_cycle_on_top() -> None:
    """
    Requests are met as they are given, each for a fee; the cycle then pays out the rest.
    """
    some = (Request(WEDNESDAY, 3_000), Request(WEDNESDAY, 7_000), Request(WEDNESDAY, 6_000))
    found = weekly(entry(10_000), requests=some)
    # 10,000 − 3,150 = 6,850: not enough for 7,150, enough for 6,150; 700 are left for the cycle.
    assert [(p.credited, p.requested) for p in found.payouts] == [
        (3_000, True),
        (6_000, True),
        (550, False),
    ]
    assert codes(found) == ["wallet.request_exceeds_balance"]
    assert found.days == (WalletDay(WEDNESDAY, 10_000, 10_000, 0),)
    assert found.by_day() == {WEDNESDAY: 9_550}


def test_a_request_finds_what_is_settled_on_its_day() -> None:
    """
    As with the cycle: settled first by default, and asked too early by the other reading.
    """
    other = JAPAN.with_reading("wallet.same_day", OnSameDay.PAID_OUT_FIRST)
    some: dict[str, Any] = {"cycle": None, "requests": (Request(THURSDAY, 1_000),)}
    assert paid(wallet.payouts((entry(5_000, THURSDAY),), **some)) == [(THURSDAY, 1_000)]
    found = wallet.payouts((entry(5_000, THURSDAY),), rules=other, **some)
    assert codes(found) == ["wallet.request_exceeds_balance"]
    assert found.closing_balance == 5_000


def test_a_request_after_the_last_entry_is_still_met() -> None:
    """
    Without an end given, the days looked at reach to the last request.
    """
    found = wallet.payouts((entry(5_000),), cycle=None, requests=(Request(date(2026, 8, 1)),))
    assert paid(found) == [(date(2026, 8, 1), 4_850)]


@pytest.mark.parametrize(
    "on, allowed",
    [
        (date(2018, 9, 1), True),
        (date(2019, 6, 26), True),
        (date(2019, 6, 27), False),
        (date(2024, 12, 31), False),
        (date(2025, 1, 1), True),
        (date(2026, 8, 1), True),
    ],
)
def test_when_requests_are_allowed(on: date, allowed: bool) -> None:
    """
    Requests were the only way until 26 June 2019, none from the 27th, possible again from 2025.
    """
    some = (entry(5_000, on - timedelta(1)),)
    found = wallet.payouts(some, cycle=None, requests=(Request(on, 1_000),))
    assert paid(found) == ([(on, 1_000)] if allowed else [])
    assert codes(found) == ([] if allowed else ["wallet.request_not_allowed"])
    assert found.closing_balance == (3_850 if allowed else 5_000)


def test_whether_requests_are_allowed_is_a_doubt_with_its_yen() -> None:
    """
    Were requests refused in 2026, 100,150 yen would leave with the cycle, and a fee be saved.
    """
    some = Request(may(8), 100_000)
    found = weekly(entry(150_300, may(7)), requests=(some,))
    assert paid(found) == [(may(8), 100_000), (may(13), 50_000)]
    doubt = next(one for one in found.doubts if one.rule == "wallet.on_request")
    (other,) = doubt.alternatives
    assert other.reading == OnRequest.NOT_ALLOWED.label
    assert other.net_change == 150
    assert other.moves == (Move(WITHDRAWAL, 100_150, may(8), may(13)),)


def test_a_refused_request_is_in_doubt_as_well() -> None:
    """
    In 2024 the request is refused; were it allowed, money would leave earlier, for a fee more.
    """
    friday, wednesday = date(2024, 5, 10), date(2024, 5, 15)
    some = Request(friday, 100_000)
    found = weekly(entry(150_300, date(2024, 5, 9)), requests=(some,))
    assert paid(found) == [(wednesday, 150_150)]
    doubt = next(one for one in found.doubts if one.rule == "wallet.on_request")
    assert doubt.alternatives[0].net_change == -150
    assert doubt.alternatives[0].moves == (Move(WITHDRAWAL, 100_150, wednesday, friday),)


def test_a_doubt_says_what_would_leave_the_wallet() -> None:
    """
    Without a cycle a refused request leaves everything in the wallet; allowed, it would not.
    """
    on = date(2024, 5, 10)
    found = wallet.payouts((entry(5_000, on),), cycle=None, requests=(Request(on, 1_000),))
    doubt = next(one for one in found.doubts if one.rule == "wallet.on_request")
    assert doubt.alternatives[0].net_change == -150
    assert doubt.alternatives[0].moves == (Move(WITHDRAWAL, 1_150, None, on),)


def test_a_seller_may_decide_that_requests_are_refused() -> None:
    """
    A named rule is decided in the rule book, and is then no doubt.
    """
    rule = JAPAN.wallet.on_request.with_value(OnRequest.NOT_ALLOWED, since=date(2025, 1, 1))
    found = weekly(
        entry(5_000, THURSDAY),
        requests=(Request(may(22), 1_000),),
        rules=JAPAN.replacing(rule),
    )
    assert codes(found) == ["wallet.request_not_allowed"]
    assert "wallet.on_request" not in {doubt.rule for doubt in found.doubts}


# Stops


@pytest.mark.parametrize(
    "stop, on",
    [
        (Days(may(20), may(20)), may(27)),
        (Days(may(21), may(27)), may(20)),
        (Days(may(10), may(19)), may(20)),
        (Days(may(10), may(20)), may(27)),
        (Days(may(10), may(26)), may(27)),
        (Days(may(10), may(27)), may(34)),
        (Days(may(20), may(40)), may(41)),
    ],
)
def test_a_stop_puts_payouts_off(stop: Days, on: date) -> None:
    """
    On no day of a stop is anything paid out; the first payout day after it pays everything.
    """
    found = weekly(entry(10_000), stops=(stop,))
    assert paid(found) == [(on, 9_850)]
    skipped = (on - WEDNESDAY).days // 7
    assert codes(found) == ["wallet.payout_stopped"] * skipped


def test_a_stop_says_what_it_holds_back() -> None:
    """
    The finding names the day and the yen; a day on which nothing was due is not mentioned.
    """
    found = weekly(entry(150, may(6)), entry(10_000, may(13)), stops=(Days(may(1), may(13)),))
    (finding,) = found.findings
    assert finding.severity is Severity.WARNING
    assert finding.text.en == (
        "no payout on 2026-05-13: payouts are stopped, and 10,150 yen stay in the wallet"
    )
    assert finding.text.ja == "2026-05-13は出金停止中のため出金なし。残高10,150円は繰り越し"
    assert paid(found) == [(may(20), 10_000)]


def test_a_stop_without_an_end_holds_back_everything() -> None:
    """
    Nothing is paid out, and the finding of the first payout day says so.
    """
    found = weekly(entry(10_000, THURSDAY), stops=(Days(may(1), date.max),))
    assert paid(found) == []
    assert found.closing_balance == 10_000
    assert [finding.text.en for finding in found.findings] == [
        "no payout on 2026-05-27: payouts are stopped, and 10,000 yen stay in the wallet"
    ]


def test_stops_may_overlap() -> None:
    """
    A day is stopped if any of the stops holds it.
    """
    stops = (Days(may(20), may(25)), Days(may(24), may(30)), Days(may(33), may(35)))
    assert paid(weekly(entry(10_000), stops=stops)) == [(may(41), 9_850)]


def test_a_request_in_a_stop_is_refused() -> None:
    """
    A stop holds back what the seller asks for, on its first and its last day.
    """
    stop = Days(may(21), may(23))
    some = tuple(Request(may(day), 1_000) for day in (20, 21, 23, 24))
    found = wallet.payouts((entry(10_000),), cycle=None, requests=some, stops=(stop,))
    assert paid(found) == [(may(20), 1_000), (may(24), 1_000)]
    assert codes(found) == ["wallet.request_stopped"] * 2
    assert found.findings[0].text == Text(
        "the payout asked for on 2026-05-21 (1,000 yen) is refused: payouts are stopped",
        "2026-05-21の申請出金（1,000円）は不可。出金停止中",
    )


# A cycle that changes


def test_a_longer_cycle_from_a_day_on() -> None:
    """
    Weekly until 17 May, then every four weeks from the same anchor: 6 and 13 May, 3 June.
    """
    slower = Timeline.own("cycle", (date(2026, 1, 1), Cycle.WEEKLY), (may(18), Cycle.FOUR_WEEKLY))
    sales = [entry(1_000, may(day)) for day in (6, 13, 20, 27)]
    found = weekly(*sales, cycle=slower)
    assert paid(found) == [(may(6), 850), (may(13), 850), (may(34), 1_850)]
    assert {one.rule for one in found.payouts[-1].evidence} >= {"wallet.cycle_days[FOUR_WEEKLY]"}


def test_from_requests_to_automatic_payouts() -> None:
    """
    June 2019: a request on the 26th, and from the 27th on the weekly cycle.
    """
    cycle = Timeline.own("cycle", (date(2018, 9, 1), None), (date(2019, 6, 27), Cycle.WEEKLY))
    sales = [entry(5_000, date(2019, 6, day)) for day in (19, 26)]
    found = weekly(*sales, cycle=cycle, requests=(Request(date(2019, 6, 26), 6_000),))
    assert paid(found) == [(date(2019, 6, 26), 6_000), (date(2019, 7, 3), 3_700)]


def test_a_cycle_before_automatic_payouts_is_refused() -> None:
    """
    Until 26 June 2019 there was no cycle: asking for one names the rule that is missing.
    """
    with pytest.raises(
        RuleNotKnownError, match=r"cycle_days\[WEEKLY\] is not known before 2019-06"
    ):
        weekly(entry(5_000, date(2019, 6, 26)))
    assert paid(weekly(entry(5_000, date(2019, 6, 27)))) == [(date(2019, 7, 3), 4_850)]


def test_a_request_before_the_rules_is_refused() -> None:
    """
    What a payout cost in August 2018 is not known.
    """
    on = date(2018, 8, 31)
    with pytest.raises(RuleNotKnownError, match=r"wallet\.on_request is not known before 2018-09"):
        wallet.payouts((entry(5_000, on - timedelta(1)),), cycle=None, requests=(Request(on, 1),))


def rules_with_fee(fee: int) -> RuleBook:
    """
    The rules of Japan with another fee from 20 May 2026 on.
    """
    return JAPAN.replacing(JAPAN.wallet.payout_fee.with_value(fee, since=WEDNESDAY))


@pytest.mark.parametrize(
    "fee, balance, credited",
    [
        (200, 201, [1]),
        (200, 200, []),
        (200, 151, []),
        (0, 151, [151]),
        (0, 150, []),
        (100, 151, [51]),
        (100, 150, []),
    ],
)
def test_no_payout_costs_more_than_it_brings(fee: int, balance: int, credited: list[int]) -> None:
    """
    With another fee the floor stays at 150 yen, and a payout still has to exceed its own fee.
    """
    found = weekly(entry(balance), rules=rules_with_fee(fee))
    assert [payout.credited for payout in found.payouts] == credited


def test_the_payout_day_picks_the_fee() -> None:
    """
    A fee of 200 yen from 20 May on is not taken on the 13th, whenever the money was settled.
    """
    found = weekly(
        entry(1_000, may(13)),
        entry(1_000, may(14)),
        entry(1_000, may(20)),
        rules=rules_with_fee(200),
    )
    assert [(p.on, p.fee) for p in found.payouts] == [(may(13), 150), (may(20), 200)]


# A part of the time


def test_a_period_reports_what_lies_outside() -> None:
    """
    Entries before and after the days looked at move nothing, and their yen are reported.
    """
    days = (6, 12, 13, 20, 21)
    found = weekly(*(entry(10 ** place, may(day)) for place, day in enumerate(days, 3)),
                   since=may(13), until=may(20))  # fmt: skip
    assert (found.earlier, found.settled, found.later) == (11_000, 1_100_000, 10_000_000)
    assert [payout.withdrawn for payout in found.payouts] == [100_000, 1_000_000]
    assert [found.balance_on(may(day)) for day in range(13, 21)] == [0] * 8


@pytest.mark.parametrize("day", [may(12), may(21)])
def test_a_balance_outside_the_period_is_refused(day: date) -> None:
    """
    What moved before and after the days looked at is not known, so the balance is not, either.
    """
    found = weekly(entry(1_000), since=may(13), until=may(20))
    with pytest.raises(InvalidValueError, match="day must lie from 2026-05-13 to 2026-05-20"):
        found.balance_on(day)


def test_an_opening_balance_leaves_on_the_first_payout_day() -> None:
    """
    5,000 yen at the beginning of 14 May leave on the 20th, with or without entries.
    """
    opening: dict[str, Any] = {"opening_balance": 5_000, "since": may(14)}
    assert paid(weekly(**opening)) == [(may(20), 4_850)]
    assert paid(weekly(entry(1_000, may(27)), **opening)) == [(may(20), 4_850), (may(27), 850)]
    assert paid(weekly(**opening, until=may(19))) == []
    assert weekly(**opening, until=may(19)).balance_on(may(14)) == 5_000


def test_a_negative_opening_balance_is_made_up_first() -> None:
    """
    A debt of 295 yen takes 295 of the first 1,000.
    """
    found = weekly(entry(1_000), opening_balance=-295, since=may(14))
    assert paid(found) == [(may(20), 555)]
    assert found.opening_balance == -295


def test_a_period_runs_to_its_end() -> None:
    """
    Until a day given, payout days count; until the day before one, its payout does not.
    """
    assert weekly(entry(1_000, THURSDAY), until=may(26)).closing_balance == 1_000
    assert weekly(entry(1_000, THURSDAY), until=may(27)).closing_balance == 0


def test_requests_outside_the_period_are_reported() -> None:
    """
    A request before or after the days looked at is left to another period, and said.
    """
    some = tuple(Request(may(day), 1_000) for day in (13, 14, 19, 20))
    found = wallet.payouts(
        (entry(9_000, may(14)),), cycle=None, requests=some, since=may(14), until=may(19)
    )
    assert paid(found) == [(may(14), 1_000), (may(19), 1_000)]
    assert codes(found) == ["wallet.request_outside"] * 2
    assert [finding.severity for finding in found.findings] == [Severity.ADVICE] * 2
    assert "2026-05-13" in found.findings[0].text.ja
    assert "2026-05-20" in found.findings[1].text.en


# Laws


some_days = st.dates(date(2026, 1, 1), date(2026, 4, 30))
some_amounts = st.integers(-5_000, 5_000) | st.integers(-2, 302)
some_entries = st.lists(st.builds(entry, some_amounts, st.none() | some_days), max_size=12)
some_requests = st.lists(
    st.builds(Request, some_days, st.none() | st.integers(1, 4_000)), max_size=4
)
some_stops = st.lists(
    st.builds(lambda d, n: Days(d, d + timedelta(n)), some_days, st.integers(0, 40)), max_size=3
)
some_cycles = st.sampled_from(Cycle)
some_anchors = st.dates(date(2024, 1, 1), date(2028, 12, 31))
some_rules = st.sampled_from(
    (JAPAN, JAPAN.with_reading("wallet.same_day", OnSameDay.PAID_OUT_FIRST))
)
LENGTHS = {Cycle.WEEKLY: 7, Cycle.BIWEEKLY: 14, Cycle.FOUR_WEEKLY: 28}


def day_by_day(
    entries: list[Entry],
    requests: list[Request],
    stops: list[Days],
    cycle: Cycle,
    anchor: date,
    rules: RuleBook,
) -> tuple[list[tuple[date, int]], int]:
    """
    The same wallet, walked through day by day in the plainest way: (payouts, closing balance).
    """
    balance, found = 0, list[tuple[date, int]]()
    for day in Days(date(2026, 1, 1), date(2026, 4, 30)):
        settled = sum(one.amount for one in entries if one.on == day)
        balance += settled if rules is JAPAN else 0
        if not any(stop.first <= day <= stop.last for stop in stops):
            for request in requests:
                taken = balance if request.amount is None else request.amount + 150
                if request.on == day and 150 < taken <= balance:
                    found.append((day, taken))
                    balance -= taken
            if (day - anchor).days % LENGTHS[cycle] == 0 and balance > 150:
                found.append((day, balance))
                balance = 0
        balance += 0 if rules is JAPAN else settled
    return found, balance


@given(some_entries, some_requests, some_stops, some_cycles, some_anchors, some_rules)
def test_a_plain_walk_through_the_days_gives_the_same(
    entries: list[Entry],
    requests: list[Request],
    stops: list[Days],
    cycle: Cycle,
    anchor: date,
    rules: RuleBook,
) -> None:
    """
    Payouts and the balance that is left agree with a day-by-day account of four months.
    """
    found = wallet.payouts(
        entries,
        cycle=cycle,
        anchor=anchor,
        requests=requests,
        stops=stops,
        rules=rules,
        until=date(2026, 4, 30),
    )
    withdrawn, left = day_by_day(entries, requests, stops, cycle, anchor, rules)
    assert [(payout.on, payout.withdrawn) for payout in found.payouts] == withdrawn
    assert found.closing_balance == left


@given(
    some_entries,
    some_requests,
    some_stops,
    some_cycles | st.none(),
    some_anchors,
    some_rules,
    st.integers(-1_000, 1_000),
    some_days,
    st.none() | st.dates(date(2026, 4, 30), date(2026, 12, 31)),
)
def test_no_yen_is_lost(
    entries: list[Entry],
    requests: list[Request],
    stops: list[Days],
    cycle: Cycle | None,
    anchor: date,
    rules: RuleBook,
    opening: int,
    since: date,
    until: date | None,
) -> None:
    """
    The opening balance and all entries are what was withdrawn, what is left, and what lies outside.
    """
    found = wallet.payouts(
        entries,
        cycle=cycle,
        anchor=anchor,
        requests=requests,
        stops=stops,
        rules=rules,
        opening_balance=opening,
        since=since,
        until=until,
    )
    assert found.opening_balance + found.settled == found.withdrawn + found.closing_balance
    assert found.earlier + found.settled + found.later + found.waiting == total(entries)
    assert found.withdrawn == found.credited + found.fees
    assert found.fees == 150 * len(found.payouts)
    assert all(payout.credited > 0 for payout in found.payouts)
    assert sum(found.by_day().values()) == found.credited
    assert len(found.payouts) + len(found.findings) >= len(requests)
    balance = opening
    for day in found.days:
        balance += day.settled - day.withdrawn
        assert found.balance_on(day.on) == day.balance == balance
    assert balance == found.closing_balance
    assert [day.on for day in found.days] == sorted({day.on for day in found.days})


@given(some_entries, some_requests, some_stops, some_cycles, some_anchors, some_rules, some_days)
def test_two_periods_are_one(
    entries: list[Entry],
    requests: list[Request],
    stops: list[Days],
    cycle: Cycle,
    anchor: date,
    rules: RuleBook,
    split: date,
) -> None:
    """
    Closing a period on any day and opening the next with its balance gives the same payouts.
    """
    first, last = date(2026, 1, 1), date(2026, 5, 31)
    same: dict[str, Any] = {
        "cycle": cycle,
        "anchor": anchor,
        "requests": requests,
        "stops": stops,
        "rules": rules,
    }
    whole = wallet.payouts(entries, since=first, until=last, **same)
    before = wallet.payouts(entries, since=first, until=split, **same)
    after = wallet.payouts(
        entries,
        since=split + timedelta(1),
        until=last,
        opening_balance=before.closing_balance,
        **same,
    )
    assert before.payouts + after.payouts == whole.payouts
    assert before.days + after.days == whole.days
    assert after.closing_balance == whole.closing_balance
    assert before.later == after.settled
    assert after.earlier == before.settled


@given(some_entries, some_cycles, some_anchors, some_rules)
def test_everything_is_paid_out_by_default(
    entries: list[Entry], cycle: Cycle, anchor: date, rules: RuleBook
) -> None:
    """
    Without an end given, at most 150 yen are left, and the last day is within one cycle.
    """
    found = wallet.payouts(entries, cycle=cycle, anchor=anchor, rules=rules)
    assert found.closing_balance <= 150
    assert found.later == found.earlier == 0
    dated = [one.on for one in entries if one.on is not None]
    if dated:
        assert all(p.on <= max(dated) + timedelta(LENGTHS[cycle]) for p in found.payouts)


# A value


def test_a_result_is_a_value() -> None:
    """
    The same arguments give an equal result with an equal hash, which survives pickling.
    """
    one, same = (weekly(entry(10_000), requests=(Request(WEDNESDAY, 1_000),)) for _ in range(2))
    assert one == same == pickle.loads(pickle.dumps(one))
    assert hash(one) == hash(same)


def test_a_request_is_a_value_whose_repr_evaluates() -> None:
    """
    What a user builds can be written down again from its repr.
    """
    for request in (Request(WEDNESDAY), Request(WEDNESDAY, 1_000)):
        assert eval(repr(request), {"Request": Request, "datetime": dt}) == request


# Bad input


@pytest.mark.parametrize("amount", [1.0, 100_000.0, True, Decimal(1), "1000", "all"])
def test_requested_money_is_an_int(amount: Any) -> None:
    """
    A float, a text or a bool is no money.
    """
    with pytest.raises(InvalidTypeError, match="amount must be whole yen as int"):
        Request(WEDNESDAY, amount)


@pytest.mark.parametrize("amount", [0, -1, -100_000])
def test_requested_money_is_positive(amount: int) -> None:
    """
    Nobody asks for a payout of nothing or less.
    """
    with pytest.raises(InvalidValueError, match=r"amount must be at least 1 yen \(got"):
        Request(WEDNESDAY, amount)


@pytest.mark.parametrize("day", [None, "2026-05-20", 5, datetime(2026, 5, 20, 12, 0, tzinfo=JST)])
def test_days_are_dates(day: Any) -> None:
    """
    A moment, a text or a number is no day of a request, of a period, or to ask a balance for.
    """
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        Request(day)
    with pytest.raises(InvalidTypeError, match="day must be a date"):
        weekly(entry(1)).balance_on(day)
    if day is not None:
        for name in ("since", "until"):
            with pytest.raises(InvalidTypeError, match=f"{name} must be a date"):
                weekly(entry(1), **{name: day})


@pytest.mark.parametrize("cycle", ["weekly", 7, "WEEKLY", timedelta(7)])
def test_cycles_are_cycles(cycle: Any) -> None:
    """
    A name or a number of days is no cycle, even where nothing would move.
    """
    for entries in ((), (entry(1_000),)):
        with pytest.raises(InvalidTypeError, match=r"cycle must be a Cycle such as Cycle\.WEEKLY"):
            weekly(*entries, cycle=cycle)


@pytest.mark.parametrize("anchor", ["2026-05-06", 6, datetime(2026, 5, 6), (2026, 5, 6)])
def test_anchors_are_days(anchor: Any) -> None:
    """
    A moment or a text is no anchor, even where nothing would move.
    """
    for entries in ((), (entry(1_000),)):
        with pytest.raises(InvalidTypeError, match="anchor must be a date"):
            weekly(*entries, anchor=anchor)


def test_a_cycle_needs_an_anchor() -> None:
    """
    Without any payout day nobody knows which Wednesday, or whether it is one.
    """
    for entries in ((), (entry(1_000),)):
        with pytest.raises(
            InvalidTypeError, match="anchor must be any one day on which the wallet"
        ):
            weekly(*entries, anchor=None)


@pytest.mark.parametrize("balance", [1.5, True, None, "5000", Decimal(5)])
def test_an_opening_balance_is_an_int(balance: Any) -> None:
    """
    A float, a text or a bool is no money.
    """
    with pytest.raises(InvalidTypeError, match="opening_balance must be whole yen as int"):
        weekly(entry(1_000), opening_balance=balance, since=WEDNESDAY)


@pytest.mark.parametrize("balance", [1, 5_000, -295])
def test_an_opening_balance_has_a_day(balance: int) -> None:
    """
    When it leaves depends on when it was there, so a balance without its day is refused.
    """
    for entries in ((), (entry(1_000),)):
        with pytest.raises(
            InvalidValueError, match="opening_balance needs since=, the day at whose"
        ):
            weekly(*entries, opening_balance=balance)


def test_a_period_does_not_end_before_it_begins() -> None:
    """
    One day is the shortest period.
    """
    assert weekly(entry(1_000), since=WEDNESDAY, until=WEDNESDAY).credited == 850
    with pytest.raises(InvalidValueError, match="until must not lie before since"):
        weekly(entry(1_000), since=WEDNESDAY, until=may(19))


@pytest.mark.parametrize(
    "name, wrong",
    [
        ("requests", Request(WEDNESDAY, 1)),
        ("requests", ((WEDNESDAY, 1_000),)),
        ("requests", (1_000,)),
        ("requests", 1_000),
        ("requests", "all"),
        ("stops", Days(WEDNESDAY, WEDNESDAY)),
        ("stops", (WEDNESDAY,)),
        ("stops", ((WEDNESDAY, WEDNESDAY),)),
        ("stops", (Days(WEDNESDAY, WEDNESDAY).span,)),
        ("stops", WEDNESDAY),
        ("stops", None),
    ],
)
def test_requests_and_stops_are_values(name: str, wrong: Any) -> None:
    """
    A single value, a tuple in place of a value and a number are refused; the error names the field.
    """
    kind = {"requests": "Request", "stops": "Days"}[name]
    with pytest.raises(InvalidTypeError, match=f"{name} must be {kind} values"):
        weekly(entry(1_000), **{name: wrong})


@pytest.mark.parametrize(
    "wrong", [None, 5, entry(1), (5,), [(WEDNESDAY, 1_000)], {WEDNESDAY: 5}, "x"]
)
def test_entries_are_entries(wrong: Any) -> None:
    """
    Amounts, pairs, a table by day and a single entry are no entries.
    """
    with pytest.raises(InvalidTypeError, match="entries must be Entry values") as error:
        wallet.payouts(wrong, cycle=Cycle.WEEKLY, anchor=ANCHOR)
    assert isinstance(error.value, Qoo10ModelError)
    assert isinstance(error.value, TypeError)
