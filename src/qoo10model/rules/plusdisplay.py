"""
Plus display (プラス展示): the hours, the unit and the order of its daily auction.
"""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


if TYPE_CHECKING:
    from qoo10model.basics.sources import Source

__all__ = (
    "PLUS_DISPLAY",
    "ChangedBid",
    "EqualBids",
    "LosingBid",
    "PastAverage",
    "PlaceKind",
    "PlusDisplayRules",
)

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

T = TypeVar("T")

REFORM: Final = date(2018, 9, 1)
SCREENS: Final = date(2026, 3, 11)
GUIDE: Final = sources.AUCTION_SCREENS_2026


class PlaceKind(Labelled):
    """
    Where a place of Plus display is shown (展示位置).

    >>> PlaceKind.KEYWORD.label.ja
    'キーワード'
    """

    KEYWORD = Text("keyword", "キーワード")
    CATEGORY = Text("category", "カテゴリー")


class EqualBids(Labelled):
    """
    Which of equal bids ranks first (同額入札の順位).

    >>> EqualBids.EARLIER_FIRST
    EqualBids.EARLIER_FIRST
    """

    EARLIER_FIRST = Text("the earlier bid first", "先の入札が上位")
    LATER_FIRST = Text("the later bid first", "後の入札が上位")


class ChangedBid(Labelled):
    """
    Whether a bid that is changed keeps the time at which it was made (入札変更後の優先順位).

    >>> ChangedBid.COUNTS_ANEW
    ChangedBid.COUNTS_ANEW
    """

    COUNTS_ANEW = Text("counts from the change on", "変更時点の入札として扱う")
    KEEPS_ITS_TIME = Text("keeps its time", "当初の入札時刻を保つ")


class LosingBid(Labelled):
    """
    What becomes of the Qcash of a bid that wins no place (落選した入札のQキャッシュ).

    >>> LosingBid.RETURNED
    LosingBid.RETURNED
    """

    RETURNED = Text("returned", "返金される")
    KEPT = Text("kept", "返金されない")


class PastAverage(Labelled):
    """
    How several past events are averaged (過去開催分の平均の取り方).

    >>> PastAverage.OF_EVENTS
    PastAverage.OF_EVENTS
    """

    OF_EVENTS = Text("the average of the events' averages", "開催ごとの平均の平均")
    OF_ALL = Text("the average of all their figures", "全データの平均")


@attrs.frozen(eq=False, repr=False)
class PlusDisplayRules:
    """
    The rules of the auction, by the day on which a place begins to be shown; amounts in yen.

    Bids for a day are taken from *bidding_opens* of the day before to *bidding_closes*, and what wins is
    shown for *display_hours* from *display_starts* on. In mega-wari the start price is made of the last
    one (*mega_last_share*) and of the *mega_earlier_events* before it.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.plusdisplay.bid_unit.on(date(2026, 7, 10))
    100
    """

    bidding_opens: Timeline[time]
    bidding_closes: Timeline[time]
    display_starts: Timeline[time]
    display_hours: Timeline[int]
    winners: Timeline[int]
    bid_unit: Timeline[int]
    equal_bids: Timeline[EqualBids]
    changed_bid: Timeline[ChangedBid]
    losing_bid: Timeline[LosingBid]
    fault_rounding: Timeline[Rounding]
    category_alike: Timeline[bool]
    mega_last_share: Timeline[Rate]
    mega_earlier_events: Timeline[int]
    mega_average: Timeline[PastAverage]
    mega_rounding: Timeline[Rounding]


def _seen(name: str, value: T, title: Text, note: str = "") -> Timeline[T]:
    """
    Return the rule that was seen on screens of 2026, and may have held since the fee reform.
    """
    return Timeline(
        f"plusdisplay.{name}",
        (
            Dated(REFORM, value, LOW, (GUIDE,), since_is_exact=False, note=note),
            Dated(SCREENS, value, HIGH, (GUIDE,), since_is_exact=False),
        ),
        title,
    )


