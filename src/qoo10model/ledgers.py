"""
Ledgers (元帳): the entries of one line, each with its day and the dated rules it rests on.

Proceeds move on the Wednesday of the order, the mega-wari pre-deduction on the Wednesday after the
payment. A cancellation moves back what had moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from qoo10model.basics.money import ZERO
from qoo10model.basics.periods import WEDNESDAY
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import OWN_FIGURES, Confidence, Dated, Evidence, Timeline
from qoo10model.discounts import DiscountKind
from qoo10model.entries import Entry, EntryKind, in_order, mirrored
from qoo10model.fees import RateBasis, extras_of
from qoo10model.rules.settlements import PromotionDay
from qoo10model.schedules import pre_deduction_day, return_day, settlement_day, waiting_ends
from qoo10model.sellers import Establishment


if TYPE_CHECKING:
    from datetime import date

    from qoo10model.basics.money import Rate
    from qoo10model.breakdowns import Breakdown, Context
    from qoo10model.orders import OrderLine
    from qoo10model.terms import Terms

__all__ = ("entries_of", "evidence_of")

_Movement: TypeAlias = "tuple[EntryKind, int, date | None, tuple[Evidence, ...]]"

_COMMISSION: Final = Text("commission rate of the seller", "販売者の販売手数料率")
_FEE_TAX: Final = Text("tax on fees as the seller states it", "販売者が指定した手数料の消費税率")
_PAYMENT: Final = Text("payment service fee as the seller states it", "販売者が指定した決済サービス利用料")


@attrs.frozen
class _Sheet:
    line: OrderLine
    terms: Terms
    context: Context
    parts: Breakdown

    def used(self, *names: str) -> tuple[Evidence, ...]:
        return tuple(_evidence(self.terms, name) for name in names)


def entries_of(
    line: OrderLine, terms: Terms, context: Context, parts: Breakdown
) -> tuple[Entry, ...]:
    """
    Return the entries of *line*, in the order of their days; parts of 0 yen are left out.

    A line cancelled before its pre-deduction has none; later, what had moved moves back.
    """
    entries = tuple(
        Entry(kind, amount, day, line.order_no, line.cart_no, line.shop, evidence)
        for kind, amount, day, evidence in _movements(_Sheet(line, terms, context, parts))
        if amount
    )
    if line.cancelled_on is None:
        return in_order(entries)
    # What falls due on the very day of the cancellation has moved already.
    moved = tuple(e for e in entries if e.on is not None and e.on <= line.cancelled_on)
    back = return_day(line.cancelled_on, rules=terms.rules, holidays=terms.holidays)
    again = _evidence(terms, "settlements.return_on_wednesday", line.cancelled_on)
    undone = (attrs.evolve(mirrored(e, back), evidence=(*e.evidence, again)) for e in moved)
    return in_order((*moved, *undone))


def evidence_of(
    line: OrderLine, terms: Terms, context: Context, parts: Breakdown
) -> tuple[Evidence, ...]:
    """
    Return the dated rules that the result rests on, each once, whether or not they moved a yen.
    """
    if line.cancelled_on is None:
        movements = _movements(_Sheet(line, terms, context, parts))
        groups = tuple(evidence for _, _, _, evidence in movements)
    else:
        groups = tuple(entry.evidence for entry in entries_of(line, terms, context, parts))
    found: dict[str, Evidence] = {}
    for group in groups:
        for one in group:
            found.setdefault(one.rule, one)
    return tuple(found.values())


def _movements(sheet: _Sheet) -> tuple[_Movement, ...]:
    day, due = _due(sheet)
    parts, fees = sheet.parts, sheet.parts.fees
    own: tuple[tuple[EntryKind, int, tuple[Evidence, ...]], ...] = (
        (EntryKind.SALE, parts.buyer_paid, ()),
        (EntryKind.SHIPPING, parts.shipping, ()),
        (EntryKind.QOO10_DISCOUNT, parts.qoo10_discount, _qoo10_evidence(sheet)),
        (EntryKind.COMPENSATION, parts.compensation, _compensation_evidence(sheet)),
        (EntryKind.COMMISSION, -fees.commission, _commission_evidence(sheet)),
        *_surcharges(sheet),
        (EntryKind.SHIPPING_COMMISSION, -fees.shipping_commission, _shipping_evidence(sheet)),
        (EntryKind.PAYMENT_FEE, -fees.payment_fee, _payment_evidence(sheet)),
        (EntryKind.FEE_TAX, -fees.tax, _tax_evidence(sheet)),
    )
    return (
        *_promotions(sheet, day, due),
        *((kind, amount, day, (*evidence, *due)) for kind, amount, evidence in own),
    )


def _due(sheet: _Sheet) -> tuple[date | None, tuple[Evidence, ...]]:
    delivered = sheet.line.delivered_on
    if delivered is None:
        return None, ()
    terms, rules = sheet.terms, sheet.terms.rules
    grade = terms.seller.grade_on(delivered)
    day = settlement_day(delivered, grade, rules=rules, holidays=terms.holidays)
    end = waiting_ends(delivered, grade, rules=rules)
    waiting = rules.settlements.waiting_days[grade]
    evidence = [Evidence(waiting, waiting.entry_on(delivered))]
    if end.weekday() == WEDNESDAY:
        evidence.append(_evidence(terms, "settlements.due_on_wednesday", end))
    return day, (*evidence, *_holiday_evidence(terms, day))


def _after_payment(sheet: _Sheet) -> tuple[date, tuple[Evidence, ...]]:
    terms = sheet.terms
    day = pre_deduction_day(terms.paid_on, rules=terms.rules, holidays=terms.holidays)
    evidence: tuple[Evidence, ...] = ()
    if terms.paid_on.weekday() == WEDNESDAY:
        evidence = sheet.used("settlements.pre_deduction_on_wednesday")
    return day, (*evidence, *_holiday_evidence(terms, day))


def _holiday_evidence(terms: Terms, day: date) -> tuple[Evidence, ...]:
    near_holiday = any(abs((day - holiday).days) <= 2 for holiday in terms.holidays)
    return (_evidence(terms, "settlements.on_holiday", day),) if near_holiday else ()


def _promotions(
    sheet: _Sheet, due_day: date | None, due: tuple[Evidence, ...]
) -> tuple[_Movement, ...]:
    parts, movements = sheet.parts, list[_Movement]()
    if parts.mega_wari:
        day, evidence = _after_payment(sheet)
        shares = _share_evidence(sheet, DiscountKind.MEGA_WARI)
        movements.append(
            (EntryKind.PRE_DEDUCTION, -parts.pre_deduction, day, (*shares, *evidence))
        )
    for kind, amount, rule in (
        (EntryKind.COUPON_SHARE, parts.coupon_share, "settlements.mega_po_coupon_day"),
        (EntryKind.POINTS_SHARE, parts.points_share, "settlements.mega_po_points_day"),
    ):
        if amount:
            reading = sheet.used(rule)
            day, evidence = due_day, due
            if reading[0].entry.value is PromotionDay.AFTER_PAYMENT:
                day, evidence = _after_payment(sheet)
            terms_used = _points_evidence(sheet) if kind is EntryKind.POINTS_SHARE else ()
            shares = _share_evidence(sheet, DiscountKind.MEGA_PO)
            movements.append((kind, -amount, day, (*terms_used, *shares, *reading, *evidence)))
    return tuple(movements)


def _surcharges(sheet: _Sheet) -> tuple[tuple[EntryKind, int, tuple[Evidence, ...]], ...]:
    amounts = dict[str, int]()
    for surcharge in sheet.parts.fees.surcharges:
        amounts[surcharge.field] = amounts.get(surcharge.field, 0) + surcharge.amount
    fields = tuple(dict.fromkeys(extras_of(sheet.line, sheet.terms)))
    shared = ["fees.surcharge_rounding"]
    if sheet.parts.buyer_paid != sheet.parts.gross:
        shared.append("fees.surcharge_base")
    return tuple(
        (
            EntryKind.SURCHARGE,
            -amounts.get(field, 0),
            sheet.used(f"fees.{field}", *_also(field), *shared),
        )
        for field in fields
    )


def _also(field: str) -> tuple[str, ...]:
    if field == "overseas_surcharge":
        return ("fees.overseas_scope",)
    return ("fees.preparation_is_preorder",) if field == "preorder_surcharge" else ()


def _commission_evidence(sheet: _Sheet) -> tuple[Evidence, ...]:
    terms, parts = sheet.terms, sheet.parts
    names = ["fees.settle_price_rounding"]
    if parts.own_discount:
        names.append("fees.commission_base")
    if sheet.line.option_price:
        names.append("fees.commission_on_options")
    if sheet.context.basis in {RateBasis.SETTLE_PRICE, RateBasis.PUBLISHED}:
        return sheet.used("fees.commission_range", *names)
    own = _own("sellers.commission", _COMMISSION, terms.rate, terms.paid_on)
    return (own, *sheet.used(*names))


def _tax_evidence(sheet: _Sheet) -> tuple[Evidence, ...]:
    seller = sheet.terms.seller
    how = ("fees.tax_rounding", "fees.tax_grain")
    if seller.fee_tax is not None:
        stated = _own("sellers.fee_tax", _FEE_TAX, seller.fee_tax, sheet.terms.paid_on)
        return (stated, *sheet.used(*how)) if seller.fee_tax != ZERO else (stated,)
    assert seller.establishment is Establishment.JAPAN
    return sheet.used("fees.tax_rate", "fees.fees_exclude_tax", *how)


def _payment_evidence(sheet: _Sheet) -> tuple[Evidence, ...]:
    given = sheet.terms.seller.payment_service_fee
    if given is None:
        return sheet.used("fees.payment_service_fee")
    return (_own("sellers.payment_service_fee", _PAYMENT, given, sheet.terms.paid_on),)


def _shipping_evidence(sheet: _Sheet) -> tuple[Evidence, ...]:
    return sheet.used("fees.commission_on_shipping") if sheet.parts.shipping else ()


def _qoo10_evidence(sheet: _Sheet) -> tuple[Evidence, ...]:
    if not sheet.parts.qoo10_discount:
        return ()
    return (_share(sheet, DiscountKind.CART_COUPON),)


def _compensation_evidence(sheet: _Sheet) -> tuple[Evidence, ...]:
    if not sheet.parts.mega_wari:
        return ()
    return sheet.used("settlements.compensation")


def _points_evidence(sheet: _Sheet) -> tuple[Evidence, ...]:
    return sheet.used("events.mega_po_points", "events.mega_po_rounding", "events.mega_po_points_cap")


def _share_evidence(sheet: _Sheet, kind: DiscountKind) -> tuple[Evidence, ...]:
    names = ["discounts.odd_yen"]
    if sheet.line.quantity > 1:
        names.append("discounts.coupon_grain")
    return (_share(sheet, kind), *sheet.used(*names))


def _share(sheet: _Sheet, kind: DiscountKind) -> Evidence:
    timeline = sheet.terms.rules.discounts.seller_share[kind]
    return Evidence(timeline, timeline.entry_on(sheet.terms.paid_on))


def _evidence(terms: Terms, name: str, day: date | None = None) -> Evidence:
    section, _, field = name.partition(".")
    timeline: Timeline[Any] = getattr(getattr(terms.rules, section), field)
    return Evidence(timeline, timeline.entry_on(terms.paid_on if day is None else day))


def _own(name: str, title: Text, rate: Rate, day: date) -> Evidence:
    entry = Dated(day, rate, Confidence.HIGH, (OWN_FIGURES,))
    return Evidence(Timeline(name, (entry,), title), entry)
