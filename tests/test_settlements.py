from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from qoo10model import settlements
from qoo10model.basics.errors import InvalidTypeError, InvalidValueError, RuleUndecidedError
from qoo10model.basics.findings import Severity
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.basics.timelines import Timeline
from qoo10model.carts import carts_of
from qoo10model.discounts import Discount, DiscountKind
from qoo10model.formats import qapi
from qoo10model.orders import OrderStatus
from qoo10model.proceeds import settle_share
from qoo10model.rules import sources
from qoo10model.rules.book import JAPAN
from qoo10model.rules.commissions import CommissionBase, ShippingCommission
from qoo10model.sellers import Commissions, Establishment, Grade, Seller
from qoo10model.settlements import CartSplit, settle, settle_all, settle_cart
from tests.settlement_cases import (
    CASES,
    CHOSEN,
    FIRST_DAY,
    MEGA_DAY,
    MONDAY,
    POWER,
    SILENT,
    TEN,
    ZERO,
    line_of,
    mega,
    off,
    paid,
    row_of,
    rules_of,
    seller_of,
)


if TYPE_CHECKING:
    from qoo10model.basics.findings import Finding
    from qoo10model.months import Month

WORKED = [pytest.param(case, id=case["name"]) for case in CASES]
WITH_ENTRIES = [pytest.param(case, id=case["name"]) for case in CASES if "entries" in case]


def settled(case: dict[str, Any]) -> settlements.Settlement:
    """
    The settlement of a worked case.
    """
    rules = rules_of(case.get("readings", {}))
    seller = seller_of(case.get("seller", {}))
    return settle(line_of(case["line"]), seller, rules, holidays=tuple(case.get("holidays", ())))


def codes(month: Month) -> list[str]:
    """
    The codes of the findings of *month*.
    """
    return [finding.code for finding in month.findings]


def only(month: Month) -> Finding:
    """
    The one finding of *month*.
    """
    (finding,) = month.findings
    return finding


# One line, worked by hand


