from __future__ import annotations

from typing import Any

import attrs
import pytest

from qoo10model import InvalidTypeError, InvalidValueError, UnknownNameError
from qoo10model.changes import Change, ChangeKind, claim_changes, fact_changes
from qoo10model.claims import Claim, ClaimStatus, NonReceipt, OrderAndClaim, Remedy
from qoo10model.deliveries import Delivery
from qoo10model.orders import OrderLine, OrderStatus, SendType
from qoo10model.snapshots import Presence, Snapshot, Tracked
from tests.claim_cases import ON, claim, line, loosely


def test_an_order_is_shown_by_its_number_and_place() -> None:
    """
    Number, presence, status and cancellation; nothing of the buyer.
    """
    assert repr(Tracked(line())) == "Tracked(7, listed, no status)"
    gone = Tracked(line(status=OrderStatus.ON_REQUEST, cancelled_on=ON), Presence.VANISHED)
    assert repr(gone) == (
        "Tracked(7, vanished from the list, delivery requested, cancelled on 2026-05-12)"
    )
    assert gone.is_cancelled


def test_open_claims_are_those_under_way() -> None:
    """
    A completed claim is not open, and one that was not understood is not known to be.
    """
    order = Tracked(line(), claims=(claim(1), claim(3), claim(None)))
    assert order.open_claims == (claim(1),)
    assert [claim(code).is_open for code in (2, 13, 15, 16)] == [True, True, False, False]


def test_a_snapshot_finds_an_order_by_its_number() -> None:
    """
    A number that is not there is an error that says so.
    """
    state = Snapshot((Tracked(line()),))
    assert state.order(7) is state.orders[0]
    with pytest.raises(UnknownNameError, match="no order 8 among the 1 orders"):
        state.order(8)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: loosely(Tracked)(7), "line must be an OrderLine"),
        (lambda: loosely(Tracked)(line(), "listed"), r"Presence\.LISTED"),
        (lambda: loosely(Tracked)(line(), claims=[claim(1)]), "claims must be a tuple"),
        (lambda: loosely(Snapshot)((line(),)), "orders must be a tuple of Tracked"),
        (lambda: loosely(Snapshot)(strays=(line(),)), "strays must be a tuple of Claim"),
        (lambda: loosely(Snapshot)(withdrawn=(7,)), "withdrawn must be a tuple of Claim"),
    ],
)
def test_bad_snapshots_are_refused(call: Any, said: str) -> None:
    """
    What is no line, presence or claim is an error that says what was expected.
    """
    with pytest.raises(InvalidTypeError, match=said):
        call()


def test_redelivery_is_the_last_that_is_heard() -> None:
    """
    A claim in redelivery is open, for nothing tells that it arrived, and no later status follows.
    """
    last = [status.value for status in ClaimStatus if status.is_last_step]
    assert last == [3, 6, 13, 14, 15, 16]
    assert [status.value for status in ClaimStatus if status.is_terminal] == [3, 6, 14, 15, 16]


# Changes


def test_every_fact_of_an_order_has_a_name() -> None:
    """
    Whatever field of a line or its delivery changes, the change has a name in both languages.
    """
    before = line()
    for field in attrs.fields(OrderLine):
        if field.name in {"order_no", "status", "cancelled_on", "delivery", "unread"}:
            continue
        if field.init:
            other = attrs.evolve(before)
            object.__setattr__(other, field.name, "x")
            (change,) = fact_changes(before, other)
            assert change.what.en
            assert change.what.ja
    for field in attrs.fields(Delivery):
        told: dict[str, Any] = {field.name: "x"}
        other = attrs.evolve(before, delivery=Delivery(**told))
        (change,) = fact_changes(before, other)
        assert change.kind is ChangeKind.FACT
        assert (change.after is None) is (not field.repr)


def test_every_fact_of_a_claim_has_a_name() -> None:
    """
    So has whatever field of a claim changes; the reason is free text and stays hidden.
    """
    before = claim(1)
    apart = {"order_no", "status", "status_text", "completed_at", "unread"}
    for field in attrs.fields(Claim):
        if field.name not in apart:
            other = attrs.evolve(before)
            object.__setattr__(other, field.name, "x")
            (change,) = claim_changes(before, other)
            assert change.kind is ChangeKind.CLAIM
            assert (change.after is None) is (not field.repr)


def test_what_is_not_a_fact_is_no_change() -> None:
    """
    Status and cancellation have changes of their own; what could not be read is none.
    """
    other = line(status=OrderStatus.ON_REQUEST, cancelled_on=ON, unread=(("x", "1"),))
    assert list(fact_changes(line(), other)) == []


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ({}, {"quantity": 3}, "quantity: 2 → 3"),
        ({"related": (7, 8)}, {}, "other orders of the cart: 7, 8 → nothing"),
        ({}, {"delivered_on": ON}, "delivery: nothing → 2026-05-12"),
        (
            {"send_type": SendType.GENERAL},
            {"send_type": SendType.SAME_DAY},
            "send type: general, up to 3 business days → same day",
        ),
        ({"external_ad": False}, {"external_ad": True}, "ad outside Qoo10: False → True"),
    ],
)
def test_changes_are_told_plainly(
    before: dict[str, Any], after: dict[str, Any], shown: str
) -> None:
    """
    From what to what, in words.
    """
    (change,) = fact_changes(line(**before), line(**after))
    assert str(change) == f"order 7: {shown}"


def test_changes_speak_japanese() -> None:
    """
    The names and the empty side are Japanese in Japanese.
    """
    (change,) = fact_changes(line(), line(gift="おまけ付き"))
    assert change.in_("ja") == "注文番号 7: おまけ: なし → おまけ付き"
    new = Change(7, ChangeKind.NEW_ORDER, ChangeKind.NEW_ORDER.label)
    assert new.in_("ja") == "注文番号 7: 新しい注文"
    assert eval(repr(ChangeKind.FACT)) is ChangeKind.FACT


# Claims and what comes with them


@pytest.mark.parametrize(
    ("duty", "solution", "missing", "remedy"),
    [
        ("SC", "ND", NonReceipt.WHOLE, Remedy.REDELIVERY),
        ("SL", "NC", NonReceipt.PART, Remedy.REFUND),
        ("sl", "nc", NonReceipt.PART, Remedy.REFUND),
        ("", "", None, None),
        ("XX", "YY", None, None),
    ],
)
def test_what_did_not_arrive_is_understood(
    duty: str, solution: str, missing: NonReceipt | None, remedy: Remedy | None
) -> None:
    """
    SC and SL, ND and NC have a meaning; another code has none, and stays as it is.
    """
    about = claim(15, duty_target=duty, solution=solution)
    assert (about.not_received, about.remedy) == (missing, remedy)
    assert (about.duty_target, about.solution) == (duty, solution)


def test_codes_of_non_receipt_are_named_for_people() -> None:
    """
    Each has a name in both languages and a repr that evaluates.
    """
    for member in (*NonReceipt, *Remedy):
        assert member.label.en
        assert member.label.ja
        assert eval(repr(member)) is member


def test_an_order_and_its_claim_are_of_one_number() -> None:
    """
    Either may be missing, not both, and their numbers agree.
    """
    both = OrderAndClaim(line(), claim(1))
    assert both.order_no == OrderAndClaim(line()).order_no == OrderAndClaim(None, claim(1)).order_no
    with pytest.raises(InvalidValueError, match="got neither"):
        OrderAndClaim()
    with pytest.raises(InvalidValueError, match="got 7 and 8"):
        OrderAndClaim(line(), claim(1, 8))
