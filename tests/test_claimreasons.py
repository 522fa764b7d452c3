from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import JST, InvalidTypeError
from qoo10model.basics.periods import month
from qoo10model.cancellationrates import CancellationCount, tally
from qoo10model.claimreasons import ReasonCounts, ReasonShare, count_reasons
from qoo10model.claims import Claim
from qoo10model.orders import OrderLine
from qoo10model.rules.cancellations import CancelReason
from tests.claim_cases import WORKED, claim, line, loosely


FEBRUARY = month(2026, 2)
CASE = WORKED["reasons"]


def paid(number: int, day: int = 3, **changes: Any) -> OrderLine:
    """
    An order that was ordered and paid on that *day* of February 2026, at noon.
    """
    at = datetime(2026, 2, day, 12, 0, tzinfo=JST)
    return line(number, ordered_at=at, paid_at=at, **changes)


def cancelled(number: int, day: date, reason: str = "", **changes: Any) -> Claim:
    """
    A claim that cancelled an order on *day*.
    """
    facts = {"completed_on": day, "requested_at": None, "reason": reason, **changes}
    return claim(3, number, **facts)


def worked() -> ReasonCounts:
    """
    The counts of the worked case.
    """
    orders = CASE["orders"]
    lines = [paid(one["number"], item_code=one["item"], option=one["option"]) for one in orders]
    about = [
        cancelled(one["number"], one["cancelled"], one["reason"])
        for one in orders
        if "cancelled" in one
    ]
    return count_reasons(lines, about, days=FEBRUARY)


def name_of(share: ReasonShare) -> str:
    """
    The name of the reason of a share, blank where it is not known.
    """
    return "" if share.reason is None else share.reason.name


def test_items_are_counted_as_worked_by_hand() -> None:
    """
    Each item has its cancellations, its share of the rate, and the rate without them and without it.
    """
    counts = worked()
    assert counts.whole.rate == Fraction(*CASE["rate"])
    assert [
        (one.item_code, one.cancelled, one.share_of_rate, one.rate_without, one.rate_unsold)
        for one in counts.items
    ] == [(item, n, *(Fraction(*part) for part in parts)) for item, n, *parts in CASE["items"]]


def test_options_are_counted_as_worked_by_hand() -> None:
    """
    Each option of each item has its own.
    """
    assert [
        (one.item_code, one.option, one.cancelled, one.rate_unsold) for one in worked().options
    ] == [(item, option, n, Fraction(*rate)) for item, option, n, rate in CASE["options"]]


def test_reasons_are_counted_as_worked_by_hand() -> None:
    """
    One's own words are no known reason; without an item there is no rate unsold.
    """
    found = worked()
    assert [
        (name_of(one), one.cancelled, one.share_of_rate, one.rate_without) for one in found.reasons
    ] == [
        (reason, n, Fraction(*share), Fraction(*rest)) for reason, n, share, rest in CASE["reasons"]
    ]
    assert {one.rate_unsold for one in found.reasons} == {one.own_rate for one in found.reasons}
    assert {one.own_rate for one in found.reasons} == {None}
    assert [
        [one.item_code, one.option, name_of(one), one.cancelled] for one in found.details
    ] == CASE["details"]


def test_shares_are_told_in_words() -> None:
    """
    Item, option and reason by name; what is not told is said.
    """
    lines = (
        paid(1, item_code="A", title="見本商品A", option="赤"),
        paid(2, item_code="B"),
        paid(3, item_code="B", option="青"),
    )
    day = date(2026, 2, 20)
    about = (
        cancelled(1, day, "在庫なし"),
        cancelled(2, day, "秘密の理由"),
        cancelled(9, day, item_code="C", title="見本商品C", paid_at=lines[0].paid_at),
    )
    found = count_reasons(lines, about, days=FEBRUARY)
    assert [one.label.ja for one in found.details] == [
        "A 見本商品A / 赤 / 在庫なし",
        "B / オプションなし / 理由不明",
        "C 見本商品C / オプション不明 / 理由不明",
    ]
    assert [one.label.en for one in found.reasons] == ["no known reason", "out of stock"]
    assert [one.label.en for one in found.items] == ["A 見本商品A", "B", "C 見本商品C"]
    assert [one.label.en for one in found.options][-1] == "B / 青"
    assert repr(found.reasons[0]) == "ReasonShare('no known reason', 2 of 3 cancelled)"
    assert "秘密" not in repr(found) + repr(found.details) + str(found.findings)
    assert repr(found) == "ReasonCounts(3 of 4 orders cancelled, 3 items, 2 reasons, 0 findings)"


