from __future__ import annotations

import copy
import pickle

from datetime import date, datetime
from typing import Any

import attrs
import pytest

from qoo10model.basics.errors import (
    InvalidTypeError,
    InvalidValueError,
    RuleNotKnownError,
    RuleUndecidedError,
    UnknownNameError,
)
from qoo10model.basics.money import Rate
from qoo10model.basics.periods import JST
from qoo10model.basics.sources import Confidence
from qoo10model.basics.timelines import Timeline
from qoo10model.basics.uncertainty import Doubt
from qoo10model.breakdowns import Context
from qoo10model.discounts import DiscountKind
from qoo10model.orders import OrderLine, OrderStatus, SendType
from qoo10model.proceeds import ATTRIBUTION, Settlement, settle, settle_share
from qoo10model.rates import RateBasis
from qoo10model.rules.book import JAPAN
from qoo10model.rules.events import EventKind
from qoo10model.sellers import Commissions, Establishment, Grade, PayoutAccount, Seller
from tests.settlement_cases import (
    CASES,
    CHOSEN,
    MEGA_DAY,
    MEGA_PO_DAY,
    POWER,
    SILENT,
    TEN,
    ZERO,
    line_of,
    mega,
    off,
    paid,
    rules_of,
    seller_of,
    told,
)


DELIVERED: dict[str, Any] = {"delivered_on": date(2026, 5, 14)}
AGREED = mega(2_948, 590, delivered_on=date(2026, 6, 4))


def changes(doubts: tuple[Doubt, ...]) -> dict[str, dict[str, int] | None]:
    """
    The change of each answer to each doubt; None where the effect is not known.
    """
    return {
        doubt.rule: {a.reading.en: a.net_change for a in doubt.alternatives}
        if doubt.alternatives
        else None
        for doubt in doubts
    }


# The value


def test_a_settlement_in_a_line() -> None:
    """
    The repr of a settlement is one short line.
    """
    result = settle(paid(1_326, 2), POWER)

    assert str(result) == "order 7: net 2,359 yen of 2,652"
    assert repr(result) == "<Settlement: order 7: net 2,359 yen of 2,652>"


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s))]
)
@pytest.mark.parametrize("line", [paid(**DELIVERED), AGREED, mega(cancelled_on=date(2026, 6, 3))])
def test_a_settlement_travels(line: Any, copied: Any) -> None:
    """
    A settlement equals its copies, and they answer what it answers.
    """
    result = settle(line, POWER)
    other = copied(result)

    assert other == result
    assert hash(other) == hash(result)
    assert other.entries == result.entries
    assert other.doubts == result.doubts
    assert other.explain() == result.explain()


def test_a_settlement_is_frozen() -> None:
    """
    Nothing of a settlement can be set.
    """
    result: Any = settle(paid(), POWER)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        result.net = 1_000


def test_a_settlement_of_equal_things_is_equal() -> None:
    """
    The same line, seller and rules give equal settlements.
    """
    assert settle(paid(), POWER) == settle(paid(), Seller(grade=Grade.POWER, commission=TEN))
    assert settle(paid(), POWER) != settle(paid(order_no=8), POWER)


def test_how_the_rate_was_found_stands_in_the_context() -> None:
    """
    Basis and category of the rate, and the event that was inferred, can be read.
    """
    table = Commissions(by_category={"food": Rate.percent("8")})
    by_category = settle(
        paid(), Seller(grade=Grade.POWER, commission=table), categories={"A": "food"}
    )
    inferred = settle(
        paid(1_500, 2, discounts=off(DiscountKind.UNATTRIBUTED, 600), paid_at=MEGA_DAY), POWER
    )

    assert (by_category.rate, by_category.context.basis) == (Rate.percent("8"), RateBasis.CATEGORY)
    assert by_category.context.category == "food"
    assert settle(paid(), POWER).context == Context()
    assert inferred.context.occasion is not None
    assert inferred.context.occasion.kind is EventKind.MEGA_WARI
    assert inferred.line.discounts == off(DiscountKind.MEGA_WARI, 600)


