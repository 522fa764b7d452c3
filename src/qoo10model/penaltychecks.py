"""
Checks of the cancellation rate (ペナルティ判定): on which day, what follows, what else could follow.

A month is checked on the 1st of the next one, a quarter on 1 January, April, July and October.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.effects import unweighed
from qoo10model.basics.errors import InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import Days, month_of, quarter_of
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Evidence, Timeline, reading_text
from qoo10model.cancellationrates import CancellationCount
from qoo10model.headrooms import Headroom, Limit
from qoo10model.penaltydays import Penalty, penalty_of
from qoo10model.rules.penalties import Consequence, SmallShops, TwoQuarters


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from qoo10model.basics.uncertainty import Doubt
    from qoo10model.rules.book import RuleBook
    from qoo10model.rules.penalties import PenaltyRules

__all__ = ("Otherwise", "PenaltyCheck", "check", "check_day", "is_quarter")

_DAY: Final = timedelta(days=1)

_NO_ORDERS: Final = Message(
    "penalties.no_orders",
    Severity.ADVICE,
    Text(
        "no order was paid from {first} to {last}, so there is no rate",
        "{first}〜{last}に入金済みの注文がなく、率は出ない",
    ),
)
_PRELIMINARY: Final = Message(
    "penalties.preliminary",
    Severity.WARNING,
    Text(
        "the orders of {first} to {last} are not all known; this is how the check on {day} would end "
        "with the orders so far",
        "{first}〜{last}の注文が揃っていない。{day}の判定は現時点の注文による見込み",
    ),
)
_PREVIOUS_PRELIMINARY: Final = Message(
    "penalties.previous_preliminary",
    Severity.WARNING,
    Text(
        "the orders of the quarter before, {first} to {last}, are not all known; whether the account is "
        "stopped rests on those that are",
        "前四半期（{first}〜{last}）の注文が揃っていない。アカウント停止の判定は判明分による",
    ),
)
_NO_PREVIOUS: Final = Message(
    "penalties.previous_not_given",
    Severity.WARNING,
    Text(
        "above {rate}; whether the account is stopped depends on the quarter before, which was not "
        "given: pass previous=",
        "{rate}を超過。アカウント停止かどうかは前四半期による（previous=で指定）",
    ),
)
_SMALL: Final = Message(
    "penalties.small_shop",
    Severity.ADVICE,
    Text(
        "checked as a shop with few orders; from {few} orders on, {cancelled} cancellations are too "
        "many for: {consequence}",
        "小規模ショップとして判定。{few}件以上になるとキャンセル{cancelled}件は基準超過（{consequence}）",
    ),
)
_NO_CALENDAR: Final = Message(
    "penalties.events_not_known",
    Severity.WARNING,
    Text(
        "the calendar of mega-wari does not reach all days from {since} on; there may be others that "
        "the bar hits",
        "{since}以降のメガ割日程に不明な期間があり、ほかにも対象の回があり得る",
    ),
)
_UNCLEAR: Final = Text(
    "the orders of unknown hour are taken in the shop's favour", "時刻不明の注文を有利に扱う"
)
_UNCLEAR_AGAINST: Final = Text(
    "the orders of unknown hour are taken against the shop", "時刻不明の注文を不利に扱う"
)


@attrs.frozen
class Otherwise:
    """
    What would follow instead (別の解釈): under another *reading* of the open *rule*.

    >>> Otherwise("penalties.two_quarters", TwoQuarters.POOLED.label, ()).reading.ja
    '半年間の合算'
    """

    rule: str
    reading: Text
    consequences: tuple[Consequence, ...]


@attrs.frozen(repr=False)
class PenaltyCheck:
    """
    The check of one month or quarter (ペナルティ判定), on the day *on*.

    *consequences* are what follows, the mildest first, *penalties* the same with their days;
    *headroom* tells for each threshold how far it is, *otherwise* what would follow under another
    reading of an open rule, where that differs. *rules* are the dated rules that were used.

    >>> from qoo10model.basics.periods import month
    >>> from qoo10model.rules.book import JAPAN
    >>> check(CancellationCount(month(2026, 2), paid=100, cancelled=8), rules=JAPAN)
    PenaltyCheck(2026-02-01 – 2026-02-28, 8 of 100 cancelled, checked 2026-03-01: WARNING_MAIL)
    """

    count: CancellationCount
    on: date
    consequences: tuple[Consequence, ...]
    penalties: tuple[Penalty, ...]
    headroom: tuple[Headroom, ...]
    otherwise: tuple[Otherwise, ...]
    findings: tuple[Finding, ...]
    rules: tuple[Evidence, ...]

    @property
    def rate(self) -> Fraction | None:
        """
        The cancellation rate, exactly; None where nothing was paid.
        """
        return self.count.rate

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """
        The rules below HIGH that it rests on; what an open one could change is in `otherwise`.
        """
        return unweighed(self.rules)

    def __repr__(self) -> str:
        count = self.count
        names = ", ".join(one.name for one in self.consequences) or "nothing"
        return (
            f"PenaltyCheck({count.days.first} – {count.days.last}, {count.cancelled} of {count.paid} "
            f"cancelled, checked {self.on}: {names})"
        )


def check(
    count: CancellationCount,
    *,
    previous: CancellationCount | None = None,
    expected: int | None = None,
    rules: RuleBook,
) -> PenaltyCheck:
    """
    Return the check of *count*, whose days are a month or a quarter; *previous* is the one before.

    >>> from qoo10model.basics.periods import month
    >>> from qoo10model.rules.book import JAPAN
    >>> check(CancellationCount(month(2026, 2), paid=100, cancelled=7), rules=JAPAN).consequences
    ()
    """
    on = check_day(count.days)
    limits = tuple(_limits(count, previous, rules))
    penalties = tuple(penalty_of(limit, on, rules) for limit in _exceeded(limits, count))
    rooms = tuple(
        Headroom.of(limit, count.paid, count.cancelled, expected=expected) for limit in limits
    )
    named = (
        *(e for one in limits for e in one.rules),
        *(e for one in penalties for e in one.rules),
    )
    used = {evidence.rule: evidence for evidence in named}
    return PenaltyCheck(
        count,
        on,
        _names(limits, count),
        penalties,
        rooms,
        tuple(_otherwise(count, previous, rules, _names(limits, count))),
        tuple(_findings(count, previous, limits, penalties, rules)),
        tuple(used.values()),
    )


def check_day(days: Days) -> date:
    """
    Return the day on which *days*, a whole month or quarter, are checked: the day after them.

    Raises `InvalidValueError` for other days: for a week no threshold is known.

    >>> from qoo10model.basics.periods import month
    >>> check_day(month(2026, 12))
    datetime.date(2027, 1, 1)
    """
    if days in (month_of(days.first), quarter_of(days.first)):
        return days.last + _DAY
    msg = (
        "the days of a check must be a whole month or quarter; for a week or another run no "
        f"threshold is known (got {days.first} – {days.last})"
    )
    raise InvalidValueError(msg)


def is_quarter(days: Days) -> bool:
    """
    Return whether *days* are a whole quarter.

    >>> from qoo10model.basics.periods import month
    >>> is_quarter(month(2026, 1))
    False
    """
    return days == quarter_of(days.first)


def _limits(
    count: CancellationCount, previous: CancellationCount | None, rules: RuleBook
) -> Iterator[Limit]:
    days, on, book = count.days, check_day(count.days), rules.penalties
    if not is_quarter(days):
        yield _limit(Consequence.WARNING_MAIL, book.warning_rate, book.few_orders.on(on), on, book)
        return
    few, scope = _few_in_quarter(days, on, book), (_used(book.small_shops, on),)
    yield _limit(Consequence.BARRED_FROM_MEGA_WARI, book.bar_rate, few, on, book, *scope)
    yield _limit(Consequence.LISTINGS_CAPPED, book.cap_rate, few, on, book, *scope)
    if previous is None:
        return
    reading = _used(book.two_quarters, on)
    stop = _limit(Consequence.ACCOUNT_STOPPED, book.stop_rate, few, on, book, *scope, reading)
    if book.two_quarters.on(on) is TwoQuarters.POOLED:
        yield attrs.evolve(
            stop,
            few=few + _few_in_quarter(previous.days, on, book),
            earlier_paid=previous.paid,
            earlier_cancelled=previous.cancelled,
        )
    elif stop.is_exceeded(previous.paid, previous.cancelled):
        yield stop


def _few_in_quarter(days: Days, on: date, book: PenaltyRules) -> int:
    if book.small_shops.on(on) is SmallShops.MONTH_ONLY:
        return 0
    return book.few_orders.on(on) * (days.last.month - days.first.month + 1)


def _limit(
    consequence: Consequence,
    rate: Timeline[Any],
    few: int,
    on: date,
    book: PenaltyRules,
    *more: Evidence,
) -> Limit:
    used = (_used(rate, on), _used(book.few_orders, on), _used(book.few_orders_rate, on), *more)
    return Limit(consequence, rate.on(on), few, book.few_orders_rate.on(on), rules=used)


def _used(timeline: Timeline[Any], day: date) -> Evidence:
    return Evidence(timeline, timeline.entry_on(day))


def _exceeded(limits: Iterable[Limit], count: CancellationCount) -> tuple[Limit, ...]:
    return tuple(one for one in limits if one.is_exceeded(count.paid, count.cancelled))


def _names(limits: Iterable[Limit], count: CancellationCount) -> tuple[Consequence, ...]:
    return tuple(limit.consequence for limit in _exceeded(limits, count))


def _otherwise(
    count: CancellationCount,
    previous: CancellationCount | None,
    rules: RuleBook,
    taken: tuple[Consequence, ...],
) -> Iterator[Otherwise]:
    on, book = check_day(count.days), rules.penalties
    for timeline in (book.two_quarters, book.small_shops):
        for value in timeline.entry_on(on).alternatives:
            other = rules.with_reading(timeline.name, value)
            found = _names(_limits(count, previous, other), count)
            if found != taken:
                yield Otherwise(timeline.name, reading_text(value), found)
    ends = (
        (_UNCLEAR, count.lowest, None if previous is None else previous.lowest),
        (_UNCLEAR_AGAINST, count.highest, None if previous is None else previous.highest),
    )
    for reading, at_end, before in ends:
        found = _names(_limits(at_end, before, rules), at_end)
        if found != taken:
            yield Otherwise(book.grace_hours.name, reading, found)


def _findings(
    count: CancellationCount,
    previous: CancellationCount | None,
    limits: tuple[Limit, ...],
    penalties: tuple[Penalty, ...],
    rules: RuleBook,
) -> Iterator[Finding]:
    days, on, stop = count.days, check_day(count.days), rules.penalties.stop_rate
    if not count.paid:
        yield _NO_ORDERS.finding(first=days.first, last=days.last)
    if not count.is_complete:
        yield _PRELIMINARY.finding(first=days.first, last=days.last, day=on)
    if previous is not None and not previous.is_complete:
        before = previous.days
        yield _PREVIOUS_PRELIMINARY.finding(first=before.first, last=before.last)
    if is_quarter(days) and previous is None:
        capped = attrs.evolve(limits[-1], rate=stop.on(on))
        if capped.is_exceeded(count.paid, count.cancelled):
            yield _NO_PREVIOUS.finding(rate=capped.rate_at(count.paid))
    for limit in limits:
        total = count.paid + limit.earlier_paid
        too_many = limit.most(limit.few - limit.earlier_paid) < count.cancelled
        if (
            0 < total < limit.few
            and too_many
            and not limit.is_exceeded(count.paid, count.cancelled)
        ):
            yield _SMALL.finding(
                few=limit.few, cancelled=count.cancelled, consequence=limit.consequence.label
            )
    for penalty in penalties:
        if not penalty.events_are_known:
            yield _NO_CALENDAR.finding(since=penalty.since)
