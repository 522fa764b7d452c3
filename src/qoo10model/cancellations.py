"""
Cancellations (キャンセル): who may cancel an order line on a day, and which request may be refused.

What an order row does not tell, the caller may: whether goods are made to order or on clearance,
whether the parcel has been handed over. What is not told is said in the findings.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.findings import Finding, Message, Severity
from qoo10model.basics.periods import check_day
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Evidence, Timeline
from qoo10model.claimrecords import Claim
from qoo10model.delaylabels import has_delayed_label
from qoo10model.orders import OrderLine
from qoo10model.permissions import WHY, Permission, Refusal, ReturnTerm
from qoo10model.rules.book import JAPAN
from qoo10model.rules.cancellations import (
    MADE_TO_ORDER_WORDS,
    Leave,
    Party,
    PreparedGoods,
    RefusalGround,
    Situation,
)
from qoo10model.rules.claims import ClaimGroup
from qoo10model.rules.orders import OrderStatus, SendType
from qoo10model.rules.shipping import DelayType


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.rules.book import RuleBook

__all__ = (
    "Leave",
    "Party",
    "Permission",
    "Refusal",
    "RefusalGround",
    "ReturnTerm",
    "Situation",
    "may_cancel",
    "may_refuse",
    "return_term",
)

_NO_PLAN: Final = Message(
    "cancellations.planned_day_not_told",
    Severity.ADVICE,
    Text(
        "the planned day of shipping is not told; once it has passed, the buyer may cancel at once",
        "発送予定日が不明。過ぎていれば購入者は即時にキャンセルできる",
    ),
)
_NO_SEND_TYPE: Final = Message(
    "cancellations.send_type_not_told",
    Severity.ADVICE,
    Text(
        "whether this is a pre-order is not told; taken as ordinary goods",
        "予約商品かどうかが不明のため、一般商品とみなした",
    ),
)
_NO_CLEARANCE: Final = Message(
    "cancellations.clearance_not_told",
    Severity.ADVICE,
    Text(
        "whether this is a clearance item is not told; taken as none",
        "クリアランス商品かどうかが不明のため、対象外とみなした",
    ),
)
_NO_MAKING: Final = Message(
    "cancellations.made_to_order_not_told",
    Severity.ADVICE,
    Text(
        "whether it is made to order is not told; taken as not",
        "注文製作（オーダーメイド）かどうかが不明のため、対象外とみなした",
    ),
)
_WITHOUT_RULE: Final = {
    Situation.CANCELLED: Leave.NOT,
    Situation.UNKNOWN: Leave.NOT_KNOWN,
}
_STAGES: Final = {
    OrderStatus.AWAITING_PAYMENT: Situation.UNPAID,
    OrderStatus.ON_REQUEST: Situation.NOT_CONFIRMED,
    OrderStatus.SELLER_CONFIRMED: Situation.CONFIRMED,
    OrderStatus.ON_DELIVERY: Situation.SHIPPED,
    OrderStatus.DELIVERED: Situation.DELIVERED,
}
_UNSENT: Final = (Situation.NOT_CONFIRMED, Situation.CONFIRMED)
_PREORDERS: Final = (Situation.PREORDER, Situation.PREORDER_PLAN_PASSED)
_MADE_TO_ORDER_CODE: Final = str(DelayType.MADE_TO_ORDER.value)
_NO_REQUEST: Final = Text(
    "the buyer cancels at once, so there is no request to refuse",
    "購入者が即時にキャンセルできるため、拒否できる要請がない",
)
_NO_GROUND: Final = Text("no ground for it is known", "拒否できる理由が見当たらない")


def may_cancel(
    line: OrderLine,
    party: Party,
    *,
    on: date,
    claim: Claim | None = None,
    delayed: bool | None = None,
    clearance: bool | None = None,
    rules: RuleBook = JAPAN,
) -> Permission:
    """
    Return whether *party* may cancel *line* on the Japanese day *on*: at once, on request, or not.

    *delayed* is whether the order is labelled late (配送遅延); without it, what
    `delaylabels.has_delayed_label` says. *claim* is what is claimed about the line, if anything. A pre-order is
    told by the `send_type` of the line.

    Raises `InvalidTypeError` for arguments of another kind, `InvalidValueError` for a claim of
    another order, `RuleNotKnownError` before September 2018.

    >>> from qoo10model.orders import Delivery
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.SELLER_CONFIRMED, delivery=Delivery(planned_on=date(2026, 5, 14)))
    >>> [may_cancel(line, Party.BUYER, on=date(2026, 5, day)).answer for day in (14, 15)]
    [Leave.ON_REQUEST, Leave.AT_ONCE]
    """
    if type(party) is not Party:
        raise InvalidTypeError(f"party must be Party.BUYER or Party.SELLER (got {party!r})")
    case = _Case(line, on, claim, _late(line, on, delayed), clearance, rules)
    situation = case.situation
    why = WHY[party, situation]
    if situation in _WITHOUT_RULE:
        return Permission(party, _WITHOUT_RULE[situation], situation, why)
    rule = case.rule(party, situation)
    entry = rule.entry_on(on)
    answer = rule.decided(entry)
    other = case.other_situation
    readings = () if other is None else (case.rule(party, other).on(on),)
    alternatives = dict.fromkeys((*entry.alternatives, *readings))
    return Permission(
        party,
        answer,
        situation,
        why,
        tuple(one for one in alternatives if one is not answer),
        (Evidence(rule, entry), *case.preparation),
        tuple(case.untold()) if party is Party.BUYER else (),
    )


def may_refuse(
    line: OrderLine,
    *,
    on: date,
    shipped: bool | None = None,
    made_to_order: bool | None = None,
    clearance: bool | None = None,
    delayed: bool | None = None,
    rules: RuleBook = JAPAN,
) -> Refusal:
    """
    Return whether the seller may refuse a buyer's request on the Japanese day *on*, and why.

    *shipped* is whether the parcel is handed over, also where the platform does not know it yet. Goods
    are made to order where the caller says so or the delay type of the line does. Where the buyer
    cancels at once there is no request that could be refused.

    Raises what `may_cancel` raises.

    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.SELLER_CONFIRMED)
    >>> may_refuse(line, on=date(2026, 5, 12), delayed=False, made_to_order=True).grounds
    (RefusalGround.MADE_TO_ORDER,)
    """
    _check_flag(shipped, "shipped")
    _check_flag(made_to_order, "made_to_order")
    case = _Case(line, on, None, _late(line, on, delayed), clearance, rules)
    situation = case.situation
    if situation in {Situation.CANCELLED, Situation.UNPAID}:
        return Refusal(False, (), WHY[Party.BUYER, situation])
    buyer = may_cancel(line, Party.BUYER, on=on, delayed=delayed, clearance=clearance, rules=rules)
    if buyer.answer is Leave.AT_ONCE:
        return Refusal(False, (), _NO_REQUEST, buyer.evidence, buyer.findings)
    table = rules.cancellations.may_refuse
    facts = {
        RefusalGround.SHIPPED: shipped or _is_sent(line, situation, on),
        RefusalGround.MADE_TO_ORDER: _is_made_to_order(line, made_to_order),
        RefusalGround.PREORDER: situation in _PREORDERS,
        RefusalGround.CLEARANCE: clearance,
    }
    grounds = tuple(g for g, holds in facts.items() if holds and table[g].on(on))
    evidence = (*(Evidence(table[g], table[g].entry_on(on)) for g in grounds), *case.preparation)
    if grounds:
        labels = [ground.label for ground in grounds]
        why = Text(", ".join(one.en for one in labels), "、".join(one.ja for one in labels))
        return Refusal(True, grounds, why, evidence)
    untold = [*case.untold()]
    if facts[RefusalGround.MADE_TO_ORDER] is None:
        untold.append(_NO_MAKING.finding(order_no=line.order_no))
    is_open = untold or situation is Situation.UNKNOWN
    return Refusal(None if is_open else False, (), _NO_GROUND, (), tuple(untold))


def return_term(line: OrderLine, *, rules: RuleBook = JAPAN) -> ReturnTerm | None:
    """
    Return until when *line* may be returned (返品期限), None before its delivery.

    The goods must be unopened and as they were; no row tells that. Raises `RuleNotKnownError` before
    September 2018.

    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  delivered_on=date(2026, 5, 14))
    >>> return_term(line)
    ReturnTerm(last_day=datetime.date(2026, 5, 21), alternatives=(datetime.date(2026, 5, 20),))
    """
    delivered = _check_line(line).delivered_on
    if delivered is None:
        return None
    rule = rules.cancellations.return_days
    entry = rule.entry_on(delivered)
    last, *others = (
        delivered + timedelta(days) for days in (rule.decided(entry), *entry.alternatives)
    )
    return ReturnTerm(last, tuple(others), (Evidence(rule, entry),))


class _Case:
    """
    One question: the line, the day, and what was told beside them.
    """

    def __init__(
        self,
        line: OrderLine,
        on: date,
        claim: Claim | None,
        late: bool | None,
        clearance: bool | None,
        rules: RuleBook,
    ) -> None:
        self.line = line
        self.claim = _check_claim(claim, line)
        self.late = late
        self.clearance = _check_flag(clearance, "clearance")
        self.rules = rules.cancellations
        self.stage = _stage(line, self.claim, on)
        self.preparation: tuple[Evidence, ...] = ()
        is_prepared = line.send_type is SendType.PREPARATION
        if is_prepared and self.stage in _UNSENT:
            rule = self.rules.prepared_goods
            self.preparation = (Evidence(rule, rule.entry_on(on)),)
            is_preorder = rule.on(on) is PreparedGoods.PREORDER
        else:
            is_preorder = line.send_type is SendType.RELEASE_DATE
        self.situation = self._situation(is_preorder=is_preorder)
        is_open = any(evidence.entry.alternatives for evidence in self.preparation)
        other = self._situation(is_preorder=not is_preorder)
        self.other_situation = other if is_open else None

    def _situation(self, *, is_preorder: bool) -> Situation:
        if self.stage not in _UNSENT:
            return self.stage
        late = self.late is True and self.stage is Situation.CONFIRMED
        ordinary = not (self.clearance or is_preorder)
        if late and ordinary:
            return Situation.PLAN_PASSED
        if self.claim is not None and self.claim.is_open and _is_cancel(self.claim):
            return Situation.REQUESTED
        if self.clearance:
            return Situation.CLEARANCE
        if is_preorder:
            return Situation.PREORDER_PLAN_PASSED if late else Situation.PREORDER
        return self.stage

    def rule(self, party: Party, situation: Situation) -> Timeline[Leave]:
        table = self.rules.buyer if party is Party.BUYER else self.rules.seller
        return table[situation]

    def untold(self) -> Iterator[Finding]:
        if self.stage not in _UNSENT or self.situation is Situation.CLEARANCE:
            return
        number = self.line.order_no
        if self.stage is Situation.CONFIRMED and self.late is None:
            yield _NO_PLAN.finding(order_no=number)
        if self.line.send_type is None:
            yield _NO_SEND_TYPE.finding(order_no=number)
        if self.clearance is None:
            yield _NO_CLEARANCE.finding(order_no=number)


def _stage(line: OrderLine, claim: Claim | None, on: date) -> Situation:
    undone = line.cancelled_on
    if undone is None and claim is not None and claim.status and claim.status.undoes_sale:
        undone = claim.completed_on or on
    if undone is not None and undone <= on:
        return Situation.CANCELLED
    if line.status is not None:
        return _STAGES[line.status]
    if line.delivered_on is not None:
        return Situation.DELIVERED
    return Situation.UNKNOWN if line.shipped_on is None else Situation.SHIPPED


def _late(line: OrderLine, on: date, told: bool | None) -> bool | None:
    check_day(on, "on")
    delivery = _check_line(line).delivery
    planned = None if delivery is None else delivery.planned_on
    if _check_flag(told, "delayed") is not None or planned is None:
        return told
    return has_delayed_label(line, on=on)


def _is_sent(line: OrderLine, situation: Situation, on: date) -> bool:
    if situation in {Situation.SHIPPED, Situation.DELIVERED}:
        return True
    return line.shipped_on is not None and line.shipped_on <= on


def _is_cancel(claim: Claim) -> bool:
    return claim.status is not None and claim.status.group is ClaimGroup.CANCEL


def _is_made_to_order(line: OrderLine, told: bool | None) -> bool | None:
    kind = "" if line.delivery is None else line.delivery.delay_type
    if told is not None or not kind:
        return told
    return kind == _MADE_TO_ORDER_CODE or any(words in kind for words in MADE_TO_ORDER_WORDS)


def _check_line(line: OrderLine) -> OrderLine:
    if type(line) is not OrderLine:
        raise InvalidTypeError(f"line must be an OrderLine (got {line!r})")
    return line


def _check_claim(claim: Claim | None, line: OrderLine) -> Claim | None:
    if claim is None:
        return None
    if type(claim) is not Claim:
        raise InvalidTypeError(f"claim must be a Claim or None (got {claim!r})")
    if claim.order_no != line.order_no:
        msg = f"claim must be about order {line.order_no} (got one about {claim.order_no})"
        raise InvalidValueError(msg)
    return claim


def _check_flag(told: bool | None, name: str) -> bool | None:
    if told is None or type(told) is bool:
        return told
    raise InvalidTypeError(f"{name} must be True, False or None (got {told!r})")
