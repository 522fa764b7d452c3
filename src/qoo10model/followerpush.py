"""
Pushes to followers (フォロワー向けPUSH): when the next one is free, and a plan that keeps the quota.

So many a week are free. Which week is meant nobody published; the strictest reading is taken, any
seven days, and a plan that keeps it keeps the others.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import JST, Days, to_jst, week_of
from qoo10model.basics.texts import Text
from qoo10model.rules.book import JAPAN
from qoo10model.rules.coupons import PushWeek


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.rules.book import RuleBook

__all__ = ("PushPlan", "PushWeek", "is_free", "next_free", "plan")

_DAY: Final = timedelta(days=1)
_NOT_FREE: Final = Message(
    "coupons.push_not_free",
    Severity.WARNING,
    Text(
        "a push at {at} is not free beside the others; free from {free} on",
        "{at}のPUSHは無料枠を超える。次に無料で送れるのは{free}から",
    ),
)
_OUTSIDE: Final = Message(
    "coupons.push_outside",
    Severity.ADVICE,
    Text("the push wished for at {at} lies outside the days planned", "{at}のPUSHは対象期間外"),
)


@attrs.frozen
class PushPlan:
    """
    The *pushes* of some *days* in order, all of them free, and the *findings* on wishes left out.

    >>> PushPlan(Days(date(2026, 7, 1), date(2026, 7, 31)), ()).pushes
    ()
    """

    days: Days
    pushes: tuple[datetime, ...]
    findings: tuple[Finding, ...] = ()


def is_free(at: datetime, sent: Iterable[datetime] = (), *, rules: RuleBook = JAPAN) -> bool:
    """
    Return whether a push at the aware moment *at* is free beside those *sent*, before or after it.

    Raises `InvalidTypeError` and `InvalidValueError` as `qoo10model.basics.periods.to_jst` does,
    `RuleNotKnownError` before 2025.

    >>> monday = datetime(2026, 7, 6, 19, 0, tzinfo=JST)
    >>> is_free(datetime(2026, 7, 13, 18, 59, tzinfo=JST), (monday,))
    False
    >>> is_free(datetime(2026, 7, 13, 19, 0, tzinfo=JST), (monday,))
    True
    """
    return _is_free(to_jst(at), _moments(sent), rules)


def next_free(
    after: datetime, sent: Iterable[datetime] = (), *, rules: RuleBook = JAPAN
) -> datetime:
    """
    Return the first moment from *after* on at which a push is free beside those *sent*, in JST.

    It raises what `is_free` raises.

    >>> monday = datetime(2026, 7, 6, 19, 0, tzinfo=JST)
    >>> next_free(datetime(2026, 7, 8, tzinfo=JST), (monday,)).isoformat()
    '2026-07-13T19:00:00+09:00'
    """
    return _next_free(to_jst(after), _moments(sent), rules)


def plan(
    days: Days,
    *,
    at: time,
    wishes: Iterable[datetime] = (),
    sent: Iterable[datetime] = (),
    rules: RuleBook = JAPAN,
) -> PushPlan:
    """
    Return a plan of free pushes for *days*, such as a month (配信計画).

    *wishes* are taken first, in their order, where they are free beside those *sent*. What is left of
    the quota is filled with the earliest days, *at* the time of day in JST.

    Raises `InvalidTypeError` for days or a time of another kind, and what `is_free` raises.

    >>> from qoo10model.basics.periods import month
    >>> opening = datetime(2026, 8, 28, 17, 0, tzinfo=JST)
    >>> [f"{push:%d}" for push in plan(month(2026, 8), at=time(19), wishes=(opening,)).pushes]
    ['01', '08', '15', '28']
    """
    if not isinstance(days, Days):
        raise InvalidTypeError(f"days must be Days, such as month(2026, 7) (got {days!r})")
    _check_time(at)
    before = _moments(sent)
    taken: list[datetime] = []
    findings: list[Finding] = []
    for wish in (to_jst(one) for one in wishes):
        if wish.date() not in days:
            findings.append(_OUTSIDE.finding(at=_shown(wish)))
        elif _is_free(wish, (*before, *taken), rules):
            taken.append(wish)
        else:
            free = _next_free(wish, (*before, *taken), rules)
            findings.append(_NOT_FREE.finding(at=_shown(wish), free=_shown(free)))
    for day in days:
        moment = datetime.combine(day, at, JST)
        if _is_free(moment, (*before, *taken), rules):
            taken.append(moment)
    return PushPlan(days, tuple(sorted(taken)), tuple(findings))


def _is_free(at: datetime, others: tuple[datetime, ...], rules: RuleBook) -> bool:
    coupons, day = rules.coupons, at.date()
    quota, week = coupons.pushes.on(day), coupons.push_week.on(day)
    if week is not PushWeek.ROLLING:
        same = sum(1 for other in others if _week(other, week) == _week(at, week))
        return same < quota
    length = timedelta(coupons.push_days.on(day))
    near = (*(other for other in others if abs(other - at) < length), at)
    # A stretch is fullest where it begins with a push.
    starts = (start for start in near if start <= at)
    return all(sum(1 for one in near if start <= one < start + length) <= quota for start in starts)


def _next_free(after: datetime, others: tuple[datetime, ...], rules: RuleBook) -> datetime:
    coupons = rules.coupons
    week, length = coupons.push_week.on(after.date()), timedelta(coupons.push_days.on(after.date()))
    if week is PushWeek.ROLLING:
        ends = (other + length for other in others)
    else:
        ends = (_week_end(other, week) for other in others)
    moments = sorted({after, *(end for end in ends if end > after)})
    return next(moment for moment in moments if _is_free(moment, others, rules))


def _week(moment: datetime, week: PushWeek) -> date:
    day = moment.date() if week is PushWeek.FROM_MONDAY else moment.date() + _DAY
    return week_of(day).first


def _week_end(moment: datetime, week: PushWeek) -> datetime:
    end = week_of(_week(moment, week)).span.end
    return end if week is PushWeek.FROM_MONDAY else end - _DAY


def _check_time(at: object) -> None:
    if not isinstance(at, time) or at.tzinfo is not None:
        raise InvalidTypeError(f"at must be a time of day without a zone (got {at!r})")


def _moments(sent: Iterable[datetime]) -> tuple[datetime, ...]:
    return tuple(to_jst(moment) for moment in sent)


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
