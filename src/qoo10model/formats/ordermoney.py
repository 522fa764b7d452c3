"""
Amounts of order rows (注文行の金額): prices, discounts, options and shipping, in whole yen.

An amount that a row does not give is not zero. Where a line cannot do without it, it counts as none
and the row has a finding:

- *discount*: none, or the seller's part where that is given.
- *SellerDiscount*: the discount is left unattributed.
- *total*: options cost nothing.
- *ShippingRate*: none. There is no finding where the row says that shipping is free.
- *Cart_Discount_Seller*, *Cart_Discount_Qoo10*: none. Of an export, which has neither these nor
  fees, the line keeps that they are not known.
- *cod_price*: none, without a finding: only orders paid on delivery have one, and version 3 has no
  such key.
"""

from __future__ import annotations

from operator import gt
from typing import TYPE_CHECKING, Final, cast

from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.texts import Text, yen_text
from qoo10model.discounts import Discount, DiscountKind


if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from qoo10model.formats.sheets import Sheet

__all__ = (
    "amounts",
    "cart_discounts",
    "discount_amounts",
    "discounts_of",
    "options",
    "shipping_fees",
)

_AMOUNT_MISSING: Final = Message(
    "qapi.amount_missing",
    Severity.WARNING,
    Text(
        "{key} is not given and counts as none: 0 yen",
        "{key}の記載がないため、0円（なし）とみなした",
    ),
)
_DISCOUNT_MISSING: Final = Message(
    "qapi.discount_missing",
    Severity.WARNING,
    Text(
        "{key} is not given and counts as the seller's part of it, {yen} yen",
        "{key}の記載がないため、販売者負担分の{yen}円を割引額とみなした",
    ),
)
_SELLER_PART_MISSING: Final = Message(
    "qapi.seller_discount_missing",
    Severity.WARNING,
    Text(
        "{key} is not given; who bears the discount of {yen} yen is left open",
        "{key}の記載がないため、割引{yen}円の負担者は不明のままにした",
    ),
)
_SELLER_PART_ABOVE: Final = Message(
    "qapi.seller_discount_above_discount",
    Severity.WARNING,
    Text(
        "the seller's part of {part} yen is more than the discount of {yen} yen; "
        "who bears the discount is left open",
        "販売者負担分{part}円が割引額{yen}円を超えるため、割引の負担者は不明のままにした",
    ),
)
_TOTAL_MISSING: Final = Message(
    "qapi.total_missing",
    Severity.WARNING,
    Text(
        "{key} is not given, so what options cost is not known and counts as 0 yen",
        "{key}の記載がなくオプション金額が不明のため、0円とみなした",
    ),
)
_NO_OPTION: Final = Message(
    "qapi.option_price_without_option",
    Severity.WARNING,
    Text(
        "the total is {yen} yen more than price and discount make; no option is named, yet it counts "
        "as the price of options",
        "合計が単価×数量−割引より{yen}円多い。オプション名はないが、オプション金額とみなした",
    ),
)
_FREE: Final = frozenset({"free", "無料", "무료"})


def discount_amounts(sheet: Sheet) -> tuple[Sequence[int], Sequence[int]]:
    """
    Return for each row of *sheet* its discount, and how much of it the seller bears.

    Where the seller's part is more than the whole, nothing tells which of them is wrong: the whole is
    what the buyer did not pay, and who bears it is left open.
    """
    wholes, parts = sheet.amounts("discount"), sheet.amounts("SellerDiscount")
    if None in wholes or None in parts:
        wholes, parts = _completed(sheet, wholes, parts)
    given = sheet.at_least("discount", cast("Sequence[int]", wholes), 0)
    sellers = sheet.at_least("SellerDiscount", cast("Sequence[int]", parts), 0)
    if not any(map(gt, sellers, given)):
        return given, sellers
    for at, (one, part) in enumerate(zip(given, sellers, strict=True)):
        if part > one:
            sheet.note(at, _SELLER_PART_ABOVE, part=yen_text(part), yen=yen_text(one))
            sheet.keep(at, "SellerDiscount")
    return given, [0 if part > one else part for one, part in zip(given, sellers, strict=True)]


