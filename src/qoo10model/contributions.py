"""
Contribution (貢献利益, 限界利益) of order lines: what Qoo10 pays, less what the order costs.

A line of which a cost is not known has no contribution: it is said, and never taken as zero.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.breakdowns import breakdown_of
from qoo10model.costbooks import CostBook, Gap
from qoo10model.costs import AgencyFee, Basis, CostKind, SalesBase
from qoo10model.doubts import range_of
from qoo10model.linecosts import GOODS_KINDS, USUAL, LineCost, Method, costed, was_sent
from qoo10model.proceeds import Settlement
from qoo10model.questions import Case, questions_of
from qoo10model.takings import NO_TAKINGS, Takings, agency_amount, takings_of


if TYPE_CHECKING:
    from collections.abc import Iterable

    from qoo10model.basics.texts import Language
    from qoo10model.breakdowns import Breakdown
    from qoo10model.orders import OrderLine

__all__ = ("Contribution", "contributions_of", "margin", "margin_text")


_NOT_KNOWN: Final = Message(
    "profit.cost_missing",
    Severity.ERROR,
    Text(
        "no contribution: the cost of {kind} is not known on {day}: {reason}",
        "貢献利益を計算できない: {day}の{kind}が不明（{reason}）",
    ),
)
_MAYBE_SENT: Final = Message(
    "profit.sent_not_known",
    Severity.WARNING,
    Text(
        "cancelled, and the row does not tell whether it had been sent; taken as not sent, so "
        "without any cost",
        "キャンセル済みだが発送の有無が不明。未発送として費用なしで計算した",
    ),
)
_PROCEEDS: Final = Text("proceeds", "精算額")
_CONTRIBUTION: Final = Text("contribution", "貢献利益")
_RANGE: Final = Text("contribution at both ends", "貢献利益の幅")
_OF_GROSS: Final = Text("of the price before discounts", "販売総額に対する率")
_OF_PAID: Final = Text("of what the buyer paid", "購入者支払額に対する率")
_NOT_DEFINED: Final = Text("undefined", "算出不可")
_MISSING: Final = Text("not known", "不明")
_RIGHT: Final = frozenset({1})
_OF_TAX: Final = ("fees.tax_rounding", "fees.fees_exclude_tax")


@attrs.frozen(repr=False)
class Contribution:
    """
    What one order line leaves its seller (貢献利益), in yen on the basis of *method*.

    *costs* are those that count, as positive amounts, with the line's part of its cart's. *gaps* are
    costs that are not known: then *contribution* is None. *sales_tax* is the rate the goods were sold
    at, where a cost told it; *rounding* that of the cost book.
    """

    settlement: Settlement
    method: Method
    costs: tuple[LineCost, ...]
    gaps: tuple[Gap, ...]
    sales_tax: Rate | None
    rounding: Rounding

    @property
    def line(self) -> OrderLine:
        """
        The order line.
        """
        return self.settlement.line

    @property
    def is_costed(self) -> bool:
        """
        Whether all its costs are known.
        """
        return not self.gaps

    @property
    def is_undelivered(self) -> bool:
        """
        Whether it is under way: its sale counts, and nothing has been settled yet.
        """
        return self.line.delivered_on is None and not self.settlement.is_cancelled

    @property
    def gross(self) -> int | None:
        """
        The price before discounts; None where costs are missing, as with every amount here.
        """
        return None if self._sales is None else self._sales.gross

    @property
    def buyer_paid(self) -> int | None:
        """
        What the buyer paid for the goods, without shipping.
        """
        return None if self._sales is None else self._sales.buyer_paid

    @property
    def proceeds(self) -> int | None:
        """
        What Qoo10 pays for the line: with tax the net of its settlement.
        """
        return None if self._sales is None else self._sales.proceeds

    @property
    def cost(self) -> int:
        """
        The sum of the known costs.
        """
        return sum(cost.amount for cost in self.costs)

    def cost_of(self, *kinds: CostKind) -> int:
        """
        Return the sum of the costs of *kinds*.
        """
        return sum(cost.amount for cost in self.costs if cost.kind in kinds)

    @property
    def contribution(self) -> int | None:
        """
        The proceeds less all costs but ads (貢献利益); None where a cost is missing.
        """
        return None if self.proceeds is None else self.proceeds - self.cost

    @property
    def gross_margin(self) -> int | None:
        """
        The proceeds less the goods and what it cost to bring them in (粗利).
        """
        if self.proceeds is None:
            return None
        return self.proceeds - self.cost_of(*GOODS_KINDS)

    @cached_property
    def contribution_range(self) -> tuple[int, int] | None:
        """
        The lowest and highest contribution that the doubts of the settlement leave.
        """
        if self.contribution is None:
            return None
        one = self.settlement
        if one.is_cancelled:
            return self.contribution, self.contribution
        case = Case(one.line, one.terms, one.context)
        parts = breakdown_of(one.line, one.terms, one.context)
        questions = questions_of(case, parts)
        if self.method.basis is Basis.TAX_OUT and any(map(_takes_of_net, self.costs)):
            # The tax on fees is no cost then, but an agency takes less of what it leaves.
            questions = tuple(
                attrs.evolve(one, lowest=(), highest=()) if one.rule in _OF_TAX else one
                for one in questions
            )
        return range_of(case, questions, self._left_of)

    @property
    def margin_of_gross(self) -> Fraction | None:
        """
        The contribution as a part of the price before discounts, exactly; None where that is 0.
        """
        return margin(self.contribution, self.gross)

    @property
    def margin_of_buyer_paid(self) -> Fraction | None:
        """
        The contribution as a part of what the buyer paid, exactly; None where that is 0.
        """
        return margin(self.contribution, self.buyer_paid)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """
        Costs that are missing, and what had to be assumed.
        """
        number, day = self.line.order_no, self.settlement.terms.paid_on
        found = [
            _NOT_KNOWN.finding(order_no=number, kind=gap.kind.label, day=day, reason=gap.reason)
            for gap in self.gaps
        ]
        if self.settlement.is_cancelled and was_sent(self.line) is None:
            found.append(_MAYBE_SENT.finding(order_no=number))
        return tuple(found)

    def explain(self, language: Language = "en") -> str:
        """
        Return the contribution as a text table in *language*: proceeds, each cost, what is left.
        """
        rows = [(_PROCEEDS.in_(language), _yen(self.proceeds, language))]
        rows += [
            (one.kind.label.in_(language), yen_text(-one.amount, sign=True)) for one in self.costs
        ]
        rows.append((_CONTRIBUTION.in_(language), _yen(self.contribution, language)))
        if self.contribution_range is not None:
            low, high = map(yen_text, self.contribution_range)
            rows.append((_RANGE.in_(language), f"{low} … {high}"))
            rows.append((_OF_GROSS.in_(language), margin_text(self.margin_of_gross, language)))
            rows.append((_OF_PAID.in_(language), margin_text(self.margin_of_buyer_paid, language)))
        heading = f"{self.line.order_no} ({self.method.basis.label.in_(language)})"
        findings = (f"- {finding.in_(language)}" for finding in self.findings)
        return "\n".join((heading, align(rows, right=_RIGHT), *findings))

    def __str__(self) -> str:
        left = self.contribution
        known = "contribution not known" if left is None else f"contribution {yen_text(left)} yen"
        return f"order {self.line.order_no}: {known}"

    def __repr__(self) -> str:
        return f"<Contribution: {self}>"

    @cached_property
    def _sales(self) -> Takings | None:
        if self.gaps:
            return None
        one = self.settlement
        if one.is_cancelled:
            return NO_TAKINGS
        case = Case(one.line, one.terms, one.context)
        return self._takings(case, breakdown_of(case.line, case.terms, case.context))

    def _takings(self, case: Case, parts: Breakdown) -> Takings:
        how = self.method
        return takings_of(parts, case.terms, how.basis, self.sales_tax, how.tax_rounding)

    def _left_of(self, case: Case) -> int:
        parts = breakdown_of(case.line, case.terms, case.context)
        costs = sum(
            agency_amount(one.entry, parts, self.method.basis, self.rounding)
            if isinstance(one.entry, AgencyFee)
            else one.amount
            for one in self.costs
        )
        return self._takings(case, parts).proceeds - costs


def contributions_of(
    settlements: Iterable[Settlement], costs: CostBook, method: Method = USUAL
) -> tuple[Contribution, ...]:
    """
    Return the contribution of each of *settlements*, in their order, by the *costs* of their days.

    It raises what `qoo10model.linecosts.costed` raises.

    >>> contributions_of((), CostBook(()))
    ()
    """
    settled = tuple(settlements)
    found = zip(settled, costed(settled, costs, method), strict=True)
    return tuple(
        Contribution(one, method, its.costs, its.gaps, its.sold_at, costs.rounding)
        for one, its in found
    )


def margin(part: int | None, whole: int | None) -> Fraction | None:
    """
    Return *part* of *whole* exactly, or None where either is not known or *whole* is 0.

    >>> margin(590, 2_948), margin(-300, 0)
    (Fraction(295, 1474), None)
    """
    if part is None or not whole:
        return None
    return Fraction(part, whole)


def margin_text(part: Fraction | None, language: Language) -> str:
    """
    Return the margin *part* for people, as per cent with one decimal, or that there is none.

    >>> margin_text(Fraction(295, 1474), "en"), margin_text(None, "ja")
    ('20.0%', '算出不可')
    """
    return _NOT_DEFINED.in_(language) if part is None else f"{float(part):.1%}".replace("-", "−")


def _takes_of_net(cost: LineCost) -> bool:
    return isinstance(cost.entry, AgencyFee) and cost.entry.of is SalesBase.NET


def _yen(amount: int | None, language: Language) -> str:
    return _MISSING.in_(language) if amount is None else yen_text(amount, sign=True)
