"""
Settle the month of orders in this folder: what it pays, on which days, and how sure that is.

``python examples/month.py`` prints it in English, with ``--ja`` in Japanese. The files hold what the
API answers to GetShippingInfo (v2 and v3) and GetClaimInfo_V3; generate.py made them up. How the
report is set is told in report.py.
"""

from __future__ import annotations

import io
import json
import sys

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report import Report

from qoo10model import (
    JAPAN,
    Commissions,
    DiscountKind,
    Grade,
    Rate,
    Seller,
    claims,
    settlements,
    wallet,
)
from qoo10model.formats import qapi
from qoo10model.rules.fees import CommissionBase, ShippingCommission


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qoo10model import Finding, OrderLine, Settlement
    from qoo10model.months import Month

# ---- The choices: what Qoo10 publishes nowhere, and the library therefore does not guess. --------

# The shop's commission rates. Of these categories only a range is published (6 to 10 %). Beauty and
# ladies' fashion need no entry: they are 10 % for everybody. Phone cases ("mobile") are left out to
# show what happens: their rate is read off the SettlePrice of each row, and the doubts say so.
COMMISSIONS = Commissions(
    by_category={
        "food": Rate.percent("8"),
        "daily_goods": Rate.percent("6"),
        "electronics": Rate.percent("8"),
        "entertainment": Rate.percent("10"),
    }
)
# A power seller: money waits for 5 days after the delivery.
SELLER = Seller(grade=Grade.POWER, commission=COMMISSIONS)

# Is commission taken before or after the shop's own coupons, and is it taken of shipping as well?
# Lines that depend on the answer are refused until somebody chooses.
SINCE = date(2026, 1, 1)
RULES = JAPAN.replacing(
    JAPAN.fees.commission_base.with_value(CommissionBase.LIST_PRICE, since=SINCE),
    JAPAN.fees.commission_on_shipping.with_value(ShippingCommission.NONE, since=SINCE),
)

# Golden Week 2026. Two of these days are Wednesdays, and what happens then is an open rule.
HOLIDAYS = (
    date(2026, 4, 29),
    date(2026, 5, 3),
    date(2026, 5, 4),
    date(2026, 5, 5),
    date(2026, 5, 6),
)

# The wallet pays out every two weeks; 6 May is one of its days.
CYCLE, ANCHOR = wallet.Cycle.BIWEEKLY, date(2026, 5, 6)

# --------------------------------------------------------------------------------------------------

FOLDER = Path(__file__).parent
ORDERS = ("orders_2026_05.json", "orders_2026_05_v3.json")
CLAIMS = "claims_2026_05.json"
SAMPLES = (
    "samples/shippinginfo_v2_reconstructed.json",
    "samples/shippinginfo_v3_reconstructed.json",
)
SAMPLE_CLAIMS = "samples/claiminfo_v3_reconstructed.json"


def load(name: str) -> Any:
    """
    Return what the JSON file *name* of this folder holds.
    """
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


# No order row carries a category, so the shop keeps a table: item number → category.
CATEGORIES = {item["code"]: item["category"] for item in load("shop.json")["items"]}


def read(
    orders: Sequence[str], answers: str, report: Report
) -> tuple[tuple[OrderLine, ...], tuple[Finding, ...]]:
    """
    Return the lines of the order replies, cancelled as the claims reply says, and what was odd.
    """
    readings = [qapi.read_orders(load(name)) for name in orders]
    claimed = qapi.read_claims(load(answers))
    report.read(zip((*orders, answers), (*readings, claimed), strict=True))
    result = claims.with_claims(
        [line for reading in readings for line in reading.values], claimed.values
    )
    found = [finding for reading in (*readings, claimed) for finding in reading.findings]
    return result.lines, (*found, *result.findings)


def settle(lines: Iterable[OrderLine]) -> Month:
    """
    Return *lines* settled by the choices above.
    """
    return settlements.settle_all(lines, SELLER, RULES, categories=CATEGORIES, holidays=HOLIDAYS)


def main(*arguments: str) -> None:
    """
    Print the month.
    """
    report = Report("ja" if "--ja" in arguments else "en")
    report.head("What the shop chose (at the top of month.py)", "ショップの指定（month.pyの冒頭）")
    report.choices(COMMISSIONS, RULES, CYCLE)
    report.head("What was read", "読み込んだデータ")
    lines, findings = read(ORDERS, CLAIMS, report)
    month = settle(lines)
    payouts = wallet.payouts(month.entries, cycle=CYCLE, anchor=ANCHOR, rules=RULES)

    report.head("What the month pays", "今月の精算額")
    report.totals(lines, month)
    report.head("Cash calendar, by Wednesday", "入金カレンダー（水曜日ごと）")
    report.calendar(month, payouts)
    report.head("Bank payouts", "銀行への出金")
    report.bank(payouts)
    report.head("Money that waits for a delivery", "配送完了待ちの金額")
    report.waiting(month)
    report.head("One mega-wari order, line by line", "メガ割の注文1件の精算明細")
    report.explained(next(filter(is_delivered_mega_wari, month)))
    report.head("Findings", "指摘")
    report.findings((*findings, *month.findings))
    report.head("Orders that wait for a choice", "選択待ちの注文")
    report.refused(month)
    report.head("Doubts, by their effect in yen", "未確定事項（影響額順）")
    report.doubts((*month.doubts, *payouts.doubts))

    for name in SAMPLES:
        report.head("A sample reply of the API, settled the same way", "API応答のサンプルの精算")
        some, odd = read((name,), SAMPLE_CLAIMS, report)
        sample = settle(some)
        print()
        report.totals(some, sample)
        print()
        report.findings((*odd, *sample.findings))

    report.head("The month in short", "今月のまとめ")
    report.in_short(month, payouts)


def is_delivered_mega_wari(settlement: Settlement) -> bool:
    """
    Return whether the order was sold in mega-wari and has arrived.
    """
    kinds = {discount.kind for discount in settlement.line.discounts}
    return DiscountKind.MEGA_WARI in kinds and settlement.line.delivered_on is not None


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):  # a pipe on Windows knows no Japanese by itself
        sys.stdout.reconfigure(encoding="utf-8")
    main(*sys.argv[1:])
