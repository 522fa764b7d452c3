"""
Changes (変更点): what is different about an order or a claim since it was read before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import attrs

from qoo10model.basics.texts import Labelled, Text, yen_text
from qoo10model.claimrecords import Claim
from qoo10model.deliveries import Delivery
from qoo10model.discounts import Discount
from qoo10model.orders import OrderLine


if TYPE_CHECKING:
    from collections.abc import Iterator

    from attrs import AttrsInstance

    from qoo10model.basics.texts import Language

__all__ = ("Change", "ChangeKind", "claim_changes", "fact_changes")


class ChangeKind(Labelled):
    """
    What kind of thing changed (変更区分).

    >>> ChangeKind.STATUS
    ChangeKind.STATUS
    """

    NEW_ORDER = Text("new order", "新しい注文")
    STATUS = Text("status", "配送状態")
    FACT = Text("fact", "内容")
    VANISHED = Text("vanished from the list", "一覧から消えた")
    REAPPEARED = Text("listed again", "一覧に再び現れた")
    NEW_CLAIM = Text("new claim", "新しいクレーム")
    CLAIM = Text("claim", "クレーム")
    CANCELLED = Text("cancelled", "取消")
    WITHDRAWN = Text("claim withdrawn or refused", "クレームの撤回または拒否")


@attrs.frozen
class Change:
    """
    One thing that changed (変更点): *what*, of which order, from *before* to *after*.

    Both are None where there is nothing to compare, and for data about people, which never shows.

    >>> change = Change(7, ChangeKind.STATUS, Text("status", "配送状態"),
    ...                 Text("delivery requested", "配送要請"), Text("on delivery", "配送中"))
    >>> str(change)
    'order 7: status: delivery requested → on delivery'
    """

    order_no: int
    kind: ChangeKind
    what: Text
    before: Text | None = None
    after: Text | None = None

    def in_(self, language: Language) -> str:
        """
        Return the change as one line in *language*.

        >>> Change(7, ChangeKind.NEW_ORDER, ChangeKind.NEW_ORDER.label).in_("ja")
        '注文番号 7: 新しい注文'
        """
        head = f"{_ORDER.in_(language)} {self.order_no}: {self.what.in_(language)}"
        if self.before is None and self.after is None:
            return head
        after = (self.after or _BLANK).in_(language)
        if self.kind in _NEW:
            return f"{head}: {after}"
        return f"{head}: {(self.before or _BLANK).in_(language)} → {after}"

    def __str__(self) -> str:
        return self.in_("en")


_NEW: Final = (ChangeKind.NEW_ORDER, ChangeKind.NEW_CLAIM, ChangeKind.CANCELLED)
_ORDER: Final = Text("order", "注文番号")
_BLANK: Final = Text("nothing", "なし")


_DISCOUNT: Final = Text("{kind} {yen} yen", "{kind}{yen}円")
_NAMES: Final = {
    "cart_no": Text("cart number", "カート番号"),
    "item_code": Text("item code", "商品番号"),
    "unit_price": Text("unit price", "販売価格"),
    "quantity": Text("quantity", "数量"),
    "paid_at": Text("payment", "入金日"),
    "delivered_on": Text("delivery", "配送完了日"),
    "discounts": Text("discounts", "割引額"),
    "option_price": Text("price of options", "オプション金額"),
    "shop": Text("shop", "販売者"),
    "ordered_at": Text("order date", "注文日"),
    "shipped_on": Text("day of shipping", "発送日"),
    "external_ad": Text("ad outside Qoo10", "外部広告"),
    "send_type": Text("send type", "発送区分"),
    "destination": Text("country", "国家"),
    "shipping": Text("shipping fee", "送料"),
    "cart_discount_seller": Text("seller's cart discount", "カート割引（販売者）"),
    "cart_discount_qoo10": Text("Qoo10's cart discount", "カート割引（Qoo10）"),
    "platform_total": Text("total", "注文金額の合計"),
    "platform_settle_price": Text("settlement price", "供給原価の合計"),
    "seller_code": Text("seller's code", "販売者商品コード"),
    "option_code": Text("option code", "オプションコード"),
    "option": Text("option", "オプション情報"),
    "title": Text("title", "商品名"),
    "related": Text("other orders of the cart", "同じカートの注文"),
    "currency": Text("currency", "通貨"),
    "payment_method": Text("payment method", "決済方法"),
    "payment_nation": Text("site of the payment", "決済サイト"),
    "cash_on_delivery": Text("cash on delivery", "着払い"),
    "gift": Text("gift", "おまけ"),
    "material": Text("material", "素材"),
    "buyer": Text("buyer", "購入者"),
    "receiver": Text("receiver", "受取人"),
    "sender": Text("sender", "発送元"),
    "consignee": Text("consignee", "海外委託先"),
    "carrier": Text("carrier", "配送会社"),
    "tracking_no": Text("tracking number", "送り状番号"),
    "packing_no": Text("packing number", "パッキング番号"),
    "seller_delivery_no": Text("seller's delivery number", "販売者配送番号"),
    "way": Text("way of shipping", "配送方法"),
    "rate_type": Text("kind of shipping fee", "送料の決済"),
    "planned_on": Text("planned day of shipping", "発送予定日"),
    "available_on": Text("day from which it can be sent", "発送可能日"),
    "wished": Text("desired delivery", "お届け希望日"),
    "delay_type": Text("delay type", "発送遅延理由"),
    "delay_memo": Text("delay memo", "発送遅延メモ"),
    "message": Text("request about the delivery", "配送要請事項"),
    "voucher": Text("pick-up code", "訪問受領認証番号"),
    "branch": Text("branch", "支店"),
    "requested_at": Text("day of the request", "クレーム要請日"),
    "completed_on": Text("day of completion", "クレーム完了日"),
    "reason": Text("reason", "クレーム理由"),
    "amount_paid": Text("amount paid", "決済金額"),
    "partial_refunds": Text("partial refunds", "部分返金回数"),
    "partial_refund_balance": Text("balance of partial refunds", "部分返金残高"),
    "duty_target": Text("what did not arrive", "未受取対象"),
    "solution": Text("what is done about it", "未受取の処理方法"),
    "return_carrier": Text("carrier of the return", "返送の配送会社"),
    "return_tracking_no": Text("tracking number of the return", "返送の送り状番号"),
    "return_shipping": Text("shipping of the return", "返送料"),
    "item_condition": Text("condition of the goods", "商品の状態"),
    "cod_cancel_price": Text("cancelled cash on delivery", "着払い取消額"),
    "cod_refund_price": Text("refunded cash on delivery", "着払い返金額"),
    "cod_cancel_related": Text("related cash on delivery", "着払い関連注文"),
    "pickup": Text("where the return is picked up", "集荷先"),
}
# What has a change of its own, what cannot change, and what holds no fact of the order.
_APART: Final = frozenset(
    {"order_no", "status", "status_text", "cancelled_on", "completed_at", "delivery", "unread"}
)
_PRIVATE: Final = frozenset(
    field.name
    for kind in (OrderLine, Delivery, Claim)
    for field in attrs.fields(kind)
    if not field.repr
)
_NO_DELIVERY: Final = Delivery()


def fact_changes(before: OrderLine, after: OrderLine) -> Iterator[Change]:
    """
    Yield what is different in *after*, field by field; status and cancellation stand apart.

    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1)
    >>> [str(change) for change in fact_changes(line, attrs.evolve(line, quantity=2))]
    ['order 7: quantity: 1 → 2']
    """
    yield from _changes(before, after, before.order_no, ChangeKind.FACT)
    if before.delivery != after.delivery:
        one, other = before.delivery or _NO_DELIVERY, after.delivery or _NO_DELIVERY
        yield from _changes(one, other, before.order_no, ChangeKind.FACT)


def claim_changes(before: Claim, after: Claim) -> Iterator[Change]:
    """
    Yield what is different in the claim *after*, its status first.

    >>> claim = Claim(order_no=7, return_tracking_no="")
    >>> [str(c) for c in claim_changes(claim, attrs.evolve(claim, return_tracking_no="40"))]
    ['order 7: tracking number of the return: nothing → 40']
    """
    one, other = (None if c.status is None else c.status.label for c in (before, after))
    if one != other:
        yield Change(before.order_no, ChangeKind.CLAIM, ChangeKind.CLAIM.label, one, other)
    yield from _changes(before, after, before.order_no, ChangeKind.CLAIM)


def _changes(
    before: AttrsInstance, after: AttrsInstance, order_no: int, kind: ChangeKind
) -> Iterator[Change]:
    for field in attrs.fields(type(before)):
        name = field.name
        if name in _APART or not field.init:
            continue
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            told = name not in _PRIVATE
            texts = (_shown(one), _shown(other)) if told else (None, None)
            yield Change(order_no, kind, _NAMES[name], *texts)


def _shown(value: object) -> Text | None:
    if value is None or value in ("", ()):
        return None
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, Discount):
        return _DISCOUNT.filled(kind=value.kind.label, yen=yen_text(value.amount))
    if isinstance(value, tuple):
        parts = [_shown(one) or _BLANK for one in cast("tuple[object, ...]", value)]
        return Text(", ".join(one.en for one in parts), "、".join(one.ja for one in parts))
    return Text(str(value), str(value))
