"""
Traffic (アクセス数): what visitors of a shop or an item did in a day, and the rates that follow.

Rates are exact fractions. One whose denominator is 0 is undefined and one whose figure nobody gave is
not known: both are None, never 0. Some may pass 1: a visitor can order twice, and what is ordered
today may have been put into the cart yesterday.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, all_of, check_count
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text, align, decimal_text, yen_text
from qoo10model.exportrows import check_texts


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qoo10model.basics.texts import Language

__all__ = ("ItemDay", "Metric", "ShopDay", "Traffic", "check", "total")


class Metric(Labelled):
    """
    A figure or a rate of visitors (指標); each is the attribute of `Traffic` of the same name.

    >>> Metric.CART_TO_ORDER.label.ja, Metric.CART_TO_ORDER.is_rate
    ('カート→注文率', True)
    """

    VISITORS = Text("visitors (UV)", "訪問者数（UV）")
    VIEWS = Text("page views (PV)", "閲覧数（PV）")
    FAVOURITES = Text("favourites", "お気に入り")
    CARTS = Text("cart adds", "カート追加数")
    ORDERS = Text("orders", "注文数")
    SALES = Text("sales", "売上")
    CUSTOMERS = Text("customers", "購入者数")
    NEW_CUSTOMERS = Text("new customers", "新規顧客数")
    SHOP_CVR = Text("shop conversion (orders / UV)", "ショップCVR（注文/UV）")
    ITEM_CVR = Text("item conversion (orders / PV)", "商品CVR（注文/PV）")
    CART_RATE = Text("cart rate (cart adds / UV)", "カート率（カート/UV）")
    CART_TO_ORDER = Text("cart to order (orders / cart adds)", "カート→注文率")
    REMAINING_CARTS = Text("remaining carts", "残カート数")
    AOV = Text("sales of an order (AOV)", "客単価（AOV）")
    NEW_RATE = Text("part of new customers", "新規率")

    @property
    def is_rate(self) -> bool:
        """
        Whether it is a quotient, which does not grow with the number of days.
        """
        return self in _RATES


_RATES: Final = frozenset(
    {
        Metric.SHOP_CVR,
        Metric.ITEM_CVR,
        Metric.CART_RATE,
        Metric.CART_TO_ORDER,
        Metric.AOV,
        Metric.NEW_RATE,
    }
)
_MONEY: Final = frozenset({Metric.SALES, Metric.AOV})
_UNKNOWN: Final = Text("not known", "不明")
_UNDEFINED: Final = Text("undefined", "算出不可")


@attrs.frozen(kw_only=True)
class Traffic:
    """
    What was counted: *sales* in yen, the others are numbers; None for what is not known.

    *visitors* are different people (UV), *views* pages shown (PV).

    Raises `InvalidTypeError` for a float or a text, `InvalidValueError` for what is negative.

    >>> day = Traffic(visitors=400, views=1_000, carts=50, orders=20, sales=59_600)
    >>> day.shop_cvr, day.item_cvr, day.cart_to_order, day.remaining_carts, day.aov
    (Fraction(1, 20), Fraction(1, 50), Fraction(2, 5), 30, Fraction(2980, 1))
    """

    visitors: int | None = None
    views: int | None = None
    favourites: int | None = None
    carts: int | None = None
    orders: int | None = None
    sales: int | None = None
    customers: int | None = None
    new_customers: int | None = None

    def __attrs_post_init__(self) -> None:
        for field in _COUNTS:
            if getattr(self, field) is not None:
                check_count(getattr(self, field), field)
        if self.sales is not None:
            check_yen(self.sales, "sales", minimum=0)

    @property
    def shop_cvr(self) -> Fraction | None:
        """
        Orders for each visitor: the conversion of a shop (ショップCVR).
        """
        return _ratio(self.orders, self.visitors)

    @property
    def item_cvr(self) -> Fraction | None:
        """
        Orders for each page view: the conversion of an item (商品CVR).
        """
        return _ratio(self.orders, self.views)

    @property
    def cart_rate(self) -> Fraction | None:
        """
        Cart adds for each visitor (カート率).
        """
        return _ratio(self.carts, self.visitors)

    @property
    def cart_to_order(self) -> Fraction | None:
        """
        Orders for each cart add (カート→注文率); it can pass 1.
        """
        return _ratio(self.orders, self.carts)

    @property
    def remaining_carts(self) -> int | None:
        """
        Cart adds that became no order (残カート数); below 0 where orders came from earlier carts.
        """
        return None if self.carts is None or self.orders is None else self.carts - self.orders

    @property
    def aov(self) -> Fraction | None:
        """
        The sales of an order in yen (客単価, AOV).
        """
        return _ratio(self.sales, self.orders)

    @property
    def new_rate(self) -> Fraction | None:
        """
        The part of the customers that bought for the first time (新規率).
        """
        return _ratio(self.new_customers, self.customers)

    def of(self, metric: Metric) -> Fraction | int | None:
        """
        Return the figure or rate called *metric*.

        >>> Traffic(orders=3, views=100).of(Metric.ITEM_CVR)
        Fraction(3, 100)
        """
        if type(metric) is not Metric:
            raise InvalidTypeError(f"metric must be such as Metric.ORDERS (got {metric!r})")
        found: Fraction | int | None = getattr(self, metric.name.lower())
        return found

    def explain(self, language: Language = "en") -> str:
        """
        Return figures and rates as a text table in *language*.

        >>> print(Traffic(views=0, orders=0).explain().splitlines()[9])
        item conversion (orders / PV)       undefined
        """
        rows = [(metric.label.in_(language), self._shown(metric, language)) for metric in Metric]
        return align(rows, right=frozenset({1}))

    def _shown(self, metric: Metric, language: Language) -> str:
        figure = self.of(metric)
        if figure is None:
            parts = _PARTS.get(metric, ())
            known = parts and None not in [getattr(self, part) for part in parts]
            return (_UNDEFINED if known else _UNKNOWN).in_(language)
        if isinstance(figure, int):
            return yen_text(figure)
        return decimal_text(figure, 1) if metric in _MONEY else f"{float(figure):.2%}"


_COUNTS: Final = (
    "visitors",
    "views",
    "favourites",
    "carts",
    "orders",
    "customers",
    "new_customers",
)
_PARTS: Final = {
    Metric.SHOP_CVR: ("orders", "visitors"),
    Metric.ITEM_CVR: ("orders", "views"),
    Metric.CART_RATE: ("carts", "visitors"),
    Metric.CART_TO_ORDER: ("orders", "carts"),
    Metric.AOV: ("sales", "orders"),
    Metric.NEW_RATE: ("new_customers", "customers"),
}


@attrs.frozen
class ShopDay:
    """
    The figures of the whole shop on the Japanese day *on* (ショップの日別データ).

    *row* is the index in the export, *unread* what stood there and no field holds.

    >>> ShopDay(date(2026, 7, 1), Traffic(visitors=400, orders=20)).figures.shop_cvr
    Fraction(1, 20)
    """

    on: date
    figures: Traffic
    row: int | None = attrs.field(default=None, eq=False)
    unread: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        check_day(self.on, "on")
        _check_figures(self.figures)


@attrs.frozen
class ItemDay:
    """
    The figures of one item on the Japanese day *on*; None where the export covers a window.

    *product_type*, *status* and *category* are as the platform words them, *registered_on* is the day
    on which the item was registered; what an export does not tell is empty or None.

    >>> ItemDay("100000001", Traffic(views=1_000, orders=20), date(2026, 7, 1)).figures.item_cvr
    Fraction(1, 50)
    """

    item_code: str
    figures: Traffic
    on: date | None = None
    title: str = ""
    product_type: str = ""
    status: str = ""
    category: str = ""
    registered_on: date | None = None
    row: int | None = attrs.field(default=None, eq=False)
    unread: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)

    def __attrs_post_init__(self) -> None:
        if type(self.item_code) is not str or not self.item_code:
            msg = f"item_code must be a text that is not empty (got {self.item_code!r})"
            raise InvalidTypeError(msg)
        check_texts(self, "title", "product_type", "status", "category")
        _check_figures(self.figures)
        for field in ("on", "registered_on"):
            if getattr(self, field) is not None:
                check_day(getattr(self, field), field)


_ABOVE: Final = Message(
    "analytics.more_than_possible",
    Severity.WARNING,
    Text(
        "{part} ({n}) exceed {whole} ({of})",
        "{part}（{n}）が{whole}（{of}）を上回る",
    ),
)
_NO_ORDERS: Final = Message(
    "analytics.sales_without_orders",
    Severity.WARNING,
    Text("there are sales ({sales} yen) without an order", "注文0件だが売上（{sales}円）がある"),
)
# The part should not exceed the whole: more is odd, though not impossible for orders.
_WITHIN: Final = (
    (Metric.ORDERS, Metric.VISITORS),
    (Metric.ORDERS, Metric.VIEWS),
    (Metric.VISITORS, Metric.VIEWS),
    (Metric.CUSTOMERS, Metric.ORDERS),
    (Metric.NEW_CUSTOMERS, Metric.CUSTOMERS),
)


def check(row: ShopDay | ItemDay) -> tuple[Finding, ...]:
    """
    Return what is odd about the figures of *row*, such as more orders than visitors.

    The figures stay as they are, and so do the rates made of them.

    >>> found = check(ShopDay(date(2026, 7, 1), Traffic(visitors=10, orders=12)))
    >>> found[0].text.en
    'orders (12) exceed visitors (UV) (10)'
    """
    if not isinstance(row, ShopDay | ItemDay):
        raise InvalidTypeError(f"row must be a ShopDay or an ItemDay (got {row!r})")
    return tuple(_oddities(row.figures, row.row))


def total(figures: Iterable[Traffic]) -> Traffic:
    """
    Return the sums of *figures*; a figure that one of them does not have is not known in all.

    Visitors and customers of several days are added as well: whoever came on two days counts twice.

    >>> total((Traffic(views=100, orders=1), Traffic(views=50))).orders is None
    True
    """
    parts = all_of(figures, Traffic, "figures")
    if not parts:
        return Traffic()
    return Traffic(
        **{field: _sum([getattr(one, field) for one in parts]) for field in (*_COUNTS, "sales")}
    )


def _oddities(figures: Traffic, row: int | None) -> Iterator[Finding]:
    for part, whole in _WITHIN:
        n, of = figures.of(part), figures.of(whole)
        if n is not None and of is not None and n > of:
            yield _ABOVE.finding(row=row, part=part.label, n=n, whole=whole.label, of=of)
    if figures.orders == 0 and figures.sales:
        yield _NO_ORDERS.finding(row=row, sales=yen_text(figures.sales))


def _check_figures(figures: object) -> Traffic:
    if not isinstance(figures, Traffic):
        raise InvalidTypeError(f"figures must be Traffic (got {figures!r})")
    return figures


def _sum(figures: list[int | None]) -> int | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None


def _ratio(part: int | None, whole: int | None) -> Fraction | None:
    return None if part is None or not whole else Fraction(part, whole)
