"""
Settlement exports beside the sales report: deductions, cart discounts, promotions, Smart Sales.

Amounts are whole yen with their sign. What cannot be read for certain is a finding and no row;
columns that nobody has named are kept by their header in `unread` of each row. The Japanese names
are 販売関連の差引内訳, カート割引, プロモーション精算内訳 and スマートセールス広告.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.exportrows import (
    CartDiscountRow,
    DeductionFile,
    DeductionRow,
    PromotionRow,
    SmartSalesRow,
)
from qoo10model.formats.cells import plain
from qoo10model.formats.columns import Memo
from qoo10model.formats.exportcells import order_numbers
from qoo10model.formats.exportcolumns import (
    CART_DISCOUNTS,
    DEDUCTIONS,
    PROMOTIONS,
    SMART_SALES,
)
from qoo10model.formats.exportsheets import OpenExport
from qoo10model.formats.readings import Reading


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qoo10model.formats.exportcolumns import Export
    from qoo10model.formats.exportfiles import ExportData
    from qoo10model.formats.sheets import Sheet

__all__ = (
    "by_row",
    "cart_discounts_in",
    "deductions_in",
    "mega_wari_in",
    "promotions_in",
    "read_cart_discounts",
    "read_deductions",
    "read_mega_wari_deductions",
    "read_promotions",
    "read_smart_sales",
    "rows_made",
    "smart_sales_in",
)

T = TypeVar("T")

_NO_NUMBER: Final = Message(
    "qsm.order_number_missing",
    Severity.ERROR,
    Text("{key} is missing, so the row is not read", "{key}がないため、行を読み込めない"),
)
_NO_AMOUNT: Final = Message(
    "qsm.amount_needed",
    Severity.ERROR,
    Text("{key} is missing, so the row is not read", "{key}がないため、行を読み込めない"),
)
_IS_MEGA_WARI: Final = Message(
    "qsm.other_export",
    Severity.ERROR,
    Text(
        "all rows are mega-wari deductions: read the file with qsm.read_mega_wari_deductions",
        "全行がメガワリ割引金額: qsm.read_mega_wari_deductionsで読み込む",
    ),
)
_NOT_MEGA_WARI: Final = Message(
    "qsm.other_deductions",
    Severity.WARNING,
    Text(
        "no row names mega-wari: is this the export of the other deductions (qsm.read_deductions)?",
        "メガ割の項目が1行もない。販売関連の差引内訳（qsm.read_deductions）の可能性",
    ),
)
_MEGA_WORDS: Final = ("メガ", "메가", "mega")


def read_deductions(data: ExportData) -> Reading[DeductionRow]:
    r"""
    Return the deductions (販売関連の差引内訳) in *data*: above 0 is deducted, below 0 given back.

    >>> read_deductions("発生日,発生項目,差引対象金額\n2026/06/03,広告費,\"1,000\"\n").values[0].amount
    1000
    """
    return _reading(data, DEDUCTIONS, deductions_in)


def read_mega_wari_deductions(data: ExportData) -> Reading[DeductionRow]:
    r"""
    Return the mega-wari deductions (販売関連の差引内訳_メガ割) in *data*.

    >>> text = "発生日,発生項目,差引対象金額\n2026/06/03,メガワリ割引金額,295\n"
    >>> read_mega_wari_deductions(text).values[0].file
    DeductionFile.MEGA_WARI
    """
    return _reading(data, DEDUCTIONS, mega_wari_in)


def read_cart_discounts(data: ExportData) -> Reading[CartDiscountRow]:
    r"""
    Return the cart discounts (カート割引) in *data*, each with the order numbers of its cart.

    >>> text = "注文番号,カート割引金額,発生日\n1062 | 1063,500,2026/05/11\n"
    >>> read_cart_discounts(text).values[0].order_nos
    (1062, 1063)
    """
    return _reading(data, CART_DISCOUNTS, cart_discounts_in)


def read_promotions(data: ExportData) -> Reading[PromotionRow]:
    r"""
    Return the promotions (プロモーション精算内訳) in *data*: the seller's half of coupons.

    >>> text = "注文番号,商品コード,メガ割引クーポン1/2\n1062,100000001,295\n"
    >>> read_promotions(text).values[0].amount
    295
    """
    return _reading(data, PROMOTIONS, promotions_in)


def read_smart_sales(data: ExportData) -> Reading[SmartSalesRow]:
    r"""
    Return the sales through Smart Sales ads (スマートセールス広告) in *data*.

    >>> text = "注文番号,商品コード,販売金額\n1062,100000001,2652\n"
    >>> read_smart_sales(text).values[0].amount
    2652
    """
    return _reading(data, SMART_SALES, smart_sales_in)


def _reading(
    data: ExportData, export: Export, read: Callable[[OpenExport], Iterable[T]]
) -> Reading[T]:
    opened = OpenExport(data, export)
    values = tuple(read(opened))
    return Reading(values, tuple(by_row(opened)), opened.unknown_keys)


def by_row(opened: OpenExport) -> list[Finding]:
    """
    Return the findings of *opened*: those about the whole file first, the others by row.
    """
    return sorted(opened.findings, key=lambda one: -1 if one.row is None else one.row)


def deductions_in(opened: OpenExport) -> list[DeductionRow]:
    """
    Return the deductions of *opened*; where all are of mega-wari it is the other export, and none is.
    """
    rows = _all_deductions(opened, DeductionFile.OTHER)
    if rows and all(_names_mega(row) for row in rows):
        opened.refuse(_IS_MEGA_WARI)
        return []
    return rows


def mega_wari_in(opened: OpenExport) -> list[DeductionRow]:
    """
    Return the mega-wari deductions of *opened*.
    """
    rows = _all_deductions(opened, DeductionFile.MEGA_WARI)
    if rows and not any(_names_mega(row) for row in rows):
        opened.findings.append(_NOT_MEGA_WARI.finding())
    return rows


def _all_deductions(opened: OpenExport, file: DeductionFile) -> list[DeductionRow]:
    rows: list[DeductionRow] = []
    if opened.needs(DEDUCTIONS.needed, DEDUCTIONS.expected):
        for sheet in opened.sheets():
            columns: dict[str, Sequence[Any]] = {
                "on": sheet.days("on"),
                "item": sheet.texts("item"),
                "amount": _needed_amounts(sheet),
                "file": [file] * sheet.count,
                "row": sheet.rows,
                "unread": sheet.unread(),
            }
            rows += rows_made(DeductionRow, sheet, columns)
    return rows


def cart_discounts_in(opened: OpenExport) -> list[CartDiscountRow]:
    """
    Return the cart discounts of *opened*.
    """
    rows: list[CartDiscountRow] = []
    if opened.needs(CART_DISCOUNTS.needed, CART_DISCOUNTS.expected):
        numbers = Memo(order_numbers)
        for sheet in opened.sheets("order_nos"):
            carts = sheet.read("order_nos", numbers, ())
            for at, cart in enumerate(carts):
                if not cart:
                    sheet.refuse(at, _NO_NUMBER, key=sheet.key("order_nos"))
            columns: dict[str, Sequence[Any]] = {
                "order_nos": carts,
                "amount": _needed_amounts(sheet),
                "on": sheet.days("on"),
                "row": sheet.rows,
                "unread": sheet.unread(),
            }
            rows += rows_made(CartDiscountRow, sheet, columns)
    return rows


def promotions_in(opened: OpenExport) -> Iterator[PromotionRow]:
    """
    Yield the promotions of *opened*.
    """
    return _order_rows(opened, PromotionRow)


def smart_sales_in(opened: OpenExport) -> Iterator[SmartSalesRow]:
    """
    Yield the Smart Sales rows of *opened*.
    """
    return _order_rows(opened, SmartSalesRow)


def _order_rows(opened: OpenExport, kind: Callable[..., T]) -> Iterator[T]:
    if opened.needs(opened.export.needed, opened.export.expected):
        for sheet in opened.sheets("order_no"):
            sheet.numbers = sheet.needed("order_no", 1)
            columns: dict[str, Sequence[Any]] = {
                "order_no": sheet.numbers,
                "item_code": sheet.texts("item_code"),
                "amount": _needed_amounts(sheet),
                "paid_on": sheet.days("paid_on"),
                "row": sheet.rows,
                "unread": sheet.unread(),
            }
            yield from rows_made(kind, sheet, columns)


def rows_made(
    kind: Callable[..., T], sheet: Sheet, columns: Mapping[str, Sequence[Any]]
) -> Iterator[T]:
    """
    Yield a value of *kind* out of *columns* for each row of *sheet* that is not refused.
    """
    names = tuple(columns)
    for at, cells in enumerate(zip(*columns.values(), strict=True)):
        if at not in sheet.refused:
            yield kind(**dict(zip(names, cells, strict=True)))


def _needed_amounts(sheet: Sheet) -> Sequence[int | None]:
    amounts = sheet.amounts("amount")
    for at, amount in enumerate(amounts):
        if amount is None:
            sheet.refuse(at, _NO_AMOUNT, key=sheet.key("amount"))
    return amounts


def _names_mega(row: DeductionRow) -> bool:
    item = plain(row.item).casefold()
    return any(word in item for word in _MEGA_WORDS)
