"""
Quotes (見積): a price settled in one regime, and what it leaves after the costs.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.money import Rate
from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.contributions import Contribution, margin, margin_text
from qoo10model.margins import Margin
from qoo10model.regimes import Regime
from qoo10model.rules.events import EventKind
from qoo10model.settlements import settle


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from qoo10model.basics.texts import Language
    from qoo10model.proceeds import Settlement
    from qoo10model.rules.book import RuleBook

__all__ = ("Quote", "table_of")

_HEADINGS: Final = (
    Text("", ""),
    Text("price", "価格"),
    Text("buyer pays", "購入者支払額"),
    Text("points", "ポイント"),
    Text("effective price", "実質価格"),
    Text("Qoo10 pays", "精算額"),
    Text("costs", "費用"),
    Text("left", "残る額"),
    Text("of price", "価格比"),
)
_RIGHT: Final = frozenset(range(1, len(_HEADINGS)))


@attrs.frozen(repr=False)
class Quote:
    """
    One *price* settled in one *regime* (見積): what the buyer pays, what arrives, what is left.

    *price* is the listed price of a unit, or the price after a cut of it. Amounts are yen of the
    whole line. *margin* is what was asked for, if anything.
    """

    regime: Regime
    price: int
    contribution: Contribution
    margin: Margin | None = None

    @property
    def settlement(self) -> Settlement:
        """
        The settlement at this price, with its entries, rules and doubts.
        """
        return self.contribution.settlement

    @property
    def buyer_pays(self) -> int:
        """
        What the buyer pays for the goods, without shipping.
        """
        return self.settlement.buyer_paid

    @property
    def points(self) -> int:
        """
        The points that the buyer is granted.
        """
        return self.settlement.points

    @property
    def effective_price(self) -> int:
        """
        What the buyer pays less the points (実質価格).
        """
        return self.buyer_pays - self.points

    @property
    def left(self) -> int:
        """
        What is left after all costs (貢献利益), on the basis that was asked for.
        """
        found = self.contribution.contribution
        assert found is not None
        return found

    @cached_property
    def left_range(self) -> tuple[int, int]:
        """
        What is left at the worst and at the best that the doubts leave, in yen.

        These are the doubts of the settlement, and those of how the discounts are counted, such as
        whether the coupon of mega-wari has a cap.
        """
        ends = [
            attrs.evolve(self.contribution, settlement=one).contribution_range
            for one in (self.settlement, *self._otherwise())
        ]
        known = [end for end in ends if end is not None]
        return min(low for low, _ in known), max(high for _, high in known)

    @property
    def part_of_price(self) -> Fraction | None:
        """
        What is left as a part of the price before discounts, exactly.
        """
        return self.contribution.margin_of_gross

    @property
    def part_of_buyer_paid(self) -> Fraction | None:
        """
        What is left as a part of what the buyer pays, exactly; None where he pays nothing.
        """
        return self.contribution.margin_of_buyer_paid

    @property
    def part_of_cost(self) -> Fraction | None:
        """
        What is left as a part of the costs, exactly; None where there are none.
        """
        return margin(self.left, self.contribution.cost)

    @property
    def part(self) -> Fraction | None:
        """
        What is left as a part of the margin's own base; None where that is yen, 0, or not asked for.
        """
        if self.margin is None or not isinstance(self.margin.amount, Rate):
            return None
        return margin(self.left, self.margin.base_of(self.contribution))

    @property
    def spare(self) -> Fraction:
        """
        What is left beyond the margin, exactly, in yen; negative where it misses.

        Without a margin all that is left is.
        """
        if self.margin is None:
            return Fraction(self.left)
        return self.left - self.margin.required(self.contribution)

    @property
    def holds(self) -> bool:
        """
        Whether the margin is left; without one, whether nothing is lost.
        """
        return self.spare >= 0

    @property
    def holds_for_sure(self) -> bool:
        """
        Whether the margin is left even at the worst that the doubts leave.

        >>> from datetime import date
        >>> from qoo10model import Grade, Rate, Seller, pricing
        >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
        >>> found = pricing.lowest_price(cost=1_300, margin=300, seller=seller, on=date(2026, 5, 12))
        >>> found.quotes[0].left_range, found.quotes[0].holds_for_sure
        ((300, 318), True)
        """
        return self.spare >= self.left - self.left_range[0]

    def _otherwise(self) -> Iterator[Settlement]:
        # The sale with its discounts counted by every other reading of the rules that made them.
        one, line = self.settlement, self.settlement.line
        day, book = one.terms.paid_on, one.terms.rules
        seller = attrs.evolve(one.terms.seller, commission=one.terms.rate)
        for rules in _readings(_rules_of(self.regime), day, book):
            if line.unit_price == self.price:
                asked = self.regime.discounts(
                    self.price, on=day, quantity=line.quantity, rules=rules
                )
            else:
                coupons = self.regime.coupons(
                    self.price, on=day, quantity=line.quantity, rules=rules
                )
                asked = (line.discounts[0], *coupons)
            if sum(discount.amount for discount in asked) <= line.gross:
                yield settle(attrs.evolve(line, discounts=asked), seller, rules)

    def __str__(self) -> str:
        left = yen_text(self.left)
        return f"{self.regime.label}: {yen_text(self.price)} yen leaves {left} yen"

    def __repr__(self) -> str:
        return f"<Quote: {self}>"


def table_of(quotes: Iterable[Quote], language: Language) -> str:
    """
    Return *quotes* as a text table in *language*, one regime a row.

    >>> table_of((), "en").split()[:2]
    ['price', 'buyer']
    """
    rows = [tuple(heading.in_(language) for heading in _HEADINGS)]
    for one in quotes:
        yen = (
            one.price,
            one.buyer_pays,
            one.points,
            one.effective_price,
            one.settlement.net,
            one.contribution.cost,
            one.left,
        )
        part = margin_text(one.part_of_price, language)
        rows.append((one.regime.label.in_(language), *map(yen_text, yen), part))
    return align(rows, right=_RIGHT)


def _rules_of(regime: Regime) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    if regime.event is EventKind.MEGA_WARI:
        found += ("events.mega_wari_cap", "events.mega_wari_rounding")
    elif regime.event is EventKind.MEGA_PO:
        found += ("events.mega_po_rounding",)
    if isinstance(regime.cut, Rate):
        found += ("timesales.price_rounding",)
    if isinstance(regime.shop_coupon, Rate):
        found += ("discounts.shop_coupon_rounding",)
    return (*found, "discounts.coupon_grain") if found else ()


def _readings(names: tuple[str, ...], day: date, rules: RuleBook) -> Iterator[RuleBook]:
    if not names:
        yield rules
        return
    first, *rest = names
    entry = rules.timeline(first).entry_on(day)
    for book in (rules, *(rules.with_reading(first, value) for value in entry.alternatives)):
        yield from _readings(tuple(rest), day, book)
