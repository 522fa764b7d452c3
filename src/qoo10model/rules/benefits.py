"""
Benefits (特典) of a buyer: their kinds, what each is taken of, who sets it, what it may ask for.

Who bears each is in `qoo10model.rules.discounts`, what those of events come to in
`qoo10model.rules.events`.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.tables import Table
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("BENEFITS", "BenefitBase", "BenefitKind", "BenefitTerms", "Condition", "SetBy")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

MEGA_PO_RENEWAL: Final = date(2024, 4, 1)
GUIDE: Final = date(2025, 1, 1)


class BenefitKind(Labelled):
    """
    What a buyer can get off or on top (特典の種類).

    >>> BenefitKind.SHOP_COUPON.label.ja
    'SHOPクーポン'
    """

    ITEM_DISCOUNT = Text("item discount", "商品割引")
    TIME_SALE = Text("time sale", "タイムセール")
    DAILY_DEAL = Text("daily deal", "今日の特価（デイリーディール）")
    GROUP_BUY = Text("group buy", "共同購入")
    SHOP_COUPON = Text("shop coupon", "SHOPクーポン")
    FOLLOWER_COUPON = Text("follower coupon", "フォロワークーポン")
    MEGA_WARI_COUPON = Text("mega-wari coupon", "メガ割クーポン")
    MEGA_PO_COUPON = Text("mega-po coupon", "メガポクーポン")
    MEGA_PO_POINTS = Text("mega-po points", "メガポのポイント")
    CART_COUPON = Text("cart coupon", "カートクーポン")
    TODAYS_COUPON = Text("today's coupon", "今日のクーポン")
    BIRTHDAY_COUPON = Text("birthday coupon", "誕生日クーポン")
    REVIEW_POINTS = Text("review points", "レビュー特典ポイント")
    SET_DISCOUNT = Text("discount for several", "セット割・まとめ買い割引")
    GIFT = Text("gift", "プレゼント")


class BenefitBase(Labelled):
    """
    What a benefit is taken of (計算対象), which also says in which order they come.

    >>> [base.name for base in BenefitBase][:3]
    ['LIST_PRICE', 'SELLING_PRICE', 'AFTER_COUPONS']
    """

    LIST_PRICE = Text("the price before any discount", "割引前の販売価格")
    SELLING_PRICE = Text("the price that is shown", "表示中の販売価格（割引後）")
    AFTER_COUPONS = Text("what is left after coupons", "クーポン適用後の金額")
    CART = Text("the sum of the cart", "カートの合計")
    REVIEW = Text("a review", "レビューの投稿")
    PURCHASE = Text("the goods bought", "購入した商品")


class SetBy(Labelled):
    """
    Who decides whether and how much there is (設定者).

    >>> SetBy.SELLER
    SetBy.SELLER
    """

    SELLER = Text("the seller", "販売者")
    QOO10 = Text("Qoo10", "Qoo10")


class Condition(Labelled):
    """
    What a benefit may ask for (利用条件).

    >>> Condition.MINIMUM_ORDER.label.ja
    '最低注文額'
    """

    WHOLE_SHOP = Text("for the whole shop, not for an item", "ショップ全体が対象")
    MINIMUM_ORDER = Text("smallest order", "最低注文額")
    FOLLOWERS_ONLY = Text("followers only", "フォロワー限定")
    WINDOW = Text("within a period", "期間限定")
    IN_EVENT = Text("items that take part in the event", "イベント参加商品")
    ONCE_PER_EVENT = Text("one for each customer and event", "イベントごとに1人1枚")


@attrs.frozen
class BenefitTerms:
    """
    The terms of one kind of benefit: who sets it, what it is taken of, what it may ask for.

    *not_known* says what nobody published about it.

    >>> print(BenefitTerms(SetBy.SELLER, BenefitBase.PURCHASE))
    set by the seller; of the goods bought
    """

    set_by: SetBy
    base: BenefitBase
    conditions: tuple[Condition, ...] = ()
    not_known: tuple[Text, ...] = ()

    def __str__(self) -> str:
        asks = ", ".join(condition.label.en for condition in self.conditions)
        said = f"set by {self.set_by}; of {self.base}"
        return f"{said}; {asks}" if asks else said


_LIMITS: Final = Text("smallest and largest rate, budget", "割引率の上下限・予算")
_MINIMUM: Final = Text("smallest order", "最低注文額")
_SIZE: Final = Text("size of each", "各クーポンの金額")
_DETAILS: Final = Text("limits", "制限")


def _terms(
    kind: BenefitKind,
    terms: BenefitTerms,
    confidence: Confidence,
    *who: Source,
    since: date = GUIDE,
) -> tuple[BenefitKind, Timeline[BenefitTerms]]:
    timeline = Timeline(
        f"coupons.benefits[{kind.name}]",
        (Dated(since, terms, confidence, who, since_is_exact=False),),
        Text(f"terms of the {kind.label.en}", f"{kind.label.ja}の条件"),
    )
    return kind, timeline


_BY_SELLER: Final = BenefitTerms(SetBy.SELLER, BenefitBase.LIST_PRICE, (Condition.WINDOW,))
_CART: Final = BenefitTerms(
    SetBy.QOO10,
    BenefitBase.CART,
    (Condition.MINIMUM_ORDER, Condition.ONCE_PER_EVENT),
    (_SIZE, _MINIMUM),
)

BENEFITS: Final = Table(
    "coupons.benefits",
    (
        _terms(
            BenefitKind.ITEM_DISCOUNT,
            _BY_SELLER,
            HIGH,
            sources.QAPI_REFERENCE,
            sources.AGENCY_MEGAPO_PRICES,
        ),
        _terms(
            BenefitKind.TIME_SALE,
            _BY_SELLER,
            HIGH,
            sources.AGENCY_MEGAPO_PRICES,
            sources.SHOP_MANUAL,
        ),
        _terms(
            BenefitKind.DAILY_DEAL,
            _BY_SELLER,
            HIGH,
            sources.AGENCY_MEGAPO_PRICES,
            sources.SHOP_MANUAL,
        ),
        _terms(
            BenefitKind.GROUP_BUY,
            BenefitTerms(SetBy.SELLER, BenefitBase.LIST_PRICE, (Condition.WINDOW,), (_DETAILS,)),
            HIGH,
            sources.AGENCY_MEGAPO_PRICES,
            sources.SHOP_MANUAL,
        ),
        _terms(
            BenefitKind.SHOP_COUPON,
            BenefitTerms(
                SetBy.SELLER,
                BenefitBase.SELLING_PRICE,
                (Condition.WHOLE_SHOP, Condition.MINIMUM_ORDER, Condition.FOLLOWERS_ONLY),
                (_LIMITS,),
            ),
            HIGH,
            sources.RANKING_PAGES_2026,
            sources.SHOP_MANUAL,
            sources.AGENCY_COUPONS,
        ),
        _terms(
            BenefitKind.FOLLOWER_COUPON,
            BenefitTerms(
                SetBy.SELLER,
                BenefitBase.SELLING_PRICE,
                (Condition.WHOLE_SHOP, Condition.MINIMUM_ORDER, Condition.FOLLOWERS_ONLY),
                (_LIMITS,),
            ),
            MEDIUM,
            sources.SHOP_MANUAL,
        ),
        _terms(
            BenefitKind.MEGA_WARI_COUPON,
            BenefitTerms(
                SetBy.QOO10,
                BenefitBase.SELLING_PRICE,
                (Condition.IN_EVENT, Condition.WINDOW),
                (_MINIMUM,),
            ),
            HIGH,
            sources.MEGAWARI_SETTLEMENT_GUIDE,
            sources.AGENCY_MEGAPO_PRICES,
        ),
        _terms(
            BenefitKind.MEGA_PO_COUPON,
            BenefitTerms(
                SetBy.QOO10,
                BenefitBase.SELLING_PRICE,
                (Condition.IN_EVENT, Condition.WINDOW, Condition.MINIMUM_ORDER),
            ),
            HIGH,
            sources.MEGAPO_GUIDE_2024,
            sources.RANKING_PAGES_2026,
            since=MEGA_PO_RENEWAL,
        ),
        _terms(
            BenefitKind.MEGA_PO_POINTS,
            BenefitTerms(
                SetBy.QOO10,
                BenefitBase.AFTER_COUPONS,
                (Condition.IN_EVENT, Condition.WINDOW),
            ),
            HIGH,
            sources.MEGAPO_GUIDE_2024,
            sources.RANKING_PAGES_2026,
            since=MEGA_PO_RENEWAL,
        ),
        _terms(
            BenefitKind.CART_COUPON,
            _CART,
            HIGH,
            sources.AGENCY_COUPONS,
            sources.AGENCY_MEGAPO_PRICES,
        ),
        _terms(
            BenefitKind.TODAYS_COUPON,
            _CART,
            HIGH,
            sources.AGENCY_COUPONS,
            sources.AGENCY_MEGAPO_PRICES,
        ),
        _terms(
            BenefitKind.BIRTHDAY_COUPON,
            _CART,
            HIGH,
            sources.AGENCY_COUPONS,
            sources.AGENCY_MEGAPO_PRICES,
        ),
        _terms(
            BenefitKind.REVIEW_POINTS,
            BenefitTerms(SetBy.SELLER, BenefitBase.REVIEW, (), (_DETAILS,)),
            MEDIUM,
            sources.AGENCY_MEGAPO_PRICES,
        ),
        _terms(
            BenefitKind.SET_DISCOUNT,
            BenefitTerms(SetBy.SELLER, BenefitBase.PURCHASE, (), (_DETAILS,)),
            LOW,
            sources.SHOP_MANUAL,
        ),
        _terms(
            BenefitKind.GIFT,
            BenefitTerms(SetBy.SELLER, BenefitBase.PURCHASE, (), (_DETAILS,)),
            LOW,
            sources.SHOP_MANUAL,
        ),
    ),
)
"""
The terms of every benefit.
"""
