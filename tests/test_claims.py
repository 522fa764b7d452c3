from __future__ import annotations

import pickle

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import JST, Days, Discount, DiscountKind, InvalidTypeError, Span, claims
from qoo10model.basics.periods import month
from qoo10model.claims import Claim, Presence, SearchDate, Snapshot, Window, merge
from qoo10model.fetching import reachable
from qoo10model.orders import Delivery, OrderLine, OrderStatus, Person, SendType
from tests.claim_cases import ON, claim, line, loosely


MAY = month(2026, 5)
ALL = Window(MAY, SearchDate.ORDERED)
UNPAID, NEW, CONFIRMED, SENT, DONE = OrderStatus


def said(snapshot: Snapshot) -> list[str]:
    """
    The codes of the findings.
    """
    return [finding.code.removeprefix("claims.") for finding in snapshot.findings]


def changed(snapshot: Snapshot) -> list[str]:
    """
    The changes as one reads them.
    """
    return [str(change) for change in snapshot.changes]


# What vanishes


def test_a_line_in_no_reply_that_should_have_it_has_vanished() -> None:
    """
    It is kept as it was, marked, and said; the next merge says no change.
    """
    first = merge((), (line(status=NEW),), (), window=ALL)
    gone = merge(first, (), (), window=ALL)
    assert gone.lines == first.lines
    assert gone.order(7).presence is Presence.VANISHED
    assert gone.vanished == gone.orders
    assert changed(gone) == ["order 7: vanished from the list"]
    assert said(gone) == ["vanished"]
    again = merge(gone, (), (), window=ALL)
    assert (again.orders, changed(again), said(again)) == (gone.orders, [], ["vanished"])


@pytest.mark.parametrize(
    "window",
    [
        (),
        [],
        (Window(MAY, SearchDate.ORDERED, (NEW,)),),
        Window(month(2026, 4), SearchDate.ORDERED),
        Window(MAY, SearchDate.SHIPPED),
        Window(MAY, SearchDate.ORDERED, shop="other"),
    ],
    ids=str,
)
def test_an_empty_reply_deletes_nothing(window: Any) -> None:
    """
    A day on which nothing was fetched, another status, period, date or shop: no line has vanished.
    """
    first = merge((), (line(status=NEW, shop="ours"),), (), window=ALL)
    later = merge(first, (), (), window=window)
    assert later.lines == first.lines
    assert later.order(7).presence is Presence.NOT_FETCHED
    assert (later.vanished, changed(later), said(later)) == ((), [], [])


def test_calls_for_one_status_each_cover_a_line_together() -> None:
    """
    A line last seen in 配送要請 is missed after calls for 2, 3, 4 and 5, not after three of them.
    """
    first = merge((), (line(status=NEW),), (), window=ALL)
    calls = [Window(MAY, SearchDate.ORDERED, (status,)) for status in (NEW, CONFIRMED, SENT, DONE)]
    assert merge(first, (), (), window=calls[:3]).vanished == ()
    assert len(merge(first, (), (), window=calls).vanished) == 1


@pytest.mark.parametrize(
    ("status", "about", "code", "cancelled"),
    [
        (NEW, (), "vanished", False),
        (UNPAID, (), "vanished_unpaid", False),
        (CONFIRMED, (claim(1),), "vanished_with_claim", False),
        (NEW, (claim(3, completed_on=ON),), None, True),
        (UNPAID, (claim(16, completed_on=ON),), None, True),
    ],
)
def test_a_claim_says_why_a_line_is_gone(
    status: OrderStatus, about: tuple[Claim, ...], code: str | None, cancelled: bool
) -> None:
    """
    Cancelled or lapsed lines are explained; the others are said, each in its way.
    """
    unpaid: dict[str, Any] = {"paid_at": None} if status is UNPAID else {}
    order = line(status=status, **unpaid)
    gone = merge((order,), (), about, window=ALL)
    assert gone.order(7).presence is Presence.VANISHED
    assert gone.order(7).is_cancelled is cancelled
    assert [one for one in said(gone) if one.startswith("vanished")] == ([code] if code else [])
    assert len(gone.vanished) == (not cancelled)


