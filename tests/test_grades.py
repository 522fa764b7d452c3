from __future__ import annotations

import copy
import pickle

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.sources import Confidence
from qoo10model.grades import Grade, Outlook, Upkeep, outlook, upkeep
from qoo10model.rules.book import JAPAN
from tests.strategies import days


GENERAL, EXCELLENT, POWER = Grade.GENERAL, Grade.EXCELLENT, Grade.POWER
MAY = date(2026, 5, 11)
FIRST = date(2018, 9, 1)

sales = st.integers(0, 20_000_000)


@pytest.mark.parametrize("day", [FIRST, date(2023, 12, 31), date(2024, 1, 1), MAY])
@pytest.mark.parametrize(
    "sold, reached, next_grade, missing",
    [
        (0, GENERAL, EXCELLENT, 1_000_000),
        (1, GENERAL, EXCELLENT, 999_999),
        (999_999, GENERAL, EXCELLENT, 1),
        (1_000_000, EXCELLENT, POWER, 4_000_000),
        (1_200_000, EXCELLENT, POWER, 3_800_000),
        (4_999_999, EXCELLENT, POWER, 1),
        (5_000_000, POWER, None, None),
        (10**12, POWER, None, None),
    ],
)
def test_what_twelve_months_of_sales_reach(
    sold: int, reached: Grade, next_grade: Grade | None, missing: int | None, day: date
) -> None:
    """
    A million yen in 12 months reach excellent, five millions power, on the yen.
    """
    now = outlook(sold, on=day)
    assert (now.reached, now.next_grade, now.missing) == (reached, next_grade, missing)


@pytest.mark.parametrize(
    "sold, reached_asks, next_asks",
    [(0, False, False), (1_000_000, False, True), (5_000_000, True, False)],
)
def test_power_asks_for_more_than_sales(sold: int, reached_asks: bool, next_asks: bool) -> None:
    """
    Power also asks for service points that nobody published, and the outlook says so in words.
    """
    now = outlook(sold, on=MAY)
    said = {
        True: (
            "service points as well; how many is not published",
            "サービスポイントの条件もある（基準は非公開）",
        ),
        False: ("", ""),
    }
    assert (now.reached_asks.en, now.reached_asks.ja) == said[reached_asks]
    assert (now.next_asks.en, now.next_asks.ja) == said[next_asks]


@pytest.mark.parametrize("day", [FIRST, date(2023, 12, 31), date(2024, 1, 1), MAY])
@pytest.mark.parametrize(
    "grade, sold, needed, missing, is_kept",
    [
        (GENERAL, 0, 0, 0, True),
        (EXCELLENT, 0, 100_000, 100_000, False),
        (EXCELLENT, 99_999, 100_000, 1, False),
        (EXCELLENT, 100_000, 100_000, 0, True),
        (EXCELLENT, 100_001, 100_000, 0, True),
        (POWER, 420_000, 500_000, 80_000, False),
        (POWER, 499_999, 500_000, 1, False),
        (POWER, 500_000, 500_000, 0, True),
        (POWER, 10**12, 500_000, 0, True),
    ],
)
def test_what_keeps_a_grade(
    grade: Grade, sold: int, needed: int, missing: int, is_kept: bool, day: date
) -> None:
    """
    A month of 100,000 yen keeps excellent, one of 500,000 power, and general needs nothing.
    """
    kept = upkeep(grade, sold, on=day)
    assert (kept.grade, kept.needed, kept.missing, kept.is_kept) == (
        grade,
        needed,
        missing,
        is_kept,
    )


@pytest.mark.parametrize(
    "day, rules", [(date(2018, 10, 1), []), (MAY, ["sellers.keep_sales[POWER]"])]
)
def test_old_conditions_for_keeping_are_in_doubt(day: date, rules: list[str]) -> None:
    """
    The conditions of 2018 for keeping a grade were never read again, so that they are doubts today.
    """
    doubts = upkeep(POWER, 600_000, on=day).doubts
    assert [doubt.rule for doubt in doubts] == rules
    assert {doubt.confidence for doubt in doubts} <= {Confidence.LOW}
    assert {doubt.taken.en for doubt in doubts} <= {"500000", "500,000"}
    assert all(doubt.effect_is_unknown and doubt.sources for doubt in doubts)


def test_a_result_names_the_rules_it_rests_on() -> None:
    """
    An outlook rests on each threshold up to the next grade, an upkeep on its own; general on none.
    """
    to_power = [used.rule for used in outlook(1_000_000, on=MAY).rules]
    assert to_power == ["sellers.reach_sales[EXCELLENT]", "sellers.reach_sales[POWER]"]
    to_excellent = [used.rule for used in outlook(0, on=MAY).rules]
    assert to_excellent == ["sellers.reach_sales[EXCELLENT]"]
    assert [used.rule for used in upkeep(POWER, 0, on=MAY).rules] == ["sellers.keep_sales[POWER]"]
    assert upkeep(GENERAL, 0, on=MAY).rules == ()
    assert outlook(0, on=date(2020, 1, 1)).doubts == ()


