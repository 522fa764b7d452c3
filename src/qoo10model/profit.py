"""
Profit (利益): the contribution of a month by order, SKU, item, event and month (貢献利益, 限界利益).

Settled lines, the dated costs of a `CostBook` and dated ad costs are joined. A line of which a cost is
not known is a finding and left out of the sums, which say how many are; it is never taken as free.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import attrs

from qoo10model import events
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Message, Severity
from qoo10model.basics.periods import Days, month_of
from qoo10model.basics.texts import Text
from qoo10model.contributions import Contribution, contributions_of
from qoo10model.costbooks import CostBook
from qoo10model.costs import (
    NO_TAX,
    AdCost,
    AgencyFee,
    Basis,
    Cost,
    CostKind,
    Exchange,
    Per,
    SalesBase,
    Tax,
    rounded,
)
from qoo10model.linecosts import USUAL, LineCost, Method, Returned
from qoo10model.months import Month
from qoo10model.profitgroups import Group, Profit
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import EventKind, Occasion


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from qoo10model.proceeds import Settlement
    from qoo10model.rules.book import RuleBook

__all__ = (
    "NO_TAX",
    "AdCost",
    "AgencyFee",
    "Basis",
    "Contribution",
    "Cost",
    "CostBook",
    "CostKind",
    "Exchange",
    "Group",
    "LineCost",
    "Method",
    "Per",
    "Profit",
    "Returned",
    "SalesBase",
    "Tax",
    "by_event",
    "by_item",
    "by_month",
    "by_order",
    "by_sku",
    "of",
)

K = TypeVar("K")
_Keyed: TypeAlias = "tuple[K | None, Text]"


_TOTAL: Final = Text("total", "合計")
_SHARED_ADS: Final = Text("ads of none", "個別でない広告費")
_NO_SKU: Final = Text("no SKU", "SKUなし")
_NO_EVENT: Final = Text("no event", "イベントなし")
_BY_ORDER: Final = Text("order", "注文番号")
_BY_ITEM: Final = Text("item", "商品番号")
_BY_SKU: Final = Text("SKU", "SKU")
_BY_EVENT: Final = Text("event", "イベント")
_BY_MONTH: Final = Text("month", "月")

_UNKNOWN_EVENTS: Final = Message(
    "profit.events_not_known",
    Severity.ADVICE,
    Text(
        "{lines} lines were paid on days that a calendar of events does not cover; they are under "
        "no event",
        "イベントの開催日が不明な日に入金された注文が{lines}件ある。イベントなしとして集計した",
    ),
)


def of(settlement: Settlement, costs: CostBook, method: Method = USUAL) -> Contribution:
    """
    Return the contribution of one line alone; it bears all that its cart costs.

    Raises `InvalidTypeError` for arguments of another kind, `InvalidValueError` where contribution is
    asked without tax and a cost does not tell its own.

    >>> from datetime import date, datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller, settlements
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="100000001", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> book = CostBook((Cost(CostKind.GOODS, 700, Per.UNIT, since=date(2026, 1, 1)),))
    >>> of(settlements.settle(line, seller), book).contribution
    959
    """
    (one,) = contributions_of((settlement,), costs, method)
    return one


def by_order(
    month: Month, costs: CostBook, *, ads: Iterable[AdCost] = (), method: Method = USUAL
) -> Profit[tuple[str, int]]:
    """
    Return the contribution of each order (注文番号別); keys are shop and order number.

    Ads belong to no order. It raises what `by_item` raises.

    >>> by_order(Month((), ()), CostBook(())).groups
    ()
    """

    def key(one: Contribution) -> _Keyed[tuple[str, int]]:
        line = one.line
        return (line.shop, line.order_no), _same(f"{line.shop} {line.order_no}".strip())

    return _grouped(month, costs, ads, method, _BY_ORDER, key, _no_group)


def by_item(
    month: Month, costs: CostBook, *, ads: Iterable[AdCost] = (), method: Method = USUAL
) -> Profit[str]:
    """
    Return the contribution of each item (商品番号別), with the ads of that item.

    Raises `InvalidTypeError` for arguments of another kind, `InvalidValueError` where contribution is
    asked without tax and a cost or an ad does not tell its own.

    >>> from datetime import date
    >>> by_item(Month((), ()), CostBook(()), ads=(AdCost(date(2026, 5, 30), 4_500, "A"),))["A"].contribution
    -4500
    """

    def key(one: Contribution) -> _Keyed[str]:
        return one.line.item_code, _same(one.line.item_code)

    def ad_key(ad: AdCost) -> _Keyed[str]:
        return _no_group(ad) if ad.item is None else (ad.item, _same(ad.item))

    return _grouped(month, costs, ads, method, _BY_ITEM, key, ad_key)


def by_sku(
    month: Month, costs: CostBook, *, ads: Iterable[AdCost] = (), method: Method = USUAL
) -> Profit[str]:
    """
    Return the contribution of each SKU (販売者コード別); lines that have none have the key ``""``.

    Ads belong to no SKU. It raises what `by_item` raises.

    >>> by_sku(Month((), ()), CostBook(())).groups
    ()
    """

    def key(one: Contribution) -> _Keyed[str]:
        return one.line.sku_key, _same(one.line.sku) if one.line.sku else _NO_SKU

    return _grouped(month, costs, ads, method, _BY_SKU, key, _no_group)


def by_event(
    month: Month,
    costs: CostBook,
    *,
    ads: Iterable[AdCost] = (),
    method: Method = USUAL,
    rules: RuleBook = JAPAN,
) -> Profit[Occasion]:
    """
    Return the contribution of each mega-wari and mega-po (イベント別), by the moment of payment.

    Lines outside all of them have the key None. An ad counts for the event of its day, also on the
    day that one starts in the evening. It raises what `by_item` raises.

    >>> from datetime import date
    >>> by_event(Month((), ()), CostBook(()), ads=(AdCost(date(2026, 5, 30), 4_500),)).groups
    (<Group: mega-wari 2026-05-29 – 2026-06-10: contribution −4,500 yen>,)
    """

    def key(one: Contribution) -> _Keyed[Occasion]:
        assert one.line.paid_at is not None
        return _named(next(iter(events.at(one.line.paid_at, rules=rules)), None))

    def ad_key(ad: AdCost) -> _Keyed[Occasion]:
        running = (o for o in _occasions(rules) if o.span.first_day <= ad.on <= o.span.last_day)
        return _named(next(running, None))

    found = _grouped(month, costs, ads, method, _BY_EVENT, key, ad_key)
    unclear = sum(1 for one in found.total.lines if _is_unclear(one, rules))
    message = (_UNKNOWN_EVENTS.finding(lines=unclear),) if unclear else ()
    return attrs.evolve(
        found,
        groups=tuple(sorted(found.groups, key=_event_place)),
        findings=(*found.findings, *message),
    )


def by_month(
    month: Month, costs: CostBook, *, ads: Iterable[AdCost] = (), method: Method = USUAL
) -> Profit[Days]:
    """
    Return the contribution of each month (月別) by the paid day of its lines and the day of its ads.

    It raises what `by_item` raises.

    >>> from datetime import date
    >>> from qoo10model.basics.periods import month
    >>> found = by_month(Month((), ()), CostBook(()), ads=(AdCost(date(2026, 5, 30), 4_500),))
    >>> found[month(2026, 5)].contribution
    -4500
    """

    def key(one: Contribution) -> _Keyed[Days]:
        return _month(one.settlement.terms.paid_on)

    def ad_key(ad: AdCost) -> _Keyed[Days]:
        return _month(ad.on)

    found = _grouped(month, costs, ads, method, _BY_MONTH, key, ad_key)
    return attrs.evolve(found, groups=tuple(sorted(found.groups, key=_month_place)))


def _grouped(
    month: Month,
    costs: CostBook,
    ads: Iterable[AdCost],
    method: Method,
    by: Text,
    key: Callable[[Contribution], _Keyed[K]],
    ad_key: Callable[[AdCost], _Keyed[K]],
) -> Profit[K]:
    if not isinstance(month, Month):
        msg = f"month must be a Month, as settlements.settle_all returns (got {month!r})"
        raise InvalidTypeError(msg)
    lines = contributions_of(month.settlements, costs, method)
    spent = tuple((ad, _spent(ad, costs, method)) for ad in ads)
    found: dict[K | None, tuple[Text, list[Contribution], list[tuple[AdCost, int]]]] = {}
    for line in lines:
        value, label = key(line)
        found.setdefault(value, (label, [], []))[1].append(line)
    for ad, amount in spent:
        value, label = ad_key(ad)
        found.setdefault(value, (label, [], []))[2].append((ad, amount))
    groups = tuple(_group(value, *parts) for value, parts in found.items())
    return Profit(
        by,
        tuple(sorted(groups, key=_is_last)),
        _group(None, _TOTAL, lines, spent),
        method,
        (*month.findings, *(finding for line in lines for finding in line.findings)),
    )


def _group(
    key: K | None,
    label: Text,
    lines: Iterable[Contribution],
    spent: Iterable[tuple[AdCost, int]],
) -> Group[K]:
    ads = tuple(spent)
    cost = sum(amount for _, amount in ads)
    return Group(key, label, tuple(lines), tuple(ad for ad, _ in ads), cost)


def _spent(ad: AdCost, costs: CostBook, method: Method) -> int:
    if not isinstance(ad, AdCost):
        raise InvalidTypeError(f"ads must hold AdCost values (got {ad!r})")
    if ad.tax is None:
        if method.basis is Basis.TAX_OUT:
            msg = f"contribution without tax needs the tax of every ad (got {ad!r}); pass tax="
            raise InvalidValueError(msg)
        return ad.amount
    return rounded(ad.tax.amount_in(Fraction(ad.amount), method.basis), costs.rounding)


def _no_group(_: AdCost) -> tuple[None, Text]:
    return None, _SHARED_ADS


def _same(text: str) -> Text:
    return Text(text, text)


def _named(occasion: Occasion | None) -> _Keyed[Occasion]:
    if occasion is None:
        return None, _NO_EVENT
    days = f"{occasion.span.first_day} – {occasion.span.last_day}"
    name = occasion.kind.label
    return occasion, Text(f"{name.en} {days}", f"{name.ja} {days}")


def _occasions(rules: RuleBook) -> tuple[Occasion, ...]:
    return (*rules.events.mega_wari_calendar.occasions, *rules.events.mega_po_calendar.occasions)


def _is_unclear(one: Contribution, rules: RuleBook) -> bool:
    paid = one.line.paid_at
    if paid is None or events.at(paid, rules=rules):
        return False
    return not all(events.is_known(paid, kind, rules=rules) for kind in EventKind)


def _month(day: date) -> _Keyed[Days]:
    return month_of(day), _same(f"{day:%Y-%m}")


def _is_last(group: Group[K]) -> bool:
    return group.key is None


def _event_place(group: Group[Occasion]) -> tuple[bool, int]:
    # Days count from the first one that Python knows; outside all events comes last.
    return (True, 0) if group.key is None else (False, group.key.span.first_day.toordinal())


def _month_place(group: Group[Days]) -> int:
    assert group.key is not None
    return group.key.first.toordinal()
