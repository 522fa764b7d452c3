"""
Settlements (精算): what a shop's orders pay over a period, on which days, and what is not sure.

`settle` works out one line, `settle_all` a month or any number of lines: it never raises for one
line, but says in its findings what could not be settled and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, Qoo10ModelError, RuleUndecidedError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text, yen_text
from qoo10model.breakdowns import ORDINARY
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.orders import OrderLine, OrderStatus
from qoo10model.proceeds import ATTRIBUTION, Settlement, settle, settle_share
from qoo10model.rules.book import JAPAN
from qoo10model.schedules import pre_deduction_day, settlement_day
from qoo10model.sellers import Seller, check
from qoo10model.shares import CartSplit, shares_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from qoo10model.breakdowns import Context
    from qoo10model.carts import Cart
    from qoo10model.months import Month
    from qoo10model.rules.book import RuleBook

__all__ = (
    "CartSplit",
    "Settlement",
    "pre_deduction_day",
    "settle",
    "settle_all",
    "settle_cart",
    "settlement_day",
)

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
_SELLER: Final = Message(
    "settlements.seller",
    Severity.ERROR,
    Text("the seller's rates could not be checked: {reason}", "料率を確認できない: {reason}"),
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
        "given twice with different figures; the first is settled",
        "同じ注文番号で内容が異なる行がある。先の行で精算した",
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


def settle_all(
    lines: Iterable[OrderLine],
    seller: Seller,
    rules: RuleBook = JAPAN,
    *,
    categories: Mapping[str, str] | None = None,
    holidays: Iterable[date] = (),
    split_by: CartSplit = CartSplit.BY_AMOUNT,
) -> Month:
    """
    Return all *lines* settled for *seller*; a line that cannot be is a finding, never an error.

    Shipping and cart discounts are counted once a cart and split to its lines as *split_by* says.
    *categories* and *holidays* are as in `settle`. Raises `InvalidTypeError` where something in
    *lines* is no `OrderLine`.

    >>> from datetime import date, datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> month = settle_all((line,), seller)
    >>> month.net, len(month.waiting)
    (2359, 1)
    """
    from qoo10model.carts import carts_of
    from qoo10model.months import Month

    job = _Job(seller, rules, categories, tuple(sorted(set(holidays))), split_by)
    findings: list[Finding] = []
    settled: dict[int, Settlement] = {}
    single = _counted_once(lines, findings)
    places = {id(line): at for at, line in enumerate(single)}
    for cart in carts_of(single):
        findings += cart.findings
        for line, share in zip(cart.lines, shares_of(cart, split_by), strict=True):
            result = _settled(line, share, job)
            if isinstance(result, Finding):
                findings.append(result)
            else:
                settled[places[id(line)]] = result
    settlements = tuple(settled[at] for at in sorted(settled))
    findings += _odd_prices(settlements)
    findings += _odd_rates(settlements, job)
    return Month(settlements, tuple(findings))


def settle_cart(
    cart: Cart,
    seller: Seller,
    rules: RuleBook = JAPAN,
    *,
    categories: Mapping[str, str] | None = None,
    holidays: tuple[date, ...] = (),
    split_by: CartSplit = CartSplit.BY_AMOUNT,
) -> tuple[Settlement, ...]:
    """
    Return the lines of *cart* settled, each with its part of the cart's shipping and discounts.

    It raises what `settle` raises.
    """
    return tuple(
        settle_share(line, seller, rules, share, categories=categories, holidays=holidays)
        for line, share in zip(cart.lines, shares_of(cart, split_by), strict=True)
    )


@attrs.frozen
class _Job:
    seller: Seller
    rules: RuleBook
    categories: Mapping[str, str] | None
    holidays: tuple[date, ...]
    split_by: CartSplit


def _counted_once(lines: Iterable[OrderLine], findings: list[Finding]) -> tuple[OrderLine, ...]:
    single: dict[tuple[str, int], OrderLine] = {}
    for line in lines:
        if not isinstance(line, OrderLine):
            msg = f"lines must be OrderLine values (got {type(line).__name__}); read rows first"
            raise InvalidTypeError(msg)
        first = single.setdefault((line.shop, line.order_no), line)
        if first is not line:
            message = _TWICE if first == line else _CONTRADICTS
            findings.append(message.finding(order_no=line.order_no))
    return tuple(single.values())


def _settled(line: OrderLine, share: Context, job: _Job) -> Settlement | Finding:
    if line.paid_at is None:
        awaiting = line.status in {None, OrderStatus.AWAITING_PAYMENT}
        return (_UNPAID if awaiting else _NO_PAYMENT).finding(order_no=line.order_no)
    try:
        return _settle(line, share, job)
    except RuleUndecidedError as error:
        low, high = _bounds(line, share, job, error)
        return _UNDECIDED.finding(
            order_no=line.order_no,
            net_range=(low, high),
            question=error.question,
            advice=error.advice,
            low=yen_text(low),
            high=yen_text(high),
        )
    except Qoo10ModelError as error:
        return _FAILED.finding(order_no=line.order_no, reason=str(error))


def _settle(line: OrderLine, share: Context, job: _Job) -> Settlement:
    if share is ORDINARY:
        return settle(
            line, job.seller, job.rules, categories=job.categories, holidays=job.holidays
        )
    return settle_share(
        line, job.seller, job.rules, share, categories=job.categories, holidays=job.holidays
    )


def _bounds(
    line: OrderLine, share: Context, job: _Job, error: RuleUndecidedError
) -> tuple[int, int]:
    ends: list[int] = []
    for candidate in error.candidates:
        decided_line, decided_job = _decided(line, job, error.rule, candidate)
        try:
            net = _settle(decided_line, share, decided_job).net
            ends += (net, net)
        except RuleUndecidedError as further:
            ends += _bounds(decided_line, share, decided_job, further)
    return min(ends), max(ends)


def _decided(
    line: OrderLine, job: _Job, rule: str, candidate: Any
) -> tuple[OrderLine, _Job]:
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
        difference = one.settle_price_difference
        if difference:
            yield _DIFFERS.finding(
                order_no=one.line.order_no,
                given=one.line.platform_settle_price,
                ours=one.settle_price,
                difference=yen_text(difference, sign=True),
            )


def _odd_rates(settlements: tuple[Settlement, ...], job: _Job) -> tuple[Finding, ...]:
    if not settlements:
        return ()
    day = min(settlement.terms.paid_on for settlement in settlements)
    try:
        return check(job.seller, on=day, rules=job.rules)
    except Qoo10ModelError as error:
        return (_SELLER.finding(reason=str(error)),)
