"""
The gate of an event (イベント参加条件): what an item needs to join, as far as anybody says.

How many items, which grade and which days of application an event asks for, nobody published.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("GATES", "GateRules", "PriceCeiling")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

PLAUSIBLE: Final = date(2018, 9, 1)
DELAY_GUIDE: Final = date(2023, 5, 10)
READ: Final = date(2026, 1, 1)


class PriceCeiling(Labelled):
    """
    Which price of the days before an event an item must not be above (モニタリング価格).

    >>> PriceCeiling.LOWEST
    PriceCeiling.LOWEST
    """

    LOWEST = Text("the lowest price of the watched days", "モニタリング期間中の最低価格")
    HIGHEST = Text("the highest price of the watched days", "モニタリング期間中の最高価格")


@attrs.frozen(eq=False, repr=False)
class GateRules:
    """
    What an item needs; the first day of the event picks each rule.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.eventgates.needs_stock.on(date(2026, 5, 29))
    True
    """

    needs_discount: Timeline[bool]
    needs_stock: Timeline[bool]
    price_ceiling: Timeline[PriceCeiling]
    delay_stop_bars: Timeline[bool]


def _manual(name: str, title: Text) -> Timeline[bool]:
    return Timeline(
        f"eventgates.{name}",
        (
            Dated(PLAUSIBLE, True, LOW, (sources.SHOP_MANUAL,), since_is_exact=False),
            Dated(READ, True, MEDIUM, (sources.SHOP_MANUAL,), since_is_exact=False),
        ),
        title,
    )


GATES: Final = GateRules(
    needs_discount=_manual(
        "needs_discount", Text("an item needs a discount to join", "参加には割引設定が必要")
    ),
    needs_stock=_manual("needs_stock", Text("an item needs stock to join", "参加には在庫が必要")),
    price_ceiling=Timeline(
        "eventgates.price_ceiling",
        (
            Dated(
                PLAUSIBLE,
                PriceCeiling.LOWEST,
                LOW,
                (sources.PRICE_WATCH_GUIDE, sources.MEGAPO_GUIDE_2024),
                (PriceCeiling.HIGHEST,),
                since_is_exact=False,
                note="that prices are watched is official; which of several counts, and for how "
                "long, is not known",
            ),
        ),
        Text("the price that an item must not be above", "超えてはならない価格（モニタリング）"),
    ),
    delay_stop_bars=Timeline(
        "eventgates.delay_stop_bars",
        (
            Dated(
                PLAUSIBLE,
                True,
                LOW,
                (sources.DELAY_GUIDE_2023, sources.DELAY_GUIDE_2024),
                since_is_exact=False,
            ),
            Dated(
                DELAY_GUIDE,
                True,
                HIGH,
                (sources.DELAY_GUIDE_2023, sources.DELAY_GUIDE_2024),
                since_is_exact=False,
            ),
        ),
        Text(
            "an item stopped for late shipping joins no promotion",
            "発送遅延で制限中の商品は参加不可",
        ),
    ),
)
"""
The gate of Qoo10 Japan's events.
"""
