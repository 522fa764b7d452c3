"""
Promotions: what a buyer pays with coupons and points, and the time-sale slot of a moment.

Goals: `stack` takes at most 10 times the bare integer arithmetic that returns a tuple of the same
figures, and the slot of a moment at most 5 times a chain of comparisons.
"""

from __future__ import annotations

import operator

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from harness import compare, show

from qoo10model import JST, Rate, discounts, timesales


if TYPE_CHECKING:
    from collections.abc import Callable

LINES = 20_000
TIMES = 10  # one pass over the moments is too short to time
BARE = "bare integers, a tuple"
CHAIN = "a chain of comparisons"
DAY = date(2026, 8, 3)
TEN = Rate.percent("10")

FIGURES = operator.attrgetter(
    "gross",
    "pays",
    "borne_by_seller",
    "borne_by_qoo10",
    "points",
    "points_by_seller",
    "points_by_qoo10",
    "effective_price",
)


def bare(price: int, quantity: int, shop_percent: int) -> tuple[int, ...]:
    """
    Stack a mega-po coupon and a shop coupon in plain integers at constant rates, per unit.
    """
    gross = price * quantity
    coupon = (price + 5) // 10 * quantity
    if gross < 100:
        coupon = 0
    elif coupon > 10_000:
        coupon = 10_000
    shop = (price * shop_percent + 50) // 100 * quantity
    pays = gross - coupon - shop
    unit, odd = divmod(pays, quantity)
    points = odd * ((unit + 6) // 10) + (quantity - odd) * ((unit + 5) // 10)
    points = min(points, 10_000)
    unit, odd = divmod(coupon, quantity)
    half = odd * ((unit + 2) // 2) + (quantity - odd) * ((unit + 1) // 2)
    unit, odd = divmod(points, quantity)
    points_half = odd * ((unit + 2) // 2) + (quantity - odd) * ((unit + 1) // 2)
    return (
        gross,
        pays,
        half + shop,
        coupon - half,
        points,
        points_half,
        points - points_half,
        pays - points,
    )


def slot_by_comparisons(moment: datetime) -> tuple[int, datetime, datetime]:
    """
    Return number, start and end of the slot of a moment in JST, as people write it.
    """
    if moment.tzinfo is not JST:
        moment = moment.astimezone(JST)
    midnight = datetime(moment.year, moment.month, moment.day, tzinfo=JST)
    if moment.hour < 10:
        return 1, midnight, midnight + timedelta(hours=10)
    if moment.hour < 17:
        return 2, midnight + timedelta(hours=10), midnight + timedelta(hours=17)
    return 3, midnight + timedelta(hours=17), midnight + timedelta(days=1)


def number_by_comparisons(moment: datetime) -> int:
    """
    Return the number of the slot alone.
    """
    if moment.hour < 10:
        return 1
    if moment.hour < 17:
        return 2
    return 3


def stacks() -> dict[str, Callable[[], object]]:
    """
    Return what is timed of stacking, by name.
    """
    lines = [(800 + at * 37 % 9_200, 1 + at % 3) for at in range(LINES)]
    stack = discounts.stack
    for price, quantity in lines:
        ours = stack(price, on=DAY, quantity=quantity, mega_po=True, shop_coupon=TEN)
        assert FIGURES(ours) == bare(price, quantity, 10), (price, quantity)

    def in_integers() -> None:
        for price, quantity in lines:
            bare(price, quantity, 10)

    def with_us() -> None:
        for price, quantity in lines:
            stack(price, on=DAY, quantity=quantity, mega_po=True, shop_coupon=TEN)

    def with_us_read() -> None:
        for price, quantity in lines:
            FIGURES(stack(price, on=DAY, quantity=quantity, mega_po=True, shop_coupon=TEN))

    return {
        BARE: in_integers,
        "qoo10model, stack": with_us,
        "qoo10model, stack, eight figures read": with_us_read,
    }


def slots() -> dict[str, Callable[[], object]]:
    """
    Return what is timed of slots, by name.
    """
    first = datetime(2026, 7, 1, tzinfo=JST)
    some = [first + timedelta(minutes=7 * at % 130_000, microseconds=at) for at in range(LINES)]
    slot_at = timesales.slot_at
    for moment in some:
        slot = slot_at(moment)
        assert (slot.number, slot.start, slot.end) == slot_by_comparisons(moment), moment
    moments = some * TIMES

    def number_alone() -> None:
        for moment in moments:
            number_by_comparisons(moment)

    def chain() -> None:
        for moment in moments:
            slot_by_comparisons(moment)

    def with_us() -> None:
        for moment in moments:
            slot_at(moment)

    return {
        CHAIN: number_alone,
        "the same, with start and end": chain,
        "qoo10model, slot_at": with_us,
    }


def main() -> None:
    """
    Print the ratios.
    """
    print(f"{LINES:,} stacks of a mega-po coupon, a shop coupon and points")
    show(compare(stacks(), BARE), 1e9 / LINES, "ns each")
    print(f"{LINES:,} slots of moments over three months")
    show(compare(slots(), CHAIN), 1e9 / LINES / TIMES, "ns each")


if __name__ == "__main__":
    main()
