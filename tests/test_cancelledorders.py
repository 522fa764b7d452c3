from __future__ import annotations

import re

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleNotKnownError
from qoo10model.basics.findings import Severity
from qoo10model.basics.periods import JST, Days, month
from qoo10model.cancellationrates import CancellationCount, Tally, tally
from qoo10model.claims import Claim, ClaimStatus
from qoo10model.orders import OrderLine, OrderStatus
from qoo10model.rules.book import JAPAN


FEBRUARY = month(2026, 2)
NOON = datetime(2026, 2, 3, 12, 0, tzinfo=JST)
CANCELLED = ClaimStatus.CANCELLED


def order(number: int = 1, **facts: Any) -> OrderLine:
    """
    An order line that was ordered and paid at noon of 3 February.
    """
    given = {"paid_at": NOON, "ordered_at": NOON, **facts}
    return OrderLine(
        order_no=number, cart_no=number, item_code="A", unit_price=500, quantity=1, **given
    )


def claim(number: int = 1, **facts: Any) -> Claim:
    """
    A claim that was completed as a cancellation on 9 February.
    """
    return Claim(
        **{"order_no": number, "status": CANCELLED, "completed_on": date(2026, 2, 9), **facts}
    )


def counted(found: Tally) -> tuple[int, int]:
    """
    Orders paid and cancelled in February.
    """
    count: CancellationCount = found.count(FEBRUARY)
    return count.paid, count.cancelled


def codes(found: Tally) -> list[str]:
    """
    The codes of the findings, without their subject.
    """
    return [finding.code.partition(".")[2] for finding in found.findings]


# What is a cancellation


@pytest.mark.parametrize(
    "line, claims, expected",
    [
        (order(), (), (1, 0)),
        (order(cancelled_on=date(2026, 2, 9)), (), (1, 1)),
        (order(), (claim(),), (1, 1)),
        (order(cancelled_on=date(2026, 2, 9)), (claim(),), (1, 1)),
        # On its way or delivered it can only be returned.
        (order(cancelled_on=date(2026, 2, 9), shipped_on=date(2026, 2, 4)), (), (1, 0)),
        (order(cancelled_on=date(2026, 2, 9), delivered_on=date(2026, 2, 5)), (), (1, 0)),
        # A claim knows better.
        (order(cancelled_on=date(2026, 2, 9), shipped_on=date(2026, 2, 4)), (claim(),), (1, 1)),
        (order(cancelled_on=date(2026, 2, 9)), (claim(status=ClaimStatus.RETURNED),), (1, 0)),
        (
            order(cancelled_on=date(2026, 2, 9)),
            (claim(status=ClaimStatus.NON_RECEIPT_REFUNDED),),
            (1, 0),
        ),
        # Not completed, or about something else.
        (order(), (claim(status=ClaimStatus.CANCEL_REQUESTED),), (1, 0)),
        (order(), (claim(status=ClaimStatus.CANCEL_IN_PROGRESS),), (1, 0)),
        (order(), (claim(status=ClaimStatus.BEING_REDELIVERED),), (1, 0)),
        (order(), (claim(status=None, status_text="?"),), (1, 0)),
        (order(cancelled_on=date(2026, 2, 9)), (claim(status=None),), (1, 1)),
        (
            order(cancelled_on=date(2026, 2, 9)),
            (claim(status=ClaimStatus.EXCHANGE_REQUESTED),),
            (1, 1),
        ),
        # The line's own day stands where the claim has none or another one.
        (order(cancelled_on=date(2026, 2, 9)), (claim(completed_on=None),), (1, 1)),
        (order(cancelled_on=date(2026, 2, 9)), (claim(completed_on=date(2026, 3, 1)),), (1, 1)),
        # Unpaid orders are in no count.
        (order(paid_at=None, status=OrderStatus.AWAITING_PAYMENT), (), (0, 0)),
        (order(paid_at=None), (claim(status=ClaimStatus.UNPAID_CANCELLED),), (0, 0)),
        (order(paid_at=None), (claim(),), (0, 0)),
        (order(paid_at=None, cancelled_on=date(2026, 2, 9)), (), (0, 0)),
        # A claim of another shop is another order's.
        (order(shop="a"), (claim(shop="a"),), (1, 1)),
        (order(shop="a"), (claim(),), (1, 1)),
        (order(), (claim(shop="b"),), (1, 1)),
    ],
)
def test_what_counts_as_a_cancellation(
    line: OrderLine, claims: tuple[Claim, ...], expected: tuple[int, int]
) -> None:
    """
    A completed cancellation counts; returns, refunds, open claims and unpaid orders do not.
    """
    found = tally((line,), claims, known=FEBRUARY)
    assert counted(found) == expected
    assert found.findings == ()