@pytest.mark.parametrize("case", WORKED)
def test_lines_settle_as_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Each amount of a line is the one that was worked out on paper.
    """
    result = settled(case)

    assert {name: getattr(result, name) for name in case["expected"]} == case["expected"]


@pytest.mark.parametrize("case", WITH_ENTRIES)
def test_entries_fall_on_the_days_worked_by_hand(case: dict[str, Any]) -> None:
    """
    Each entry has the kind, the yen and the day that were worked out on paper, in this order.
    """
    assert [row_of(entry) for entry in settled(case).entries] == case["entries"]


@pytest.mark.parametrize("case", WORKED)
def test_settle_all_gives_what_settle_gives(case: dict[str, Any]) -> None:
    """
    A line settled among many is the line settled alone.
    """
    rules = rules_of(case.get("readings", {}))
    month = settle_all(
        (line_of(case["line"]),),
        seller_of(case.get("seller", {})),
        rules,
        holidays=case.get("holidays", ()),
    )

    assert month.settlements == (settled(case),)


def test_worked_cases_name_their_sources_and_show_their_working() -> None:
    """
    Every worked case says what its rules were read in, and how its yen come about.
    """
    assert len({case["name"] for case in CASES}) == len(CASES)
    for case in CASES:
        assert case["working"].strip()
        assert all(name == "DESIGN" or hasattr(sources, name) for name in case["source"])


@pytest.mark.parametrize(
    ("delivered_on", "grade", "expected"),
    [
        # Until 31 August 2018 a power seller waited 7 days, since then 5.
        (date(2018, 8, 31), Grade.POWER, date(2018, 9, 12)),  # Fri 7 September
        (date(2018, 9, 1), Grade.POWER, date(2018, 9, 12)),  # Thu 6 September
        (date(2018, 8, 29), Grade.POWER, date(2018, 9, 12)),  # Wed 5 September: the next one
        (date(2018, 8, 28), Grade.POWER, date(2018, 9, 5)),  # Tue 4 September
        (date(2018, 8, 31), Grade.EXCELLENT, date(2018, 9, 12)),  # Mon 10 September
        (date(2018, 8, 31), Grade.GENERAL, date(2018, 9, 19)),  # Sat 15 September
        (date(2026, 5, 14), Grade.GENERAL, date(2026, 6, 3)),  # Fri 29 May
    ],
)
def test_settlement_days(delivered_on: date, grade: Grade, expected: date) -> None:
    """
    Proceeds move on the Wednesday after the days of waiting that the grade had at the delivery.
    """
    assert settlements.settlement_day(delivered_on, grade) == expected


def test_pre_deduction_days() -> None:
    """
    The half of a mega-wari coupon is taken on the Wednesday after the day of the payment.
    """
    assert settlements.pre_deduction_day(date(2026, 6, 2)) == date(2026, 6, 3)
    assert settlements.pre_deduction_day(date(2026, 6, 3)) == date(2026, 6, 10)


# Many lines


def test_no_lines_are_a_month_of_nothing() -> None:
    """
    Without lines there is no money, no finding and no doubt.
    """
    month = settle_all((), POWER)

    assert (month.net, month.net_range, month.findings, month.doubts) == (0, (0, 0), (), ())


def test_lines_stay_in_their_order() -> None:
    """
    Settlements come in the order of the lines, also where carts lie in between each other.
    """
    lines = [paid(order_no=number, cart_no=number % 3) for number in (5, 1, 4, 2, 3)]

    month = settle_all(lines, POWER)

    assert [one.line.order_no for one in month] == [5, 1, 4, 2, 3]


def test_lines_may_come_from_a_generator() -> None:
    """
    Lines are taken from anything that can be walked through once.
    """
    assert settle_all((paid(order_no=n) for n in range(3)), POWER).net == 3 * 890


def test_unpaid_lines_are_advice() -> None:
    """
    A line that awaits its payment is not settled, and that is no error.
    """
    awaiting = paid(paid_at=None, status=OrderStatus.AWAITING_PAYMENT)

    month = settle_all((awaiting, paid(order_no=8, paid_at=None)), POWER)

    assert len(month) == 0
    assert {f.code for f in month.findings} == {"settlements.unpaid"}
    assert {f.severity for f in month.findings} == {Severity.ADVICE}
    assert [f.order_no for f in month.findings] == [7, 8]


def test_a_status_that_awaits_payment_counts_more_than_a_payment_date() -> None:
    """
    Status 1 means unpaid, so such a line is not settled even if it shows a payment date.
    """
    assert codes(settle_all((paid(status=OrderStatus.AWAITING_PAYMENT),), POWER)) == [
        "settlements.unpaid"
    ]


@pytest.mark.parametrize("status", tuple(OrderStatus)[1:])
def test_a_missing_payment_date_is_an_error(status: OrderStatus) -> None:
    """
    A line of status 2 to 5 was paid; without its payment date no day picks the rules.
    """
    finding = only(settle_all((paid(paid_at=None, status=status),), POWER))

    assert finding.code == "settlements.payment_date_missing"
    assert finding.severity is Severity.ERROR


def test_a_row_read_twice_is_counted_once() -> None:
    """
    The same line given twice is settled once and said.
    """
    line = paid()

    for again in (line, attrs.evolve(line)):
        month = settle_all((line, again), POWER)

        assert month.net == 890
        assert only(month).code == "settlements.counted_once"
        assert only(month).order_no == 7


def test_an_order_number_with_two_contents_is_a_warning() -> None:
    """
    Of two lines with one number and different figures the first is settled, with a warning.
    """
    month = settle_all((paid(), paid(2_000)), POWER)

    assert month.net == 890
    assert only(month).code == "settlements.order_twice"
    assert only(month).severity is Severity.WARNING
    assert all("claims.merge" in text for text in (only(month).text.en, only(month).text.ja))


def test_order_numbers_of_two_shops_are_two_orders() -> None:
    """
    One order number and one cart number in two shops are two orders in two carts.
    """
    lines = (paid(shop="a", shipping=300), paid(shop="b", shipping=500))

    month = settle_all(lines, POWER, CHOSEN)

    assert [one.shipping for one in month] == [300, 500]
    assert month.findings == ()
    assert len(month.of(7)) == 2


def test_shipping_of_a_cart_is_counted_once() -> None:
    """
    Shipping of 301 yen on both rows of a cart is split to its lines by their price: 100 and 201.
    """
    lines = (
        paid(500, order_no=1, shipping=301, related=(2,)),
        paid(1_000, order_no=2, shipping=301, related=(1,)),
    )
    # 500: commission 50, tax 5, so 500 + 100 − 55; 1,000: commission 100, tax 10, so 1,000 + 201 − 110
    month = settle_all(lines, POWER, CHOSEN)
    assert [one.shipping for one in month] == [100, 201]
    assert [one.net for one in month] == [545, 1_091]

    # At the item's rate: 90 % of 100 and of 201 (180.9 → 181) settle, so the commission is 10 and 20.
    # 500 + 100 − 50 − 10 − 6 (tax on 60) = 534; 1,000 + 201 − 100 − 20 − 12 (tax on 120) = 1,069
    charged = rules_of({"fees.commission_on_shipping": "SAME_RATE"})
    assert [one.net for one in settle_all(lines, POWER, charged)] == [534, 1_069]


def test_cart_discounts_on_each_row_are_counted_once_and_said() -> None:
    """
    A discount that stands on each row of a cart is one discount, and a finding says so.
    """
    lines = tuple(paid(order_no=n, cart_discount_qoo10=100) for n in (1, 2))

    month = settle_all(lines, POWER)

    assert [one.borne_by_qoo10 for one in month] == [50, 50]
    assert only(month).code == "carts.amount_repeated"


def test_settle_cart_settles_the_lines_of_one_cart() -> None:
    """
    A cart settles into its lines, each with its part of the shipping, by the method that is named.
    """
    lines = tuple(paid(500 * n, order_no=n, shipping=301) for n in (1, 2))
    (cart,) = carts_of(lines)

    def shipping(split_by: CartSplit) -> list[int]:
        return [one.shipping for one in settle_cart(cart, POWER, CHOSEN, split_by=split_by)]

    assert [one.shipping for one in settle_cart(cart, POWER, CHOSEN)] == [100, 201]
    assert shipping(CartSplit.EQUALLY) == [151, 150]
    assert shipping(CartSplit.FIRST_LINE) == [301, 0]
    assert [
        one.shipping for one in settle_all(lines, POWER, CHOSEN, split_by=CartSplit.EQUALLY)
    ] == [
        151,
        150,
    ]


def test_a_cart_discount_above_the_prices_is_a_finding() -> None:
    """
    Discounts that exceed the price of a line are refused, line by line, with what they come to.
    """
    month = settle_all((paid(500, cart_discount_qoo10=501),), POWER)

    assert only(month).code == "settlements.not_settled"
    assert "must not exceed its price of 500 yen" in only(month).text.en
    assert "(got 501)" in only(month).text.en


def test_a_platform_settle_price_that_differs_is_said() -> None:
    """
    The platform's SettlePrice stands beside ours, and a difference is a warning with its yen.
    """
    month = settle_all(
        (paid(platform_settle_price=880), paid(order_no=8, platform_settle_price=900)), POWER
    )

    assert [one.settle_price_difference for one in month] == [-20, 0]
    assert only(month).code == "settlements.settle_price_differs"
    assert only(month).order_no == 7
    assert "880 yen, ours 900: −20" in only(month).text.en
    assert "供給原価は880円、計算は900円（差−20円）" in only(month).text.ja


# Refusals: the bounds, and how to decide


TAX_OPEN = Seller(grade=Grade.POWER, commission=TEN, establishment=Establishment.OUTSIDE_JAPAN)
# line, seller, categories, net at both ends, what the text says
REFUSED = {
    # 1,000 at 6 %: 1,000 − 60 − 6; at 10 %: 1,000 − 100 − 10
    "the rate": (paid(), SILENT, None, (890, 934), "pass Seller(commission=Rate.percent(…))"),
    # 8 %: 1,000 − 80 − 8
    "the rate of a category": (
        paid(),
        SILENT,
        {"A": "mobile"},
        (890, 912),
        "'mobile' is known only",
    ),
    # after the discount: 800 − 80 − 8; before it: 800 − 100 − 10
    "commission after a discount": (
        paid(discounts=off(DiscountKind.ITEM, 200)),
        POWER,
        None,
        (690, 712),
        "JAPAN.fees.commission_base.with_value(CommissionBase.LIST_PRICE, since=…)",
    ),
    # none: 1,300 − 110; at the item's rate: 1,300 − 130 − 13
    "commission on shipping": (
        paid(shipping=300),
        POWER,
        None,
        (1_157, 1_190),
        "JAPAN.fees.commission_on_shipping.with_value(ShippingCommission.NONE, since=…)",
    ),
    # no tax: 900; 10 %: 890
    "tax of a seller abroad": (
        paid(),
        TAX_OPEN,
        None,
        (890, 900),
        "pass Seller(fee_tax=Rate.percent(…))",
    ),
    # the seller's, after it: 700 − 70 − 7 = 623, before it: 590; Qoo10's: 890
    "a discount that may be anybody's": (
        paid(discounts=off(DiscountKind.UNATTRIBUTED, 300)),
        POWER,
        None,
        (590, 890),
        "give the line its discounts by kind",
    ),
    # Three open things behind each other. Lowest: rate 10 % before the discount, tax 10 %, on
    # shipping, too: 800 + 300 − 100 − 30 − 13. Highest: 6 % after the discount, no tax, none on
    # shipping: 800 + 300 − 48.
    "three things at once": (
        paid(discounts=off(DiscountKind.ITEM, 200), shipping=300),
        attrs.evolve(TAX_OPEN, commission=None),
        None,
        (957, 1_052),
        "known only as 6 % – 10 %",
    ),
}


@pytest.mark.parametrize(
    ("line", "seller", "categories", "ends", "says"), REFUSED.values(), ids=REFUSED
)
def test_a_refusal_is_a_finding_with_the_net_at_both_ends(
    line: Any, seller: Seller, categories: dict[str, str] | None, ends: tuple[int, int], says: str
) -> None:
    """
    Where money would be invented the line is refused, with the net at both ends and the way out.
    """
    with pytest.raises(RuleUndecidedError):
        settle(line, seller, categories=categories)

    finding = next(
        f for f in settle_all((line,), seller, categories=categories).findings if f.order_no == 7
    )

    assert finding.code == "settlements.undecided"
    assert finding.severity is Severity.ERROR
    assert finding.net_range == ends
    assert says in finding.text.en
    assert f"{ends[0]:,}円から{ends[1]:,}円" in finding.text.ja


@pytest.mark.parametrize(
    ("line", "seller", "says"),
    [
        (paid(), SILENT, "で料率を渡す"),
        (paid(), TAX_OPEN, "指定方法: Seller(fee_tax=Rate.percent(…))で指定する"),
        (paid(discounts=off(DiscountKind.UNATTRIBUTED, 300)), POWER, "割引を種類ごとに指定する: "),
        (paid(shipping=300), POWER, "指定方法: JAPAN.replacing(JAPAN.fees."),
    ],
)
def test_what_to_do_is_said_in_japanese_too(line: Any, seller: Seller, says: str) -> None:
    """
    The Japanese text of a refusal has no English sentence; code is the same in both languages.
    """
    text = next(f for f in settle_all((line,), seller).findings if f.order_no == 7).text.ja

    assert says in text
    assert "pass " not in text
    assert "give " not in text


def test_a_refusal_leaves_the_other_lines_alone() -> None:
    """
    The rest of the month settles, and what is refused is no part of its net.
    """
    month = settle_all((paid(shipping=300), paid(order_no=8, cart_no=80)), POWER)

    assert month.net == 890
    assert month.refused_range == (1_157, 1_190)


@pytest.mark.parametrize(
    ("line", "rules", "net"),
    [
        (
            paid(discounts=off(DiscountKind.ITEM, 200)),
            JAPAN.replacing(
                JAPAN.fees.commission_base.with_value(CommissionBase.LIST_PRICE, since=FIRST_DAY)
            ),
            690,
        ),
        (
            paid(discounts=off(DiscountKind.ITEM, 200)),
            JAPAN.replacing(
                JAPAN.fees.commission_base.with_value(
                    CommissionBase.AFTER_DISCOUNT, since=FIRST_DAY
                )
            ),
            712,
        ),
        (
            paid(shipping=300),
            JAPAN.replacing(
                JAPAN.fees.commission_on_shipping.with_value(
                    ShippingCommission.SAME_RATE, since=date(2026, 5, 11)
                )
            ),
            1_157,
        ),
    ],
)
def test_the_advice_of_a_refusal_works(line: Any, rules: Any, net: int) -> None:
    """
    Whoever decides an open rule as the refusal says gets the settlement.
    """
    month = settle_all((line,), POWER, rules)

    assert month.net == net
    assert month.findings == ()


def test_a_decision_holds_from_its_day_on() -> None:
    """
    A rule decided since 12 May leaves the line paid on 11 May refused.
    """
    rules = JAPAN.replacing(
        JAPAN.fees.commission_on_shipping.with_value(
            ShippingCommission.NONE, since=date(2026, 5, 12)
        )
    )

    assert codes(settle_all((paid(shipping=300),), POWER, rules)) == ["settlements.undecided"]


def test_the_rate_and_the_tax_are_decided_by_the_seller() -> None:
    """
    A seller abroad who states the tax, and one who states the rate, are settled.
    """
    assert settle_all((paid(),), attrs.evolve(TAX_OPEN, fee_tax=ZERO)).net == 900
    assert settle_all((paid(),), attrs.evolve(TAX_OPEN, fee_tax=TEN)).net == 890
    assert settle_all((paid(),), attrs.evolve(SILENT, commission=Rate.percent("6"))).net == 934


def test_a_candidate_that_did_not_exist_yet_is_left_out_of_the_bounds() -> None:
    """
    Mega-po began in April 2023, so a discount of 2022 that may be anybody's is bounded without it.
    """
    line = paid(
        discounts=off(DiscountKind.UNATTRIBUTED, 300), paid_at=datetime(2022, 5, 11, tzinfo=JST)
    )

    # The seller's, before it: 700 − 110; Qoo10's: 1,000 − 110. Mega-wari lies in between.
    assert only(settle_all((line,), POWER)).net_range == (590, 890)


def test_a_refusal_with_no_way_out_is_no_error_of_the_month() -> None:
    """
    A line paid before the rules with a discount of unknown kind is a finding, whatever it may be.
    """
    line = paid(
        discounts=off(DiscountKind.UNATTRIBUTED, 300), paid_at=datetime(2018, 8, 31, tzinfo=JST)
    )

    finding = only(settle_all((line,), POWER))

    assert finding.code == "settlements.not_settled"
    assert finding.net_range is None


# What cannot be settled


OWN_RATE = Timeline.own("my rate", (date(2026, 5, 12), TEN))
OWN_GRADE = Timeline.own("my grade", (date(2026, 5, 12), Grade.POWER))
# line, seller, what the reason says
FAILED = {
    "before the rules": (
        paid(paid_at=datetime(2018, 8, 31, 23, 59, 59, tzinfo=JST)),
        POWER,
        "fees.commission_range is not known before 2018-09-01",
    ),
    "mega-po before there was one": (
        paid(discounts=off(DiscountKind.MEGA_PO, 100), paid_at=datetime(2023, 3, 31, tzinfo=JST)),
        POWER,
        "is not known before 2023-04-01",
    ),
    "before the seller's first rate": (
        paid(),
        Seller(grade=Grade.POWER, commission=OWN_RATE),
        "my rate is not known before 2026-05-12",
    ),
    "delivered before the seller's first grade": (
        paid(delivered_on=date(2026, 5, 11)),
        Seller(grade=OWN_GRADE, commission=TEN),
        "my grade is not known before 2026-05-12",
    ),
    "a misspelt category": (paid(item_code="B"), SILENT, "did you mean 'beauty'?"),
    "another currency": (paid(currency="USD"), POWER, "must be in JPY (got 'USD')"),
    "a placeholder for the delivery": (
        paid(delivered_on=date(9999, 12, 31)),
        POWER,
        "is it a placeholder?",
    ),
    "a placeholder for the payment": (
        mega(paid_at=datetime(9999, 12, 31, tzinfo=JST)),
        POWER,
        "is it a placeholder?",
    ),
    "a placeholder for the cancellation": (
        mega(cancelled_on=date(9999, 12, 31)),
        POWER,
        "is it a placeholder?",
    ),
}


@pytest.mark.parametrize(("line", "seller", "reason"), FAILED.values(), ids=FAILED)
def test_what_cannot_be_settled_is_a_finding(line: Any, seller: Seller, reason: str) -> None:
    """
    A line that no rule settles is a finding that says why, and the rest goes on.
    """
    rest = paid(order_no=8, cart_no=80, paid_at=datetime(2026, 5, 12, tzinfo=JST), item_code="A")
    names = {"A": "beauty", "B": "beuty"}

    month = settle_all((line, rest), seller, categories=names)
    finding = next(f for f in month.findings if f.order_no == 7)

    assert finding.code == "settlements.not_settled"
    assert reason in finding.text.en
    assert reason in finding.text.ja
    assert month.net == 890
    assert sum(month.by_day().values()) == 890


def test_a_line_that_is_not_delivered_needs_no_grade() -> None:
    """
    Where the days of waiting have not begun, a grade that is not known yet is no hindrance.
    """
    assert settle_all((paid(),), Seller(grade=OWN_GRADE, commission=TEN)).net == 890


def test_rates_outside_the_known_range_are_said_once() -> None:
    """
    A commission of 11 % settles as stated; that it lies outside 6 to 10 % is said once a month.
    """
    lines = (paid(), paid(order_no=8, paid_at=datetime(2026, 5, 20, tzinfo=JST)))

    month = settle_all(lines, Seller(grade=Grade.POWER, commission=Rate.percent("11")))

    assert month.net == 2 * (1_000 - 110 - 11)
    assert codes(month) == ["sellers.rate_outside_range"]


def test_a_rate_that_leaves_the_range_later_is_said_too() -> None:
    """
    Of dated rates, those of the first and of the last day are compared with the known range.
    """
    rate = Timeline.own("mine", (date(2026, 5, 1), TEN), (date(2026, 5, 20), Rate.percent("11")))
    lines = (paid(), paid(order_no=8, paid_at=datetime(2026, 5, 20, tzinfo=JST)))

    assert codes(settle_all(lines, Seller(grade=Grade.POWER, commission=rate))) == [
        "sellers.rate_outside_range"
    ]


def test_a_rate_for_an_item_that_comes_later_is_no_finding() -> None:
    """
    An item that is sold since 20 May has no rate on 11 May, and nothing of it was sold then.
    """
    new = Timeline.own("mine", (date(2026, 5, 20), TEN))
    rates = Commissions(by_item={"NEW": new}, otherwise=TEN)
    lines = (
        paid(),
        paid(order_no=8, item_code="NEW", paid_at=datetime(2026, 5, 20, tzinfo=JST)),
    )

    month = settle_all(lines, Seller(grade=Grade.POWER, commission=rates))

    assert (month.net, month.findings) == (2 * 890, ())


# Mistakes of the caller


@pytest.mark.parametrize("wrong", [None, {}, "a row", 7, (1, 2), OrderStatus.DELIVERED])
def test_what_is_no_line_is_a_mistake(wrong: Any) -> None:
    """
    Rows that were not read yet are refused at once, with what came.
    """
    with pytest.raises(InvalidTypeError, match=rf"OrderLine.*got a?n? ?{type(wrong).__name__}"):
        settle_all((paid(), wrong), POWER)


@pytest.mark.parametrize("wrong", [None, 7, paid(), qapi.read_orders([])])
def test_lines_that_are_none_are_a_mistake(wrong: Any) -> None:
    """
    One line, or a whole reading, is no row of lines; the error says what is expected.
    """
    with pytest.raises(
        InvalidTypeError,
        match=rf"lines must be OrderLine values, as in a tuple \(got a {type(wrong).__name__}\)",
    ):
        settle_all(wrong, POWER)


@pytest.mark.parametrize("wrong", [None, "JAPAN", POWER])
def test_what_is_no_rule_book_is_a_mistake(wrong: Any) -> None:
    """
    Rules are a `RuleBook`, also where there is no line.
    """
    with pytest.raises(InvalidTypeError, match="rules must be a RuleBook such as JAPAN"):
        settle_all((), POWER, wrong)


@pytest.mark.parametrize("wrong", [None, TEN, "POWER", Grade.POWER])
def test_what_is_no_seller_is_a_mistake(wrong: Any) -> None:
    """
    A seller is a `Seller`, also where there is no line.
    """
    with pytest.raises(InvalidTypeError, match="seller must be a Seller"):
        settle_all((), wrong)


def test_a_split_that_is_none_is_a_mistake() -> None:
    """
    How a cart is split is a `CartSplit`, not a text.
    """
    split_by: Any = "equally"
    with pytest.raises(InvalidTypeError, match="split_by must be a CartSplit"):
        settle_all((paid(shipping=300),), POWER, CHOSEN, split_by=split_by)


@pytest.mark.parametrize("wrong", ["2025-12-31", datetime(2025, 12, 31, tzinfo=JST), 20_251_231])
def test_holidays_that_are_no_days_are_a_mistake(wrong: Any) -> None:
    """
    A holiday is a date; a text would never match a Wednesday.
    """
    with pytest.raises(InvalidTypeError, match="holidays must be"):
        settle_all((paid(),), POWER, holidays=(wrong,))


def test_a_list_of_categories_is_a_mistake() -> None:
    """
    Which item is in which category is a mapping, for one line as for many.
    """
    wrong: Any = ["beauty"]
    with pytest.raises(InvalidTypeError, match="categories must map item numbers to categories"):
        settle_all((paid(),), SILENT, categories=wrong)
    with pytest.raises(InvalidTypeError, match="categories must map item numbers to categories"):
        settle(paid(), SILENT, categories=wrong)


@pytest.mark.parametrize("wrong", [None, (), [paid()], paid()])
def test_what_is_no_cart_is_a_mistake(wrong: Any) -> None:
    """
    Lines become a cart first, and the error says how.
    """
    with pytest.raises(
        InvalidTypeError, match=r"cart must be a Cart, as carts\.carts_of makes them"
    ):
        settle_cart(wrong, POWER)


def test_settle_cart_raises_what_settle_raises() -> None:
    """
    A single cart is settled or refused as a single line is.
    """
    with pytest.raises(RuleUndecidedError):
        settle_cart(carts_of((paid(shipping=300),))[0], POWER)
    with pytest.raises(InvalidValueError):
        settle_cart(carts_of((paid(paid_at=None),))[0], POWER)


# Width


def test_a_hundred_thousand_lines_settle() -> None:
    """
    A hundred thousand lines in fifty thousand carts settle as each of them does.
    """
    coupon = (Discount(DiscountKind.MEGA_WARI, 200),)
    lines = [
        paid(order_no=number, cart_no=number // 2, paid_at=MONDAY + timedelta(number % 30))
        if number % 4
        else mega(order_no=number, cart_no=number // 2, discounts=coupon, paid_at=MEGA_DAY)
        for number in range(100_000)
    ]

    month = settle_all(lines, POWER)

    assert month.net == 75_000 * 890 + 25_000 * 779
    assert len(month) == 100_000


def test_a_share_is_what_is_given() -> None:
    """
    A line settled with a share of its cart does not look at the amounts on its own row.
    """
    line = paid(shipping=300, related=(8,))
    share = settlements.settle(paid(), POWER).context

    assert settle_share(line, POWER, JAPAN, share).net == 890


def test_a_misspelt_name_is_an_attribute_error() -> None:
    """
    The days are loaded when they are asked for; nothing else is found that way.
    """
    name = "settlement_dya"
    with pytest.raises(AttributeError, match="has no attribute 'settlement_dya'"):
        getattr(settlements, name)
    assert {"settle", "settlement_day"} <= set(dir(settlements))
