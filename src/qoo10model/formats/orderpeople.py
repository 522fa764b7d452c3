"""
Deliveries and people of order rows (配送と氏名): how a line is sent, from whom and to whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qoo10model.deliveries import Delivery, Person
from qoo10model.formats.making import made_once


if TYPE_CHECKING:
    from qoo10model.formats.sheets import Sheet

__all__ = ("buyers", "consignees", "deliveries", "receivers", "senders")

_FLAGS: Final = {"": False, "n": False, "y": True}
_USUAL: Final = frozenset({"", "N"})


def deliveries(sheet: Sheet) -> list[Delivery | None]:
    """
    Return how each line is sent, None where its row tells nothing.
    """
    return made_once(
        Delivery,
        sheet.count,
        carrier=sheet.texts("DeliveryCompany"),
        tracking_no=sheet.own_texts("TrackingNo"),
        packing_no=sheet.own_texts("PackingNo"),
        seller_delivery_no=sheet.own_texts("SellerDeliveryNo"),
        way=sheet.texts("ShippingWay"),
        rate_type=sheet.texts("shippingRateType"),
        planned_on=sheet.days("EstShippingDate"),
        available_on=sheet.days("AvailableShippingDate"),
        wished=sheet.texts("hopeDate"),
        delay_type=sheet.texts("DelayType"),
        delay_memo=sheet.own_texts("DelayMemo"),
        message=sheet.own_texts("ShippingMsg"),
        voucher=sheet.own_texts("VoucherCode"),
        branch=sheet.texts("BranchName"),
    )


def buyers(sheet: Sheet) -> list[Person | None]:
    """
    Return who bought each line, None where its row tells nothing.
    """
    return made_once(
        Person,
        sheet.count,
        name=sheet.own_texts("buyer"),
        kana=sheet.own_texts("buyer_gata"),
        phone=sheet.phones("buyerTel"),
        mobile=sheet.phones("buyerMobile"),
        email=sheet.own_texts("buyerEmail"),
    )


def receivers(sheet: Sheet) -> list[Person | None]:
    """
    Return to whom each line goes, None where its row tells nothing.
    """
    return made_once(
        Person,
        sheet.count,
        name=sheet.own_texts("receiver"),
        kana=sheet.own_texts("receiver_gata"),
        phone=sheet.phones("receiverTel"),
        mobile=sheet.phones("receiverMobile"),
        postal_code=sheet.own_texts("zipCode"),
        address=sheet.own_texts("shippingAddr"),
        address_1=sheet.own_texts("Addr1"),
        address_2=sheet.own_texts("Addr2"),
        country=sheet.texts("shippingCountry"),
    )


def senders(sheet: Sheet) -> list[Person | None]:
    """
    Return who sends each line, None where its row tells nothing.
    """
    return made_once(
        Person,
        sheet.count,
        name=sheet.texts("senderName"),
        phone=sheet.phones("senderTel"),
        postal_code=sheet.texts("senderZipCode"),
        address=sheet.texts("senderAddr"),
        country=sheet.texts("senderNation"),
    )


def consignees(sheet: Sheet) -> list[Person | None]:
    """
    Return to whom each line is consigned overseas, None where it is not.

    The flag OverseaConsignment and the address should say the same; a flag that does not is kept.
    """
    found = made_once(
        Person,
        sheet.count,
        name=sheet.own_texts("OverseaConsignment_receiver"),
        postal_code=sheet.own_texts("OverseaConsignment_zipCode"),
        address_1=sheet.own_texts("OverseaConsignment_Addr1"),
        address_2=sheet.own_texts("OverseaConsignment_Addr2"),
        country=sheet.texts("OverseaConsignment_Country"),
    )
    flags = sheet.texts("OverseaConsignment")
    if _USUAL.issuperset(flags) and not any(found):
        return found
    for at, (flag, person) in enumerate(zip(flags, found, strict=True)):
        said = _FLAGS.get(flag.casefold())
        if said is None or (person is not None and not said):
            sheet.keep(at, "OverseaConsignment")
        elif said and person is None:
            found[at] = Person()
    return found
