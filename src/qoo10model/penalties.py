"""
Penalties (ペナルティ) for cancelled orders: what a month or a quarter brings, and how far each one is.

The counts come from orders, see `qoo10model.cancellationrates`, or are given as numbers.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics import periods
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import Days, month_of, quarter_of
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Evidence
from qoo10model.cancellationrates import CancellationCount, ShownRate, Tally, beside, tally
from qoo10model.headrooms import Headroom, Limit, check_expected
from qoo10model.penaltychecks import Otherwise, PenaltyCheck, check, is_quarter
from qoo10model.penaltydays import Penalty
from qoo10model.rules.book import JAPAN
from qoo10model.rules.penalties import Consequence
from qoo10model.rules.wallet import Cycle


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qoo10model.rules.book import RuleBook

__all__ = (
    "CancellationCount",
    "Consequence",
    "Headroom",
    "Limit",
    "Otherwise",
    "Penalty",
    "PenaltyCheck",
    "PenaltyHistory",
    "ShownRate",
    "Tally",
    "assess",
    "assess_all",
    "assess_month",
    "assess_quarter",
    "beside",
    "few_trust_points",
    "tally",
)

_DAY: Final = timedelta(days=1)

_GAP: Final = Message(
    "penalties.quarter_missing",
    Severity.WARNING,
    Text(
        "the quarter from {first} to {last} is not among those given; whether the account was stopped "
        "after the next one cannot be told",
        "{first}〜{last}の四半期がないため、次の四半期後のアカウント停止は判定できない",
    ),
)


@attrs.frozen(repr=False)
class PenaltyHistory:
    """
    The checks of several months and quarters (ペナルティ履歴), in order of their days.

    >>> assess_all(())
    PenaltyHistory(0 checks, 0 penalties)
    """

    checks: tuple[PenaltyCheck, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def penalties(self) -> tuple[Penalty, ...]:
        """
        Every penalty with its days, in order; `wallet.payouts` takes them as they are.
        """
        found = (penalty for one in self.checks for penalty in one.penalties)
        return tuple(sorted(found, key=_since))

    def on(self, day: date) -> tuple[Penalty, ...]:
        """
        Return the penalties that hold on *day*.

        >>> assess_all(()).on(date(2026, 5, 1))
        ()
        """
        periods.check_day(day, "day")
        return tuple(one for one in self.penalties if day in one.days)

    def __repr__(self) -> str:
        return f"PenaltyHistory({len(self.checks)} checks, {len(self.penalties)} penalties)"


def assess_quarter(
    *,
    first: date,
    paid: int,
    cancelled: int,
    previous: CancellationCount | PenaltyCheck | None = None,
    expected: int | None = None,
    rules: RuleBook = JAPAN,
) -> PenaltyCheck:
    """
    Return the check of the quarter that begins on *first*, from its counts (四半期の判定).

    *paid* are the orders paid in it, *cancelled* those of them cancelled in it, each without what was
    cancelled within six hours. *previous* is the quarter before, without which nobody can say whether
    the account is stopped; *expected* the orders expected by the end of the quarter, for the headroom.

    Raises `InvalidValueError` where *first* is not the first day of a quarter, where *previous* is
    another quarter, and for counts that cannot be; `InvalidTypeError` for arguments of another kind;
    `RuleNotKnownError` before September 2018.

    >>> q = assess_quarter(first=date(2026, 1, 1), paid=420, cancelled=44)
    >>> q.rate, q.consequences, q.on
    (Fraction(11, 105), (Consequence.BARRED_FROM_MEGA_WARI,), datetime.date(2026, 4, 1))
    >>> [(room.consequence.name, room.cancellations_left, room.orders_needed) for room in q.headroom]
    [('BARRED_FROM_MEGA_WARI', 0, 20), ('LISTINGS_CAPPED', 19, 0)]
    """
    days = quarter_of(periods.check_day(first, "first"))
    _check_first(first, days, "a quarter, such as date(2026, 1, 1)")
    count = CancellationCount(days, paid, cancelled)
    return assess(count, previous=previous, expected=expected, rules=rules)


def assess_month(
    *,
    first: date,
    paid: int,
    cancelled: int,
    expected: int | None = None,
    rules: RuleBook = JAPAN,
) -> PenaltyCheck:
    """
    Return the check of the month that begins on *first*, from its counts (月次の判定).

    Raises what `assess_quarter` raises.

    >>> assess_month(first=date(2026, 2, 1), paid=100, cancelled=7).consequences
    ()
    >>> assess_month(first=date(2026, 2, 1), paid=100, cancelled=8).consequences
    (Consequence.WARNING_MAIL,)
    """
    days = month_of(periods.check_day(first, "first"))
    _check_first(first, days, "a month, such as date(2026, 2, 1)")
    return assess(CancellationCount(days, paid, cancelled), expected=expected, rules=rules)


def assess(
    count: CancellationCount,
    *,
    previous: CancellationCount | PenaltyCheck | None = None,
    expected: int | None = None,
    rules: RuleBook = JAPAN,
) -> PenaltyCheck:
    """
    Return the check of *count*, whose days are a whole month or quarter (ペナルティ判定).

    >>> from qoo10model.basics.periods import month
    >>> assess(CancellationCount(month(2026, 2), paid=9, cancelled=4)).consequences
    ()
    """
    if not isinstance(count, CancellationCount):
        msg = f"count must be a CancellationCount, as a Tally gives it (got {count!r})"
        raise InvalidTypeError(msg)
    check_expected(expected, count.paid)
    before = previous.count if isinstance(previous, PenaltyCheck) else previous
    if before is not None:
        _check_previous(before, count)
    return check(count, previous=before, expected=expected, rules=rules)


def assess_all(counts: Iterable[CancellationCount], *, rules: RuleBook = JAPAN) -> PenaltyHistory:
    """
    Return the checks of months and quarters, each quarter beside the one before (ペナルティ履歴).

    Where the quarter before one that is too high is not among *counts*, a finding says so. Raises
    `InvalidValueError` for two counts of the same days, `InvalidTypeError` for what is no count.

    >>> high = [CancellationCount(quarter_of(date(2026, month, 1)), 100, 16) for month in (1, 4)]
    >>> [(one.consequence.name, str(one.since)) for one in assess_all(high).penalties][-1]
    ('ACCOUNT_STOPPED', '2026-07-01')
    """
    by_days: dict[Days, CancellationCount] = {}
    for count in all_of(counts, CancellationCount, "counts"):
        if count.days in by_days:
            msg = f"counts must differ in their days (got two of {count.days.first} on)"
            raise InvalidValueError(msg)
        by_days[count.days] = count
    ordered = sorted(by_days.values(), key=_first_and_last)
    checks = tuple(
        assess(
            one,
            previous=by_days.get(_before(one.days)) if is_quarter(one.days) else None,
            rules=rules,
        )
        for one in ordered
    )
    return PenaltyHistory(checks, tuple(_gaps(by_days)))


def few_trust_points(
    *, since: date, cycle: Cycle | None = None, rules: RuleBook = JAPAN
) -> Penalty:
    """
    Return the longer payout cycle of a shop with few trust points (信用ポイント), from *since* on.

    Below how many points it comes, and how long the cycle is, nobody published: *cycle* is the one
    that QSM shows, None while it is not known. `wallet.payouts` takes the penalty either way.

    >>> few_trust_points(since=date(2026, 6, 1), cycle=Cycle.FOUR_WEEKLY).consequence
    Consequence.PAYOUT_CYCLE_LENGTHENED
    """
    periods.check_day(since, "since")
    if cycle is not None and not isinstance(cycle, Cycle):
        msg = f"cycle must be a Cycle such as Cycle.FOUR_WEEKLY, or None (got {cycle!r})"
        raise InvalidTypeError(msg)
    rule = rules.penalties.trust_lengthens_cycle
    used = (Evidence(rule, rule.entry_on(since)),)
    return Penalty(Consequence.PAYOUT_CYCLE_LENGTHENED, since, cycle=cycle, rules=used)


def _check_first(first: date, days: Days, what: str) -> None:
    if first != days.first:
        msg = f"first must be the first day of {what} (got {first}; it is {days.first})"
        raise InvalidValueError(msg)


def _check_previous(previous: CancellationCount, count: CancellationCount) -> None:
    if not isinstance(previous, CancellationCount):
        msg = f"previous must be the CancellationCount of the quarter before (got {previous!r})"
        raise InvalidTypeError(msg)
    if not is_quarter(count.days) or previous.days != _before(count.days):
        msg = (
            f"previous must be the quarter before the one that begins on {count.days.first} "
            f"(got {previous.days.first} – {previous.days.last})"
        )
        raise InvalidValueError(msg)


def _before(days: Days) -> Days:
    return quarter_of(days.first - _DAY)


def _gaps(by_days: Mapping[Days, CancellationCount]) -> Iterator[Finding]:
    quarters = sorted((days for days in by_days if is_quarter(days)), key=_first)
    for days in quarters[1:]:
        missing = _before(days)
        if missing not in by_days:
            yield _GAP.finding(first=missing.first, last=missing.last)


def _first(days: Days) -> date:
    return days.first


def _first_and_last(count: CancellationCount) -> tuple[date, date]:
    return count.days.first, count.days.last


def _since(penalty: Penalty) -> date:
    return penalty.since