def _open(
    name: str,
    title: Text,
    *readings: T,
    who: tuple[Source, ...] = (sources.ASSUMPTION,),
    note: str = "",
) -> Timeline[T]:
    taken, *others = readings
    return Timeline(
        f"plusdisplay.{name}",
        (Dated(REFORM, taken, LOW, who, tuple(others), since_is_exact=False, note=note),),
        title,
    )


PLUS_DISPLAY: Final = PlusDisplayRules(
    bidding_opens=_seen(
        "bidding_opens",
        time(19),
        Text("bidding opens on the day before, at", "入札開始時刻（展示開始日の前日）"),
    ),
    bidding_closes=_seen(
        "bidding_closes",
        time(17, 50),
        Text("bidding closes at", "入札締切時刻（展示開始日）"),
        "tools of 2017 ran at 16:40",
    ),
    display_starts=_seen("display_starts", time(18), Text("a place is shown from", "展示開始時刻")),
    display_hours=_seen("display_hours", 24, Text("hours that a place is shown", "展示時間")),
    winners=_seen(
        "winners", 16, Text("places of a keyword and day", "1キーワード・1日あたりの落札枠数")
    ),
    bid_unit=_seen(
        "bid_unit", 100, Text("unit of bids", "入札単位"), "tools of 2017 went up by 50"
    ),
    equal_bids=Timeline(
        "plusdisplay.equal_bids",
        (
            Dated(
                REFORM,
                EqualBids.EARLIER_FIRST,
                LOW,
                (GUIDE,),
                (EqualBids.LATER_FIRST,),
                since_is_exact=False,
            ),
            Dated(
                SCREENS,
                EqualBids.EARLIER_FIRST,
                MEDIUM,
                (GUIDE,),
                (EqualBids.LATER_FIRST,),
                since_is_exact=False,
                note="the author of the tool presumes it",
            ),
        ),
        Text("order of equal bids", "同額入札の順位"),
    ),
    changed_bid=_open(
        "changed_bid",
        Text("time of a changed bid", "入札変更時の優先順位"),
        ChangedBid.COUNTS_ANEW,
        ChangedBid.KEEPS_ITS_TIME,
        who=(GUIDE,),
        note="a change is a cancellation and a new bid, so its time is probably lost",
    ),
    losing_bid=_open(
        "losing_bid",
        Text("Qcash of a bid that loses", "落選した入札のQキャッシュ"),
        LosingBid.RETURNED,
        LosingBid.KEPT,
    ),
    fault_rounding=_open(
        "fault_rounding",
        Text("rounding of a refund for lost hours", "展示不能時の返金の端数処理"),
        Rounding.DOWN,
        Rounding.HALF_UP,
        Rounding.UP,
    ),
    category_alike=_open(
        "category_alike",
        Text(
            "category places follow the rules of keywords", "カテゴリー展示もキーワードと同じ規則"
        ),
        True,
        note="they are bid for on the same screen; nothing else is known of them",
    ),
    mega_last_share=_seen(
        "mega_last_share",
        Rate.percent("50"),
        Text("share of the last mega-wari in the start price", "開始価格に占める前回メガ割の割合"),
    ),
    mega_earlier_events=_seen(
        "mega_earlier_events",
        3,
        Text("earlier mega-wari in the start price", "開始価格の計算に使う前々回以前の開催数"),
    ),
    mega_average=_open(
        "mega_average",
        Text("average of the earlier mega-wari", "前々回以前のメガ割の平均"),
        PastAverage.OF_EVENTS,
        PastAverage.OF_ALL,
    ),
    mega_rounding=_open(
        "mega_rounding",
        Text("rounding of the start price to the unit", "開始価格の端数処理（入札単位）"),
        Rounding.HALF_UP,
        Rounding.UP,
        Rounding.DOWN,
    ),
)
"""
Plus display of Qoo10 Japan.
"""
