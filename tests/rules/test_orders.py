from __future__ import annotations

import pickle

import pytest

from qoo10model.rules.orders import TRANSITIONS, OrderStatus, SendType


@pytest.mark.parametrize(
    "code, status, japanese",
    [
        (1, OrderStatus.AWAITING_PAYMENT, "入金待ち"),
        (2, OrderStatus.ON_REQUEST, "配送要請"),
        (3, OrderStatus.SELLER_CONFIRMED, "配送準備"),
        (4, OrderStatus.ON_DELIVERY, "配送中"),
        (5, OrderStatus.DELIVERED, "配送完了"),
    ],
)
def test_statuses_have_the_codes_of_the_platform(
    code: int, status: OrderStatus, japanese: str
) -> None:
    """
    The five codes stand for the five statuses, and each has a name in both languages.
    """
    assert OrderStatus(code) is status
    assert status.label.ja == japanese
    assert status.label.en.isascii()
    assert repr(status) == f"OrderStatus.{status.name}"
    assert pickle.loads(pickle.dumps(status)) is status


@pytest.mark.parametrize("code", [0, 6, -1, "2", None, "On request(2)"])
def test_there_is_no_other_status(code: object) -> None:
    """
    A cancelled line has no status, and a text is not a code.
    """
    with pytest.raises(ValueError, match="is not a valid OrderStatus"):
        OrderStatus(code)


def test_the_steps_are_those_that_are_driven_by_somebody() -> None:
    """
    Paying, the seller's check, sending, and arriving; sending may come without the check.
    """
    assert {(before.value, after.value) for before, after in TRANSITIONS} == {
        (1, 2),
        (2, 3),
        (2, 4),
        (3, 4),
        (4, 5),
    }


@pytest.mark.parametrize("before, after", TRANSITIONS)
def test_no_step_leads_back(before: OrderStatus, after: OrderStatus) -> None:
    """
    A status is followed by a later one.
    """
    assert before.value < after.value


@pytest.mark.parametrize(
    "kind, japanese",
    [
        (SendType.GENERAL, "一般発送"),
        (SendType.PREPARATION, "予約発送（4日以上）"),
        (SendType.RELEASE_DATE, "予約発送（発売日）"),
        (SendType.SAME_DAY, "当日発送"),
    ],
)
def test_ways_to_send_are_named(kind: SendType, japanese: str) -> None:
    """
    The four ways have the names of the order API.
    """
    assert kind.label.ja == japanese
    assert len(SendType) == 4
