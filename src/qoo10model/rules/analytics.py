"""
Analytics (Q-Analytics): windows, channels, and what to try where an item sells too little.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, RateRange, Timeline
from qoo10model.rules import sources


__all__ = ("ANALYTICS", "AnalyticsRules", "Channel", "Channels", "LastWeek", "Step", "Steps")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

PLAUSIBLE: Final = date(2018, 9, 1)
READ: Final = date(2026, 1, 1)


class LastWeek(Labelled):
    """
    Which seven days the window of the last week has (直近1週間の数え方).

    >>> LastWeek.UP_TO_YESTERDAY
    LastWeek.UP_TO_YESTERDAY
    """

    UP_TO_YESTERDAY = Text("seven days up to yesterday", "昨日までの7日間")
    INCLUDING_TODAY = Text("seven days with today", "今日を含む7日間")


class Channel(Labelled):
    """
    The way a visitor came (流入経路).

    SEARCH and EXTERNAL are sums: `group` says which others are parts of them.

    >>> Channel.LINE.group, Channel.SEARCH.group
    (Channel.EXTERNAL, None)
    """

    SEARCH = Text("search", "検索")
    KEYWORD_PLUS = Text("search: Plus display", "検索（キーワードプラス）")
    RANK_UP = Text("search: Rank-UP", "検索（ランクアップ）")
    PLAIN_SEARCH = Text("search: plain", "検索（一般）")
    DIRECT = Text("direct", "ダイレクト")
    FAVOURITES = Text("favourites", "お気に入り")
    SHOP = Text("shop", "ショップ")
    CART = Text("cart", "カート")
    ITEM_DETAIL = Text("item detail", "商品詳細")
    CATEGORY = Text("category", "カテゴリー")
    EXTERNAL = Text("external", "外部")
    GOOGLE = Text("external: Google", "外部（Google）")
    FACEBOOK = Text("external: Facebook", "外部（Facebook）")
    X = Text("external: X", "外部（X）")
    INSTAGRAM = Text("external: Instagram", "外部（Instagram）")
    YAHOO = Text("external: Yahoo", "外部（Yahoo）")
    KAKAKU = Text("external: Kakaku", "外部（価格.com）")
    LINE = Text("external: LINE", "外部（LINE）")
    EMAIL = Text("external: e-mail", "外部（メール）")
    EXTERNAL_OTHER = Text("external: other", "外部（その他）")
    URL_DIRECT = Text("URL typed in", "URL直接入力")
    OTHER = Text("other", "その他")

    @property
    def group(self) -> Channel | None:
        """
        The sum that this channel is a part of, None where it is a part of none.
        """
        return _GROUPS.get(self)


_GROUPS: Final = {
    Channel.KEYWORD_PLUS: Channel.SEARCH,
    Channel.RANK_UP: Channel.SEARCH,
    Channel.PLAIN_SEARCH: Channel.SEARCH,
    Channel.GOOGLE: Channel.EXTERNAL,
    Channel.FACEBOOK: Channel.EXTERNAL,
    Channel.X: Channel.EXTERNAL,
    Channel.INSTAGRAM: Channel.EXTERNAL,
    Channel.YAHOO: Channel.EXTERNAL,
    Channel.KAKAKU: Channel.EXTERNAL,
    Channel.LINE: Channel.EXTERNAL,
    Channel.EMAIL: Channel.EXTERNAL,
    Channel.EXTERNAL_OTHER: Channel.EXTERNAL,
}


class Step(Labelled):
    """
    What to try where many look and few buy (改善の手順).

    >>> Step.PAGE.label.ja
    '商品ページの見直し'
    """

    PAGE = Text("the page: description and pictures", "商品ページの見直し")
    PRICE_AND_SHIPPING = Text("price and shipping", "価格・送料の見直し")
    SHOP_COUPON = Text("a shop coupon", "SHOPクーポンの発行")
    FOLLOWER_COUPON_AND_PUSH = Text(
        "a coupon for followers, with a push", "フォロワークーポンの発行とPUSH配信"
    )


@attrs.frozen
class Channels:
    """
    Some channels, as the value of a rule.

    >>> print(Channels((Channel.EXTERNAL, Channel.OTHER)))
    external, other
    """

    channels: tuple[Channel, ...]

    @property
    def label(self) -> Text:
        """
        The channels by their names for people.

        >>> Channels((Channel.EXTERNAL, Channel.OTHER)).label.ja
        '外部、その他'
        """
        labels = [channel.label for channel in self.channels]
        return Text(", ".join(one.en for one in labels), "、".join(one.ja for one in labels))

    def __contains__(self, channel: object) -> bool:
        return channel in self.channels

    def __str__(self) -> str:
        return ", ".join(channel.label.en for channel in self.channels)


@attrs.frozen
class Steps:
    """
    Steps in the order in which to try them.

    >>> print(Steps((Step.SHOP_COUPON,)))
    a shop coupon
    """

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return "; ".join(step.label.en for step in self.steps)


@attrs.frozen(eq=False, repr=False)
class AnalyticsRules:
    """
    The rules of the figures about visitors; the day that is looked from picks each.

    *external* are the channels that count as from outside; every other one is from inside.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.analytics.week_days.on(date(2026, 7, 1))
    7
    """

    last_week: Timeline[LastWeek]
    week_days: Timeline[int]
    external: Timeline[Channels]
    next_steps: Timeline[Steps]
    claimed_conversion: Timeline[RateRange]


_STEPS: Final = Steps(tuple(Step))
_OUTSIDE: Final = (Channel.EXTERNAL, Channel.URL_DIRECT)

ANALYTICS: Final = AnalyticsRules(
    last_week=Timeline(
        "analytics.last_week",
        (
            Dated(
                PLAUSIBLE,
                LastWeek.UP_TO_YESTERDAY,
                LOW,
                (sources.ASSUMPTION, sources.SHOP_MANUAL),
                (LastWeek.INCLUDING_TODAY,),
                since_is_exact=False,
                note="the manual has the window and does not say which days it is",
            ),
        ),
        Text("days of the window of the last week", "「先週」の期間の数え方"),
    ),
    week_days=Timeline(
        "analytics.week_days",
        (
            Dated(PLAUSIBLE, 7, LOW, (sources.SHOP_MANUAL,), since_is_exact=False),
            Dated(READ, 7, MEDIUM, (sources.SHOP_MANUAL,), since_is_exact=False),
        ),
        Text("length of the window of the last week", "「先週」の日数"),
    ),
    external=Timeline(
        "analytics.external",
        (
            Dated(
                PLAUSIBLE,
                Channels((*_OUTSIDE, Channel.OTHER)),
                LOW,
                (sources.SHOP_FIGURES_2026,),
                (Channels(_OUTSIDE),),
                since_is_exact=False,
            ),
            Dated(
                READ,
                Channels((*_OUTSIDE, Channel.OTHER)),
                MEDIUM,
                (sources.SHOP_FIGURES_2026,),
                (Channels(_OUTSIDE),),
                since_is_exact=False,
                note="one shop counts them so; inside is the total less these",
            ),
        ),
        Text("channels that count as from outside", "外部流入とみなす経路"),
    ),
    next_steps=Timeline(
        "analytics.next_steps",
        (
            Dated(PLAUSIBLE, _STEPS, LOW, (sources.SHOP_MANUAL,), since_is_exact=False),
            Dated(READ, _STEPS, MEDIUM, (sources.SHOP_MANUAL,), since_is_exact=False),
        ),
        Text("what to try where many look and few buy", "PVが多く購入が少ないときの手順"),
    ),
    claimed_conversion=Timeline(
        "analytics.claimed_conversion",
        (
            Dated(
                PLAUSIBLE,
                RateRange(Rate.percent("2"), Rate.percent("4")),
                LOW,
                (sources.CONVERSION_CLAIM,),
                since_is_exact=False,
                note="said of all of Qoo10; of what it is a share is not said",
            ),
        ),
        Text("conversion said to be usual", "平均とされる購入転換率"),
    ),
)
"""
The figures about visitors of Qoo10 Japan.
"""
