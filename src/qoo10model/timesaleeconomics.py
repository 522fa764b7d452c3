"""
Whether a time sale pays (タイムセールの採算): what an order leaves in and out of it, and at which lift.

Every figure is the contribution of an order that was settled and costed. How many more orders a sale
brings is the seller's to say: nobody published it.
"""

from __future__ import annotations

import math

from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import WHOLE, ZERO, Rate, check_yen
from qoo10model.basics.texts import Text, yen_text
from qoo10model.contributions import Contribution, contributions_of
from qoo10model.costbooks import CostBook
from qoo10model.costs import AgencyFee, Basis
from qoo10model.discounts import ShopCoupon, stack
from qoo10model.linecosts import USUAL, Method
from qoo10model.orders import OrderLine
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.sellers import Seller
from qoo10model.settlements import settle
from qoo10model.timesaleoffers import Offer


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qoo10model.stacking import Stack

__all__ = ("SaleEconomics", "SalePrice", "economics")

Exact: TypeAlias = int | Fraction
"""
A number of orders or a lift: an int or a `Fraction`, never a float.
"""

_NOT_REACHED: Final = Message(
    "timesales.not_reachable",
    Severity.ERROR,
    Text(
        "no sale price up to {displayed} yen leaves what is asked for; the best is {left} yen an "
        "order, at {price} yen",
        "{displayed}円までのセール価格では条件に届かない。最良は{price}円で1注文あたり{left}円",
    ),
)


@attrs.frozen
class SalePrice:
    """
    The lowest sale price that holds a condition: *price* in yen of a unit, None where none does.

    *contribution* is what an order leaves at it. *misses_above* is the next higher price that misses
    after all, for rounding makes the net jump; None where there is none up to the displayed price.
    *findings* say why there is no price, or which coupon does not apply at it.

    >>> SalePrice(None, None, None).price is None
    True
    """

    price: int | None
    contribution: int | None
    misses_above: int | None
    findings: tuple[Finding, ...] = ()


@attrs.frozen
class _Case:
    """
    What an order in the slot of an offer is settled and costed with.
    """

    offer: Offer
    seller: Seller
    costs: CostBook
    quantity: int
    mega_wari: bool
    mega_po: bool
    shop_coupon: Rate | int | ShopCoupon | None
    category: str | None
    method: Method
    rules: RuleBook

    def contribution(self, sale_price: int | None) -> Contribution:
        """
        Return what an order leaves at *sale_price*, at the displayed price for None.
        """
        offer, stacked = self.offer, self.stacked(sale_price)
        line = OrderLine(
            order_no=0,
            cart_no=0,
            item_code=offer.item,
            seller_code=offer.sku,
            unit_price=offer.displayed_price,
            quantity=self.quantity,
            paid_at=offer.slot.start,
            discounts=stacked.discounts,
        )
        categories = None if self.category is None else {offer.item: self.category}
        settled = settle(line, self.seller, self.rules, categories=categories)
        (found,) = contributions_of((settled,), self.costs, self.method)
        return found

    def stacked(self, sale_price: int | None) -> Stack:
        """
        Return what the buyer pays at *sale_price*, at the displayed price for None.
        """
        return stack(
            self.offer.displayed_price,
            on=self.offer.slot.day,
            quantity=self.quantity,
            sale_price=sale_price,
            mega_wari=self.mega_wari,
            mega_po=self.mega_po,
            shop_coupon=self.shop_coupon,
            at=self.offer.slot.start,
            rules=self.rules,
        )


