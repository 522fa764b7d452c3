"""
How settlements are kept (精算の保存形): what each was settled with, and the amounts it came to.

A settlement is settled again when it is loaded. Where that gives other amounts than those kept, as
after a rule was corrected, it is refused: nothing is loaded that differs from what was dumped.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidValueError, Qoo10ModelError
from qoo10model.basics.findings import Finding
from qoo10model.basics.money import Rate
from qoo10model.breakdowns import ORDINARY, Context, breakdown_of
from qoo10model.formats.problems import PartsError, UnfitError
from qoo10model.months import Month
from qoo10model.orders import OrderLine
from qoo10model.proceeds import Settlement
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.sellers import Seller
from qoo10model.terms import terms_of


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.breakdowns import Breakdown

__all__ = (
    "Amounts",
    "StoredBasis",
    "StoredLine",
    "StoredMonth",
    "StoredSettlement",
    "month_of",
    "settlement_of",
    "stored_month",
    "stored_settlement",
)


@attrs.frozen
class Amounts:
    """
    The amounts of a `Settlement` in yen, under the same names.

    >>> Amounts(2652, 2652, 0, 0, 2386, 266, 27, 2359).net
    2359
    """

    gross: int
    buyer_paid: int
    borne_by_seller: int
    borne_by_qoo10: int
    settle_price: int
    commission: int
    fee_tax: int
    net: int


@attrs.frozen
class StoredSettlement:
    """
    A `Settlement` as it is kept: the line, what it was settled with, and its amounts.

    *rate* is the commission rate that was found for the line; *rules* are the changes to the rule
    book, and *context* the line's share of its cart.
    """

    line: OrderLine
    seller: Seller
    rate: Rate
    amounts: Amounts
    rules: RuleBook = JAPAN
    holidays: tuple[date, ...] = ()
    context: Context = ORDINARY


@attrs.frozen
class StoredBasis:
    """
    What lines of a month have in common: the seller, the rules, the holidays.
    """

    seller: Seller
    rules: RuleBook = JAPAN
    holidays: tuple[date, ...] = ()


@attrs.frozen
class StoredLine:
    """
    A settlement of a month as it is kept; *basis* is the place of its `StoredBasis`, from 0.
    """

    line: OrderLine
    basis: int
    rate: Rate
    amounts: Amounts
    context: Context = ORDINARY


@attrs.frozen
class StoredMonth:
    """
    A `Month` as it is kept: seller and rules stand once in *bases*, not on each line.
    """

    bases: tuple[StoredBasis, ...]
    settlements: tuple[StoredLine, ...]
    findings: tuple[Finding, ...] = ()


_AMOUNTS: Final = tuple(field.name for field in attrs.fields(Amounts))
_NOTHING: Final = Amounts(0, 0, 0, 0, 0, 0, 0, 0)


def stored_settlement(settlement: Settlement) -> StoredSettlement:
    """
    Return *settlement* as it is kept.
    """
    terms = settlement.terms
    return StoredSettlement(
        settlement.line,
        terms.seller,
        terms.rate,
        _amounts_of(settlement),
        terms.rules,
        terms.holidays,
        settlement.context,
    )


def settlement_of(stored: StoredSettlement) -> Settlement:
    """
    Return the settlement that *stored* keeps, settled again.

    Raises `PartsError` where it comes to other amounts now, or cannot be settled.
    """
    line, context = stored.line, stored.context
    if line.paid_on is None:
        raise PartsError((("line.paid_at", UnfitError("the moment of the payment", None)),))
    try:
        terms = terms_of(line.paid_on, stored.seller, stored.rate, stored.rules, stored.holidays)
        amounts = _NOTHING
        if line.cancelled_on is None:
            amounts = _amounts_from(breakdown_of(line, terms, context))
    except Qoo10ModelError as error:
        message = f"a line that can be settled: {error}"
        raise PartsError((("line", InvalidValueError(message)),)) from None
    if amounts != stored.amounts:
        raise PartsError(tuple(_differences(amounts, stored.amounts)))
    return Settlement(line, terms, context, *attrs.astuple(amounts, recurse=False))


def stored_month(month: Month) -> StoredMonth:
    """
    Return *month* as it is kept.
    """
    places: dict[StoredBasis, int] = {}
    # Lines of one day share their terms, so that few bases are compared.
    known: dict[int, int] = {}
    lines: list[StoredLine] = []
    for settlement in month.settlements:
        terms = settlement.terms
        place = known.get(id(terms))
        if place is None:
            basis = StoredBasis(terms.seller, terms.rules, terms.holidays)
            place = known[id(terms)] = places.setdefault(basis, len(places))
        amounts = _amounts_of(settlement)
        lines.append(StoredLine(settlement.line, place, terms.rate, amounts, settlement.context))
    return StoredMonth(tuple(places), tuple(lines), month.findings)


def month_of(stored: StoredMonth) -> Month:
    """
    Return the month that *stored* keeps, each line settled again; raises as `settlement_of`.
    """
    settlements: list[Settlement] = []
    parts: list[tuple[int | str, Exception]] = []
    for at, one in enumerate(stored.settlements):
        try:
            settlements.append(settlement_of(_with_basis(one, stored.bases)))
        except PartsError as error:
            parts.append((at, error))
    if parts:
        raise PartsError((("settlements", PartsError(tuple(parts))),))
    return Month(tuple(settlements), stored.findings)


def _with_basis(one: StoredLine, bases: tuple[StoredBasis, ...]) -> StoredSettlement:
    if not 0 <= one.basis < len(bases):
        expected = f"the place of one of the {len(bases)} bases, from 0"
        raise PartsError((("basis", UnfitError(expected, one.basis)),))
    basis = bases[one.basis]
    return StoredSettlement(
        one.line, basis.seller, one.rate, one.amounts, basis.rules, basis.holidays, one.context
    )


def _amounts_of(settlement: Settlement) -> Amounts:
    return Amounts(*(getattr(settlement, name) for name in _AMOUNTS))


def _amounts_from(parts: Breakdown) -> Amounts:
    return Amounts(
        parts.gross,
        parts.buyer_paid,
        parts.borne_by_seller,
        parts.borne_by_qoo10,
        parts.settle_price,
        parts.fees.commission,
        parts.fees.tax,
        parts.net,
    )


def _differences(ours: Amounts, kept: Amounts) -> Iterator[tuple[str, Exception]]:
    for name in _AMOUNTS:
        now, then = getattr(ours, name), getattr(kept, name)
        if now != then:
            yield f"amounts.{name}", UnfitError(f"{now}, for which it settles now", then)
