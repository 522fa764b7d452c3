"""
Statements (販売内訳の照合): what QSM's settlement exports show against what the rules say.

`reconcile` puts a settled month beside a report, order by order: what agrees, what differs and why,
what is missing on either side. No row is dropped: a cancellation is netted with its sale.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.discrepancies import Cause, Comparison, Part
from qoo10model.entries import EntryKind
from qoo10model.identities import PeriodIdentity, check_rows, period_identity
from qoo10model.months import Month
from qoo10model.orderchecks import (
    OrderCheck,
    Outcome,
    allocate,
    check_order,
    extra_order,
)
from qoo10model.reports import DeductionFile, SellingReport, SellingRow, report_of
from qoo10model.rules.book import JAPAN
from qoo10model.settlements import CartSplit


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.basics.texts import Language
    from qoo10model.proceeds import Settlement
    from qoo10model.rules.book import RuleBook

__all__ = (
    "DayCheck",
    "OrderCheck",
    "Outcome",
    "Reconciliation",
    "allocate",
    "reconcile",
)


@attrs.frozen
class DayCheck:
    """
    The mega-wari pre-deductions of one day in yen (メガワリ割引金額): *ours* and those *reported*.

    >>> from datetime import date
    >>> DayCheck(date(2026, 6, 3), 295, 300).difference
    5
    """

    on: date | None
    ours: int
    reported: int

    @property
    def difference(self) -> int:
        """
        What was reported less ours.
        """
        return self.reported - self.ours


@attrs.frozen(repr=False)
class Reconciliation:
    """
    A month beside a report (照合結果): every order once, totals, the period's identity, findings.

    *orders* are ours in their order, then those that only the report has. *pre_deductions* are
    compared by day, for the export holds no order numbers.
    """

    orders: tuple[OrderCheck, ...]
    identity: PeriodIdentity
    pre_deductions: tuple[DayCheck, ...]
    findings: tuple[Finding, ...]

    def having(self, outcome: Outcome) -> tuple[OrderCheck, ...]:
        """
        Return the orders with *outcome*.
        """
        return tuple(one for one in self.orders if one.outcome is outcome)

    @cached_property
    def totals(self) -> tuple[Comparison, ...]:
        """
        The sums by part over the orders on both sides; parts that no order could compare are left out.
        """
        ours: dict[Part, int] = {}
        reported: dict[Part, int] = {}
        for order in self.orders:
            for one in order.comparisons:
                if one.reported is not None:
                    ours[one.part] = ours.get(one.part, 0) + one.ours
                    reported[one.part] = reported.get(one.part, 0) + one.reported
        return tuple(Comparison(part, ours[part], reported[part]) for part in Part if part in ours)

    @property
    def open_orders(self) -> tuple[OrderCheck, ...]:
        """
        The orders that nothing explains.
        """
        return tuple(one for one in self.orders if one.is_open)

    def summary(self, language: Language = "en") -> str:
        """
        Return counts and totals as a text table in *language*.
        """
        rows: list[tuple[str, ...]] = [
            (outcome.label.in_(language), str(len(self.having(outcome)))) for outcome in Outcome
        ]
        rows += [
            (one.part.label.in_(language), yen_text(one.reported or 0), yen_text(one.ours))
            for one in self.totals
        ]
        return align(rows, right=frozenset((1, 2)))

    def __str__(self) -> str:
        counts = ", ".join(f"{len(self.having(o))} {o.label.en}" for o in Outcome if self.having(o))
        return counts or "nothing to reconcile"

    def __repr__(self) -> str:
        return f"<Reconciliation: {self}>"


_EMPTY: Final = Message(
    "statements.not_yet_settled",
    Severity.WARNING,
    Text(
        "the report has no rows: not settled yet, or searched by other days; this is no sales of 0",
        "販売内訳が0行: 未精算、または検索期間・基準日の違い。売上ゼロではない",
    ),
)
_DIFFERS: Final = Message(
    "statements.differs",
    Severity.WARNING,
    Text(
        "{part} is {reported} yen in the report, {ours} by the rules ({difference}); {cause}",
        "{part}は明細{reported}円、計算{ours}円（差{difference}円）。{cause}",
    ),
)
_MISSING: Final = Message(
    "statements.missing",
    Severity.WARNING,
    Text("not in the report; {cause}", "明細にない。{cause}"),
)
_EXPECTED: Final = Message("statements.not_due", Severity.ADVICE, _MISSING.text)
_EXTRA: Final = Message(
    "statements.extra",
    Severity.WARNING,
    Text("only in the report; {cause}", "明細だけにある。{cause}"),
)
_OTHER_SHOP: Final = Message(
    "statements.other_shop",
    Severity.ERROR,
    Text(
        "the report is of shop {theirs}, the orders are of {ours}",
        "販売内訳は{theirs}のもの、注文は{ours}のもの",
    ),
)
_OUTSIDE: Final = Message(
    "statements.outside_period",
    Severity.WARNING,
    Text(
        "the row's {basis} is {day}, outside the report's {first} to {last}",
        "{basis}{day}が対象期間（{first}〜{last}）の外",
    ),
)
_OTHER_PERIOD: Final = Message(
    "statements.other_period",
    Severity.ERROR,
    Text(
        "the report and the orders have no order in common: is it of another month or shop?",
        "販売内訳と注文に共通の注文番号がない。別の月・ショップの可能性",
    ),
)
_STRANGERS: Final = Message(
    "statements.not_among_orders",
    Severity.WARNING,
    Text(
        "{part}: the report has {yen} yen for what is not among the orders: {orders}",
        "{part}: 明細の{yen}円は計算にない注文のもの（{orders}）",
    ),
)
_PRE_DEDUCTION: Final = Message(
    "statements.pre_deduction",
    Severity.WARNING,
    Text(
        "mega-wari pre-deductions of {day}: {reported} yen in the report, {ours} by the rules",
        "{day}のメガワリ割引金額は明細{reported}円、計算{ours}円",
    ),
)


def reconcile(
    month: Month,
    report: SellingReport | Iterable[SellingRow],
    *,
    rules: RuleBook = JAPAN,
    split_by: CartSplit = CartSplit.BY_AMOUNT,
) -> Reconciliation:
    """
    Return *month* beside *report*, order by order; the amounts of several rows are netted.

    *report* may be the rows of the sales report alone. Where it is of one shop, the orders of other
    shops are left out, with a finding. Cart discounts are split to their orders as *split_by* says;
    what belongs to orders that are not in the month is a finding. Raises `InvalidTypeError` for what is
    no `Month` and for what are no rows.

    >>> from datetime import datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller
    >>> from qoo10model.settlements import settle_all
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> from qoo10model.reports import SellingRow
    >>> month = settle_all((line,), Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    >>> row = SellingRow(order_no=1, goods_amount=2_652, service_fee=266)
    >>> print(reconcile(month, SellingReport(rows=(row,))))
    1 agrees
    """
    if not isinstance(month, Month):
        msg = f"month must be a Month, from settle_all (got a {type(month).__name__})"
        raise InvalidTypeError(msg)
    report = report_of(report)
    findings: list[Finding] = []
    settlements = _of_the_shop(month, report, findings)
    by_number = {one.line.order_no for one in settlements}
    apart = _by_order(report, settlements, split_by, findings)
    refused = {finding.order_no for finding in month.findings}
    checks = [check_order(one, report, apart[one.line.order_no]) for one in settlements]
    checks += [
        extra_order(number, rows, is_refused=number in refused)
        for number, rows in report.orders.items()
        if number not in by_number
    ]
    if not report.rows:
        findings.append(_EMPTY.finding())
    elif settlements and report.orders and not by_number & report.orders.keys():
        findings.append(_OTHER_PERIOD.finding())
    findings += _outside(report)
    findings += (finding for check in checks for finding in _said(check))
    fee_tax = settlements[0].terms.seller.fee_tax if settlements else None
    days = tuple(_pre_deductions(settlements, report))
    findings += (
        _PRE_DEDUCTION.finding(day=d.on, reported=yen_text(d.reported), ours=yen_text(d.ours))
        for d in days
        if d.difference
    )
    findings += check_rows(report, rules, fee_tax=fee_tax)
    identity = period_identity(report, rules, fee_tax=fee_tax)
    return Reconciliation(tuple(checks), identity, days, tuple(findings))


def _of_the_shop(
    month: Month, report: SellingReport, findings: list[Finding]
) -> tuple[Settlement, ...]:
    others = {one.line.shop for one in month if report.shop and one.line.shop}
    others.discard(report.shop)
    if not others:
        return month.settlements
    findings.append(_OTHER_SHOP.finding(theirs=report.shop, ours=", ".join(sorted(others))))
    return tuple(one for one in month if one.line.shop not in others)


def _by_order(
    report: SellingReport,
    settlements: tuple[Settlement, ...],
    split_by: CartSplit,
    findings: list[Finding],
) -> dict[int, dict[Part, int]]:
    weights = {one.line.order_no: one.line.gross for one in settlements}
    apart: dict[int, dict[Part, int]] = {number: {} for number in weights}
    if report.cart_discounts is not None:
        shares = allocate(report, weights, split_by=split_by)
        findings += _filled(apart, Part.CART_DISCOUNT, shares)
    if report.promotions is not None:
        halves = ((row.order_no, row.amount) for row in report.promotions)
        findings += _filled(apart, Part.COUPON_SHARE, halves)
    return apart


def _filled(
    apart: dict[int, dict[Part, int]], part: Part, pairs: Iterable[tuple[int, int]]
) -> Iterator[Finding]:
    # Where the export is at hand, an order that it does not name has none.
    for amounts in apart.values():
        amounts[part] = 0
    strangers: dict[int, int] = {}
    for number, amount in pairs:
        if number in apart:
            apart[number][part] += amount
        else:
            strangers[number] = strangers.get(number, 0) + amount
    if strangers:
        yield _STRANGERS.finding(
            part=part.label,
            yen=yen_text(sum(strangers.values())),
            orders=", ".join(map(str, strangers)),
        )


def _said(check: OrderCheck) -> Iterator[Finding]:
    number = check.order_no
    if check.outcome is Outcome.MISSING:
        message = _MISSING if check.is_open else _EXPECTED
        yield message.finding(order_no=number, cause=_named(check.causes[0]))
    elif check.outcome is Outcome.EXTRA:
        yield _EXTRA.finding(order_no=number, cause=_named(check.causes[0]))
    for one in check.differences:
        yield _DIFFERS.finding(
            order_no=number,
            part=one.part.label,
            reported=yen_text(one.reported or 0),
            ours=yen_text(one.ours),
            difference=yen_text(one.difference or 0, sign=True),
            cause=_named(one.causes[0]),
        )


def _named(cause: Cause) -> Text:
    kind, change = cause.kind.label, cause.change
    return Text(f"{kind.en}: {change.en}", f"{kind.ja}: {change.ja}")


def _outside(report: SellingReport) -> Iterator[Finding]:
    period, basis = report.period, report.basis
    if period is None or basis is None:
        return
    for row in report.rows:
        day = row.day_by(basis)
        if day is not None and day not in period:
            yield _OUTSIDE.finding(
                row=row.row,
                order_no=row.order_no,
                basis=basis.label,
                day=day,
                first=period.first,
                last=period.last,
            )


def _pre_deductions(
    settlements: tuple[Settlement, ...], report: SellingReport
) -> Iterator[DayCheck]:
    if not report.has(DeductionFile.MEGA_WARI):
        return
    ours: dict[date | None, int] = {}
    reported: dict[date | None, int] = {}
    for one in settlements:
        for entry in one.entries:
            if entry.kind is EntryKind.PRE_DEDUCTION:
                ours[entry.on] = ours.get(entry.on, 0) - entry.amount
    for row in report.deductions:
        if row.file is DeductionFile.MEGA_WARI:
            reported[row.on] = reported.get(row.on, 0) + row.amount
    days = {day for day in (*ours, *reported) if day is not None}
    if report.period is not None:
        days = {day for day in days if day in report.period or day in reported}
    for day in sorted(days):
        yield DayCheck(day, ours.get(day, 0), reported.get(day, 0))
    if None in reported:
        yield DayCheck(None, 0, reported[None])
