"""
Reports (販売内訳): the rows of QSM's settlement exports as values, before anything is concluded.

`SellingReport` holds the 販売詳細内訳 and whichever other exports of the period are at hand. An amount
that an export does not have is None, and so is a whole export that was not given: never 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import Days
from qoo10model.exportrows import (
    CartDiscountRow,
    DateBasis,
    DeductionFile,
    DeductionRow,
    PromotionRow,
    RowReason,
    SellingRow,
    SmartSalesRow,
    check_amounts,
    check_kind,
    check_texts,
)


if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = (
    "CartDiscountRow",
    "DateBasis",
    "DeductionFile",
    "DeductionRow",
    "PromotionRow",
    "RowReason",
    "SellingReport",
    "SellingRow",
    "SmartSalesRow",
    "joined",
    "report_of",
)


@attrs.frozen(kw_only=True)
class SellingReport:
    """
    The settlement exports of one period and shop (販売内訳), as far as they are at hand.

    *rows* are those of the sales report, *deductions* those of both deduction exports;
    *deduction_files* names the ones that were given, also where one had no rows. *cart_discounts*,
    *promotions* and *smart_sales* are None where that export was not given, empty without rows.
    *period* holds the days that were searched, *basis* by which day. *credited* is what the wallet
    shows for the period (Qアカウント履歴の販売代金), in yen.

    >>> SellingReport(rows=(SellingRow(order_no=1, goods_amount=100),)).orders[1][0].goods_amount
    100
    """

    rows: tuple[SellingRow, ...]
    deductions: tuple[DeductionRow, ...] = ()
    deduction_files: tuple[DeductionFile, ...] = ()
    cart_discounts: tuple[CartDiscountRow, ...] | None = None
    promotions: tuple[PromotionRow, ...] | None = None
    smart_sales: tuple[SmartSalesRow, ...] | None = None
    period: Days | None = None
    basis: DateBasis | None = None
    shop: str = ""
    credited: int | None = None

    def __attrs_post_init__(self) -> None:
        for name, kind in _PARTS:
            _check_rows(getattr(self, name), kind, name)
        check_kind(self, Days, "period")
        check_kind(self, DateBasis, "basis")
        check_texts(self, "shop")
        check_amounts(self, "credited")

    @cached_property
    def orders(self) -> Mapping[int, tuple[SellingRow, ...]]:
        """
        The rows of each order number, in the order in which it appears first; totals are left out.
        """
        groups: dict[int, list[SellingRow]] = {}
        for row in self.rows:
            if row.order_no is not None:
                groups.setdefault(row.order_no, []).append(row)
        return {number: tuple(rows) for number, rows in groups.items()}

    def has(self, file: DeductionFile) -> bool:
        """
        Return whether the export of deductions *file* is at hand, be it empty.

        >>> SellingReport(rows=()).has(DeductionFile.MEGA_WARI)
        False
        """
        return file in self.deduction_files or any(row.file is file for row in self.deductions)

    @property
    def totals(self) -> tuple[SellingRow, ...]:
        """
        The rows of totals.
        """
        return tuple(row for row in self.rows if row.is_total)


def report_of(rows: SellingReport | Iterable[SellingRow]) -> SellingReport:
    """
    Return *rows* of the sales report as a report that knows no more than them; a report as it is.

    Raises `InvalidTypeError` for anything else.

    >>> report_of([SellingRow(order_no=1)]).period is None
    True
    """
    if isinstance(rows, SellingReport):
        return rows
    if not isinstance(rows, Iterable):
        msg = f"pass a SellingReport, or SellingRow values (got a {type(rows).__name__})"
        raise InvalidTypeError(msg)
    return SellingReport(rows=tuple(rows))


def joined(*reports: SellingReport) -> SellingReport:
    """
    Return *reports* as one; a row that stands in several of them is counted once (重複除外).

    A row that one report holds twice stays twice: two equal refunds are two. Rows of totals are left
    out, for none is of the whole; check each report first (`qoo10model.identities.check_rows`). The
    period spans all, where all have one; what only some give, such as *credited*, is not known of the
    whole. Raises `InvalidValueError` for no reports, for those of two shops and for those by two days.

    >>> row = SellingRow(order_no=1, goods_amount=100)
    >>> len(joined(SellingReport(rows=(row,)), SellingReport(rows=(row,))).rows)
    1
    """
    if not reports:
        msg = "joined needs at least one report (got none)"
        raise InvalidValueError(msg)
    for name in ("shop", "basis"):
        given = {getattr(report, name) for report in reports}
        if len(given) > 1:
            shown = ", ".join(sorted(map(repr, given)))
            msg = f"reports to join must have the same {name} (got {shown})"
            raise InvalidValueError(msg)
    if len(reports) == 1:
        return reports[0]
    periods = [report.period for report in reports if report.period is not None]
    parts = {name: _union([getattr(report, name) for report in reports]) for name, _ in _PARTS}
    parts["rows"] = tuple(row for row in parts["rows"] if not row.is_total)
    whole = len(periods) == len(reports)
    return SellingReport(
        period=Days(min(p.first for p in periods), max(p.last for p in periods)) if whole else None,
        basis=reports[0].basis,
        shop=reports[0].shop,
        deduction_files=tuple(
            file for file in DeductionFile if all(report.has(file) for report in reports)
        ),
        **parts,
    )


_PARTS: Final = (
    ("rows", SellingRow),
    ("deductions", DeductionRow),
    ("cart_discounts", CartDiscountRow),
    ("promotions", PromotionRow),
    ("smart_sales", SmartSalesRow),
)


def _union(parts: list[tuple[Any, ...] | None]) -> Any:
    given = [part for part in parts if part is not None]
    if len(given) < len(parts):
        return None
    kept: list[Any] = []
    held: Counter[Any] = Counter()
    for part in given:
        here: Counter[Any] = Counter()
        for row in part:
            here[row] += 1
            if here[row] > held[row]:
                kept.append(row)
        held |= here
    return tuple(kept)


def _check_rows(rows: tuple[object, ...] | None, kind: type, name: str) -> None:
    if rows is None and name not in {"rows", "deductions"}:
        return
    if type(rows) is not tuple or not all(isinstance(row, kind) for row in rows):
        msg = f"{name} must be a tuple of {kind.__name__} values (got a {type(rows).__name__})"
        raise InvalidTypeError(msg)
