"""
Costs (費用): what the seller pays for an order, beside what Qoo10 keeps of it.

Each cost is dated: it holds for orders paid from its first day on. Amounts are whole yen, or exact
amounts of another currency; what their consumption tax is, the cost says itself. A shop keeps them
in a `qoo10model.costbooks.CostBook`.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding, check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text


if TYPE_CHECKING:
    from qoo10model.breakdowns import Breakdown

__all__ = (
    "NO_TAX",
    "YEN",
    "AdCost",
    "AgencyFee",
    "Basis",
    "Cost",
    "CostEntry",
    "CostKind",
    "Exchange",
    "Per",
    "SalesBase",
    "Tax",
    "rounded",
)

YEN: Final = "JPY"
"""
The currency that needs no exchange rate.
"""


class CostKind(Labelled):
    """
    What a cost is paid for (費目).

    >>> CostKind.GOODS.label.ja
    '商品原価'
    """

    GOODS = Text("goods", "商品原価")
    INBOUND = Text("inbound freight and duty", "仕入諸掛")
    PACKING = Text("packing", "梱包費")
    POSTAGE = Text("postage paid", "発送費")
    AGENCY = Text("agency", "運用代行手数料")
    OTHER = Text("other", "その他の費用")


class Per(Labelled):
    """
    What a cost is paid for each of: a unit, an order line, or a cart (計上単位).

    >>> Per.CART
    Per.CART
    """

    UNIT = Text("each unit", "1個ごと")
    LINE = Text("each order line", "注文番号ごと")
    CART = Text("each cart", "カートごと")


class SalesBase(Labelled):
    """
    The sales that an agency takes its per cent of, with tax (代行手数料の計算対象).

    >>> SalesBase.BUYER_PAID
    SalesBase.BUYER_PAID
    """

    GROSS = Text("the price before discounts", "販売総額")
    BUYER_PAID = Text("what the buyer paid for the goods", "購入者の支払額")
    NET = Text("what Qoo10 pays out", "精算額")

    def amount_of(self, parts: Breakdown) -> int:
        """
        Return this base of a line in yen; a loss counts as 0.
        """
        if self is SalesBase.NET:
            return max(0, parts.net)
        return parts.gross if self is SalesBase.GROSS else parts.buyer_paid


class Basis(Labelled):
    """
    Whether amounts are with or without consumption tax (税込／税抜).

    >>> Basis.TAX_OUT.label.ja
    '税抜'
    """

    TAX_IN = Text("with consumption tax", "税込")
    TAX_OUT = Text("without consumption tax", "税抜")


def _check_tax_rate(rate: object, field: str) -> None:
    if not isinstance(rate, Rate):
        raise InvalidTypeError(f"{field} must be such as Rate.percent('10') (got {rate!r})")
    if not ZERO <= rate <= WHOLE:
        raise InvalidValueError(f"{field} must lie from 0 % to 100 % (got {rate})")


@attrs.frozen
class Tax:
    """
    The consumption tax of a price (消費税): its *rate*, and whether the price includes it.

    Raises `InvalidTypeError` for another kind of field, `InvalidValueError` beyond 0 to 100 %.

    >>> Tax(Rate.percent("8"), is_included=False).amount_in(Fraction(500), Basis.TAX_IN)
    Fraction(540, 1)
    """

    rate: Rate
    is_included: bool = True

    def __attrs_post_init__(self) -> None:
        _check_tax_rate(self.rate, "rate")
        if type(self.is_included) is not bool:
            msg = f"is_included must be True or False (got {self.is_included!r})"
            raise InvalidTypeError(msg)

    def amount_in(self, amount: Fraction, basis: Basis) -> Fraction:
        """
        Return *amount*, a price with this tax, on *basis*; exactly, without any rounding.

        >>> Tax(Rate.percent("10")).amount_in(Fraction(1_000), Basis.TAX_OUT)
        Fraction(10000, 11)
        """
        if self.is_included is (basis is Basis.TAX_IN):
            return amount
        with_tax = (WHOLE + self.rate).fraction
        return amount / with_tax if self.is_included else amount * with_tax


NO_TAX: Final = Tax(ZERO)
"""
No consumption tax at all (不課税), as on what is bought abroad.
"""


@attrs.frozen
class Cost:
    """
    One dated cost: *amount* for each unit, line or cart (*per*), of orders paid from *since* on.

    It is for one *sku* (option code, else seller code; letter case does not count), for one *item*
    number, or, without either, for everything. *amount* is whole yen; in another *currency* it is an
    int or a `Fraction` of it. *tax* is the consumption tax of the price; None leaves that open, which
    serves as long as contribution is asked with tax. *sales_tax* is the rate that the goods are sold
    at, where it is not that of *tax*.

    Raises `InvalidTypeError` for a float and any field of another kind, `InvalidValueError` for a
    negative amount, goods per cart, a cost per cart of one SKU or item, or one of both.

    >>> Cost(CostKind.POSTAGE, 520, Per.CART, since=date(2026, 1, 1), tax=Tax(Rate.percent("10"))).amount
    520
    """

    kind: CostKind
    amount: int | Fraction
    per: Per
    since: date = attrs.field(kw_only=True)
    sku: str = attrs.field(default="", kw_only=True)
    item: str = attrs.field(default="", kw_only=True)
    tax: Tax | None = attrs.field(default=None, kw_only=True)
    sales_tax: Rate | None = attrs.field(default=None, kw_only=True)
    currency: str = attrs.field(default=YEN, kw_only=True)
    note: str = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_member(self.kind, CostKind.GOODS, "kind")
        _check_member(self.per, Per.UNIT, "per")
        _check_currency(self.currency)
        if self.currency == YEN:
            check_yen(self.amount, "amount", minimum=0)
        elif _check_exact(self.amount, f"amount in {self.currency}") < 0:
            raise InvalidValueError(f"amount must not be negative (got {self.amount})")
        _check_scope(self)
        if self.per is Per.CART and (self.sku or self.item):
            msg = f"a cost per cart cannot be of one SKU or item (got {self.sku or self.item!r})"
            raise InvalidValueError(msg)
        of_goods = self.kind in {CostKind.GOODS, CostKind.INBOUND}
        if of_goods and self.per is Per.CART:
            msg = f"{self.kind} must be per unit or per line (got {self.per!r})"
            raise InvalidValueError(msg)
        if self.sales_tax is not None:
            _check_tax_rate(self.sales_tax, "sales_tax")
            if self.kind is not CostKind.GOODS:
                msg = f"sales_tax is said by the cost of the goods (got it with {self.kind!r})"
                raise InvalidValueError(msg)

    @property
    def sold_at(self) -> Rate | None:
        """
        The consumption tax rate that the goods are sold at; None where the cost does not tell.

        >>> goods = Cost(CostKind.GOODS, 500, Per.UNIT, since=date(2026, 1, 1), tax=NO_TAX)
        >>> goods.sold_at, attrs.evolve(goods, sales_tax=Rate.percent("10")).sold_at
        (None, Rate.percent("10"))
        """
        if self.sales_tax is not None:
            return self.sales_tax
        return None if self.tax is None or self.tax.rate == ZERO else self.tax.rate

    @property
    def tells_tax(self) -> bool:
        """
        Whether contribution without tax can be worked out with it.
        """
        if self.tax is None:
            return False
        return self.kind is not CostKind.GOODS or self.sold_at is not None


@attrs.frozen
class AgencyFee:
    """
    What an agency takes of sales (運用代行手数料): a *rate* *of* a base, of orders paid from *since* on.

    *sku*, *item* and *tax* are as in `Cost`. A line that was cancelled has no sales left.

    Raises `InvalidTypeError` for a field of another kind, `InvalidValueError` beyond 0 to 100 %.

    >>> AgencyFee(Rate.percent("5"), SalesBase.BUYER_PAID, since=date(2026, 1, 1)).kind
    CostKind.AGENCY
    """

    rate: Rate
    of: SalesBase
    since: date = attrs.field(kw_only=True)
    sku: str = attrs.field(default="", kw_only=True)
    item: str = attrs.field(default="", kw_only=True)
    tax: Tax | None = attrs.field(default=None, kw_only=True)
    note: str = attrs.field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        _check_tax_rate(self.rate, "rate")
        _check_member(self.of, SalesBase.GROSS, "of")
        _check_scope(self)

    @property
    def kind(self) -> CostKind:
        """
        The kind of cost that this is.
        """
        return CostKind.AGENCY

    @property
    def tells_tax(self) -> bool:
        """
        Whether contribution without tax can be worked out with it.
        """
        return self.tax is not None


CostEntry: TypeAlias = Cost | AgencyFee
"""
What a cost book holds.
"""


@attrs.frozen
class AdCost:
    """
    What an ad cost (広告費): *amount* in yen on the day *on*, for one *item* or for the whole shop.

    *tax* is as in `Cost`. Raises `InvalidTypeError` for money that is not an int or another kind of
    field, `InvalidValueError` for a negative amount.

    >>> AdCost(date(2026, 5, 30), 4_500, "100000001", "Plus display").amount
    4500
    """

    on: date
    amount: int
    item: str | None = None
    note: str = ""
    tax: Tax | None = None

    def __attrs_post_init__(self) -> None:
        check_day(self.on, "on")
        check_yen(self.amount, "amount", minimum=0)
        if self.item is not None:
            _check_text(self.item, "item")
            if not self.item:
                raise InvalidValueError("item must be an item number or None (got '')")
        _check_text(self.note, "note")
        _check_tax(self.tax)

    @property
    def tells_tax(self) -> bool:
        """
        Whether contribution without tax can be worked out with it.
        """
        return self.tax is not None


@attrs.frozen
class Exchange:
    """
    An exchange rate (為替レート): exactly so many *yen* for one unit of *currency*, from *since* on.

    Raises `InvalidTypeError` for a float, `InvalidValueError` for a rate of 0 or below, and for yen.

    >>> Exchange("KRW", Fraction("0.1085"), date(2026, 1, 1)).yen
    Fraction(217, 2000)
    """

    currency: str
    yen: int | Fraction
    since: date

    def __attrs_post_init__(self) -> None:
        _check_currency(self.currency)
        if self.currency == YEN:
            raise InvalidValueError("currency must be another one than JPY (got 'JPY')")
        if _check_exact(self.yen, "yen") <= 0:
            msg = f"yen for one {self.currency} must be above 0 (got {self.yen})"
            raise InvalidValueError(msg)
        check_day(self.since, "since")


def rounded(amount: Fraction, rounding: Rounding) -> int:
    """
    Return *amount*, exact yen, as whole yen in the direction of *rounding*.

    >>> rounded(Fraction(5, 2), Rounding.HALF_UP), rounded(Fraction(5, 2), Rounding.DOWN)
    (3, 2)
    """
    return Rate.of_fraction(amount).of(1, rounding)


def _check_scope(entry: CostEntry) -> None:
    check_day(entry.since, "since")
    for name in ("sku", "item", "note"):
        _check_text(getattr(entry, name), name)
    if entry.sku and entry.item:
        msg = f"a cost must be of a SKU or of an item, not both (got {entry.sku!r}, {entry.item!r})"
        raise InvalidValueError(msg)
    _check_tax(entry.tax)


def _check_member(value: object, member: Labelled, field: str) -> None:
    if type(value) is not type(member):
        raise InvalidTypeError(f"{field} must be such as {member!r} (got {value!r})")


def _check_text(value: object, field: str) -> None:
    if not isinstance(value, str):
        raise InvalidTypeError(f"{field} must be text (got {value!r}, a {type(value).__name__})")


def _check_tax(tax: object) -> None:
    if tax is not None and not isinstance(tax, Tax):
        msg = f"tax must be such as Tax(Rate.percent('10')), NO_TAX or None (got {tax!r})"
        raise InvalidTypeError(msg)


def _check_currency(currency: object) -> None:
    _check_text(currency, "currency")
    code = str(currency)
    if not (len(code) == len(YEN) and code.isascii() and code.isalpha() and code.isupper()):
        raise InvalidValueError(f"currency must be three letters such as 'KRW' (got {currency!r})")


def _check_exact(value: object, field: str) -> int | Fraction:
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return value
    kind = type(value).__name__
    msg = f"{field} must be an int or a Fraction (got {value!r}, a {kind}); write Fraction('12.50')"
    raise InvalidTypeError(msg)
