"""
What the library promised its first users: names and results as in docs/design.md, word for word.
"""

from __future__ import annotations

from datetime import date, datetime

from qoo10model import JST, Grade, OrderLine, Rate, Seller, discounts, settlements
from qoo10model.basics.texts import columns_of


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
    assert "the seller's own figures" in rows[1]
    assert "Consumption Tax Act of Japan (消費税法)" in rows[2]


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
