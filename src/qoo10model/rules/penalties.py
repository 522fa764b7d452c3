"""
Penalties (ペナルティ) for cancelled orders: how the rate is counted, when it is checked, what follows.

The thresholds are exceeded by what is above them, never by what is equal. Most sources bear no date:
the rules are LOW before the day from which somebody speaks for them.
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeVar

import attrs

from qoo10model.basics.money import Rate
from qoo10model.basics.sources import Confidence, Source
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("PENALTIES", "Consequence", "Lasting", "PenaltyRules", "SmallShops", "TwoQuarters")

T = TypeVar("T")

LOW, MEDIUM = Confidence.LOW, Confidence.MEDIUM

PLAUSIBLE: Final = date(2018, 9, 1)
PUBLISHED: Final = date(2024, 7, 26)
READ: Final = date(2026, 1, 1)


class Consequence(Labelled):
    """
    What Qoo10 does to a shop (ペナルティの内容), the mildest first.

    >>> Consequence.BARRED_FROM_MEGA_WARI.label.ja
    'メガ割参加不可'
    """

    WARNING_MAIL = Text("warning mail", "警告メール")
    PAYOUT_CYCLE_LENGTHENED = Text("longer payout cycle", "入金サイクルの延長")
    BARRED_FROM_MEGA_WARI = Text("barred from mega-wari", "メガ割参加不可")
    LISTINGS_CAPPED = Text("number of listings capped", "商品登録数の制限")
    ACCOUNT_STOPPED = Text(
        "account stopped, with all sales and payouts", "アカウント停止（販売・出金停止）"
    )


class TwoQuarters(Labelled):
    """
    How the rates of two quarters running are looked at (2四半期連続の判定).

    >>> TwoQuarters.EACH
    TwoQuarters.EACH
    """

    EACH = Text("each quarter by itself", "四半期ごと")
    POOLED = Text("the half year as one", "半年間の合算")


class SmallShops(Labelled):
    """
    Where the rule for shops with few orders a month holds (小規模ショップの特例の範囲).

    >>> SmallShops.AVERAGE
    SmallShops.AVERAGE
    """

    AVERAGE = Text(
        "in all checks, a quarter by its orders a month", "すべての判定（四半期は月平均）"
    )
    MONTH_ONLY = Text("in the monthly check only", "月次の判定のみ")


class Lasting(Labelled):
    """
    How long a bar or a cap lasts (制限の期間).

    >>> Lasting.UNTIL_NEXT_CHECK
    Lasting.UNTIL_NEXT_CHECK
    """

    UNTIL_NEXT_CHECK = Text("until the next check", "次の判定日まで")
    UNTIL_LIFTED = Text("until Qoo10 lifts it", "解除されるまで")


@attrs.frozen(eq=False, repr=False)
class PenaltyRules:
    """
    The rules of the cancellation rate; the day of the check picks each rule.

    *grace_hours* count from the order, whose day picks them: a cancellation within them leaves the
    order out of both counts. *warning_rate* is for a month, the other rates for a quarter. Below
    *few_orders* a month only a rate above *few_orders_rate* counts. *listings_cap* is a number of
    items.

    >>> from qoo10model.rules.book import JAPAN
    >>> str(JAPAN.penalties.bar_rate.on(date(2026, 4, 1)))
    '10 %'
    """

    grace_hours: Timeline[int]
    warning_rate: Timeline[Rate]
    bar_rate: Timeline[Rate]
    cap_rate: Timeline[Rate]
    stop_rate: Timeline[Rate]
    listings_cap: Timeline[int]
    few_orders: Timeline[int]
    few_orders_rate: Timeline[Rate]
    two_quarters: Timeline[TwoQuarters]
    small_shops: Timeline[SmallShops]
    lasting: Timeline[Lasting]
    trust_lengthens_cycle: Timeline[bool]


def _published(
    name: str, value: T, title: Text, *who: Source, since: date = PUBLISHED, note: str = ""
) -> Timeline[T]:
    entries = (
        Dated(PLAUSIBLE, value, LOW, who, since_is_exact=False, note=note),
        Dated(since, value, MEDIUM, who, since_is_exact=False, note=note),
    )
    return Timeline(f"penalties.{name}", entries, title)


def _open(name: str, value: T, other: T, title: Text, *who: Source, note: str = "") -> Timeline[T]:
    entry = Dated(PLAUSIBLE, value, LOW, who, (other,), since_is_exact=False, note=note)
    return Timeline(f"penalties.{name}", (entry,), title)


_ARTICLE: Final = (sources.AGENCY_CANCELLATIONS,)
_BOTH: Final = (sources.AGENCY_CANCELLATIONS, sources.CANCELLATION_NOTICE)

PENALTIES: Final = PenaltyRules(
    grace_hours=_published(
        "grace_hours",
        6,
        Text("hours after ordering in which a cancellation does not count", "集計から除外する時間"),
        sources.CANCELLATION_NOTICE,
        sources.AGENCY_CANCEL_REQUESTS,
        since=READ,
        note="counted from the order, not from the payment",
    ),
    warning_rate=_published(
        "warning_rate",
        Rate.percent("7"),
        Text(
            "cancellation rate of a month above which a warning comes", "警告メールの基準（月間）"
        ),
        *_ARTICLE,
    ),
    bar_rate=_published(
        "bar_rate",
        Rate.percent("10"),
        Text(
            "cancellation rate of a quarter above which mega-wari is barred",
            "メガ割参加不可の基準（四半期）",
        ),
        *_ARTICLE,
    ),
    cap_rate=_published(
        "cap_rate",
        Rate.percent("15"),
        Text(
            "cancellation rate of a quarter above which listings are capped",
            "商品登録数制限の基準（四半期）",
        ),
        *_ARTICLE,
    ),
    stop_rate=_published(
        "stop_rate",
        Rate.percent("15"),
        Text(
            "cancellation rate of two quarters running above which the account is stopped",
            "アカウント停止の基準（2四半期連続）",
        ),
        *_BOTH,
    ),
    listings_cap=_published(
        "listings_cap",
        500,
        Text("most listings of a capped shop", "制限中の商品登録数の上限"),
        *_ARTICLE,
    ),
    few_orders=_published(
        "few_orders",
        10,
        Text(
            "orders a month below which a shop is small", "小規模ショップとみなす月間注文数（未満）"
        ),
        *_ARTICLE,
    ),
    few_orders_rate=_published(
        "few_orders_rate",
        Rate.percent("50"),
        Text("cancellation rate above which a small shop is checked", "小規模ショップの基準"),
        *_ARTICLE,
    ),
    two_quarters=_open(
        "two_quarters",
        TwoQuarters.EACH,
        TwoQuarters.POOLED,
        Text("how two quarters running are looked at", "2四半期連続の判定方法"),
        *_BOTH,
        note="one source words it as two quarters, another as the half year",
    ),
    small_shops=_open(
        "small_shops",
        SmallShops.AVERAGE,
        SmallShops.MONTH_ONLY,
        Text("where the rule for few orders holds", "小規模ショップの特例の範囲"),
        *_ARTICLE,
        note="the rule is told after all the thresholds and speaks of orders a month",
    ),
    lasting=_open(
        "lasting",
        Lasting.UNTIL_NEXT_CHECK,
        Lasting.UNTIL_LIFTED,
        Text("how long a bar or a cap lasts", "メガ割参加不可・登録数制限の期間"),
        sources.ASSUMPTION,
    ),
    trust_lengthens_cycle=_published(
        "trust_lengthens_cycle",
        True,
        Text(
            "few trust points lengthen the payout cycle", "信用ポイント低下による入金サイクル延長"
        ),
        *_ARTICLE,
        note="below how many points, and by how much, nobody published",
    ),
)
"""
The penalties of Qoo10 Japan.
"""
