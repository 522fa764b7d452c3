"""
Settling one order line and reading its eight amounts, beside the same arithmetic elsewhere.

Goals: at most 6 times the bare integer function that returns a tuple; at least 1.5 times faster than
frozen pydantic models with Decimal and constant rates; at least 4 times faster than frozen
dataclasses with py-moneyed. Entries with their days, and the doubts, have ratios of their own.
"""

from __future__ import annotations

import dataclasses
import operator

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from harness import compare, show
from moneyed import JPY, Money
from pydantic import BaseModel, ConfigDict

from qoo10model import JST, Grade, OrderLine, Rate, Seller, discounts, settlements


if TYPE_CHECKING:
    from collections.abc import Callable

LINES = 20_000
FEW = 2_000
BARE = "bare integers, a tuple"
OURS = "qoo10model, settle"
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))


def bare(line: OrderLine) -> tuple[int, ...]:
    """
    Settle in plain integers at constant rates, per unit, read off the same line.
    """
    unit_price, quantity = line.unit_price, line.quantity
    coupon = line.discounts[0].amount if line.discounts else 0
    gross = unit_price * quantity
    settle_price = (unit_price * 9 + 5) // 10 * quantity
    commission = gross - settle_price
    by_seller = surcharge = 0
    if coupon:
        unit, odd = divmod(coupon, quantity)
        by_seller = odd * ((unit + 2) // 2) + (quantity - odd) * ((unit + 1) // 2)
        surcharge = (unit_price + 50) // 100 * quantity
    tax = ((commission + surcharge) * 10 + 50) // 100
    net = gross - by_seller - commission - surcharge - tax
    return gross, gross - coupon, settle_price, commission, tax, by_seller, coupon - by_seller, net


class PydanticOrder(BaseModel):
    """
    The peer's order.
    """

    model_config = ConfigDict(frozen=True)
    unit_price: Decimal
    quantity: int
    coupon: Decimal


class PydanticSettlement(BaseModel):
    """
    The peer's result.
    """

    model_config = ConfigDict(frozen=True)
    gross: Decimal
    buyer_paid: Decimal
    settle_price: Decimal
    commission: Decimal
    fee_tax: Decimal
    borne_by_seller: Decimal
    borne_by_qoo10: Decimal
    net: Decimal


ONE, KEEP, HALF, HUNDREDTH, TENTH = (Decimal(n) for n in ("1", "0.9", "0.5", "0.01", "0.1"))


def with_pydantic(order: PydanticOrder) -> PydanticSettlement:
    """
    Settle as the peers do: Decimal and constant rates.
    """
    gross = order.unit_price * order.quantity
    settle_price = (order.unit_price * KEEP).quantize(ONE, ROUND_HALF_UP) * order.quantity
    commission = gross - settle_price
    by_seller = surcharge = Decimal(0)
    if order.coupon:
        by_seller = (order.coupon * HALF).quantize(ONE, ROUND_HALF_UP)
        surcharge = (order.unit_price * HUNDREDTH).quantize(ONE, ROUND_HALF_UP) * order.quantity
    tax = ((commission + surcharge) * TENTH).quantize(ONE, ROUND_HALF_UP)
    return PydanticSettlement(
        gross=gross,
        buyer_paid=gross - order.coupon,
        settle_price=settle_price,
        commission=commission,
        fee_tax=tax,
        borne_by_seller=by_seller,
        borne_by_qoo10=order.coupon - by_seller,
        net=gross - by_seller - commission - surcharge - tax,
    )


@dataclasses.dataclass(frozen=True)
class MoneyedOrder:
    """
    The other peer's order.
    """

    unit_price: Money
    quantity: int
    coupon: Money


@dataclasses.dataclass(frozen=True)
class MoneyedSettlement:
    """
    The other peer's result.
    """

    gross: Money
    buyer_paid: Money
    settle_price: Money
    commission: Money
    fee_tax: Money
    borne_by_seller: Money
    borne_by_qoo10: Money
    net: Money


NOTHING = Money(0, JPY)


def with_moneyed(order: MoneyedOrder) -> MoneyedSettlement:
    """
    Settle with a money class.
    """
    gross = order.unit_price * order.quantity
    settle_price = (order.unit_price * KEEP).round(0) * order.quantity
    commission = gross - settle_price
    by_seller = surcharge = NOTHING
    if order.coupon:
        by_seller = (order.coupon * HALF).round(0)
        surcharge = (order.unit_price * HUNDREDTH).round(0) * order.quantity
    tax = ((commission + surcharge) * TENTH).round(0)
    return MoneyedSettlement(
        gross,
        gross - order.coupon,
        settle_price,
        commission,
        tax,
        by_seller,
        order.coupon - by_seller,
        gross - by_seller - commission - surcharge - tax,
    )


AMOUNTS = operator.attrgetter(
    "gross",
    "buyer_paid",
    "settle_price",
    "commission",
    "fee_tax",
    "borne_by_seller",
    "borne_by_qoo10",
    "net",
)


def lines(*, mega: bool) -> list[OrderLine]:
    """
    Return order lines of a month, ordinary ones or all bought in mega-wari.
    """
    first = datetime(2026, 5, 30 if mega else 10, 9, 0, tzinfo=JST)
    made: list[OrderLine] = []
    for at in range(LINES):
        price, quantity = 800 + at * 37 % 4_200, 1 + at % 3
        paid_at = first + timedelta(minutes=at % 14_000)
        coupon = (discounts.mega_wari(price, on=paid_at.date(), quantity=quantity),) if mega else ()
        made.append(
            OrderLine(
                order_no=at,
                cart_no=at,
                item_code="A",
                unit_price=price,
                quantity=quantity,
                paid_at=paid_at,
                delivered_on=paid_at.date() + timedelta(4),
                discounts=coupon,
            )
        )
    return made


def candidates(ours: list[OrderLine]) -> dict[str, Callable[[], object]]:
    """
    Return what is timed on the lines *ours*, by name.
    """
    settle = settlements.settle
    plain = [(line.unit_price, line.quantity, line.discount) for line in ours]
    orders = [
        PydanticOrder(unit_price=Decimal(p), quantity=q, coupon=Decimal(c)) for p, q, c in plain
    ]
    moneyed = [MoneyedOrder(Money(p, JPY), q, Money(c, JPY)) for p, q, c in plain]

    def in_integers() -> None:
        for line in ours:
            bare(line)

    def with_us() -> None:
        for line in ours:
            AMOUNTS(settle(line, SELLER))

    def with_decimal() -> None:
        for order in orders:
            AMOUNTS(with_pydantic(order))

    def with_money() -> None:
        for order in moneyed:
            AMOUNTS(with_moneyed(order))

    return {
        BARE: in_integers,
        OURS: with_us,
        "pydantic frozen + Decimal": with_decimal,
        "frozen dataclass + py-moneyed": with_money,
        "ours, a tenth of the lines, with entries": lambda: [
            settle(line, SELLER).entries for line in ours[:: LINES // FEW]
        ],
        "ours, a hundredth of the lines, with doubts": lambda: [
            settle(line, SELLER).doubts for line in ours[:: 10 * LINES // FEW]
        ],
    }


def main() -> None:
    """
    Print the ratios for ordinary lines and for lines of mega-wari.
    """
    for title, mega in (("ordinary lines", False), ("mega-wari lines", True)):
        ours = lines(mega=mega)
        for line in ours:
            assert AMOUNTS(settlements.settle(line, SELLER)) == bare(line), line
        print(f"{title}: {LINES:,} settled, eight amounts of each read")
        result = compare(candidates(ours), BARE)
        show(result, 1e9 / LINES, "ns a line")
        for name in ("pydantic frozen + Decimal", "frozen dataclass + py-moneyed"):
            print(f"  {name} / ours: {result[name][0] / result[OURS][0]:.2f}")


if __name__ == "__main__":
    main()
