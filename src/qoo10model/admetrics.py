"""
Metrics of ads (広告指標): click rate, conversion, ROAS and their like, by day, week and product.

Ratios are exact fractions. One whose denominator is 0 is undefined, and one whose figure nobody gave is
not known: both are None, never 0 and never infinite; `AdFigures.explain` tells them apart.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from qoo10model.basics.errors import InvalidTypeError, check_count
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import Days, check_day, week_of
from qoo10model.basics.texts import Text, align, decimal_text, yen_text
from qoo10model.contributions import Contribution
from qoo10model.profitgroups import Group
from qoo10model.rules.ads import PER_MILLE, AdProduct


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from qoo10model.basics.texts import Language

__all__ = (
    "AdFigures",
    "AdRow",
    "BreakEven",
    "break_even",
    "break_even_of",
    "by_day",
    "by_item",
    "by_product",
    "by_week",
    "total",
)

K = TypeVar("K")

_COUNTS: Final = ("impressions", "clicks", "carts", "purchases")
_MONEY: Final = ("cost", "sales")
_UNDEFINED: Final = Text("undefined", "算出不可")
_UNKNOWN: Final = Text("not known", "不明")
_YEN: Final = Text("{yen} yen", "{yen}円")
_NAMES: Final = (
    ("cost", Text("cost", "広告費")),
    ("impressions", Text("impressions", "表示回数")),
    ("clicks", Text("clicks", "クリック数")),
    ("carts", Text("cart adds", "カート追加数")),
    ("purchases", Text("purchases", "購入数")),
    ("sales", Text("sales", "広告経由の販売額")),
)
_RATIOS: Final = (
    ("ctr", ("clicks", "impressions"), Text("click rate (CTR)", "クリック率（CTR）")),
    ("cart_rate", ("carts", "clicks"), Text("cart rate", "カート追加率")),
    ("cvr", ("purchases", "clicks"), Text("conversion (CVR)", "購入転換率（CVR）")),
    ("roas", ("sales", "cost"), Text("ROAS", "広告費用対効果（ROAS）")),
    ("acos", ("cost", "sales"), Text("ACoS", "売上高広告費率（ACoS）")),
)
_PRICES: Final = (
    ("cpc", ("cost", "clicks"), Text("cost of a click (CPC)", "クリック単価（CPC）")),
    (
        "cpm",
        ("cost", "impressions"),
        Text("cost of 1,000 impressions", "インプレッション単価（CPM）"),
    ),
    ("cpa", ("cost", "purchases"), Text("cost of a purchase (CPA)", "獲得単価（CPA）")),
)


@attrs.frozen(kw_only=True)
class AdFigures:
    """
    What ads cost and brought: *cost* and *sales* in yen, and the counts; None for what is not known.

    Raises `InvalidTypeError` for a float or a text, `InvalidValueError` for what is negative.

    >>> figures = AdFigures(cost=4_500, impressions=3_345, clicks=60, purchases=5, sales=12_900)
    >>> figures.cvr, figures.roas, figures.cpc
    (Fraction(1, 12), Fraction(43, 15), Fraction(75, 1))
    """

    cost: int | None = None
    impressions: int | None = None
    clicks: int | None = None
    carts: int | None = None
    purchases: int | None = None
    sales: int | None = None

    def __attrs_post_init__(self) -> None:
        for field in _MONEY:
            if getattr(self, field) is not None:
                check_yen(getattr(self, field), field, minimum=0)
        for field in _COUNTS:
            if getattr(self, field) is not None:
                check_count(getattr(self, field), field)

    @property
    def ctr(self) -> Fraction | None:
        """
        Clicks among impressions (クリック率).
        """
        return _ratio(self.clicks, self.impressions)

    @property
    def cpc(self) -> Fraction | None:
        """
        The cost of a click in yen (クリック単価).
        """
        return _ratio(self.cost, self.clicks)

    @property
    def cpm(self) -> Fraction | None:
        """
        The cost of a thousand impressions in yen (インプレッション単価).
        """
        cost = _ratio(self.cost, self.impressions)
        return None if cost is None else cost * PER_MILLE

    @property
    def cvr(self) -> Fraction | None:
        """
        Purchases among clicks (購入転換率).
        """
        return _ratio(self.purchases, self.clicks)

    @property
    def cart_rate(self) -> Fraction | None:
        """
        Cart adds among clicks (カート追加率).
        """
        return _ratio(self.carts, self.clicks)

    @property
    def cpa(self) -> Fraction | None:
        """
        The cost of a purchase in yen (獲得単価).
        """
        return _ratio(self.cost, self.purchases)

    @property
    def roas(self) -> Fraction | None:
        """
        Sales for each yen of cost (広告費用対効果): 4 is the same as 400 %.
        """
        return _ratio(self.sales, self.cost)

    @property
    def acos(self) -> Fraction | None:
        """
        The cost as a part of the sales (売上高広告費率), the inverse of ROAS.
        """
        return _ratio(self.cost, self.sales)

    def explain(self, language: Language = "en") -> str:
        """
        Return figures and ratios as a text table in *language*.

        >>> print(AdFigures(clicks=0, purchases=0).explain().splitlines()[8])
        conversion (CVR)           undefined
        """
        rows = [(name.in_(language), self._count(field, language)) for field, name in _NAMES]
        rows += [
            (name.in_(language), self._shown(field, parts, language, _percent))
            for field, parts, name in _RATIOS
        ]
        rows += [
            (name.in_(language), self._shown(field, parts, language, _yen))
            for field, parts, name in _PRICES
        ]
        return align(rows, right=frozenset({1}))

    def _count(self, field: str, language: Language) -> str:
        count: int | None = getattr(self, field)
        return _UNKNOWN.in_(language) if count is None else yen_text(count)

    def _shown(
        self,
        field: str,
        parts: tuple[str, str],
        language: Language,
        write: Callable[[Fraction], Text],
    ) -> str:
        if any(getattr(self, part) is None for part in parts):
            return _UNKNOWN.in_(language)
        ratio: Fraction | None = getattr(self, field)
        return (_UNDEFINED if ratio is None else write(ratio)).in_(language)


@attrs.frozen(kw_only=True)
class AdRow:
    """
    One row of an ad report (広告レポート): an item, the kind of ad, and its *figures*.

    *ad_type* is what the report calls the ad, *product* what that is. *on* is its day; None where the
    report covers a period. *row* is the index in the export.

    >>> AdRow(item_code="100000001", figures=AdFigures(cost=4_500)).figures.cost
    4500
    """

    figures: AdFigures
    item_code: str = ""
    title: str = ""
    ad_type: str = ""
    product: AdProduct | None = None
    on: date | None = None
    row: int | None = attrs.field(default=None, eq=False)
    unread: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.figures, AdFigures):
            raise InvalidTypeError(f"figures must be AdFigures (got {self.figures!r})")
        if self.product is not None and type(self.product) is not AdProduct:
            msg = f"product must be such as AdProduct.PLUS_KEYWORD, or None (got {self.product!r})"
            raise InvalidTypeError(msg)
        if self.on is not None:
            check_day(self.on, "on")


@attrs.frozen
class BreakEven:
    """
    Where ads neither earn nor lose: the *margin* before ads, and the ROAS and ACoS that use it up.

    *acos* is the margin itself. *roas* is None where the margin is not above 0: then no ad breaks even.

    >>> break_even(950, 2_652).acos
    Fraction(475, 1326)
    """

    margin: Fraction | None

    @property
    def acos(self) -> Fraction | None:
        """
        The largest ACoS that does not lose money (損益分岐ACoS).
        """
        return self.margin

    @property
    def roas(self) -> Fraction | None:
        """
        The smallest ROAS that does not lose money (損益分岐ROAS).
        """
        return 1 / self.margin if self.margin is not None and self.margin > 0 else None


def break_even(contribution: int, sales: int) -> BreakEven:
    """
    Return where ads break even for goods that leave *contribution* yen, before ads, of *sales* yen.

    Take *sales* as the ad report counts them. Raises `InvalidTypeError` for money that is not an int.

    >>> break_even(500, 2_000).roas, break_even(-100, 2_000).roas, break_even(0, 0).acos
    (Fraction(4, 1), None, None)
    """
    check_yen(contribution, "contribution")
    return BreakEven(_ratio(contribution, check_yen(sales, "sales", minimum=0)))


def break_even_of(profit: Contribution | Group[Any]) -> BreakEven:
    """
    Return where ads break even for a contribution or a group as `qoo10model.profit` gives them.

    Ads that the group bears are added back, and the sales are its price before discounts. Both are None
    where the costs are not known.

    >>> from qoo10model import profit
    >>> from qoo10model.months import Month
    >>> ads = (profit.AdCost(date(2026, 5, 30), 4_500, "A"),)
    >>> break_even_of(profit.by_item(Month((), ()), profit.CostBook(()), ads=ads)["A"]).roas
    """
    if isinstance(profit, Contribution):
        left, sales = profit.contribution, profit.gross
    elif isinstance(profit, Group):
        left = None if profit.contribution is None else profit.contribution + profit.ad_cost
        sales = profit.gross
    else:
        msg = f"profit must be a Contribution or a Group of qoo10model.profit (got {profit!r})"
        raise InvalidTypeError(msg)
    return BreakEven(_ratio(left, sales))


def total(rows: Iterable[AdRow | AdFigures]) -> AdFigures:
    """
    Return the sums of *rows*; a figure that one of them does not have is not known in all.

    >>> total((AdFigures(cost=100, clicks=1), AdFigures(cost=200)))
    AdFigures(cost=300, impressions=None, clicks=None, carts=None, purchases=None, sales=None)
    """
    figures = [_figures(row) for row in rows]
    sums = {field: _sum([getattr(one, field) for one in figures]) for field in (*_MONEY, *_COUNTS)}
    return AdFigures(**sums)


def by_day(rows: Iterable[AdRow]) -> dict[date | None, AdFigures]:
    """
    Return the sums of each day, in order; the key None is for rows without a day.

    >>> by_day((AdRow(on=date(2026, 7, 1), figures=AdFigures(cost=100)),))[date(2026, 7, 1)].cost
    100
    """
    return _grouped(rows, lambda row: row.on, _day_place)


def by_week(rows: Iterable[AdRow]) -> dict[Days | None, AdFigures]:
    """
    Return the sums of each week, Monday to Sunday, in order; the key None is for rows without a day.

    >>> found = by_week((AdRow(on=date(2026, 7, 5), figures=AdFigures(cost=100)),))
    >>> [str(week.first) for week in found]
    ['2026-06-29']
    """

    def week(row: AdRow) -> Days | None:
        return None if row.on is None else week_of(row.on)

    return _grouped(rows, week, lambda days: _day_place(None if days is None else days.first))


def by_item(rows: Iterable[AdRow]) -> dict[str, AdFigures]:
    """
    Return the sums of each item, by item number (商品別).

    >>> by_item((AdRow(item_code="A", figures=AdFigures(cost=100)),))["A"].cost
    100
    """
    return _grouped(rows, lambda row: row.item_code, lambda code: code)


def by_product(rows: Iterable[AdRow]) -> dict[AdProduct | None, AdFigures]:
    """
    Return the sums of each ad product (広告商品別); the key None is for ads of unknown kind.

    >>> by_product((AdRow(product=AdProduct.POWER_RANKUP, figures=AdFigures(cost=200)),))
    {AdProduct.POWER_RANKUP: AdFigures(cost=200, ...)}
    """
    order = (*AdProduct, None)
    return _grouped(rows, lambda row: row.product, order.index)


def _grouped(
    rows: Iterable[AdRow], key: Callable[[AdRow], K], place: Callable[[K], Any]
) -> dict[K, AdFigures]:
    groups: dict[K, list[AdRow]] = {}
    for row in rows:
        if not isinstance(row, AdRow):
            raise InvalidTypeError(f"rows must be AdRow values (got {row!r})")
        groups.setdefault(key(row), []).append(row)
    return {one: total(groups[one]) for one in sorted(groups, key=place)}


def _figures(row: object) -> AdFigures:
    if isinstance(row, AdRow):
        return row.figures
    if isinstance(row, AdFigures):
        return row
    raise InvalidTypeError(f"rows must be AdRow or AdFigures values (got {row!r})")


def _sum(figures: list[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if figures and len(known) == len(figures) else None


def _ratio(part: int | None, whole: int | None) -> Fraction | None:
    if part is None or not whole:
        return None
    return Fraction(part, whole)


def _day_place(day: date | None) -> tuple[bool, date]:
    return day is None, day or date.max


def _percent(ratio: Fraction) -> Text:
    shown = f"{float(ratio):.2%}"
    return Text(shown, shown)


def _yen(amount: Fraction) -> Text:
    return _YEN.filled(yen=decimal_text(amount, 1))
