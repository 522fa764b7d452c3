"""
Line costs (注文ごとの費用): what each settled line costs by a cost book, with its part of the cart's.

What was spent on a line that was then cancelled or returned stays spent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.texts import Labelled, Text
from qoo10model.breakdowns import breakdown_of
from qoo10model.carts import Cart
from qoo10model.costbooks import CostBook, Costing, Gap
from qoo10model.costs import Basis, Cost, CostEntry, CostKind, Per
from qoo10model.orders import OrderLine, OrderStatus
from qoo10model.proceeds import Settlement
from qoo10model.shares import CartSplit, shares_of
from qoo10model.takings import agency_amount


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

__all__ = (
    "GOODS_KINDS",
    "USUAL",
    "Costed",
    "LineCost",
    "Method",
    "Returned",
    "costed",
    "was_sent",
)

GOODS_KINDS: Final = (CostKind.GOODS, CostKind.INBOUND)
"""
The kinds of cost that come back with returned goods, and that the gross margin is after.
"""


class Returned(Labelled):
    """
    What becomes of goods that were sent and came back (返品の扱い).

    >>> Returned.WRITTEN_OFF.label.ja
    '返品は廃棄'
    """

    RESALEABLE = Text("returned goods are resaleable", "返品は再販可能")
    WRITTEN_OFF = Text("returned goods are written off", "返品は廃棄")


@attrs.frozen
class Method:
    """
    How contribution is worked out: with tax or without, what returns are worth, how carts split.

    *split_by* splits the costs of a cart to its lines; *tax_rounding* is how the tax inside sales is
    rounded. Raises `InvalidTypeError` for a field of another kind.

    >>> Method(basis=Basis.TAX_OUT).returned
    Returned.RESALEABLE
    """

    basis: Basis = Basis.TAX_IN
    returned: Returned = Returned.RESALEABLE
    split_by: CartSplit = CartSplit.BY_AMOUNT
    tax_rounding: Rounding = Rounding.DOWN

    def __attrs_post_init__(self) -> None:
        for field in attrs.fields(Method):
            value = getattr(self, field.name)
            if type(value) is not type(field.default):
                msg = f"{field.name} must be such as {field.default!r} (got {value!r})"
                raise InvalidTypeError(msg)


USUAL: Final = Method()
"""
With tax, returned goods resaleable, costs of a cart in proportion to the price of its lines.
"""


@attrs.frozen
class LineCost:
    """
    What one entry of the cost book comes to for one line: *amount* in whole yen.

    >>> from datetime import date
    >>> LineCost(Cost(CostKind.GOODS, 700, Per.UNIT, since=date(2026, 1, 1)), 1_400).kind
    CostKind.GOODS
    """

    entry: CostEntry
    amount: int

    @property
    def kind(self) -> CostKind:
        """
        What it is paid for.
        """
        return self.entry.kind


@attrs.frozen
class Costed:
    """
    The *costs* of one line, its *gaps*, and the tax rate its goods are *sold_at*, if a cost tells it.

    >>> Costed((), (), None).costs
    ()
    """

    costs: tuple[LineCost, ...]
    gaps: tuple[Gap, ...]
    sold_at: Rate | None


_ON_THE_WAY: Final = (OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED)


def costed(
    settlements: Iterable[Settlement], costs: CostBook, method: Method = USUAL
) -> tuple[Costed, ...]:
    """
    Return what each of *settlements* costs, in their order, by the *costs* of its paid day.

    A cost per cart is split to the lines of the cart that are here, were sent, and have no closer
    cost of that kind. A cancelled line that was not sent has no cost. Raises `InvalidTypeError` for
    arguments of another kind, `InvalidValueError` without tax where a cost does not tell its own.

    >>> costed((), CostBook(()))
    ()
    """
    settled = tuple(settlements)
    _check_arguments(settled, costs, method)
    own: list[list[LineCost]] = []
    rest: list[tuple[tuple[Gap, ...], Rate | None]] = []
    carts: dict[tuple[str, int], list[tuple[int, Cost]]] = {}
    page = _Page(costs, method.basis)
    for at, one in enumerate(settled):
        costing = page.costing(one)
        kinds = _kinds_of(one, method.returned)
        entries = tuple(entry for entry in costing.entries if entry.kind in kinds)
        own.append([])
        for entry in entries:
            if isinstance(entry, Cost) and entry.per is Per.CART:
                carts.setdefault((one.line.shop, one.line.cart_no), []).append((at, entry))
            else:
                own[at].append(LineCost(entry, page.amount(entry, one)))
        gaps = tuple(gap for gap in costing.gaps if gap.kind in kinds)
        rest.append((gaps, _sold_at(entries)))
    for shared in carts.values():
        for at, cost in _split(settled, shared, page, method.split_by):
            own[at].append(cost)
    return tuple(
        Costed(tuple(mine), gaps, sold_at) for mine, (gaps, sold_at) in zip(own, rest, strict=True)
    )


def was_sent(line: OrderLine) -> bool | None:
    """
    Return whether *line* was sent, by its days and its status; None where neither tells.

    >>> from datetime import date
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=500, quantity=1)
    >>> was_sent(line), was_sent(attrs.evolve(line, shipped_on=date(2026, 5, 12)))
    (None, True)
    """
    if line.shipped_on is not None or line.delivered_on is not None:
        return True
    return None if line.status is None else line.status in _ON_THE_WAY


def _kinds_of(one: Settlement, returned: Returned) -> tuple[CostKind, ...]:
    # What a line has cost: everything, what is lost with a return, or nothing before it was sent.
    if not one.is_cancelled:
        return tuple(CostKind)
    if not was_sent(one.line):
        return ()
    if returned is Returned.WRITTEN_OFF:
        return tuple(CostKind)
    return tuple(kind for kind in CostKind if kind not in GOODS_KINDS)


def _sold_at(entries: tuple[CostEntry, ...]) -> Rate | None:
    goods = (e.sold_at for e in entries if isinstance(e, Cost) and e.kind is CostKind.GOODS)
    return next((rate for rate in goods if rate is not None), None)


class _Page:
    """
    A cost book as one run reads it: what it was asked before is not looked up again.
    """

    def __init__(self, costs: CostBook, basis: Basis) -> None:
        self.costs = costs
        self.basis = basis
        self._costings: dict[tuple[str, str, date], Costing] = {}
        self._yen: dict[tuple[int, date, int], int] = {}

    def costing(self, one: Settlement) -> Costing:
        line, day = one.line, one.terms.paid_on
        key = line.sku, line.item_code, day
        if key not in self._costings:
            self._costings[key] = self.costs.costing(line, day)
        return self._costings[key]

    def yen(self, cost: Cost, day: date, times: int) -> int:
        # The book keeps its entries, so each is known by its place in memory.
        key = id(cost), day, times
        if key not in self._yen:
            self._yen[key] = self.costs.yen(cost, day, self.basis, times=times)
        return self._yen[key]

    def amount(self, entry: CostEntry, one: Settlement) -> int:
        line, terms = one.line, one.terms
        if isinstance(entry, Cost):
            return self.yen(entry, terms.paid_on, line.quantity if entry.per is Per.UNIT else 1)
        if one.is_cancelled:
            return 0
        parts = breakdown_of(line, terms, one.context)
        return agency_amount(entry, parts, self.basis, self.costs.rounding)


def _split(
    settled: tuple[Settlement, ...],
    shared: list[tuple[int, Cost]],
    page: _Page,
    split_by: CartSplit,
) -> Iterator[tuple[int, LineCost]]:
    for kind in dict.fromkeys(entry.kind for _, entry in shared):
        takers = [(at, entry) for at, entry in shared if entry.kind is kind]
        first, cost = takers[0]
        whole = page.yen(cost, settled[first].terms.paid_on, 1)
        parts: tuple[int, ...] = (whole,)
        if len(takers) > 1:
            parts = _parts_of(whole, [settled[at].line for at, _ in takers], split_by)
        for (at, _), part in zip(takers, parts, strict=True):
            yield at, LineCost(cost, part)


def _parts_of(whole: int, lines: list[OrderLine], split_by: CartSplit) -> tuple[int, ...]:
    # A parcel went out for lines that were cancelled later, too: all of these were sent.
    sent = tuple(
        line if line.cancelled_on is None else attrs.evolve(line, cancelled_on=None)
        for line in lines
    )
    cart = Cart(sent[0].shop, sent[0].cart_no, sent, whole, 0, 0)
    return tuple(share.shipping for share in shares_of(cart, split_by))


def _check_arguments(settled: tuple[object, ...], costs: object, method: object) -> None:
    for one in settled:
        if not isinstance(one, Settlement):
            raise InvalidTypeError(f"settlements must be Settlement values (got {one!r})")
    if not isinstance(costs, CostBook):
        raise InvalidTypeError(f"costs must be a CostBook (got {costs!r}); pass CostBook((…,))")
    if not isinstance(method, Method):
        raise InvalidTypeError(f"method must be a Method such as Method() (got {method!r})")
    if method.basis is Basis.TAX_OUT and costs.without_tax:
        msg = (
            "contribution without tax needs the tax of every cost, and what goods are sold at "
            f"(got {costs.without_tax[0]!r}); pass tax= and, for goods without tax, sales_tax="
        )
        raise InvalidValueError(msg)
