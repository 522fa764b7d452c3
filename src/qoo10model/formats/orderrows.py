"""
Order rows (注文行): the rows of GetShippingInfo, version 2 and 3, as order lines.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from qoo10model.basics.errors import Qoo10ModelError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.reasons import reason_of
from qoo10model.basics.texts import Text
from qoo10model.formats.cells import UnreadableError, is_blank, text, wholes
from qoo10model.formats.columns import Memo
from qoo10model.formats.making import made
from qoo10model.formats.orderkeys import order_status, send_type, yes_or_no
from qoo10model.formats.ordermoney import (
    amounts,
    cart_discounts,
    discount_amounts,
    discounts_of,
    options,
    shipping_fees,
)
from qoo10model.formats.orderpeople import (
    buyers,
    consignees,
    deliveries,
    receivers,
    senders,
)
from qoo10model.orders import OrderLine, check


if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from qoo10model.discounts import Discount
    from qoo10model.formats.sheets import Sheet
    from qoo10model.orders import OrderStatus

__all__ = ("OrderRows",)

_STATUS_MISSING: Final = Message(
    "qapi.status_missing",
    Severity.WARNING,
    Text("{key} is not given", "{key}の記載がない"),
)
_PAID_WHEN_ORDERED: Final = Message(
    "qapi.payment_time_missing",
    Severity.ADVICE,
    Text(
        "the payment has a day but no time; the time of the order on that day is taken",
        "入金日に時刻がないため、同日の注文時刻を入金時刻とみなした",
    ),
)
_CONTRADICTION: Final = Message(
    "qapi.row_contradicts_itself",
    Severity.ERROR,
    Text("the row is not read: {reason}", "行を読み込めない: {reason}"),
)
_PAID_FIRST: Final = Text("it was paid before it was ordered", "入金日時が注文日時より前")
_DELIVERED_FIRST: Final = Text(
    "it was delivered before it was paid or ordered", "配送完了日が入金日・注文日より前"
)
_DISCOUNT_ABOVE: Final = Text("the discounts are more than the price", "割引額が販売価格を超える")


_COUNTRY: Final = Text("two letters such as JP", "JPのような2文字")
_CURRENCY: Final = Text("three letters such as JPY", "JPYのような3文字")
_YEN: Final = "JPY"
_NO_CURRENCY: Final = "XXX"  # what the standard has for none
_MIDNIGHT: Final = time()


class OrderRows:
    """
    Reads sheets of order rows; what recurs from sheet to sheet is read once.

    *lines* has a line for each row, None where the row could not be read. *untold* are the fields of
    which rows such as these never tell.
    """

    __slots__ = (
        "_ads",
        "_countries",
        "_currencies",
        "_discounts",
        "_findings",
        "_related",
        "_send_types",
        "_statuses",
        "_untold",
        "lines",
    )

    def __init__(self, count: int, findings: list[Finding], *, untold: Container[str] = ()) -> None:
        self.lines: list[OrderLine | None] = [None] * count
        self._findings = findings
        self._untold = untold
        self._ads = Memo(yes_or_no)
        self._statuses = Memo(order_status)
        self._send_types = Memo(send_type)
        self._related = Memo(wholes)
        self._discounts = Memo(_discounts)
        self._countries = Memo(_country)
        self._currencies = Memo(_currency)

    def read(self, sheet: Sheet) -> None:
        """
        Read the rows of *sheet* into *lines*.
        """
        untold = self._untold
        sheet.numbers = numbers = sheet.needed("orderNo", 1)
        carts = sheet.needed("packNo", 1)
        items = sheet.needed_texts("itemCode")
        prices = sheet.needed("orderPrice", 0)
        quantities = sheet.needed("orderQty", 1)
        amounts_off, of_seller = discount_amounts(sheet)
        totals = sheet.amounts("total")
        columns: dict[str, Sequence[Any]] = {
            "order_no": numbers,
            "cart_no": carts,
            "item_code": items,
            "unit_price": prices,
            "quantity": quantities,
            "paid_at": sheet.moments("PaymentDate"),
            "delivered_on": sheet.days("DeliveredDate"),
            "discounts": self._discounts_of(amounts_off, of_seller),
            "option_price": options(sheet, prices, quantities, amounts_off, totals),
            "status": _statuses(sheet, self._statuses),
            "shop": sheet.texts("sellerID"),
            "ordered_at": sheet.moments("orderDate"),
            "shipped_on": sheet.days("ShippingDate"),
            "external_ad": sheet.read("externalAd", self._ads, None),  # in exports only
            "send_type": sheet.read("AvailableSendType", self._send_types, None),
            "destination": sheet.read("shippingCountry", self._countries, None),
            "shipping": shipping_fees(sheet, untold=untold),
            "cart_discount_seller": cart_discounts(sheet, "Cart_Discount_Seller", untold=untold),
            "cart_discount_qoo10": cart_discounts(sheet, "Cart_Discount_Qoo10", untold=untold),
            "platform_total": totals,
            "platform_settle_price": sheet.amounts("SettlePrice"),
            "seller_code": sheet.texts("sellerItemCode"),
            "option_code": sheet.texts("optionCode"),
            "option": sheet.texts("option"),
            "title": sheet.texts("itemTitle"),
            "related": sheet.read("RelatedOrder", self._related, ()),
            "currency": sheet.read("Currency", self._currencies, _NO_CURRENCY),
            "payment_method": sheet.texts("PaymentMethod"),
            "payment_nation": sheet.texts("PaymentNation"),
            "cash_on_delivery": amounts(sheet, "cod_price", blank_is_none=True),
            "gift": sheet.texts("Gift"),
            "material": sheet.texts("Material"),
            "delivery": deliveries(sheet),
            "buyer": buyers(sheet),
            "receiver": receivers(sheet),
            "sender": senders(sheet),
            "consignee": consignees(sheet),
            "unread": sheet.unread(),  # last: reading the others adds to it
        }
        self._make(sheet, columns)

    def _make(self, sheet: Sheet, columns: dict[str, Sequence[Any]]) -> None:
        refused, lines, findings = sheet.refused, self.lines, self._findings
        every = made(OrderLine, sheet.count, **columns)
        for at, (row, made_line) in enumerate(zip(sheet.rows, every, strict=True)):
            if at in refused:
                continue
            line: OrderLine | None
            if isinstance(made_line, Qoo10ModelError):
                facts = {name: column[at] for name, column in columns.items()}
                line = _mended(sheet, at, facts, made_line)
                if line is None:
                    continue
            else:
                line = made_line
            lines[row] = line
            for finding in check(line):
                findings.append(attrs.evolve(finding, row=row))

    def _discounts_of(
        self, given: Sequence[int], sellers: Sequence[int]
    ) -> Sequence[tuple[Discount, ...]]:
        if not any(given):
            return ((),) * len(given)
        return list(map(self._discounts.__getitem__, zip(given, sellers, strict=True)))


def _discounts(cells: object) -> tuple[Discount, ...]:
    return discounts_of(*cast("tuple[int, int]", cells))


def _statuses(sheet: Sheet, memo: Memo[OrderStatus | None]) -> Sequence[OrderStatus | None]:
    statuses = sheet.read("shippingStatus", memo, None)
    if None in statuses:
        column = sheet.column("shippingStatus")
        for at, status in enumerate(statuses):
            if status is None and (column is None or is_blank(column[at])):
                sheet.note(at, _STATUS_MISSING, key=sheet.key("shippingStatus"))
    return statuses


def _country(cell: object) -> str | None:
    letters = text(cell).upper()
    if not letters:
        return None
    if len(letters) == 2 and letters.isascii() and letters.isalpha():
        return letters
    raise UnreadableError(_COUNTRY)


def _currency(cell: object) -> str:
    letters = text(cell).upper()
    if not letters:
        return _YEN
    if len(letters) == 3 and letters.isascii() and letters.isalpha():
        return letters
    raise UnreadableError(_CURRENCY)


def _mended(
    sheet: Sheet, at: int, facts: dict[str, Any], error: Qoo10ModelError
) -> OrderLine | None:
    """
    Return the line of a row that contradicts itself if only the time of its payment is missing.
    """
    if _is_paid_without_time(facts["paid_at"], facts["ordered_at"]):
        facts["paid_at"] = facts["ordered_at"]
        try:
            line = OrderLine(**facts)
        except Qoo10ModelError as another:
            error = another
        else:
            sheet.note(at, _PAID_WHEN_ORDERED)
            return line
    sheet.refuse(at, _CONTRADICTION, reason=_reason(facts, error))
    return None


def _is_paid_without_time(paid: datetime | None, ordered: datetime | None) -> bool:
    if paid is None or ordered is None:
        return False
    without_time = paid.time() == _MIDNIGHT and paid.date() == ordered.date()
    without_seconds = paid == ordered.replace(second=0, microsecond=0)
    return without_time or without_seconds


def _reason(facts: dict[str, Any], error: Qoo10ModelError) -> Text:
    paid, ordered, delivered = facts["paid_at"], facts["ordered_at"], facts["delivered_on"]
    if paid is not None and ordered is not None and paid < ordered:
        return _PAID_FIRST
    began = ordered if paid is None else paid
    if began is not None and delivered is not None and delivered < began.date():
        return _DELIVERED_FIRST
    price = facts["unit_price"] * facts["quantity"] + facts["option_price"]
    if sum(discount.amount for discount in facts["discounts"]) > price:
        return _DISCOUNT_ABOVE
    return reason_of(error)
