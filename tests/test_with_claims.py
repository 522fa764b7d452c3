from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from qoo10model import JST, InvalidTypeError, InvalidValueError, OrderLine
from qoo10model.claims import Claim, ClaimedLines, ClaimStatus, with_claims


DAY = date(2026, 5, 20)


def line(**changes: Any) -> OrderLine:
    """
    Return an order line paid on 11 May 2026.
    """
    facts: dict[str, Any] = {
        "order_no": 1,
        "cart_no": 9,
        "item_code": "A",
        "unit_price": 500,
        "quantity": 2,
        "paid_at": datetime(2026, 5, 11, 12, 0, tzinfo=JST),
    }
    return OrderLine(**{**facts, **changes})


def claim(status: int | None = 3, **changes: Any) -> Claim:
    """
    Return a claim of order 1, completed on 20 May 2026 unless *changes* say otherwise.
    """
    facts: dict[str, Any] = {"order_no": 1, "completed_on": DAY}
    known = None if status is None else ClaimStatus(status)
    return Claim(**{**facts, "status": known, **changes})


def codes(claimed: ClaimedLines) -> list[str]:
    """
    Return the codes of the findings.
    """
    return [finding.code for finding in claimed.findings]


@pytest.mark.parametrize("status", [3, 6, 14, 16])
def test_a_completed_claim_undoes_the_line(status: int) -> None:
    """
    Cancelled, returned, refunded for non-receipt, lapsed unpaid: cancelled on that day.
    """
    claimed = with_claims((line(),), (claim(status),))
    assert claimed.lines[0].cancelled_on == DAY
    assert codes(claimed) == []
    assert repr(claimed) == "ClaimedLines(1 lines, 1 cancelled, 0 findings)"


@pytest.mark.parametrize("status", [1, 2, 4, 5, 11, 12, 13])
def test_an_open_claim_leaves_the_line(status: int) -> None:
    """
    A claim under way is said and changes nothing.
    """
    claimed = with_claims((line(),), (claim(status, completed_on=None),))
    assert claimed.lines[0].cancelled_on is None
    assert codes(claimed) == ["claims.open"]


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({}, "not given"),
        (
            {"partial_refunds": 1, "partial_refund_balance": 1_500, "amount_paid": 4_500},
            "1,500 yen",
        ),
    ],
)
def test_a_partial_refund_is_said(amounts: dict[str, int], said: str) -> None:
    """
    A partial refund leaves the line as sold and names the platform's own figures.
    """
    claimed = with_claims((line(),), (claim(15, **amounts),))
    assert claimed.lines[0].cancelled_on is None
    assert codes(claimed) == ["claims.partial_refund"]
    assert said in claimed.findings[0].text.en


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (claim(3, completed_on=None), "claims.completion_date_missing"),
        (claim(None, status_text="?"), "claims.status_unknown"),
        (claim(None), "claims.status_unknown"),
        (claim(completed_on=date(2026, 5, 10)), "claims.completed_too_early"),
    ],
    ids=str,
)
def test_what_cannot_be_applied_leaves_the_line(given: Claim, code: str) -> None:
    """
    No date, no known status, a day before the payment: the line stays as sold, and that is said.
    """
    claimed = with_claims((line(),), (given,))
    assert claimed.lines[0].cancelled_on is None
    assert codes(claimed) == [code]


