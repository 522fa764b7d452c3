"""
Pricing (価格設定): the lowest price that keeps a margin, on normal days and in every event.

The search is exact: prices are settled by the library itself wherever rounding decides, and each
answer is settled once more. What is left is not monotone in the price, so a price above the lowest
may miss; the answer names the next one that does.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Final, cast

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_tuple
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate, check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text, yen_text
from qoo10model.contributions import margin_text
from qoo10model.costbooks import CostBook
from qoo10model.costs import Cost, CostKind, Exchange, Per
from qoo10model.linecosts import USUAL, Method
from qoo10model.margins import Margin, MarginBase
from qoo10model.priceanswers import Floor, LowestPrice, Room, SideBySide
from qoo10model.pricesearch import Trial, lowest, next_miss
from qoo10model.pricetasks import EVERY_YEN, PriceEnds, Task
from qoo10model.quotes import Quote
from qoo10model.regimes import (
    MEGA_PO,
    MEGA_WARI,
    NORMAL,
    ONE_UNIT,
    Regime,
    Sale,
    time_sale,
)
from qoo10model.rules.book import JAPAN


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from qoo10model.rules.book import RuleBook
    from qoo10model.sellers import Seller

__all__ = (
    "EVERY_YEN",
    "MEGA_PO",
    "MEGA_WARI",
    "NORMAL",
    "ONE_UNIT",
    "Floor",
    "LowestPrice",
    "Margin",
    "MarginBase",
    "PriceEnds",
    "Quote",
    "Regime",
    "Room",
    "Sale",
    "SideBySide",
    "discount_room",
    "lowest_price",
    "side_by_side",
    "time_sale",
)

_OUT_OF_REACH: Final = Message(
    "pricing.out_of_reach",
    Severity.ERROR,
    Text(
        "{regime}: no price up to {highest} yen leaves {margin}; the best found is {price} yen, "
        "which leaves {best}, {short} yen short",
        "{regime}: {highest}円までのどの価格でも{margin}を確保できない。"
        "最も良いのは{price}円で、残るのは{best}（{short}円不足）",
    ),
)
_EXCEEDED: Final = Message(
    "pricing.discounts_exceed",
    Severity.ERROR,
    Text(
        "{regime}: the discounts come to more than the price, at every price up to {highest} yen",
        "{regime}: {highest}円までのどの価格でも割引の合計が価格を上回る",
    ),
)
_NO_COMMON: Final = Message(
    "pricing.no_common_price",
    Severity.ERROR,
    Text(
        "each regime has prices that leave {margin}, but none does so in all of them",
        "{margin}を確保できる価格は条件ごとにあるが、すべてに共通する価格がない",
    ),
)
_NO_ROOM: Final = Message(
    "pricing.no_room",
    Severity.ERROR,
    Text(
        "{price} yen does not leave {margin} even without a cut, and neither does a cut of it",
        "{price}円では割引なしでも{margin}を確保できず、どの割引でも同じ",
    ),
)
_YEN: Final = Text("{yen} yen", "{yen}円")


def lowest_price(
    *,
    cost: int | Fraction | Cost | CostBook,
    margin: Margin | Rate | int,
    seller: Seller,
    on: date,
    regimes: tuple[Regime, ...] = (NORMAL,),
    sale: Sale = ONE_UNIT,
    exchange: Exchange | None = None,
    method: Method = USUAL,
    ends: PriceEnds = EVERY_YEN,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> LowestPrice:
    """
    Return the lowest listed price that leaves *margin* in all *regimes*, by the rules of *on*.

    *cost* is yen a unit, a `Cost`, or a whole `CostBook`; with *exchange*, an int or a `Fraction` is in
    its currency. *margin* is yen of the line, a rate of the price before discounts, or a `Margin` of
    another base; *method* says whether it is counted with tax or without. *ends* says which prices
    may be listed. The event need not run on the day: it only picks the rules.

    A margin that no price leaves is a finding. Raises `InvalidTypeError` and `InvalidValueError` for
    arguments that cannot be, such as a negative cost, and what `settlements.settle` raises, such as
    `RuleUndecidedError` for a time sale while nobody said what its commission is taken of.

    >>> from datetime import date
    >>> from qoo10model import Grade, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> lowest_price(cost=1_300, margin=Rate.percent("20"), seller=seller, on=date(2026, 5, 12)).price
    1884
    """
    costs = _cost_book(cost, exchange, check_day(on, "on"))
    task = _task(costs, _margin(margin), seller, on, sale, method, ends, categories, rules)
    trials = tuple(Trial(task, regime) for regime in _checked(regimes))
    gaps = task.gaps
    if gaps:
        return LowestPrice(None, None, task.margin, (), (), gaps)
    floors = tuple(_floor(trial) for trial in trials)
    starts = [floor.price for floor in floors if floor.price is not None]
    if len(starts) < len(floors):
        findings = tuple(
            _out_of_reach(trial)
            for trial, floor in zip(trials, floors, strict=True)
            if floor.price is None
        )
        return LowestPrice(None, None, task.margin, floors, (), findings)
    price = lowest(trials, max(starts), task.limits[1], ends)
    if price is None:
        finding = _NO_COMMON.finding(margin=task.margin.label)
        return LowestPrice(None, None, task.margin, floors, (), (finding,))
    quotes = _quotes(trials, price)
    assert all(trial.holds(price) for trial in trials)
    return LowestPrice(
        price, next_miss(trials, price, task.limits[1], ends), task.margin, floors, quotes
    )


def side_by_side(
    price: int,
    *,
    cost: int | Fraction | Cost | CostBook,
    seller: Seller,
    on: date,
    regimes: tuple[Regime, ...],
    margin: Margin | Rate | int | None = None,
    sale: Sale = ONE_UNIT,
    exchange: Exchange | None = None,
    method: Method = USUAL,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> SideBySide:
    """
    Return the listed *price* settled in each of *regimes*: what the buyer pays, what is left.

    The other arguments are those of `lowest_price`, and it raises the same.

    >>> from datetime import date
    >>> from qoo10model import Grade, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> found = side_by_side(2_948, cost=1_300, seller=seller, on=date(2026, 5, 30),
    ...                      regimes=(NORMAL, MEGA_PO, MEGA_WARI))
    >>> [(quote.effective_price, quote.left) for quote in found.quotes]
    [(2948, 1323), (2388, 1042), (2358, 997)]
    """
    costs = _cost_book(cost, exchange, check_day(on, "on"))
    asked = None if margin is None else _margin(margin)
    task = _task(costs, asked or Margin(0), seller, on, sale, method, EVERY_YEN, categories, rules)
    _check_price(price, task.limits)
    trials = tuple(Trial(task, regime) for regime in _checked(regimes))
    gaps = task.gaps
    quotes = () if gaps else _quotes(trials, price)
    return SideBySide(price, tuple(attrs.evolve(one, margin=asked) for one in quotes), gaps)


def discount_room(
    price: int,
    *,
    cost: int | Fraction | Cost | CostBook,
    margin: Margin | Rate | int,
    seller: Seller,
    on: date,
    regimes: tuple[Regime, ...] = (NORMAL,),
    sale: Sale = ONE_UNIT,
    exchange: Exchange | None = None,
    method: Method = USUAL,
    ends: PriceEnds = EVERY_YEN,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> Room:
    """
    Return how deep a listed *price* may be cut, as in a time sale, so that *margin* is left.

    The cut is a discount of the kind that each regime says; coupons are counted on the price after
    it. *ends* is how that price ends. The other arguments are those of `lowest_price`, and it
    raises the same; a regime with a cut of its own is refused.

    >>> from datetime import date
    >>> from qoo10model import Grade, Seller
    >>> from qoo10model.rules.fees import CommissionBase
    >>> rules = JAPAN.with_reading("fees.commission_base", CommissionBase.AFTER_DISCOUNT)
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> discount_room(1_980, cost=1_300, margin=300, seller=seller, on=date(2026, 5, 12),
    ...               rules=rules).cut
    182
    """
    costs = _cost_book(cost, exchange, check_day(on, "on"))
    task = _task(costs, _margin(margin), seller, on, sale, method, ends, categories, rules)
    _check_price(price, task.limits)
    for regime in _checked(regimes):
        if regime.cut is not None:
            msg = f"regimes must have no cut of their own to look for one (got {regime!r})"
            raise InvalidValueError(msg)
    trials = tuple(Trial(task, regime, price) for regime in regimes)
    gaps = task.gaps
    if gaps:
        return Room(price, None, None, task.margin, (), gaps)
    found = lowest(trials, task.limits[0], price, ends)
    if found is None:
        finding = _NO_ROOM.finding(price=yen_text(price), margin=task.margin.label)
        return Room(price, None, None, task.margin, (), (finding,))
    miss = next_miss(trials, found, price, ends)
    quotes = _quotes(trials, found)
    assert all(trial.holds(found) for trial in trials)
    smaller = None if miss is None else price - miss
    return Room(price, price - found, smaller, task.margin, quotes)


def _floor(trial: Trial) -> Floor:
    first, last, ends = trial.first, trial.last, trial.task.ends
    price = lowest((trial,), first, last, ends)
    if price is None:
        return Floor(trial.regime, None, None)
    return Floor(trial.regime, price, next_miss((trial,), price, last, ends))


def _quotes(trials: Iterable[Trial], price: int) -> tuple[Quote, ...]:
    return tuple(
        Quote(trial.regime, price, trial.contribution(price), trial.task.margin) for trial in trials
    )


def _out_of_reach(trial: Trial) -> Finding:
    task = trial.task
    highest = yen_text(trial.last)
    near = {near for price in trial.bends() for near in _listed_near(price, task.ends)}
    prices = sorted(p for p in near if trial.first <= p <= trial.last and trial.is_possible(p))
    if not prices:
        return _EXCEEDED.finding(regime=trial.regime.label, highest=highest)
    best = max((_quotes((trial,), price)[0] for price in prices), key=_worth)
    left = _YEN.filled(yen=yen_text(best.left))
    if best.part is not None:
        left = Text(margin_text(best.part, "en"), margin_text(best.part, "ja"))
    return _OUT_OF_REACH.finding(
        regime=trial.regime.label,
        highest=highest,
        margin=task.margin.label,
        price=yen_text(best.price),
        best=left,
        short=yen_text(ceil(-best.spare)),
    )


def _listed_near(price: int, ends: PriceEnds) -> tuple[int, int]:
    return ends.at_most(price), ends.at_least(price)


def _worth(quote: Quote) -> Fraction:
    # What is compared for the best that can be: the margin's own measure, else yen.
    part = quote.part
    return Fraction(quote.left) if part is None else part


def _task(
    costs: CostBook,
    margin: Margin,
    seller: Seller,
    on: date,
    sale: Sale,
    method: Method,
    ends: PriceEnds,
    categories: Mapping[str, str] | None,
    rules: RuleBook,
) -> Task:
    for value, kind, field, example in (
        (sale, Sale, "sale", "Sale(quantity=2)"),
        (method, Method, "method", "Method(basis=Basis.TAX_OUT)"),
        (ends, PriceEnds, "ends", "PriceEnds(100, (80,))"),
    ):
        if not isinstance(value, kind):
            raise InvalidTypeError(f"{field} must be such as {example} (got {value!r})")
    limits = rules.pricing.lowest_price.on(on), rules.pricing.highest_price.on(on)
    if ends.at_least(limits[0]) > limits[1]:
        msg = f"ends must leave a price of at most {limits[1]} yen (got {ends!r})"
        raise InvalidValueError(msg)
    return Task(sale, seller, on, costs, margin, method, ends, categories, rules, limits)


def _check_price(price: int, limits: tuple[int, int]) -> None:
    if check_yen(price, "price", minimum=limits[0]) > limits[1]:
        raise InvalidValueError(f"price must be at most {limits[1]} yen (got {price})")


def _margin(margin: object) -> Margin:
    if isinstance(margin, Margin):
        return margin
    if isinstance(margin, Rate):
        return Margin(margin)
    return Margin(check_yen(margin, "margin, if it is no Rate or Margin,"))


def _checked(regimes: tuple[Regime, ...]) -> tuple[Regime, ...]:
    check_tuple(regimes, Regime, "regimes", "(pricing.NORMAL,)")
    if not regimes:
        raise InvalidValueError("regimes must hold at least one, such as pricing.NORMAL (got none)")
    return regimes


def _cost_book(cost: object, exchange: Exchange | None, on: date) -> CostBook:
    if exchange is not None and not isinstance(exchange, Exchange):
        raise InvalidTypeError(f"exchange must be an Exchange (got {exchange!r})")
    if isinstance(cost, CostBook):
        if exchange is not None:
            msg = f"a cost book has its own exchange rates (got {exchange!r} beside it)"
            raise InvalidValueError(msg)
        return cost
    rates = () if exchange is None else (exchange,)
    if isinstance(cost, Cost):
        return CostBook((cost,), rates)
    if exchange is None:
        amount: int | Fraction = check_yen(cost, "cost, if it is no Cost or CostBook,", minimum=0)
        return CostBook((Cost(CostKind.GOODS, amount, Per.UNIT, since=on),))
    goods = Cost(CostKind.GOODS, cast(int, cost), Per.UNIT, since=on, currency=exchange.currency)
    return CostBook((goods,), rates)
