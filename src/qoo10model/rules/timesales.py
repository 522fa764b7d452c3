"""
Time sales (タイムセール): the slots of the day, the smallest discount and what it is measured from.
"""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise
from typing import Final

import attrs

from qoo10model.basics.errors import InvalidValueError, check_tuple
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Dated, Timeline
from qoo10model.rules import sources


__all__ = ("TIME_SALES", "DiscountBasis", "SlotStarts", "TimeSaleRules")

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH

PLAUSIBLE: Final = date(2018, 9, 1)
MANUAL_2026: Final = date(2026, 1, 1)
SUMMER_2026: Final = date(2026, 7, 1)


@attrs.frozen
class SlotStarts:
    """
    When the slots of a day begin, in JST; each ends where the next begins, the last at midnight.

    Raises `InvalidValueError` unless they rise and the first is midnight.

    >>> print(SlotStarts((time(0), time(10), time(17))))
    00:00, 10:00, 17:00
    """

    starts: tuple[time, ...]

    def __attrs_post_init__(self) -> None:
        check_tuple(self.starts, time, "starts", "(time(0), time(12))")
        rise = all(earlier < later for earlier, later in pairwise(self.starts))
        if not self.starts or self.starts[0] != time.min or not rise:
            msg = f"starts must rise from midnight on (got {self})"
            raise InvalidValueError(msg)

    def __str__(self) -> str:
        return ", ".join(start.strftime("%H:%M") for start in self.starts)


class DiscountBasis(Labelled):
    """
    The price that the discount of a time sale is measured from (割引率の基準価格).

    >>> DiscountBasis.REFERENCE.label.ja
    '参考価格'
    """

    REFERENCE = Text("the reference price", "参考価格")
    REGISTERED = Text("the registered price", "登録販売価格")
    DISPLAYED = Text("the displayed price", "表示販売価格")


@attrs.frozen(eq=False, repr=False)
class TimeSaleRules:
    """
    The rules of time sales; each field is a dated rule, reached as ``JAPAN.timesales.…``.

    >>> from qoo10model.rules.book import JAPAN
    >>> str(JAPAN.timesales.minimum_discount.on(date(2026, 5, 11)))
    '5 %'
    """

    slot_starts: Timeline[SlotStarts]
    minimum_discount: Timeline[Rate]
    discount_basis: Timeline[DiscountBasis]
    price_rounding: Timeline[Rounding]


SLOTS: Final = SlotStarts((time(0), time(10), time(17)))


TIME_SALES: Final = TimeSaleRules(
    slot_starts=Timeline(
        "timesales.slot_starts",
        (
            Dated(PLAUSIBLE, SLOTS, LOW, (sources.SHOP_MANUAL,), since_is_exact=False),
            Dated(
                SUMMER_2026,
                SLOTS,
                HIGH,
                (sources.RANKING_PAGES_2026, sources.SHOP_MANUAL),
                since_is_exact=False,
                note="480 items were seen within the slot that their page printed",
            ),
        ),
        Text("starts of the time-sale slots", "タイムセール枠の開始時刻"),
    ),
    minimum_discount=Timeline(
        "timesales.minimum_discount",
        (
            Dated(PLAUSIBLE, Rate.percent("5"), LOW, (sources.SHOP_MANUAL,), since_is_exact=False),
            Dated(
                MANUAL_2026,
                Rate.percent("5"),
                MEDIUM,
                (sources.SHOP_MANUAL,),
                since_is_exact=False,
            ),
            Dated(
                SUMMER_2026,
                Rate.percent("5"),
                LOW,
                (sources.SHOP_MANUAL, sources.RANKING_PAGES_2026),
                (Rate.percent("1"),),
                since_is_exact=False,
                note="41 % of 480 items were less than 5 % below the displayed price; of those "
                "with a reference price, 98 % were at least 5 % below that",
            ),
        ),
        Text("smallest discount of a time sale", "タイムセールの最低割引率"),
    ),
    discount_basis=Timeline(
        "timesales.discount_basis",
        (
            Dated(
                PLAUSIBLE,
                DiscountBasis.REFERENCE,
                LOW,
                (sources.RANKING_PAGES_2026, sources.SHOP_MANUAL),
                (DiscountBasis.REGISTERED, DiscountBasis.DISPLAYED),
                since_is_exact=False,
                note="the manual says: below the usual price",
            ),
        ),
        Text("price that the discount of a time sale counts from", "タイムセール割引率の基準価格"),
    ),
    price_rounding=Timeline(
        "timesales.price_rounding",
        (
            Dated(
                PLAUSIBLE,
                Rounding.DOWN,
                LOW,
                (sources.RANKING_PAGES_2026,),
                (Rounding.HALF_UP, Rounding.UP),
                since_is_exact=False,
                note="prices of a round discount are mostly rounded down; sellers may type them",
            ),
        ),
        Text("rounding of a time-sale price", "タイムセール価格の端数処理"),
    ),
)
"""
The time sales of Qoo10 Japan.
"""
