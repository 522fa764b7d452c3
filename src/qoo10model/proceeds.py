"""
Proceeds (精算金): what one order line pays its seller, and why.

A `Settlement` holds the amounts of a line. Its entries, their days, its doubts and its explanation
are worked out when they are asked for, and what they need is loaded then.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.amounts import ORDINARY, Context, amounts_of
from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.money import Rate
from qoo10model.discounts import DiscountKind
from qoo10model.feeamounts import ATTRIBUTION, attributed, cart_amounts
from qoo10model.orders import OrderLine
from qoo10model.rates import paid_day, rate_of
from qoo10model.rules.book import JAPAN
from qoo10model.terms import Terms, check_conditions, terms_of


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qoo10model.basics.texts import Language
    from qoo10model.basics.timelines import Evidence
    from qoo10model.basics.uncertainty import Doubt
    from qoo10model.breakdowns import Breakdown
    from qoo10model.doubts import Outcome, Question
    from qoo10model.entries import Entry
    from qoo10model.questions import Case
    from qoo10model.rules.book import RuleBook
    from qoo10model.sellers import Seller

__all__ = ("ATTRIBUTION", "Settlement", "settle", "settle_share")

# Reading a member off its enum class is slow; these are read for each line.
_UNKNOWN: Final = DiscountKind.UNATTRIBUTED


@attrs.frozen(repr=False)
class Settlement:
    """
    What one order line pays its seller (精算): amounts in yen, all but *net* as positive numbers.

    *buyer_paid*, *borne_by_seller* and *borne_by_qoo10* sum to *gross*. *settle_price* is the
    SettlePrice of the order API, which is not what arrives: *net* is. Of a cancelled line nothing
    is left: every amount is 0.
    """

    line: OrderLine
    terms: Terms
    context: Context
    gross: int
    buyer_paid: int
    borne_by_seller: int
    borne_by_qoo10: int
    settle_price: int
    commission: int
    fee_tax: int
    net: int

    @property
    def surcharge(self) -> int:
        """
        The extras on top of the commission.
        """
        return self._left(sum(s.amount for s in self._parts.fees.surcharges))

    @property
    def payment_fee(self) -> int:
        """
        The payment service fee.
        """
        return self._left(self._parts.fees.payment_fee)

    @property
    def service_fee(self) -> int:
        """
        All fees before tax: what the tax on fees is taken of.
        """
        return self._left(self._parts.fees.service_fee)

    @property
    def shipping(self) -> int:
        """
        The shipping that the buyer paid, as far as it is this line's.
        """
        return self._left(self._parts.shipping)

    @property
    def points(self) -> int:
        """
        The mega-po points that the buyer is granted; one point is one yen.
        """
        return self._left(self._parts.points)

    @property
    def points_by_seller(self) -> int:
        """
        The seller's share of the points.
        """
        return self._left(self._parts.points_share)

    @property
    def points_by_qoo10(self) -> int:
        """
        Qoo10's share of the points.
        """
        return self.points - self.points_by_seller

    @property
    def rate(self) -> Rate:
        """
        The commission rate.
        """
        return self.terms.rate

    @property
    def is_cancelled(self) -> bool:
        """
        Whether the line was cancelled or returned.
        """
        return self.line.cancelled_on is not None

    @property
    def settle_price_difference(self) -> int | None:
        """
        The platform's SettlePrice less ours; None where the row gives none.
        """
        given = self.line.platform_settle_price
        return None if given is None or self.is_cancelled else given - self.settle_price

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """
        The movements of money, which sum to *net*, by day; the day is None before delivery.
        """
        from qoo10model import ledgers

        return ledgers.entries_of(self.line, self.terms, self.context, self._parts)

    @property
    def rules(self) -> tuple[Evidence, ...]:
        """
        The dated rules that the result rests on.
        """
        from qoo10model import ledgers

        return ledgers.evidence_of(self.line, self.terms, self.context, self._parts)

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """
        Each open or doubtful rule or fact that the result rests on, with its effect in yen.

        A reading that would change neither a yen nor a day of this line is no doubt of it.
        """
        from qoo10model.doubts import doubts_of

        return doubts_of(self._case, self._questions, _outcome)

    @cached_property
    def net_range(self) -> tuple[int, int]:
        """
        The lowest and the highest net in yen that the doubts leave.
        """
        from qoo10model.doubts import range_of

        return range_of(self._case, self._questions, _net)

    @property
    def is_confirmed(self) -> bool:
        """
        Whether there are no doubts.
        """
        return not self.doubts

    @property
    def is_stale(self) -> bool:
        """
        Whether a rule was used for a day after its sources were read last.
        """
        from qoo10model import ledgers

        return ledgers.is_stale(self.line, self.terms, self.context, self._parts)

    def explain(self, language: Language = "en") -> str:
        """
        Return the settlement as a text table in *language*: entries, rules, sources, doubts.
        """
        from qoo10model import explanations

        number, ends = self.line.order_no, self.net_range
        return explanations.explained(
            number, self.gross, self.entries, self.rules, self.doubts, ends, language
        )

    def __str__(self) -> str:
        return f"order {self.line.order_no}: net {self.net:,} yen of {self.gross:,}"

    def __repr__(self) -> str:
        return f"<Settlement: {self}>"

    def with_invoice_tax(self, change: int) -> Settlement:
        """
        Return the settlement with *change* yen more tax, as rounding on a whole invoice gives it.
        """
        context = attrs.evolve(self.context, invoice_tax=change)
        return _settlement(self.line, self.terms, context)

    @property
    def _case(self) -> Case:
        from qoo10model.questions import Case

        return Case(self.line, self.terms, self.context)

    @cached_property
    def _parts(self) -> Breakdown:
        from qoo10model import ledgers
        from qoo10model.breakdowns import breakdown_of

        charged = ledgers.was_settled(self.line, self.terms)
        return breakdown_of(self.line, self.terms, self.context, charged=charged)

    @cached_property
    def _questions(self) -> tuple[Question[Case], ...]:
        from qoo10model.questions import questions_of

        return questions_of(self._case, self._parts)

    def _left(self, amount: int) -> int:
        return 0 if self.is_cancelled else amount


def settle(
    line: OrderLine,
    seller: Seller,
    rules: RuleBook = JAPAN,
    *,
    categories: Mapping[str, str] | None = None,
    holidays: tuple[date, ...] = (),
) -> Settlement:
    """
    Return what *line* pays *seller*, by the *rules* of the day it was paid (精算).

    *categories* gives the category of each item number, where the seller's rates are by category.
    *holidays* are the Japanese days on which a Wednesday may not settle.

    Raises `InvalidValueError` for an unpaid line, one that shares a cart's shipping or discount with
    others (settle the cart) and amounts that are not in yen, `RuleUndecidedError` where the money
    would be invented, `RuleNotKnownError` for a day before the rules, `InvalidTypeError` for what
    is no `OrderLine`, `Seller` or `RuleBook`, and for *holidays* that are no tuple of days.

    >>> from datetime import date, datetime
    >>> from qoo10model.basics.periods import JST
    >>> from qoo10model.sellers import Grade, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> line = OrderLine(order_no=1062428737, cart_no=93001122, item_code="100000001",
    ...                  unit_price=1_326, quantity=2, delivered_on=date(2026, 5, 14),
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> settle(line, seller).net
    2359
    """
    try:
        is_plain, commission = line.is_plain, seller.commission
    except AttributeError:
        raise _no_values_of_ours(line, seller) from None
    if is_plain and type(commission) is Rate:
        paid_on = line.paid_on or paid_day(line)
        try:
            terms = terms_of(paid_on, seller, None, rules, holidays)
        except (TypeError, AttributeError):
            check_conditions(rules, holidays)
            raise
        if terms.is_ordinary:
            return _plain(line, terms)
        return _settlement(line, terms, ORDINARY)
    share = ORDINARY
    if line.shipping or line.cart_discount_seller or line.cart_discount_qoo10:
        share = Context(*cart_amounts(line))
    return settle_share(line, seller, rules, share, categories=categories, holidays=holidays)


def _plain(line: OrderLine, terms: Terms) -> Settlement:
    quantity, unit_price = line.quantity, line.unit_price
    gross = unit_price * quantity
    settle_price = terms.settle_unit(unit_price) * quantity
    commission = gross - settle_price
    tax = terms.tax_of(commission)
    return Settlement(
        line, terms, ORDINARY, gross, gross, 0, 0, settle_price, commission, tax, settle_price - tax
    )


def settle_share(
    line: OrderLine,
    seller: Seller,
    rules: RuleBook,
    share: Context,
    *,
    categories: Mapping[str, str] | None = None,
    holidays: tuple[date, ...] = (),
) -> Settlement:
    """
    Return what *line* pays with its *share* of the cart's shipping and discounts.

    It raises what `settle` raises.
    """
    paid_on, context = paid_day(line), share
    rate = None
    try:
        for discount in line.discounts:
            if discount.kind is _UNKNOWN:
                line, occasion = attributed(line, rules)
                context = attrs.evolve(context, occasion=occasion)
                break
        if type(seller.commission) is not Rate:
            found = rate_of(line, seller, categories=categories, rules=rules)
            rate = found.rate
            context = attrs.evolve(context, basis=found.basis, category=found.category)
        terms = terms_of(paid_on, seller, rate, rules, holidays)
    except (TypeError, AttributeError):
        check_conditions(rules, holidays, categories)
        raise
    return _settlement(line, terms, context)


def _settlement(line: OrderLine, terms: Terms, context: Context) -> Settlement:
    if line.cancelled_on is not None:
        return _undone(line, terms, context)
    (
        gross,
        buyer_paid,
        own,
        qoo10,
        _,
        _,
        compensation,
        pre_deduction,
        coupon_share,
        _,
        points_share,
        shipping,
        (_, commission, surcharges, payment, on_shipping, tax),
    ) = amounts_of(line, terms, context)
    borne_by_qoo10 = qoo10 + compensation - pre_deduction - coupon_share
    borne_by_seller = gross - buyer_paid - borne_by_qoo10
    kept = commission + payment + on_shipping + tax + points_share
    for _, surcharge in surcharges:
        kept += surcharge
    return Settlement(
        line,
        terms,
        context,
        gross,
        buyer_paid,
        borne_by_seller,
        borne_by_qoo10,
        gross - own - commission,
        commission,
        tax,
        gross - borne_by_seller + shipping - kept,
    )


def _net(case: Case) -> int:
    return _settlement(case.line, case.terms, case.context).net


def _outcome(case: Case) -> Outcome:
    from qoo10model.doubts import Outcome

    made = _settlement(case.line, case.terms, case.context)
    if made.is_cancelled:
        return Outcome(made.net, lambda: made.entries)
    # An answer changes neither the dates of a line nor its holidays: the rules make the days.
    amounts = amounts_of(case.line, case.terms, case.context)
    return Outcome(made.net, lambda: made.entries, case.terms.rules.settlements, amounts)


def _undone(line: OrderLine, terms: Terms, context: Context) -> Settlement:
    from qoo10model import ledgers
    from qoo10model.breakdowns import breakdown_of

    # What has moved moves back: its rules are asked now, so that nothing is refused later.
    parts = breakdown_of(line, terms, context, charged=ledgers.was_settled(line, terms))
    net = sum(entry.amount for entry in ledgers.entries_of(line, terms, context, parts))
    return Settlement(line, terms, context, 0, 0, 0, 0, 0, 0, 0, net)


def _no_values_of_ours(line: object, seller: object) -> InvalidTypeError:
    if not isinstance(line, OrderLine):
        return InvalidTypeError(f"line must be an OrderLine (got a {type(line).__name__})")
    return InvalidTypeError(f"seller must be a Seller (got a {type(seller).__name__})")
