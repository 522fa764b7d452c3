from __future__ import annotations

import contextlib
import copy
import enum
import json
import pickle
import pkgutil
import subprocess
import sys

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

import qoo10model

from qoo10model import basics, discounts, formats, profit, rules, settlements, wallet
from qoo10model.adbudgets import Place
from qoo10model.adestimates import ConversionPrior, RankClicks
from qoo10model.admetrics import AdFigures
from qoo10model.auctionlogs import AuctionState, Bid, StartPriceSet, auction_after
from qoo10model.auctionlogs import Change as BidChange
from qoo10model.auctions import Auction
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, Qoo10ModelError
from qoo10model.basics.findings import Finding, Severity
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.periods import JST, Days, Span
from qoo10model.basics.sources import OWN_FIGURES, Confidence
from qoo10model.basics.texts import Text
from qoo10model.basics.timelines import UNDECIDED, Dated, Timeline
from qoo10model.bidding import DayBid
from qoo10model.bookkeeping import JournalRow
from qoo10model.cancellationrates import CancellationCount
from qoo10model.carts import Cart, carts_of
from qoo10model.cartstacking import CartItem
from qoo10model.changes import Change, ChangeKind
from qoo10model.costbooks import CostBook
from qoo10model.costs import AdCost, AgencyFee, Basis, Cost, CostKind, Exchange, Per, SalesBase, Tax
from qoo10model.dashboards import ShopItem
from qoo10model.deliveries import Delivery, Person
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.displaydays import display_day
from qoo10model.entries import Entry, EntryKind
from qoo10model.eventgates import Candidate
from qoo10model.exportrows import DateBasis, DeductionFile, DeductionRow, SellingRow
from qoo10model.externalads import ExternalAd
from qoo10model.fetching import SearchDate, Window
from qoo10model.forecasts import Lead
from qoo10model.formats import plain
from qoo10model.formats.bulkrequests import SellerCheck, SendingInfo
from qoo10model.formats.kinds import form_of, name_of, place_of
from qoo10model.formats.minimums import MINIMUMS
from qoo10model.formats.problems import Problem, UnfitError, problems_of
from qoo10model.formats.scalars import scalar_writer
from qoo10model.formats.shapes import (
    Choice,
    Fixed,
    Keyed,
    Record,
    Scalar,
    Sequence,
    Tagged,
    fields_of,
    shape_of,
)
from qoo10model.grades import Outlook, outlook
from qoo10model.imagefacts import ImageFacts
from qoo10model.inflowwords import KeywordRow
from qoo10model.linecosts import Method, Returned
from qoo10model.listingfields import Listing, Option, OrderLimit
from qoo10model.months import Month
from qoo10model.orders import OrderLine, OrderStatus, SendType
from qoo10model.pricechecks import PriceDraft
from qoo10model.pricetasks import PriceEnds
from qoo10model.proceeds import Settlement
from qoo10model.profitgroups import Profit
from qoo10model.readytoship import ReadyToShip
from qoo10model.receivables import FeeReceipt
from qoo10model.regimes import Regime
from qoo10model.reports import SellingReport
from qoo10model.rules.book import JAPAN, RuleBook
from qoo10model.rules.calendars import Occasion
from qoo10model.rules.fees import TaxGrain
from qoo10model.rules.listings import OrderLimitKind
from qoo10model.rules.statements import CHART, Account, Chart, TaxCode
from qoo10model.sellers import Commissions, Grade, Seller
from qoo10model.shopchecks import Profile
from qoo10model.shopcoupons import CartCoupon, ShopCoupon
from qoo10model.snapshots import Presence, Snapshot, Tracked
from qoo10model.statements import Reconciliation, reconcile
from qoo10model.stocks import Shelf
from qoo10model.timesaleoffers import Offer
from qoo10model.timesaleslots import Slot
from qoo10model.traffic import Traffic
from qoo10model.wallet import Payouts, Request, WalletDay
from tests.formats.formless import FORMLESS
from tests.formats.plainvalues import VALUES


if TYPE_CHECKING:
    from collections.abc import Iterator

    from qoo10model.formats.shapes import Shape


def document(kind: str | None, value: object) -> dict[str, Any]:
    """
    Return the document of a *value* that is plain already.
    """
    return {"format": "qoo10model/1", "type": kind, "value": value}


def short(value: object) -> str:
    """
    Return the beginning of the repr of *value*, to call a case by.
    """
    return repr(value)[:60]


def problems(data: object, as_: type) -> list[tuple[str, str]]:
    """
    Return path and what came of each problem that loading *data* finds.
    """
    with pytest.raises(plain.PlainError) as caught:
        plain.load(data, as_=as_)
    return [(problem.path, problem.got) for problem in caught.value.problems]


ORDINARY = OrderLine(
    order_no=1062428737,
    cart_no=93001122,
    item_code="100000001",
    unit_price=1_326,
    quantity=2,
    paid_at=datetime(2026, 5, 11, 12, 0, tzinfo=JST),
    delivered_on=date(2026, 5, 14),
)
ORDINARY_PLAIN = {
    "order_no": 1062428737,
    "cart_no": 93001122,
    "item_code": "100000001",
    "unit_price": 1326,
    "quantity": 2,
    "paid_at": "2026-05-11T12:00:00+09:00",
    "delivered_on": "2026-05-14",
}
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
SELLER_PLAIN = {"grade": "POWER", "commission": "10%"}

# 1,326 a unit: 1,193 are left after 10 %, 133 is the commission. Tax on 266 is 26.6, half up 27.
ORDINARY_AMOUNTS = {
    "gross": 2652,
    "buyer_paid": 2652,
    "borne_by_seller": 0,
    "borne_by_qoo10": 0,
    "settle_price": 2386,
    "commission": 266,
    "fee_tax": 27,
    "net": 2359,
}
SETTLED_PLAIN: dict[str, Any] = {
    "line": ORDINARY_PLAIN,
    "seller": SELLER_PLAIN,
    "rate": "10%",
    "amounts": ORDINARY_AMOUNTS,
}
OWN_FIGURES_PLAIN = {"title": "the seller's own figures", "kind": "MEASURED"}

COSTS = CostBook(
    (
        Cost(
            CostKind.GOODS,
            700,
            Per.UNIT,
            since=date(2026, 1, 1),
            sku="TEA-500",
            tax=Tax(Rate(2, 25)),
        ),
        Cost(CostKind.POSTAGE, 5_000, Per.CART, since=date(2026, 1, 1), currency="KRW"),
        Cost(CostKind.PACKING, Fraction("12.5"), Per.LINE, since=date(2026, 1, 1), currency="KRW"),
        AgencyFee(Rate.percent("5"), SalesBase.NET, since=date(2026, 2, 1)),
    ),
    exchange=(Exchange("KRW", Fraction("0.1085"), date(2026, 1, 1)),),
    rounding=Rounding.DOWN,
)
COSTS_PLAIN: dict[str, Any] = {
    "entries": [
        {
            "kind": "GOODS",
            "amount": 700,
            "per": "UNIT",
            "since": "2026-01-01",
            "sku": "TEA-500",
            "tax": {"rate": "8%"},
        },
        {
            "kind": "POSTAGE",
            "amount": 5000,
            "per": "CART",
            "since": "2026-01-01",
            "currency": "KRW",
        },
        {
            "kind": "PACKING",
            "amount": "25/2",
            "per": "LINE",
            "since": "2026-01-01",
            "currency": "KRW",
        },
        {"rate": "5%", "of": "NET", "since": "2026-02-01"},
    ],
    "exchange": [{"currency": "KRW", "yen": "217/2000", "since": "2026-01-01"}],
    "rounding": "DOWN",
}
REPORT = SellingReport(
    rows=(SellingRow(order_no=1062428737, reason="注文", goods_amount=2_652, row=0),),
    deductions=(
        DeductionRow(
            on=date(2026, 6, 3), item="メガワリ割引金額", amount=295, file=DeductionFile.MEGA_WARI
        ),
    ),
    promotions=(),
    period=Days(date(2026, 5, 1), date(2026, 5, 31)),
    basis=DateBasis.SETTLED,
    credited=0,
)
REPORT_PLAIN: dict[str, Any] = {
    "rows": [{"order_no": 1062428737, "reason": "注文", "goods_amount": 2652, "row": 0}],
    "deductions": [
        {"on": "2026-06-03", "item": "メガワリ割引金額", "amount": 295, "file": "MEGA_WARI"}
    ],
    "promotions": [],
    "period": {"first": "2026-05-01", "last": "2026-05-31"},
    "basis": "SETTLED",
    "credited": 0,
}
BOOKING = JournalRow(
    date(2026, 5, 20),
    Account.RECEIVABLE,
    Account.SALES,
    5,
    TaxCode.SALES,
    0,
    1,
    Text("sales", "売上"),
)

