"""
The shop's own pages (店舗運営): inquiries, check lists, and what the tiles of QSM's dashboard count.

The check lists are data: each check is a sentence that is true, false or not known, and what to do
while it is not true.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.sources import Confidence
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Coded, Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources
from qoo10model.rules.checklists import CHECK_LISTS, CheckList, Checks
from qoo10model.rules.claims import ClaimStatus
from qoo10model.rules.orders import OrderStatus


if TYPE_CHECKING:
    from qoo10model.basics.sources import Source

__all__ = (
    "STOREFRONT",
    "InquiryKind",
    "InquiryStatus",
    "ItemStatus",
    "Statuses",
    "StorefrontRules",
    "Tile",
)

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

REFORM: Final = date(2018, 9, 1)
SCREENS: Final = date(2026, 3, 11)


class InquiryStatus(Coded):
    """
    The status of an inquiry (問い合わせの処理状態), by the code that the platform uses.

    >>> InquiryStatus("S1"), InquiryStatus("S1").label.ja
    (InquiryStatus.UNANSWERED, '未回答')
    """

    UNANSWERED = "S1", Text("unanswered", "未回答")
    IN_PROGRESS = "S2", Text("in progress", "処理中")
    DONE = "S3", Text("done", "完了")


class InquiryKind(Coded):
    """
    The kind of an inquiry (問い合わせ種別), by the code that the platform uses.

    >>> InquiryKind("ITEM"), InquiryKind("ITEM").label.ja
    (InquiryKind.ITEM, '商品（ITEM）')
    """

    MESSAGE = "MSG", Text("message (MSG)", "メッセージ（MSG）")
    HELP = "HELP", Text("help (HELP)", "ヘルプ（HELP）")
    ITEM = "ITEM", Text("item (ITEM)", "商品（ITEM）")


class ItemStatus(Coded):
    """
    The status of an item (商品状態), by the code that the platform uses.

    >>> ItemStatus("S2"), ItemStatus("S2").label.ja
    (ItemStatus.ON_SALE, '取引可能')
    """

    UNDER_INSPECTION = "S0", Text("waiting for inspection", "検収待ち")
    WAITING = "S1", Text("waiting", "取引待機")
    ON_SALE = "S2", Text("on sale", "取引可能")
    STOPPED = "S3", Text("stopped", "取引中止")
    RESTRICTED = "S5", Text("restricted", "取引制限")
    REJECTED = "S8", Text("rejected", "承認拒否")


class Tile(Labelled):
    """
    A tile of the dashboard (ダッシュボードの項目).

    >>> Tile.DELAYED.label.ja
    '配送遅延'
    """

    ON_SALE = Text("on sale", "販売中")
    LOW_STOCK = Text("low stock", "在庫わずか")
    SOLD_OUT = Text("sold out", "在庫切れ")
    ENDS_SOON = Text("ends soon", "販売終了間近")
    ENDED = Text("ended", "販売終了")
    APPROVAL_WAITING = Text("waiting for approval", "承認待ち")
    APPROVAL_REJECTED = Text("approval rejected", "承認拒否")
    BRAND_REQUEST = Text("brand request", "ブランド申請")
    PAYMENT_WAITING = Text("waiting for payment", "入金待ち")
    NEW_ORDER = Text("new order", "新規注文")
    SHIP_REQUEST = Text("to be shipped", "発送要請")
    DELAYED = Text("delayed", "配送遅延")
    CANCEL_REQUEST = Text("cancellation requested", "キャンセル要請")
    RETURN_REQUEST = Text("return requested", "返品要請")
    EXCHANGE_REQUEST = Text("exchange requested", "交換要請")
    NON_RECEIPT = Text("not received", "未受取")
    CLAIM_IN_PROGRESS = Text("claim in progress", "クレーム処理中")
    WITHDRAWAL_REQUESTED = Text("withdrawal requested", "出金申請中")
    WITHDRAWAL_REFUSED = Text("withdrawal refused", "出金拒否")
    UNANSWERED_INQUIRY = Text("unanswered customer inquiry", "未回答の問い合わせ")
    UNANSWERED_MESSAGE = Text("unanswered message of Qoo10", "Qoo10からの未回答メッセージ")
    NON_COMPLIANCE = Text("service non-compliance", "サービス未遵守")


@attrs.frozen
class Statuses:
    """
    Some statuses of orders, claims or items, as the value of a rule.

    >>> print(Statuses((OrderStatus.ON_REQUEST,)))
    ON_REQUEST
    """

    statuses: tuple[OrderStatus | ClaimStatus | ItemStatus, ...]

    @property
    def label(self) -> Text:
        """
        The statuses by their names for people.

        >>> Statuses((OrderStatus.ON_REQUEST, OrderStatus.SELLER_CONFIRMED)).label.ja
        '配送要請、配送準備'
        """
        labels = [status.label for status in self.statuses]
        return Text(", ".join(one.en for one in labels), "、".join(one.ja for one in labels))

    def __contains__(self, status: object) -> bool:
        return status in self.statuses

    def __str__(self) -> str:
        return ", ".join(status.name for status in self.statuses)


@attrs.frozen(eq=False, repr=False)
class StorefrontRules:
    """
    The rules of the shop's own pages; the day that is looked from picks each.

    *counted* has for a tile the statuses that it counts. *low_stock* is the largest stock that is
    low, *ends_within* the days within which an item ends soon.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.storefront.low_stock.on(date(2026, 7, 1))
    10
    """

    check_lists: Table[CheckList, Checks]
    counted: Table[Tile, Statuses]
    low_stock: Timeline[int]
    sold_out_is_low: Timeline[bool]
    ends_within: Timeline[int]


def _counted(
    tile: Tile,
    statuses: tuple[OrderStatus | ClaimStatus | ItemStatus, ...],
    *others: tuple[OrderStatus | ClaimStatus | ItemStatus, ...],
    sure: Confidence = LOW,
    who: Source = sources.ASSUMPTION,
    note: str = "the screen names the tile and not what it counts",
) -> tuple[Tile, Timeline[Statuses]]:
    value = Statuses(statuses)
    readings = tuple(map(Statuses, others))
    said_by = (who,) if who is sources.ASSUMPTION else (who, sources.AUCTION_SCREENS_2026)
    first = Dated(REFORM, value, LOW, said_by, readings, since_is_exact=False, note=note)
    later = Dated(SCREENS, value, sure, said_by, readings, note=note, since_is_exact=False)
    return tile, Timeline(
        f"storefront.counted[{tile.name}]",
        (first,) if sure is LOW else (first, later),
        Text(f"what the tile counts: {tile.label.en}", f"「{tile.label.ja}」の集計対象"),
    )


_NAMED: Final = "the platform's own name of the status is that of the tile"
_REFERENCE: Final = sources.QAPI_REFERENCE
_ON_REQUEST: Final = (OrderStatus.ON_REQUEST,)
_CONFIRMED: Final = (OrderStatus.SELLER_CONFIRMED,)


def _seen(name: str, value: int, title: Text) -> Timeline[int]:
    who = (sources.AUCTION_SCREENS_2026,)
    return Timeline(
        f"storefront.{name}",
        (
            Dated(REFORM, value, LOW, who, since_is_exact=False),
            Dated(SCREENS, value, HIGH, who, since_is_exact=False),
        ),
        title,
    )


STOREFRONT: Final = StorefrontRules(
    check_lists=CHECK_LISTS,
    counted=Table(
        "storefront.counted",
        (
            _counted(Tile.ON_SALE, (ItemStatus.ON_SALE,), sure=MEDIUM, who=_REFERENCE, note=_NAMED),
            _counted(
                Tile.APPROVAL_WAITING,
                (ItemStatus.UNDER_INSPECTION,),
                (ItemStatus.UNDER_INSPECTION, ItemStatus.WAITING),
            ),
            _counted(
                Tile.APPROVAL_REJECTED,
                (ItemStatus.REJECTED,),
                sure=MEDIUM,
                who=_REFERENCE,
                note=_NAMED,
            ),
            _counted(
                Tile.PAYMENT_WAITING,
                (OrderStatus.AWAITING_PAYMENT,),
                sure=MEDIUM,
                who=_REFERENCE,
                note=_NAMED,
            ),
            _counted(
                Tile.NEW_ORDER, _ON_REQUEST, sure=MEDIUM, who=sources.SHOP_MANUAL, note=_NAMED
            ),
            _counted(
                Tile.SHIP_REQUEST,
                _CONFIRMED,
                _ON_REQUEST,
                (*_ON_REQUEST, *_CONFIRMED),
                note="the name could mean new orders as well: they are called so, too",
            ),
            _counted(
                Tile.CANCEL_REQUEST,
                (ClaimStatus.CANCEL_REQUESTED,),
                sure=MEDIUM,
                who=_REFERENCE,
                note=_NAMED,
            ),
            _counted(
                Tile.RETURN_REQUEST,
                (ClaimStatus.RETURN_REQUESTED,),
                sure=MEDIUM,
                who=_REFERENCE,
                note=_NAMED,
            ),
            _counted(
                Tile.EXCHANGE_REQUEST,
                (ClaimStatus.EXCHANGE_REQUESTED,),
                sure=MEDIUM,
                who=_REFERENCE,
                note=_NAMED,
            ),
            _counted(
                Tile.CLAIM_IN_PROGRESS,
                (
                    ClaimStatus.CANCEL_IN_PROGRESS,
                    ClaimStatus.RETURN_IN_PROGRESS,
                    ClaimStatus.EXCHANGE_APPROVED,
                    ClaimStatus.BEING_REDELIVERED,
                ),
                (ClaimStatus.CANCEL_IN_PROGRESS, ClaimStatus.RETURN_IN_PROGRESS),
            ),
        ),
    ),
    low_stock=_seen("low_stock", 10, Text("largest stock that is low", "「在庫わずか」の上限数")),
    sold_out_is_low=Timeline(
        "storefront.sold_out_is_low",
        (
            Dated(
                REFORM,
                value=False,
                confidence=LOW,
                sources=(sources.ASSUMPTION,),
                alternatives=(True,),
                since_is_exact=False,
                note="sold out has a tile of its own",
            ),
        ),
        Text("is what is sold out low in stock as well", "在庫切れも「在庫わずか」に含むか"),
    ),
    ends_within=_seen(
        "ends_within", 7, Text("days before the end of a sale", "「販売終了間近」の日数")
    ),
)
"""
The shop's own pages of Qoo10 Japan.
"""
