"""
Ledgers (元帳): the entries of one line, each with its day and the dated rules it rests on.

Proceeds move on the Wednesday of the order, the mega-wari pre-deduction on the Wednesday after the
payment. A cancellation moves back what had moved.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from qoo10model.basics.money import WHOLE, ZERO
from qoo10model.basics.periods import WEDNESDAY
from qoo10model.basics.sources import OWN_FIGURES, Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Dated, Evidence, Timeline
from qoo10model.breakdowns import Breakdown, Context
from qoo10model.discounts import SHARED_KINDS, DiscountKind
from qoo10model.entries import Entry, EntryKind, in_order, mirrored
from qoo10model.fees import RateBasis, extras_of, limits_of
from qoo10model.orders import OrderLine
from qoo10model.rules.settlements import PromotionDay, ReturnDay
from qoo10model.schedules import pre_deduction_day, return_day, settlement_day, waiting_ends
from qoo10model.terms import Terms


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.basics.money import Rate

__all__ = ("entries_of", "evidence_of", "is_stale", "was_settled")

_Use: TypeAlias = "tuple[Evidence, date]"

_POINTS: Final = ("events.mega_po_points", "events.mega_po_rounding", "events.mega_po_points_cap")

_COMMISSION: Final = Text("commission rate of the seller", "販売者の販売手数料率")
_FEE_TAX: Final = Text("tax on fees as the seller states it", "販売者が指定した手数料の消費税率")
_PAYMENT: Final = Text(
    "payment service fee as the seller states it", "販売者が指定した決済サービス利用料"
)


@attrs.frozen
class _Movement:
    # Yen of one kind, with the rules its amount rests on and those that decide its day.
    kind: EntryKind
    amount: int
    day: date | None
    rests_on: tuple[_Use, ...]
    timed_by: tuple[_Use, ...]

    def has_moved_by(self, cancelled_on: date) -> bool:
        # What falls due on the very day of a cancellation has moved already.
        return self.day is not None and self.day <= cancelled_on


@attrs.frozen
class _Sheet:
    line: OrderLine
    terms: Terms
    context: Context
    parts: Breakdown

    def used(self, *names: str) -> tuple[_Use, ...]:
        return tuple(_use(self.terms, name, self.terms.paid_on) for name in names)


def entries_of(
    line: OrderLine, terms: Terms, context: Context, parts: Breakdown
) -> tuple[Entry, ...]:
    """
    Return the entries of *line*, in the order of their days; parts of 0 yen are left out.

    A line cancelled before its pre-deduction has none; later, what had moved moves back.
    """
    sheet = _Sheet(line, terms, context, parts)
    movements = tuple(movement for movement in _movements(sheet) if movement.amount)
    if line.cancelled_on is None:
        return in_order(_entry(line, movement) for movement in movements)
    day = line.cancelled_on
    moved = tuple(_entry(line, one) for one in movements if one.has_moved_by(day))
    back, again = _return(terms, day)
    evidence = tuple(one for one, _ in again)
    undone = (attrs.evolve(mirrored(e, back), evidence=(*e.evidence, *evidence)) for e in moved)
    return in_order((*moved, *undone))


def evidence_of(
    line: OrderLine, terms: Terms, context: Context, parts: Breakdown
) -> tuple[Evidence, ...]:
    """
    Return the dated rules that the result rests on, each once, whether or not they moved a yen.

    Of a cancelled line these are the rules of what had moved, and those that say what had.
    """
    found: dict[str, Evidence] = {}
    for evidence, _ in _uses(_Sheet(line, terms, context, parts)):
        found.setdefault(evidence.rule, evidence)
    return tuple(found.values())


def is_stale(line: OrderLine, terms: Terms, context: Context, parts: Breakdown) -> bool:
    """
    Return whether a rule was used for a day that lies after the last reading of its sources.
    """
    uses = _uses(_Sheet(line, terms, context, parts))
    return any(evidence.entry.is_stale_on(day) for evidence, day in uses)


def was_settled(line: OrderLine, terms: Terms) -> bool:
    """
    Return whether the proceeds of *line* moved, or will: it was not cancelled before they did.
    """
    if line.cancelled_on is None:
        return True
    day, _ = _due(line, terms)
    return day is not None and day <= line.cancelled_on


def _entry(line: OrderLine, movement: _Movement) -> Entry:
    evidence = tuple(one for one, _ in (*movement.rests_on, *movement.timed_by))
    return Entry(
        movement.kind,
        movement.amount,
        movement.day,
        line.order_no,
        line.cart_no,
        line.shop,
        evidence,
    )


def _uses(sheet: _Sheet) -> Iterator[_Use]:
    cancelled_on, any_moved = sheet.line.cancelled_on, False
    for movement in _movements(sheet):
        if cancelled_on is None:
            yield from (*movement.rests_on, *movement.timed_by)
        elif movement.amount:
            if movement.has_moved_by(cancelled_on):
                any_moved = True
                yield from movement.rests_on
            yield from movement.timed_by
    if cancelled_on is not None and any_moved:
        yield from _return(sheet.terms, cancelled_on)[1]


def _movements(sheet: _Sheet) -> tuple[_Movement, ...]:
    day, due = _due(sheet.line, sheet.terms)
    parts, fees = sheet.parts, sheet.parts.fees
    own: tuple[tuple[EntryKind, int, tuple[_Use, ...]], ...] = (
        (EntryKind.SALE, parts.buyer_paid, ()),
        (EntryKind.SHIPPING, parts.shipping, ()),
        (EntryKind.QOO10_DISCOUNT, parts.qoo10_discount, _bearers(sheet)),
        (EntryKind.COMPENSATION, parts.compensation, _compensation(sheet)),
        (EntryKind.COMMISSION, -fees.commission, _commission(sheet)),
        *_surcharges(sheet),
        (EntryKind.SHIPPING_COMMISSION, -fees.shipping_commission, _on_shipping(sheet)),
        (EntryKind.PAYMENT_FEE, -fees.payment_fee, _payment(sheet)),
        (EntryKind.FEE_TAX, -fees.tax, _tax(sheet)),
    )
    return (
        *_promotions(sheet, day, due),
        *(_Movement(kind, amount, day, uses, due) for kind, amount, uses in own),
    )


def _due(line: OrderLine, terms: Terms) -> tuple[date | None, tuple[_Use, ...]]:
    delivered = line.delivered_on
    if delivered is None:
        return None, ()
    rules, holidays = terms.rules, terms.holidays
    grade = terms.seller.grade_on(delivered)
    day = settlement_day(delivered, grade, rules=rules, holidays=holidays)
    end = waiting_ends(delivered, grade, rules=rules)
    waiting = rules.settlements.waiting_days[grade]
    days = (Evidence(waiting, waiting.entry_on(delivered)), delivered)
    on_wednesday = _on_a_wednesday(terms, "settlements.due_on_wednesday", end)
    wednesday = settlement_day(delivered, grade, rules=rules) if holidays else day
    return day, (days, *on_wednesday, *_on_holiday(terms, wednesday))


def _after_payment(terms: Terms) -> tuple[date, tuple[_Use, ...]]:
    paid, rules = terms.paid_on, terms.rules
    day = pre_deduction_day(paid, rules=rules, holidays=terms.holidays)
    wednesday = pre_deduction_day(paid, rules=rules) if terms.holidays else day
    uses = _on_a_wednesday(terms, "settlements.pre_deduction_on_wednesday", paid)
    return day, (*uses, *_on_holiday(terms, wednesday))


def _return(terms: Terms, cancelled: date) -> tuple[date, tuple[_Use, ...]]:
    day = return_day(cancelled, rules=terms.rules, holidays=terms.holidays)
    when = _use(terms, "settlements.return_day", cancelled)
    if when[0].entry.value is ReturnDay.AT_ONCE:
        return day, (when,)
    wednesday = return_day(cancelled, rules=terms.rules)
    on_wednesday = _on_a_wednesday(terms, "settlements.return_on_wednesday", cancelled)
    return day, (when, *on_wednesday, *_on_holiday(terms, wednesday))


def _on_a_wednesday(terms: Terms, name: str, day: date) -> tuple[_Use, ...]:
    return (_use(terms, name, day),) if day.weekday() == WEDNESDAY else ()


def _on_holiday(terms: Terms, wednesday: date) -> tuple[_Use, ...]:
    if wednesday not in terms.holidays:
        return ()
    return (_use(terms, "settlements.on_holiday", wednesday),)


def _promotions(
    sheet: _Sheet, due_day: date | None, due: tuple[_Use, ...]
) -> tuple[_Movement, ...]:
    parts, movements = sheet.parts, list[_Movement]()
    if parts.mega_wari:
        day, timed_by = _after_payment(sheet.terms)
        shares = _shares(sheet, DiscountKind.MEGA_WARI)
        movements.append(
            _Movement(EntryKind.PRE_DEDUCTION, -parts.pre_deduction, day, shares, timed_by)
        )
    for kind, amount, rule, made_by in (
        (EntryKind.COUPON_SHARE, parts.coupon_share, "settlements.mega_po_coupon_day", ()),
        (EntryKind.POINTS_SHARE, parts.points_share, "settlements.mega_po_points_day", _POINTS),
    ):
        if amount:
            reading = sheet.used(rule)
            early = reading[0][0].entry.value is PromotionDay.AFTER_PAYMENT
            its_day, timed_by = _after_payment(sheet.terms) if early else (due_day, due)
            uses = (*sheet.used(*made_by), *_shares(sheet, DiscountKind.MEGA_PO))
            movements.append(_Movement(kind, -amount, its_day, uses, (*reading, *timed_by)))
    return tuple(movements)


def _surcharges(sheet: _Sheet) -> tuple[tuple[EntryKind, int, tuple[_Use, ...]], ...]:
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


def _commission(sheet: _Sheet) -> tuple[_Use, ...]:
    terms, parts, context = sheet.terms, sheet.parts, sheet.context
    names = ["fees.settle_price_rounding"]
    if parts.own_discount:
        names.append("fees.commission_base")
    if sheet.line.option_price:
        names.append("fees.commission_on_options")
    if context.basis in {RateBasis.SETTLE_PRICE, RateBasis.PUBLISHED}:
        limits = limits_of(context.category, terms.rules)
        found = (Evidence(limits, limits.entry_on(terms.paid_on)), terms.paid_on)
        if context.basis is RateBasis.SETTLE_PRICE:
            names.append("fees.commission_step")
        return (found, *sheet.used(*names))
    own = _own("sellers.commission", _COMMISSION, terms.rate, terms.paid_on)
    return (own, *sheet.used(*names))


def _tax(sheet: _Sheet) -> tuple[_Use, ...]:
    seller = sheet.terms.seller
    how = ("fees.tax_rounding", "fees.tax_grain")
    if seller.fee_tax is not None:
        stated = _own("sellers.fee_tax", _FEE_TAX, seller.fee_tax, sheet.terms.paid_on)
        return (stated, *sheet.used(*how)) if seller.fee_tax != ZERO else (stated,)
    return sheet.used("fees.tax_rate", "fees.fees_exclude_tax", *how)


def _payment(sheet: _Sheet) -> tuple[_Use, ...]:
    terms, given = sheet.terms, sheet.terms.seller.payment_service_fee
    rounded = () if terms.payment_fee is None else sheet.used("fees.surcharge_rounding")
    if given is None:
        return (*sheet.used("fees.payment_service_fee"), *rounded)
    return (_own("sellers.payment_service_fee", _PAYMENT, given, terms.paid_on), *rounded)


def _on_shipping(sheet: _Sheet) -> tuple[_Use, ...]:
    return sheet.used("fees.commission_on_shipping") if sheet.parts.shipping else ()


def _bearers(sheet: _Sheet) -> tuple[_Use, ...]:
    kinds = [d.kind for d in sheet.line.discounts if d.kind not in SHARED_KINDS]
    if sheet.context.discount_seller:
        kinds.append(DiscountKind.CART_SELLER)
    if sheet.context.discount_qoo10:
        kinds.append(DiscountKind.CART_COUPON)
    return tuple(use for kind in kinds for use in _shares(sheet, kind))


def _compensation(sheet: _Sheet) -> tuple[_Use, ...]:
    uses = sheet.used("settlements.compensation") if sheet.parts.mega_wari else ()
    if sheet.parts.mega_po:
        uses += (_share(sheet, DiscountKind.MEGA_PO),)
    return uses


def _shares(sheet: _Sheet, kind: DiscountKind) -> tuple[_Use, ...]:
    share = _share(sheet, kind)
    if share[0].entry.value in {ZERO, WHOLE}:
        return (share,)
    grain = ("discounts.coupon_grain",) if sheet.line.quantity > 1 else ()
    return (share, *sheet.used("discounts.odd_yen", *grain))


def _share(sheet: _Sheet, kind: DiscountKind) -> _Use:
    timeline, day = sheet.terms.rules.discounts.seller_share[kind], sheet.terms.paid_on
    return Evidence(timeline, timeline.entry_on(day)), day


def _use(terms: Terms, name: str, day: date) -> _Use:
    section, _, field = name.partition(".")
    timeline: Timeline[Any] = getattr(getattr(terms.rules, section), field)
    return Evidence(timeline, timeline.entry_on(day)), day


def _own(name: str, title: Text, rate: Rate, day: date) -> _Use:
    entry = Dated(day, rate, Confidence.HIGH, (OWN_FIGURES,))
    return Evidence(Timeline(name, (entry,), title), entry), day
