"""
Identities (検算): what a settlement export must add up to, by row and by period.

A row pays goods + compensation − fees with tax. What the wallet is credited is the sum of the rows
less the deductions. Neither was ever shown to hold for a whole month by anybody in public, so every
gap is a finding, with the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text, yen_text
from qoo10model.reports import DeductionFile, SellingRow
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qoo10model.basics.money import Rate
    from qoo10model.reports import SellingReport
    from qoo10model.rules.book import RuleBook

__all__ = ("PeriodIdentity", "RowIdentity", "check_rows", "period_identity", "row_identity")


@attrs.frozen
class RowIdentity:
    """
    What one *row* pays by its own columns, in yen: goods + compensation − fee − tax on the fee.

    *fee_tax* and *receivable* are None where a column they need is not in the export.

    >>> row = SellingRow(order_no=1, goods_amount=1_000, service_fee=100, is_mega=False,
    ...                  paid_on=__import__("datetime").date(2026, 5, 11))
    >>> row_identity(row).receivable
    890
    """

    row: SellingRow
    fee_tax: int | None
    receivable: int | None

    @property
    def difference(self) -> int | None:
        """
        The export's own settle amount less the receivable; None where one of them is not known.
        """
        given = self.row.settle_amount
        if given is None or self.receivable is None:
            return None
        return given - self.receivable

    @property
    def leaves_tax_out(self) -> bool:
        """
        Whether the settle amount is what the row pays before tax on the fee.
        """
        return bool(self.fee_tax) and self.difference == self.fee_tax


@attrs.frozen
class PeriodIdentity:
    """
    What a period pays by the exports, in yen: the rows less both files of deductions.

    *unknown_rows* counts the rows whose receivable is not known; *receivable* is of the others.
    *deducted*, *deducted_mega* and *credited* are None where that figure was not given.

    >>> PeriodIdentity(1_000, 0, 100, 50, 850).difference
    0
    """

    receivable: int
    unknown_rows: int
    deducted: int | None
    deducted_mega: int | None
    credited: int | None

    @property
    def payable(self) -> int | None:
        """
        What should have been credited; None while rows or deductions are not known.
        """
        if self.unknown_rows or self.deducted is None or self.deducted_mega is None:
            return None
        return self.receivable - self.deducted - self.deducted_mega

    @property
    def difference(self) -> int | None:
        """
        What was credited less what should have been; None where one of them is not known.
        """
        if self.credited is None or self.payable is None:
            return None
        return self.credited - self.payable


def row_identity(
    row: SellingRow, rules: RuleBook = JAPAN, *, fee_tax: Rate | None = None
) -> RowIdentity:
    """
    Return what *row* pays by its own columns; *fee_tax* states the tax of a seller outside Japan.

    The tax is rounded on the row. A row that is known to be no mega row needs no compensation.

    >>> from datetime import date
    >>> row = SellingRow(order_no=1, goods_amount=-800, compensation=-200, service_fee=-100,
    ...                  paid_on=date(2026, 5, 30))
    >>> row_identity(row).receivable
    -890
    """
    day = _rule_day(row)
    compensation = row.compensation
    if compensation is None and row.is_mega is False:
        compensation = 0
    tax = None
    if row.service_fee is not None and day is not None:
        rate = rules.fees.tax_rate.on(day) if fee_tax is None else fee_tax
        tax = rate.of(row.service_fee, rules.fees.tax_rounding.on(day))
    if row.goods_amount is None or compensation is None or row.service_fee is None or tax is None:
        return RowIdentity(row, tax, None)
    return RowIdentity(row, tax, row.goods_amount + compensation - row.service_fee - tax)


def period_identity(
    report: SellingReport, rules: RuleBook = JAPAN, *, fee_tax: Rate | None = None
) -> PeriodIdentity:
    """
    Return what *report* pays in all; rows of totals do not count.

    >>> from qoo10model.reports import SellingReport
    >>> period_identity(SellingReport(rows=())).payable is None
    True
    """
    rows = [row_identity(row, rules, fee_tax=fee_tax) for row in report.rows if not row.is_total]
    known = [one.receivable for one in rows if one.receivable is not None]
    return PeriodIdentity(
        receivable=sum(known),
        unknown_rows=len(rows) - len(known),
        deducted=_deducted(report, DeductionFile.OTHER),
        deducted_mega=_deducted(report, DeductionFile.MEGA_WARI),
        credited=report.credited,
    )


_ROW: Final = Message(
    "identities.row",
    Severity.WARNING,
    Text(
        "the settle amount is {given} yen; goods + compensation − fee with tax give {ours}",
        "精算金額は{given}円だが、商品決済金＋補償金−手数料（税込）は{ours}円",
    ),
)
_ROW_NO_TAX: Final = Message(
    "identities.row_without_tax",
    Severity.ADVICE,
    Text(
        "the settle amount of {given} yen leaves the tax on the fee, {tax} yen, out",
        "精算金額{given}円は手数料の消費税{tax}円を引いていない",
    ),
)
_PERIOD: Final = Message(
    "identities.period",
    Severity.WARNING,
    Text(
        "the wallet was credited {given} yen; the rows less the deductions give {ours}",
        "Qサイフの入金は{given}円だが、明細の合計から差引額を引くと{ours}円",
    ),
)
_UNKNOWN: Final = Message(
    "identities.rows_unknown",
    Severity.ADVICE,
    Text(
        "{count} rows lack a column that their receivable needs: {columns}",
        "{count}行は精算額の計算に必要な列がない: {columns}",
    ),
)
_TOTAL: Final = Message(
    "identities.total",
    Severity.WARNING,
    Text(
        "the total row says {given} yen of {column}, its rows sum to {ours}",
        "合計行の{column}は{given}円だが、明細の合計は{ours}円",
    ),
)

_COLUMNS: Final = (
    ("goods_amount", Text("goods", "商品決済金")),
    ("seller_discount", Text("seller's discount", "販売店負担割引額")),
    ("service_fee", Text("service fee", "Qoo10サービス利用料")),
    ("compensation", Text("compensation", "メガワリ/メガポ補償金")),
    ("settle_amount", Text("settle amount", "精算金額")),
)
_NEEDED: Final = (
    *(pair for pair in _COLUMNS if pair[0] not in {"seller_discount", "settle_amount"}),
    ("paid_on", Text("day of the payment", "購入者の決済日")),
)


def check_rows(
    report: SellingReport, rules: RuleBook = JAPAN, *, fee_tax: Rate | None = None
) -> tuple[Finding, ...]:
    """
    Return where *report* does not add up: rows, totals, the period, and columns it does not have.

    >>> from datetime import date
    >>> from qoo10model.reports import SellingReport
    >>> row = SellingRow(order_no=1, goods_amount=1_000, service_fee=100, compensation=0,
    ...                  settle_amount=900, paid_on=date(2026, 5, 11))
    >>> [finding.code for finding in check_rows(SellingReport(rows=(row,)))]
    ['identities.row_without_tax']
    """
    return tuple(_gaps(report, rules, fee_tax))


def _gaps(report: SellingReport, rules: RuleBook, fee_tax: Rate | None) -> Iterator[Finding]:
    lacking: list[SellingRow] = []
    for row in report.rows:
        if row.is_total:
            continue
        one = row_identity(row, rules, fee_tax=fee_tax)
        if one.receivable is None:
            lacking.append(row)
        elif one.difference:
            message = _ROW_NO_TAX if one.leaves_tax_out else _ROW
            yield message.finding(
                row=row.row,
                order_no=row.order_no,
                given=_yen(row.settle_amount),
                ours=yen_text(one.receivable),
                tax=_yen(one.fee_tax),
            )
    if lacking:
        absent = [
            name for field, name in _NEEDED if any(getattr(row, field) is None for row in lacking)
        ]
        columns = Text(", ".join(n.en for n in absent), "、".join(n.ja for n in absent))
        yield _UNKNOWN.finding(count=len(lacking), columns=columns)
    yield from _odd_totals(report)
    period = period_identity(report, rules, fee_tax=fee_tax)
    if period.difference:
        yield _PERIOD.finding(given=_yen(period.credited), ours=_yen(period.payable))


def _odd_totals(report: SellingReport) -> Iterator[Finding]:
    rows = [row for row in report.rows if not row.is_total]
    for total in report.totals:
        for field, name in _COLUMNS:
            given, amounts = getattr(total, field), [getattr(row, field) for row in rows]
            if given is None or None in amounts:
                continue
            if given != sum(amounts):
                yield _TOTAL.finding(
                    row=total.row, column=name, given=_yen(given), ours=yen_text(sum(amounts))
                )


def _yen(amount: int | None) -> str:
    return "?" if amount is None else yen_text(amount)


def _deducted(report: SellingReport, file: DeductionFile) -> int | None:
    if not report.has(file):
        return None
    return sum(row.amount for row in report.deductions if row.file is file)


def _rule_day(row: SellingRow) -> date | None:
    days = (row.paid_on, row.shipped_on, row.delivered_on, row.settled_on)
    return next((day for day in days if day is not None), None)