@pytest.mark.parametrize("status", [OrderStatus.ON_DELIVERY, OrderStatus.DELIVERED])
def test_what_was_sent_by_its_status_is_returned_not_cancelled(status: OrderStatus) -> None:
    """
    A row may lack the day of shipping; its status says all the same that it can only be returned.
    """
    sent = order(cancelled_on=date(2026, 2, 9), status=status)
    assert counted(tally((sent,), known=FEBRUARY)) == (1, 0)
    waiting = attrs.evolve(sent, status=OrderStatus.SELLER_CONFIRMED)
    assert counted(tally((waiting,), known=FEBRUARY)) == (1, 1)


@pytest.mark.parametrize(
    "status, claims, expected",
    [
        (OrderStatus.AWAITING_PAYMENT, (claim(paid_at=NOON),), (1, 1)),
        (OrderStatus.ON_REQUEST, (claim(paid_at=NOON),), (1, 1)),
        (None, (claim(paid_at=NOON),), (1, 1)),
        (OrderStatus.AWAITING_PAYMENT, (claim(paid_at=NOON, status=ClaimStatus.RETURNED),), (1, 0)),
        (OrderStatus.AWAITING_PAYMENT, (claim(), claim(paid_at=NOON)), (1, 1)),
        (
            OrderStatus.AWAITING_PAYMENT,
            (claim(paid_at=NOON, status=ClaimStatus.UNPAID_CANCELLED),),
            (0, 0),
        ),
    ],
)
def test_an_order_read_before_its_payment_is_paid_when_its_claim_says_so(
    status: OrderStatus | None, claims: tuple[Claim, ...], expected: tuple[int, int]
) -> None:
    """
    Read while unpaid, then paid and cancelled before the next reading: it is in both counts.
    """
    line = order(paid_at=None, status=status)
    found = tally((line,), claims, known=FEBRUARY)
    assert (counted(found), found.findings) == (expected, ())
    assert counted(tally((), claims, known=FEBRUARY)) == expected


@pytest.mark.parametrize(
    "lines, claims, said",
    [
        (5, (), "lines must be OrderLine values, as in a tuple (got a int)"),
        (order(), (), "lines must be OrderLine values, as in a tuple"),
        ((order(), claim()), (), "lines must be OrderLine values (got a Claim among them)"),
        ([None], (), "lines must be OrderLine values (got a NoneType among them)"),
        ((), 5, "claims must be Claim values, as in a tuple (got a int)"),
        ((), (order(),), "claims must be Claim values (got a OrderLine among them)"),
    ],
)
def test_only_lines_and_claims_can_be_counted(lines: Any, claims: Any, said: str) -> None:
    """
    What is no order line or claim is refused by name.
    """
    with pytest.raises(InvalidTypeError, match=re.escape(said)):
        tally(lines, claims, known=FEBRUARY)


