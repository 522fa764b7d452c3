"""
Prices that lose money (赤字チェック), before they are published.

What is left of a price is settled and costed as any sale; where a rule is undecided, every reading of
it is tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model import pricing
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleUndecidedError,
    check_tuple,
)
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.texts import Text, yen_text
from qoo10model.costbooks import CostBook
from qoo10model.costs import Cost, Exchange
from qoo10model.linecosts import GOODS_KINDS, USUAL, Method
from qoo10model.pricechecks import PriceDraft
from qoo10model.regimes import NORMAL, Regime, Sale
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.sellers import Seller


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.quotes import Quote

__all__ = ("check_profit", "goods_cost")

_LOSES: Final = Message(
    "listings.loses",
    Severity.ERROR,
    Text(
        "{regime}: {price} yen loses money: it leaves {low} to {high} yen a unit; {floor}",
        "{regime}: {price}円では赤字になる（1個あたり{low}〜{high}円）。{floor}",
    ),
)
_MAY_LOSE: Final = Message(
    "listings.may_lose",
    Severity.WARNING,
    Text(
        "{regime}: {price} yen may lose money, as not every rule is known: it leaves {low} to {high} yen "
        "a unit; {floor}",
        "{regime}: {price}円では赤字の可能性がある（未確定の規則により1個あたり{low}〜{high}円）。{floor}",
    ),
)
_FLOOR: Final = Text(
    "the lowest that loses nothing by the rules as they are taken is {floor} yen",
    "現在の前提で赤字にならない最低価格は{floor}円",
)
_NO_FLOOR: Final = Text("no price would do", "赤字にならない価格はない")


@attrs.frozen
class _Case:
    """
    With what a price is settled and costed.
    """

    cost: int | Fraction | Cost | CostBook
    seller: Seller
    on: date
    sale: Sale
    exchange: Exchange | None
    method: Method
    categories: Mapping[str, str] | None
    rules: RuleBook

    def asked(self) -> dict[str, Any]:
        """
        Return the case as arguments of the functions of `qoo10model.pricing`.
        """
        return {field.name: getattr(self, field.name) for field in attrs.fields(_Case)}

    def decided(self, error: RuleUndecidedError) -> Iterator[_Case]:
        """
        Yield the case with each reading of what was undecided.
        """
        for candidate in error.candidates:
            of_seller = error.rule.removeprefix("sellers.")
            if of_seller in {"commission", "fee_tax"}:
                stated: dict[str, Any] = {of_seller: candidate}
                seller = attrs.evolve(self.seller, **stated)
                yield attrs.evolve(self, seller=seller)
            else:
                yield attrs.evolve(self, rules=self.rules.with_reading(error.rule, candidate))


def check_profit(
    draft: PriceDraft,
    *,
    cost: int | Fraction | Cost | CostBook,
    seller: Seller,
    on: date,
    regimes: tuple[Regime, ...] = (NORMAL,),
    exchange: Exchange | None = None,
    method: Method = USUAL,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> tuple[Finding, ...]:
    """
    Return where a unit sold at the prices of *draft* loses money, after all fees and costs (赤字チェック).

    Each of *regimes* is asked at the price and, unless it has a cut of its own, at the sale price. It is
    an error where the likeliest reading of each open rule loses, and a warning where the worst does.
    Where a rule is undecided, all its readings must lose for an error. The other arguments, and what
    it raises beside that, are those of `pricing.side_by_side`.

    >>> from datetime import date
    >>> from qoo10model import Grade, Rate
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> draft = PriceDraft(2_980, sale_price=1_480)
    >>> found = check_profit(draft, cost=1_400, seller=seller, on=date(2026, 5, 12))
    >>> [finding.code for finding in found]
    ['listings.loses']
    """
    check_tuple(regimes, Regime, "regimes", "(pricing.NORMAL,)")
    if not regimes:
        raise InvalidValueError("regimes must hold at least one, such as pricing.NORMAL (got none)")
    case = _case(draft, cost, seller, on, exchange, method, categories, rules)
    found: list[Finding] = []
    for regime in _all_of(draft, regimes):
        found.extend(_of_regime(draft.price, regime, case))
    return tuple(dict.fromkeys(found))


def goods_cost(
    draft: PriceDraft,
    *,
    cost: int | Fraction | Cost | CostBook,
    seller: Seller,
    on: date,
    exchange: Exchange | None = None,
    method: Method = USUAL,
    categories: Mapping[str, str] | None = None,
    rules: RuleBook = JAPAN,
) -> int | None:
    """
    Return what the goods of a unit cost in yen, with bringing them in; None where that is not known.

    It raises what `check_profit` raises.

    >>> from datetime import date
    >>> from qoo10model import Grade, Rate
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> goods_cost(PriceDraft(2_980), cost=1_400, seller=seller, on=date(2026, 5, 12))
    1400
    """
    case = _case(draft, cost, seller, on, exchange, method, categories, rules)
    _, quote, _ = next(_ways(draft.price, NORMAL, case))
    if quote is None:
        return None
    return sum(one.amount for one in quote.contribution.costs if one.kind in GOODS_KINDS)


def _case(
    draft: PriceDraft,
    cost: int | Fraction | Cost | CostBook,
    seller: Seller,
    on: date,
    exchange: Exchange | None,
    method: Method,
    categories: Mapping[str, str] | None,
    rules: RuleBook,
) -> _Case:
    if not isinstance(draft, PriceDraft):
        raise InvalidTypeError(f"draft must be such as PriceDraft(2_980) (got {draft!r})")
    if not isinstance(seller, Seller):
        raise InvalidTypeError(f"seller must be such as Seller(grade=Grade.POWER) (got {seller!r})")
    sale = Sale(item_code=draft.item_code, sku=draft.sku)
    return _Case(cost, seller, on, sale, exchange, method, categories, rules)


def _all_of(draft: PriceDraft, regimes: tuple[Regime, ...]) -> Iterator[Regime]:
    sale = draft.sale_price
    for regime in regimes:
        yield regime
        if sale is not None and regime.cut is None and sale < draft.price:
            yield attrs.evolve(regime, cut=draft.price - sale, cut_kind=draft.sale_kind)


def _of_regime(price: int, regime: Regime, case: _Case) -> Iterator[Finding]:
    ways = tuple(_ways(price, regime, case))
    # There is no order yet: the number is that of the line that stands for one.
    yield from (attrs.evolve(gap, order_no=None) for _, _, gaps in ways for gap in gaps)
    quotes = [quote for _, quote, _ in ways if quote is not None]
    if not quotes:
        return
    low = min(quote.left_range[0] for quote in quotes)
    high = max(quote.left_range[1] for quote in quotes)
    if low >= 0:
        return
    message = _LOSES if all(quote.left < 0 for quote in quotes) else _MAY_LOSE
    floors = [_floor(price, regime, its_case) for its_case, _, _ in ways]
    known = [floor for floor in floors if floor is not None]
    floor = _FLOOR.filled(floor=yen_text(max(known))) if len(known) == len(floors) else _NO_FLOOR
    sold = regime.cut_price(price, on=case.on, rules=ways[0][0].rules)
    yield message.finding(
        regime=regime.label,
        price=yen_text(sold),
        low=yen_text(low),
        high=yen_text(high),
        floor=floor,
    )


_Way = tuple[_Case, "Quote | None", tuple[Finding, ...]]


def _ways(price: int, regime: Regime, case: _Case) -> Iterator[_Way]:
    try:
        found = pricing.side_by_side(price, regimes=(regime,), **case.asked())
    except RuleUndecidedError as error:
        for decided in case.decided(error):
            yield from _ways(price, regime, decided)
    else:
        yield case, next(iter(found.quotes), None), found.findings


def _floor(price: int, regime: Regime, case: _Case) -> int | None:
    # The lowest price, or of a sale the lowest sale price under the listed one.
    if regime.cut is None:
        return pricing.lowest_price(margin=0, regimes=(regime,), **case.asked()).price
    uncut = attrs.evolve(regime, cut=None)
    cut = pricing.discount_room(price, margin=0, regimes=(uncut,), **case.asked()).cut
    return None if cut is None else price - cut
