"""
Prices (販売価格): how low and how high an item may be listed.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import attrs

from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("PRICING", "PriceRules")

LOW, HIGH = Confidence.LOW, Confidence.HIGH

REFORM: Final = date(2018, 9, 1)
REFERENCE: Final = date(2026, 1, 1)


def _limit(name: str, title: Text, yen: int) -> Timeline[int]:
    who = (sources.QAPI_REFERENCE,)
    return Timeline(
        name,
        (
            Dated(REFORM, yen, LOW, who, since_is_exact=False),
            Dated(REFERENCE, yen, HIGH, who, since_is_exact=False),
        ),
        title,
    )


@attrs.frozen(eq=False, repr=False)
class PriceRules:
    """
    The rules of listed prices, in yen; each field is a dated rule, reached as ``JAPAN.pricing.…``.

    >>> from qoo10model.rules.book import JAPAN
    >>> JAPAN.pricing.highest_price.on(date(2026, 5, 12))
    999999999
    """

    lowest_price: Timeline[int]
    highest_price: Timeline[int]


PRICING: Final = PriceRules(
    lowest_price=_limit(
        "pricing.lowest_price", Text("lowest price of an item", "商品価格の下限"), 1
    ),
    highest_price=_limit(
        "pricing.highest_price", Text("highest price of an item", "商品価格の上限"), 999_999_999
    ),
)
"""
The prices of Qoo10 Japan.
"""