@pytest.mark.parametrize(
    ("others", "contradict"),
    [
        ((), False),
        ((claim(),), False),
        ((claim(1, completed_on=None, requested_at=datetime(2026, 5, 19, tzinfo=JST)),), False),
        ((claim(1, completed_on=None, requested_at=datetime(2026, 5, 21, tzinfo=JST)),), True),
        ((claim(3, completed_on=date(2026, 5, 22)),), True),
        ((claim(6),), True),
        ((claim(15),), True),
        ((claim(None),), True),
    ],
    ids=str,
)
def test_contradicting_claims_are_said(others: tuple[Claim, ...], *, contradict: bool) -> None:
    """
    Earlier steps of one claim agree with its end; another end, or a later request, does not.
    """
    claimed = with_claims((line(),), (claim(), *others))
    assert claimed.lines[0].cancelled_on == DAY
    assert ("claims.contradiction" in codes(claimed)) is contradict


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"quantity": 1}, ["claims.line_differs"]),
        ({"cart_no": 8}, ["claims.line_differs"]),
        ({"quantity": 2, "cart_no": 9}, []),
    ],
)
def test_a_claim_that_differs_from_its_line_is_said(
    changes: dict[str, int], code: list[str]
) -> None:
    """
    Another quantity or cart is said; the whole line is undone all the same.
    """
    claimed = with_claims((line(),), (claim(**changes),))
    assert claimed.lines[0].cancelled_on == DAY
    assert codes(claimed) == code


def test_a_line_that_is_cancelled_already_keeps_its_day() -> None:
    """
    The same day agrees, another one is said and not taken.
    """
    again = with_claims((line(cancelled_on=DAY),), (claim(),))
    assert (again.lines[0].cancelled_on, codes(again)) == (DAY, [])
    other = with_claims((line(cancelled_on=date(2026, 5, 18)),), (claim(),))
    assert other.lines[0].cancelled_on == date(2026, 5, 18)
    assert codes(other) == ["claims.cancelled_before"]


def test_a_claim_without_a_line_is_said() -> None:
    """
    Nothing is lost in silence: a warning, or advice where the order was never paid.
    """
    claimed = with_claims(
        (line(order_no=2),), (claim(), claim(16, order_no=3), claim(None, order_no=4))
    )
    assert codes(claimed) == ["claims.no_line"] * 3
    assert [f.severity.name for f in claimed.findings] == ["WARNING", "ADVICE", "WARNING"]


def test_two_shops_may_share_an_order_number() -> None:
    """
    A claim of one shop leaves the line of another alone; a claim that names no shop fits both.
    """
    ours, theirs = line(shop="ours"), line(shop="theirs")
    one = with_claims((ours, theirs), (claim(shop="ours"),))
    assert [a.cancelled_on for a in one.lines] == [DAY, None]
    both = with_claims((ours, theirs), (claim(),))
    assert [a.cancelled_on for a in both.lines] == [DAY, DAY]


def test_the_day_follows_from_the_moment() -> None:
    """
    A completion at 23:30 UTC is on the next Japanese day.
    """
    late = datetime.fromisoformat("2026-05-19T23:30:00+00:00")
    assert Claim(order_no=1, completed_at=late).completed_on == DAY
    assert Claim(order_no=1, completed_at=late, completed_on=DAY).completed_on == DAY


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"status": 3}, InvalidTypeError),
        ({"order_no": "1"}, InvalidTypeError),
        ({"order_no": None}, InvalidTypeError),
        ({"quantity": 1.0}, InvalidTypeError),
        ({"amount_paid": True}, InvalidTypeError),
        ({"requested_at": datetime(2026, 5, 1)}, InvalidValueError),
        ({"completed_on": datetime(2026, 5, 1, tzinfo=JST)}, InvalidTypeError),
        ({"completed_at": datetime(2026, 5, 1, tzinfo=JST)}, InvalidValueError),
    ],
)
def test_impossible_claims_are_refused(changes: dict[str, Any], error: type[Exception]) -> None:
    """
    A status that is none, numbers that are no int, naive moments, a day that is not its moment's.
    """
    facts: dict[str, Any] = {"order_no": 1, "completed_on": DAY, **changes}
    with pytest.raises(error, match="got"):
        Claim(**facts)


def test_claim_statuses_say_when_they_end() -> None:
    """
    Completed claims are terminal, requests and redeliveries are not.
    """
    ended = {status.value for status in ClaimStatus if status.is_terminal}
    assert ended == {3, 6, 14, 15, 16}
    assert repr(ClaimStatus(3)) == "ClaimStatus.CANCELLED"