SLOT = Slot(1, Span(datetime(2026, 7, 1, tzinfo=JST), datetime(2026, 7, 1, 10, tzinfo=JST)))
MOVED = Change(
    1062428737, ChangeKind.STATUS, Text("status", "状態"), Text("on request", "配送要請")
)

FORMS: tuple[tuple[object, object], ...] = (
    (COSTS, COSTS_PLAIN),
    (CostBook(()), {"entries": []}),
    (REPORT, REPORT_PLAIN),
    (
        AdCost(
            date(2026, 5, 30), 4_500, "100000001", tax=Tax(Rate.percent("10"), is_included=False)
        ),
        {
            "on": "2026-05-30",
            "amount": 4500,
            "item": "100000001",
            "tax": {"rate": "10%", "is_included": False},
        },
    ),
    (Method(basis=Basis.TAX_OUT), {"basis": "TAX_OUT"}),
    (
        Chart(((Account.SALES, "売上高"), (Account.FEES, "支払手数料"))),
        {"names": [["SALES", "売上高"], ["FEES", "支払手数料"]]},
    ),
    (
        FeeReceipt(fees=1_005, tax_by_line=102, tax_by_invoice=101, total=1_106),
        {"fees": 1005, "tax_by_line": 102, "tax_by_invoice": 101, "total": 1106},
    ),
    (Rate.percent("10"), "10%"),
    (Rate.percent("0.5"), "0.5%"),
    (Rate(1, 3), "1/3"),
    (Rate(-1, 3), "-1/3"),
    (Rate.percent("-2.5"), "-2.5%"),
    (Rate(0, 1), "0%"),
    (Rounding.HALF_UP, "HALF_UP"),
    (OrderStatus.ON_DELIVERY, "ON_DELIVERY"),
    (UNDECIDED, "UNDECIDED"),
    (Days(date(2026, 5, 1), date(2026, 5, 31)), {"first": "2026-05-01", "last": "2026-05-31"}),
    (
        Span(datetime(2026, 7, 1, tzinfo=JST), datetime(2026, 7, 1, 1, 0, 0, 250, tzinfo=UTC)),
        {"start": "2026-07-01T00:00:00+09:00", "end": "2026-07-01T10:00:00.000250+09:00"},
    ),
    (Discount(DiscountKind.MEGA_WARI, 590), {"kind": "MEGA_WARI", "amount": 590}),
    (ORDINARY, ORDINARY_PLAIN),
    (
        OrderLine(
            order_no=1,
            cart_no=2,
            item_code="A",
            unit_price=500,
            quantity=1,
            discounts=(Discount(DiscountKind.ITEM, 100),),
            status=OrderStatus.DELIVERED,
            external_ad=False,
            send_type=SendType.SAME_DAY,
            related=(1, 5),
            delivery=Delivery(carrier="佐川急便", planned_on=date(2026, 5, 12)),
            receiver=Person(name="架空 太郎"),
            unread=(("Memo", "x"), ("Memo", "y")),
        ),
        {
            "order_no": 1,
            "cart_no": 2,
            "item_code": "A",
            "unit_price": 500,
            "quantity": 1,
            "discounts": [{"kind": "ITEM", "amount": 100}],
            "status": "DELIVERED",
            "external_ad": False,
            "send_type": "SAME_DAY",
            "related": [1, 5],
            "delivery": {"carrier": "佐川急便", "planned_on": "2026-05-12"},
            "receiver": {"name": "架空 太郎"},
            "unread": [["Memo", "x"], ["Memo", "y"]],
        },
    ),
    (SELLER, SELLER_PLAIN),
    (
        Seller(
            grade=Timeline.own("grade", (date(2025, 1, 1), Grade.GENERAL)),
            commission=Commissions(by_category={"food": Rate.percent("8")}),
        ),
        {
            "grade": {
                "name": "grade",
                "entries": [
                    {
                        "since": "2025-01-01",
                        "value": {"Grade": "GENERAL"},
                        "confidence": "HIGH",
                        "sources": [OWN_FIGURES_PLAIN],
                    }
                ],
            },
            "commission": {"by_category": {"food": "8%"}},
        },
    ),
    (
        Dated(
            date(2026, 1, 1),
            UNDECIDED,
            Confidence.LOW,
            (OWN_FIGURES,),
            (1, True, None, "a", date(2026, 1, 2), TaxGrain.LINE, Rate(1, 3)),
            since_is_exact=False,
        ),
        {
            "since": "2026-01-01",
            "value": {"Undecided": "UNDECIDED"},
            "confidence": "LOW",
            "sources": [OWN_FIGURES_PLAIN],
            "alternatives": [
                1,
                True,
                None,
                "a",
                {"date": "2026-01-02"},
                {"TaxGrain": "LINE"},
                {"Rate": "1/3"},
            ],
            "since_is_exact": False,
        },
    ),
    (JAPAN, {}),
    (
        Finding("a.b", Severity.ADVICE, Text("late", "遅い"), row=0, net_range=(1, 2)),
        {
            "code": "a.b",
            "severity": "ADVICE",
            "text": {"en": "late", "ja": "遅い"},
            "row": 0,
            "net_range": [1, 2],
        },
    ),
    (
        Entry(EntryKind.SALE, -5, None, 1, 2, reverses=True),
        {
            "kind": "SALE",
            "amount": -5,
            "on": None,
            "order_no": 1,
            "cart_no": 2,
            "reverses": True,
        },
    ),
    (settlements.settle(ORDINARY, SELLER), SETTLED_PLAIN),
    (
        settlements.settle_all((ORDINARY,), SELLER),
        {
            "bases": [{"seller": SELLER_PLAIN}],
            "settlements": [
                {
                    "line": ORDINARY_PLAIN,
                    "basis": 0,
                    "rate": "10%",
                    "amounts": ORDINARY_AMOUNTS,
                }
            ],
        },
    ),
    (Request(date(2026, 6, 5)), {"on": "2026-06-05"}),
    (
        ShopCoupon(Rate.percent("10"), minimum_order=3_000, cap=500),
        {"value": "10%", "minimum_order": 3000, "cap": 500},
    ),
    (ShopCoupon(300), {"value": 300}),
    (Regime(cut=0, shop_coupon=Rate(1, 3)), {"cut": 0, "shop_coupon": "1/3"}),
    (
        ConversionPrior(Fraction(2), Fraction(81, 2)),
        {"purchases": "2", "clicks": "81/2"},
    ),
    (
        ReadyToShip.same_day(time(14, 30)),
        {"send_type": "SAME_DAY", "cutoff": "14:30:00"},
    ),
    (
        Window(Days(date(2026, 5, 1), date(2026, 5, 2)), SearchDate.PAID, tuple(OrderStatus)[:1]),
        {
            "period": {"first": "2026-05-01", "last": "2026-05-02"},
            "by": "PAID",
            "statuses": ["AWAITING_PAYMENT"],
        },
    ),
    (
        Window(SLOT.span, SearchDate.ORDERED),
        {
            "period": {"start": "2026-07-01T00:00:00+09:00", "end": "2026-07-01T10:00:00+09:00"},
            "by": "ORDERED",
        },
    ),
    (
        Snapshot((Tracked(ORDINARY, Presence.VANISHED),), changes=(MOVED,)),
        {
            "orders": [{"line": ORDINARY_PLAIN, "presence": "VANISHED"}],
            "changes": [
                {
                    "order_no": 1062428737,
                    "kind": "STATUS",
                    "what": {"en": "status", "ja": "状態"},
                    "before": {"en": "on request", "ja": "配送要請"},
                }
            ],
        },
    ),
    (
        Offer("100000001", SLOT, 2_980, 2_480),
        {
            "item": "100000001",
            "slot": {
                "number": 1,
                "span": {"start": "2026-07-01T00:00:00+09:00", "end": "2026-07-01T10:00:00+09:00"},
            },
            "displayed_price": 2980,
            "sale_price": 2480,
        },
    ),
    (
        carts_of((ORDINARY,))[0],
        {
            "shop": "",
            "cart_no": 93001122,
            "lines": [ORDINARY_PLAIN],
            "shipping": 0,
            "discount_seller": 0,
            "discount_qoo10": 0,
        },
    ),
)


@pytest.mark.parametrize(("value", "expected"), FORMS)
def test_the_form_of_each_value(value: Any, expected: object) -> None:
    """
    A value has the form that is written out here, and comes back from it.
    """
    made = plain.dump(value)
    assert made == document(name_of(type(value)), expected)
    assert plain.load(made, as_=type(value)) == value


@pytest.mark.parametrize("kind", plain.TYPES, ids=name_of)
@settings(max_examples=25)
@given(data=st.data())
def test_what_is_dumped_loads_as_the_same(kind: type, data: st.DataObject) -> None:
    """
    Every value of every type comes back equal, through the text of JSON.
    """
    value = data.draw(VALUES[kind])
    text = json.dumps(plain.dump(value), allow_nan=False)
    assert plain.load(json.loads(text), as_=kind) == value


