"""
Discrepancies (差異): why an export shows other amounts of an order than the rules give.

Each cause is tried: which single change of what was taken for granted makes the amounts meet, to the
yen? What none of them explains is said to be unexplained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import Qoo10ModelError
from qoo10model.basics.money import ZERO, Rounding
from qoo10model.basics.texts import Labelled, Text, yen_text
from qoo10model.basics.timelines import reading_text
from qoo10model.discounts import SELLER_KINDS
from qoo10model.entries import EntryKind, by_kind
from qoo10model.orders import SendType
from qoo10model.proceeds import settle_share


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qoo10model.basics.money import Rate
    from qoo10model.basics.timelines import Evidence
    from qoo10model.orders import OrderLine
    from qoo10model.proceeds import Settlement
    from qoo10model.rules.book import RuleBook

__all__ = ("Cause", "CauseKind", "Comparison", "Part", "amounts_of", "compare")


class Part(Labelled):
    """
    A part of an order that an export shows (比較項目).

    >>> Part.GOODS.label.ja
    '商品決済金'
    """

    GOODS = Text("goods", "商品決済金")
    SELLER_DISCOUNT = Text("seller's discount", "販売店負担割引額")
    COMPENSATION = Text("compensation", "メガワリ/メガポ補償金")
    SERVICE_FEE = Text("service fee", "Qoo10サービス利用料")
    COUPON_SHARE = Text("seller's half of the coupon", "メガ割引クーポン1/2")
    CART_DISCOUNT = Text("cart discount", "カート割引")


class CauseKind(Labelled):
    """
    What kind of thing explains a difference (差異の原因).

    >>> CauseKind.RATE
    CauseKind.RATE
    """

    CANCELLED = Text("cancelled", "キャンセル・返品")
    TWICE = Text("counted twice", "二重計上")
    RATE = Text("rate", "販売手数料率")
    SURCHARGE = Text("surcharge", "追加手数料")
    COMPENSATION = Text("mega compensation", "メガ補償金")
    ROUNDING = Text("rounding", "端数処理")
    TAX = Text("tax", "消費税")
    DISCOUNT = Text("discount", "割引")
    PRICE = Text("price or quantity", "価格・数量")
    RULE = Text("another reading of a rule", "ルールの別の解釈")
    WAITING = Text("waiting", "精算待ち")
    PERIOD = Text("another period", "対象期間外")
    UNEXPLAINED = Text("unexplained", "原因不明")


@attrs.frozen
class Cause:
    """
    One likely cause of a difference: its *kind*, and the change that makes the amounts meet.

    >>> str(Cause(CauseKind.RATE, Text("commission 9 %", "販売手数料率9 %")))
    'rate: commission 9 %'
    """

    kind: CauseKind
    change: Text

    def __str__(self) -> str:
        return f"{self.kind.label.en}: {self.change.en}"


@attrs.frozen
class Comparison:
    """
    One *part* of an order in yen, *ours* beside what the export *reported*, and the likely causes.

    *reported* is None where the export does not have it. The cause that explains the most parts of
    the order at once comes first.

    >>> Comparison(Part.SERVICE_FEE, 266, 239).difference
    -27
    """

    part: Part
    ours: int
    reported: int | None
    causes: tuple[Cause, ...] = ()

    @property
    def difference(self) -> int | None:
        """
        What was reported less ours; None where the export does not have the part.
        """
        return None if self.reported is None else self.reported - self.ours


UNEXPLAINED: Final = Cause(
    CauseKind.UNEXPLAINED,
    Text("no single change explains it to the yen", "単独の要因では1円単位まで説明できない"),
)

_NOTHING: Final = dict.fromkeys(Part, 0)
_FEES: Final = (
    EntryKind.COMMISSION,
    EntryKind.SURCHARGE,
    EntryKind.SHIPPING_COMMISSION,
    EntryKind.PAYMENT_FEE,
)
_ABROAD: Final = "XX"


def amounts_of(settlement: Settlement) -> dict[Part, int]:
    """
    Return what an export should show of *settlement*, in yen, fees without tax.

    >>> from datetime import datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller
    >>> from qoo10model.settlements import settle
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> amounts_of(settle(line, Seller(grade=Grade.POWER, commission=Rate.percent("10"))))[Part.GOODS]
    2652
    """
    if settlement.is_cancelled:
        return dict(_NOTHING)
    sums = by_kind(settlement.entries)
    shares = sums.get(EntryKind.PRE_DEDUCTION, 0) + sums.get(EntryKind.COUPON_SHARE, 0)
    own = sum(d.amount for d in settlement.line.discounts if d.kind in SELLER_KINDS)
    return {
        Part.GOODS: sums.get(EntryKind.SALE, 0) + sums.get(EntryKind.QOO10_DISCOUNT, 0),
        Part.SELLER_DISCOUNT: own,
        Part.COMPENSATION: sums.get(EntryKind.COMPENSATION, 0),
        Part.SERVICE_FEE: -sum(sums.get(kind, 0) for kind in _FEES),
        Part.COUPON_SHARE: -shares,
        Part.CART_DISCOUNT: settlement.context.discount_seller,
    }


def compare(
    settlement: Settlement, reported: Mapping[Part, int | None], *, goods_tax: Rate | None = None
) -> tuple[Comparison, ...]:
    """
    Return *settlement* part by part beside what was *reported*, with the causes of differences.

    *goods_tax* is the tax rate of the goods where the export gives it.

    >>> from datetime import datetime
    >>> from qoo10model import JST, Grade, OrderLine, Rate, Seller
    >>> from qoo10model.settlements import settle
    >>> line = OrderLine(order_no=1, cart_no=1, item_code="A", unit_price=1_326, quantity=2,
    ...                  paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST))
    >>> one = settle(line, Seller(grade=Grade.POWER, commission=Rate.percent("10")))
    >>> fee = compare(one, {Part.GOODS: 2_652, Part.SERVICE_FEE: 238})[-1]
    >>> fee.difference, str(fee.causes[0])
    (-28, 'rate: commission of 9 %')
    """
    ours = amounts_of(settlement)
    known = {part: amount for part in Part if (amount := reported.get(part)) is not None}
    wrong = {part for part, amount in known.items() if amount != ours[part]}
    causes = _explained(settlement, ours, known, wrong, goods_tax) if wrong else {}
    return tuple(
        Comparison(part, ours[part], reported[part], causes.get(part, ()))
        for part in Part
        if part in reported
    )


def _explained(
    settlement: Settlement,
    ours: dict[Part, int],
    known: dict[Part, int],
    wrong: set[Part],
    goods_tax: Rate | None,
) -> dict[Part, tuple[Cause, ...]]:
    found: list[tuple[Cause, set[Part]]] = []
    for cause, amounts in _changes(settlement, ours, known, goods_tax):
        still = {part for part, amount in known.items() if amount != amounts[part]}
        if still < wrong:
            found.append((cause, wrong - still))
    # A stable sort: what explains as much keeps the order in which it was tried.
    found.sort(key=lambda one: -len(one[1]))
    causes: dict[Part, tuple[Cause, ...]] = {}
    for part in wrong:
        fitting = dict.fromkeys(cause for cause, parts in found if part in parts)
        causes[part] = tuple(fitting) or (UNEXPLAINED,)
    return causes


_Change = tuple[Cause, dict[Part, int]]


def _changes(
    settlement: Settlement,
    ours: dict[Part, int],
    known: dict[Part, int],
    goods_tax: Rate | None,
) -> Iterator[_Change]:
    if settlement.is_cancelled:
        line = attrs.evolve(settlement.line, cancelled_on=None)
        yield from _again(settlement, CauseKind.CANCELLED, _NOT_CANCELLED, line=line)
        return
    yield Cause(CauseKind.CANCELLED, _CANCELLED), dict(_NOTHING)
    yield Cause(CauseKind.TWICE, _TWICE), {part: 2 * amount for part, amount in ours.items()}
    yield from _other_rates(settlement)
    yield from _other_extras(settlement)
    yield from _other_readings(settlement)
    yield from _of_the_line(settlement, ours)
    yield from _with_tax(settlement, ours, goods_tax)
    yield from _compensations(ours)
    yield from _discounts(settlement, ours, known)
    yield from _other_prices(settlement, known)


_NOT_CANCELLED: Final = Text("not cancelled in the export", "明細ではキャンセルされていない")
_CANCELLED: Final = Text(
    "nothing is left of it in the export: cancelled or returned",
    "明細では差引ゼロ（キャンセル・返品）",
)
_TWICE: Final = Text("the export holds it twice", "明細に2回ある")
_FEE_WITH_TAX: Final = Text("the fee is with tax", "手数料が税込")
_GOODS_WITHOUT_TAX: Final = Text("the goods are without tax of {rate}", "商品代金が税抜（{rate}）")
_NONE_YET: Final = Text("no compensation (yet)", "補償金が（まだ）ない")
_AS_LIST: Final = Text("the goods are before the coupon", "商品代金がクーポン適用前")
_BEFORE_OWN: Final = Text(
    "the goods are before the seller's discount", "商品代金が販売店負担割引前"
)
_CART_APART: Final = Text(
    "the cart discount is not taken off the goods", "カート割引を商品代金から引いていない"
)
_WHOLE_CART: Final = Text("the cart discount is with Qoo10's part", "カート割引にQoo10負担分を含む")
_UNSEEN: Final = Text(
    "a seller's discount of {yen} yen that the order does not show",
    "注文データにない販売店負担割引{yen}円",
)
_ONE_ROUNDING: Final = Text(
    "commission rounded once on the line, {how}", "手数料を注文単位で端数処理（{how}）"
)


def _other_rates(settlement: Settlement) -> Iterator[_Change]:
    terms = settlement.terms
    fees, day = terms.rules.fees, terms.paid_on
    limits, step = fees.commission_range.on(day), fees.commission_step.on(day)
    rate = limits.lowest
    while rate <= limits.highest:
        if rate != terms.rate:
            change = Text(f"commission of {rate}", f"販売手数料率{rate}")
            yield from _again(settlement, CauseKind.RATE, change, rate=rate)
        rate += step


def _other_extras(settlement: Settlement) -> Iterator[_Change]:
    line, fees = settlement.line, settlement.terms.rules.fees
    ad = fees.external_ad_surcharge.title
    preorder, abroad = fees.preorder_surcharge.title, fees.overseas_surcharge.title
    facts = (
        (ad, attrs.evolve(line, external_ad=not line.external_ad)),
        (preorder, attrs.evolve(line, send_type=SendType.RELEASE_DATE)),
        (preorder, attrs.evolve(line, send_type=SendType.GENERAL)),
        (abroad, attrs.evolve(line, destination=_ABROAD)),
        (abroad, attrs.evolve(line, destination=None)),
    )
    for title, changed in facts:
        yield from _again(settlement, CauseKind.SURCHARGE, title, line=changed)


def _other_readings(settlement: Settlement) -> Iterator[_Change]:
    rules = settlement.terms.rules
    for one in settlement.rules:
        for value in one.entry.alternatives:
            reading = reading_text(value)
            title = one.timeline.title
            change = Text(f"{title.en}: {reading.en}", f"{title.ja}: {reading.ja}")
            # A seller's own figures are no rules of the book and have no alternatives.
            other = rules.with_reading(one.rule, value)
            yield from _again(settlement, _kind_of(one), change, rules=other)


def _kind_of(one: Evidence) -> CauseKind:
    _, _, name = one.rule.partition(".")
    if "rounding" in name or name in {"odd_yen", "coupon_grain", "tax_grain"}:
        return CauseKind.ROUNDING
    if name == "compensation":
        return CauseKind.COMPENSATION
    if name.endswith(("_surcharge", "_fee")) or name in {"surcharge_base", "overseas_scope"}:
        return CauseKind.SURCHARGE
    return CauseKind.RULE


def _of_the_line(settlement: Settlement, ours: dict[Part, int]) -> Iterator[_Change]:
    base = settlement.settle_price + settlement.commission
    for how in (Rounding.HALF_UP, Rounding.DOWN, Rounding.UP):
        other = settlement.rate.of(base, how) - settlement.commission
        fee = ours[Part.SERVICE_FEE] + other
        change = _ONE_ROUNDING.filled(how=how.label)
        yield Cause(CauseKind.ROUNDING, change), {**ours, Part.SERVICE_FEE: fee}


def _with_tax(
    settlement: Settlement, ours: dict[Part, int], goods_tax: Rate | None
) -> Iterator[_Change]:
    fee = ours[Part.SERVICE_FEE] + settlement.fee_tax
    yield Cause(CauseKind.TAX, _FEE_WITH_TAX), {**ours, Part.SERVICE_FEE: fee}
    rate = goods_tax or settlement.terms.rules.fees.tax_rate.on(settlement.terms.paid_on)
    share = ZERO.complement / (ZERO.complement + rate)
    for how in (Rounding.HALF_UP, Rounding.DOWN, Rounding.UP):
        goods = share.of(ours[Part.GOODS], how)
        change = _GOODS_WITHOUT_TAX.filled(rate=rate)
        yield Cause(CauseKind.TAX, change), {**ours, Part.GOODS: goods}


def _compensations(ours: dict[Part, int]) -> Iterator[_Change]:
    whole = ours[Part.GOODS] + ours[Part.COMPENSATION]
    yield Cause(CauseKind.COMPENSATION, _NONE_YET), {**ours, Part.COMPENSATION: 0}
    listed = {**ours, Part.GOODS: whole, Part.COMPENSATION: 0}
    yield Cause(CauseKind.COMPENSATION, _AS_LIST), listed
    yield Cause(CauseKind.COMPENSATION, _AS_LIST), {**ours, Part.GOODS: whole}


def _discounts(
    settlement: Settlement, ours: dict[Part, int], known: dict[Part, int]
) -> Iterator[_Change]:
    goods, own, context = ours[Part.GOODS], ours[Part.SELLER_DISCOUNT], settlement.context
    before = {**ours, Part.GOODS: goods + own}
    yield Cause(CauseKind.DISCOUNT, _BEFORE_OWN), before
    apart = {**ours, Part.GOODS: goods + context.discount_seller}
    yield Cause(CauseKind.DISCOUNT, _CART_APART), apart
    whole = context.discount_seller + context.discount_qoo10
    yield Cause(CauseKind.DISCOUNT, _WHOLE_CART), {**ours, Part.CART_DISCOUNT: whole}
    if Part.SELLER_DISCOUNT in known:
        more = known[Part.SELLER_DISCOUNT] - own
        change = _UNSEEN.filled(yen=yen_text(more))
        seen = {**ours, Part.SELLER_DISCOUNT: own + more}
        yield Cause(CauseKind.DISCOUNT, change), {**seen, Part.GOODS: goods - more}
        yield Cause(CauseKind.DISCOUNT, change), seen


def _other_prices(settlement: Settlement, known: dict[Part, int]) -> Iterator[_Change]:
    line = settlement.line
    if line.discounts or line.option_price:
        return
    for units in range(1, line.quantity):
        change = Text(f"{units} of {line.quantity} units", f"{line.quantity}個中{units}個分")
        fewer = attrs.evolve(line, quantity=units)
        yield from _again(settlement, CauseKind.PRICE, change, line=fewer)
    price, odd = divmod(known.get(Part.GOODS, 0), line.quantity)
    if price > 0 and not odd:
        shown = yen_text(price)
        change = Text(f"a price of {shown} yen a unit", f"単価{shown}円")
        yield from _again(
            settlement, CauseKind.PRICE, change, line=attrs.evolve(line, unit_price=price)
        )


def _again(
    settlement: Settlement,
    kind: CauseKind,
    change: Text,
    *,
    line: OrderLine | None = None,
    rate: Rate | None = None,
    rules: RuleBook | None = None,
) -> Iterator[_Change]:
    terms = settlement.terms
    seller = attrs.evolve(terms.seller, commission=terms.rate if rate is None else rate)
    try:
        other = settle_share(
            line or settlement.line,
            seller,
            rules or terms.rules,
            settlement.context,
            holidays=terms.holidays,
        )
    except Qoo10ModelError:
        return
    yield Cause(kind, change), amounts_of(other)
