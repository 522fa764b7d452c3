from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from hypothesis import given
from hypothesis import strategies as st

from qoo10model import dashboards
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError
from qoo10model.basics.periods import JST
from qoo10model.claimrecords import Claim
from qoo10model.dashboards import ItemStatus, ShopItem, Tile, dashboard
from qoo10model.inquiries import Inquiry, InquiryStatus
from qoo10model.orders import Delivery, OrderLine, OrderStatus
from qoo10model.rules.book import JAPAN
from qoo10model.rules.claims import ClaimStatus
from qoo10model.rules.sellers import Grade
from qoo10model.rules.storefront import Statuses


AT = datetime(2026, 7, 8, 9, 0, tzinfo=JST)
TODAY = date(2026, 7, 8)
ON_SALE = ItemStatus.ON_SALE

ORDER_TILES = (Tile.PAYMENT_WAITING, Tile.NEW_ORDER, Tile.SHIP_REQUEST, Tile.DELAYED)
CLAIM_TILES = (
    Tile.CANCEL_REQUEST,
    Tile.RETURN_REQUEST,
    Tile.EXCHANGE_REQUEST,
    Tile.NON_RECEIPT,
    Tile.CLAIM_IN_PROGRESS,
)
ITEM_TILES = (
    Tile.ON_SALE,
    Tile.LOW_STOCK,
    Tile.SOLD_OUT,
    Tile.ENDS_SOON,
    Tile.ENDED,
    Tile.APPROVAL_WAITING,
    Tile.APPROVAL_REJECTED,
    Tile.BRAND_REQUEST,
)
GIVEN_TILES = (
    Tile.WITHDRAWAL_REQUESTED,
    Tile.WITHDRAWAL_REFUSED,
    Tile.UNANSWERED_MESSAGE,
    Tile.NON_COMPLIANCE,
)


def order(number: int, status: OrderStatus | None, planned: date | None = TODAY) -> OrderLine:
    """
    An order in a status, planned for a day.
    """
    return OrderLine(
        order_no=number,
        cart_no=number,
        item_code="A",
        unit_price=500,
        quantity=1,
        status=status,
        delivery=Delivery(planned_on=planned),
    )


def counted(tiles: tuple[Tile, ...], **passed: Any) -> list[tuple[int | None, int]]:
    """
    Count and what is not told, for each of *tiles*.
    """
    found = dashboard(at=AT, **passed)
    return [(found.of(tile).count, found.of(tile).not_told) for tile in tiles]


def test_what_is_not_passed_is_not_known() -> None:
    """
    Each part fills its own tiles; an empty list says that there is nothing.
    """
    nothing = dashboard(at=AT)
    assert nothing.not_known == tuple(Tile)
    assert [tile for part in (ORDER_TILES, CLAIM_TILES, ITEM_TILES) for tile in part]
    for name, tiles in (
        ("orders", ORDER_TILES),
        ("claims", CLAIM_TILES),
        ("items", ITEM_TILES),
        ("inquiries", (Tile.UNANSWERED_INQUIRY,)),
    ):
        passed: dict[str, Any] = {name: ()}
        found = dashboard(at=AT, **passed)
        assert set(found.not_known) == set(Tile) - set(tiles)
        assert {found.of(tile).count for tile in tiles} == {0}


def test_numbers_from_the_screen() -> None:
    """
    What no row tells is passed as a number, 0 among them.
    """
    found = dashboard(
        at=AT,
        withdrawals_requested=1,
        withdrawals_refused=0,
        unanswered_messages=2,
        non_compliances=3,
        grade=Grade.POWER,
    )
    assert [found.of(tile).count for tile in GIVEN_TILES] == [1, 0, 2, 3]
    assert found.grade is Grade.POWER
    assert found.explain().endswith("power")
    assert found.explain("ja").endswith("パワー")
    assert repr(found) == "Dashboard(2026-07-08 09:00: 4 of 22 tiles known)"