def test_what_is_no_cancellation_of_the_period_does_not_count() -> None:
    """
    Within six hours, after the period, returned, paid before it: as for the rate itself.
    """
    at = datetime(2026, 2, 3, 12, 0, tzinfo=JST)
    lines = (paid(1), paid(2, 28), paid(3), paid(4), paid(5))
    about = (
        cancelled(1, date(2026, 2, 3), completed_at=at + timedelta(hours=6), reason="在庫なし"),
        cancelled(2, date(2026, 3, 2), "在庫なし"),
        claim(6, 3, completed_on=date(2026, 2, 20), reason="在庫なし"),
        cancelled(4, date(2026, 2, 3), completed_at=at + timedelta(hours=6, seconds=1)),
    )
    found = count_reasons(lines, about, days=FEBRUARY)
    assert (found.whole.paid, found.whole.cancelled) == (4, 1)
    assert [(name_of(one), one.cancelled) for one in found.reasons] == [("", 1)]


def test_an_order_that_was_cancelled_twice_counts_once() -> None:
    """
    With the reason of the first cancellation, and a finding.
    """
    about = (
        cancelled(1, date(2026, 2, 20), "配送遅延"),
        cancelled(1, date(2026, 2, 10), "在庫なし"),
    )
    found = count_reasons((paid(1),), about, days=FEBRUARY)
    assert [(one.reason, one.cancelled) for one in found.reasons] == [
        (CancelReason.OUT_OF_STOCK, 1)
    ]
    assert [finding.code for finding in found.findings] == ["cancellationrates.cancelled_twice"]


def test_the_reason_is_that_of_the_cancellation() -> None:
    """
    What another claim about the order says is not why it was cancelled.
    """
    about = (
        claim(15, 1, completed_on=date(2026, 2, 10), reason="配送遅延"),
        cancelled(1, date(2026, 2, 20), "在庫なし"),
    )
    found = count_reasons((paid(1),), about, days=FEBRUARY)
    assert [name_of(one) for one in found.reasons] == ["OUT_OF_STOCK"]


def test_nothing_sold_is_no_rate() -> None:
    """
    Zero orders have no rate and no shares; the only item has no rate without it.
    """
    empty = count_reasons((), (), days=FEBRUARY)
    assert (empty.whole.rate, empty.items, empty.reasons) == (None, (), ())
    (only,) = count_reasons((paid(1),), (), days=FEBRUARY).items
    assert (only.share_of_rate, only.rate_unsold, only.own_rate) == (0, None, 0)
    assert only.share_of_cancellations is None
    zero = CancellationCount(FEBRUARY, paid=0, cancelled=0)
    assert ReasonShare(zero, 0, 0).rate_without is None


def test_a_row_that_repeats_an_order_counts_as_the_last() -> None:
    """
    As in the rate itself; two shops may share a number.
    """
    lines = (
        paid(1, item_code="A", shop="y"),
        paid(1, item_code="B", shop="y"),
        paid(1, item_code="C", shop="x"),
    )
    about = (cancelled(1, date(2026, 2, 20), "在庫なし", shop="x"),)
    found = count_reasons(lines, about, days=FEBRUARY)
    assert found.whole.paid == 2
    assert [(one.item_code, one.paid, one.cancelled) for one in found.items] == [
        ("C", 1, 1),
        ("B", 1, 0),
    ]


days_of_claims = st.sampled_from(
    (None, date(2026, 2, 3), date(2026, 2, 20), date(2026, 3, 1), date(2026, 1, 1))
)
some_lines = st.lists(
    st.builds(
        paid,
        st.integers(1, 6),
        st.integers(1, 28),
        item_code=st.sampled_from(("A", "B")),
        option=st.sampled_from(("", "赤")),
        shop=st.sampled_from(("", "x")),
    ),
    max_size=8,
)
some_claims = st.lists(
    st.builds(
        claim,
        st.none() | st.sampled_from((1, 3, 6, 16)),
        st.integers(1, 7),
        completed_on=days_of_claims,
        reason=st.sampled_from(("", "在庫なし", "配送遅延", "その他")),
        shop=st.sampled_from(("", "x")),
        item_code=st.sampled_from(("A", "C")),
        paid_at=st.none() | st.just(datetime(2026, 2, 2, 9, 0, tzinfo=JST)),
    ),
    max_size=6,
)


@given(some_lines, some_claims)
def test_the_shares_sum_to_the_rate(lines: list[OrderLine], about: list[Claim]) -> None:
    """
    However orders and claims are mixed, items, options, reasons and details each sum to the whole.
    """
    found = count_reasons(lines, about, days=FEBRUARY)
    whole = tally(lines, about, known=FEBRUARY).count(FEBRUARY)
    assert found.whole == whole
    for shares in (found.items, found.options, found.reasons, found.details):
        assert sum(one.cancelled for one in shares) == whole.cancelled
        if whole.rate is not None:
            assert sum(one.share_of_rate or 0 for one in shares) == whole.rate
    assert sum(one.paid or 0 for one in found.items) == whole.paid
    assert sum(one.paid or 0 for one in found.options) == whole.paid


def test_days_must_be_days() -> None:
    """
    A month's number is no run of days.
    """
    with pytest.raises(InvalidTypeError, match="days must be Days"):
        loosely(count_reasons)((), (), days=2)
