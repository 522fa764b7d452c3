from __future__ import annotations

from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import InvalidTypeError
from qoo10model.orders import OrderStatus, SendType
from qoo10model.procedures import Procedure, Step, procedure
from qoo10model.rules.cancellations import CancelReason, Party
from tests.claim_cases import ON, WORKED, claim, line, loosely, worked_claim, worked_line


@pytest.mark.parametrize("case", WORKED["procedure"])
def test_the_steps_are_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Each case has its steps, in order.
    """
    told = {name: case[name] for name in ("made_to_order", "shipped") if name in case}
    found = procedure(
        worked_line(case), CancelReason(case["reason"]), on=ON, claim=worked_claim(case), **told
    )
    assert [step.name for step in found.steps] == case["steps"]
    assert repr(found) == f"Procedure({', '.join(case['steps'])})"


def test_the_worked_cases_use_every_step() -> None:
    """
    No step is left without a case.
    """
    used = {step for case in WORKED["procedure"] for step in case["steps"]}
    assert used == {step.name for step in Step}


def test_a_procedure_says_what_it_rests_on() -> None:
    """
    The fault, the permission of that party, and the refusal only where the buyer has to ask.
    """
    order = line(status=OrderStatus.SELLER_CONFIRMED, planned=ON)
    asked = procedure(order, CancelReason.ORDER_CHANGE, on=ON, made_to_order=True)
    assert (asked.fault.party, asked.permission.party) == (Party.BUYER, Party.BUYER)
    assert asked.refusal is not None
    assert asked.refusal.may_refuse
    at_once = procedure(line(status=OrderStatus.ON_REQUEST), CancelReason.ORDER_CHANGE, on=ON)
    assert at_once.refusal is None
    shop = procedure(order, CancelReason.OUT_OF_STOCK, on=ON)
    assert (shop.fault.party, shop.permission.party) == (Party.SELLER, Party.SELLER)
    assert shop.refusal is None


def test_a_procedure_is_told_as_a_list() -> None:
    """
    The steps are numbered, in either language.
    """
    found = procedure(line(status=OrderStatus.ON_REQUEST), CancelReason.OUT_OF_STOCK, on=ON)
    assert found.explain("ja").splitlines()[::3] == [
        "1. 先に購入者へ連絡する",
        "4. QSMの販売キャンセルで、理由を選んで自ら処理する（購入者に依頼しない）",
    ]
    assert found.explain().startswith("1. tell the buyer first\n2. ")
    assert Procedure((), found.reason, found.fault, found.permission).explain() == ""


@given(
    status=st.none() | st.sampled_from(OrderStatus),
    send_type=st.none() | st.sampled_from(SendType),
    reason=st.sampled_from(CancelReason),
    code=st.none() | st.sampled_from((1, 2, 3)),
    delayed=st.none() | st.booleans(),
)
def test_the_shop_never_hands_its_work_to_the_buyer(
    status: OrderStatus | None,
    send_type: SendType | None,
    reason: CancelReason,
    code: int | None,
    delayed: bool | None,
) -> None:
    """
    For a reason of the shop the buyer is told first and never has to cancel; what is shipped is not.
    """
    order = line(status=status, send_type=send_type)
    about = None if code is None else claim(code)
    steps = procedure(order, reason, on=ON, claim=about, delayed=delayed).steps
    assert len(set(steps)) == len(steps)
    if len(steps) > 1:
        assert steps[0] is Step.TELL_BUYER
    if reason.api_code in {"", "2", "3"}:
        assert not {Step.LET_BUYER_CANCEL, Step.AWAIT_REQUEST} & {*steps}
    if status in {OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED}:
        assert not {Step.CANCEL_IN_QSM, Step.LET_BUYER_CANCEL, Step.APPROVE} & {*steps}


def test_a_reason_must_be_one() -> None:
    """
    The code of a reason is not taken for the reason.
    """
    with pytest.raises(InvalidTypeError, match=r"CancelReason\.OUT_OF_STOCK"):
        loosely(procedure)(line(), "NR", on=ON)