def leaves(data: object) -> list[object]:
    """
    Return all that is in plain *data* but lists and dicts; keys of dicts must be text.
    """
    if type(data) is list:
        return [leaf for item in data for leaf in leaves(item)]
    if type(data) is dict:
        assert all(type(key) is str for key in data)
        return [leaf for item in data.values() for leaf in leaves(item)]
    return [data]


@pytest.mark.parametrize("kind", plain.TYPES, ids=name_of)
@settings(max_examples=8)
@given(data=st.data())
def test_documents_are_plain(kind: type, data: st.DataObject) -> None:
    """
    A document holds whole numbers, text, true, false, None, lists and dicts, and nothing else.
    """
    made = plain.dump(data.draw(VALUES[kind]))
    assert {type(leaf) for leaf in leaves(made)} <= {int, str, bool, type(None)}


@given(st.lists(VALUES[OrderLine], max_size=3))
def test_many_values_are_one_document(lines: list[OrderLine]) -> None:
    """
    Many values of one type make one document, in their order; none make one as well.
    """
    made = plain.dump_all(lines, OrderLine)
    assert made["values"] == [plain.dump(line)["value"] for line in lines]
    assert plain.load_all(json.loads(json.dumps(made)), OrderLine) == tuple(lines)


@given(VALUES[Settlement])
def test_a_loaded_settlement_answers_the_same(settlement: Settlement) -> None:
    """
    A settlement that was loaded has the entries, the doubts and the range of the one dumped.
    """
    loaded = plain.load(plain.dump(settlement), as_=Settlement)
    assert loaded.entries == settlement.entries
    assert loaded.doubts == settlement.doubts
    assert loaded.net_range == settlement.net_range


def test_a_cancelled_line_loads_settled_at_zero() -> None:
    """
    The settlement of a cancelled line is kept with amounts of 0 and comes back.
    """
    cancelled = attrs.evolve(ORDINARY, cancelled_on=date(2026, 5, 15))
    settlement = settlements.settle(cancelled, SELLER)
    made = plain.dump(settlement)
    assert made["value"]["amounts"] == dict.fromkeys(ORDINARY_AMOUNTS, 0)
    assert plain.load(made, as_=Settlement) == settlement


def test_a_cart_with_shipping_keeps_its_shares() -> None:
    """
    The part of the cart's shipping that a line has is kept, and the net with it.
    """
    book = JAPAN.replacing(
        JAPAN.fees.commission_on_shipping.with_value(
            JAPAN.fees.commission_on_shipping.entries[0].alternatives[0], since=date(2026, 1, 1)
        )
    )
    lines = tuple(
        attrs.evolve(ORDINARY, order_no=number, shipping=301, related=(1, 2)) for number in (1, 2)
    )
    month = settlements.settle_all(lines, SELLER, book)
    made = plain.dump(month)
    assert [one["context"] for one in made["value"]["settlements"]] == [
        {"shipping": 151},
        {"shipping": 150},
    ]
    assert len(made["value"]["bases"]) == 1
    assert plain.load(made, as_=Month) == month


def test_a_month_of_two_sellers_has_two_bases() -> None:
    """
    A month put together from two sellers keeps each once, and each line with its own.
    """
    other = Seller(grade=Grade.GENERAL, commission=Rate.percent("9"))
    month = Month(
        (
            settlements.settle(ORDINARY, SELLER),
            settlements.settle(attrs.evolve(ORDINARY, order_no=2), other),
            settlements.settle(attrs.evolve(ORDINARY, order_no=3), SELLER),
        ),
        (),
    )
    made = plain.dump(month)
    assert [one["basis"] for one in made["value"]["settlements"]] == [0, 1, 0]
    assert plain.load(made, as_=Month) == month


TEA = CostBook((Cost(CostKind.GOODS, 700, Per.UNIT, since=date(2026, 1, 1), item="100000001"),))
AD = AdCost(date(2026, 5, 30), 300)


def kept_profit(*orders: OrderLine) -> Profit[str]:
    """
    Return the profit of *orders* by item, with two ads that are alike.
    """
    return profit.by_item(settlements.settle_all(orders, SELLER), TEA, ads=(AD, attrs.evolve(AD)))


def test_a_profit_is_kept_line_by_line() -> None:
    """
    Each line and ad stands once; the groups name them by their places, and the month is settled again.
    """
    other = attrs.evolve(ORDINARY, order_no=2, item_code="B")
    whole = kept_profit(ORDINARY, other)
    made = json.loads(json.dumps(plain.dump(whole)))
    assert len(made["value"]["month"]["settlements"]) == len(made["value"]["costs"]) == 2
    assert made["value"]["groups"] == [
        {"label": {"en": "100000001", "ja": "100000001"}, "lines": [0], "name": "100000001"},
        {"label": {"en": "B", "ja": "B"}, "lines": [1], "name": "B"},
        {"label": {"en": "ads of none", "ja": "個別でない広告費"}, "ads": [0, 1], "ad_cost": 600},
    ]
    again = plain.load(made, as_=Profit)
    assert (again, again.contribution) == (whole, whole.contribution)
    assert again["b"].uncosted == whole["B"].lines
    made["value"]["month"]["settlements"][0]["amounts"]["net"] += 1
    assert [path for path, _ in problems(made, Profit)] == ["month.settlements[0].amounts.net"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"costs": []}, "costs"),
        ({"costs": [{}, {}]}, "costs"),
        ({"groups": [{"label": {"en": "", "ja": ""}, "lines": [1]}]}, "groups[0].lines[0]"),
        ({"groups": [{"label": {"en": "", "ja": ""}, "lines": [0, -1]}]}, "groups[0].lines[1]"),
        ({"groups": [{"label": {"en": "", "ja": ""}, "ads": [2]}]}, "groups[0].ads[0]"),
        ({"groups": [{"label": {"en": "", "ja": ""}, "name": 5}]}, "groups[0].name"),
        ({"groups": [{"label": {"en": "", "ja": ""}, "order": ["", "1"]}]}, "groups[0].order[1]"),
        ({"ads": [{"on": "2026-05-30", "amount": 1.5}]}, "ads[0].amount"),
        ({"method": {"basis": "TAX"}}, "method.basis"),
        ({"by": "item"}, "by"),
    ],
)
def test_bad_profits(change: dict[str, object], path: str) -> None:
    """
    Costs belong to lines, and places lie within them.
    """
    made = plain.dump(kept_profit(ORDINARY))
    made["value"].update(change)
    assert [where for where, _ in problems(made, Profit)] == [path]


def test_profits_that_are_no_whole_are_not_dumped() -> None:
    """
    What was put together by hand of other lines, or worked out in two ways, has no form.
    """
    whole = kept_profit(ORDINARY)
    (group, *_), (line,) = whole.groups, whole.total.lines
    copied = attrs.evolve(group, lines=(attrs.evolve(line),))
    with pytest.raises(InvalidTypeError, match="of its total"):
        plain.dump(attrs.evolve(whole, groups=(copied,)))
    written_off = Method(returned=Returned.WRITTEN_OFF)
    with pytest.raises(InvalidTypeError, match="in one way"):
        plain.dump(attrs.evolve(whole, method=written_off))
    lines = (line, attrs.evolve(line, rounding=Rounding.DOWN))
    with pytest.raises(InvalidTypeError, match="got 2"):
        plain.dump(attrs.evolve(whole, total=attrs.evolve(whole.total, lines=lines)))
    nothing = kept_profit()
    assert plain.load(plain.dump(nothing), as_=Profit) == nothing


@pytest.mark.parametrize("timeline", JAPAN.timelines, ids=lambda timeline: timeline.name)
def test_every_rule_has_a_form(timeline: Timeline[Any]) -> None:
    """
    Each timeline of the rule book comes back equal, and so does the book that it changes.
    """
    made = json.loads(json.dumps(plain.dump(timeline)))
    assert plain.load(made, as_=Timeline) == timeline
    book = JAPAN.replacing(timeline)
    assert plain.load(plain.dump(book), as_=RuleBook) == book


def test_results_of_the_subjects_have_a_form() -> None:
    """
    What the wallet, the grades and the calendars answer comes back equal.
    """
    entries = settlements.settle(ORDINARY, SELLER).entries
    paid = wallet.payouts(entries, cycle=wallet.Cycle.WEEKLY, anchor=date(2026, 5, 6))
    assert plain.load(plain.dump(paid), as_=Payouts) == paid
    reached = outlook(1_200_000, on=date(2026, 5, 11))
    assert plain.load(plain.dump(reached), as_=Outlook) == reached
    assert plain.load(plain.dump(CHART), as_=Chart) == CHART
    checked = reconcile(settlements.settle_all((ORDINARY,), SELLER), REPORT)
    assert plain.load(plain.dump(checked), as_=Reconciliation) == checked
    occasions = JAPAN.events.mega_wari_calendar.occasions
    assert plain.load_all(plain.dump_all(occasions, Occasion), Occasion) == occasions