def discounts_of(given: int, part: int) -> tuple[Discount, ...]:
    """
    Return the discounts of a line *given* in all, and the *part* of it that the seller bears.

    What the seller does not bear may be Qoo10's or both's: its kind is open.

    >>> discounts_of(600, 0)
    (Discount(kind=DiscountKind.UNATTRIBUTED, amount=600),)
    >>> [discount.amount for discount in discounts_of(600, 100)]
    [500, 100]
    """
    both = ((DiscountKind.UNATTRIBUTED, given - part), (DiscountKind.ITEM, part))
    return tuple(Discount(kind, amount) for kind, amount in both if amount > 0)


def options(
    sheet: Sheet,
    prices: Sequence[int],
    quantities: Sequence[int],
    discounts: Sequence[int],
    totals: Sequence[int | None],
) -> Sequence[int]:
    """
    Return what the options of each line cost: what its total is above price and discount.

    A total that is below them is no price of options; the line says so when it is checked.
    """
    if None in totals:
        for at, total in enumerate(totals):
            if total is None:
                sheet.note(at, _TOTAL_MISSING, key=sheet.key("total"))
    residues = [
        0 if total is None else total + discount - price * quantity
        for total, discount, price, quantity in zip(
            totals, discounts, prices, quantities, strict=True
        )
    ]
    if not any(residues):
        return residues
    for at, (residue, option) in enumerate(zip(residues, sheet.texts("option"), strict=True)):
        if residue > 0 and not option:
            sheet.note(at, _NO_OPTION, yen=yen_text(residue))
    return [max(residue, 0) for residue in residues]


def shipping_fees(sheet: Sheet, *, untold: Container[str] = ()) -> Sequence[int | None]:
    """
    Return the shipping fee that stands on each row; it is the whole cart's.

    Where it is among the *untold* fields, of which no row can tell, it is None unless shipping is free.
    """
    fees = sheet.amounts("ShippingRate")
    if None in fees:
        types = sheet.texts("shippingRateType")
        fees = [
            0 if fee is None and kind.casefold() in _FREE else fee
            for fee, kind in zip(fees, types, strict=True)
        ]
    return fees if "ShippingRate" in untold else _given(sheet, "ShippingRate", fees)


def cart_discounts(
    sheet: Sheet, field: str, *, untold: Container[str] = ()
) -> Sequence[int | None]:
    """
    Return the cart discounts of *field*: None where it is among the *untold* fields, else amounts.
    """
    return (None,) * sheet.count if field in untold else amounts(sheet, field)


def amounts(sheet: Sheet, field: str, *, blank_is_none: bool = False) -> Sequence[int]:
    """
    Return the amounts of *field*; a blank is none, with a finding unless *blank_is_none*.
    """
    given = sheet.amounts(field)
    if blank_is_none:
        given = [amount or 0 for amount in given]
    return _given(sheet, field, given)


def _given(sheet: Sheet, field: str, amounts: Sequence[int | None]) -> Sequence[int]:
    if None in amounts:
        for at, amount in enumerate(amounts):
            if amount is None:
                sheet.note(at, _AMOUNT_MISSING, key=sheet.key(field))
        amounts = [amount or 0 for amount in amounts]
    return sheet.at_least(field, cast("Sequence[int]", amounts), 0)


def _completed(
    sheet: Sheet, wholes: Sequence[int | None], parts: Sequence[int | None]
) -> tuple[Sequence[int], Sequence[int]]:
    for at, (given, part) in enumerate(zip(wholes, parts, strict=True)):
        if given is None:
            sheet.note(at, _DISCOUNT_MISSING, key=sheet.key("discount"), yen=yen_text(part or 0))
        elif part is None and given:
            key = sheet.key("SellerDiscount")
            sheet.note(at, _SELLER_PART_MISSING, key=key, yen=yen_text(given))
    known = [part or 0 for part in parts]
    return [
        part if given is None else given for given, part in zip(wholes, known, strict=True)
    ], known
