from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, cast

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import penalties, wallet
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import Days, month, quarter_of, week_of
from qoo10model.cancellationrates import CancellationCount
from qoo10model.entries import Entry, EntryKind
from qoo10model.penalties import Consequence, PenaltyHistory
from qoo10model.rules.book import JAPAN
from qoo10model.rules.penalties import TwoQuarters
from qoo10model.rules.wallet import Cycle


BARRED = Consequence.BARRED_FROM_MEGA_WARI
CAPPED = Consequence.LISTINGS_CAPPED
STOPPED = Consequence.ACCOUNT_STOPPED
JANUARY = date(2026, 1, 1)


def quarter(number: int, cancelled: int, paid: int = 100) -> CancellationCount:
    """
    A quarter, the first of 2025 being number 0.
    """
    return CancellationCount(
        quarter_of(date(2025 + number // 4, number % 4 * 3 + 1, 1)), paid, cancelled
    )


# One quarter, one month


def test_a_quarter_from_its_counts() -> None:
    """
    44 of 420 is 11/105: barred from mega-wari, neither capped nor stopped.
    """
    q = penalties.assess_quarter(first=JANUARY, paid=420, cancelled=44, expected=500)
    assert (q.rate, q.consequences) == (Fraction(11, 105), (BARRED,))
    assert [r.if_expected for r in q.headroom] == [6, 31]
    assert [(r.with_one_more, r.one_more_exceeds) for r in q.headroom] == [
        (Fraction(45, 420), True),
        (Fraction(45, 420), False),
    ]


@given(st.integers(0, 500), st.integers(0, 500))
def test_more_cancellations_never_help(paid: int, drawn: int) -> None:
    """
    What follows from some cancellations follows from more, too.
    """
    cancelled = min(drawn, paid)
    now = penalties.assess_quarter(first=JANUARY, paid=paid, cancelled=cancelled)
    more = penalties.assess_quarter(first=JANUARY, paid=paid, cancelled=min(cancelled + 1, paid))
    assert set(now.consequences) <= set(more.consequences)


def test_a_check_serves_as_the_quarter_before() -> None:
    """
    The check of one quarter can be handed to the next in place of its counts.
    """
    first = penalties.assess_quarter(first=JANUARY, paid=100, cancelled=16)
    for previous in (first, first.count):
        then = penalties.assess_quarter(
            first=date(2026, 4, 1), paid=100, cancelled=16, previous=previous
        )
        assert then.consequences == (BARRED, CAPPED, STOPPED)


def test_a_month_from_its_counts() -> None:
    """
    7.000 % exactly is no warning, a hair above is.
    """
    for paid, cancelled, expected in (
        (100_000, 7_000, ()),
        (99_999, 7_000, (Consequence.WARNING_MAIL,)),
    ):
        found = penalties.assess_month(first=date(2026, 2, 1), paid=paid, cancelled=cancelled)
        assert found.consequences == expected
    outlook = penalties.assess_month(first=date(2026, 2, 1), paid=100, cancelled=4, expected=200)
    assert (outlook.headroom[0].cancellations_left, outlook.headroom[0].if_expected) == (3, 10)


@pytest.mark.parametrize(
    "facts, error, words",
    [
        (
            {"first": date(2026, 1, 2)},
            InvalidValueError,
            "first day of a quarter.*it is 2026-01-01",
        ),
        ({"first": date(2026, 2, 1)}, InvalidValueError, "first day of a quarter"),
        ({"first": datetime(2026, 1, 1, tzinfo=UTC)}, InvalidTypeError, "first must be a date"),
        ({"first": "2026-01-01"}, InvalidTypeError, "first must be a date"),
        ({"first": date(2018, 1, 1)}, RuleNotKnownError, "not known before 2018-09-01"),
        ({"paid": -1, "cancelled": 0}, InvalidValueError, "paid must not be negative"),
        ({"paid": 43}, InvalidValueError, "cancelled must not be more than paid"),
        ({"paid": 420.0}, InvalidTypeError, "paid must be a number of orders"),
        ({"cancelled": "44"}, InvalidTypeError, "cancelled must be a number of orders"),
        ({"expected": 419}, InvalidValueError, "expected must not be below the 420"),
        ({"previous": 0.16}, InvalidTypeError, "previous must be the CancellationCount"),
        ({"previous": quarter(2, 1)}, InvalidValueError, "previous must be the quarter before"),
        ({"previous": quarter(4, 1)}, InvalidValueError, "previous must be the quarter before"),
        (
            {"previous": CancellationCount(month(2025, 12), 1, 0)},
            InvalidValueError,
            "previous must be the quarter before",
        ),
    ],
)
def test_a_quarter_that_cannot_be_is_refused(
    facts: dict[str, Any], error: type[Exception], words: str
) -> None:
    """
    What was expected, what came and what to do is said.
    """
    with pytest.raises(error, match=words):
        penalties.assess_quarter(**{"first": JANUARY, "paid": 420, "cancelled": 44, **facts})


def test_a_month_and_a_count_that_cannot_be_are_refused() -> None:
    """
    A month begins on the 1st, has no quarter before it, and a week has no threshold.
    """
    with pytest.raises(InvalidValueError, match="first day of a month"):
        penalties.assess_month(first=date(2026, 2, 2), paid=1, cancelled=0)
    february = CancellationCount(month(2026, 2), 1, 0)
    with pytest.raises(InvalidValueError, match="previous must be the quarter before"):
        penalties.assess(february, previous=quarter(3, 1))
    with pytest.raises(InvalidTypeError, match="count must be a CancellationCount"):
        penalties.assess(cast(Any, (420, 44)))
    with pytest.raises(InvalidValueError, match="whole month or quarter"):
        penalties.assess(CancellationCount(week_of(date(2026, 2, 3)), 1, 0))


@pytest.mark.parametrize(
    "counts, said",
    [
        (5, "counts must be CancellationCount values, as in a tuple"),
        ((Rate.percent("16"),), "counts must be CancellationCount values .* among them"),
    ],
)
def test_a_history_is_made_of_counts(counts: Any, said: str) -> None:
    """
    A rate alone does not tell of which days it is.
    """
    with pytest.raises(InvalidTypeError, match=said):
        penalties.assess_all(counts)


# A history


def test_a_history_gives_dated_consequences() -> None:
    """
    Two quarters above 15 % running stop the account on the day of the second check.
    """
    months = [CancellationCount(month(2025, n), 40, n) for n in (1, 2, 3, 4)]
    found = penalties.assess_all([quarter(1, 16), quarter(0, 16), *months, quarter(2, 5)])
    assert isinstance(found, PenaltyHistory)
    assert [(one.since, one.consequence.name) for one in found.penalties] == [
        (date(2025, 4, 1), "BARRED_FROM_MEGA_WARI"),
        (date(2025, 4, 1), "LISTINGS_CAPPED"),
        (date(2025, 4, 1), "WARNING_MAIL"),
        (date(2025, 5, 1), "WARNING_MAIL"),
        (date(2025, 7, 1), "BARRED_FROM_MEGA_WARI"),
        (date(2025, 7, 1), "LISTINGS_CAPPED"),
        (date(2025, 7, 1), "ACCOUNT_STOPPED"),
    ]
    assert [c.count.days.first for c in found.checks][:3] == [JANUARY.replace(year=2025)] * 2 + [
        date(2025, 2, 1)
    ]
    assert [p.consequence for p in found.on(date(2025, 9, 30))] == [BARRED, CAPPED, STOPPED]
    assert [p.consequence for p in found.on(date(2025, 10, 1))] == [STOPPED]
    assert found.on(date(2025, 3, 31)) == ()
    assert repr(found) == "PenaltyHistory(7 checks, 7 penalties)"
    assert found.findings == ()


def test_a_quarter_between_two_high_ones_breaks_the_run() -> None:
    """
    High, low, high is no two quarters running; the half year as one may still be too high.
    """
    counts = [quarter(0, 40), quarter(1, 15), quarter(2, 40)]
    each = penalties.assess_all(counts)
    assert STOPPED not in {one.consequence for one in each.penalties}
    pooled = penalties.assess_all(
        counts, rules=JAPAN.with_reading("penalties.two_quarters", TwoQuarters.POOLED)
    )
    assert [p.since for p in pooled.penalties if p.consequence is STOPPED] == [
        date(2025, 7, 1),
        date(2025, 10, 1),
    ]


def test_a_missing_quarter_is_said() -> None:
    """
    Where a quarter is missing, whether the next one stopped the account cannot be told.
    """
    found = penalties.assess_all([quarter(0, 16), quarter(2, 16), quarter(3, 16)])
    assert [f.code for f in found.findings] == ["penalties.quarter_missing"]
    assert "2025-04-01 to 2025-06-30" in found.findings[0].text.en
    assert [p.since for p in found.penalties if p.consequence is STOPPED] == [JANUARY]


def test_bad_histories_are_refused() -> None:
    """
    One run of days has one count, and a day is a date.
    """
    with pytest.raises(InvalidValueError, match="differ in their days"):
        penalties.assess_all([quarter(0, 16), quarter(0, 15)])
    with pytest.raises(InvalidTypeError, match="day must be a date"):
        penalties.assess_all(()).on(cast(Any, "2026-01-01"))


# The wallet takes them


def sale(day: date) -> Entry:
    """
    A settlement of 10,000 yen on *day*.
    """
    return Entry(EntryKind.SALE, 10_000, day, order_no=1, cart_no=1)


def test_the_wallet_stops_with_the_account() -> None:
    """
    From the day of the check on nothing is paid out, and the balance stays.
    """
    found = penalties.assess_all([quarter(4, 16), quarter(5, 16)])
    paid = wallet.payouts(
        (sale(date(2026, 6, 24)), sale(date(2026, 7, 1))),
        cycle=Cycle.WEEKLY,
        anchor=date(2026, 5, 6),
        penalties=found.penalties,
        until=date(2026, 7, 31),
    )
    assert paid.by_day() == {date(2026, 6, 24): 9_850}
    assert paid.closing_balance == 10_000
    assert {f.code for f in paid.findings} == {"wallet.payout_stopped"}


def test_the_wallet_pays_on_the_longer_cycle() -> None:
    """
    Few trust points from 1 June on: the payouts of that month come every four weeks.
    """
    given: dict[str, Any] = {"cycle": Cycle.WEEKLY, "anchor": date(2026, 5, 6)}
    entries = (sale(date(2026, 5, 27)), sale(date(2026, 6, 3)), sale(date(2026, 6, 10)))
    slower = penalties.few_trust_points(since=date(2026, 6, 1), cycle=Cycle.FOUR_WEEKLY)
    assert wallet.payouts(entries, penalties=(slower,), **given).by_day() == {
        date(2026, 5, 27): 9_850,
        date(2026, 6, 3): 9_850,
        date(2026, 7, 1): 9_850,
    }
    assert slower.rules[0].rule == "penalties.trust_lengthens_cycle"


def test_an_unknown_longer_cycle_is_a_doubt() -> None:
    """
    That the cycle is longer is known, by how much is not: the payouts say so.
    """
    given: dict[str, Any] = {"cycle": Cycle.WEEKLY, "anchor": date(2026, 5, 6)}
    slower = penalties.few_trust_points(since=date(2026, 6, 1))
    paid = wallet.payouts((sale(date(2026, 6, 10)),), penalties=(slower,), **given)
    assert paid.by_day() == {date(2026, 6, 10): 9_850}
    assert [f.code for f in paid.findings] == ["wallet.cycle_lengthened"]
    doubt = paid.doubts[-1]
    assert (doubt.rule, doubt.effect_is_unknown) == ("penalties.trust_lengthens_cycle", True)


@pytest.mark.parametrize(
    "facts", [{"since": "2026-06-01"}, {"since": date(2026, 6, 1), "cycle": 28}]
)
def test_few_trust_points_need_a_day_and_a_cycle(facts: dict[str, Any]) -> None:
    """
    A number of days is no cycle: which ones exist is a rule.
    """
    with pytest.raises(InvalidTypeError, match="must be a"):
        penalties.few_trust_points(**facts)


def test_the_wallet_refuses_what_is_no_penalty() -> None:
    """
    A run of days is a stop, not a penalty.
    """
    with pytest.raises(InvalidTypeError, match="penalties must be Penalty values"):
        wallet.payouts((), cycle=None, penalties=cast(Any, (Days(JANUARY, JANUARY),)))


def test_the_names_of_the_subject_are_there() -> None:
    """
    Tallying and comparing with QSM are part of the subject.
    """
    count = penalties.tally((), known=month(2026, 2)).months[0]
    assert penalties.beside(count, Rate.percent("5")).orders is None
