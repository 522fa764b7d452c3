from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Severity
from qoo10model.basics.periods import Days
from qoo10model.estimates import check_estimate, estimate_days
from qoo10model.rules.book import JAPAN


@pytest.mark.parametrize(
    "on, first, last",
    [
        (date(2026, 5, 14), date(2026, 5, 15), date(2026, 6, 13)),
        (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 30)),
        (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 29)),
    ],
)
def test_planned_days_lie_after_today(on: date, first: date, last: date) -> None:
    """
    A planned day may be tomorrow at the earliest, and 30 days ahead as far as anybody knows.
    """
    assert estimate_days(on=on) == Days(first, last)


@pytest.mark.parametrize(
    "planned, code, severity",
    [
        (date(2026, 5, 13), "shipping.estimate_too_early", Severity.ERROR),
        (date(2026, 5, 14), "shipping.estimate_too_early", Severity.ERROR),
        (date(2026, 5, 15), "", None),
        (date(2026, 6, 13), "", None),
        (date(2026, 6, 14), "shipping.estimate_too_late", Severity.WARNING),
        (date(9999, 12, 31), "shipping.estimate_too_late", Severity.WARNING),
    ],
)
def test_too_early_is_refused_and_too_late_perhaps(
    planned: date, code: str, severity: Severity | None
) -> None:
    """
    Too early is an error with -10018; too late a warning with -10017, for its limit is not published.
    """
    found = check_estimate(planned, on=date(2026, 5, 14))
    assert [(one.code, one.severity) for one in found] == ([(code, severity)] if code else [])
    for one in found:
        assert ("-10018" if severity is Severity.ERROR else "-10017") in one.text.ja


@given(st.dates(date(2018, 9, 1), date(2100, 1, 1)), st.integers(-60, 60))
def test_the_check_agrees_with_the_days(on: date, ahead: int) -> None:
    """
    A planned day has no finding exactly where it is one of the days.
    """
    planned = on + timedelta(ahead)
    assert (check_estimate(planned, on=on) == ()) is (planned in estimate_days(on=on))


def test_the_limit_is_a_rule_of_low_confidence() -> None:
    """
    Whoever knows the true limit puts it into the rule book.
    """
    known = JAPAN.replacing(JAPAN.shipping.estimate_within.with_value(60, since=date(2026, 1, 1)))
    assert not check_estimate(date(2026, 7, 13), on=date(2026, 5, 14), rules=known)
    assert JAPAN.shipping.estimate_within.entry_on(date(2026, 5, 14)).confidence.name == "LOW"


@pytest.mark.parametrize("value", ["20260515", None, datetime(2026, 5, 15)])
def test_only_days_are_taken(value: Any) -> None:
    """
    Texts and moments are no days.
    """
    with pytest.raises(InvalidTypeError, match="planned must be a date"):
        check_estimate(value, on=date(2026, 5, 14))
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        estimate_days(on=value)
