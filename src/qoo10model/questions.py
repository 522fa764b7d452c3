"""
Questions (未確定の前提) of a settlement: what it took for granted, and how else it could be.

There are three sorts: rules that are open or below HIGH, facts that order rows do not tell, and
facts that were inferred from the row itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from qoo10model.basics.money import WHOLE, ZERO, Rate, Rounding
from qoo10model.basics.sources import Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import reading_text
from qoo10model.breakdowns import Context
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.doubts import Answer, Question
from qoo10model.fees import RateBasis, extras_of, limits_of
from qoo10model.ledgers import evidence_of
from qoo10model.orders import OrderLine, SendType
from qoo10model.rules import sources
from qoo10model.rules.discounts import OddYen
from qoo10model.rules.fees import CommissionBase, OverseasScope, SurchargeBase, TaxGrain
from qoo10model.rules.settlements import CompensationSize
from qoo10model.terms import Terms, terms_of


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qoo10model.basics.timelines import Evidence
    from qoo10model.breakdowns import Breakdown

__all__ = ("Case", "questions_of")


@attrs.frozen
class Case:
    """
    What a settlement is worked out from: the line, the terms of its day, its context.
    """

    line: OrderLine
    terms: Terms
    context: Context


_NO: Final = Text("no", "いいえ")
_YES: Final = Text("yes", "はい")
_EXTERNAL_AD: Final = Text(
    "did the order come through an external ad (the row does not tell)",
    "外部広告経由の注文か（データに記載なし）",
)
_PREORDER: Final = Text(
    "is it a pre-order (the row does not tell)", "予約商品か（データに記載なし）"
)
_ABROAD: Final = Text("is it sent abroad (the row does not tell)", "海外配送か（データに記載なし）")
_SHIPPING: Final = Text(
    "shipping that the buyer paid (the row does not tell)", "購入者が払った送料（データに記載なし）"
)
_CART_DISCOUNTS: Final = Text(
    "cart discounts (the row does not tell)", "カート割引（データに記載なし）"
)
_NONE: Final = Text("none", "なし")
_RATE: Final = Text(
    "commission rate inferred from the row's SettlePrice", "供給原価から逆算した販売手数料率"
)
_ATTRIBUTION: Final = Text(
    "whose discount it is, inferred from the event and the amount",
    "割引の種類（開催中のイベントと金額から推定）",
)
_ABROAD_CODE: Final = "XX"

# Readings from the one that pays least to the one that pays most, whatever else holds.
_RISING: Final = (
    Rounding.DOWN,
    Rounding.HALF_DOWN,
    Rounding.HALF_EVEN,
    Rounding.HALF_UP,
    Rounding.UP,
)
_LEAST_FIRST: Final[dict[str, tuple[object, ...]]] = {
    "fees.settle_price_rounding": _RISING,
    "fees.surcharge_rounding": _RISING[::-1],
    "fees.tax_rounding": _RISING[::-1],
    "events.mega_po_rounding": _RISING[::-1],
    "fees.fees_exclude_tax": (True, False),
    "fees.preparation_is_preorder": (True, False),
    "fees.overseas_scope": (
        OverseasScope.EACH,
        OverseasScope.EITHER_ONCE,
        OverseasScope.ACCOUNT_ONLY,
    ),
}
_THE_MORE_THE_LESS: Final = frozenset(
    {
        "fees.preorder_surcharge",
        "fees.overseas_surcharge",
        "fees.external_ad_surcharge",
        "fees.mega_surcharge",
        "fees.mega_support_fee",
        "fees.mega_po_fee",
        "fees.payment_service_fee",
        "events.mega_po_points",
        "events.mega_po_points_cap",
    }
)
_WORST: Final[dict[str, object]] = {
    "fees.surcharge_base": SurchargeBase.LIST_PRICE,
    "settlements.compensation": CompensationSize.QOO10_SHARE,
    "discounts.odd_yen": OddYen.SELLER,
}
_ONLY_DAYS: Final = frozenset(
    {
        "settlements.due_on_wednesday",
        "settlements.pre_deduction_on_wednesday",
        "settlements.return_day",
        "settlements.return_on_wednesday",
        "settlements.on_holiday",
        "settlements.mega_po_coupon_day",
        "settlements.mega_po_points_day",
    }
)


def questions_of(case: Case, parts: Breakdown) -> tuple[Question[Case], ...]:
    """
    Return the questions of *case*, whose parts are *parts*.
    """
    evidence = evidence_of(case.line, case.terms, case.context, parts)
    rules = tuple(_rule_question(one, case) for one in evidence if one.entry.is_doubtful)
    if case.line.cancelled_on is not None:
        return rules
    return (*rules, *_fact_questions(case), *_inferred(case))


def _rule_question(evidence: Evidence, case: Case) -> Question[Case]:
    entry, rule = evidence.entry, evidence.rule
    readings = (entry.value, *entry.alternatives)
    taken = Answer(reading_text(entry.value), _unchanged)
    others = tuple(_rule_answer(rule, value) for value in entry.alternatives)
    lowest, highest = (
        tuple((taken, *others)[place] for place in places) for places in _ends(rule, readings, case)
    )
    return Question(
        rule,
        evidence.timeline.title,
        taken,
        entry.confidence,
        entry.sources,
        others,
        lowest,
        highest,
        _MATTERS.get(rule, _always),
    )


def _ends(
    rule: str, readings: tuple[Any, ...], case: Case
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    # The places of the readings that may pay least and most; none where nobody can say.
    places = range(len(readings))
    if rule in _ONLY_DAYS or case.line.cancelled_on is not None:
        return (0,), (0,)
    if rule in _LEAST_FIRST:
        order = _LEAST_FIRST[rule]
        ranked = sorted(places, key=lambda place: order.index(readings[place]))
        return (ranked[0],), (ranked[-1],)
    if rule in _THE_MORE_THE_LESS:
        ranked = sorted(places, key=lambda place: readings[place])
        return (ranked[-1],), (ranked[0],)
    if rule == "fees.tax_grain":
        # An invoice of one line is that line, and so is its one unit.
        units = [reading is TaxGrain.UNIT and case.line.quantity > 1 for reading in readings]
        distinct = tuple(dict.fromkeys(units.index(one) for one in units))
        return distinct, distinct
    worst = _WORST.get(rule)
    if worst in readings and _extras_on_list_price(case):
        better = tuple(place for place in places if readings[place] is not worst)
        return (readings.index(worst),), better if rule == "fees.surcharge_base" else ()
    return (), ()


def _extras_on_list_price(case: Case) -> bool:
    # No base is higher. Where it is possible, the least is paid on it, and who bears how much of a
    # discount changes no extra there.
    base = case.terms.rules.fees.surcharge_base.entry_on(case.terms.paid_on)
    return base.value is SurchargeBase.LIST_PRICE


def _is_shared(case: Case) -> bool:
    terms = case.terms
    shares = (
        terms.rules.discounts.seller_share[discount.kind].on(terms.paid_on)
        for discount in case.line.discounts
    )
    return any(ZERO < share < WHOLE for share in shares)


def _is_mega_wari(case: Case) -> bool:
    return any(discount.kind is DiscountKind.MEGA_WARI for discount in case.line.discounts)


def _has_extras(case: Case) -> bool:
    return bool(extras_of(case.line, case.terms))


def _always(_: Case) -> bool:
    return True


def _rule_answer(rule: str, value: Any) -> Answer[Case]:
    def change(case: Case) -> Case:
        terms = case.terms
        rules = terms.rules.with_reading(rule, value)
        return Case(
            case.line,
            terms_of(terms.paid_on, terms.seller, terms.rate, rules, terms.holidays),
            case.context,
        )

    return Answer(reading_text(value), change)


def _fact_questions(case: Case) -> tuple[Question[Case], ...]:
    line, questions = case.line, list[Question[Case]]()
    if line.external_ad is None:
        questions.append(_fact("orders.external_ad", _EXTERNAL_AD, _line_with(external_ad=True)))
    if line.send_type is None:
        preorder = _line_with(send_type=SendType.RELEASE_DATE)
        questions.append(_fact("orders.send_type", _PREORDER, preorder))
    if line.destination is None:
        abroad = _line_with(destination=_ABROAD_CODE)
        questions.append(_fact("orders.destination", _ABROAD, abroad))
    questions += _of_the_cart(case)
    return tuple(questions)


def _of_the_cart(case: Case) -> Iterator[Question[Case]]:
    # How much it would be nobody can say, unless another line of the cart has told.
    line, share = case.line, case.context
    if line.shipping is None and not share.shipping:
        yield _untold("orders.shipping", _SHIPPING)
    untold = line.cart_discount_seller is None or line.cart_discount_qoo10 is None
    if untold and not (share.discount_seller or share.discount_qoo10):
        yield _untold("orders.cart_discounts", _CART_DISCOUNTS)


def _untold(rule: str, title: Text) -> Question[Case]:
    none = Answer(_NONE, _unchanged)
    return Question(rule, title, none, Confidence.LOW, (sources.QAPI_REFERENCE,), ())


def _fact(rule: str, title: Text, change: Callable[[Case], Case]) -> Question[Case]:
    no, yes = Answer(_NO, _unchanged), Answer(_YES, change)
    who = (sources.QAPI_REFERENCE,)
    return Question(rule, title, no, Confidence.LOW, who, (yes,), lowest=(yes,), highest=(no,))


def _line_with(**changes: Any) -> Callable[[Case], Case]:
    def change(case: Case) -> Case:
        return attrs.evolve(case, line=attrs.evolve(case.line, **changes))

    return change


def _unchanged(case: Case) -> Case:
    return case


def _inferred(case: Case) -> tuple[Question[Case], ...]:
    questions = list[Question[Case]]()
    terms = case.terms
    if case.context.basis is RateBasis.SETTLE_PRICE:
        limits = limits_of(case.context.category, terms.rules).on(terms.paid_on)
        rates = sorted({limits.lowest, terms.rate, limits.highest}, reverse=True)
        answers = {rate: _rate_answer(rate) for rate in rates}
        questions.append(
            Question(
                "sellers.commission",
                _RATE,
                answers[terms.rate],
                Confidence.MEDIUM,
                (sources.MEASURED_ORDERS,),
                tuple(answer for rate, answer in answers.items() if rate != terms.rate),
                (answers[rates[0]],),
                (answers[rates[-1]],),
            )
        )
    if case.context.occasion is not None:
        occasion = case.context.occasion
        questions.append(
            Question(
                "events.attribution",
                _ATTRIBUTION,
                Answer(occasion.kind.label, _unchanged),
                min(Confidence.MEDIUM, occasion.confidence),
                occasion.sources,
                tuple(_kind_answers(case.line)),
            )
        )
    return tuple(questions)


def _rate_answer(rate: Rate) -> Answer[Case]:
    def change(case: Case) -> Case:
        terms = case.terms
        other = terms_of(terms.paid_on, terms.seller, rate, terms.rules, terms.holidays)
        return attrs.evolve(case, terms=other)

    return Answer(Text(str(rate), str(rate)), change)


def _kind_answers(line: OrderLine) -> tuple[Answer[Case], ...]:
    qoo10 = _with_kind(line, DiscountKind.CART_COUPON)
    own = _with_kind(line, DiscountKind.ITEM)
    answers = [Answer(DiscountKind.CART_COUPON.label, _line_with(discounts=qoo10))]
    for base in CommissionBase:
        decided = _rule_answer("fees.commission_base", base)
        label = Text(
            f"{DiscountKind.ITEM.label.en}, commission on {base.label.en}",
            f"{DiscountKind.ITEM.label.ja}・手数料は{base.label.ja}",
        )
        answers.append(Answer(label, _both(_line_with(discounts=own), decided.change)))
    return tuple(answers)


def _with_kind(line: OrderLine, kind: DiscountKind) -> tuple[Discount, ...]:
    shared = (DiscountKind.MEGA_WARI, DiscountKind.MEGA_PO)
    return tuple(Discount(kind, d.amount) if d.kind in shared else d for d in line.discounts)


def _both(first: Callable[[Case], Case], second: Callable[[Case], Case]) -> Callable[[Case], Case]:
    def change(case: Case) -> Case:
        return second(first(case))

    return change


_MATTERS: Final = {
    "discounts.odd_yen": _is_shared,
    "discounts.coupon_grain": _is_shared,
    "settlements.compensation": _is_mega_wari,
    "fees.surcharge_base": _has_extras,
}
