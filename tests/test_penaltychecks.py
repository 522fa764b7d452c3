from __future__ import annotations

import pickle
import tomllib

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from qoo10model import penaltychecks
from qoo10model.basics.errors import InvalidValueError, RuleNotKnownError
from qoo10model.basics.findings import Severity
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import Days, month, quarter_of, week_of
from qoo10model.cancellationrates import CancellationCount
from qoo10model.penaltychecks import PenaltyCheck
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.penalties import Consequence, SmallShops, TwoQuarters


WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "penalties.toml").read_text(encoding="utf-8")
)
POOLED = JAPAN.with_reading("penalties.two_quarters", TwoQuarters.POOLED)
MONTH_ONLY = JAPAN.with_reading("penalties.small_shops", SmallShops.MONTH_ONLY)
BARRED = Consequence.BARRED_FROM_MEGA_WARI
CAPPED = Consequence.LISTINGS_CAPPED
STOPPED = Consequence.ACCOUNT_STOPPED


def check(count: CancellationCount, rules: RuleBook = JAPAN, **more: Any) -> PenaltyCheck:
    """
    The check of *count*.
    """
    return penaltychecks.check(count, rules=rules, **more)


def quarter(first: date, paid: int, cancelled: int, **more: Any) -> CancellationCount:
    """
    The counts of the quarter of *first*.
    """
    return CancellationCount(quarter_of(first), paid, cancelled, **more)


def codes(found: PenaltyCheck) -> list[str]:
    """
    The codes of the findings, without their subject.
    """
    return [finding.code.partition(".")[2] for finding in found.findings]


def names(found: PenaltyCheck) -> list[str]:
    """
    The names of the consequences.
    """
    return [one.name for one in found.consequences]


# Worked by hand


@pytest.mark.parametrize("case", WORKED["month"], ids=lambda c: f"{c['cancelled']} of {c['paid']}")
def test_a_month_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Above 7 % of a month a warning comes; for fewer than ten orders, above 50 %.
    """
    found = check(CancellationCount(month(2026, 2), case["paid"], case["cancelled"]))
    assert names(found) == case["consequences"]
    (room,) = found.headroom
    assert (room.cancellations_left, room.orders_needed) == (case["left"], case["needed"])
    assert getattr(sources, case["source"]) in {s for e in found.rules for s in e.entry.sources}


@pytest.mark.parametrize(
    "case", WORKED["quarter"], ids=lambda c: f"{c['cancelled']} of {c['paid']}"
)
def test_a_quarter_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Above 10 % of a quarter mega-wari is barred, above 15 % listings are capped.
    """
    found = check(quarter(case["first"], case["paid"], case["cancelled"]))
    assert names(found) == case["consequences"]
    assert [room.cancellations_left for room in found.headroom] == case["left"]
    assert [room.orders_needed for room in found.headroom] == case["needed"]


