"""
Finding the lowest price over four regimes, beside settling one order line.

Goal: at most 400 times one `settle` at a price of 10,000 yen.
"""

from __future__ import annotations

from datetime import date, datetime

from harness import compare, show

from qoo10model import JAPAN, JST, Grade, OrderLine, Rate, Seller, pricing, settlements
from qoo10model.rules.fees import CommissionBase


TIMES = 25
GOAL = 400
ONE = f"{GOAL} times settle, a line at 10,000 yen"
OURS = "lowest_price over four regimes"
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
RULES = JAPAN.with_reading("fees.commission_base", CommissionBase.LIST_PRICE)
REGIMES = (
    pricing.NORMAL,
    pricing.time_sale(Rate.percent("10")),
    pricing.MEGA_PO,
    pricing.MEGA_WARI,
)
DAY = date(2026, 5, 12)


def priced(cost: int, *regimes: pricing.Regime) -> pricing.LowestPrice:
    """
    Return the lowest price of an item that costs *cost* yen, at a margin of 20 %.
    """
    margin = Rate.percent("20")
    return pricing.lowest_price(
        cost=cost, margin=margin, seller=SELLER, on=DAY, regimes=regimes, rules=RULES
    )


def main() -> None:
    """
    Print what one call costs in settles, for costs that lead to prices about 10,000 yen.
    """
    line = OrderLine(
        order_no=1,
        cart_no=1,
        item_code="A",
        unit_price=10_000,
        quantity=1,
        paid_at=datetime(2026, 5, 12, tzinfo=JST),
    )
    costs = range(5_800, 5_800 + TIMES)
    print(
        f"lowest prices from {priced(costs[0], *REGIMES).price} to {priced(costs[-1], *REGIMES).price} yen"
    )

    def settling() -> None:
        for _ in range(GOAL * TIMES):
            settlements.settle(line, SELLER)

    def pricing_all() -> None:
        for cost in costs:
            priced(cost, *REGIMES)

    result = compare({ONE: settling, OURS: pricing_all}, ONE, rounds=31)
    show(result, 1e6 / TIMES, "us")
    print(f"  one lowest_price = {result[OURS][1][1] * GOAL:.0f} settles (goal: at most {GOAL})")


if __name__ == "__main__":
    main()