def test_a_claim_of_another_shop_is_an_order_of_its_own() -> None:
    """
    Two shops may use one order number: the claim of shop b does not cancel the order of shop a.
    """
    found = tally((order(shop="a"),), (claim(shop="b", paid_at=NOON),), known=FEBRUARY)
    assert counted(found) == (2, 1)


def test_a_claim_without_a_line_is_an_order() -> None:
    """
    A cancelled order has left the list; its claim puts it back into both counts. A return is paid.
    """
    claims = (
        claim(1, paid_at=NOON, ordered_at=NOON),
        claim(2, paid_at=NOON, status=ClaimStatus.RETURNED),
        claim(3, paid_at=NOON, status=ClaimStatus.CANCEL_REQUESTED, completed_on=None),
        claim(4, status=ClaimStatus.UNPAID_CANCELLED),
    )
    found = tally((order(9),), claims, known=FEBRUARY)
    assert counted(found) == (4, 1)
    assert found.findings == ()


def test_claims_of_one_order_count_once() -> None:
    """
    Request, work and completion are three rows of one claim, and one cancelled order.
    """
    steps = (
        claim(status=ClaimStatus.CANCEL_REQUESTED, completed_on=None),
        claim(status=ClaimStatus.CANCEL_IN_PROGRESS, completed_on=None, paid_at=NOON),
        claim(paid_at=NOON),
        claim(paid_at=NOON),
    )
    assert counted(tally((), steps, known=FEBRUARY)) == (1, 1)
    assert counted(tally((order(),), steps, known=FEBRUARY)) == (1, 1)


SOON = datetime(2026, 2, 3, 13, 0, tzinfo=JST)


def test_the_moment_of_another_day_is_no_moment_of_this_one() -> None:
    """
    The line says 9 February, the claim an hour after the order: the line's day stands.
    """
    soon = claim(completed_on=None, completed_at=SOON)
    line = order(cancelled_on=date(2026, 2, 9))
    assert counted(tally((line,), (soon,), known=FEBRUARY)) == (1, 1)
    assert counted(tally((order(),), (soon,), known=FEBRUARY)) == (0, 0)


def test_a_claim_tells_when_the_order_was_placed() -> None:
    """
    Where the line does not say it, the claim's own moment of the order counts.
    """
    line = order(ordered_at=None)
    soon = claim(completed_on=None, completed_at=SOON, ordered_at=NOON)
    assert counted(tally((line,), (soon,), known=FEBRUARY)) == (0, 0)
    unclear = tally((line,), (attrs.evolve(soon, ordered_at=None),), known=FEBRUARY)
    assert unclear.count(FEBRUARY).unclear == 1


# What cannot be counted is said


def test_cancelled_twice_counts_once() -> None:
    """
    Two completions of one order count once, on the earlier day, and are reported.
    """
    twice = (claim(completed_on=date(2026, 3, 2)), claim(completed_on=date(2026, 2, 9)))
    found = tally((order(),), twice, known=FEBRUARY)
    assert counted(found) == (1, 1)
    assert codes(found) == ["cancelled_twice"]
    assert "2026-02-09, 2026-03-02" in found.findings[0].text.ja


def test_a_cancellation_before_its_order_is_none() -> None:
    """
    A line refuses a day before its payment; a claim with one is reported and cancels nothing.
    """
    with pytest.raises(InvalidValueError, match="cancelled_on must not lie before"):
        order(cancelled_on=date(2026, 2, 2))
    early = (
        claim(1, completed_on=date(2026, 2, 2)),
        claim(2, completed_on=None, completed_at=datetime(2026, 2, 3, 11, 59, tzinfo=JST)),
        claim(3, completed_on=date(2026, 2, 2), paid_at=NOON, ordered_at=NOON),
    )
    found = tally((order(1), order(2)), early, known=FEBRUARY)
    assert counted(found) == (3, 0)
    assert codes(found) == ["cancelled_too_early"] * 3
    assert {f.severity for f in found.findings} == {Severity.ERROR}


