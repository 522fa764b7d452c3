"""
The sales report (販売詳細内訳, sellingreport) as `qoo10model.statements` takes it, with its companions.

An amount that the export does not have is None, and so is a whole export that is not at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text
from qoo10model.exportrows import DateBasis, DeductionFile, SellingRow
from qoo10model.formats.cells import UnreadableError, text
from qoo10model.formats.columns import Memo
from qoo10model.formats.exportcells import tax_rate
from qoo10model.formats.exportcolumns import (
    CART_DISCOUNTS,
    DEDUCTIONS,
    PROMOTIONS,
    SALES,
    SMART_SALES,
)
from qoo10model.formats.exportsheets import OpenExport
from qoo10model.formats.orderkeys import yes_or_no
from qoo10model.formats.settlementfiles import (
    by_row,
    cart_discounts_in,
    deductions_in,
    mega_wari_in,
    promotions_in,
    rows_made,
    smart_sales_in,
)
from qoo10model.reports import SellingReport


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qoo10model.basics.periods import Days
    from qoo10model.formats.exportcolumns import Export
    from qoo10model.formats.exportfiles import ExportData
    from qoo10model.formats.sheets import Sheet

__all__ = ("ReportReading", "read_selling_report")

_NO_NUMBER: Final = Message(
    "qsm.order_number_missing",
    Severity.ERROR,
    Text("{key} is missing, so the row is not read", "{key}がないため、行を読み込めない"),
)
_AMOUNTS: Final = (
    "unit_price",
    "goods_amount",
    "seller_discount",
    "service_fee",
    "compensation",
    "settle_amount",
)
_DAYS: Final = ("paid_on", "shipped_on", "delivered_on", "settled_on", "due_on")
_TEXTS: Final = ("reason", "item_code", "title", "seller_code", "option_code", "option")


@attrs.frozen(repr=False)
class ReportReading:
    """
    What reading the settlement exports of a period gave (販売内訳の読み込み結果).

    *values* is the report as `qoo10model.statements.reconcile` takes it, *findings* say what was odd,
    *unknown_keys* are the headers of columns that nobody told the reader about.

    >>> ReportReading(SellingReport(rows=()))
    ReportReading(0 rows, 0 findings, unknown_keys=())
    """

    values: SellingReport
    findings: tuple[Finding, ...] = ()
    unknown_keys: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return (
            f"ReportReading({len(self.values.rows)} rows, {len(self.findings)} findings, "
            f"unknown_keys={self.unknown_keys!r})"
        )


def read_selling_report(
    data: ExportData,
    *,
    deductions: ExportData | None = None,
    mega_wari_deductions: ExportData | None = None,
    cart_discounts: ExportData | None = None,
    promotions: ExportData | None = None,
    smart_sales: ExportData | None = None,
    period: Days | None = None,
    basis: DateBasis | None = None,
    shop: str = "",
    credited: int | None = None,
) -> ReportReading:
    r"""
    Return the sales report (販売詳細内訳) in *data*, with the other exports of its period if at hand.

    *period*, *basis*, *shop* and *credited* are what no export tells; see `SellingReport`. An order
    may stand in several rows, as when it is cancelled. A row of totals has no order number. An export
    that is not the one asked for is a finding, and counts as not given.

    Raises `InvalidTypeError` for data that is neither bytes nor text nor rows.

    >>> report = read_selling_report("発生の理由,注文番号,商品決済金\r\nキャンセル,1062,△2，652円\r\n")
    >>> report.values.rows[0].goods_amount
    -2652
    """
    opened = OpenExport(data, SALES)
    rows = _sales(opened)
    findings, unknown = by_row(opened), set(opened.unknown_keys)
    others: dict[str, tuple[Any, ...] | None] = {}
    given = {
        "deductions": deductions,
        "mega_wari": mega_wari_deductions,
        "cart_discounts": cart_discounts,
        "promotions": promotions,
        "smart_sales": smart_sales,
    }
    for slot, (export, name, read) in _SLOTS.items():
        file = given[slot]
        if file is not None:
            other = OpenExport(file, export)
            found: tuple[Any, ...] = tuple(read(other))
            others[slot] = found if other.is_readable else None
            unknown.update(other.unknown_keys)
            findings += (_of_slot(one, name) for one in by_row(other))
    plain, mega = others.pop("deductions", None), others.pop("mega_wari", None)
    files = ((DeductionFile.OTHER, plain), (DeductionFile.MEGA_WARI, mega))
    report = SellingReport(
        rows=tuple(rows),
        deductions=(*(plain or ()), *(mega or ())),
        deduction_files=tuple(file for file, held in files if held is not None),
        period=period,
        basis=basis,
        shop=shop,
        credited=credited,
        **others,
    )
    return ReportReading(report, tuple(findings), tuple(sorted(unknown)))


_SLOTS: Final[Mapping[str, tuple[Export, Text, Callable[[OpenExport], Iterable[Any]]]]] = {
    "deductions": (DEDUCTIONS, DEDUCTIONS.name, deductions_in),
    "mega_wari": (
        DEDUCTIONS,
        Text("mega-wari deductions", "販売関連の差引内訳_メガ割"),
        mega_wari_in,
    ),
    "cart_discounts": (CART_DISCOUNTS, CART_DISCOUNTS.name, cart_discounts_in),
    "promotions": (PROMOTIONS, PROMOTIONS.name, promotions_in),
    "smart_sales": (SMART_SALES, SMART_SALES.name, smart_sales_in),
}


def _of_slot(finding: Finding, name: Text) -> Finding:
    said = Text(f"{name.en}: {finding.text.en}", f"{name.ja}: {finding.text.ja}")
    return attrs.evolve(finding, text=said)


def _sales(opened: OpenExport) -> list[SellingRow]:
    rows: list[SellingRow] = []
    if opened.needs(SALES.needed, SALES.expected):
        rates, ads, answers = Memo(tax_rate), Memo(_ad), Memo(yes_or_no)
        for sheet in opened.sheets("order_no", keeps_totals=True):
            sheet.numbers = sheet.amounts("order_no")
            shown = sheet.read("external_ad", ads, (None, ""))
            columns: dict[str, Sequence[Any]] = {
                "order_no": sheet.numbers,
                "cart_no": sheet.amounts("cart_no", refusing=False),
                "quantity": sheet.amounts("quantity", refusing=False),
                **{field: sheet.amounts(field, refusing=False) for field in _AMOUNTS},
                **{field: sheet.days(field) for field in _DAYS},
                **{field: sheet.texts(field) for field in _TEXTS},
                "tax_rate": sheet.read("tax_rate", rates, None),
                "external_ad": [answer for answer, _ in shown],
                "ad_source": [source for _, source in shown],
                "is_mega": sheet.read("is_mega", answers, None),
                "row": sheet.rows,
                "unread": sheet.unread(),
            }
            _refuse_nameless(sheet, columns, opened.totals)
            rows += rows_made(SellingRow, sheet, columns)
    return rows


def _refuse_nameless(sheet: Sheet, columns: dict[str, Sequence[Any]], totals: set[int]) -> None:
    if None not in sheet.numbers:
        return
    told = zip(*(columns[field] for field in ("reason", "item_code", "title")), strict=True)
    for at, (number, texts) in enumerate(zip(sheet.numbers, told, strict=True)):
        if number is None and any(texts) and sheet.rows[at] not in totals:
            sheet.refuse(at, _NO_NUMBER, key=sheet.key("order_no"))


def _ad(cell: object) -> tuple[bool | None, str]:
    """
    Return whether an external ad brought the order, and which one where the cell names it.
    """
    try:
        return yes_or_no(cell), ""
    except UnreadableError:
        return True, text(cell)
