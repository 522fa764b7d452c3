"""
Conversion of items (商品の転換率): which items sell too little for their views, and what to try.

An item is held against the others of the shop: both rates are known only as intervals, and the item
is said to sell too little only where its whole interval lies below theirs. The intervals are widened
for the number of items, so that with the given probability no item is accused by chance, however
many there are. An item with few views is not accused even if nobody bought.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.binomials import among, interval, trials_without_hit
from qoo10model.basics.credibles import NINE_IN_TEN, Estimate
from qoo10model.basics.errors import all_of
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text, align
from qoo10model.basics.timelines import Evidence, RateRange
from qoo10model.dayreadings import ask
from qoo10model.rules.analytics import Step
from qoo10model.rules.book import JAPAN
from qoo10model.traffic import ItemDay, Traffic, total
from qoo10model.trafficdays import each_once


if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qoo10model.basics.texts import Language
    from qoo10model.rules.book import RuleBook

__all__ = ("Diagnosis", "ItemConversion", "NextStep", "Step", "Verdict", "diagnose")


class Verdict(Labelled):
    """
    What the figures say of an item beside the others (判定).

    >>> Verdict.TOO_FEW_VIEWS.label.ja
    'PV不足で判定不可'
    """

    BELOW = Text("sells less than the others", "他商品より低い")
    ABOVE = Text("sells more than the others", "他商品より高い")
    LIKE_THE_OTHERS = Text("no difference that could not be chance", "偶然の範囲内")
    TOO_FEW_VIEWS = Text("too few views to say", "PV不足で判定不可")
    NOT_KNOWN = Text("not known", "不明")


@attrs.frozen
class ItemConversion:
    """
    One item beside the others: its *conversion* (orders for each view) and *theirs*.

    *shortfall* is how many orders fewer it has than its views would bring at the rate of the others.
    *views_needed* is how many views without any order it takes before anything can be said.
    """

    item_code: str
    title: str
    verdict: Verdict
    views: int | None
    orders: int | None
    conversion: Estimate | None = None
    theirs: Estimate | None = None
    views_needed: int | None = None

    @property
    def shortfall(self) -> Fraction | None:
        """
        The orders that the item lacks (不足注文数), below 0 where it has more than the others.
        """
        if self.views is None or self.orders is None or self.theirs is None:
            return None
        return self.views * self.theirs.mean - self.orders


@attrs.frozen
class NextStep:
    """
    A step to try, and the functions that work it out (*works_out*), by their dotted names.
    """

    step: Step
    works_out: tuple[str, ...]


@attrs.frozen(repr=False)
class Diagnosis:
    """
    What the figures say of the *items*: those that lack the most orders first.

    *steps* are what to try for an item that sells too little, in order. *claimed* is what is said to
    be usual on Qoo10; it decides nothing. *level* is the probability that no verdict is chance.
    """

    items: tuple[ItemConversion, ...]
    level: Rate
    steps: tuple[NextStep, ...]
    claimed: RateRange
    findings: tuple[Finding, ...] = ()
    rules: tuple[Evidence, ...] = ()

    @property
    def below(self) -> tuple[ItemConversion, ...]:
        """
        The items that sell less than the others.
        """
        return tuple(item for item in self.items if item.verdict is Verdict.BELOW)

    @property
    def shop_rate(self) -> Fraction | None:
        """
        The shop's own rate: orders for each view, over all items whose figures count.
        """
        counted = [item for item in self.items if item.verdict is not Verdict.NOT_KNOWN]
        views = sum(item.views or 0 for item in counted)
        return Fraction(sum(item.orders or 0 for item in counted), views) if views else None

    def explain(self, language: Language = "en") -> str:
        """
        Return the items as a table in *language*, with the interval of each.
        """
        heading = tuple(text.in_(language) for text in _HEADING)
        rows = [_row(item, language) for item in self.items]
        return align((heading, *rows), right=frozenset(range(1, len(_HEADING) - 1)))

    def __repr__(self) -> str:
        return f"Diagnosis({len(self.items)} items, {len(self.below)} below the others)"


_HEADING: Final = (
    Text("item", "商品番号"),
    Text("views", "PV"),
    Text("orders", "注文数"),
    Text("lowest conversion", "転換率（下限）"),
    Text("highest", "（上限）"),
    Text("others", "他商品"),
    Text("lacking", "不足注文数"),
    Text("verdict", "判定"),
)
_ABOVE: Final = Message(
    "analytics.orders_above_views",
    Severity.WARNING,
    Text(
        "item {item} has more orders ({orders}) than views ({views}); nothing is said of it",
        "商品{item}の注文数（{orders}）がPV（{views}）を上回るため判定しない",
    ),
)
_NOT_GIVEN: Final = Message(
    "analytics.figures_not_given",
    Severity.WARNING,
    Text(
        "views or orders of item {item} are not given; nothing is said of it",
        "商品{item}のPVまたは注文数が不明のため判定しない",
    ),
)
_NO_VIEWS: Final = Message(
    "analytics.no_views",
    Severity.ADVICE,
    Text("nobody looked at item {item}", "商品{item}は閲覧されていない"),
)
_WORKS_OUT: Final = {
    Step.PAGE: ("images.check", "listings.check_title", "listings.check"),
    Step.PRICE_AND_SHIPPING: ("pricing.lowest_price", "listings.check_price", "profit.by_item"),
    Step.SHOP_COUPON: ("discounts.stack", "coupons.check_together"),
    Step.FOLLOWER_COUPON_AND_PUSH: (
        "discounts.stack",
        "coupons.next_free_push",
        "coupons.plan_pushes",
    ),
}


def diagnose(
    rows: Iterable[ItemDay],
    *,
    on: date,
    level: Rate = NINE_IN_TEN,
    rules: RuleBook = JAPAN,
) -> Diagnosis:
    """
    Return which items sell too little for their views, and what to try, by the rules of the day *on*.

    The rows of an item are added; a day of it that comes twice counts once. Nothing is said of an
    item without views, with figures that are not known, or with more orders than views, and the
    others are not held against it. Each view counts as one chance to sell, apart from all others.

    Raises `InvalidTypeError` for what is no row of an item and a level that is no rate,
    `InvalidValueError` for a level that is not between 0 % and 100 %, `RuleNotKnownError` for a day
    before the rules.

    >>> from datetime import date
    >>> from qoo10model.traffic import Traffic
    >>> rows = (ItemDay("A", Traffic(views=2_000, orders=60)), ItemDay("B", Traffic(views=2_000, orders=20)),
    ...         ItemDay("C", Traffic(views=40, orders=0)))
    >>> found = diagnose(rows, on=date(2026, 7, 8))
    >>> [(item.item_code, item.verdict.name) for item in found.items]
    [('B', 'BELOW'), ('C', 'TOO_FEW_VIEWS'), ('A', 'ABOVE')]
    >>> found.steps[2]
    NextStep(step=Step.SHOP_COUPON, works_out=('discounts.stack', 'coupons.check_together'))
    """
    used: list[Evidence] = []
    day = check_day(on, "on")
    steps = ask(rules.analytics.next_steps, day, used)
    claimed = ask(rules.analytics.claimed_conversion, day, used)
    findings: list[Finding] = []
    items = _summed(rows, findings)
    counted = [item for item in items if item.verdict is not Verdict.NOT_KNOWN]
    views = sum(item.views or 0 for item in counted)
    orders = sum(item.orders or 0 for item in counted)
    each = among(level, max(len(counted), 1))
    judged = [_judged(item, orders, views, each) for item in items]
    judged.sort(key=_place)
    return Diagnosis(
        items=tuple(judged),
        level=level,
        steps=tuple(NextStep(step, _WORKS_OUT[step]) for step in steps.steps),
        claimed=claimed,
        findings=tuple(findings),
        rules=tuple(used),
    )


def _summed(rows: Iterable[ItemDay], findings: list[Finding]) -> list[ItemConversion]:
    given = all_of(rows, ItemDay, "rows")
    days, doubled = each_once(given, about=_code, figures=_figures, name=_code)
    findings += (finding for _, finding in doubled)
    groups: dict[str, list[ItemDay]] = {}
    for row in days:
        groups.setdefault(row.item_code, []).append(row)
    items: list[ItemConversion] = []
    for code, group in groups.items():
        figures = total(row.figures for row in group)
        title = next((row.title for row in group if row.title), "")
        views, orders = figures.views, figures.orders
        verdict = Verdict.NOT_KNOWN
        if views is None or orders is None:
            findings.append(_NOT_GIVEN.finding(item=code))
        elif orders > views:
            findings.append(_ABOVE.finding(item=code, orders=orders, views=views))
        elif not views:
            findings.append(_NO_VIEWS.finding(item=code))
        else:
            verdict = Verdict.LIKE_THE_OTHERS
        items.append(ItemConversion(code, title, verdict, views, orders))
    return items


def _code(row: ItemDay) -> str:
    return row.item_code


def _figures(row: ItemDay) -> Traffic:
    return row.figures


def _judged(item: ItemConversion, orders: int, views: int, level: Rate) -> ItemConversion:
    own_views, own_orders = item.views, item.orders
    if item.verdict is Verdict.NOT_KNOWN or own_views is None or own_orders is None:
        return item
    own = interval(own_orders, own_views, level=level)
    if own_views == views:  # there are no others
        return attrs.evolve(item, verdict=Verdict.NOT_KNOWN, conversion=own)
    theirs = interval(orders - own_orders, views - own_views, level=level)
    needed = trials_without_hit(theirs.low, level=level)
    if own.high < theirs.low:
        verdict = Verdict.BELOW
    elif own.low > theirs.high:
        verdict = Verdict.ABOVE
    elif own.mean <= theirs.mean and (needed is None or own_views < needed):
        verdict = Verdict.TOO_FEW_VIEWS
    else:
        verdict = Verdict.LIKE_THE_OTHERS
    return attrs.evolve(item, verdict=verdict, conversion=own, theirs=theirs, views_needed=needed)


def _place(item: ItemConversion) -> tuple[bool, bool, Fraction, str]:
    lacking = item.shortfall
    return (
        item.verdict is not Verdict.BELOW,
        lacking is None,
        -(lacking or Fraction()),
        item.item_code,
    )


def _row(item: ItemConversion, language: Language) -> tuple[str, ...]:
    own, theirs, lacking = item.conversion, item.theirs, item.shortfall
    return (
        item.item_code,
        "–" if item.views is None else f"{item.views:,}",
        "–" if item.orders is None else f"{item.orders:,}",
        "–" if own is None else f"{own.low:.2%}",
        "–" if own is None else f"{own.high:.2%}",
        "–" if theirs is None else f"{float(theirs.mean):.2%}",
        "–" if lacking is None else f"{float(lacking):+,.1f}",
        item.verdict.label.in_(language),
    )