@pytest.mark.parametrize("case", WORKED["pair"], ids=lambda c: f"{c['before']} {c['now']}")
def test_two_quarters_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    The account is stopped if each of two quarters is above 15 %, or, read otherwise, the half year.
    """
    first = case["first"]
    now = quarter(first, *case["now"])
    previous = quarter(
        date(first.year - (first.month == 1), (first.month + 8) % 12 + 1, 1), *case["before"]
    )
    assert (STOPPED in check(now, previous=previous).consequences) is case["each"]
    assert (STOPPED in check(now, POOLED, previous=previous).consequences) is case["pooled"]
    other = {one.rule: one for one in check(now, previous=previous).otherwise}
    assert ("penalties.two_quarters" in other) is (case["each"] != case["pooled"])


# Days


@pytest.mark.parametrize(
    "days, on",
    [
        (month(2026, 1), date(2026, 2, 1)),
        (month(2026, 12), date(2027, 1, 1)),
        (month(2024, 2), date(2024, 3, 1)),
        (quarter_of(date(2026, 1, 1)), date(2026, 4, 1)),
        (quarter_of(date(2026, 6, 30)), date(2026, 7, 1)),
        (quarter_of(date(2026, 7, 1)), date(2026, 10, 1)),
        (quarter_of(date(2026, 12, 31)), date(2027, 1, 1)),
    ],
)
def test_the_check_is_on_the_day_after(days: Days, on: date) -> None:
    """
    Months are checked on the 1st, quarters on 1 January, April, July and October.
    """
    assert penaltychecks.check_day(days) == on
    assert check(CancellationCount(days, 1, 0)).on == on


@pytest.mark.parametrize(
    "days",
    [
        week_of(date(2026, 2, 3)),
        Days(date(2026, 2, 1), date(2026, 2, 27)),
        Days(date(2026, 2, 2), date(2026, 2, 28)),
        Days(date(2026, 1, 1), date(2026, 6, 30)),
        Days(date(2026, 2, 1), date(2026, 4, 30)),
        Days(date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_other_days_are_not_checked(days: Days) -> None:
    """
    For a week, a part of a month or a half year no threshold is known.
    """
    with pytest.raises(InvalidValueError, match="a whole month or quarter"):
        check(CancellationCount(days, 100, 50))


def test_before_the_first_rules_it_is_not_known() -> None:
    """
    The check of 1 October 2018 has rules, that of 1 July 2018 has none.
    """
    assert check(quarter(date(2018, 7, 1), 100, 11)).consequences == (BARRED,)
    with pytest.raises(RuleNotKnownError):
        check(quarter(date(2018, 4, 1), 100, 11))


def test_the_day_of_the_check_picks_the_rules() -> None:
    """
    A threshold that changes on 1 April holds for the quarter that ended the day before.
    """
    stricter = JAPAN.replacing(
        JAPAN.penalties.bar_rate.with_value(Rate.percent("5"), since=date(2026, 4, 1))
    )
    assert check(quarter(date(2026, 1, 1), 100, 6), stricter).consequences == (BARRED,)
    assert check(quarter(date(2025, 10, 1), 100, 6), stricter).consequences == ()


# What else could follow


def test_a_small_shop_may_be_none_in_the_quarter() -> None:
    """
    14 of 29 orders bring nothing, unless the rule for few orders is for months only.
    """
    found = check(quarter(date(2026, 1, 1), 29, 14))
    assert found.consequences == ()
    (other,) = found.otherwise
    assert (other.rule, other.consequences) == ("penalties.small_shops", (BARRED, CAPPED))
    assert other.reading == SmallShops.MONTH_ONLY.label
    assert check(quarter(date(2026, 1, 1), 29, 14), MONTH_ONLY).consequences == (BARRED, CAPPED)
    # For a month the readings are the same.
    assert check(CancellationCount(month(2026, 2), 9, 4), MONTH_ONLY).consequences == ()


def test_a_small_shop_is_told_what_growing_brings() -> None:
    """
    One order more and 14 cancellations are too many, for the bar and for the cap.
    """
    found = check(quarter(date(2026, 1, 1), 29, 14))
    assert codes(found) == ["small_shop", "small_shop"]
    assert "from 30 orders on, 14 cancellations are too many" in found.findings[0].text.en
    assert codes(check(quarter(date(2026, 1, 1), 29, 3))) == []
    assert codes(check(quarter(date(2026, 1, 1), 29, 15))) == ["previous_not_given"]


def test_orders_of_unknown_hour_may_decide() -> None:
    """
    8 of 100 is above 7 %; if one of the eight fell within six hours it is 7 of 99, above as well;
    if two did, 6 of 98 is not.
    """
    sure = check(CancellationCount(month(2026, 2), 100, 8, unclear=1))
    found = check(CancellationCount(month(2026, 2), 100, 8, unclear=2))
    assert sure.consequences == found.consequences == (Consequence.WARNING_MAIL,)
    assert sure.otherwise == ()
    (one,) = found.otherwise
    assert (one.rule, one.consequences) == ("penalties.grace_hours", ())
    against = check(CancellationCount(month(2026, 2), 100, 7, 0, 1))
    assert [o.consequences for o in against.otherwise] == [(Consequence.WARNING_MAIL,)]


@pytest.mark.parametrize(
    "unclear, instead", [(0, []), (1, []), (2, [(BARRED, CAPPED)]), (16, [(BARRED, CAPPED)])]
)
def test_unclear_orders_of_the_quarter_before_may_decide_the_stop(
    unclear: int, instead: list[tuple[Consequence, ...]]
) -> None:
    """
    16 of 100 stop the account with the next quarter; 15 of 99 (15.15 %) do as well, 14 of 98 do not.
    """
    before = quarter(date(2026, 1, 1), 100, 16, unclear=unclear)
    found = check(quarter(date(2026, 4, 1), 100, 16), previous=before)
    assert found.consequences == (BARRED, CAPPED, STOPPED)
    others = [o for o in found.otherwise if o.rule == "penalties.grace_hours"]
    assert [one.consequences for one in others] == instead


def test_later_unclear_orders_of_the_quarter_before_may_bring_the_stop() -> None:
    """
    14 of 100 is below 15 %; without seven orders that may have been cancelled at once, 14 of 93 is not.
    """
    before = quarter(date(2026, 1, 1), 100, 14, unclear_later=7)
    found = check(quarter(date(2026, 4, 1), 100, 16), previous=before)
    assert found.consequences == (BARRED, CAPPED)
    (other,) = (o for o in found.otherwise if o.rule == "penalties.grace_hours")
    assert other.consequences == (BARRED, CAPPED, STOPPED)


# What is said


def test_half_a_quarter_before_is_said() -> None:
    """
    The stop rests on two quarters: where the first was not read in full, that is said.
    """
    half = quarter(date(2026, 1, 1), 100, 16, is_complete=False)
    found = check(quarter(date(2026, 4, 1), 100, 16), previous=half)
    assert codes(found) == ["previous_preliminary"]
    assert "2026-01-01 to 2026-03-31" in found.findings[0].text.en
    whole = quarter(date(2026, 1, 1), 100, 16)
    assert codes(check(quarter(date(2026, 4, 1), 100, 16), previous=whole)) == []


def test_a_quarter_above_15_asks_for_the_one_before() -> None:
    """
    Without the quarter before nobody can say whether the account is stopped.
    """
    assert codes(check(quarter(date(2026, 1, 1), 100, 16))) == ["previous_not_given"]
    assert codes(check(quarter(date(2026, 1, 1), 100, 15))) == []
    given = check(quarter(date(2026, 1, 1), 100, 16), previous=quarter(date(2025, 10, 1), 100, 15))
    assert codes(given) == []
    assert given.consequences == (BARRED, CAPPED)


def test_no_orders_and_half_a_period_are_said() -> None:
    """
    A period without orders has no rate; one that is not over is preliminary.
    """
    none = check(quarter(date(2026, 1, 1), 0, 0))
    assert (none.rate, none.consequences, codes(none)) == (None, (), ["no_orders"])
    half = check(quarter(date(2026, 1, 1), 100, 11, is_complete=False))
    assert half.consequences == (BARRED,)
    assert codes(half) == ["preliminary"]
    assert half.findings[0].severity is Severity.WARNING


def test_headroom_of_the_stop_is_there_once_it_threatens() -> None:
    """
    After a quarter above 15 %, the headroom tells how far the stop is; otherwise it is out of reach.
    """
    high, low = quarter(date(2026, 1, 1), 100, 16), quarter(date(2026, 1, 1), 100, 15)
    now = quarter(date(2026, 4, 1), 200, 10)
    assert [r.consequence for r in check(now, previous=high).headroom] == [BARRED, CAPPED, STOPPED]
    assert check(now, previous=high, expected=400).headroom[-1].if_expected == 50
    assert [r.consequence for r in check(now, previous=low).headroom] == [BARRED, CAPPED]
    pooled = check(now, POOLED, previous=low).headroom[-1]
    assert (pooled.cancellations_left, pooled.with_one_more) == (20, Fraction(26, 300))


def test_its_rules_and_doubts_are_named() -> None:
    """
    Every threshold is below HIGH, so each is a doubt, with its source.
    """
    found = check(quarter(date(2026, 1, 1), 420, 44))
    assert {used.rule for used in found.rules} == {
        "penalties.bar_rate",
        "penalties.cap_rate",
        "penalties.few_orders",
        "penalties.few_orders_rate",
        "penalties.small_shops",
        "penalties.lasting",
    }
    assert {doubt.rule for doubt in found.doubts} == {used.rule for used in found.rules}
    assert all(doubt.sources for doubt in found.doubts)
    sure = JAPAN.replacing(
        JAPAN.penalties.warning_rate.with_value(Rate.percent("7"), since=date(2026, 1, 1))
    )
    assert "penalties.warning_rate" not in {
        d.rule for d in check(CancellationCount(month(2026, 2), 1, 0), sure).doubts
    }


def test_a_check_is_a_value() -> None:
    """
    A check compares, pickles, and its repr is one line.
    """
    found = check(quarter(date(2026, 1, 1), 420, 44))
    assert found == check(quarter(date(2026, 1, 1), 420, 44))
    assert pickle.loads(pickle.dumps(found)) == found
    assert repr(found) == (
        "PenaltyCheck(2026-01-01 – 2026-03-31, 44 of 420 cancelled, checked 2026-04-01: "
        "BARRED_FROM_MEGA_WARI)"
    )
    assert repr(check(quarter(date(2026, 1, 1), 1, 0))).endswith("checked 2026-04-01: nothing)")
