"""
Receivables (売掛金): what the platform owes a shop, by order and by month, and the fee receipt.

A sale becomes a receivable on the day of the chosen basis and is credited on its Wednesdays:
opening + sales − fees − credited = closing.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import Days
from qoo10model.basics.texts import Text, yen_text
from qoo10model.entries import Entry, EntryKind
from qoo10model.reports import DateBasis


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.proceeds import Settlement

__all__ = (
    "FEE_KINDS",
    "Balance",
    "DateBasis",
    "FeeReceipt",
    "Movement",
    "Receivables",
    "check_receipt",
    "movements",
    "receivables",
)

FEE_KINDS: Final = (
    EntryKind.COMMISSION,
    EntryKind.SURCHARGE,
    EntryKind.SHIPPING_COMMISSION,
    EntryKind.PAYMENT_FEE,
    EntryKind.FEE_TAX,
)
"""
The kinds of entry that are fees of the platform, or the tax on them.
"""

_SALES_KINDS: Final = (
    EntryKind.SALE,
    EntryKind.SHIPPING,
    EntryKind.QOO10_DISCOUNT,
    EntryKind.COMPENSATION,
)


@attrs.frozen
class Movement:
    """
    One entry in the books: *counted_on* by the basis, *credited_on* in the wallet.

    A day is None while it is open, as before delivery.

    >>> from datetime import date
    >>> entry = Entry(EntryKind.SALE, 2_652, date(2026, 5, 20), 1, 1)
    >>> Movement(entry, date(2026, 5, 11)).credited_on
    datetime.date(2026, 5, 20)
    """

    entry: Entry
    counted_on: date | None

    @property
    def credited_on(self) -> date | None:
        """
        The day on which the money moves.
        """
        return self.entry.on


@attrs.frozen
class Balance:
    """
    A receivable over a period in yen (売掛金の増減): of one order, or of all where it is None.

    *sales* is what became owed; *fees* what the platform keeps, tax included; *promotions* the
    seller's share of coupons and points; *credited* what reached the wallet.

    >>> Balance(None, 0, 3_538, 353, 295, 2_297).closing
    593
    """

    order_no: int | None
    opening: int
    sales: int
    fees: int
    promotions: int
    credited: int

    @property
    def closing(self) -> int:
        """
        What is owed at the end: opening + sales − fees − promotions − credited.
        """
        return self.opening + self.sales - self.fees - self.promotions - self.credited


@attrs.frozen(repr=False)
class Receivables:
    """
    The receivables of a period (売掛金残高): one `Balance` an order that moved or is open, and all.

    *uncounted* are the movements whose day by the basis is still open, which count in no period; what
    was credited of them before shows as owed by the shop.
    """

    period: Days
    basis: DateBasis
    orders: tuple[Balance, ...]
    uncounted: tuple[Movement, ...]

    @cached_property
    def whole(self) -> Balance:
        """
        The sum over all orders.
        """
        return Balance(
            None,
            sum(one.opening for one in self.orders),
            sum(one.sales for one in self.orders),
            sum(one.fees for one in self.orders),
            sum(one.promotions for one in self.orders),
            sum(one.credited for one in self.orders),
        )

    def __repr__(self) -> str:
        closing = yen_text(self.whole.closing)
        return f"<Receivables: {self.period.last}, {len(self.orders)} orders, {closing} yen>"


def movements(settlements: Iterable[Settlement], basis: DateBasis) -> tuple[Movement, ...]:
    """
    Return the entries of *settlements* with the day on which each counts by *basis*.

    What undoes an entry counts on the day of the cancellation, by the settlement basis on the day on
    which it moves. Raises `InvalidTypeError` for what is no `DateBasis`.

    >>> movements((), DateBasis.PAID)
    ()
    """
    if type(basis) is not DateBasis:
        msg = f"basis must be such as DateBasis.SETTLED (got {basis!r})"
        raise InvalidTypeError(msg)
    return tuple(
        Movement(entry, _counted_on(entry, one, basis))
        for one in settlements
        for entry in one.entries
    )


def receivables(
    settlements: Iterable[Settlement], period: Days, basis: DateBasis = DateBasis.SETTLED
) -> Receivables:
    """
    Return what the platform owes over *period*; pass a month, or whatever was settled until then.

    An order that neither moved in the period nor is open is left out. Orders of two shops with one
    number stand apart. Raises `InvalidTypeError` for what is no period or no basis.

    >>> from datetime import date, datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller
    >>> from qoo10model.basics.periods import month
    >>> from qoo10model.settlements import settle_all
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 28, 12, 0, tzinfo=JST),
    ...                  delivered_on=date(2026, 5, 30))
    >>> settled = settle_all((line,), Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    >>> receivables(settled, month(2026, 5), DateBasis.PAID).whole.closing
    2359
    """
    if type(period) is not Days:
        msg = f"period must be Days such as periods.month(2026, 5) (got {period!r})"
        raise InvalidTypeError(msg)
    moved = movements(settlements, basis)
    groups: dict[tuple[str, int | None], list[Movement]] = {}
    for one in moved:
        groups.setdefault((one.entry.shop, one.entry.order_no), []).append(one)
    balances = (_balance(number, group, period) for (_, number), group in groups.items())
    return Receivables(
        period,
        basis,
        tuple(b for b in balances if any((b.opening, b.sales, b.fees, b.promotions, b.credited))),
        tuple(one for one in moved if one.counted_on is None),
    )


@attrs.frozen
class FeeReceipt:
    """
    A month's fees beside the total of the receipt (サービス手数料の領収書), in yen.

    *fees* are without tax; *tax_by_line* was rounded on each line, *tax_by_invoice* once on the sum
    of each month's rate. *total* is the receipt's line for 10 % (合計・10%対象), tax included.

    >>> FeeReceipt(fees=1_005, tax_by_line=102, tax_by_invoice=101, total=1_106).rounding
    -1
    """

    fees: int
    tax_by_line: int
    tax_by_invoice: int
    total: int

    @property
    def rounding(self) -> int:
        """
        What rounding the tax once changes: its own entry in the books.
        """
        return self.tax_by_invoice - self.tax_by_line

    @property
    def difference(self) -> int:
        """
        The receipt less our fees with the tax of each line.
        """
        return self.total - self.fees - self.tax_by_line

    @property
    def unexplained(self) -> int:
        """
        What is left of the difference when the rounding is taken off; 0 where nothing is left.
        """
        return self.difference - self.rounding if self.difference else 0

    @property
    def finding(self) -> Finding:
        """
        What the comparison says, in both languages.
        """
        if not self.difference:
            return _AGREES.finding(total=yen_text(self.total))
        message = _UNEXPLAINED if self.unexplained else _ROUNDING
        return message.finding(
            total=yen_text(self.total),
            ours=yen_text(self.fees + self.tax_by_line),
            rounding=yen_text(self.rounding, sign=True),
            rest=yen_text(self.unexplained, sign=True),
        )


_AGREES: Final = Message(
    "receivables.receipt_agrees",
    Severity.ADVICE,
    Text("the receipt's total of {total} yen agrees", "領収書の合計{total}円と一致"),
)
_ROUNDING: Final = Message(
    "receivables.receipt_rounding",
    Severity.ADVICE,
    Text(
        "the receipt says {total} yen, the lines {ours}; rounding the tax once gives {rounding}",
        "領収書は{total}円、明細の合計は{ours}円。税の端数処理の差{rounding}円",
    ),
)
_UNEXPLAINED: Final = Message(
    "receivables.receipt_differs",
    Severity.WARNING,
    Text(
        "the receipt says {total} yen, the lines {ours}; beside rounding ({rounding}) there are {rest}",
        "領収書は{total}円、明細の合計は{ours}円。端数処理（{rounding}円）のほかに{rest}円の差",
    ),
)


def check_receipt(
    settlements: Iterable[Settlement],
    total: int,
    period: Days,
    basis: DateBasis = DateBasis.SETTLED,
) -> FeeReceipt:
    """
    Return the fees of *period* by *basis* beside the *total* of the receipt, in yen with tax.

    By which day the receipt counts is not published. Fees that came back are taken off. Raises
    `InvalidTypeError` for a total that is no int.

    >>> from qoo10model.basics.periods import month
    >>> check_receipt((), 0, month(2026, 5)).finding.code
    'receivables.receipt_agrees'
    """
    check_yen(total, "total")
    fees = tax = 0
    by_terms: dict[tuple[object, ...], tuple[Settlement, int]] = {}
    for one in settlements:
        own = 0
        for movement in movements((one,), basis):
            entry, day = movement.entry, movement.counted_on
            if entry.kind not in FEE_KINDS or day is None or day not in period:
                continue
            if entry.kind is EntryKind.FEE_TAX:
                tax -= entry.amount
            else:
                own -= entry.amount
        fees += own
        key = _tax_key(one)
        by_terms[key] = (one, by_terms.get(key, (one, 0))[1] + own)
    invoice = sum(one.terms.tax_of(sum_of_fees) for one, sum_of_fees in by_terms.values())
    return FeeReceipt(fees, tax, invoice, total)


def _tax_key(one: Settlement) -> tuple[object, ...]:
    terms, rules = one.terms, one.terms.rules.fees
    day = terms.paid_on
    return terms.seller.fee_tax, terms.seller.establishment, rules.tax_rate.on(day)


def _counted_on(entry: Entry, settlement: Settlement, basis: DateBasis) -> date | None:
    line = settlement.line
    if basis is DateBasis.SETTLED:
        return entry.on
    if entry.reverses:
        return line.cancelled_on
    if basis is DateBasis.PAID:
        return line.paid_on
    return line.shipped_on if basis is DateBasis.SHIPPED else line.delivered_on


def _balance(number: int | None, group: list[Movement], period: Days) -> Balance:
    opening = sales = fees = promotions = credited = 0
    for one in group:
        counted, amount, kind = one.counted_on, one.entry.amount, one.entry.kind
        if counted is not None and counted < period.first:
            opening += amount
        elif counted is not None and counted in period:
            if kind in _SALES_KINDS:
                sales += amount
            elif kind in FEE_KINDS:
                fees -= amount
            else:
                promotions -= amount
        moved = one.credited_on
        if moved is not None and moved < period.first:
            opening -= amount
        elif moved is not None and moved in period:
            credited += amount
    return Balance(number, opening, sales, fees, promotions, credited)