def test_a_line_that_comes_back_is_listed_again() -> None:
    """
    It stays one order, and the change is said.
    """
    gone = merge((line(status=NEW),), (), (), window=ALL)
    back = merge(gone, (line(status=CONFIRMED),), (), window=ALL)
    assert back.order(7).presence is Presence.LISTED
    assert changed(back) == [
        "order 7: status: delivery requested → being prepared",
        "order 7: listed again",
    ]
    assert merge(gone, (), (), window=()).order(7).presence is Presence.VANISHED


def test_a_cancelled_line_that_is_listed_is_said() -> None:
    """
    It stays cancelled; where a return undid it, being listed is no surprise.
    """
    done = merge((line(status=NEW),), (line(status=NEW),), (claim(3, completed_on=ON),), window=ALL)
    assert said(done) == ["listed_although_cancelled"]
    assert done.order(7).line.cancelled_on == ON
    back = line(status=DONE, delivered_on=ON)
    returned = merge((back,), (back,), (claim(6, completed_on=ON),), window=ALL)
    assert said(returned) == []
    assert said(merge((line(cancelled_on=ON),), (line(),), (), window=ALL)) == [
        "listed_although_cancelled"
    ]


# What goes on


def test_new_orders_and_steps_are_said() -> None:
    """
    A new order, its next status, its tracking number, its claim, its cancellation.
    """
    first = merge((), (line(status=NEW),), (), window=ALL)
    assert changed(first) == ["order 7: new order: delivery requested"]
    sent = line(
        status=SENT,
        shipped_on=ON,
        delivery=Delivery(carrier="佐川急便", tracking_no="500000000010"),
    )
    second = merge(first, (sent,), (claim(4),), window=ALL)
    assert changed(second) == [
        "order 7: status: delivery requested → on delivery",
        "order 7: day of shipping: nothing → 2026-05-12",
        "order 7: carrier: nothing → 佐川急便",
        "order 7: tracking number: nothing → 500000000010",
        "order 7: new claim: return requested",
    ]
    third = merge(second, (sent,), (claim(6, completed_on=date(2026, 5, 30)),), window=ALL)
    assert changed(third) == [
        "order 7: cancelled: 2026-05-30",
        "order 7: claim: return requested → returned",
        "order 7: day of completion: nothing → 2026-05-30",
    ]
    assert changed(merge((), (line(cancelled_on=ON),), (), window=())) == [
        "order 7: new order",
        "order 7: cancelled: 2026-05-12",
    ]


def test_no_status_leads_back() -> None:
    """
    A row that was read again with an earlier status is said, and what was known stands.
    """
    known = line(status=SENT, shipped_on=ON)
    later = merge((known,), (line(status=CONFIRMED, quantity=1),), (), window=ALL)
    assert later.lines == (known,)
    assert later.order(7).presence is Presence.LISTED
    assert (changed(later), said(later)) == ([], ["status_went_back"])
    assert "being prepared" in later.findings[0].text.en


def test_an_order_that_moves_between_two_calls_is_no_finding() -> None:
    """
    In one batch the furthest status stands, in whatever order the calls came.
    """
    for rows in ((line(status=NEW), line(status=SENT)), (line(status=SENT), line(status=NEW))):
        found = merge((), rows, (), window=ALL)
        assert (len(found.orders), found.order(7).line.status, said(found)) == (1, SENT, [])


def test_a_row_takes_over_what_it_does_not_tell() -> None:
    """
    What only another version, an export or an earlier step told stays known; amounts are the row's.
    """
    known = line(
        status=CONFIRMED,
        send_type=SendType.GENERAL,
        destination="JP",
        external_ad=False,
        option="赤",
        shipping=500,
        discounts=(Discount(DiscountKind.ITEM, 100),),
        delivery=Delivery(planned_on=ON, carrier="佐川急便"),
        receiver=Person(name="架空 太郎", country="JP"),
        unread=(("old", "1"),),
    )
    row = line(
        status=SENT,
        external_ad=None,
        unit_price=600,
        delivery=Delivery(carrier="ヤマト宅急便"),
        receiver=Person(name="架空 太郎"),
    )
    now = merge((known,), (row,), (), window=ALL).order(7).line
    assert (now.status, now.unit_price, now.shipping, now.discounts) == (SENT, 600, 0, ())
    assert (now.send_type, now.destination, now.external_ad) == (SendType.GENERAL, "JP", False)
    assert now.delivery == Delivery(planned_on=ON, carrier="ヤマト宅急便")
    assert (now.receiver, now.option) == (known.receiver, "赤")
    assert now.unread == ()


