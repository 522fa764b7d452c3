"""
Order checks (注文ごとの照合): one order as the rules settle it beside its rows in a report.

The rows of an order are netted: what a cancellation took back is neither dropped nor a sale.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.money import split
from qoo10model.basics.texts import Labelled, Text
from qoo10model.discrepancies import UNEXPLAINED, Cause, CauseKind, Comparison, Part, compare
from qoo10model.entries import EntryKind
from qoo10model.proceeds import Settlement
from qoo10model.reports import DateBasis, SellingReport, SellingRow
from qoo10model.settlements import CartSplit


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ("OrderCheck", "Outcome", "allocate", "check_order", "extra_order")


class Outcome(Labelled):
    """
    How an order compares (照合結果).

    >>> Outcome.EXTRA.label.ja
    '明細のみ'
    """

    AGREES = Text("agrees", "一致")
    DIFFERS = Text("differs", "差異あり")
    NOT_COMPARABLE = Text("no amounts to compare", "比較できる金額なし")
    MISSING = Text("missing in the report", "計算のみ")
    EXTRA = Text("only in the report", "明細のみ")


@attrs.frozen(repr=False)
class OrderCheck:
    """
    One order in both (照合): the *outcome*, its parts side by side, and likely *causes*.

    *settlement* is None for an order that only the report has, *rows* are empty for one that it
    does not have. *causes* says why an order is on one side only.
    """

    order_no: int
    outcome: Outcome
    comparisons: tuple[Comparison, ...] = ()
    causes: tuple[Cause, ...] = ()
    rows: tuple[SellingRow, ...] = ()
    settlement: Settlement | None = None

    @property
    def differences(self) -> tuple[Comparison, ...]:
        """
        The parts that differ.
        """
        return tuple(one for one in self.comparisons if one.difference)

    @property
    def is_open(self) -> bool:
        """
        Whether somebody should look: a difference, or one side only, that no cause explains.
        """
        causes = [cause for one in self.differences for cause in one.causes[:1]]
        causes += self.causes[:1]
        return any(cause.kind is CauseKind.UNEXPLAINED for cause in causes)

    def __repr__(self) -> str:
        return f"<OrderCheck: order {self.order_no} {self.outcome}>"


_COLUMNS: Final = (
    (Part.GOODS, "goods_amount"),
    (Part.SELLER_DISCOUNT, "seller_discount"),
    (Part.COMPENSATION, "compensation"),
    (Part.SERVICE_FEE, "service_fee"),
)


def allocate(
    report: SellingReport,
    weights: Mapping[int, int],
    *,
    split_by: CartSplit = CartSplit.BY_AMOUNT,
) -> tuple[tuple[int, int], ...]:
    """
    Return the cart discounts of *report* as pairs of order number and yen, summing to the whole.

    *weights* are the prices of the orders in yen. Where not every order of a cart has one, each
    counts the same.

    >>> from qoo10model.reports import CartDiscountRow
    >>> carts = (CartDiscountRow(order_nos=(1, 2), amount=100),)
    >>> allocate(SellingReport(rows=(), cart_discounts=carts), {1: 3_000, 2: 1_000})
    ((1, 75), (2, 25))
    """
    shares: dict[int, int] = {}
    for cart in report.cart_discounts or ():
        numbers = cart.order_nos
        parts = [1] * len(numbers)
        if split_by is CartSplit.BY_AMOUNT and all(number in weights for number in numbers):
            parts = [weights[number] for number in numbers]
        elif split_by is CartSplit.FIRST_LINE:
            parts = [int(at == 0) for at in range(len(numbers))]
        for number, share in zip(numbers, split(cart.amount, parts), strict=True):
            shares[number] = shares.get(number, 0) + share
    return tuple(shares.items())


def _netted(rows: tuple[SellingRow, ...], column: str) -> int | None:
    amounts: list[int | None] = [getattr(row, column) for row in rows]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(rows) else None


def check_order(
    settlement: Settlement, report: SellingReport, apart: Mapping[Part, int]
) -> OrderCheck:
    """
    Return *settlement* beside its rows in *report*; *apart* are its amounts in other exports.

    >>> from datetime import datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller
    >>> from qoo10model.settlements import settle
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> one = settle(line, Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    >>> check_order(one, SellingReport(rows=(SellingRow(order_no=1, service_fee=266),)), {})
    <OrderCheck: order 1 agrees>
    """
    number = settlement.line.order_no
    rows = report.orders.get(number, ())
    if not rows:
        causes = (_why_missing(settlement, report),)
        return OrderCheck(number, Outcome.MISSING, causes=causes, settlement=settlement)
    reported = {part: _netted(rows, column) for part, column in _COLUMNS}
    tax = next((row.tax_rate for row in rows if row.tax_rate is not None), None)
    comparisons = compare(settlement, {**reported, **apart}, goods_tax=tax)
    outcome = Outcome.AGREES
    if all(one.reported is None for one in comparisons):
        outcome = Outcome.NOT_COMPARABLE
    elif any(one.difference for one in comparisons):
        outcome = Outcome.DIFFERS
    return OrderCheck(number, outcome, comparisons, (), rows, settlement)


_NOT_SETTLED: Final = Cause(CauseKind.WAITING, Text("nothing is settled yet", "まだ精算がない"))
_NOT_DELIVERED: Final = Cause(
    CauseKind.WAITING, Text("its day is open: not shipped or delivered", "未発送・未配送で日付未定")
)
_ANOTHER: Final = Cause(CauseKind.PERIOD, Text("its day lies outside the report", "対象期間外"))
_GONE: Final = Cause(CauseKind.CANCELLED, Text("cancelled before it moved", "精算前にキャンセル"))
_NETS: Final = Cause(CauseKind.CANCELLED, Text("its rows net to 0", "明細の合計がゼロ"))
_WAITS: Final = Cause(
    CauseKind.WAITING,
    Text("ours could not be settled; see its finding", "計算側で精算できていない"),
)


def _why_missing(settlement: Settlement, report: SellingReport) -> Cause:
    if not report.rows:
        return _NOT_SETTLED
    if settlement.is_cancelled and not settlement.entries:
        return _GONE
    basis = report.basis or DateBasis.SETTLED
    day = _day_of(settlement, basis)
    if day is None:
        return _NOT_DELIVERED
    known = report.period is not None and report.basis is not None
    if known and report.period is not None and day not in report.period:
        return _ANOTHER
    return UNEXPLAINED


def _day_of(settlement: Settlement, basis: DateBasis) -> date | None:
    line = settlement.line
    if basis is DateBasis.SETTLED:
        days = [e.on for e in settlement.entries if e.kind is not EntryKind.PRE_DEDUCTION]
        return None if None in days else max((day for day in days if day is not None), default=None)
    days_of = {
        DateBasis.PAID: line.paid_on,
        DateBasis.SHIPPED: line.shipped_on,
        DateBasis.DELIVERED: line.delivered_on,
    }
    return days_of[basis]


def extra_order(number: int, rows: tuple[SellingRow, ...], *, is_refused: bool) -> OrderCheck:
    """
    Return the check of an order that only the report has; *is_refused* where ours has a finding.

    >>> extra_order(7, (SellingRow(order_no=7, goods_amount=100),), is_refused=False).is_open
    True
    """
    netted = [_netted(rows, column) for _, column in _COLUMNS]
    cause = UNEXPLAINED
    if is_refused:
        cause = _WAITS
    elif any(amount == 0 for amount in netted) and not any(netted):
        cause = _NETS
    return OrderCheck(number, Outcome.EXTRA, (), (cause,), rows)
