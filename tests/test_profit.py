from __future__ import annotations

import itertools
import pickle
import tomllib

from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from qoo10model import discounts, profit, settlements
from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    Qoo10ModelError,
    UnknownNameError,
)
from qoo10model.basics.money import Rate, Rounding
from qoo10model.basics.periods import JST
from qoo10model.basics.periods import month as month_days
from qoo10model.breakdowns import breakdown_of
from qoo10model.contributions import contributions_of, margin_text
from qoo10model.linecosts import USUAL, costed, was_sent
from qoo10model.months import Month
from qoo10model.orders import OrderLine, OrderStatus, SendType
from qoo10model.proceeds import Settlement
from qoo10model.profit import (
    NO_TAX,
    AdCost,
    AgencyFee,
    Basis,
    Contribution,
    Cost,
    CostBook,
    CostKind,
    Exchange,
    Method,
    Per,
    Returned,
    SalesBase,
    Tax,
)
from qoo10model.rules.book import JAPAN
from qoo10model.rules.fees import CommissionBase, ShippingCommission
from qoo10model.sellers import Grade, Seller
from qoo10model.settlements import CartSplit, settle_all
from qoo10model.takings import takings_of
from tests.strategies import carts, lines


if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn

WORKED = tomllib.loads(
    (Path(__file__).parent / "worked" / "profit.toml").read_text(encoding="utf-8")
)["case"]
SELLER = Seller(grade=Grade.POWER, commission=Rate.percent("10"))
RULES = JAPAN.with_reading("fees.commission_on_shipping", ShippingCommission.NONE).with_reading(
    "fees.commission_base", CommissionBase.LIST_PRICE
)
NEW_YEAR = date(2026, 1, 1)
TEN = Tax(Rate.percent("10"))
EIGHT = Tax(Rate.percent("8"))
TAX_OUT = Method(basis=Basis.TAX_OUT)


def line(order: int = 1, unit_price: int = 1_326, quantity: int = 2, **facts: Any) -> OrderLine:
    """
    A line of item A in cart 1, paid on 2026-05-11.
    """
    day = facts.pop("paid", date(2026, 5, 11))
    plain: dict[str, Any] = {
        "cart_no": 1,
        "item_code": "A",
        "paid_at": datetime(day.year, day.month, day.day, 12, 0, tzinfo=JST),
    }
    return OrderLine(order_no=order, unit_price=unit_price, quantity=quantity, **{**plain, **facts})


def goods(amount: int = 700, **facts: Any) -> Cost:
    """
    Goods from New Year 2026 on, with 10 % tax inside unless told otherwise.
    """
    return Cost(CostKind.GOODS, amount, Per.UNIT, **{"since": NEW_YEAR, "tax": TEN, **facts})


def postage(amount: int = 520, per: Per = Per.CART, **facts: Any) -> Cost:
    """
    Postage from New Year 2026 on, with 10 % tax inside.
    """
    return Cost(CostKind.POSTAGE, amount, per, **{"since": NEW_YEAR, "tax": TEN, **facts})


def settled(*given_lines: OrderLine, seller: Seller = SELLER) -> Month:
    """
    The lines, settled.
    """
    return settle_all(given_lines, seller, RULES)


def left(month: Month, book: CostBook, method: Method = USUAL) -> list[int | None]:
    """
    The contribution of each line.
    """
    return [one.contribution for one in contributions_of(month.settlements, book, method)]


def one_of(found: Month | Settlement, book: CostBook, **how: Any) -> Contribution:
    """
    The contribution of one line.
    """
    settlement = found.settlements[0] if isinstance(found, Month) else found
    return profit.of(settlement, book, Method(**how))


# Cases worked by hand


def worked_line(case: dict[str, Any]) -> OrderLine:
    """
    The line of a worked case.
    """
    facts: dict[str, Any] = {}
    paid = case.get("paid", date(2026, 5, 11))
    if case.get("mega_wari"):
        facts["discounts"] = (discounts.mega_wari(case["unit_price"], on=paid),)
    if "status" in case:
        facts["status"] = OrderStatus[case["status"]]
    for field in ("cancelled", "shipped", "delivered"):
        if field in case:
            facts[f"{field}_on"] = case[field]
    return line(case["order"], case["unit_price"], case["quantity"], paid=paid, **facts)


def worked_cost(case: dict[str, Any]) -> Cost:
    """
    The cost of a worked case.
    """
    taxes = {"none": NO_TAX, "on top": Tax(Rate.percent("10"), is_included=False), "8": EIGHT}
    facts: dict[str, Any] = {"tax": taxes.get(case.get("tax", "10"), TEN)}
    if "sales_tax" in case:
        facts["sales_tax"] = Rate.percent(case["sales_tax"])
    if "currency" in case:
        facts["currency"] = case["currency"]
    return Cost(CostKind[case["kind"]], case["amount"], Per[case["per"]], since=NEW_YEAR, **facts)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["working"]) for case in WORKED])