@pytest.mark.parametrize(
    "status, counts",
    [
        (OrderStatus.AWAITING_PAYMENT, [1, 0, 0, 0]),
        (OrderStatus.ON_REQUEST, [0, 1, 0, 0]),
        (OrderStatus.SELLER_CONFIRMED, [0, 0, 1, 0]),
        (OrderStatus.ON_DELIVERY, [0, 0, 0, 0]),
        (OrderStatus.DELIVERED, [0, 0, 0, 0]),
    ],
)
def test_an_order_counts_in_the_tile_of_its_status(status: OrderStatus, counts: list[int]) -> None:
    """
    Each status has one tile at most; what was sent has none.
    """
    assert counted(ORDER_TILES, orders=[order(1, status)]) == [(count, 0) for count in counts]


@pytest.mark.parametrize(
    "planned, count, not_told",
    [(TODAY, 0, 0), (TODAY - timedelta(1), 1, 0), (None, 0, 1), (date(9999, 12, 31), 0, 1)],
)
def test_an_order_is_delayed_from_the_day_after(
    planned: date | None, count: int, not_told: int
) -> None:
    """
    An order planned for yesterday is delayed, one for today is not; without a day nobody can tell.
    """
    rows = [order(1, OrderStatus.SELLER_CONFIRMED, planned)]
    assert counted((Tile.DELAYED,), orders=rows) == [(count, not_told)]


def test_orders_that_are_closed_or_unpaid() -> None:
    """
    A cancelled order counts nowhere; an unpaid one is not delayed, whatever its day.
    """
    cancelled = OrderLine(
        order_no=1,
        cart_no=1,
        item_code="A",
        unit_price=500,
        quantity=1,
        status=OrderStatus.ON_REQUEST,
        cancelled_on=TODAY,
    )
    assert counted(ORDER_TILES, orders=[cancelled]) == [(0, 0)] * 4
    unpaid = [order(1, OrderStatus.AWAITING_PAYMENT, TODAY - timedelta(9))]
    assert counted((Tile.DELAYED,), orders=unpaid) == [(0, 0)]
    unknown = counted(ORDER_TILES, orders=[order(1, None)])
    assert unknown == [(0, 1), (0, 1), (0, 1), (0, 0)]


def test_the_readings_of_an_open_tile() -> None:
    """
    What is to be shipped may be new orders as well: each other reading has its count.
    """
    rows = [
        order(1, OrderStatus.ON_REQUEST),
        order(2, OrderStatus.ON_REQUEST),
        order(3, OrderStatus.SELLER_CONFIRMED),
    ]
    tile = dashboard(at=AT, orders=rows).of(Tile.SHIP_REQUEST)
    assert (tile.count, tile.names) == (1, ("3",))
    assert [reading.count for reading in tile.readings] == [2, 3]
    assert tile.readings[0].reading == OrderStatus.ON_REQUEST.label
    assert "、" in tile.readings[1].reading.ja
    assert {reading.rule for reading in tile.readings} == {"storefront.counted[SHIP_REQUEST]"}
    rules = JAPAN.with_reading(
        "storefront.counted[SHIP_REQUEST]", Statuses((OrderStatus.ON_REQUEST,))
    )
    assert dashboard(at=AT, orders=rows, rules=rules).of(Tile.SHIP_REQUEST).count == 2
    assert dashboard(at=AT).of(Tile.SHIP_REQUEST).readings == ()


@pytest.mark.parametrize(
    "status, counts",
    [
        (ClaimStatus.CANCEL_REQUESTED, [1, 0, 0, 0, 0]),
        (ClaimStatus.RETURN_REQUESTED, [0, 1, 0, 0, 0]),
        (ClaimStatus.EXCHANGE_REQUESTED, [0, 0, 1, 0, 0]),
        (ClaimStatus.CANCEL_IN_PROGRESS, [0, 0, 0, 0, 1]),
        (ClaimStatus.RETURN_IN_PROGRESS, [0, 0, 0, 0, 1]),
        (ClaimStatus.EXCHANGE_APPROVED, [0, 0, 0, 0, 1]),
        (ClaimStatus.BEING_REDELIVERED, [0, 0, 0, 0, 1]),
        (ClaimStatus.CANCELLED, [0, 0, 0, 0, 0]),
        (ClaimStatus.RETURNED, [0, 0, 0, 0, 0]),
        (ClaimStatus.NON_RECEIPT_REFUNDED, [0, 0, 0, 0, 0]),
        (ClaimStatus.UNPAID_CANCELLED, [0, 0, 0, 0, 0]),
    ],
)
def test_a_claim_counts_in_the_tile_of_its_status(status: ClaimStatus, counts: list[int]) -> None:
    """
    Requests and what is in progress have tiles; what is over has none.
    """
    rows = [Claim(order_no=1, status=status)]
    assert counted(CLAIM_TILES, claims=rows) == [(count, 0) for count in counts]