@pytest.mark.parametrize(("given", "difference"), [(None, None), (900, 0), (901, 1), (880, -20)])
def test_the_platforms_settle_price_stands_beside_ours(
    given: int | None, difference: int | None
) -> None:
    """
    The difference is the platform's SettlePrice less ours, and None where it gives none.
    """
    line = paid(platform_settle_price=given)

    assert settle(line, POWER).settle_price_difference == difference
    cancelled = attrs.evolve(line, cancelled_on=date(2026, 5, 12))
    assert settle(cancelled, POWER).settle_price_difference is None


def test_a_share_replaces_what_the_row_says_of_its_cart() -> None:
    """
    A line settled with its share has that part of the cart's amounts.
    """
    line = paid(shipping=999, related=(8,))
    result = settle_share(line, POWER, CHOSEN, Context(shipping=100, discount_qoo10=50))

    # 950 + 50 + 100 − 100 − 10
    assert (result.shipping, result.borne_by_qoo10, result.net) == (100, 50, 990)


# Refusals


@pytest.mark.parametrize(
    ("line", "seller", "error", "says"),
    [
        (paid(paid_at=None), POWER, InvalidValueError, "order 7 must be paid"),
        (paid(paid_at=None), SILENT, InvalidValueError, "order 7 must be paid"),
        (mega(paid_at=None), POWER, InvalidValueError, "order 7 must be paid"),
        (mega(status=OrderStatus.AWAITING_PAYMENT), POWER, InvalidValueError, "must be paid"),
        (mega(currency="USD"), POWER, InvalidValueError, "must be in JPY"),
        (paid(status=OrderStatus.AWAITING_PAYMENT), POWER, InvalidValueError, "must be paid"),
        (paid(currency="USD"), POWER, InvalidValueError, "must be in JPY"),
        (paid(shipping=300, related=(8,)), POWER, InvalidValueError, "settle_all or settle_cart"),
        (paid(cart_discount_qoo10=1_001), POWER, InvalidValueError, "must not exceed its price"),
        (
            paid(paid_at=datetime(2018, 8, 31, tzinfo=JST)),
            POWER,
            RuleNotKnownError,
            "not known before 2018-09-01",
        ),
        (
            paid(discounts=off(DiscountKind.MEGA_PO, 1), paid_at=datetime(2023, 3, 31, tzinfo=JST)),
            POWER,
            RuleNotKnownError,
            "not known before 2023-04-01",
        ),
        (paid(), SILENT, RuleUndecidedError, "sellers.commission is undecided"),
        (
            paid(),
            attrs.evolve(POWER, establishment=Establishment.OUTSIDE_JAPAN),
            RuleUndecidedError,
            "sellers.fee_tax is undecided",
        ),
        (
            paid(discounts=off(DiscountKind.ITEM, 1)),
            POWER,
            RuleUndecidedError,
            "fees.commission_base is undecided",
        ),
        (paid(shipping=1), POWER, RuleUndecidedError, "fees.commission_on_shipping is undecided"),
        (
            paid(discounts=off(DiscountKind.UNATTRIBUTED, 1)),
            POWER,
            RuleUndecidedError,
            "discounts.kind is undecided: whose is the discount of 1 yen of order 7?",
        ),
        (
            mega(paid_at=datetime(9999, 1, 1, tzinfo=JST)),
            POWER,
            InvalidValueError,
            "is it a placeholder",
        ),
    ],
)
def test_what_is_refused(line: Any, seller: Any, error: type[Exception], says: str) -> None:
    """
    A line that cannot be settled raises an error that says what was expected and what to do.
    """
    with pytest.raises(error) as refused:
        settle(line, seller)

    assert says in str(refused.value)
    assert isinstance(refused.value, (LookupError, ValueError))


def test_a_discount_of_nothing_of_unknown_kind_is_still_open() -> None:
    """
    Even 0 yen of unknown kind may be the mark of an event, so somebody must say what it is.
    """
    with pytest.raises(RuleUndecidedError) as refused:
        settle(mega(discounts=off(DiscountKind.UNATTRIBUTED, 0)), POWER)
    assert refused.value.rule == ATTRIBUTION


@pytest.mark.parametrize("wrong", [None, {}, "a row", 7])
def test_what_is_no_line_or_seller_is_a_mistake(wrong: Any) -> None:
    """
    A row that was not read yet, or a seller that is none, is refused with what came.
    """
    with pytest.raises(
        InvalidTypeError, match=f"line must be an OrderLine.*{type(wrong).__name__}"
    ):
        settle(wrong, POWER)
    with pytest.raises(InvalidTypeError, match=f"seller must be a Seller.*{type(wrong).__name__}"):
        settle(paid(), wrong)