def test_the_rule_book_decides() -> None:
    """
    Were power to take 6 millions and a month of 600,000 from 2026 on, both would hold from then.
    """
    rules = JAPAN.replacing(
        JAPAN.sellers.reach_sales[POWER].with_value(6_000_000, since=date(2026, 1, 1)),
        JAPAN.sellers.keep_sales[POWER].with_value(600_000, since=date(2026, 1, 1)),
    )
    assert outlook(5_500_000, on=date(2025, 12, 31), rules=rules).reached is POWER
    assert outlook(5_500_000, on=date(2026, 1, 1), rules=rules).missing == 500_000
    assert upkeep(POWER, 550_000, on=date(2025, 12, 31), rules=rules).is_kept
    assert upkeep(POWER, 550_000, on=date(2026, 1, 1), rules=rules).missing == 50_000


def test_before_the_reform_nothing_is_known() -> None:
    """
    What a grade took before September 2018 is not known.
    """
    for use in (
        lambda: outlook(0, on=date(2018, 8, 31)),
        lambda: upkeep(POWER, 0, on=date(2018, 8, 31)),
    ):
        with pytest.raises(RuleNotKnownError, match="is not known before"):
            use()


@given(sales, sales, days)
def test_more_sales_never_lower_a_grade(sold: int, more: int, day: date) -> None:
    """
    With more sales the grade is no lower, and what is missing sold as well reaches the next one.
    """
    order = list(Grade)
    now, later = outlook(sold, on=day), outlook(sold + more, on=day)
    assert order.index(later.reached) >= order.index(now.reached)
    if now.missing is None:
        assert now.reached is order[-1]
    else:
        assert now.missing > 0
        assert outlook(sold + now.missing, on=day).reached is now.next_grade
        assert outlook(sold + now.missing - 1, on=day).reached is now.reached


@given(st.sampled_from(Grade), sales, days)
def test_what_is_missing_keeps_a_grade(grade: Grade, sold: int, day: date) -> None:
    """
    A grade is kept with what is missing sold as well, and with one yen less it is not.
    """
    kept = upkeep(grade, sold, on=day)
    assert kept.missing == max(0, kept.needed - sold)
    assert upkeep(grade, sold + kept.missing, on=day).is_kept
    assert kept.is_kept or not upkeep(grade, sold + kept.missing - 1, on=day).is_kept


@given(sales, days)
def test_both_results_are_values(sold: int, day: date) -> None:
    """
    An outlook and an upkeep survive pickling and copying and have a repr of one line.
    """
    for result in (outlook(sold, on=day), upkeep(POWER, sold, on=day)):
        again = pickle.loads(pickle.dumps(result))
        assert again == copy.deepcopy(result) == result
        assert hash(again) == hash(result)
        assert "\n" not in repr(result)
        assert "rules" not in repr(result)


@pytest.mark.parametrize("kind", [Outlook, Upkeep])
def test_both_results_are_frozen(kind: type[Outlook | Upkeep]) -> None:
    """
    No field can be set.
    """
    result = {Outlook: outlook(0, on=MAY), Upkeep: upkeep(POWER, 0, on=MAY)}[kind]
    for field in attrs.fields(kind):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(result, field.name, None)


@pytest.mark.parametrize("sold", [1e6, True, "1000000", None, Decimal(10**6), (1,)])
def test_sales_are_yen(sold: Any) -> None:
    """
    Nothing but an int is an amount of sales.
    """
    for use in (lambda: outlook(sold, on=MAY), lambda: upkeep(GENERAL, sold, on=MAY)):
        with pytest.raises(InvalidTypeError, match="sales must be whole yen as int"):
            use()


@pytest.mark.parametrize("sold", [-1, -1_000_000])
def test_sales_are_not_negative(sold: int) -> None:
    """
    A shop cannot have sold less than nothing.
    """
    for use in (lambda: outlook(sold, on=MAY), lambda: upkeep(GENERAL, sold, on=MAY)):
        with pytest.raises(InvalidValueError, match="sales must be at least 0 yen"):
            use()


@pytest.mark.parametrize("day", [datetime(2026, 5, 11, tzinfo=UTC), "2026-05-11", None])
def test_the_day_is_a_date(day: Any) -> None:
    """
    What grades ask for holds on a Japanese day, and the error names the argument.
    """
    for use in (lambda: outlook(1, on=day), lambda: upkeep(GENERAL, 1, on=day)):
        with pytest.raises(InvalidTypeError, match="on must be a date"):
            use()


@pytest.mark.parametrize("grade", ["POWER", "パワー", None, 3, Grade])
def test_a_grade_is_a_grade(grade: Any) -> None:
    """
    The name of a grade is no grade.
    """
    with pytest.raises(InvalidTypeError, match=r"grade must be a Grade such as Grade\.POWER"):
        upkeep(grade, 0, on=MAY)
