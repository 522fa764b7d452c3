"""
Settlements (精算): what a shop's orders pay over a period, on which days, and what is not sure.

`settle` works out one line, `settle_all` a month or any number of lines: it never raises for one
line, but says in its findings what could not be settled and why.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError, Qoo10ModelError, RuleUndecidedError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.money import split
from qoo10model.basics.texts import Labelled, Text, align, yen_text
from qoo10model.breakdowns import ORDINARY, Context
from qoo10model.carts import Cart, carts_of
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.orders import OrderLine, OrderStatus
from qoo10model.proceeds import ATTRIBUTION, Settlement, settle, settle_share
from qoo10model.rules.book import JAPAN
from qoo10model.rules.fees import TaxGrain
from qoo10model.schedules import pre_deduction_day, settlement_day
from qoo10model.sellers import Seller, check


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from qoo10model.basics.findings import Doubt
    from qoo10model.basics.texts import Language
    from qoo10model.entries import Entry, EntryKind
    from qoo10model.rules.book import RuleBook

__all__ = (
    "CartSplit",
    "Month",
    "Settlement",
    "pre_deduction_day",
    "settle",
    "settle_all",
    "settle_cart",
    "settlement_day",
)


class CartSplit(Labelled):
    """
    How the amounts of a cart are split to its lines (按分方法).

    >>> CartSplit.BY_AMOUNT
    CartSplit.BY_AMOUNT
    """

    BY_AMOUNT = Text("in proportion to the price of each line", "金額按分")
    EQUALLY = Text("the same for each line", "均等")
    FIRST_LINE = Text("all on the first line", "先頭の注文にまとめる")


@attrs.frozen(repr=False)
class Month:
    """
    Many lines settled together (月次精算), whatever the period: sums, days, doubts, findings.

    *settlements* are the lines that could be settled, in the order given. Every other line is in
    *findings*, with its net at both ends where only a choice is missing.

    >>> settle_all((), Seller(grade=__import__("qoo10model").Grade.GENERAL)).net
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
        from qoo10model import entries

        return entries.in_order(e for s in self.settlements for e in s.entries)

    def by_day(self) -> dict[date | None, int]:
        """
        Return the yen that move on each day; None is for entries whose day is open.
        """
        from qoo10model import entries

        return entries.by_day(self.entries)

    def by_kind(self) -> dict[EntryKind, int]:
        """
        Return the yen of each kind of entry.
        """
        from qoo10model import entries

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
        from qoo10model.doubts import merged

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
        from qoo10model.entries import EntryKind

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


_NET: Final = Text("net", "精算額")
_UNPAID: Final = Message(
    "settlements.unpaid",
    Severity.ADVICE,
    Text("not paid yet, so not settled", "未入金のため精算対象外"),
)
_NO_PAYMENT: Final = Message(
    "settlements.payment_date_missing",
    Severity.ERROR,
    Text("no payment date, so no day picks its rules", "入金日がなく、適用ルールを決められない"),
)
_UNDECIDED: Final = Message(
    "settlements.undecided",
    Severity.ERROR,
    Text(
        "waits for a choice: {question} It pays {low} to {high} yen. To decide: {advice}",
        "選択が必要: {question}精算額は{low}円から{high}円。指定方法: {advice}",
    ),
)
_FAILED: Final = Message(
    "settlements.not_settled",
    Severity.ERROR,
    Text("cannot be settled: {reason}", "精算できない: {reason}"),
)
_SELLER: Final = Message(
    "settlements.seller",
    Severity.ERROR,
    Text("the seller's rates could not be checked: {reason}", "料率を確認できない: {reason}"),
)
_TWICE: Final = Message(
    "settlements.counted_once",
    Severity.ADVICE,
    Text("given twice and counted once", "同じ注文が2回あり、1回だけ数えた"),
)
_CONTRADICTS: Final = Message(
    "settlements.order_twice",
    Severity.WARNING,
    Text(
        "given twice with different figures; the first is settled",
        "同じ注文番号で内容が異なる行がある。先の行で精算した",
    ),
)
_DIFFERS: Final = Message(
    "settlements.settle_price_differs",
    Severity.WARNING,
    Text(
        "the platform's SettlePrice is {given} yen, ours {ours}: {difference}",
        "供給原価は{given}円、計算は{ours}円（差{difference}円）",
    ),
)


