"""
Cancelled orders (キャンセル注文) among order lines and claims: which count, on which days, which do not.

`qoo10model.cancellationrates` makes rates of them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import JST
from qoo10model.basics.texts import Text
from qoo10model.claims import Claim, ClaimGroup, ClaimStatus
from qoo10model.orders import OrderLine
from qoo10model.rules.orders import OrderStatus
from qoo10model.versions import is_of_one_shop


if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from qoo10model.rules.book import RuleBook

__all__ = ("OrderDays", "gather")

_DAY: Final = timedelta(days=1)
_LAST: Final = _DAY - timedelta.resolution
_SENT: Final = (OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED)
_NUMBER: Final = attrgetter("order_no")
_PAID_ON: Final = attrgetter("paid_on")

_REPEATED: Final = Message(
    "cancellationrates.repeated",
    Severity.WARNING,
    Text(
        "{orders} rows repeat an order of the same shop; the last row of each counts",
        "同じショップの注文が重複する行が{orders}行ある。最後の行だけを数える",
    ),
)
_NO_PAYMENT_DAY: Final = Message(
    "cancellationrates.payment_day_missing",
    Severity.WARNING,
    Text(
        "{orders} orders are paid, but their rows have no day of payment; they are in no count",
        "入金済みだが入金日のない注文が{orders}件あり、集計に含めない",
    ),
)
_CLAIM_ALONE: Final = Message(
    "cancellationrates.claim_without_dates",
    Severity.WARNING,
    Text(
        "the claim has no order line and no day of payment; the order is in no count",
        "クレームに注文行も入金日もないため、集計に含めない",
    ),
)
_NO_DAY: Final = Message(
    "cancellationrates.cancel_day_missing",
    Severity.ERROR,
    Text(
        "the order is cancelled, but on which day is not told; it counts as paid and not cancelled",
        "キャンセル完了だが完了日がないため、入金のみ数える",
    ),
)
_TOO_EARLY: Final = Message(
    "cancellationrates.cancelled_too_early",
    Severity.ERROR,
    Text(
        "cancelled on {day}, before the order was placed or paid; it counts as paid and not "
        "cancelled",
        "キャンセル完了日{day}が注文・入金より前のため、入金のみ数える",
    ),
)
_TWICE: Final = Message(
    "cancellationrates.cancelled_twice",
    Severity.WARNING,
    Text(
        "cancelled more than once ({days}); it counts once, on the first day",
        "キャンセルが複数ある（{days}）。最初の日に1件と数える",
    ),
)


@attrs.frozen
class OrderDays:
    """
    Orders by the Japanese day of their payment (入金日別注文): how many, and which were cancelled when.

    *days* are in order, and *paid*, *cancelled_on* and *unclear_on* have one thing for each of them:
    the number of orders, the days of their cancellations, and those of cancellations whose hour would
    decide whether the order counts.

    >>> OrderDays((), (), (), ()).findings
    ()
    """

    days: tuple[date, ...]
    paid: tuple[int, ...]
    cancelled_on: tuple[tuple[date, ...], ...]
    unclear_on: tuple[tuple[date, ...], ...]
    findings: tuple[Finding, ...] = ()


class _Count:
    """
    A count under way.
    """

    def __init__(self, paid: Counter[date], rules: RuleBook) -> None:
        self.paid = paid
        self.cancelled: dict[date, list[date]] = {}
        self.unclear: dict[date, list[date]] = {}
        self.findings: list[Finding] = []
        self.dated: set[tuple[str, int]] = set()  # orders whose day of payment only a claim tells
        self._rules = rules
        self._grace: dict[date, timedelta] = {}

    def grace_on(self, day: date) -> timedelta:
        if day not in self._grace:
            hours = self._rules.penalties.grace_hours.on(day)
            self._grace[day] = timedelta(hours=hours)
        return self._grace[day]

    @property
    def grace_ends_next_day(self) -> bool:
        rule = self._rules.penalties.grace_hours
        return all(timedelta(hours=rule.decided(entry)) <= _DAY for entry in rule.entries)

    def cancel_on(self, day: date, paid_on: date, line: OrderLine) -> None:
        # The same as below where no hour is known, in days, which are quicker than moments.
        ordered_at, paid_at = line.ordered_at, line.paid_at
        order = ordered_at or paid_at
        assert order is not None
        assert paid_at is not None
        limit = order + self.grace_on(order.date())
        if day > limit.date() or paid_at > limit:
            self.cancelled.setdefault(paid_on, []).append(day)
        elif ordered_at is not None and day < limit.date():
            self.paid[paid_on] -= 1
        else:
            self.unclear.setdefault(paid_on, []).append(day)

    def cancel(
        self,
        paid_on: date,
        cancelled_on: date,
        ordered_at: datetime | None,
        paid_at: datetime,
        moments: tuple[datetime, datetime],
    ) -> None:
        first, last = moments  # the earliest and the latest at which it may have happened
        latest_order = ordered_at or paid_at
        grace = self.grace_on(latest_order.date())
        if first > latest_order + grace:
            self.cancelled.setdefault(paid_on, []).append(cancelled_on)
        elif ordered_at is not None and last <= ordered_at + grace:
            self.paid[paid_on] -= 1
        else:
            self.unclear.setdefault(paid_on, []).append(cancelled_on)


def gather(lines: Iterable[OrderLine], claims: Iterable[Claim], *, rules: RuleBook) -> OrderDays:
    """
    Return the orders of *lines* and *claims* by the day of their payment.

    >>> from qoo10model.rules.book import JAPAN
    >>> gather((), (), rules=JAPAN).days
    ()
    """
    found = _counted(lines, claims, rules)
    days = tuple(sorted(found.paid))
    return OrderDays(
        days,
        tuple(found.paid[day] for day in days),
        tuple(tuple(found.cancelled.get(day, ())) for day in days),
        tuple(tuple(found.unclear.get(day, ())) for day in days),
        tuple(found.findings),
    )


def _counted(lines: Iterable[OrderLine], claims: Iterable[Claim], rules: RuleBook) -> _Count:
    given = lines if isinstance(lines, list | tuple) else all_of(lines, OrderLine, "lines")
    try:
        rows, repeated = _each_once(given)
        paid: Counter[date | None] = Counter(map(_PAID_ON, rows))
    except AttributeError as error:
        # Asking a million rows beforehand what they are would cost a tenth of the time.
        odd = next(type(row).__name__ for row in given if type(row) is not OrderLine)
        msg = f"lines must be OrderLine values (got a {odd} among them)"
        raise InvalidTypeError(msg) from error
    undated = paid.pop(None, 0)
    found = _Count(Counter({day: orders for day, orders in paid.items() if day}), rules)
    if repeated:
        found.findings.append(_REPEATED.finding(orders=repeated))
    by_number = _by_number(claims)
    met = _count_claimed_lines(rows, by_number, found)
    lost = sum(_is_lost(row, found) for row in rows) if undated else 0
    if lost:
        found.findings.append(_NO_PAYMENT_DAY.finding(orders=lost))
    _count_lines([row for row in rows if row.cancelled_on is not None], by_number, found)
    for group in by_number.values():
        _count_alone([claim for claim in group if claim not in met], found)
    return found


def _count_claimed_lines(
    rows: Sequence[OrderLine], by_number: dict[int, list[Claim]], found: _Count
) -> set[Claim]:
    met: set[Claim] = set()
    for line in (row for row in rows if row.order_no in by_number) if by_number else ():
        own = [claim for claim in by_number[line.order_no] if is_of_one_shop(claim, line)]
        met.update(own)
        _count_claimed(line, own, found)
    return met


def _is_lost(line: OrderLine, found: _Count) -> bool:
    told = (line.shop, line.order_no) in found.dated
    return line.paid_on is None and line.is_paid and not told


def _by_number(claims: Iterable[Claim]) -> dict[int, list[Claim]]:
    by_number: dict[int, list[Claim]] = {}
    for claim in dict.fromkeys(all_of(claims, Claim, "claims")):
        by_number.setdefault(claim.order_no, []).append(claim)
    return by_number


def _each_once(lines: Sequence[OrderLine]) -> tuple[Sequence[OrderLine], int]:
    # Numbers alone tell quickly that no order is there twice; two shops may share one.
    if len(set(map(_NUMBER, lines))) == len(lines):
        return lines, 0
    last = {(line.shop, line.order_no): line for line in lines}
    return tuple(last.values()), len(lines) - len(last)


def _moments_of(day: date, paid_at: datetime) -> tuple[datetime, datetime]:
    midnight = datetime.combine(day, time.min, JST)
    return max(midnight, paid_at), midnight + _LAST


def _count_lines(lines: Sequence[OrderLine], by_number: Container[int], found: _Count) -> None:
    # Most were cancelled days after the payment, when no hour matters: they pass quickly.
    cancelled, quick = found.cancelled, found.grace_ends_next_day
    for line in lines:
        day, paid_on = line.cancelled_on, line.paid_on
        if line.order_no in by_number or day is None or paid_on is None:
            continue
        if line.shipped_on is not None or line.delivered_on is not None or line.status in _SENT:
            continue  # on its way or delivered it can be returned, but no longer cancelled
        if quick and day.toordinal() - paid_on.toordinal() > 1:
            if paid_on in cancelled:
                cancelled[paid_on].append(day)
            else:
                cancelled[paid_on] = [day]
        else:
            found.cancel_on(day, paid_on, line)


def _count_claimed(line: OrderLine, claims: Sequence[Claim], found: _Count) -> None:
    paid_at = line.paid_at
    if paid_at is None:
        # It was read before its payment, and had left the list when it was read again.
        paid_at = _payment_of(claims)
        if paid_at is not None:
            found.paid[paid_at.date()] += 1
            found.dated.add((line.shop, line.order_no))
    first = _first_cancellation(claims, line.cancelled_on, found)
    if first is None:
        if line.cancelled_on is not None and not any(map(_gave_back, claims)):
            _count_lines((line,), (), found)
    elif paid_at is not None:
        ordered_at = line.ordered_at or first.ordered_at
        _count_claim(first, line.cancelled_on, ordered_at, paid_at, found)


def _payment_of(claims: Sequence[Claim]) -> datetime | None:
    told = (c.paid_at for c in claims if c.status is not ClaimStatus.UNPAID_CANCELLED)
    return next((moment for moment in told if moment is not None), None)


def _gave_back(claim: Claim) -> bool:
    status = claim.status
    return status is not None and status.undoes_sale and status.group is not ClaimGroup.CANCEL


def _first_cancellation(
    claims: Sequence[Claim], line_day: date | None, found: _Count
) -> Claim | None:
    done = [claim for claim in claims if claim.status is ClaimStatus.CANCELLED]
    dated = [claim for claim in done if claim.completed_on is not None]
    if not dated:
        if done and line_day is None:
            found.findings.append(_NO_DAY.finding(order_no=done[0].order_no))
        return None
    days = sorted({claim.completed_on for claim in dated if claim.completed_on is not None})
    if len(days) > 1:
        shown = ", ".join(map(str, days))
        found.findings.append(_TWICE.finding(order_no=dated[0].order_no, days=shown))
    return next(claim for claim in dated if claim.completed_on == days[0])


def _count_claim(
    claim: Claim,
    line_day: date | None,
    ordered_at: datetime | None,
    paid_at: datetime,
    found: _Count,
) -> None:
    day, paid_on = line_day or claim.completed_on, paid_at.date()
    assert day is not None
    moment = _moment_of(claim)
    if day < paid_on or (moment and ordered_at and moment < ordered_at):
        found.findings.append(_TOO_EARLY.finding(order_no=claim.order_no, day=day))
        return
    first, last = _moments_of(day, paid_at)
    if moment is not None and moment.date() == day:
        first = last = moment
    if claim.requested_at is not None and claim.requested_at < first:
        first = claim.requested_at
    found.cancel(paid_on, day, ordered_at, paid_at, (first, last))


def _moment_of(claim: Claim) -> datetime | None:
    # Midnight to the second is how a day without an hour is written.
    moment = claim.completed_at
    return None if moment is None or moment.time() == time.min else moment


def _count_alone(claims: Sequence[Claim], found: _Count) -> None:
    paid = [claim for claim in claims if claim.status is not ClaimStatus.UNPAID_CANCELLED]
    for shop in dict.fromkeys(claim.shop for claim in paid):
        own = [claim for claim in paid if claim.shop == shop]
        dated = next((claim for claim in own if claim.paid_at is not None), None)
        if dated is None or dated.paid_at is None:
            found.findings.append(_CLAIM_ALONE.finding(order_no=own[0].order_no))
            continue
        paid_on = dated.paid_at.date()
        found.paid[paid_on] += 1
        first = _first_cancellation(own, None, found)
        if first is not None:
            _count_claim(first, None, dated.ordered_at, dated.paid_at, found)
