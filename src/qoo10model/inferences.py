"""
Inferences (料率の推定): the commission rates that a seller's own report gives away.

Only rates of the known range, in its steps, that reproduce a row to the yen are candidates. What the
rows of an item agree on is its rate; the rows that contradict it are named.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import Rate, per_unit
from qoo10model.basics.periods import month_of
from qoo10model.basics.texts import Labelled, Text
from qoo10model.basics.timelines import Timeline
from qoo10model.reports import SellingReport, SellingRow, report_of
from qoo10model.rules.book import JAPAN
from qoo10model.sellers import Commissions, PayoutAccount


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from qoo10model.rules.book import RuleBook

__all__ = (
    "InferredRates",
    "KeyKind",
    "MonthlyRate",
    "RateGroup",
    "RowRate",
    "infer_rates",
    "row_rate",
)


class RateGroup(Labelled):
    """
    What sort of row a rate was read off: only ordinary ones tell the commission by itself.

    >>> RateGroup.MEGA
    RateGroup.MEGA
    """

    ORDINARY = Text("ordinary", "通常")
    MEGA = Text("mega-wari or mega-po", "メガ割・メガポ")
    EXTERNAL_AD = Text("external ad", "外部広告")


class KeyKind(Labelled):
    """
    What a rate is of: an item, a category, or the shop.

    >>> KeyKind.ITEM
    KeyKind.ITEM
    """

    ITEM = Text("item", "商品")
    CATEGORY = Text("category", "カテゴリ")
    SHOP = Text("shop", "ショップ")


@attrs.frozen
class RowRate:
    """
    What one *row* says of its rate: *effective* is fee by goods, exactly; None without both.

    *candidates* are the rates that give the row's fee to the yen, lowest first. The goods of a mega
    row count with its compensation, its candidates with the extra of mega-wari or without.
    """

    row: SellingRow
    item: str
    group: RateGroup
    effective: Rate | None
    candidates: tuple[Rate, ...]


@attrs.frozen
class MonthlyRate:
    """
    The rate of an item, a category or the shop over the rows paid in one month.

    *candidates* are the rates that most rows allow, *count* is how many rows those are, *outliers*
    the order numbers of the others. *lowest* and *highest* are the effective rates.

    >>> from datetime import date
    >>> MonthlyRate(KeyKind.ITEM, "A", date(2026, 5, 1), (Rate.percent("9"),), 12, (),
    ...             Rate(9, 100), Rate(9, 100)).rate
    Rate.percent("9")
    """

    kind: KeyKind
    key: str
    month: date
    candidates: tuple[Rate, ...]
    count: int
    outliers: tuple[int, ...]
    lowest: Rate
    highest: Rate

    @property
    def rate(self) -> Rate | None:
        """
        The one rate that most rows allow; None where they allow none, or several equally.
        """
        return self.candidates[0] if len(self.candidates) == 1 else None


@attrs.frozen(repr=False)
class InferredRates:
    """
    The rates that a report gives away (推定料率): by row, and by item, category and shop a month.

    *rows* holds every sale with what it says, mega and external-ad rows too; *months* rests on
    ordinary rows alone. Give a `Seller` the `commissions()`.
    """

    rows: tuple[RowRate, ...]
    months: tuple[MonthlyRate, ...]
    findings: tuple[Finding, ...]

    def of(self, kind: KeyKind, key: str = "") -> tuple[MonthlyRate, ...]:
        """
        Return the months of one item, one category, or the shop.
        """
        return tuple(one for one in self.months if one.kind is kind and one.key == key)

    @cached_property
    def effective(self) -> dict[RateGroup, Rate]:
        """
        The fees by the goods of all rows of each group, exactly.
        """
        fees: Counter[RateGroup] = Counter()
        goods: Counter[RateGroup] = Counter()
        for one in self.rows:
            base, fee = _base(one.row), one.row.service_fee
            if one.effective is not None and base and fee is not None:
                fees[one.group] += fee
                goods[one.group] += base
        return {group: Rate(fees[group], goods[group]) for group in RateGroup if goods[group]}

    def commissions(self, *, otherwise: Rate | None = None) -> Commissions:
        """
        Return the rates as a `Seller` takes them: by item and by category, dated by month.

        A rate holds from the first day of the first month that shows it, so that older orders stay
        unknown. *otherwise* is for what the report does not tell.
        """
        return Commissions(
            by_item=dict(self._dated(KeyKind.ITEM)),
            by_category=dict(self._dated(KeyKind.CATEGORY)),
            otherwise=otherwise,
        )

    def _dated(self, kind: KeyKind) -> Iterator[tuple[str, Timeline[Rate]]]:
        for key in dict.fromkeys(one.key for one in self.months if one.kind is kind):
            steps: list[tuple[date, Rate]] = []
            for one in self.of(kind, key):
                if one.rate is not None and (not steps or steps[-1][1] != one.rate):
                    steps.append((one.month, one.rate))
            if steps:
                yield key, Timeline[Rate].own(f"inferred commission of {key}", *steps)

    def __repr__(self) -> str:
        return f"<InferredRates: {len(self.rows)} rows, {len(self.months)} months of rates>"


_OUTLIERS: Final = Message(
    "inferences.outliers",
    Severity.WARNING,
    Text(
        "{kind} {key}, {month}: {rate} fits {count} rows but not orders {orders}",
        "{kind}{key} {month}: {rate}は{count}行に合うが、注文{orders}に合わない",
    ),
)
_OPEN: Final = Message(
    "inferences.undecided",
    Severity.WARNING,
    Text(
        "{kind} {key}, {month}: {rates}; give the rate yourself or add more rows",
        "{kind}{key} {month}: {rates}。料率を指定するか、明細を追加",
    ),
)
_NO_RATE: Final = Text("no rate of the known range fits", "既知の範囲の料率では合わない")
_NO_ITEM: Final = Message(
    "inferences.item_unknown",
    Severity.ADVICE,
    Text(
        "{count} rows name no item; pass items= (order number → item number)",
        "{count}行に商品番号がない。items=（注文番号→商品番号）を渡す",
    ),
)
_NO_DAY: Final = Message(
    "inferences.row_unused",
    Severity.ADVICE,
    Text(
        "{count} sales lack their payment day, goods, fee or quantity and tell no rate",
        "{count}行は決済日・商品代金・手数料・数量のいずれかがなく、料率を推定できない",
    ),
)


def infer_rates(
    report: SellingReport | Iterable[SellingRow],
    *,
    items: Mapping[int, str] | None = None,
    categories: Mapping[str, str] | None = None,
    account: PayoutAccount = PayoutAccount.JAPAN,
    rules: RuleBook = JAPAN,
) -> InferredRates:
    """
    Return the commission rates that *report* gives away, by item, category and month.

    *items* (order number → item number) helps where the export has no item numbers, *categories*
    (item number → category) gives rates by category. The fees of a seller with a bank *account*
    outside Japan hold the extra for that. An order that was taken back tells as well by its sale.
    *report* may be rows alone. Raises `InvalidTypeError` for what are none, and for no account.

    >>> row = SellingRow(order_no=1, item_code="A", paid_on=date(2026, 5, 11), quantity=2,
    ...                  goods_amount=2_652, service_fee=238)
    >>> inferred = infer_rates(SellingReport(rows=(row,)))
    >>> inferred.commissions().items["A"].on(date(2026, 5, 11))
    Rate.percent("9")
    """
    report = report_of(report)
    if type(account) is not PayoutAccount:
        msg = f"account must be such as PayoutAccount.OUTSIDE_JAPAN (got {account!r})"
        raise InvalidTypeError(msg)
    named = items or {}
    sales = [row for row in report.rows if not row.is_total and not row.gives_back]
    rows = tuple(row_rate(row, rules, item=_item(row, named), account=account) for row in sales)
    usable = [one for one in rows if one.group is RateGroup.ORDINARY and one.effective is not None]
    months = tuple(_months(usable, categories or {}))
    findings = list(_odd(months))
    nameless = sum(1 for one in usable if not one.item)
    unused = sum(1 for one in rows if one.effective is None)
    if nameless:
        findings.append(_NO_ITEM.finding(count=nameless))
    if unused:
        findings.append(_NO_DAY.finding(count=unused))
    return InferredRates(rows, months, tuple(findings))


def row_rate(
    row: SellingRow,
    rules: RuleBook = JAPAN,
    *,
    item: str = "",
    account: PayoutAccount = PayoutAccount.JAPAN,
) -> RowRate:
    """
    Return what *row* says of its commission rate; *item* is its item number where the row has none.

    *account* says where the seller's bank account is.

    >>> row = SellingRow(order_no=1, paid_on=date(2026, 5, 11), quantity=1, goods_amount=1_000,
    ...                  service_fee=80)
    >>> row_rate(row).candidates
    (Rate.percent("8"),)
    """
    group = RateGroup.ORDINARY
    if row.is_mega or row.compensation:
        group = RateGroup.MEGA
    elif row.external_ad:
        group = RateGroup.EXTERNAL_AD
    base, fee, quantity, day = _base(row), row.service_fee, row.quantity, row.paid_on
    item = row.item_code or item
    if not base or fee is None or not quantity or quantity < 0 or day is None:
        return RowRate(row, item, group, None, ())
    # Whether commission is taken before or after the seller's own discount is not known.
    bases = tuple(dict.fromkeys((base, base + (row.seller_discount or 0))))
    extras = _extras(group, account, day, rules)
    fitting = tuple(
        rate
        for rate in _rates_of(day, rules)
        if any(fee in _fees(whole, quantity, rate, extras, day, rules) for whole in bases)
    )
    return RowRate(row, item, group, Rate(fee, base), fitting)


def _base(row: SellingRow) -> int | None:
    if row.goods_amount is None:
        return None
    # The goods of a mega row are after its coupon, which the compensation makes up.
    return row.goods_amount + (row.compensation or 0)


def _item(row: SellingRow, items: Mapping[int, str]) -> str:
    assert row.order_no is not None
    return row.item_code or items.get(row.order_no, "")


def _extras(
    group: RateGroup, account: PayoutAccount, day: date, rules: RuleBook
) -> tuple[tuple[Rate, ...], ...]:
    # The sets of extras that a row may have, one of which it has.
    fees, own = rules.fees, tuple[Rate, ...]()
    if account is PayoutAccount.OUTSIDE_JAPAN:
        own = (fees.overseas_surcharge.on(day),)
    if group is RateGroup.MEGA:
        return own, (*own, fees.mega_surcharge.on(day))
    if group is RateGroup.EXTERNAL_AD:
        return ((*own, fees.external_ad_surcharge.on(day)),)
    return (own,)


def _rates_of(day: date, rules: RuleBook) -> Iterator[Rate]:
    limits, step = rules.fees.commission_range.on(day), rules.fees.commission_step.on(day)
    rate = limits.lowest
    while rate <= limits.highest:
        yield rate
        rate += step


def _fees(
    whole: int,
    quantity: int,
    rate: Rate,
    extras: tuple[tuple[Rate, ...], ...],
    day: date,
    rules: RuleBook,
) -> Iterator[int]:
    settle_unit = rate.complement.rounder(rules.fees.settle_price_rounding.on(day))
    commission = whole - per_unit(whole, quantity, settle_unit)
    how = rules.fees.surcharge_rounding.on(day)
    for some in extras:
        yield commission + sum(per_unit(whole, quantity, one.rounder(how)) for one in some)


def _months(rows: list[RowRate], categories: Mapping[str, str]) -> Iterator[MonthlyRate]:
    groups: dict[tuple[KeyKind, str, date], list[RowRate]] = {}
    for one in rows:
        assert one.row.paid_on is not None
        month = month_of(one.row.paid_on).first
        keys = [(KeyKind.SHOP, "")]
        if one.item:
            keys.append((KeyKind.ITEM, one.item))
        if one.item in categories:
            keys.append((KeyKind.CATEGORY, categories[one.item]))
        for kind, key in keys:
            groups.setdefault((kind, key, month), []).append(one)
    order = tuple(KeyKind)
    for kind, key, month in sorted(groups, key=lambda g: (order.index(g[0]), g[1], g[2])):
        yield _monthly(kind, key, month, groups[kind, key, month])


def _monthly(kind: KeyKind, key: str, month: date, rows: list[RowRate]) -> MonthlyRate:
    votes = Counter(rate for one in rows for rate in one.candidates)
    most = max(votes.values(), default=0)
    best = tuple(sorted(rate for rate, count in votes.items() if count == most))
    fits = [any(rate in one.candidates for rate in best) for one in rows]
    outliers = (one.row.order_no for one, fit in zip(rows, fits, strict=True) if not fit)
    effective = [one.effective for one in rows if one.effective is not None]
    return MonthlyRate(
        kind,
        key,
        month,
        best,
        sum(fits),
        tuple(number for number in outliers if number is not None),
        min(effective),
        max(effective),
    )


def _odd(months: tuple[MonthlyRate, ...]) -> Iterator[Finding]:
    for one in months:
        if one.kind is KeyKind.SHOP:
            continue
        kind, month = one.kind.label, f"{one.month:%Y-%m}"
        rates = " / ".join(map(str, one.candidates))
        if one.rate is None:
            yield _OPEN.finding(kind=kind, key=one.key, month=month, rates=rates or _NO_RATE)
        elif one.outliers:
            numbers = ", ".join(map(str, one.outliers))
            yield _OUTLIERS.finding(
                kind=kind, key=one.key, month=month, rate=rates, count=one.count, orders=numbers
            )