def test_the_public_values_have_a_form() -> None:
    """
    Every class of values that the package names at its top has a form.
    """
    found = [getattr(qoo10model, name) for name in ("Commissions", "Text", *qoo10model.__all__)]
    values = {one for one in found if isinstance(one, type) and attrs.has(one)}
    assert values <= set(plain.TYPES)


def public_values() -> Iterator[type]:
    """
    Yield each class of values that a module offers as its own, but the sections of the rule book.
    """
    for package in (qoo10model, basics, rules, formats):
        names = [one.name for one in pkgutil.iter_modules(package.__path__) if not one.ispkg]
        for module in (import_module(f"{package.__name__}.{name}") for name in names):
            for one in (getattr(module, name) for name in getattr(module, "__all__", ())):
                is_own = isinstance(one, type) and one.__module__ == module.__name__
                if is_own and attrs.has(one) and not one.__name__.endswith("Rules"):
                    yield one


def test_every_public_value_has_a_form_or_a_reason_for_none() -> None:
    """
    A class that a module offers is in `kept.KEPT`, or in `formless.FORMLESS` with the reason.
    """
    reasons = [place for places in FORMLESS.values() for place in places]
    left = {place_of(kind) for kind in public_values()} - {place_of(kind) for kind in plain.TYPES}
    assert sorted(left) == sorted(reasons)


@pytest.mark.parametrize("kind", plain.TYPES, ids=name_of)
def test_fields_of_values_are_values(kind: type) -> None:
    """
    What stands in the fields of a value, however deep, has a form of its own.
    """
    left = {name for shape in inner_shapes(shape_of(kind), set()) for name in nameless(shape)}
    assert left <= {"Amounts", "StoredBasis", "StoredLine", "StoredCosts", "StoredGroup"}


def inner_shapes(shape: Shape, seen: set[Shape]) -> Iterator[Shape]:
    """
    Yield *shape* and the shapes inside it that are not *seen*, those of the fields of records as well.
    """
    if shape in seen:
        return
    seen.add(shape)
    yield shape
    inner: tuple[Shape, ...] = ()
    if isinstance(shape, Record):
        inner = tuple(field.shape for field in fields_of(form_of(shape.kind)))
    elif isinstance(shape, Sequence | Keyed):
        inner = (shape.item,)
    elif isinstance(shape, Fixed | Choice):
        inner = shape.items if isinstance(shape, Fixed) else shape.options
    elif isinstance(shape, Tagged):
        inner = tuple(map(shape_of, shape.kinds))
    for one in inner:
        yield from inner_shapes(one, seen)


def nameless(shape: Shape) -> Iterator[str]:
    """
    Yield the name of the record or the enum that *shape* is of, where it has no form of its own.
    """
    if isinstance(shape, Record) or (
        isinstance(shape, Scalar) and isinstance(shape.kind, enum.EnumType)
    ):
        kind = cast("type", shape.kind)
        if kind not in plain.TYPES:
            yield kind.__name__


def test_names_of_types_differ() -> None:
    """
    No two types of the form have one name in documents.
    """
    assert len({name_of(kind) for kind in plain.TYPES}) == len(plain.TYPES)


def test_one_name_for_two_classes_is_told_apart() -> None:
    """
    The change of a bid and the change of an order are called by names of their own.
    """
    at = datetime(2026, 7, 9, 21, tzinfo=JST)
    assert plain.dump(BidChange(at, "A", 3_200))["type"] == "BidChange"
    order = Change(1, ChangeKind.STATUS, Text("status", "状態"))
    assert plain.dump(order)["type"] == "Change"
    state = auction_after(
        display_day(date(2026, 7, 10)),
        [Bid(at, "A", 3_000), BidChange(at + timedelta(hours=1), "A", 3_200)],
        start_price=1_500,
    )
    made = json.loads(json.dumps(plain.dump(state)))
    assert [next(iter(action)) for action in made["value"]["actions"]] == ["Bid", "BidChange"]
    assert plain.load(made, as_=AuctionState) == state


# Scalars


READ_ALIKE: tuple[tuple[type, object, object], ...] = (
    (Rate, "10.50%", Rate.percent("10.5")),
    (Rate, "+10%", Rate.percent("10")),
    (Rate, "2/6", Rate(1, 3)),
    (Rate, "-1/3", Rate(-1, 3)),
    (Rate, "123456789012345678901/3", Rate(123456789012345678901, 3)),
    (
        Span,
        {"start": "2026-05-11T03:00:00Z", "end": "2026-05-11T05:00:00.5+01:00"},
        Span(
            datetime(2026, 5, 11, 12, tzinfo=JST),
            datetime(2026, 5, 11, 13, 0, 0, 500_000, tzinfo=JST),
        ),
    ),
    (
        Days,
        {"first": "2024-02-29", "last": "2024-02-29"},
        Days(date(2024, 2, 29), date(2024, 2, 29)),
    ),
    (Person, {}, Person()),
    (
        Exchange,
        {"currency": "KRW", "yen": "0.1085", "since": "2026-01-01"},
        Exchange("KRW", Fraction(217, 2000), date(2026, 1, 1)),
    ),
    (Seller, {"grade": "POWER", "commission": None, "fee_tax": None}, Seller(grade=Grade.POWER)),
    (Commissions, {}, Commissions()),
    (OrderLine, {**ORDINARY_PLAIN, "shop": "", "discounts": []}, ORDINARY),
)


@pytest.mark.parametrize(("kind", "value", "expected"), READ_ALIKE)
def test_other_spellings_of_the_same(kind: type, value: object, expected: object) -> None:
    """
    Another exact spelling is read as the same value: any offset, more decimals, defaults in full.
    """
    assert plain.load(document(kind.__name__, value), as_=kind) == expected


def test_moments_share_the_time_zone() -> None:
    """
    A moment that was loaded is in the JST that the package shares.
    """
    loaded = plain.load(document("OrderLine", ORDINARY_PLAIN), as_=OrderLine)
    assert loaded.paid_at is not None
    assert loaded.paid_at.tzinfo is JST


BAD_SCALARS: tuple[tuple[type, object], ...] = (
    (Rate, 0.1),
    (Rate, 10),
    (Rate, True),
    (Rate, None),
    (Rate, "10"),
    (Rate, "10 %"),
    (Rate, "10％"),
    (Rate, "１０%"),
    (Rate, "10,5%"),
    (Rate, ".5%"),
    (Rate, "1e1%"),
    (Rate, "1/0"),
    (Rate, "1/-3"),
    (Rate, "1/3 "),
    (Rate, "1/3\n"),
    (Rate, "1" * 5_000 + "/3"),
    (Rate, "NaN"),
    (Rate, ""),
    (Rate, ["10%"]),
    (Rate, {"Rate": "10%"}),
    (Rate, Rate.percent("10")),
    (Rate, Fraction(1, 10)),
    (Grade, "power"),
    (Grade, "POWR"),
    (Grade, ""),
    (Grade, 1),
    (Grade, None),
    (Grade, ["POWER"]),
    (Grade, Grade.POWER),
    (OrderStatus, 5),
)


@pytest.mark.parametrize(("kind", "value"), BAD_SCALARS, ids=short)
def test_bad_scalars(kind: type, value: object) -> None:
    """
    What is no exact text of a rate, or no name of a member, is one problem of the value.
    """
    assert [path for path, _ in problems(document(name_of(kind), value), kind)] == ["value"]


@pytest.mark.parametrize(
    "value",
    [
        0.1085, True, None, "", "1/0", "1/-3", "1e-3", ".5", "5.", "１/３", "1/3\n", "10%", "1_0",
        "1" * 5_000, [1], {"Fraction": "1/3"}, Fraction(1, 3), "0", "-1/3", 0, -1,
    ],
    ids=short,
)  # fmt: skip
def test_bad_exchange_rates(value: object) -> None:
    """
    An exact number is whole, or text of a fraction or of decimals; a rate is also above 0.
    """
    data = document("Exchange", {"currency": "KRW", "yen": value, "since": "2026-01-01"})
    assert [path for path, _ in problems(data, Exchange)] == ["yen"]


@pytest.mark.parametrize(
    "value", [0.1, True, None, "300", "", "10", "1/0", [1], {"Rate": "10%"}, {"int": 1}], ids=short
)
def test_bad_rates_or_amounts(value: object) -> None:
    """
    What may be a rate or yen is exact text of a rate or a whole number, never text of a number.
    """
    data = document("ShopCoupon", {"value": value})
    with pytest.raises(plain.PlainError) as caught:
        plain.load(data, as_=ShopCoupon)
    (problem,) = caught.value.problems
    assert problem.path == "value"
    assert "a whole number" in problem.expected


