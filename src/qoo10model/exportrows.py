"""
Rows (明細行) of QSM's settlement exports, as values: sales, deductions, cart discounts, promotions.

An amount that an export does not have is None, never 0. What they belong to is a
`qoo10model.reports.SellingReport`.
"""

from __future__ import annotations

import unicodedata

from datetime import date

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate, check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text
from qoo10model.rules.statements import REASON_WORDS, RowReason


__all__ = (
    "CartDiscountRow",
    "DateBasis",
    "DeductionFile",
    "DeductionRow",
    "PromotionRow",
    "RowReason",
    "SellingRow",
    "SmartSalesRow",
    "check_amounts",
    "check_kind",
    "check_texts",
)

Unread = tuple[tuple[str, str], ...]


class DateBasis(Labelled):
    """
    The day that a report is searched by, or that a sale is counted on (検索基準日).

    >>> DateBasis.PAID.label.ja
    '購入者の決済日'
    """

    PAID = Text("day of the payment", "購入者の決済日")
    SHIPPED = Text("day of shipping", "発送日")
    DELIVERED = Text("day of the delivery", "配送完了日")
    SETTLED = Text("day of the settlement", "精算日")


class DeductionFile(Labelled):
    """
    Which export a deduction stands in (差引内訳).

    >>> DeductionFile.MEGA_WARI.label.ja
    '販売関連の差引内訳_メガ割'
    """

    OTHER = Text("deductions", "販売関連の差引内訳")
    MEGA_WARI = Text("mega-wari deductions", "販売関連の差引内訳_メガ割")


@attrs.frozen(kw_only=True)
class SellingRow:
    """
    One row of the sales report (販売詳細内訳, sellingreport): an order, or what undoes one.

    *goods_amount* (商品決済金) is what was settled for the goods, most likely with tax;
    *seller_discount* (販売店負担割引額) what the seller bore of discounts; *service_fee*
    (Qoo10サービス利用料) the fees without tax; *compensation* (メガワリ/メガポ補償金) what Qoo10 makes
    up, below 0 when it is taken back; *settle_amount* (精算金額) what the row pays by the export's
    own account. All are yen of the row, and None where the export does not have them. *tax_rate* is
    that of the goods. *order_no* is None in a row of totals. *row* is the index in the export.

    Raises `InvalidTypeError` for a field of another kind, such as a float for money.

    >>> row = SellingRow(order_no=1062428737, reason="注文", goods_amount=2_652, service_fee=266)
    >>> row.kind, row.compensation
    (RowReason.ORDER, None)
    """

    order_no: int | None
    reason: str = ""
    cart_no: int | None = None
    paid_on: date | None = None
    shipped_on: date | None = None
    delivered_on: date | None = None
    settled_on: date | None = None
    due_on: date | None = None
    item_code: str = ""
    title: str = ""
    seller_code: str = ""
    option_code: str = ""
    option: str = ""
    quantity: int | None = None
    unit_price: int | None = None
    goods_amount: int | None = None
    seller_discount: int | None = None
    service_fee: int | None = None
    compensation: int | None = None
    settle_amount: int | None = None
    tax_rate: Rate | None = None
    external_ad: bool | None = None
    ad_source: str = ""
    is_mega: bool | None = None
    shop: str = ""
    row: int | None = attrs.field(default=None, eq=False)
    unread: Unread = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        _check_whole(self, "order_no", "cart_no", "quantity", "row")
        check_amounts(
            self,
            "unit_price",
            "goods_amount",
            "seller_discount",
            "service_fee",
            "compensation",
            "settle_amount",
        )
        _check_days(self, "paid_on", "shipped_on", "delivered_on", "settled_on", "due_on")
        check_kind(self, bool, "external_ad", "is_mega")
        check_kind(self, Rate, "tax_rate")
        check_texts(self, "reason", "item_code", "title", "seller_code", "option_code", "shop")

    @property
    def kind(self) -> RowReason | None:
        """
        The reason as far as its word is known, Japanese or Korean; None for another word.

        >>> SellingRow(order_no=1, reason="취소(구매자)").kind
        RowReason.CANCELLATION
        """
        text = unicodedata.normalize("NFKC", self.reason)
        return next((kind for word, kind in REASON_WORDS if word in text), None)

    @property
    def is_total(self) -> bool:
        """
        Whether the row has no order number, as the totals at the end of an export.
        """
        return self.order_no is None

    @property
    def gives_back(self) -> bool:
        """
        Whether the row undoes a sale: by its amounts, else by its reason.

        >>> SellingRow(order_no=1, reason="キャンセル", goods_amount=-2_652).gives_back
        True
        """
        if self.goods_amount:
            return self.goods_amount < 0
        if self.service_fee:
            return self.service_fee < 0
        return self.kind not in {None, RowReason.ORDER}

    def day_by(self, basis: DateBasis) -> date | None:
        """
        Return the day of the row by *basis*.

        >>> SellingRow(order_no=1, paid_on=date(2026, 5, 11)).day_by(DateBasis.PAID)
        datetime.date(2026, 5, 11)
        """
        days = {
            DateBasis.PAID: self.paid_on,
            DateBasis.SHIPPED: self.shipped_on,
            DateBasis.DELIVERED: self.delivered_on,
            DateBasis.SETTLED: self.settled_on,
        }
        return days[basis]