@attrs.frozen(repr=False)
class SaleEconomics:
    """
    An order at the displayed price (*outside* the sale) beside one *inside* it, both costed.

    Amounts are yen an order, on the basis of the method; None where a cost is not known, which
    *findings* says.
    """

    offer: Offer
    outside: Contribution
    inside: Contribution
    case: _Case

    @property
    def cost_of_sale(self) -> int | None:
        """
        What an order leaves less in the sale.
        """
        before, after = self.outside.contribution, self.inside.contribution
        return None if before is None or after is None else before - after

    @property
    def break_even_lift(self) -> Fraction | None:
        """
        So many times the usual orders leave as much as without the sale; None where no number does.
        """
        before, after = self.outside.contribution, self.inside.contribution
        if before is None or after is None or after <= 0:
            return None
        return max(ZERO.fraction, Fraction(before, after))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        Costs that are not known, coupons that do not apply, and events that do not run on the day.
        """
        costs = (
            attrs.evolve(one, order_no=None)
            for one in (*self.outside.findings, *self.inside.findings)
        )
        prices = (None, self.offer.sale_price)
        coupons = (one for price in prices for one in self.case.stacked(price).findings)
        return tuple(dict.fromkeys((*costs, *coupons)))

    def orders_to_break_even(self, usual: Exact, *, fee: int = 0) -> int | None:
        """
        Return the orders in the sale that leave as much as *usual* ones without, and pay its *fee*.

        *usual* are the orders of such a slot without a sale, *fee* is yen for the place. None where
        no number does. Raises `InvalidTypeError` for a float, `InvalidValueError` below 0.
        """
        before, after = self.outside.contribution, self.inside.contribution
        if before is None or after is None:
            return None
        target = _number(usual, "usual") * before + check_yen(fee, "fee", minimum=0)
        if target <= 0:
            return 0
        return None if after <= 0 else math.ceil(Fraction(target) / after)

    def stock_suffices(self, usual: Exact, *, fee: int = 0) -> bool | None:
        """
        Return whether the stock of the offer lasts until the sale has broken even.

        None where the stock is not said, a cost is not known, or no number of orders breaks even.
        """
        orders, stock = self.orders_to_break_even(usual, fee=fee), self.offer.stock
        return None if orders is None or stock is None else orders * self.case.quantity <= stock

    def gain(self, usual: Exact, orders: Exact, *, fee: int = 0) -> Fraction | None:
        """
        Return what *orders* in the sale leave more than *usual* ones without, after its *fee*, in yen.
        """
        before, after = self.outside.contribution, self.inside.contribution
        if before is None or after is None:
            return None
        left = _number(orders, "orders") * after - check_yen(fee, "fee", minimum=0)
        return Fraction(left - _number(usual, "usual") * before)

    def deepest_price(self, lift: Exact, *, usual: Exact = 1, fee: int = 0) -> SalePrice:
        """
        Return the lowest sale price at which *lift* times the *usual* orders do not lose.

        Every price is settled, for the net does not rise with each yen. Raises `InvalidTypeError` for
        a float, `InvalidValueError` for a lift or usual orders of 0 or below.
        """
        before, one = self.outside.contribution, Fraction(_number(usual, "usual"))
        times = Fraction(_number(lift, "lift"))
        if not times or not one:
            msg = f"lift and usual orders must be above 0 (got {lift} and {usual})"
            raise InvalidValueError(msg)
        if before is None:
            return SalePrice(None, None, None, self.findings)
        needed = (one * before + check_yen(fee, "fee", minimum=0)) / (times * one)
        return self._lowest(lambda _, left: left >= needed, needed)

    def lowest_price(self, margin: int | Rate) -> SalePrice:
        """
        Return the lowest sale price that leaves *margin*: yen an order, or a rate of the sale price.

        On a basis without tax the rate is of the sale price without tax. Every price is settled. Raises `InvalidTypeError` for another kind of margin,
        `InvalidValueError` for a rate beyond 0 to 100 %.
        """
        if isinstance(margin, Rate):
            if not ZERO <= margin <= WHOLE:
                raise InvalidValueError(f"margin must lie from 0 % to 100 % (got {margin})")
            part = margin.fraction
            return self._lowest(
                lambda price, left: left >= part * self._base_at(price), ZERO.fraction
            )
        needed = check_yen(margin, "margin")
        return self._lowest(lambda _, left: left >= needed, Fraction(needed))

    def _base_at(self, sale_price: int) -> int:
        # What the units sell for in the sale, before coupons, on the basis of the method.
        method, price = self.case.method, sale_price * self.case.quantity
        if method.basis is Basis.TAX_IN:
            return price
        rate = self.inside.sales_tax
        assert rate is not None
        return price - (rate / (WHOLE + rate)).of(price, method.tax_rounding)

    def _lowest(self, holds: Callable[[int, int], bool], needed: Fraction) -> SalePrice:
        if self.inside.contribution is None:
            return SalePrice(None, None, None, self.findings)
        found: tuple[int, int] | None = None
        best: tuple[int, int] | None = None
        for price, left in self._from(needed):
            if holds(price, left):
                found = found or (price, left)
            elif found is not None:
                return self._answer(*found, price)
            if best is None or left > best[1]:
                best = price, left
        if found is not None:
            return self._answer(*found, None)
        assert best is not None
        missed = _NOT_REACHED.finding(
            displayed=yen_text(self.offer.displayed_price),
            price=yen_text(best[0]),
            left=yen_text(best[1]),
        )
        return SalePrice(None, None, None, (missed,))

    def _answer(self, price: int, left: int, misses_above: int | None) -> SalePrice:
        return SalePrice(price, left, misses_above, self.case.stacked(price).findings)

    def _from(self, needed: Fraction) -> Iterator[tuple[int, int]]:
        # No order pays more than its price, so that lower prices cannot cover costs and what is needed.
        fixed = sum(c.amount for c in self.inside.costs if not isinstance(c.entry, AgencyFee))
        displayed = self.offer.displayed_price
        first = max(0, math.ceil((needed + fixed) / self.case.quantity))
        for price in range(min(first, displayed), displayed + 1):
            left = self.case.contribution(price).contribution
            assert left is not None
            yield price, left

    def __str__(self) -> str:
        inside, outside = self.inside.contribution, self.outside.contribution
        if inside is None or outside is None:
            return f"item {self.offer.item}: contribution not known"
        return f"item {self.offer.item}: {yen_text(inside)} yen an order in the sale, {yen_text(outside)} without"

    def __repr__(self) -> str:
        return f"<SaleEconomics: {self}>"


def economics(
    offer: Offer,
    seller: Seller,
    costs: CostBook,
    *,
    quantity: int = 1,
    mega_wari: bool = False,
    mega_po: bool = False,
    shop_coupon: Rate | int | ShopCoupon | None = None,
    category: str | None = None,
    method: Method = USUAL,
    rules: RuleBook = JAPAN,
) -> SaleEconomics:
    """
    Return what an order of *quantity* units leaves *seller* in the sale of *offer* and without it.

    Both orders are paid at the start of the slot, with the coupon of an event and a *shop_coupon*
    where these run, and bear the *costs* of that day. *category* is that of the item where the
    seller's rates are by category.

    Raises what `settle` raises: `RuleUndecidedError` above all, for whether commission is taken before
    or after the seller's own discount is not known. Choose it in the *rules*.

    >>> from datetime import date
    >>> from qoo10model import Grade, costs as cost
    >>> from qoo10model.rules.commissions import CommissionBase
    >>> from qoo10model.timesaleslots import slots_on
    >>> book = CostBook((cost.Cost(cost.CostKind.GOODS, 1_300, cost.Per.UNIT, since=date(2026, 1, 1)),))
    >>> slot = slots_on(date(2026, 7, 1))[2]
    >>> offer = Offer("100000001", slot, displayed_price=2_980, sale_price=2_680)
    >>> rules = JAPAN.with_reading("fees.commission_base", CommissionBase.AFTER_DISCOUNT)
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> found = economics(offer, seller, book, rules=rules)
    >>> found.outside.contribution, found.inside.contribution, found.orders_to_break_even(10)
    (1352, 1085, 13)
    """
    if not isinstance(offer, Offer):
        raise InvalidTypeError(f"offer must be an Offer (got {offer!r})")
    case = _Case(
        offer,
        seller,
        costs,
        quantity,
        mega_wari,
        mega_po,
        shop_coupon,
        category,
        method,
        rules,
    )
    return SaleEconomics(offer, case.contribution(None), case.contribution(offer.sale_price), case)


def _number(value: object, field: str) -> Exact:
    if not isinstance(value, int | Fraction) or isinstance(value, bool):
        msg = f"{field} must be an int or a Fraction (got {value!r}); write Fraction('2.5')"
        raise InvalidTypeError(msg)
    if value < 0:
        raise InvalidValueError(f"{field} must not be negative (got {value})")
    return value
