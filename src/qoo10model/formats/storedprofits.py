"""
How profits are kept (利益集計の保存形): each line once, with what it cost, and the groups by their places.

The month inside is kept as any other: it is settled again when it is loaded, and refused where that
gives other amounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.periods import Days
from qoo10model.basics.texts import Text
from qoo10model.contributions import Contribution
from qoo10model.costbooks import Gap
from qoo10model.costs import AdCost
from qoo10model.formats.problems import PartsError, UnfitError
from qoo10model.linecosts import LineCost, Method
from qoo10model.months import Month
from qoo10model.profitgroups import Group, Profit
from qoo10model.rules.calendars import Occasion


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ("StoredCosts", "StoredGroup", "StoredProfit", "profit_of", "stored_profit")

T = TypeVar("T")

_KEYS: Final[dict[type, str]] = {
    tuple: "order",
    str: "name",
    Occasion: "event",
    Days: "month",
}


@attrs.frozen
class StoredCosts:
    """
    What one line cost: its *costs*, its *gaps*, and the tax rate its goods were sold at.
    """

    costs: tuple[LineCost, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sales_tax: Rate | None = None


@attrs.frozen
class StoredGroup:
    """
    A `Group` as it is kept: *lines* and *ads* are places in those of the profit, from 0.

    Its key is the *order* (shop and number), the *name* (of an item or SKU), the *event* or the
    *month*; a group of none has none of them.
    """

    label: Text
    lines: tuple[int, ...] = ()
    ads: tuple[int, ...] = ()
    ad_cost: int = 0
    order: tuple[str, int] | None = None
    name: str | None = None
    event: Occasion | None = None
    month: Days | None = None


@attrs.frozen
class StoredProfit:
    """
    A `Profit` as it is kept: *month* has its lines, *costs* what each of them cost.

    The total is of all lines and *ads*; *total* is its label, *ad_cost* what the ads come to.
    """

    by: Text
    month: Month
    costs: tuple[StoredCosts, ...]
    groups: tuple[StoredGroup, ...]
    total: Text
    method: Method
    rounding: Rounding
    ads: tuple[AdCost, ...] = ()
    ad_cost: int = 0
    findings: tuple[Finding, ...] = ()


def stored_profit(profit: Profit[Any]) -> StoredProfit:
    """
    Return *profit* as it is kept.

    Raises `InvalidTypeError` for one whose groups are of other lines or ads than its total, or whose
    lines were worked out in several ways.
    """
    whole = profit.total
    ways = {(line.method, line.rounding) for line in whole.lines} or {
        (profit.method, Rounding.HALF_UP)
    }
    if len(ways) > 1 or profit.method not in {method for method, _ in ways}:
        msg = f"a profit must be worked out in one way to be dumped (got {len(ways)})"
        raise InvalidTypeError(msg)
    ((method, rounding),) = ways
    lines = {id(line): at for at, line in enumerate(whole.lines)}
    ads = {id(ad): at for at, ad in enumerate(whole.ads)}
    return StoredProfit(
        profit.by,
        Month(tuple(line.settlement for line in whole.lines), ()),
        tuple(StoredCosts(line.costs, line.gaps, line.sales_tax) for line in whole.lines),
        tuple(_stored_group(group, lines, ads) for group in profit.groups),
        whole.label,
        method,
        rounding,
        whole.ads,
        whole.ad_cost,
        profit.findings,
    )


def profit_of(stored: StoredProfit) -> Profit[Any]:
    """
    Return the profit that *stored* keeps.

    Raises `PartsError` where the costs are not those of the lines, or a place is none.
    """
    settlements = stored.month.settlements
    if len(stored.costs) != len(settlements):
        expected = f"the costs of each of the {len(settlements)} lines"
        raise PartsError((("costs", UnfitError(expected, len(stored.costs))),))
    method, rounding = stored.method, stored.rounding
    lines = tuple(
        Contribution(one, method, its.costs, its.gaps, its.sales_tax, rounding)
        for one, its in zip(settlements, stored.costs, strict=True)
    )
    groups: list[Group[Any]] = []
    parts: list[tuple[int | str, Exception]] = []
    for at, group in enumerate(stored.groups):
        try:
            groups.append(_group_of(group, lines, stored.ads))
        except PartsError as error:
            parts.append((at, error))
    if parts:
        raise PartsError((("groups", PartsError(tuple(parts))),))
    total = Group[Any](None, stored.total, lines, stored.ads, stored.ad_cost)
    return Profit(stored.by, tuple(groups), total, method, stored.findings)


def _stored_group(
    group: Group[Any], lines: Mapping[int, int], ads: Mapping[int, int]
) -> StoredGroup:
    try:
        return StoredGroup(
            group.label,
            tuple(lines[id(line)] for line in group.lines),
            tuple(ads[id(ad)] for ad in group.ads),
            group.ad_cost,
            **_key_of(group.key),
        )
    except KeyError:
        msg = f"the groups of a profit must be of the lines and ads of its total (got {group!r})"
        raise InvalidTypeError(msg) from None


def _key_of(key: object) -> dict[str, Any]:
    return {} if key is None else {_KEYS[type(key)]: key}


def _group_of(
    group: StoredGroup, lines: Sequence[Contribution], ads: Sequence[AdCost]
) -> Group[Any]:
    keys = (group.order, group.name, group.event, group.month)
    key = next((one for one in keys if one is not None), None)
    return Group(
        key,
        group.label,
        _at(group.lines, lines, "lines"),
        _at(group.ads, ads, "ads"),
        group.ad_cost,
    )


def _at(places: tuple[int, ...], values: Sequence[T], field: str) -> tuple[T, ...]:
    for at, place in enumerate(places):
        if not 0 <= place < len(values):
            wrong = UnfitError(f"the place of one of the {len(values)} {field}, from 0", place)
            raise PartsError(((field, PartsError(((at, wrong),))),))
    return tuple(values[place] for place in places)
