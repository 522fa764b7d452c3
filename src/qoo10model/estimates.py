"""
Planned days of shipping (発送予定日): between which days one may be entered for an order.

The seller enters the day when confirming an order. It is what the buyer is told, and the order is
labelled as delayed once it has passed, see `qoo10model.delays`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import Days, check_day
from qoo10model.basics.texts import Text
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from qoo10model.rules.book import RuleBook

__all__ = ("check_estimate", "estimate_days")

_TOO_EARLY: Final = Message(
    "shipping.estimate_too_early",
    Severity.ERROR,
    Text(
        "the planned day {day} is refused (-10018): it must be {first} or later",
        "発送予定日{day}は登録できない（-10018）。{first}以降にしてください",
    ),
)
_TOO_LATE: Final = Message(
    "shipping.estimate_too_late",
    Severity.WARNING,
    Text(
        "the planned day {day} may be refused (-10017): it lies after {last}, the latest day that "
        "clients take; the true limit is not published",
        "発送予定日{day}は登録できない可能性がある（-10017）。一般的な上限{last}より後（正式な上限は非公開）",
    ),
)


def estimate_days(*, on: date, rules: RuleBook = JAPAN) -> Days:
    """
    Return the days that may be entered as planned day of shipping (発送予定日) on the day *on*.

    The first is certain. How far the last lies is not published; it is what a public client takes.

    >>> days = estimate_days(on=date(2026, 5, 14))
    >>> days.first, days.last
    (datetime.date(2026, 5, 15), datetime.date(2026, 6, 13))
    """
    day, shipping = check_day(on, "on"), rules.shipping
    return Days(
        day + timedelta(shipping.estimate_after.on(day)),
        day + timedelta(shipping.estimate_within.on(day)),
    )


def check_estimate(planned: date, *, on: date, rules: RuleBook = JAPAN) -> tuple[Finding, ...]:
    """
    Return why *planned* would be refused as planned day when entered on the day *on*.

    A day that is too early is refused for certain, one that is too late perhaps: an error and a
    warning.

    >>> [str(one.severity) for one in check_estimate(date(2026, 5, 14), on=date(2026, 5, 14))]
    ['error']
    """
    days = estimate_days(on=on, rules=rules)
    if check_day(planned, "planned") < days.first:
        return (_TOO_EARLY.finding(day=planned, first=days.first),)
    if planned > days.last:
        return (_TOO_LATE.finding(day=planned, last=days.last),)
    return ()
