"""
Cost books (原価台帳): the dated costs of a shop, and which of them an order line has.

Of each kind the closest cost counts: that of the SKU, else of the item, else the one for everything.
What a book does not know on a day is a gap, and never zero.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import attrs

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    UnknownNameError,
    did_you_mean,
)
from qoo10model.basics.money import Rounding
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
from qoo10model.costs import YEN, AgencyFee, Basis, Cost, CostEntry, CostKind, Exchange, rounded


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.orders import OrderLine

__all__ = ("CostBook", "Costing", "Gap")

_Scope: TypeAlias = tuple[str, str]
_Dated: TypeAlias = tuple[tuple[date, tuple[CostEntry, ...]], ...]

_EVERYTHING: Final = ("", "")


@attrs.frozen
class Gap:
    """
    A cost that a line has and the book does not know: its *kind*, and why.

    >>> Gap(CostKind.GOODS, Text("no entry", "登録なし")).kind
    CostKind.GOODS
    """

    kind: CostKind
    reason: Text


@attrs.frozen
class Costing:
    """
    What a cost book says about one line on one day: the *entries* in force, and its *gaps*.

    >>> Costing((), ()).is_complete
    True
    """

    entries: tuple[CostEntry, ...]
    gaps: tuple[Gap, ...]

    @property
    def is_complete(self) -> bool:
        """
        Whether there are no gaps.
        """
        return not self.gaps


_NO_ENTRY: Final = Text(
    "the book has none for SKU {sku!r}, item {item!r}", "SKU「{sku}」・商品番号「{item}」の登録なし"
)
_NO_SKU: Final = Text(
    "the line has no SKU (option code or seller code), and the book has none for item {item!r}",
    "SKU（オプションコード・販売者コード）がなく、商品番号「{item}」の登録もない",
)
_LATER: Final = Text("the first entry holds from {since} on", "最初の登録は{since}から")
_NO_RATE: Final = Text(
    "the first exchange rate of {currency} holds from {since} on",
    "{currency}の為替レートは{since}から",
)


@attrs.frozen
class CostBook:
    """
    The dated costs of a shop (原価台帳): *entries* in any order, and *exchange* rates.

    Entries hold from their first day (the paid day of the line, JST) until others of the same kind
    for the same SKU, item or everything begin; what begins on one day holds together, such as
    packing per unit and per cart. A cost that has ended is one of 0 yen. *rounding* is applied once to
    each cost: of a line, or of a cart.

    Raises `InvalidTypeError` for what is no tuple of costs, `InvalidValueError` for two entries of the
    same from the same day on or goods sold at two tax rates, `UnknownNameError` for a currency without
    a rate.

    >>> from qoo10model.costs import Per
    >>> from qoo10model.orders import OrderLine
    >>> book = CostBook((Cost(CostKind.GOODS, 700, Per.UNIT, since=date(2026, 1, 1), sku="TEA-500"),))
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  seller_code="Tea-500")
    >>> [entry.amount for entry in book.costing(line, date(2026, 5, 11)).entries]
    [700]
    """

    entries: tuple[CostEntry, ...]
    exchange: tuple[Exchange, ...] = ()
    rounding: Rounding = Rounding.HALF_UP

    def __attrs_post_init__(self) -> None:
        _check_values(self.entries, (Cost, AgencyFee), "entries", "Cost and AgencyFee values")
        _check_values(self.exchange, (Exchange,), "exchange", "Exchange values")
        if type(self.rounding) is not Rounding:
            msg = f"rounding must be such as Rounding.HALF_UP (got {self.rounding!r})"
            raise InvalidTypeError(msg)
        _check_once(((one.currency, one.since) for one in self.exchange), "exchange rates")
        _check_once((_identity(entry) for entry in self.entries), "costs")
        for entry in self.entries:
            currency = _currency_of(entry)
            if currency != YEN and currency not in self._rates:
                advice = did_you_mean(currency, self._rates)
                msg = f"no exchange rate of {currency!r} is given: {advice}; pass exchange=(Exchange(…),)"
                raise UnknownNameError(msg)
        for dated in self._dated.values():
            _check_sold_at(dated)

    @property
    def without_tax(self) -> tuple[CostEntry, ...]:
        """
        The entries that do not say enough about consumption tax for amounts without it.
        """
        return tuple(entry for entry in self.entries if not entry.tells_tax)

    def costing(self, line: OrderLine, on: date) -> Costing:
        """
        Return the costs of *line* that are in force on the day *on*, and those that are not known.

        Goods must be known. Another kind is a gap only where the book has it for this line, but later;
        where it has none for the line, there is no such cost.

        >>> from qoo10model.orders import OrderLine
        >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1)
        >>> [gap.kind for gap in CostBook(()).costing(line, date(2026, 5, 11)).gaps]
        [CostKind.GOODS]
        """
        check_day(on, "on")
        scopes = (("sku", line.sku_key), ("item", line.item_code), _EVERYTHING)
        entries: list[CostEntry] = []
        gaps: list[Gap] = []
        for kind in CostKind:
            dated = [d for scope in scopes if (d := self._dated.get((scope, kind)))]
            held = next((found for one in dated if (found := _held(one, on))), ())
            reason = self._gap(held, on)
            if not held:
                first = min((one[0][0] for one in dated), default=None)
                reason = _reason(line, kind, first)
            if reason is None:
                entries += held
            else:
                gaps.append(Gap(kind, reason))
        return Costing(tuple(entries), tuple(gaps))

    def yen(self, cost: Cost, on: date, basis: Basis, *, times: int = 1) -> int:
        """
        Return *cost*, paid *times* over, in whole yen on *basis* at the exchange rate of *on*.

        It is rounded once. Raises `RuleNotKnownError` before the first exchange rate.

        >>> from qoo10model.costs import Per
        >>> won = Cost(CostKind.GOODS, 8_500, Per.UNIT, since=date(2026, 1, 1), currency="KRW")
        >>> book = CostBook((won,), (Exchange("KRW", Fraction("0.1085"), date(2026, 1, 1)),))
        >>> book.yen(won, date(2026, 5, 11), Basis.TAX_IN)
        922
        """
        amount = Fraction(cost.amount) * times
        if cost.currency != YEN:
            amount *= self._rate(cost.currency, on)
        if cost.tax is not None:
            amount = cost.tax.amount_in(amount, basis)
        return rounded(amount, self.rounding)

    def __str__(self) -> str:
        return f"{len(self.entries)} costs, {len(self.exchange)} exchange rates"

    @cached_property
    def _dated(self) -> dict[tuple[_Scope, CostKind], _Dated]:
        groups: dict[tuple[_Scope, CostKind], list[CostEntry]] = {}
        for entry in sorted(self.entries, key=_since):
            groups.setdefault((_scope(entry), entry.kind), []).append(entry)
        return {
            key: tuple((since, tuple(same)) for since, same in groupby(group, key=_since))
            for key, group in groups.items()
        }

    @cached_property
    def _rates(self) -> dict[str, tuple[Exchange, ...]]:
        rates: dict[str, list[Exchange]] = {}
        for one in sorted(self.exchange, key=_since):
            rates.setdefault(one.currency, []).append(one)
        return {currency: tuple(dated) for currency, dated in rates.items()}

    def _rate(self, currency: str, on: date) -> Fraction:
        dated = self._rates[currency]
        at = bisect_right(dated, on, key=_since)
        if not at:
            msg = f"{currency} has no exchange rate before {dated[0].since} (asked for {on})"
            raise RuleNotKnownError(msg)
        return Fraction(dated[at - 1].yen)

    def _gap(self, held: tuple[CostEntry, ...], on: date) -> Text | None:
        for currency in map(_currency_of, held):
            if currency != YEN and self._rates[currency][0].since > on:
                since = self._rates[currency][0].since
                return _NO_RATE.filled(currency=currency, since=since)
        return None


def _held(dated: _Dated, on: date) -> tuple[CostEntry, ...]:
    at = bisect_right(dated, on, key=_first_day)
    return dated[at - 1][1] if at else ()


def _reason(line: OrderLine, kind: CostKind, first: date | None) -> Text | None:
    if first is not None:
        return _LATER.filled(since=first)
    if kind is not CostKind.GOODS:
        return None
    return (_NO_ENTRY if line.sku else _NO_SKU).filled(sku=line.sku, item=line.item_code)


def _since(dated: CostEntry | Exchange) -> date:
    return dated.since


def _first_day(group: tuple[date, tuple[CostEntry, ...]]) -> date:
    return group[0]


def _scope(entry: CostEntry) -> _Scope:
    if entry.sku:
        return "sku", entry.sku.casefold()
    return ("item", entry.item) if entry.item else _EVERYTHING


def _currency_of(entry: CostEntry) -> str:
    return entry.currency if isinstance(entry, Cost) else YEN


def _identity(entry: CostEntry) -> tuple[object, ...]:
    each = entry.per if isinstance(entry, Cost) else entry.of
    return entry.kind, each, entry.sku.casefold(), entry.item, entry.since


def _check_sold_at(dated: _Dated) -> None:
    for since, same in dated:
        rates = {entry.sold_at for entry in same if isinstance(entry, Cost)} - {None}
        if same[0].kind is CostKind.GOODS and len(rates) > 1:
            got = ", ".join(sorted(map(str, rates)))
            msg = f"goods must be sold at one tax rate (got {got} from {since} on)"
            raise InvalidValueError(msg)


def _check_once(keys: Iterable[tuple[object, ...]], what: str) -> None:
    seen: set[tuple[object, ...]] = set()
    for key in keys:
        if key in seen:
            facts = ", ".join(str(part) for part in key if part)
            msg = f"two {what} of the same begin on the same day (got {facts}, twice)"
            raise InvalidValueError(msg)
        seen.add(key)


def _check_values(values: object, kinds: tuple[type, ...], field: str, expected: str) -> None:
    if not isinstance(values, tuple):
        raise InvalidTypeError(f"{field} must be a tuple of {expected} (got {values!r})")
    for value in cast(tuple[object, ...], values):
        if not isinstance(value, kinds):
            raise InvalidTypeError(f"{field} must hold {expected} (got {value!r})")
