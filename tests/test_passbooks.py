from __future__ import annotations

import pickle

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, UnknownNameError
from qoo10model.basics.findings import Finding, Severity
from qoo10model.basics.sources import Confidence, Source, SourceKind
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Dated, Evidence, Timeline
from qoo10model.basics.uncertainty import Alternative, Doubt
from qoo10model.passbooks import Payout, Payouts, WalletDay


def june(day: int) -> date:
    """
    The *day* of June 2026.
    """
    return date(2026, 6, day)


FEE = Timeline(
    "wallet.payout_fee",
    (
        Dated(
            date(2019, 6, 27),
            150,
            Confidence.HIGH,
            (Source("a page", SourceKind.OFFICIAL, june(10)),),
        ),
    ),
)
FEE_RULE = Evidence(FEE, FEE.entries[0])
STOPPED = Finding("wallet.payout_stopped", Severity.WARNING, Text("stopped", "停止中"))
DOUBT = Doubt(
    "wallet.same_day",
    Text("what is first", "順序"),
    Text("settled", "精算"),
    Confidence.LOW,
    (Alternative(Text("paid out", "出金"), 150),),
)

# Two payouts on 3 June; a deduction on the 5th; the rest on the 10th.
BOOK = Payouts(
    payouts=(
        Payout(june(3), 100_150, 150, requested=True),
        Payout(june(3), 50_000, 150, evidence=(FEE_RULE,)),
        Payout(june(10), 2_297, 150, evidence=(FEE_RULE,)),
    ),
    opening_balance=5_000,
    closing_balance=0,
    days=(
        WalletDay(june(1), 145_150, 0, 150_150),
        WalletDay(june(3), 0, 150_150, 0),
        WalletDay(june(5), -295, 0, -295),
        WalletDay(june(10), 2_592, 2_297, 0),
    ),
)


def test_the_fee_is_what_the_bank_does_not_get() -> None:
    """
    Of 100,150 yen withdrawn 100,000 reach the bank.
    """
    assert Payout(june(3), 100_150, 150).credited == 100_000


def test_totals() -> None:
    """
    The yen that went to the bank and into fees are those that left the wallet.
    """
    # 100,000 + 49,850 + 2,147; three fees; 145,150 − 295 + 2,592.
    assert BOOK.credited == 151_997
    assert BOOK.fees == 450
    assert BOOK.withdrawn == 152_447
    assert BOOK.settled == 147_447
    assert BOOK.opening_balance + BOOK.settled == BOOK.withdrawn + BOOK.closing_balance


def test_bank_credits_by_day() -> None:
    """
    Two payouts of a day are one sum; a day without a payout is not there.
    """
    assert BOOK.by_day() == {june(3): 149_850, june(10): 2_147}
    assert list(BOOK.by_day()) == [june(3), june(10)]


@pytest.mark.parametrize(
    "day, balance",
    [
        (date(2026, 5, 31), 5_000),
        (june(1), 150_150),
        (june(2), 150_150),
        (june(3), 0),
        (june(4), 0),
        (june(5), -295),
        (june(9), -295),
        (june(10), 0),
        (date(2027, 1, 1), 0),
    ],
)
def test_the_balance_of_a_day(day: date, balance: int) -> None:
    """
    The balance is that at the end of the day, and stays until the next movement.
    """
    assert BOOK.balance_on(day) == balance


@pytest.mark.parametrize(
    "since, until, inside, outside",
    [
        (june(1), None, june(1), date(2026, 5, 31)),
        (None, june(20), june(20), june(21)),
        (june(1), june(20), june(1), june(21)),
    ],
)
def test_the_balance_outside_a_period_is_not_known(
    since: date | None, until: date | None, inside: date, outside: date
) -> None:
    """
    On the first and the last day of a period there is a balance; a day beyond is refused.
    """
    book = attrs.evolve(BOOK, since=since, until=until)
    assert isinstance(book.balance_on(inside), int)
    with pytest.raises(InvalidValueError, match=rf"the days looked at \(got {outside}\)"):
        book.balance_on(outside)