def test_a_fraction_is_one_however_it_is_written() -> None:
    """
    Where a class asks for a Fraction, a whole number is read as one.
    """
    loaded = plain.load(
        document("ConversionPrior", {"purchases": 2, "clicks": "40.5"}), as_=ConversionPrior
    )
    assert loaded == ConversionPrior(Fraction(2), Fraction(81, 2))
    assert type(loaded.purchases) is Fraction


@pytest.mark.parametrize(
    ("action", "path"),
    [
        ({"Bid": {"at": "2026-07-09T21:00:00+09:00", "bidder": "A", "amount": 1.5}}, "amount"),
        ({"Change": {"at": "2026-07-09T21:00:00+09:00", "bidder": "A", "amount": 1}}, ""),
        ({"Bid": {}, "BidChange": {}}, ""),
        ({"at": "2026-07-09T21:00:00+09:00", "bidder": "A"}, ""),
        ("Bid", ""),
        (5, ""),
        (None, ""),
    ],
)
def test_an_action_of_an_auction_names_its_class(action: object, path: str) -> None:
    """
    Bids and changes of bids have the same fields, so that each says which it is.
    """
    data = plain.dump(auction_after(display_day(date(2026, 7, 10)), (), start_price=1_500))
    data["value"]["actions"] = [action]
    assert [where for where, _ in problems(data, AuctionState)] == [
        f"actions[0].{path}".rstrip(".")
    ]


BAD_BOOKS: tuple[tuple[object, str], ...] = (
    ({"amount": 1.5}, "entries[0].amount"),
    ({"amount": "12.5"}, "entries[0].amount"),
    ({"amount": -1}, "entries[0].amount"),
    ({"per": "UNITS"}, "entries[0].per"),
    ({"tax": {"rate": "101%"}}, "entries[0].tax.rate"),
    ({"tax": "8%"}, "entries[0].tax"),
    ({"sku": None}, "entries[0].sku"),
    ({"since": "2026-01"}, "entries[0].since"),
    ({"skuu": "A"}, "entries[0].skuu"),
)


@pytest.mark.parametrize(("changes", "path"), BAD_BOOKS)
def test_bad_cost_books(changes: dict[str, object], path: str) -> None:
    """
    What is wrong with a cost is told with its place in the book.
    """
    data = document("CostBook", copy.deepcopy(COSTS_PLAIN))
    data["value"]["entries"][0].update(changes)
    assert [where for where, _ in problems(data, CostBook)] == [path]


@pytest.mark.parametrize("entry", [None, [], 5, "Cost"])
def test_an_entry_of_a_cost_book_is_a_dict(entry: object) -> None:
    """
    Neither null nor anything else stands where a cost belongs.
    """
    assert [path for path, _ in problems(document("CostBook", {"entries": [entry]}), CostBook)] == [
        "entries[0]"
    ]


def test_an_export_that_was_not_given_stays_so() -> None:
    """
    An export without rows comes back as such, and one that was not given as None.
    """
    loaded = plain.load(document("SellingReport", REPORT_PLAIN), as_=SellingReport)
    assert (loaded.promotions, loaded.cart_discounts) == ((), None)
    # Two rows of one order are equal wherever they stand, so the place is looked at apart.
    assert loaded.rows[0].row == 0


def test_errors_hide_what_a_row_does_not_read() -> None:
    """
    Columns of an export that nobody reads may hold data about people, so errors do not show them.
    """
    row = {"order_no": 1, "unread": [["電話", 9_000_000_000]]}
    assert problems(document("SellingRow", row), SellingRow) == [
        ("unread[0][1]", "an int, not shown here")
    ]


BAD_DAYS = (
    "2026-5-14", "20260514", "2026-W20-4", "2026-02-30", "2026-05-14T00:00:00", "2026/05/14",
    "２０２６-05-14", " 2026-05-14", "", "today", 20260514, 1.5, True, ["2026-05-14"], date(2026, 5, 14),
)  # fmt: skip

BAD_MOMENTS = (
    "2026-05-11T12:00:00", "2026-05-11 12:00:00+09:00", "2026-05-11", "2026-05-11T12:00+09:00",
    "20260511T120000+0900", "2026-W20-1T12:00:00+09:00", "2026-05-11T12:00:00+0900",
    "2026-05-11T24:00:00+09:00", "2026-05-11T12:60:00+09:00", "2026-05-11T12:00:60+09:00",
    "2026-02-30T12:00:00Z", "2026-05-11T12:00:00.1234567Z", "2026-05-11T12:00:00+05:00+09:00",
    "2026-05-11T12:00:00 JST", "0001-01-01T00:00:00+23:00+09:00", "9999-12-31T23:00:00Z", "", 0, 1.5,
    True, datetime(2026, 5, 11, tzinfo=JST),
)  # fmt: skip


@pytest.mark.parametrize("value", BAD_DAYS, ids=short)
def test_bad_days(value: object) -> None:
    """
    A day is text with hyphens, of a day that exists.
    """
    data = document("OrderLine", {**ORDINARY_PLAIN, "delivered_on": value})
    assert [path for path, _ in problems(data, OrderLine)] == ["delivered_on"]


@pytest.mark.parametrize("value", BAD_MOMENTS, ids=short)
def test_bad_moments(value: object) -> None:
    """
    A moment is text with date, time and offset; one without an offset is naive and refused.
    """
    data = document("OrderLine", {**ORDINARY_PLAIN, "paid_at": value})
    assert [path for path, _ in problems(data, OrderLine)] == ["paid_at"]


BAD_TIMES = (
    "19:00", "19", "190000", "T19:00:00", "24:00:00", "19:60:00", "19:00:00Z", "19:00:00+09:00",
    "19:00:00.5", " 19:00:00", "７:00:00", "", 19, 19.5, None, True, ["19:00:00"], time(19),
)  # fmt: skip


@pytest.mark.parametrize("value", BAD_TIMES, ids=short)
def test_bad_times(value: object) -> None:
    """
    A time of day, such as a rule may be, is text with seconds and without an offset.
    """
    opening = Timeline[time].own("opening", (date(2026, 1, 1), time(19, 0, 5)))
    data = plain.dump(opening)
    assert data["value"]["entries"][0]["value"] == {"time": "19:00:05"}
    assert plain.load(data, as_=Timeline) == opening
    data["value"]["entries"][0]["value"]["time"] = value
    assert [path for path, _ in problems(data, Timeline)] == ["entries[0].value"]


@pytest.mark.parametrize("value", [time(19, tzinfo=JST), "19:00:00", 19, datetime(2026, 5, 11)])
def test_no_times_to_dump(value: object) -> None:
    """
    Only a time of day without an offset is dumped as one.
    """
    with pytest.raises(InvalidTypeError, match="a time of day"):
        scalar_writer(time)(value)


@pytest.mark.parametrize("value", [2, 0.5, "1/2", True, None])
def test_no_fractions_to_dump(value: object) -> None:
    """
    Where a class asks for a Fraction, nothing else is dumped as one.
    """
    with pytest.raises(InvalidTypeError, match="a Fraction"):
        scalar_writer(Fraction)(value)


@pytest.mark.parametrize("value", [0.1, True, "10%", None, Fraction(1, 3)])
def test_no_rates_or_amounts_to_dump(value: object) -> None:
    """
    What may be a rate or yen is one of these two when it is dumped.
    """
    with pytest.raises(InvalidTypeError, match="a whole number"):
        scalar_writer(Rate | int)(value)


INT_FIELDS = [
    field.name for field in fields_of(OrderLine) if shape_of(int) in {
        field.shape, *getattr(field.shape, "options", ())
    }
]  # fmt: skip


@pytest.mark.parametrize("name", INT_FIELDS)
@pytest.mark.parametrize(
    ("value", "got"),
    [
        (1.0, "1.0, a float"),
        (1.5, "1.5, a float"),
        (True, "True, a bool"),
        ("1", "'1', a str"),
        ("１，０００円", "'１，０００円', a str"),
        ([1], "a list of 1"),
        ({}, "a dict of 0"),
        (Fraction(1), "a Fraction, not shown here"),
    ],
)
def test_numbers_are_whole(name: str, value: object, got: str) -> None:
    """
    Each number of a line is an int: no float, bool, text or fraction stands for one.
    """
    data = document("OrderLine", {**ORDINARY_PLAIN, name: value})
    assert problems(data, OrderLine) == [(name, got)]


# Structure


def changed(**changes: object) -> dict[str, Any]:
    """
    Return the plain ordinary line with *changes*.
    """
    return {**copy.deepcopy(ORDINARY_PLAIN), **changes}