@pytest.mark.parametrize("one", [paid(), mega()])
@pytest.mark.parametrize("wrong", [None, {}, [], "JAPAN", POWER])
def test_what_is_no_rule_book_is_a_mistake(one: OrderLine, wrong: Any) -> None:
    """
    Rules that are none are refused with what came, on an ordinary line as on any other.
    """
    with pytest.raises(
        InvalidTypeError,
        match=rf"rules must be a RuleBook such as JAPAN \(got a {type(wrong).__name__}",
    ):
        settle(one, POWER, wrong)


@pytest.mark.parametrize("one", [paid(), mega()])
@pytest.mark.parametrize("wrong", [[date(2026, 5, 6)], [], {date(2026, 5, 6)}, date(2026, 5, 6)])
def test_holidays_that_are_no_tuple_are_a_mistake(one: OrderLine, wrong: Any) -> None:
    """
    The error says what to pass, on an ordinary line as on any other.
    """
    with pytest.raises(InvalidTypeError, match="holidays must be a tuple of days, such as"):
        settle(one, POWER, holidays=wrong)


@pytest.mark.parametrize("one", [paid(), mega()])
def test_a_holiday_is_a_day(one: OrderLine) -> None:
    """
    A text among the holidays is refused, on an ordinary line as on any other.
    """
    wrong: Any = ("2026-05-06",)
    with pytest.raises(InvalidTypeError, match="holidays must be a date"):
        settle(one, POWER, holidays=wrong)


def test_a_misspelt_category_is_a_mistake() -> None:
    """
    A category that nobody knows is no category without a rate.
    """
    with pytest.raises(UnknownNameError, match="did you mean 'beauty'"):
        settle(paid(), SILENT, categories={"A": "beuty"})


def test_holidays_that_are_no_days_are_a_mistake() -> None:
    """
    A holiday written as text would match no Wednesday.
    """
    wrong: Any = ("2025-12-31",)
    with pytest.raises(InvalidTypeError, match="holidays must be"):
        settle(paid(), POWER, holidays=wrong)


# Doubts, worked by hand


# One ordinary line: fee 266, tax 27.
#   no tax on top: +27. Tax 26.6 down: 26. By the unit 13 + 13: 26.
#   An ad: 13 a unit, fee 292, tax 29: 26 + 2 less. A pre-order, or abroad: 26.52 → 27 a unit, fee 320,
#   tax 32: 54 + 5 less.
ORDINARY_DOUBTS = {
    "fees.payment_service_fee": None,
    "fees.fees_exclude_tax": {"no": 27},
    "fees.tax_rounding": {"toward zero": 1, "away from zero": 0},
    "fees.tax_grain": {"on each unit": 1, "once on the month's invoice": 0},
    "orders.external_ad": {"yes": -28},
    "orders.send_type": {"yes": -59},
    "orders.destination": {"yes": -59},
}
# The agreed line of mega-wari: fee 295 + 29 = 324, tax 32; only Qoo10's share of the coupon: −295.
#   Without the extra: fee 295, tax 29.5 → 30: 29 + 2. Extra 29.48 down: 29; up: 30, tax on 325 33: −2.
#   Base 2,358: 23.58 → 24, tax on 319 32: +5. Base 2,653: 26.53 → 27, tax on 322 32: +2.
#   Support 14.74 → 15: fee 339, tax 34: −17. No tax: +32. Tax 32.4 up: 33.
#   An ad: 29, fee 353, tax 35: −32. A pre-order, or abroad: 58.96 → 59, fee 383, tax 38: −65.
MEGA_DOUBTS = {
    "settlements.compensation": {"only Qoo10's share": -295},
    "fees.mega_surcharge": {"0 %": 31},
    "fees.surcharge_rounding": {"toward zero": 0, "away from zero": -2},
    "fees.surcharge_base": {"what the buyer paid": 5, "the price less the seller's share": 2},
    "fees.mega_support_fee": {"0.5 %": -17},
    "fees.payment_service_fee": None,
    "fees.fees_exclude_tax": {"no": 32},
    "fees.tax_rounding": {"toward zero": 0, "away from zero": -1},
    "orders.external_ad": {"yes": -32},
    "orders.send_type": {"yes": -65},
    "orders.destination": {"yes": -65},
}