def settle_all(
    lines: Iterable[OrderLine],
    seller: Seller,
    rules: RuleBook = JAPAN,
    *,
    categories: Mapping[str, str] | None = None,
    holidays: Iterable[date] = (),
    split_by: CartSplit = CartSplit.BY_AMOUNT,
) -> Month:
    """
    Return all *lines* settled for *seller*; a line that cannot be is a finding, never an error.

    Shipping and cart discounts are counted once a cart and split to its lines as *split_by* says.
    *categories* and *holidays* are as in `settle`. Raises `InvalidTypeError` where something in
    *lines* is no `OrderLine`.

    >>> from datetime import date, datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller
    >>> seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> month = settle_all((line,), seller)
    >>> month.net, len(month.waiting)
    (2359, 1)
    """
    job = _Job(seller, rules, categories, tuple(sorted(set(holidays))), split_by)
    findings: list[Finding] = []
    settled: dict[int, Settlement] = {}
    single = _counted_once(lines, findings)
    places = {id(line): at for at, line in enumerate(single)}
    for cart in carts_of(single):
        findings += cart.findings
        for line, share in zip(cart.lines, _shares(cart, split_by), strict=True):
            result = _settled(line, share, job)
            if isinstance(result, Finding):
                findings.append(result)
            else:
                settled[places[id(line)]] = result
    settlements = tuple(settled[at] for at in sorted(settled))
    findings += _odd_prices(settlements)
    findings += _odd_rates(settlements, job)
    return Month(settlements, tuple(findings))


def settle_cart(
    cart: Cart,
    seller: Seller,
    rules: RuleBook = JAPAN,
    *,
    categories: Mapping[str, str] | None = None,
    holidays: tuple[date, ...] = (),
    split_by: CartSplit = CartSplit.BY_AMOUNT,
) -> tuple[Settlement, ...]:
    """
    Return the lines of *cart* settled, each with its part of the cart's shipping and discounts.

    It raises what `settle` raises.
    """
    return tuple(
        settle_share(line, seller, rules, share, categories=categories, holidays=holidays)
        for line, share in zip(cart.lines, _shares(cart, split_by), strict=True)
    )


def _invoice_change(settlements: list[Settlement]) -> int:
    tax_of = settlements[0].terms.tax_of
    whole = tax_of(sum(settlement.service_fee for settlement in settlements))
    return sum(settlement.fee_tax for settlement in settlements) - whole


@attrs.frozen
class _Job:
    seller: Seller
    rules: RuleBook
    categories: Mapping[str, str] | None
    holidays: tuple[date, ...]
    split_by: CartSplit


def _counted_once(lines: Iterable[OrderLine], findings: list[Finding]) -> tuple[OrderLine, ...]:
    single: dict[tuple[str, int], OrderLine] = {}
    for line in lines:
        if not isinstance(line, OrderLine):
            msg = f"lines must be OrderLine values (got {type(line).__name__}); read rows first"
            raise InvalidTypeError(msg)
        first = single.setdefault((line.shop, line.order_no), line)
        if first is not line:
            message = _TWICE if first == line else _CONTRADICTS
            findings.append(message.finding(order_no=line.order_no))
    return tuple(single.values())


def _shares(cart: Cart, split_by: CartSplit) -> tuple[Context, ...]:
    if not (cart.shipping or cart.discount_seller or cart.discount_qoo10):
        return (ORDINARY,) * len(cart.lines)
    # Shipping is paid for what is sent, so a cancelled line has no part of it while others stand.
    sent = tuple(line.cancelled_on is None for line in cart.lines)
    shipping = _split(cart, cart.shipping, split_by, sent if any(sent) else sent[:0])
    seller = _split(cart, cart.discount_seller, split_by)
    qoo10 = _split(cart, cart.discount_qoo10, split_by)
    return tuple(Context(*parts) for parts in zip(shipping, seller, qoo10, strict=True))