@pytest.mark.parametrize("day", [None, 3, "2026-06-03", datetime(2026, 6, 3, 12, 0)])
def test_the_balance_is_asked_for_a_day(day: Any) -> None:
    """
    A moment, a text or a number is no day.
    """
    with pytest.raises(InvalidTypeError, match="day must be a date"):
        BOOK.balance_on(day)


def test_a_statement_says_itself_in_one_line() -> None:
    """
    The text and the repr are one line with the totals; what waits is said only where there is any.
    """
    assert str(BOOK) == "3 payouts, 151,997 yen to the bank, 450 yen of fees, 0 yen left"
    assert repr(BOOK) == f"<Payouts: {BOOK}>"
    one = attrs.evolve(BOOK, payouts=BOOK.payouts[:1], waiting=-1_234, closing_balance=-295)
    assert str(one) == (
        "1 payout, 100,000 yen to the bank, 150 yen of fees, −295 yen left, "
        "−1,234 yen without a day"
    )
    none = attrs.evolve(BOOK, payouts=(), waiting=5)
    assert str(none).startswith("0 payouts, 0 yen to the bank")


def test_the_evidence_stays_out_of_the_repr() -> None:
    """
    A payout shows its day and its yen on one line.
    """
    assert repr(BOOK.payouts[2]) == (
        "Payout(on=datetime.date(2026, 6, 10), withdrawn=2297, fee=150, requested=False)"
    )


def test_the_ledger_in_english() -> None:
    """
    Each day is a row with what came in, what went out and what is left.
    """
    assert BOOK.explain() == (
        "day          settled   fee  to the bank  balance\n"
        "2026-06-01  +145,150                     150,150\n"
        "2026-06-03            −300     −149,850        0\n"
        "2026-06-05      −295                        −295\n"
        "2026-06-10    +2,592  −150       −2,147        0"
    )


def test_the_ledger_in_japanese() -> None:
    """
    The columns line up on a terminal in Japanese, and findings and doubts follow.
    """
    book = attrs.evolve(BOOK, findings=(STOPPED,), doubts=(DOUBT,), days=BOOK.days[2:])
    assert book.explain("ja") == (
        "日付          精算  出金手数料    出金  残高\n"
        "2026-06-05    −295                      −295\n"
        "2026-06-10  +2,592        −150  −2,147     0\n"
        "- 警告 wallet.payout_stopped: 停止中\n"
        "- 順序: 精算 [低] 出金 +150円"
    )


def test_the_ledger_of_an_empty_wallet() -> None:
    """
    Without days there are only the headings.
    """
    empty = Payouts(payouts=(), opening_balance=0, closing_balance=0, days=())
    assert empty.explain() == "day  settled  fee  to the bank  balance"
    assert empty.by_day() == {}
    assert (empty.credited, empty.fees, empty.settled) == (0, 0, 0)
    assert empty.balance_on(june(1)) == 0


def test_a_language_is_english_or_japanese() -> None:
    """
    There is no ledger in another language.
    """
    other: Any = "ko"
    with pytest.raises(UnknownNameError, match="language must be 'en' or 'ja'"):
        BOOK.explain(other)


def test_a_doubt_unconfirms() -> None:
    """
    A statement is confirmed while it has no doubts.
    """
    assert BOOK.is_confirmed
    assert not attrs.evolve(BOOK, doubts=(DOUBT,)).is_confirmed


def test_a_payout_after_the_last_reading_is_stale() -> None:
    """
    The fee was read on 10 June: a payout of that day rests on it, one of the 11th may not.
    """
    assert not BOOK.is_stale
    later = attrs.evolve(BOOK.payouts[2], on=june(10) + timedelta(1))
    assert attrs.evolve(BOOK, payouts=(later,)).is_stale


def test_a_statement_is_a_value() -> None:
    """
    It survives pickling, has a hash, and cannot be changed.
    """
    assert pickle.loads(pickle.dumps(BOOK)) == BOOK
    assert hash(BOOK) == hash(attrs.evolve(BOOK))
    thawed: Any = BOOK
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        thawed.waiting = 5
