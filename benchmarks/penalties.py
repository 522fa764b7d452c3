"""
Cancellation rates of every month, quarter and week of three years, beside plain loops.

Goals: at most the time of one plain pass that buckets by month, and at most 6 times the bare loop
that touches the fields. The bare loop reads what any answer needs of each order: the day of its
payment, that of its cancellation, and its number.
"""

from __future__ import annotations

import random
import sys

from datetime import datetime, timedelta

from harness import compare, show

from qoo10model import JST, Days, OrderLine, penalties


LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
FIRST = datetime(2023, 7, 1, tzinfo=JST)
YEARS = 1_096  # days of three years, one of them a leap year
KNOWN = Days(FIRST.date(), FIRST.date() + timedelta(YEARS - 1))
BARE = "bare loop, three fields"
LOOP = "plain pass, buckets by month"
OURS = "qoo10model, months, quarters and weeks"


def orders() -> list[OrderLine]:
    """
    Return orders of three years, one in twenty cancelled after up to ten days.
    """
    draw = random.Random(10)
    made: list[OrderLine] = []
    for number in range(LINES):
        paid = FIRST + timedelta(seconds=draw.randrange(YEARS * 86_400))
        gone = paid.date() + timedelta(draw.randrange(11)) if draw.random() < 0.05 else None
        made.append(
            OrderLine(
                order_no=number,
                cart_no=number,
                item_code="A",
                unit_price=1_000,
                quantity=1,
                ordered_at=paid,
                paid_at=paid,
                cancelled_on=gone,
            )
        )
    return made


def bare(lines: list[OrderLine]) -> None:
    """
    Read the fields and do nothing.
    """
    for line in lines:
        _ = line.paid_on
        _ = line.cancelled_on
        _ = line.order_no


def plain(lines: list[OrderLine]) -> dict[tuple[int, int], tuple[int, int]]:
    """
    Count by month as a script would, without the six hours, repeated rows and unclear ones.
    """
    paid: dict[tuple[int, int], int] = {}
    cancelled: dict[tuple[int, int], int] = {}
    for line in lines:
        day = line.paid_on
        if day is None:
            continue
        key = day.year, day.month
        paid[key] = paid.get(key, 0) + 1
        gone = line.cancelled_on
        if gone is not None and (gone.year, gone.month) == key:
            cancelled[key] = cancelled.get(key, 0) + 1
    return {key: (count, cancelled.get(key, 0)) for key, count in paid.items()}


def ours(lines: list[OrderLine]) -> int:
    """
    Count everything.
    """
    found = penalties.tally(lines, known=KNOWN)
    return len(found.months) + len(found.quarters) + len(found.weeks)


def main() -> None:
    """
    Print the ratios, to the bare loop and to the plain pass.
    """
    lines = orders()
    by_hand = plain(lines)
    for count in penalties.tally(lines, known=KNOWN).months:
        # What was cancelled on the day of the order may be within six hours, and is out if it is.
        expected = by_hand[count.days.first.year, count.days.first.month]
        out = expected[0] - count.paid
        assert out >= 0, count
        assert expected[1] - out <= count.cancelled <= expected[1], count
    print(f"{LINES:,} orders of three years; {ours(lines)} periods in ours")
    result = compare(
        {BARE: lambda: bare(lines), LOOP: lambda: plain(lines), OURS: lambda: ours(lines)},
        BARE,
        rounds=9,
    )
    show(result, 1e3, "ms")
    print(f"  ours / plain pass: {result[OURS][0] / result[LOOP][0]:.2f}")


if __name__ == "__main__":
    main()