def test_contributions_are_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    What each line leaves is the yen that were worked out.
    """
    fees = tuple(
        AgencyFee(Rate.percent(fee["rate"]), SalesBase[fee["of"]], since=NEW_YEAR, tax=TEN)
        for fee in case.get("agency", ())
    )
    rates = tuple(
        Exchange(rate["currency"], Fraction(rate["yen"]), NEW_YEAR)
        for rate in case.get("exchange", ())
    )
    book = CostBook(
        (*map(worked_cost, case["costs"]), *fees),
        rates,
        Rounding[case.get("rounding", "HALF_UP")],
    )
    method = Method(
        basis=Basis[case.get("basis", "TAX_IN")],
        returned=Returned[case.get("returned", "RESALEABLE")],
        split_by=CartSplit[case.get("split_by", "BY_AMOUNT")],
    )
    month = settled(*map(worked_line, case["lines"]))
    assert left(month, book, method) == case["contribution"]


# One line


def test_what_a_line_can_be_asked() -> None:
    """
    Of 2,652 yen 2,359 arrive; after goods of 1,400 that is 959, after postage of 520 it is 439.
    """
    found = one_of(settled(line()), CostBook((goods(), postage())))
    assert (found.gross, found.buyer_paid, found.proceeds) == (2_652, 2_652, 2_359)
    assert (found.cost, found.cost_of(CostKind.GOODS), found.gross_margin) == (1_920, 1_400, 959)
    assert [(one.kind, one.amount) for one in found.costs] == [
        (CostKind.GOODS, 1_400),
        (CostKind.POSTAGE, 520),
    ]
    assert found.contribution == 439
    assert found.margin_of_gross == Fraction(439, 2_652)
    assert found.margin_of_buyer_paid == Fraction(439, 2_652)
    assert str(found) == "order 1: contribution 439 yen"
    assert repr(found) == "<Contribution: order 1: contribution 439 yen>"
    assert pickle.loads(pickle.dumps(found)) == found


def test_margins_of_the_price_and_of_the_payment_differ() -> None:
    """
    In mega-wari 1,597 yen are a part of 2,948, the price, and of 2,358, what the buyer paid.
    """
    paid = date(2026, 5, 30)
    coupon = (discounts.mega_wari(2_948, on=paid),)
    found = one_of(settled(line(1, 2_948, 1, paid=paid, discounts=coupon)), CostBook((goods(),)))
    assert found.margin_of_gross == Fraction(1_597, 2_948)
    assert found.margin_of_buyer_paid == Fraction(1_597, 2_358)


def test_a_gift_has_no_margin() -> None:
    """
    A line of 0 yen loses its cost, and its margin is undefined.
    """
    found = one_of(settled(line(1, 0, 1)), CostBook((goods(),)))
    assert found.contribution == -700
    assert (found.margin_of_gross, found.margin_of_buyer_paid) == (None, None)
    assert "undefined" in found.explain()
    assert "算出不可" in found.explain("ja")


def test_a_line_without_a_cost_is_never_free() -> None:
    """
    Without the cost of its goods nothing of a line is known, and the finding says why.
    """
    found = one_of(settled(line(7, seller_code="SKU-A")), CostBook((postage(),)))
    assert not found.is_costed
    assert (found.gross, found.buyer_paid, found.proceeds) == (None, None, None)
    assert (found.contribution, found.contribution_range, found.gross_margin) == (None, None, None)
    assert (found.margin_of_gross, found.margin_of_buyer_paid) == (None, None)
    assert found.cost == 520
    assert str(found) == "order 7: contribution not known"
    (finding,) = found.findings
    assert (finding.code, finding.order_no) == ("profit.cost_missing", 7)
    assert "goods is not known on 2026-05-11" in finding.text.en
    assert "SKU 'SKU-A', item 'A'" in finding.text.en
    assert "不明" in found.explain("ja")
    assert "profit.cost_missing" in found.explain()


def test_an_entry_before_its_first_day_is_a_finding() -> None:
    """
    Postage that begins the day after the payment is not known for it; on the day itself it is.
    """
    late = postage(since=date(2026, 5, 12))
    found = one_of(settled(line()), CostBook((goods(), late)))
    assert found.contribution is None
    assert "the first entry holds from 2026-05-12 on" in found.findings[0].text.en
    in_time = one_of(settled(line(paid=date(2026, 5, 12))), CostBook((goods(), late)))
    assert in_time.contribution == 439


@pytest.mark.parametrize(
    ("facts", "sent", "expected"),
    [
        ({}, None, 0),
        ({"status": OrderStatus.ON_REQUEST}, False, 0),
        ({"status": OrderStatus.SELLER_CONFIRMED}, False, 0),
        ({"status": OrderStatus.ON_DELIVERY}, True, -520),
        ({"status": OrderStatus.DELIVERED}, True, -520),
        ({"shipped_on": date(2026, 5, 12)}, True, -520),
        ({"delivered_on": date(2026, 5, 14)}, True, -520),
        ({"status": OrderStatus.ON_REQUEST, "shipped_on": date(2026, 5, 12)}, True, -520),
    ],
)
def test_a_cancelled_line_costs_what_was_spent(
    facts: dict[str, Any], sent: bool | None, expected: int
) -> None:
    """
    Postage of a cancelled line is lost if it had been sent; where nothing tells, a finding says so.
    """
    cancelled = line(cancelled_on=date(2026, 5, 20), **facts)
    found = one_of(settled(cancelled), CostBook((goods(), postage())))
    assert was_sent(cancelled) is sent
    assert found.contribution == expected
    assert found.contribution_range == (expected, expected)
    assert found.margin_of_gross is None
    codes = [finding.code for finding in found.findings]
    assert codes == (["profit.sent_not_known"] if sent is None else [])


def test_a_cancelled_line_needs_only_the_costs_it_bears() -> None:
    """
    Goods that came back need no cost, goods that are written off do, and what was not sent needs none.
    """
    sent = settled(line(cancelled_on=date(2026, 5, 20), shipped_on=date(2026, 5, 12)))
    book = CostBook((postage(),))
    assert one_of(sent, book).contribution == -520
    assert one_of(sent, book, returned=Returned.WRITTEN_OFF).contribution is None
    unsent = settled(line(cancelled_on=date(2026, 5, 12), status=OrderStatus.ON_REQUEST))
    assert one_of(unsent, CostBook(()), returned=Returned.WRITTEN_OFF).contribution == 0


def test_a_cancelled_line_without_tax() -> None:
    """
    Without tax the postage of a return is 520 over 1.1, 473.
    """
    sent = settled(line(cancelled_on=date(2026, 5, 20), shipped_on=date(2026, 5, 12)))
    assert one_of(sent, CostBook((goods(), postage())), basis=Basis.TAX_OUT).contribution == -473


def test_undelivered_lines_count_and_are_told_apart() -> None:
    """
    A line under way counts; a delivered or cancelled one is not under way.
    """
    month = settled(
        line(1, cart_no=1),
        line(2, cart_no=2, delivered_on=date(2026, 5, 14)),
        line(3, cart_no=3, cancelled_on=date(2026, 5, 12), status=OrderStatus.ON_REQUEST),
    )
    found = profit.by_item(month, CostBook((goods(),)))
    assert [one.line.order_no for one in found["A"].undelivered] == [1]
    assert found.contribution == 959 + 959


def test_one_line_alone_bears_its_cart() -> None:
    """
    Asked alone, a line bears all that its cart costs; among its cart it bears its part.
    """
    month = settled(line(1, 500, 1), line(2, 1_000, 1))
    book = CostBook((goods(200), postage()))
    assert profit.of(month.settlements[0], book).contribution == 445 - 200 - 520
    assert left(month, book) == [72, 343]


def test_carts_of_two_shops_are_two_parcels() -> None:
    """
    Cart 1 of one shop and cart 1 of another pay postage each.
    """
    month = settled(line(1, shop="a"), line(2, shop="b"))
    assert left(month, CostBook((goods(), postage()))) == [439, 439]


def test_a_bulky_item_leaves_the_parcel_to_the_others() -> None:
    """
    A line with postage of its own bears that, and the others bear that of the cart.
    """
    month = settled(line(1, 500, 1), line(2, 1_000, 1, item_code="SOFA"))
    book = CostBook((goods(200), postage(), postage(1_200, Per.LINE, item="SOFA")))
    assert left(month, book) == [445 - 200 - 520, 890 - 200 - 1_200]


def test_a_line_without_a_cost_still_takes_its_part_of_the_parcel() -> None:
    """
    The part of the postage that falls on an uncosted line is not put on the others.
    """
    month = settled(line(1, 500, 1), line(2, 1_000, 1, item_code="B"))
    found = contributions_of(month.settlements, CostBook((goods(200, item="A"), postage())))
    assert [one.contribution for one in found] == [72, None]
    assert found[1].cost == 347


def test_the_first_line_may_bear_the_parcel() -> None:
    """
    Split to the first line, the whole postage is the first line's.
    """
    month = settled(line(1, 500, 1), line(2, 1_000, 1))
    method = Method(split_by=CartSplit.FIRST_LINE)
    assert left(month, CostBook((goods(200), postage())), method) == [-275, 690]


def test_a_cart_paid_on_two_days_pays_one_parcel() -> None:
    """
    Where postage changed between two payments of one cart, it is paid once, as of the first line.
    """
    month = settled(line(1, 500, 1), line(2, 1_000, 1, paid=date(2026, 5, 12)))
    book = CostBook((goods(200), postage(), postage(700, since=date(2026, 5, 12))))
    assert sum(amount or 0 for amount in left(month, book)) == 445 + 890 - 400 - 520


def test_a_box_and_a_parcel_are_two_costs_of_a_cart() -> None:
    """
    Packing of 90 and postage of 520 per cart are 30 and 173 of the first line, 60 and 347 of the second.
    """
    month = settled(line(1, 500, 1), line(2, 1_000, 1))
    box = Cost(CostKind.PACKING, 90, Per.CART, since=NEW_YEAR, tax=TEN)
    found = contributions_of(month.settlements, CostBook((goods(200), postage(), box)))
    assert [one.cost_of(CostKind.PACKING) for one in found] == [30, 60]
    assert [one.cost_of(CostKind.POSTAGE) for one in found] == [173, 347]


def test_each_line_has_the_costs_of_its_own_day() -> None:
    """
    Lines of one SKU on both sides of a new price, and of a new exchange rate, cost differently.
    """
    march, april = date(2026, 3, 31), date(2026, 4, 1)
    month = settled(line(1, cart_no=1, paid=march), line(2, cart_no=2, paid=april))
    dearer = CostBook((goods(700), goods(800, since=april)))
    assert left(month, dearer) == [959, 759]
    won = goods(7_000, currency="KRW", tax=NO_TAX)
    rates = (Exchange("KRW", Fraction("0.1"), NEW_YEAR), Exchange("KRW", Fraction("0.2"), april))
    assert left(month, CostBook((won,), rates)) == [959, -441]


# The range


def test_the_range_is_that_of_the_settlement() -> None:
    """
    The doubts of a settlement move the contribution by as many yen as the net.
    """
    (one,) = settled(line()).settlements
    low, high = one.net_range
    assert low < one.net < high
    assert profit.of(one, CostBook((goods(), postage()))).contribution_range == (
        low - 1_920,
        high - 1_920,
    )


def test_the_range_moves_what_an_agency_takes() -> None:
    """
    An agency that takes half of what Qoo10 pays bears half of what is in doubt.
    """
    (one,) = settled(line()).settlements
    half = AgencyFee(Rate.percent("50"), SalesBase.NET, since=NEW_YEAR)
    low, high = one.net_range
    expected = tuple(net - 1_400 - (net + 1) // 2 for net in (low, high))
    assert profit.of(one, CostBook((goods(), half))).contribution_range == expected


@pytest.mark.parametrize("rounding", [Rounding.HALF_UP, Rounding.DOWN, Rounding.UP])
def test_tax_on_fees_is_no_cost_but_an_agency_takes_less(rounding: Rounding) -> None:
    """
    Of 1,327 yen 1,181 arrive, or 1,180 with the tax rounded up; half of it is 591, or 590. Without tax
    the proceeds are the same, so the higher tax leaves more, and the range holds it.
    """
    half = AgencyFee(Rate.percent("50"), SalesBase.NET, since=NEW_YEAR, tax=NO_TAX)
    book = CostBook((goods(0), half))
    rules = RULES.with_reading("fees.fees_exclude_tax", True)
    plain = line(1, 1_327, 1, external_ad=False, send_type=SendType.GENERAL, destination="JP")
    open_one = settlements.settle(plain, SELLER, rules)
    decided = rules.with_reading("fees.tax_rounding", rounding)
    one = profit.of(settlements.settle(plain, SELLER, decided), book, TAX_OUT)
    # 1,327 holds 120 tax: 1,207, less 133 of fees is 1,074.
    assert one.contribution == 1_074 - (590 if rounding is Rounding.UP else 591)
    held, both = one.contribution_range, profit.of(open_one, book, TAX_OUT).contribution_range
    assert held is not None
    assert both is not None
    assert both[0] <= held[0] <= held[1] <= both[1]


def test_fees_with_their_tax_inside_may_leave_less() -> None:
    """
    Of 85 yen sold without tax 76 arrive, 12 go to the agency, and 77 − 12 are left. Were the tax inside
    the fees, 77 would arrive and 13 go: 64. The range holds both.
    """
    share = AgencyFee(Rate.percent("17"), SalesBase.NET, since=NEW_YEAR, tax=NO_TAX)
    free = goods(0, tax=NO_TAX, sales_tax=Rate.percent("0"))
    book = CostBook((free, share), rounding=Rounding.DOWN)
    plain = line(1, 85, 1, external_ad=False, send_type=SendType.GENERAL, destination="JP")
    one = profit.of(settlements.settle(plain, SELLER, RULES), book, TAX_OUT)
    assert one.contribution == 65
    inside = RULES.with_reading("fees.fees_exclude_tax", False)
    assert (
        one_of(settlements.settle(plain, SELLER, inside), book, basis=Basis.TAX_OUT).contribution
        == 64
    )
    both = one.contribution_range
    assert both is not None
    assert both[0] <= 64
    assert both[1] >= 65


def test_an_agency_takes_nothing_of_a_loss() -> None:
    """
    Where fees exceed what the buyer paid, the agency's share of the payout is 0, not an income.
    """
    greedy = attrs.evolve(SELLER, commission=Rate.percent("100"))
    month = settled(line(), seller=greedy)
    assert month.net == -265
    half = AgencyFee(Rate.percent("50"), SalesBase.NET, since=NEW_YEAR)
    assert left(month, CostBook((goods(0), half))) == [-265]


# Without tax


def without_tax(one: Settlement, rate: str = "10") -> int:
    """
    The proceeds of a line without tax, for goods sold at *rate* per cent.
    """
    parts = breakdown_of(one.line, one.terms, one.context)
    return takings_of(parts, one.terms, Basis.TAX_OUT, Rate.percent(rate), Rounding.DOWN).proceeds


@pytest.mark.parametrize(
    ("rate", "expected"), [("10", 2_145 + 455), ("8", 2_190 + 455), ("0", 2_386 + 500)]
)
def test_shipping_bears_the_standard_rate(rate: str, expected: int) -> None:
    """
    Of 500 yen of shipping 45 are tax, beside food at 8 % as well; sales without tax have none.
    """
    (one,) = settled(line(shipping=500)).settlements
    assert without_tax(one, rate) == expected


def test_fees_that_include_tax_hold_it() -> None:
    """
    If 266 yen of fees hold their tax, that is 24 of them: 2,411 − 242 remain.
    """
    rules = RULES.with_reading("fees.fees_exclude_tax", False)
    one = settlements.settle(line(), SELLER, rules)
    assert one.net == 2_386
    assert without_tax(one) == 2_411 - 242


def test_a_stated_tax_on_fees_comes_on_top() -> None:
    """
    A seller who states the tax on his fees has them without it, whatever the rules say.
    """
    rules = RULES.with_reading("fees.fees_exclude_tax", False)
    stated = attrs.evolve(SELLER, fee_tax=Rate.percent("0"))
    assert without_tax(settlements.settle(line(), stated, rules)) == 2_411 - 266


def test_the_share_of_points_holds_no_tax() -> None:
    """
    In mega-po 2,980 less the half coupon of 149 is 2,831 with 257 tax; 134 of points hold none.
    """
    paid = date(2026, 8, 3)
    coupon = (discounts.mega_po(2_980, on=paid),)
    (one,) = settled(line(1, 2_980, 1, paid=paid, discounts=coupon)).settlements
    assert one.points_by_seller == 134
    assert without_tax(one) == 2_831 - 257 - 134 - 298


def test_takings_without_tax_need_the_rate() -> None:
    """
    Nobody guesses 10 %: without the rate the goods are sold at there are no takings without tax.
    """
    (one,) = settled(line()).settlements
    parts = breakdown_of(one.line, one.terms, one.context)
    with pytest.raises(InvalidValueError, match="the rate that the goods are sold at"):
        takings_of(parts, one.terms, Basis.TAX_OUT, None, Rounding.DOWN)


def test_tax_inside_sales_is_rounded_as_asked() -> None:
    """
    2,652 at 8 % hold 196.44: 196 rounded down, 197 rounded up.
    """
    book = CostBook((goods(tax=EIGHT),))
    down = one_of(settled(line()), book, basis=Basis.TAX_OUT)
    up = one_of(settled(line()), book, basis=Basis.TAX_OUT, tax_rounding=Rounding.UP)
    assert (down.gross, up.gross) == (2_456, 2_455)
    assert (down.buyer_paid, up.buyer_paid) == (2_456, 2_455)
    assert (down.contribution, up.contribution) == (894, 893)
    assert down.margin_of_gross == Fraction(894, 2_456)


def test_goods_of_two_costs_are_sold_at_one_rate() -> None:
    """
    Where one of two costs of the goods tells the rate of sale, it holds for both.
    """
    extra = Cost(CostKind.GOODS, 50, Per.LINE, since=NEW_YEAR, tax=NO_TAX, sales_tax=TEN.rate)
    first = attrs.evolve(goods(tax=NO_TAX), sales_tax=TEN.rate)
    assert left(settled(line()), CostBook((first, extra)), TAX_OUT) == [2_145 - 1_400 - 50]
    open_rate = attrs.evolve(first, sales_tax=None)
    month = settled(line())
    (found,) = costed(month.settlements, CostBook((open_rate, extra)))
    assert found.sold_at == TEN.rate


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (goods(tax=None), "the tax of every cost"),
        (goods(tax=NO_TAX), "sales_tax="),
        (postage(tax=None), "the tax of every cost"),
        (AgencyFee(Rate.percent("5"), SalesBase.NET, since=NEW_YEAR), "the tax of every cost"),
    ],
)
def test_without_tax_every_cost_must_tell_its_own(bad: Cost | AgencyFee, words: str) -> None:
    """
    A cost whose tax is not said serves with tax, and is refused without.
    """
    entries = (bad,) if bad.kind is CostKind.GOODS else (goods(), bad)
    month = settled(line())
    assert profit.by_item(month, CostBook(entries)).contribution is not None
    with pytest.raises(InvalidValueError, match=words):
        profit.by_item(month, CostBook(entries), method=TAX_OUT)


def test_ads_without_tax() -> None:
    """
    An ad of 330 yen with tax is 300 without; one whose tax is not said is refused.
    """
    ads = (AdCost(date(2026, 5, 11), 330, tax=TEN),)
    found = profit.by_item(Month((), ()), CostBook(()), ads=ads, method=TAX_OUT)
    assert (found.contribution, found.total.ad_cost) == (-300, 300)
    assert profit.by_item(Month((), ()), CostBook(()), ads=ads).contribution == -330
    with pytest.raises(InvalidValueError, match="the tax of every ad"):
        profit.by_item(
            Month((), ()), CostBook(()), ads=(attrs.evolve(ads[0], tax=None),), method=TAX_OUT
        )


# By order, SKU, item, event and month

WARI = date(2026, 5, 30)
SOLD = settled(
    line(11, cart_no=1, item_code="A", seller_code="Sku-1"),
    line(12, cart_no=2, item_code="A", seller_code="SKU-1", option_code="SKU-1-red", paid=WARI),
    line(13, cart_no=3, item_code="B", option_code="sku-1", paid=date(2026, 6, 11), shop="s"),
    line(14, cart_no=4, item_code="C", paid=date(2026, 6, 12)),
)
BOOK = CostBook((goods(item="A"), goods(600, item="B")))
ADS = (
    AdCost(date(2026, 5, 29), 100, "A", "Plus display"),
    AdCost(date(2026, 6, 10), 200, "D"),
    AdCost(date(2026, 6, 11), 40),
)
# 2,359 a line: A leaves 959 each, B 1,159, C is not known.


def rows(found: profit.Profit[Any]) -> list[tuple[str, int, int | None]]:
    """
    Label, number of lines and contribution of each group.
    """
    return [(group.label.en, len(group.lines), group.contribution) for group in found]


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (
            profit.by_order,
            [
                ("11", 1, 959),
                ("12", 1, 959),
                ("s 13", 1, 1_159),
                ("14", 1, None),
                ("ads of none", 0, -340),
            ],
        ),
        (
            profit.by_item,
            [
                ("A", 2, 1_818),
                ("B", 1, 1_159),
                ("C", 1, None),
                ("D", 0, -200),
                ("ads of none", 0, -40),
            ],
        ),
        (
            profit.by_sku,
            [
                ("Sku-1", 2, 2_118),
                ("SKU-1-red", 1, 959),
                ("no SKU", 1, None),
                ("ads of none", 0, -340),
            ],
        ),
        (
            profit.by_event,
            [
                ("mega-wari 2026-05-29 – 2026-06-10", 1, 659),
                ("no event", 3, 2_078),
            ],
        ),
        (profit.by_month, [("2026-05", 2, 1_818), ("2026-06", 2, 919)]),
    ],
)
def test_groups(
    function: Callable[..., profit.Profit[Any]], expected: list[tuple[str, int, int | None]]
) -> None:
    """
    The lines and ads of a month, by each of the five, all sum to 2,737.
    """
    found = function(SOLD, BOOK, ads=ADS)
    assert rows(found) == expected
    assert found.contribution == 959 * 2 + 1_159 - 340 == 2_737
    assert len(found) == len(expected)
    assert [one.line.order_no for one in found.uncosted] == [14]
    assert [finding.code for finding in found.findings] == ["profit.cost_missing"]
    assert found.method == Method()
    assert found.total.label.ja == "合計"


def test_a_group_is_found_by_its_key() -> None:
    """
    A group is found by item, by SKU in any letter case, by shop and order, by event, by month; None is
    what belongs to no group.
    """
    assert profit.by_item(SOLD, BOOK)["B"].contribution == 1_159
    assert profit.by_sku(SOLD, BOOK)["SKU-1"].contribution == 2_118
    assert profit.by_sku(SOLD, BOOK)[""].uncosted[0].line.order_no == 14
    assert profit.by_order(SOLD, BOOK)["s", 13].contribution == 1_159
    assert profit.by_order(SOLD, BOOK, ads=ADS)[None].contribution == -340
    assert profit.by_month(SOLD, BOOK)[month_days(2026, 6)].contribution == 1_159
    (occasion,) = (o for o in JAPAN.events.mega_wari_calendar.occasions if WARI in days_of(o))
    assert profit.by_event(SOLD, BOOK)[occasion].contribution == 959
    with pytest.raises(UnknownNameError, match="known: A, B, C"):
        profit.by_item(SOLD, BOOK, ads=ADS[2:])["100000001"]


def days_of(occasion: Any) -> list[date]:
    """
    The days that *occasion* touches.
    """
    first, last = occasion.span.first_day, occasion.span.last_day
    return [first + timedelta(at) for at in range((last - first).days + 1)]


def test_what_a_group_can_be_asked() -> None:
    """
    A group has the sums of its lines, less its ads; what is not known is in none of them.
    """
    total = profit.by_item(SOLD, BOOK, ads=ADS).total
    assert (total.gross, total.buyer_paid, total.proceeds) == (7_956, 7_956, 7_077)
    assert (total.cost, total.ad_cost, total.gross_margin) == (4_000, 340, 3_077)
    assert total.by_kind() == {CostKind.GOODS: 4_000}
    assert total.margin_of_gross == total.margin_of_buyer_paid == Fraction(2_737, 7_956)
    assert len(total.costed) == 3
    assert str(total) == "total: contribution 2,737 yen, 1 of 4 lines without costs"
    assert repr(total) == f"<Group: {total}>"


def test_the_range_of_a_group_is_the_sum_of_its_lines() -> None:
    """
    Both ends are those of the lines that are known, less the ads.
    """
    found = profit.by_item(SOLD, BOOK, ads=ADS)
    known = SOLD.settlements[:3]
    low, high = (sum(one.net_range[end] for one in known) - 4_000 - 340 for end in (0, 1))
    assert found.contribution_range == (low, high)
    assert found["C"].contribution_range is None
    assert found["C"].margin_of_gross is None


def test_nothing_is_a_profit_of_nothing() -> None:
    """
    Without lines and ads there are no groups, and no contribution is claimed.
    """
    found = profit.by_month(Month((), ()), CostBook(()))
    assert (found.groups, found.contribution, found.contribution_range) == ((), None, None)
    assert str(found) == "0 groups by month, total: contribution not known"
    assert repr(found) == f"<Profit: {found}>"
    assert "undefined" in found.explain()


def test_the_table() -> None:
    """
    The table has a row for each group and the total, the basis, and the findings, in both languages.
    """
    found = profit.by_item(SOLD, BOOK, ads=ADS)
    english, japanese = found.explain().splitlines(), found.explain("ja").splitlines()
    assert english[0] == "(with consumption tax)"
    assert japanese[0] == "(税込)"
    assert english[1].split()[:2] == ["item", "lines"]
    assert english[2].split()[:8] == [
        "A", "2", "0", "5,304", "4,718", "−2,800", "−100", "1,818",
    ]  # fmt: skip
    assert english[2].split()[-2:] == ["34.3%", "34.3%"]
    assert english[4].split()[:3] == ["C", "1", "1"]
    assert "not known" in english[4]
    assert english[7].split()[:3] == ["total", "4", "1"]
    assert english[8].startswith("- error profit.cost_missing (order 14)")
    assert japanese[7].startswith("合計")
    assert len(english) == len(japanese) == 9
    assert str(found).startswith("5 groups by item, total: contribution 2,737 yen, 1 of 4 lines")
    assert str(profit.by_month(settled(line()), BOOK)).startswith("1 group by month")


def test_the_table_of_a_line() -> None:
    """
    The table of a line has its proceeds, costs, contribution, range and margins.
    """
    found = one_of(settled(line()), CostBook((goods(), postage())))
    rows = [row.split() for row in found.explain().splitlines()]
    assert rows[0] == ["1", "(with", "consumption", "tax)"]
    assert rows[1:5] == [
        ["proceeds", "+2,359"],
        ["goods", "−1,400"],
        ["postage", "paid", "−520"],
        ["contribution", "+439"],
    ]
    assert rows[6][-1] == rows[7][-1] == "16.6%"
    assert "発送費" in found.explain("ja")
    assert margin_text(Fraction(-1, 8), "en") == "−12.5%"


def test_findings_of_the_month_stay() -> None:
    """
    Lines that could not be settled are in no group, and their findings are passed on.
    """
    month = settle_all((line(), line(2, cart_no=2, paid_at=None)), SELLER, RULES)
    found = profit.by_item(month, BOOK)
    assert [finding.code for finding in found.findings] == ["settlements.unpaid"]
    assert len(found["A"].lines) == 1


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        (datetime(2026, 5, 29, 16, 59, 59, tzinfo=JST), "no event"),
        (datetime(2026, 5, 29, 17, 0, tzinfo=JST), "mega-wari 2026-05-29 – 2026-06-10"),
        (datetime(2026, 6, 10, 23, 59, 59, tzinfo=JST), "mega-wari 2026-05-29 – 2026-06-10"),
        (datetime(2026, 6, 11, 0, 0, tzinfo=JST), "no event"),
        (datetime(2026, 7, 1, 0, 0, tzinfo=JST), "mega-po 2026-07-01 – 2026-07-09"),
    ],
)
def test_the_moment_of_payment_picks_the_event(moment: datetime, label: str) -> None:
    """
    An order belongs to the event that was running when it was paid, to the second.
    """
    found = profit.by_event(settled(line(paid_at=moment)), BOOK)
    assert [group.label.en for group in found] == [label]
    assert found.findings == ()


def test_events_that_nobody_listed_are_said() -> None:
    """
    Lines of days that a calendar does not cover are under no event, with a finding that counts them;
    in a known event they are not.
    """
    month = settled(
        line(1, cart_no=1, paid=date(2024, 3, 5)),
        line(2, cart_no=2, paid=date(2024, 5, 5)),
        line(3, cart_no=3, paid=date(2024, 5, 6)),
    )
    found = profit.by_event(month, CostBook((goods(since=date(2024, 1, 1)),)))
    assert [len(group.lines) for group in found] == [1, 2]
    assert [finding.code for finding in found.findings] == ["profit.events_not_known"]
    assert "2 lines" in found.findings[0].text.en


def test_groups_come_in_a_useful_order() -> None:
    """
    Months and events come by time, whatever the order of the lines; what is in no event comes last.
    """
    month = settled(
        line(1, cart_no=1, paid=date(2026, 7, 2)),
        line(2, cart_no=2, paid=date(2026, 6, 20)),
        line(3, cart_no=3, paid=WARI),
    )
    assert [g.label.en for g in profit.by_month(month, BOOK)] == ["2026-05", "2026-06", "2026-07"]
    events = [group.label.en.split()[0] for group in profit.by_event(month, BOOK)]
    assert events == ["mega-wari", "mega-po", "no"]


def test_what_belongs_to_no_group_comes_last() -> None:
    """
    Ads of the whole shop stand below those of items, in whatever order they are given.
    """
    found = profit.by_item(SOLD, BOOK, ads=ADS[::-1])
    assert [group.label.en for group in found] == ["A", "B", "C", "D", "ads of none"]


def test_another_calendar_may_be_passed() -> None:
    """
    The events are those of the rule book that is passed.
    """
    none = attrs.evolve(JAPAN.events.mega_wari_calendar, occasions=())
    rules: Any = SimpleNamespace(
        events=SimpleNamespace(mega_wari_calendar=none, mega_po_calendar=none)
    )
    found = profit.by_event(settled(line(paid=WARI)), BOOK, ads=ADS, rules=rules)
    assert [group.label.en for group in found] == ["no event"]


# Bad input


# The same, for what a type checker would not let pass.
untyped: Any = profit


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: untyped.by_item(SOLD.settlements, BOOK), InvalidTypeError, "must be a Month"),
        (lambda: untyped.by_item(None, BOOK), InvalidTypeError, "must be a Month"),
        (lambda: untyped.by_item(SOLD, (goods(),)), InvalidTypeError, r"pass CostBook\(\(…,\)\)"),
        (lambda: untyped.by_item(SOLD, {"A": 700}), InvalidTypeError, "must be a CostBook"),
        (lambda: untyped.by_item(SOLD, BOOK, ads=(300,)), InvalidTypeError, "AdCost values"),
        (lambda: untyped.by_item(SOLD, BOOK, method="TAX_OUT"), InvalidTypeError, "a Method"),
        (lambda: untyped.of(line(), BOOK), InvalidTypeError, "Settlement values"),
        (lambda: untyped.of(SOLD, BOOK), InvalidTypeError, "Settlement values"),
        (
            lambda: untyped.Method(basis="TAX_OUT"),
            InvalidTypeError,
            "basis must be such as Basis.TAX_IN",
        ),
        (lambda: untyped.Method(returned=True), InvalidTypeError, "returned must be such as"),
        (lambda: untyped.Method(split_by="EQUALLY"), InvalidTypeError, "split_by must be such as"),
        (
            lambda: untyped.Method(tax_rounding=None),
            InvalidTypeError,
            "tax_rounding must be such as",
        ),
    ],
    ids=map(str, itertools.count()),
)
def test_what_cannot_be_is_refused(
    make: Callable[[], object], error: type[Qoo10ModelError], words: str
) -> None:
    """
    Arguments of another kind are errors that say what was expected.
    """
    with pytest.raises(error, match=words):
        make()


# Laws

BY = (profit.by_order, profit.by_item, profit.by_sku, profit.by_event, profit.by_month)
EARLY = date(2024, 1, 1)


@st.composite
def months(draw: DrawFn) -> Month:
    """
    A settled month with carts, events, and lines that were cancelled before or after they were sent.
    """
    drawn = [
        *draw(carts(shop="a", cart_no=1)),
        *draw(st.lists(lines(shop="b"), max_size=4)),
    ]
    some = [attrs.evolve(one, order_no=at, **draw(fates(one))) for at, one in enumerate(drawn)]
    return settle_all(some, SELLER, RULES)


def fates(one: OrderLine) -> st.SearchStrategy[dict[str, Any]]:
    """
    What becomes of a line: it stands, or is cancelled, sent before or not.
    """
    assert one.paid_on is not None
    later = max(one.paid_on, one.delivered_on or one.paid_on) + timedelta(days=5)
    return st.sampled_from(
        (
            {},
            {},
            {"cancelled_on": later},
            {"cancelled_on": later, "shipped_on": one.paid_on},
        )
    )


percents = st.sampled_from(("0", "8", "10"))
taxes = st.builds(Tax, percents.map(Rate.percent), st.booleans())


@st.composite
def books(draw: DrawFn) -> CostBook:
    """
    A book that knows the goods of some items or of all, and some other costs.
    """
    sold = Rate.percent(draw(percents))
    first: list[Any] = [goods(draw(st.integers(0, 3_000)), since=EARLY, tax=draw(taxes))]
    if draw(st.booleans()):
        first = [goods(500, item="100000001", since=EARLY, tax=draw(taxes))]
    entries = [attrs.evolve(one, sales_tax=sold) for one in first]
    for kind in draw(st.sets(st.sampled_from(tuple(CostKind)[2:]))):
        per = draw(st.sampled_from(Per))
        entries.append(Cost(kind, draw(st.integers(0, 2_000)), per, since=EARLY, tax=draw(taxes)))
    if draw(st.booleans()):
        rate, of = Rate.percent(draw(st.integers(0, 30))), draw(st.sampled_from(SalesBase))
        entries.append(AgencyFee(rate, of, since=EARLY, tax=draw(taxes)))
    return CostBook(tuple(entries), rounding=draw(st.sampled_from(Rounding)))


methods = st.builds(
    Method,
    st.sampled_from(Basis),
    st.sampled_from(Returned),
    st.sampled_from(CartSplit),
    st.sampled_from(Rounding),
)
ad_costs = st.lists(
    st.builds(
        AdCost,
        st.dates(date(2024, 1, 1), date(2026, 12, 31)),
        st.integers(0, 50_000),
        st.sampled_from((None, "100000001", "100000009")),
        tax=taxes,
    ),
    max_size=3,
)


@given(month=months(), book=books(), method=methods, ads=ad_costs)
@settings(max_examples=60)
def test_every_grouping_sums_to_the_same(
    month: Month, book: CostBook, method: Method, ads: list[AdCost]
) -> None:
    """
    By order, item, SKU, event or month: the groups sum to the total, and the totals are one.
    """
    totals = set[Any]()
    for by in BY:
        found = by(month, book, ads=ads, method=method)
        total = found.total
        totals.add((total.contribution, total.gross, total.cost, total.ad_cost))
        known = [group for group in found if group.contribution is not None]
        assert sum(group.contribution or 0 for group in known) == (found.contribution or 0)
        assert sum(group.cost for group in found) == total.cost
        assert sum(len(group.lines) for group in found) == len(month)
        assert sum(len(group.uncosted) for group in found) == len(found.uncosted)
        assert sum(group.ad_cost for group in found) == total.ad_cost
        assert found.uncosted == tuple(one for one in total.lines if one.contribution is None)
    assert len(totals) == 1


@given(month=months(), book=books(), method=methods)
@settings(max_examples=40)
def test_the_range_holds_the_contribution(month: Month, book: CostBook, method: Method) -> None:
    """
    A contribution lies between its ends; with tax and no share of the payout it is shifted net.
    """
    shares = any(isinstance(one, AgencyFee) and one.of is SalesBase.NET for one in book.entries)
    for one in contributions_of(month.settlements, book, method):
        if one.contribution is None or one.contribution_range is None:
            assert one.contribution is one.contribution_range is None
            continue
        low, high = one.contribution_range
        assert low <= one.contribution <= high
        if method.basis is Basis.TAX_IN and not shares:
            net_low, net_high = one.settlement.net_range
            assert (low, high) == (net_low - one.cost, net_high - one.cost)


@given(month=months(), book=books(), method=methods, amount=st.integers(0, 5_000))
@settings(max_examples=60)
def test_a_cost_more_lowers_contribution_by_just_that(
    month: Month, book: CostBook, method: Method, amount: int
) -> None:
    """
    Inbound freight of so many yen a line, without tax, is so many yen less for each that bears it.
    """
    freight = Cost(CostKind.INBOUND, amount, Per.LINE, since=EARLY, tax=NO_TAX)
    more = attrs.evolve(book, entries=(*book.entries, freight))
    before = contributions_of(month.settlements, book, method)
    after = contributions_of(month.settlements, more, method)
    for one, other in zip(before, after, strict=True):
        bears = not one.settlement.is_cancelled or (
            method.returned is Returned.WRITTEN_OFF and was_sent(one.line)
        )
        assert other.cost == one.cost + (amount if bears else 0)
        if one.contribution is not None and other.contribution is not None:
            assert other.contribution == one.contribution - (amount if bears else 0)
        else:
            assert other.contribution is one.contribution is None


@given(month=months(), amount=st.integers(0, 5_000), method=methods)
@settings(max_examples=60)
def test_a_parcel_is_paid_to_the_yen(month: Month, amount: int, method: Method) -> None:
    """
    The parts of a cart's postage sum to it, if anything of the cart was sent; each is at least 0.
    """
    parcel = postage(amount, since=EARLY, tax=NO_TAX)
    book = CostBook((goods(0, since=EARLY), parcel))
    found = contributions_of(month.settlements, book, method)
    keys = {(one.line.shop, one.line.cart_no) for one in found}
    for key in keys:
        cart = [one for one in found if (one.line.shop, one.line.cart_no) == key]
        sent = [o for o in cart if not o.settlement.is_cancelled or was_sent(o.line)]
        parts = [one.cost_of(CostKind.POSTAGE) for one in cart]
        assert sum(parts) == (amount if sent else 0)
        assert min(parts) >= 0
        assert all(one in sent for one, part in zip(cart, parts, strict=True) if part)


@given(month=months(), book=books(), method=methods)
@settings(max_examples=60)
def test_cancelled_lines_only_ever_lower_it(month: Month, book: CostBook, method: Method) -> None:
    """
    A cancelled line leaves nothing, or less.
    """
    for one in contributions_of(month.settlements, book, method):
        if one.settlement.is_cancelled and one.contribution is not None:
            assert one.contribution <= 0
            assert one.gross == one.buyer_paid == one.proceeds == 0


@given(month=months(), amount=st.integers(0, 3_000), rounding=st.sampled_from(Rounding))
@settings(max_examples=40)
def test_what_lies_between_with_tax_and_without_is_the_tax(
    month: Month, amount: int, rounding: Rounding
) -> None:
    """
    Both differ by the tax inside sales, less the tax on the fees and inside the goods.
    """
    book = CostBook((goods(amount, since=EARLY),), rounding=rounding)
    method = Method(basis=Basis.TAX_OUT, tax_rounding=rounding)
    inside = Rate(1, 11).rounder(rounding)
    gross, net = (contributions_of(month.settlements, book, how) for how in (Method(), method))
    for one, other in zip(gross, net, strict=True):
        sales = one.settlement.gross - one.settlement.borne_by_seller
        output = inside(sales) + inside(one.settlement.shipping)
        bought = one.cost - other.cost
        assert one.contribution is not None
        assert other.contribution is not None
        assert one.contribution - other.contribution == (output - one.settlement.fee_tax - bought)
