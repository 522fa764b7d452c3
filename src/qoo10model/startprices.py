"""
Start prices in mega-wari (メガ割期間の開始価格): what a keyword starts at, from its past events.

Half of it is the average of the last mega-wari, half the average of the three before. Award prices are
shown on screen day by day and cannot be fetched later: keep your own list.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from qoo10model.basics.effects import doubts_of
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, check_tuple
from qoo10model.basics.money import Rate, check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.timelines import Evidence
from qoo10model.basics.uncertainty import Doubt
from qoo10model.rules.book import JAPAN
from qoo10model.rules.plusdisplay import PastAverage


if TYPE_CHECKING:
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = ("StartPrice", "mega_wari_start_price")

_Prices = tuple[int, ...]


@attrs.frozen
class StartPrice:
    """
    A start price worked out: *amount* in yen, the *exact* mean behind it, and the *doubts* about it.

    >>> StartPrice(3_100, Fraction(3_075)).amount
    3100
    """

    amount: int
    exact: Fraction
    doubts: tuple[Doubt, ...] = ()


def mega_wari_start_price(
    last: _Prices, earlier: tuple[_Prices, ...], *, on: date, rules: RuleBook = JAPAN
) -> StartPrice:
    """
    Return the start price of a keyword for the display day *on* inside a mega-wari.

    *last* are its award prices in the last mega-wari, *earlier* those of the three before that, one
    tuple of prices an event. Which prices Qoo10 averages, how, and how it rounds is not published: the
    likeliest is taken, the others are doubts.

    Raises `InvalidTypeError` for money that is not an int, `InvalidValueError` for an event without
    prices and for more or fewer events than the rule asks for.

    >>> from datetime import date
    >>> mega_wari_start_price((4_000, 3_000), ((2_500,), (3_000,), (2_450,)), on=date(2026, 8, 29)).amount
    3100
    """
    check_day(on, "on")
    of = rules.plusdisplay
    count = of.mega_earlier_events.on(on)
    _check(last, "last")
    check_tuple(earlier, tuple, "earlier", "((2_500, 2_600), (3_000,), (2_450,))")
    if len(earlier) != count:
        msg = f"earlier must be the prices of {count} events, one tuple each (got {len(earlier)})"
        raise InvalidValueError(msg)
    for prices in earlier:
        _check(prices, "prices of an event in earlier")
    amount, exact = _worked_out(last, earlier, on, rules)

    def change(one: Evidence, value: Any) -> int:
        other, _ = _worked_out(last, earlier, on, rules.with_reading(one.rule, value))
        return amount - other

    asked = (of.mega_average, of.mega_rounding, of.mega_last_share, of.bid_unit)
    used = (Evidence(rule, rule.entry_on(on)) for rule in asked)
    return StartPrice(amount, exact, doubts_of(used, change))


def _worked_out(
    last: _Prices, earlier: tuple[_Prices, ...], on: date, rules: RuleBook
) -> tuple[int, Fraction]:
    of = rules.plusdisplay
    share, unit = of.mega_last_share.on(on), of.bid_unit.on(on)
    before = _mean_of_events(earlier, of.mega_average.on(on))
    exact = share.fraction * _mean(last) + share.complement.fraction * before
    return Rate.of_fraction(exact / unit).of(1, of.mega_rounding.on(on)) * unit, exact


def _mean(prices: _Prices) -> Fraction:
    return Fraction(sum(prices), len(prices))


def _mean_of_events(events: tuple[_Prices, ...], how: PastAverage) -> Fraction:
    if how is PastAverage.OF_ALL:
        return _mean(tuple(price for prices in events for price in prices))
    return Fraction(sum(map(_mean, events))) / len(events)


def _check(prices: _Prices, field: str) -> None:
    if type(prices) is not tuple:
        raise InvalidTypeError(f"{field} must be a tuple of prices in yen (got {prices!r})")
    if not prices:
        raise InvalidValueError(f"{field} must not be empty: without prices there is no average")
    for price in prices:
        check_yen(price, "price", minimum=1)