@pytest.mark.parametrize(
    "status, target, count",
    [
        (None, "SC", 1),
        (ClaimStatus.CANCEL_IN_PROGRESS, "SL", 1),
        (ClaimStatus.NON_RECEIPT_REFUNDED, "SC", 0),
        (ClaimStatus.NON_RECEIPT_PARTLY_REFUNDED, "SL", 0),
        (None, "", 0),
        (None, "??", 0),
    ],
)
def test_what_was_not_received(status: ClaimStatus | None, target: str, count: int) -> None:
    """
    A claim that says so counts until it is refunded.
    """
    rows = [Claim(order_no=1, status=status, duty_target=target)]
    assert counted((Tile.NON_RECEIPT,), claims=rows) == [(count, 0)]


@pytest.mark.parametrize(
    "status, counts",
    [
        (ItemStatus.UNDER_INSPECTION, [0, 1, 0]),
        (ItemStatus.WAITING, [0, 0, 0]),
        (ItemStatus.ON_SALE, [1, 0, 0]),
        (ItemStatus.STOPPED, [0, 0, 0]),
        (ItemStatus.RESTRICTED, [0, 0, 0]),
        (ItemStatus.REJECTED, [0, 0, 1]),
    ],
)
def test_an_item_counts_in_the_tile_of_its_status(status: ItemStatus, counts: list[int]) -> None:
    """
    On sale, waiting for approval and rejected have tiles.
    """
    tiles = (Tile.ON_SALE, Tile.APPROVAL_WAITING, Tile.APPROVAL_REJECTED)
    rows = [ShopItem("A", stock=5, status=status)]
    assert counted(tiles, items=rows) == [(count, 0) for count in counts]


@pytest.mark.parametrize(
    "stock, low, sold_out, not_told",
    [(0, 0, 1, 0), (1, 1, 0, 0), (10, 1, 0, 0), (11, 0, 0, 0), (None, 0, 0, 1)],
)
def test_stock_on_both_sides(stock: int | None, low: int, sold_out: int, not_told: int) -> None:
    """
    From 1 to 10 pieces are low; none is sold out, which by the other reading is low as well.
    """
    rows = [ShopItem("A", stock=stock, status=ON_SALE)]
    assert counted((Tile.LOW_STOCK, Tile.SOLD_OUT), items=rows) == [
        (low, not_told),
        (sold_out, not_told),
    ]
    (reading,) = dashboard(at=AT, items=rows).of(Tile.LOW_STOCK).readings
    assert (reading.rule, reading.count) == ("storefront.sold_out_is_low", low + sold_out)
    rules = JAPAN.with_reading("storefront.sold_out_is_low", value=True)
    assert dashboard(at=AT, items=rows, rules=rules).of(Tile.LOW_STOCK).count == low + sold_out


@pytest.mark.parametrize(
    "days, soon, ended, not_told",
    [(-1, 0, 1, 0), (0, 1, 0, 0), (7, 1, 0, 0), (8, 0, 0, 0), (None, 0, 0, 1)],
)
def test_ends_on_both_sides(days: int | None, soon: int, ended: int, not_told: int) -> None:
    """
    A sale that ends today or in seven days ends soon, one that ended yesterday is over.
    """
    ends = None if days is None else TODAY + timedelta(days)
    rows = [ShopItem("A", stock=50, status=ON_SALE, ends_on=ends)]
    assert counted((Tile.ENDS_SOON, Tile.ENDED), items=rows) == [
        (soon, not_told),
        (ended, not_told),
    ]