BAD_LINES: tuple[tuple[dict[str, Any], list[tuple[str, str]]], ...] = (
    (changed(quantity=0), [("quantity", "0, an int")]),
    (changed(unit_price=-1), [("unit_price", "-1, an int")]),
    (changed(shipping=None, quantity=0), [("quantity", "0, an int")]),
    (changed(shipping=-1, cart_discount_seller=-2, cart_discount_qoo10=-3, quantity=-4), [
        ("quantity", "-4, an int"), ("shipping", "-1, an int"),
        ("cart_discount_seller", "-2, an int"), ("cart_discount_qoo10", "-3, an int"),
    ]),
    (changed(unitprice=5), [("unitprice", "an unknown key")]),
    (changed(paid_on="2026-05-11"), [("paid_on", "an unknown key")]),
    (changed(is_plain=True), [("is_plain", "an unknown key")]),
    (changed(status="DELIVRED"), [("status", "'DELIVRED', a str")]),
    (changed(status=5), [("status", "5, an int")]),
    (changed(external_ad=1), [("external_ad", "1, an int")]),
    (changed(external_ad="true"), [("external_ad", "'true', a str")]),
    (changed(item_code=100000001), [("item_code", "100000001, an int")]),
    (changed(item_code=None), [("item_code", "None")]),
    (changed(shop=None), [("shop", "None")]),
    (changed(discounts={}), [("discounts", "a dict of 0")]),
    (changed(discounts=None), [("discounts", "None")]),
    (changed(discounts=()), [("discounts", "a tuple, not shown here")]),
    (changed(discounts="ITEM"), [("discounts", "'ITEM', a str")]),
    (changed(discounts=[[]]), [("discounts[0]", "a list of 0")]),
    (changed(discounts=[{"kind": "ITEM", "amount": 1}, {"kind": "ITEMS", "amount": -1}]), [
        ("discounts[1].kind", "'ITEMS', a str"), ("discounts[1].amount", "-1, an int"),
    ]),
    (changed(discounts=[{"kind": "ITEM"}]), [("discounts[0].amount", "nothing")]),
    (changed(related=[1, "2", None]), [("related[1]", "'2', a str"), ("related[2]", "None")]),
    (changed(unread=[["a"]]), [("unread[0]", "a list of 1")]),
    (changed(unread=[["a", "b", "c"]]), [("unread[0]", "a list of 3")]),
    (changed(unread=[["a", 5]]), [("unread[0][1]", "an int, not shown here")]),
    (changed(delivery=[]), [("delivery", "a list of 0")]),
    (changed(delivery={"carrier": 5, "message": 5}), [
        ("delivery.carrier", "5, an int"), ("delivery.message", "an int, not shown here"),
    ]),
    (changed(receiver={"fone": "x"}), [("receiver.fone", "an unknown key")]),
    (changed(receiver="x"), [("receiver", "a str, not shown here")]),
    (changed(**{"": 1}), [("", "an unknown key")]),
)  # fmt: skip

# What only the constructor sees, and a JSON Schema does not.
IMPOSSIBLE_LINES: tuple[tuple[dict[str, Any], str], ...] = (
    (changed(discounts=[{"kind": "ITEM", "amount": 2653}]), "discounts"),
    (changed(option_price=-2653), "option_price"),
    (changed(delivered_on="2026-05-10"), "delivered_on"),
    (changed(ordered_at="2026-05-12T00:00:00+09:00"), "paid_at"),
    (changed(destination="JAPAN"), "destination"),
)


