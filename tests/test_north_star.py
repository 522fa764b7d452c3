"""
What the library promised its first users: names and results as in docs/design.md, word for word.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

import attrs

from qoo10model import (
    JST,
    Grade,
    OrderLine,
    Rate,
    Seller,
    adspend,
    discounts,
    images,
    penalties,
    plusdisplay,
    pricing,
    profit,
    settlements,
    statements,
    timesales,
    wallet,
)
from qoo10model.basics.texts import columns_of
from qoo10model.formats import pictures, qsm
from tests.formats import picturefiles


seller = Seller(grade=Grade.POWER, commission=Rate.percent("10"))

line = OrderLine(
    order_no=1062428737,
    cart_no=93001122,
    item_code="100000001",
    unit_price=1_326,
    quantity=2,
    paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST),
    delivered_on=date(2026, 5, 14),
)
mega = OrderLine(
    order_no=1062428738,
    cart_no=93001123,
    item_code="100000001",
    unit_price=2_948,
    quantity=1,
    discounts=(discounts.mega_wari(2_948, on=date(2026, 5, 30)),),
    paid_at=datetime(2026, 5, 30, 9, 0, tzinfo=JST),
    delivered_on=date(2026, 6, 4),
)


def test_1_an_ordinary_order() -> None:
    """
    Two units of 1,326 yen pay 2,359: commission 133 a unit, and the tax on it once a line.
    """
    s = settlements.settle(line, seller)

    assert (s.gross, s.buyer_paid, s.net) == (2_652, 2_652, 2_359)
    assert (s.commission, s.fee_tax) == (266, 27)
    assert s.settle_price == 2_386
    wednesday = date(2026, 5, 20)
    assert [(e.kind.name, e.amount, e.on) for e in s.entries] == [
        ("SALE", 2_652, wednesday),
        ("COMMISSION", -266, wednesday),
        ("FEE_TAX", -27, wednesday),
    ]
    assert wednesday.isoweekday() == 3


def test_1_its_doubts() -> None:
    """
    Each open rule has its effect in yen, and the net lies between the lowest and the highest.
    """
    s = settlements.settle(line, seller)
    lowest, highest = s.net_range

    assert lowest < s.net < highest
    assert not s.is_confirmed
    for doubt in s.doubts:
        assert doubt.effect_is_unknown or any(a.net_change or a.moves for a in doubt.alternatives)


def test_1_its_explanation() -> None:
    """
    The text is a table: each amount stands with its rule and its source, and its columns line up.
    """
    text = settlements.settle(line, seller).explain("ja")
    rows = text.split("\n\n")[1].splitlines()

    assert [row.split()[0] for row in rows] == [
        "販売代金（購入者支払分）",
        "販売手数料",
        "手数料の消費税",
        "精算額",
    ]
    ends = {
        columns_of(row[: row.index(yen) + len(yen)])
        for row, yen in zip(rows, ("+2,652", "−266", "−27", "+2,359"), strict=True)
    }
    assert len(ends) == 1
    assert "販売者の販売手数料率: 10 %" in rows[1]
    assert rows[1].endswith("[3]")
    assert rows[2].endswith("[4]")
    assert "[3] the seller's own figures (実測)" in text
    assert "[4] Consumption Tax Act of Japan (消費税法)" in text


def test_1_the_day_of_a_general_seller() -> None:
    """
    Delivered on 14 May, a general seller is paid on 3 June.
    """
    assert settlements.settlement_day(date(2026, 5, 14), Grade.GENERAL) == date(2026, 6, 3)


def test_2_the_same_seller_in_mega_wari() -> None:
    """
    In mega-wari cash moves on two days, and seller and Qoo10 bear half of the coupon each.
    """
    s = settlements.settle(mega, seller)

    assert (s.buyer_paid, s.borne_by_seller, s.borne_by_qoo10) == (2_358, 295, 295)
    assert s.buyer_paid + s.borne_by_seller + s.borne_by_qoo10 == s.gross == 2_948
    assert s.net == 2_297 == 2_358 + 590 - 295 - 295 - 29 - 32
    assert [(e.kind.name, e.amount, e.on) for e in s.entries] == [
        ("PRE_DEDUCTION", -295, date(2026, 6, 3)),
        ("SALE", 2_358, date(2026, 6, 10)),
        ("COMPENSATION", 590, date(2026, 6, 10)),
        ("COMMISSION", -295, date(2026, 6, 10)),
        ("SURCHARGE", -29, date(2026, 6, 10)),
        ("FEE_TAX", -32, date(2026, 6, 10)),
    ]
    assert sum(e.amount for e in s.entries if e.on == date(2026, 6, 10)) == 2_592


def test_3_a_month() -> None:
    """
    Many lines have a net, its ends, days, kinds, what waits and what was found, and never raise.
    """
    waiting = OrderLine(
        order_no=3,
        cart_no=3,
        item_code="100000002",
        unit_price=1_000,
        quantity=1,
        paid_at=datetime(2026, 6, 1, tzinfo=JST),
    )
    unpaid = OrderLine(order_no=4, cart_no=4, item_code="100000002", unit_price=1, quantity=1)

    month = settlements.settle_all((line, mega, waiting, unpaid), seller)

    assert month.net == 2_359 + 2_297 + 890
    assert month.net_range[0] <= month.net <= month.net_range[1]
    assert month.by_day() == {
        date(2026, 5, 20): 2_359,
        date(2026, 6, 3): -295,
        date(2026, 6, 10): 2_592,
        None: 890,
    }
    assert sum(month.by_kind().values()) == month.net
    assert [s.line.order_no for s in month.waiting] == [3]
    assert [finding.order_no for finding in month.findings] == [4]
    assert sum(entry.amount for entry in month.entries) == month.net


def test_3_the_bank() -> None:
    """
    The month's entries become bank credits, 150 yen off each; a negative balance waits.
    """
    month = settlements.settle_all((line, mega), seller)
    paid = wallet.payouts(month.entries, cycle=wallet.Cycle.WEEKLY, anchor=date(2026, 5, 6))

    assert [(p.on, p.credited) for p in paid.payouts] == [
        (date(2026, 5, 20), 2_359 - 150),
        (date(2026, 6, 10), 2_592 - 295 - 150),
    ]


def test_3_the_report_and_the_profit() -> None:
    """
    The export is read as it is downloaded, the month reconciled with it, and the profit left by item.
    """
    csv_bytes = (
        "購入者の決済日,発生の理由,注文番号,商品コード,数量,商品決済金,Qoo10サービス利用料,メガワリ/メガポ補償金\r\n"
        '2026/05/11,注文,1062428737,100000001,2,"2,652",266,0\r\n'
        "2026/05/30,注文,1062428738,100000001,1,2358,324,590\r\n"
        "2026/05/31,注文,1062428739,100000001,1,500,50,0\r\n"
    ).encode("cp932")
    waiting = attrs.evolve(line, order_no=3, cart_no=3, delivered_on=None)
    other = attrs.evolve(mega, unit_price=2_940)
    month = settlements.settle_all((line, mega), seller)
    costs = profit.CostBook(
        (profit.Cost(profit.CostKind.GOODS, 700, profit.Per.UNIT, since=date(2026, 1, 1)),)
    )

    report = qsm.read_selling_report(csv_bytes)
    checked = statements.reconcile(month, report.values)
    assert [str(one.outcome) for one in checked.orders] == [
        "agrees",
        "agrees",
        "only in the report",
    ]
    checked = statements.reconcile(
        settlements.settle_all((line, other, waiting), seller), report.values
    )
    assert [(one.order_no, one.outcome.name) for one in checked.orders] == [
        (1062428737, "AGREES"),
        (1062428738, "DIFFERS"),
        (3, "MISSING"),
        (1062428739, "EXTRA"),
    ]

    left = profit.by_item(month, costs)
    assert left["100000001"].contribution == 2_359 - 1_400 + 2_297 - 700
    for by in (profit.by_order, profit.by_sku, profit.by_event, profit.by_month):
        assert by(month, costs).contribution == 2_556


def test_4_cancellations() -> None:
    """
    44 of 420 orders bar a shop from mega-wari; the cap of 500 listings and the stop are not reached.
    """
    q = penalties.assess_quarter(first=date(2026, 1, 1), paid=420, cancelled=44)

    assert q.rate == Fraction(11, 105)
    assert q.consequences == (penalties.Consequence.BARRED_FROM_MEGA_WARI,)
    bar, cap = q.headroom
    assert (bar.cancellations_left, bar.orders_needed) == (0, 20)
    assert (cap.cancellations_left, cap.orders_needed) == (19, 0)


def test_5_the_slot_of_a_time_sale() -> None:
    """
    At 9:59 the morning slot of the day runs, from midnight to 10:00 in Japan.
    """
    slot = timesales.slot_at(datetime(2026, 7, 1, 9, 59, tzinfo=JST))

    assert slot.start == datetime(2026, 7, 1, 0, 0, tzinfo=JST)
    assert slot.end == datetime(2026, 7, 1, 10, 0, tzinfo=JST)


def test_5_the_places_of_plus_display() -> None:
    """
    Places for 10 July are bid for from the evening before, and shown for a day from 18:00.
    """
    day = plusdisplay.display_day(date(2026, 7, 10))

    assert day.bidding.start == datetime(2026, 7, 9, 19, 0, tzinfo=JST)
    assert day.bidding.end == datetime(2026, 7, 10, 17, 50, tzinfo=JST)
    assert day.shown.start == datetime(2026, 7, 10, 18, 0, tzinfo=JST)
    assert day.shown.end == datetime(2026, 7, 11, 18, 0, tzinfo=JST)


def test_5_an_auction_and_the_highest_bid() -> None:
    """
    One pays what one bids, a later equal bid ranks below, and 4,560 yen of worth are 45 units.
    """
    day = plusdisplay.display_day(date(2026, 7, 10))
    auction = plusdisplay.Auction(day=day, start_price=1_500, bids=(5_000, 3_000, 3_000, 1_500))

    assert (auction.bid_for_rank(2), auction.rank_of(3_000)) == (3_100, 4)
    assert [winner.amount for winner in auction.winners] == [5_000, 3_000, 3_000, 1_500]
    bid = adspend.max_daily_bid(
        clicks=60, conversion=Rate.percent("8"), contribution=950, on=day.on
    )
    assert bid == 4_500


def test_6_stacking() -> None:
    """
    Two coupons of 298 on 2,980 yen, then 238 points: an effective price of 2,146.
    """
    r = discounts.stack(2_980, on=date(2026, 8, 3), mega_po=True, shop_coupon=Rate.percent("10"))

    assert (r.pays, r.points, r.effective_price) == (2_384, 238, 2_146)
    assert [share.amount for share in r.ledger] == [298, 298]


def test_6_prices_backwards() -> None:
    """
    At a cost of 1,300 yen the lowest price that leaves 20 % is 1,884; 1,883 misses by rounding.
    """
    twenty = Rate.percent("20")
    found = pricing.lowest_price(cost=1_300, margin=twenty, seller=seller, on=date(2026, 5, 12))

    assert found.price == 1_884
    beside = pricing.side_by_side(
        1_883,
        cost=1_300,
        margin=twenty,
        seller=seller,
        on=date(2026, 5, 12),
        regimes=(pricing.NORMAL,),
    )
    assert not beside.quotes[0].holds


def test_7_images() -> None:
    """
    A photo that is too heavy, not square, and has a # in its name is found out, then made ready.
    """
    jpeg_bytes = picturefiles.saved(picturefiles.noise(1_500, 1_000), quality=95)
    facts = pictures.inspect(jpeg_bytes, filename="夏#1.jpg")
    found = images.check([facts], on=date(2026, 5, 12))

    assert sorted(finding.code for finding in found) == [
        "images.name_characters",
        "images.not_square",
        "images.too_heavy",
    ]
    ready = pictures.prepare(jpeg_bytes)
    assert pictures.inspect(ready.data).size == (800, 800)
    assert len(ready.data) <= 1_000_000
    assert pictures.inspect(picturefiles.png(30_000, 30_000)).findings
    assert pictures.inspect(jpeg_bytes[:-500]).findings
