from __future__ import annotations

import pickle

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model.basics.errors import InvalidTypeError, Qoo10ModelError
from qoo10model.basics.periods import JST
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import Evidence, Timeline
from qoo10model.entries import (
    Entry,
    EntryKind,
    by_day,
    by_kind,
    in_order,
    mirrored,
    total,
)


WEDNESDAY = date(2026, 5, 20)

amounts = st.integers(-10_000_000, 10_000_000)
kinds = st.sampled_from(EntryKind)
days = st.none() | st.dates()
entries = st.builds(
    Entry,
    kind=kinds,
    amount=amounts,
    on=days,
    order_no=st.integers(1, 5),
    cart_no=st.integers(1, 3),
    reverses=st.booleans(),
)
many = st.lists(entries, max_size=20)


def entry(amount: int, on: date | None = None, kind: EntryKind = EntryKind.SALE) -> Entry:
    """
    An entry of *amount* yen.
    """
    return Entry(kind, amount, on, order_no=1, cart_no=1)


def rule(title: Text) -> Evidence:
    """
    The evidence of a rule called *title*.
    """
    timeline = Timeline("fees.x", Timeline.own("fees.x", (date(2026, 1, 1), 1)).entries, title)
    return Evidence(timeline, timeline.entries[0])


# What an entry is


def test_every_kind_is_named_in_both_languages() -> None:
    """
    No kind of entry is without a name, and no two share one.
    """
    english = [kind.label.en for kind in EntryKind]
    japanese = [kind.label.ja for kind in EntryKind]
    assert all(english)
    assert all(japanese)
    assert len(set(english)) == len(set(japanese)) == len(EntryKind)


@pytest.mark.parametrize(
    "amount, named",
    [
        (1_326.0, "a float"),
        (float("nan"), "a float"),
        (True, "a bool"),
        (Decimal(1_326), "a Decimal"),
        ("1326", "a str"),
        (None, "None"),
    ],
)
def test_money_is_an_int(amount: Any, named: str) -> None:
    """
    Any other kind of money is refused, and the error names the field and the kind that came.
    """
    with pytest.raises(InvalidTypeError, match="amount must be whole yen as int") as error:
        Entry(EntryKind.SALE, amount, None, 1, 1)
    assert named in str(error.value)


@pytest.mark.parametrize(
    "on",
    [
        datetime(2026, 5, 20, 12, 0),
        datetime(2026, 5, 20, 12, 0, tzinfo=JST),
        "2026-05-20",
        20260520,
        0,
        "",
    ],
)
def test_the_day_is_a_date(on: Any) -> None:
    """
    A moment, a text and a number are no day.
    """
    with pytest.raises(InvalidTypeError, match="on must be a date"):
        Entry(EntryKind.SALE, 1, on, 1, 1)


@pytest.mark.parametrize("kind", ["SALE", None, 1, Text("sale", "販売")])
def test_the_kind_is_a_kind(kind: Any) -> None:
    """
    A name or a number is no kind of entry.
    """
    with pytest.raises(InvalidTypeError, match="kind must be an EntryKind such as"):
        Entry(kind, 1, None, 1, 1)


def test_errors_are_of_the_library_and_builtin() -> None:
    """
    A refused amount is a `TypeError` and a `Qoo10ModelError`.
    """
    money: Any = 1.5
    for error in (TypeError, Qoo10ModelError):
        with pytest.raises(error):
            entry(money)


def test_an_entry_is_a_frozen_value() -> None:
    """
    Equal entries have equal hashes, survive pickling, and cannot be changed.
    """
    one = entry(5, WEDNESDAY)
    assert pickle.loads(pickle.dumps(one)) == one == entry(5, WEDNESDAY)
    assert hash(one) == hash(entry(5, WEDNESDAY))
    thawed: Any = one
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        thawed.amount = 6


# Its name


def test_an_entry_is_called_by_its_kind() -> None:
    """
    Without a rule behind it an entry has the name of its kind.
    """
    assert entry(-5, kind=EntryKind.COMMISSION).label == EntryKind.COMMISSION.label
    assert entry(-5, kind=EntryKind.SURCHARGE).label == EntryKind.SURCHARGE.label


def test_a_surcharge_is_called_by_its_rule() -> None:
    """
    There are several surcharges, so each bears the title of its first rule; no other kind does.
    """
    mega = rule(Text("mega-wari fee", "メガ割システム利用料"))
    surcharge = Entry(
        EntryKind.SURCHARGE, -29, WEDNESDAY, 1, 1, evidence=(mega, rule(Text("", "")))
    )
    assert surcharge.label == Text("mega-wari fee", "メガ割システム利用料")
    assert attrs.evolve(surcharge, kind=EntryKind.FEE_TAX).label == EntryKind.FEE_TAX.label


