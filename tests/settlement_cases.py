"""
Lines, sellers and rule books of the settlement tests, and the reading of worked/settlements.toml.
"""

from __future__ import annotations

import tomllib

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.basics.timelines import UNDECIDED
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.orders import OrderLine, SendType
from qoo10model.rules.book import JAPAN
from qoo10model.rules.commissions import CommissionBase, ShippingCommission
from qoo10model.sellers import Establishment, Grade, PayoutAccount, Seller


if TYPE_CHECKING:
    from qoo10model.entries import Entry
    from qoo10model.rules.book import RuleBook

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "worked" / "settlements.toml").read_text(encoding="utf-8")
)["case"]

TEN = Rate.percent("10")
ZERO = Rate.percent("0")
POWER = Seller(grade=Grade.POWER, commission=TEN)
SILENT = Seller(grade=Grade.POWER)
"""
A seller who states no rate.
"""
MONDAY = datetime(2026, 5, 11, 12, 0, tzinfo=JST)
MEGA_DAY = datetime(2026, 5, 30, 9, 0, tzinfo=JST)
"""
A Saturday within the mega-wari of June 2026.
"""
MEGA_PO_DAY = datetime(2026, 8, 3, 9, 0, tzinfo=JST)

FIRST_DAY = date(2018, 9, 1)
CHOSEN = JAPAN.replacing(
    JAPAN.fees.commission_base.with_value(CommissionBase.LIST_PRICE, since=FIRST_DAY),
    JAPAN.fees.commission_on_shipping.with_value(ShippingCommission.NONE, since=FIRST_DAY),
)
"""
The rules of Japan with what they leave undecided decided.
"""


def paid(unit_price: int = 1_000, quantity: int = 1, **facts: Any) -> OrderLine:
    """
    A line of one unit at 1,000 yen paid on Monday, 11 May 2026, but for what is given.
    """
    given = {"order_no": 7, "cart_no": 70, "item_code": "A", "paid_at": MONDAY, **facts}
    return OrderLine(unit_price=unit_price, quantity=quantity, **given)


def off(kind: DiscountKind, amount: int) -> tuple[Discount, ...]:
    """
    One discount of *kind*.
    """
    return (Discount(kind, amount),)


def mega(unit_price: int = 1_000, amount: int = 200, **facts: Any) -> OrderLine:
    """
    A line of one unit with a mega-wari coupon, paid on Saturday, 30 May 2026.
    """
    discounts = off(DiscountKind.MEGA_WARI, amount)
    return paid(unit_price, **{"paid_at": MEGA_DAY, "discounts": discounts, **facts})


def told(unit_price: int = 1_000, quantity: int = 1, **facts: Any) -> OrderLine:
    """
    A line that tells everything a row can leave out.
    """
    known = {"external_ad": False, "send_type": SendType.GENERAL, "destination": "JP"}
    return paid(unit_price, quantity, **{**known, **facts})


def reading_of(rule: str, text: Any) -> Any:
    """
    The value of *rule* that is written as *text*: a name, a per cent, a yes or no.
    """
    entries = JAPAN.timeline(rule).entries
    known = [v for e in entries for v in (e.value, *e.alternatives) if v is not UNDECIDED]
    kind: Any = type(known[0])
    if kind is Rate:
        return Rate.percent(text)
    return text if kind in {bool, int} else kind[text]


def rules_of(readings: dict[str, Any]) -> RuleBook:
    """
    The rules of Japan with *readings* in place of open rules.
    """
    changed = (
        JAPAN.timeline(rule).with_value(
            reading_of(rule, text), since=JAPAN.timeline(rule).entries[0].since
        )
        for rule, text in readings.items()
    )
    return JAPAN.replacing(*changed)


def line_of(facts: dict[str, Any]) -> OrderLine:
    """
    The line of a worked case.
    """
    made = dict(facts)
    made["discounts"] = tuple(
        Discount(DiscountKind[kind], yen) for kind, yen in facts.get("discounts", ())
    )
    if "send_type" in facts:
        made["send_type"] = SendType[facts["send_type"]]
    return OrderLine(order_no=7, cart_no=70, item_code="A", **made)


def seller_of(facts: dict[str, Any]) -> Seller:
    """
    The seller of a worked case: a power seller in Japan at 10 %, but for what is given.
    """
    rates: dict[str, Any] = {
        name: Rate.percent(facts[name]) if facts[name] else None
        for name in ("commission", "fee_tax", "payment_service_fee")
        if name in facts
    }
    return Seller(
        grade=Grade[facts.get("grade", "POWER")],
        establishment=Establishment[facts.get("establishment", "JAPAN")],
        payout_account=PayoutAccount[facts.get("payout_account", "JAPAN")],
        **{"commission": TEN, **rates},
    )


def row_of(entry: Entry) -> list[object]:
    """
    The entry as a worked case writes it.
    """
    row: list[object] = [entry.kind.name, entry.amount, entry.on or "open"]
    return [*row, "undone"] if entry.reverses else row