def test_a_discount_that_was_known_is_not_forgotten() -> None:
    """
    A row that leaves open who bears the same amount does not undo what was known; another amount does.
    """
    known = line(discounts=(Discount(DiscountKind.ITEM, 100),))
    same = line(discounts=(Discount(DiscountKind.UNATTRIBUTED, 100),))
    more = line(discounts=(Discount(DiscountKind.UNATTRIBUTED, 150),))
    assert merge((known,), (same,), (), window=()).lines == (known,)
    later = merge((known,), (more,), (), window=())
    assert later.lines == (more,)
    assert changed(later) == [
        "order 7: discounts: item discount 100 yen → discount of unknown kind 150 yen"
    ]
    assert merge((same,), (known,), (), window=()).lines == (known,)


def test_a_row_that_contradicts_what_was_known_is_said() -> None:
    """
    Delivered before it was paid, once both are put together: what was known stands.
    """
    known = line(paid_at=None, ordered_at=None, delivered_on=date(2026, 5, 10))
    later = merge((known,), (line(),), (), window=())
    assert later.lines == (known,)
    assert said(later) == ["row_contradicts_known"]


def test_people_change_in_silence() -> None:
    """
    That a receiver changed is said, who it is now is not.
    """
    first = merge((), (line(receiver=Person(name="架空 太郎")),), (), window=())
    later = merge(first, (line(receiver=Person(name="架空 花子")),), (), window=())
    assert changed(later) == ["order 7: receiver"]
    assert "架空" not in repr(later) + repr(later.orders) + str(later.changes)


def test_shops_may_share_a_number() -> None:
    """
    Two shops have two orders; a row that names no shop is of the one that is there.
    """
    two = merge((), (line(shop="a"), line(shop="b")), (), window=())
    assert [order.line.shop for order in two.orders] == ["a", "b"]
    later = merge(two, (line(status=NEW),), (), window=())
    assert [order.line.status for order in later.orders] == [NEW, None]
    assert later.lines[0].shop == "a"


# Claims


def test_a_claim_goes_on_and_not_back() -> None:
    """
    What was asked for at one moment is one claim in all its steps.
    """
    start = merge((line(status=CONFIRMED),), (), (claim(1),), window=())
    assert start.order(7).open_claims == (claim(1),)
    under_way = merge(start, (), (claim(2),), window=())
    assert changed(under_way) == ["order 7: claim: cancellation requested → being cancelled"]
    assert under_way.order(7).claims == (claim(2),)
    back = merge(under_way, (), (claim(1),), window=())
    assert back.order(7).claims == (claim(2),)
    assert (changed(back), said(back)) == ([], ["claim_went_back", "open"])
    done = merge(under_way, (), (claim(3, completed_on=ON),), window=())
    assert done.order(7).line.cancelled_on == ON
    after = merge(done, (), (claim(2),), window=())
    assert after.claims == done.claims
    assert said(after) == ["claim_went_back"]


def test_steps_of_a_claim_in_one_batch_are_no_finding() -> None:
    """
    One call per status lists an order in two of them when it moves between the calls.
    """
    done = claim(3, completed_on=ON)
    for batch in ((claim(1), done), (done, claim(1)), (done, done)):
        found = merge((line(),), (), batch, window=())
        assert (found.claims, said(found)) == ((done,), [])


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (claim(4), claim(11), 2),
        (claim(1), claim(1, requested_at=datetime(2026, 5, 13, 9, 0, tzinfo=JST)), 2),
        (claim(1), claim(1, 8), 2),
        (claim(1, shop="a"), claim(1, shop="b"), 2),
        (claim(1, shop="a"), claim(1), 1),
        (claim(None), claim(1), 1),
        (claim(1), claim(None), 1),
        (claim(15), claim(14), 1),
        (claim(1, requested_at=None), claim(2, requested_at=None), 1),
    ],
    ids=str,
)
def test_which_claims_are_one(first: Claim, second: Claim, kept: int) -> None:
    """
    Another group, moment, order or shop is another claim; a status not understood may be any.
    """
    found = merge(merge((), (), (first,), window=()), (), (second,), window=())
    assert len(found.strays) == kept