@pytest.mark.parametrize(
    ("line", "expected", "ends"),
    [
        # Lowest: all three facts: 13 + 27 + 27 a unit, fee 266 + 134 = 400, tax 40. Highest: no tax.
        (paid(1_326, 2, **DELIVERED), ORDINARY_DOUBTS, (2_652 - 440, 2_652 - 266)),
        # Lowest: half the coupon less, and all extras rounded up: 30 + 15 + 30 + 59 + 59 = 193, fee
        # 488, tax 48.8 → 49. Highest: no extra, no tax.
        (AGREED, MEGA_DOUBTS, (2_948 - 295 - 295 - 488 - 49, 2_948 - 295 - 295)),
    ],
)
def test_doubts_in_yen(line: Any, expected: Any, ends: tuple[int, int]) -> None:
    """
    Each doubt says to the yen what each other answer would change, and the range is their worst and
    best.
    """
    result = settle(line, POWER)

    assert changes(result.doubts) == expected
    assert result.net_range == ends
    assert not result.is_confirmed


@pytest.mark.parametrize("rule", [r for r in MEGA_DOUBTS if not r.startswith("orders.")])
def test_a_doubt_is_what_deciding_it_otherwise_brings(rule: str) -> None:
    """
    Whoever decides a rule the other way gets the net that the doubt foretold.
    """
    result = settle(AGREED, POWER)
    entry = JAPAN.timeline(rule).entry_on(date(2026, 5, 30))
    (doubt,) = (one for one in result.doubts if one.rule == rule)

    assert len(doubt.alternatives) == len(entry.alternatives)
    for alternative, value in zip(doubt.alternatives, entry.alternatives, strict=True):
        other = settle(AGREED, POWER, JAPAN.with_reading(rule, value))
        assert other.net == result.net + alternative.net_change


def test_the_year_of_the_extra_makes_it_more_or_less_sure() -> None:
    """
    The extra of mega-wari is a doubt of low confidence in 2024, of medium confidence in 2026.
    """
    for year, day, confidence in ((2024, 3, Confidence.LOW), (2026, 3, Confidence.MEDIUM)):
        result = settle(mega(paid_at=datetime(year, 6, day, 9, tzinfo=JST)), POWER)
        (doubt,) = (one for one in result.doubts if one.rule == "fees.mega_surcharge")
        assert doubt.confidence is confidence
        # 779 with it, 790 without
        assert [a.net_change for a in doubt.alternatives] == [11]


def test_half_a_yen_is_a_doubt_only_where_there_is_one() -> None:
    """
    How 904.5 is rounded is a doubt of 1,005 yen and none of 1,000.
    """
    assert "fees.settle_price_rounding" not in changes(settle(paid(1_000), POWER).doubts)
    assert changes(settle(paid(1_005), POWER).doubts)["fees.settle_price_rounding"] == {
        "to the nearest yen, half toward zero": -1
    }


def test_a_wednesday_is_a_doubt_of_days_alone() -> None:
    """
    Which Wednesday is meant moves every entry by a week and no yen.
    """
    result = settle(paid(delivered_on=date(2026, 5, 15)), POWER)
    (doubt,) = (one for one in result.doubts if one.rule == "settlements.due_on_wednesday")
    (other,) = doubt.alternatives

    assert other.net_change == 0
    assert [(m.yen, m.day, m.instead) for m in other.moves] == [
        (1_000, date(2026, 5, 27), date(2026, 5, 20)),
        (-100, date(2026, 5, 27), date(2026, 5, 20)),
        (-10, date(2026, 5, 27), date(2026, 5, 20)),
    ]
    assert "settlements.due_on_wednesday" not in changes(settle(paid(**DELIVERED), POWER).doubts)


