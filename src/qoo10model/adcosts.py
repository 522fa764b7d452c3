"""
Ad costs (広告費): what ads cost by day, as profit takes them, and as entries that the wallet takes.

Ads are paid in Qcash (Qキャッシュ, 1 Qcash is 1 yen), which is bought or charged from settlement money.
Only what is charged from settlement money moves the wallet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.adproducts import AdProduct, Charge, daily_price, product_called, terms_of
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import Days
from qoo10model.basics.texts import Text, yen_text
from qoo10model.costs import AdCost
from qoo10model.entries import Entry, EntryKind
from qoo10model.exportrows import DeductionRow
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.rules.book import RuleBook

__all__ = ("AdCost", "DeductedAds", "ad_costs", "ad_entries", "deducted_ads")

_AD_COST_WORDS: Final = ("広告費", "광고비")

_NO_DAY: Final = Message(
    "adspend.deduction_without_day",
    Severity.WARNING,
    Text(
        "{item} of {amount} yen has no day, so it is no dated cost",
        "{item}{amount}円は発生日がないため広告費に含めない",
    ),
)
_GIVEN_BACK: Final = Message(
    "adspend.deduction_given_back",
    Severity.WARNING,
    Text(
        "{item} of {amount} yen gives money back: take it off the cost that it belongs to",
        "{item}{amount}円は戻し入れ。対応する広告費から差し引く",
    ),
)


@attrs.frozen
class DeductedAds:
    """
    The ad *costs* among deductions, and *findings* about rows of ads that are none.

    >>> DeductedAds(()).findings
    ()
    """

    costs: tuple[AdCost, ...]
    findings: tuple[Finding, ...] = ()


def ad_costs(
    product: AdProduct,
    days: Days,
    *,
    price: int | None = None,
    item: str | None = None,
    rules: RuleBook = JAPAN,
) -> tuple[AdCost, ...]:
    """
    Return the cost of *product* on each of *days*, as `qoo10model.profit` and `ad_entries` take them.

    *price* is what a day costs, in yen: your own bid, or what the screen shows. Without it the lowest
    price is taken where one is known. What is free costs nothing.

    Raises `RuleNotKnownError` where the price is not known, `InvalidValueError` for Smart Sales, which
    is charged by the sale: see `qoo10model.smartsales`.

    >>> from datetime import date
    >>> costs = ad_costs(AdProduct.POWER_RANKUP, Days(date(2026, 7, 1), date(2026, 7, 3)))
    >>> [cost.amount for cost in costs]
    [200, 200, 200]
    """
    if not isinstance(days, Days):
        raise InvalidTypeError(f"days must be Days(first, last) (got {days!r})")
    charge = terms_of(product).charge
    if charge is Charge.PER_SALE:
        msg = (
            f"{product.label} has no price of a day: pass its sales to smartsales.smart_sales_costs"
        )
        raise InvalidValueError(msg)
    if charge is Charge.FREE and price is None:
        return ()
    if price is not None:
        check_yen(price, "price", minimum=0)
    return tuple(
        AdCost(
            day,
            daily_price(product, on=day, rules=rules).amount if price is None else price,
            item,
            product.label.en,
        )
        for day in days
    )


def deducted_ads(rows: Iterable[DeductionRow]) -> DeductedAds:
    """
    Return the ad costs among the deductions (差引内訳) of `qsm.read_deductions`, each on its day.

    A row is one where its item (発生項目) names an ad product, or a cost of ads (広告費) of whatever kind;
    others are none of its business. A row of an ad that gives money back or has no day cannot be a dated
    cost, and is a finding.

    >>> from datetime import date
    >>> row = DeductionRow(on=date(2026, 7, 1), item="プラス展示広告費", amount=3_100)
    >>> deducted_ads((row,)).costs[0].note
    'プラス展示広告費'
    """
    costs: list[AdCost] = []
    findings: list[Finding] = []
    for row in rows:
        if not isinstance(row, DeductionRow):
            raise InvalidTypeError(f"rows must be DeductionRow values (got {row!r})")
        if not _is_ad(row.item):
            continue
        if row.on is None or row.amount < 0:
            message = _NO_DAY if row.on is None else _GIVEN_BACK
            amount = yen_text(row.amount)
            findings.append(message.finding(row=row.row, item=row.item, amount=amount))
        else:
            costs.append(AdCost(row.on, row.amount, note=row.item))
    return DeductedAds(tuple(costs), tuple(findings))


def _is_ad(item: str) -> bool:
    return any(word in item for word in _AD_COST_WORDS) or product_called(item) is not None


def ad_entries(costs: Iterable[AdCost], *, shop: str = "") -> tuple[Entry, ...]:
    """
    Return *costs* as entries of the day they are charged, so that `wallet.payouts` counts them.

    Pass those that are charged from settlement money; Qcash that was bought otherwise never touches the
    wallet. An ad belongs to no order: its entry has no order number.

    >>> from datetime import date
    >>> ad_entries((AdCost(date(2026, 7, 9), 3_100, "100000001"),))[0].amount
    -3100
    """
    entries: list[Entry] = []
    for cost in costs:
        if not isinstance(cost, AdCost):
            raise InvalidTypeError(f"costs must be AdCost values (got {cost!r})")
        entries.append(Entry(EntryKind.AD_COST, -cost.amount, cost.on, None, None, shop))
    return tuple(entries)