@pytest.mark.parametrize(
    "item, counts",
    [
        (ShopItem("A", stock=0, status=ItemStatus.STOPPED), (0, 0)),
        (ShopItem("A", stock=0, status=ON_SALE, ends_on=date(2026, 7, 1)), (0, 0)),
        (ShopItem("A", stock=0, status=None), (0, 1)),
        (ShopItem("A", stock=9, status=None), (0, 0)),
        (ShopItem("A", status=ItemStatus.STOPPED), (0, 0)),
    ],
)
def test_stock_counts_for_what_is_on_sale(item: ShopItem, counts: tuple[int, int]) -> None:
    """
    Sold out is what is on sale and not over; what another fact excludes is told.
    """
    assert counted((Tile.SOLD_OUT,), items=[item]) == [counts]


def test_brand_requests() -> None:
    """
    A brand request counts where it is told.
    """
    rows = [
        ShopItem("A", brand_requested=True),
        ShopItem("B", brand_requested=False),
        ShopItem("C"),
    ]
    assert counted((Tile.BRAND_REQUEST,), items=rows) == [(1, 1)]


def test_inquiries_that_nobody_answered() -> None:
    """
    S1 counts, S2 and S3 do not, and one of unknown status is not told; a doubled one counts once.
    """
    rows = [Inquiry(str(at), status=status) for at, status in enumerate(InquiryStatus)]
    rows += [Inquiry("0", status=InquiryStatus.UNANSWERED), Inquiry("9")]
    found = dashboard(at=AT, inquiries=rows)
    tile = found.of(Tile.UNANSWERED_INQUIRY)
    assert (tile.count, tile.not_told, tile.names) == (1, 1, ("0",))
    assert [finding.code for finding in found.findings] == ["storefront.inquiry_repeated"]
    assert "1 +1?" in found.explain()


def test_rows_that_come_twice_count_once() -> None:
    """
    The same row twice is one; where the two differ the later counts, with a finding.
    """
    new, shown = order(1, OrderStatus.ON_REQUEST), ShopItem("A", stock=3, status=ON_SALE)
    claim = Claim(order_no=1, status=ClaimStatus.CANCEL_REQUESTED)
    found = dashboard(at=AT, orders=[new, new], items=[shown, shown], claims=[claim, claim])
    assert found.findings == ()
    tiles = (Tile.NEW_ORDER, Tile.LOW_STOCK, Tile.CANCEL_REQUEST)
    assert [found.of(tile).count for tile in tiles] == [1, 1, 1]
    other = dashboard(
        at=AT,
        orders=[new, order(1, OrderStatus.SELLER_CONFIRMED)],
        items=[shown, ShopItem("A", stock=99, status=ON_SALE)],
        claims=[claim, Claim(order_no=1, status=ClaimStatus.CANCEL_REQUESTED, quantity=1)],
    )
    assert [other.of(tile).count for tile in tiles] == [0, 0, 1]
    assert other.of(Tile.SHIP_REQUEST).count == 1
    assert [finding.code for finding in other.findings] == ["storefront.row_repeated"] * 3
    assert ["A" in finding.text.en for finding in other.findings] == [False, False, True]


def test_two_claims_of_one_order_are_two() -> None:
    """
    A cancellation asked for and a return asked for stand in their own tiles.
    """
    rows = [
        Claim(order_no=1, status=ClaimStatus.CANCEL_REQUESTED),
        Claim(order_no=1, status=ClaimStatus.RETURN_REQUESTED),
    ]
    found = counted(CLAIM_TILES, claims=rows)
    assert found == [(1, 0), (1, 0), (0, 0), (0, 0), (0, 0)]


def test_a_claim_that_went_on_is_one() -> None:
    """
    Of a claim that was read twice the step further counts, in whatever order the rows stand.
    """
    asked, taken = (
        Claim(order_no=1, status=status, requested_at=AT)
        for status in (ClaimStatus.CANCEL_REQUESTED, ClaimStatus.CANCEL_IN_PROGRESS)
    )
    for rows in ([asked, taken], [taken, asked]):
        found = dashboard(at=AT, claims=rows)
        tiles = (Tile.CANCEL_REQUEST, Tile.CLAIM_IN_PROGRESS)
        assert [found.of(tile).count for tile in tiles] == [0, 1]
        assert [finding.code for finding in found.findings] == ["storefront.row_repeated"]
    again = attrs.evolve(asked, requested_at=AT + timedelta(1))
    assert dashboard(at=AT, claims=[taken, again]).of(Tile.CANCEL_REQUEST).count == 1