def test_a_holiday_is_a_doubt_of_days_alone() -> None:
    """
    A settlement Wednesday that is a holiday may move to the business day before or after.
    """
    line = paid(paid_at=datetime(2025, 12, 20, tzinfo=JST), delivered_on=date(2025, 12, 25))
    holidays = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2))
    (doubt,) = (
        one
        for one in settle(line, POWER, holidays=holidays).doubts
        if one.rule == "settlements.on_holiday"
    )

    assert [{m.instead for m in a.moves} for a in doubt.alternatives] == [
        {date(2026, 1, 5)},
        {date(2025, 12, 30)},
    ]


def test_the_days_of_mega_po_are_doubts_of_their_own() -> None:
    """
    Each share of mega-po may have been taken on the Wednesday after the payment.
    """
    line = told(
        discounts=off(DiscountKind.MEGA_PO, 100), paid_at=MEGA_PO_DAY, delivered_on=date(2026, 8, 6)
    )
    by_rule = {one.rule: one for one in settle(line, POWER).doubts}

    for name, yen in (("coupon", -50), ("points", -45)):
        (other,) = by_rule[f"settlements.mega_po_{name}_day"].alternatives
        assert other.net_change == 0
        assert [(m.yen, m.day, m.instead) for m in other.moves] == [
            (yen, date(2026, 8, 12), date(2026, 8, 5))
        ]


def test_nothing_is_in_doubt_where_everything_is_known() -> None:
    """
    Where the rules are decided and the row tells its facts, the result is confirmed.
    """
    rules = rules_of({"fees.fees_exclude_tax": True})
    seller = attrs.evolve(POWER, payment_service_fee=ZERO)
    result = settle(told(), seller, rules)

    assert result.doubts == ()
    assert result.is_confirmed
    assert result.net_range == (890, 890)
    # One yen more of price, and the rounding of 90.9 and of the tax on 100 is still no doubt.
    assert settle(told(1_001), seller, rules).is_confirmed
    assert not settle(told(1_005), seller, rules).is_confirmed


def test_a_rule_of_unknown_effect_keeps_a_result_unconfirmed() -> None:
    """
    That nobody can say what a rule could change is a doubt, too.
    """
    result = settle(told(), POWER, rules_of({"fees.fees_exclude_tax": True}))

    assert changes(result.doubts) == {"fees.payment_service_fee": None}
    assert not result.is_confirmed
    assert result.net_range == (890, 890)


# Cancelled lines


def test_a_cancelled_line_doubts_its_days() -> None:
    """
    Of a line that was cancelled, the days on which money goes and comes back may be in doubt.
    """
    # Paid on Wed 3 June: the half goes on 10 June, or on 3 June itself. Cancelled on Fri 5 June,
    # nothing had moved; with the other reading it had, and comes back on 10 June.
    line = mega(paid_at=datetime(2026, 6, 3, 9, tzinfo=JST), cancelled_on=date(2026, 6, 5))
    result = settle(line, POWER)

    assert result.entries == ()
    (doubt,) = result.doubts
    assert doubt.rule == "settlements.pre_deduction_on_wednesday"
    (other,) = doubt.alternatives
    assert other.net_change == 0
    assert [(m.yen, m.day, m.instead) for m in other.moves] == [
        (-100, None, date(2026, 6, 3)),
        (100, None, date(2026, 6, 10)),
    ]
    assert result.net_range == (0, 0)


def test_a_return_doubts_the_day_it_comes_back() -> None:
    """
    Cancelled on a Friday, the money comes back on the next Wednesday or on that day.
    """
    line = mega(cancelled_on=date(2026, 6, 5))
    by_rule = {one.rule: one for one in settle(line, POWER).doubts}
    (other,) = by_rule["settlements.return_day"].alternatives

    assert "settlements.return_on_wednesday" not in by_rule
    assert other.net_change == 0
    assert [(m.yen, m.day, m.instead) for m in other.moves] == [
        (100, date(2026, 6, 10), date(2026, 6, 5))
    ]


def test_a_return_on_a_wednesday_doubts_the_day_it_comes_back() -> None:
    """
    Cancelled on a Wednesday, the money comes back a week later or on that day.
    """
    line = mega(cancelled_on=date(2026, 6, 3))
    by_rule = {one.rule: one for one in settle(line, POWER).doubts}
    (other,) = by_rule["settlements.return_on_wednesday"].alternatives

    assert [(m.yen, m.day, m.instead) for m in other.moves] == [
        (100, date(2026, 6, 10), date(2026, 6, 3))
    ]


