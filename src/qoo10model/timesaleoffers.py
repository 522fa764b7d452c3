"""
Offers in time sales (タイムセールの出品): an item at a price in a slot, and whether it makes sense.

How deep a discount must be, and from which price it counts, is uncertain; where the answer depends on
that, an offer is warned about and not refused.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, Context, Decimal, localcontext
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, all_of, check_count
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import WHOLE, ZERO, Rate, check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text, yen_text
from qoo10model.basics.timelines import UNDECIDED
from qoo10model.rules.book import JAPAN
from qoo10model.rules.timesales import DiscountBasis
from qoo10model.timesaleslots import Slot, slots_on


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from qoo10model.rules.book import RuleBook

__all__ = ("DiscountBasis", "Offer", "check", "sale_price_at")

_DOWNWARDS: Final = Context(rounding=ROUND_FLOOR)


@attrs.frozen
class Offer:
    """
    An item in a time sale (タイムセールの出品): yen of one unit, with tax.

    *displayed_price* is the one shown before the sale, *sale_price* the one in it. What was not said
    is None: the *reference_price* (参考価格), the *registered_price* before item discounts, the *stock*
    in units. *sku* finds the costs of the item.

    Raises `InvalidTypeError` for a field of another kind, `InvalidValueError` for negative amounts and
    for no item.

    >>> from qoo10model.timesaleslots import slots_on
    >>> from datetime import date
    >>> slot = slots_on(date(2026, 7, 1))[2]
    >>> Offer("100000001", slot, displayed_price=2_980, sale_price=2_680).discount
    300
    """

    item: str
    slot: Slot
    displayed_price: int
    sale_price: int
    reference_price: int | None = None
    registered_price: int | None = None
    stock: int | None = None
    sku: str = ""

    def __attrs_post_init__(self) -> None:
        for name in ("item", "sku"):
            if not isinstance(getattr(self, name), str):
                raise InvalidTypeError(f"{name} must be text (got {getattr(self, name)!r})")
        if not self.item:
            raise InvalidValueError("item must be an item number (got '')")
        if not isinstance(self.slot, Slot):
            msg = f"slot must be a Slot, such as timesales.slot_at(moment) (got {self.slot!r})"
            raise InvalidTypeError(msg)
        for name in ("displayed_price", "sale_price"):
            check_yen(getattr(self, name), name, minimum=0)
        for name in ("reference_price", "registered_price"):
            if getattr(self, name) is not None:
                check_yen(getattr(self, name), name, minimum=0)
        if self.stock is not None:
            check_count(self.stock, "stock")

    @property
    def discount(self) -> int:
        """
        What the sale takes off the displayed price; not above 0 where it is no sale.
        """
        return self.displayed_price - self.sale_price

    def price_of(self, basis: DiscountBasis) -> int | None:
        """
        Return the price that *basis* names, or None where it was not said.
        """
        if basis is DiscountBasis.REFERENCE:
            return self.reference_price
        return self.registered_price if basis is DiscountBasis.REGISTERED else self.displayed_price

    def depth(self, basis: DiscountBasis = DiscountBasis.DISPLAYED) -> Fraction | None:
        """
        Return how far the sale is below the price that *basis* names, exactly; None where unknown.

        >>> from datetime import date
        >>> from qoo10model.timesaleslots import slots_on
        >>> slot = slots_on(date(2026, 7, 1))[2]
        >>> Offer("100000001", slot, displayed_price=3_000, sale_price=2_850).depth()
        Fraction(1, 20)
        """
        price = self.price_of(basis)
        return Fraction(price - self.sale_price, price) if price else None


_NO_SLOT: Final = Message(
    "timesales.no_such_slot",
    Severity.ERROR,
    Text("{slot} is no time-sale slot of its day", "{slot}はタイムセールの時間枠ではない"),
)
_NOT_CHEAPER: Final = Message(
    "timesales.not_cheaper",
    Severity.ERROR,
    Text(
        "the sale price of {sale} yen is not below the displayed {displayed} yen",
        "セール価格{sale}円が表示販売価格{displayed}円を下回っていない",
    ),
)
_FREE: Final = Message(
    "timesales.free",
    Severity.ERROR,
    Text("a sale price of 0 yen gives the item away", "セール価格が0円"),
)
_PRICES: Final = Message(
    "timesales.prices_disagree",
    Severity.WARNING,
    Text(
        "the displayed price of {displayed} yen is above {basis}, {price} yen",
        "表示販売価格{displayed}円が{basis}{price}円を上回っている",
    ),
)
_SOLD_OUT: Final = Message(
    "timesales.no_stock",
    Severity.ERROR,
    Text("there is no stock to sell", "在庫がない"),
)
_STOCK_OPEN: Final = Message(
    "timesales.stock_not_known",
    Severity.ADVICE,
    Text("the stock for the sale is not said", "在庫数が指定されていない"),
)
_TOO_SMALL: Final = Message(
    "timesales.discount_too_small",
    Severity.ERROR,
    Text(
        "the sale is {depth} below {basis}; it must be at least {least}",
        "割引率は{basis}の{depth}。最低{least}が必要",
    ),
)
_NO_BASIS: Final = Message(
    "timesales.basis_missing",
    Severity.WARNING,
    Text(
        "the discount counts from {basis}, which was not given",
        "割引率の基準である{basis}が指定されていない",
    ),
)
_IN_DOUBT: Final = Message(
    "timesales.discount_in_doubt",
    Severity.WARNING,
    Text(
        "the discount may be too small ({depths}): at least {least} is asked for, and from which "
        "price it counts is not sure",
        "割引率が不足の可能性（{depths}）。最低{least}、基準価格は未確定",
    ),
)
_OVERLAP: Final = Message(
    "timesales.overlap",
    Severity.ERROR,
    Text(
        "item {item} is in another time sale at the same time: {other}",
        "商品{item}は同じ時間の別のタイムセールに出品済み: {other}",
    ),
)


def check(
    offer: Offer, others: Iterable[Offer] = (), *, rules: RuleBook = JAPAN
) -> tuple[Finding, ...]:
    """
    Return what speaks against *offer*: its slot, prices, stock and discount, and the *others*.

    The smallest discount and the price it counts from are open rules. Where the offer is deep enough
    under every reading nothing is said; where it depends on the reading, it is a warning. It is an
    error where the rule book has only one reading, as after ``rules.with_reading(…)``.

    >>> from datetime import date
    >>> slot = slots_on(date(2026, 7, 1))[2]
    >>> offer = Offer("100000001", slot, displayed_price=3_000, sale_price=2_970, stock=20)
    >>> [finding.code for finding in check(offer)]
    ['timesales.discount_in_doubt']
    """
    if not isinstance(offer, Offer):
        raise InvalidTypeError(f"offer must be an Offer (got {offer!r})")
    found = _overlaps(offer, all_of(others, Offer, "others"))
    return (*_oddities(offer, rules), *found)


def sale_price_at(displayed_price: int, rate: Rate, *, on: date, rules: RuleBook = JAPAN) -> int:
    """
    Return the price at *rate* below *displayed_price*, rounded as the prices seen in time sales are.

    A seller may type any price; this is a proposal. Raises `InvalidTypeError` for what is no `Rate`,
    `InvalidValueError` for one beyond 0 to 100 %.

    >>> from datetime import date
    >>> sale_price_at(2_990, Rate.percent("5"), on=date(2026, 7, 1))    # 2,840.5
    2840
    """
    if not isinstance(rate, Rate):
        raise InvalidTypeError(f"rate must be a Rate such as Rate.percent('5') (got {rate!r})")
    if not ZERO <= rate <= WHOLE:
        raise InvalidValueError(f"rate must lie from 0 % to 100 % (got {rate})")
    check_yen(displayed_price, "displayed_price", minimum=0)
    rounding = rules.timesales.price_rounding.on(check_day(on, "on"))
    return rate.complement.of(displayed_price, rounding)


def _oddities(offer: Offer, rules: RuleBook) -> Iterator[Finding]:
    displayed, sale = yen_text(offer.displayed_price), yen_text(offer.sale_price)
    if offer.slot not in slots_on(offer.slot.day, rules=rules):
        yield _NO_SLOT.finding(slot=offer.slot)
    if not offer.sale_price:
        yield _FREE.finding()
    if offer.stock is None:
        yield _STOCK_OPEN.finding()
    elif not offer.stock:
        yield _SOLD_OUT.finding()
    for basis in (DiscountBasis.REFERENCE, DiscountBasis.REGISTERED):
        price = offer.price_of(basis)
        if price is not None and offer.displayed_price > price:
            yield _PRICES.finding(displayed=displayed, basis=basis.label, price=yen_text(price))
    if offer.discount <= 0:
        yield _NOT_CHEAPER.finding(sale=sale, displayed=displayed)
    else:
        yield from _depth(offer, rules)


def _depth(offer: Offer, rules: RuleBook) -> Iterator[Finding]:
    day = offer.slot.day
    least = rules.timesales.minimum_discount.entry_on(day)
    basis = rules.timesales.discount_basis.entry_on(day)
    rates = tuple(one for one in (least.value, *least.alternatives) if one is not UNDECIDED)
    bases = tuple(one for one in (basis.value, *basis.alternatives) if one is not UNDECIDED)
    depths = {one: offer.depth(one) for one in bases}
    if not (least.is_open or basis.is_open):
        depth = depths[bases[0]]
        if depth is None:
            yield _NO_BASIS.finding(basis=bases[0].label)
        elif depth < rates[0].fraction:
            yield _TOO_SMALL.finding(depth=_percent(depth), basis=bases[0].label, least=rates[0])
        return
    known = {one: depth for one, depth in depths.items() if depth is not None}
    if any(depth < rate.fraction for depth, rate in product(known.values(), rates)):
        texts = tuple((one.label, _percent(depth)) for one, depth in known.items())
        said = Text(
            ", ".join(f"{depth} below {label.en}" for label, depth in texts),
            "、".join(f"{label.ja}比{depth}" for label, depth in texts),
        )
        yield _IN_DOUBT.finding(depths=said, least=" / ".join(map(str, rates)))


def _overlaps(offer: Offer, others: Iterable[Offer]) -> Iterator[Finding]:
    for other in others:
        same = other.item == offer.item and other is not offer
        if same and other.slot.span.overlaps(offer.slot.span):
            yield _OVERLAP.finding(item=offer.item, other=other.slot)


def _percent(part: Fraction) -> str:
    # Rounded down, so that what misses the least discount by little does not read as if it had it.
    with localcontext(_DOWNWARDS):
        return f"{Decimal(part.numerator) / part.denominator:.2%}"
