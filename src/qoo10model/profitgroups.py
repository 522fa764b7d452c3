"""
Profit by groups (利益集計): sums of contributions, and the table they stand in.

`qoo10model.profit` makes them; here is what they can be asked.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import attrs

from qoo10model.basics.errors import UnknownNameError, did_you_mean
from qoo10model.basics.findings import Finding
from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.contributions import Contribution, margin, margin_text
from qoo10model.costs import AdCost, CostKind
from qoo10model.linecosts import Method


if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from qoo10model.basics.texts import Language

__all__ = ("Group", "Profit")

K = TypeVar("K")


@attrs.frozen(repr=False)
class Group(Generic[K]):
    """
    The contribution of some order lines together: those of one order, SKU, item, event or month.

    *key* is what they have in common, *label* says it for people; the key None is for ads that belong
    to none and, among events, for lines outside all of them. *ad_cost* is what the *ads* come to.
    Sums are of the lines whose costs are known; *uncosted* are the others.
    """

    key: K | None
    label: Text
    lines: tuple[Contribution, ...]
    ads: tuple[AdCost, ...]
    ad_cost: int

    @cached_property
    def costed(self) -> tuple[Contribution, ...]:
        """
        The lines whose costs are known.
        """
        return tuple(line for line in self.lines if line.is_costed)

    @property
    def uncosted(self) -> tuple[Contribution, ...]:
        """
        The lines that have no contribution, for a cost of theirs is not known.
        """
        return tuple(line for line in self.lines if not line.is_costed)

    @property
    def undelivered(self) -> tuple[Contribution, ...]:
        """
        The lines that are under way: they count, and may still be cancelled.
        """
        return tuple(line for line in self.lines if line.is_undelivered)

    @property
    def gross(self) -> int:
        """
        The price before discounts, in yen.
        """
        return sum(line.gross or 0 for line in self.costed)

    @property
    def buyer_paid(self) -> int:
        """
        What the buyers paid for the goods.
        """
        return sum(line.buyer_paid or 0 for line in self.costed)

    @property
    def proceeds(self) -> int:
        """
        What Qoo10 pays.
        """
        return sum(line.proceeds or 0 for line in self.costed)

    @property
    def cost(self) -> int:
        """
        All costs but ads.
        """
        return sum(line.cost for line in self.costed)

    def by_kind(self) -> dict[CostKind, int]:
        """
        Return the sum of each kind of cost that occurs, in the order of `CostKind`.
        """
        sums = {kind: sum(line.cost_of(kind) for line in self.costed) for kind in CostKind}
        return {kind: amount for kind, amount in sums.items() if amount}

    @property
    def gross_margin(self) -> int:
        """
        The proceeds less the goods and what it cost to bring them in (粗利).
        """
        return sum(line.gross_margin or 0 for line in self.costed)

    @property
    def contribution(self) -> int | None:
        """
        The proceeds less all costs and ads (貢献利益); None where nothing of it is known.
        """
        if not self.costed and not self.ads:
            return None
        return self.proceeds - self.cost - self.ad_cost

    @cached_property
    def contribution_range(self) -> tuple[int, int] | None:
        """
        The lowest and highest contribution that the doubts of the settlements leave.
        """
        if self.contribution is None:
            return None
        ranges = [both for line in self.costed if (both := line.contribution_range)]
        low, high = (sum(both[end] for both in ranges) for end in (0, 1))
        return low - self.ad_cost, high - self.ad_cost

    @property
    def margin_of_gross(self) -> Fraction | None:
        """
        The contribution as a part of the price before discounts, exactly; None where that is 0.
        """
        return margin(self.contribution, self.gross)

    @property
    def margin_of_buyer_paid(self) -> Fraction | None:
        """
        The contribution as a part of what the buyers paid, exactly; None where that is 0.
        """
        return margin(self.contribution, self.buyer_paid)

    def __str__(self) -> str:
        left = "not known" if self.contribution is None else f"{yen_text(self.contribution)} yen"
        missing = len(self.uncosted)
        also = f", {missing} of {len(self.lines)} lines without costs" if missing else ""
        return f"{self.label}: contribution {left}{also}"

    def __repr__(self) -> str:
        return f"<Group: {self}>"


@attrs.frozen(repr=False)
class Profit(Generic[K]):
    """
    The contribution of a month, *by* order, SKU, item, event or month: one of *groups* for each.

    The groups sum to the *total*, whatever they are by. *findings* are those of the month (lines that
    could not be settled are in no group) and the lines of which a cost is not known. ``profit[key]``
    is one group; text keys are found whatever their letter case.
    """

    by: Text
    groups: tuple[Group[K], ...]
    total: Group[K]
    method: Method
    findings: tuple[Finding, ...]

    @property
    def contribution(self) -> int | None:
        """
        The contribution of all in yen; None where nothing of it is known.
        """
        return self.total.contribution

    @property
    def contribution_range(self) -> tuple[int, int] | None:
        """
        The lowest and highest contribution that the doubts leave.
        """
        return self.total.contribution_range

    @property
    def uncosted(self) -> tuple[Contribution, ...]:
        """
        The lines that are in no sum, for a cost of theirs is not known.
        """
        return self.total.uncosted

    def __getitem__(self, key: K | None) -> Group[K]:
        """
        Return the group of *key*; an unknown one raises `UnknownNameError`.
        """
        asked = _folded(key)
        for group in self.groups:
            if _folded(group.key) == asked:
                return group
        names = (str(group.key) for group in self.groups if group.key is not None)
        raise UnknownNameError(f"there is no group {key!r}: {did_you_mean(str(key), names)}")

    def __len__(self) -> int:
        return len(self.groups)

    def __iter__(self) -> Iterator[Group[K]]:
        return iter(self.groups)

    def explain(self, language: Language = "en") -> str:
        """
        Return the groups and the total as a text table in *language*, with the findings.
        """
        rows = [tuple(heading.in_(language) for heading in (self.by, *_HEADINGS))]
        rows += [_row(group, language) for group in (*self.groups, self.total)]
        basis = f"({self.method.basis.label.in_(language)})"
        findings = (f"- {finding.in_(language)}" for finding in self.findings)
        return "\n".join((basis, align(rows, right=_NUMBERS), *findings))

    def __str__(self) -> str:
        count = len(self.groups)
        return f"{count} group{'' if count == 1 else 's'} by {self.by}, {self.total}"

    def __repr__(self) -> str:
        return f"<Profit: {self}>"


_HEADINGS: Final = (
    Text("lines", "注文数"),
    Text("without costs", "原価不明"),
    Text("gross", "販売総額"),
    Text("proceeds", "精算額"),
    Text("costs", "費用"),
    Text("ads", "広告費"),
    Text("contribution", "貢献利益"),
    Text("lowest", "下限"),
    Text("highest", "上限"),
    Text("of gross", "対販売総額"),
    Text("of paid", "対支払額"),
)
_NUMBERS: Final = frozenset(range(1, len(_HEADINGS) + 1))
_UNKNOWN: Final = Text("not known", "不明")


def _row(group: Group[K], language: Language) -> tuple[str, ...]:
    left, both = group.contribution, group.contribution_range
    amounts = (group.gross, group.proceeds, -group.cost, -group.ad_cost)
    ends = (left, *both) if left is not None and both is not None else ()
    return (
        group.label.in_(language),
        str(len(group.lines)),
        str(len(group.uncosted)),
        *map(yen_text, amounts),
        *(map(yen_text, ends) if ends else (_UNKNOWN.in_(language), "", "")),
        margin_text(group.margin_of_gross, language),
        margin_text(group.margin_of_buyer_paid, language),
    )


def _folded(key: object) -> object:
    return key.casefold() if isinstance(key, str) else key