def test_a_claim_whose_status_was_not_understood_gives_way() -> None:
    """
    It is replaced by a status that was, and replaces none.
    """
    known = merge((line(),), (), (claim(None),), window=())
    assert merge(known, (), (claim(1),), window=()).claims == (claim(1),)
    open_ = merge((line(),), (), (claim(1),), window=())
    later = merge(open_, (), (claim(None),), window=())
    assert (later.claims, said(later)) == ((claim(1),), ["claim_went_back", "open"])


def test_a_claim_that_is_no_longer_listed_was_withdrawn_or_refused() -> None:
    """
    Only where claims of the day of its request were fetched; until then it stays open.
    """
    open_ = merge((line(status=CONFIRMED),), (), (claim(1),), window=())
    assert merge(open_, (), (), window=()).order(7).open_claims == (claim(1),)
    gone = merge(open_, (), (), window=(), claim_window=MAY)
    assert (gone.claims, gone.withdrawn) == ((), (claim(1),))
    assert gone.order(7).open_claims == ()
    assert changed(gone) == [
        "order 7: claim withdrawn or refused: cancellation requested → nothing"
    ]
    assert said(gone) == []
    assert merge(gone, (), (), window=(), claim_window=MAY).withdrawn == (claim(1),)
    again = merge(gone, (), (claim(2),), window=(), claim_window=MAY)
    assert (again.claims, again.withdrawn) == ((claim(2),), ())
    assert changed(again) == ["order 7: new claim: being cancelled"]


@pytest.mark.parametrize(
    ("about", "period"),
    [
        (claim(1), month(2026, 6)),
        (claim(1), Span(datetime(2026, 5, 12, 9, 0, 1, tzinfo=JST), MAY.span.end)),
        (claim(1, requested_at=None), MAY),
        (claim(None), MAY),
        (claim(3, completed_on=ON), MAY),
        (claim(15), MAY),
    ],
    ids=str,
)
def test_what_was_not_asked_for_or_is_completed_stays(about: Claim, period: Days | Span) -> None:
    """
    A request of another day, one without a day, a status that is not known, a completed claim.
    """
    before = merge((line(),), (), (about,), window=())
    after = merge(before, (), (), window=(), claim_window=period)
    assert (after.claims, after.withdrawn) == ((about,), ())


def test_a_claim_that_is_read_again_is_not_withdrawn() -> None:
    """
    Also where it went on.
    """
    before = merge((line(),), (), (claim(1), claim(4, 8)), window=())
    after = merge(before, (), (claim(2),), window=(), claim_window=MAY)
    assert (after.claims, after.withdrawn) == ((claim(2),), (claim(4, 8),))
    assert after.strays == ()


def test_a_claim_waits_for_its_order() -> None:
    """
    A claim of an order that was never read is a stray, until the order is read.
    """
    early = merge((), (), (claim(3, completed_on=ON),), window=ALL)
    assert (early.strays, said(early)) == ((claim(3, completed_on=ON),), ["no_line"])
    late = merge(early, (line(status=NEW),), (), window=())
    assert late.strays == ()
    assert late.order(7).line.cancelled_on == ON
    assert changed(late) == [
        "order 7: new order: delivery requested",
        "order 7: cancelled: 2026-05-12",
    ]


def test_a_claim_of_two_shops_is_counted_once() -> None:
    """
    A claim that names no shop is of both orders of its number, and one claim all the same.
    """
    both = merge((line(shop="a"), line(shop="b")), (), (claim(1),), window=())
    assert [order.claims for order in both.orders] == [(claim(1),), (claim(1),)]
    assert both.claims == (claim(1),)
    assert merge(both, (), (), window=()).orders == both.orders


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ((claim(3, completed_on=date(2026, 5, 10)),), "completed_too_early"),
        (
            (
                claim(3, completed_on=ON),
                claim(
                    3,
                    completed_on=date(2026, 5, 14),
                    requested_at=datetime(2026, 5, 14, tzinfo=JST),
                ),
            ),
            "contradiction",
        ),
    ],
)
def test_impossible_cancellations_are_said(about: tuple[Claim, ...], code: str) -> None:
    """
    Cancelled before it was ordered, or cancelled twice: said, and the order is in the list once.
    """
    found = merge((line(),), (), about, window=())
    assert code in said(found)
    assert len(found.orders) == 1