@given(
    statuses=st.lists(st.sampled_from([*OrderStatus, None])),
    stocks=st.lists(st.one_of(st.none(), st.integers(0, 20))),
)
def test_counts_are_the_names(statuses: list[OrderStatus | None], stocks: list[int | None]) -> None:
    """
    A count is as large as the names behind it, and with what is not told never above the rows.
    """
    found = dashboard(
        at=AT,
        orders=[order(at, status) for at, status in enumerate(statuses)],
        items=[ShopItem(str(at), stock, ON_SALE) for at, stock in enumerate(stocks)],
    )
    for tile in (*ORDER_TILES, *ITEM_TILES):
        one = found.of(tile)
        rows = statuses if tile in ORDER_TILES else stocks
        assert one.count == len(one.names) == len(set(one.names))
        assert len(one.names) + one.not_told <= len(rows)
    known = [stock for stock in stocks if stock is not None]
    assert found.of(Tile.SOLD_OUT).count == known.count(0)


def test_the_day_is_the_japanese_one() -> None:
    """
    At 15:00 UTC a new day has begun in Japan.
    """
    rows = [order(1, OrderStatus.SELLER_CONFIRMED, TODAY)]
    before = datetime(2026, 7, 8, 14, 59, tzinfo=UTC)
    assert dashboard(at=before, orders=rows).of(Tile.DELAYED).count == 0
    after = dashboard(at=before + timedelta(minutes=1), orders=rows)
    assert after.of(Tile.DELAYED).count == 1
    assert after.at.date() == date(2026, 7, 9)


def test_the_table_in_japanese() -> None:
    """
    Each tile has a line, and what is not known a dash.
    """
    lines = dashboard(at=AT, items=()).explain("ja").splitlines()
    assert len(lines) == len(Tile)
    assert lines[0].split() == ["販売中", "0"]
    assert lines[-1].split() == ["サービス未遵守", "–"]


raw: Any = dashboards  # a caller without types

BAD: dict[str, tuple[Any, type[Exception]]] = {
    "naive": (lambda: raw.dashboard(at=datetime(2026, 7, 8)), InvalidValueError),
    "day": (lambda: raw.dashboard(at=TODAY), InvalidTypeError),
    "orders": (lambda: raw.dashboard(at=AT, orders=[{}]), InvalidTypeError),
    "claims": (lambda: raw.dashboard(at=AT, claims=[order(1, None)]), InvalidTypeError),
    "items": (lambda: raw.dashboard(at=AT, items=["A"]), InvalidTypeError),
    "inquiries": (lambda: raw.dashboard(at=AT, inquiries=["1"]), InvalidTypeError),
    "no orders": (lambda: raw.dashboard(at=AT, orders=5), InvalidTypeError),
    "no inquiries": (lambda: raw.dashboard(at=AT, inquiries=5), InvalidTypeError),
    "below 0": (lambda: raw.dashboard(at=AT, non_compliances=-1), InvalidValueError),
    "float": (lambda: raw.dashboard(at=AT, unanswered_messages=1.0), InvalidTypeError),
    "bool": (lambda: raw.dashboard(at=AT, withdrawals_refused=True), InvalidTypeError),
    "grade": (lambda: raw.dashboard(at=AT, grade="POWER"), InvalidTypeError),
    "tile": (lambda: raw.dashboard(at=AT).of("NEW_ORDER"), InvalidTypeError),
    "no item": (lambda: raw.ShopItem(""), InvalidTypeError),
    "item number": (lambda: raw.ShopItem(1), InvalidTypeError),
    "stock": (lambda: raw.ShopItem("A", stock=1.0), InvalidTypeError),
    "stock below 0": (lambda: raw.ShopItem("A", stock=-1), InvalidValueError),
    "status": (lambda: raw.ShopItem("A", status="S2"), InvalidTypeError),
    "end": (lambda: raw.ShopItem("A", ends_on=AT), InvalidTypeError),
    "brand": (lambda: raw.ShopItem("A", brand_requested=1), InvalidTypeError),
}


@pytest.mark.parametrize("make, error", BAD.values(), ids=BAD)
def test_what_is_refused(make: Any, error: type[Exception]) -> None:
    """
    Rows of another kind, negative numbers and naive moments are refused.
    """
    with pytest.raises(error):
        make()
