"""
Procedures (取消手順): what a shop does, in order, when an order is to be cancelled.

For a reason of the shop it tells the buyer first, says why, offers a substitute, and cancels in QSM
itself. For a reason of the buyer, who cancels depends on how far the order is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from qoo10model.basics.errors import InvalidTypeError
from qoo10model.basics.texts import Labelled, Text
from qoo10model.cancellations import may_cancel, may_refuse
from qoo10model.faults import Fault, fault_of
from qoo10model.permissions import Permission, Refusal
from qoo10model.rules.book import JAPAN
from qoo10model.rules.cancellations import CancelReason, Leave, Party, Situation


if TYPE_CHECKING:
    from datetime import date

    from qoo10model.basics.texts import Language
    from qoo10model.claimrecords import Claim
    from qoo10model.orders import OrderLine
    from qoo10model.rules.book import RuleBook

__all__ = ("Procedure", "Step", "procedure")


class Step(Labelled):
    """
    One thing that a shop does about a cancellation (手順).

    >>> Step.OFFER_SUBSTITUTE.label.ja
    '代替品を提案し、返事を待つ'
    """

    FIND_STATUS = Text("look up where the order stands", "注文の配送状態を確認する")
    TELL_BUYER = Text("tell the buyer first", "先に購入者へ連絡する")
    SAY_WHY = Text("say why it has to be cancelled", "キャンセルの理由を伝える")
    OFFER_SUBSTITUTE = Text(
        "offer a substitute, and wait for the answer", "代替品を提案し、返事を待つ"
    )
    CANCEL_IN_QSM = Text(
        "cancel it yourself in QSM, with the reason; never ask the buyer to",
        "QSMの販売キャンセルで、理由を選んで自ら処理する（購入者に依頼しない）",
    )
    LET_BUYER_CANCEL = Text(
        "let the buyer cancel in the list of orders", "購入者が購入履歴からキャンセルする"
    )
    AWAIT_REQUEST = Text(
        "the buyer asks for it in the list of orders", "購入者が購入履歴からキャンセルを要請する"
    )
    STOP_DISPATCH = Text("stop the dispatch", "発送を止める")
    APPROVE = Text(
        "approve in QSM: キャンセル&未受取 › クレーム状況 › キャンセル中",
        "QSMのキャンセル&未受取 › クレーム状況 › キャンセル中で承認する",
    )
    REFUSE = Text(
        "refuse in QSM, and say why: キャンセル&未受取 › クレーム状況 › キャンセル中",
        "QSMのキャンセル&未受取 › クレーム状況 › キャンセル中で、理由を伝えて拒否する",
    )
    SAY_NOT_CANCELLABLE = Text(
        "say that it cannot be cancelled, and why", "キャンセルできないことと理由を伝える"
    )
    LET_LAPSE = Text("let it lapse unpaid", "未入金のまま期限切れを待つ")
    TAKE_BACK_AT_BUYERS_COST = Text(
        "take the goods back; the buyer pays the return", "返品を受ける（返送料は購入者負担）"
    )
    TAKE_BACK_AT_OWN_COST = Text(
        "take the goods back; the shop pays the return", "返品を受ける（返送料は販売者負担）"
    )
    REFUND = Text("refund when the goods are back", "商品の到着後に返金する")
    CHECK_CLAIM = Text(
        "see in the claims that it is cancelled (status 3)",
        "クレーム一覧でキャンセル完了（3）を確認する",
    )


@attrs.frozen(repr=False)
class Procedure:
    """
    What to do about one order (取消手順): the *steps* in order, and what they rest on.

    *fault* is whose fault the reason is, *permission* whether that party may cancel, *refusal* whether
    the shop may refuse where the buyer asks.

    >>> from datetime import date
    >>> from qoo10model.orders import OrderLine, OrderStatus
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.ON_REQUEST)
    >>> procedure(line, CancelReason.OUT_OF_STOCK, on=date(2026, 5, 12))
    Procedure(TELL_BUYER, SAY_WHY, OFFER_SUBSTITUTE, CANCEL_IN_QSM, CHECK_CLAIM)
    """

    steps: tuple[Step, ...]
    reason: CancelReason
    fault: Fault
    permission: Permission
    refusal: Refusal | None = None

    def explain(self, language: Language = "en") -> str:
        """
        Return the steps as numbered lines in *language*.
        """
        return "\n".join(
            f"{number}. {step.label.in_(language)}" for number, step in enumerate(self.steps, 1)
        )

    def __repr__(self) -> str:
        return f"Procedure({', '.join(step.name for step in self.steps)})"


_OF_SHOP: Final = (Step.TELL_BUYER, Step.SAY_WHY, Step.OFFER_SUBSTITUTE)
_SENT: Final = (Situation.SHIPPED, Situation.DELIVERED)


def procedure(
    line: OrderLine,
    reason: CancelReason,
    *,
    on: date,
    claim: Claim | None = None,
    shipped: bool | None = None,
    made_to_order: bool | None = None,
    clearance: bool | None = None,
    delayed: bool | None = None,
    rules: RuleBook = JAPAN,
) -> Procedure:
    """
    Return the steps, in order, for cancelling *line* on the Japanese day *on* for *reason*.

    The other arguments are those of `cancellations.may_cancel` and `cancellations.may_refuse`. There
    are no steps where nothing is left to cancel. Raises what those two raise.

    >>> from datetime import date
    >>> from qoo10model.orders import OrderLine, OrderStatus
    >>> line = OrderLine(order_no=7, cart_no=1, item_code="A", unit_price=500, quantity=1,
    ...                  status=OrderStatus.ON_REQUEST)
    >>> procedure(line, CancelReason.CUSTOMER_REQUEST, on=date(2026, 5, 12))
    Procedure(TELL_BUYER, LET_BUYER_CANCEL, CHECK_CLAIM)
    """
    if type(reason) is not CancelReason:
        msg = f"reason must be a CancelReason such as CancelReason.OUT_OF_STOCK (got {reason!r})"
        raise InvalidTypeError(msg)
    fault = fault_of(reason, on=on, rules=rules)
    party = Party.SELLER if fault.party is Party.SELLER else Party.BUYER
    permission = may_cancel(
        line, party, on=on, claim=claim, delayed=delayed, clearance=clearance, rules=rules
    )
    refusal = may_refuse(
        line,
        on=on,
        shipped=shipped,
        made_to_order=made_to_order,
        clearance=clearance,
        delayed=delayed,
        rules=rules,
    )
    situation = permission.situation
    if situation is Situation.CANCELLED:
        return Procedure((), reason, fault, permission)
    if situation is Situation.UNKNOWN:
        return Procedure((Step.FIND_STATUS,), reason, fault, permission)
    if party is Party.SELLER:
        return Procedure(_of_shop(situation), reason, fault, permission)
    steps = _of_buyer(permission, refusal)
    asked = permission.answer is Leave.ON_REQUEST
    return Procedure(steps, reason, fault, permission, refusal if asked else None)


def _of_shop(situation: Situation) -> tuple[Step, ...]:
    if situation in _SENT:
        return (*_OF_SHOP, Step.TAKE_BACK_AT_OWN_COST, Step.REFUND)
    if situation is Situation.UNPAID:
        return (*_OF_SHOP, Step.LET_LAPSE)
    return (*_OF_SHOP, Step.CANCEL_IN_QSM, Step.CHECK_CLAIM)


def _of_buyer(permission: Permission, refusal: Refusal) -> tuple[Step, ...]:
    situation = permission.situation
    if situation in _SENT:
        return (Step.TELL_BUYER, Step.TAKE_BACK_AT_BUYERS_COST, Step.REFUND)
    if situation is Situation.UNPAID:
        return (Step.TELL_BUYER, Step.LET_LAPSE)
    if permission.answer is Leave.AT_ONCE:
        return (Step.TELL_BUYER, Step.LET_BUYER_CANCEL, Step.CHECK_CLAIM)
    if permission.answer is Leave.NOT:
        return (Step.TELL_BUYER, Step.SAY_NOT_CANCELLABLE)
    asked = situation is Situation.REQUESTED
    first = (Step.TELL_BUYER,) if asked else (Step.TELL_BUYER, Step.AWAIT_REQUEST)
    if refusal.may_refuse:
        return (*first, Step.REFUSE)
    return (*first, Step.STOP_DISPATCH, Step.APPROVE, Step.CHECK_CLAIM)