def test_an_undone_entry_says_so() -> None:
    """
    What undoes an earlier entry is named after it, in both languages.
    """
    undone = mirrored(entry(5), WEDNESDAY)
    assert undone.label.en == "paid by the buyer for the item, undone"
    assert undone.label.ja == "販売代金（購入者支払分）（戻し入れ）"


# Mirrors and sums


@given(entries, days)
def test_a_mirror_undoes_to_the_yen(one: Entry, on: date | None) -> None:
    """
    An entry and its mirror sum to 0; the mirror of the mirror is the entry again.
    """
    mirror = mirrored(one, on)
    assert total((one, mirror)) == 0
    assert mirror.on == on
    assert mirror.reverses is not one.reverses
    assert attrs.evolve(mirror, amount=one.amount, on=one.on, reverses=one.reverses) == one
    assert mirrored(mirror, one.on) == one


@given(many)
def test_order_is_by_day_and_keeps_ties(some: list[Entry]) -> None:
    """
    Days rise, those that are open come last, ties stay as they were, and nothing is lost.
    """
    ordered = in_order(some)
    days_found = [one.on for one in some if one.on is not None]
    waiting = [one for one in some if one.on is None]
    assert [one.on for one in ordered if one.on is not None] == sorted(days_found)
    assert list(ordered[len(days_found) :]) == waiting
    for day in set(days_found):
        assert [o for o in ordered if o.on == day] == [o for o in some if o.on == day]


def test_an_open_day_comes_after_the_last_day_there_is() -> None:
    """
    Even an entry on the last day that a calendar knows comes before one whose day is open.
    """
    waiting, last = entry(1), entry(2, date.max)
    assert in_order((waiting, last)) == (last, waiting)
    assert list(by_day((waiting, last))) == [date.max, None]


@given(many)
def test_sums_by_day_and_by_kind_lose_nothing(some: list[Entry]) -> None:
    """
    Each way to group entries sums to the same total, and has a key for what occurs, no other.
    """
    assert sum(by_day(some).values()) == sum(by_kind(some).values()) == total(some)
    assert set(by_day(some)) == {one.on for one in some}
    assert set(by_kind(some)) == {one.kind for one in some}
    for day, yen in by_day(some).items():
        assert yen == total(one for one in some if one.on == day)
    for kind, yen in by_kind(some).items():
        assert yen == total(one for one in some if one.kind is kind)


@given(many)
def test_sums_come_in_order(some: list[Entry]) -> None:
    """
    Days rise, with the open one last; kinds come as they are listed.
    """
    found = list(by_day(some))
    dated = [day for day in found if day is not None]
    assert dated == sorted(dated)
    assert None not in found[:-1]
    listed = list(EntryKind)
    places = [listed.index(kind) for kind in by_kind(some)]
    assert places == sorted(places)


def test_a_sum_of_zero_is_kept() -> None:
    """
    A day on which money moved in and out again is a day of 0 yen, not a missing one.
    """
    both = (entry(5, WEDNESDAY), mirrored(entry(5, WEDNESDAY), WEDNESDAY))
    assert by_day(both) == {WEDNESDAY: 0}
    assert by_kind(both) == {EntryKind.SALE: 0}


def test_nothing_sums_to_nothing() -> None:
    """
    No entries have no days, no kinds and a total of 0.
    """
    assert (in_order(()), by_day(()), by_kind(()), total(())) == ((), {}, {}, 0)


def test_a_mega_wari_order_by_day() -> None:
    """
    The pre-deduction of 295 yen falls on the Wednesday before the 2,592 yen of the order.
    """
    due = WEDNESDAY + timedelta(7)
    parts = (
        entry(2_358, due),
        entry(590, due, EntryKind.COMPENSATION),
        entry(-295, due, EntryKind.COMMISSION),
        entry(-29, due, EntryKind.SURCHARGE),
        entry(-32, due, EntryKind.FEE_TAX),
        entry(-295, WEDNESDAY, EntryKind.PRE_DEDUCTION),
    )
    assert by_day(parts) == {WEDNESDAY: -295, due: 2_592}
    assert total(parts) == 2_297
    assert list(by_kind(parts))[:3] == [
        EntryKind.SALE,
        EntryKind.COMPENSATION,
        EntryKind.PRE_DEDUCTION,
    ]