@attrs.frozen(kw_only=True)
class DeductionRow:
    """
    One row of the deductions (販売関連の差引内訳, rcv; …_メガ割, RecvMegawari).

    *amount* is in yen: above 0 it is deducted, below 0 given back. *item* is the 発生項目, such as
    メガワリ割引金額.

    >>> DeductionRow(on=date(2026, 6, 3), item="メガワリ割引金額", amount=295).file
    DeductionFile.OTHER
    """

    on: date | None
    item: str
    amount: int
    file: DeductionFile = DeductionFile.OTHER
    row: int | None = attrs.field(default=None, eq=False)
    unread: Unread = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        check_yen(self.amount, "amount")
        _check_days(self, "on")
        check_kind(self, DeductionFile, "file")
        check_texts(self, "item")


@attrs.frozen(kw_only=True)
class CartDiscountRow:
    """
    One row of the cart discounts (カート割引): *amount* yen of one cart with its *order_nos*.

    Raises `InvalidValueError` without an order number.

    >>> CartDiscountRow(order_nos=(1, 2), amount=500).order_nos
    (1, 2)
    """

    order_nos: tuple[int, ...]
    amount: int
    on: date | None = None
    row: int | None = attrs.field(default=None, eq=False)
    unread: Unread = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        check_yen(self.amount, "amount")
        _check_days(self, "on")
        if not self.order_nos or any(type(number) is not int for number in self.order_nos):
            msg = f"order_nos must be a tuple of order numbers (got {self.order_nos!r})"
            raise InvalidValueError(msg)


@attrs.frozen(kw_only=True)
class PromotionRow:
    """
    One row of the promotions (プロモーション精算内訳): the seller's half of a coupon, in yen.

    >>> PromotionRow(order_no=1, item_code="100000001", amount=295).amount
    295
    """

    order_no: int
    item_code: str
    amount: int
    paid_on: date | None = None
    row: int | None = attrs.field(default=None, eq=False)
    unread: Unread = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        _check_order_row(self)


@attrs.frozen(kw_only=True)
class SmartSalesRow:
    """
    One row of the Smart Sales ads (スマートセールス広告): *amount* yen sold through them.

    >>> SmartSalesRow(order_no=1, item_code="100000001", amount=2_652).amount
    2652
    """

    order_no: int
    item_code: str
    amount: int
    paid_on: date | None = None
    row: int | None = attrs.field(default=None, eq=False)
    unread: Unread = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        _check_order_row(self)


def _check_whole(value: object, *names: str) -> None:
    for name in names:
        number = getattr(value, name)
        if number is not None and type(number) is not int:
            msg = f"{name} must be a whole number as int, or None (got {number!r})"
            raise InvalidTypeError(msg)


def check_amounts(value: object, *names: str) -> None:
    """
    Raise `InvalidTypeError` where a field of *value* called *names* is neither yen nor None.
    """
    for name in names:
        amount = getattr(value, name)
        if amount is not None:
            check_yen(amount, name)


def _check_days(value: object, *names: str) -> None:
    for name in names:
        day = getattr(value, name)
        if day is not None:
            check_day(day, name)


def check_texts(value: object, *names: str) -> None:
    """
    Raise `InvalidTypeError` where a field of *value* called *names* is no text.
    """
    for name in names:
        text = getattr(value, name)
        if not isinstance(text, str):
            msg = f"{name} must be text (got {text!r})"
            raise InvalidTypeError(msg)


def check_kind(value: object, kind: type, *names: str) -> None:
    """
    Raise `InvalidTypeError` where a field of *value* called *names* is neither *kind* nor None.
    """
    for name in names:
        given = getattr(value, name)
        if given is not None and not isinstance(given, kind):
            msg = f"{name} must be {kind.__name__} or None (got {given!r})"
            raise InvalidTypeError(msg)


def _check_order_row(row: PromotionRow | SmartSalesRow) -> None:
    if type(row.order_no) is not int:
        msg = f"order_no must be a whole number as int (got {row.order_no!r})"
        raise InvalidTypeError(msg)
    check_yen(row.amount, "amount")
    _check_days(row, "paid_on")
    check_texts(row, "item_code")