@pytest.mark.parametrize(("value", "expected"), BAD_LINES)
def test_bad_lines(value: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    """
    All that is wrong with a line is told at once, each with its path and what came.
    """
    assert problems(document("OrderLine", value), OrderLine) == expected


@pytest.mark.parametrize(("value", "path"), IMPOSSIBLE_LINES)
def test_impossible_lines(value: dict[str, Any], path: str) -> None:
    """
    What the constructor refuses is a problem of the field that it names.
    """
    assert [where for where, _ in problems(document("OrderLine", value), OrderLine)] == [path]


def test_paths_lead_deep() -> None:
    """
    The path goes through lists and fields down to what is wrong, in as many places as there are.
    """
    cart = document(
        "Cart",
        {
            "shop": "",
            "cart_no": 1,
            "lines": [
                ORDINARY_PLAIN,
                changed(unit_price=1.5),
                changed(quantity=0, status="X"),
                changed(discounts=[{"kind": "ITEM", "amount": True}]),
            ],
            "shipping": "0",
            "discount_seller": 0,
            "discount_qoo10": 0,
        },
    )
    assert problems(cart, Cart) == [
        ("lines[1].unit_price", "1.5, a float"),
        ("lines[2].quantity", "0, an int"),
        ("lines[2].status", "'X', a str"),
        ("lines[3].discounts[0].amount", "True, a bool"),
        ("shipping", "'0', a str"),
    ]


def test_paths_of_many_values() -> None:
    """
    In a document of many values a path begins with the place of the value.
    """
    data = plain.dump_all((ORDINARY, ORDINARY, ORDINARY), OrderLine)
    data["values"][0]["quantity"] = 0
    del data["values"][2]["order_no"]
    with pytest.raises(plain.PlainError) as caught:
        plain.load_all(data, OrderLine)
    assert [one.path for one in caught.value.problems] == [
        "values[0].quantity",
        "values[2].order_no",
    ]


SELLERS: tuple[tuple[dict[str, Any], list[str]], ...] = (
    ({"grade": "POWER", "commission": 0.1}, ["commission"]),
    ({"grade": "POWER", "commission": "101%"}, ["commission"]),
    ({"grade": "POWER", "commission": {"by_category": {"food": "8"}}},
     ["commission.by_category['food']"]),
    ({"grade": "POWER", "commission": {"by_item": {"": "8%"}}}, ["commission"]),
    ({"grade": "POWER", "commission": {"by_item": []}}, ["commission.by_item"]),
    ({"grade": "POWER", "commission": {"by_itm": {}}}, ["commission.by_itm"]),
    ({"grade": "POWER", "commission": []}, ["commission"]),
    ({"grade": None}, ["grade"]),
    ({}, ["grade"]),
    ({"grade": {"name": "g", "entries": []}}, ["grade"]),
    ({"grade": {"entries": [{"since": "2026-01-01", "value": {"Grad": "POWER"},
                             "confidence": "SURE", "sources": []}]}},
     ["grade.name", "grade.entries[0].value", "grade.entries[0].confidence"]),
    ({"grade": {"name": "g", "entries": [{"since": "2026-01-01", "value": {"Grade": "POWR"},
                                          "confidence": "HIGH", "sources": [OWN_FIGURES_PLAIN]}]}},
     ["grade.entries[0].value"]),
    ({"grade": {"name": "g", "entries": [{"since": "2026-01-01", "value": {"Rate": "1%"},
                                          "confidence": "HIGH", "sources": [OWN_FIGURES_PLAIN]}]}},
     ["grade"]),
    ({"grade": "POWER", "fee_tax": "1/3 %", "payout_account": "JAPAN ", "shop": 1},
     ["payout_account", "fee_tax", "shop"]),
)  # fmt: skip


@pytest.mark.parametrize(("value", "paths"), SELLERS)
def test_bad_sellers(value: dict[str, Any], paths: list[str]) -> None:
    """
    Rates, dated values and tables inside a seller have paths of their own.
    """
    assert [path for path, _ in problems(document("Seller", value), Seller)] == paths


@pytest.mark.parametrize(
    "value", [1.5, [1], {}, {"Rate": "1%", "Grade": "POWER"}, {"OrderLine": {}}]
)
def test_bad_values_of_a_timeline(value: object) -> None:
    """
    A value of a timeline stands for itself or names one type that a timeline may hold.
    """
    data = plain.dump(Dated(date(2026, 1, 1), 1, Confidence.HIGH, (OWN_FIGURES,)))
    data["value"]["value"] = value
    assert [path for path, _ in problems(data, Dated)] == ["value"]


def test_a_rule_that_the_book_does_not_have() -> None:
    """
    Changes of a rule book must be of rules that exist; a near name is told.
    """
    change = JAPAN.fees.mega_surcharge.with_value(Rate.percent("2"), since=date(2026, 1, 1))
    data = plain.dump(JAPAN.replacing(change))
    data["value"]["changes"][0]["name"] = "fees.mega_surchage"
    with pytest.raises(plain.PlainError, match=r"did you mean 'fees\.mega_surcharge'") as caught:
        plain.load(data, as_=RuleBook)
    assert [one.path for one in caught.value.problems] == ["value"]


RECORDS = [kind for kind in plain.TYPES if isinstance(shape_of(kind), Record)]


@pytest.mark.parametrize("kind", RECORDS, ids=name_of)
@pytest.mark.parametrize("value", [[], "x", 5, None, True])
def test_a_record_is_a_dict(kind: type, value: object) -> None:
    """
    Where a dict belongs, nothing else passes, not even an empty list.
    """
    assert [path for path, _ in problems(document(name_of(kind), value), kind)] == ["value"]


@pytest.mark.parametrize("kind", RECORDS, ids=name_of)
@settings(max_examples=8)
@given(data=st.data())
def test_keys_are_all_needed_and_no_others(kind: type, data: st.DataObject) -> None:
    """
    An unknown key is a problem of every type, and so is a required key that is missing.
    """
    made = plain.dump(data.draw(VALUES[kind]))
    more = {**made, "value": {**made["value"], "nonsense": 1}}
    assert problems(more, kind) == [("nonsense", "an unknown key")]
    fields = fields_of(form_of(kind))
    required = [f.name for f in fields if f.is_required and f.name in made["value"]]
    if required:
        name = data.draw(st.sampled_from(required))
        less = {key: one for key, one in made["value"].items() if key != name}
        assert (name, "nothing") in problems({**made, "value": less}, kind)


# Envelopes

ENVELOPES: tuple[tuple[object, list[str]], ...] = (
    (None, ["document"]),
    ([], ["document"]),
    ("{}", ["document"]),
    ({}, ["format", "type", "value"]),
    (ORDINARY_PLAIN, ["format", "type", "value", *(f"[{key!r}]" for key in ORDINARY_PLAIN)]),
    ({**document("OrderLine", ORDINARY_PLAIN), "format": "qoo10model/2"}, ["format"]),
    ({**document("OrderLine", ORDINARY_PLAIN), "format": 1}, ["format"]),
    (document("Seller", ORDINARY_PLAIN), ["type"]),
    (document("Orderline", ORDINARY_PLAIN), ["type"]),
    (document("Nonsense", ORDINARY_PLAIN), ["type"]),
    ({**document("OrderLine", ORDINARY_PLAIN), "more": 1}, ["['more']"]),
    (dict[Any, Any](document("OrderLine", ORDINARY_PLAIN)) | {5: 1}, ["[5]"]),
    (plain.dump_all((ORDINARY,), OrderLine), ["value", "['values']"]),
    ({"format": "qoo10model/0", "type": "Order", "values": []},
     ["format", "type", "value", "['values']"]),
)  # fmt: skip


@pytest.mark.parametrize(("data", "paths"), ENVELOPES)
def test_bad_envelopes(data: object, paths: list[str]) -> None:
    """
    A document says format, version and type, has one value, and nothing beside them.
    """
    assert [path for path, _ in problems(data, OrderLine)] == paths


@pytest.mark.parametrize("data", [document("OrderLine", ORDINARY_PLAIN), {}, []])
def test_one_value_is_not_many(data: object) -> None:
    """
    A document of one value is not read as one of many.
    """
    with pytest.raises(plain.PlainError):
        plain.load_all(data, OrderLine)


@pytest.mark.parametrize("kind", [int, str, dict, Fraction, date, Text.__class__, plain.Problem])
def test_unknown_types(kind: type) -> None:
    """
    A type without a form is refused in all four functions, with the names of those that have one.
    """
    for call in (plain.load, plain.load_all):
        with pytest.raises(InvalidTypeError, match="has no dict form"):
            call(document("OrderLine", ORDINARY_PLAIN), kind)
    with pytest.raises(InvalidTypeError, match="has no dict form"):
        plain.dump_all((), kind)


def test_a_result_says_what_to_keep() -> None:
    """
    A result that is worked out again has no form, and the error says what to keep in its place.
    """
    with pytest.raises(InvalidTypeError, match="Stack has no dict form; keep what it was made of"):
        plain.dump(discounts.stack(2_980, on=date(2026, 8, 3)))


def test_a_class_that_passes_for_another_has_no_form() -> None:
    """
    Having the name and the module of a class that has a form is not enough.
    """
    other = type("OrderLine", (), {"__module__": "qoo10model.orders"})
    with pytest.raises(InvalidTypeError, match="has no dict form"):
        plain.dump(other())


def test_a_near_type_is_named() -> None:
    """
    Where the type has nearly the name of one with a form, the error says so.
    """
    orderline = type("Orderline", (), {})
    with pytest.raises(InvalidTypeError, match="did you mean 'OrderLine'"):
        plain.dump(orderline())


# Settlements


def settled(**changes: object) -> dict[str, Any]:
    """
    Return the document of the ordinary settlement with *changes*.
    """
    return document("Settlement", {**copy.deepcopy(SETTLED_PLAIN), **changes})


def test_other_amounts_are_refused() -> None:
    """
    Amounts that settling again does not give are refused one by one.
    """
    data = settled(amounts={**ORDINARY_AMOUNTS, "net": 2360, "fee_tax": 26})
    with pytest.raises(plain.PlainError) as caught:
        plain.load(data, as_=Settlement)
    assert caught.value.problems == (
        Problem("amounts.fee_tax", "27, for which it settles now", "26, an int"),
        Problem("amounts.net", "2359, for which it settles now", "2360, an int"),
    )


SETTLEMENTS: tuple[tuple[dict[str, Any], list[str]], ...] = (
    (settled(rate="9%"), ["amounts.settle_price", "amounts.commission", "amounts.fee_tax",
                          "amounts.net"]),
    (settled(rate="9%", amounts={}), [f"amounts.{name}" for name in ORDINARY_AMOUNTS]),
    (settled(line={k: v for k, v in ORDINARY_PLAIN.items() if k != "paid_at"}), ["line.paid_at"]),
    (settled(line=changed(paid_at="2017-05-11T12:00:00+09:00")), ["line"]),
    (settled(line=changed(discounts=[{"kind": "UNATTRIBUTED", "amount": 1}])), ["line"]),
    (settled(holidays=["2026-05-20", "x"]), ["holidays[1]"]),
    (settled(context={"shipping": "0"}), ["context.shipping"]),
    (settled(line=None, seller=None), ["line", "seller"]),
)  # fmt: skip


@pytest.mark.parametrize(("data", "paths"), SETTLEMENTS)
def test_bad_settlements(data: dict[str, Any], paths: list[str]) -> None:
    """
    A settlement is refused where it no longer settles, or not to the same.
    """
    assert [path for path, _ in problems(data, Settlement)] == paths


@pytest.mark.parametrize(
    ("basis", "got"), [(1, "1, an int"), (-1, "-1, an int"), (True, "True, a bool")]
)
def test_a_basis_that_is_not_there(basis: object, got: str) -> None:
    """
    A line of a month names one of its bases, counted from 0.
    """
    data = plain.dump(settlements.settle_all((ORDINARY,), SELLER))
    data["value"]["settlements"][0]["basis"] = basis
    assert problems(data, Month) == [("settlements[0].basis", got)]


def test_a_month_tells_of_all_its_lines() -> None:
    """
    Every line of a month whose amounts differ is told at once.
    """
    lines = tuple(attrs.evolve(ORDINARY, order_no=number) for number in (1, 2, 3))
    data = plain.dump(settlements.settle_all(lines, SELLER))
    for at in (0, 2):
        data["value"]["settlements"][at]["amounts"]["net"] = 0
    assert [path for path, _ in problems(data, Month)] == [
        "settlements[0].amounts.net",
        "settlements[2].amounts.net",
    ]


# Data about people

PHONE = "090-0000-0000"
LEAKS: tuple[dict[str, Any], ...] = (
    changed(receiver=PHONE),
    changed(receiver=[PHONE]),
    changed(receiver={"name": [PHONE]}),
    changed(receiver={"name": {PHONE: PHONE}}),
    changed(receiver={"phone": 90_0000_0000}),
    changed(buyer={"name": PHONE, "age": PHONE}),
    changed(delivery={"message": [PHONE], "voucher": {"x": PHONE}}),
    changed(unread=[[PHONE]]),
    changed(unread=[[PHONE, 5]]),
    changed(unread=PHONE),
    changed(buyer={"name": PHONE}, quantity=0),
)


@pytest.mark.parametrize("value", LEAKS)
def test_errors_hold_nothing_about_people(value: dict[str, Any]) -> None:
    """
    An error repeats nothing that stands where data about people belongs, nor keeps what does.
    """
    with pytest.raises(plain.PlainError) as caught:
        plain.load(document("OrderLine", value), as_=OrderLine)
    error = caught.value
    for text in (str(error), repr(error), repr(error.args)):
        assert PHONE not in text
        assert "9000000000" not in text
    assert error.__context__ is None
    assert error.__cause__ is None


def test_a_person_alone_is_hidden_as_well() -> None:
    """
    An error of a person that stands alone shows no more than one inside an order.
    """
    value = {"phone": 9_000_000_000, "name": True}
    assert problems(document("Person", value), Person) == [
        ("name", "a bool, not shown here"),
        ("phone", "an int, not shown here"),
    ]


def test_a_profile_of_a_shop_is_hidden_as_well() -> None:
    """
    An error shows nothing of what a shop says of its people and addresses.
    """
    assert problems(document("Profile", {"staff": 9_000_000_000}), Profile) == [
        ("staff", "an int, not shown here")
    ]


def test_a_refusal_of_a_constructor_hides_what_it_got() -> None:
    """
    What a constructor says it got is not repeated where it is hidden.
    """
    error = InvalidValueError(f"name must be short (got {PHONE!r}); cut it")
    (problem,) = problems_of(error, "receiver", hidden=True)
    assert str(problem) == (
        "receiver: expected name must be short; cut it (got something not shown here)"
    )
    (problem,) = problems_of(UnfitError("text", PHONE), "x", hidden=True)
    assert problem.got == "a str, not shown here"


def test_long_text_is_cut() -> None:
    """
    An error shows the beginning of a long text, not all of it.
    """
    ((_, got),) = problems(document("Rate", "9" * 500), Rate)
    assert len(got) < 60


# Errors


def test_the_error_is_a_value_error_of_ours() -> None:
    """
    It is a `ValueError` and one of the library, lists every problem, and travels by pickle.
    """
    with pytest.raises(plain.PlainError) as caught:
        plain.load(document("OrderLine", changed(quantity=0, nonsense=1)), as_=OrderLine)
    error = caught.value
    assert isinstance(error, ValueError)
    assert isinstance(error, Qoo10ModelError)
    assert str(error).splitlines()[:2] == [
        "2 problems",
        "- quantity: expected at least 1 (got 0, an int)",
    ]
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.problems, str(again)) == (type(error), error.problems, str(error))
    assert str(plain.PlainError(error.problems[:1])).startswith("1 problem\n")


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """
    Return the way to every part of plain *data*.
    """
    steps = list(data) if type(data) is dict else range(len(data)) if type(data) is list else []
    return [path, *(place for step in steps for place in places(data[step], (*path, step)))]