def _split(
    cart: Cart, amount: int, split_by: CartSplit, counts: tuple[bool, ...] = ()
) -> tuple[int, ...]:
    counts = counts or (True,) * len(cart.lines)
    if split_by is CartSplit.BY_AMOUNT:
        weights = [line.gross for line in cart.lines]
        if not sum(w for w, one in zip(weights, counts, strict=True) if one):
            weights = [1] * len(weights)
    elif split_by is CartSplit.EQUALLY:
        weights = [1] * len(counts)
    else:
        weights = [int(at == counts.index(True)) for at in range(len(counts))]
    return split(amount, [w if one else 0 for w, one in zip(weights, counts, strict=True)])


def _settled(line: OrderLine, share: Context, job: _Job) -> Settlement | Finding:
    if line.paid_at is None:
        awaiting = line.status in {None, OrderStatus.AWAITING_PAYMENT}
        return (_UNPAID if awaiting else _NO_PAYMENT).finding(order_no=line.order_no)
    try:
        return _settle(line, share, job)
    except RuleUndecidedError as error:
        low, high = _bounds(line, share, job, error)
        return _UNDECIDED.finding(
            order_no=line.order_no,
            net_range=(low, high),
            question=error.question,
            advice=error.advice,
            low=yen_text(low),
            high=yen_text(high),
        )
    except Qoo10ModelError as error:
        return _FAILED.finding(order_no=line.order_no, reason=str(error))


def _settle(line: OrderLine, share: Context, job: _Job) -> Settlement:
    if share is ORDINARY:
        return settle(
            line, job.seller, job.rules, categories=job.categories, holidays=job.holidays
        )
    return settle_share(
        line, job.seller, job.rules, share, categories=job.categories, holidays=job.holidays
    )


def _bounds(
    line: OrderLine, share: Context, job: _Job, error: RuleUndecidedError
) -> tuple[int, int]:
    ends: list[int] = []
    for candidate in error.candidates:
        decided_line, decided_job = _decided(line, job, error.rule, candidate)
        try:
            net = _settle(decided_line, share, decided_job).net
            ends += (net, net)
        except RuleUndecidedError as further:
            ends += _bounds(decided_line, share, decided_job, further)
    return min(ends), max(ends)


def _decided(
    line: OrderLine, job: _Job, rule: str, candidate: Any
) -> tuple[OrderLine, _Job]:
    if rule == ATTRIBUTION:
        discounts = tuple(
            Discount(candidate, d.amount) if d.kind is DiscountKind.UNATTRIBUTED else d
            for d in line.discounts
        )
        return attrs.evolve(line, discounts=discounts), job
    if rule == "sellers.commission":
        seller = attrs.evolve(job.seller, commission=candidate)
    elif rule == "sellers.fee_tax":
        seller = attrs.evolve(job.seller, fee_tax=candidate)
    else:
        return line, attrs.evolve(job, rules=job.rules.with_reading(rule, candidate))
    return line, attrs.evolve(job, seller=seller)


def _odd_prices(settlements: tuple[Settlement, ...]) -> Iterator[Finding]:
    for one in settlements:
        difference = one.settle_price_difference
        if difference:
            yield _DIFFERS.finding(
                order_no=one.line.order_no,
                given=one.line.platform_settle_price,
                ours=one.settle_price,
                difference=yen_text(difference, sign=True),
            )


def _odd_rates(settlements: tuple[Settlement, ...], job: _Job) -> tuple[Finding, ...]:
    if not settlements:
        return ()
    day = min(settlement.terms.paid_on for settlement in settlements)
    try:
        return check(job.seller, on=day, rules=job.rules)
    except Qoo10ModelError as error:
        return (_SELLER.finding(reason=str(error)),)
