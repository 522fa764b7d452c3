"""
Messages to buyers (購入者へのメッセージ): cancellation, delay, ready to ship, shipped.

Each is filled from the order line, in Japanese, with the same in English for whoever sends it. None of
them asks the buyer to cancel, names a bank account, or promises a day that nobody knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text
from qoo10model.conduct import check
from qoo10model.faults import fault_of
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN
from qoo10model.rules.cancellations import CancelReason, Party


if TYPE_CHECKING:
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = ("BuyerMessage", "MessageKind", "cancellation", "delay", "ready", "shipped")


class MessageKind(Labelled):
    """
    What a message is about (メッセージの種類).

    >>> MessageKind.DELAY.label.ja
    '発送遅延'
    """

    CANCELLATION = Text("cancellation", "キャンセル")
    DELAY = Text("delay", "発送遅延")
    READY = Text("ready to ship", "発送準備完了")
    SHIPPED = Text("shipped", "発送完了")


@attrs.frozen
class BuyerMessage:
    """
    One message to a buyer (購入者へのメッセージ): its *title* and *body*, ready to send in Japanese.

    The body can name the buyer and stays out of the repr. *findings* are what `conduct.check` says.

    >>> BuyerMessage(MessageKind.READY, 7, Text("Ready", "準備完了"), Text("Hello", "こんにちは"))
    BuyerMessage(kind=MessageKind.READY, order_no=7, title=Text(en='Ready', ja='準備完了'))
    """

    kind: MessageKind
    order_no: int
    title: Text
    body: Text = attrs.field(repr=False)
    findings: tuple[Finding, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        return self.body.ja


_WEEKDAYS: Final = "月火水木金土日"
_LETTER: Final = Text(
    "Dear {buyer},\n\nThank you very much for your order. This is {shop}.\n\n{main}\n\n"
    "Your order\nOrder number: {number}\nItem: {item}\nQuantity: {quantity}\n\n{close}\n\n{shop}",
    "{buyer}\n\nこの度はご注文いただき、誠にありがとうございます。{shop}でございます。\n\n{main}\n\n"
    "■ご注文内容\n注文番号: {number}\n商品名: {item}\n数量: {quantity}点\n\n{close}\n\n{shop}",
)
_BUYER: Final = Text("{name}", "{name} 様")
_SOMEBODY: Final = Text("customer", "お客様")
_OPTION: Final = Text("{title} ({option})", "{title}（{option}）")
_CLOSE: Final = Text(
    "If anything is unclear, please reply to this message.",
    "ご不明な点がございましたら、本メッセージにご返信ください。",
)
_TITLES: Final = {
    MessageKind.CANCELLATION: Text(
        "About your order {number}: cancellation", "【ご注文{number}】キャンセルのご連絡"
    ),
    MessageKind.DELAY: Text(
        "About your order {number}: delay of shipping", "【ご注文{number}】発送遅延のお詫び"
    ),
    MessageKind.READY: Text(
        "About your order {number}: ready to ship", "【ご注文{number}】発送準備完了のご連絡"
    ),
    MessageKind.SHIPPED: Text(
        "About your order {number}: shipped", "【ご注文{number}】発送完了のご連絡"
    ),
}
_BECAUSE: Final = {
    CancelReason.OUT_OF_STOCK: Text("the item is out of stock", "商品の在庫がなくなった"),
    CancelReason.UNDELIVERABLE_REGION: Text(
        "we cannot deliver to your address", "お届け先が当店の配送できない地域である"
    ),
    CancelReason.SHIPPING_DELAY: Text(
        "we cannot ship it by the day we planned", "発送予定日までに発送できない"
    ),
    CancelReason.ORDER_CHANGE: Text("you wish to change the order", "ご注文内容の変更をご希望の"),
    CancelReason.CUSTOMER_REQUEST: Text("you asked us to", "お客様のご要望の"),
}
_BY_SHOP: Final = Text(
    "We are very sorry: {because}, and we have to cancel your order.{detail}{substitute}\n\n"
    "We do everything that the cancellation needs; there is nothing for you to do. Qoo10 refunds you.",
    "誠に申し訳ございませんが、{because}ため、ご注文をお取り消しさせていただくこととなりました。"
    "{detail}{substitute}\n\n"
    "取り消しの手続きは当店で行いますので、お客様にしていただくことはございません。"
    "代金はQoo10より返金されます。",
)
_BY_BUYER: Final = Text(
    "As {because}, we cancel your order.{detail}{substitute}\n\nQoo10 refunds you.",
    "{because}ため、ご注文の取り消しを承りました。{detail}{substitute}\n\n"
    "代金はQoo10より返金されます。",
)
_SUBSTITUTE: Final = Text(
    "\n\nIn its place we can offer you: {substitute}\nIf you would like that, please reply to this "
    "message; we wait for your answer before we go on.",
    "\n\n代わりの商品として、次のものをご用意できます。\n{substitute}\n"
    "ご希望の場合は本メッセージにご返信ください。ご返信をお待ちしてから手続きいたします。",
)
_LATE: Final = Text(
    "We are very sorry: the shipping of your order is late.{detail}\n\n"
    "New day of shipping: {day}\n\nIf you cannot wait until then, please reply to this message; we "
    "do whatever is needed.",
    "誠に申し訳ございませんが、ご注文の商品の発送が遅れております。{detail}\n\n"
    "■新しい発送予定日: {day}\n\n"
    "お待ちいただくことが難しい場合は、本メッセージにご返信ください。必要な手続きは当店で行います。",
)
_READY: Final = Text(
    "Your order is ready.{detail}\n\nDay of shipping: {day}\n\nWe will tell you as soon as it is on its way.",
    "ご注文の商品の発送準備が整いました。{detail}\n\n■発送予定日: {day}\n\n発送後、改めてご連絡いたします。",
)
_SHIPPED: Final = Text(
    "Your order is on its way.{detail}\n\nCarrier: {carrier}\nTracking number: {tracking_no}",
    "ご注文の商品を発送いたしました。{detail}\n\n■配送会社: {carrier}\n■送り状番号: {tracking_no}",
)
_DETAIL: Final = Text("\n{detail}", "\n{detail}")
_NOTHING: Final = Text("", "")


def cancellation(
    line: OrderLine,
    reason: CancelReason,
    *,
    shop: str,
    on: date,
    substitute: str = "",
    detail: str = "",
    rules: RuleBook = JAPAN,
) -> BuyerMessage:
    """
    Return the message that *line* is cancelled for *reason*, on the Japanese day *on*.

    *substitute* is what the shop offers in its place. *detail* is a sentence of one's own, in
    Japanese. For a reason of the shop the message apologises and says that the shop does the work.

    Raises `InvalidTypeError` and `InvalidValueError` for arguments that cannot be.

    >>> from datetime import date
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=2, title="見本商品")
    >>> message = cancellation(line, CancelReason.OUT_OF_STOCK, shop="架空ショップ", on=date(2026, 5, 12))
    >>> print(message.title.ja)
    【ご注文7】キャンセルのご連絡
    """
    if type(reason) is not CancelReason:
        msg = f"reason must be a CancelReason such as CancelReason.OUT_OF_STOCK (got {reason!r})"
        raise InvalidTypeError(msg)
    party = fault_of(reason, on=on, rules=rules).party
    offered = _text(substitute, "substitute")
    main = (_BY_SHOP if party is Party.SELLER else _BY_BUYER).filled(
        because=_BECAUSE[reason],
        detail=_detail(detail),
        substitute=_SUBSTITUTE.filled(substitute=offered) if offered else _NOTHING,
    )
    return _message(MessageKind.CANCELLATION, line, shop, main, on, party, rules)


def delay(
    line: OrderLine,
    new_day: date,
    *,
    shop: str,
    on: date,
    detail: str = "",
    rules: RuleBook = JAPAN,
) -> BuyerMessage:
    """
    Return the message that *line* ships late, with the *new_day* on which it will.

    Raises what `cancellation` raises, also for a new day before *on*, or not after the planned one.

    >>> from datetime import date
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1)
    >>> text = str(delay(line, date(2026, 5, 20), shop="架空ショップ", on=date(2026, 5, 12)))
    >>> [part for part in text.splitlines() if "2026" in part]
    ['■新しい発送予定日: 2026年5月20日（水）']
    """
    _check_ahead(new_day, "new_day", on)
    delivery = _checked(line).delivery
    planned = None if delivery is None else delivery.planned_on
    if planned is not None and new_day <= planned:
        msg = f"new_day must lie after the planned day of shipping, {planned} (got {new_day})"
        raise InvalidValueError(msg)
    main = _LATE.filled(detail=_detail(detail), day=_day(new_day))
    return _message(MessageKind.DELAY, line, shop, main, on, Party.SELLER, rules)


def ready(
    line: OrderLine,
    *,
    shop: str,
    on: date,
    day: date | None = None,
    detail: str = "",
    rules: RuleBook = JAPAN,
) -> BuyerMessage:
    """
    Return the message that *line* is ready and ships on *day*, or else on its planned day.

    Raises what `cancellation` raises, also without either day and for one before *on*.

    >>> from datetime import date
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1)
    >>> ready(line, shop="架空ショップ", on=date(2026, 5, 12), day=date(2026, 5, 13)).kind
    MessageKind.READY
    """
    delivery = _checked(line).delivery
    planned = delivery.planned_on if day is None and delivery is not None else day
    if planned is None:
        msg = f"order {line.order_no} has no planned day of shipping: pass day=date(2026, 5, 13)"
        raise InvalidValueError(msg)
    _check_ahead(planned, "day", on)
    main = _READY.filled(detail=_detail(detail), day=_day(planned))
    return _message(MessageKind.READY, line, shop, main, on, None, rules)


def shipped(
    line: OrderLine,
    *,
    shop: str,
    on: date,
    carrier: str = "",
    tracking_no: str = "",
    detail: str = "",
    rules: RuleBook = JAPAN,
) -> BuyerMessage:
    """
    Return the message that *line* is on its way, with carrier and tracking number.

    Both are those of the line where they are not given. Raises what `cancellation` raises, also where
    one of them is known to nobody.

    >>> from datetime import date
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1)
    >>> text = str(shipped(line, shop="架空ショップ", on=date(2026, 5, 12), carrier="佐川急便",
    ...                    tracking_no="500000000010"))
    >>> "■送り状番号: 500000000010" in text
    True
    """
    delivery = _checked(line).delivery
    facts = {
        "carrier": _text(carrier, "carrier") or (delivery.carrier if delivery else ""),
        "tracking_no": _text(tracking_no, "tracking_no")
        or (delivery.tracking_no if delivery else ""),
    }
    for name, fact in facts.items():
        if not fact:
            raise InvalidValueError(f"order {line.order_no} has no {name}: pass {name}=")
    main = _SHIPPED.filled(detail=_detail(detail), **facts)
    return _message(MessageKind.SHIPPED, line, shop, main, on, None, rules)


def _message(
    kind: MessageKind,
    line: OrderLine,
    shop: str,
    main: Text,
    on: date,
    fault: Party | None,
    rules: RuleBook,
) -> BuyerMessage:
    name = _text(shop, "shop")
    if not name:
        raise InvalidValueError("shop must be the name of the shop as buyers know it (got '')")
    _checked(line)
    buyer = "" if line.buyer is None else line.buyer.name
    title = line.title or line.item_code
    body = _LETTER.filled(
        buyer=_BUYER.filled(name=buyer) if buyer else _SOMEBODY,
        shop=name,
        main=main,
        number=line.order_no,
        item=_OPTION.filled(title=title, option=line.option) if line.option else title,
        quantity=line.quantity,
        close=_CLOSE,
    )
    findings = check(body.ja, on=on, fault=fault, rules=rules)
    return BuyerMessage(
        kind, line.order_no, _TITLES[kind].filled(number=line.order_no), body, findings
    )


def _day(day: date) -> Text:
    weekday = _WEEKDAYS[day.weekday()]
    return Text(str(day), f"{day.year}年{day.month}月{day.day}日（{weekday}）")


def _detail(detail: str) -> Text:
    written = _text(detail, "detail")
    return _DETAIL.filled(detail=written) if written else _NOTHING


def _text(value: str, name: str) -> str:
    if not isinstance(value, str):
        raise InvalidTypeError(f"{name} must be a text (got {value!r})")
    return value.strip()


def _checked(line: OrderLine) -> OrderLine:
    if type(line) is not OrderLine:
        raise InvalidTypeError(f"line must be an OrderLine (got {line!r})")
    return line


def _check_ahead(day: date, name: str, on: date) -> None:
    if check_day(day, name) < check_day(on, "on"):
        raise InvalidValueError(
            f"{name} must not lie before {on}, the day of the message (got {day})"
        )
