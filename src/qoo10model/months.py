"""
Months (月次精算): many lines settled together, whatever the period, with sums, days and doubts.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model import entries
from qoo10model.basics.findings import Finding
from qoo10model.basics.money import split
from qoo10model.basics.texts import Text, align, yen_text
from qoo10model.basics.uncertainty import Alternative, Doubt
from qoo10model.doubts import merged
from qoo10model.proceeds import Settlement
from qoo10model.rules.fees import TaxGrain


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from qoo10model.basics.texts import Language
    from qoo10model.basics.timelines import Dated
    from qoo10model.entries import Entry, EntryKind

__all__ = ("Month", "on_invoices")

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
        lowest, highest = sum(low for low, _ in ranges), sum(high for _, high in ranges)
        on_invoice = self.net - self._invoice_tax
        return min(lowest, on_invoice), max(highest, on_invoice)

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
        of_lines = (doubt for settlement in self.settlements for doubt in settlement.doubts)
        return merged(chain(of_lines, self._invoice_doubts()))

    @property
    def is_confirmed(self) -> bool:
        """
        Whether nothing about the lines is in doubt.
        """
        return not self.doubts

    def of(self, order_no: int) -> tuple[Settlement, ...]:
        """
        Return the settlements of the order number: none, one, or one each shop.
        """
        return tuple(s for s in self.settlements if s.line.order_no == order_no)

    def summary(self, language: Language = "en") -> str:
        """
        Return the totals by kind as a text table in *language*.

        >>> print(Month((), ()).summary("ja"))
        精算額  0
        """
        rows = [
            (kind.label.in_(language), yen_text(amount, sign=True))
            for kind, amount in self.by_kind().items()
        ]
        rows.append((_NET.in_(language), yen_text(self.net, sign=bool(self.net))))
        return align(rows, right=frozenset({1}))

    def __len__(self) -> int:
        return len(self.settlements)

    def __iter__(self) -> Iterator[Settlement]:
        return iter(self.settlements)

    def __str__(self) -> str:
        lines, findings = len(self.settlements), len(self.findings)
        return (
            f"{lines} line{'' if lines == 1 else 's'}, net {self.net:,} yen, "
            f"{findings} finding{'' if findings == 1 else 's'}"
        )

    def __repr__(self) -> str:
        return f"<Month: {self}>"

    @cached_property
    def _invoice_tax(self) -> int:
        # How much more tax it would be, were it rounded once on each invoice.
        groups = _invoices(self.settlements, _may_be_on_invoice)
        return sum(_on_invoice(group) - sum(s.fee_tax for s in group) for group in groups)

    def _invoice_doubts(self) -> Iterator[Doubt]:
        # No line shows by itself what rounding once on an invoice changes.
        if not self._invoice_tax:
            return
        groups = _invoices(self.settlements, _may_be_on_invoice)
        silent = [
            settlement
            for settlement in chain.from_iterable(groups)
            if all(doubt.rule != "fees.tax_grain" for doubt in settlement.doubts)
        ]
        one = groups[0][0]
        timeline, entry = one.terms.rules.fees.tax_grain, _grain(one)
        yield Doubt(
            timeline.name,
            timeline.title,
            timeline.decided(entry).label,
            entry.confidence,
            (Alternative(TaxGrain.INVOICE.label, -self._invoice_tax),),
            entry.sources,
            len(silent),
        )


def on_invoices(settlements: tuple[Settlement, ...]) -> tuple[Settlement, ...]:
    """
    Return *settlements* with their tax rounded on invoices where that is the rule, else as they are.

    An invoice (サービス手数料の領収書) has the fees of one month of settlement at one rate of tax;
    lines whose day is open are on one of their own. Its tax is split to its lines by their fees.
    """
    changed: dict[int, Settlement] = {}
    for group in _invoices(settlements, _is_on_invoice):
        taxes = split(_on_invoice(group), [settlement.service_fee for settlement in group])
        for settlement, tax in zip(group, taxes, strict=True):
            changed[id(settlement)] = settlement.with_invoice_tax(tax - settlement.fee_tax)
    return tuple(changed.get(id(settlement), settlement) for settlement in settlements)


def _invoices(
    settlements: Iterable[Settlement], counts: Callable[[Settlement], bool]
) -> list[list[Settlement]]:
    groups: dict[object, list[Settlement]] = {}
    for settlement in settlements:
        if settlement.service_fee and counts(settlement):
            day = settlement.entries[-1].on
            month = None if day is None else (day.year, day.month)
            groups.setdefault((month, settlement.terms.tax_rate), []).append(settlement)
    return list(groups.values())


def _on_invoice(group: list[Settlement]) -> int:
    return group[0].terms.tax_of(sum(settlement.service_fee for settlement in group))


def _grain(settlement: Settlement) -> Dated[TaxGrain]:
    terms = settlement.terms
    return terms.rules.fees.tax_grain.entry_on(terms.paid_on)


def _is_on_invoice(settlement: Settlement) -> bool:
    return _grain(settlement).value is TaxGrain.INVOICE


def _may_be_on_invoice(settlement: Settlement) -> bool:
    return TaxGrain.INVOICE in _grain(settlement).alternatives
