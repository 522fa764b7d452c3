"""
Many lines at once (一括精算): a month settled without ever stopping for one line.

What cannot be settled is a finding, with the net at both ends where a choice is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, Qoo10ModelError, RuleUndecidedError, all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import check_day
from qoo10model.basics.reasons import reason_of
from qoo10model.basics.texts import Text, yen_text
from qoo10model.breakdowns import ORDINARY
from qoo10model.carts import carts_of
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.months import Month, on_invoices
from qoo10model.orders import OrderLine
from qoo10model.proceeds import ATTRIBUTION, settle, settle_share
from qoo10model.rates import paid_day
from qoo10model.rules.book import RuleBook
from qoo10model.schedules import settlement_day
from qoo10model.sellers import Seller, check
from qoo10model.shares import shares_of
from qoo10model.terms import check_conditions


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.breakdowns import Context
    from qoo10model.proceeds import Settlement
    from qoo10model.shares import CartSplit

__all__ = ("settled",)

_UNPAID: Final = Message(
    "settlements.unpaid",
    Severity.ADVICE,
    Text("not paid yet, so not settled", "未入金のため精算対象外"),
)
_NO_PAYMENT: Final = Message(
    "settlements.payment_date_missing",
    Severity.ERROR,
    Text("no payment date, so no day picks its rules", "入金日がなく、適用ルールを決められない"),
)
_UNDECIDED: Final = Message(
    "settlements.undecided",
    Severity.ERROR,
    Text(
        "waits for a choice: {question} It pays {low} to {high} yen. To decide: {advice}",
        "選択が必要: {question}精算額は{low}円から{high}円。指定方法: {advice}",
    ),
)
_FAILED: Final = Message(
    "settlements.not_settled",
    Severity.ERROR,
    Text("cannot be settled: {reason}", "精算できない: {reason}"),
)
_TWICE: Final = Message(
    "settlements.counted_once",
    Severity.ADVICE,
    Text("given twice and counted once", "同じ注文が2回あり、1回だけ数えた"),
)
_CONTRADICTS: Final = Message(
    "settlements.order_twice",
    Severity.WARNING,
    Text(
        "given twice with different figures; the first is settled. To settle the newest row, put "
        "the fetches together with claims.merge",
        "同じ注文番号で内容が異なる行がある。先の行で精算した。"
        "最新の行で精算するには、取得した行をclaims.mergeでまとめる",
    ),
)
_DIFFERS: Final = Message(
    "settlements.settle_price_differs",
    Severity.WARNING,
    Text(
        "the platform's SettlePrice is {given} yen, ours {ours}: {difference}",
        "供給原価は{given}円、計算は{ours}円（差{difference}円）",
    ),
)


def settled(
    lines: Iterable[OrderLine],
    seller: Seller,
    rules: RuleBook,
    categories: Mapping[str, str] | None,
    holidays: Iterable[date],
    split_by: CartSplit,
) -> Month:
    """
    Return all *lines* settled, as `qoo10model.settlements.settle_all` says.
    """
    if not isinstance(seller, Seller):
        raise InvalidTypeError(f"seller must be a Seller (got a {type(seller).__name__})")
    job = _Job(seller, rules, categories, _checked_days(holidays))
    check_conditions(rules, job.holidays, categories)
    findings: list[Finding] = []
    done: dict[int, Settlement] = {}
    single = _counted_once(lines, findings)
    places = {id(line): at for at, line in enumerate(single)}
    undatable = _undatable(single, job)
    for cart in carts_of(single):
        findings += cart.findings
        for line, share in zip(cart.lines, shares_of(cart, split_by), strict=True):
            result = _settled(line, share, job, undatable)
            if isinstance(result, Finding):
                findings.append(result)
            else:
                done[places[id(line)]] = result
    settlements = on_invoices(tuple(done[at] for at in sorted(done)))
    findings += _odd_prices(settlements)
    findings += _odd_rates(settlements, job)
    return Month(settlements, tuple(findings))


@attrs.frozen
class _Job:
    seller: Seller
    rules: RuleBook
    categories: Mapping[str, str] | None
    holidays: tuple[date, ...]


def _checked_days(holidays: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted({check_day(holiday, "holidays") for holiday in holidays}))


def _counted_once(lines: Iterable[OrderLine], findings: list[Finding]) -> tuple[OrderLine, ...]:
    single: dict[tuple[str, int], OrderLine] = {}
    for line in all_of(lines, OrderLine, "lines"):
        key = line.shop, line.order_no
        if key in single:
            message = _TWICE if single[key] == line else _CONTRADICTS
            findings.append(message.finding(order_no=line.order_no))
        else:
            single[key] = line
    return tuple(single.values())


def _undatable(lines: tuple[OrderLine, ...], job: _Job) -> dict[date, Text]:
    # Why no money can be placed for what was delivered on some day, such as an unknown grade. It is
    # asked once a day, for a settlement looks at its days only when it is asked for its entries.
    reasons: dict[date, Text] = {}
    for day in {line.delivered_on for line in lines if line.delivered_on is not None}:
        try:
            settlement_day(day, job.seller.grade_on(day), rules=job.rules, holidays=job.holidays)
        except Qoo10ModelError as error:
            reasons[day] = reason_of(error)
    return reasons


def _settled(
    line: OrderLine, share: Context, job: _Job, undatable: dict[date, Text]
) -> Settlement | Finding:
    number = line.order_no
    if not line.is_paid:
        return _UNPAID.finding(order_no=number)
    if line.paid_at is None:
        return _NO_PAYMENT.finding(order_no=number)
    day = line.delivered_on
    if day is not None and day in undatable:
        return _FAILED.finding(order_no=number, reason=undatable[day])
    try:
        paid_day(line)
        return _settle(line, share, job)
    except RuleUndecidedError as error:
        return _refused(line, error, _nets(line, share, job))
    except Qoo10ModelError as error:
        return _FAILED.finding(order_no=number, reason=reason_of(error))


def _refused(line: OrderLine, error: RuleUndecidedError, nets: tuple[int, ...]) -> Finding:
    if not nets:
        return _FAILED.finding(order_no=line.order_no, reason=reason_of(error))
    low, high = min(nets), max(nets)
    return _UNDECIDED.finding(
        order_no=line.order_no,
        net_range=(low, high),
        question=error.question,
        advice=error.advice,
        low=yen_text(low),
        high=yen_text(high),
    )


def _nets(line: OrderLine, share: Context, job: _Job) -> tuple[int, ...]:
    # One refusal may stand behind another: each is tried with each of its candidates.
    try:
        return (_settle(line, share, job).net,)
    except RuleUndecidedError as error:
        ways = (_decided(line, job, error.rule, candidate) for candidate in error.candidates)
        return tuple(net for way, its_job in ways for net in _nets(way, share, its_job))
    except Qoo10ModelError:  # a candidate that is none under the rules of the day
        return ()


def _settle(line: OrderLine, share: Context, job: _Job) -> Settlement:
    if share is ORDINARY:
        return settle(line, job.seller, job.rules, categories=job.categories, holidays=job.holidays)
    return settle_share(
        line, job.seller, job.rules, share, categories=job.categories, holidays=job.holidays
    )


def _decided(line: OrderLine, job: _Job, rule: str, candidate: Any) -> tuple[OrderLine, _Job]:
    if rule == ATTRIBUTION:
        discounts = tuple(
            Discount(candidate, d.amount) if d.kind is DiscountKind.UNATTRIBUTED else d
            for d in line.discounts
        )
        return attrs.evolve(line, discounts=discounts), job
    if rule == "sellers.commission":
        seller = attrs.evolve(job.seller, commission=candidate)
    elif rule == "sellers.fee_tax":
        seller = attrs.evolve(job.seller, fee_tax=candidate)
    else:
        return line, attrs.evolve(job, rules=job.rules.with_reading(rule, candidate))
    return line, attrs.evolve(job, seller=seller)


def _odd_prices(settlements: tuple[Settlement, ...]) -> Iterator[Finding]:
    for one in settlements:
        given, difference = one.line.platform_settle_price, one.settle_price_difference
        if given is not None and difference:
            yield _DIFFERS.finding(
                order_no=one.line.order_no,
                given=yen_text(given),
                ours=yen_text(one.settle_price),
                difference=yen_text(difference, sign=True),
            )


def _odd_rates(settlements: tuple[Settlement, ...], job: _Job) -> tuple[Finding, ...]:
    days = sorted(settlement.terms.paid_on for settlement in settlements)
    found = (
        check(job.seller, on=day, rules=job.rules) for day in dict.fromkeys(days[:1] + days[-1:])
    )
    # A rate that is missing on one of the days is said by each line that misses it.
    return tuple(dict.fromkeys(f for some in found for f in some if f.code != "sellers.not_given"))
