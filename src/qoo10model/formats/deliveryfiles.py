"""
Delivery exports (配送管理の出力): detail and brief, Japanese and Korean, as order lines and shipments.

The detail export becomes the same order lines as a reply of the API. What it does not have is told by
a finding about the whole file. The brief export has neither item numbers nor prices: alone it gives
`Shipment` values, and brings lines that are known from elsewhere up to date.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text, yen_text
from qoo10model.deliveries import Delivery, Person, repr_of
from qoo10model.formats.columns import Memo
from qoo10model.formats.exportcolumns import BUYER_PAID, DELIVERIES
from qoo10model.formats.exportsheets import OpenExport
from qoo10model.formats.making import collection_paused, made
from qoo10model.formats.orderkeys import order_status, yes_or_no
from qoo10model.formats.orderpeople import deliveries, receivers
from qoo10model.formats.orderrows import OrderRows
from qoo10model.formats.readings import Reading
from qoo10model.rules.orders import OrderStatus


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qoo10model.formats.exportfiles import ExportData
    from qoo10model.formats.sheets import Sheet
    from qoo10model.orders import OrderLine

__all__ = ("Shipment", "read_orders", "read_shipments")

_LACKING: Final = Message(
    "qsm.amounts_not_in_export",
    Severity.WARNING,
    Text(
        "this export has no shipping fees, no cart discounts and not who bears a discount: of "
        "{lines} lines {fees} do not say that shipping is free, and their fee is not known, nor are the "
        "cart discounts of any; {discounts} discounts are left unattributed",
        "この出力には送料・カート割引・割引の負担者がない。全{lines}行のうち送料無料と書かれていない"
        "{fees}行の送料、全行のカート割引、割引{discounts}件の負担者は不明のままにした",
    ),
)
_BUYER_PAID: Final = Message(
    "qsm.buyer_paid_differs",
    Severity.WARNING,
    Text(
        "{key} is {paid} yen and the total {total} yen: a cart discount or a fee of {difference} yen "
        "that the export does not name; it is not in the line",
        "{key}{paid}円と注文金額の合計{total}円に{difference}円の差がある。カート割引等と思われるが"
        "内訳がないため行には含めていない",
    ),
)
_BRIEF: Final = Message(
    "qsm.brief_without_prices",
    Severity.ERROR,
    Text(
        "this is the brief export, without item numbers and prices: pass the lines that you know as "
        "known=, read it with qsm.read_shipments, or download the detail export",
        "要約の出力で商品番号・販売価格がない。known=に既知の注文を渡すか、qsm.read_shipmentsで読むか、"
        "「詳細を見る」の出力を使う",
    ),
)
_STRANGER: Final = Message(
    "qsm.order_not_known",
    Severity.WARNING,
    Text(
        "not among the lines in known=, so the row gives no line",
        "known=に渡した注文にないため、行から注文を作れない",
    ),
)

# The API has these on each row, no export does; that they are not known is said once for the file.
_NOT_IN_EXPORT: Final = frozenset({"ShippingRate", "Cart_Discount_Seller", "Cart_Discount_Qoo10"})
_UNATTRIBUTED: Final = ("SellerDiscount", "discount")
_SAID_ONCE: Final = (("total", "qapi.total_missing"), ("shippingStatus", "qapi.status_missing"))
_OF_LINES: Final = frozenset({"itemCode", "orderPrice"})


@attrs.frozen(repr=False)
class Shipment:
    """
    How one order is sent (配送): what the brief and the detail export have in common.

    What the export does not tell is None or empty. The repr leaves out what was not given; data about
    people never shows.

    >>> Shipment(order_no=1062, delivery=Delivery(carrier="佐川急便"))
    Shipment(order_no=1062, delivery=Delivery(carrier='佐川急便'))
    """

    order_no: int
    cart_no: int | None = None
    status: OrderStatus | None = None
    shipped_on: date | None = None
    delivery: Delivery | None = None
    quantity: int | None = None
    title: str = ""
    option: str = ""
    option_code: str = ""
    seller_code: str = ""
    external_ad: bool | None = None
    payment_nation: str = ""
    receiver: Person | None = attrs.field(default=None, repr=False)
    unread: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    row: int | None = attrs.field(default=None, eq=False, repr=False)

    def __repr__(self) -> str:
        return repr_of(self)


def read_orders(data: ExportData, *, known: Iterable[OrderLine] = ()) -> Reading[OrderLine]:
    r"""
    Return the order lines in a delivery export (配送管理), as `qoo10model.formats.qapi` has them.

    *data* is the file as bytes or text, or its rows as lists of cells. Columns count by their header,
    in any order, Japanese or Korean. *known* are lines to bring up to date where the export is the
    brief one, which has no prices: the values are then these lines with its status, day of shipping,
    carrier and tracking number.

    What no delivery export has is None on the line, and a finding says for how many: shipping fees
    where the row does not call them free, and cart discounts. A settlement takes them as none, with a
    doubt. Discounts are unattributed. Where
    購入者決済金額 is not the total, the line has a finding and keeps the amount in `unread`.

    Raises `InvalidTypeError` for data that is neither bytes nor text nor rows.

    >>> text = "注文番号,カート番号,商品番号,販売価格,数量\n1062,9,A,1500,2\n"
    >>> read_orders(text).values[0].gross
    3000
    """
    with collection_paused():
        opened = OpenExport(data, DELIVERIES)
        if opened.is_readable and "orderNo" in opened.fields and not opened.fields & _OF_LINES:
            lines = _brought_up_to_date(opened, {line.order_no: line for line in known})
        elif opened.needs(DELIVERIES.needed, DELIVERIES.expected):
            lines = _lines(opened)
        else:
            lines = ()
        return Reading(lines, _in_order(opened), opened.unknown_keys)


def read_shipments(data: ExportData) -> Reading[Shipment]:
    r"""
    Return how the orders in a delivery export are sent, detail or brief; see `read_orders`.

    >>> text = "注文番号,カート番号,配送会社,送り状番号\n1062,9,佐川急便,500000000010\n"
    >>> read_shipments(text).values[0].delivery.tracking_no
    '500000000010'
    """
    with collection_paused():
        opened = OpenExport(data, DELIVERIES)
        shipments = _shipments(opened) if opened.needs(("orderNo",)) else ()
        return Reading(shipments, _in_order(opened), opened.unknown_keys)


def _lines(opened: OpenExport) -> tuple[OrderLine, ...]:
    lacking = {field: 0 for field in _UNATTRIBUTED if field not in opened.fields}
    orders = OrderRows(opened.table.count, opened.findings, untold=_NOT_IN_EXPORT)
    for sheet in opened.sheets("orderNo", lacking=lacking):
        differing = _differing(sheet)
        for at in differing:
            sheet.keep(at, BUYER_PAID)
        orders.read(sheet)
        _note(sheet, differing)
    lines = tuple(line for line in orders.lines if line is not None)
    if lines:
        opened.findings.append(_lacking(lines))
    return lines


def _shipments(opened: OpenExport) -> tuple[Shipment, ...]:
    statuses, ads = Memo(order_status), Memo(yes_or_no)
    shipments: list[Shipment] = []
    for sheet in opened.sheets("orderNo"):
        sheet.numbers = numbers = sheet.needed("orderNo", 1)
        rows = made(
            Shipment,
            sheet.count,
            order_no=numbers,
            cart_no=sheet.amounts("packNo", refusing=False),
            status=sheet.read("shippingStatus", statuses, None),
            shipped_on=sheet.days("ShippingDate"),
            delivery=deliveries(sheet),
            quantity=sheet.amounts("orderQty", refusing=False),
            title=sheet.texts("itemTitle"),
            option=sheet.texts("option"),
            option_code=sheet.texts("optionCode"),
            seller_code=sheet.texts("sellerItemCode"),
            external_ad=sheet.read("externalAd", ads, None),
            payment_nation=sheet.texts("PaymentNation"),
            receiver=receivers(sheet),
            unread=sheet.unread(),
            row=sheet.rows,
        )
        shipments += (
            one
            for at, one in enumerate(rows)
            if isinstance(one, Shipment) and at not in sheet.refused
        )
    return tuple(shipments)


def _brought_up_to_date(opened: OpenExport, known: dict[int, OrderLine]) -> tuple[OrderLine, ...]:
    lines: list[OrderLine] = []
    if not known:
        opened.refuse(_BRIEF)
        return ()
    for shipment in _shipments(opened):
        line = known.get(shipment.order_no)
        if line is None:
            found = _STRANGER.finding(row=shipment.row, order_no=shipment.order_no)
            opened.findings.append(found)
        else:
            lines.append(_updated(line, shipment))
    return tuple(lines)


def _updated(line: OrderLine, shipment: Shipment) -> OrderLine:
    old, new = line.delivery or Delivery(), shipment.delivery or Delivery()
    delivery = attrs.evolve(
        old,
        carrier=new.carrier or old.carrier,
        tracking_no=new.tracking_no or old.tracking_no,
        planned_on=new.planned_on or old.planned_on,
    )
    ad = line.external_ad if shipment.external_ad is None else shipment.external_ad
    return attrs.evolve(
        line,
        status=shipment.status or line.status,
        shipped_on=shipment.shipped_on or line.shipped_on,
        external_ad=ad,
        delivery=delivery if delivery != Delivery() else line.delivery,
    )


def _differing(sheet: Sheet) -> dict[int, tuple[int, int]]:
    given, totals = sheet.column(BUYER_PAID), sheet.column("total")
    if given is None or given == totals:
        return {}
    pairs = zip(
        sheet.amounts(BUYER_PAID, refusing=False),
        sheet.amounts("total", refusing=False),
        strict=True,
    )
    return {
        at: (paid, total)
        for at, (paid, total) in enumerate(pairs)
        if paid is not None and total is not None and paid != total
    }


def _note(sheet: Sheet, differing: dict[int, tuple[int, int]]) -> None:
    for at, (paid, total) in differing.items():
        sheet.note(
            at,
            _BUYER_PAID,
            key=sheet.key(BUYER_PAID),
            paid=yen_text(paid),
            total=yen_text(total),
            difference=yen_text(abs(total - paid)),
        )


def _lacking(lines: Sequence[OrderLine]) -> Finding:
    fees = sum(1 for line in lines if line.shipping is None)
    discounts = sum(1 for line in lines if line.discounts)
    return _LACKING.finding(lines=len(lines), fees=fees, discounts=discounts)


def _in_order(opened: OpenExport) -> tuple[Finding, ...]:
    """
    Return each finding once, those about the whole file first, the others by row.

    What a missing column means for each row was said once. Where order rows are read alike, codes say
    that the row is of an export.
    """
    left_out = {code for field, code in _SAID_ONCE if field not in opened.fields}
    told = [
        attrs.evolve(one, code=one.code.replace("qapi.", "qsm.", 1))
        if one.code.startswith("qapi.")
        else one
        for one in opened.findings
        if one.code not in left_out
    ]
    told.sort(key=lambda one: -1 if one.row is None else one.row)
    return tuple(dict.fromkeys(told))