def test_a_cancelled_line_that_was_settled_needs_its_rules() -> None:
    """
    What moved must be known to be moved back, so an undecided rule refuses it at once.
    """
    line = paid(discounts=off(DiscountKind.ITEM, 200), **DELIVERED)
    before = attrs.evolve(line, cancelled_on=date(2026, 5, 19))
    after = attrs.evolve(line, cancelled_on=date(2026, 5, 20))

    assert settle(before, POWER).entries == ()
    assert settle(before, POWER).doubts == ()
    with pytest.raises(RuleUndecidedError, match="commission_base"):
        settle(after, POWER)
    assert settle(after, POWER, CHOSEN).net == 0


def test_of_a_cancelled_line_nothing_is_left() -> None:
    """
    Every amount of a cancelled line is 0.
    """
    line = mega(shipping=300, external_ad=True, cancelled_on=date(2026, 6, 3))
    result = settle(line, POWER)

    assert result.is_cancelled
    for name in (
        "gross",
        "buyer_paid",
        "borne_by_seller",
        "borne_by_qoo10",
        "settle_price",
        "commission",
        "surcharge",
        "payment_fee",
        "service_fee",
        "fee_tax",
        "shipping",
        "points",
        "points_by_seller",
        "points_by_qoo10",
        "net",
    ):
        assert getattr(result, name) == 0, name
    assert not settle(paid(), POWER).is_cancelled


# The short way and the general one


WAYS = [pytest.param(case, id=case["name"]) for case in CASES if "shipping" not in case["line"]]


@pytest.mark.parametrize("case", WAYS)
def test_the_short_way_is_the_general_one(case: dict[str, Any]) -> None:
    """
    A line settles the same through `settle` and through `settle_share`.
    """
    line, seller = line_of(case["line"]), seller_of(case.get("seller", {}))
    rules = rules_of(case.get("readings", {}))
    share = Context(
        discount_seller=line.cart_discount_seller or 0,
        discount_qoo10=line.cart_discount_qoo10 or 0,
    )

    assert settle(line, seller, rules) == settle_share(line, seller, rules, share)


@pytest.mark.parametrize(
    "seller",
    [
        attrs.evolve(POWER, payout_account=PayoutAccount.OUTSIDE_JAPAN),
        attrs.evolve(POWER, payment_service_fee=Rate.percent("3.5")),
        attrs.evolve(POWER, fee_tax=ZERO),
        attrs.evolve(POWER, commission=Rate.percent("9.9")),
        attrs.evolve(POWER, grade=Timeline.own("g", (date(2020, 1, 1), Grade.GENERAL))),
    ],
)
def test_sellers_of_every_sort_take_the_right_way(seller: Seller) -> None:
    """
    What a seller is like decides the way of a plain line, not its result.
    """
    for rules in (JAPAN, rules_of({"fees.tax_grain": "UNIT"})):
        line = paid(1_326, 3)
        assert settle(line, seller, rules) == settle_share(line, seller, rules, Context())


# What-if


def test_a_what_if_changes_only_what_it_should() -> None:
    """
    A change since 1 June leaves the days before, the other rules and the book itself alone.
    """
    # 1.5 % of 1,000 = 15: fee 115, tax 12
    dearer = JAPAN.replacing(
        JAPAN.fees.mega_surcharge.with_value(Rate.percent("1.5"), since=date(2026, 6, 1))
    )
    june = mega(paid_at=datetime(2026, 6, 1, tzinfo=JST))

    assert settle(june, POWER, dearer).net == 773
    assert settle(june, POWER).net == 779
    for line in (mega(), paid(), june):
        if line is not june:
            assert settle(line, POWER, dearer).net == settle(line, POWER).net
    assert "fees.mega_surcharge" not in changes(settle(june, POWER, dearer).doubts)
    assert "fees.mega_surcharge" in changes(settle(mega(), POWER, dearer).doubts)


def test_a_line_knows_its_rules_and_seller() -> None:
    """
    A settlement keeps what decided it.
    """
    result = settle(paid(send_type=SendType.SAME_DAY), POWER, CHOSEN)

    assert isinstance(result, Settlement)
    assert result.terms.rules == CHOSEN
    assert result.terms.seller == POWER
    assert result.terms.paid_on == date(2026, 5, 11)