@pytest.mark.parametrize("kind", plain.TYPES, ids=name_of)
@settings(max_examples=15)
@given(data=st.data())
def test_nothing_but_our_error_comes_of_a_broken_document(kind: type, data: st.DataObject) -> None:
    """
    A document with any part replaced by anything loads, or raises `PlainError`, and nothing else.
    """
    made = plain.dump(data.draw(VALUES[kind]))
    *way, last = data.draw(st.sampled_from(places(made)[1:]))
    part: Any = made
    for step in way:
        part = part[step]
    part[last] = data.draw(json_values)
    with contextlib.suppress(plain.PlainError):
        value: object = plain.load(made, as_=kind)
        assert plain.load(plain.dump(value), as_=kind) == value


LEAST_OF: tuple[Any, ...] = (
    AdCost(date(2026, 5, 30), 5),
    AdFigures(),
    Auction(display_day(date(2026, 7, 10)), 1_500),
    BOOKING,
    CancellationCount(Days(date(2026, 5, 1), date(2026, 5, 31)), 0, 0),
    Candidate("A", 5),
    CartCoupon(5),
    CartItem(5),
    DayBid(date(2026, 7, 10), 5),
    Discount(DiscountKind.ITEM, 5),
    ExternalAd("SNS", AdFigures()),
    plain.load(document("ImageFacts", {"size": [8, 8], "weight": 5, "format": None}), ImageFacts),
    KeywordRow("lip"),
    Lead(5, 0),
    Listing("lip"),
    Offer("A", SLOT, 5, 4),
    Option("colour", "red"),
    ORDINARY,
    OrderLimit(OrderLimitKind.PER_PERSON, 5),
    Place(5, 5, 5),
    PriceDraft(5),
    PriceEnds(100),
    RankClicks(5, 5, 5),
    ReadyToShip.general(5),
    Request(date(2026, 6, 5), 5),
    SellerCheck(5, date(2026, 6, 5)),
    SendingInfo(5, "佐川急便", "5000-0000-0010"),
    Shelf(5, sku="A"),
    ShopCoupon(Rate.percent("10")),
    ShopItem("A"),
    StartPriceSet(datetime(2026, 7, 10, tzinfo=JST), 5),
    Traffic(),
)


@pytest.mark.parametrize("example", LEAST_OF, ids=short)
def test_minimums_are_those_of_the_constructors(example: Any) -> None:
    """
    The least that a field may be is what its constructor takes, and one less it refuses.
    """
    least = MINIMUMS[place_of(type(example))]
    for name, minimum in least.items():
        with pytest.raises(InvalidValueError):
            attrs.evolve(example, **{name: minimum - 1})
        if (type(example), name) != (Lead, "after_payment"):  # after_shipping is not more
            assert getattr(attrs.evolve(example, **{name: minimum}), name) == minimum
    changes = {name: minimum - 1 for name, minimum in least.items()}
    data = plain.dump(example)
    data["value"].update(changes)
    assert {path for path, _ in problems(data, type(example))} == least.keys()


def test_every_minimum_has_an_example() -> None:
    """
    Minimums are named for classes and fields that exist, and each is tried above.
    """
    assert {place_of(type(example)) for example in LEAST_OF} == MINIMUMS.keys()


# Dumping

TEXT: Any = "2026-06-03"
NUMBER: Any = 5
HALF: Any = 0.5

UNDUMPABLE: tuple[object, ...] = (
    None,
    5,
    "text",
    1.5,
    {"a": 1},
    (ORDINARY,),
    date(2026, 5, 11),
    OrderLine,
    WalletDay(date(2026, 6, 3), HALF, 0, 0),
    WalletDay(date(2026, 6, 3), True, 0, 0),
    WalletDay(TEXT, 1, 0, 0),
    WalletDay(datetime(2026, 6, 3, tzinfo=JST), 1, 0, 0),
    Person(name=NUMBER),
    Delivery(planned_on=TEXT),
    Finding("a", TEXT, Text("a", "b")),
    Finding("a", Severity.ERROR, Text("a", "b"), net_range=(NUMBER,) * NUMBER),
    Finding("a", Severity.ERROR, Text("a", "b"), net_range=NUMBER),
    Entry(EntryKind.SALE, 1, None, 1, 1, reverses=NUMBER),
    attrs.evolve(ORDINARY, receiver=TEXT),
    Timeline.own("x", (date(2026, 1, 1), 1.5)),
    Timeline.own("x", (date(2026, 1, 1), ORDINARY)),
    Timeline.own("x", (date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC))),
    attrs.evolve(outlook(0, on=date(2026, 5, 11)), reached=NUMBER),
)


@pytest.mark.parametrize("value", UNDUMPABLE)
def test_what_cannot_be_dumped(value: object) -> None:
    """
    A value without a form, or with a field of a kind that its class does not name, is refused.
    """
    with pytest.raises(Qoo10ModelError):
        plain.dump(value)


def test_values_of_one_document_are_of_one_type() -> None:
    """
    Many values make a document only where all are of the type that was named.
    """
    with pytest.raises(InvalidTypeError, match="must be of type OrderLine"):
        plain.dump_all((ORDINARY, SELLER), OrderLine)


class Number(int):
    """
    A number that is more than an int.
    """


class Word(str):
    """
    A text that is more than a str.
    """

    __slots__ = ()


def test_kinds_of_int_and_text_are_made_plain() -> None:
    """
    What is a kind of int or of text is dumped as the plain one.
    """
    line = attrs.evolve(ORDINARY, platform_total=Number(5), title=Word("x"))
    made = plain.dump(line)["value"]
    assert (type(made["platform_total"]), type(made["title"])) == (int, str)


def test_loading_shares_nothing_with_the_document() -> None:
    """
    Changing a document after loading changes no value.
    """
    data = plain.dump(attrs.evolve(ORDINARY, related=(1, 2)))
    loaded = plain.load(data, as_=OrderLine)
    data["value"]["related"].append(3)
    assert loaded.related == (1, 2)


def loaded_by(code: str) -> list[str]:
    """
    Return the names of the modules that a new interpreter has loaded once *code* has run.
    """
    code = f"{code}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_cattrs_is_loaded_by_the_formats_alone() -> None:
    """
    Settling loads no cattrs; `formats.plain` does.
    """
    assert "cattrs" not in loaded_by("import qoo10model.settlements, qoo10model.formats")
    assert "cattrs" in loaded_by("import qoo10model.formats.plain")


def test_only_the_types_that_are_used_are_loaded() -> None:
    """
    Whoever keeps sellers loads neither settlements nor ads nor auctions, nor the rules of these.
    """
    code = (
        "from qoo10model import Grade, Seller\nfrom qoo10model.formats import plain\n"
        "plain.load(plain.dump(Seller(grade=Grade.POWER)), as_=Seller)"
    )
    names = {"proceeds", "statements", "admetrics", "auctions", "rules.plusdisplay"}
    assert not {f"qoo10model.{name}" for name in names} & set(loaded_by(code))


def test_the_module_has_no_other_names() -> None:
    """
    The module lists its types by name, and a misspelt one is an `AttributeError` that says it.
    """
    assert set(plain.__all__) <= set(dir(plain))
    with pytest.raises(AttributeError, match="has no attribute 'TYPE'"):
        _ = getattr(plain, "TYPE" + "")


def test_a_span_in_another_zone_is_dumped_in_japanese_time() -> None:
    """
    Moments are written with +09:00 whatever zone they were given in.
    """
    span = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(1))
    assert plain.dump(span)["value"]["start"] == "2026-01-01T09:00:00+09:00"
