"""
Lines and claims of the tests about claims, and the reading of worked/claims.toml.
"""

from __future__ import annotations

import tomllib

from datetime import date, datetime
from pathlib import Path
from typing import Any

from qoo10model.basics.periods import JST
from qoo10model.claims import Claim, ClaimStatus
from qoo10model.orders import Delivery, OrderLine, OrderStatus, SendType


ON = date(2026, 5, 12)
WORKED: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "worked" / "claims.toml").read_text(encoding="utf-8")
)


def line(number: int = 7, **changes: Any) -> OrderLine:
    """
    An order line that was ordered and paid on 11 May 2026; *planned* is its planned day of shipping.
    """
    planned = changes.pop("planned", None)
    if planned is not None:
        changes["delivery"] = Delivery(planned_on=planned)
    facts: dict[str, Any] = {
        "order_no": number,
        "cart_no": 9,
        "item_code": "A",
        "unit_price": 500,
        "quantity": 2,
        "ordered_at": datetime(2026, 5, 11, 11, 58, tzinfo=JST),
        "paid_at": datetime(2026, 5, 11, 12, 0, tzinfo=JST),
    }
    return OrderLine(**{**facts, **changes})


def claim(code: int | None, number: int = 7, **changes: Any) -> Claim:
    """
    A claim with the status *code*, asked for on 12 May 2026.
    """
    facts: dict[str, Any] = {
        "order_no": number,
        "status": None if code is None else ClaimStatus(code),
        "requested_at": datetime(2026, 5, 12, 9, 0, tzinfo=JST),
    }
    return Claim(**{**facts, **changes})


def worked_line(case: dict[str, Any]) -> OrderLine:
    """
    The line of a worked case.
    """
    facts: dict[str, Any] = {"planned": case.get("planned")}
    if "status" in case:
        facts["status"] = OrderStatus(case["status"])
        if case["status"] == 1:
            facts["paid_at"] = None
    if "send_type" in case:
        facts["send_type"] = SendType[case["send_type"]]
    return line(**facts)


def worked_claim(case: dict[str, Any]) -> Claim | None:
    """
    The claim of a worked case, None where it has none.
    """
    return claim(case["claim"]) if "claim" in case else None


def loosely(call: Any) -> Any:
    """
    Return *call* as untyped code sees it, so that it can be given what its types forbid.
    """
    return call
