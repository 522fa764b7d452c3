"""
Months (月次精算): many lines settled together, whatever the period, with sums, days and doubts.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model import entries
from qoo10model.basics.findings import Finding
from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.doubts import merged
from qoo10model.entries import EntryKind
from qoo10model.proceeds import Settlement
from qoo10model.rules.fees import TaxGrain


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qoo10model.basics.findings import Doubt
    from qoo10model.basics.texts import Language
    from qoo10model.entries import Entry

__all__ = ("Month",)

_NET: Final = Text("net", "精算額")


@attrs.frozen(repr=False)
class Month:
    """
    Many lines settled together (月次精算), whatever the period: sums, days, doubts, findings.

    *settlements* are the lines that could be settled, in the order given. Every other line is in
    *findings*, with its net at both ends where only a choice is missing.

    >>> Month((), ()).net
    0
    """

    settlements: tuple[Settlement, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def net(self) -> int:
        """
        What the settled lines pay, in yen.
        """
        return sum(settlement.net for settlement in self.settlements)

    @cached_property
    def net_range(self) -> tuple[int, int]:
        """
        The net in yen if every doubt fell out worst for every line, and best.
        """
        ranges = [settlement.net_range for settlement in self.settlements]
        return sum(low for low, _ in ranges), sum(high for _, high in ranges)

    @property
    def refused_range(self) -> tuple[int, int]:
        """
        The net in yen, at both ends, of the lines that wait for a choice; not part of *net*.
        """
        ranges = [f.net_range for f in self.findings if f.net_range is not None]
        return sum(low for low, _ in ranges), sum(high for _, high in ranges)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """
        The entries of all lines by day; those without a day come last.
        """
        return entries.in_order(e for s in self.settlements for e in s.entries)

    def by_day(self) -> dict[date | None, int]:
        """
        Return the yen that move on each day; None is for entries whose day is open.
        """
        return entries.by_day(self.entries)

    def by_kind(self) -> dict[EntryKind, int]:
        """
        Return the yen of each kind of entry.
        """
        return entries.by_kind(self.entries)

    @property
    def waiting(self) -> tuple[Settlement, ...]:
        """
        The settlements with money whose day is open, for the line is not delivered yet.
        """
        return tuple(s for s in self.settlements if any(e.on is None for e in s.entries))

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """
        The doubts of all lines, one each rule with the changes summed, the largest first.
        """
        doubts = merged(d for s in self.settlements for d in s.doubts)
        return tuple(self._by_invoice(d) if d.rule == "fees.tax_grain" else d for d in doubts)

    @property
    def is_confirmed(self) -> bool:
        """
        Whether no line has a doubt.
        """
        return not self.doubts

    def of(self, order_no: int) -> tuple[Settlement, ...]:
        """
        Return the settlements of the order number: none, one, or one each shop.
        """
        return tuple(s for s in self.settlements if s.line.order_no == order_no)

    def __len__(self) -> int:
        return len(self.settlements)

    def __iter__(self) -> Iterator[Settlement]:
        return iter(self.settlements)

    def __str__(self) -> str:
        lines = len(self.settlements)
        return f"{lines} lines, net {self.net:,} yen, {len(self.findings)} findings"

    def __repr__(self) -> str:
        return f"<Month: {self}>"

    def _by_invoice(self, doubt: Doubt) -> Doubt:
        # Tax rounded once on an invoice shows only over the lines of a month together.
        fees: dict[tuple[int, int] | None, list[Settlement]] = {}
        for one in self.settlements:
            day = next((e.on for e in one.entries if e.kind is EntryKind.FEE_TAX), None)
            month = None if day is None else (day.year, day.month)
            fees.setdefault(month, []).append(one)
        change = sum(_invoice_change(group) for group in fees.values())
        alternatives = tuple(
            attrs.evolve(a, net_change=change) if a.reading == TaxGrain.INVOICE.label else a
            for a in doubt.alternatives
        )
        return attrs.evolve(doubt, alternatives=alternatives)

    def summary(self, language: Language = "en") -> str:
        """
        Return the totals by kind as a text table in *language*.
        """
        rows = [
            (kind.label.in_(language), yen_text(amount, sign=True))
            for kind, amount in self.by_kind().items()
        ]
        rows.append((_NET.in_(language), yen_text(self.net, sign=True)))
        return align(rows, right=frozenset({1}))


def _invoice_change(settlements: list[Settlement]) -> int:
    tax_of = settlements[0].terms.tax_of
    whole = tax_of(sum(settlement.service_fee for settlement in settlements))
    return sum(settlement.fee_tax for settlement in settlements) - whole
