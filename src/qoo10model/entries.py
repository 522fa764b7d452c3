"""
Entries (精算明細): the movements of money that a settlement consists of.

Each says what it is, how many yen it moves (from the seller's view, plus is in), on which day, for
which order, and which dated rules it rests on.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.money import check_yen
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Evidence


if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ("Entry", "EntryKind", "by_day", "by_kind", "in_order", "mirrored", "total")


class EntryKind(Labelled):
    """
    What an entry is (明細の種類).

    >>> EntryKind.COMPENSATION.label.ja
    'メガワリ/メガポ補償金'
    """

    SALE = Text("paid by the buyer for the item", "販売代金（購入者支払分）")
    SHIPPING = Text("shipping paid by the buyer", "送料（購入者支払分）")
    QOO10_DISCOUNT = Text("discount borne by Qoo10", "Qoo10負担割引分")
    COMPENSATION = Text("compensation of mega-wari or mega-po", "メガワリ/メガポ補償金")
    PRE_DEDUCTION = Text("mega-wari pre-deduction", "メガワリ割引金額（先差引）")
    COUPON_SHARE = Text("seller's share of the mega-po coupon", "メガポクーポン販売者負担分")
    POINTS_SHARE = Text("seller's share of the mega-po points", "メガポポイント販売者負担分")
    COMMISSION = Text("commission", "販売手数料")
    SURCHARGE = Text("extra fee", "追加手数料")
    SHIPPING_COMMISSION = Text("commission on shipping", "送料の販売手数料")
    PAYMENT_FEE = Text("payment service fee", "決済サービス利用料")
    FEE_TAX = Text("consumption tax on fees", "手数料の消費税")
    AD_COST = Text("ad cost", "広告費")


@attrs.frozen
class Entry:
    """
    One movement of money: *kind*, *amount* in yen (plus is in), *on* which Japanese day.

    *on* is None while the day is open, as before delivery. *order_no* and *cart_no* are None for what
    belongs to no order, as an ad. *evidence* are the dated rules it rests on. *reverses* marks one that
    undoes an earlier entry after a cancellation or return.

    Raises `InvalidTypeError` for an unknown kind, money that is not an int, a day that is no date.

    >>> Entry(EntryKind.SALE, 2_652, date(2026, 5, 20), 1062428737, 93001122).amount
    2652
    """

    kind: EntryKind
    amount: int
    on: date | None
    order_no: int | None
    cart_no: int | None
    shop: str = ""
    evidence: tuple[Evidence, ...] = attrs.field(default=(), repr=False)
    reverses: bool = False

    def __attrs_post_init__(self) -> None:
        if type(self.kind) is not EntryKind:
            msg = f"kind must be an EntryKind such as EntryKind.SALE (got {self.kind!r})"
            raise InvalidTypeError(msg)
        if type(self.amount) is not int:
            check_yen(self.amount, "amount")
        if self.on is not None and type(self.on) is not date:
            check_day(self.on, "on")

    @property
    def label(self) -> Text:
        """
        The name for people: of the rule where the entry is one of several extras, else of its kind.
        """
        name = self.kind.label
        if self.kind is EntryKind.SURCHARGE and self.evidence:
            name = self.evidence[0].timeline.title
        if self.reverses:
            return Text(f"{name.en}, undone", f"{name.ja}（戻し入れ）")
        return name


def mirrored(entry: Entry, on: date | None) -> Entry:
    """
    Return the entry that undoes *entry* on the day *on*.

    >>> sale = Entry(EntryKind.SALE, 2_652, date(2026, 5, 20), 1, 1)
    >>> mirrored(sale, date(2026, 5, 27)).amount
    -2652
    """
    return attrs.evolve(entry, amount=-entry.amount, on=on, reverses=not entry.reverses)


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """
    Return *entries* by day; those whose day is open come last, and ties keep their order.
    """
    return tuple(sorted(entries, key=lambda entry: _place(entry.on)))


def total(entries: Iterable[Entry]) -> int:
    """
    Return the sum of *entries* in yen.

    >>> total([Entry(EntryKind.SALE, 5, None, 1, 1), Entry(EntryKind.FEE_TAX, -2, None, 1, 1)])
    3
    """
    return sum(entry.amount for entry in entries)


def by_kind(entries: Iterable[Entry]) -> dict[EntryKind, int]:
    """
    Return the sum in yen of each kind that occurs, in the order of `EntryKind`.

    >>> by_kind([Entry(EntryKind.SALE, 5, None, 1, 1), Entry(EntryKind.SALE, 7, None, 2, 1)])
    {EntryKind.SALE: 12}
    """
    sums: dict[EntryKind, int] = {}
    for entry in entries:
        sums[entry.kind] = sums.get(entry.kind, 0) + entry.amount
    return {kind: sums[kind] for kind in EntryKind if kind in sums}


def by_day(entries: Iterable[Entry]) -> dict[date | None, int]:
    """
    Return the sum in yen of each day, in order; the key None is for entries whose day is open.

    >>> by_day([Entry(EntryKind.SALE, 5, date(2026, 5, 20), 1, 1)])
    {datetime.date(2026, 5, 20): 5}
    """
    sums: dict[date | None, int] = {}
    for entry in entries:
        sums[entry.on] = sums.get(entry.on, 0) + entry.amount
    return {day: sums[day] for day in sorted(sums, key=_place)}


def _place(day: date | None) -> tuple[bool, date]:
    return day is None, day or date.max