# Laws

orders = st.builds(
    line,
    st.integers(1, 3),
    status=st.none() | st.sampled_from(OrderStatus),
    shop=st.sampled_from(("", "a")),
    option=st.sampled_from(("", "赤")),
    shipped_on=st.none() | st.just(ON),
    delivery=st.none() | st.builds(Delivery, carrier=st.sampled_from(("", "佐川急便"))),
)
abouts = st.builds(
    claim,
    st.none() | st.sampled_from((1, 2, 3, 4, 6, 15, 16)),
    st.integers(1, 4),
    completed_on=st.none() | st.sampled_from((ON - timedelta(5), ON, ON + timedelta(1))),
    requested_at=st.none() | st.just(datetime(2026, 5, 12, 9, 0, tzinfo=JST)),
)
batches = st.tuples(
    st.lists(orders, max_size=4),
    st.lists(abouts, max_size=3),
    st.sampled_from(((), ALL, Window(MAY, SearchDate.PAID, (NEW, CONFIRMED)))),
)


@given(st.lists(batches, max_size=4))
def test_a_merge_loses_nothing_and_leads_nowhere_back(steps: list[Any]) -> None:
    """
    Orders stay in place, their statuses only go on, and cancelled ones stay cancelled.
    """
    state = Snapshot()
    for rows, about, window in steps:
        after = merge(state, rows, about, window=window)
        assert len(after.orders) >= len(state.orders)
        for one, other in zip(state.orders, after.orders, strict=False):
            assert one.order_no == other.order_no
            assert one.line.status is None or other.line.status in reachable(one.line.status)
            assert other.is_cancelled or not one.is_cancelled
        assert {row.order_no for row in rows} <= {order.order_no for order in after.orders}
        assert {c.order_no for c in about} <= {c.order_no for c in after.claims}
        state = after


@given(st.lists(batches, max_size=3))
def test_merging_nothing_changes_nothing(steps: list[Any]) -> None:
    """
    After any history, a merge with nothing read says no change and keeps every line and claim.
    """
    state = Snapshot()
    for rows, about, window in steps:
        state = merge(state, rows, about, window=window)
    idle = merge(state, (), (), window=())
    assert (idle.lines, idle.claims, idle.changes) == (state.lines, state.claims, ())
    assert pickle.loads(pickle.dumps(state)) == state


@given(batches)
def test_reading_the_same_again_changes_nothing(batch: Any) -> None:
    """
    The lines that a merge gave, read once more, are no change.
    """
    rows, about, window = batch
    state = merge((), rows, about, window=window)
    plain = [attrs.evolve(one, cancelled_on=None) for one in state.lines]
    again = merge(state, plain, (), window=window)
    assert again.lines == state.lines
    assert {str(change) for change in again.changes} <= {
        f"order {one.order_no}: listed again" for one in state.orders
    }


# Bad input


@pytest.mark.parametrize(
    ("call", "said_so"),
    [
        (lambda: loosely(merge)(None, (), (), window=()), "previous must be OrderLine values"),
        (lambda: loosely(merge)((claim(1),), (), (), window=()), "previous .* among them"),
        (lambda: loosely(merge)((), 7, (), window=()), "orders must be OrderLine"),
        (lambda: loosely(merge)((), (claim(1),), (), window=()), "orders .* among them"),
        (lambda: loosely(merge)((), (), line(), window=()), "claims must be Claim values"),
        (lambda: loosely(merge)((), (), (line(),), window=()), "claims must be Claim"),
        (lambda: loosely(merge)((), (), (), window=MAY), "window must be Window"),
        (lambda: loosely(merge)((), (), (), window=None), "window .*, as in a tuple"),
        (lambda: loosely(merge)((), (), (), window=(), claim_window=5), "claim_window must be"),
    ],
)
def test_bad_input_is_refused(call: Any, said_so: str) -> None:
    """
    What is no snapshot, line, claim or window is an error that says which.
    """
    with pytest.raises(InvalidTypeError, match=said_so):
        call()


def test_the_module_offers_all_about_claims() -> None:
    """
    Values and functions of the modules below can be taken from here.
    """
    assert all(hasattr(claims, name) for name in claims.__all__)
    assert isinstance(line(), OrderLine)
