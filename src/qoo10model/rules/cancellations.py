"""
Cancellations (キャンセル): who may cancel an order when, whose fault a reason is, what may be refused.

No source says since when these rules hold. They are LOW before 2026, and as sure as their sources
from the year in which those were read.
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeVar

import attrs

from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Coded, Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = (
    "CANCELLATIONS",
    "MADE_TO_ORDER_WORDS",
    "REASON_WORDS",
    "CancelReason",
    "CancellationRules",
    "Leave",
    "Party",
    "PreparedGoods",
    "RefusalGround",
    "Situation",
)

T = TypeVar("T")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

PLAUSIBLE: Final = date(2018, 9, 1)
READ: Final = date(2026, 1, 1)


class Party(Labelled):
    """
    Who cancels, or who is at fault (当事者).

    >>> Party.SELLER.label.ja
    '販売者'
    """

    BUYER = Text("the buyer", "購入者")
    SELLER = Text("the seller", "販売者")


class Leave(Labelled):
    """
    Whether a cancellation is possible (キャンセル可否).

    >>> Leave.ON_REQUEST.label.ja
    '要請すれば可（承認が必要）'
    """

    AT_ONCE = Text("at once", "即時に可")
    ON_REQUEST = Text("on request, if the other side agrees", "要請すれば可（承認が必要）")
    NOT = Text("not possible", "不可")
    NOT_KNOWN = Text("not known", "不明")


class Situation(Labelled):
    """
    Where an order line stands, as far as cancelling goes (キャンセル上の状態).

    >>> Situation.PLAN_PASSED.label.ja
    '発送予定日を過ぎた注文'
    """

    UNPAID = Text("not paid yet", "入金待ち")
    NOT_CONFIRMED = Text("delivery requested, not confirmed yet", "配送要請（発送予定日の入力前）")
    CONFIRMED = Text("confirmed, to be shipped", "発送予定")
    PLAN_PASSED = Text("its planned day of shipping has passed", "発送予定日を過ぎた注文")
    REQUESTED = Text("a cancellation is asked for", "キャンセル要請中")
    SHIPPED = Text("shipped", "配送中")
    DELIVERED = Text("delivered", "配送完了")
    PREORDER = Text("a pre-order", "予約商品")
    PREORDER_PLAN_PASSED = Text(
        "a pre-order whose planned day of shipping has passed", "発送予定日を過ぎた予約商品"
    )
    CLEARANCE = Text("a clearance item", "クリアランス商品")
    CANCELLED = Text("cancelled or refunded already", "取消・返金済み")
    UNKNOWN = Text("its status is not known", "配送状態が不明")


class PreparedGoods(Labelled):
    """
    Whether goods with 4 to 14 days of preparation count as pre-orders when cancelled.

    >>> PreparedGoods.PREORDER
    PreparedGoods.PREORDER
    """

    PREORDER = Text("they are pre-orders", "予約商品とみなす")
    ORDINARY = Text("they are ordinary goods", "一般商品とみなす")


class RefusalGround(Labelled):
    """
    Why a seller may refuse a buyer's request to cancel (キャンセル要請の拒否理由).

    >>> RefusalGround.SHIPPED.label.ja
    '発送済み'
    """

    SHIPPED = Text("it is shipped", "発送済み")
    MADE_TO_ORDER = Text("it is made to order", "注文製作（オーダーメイド）")
    PREORDER = Text("it is a pre-order", "予約商品")
    CLEARANCE = Text("it is a clearance item", "クリアランス商品")


class CancelReason(Coded):
    """
    Why an order is cancelled (キャンセル理由), by the code of QSM's own screens.

    *api_code* is what Claim.SetCancelProcess takes; that call has none for the wish of a customer.

    >>> CancelReason("NR"), CancelReason("NR").label.ja, CancelReason("NR").api_code
    (CancelReason.OUT_OF_STOCK, '在庫なし', '')
    """

    OUT_OF_STOCK = "NR", Text("out of stock", "在庫なし")
    ORDER_CHANGE = "BG", Text("change of the order", "注文変更")
    UNDELIVERABLE_REGION = "UD", Text("undeliverable region", "配送不可地域")
    SHIPPING_DELAY = "DD", Text("shipping delay", "配送遅延")
    CUSTOMER_REQUEST = "NC", Text("wish of the customer", "顧客の要求")

    @property
    def api_code(self) -> str | None:
        """
        The code in the API (CancelReason), where out of stock is blank; None where there is none.

        >>> CancelReason.ORDER_CHANGE.api_code, CancelReason.CUSTOMER_REQUEST.api_code
        ('1', None)
        """
        return _API_CODES[self]


_API_CODES: Final[dict[CancelReason, str | None]] = {
    CancelReason.OUT_OF_STOCK: "",
    CancelReason.ORDER_CHANGE: "1",
    CancelReason.UNDELIVERABLE_REGION: "2",
    CancelReason.SHIPPING_DELAY: "3",
    CancelReason.CUSTOMER_REQUEST: None,
}

REASON_WORDS: Final[tuple[tuple[str, CancelReason], ...]] = (
    ("在庫なし", CancelReason.OUT_OF_STOCK),
    ("在庫切れ", CancelReason.OUT_OF_STOCK),
    ("欠品", CancelReason.OUT_OF_STOCK),
    ("品切れ", CancelReason.OUT_OF_STOCK),
    ("out of stock", CancelReason.OUT_OF_STOCK),
    ("품절", CancelReason.OUT_OF_STOCK),
    ("注文変更", CancelReason.ORDER_CHANGE),
    ("change options", CancelReason.ORDER_CHANGE),
    ("주문변경", CancelReason.ORDER_CHANGE),
    ("配送不可地域", CancelReason.UNDELIVERABLE_REGION),
    ("undeliverable region", CancelReason.UNDELIVERABLE_REGION),
    ("배송불가지역", CancelReason.UNDELIVERABLE_REGION),
    ("配送遅延", CancelReason.SHIPPING_DELAY),
    ("発送遅延", CancelReason.SHIPPING_DELAY),
    ("shipping delay", CancelReason.SHIPPING_DELAY),
    ("배송지연", CancelReason.SHIPPING_DELAY),
    ("顧客の要求", CancelReason.CUSTOMER_REQUEST),
    ("お客様都合", CancelReason.CUSTOMER_REQUEST),
    ("顧客都合", CancelReason.CUSTOMER_REQUEST),
    ("customer's request", CancelReason.CUSTOMER_REQUEST),
    ("고객변심", CancelReason.CUSTOMER_REQUEST),
)
"""
Words of free reasons, in small letters; a text that holds the words of one reason alone has it.
"""

MADE_TO_ORDER_WORDS: Final = ("注文製作", "オーダーメイド")
"""
Words of the delay type (DelayType) that say of goods that they are made to order; its code is 2.
"""


@attrs.frozen(eq=False, repr=False)
class CancellationRules:
    """
    The rules of cancelling; the day on which somebody wants to cancel picks each rule.

    *buyer* and *seller* say by situation whether each may. *fault* is whose fault a reason is.
    *may_refuse* says by ground whether a request may be refused. *return_days* is for how many days
    after the delivery goods may be returned, *message_length* how many characters a message to a
    buyer may have.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.cancellations.buyer[Situation.CONFIRMED].on(date(2026, 5, 12))
    Leave.ON_REQUEST
    """

    buyer: Table[Situation, Leave]
    seller: Table[Situation, Leave]
    fault: Table[CancelReason, Party]
    may_refuse: Table[RefusalGround, bool]
    prepared_goods: Timeline[PreparedGoods]
    return_days: Timeline[int]
    message_length: Timeline[int]


def _rule(
    name: str,
    title: Text,
    value: T,
    confidence: Confidence,
    said_by: tuple[Source, ...],
    alternatives: tuple[T, ...] = (),
    note: str = "",
) -> Timeline[T]:
    first = Dated(PLAUSIBLE, value, LOW, said_by, alternatives, since_is_exact=False, note=note)
    if confidence is LOW:
        return Timeline(name, (first,), title)
    seen = attrs.evolve(first, since=READ, confidence=confidence)
    return Timeline(name, (first, seen), title)


_GUIDES: Final = (sources.BUYER_GUIDE, sources.GLOBAL_FAQ)
_QSM: Final = (sources.QAPI_REFERENCE, sources.BUYER_GUIDE)


def _buyer(
    situation: Situation,
    leave: Leave,
    confidence: Confidence,
    said_by: tuple[Source, ...],
    *alternatives: Leave,
) -> tuple[Situation, Timeline[Leave]]:
    title = Text(
        f"may the buyer cancel: {situation.label.en}",
        f"購入者によるキャンセル（{situation.label.ja}）",
    )
    name = f"cancellations.buyer[{situation.name}]"
    return situation, _rule(name, title, leave, confidence, said_by, alternatives)


def _seller(
    situation: Situation,
    leave: Leave,
    confidence: Confidence,
    said_by: tuple[Source, ...],
    *alternatives: Leave,
) -> tuple[Situation, Timeline[Leave]]:
    title = Text(
        f"may the seller cancel: {situation.label.en}",
        f"販売者によるキャンセル（{situation.label.ja}）",
    )
    name = f"cancellations.seller[{situation.name}]"
    return situation, _rule(name, title, leave, confidence, said_by, alternatives)


def _fault(
    reason: CancelReason, party: Party, confidence: Confidence, source: Source
) -> tuple[CancelReason, Timeline[Party]]:
    title = Text(f"whose fault is: {reason.label.en}", f"責任の所在（{reason.label.ja}）")
    name = f"cancellations.fault[{reason.name}]"
    return reason, _rule(name, title, party, confidence, (source,))


def _ground(ground: RefusalGround, source: Source) -> tuple[RefusalGround, Timeline[bool]]:
    title = Text(
        f"may a request be refused: {ground.label.en}",
        f"キャンセル要請の拒否（{ground.label.ja}）",
    )
    name = f"cancellations.may_refuse[{ground.name}]"
    return ground, _rule(name, title, True, MEDIUM, (source,))


CANCELLATIONS: Final = CancellationRules(
    buyer=Table(
        "cancellations.buyer",
        (
            _buyer(Situation.UNPAID, Leave.NOT, MEDIUM, _GUIDES, Leave.AT_ONCE),
            _buyer(Situation.NOT_CONFIRMED, Leave.AT_ONCE, HIGH, _GUIDES),
            _buyer(Situation.CONFIRMED, Leave.ON_REQUEST, HIGH, _GUIDES),
            _buyer(
                Situation.PLAN_PASSED,
                Leave.AT_ONCE,
                MEDIUM,
                (sources.AGENCY_DELAYS,),
                Leave.ON_REQUEST,
            ),
            _buyer(Situation.REQUESTED, Leave.ON_REQUEST, HIGH, _GUIDES),
            _buyer(Situation.SHIPPED, Leave.NOT, HIGH, _GUIDES),
            _buyer(Situation.DELIVERED, Leave.NOT, HIGH, _GUIDES),
            _buyer(Situation.PREORDER, Leave.NOT, MEDIUM, (sources.BUYER_GUIDE,), Leave.ON_REQUEST),
            _buyer(
                Situation.PREORDER_PLAN_PASSED,
                Leave.NOT,
                LOW,
                (sources.BUYER_GUIDE, sources.AGENCY_DELAYS),
                Leave.AT_ONCE,
                Leave.ON_REQUEST,
            ),
            _buyer(
                Situation.CLEARANCE, Leave.NOT, MEDIUM, (sources.BUYER_GUIDE,), Leave.ON_REQUEST
            ),
        ),
    ),
    seller=Table(
        "cancellations.seller",
        (
            _seller(Situation.UNPAID, Leave.NOT, LOW, (sources.ASSUMPTION,), Leave.AT_ONCE),
            _seller(Situation.NOT_CONFIRMED, Leave.AT_ONCE, HIGH, _QSM),
            _seller(Situation.CONFIRMED, Leave.AT_ONCE, HIGH, _QSM),
            _seller(Situation.PLAN_PASSED, Leave.AT_ONCE, HIGH, _QSM),
            _seller(Situation.REQUESTED, Leave.AT_ONCE, HIGH, _QSM),
            _seller(Situation.SHIPPED, Leave.NOT, HIGH, _QSM),
            _seller(Situation.DELIVERED, Leave.NOT, HIGH, _QSM),
            _seller(Situation.PREORDER, Leave.AT_ONCE, LOW, (sources.ASSUMPTION,), Leave.NOT),
            _seller(
                Situation.PREORDER_PLAN_PASSED,
                Leave.AT_ONCE,
                LOW,
                (sources.ASSUMPTION,),
                Leave.NOT,
            ),
            _seller(Situation.CLEARANCE, Leave.AT_ONCE, LOW, (sources.ASSUMPTION,), Leave.NOT),
        ),
    ),
    fault=Table(
        "cancellations.fault",
        (
            _fault(CancelReason.OUT_OF_STOCK, Party.SELLER, HIGH, sources.QAPI_REFERENCE),
            _fault(CancelReason.ORDER_CHANGE, Party.BUYER, HIGH, sources.QAPI_REFERENCE),
            _fault(CancelReason.UNDELIVERABLE_REGION, Party.SELLER, HIGH, sources.QAPI_REFERENCE),
            _fault(CancelReason.SHIPPING_DELAY, Party.SELLER, HIGH, sources.QAPI_REFERENCE),
            _fault(CancelReason.CUSTOMER_REQUEST, Party.BUYER, LOW, sources.ORDER_TOOL_ABROAD),
        ),
    ),
    may_refuse=Table(
        "cancellations.may_refuse",
        (
            _ground(RefusalGround.SHIPPED, sources.AGENCY_CANCELLATIONS),
            _ground(RefusalGround.MADE_TO_ORDER, sources.AGENCY_CANCELLATIONS),
            _ground(RefusalGround.PREORDER, sources.BUYER_GUIDE),
            _ground(RefusalGround.CLEARANCE, sources.BUYER_GUIDE),
        ),
    ),
    prepared_goods=_rule(
        "cancellations.prepared_goods",
        Text("goods with 4 to 14 days of preparation", "商品準備日4～14日の商品の扱い"),
        PreparedGoods.PREORDER,
        LOW,
        (sources.ASSUMPTION, sources.QAPI_REFERENCE),
        (PreparedGoods.ORDINARY,),
        note="the API names them a reserved dispatch",
    ),
    return_days=_rule(
        "cancellations.return_days",
        Text(
            "days after the delivery in which goods may be returned", "返品できる日数（配送完了後）"
        ),
        7,
        MEDIUM,
        (sources.BUYER_GUIDE,),
        (6,),
        note="whether the day of the delivery is the first of them is not said",
    ),
    message_length=_rule(
        "cancellations.message_length",
        Text("characters of a message to a buyer", "購入者へのメッセージの文字数上限"),
        4000,
        HIGH,
        (sources.QAPI_REFERENCE,),
    ),
)