def test_a_cancellation_without_a_day_is_said() -> None:
    """
    A completed claim without a day leaves the order as paid, and a finding.
    """
    found = tally((order(),), (claim(completed_on=None),), known=FEBRUARY)
    assert (counted(found), codes(found)) == ((1, 0), ["cancel_day_missing"])
    assert found.findings[0].order_no == 1


def test_a_claim_without_line_and_payment_is_said() -> None:
    """
    A claim alone that does not tell when it was paid is in no count.
    """
    found = tally((), (claim(5),), known=FEBRUARY)
    assert (counted(found), codes(found)) == ((0, 0), ["claim_without_dates"])
    assert found.findings[0].order_no == 5


def test_a_paid_order_without_its_day_is_said() -> None:
    """
    A status says that it is paid, but no row says when: it is in no count, and reported.
    """
    found = tally((order(1, paid_at=None, status=OrderStatus.ON_REQUEST), order(2)), known=FEBRUARY)
    assert (counted(found), codes(found)) == ((1, 0), ["payment_day_missing"])


def test_an_order_read_twice_counts_once() -> None:
    """
    The last of two rows counts, as when two downloads overlap; two shops may share a number.
    """
    rows = (
        order(1),
        order(1, cancelled_on=date(2026, 2, 9)),
        order(2, shop="a"),
        order(2, shop="b"),
    )
    found = tally(rows, known=FEBRUARY)
    assert (counted(found), codes(found)) == ((3, 1), ["repeated"])
    assert "1 rows" in found.findings[0].text.en


def test_nothing_read_is_no_order() -> None:
    """
    An empty reply on a day when nothing was fetched gives no orders and no rate.
    """
    found = tally((), (), known=Days(date(2026, 2, 1), date(2026, 2, 1)))
    assert (counted(found), found.count(FEBRUARY).rate, found.findings) == ((0, 0), None, ())
    assert not found.count(FEBRUARY).is_complete


# The hours that are not counted


def test_the_hours_are_a_rule() -> None:
    """
    With 24 hours in place of six, a cancellation after ten is out of both counts.
    """
    longer = JAPAN.replacing(JAPAN.penalties.grace_hours.with_value(24, since=date(2026, 1, 1)))
    ten_later = claim(completed_on=None, completed_at=datetime(2026, 2, 3, 22, 0, tzinfo=JST))
    assert counted(tally((order(),), (ten_later,), known=FEBRUARY)) == (1, 1)
    assert counted(tally((order(),), (ten_later,), known=FEBRUARY, rules=longer)) == (0, 0)


def test_more_than_a_day_is_no_short_cut() -> None:
    """
    With 72 hours in place of six, the day of a cancellation two days later is unclear, not counted.
    """
    longer = JAPAN.replacing(JAPAN.penalties.grace_hours.with_value(72, since=date(2026, 1, 1)))
    line = order(cancelled_on=date(2026, 2, 5))
    assert counted(tally((line,), known=FEBRUARY)) == (1, 1)
    assert counted(tally((line,), known=FEBRUARY, rules=longer)) == (0, 0)
    late = attrs.evolve(line, cancelled_on=date(2026, 2, 6))
    assert tally((late,), known=FEBRUARY, rules=longer).count(FEBRUARY).unclear == 1


def test_before_the_first_rules_it_is_not_known() -> None:
    """
    Whether the hours counted in August 2018 nobody knows; days later they do not matter.
    """
    old = datetime(2018, 8, 31, 23, 59, tzinfo=JST)
    assert counted(
        tally((order(paid_at=old, ordered_at=old, cancelled_on=date(2018, 9, 5)),), known=FEBRUARY)
    ) == (0, 0)
    line = order(paid_at=old, ordered_at=old, cancelled_on=date(2018, 9, 1))
    with pytest.raises(RuleNotKnownError, match=r"penalties\.grace_hours"):
        tally((line,), known=FEBRUARY)
