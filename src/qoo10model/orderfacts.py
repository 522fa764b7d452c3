"""
Facts of an order line (注文データの検査): what a line refuses when it is made, and how it says so.
"""

from __future__ import annotations

from datetime import date
from types import NoneType
from typing import TYPE_CHECKING, Final

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import check_day
from qoo10model.discounts import Discount
from qoo10model.rules.orders import OrderStatus, SendType


if TYPE_CHECKING:
    from datetime import datetime

__all__ = ("A_STATUS", "check_days", "check_discounts", "refuse_amounts", "refuse_facts")

A_STATUS: Final = "an OrderStatus such as OrderStatus(2)"
_CODE: Final = "a text, also where it is all digits"
_FACTS: Final = (
    ("item_code", (str,), _CODE),
    ("shop", (str,), _CODE),
    ("seller_code", (str,), _CODE),
    ("option_code", (str,), _CODE),
    ("discounts", (tuple,), "a tuple of Discount values, such as (discount,)"),
    ("related", (tuple,), "a tuple of order numbers"),
    ("status", (OrderStatus, NoneType), A_STATUS),
    ("send_type", (SendType, NoneType), "a SendType such as SendType.GENERAL"),
    ("external_ad", (bool, NoneType), "True, False or None"),
    ("destination", (str, NoneType), "two letters such as 'JP', or None"),
)
_AMOUNTS: Final = (("unit_price", 0), ("option_price", None))
_OF_CART: Final = ("shipping", "cart_discount_seller", "cart_discount_qoo10")


def refuse_facts(line: object, country: str | None) -> None:
    """
    Raise `InvalidTypeError` for a fact of the order *line* that is of another kind than it should be.

    It raises `InvalidValueError` where the *country* it goes to is not two letters, and returns where
    all is well.
    """
    for name, kinds, expected in _FACTS:
        value = getattr(line, name)
        if not isinstance(value, kinds):
            raise InvalidTypeError(f"{name} must be {expected} (got {value!r})")
    for name in ("platform_total", "platform_settle_price"):
        if getattr(line, name) is not None:
            check_yen(getattr(line, name), name)
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise InvalidValueError(f"destination must be two letters such as 'JP' (got {country!r})")


def refuse_amounts(line: object) -> None:
    """
    Raise `InvalidTypeError` for an amount of the order *line* that is no int.

    It raises `InvalidValueError` for one below its least, and returns where all is well.
    """
    for name in ("order_no", "cart_no", "quantity"):
        value = getattr(line, name)
        if not isinstance(value, int) or isinstance(value, bool):
            kind = type(value).__name__
            raise InvalidTypeError(
                f"{name} must be a whole number as int (got {value!r}, a {kind})"
            )
        if name == "quantity" and value < 1:
            raise InvalidValueError(f"quantity must be at least 1 (got {value})")
    for name, least in _AMOUNTS:
        check_yen(getattr(line, name), name, minimum=least)
    for name in _OF_CART:
        if getattr(line, name) is not None:
            check_yen(getattr(line, name), name, minimum=0)


def check_discounts(discounts: tuple[object, ...], gross: int, option_price: int) -> None:
    """
    Raise `InvalidTypeError` for what is no discount among the *discounts* of a line.

    It raises `InvalidValueError` where they exceed its price of *gross* yen, or where the
    *option_price* leaves none.
    """
    if gross < 0:
        msg = f"option_price must leave a price of at least 0 yen (got {option_price})"
        raise InvalidValueError(msg)
    off = 0
    for discount in discounts:
        if type(discount) is not Discount:
            raise InvalidTypeError(f"discounts must hold Discount values (got {discount!r})")
        off += discount.amount
    if off > gross:
        msg = (
            f"discounts must not exceed the price of the line, {gross} yen "
            f"(got {off}); check unit_price and quantity"
        )
        raise InvalidValueError(msg)


def check_days(
    ordered: datetime | None,
    paid: datetime | None,
    shipped: date | None,
    delivered: date | None,
    cancelled: date | None,
) -> None:
    """
    Raise `InvalidValueError` where the days of a line run backwards, `InvalidTypeError` for no days.
    """
    if ordered is not None and paid is not None and paid < ordered:
        raise InvalidValueError(f"paid_at must not lie before ordered_at (got {paid}, {ordered})")
    if shipped is not None and type(shipped) is not date:
        check_day(shipped, "shipped_on")
    if delivered is not None:
        _check_end(delivered, "delivered_on", ordered, paid)
    if cancelled is not None:
        _check_end(cancelled, "cancelled_on", ordered, paid)


def _check_end(day: date, name: str, ordered: datetime | None, paid: datetime | None) -> None:
    if type(day) is not date:
        check_day(day, name)
    began = ordered if paid is None else paid
    if began is not None and day < began.date():
        what = "order" if paid is None else "payment"
        raise InvalidValueError(f"{name} must not lie before the {what} (got {day}, {began})")
