"""
Bookkeeping (仕訳): a month's entries as journal rows, tax inside or apart.

Each yen of an entry stands in exactly one row on the day the sale counts, and in one on the day it
is credited to the wallet. Accounts are parts that a chart names; which part compensation or a
coupon's half belongs to is for the shop and its tax adviser to say.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, UnknownNameError
from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding
from qoo10model.basics.periods import Days, check_day
from qoo10model.basics.texts import Labelled, Text
from qoo10model.entries import EntryKind
from qoo10model.receivables import FEE_KINDS, DateBasis, FeeReceipt, movements
from qoo10model.rules.statements import (
    CHART,
    PURCHASE_CODES,
    SALES_CODES,
    Account,
    Chart,
    TaxCode,
)


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qoo10model.entries import Entry
    from qoo10model.proceeds import Settlement

__all__ = (
    "CHART",
    "Account",
    "Chart",
    "GoodsTax",
    "JournalRow",
    "TaxCode",
    "TaxStyle",
    "credit_rows",
    "journal",
    "rounding_rows",
    "sales_rows",
)


GoodsTax: TypeAlias = "Rate | Mapping[int, Rate] | Mapping[str, Rate]"
"""
The consumption tax of goods: one rate, or rates by order number or by item number.
"""


class TaxStyle(Labelled):
    """
    How consumption tax is booked (消費税の経理方式).

    >>> TaxStyle.APART.label.ja
    '税抜経理'
    """

    INSIDE = Text("tax inside the amounts", "税込経理")
    APART = Text("tax apart", "税抜経理")


@attrs.frozen
class JournalRow:
    """
    One journal row (仕訳): *amount* yen from the *credit* account to the *debit* account.

    *tax* is the code of the side that is taxed, in a row of tax that of what it is the tax on.
    *tax_amount* is the tax that *amount* contains: 0 where tax is booked apart. *order_no* is None for
    a row of no single order.

    Raises `InvalidValueError` for an amount below 1.

    >>> from datetime import date
    >>> row = JournalRow(date(2026, 5, 20), Account.RECEIVABLE, Account.SALES, 2_652, TaxCode.SALES,
    ...                  241, 1062428737, Text("sales", "売上"))
    >>> row.debit_tax, row.credit_tax
    (TaxCode.NONE, TaxCode.SALES)
    """

    on: date
    debit: Account
    credit: Account
    amount: int
    tax: TaxCode
    tax_amount: int
    order_no: int | None
    note: Text
    shop: str = ""

    def __attrs_post_init__(self) -> None:
        if self.amount < 1:
            msg = f"amount of a journal row must be at least 1 yen (got {self.amount})"
            raise InvalidValueError(msg)

    @property
    def debit_tax(self) -> TaxCode:
        """
        The code of the debit side.
        """
        return TaxCode.NONE if self.debit in _UNTAXED else self.tax

    @property
    def credit_tax(self) -> TaxCode:
        """
        The code of the credit side.
        """
        return TaxCode.NONE if self.credit in _UNTAXED else self.tax


_UNTAXED: Final = frozenset(
    {Account.RECEIVABLE, Account.WALLET, Account.TAX_PAID, Account.TAX_RECEIVED}
)
_ACCOUNT_OF: Final = {
    EntryKind.SALE: Account.SALES,
    EntryKind.QOO10_DISCOUNT: Account.SALES,
    EntryKind.SHIPPING: Account.SHIPPING,
    EntryKind.COMPENSATION: Account.COMPENSATION,
    EntryKind.PRE_DEDUCTION: Account.PROMOTION,
    EntryKind.COUPON_SHARE: Account.PROMOTION,
    EntryKind.POINTS_SHARE: Account.POINTS,
    **dict.fromkeys(FEE_KINDS, Account.FEES),
}


def journal(
    settlements: Iterable[Settlement],
    period: Days,
    *,
    goods_tax: GoodsTax,
    basis: DateBasis = DateBasis.SETTLED,
    style: TaxStyle = TaxStyle.INSIDE,
    rounding: Rounding = Rounding.DOWN,
) -> tuple[JournalRow, ...]:
    """
    Return the journal rows of *period* by day: sales and fees as they count, credits as they come.

    *goods_tax* is the tax rate of all goods, or by order number or item number: 8 % food stands
    apart from 10 %. *rounding* is how the tax inside a price is rounded.

    Raises `UnknownNameError` that names the items without a rate, `InvalidValueError` for a rate
    that is no consumption tax of the day, `InvalidTypeError` for no period or basis.

    >>> from datetime import date, datetime
    >>> from qoo10model import JST, Grade, OrderLine, Seller
    >>> from qoo10model.basics.periods import month
    >>> from qoo10model.settlements import settle_all
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST),
    ...                  delivered_on=date(2026, 5, 14))
    >>> settled = settle_all((line,), Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    >>> for row in journal(settled, month(2026, 5), goods_tax=Rate.percent("10")):
    ...     print(row.debit.name, row.credit.name, row.amount)
    RECEIVABLE SALES 2652
    FEES RECEIVABLE 293
    WALLET RECEIVABLE 2359
    """
    settled = tuple(settlements)
    rows = [
        *sales_rows(
            settled, period, goods_tax=goods_tax, basis=basis, style=style, rounding=rounding
        ),
        *credit_rows(settled, period),
    ]
    return tuple(sorted(rows, key=lambda row: row.on))


def sales_rows(
    settlements: Iterable[Settlement],
    period: Days,
    *,
    goods_tax: GoodsTax,
    basis: DateBasis = DateBasis.SETTLED,
    style: TaxStyle = TaxStyle.INSIDE,
    rounding: Rounding = Rounding.DOWN,
) -> tuple[JournalRow, ...]:
    """
    Return the rows of sales and fees that count in *period* by *basis*; it raises what `journal` does.

    >>> from qoo10model.basics.periods import month
    >>> sales_rows((), month(2026, 5), goods_tax=Rate.percent("10"))
    ()
    """
    _check_period(period)
    settled = tuple(settlements)
    _check_rates(settled, goods_tax)
    rows: list[JournalRow] = []
    for one in settled:
        rows += _booked(one, period, goods_tax, basis, style, rounding)
    return tuple(rows)


def credit_rows(settlements: Iterable[Settlement], period: Days) -> tuple[JournalRow, ...]:
    """
    Return the rows of what moved in the wallet in *period*: one an order and day.

    >>> from qoo10model.basics.periods import month
    >>> credit_rows((), month(2026, 5))
    ()
    """
    _check_period(period)
    rows: list[JournalRow] = []
    for one in settlements:
        sums: dict[date, int] = {}
        for entry in one.entries:
            if entry.on is not None and entry.on in period:
                sums[entry.on] = sums.get(entry.on, 0) + entry.amount
        for day, amount in sums.items():
            rows += _row(one, day, Account.WALLET, -amount, TaxCode.NONE, 0)
    return tuple(rows)


def rounding_rows(receipt: FeeReceipt, on: date) -> tuple[JournalRow, ...]:
    """
    Return the row for the tax that the *receipt* rounds once and the lines one by one; or none.

    It is booked only where it explains the whole difference.

    >>> from datetime import date
    >>> receipt = FeeReceipt(fees=1_005, tax_by_line=102, tax_by_invoice=101, total=1_106)
    >>> [(row.debit.name, row.credit.name, row.amount) for row in rounding_rows(receipt, date(2026, 5, 31))]
    [('RECEIVABLE', 'ROUNDING', 1)]
    """
    check_day(on, "on")
    amount = receipt.rounding
    if not amount or not receipt.difference or receipt.unexplained:
        return ()
    sides = (Account.ROUNDING, Account.RECEIVABLE)
    debit, credit = sides if amount > 0 else sides[::-1]
    note = Account.ROUNDING.label
    return (JournalRow(on, debit, credit, abs(amount), TaxCode.NONE, 0, None, note),)


def _booked(
    one: Settlement,
    period: Days,
    goods_tax: GoodsTax,
    basis: DateBasis,
    style: TaxStyle,
    rounding: Rounding,
) -> Iterator[JournalRow]:
    # What undoes a sale is a row of its own.
    groups: dict[tuple[date, Account, bool], list[Entry]] = {}
    for movement in movements((one,), basis):
        day, entry = movement.counted_on, movement.entry
        if day is not None and day in period:
            key = (day, _ACCOUNT_OF[entry.kind], entry.reverses)
            groups.setdefault(key, []).append(entry)
    for (day, account, _), entries in groups.items():
        code, rate = _taxed(one, account, goods_tax)
        amount = sum(entry.amount for entry in entries)
        tax = _tax_in(one, account, amount, entries, rate, rounding)
        if style is TaxStyle.INSIDE:
            yield from _row(one, day, account, amount, code, abs(tax))
            continue
        tax_account = Account.TAX_PAID if account is Account.FEES else Account.TAX_RECEIVED
        yield from _row(one, day, account, amount - tax, code, 0)
        yield from _row(one, day, tax_account, tax, code, 0)


def _row(
    one: Settlement, day: date, account: Account, amount: int, code: TaxCode, tax: int
) -> Iterator[JournalRow]:
    if not amount:
        return
    sides = (Account.RECEIVABLE, account)
    debit, credit = sides if amount > 0 else sides[::-1]
    line = one.line
    yield JournalRow(
        day, debit, credit, abs(amount), code, tax, line.order_no, account.label, line.shop
    )


def _tax_in(
    one: Settlement, account: Account, amount: int, entries: list[Entry], rate: Rate, how: Rounding
) -> int:
    terms = one.terms
    if account is Account.FEES and terms.rules.fees.fees_exclude_tax.on(terms.paid_on):
        return sum(entry.amount for entry in entries if entry.kind is EntryKind.FEE_TAX)
    return (rate / (WHOLE + rate)).of(amount, how)


def _taxed(one: Settlement, account: Account, goods_tax: GoodsTax) -> tuple[TaxCode, Rate]:
    terms = one.terms
    standard = terms.rules.fees.tax_rate.on(terms.paid_on)
    if account is Account.FEES:
        rate = standard if terms.seller.fee_tax is None else terms.seller.fee_tax
        codes = dict(PURCHASE_CODES)
    elif account is Account.POINTS:
        return TaxCode.NONE, ZERO
    else:
        goods = standard if account is Account.SHIPPING else _goods_rate(one, goods_tax)
        rate = standard if goods is None else goods
        codes = {rate: code for day, rate, code in SALES_CODES if day == standard}
    if rate == ZERO:
        return TaxCode.NONE, ZERO
    if rate not in codes:
        known = ", ".join(map(str, codes))
        msg = (
            f"order {one.line.order_no}: {rate} is no consumption tax of {terms.paid_on} "
            f"(known: {known}); check goods_tax and the seller's fee_tax"
        )
        raise InvalidValueError(msg)
    return codes[rate], rate


def _goods_rate(one: Settlement, goods_tax: GoodsTax) -> Rate | None:
    if isinstance(goods_tax, Rate):
        return goods_tax
    rates = cast("Mapping[int | str, Rate]", goods_tax)
    return rates.get(one.line.order_no, rates.get(one.line.item_code))


def _check_rates(settlements: tuple[Settlement, ...], goods_tax: GoodsTax) -> None:
    missing = {one.line.item_code for one in settlements if _goods_rate(one, goods_tax) is None}
    if missing:
        msg = (
            f"goods_tax has no rate for items {', '.join(sorted(missing))}; none is guessed: "
            "pass Rate.percent('10') or Rate.percent('8') by order number or item number"
        )
        raise UnknownNameError(msg)


def _check_period(period: object) -> None:
    if type(period) is not Days:
        msg = f"period must be Days such as periods.month(2026, 5) (got {period!r})"
        raise InvalidTypeError(msg)
