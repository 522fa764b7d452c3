"""
Keys and words of order rows (注文行の項目名): what the names and statuses in them mean.

Version 2 and 3 of the call name many fields differently, and version 2 is irregular in its case.
Fields are called here as version 2 calls them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from qoo10model.basics.texts import Text
from qoo10model.formats.cells import UnreadableError, code_in, plain, text
from qoo10model.formats.layouts import folded
from qoo10model.orders import OrderStatus, SendType


if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ("ORDER_KEYS", "order_status", "send_type", "yes_or_no")

_VERSION_2: Final = (
    "shippingStatus sellerID packNo orderDate PaymentDate EstShippingDate ShippingDate DeliveredDate "
    "buyer buyer_gata buyerTel buyerMobile buyerEmail orderNo itemCode sellerItemCode itemTitle "
    "option optionCode orderPrice orderQty discount total receiver receiver_gata shippingCountry "
    "zipCode shippingAddr Addr1 Addr2 receiverTel receiverMobile hopeDate senderName senderTel "
    "senderNation senderZipCode senderAddr ShippingWay ShippingMsg PaymentMethod SellerDiscount "
    "Currency ShippingRate RelatedOrder shippingRateType DeliveryCompany VoucherCode PackingNo "
    "SellerDeliveryNo PaymentNation Gift cod_price Cart_Discount_Seller Cart_Discount_Qoo10 "
    "SettlePrice BranchName TrackingNo OverseaConsignment OverseaConsignment_receiver "
    "OverseaConsignment_Country OverseaConsignment_zipCode OverseaConsignment_Addr1 "
    "OverseaConsignment_Addr2 DelayType DelayMemo"
)
_ONLY_VERSION_3: Final = "Material AvailableSendType AvailableShippingDate"
_RENAMED: Final = {
    "EstimatedShippingDate": "EstShippingDate",
    "BuyerKana": "buyer_gata",
    "ItemNo": "itemCode",
    "ReceiverKana": "receiver_gata",
    "ShippingAddress": "shippingAddr",
    "Address1": "Addr1",
    "Address2": "Addr2",
    "DesiredDeliveryDate": "hopeDate",
    "SenderAddress": "senderAddr",
    "ShippingMessage": "ShippingMsg",
    # other calls name the order number so
    "ContrNo": "orderNo",
    "ContNo": "orderNo",
}
ORDER_KEYS: Final[Mapping[str, str]] = {
    **{folded(name): name for name in (*_VERSION_2.split(), *_ONLY_VERSION_3.split())},
    **{folded(name): field for name, field in _RENAMED.items()},
}
"""
The field that a folded key means.
"""

_STATUS_NAMES: Final = {
    name: OrderStatus(code)
    for code, names in (
        (1, "awaiting shipping, on waiting, 配送待ち, 入金待ち, 決済待ち, 배송대기"),
        (2, "on request, request shipping, 配送要請, 新規注文, 배송요청"),
        (3, "seller confirm, 配送準備, 発送予定, 배송준비"),
        (4, "on delivery, delivery, 配送中, 배송중"),
        (5, "delivered, delivere, 配送完了, 배송완료"),
    )
    for name in names.split(", ")
}
_STATUSES: Final = {status.value: status for status in OrderStatus}
_SEND_TYPES: Final = tuple(SendType)  # in the order of the platform's codes, from 0

_STATUS: Final = Text("a status such as On request(2)", "On request(2)のような配送状態")
_SEND_TYPE: Final = Text("a send type from 0 to 3", "0から3の発送区分")
_YES_OR_NO: Final = Text("Y or N", "YまたはN")
_ANSWERS: Final = {"": None, "-": None, "y": True, "yes": True, "n": False, "no": False}
_LONGEST_SHOWN: Final = 40


def order_status(cell: object) -> OrderStatus | None:
    """
    Return the status in *cell*, None where it is blank.

    The code in parentheses at its end counts, then digits alone, then the name in English, Japanese
    or Korean. Raises `UnreadableError` for any other text.

    >>> order_status("Delivere(5)"), order_status("配送要請"), order_status(3)
    (OrderStatus.DELIVERED, OrderStatus.ON_REQUEST, OrderStatus.SELLER_CONFIRMED)
    """
    words = text(cell)
    if not words:
        return None
    code = code_in(words)
    status = _STATUS_NAMES.get(plain(words).casefold()) if code is None else _STATUSES.get(code)
    if status is None:
        raise UnreadableError(_STATUS, _said(words, code))
    return status


def send_type(cell: object) -> SendType | None:
    """
    Return the send type (AvailableSendType) in *cell*, None where it is blank.

    Raises `UnreadableError` for what is no code from 0 to 3.

    >>> send_type("1")
    SendType.PREPARATION
    """
    words = text(cell)
    if not words:
        return None
    code = code_in(words)
    if code is None or code >= len(_SEND_TYPES):
        raise UnreadableError(_SEND_TYPE, _said(words, code))
    return _SEND_TYPES[code]


def yes_or_no(cell: object) -> bool | None:
    """
    Return what *cell* answers, such as 外部広告 whether there was an ad; None where it is blank.

    Raises `UnreadableError` for what is neither yes nor no.

    >>> yes_or_no("Y"), yes_or_no("")
    (True, None)
    """
    words = plain(text(cell)).casefold()
    if words not in _ANSWERS:
        raise UnreadableError(_YES_OR_NO)
    return _ANSWERS[words]


def _said(words: str, code: int | None) -> str:
    # A text that ends with a code is the platform's; any other may be a name in the wrong column.
    return "" if code is None else words[-_LONGEST_SHOWN:]
