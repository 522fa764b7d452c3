from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import JAPAN, InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.sources import Confidence
from qoo10model.cancellations import (
    Leave,
    Party,
    RefusalGround,
    Situation,
    may_cancel,
    may_refuse,
    return_term,
)
from qoo10model.orders import Delivery, OrderStatus, SendType
from qoo10model.permissions import WHY, Permission, Refusal
from qoo10model.rules import sources
from qoo10model.rules.cancellations import PreparedGoods
from tests.claim_cases import ON, WORKED, claim, line, loosely, worked_claim, worked_line


BUYER, SELLER = Party.BUYER, Party.SELLER
CONFIRMED = OrderStatus.SELLER_CONFIRMED
flags = st.none() | st.booleans()


def asked(party: Party, **facts: Any) -> Permission:
    """
    The answer to *party* on 12 May 2026 for a line with these *facts*.
    """
    told = {
        name: facts.pop(name)
        for name in ("claim", "clearance", "delayed", "rules")
        if name in facts
    }
    return may_cancel(line(**facts), party, on=ON, **told)


@pytest.mark.parametrize("case", WORKED["cancel"])
def test_who_may_cancel_is_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Buyer and seller get the answers of the table, each with its situation and its source.
    """
    told: dict[str, Any] = {"claim": worked_claim(case), "clearance": case.get("clearance")}
    buyer, seller = (may_cancel(worked_line(case), party, on=ON, **told) for party in Party)
    assert (buyer.answer.name, seller.answer.name) == (case["buyer"], case["seller"])
    assert buyer.situation.name == seller.situation.name == case["situation"]
    if buyer.evidence:
        assert getattr(sources, case["source"]) in buyer.evidence[0].entry.sources
    else:
        assert case["situation"] == "CANCELLED"


def test_the_label_late_stands_over_the_planned_day() -> None:
    """
    Whoever knows the label says so, against the planned day and without one.
    """
    tomorrow, yesterday = ON + timedelta(1), ON - timedelta(1)
    for planned in (None, tomorrow, yesterday):
        facts: dict[str, Any] = {"status": CONFIRMED, "planned": planned}
        assert asked(BUYER, delayed=True, **facts).answer is Leave.AT_ONCE
        assert asked(BUYER, delayed=False, **facts).answer is Leave.ON_REQUEST


def test_a_label_before_the_planned_day_is_entered_changes_nothing() -> None:
    """
    An order in 配送要請 is cancelled at once for the reason that nobody confirmed it.
    """
    found = asked(BUYER, delayed=True, status=OrderStatus.ON_REQUEST)
    assert found.situation is Situation.NOT_CONFIRMED
    assert found.confidence is Confidence.HIGH


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"status": CONFIRMED}, ["planned_day", "send_type", "clearance"]),
        ({"status": CONFIRMED, "delayed": False}, ["send_type", "clearance"]),
        ({"status": CONFIRMED, "planned": ON}, ["send_type", "clearance"]),
        ({"status": OrderStatus.ON_REQUEST}, ["send_type", "clearance"]),
        ({"status": OrderStatus.ON_REQUEST, "clearance": False}, ["send_type"]),
        ({"status": OrderStatus.ON_REQUEST, "clearance": True}, []),
        ({"status": OrderStatus.ON_REQUEST, "send_type": SendType.GENERAL}, ["clearance"]),
        ({"status": OrderStatus.ON_DELIVERY}, []),
        ({"status": None}, []),
    ],
)
def test_what_nobody_told_is_said(facts: dict[str, Any], codes: list[str]) -> None:
    """
    A fact that decides the buyer's answer and is not told is a finding; the seller's has none.
    """
    found = [finding.code for finding in asked(BUYER, **facts).findings]
    assert found == [f"cancellations.{code}_not_told" for code in codes]
    assert asked(SELLER, **facts).findings == ()


def test_a_line_without_a_status_is_judged_by_its_days() -> None:
    """
    Delivered, shipped, or nothing that tells: then the answer is that it is not known.
    """
    assert asked(BUYER, delivered_on=ON).situation is Situation.DELIVERED
    assert asked(BUYER, shipped_on=ON).situation is Situation.SHIPPED
    unknown = asked(BUYER)
    assert (unknown.answer, unknown.situation) == (Leave.NOT_KNOWN, Situation.UNKNOWN)
    assert unknown.confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("cancelled_on", "situation"),
    [(ON - timedelta(1), "CANCELLED"), (ON, "CANCELLED"), (ON + timedelta(1), "NOT_CONFIRMED")],
)
def test_a_cancelled_line_is_cancelled_from_its_day_on(cancelled_on: date, situation: str) -> None:
    """
    The day before its cancellation an order could still be cancelled.
    """
    found = asked(BUYER, status=OrderStatus.ON_REQUEST, cancelled_on=cancelled_on)
    assert found.situation.name == situation
    told = claim(3, completed_on=cancelled_on)
    assert asked(BUYER, status=OrderStatus.ON_REQUEST, claim=told).situation.name == situation


def test_goods_with_preparation_are_in_doubt() -> None:
    """
    4 to 14 days of preparation count as a pre-order, and the answer names the other reading.
    """
    found = asked(BUYER, status=OrderStatus.ON_REQUEST, send_type=SendType.PREPARATION)
    assert (found.answer, found.alternatives) == (Leave.NOT, (Leave.ON_REQUEST, Leave.AT_ONCE))
    assert found.confidence is Confidence.LOW
    assert [one.rule for one in found.evidence] == [
        "cancellations.buyer[PREORDER]",
        "cancellations.prepared_goods",
    ]
    sure = JAPAN.with_reading("cancellations.prepared_goods", PreparedGoods.ORDINARY)
    ordinary = asked(
        BUYER, status=OrderStatus.ON_REQUEST, send_type=SendType.PREPARATION, rules=sure
    )
    assert (ordinary.answer, ordinary.alternatives) == (Leave.AT_ONCE, ())


def test_a_late_answer_is_less_sure() -> None:
    """
    That a buyer may cancel a late order at once has one source; on request is the other reading.
    """
    found = asked(BUYER, status=CONFIRMED, delayed=True)
    assert found.confidence is Confidence.MEDIUM
    assert found.alternatives == (Leave.ON_REQUEST,)


def test_rules_are_those_of_the_day() -> None:
    """
    Before 2026 the answers are the same and LOW; before September 2018 nobody knows.
    """
    old = line(status=OrderStatus.ON_REQUEST)
    assert may_cancel(old, BUYER, on=date(2025, 12, 31)).confidence is Confidence.LOW
    assert may_cancel(old, BUYER, on=date(2026, 1, 1)).confidence is Confidence.HIGH
    with pytest.raises(RuleNotKnownError, match="2018-09-01"):
        may_cancel(old, BUYER, on=date(2018, 8, 31))


def test_permissions_tell_people_why() -> None:
    """
    Each answer has its reason in both languages.
    """
    found = asked(BUYER, status=OrderStatus.ON_DELIVERY)
    assert found.text.ja == "購入者: 不可（配送中: 到着後の返品のみ）"
    assert str(found).startswith("the buyer: not possible")
    assert set(WHY) == {(party, situation) for party in Party for situation in Situation}


# Refusals


@pytest.mark.parametrize(
    ("facts", "told", "may", "grounds"),
    [
        ({"status": 4}, {}, True, ["SHIPPED"]),
        ({"status": 5}, {"made_to_order": True}, True, ["SHIPPED", "MADE_TO_ORDER"]),
        ({"status": 3, "planned": ON}, {"shipped": True}, True, ["SHIPPED"]),
        ({"status": 3, "planned": ON, "shipped_on": ON}, {}, True, ["SHIPPED"]),
        ({"status": 3, "planned": ON, "shipped_on": ON + timedelta(1)}, {}, None, []),
        ({"status": 3, "planned": ON}, {"made_to_order": True}, True, ["MADE_TO_ORDER"]),
        ({"status": 3, "planned": ON}, {"clearance": True}, True, ["CLEARANCE"]),
        ({"status": 3, "send_type": SendType.RELEASE_DATE}, {}, True, ["PREORDER"]),
        ({"status": 3, "planned": ON}, {}, None, []),
        ({"status": 3, "planned": ON}, {"made_to_order": False, "clearance": False}, None, []),
        (
            {"status": 3, "planned": ON, "send_type": SendType.GENERAL},
            {"made_to_order": False, "clearance": False},
            False,
            [],
        ),
        ({"status": 2}, {"made_to_order": True}, False, []),
        ({"status": 3, "planned": ON - timedelta(1)}, {"made_to_order": True}, False, []),
        ({"status": 1, "paid_at": None}, {"made_to_order": True}, False, []),
        ({"status": 3, "cancelled_on": ON}, {"made_to_order": True}, False, []),
        ({}, {}, None, []),
        ({}, {"made_to_order": True}, True, ["MADE_TO_ORDER"]),
        ({}, {"made_to_order": False, "clearance": False}, None, []),
    ],
)
def test_what_may_be_refused(
    facts: dict[str, Any], told: dict[str, Any], may: bool | None, grounds: list[str]
) -> None:
    """
    Shipped, made to order, pre-order, clearance; never where the buyer needs no consent.
    """
    status = OrderStatus(facts.pop("status")) if "status" in facts else None
    found = may_refuse(line(status=status, **facts), on=ON, **told)
    assert found.may_refuse is may
    assert [ground.name for ground in found.grounds] == grounds
    assert str(found) == found.text.en


@pytest.mark.parametrize(
    ("delay_type", "expected"),
    [
        ("2", True),
        ("注文製作(オーダーメイド)", True),
        ("1", False),
        ("商品準備中", False),
        ("", None),
    ],
)
def test_the_delay_type_tells_what_is_made_to_order(delay_type: str, expected: bool | None) -> None:
    """
    Delay type 2 is made to order, another is not, and none leaves it open; the caller overrules all.
    """
    order = line(
        status=CONFIRMED,
        send_type=SendType.GENERAL,
        delivery=Delivery(planned_on=ON, delay_type=delay_type),
    )
    assert may_refuse(order, on=ON, clearance=False).may_refuse is expected
    assert may_refuse(order, on=ON, clearance=False, made_to_order=False).may_refuse is False


def test_what_is_open_about_a_refusal_is_said() -> None:
    """
    Without a ground, the facts that could be one and are not told are findings.
    """
    found = may_refuse(line(status=CONFIRMED), on=ON)
    assert [one.code.removeprefix("cancellations.") for one in found.findings] == [
        "planned_day_not_told",
        "send_type_not_told",
        "clearance_not_told",
        "made_to_order_not_told",
    ]
    assert found.text.ja == "拒否の可否は不明: 拒否できる理由が見当たらない"


def test_a_ground_that_a_book_denies_is_none() -> None:
    """
    A what-if without the ground of made to order refuses no more.
    """
    name = "cancellations.may_refuse[MADE_TO_ORDER]"
    other = JAPAN.with_reading(name, False)
    order = line(status=CONFIRMED, planned=ON, send_type=SendType.GENERAL)
    told: dict[str, Any] = {"on": ON, "made_to_order": True, "clearance": False}
    assert may_refuse(order, **told).grounds == (RefusalGround.MADE_TO_ORDER,)
    assert may_refuse(order, rules=other, **told) == Refusal(
        False, (), may_refuse(order, rules=other, **told).why
    )


# Returns


def test_the_return_term_is_seven_days() -> None:
    """
    Delivered on the 14th, a return is open until the 21st; counted with the first day, the 20th.
    """
    term = return_term(line(delivered_on=date(2026, 5, 14)))
    assert term is not None
    assert (term.last_day, term.alternatives) == (date(2026, 5, 21), (date(2026, 5, 20),))
    assert [term.is_open_on(date(2026, 5, day)) for day in (21, 22)] == [True, False]
    assert return_term(line()) is None


# Laws and bad input


@given(
    status=st.none() | st.sampled_from(OrderStatus),
    send_type=st.none() | st.sampled_from(SendType),
    planned=st.none() | st.integers(-3, 3).map(lambda days: ON + timedelta(days)),
    delayed=flags,
    clearance=flags,
    shipped=flags,
    made=flags,
    code=st.none() | st.sampled_from((1, 2, 3, 4, 6, 15)),
)
def test_no_line_has_two_answers(
    status: OrderStatus | None,
    send_type: SendType | None,
    planned: date | None,
    delayed: bool | None,
    clearance: bool | None,
    shipped: bool | None,
    made: bool | None,
    code: int | None,
) -> None:
    """
    Buyer and seller are in one situation; a request that may be refused is none that needs no consent.
    """
    order = line(status=status, send_type=send_type, planned=planned)
    about = None if code is None else claim(code)
    told: dict[str, Any] = {"on": ON, "delayed": delayed, "clearance": clearance}
    buyer, seller = (may_cancel(order, party, claim=about, **told) for party in Party)
    assert buyer.situation is seller.situation
    assert seller.answer is not Leave.ON_REQUEST
    assert buyer.answer not in buyer.alternatives
    refusal = may_refuse(order, shipped=shipped, made_to_order=made, **told)
    assert bool(refusal.may_refuse) is bool(refusal.grounds)
    if may_cancel(order, BUYER, **told).answer is Leave.AT_ONCE:
        assert refusal.may_refuse is False


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (
            lambda: loosely(may_cancel)(7, BUYER, on=ON),
            InvalidTypeError,
            "line must be an OrderLine",
        ),
        (lambda: loosely(may_cancel)(line(), "buyer", on=ON), InvalidTypeError, "Party.BUYER"),
        (
            lambda: loosely(may_cancel)(line(), BUYER, on="2026-05-12"),
            InvalidTypeError,
            "on must be a date",
        ),
        (
            lambda: loosely(may_cancel)(line(), BUYER, on=ON, delayed=1),
            InvalidTypeError,
            "delayed must be",
        ),
        (
            lambda: loosely(may_cancel)(line(), BUYER, on=ON, clearance="Y"),
            InvalidTypeError,
            "clearance",
        ),
        (
            lambda: loosely(may_cancel)(line(), BUYER, on=ON, claim=3),
            InvalidTypeError,
            "claim must be",
        ),
        (
            lambda: loosely(may_cancel)(line(), BUYER, on=ON, claim=claim(1, 8)),
            InvalidValueError,
            "about order 7",
        ),
        (
            lambda: loosely(may_refuse)(line(), on=ON, shipped="yes"),
            InvalidTypeError,
            "shipped must be",
        ),
        (
            lambda: loosely(may_refuse)(line(), on=ON, made_to_order=0),
            InvalidTypeError,
            "made_to_order",
        ),
        (lambda: loosely(may_refuse)(None, on=ON), InvalidTypeError, "line must be"),
        (lambda: loosely(return_term)("7"), InvalidTypeError, "OrderLine .got '7'"),
    ],
)
def test_bad_input_is_refused(call: Any, error: type[Exception], said: str) -> None:
    """
    What is no line, party, day, claim or flag is an error that says what was expected.
    """
    with pytest.raises(error, match=said):
        call()
